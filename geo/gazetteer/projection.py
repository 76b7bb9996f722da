"""Coordinates of a named reference system to degrees of EPSG:4326.

Comes in: an EPSG code and a point. Goes out: (lon, lat), or None where they lie nowhere on Earth.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from geo.errors import GazetteerError

Move = Callable[[float, float], tuple[float, float]]


def to_degrees(code: str, path: Path) -> Move | None:
    """Return what turns (x, y) of an EPSG code into (lon, lat); None where nothing has to be done.

    Raises
    ------
    GazetteerError
        There is no such code.
    """
    if code in {"4326", "4979"}:
        return None
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        transformer = Transformer.from_crs(f"EPSG:{code}", "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise GazetteerError(
            f"{path} has the unknown CRS EPSG:{code[:20]}. Reproject it to EPSG:4326.", path=path
        ) from error

    def move(x: float, y: float) -> tuple[float, float]:
        lon, lat = transformer.transform(x, y)
        return lon, lat

    return move


def point_of(shape: object, move: Move | None) -> tuple[float, float] | None:
    """Return (lon, lat) of a geometry: the point itself, or one inside it; None where it is empty or not finite."""
    import shapely
    from shapely.geometry import Point
    from shapely.geometry.base import BaseGeometry

    if not isinstance(shape, BaseGeometry) or shape.is_empty:
        return None
    west, _, east, _ = shape.bounds
    if move is None and east - west > 180:  # it crosses 180 degrees uncut, so its inside is its outside
        return None
    try:
        point = shape if isinstance(shape, Point) else shape.representative_point()
    except shapely.errors.GEOSException:
        return None
    if point.is_empty or not (math.isfinite(point.x) and math.isfinite(point.y)):
        return None
    return move(point.x, point.y) if move else (point.x, point.y)
