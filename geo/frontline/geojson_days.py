"""Any GeoJSON, one file or a folder, whose features name a side, with the day in a field or in the file name.

A feature's `side` is a word of the house's vocabulary (ru_held, ua_held, grey, ...), or RU or UA; its day is an ISO date in
`day` or `date`. What the dataset covers is said by its sidecar (`geo.frontline.sidecar`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.covered import DRAWN_ONLY
from geo.frontline.days import day_in_fields, day_in_name
from geo.frontline.geojson import Feature, GeoJson, parse_geojson
from geo.frontline.looks import read_bytes
from geo.frontline.sidecar import read_description
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted, read_side, side_words
from geo.records import FrontLine, Snapshot

NAME = "geojson-days"
SUFFIXES = frozenset({".geojson", ".json"})
Parse = Callable[[Path], GeoJson]


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file may be one of these: it begins as a JSON object. Its sides are looked at when it is read."""
    return head.lstrip()[:1] == b"{" and not path.name.endswith("frontline.json")


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of GeoJSON files, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot, or the sidecar is wrong.
    """
    return read_days(path, files, lambda file: parse_geojson(read_bytes(file), file), wanted=wanted, progress=progress)


def read_days(
    path: Path, files: Sequence[Path], parse: Parse, *, wanted: Wanted, progress: Progress | None
) -> FrontLine:
    """Return the front line that files draw which `parse` turns into features, whatever their format.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot, or the sidecar is wrong.
    """
    about = read_description(path)
    snapshots, doubts = read_snapshots(
        files,
        partial(_read_file, parse=parse, wanted=wanted, default_side=wanted.side or about.side),
        where=path,
        progress=progress,
    )
    return FrontLine(
        name=about.name,
        maker=about.maker,
        licence=about.licence,
        attribution=about.attribution or about.maker,
        url=about.url,
        sides=tuple(sorted({side for snapshot in snapshots for side in snapshot.areas})),
        coverage=about.coverage or DRAWN_ONLY,
        snapshots=snapshots,
        max_age_days=about.max_age_days,
        warnings=(*about.warnings, *doubts),
    )


def _read_file(
    path: Path, *, parse: Parse, wanted: Wanted, default_side: str | None
) -> tuple[list[Snapshot], tuple[str, ...]]:
    read = parse(path)
    if not read.features:
        raise FrontLineError(f"{path} is an empty snapshot: it draws no area. Fetch it again.", path=path)
    file_day, file_basis = day_in_name(path.name), "file name"
    if wanted.day is not None:
        file_day, file_basis = wanted.day, "given"
    drawn: dict[tuple[date, str], dict[str, list[BaseGeometry]]] = defaultdict(lambda: defaultdict(list))
    for feature in read.features:
        field_day = day_in_fields(feature.properties)
        day = field_day or file_day
        if day is None:
            raise FrontLineError(
                f"{path}: features[{feature.index}] gives no day, nor does the file name. "
                "Add a property day (YYYY-MM-DD) or name the file by its day.",
                path=path,
            )
        side = _side(feature, path, default_side)
        if side != "ignore":
            drawn[day, "field" if field_day else file_basis][side].append(feature.area)
    snapshots = [
        Snapshot(day=day, basis=basis, areas={side: shapely.union_all(areas) for side, areas in sorted(sides.items())})
        for (day, basis), sides in sorted(drawn.items())
    ]
    return snapshots, read.warnings


def _side(feature: Feature, path: Path, default: str | None) -> str:
    given = feature.properties.get("side", default)
    side = read_side(given) if given is not None else None
    if side is None:
        problem = "names no side" if given is None else f"has the side {str(given)[:40]!r}"
        raise FrontLineError(
            f"{path}: features[{feature.index}] {problem}. Give each feature a property side: RU, UA, "
            f"or one of {side_words()}.",
            path=path,
        )
    return side
