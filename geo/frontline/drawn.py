"""What a vector file draws, layer by layer, before it is trusted: rows of properties and GeoJSON geometries, and a CRS.

The files are decoded here, not by GDAL, which opens what the content says, follows links out of it, and turns broken shapes
into empty ones without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import FrontLineError
from geo.frontline.geojson import GeoJson, parse_document
from geo.frontline.projections import Change, change_to_lonlat

MAX_POINTS = 400_000
"""Positions of one layer that are read, so that memory stays below 200 MB. The largest known daily layer has 130,000."""
MAX_ROWS = 200_000
MAX_BYTES = 48 * 2**20
"""Of a file, or of a file within an archive."""
_NOTHING: Mapping[str, Any] = {"type": "GeometryCollection", "geometries": []}
"""Stands for a null shape, which these files have as a matter of course."""
_METRES = (
    "its CRS is in metres, but its coordinates are degrees, which would land off Africa; they were read as degrees"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One feature as it stands in its file."""

    properties: Mapping[str, Any]
    geometry: Mapping[str, Any] | None
    """A GeoJSON geometry whose innermost lists of positions are (n, 2) arrays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One layer as it stands in its file."""

    name: str
    rows: Sequence[Row]
    crs: CRS | None
    """None where the file names none."""
    warnings: tuple[str, ...] = field(default=())


def choose_layer(names: Sequence[str], wanted: str | None, path: Path) -> str:
    """Return the layer to read: the wanted one, or the only one.

    Raises
    ------
    FrontLineError
        There is none, several of which none is wanted, or the wanted one is missing; the layers are listed.
    """
    listed = ", ".join(repr(name[:60]) for name in names[:20])
    if not names:
        raise FrontLineError(f"{path} has no layer to read.", path=path)
    if wanted is None and len(names) > 1:
        raise FrontLineError(f"{path} has several layers: {listed}. Choose one with layer.", path=path)
    if wanted is not None and wanted not in names:
        raise FrontLineError(f"{path} has no layer {wanted[:60]!r}; it has {listed}.", path=path)
    return wanted if wanted is not None else names[0]


def bounded(rows: Iterable[Row], path: Path) -> list[Row]:
    """Return the rows as a list, counting on the way: a small file may say the same thing a thousand times.

    Raises
    ------
    FrontLineError
        They are too many, or have too many positions.
    """
    taken: list[Row] = []
    points = 0
    for row in rows:
        taken.append(row)
        points += sum(len(xy) for xy in _arrays(row.geometry))
        if points > MAX_POINTS or len(taken) > MAX_ROWS:
            raise FrontLineError(
                f"{path} has more than {MAX_POINTS:,} positions or {MAX_ROWS:,} features in a layer. Split it by day.",
                path=path,
            )
    return taken


def to_geojson(layer: Drawn, path: Path) -> GeoJson:
    """Return the features of a layer in EPSG:4326, checked as strictly as GeoJSON is.

    Raises
    ------
    FrontLineError
        A shape is wrong; it is named by its place in the file, from 0.
    """
    for number, row in enumerate(layer.rows):
        if not all(np.isfinite(xy).all() for xy in _arrays(row.geometry)):
            raise FrontLineError(f"{path}: features[{number}] has a coordinate that is not finite.", path=path)
    change, note = _change(layer)
    features = [_feature(number, row, change, path) for number, row in enumerate(layer.rows)]
    read = parse_document({"type": "FeatureCollection", "name": layer.name, "features": features}, path)
    notes = (*layer.warnings, *((note,) if note else ()), *read.warnings)
    return GeoJson(name=layer.name, features=read.features, warnings=notes)


def _change(layer: Drawn) -> tuple[Change | None, str]:
    if layer.crs is None:
        return None, "it names no CRS and was read as WGS84 degrees"
    change = change_to_lonlat(layer.crs)
    if change is None:
        return None, ""
    if layer.crs.is_projected and _in_degrees(layer.rows):
        return None, _METRES
    return change, ""


def _in_degrees(rows: Sequence[Row]) -> bool:
    arrays = [xy for row in rows for xy in _arrays(row.geometry) if len(xy)]
    return bool(arrays) and all((np.abs(xy).max(axis=0) <= (180, 90)).all() for xy in arrays)


def _feature(number: int, row: Row, change: Change | None, path: Path) -> dict[str, Any]:
    def _lists(xy: Any) -> Any:
        turned = xy if change is None else change(xy)
        if not np.isfinite(turned).all():
            raise FrontLineError(
                f"{path}: features[{number}] has a coordinate that its CRS cannot place on Earth.", path=path
            )
        return turned.tolist()

    return {
        "type": "Feature",
        "properties": dict(row.properties),
        "geometry": _mapped(row.geometry or _NOTHING, _lists),
    }


def _mapped(value: Any, turn: Callable[[Any], Any]) -> Any:
    if isinstance(value, np.ndarray):
        return turn(value) if value.ndim > 1 else turn(value[None, :])[0]
    if isinstance(value, list):
        return [_mapped(one, turn) for one in value]
    if isinstance(value, Mapping):
        return {key: _mapped(one, turn) for key, one in value.items()}
    return value


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        yield np.atleast_2d(value)
    elif isinstance(value, list):
        for one in value:
            yield from _arrays(one)
    elif isinstance(value, Mapping):
        yield from _arrays(value.get("coordinates"))
        yield from _arrays(value.get("geometries"))
