"""The quantities of a Ukrainian or Russian text; one reader for both, which share most of their number words and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from geo.quantities.readings import AT_MOST, GAP, IN_A_RUN, Hedge, Number, Read, Unit, build
from geo.quantities.slavic_ellipsis import elliptic, noun_first
from geo.quantities.slavic_numbers import Said, dead_end, hedge_after, hedge_at, number_at, word_at
from geo.quantities.slavic_people import harmed, is_date, some_of, word_before
from geo.quantities.slavic_shares import part_of_scale, rate_at, ratio_at, share_at, starts_share
from geo.quantities.slavic_units import adjective_at, is_anchor, measure_at, name_of, noun_at
from geo.quantities.slavic_words import GENITIVES, HEDGES, PREFIXES, SCALES, SEVERAL, VALUES, plain
from geo.records import Quantity

_TOKEN = re.compile(r"\w[\w'’ʼ]{0,40}|\w+")
_STARTS = frozenset(word.split()[0] for word in (*HEDGES, *VALUES, *SCALES, *SEVERAL)) | {
    "від",
    "от",
    "між",
    "между",
    "в",
    "у",
}
_ANCHOR_TOKEN = re.compile(r"[^\W\d_][\w'’ʼ]*|%")
# No quantity has its unit further than this from its first word, in characters, or what it counts further before it.
_REACH, _BEHIND = 200, 120
# "Південь", "півдня", "полдень" are the south and noon; only Russian "полдня" is half a day.
_PREFIXED = re.compile(r"(?:пів(?!день|дн)|пол(?!день))['’ʼ]?(?=[^\W\d_]{4})", re.IGNORECASE)
_COMPOUND = re.compile(
    r"(?P<number>[^\W\d_]{2,12}?)(?=кілометр|километр|метров|денн|дневн|добов|суточн|годинн|часов|тижнев|недельн|місячн|месячн|відсотков|процентн|тонн|гектарн|кратн|разов)",
    re.IGNORECASE,
)
_FROM_NUMBER = re.compile(
    r"(?:з|із|зі|с|со|из|від|от)\s[0-9][0-9.,  ]{0,12}(?:\s?[а-яіїє.%²]{1,10})?\s\Z", re.IGNORECASE
)
_NOT_LENGTH = re.compile(
    rf"{GAP}(?:тому|назад|потому|пізніше|позже|раніше|раньше|спустя|ранку|вечора|утра|дня|ночі|ночи|віку|возраста|від{GAP}народження|отроду)\b",
    re.IGNORECASE,
)
# Years are a length where such a word or a hedge stands before; elsewhere they are an age or a date.
_LENGTH_CUES = frozenset(
    "за протягом впродовж упродовж течение продовж тривав тривала тривало триває триватиме длится длился длилась длилось продлится на після после майже ці "
    "эти останні последние последних останніх перші первые целых цілих усі всі все наступні следующие ближайшие найближчі".split()
)
_AGED = frozenset(
    "йому їй їм мені ему ей им мне тобі хлопцю дівчинці дівчині чоловіку жінці мужчине женщине мальчику девочке йому вік возраст віком возрастом".split()
)
_CLOCK = frozenset("о об в у к".split())
_FLIPPED = frozenset(
    "кілометрів километров метрів метров чоловік человек осіб солдат людей днів дней тижнів недель місяців месяцев годин часов гектарів гектаров миль "
    "бійців бойцов".split()
)
# "На кілометр", "за километр от": one, where a preposition says that it is measured.
_ONE_OF = frozenset("кілометр кілометрі километр километре".split())
_ONE_CUES = frozenset("на в у за".split())


def read_slavic(text: str, *, ukrainian: bool) -> Iterator[Quantity]:
    """Yield the quantities of a Ukrainian or Russian text, in text order, without their ids."""
    anchors = [token.start() for token in _ANCHOR_TOKEN.finditer(text) if is_anchor(token[0][:40])]
    end = index = 0
    last: Quantity | None = None
    for token in _TOKEN.finditer(text):
        start = token.start()
        while index < len(anchors) and anchors[index] < start - _BEHIND:
            index += 1
        if index == len(anchors):
            break
        if start < end or anchors[index] - start > _REACH or not _may_begin(text, start, token[0]):
            continue
        start = _with_sign(text, start, end)
        if quantity := _quantity_at(text, start, last, ukrainian=ukrainian):
            yield quantity
            last, end = quantity, quantity.end


@lru_cache(maxsize=4096)
def _begins(token: str) -> bool:
    word = plain(token)
    return (
        word in _STARTS
        or word in _FLIPPED
        or word in _ONE_OF
        or starts_share(word)
        or word.startswith(PREFIXES)
        or _COMPOUND.match(word) is not None
    )


def _may_begin(text: str, start: int, token: str) -> bool:
    if token[0] not in "0123456789":
        return _begins(token)
    before = text[max(0, start - 2) : start]
    if before[-1:] in tuple("$€£₴₽#№") or (before[-1:].isspace() and before[0] in "$€£₴₽№"):
        return False
    if IN_A_RUN.match(text, start):
        return False
    return not (before[-1:] in tuple("-–/.,:'’") and before[:1].isalnum() and len(before) == 2)


def _with_sign(text: str, start: int, least: int) -> int:
    return start - 1 if start - 1 >= least and text[start - 1] in "~≈<>≤≥" else start


def _quantity_at(text: str, start: int, last: Quantity | None, *, ukrainian: bool) -> Quantity | None:
    said, hedge, at = number_at(text, start), None, start
    if said is None:
        hedge, at = hedge_at(text, start)
        said = number_at(text, at) if hedge else None
    if said and dead_end(text, said.number.end):
        return None
    if hedge is AT_MOST and _FROM_NUMBER.search(text, max(0, start - 30), start):
        # "З 9 до 6 км" says both ends; the second is no upper limit.
        start, hedge = at, None
    read = _read_at(text, start, at, said, hedge, ukrainian=ukrainian)
    if read:
        return _hedged(text, start, read, hedge)
    if said is None:
        return None
    read = (last and elliptic(text, start, said, last)) or noun_first(text, start, said, hedged=hedge is not None)
    return build(text, start, read, hedge) if read else None


def _hedged(text: str, start: int, read: Read, hedge: Hedge | None) -> Quantity:
    hedge = hedge or _bit_more(text, read)
    if hedge is None:
        hedge, end = hedge_after(text, read.end)
        read = replace(read, end=end)
    return build(text, start, read, hedge)


def _read_at(text: str, start: int, at: int, said: Said | None, hedge: Hedge | None, *, ukrainian: bool) -> Read | None:
    """Read what stands at a position behind a hedge; a number is a ratio or share, or it has a unit."""
    if said:
        return (
            _halved(text, at)
            or ratio_at(text, at, said)
            or share_at(text, at, hedged=hedge is not None)
            or _numbered(text, at, start, said, hedge, ukrainian=ukrainian)
        )
    return (
        ratio_at(text, at, None)
        or _halved(text, at)
        or share_at(text, at, hedged=hedge is not None)
        or _compound(text, at)
        or _flipped(text, at)
        or _one(text, at, hedge, ukrainian=ukrainian)
    )


def _one(text: str, at: int, hedge: Hedge | None, *, ukrainian: bool) -> Read | None:
    """Read "больше суток", "майже рік", "на кілометр": the unit alone as one of it."""
    word = word_at(text, at)
    if word is None or not (hedge or (plain(word[0]) in _ONE_OF and word_before(text, at) in _ONE_CUES)):
        return None
    measure = measure_at(text, at, ukrainian=ukrainian)
    if measure is None or measure[0].kind not in {"length", "area", "time"} or measure[1] - at < 3:
        return None
    unit, end = measure
    if plain(text[at:end]).endswith(("ів", "ов", "лет", "дней", "днів", "ами", "ах")):
        return None
    if unit.kind == "time" and (hedge is AT_MOST or _NOT_LENGTH.match(text, end)):
        return None
    return rate_at(text, Read(Number(at, 1.0, 0.9, 1.1), unit, end))


def _bit_more(text: str, read: Read) -> Hedge | None:
    """The hedge between a number and its unit: "шістдесят з гаком кілометрів"."""
    hedge, end = hedge_after(text, read.number.end)
    return hedge if hedge and end <= read.end else None


def _halved(text: str, at: int) -> Read | None:
    """Read "полгода", "пів кілометра", "півтисячі солдатів", "чверть мільйона людей"."""
    match = _PREFIXED.match(text, at) or _HALF_WORD.match(text, at)
    if match and (measure := measure_at(text, match.end(), ukrainian=False)):
        return rate_at(text, Read(Number(match.end(), 0.5, 0.45, 0.55), *measure))
    number = part_of_scale(text, at) or (match and _half_of_scale(text, match.end()))
    if not number:
        return None
    counted = measure_at(text, number.end, ukrainian=False) or noun_at(
        text, number.end, value=number.value, digits=False
    )
    return rate_at(text, Read(number, *counted)) if counted else None


def _half_of_scale(text: str, at: int) -> Number | None:
    word = word_at(text, at)
    scale = SCALES.get(plain(word[0])) if word else None
    return Number(word.end(), 0.5 * scale, 0.45 * scale, 0.55 * scale, "about") if word and scale else None


_HALF_WORD = re.compile(rf"пів{GAP}", re.IGNORECASE)


def _compound(text: str, at: int) -> Read | None:
    """Read "десятикілометрова", "двухдневный": the number written together with its unit."""
    match = _COMPOUND.match(text, at)
    value = GENITIVES.get(plain(match["number"])) if match else None
    adjective = adjective_at(text, match.end()) if match and value else None
    return (
        Read(Number(match.end(), value, 0.9 * value, 1.1 * value), *adjective)
        if match and value and adjective
        else None
    )


def _flipped(text: str, at: int) -> Read | None:
    """Read "километров двадцать": a number behind its noun is a rough one."""
    match = word_at(text, at)
    if match is None or plain(match[0]) not in _FLIPPED or not text[match.end() : match.end() + 1].isspace():
        return None
    gap = match.end() + 1
    if not text[gap : gap + 1].isalpha():
        return None
    if text[gap : gap + 3].lower() in ("зо ", "на ", "за "):
        gap += 3
    said = number_at(text, gap)
    value = said.number.value if said else None
    if said is None or value is None or said.digits or value < 2 or said.number.kind == "vague":
        return None
    if measure_at(text, said.number.end, ukrainian=False) or noun_at(text, said.number.end, value=value, digits=False):
        return None
    unit = measure_at(text, at, ukrainian=False) or (Unit(name_of(match[0]), 1.0, "1", "count"), 0)
    number = replace(
        said.number,
        kind="about" if said.number.kind == "exact" else said.number.kind,
        low=min(said.number.low, 0.9 * value),
    )
    return Read(number, unit[0], said.number.end)


def _numbered(text: str, at: int, start: int, said: Said, hedge: Hedge | None, *, ukrainian: bool) -> Read | None:
    number = said.number
    if said.plural and hedge is not None:
        # "Около сотни", "більше тисячі": the genitive of one.
        number = Number(number.end, said.scale, 0.9 * said.scale, 1.1 * said.scale, "about")
    end = hedge_after(text, number.end)[1]
    if said.digits and (adjective := adjective_at(text, number.end)):
        return Read(number, *adjective)
    if measure := measure_at(text, end, ukrainian=ukrainian):
        return _measured(text, start, said, number, hedge, *measure)
    if hurt := harmed(text, start, said, number):
        return hurt
    if is_date(text, at, number, hedge):
        return None
    plain_digits = said.digits and said.scale == 1 and number.kind == "exact" and hedge is None
    if counted := noun_at(text, end, value=number.value, digits=plain_digits):
        return rate_at(text, Read(said.grouped or number, *counted))
    return some_of(text, start, number, ukrainian=ukrainian)


def _measured(
    text: str, start: int, said: Said, number: Number, hedge: Hedge | None, unit: Unit, end: int
) -> Read | None:
    if unit.kind == "time":
        return Read(number, unit, end) if _is_length(text, start, number, hedge, unit, end) else None
    if said.grouped and unit.kind != "share" and (unit.kind == "area" or text[number.end - 1] == "0"):
        # Nobody measures ground to a thousandth of a square kilometre: the point parts thousands.
        number = said.grouped
    return rate_at(text, Read(number, unit, end))


def _is_length(text: str, start: int, number: Number, hedge: Hedge | None, unit: Unit, end: int) -> bool:
    """Whether a number of days, hours or years is a length of time, not a date, an hour of the day, an age or an idiom."""
    before = word_before(text, start)
    if (
        _NOT_LENGTH.match(text, end)
        or before in {"через", "спустя"}
        or (before in _AGED or word_before(text, start, skip=1) in _AGED)
    ):
        return False
    if number.value == 1:
        return hedge is not None
    if unit.name == "year":
        digits_only = number.value is not None and number.value >= 1900
        return not digits_only and (hedge is not None or before in _LENGTH_CUES)
    return not (unit.name == "hour" and before in _CLOCK)
