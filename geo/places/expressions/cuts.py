"""Parts of a shape: the side towards a bearing, its middle, its rim, the strip beside a line, the border of two areas."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon

from geo.measure import on_plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_BORDER_GAP_DEG = 0.03
"""Outlines of neighbours are simplified apart from each other; this is the gap left between them, about 3 km."""
_LEAST_BORDER_DEG = 0.02
_WIDEST_DEG = 180.0
_LEAST_PART = 0.01
_WEDGE_POINTS = 9


def unwrapped(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape (EPSG:4326) whose longitudes are continuous: what lies beyond 180 goes on with 181."""
    west, _, east, _ = shape.bounds
    if east - west <= _WIDEST_DEG:
        return shape
    parts = [
        affinity.translate(part, xoff=360.0) if part.bounds[2] <= 0 else part
        for part in getattr(shape, "geoms", [shape])
    ]
    return shapely.union_all(parts)


def polygonal(shape: BaseGeometry) -> BaseGeometry | None:
    """Return the valid polygons of a shape; None where there are none or they would wrap round the globe."""
    if shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [part for part in _parts(valid) if part.area > 0]
    if not parts:
        return None
    found = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    west, _, east, _ = found.bounds
    return found if east - west < _WIDEST_DEG else None


def side(shape: BaseGeometry, bearing_deg: float, half_width_deg: float) -> BaseGeometry:
    """Return the part of a shape (EPSG:4326) on one side of the middle of its bounds; half where a wedge would be empty."""
    part = shape.intersection(_wedge(shape, bearing_deg, half_width_deg))
    if part.area < _LEAST_PART * shape.area:
        return shape.intersection(_wedge(shape, bearing_deg, 90.0))
    return part


def middle(shape: BaseGeometry, factor: float) -> BaseGeometry:
    """Return a shape drawn in or out around its centroid."""
    return affinity.scale(shape, factor, factor, origin="centroid")


def beside(line: BaseGeometry, bearing_deg: float, reach_m: float) -> BaseGeometry:
    """Return the ground over which a line passes when it is moved `reach_m` metres along a bearing, EPSG:4326."""
    east, north = (
        reach_m * math.sin(math.radians(bearing_deg)),
        reach_m * math.cos(math.radians(bearing_deg)),
    )

    def sweep(flat: BaseGeometry) -> BaseGeometry:
        strips = []
        for part in getattr(flat, "geoms", [flat]):
            xy = shapely.get_coordinates(part)
            moved = xy + np.array([east, north])
            strips += [Polygon([a, b, d, c]) for a, b, c, d in zip(xy, xy[1:], moved, moved[1:], strict=False)]
        return shapely.union_all([shapely.make_valid(strip) for strip in strips])

    return on_plane(line, sweep)


def shared_border(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry | None:
    """Return the line along which two areas (EPSG:4326) meet, or None where they do not."""
    one, other = unwrapped(one), unwrapped(other)
    if not shapely.box(*one.bounds).buffer(_BORDER_GAP_DEG).intersects(shapely.box(*other.bounds)):
        return None
    line = one.boundary.intersection(other.buffer(_BORDER_GAP_DEG))
    return line if line.length >= _LEAST_BORDER_DEG else None


def _parts(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in _parts(part)]


def _wedge(shape: BaseGeometry, bearing_deg: float, half_width_deg: float) -> Polygon:
    west, south, east, north = shape.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    narrow = max(math.cos(math.radians(lat)), 0.01)
    reach = 2 * math.hypot((east - west) * narrow, north - south)
    angles = np.radians(np.linspace(bearing_deg - half_width_deg, bearing_deg + half_width_deg, _WEDGE_POINTS))
    rim = np.column_stack([lon + reach * np.sin(angles) / narrow, lat + reach * np.cos(angles)])
    return Polygon(np.vstack([[lon, lat], rim]))
