"""Words, sentences and clauses of a text, with their offsets.

Comes in: text. Goes out: spans; nothing is changed or lost, and every span slices back to its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, overload

# A word is a run of letters and digits; "U.S." and "U.K." are one word.
_WORD = re.compile(r"((?:[A-Z]\.){2,4}|[^\W_]+)")
_RUN = re.compile(r"(\w+)")
_STOP = re.compile(r"[.!?…]{1,3}[\"”’»')\]]{0,3}(?=\s)|\n")
_BEFORE_WORD = re.compile(r"[\s(\"“‘]")
# Mentions and claims of one article ask for the same sentences one after the other.
_KEPT = 8
# What ends in a full stop without ending a sentence.
_ABBREVIATED = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj brig adm st mt jr sr vs etc approx no vol dept sq km u.s u.k u.n e.g i.e "
    "jan feb mar apr jun jul aug sep sept oct nov dec rep sen gov pres min обл р м с ст им г гг тис тыс млн млрд кв куб н.п нп пос смт пгт хут х р-н с-ще".split()
)
# Where one statement in a sentence ends and the next begins.
_CLAUSE = re.compile(
    r"[;:–—]|\s-\s|,\s(?=(?:and|but|yet|while|whereas|which|who|where|when|after|before|because|since|so|instead|although|"
    r"though|as|with|in other words|in the process|adding|saying|noting|writing|that)\b|"
    r"(?:[a-z]{3,14}ed|had)\s)|"
    r"\s(?=(?:while|whereas|because|although|but|after|before)\s)",
    re.IGNORECASE,
)
# A sentence that opens so has its main clause after the comma.
_SUBORDINATE = re.compile(
    r"(?:While|Although|Though|Whereas|After|Before|When|Once|Even though|As|Because|Since|Despite)\s"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: start inclusive, end exclusive."""

    start: int
    end: int


class Word(NamedTuple):
    """One word with its place in the text."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter or is a road-like code (N07)."""
        return self.text[0].isupper()


class Words(Sequence[Word]):
    """The words of a text, in order; each is made when it is asked for.

    A text has hundreds, and most are never looked at one by one. Kept as columns they cost a third of the time, and the garbage
    collector passes over them.
    """

    __slots__ = ("_made", "ends", "starts", "texts")

    def __init__(self, text: str) -> None:
        self.texts, self.starts, self.ends = pieces(_WORD, text)
        self._made: dict[int, Word] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(map(Word, self.starts[index], self.ends[index], self.texts[index]))
        # The few around names are looked at again and again.
        if (made := self._made.get(index)) is None:
            made = self._made[index] = Word(self.starts[index], self.ends[index], self.texts[index])
        return made

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.texts)


def pieces(pattern: re.Pattern[str], text: str) -> tuple[list[str], list[int], list[int]]:
    """Return the matches of a pattern that is one group and never empty: the words, their offsets and the offsets behind them.

    In columns and without a match object for each word, which is four times as fast.
    """
    parts = pattern.split(text)
    ends = list(accumulate(map(len, parts)))
    return parts[1::2], ends[:-1:2], ends[1::2]


@lru_cache(maxsize=_KEPT)
def small_words(text: str) -> tuple[str, Sequence[str], Sequence[int]]:
    """Return a text in small letters, of the same length, with its runs of letters, figures and underscores and their offsets."""
    low = text.lower()
    if len(low) != len(text):
        # A few letters grow ("İ"); offsets must not move.
        low = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    found, starts, _ = pieces(_RUN, low)
    return low, found, starts


def words(text: str) -> Words:
    """Return the words of a text, in order."""
    return Words(text)


@lru_cache(maxsize=_KEPT)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, in order, without the white space around them.

    Examples
    --------
    >>> text = "Gen. Smith left. The U.S. stayed."
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Gen. Smith left.', 'The U.S. stayed.']
    """
    spans, start = [], 0
    for match in _STOP.finditer(text):
        if match.group() != "\n" and not _ends_sentence(text, match):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span.start < span.end)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of one sentence, in order."""
    cuts = {sentence.start, sentence.end, *(m.end() for m in _CLAUSE.finditer(text, sentence.start, sentence.end))}
    if _SUBORDINATE.match(text, sentence.start, sentence.end):
        comma = text.find(", ", sentence.start, sentence.end)
        cuts |= {comma + 2} if comma > 0 else set()
    spans = (_trimmed(text, a, b) for a, b in pairwise(sorted(cuts)))
    return tuple(span for span in spans if span.end - span.start > 1)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group()[0] != ".":
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    last = _BEFORE_WORD.split(before)[-1].casefold()
    if last in _ABBREVIATED:
        # "the U.S. But then" ends a sentence; "U.S. officials" does not.
        return last.startswith(("u.", "km")) and bool(
            re.match(r"\s{1,3}(?:But|The|And|In|It|He|They|This|That)\b", text[match.end() : match.end() + 12])
        )
    initial = len(last) == 1 and last.isalpha() and before[-1:].isupper()
    return not initial


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—"):
        end -= 1
    return Span(start, end)
