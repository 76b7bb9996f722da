"""A GeoJSON file with polygons -> a region to ask front lines about."""

from __future__ import annotations

import math
from pathlib import Path

import shapely

from geo.errors import FrontLineError
from geo.frontline.geojson import parse_geojson
from geo.frontline.looks import read_bytes
from geo.measure import area_km2, polygons_in
from geo.records import Place


def read_region(path: str | Path) -> Place:
    """Return the ground that the polygons of a GeoJSON file cover, as a place.

    It is named after the file.

    Parameters
    ----------
    path
        A GeoJSON file with the region's outline.

    Raises
    ------
    FrontLineError
        The file is no GeoJSON, something in it is wrong, or it has no polygon.
    """
    path = Path(path)
    areas = [feature.area for feature in parse_geojson(read_bytes(path), path).features]
    if not areas:
        raise FrontLineError(f"{path} has no polygon. Give a GeoJSON file with the region's outline.", path=path)
    shape = shapely.MultiPolygon(list(polygons_in(shapely.union_all(areas))))
    middle = shapely.point_on_surface(shape)
    return Place(
        id=f"file:{path.name}",
        name=path.stem,
        kind="other",
        lon=float(middle.x),
        lat=float(middle.y),
        radius_m=(area_km2(shape) * 1e6 / math.pi) ** 0.5,
        geometry="polygon",
        shape=shape,
    )
