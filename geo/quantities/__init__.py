"""Quantities: text in, `Quantity` records out, each as said and in SI with what the wording allows.

`numbers.py` reads the number and its hedge, `units.py` the unit or the counted noun; this file puts them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.quantities.numbers import STARTS, Hedge, Number, hedge_after, hedge_at, number_at
from geo.quantities.units import ANCHORS, FRACTION, GAP, TIMES, Unit, any_of, measure_at, noun_at
from geo.records import Quantity

__all__ = ["find_quantities"]

_TOKEN = re.compile(r"\w+")
_ANCHOR_TOKEN = re.compile(r"[^\W\d_]+|%")
# No quantity has its unit further than this from its first word, in characters.
_REACH = 160
_DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_DAYS |= {"daily": 1.0, "weekly": 7.0, "monthly": 365.25 / 12, "hourly": 1 / 24, "nightly": 1.0}
_RATE = re.compile(
    rf"(?:,?{GAP}not{GAP}per{GAP}[a-z]{{1,9}},?{GAP}but)?(?:{GAP}|-)?(?:(?:(?:an?|per|each|every){GAP}|/)(?P<unit>hour|day|night|week|month|year)|"
    r"(?P<adverb>daily|weekly|monthly|hourly|nightly))\b",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?:{GAP}|-)(?:times|fold)\b|fold\b", re.IGNORECASE)
_COMPARED = re.compile(
    rf"{GAP}(?:more|less|fewer|larger|bigger|greater|higher|smaller|longer|stronger|faster|as|the|that|its|over)\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(rf"(?P<n>[0-9]{{1,3}}|[a-z]{{3,6}})(?:-|{GAP})to(?:-|{GAP})(?:one|1)\b", re.IGNORECASE)
_FREQUENCY = {"twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0}
_FREQUENT = re.compile(rf"(?:{any_of(_FREQUENCY)})\b", re.IGNORECASE)
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_NUMERATORS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_SHARE = re.compile(
    rf"(?:(?:(?P<over>{any_of(_NUMERATORS)})(?P<link>-|{GAP}))(?P<part>{any_of(_PARTS)})s?|(?P<half>half))\b"
    rf"(?={GAP}of\b|(?:(?<=half)|(?<=s)){GAP}(?:the|its|their|his|our)\b)",
    re.IGNORECASE,
)
_SLIVER = re.compile(rf"(?:a|an){GAP}(?:tiny{GAP}|small{GAP})?(?:sliver|fraction)(?={GAP}of\b)", re.IGNORECASE)
# "A year" is a length only after such a word or with a hedge; elsewhere it is a rate or an idiom.
_LENGTH_CUES = frozenset(
    "for lasted lasting lasts last within after in of took takes take than another under every".split()
)
_NOT_LENGTH = re.compile(
    r"[- ](?:(?:old|ago|later|earlier|afterwards)|(?:a|per)[- ](?:day|week|year))\b", re.IGNORECASE
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LAST_WORD = re.compile(r"([^\W\d_]{1,20})[.,]?\W\Z")
_WORD_STARTS = STARTS | set(_FREQUENCY) | set(_NUMERATORS)


@dataclass(frozen=True, slots=True)
class _Read:
    """A number with its unit, before the hedge is applied."""

    number: Number
    unit: Unit
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of an English text, in text order: measures, shares, lengths of time, counts, ratios, rates.

    Returns
    -------
    tuple of Quantity
        With ids q1, q2, ...; `text` spans hedge, number and unit ("about 50km"). `si` is in `si_unit`: m, m2, m/s, kg, s,
        or 1 (counts, shares, ratios); rates are per day (m2/d, m/d, 1/d). `low` and `high` are what the wording allows, in
        the same unit, None where open: the rounding of the digits where nothing else is said, a tenth either way for
        "about". The value of a range is its middle. Vague amounts ("several hundred soldiers") have no value, only ends.

    Notes
    -----
    Ordinals, names with numbers ("80th Brigade", "T-72", "Minsk II"), dates, ages and money are not quantities.

    Examples
    --------
    >>> area, = find_quantities("They held about 20 sq km.")
    >>> area.text, area.si, area.si_unit, area.low, area.high, area.approx
    ('about 20 sq km', 20000000.0, 'm2', 18000000.0, 22000000.0, 'about')
    """
    anchors = [token.start() for token in _ANCHOR_TOKEN.finditer(text) if token[0][:16].lower() in ANCHORS]
    found: list[Quantity] = []
    end = index = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        while index < len(anchors) and anchors[index] < start:
            index += 1
        if index == len(anchors):
            break
        if start < end or anchors[index] - start > _REACH or not _may_begin(text, start, token[0][:20].lower()):
            continue
        start = _with_sign(text, start, end)
        if quantity := _quantity_at(text, start):
            found.append(replace(quantity, id=f"q{len(found) + 1}"))
            end = quantity.end
    return tuple(found)


