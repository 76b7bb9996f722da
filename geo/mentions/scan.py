"""An English text as the recogniser sees it: words, gaps, runs of capitals, sentence openings, persons.

Comes in: text, its words, and what the gazetteer knows of its capitalised runs. Goes out: answers about one word or one run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from geo.mentions.lexicon import word_classes
from geo.mentions.vocabulary import COMMON, SHIPS, SHORTENED, TITLES, WAR_WORDS
from geo.records import Place
from geo.sentences import Span, Words

LONGEST_TITLE = 200
GREAT_AREA = 3_000_000
_SPACES = (" ", "\u00a0")
_JOINTS = (*_SPACES, "-")
# Openers that may stand before a sentence's first word.
_OPENERS = "\"'“‘«(*#>-–—[ \t"

Found = Mapping[str, tuple[Place, ...]]


class Scan:
    """The text with its words by number; `found` holds the gazetteer's matches by their wording."""

    def __init__(self, text: str, tokens: Words, spans: Sequence[Span]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = tokens.texts
        self.low = [word.casefold() for word in self.words]
        self.caps = [word[0].isupper() for word in self.words]
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.gaps = [text[a:b] for a, b in zip(self.ends, self.starts[1:], strict=False)]
        self.spans = spans
        self.found: Found = {}
        self._lone: dict[tuple[str, ...], tuple[int, ...]] = {}
        self.lower_seen = frozenset(word for word in self.words if word.islower())
        self._joints = frozenset(self._runs())
        self.opening = self._openings()
        self.shouting = self._shouting()

    def joined(self, index: int) -> bool:
        """Whether a word and the next stand in one capitalised run (a space, a hyphen, or the stop of "St." between)."""
        return index in self._joints

    def spaced(self, index: int) -> bool:
        """Whether nothing but a space stands between a word and the next."""
        return 0 <= index < len(self.gaps) and self.gaps[index] in _SPACES

    def before(self, first: int) -> int | None:
        """Return the number of the capitalised word that runs into a name, if one does; a sentence's mere opener does not."""
        index = first - 1
        if not self.joined(index) or (index in self.opening and self._is_mere_opener(index)):
            return None
        # A word of another script belongs to the sentence, not to the name.
        return index if self.words[index].isascii() == self.words[first].isascii() else None

    def after(self, last: int) -> int | None:
        """Return the number of the capitalised word that continues a name, if one does."""
        return last + 1 if self.joined(last) else None

    def run_after(self, last: int, most: int = 4) -> range:
        """Return the capitalised words that follow a name without a break, at most so many."""
        end = last
        while end - last < most and self.joined(end):
            end += 1
        return range(last + 1, end + 1)

    def is_word(self, index: int) -> bool:
        """Whether a word, capital or not, is a plain English word, here or by the dictionary."""
        low = self.low[index]
        return low in COMMON or low in self.lower_seen or low in word_classes()[0]

    def _is_mere_opener(self, index: int) -> bool:
        """Whether a sentence's first word owes its capital to that alone: a plain word, or one formed like a verb ("Losing")."""
        return self.is_word(index) or self.low[index].endswith(("ing", "ed"))

    def is_given(self, index: int) -> bool:
        """Whether a word is a person's given name or initial."""
        word = self.words[index]
        return self.low[index] in word_classes()[1] or (len(word) == 1 and word.isalpha())

    def stands_alone(self, first: int, last: int) -> bool:
        """Whether the same name stands elsewhere in the text with no capitalised word behind it."""
        name = tuple(self.words[first : last + 1])
        if name not in self._lone:
            size = len(name)
            starts = (
                index
                for index in self._positions[name[0]]
                if tuple(self.words[index : index + size]) == name and not self.joined(index + size - 1)
            )
            # Two are enough: one of them is not this one.
            self._lone[name] = tuple(islice(starts, 2))
        return any(start != first for start in self._lone[name])

    @cached_property
    def _positions(self) -> Mapping[str, Sequence[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            if self.caps[index]:
                positions[word].append(index)
        return positions

    @cached_property
    def persons(self) -> frozenset[str]:
        """The words that stand in a person's name somewhere in the text."""
        names: set[str] = set()
        free = 0
        for index in sorted(self._joints):
            if index >= free:
                last = self.run_after(index, 6)[-1]
                names.update(self._person(index, last))
                free = last + 1
        return frozenset(names)

    @cached_property
    def ships(self) -> frozenset[str]:
        """The names that a word for a ship stands beside: "the cruiser X", "the X landing ship"."""
        names: set[str] = set()
        for index, low in enumerate(self.low):
            if low not in SHIPS:
                continue
            behind = [other for other in (index - 1, index - 2) if other >= 0][: 2 if self.spaced(index - 1) else 0]
            names.update(self.words[other] for other in behind if self.caps[other] and self.spaced(other))
            if self.spaced(index) and self.caps[index + 1]:
                names.add(self.words[index + 1])
        return frozenset(names)

    @cached_property
    def at_war(self) -> bool:
        """Whether the text speaks of the war in Ukraine."""
        return WAR_WORDS.search(self.text) is not None

    def _person(self, first: int, last: int) -> list[str]:
        """The names of the person that a run of capitals speaks of; none when it speaks of none."""
        while first <= last and (self.low[first] in TITLES or (first in self.opening and self.is_word(first))):
            first += 1
        titled = first > 0 and self.low[first - 1] in TITLES and self.joined(first - 1)
        name = range(first, last + 1)
        if not name or any(self.low[index] in COMMON for index in name):
            return []
        if " ".join(self.words[first : last + 1]) in self.found:
            return []
        if titled or (len(name) > 1 and self.is_given(first) and (not self._is_area(first) or self._is_surname(last))):
            return [self.words[index] for index in name if len(self.words[index]) > 2]
        return []

    def _is_surname(self, index: int) -> bool:
        """Whether a word can only be a surname: one of the lists, or one that nothing else is known of."""
        low = self.low[index]
        return low in word_classes()[2] or not (self.is_word(index) or self.words[index] in self.found)

    def _is_area(self, index: int) -> bool:
        """Whether a given name is better known as a country or a great division: "Georgia", "Virginia"."""
        return any(
            place.kind in ("country", "macro_region")
            or (place.kind == "region" and (place.population or 0) >= GREAT_AREA)
            for place in self.found.get(self.words[index], ())
        )

    def _runs(self) -> Iterator[int]:
        caps, gaps = self.caps, self.gaps
        for index, gap in enumerate(gaps):
            if not (caps[index] and caps[index + 1]):
                continue
            if gap in _JOINTS or (gap == ". " and (len(self.words[index]) == 1 or self.low[index] in SHORTENED)):
                yield index

    def _openings(self) -> frozenset[int]:
        found = set()
        for span in self.spans:
            index = bisect_left(self.starts, span.start)
            if index < len(self.starts) and not self.text[span.start : self.starts[index]].strip(_OPENERS):
                found.add(index)
        return frozenset(found)

    def _shouting(self) -> frozenset[int]:
        """The words of headlines, whose capitals say nothing."""
        found: set[int] = set()
        for span in self.spans:
            if span.end - span.start >= LONGEST_TITLE:
                continue
            first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
            inside = [index for index in range(first, last) if len(self.words[index]) > 3]
            if len(inside) >= 4 and sum(self.caps[index] for index in inside) > 0.75 * len(inside):
                found.update(range(first, last))
        return frozenset(found)
