"""control_at: whose ground a place stands on, on the day of the claim, by the share of its footprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.checks.ground import NOT_HELD_TO, Answer, Shown, ask
from geo.checks.question import Question
from geo.checks.verdicts import DECISIVE, flipped, together, undecided
from geo.control.ground import HELD_FROM, has_outline
from geo.records import AREA_KINDS, Finding, FrontLine, LayerVerdict, Place

CHECK = "control_at"
TOLERANCE = {"held_from_share": HELD_FROM, "not_held_to_share": NOT_HELD_TO}
_ROLES = ("where", "target", "whole")
_KINDS = AREA_KINDS | {"city", "facility"}
_VERDICTS = {"held": "supported", "contested": "partly", "not_held": "contradicted"}
_SIDE_WORDS = {"RU": "Russian-held", "UA": "Ukrainian-held"}
_OPPOSED_WORDS = {"RU": "outside Ukrainian-held ground", "UA": "outside Russian-held ground"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What one reading says of the claim at one place on one day."""

    answer: Answer
    shown: Shown | None
    verdict: str
    reason: str | None


def check_control(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds, took or lost places, by every layer that covers them on that day.

    Parameters
    ----------
    frontlines
        In the order in which their findings are told.

    Returns
    -------
    Finding
        Undecided when the side, the place or the day is not said, or when no layer covers them.
    """
    claim = question.claim
    loses = claim.mode == "lost"
    side = question.side(loser=loses)
    places = _places(question)
    days = question.days if claim.type == "control" else question.days[-1:]
    if side is None:
        return undecided(claim, "vague", "The claim does not say which one side holds or takes the ground.")
    if not places:
        return undecided(
            claim, "vague", "The claim names no settlement or region as such, whose ground could be looked up."
        )
    if not days:
        sentence = "Neither the claim nor the article gives a day."
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence)
    if claim.type == "change" and any(place.kind in AREA_KINDS for place in places):
        return _of_a_region(question, places, side, days[-1], frontlines)
    finding = _on_days(question, places, side, days, frontlines)
    if claim.type == "change" and not question.denies and finding.verdict in ("partly", "contradicted"):
        return _after_map_lag(question, places, side, finding, frontlines)
    return finding


def _on_days(
    question: Question, places: Sequence[Place], side: str, days: Sequence[date], frontlines: Sequence[FrontLine]
) -> Finding:
    answers = [ask(front, place, side, day) for front in frontlines for place in places for day in days]
    judged = [_judge(question, answer, shown) for answer in answers for shown in answer.shown or (None,)]
    return _finding(question, side, judged, days[-1])


def _after_map_lag(
    question: Question, places: Sequence[Place], side: str, finding: Finding, frontlines: Sequence[FrontLine]
) -> Finding:
    """Ask again on the day of publication: maps show a capture days after it is reported, so its own day alone decides little."""
    said, day = question.published, question.days[-1]
    if said is None or said <= day:
        return finding
    later = _on_days(question, places, side, (said,), frontlines)
    if later.verdict != "supported":
        return finding
    sentence = f"{finding.sentence} By {said}, when it was published: {later.sentence}"
    readings = ({"reading": f"on {day}", "value": finding.verdict}, {"reading": f"on {said}", "value": later.verdict})
    return replace(finding, verdict="partly", reason="depends_on_reading", readings=readings, sentence=sentence)


def _places(question: Question) -> tuple[Place, ...]:
    """Return the places to look up: those of a kind that can be held, without regions that merely say where a town lies."""
    named = [place for place in question.places(_ROLES) if place.kind in _KINDS]
    towns = [place for place in named if place.kind not in AREA_KINDS]
    return tuple(towns or [place for place in named if has_outline(place)])


def _of_a_region(
    question: Question, places: Sequence[Place], side: str, day: date, frontlines: Sequence[FrontLine]
) -> Finding:
    """Leave a change in a region undecided: it took some of it, and the claim does not say how much."""
    claim, names = question.claim, " and ".join(place.name for place in places)
    answers = [ask(front, place, side, day) for front in frontlines for place in places]
    if any(answer.shown for answer in answers):
        return undecided(claim, "vague", f"How much of {names} the claim means is not said, so no share of it decides.")
    reason = "out_of_time" if any(answer.reason == "out_of_time" for answer in answers) else "no_layer"
    sentence = f"No loaded front line covers {names}{f' on {day}' if reason == 'out_of_time' else ''}."
    return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason=reason, sentence=sentence)


def _judge(question: Question, answer: Answer, shown: Shown | None) -> _Judged:
    if shown is None:
        return _Judged(answer=answer, shown=None, verdict="no_data", reason=answer.reason)
    if answer.place.kind in AREA_KINDS and shown.standing != "held":
        # "Holds the region" may mean a part of it: only a share that holds for the whole decides.
        return _Judged(answer=answer, shown=shown, verdict="not_checkable", reason="vague")
    loses = question.claim.mode == "lost"
    verdict = flipped(_VERDICTS[shown.standing]) if loses else _VERDICTS[shown.standing]
    arrives_unseen = answer.leaves_unseen if loses else answer.by_absence
    if verdict == "supported" and question.claim.type == "change" and not question.denies and arrives_unseen:
        # The layer leaves the ground undrawn on every day: it cannot show that anything changed there.
        return _Judged(answer=answer, shown=shown, verdict="no_data", reason="component_only")
    if question.denies:
        verdict = flipped(verdict)
    return _Judged(answer=answer, shown=shown, verdict=verdict, reason="coverage" if verdict == "partly" else None)


def _finding(question: Question, side: str, judged: Sequence[_Judged], day: date) -> Finding:
    decided = [one for one in judged if one.verdict in DECISIVE]
    verdict, reason = _overall(judged, decided)
    silent = _silent(judged, decided) if decided else []
    told = _told([*decided, *silent] if decided else [one for one in judged if one.shown] or judged, day)
    if question.unplaced and verdict == "supported":
        verdict, reason = "partly", "coverage"
    first = told[0] if told else None
    return Finding(
        claim=question.claim.id,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures=_figures(first) if first and first.shown else {},
        layer=first.answer.layer if first and first.shown else None,
        snapshot=first.answer.snapshot if first and first.shown else None,
        tolerance=TOLERANCE,
        readings=tuple(_reading(one) for one in decided) if len(decided) > 1 else (),
        by_layer=_by_layer(judged, day),
        sentence=" ".join([*dict.fromkeys(_sentence(one, side) for one in told), *_unknown(question)])
        or "No front line is loaded.",
    )


def _silent(judged: Sequence[_Judged], decided: Sequence[_Judged]) -> list[_Judged]:
    """Return the readings of places that no layer decides, where other places of the claim are decided."""
    known = {one.answer.place.id for one in decided}
    return [one for one in judged if one.answer.place.id not in known]


def _unknown(question: Question) -> list[str]:
    return [f"Not placed, so not looked up: {', '.join(question.unplaced)}."] if question.unplaced else []


def _overall(judged: Sequence[_Judged], decided: Sequence[_Judged]) -> tuple[str, str | None]:
    verdicts = [one.verdict for one in decided]
    if verdicts:
        verdict = together(verdicts)
        disagree = len(set(verdicts)) > 1
        if verdict == "supported" and _silent(judged, decided):
            # "A and B" is not borne out by A alone.
            return "partly", "coverage"
        return verdict, "depends_on_reading" if disagree else "coverage" if verdict == "partly" else None
    if any(one.verdict == "not_checkable" for one in judged):
        return "not_checkable", "vague"
    reasons = {one.reason for one in judged}
    return "no_data", next((r for r in ("component_only", "out_of_time") if r in reasons), "no_layer")


def _told(judged: Sequence[_Judged], day: date) -> list[_Judged]:
    """Return the readings the sentence tells: drawn shares first, at the claim's last day where it has one."""
    last = [one for one in judged if one.answer.day == day] or list(judged)
    return sorted(last, key=_telling_order)


def _telling_order(one: _Judged) -> tuple[bool, str, str, str]:
    shown = one.shown
    return shown is None or shown.share is None, one.answer.layer, one.answer.place.id, shown.reading if shown else ""


def _by_layer(judged: Sequence[_Judged], day: date) -> tuple[LayerVerdict, ...]:
    layers: dict[str, list[_Judged]] = {}
    for one in judged:
        if one.answer.day == day:
            layers.setdefault(one.answer.layer, []).append(one)
    verdicts = []
    for layer, ones in sorted(layers.items()):
        verdict, reason = _overall(ones, [one for one in ones if one.verdict in DECISIVE])
        shares = [_figures(one) for one in ones if one.shown]
        verdicts.append(
            LayerVerdict(
                layer=layer,
                snapshot=next((one.answer.snapshot for one in ones if one.shown), None),
                verdict=verdict,
                reason=reason,
                figures=shares[0] if len(shares) == 1 else {},
            )
        )
    return tuple(verdicts)


def _figures(one: _Judged) -> dict[str, object]:
    share = one.shown.share if one.shown else None
    figures: dict[str, object] = {"place": one.answer.place.name}
    if share is not None:
        figures |= {"share": round(share, 4), "radius_m": one.answer.radius_m}
    return figures


def _reading(one: _Judged) -> dict[str, object]:
    shown = one.shown
    return {
        "reading": f"{shown.reading if shown else one.answer.layer}, {one.answer.place.name}, {one.answer.day}",
        "value": None if shown is None else shown.standing if shown.share is None else round(shown.share, 4),
        "verdict": one.verdict,
    }


def _sentence(one: _Judged, side: str) -> str:
    answer, shown = one.answer, one.shown
    name = answer.place.name
    if shown is None:
        if answer.reason == "out_of_time":
            return (
                f"{answer.layer} says nothing about {name} on {answer.day}: no snapshot on or shortly before that day."
            )
        return f"{answer.layer} does not cover {name}."
    if shown.share is None:
        words = {
            "held": _SIDE_WORDS[side],
            "not_held": f"not {_SIDE_WORDS[side]}",
            "contested": "held by neither side for sure",
        }
        return f"{shown.reading} has {name} as {words[shown.standing]} on {answer.day}."
    where = _OPPOSED_WORDS[side] if answer.by_absence else f"on {_SIDE_WORDS[side]} ground"
    radius = answer.radius_m
    size = "its outline" if radius is None else f"a disc of {radius / 1000:.1f} km around its centre"
    return (
        f"{answer.layer}, snapshot of {answer.snapshot}: {100 * shown.share:.0f} % of {name} ({size}) lies {where}; "
        f"{100 * HELD_FROM:.0f} % or more counts as held, {100 * NOT_HELD_TO:.0f} % or less as not held."
    )
