"""Calendar arithmetic: the first and last day of months, seasons, weeks; steps by unit; parts of a stretch of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

Days = tuple[date, date]
"""First and last day, both inclusive."""

# Meteorological seasons of the northern hemisphere; winter is named for the year of its December.
SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_IN_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
_IN_MONTHS = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}
_PARTS = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1), "half1": (0, 1 / 2), "half2": (1 / 2, 1)}
_SLICES = {"week1": (0, 7), "week2": (7, 14), "week3": (14, 21), "week4": (21, 28)}
_SLICES |= {"ten1": (0, 10), "ten2": (10, 20), "ten3": (20, 31)}
# First month and number of months of the parts of a year.
_MONTHS = {"early": (1, 4), "mid": (5, 4), "late": (9, 4), "half1": (1, 6), "half2": (7, 6)}
PARTS = frozenset({*_PARTS, *_SLICES, "week5", "start", "end"})
"""Names of parts of a stretch of days."""
_LEAST_PARTED, _YEARLONG = 3, 360


def month_days(year: int, month: int, months: int = 1) -> Days:
    """Return the first and last day of a run of months."""
    years, index = divmod(month - 1 + months - 1, 12)
    last_year, last_month = year + years, index + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def season_days(year: int, season: str) -> Days:
    """Return the days of a meteorological season; winter runs from December of `year`."""
    return month_days(year, SEASON_START[season], 3)


def shift(day: date, unit: str, count: float) -> date:
    """Return the day `count` units later (earlier where negative), at the month's last day where it has no such day.

    The answer stays within the years that `datetime.date` knows.
    """
    if unit in _IN_DAYS:
        ordinal = day.toordinal() + round(max(-4e6, min(4e6, count * _IN_DAYS[unit])))
        return date.fromordinal(max(1, min(date.max.toordinal(), ordinal)))
    years, index = divmod(day.year * 12 + day.month - 1 + round(max(-2e5, min(2e5, count * _IN_MONTHS[unit]))), 12)
    year = max(MINYEAR, min(MAXYEAR, years))
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def days_of(unit: str, day: date) -> Days:
    """Return the calendar unit (week from Monday, month, year, ...) that holds a day."""
    return _HOLDING.get(unit, _day)(day)


def part_of(days: Days, part: str) -> Days:
    """Return a named part of a stretch of days; fewer than three days stay whole.

    Parts are early, mid, late (thirds); half1, half2; week1 to week4 and week5, the last one; ten1 to ten3 (days of a month); start and
    end, which are a month of a year and a third of anything shorter.
    """
    length = (days[1] - days[0]).days + 1
    if length < _LEAST_PARTED:
        return days
    if part in {"start", "end"}:
        if length >= _YEARLONG:
            return month_days(days[0].year, 1) if part == "start" else month_days(days[1].year, 12)
        part = {"start": "early", "end": "late"}[part]
    if part in _MONTHS and _YEARLONG <= length < 2 * _YEARLONG:
        return month_days(days[0].year, *_MONTHS[part])
    if part in _SLICES:
        first, last = _SLICES[part]
        return days[0] + timedelta(min(first, length - 1)), days[0] + timedelta(min(last, length) - 1)
    if part == "week5":
        return max(days[0], days[1] - timedelta(6)), days[1]
    low, high = _PARTS[part]
    return days[0] + timedelta(int(length * low)), days[0] + timedelta(int(length * high) - 1)


def _day(day: date) -> Days:
    return day, day


def _week(day: date) -> Days:
    monday = shift(day, "day", -day.weekday())
    return monday, shift(monday, "day", 6)


def _weekend(day: date) -> Days:
    sunday = _week(day)[1]
    return shift(sunday, "day", -1), sunday


def _decade(day: date) -> Days:
    first = day.year // 10 * 10
    return date(max(MINYEAR, first), 1, 1), date(first + 9, 12, 31)


def _century(day: date) -> Days:
    first = (day.year - 1) // 100 * 100 + 1
    return date(first, 1, 1), date(min(MAXYEAR, first + 99), 12, 31)


_HOLDING: dict[str, Callable[[date], Days]] = {
    "week": _week,
    "weekend": _weekend,
    "month": lambda day: month_days(day.year, day.month),
    "quarter": lambda day: month_days(day.year, (day.month - 1) // 3 * 3 + 1, 3),
    "year": lambda day: month_days(day.year, 1, 12),
    "decade": _decade,
    "century": _century,
}
