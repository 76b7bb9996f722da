"""area_held: how much ground a side holds in a named region on the day of the claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import inf

from geo.checks.allowed import EXACT_SHARE, HEDGED_SHARE, PARTLY_SHARE, Allowed, allowed, as_quantity
from geo.checks.held_area import HeldArea, area_figures, area_words, held_areas, judged_by_layer
from geo.checks.question import Question
from geo.checks.verdicts import of_claim, square_kilometres, undecided, without_day
from geo.records import Finding, FrontLine, Place, Quantity

CHECK = "area_held"
_PEAK = re.compile(
    r"\b(?:at|near|from)\s(?:the|its|their)\s(?:very\s)?(?:peak|height|high\s?point|maximum|zenith)\b|\bpeaked\s(?:at|with)\b|"
    r"\bна\sп[иі]к[уеі]\b|\b(?:в|у)\s(?:разгар|розпал)\b|\bна\sмаксимум[еі]\b",
    re.IGNORECASE,
)
"""The largest extent is meant, whenever it was."""


def check_area(
    region: Place,
    side: str,
    said: Quantity | float,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    peak: bool = False,
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
    peak
        True to judge the largest area that a front line shows on any day it covers, up to the day given.
    denied
        True to judge that it is not so much.
    exact_share, hedged_share, partly_share
        Tolerances, see `allowed`.
    """
    quantity = as_quantity(said, si_unit="m2", factor=1e6, unit="km²")
    span = allowed(quantity, exact_share=exact_share, hedged_share=hedged_share, partly_share=partly_share)
    if span is None:
        return undecided(None, "vague", f"“{quantity.text}” is no area that could be measured against.")
    held = held_areas(frontlines, region, side, day, peak=peak)
    judged = judged_by_layer(held, lambda km2: span.verdict(km2 * 1e6), denies=denied)
    shown = next((one for one in held if one.km2 is not None), None)
    sentence = _sentence(quantity, span, region, side, held, peak=peak)
    return Finding(
        claim=None,
        check=CHECK,
        verdict=judged.verdict,
        reason=judged.reason,
        figures={"said_km2": round((quantity.si or 0) / 1e6, 1), **(area_figures(shown) if shown else {})},
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance={
            "share": span.share,
            **{
                name: round(m2 / 1e6, 1)
                for name, m2 in (
                    ("low_km2", span.low),
                    ("high_km2", span.high),
                    ("partly_low_km2", span.partly_low),
                    ("partly_high_km2", span.partly_high),
                )
                if m2 < inf
            },
        },
        readings=judged.readings,
        by_layer=judged.by_layer,
        sentence=f"{sentence} The layers disagree." if judged.disagree else sentence,
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
    # A peak may lie before or after the days the claim tells of, but not after it was said.
    peak = _PEAK.search(claim.quote) is not None
    day = question.published or days[-1] if peak else days[-1]
    return of_claim(check_area(wholes[0], side, quantity, day, frontlines, peak=peak, denied=question.denies), claim)


def _sentence(
    quantity: Quantity, said: Allowed, region: Place, side: str, held: Sequence[HeldArea], *, peak: bool
) -> str:
    words = f"“{quantity.text}” is {square_kilometres((quantity.si or 0) / 1e6)}"
    told = [text for one in held if (text := area_words(one, region, side))]
    if all(one.km2 is None for one in held):
        when = "up to the day of the claim" if peak else "on the day of the claim"
        return "; ".join([f"{words}; no loaded front line covers {region.name} {when}", *told]) + "."
    # "At least 200" has no upper end.
    upper = f" to {square_kilometres(said.high / 1e6)}" if said.high < inf else " upwards"
    span = f"from {square_kilometres(said.low / 1e6)}{upper}"
    lead = "at its largest on the days at hand, " if peak else ""
    return f"{words}, and the wording allows {span}; {lead}{'; '.join(told)}."
