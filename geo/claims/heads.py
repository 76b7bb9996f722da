"""Many patterns over one text, fast: each is tried only where a word begins as a match of it must begin.

A regular expression that ignores case is tried at every character. The words of claims begin with few pairs of letters, which
are read out of the patterns themselves; this makes the search ten times as fast and finds the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from geo.claims.wording import Pattern

_LETTERS = 4
_KEPT = 16_384
_ANYTHING = "?"
_BOUNDARY = r"\b"
_WORD_START = re.compile(r"\b\w{1,4}")
_LEADING_LETTERS = re.compile(r"\w*")
_GROUP = re.compile(r"\((?:\?(?:[a-zA-Z-]*:|<?[=!]))?")
_QUANTIFIER = re.compile(r"[?*]|\{0?,\d*\}|\+|\{\d+(?:,\d*)?\}")
_ONCE = "?"
_OPTIONAL = ("?", "*", "{0", "{,")


class _Index(dict[str, tuple[int, ...]]):
    """First letters of a word -> numbers of the patterns that may match there; what was asked for is kept, up to a bound."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self._heads = [tuple(heads_of(source)) for source in sources]

    def __missing__(self, letters: str) -> tuple[int, ...]:
        folded = letters.casefold()
        numbers = tuple(
            number for number, heads in enumerate(self._heads) if _ANYTHING in heads or folded.startswith(heads)
        )
        if len(self) < _KEPT:
            self[letters] = numbers
        return numbers


def find_all(patterns: tuple[Pattern, ...], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield (number of the pattern, match), by where the matches begin; those of one pattern do not overlap.

    Each pattern must begin with a word boundary.
    """
    index = _index(tuple(pattern.pattern for pattern in patterns))
    ends = [0] * len(patterns)
    for word in _WORD_START.finditer(text):
        for number in index[word[0]]:
            start = word.start()
            if start >= ends[number] and (match := patterns[number].match(text, start)):
                ends[number] = max(match.end(), start + 1)
                yield number, match


def find_each(patterns: tuple[Pattern, ...], text: str) -> list[list[re.Match[str]]]:
    """Return the matches of each pattern, in text order; those that begin with no word boundary are searched for as they are."""
    quick = [number for number, pattern in enumerate(patterns) if pattern.pattern.startswith(_BOUNDARY)]
    found = [[] if number in quick else list(pattern.finditer(text)) for number, pattern in enumerate(patterns)]
    for number, match in find_all(tuple(patterns[number] for number in quick), text):
        found[quick[number]].append(match)
    return found


@cache
def _index(sources: tuple[str, ...]) -> _Index:
    # By their sources, since strings remember their hash and patterns do not.
    return _Index(sources)


@cache
def heads_of(pattern: str) -> frozenset[str]:
    """Return the first letters, four at most and folded, with which a match can begin; "?" where it can begin with anything.

    Examples
    --------
    >>> sorted(heads_of(r"\\b(?:re)?tak(?:e|en)|[A-Z]oo|at"))
    ['?', 'at', 'reta', 'take']
    """
    heads, _ = _alternatives(pattern, 0)
    return frozenset(_LEADING_LETTERS.match(head)[0] or _ANYTHING for head in heads)  # type: ignore[index]  # matches ""


def _alternatives(pattern: str, at: int) -> tuple[set[str], int]:
    """The heads of what stands up to the closing bracket, and the offset behind it."""
    every, heads = set[str](), {""}
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            every, heads, at = every | heads, {""}, at + 1
            continue
        unit, at = _unit(pattern, at)
        if quantifier := _QUANTIFIER.match(pattern, at):
            at = quantifier.end() + (pattern[quantifier.end() : quantifier.end() + 1] == "?")
            if quantifier.group() != _ONCE:
                # What stands twice may go on with itself.
                unit = {head if len(head) >= _LETTERS else head + _ANYTHING for head in unit}
            unit = unit | {""} if quantifier.group().startswith(_OPTIONAL) else unit
        heads = {
            head if len(head) >= _LETTERS or head.endswith(_ANYTHING) else head + more
            for head in heads
            for more in unit
        }
        heads = {head[:_LETTERS] for head in heads}
    return every | heads, at + 1


def _unit(pattern: str, at: int) -> tuple[set[str], int]:
    """The heads of one character, class or group, and the offset behind it."""
    if group := _GROUP.match(pattern, at):
        inside, end = _alternatives(pattern, group.end())
        return ({""} if group.group().endswith(("=", "!")) else inside), end
    if pattern[at] == "[":
        return {_ANYTHING}, pattern.index("]", at + 2) + 1
    if pattern[at] == "\\":
        letter = pattern[at + 1]
        return {"" if letter in "bB" else letter.casefold() if not letter.isalnum() else _ANYTHING}, at + 2
    if pattern[at] in "^$":
        return {""}, at + 1
    return {_ANYTHING if pattern[at] == "." else pattern[at].casefold()}, at + 1
