"""How a place changed hands over time: the days on which a side's share of its footprint passed a tenth, a half and nearly all."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.control.areas import side_daily_km2
from geo.control.ground import covered_part, demand_areas, is_shown, statuses_of
from geo.control.settled import holdings_of, names_settlement
from geo.measure import area_km2
from geo.records import FrontLine, Holding, Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

THRESHOLDS = (0.1, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A share that went past a threshold between two snapshots."""

    day: date
    """Day of the first snapshot that shows it."""
    after: date | None
    """Day of the snapshot before; None when it was so from the first snapshot on."""
    threshold: float
    rising: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What one dataset shows of a place over time, for one side."""

    layer: str
    place: str
    side: str
    days: tuple[date, ...] = field(repr=False)
    """Days of the snapshots."""
    shares: tuple[float, ...] = field(repr=False)
    """Share of the footprint on the side's ground on each of them."""
    passings: tuple[Passing, ...]
    stated: tuple[Holding, ...] = ()
    """For datasets that name settlements: what each source says, by source and day."""
    reason: str | None = None
    """no_layer when the dataset does not cover the place or does not map the side."""

    def facts(self) -> dict[str, Any]:
        """Return what is known as plain values, for JSON."""
        return {
            "layer": self.layer,
            "place": self.place,
            "side": self.side,
            "first_day": self.days[0] if self.days else None,
            "last_day": self.days[-1] if self.days else None,
            "passings": [{one.name: getattr(p, one.name) for one in fields(p)} for p in self.passings],
            "stated": [
                {"source": row.source, "side": row.side, "from": row.from_day, "to": row.to_day} for row in self.stated
            ],
            "reason": self.reason,
        }

    def first(self, threshold: float) -> Passing | None:
        """Return the first rise past a threshold; None where there was none."""
        return next((one for one in self.passings if one.rising and one.threshold == threshold), None)


def timeline_of(front: FrontLine, place: Place, *, side: str = "RU") -> Timeline:
    """Return how a side's share of a place's footprint went, snapshot by snapshot.

    Parameters
    ----------
    side
        RU, UA, or one status.

    Raises
    ------
    FrontLineError
        There is no such side, or the front line draws neither areas nor settlements.
    """
    statuses_of(side)
    silent = Timeline(layer=front.name, place=place.name, side=side, days=(), shares=(), passings=(), reason="no_layer")
    if names_settlement(front, place):
        rows = holdings_of(front, place)
        return replace(silent, stated=rows, reason=None) if rows else silent
    demand_areas(front)
    # The ground of any day: a dataset may have stopped to speak of a place before its last.
    part = covered_part(front, None if front.coverage.area is not None else front.snapshots[-1], place)
    if part is None or not is_shown(front, side):
        return silent
    every = np.clip(side_daily_km2(front, side, part) / area_km2(part), 0.0, 1.0)
    spoken = ~np.isnan(every)
    shares = every[spoken]
    days = tuple(snapshot.day for snapshot, speaks in zip(front.snapshots, spoken, strict=True) if speaks)
    passings = _passings(days, shares)
    return replace(silent, days=days, shares=tuple(map(float, shares)), passings=passings, reason=None)


def _passings(days: tuple[date, ...], shares: NDArray[np.float64]) -> tuple[Passing, ...]:
    found = []
    for threshold in THRESHOLDS:
        above = shares >= threshold
        if len(above) and above[0]:
            found.append(Passing(day=days[0], after=None, threshold=threshold, rising=True))
        found += [
            Passing(day=days[number + 1], after=days[number], threshold=threshold, rising=bool(above[number + 1]))
            for number in np.flatnonzero(above[1:] != above[:-1])
        ]
    return tuple(sorted(found, key=lambda one: (one.day, one.threshold if one.rising else -one.threshold)))
