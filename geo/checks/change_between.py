"""change_between: how many km² a side gained between two days, net and gross, beside the number that is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from geo.checks.allowed import Allowed, allowed
from geo.checks.gains import WHOLE_FRONT, Gain, Scope, daily_held, gain_in
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.scopes import gainer, in_scopes, scopes_of
from geo.checks.verdicts import net_in_words, square_kilometres, together, undecided
from geo.checks.words import words_of
from geo.control import compare_days
from geo.records import Finding, FrontLine

CHECK = "change_between"
SUPPORTED_SHARE = 0.10
PARTLY_SHARE = 0.25
"""A stated number counts as right, and as partly right, this much to either side of what the layer shows."""
LEAST_DAYS = 7
"""Maps follow the ground by days: a shorter change may be borne out by them, but not denied."""
USUAL_DAYS = 28
_FROM_NOTHING = 0.01
_AREA_OF = re.compile(r"\b(?:area|sector|district|direction|axis)\b|\bнапрям|\bнаправлен|\bрайон", re.IGNORECASE)
"""The ground around a town, which itself is not said to have changed hands."""
_WHOLE_UNITS = frozenset({"day", "week", "month", "season", "year"})


def change_between(
    side: str,
    first_day: date | None,
    last_day: date,
    frontlines: Sequence[FrontLine],
    *,
    said_km2: float | None = None,
    wording: Allowed | None = None,
    scope: Scope = WHOLE_FRONT,
    supported_share: float = SUPPORTED_SHARE,
    partly_share: float = PARTLY_SHARE,
    least_days: int = LEAST_DAYS,
    claim: str | None = None,
    denies: bool = False,
) -> Finding:
    """Judge how much ground a side gained between two days.

    Parameters
    ----------
    side
        RU or UA: the side that gains.
    first_day, last_day
        Each is answered by the newest snapshot on or before it. None for `first_day` begins with a layer's first snapshot,
        where the side held next to nothing of the ground then.
    said_km2
        The number that is said, km²; None only measures, and the finding is not_checkable, vague.
    wording
        What a wording allows, m², in place of `said_km2` and the shares.
    scope
        The ground in which is measured.
    supported_share, partly_share
        How far, as a share of the number said, the measured one may be off.
    least_days
        A shorter change is supported or left undecided, below_resolution.
    claim, denies
        Id of the claim that is checked, and whether it says that it is not so.

    Returns
    -------
    Finding
        Net and gross gain are two readings: partly, depends_on_reading, where they disagree.
    """
    if wording is None and said_km2 is not None:
        said, near, far = said_km2 * 1e6, supported_share * said_km2 * 1e6, partly_share * said_km2 * 1e6
        wording = Allowed(
            low=said - near, high=said + near, partly_low=said - far, partly_high=said + far, share=supported_share
        )
    answers = [_answer(front, side, first_day, last_day, scope, wording, least_days) for front in in_order(frontlines)]
    tolerance = {} if wording is None else {"share": wording.share, "low_km2": round(wording.low / 1e6, 1)}
    if wording is not None and wording.high < float("inf"):
        tolerance["high_km2"] = round(wording.high / 1e6, 1)
    said_words = "" if said_km2 is None else f"{square_kilometres(said_km2)} is said."
    return found(CHECK, answers, claim=claim, denies=denies, tolerance=tolerance, said=said_words)


def check_change(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim that a side gained or lost so many km² between two days, or tell what was gained where no number is said."""
    claim, side, quantity = question.claim, gainer(question), question.quantity("m2")
    if side is None:
        return undecided(claim, "vague", "The claim does not say which side gained the ground.")
    if not question.days:
        sentence = "Neither the claim nor the article gives a day."
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence)
    first, last = _days(question)
    said = None if quantity is None else allowed(quantity)
    if said is None or quantity is None or quantity.si is None:
        first = first or last - timedelta(USUAL_DAYS)
        return change_between(side, first, last, frontlines, scope=scopes_of(question)[-1], claim=claim.id)
    km2 = quantity.si / 1e6
    finding = in_scopes(
        question,
        lambda scope: change_between(
            side,
            first,
            last,
            frontlines,
            said_km2=km2,
            wording=said,
            scope=scope,
            claim=claim.id,
            denies=question.denies,
        ),
    )
    near_a_town = scopes_of(question)[-1].name.startswith("within")
    if finding.verdict == "contradicted" and near_a_town and finding.figures.get("net_km2", 0) > 0:
        # How far the ground "near X" reaches is not said: another reach would give another number, if not another sign.
        return undecided(claim, "vague", f"How far around is not said. {finding.sentence}", check=CHECK)
    return finding


