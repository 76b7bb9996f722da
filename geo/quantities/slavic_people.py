"""Ukrainian and Russian numbers whose noun stands elsewhere: "11 поранено", "59 из 80 дронов", "з 9 до 6 км"."""

from __future__ import annotations

import re

from geo.quantities.readings import GAP, Hedge, Number, Read, Unit
from geo.quantities.slavic_numbers import Said, number_at, word_at
from geo.quantities.slavic_units import measure_at, noun_at
from geo.quantities.slavic_words import plain

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
_OUT_OF = re.compile(
    rf"{GAP}(?:із|из|з|зі){GAP}(?:(?:усіх|всех|запущених|запущенных|цих|этих){GAP})?(?=[0-9])", re.IGNORECASE
)
_TO_NUMBER = re.compile(rf"{GAP}до{GAP}(?=[0-9])", re.IGNORECASE)
_FROM = frozenset("з із зі с со из".split())


def harmed(text: str, start: int, said: Said, number: Number) -> Read | None:
    """Read "11 поранено", "загинуло п'ятеро": people counted by what befell them."""
    if number.value is None or (said.digits and is_date(text, start, number, None)):
        return None
    after = _PEOPLE_HARMED.match(text, number.end)
    before = _HARMING.search(text, max(0, start - 40), start)
    if after and (said.digits or said.personal or number.value > 1) and not _noun_behind(text, after.end(), number):
        word = word_at(text, after.start("how"))
        return Read(
            number, Unit(_HARMS[after["how"][:4].lower()], 1.0, "1", "count"), word.end() if word else after.end()
        )
    if before and _BARE.match(text, number.end) and not noun_at(text, number.end, value=number.value, digits=False):
        return Read(number, Unit(_HARMS[before["how"][:4].lower()], 1.0, "1", "count"), number.end)
    return None


def _noun_behind(text: str, end: int, number: Number) -> bool:
    """Whether the participle describes a counted noun: "11 поранених солдатів"."""
    word = word_at(text, number.end + 1)
    return bool(
        word
        and word.end() >= end
        and noun_at(text, word.end(), value=number.value, digits=False)
        and plain(word[0]).endswith(("их", "ых"))
    )


def some_of(text: str, start: int, number: Number, *, ukrainian: bool) -> Read | None:
    """Read the first number of "59 из 80 дронов" and of "з 9 до 6 км", which shares the unit of the second."""
    link = _OUT_OF.match(text, number.end)
    changed = None if link or word_before(text, start) not in _FROM else _TO_NUMBER.match(text, number.end)
    more = number_at(text, (link or changed).end()) if link or changed else None  # type: ignore[union-attr]  # one of the two
    if more is None:
        return None
    counted = noun_at(text, more.number.end, value=more.number.value, digits=False) or (
        measure_at(text, more.number.end, ukrainian=ukrainian) if changed else None
    )
    return Read(number, counted[0], number.end) if counted else None


def is_date(text: str, at: int, number: Number, hedge: Hedge | None) -> bool:
    """Whether a bare number before a noun is a year ("в 2022 солдаты ушли")."""
    if hedge is not None or number.value is None or text[at] not in "0123456789":
        return False
    return 1900 <= number.value <= 2100 and number.end - at == 4


_LAST_WORD = re.compile(r"([^\W\d_]{1,24}(?:['’ʼ][^\W\d_]{1,12})?)[.,:]?\s\Z")


def word_before(text: str, start: int, *, skip: int = 0) -> str:
    """Return the word before a position, or one further back, in the form of `plain`; empty where none is near."""
    for _ in range(skip + 1):
        match = _LAST_WORD.search(text, max(0, start - 34), start)
        if match is None:
            return ""
        start = match.start(1)
    return plain(match[1]) if match else ""
