"""How near a side's ground came to a place, day by day, and when a straight line through those days would reach it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from geo.control.ground import GROUND, side_ground
from geo.control.memory import remembered
from geo.measure import area_km2, disc, edge_distance_m, polygons_in
from geo.records import FrontLine, Place, Snapshot

LOOKED_BACK_DAYS = 30
"""Days before a forecast that the straight line is fitted to."""
REACH_M = 100_000.0
"""Ground farther off than this is not looked for."""
_LEAST_KM2 = 1.0
"""Smaller pieces of what is left undrawn are mostly slivers between two drawings of one border."""
_LEAST_DAYS = 7
_MARGIN_M = 15_000.0
_LONGEST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """Where a side's ground stood before a place on a day, and how fast it came nearer."""

    distance_m: float
    """Metres from the place's centre to the nearest ground of the side, by the newest snapshot on or before the day."""
    m_per_day: float
    """Metres a day by which it came nearer, by a least-squares line; negative where it drew back."""
    reached: date | None
    """Day on which the line reaches the centre; None where it does not."""


def approach_of(
    front: FrontLine, place: Place, side: str, day: date, *, days: int = LOOKED_BACK_DAYS, reach_m: float = REACH_M
) -> Approach | None:
    """Return how a side's ground approached a place in the days up to a day; no later snapshot is used.

    Returns
    -------
    Approach or None
        None where the side's ground is farther off than `reach_m`, is there already, or was drawn for less than a week.

    Notes
    -----
    An ordinary least-squares line of distance by day through every snapshot of those days, extended to distance nought.
    """
    asked = "approach", side, day, days, reach_m
    return remembered(front, place, asked, lambda: _approach(front, place, side, day, days, reach_m))


def _approach(front: FrontLine, place: Place, side: str, day: date, days: int, reach_m: float) -> Approach | None:
    snapshots = [one for one in front.snapshots if day - timedelta(days) <= one.day <= day and one.areas]
    if not snapshots or (snapshots[-1].day - snapshots[0].day).days < _LEAST_DAYS:
        return None
    around = disc(place.lon, place.lat, reach_m)
    today = _distance_m(front, snapshots[-1], place, side, around)
    if not today:
        return None
    # The line is fitted to where the front came from: what lies much farther off need not be cut out day by day.
    around = disc(place.lon, place.lat, min(reach_m, 2 * today + _MARGIN_M))
    away = [_distance_m(front, snapshot, place, side, around) for snapshot in snapshots]
    known = [(snapshot.day, metres) for snapshot, metres in zip(snapshots, away, strict=True) if metres is not None]
    if not known or (known[-1][0] - known[0][0]).days < _LEAST_DAYS:
        return None
    before = np.array([(one - day).days for one, _ in known], dtype=float)
    slope, level = np.polyfit(before, np.array([metres for _, metres in known]), 1)
    ahead = -level / slope if slope < 0 else np.inf
    reached = day + timedelta(round(float(max(ahead, 0.0)))) if ahead <= _LONGEST_DAYS else None
    return Approach(distance_m=known[-1][1], m_per_day=float(-slope), reached=reached)


def _distance_m(front: FrontLine, snapshot: Snapshot, place: Place, side: str, around: shapely.Polygon) -> float | None:
    parts = list(polygons_in(side_ground(front, snapshot, side, around)))
    if not set(GROUND[side]) & set(front.sides):
        parts = [part for part in parts if area_km2(part) >= _LEAST_KM2]
    if not parts:
        return None
    ground, point = shapely.MultiPolygon(parts), (place.lon, place.lat)
    return 0.0 if shapely.contains_xy(ground, *point) else edge_distance_m(point, ground)
