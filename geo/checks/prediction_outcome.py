"""prediction_outcome: whether a place came to be held as predicted, inside the horizon that the words give.

The one check that looks at snapshots later than the claim: a prediction is open until one closes it, and running again with
newer snapshots settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from geo.checks.approach import LOOKED_BACK_DAYS, approach_of
from geo.checks.course import centre_inside, courses_of
from geo.checks.layered import found, in_order
from geo.checks.predicted import Asked, Horizon, Later, Levels, answer_of
from geo.checks.question import Question
from geo.checks.scopes import gainer
from geo.checks.verdicts import undecided
from geo.checks.words import words_of
from geo.records import AREA_KINDS, Finding, FrontLine, Place

CHECK = "prediction_outcome"
TRUE_FROM = 0.5
"""Share of a town's footprint from which a prediction that it is taken came true."""
HALF_FROM = 0.1
REGION_TRUE_FROM = 0.95
"""A region is taken when all of it is, and has no half."""
PLACE_KINDS = AREA_KINDS | {"city", "facility"}
_TAKING = frozenset({"capture", "recapture", "seize", "occupy", "lost"})
_END = re.compile(r"\b(?:end|close)\b|\b(?:кінц|конц)", re.IGNORECASE)
_LAND, _SHARES = frozenset({"m", "m2"}), frozenset({"percent", "fraction"})
_ROLES = ("where", "target", "whole", "destination")


def prediction_outcome(
    place: Place,
    side: str,
    horizon: Horizon,
    frontlines: Sequence[FrontLine],
    *,
    until: date | None = None,
    true_from: float | None = None,
    half_from: float = HALF_FROM,
    forecast_days: int = LOOKED_BACK_DAYS,
    possible: bool = False,
    claim: str | None = None,
    denies: bool = False,
) -> Finding:
    """Judge a prediction that a side would take a place.

    Parameters
    ----------
    side
        RU or UA: the side that is to take it.
    horizon
        The day it was said, and the last day by which it is to happen.
    until
        Snapshots after this day are left out; None for none.
    true_from, half_from
        Shares of the place's footprint from which it came true and half true. None for half of a town and 0.95 of a region,
        which has no half.
    forecast_days
        Days before it was said to which the straight-line forecast is fitted.
    possible
        True when it is only said that it may happen: then no outcome contradicts it.
    claim, denies
        Id of the claim that is checked, and whether it says that it will not be so.

    Returns
    -------
    Finding
        Decided once a snapshot closes the horizon; before that no_data with the status "open" among its figures. The figures
        give the later outcome and the straight-line forecast of the day it was said as well.
    """
    region = place.kind in AREA_KINDS
    levels = Levels(
        true_from=true_from or (REGION_TRUE_FROM if region else TRUE_FROM), half_from=None if region else half_from
    )
    asked = Asked(place=place, side=side, horizon=horizon, levels=levels, possible=possible, denies=denies)
    answers = []
    for front in in_order(frontlines):
        for course in courses_of(front, place, side):
            later = Later()
            if course.drawn and not region and course.at(horizon.said) is not None:
                inside = centre_inside(front, place, side, horizon.said)
                later = Later(
                    centre=None if inside is not None and until is not None and inside > until else inside,
                    forecast=approach_of(front, place, side, horizon.said, days=forecast_days),
                    fitted_days=forecast_days,
                )
            answers.append(answer_of(asked, course.upto(until), later))
    half = {} if levels.half_from is None else {"half_from_share": levels.half_from}
    return found(
        CHECK,
        answers,
        claim=claim,
        denies=denies,
        tolerance={"true_from_share": levels.true_from, **half},
        said=f"{horizon.told()}; later snapshots settle a prediction.",
        figures={
            "place": place.name,
            "side": side,
            "said": horizon.said.isoformat(),
            "horizon": horizon.last.isoformat() if horizon.last else None,
            "status": "no data",
        },
    )


def check_prediction(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a prediction that a side takes one place; of any other no outcome can be looked up."""
    claim, side, places = question.claim, gainer(question), _places(question)
    if question.published is None:
        sentence = "The article's day is not known, so that it is not known when the prediction was made."
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence)
    when = claim.when
    if when is not None and when.to_day is not None and when.to_day < question.published:
        return undecided(
            claim,
            "vague",
            f"It goes back to days up to {when.to_day}, before the article, and not to what is still to come.",
        )
    if side is None or len(places) != 1:
        return undecided(claim, "vague", "The prediction does not name one place and the side that is to take it.")
    if (
        claim.mode not in _TAKING
        or any(one.si_unit in _LAND or one.unit in _SHARES for one in question.quantities)
        or question.unplaced
    ):
        return _unmeasured(question, places[0], side, frontlines)
    return prediction_outcome(
        places[0],
        side,
        horizon_of(question, question.published),
        frontlines,
        possible=claim.certainty == "PS",
        claim=claim.id,
        denies=question.denies,
    )


def horizon_of(question: Question, said: date) -> Horizon:
    """Return how long a prediction has, by the last day it names, else by its words, else without an end."""
    words, quote, when = words_of(question), question.claim.quote, question.claim.when
    if year := words.this_year.search(quote):
        return Horizon(said=said, last=date(said.year, 12, 31), words=year.group())
    if when is not None and when.to_day is not None and when.to_day > said:
        # "By the end of 2026" leaves the whole of its last month.
        ends = [one.to_day for one in question.times if one.to_day and _END.search(one.text)]
        return Horizon(said=said, last=max([when.to_day, *ends]))
    for days, pattern in words.horizons:
        if match := pattern.search(quote):
            return Horizon(said=said, last=said + timedelta(days), words=match.group())
    return Horizon(said=said)


def _places(question: Question) -> tuple[Place, ...]:
    """Return the towns of a prediction, else its regions; a region that merely says where a town lies is left out."""
    named = [place for place in question.places(_ROLES) if place.kind in PLACE_KINDS]
    return tuple([place for place in named if place.kind not in AREA_KINDS] or named)


def _unmeasured(question: Question, place: Place, side: str, frontlines: Sequence[FrontLine]) -> Finding:
    """Leave a prediction of something else than the taking of a place undecided: no_data where no layer covers the place."""
    courses = [course for front in in_order(frontlines) for course in courses_of(front, place, side)]
    if any(course.first_day is not None for course in courses):
        return undecided(question.claim, "vague", f"What is predicted of {place.name} has no measure in its ground.")
    sentence = f"No loaded front line covers {place.name}."
    return Finding(claim=question.claim.id, check=CHECK, verdict="no_data", reason="no_layer", sentence=sentence)
