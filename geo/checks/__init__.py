"""Claims x FrontLines -> Findings: what geometry and dates can say about a claim. One file for each check.

Pure: the same claims and layers give the same findings, in whatever order the layers come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.checks.area_held import answer_area
from geo.checks.capture_date import check_capture
from geo.checks.change_between import check_change, gives_an_area, is_vague_gain
from geo.checks.context import in_context, reprint_words
from geo.checks.control_claim import answer_control
from geo.checks.direction_of_change import answer_direction, has_direction
from geo.checks.distance_bearing import answer_distance
from geo.checks.doubts import doubt_of
from geo.checks.enclosure import answer_enclosure
from geo.checks.layered import in_order
from geo.checks.prediction_outcome import check_prediction
from geo.checks.question import Question, pose_questions
from geo.checks.rate_trend import check_trend, trend_of
from geo.checks.ratio_of_areas import answer_ratio, compares_areas
from geo.checks.region_relation import answer_region, names_border_region
from geo.checks.share_of_town import check_share_of_town, names_share_of_town
from geo.checks.share_of_whole import answer_share, share_said
from geo.checks.superlative_since import check_record, is_superlative
from geo.checks.temporal_order import answer_order, puts_dates_in_order
from geo.checks.verdicts import DECISIVE, undecided
from geo.records import CLAIM_TYPES, Claim, Finding, FrontLine, Reading

__all__ = ["check_claims"]

_STATED = frozenset({"asserted", "reported", "claimed", "denied"})
_CONTROL_MODES = frozenset({"hold", "occupy", "lost", "seize", "capture", "recapture"})
_GROUND = frozenset({"control", "change"})
_MAPPED = frozenset({"control", "change", "encirclement"})
"""Types that front lines decide."""
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


def _is_sure(question: Question) -> bool:
    return question.claim.certainty != "U"


_TABLE: tuple[_Row, ...] = (
    _Row(
        check=lambda question, _: answer_distance(question),
        types=frozenset({"position"}),
        modes=frozenset({"distance"}),
    ),
    _Row(check=answer_enclosure, types=frozenset({"encirclement"}), modes=frozenset({"encircle"}), fits=_is_sure),
    _Row(check=answer_ratio, types=_GROUND, modes=_CONTROL_MODES | {"gain"}, fits=compares_areas),
    _Row(check=check_share_of_town, types=_GROUND, fits=names_share_of_town),
    _Row(check=answer_share, types=_GROUND, fits=lambda question: share_said(question) is not None),
    _Row(check=check_record, types=frozenset({"change"}), fits=is_superlative),
    _Row(check=check_record, types=frozenset({"control"}), modes=_CHANGING, fits=is_superlative),
    _Row(check=check_trend, types=frozenset({"change"}), fits=lambda question: trend_of(question) is not None),
    _Row(check=check_change, types=frozenset({"change"}), fits=gives_an_area),
    _Row(check=check_change, types=frozenset({"control"}), modes=_CHANGING, fits=gives_an_area),
    _Row(
        check=answer_direction,
        types=frozenset({"change"}),
        modes=frozenset({"advance", "gain"}),
        fits=has_direction,
    ),
    _Row(check=check_change, types=frozenset({"change"}), fits=is_vague_gain),
    _Row(
        check=answer_area,
        types=frozenset({"control"}),
        modes=_CONTROL_MODES,
        fits=lambda question: question.quantity("m2") is not None,
    ),
    _Row(
        check=check_prediction,
        types=_GROUND,
        stances=frozenset({"predicted"}),
        fits=_is_sure,
    ),
    _Row(
        check=check_capture,
        types=frozenset({"change"}),
        modes=frozenset({"capture", "recapture"}),
        fits=_is_sure,
    ),
    _Row(
        check=check_capture,
        types=frozenset({"control"}),
        modes=_CHANGING,
        fits=_is_sure,
    ),
    _Row(
        check=answer_control,
        types=_GROUND,
        modes=_CONTROL_MODES,
        fits=_is_sure,
    ),
    _Row(check=answer_region, types=CLAIM_TYPES - _GROUND, fits=names_border_region),
    _Row(check=answer_order, fits=puts_dates_in_order),
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
    "encirclement": "Front lines show whose ground surrounds a town, not this kind of encirclement.",
    "position": "Front lines show who holds ground, not where forces stand.",
    "change": "Front lines show who gained ground, not this kind of change.",
    "control": "Front lines show who holds ground, not this kind of control.",
}
_DENIED = "The claim is denied, so the opposite was checked: the verdict is on the denial."
_ROWS = {type_: tuple(row for row in _TABLE if type_ in row.types) for type_ in CLAIM_TYPES}


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
    layers, reprint = in_order(frontlines), reprint_words(reading.article.text)
    questions = pose_questions(reading)
    return tuple(in_context(_check(one, layers), one, layers, reprint=reprint) for one in questions)


def _told_as_denied(finding: Finding, claim: Claim) -> Finding:
    """Return a finding that says what was judged, where a source denies the words: it is the denial, not the words."""
    if claim.stance != "denied" or finding.verdict not in DECISIVE:
        return finding
    return replace(finding, sentence=f"{_DENIED} {finding.sentence}".strip())


def _check(question: Question, layers: Sequence[FrontLine]) -> Finding:
    row = next((row for row in _ROWS.get(question.claim.type, ()) if row.takes(question)), None)
    claim = question.claim
    if row is not None:
        finding = row.check(question, layers)
        doubt = doubt_of(question) if finding.verdict in DECISIVE and claim.type in _MAPPED else None
        return (
            _told_as_denied(finding, claim) if doubt is None else undecided(claim, "vague", doubt, check=finding.check)
        )
    return undecided(claim, *_STANCES.get(claim.stance, ("not_measurable", _TYPES[claim.type])))
