"""Ukrainian and Russian numbers without a noun of their own: "із 12 400", "ще 20", "12 з них", "беженцев уже 150 тысяч"."""

from __future__ import annotations

import re

from geo.quantities.readings import GAP, Read, Unit
from geo.quantities.slavic_numbers import Said
from geo.quantities.slavic_units import name_of
from geo.quantities.units import UNITS
from geo.records import Quantity

_REACH = 60
_NO_NOUN = frozenset({"percent", "percentage point", "fraction", "times", "person/day"})
_OUT_OF = re.compile(
    rf"{GAP}(?:із|из|з|зі){GAP}(?:(?:колишніх|довоєнних|довоенных|прежних|тих|усіх|всех){GAP})?\Z", re.IGNORECASE
)
_MORE = re.compile(r"(?:ще|еще|ещё|зокрема|у тому числі|в том числе|разом|проти|против)\s{1,3}\Z", re.IGNORECASE)
_OF_THEM = re.compile(rf"{GAP}(?:із|из|з){GAP}(?:них|яких|которых)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s")
_CLOSED = re.compile(
    rf"(?:[.,;:!?)»](?![0-9])|\Z|{GAP}(?:[-–—]|(?:в|у|на|з|із|и|і|й|та|было|було|були|были|не|ще|еще|залиш|остал|збит|сбит|втрач|потер|зник)))",
    re.IGNORECASE,
)
_NOUN_FIRST = re.compile(rf"\b(?P<noun>[^\W\d_]{{3,24}}){GAP}(?:[^\W\d_]{{2,20}}{GAP}){{1,2}}\Z")
_GENITIVE_PLURAL = re.compile(r"(?:ів|ов|ев|їв|ей|их|ых|іб|ць)$", re.IGNORECASE)


def elliptic(text: str, start: int, said: Said, last: Quantity) -> Read | None:
    """Read a bare number that shares the noun or area unit of the quantity before it; `start` is that of its hedge."""
    if not _shareable(last) or start - last.end > 2 * _REACH or said.number.value is None or _year(text, said):
        return None
    between = text[last.end : start]
    if last.si_unit == "1" and _OF_THEM.match(text, said.number.end):
        return None if "\n\n" in between else Read(said.number, _unit(last), said.number.end)
    if start - last.end > _REACH or _SENTENCE.search(between) or not _CLOSED.match(text, said.number.end):
        return None
    if not (_OUT_OF.fullmatch(between) or _MORE.search(between)):
        return None
    return Read(said.grouped or said.number, _unit(last), said.number.end)


def noun_first(text: str, start: int, said: Said, *, hedged: bool) -> Read | None:
    """Read a number behind the genitive of what it counts: "полонених набралося кілька сотень"."""
    if (said.scale < 100 and not hedged) or not _CLOSED.match(text, said.number.end) or _year(text, said):
        return None
    noun = _NOUN_FIRST.search(text, max(0, start - 70), start)
    name = name_of(noun["noun"]) if noun and _GENITIVE_PLURAL.search(noun["noun"]) else ""
    return Read(said.number, Unit(name, 1.0, "1", "count"), said.number.end) if name else None


def _shareable(last: Quantity) -> bool:
    return last.si_unit == "m2" or (last.si_unit == "1" and last.unit not in _NO_NOUN)


def _unit(last: Quantity) -> Unit:
    return UNITS.get(last.unit) or Unit(last.unit, 1.0, "1", "count")


def _year(text: str, said: Said) -> bool:
    number = said.number
    return number.value is not None and 1900 <= number.value <= 2100 and text[number.end - 4 : number.end].isdigit()
