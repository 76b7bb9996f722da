"""Any GeoJSON, one file or a folder: areas by side, or the front as a line, with the day in a field or in the file name.

A feature's `side` is a word of the house's vocabulary (ru_held, ua_held, grey, ...), or RU or UA; its day is in `day` or `date`.
Other names of these columns, and what holds for features without them, is said by the caller (`geo.frontline.wanted`). What the
dataset covers is said by its sidecar (`geo.frontline.sidecar`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.covered import DRAWN_ONLY, LINES_ONLY
from geo.frontline.days import DAY_FIELDS, day_in_name, read_day
from geo.frontline.geojson import Feature, GeoJson, LineFeature, few_doubts, parse_geojson
from geo.frontline.looks import in_utf8, read_bytes
from geo.frontline.sidecar import is_sidecar, read_description
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted, read_side, side_words
from geo.records import FrontLine, Snapshot

NAME = "geojson-days"
SUFFIXES = frozenset({".geojson", ".json"})
_SIDE_FIELD = "side"
_MAX_NAMED = 12
"""Columns or values that a message lists."""

Parse = Callable[[Path], GeoJson]
"""Reads one file into features, whatever its format."""
Dated = tuple[date, str, str]
"""A feature's day, its basis, and a doubt about it."""


class _Emptied(FrontLineError):
    """What a file draws encloses no ground at all, so that it says nothing about its day."""

    def __init__(self, path: Path, doubts: tuple[str, ...]) -> None:
        super().__init__(f"{path} draws no area: {'; '.join(doubts)}. Fetch it again.", path=path)
        self.doubts = doubts


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file may be one of these: it begins as a JSON object. Its sides are looked at when it is read."""
    return head.lstrip(b"\x1e \t\r\n")[:1] == b"{" and not is_sidecar(path)


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of GeoJSON files, or a single one, draws.

    A single file whose only polygons enclose no ground gives no snapshot, and warnings that say why.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot, a column that is named is not there, or the sidecar is wrong.
    """
    parse = partial(_parsed, encoding=wanted.encoding)
    return read_days(path, files, parse, wanted=wanted, progress=progress)


def read_days(
    path: Path, files: Sequence[Path], parse: Parse, *, wanted: Wanted, progress: Progress | None
) -> FrontLine:
    """Return the front line that files draw which `parse` turns into features.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot, a column that is named is not there, or the sidecar is wrong.
    """
    about = read_description(path)
    snapshots: tuple[Snapshot, ...]
    try:
        snapshots, doubts = read_snapshots(
            files,
            partial(_read_file, parse=parse, wanted=wanted, default_side=wanted.side or about.side),
            where=path,
            progress=progress,
        )
    except _Emptied as error:
        snapshots, doubts = (), (*error.doubts, "nothing is left of what it draws, so that it shows no day")
    sides = tuple(sorted({side for snapshot in snapshots for side in snapshot.areas}))
    only_lines = not sides and any(snapshot.lines is not None for snapshot in snapshots)
    return FrontLine(
        name=about.name,
        maker=about.maker,
        licence=about.licence,
        attribution=about.attribution or about.maker,
        url=about.url,
        sides=sides,
        coverage=about.coverage or (LINES_ONLY if only_lines else DRAWN_ONLY),
        snapshots=snapshots,
        max_age_days=about.max_age_days,
        warnings=(*about.warnings, *doubts),
    )


def _parsed(path: Path, *, encoding: str | None) -> GeoJson:
    return parse_geojson(in_utf8(read_bytes(path), path, encoding=encoding), path)


def _read_file(
    path: Path, *, parse: Parse, wanted: Wanted, default_side: str | None
) -> tuple[list[Snapshot], tuple[str, ...]]:
    read = parse(path)
    if not read.features and not read.lines:
        if read.emptied:
            raise _Emptied(path, read.warnings)
        raise FrontLineError(f"{path} is an empty snapshot: it draws no area. Fetch it again.", path=path)
    _demand_columns(read, path, wanted)
    file_day, basis = day_in_name(path.name), "file name"
    if file_day is None:
        file_day, basis = wanted.day, "given"
    dated = partial(_dated, path=path, column=wanted.day_column, default=file_day, default_basis=basis)
    if read.features:
        snapshots, doubts = _areas_by_day(read.features, dated, partial(_side, read, path, wanted, default_side))
        if read.lines:
            doubts.append(
                f"{len(read.lines)} lines beside its areas were left out: nothing says that they are the front"
            )
    else:
        snapshots, doubts = lines_by_day(read.lines, dated)
        doubts.append("it draws lines only, which are taken for the front; who holds which side of them is not said")
    return snapshots, (*read.warnings, *doubts)


