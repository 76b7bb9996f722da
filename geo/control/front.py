"""Where the front is on a day, and how far off: the edge between a side's ground and its opponent's, without coasts and borders.

Edges of a map's ground along a state border or a coast are no front. What lies across them is outside the coverage, or a sliver
between two drawings of the same coast; so slivers are taken off the opponent's ground before the edge towards it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.control.ground import covered_areas, is_shown, side_ground
from geo.measure import area_km2, edge_distance_m, gap_m, on_plane
from geo.records import FrontLine, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.measure import Lonlat

SLIVER_M = 1_500.0
"""Half the width below which ground between two edges is a sliver: national and military maps draw coasts kilometres apart."""
SPLINTER_KM2 = 200.0
"""Ground cut off from the rest at the edge of the coverage is a splinter of mismatched borders up to this size."""


def front_on(front: FrontLine, snapshot: Snapshot) -> BaseGeometry:
    """Return the front as lines, EPSG:4326 (lon, lat); empty where there is none or the dataset does not show it.

    For datasets that draw the front as a line it is that line. For those that draw areas it is the edge of Russian-held ground
    towards other covered ground, or, where Russian-held ground is neither drawn nor counted as the rest, that of
    Ukrainian-held ground. Without a coverage it is the edge between what is drawn for the two.
    """
    if snapshot.lines is not None:
        return snapshot.lines
    if not snapshot.areas:
        return shapely.LineString()
    side = "RU" if is_shown(front, "RU") else "UA"
    parts = covered_areas(front, snapshot.day)
    if front.coverage.area is None:
        parts = [shapely.union_all([area for status, area in snapshot.areas.items() if status != "ignore"])]
    # Part by part, so that the border between Ukraine and a part of Russia is no front.
    line = shapely.union_all([_edge(front, snapshot, side, part) for part in parts])
    return shapely.line_merge(line) if line.geom_type == "MultiLineString" else line


def _edge(front: FrontLine, snapshot: Snapshot, side: str, covered: BaseGeometry) -> BaseGeometry:
    """Return the edge of a side's ground towards the rest of an area, without coasts and borders."""
    own = side_ground(front, snapshot, side, covered)
    other = covered.difference(own)
    if own.is_empty or other.is_empty:
        return shapely.LineString()
    # Grown back by more than it was shrunk, so that narrow bays of the real front are kept.
    core = on_plane(other, lambda flat: flat.buffer(-SLIVER_M))
    parts = [part for part in shapely.get_parts(core) if not _is_splinter(part, covered)]
    if not parts:
        return shapely.LineString()
    near = on_plane(shapely.MultiPolygon(parts), lambda flat: flat.buffer(2 * SLIVER_M))
    return shapely.intersection(own.boundary, near)


def front_distance_m(line: BaseGeometry, point: Lonlat, ground: BaseGeometry) -> tuple[float | None, float | None]:
    """Return metres to a front from a point, and from the nearest edge of the ground around it; None where there is no front.

    Parameters
    ----------
    line
        The front as lines, EPSG:4326.
    point
        (lon, lat) in degrees, EPSG:4326.
    ground
        Polygon around the point, EPSG:4326; its figure is 0 where the front crosses it.
    """
    if line.is_empty:
        return None, None
    return edge_distance_m(point, line), gap_m(ground, line)


def _is_splinter(part: BaseGeometry, covered: BaseGeometry) -> bool:
    if area_km2(part) > SPLINTER_KM2:
        return False
    return gap_m(part, covered.boundary) < 2 * SLIVER_M
