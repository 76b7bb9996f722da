"""How far a place is shut in by a side's ground: bearings that are blocked, the widest way out, and whether its ground is a pocket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.control.ground import covered_areas, inside, side_ground
from geo.control.memory import remembered
from geo.measure import disc, distance_m, on_plane, point_at
from geo.records import FrontLine, Place, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.measure import Lonlat


_CORNER_DEG = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Mouth:
    """A way out between two blocked bearings."""

    degrees: float
    """Degrees of open bearings, side by side."""
    metres: float
    """Between the nearest ground of the side on the blocked bearings to its left and right; as wide as the circle where half
    or more of it is open."""
    towards_deg: float
    """Middle of it, degrees clockwise from true north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """What a snapshot shows around a place."""

    blocked: float
    """Share, 0 to 1, of the bearings on which the side's ground lies within reach."""
    unknown: float
    """Share of the bearings that are not blocked and lead out of what the layer covers."""
    mouth: Mouth | None
    """The widest; None where every bearing is blocked."""
    pocket: bool
    """True when no way out is left that is as wide as the smallest mouth, be it crooked."""
    inside: bool
    """True when the place's centre lies on the side's own ground."""


def enclosure_of(
    front: FrontLine, snapshot: Snapshot, place: Place, side: str, *, bearings: int, reach_m: float, mouth_m: float
) -> Enclosure:
    """Return how a snapshot shows a place shut in by a side's ground.

    Parameters
    ----------
    bearings
        How many directions are looked into, evenly spread from true north on.
    reach_m
        Metres from the place's centre within which the side's ground blocks a bearing.
    mouth_m
        Ways narrower than this many metres count as shut.
    """
    asked = ("enclosure", side, snapshot.day, bearings, reach_m, mouth_m)
    return remembered(front, place, asked, lambda: _enclosure(front, snapshot, place, side, bearings, reach_m, mouth_m))


def _enclosure(
    front: FrontLine, snapshot: Snapshot, place: Place, side: str, bearings: int, reach_m: float, mouth_m: float
) -> Enclosure:
    centre = (place.lon, place.lat)
    ring = disc(place.lon, place.lat, reach_m)
    own = side_ground(front, snapshot, side, ring)
    covered = ring if front.coverage.area is None else inside(ring, covered_areas(front, snapshot.day))
    # Over some tens of kilometres a line straight in degrees leaves the geodesic by metres.
    rays = [shapely.LineString([centre, point_at(centre, 360.0 * n / bearings, reach_m)]) for n in range(bearings)]
    shapely.prepare(own)
    hits = [_first_hit(ray, own) for ray in rays]
    # Coverage and circle are drawn with corners: a ray may leave either by metres.
    known = shapely.buffer(covered, _CORNER_DEG)
    shapely.prepare(known)
    unknown = [hit is None and not known.covers(ray) for hit, ray in zip(hits, rays, strict=True)]
    mouths = _mouths(hits, reach_m)
    return Enclosure(
        blocked=sum(hit is not None for hit in hits) / bearings,
        unknown=sum(unknown) / bearings,
        mouth=max(mouths, key=lambda mouth: (mouth.metres, mouth.degrees, -mouth.towards_deg), default=None),
        pocket=_is_pocket(own, ring, shapely.Point(centre), mouth_m),
        inside=bool(own.covers(shapely.Point(centre))),
    )


def _first_hit(ray: BaseGeometry, own: BaseGeometry) -> Lonlat | None:
    """Return the point nearest to a ray's beginning at which it meets the side's ground; None where it does not."""
    if not own.intersects(ray):
        return None
    points = shapely.get_coordinates(ray.intersection(own))
    if not len(points):
        # A ray that grazes a corner meets the ground by one rounding and misses it by another.
        return None
    x, y = points[np.argmin(np.abs(points - shapely.get_coordinates(ray)[0]).sum(axis=1))]
    return float(x), float(y)


def _mouths(hits: Sequence[Lonlat | None], reach_m: float) -> list[Mouth]:
    step, count = 360.0 / len(hits), len(hits)
    blocked = [number for number, hit in enumerate(hits) if hit is not None]
    if not blocked:
        return [Mouth(degrees=360.0, metres=2 * reach_m, towards_deg=0.0)]
    mouths = []
    for left, right in zip(blocked, [*blocked[1:], blocked[0] + count], strict=True):
        degrees = (right - left - 1) * step
        ends = hits[left], hits[right % count]
        if degrees <= 0 or ends[0] is None or ends[1] is None:
            continue
        metres = 2 * reach_m if degrees >= 180 else distance_m(ends[0], ends[1])
        mouths.append(Mouth(degrees=degrees, metres=metres, towards_deg=(left + right) / 2 * step % 360))
    return mouths


def _is_pocket(own: BaseGeometry, ring: BaseGeometry, centre: BaseGeometry, mouth_m: float) -> bool:
    """Tell whether the ground around a centre is cut off from the circle's edge by a side's ground, narrow ways shut."""
    if own.is_empty:
        return False
    shut = on_plane(own, lambda flat: flat.buffer(mouth_m / 2))
    # A centre that close to the side's ground is asked about with the narrow ways open.
    for barrier in (shut, own):
        if barrier.covers(centre):
            continue
        rest = [part for part in shapely.get_parts(ring.difference(barrier)) if part.covers(centre)]
        return not any(part.intersects(ring.boundary) for part in rest)
    return False
