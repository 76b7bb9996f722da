"""English shares, ratios and rates in words: "two-thirds of", "one in four", "twice as much", "five to one", "a day"."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.quantities.numbers import number_at
from geo.quantities.readings import GAP, Number, Read, Unit, any_of, per_day
from geo.quantities.units import FRACTION, TIMES, noun_at

_RATE = re.compile(
    rf"(?:,?{GAP}not{GAP}per{GAP}[a-z]{{1,9}},?{GAP}but)?(?:{GAP}|-)?(?:(?:(?:an?|per|each|every){GAP}|/)(?P<unit>hour|day|night|week|month|year)|"
    r"(?P<adverb>daily|weekly|monthly|hourly|nightly))\b",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour", "nightly": "night"}
_COMPARED = re.compile(
    rf"{GAP}(?:more|less|fewer|larger|bigger|greater|higher|smaller|longer|stronger|faster|as|the|that|its|over|what)\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(rf"(?P<n>[0-9]{{1,3}}|[a-z]{{3,6}})(?:-|{GAP})to(?:-|{GAP})(?:one|1)\b", re.IGNORECASE)
_ONE_IN = re.compile(
    rf"(?P<over>one|two|three|four|nine){GAP}(?:in|out{GAP}of)(?:{GAP}every)?{GAP}"
    rf"(?P<under>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|[0-9]{{1,3}})\b",
    re.IGNORECASE,
)
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
    rf"(?={GAP}of\b|(?:(?<=half)|(?<=s)){GAP}(?:the|its|their|his|our|that|this)\b)",
    re.IGNORECASE,
)
_SLIVER = re.compile(rf"(?:a|an){GAP}(?:tiny{GAP}|small{GAP})?(?:sliver|fraction)(?={GAP}of\b)", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]{1,20})[.,]?\W\Z")
_COLON_ONE = re.compile(
    rf"(?P<one>(?P<n>[0-9]{{1,3}})(?::|-to-)1)\b(?![:.,]?[0-9])(?P<after>{GAP}(?:advantage|ratio|superiority|edge|odds))?",
    re.IGNORECASE,
)
_RATIO_BEFORE = re.compile(r"(?:ratio|advantage|outnumber\w{0,3}|superiority|odds)\b[^.!?\n]{0,24}\Z", re.IGNORECASE)
STARTS = frozenset({*_FREQUENCY, *_NUMERATORS})
"""Words that can begin a share or a ratio."""


def share_or_ratio_at(text: str, start: int) -> Read | None:
    """Return the share, ratio or frequency that words give at a position."""
    return (
        _sliver(text, start)
        or _share(text, start)
        or _frequency(text, start)
        or _to_one(text, start)
        or _colon_one(text, start)
        or _one_in(text, start)
    )


def _sliver(text: str, start: int) -> Read | None:
    match = _SLIVER.match(text, start)
    return Read(Number(match.end(), None, 0.0, 0.5, "vague"), FRACTION, match.end()) if match else None


def _share(text: str, start: int) -> Read | None:
    match = _SHARE.match(text, start)
    if match is None or word_before(text, start) in {"first", "second", "third", "other", "latter"}:
        return None
    if match["half"]:
        value, half = 0.5, 0.05
    else:
        value = _NUMERATORS[match["over"].lower()] / _PARTS[match["part"].lower()]
        half = value / 20
    return Read(Number(match.end(), value, value - half, value + half), FRACTION, match.end())


def _frequency(text: str, start: int) -> Read | None:
    """Read "twice as much", "double the" as ratios, "twice a day" as a rate."""
    match = _FREQUENT.match(text, start)
    if match is None:
        return None
    value = _FREQUENCY[match[0].lower()]
    return ratio_or_rate(text, Number(match.end(), value, value - 0.1 * value, value + 0.1 * value), match.end())


def _to_one(text: str, start: int) -> Read | None:
    match = _TO_ONE.match(text, start)
    number = number_at(text, start) if match else None
    if match is None or number is None or number.kind not in {"range", "exact"}:
        return None
    single = number_at(match["n"], 0)
    return Read(replace(single, end=match.end()), TIMES, match.end()) if single else None


def _colon_one(text: str, start: int) -> Read | None:
    """Read "a 3:1 advantage", where the words beside it say that it is no score."""
    match = _COLON_ONE.match(text, start)
    if match is None or not (match["after"] or _RATIO_BEFORE.search(text, max(0, start - 40), start)):
        return None
    value = float(match["n"])
    return Read(Number(match.end("one"), value, value - 0.5, value + 0.5), TIMES, match.end("one"))


def _one_in(text: str, start: int) -> Read | None:
    """Read "one in four houses", "two out of three men" as shares."""
    match = _ONE_IN.match(text, start)
    over = number_at(match["over"], 0) if match else None
    under = number_at(match["under"], 0) if match else None
    counted = noun_at(text, match.end(), plural=True) if match else None
    if not (match and over and under and counted) or over.value is None or under.value is None:
        return None
    if not 0 < over.value < under.value:
        return None
    share = over.value / under.value
    return Read(Number(match.end(), share, 0.9 * share, 1.1 * share), FRACTION, match.end())


def ratio_or_rate(text: str, number: Number, end: int) -> Read | None:
    """Return the ratio or rate that "times" behind a number makes, None where it is neither."""
    if rate := _RATE.match(text, end):
        return Read(number, _rate_of(Unit("", 1.0, "1", "count"), rate), rate.end())
    if _COMPARED.match(text, end):
        return Read(number, TIMES, end)
    return None


def with_rate(text: str, number: Number, unit: Unit, end: int) -> Read:
    """Return a reading, as a rate where "a day" or the like follows."""
    rate = None if unit.kind in {"speed", "share"} else _RATE.match(text, end)
    return Read(number, _rate_of(unit, rate), rate.end()) if rate else Read(number, unit, end)


def _rate_of(unit: Unit, match: re.Match[str]) -> Unit:
    word = (match["unit"] or match["adverb"]).lower()
    return per_day(unit, _ADVERBS.get(word, word))


def word_before(text: str, start: int) -> str:
    """Return the word before a position in lower case, empty where none is near."""
    match = _LAST_WORD.search(text, max(0, start - 24), start)
    return match[1].lower() if match else ""
