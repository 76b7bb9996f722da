"""area_held: how much ground a side holds in a named region on the day of the claim."""

from __future__ import annotations

from collections.abc import Sequence

from geo.checks.allowed import Allowed, allowed
from geo.checks.held_area import HeldArea, held_areas, judged_by_layer
from geo.checks.question import Question
from geo.checks.verdicts import square_kilometres, undecided
from geo.records import Finding, FrontLine, Place, Quantity

CHECK = "area_held"


def check_area(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds so many km² of a region, by every layer that covers the region on that day."""
    claim = question.claim
    quantity, side, wholes, days = question.quantity("m2"), question.side(), question.wholes(), question.days
    said = allowed(quantity) if quantity else None
    if quantity is None or said is None or side is None or len(wholes) != 1:
        return undecided(
            claim, "vague", "The claim does not give an area, the side that holds it and one region to measure it in."
        )
    if not days:
        sentence = "Neither the claim nor the article gives a day."
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence)
    region = wholes[0]
    held = held_areas(frontlines, region, side, days[-1])
    verdict, reason, by_layer = judged_by_layer(held, lambda km2: said.verdict(km2 * 1e6), denies=question.denies)
    shown = next((one for one in held if one.km2 is not None), None)
    return Finding(
        claim=claim.id,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures={
            "said_km2": round((quantity.si or 0) / 1e6, 1),
            **({"held_km2": round(shown.km2 or 0, 1)} if shown else {}),
        },
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance={"share": said.share, "low_km2": round(said.low / 1e6, 1), "high_km2": round(said.high / 1e6, 1)},
        by_layer=by_layer,
        sentence=_sentence(quantity, said, region, side, held),
    )


def _sentence(quantity: Quantity, said: Allowed, region: Place, side: str, held: Sequence[HeldArea]) -> str:
    words = f"“{quantity.text}” is {square_kilometres((quantity.si or 0) / 1e6)}"
    shown = [one for one in held if one.km2 is not None]
    if not shown:
        return f"{words}; no loaded front line covers {region.name} on the day of the claim."
    whose = {"RU": "Russian-held", "UA": "Ukrainian-held"}[side]
    figures = "; ".join(
        f"{one.layer}, snapshot of {one.snapshot}, shows {square_kilometres(one.km2 or 0)} of {region.name} {whose}"
        for one in shown
    )
    allowed = f"from {square_kilometres(said.low / 1e6)} to {square_kilometres(said.high / 1e6)}"
    return f"{words}, and the wording allows {allowed}; {figures}."
