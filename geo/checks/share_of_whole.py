"""share_of_whole: what a stated share of a country or region comes to in km², against what is held, and against its digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from geo.boundaries import read_boundaries
from geo.checks.allowed import EXACT_SHARE, HEDGED_SHARE, PARTLY_SHARE, Allowed, allowed, as_quantity
from geo.checks.digit_forensics import SimpleFraction, simple_fraction
from geo.checks.held_area import HeldArea, held_areas, judged_by_layer
from geo.checks.official_areas import WholeArea, areas_of
from geo.checks.question import Question
from geo.checks.verdicts import of_claim, percent, square_kilometres, together, undecided
from geo.records import Finding, FrontLine, LayerVerdict, Place, Quantity

CHECK = "share_of_whole"
_GAPS = {
    "vague": "Which side holds the share of which one region is not said, so that no front line is asked.",
    "no_chronology": "Neither the claim nor the article gives a day on which to ask a front line.",
    "no_layer": "No loaded front line covers that ground.",
    "out_of_time": "No loaded front line covers that ground on the day of the claim.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """What the layers say of the share."""

    verdict: str
    reason: str | None
    held: tuple[HeldArea, ...] = ()
    by_layer: tuple[LayerVerdict, ...] = ()


def check_share(
    wholes: Sequence[Place],
    side: str | None,
    said: Quantity | float,
    day: date | None,
    frontlines: Sequence[FrontLine],
    *,
    denied: bool = False,
    asks_layers: bool = True,
    exact_share: float = EXACT_SHARE,
    hedged_share: float = HEDGED_SHARE,
    partly_share: float = PARTLY_SHARE,
) -> Finding:
    """Judge whether a side holds such a share of a country or region on a day, against every plausible size of it.

    A share with far more digits than the numbers it was divided from is partly right at best, whether or not a layer covers
    the ground: its digits are a matter of arithmetic.

    Parameters
    ----------
    wholes
        Countries or regions that the share may be of; front lines are asked only where there is one.
    side
        RU or UA; None where it is not known, so that no front line is asked.
    said
        Per cent, or a quantity as it was read from words.
    day
        The newest snapshot on or before it is asked, never a later one; None where it is not known.
    denied
        True to judge that it is not such a share.
    asks_layers
        False where the share is of something else than ground held, so that only its arithmetic is looked at.
    exact_share, hedged_share, partly_share
        Tolerances, see `allowed`.
    """
    # Written out, since its digits are looked at: 0.00005 is not "5e-05".
    text = "" if isinstance(said, Quantity) else f"{Decimal(repr(said)):f}%"
    quantity = as_quantity(said, si_unit="1", factor=0.01, unit="percent", text=text)
    span = allowed(quantity, exact_share=exact_share, hedged_share=hedged_share, partly_share=partly_share)
    if quantity.si is None or span is None:
        return undecided(None, "vague", "The claim gives no share that could be measured.")
    origin = simple_fraction(quantity.text, scale=100)
    areas = tuple(area for place in wholes for area in areas_of(place))
    compared = _Compared(verdict="not_checkable", reason="vague")
    if asks_layers and side is not None and len(wholes) == 1:
        compared = _compare(wholes[0], side, span, day, frontlines, denied=denied)
    verdict, reason = compared.verdict, compared.reason
    if origin is not None and verdict != "contradicted":
        verdict, reason = "partly", "false_precision"
    shown = next((one for one in compared.held if one.km2 is not None), None)
    return Finding(
        claim=None,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures=_figures(quantity.si, origin, areas, shown),
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance={"share": span.share},
        readings=tuple(
            {
                "reading": f"of {area.name}, {area.km2:,.0f} km² ({area.source})",
                "value": round(quantity.si * area.km2, 1),
            }
            for area in areas
        ),
        by_layer=compared.by_layer,
        sentence=_sentence(quantity, origin, areas, shown, compared.reason),
    )


def answer_share(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds such a share of a country or region, on the last day it is about."""
    claim = question.claim
    quantity = share_said(question)
    if quantity is None:
        return undecided(claim, "vague", "The claim gives no share that could be measured.")
    finding = check_share(
        _wholes(question),
        question.side(),
        quantity,
        question.days[-1] if question.days else None,
        frontlines,
        denied=question.denies,
        asks_layers=claim.type == "control",
    )
    return of_claim(finding, claim)


