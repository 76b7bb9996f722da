"""TopoJSON -> what its objects draw: arcs shared by neighbours, quantised and stored as differences.

TopoJSON 1.0 (github.com/topojson/topojson-specification): coordinates are lon, lat; an index below zero, ~i, is arc i backwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from pyproj import CRS

from geo.errors import FrontLineError
from geo.frontline.drawn import MAX_POINTS, Drawn, Row, bounded
from geo.frontline.rings import WrongCoordinates

_MAX_DEPTH = 8
_LEAST_RING = 4
_WITHOUT_ARCS = frozenset({"Point", "MultiPoint"})
# How deep the arcs of a type are nested around a list of indices.
_DEPTHS = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


def is_topology(head: bytes) -> bool:
    """Tell whether a file begins as TopoJSON does."""
    return head.lstrip()[:1] == b"{" and b'"Topology"' in head


def read_topojson(data: bytes, path: Path) -> tuple[Drawn, ...]:
    """Return what the objects of a topology draw, one layer each.

    Raises
    ------
    FrontLineError
        It is no topology, or an arc, an index or a transform is wrong; object and feature are named.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FrontLineError(f"{path} is not whole TopoJSON: {error.msg}. Fetch it again.", path=path) from error
    objects = document.get("objects") if isinstance(document, dict) else None
    if not isinstance(objects, dict) or document.get("type") != "Topology":
        raise FrontLineError(f"{path} is not TopoJSON: it has no objects.", path=path)
    if document.get("crs") is not None:
        raise FrontLineError(f"{path} names a CRS, which TopoJSON does not know. Convert it to GeoJSON.", path=path)
    try:
        arcs = _arcs(document)
    except WrongCoordinates as error:
        raise FrontLineError(f"{path}: {error}. Fetch it again.", path=path) from error
    return tuple(
        Drawn(name=name, rows=bounded(_rows(name, top, arcs, path), path), crs=CRS.from_epsg(4326))
        for name, top in objects.items()
    )


def _arcs(document: dict[str, Any]) -> _Arcs:
    raw = document.get("arcs")
    if not isinstance(raw, list):
        raise WrongCoordinates("it has no list of arcs")
    transform = document.get("transform")
    scale, translate = _pair(transform, "scale"), _pair(transform, "translate")
    arcs = []
    for number, arc in enumerate(raw):
        xy = _positions(arc, f"arcs[{number}]")
        arcs.append(xy if transform is None else np.cumsum(xy, axis=0) * scale + translate)
    return _Arcs(arcs=arcs)


def _pair(transform: Any, name: str) -> Any:
    if transform is None:
        return None
    pair = transform.get(name) if isinstance(transform, dict) else None
    if not isinstance(pair, list) or len(pair) != 2 or not {type(one) for one in pair} <= {int, float}:
        raise WrongCoordinates(f"its transform has no {name} of two numbers")
    return np.array(pair, dtype=float)


def _positions(arc: Any, where: str) -> Any:
    if not isinstance(arc, list) or not arc or any(not isinstance(position, list) for position in arc):
        raise WrongCoordinates(f"{where} is no list of positions")
    if min(map(len, arc)) < 2:
        raise WrongCoordinates(f"{where} has a position of fewer than 2 numbers")
    if not set(map(type, chain.from_iterable(arc))) <= {int, float}:
        raise WrongCoordinates(f"{where} has coordinates that are no numbers")
    return np.array([position[:2] for position in arc], dtype=float)


@dataclass(slots=True)
class _Arcs:
    arcs: list[Any]
    drawn: int = field(default=0)
    """Positions so far: a small file may use one long arc a thousand times."""

    def line(self, indices: Any) -> Any:
        """Return the positions of arcs one after another; where they meet the position counts once."""
        if not isinstance(indices, list) or not indices:
            raise WrongCoordinates("has arcs that are not nested as its type asks")
        pieces: list[Any] = []
        for index in indices:
            piece = self._arc(index)
            if pieces and not np.array_equal(pieces[-1][-1], piece[0]):
                raise WrongCoordinates(f"has arcs that do not meet, at index {index}")
            pieces.append(piece[1:] if pieces and len(piece) > 1 else piece)
            self.drawn += len(piece)
            if self.drawn > MAX_POINTS:
                raise WrongCoordinates(f"brings it to more than {MAX_POINTS:,} positions")
        return np.concatenate(pieces)

    def _arc(self, index: Any) -> Any:
        if type(index) is not int or not -len(self.arcs) <= index < len(self.arcs):
            raise WrongCoordinates(f"uses the arc {str(index)[:20]}, and there are {len(self.arcs):,}")
        return self.arcs[index] if index >= 0 else self.arcs[~index][::-1]

    def ring(self, indices: Any) -> Any:
        """Return a closed ring; one that quantising has shrunk to a point or a line still gets its four positions."""
        xy = self.line(indices)
        short = _LEAST_RING - len(xy)
        return np.concatenate((xy, np.repeat(xy[:1], short, axis=0))) if short > 0 else xy


def _rows(name: str, top: Any, arcs: _Arcs, path: Path) -> Iterator[Row]:
    members = top.get("geometries") if isinstance(top, dict) and top.get("type") == "GeometryCollection" else [top]
    if not isinstance(members, list):
        raise FrontLineError(f"{path}: its object {name[:60]!r} has no list of geometries.", path=path)
    for number, member in enumerate(members):
        try:
            geometry = _geometry(member, arcs, 0)
        except WrongCoordinates as error:
            raise FrontLineError(
                f"{path}: {name[:60]!r}, features[{number}] {error}. Mend or remove it.", path=path
            ) from error
        properties = member.get("properties")
        yield Row(properties=properties if isinstance(properties, dict) else {}, geometry=geometry)


def _geometry(member: Any, arcs: _Arcs, depth: int) -> dict[str, Any] | None:
    if not isinstance(member, dict) or depth > _MAX_DEPTH:
        raise WrongCoordinates("is no geometry" if depth <= _MAX_DEPTH else "has collections nested too deeply")
    kind = member.get("type")
    if kind is None or kind in _WITHOUT_ARCS:
        # Null geometries, and points, which are not ground.
        return None
    if kind == "GeometryCollection" and isinstance(member.get("geometries"), list):
        found = [_geometry(one, arcs, depth + 1) for one in member["geometries"]]
        return {"type": kind, "geometries": [one for one in found if one is not None]}
    if kind not in _DEPTHS:
        raise WrongCoordinates(f"has the geometry type {str(kind)[:40]!r}, which TopoJSON does not know")
    take = arcs.ring if kind.endswith("Polygon") else arcs.line
    return {"type": kind, "coordinates": _nested(member.get("arcs"), _DEPTHS[kind], take)}


def _nested(value: Any, depth: int, take: Any) -> Any:
    if depth == 0:
        return take(value)
    if not isinstance(value, list):
        raise WrongCoordinates("has arcs that are not nested as its type asks")
    return [_nested(one, depth - 1, take) for one in value]
