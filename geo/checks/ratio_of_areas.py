"""ratio_of_areas: how many times as much ground one side took as another, in every reading: since when, net or gross, or all it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.checks.allowed import EXACT_SHARE, HEDGED_SHARE, PARTLY_SHARE, Allowed, allowed, as_quantity
from geo.checks.held_area import held_areas
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.verdicts import of_claim, square_kilometres, undecided, without_day
from geo.control import compare_days
from geo.control.areas import COVERED_FROM, covered_share, side_daily_km2
from geo.control.ground import OPPONENT, is_shown
from geo.records import AREA_KINDS, Finding, FrontLine, Place, Quantity

CHECK = "ratio_of_areas"
MEASURES = ("net", "gross", "total")
_LAND = re.compile(
    r"\b(?:land|territor(?:y|ies)|ground|area|square|sq\.?|km²)|территори|земл[иь]|площад|територі|площ[аі]",
    re.IGNORECASE,
)
_UNIT = "times"
_LEAST_DAYS = 28
"""What changed within fewer days is noise beside a ratio."""
_BEFORE = re.compile(r"\b(?:prior\sto|before|until|till|had\salready)\b|\b(?:до|перед)\s", re.IGNORECASE)
_SIDE_WORDS = {"RU": "Russia", "UA": "Ukraine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What the ground is compared with."""

    km2: float
    name: str
    """Where the figure comes from: "“500 square miles”, said in the article"."""


def check_ratio(
    region: Place | None,
    side: str,
    said: Quantity | float,
    base: Sequence[Base] | float,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    starts: Sequence[date] = (),
    measures: Sequence[str] = MEASURES,
    denied: bool = False,
    exact_share: float = EXACT_SHARE,
    hedged_share: float = HEDGED_SHARE,
    partly_share: float = PARTLY_SHARE,
) -> Finding:
    """Judge whether a side has so many times as much ground in a region as something it is compared with.

    Parameters
    ----------
    region
        A place with a polygon; None for all that a front line speaks about.
    side
        RU or UA.
    said
        The ratio, or a quantity as it was read from words.
    base
        km² to compare with, one or several.
    day
        The newest snapshot on or before it is asked, never a later one.
    starts
        Days from which on the ground may have been taken. The first snapshot of each front line is always one more.
    measures
        Of net (gained less lost), gross (gained) and total (all it holds on the day), those that may be meant.
    denied
        True to judge that it is not so.
    exact_share, hedged_share, partly_share
        Tolerances, see `allowed`; of a range they widen the ends.

    Returns
    -------
    Finding
        Every reading with its ratio. Supported when all fit, partly when some do or come near, contradicted when none does.
    """
    quantity = as_quantity(said, si_unit="1", unit=_UNIT)
    span = _allowed_ratio(quantity, exact_share, hedged_share, partly_share)
    bases = (Base(km2=float(base), name="the area given"),) if isinstance(base, int | float) else tuple(base)
    bases = tuple(one for one in bases if one.km2 > 0)
    if span is None or not bases:
        return undecided(
            None, "vague", "There is no ratio, or no area to compare with, that could be measured against."
        )
    answers = []
    for front in in_order(frontlines):
        grounds = _grounds(front, region, side, day, starts, measures)
        if isinstance(grounds, Answered):
            answers.append(grounds)
            continue
        answers += [_answer(front.name, ground, one, span) for one in bases for ground in grounds]
    low, high = f"{span.low:.3g}", f"{span.high:.3g}"
    where = f"in {region.name}" if region is not None else "on the whole front"
    return found(
        CHECK,
        answers,
        claim=None,
        denies=denied,
        tolerance={"share": span.share, "low": round(span.low, 3), "high": round(span.high, 3)}
        | {"partly_low": round(span.partly_low, 3), "partly_high": round(span.partly_high, 3)},
        said=f"“{quantity.text}” allows {low} to {high}; {_SIDE_WORDS[side]}'s ground {where} is compared with "
        f"{' and '.join(f'{square_kilometres(one.km2)} ({one.name})' for one in bases)}.",
    )