def share_said(question: Question) -> Quantity | None:
    """Return the share that a claim gives: per cent, or a fraction of a region or country ("a fifth of Ukraine"); None without."""
    fraction = (
        question.quantity("1", "fraction") if question.claim.type == "control" and _wholes_named(question) else None
    )
    return question.quantity("1", "percent") or fraction


def _wholes_named(question: Question) -> set[str]:
    return {p.place.id for p in question.parts if p.role in {"whole", "part"} and p.relation == "part_of"}


def _wholes(question: Question) -> tuple[Place, ...]:
    """Return the regions and countries that the share may be of, with outlines.

    "20 per cent of Ukraine" is no place on the map, and so comes without its outline.
    """
    named = _wholes_named(question)
    known = read_boundaries()
    around = {p.place.id for p in question.parts if p.relation == "context"}
    wholes = [place for place in question.wholes() if place.id not in around or place.id in named]
    # "In the Donbas, 98 per cent of the Luhansk region": what is named as the whole is the whole.
    wholes = [place for place in wholes if place.id in named] or wholes
    return tuple(
        replace(place, shape=known[place.id].shape)
        if place.shape is None and place.id in named and place.id in known
        else place
        for place in wholes
    )


def _compare(
    whole: Place, side: str, said: Allowed, day: date | None, frontlines: Sequence[FrontLine], *, denied: bool
) -> _Compared:
    if day is None:
        return _Compared(verdict="no_data", reason="no_chronology")
    areas = areas_of(whole)
    held = held_areas(frontlines, whole, side, day)

    def judge(km2: float) -> str:
        return together(said.verdict(km2 / area.km2) for area in areas)

    judged = judged_by_layer(held, judge, denies=denied)
    return _Compared(verdict=judged.verdict, reason=judged.reason, held=held, by_layer=judged.by_layer)


def _figures(
    share: float, origin: SimpleFraction | None, wholes: Sequence[WholeArea], shown: HeldArea | None
) -> dict[str, object]:
    figures: dict[str, object] = {"share": share}
    if wholes:
        figures |= {"whole_km2": round(wholes[0].km2, 1), "implied_km2": round(share * wholes[0].km2, 1)}
    if origin is not None:
        figures |= {
            "fraction": origin.text,
            "digits_stated": origin.digits_stated,
            "digits_of_inputs": origin.digits_of_inputs,
        }
    if shown is not None and shown.km2 is not None:
        figures["held_km2"] = round(shown.km2, 1)
    return figures


def _sentence(
    quantity: Quantity,
    origin: SimpleFraction | None,
    wholes: Sequence[WholeArea],
    shown: HeldArea | None,
    gap: str | None,
) -> str:
    said = []
    share = quantity.si or 0.0
    if wholes:
        whole = wholes[0]
        said.append(
            f"{quantity.text} of {whole.name}'s {square_kilometres(whole.km2)} is {square_kilometres(share * whole.km2)}."
        )
    if origin is not None:
        said.append(
            f"The share is {origin.text}{_round_figures(origin, wholes)}: {origin.digits_stated} digits from numbers of "
            f"at most {origin.digits_of_inputs}."
        )
    if shown is not None and shown.km2 is not None and wholes:
        said.append(
            f"{shown.layer}, snapshot of {shown.snapshot}, shows {square_kilometres(shown.km2)}, "
            f"{percent(shown.km2 / wholes[0].km2)}."
        )
    elif gap in _GAPS:
        said.append(_GAPS[gap])
    return " ".join(said)


def _round_figures(origin: SimpleFraction, wholes: Sequence[WholeArea]) -> str:
    """Return in words which round numbers give the fraction, where the whole is a round multiple of its denominator."""
    for whole in wholes:
        digits = len(str(origin.denominator).rstrip("0"))
        rounded = float(f"{whole.km2:.{digits - 1}e}")
        part = rounded * origin.numerator / origin.denominator
        if part >= 1 and float(f"{part:.1e}") == part:
            return f", as {part:,.0f} of {rounded:,.0f} km² gives"
    return ""
