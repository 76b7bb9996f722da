"""Where and for whom a claim of change is measured: the side that gains, and the ground."""

from __future__ import annotations

from collections.abc import Callable

from geo.checks.gains import WHOLE_FRONT, Scope, around, elsewhere_than
from geo.checks.question import Question
from geo.checks.verdicts import undecided
from geo.control.ground import OPPONENT, has_outline
from geo.records import AREA_KINDS, Finding, Place

LOSING = frozenset({"lost", "retreat"})
"""Modes whose side loses the ground."""
_TOWNS = frozenset({"city", "facility"})
_NEARBY = frozenset(
    {None, "in", "at", "into", "from", "near", "around", "outskirts", "toward", "direction", "on", "of", "for"}
)
"""Relations under which the ground around a town is meant."""


def gainer(question: Question) -> str | None:
    """Return the side that gains the ground by the claim, RU or UA; None when unsaid."""
    loses = question.claim.mode in LOSING
    side = question.side(loser=loses)
    return OPPONENT[side] if side is not None and loses else side


def scopes_of(question: Question) -> tuple[Scope, ...]:
    """Return the ground in which a change is measured, one scope a reading; empty where the claim's places have no extent.

    Notes
    -----
    Other parts of the front than the place named before lie outside 50 km of it. A place named as mere context does not say
    where: the whole front and the ground around it are two readings.
    """
    if question.elsewhere:
        place = question.named_before
        return (WHOLE_FRONT,) if place is None or not _has_extent(place) else (elsewhere_than(place),)
    meant = _places(question, context=False)
    if meant:
        return tuple(around(place) for place in meant)
    context = _places(question, context=True)
    return (*(around(place) for place in context), WHOLE_FRONT)


def in_scopes(question: Question, measure: Callable[[Scope], Finding]) -> Finding:
    """Return what a measure finds in the ground that a claim means.

    Of several grounds all must bear the claim out alike: where one is not covered that decides, and where they disagree it is
    not known which one is meant.
    """
    findings = [measure(scope) for scope in scopes_of(question)]
    silent = next((one for one in findings if one.verdict == "no_data"), None)
    if silent is not None:
        return silent
    if len({one.verdict for one in findings}) == 1:
        return findings[-1]
    told = " ".join(one.sentence for one in findings)
    return undecided(question.claim, "vague", f"It is not said in which ground. {told}", check=findings[0].check)


def _places(question: Question, *, context: bool) -> list[Place]:
    """Return the places a claim is about: its towns, else the smallest of its regions."""
    found = {
        part.place.id: part.place
        for part in question.parts
        if (part.relation == "context" if context else part.relation in _NEARBY or part.plain)
        and _has_extent(part.place)
    }
    places = [found[key] for key in sorted(found)]
    towns = [place for place in places if place.kind in _TOWNS]
    regions = sorted((p for p in places if p.kind in AREA_KINDS), key=lambda p: (p.kind == "country", p.radius_m, p.id))
    return towns or regions[:1]


def _has_extent(place: Place) -> bool:
    return place.kind in _TOWNS or (place.kind in AREA_KINDS and has_outline(place))
