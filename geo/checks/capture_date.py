"""capture_date: on which days a side came to hold a tenth, half and nearly all of a place, beside the day that is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.checks.control_claim import answer_control
from geo.checks.course import Course, courses_of, size_in_words
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.scopes import gainer
from geo.checks.verdicts import DECISIVE, days_in_words
from geo.control.ground import HELD_FROM
from geo.records import AREA_KINDS, Finding, FrontLine, Place

CHECK = "capture_date"
BEGUN_FROM = 0.1
HALF_FROM = 0.5
DONE_FROM = 0.95
"""Shares of the footprint from which a capture has begun, is half done, and is done."""
NEAR_DAYS = 3
FAR_DAYS = 30
"""So many days outside the time in which the map has a place change hands, the days claimed for it are wrong."""
LATE_DAYS = 14
"""A capture may be announced so many days after the map shows it."""
_STATED = frozenset({"day", "week", "month", "season", "year"})
_KINDS = frozenset({"city", "facility"})
_SIDES = {"RU": "Russian-held", "UA": "Ukrainian-held"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capture:
    """The days of one capture: None where the course does not show it."""

    begun: date | None
    half: date | None
    done: date | None


def capture_date(
    place: Place,
    side: str,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    until: date | None = None,
    near_days: int = NEAR_DAYS,
    begun_from: float = BEGUN_FROM,
    done_from: float = DONE_FROM,
    claim: str | None = None,
    denies: bool = False,
) -> Finding:
    """Judge the day on which a side is said to have taken a place.

    Parameters
    ----------
    day
        The claimed day.
    until
        Snapshots after this day are left out; None for none. A capture is seen on maps some days after it happened, so that
        snapshots later than the claimed day are asked, and the finding says on which day each share was passed.
    near_days
        Days to either side within which a day counts as met.
    begun_from, done_from
        Shares of the place's footprint from which a capture has begun and is done.
    claim, denies
        Id of the claim that is checked, and whether it says that it was not so.

    Returns
    -------
    Finding
        Supported within `near_days` of the day on which the last of the place was taken, partly between the day on which it
        began and that one, else contradicted with the days between.
    """
    courses = [course.upto(until) for front in in_order(frontlines) for course in courses_of(front, place, side)]
    answers = [_answer(course, place, side, day, near_days, (begun_from, done_from)) for course in courses]
    return found(
        CHECK,
        answers,
        claim=claim,
        denies=denies,
        tolerance={"near_days": near_days, "begun_from_share": begun_from, "done_from_share": done_from},
        figures={"place": place.name, "claimed_day": day.isoformat()},
    )


def check_capture(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a capture by the ground on its day (control_at), and by the days on which the map shows it where some are claimed.

    Maps show a capture days after it is reported: one whose day lies within three days of the map's is supported, even where
    the ground was not yet held on the day itself. Ground that was taken long before or after the claimed days bears nothing
    out. No snapshot later than the day of publication is asked.
    """
    finding = answer_control(question, frontlines)
    place, side, days = _claimed(question)
    if place is None or side is None or days is None or finding.verdict not in DECISIVE:
        return finding
    first, last = days
    if first == last:
        beside = capture_date(place, side, last, frontlines, until=question.published, claim=question.claim.id)
        if beside.verdict not in DECISIVE:
            return finding
        if beside.verdict == "supported" and finding.verdict in ("partly", "contradicted") and not question.unplaced:
            return beside
        finding = replace(finding, sentence=f"{finding.sentence} {beside.sentence}")
    if finding.verdict == "contradicted":
        return finding
    return _in_its_time(finding, place, side, days, frontlines, until=question.published)


def _in_its_time(
    finding: Finding,
    place: Place,
    side: str,
    days: tuple[date, date],
    frontlines: Sequence[FrontLine],
    *,
    until: date | None,
) -> Finding:
    """Return the finding on a capture, the worse the farther every layer has it from the days it is claimed for."""
    first, last = days
    known = [course.upto(until) for front in in_order(frontlines) for course in courses_of(front, place, side)]
    gaps = []
    for course in known:
        whole = _capture_near(course, last, (BEGUN_FROM, DONE_FROM))
        # A town that is never quite whole is taken once it counts as held.
        capture = whole if whole.done else _capture_near(course, last, (BEGUN_FROM, HELD_FROM))
        if capture.begun is None or course.by_absence or course.first_day is None:
            continue
        ended = capture.done or course.last_day or last
        early, late = (capture.begun - last).days, (first - ended).days
        gaps.append((0 if early <= NEAR_DAYS and late <= LATE_DAYS else max(early, late), course, capture))
    if not gaps or not all(gap for gap, _, _ in gaps):
        return finding
    gap, course, capture = min(gaps, key=lambda one: one[0])
    began, until_day = capture.begun, capture.done or course.last_day
    when = f"from {began} to {until_day}" if began != until_day else f"by {began}"
    span = str(first) if first == last else f"{first} to {last}"
    sentence = (
        f"{finding.sentence} {course.source} has {place.name} change hands {when}, {days_in_words(gap)} from {span}, "
        f"for which it is claimed; more than {days_in_words(FAR_DAYS)} is too far."
    )
    if gap > FAR_DAYS:
        return replace(finding, check=CHECK, verdict="contradicted", reason=None, sentence=sentence)
    return replace(finding, check=CHECK, verdict="partly", reason="depends_on_reading", sentence=sentence)


