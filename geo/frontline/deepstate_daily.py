"""DeepState's Russian-held ground in Ukraine, one MultiPolygon a day (github.com/cyterat/deepstate-map-data).

The day is that of the file name, which is the day of the download at about 03:00 UTC. One side is drawn, nothing is said
about Russia's own ground, and the grey zone is not told apart from Ukrainian-held ground.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.covered import covers
from geo.frontline.days import day_in_name
from geo.frontline.geojson import parse_geojson
from geo.frontline.looks import read_bytes
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import FrontLine, Snapshot

NAME = "deepstate-daily"
SUFFIXES = frozenset({".geojson", ".json"})
_SIDE = "ru_held"
_MARK = re.compile(rb'"name"\s{0,9}:\s{0,9}"deepstatemap_data_')
_FILE = "deepstatemap_data_"


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: its name member says so, or its file name does."""
    return head.lstrip()[:1] == b"{" and (_MARK.search(head) is not None or path.name.startswith(_FILE))


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of daily files, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot.
    """
    del wanted  # these files say everything themselves
    snapshots, doubts = read_snapshots(files, _read_day, where=path, progress=progress)
    return FrontLine(
        name=NAME,
        maker="DeepState",
        licence="No licence is stated for the data (the repository's GPL-3.0 is for its code); DeepState's terms forbid "
        "passing the data on. Use it locally.",
        attribution="© DeepState (deepstatemap.live); daily copies by cyterat/deepstate-map-data",
        url="https://github.com/cyterat/deepstate-map-data",
        sides=(_SIDE,),
        coverage=covers("Ukraine within its 1991 borders", "ne:UA", other_side="ua_held"),
        snapshots=snapshots,
        warnings=doubts,
    )


def _read_day(path: Path) -> tuple[list[Snapshot], tuple[str, ...]]:
    read = parse_geojson(read_bytes(path), path)
    day, basis = day_in_name(path.name), "file name"
    if day is None:
        day, basis = day_in_name(read.name), "name field"
    if day is None:
        raise FrontLineError(
            f"{path} names no day; daily files are called deepstatemap_data_YYYYMMDD.geojson.", path=path
        )
    areas: list[BaseGeometry] = [feature.area for feature in read.features]
    if not areas:
        raise FrontLineError(f"{path} is an empty snapshot: it draws no area. Fetch it again.", path=path)
    whole = areas[0] if len(areas) == 1 else shapely.union_all(areas)
    return [Snapshot(day=day, basis=basis, areas={_SIDE: whole})], read.warnings
