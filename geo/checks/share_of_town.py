"""share_of_whole of a settlement: "two thirds of Toretsk", against the share of its footprint that a layer of areas shows."""

from __future__ import annotations

from collections.abc import Sequence

from geo.checks.allowed import allowed
from geo.checks.course import Course, courses_of, size_in_words
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.verdicts import of_claim, undecided, without_day
from geo.records import Finding, FrontLine, Place, Quantity

CHECK = "share_of_whole"
PARTLY_TO = 0.25
"""So far, as a share of the town, a figure may be off and still be partly right: a disc is not the built-up ground."""
_RELATIONS = frozenset({"in_part", "part_of"})
_UNITS = frozenset({"percent", "fraction", "share"})


def names_share_of_town(question: Question) -> bool:
    """Tell whether a claim says which share of one settlement is held or taken."""
    return _town(question) is not None and _share(question) is not None


def check_share_of_town(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side holds such a share of a town, on the last day it is about.

    Layers that state a settlement as a whole show no share of it, and are not asked.
    """
    claim, town, share, side = question.claim, _town(question), _share(question), question.side()
    if town is None or share is None or side is None:
        return undecided(claim, "vague", "The claim does not say which one side holds or takes the ground.")
    if not question.days:
        return without_day(claim, CHECK)
    courses = [course for front in in_order(frontlines) for course in courses_of(front, town, side)]
    answers = [_answer(course, question, town, share) for course in courses]
    finding = found(
        CHECK,
        answers,
        claim=claim.id,
        denies=question.denies,
        tolerance={"partly_to_share": PARTLY_TO},
        said=f"{share.text} of {town.name}, measured on {size_in_words(town)}.",
        figures={"place": town.name, "share_said": share.si},
    )
    return of_claim(finding, claim)


def _answer(course: Course, question: Question, town: Place, said: Quantity) -> Answered:
    day = question.days[-1]
    if course.first_day is None:
        gap = f"{course.layer} does not speak of {town.name}."
        return Answered(layer=course.layer, verdict="no_data", reason="no_layer", sentence=gap)
    if not course.drawn:
        gap = f"{course.source} states {town.name} as a whole, by one point, and shows no share of it."
        return Answered(layer=course.layer, verdict="no_data", reason="no_layer", sentence=gap)
    number, share = course.number_at(day), course.at(day)
    if number is None or share is None:
        gap = f"{course.layer} says nothing about {town.name} on {day}."
        return Answered(layer=course.layer, verdict="no_data", reason="out_of_time", sentence=gap)
    span = allowed(said)
    exact = span is not None and span.low <= share <= span.high
    near = said.si is not None and abs(share - said.si) <= PARTLY_TO
    return Answered(
        layer=course.layer,
        verdict="supported" if exact else "partly" if near else "contradicted",
        reason=None if exact or not near else "false_precision",
        snapshot=course.days[number],
        reading=course.named(town),
        value=round(share, 4),
        figures={"share": round(share, 4)},
        sentence=f"{course.layer}, snapshot of {course.days[number]}, shows {100 * share:.0f} % of it on that side's ground.",
    )


def _town(question: Question) -> Place | None:
    towns = {p.place.id: p.place for p in question.parts if p.relation in _RELATIONS and p.place.kind == "city"}
    others = [p for p in question.parts if p.plain and p.place.id not in towns and p.place.kind == "city"]
    return next(iter(towns.values())) if len(towns) == 1 and not others else None


def _share(question: Question) -> Quantity | None:
    shares = [q for q in question.quantities if q.unit in _UNITS and q.si is not None and 0 < q.si <= 1]
    return shares[0] if len(shares) == 1 else None
