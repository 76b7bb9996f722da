"""UAControlMap as owlmaps keeps it: JSON of bare rings in [lat, lon], one file a day, the day in its name.

`areas` is what Russia holds, with Crimea and all that it took before 2022; `areas_ua` what Ukraine holds on Russian ground, in
files since August 2024. Rings are outlines that touch each other, not holes: they are joined. `units` and `geos` (unit positions
and sightings) are never looked at, and neither is `frontline`, which follows the edge of `areas`.
A file without areas is a broken day; the maker has several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.apart import kept_apart
from geo.frontline.covered import covers
from geo.frontline.days import day_in_name
from geo.frontline.geojson import GeoJson, parse_document
from geo.frontline.json_text import read_object
from geo.frontline.looks import read_bytes
from geo.frontline.rough import rough_km2
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import Coverage, FrontLine, Snapshot

NAME = "uacontrolmap"
SUFFIXES = frozenset({".json"})
RINGS = {"areas": "ru_held", "areas_ua": "ua_held"}
KURSK_SINCE = date(2024, 8, 6)
"""Day of the first map that draws Ukrainian-held ground in Kursk oblast."""
_LEAST_INSIDE_KM2 = 1.0

_KEYS = re.compile(
    rb"\s*\{(?:\s*\"\w{1,40}\"\s*:\s*(?:\"[^\"]{0,80}\"|[\w.]{1,20})\s*,){0,9}\s*\"(?:areas|areas_ua|frontline|geos|unit_count|units)\"\s*:"
)


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: an object of areas, front line and units."""
    del path  # the content alone tells
    return _KEYS.match(head) is not None


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of daily files, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot.
    """
    snapshots, doubts = read_snapshots(files, lambda file: _read_day(file, wanted.day), where=path, progress=progress)
    return FrontLine(
        name=NAME,
        maker="UAControlMap",
        licence="No licence is stated by the maker or by owlmaps. Use it locally.",
        attribution="© UAControlMap; JSON by owlmaps/map-data",
        url="https://github.com/owlmaps/map-data",
        sides=("ru_held", "ua_held"),
        coverage=_coverage(),
        snapshots=snapshots,
        warnings=doubts,
    )


def _coverage() -> Coverage:
    kursk = covers("Kursk oblast", "ne:RU-KRS", other_side="ru_held", first_day=KURSK_SINCE, sides=("ua_held",))
    text = (
        "Ukraine within its 1991 borders; Kursk oblast since 6 August 2024, where undrawn ground counts as Russian-held"
    )
    return covers(text, "ne:UA", other_side="ua_held", also=(kursk,))


def _read_day(path: Path, given: date | None) -> tuple[list[Snapshot], tuple[str, ...]]:
    document = read_object(read_bytes(path), path)
    day, basis = day_in_name(path.name), "file name"
    if day is None:
        day, basis = given, "given"
    if day is None:
        raise FrontLineError(f"{path} names no day; daily files are called YYYYMMDD.json. Rename it.", path=path)
    if day >= KURSK_SINCE and "areas_ua" not in document:
        raise FrontLineError(
            f"{path} is no whole snapshot: it has no areas_ua, which files have since {KURSK_SINCE}. Fetch it again.",
            path=path,
        )
    drawn: dict[str, Sequence[BaseGeometry]] = {}
    doubts: list[str] = []
    for key, side in RINGS.items():
        read = _rings(document, key, path)
        drawn[side] = [feature.area for feature in read.features]
        doubts += [note.replace("features", key) for note in read.warnings]
        doubts += _nested(drawn[side], key)
    if not drawn["ru_held"]:
        raise FrontLineError(f"{path} is an empty snapshot: it draws no area. Fetch it again.", path=path)
    areas, overlaps = kept_apart(drawn)
    return [Snapshot(day=day, basis=basis, areas=areas)], (*doubts, *overlaps)


def _rings(document: Mapping[str, Any], key: str, path: Path) -> GeoJson:
    rings = document.get(key, [])
    if not isinstance(rings, list):
        raise FrontLineError(f"{path}: {key} is no list of rings. Fetch the file again.", path=path)
    collection = {"type": "FeatureCollection", "features": [_feature(ring) for ring in rings]}
    try:
        return parse_document(collection, path)
    except FrontLineError as error:
        raise FrontLineError(str(error).replace("features[", f"{key}["), path=path) from error


def _feature(ring: Any) -> dict[str, Any]:
    turned = [_turned(position) for position in ring] if isinstance(ring, list) else ring
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [turned]}}


def _turned(position: Any) -> Any:
    # What is no position goes on as it is, to be refused by its number.
    return [position[1], position[0]] if isinstance(position, list) and len(position) >= 2 else position


def _nested(areas: Sequence[BaseGeometry], key: str) -> list[str]:
    """Return doubts about rings inside others: the format has no holes, but could not say so if there were one."""
    if not areas:
        return []
    inside, around = shapely.STRtree(areas).query(areas, predicate="covered_by")
    return [
        f"{key}[{a}] lies inside {key}[{b}]; it is counted as held, not as a hole"
        for a, b in zip(inside.tolist(), around.tolist(), strict=True)
        if a != b and rough_km2(areas[a]) >= _LEAST_INSIDE_KM2
    ]
