"""Well-known binary -> GeoJSON geometries, counting before reading: what a blob says of its size may be false.

GEOS reads the same, but believes counts and nests without end.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.frontline.rings import WrongCoordinates

_MAX_DEPTH = 8
_MULTI = {4: (1, "MultiPoint"), 5: (2, "MultiLineString"), 6: (3, "MultiPolygon")}
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000
"""Flags of the extended form; the ISO form adds 1000, 2000 or 3000 to the type."""
_LEAST_BYTES = 5
"""Of a part: its byte order and type."""


@dataclass(slots=True)
class _Bytes:
    data: bytes
    at: int = 0

    def take(self, size: int) -> int:
        """Return where the next `size` bytes start, and step over them."""
        start = self.at
        if size < 0 or start + size > len(self.data):
            raise WrongCoordinates(f"is cut off: its shape needs {start + size:,} bytes and has {len(self.data):,}")
        self.at += size
        return start


def read_wkb(data: bytes) -> dict[str, Any]:
    """Return the GeoJSON geometry of a WKB blob (ISO or extended), positions as (n, 2) arrays.

    Raises
    ------
    WrongCoordinates
        The blob is cut off, counts more than it holds, nests too deeply, or is of a type without straight edges.
    """
    return _geometry(_Bytes(data), 0)


def _geometry(source: _Bytes, depth: int) -> dict[str, Any]:
    if depth > _MAX_DEPTH:
        raise WrongCoordinates("has collections nested too deeply")
    mark = source.data[source.take(1)]
    if mark > 1:
        raise WrongCoordinates("is no well-known binary")
    order = "<" if mark else ">"
    kind, width = _kind(source, order)
    if kind == 1:
        # An empty point has no numbers.
        xy = np.frombuffer(source.data, dtype=f"{order}f8", count=width, offset=source.take(8 * width))[:2]
        return {"type": "Point", "coordinates": xy.astype(float) if np.isfinite(xy).all() else []}
    if kind == 2:
        return {"type": "LineString", "coordinates": _positions(source, order, width, _count(source, order, 8 * width))}
    if kind == 3:
        return {"type": "Polygon", "coordinates": _rings(source, order, width)}
    parts = [_geometry(source, depth + 1) for _ in range(_count(source, order, _LEAST_BYTES))]
    if kind in _MULTI:
        return {"type": _MULTI[kind][1], "coordinates": [part["coordinates"] for part in _alike(parts, kind)]}
    return {"type": "GeometryCollection", "geometries": parts}


def _alike(parts: list[dict[str, Any]], kind: int) -> list[dict[str, Any]]:
    name = _MULTI[kind][1].removeprefix("Multi")
    if any(part["type"] != name for part in parts):
        raise WrongCoordinates(f"has a {_MULTI[kind][1]} of something else")
    return parts


def _kind(source: _Bytes, order: str) -> tuple[int, int]:
    (code,) = struct.unpack_from(f"{order}I", source.data, source.take(4))
    if code & _SRID:
        source.take(4)
    extra = bool(code & _Z) + bool(code & _M)
    code &= 0x0FFFFFFF
    family, kind = divmod(code, 1000)
    if kind not in range(1, 8) or family > 3:
        raise WrongCoordinates(f"has the shape type {code}, which has no straight edges or is unknown")
    return kind, 2 + max(extra, (0, 1, 1, 2)[family])


def _count(source: _Bytes, order: str, least_bytes: int) -> int:
    (count,) = struct.unpack_from(f"{order}I", source.data, source.take(4))
    left = len(source.data) - source.at
    if count * least_bytes > left:
        raise WrongCoordinates(f"says it has {count:,} parts or positions, more than its {left:,} bytes can hold")
    return int(count)


def _rings(source: _Bytes, order: str, width: int) -> list[Any]:
    return [_positions(source, order, width, _count(source, order, 8 * width)) for _ in range(_count(source, order, 4))]


def _positions(source: _Bytes, order: str, width: int, count: int) -> Any:
    start = source.take(8 * width * count)
    numbers = np.frombuffer(source.data, dtype=f"{order}f8", count=width * count, offset=start)
    xy = numbers.reshape(count, width)[:, :2].astype(float)
    if not np.isfinite(xy).all():
        raise WrongCoordinates("has a coordinate that is not finite")
    return xy