def _claimed(question: Question) -> tuple[Place | None, str | None, tuple[date, date] | None]:
    """Return the one town, the side that takes it and the stated days of a capture; None for what is not so."""
    when = question.claim.when
    places = [place for place in question.places(("where", "target", "whole")) if place.kind not in AREA_KINDS]
    place = places[0] if len(places) == 1 and places[0].kind in _KINDS else None
    stated = (
        when is not None
        and when.granularity in _STATED
        and when.anchor in {"explicit", "article_date"}
        and question.times
    )
    days = None
    if when is not None and stated and when.from_day is not None and when.to_day is not None:
        days = when.from_day, when.to_day
    return place, None if question.denies else gainer(question), days


def _answer(
    course: Course, place: Place, side: str, day: date, near_days: int, levels: tuple[float, float]
) -> Answered:
    first, last = course.first_day, course.last_day
    if first is None or last is None:
        gap = f"{course.layer} does not speak of {place.name}."
        return Answered(layer=course.layer, verdict="no_data", reason="no_layer", sentence=gap)
    near = timedelta(near_days)
    capture = _capture_near(course, day, levels)
    verdict, reason, off = _judge(course, capture, day, near)
    if verdict == "supported" and course.by_absence:
        verdict, reason = "no_data", "component_only"
    snapshot = capture.done or capture.begun or last
    figures = {
        **{f"{name}_day": one.isoformat() for name, one in _named(capture) if one is not None},
        **({} if off is None else {"days_off": off}),
    }
    return Answered(
        layer=course.layer,
        verdict=verdict,
        reason=reason,
        snapshot=snapshot,
        reading=course.named(place),
        value=None if capture.done is None else capture.done.isoformat(),
        figures=figures,
        sentence=_sentence(course, capture, place, side, day, off, levels),
    )


def _named(capture: _Capture) -> tuple[tuple[str, date | None], ...]:
    return ("begun", capture.begun), ("half", capture.half), ("done", capture.done)


def _capture_near(course: Course, day: date, levels: tuple[float, float]) -> _Capture:
    """Return the capture whose end lies nearest to a day; a place may be taken more than once."""
    begun_from, done_from = levels
    done = min(_rises(course, done_from), key=lambda one: (abs((one - day).days), one), default=None)
    begun = [one for one in _rises(course, begun_from) if done is None or one <= done]
    half = [one for one in _rises(course, HALF_FROM) if done is None or one <= done]
    return _Capture(begun=begun[-1] if begun else None, half=half[-1] if half else None, done=done)


def _rises(course: Course, level: float) -> list[date]:
    """Return the days on which the share rises past a level; the first one where it is above from the beginning."""
    shares = (0.0, *course.shares)
    return [one for one, before, now in zip(course.days, shares, shares[1:], strict=False) if before < level <= now]


def _judge(course: Course, capture: _Capture, day: date, near: timedelta) -> tuple[str, str | None, int | None]:
    """Return verdict, reason and days from the claimed day to the map's."""
    first, last = course.first_day, course.last_day
    if first is None or last is None or day > last + near or (capture.done == first and day <= first + near):
        # Held from the first snapshot on: when it was taken before that is not known.
        return "no_data", "out_of_time", None
    if day < first - near:
        return "no_data", "out_of_time", None
    if capture.done is not None:
        off = (capture.done - day).days
        if abs(off) <= near.days:
            return "supported", None, off
        between = capture.begun is not None and capture.begun - near <= day <= capture.done
        return ("partly", "depends_on_reading", off) if between else ("contradicted", None, off)
    if capture.begun is not None and capture.begun - near <= day:
        return "partly", "depends_on_reading", None
    if last < day + near:
        return "no_data", "out_of_time", None
    return "contradicted", None, None


def _sentence(
    course: Course, capture: _Capture, place: Place, side: str, day: date, off: int | None, levels: tuple[float, float]
) -> str:
    if capture.begun is None and capture.done is None:
        return f"{course.source} does not show {place.name} as {_SIDES[side]} up to {course.last_day}."
    if not course.drawn:
        told = f"{course.source} has {place.name} as {_SIDES[side]} from {capture.done or capture.begun}"
        return f"{told}{_apart(day, off)}"
    shares = {"begun": levels[0], "half": HALF_FROM, "done": levels[1]}
    passed = [f"{100 * shares[name]:.0f} % on {one}" for name, one in _named(capture) if one is not None]
    what = f"{place.name} ({size_in_words(place)})"
    told = f"{course.source} first shows {' and '.join(dict.fromkeys(passed))} of {what} as {_SIDES[side]}"
    return f"{told}{_apart(day, off)}"


def _apart(day: date, off: int | None) -> str:
    """Return how the claimed day lies to the map's, as the end of a sentence."""
    if off is None:
        return f"; the claimed day is {day}."
    if off == 0:
        return f"; {day} is the claimed day too."
    return f"; the claimed day, {day}, is {days_in_words(abs(off))} {'before' if off > 0 else 'after'} the map."
