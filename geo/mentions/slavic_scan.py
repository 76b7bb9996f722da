"""The words of a Ukrainian or Russian text as their language writes them, and where they stand.

Comes in: text and its tokens. Goes out: `Lexeme`s, in which an apostrophe, a stress mark or a soft hyphen parts no word, and
the questions that the wording of a name asks: what stands beside it, in which sentence, in whose quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.sentences import Word, sentences

# Inside a word: apostrophes, stress and other marks of their own code point, soft hyphens, characters without width.
_INSIDE = re.compile("['’ʼ‘`´ʹ′\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]{1,3}")
_APOSTROPHES = re.compile("['’ʼ‘`´ʹ′]")
_UNSEEN = re.compile("[\u0300\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
MOST_PARTS = 6
LONGEST_LEXEME = 64
_HYPHENATED = {
    ("р", "н"): "р-н",
    ("с", "ще"): "с-ще",
    ("н", "п"): "н.п",
    ("из", "под"): "из-под",
    ("з", "під"): "з-під",
    ("із", "під"): "з-під",
}
_QUOTED = re.compile('«([^«»\n]{1,80})»|“([^“”\n]{1,80})”|„([^„“”\n]{1,80})[“”]|"([^"\n]{1,80})"')


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word with its place in the text and its plain spelling."""

    start: int
    end: int
    text: str
    """Composed, with plain apostrophes, without stress marks."""
    lower: str
    """The same in lower case."""
    capital: bool
    """Whether it begins with a capital letter."""


class Page:
    """A text with its lexemes, sentences and quotations."""

    def __init__(self, text: str, tokens: Sequence[Word]) -> None:
        self.text = text
        self.lexemes = _lexemes(text, tokens)
        self._gaps = ["\n", *(text[left.end : right.start] for left, right in pairwise(self.lexemes)), "\n"]
        self._beside = [gap in (" ", "\u00a0") for gap in self._gaps]
        spans = sentences(text)
        self._sentence_starts = [span.start for span in spans]
        self._quotes = [match.span() for match in _QUOTED.finditer(text)]
        self._quote_starts = [start for start, _ in self._quotes]

    def gap(self, index: int) -> str:
        """Return what stands between a lexeme and the one before it; a line break stands before the first."""
        return self._gaps[index] if 0 <= index < len(self._gaps) else "\n"

    def is_beside(self, index: int) -> bool:
        """Whether only a space stands between a lexeme and the one before it."""
        return 0 <= index < len(self._beside) and self._beside[index]

    def before(self, index: int) -> Lexeme | None:
        """Return the lexeme before, when nothing but spaces stands between."""
        return self.lexemes[index - 1] if index > 0 and self.is_beside(index) else None

    def after(self, index: int) -> Lexeme | None:
        """Return the lexeme behind, when nothing but spaces stands between."""
        return self.lexemes[index + 1] if index + 1 < len(self.lexemes) and self.is_beside(index + 1) else None

    def opens_sentence(self, index: int) -> bool:
        """Whether no other word of its sentence stands before a lexeme."""
        start = self.lexemes[index].start
        place = bisect_right(self._sentence_starts, start) - 1
        return index == 0 or place < 0 or self._sentence_starts[place] >= self.lexemes[index - 1].end

    def quotation(self, index: int) -> tuple[int, int] | None:
        """Return the span of the short quotation that a lexeme stands in, marks included, or None."""
        place = bisect_right(self._quote_starts, self.lexemes[index].start) - 1
        if place < 0 or self._quotes[place][1] < self.lexemes[index].end:
            return None
        return self._quotes[place]


def _lexemes(text: str, tokens: Sequence[Word]) -> list[Lexeme]:
    found: list[Lexeme] = []
    # A sequence of tokens may make each one anew whenever it is asked.
    tokens = list(tokens)
    index = 0
    while index < len(tokens):
        last = index
        while last + 1 < len(tokens) and last - index < MOST_PARTS and _continues(text, tokens[last], tokens[last + 1]):
            last += 1
        if last == index and (short := _hyphenated(text, tokens, index)):
            found.append(_lexeme(tokens[index].start, tokens[index + 1].end, short))
            index += 2
            continue
        start, end = tokens[index].start, tokens[last].end
        found.append(_lexeme(start, end, _plain(text[start : min(end, start + LONGEST_LEXEME)])))
        index = last + 1
    return found


def _lexeme(start: int, end: int, word: str) -> Lexeme:
    return Lexeme(start, end, word, word.casefold(), word[:1].isupper())


def _continues(text: str, left: Word, right: Word) -> bool:
    return (
        right.start - left.end <= 3
        and text[left.end] != " "
        and _INSIDE.fullmatch(text, left.end, right.start) is not None
    )


def _hyphenated(text: str, tokens: Sequence[Word], index: int) -> str | None:
    if index + 1 >= len(tokens) or text[tokens[index].end : tokens[index + 1].start] not in ("-", "."):
        return None
    return _HYPHENATED.get((tokens[index].text.casefold(), tokens[index + 1].text.casefold()))


def _plain(written: str) -> str:
    # Among the apostrophes is one that counts as a letter (U+02BC).
    if written.isalnum() and unicodedata.is_normalized("NFC", written) and not _INSIDE.search(written):
        return written
    # The marks that make letters (й, ї, ё) are composed first; stress marks have no letter to join and go.
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", written))
    return _APOSTROPHES.sub("'", composed)
