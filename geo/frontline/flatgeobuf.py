"""FlatGeobuf (version 3) -> what it draws: a header, an index that is stepped over, and features one after another.

Every offset is checked before it is followed; see flatgeobuf.org and google.github.io/flatbuffers/internals.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import FrontLineError
from geo.frontline.drawn import MAX_BYTES, Drawn, Row, bounded
from geo.frontline.looks import read_bytes
from geo.frontline.projections import read_crs
from geo.frontline.rings import WrongCoordinates

MAGIC = b"fgb\x03fgb"
_MAGIC_BYTES = 8
_NODE_BYTES = 40
_MAX_HEADER = 2**24
_MAX_DEPTH = 8
# Column types in the order of the schema; None for those whose value is a length and bytes.
_NUMBERS = ("b", "B", "?", "h", "H", "i", "I", "q", "Q", "f", "d")
_TEXTS = (11, 12, 13)
_TYPES = (
    "Unknown",
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table of a flatbuffer: where it lies in its bytes."""

    data: bytes
    at: int

    @classmethod
    def root(cls, data: bytes) -> _Table:
        return cls(data=data, at=_number("I", data, 0))

    def _field(self, number: int) -> int | None:
        fields = self.at - _number("i", self.data, self.at)
        if 4 + 2 * number >= _number("H", self.data, fields):
            return None
        offset = _number("H", self.data, fields + 4 + 2 * number)
        return self.at + offset if offset else None

    def number(self, field: int, kind: str, default: int = 0) -> int:
        at = self._field(field)
        return default if at is None else int(_number(kind, self.data, at))

    def _behind(self, field: int) -> int | None:
        at = self._field(field)
        return None if at is None else at + _number("I", self.data, at)

    def table(self, field: int) -> _Table | None:
        at = self._behind(field)
        return None if at is None else _Table(data=self.data, at=at)

    def tables(self, field: int) -> list[_Table]:
        at = self._behind(field)
        if at is None:
            return []
        places = range(at + 4, at + 4 + 4 * self._held(at, 4), 4)
        return [_Table(data=self.data, at=place + _number("I", self.data, place)) for place in places]

    def raw(self, field: int) -> bytes:
        at = self._behind(field)
        return b"" if at is None else self.data[at + 4 : at + 4 + self._held(at, 1)]

    def numbers(self, field: int, kind: str) -> Any:
        at = self._behind(field)
        if at is None:
            return np.empty(0, dtype=kind)
        size = np.dtype(kind).itemsize
        return np.frombuffer(self.data, dtype=kind, count=self._held(at, size), offset=at + 4)

    def text(self, field: int) -> str:
        return self.raw(field).decode("utf-8", "replace")

    def _held(self, at: int, size: int) -> int:
        count = int(_number("I", self.data, at))
        if at + 4 + count * size > len(self.data):
            raise WrongCoordinates(f"says it has {count:,} values, more than its {len(self.data):,} bytes can hold")
        return count


def read_flatgeobuf(path: Path) -> Drawn:
    """Return what a FlatGeobuf draws.

    Raises
    ------
    FrontLineError
        It is cut off or corrupt; the feature is named by its place in the file, from 0.
    """
    data = read_bytes(path, limit=MAX_BYTES)
    try:
        header, at = _sized(data, _MAGIC_BYTES)
        if len(header) > _MAX_HEADER:
            raise WrongCoordinates("has a header that is too large")
        about = _Table.root(header)
        columns = [(column.text(0), column.number(1, "B")) for column in about.tables(7)]
        start = at + _index_bytes(about.number(8, "Q"), about.number(9, "H", 16))
        count, name = about.number(8, "Q"), about.text(0) or path.stem
        crs = _crs(about.table(10), path)
        rows = bounded(_rows(data, start, columns, about.number(2, "B"), path), path)
    except FrontLineError:
        # A ValueError too, but one that says already what is wrong.
        raise
    except (WrongCoordinates, struct.error, ValueError) as error:
        raise _corrupt(path, "its header", error) from error
    if count not in {0, len(rows)}:
        raise FrontLineError(
            f"{path} is cut off: it has {len(rows):,} of its {count:,} features. Fetch it again.", path=path
        )
    return Drawn(name=name, rows=rows, crs=crs)


