"""enclosure: whether a place is shut in by a side's ground: 72 bearings to 15 km, the widest open mouth, and closed pockets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.checks.layered import Answered, found, in_order
from geo.checks.part import Part
from geo.checks.question import Question
from geo.checks.rays import Enclosure, enclosure_of
from geo.checks.surrounded import holder_of, surrounder
from geo.checks.verdicts import kilometres, of_claim, undecided, without_day
from geo.control.ground import OPPONENT, covered_part, is_shown
from geo.records import Finding, FrontLine, Place

CHECK = "enclosure"
BEARINGS = 72
REACH_M = 15_000.0
MOUTH_M = 1_000.0
"""A way out narrower than this is none: "encircled"."""
BLOCKED_FROM = 0.75
"""Share of the bearings from which a place counts as half shut in: "semi-encircled"."""
ENCIRCLED, SEMI = "encircled", "semi-encircled"
_SEMI = re.compile(
    r"\bsemi\W?(?:encircl|surround)|\bhalf\W(?:encircl|surround)|\b(?:nearly|almost|partially|partly|practically|virtually|all\sbut)\s"
    r"(?:encircl|surround)|\b(?:on|from)\s(?:three|most)\ssides\b|\bз\sтрьох\sбоків|\bс\sтр[её]х\sсторон|\b(?:near|partial)\W(?:encircl)|полуокруж|(?:почти|частичн\w{1,3}|практически)\s(?:полностью\s)?окруж|"
    r"нап[іi]вото[чщ]|(?:майже|частков\w{1,3}|практично)\s(?:повністю\s)?ото[чщ]",
    re.IGNORECASE,
)
_PLAIN = frozenset({None, "in", "at", "of", "around", "coref", "part_of"})
_THE_TOWN = re.compile(r"\bthe\s(?:town|city|village)\b|\b(?:міст|город|селищ)[оау]\b", re.IGNORECASE)
_WHO = {"RU": "Russian", "UA": "Ukrainian"}


def check_enclosure(
    place: Place,
    side: str,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    degree: str = ENCIRCLED,
    denied: bool = False,
    bearings: int = BEARINGS,
    reach_m: float = REACH_M,
    mouth_m: float = MOUTH_M,
    blocked_from: float = BLOCKED_FROM,
) -> Finding:
    """Judge whether a side's ground shuts a place in on a day, by every front line that covers it.

    Parameters
    ----------
    place
        A settlement; directions are taken from its centre.
    side
        RU or UA: the side that surrounds it.
    day
        The newest snapshot on or before it is asked, never a later one.
    degree
        "encircled": no way out is wider than `mouth_m`. "semi-encircled": at least `blocked_from` of the bearings are blocked.
    denied
        True to judge that it is not so.
    bearings, reach_m
        How many directions are looked into, and to how many metres.
    mouth_m
        Metres up to which a way out counts as shut.
    blocked_from
        Share of the bearings, 0 to 1.

    Returns
    -------
    Finding
        no_data where no front line covers the ground within reach, or where the side already holds the place.
    """
    answers = []
    for front in in_order(frontlines):
        silent = _silent(front, place, side, day)
        snapshot = front.at(day)
        if silent is not None or snapshot is None:
            answers.append(silent or Answered(layer=front.name, verdict="no_data", reason="out_of_time"))
            continue
        shown = enclosure_of(front, snapshot, place, side, bearings=bearings, reach_m=reach_m, mouth_m=mouth_m)
        verdict, reason = _verdict(shown, degree, mouth_m, blocked_from)
        answers.append(
            Answered(
                layer=front.name,
                verdict=verdict,
                reason=reason,
                snapshot=snapshot.day,
                reading=f"{place.name} on {snapshot.day}",
                value=round(shown.blocked, 4),
                figures=_figures(place, shown, bearings),
                sentence=_sentence(front.name, snapshot.day, place, side, shown, bearings, reach_m),
            )
        )
    limit = (
        f"no way out wider than {kilometres(mouth_m)}"
        if degree == ENCIRCLED
        else f"{100 * blocked_from:.0f} % of the bearings blocked"
    )
    return found(
        CHECK,
        answers,
        claim=None,
        denies=denied,
        tolerance={"bearings": bearings, "reach_m": reach_m, "mouth_m": mouth_m, "blocked_from_share": blocked_from},
        said=f"“{degree.capitalize()}” asks for {limit}.",
    )


def answer_enclosure(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side has surrounded a town, on the last day it is about.

    Where nobody is named, whoever holds the town is surrounded by the other side.
    """
    claim, days = question.claim, question.days
    towns = {p.place.id: p.place for p in question.parts if p.place.kind == "city" and _is_plain(question, p)}
    if len(towns) != 1:
        return undecided(claim, "vague", "The claim does not say which one town is surrounded.")
    if not days:
        return without_day(claim, CHECK)
    (town,) = towns.values()
    side = surrounder(question)
    inside = holder_of(town, days[-1], frontlines) if side is None and not claim.actors else None
    side = OPPONENT[inside] if inside else side
    if side is None:
        return undecided(claim, "vague", "The claim does not say which side surrounds the town.")
    degree = SEMI if _SEMI.search(claim.quote) else ENCIRCLED
    finding = check_enclosure(town, side, days[-1], frontlines, degree=degree, denied=question.denies)
    if inside:
        lead = f"Who surrounds it is not said; {town.name} is on {_WHO[inside]} ground, so {_WHO[side]}-held ground is looked at."
        finding = replace(finding, sentence=f"{lead} {finding.sentence}")
    return of_claim(finding, claim)


