"""Lines beside a finding that decide nothing: the other side's measure, what a size comes to, and how old map and words are.

Neutral and short, with figures; a reader weighs them, no verdict does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.checks.official_areas import areas_of
from geo.checks.question import Question
from geo.checks.verdicts import DECISIVE, percent, square_kilometres
from geo.control.ground import GROUND, OPPONENT, is_shown
from geo.control.share import held_km2
from geo.records import AREA_KINDS, Finding, FrontLine, Place

_NOTHING = 1e-6
"""Share below which two ways of cutting polygons differ."""
OLD_DAYS = 30
"""A claim about a day this long before its article is told as such."""
_MEASURED = frozenset({"control_at", "area_held", "share_of_whole"})
_OF_A_DAY = _MEASURED | {"enclosure"}
_SIDE_WORDS = {"RU": "Russian-held", "UA": "Ukrainian-held"}
# Bounded, so that hostile text takes linear time.
_REPRINT = re.compile(
    r"\b(?:(?:first|originally|previously) (?:published|appeared|posted)|republished|reprinted|re-posted|"
    r"вперше опублікован[оиаі]|передруков(?:ано|уємо)|впервые опубликован[оаы]?|перепечатан[оаы]?)\b",
    re.IGNORECASE,
)
_REPRINT_STEMS = ("publish", "appeared", "posted", "reprint", "опублікован", "передрук", "опубликован", "перепечат")


def reprint_words(text: str) -> str | None:
    """Return the words by which an article says that it was published before; None where it does not."""
    folded = text.casefold()
    # Few articles hold any of them, and to look for letters costs a tenth of looking for words.
    if not any(stem in folded for stem in _REPRINT_STEMS):
        return None
    found = _REPRINT.search(text)
    return found[0] if found else None


def in_context(
    finding: Finding, question: Question, frontlines: Sequence[FrontLine], *, reprint: str | None = None
) -> Finding:
    """Return the finding on a claim with what helps to weigh it.

    Parameters
    ----------
    reprint
        What `reprint_words` found in the article.
    """
    days = question.days
    found = context_of(
        finding,
        frontlines,
        place=_place_of(finding, question),
        side=question.side(loser=question.claim.mode == "lost"),
        day=days[-1] if days else None,
    )
    lines = (*_sizes(finding, question), *_dates(finding, question, reprint))
    return replace(found, context=(*found.context, *lines)) if lines else found


def context_of(
    finding: Finding, frontlines: Sequence[FrontLine], *, place: Place | None, side: str | None, day: date | None
) -> Finding:
    """Return a finding with the same measure for both sides, and how old the map is that answers.

    Parameters
    ----------
    place
        The one place that was asked about; None for none or several.
    side
        The side that was asked about, RU or UA.
    day
        The day that was asked about.
    """
    front = next((one for one in frontlines if one.name == finding.layer), None)
    lines = []
    if front is not None and place is not None and side in GROUND and finding.check in _MEASURED:
        lines += _both_sides(finding, front, place, str(side))
    days = 0 if finding.snapshot is None or day is None else (day - finding.snapshot).days
    # The map of a peak is older than a map may be that answers for a day.
    if days > 0 and front is not None and finding.check in _MEASURED and days <= (front.max_age_days or days):
        lines.append(f"The map that answers is of {finding.snapshot}, {_days(days)} before {day}.")
    return replace(finding, context=(*finding.context, *lines)) if lines else finding


def _both_sides(finding: Finding, front: FrontLine, place: Place, side: str) -> list[str]:
    snapshot = front.at(finding.snapshot, max_age_days=0) if finding.snapshot else None
    if snapshot is None or not snapshot.areas:
        return []
    measures = []
    for one in (side, OPPONENT[side]):
        measured = held_km2(front, snapshot, one, place) if is_shown(front, one) else None
        if measured is None:
            return []
        km2, whole = measured
        km2 = km2 if km2 > _NOTHING * whole else 0.0
        # A share of an outline beside one of an official area would be two figures for one thing.
        part = percent(km2 / whole) if finding.check != "share_of_whole" else ""
        amount = ", ".join(filter(None, (square_kilometres(km2), part))) if place.kind in AREA_KINDS else part
        drawn = set(GROUND[one]) & set(front.sides)
        # What a map leaves undrawn it has for a side only in that it does not have it for the other.
        measures.append(
            f"{amount} {f'is {_SIDE_WORDS[one]}' if drawn else f'lies outside {_SIDE_WORDS[OPPONENT[one]]} ground'}"
        )
    return [f"The same measure for both sides, by {front.name}: of {place.name}, {' and '.join(measures)}."]


def _place_of(finding: Finding, question: Question) -> Place | None:
    """Return the place of a claim that its finding tells of."""
    if finding.check == "control_at":
        named = [part.place for part in question.parts if part.place.name == finding.figures.get("place")]
        return named[0] if named else None
    wholes = question.wholes()
    return wholes[0] if len(wholes) == 1 else None


def _sizes(finding: Finding, question: Question) -> list[str]:
    """Return what a stated area comes to: its share of the named region, and its depth along a stated front."""
    area = question.quantity("m2")
    implied = finding.figures.get("implied_km2")
    if area is None and implied and finding.check == "share_of_whole":
        return [_square(implied)]
    if area is None or not area.si or question.claim.type not in {"control", "change"}:
        return []
    km2 = area.si / 1e6
    lines = []
    wholes = question.wholes()
    whole = areas_of(wholes[0])[:1] if len(wholes) == 1 else ()
    if whole:
        lines.append(
            f"{square_kilometres(km2)} is {percent(km2 / whole[0].km2)} of {whole[0].name} ({square_kilometres(whole[0].km2)})."
        )
    width = question.quantity("m")
    if width is not None and width.si:
        depth = area.si / width.si / 1000
        lines.append(
            f"Along {width.si / 1000:,.1f} km, {square_kilometres(km2)} would be {depth:,.1f} km deep on average."
        )
    elif not whole:
        lines.append(_square(km2))
    return lines


def _square(km2: float) -> str:
    return f"{square_kilometres(km2)} is as much as a square of {math.sqrt(km2):,.1f} km a side."


def _dates(finding: Finding, question: Question, reprint: str | None) -> list[str]:
    """Return how old the words are: told long after the day they are about, or printed before."""
    if finding.verdict not in DECISIVE or finding.layer is None:
        return []
    lines = []
    days, published, when = question.days, question.published, question.claim.when
    if published is not None and days and (published - days[-1]).days > OLD_DAYS:
        lines.append(
            f"The claim is about {days[-1]}, {_days((published - days[-1]).days)} before the article of {published}."
        )
    if (
        finding.check in _OF_A_DAY
        and not question.times
        and when is not None
        and when.anchor == "article_date"
        and published in days
    ):
        lines.append(f"The claim gives no day of its own; {published}, the article's, was asked about.")
    if reprint is not None and published is not None and (when is None or when.anchor == "article_date"):
        lines.append(
            f"The article says “{reprint}”: its words may be older than {published}, the day that was asked about."
        )
    return lines


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
