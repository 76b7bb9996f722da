"""rate_trend: whether an advance gained or lost speed, by the net gain a day in equal windows before and after a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geo.checks.gains import WHOLE_FRONT, Gain, Scope, daily_held, gain_in
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.scopes import gainer, in_scopes
from geo.checks.verdicts import net_in_words, undecided
from geo.checks.words import words_of
from geo.records import Finding, FrontLine

CHECK = "rate_trend"
FASTER_FROM = 1.25
"""Ratio of the later pace to the earlier one from which an advance is accelerating."""
SLOWER_TO = 0.8
LEAST_DAYS = 14
"""Shorter windows say more of the days on which maps are drawn than of the front."""
USUAL_DAYS = 28
LONGEST_DAYS = 183
"""A day told of further back than this is history, and no turn of the present advance."""
LEAST_KM2 = 1.0
"""Less in either window is below what maps of control resolve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The day that parts two windows of equal length."""

    day: date
    until: date
    """Last day of the later window, which is cut where the layer does not reach as far back."""


def rate_trend(
    side: str,
    turns: Sequence[Turn],
    frontlines: Sequence[FrontLine],
    *,
    trend: str = "accelerating",
    scope: Scope = WHOLE_FRONT,
    faster_from: float = FASTER_FROM,
    slower_to: float = SLOWER_TO,
    least_days: int = LEAST_DAYS,
    least_km2: float = LEAST_KM2,
    claim: str | None = None,
    denies: bool = False,
) -> Finding:
    """Judge whether a side's advance was accelerating or slowing at a day.

    Parameters
    ----------
    side
        RU or UA: the side that advances.
    turns
        Each is a reading: the days that part the windows, and how far the later window goes.
    trend
        "accelerating" or "slowing".
    scope
        The ground in which is measured.
    faster_from, slower_to
        Ratios of net km² a day, after to before; between the two the pace is about the same, and the claim partly right.
    least_days
        Least length of a window.
    least_km2
        Net gain that at least one window must have, to either sign.
    claim, denies
        Id of the claim that is checked, and whether it says that it is not so.

    Returns
    -------
    Finding
        Supported where all layers and readings agree; partly, depends_on_reading, where they do not.
    """
    answers: list[Answered] = []
    for front in in_order(frontlines):
        held = daily_held(front, side, scope)
        if held is None:
            gap = f"{front.name} does not speak about the ground {scope.name}."
            answers.append(Answered(layer=front.name, verdict="no_data", reason="no_layer", sentence=gap))
            continue
        for turn in turns:
            step = timedelta(_window_days(front, turn))
            if step.days < least_days:
                gap = f"{front.name} has no {least_days} days before and after {turn.day}."
                answers.append(Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=gap))
                continue
            before = gain_in(front, held, scope, turn.day - step, turn.day)
            after = gain_in(front, held, scope, turn.day, turn.day + step)
            answers.append(_answer(side, before, after, trend, faster_from, slower_to, least_km2))
    return found(
        CHECK,
        answers,
        claim=claim,
        denies=denies,
        tolerance={"faster_from_ratio": faster_from, "slower_to_ratio": slower_to, "least_window_days": least_days},
    )


def check_trend(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that an advance is accelerating or slowing, by equal windows before and after the day it turned.

    The day is the one with which the claim's stretch begins; else the single day that the article told of last before the
    claim, two weeks to half a year before its own; else the windows are the eight weeks up to the claim's day.
    """
    side, trend, turns = gainer(question), trend_of(question), _turns(question)
    if side is None or trend is None:
        return undecided(question.claim, "vague", "The claim does not say which side's advance it means.")
    if not turns:
        sentence = "Neither the claim nor the article gives a day."
        return Finding(
            claim=question.claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence
        )
    return in_scopes(
        question,
        lambda scope: rate_trend(
            side, turns, frontlines, trend=trend, scope=scope, claim=question.claim.id, denies=question.denies
        ),
    )


def trend_of(question: Question) -> str | None:
    """Return "accelerating" or "slowing" as the claim's words say; None where they say neither, or both."""
    words, quote = words_of(question), question.claim.quote
    faster, slower = words.faster.search(quote), words.slower.search(quote)
    if bool(faster) == bool(slower):
        return None
    return "accelerating" if faster else "slowing"


def _turns(question: Question) -> tuple[Turn, ...]:
    days = question.days
    if not days:
        return ()
    if (days[-1] - days[0]).days >= LEAST_DAYS:
        return (Turn(day=days[0], until=days[-1]),)
    turn = question.turn
    if turn is not None and LEAST_DAYS <= (days[-1] - turn).days <= LONGEST_DAYS:
        return (Turn(day=turn, until=days[-1]),)
    return (Turn(day=days[-1] - timedelta(USUAL_DAYS), until=days[-1]),)


def _window_days(front: FrontLine, turn: Turn) -> int:
    """Return the length of the windows: as long as the later one may be, cut to what the layer has before the day."""
    if front.first_day is None:
        return 0
    return min((turn.until - turn.day).days, (turn.day - front.first_day).days)


def _answer(
    side: str, before: Gain, after: Gain, trend: str, faster_from: float, slower_to: float, least_km2: float
) -> Answered:
    if before.km2 is None or after.km2 is None or before.per_day is None or after.per_day is None:
        gap = f"{before.layer} has no snapshot on or shortly before one of the days."
        return Answered(layer=before.layer, verdict="no_data", reason="out_of_time", sentence=gap)
    ratio = after.per_day / before.per_day if before.per_day > 0 and after.per_day > 0 else None
    figures = {
        "km2_per_day_before": round(before.per_day, 2),
        "km2_per_day_after": round(after.per_day, 2),
        "days_before": before.days,
        "days_after": after.days,
        **({} if ratio is None else {"ratio": round(ratio, 2)}),
    }
    earlier = net_in_words(side, before.per_day, f"{abs(before.per_day):.2f} km² a day")
    later = net_in_words(side, after.per_day, f"{abs(after.per_day):.2f} km² a day")
    told = (
        f"{before.layer} shows {earlier} {before.scope} from {before.first} to {before.last}, and {later} from "
        f"{after.first} to {after.last}"
    )
    times = "" if ratio is None else f", {ratio:.2f} times as much"
    rule = f"from {faster_from:g} times an advance counts as accelerating, up to {slower_to:g} times as slowing"
    small = max(abs(before.km2), abs(after.km2)) < least_km2
    verdict, reason = (
        ("not_checkable", "below_resolution")
        if small
        else _judge(trend, before.per_day, after.per_day, ratio, faster_from, slower_to)
    )
    return Answered(
        layer=before.layer,
        verdict=verdict,
        reason=reason,
        snapshot=after.last,
        reading=f"windows of {after.days} days at {after.first}, {after.scope}",
        value=None if ratio is None else round(ratio, 2),
        figures=figures,
        sentence=f"{told}{times}; {rule}.",
    )


def _judge(
    trend: str, before: float, after: float, ratio: float | None, faster_from: float, slower_to: float
) -> tuple[str, str | None]:
    if ratio is None:
        if before <= 0 and after <= 0:
            # Nothing was gained in either window, so that there is no advance to have a pace.
            return ("contradicted", None) if trend == "accelerating" else ("not_checkable", "vague")
        rising = after > before
        return ("supported" if rising == (trend == "accelerating") else "contradicted"), None
    if slower_to < ratio < faster_from:
        return "partly", "depends_on_reading"
    return ("supported" if (ratio >= faster_from) == (trend == "accelerating") else "contradicted"), None
