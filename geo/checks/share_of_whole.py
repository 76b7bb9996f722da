"""share_of_whole: what a stated share of a country or region comes to in km², against what is held, and against its digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.checks.allowed import Allowed, allowed
from geo.checks.digit_forensics import SimpleFraction, simple_fraction
from geo.checks.held_area import HeldArea, held_areas, judged_by_layer
from geo.checks.official_areas import WholeArea, areas_of
from geo.checks.question import Question
from geo.checks.verdicts import percent, square_kilometres, together, undecided
from geo.records import Finding, FrontLine, LayerVerdict, Quantity

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


def check_share(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds such a share of a country or region.

    A share with far more digits than the numbers it was divided from is partly right at best, whether or not a layer covers
    the ground: its digits are a matter of arithmetic.
    """
    claim = question.claim
    quantity = question.quantity("1", "percent")
    said = allowed(quantity) if quantity else None
    if quantity is None or quantity.si is None or said is None:
        return undecided(claim, "vague", "The claim gives no share that could be measured.")
    origin = simple_fraction(quantity.text, scale=100)
    wholes = tuple(area for place in question.wholes() for area in areas_of(place))
    compared = _compare(question, said, frontlines)
    verdict, reason = compared.verdict, compared.reason
    if origin is not None and verdict != "contradicted":
        verdict, reason = "partly", "false_precision"
    shown = next((one for one in compared.held if one.km2 is not None), None)
    return Finding(
        claim=claim.id,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures=_figures(quantity.si, origin, wholes, shown),
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance={"share": said.share},
        readings=tuple(
            {
                "reading": f"of {area.name}, {area.km2:,.0f} km² ({area.source})",
                "value": round(quantity.si * area.km2, 1),
            }
            for area in wholes
        ),
        by_layer=compared.by_layer,
        sentence=_sentence(quantity, origin, wholes, shown, compared.reason),
    )


def _compare(question: Question, said: Allowed, frontlines: Sequence[FrontLine]) -> _Compared:
    places, side, days = question.wholes(), question.side(), question.days
    if question.claim.type != "control" or side is None or len(places) != 1:
        return _Compared(verdict="not_checkable", reason="vague")
    if not days:
        return _Compared(verdict="no_data", reason="no_chronology")
    areas = areas_of(places[0])
    held = held_areas(frontlines, places[0], side, days[-1])

    def judge(km2: float) -> str:
        return together(said.verdict(km2 / area.km2) for area in areas)

    verdict, reason, by_layer = judged_by_layer(held, judge, denies=question.denies)
    return _Compared(verdict=verdict, reason=reason, held=held, by_layer=by_layer)


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
