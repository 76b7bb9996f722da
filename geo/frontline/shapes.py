"""Shapefiles -> what they draw, from bytes in memory: a ZIP archive, or a .shp with its companions beside it.

Every offset and count is held against the file's size before anything is read by it (Esri, Shapefile Technical Description,
1998). Of an archive only the five files below are unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from geo.errors import FrontLineError
from geo.frontline.archives import read_members
from geo.frontline.attributes import read_attributes
from geo.frontline.drawn import MAX_BYTES, MAX_ROWS, Drawn, Row, bounded
from geo.frontline.looks import read_bytes
from geo.frontline.projections import read_crs

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
MAGIC = b"\x00\x00\x27\x0a"
_HEADER = 100
_RECORD = 8
_LEAST_RING = 4
_WITH_LINES = {3, 13, 23}
_WITH_POLYGONS = {5, 15, 25}
_WITH_POINTS = {1, 8, 11, 18, 21, 28}
_KNOWN = _WITH_LINES | _WITH_POLYGONS | _WITH_POINTS


def parts_in_zip(data: bytes, path: Path) -> dict[str, dict[str, bytes]]:
    """Return the shapefiles of an archive: layer name -> suffix -> bytes.

    Raises
    ------
    FrontLineError
        The archive is damaged or hostile, or a shapefile in it has no .shp.
    """
    layers: dict[str, dict[str, bytes]] = {}
    names: dict[str, str] = {}
    for name, content in read_members(data, path, wanted=_is_part).items():
        inside = PurePosixPath(name.replace("\\", "/"))
        key = str(inside.with_suffix("")).lower()
        layers.setdefault(key, {})[inside.suffix.lower()] = content
        names.setdefault(key, inside.stem)
    for key, parts in layers.items():
        if ".shp" not in parts:
            raise FrontLineError(f"{path} lacks {names[key]}.shp, which holds the shapes. Fetch it again.", path=path)
    if len(set(names.values())) < len(names):
        # One name in several folders: only the whole path tells them apart.
        return layers
    return {names[key]: parts for key, parts in layers.items()}


def parts_beside(path: Path) -> dict[str, bytes]:
    """Return a loose shapefile: suffix -> bytes of the .shp and of those companions that lie beside it.

    Raises
    ------
    FrontLineError
        One of them is unreadable or too large.
    """
    found = {".shp": read_bytes(path, limit=MAX_BYTES)}
    try:
        beside = [file for file in path.parent.iterdir() if file.stem == path.stem and file.is_file()]
    except OSError as error:
        raise FrontLineError(f"cannot read {path.parent}: {error.strerror or error}.", path=path) from error
    for file in beside:
        if file.suffix.lower() in PARTS[1:]:
            found[file.suffix.lower()] = read_bytes(file, limit=MAX_BYTES)
    return found


def read_shapefile(parts: Mapping[str, bytes], path: Path, *, name: str, encoding: str | None = None) -> Drawn:
    """Return what a shapefile draws.

    Parameters
    ----------
    parts
        Suffix -> bytes, as `parts_in_zip` and `parts_beside` give them.
    path, name
        Named in errors; the name is that of the layer.
    encoding
        Of the attributes; None for what the .cpg says, else UTF-8 where they are that, else Windows-1251.

    Raises
    ------
    FrontLineError
        A header, an offset or a count is wrong; the record is named.
    """
    for suffix, content in parts.items():
        if len(content) > MAX_BYTES:
            raise FrontLineError(
                f"{path}: {name}{suffix} is larger than {MAX_BYTES / 2**20:,.0f} MB. Split it by day.", path=path
            )
    shapes = _Shapes(data=parts[".shp"], path=path, name=name)
    doubts = []
    places = shapes.places(parts.get(".shx"))
    if ".shx" not in parts:
        doubts.append(f"{name}.shx is missing; the shapes were read one after another")
    if ".dbf" in parts:
        rows, notes = read_attributes(
            parts[".dbf"], path, name=name, count=len(places), encoding=encoding, cpg=parts.get(".cpg")
        )
        doubts += notes
    else:
        rows = [{} for _ in places]
        doubts.append(f"{name}.dbf is missing; there are shapes but no attributes")
    drawn = bounded(shapes.rows(rows, places), path)
    if shapes.flat_rings:
        doubts.append(f"{len(shapes.flat_rings)} rings of fewer than 4 positions, which enclose nothing, were left out")
    crs = _crs(parts.get(".prj"), path)
    if ".prj" not in parts:
        doubts.append(f"{name}.prj is missing")
    return Drawn(name=name, rows=drawn, crs=crs, warnings=tuple(doubts))


def _is_part(name: str) -> bool:
    inside = PurePosixPath(name.replace("\\", "/"))
    return inside.suffix.lower() in PARTS and not inside.name.startswith(".") and not name.startswith("__MACOSX")


def _crs(prj: bytes | None, path: Path) -> CRS | None:
    text = (prj or b"").decode("utf-8", "replace").strip()
    return read_crs(text, path) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shapes:
    data: bytes
    path: Path
    name: str
    flat_rings: list[int] = field(default_factory=list)
    """Numbers of the shapes that had rings of fewer than 4 positions."""

    def wrong(self, what: str) -> FrontLineError:
        return FrontLineError(f"{self.path}: {self.name}.shp is corrupt: {what}. Fetch it again.", path=self.path)

    def places(self, index: bytes | None) -> list[tuple[int, int]]:
        """Return where each shape's content starts and how long it is."""
        end = self._end()
        places = list(self._in_turn(end) if index is None else self._by_index(index, end))
        if len(places) > MAX_ROWS:
            raise self.wrong(f"it has {len(places):,} shapes, more than {MAX_ROWS:,}")
        return places

    def _end(self) -> int:
        if len(self.data) < _HEADER or not self.data.startswith(MAGIC):
            raise self.wrong("it does not begin as a shapefile does")
        end = 2 * int.from_bytes(self.data[24:28], "big")
        kind = int.from_bytes(self.data[32:36], "little")
        if end > len(self.data):
            raise self.wrong(f"it says it has {end:,} bytes and has {len(self.data):,}")
        if kind and kind not in _KNOWN:
            raise self.wrong(f"its shape type {kind} is unknown or has no ground")
        return end

    def _in_turn(self, end: int) -> Iterator[tuple[int, int]]:
        at, number = _HEADER, 0
        while at < end:
            start, size = self._record(at, number, end)
            yield start, size
            at, number = start + size, number + 1

    def _by_index(self, index: bytes, end: int) -> Iterator[tuple[int, int]]:
        if len(index) < _HEADER or not index.startswith(MAGIC) or (len(index) - _HEADER) % _RECORD:
            raise FrontLineError(
                f"{self.path}: {self.name}.shx is corrupt: it is no index of shapes. Fetch it again.", path=self.path
            )
        for number, (at, words) in enumerate(struct.iter_unpack(">ii", index[_HEADER:])):
            if at * 2 < _HEADER or at * 2 + _RECORD + max(words, 0) * 2 > end:
                raise FrontLineError(
                    f"{self.path}: {self.name}.shx is corrupt: it puts features[{number}] at byte {at * 2:,} "
                    f"of {end:,}. Fetch it again.",
                    path=self.path,
                )
            yield self._record(at * 2, number, end)

    def _record(self, at: int, number: int, end: int) -> tuple[int, int]:
        if at + _RECORD > end:
            raise self.wrong(f"features[{number}] begins beyond its end")
        size = 2 * int.from_bytes(self.data[at + 4 : at + 8], "big")
        if size < 4 or at + _RECORD + size > end:
            raise self.wrong(f"features[{number}] says it has {size:,} bytes and reaches beyond the end")
        return at + _RECORD, size

    def rows(self, attributes: Sequence[dict[str, Any] | None], places: Sequence[tuple[int, int]]) -> Iterator[Row]:
        """Yield shapes with their attributes; a row that is deleted (None) has neither."""
        for number, (properties, (start, size)) in enumerate(zip(attributes, places, strict=True)):
            geometry = None if properties is None else self.geometry(number, start, size)
            yield Row(properties=properties or {}, geometry=geometry)

    def geometry(self, number: int, start: int, size: int) -> dict[str, Any] | None:
        """Return the GeoJSON geometry of a shape; None for a null shape."""
        kind = int.from_bytes(self.data[start : start + 4], "little")
        if kind == 0:
            return None
        if kind in _WITH_POINTS:
            # Points are not ground.
            return None
        if kind not in _KNOWN:
            raise self.wrong(f"features[{number}] has the unknown shape type {kind}")
        parts = self._parts(number, start, size)
        if kind in _WITH_LINES:
            return {"type": "MultiLineString", "coordinates": parts}
        rings = [part for part in parts if len(part) >= _LEAST_RING]
        self.flat_rings.extend([number] * (len(parts) - len(rings)))
        return {"type": "MultiPolygon", "coordinates": polygons_of_rings(rings)} if rings else None

    def _parts(self, number: int, start: int, size: int) -> list[Any]:
        fixed = 44
        if size < fixed:
            raise self.wrong(f"features[{number}] is cut off")
        parts, points = struct.unpack_from("<II", self.data, start + 36)
        if fixed + 4 * parts + 16 * points > size:
            raise self.wrong(
                f"features[{number}] says it has {points:,} positions in {parts:,} parts, more than its {size:,} bytes hold"
            )
        firsts = np.frombuffer(self.data, dtype="<i4", count=parts, offset=start + fixed).astype(int)
        edges = np.append(firsts, points)
        if parts and (edges[0] != 0 or (np.diff(edges) < 0).any()):
            raise self.wrong(f"features[{number}] has parts out of order")
        xy = np.frombuffer(self.data, dtype="<f8", count=2 * points, offset=start + fixed + 4 * parts)
        if not np.isfinite(xy).all():
            raise self.wrong(f"features[{number}] has a coordinate that is not finite")
        return [part.astype(float) for part in np.split(xy.reshape(-1, 2), edges[1:-1]) if len(part)]


