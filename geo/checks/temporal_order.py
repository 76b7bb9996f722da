"""temporal_order: how two stretches of days stand to each other: one before the other, at the same time, or apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from geo.checks.question import Question
from geo.checks.verdicts import flipped, of_claim, undecided
from geo.records import Finding, FrontLine, TimeSpan

CHECK = "temporal_order"
TOUCH_DAYS = 1
"""Stretches that lie no farther apart touch."""
DURING, BEFORE, AFTER = "during", "before", "after"
_ORDER = (
    (BEFORE, re.compile(r"\b(?:before|earlier\sthan|prior\sto|preceded)\b|\bраньше\b|\bраніше\b|\bперед\b|\bдо\sтого\b", re.IGNORECASE)),
    (AFTER, re.compile(r"\b(?:after|later\sthan|following|since)\b|\bпосле\b|\bпозже\b|\bпісля\b|\bпізніше\b", re.IGNORECASE)),
)  # fmt: skip
Days = tuple[date | None, date | None]
"""First and last day, inclusive; None where open."""


def check_order(
    first: Days, second: Days, relation: str = DURING, *, denied: bool = False, touch_days: int = TOUCH_DAYS
) -> Finding:
    """Judge whether one stretch of days lies before, after or within the time of another.

    Parameters
    ----------
    first, second
        First and last day, inclusive; None where open.
    relation
        "during": they overlap (supported), touch (partly) or lie apart. "before" and "after": the first lies wholly on that side
        of the second (supported), overlaps or touches it (partly), or lies on the other side.
    denied
        True to judge that it is not so.
    touch_days
        Days between the end of one and the beginning of the other up to which they touch.

    Returns
    -------
    Finding
        not_checkable where the days that decide are open.
    """
    if relation == AFTER:
        return check_order(second, first, BEFORE, denied=denied, touch_days=touch_days)
    verdict = _during(first, second, touch_days) if relation == DURING else _before(first, second, touch_days)
    if verdict is None:
        return undecided(None, "vague", f"{_words(first)} and {_words(second)} do not tell which came first.")
    gap = _gap(first, second)
    how = "overlap" if gap <= 0 else "touch" if gap <= touch_days else f"lie {gap} days apart"
    return Finding(
        claim=None,
        check=CHECK,
        verdict=flipped(verdict) if denied else verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        figures={"first": _words(first), "second": _words(second), "gap_days": max(0, gap)},
        tolerance={"touch_days": touch_days},
        sentence=f"{_words(first)} and {_words(second)} {how}.",
    )


def answer_order(question: Question, _: Sequence[FrontLine]) -> Finding:
    """Check the order of the two dates inside a claim of something else, which stays undecided."""
    claim, asked = question.claim, _ordered(question)
    if asked is None:
        return undecided(claim, "vague", "The claim does not put two dates in order.")
    first, relation, second = asked
    finding = check_order((first.from_day, first.to_day), (second.from_day, second.to_day), relation)
    consistent = {"supported": "consistent", "contradicted": "inconsistent"}.get(finding.verdict, "close")
    whole = Finding(
        claim=None,
        check=CHECK,
        verdict="no_data",
        reason="component_only",
        figures={"component": consistent, **finding.figures},
        tolerance=finding.tolerance,
        sentence=f"“{first.text}” {relation} “{second.text}”: {finding.sentence} Only the order of the dates was checked.",
    )
    return of_claim(whole, claim)


def puts_dates_in_order(question: Question) -> bool:
    """Tell whether a claim says which of two dates came first."""
    return _ordered(question) is not None


def _ordered(question: Question) -> tuple[TimeSpan, str, TimeSpan] | None:
    spans = sorted((t for t in question.times if not t.duration and (t.from_day or t.to_day)), key=lambda t: t.start)
    if len(spans) != 2:
        return None
    first, second = spans
    start = question.claim.start
    between = question.claim.quote[max(0, first.end - start) : max(0, second.start - start)]
    relations = [relation for relation, words in _ORDER if words.search(between)]
    return (first, relations[0], second) if len(relations) == 1 else None


def _during(first: Days, second: Days, touch_days: int) -> str | None:
    if all(day is None for day in first) or all(day is None for day in second):
        return None
    gap = _gap(first, second)
    if gap <= 0:
        # An open end may reach into the other stretch, or not.
        return None if None in (*first, *second) and not _surely_overlap(first, second) else "supported"
    return "partly" if gap <= touch_days else "contradicted"


def _before(first: Days, second: Days, touch_days: int) -> str | None:
    ended, began = first[1], second[0]
    if ended is None or began is None:
        return None
    if ended < began:
        return "supported"
    starts, ends = first[0], second[1]
    if starts is not None and ends is not None and (starts - ends).days > touch_days:
        return "contradicted"
    return "partly"


def _gap(first: Days, second: Days) -> int:
    """Return the days from the end of the earlier stretch to the beginning of the later; 0 or less where they may overlap."""
    low = [days[0] or date.min for days in (first, second)]
    high = [days[1] or date.max for days in (first, second)]
    return (max(low) - min(high)).days


def _surely_overlap(first: Days, second: Days) -> bool:
    """Tell whether a known end of one stretch lies within the known days of the other."""
    return any(
        day is not None and days[0] is not None and days[1] is not None and days[0] <= day <= days[1]
        for own, days in ((first, second), (second, first))
        for day in own
    )


def _words(days: Days) -> str:
    first, last = days
    if first == last and first is not None:
        return str(first)
    return f"{first or 'an open beginning'} to {last or 'an open end'}"