def _corrupt(path: Path, where: str, error: Exception) -> FrontLineError:
    what = str(error) if isinstance(error, WrongCoordinates) else "points outside of the file"
    return FrontLineError(f"{path} is a corrupt FlatGeobuf: {where} {what}. Fetch it again.", path=path)


def _number(kind: str, data: bytes, at: int) -> Any:
    # A negative place would be counted from the end.
    if at < 0:
        raise WrongCoordinates("points before its beginning")
    return struct.unpack_from(f"<{kind}", data, at)[0]


def _sized(data: bytes, at: int) -> tuple[bytes, int]:
    size = _number("I", data, at)
    if at + 4 + size > len(data):
        raise WrongCoordinates(f"is cut off: it needs {size:,} bytes and {len(data) - at - 4:,} are left")
    return data[at + 4 : at + 4 + size], at + 4 + size


def _index_bytes(features: int, node_size: int) -> int:
    if not features or node_size < 2:
        return 0
    nodes, level = features, features
    while level > 1:
        level = -(-level // node_size)
        nodes += level
    return (nodes if features > 1 else 2) * _NODE_BYTES


def _rows(data: bytes, at: int, columns: Sequence[tuple[str, int]], kind: int, path: Path) -> Iterator[Row]:
    number = 0
    while at < len(data):
        try:
            body, at = _sized(data, at)
            feature = _Table.root(body)
            shape = feature.table(0)
            yield Row(
                properties=_properties(feature.raw(1), columns),
                geometry=None if shape is None else _geometry(shape, kind, 0),
            )
        except (WrongCoordinates, struct.error, ValueError) as error:
            raise _corrupt(path, f"features[{number}]", error) from error
        number += 1


def _properties(raw: bytes, columns: Sequence[tuple[str, int]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    at = 0
    while at < len(raw):
        column = _number("H", raw, at)
        if column >= len(columns):
            raise WrongCoordinates(f"has a value of the unknown column {column}")
        name, kind = columns[column]
        if kind < len(_NUMBERS):
            values[name] = _number(_NUMBERS[kind], raw, at + 2)
            at += 2 + struct.calcsize(f"<{_NUMBERS[kind]}")
            continue
        text, at = _sized(raw, at + 2)
        if kind in _TEXTS:
            values[name] = text.decode("utf-8", "replace")
    return values


def _geometry(shape: _Table, kind: int, depth: int) -> dict[str, Any]:
    if depth > _MAX_DEPTH:
        raise WrongCoordinates("has collections nested too deeply")
    code = shape.number(6, "B") or kind
    if not 0 < code < len(_TYPES):
        raise WrongCoordinates(f"has the shape type {code}, which has no straight edges or is unknown")
    name = _TYPES[code]
    if name in {"MultiPolygon", "GeometryCollection"}:
        parts = [_geometry(part, 3 if name == "MultiPolygon" else 0, depth + 1) for part in shape.tables(7)]
        if name == "GeometryCollection":
            return {"type": name, "geometries": parts}
        if any(part["type"] != "Polygon" for part in parts):
            raise WrongCoordinates("has a MultiPolygon of something else")
        return {"type": name, "coordinates": [part["coordinates"] for part in parts]}
    return {"type": name, "coordinates": _coordinates(shape, name)}


def _coordinates(shape: _Table, name: str) -> Any:
    numbers = shape.numbers(1, "<f8")
    if len(numbers) % 2:
        raise WrongCoordinates("has half a position")
    xy = numbers.reshape(-1, 2).astype(float)
    if name in {"LineString", "MultiPoint"}:
        return xy
    if name == "Point":
        return xy[0] if len(xy) else []
    ends = shape.numbers(0, "<u4").astype(int) if len(shape.numbers(0, "<u4")) else np.array([len(xy)])
    if (np.diff(ends, prepend=0) < 0).any() or ends[-1] != len(xy):
        raise WrongCoordinates("has rings out of order")
    return [part for part in np.split(xy, ends[:-1]) if len(part)]


def _crs(stated: _Table | None, path: Path) -> CRS | None:
    if stated is None:
        return None
    code, text = stated.number(1, "i"), stated.text(4)
    if code and (stated.text(0) or "EPSG").upper() == "EPSG":
        return read_crs(code, path)
    return read_crs(text, path) if text else None