def _areas_by_day(
    features: Iterable[Feature], dated: Callable[[Feature], Dated], side_of: Callable[[Feature], str]
) -> tuple[list[Snapshot], list[str]]:
    drawn: dict[date, dict[str, list[BaseGeometry]]] = defaultdict(lambda: defaultdict(list))
    bases: dict[date, str] = {}
    doubts = []
    for feature in features:
        day, basis, doubt = dated(feature)
        doubts.append(doubt)
        side = side_of(feature)
        if side != "ignore":
            drawn[day][side].append(feature.area)
            bases[day] = basis if bases.get(day, basis) == basis else "field"
    snapshots = [
        Snapshot(
            day=day,
            basis=bases[day],
            areas={side: shapely.union_all(areas) for side, areas in sorted(sides.items())},
        )
        for day, sides in sorted(drawn.items())
    ]
    return snapshots, few_doubts(doubts)


def lines_by_day(
    lines: Iterable[LineFeature], dated: Callable[[LineFeature], Dated]
) -> tuple[list[Snapshot], list[str]]:
    """Return the lines of each day as a snapshot, and doubts about their days."""
    drawn: dict[date, list[Any]] = defaultdict(list)
    bases: dict[date, str] = {}
    doubts = []
    for feature in lines:
        day, basis, doubt = dated(feature)
        doubts.append(doubt)
        drawn[day] += list(shapely.get_parts(feature.line))
        bases[day] = basis if bases.get(day, basis) == basis else "field"
    snapshots = [
        Snapshot(day=day, basis=bases[day], lines=shapely.multilinestrings(parts))
        for day, parts in sorted(drawn.items())
    ]
    return snapshots, few_doubts(doubts)


def _demand_columns(read: GeoJson, path: Path, wanted: Wanted) -> None:
    found: tuple[Feature | LineFeature, ...] = (*read.features, *read.lines)
    known = {name for feature in found for name in feature.properties}
    for column, option in ((wanted.side_column, "side_column"), (wanted.day_column, "day_column")):
        if column is not None and column not in known and (read.features or option == "day_column"):
            raise FrontLineError(
                f"{path} has no property {column[:40]!r} ({option}); it has {_listed(known) or 'none'}. Name one of them.",
                path=path,
            )


def _dated(
    feature: Feature | LineFeature, *, path: Path, column: str | None, default: date | None, default_basis: str
) -> Dated:
    given = None
    for name in DAY_FIELDS if column is None else (column,):
        value = feature.properties.get(name)
        # A whole number such as 20240910 is a day where the caller says that it is one.
        day = read_day(value) or (read_day(str(value)) if column is not None else None)
        if day is not None:
            return day, "field", ""
        given = value if given is None else given
    odd = "" if given is None else f"its date {str(given)[:40]!r} is no day that can be read"
    if default is None:
        raise FrontLineError(
            f"{path}: features[{feature.index}] gives no day, nor does the file name{f' ({odd})' if odd else ''}. "
            "Add a property day (YYYY-MM-DD), name the file by its day, or give the day.",
            path=path,
        )
    doubt = f"features[{feature.index}] has an unknown day: {odd}; {default} ({default_basis}) counts" if odd else ""
    return default, default_basis, doubt


def _side(read: GeoJson, path: Path, wanted: Wanted, default: str | None, feature: Feature) -> str:
    column = wanted.side_column or _SIDE_FIELD
    given = feature.properties.get(column)
    given = default if given is None else given
    side = read_side(given) if given is not None else None
    if side is not None:
        return side
    if given is None:
        raise FrontLineError(
            f"{path}: features[{feature.index}] names no side. Give each feature a property {column}: RU, UA, or one of "
            f"{side_words()}; or name the property that holds it, or the side of them all.",
            path=path,
        )
    values = {one.properties[column] for one in read.features if _is_plain(one.properties.get(column))}
    raise FrontLineError(
        f"{path}: features[{feature.index}] has the {column[:40]} {str(given)[:40]!r}, which is no side; its values are "
        f"{_listed(values)}. Write RU, UA, or one of {side_words()} there, or name another property.",
        path=path,
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _listed(values: Iterable[Any]) -> str:
    words = sorted(repr(value if isinstance(value, int | float) else str(value)[:40]) for value in values)
    more = f" and {len(words) - _MAX_NAMED} more" if len(words) > _MAX_NAMED else ""
    return ", ".join(words[:_MAX_NAMED]) + more
