"""What a claim of control comes to for `control_at`: its places, its one side, its days, and whether it says that ground changed hands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.checks.control_at import CHECK, check_places
from geo.checks.ground import ask
from geo.checks.part import MOST
from geo.checks.question import Question
from geo.checks.verdicts import DECISIVE, of_claim, undecided, without_day
from geo.control.ground import HELD_FROM, has_outline
from geo.records import AREA_KINDS, Finding, FrontLine, Place

_ROLES = ("where", "target", "whole")
MOST_FROM = 0.5
""""Most of" a place is held from half of it."""
_KINDS = AREA_KINDS | {"city", "facility"}
_LASTING = frozenset({"hold", "occupy"})
"""Modes of a state, which is so on each of its days; a change is so on the last of them."""
_EVERY_DAYS, _MOST_DAYS = 7, 40
"""Of a stretch of days within which something was taken so many are looked at."""
_BEFORE = 6
_SINCE = re.compile(r".{0,6}?\b(?:since|відколи|починаючи|начиная|ещ[её]\sс|ще\sз|з|із|с|со)\s", re.IGNORECASE)
_HALVES: dict[float | None, str] = {0.0: "N", 90.0: "E", 180.0: "S", 270.0: "W"}
"""Bearing of a part of a town, degrees clockwise from true north -> the half it is measured by."""


def answer_control(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds, took or lost places, by every layer that covers them on that day.

    Returns
    -------
    Finding
        Undecided when the side, the place or the day is not said, or when no layer covers them.
    """
    claim = question.claim
    side = question.side(loser=claim.mode == "lost")
    half = _half(question)
    places = (half[0],) if half else _places(question)
    lasts, since = claim.type == "control" and claim.mode in _LASTING, _since(question)
    days = question.days if lasts and since is None else question.days[-1:]
    if lasts and since is not None and days and since < days[-1]:
        # It has to be so on the last day of "since October" as well as on the day of the claim.
        days = (since, *days)
    if side is None:
        return undecided(claim, "vague", "The claim does not say which one side holds or takes the ground.")
    if not places:
        return undecided(
            claim, "vague", "The claim names no settlement or region as such, whose ground could be looked up."
        )
    if not days:
        return without_day(claim, CHECK)
    if claim.type == "change" and any(place.kind in AREA_KINDS for place in places):
        return of_claim(_of_a_region(places, side, days[-1], frontlines), claim)
    which = half[1] if half else None
    if (
        claim.type == "change"
        and len(question.days) > 1
        and claim.when is not None
        and claim.when.granularity == "vague"
    ):
        return of_claim(_on_some_day(question, places, side, frontlines, half=which), claim)
    finding = _on_days(question, places, side, days, frontlines, half=which)
    if _is_taking(question) and not question.denies and finding.verdict in ("partly", "contradicted"):
        finding = _after_map_lag(question, places, side, finding, frontlines, half=which)
    return of_claim(finding, claim)


def _is_taking(question: Question) -> bool:
    """Tell whether a claim says that a place changed hands: on one stated day, where its mode may mean a state as well."""
    claim = question.claim
    if claim.type == "change" or claim.mode in {"seize", "capture", "recapture"}:
        return True
    return claim.mode == "occupy" and bool(question.times) and len(question.days) == 1


def _since(question: Question) -> date | None:
    """Return the last day of the time since when something is said to be so; None where no such time is given."""
    given = [
        time.to_day or time.from_day
        for time in question.times
        if _SINCE.match(question.claim.quote, max(0, time.start - question.claim.start - _BEFORE))
    ]
    return next((day for day in given if day is not None), None)


def _places(question: Question) -> tuple[Place, ...]:
    """Return the places to look up: those of a kind that can be held, without regions that merely say where a town lies."""
    named = [place for place in question.places(_ROLES) if place.kind in _KINDS]
    towns = [place for place in named if place.kind not in AREA_KINDS]
    return tuple(towns or [place for place in named if has_outline(place)])