def polygons_of_rings(rings: list[Any]) -> list[list[Any]]:
    """Return the polygons of a shapefile's rings: shells run clockwise, each hole belongs to the smallest shell around it."""
    clockwise = [_signed_area(ring) <= 0 for ring in rings]
    shells = [ring for ring, is_shell in zip(rings, clockwise, strict=True) if is_shell]
    holes = [ring for ring, is_shell in zip(rings, clockwise, strict=True) if not is_shell]
    if not shells:
        # Written the other way round, as GeoJSON has it.
        shells, holes = holes, []
    polygons = [[shell] for shell in shells]
    if len(shells) == 1 or not holes:
        return [[*polygons[0], *holes]] if polygons and holes else polygons
    for hole, owner in zip(holes, _owners(shells, holes), strict=True):
        if owner is None:
            polygons.append([hole])
        else:
            polygons[owner].append(hole)
    return polygons


def _signed_area(ring: Any) -> float:
    x, y = (ring - ring[0]).T
    # Numbers far beyond the Earth are refused later, by name.
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def _owners(shells: list[Any], holes: list[Any]) -> list[int | None]:
    areas = [abs(_signed_area(shell)) for shell in shells]
    bodies = [shapely.Polygon(shell) for shell in shells]
    inner = shapely.make_valid([shapely.Polygon(hole) for hole in holes])
    points, sizes = shapely.point_on_surface(inner), shapely.area(inner)
    around: dict[int, list[int]] = {}
    shapely.prepare(bodies)
    for hole, shell in shapely.STRtree(bodies).query(points).T:
        # A smaller shell is an island in the hole, not the ground around it.
        if areas[shell] >= sizes[hole] and shapely.contains_xy(bodies[shell], points[hole].x, points[hole].y):
            around.setdefault(int(hole), []).append(int(shell))
    return [min(around[n], key=areas.__getitem__) if n in around else None for n in range(len(holes))]
