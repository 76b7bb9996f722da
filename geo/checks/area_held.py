"""area_held: how much ground a side holds in a named region on the day of the claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.checks.allowed import EXACT_SHARE, HEDGED_SHARE, PARTLY_SHARE, Allowed, allowed, as_quantity
from geo.checks.held_area import HeldArea, held_areas, judged_by_layer
from geo.checks.question import Question
from geo.checks.verdicts import of_claim, square_kilometres, undecided, without_day
from geo.records import Finding, FrontLine, Place, Quantity

CHECK = "area_held"
_WHOSE = {"RU": "Russian-held", "UA": "Ukrainian-held"}


def check_area(
    region: Place,
    side: str,
    said: Quantity | float,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    denied: bool = False,
    exact_share: float = EXACT_SHARE,
    hedged_share: float = HEDGED_SHARE,
    partly_share: float = PARTLY_SHARE,
) -> Finding:
    """Judge whether a side holds so many km² of a region on a day, by every front line that covers the region.

    Parameters
    ----------
    region
        A place with a polygon.
    side
        RU or UA.
    said
        km², or a quantity as it was read from words.
    day
        The newest snapshot on or before it is asked, never a later one.
    denied
        True to judge that it is not so much.
    exact_share, hedged_share, partly_share
        Tolerances, see `allowed`.
    """
    quantity = as_quantity(said, si_unit="m2", factor=1e6, unit="km²")
    span = allowed(quantity, exact_share=exact_share, hedged_share=hedged_share, partly_share=partly_share)
    if span is None:
        return undecided(None, "vague", f"“{quantity.text}” is no area that could be measured against.")
    held = held_areas(frontlines, region, side, day)
    verdict, reason, by_layer = judged_by_layer(held, lambda km2: span.verdict(km2 * 1e6), denies=denied)
    shown = next((one for one in held if one.km2 is not None), None)
    return Finding(
        claim=None,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures={
            "said_km2": round((quantity.si or 0) / 1e6, 1),
            **({"held_km2": round(shown.km2 or 0, 1)} if shown else {}),
        },
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance={"share": span.share, "low_km2": round(span.low / 1e6, 1), "high_km2": round(span.high / 1e6, 1)},
        by_layer=by_layer,
        sentence=_sentence(quantity, span, region, side, held),
    )


def answer_area(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds so many km² of a region, on the last day it is about."""
    claim = question.claim
    quantity, side, wholes, days = question.quantity("m2"), question.side(), question.wholes(), question.days
    if quantity is None or allowed(quantity) is None or side is None or len(wholes) != 1:
        return undecided(
            claim, "vague", "The claim does not give an area, the side that holds it and one region to measure it in."
        )
    if not days:
        return without_day(claim, CHECK)
    return of_claim(check_area(wholes[0], side, quantity, days[-1], frontlines, denied=question.denies), claim)


def _sentence(quantity: Quantity, said: Allowed, region: Place, side: str, held: Sequence[HeldArea]) -> str:
    words = f"“{quantity.text}” is {square_kilometres((quantity.si or 0) / 1e6)}"
    shown = [one for one in held if one.km2 is not None]
    if not shown:
        return f"{words}; no loaded front line covers {region.name} on the day of the claim."
    figures = "; ".join(
        f"{one.layer}, snapshot of {one.snapshot}, shows {square_kilometres(one.km2 or 0)} of {region.name} {_WHOSE[side]}"
        for one in shown
    )
    span = f"from {square_kilometres(said.low / 1e6)} to {square_kilometres(said.high / 1e6)}"
    return f"{words}, and the wording allows {span}; {figures}."
