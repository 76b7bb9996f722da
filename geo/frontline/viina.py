"""VIINA 2.0's control of every populated place of Ukraine by day (github.com/zhukovyuri/VIINA), with its tessellation if given.

`control_latest_YEAR.csv`, or the ZIP it comes in, has a row for each place and day: geonameid (`kontrol_...`: the code of KATOTTH),
date, what each source says (status_wiki, status_boost, status_dsm, status_isw) and their majority (status): RU, UA or CONTESTED.
The places' coordinates and cells are in `gn_UA_tess.geojson`. Every column of status becomes a source of its own, so that they
may disagree; the majority's cells become areas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.archives import MAX_RATIO, is_zip
from geo.frontline.covered import DRAWN_ONLY
from geo.frontline.holdings import change_days, held_on
from geo.frontline.looks import read_head
from geo.frontline.mosaic import History, ground_of_cells
from geo.frontline.place_table import point_in
from geo.frontline.runs import Layout, PlaceRuns, Runs
from geo.frontline.settlements import RADIUS_M
from geo.frontline.snapshots import Progress
from geo.frontline.tables import columns_of, delimiter_of, head_columns, known_encoding, no_utf8, plain, records
from geo.frontline.tessellation import Cell, read_cells
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.partition import DayAreas
from geo.records import Coverage, FrontLine, Holding, Snapshot

NAME = "viina"
SUFFIXES = frozenset({".csv", ".zip", ".geojson"})
IDS = {"geonameid": "geonames", "katotth": "katotth"}
"""Column of a place's id, and the gazetteer it is of."""
MAJORITY = "status"
_SIDES = {"RU": "ru_held", "UA": "ua_held", "CONTESTED": "grey"}
_SILENT = frozenset({"", "NA", "NaN", "nan", "UNKNOWN"})
_LIMIT_BYTES = 2 * 2**30
"""A year of 33,141 places has some 700 MB."""
_TESSELLATION = re.compile(
    rb'"type"\s{0,9}:\s{0,9}"FeatureCollection".{0,3000}"(?:geonameid|katotth)"', re.DOTALL | re.IGNORECASE
)
_MEMBER = re.compile(r"(?:^|/)[ck]ontrol_latest[^/]{0,40}\.csv$", re.IGNORECASE)
_NAMES = ("name", "asciiname", "placename")
_ABOUT = ("longitude", "latitude")


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is VIINA's: control, its ZIP, the tessellation, or the events, which are then refused by name."""
    if is_zip(head):
        return bool(_members(path))
    if head.lstrip()[:1] == b"{":
        return _TESSELLATION.search(head) is not None
    columns = set(head_columns(head))
    return bool(columns & IDS.keys()) and "date" in columns and (_has_status(columns) or _is_events(columns))


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return what VIINA says of every place, by source, and the majority's ground where the tessellation is among the files.

    Raises
    ------
    FrontLineError
        A file is unreadable or has events instead of control, a row is wrong, or no place has coordinates.
    """
    tables = [file for file in files if file.suffix.lower() not in {".geojson", ".json"}]
    if not tables:
        raise FrontLineError(f"{path} has the tessellation only; add control_latest_YEAR.csv to its folder.", path=path)
    reading = _Reading(wanted=wanted, progress=progress)
    for table in tables:
        reading.read(table)
    doubts = list(reading.runs.finish())
    cells: dict[str, Cell] = {}
    for file in files:
        if file not in tables:
            found, notes = read_cells(file, reading.id_column)
            cells |= found
            doubts += notes
    return _front_line(reading, cells, doubts, path)


class _Reading:
    """The tables read so far; all of them must have the same columns of status and the same kind of ids."""

    def __init__(self, *, wanted: Wanted, progress: Progress | None) -> None:
        self.wanted, self.progress = wanted, progress
        self.runs = Runs(normal=_normal_id, words=frozenset(_SIDES) | _SILENT)
        self.sources: tuple[str, ...] = ()
        self.id_column = ""
        self.about: tuple[str, ...] = ()

    def read(self, path: Path) -> None:
        """Take in one table.

        Raises
        ------
        FrontLineError
            It is unreadable, is no table of control or one of another kind than those before, or a row is wrong.
        """
        with _opened(path) as (binary, size):
            text = io.TextIOWrapper(binary, known_encoding(self.wanted.encoding, path), newline="")
            try:
                first = text.readline()
                layout = self._layout(
                    columns_of(first.rstrip("\r\n").replace('"', "").split(delimiter_of(first)), path), path
                )
                rows = records(text, delimiter_of(first), path, skipped=1)
                self.runs.add(rows, layout, path, _teller(path, binary, size, self.progress))
            except UnicodeDecodeError as error:
                raise no_utf8(error.object[error.start :], path) from error
            except zipfile.BadZipFile as error:
                raise FrontLineError(f"{path} is a damaged ZIP archive: {error}. Fetch it again.", path=path) from error

    def _layout(self, columns: list[str], path: Path) -> Layout:
        known = {plain(name): number for number, name in enumerate(columns)}
        if _is_events(set(known)):
            raise FrontLineError(
                f"{path} is VIINA's list of events, which says nothing about control. Give control_latest_YEAR.csv.",
                path=path,
            )
        id_column = next((name for name in IDS if name in known), "")
        sources = tuple(sorted(name.replace(" ", "_") for name in known if _is_status(name)))
        if not id_column or not sources or "date" not in known:
            raise FrontLineError(
                f"{path} lacks the columns of VIINA's control: looked for {' or '.join(IDS)}, date and {MAJORITY}.",
                path=path,
            )
        if self.sources and (sources, id_column) != (self.sources, self.id_column):
            raise FrontLineError(
                f"{path} has other columns ({id_column}, {', '.join(sources)}) than the tables before it "
                f"({self.id_column}, {', '.join(self.sources)}). Give tables of one kind.",
                path=path,
            )
        name = next((name for name in _NAMES if name in known), None)
        if self.sources and self.about != tuple(n for n in (name, *_ABOUT) if n in known):
            raise FrontLineError(f"{path} tells other things about places than the tables before it.", path=path)
        self.sources, self.id_column = sources, id_column
        self.about = tuple(n for n in (name, *_ABOUT) if n in known)
        return Layout(
            width=len(columns),
            place=known[id_column],
            day=known["date"],
            said=tuple(known[plain(source)] for source in sources),
            about=tuple(known[name] for name in self.about),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    name: str
    lon: float
    lat: float


def _front_line(reading: _Reading, cells: dict[str, Cell], doubts: list[str], path: Path) -> FrontLine:
    places = reading.runs.places
    spots = {id_: spot for id_, place in places.items() if (spot := _spot(reading, place, cells.get(id_)))}
    if not spots:
        raise FrontLineError(
            f"{path} gives no place a point: it has no columns longitude and latitude, nor a tessellation with its ids. "
            f"Put gn_UA_tess.geojson (for kontrol_...: katotth_UA_tess.geojson) into one folder with it.",
            path=path,
        )
    if absent := len(places) - len(spots):
        first = next(id_ for id_ in places if id_ not in spots)
        doubts.append(
            f"{absent:,} of {len(places):,} places have no point and were left out ({reading.id_column} {first} first)"
        )
    holdings = [
        Holding(
            place=spots[id_].name,
            lon=spots[id_].lon,
            lat=spots[id_].lat,
            radius_m=RADIUS_M,
            side=_SIDES[word],
            from_day=date.fromordinal(first),
            to_day=date.fromordinal(last),
            source=f"VIINA {reading.sources[number]}",
        )
        for id_ in spots
        for number, word, first, last in places[id_].ended
        if word in _SIDES
    ]
    days = change_days(holdings)
    areas = {id_: cell.area for id_, cell in cells.items()}
    ground = ground_of_cells(areas, _histories(reading), days) if cells else None
    return FrontLine(
        name=NAME,
        maker="Yuri M. Zhukov and Natalie Ayers (VIINA 2.0)",
        licence="ODbL 1.0",
        attribution="Contains information from VIINA (Zhukov and Ayers 2023), made available under the Open Database License",
        url="https://github.com/zhukovyuri/VIINA",
        sides=tuple(sorted({holding.side for holding in holdings})),
        coverage=DRAWN_ONLY if ground else Coverage(text=f"the {len(spots):,} places it names, on the days it states"),
        snapshots=tuple(
            Snapshot(day=day, basis="field", areas=DayAreas(ground, number) if ground else {}, holdings=held)
            for number, (day, held) in enumerate(zip(days, held_on(holdings, days), strict=True))
        ),
        ground=ground,
        max_age_days=None,
        warnings=tuple(doubts),
    )


def _histories(reading: _Reading) -> dict[str, History]:
    if MAJORITY not in reading.sources:
        return {}
    number = reading.sources.index(MAJORITY)
    return {
        id_: tuple(
            (first, last, _SIDES[word]) for n, word, first, last in place.ended if n == number and word in _SIDES
        )
        for id_, place in reading.runs.places.items()
    }


def _spot(reading: _Reading, place: PlaceRuns, cell: Cell | None) -> _Spot | None:
    own = dict(zip(reading.about, place.about, strict=True))
    name = next((own[name] for name in _NAMES if own.get(name)), cell.name if cell else "")
    name = name or f"{IDS[reading.id_column]}:{place.id}"
    point: BaseGeometry | None = (
        point_in(own["longitude"], own["latitude"])[0] if _ABOUT[0] in own and _ABOUT[1] in own else None
    )
    if point is None and cell is not None:
        point = cell.point
    return None if point is None else _Spot(name=name, lon=point.bounds[0], lat=point.bounds[1])


def _normal_id(written: str) -> str:
    # R writes whole numbers as 461727.0 once a column has held an NA.
    return written.strip().removesuffix(".0")


def _is_status(name: str) -> bool:
    return name == MAJORITY or name.startswith(MAJORITY + " ")


def _has_status(columns: set[str]) -> bool:
    return any(map(_is_status, columns))


def _is_events(columns: set[str]) -> bool:
    return bool(columns & {"event id", "event id 1pd", "event ids"})


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [member for member in archive.infolist() if _MEMBER.search(member.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a table, or the only one in an archive, for streaming; give its bytes and their number."""
    if not is_zip(read_head(path)):
        size = path.stat().st_size
        _demand_size(size, path)
        with path.open("rb") as file:
            yield file, size
        return
    members = _members(path)
    if len(members) != 1:
        raise FrontLineError(
            f"{path} has {len(members)} tables control_latest_YEAR.csv, not one. Unpack what you need.", path=path
        )
    (member,) = members
    _demand_size(member.file_size, path)
    if member.file_size > MAX_RATIO * max(member.compress_size, 2**14) or member.flag_bits & 1:
        raise FrontLineError(
            f"{path}: {member.filename[:60]!r} is encrypted or unpacks to too much. It is not opened.", path=path
        )
    # No more is ever unpacked than the size the archive gives, which was looked at.
    with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
        yield stream, member.file_size  # type: ignore[misc]  # typeshed: IO[bytes] here, which lacks nothing that is used


def _demand_size(size: int, path: Path) -> None:
    if size > _LIMIT_BYTES:
        raise FrontLineError(f"{path} is larger than {_LIMIT_BYTES / 2**30:,.0f} GB. Split it by year.", path=path)


def _teller(path: Path, binary: BinaryIO, size: int, progress: Progress | None) -> Callable[[], None]:
    def tell() -> None:
        if progress is not None:
            progress(f"Reading {path.name}", min(binary.tell(), size), size)

    return tell
