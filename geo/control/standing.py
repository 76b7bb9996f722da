"""How a place stood on a day: shares of its footprint by side, its four halves, and how far the front was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import box

from geo.control.front import front_distance_m, front_on
from geo.control.ground import (
    HELD_FROM,
    TOWN_COVERED_FROM,
    covered_part,
    disc_radius_m,
    ground_of_place,
    has_outline,
    inside,
)
from geo.control.points import FIRST_OF
from geo.control.settled import holdings_of, names_settlement
from geo.errors import RecordError
from geo.measure import area_km2, gap_m, length_m
from geo.records import FrontLine, Place, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one dataset shows of a place on a day."""

    layer: str
    place: str
    """Name of the place."""
    day: date
    snapshot: date | None
    """Day of the snapshot that answers; None for no data."""
    basis: str | None
    """Where the snapshot's day comes from."""
    reason: str | None
    """Why there are no shares: no_layer (the dataset does not cover the place), out_of_time (no snapshot on or shortly before
    the day), or None."""
    radius_m: float | None
    """Metres of the disc that stands for the place; None where its outline is known."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """Share, 0 to 1, of the covered footprint by side; the rest is ground that the dataset leaves open."""
    halves: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """The same for the northern, southern, eastern and western half of the footprint (N, S, E, W)."""
    front_m: float | None = None
    """Metres from the centre to the front; None where the dataset shows none."""
    front_from_edge_m: float | None = None
    """Metres from the footprint's edge to the front; 0 where it runs through."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """For datasets that name settlements: source -> side it states for that day."""

    def facts(self) -> dict[str, Any]:
        """Return what is known as plain values, for JSON."""
        return {one.name: getattr(self, one.name) for one in fields(self)} | {"side": self.side}

    @property
    def side(self) -> str | None:
        """The side that has at least 0.8 of the footprint, or that every source states; None for neither or no data."""
        if self.stated:
            sides = set(self.stated.values())
            return sides.pop() if len(sides) == 1 else None
        return next((side for side, share in self.shares.items() if share >= HELD_FROM), None)


def standing_of(front: FrontLine, place: Place, day: date | str, *, max_age_days: int | None = None) -> Standing:
    """Return how a place stood on a day.

    The newest snapshot on or before the day is asked, never a later one.

    Parameters
    ----------
    place
        Its footprint is its polygon where one is known, else a disc of its radius within 1 to 12 km. Of a road or river that
        is known as a line, shares are of its length, and the front's distance is that of its nearest point.
    day
        Also as ISO 8601.
    max_age_days
        How many days a snapshot speaks for; None for the dataset's own.

    Raises
    ------
    RecordError
        The day is none.
    TypeError
        The front line or the place is something else, such as a name.

    Examples
    --------
    >>> from geo.frontline import settlement_timeline
    >>> bakhmut = Place(id="geonames:712451", name="Bakhmut", kind="city", lon=37.99886, lat=48.59419, radius_m=3200)
    >>> standing = standing_of(settlement_timeline(), bakhmut, date(2024, 1, 1))
    >>> standing.side, standing.stated
    ('ru_held', {'ISW; AP reports': 'ru_held'})
    """
    day = _demanded(front, place, day)
    snapshot = front.at(day, max_age_days=max_age_days)
    radius = None if has_outline(place) else disc_radius_m(place)
    if names_settlement(front, place):
        return _stated(front, snapshot, place, day)
    if _is_line(place):
        return _along(front, snapshot, place, day)
    drawn = snapshot if snapshot is not None and snapshot.areas else None
    part = covered_part(front, drawn, place)
    lines = snapshot is not None and snapshot.lines is not None
    reason = None if part is not None and drawn is not None else "out_of_time" if snapshot is None else "no_layer"
    if snapshot is None or (reason is not None and not lines):
        covers = part is not None or front.coverage.area is None
        return Standing(
            layer=front.name,
            place=place.name,
            day=day,
            snapshot=None,
            basis=None,
            reason="out_of_time" if snapshot is None and covers else "no_layer",
            radius_m=radius,
        )
    ground = ground_of_place(place)
    centre, edge = front_distance_m(front_on(front, snapshot), (place.lon, place.lat), ground)
    return Standing(
        layer=front.name,
        place=place.name,
        day=day,
        snapshot=snapshot.day,
        basis=snapshot.basis,
        reason=reason,
        radius_m=radius,
        shares={} if part is None else shares_within(front, snapshot, part),
        halves={}
        if part is None
        else {h: shares_within(front, snapshot, half) for h, half in footprint_halves(part, place).items()},
        front_m=centre,
        front_from_edge_m=edge,
    )


