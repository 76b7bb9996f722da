"""The days of a dataset: gaps between its snapshots, repeats of the same drawing, and its largest changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from geo.control.points import ground_of
from geo.records import FrontLine

_LARGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What the days of a dataset are like."""

    usual_step_days: int | None
    """Median of the days between two snapshots; None for fewer than two."""
    gaps: tuple[tuple[date, date], ...]
    """Pairs of neighbouring snapshots further apart than usual."""
    repeats: tuple[date, ...]
    """Snapshots that draw exactly what the one before drew."""
    largest: tuple[tuple[date, str, float], ...]
    """The largest changes of area from one snapshot to the next: day, status and km², largest first."""

    def facts(self) -> dict[str, Any]:
        """Return what is known as plain values, for JSON."""
        return {
            "usual_step_days": self.usual_step_days,
            "gaps": [{"after": a, "before": b, "missing_days": (b - a).days - 1} for a, b in self.gaps],
            "repeats": self.repeats,
            "largest_changes": [{"day": day, "side": side, "km2": round(km2, 1)} for day, side, km2 in self.largest],
        }


def calendar_of(front: FrontLine) -> Calendar:
    """Return what the days of a front line are like."""
    days = [snapshot.day for snapshot in front.snapshots]
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = int(np.median(steps)) if steps else None
    gaps = tuple((a, b) for a, b in pairwise(days) if usual is not None and (b - a).days > usual)
    repeats, largest = _changes(front, days)
    return Calendar(usual_step_days=usual, gaps=gaps, repeats=repeats, largest=largest)


def _changes(front: FrontLine, days: list[date]) -> tuple[tuple[date, ...], tuple[tuple[date, str, float], ...]]:
    if len(days) < 2 or not any(snapshot.areas for snapshot in front.snapshots):
        return (), ()
    ground = ground_of(front)
    still = np.ones(len(days) - 1, dtype=bool)
    found = []
    for side in front.sides:
        gained, lost = ground.daily_change_km2((side,))
        still &= (gained == 0) & (lost == 0)
        net = gained - lost
        found += [(days[n + 1], side, float(net[n])) for n in np.argsort(-np.abs(net))[:_LARGEST] if net[n]]
    largest = sorted(found, key=lambda one: -abs(one[2]))[:_LARGEST]
    return tuple(days[n + 1] for n in np.flatnonzero(still)), tuple(largest)
