"""Ground that was occupied within a period is ground gained in it: "in November the army occupied 500 km²"."""

from __future__ import annotations

import re

from geo.claims.notes import Hit, Notes
from geo.records import TimeSpan, When
from geo.sentences import Span

# The deed, not the state: "occupied 500 km²", and no "occupied territory", "is occupied".
_DEED = re.compile(r"(?:occupied|окупува(?:в|ла|ли)|оккупирова(?:л|ла|ли))", re.IGNORECASE)
_STATE = re.compile(r"\b(?:is|are|was|were|been|being|still|remains?|of|the)\s$", re.IGNORECASE)
# Right before or at the head of the time that it fills.
_FILLS = re.compile(
    r"\b(?:in|over|during|within|за|протягом|упродовж|впродовж|в\sтечение|у|в|во)\s(?:the\s)?(?:\w{1,12}\s){0,2}$",
    re.IGNORECASE,
)
# "Over", "за" fill a period of any length; "in 2024 it occupied" may tell of all that it held then.
_LONGEST_DAYS = 93
_ALL = re.compile(r"(?:over|during|within|за|протягом|упродовж|впродовж|в\sтечение)\b", re.IGNORECASE)
_BEFORE = 30
# So much is what is held in all, whatever the month that is told beside it.
_HELD_M2 = 2e10


def is_gain(notes: Notes, span: Span, hit: Hit, when: When | None, times: tuple[TimeSpan, ...]) -> bool:
    """Tell whether a clause says how much ground was newly occupied between two days that it names."""
    text = notes.text
    if hit.trigger.mode != "occupy" or not _DEED.fullmatch(text, hit.start, hit.end):
        return False
    if _STATE.search(text, max(span.start, hit.start - _BEFORE), hit.start):
        return False
    measured = any(one.si_unit == "m2" and (one.si or 0.0) < _HELD_M2 for one in notes.quantities_in(span))
    if not measured or when is None or when.from_day is None or when.to_day is None:
        return False
    days = (when.to_day - when.from_day).days
    return days > 0 and any(_is_filled(text, span, time, days) for time in times if time.from_day == when.from_day)


def _is_filled(text: str, span: Span, time: TimeSpan, days: int) -> bool:
    """Tell whether a clause says of a time that the deed filled it."""
    found = _FILLS.search(text, max(span.start, time.start - _BEFORE), time.start)
    words = found.group() if found else time.text
    return bool(_ALL.match(words)) or (found is not None and days <= _LONGEST_DAYS)
