"""What a layer shows of a place on a day: whose ground it stands on, or why the layer cannot say.

A layer that draws areas is asked for the share of the place's footprint; a layer that names settlements, for what each of its
sources states of the settlement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geo.control.ground import (
    GROUND,
    HELD_FROM,
    OPPONENT,
    covered_part,
    disc_radius_m,
    has_outline,
    is_shown,
    side_ground,
)
from geo.control.memory import remembered
from geo.control.settled import away_m, holdings_of, is_same, names_settlement
from geo.control.share import held_km2
from geo.control.standing import footprint_halves
from geo.measure import area_km2
from geo.records import FrontLine, Holding, Place, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GREY = "grey"
"""Contested ground, nobody's for sure: counted beside what is held, as a reading of its own."""
NOT_HELD_TO = 0.2
"""Share of the footprint up to which a place counts as not held."""
_NOTHING = 1e-6
"""Share of a footprint below which two ways of cutting polygons differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one reading of a layer shows: `held`, `not_held` or `contested` by the side asked for."""

    reading: str
    """The layer's name, or the source's that it quotes."""
    standing: str
    share: float | None
    """Share of the footprint (or of the half asked for) on the side's ground; None where a source states the settlement as such."""
    grey: float = 0.0
    """Share of it that the layer draws as contested, nobody's for sure: beside what is held, it may be the side's or not."""
    halves: Mapping[str, float] = field(default_factory=dict)
    """The same share of the footprint's northern, southern, eastern and western half (N, S, E, W)."""


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
    as_a_whole: bool = False
    """True when a half is asked for of a settlement that the layer names, and of which it therefore knows no halves."""

    @property
    def radius_m(self) -> float | None:
        """Metres of the disc that stands for the place; None where its outline is known."""
        return None if has_outline(self.place) else disc_radius_m(self.place)


def ask(front: FrontLine, place: Place, side: str, day: date, *, half: str | None = None) -> Answer:
    """Return what a layer shows of a place for a side (RU or UA) on a day.

    Parameters
    ----------
    day
        The newest snapshot on or before it is asked, never a later one.
    half
        N, S, E or W for the share of that half of the footprint; None for that of the whole. Sources that name a settlement
        say nothing of its halves.
    """
    snapshot = front.at(day)
    by_settlement = names_settlement(front, place)
    shown: tuple[Shown, ...] = ()
    part = None if by_settlement else covered_part(front, snapshot, place)
    named = by_settlement and bool(holdings_of(front, place))
    covers = half is None and named if by_settlement else part is not None
    if snapshot is not None and by_settlement and half is None:
        shown = _stated(front, snapshot, place, side)
    elif snapshot is not None and part is not None:
        shown = _drawn(front, snapshot, place, side, part, half)
    return Answer(
        layer=front.name,
        place=place,
        day=day,
        snapshot=snapshot.day if snapshot is not None and shown else None,
        shown=shown,
        reason=None if shown else "out_of_time" if covers else "no_layer",
        by_absence=not set(GROUND[side]) & set(front.sides),
        leaves_unseen=not set(GROUND[OPPONENT[side]]) & set(front.sides),
        as_a_whole=named and half is not None,
    )


def standing_of(
    share: float, *, grey: float = 0.0, held_from: float = HELD_FROM, not_held_to: float = NOT_HELD_TO
) -> str:
    """Return `held`, `contested` or `not_held` for a share of a footprint, with what is contested left out and counted in."""
    if share >= held_from:
        return "held"
    return "not_held" if share + grey <= not_held_to else "contested"


def _drawn(
    front: FrontLine, snapshot: Snapshot, place: Place, side: str, part: BaseGeometry, half: str | None
) -> tuple[Shown, ...]:
    # Whoever does not map a side cannot miss it; that the other holds the place says enough, though.
    if not is_shown(front, side) and _share(front, snapshot, OPPONENT[side], place) < HELD_FROM:
        return ()
    share = _share(front, snapshot, side, place)
    halves = {}
    # Halves of a place that is held whole, or not at all, say nothing new.
    if half is not None or _NOTHING < share < 1.0 - _NOTHING:
        own = side_ground(front, snapshot, side, part)
        cuts = {name: cut for name, cut in footprint_halves(part, place).items() if area_km2(cut) > 0}
        halves = {name: min(1.0, area_km2(own.intersection(cut)) / area_km2(cut)) for name, cut in cuts.items()}
    asked = share if half is None else halves.get(half, share)
    grey = _grey(snapshot, part, place, half)
    standing = standing_of(asked, grey=grey)
    return (Shown(reading=front.name, standing=standing, share=asked, grey=grey, halves=halves),)


def _grey(snapshot: Snapshot, part: BaseGeometry, place: Place, half: str | None) -> float:
    if GREY not in snapshot.areas:
        return 0.0
    asked = part if half is None else footprint_halves(part, place).get(half, part)
    size = area_km2(asked)
    return 0.0 if size <= 0 else min(1.0, area_km2(asked.intersection(snapshot.areas[GREY])) / size)


def _share(front: FrontLine, snapshot: Snapshot, side: str, place: Place) -> float:
    km2, whole = held_km2(front, snapshot, side, place) or (0.0, 1.0)
    return km2 / whole


def _stated(front: FrontLine, snapshot: Snapshot, place: Place, side: str) -> tuple[Shown, ...]:
    nearest = remembered(front, place, ("rows", snapshot.day), lambda: _rows(snapshot, place))
    shown = [(source, _standing_stated(row.side, side)) for source, row in sorted(nearest.items())]
    return tuple(Shown(reading=source, standing=standing, share=None) for source, standing in shown if standing)


def _rows(snapshot: Snapshot, place: Place) -> dict[str, Holding]:
    """Return what each source says of a place in a snapshot; of two near namesakes the nearer."""
    rows = sorted((h for h in snapshot.holdings if is_same(h, place)), key=lambda h: (h.source, away_m(h, place)))
    return {row.source: row for row in reversed(rows)}


def _standing_stated(stated: str, side: str) -> str | None:
    if stated in GROUND[side]:
        return "held"
    if stated in GROUND[OPPONENT[side]]:
        return "not_held"
    # A claim of control records what somebody says, and decides nothing.
    return None if stated.startswith("claimed") or stated == "ignore" else "contested"
