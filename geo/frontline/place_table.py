"""Anybody's table of places: a CSV with coordinates (or WKT) a row, whose side and day are columns or are given by the user.

Columns go by their usual names, or by those that `side_column=` and `day_column=` name. A row that cannot be used costs that row
and a warning, never the file; what is missing for all rows is an error that names the columns looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.days import day_in_name
from geo.frontline.geojson import polygonal
from geo.frontline.settlements import RADIUS_M
from geo.frontline.sidecar import read_description
from geo.frontline.snapshots import Progress
from geo.frontline.stated import Read, front_line_of
from geo.frontline.tables import (
    LONGEST_NAME,
    Row,
    Table,
    day_in,
    head_columns,
    number_in,
    read_table,
    side_in,
    told,
)
from geo.frontline.wanted import NOTHING_WANTED, Wanted, side_words
from geo.records import FrontLine, Holding

NAME = "place-table"
SUFFIXES = frozenset({".csv", ".tsv"})
LAT = ("lat", "latitude", "y")
LON = ("lon", "lng", "long", "longitude", "x")
WKT = ("wkt", "geometry", "geom", "the geom")
PLACE = ("place", "name", "settlement", "town", "city", "locality")
SIDE = ("side", "held by", "control", "controlled by", "controller", "status")
DAY = ("day", "date", "as of", "from", "since")
TO = ("to", "until", "till")
SOURCE = ("source",)
_SINCE = frozenset({"from", "since"})
"""Columns whose day begins a time; the others name the one day a row speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    lon: int | None
    lat: int | None
    wkt: int | None
    place: int | None
    side: int | None
    day: int | None
    to: int | None
    source: int | None
    since: bool


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file may be one of these: text of several columns. What they are is looked at when it is read."""
    return path.suffix.lower() in SUFFIXES and len(head_columns(head)) > 1


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the settlements, and the ground, that tables of places name.

    Raises
    ------
    FrontLineError
        A table is unreadable or has no columns for place, side or day, or none of its rows can be used.
    """
    about = read_description(path)
    wanted = replace(wanted, side=wanted.side or about.side)
    found = Read()
    for number, file in enumerate(files):
        _read_file(file, wanted, found)
        if progress is not None:
            progress(f"Reading {path.name}", number + 1, len(files))
    return front_line_of(about, found)


def _read_file(path: Path, wanted: Wanted, found: Read) -> None:
    table = read_table(path, encoding=wanted.encoding)
    columns = _columns(table, wanted, path)
    found.doubts += table.warnings
    found.periods |= columns.since or columns.to is not None
    faults = [
        f"{path.name}: {row.where} has {len(row.cells)} fields of {len(table.columns)}; left out"
        for row in table.ragged
    ]
    if not table.rows and not table.ragged:
        found.doubts.append(f"{path.name}: the table has a header and no row")
        return
    usable: list[tuple[Row, _Fact]] = []
    commas = 0
    for row in table.rows:
        fact = _fact(row, columns, wanted, path)
        if isinstance(fact, str):
            faults.append(f"{path.name}: {row.where} {fact}; left out")
            continue
        commas += fact.comma
        usable.append((row, fact))
    usable, more = _in_order(usable, path)
    found.doubts += [*told(sorted(faults), "rows were left out"), *more]
    if commas:
        found.doubts.append(f"{path.name}: {commas:,} rows have decimal commas, which were read as points")
    if not usable:
        raise FrontLineError(f"{path} has no row that can be used: {(faults or more)[0]}.", path=path)
    for row, fact in usable:
        _keep(row, fact, columns, found, path)


def _columns(table: Table, wanted: Wanted, path: Path) -> _Columns:
    lon, lat, wkt = table.column(*LON), table.column(*LAT), table.column(*WKT)
    if wkt is None and (lon is None or lat is None):
        names = ", ".join(LAT if lat is None else LON)
        raise FrontLineError(
            f"{path} has no column for the {'latitude' if lat is None else 'longitude'}; looked for {names}, "
            f"or {', '.join(WKT)}. Its first line is {', '.join(table.columns)[:80]!r}; it must name the columns.",
            path=path,
        )
    side = _named_column(table, wanted.side_column, SIDE, path)
    if side is None and wanted.side is None:
        raise FrontLineError(
            f"{path} has no column for the side; looked for {', '.join(SIDE)}. Name it with side_column=, or give side=.",
            path=path,
        )
    day = _named_column(table, wanted.day_column, DAY, path)
    if day is None and wanted.day is None and day_in_name(path.name) is None:
        raise FrontLineError(
            f"{path} has no column for the day; looked for {', '.join(DAY)}. Name it with day_column=, or give day=.",
            path=path,
        )
    since = day is not None and " ".join(table.columns[day].lower().split()) in _SINCE
    return _Columns(
        lon=lon,
        lat=lat,
        wkt=wkt,
        place=table.column(*PLACE),
        side=side,
        day=day,
        to=table.column(*TO),
        source=table.column(*SOURCE),
        since=since,
    )


def _named_column(table: Table, name: str | None, usual: Sequence[str], path: Path) -> int | None:
    if name is None:
        return table.column(*usual)
    number = table.column(name)
    if number is None:
        raise FrontLineError(f"{path} has no column {name[:40]!r}; it has {', '.join(table.columns)[:200]}.", path=path)
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    shape: BaseGeometry
    side: str
    day: date
    to: date | None
    comma: bool