def _may_begin(text: str, start: int, word: str) -> bool:
    if word[0] not in "0123456789":
        return word in _WORD_STARTS
    before = text[max(0, start - 2) : start]
    if before[-1:] in tuple("$€£₴₽#№") or (before[-1:].isspace() and before[0] in "$€£₴₽№"):
        return False
    # "T-72", "N/07", "3.5.1": a number inside a name, a code or another number.
    return not (before[-1:] in tuple("-–/.,:'’") and before[:1].isalnum() and len(before) == 2)


def _with_sign(text: str, start: int, least: int) -> int:
    signs = "~≈<>≤≥"
    if start - 1 >= least and text[start - 1] in signs:
        return start - 1
    return start - 2 if start - 2 >= least and text[start - 1] == " " and text[start - 2] in signs else start


def _quantity_at(text: str, start: int) -> Quantity | None:
    hedge, at = hedge_at(text, start)
    read = (
        _sliver(text, at)
        or _share(text, at)
        or _frequency(text, at)
        or _to_one(text, at)
        or _numbered(text, at, start, hedge)
    )
    if read is None:
        return None
    if hedge is None:
        hedge, end = hedge_after(text, read.end)
        read = replace(read, end=end)
    return _build(text, start, read, hedge)


def _build(text: str, start: int, read: _Read, hedge: Hedge | None) -> Quantity:
    number, factor = read.number, read.unit.factor
    value, approx = number.value, number.kind
    low: float | None = number.low
    high = number.high
    if hedge and value is not None and number.kind != "range":
        approx = hedge.approx
        ends = (None if factor is None else value * factor for factor in (hedge.low, hedge.high))
        low, high = _widen(number, *ends) if approx == "about" else ends
    return Quantity(
        id="q",
        start=start,
        end=read.end,
        text=text[start : read.end],
        value=value,
        unit=read.unit.name,
        si=_scaled(value, factor),
        si_unit=read.unit.si_unit,
        low=_scaled(low, factor),
        high=_scaled(high, factor),
        approx=approx,
    )


