"""Metres, degrees and square kilometres on the WGS 84 ellipsoid.

Comes in: points as (lon, lat) pairs and shapely geometries, all EPSG:4326. Goes out: numbers that wear their unit, and
discs, sectors, buffers and geodesics that are true on the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from geopy.distance import geodesic
from pyproj import Geod, Transformer
from shapely.geometry import LineString, Polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.records import Place

Lonlat = tuple[float, float]

_GEOD = Geod(ellps="WGS84")
_CIRCLE_POINTS = 180
"""Vertices of a circle: the polygon inside it is 0.02 % smaller than the circle."""
_QUARTER_POINTS, _LINE_POINTS = 16, 33


def distance_m(a: Lonlat, b: Lonlat) -> float:
    """Return metres along the geodesic between two points.

    Parameters
    ----------
    a, b
        (lon, lat) in degrees, EPSG:4326.

    Notes
    -----
    Karney (2013), "Algorithms for geodesics", as geopy offers it.

    Examples
    --------
    >>> round(distance_m((37.80224, 48.023), (37.17706, 48.28014)) / 1000, 1)  # Donetsk to Pokrovsk, km
    54.6
    """
    return float(geodesic((a[1], a[0]), (b[1], b[0])).meters)


def bearing_deg(a: Lonlat, b: Lonlat) -> float:
    """Return the bearing at `a` of the geodesic to `b`, degrees clockwise from true north, 0 to below 360.

    Parameters
    ----------
    a, b
        (lon, lat) in degrees, EPSG:4326. Two equal points have no bearing; 0 is returned for them.

    Examples
    --------
    >>> round(bearing_deg((37.80224, 48.023), (37.17706, 48.28014)), 1)  # Pokrovsk seen from Donetsk
    301.8
    """
    if tuple(a) == tuple(b):
        return 0.0
    azimuth, _, _ = _GEOD.inv(a[0], a[1], b[0], b[1])
    return float(azimuth) % 360.0


def point_at(a: Lonlat, bearing_deg: float, metres: float) -> Lonlat:
    """Return the point, (lon, lat) in degrees, that lies some metres from another on a bearing from true north.

    Examples
    --------
    >>> round(distance_m((37.80224, 48.023), point_at((37.80224, 48.023), 301.8, 54_600)))
    54600
    """
    lon, lat = _arc(a[0], a[1], metres, np.array([bearing_deg]))[0]
    return float(lon), float(lat)


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area of a geometry in km²; lines and points have none.

    Parameters
    ----------
    geometry
        Any shapely geometry in EPSG:4326 (lon, lat); rings may wind either way and may cross 180 degrees.

    Notes
    -----
    Karney (2013) through `pyproj.Geod`. A ring that touches a pole or runs once around it (-180 to 180 in one edge) is no
    closed path on the ellipsoid, and Geod gives 0 for it: such rings are measured in EPSG:6933, an equal-area
    cylinder on which meridians and parallels are straight.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> round(area_km2(box(37, 48, 38, 49)))
    8218
    """
    return sum(_polygon_area_m2(polygon) for polygon in polygons_in(geometry)) / 1e6


def length_m(geometry: BaseGeometry) -> float:
    """Return the length of the lines of a geometry (EPSG:4326) in metres; points and areas have none.

    Notes
    -----
    Karney (2013) through `pyproj.Geod`.

    Examples
    --------
    >>> round(length_m(LineString([(37.80224, 48.023), (37.17706, 48.28014)])) / 1000, 1)  # Donetsk to Pokrovsk, km
    54.6
    """
    if geometry.is_empty or geometry.geom_type.endswith(("Polygon", "Point")):
        return 0.0
    if geometry.geom_type.endswith(("LineString", "LinearRing")):
        return float(_GEOD.geometry_length(geometry))
    return sum(length_m(part) for part in getattr(geometry, "geoms", ()))


