"""What a layer shows of a place on a day: whose ground it stands on, or why the layer cannot say.

A layer that draws areas is asked for the share of the place's footprint; a layer that names settlements, for what each of its
sources states of the settlement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import area_km2, distance_m, footprint
from geo.records import AREA_KINDS, FrontLine, Holding, Place, Snapshot

HELD_FROM = 0.8
"""Share of the footprint from which a place counts as held."""
NOT_HELD_TO = 0.2
"""Share of the footprint up to which a place counts as not held."""
REGION_COVERED_FROM = 0.99
"""Share of a region that a layer must cover to be asked about it; the rest allows for coarse boundaries."""
TOWN_COVERED_FROM = 0.5
GROUND = {"RU": ("ru_held", "pre2022_ru"), "UA": ("ua_held",)}
"""Statuses that count as a side's ground. Claimed control and reported advances are nobody's ground here."""
OPPONENT = {"RU": "UA", "UA": "RU"}
_SMALLEST_M, _LARGEST_M = 1_000.0, 12_000.0
"""Radius of a settlement's disc: 2,500 people per km² would give hamlets less and megacities more."""
_SAME_SETTLEMENT_M = 2_000.0
_LEAST_M_A_DEGREE = 110_000.0
"""A degree of latitude, or of longitude at the equator, is longer than this everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one reading of a layer shows: `held`, `not_held` or `contested` by the side asked for."""

    reading: str
    """The layer's name, or the source's that it quotes."""
    standing: str
    share: float | None
    """Share of the footprint on the side's ground; None where a source states the settlement as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A layer's answer for one place, side and day."""

    layer: str
    place: Place
    day: date
    snapshot: date | None
    shown: tuple[Shown, ...]
    reason: str | None
    """Why nothing is shown: no_layer or out_of_time."""
    by_absence: bool
    """True when the side's ground is what the layer leaves undrawn, so that it cannot show the side arriving."""
    leaves_unseen: bool
    """True when the opponent's ground is left undrawn, so that the layer cannot show the side leaving for good."""

    @property
    def radius_m(self) -> float | None:
        """Metres of the disc that stands for the place; None where its outline is known."""
        return None if has_outline(self.place) else disc_radius_m(self.place)


def ask(front: FrontLine, place: Place, side: str, day: date) -> Answer:
    """Return what a layer shows of a place for a side (RU or UA) on a day.

    Parameters
    ----------
    day
        The newest snapshot on or before it is asked, never a later one.
    """
    snapshot = front.at(day)
    # A layer that both names settlements and draws areas is asked for the area where it does not name the place.
    names_settlements = bool(front.statements) and (_names(front, place) or not _draws(front))
    shown: tuple[Shown, ...] = ()
    part = None if names_settlements else covered_part(front, snapshot, place)
    covers = _names(front, place) if names_settlements else part is not None
    if snapshot is not None and names_settlements:
        shown = _stated(snapshot, place, side)
    elif snapshot is not None and part is not None:
        share = min(1.0, area_km2(side_ground(front, snapshot, side, part)) / area_km2(part))
        shown = (Shown(reading=front.name, standing=standing_of(share), share=share),)
    return Answer(
        layer=front.name,
        place=place,
        day=day,
        snapshot=snapshot.day if snapshot is not None and shown else None,
        shown=shown,
        reason=None if shown else "out_of_time" if covers else "no_layer",
        by_absence=not set(GROUND[side]) & set(front.sides),
        leaves_unseen=not set(GROUND[OPPONENT[side]]) & set(front.sides),
    )


def ground_of_place(place: Place) -> BaseGeometry:
    """Return a place's footprint: its polygon, or a disc of its radius within 1 to 12 km for a settlement, EPSG:4326."""
    return footprint(replace(place, radius_m=disc_radius_m(place)))


def disc_radius_m(place: Place) -> float:
    """Return metres of the disc that stands for a place: its own radius, within 1 to 12 km."""
    return min(max(place.radius_m, _SMALLEST_M), _LARGEST_M)


