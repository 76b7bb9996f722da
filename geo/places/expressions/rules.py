"""Phrases that end or begin at a place name, as tables; each row is tried only where one of its cue words stands close by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.places.expressions.compass import bearing_of
from geo.places.expressions.drafts import Draft, Window
from geo.records import AREA_KINDS

CUE_CHARS = 3
"""Cue words are told by their first letters, which inflection leaves alone."""
_EDGES = "\"'’“”«»()[]-–—.,;:!?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase beside a name: `dir` is its direction, if it has such a group."""

    cues: frozenset[str]
    pattern: re.Pattern[str]
    relation: str
    part: str
    ground: str
    """What the phrase is meant with: `line` (a road or river), `town` (anything but an area), or `any`."""


def rule(cues: str, pattern: str, relation: str, part: str = "", *, ground: str = "any") -> Rule:
    """Return a row of a table; `cues` is a string of words, one of which stands in every match."""
    words = frozenset(word[:CUE_CHARS] for word in cues.split())
    return Rule(words, re.compile(pattern, re.IGNORECASE), relation, part, ground)


def cues_of(words: str) -> frozenset[str]:
    """Return the beginnings of the words of a short text, in lower case."""
    return frozenset(word.strip(_EDGES)[:CUE_CHARS] for word in words.casefold().replace("-", " ").split())


def first_before(rules: Iterable[Rule], window: Window, cues: frozenset[str]) -> Draft | None:
    """Return the expression that leads up to the name by the first rule that fits."""
    return _first(rules, cues, window, _before)


def first_after(rules: Iterable[Rule], window: Window, cues: frozenset[str]) -> Draft | None:
    """Return the expression that follows on the name by the first rule that fits."""
    return _first(rules, cues, window, _after)


def _first(
    rules: Iterable[Rule], cues: frozenset[str], window: Window, read: Callable[[Rule, Window], Draft | None]
) -> Draft | None:
    for row in rules:
        if row.cues.isdisjoint(cues) or not _suits(row.ground, window):
            continue
        if draft := read(row, window):
            return draft
    return None


def _suits(ground: str, window: Window) -> bool:
    place = window.resolution.place
    if ground == "line":
        return place is not None and (place.kind in ("road", "waterbody") or place.geometry == "line")
    return ground == "any" or place is None or place.kind not in AREA_KINDS


def _before(row: Rule, window: Window) -> Draft | None:
    match = row.pattern.search(window.before)
    if match is None:
        return None
    return _draft(row, match, window, window.at(match.start()), window.end)


def _after(row: Rule, window: Window) -> Draft | None:
    match = row.pattern.match(window.after)
    if match is None:
        return None
    return _draft(row, match, window, window.start, window.end + match.end())


def _draft(row: Rule, match: re.Match[str], window: Window, start: int, end: int) -> Draft | None:
    words = match.groupdict().get("dir")
    bearing = bearing_of(words) if words else None
    if words and bearing is None:
        return None
    origin = window.origin if row.relation in ("toward", "from", "behind", "complement") else None
    return Draft(start, end, row.relation, window.resolution, bearing_deg=bearing, part=row.part, origin=origin)
