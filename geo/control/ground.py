"""Whose ground is whose: what a front line's sides come to, where it speaks, and what it leaves undrawn.

A dataset draws some sides and may count the rest of what it covers to another. Claimed control and reported advances are
nobody's ground here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import shapely

from geo.control.memory import remembered
from geo.errors import FrontLineError
from geo.measure import area_km2, footprint, polygons_in
from geo.records import AREA_KINDS, SIDES, FrontLine, Place, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GROUND = {"RU": ("ru_held", "pre2022_ru"), "UA": ("ua_held",)}
"""Statuses that count as a side's ground."""
OPPONENT = {"RU": "UA", "UA": "RU"}
HELD_FROM = 0.8
"""Share of a footprint from which a place counts as held."""
REGION_COVERED_FROM = 0.99
"""Share of a region that a layer must cover to be asked about it; the rest allows for coarse boundaries."""
TOWN_COVERED_FROM = 0.5
_SMALLEST_M, _LARGEST_M = 1_000.0, 12_000.0
"""Radius of a settlement's disc: 2,500 people per km² would give hamlets less and megacities more."""


def statuses_of(side: str) -> tuple[str, ...]:
    """Return the statuses that make up a side: those of RU or UA, or the one status that is named.

    Raises
    ------
    FrontLineError
        There is no such side.
    """
    if side in GROUND:
        return GROUND[side]
    if side in SIDES:
        return (side,)
    raise FrontLineError(f"there is no side {side!r}; use RU, UA, or one of {', '.join(sorted(SIDES))}.")


def demand_areas(front: FrontLine) -> None:
    """Refuse a front line that draws no areas.

    Raises
    ------
    FrontLineError
        It draws only lines, or names only settlements.
    """
    if front.ground is not None or any(snapshot.areas for snapshot in front.snapshots):
        return
    lines = any(snapshot.lines is not None for snapshot in front.snapshots)
    what = "draws the front as a line" if lines else "names settlements"
    raise FrontLineError(
        f"{front.name} has no polygon: it {what}, so there are no areas to measure. Use another dataset."
    )


def is_shown(front: FrontLine, side: str) -> bool:
    """Tell whether a front line can show a side's ground: by drawing it, or by counting to it what it leaves undrawn."""
    wanted = statuses_of(side)
    return bool(set(wanted) & set(front.sides)) or any(part.other_side in wanted for part in front.coverage.on(None))


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
    if front.coverage.area is None:
        return _covered_part(front, snapshot, place)
    speaking = tuple(map(id, front.coverage.on(None if snapshot is None else snapshot.day)))
    return remembered(front, place, ("covered", speaking), lambda: _covered_part(front, snapshot, place))


def _covered_part(front: FrontLine, snapshot: Snapshot | None, place: Place) -> BaseGeometry | None:
    ground = ground_of_place(place)
    if front.coverage.area is not None:
        areas = covered_areas(front, None if snapshot is None else snapshot.day)
        for area in areas:
            shapely.prepare(area)
            if area.covers(ground):
                return ground
        part = inside(ground, areas)
    elif snapshot is not None:
        # Without a coverage a layer speaks of nothing but what it draws.
        part = inside(ground, snapshot.areas.values())
    else:
        return None
    least = REGION_COVERED_FROM if place.kind in AREA_KINDS else TOWN_COVERED_FROM
    if area_km2(part) < least * area_km2(ground):
        return None
    return part if place.kind in AREA_KINDS or part.intersects(shapely.Point(place.lon, place.lat)) else None


def side_ground(front: FrontLine, snapshot: Snapshot, side: str, within: BaseGeometry) -> BaseGeometry:
    """Return a side's ground inside an area, drawn or left undrawn where the layer counts that to the side, EPSG:4326."""
    wanted = statuses_of(side)
    own = inside(within, [snapshot.areas[status] for status in wanted if status in snapshot.areas])
    open_to = covered_areas(front, snapshot.day, undrawn=wanted)
    if not open_to:
        return own
    undrawn = within.difference(inside(within, snapshot.areas.values()))
    # Neighbouring parts meet what is asked about in lines and points, too.
    return shapely.union_all([own, *polygons_in(inside(undrawn, open_to))])


def covered_areas(front: FrontLine, day: date | None, *, undrawn: Sequence[str] | None = None) -> list[BaseGeometry]:
    """Return the areas a layer speaks about on a day, EPSG:4326.

    Parameters
    ----------
    day
        None for those of any day.
    undrawn
        Only the areas whose undrawn ground counts to one of these statuses.
    """
    parts = front.coverage.on(day)
    return [part.area for part in parts if part.area is not None and (undrawn is None or part.other_side in undrawn)]


def inside(within: BaseGeometry, areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the union of what some areas have inside another, EPSG:4326."""
    # Clipped before they are joined: what is left of a country's front inside one town is small.
    return shapely.union_all([within.intersection(area) for area in areas])