def disc(lon: float, lat: float, radius_m: float) -> Polygon:
    """Return the ground within `radius_m` metres of a point, as a polygon in EPSG:4326.

    Longitudes stay continuous, so that a disc across 180 degrees goes on with 181.

    Examples
    --------
    >>> round(area_km2(disc(37.17706, 48.28014, 2000)), 2)  # pi times 2 km squared is 12.57
    12.56
    """
    return Polygon(_arc(lon, lat, radius_m, np.linspace(0, 360, _CIRCLE_POINTS, endpoint=False)))


def sector(
    lon: float, lat: float, *, low_m: float, high_m: float, bearing_deg: float, half_width_deg: float
) -> Polygon:
    """Return the ground between two distances from a point, to either side of a bearing, in EPSG:4326.

    Parameters
    ----------
    low_m, high_m
        Metres from the point; 0 for `low_m` gives a slice that starts at the point.
    bearing_deg
        Middle of the sector, degrees clockwise from true north.
    half_width_deg
        Degrees to either side; 180 or more gives the whole ring.
    """
    if half_width_deg >= 180:
        outer = disc(lon, lat, high_m)
        return Polygon(outer.exterior, [disc(lon, lat, low_m).exterior]) if low_m > 0 else outer
    points = max(2, round(_CIRCLE_POINTS * half_width_deg / 180) + 1)
    bearings = np.linspace(bearing_deg - half_width_deg, bearing_deg + half_width_deg, points)
    far = _arc(lon, lat, high_m, bearings)
    near = _arc(lon, lat, low_m, bearings[::-1]) if low_m > 0 else np.array([[lon, lat]])
    return Polygon(np.vstack([far, near]))


def buffer_m(geometry: BaseGeometry, reach_m: float) -> BaseGeometry:
    """Return the ground within `reach_m` metres of a geometry, EPSG:4326; the geometry itself included.

    Parameters
    ----------
    geometry
        Any shapely geometry in EPSG:4326 (lon, lat) whose longitudes are continuous (on past 180 rather than back to -180).

    Notes
    -----
    Azimuthal equidistant projection around the middle of the geometry's bounds: the reach is true there, and 0.2 % off at
    700 km from it (Snyder 1987, PP 1395).

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> round(area_km2(buffer_m(Point(37.17706, 48.28014), 2000)), 1)
    12.5
    """
    return on_plane(geometry, lambda flat: flat.buffer(reach_m, quad_segs=_QUARTER_POINTS))


