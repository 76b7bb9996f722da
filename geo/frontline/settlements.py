"""Control of named settlements over time: a CSV of our own, one dated fact a row, each with its source by name.

Columns: place, lon, lat, radius_m, side, from, to, source. `to` is the last day, empty while it lasts. Where sources differ
there is one row for each; what none of them states stays unsaid.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

from geo.catalog import shipped
from geo.errors import FrontLineError
from geo.frontline.looks import looks_like, read_bytes
from geo.frontline.sidecar import Description, read_description
from geo.frontline.snapshots import Progress
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import SIDES, Coverage, FrontLine, Holding, Snapshot

NAME = "settlements"
SUFFIXES = frozenset({".csv"})
TIMELINE_AGE_DAYS = 365
COLUMNS = ("place", "lon", "lat", "radius_m", "side", "from", "to", "source")
_SHIPPED = "frontlines/settlements.csv"
_LIMIT_BYTES = 32 * 2**20
_ONE_DAY = timedelta(days=1)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: its first line names the columns."""
    del path
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip().split(",")
    return set(COLUMNS) <= {name.strip().strip('"') for name in first}


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the settlement timeline that CSV files of this shape tell.

    Raises
    ------
    FrontLineError
        A row is wrong (file and line are named), two rows of one source overlap, or there is no row.
    """
    del wanted
    holdings: list[Holding] = []
    for number, file in enumerate(files):
        holdings += read_holdings(file)
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


def read_holdings(path: Path) -> tuple[Holding, ...]:
    """Return the rows of one file.

    Raises
    ------
    FrontLineError
        The file is no UTF-8 CSV with these columns, or a row is wrong; the line is named.
    """
    data = read_bytes(path, limit=_LIMIT_BYTES)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FrontLineError(
            f"{path} is not UTF-8 text: it is {looks_like(data)}. Save it as UTF-8.", path=path
        ) from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise FrontLineError(f"{path} lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}.", path=path)
        return tuple(_holding(row, f"{path}, line {rows.line_num}", path) for row in rows)
    except csv.Error as error:
        raise FrontLineError(f"{path}, line {rows.line_num}: {error}. Mend the row.", path=path) from error


# As in GeoJSON, a side's country code says that it holds the place.
_SHORT_SIDES = {"RU": "ru_held", "UA": "ua_held"}


def _holding(row: dict[str, str | None], where: str, path: Path) -> Holding:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if empty := [name for name in COLUMNS if name != "to" and not values[name]]:
        raise FrontLineError(f"{where}: {empty[0]} is empty. Fill it in.", path=path)
    values["side"] = _SHORT_SIDES.get(values["side"].upper(), values["side"])
    if values["side"] not in SIDES:
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
        radius_m=abs(_number(values["radius_m"], 100_000, where, path)),
        side=values["side"],
        from_day=first,
        to_day=last,
        source=values["source"],
    )


def _number(text: str, limit: float, where: str, path: Path) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise FrontLineError(f"{where}: {text[:40]!r} is no number.", path=path) from error
    if not math.isfinite(number) or abs(number) > limit:
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
        snapshots=_snapshots(ordered),
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


def _snapshots(holdings: Sequence[Holding]) -> tuple[Snapshot, ...]:
    changes = {holding.from_day for holding in holdings}
    changes |= {holding.to_day + _ONE_DAY for holding in holdings if holding.to_day is not None}
    return tuple(
        Snapshot(day=day, basis="period", holdings=tuple(holding for holding in holdings if _holds(holding, day)))
        for day in sorted(changes)
    )


def _holds(holding: Holding, day: date) -> bool:
    return holding.from_day <= day and (holding.to_day is None or day <= holding.to_day)
