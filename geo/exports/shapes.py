"""Shapes as files want them: between -180 and 180 degrees, cut where they cross that line (RFC 7946, 3.1.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.frontline.wrapping import on_earth

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def filed(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Return a shape in EPSG:4326 (lon, lat) for a file; None where there is none or it is empty."""
    if geometry is None or geometry.is_empty:
        return None
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    # A gazetteer's points lie on Earth.
    return geometry if shapely.get_dimensions(geometry) == 0 else on_earth(geometry)[0]
