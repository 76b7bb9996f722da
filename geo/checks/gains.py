"""What a side gained in some ground between two days, layer by layer; what the checks of change over time all ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geo.control.areas import side_daily_km2
from geo.control.ground import has_outline, is_shown
from geo.measure import disc
from geo.records import FrontLine, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

AROUND_M = 30_000.0
"""Metres around a town that count as its part of the front."""
ELSEWHERE_M = 50_000.0
"""Metres around a town beyond which other parts of the front begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The ground in which a change is measured."""

    name: str
    """In words that follow a measure: "on the whole front", "within 30 km of X"."""
    region: BaseGeometry | None = field(default=None, repr=False)
    """Polygonal geometry in EPSG:4326 (lon, lat); None for all that a layer speaks about."""
    outside: bool = False
    """True for all that a layer speaks about outside the region."""


WHOLE_FRONT = Scope(name="on the whole front")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What one layer shows of a side between two of its snapshots, or why it shows nothing."""

    layer: str
    scope: str
    first: date | None = None
    """Day of the snapshot that stands for the earlier day."""
    last: date | None = None
    km2: float | None = None
    """Net: ground held on the later day less ground held on the earlier one; None where nothing is shown."""
    reason: str | None = None
    """no_layer or out_of_time where nothing is shown."""

    @property
    def days(self) -> int:
        """Days between the two snapshots."""
        return 0 if self.first is None or self.last is None else (self.last - self.first).days

    @property
    def per_day(self) -> float | None:
        """Net km² a day."""
        return None if self.km2 is None else self.km2 / self.days


def around(place: Place, *, reach_m: float = AROUND_M) -> Scope:
    """Return the ground of a region, or that within some metres of a town."""
    if has_outline(place):
        return Scope(name=f"in {place.name}", region=place.shape)
    return Scope(name=f"within {reach_m / 1000:.0f} km of {place.name}", region=disc(place.lon, place.lat, reach_m))


def elsewhere_than(place: Place, *, reach_m: float = ELSEWHERE_M) -> Scope:
    """Return the ground outside a region, or farther than some metres from a town."""
    if has_outline(place):
        return Scope(name=f"outside {place.name}", region=place.shape, outside=True)
    name = f"outside {reach_m / 1000:.0f} km of {place.name}"
    return Scope(name=name, region=disc(place.lon, place.lat, reach_m), outside=True)


def daily_held(front: FrontLine, side: str, scope: Scope) -> NDArray[np.float64] | None:
    """Return the km² of a side in each snapshot; None where the layer does not speak about the ground or the side.

    Ground outside a region is all the ground less that of the region: a layer that does not speak about the region leaves
    nothing out.
    """
    if not any(snapshot.areas for snapshot in front.snapshots) or not is_shown(front, side):
        return None
    inside = None if scope.region is None else side_daily_km2(front, side, scope.region)
    if scope.outside or inside is None:
        whole = side_daily_km2(front, side)
        return whole if inside is None else whole - np.nan_to_num(inside)
    if front.coverage.area is None and not inside.any():
        # Without a coverage a layer speaks of nothing but what it draws.
        return None
    return None if np.isnan(inside).all() else inside


def gain_in(front: FrontLine, held: NDArray[np.float64], scope: Scope, first_day: date, last_day: date) -> Gain:
    """Return what was gained between two days, of the km² of each snapshot."""
    first, last = front.number_at(first_day), front.number_at(last_day)
    if first is None or last is None or first >= last or np.isnan(held[[first, last]]).any():
        return Gain(layer=front.name, scope=scope.name, reason="out_of_time")
    return Gain(
        layer=front.name,
        scope=scope.name,
        first=front.snapshots[first].day,
        last=front.snapshots[last].day,
        km2=float(held[last] - held[first]),
    )
