"""English numbers without a noun of their own: "nine dead", "another 20", "62 of 85 drones", "13 of them", "5 m people"."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.quantities.english_shares import with_rate, word_before
from geo.quantities.numbers import hedge_at, number_at
from geo.quantities.readings import GAP, Hedge, Number, Read, Unit, build
from geo.quantities.units import IN_MILLIONS, UNITS, noun_at
from geo.records import Quantity

# "59 of 80 drones", "killed nine and wounded 31", "18,000 residents of a pre-war 60,000": a number that shares a noun.
_OF_MORE = re.compile(rf"{GAP}(?:(?:out{GAP})?of)(?:{GAP}(?:the|its|their|some|all))?{GAP}(?=[0-9])", re.IGNORECASE)
_OF_FEWER = re.compile(
    rf"{GAP}(?:out{GAP})?of{GAP}(?:(?:an?|the|its|their|some|about){GAP})?(?:[a-z]{{3,8}}(?:-[a-z]{{3,8}})?{GAP})?"
    rf"(?:population{GAP}of{GAP})?\Z",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:another|a further|a total of|and|down from|up from)\s{1,3}\Z", re.IGNORECASE)
_HARMED = re.compile(
    rf"(?:{GAP}(?:more|others))?{GAP}(?:(?:was|were|have{GAP}been|had{GAP}been){GAP})?"
    r"(?P<how>killed|wounded|injured|hurt|captured|dead|displaced|missing)\b",
    re.IGNORECASE,
)
_HARMING = re.compile(r"\b(?P<how>kill|wound|injur|captur|hurt)(?:ed|ing|ed at)?\s{1,3}\Z", re.IGNORECASE)
_HARMS = {"kill": "killed", "wound": "wounded", "injur": "injured", "captur": "captured", "hurt": "injured"}
_MILLION = re.compile(r"\s?[mM]\b")
_OF_THEM = re.compile(rf"{GAP}of{GAP}(?:them|these|those|whom|which)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s")
# "Held 1,376 square kilometres and was left with 800."
_LEFT = re.compile(r"\b(?:leaving|to|against|versus|or)\s{1,3}\Z", re.IGNORECASE)
_SHARED_REACH = 60
_NO_NOUN = frozenset({"percent", "percentage point", "fraction", "times"})
_BARE = re.compile(
    rf"(?:[.,;:!?)]|\Z|{GAP}(?:and|in|on|at|near|when|while|after|as|there|overnight|was|were|is|are|had|have|has|remain|remained|did|still)\b)(?![0-9])",
    re.IGNORECASE,
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def some_of(text: str, number: Number) -> Read | None:
    """Read the first number of "62 of 85 drones", which shares the noun of the second."""
    link = _OF_MORE.match(text, number.end)
    more = number_at(text, link.end()) if link else None
    counted = noun_at(text, more.end, plural=True) if more else None
    return Read(number, counted[0], number.end) if counted else None


def harmed(text: str, at: int, start: int, number: Number) -> Read | None:
    """Read "nine dead", "killed 12": people counted by what befell them."""
    if number.kind == "vague" or is_date(text, at, number, None):
        return None
    if (after := _HARMED.match(text, number.end)) and number.value != 1:
        return Read(number, _count(after["how"].lower()), after.end())
    before = _HARMING.search(text, max(0, start - 12), start)
    if before and _BARE.match(text, number.end):
        return Read(number, _count(_HARMS[before["how"].lower()]), number.end)
    return None


def counted_in_millions(text: str, number: Number) -> Read | None:
    """Read "5 m people": an "m" that stands for million, as what it counts tells."""
    match = _MILLION.match(text, number.end)
    counted = noun_at(text, match.end(), plural=True) if match else None
    if not counted or counted[0].name not in IN_MILLIONS or number.value is None:
        return None
    return with_rate(text, _scaled_up(number), *counted)


def elliptic(text: str, start: int, last: Quantity) -> Quantity | None:
    """Read a bare number that shares the unit of the count or area before it ("another 20", "of a pre-war 60,000")."""
    if not _shareable(last) or start - last.end > 2 * _SHARED_REACH:
        return None
    between = text[last.end : start]
    shared = _stands_for_more(between, last)
    if not shared and (last.si_unit != "1" or " of " not in text[start : start + _SHARED_REACH]):
        return None
    hedge, at = hedge_at(text, start)
    number = number_at(text, at)
    if number is None or number.value is None or is_date(text, at, number, None):
        return None
    read = _shared(text, number, last)
    if last.si_unit == "1" and _OF_THEM.match(text, number.end):
        return build(text, start, read, hedge)
    return build(text, start, read, hedge) if shared and text[at].isdigit() and _BARE.match(text, read.end) else None


def _stands_for_more(between: str, last: Quantity) -> bool:
    """Whether the words between a quantity and a number make the number one of the same."""
    if len(between) > _SHARED_REACH or _SENTENCE.search(between):
        return False
    return bool(
        _OF_FEWER.fullmatch(between) or _MORE.search(between) or (last.si_unit == "m2" and _LEFT.search(between))
    )


def _shareable(last: Quantity) -> bool:
    return last.si_unit == "m2" or (last.si_unit == "1" and last.unit not in _NO_NOUN)


def _unit(last: Quantity) -> Unit:
    return UNITS.get(last.unit) or _count(last.unit)


def _shared(text: str, number: Number, last: Quantity) -> Read:
    million = _MILLION.match(text, number.end)
    if million and last.si and last.si >= 1e6:
        return Read(_scaled_up(number), _unit(last), million.end())
    return Read(number, _unit(last), number.end)


def _count(name: str) -> Unit:
    return Unit(name, 1.0, "1", "count")


def _scaled_up(number: Number) -> Number:
    value, high = number.value, number.high
    return replace(number, value=value and value * 1e6, low=number.low * 1e6, high=high and high * 1e6)


def is_date(text: str, at: int, number: Number, hedge: Hedge | None) -> bool:
    """Whether a bare number before a noun is a day ("on August 6 troops crossed") or a year ("the 2022 attacks")."""
    if hedge is not None or number.value is None or text[at] not in "0123456789":
        return False
    if 1900 <= number.value <= 2100 and number.end - at == 4:
        return True
    return number.value <= 31 and word_before(text, at) in _MONTHS
