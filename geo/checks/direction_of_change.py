"""direction_of_change: to which side of a place the ground lies that a side gained there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import shapely

from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.verdicts import kilometres, of_claim, square_kilometres, turn_deg, undecided, without_day
from geo.control import compare_days
from geo.control.areas import COVERED_FROM, covered_share
from geo.control.ground import is_shown
from geo.measure import area_km2, bearing_deg, disc, distance_m, sector
from geo.records import Finding, FrontLine, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CHECK = "direction_of_change"
REACH_M = 30_000.0
"""Metres around a town that count as its part of the front."""
SUPPORTED_DEG, PARTLY_DEG = 45.0, 90.0
LEAST_KM2 = 0.5
"""Gains smaller than this are within the accuracy of a drawn line."""
WINDOW_DAYS = 14
"""Days before a claim of a single day in which the ground may have been gained."""
_WHO = {"RU": "Russian", "UA": "Ukrainian"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gained:
    """What a layer shows gained around a place."""

    first: date
    last: date
    km2: float
    bearing: float
    """Degrees from true north in which the middle of the gained ground is seen from the place."""
    away_m: float
    there_km2: float
    """What of it lies within the degrees that count as right."""


def check_direction(
    place: Place,
    side: str,
    bearing: float,
    first_day: date,
    last_day: date,
    frontlines: Sequence[FrontLine],
    *,
    denied: bool = False,
    reach_m: float = REACH_M,
    supported_deg: float = SUPPORTED_DEG,
    partly_deg: float = PARTLY_DEG,
    least_km2: float = LEAST_KM2,
) -> Finding:
    """Judge whether a side gained ground to one side of a place, by every front line that covers it.

    The middle of all ground gained within reach decides. Where it lies elsewhere and some ground was gained in the direction
    said all the same, it depends on the reading.

    Parameters
    ----------
    place
        Directions are taken from its point.
    side
        RU or UA: the side that gained.
    bearing
        Degrees clockwise from true north in which the gained ground is said to lie.
    first_day, last_day
        Each is answered by the newest snapshot on or before it.
    denied
        True to judge that it is not so.
    reach_m
        Metres around the place within which ground counts.
    supported_deg, partly_deg
        Degrees by which the direction may be off and be right, or partly right.
    least_km2
        With fewer km² gained there is no direction to tell.
    """
    answers = []
    for front in in_order(frontlines):
        gained = _gained(front, place, side, bearing, first_day, last_day, reach_m=reach_m, half_width=supported_deg)
        if isinstance(gained, Answered):
            answers.append(gained)
            continue
        off = turn_deg(bearing, gained.bearing)
        verdict, reason = _verdict(gained, off, supported_deg, partly_deg, least_km2)
        answers.append(
            Answered(
                layer=front.name,
                verdict=verdict,
                reason=reason,
                snapshot=gained.last,
                reading=f"{gained.first} to {gained.last}",
                value=round(gained.bearing, 1),
                figures=_figures(place, gained, off),
                sentence=_sentence(front.name, place, side, gained, reach_m, least_km2),
            )
        )
    return found(
        CHECK,
        answers,
        claim=None,
        denies=denied,
        tolerance={
            "supported_deg": supported_deg,
            "partly_deg": partly_deg,
            "reach_m": reach_m,
            "least_km2": least_km2,
        },
        said=f"The direction said is {bearing:.0f}°.",
    )


def answer_direction(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side advanced to one side of a town, over the days it is about or the fortnight before."""
    claim, side, days, aim = question.claim, question.side(), question.days, _aim(question)
    if side is None or aim is None:
        return undecided(
            claim, "vague", "The claim does not say which side gained ground in which direction of one town."
        )
    if not days:
        return without_day(claim, CHECK)
    place, bearing = aim
    first = days[0] if len(days) > 1 else days[0] - timedelta(WINDOW_DAYS)
    finding = check_direction(place, side, bearing, first, days[-1], frontlines, denied=question.denies)
    return of_claim(finding, claim)


def has_direction(question: Question) -> bool:
    """Tell whether a claim says to which side of a town something lies."""
    return question.claim.certainty != "U" and _aim(question) is not None