def _half(question: Question) -> tuple[Place, str] | None:
    """Return the one town and the half of it that a claim speaks of ("the northern part of X"); None for whole places."""
    if question.places(_ROLES):
        return None
    halves = {
        (p.place.id, _HALVES[p.bearing_deg]): p.place
        for p in question.parts
        if p.relation == "in_part" and p.bearing_deg in _HALVES and p.place.kind == "city" and p.role in _ROLES
    }
    others = {p.place.id for p in question.parts if p.relation == "in_part"}
    if len(halves) != 1 or len(others) != 1:
        return None
    (((_, half), town),) = halves.items()
    return town, half


def _on_days(
    question: Question,
    places: Sequence[Place],
    side: str,
    days: Sequence[date],
    frontlines: Sequence[FrontLine],
    *,
    half: str | None,
) -> Finding:
    claim = question.claim
    return check_places(
        places,
        side,
        days,
        frontlines,
        lost=claim.mode == "lost",
        changes=claim.type == "change",
        denied=question.denies,
        half=half,
        held_from=MOST_FROM if _extent(question) == MOST else HELD_FROM,
        of_all=_extent(question) is not None,
        unplaced=question.unplaced,
    )


def _extent(question: Question) -> str | None:
    """Return how much of its places a claim means, where it says the same of all of them."""
    said = {part.extent for part in question.parts if part.plain and part.role in _ROLES}
    return said.pop() if len(said) == 1 else None


def _on_some_day(
    question: Question, places: Sequence[Place], side: str, frontlines: Sequence[FrontLine], *, half: str | None
) -> Finding:
    """Judge what was taken on some day of a stretch: "crossed on the 6th and captured X" tells no other day than the 6th.

    It is borne out by any day of the stretch; that none of the days looked at bears it out decides nothing.
    """
    first, last = question.days[0], question.days[-1]
    step = max(_EVERY_DAYS, (last - first).days // _MOST_DAYS)
    days = [first + timedelta(days) for days in range(0, (last - first).days + 1, step)]
    findings = [_on_days(question, places, side, (day,), frontlines, half=half) for day in dict.fromkeys((*days, last))]
    borne_out = next((one for one in findings if one.verdict == "supported"), None)
    if borne_out is not None:
        return borne_out
    if findings[-1].verdict not in DECISIVE:
        return findings[-1]
    sentence = f"Said of some day from {first} to {last}; of those looked at none bears it out. {findings[-1].sentence}"
    return replace(findings[-1], verdict="not_checkable", reason="vague", sentence=sentence)


def _after_map_lag(
    question: Question,
    places: Sequence[Place],
    side: str,
    finding: Finding,
    frontlines: Sequence[FrontLine],
    *,
    half: str | None,
) -> Finding:
    """Ask again on the day of publication: maps show a capture days after it is reported, so its own day alone decides little."""
    said, day = question.published, question.days[-1]
    if said is None or said <= day:
        return finding
    later = _on_days(question, places, side, (said,), frontlines, half=half)
    if later.verdict != "supported":
        return finding
    sentence = f"{finding.sentence} By {said}, when it was published: {later.sentence}"
    readings = ({"reading": f"on {day}", "value": finding.verdict}, {"reading": f"on {said}", "value": later.verdict})
    return replace(finding, verdict="partly", reason="depends_on_reading", readings=readings, sentence=sentence)


def _of_a_region(places: Sequence[Place], side: str, day: date, frontlines: Sequence[FrontLine]) -> Finding:
    """Leave a change in a region undecided: it took some of it, and the claim does not say how much."""
    names = " and ".join(place.name for place in places)
    answers = [ask(front, place, side, day) for front in frontlines for place in places]
    if any(answer.shown for answer in answers):
        return undecided(None, "vague", f"How much of {names} the claim means is not said, so no share of it decides.")
    reason = "out_of_time" if any(answer.reason == "out_of_time" for answer in answers) else "no_layer"
    sentence = f"No loaded front line covers {names}{f' on {day}' if reason == 'out_of_time' else ''}."
    return Finding(claim=None, check=CHECK, verdict="no_data", reason=reason, sentence=sentence)