def _fact(row: Row, columns: _Columns, wanted: Wanted, path: Path) -> _Fact | str:
    """Return what a row states, or what is wrong with it, in words that follow "row 3"."""
    shape, comma, fault = _shape(row, columns)
    if shape is None:
        return fault
    said = row.cells[columns.side] if columns.side is not None else ""
    side = side_in(said) if said else wanted.side
    if side is None:
        return f"has the side {said[:40]!r}, which is not one of {side_words()}" if said else "names no side"
    written = row.cells[columns.day] if columns.day is not None else ""
    day = day_in(written) if written else day_in_name(path.name) or wanted.day
    if day is None:
        return f"has the day {written[:40]!r}; write YYYY-MM-DD" if written else "gives no day"
    until = row.cells[columns.to] if columns.to is not None else ""
    last = day_in(until) if until else None
    if until and (last is None or last < day):
        return f"has the last day {until[:40]!r}, which is no day after {day}"
    return _Fact(shape=shape, side=side, day=day, to=last, comma=comma)


def _shape(row: Row, columns: _Columns) -> tuple[BaseGeometry | None, bool, str]:
    if columns.lon is not None and columns.lat is not None:
        return point_in(row.cells[columns.lon], row.cells[columns.lat])
    text = row.cells[columns.wkt] if columns.wkt is not None else ""
    try:
        shape = shapely.from_wkt(text.removeprefix("SRID=4326;")) if text else None
    except GEOSException:
        return None, False, f"has WKT that cannot be read, {text[:40]!r}"
    if shape is None or shape.is_empty:
        return None, False, "has no geometry"
    return _checked(shape)


def _checked(shape: BaseGeometry) -> tuple[BaseGeometry | None, bool, str]:
    if shape.geom_type not in {"Point", "Polygon", "MultiPolygon"}:
        return None, False, f"has a {shape.geom_type}, which is neither a place nor ground"
    west, south, east, north = shape.bounds
    # Swapped axes still fit; which way they stand is told from all rows together.
    if not (max(abs(west), abs(east), abs(south), abs(north)) <= 180):
        return (
            None,
            False,
            f"has a geometry that reaches from {west:g}, {south:g} to {east:g}, {north:g}, beyond the Earth",
        )
    flat = shapely.force_2d(shape)
    if flat.geom_type != "Point":
        flat = polygonal(shapely.make_valid(flat, method="structure", keep_collapsed=False))
        if flat.is_empty:
            return None, False, "has a polygon that encloses no ground"
    return flat, False, ""


def point_in(lon: str, lat: str) -> tuple[BaseGeometry | None, bool, str]:
    """Return the point that two cells give (None where they do not), whether commas were used, and what is wrong."""
    (x, comma_x), (y, comma_y) = number_in(lon), number_in(lat)
    if x is None or y is None:
        axis, text = ("latitude", lat) if y is None else ("longitude", lon)
        return None, False, f"has the {axis} {text[:40]!r}, which is no finite number" if text else f"has no {axis}"
    if max(abs(x), abs(y)) > 180:
        return None, False, f"stands at lon {lon[:20]}, lat {lat[:20]}, beyond the Earth's degrees"
    if x == 0 and y == 0:
        return None, False, "stands at 0, 0, which is nowhere"
    return shapely.Point(x, y), comma_x or comma_y, ""


_THEATRE = (20.0, 43.0, 70.0, 72.0)
"""Rough frame around the war's land, west, south, east, north; only used to tell swapped axes."""


def _in_order(facts: list[tuple[Row, _Fact]], path: Path) -> tuple[list[tuple[Row, _Fact]], list[str]]:
    """Return the facts with their axes in order lon, lat, and warnings for what was swapped, left out or far away."""
    here = [_in_theatre(fact.shape.bounds) for _, fact in facts]
    there = [_in_theatre(_turned(fact.shape).bounds) for _, fact in facts]
    if facts and not any(here) and all(there):
        turned = [(row, replace(fact, shape=_turned(fact.shape))) for row, fact in facts]
        return turned, [
            f"{path.name}: its coordinates lie outside the theatre until lat and lon are swapped, which was done"
        ]
    kept, faults, far = [], [], 0
    for (row, fact), right, wrong in zip(facts, here, there, strict=True):
        _, south, _, north = fact.shape.bounds
        if (wrong and not right) or max(abs(south), abs(north)) > 90:
            faults.append(f"{path.name}: {row.where} seems to have lat and lon swapped, unlike the others; left out")
            continue
        far += not right
        kept.append((row, fact))
    doubts = told(faults, "rows with lat and lon swapped were left out")
    return kept, [*doubts, *([f"{path.name}: {far:,} rows lie outside the theatre"] if far else [])]


def _turned(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


def _in_theatre(bounds: Iterable[float]) -> bool:
    west, south, east, north = bounds
    return _THEATRE[0] <= west and east <= _THEATRE[2] and _THEATRE[1] <= south and north <= _THEATRE[3]


def _keep(row: Row, fact: _Fact, columns: _Columns, found: Read, path: Path) -> None:
    if fact.side == "ignore":
        return
    if fact.shape.geom_type != "Point":
        found.ground[fact.day, fact.side].append(fact.shape)
        return
    x, y = fact.shape.bounds[:2]
    name = row.cells[columns.place] if columns.place is not None else ""
    source = row.cells[columns.source] if columns.source is not None else ""
    found.holdings.append(
        Holding(
            place=name[:LONGEST_NAME] or f"lon {x:g}, lat {y:g}",
            lon=x,
            lat=y,
            radius_m=RADIUS_M,
            side=fact.side,
            from_day=fact.day,
            to_day=fact.to if columns.since or columns.to is not None else fact.day,
            source=source[:LONGEST_NAME] or path.stem,
        )
    )
