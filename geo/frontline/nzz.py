"""NZZ's map of the war, itself drawn after liveuamap: {"value": FeatureCollection} of what was held, gained and lost.

`nochange` and `gains` together are what Russia holds. `losses` are what it has lost: inside Ukraine during the file's period
only, so that they are left out (what Russia does not hold there is Ukrainian-held anyway); on Russian ground they stand as long
as Ukraine holds them, and are read as Ukrainian-held.

The day is the last of the period (`_dateto`, or `date` in files without a period), never that of the file's name: a file
asked for on the 10th may show a map of the 3rd. Files that repeat a map are one snapshot.

Crimea is not drawn, and neither is, in newer files, the part of the Donbas that was occupied before 2022. Neither is covered,
for undrawn ground would count as Ukrainian-held; how far that part reaches is told by the newest map itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.boundaries import read_boundaries
from geo.errors import FrontLineError
from geo.frontline.apart import kept_apart
from geo.frontline.covered import covers
from geo.frontline.days import day_in_name
from geo.frontline.geojson import Feature, parse_document, polygonal
from geo.frontline.json_text import read_object
from geo.frontline.looks import read_bytes
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import Coverage, FrontLine, Snapshot

NAME = "nzz-liveuamap"
SUFFIXES = frozenset({".json", ".geojson"})
UNCHANGED = "nochange"
"""Nearly all that Russia holds; every file has it."""
RUSSIAN_HELD = frozenset({UNCHANGED, "gains"})
LOST = "losses"
BORDERLANDS_SINCE = date(2024, 8, 12)
"""Day from which maps draw Ukrainian-held ground in Russia."""

_VALUE = re.compile(rb"\s*\{\s*\"value\"\s*:\s*\{")
_DONETSK = shapely.Point(37.80, 48.00)
"""A city held since 2014, on the ground that newer maps leave undrawn."""
_KRAMATORSK = shapely.Point(37.56, 48.73)
"""A city of the same oblast that was never taken."""
_NECK_DEGREES = 0.01
"""About 1 km: narrower gaps between drawn ground and the border join no two pieces of undrawn ground."""


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: an object whose `value` is a collection of features."""
    del path  # the content alone tells
    return _VALUE.match(head) is not None and b'"features"' in head


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of maps, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot.
    """
    snapshots, doubts = read_snapshots(files, lambda file: _read_file(file, wanted.day), where=path, progress=progress)
    return FrontLine(
        name=NAME,
        maker="NZZ, after liveuamap",
        licence="No licence is stated. The map's author allows analyses in the open-source community and asks their users to "
        "subscribe to liveuamap. Use it locally.",
        attribution="© NZZ (nzz.ch), data by liveuamap.com; history kept by conflict-investigations/nzz-maps",
        url="https://github.com/conflict-investigations/nzz-maps",
        sides=("ru_held", "ua_held"),
        coverage=_coverage(snapshots[-1]),
        snapshots=snapshots,
        warnings=doubts,
    )


def _read_file(path: Path, given: date | None) -> tuple[list[Snapshot], tuple[str, ...]]:
    value = read_object(read_bytes(path), path).get("value")
    if not isinstance(value, dict):
        raise FrontLineError(f'{path} has no "value" with a collection of features. Fetch it again.', path=path)
    read = parse_document(value, path)
    drawn: dict[str, list[BaseGeometry]] = defaultdict(list)
    for feature in read.features:
        kind = _kind(feature, path)
        drawn["ru_held" if kind in RUSSIAN_HELD else "ua_held"] += (
            [feature.area] if kind in RUSSIAN_HELD else _parts_in_russia(feature.area)
        )
    if not any(feature.properties["type"] == UNCHANGED for feature in read.features):
        # All that it lacks would count as Ukrainian-held.
        raise FrontLineError(
            f"{path} is no whole snapshot: it draws no ground of the type {UNCHANGED}. Fetch it again.", path=path
        )
    day, basis = _day(read.features, path, given)
    areas, overlaps = kept_apart(drawn)
    return [Snapshot(day=day, basis=basis, areas=areas)], (*read.warnings, *overlaps)


def _kind(feature: Feature, path: Path) -> str:
    kind = feature.properties.get("type")
    if kind not in RUSSIAN_HELD and kind != LOST:
        raise FrontLineError(
            f"{path}: features[{feature.index}] has the type {str(kind)[:40]!r}, which is none of nochange, gains and losses.",
            path=path,
        )
    return str(kind)


def _parts_in_russia(area: BaseGeometry) -> list[BaseGeometry]:
    """Return the parts that lie in Russia, but for a rim where the borders are drawn differently."""
    russia = _shape("ne:RU")
    return [part for part in shapely.get_parts(area) if part.intersection(russia).area > part.area / 2]


def _day(features: Sequence[Feature], path: Path, given: date | None) -> tuple[date, str]:
    for field, basis in (("_dateto", "period"), ("date", "field")):
        days = {day for one in features if (day := _iso(one.properties.get(field)))}
        if days:
            return max(days), basis
    if day := day_in_name(path.name):
        return day, "file name"
    if given is not None:
        return given, "given"
    raise FrontLineError(f"{path} gives no day: neither a period, nor a date, nor its name. Give the day.", path=path)


def _iso(value: Any) -> date | None:
    return day_in_name(value[:10]) if isinstance(value, str) else None


# ---- what is covered


def _coverage(newest: Snapshot) -> Coverage:
    borderlands = [
        covers(text, boundary, other_side="ru_held", first_day=BORDERLANDS_SINCE, sides=("ua_held",))
        for text, boundary in (("Kursk oblast", "ne:RU-KRS"), ("Belgorod oblast", "ne:RU-BEL"))
    ]
    left_out = _undrawn_donbas(newest.areas["ru_held"])
    crimea = shapely.union(_shape("ne:UA-43"), _shape("ne:UA-40"))
    text = (
        f"Ukraine without Crimea{' and the Donbas occupied before 2022' if left_out is not None else ''}; Kursk and Belgorod "
        "oblasts since 12 August 2024, where undrawn ground counts as Russian-held"
    )
    area = _shape("ne:UA").difference(crimea if left_out is None else shapely.union(crimea, left_out))
    return Coverage(text=text, area=polygonal(area), other_side="ua_held", also=tuple(borderlands))


def _undrawn_donbas(held: BaseGeometry) -> BaseGeometry | None:
    """Return what a map leaves undrawn of the Donbas though it was occupied before 2022; None when it draws it."""
    if held.covers(_DONETSK):
        return None
    donbas = shapely.union(_shape("ne:UA-14"), _shape("ne:UA-09"))
    undrawn = donbas.difference(held)
    pieces = shapely.get_parts(undrawn.buffer(-_NECK_DEGREES))
    piece = next((one for one in pieces if one.covers(_DONETSK)), None)
    if piece is None or piece.covers(_KRAMATORSK):
        # The map cannot tell the two apart, so that nothing is said about either oblast.
        return polygonal(donbas)
    return polygonal(piece.buffer(2 * _NECK_DEGREES).intersection(undrawn))


def _shape(boundary: str) -> BaseGeometry:
    shape: BaseGeometry = read_boundaries()[boundary].shape
    return shape
