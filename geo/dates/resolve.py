"""Forms in text order to `TimeSpan`s: keeps track of the day the story stands at, and joins what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geo.dates.days import Days
from geo.dates.forms import Form
from geo.dates.readings import OPEN, RESOLVERS, Setting, granularity_of
from geo.dates.wording import are_joined, looks_ahead, moves_narrative
from geo.records import TimeSpan

# How far back, in characters, an earlier date still sets the year of one without: about four sentences.
NARRATIVE_REACH = 700
_APPOSITION = re.compile(r"(?:,|[^\S\n]?[(–—])[^\S\n]?(?:on[^\S\n])?\Z")


def resolve(text: str, forms: Sequence[Form], published: date | None) -> tuple[TimeSpan, ...]:
    """Return the time spans of forms in text order, ids t1, t2, ..."""
    spans: list[TimeSpan] = []
    told: date | None = None
    told_at = 0
    for index, form in enumerate(forms):
        if form.start - told_at > NARRATIVE_REACH or (published and "\n\n" in text[told_at : form.start]):
            # A new paragraph of a dated article counts from its own day again.
            told = None
        later = forms[index + 1] if index + 1 < len(forms) and are_joined(text, form, forms[index + 1]) else None
        ahead = form.kind in {"date", "weekday"} and form.year is None and looks_ahead(text, form)
        days, anchor = RESOLVERS[form.kind](form, Setting(published, told, ahead, later))
        spans.append(_span(f"t{index + 1}", text, form, days, anchor))
        if anchor == "article_date" and form.kind != "date":
            told = None
        elif days and moves_narrative(text, form):
            told, told_at = days[0], form.end
    return tuple(_settle_appositions(text, spans))


def _span(name: str, text: str, form: Form, days: Days | None, anchor: str) -> TimeSpan:
    return TimeSpan(
        id=name,
        start=form.start,
        end=form.end,
        text=text[form.start : form.end],
        from_day=days[0] if days else None,
        # An open end is None: "soon" begins today and says no more.
        to_day=None if days is None or form.word in OPEN else days[1],
        anchor=anchor,
        granularity=granularity_of(form, days),
        duration=form.kind == "duration",
    )


def _settle_appositions(text: str, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Give "some weeks ago, on 3 May" the day that its apposition names."""
    settled = list(spans)
    for index in range(len(spans) - 1):
        one, other = spans[index], spans[index + 1]
        between = text[one.end : other.start]
        if len(between) > 6 or not _APPOSITION.match(between) or one.anchor != "article_date":
            continue
        if _meet(one, other):
            settled[index] = replace(one, from_day=other.from_day, to_day=other.to_day, granularity=other.granularity)
    return settled


def _meet(one: TimeSpan, other: TimeSpan) -> bool:
    if one.from_day is None or one.to_day is None or other.from_day is None or other.to_day is None:
        return False
    return one.from_day <= other.to_day and other.from_day <= one.to_day
