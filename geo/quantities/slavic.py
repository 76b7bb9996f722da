"""The quantities of a Ukrainian or Russian text; one reader for both, which share most of their number words and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.quantities.readings import AT_LEAST, GAP, Hedge, Number, Read, Unit, build
from geo.quantities.slavic_numbers import Said, hedge_after, hedge_at, number_at, word_at
from geo.quantities.slavic_shares import rate_at, ratio_at, share_at, starts_share
from geo.quantities.slavic_units import adjective_at, measure_at, name_of, noun_at
from geo.quantities.slavic_words import GENITIVES, HEDGES, PREFIXES, SCALES, SEVERAL, VALUES, plain
from geo.quantities.units import UNITS
from geo.records import Quantity

_TOKEN = re.compile(r"\w[\w'’ʼ]{0,40}|\w+")
_STARTS = (
    frozenset(word.split()[0] for word in (*HEDGES, *VALUES, *SCALES, *SEVERAL))
    | {"від", "от", "між", "между", "в", "у"}
)
_PREFIXED = re.compile(r"(?:пів|пол)['’ʼ]?(?=[^\W\d_]{4})", re.IGNORECASE)
_COMPOUND = re.compile(r"(?P<number>[^\W\d_]{2,12}?)(?=кілометр|километр|метров|денн|дневн|добов|суточн|годинн|часов|тижнев|недельн|місячн|месячн|відсотков|процентн|тонн|гектарн|кратн|разов)", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]{1,24}(?:['’ʼ][^\W\d_]{1,12})?)[.,:]?\s\Z")
_FROM_NUMBER = re.compile(r"(?:з|із|зі|с|со|из)\s[0-9][0-9.,  ]{0,12}(?:\s?[а-яіїє.%²]{1,10})?\s\Z", re.IGNORECASE)
_NOT_LENGTH = re.compile(
    rf"{GAP}(?:тому|назад|потому|пізніше|позже|раніше|раньше|спустя|ранку|вечора|утра|дня|ночі|ночи|віку|возраста|від{GAP}народження|отроду)\b", re.IGNORECASE
)
_BY_TIME = frozenset("через до після после о об об к на к з с близько".split())
# Years are a length where such a word or a hedge stands before; elsewhere they are an age or a date.
_LENGTH_CUES = frozenset(
    "за протягом впродовж упродовж течение продовж тривав тривала тривало триває триватиме длится длился длилась длилось продлится на після после майже ці "
    "эти останні последние последних останніх перші первые целых цілих усі всі все наступні следующие ближайшие найближчі".split()
)
_AGED = frozenset("йому їй їм мені ему ей им мне тобі хлопцю дівчинці дівчині чоловіку жінці мужчине женщине мальчику девочке йому вік возраст віком возрастом".split())
_CLOCK = frozenset("о об в у к".split())
_PEOPLE_HARMED = re.compile(
    rf"(?:{GAP}(?:(?:було|були|были|было|будет){GAP})?(?P<how>поранен|ранен|загину|загибл|погиб|вбит|убит|травмован|травмирован|постражда|пострада|зник|пропал|полонен|пленн))",
    re.IGNORECASE,
)
_HARMING = re.compile(
    r"(?P<how>поранен|поранил|ранен|ранил|загину|погиб|вбит|убит|травмован|травмирован|постражда|пострада|зник|пропал)\w{0,4}(?:\s(?:ще|еще|ещё|були|были|було|было)){0,2}\s\Z",
    re.IGNORECASE,
)
_HARMS = {
    "пора": "wounded", "ране": "wounded", "рани": "wounded", "заги": "killed", "поги": "killed", "вбит": "killed", "убит": "killed",
    "трав": "injured", "пост": "casualty", "зник": "missing", "проп": "missing", "поло": "prisoner", "плен": "prisoner",
}  # fmt: skip
_BARE = re.compile(rf"(?:[.,;:!?)»]|\Z|{GAP}[а-яіїєґё])(?![0-9])", re.IGNORECASE)
_OUT_OF = re.compile(rf"{GAP}(?:із|из|з|зі){GAP}(?:(?:усіх|всех|запущених|запущенных|цих|этих){GAP})?(?=[0-9])", re.IGNORECASE)
_OF_FEWER = re.compile(rf"{GAP}(?:із|из|з|зі){GAP}\Z", re.IGNORECASE)
_MORE = re.compile(r"(?:ще|еще|ещё)\s{1,3}\Z", re.IGNORECASE)
_TO_NUMBER = re.compile(rf"{GAP}до{GAP}(?=[0-9])", re.IGNORECASE)
_FROM = frozenset("з із зі с со из".split())
_SHARED_REACH = 60
_NO_NOUN = frozenset({"percent", "percentage point", "fraction", "times"})
_FLIPPED = re.compile(
    r"(?:кілометрів|километров|метрів|метров|чоловік|человек|осіб|солдат|людей|людини|днів|дней|тижнів|недель|місяців|месяцев|годин|часов|гектарів|гектаров|миль|"
    r"бійців|бойцов)\b(?=\s)",
    re.IGNORECASE,
)


def read_slavic(text: str, *, ukrainian: bool) -> Iterator[Quantity]:
    """Yield the quantities of a Ukrainian or Russian text, in text order, without their ids."""
    end = 0
    last: Quantity | None = None
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < end or not _may_begin(text, start, token[0]):
            continue
        start = _with_sign(text, start, end)
        quantity = _quantity_at(text, start, ukrainian=ukrainian) or (last and _elliptic(text, start, last))
        if quantity:
            yield quantity
            last, end = quantity, quantity.end


def _may_begin(text: str, start: int, token: str) -> bool:
    if token[0] not in "0123456789":
        word = plain(token)
        return word in _STARTS or starts_share(word) or word.startswith(PREFIXES) or bool(_FLIPPED.fullmatch(token + "") or _COMPOUND.match(token))
    before = text[max(0, start - 2) : start]
    if before[-1:] in tuple("$€£₴₽#№") or (before[-1:].isspace() and before[0] in "$€£₴₽№"):
        return False
    return not (before[-1:] in tuple("-–/.,:'’") and before[:1].isalnum() and len(before) == 2)


def _with_sign(text: str, start: int, least: int) -> int:
    return start - 1 if start - 1 >= least and text[start - 1] in "~≈<>≤≥" else start


def _quantity_at(text: str, start: int, *, ukrainian: bool) -> Quantity | None:
    if framed := number_at(text, start):
        hedge: Hedge | None = None
        at = start
    else:
        hedge, at = hedge_at(text, start)
        framed = number_at(text, at) if hedge else None
    if hedge and text[start : start + 3].lower() == "до " and _FROM_NUMBER.search(text, max(0, start - 30), start):
        # "З 9 до 6 км" says both ends; the second is no upper limit.
        return _quantity_at(text, at, ukrainian=ukrainian)
    read = _word_read(text, at, hedge) or (framed and _numbered(text, at, start, framed, hedge, ukrainian=ukrainian))
    if read is None:
        return None
    inner = _bit_more(text, read)
    if hedge is None:
        hedge = inner
    if hedge is None:
        hedge, end = hedge_after(text, read.end)
        read = replace(read, end=end)
    return build(text, start, read, hedge)


def _bit_more(text: str, read: Read) -> Hedge | None:
    """The hedge between a number and its unit: "шістдесят з гаком кілометрів"."""
    hedge, end = hedge_after(text, read.number.end)
    return hedge if hedge and end <= read.end else None


def _word_read(text: str, at: int, hedge: Hedge | None) -> Read | None:
    return ratio_at(text, at) or _halved(text, at) or share_at(text, at, hedged=hedge is not None) or _compound(text, at) or _flipped(text, at)


def _halved(text: str, at: int) -> Read | None:
    """Read "полгода", "пів кілометра", "півтисячі солдатів"."""
    match = _PREFIXED.match(text, at) or _HALF_WORD.match(text, at)
    if match is None:
        return None
    number = Number(match.end(), 0.5, 0.45, 0.55)
    if measure := measure_at(text, match.end(), ukrainian=False):
        return rate_at(text, Read(number, *measure))
    word = word_at(text, match.end())
    scale = SCALES.get(plain(word[0])) if word else None
    if scale is None or word is None:
        return None
    number = Number(word.end(), 0.5 * scale, 0.45 * scale, 0.55 * scale, "about" if scale <= 100 else "exact")
    counted = measure_at(text, word.end(), ukrainian=False) or noun_at(text, word.end(), value=number.value, digits=False)
    return rate_at(text, Read(number, *counted)) if counted else None


_HALF_WORD = re.compile(rf"пів{GAP}", re.IGNORECASE)


def _compound(text: str, at: int) -> Read | None:
    """Read "десятикілометрова", "двухдневный": the number written together with its unit."""
    match = _COMPOUND.match(text, at)
    value = GENITIVES.get(plain(match["number"])) if match else None
    adjective = adjective_at(text, match.end()) if match and value else None
    return Read(Number(match.end(), value, 0.9 * value, 1.1 * value), *adjective) if match and value and adjective else None


def _flipped(text: str, at: int) -> Read | None:
    """Read "километров двадцать": a number behind its noun is a rough one."""
    match = _FLIPPED.match(text, at)
    gap = match and match.end() + 1
    if not gap:
        return None
    if text[gap : gap + 3].lower() in ("зо ", "на ", "за "):
        gap += 3
    said = number_at(text, gap)
    value = said.number.value if said else None
    if said is None or value is None or said.digits or value < 2 or said.number.kind == "vague":
        return None
    if measure_at(text, said.number.end, ukrainian=False) or noun_at(text, said.number.end, value=value, digits=False):
        return None
    unit = measure_at(text, at, ukrainian=False) or (Unit(name_of(match[0]), 1.0, "1", "count"), 0) if match else None
    number = replace(said.number, kind="about" if said.number.kind == "exact" else said.number.kind, low=min(said.number.low, 0.9 * value))
    return Read(number, unit[0], said.number.end) if unit else None


def _numbered(text: str, at: int, start: int, said: Said, hedge: Hedge | None, *, ukrainian: bool) -> Read | None:
    number = said.number
    if said.plural and hedge is not None and hedge is not AT_LEAST or (said.plural and hedge is AT_LEAST):
        # "Около сотни", "більше тисячі": the genitive of one.
        number = Number(number.end, said.scale, 0.9 * said.scale, 1.1 * said.scale, "about")
    end = hedge_after(text, number.end)[1]
    if said.digits and (adjective := adjective_at(text, number.end)):
        return Read(number, *adjective)
    if measure := measure_at(text, end, ukrainian=ukrainian):
        return _measured(text, at, start, said, number, hedge, *measure)
    if harmed := _harmed(text, start, said, number):
        return harmed
    if _is_date(text, at, number, hedge):
        return None
    plain_digits = said.digits and said.scale == 1 and number.kind == "exact" and hedge is None
    if counted := noun_at(text, end, value=number.value, digits=plain_digits):
        return rate_at(text, Read(said.grouped or number, *counted))
    return _some_of(text, start, number, ukrainian=ukrainian)


def _measured(
    text: str, at: int, start: int, said: Said, number: Number, hedge: Hedge | None, unit: Unit, end: int
) -> Read | None:
    if unit.kind == "time":
        return Read(number, unit, end) if _is_length(text, start, at, number, hedge, unit, end) else None
    if said.grouped and unit.kind != "share" and (unit.kind == "area" or text[number.end - 1] == "0"):
        # Nobody measures ground to a thousandth of a square kilometre: the point parts thousands.
        number = said.grouped
    return rate_at(text, Read(number, unit, end))


def _is_length(text: str, start: int, at: int, number: Number, hedge: Hedge | None, unit: Unit, end: int) -> bool:
    """Whether a number of days, hours or years is a length of time, not a date, an hour of the day, an age or an idiom."""
    before = _word_before(text, start)
    if _NOT_LENGTH.match(text, end) or before in {"через", "спустя"} or (before in _AGED or _word_before(text, start, skip=1) in _AGED):
        return False
    if number.value == 1:
        return hedge is not None
    if unit.name == "year":
        digits_only = number.value is not None and number.value >= 1900
        return not digits_only and (hedge is not None or before in _LENGTH_CUES)
    return not (unit.name == "hour" and before in _CLOCK)


def _harmed(text: str, start: int, said: Said, number: Number) -> Read | None:
    """Read "11 поранено", "загинуло п'ятеро": people counted by what befell them."""
    if number.value is None or (said.digits and _is_date(text, start, number, None)):
        return None
    after = _PEOPLE_HARMED.match(text, number.end)
    before = _HARMING.search(text, max(0, start - 40), start)
    if after and (said.digits or said.personal or number.value > 1) and not _noun_behind(text, after.end(), number):
        word = word_at(text, after.start("how"))
        return Read(number, Unit(_HARMS[after["how"][:4].lower()], 1.0, "1", "count"), word.end() if word else after.end())
    if before and _BARE.match(text, number.end) and not noun_at(text, number.end, value=number.value, digits=False):
        return Read(number, Unit(_HARMS[before["how"][:4].lower()], 1.0, "1", "count"), number.end)
    return None


def _noun_behind(text: str, end: int, number: Number) -> bool:
    """Whether the participle describes a counted noun: "11 поранених солдатів"."""
    word = word_at(text, number.end + 1)
    return bool(word and word.end() >= end and noun_at(text, word.end(), value=number.value, digits=False) and plain(word[0]).endswith(("их", "ых")))


def _some_of(text: str, start: int, number: Number, *, ukrainian: bool) -> Read | None:
    """Read the first number of "59 из 80 дронов" and of "з 9 до 6 км", which shares the unit of the second."""
    link = _OUT_OF.match(text, number.end)
    changed = None if link or _word_before(text, start) not in _FROM else _TO_NUMBER.match(text, number.end)
    more = number_at(text, (link or changed).end()) if link or changed else None  # type: ignore[union-attr]  # one of the two
    if more is None:
        return None
    counted = noun_at(text, more.number.end, value=more.number.value, digits=False) or (
        measure_at(text, more.number.end, ukrainian=ukrainian) if changed else None
    )
    return Read(number, counted[0], number.end) if counted else None


def _elliptic(text: str, start: int, last: Quantity) -> Quantity | None:
    """Read a bare number that shares the noun of the count before it ("із 12 400", "ще 20")."""
    if last.si_unit != "1" or last.unit in _NO_NOUN or start - last.end > _SHARED_REACH:
        return None
    between = text[last.end : start]
    said = number_at(text, start)
    if said is None or said.number.value is None or not _BARE.match(text, said.number.end) or re.search(r"[.!?]\s", between):
        return None
    if not (_OF_FEWER.fullmatch(between) or _MORE.search(between)) or word_at(text, said.number.end + 1) and not _closed(text, said.number.end):
        return None
    unit = Unit(last.unit, 1.0, "1", "count")
    return build(text, start, Read(said.grouped or said.number, unit, said.number.end), None)


_CLOSED = re.compile(rf"(?:[.,;:!?)»]|\Z|{GAP}(?:в|у|на|з|із|и|і|й|та|было|було|були|были|не|ще|еще|залиш|остал|збит|сбит|втрач|потер|зник))", re.IGNORECASE)


def _closed(text: str, end: int) -> bool:
    return _CLOSED.match(text, end) is not None


def _is_date(text: str, at: int, number: Number, hedge: Hedge | None) -> bool:
    """Whether a bare number before a noun is a year ("в 2022 солдаты ушли")."""
    if hedge is not None or number.value is None or text[at] not in "0123456789":
        return False
    return 1900 <= number.value <= 2100 and number.end - at == 4


def _word_before(text: str, start: int, skip: int = 0) -> str:
    for _ in range(skip + 1):
        match = _LAST_WORD.search(text, max(0, start - 34), start)
        if match is None:
            return ""
        start = match.start(1)
    return plain(match[1]) if match else ""
