"""Shapes as files hold them, and whether one is still what was written: between -180 and 180 degrees, cut where they cross that line.

RFC 7946, 3.1.9.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import shapely
from shapely.errors import GEOSException
from shapely.geometry import shape

from geo.frontline.rings import WrongCoordinates
from geo.frontline.wrapping import on_earth
from geo.measure import polygons_in
from geo.review.vocabulary import Unfit

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DECIMALS = 7  # of a degree: what every file keeps


def filed(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Return a shape in EPSG:4326 (lon, lat) for a file; None where there is none or it is empty."""
    if geometry is None or geometry.is_empty:
        return None
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    # A gazetteer's points lie on Earth.
    return geometry if shapely.get_dimensions(geometry) == 0 else on_earth(geometry)[0]


@lru_cache(maxsize=512)
def mark_of(geometry: BaseGeometry) -> str:
    """Return a short mark of an area or a line, by which it is known in any file; whatever way its rings run and its parts stand."""
    drawn = shapely.transform(shapely.force_2d(geometry), lambda xy: xy.round(DECIMALS))
    parts = sorted(shapely.to_wkb(shapely.normalize(part)) for part in getattr(drawn, "geoms", [drawn]))
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def area_or_line(geometry: Mapping[str, Any] | None) -> BaseGeometry | None:
    """Return the (Multi)Polygon or (Multi)LineString of a GeoJSON geometry, in EPSG:4326 (lon, lat); None for a point or for none.

    Raises
    ------
    Unfit
        It is no shape, or its numbers are no degrees.
    """
    if geometry is None or geometry.get("type") not in ("Polygon", "MultiPolygon", "LineString", "MultiLineString"):
        return None
    try:
        return filed(shapely.force_2d(shape(dict(geometry))))
    except (WrongCoordinates, GEOSException, ValueError, TypeError, LookupError) as error:
        raise Unfit(f"its shape is none: {str(error)[:80]}") from error


def mended(drawn: BaseGeometry) -> BaseGeometry:
    """Return a shape that a person drew without rings that cross themselves."""
    if drawn.is_valid:
        return drawn
    whole = shapely.make_valid(drawn)
    areas = [*polygons_in(whole)]
    return whole if not areas else areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
