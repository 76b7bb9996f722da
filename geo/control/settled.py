"""What the sources of a settlement table say of a place."""

from __future__ import annotations

from math import cos, radians

from geo.control.memory import remembered
from geo.measure import distance_m
from geo.records import FrontLine, Holding, Place

_SAME_SETTLEMENT_M = 2_000.0
_LEAST_M_A_DEGREE = 110_000.0
"""A degree of latitude, or of longitude at the equator, is longer than this everywhere."""


def names_settlement(front: FrontLine, place: Place) -> bool:
    """Tell whether a front line is to be asked about a place by name: it names it, or draws no areas that could be asked."""
    if not front.statements:
        return False
    return remembered(front, place, ("names",), lambda: _names(front, place))


def _names(front: FrontLine, place: Place) -> bool:
    return any(is_same(row, place) for row in front.statements) or not any(one.areas for one in front.snapshots)


def is_same(holding: Holding, place: Place) -> bool:
    """Tell whether a row of a settlement table is about a place: within the row's radius, or 2 km."""
    if place.kind not in {"city", "other"}:
        return False
    limit = max(holding.radius_m, _SAME_SETTLEMENT_M)
    north = abs(holding.lat - place.lat) * _LEAST_M_A_DEGREE
    # Most rows are far off and need no geodesic, which takes a thousand times as long.
    if north > limit or abs(holding.lon - place.lon) * _LEAST_M_A_DEGREE * cos(radians(place.lat)) > limit + north:
        return False
    return away_m(holding, place) <= limit


def away_m(holding: Holding, place: Place) -> float:
    """Return metres from a row's settlement to a place."""
    return distance_m((holding.lon, holding.lat), (place.lon, place.lat))


def holdings_of(front: FrontLine, place: Place) -> tuple[Holding, ...]:
    """Return what each source says of a place over time, by source and first day; of two near namesakes the nearer."""
    return remembered(front, place, ("holdings",), lambda: _holdings(front, place))


def _holdings(front: FrontLine, place: Place) -> tuple[Holding, ...]:
    rows = [one for one in front.statements if is_same(one, place)]
    nearest: dict[str, tuple[float, str]] = {}
    for row in rows:
        found = away_m(row, place), row.place
        nearest[row.source] = min(nearest.get(row.source, found), found)
    kept = (row for row in rows if (away_m(row, place), row.place) == nearest[row.source])
    return tuple(sorted(kept, key=lambda row: (row.source, row.from_day)))
