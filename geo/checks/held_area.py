"""How many km² of a region a layer shows on a side's ground on a day; what area_held and share_of_whole both ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from geo.checks.layered import in_order
from geo.checks.verdicts import DECISIVE, flipped, together
from geo.control.ground import covered_part, side_ground
from geo.measure import area_km2
from geo.records import FrontLine, LayerVerdict, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArea:
    """One layer's answer: the held area of a region, or why there is none."""

    layer: str
    snapshot: date | None
    km2: float | None
    reason: str | None
    """no_layer or out_of_time, where there is no area."""


def held_areas(frontlines: Sequence[FrontLine], region: Place, side: str, day: date) -> tuple[HeldArea, ...]:
    """Return what each layer shows; layers that name settlements have no areas and say nothing."""
    return tuple(_held(front, region, side, day) for front in in_order(frontlines))


def judged_by_layer(
    held: Sequence[HeldArea], judge: Callable[[float], str], *, denies: bool
) -> tuple[str, str | None, tuple[LayerVerdict, ...]]:
    """Return the verdict of all layers together, its reason, and the verdict of each.

    Parameters
    ----------
    judge
        Gives the verdict on a held area in km².
    denies
        True when the claim says that it is not so.
    """
    verdicts = []
    for one in held:
        verdict = "no_data" if one.km2 is None else judge(one.km2)
        figures = {} if one.km2 is None else {"held_km2": round(one.km2, 1)}
        verdicts.append(
            LayerVerdict(
                layer=one.layer,
                snapshot=one.snapshot,
                verdict=flipped(verdict) if denies else verdict,
                reason=one.reason,
                figures=figures,
            )
        )
    decided = [one.verdict for one in verdicts if one.verdict in DECISIVE]
    if not decided:
        late = any(one.reason == "out_of_time" for one in held)
        return "no_data", "out_of_time" if late else "no_layer", tuple(verdicts)
    verdict = together(decided)
    return verdict, "depends_on_reading" if verdict == "partly" else None, tuple(verdicts)


def _held(front: FrontLine, region: Place, side: str, day: date) -> HeldArea:
    snapshot = front.at(day)
    draws = any(one.areas for one in front.snapshots[:1])
    part = covered_part(front, snapshot, region) if draws and region.shape is not None else None
    if part is None:
        return HeldArea(layer=front.name, snapshot=None, km2=None, reason="no_layer")
    if snapshot is None:
        return HeldArea(layer=front.name, snapshot=None, km2=None, reason="out_of_time")
    km2 = area_km2(side_ground(front, snapshot, side, part))
    return HeldArea(layer=front.name, snapshot=snapshot.day, km2=km2, reason=None)
