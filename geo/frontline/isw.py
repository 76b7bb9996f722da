"""ISW and Critical Threats' map of the war in the forms that circulate: daily shapefile zips, GeoJSON of 2022-23, TopoJSON.

The status of ground is the name of its layer and nothing else (`geo.frontline.isw_layers`). The day is the one in that name,
"as of" which ISW draws; the name of a zip says nothing. Layers do not overlap: ground is assessed as controlled, or claimed, or
reached by an advance. Only a day that has the control layer speaks about the ground of Ukraine that no layer draws: where a
dataset has it on some days, the others are left out, and read by the name of their layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.archives import is_zip
from geo.frontline.covered import covers
from geo.frontline.days import day_of_file
from geo.frontline.drawn import MAX_BYTES, to_geojson
from geo.frontline.gates import set_jumps_aside
from geo.frontline.geojson import GeoJson, parse_geojson
from geo.frontline.isw_layers import CONTROL, LE_MONDE, Kind, day_of_layer, kind_of
from geo.frontline.looks import read_bytes, read_head
from geo.frontline.shapes import MAGIC, parts_beside, parts_in_zip, read_shapefile
from geo.frontline.snapshots import Progress
from geo.frontline.topojson import is_topology, read_topojson
from geo.frontline.vector import names_in_zip
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import Coverage, FrontLine, Snapshot

NAME = "isw"
SUFFIXES = frozenset({".zip", ".shp", ".geojson", ".json", ".topojson"})
_OBJECTS = "objects"
_LAYER_FIELD = "layer"
_NULLS = "have no ground"
"""ISW leaves null shapes where it removed some, on nearly every day."""
_ONLY_LAYERS = Coverage(
    text="only the ground that its layers draw: without ISW's control map nothing is said about any other"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One layer of one day."""

    kind: Kind
    day: date
    basis: str
    area: BaseGeometry
    source: str


