"""Forms in text order to `TimeSpan`s: keeps track of the day the story stands at, and joins what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.dates.days import Days, shift
from geo.dates.forms import Form
from geo.dates.readings import OPEN, RESOLVERS, granularity_of, next_of
from geo.dates.rules import Cues
from geo.dates.wording import Wording
from geo.dates.yearly import Found, Setting
from geo.records import TimeSpan

# How far back, in characters, an earlier date still sets the year of one without: about four sentences.
NARRATIVE_REACH = 700
AHEAD_REACH = 200
# Longer stretches are no day that "a day earlier" counts from.
_FEW_DAYS = 2
_NEAR_DAYS = 14
# A scene so near is the article's own time.
_PRESENT_DAYS = 62
_LONG_AGO_DAYS = 365
# Of these the year or the day may be that of the story.
_RECURRING = frozenset({"date", "weekday", "season", "quarter"})
# A newspaper's page has its paragraphs a line each, a typed text an empty line between them.
_PARAGRAPH, _LINE = re.compile(r"\n[^\S\n]{0,9}\n"), re.compile(r"[.!?…][\"”»)]{0,2}[^\S\n]{0,9}\n")
_APPOSITION = re.compile(r"(?:,|[^\S\n]?[(–—])[^\S\n]?(?:(?:on|в|у|з|с)[^\S\n])?\Z")


def resolve(text: str, forms: Sequence[Form], published: date | None, cues: Cues) -> tuple[TimeSpan, ...]:
    """Return the time spans of forms in text order, ids t1, t2, ..."""
    wording, story = Wording(text, cues), _Story(_PARAGRAPH if _PARAGRAPH.search(text) else _LINE)
    # The same words in the same setting mean the same days.
    known: dict[tuple[Form, Setting], Found] = {}
    spans: list[TimeSpan] = []
    for index, form in enumerate(forms):
        story.reach(text, form, published)
        later = forms[index + 1] if index + 1 < len(forms) and wording.are_joined(form, forms[index + 1]) else None
        is_until, is_background = wording.is_until(form), wording.is_background(form)
        ahead = _is_ahead(form, wording, story, published, is_until=is_until)
        setting = Setting(published, story.told, story.beside, ahead, later, is_until, story.stepped)
        if (found := known.get((form, setting))) is None:
            found = known[form, setting] = RESOLVERS[form.kind](form, setting)
        days, anchor = found
        spans.append(_span(f"t{index + 1}", text, form, days, anchor))
        if not is_background:
            story.mention(form, days)
        story.move(form, days, anchor, published, scene=not is_background and wording.moves_narrative(form))
    return tuple(_settle_appositions(text, spans))


def _is_ahead(form: Form, wording: Wording, story: _Story, published: date | None, *, is_until: bool) -> bool:
    if form.year is not None:
        return False
    if form.kind == "ago":
        return form.word == "later" and wording.looks_ahead(form)
    if form.kind not in _RECURRING:
        return False
    if wording.looks_ahead(form):
        return True
    if published is None:
        return False
    is_present = story.told is None or abs((published - story.told).days) <= _PRESENT_DAYS
    if form.day and form.month and is_present and _is_near(next_of(form, published), published):
        return True
    return is_until and wording.ends_ahead(form, published, next_of(form, published))


def _is_near(coming: Days | None, published: date) -> bool:
    # Of a day that comes within two weeks nobody leaves out the year and means the one before.
    return coming is not None and (coming[0] - published).days <= _NEAR_DAYS


@dataclass(slots=True)
class _Story:
    """Where the story stands while a text is read."""

    paragraph: re.Pattern[str]
    """What stands between two paragraphs of the text."""
    told: date | None = None
    """The day of the scene; it gives its year to days without one."""
    beside: date | None = None
    """The last day spoken of at all; "a day earlier" counts from it."""
    stepped: bool = False
    """Whether the year of the scene was counted from the article's."""
    told_at: int = 0
    beside_at: int = 0

    def reach(self, text: str, form: Form, published: date | None) -> None:
        # A new paragraph of a dated article counts from its own day again; so does what comes after a look ahead.
        reach = AHEAD_REACH if self.told and published and self.told > published else NARRATIVE_REACH
        if form.start - self.told_at > reach or (published and self._is_told(text, form.start, published)):
            self.told = None
        if form.start - self.beside_at > NARRATIVE_REACH:
            self.beside = None

    def _is_told(self, text: str, start: int, published: date) -> bool:
        """Whether the paragraph of the story is over; one of long ago goes on where paragraphs are mere lines."""
        if self.paragraph is _LINE and self.told is not None and (published - self.told).days > _LONG_AGO_DAYS:
            return False
        return self.paragraph.search(text, self.told_at, start) is not None

    def mention(self, form: Form, days: Days | None) -> None:
        if days is None or form.kind in {"duration", "decade"}:
            return
        if form.kind == "date" or (days[1] - days[0]).days <= _FEW_DAYS:
            self.beside, self.beside_at = _scene(form, days), form.end

    def move(self, form: Form, days: Days | None, anchor: str, published: date | None, *, scene: bool) -> None:
        if anchor == "article_date" and form.kind not in {"date", "season", "quarter"}:
            is_coming = days is not None and published is not None and days[0] > published
            self.told, self.told_at = days[0] if is_coming and days else None, form.end
        elif days and scene:
            self.told = _scene(form, days)
            self.stepped = form.year_step is not None or (self.stepped and anchor == "narrative")
            self.told_at = form.end


def _scene(form: Form, days: Days) -> date:
    # "The next day" after "the night to 6 August" is the 7th; in "2014" every day of that year is near.
    if form.part == "night":
        return days[1]
    return shift(days[0], "month", 6) if form.kind == "year" and not form.part else days[0]


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
        between = text[one.end : min(other.start, one.end + 7)]
        if len(between) > 6 or one.anchor != "article_date" or not _APPOSITION.match(between):
            continue
        if _meet(one, other):
            settled[index] = replace(one, from_day=other.from_day, to_day=other.to_day, granularity=other.granularity)
    return settled


def _meet(one: TimeSpan, other: TimeSpan) -> bool:
    if one.from_day is None or one.to_day is None or other.from_day is None or other.to_day is None:
        return False
    return one.from_day <= other.to_day and other.from_day <= one.to_day
