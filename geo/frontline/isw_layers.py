"""Names of ISW's layers -> what they say, and the day of which they say it: the name of a layer is its only status."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from geo.frontline.days import day_in_name

_MONTHS: Final = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
# UkraineControlMapAO27APR2026, AssessedRussianAdvancesinUkraineAPR272026, "... Advance September 8, 2024".
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})[ _-]?{_MONTH}[ _-]?(20\d\d)(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}[ _-]?(\d{{1,2}})[ ,_-]{{0,2}}(20\d\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A layer of ISW's map."""

    name: str
    """Short name, for choosing it."""
    side: str


CONTROL = Kind(name="control", side="ru_held")
"""Assessed Russian control of Ukraine, Crimea and what was held before 2022 included. ISW draws no other layer over it."""
KURSK = Kind(name="kursk", side="claimed_ua")
"""The furthest Ukrainian advance in Russia that anybody has claimed, not what ISW assesses as held."""
ADVANCES = Kind(name="advances", side="advance_ru")
"""Where Russian forces have operated or attacked, by ISW's assessment, without controlling the ground."""
CLAIMED = Kind(name="claimed", side="claimed_ru")
COUNTEROFFENSIVES = Kind(name="counteroffensives", side="claimed_ua")
"""Ground that Ukraine is said to have retaken since 2022, on top of claims: the north around Kyiv as well as Kherson."""
INFILTRATION = Kind(name="infiltration", side="infiltration_ru")
BEFORE_2022 = Kind(name="before 2022", side="pre2022_ru")
OTHER = Kind(name="other", side="ignore")
"""Partisans, fighting, fortifications: not control."""
CLAIMED_OR_ADVANCES = Kind(name="claimed or advances", side="advance_ru")
"""Nikkei's merged files call both by one name; neither is held ground."""

# Asked in this order, of the letters of a name alone.
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"partisan|significantfighting|fortification"), OTHER),
    (re.compile(r"russiancontrolled.{0,40}before"), BEFORE_2022),
    (re.compile(r"limitofukrainianadvance|ukrainianadvancesinrussia|kurskukrainianadvance"), KURSK),
    (re.compile(r"ukrainian(claimed)?counteroffensive"), COUNTEROFFENSIVES),
    (re.compile(r"russianinfiltration"), INFILTRATION),
    (re.compile(r"claimedrussianterritory|claimedrussiancontrol|russianclaimedcot"), CLAIMED),
    (re.compile(r"assess(ed)?russianadvance|russianassessedadvance"), ADVANCES),
    (
        re.compile(
            r"ukrainecontrolmap|assess(ed)?russiancontrol|assessedcot|russiac(n)?otinukraine|russiancotinukraine"
        ),
        CONTROL,
    ),
)
# Le Monde's copies bear these names, which are too common to tell ISW by anywhere else.
LE_MONDE = {"control_map": CONTROL, "russian_advances": ADVANCES, "kursk_ukrainian_advance": KURSK}
# Values of `layer` in Nikkei's merged files of 2023: controlled, counteroffensive, and invaded (two layers in one).
_MERGED = {
    "ロシア軍支配エリア": CONTROL,
    "ウクライナ軍反撃エリア": COUNTEROFFENSIVES,
    "ロシア軍侵攻エリア": CLAIMED_OR_ADVANCES,
}


def kind_of(name: str) -> Kind | None:
    """Return what a layer of this name is; None when it is none of ISW's.

    Examples
    --------
    >>> kind_of("UkraineControlMapAO27APR2026").side, kind_of("20221005_RussianAssessedAdvanceinUkraine").side
    ('ru_held', 'advance_ru')
    """
    if name in _MERGED:
        return _MERGED[name]
    letters = re.sub(r"[^a-z]", "", name[:200].lower())
    return next((kind for pattern, kind in _KINDS if pattern.search(letters)), None)


def day_of_layer(name: str) -> date | None:
    """Return the day that a layer's name says it is of, or None.

    Examples
    --------
    >>> day_of_layer("ClaimedRussianTerritoryinUkraineAPR272026"), day_of_layer("Ukrainian Advance September 8, 2024")
    (datetime.date(2026, 4, 27), datetime.date(2024, 9, 8))
    """
    found = [(m[3], m[2], m[1]) for m in _DAY_FIRST.finditer(name[:200])]
    found += [(m[3], m[1], m[2]) for m in _MONTH_FIRST.finditer(name[:200])]
    for year, month, day in found:
        try:
            return date(int(year), _MONTHS[month.lower()], int(day))
        except ValueError:
            continue
    return day_in_name(name)