Layer = tuple[str, GeoJson]
"""A layer's name and its features."""


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: a layer in it, or the file itself, has the name of a layer of ISW's map."""
    if is_zip(head):
        return any(_is_layer(Path(name).stem) for name in names_in_zip(path) if name.lower().endswith(".shp"))
    if head.startswith(MAGIC):
        return _is_layer(path.stem)
    if is_topology(head):
        return path.stem in LE_MONDE or any(_is_layer(name) for name in _object_names(path))
    return head.lstrip()[:1] == b"{" and (_is_layer(path.stem) or _names_layer(head))


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that layers of ISW's map draw, from a folder of their files or a single one.

    Raises
    ------
    FrontLineError
        None of the files holds a layer of control with a day.
    """
    sheets, doubts = _read_all(path, files, wanted, progress)
    if wanted.layer is not None:
        sheets = _chosen(sheets, wanted.layer, path)
    latest, repeats = _one_a_day(sheets)
    trusted, jumps = _gated(latest)
    snapshots, partial_days = _snapshots(trusted)
    whole = covers("Ukraine within its 1991 borders", "ne:UA", other_side="ua_held")
    return FrontLine(
        name=NAME,
        maker="Institute for the Study of War and AEI's Critical Threats Project",
        licence="All rights reserved by ISW and CTP; use of the geodata needs their written consent. Use it locally.",
        attribution="© Institute for the Study of War and AEI's Critical Threats Project",
        url="https://understandingwar.org",
        sides=tuple(sorted({side for snapshot in snapshots for side in snapshot.areas})),
        coverage=whole if any(sheet.kind is CONTROL for sheet in trusted) else _ONLY_LAYERS,
        snapshots=snapshots,
        warnings=(*partial_days, *doubts, *repeats, *jumps),
    )


def _is_layer(name: str) -> bool:
    return kind_of(name) is not None


def _object_names(path: Path) -> list[str]:
    try:
        document = orjson.loads(read_bytes(path))
    except (orjson.JSONDecodeError, FrontLineError):
        return []
    objects = document.get(_OBJECTS) if isinstance(document, dict) else None
    return list(objects) if isinstance(objects, dict) else []


def _names_layer(head: bytes) -> bool:
    # The first feature's layer, as Nikkei's merged files give it.
    _, found, rest = head.partition(b'"layer"')
    value = rest.partition(b":")[2].lstrip().partition(b'"')[2].partition(b'"')[0]
    return bool(found) and _is_layer(value.decode("utf-8", "replace"))


def _read_all(
    path: Path, files: Sequence[Path], wanted: Wanted, progress: Progress | None
) -> tuple[list[_Sheet], list[str]]:
    sheets: list[_Sheet] = []
    doubts: list[str] = []
    for number, file in enumerate(files):
        if progress is not None:
            progress(f"Reading {path.name}", number, len(files))
        try:
            found, notes = _read_file(file, wanted)
        except FrontLineError as error:
            if len(files) == 1:
                raise
            doubts.append(f"left out: {error}")
            continue
        sheets += found
        doubts += [f"{file.name}: {note}" for note in notes]
    if not sheets:
        why = f" ({doubts[0]})" if doubts else ""
        raise FrontLineError(f"{path} holds no layer of ISW's map that shows control{why}.", path=path)
    return sheets, doubts


def _read_file(path: Path, wanted: Wanted) -> tuple[list[_Sheet], list[str]]:
    sheets, doubts = [], []
    for name, drawn in _layers(path, wanted):
        kind = kind_of(name) or LE_MONDE.get(path.stem) or kind_of(path.stem)
        if kind is None or kind.side == "ignore":
            doubts.append(f"the layer {name[:60]!r} does not show control and was left out")
            continue
        doubts += [note for note in drawn.warnings if _NULLS not in note]
        if not drawn.features:
            doubts.append(f"the layer {name[:60]!r} draws no area")
            continue
        day, basis = _day(name, path, wanted)
        area = shapely.union_all([feature.area for feature in drawn.features])
        sheets.append(_Sheet(kind=kind, day=day, basis=basis, area=area, source=f"{path.name}, {name}"))
    return sheets, doubts


def _day(name: str, path: Path, wanted: Wanted) -> tuple[date, str]:
    if day := day_of_layer(name):
        return day, "layer name"
    if day := day_of_layer(path.stem) or day_of_file(path):
        return day, "file name"
    if wanted.day is not None:
        return wanted.day, "given"
    raise FrontLineError(
        f"{path}: neither its layer {name[:60]!r} nor its file or folder names a day. Give the day.", path=path
    )


def _layers(path: Path, wanted: Wanted) -> Iterator[Layer]:
    head = read_head(path)
    if is_zip(head):
        for name, parts in parts_in_zip(read_bytes(path, limit=MAX_BYTES), path).items():
            if _is_layer(name):
                yield name, to_geojson(read_shapefile(parts, path, name=name, encoding=wanted.encoding), path)
    elif head.startswith(MAGIC):
        drawn = read_shapefile(parts_beside(path), path, name=path.stem, encoding=wanted.encoding)
        yield path.stem, to_geojson(drawn, path)
    elif is_topology(head):
        for topology in read_topojson(read_bytes(path, limit=MAX_BYTES), path):
            yield topology.name, to_geojson(topology, path)
    else:
        yield from _of_features(path, parse_geojson(read_bytes(path), path))


def _of_features(path: Path, read: GeoJson) -> Iterator[Layer]:
    names = {feature.properties.get(_LAYER_FIELD) for feature in read.features}
    if _is_layer(path.stem) or not all(isinstance(name, str) for name in names):
        yield path.stem, read
        return
    for name in sorted(str(name) for name in names):
        own = tuple(feature for feature in read.features if feature.properties[_LAYER_FIELD] == name)
        yield name, GeoJson(name=name, features=own, warnings=read.warnings)


def _chosen(sheets: list[_Sheet], layer: str, path: Path) -> list[_Sheet]:
    found = [sheet for sheet in sheets if layer.lower() in {sheet.kind.name, sheet.kind.side} or layer in sheet.source]
    if not found:
        names = ", ".join(sorted({sheet.kind.name for sheet in sheets}))
        raise FrontLineError(f"{path} has no layer {layer[:60]!r}; it has {names}.", path=path)
    return found


def _one_a_day(sheets: Iterable[_Sheet]) -> tuple[list[_Sheet], list[str]]:
    latest: dict[tuple[date, str], _Sheet] = {}
    repeats = []
    for sheet in sheets:
        if earlier := latest.get((sheet.day, sheet.kind.name)):
            repeats.append(f"{sheet.day}: {earlier.kind.name} given twice; {sheet.source} counts, not {earlier.source}")
        latest[sheet.day, sheet.kind.name] = sheet
    return sorted(latest.values(), key=lambda sheet: sheet.day), repeats


def _gated(sheets: Sequence[_Sheet]) -> tuple[list[_Sheet], list[str]]:
    """Return the sheets without lone jumps, layer by layer: days with other layers than the day before do not jump."""
    trusted: list[_Sheet] = []
    words: list[str] = []
    for name in sorted({sheet.kind.name for sheet in sheets}):
        own = [sheet for sheet in sheets if sheet.kind.name == name]
        kept, jumps = set_jumps_aside([Snapshot(day=s.day, basis=s.basis, areas={s.kind.side: s.area}) for s in own])
        days = {snapshot.day for snapshot in kept}
        trusted += [sheet for sheet in own if sheet.day in days]
        words += [f"{name}: {jump}" for jump in jumps]
    return trusted, words


def _snapshots(sheets: Sequence[_Sheet]) -> tuple[tuple[Snapshot, ...], list[str]]:
    """Return a snapshot a day, of the days with the control map where there is one on any, and a doubt about the others."""
    control = {sheet.day for sheet in sheets if sheet.kind is CONTROL}
    days = sorted({sheet.day for sheet in sheets})
    whole = [day for day in days if day in control or not control]
    snapshots = []
    for day in whole:
        own = [sheet for sheet in sheets if sheet.day == day]
        sides = sorted({sheet.kind.side for sheet in own})
        areas = {side: shapely.union_all([s.area for s in own if s.kind.side == side]) for side in sides}
        snapshots.append(Snapshot(day=day, basis=" and ".join(sorted({sheet.basis for sheet in own})), areas=areas))
    if len(whole) == len(days):
        return tuple(snapshots), []
    names = ", ".join(sorted({repr(sheet.kind.name) for sheet in sheets if sheet.day not in control}))
    doubt = f"{len(days) - len(whole)} days without ISW's control map were left out; read them with layer {names}"
    return tuple(snapshots), [doubt]
