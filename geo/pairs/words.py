"""The words of a pair: who says what for which day, side by side, and none of it endorsed."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Sequence
from datetime import date

from geo.pairs.naming import day_text
from geo.pairs.statements import Statement

_SIDES = {"RU": "Russia", "UA": "Ukraine"}
_DEEDS = {
    "hold": ("holds", "does not hold"),
    "occupy": ("occupies", "does not occupy"),
    "capture": ("took", "did not take"),
    "recapture": ("retook", "did not retake"),
    "seize": ("seized", "did not seize"),
    "lost": ("lost", "did not lose"),
    "retreat": ("left", "did not leave"),
}
_EVENTS = {
    "strike": ("strike", "on"),
    "encircle": ("encirclement", "in"),
    "incursion": ("incursion", "into"),
    "offensive": ("attack", "on"),
    "counterattack": ("counter-attack", "in"),
    "battle": ("battle", "for"),
    "deploy": ("deployment", "to"),
    "redeploy": ("redeployment", "at"),
    "evacuate": ("evacuation", "of"),
    "withdraw": ("withdrawal", "at"),
    "killed": ("loss of life", "in"),
    "captured": ("taking of prisoners", "in"),
    "civilian_harm": ("harm to civilians", "in"),
    "negotiation": ("round of negotiations", "in"),
    "sabotage": ("act of sabotage", "in"),
}
"""Mode -> what it is called, and how a place is joined to it."""
_GROUNDS = {"held": "for the ground held by {side} in {place}", "taken": "for the ground taken by {side} in {place}"}
_GROUNDS["lost"] = "for the ground lost by {side} in {place}"
_COUNTS = {"held": "held by", "taken": "taken by", "lost": "lost by"}
_LISTED = 2
"""So many sources are named before the rest is counted."""


def days_text(first: date | None, last: date | None) -> str:
    """Return the days from one to another: one day, a whole month or year by its name, or both ends."""
    if first is None or last is None:
        found = first or last
        return "no day given" if found is None else day_text(found)
    if first == last:
        return day_text(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{month_name[first.month]} {first.year}"
    return f"{day_text(first)} to {day_text(last)}"


def beside(a: Sequence[Statement], b: Sequence[Statement]) -> str:
    """Return the figures of two groups side by side, with who gives them for which day."""
    one, other = a[0], b[0]
    return f"{_figured(a)} against {_figured(b)} {_for_what(one, other)}."


def _figured(group: Sequence[Statement]) -> str:
    figure = group[0].figure
    words = figure.words if figure is not None else ""
    return f"{words} ({_who(group)}{_when(group[0])})"


def _for_what(one: Statement, other: Statement) -> str:
    aspect, what = one.matter.aspect, one.matter.what
    places = list(dict.fromkeys((one.place.name, other.place.name)))
    where = places[0]
    side = _SIDES.get(what[0], "one side") if what else ""
    if aspect == "distance":
        return f"for the distance between {where} and {one.beyond.name if one.beyond else 'the other place'}"
    if len(places) > 1:
        return f"for ground held by {side}; the one speaks of {places[0]}, the other of {places[1]}"
    if aspect == "area":
        return _GROUNDS[what[1]].format(side=side, place=where)
    if aspect == "share":
        return f"for the share of {where} {_COUNTS[what[1]]} {side}"
    if what[1] in _COUNTS:
        return f"for the {what[2]} {_COUNTS[what[1]]} {side} in {where}"
    return f"for the {what[2]} {what[1]} at {where}"


def said(a: Sequence[Statement], b: Sequence[Statement]) -> str:
    """Return what two groups say, the one after the other."""
    if _is_answer(a[0], b[0]):
        return f"{_told(a)}; {_who(b)} {'deny' if _many(b) else 'denies'} it{_in_brackets(b[0])}."
    if _is_answer(b[0], a[0]):
        return said(b, a)
    return f"{_told(a)}; {_told(b)}."


def said_alike(a: Sequence[Statement], b: Sequence[Statement]) -> str:
    """Return what two groups say alike."""
    if {one.source for one in a} == {one.source for one in b}:
        return f"{_told(a)}, in more than one article."
    return f"{_told(a)}; {_who(b)} {'say' if _many(b) else 'says'} the same{_in_brackets(b[0])}."


def _is_answer(one: Statement, other: Statement) -> bool:
    """Whether the other denies just what the one says."""
    same = (one.claim.mode, one.deed.side) == (other.claim.mode, other.deed.side)
    return same and one.camp != "expected" and other.deed.denied and not one.deed.denied


def _told(group: Sequence[Statement]) -> str:
    first = group[0]
    verb = "say" if first.camp != "expected" else "expect"
    return f"{_who(group)} {verb}{'' if _many(group) else 's'} that {_deed(first)}{_in_brackets(first)}"


def _deed(one: Statement) -> str:
    place, denied = one.place.name, one.deed.denied
    side = _SIDES.get(one.deed.side or "", "one side")
    if one.camp == "expected":
        return f"{side} will take {place}"
    if one.matter.aspect == "control" and one.claim.mode in _DEEDS:
        return f"{side} {_DEEDS[one.claim.mode][denied]} {place}"
    event, preposition = _EVENTS.get(one.claim.mode, (f"event ({one.claim.mode})", "in"))
    by = f" by {side}" if one.deed.side in _SIDES else ""
    return f"there was {'no' if denied else _article(event)} {event}{by} {preposition} {place}"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _many(group: Sequence[Statement]) -> bool:
    """Whether the verb of a group is plural: two sources, or one that is no name ("analysts")."""
    names = {one.source for one in group}
    name = min(names)
    return len(names) > 1 or name.startswith("unnamed sources") or (name[:1].islower() and name.endswith("s"))


def _who(group: Sequence[Statement]) -> str:
    names = list(dict.fromkeys(one.source for one in group))
    if len(names) <= _LISTED:
        return " and ".join(names)
    return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"


def _when(one: Statement) -> str:
    if one.matter.aspect == "distance":
        return ""
    return f", {_day_of(one)}"


def _in_brackets(one: Statement) -> str:
    return f" ({_day_of(one)})"


def _day_of(one: Statement) -> str:
    when = one.claim.when
    if when is None:
        return "no day given"
    if when.from_day is None and when.to_day is not None:
        return f"by {day_text(when.to_day)}"
    return days_text(when.from_day, when.to_day)
