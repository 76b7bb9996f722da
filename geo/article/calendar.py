"""Days written in a text: "Tuesday, 10 September 2024", "10 вересня", "10.09.2024"; the year may be missing, and is then worked out.

Comes in: text. Goes out: days with their words. Only what has a day and a month counts; the rest is for `geo.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

_MONTHS = (
    "january jan січня января янв",
    "february feb лютого февраля фев",
    "march mar березня марта мар",
    "april apr квітня апреля апр",
    "may травня мая",
    "june jun червня июня июн",
    "july jul липня июля июл",
    "august aug серпня августа авг",
    "september sept sep вересня сентября сен",
    "october oct жовтня октября окт",
    "november nov листопада ноября ноя",
    "december dec грудня декабря дек",
)
_WEEKDAYS = (
    "monday mon понеділок понеділка понедельник понедельника",
    "tuesday tue вівторок вівторка вторник вторника",
    "wednesday wed середа середу середи среда среду среды",
    "thursday thu четвер четверга четверг",
    "friday fri п’ятниця п’ятницю п'ятниця п'ятницю пятница пятницу пятницы",
    "saturday sat субота суботу суботи суббота субботу субботы",
    "sunday sun неділя неділю неділі воскресенье воскресенья",
)
MONTH_OF = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}


def _either(words: dict[str, int]) -> str:
    # English names begin with a capital: "may" and "march" are other words.
    spelled = {word.capitalize() if word.isascii() else f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words}
    return "|".join(sorted(spelled, key=len, reverse=True))


_MONTH = rf"(?:{_either(MONTH_OF)})\b\.?"
_YEAR = r"(?:,?\s{1,3}(?:of\s)?(20\d\d|19\d\d)\b)?"
_DAY = re.compile(
    rf"(?:\b({_either(WEEKDAY_OF)})\b[.,]{{0,2}}\s{{1,3}}(?:the\s|\()?)?"
    rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th|-го)?\s{{1,3}}(?:of\s)?({_MONTH}){_YEAR}"
    rf"|\b({_MONTH})\s{{1,3}}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d){_YEAR}"
    r"|\b(\d{4})-(\d{2})-(\d{2})\b"
    r"|\b(\d{1,2})\.(\d{1,2})\.(20\d\d|19\d\d)\b)"
)
# Days of this war that articles name without their year, because everyone knew it; with the words that stand beside them: of what
# place or matter, and what happened there. Few on purpose: what is not here stays open.
_INTO = "invasion|invaded|incursion|offensive|operation|launched|crossed|assault|вторгнен|вторжен|наступ|прорив|прорыв|операц"
_KNOWN = (
    (2, 24, 2022, "full-scale|Ukraine|повномасштабн|полномасштабн|Україн|Украин", _INTO),
    (9, 21, 2022, "Putin|Путін|Путин", "mobili[sz]ation|мобілізац|мобилизац"),
    (6, 6, 2023, "Kakhovka|Каховськ|Каховск", "dam|дамб|ГЕС|ГЭС"),
    (6, 24, 2023, "Wagner|Prigozhin|Вагнер|Пригожин", "mutiny|march|rebellion|заколот|мятеж"),
    (5, 10, 2024, "Vovchansk|Volchansk|Kharkiv|Kharkov|Вовчанськ|Волчанск|Харків|Харьков", _INTO),
    (8, 6, 2024, "Kursk|Sudzha|Курськ|Курск|Судж", _INTO),
    (1, 20, 2025, "Trump|Трамп", "inaugurat|інавгурац|инаугурац"),
)
_BESIDE = 160
"""Characters around a day within which such a word must stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A day as it is written."""

    start: int
    end: int
    text: str
    day: int
    month: int
    year: int | None
    weekday: int | None
    """0 for Monday."""

    @property
    def at(self) -> date | None:
        """The day on the calendar; None without a year, or for a day that there was not."""
        return make_day(self.year, self.month, self.day) if self.year else None


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """Yield the days that a stretch of text writes, in order; the year is None where it is missing.

    Examples
    --------
    >>> [(one.text, one.at and one.at.isoformat()) for one in find_days("On May 3, then on 4 травня 2024 and 5.05.2024.")]
    [('May 3', None), ('4 травня 2024', '2024-05-04'), ('5.05.2024', '2024-05-05')]
    """
    for match in _DAY.finditer(text, start, len(text) if end is None else end):
        weekday, d1, m1, y1, m2, d2, y2, y3, m3, d3, d4, m4, y4 = match.groups()
        month = next(filter(None, (m1, m2)), "")
        number = MONTH_OF.get(month.rstrip(".").lower()) or int(m3 or m4 or 0)
        written = Written(
            start=match.start(),
            end=match.end(),
            text=match[0],
            day=int(d1 or d2 or d3 or d4),
            month=number,
            year=int(year) if (year := y1 or y2 or y3 or y4) else None,
            weekday=WEEKDAY_OF.get((weekday or "").lower()),
        )
        # A leap year, so that 29 February is a day.
        if make_day(written.year or 2024, written.month, written.day):
            yield written


def settle_years(text: str, written: Sequence[Written]) -> tuple[Written, ...]:
    """Give days without a year theirs, where it is certain enough: by the weekday, a full date nearby, or the event.

    Returns
    -------
    The same days; those whose year stays open keep None.

    Notes
    -----
    A weekday falls on the same day of the month again after five years at the soonest, so that together with the newest year
    the text names it settles the year. A full date at most 60 days off does it too. The year that a text happens to name does
    not: writers name a year when it is not their own.
    """
    full = sorted(day for one in written if (day := one.at))
    newest = full[-1] if full else None
    years = [int(year) for year in re.findall(r"\b(20[12]\d)\b", text)]
    floor = max((day.year for day in full), default=max(years, default=0))
    return tuple(
        one if one.year else _by_weekday(one, floor) or _by_nearness(one, newest) or _known(text, one) or one
        for one in written
    )


def make_day(year: int | None, month: int, day: int) -> date | None:
    """Return a day of the calendar, or None where there is no such day."""
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _known(text: str, one: Written) -> Written | None:
    around = text[max(0, one.start - _BESIDE) : one.end + _BESIDE]
    for month, day, year, *both in _KNOWN:
        if (one.month, one.day) == (month, day) and all(re.search(words, around, re.IGNORECASE) for words in both):
            return replace(one, year=year)
    return None


def _by_weekday(one: Written, floor: int) -> Written | None:
    if one.weekday is None or not floor:
        return None
    for year in range(floor, floor + 5):
        day = make_day(year, one.month, one.day)
        if day is not None and day.weekday() == one.weekday:
            return replace(one, year=year)
    return None


def _by_nearness(one: Written, newest: date | None) -> Written | None:
    if newest is None:
        return None
    for year in (newest.year, newest.year + 1, newest.year - 1):
        day = make_day(year, one.month, one.day)
        if day is not None and abs(day - newest) <= timedelta(days=60):
            return replace(one, year=year)
    return None