def has_outline(place: Place) -> bool:
    """Tell whether a place is known by a polygon."""
    return place.shape is not None and place.shape.geom_type.endswith("Polygon")


def covered_part(front: FrontLine, snapshot: Snapshot | None, place: Place) -> BaseGeometry | None:
    """Return the part of a place's footprint that a layer speaks about, EPSG:4326; None when it does not speak of the place.

    A settlement counts as covered when its centre is, and half of its disc: discs of towns at the sea or the border reach
    beyond what their country's map covers. Regions must be covered nearly whole.
    """
    ground = ground_of_place(place)
    area = front.coverage.area
    if area is not None:
        shapely.prepare(area)
        if area.covers(ground):
            return ground
        part = ground.intersection(area)
    elif snapshot is not None:
        # Without a coverage a layer speaks of nothing but what it draws.
        part = _inside(ground, snapshot.areas.values())
    else:
        return None
    least = REGION_COVERED_FROM if place.kind in AREA_KINDS else TOWN_COVERED_FROM
    if area_km2(part) < least * area_km2(ground):
        return None
    return part if place.kind in AREA_KINDS or part.intersects(shapely.Point(place.lon, place.lat)) else None


def side_ground(front: FrontLine, snapshot: Snapshot, side: str, within: BaseGeometry) -> BaseGeometry:
    """Return a side's ground inside an area, drawn or left undrawn where the layer counts that to the side, EPSG:4326."""
    own = _inside(within, [snapshot.areas[status] for status in GROUND[side] if status in snapshot.areas])
    if front.coverage.other_side not in GROUND[side]:
        return own
    return shapely.union(own, within.difference(_inside(within, snapshot.areas.values())))


def _inside(within: BaseGeometry, areas: Iterable[BaseGeometry]) -> BaseGeometry:
    # Clipped before they are joined: what is left of a country's front inside one town is small.
    return shapely.union_all([within.intersection(area) for area in areas])


def standing_of(share: float) -> str:
    """Return `held`, `contested` or `not_held` for a share of a footprint."""
    if share >= HELD_FROM:
        return "held"
    return "not_held" if share <= NOT_HELD_TO else "contested"


def _stated(snapshot: Snapshot, place: Place, side: str) -> tuple[Shown, ...]:
    rows = sorted((h for h in snapshot.holdings if _is_same(h, place)), key=lambda h: (h.source, _away(h, place)))
    nearest = {row.source: row for row in reversed(rows)}
    shown = [(source, _standing_stated(row.side, side)) for source, row in sorted(nearest.items())]
    return tuple(Shown(reading=source, standing=standing, share=None) for source, standing in shown if standing)


def _standing_stated(stated: str, side: str) -> str | None:
    if stated in GROUND[side]:
        return "held"
    if stated in GROUND[OPPONENT[side]]:
        return "not_held"
    # A claim of control records what somebody says, and decides nothing.
    return None if stated.startswith("claimed") or stated == "ignore" else "contested"


def _names(front: FrontLine, place: Place) -> bool:
    return any(_is_same(holding, place) for holding in front.statements)


def _draws(front: FrontLine) -> bool:
    return any(snapshot.areas for snapshot in front.snapshots)


def _is_same(holding: Holding, place: Place) -> bool:
    if place.kind not in {"city", "other"}:
        return False
    limit = max(holding.radius_m, _SAME_SETTLEMENT_M)
    north = abs(holding.lat - place.lat) * _LEAST_M_A_DEGREE
    # Most rows are far off and need no geodesic, which takes a thousand times as long.
    if north > limit or abs(holding.lon - place.lon) * _LEAST_M_A_DEGREE * cos(radians(place.lat)) > limit + north:
        return False
    return _away(holding, place) <= limit


def _away(holding: Holding, place: Place) -> float:
    return distance_m((holding.lon, holding.lat), (place.lon, place.lat))
