"""The day of a file or a feature, from its name or its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

DAY_FIELDS = ("day", "date")
# Year first, as every maker of daily files writes it; 20240910, 2024-09-10, 2024_09_10, 2024.09.10.
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def day_in_name(name: str) -> date | None:
    """Return the first calendar day written in a file name, or None.

    Examples
    --------
    >>> day_in_name("deepstatemap_data_20240805.geojson"), day_in_name("map_20241399.geojson")
    (datetime.date(2024, 8, 5), None)
    """
    for match in _DAY.finditer(name):
        if day := _calendar_day(f"{match[1]}-{match[3]}-{match[4]}"):
            return day
    return None


def day_of_file(path: Path) -> date | None:
    """Return the day written in a file's name, else in the name of its folder, or None."""
    return day_in_name(path.name) or day_in_name(path.parent.name)


def day_in_fields(properties: Mapping[str, Any]) -> date | None:
    """Return the day that the `day` or `date` property gives in ISO 8601, with or without a time; None without one."""
    for name in DAY_FIELDS:
        value = properties.get(name)
        if isinstance(value, str) and (day := _calendar_day(value.strip()[:10])):
            return day
    return None


def _calendar_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
