"""The quantities of an English text: `numbers.py` reads the number and its hedge, `units.py` the unit or the counted noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.quantities.numbers import STARTS, hedge_after, hedge_at, number_at
from geo.quantities.readings import GAP, Hedge, Number, Read, Unit, any_of, build, per_day
from geo.quantities.units import ANCHORS, FRACTION, IN_MILLIONS, TIMES, measure_at, noun_at
from geo.records import Quantity

_TOKEN = re.compile(r"\w+")
_ANCHOR_TOKEN = re.compile(r"[^\W\d_]+|%")
# No quantity has its unit further than this from its first word, in characters.
_REACH = 160
_RATE = re.compile(
    rf"(?:,?{GAP}not{GAP}per{GAP}[a-z]{{1,9}},?{GAP}but)?(?:{GAP}|-)?(?:(?:(?:an?|per|each|every){GAP}|/)(?P<unit>hour|day|night|week|month|year)|"
    r"(?P<adverb>daily|weekly|monthly|hourly|nightly))\b",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour", "nightly": "night"}
_TIMES = re.compile(rf"(?:{GAP}|-)(?:times|fold)\b|fold\b", re.IGNORECASE)
_COMPARED = re.compile(
    rf"{GAP}(?:more|less|fewer|larger|bigger|greater|higher|smaller|longer|stronger|faster|as|the|that|its|over)\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(rf"(?P<n>[0-9]{{1,3}}|[a-z]{{3,6}})(?:-|{GAP})to(?:-|{GAP})(?:one|1)\b", re.IGNORECASE)
_ONE_IN = re.compile(
    rf"(?P<over>one|two|three|four|nine){GAP}(?:in|out{GAP}of)(?:{GAP}every)?{GAP}"
    rf"(?P<under>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|[0-9]{{1,3}})\b",
    re.IGNORECASE,
)
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
_SHARED_REACH = 60
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
_NO_NOUN = frozenset({"percent", "percentage point", "fraction", "times"})
_WORD_STARTS = STARTS | set(_FREQUENCY) | set(_NUMERATORS)


def read_english(text: str) -> Iterator[Quantity]:
    """Yield the quantities of an English text, in text order, without their ids."""
    anchors = [token.start() for token in _ANCHOR_TOKEN.finditer(text) if token[0][:16].lower() in ANCHORS]
    end = index = 0
    last: Quantity | None = None
    for token in _TOKEN.finditer(text):
        start = token.start()
        while index < len(anchors) and anchors[index] < start:
            index += 1
        far = index == len(anchors) or anchors[index] - start > _REACH
        if start < end or (far and last is None) or not _may_begin(text, start, token[0][:20].lower()):
            continue
        start = _with_sign(text, start, end)
        quantity = (last and _elliptic(text, start, last)) or _quantity_at(text, start)
        if quantity:
            yield quantity
            last, end = quantity, quantity.end


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
        or _one_in(text, at)
        or _numbered(text, at, start, hedge)
    )
    if read is None:
        return None
    if hedge is None:
        hedge, end = hedge_after(text, read.end)
        read = replace(read, end=end)
    return build(text, start, read, hedge)


def _sliver(text: str, start: int) -> Read | None:
    match = _SLIVER.match(text, start)
    return Read(Number(match.end(), None, 0.0, 0.5, "vague"), FRACTION, match.end()) if match else None


def _share(text: str, start: int) -> Read | None:
    match = _SHARE.match(text, start)
    if match is None or _word_before(text, start) in {"first", "second", "third", "other", "latter"}:
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
    return _ratio_or_rate(text, Number(match.end(), value, value - 0.1 * value, value + 0.1 * value), match.end())


def _to_one(text: str, start: int) -> Read | None:
    match = _TO_ONE.match(text, start)
    number = number_at(text, start) if match else None
    if match is None or number is None or number.kind not in {"range", "exact"}:
        return None
    single = number_at(match["n"], 0)
    return Read(replace(single, end=match.end()), TIMES, match.end()) if single else None


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


def _ratio_or_rate(text: str, number: Number, end: int) -> Read | None:
    if rate := _RATE.match(text, end):
        return Read(number, _rate_of(Unit("", 1.0, "1", "count"), rate), rate.end())
    if _COMPARED.match(text, end):
        return Read(number, TIMES, end)
    return None


def _numbered(text: str, at: int, start: int, hedge: Hedge | None) -> Read | None:
    number = number_at(text, at)
    if number is None:
        return _single_unit(text, at, start, hedge)
    if times := _TIMES.match(text, number.end):
        return _ratio_or_rate(text, number, times.end())
    if harmed := _harmed(text, at, start, number):
        return harmed
    if _millions(text, number):
        return _counted_in_millions(text, number)
    measure = measure_at(text, number.end)
    if measure and measure[0].kind == "time" and text[at : number.end].lower() == "one":
        # "One day it will end" is an idiom, as "a day" is.
        return _single_unit(text, at, start, hedge)
    if measure and (measure[0].name != "m" or not noun_at(text, measure[1], plural=True)):
        return _measured(text, number, *measure)
    if _is_date(text, at, number, hedge):
        return None
    if number.kind == "vague" and _word_before(text, at) in {"as", "so", "too", "how"}:
        # "Five times as many shells" counts no shells.
        return None
    counted = noun_at(text, number.end, plural=number.value != 1)
    return _with_rate(text, number, *counted) if counted else _some_of(text, number)


def _some_of(text: str, number: Number) -> Read | None:
    """Read the first number of "62 of 85 drones", which shares the noun of the second."""
    link = _OF_MORE.match(text, number.end)
    more = number_at(text, link.end()) if link else None
    counted = noun_at(text, more.end, plural=True) if more else None
    return Read(number, counted[0], number.end) if counted else None


def _harmed(text: str, at: int, start: int, number: Number) -> Read | None:
    """Read "nine dead", "killed 12": people counted by what befell them."""
    if number.kind == "vague" or _is_date(text, at, number, None):
        return None
    if (after := _HARMED.match(text, number.end)) and number.value != 1:
        return Read(number, _count(after["how"].lower()), after.end())
    before = _HARMING.search(text, max(0, start - 12), start)
    if before and _BARE.match(text, number.end):
        return Read(number, _count(_HARMS[before["how"].lower()]), number.end)
    return None


_BARE = re.compile(rf"(?:[.,;:!?)]|\Z|{GAP}(?:and|in|on|at|near|when|while|after|as|there|overnight|was|were|is|are|had|have|has|remain|remained|did|still)\b)(?![0-9])", re.IGNORECASE)


def _count(name: str) -> Unit:
    return Unit(name, 1.0, "1", "count")


def _millions(text: str, number: Number) -> re.Match[str] | None:
    """Whether an "m" stands for million: what it counts follows it."""
    match = _MILLION.match(text, number.end)
    counted = noun_at(text, match.end(), plural=True) if match else None
    return match if counted and counted[0].name in IN_MILLIONS and number.value is not None else None


def _counted_in_millions(text: str, number: Number) -> Read | None:
    match = _MILLION.match(text, number.end)
    counted = noun_at(text, match.end(), plural=True) if match else None
    return _with_rate(text, _scaled_up(number), *counted) if counted else None


def _scaled_up(number: Number) -> Number:
    value, high = number.value, number.high
    return replace(number, value=value and value * 1e6, low=number.low * 1e6, high=high and high * 1e6)


def _elliptic(text: str, start: int, last: Quantity) -> Quantity | None:
    """Read a bare number that shares the noun of the count before it ("another 20", "of a pre-war 60,000")."""
    if last.si_unit != "1" or last.unit in _NO_NOUN or start - last.end > _SHARED_REACH:
        return None
    hedge, at = hedge_at(text, start)
    between = text[last.end : start]
    if not (_OF_FEWER.fullmatch(between) or _MORE.search(between)) or re.search(r"[.!?]\s", between):
        return None
    number = number_at(text, at)
    if number is None or number.value is None or text[at] not in "0123456789" or _is_date(text, at, number, None):
        return None
    read = _shared(text, number, last)
    return build(text, start, read, hedge) if _BARE.match(text, read.end) else None


def _shared(text: str, number: Number, last: Quantity) -> Read:
    million = _MILLION.match(text, number.end)
    if million and last.si and last.si >= 1e6:
        return Read(_scaled_up(number), _count(last.unit), million.end())
    return Read(number, _count(last.unit), number.end)


def _single_unit(text: str, at: int, start: int, hedge: Hedge | None) -> Read | None:
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


def _measured(text: str, number: Number, unit: Unit, end: int) -> Read | None:
    if unit.kind == "time":
        # "three days ago" is a date, "a 30-year-old" an age, "24 hours a day" an idiom.
        return None if _NOT_LENGTH.match(text, end) else Read(number, unit, end)
    return _with_rate(text, number, unit, end)


def _with_rate(text: str, number: Number, unit: Unit, end: int) -> Read:
    rate = None if unit.kind in {"speed", "share"} else _RATE.match(text, end)
    return Read(number, _rate_of(unit, rate), rate.end()) if rate else Read(number, unit, end)


def _rate_of(unit: Unit, match: re.Match[str]) -> Unit:
    word = (match["unit"] or match["adverb"]).lower()
    return per_day(unit, _ADVERBS.get(word, word))


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
