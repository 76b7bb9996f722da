"""The ground that each relation makes of a place, wide enough to be honest about doubt; EPSG:4326 (lon, lat)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from geo.measure import area_km2, bearing_deg, buffer_m, disc, distance_m
from geo.places.expressions.cuts import beside, middle, side
from geo.places.expressions.drafts import Draft
from geo.places.expressions.grounds import (
    AROUND_M,
    BORDER_M,
    LONGEST_PAIR_M,
    ROAD_M,
    SMALLEST_RADIUS_M,
    Ground,
    between_reaches,
    ends_m,
    point_of,
)
from geo.records import AREA_KINDS, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_OFFSET_HALF_WIDTH_DEG = 45.0
_LONGEST_OFFSET_M = 2_000_000.0
"""Beyond this a ring is no place any more, and would wrap round the globe."""
_BARE_REACH_M, _BARE_HALF_WIDTH_DEG = 30_000.0, 45.0
"""A bare "north of X" is a sector of 90 degrees out to about 30 km."""
_AREA_REACH_SHARE, _AREA_HALF_WIDTH_DEG = 0.25, 60.0
"""Beside an area the reach grows with it: this share of its width."""
_NEAR_M, _TOWARD_M, _BANK_M = 15_000.0, 30_000.0, 5_000.0
_RIM_INNER, _RIM_OUTER, _RIM_HALF_WIDTH_DEG = 0.6, 1.6, 60.0
_CENTRE_SHARE = 0.5


def _offset(ground: Ground, draft: Draft) -> BaseGeometry | None:
    if draft.measure is None:
        return None
    low, high = ends_m(draft.measure, ground.place)
    low = 0.0 if draft.part == "radius" else low
    if not 0 < high <= _LONGEST_OFFSET_M:
        return None
    shape = ground.area if ground.area is not None else ground.line
    if shape is not None:
        ring = between_reaches(shape, low, high)
        return ring if draft.bearing_deg is None else side(ring, draft.bearing_deg, _AREA_HALF_WIDTH_DEG)
    edge = ground.place.radius_m if draft.part == "edge" else ground.edge_m
    if edge is None:
        return None
    if edge > 0:
        low, high = low + edge, high + edge
    elif (draft.measure.said_m or high) < 3 * ground.place.radius_m:
        # So short a way may as well be counted from the edge of the town as from its middle.
        high += ground.place.radius_m
    return ground.fan(low, high, draft.bearing_deg, _OFFSET_HALF_WIDTH_DEG)


def _direction(ground: Ground, draft: Draft) -> BaseGeometry | None:
    bearing = draft.bearing_deg
    if bearing is None:
        return None
    if ground.line is not None:
        return beside(ground.line, bearing, _BARE_REACH_M)
    if ground.area is None:
        edge = ground.edge_m
        return None if edge is None else ground.fan(edge, edge + _BARE_REACH_M, bearing, _BARE_HALF_WIDTH_DEG)
    reach = max(_BARE_REACH_M, _AREA_REACH_SHARE * area_km2(ground.area) ** 0.5 * 1000)
    return side(between_reaches(ground.area, 0.0, reach), bearing, _AREA_HALF_WIDTH_DEG)


def _in_part(ground: Ground, draft: Draft) -> BaseGeometry | None:
    if ground.whole is None or draft.part == "somewhere":
        return ground.whole
    if draft.part == "centre":
        return middle(ground.whole, _CENTRE_SHARE).intersection(ground.whole)
    return None if draft.bearing_deg is None else side(ground.whole, draft.bearing_deg, _half_width(draft.bearing_deg))


def _outskirts(ground: Ground, draft: Draft) -> BaseGeometry | None:
    if ground.whole is None:
        return None
    rim = middle(ground.whole, _RIM_OUTER).difference(middle(ground.whole, _RIM_INNER))
    return rim if draft.bearing_deg is None else side(rim, draft.bearing_deg, _RIM_HALF_WIDTH_DEG)


def _near(ground: Ground, draft: Draft) -> BaseGeometry | None:
    wide = ground.grown(_NEAR_M)
    if draft.part == "outside" and wide is not None and ground.whole is not None:
        return wide.difference(ground.whole)
    return wide


def _around(ground: Ground, _: Draft) -> BaseGeometry | None:
    return ground.area if ground.area is not None else ground.grown(AROUND_M)


def _along(ground: Ground, draft: Draft) -> BaseGeometry | None:
    if ground.line is not None:
        if draft.bearing_deg is not None:
            return beside(ground.line, draft.bearing_deg, _BANK_M)
        return buffer_m(ground.line, ROAD_M)
    if ground.place.kind == "waterbody" or ground.area is not None:
        if ground.whole is None or ground.place.kind == "country":
            return None
        return buffer_m(ground.whole.boundary, BORDER_M)
    return ground.whole


def _into(ground: Ground, draft: Draft) -> BaseGeometry | None:
    if draft.part == "unseen":
        return None
    if ground.area is None or draft.measure is None:
        return ground.whole
    # How deep is said, from which side is not: all of the rim that deep.
    _, high = ends_m(draft.measure, ground.place)
    return ground.area.intersection(buffer_m(ground.area.boundary, high)) if high <= _LONGEST_OFFSET_M else None


def _itself(ground: Ground, _: Draft) -> BaseGeometry | None:
    return ground.whole


def _towards(ground: Ground, origin: Place | None) -> BaseGeometry | None:
    """The last stretch of the way to a place, on the side it is come from where that is known."""
    if ground.area is not None or ground.line is not None:
        return ground.whole
    apart = 0.0 if origin is None else distance_m(point_of(ground.place), point_of(origin))
    if origin is None or not SMALLEST_RADIUS_M < apart <= LONGEST_PAIR_M or ground.whole is None:
        return ground.grown(_TOWARD_M)
    facing = bearing_deg(point_of(ground.place), point_of(origin))
    return ground.fan(0.0, min(apart, _TOWARD_M), facing, _BARE_HALF_WIDTH_DEG).union(ground.whole)


def _behind(ground: Ground, origin: Place | None) -> BaseGeometry | None:
    """The far side of a place, seen from where the sentence comes; all round it where that is not known."""
    if ground.area is not None:
        return None
    apart = 0.0 if origin is None else distance_m(point_of(ground.place), point_of(origin))
    if origin is None or not SMALLEST_RADIUS_M < apart <= LONGEST_PAIR_M:
        return ground.grown(_TOWARD_M)
    away = (bearing_deg(point_of(ground.place), point_of(origin)) + 180) % 360
    return ground.fan(0.0, _TOWARD_M, away, _BARE_HALF_WIDTH_DEG)


def _complement(ground: Ground, origin: Place | None) -> BaseGeometry | None:
    """A place without the one named before it, where that lies inside."""
    if ground.whole is None or origin is None or origin.kind in AREA_KINDS:
        return ground.whole
    return ground.whole.difference(disc(origin.lon, origin.lat, max(origin.radius_m, SMALLEST_RADIUS_M)))


FACING: dict[str, Callable[[Ground, Place | None], BaseGeometry | None]] = {
    "toward": _towards,
    "from": _towards,
    "behind": _behind,
    "complement": _complement,
}
ALONE: dict[str, Callable[[Ground, Draft], BaseGeometry | None]] = {
    "offset": _offset,
    "direction": _direction,
    "in_part": _in_part,
    "outskirts": _outskirts,
    "near": _near,
    "around": _around,
    "along": _along,
    "into": _into,
    "in": _itself,
    "at": _itself,
    "through": _itself,
    "crosses": _itself,
    "coref": _itself,
    "part_of": _itself,
}


def _half_width(bearing: float) -> float:
    """Half a place for one of the four winds, a quarter for a direction between them."""
    return 90.0 if bearing % 90 == 0 else 45.0