def _widen(number: Number, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    return min(number.low, low or 0.0), max(number.high or 0.0, high or 0.0)


def _scaled(value: float | None, factor: float) -> float | None:
    # Twelve digits: 0.1 + 0.2 should not show.
    return None if value is None else float(f"{value * factor:.12g}")


def _sliver(text: str, start: int) -> _Read | None:
    match = _SLIVER.match(text, start)
    return _Read(Number(match.end(), None, 0.0, 0.5, "vague"), FRACTION, match.end()) if match else None


def _share(text: str, start: int) -> _Read | None:
    match = _SHARE.match(text, start)
    if match is None or _word_before(text, start) in {"first", "second", "third", "other", "latter"}:
        return None
    if match["half"]:
        value, half = 0.5, 0.05
    else:
        value = _NUMERATORS[match["over"].lower()] / _PARTS[match["part"].lower()]
        half = value / 20
    return _Read(Number(match.end(), value, value - half, value + half), FRACTION, match.end())


def _frequency(text: str, start: int) -> _Read | None:
    """Read "twice as much", "double the" as ratios, "twice a day" as a rate."""
    match = _FREQUENT.match(text, start)
    if match is None:
        return None
    value = _FREQUENCY[match[0].lower()]
    return _ratio_or_rate(text, Number(match.end(), value, value - 0.1 * value, value + 0.1 * value), match.end())


def _to_one(text: str, start: int) -> _Read | None:
    match = _TO_ONE.match(text, start)
    number = number_at(text, start) if match else None
    if match is None or number is None or number.kind not in {"range", "exact"}:
        return None
    single = number_at(match["n"], 0)
    return _Read(replace(single, end=match.end()), TIMES, match.end()) if single else None


def _ratio_or_rate(text: str, number: Number, end: int) -> _Read | None:
    if rate := _RATE.match(text, end):
        return _Read(number, _per_day(Unit("", 1.0, "1", "count"), rate), rate.end())
    if _COMPARED.match(text, end):
        return _Read(number, TIMES, end)
    return None


def _numbered(text: str, at: int, start: int, hedge: Hedge | None) -> _Read | None:
    number = number_at(text, at)
    if number is None:
        return _single_unit(text, at, start, hedge)
    if times := _TIMES.match(text, number.end):
        return _ratio_or_rate(text, number, times.end())
    measure = measure_at(text, number.end)
    if measure and measure[0].kind == "time" and text[at : number.end].lower() == "one":
        # "One day it will end" is an idiom, as "a day" is.
        return _single_unit(text, at, start, hedge)
    if measure and (measure[0].name != "m" or not noun_at(text, measure[1], plural=True)):
        return _measured(text, number, *measure)
    if _is_date(text, at, number, hedge):
        return None
    counted = noun_at(text, number.end, plural=number.value != 1)
    return _with_rate(text, number, *counted) if counted else None


def _single_unit(text: str, at: int, start: int, hedge: Hedge | None) -> _Read | None:
    """Read "a mile", "almost a year": the article as one, where it means a length or area."""
    match = _ARTICLE.match(text, at)
    measure = measure_at(text, match.end()) if match else None
    if match is None or measure is None or measure[0].kind not in {"length", "area", "time"}:
        return None
    if len(text[match.end() : measure[1]].strip()) < 4:
        return None
    if hedge is None and measure[0].kind == "time" and _word_before(text, start) not in _LENGTH_CUES:
        return None
    return _measured(text, Number(match.end(), 1.0, 0.9, 1.1), *measure)


_ARTICLE = re.compile(r"(?:an?|one)\b", re.IGNORECASE)


def _measured(text: str, number: Number, unit: Unit, end: int) -> _Read | None:
    if unit.kind == "time":
        # "three days ago" is a date, "a 30-year-old" an age, "24 hours a day" an idiom.
        return None if _NOT_LENGTH.match(text, end) else _Read(number, unit, end)
    return _with_rate(text, number, unit, end)


def _with_rate(text: str, number: Number, unit: Unit, end: int) -> _Read:
    rate = None if unit.kind in {"speed", "share"} else _RATE.match(text, end)
    return _Read(number, _per_day(unit, rate), rate.end()) if rate else _Read(number, unit, end)


def _per_day(unit: Unit, rate: re.Match[str]) -> Unit:
    word = (rate["unit"] or rate["adverb"]).lower()
    period = {"daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour", "nightly": "night"}.get(
        word, word
    )
    name = f"{unit.name}/{period}" if unit.name else f"per {period}"
    return Unit(name, unit.factor / _DAYS[word], f"{unit.si_unit}/d", "rate")


def _is_date(text: str, at: int, number: Number, hedge: Hedge | None) -> bool:
    """Whether a bare number before a noun is a day ("on August 6 troops crossed") or a year ("the 2022 attacks")."""
    if hedge is not None or number.value is None or text[at] not in "0123456789":
        return False
    if 1900 <= number.value <= 2100 and number.end - at == 4:
        return True
    return number.value <= 31 and _word_before(text, at) in _MONTHS


def _word_before(text: str, start: int) -> str:
    match = _LAST_WORD.search(text, max(0, start - 24), start)
    return match[1].lower() if match else ""
