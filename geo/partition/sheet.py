"""A sheet: the ground of some consecutive days cut into faces, none of which changes hands in part.

The faces are kept by the arcs between them, each once, with the face to its left and to its right; a day's polygon is what the
arcs enclose that have the side on one of their sides only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from geo.measure import area_km2
from geo.partition.segments import PER_DEGREE, point_keys
from geo.partition.spans import Spans, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_FEW_FACES = 64
"""Up to here joining the faces themselves is faster than going through all arcs."""
_AT_ONCE = 100_000
"""Points looked at together; some 100 MB."""
OUTSIDE = -1
"""Number of the ground beside an arc that belongs to no side on any day."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Faces of consecutive days; days are counted from the sheet's first."""

    days: int
    xy: NDArray[np.int32]
    """Shape (n, 2): the arcs' points one after another, x, y in grid units."""
    starts: NDArray[np.int32]
    """Where each arc begins in `xy`; one more for the end."""
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    """Face to either side of each arc, or `OUTSIDE`."""
    face_km2: NDArray[np.float64]
    """Geodesic area of each face."""
    spans: Mapping[str, Spans]
    """When each face belongs to each side."""
    _joined: dict[tuple[str, ...], Spans] = field(default_factory=dict, repr=False, compare=False)

    def spans_of(self, sides: Iterable[str]) -> Spans:
        """Return when faces belong to any of some sides."""
        key = tuple(sorted(set(sides) & set(self.spans)))
        if key not in self._joined:
            self._joined[key] = joined([self.spans[side] for side in key])
        return self._joined[key]

    def area(self, sides: Iterable[str], day: int) -> BaseGeometry:
        """Return the ground of some sides, joined, on a day; an empty MultiPolygon where they have none. EPSG:4326."""
        return self.ground(self.spans_of(sides).faces_on(day))

    def ground(self, faces: NDArray[Any]) -> BaseGeometry:
        """Return some faces joined to a MultiPolygon in EPSG:4326 (lon, lat)."""
        if len(faces) <= _FEW_FACES:
            return _multi(shapely.coverage_union_all(self.faces[faces]) if len(faces) else MultiPolygon())
        inside = self._inside(faces)
        polygons = shapely.get_parts(shapely.polygonize(self._bounding(inside)))
        return MultiPolygon(list(polygons[inside[self._faces_within(polygons)]]))

    def outline(self, sides: Iterable[str], day: int) -> NDArray[Any]:
        """Return the lines around the ground of some sides on a day, in no order; far faster than the ground itself. EPSG:4326."""
        return self._bounding(self._inside(self.spans_of(sides).faces_on(day)))

    def _inside(self, faces: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell of each face, and of `OUTSIDE` as the last, whether it is one of some faces."""
        inside = np.zeros(len(self.face_km2) + 1, dtype=bool)
        inside[faces] = True
        return inside

    def _bounding(self, inside: NDArray[np.bool_]) -> NDArray[Any]:
        """Return the arcs that have ground within on one of their sides only."""
        arcs: NDArray[Any] = self._arcs[inside[self.left] != inside[self.right]]
        return arcs

    @cached_property
    def faces(self) -> NDArray[Any]:
        """The faces as polygons in EPSG:4326 (lon, lat), by number."""
        polygons = shapely.get_parts(shapely.polygonize(self._arcs))
        numbers = self._faces_within(polygons)
        known = numbers != OUTSIDE
        found = np.empty(len(self.face_km2), dtype=object)
        found[numbers[known]] = polygons[known]
        shapely.prepare(found)
        return found

    def faces_at(self, xy: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return pairs of a point's number and the face it lies in; a point on an arc lies in both of its faces.

        Parameters
        ----------
        xy
            lon, lat in degrees, EPSG:4326, shape (n, 2).
        """
        found = [_candidates(xy[begin : begin + _AT_ONCE], self._bounds) for begin in range(0, len(xy), _AT_ONCE)]
        points = np.concatenate([np.empty(0, np.int64), *(n * _AT_ONCE + one for n, (one, _) in enumerate(found))])
        faces = np.concatenate([np.empty(0, np.int64), *(one for _, one in found)])
        # Asked by number and not as shapely points, whose making would take longer than all the rest.
        inside = shapely.intersects_xy(self.faces[faces], xy[points, 0], xy[points, 1])
        return points[inside], faces[inside]

    def face_km2_within(self, region: BaseGeometry) -> NDArray[np.float64]:
        """Return the km² of each face that lie inside a region, a polygonal geometry in EPSG:4326."""
        shapely.prepare(region)
        touched = np.flatnonzero(shapely.intersects(region, self.faces))
        whole = shapely.covers(region, self.faces[touched])
        km2 = np.zeros(len(self.face_km2))
        km2[touched[whole]] = self.face_km2[touched[whole]]
        cut = touched[~whole]
        km2[cut] = [area_km2(part) for part in shapely.intersection(self.faces[cut], region)]
        return km2

    @cached_property
    def _bounds(self) -> NDArray[np.float64]:
        return np.asarray(shapely.bounds(self.faces)).reshape(-1, 4)

    @cached_property
    def _arcs(self) -> NDArray[Any]:
        arc = np.repeat(np.arange(len(self.left)), np.diff(self.starts))
        return np.asarray(shapely.linestrings(self.xy / PER_DEGREE, indices=arc))

    @cached_property
    def _edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Keys of the points, sorted; keys of the directed edges, sorted; the face to the left of each."""
        grid = self.xy.astype(np.int64)
        points = np.unique(point_keys(grid))
        number = np.searchsorted(points, point_keys(grid))
        inner = np.ones(len(grid) - 1, dtype=bool)
        inner[self.starts[1:-1] - 1] = False
        a, b = number[:-1][inner], number[1:][inner]
        arc = np.repeat(np.arange(len(self.left)), np.diff(self.starts) - 1)
        keys = np.concatenate([a * len(points) + b, b * len(points) + a])
        faces = np.concatenate([self.left[arc], self.right[arc]])
        order = np.argsort(keys)
        return points, keys[order], faces[order]

    def _faces_within(self, polygons: NDArray[Any]) -> NDArray[np.int32]:
        """Return for polygons that arcs enclose the face just inside the first edge of each."""
        if not len(polygons):
            return np.empty(0, dtype=np.int32)
        outlines = shapely.get_exterior_ring(shapely.orient_polygons(polygons))
        ends = np.rint(
            shapely.get_coordinates(shapely.get_point(np.repeat(outlines, 2), [0, 1] * len(outlines))) * PER_DEGREE
        )
        points, keys, faces = self._edges
        number = np.searchsorted(points, point_keys(ends.astype(np.int64)))
        row = np.searchsorted(keys, number[::2] * len(points) + number[1::2])
        return faces[row]


def _multi(geometry: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def _candidates(xy: NDArray[np.float64], bounds: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of a point and a box (west, south, east, north) that has it."""
    order = np.argsort(xy[:, 0])
    x = xy[order, 0]
    start, stop = np.searchsorted(x, bounds[:, 0]), np.searchsorted(x, bounds[:, 2], side="right")
    counts = stop - start
    box = np.repeat(np.arange(len(bounds)), counts)
    point = order[np.arange(len(box)) - np.repeat(np.cumsum(counts) - counts, counts) + start[box]]
    y = xy[point, 1]
    has = (bounds[box, 1] <= y) & (y <= bounds[box, 3])
    return point[has], box[has]