def _aim(question: Question) -> tuple[Place, float] | None:
    """Return the one town and the direction from it, degrees clockwise from true north.

    A position at a distance ("5 km west of X") says where the troops stand, and not where most of the ground was gained.
    """
    aims = {
        (p.place.id, p.bearing_deg): p.place
        for p in question.parts
        if p.relation == "direction" and p.bearing_deg is not None and p.place.kind == "city"
    }
    if len(aims) != 1:
        return None
    ((_, bearing), place), *_ = aims.items()
    return (place, bearing) if bearing is not None else None


def _gained(
    front: FrontLine, place: Place, side: str, bearing: float, first_day: date, last_day: date, *, reach_m: float,
    half_width: float,
) -> _Gained | Answered:  # fmt: skip
    ring = disc(place.lon, place.lat, reach_m)
    words = f"{front.name} does not cover the ground within {kilometres(reach_m)} of {place.name}."
    silent = Answered(layer=front.name, verdict="no_data", reason="no_layer", sentence=words)
    if not any(one.areas for one in front.snapshots) or not is_shown(front, side):
        return silent
    first, last = front.number_at(first_day), front.number_at(last_day)
    if not _speaks(front, ring, [n for n in (first, last) if n is not None]):
        return silent
    if first is None or last is None or first >= last:
        late = f"{front.name} has no two snapshots for {first_day} and {last_day}."
        return Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=late)
    change = compare_days(front, first_day, last_day, side=side, region=ring)
    ground = shapely.union_all(list(change.gained))
    centre = (place.lon, place.lat)
    middle = ground.centroid
    seen = None if ground.is_empty else (float(middle.x), float(middle.y))
    there = sector(place.lon, place.lat, low_m=0, high_m=reach_m, bearing_deg=bearing, half_width_deg=half_width)
    return _Gained(
        first=change.first,
        last=change.last,
        km2=area_km2(ground),
        bearing=bearing_deg(centre, seen) if seen else 0.0,
        away_m=distance_m(centre, seen) if seen else 0.0,
        there_km2=area_km2(ground.intersection(there)),
    )


def _speaks(front: FrontLine, ring: BaseGeometry, numbers: Sequence[int]) -> bool:
    if front.coverage.area is None:
        return any(area.intersects(ring) for number in numbers for area in front.snapshots[number].areas.values())
    share = covered_share(front, ring)
    return bool((share[list(numbers)] >= COVERED_FROM).all()) if numbers else bool((share >= COVERED_FROM).any())


def _verdict(
    gained: _Gained, off: float, supported_deg: float, partly_deg: float, least_km2: float
) -> tuple[str, str | None]:
    if gained.km2 < least_km2:
        return "not_checkable", "below_resolution"
    if off <= supported_deg:
        return "supported", None
    # "Advanced west of X" is true of a small gain there, too, though most was gained elsewhere.
    near = off <= partly_deg or gained.there_km2 >= least_km2
    return ("partly", "depends_on_reading") if near else ("contradicted", None)


def _figures(place: Place, gained: _Gained, off: float) -> dict[str, object]:
    return {
        "place": place.name,
        "gained_km2": round(gained.km2, 2),
        "gained_there_km2": round(gained.there_km2, 2),
        "bearing_deg": round(gained.bearing, 1),
        "bearing_off_deg": round(off, 1),
        "distance_m": round(gained.away_m),
        "first": str(gained.first),
    }


def _sentence(layer: str, place: Place, side: str, gained: _Gained, reach_m: float, least_km2: float) -> str:
    lead = f"{layer}, snapshots of {gained.first} and {gained.last}: "
    if gained.km2 < least_km2:
        return (
            f"{lead}{_WHO[side]} gains within {kilometres(reach_m)} of {place.name} are too small to have a direction."
        )
    return (
        f"{lead}of {square_kilometres(gained.km2)} of {_WHO[side]} gains within {kilometres(reach_m)} of {place.name} the middle lies "
        f"{kilometres(gained.away_m)} away at {gained.bearing:.0f}°, and {square_kilometres(gained.there_km2)} lie in the "
        f"direction said."
    )