def on_plane(geometry: BaseGeometry, change: Callable[[BaseGeometry], BaseGeometry]) -> BaseGeometry:
    """Return a geometry (EPSG:4326) after a change made to it in metres east and north of the middle of its bounds."""
    west, south, east, north = geometry.bounds
    lon, lat = (west + east) / 2, (south + north) / 2

    def flatten(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        start = np.ones(len(xy))
        azimuth, _, metres = _GEOD.inv(lon * start, lat * start, xy[:, 0], xy[:, 1])
        angle = np.radians(azimuth)
        return np.column_stack([metres * np.sin(angle), metres * np.cos(angle)])

    def unflatten(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        bearings = np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
        return _arc(lon, lat, np.hypot(xy[:, 0], xy[:, 1]), bearings)

    return shapely.transform(change(shapely.transform(geometry, flatten)), unflatten)


def geodesic_line(a: Lonlat, b: Lonlat, *, first: float = 0.0, last: float = 1.0) -> LineString:
    """Return the geodesic between two points, or its stretch from one share of the way to another, as a line in EPSG:4326.

    Parameters
    ----------
    a, b
        (lon, lat) in degrees, EPSG:4326, apart from each other.
    first, last
        Shares of the way from `a` to `b`, 0 to 1, first below last.
    """
    azimuth, _, metres = _GEOD.inv(a[0], a[1], b[0], b[1])
    steps = np.linspace(first, last, _LINE_POINTS)
    return LineString(_arc(a[0], a[1], steps * metres, np.full(_LINE_POINTS, azimuth)))


def edge_distance_m(point: Lonlat, area: BaseGeometry) -> float:
    """Return metres from a point to the nearest edge of an area (or to a line), from inside or outside alike.

    Parameters
    ----------
    point
        (lon, lat) in degrees, EPSG:4326.
    area
        Polygonal or linear geometry in EPSG:4326 (lon, lat), not empty.

    Notes
    -----
    Azimuthal equidistant projection around the point: distances from its centre are true (Snyder 1987, PP 1395).
    """
    edge = area.boundary if area.geom_type.endswith("Polygon") else area
    return float(shapely.distance(_flat_around(point, edge), shapely.Point(0, 0)))


def gap_m(area: BaseGeometry, other: BaseGeometry) -> float:
    """Return metres between the nearest points of two geometries; 0 where they meet.

    Parameters
    ----------
    area, other
        Geometries in EPSG:4326 (lon, lat), not empty; `area` is small, some tens of kilometres across.

    Notes
    -----
    Azimuthal equidistant projection around the middle of `area` (Snyder 1987, PP 1395): within 0.1 % of the geodesic.

    Examples
    --------
    >>> round(gap_m(disc(37.0, 48.0, 1000), disc(37.1, 48.0, 1000)))  # centres 7,458 m apart
    5463
    """
    west, south, east, north = area.bounds
    middle = (west + east) / 2, (south + north) / 2
    return float(shapely.distance(_flat_around(middle, area), _flat_around(middle, other)))


def _flat_around(point: Lonlat, geometry: BaseGeometry) -> BaseGeometry:
    project = _projection_around(point[0], point[1])
    # An edge straight in degrees bends in metres (by 200 m over 170 km), hence points every 0.05 degrees, about 5 km.
    dense = shapely.segmentize(geometry, 0.05)
    return shapely.transform(dense, lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1])))


def footprint(place: Place) -> BaseGeometry:
    """Return the ground a place stands on: its polygon where one is known, else the disc of its radius, EPSG:4326."""
    if place.shape is not None and place.shape.geom_type.endswith("Polygon"):
        return place.shape
    return disc(place.lon, place.lat, place.radius_m)


def polygons_in(geometry: BaseGeometry) -> Iterator[Polygon]:
    """Go through the polygons of a geometry, at any depth of its collections."""
    if geometry.is_empty:
        return
    if isinstance(geometry, Polygon):
        yield geometry
    for part in getattr(geometry, "geoms", ()):
        yield from polygons_in(part)


def _polygon_area_m2(polygon: Polygon) -> float:
    # Each ring by its own absolute area: the signs of Geod follow the winding, which files get wrong.
    shell, *holes = (_ring_area_m2(shapely.get_coordinates(ring)) for ring in (polygon.exterior, *polygon.interiors))
    return shell - sum(holes)


def _ring_area_m2(ring: NDArray[np.float64]) -> float:
    lon, lat = ring[:, 0], ring[:, 1]
    if np.abs(lat).max() >= 90 or np.abs(np.diff(lon)).max() >= 360:
        x, y = _equal_area().transform(lon, lat)
        return float(shapely.area(shapely.Polygon(np.column_stack([x, y]))))
    area, _ = _GEOD.polygon_area_perimeter(lon, lat)
    return abs(float(area))


def _arc(
    lon: float, lat: float, radius_m: float | NDArray[np.float64], bearings: NDArray[np.float64]
) -> NDArray[np.float64]:
    start = np.ones_like(bearings)
    lons, lats, _ = _GEOD.fwd(lon * start, lat * start, bearings, radius_m * start)
    around = (np.asarray(lons) - lon + 180) % 360 - 180
    return np.column_stack([lon + around, lats])


@lru_cache(maxsize=1)
def _equal_area() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)


@lru_cache(maxsize=256)
def _projection_around(lon: float, lat: float) -> Transformer:
    local = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84"
    return Transformer.from_crs("EPSG:4326", local, always_xy=True)
