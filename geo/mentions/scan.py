"""The text of an article with its words, the gazetteer's matches, and what is known about its names as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from geo.mentions.vocabulary import (
    COMMON,
    DEMONYMS,
    TITLES,
)
from geo.records import Place
from geo.sentences import Span, Word, containing

LONGEST_TITLE = 200

Found = Mapping[str, tuple[Place, ...]]


class Scan:
    """The text with its tokens, matches, and what is known about its names as a whole."""

    def __init__(self, text: str, tokens: Sequence[Word], spans: tuple[Span, ...], found: Found) -> None:
        self.text = text
        self.tokens = tokens
        self.found = found
        self.sentence_starts = {span.start for span in spans}
        self.lower = {word.text for word in tokens if word.text.islower()}
        self.shouting = {span.start for span in spans if _is_title_case(tokens, span)}
        self.spans = spans
        self.trusted: frozenset[str] = frozenset()
        """Names that read as places elsewhere in the text, and so wherever they stand."""
        self._alone: dict[str, tuple[int, ...]] = {}
        self.surnames = self._surnames()

    def alone(self, name: str) -> tuple[int, ...]:
        """Return up to two offsets at which a name stands with no capitalised word behind it."""
        if name not in self._alone:
            starts: list[int] = []
            start = self.text.find(name)
            while start >= 0 and len(starts) < 2:
                end = start + len(name)
                if not (self.text[end : end + 1] == " " and self.text[end + 1 : end + 2].isupper()):
                    starts.append(start)
                start = self.text.find(name, end)
            self._alone[name] = tuple(starts)
        return self._alone[name]

    def opens_sentence(self, index: int) -> bool:
        """Whether a token is the first word of a sentence."""
        start = self.tokens[index].start
        if start in self.sentence_starts:
            return True
        # An opening quotation mark or bracket may stand before the first word.
        return any(
            start - step in self.sentence_starts and not self.text[start - step : start].strip("\"'“‘«(*#>- \t")
            for step in (1, 2, 3)
        )

    def in_title_case(self, index: int) -> bool:
        """Whether the sentence around a token capitalises everything, so that capitals say nothing."""
        span = containing(self.spans, self.tokens[index].start)
        return span is not None and span.start in self.shouting

    def neighbour(self, index: int, step: int) -> Word | None:
        """Return the next capitalised word on one side, when only a space stands between."""
        other = index + step
        if not 0 <= other < len(self.tokens):
            return None
        left, right = sorted((index, other))
        gap = self.text[self.tokens[left].end : self.tokens[right].start]
        return self.tokens[other] if gap in (" ", "\u00a0", "-", "’s ", "'s ") and self.tokens[other].capital else None

    def is_name_part(self, word: Word | None, index: int) -> bool:
        """Whether a capitalised neighbour is part of a proper name that the gazetteer does not know."""
        if word is None or self.in_title_case(index):
            return False
        folded = word.text.casefold()
        if folded in COMMON or folded in DEMONYMS or folded in self.lower or word.text in self.found:
            return False
        return not (folded.endswith(("ing", "ed")) and word.start in self.sentence_starts)

    def _surnames(self) -> frozenset[str]:
        names = set()
        for index, word in enumerate(self.tokens):
            before = self.neighbour(index, -1)
            if before is not None and word.capital and self._introduces(index, before):
                names.add(word.text)
        return frozenset(names)

    def _introduces(self, index: int, before: Word) -> bool:
        if self.text[before.end : self.tokens[index].start] not in (" ", "\u00a0"):
            return False
        if before.text.casefold() in TITLES:
            return True
        return before.text not in self.found and not self.opens_sentence(index - 1) and self.is_name_part(before, index)


def _is_title_case(tokens: Sequence[Word], span: Span) -> bool:
    if span.end - span.start >= LONGEST_TITLE:
        return False
    first = bisect_left(tokens, span.start, key=lambda word: word.start)
    last = bisect_left(tokens, span.end, key=lambda word: word.start)
    inside = [word for word in tokens[first:last] if len(word.text) > 3]
    return len(inside) >= 4 and sum(word.capital for word in inside) >= 0.75 * len(inside)
