"""How many km² of a region a layer shows on a side's ground, on a day or at its peak; what area_held and share_of_whole both ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geo.checks.ground import GREY
from geo.checks.layered import in_order
from geo.checks.verdicts import DECISIVE, flipped, square_kilometres, together
from geo.control.areas import covered_share, side_daily_km2
from geo.control.ground import REGION_COVERED_FROM, covered_part, inside, is_shown
from geo.control.share import held_km2
from geo.measure import area_km2
from geo.records import FrontLine, LayerVerdict, Place

_CLAIMED = {"RU": ("claimed_ru",), "UA": ("claimed_ua",)}
_WHOSE = {"RU": "Russian-held", "UA": "Ukrainian-held"}
_WHO = {"RU": "Russian", "UA": "Ukrainian"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArea:
    """One layer's answer: the held area of a region, or why there is none."""

    layer: str
    snapshot: date | None
    km2: float | None
    reason: str | None
    """no_layer or out_of_time, where there is no area."""
    grey_km2: float = 0.0
    """Contested ground of the region on the same day, which may be counted in."""
    claimed_km2: float | None = None
    """Where nothing held is shown: what the layer draws as claimed for the side. It records claims and decides nothing."""
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAreas:
    """The verdict of all layers together, and what led to it."""

    verdict: str
    reason: str | None
    by_layer: tuple[LayerVerdict, ...]
    readings: tuple[dict[str, object], ...]
    """Every figure that was compared; empty where it is one."""

    @property
    def disagree(self) -> bool:
        """Tell whether the layers give different verdicts."""
        return len({one.verdict for one in self.by_layer if one.verdict in DECISIVE}) > 1


def held_areas(
    frontlines: Sequence[FrontLine], region: Place, side: str, day: date, *, peak: bool = False
) -> tuple[HeldArea, ...]:
    """Return what each layer shows; layers that name settlements have no areas and say nothing.

    Parameters
    ----------
    peak
        True for the largest area of any snapshot that covers the region up to the day, False for that of the day.
    """
    return tuple(_held(front, region, side, day, peak=peak) for front in in_order(frontlines))


def judged_by_layer(held: Sequence[HeldArea], judge: Callable[[float], str], *, denies: bool) -> JudgedAreas:
    """Return the verdict of all layers together and the verdict of each, with contested ground left out and counted in.

    Parameters
    ----------
    judge
        Gives the verdict on a held area in km².
    denies
        True when the claim says that it is not so.
    """
    verdicts, readings = [], []
    for one in held:
        told = [_reading(one, km2, what, judge, denies=denies) for km2, what in _amounts(one)]
        verdict = together(str(reading["verdict"]) for reading in told)
        readings += told
        verdicts.append(
            LayerVerdict(
                layer=one.layer,
                snapshot=one.snapshot,
                verdict=verdict,
                reason="depends_on_reading" if verdict == "partly" else one.reason,
                figures=area_figures(one),
            )
        )
    decided = [one.verdict for one in verdicts if one.verdict in DECISIVE]
    kept = tuple(readings) if len(readings) > 1 else ()
    if not decided:
        late = any(one.reason == "out_of_time" for one in held)
        reason = "out_of_time" if late else "no_layer"
        return JudgedAreas(verdict="no_data", reason=reason, by_layer=tuple(verdicts), readings=kept)
    verdict = together(decided)
    reason_ = "depends_on_reading" if verdict == "partly" else None
    return JudgedAreas(verdict=verdict, reason=reason_, by_layer=tuple(verdicts), readings=kept)


def area_figures(one: HeldArea) -> dict[str, float]:
    """Return the km² of a layer's answer, rounded, by what they are."""
    figures = {"held_km2": one.km2, "grey_km2": one.grey_km2 or None, "claimed_km2": one.claimed_km2}
    return {name: round(km2, 1) for name, km2 in figures.items() if km2 is not None}


