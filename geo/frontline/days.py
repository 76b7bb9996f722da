"""The day of a file or a feature, from its name or its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

DAY_FIELDS = ("day", "date")
# Year first, as nearly every maker of daily files writes it; 20240910, 2024-09-10, 2024_09_10, 2024.09.10.
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
# 2024-09-10, 20240910, 2024/09/10 (as GDAL writes dates), with or without a time of any kind.
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:[T ].{0,40})?")
# Dots say day first; 31/12/2024 may be either order, and is no day here.
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ].{0,40})?")
_EPOCHS = (946_684_800, 4_102_444_800)
"""Seconds since 1970 of the years 2000 and 2100: numbers between are instants, others may be anything."""


def day_in_name(name: str) -> date | None:
    """Return the first calendar day written in a file name, or None.

    Examples
    --------
    >>> day_in_name("deepstatemap_data_20240805.geojson"), day_in_name("map_20241399.geojson")
    (datetime.date(2024, 8, 5), None)
    """
    for match in _DAY.finditer(name):
        if day := calendar_day(match[1], match[3], match[4]):
            return day
    return None


def day_of_file(path: Path) -> date | None:
    """Return the day written in a file's name, else in the name of its folder, or None."""
    return day_in_name(path.name) or day_in_name(path.parent.name)


def read_day(value: object) -> date | None:
    """Return the day that a field's value gives, or None: ISO 8601 with or without a time, DD.MM.YYYY, or seconds since 1970.

    An instant in seconds or milliseconds counts by its day in UTC; one in ISO 8601 by the day that is written.

    Examples
    --------
    >>> read_day("2024-09-10T03:00:00Z"), read_day("10.09.2024"), read_day(1725937200000), read_day("31/12/24")
    (datetime.date(2024, 9, 10), datetime.date(2024, 9, 10), datetime.date(2024, 9, 10), None)
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_instant(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        return calendar_day(match[1], match[3], match[4])
    if match := _DAY_FIRST.fullmatch(text):
        return calendar_day(match[3], match[2], match[1])
    return _day_of_instant(float(text)) if re.fullmatch(r"[0-9]{9,13}", text) else None


def day_in_fields(properties: Mapping[str, Any]) -> date | None:
    """Return the day that the `day` or `date` property gives; None without one."""
    return next((day for name in DAY_FIELDS if (day := read_day(properties.get(name)))), None)


def calendar_day(year: str, month: str, day: str) -> date | None:
    """Return the day that three numbers name; None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day_of_instant(number: float) -> date | None:
    for seconds in (number, number / 1000):
        if _EPOCHS[0] <= seconds < _EPOCHS[1]:
            return datetime.fromtimestamp(seconds, UTC).date()
    return None
