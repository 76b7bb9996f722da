"""How many km² of a place's footprint a side holds on a day, kept so that the next day asked about costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.control.areas import side_daily_km2
from geo.control.ground import covered_part, is_shown, side_ground
from geo.control.memory import remembered
from geo.measure import area_km2
from geo.records import FrontLine, Place, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def held_km2(front: FrontLine, snapshot: Snapshot, side: str, place: Place) -> tuple[float, float] | None:
    """Return the km² that a side holds of a place on the day of a snapshot, and the km² of it that the dataset speaks about.

    Parameters
    ----------
    side
        RU, UA, or one status.

    Returns
    -------
    tuple or None
        None when the dataset does not speak about the place on that day.
    """
    part = covered_part(front, snapshot, place)
    if part is None:
        return None
    speaking = tuple(map(id, front.coverage.on(snapshot.day)))
    whole = remembered(front, place, ("whole km2", speaking), lambda: area_km2(part)) if speaking else area_km2(part)
    # Sums of many polygons end a hair below nothing, which would be told as "-0 %".
    return max(0.0, min(whole, _held(front, snapshot, side, place, part, speaking))), whole


def _held(
    front: FrontLine, snapshot: Snapshot, side: str, place: Place, part: BaseGeometry, speaking: tuple[int, ...]
) -> float:
    # All days at once take no longer than the polygon of one, where the snapshots are kept as one ground.
    number = front.number_at(snapshot.day, max_age_days=0)
    if front.ground is None or not speaking or number is None or not is_shown(front, side):
        return area_km2(side_ground(front, snapshot, side, part))
    daily = remembered(front, place, ("km2", side, speaking), lambda: side_daily_km2(front, side, part))
    km2 = float(daily[number])
    return area_km2(side_ground(front, snapshot, side, part)) if np.isnan(km2) else km2
