"""Many patterns over one text, fast: each is tried only where a word begins as a match of it must begin.

A regular expression that ignores case is tried at every character. The words of claims begin with few pairs of letters, which
are read out of the patterns themselves; this makes the search ten times as fast and finds the same.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from geo.claims.wording import Pattern
from geo.sentences import small_words

_LETTERS = 4
_KEPT = 16_384
_ANYTHING = "?"
_CAPITAL = "↑"
"""In place of letters: a match may begin with any capital letter."""
_OPEN = (_ANYTHING, _CAPITAL)
_CAPITALS = re.compile(r"\[(?:A-Z|А-Я|Ѐ-Я|[А-ЯІЇЄҐ])+\]")
_BOUNDARY = r"\b"
_SIGN = "%"
"""The one thing that is no word and may begin a match."""
_SIGNS = re.compile(_SIGN)
_LEADING_LETTERS = re.compile(r"\w*")
_GROUP = re.compile(r"\((?:\?(?:[a-zA-Z-]*:|<?[=!]))?")
_QUANTIFIER = re.compile(r"[?*]|\{0?,\d*\}|\+|\{\d+(?:,\d*)?\}")
_ONCE = "?"
_OPTIONAL = ("?", "*", "{0", "{,")


class _Index(dict[str, tuple[int, ...]]):
    """First small letters of a word, behind "↑" where it has a capital -> numbers of the patterns that may match there.

    What was asked for is kept, up to a bound.
    """

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources = sources
        self._heads = [tuple(heads_of(source)) for source in sources]

    def __missing__(self, letters: str) -> tuple[int, ...]:
        sign = _CAPITAL if letters[0] == _CAPITAL else _ANYTHING
        folded = letters.removeprefix(_CAPITAL).casefold()
        numbers = tuple(
            number
            for number, heads in enumerate(self._heads)
            if _ANYTHING in heads or sign in heads or folded.startswith(heads)
        )
        if len(self) < _KEPT:
            self[letters] = numbers
        return numbers


class Searched:
    """A text in which many patterns are looked for, each at the words alone with which a match of it can begin.

    Its words are gone through once. A pattern that was not announced, or may begin with anything but a word, is searched for as
    it is, so that the answers are those of the pattern's own `search` and `finditer`.
    """

    __slots__ = ("_starts", "text")

    def __init__(self, text: str, patterns: Sequence[Pattern] = ()) -> None:
        self.text = text
        index = _index(tuple(pattern.pattern for pattern in patterns if _is_sought(pattern.pattern)))
        starts: list[list[int]] = [[] for _ in index.sources]
        if starts:
            _, words, offsets = small_words(text)
            for word, at in zip(words, offsets, strict=True):
                letters = word[:_LETTERS]
                for number in index[letters if text[at] == word[0] else _CAPITAL + letters]:
                    starts[number].append(at)
            for number in index[_SIGN]:
                starts[number] = sorted(starts[number] + [match.start() for match in _SIGNS.finditer(text)])
        self._starts = dict(zip(index.sources, starts, strict=True))
        """Source of a pattern -> where it may begin."""

    def starts_in(self, pattern: Pattern, start: int, end: int) -> Sequence[int] | None:
        """Return where in a stretch a match can begin, in order; None where that is not known."""
        starts = self._starts.get(pattern.pattern)
        if not starts:
            return starts
        first = bisect_left(starts, start)
        return starts[first : bisect_left(starts, end, first)]

    def search(self, pattern: Pattern, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a stretch, as `pattern.search(text, start, end)` does."""
        starts = self._starts.get(pattern.pattern)
        if starts is None:
            return pattern.search(self.text, start, end)
        for number in range(bisect_left(starts, start), len(starts)):
            if (at := starts[number]) >= end:
                break
            if match := pattern.match(self.text, at, end):
                return match
        return None

    def part(self, start: int, end: int) -> Part:
        """Return a stretch to search in; one that begins inside a word is a text of its own, where that word begins anew."""
        if start and start < len(self.text) and (self.text[start - 1].isalnum() or self.text[start - 1] == "_"):
            return Part(Searched(self.text[start:end]), 0, sys.maxsize)
        return Part(self, start, end)

    def finditer(self, pattern: Pattern, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch, as `pattern.finditer(text, start, end)` does."""
        starts = self.starts_in(pattern, start, end)
        return pattern.finditer(self.text, start, end) if starts is None else _at(pattern, self.text, starts, end)


class Part(NamedTuple):
    """A stretch of a text in which patterns are looked for."""

    whole: Searched
    start: int
    end: int

    def search(self, pattern: Pattern) -> re.Match[str] | None:
        """Return the first match in it; offsets are those of the whole."""
        return self.whole.search(pattern, self.start, self.end)

    def behind(self, pattern: Pattern) -> Part:
        """Return what stands behind the last match of a pattern; all where there is none."""
        start = self.start
        for match in self.whole.finditer(pattern, self.start, self.end):
            start = match.end()
        return self if start == self.start else Part(self.whole, start, self.end)


def _at(pattern: Pattern, text: str, starts: Sequence[int], end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    free = 0
    for at in starts:
        if at >= free and (match := pattern.match(text, at, end)):
            free = match.end()
            yield match


def find_all(patterns: tuple[Pattern, ...], text: str | Searched) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield (number of the pattern, match), pattern by pattern; those of one pattern do not overlap.

    Each pattern must begin with a word boundary.
    """
    searched = text if isinstance(text, Searched) else Searched(text, patterns)
    for number, pattern in enumerate(patterns):
        for match in searched.finditer(pattern):
            yield number, match


def find_each(patterns: tuple[Pattern, ...], text: str, whole: Searched, offset: int) -> list[list[re.Match[str]]]:
    """Return the matches of each pattern in a part of a text cut out of it at `offset`, with offsets in the part."""
    found: list[list[re.Match[str]]] = []
    for pattern in patterns:
        starts = whole.starts_in(pattern, offset, offset + len(text))
        if starts is None:
            found.append(list(pattern.finditer(text)))
        else:
            found.append(list(_at(pattern, text, [at - offset for at in starts])) if starts else [])
    return found


@cache
def _is_sought(source: str) -> bool:
    # What ends right before something else is looked for in a few words, and need not be known of the whole text.
    return begins_with_word(source) and not source.endswith("$")


@cache
def unanchored(pattern: Pattern) -> Pattern:
    """Return a pattern without the end of the text at its end: where it finds nothing, the pattern finds nothing before any offset."""
    source = pattern.pattern
    return re.compile(source.removesuffix("$"), pattern.flags)


@cache
def begins_with_word(source: str) -> bool:
    """Whether each match of a pattern begins where a word does, or with a percent sign.

    Examples
    --------
    >>> begins_with_word(r"\\bto\\b|\\bin\\sto\\b"), begins_with_word(r"\\bto\\b|in"), begins_with_word(r"\\b(?:a|\\s)")
    (True, False, False)
    """
    if not source.startswith((_BOUNDARY, _SIGN)) or _ANYTHING in heads_of(source):
        return False
    depth, at = 0, 0
    while at < len(source):
        if source[at] == "\\":
            at += 2
            continue
        if source[at] == "[":
            at = source.index("]", at + 2) + 1
            continue
        depth += (source[at] == "(") - (source[at] == ")")
        if source[at] == "|" and not depth and not source.startswith((_BOUNDARY, _SIGN), at + 1):
            return False
        at += 1
    return True


@cache
def _index(sources: tuple[str, ...]) -> _Index:
    # By their sources, since strings remember their hash and patterns do not.
    return _Index(sources)


@cache
def heads_of(pattern: str) -> frozenset[str]:
    """Return the first letters, four at most and folded, with which a match can begin.

    "?" stands for anything, "↑" for any capital letter.

    Examples
    --------
    >>> sorted(heads_of(r"\\b(?:re)?tak(?:e|en)|[A-Z]oo|at"))
    ['?', 'at', 'reta', 'take']
    """
    heads, _ = _alternatives(pattern, 0)
    return frozenset(_letters(head) for head in heads)


def _letters(head: str) -> str:
    if head.startswith(_SIGN):
        return _SIGN
    found = _LEADING_LETTERS.match(head)
    return (found[0] if found else "") or (_CAPITAL if head.startswith(_CAPITAL) else _ANYTHING)


def _alternatives(pattern: str, at: int, *, cased: bool = False) -> tuple[set[str], int]:
    """The heads of what stands up to the closing bracket, and the offset behind it."""
    every, heads = set[str](), {""}
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            every, heads, at = every | heads, {""}, at + 1
            continue
        unit, at = _unit(pattern, at, cased=cased)
        if quantifier := _QUANTIFIER.match(pattern, at):
            at = quantifier.end() + (pattern[quantifier.end() : quantifier.end() + 1] == "?")
            if quantifier.group() != _ONCE:
                # What stands twice may go on with itself.
                unit = {head if len(head) >= _LETTERS else head + _ANYTHING for head in unit}
            unit = unit | {""} if quantifier.group().startswith(_OPTIONAL) else unit
        heads = {
            head if len(head) >= _LETTERS or head.endswith(_OPEN) else head + more for head in heads for more in unit
        }
        heads = {head[:_LETTERS] for head in heads}
    return every | heads, at + 1


def _unit(pattern: str, at: int, *, cased: bool) -> tuple[set[str], int]:
    """The heads of one character, class or group, and the offset behind it."""
    if group := _GROUP.match(pattern, at):
        inside, end = _alternatives(pattern, group.end(), cased=cased or group.group() == "(?-i:")
        return ({""} if group.group().endswith(("=", "!")) else inside), end
    if pattern[at] == "[":
        capitals = _CAPITALS.match(pattern, at) if cased else None
        return {_CAPITAL if capitals else _ANYTHING}, pattern.index("]", at + 2) + 1
    if pattern[at] == "\\":
        letter = pattern[at + 1]
        return {"" if letter in "bB" else letter.casefold() if not letter.isalnum() else _ANYTHING}, at + 2
    if pattern[at] in "^$":
        return {""}, at + 1
    return {_ANYTHING if pattern[at] == "." else pattern[at].casefold()}, at + 1
