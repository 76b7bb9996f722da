"""Claims x FrontLines -> Findings: what geometry and dates can say about a claim. One file for each check.

Pure: the same claims and layers give the same findings, in whatever order the layers come.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.checks.area_held import check_area
from geo.checks.control_at import check_control
from geo.checks.distance_bearing import check_distance
from geo.checks.question import Question, pose_questions
from geo.checks.share_of_whole import check_share
from geo.checks.verdicts import undecided
from geo.records import Finding, FrontLine, Reading

__all__ = ["check_claims"]

_CONTROL_MODES = frozenset({"hold", "occupy", "lost", "seize", "capture", "recapture"})
_STANCES = {
    "intended": ("not_measurable", "An aim or a plan: whether it was pursued cannot be measured."),
    "predicted": ("not_measurable", "A prediction: Frontline does not check predictions yet."),
    "hypothetical": ("conditional", "The claim speaks of what might be, not of what is."),
}
_TYPES = {
    "attack": "Front lines show who holds ground, not who attacked where.",
    "move": "Front lines show who holds ground, not where forces or people went.",
    "harm": "Front lines show who holds ground, not who came to harm.",
    "talks": "Front lines show who holds ground, not what was said or agreed.",
    "encirclement": "Frontline does not check encirclements yet.",
    "position": "Front lines show who holds ground, not where forces stand.",
    "change": "Frontline does not check yet how far or how fast the line moved.",
    "control": "Front lines show who holds ground, not this kind of control.",
}


def check_claims(reading: Reading, frontlines: Sequence[FrontLine]) -> tuple[Finding, ...]:
    """Return one finding for each claim of a reading, in the order of its claims.

    Parameters
    ----------
    frontlines
        Every layer that covers place, day and side of a claim is asked; their order changes nothing.

    Notes
    -----
    Aims, predictions and conditions never get a decisive verdict, nor do attacks, moves, harm and talks: no evidence is not
    evidence of no.
    """
    layers = sorted(frontlines, key=lambda front: (front.name, front.maker, str(front.first_day), str(front.last_day)))
    return tuple(_check(question, layers) for question in pose_questions(reading))


def _check(question: Question, layers: Sequence[FrontLine]) -> Finding:
    claim = question.claim
    if claim.stance in _STANCES:
        return undecided(claim, *_STANCES[claim.stance])
    if claim.type == "position" and claim.mode == "distance":
        return check_distance(question)
    if claim.type in {"control", "change"} and question.quantity("1", "percent") is not None:
        return check_share(question, layers)
    if claim.type == "control" and claim.mode in _CONTROL_MODES and question.quantity("m2") is not None:
        return check_area(question, layers)
    if claim.type in {"control", "change"} and claim.mode in _CONTROL_MODES and claim.certainty != "U":
        return check_control(question, layers)
    return undecided(claim, "not_measurable", _TYPES[claim.type])