def _demanded(front: FrontLine, place: Place, day: date | str) -> date:
    """Return the day, and refuse what is no front line, place or day in one line."""
    if not isinstance(front, FrontLine):
        raise TypeError(
            f"standing_of asks one FrontLine, not {type(front).__name__}; give what read_frontline returns."
        )
    if not isinstance(place, Place):
        raise TypeError(f"standing_of asks about a Place, not {place!r:.60}; give locate({place!r:.60})[0] for a name.")
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise RecordError(f"{day!r:.60} is not a day; write it as YYYY-MM-DD.") from None


def shares_within(front: FrontLine, snapshot: Snapshot, part: BaseGeometry) -> dict[str, float]:
    """Return the share of an area, or of a line's length (EPSG:4326), by side; overlapping layers have each their own share."""
    size = area_km2 if area_km2(part) > 0 else length_m
    whole = size(part)
    if whole <= 0:
        return {}
    clipped = {side: part.intersection(snapshot.areas[side]) for side in FIRST_OF if side in snapshot.areas}
    shares = {side: min(1.0, size(own) / whole) for side, own in clipped.items()}
    # What an area cuts out of a line lies beside the line by a rounding, so that a line is cut by the areas themselves.
    drawn = (
        inside(part, snapshot.areas.values()) if size is area_km2 else shapely.union_all(list(snapshot.areas.values()))
    )
    undrawn = part.difference(drawn)
    for covered in front.coverage.on(snapshot.day):
        if covered.other_side is not None and covered.area is not None:
            rest = size(undrawn.intersection(covered.area)) / whole
            shares[covered.other_side] = min(1.0, shares.get(covered.other_side, 0.0) + rest)
    return {side: share for side, share in shares.items() if share > 0}


def footprint_halves(part: BaseGeometry, place: Place) -> dict[str, BaseGeometry]:
    """Return the halves of a footprint, cut along the parallel and the meridian of the place's point, or of its middle."""
    west, south, east, north = part.bounds
    inside = west < place.lon < east and south < place.lat < north
    lon, lat = (place.lon, place.lat) if inside else ((west + east) / 2, (south + north) / 2)
    boxes = {"N": box(west, lat, east, north), "S": box(west, south, east, lat)}
    boxes |= {"E": box(lon, south, east, north), "W": box(west, south, lon, north)}
    return {name: part.intersection(frame) for name, frame in boxes.items()}


def _is_line(place: Place) -> bool:
    return place.shape is not None and place.shape.geom_type.endswith("LineString")


def _along(front: FrontLine, snapshot: Snapshot | None, place: Place, day: date) -> Standing:
    """Return how a road or river stood, by its length."""
    line = place.shape if place.shape is not None else shapely.LineString()
    silent = Standing(
        layer=front.name, place=place.name, day=day, snapshot=None, basis=None, reason="no_layer", radius_m=None
    )
    known = front.coverage.on(None if snapshot is None else snapshot.day)
    areas = [part.area for part in known if part.area is not None]
    if snapshot is not None and front.coverage.area is None:
        areas = list(snapshot.areas.values())
    part = shapely.line_merge(inside(line, areas))
    if length_m(part) < TOWN_COVERED_FROM * length_m(line):
        return silent
    if snapshot is None:
        return replace(silent, reason="out_of_time")
    where = front_on(front, snapshot)
    return replace(
        silent,
        snapshot=snapshot.day,
        basis=snapshot.basis,
        reason=None,
        shares=shares_within(front, snapshot, part),
        halves={half: shares_within(front, snapshot, cut) for half, cut in footprint_halves(part, place).items()},
        front_from_edge_m=None if where.is_empty else gap_m(part, where),
    )


def _stated(front: FrontLine, snapshot: Snapshot | None, place: Place, day: date) -> Standing:
    rows = holdings_of(front, place)
    valid = (
        {}
        if snapshot is None
        else {r.source: r.side for r in rows if r.from_day <= day and (r.to_day is None or day <= r.to_day)}
    )
    return Standing(
        layer=front.name,
        place=place.name,
        day=day,
        snapshot=snapshot.day if snapshot is not None and valid else None,
        basis=snapshot.basis if snapshot is not None and valid else None,
        reason=None if valid else "out_of_time" if rows else "no_layer",
        radius_m=None,
        stated=valid,
    )