def is_vague_gain(question: Question) -> bool:
    """Tell whether a claim says that a side gained ground, by a word without a threshold: "huge gains"."""
    return question.claim.mode == "gain" and words_of(question).vague.search(question.claim.quote) is not None


def gives_an_area(question: Question) -> bool:
    """Tell whether a claim gives the area of a change, and names no town that changed hands as a whole."""
    towns = [place for place in question.places(("where", "target")) if place.kind in {"city", "facility"}]
    return question.quantity("m2") is not None and (not towns or _AREA_OF.search(question.claim.quote) is not None)


def _days(question: Question) -> tuple[date | None, date]:
    """Return the days between which the claim counts: of a month, a week or a day, from the eve of it; None for no beginning."""
    first, last, when = question.days[0], question.days[-1], question.claim.when
    if when is None or when.from_day is None or (first == last and not question.times):
        return None, last
    return (first - timedelta(1) if when.granularity in _WHOLE_UNITS else first), last


def _answer(
    front: FrontLine,
    side: str,
    first_day: date | None,
    last_day: date,
    scope: Scope,
    wording: Allowed | None,
    least_days: int,
) -> Answered:
    held = daily_held(front, side, scope)
    if held is None or front.first_day is None:
        gap = f"{front.name} does not speak about the ground {scope.name}."
        return Answered(layer=front.name, verdict="no_data", reason="no_layer", sentence=gap)
    if first_day is None:
        number = front.number_at(last_day)
        if number is None or scope.region is None or not held[0] <= _FROM_NOTHING * held[number]:
            words = "It is not said since when the ground was gained."
            return Answered(layer=front.name, verdict="not_checkable", reason="vague", sentence=words)
        first_day = front.first_day
    net = gain_in(front, held, scope, first_day, last_day)
    if net.km2 is None or net.first is None or net.last is None:
        gap = f"{front.name} has no snapshot on or shortly before {first_day} or {last_day}."
        return Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=gap)
    gross = _gross(front, side, scope, net)
    verdict, reason = _judge(net, gross, wording, least_days)
    words = net_in_words(side, net.km2, square_kilometres(abs(net.km2)))
    told = f"{front.name} shows {words} {scope.name} from {net.first} to {net.last}"
    lost = (
        f" ({square_kilometres(gross)} gained, {square_kilometres(gross - net.km2)} lost)" if gross is not None else ""
    )
    return Answered(
        layer=front.name,
        verdict=verdict,
        reason=reason,
        snapshot=net.last,
        reading=f"{scope.name}, {net.first} to {net.last}",
        value=round(net.km2, 1),
        figures={
            "net_km2": round(net.km2, 1),
            **({} if gross is None else {"gained_km2": round(gross, 1), "lost_km2": round(gross - net.km2, 1)}),
            "km2_per_day": round(net.km2 / net.days, 2),
            "days": net.days,
        },
        sentence=f"{told}{lost}, {abs(net.km2) / net.days:.2f} km² a day.{_rule(wording)}",
    )


def _gross(front: FrontLine, side: str, scope: Scope, net: Gain) -> float | None:
    """Return the km² gained without what was lost; None for ground outside a region, which is no shape of its own."""
    if scope.outside or net.first is None or net.last is None:
        return None
    return compare_days(front, net.first, net.last, side=side, region=scope.region, region_name=scope.name).gained_km2


def _judge(net: Gain, gross: float | None, wording: Allowed | None, least_days: int) -> tuple[str, str | None]:
    if wording is None:
        return "not_checkable", "vague"
    readings = [wording.verdict(km2 * 1e6) for km2 in (net.km2, gross) if km2 is not None]
    verdict = together(readings)
    if verdict != "supported" and net.days < least_days:
        return "not_checkable", "below_resolution"
    if verdict == "partly":
        return verdict, "depends_on_reading"
    return verdict, None


def _rule(wording: Allowed | None) -> str:
    if wording is None:
        return " How much the wording means is not said."
    low, high = wording.low / 1e6, wording.high / 1e6
    if high == float("inf"):
        return f" The wording allows {square_kilometres(low)} and more."
    return f" The wording allows {square_kilometres(low)} to {square_kilometres(high)}."