def answer_ratio(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that one side took so many times as much ground as the other, on the last day it is about."""
    claim, side, days = question.claim, question.side(), question.days
    quantity = question.quantity("1", _UNIT)
    regions = _regions(question)
    if quantity is None or side is None or len(regions) != 2:
        return undecided(claim, "vague", "The claim does not say which side's ground in which two regions is compared.")
    if not days:
        return without_day(claim, CHECK)
    # "Prior to the past week" is told by the first of its days.
    day = days[0] if _BEFORE.search(claim.quote) else days[-1]
    told = [(where, base) for where in regions for base in _bases(question, where, side, day, frontlines)]
    compared = {where.id for where, _ in told}
    others = [place for place in regions if place.id not in compared]
    if len(compared) != 1 or not others:
        sentence = (
            "Neither the article nor a loaded front line says how much ground the other side took, to compare with."
        )
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_layer", sentence=sentence)
    starts = [one.first_day for one in question.said_areas if one.first_day is not None and one.places & compared]
    measures = MEASURES if claim.type == "control" else ("net", "gross")
    finding = check_ratio(
        _whole(others[0]),
        side,
        quantity,
        [base for _, base in told],
        day,
        frontlines,
        starts=[start for start in starts if start < day],
        measures=measures,
        denied=question.denies,
    )
    return of_claim(finding, claim)


def compares_areas(question: Question) -> bool:
    """Tell whether a claim says that ground in one region is so many times as large as ground in another."""
    return (
        question.quantity("1", _UNIT) is not None
        # "400 km², twice as much as in May" is measured by its km².
        and question.quantity("m2") is None
        and len(_regions(question)) == 2
        and _LAND.search(question.claim.quote) is not None
    )


def _regions(question: Question) -> tuple[Place, ...]:
    """Return the regions and countries that a claim names itself, by id."""
    found = {p.place.id: p.place for p in question.parts if p.place.kind in AREA_KINDS and p.relation != "context"}
    return tuple(found[key] for key in sorted(found))


def _bases(question: Question, where: Place, side: str, day: date, frontlines: Sequence[FrontLine]) -> list[Base]:
    """Return what is known of the other side's ground in a region: what the article says, and each layer's peak."""
    other = OPPONENT[side]
    said = [
        Base(km2=one.quantity.si / 1e6, name=f"“{one.quantity.text}”, said in the article")
        for one in question.said_areas
        if one.side == other and where.id in one.places and one.quantity.si
    ]
    if where.country != side:
        # Elsewhere the other side may be at home, where the most it ever held is nothing it took.
        return said
    peaks = held_areas(frontlines, where, other, day, peak=True)
    drawn = [Base(km2=one.km2, name=f"{one.layer}'s peak, {one.snapshot}") for one in peaks if one.km2]
    return [*said, *drawn]


def _whole(place: Place) -> Place | None:
    """Return a region as such; None for a country, where all that a layer speaks about is the better measure."""
    return None if place.kind == "country" or place.shape is None else place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """One reading of how much ground a side took or holds."""

    km2: float
    name: str
    snapshot: date


def _grounds(
    front: FrontLine, region: Place | None, side: str, day: date, starts: Sequence[date], measures: Sequence[str]
) -> list[_Ground] | Answered:
    """Return every reading of a side's ground, or why the layer has none."""
    silent = Answered(
        layer=front.name, verdict="no_data", reason="no_layer", sentence=f"{front.name} does not cover it."
    )
    shape = None if region is None else region.shape
    if not any(one.areas for one in front.snapshots) or not is_shown(front, side):
        return silent
    if shape is not None and not (covered_share(front, shape) >= COVERED_FROM).any():
        return silent
    number = front.number_at(day)
    if number is None:
        words = f"{front.name} has no snapshot on or shortly before {day}."
        return Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=words)
    last = front.snapshots[number].day
    grounds = []
    for start in sorted({front.snapshots[0].day, *starts}):
        first = front.number_at(start)
        if first is None or (last - front.snapshots[first].day).days < _LEAST_DAYS:
            continue
        change = compare_days(front, start, day, side=side, region=shape)
        for measure, km2 in (("net", change.net_km2), ("gross", change.gained_km2)):
            if measure in measures:
                grounds.append(_Ground(km2=km2, name=f"{measure} since {start}", snapshot=last))
    if "total" in measures:
        total = float(side_daily_km2(front, side, shape)[number])
        grounds.append(_Ground(km2=total, name="all it holds", snapshot=last))
    return grounds or silent


def _answer(layer: str, ground: _Ground, base: Base, span: Allowed) -> Answered:
    ratio = ground.km2 / base.km2
    verdict = span.verdict(ratio)
    return Answered(
        layer=layer,
        verdict=verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        snapshot=ground.snapshot,
        reading=f"{ground.name}, against {base.name}",
        value=round(ratio, 2),
        figures={"km2": round(ground.km2, 1), "base_km2": round(base.km2, 1), "ratio": round(ratio, 2)},
        sentence=f"{layer}, snapshot of {ground.snapshot}, {ground.name}: {square_kilometres(ground.km2)}, {ratio:.2f} times.",
    )


def _allowed_ratio(quantity: Quantity, exact_share: float, hedged_share: float, partly_share: float) -> Allowed | None:
    span = allowed(quantity, exact_share=exact_share, hedged_share=hedged_share, partly_share=partly_share)
    if span is None or quantity.approx != "range" or quantity.low is None or quantity.high is None:
        return span
    # The ends of a range are rounded numbers themselves: "three to four" is near enough to 2.8.
    return Allowed(
        low=quantity.low * (1 - exact_share),
        high=quantity.high * (1 + exact_share),
        partly_low=quantity.low * (1 - exact_share - partly_share),
        partly_high=quantity.high * (1 + exact_share + partly_share),
        share=exact_share,
    )