def _is_plain(question: Question, part: Part) -> bool:
    # "The city" of a sentence about its encirclement may refer back to the town named before.
    back = part.relation == "context" and _THE_TOWN.search(question.claim.quote) is not None
    return part.relation in _PLAIN or back


def _silent(front: FrontLine, place: Place, side: str, day: date) -> Answered | None:
    """Return why a layer cannot be asked; None where it can."""
    snapshot = front.at(day)
    draws = any(one.areas for one in front.snapshots)
    if not draws or not is_shown(front, side) or covered_part(front, snapshot, place) is None:
        words = f"{front.name} does not cover {place.name}."
        return Answered(layer=front.name, verdict="no_data", reason="no_layer", sentence=words)
    if snapshot is None:
        words = f"{front.name} says nothing about {place.name} on {day}: no snapshot on or shortly before that day."
        return Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=words)
    return None


def _verdict(shown: Enclosure, degree: str, mouth_m: float, blocked_from: float) -> tuple[str, str | None]:
    if shown.inside:
        return "no_data", "component_only"
    if degree == SEMI:
        if shown.blocked >= blocked_from:
            return "supported", None
        # Where the layer does not reach, the side's ground may lie or not.
        return ("no_data", "no_layer") if shown.blocked + shown.unknown >= blocked_from else ("contradicted", None)
    if shown.pocket:
        return "supported", None
    if shown.mouth is None or shown.mouth.metres < mouth_m:
        # Every straight way is blocked, and a crooked one is open.
        return "partly", "depends_on_reading"
    return ("no_data", "no_layer") if shown.unknown > 0 else ("contradicted", None)


def _figures(place: Place, shown: Enclosure, bearings: int) -> dict[str, object]:
    figures: dict[str, object] = {
        "place": place.name,
        "blocked_share": round(shown.blocked, 4),
        "blocked_bearings": round(shown.blocked * bearings),
        "pocket": shown.pocket,
    }
    if shown.mouth is not None:
        figures |= {
            "mouth_m": round(shown.mouth.metres),
            "mouth_deg": round(shown.mouth.degrees, 1),
            "mouth_towards_deg": round(shown.mouth.towards_deg, 1),
        }
    return figures


def _sentence(layer: str, day: date, place: Place, side: str, shown: Enclosure, bearings: int, reach_m: float) -> str:
    lead = f"{layer}, snapshot of {day}: "
    if shown.inside:
        return f"{lead}the centre of {place.name} itself lies on {_WHO[side]}-held ground, so that looking out from it tells nothing."
    count = round(shown.blocked * bearings)
    words = f"{lead}{_WHO[side]}-held ground blocks {count} of {bearings} bearings ({100 * shown.blocked:.0f} %) within {kilometres(reach_m)} of {place.name}"
    if shown.pocket:
        return f"{words}, and no way out is left open."
    if shown.mouth is None:
        return f"{words}; a crooked way out is left open."
    return (
        f"{words}; the widest way out is {kilometres(shown.mouth.metres)} wide, {shown.mouth.degrees:.0f}° of open bearings "
        f"towards {shown.mouth.towards_deg:.0f}°."
    )
