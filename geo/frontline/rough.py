"""Areas in km² good to about 2 %, for gates and messages: a hundred times as fast as on the ellipsoid."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

_KM_A_DEGREE = 111.2


def rough_km2(area: BaseGeometry) -> float:
    """Return the area of a (Multi)Polygon in EPSG:4326, each part measured at its own latitude; steady from day to day."""
    parts = shapely.get_parts(area)
    middles = shapely.get_y(shapely.centroid(parts))
    sizes = shapely.area(parts)
    return float(sum(s * math.cos(math.radians(y)) for s, y in zip(sizes, middles, strict=True)) * _KM_A_DEGREE**2)
