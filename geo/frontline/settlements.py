"""Control of named settlements over time: a CSV of our own, one dated fact a row, each with its source by name.

Columns: place, lon, lat, radius_m, side, from, to, source. `to` is the last day, empty while it lasts; `radius_m` may be left
out. Where sources differ there is one row for each; what none of them states stays unsaid. Such a table is written by hand and
meant to be right: a wrong row is an error, not a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

from geo.catalog import shipped
from geo.errors import FrontLineError
from geo.frontline.holdings import snapshots_of
from geo.frontline.sidecar import Description, read_description
from geo.frontline.snapshots import Progress
from geo.frontline.tables import Row, Table, head_columns, number_in, read_table
from geo.frontline.wanted import NOTHING_WANTED, Wanted, read_side
from geo.records import SIDES, Coverage, FrontLine, Holding

NAME = "settlements"
SUFFIXES = frozenset({".csv"})
TIMELINE_AGE_DAYS = 365
COLUMNS = ("place", "lon", "lat", "radius_m", "side", "from", "to", "source")
RADIUS_M = 2_000.0
"""Of a settlement whose row gives none: that of a town of some 30,000 people."""
_OWN = frozenset({"place", "side", "from", "to", "source"})
_SHIPPED = "frontlines/settlements.csv"


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: its first line names place, side, from, to and source."""
    del path
    return set(head_columns(head)) >= _OWN


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the settlement timeline that CSV files of this shape tell.

    Raises
    ------
    FrontLineError
        A row is wrong (file and line are named), two rows of one source overlap, or there is no row.
    """
    holdings: list[Holding] = []
    for number, file in enumerate(files):
        holdings += read_holdings(file, encoding=wanted.encoding)
        if progress is not None:
            progress(f"Reading {path.name}", number + 1, len(files))
    return _front_line(read_description(path), holdings, path)


def settlement_timeline() -> FrontLine:
    """Return the shipped timeline of control over the settlements that reporting names most.

    Raises
    ------
    SourceError
        The shipped file is missing or altered.
    """
    path, source = shipped(_SHIPPED)
    about = Description(
        name="settlement-timeline",
        maker=source.publisher,
        licence=source.licence,
        attribution=source.attribution,
        url=source.url,
    )
    # The makers were read once: long after the last recorded change the table knows nothing.
    return replace(_front_line(about, read_holdings(path), path), max_age_days=TIMELINE_AGE_DAYS)


def read_holdings(path: Path, *, encoding: str | None = None) -> tuple[Holding, ...]:
    """Return the rows of one file.

    Parameters
    ----------
    encoding
        Encoding of text that is not UTF-8.

    Raises
    ------
    FrontLineError
        The file is no table with these columns, or a row is wrong; the line is named.
    """
    table = read_table(path, encoding=encoding)
    missing = [name for name in COLUMNS if name != "radius_m" and table.column(name) is None]
    if missing:
        advice = (
            " Names alone are not looked up: add lon and lat of each place." if missing[0] in {"lon", "lat"} else ""
        )
        raise FrontLineError(
            f"{path} lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}.{advice}", path=path
        )
    if table.ragged:
        row = table.ragged[0]
        raise FrontLineError(
            f"{path}, line {row.line}: {len(row.cells)} fields where the header has {len(table.columns)}. Mend the row.",
            path=path,
        )
    return tuple(_holding(table, row, f"{path}, line {row.line}", path) for row in table.rows)


def _holding(table: Table, row: Row, where: str, path: Path) -> Holding:
    numbers = {name: table.column(name) for name in COLUMNS}
    values = {name: row.cells[number] for name, number in numbers.items() if number is not None}
    if empty := [name for name, value in values.items() if name != "to" and not value]:
        raise FrontLineError(f"{where}: {empty[0]} is empty. Fill it in.", path=path)
    side = read_side(values["side"])
    if side is None:
        raise FrontLineError(
            f"{where}: the side {values['side'][:40]!r} is not one of {', '.join(sorted(SIDES))}.", path=path
        )
    first = _day(values["from"], where, path)
    last = _day(values["to"], where, path) if values["to"] else None
    if last is not None and last < first:
        raise FrontLineError(f"{where}: it ends on {last}, before it begins on {first}.", path=path)
    return Holding(
        place=values["place"],
        lon=_number(values["lon"], 180, where, path),
        lat=_number(values["lat"], 90, where, path),
        radius_m=abs(_number(values.get("radius_m", str(RADIUS_M)), 100_000, where, path)),
        side=side,
        from_day=first,
        to_day=last,
        source=values["source"],
    )


def _number(text: str, limit: float, where: str, path: Path) -> float:
    number, comma = number_in(text)
    if number is None or comma:
        raise FrontLineError(f"{where}: {text[:40]!r} is no number; write it as 46.63.", path=path)
    if abs(number) > limit:
        raise FrontLineError(f"{where}: {text[:40]} is beyond {limit:,}.", path=path)
    return number


def _day(text: str, where: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FrontLineError(f"{where}: {text[:40]!r} is no day; write YYYY-MM-DD.", path=path) from error


def _front_line(about: Description, holdings: Sequence[Holding], path: Path) -> FrontLine:
    if not holdings:
        raise FrontLineError(f"{path} holds no row. Add one fact a row.", path=path)
    ordered = sorted(holdings, key=lambda h: (h.place, h.source, h.from_day))
    for _, rows in groupby(ordered, key=attrgetter("place", "source")):
        _demand_one_at_a_time(list(rows), path)
    places = {holding.place for holding in holdings}
    return FrontLine(
        name=about.name,
        maker=about.maker,
        licence=about.licence,
        attribution=about.attribution or about.maker,
        url=about.url,
        sides=tuple(sorted({holding.side for holding in holdings})),
        coverage=about.coverage or Coverage(text=f"the {len(places)} settlements it names, on the days it states"),
        snapshots=snapshots_of(ordered),
        max_age_days=None,
        warnings=about.warnings,
    )


def _demand_one_at_a_time(rows: Sequence[Holding], path: Path) -> None:
    for earlier, later in pairwise(rows):
        if earlier.to_day is None or earlier.to_day >= later.from_day:
            raise FrontLineError(
                f"{path}: {later.source} states {later.place} twice on {later.from_day}. Let the earlier row end before.",
                path=path,
            )
