"""A list of towns with who holds each, as Wikipedia's editors keep one (github.com/vi-enne/controlCitiesUkraine).

The list speaks for the day it was taken, `update`: on that day it says who holds a town. `As of` is the day of the report that
an editor went by, often years before, and its free text is nobody's data; neither makes a history. A list is therefore one
snapshot, and a folder of lists has one for each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.place_table import point_in
from geo.frontline.settlements import RADIUS_M
from geo.frontline.sidecar import Description
from geo.frontline.snapshots import Progress
from geo.frontline.stated import Read, front_line_of
from geo.frontline.tables import LONGEST_NAME, Row, day_in, head_columns, number_in, read_table, side_in, told
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import FrontLine, Holding

NAME = "wikipedia-towns"
SUFFIXES = frozenset({".csv"})
COLUMNS = ("name", "held by", "as of", "update", "lat", "lon")
SOURCE = "Wikipedia"
_LARGEST_M = 4_000.0
"""A city's row must not speak for the towns around it, which the list may not name."""
_PEOPLE_A_KM2 = 2_500.0
_ABOUT = Description(
    name=NAME,
    maker="Wikipedia editors, compiled by vi-enne/controlCitiesUkraine",
    licence="CC BY-SA 3.0 (Wikipedia) and CC BY 4.0 (compilation; places from SimpleMaps)",
    attribution="Wikipedia contributors, CC BY-SA 3.0; compiled by vi-enne (controlCitiesUkraine), CC BY 4.0; "
    "places: SimpleMaps, CC BY 4.0",
    url="https://github.com/vi-enne/controlCitiesUkraine",
)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: its first line names who holds a town, as of when, and when that was taken."""
    del path
    return set(COLUMNS) <= set(head_columns(head))


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return what lists of towns say, a snapshot for each list.

    Raises
    ------
    FrontLineError
        A list is unreadable, or names no town with a place, a holder and a day.
    """
    found = Read()
    for number, file in enumerate(files):
        _read_list(file, wanted, found)
        if progress is not None:
            progress(f"Reading {path.name}", number + 1, len(files))
    if not found.holdings:
        raise FrontLineError(
            f"{path} names no town that can be placed ({found.doubts[0] if found.doubts else 'it has no row'}). "
            "Fetch the list again.",
            path=path,
        )
    return front_line_of(_ABOUT, found)


def _read_list(path: Path, wanted: Wanted, found: Read) -> None:
    table = read_table(path, encoding=wanted.encoding)
    numbers = {name: table.column(name) for name in (*COLUMNS, "population")}
    if missing := [name for name in COLUMNS if numbers[name] is None]:
        raise FrontLineError(f"{path} lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}.", path=path)
    faults = [
        f"{path.name}: {row.where} has {len(row.cells)} fields of {len(table.columns)}; left out"
        for row in table.ragged
    ]
    unplaced = []
    for row in table.rows:
        values = {name: row.cells[number] for name, number in numbers.items() if number is not None}
        if not values["lat"] and not values["lon"]:
            unplaced.append(values["name"][:LONGEST_NAME])
            continue
        holding = _holding(row, values, wanted.day)
        if isinstance(holding, str):
            faults.append(f"{path.name}: {holding}; left out")
        else:
            found.holdings.append(holding)
    found.doubts += [*table.warnings, *told(faults, "rows were left out")]
    if unplaced:
        found.doubts.append(
            f"{path.name}: {len(unplaced)} towns have no coordinates and were left out: {', '.join(unplaced)}"
        )


def _holding(row: Row, values: dict[str, str], given: date | None) -> Holding | str:
    point, _, fault = point_in(values["lon"], values["lat"])
    if point is None:
        return f"{row.where} {fault}"
    side = side_in(values["held by"])
    if side is None:
        return f"{row.where} is held by {values['held by'][:40]!r}, which is no side that is known"
    day = day_in(values["update"]) if values["update"] else given
    if day is None:
        return f"{row.where} was taken on {values['update'][:40]!r}, which is no day"
    reported = day_in(values["as of"])
    if reported is not None and reported > day:
        return f"{row.where} is as of {reported}, after the list's own day {day}"
    lon, lat = point.bounds[:2]
    return Holding(
        place=values["name"][:LONGEST_NAME],
        lon=lon,
        lat=lat,
        radius_m=_radius_m(values.get("population", "")),
        side=side,
        from_day=day,
        to_day=day,
        source=SOURCE,
    )


def _radius_m(population: str) -> float:
    """Return metres of the disc in which so many people live, at the density of towns; that of a small town at least."""
    people, _ = number_in(population)
    if people is None or people <= 0:
        return RADIUS_M
    return min(max(1_000 * math.sqrt(people / _PEOPLE_A_KM2 / math.pi), RADIUS_M), _LARGEST_M)
