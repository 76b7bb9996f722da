"""Claims x FrontLines -> Findings: what geometry and dates can say about a claim. One file for each check.

Pure: the same claims and layers give the same findings, in whatever order the layers come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.checks.area_held import check_area
from geo.checks.capture_date import check_capture
from geo.checks.change_between import check_change, gives_an_area, is_vague_gain
from geo.checks.control_at import check_control
from geo.checks.distance_bearing import check_distance
from geo.checks.prediction_outcome import check_prediction
from geo.checks.question import Question, pose_questions
from geo.checks.rate_trend import check_trend, trend_of
from geo.checks.share_of_whole import check_share
from geo.checks.superlative_since import check_superlative, is_superlative
from geo.checks.verdicts import undecided
from geo.records import CLAIM_TYPES, Finding, FrontLine, Reading

__all__ = ["check_claims"]

_STATED = frozenset({"asserted", "reported", "claimed", "denied"})
_CONTROL_MODES = frozenset({"hold", "occupy", "lost", "seize", "capture", "recapture"})
_GROUND = frozenset({"control", "change"})
_CHANGING = frozenset({"lost", "seize"})
"""Modes of control that tell of a change of hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Which claims go to a check: those that fit in every respect."""

    check: Callable[[Question, Sequence[FrontLine]], Finding]
    types: frozenset[str] = CLAIM_TYPES
    modes: frozenset[str] | None = None
    """None for every mode."""
    stances: frozenset[str] = _STATED
    fits: Callable[[Question], bool] = lambda _: True
    """What else must be so: a quantity in some unit, a word in the quote."""

    def takes(self, question: Question) -> bool:
        """Tell whether a claim goes to this check."""
        claim = question.claim
        return (
            claim.type in self.types
            and claim.stance in self.stances
            and (self.modes is None or claim.mode in self.modes)
            and self.fits(question)
        )


_TABLE: tuple[_Row, ...] = (
    _Row(
        check=lambda question, _: check_distance(question),
        types=frozenset({"position"}),
        modes=frozenset({"distance"}),
    ),
    _Row(check=check_share, types=_GROUND, fits=lambda question: question.quantity("1", "percent") is not None),
    _Row(check=check_superlative, types=frozenset({"change"}), fits=is_superlative),
    _Row(check=check_superlative, types=frozenset({"control"}), modes=_CHANGING, fits=is_superlative),
    _Row(check=check_trend, types=frozenset({"change"}), fits=lambda question: trend_of(question) is not None),
    _Row(check=check_change, types=frozenset({"change"}), fits=gives_an_area),
    _Row(check=check_change, types=frozenset({"control"}), modes=_CHANGING, fits=gives_an_area),
    _Row(check=check_change, types=frozenset({"change"}), fits=is_vague_gain),
    _Row(
        check=check_area,
        types=frozenset({"control"}),
        modes=_CONTROL_MODES,
        fits=lambda question: question.quantity("m2") is not None,
    ),
    _Row(
        check=check_prediction,
        types=_GROUND,
        stances=frozenset({"predicted"}),
        fits=lambda question: question.claim.certainty != "U",
    ),
    _Row(
        check=check_capture,
        types=frozenset({"change"}),
        modes=frozenset({"capture", "recapture"}),
        fits=lambda question: question.claim.certainty != "U",
    ),
    _Row(
        check=check_control,
        types=_GROUND,
        modes=_CONTROL_MODES,
        fits=lambda question: question.claim.certainty != "U",
    ),
)
"""The first row that takes a claim checks it."""
_STANCES = {
    "intended": ("not_measurable", "An aim or a plan: whether it was pursued cannot be measured."),
    "predicted": ("not_measurable", "A prediction of something that front lines do not show."),
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
    row = next((row for row in _TABLE if row.takes(question)), None)
    if row is not None:
        return row.check(question, layers)
    claim = question.claim
    return undecided(claim, *_STANCES.get(claim.stance, ("not_measurable", _TYPES[claim.type])))