def area_words(one: HeldArea, region: Place, side: str) -> str:
    """Return a layer's answer in words: "map, snapshot of 2024-09-10, shows 940.5 km² of Kursk Oblast Ukrainian-held"."""
    if one.km2 is None:
        if one.claimed_km2 is None:
            return ""
        return (
            f"{one.layer}, snapshot of {one.claimed_on}, draws {square_kilometres(one.claimed_km2)} there as "
            f"{_WHO[side]} by claim, which decides nothing"
        )
    grey = f" and {square_kilometres(one.grey_km2)} contested" if one.grey_km2 else ""
    held = f"{square_kilometres(one.km2)} of {region.name} {_WHOSE[side]}"
    return f"{one.layer}, snapshot of {one.snapshot}, shows {held}{grey}"


def _amounts(one: HeldArea) -> list[tuple[float, str]]:
    if one.km2 is None:
        return []
    alone = [(one.km2, "held")]
    return [*alone, (one.km2 + one.grey_km2, "held and contested")] if one.grey_km2 else alone


def _reading(one: HeldArea, km2: float, what: str, judge: Callable[[float], str], *, denies: bool) -> dict[str, object]:
    verdict = judge(km2)
    return {
        "reading": f"{one.layer}, {one.snapshot}, {what}",
        "value": round(km2, 1),
        "verdict": flipped(verdict) if denies else verdict,
    }


def _held(front: FrontLine, region: Place, side: str, day: date, *, peak: bool) -> HeldArea:
    silent = HeldArea(layer=front.name, snapshot=None, km2=None, reason="no_layer")
    if region.shape is None or not any(one.areas for one in front.snapshots[:1]):
        return silent
    claimed, claimed_on = _claimed(front, region, side, day, peak=peak)
    silent = HeldArea(
        layer=front.name, snapshot=None, km2=None, reason="no_layer", claimed_km2=claimed, claimed_on=claimed_on
    )
    if not is_shown(front, side):
        return silent
    number = _peak_number(front, region, side, day) if peak else front.number_at(day)
    snapshot = None if number is None else front.snapshots[number]
    part = covered_part(front, snapshot, region)
    if part is None:
        return silent
    if snapshot is None:
        return HeldArea(layer=front.name, snapshot=None, km2=None, reason="out_of_time")
    grey = [snapshot.areas[GREY]] if GREY in snapshot.areas else []
    return HeldArea(
        layer=front.name,
        snapshot=snapshot.day,
        km2=(held_km2(front, snapshot, side, region) or (0.0, 0.0))[0],
        reason=None,
        grey_km2=area_km2(inside(part, grey)),
    )


def _peak_number(front: FrontLine, region: Place, side: str, day: date) -> int | None:
    """Return the number of the snapshot up to a day that covers a region and shows the most of it on a side's ground."""
    if front.coverage.area is None or region.shape is None:
        return None
    km2 = side_daily_km2(front, side, region.shape)
    early = np.array([snapshot.day <= day for snapshot in front.snapshots], dtype=bool)
    km2[~early | (covered_share(front, region.shape) < REGION_COVERED_FROM)] = np.nan
    return None if np.isnan(km2).all() else int(np.nanargmax(km2))


def _claimed(front: FrontLine, region: Place, side: str, day: date, *, peak: bool) -> tuple[float | None, date | None]:
    """Return the km² of a region that a layer draws as claimed for a side, on a day or the most up to it, and the snapshot's day."""
    if region.shape is None or not set(_CLAIMED[side]) & set(front.sides):
        return None, None
    on_day = front.at(day)
    asked = [one for one in front.snapshots if one.day <= day] if peak else [on_day] if on_day else []
    drawn = [
        (
            area_km2(inside(region.shape, [one.areas[status] for status in _CLAIMED[side] if status in one.areas])),
            one.day,
        )
        for one in asked
    ]
    most = max(drawn, key=lambda one: (one[0], -one[1].toordinal()), default=(0.0, None))
    return most if most[0] > 0 else (None, None)
