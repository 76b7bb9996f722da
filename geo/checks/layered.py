"""Readings of several layers -> one Finding: the verdict of each layer, of all together, and whether they disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from geo.checks.verdicts import DECISIVE, flipped, together
from geo.records import Finding, FrontLine, LayerVerdict

_MOST_TOLD = 3
_GAPS = ("component_only", "out_of_time", "no_layer")
"""Reasons for no data, the one that says most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One reading of one layer: its verdict on what is said, and how it is told."""

    layer: str
    verdict: str
    reason: str | None = None
    snapshot: date | None = None
    reading: str = ""
    """What was read: "since 2024-08-06, on the whole front"."""
    value: float | str | None = None
    """The number or day that decides."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""


def in_order(frontlines: Sequence[FrontLine]) -> list[FrontLine]:
    """Return layers in an order that does not depend on how they were given."""
    return sorted(frontlines, key=lambda front: (front.name, front.maker, str(front.first_day), str(front.last_day)))


def found(
    check: str,
    answers: Sequence[Answered],
    *,
    claim: str | None,
    denies: bool,
    tolerance: Mapping[str, Any],
    said: str = "",
    figures: Mapping[str, Any] | None = None,
) -> Finding:
    """Return the finding of a check from what the layers answered.

    Parameters
    ----------
    answers
        In the order in which they are told.
    denies
        True when the claim says that it is not so.
    said
        What the claim comes to, told before the layers.
    figures
        Beside those of the answer that is told first.
    """
    if denies:
        answers = [replace(one, verdict=flipped(one.verdict)) for one in answers]
    decided = [one for one in answers if one.verdict in DECISIVE]
    verdict, reason = _overall(answers)
    shown = next(iter([*decided, *(one for one in answers if one.snapshot)]), None)
    told = decided or [one for one in answers if one.snapshot] or list(answers)
    by_layer = _by_layer(answers)
    sentences = [*dict.fromkeys(one.sentence for one in told if one.sentence)]
    if len(sentences) > _MOST_TOLD:
        sentences = [*sentences[:_MOST_TOLD], f"{len(sentences) - _MOST_TOLD} more readings are listed."]
    if len({one.verdict for one in by_layer if one.verdict in DECISIVE}) > 1:
        sentences.append("The layers disagree.")
    return Finding(
        claim=claim,
        check=check,
        verdict=verdict,
        reason=reason,
        figures={**(figures or {}), **(shown.figures if shown else {})},
        layer=shown.layer if shown else None,
        snapshot=shown.snapshot if shown else None,
        tolerance=tolerance,
        readings=tuple(
            {"reading": f"{one.layer}, {one.reading}", "value": one.value, "verdict": one.verdict} for one in decided
        )
        if len(decided) > 1
        else (),
        by_layer=by_layer,
        sentence=" ".join([*([said] if said else []), *sentences]) or "No front line is loaded.",
    )


def _by_layer(answers: Sequence[Answered]) -> tuple[LayerVerdict, ...]:
    layers: dict[str, list[Answered]] = {}
    for one in answers:
        layers.setdefault(one.layer, []).append(one)
    verdicts = []
    for layer, ones in sorted(layers.items()):
        verdict, reason = _overall(ones)
        shown = [one for one in ones if one.snapshot]
        verdicts.append(
            LayerVerdict(
                layer=layer,
                snapshot=shown[0].snapshot if shown else None,
                verdict=verdict,
                reason=reason,
                figures=shown[0].figures if len(shown) == 1 else {},
            )
        )
    return tuple(verdicts)


def _overall(answers: Sequence[Answered]) -> tuple[str, str | None]:
    decided = [one for one in answers if one.verdict in DECISIVE]
    if decided:
        verdict = together(one.verdict for one in decided)
        if len({one.verdict for one in decided}) > 1:
            return verdict, "depends_on_reading"
        why = sorted({one.reason for one in decided if one.reason})
        return verdict, None if verdict == "supported" or not why else why[0]
    silent = [one for one in answers if one.verdict == "not_checkable"]
    if silent:
        return "not_checkable", silent[0].reason
    reasons = {one.reason for one in answers}
    return "no_data", next((reason for reason in _GAPS if reason in reasons), "no_layer")
