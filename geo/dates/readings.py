"""Each kind of time expression on the calendar: "last August", "three days ago", "on Friday", "early 2024"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from geo.dates.days import PARTS, Days, days_of, part_of, shift
from geo.dates.forms import Form
from geo.dates.yearly import AHEAD, Found, Setting, base_of, beside, read_yearly

# What "a few", "recent" and "coming" stand for where no number is given, by unit.
_SOME = {
    "minute": 30,
    "hour": 24,
    "day": 7,
    "night": 3,
    "weekend": 3,
    "week": 4,
    "fortnight": 2,
    "month": 6,
    "quarter": 4,
    "year": 5,
}
# A story that stands so near is that of the article.
_PRESENT = timedelta(62)
_SOME |= {"decade": 3, "century": 2}
_STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "after": 1}
_STEP |= {"before last": -2}


def next_of(form: Form, day: date) -> Days | None:
    """Return the coming occurrence of a day, month or season that a year is not given for."""
    if form.kind == "weekday" or form.which is not None or form.year_step is not None or form.same_year:
        return None
    found = beside(form, day, ahead=True)
    return found if found and found[0] > day else None


def _year(form: Form, setting: Setting) -> Found:
    if form.year is None:
        base = setting.published
        if base is None or form.year_step is None:
            return None, "article_date"
        year = max(1, min(9998, base.year + form.year_step))
        return _part((date(year, 1, 1), date(year, 12, 31)), form, base), "article_date"
    last = form.year if form.year2 is None else form.year2 if form.year2 > 99 else form.year // 100 * 100 + form.year2
    if last < form.year:
        return None, "explicit"
    return _part((date(form.year, 1, 1), date(last, 12, 31)), form, None), "explicit"


def _decade(form: Form, _setting: Setting) -> Found:
    return _part(days_of("decade", date(form.year or 1, 1, 1)), form, None), "explicit"


def _period(form: Form, setting: Setting) -> Found:
    unit, which = form.unit or "day", form.which or "this"
    if which == "next" and unit == "day" and form.count is None and not form.several:
        # "The next day" follows the one just told of; of the article's own one says "tomorrow".
        form, which = replace(form, which="after"), "after"
    day, anchor = base_of(form, setting)
    if (
        form.which is None
        and form.part is not None
        and unit == "month"
        and setting.told is not None
        and not _is_told_now(setting)
    ):
        # "They crossed on the 6th; by the end of the month": of the month that is told of.
        day, anchor = setting.told, "narrative"
    if day is None:
        return None, anchor
    rolling = which in {"past", "recent", "coming"} or form.count is not None or form.several
    if rolling:
        count = form.count or (_SOME[unit] if form.several else 1)
        other = shift(day, unit, count if which in AHEAD else -count)
        return (min(day, other), max(day, other)), anchor
    moved = shift(day, unit, _STEP[which])
    if unit in {"night", "hour", "minute"}:
        # The night of an article's day is the one that led to it.
        moved = shift(day, "day", -1) if unit == "night" and which == "this" else moved
        return (min(day, moved), max(day, moved)), anchor
    return _part(days_of(unit, moved), form, day), anchor


def _is_told_now(setting: Setting) -> bool:
    """Whether the story stands at the article's own time, or the words look ahead of it."""
    if setting.ahead or setting.published is None or setting.told is None:
        return setting.ahead
    return abs(setting.published - setting.told) <= _PRESENT


def _part(days: Days | None, form: Form, day: date | None) -> Days | None:
    """Narrow days to "early", "end of", "earlier" (before this month, within this year), "later"."""
    if days is None or form.part is None:
        return days
    if form.part == "later":
        return (min(day, days[1]) if day else days[0]), days[1]
    if form.part == "earlier":
        return days[0], _earlier_end(days, form, day)
    return part_of(days, form.part) if form.part in PARTS else days


def _earlier_end(days: Days, form: Form, day: date | None) -> date:
    if day is None or not days[0] <= day <= days[1]:
        return days[1]
    # Of the running month one would say "earlier this month": "earlier this year" ends with the month before.
    end = shift(day.replace(day=1) if form.unit == "year" else day, "day", -1)
    return end if end >= days[0] else day


def _ago(form: Form, setting: Setting) -> Found:
    """Read "three days ago" from the publication day, "three days later" from the day the story stands at."""
    unit = form.unit or "day"
    if form.word == "ago":
        day, anchor = setting.published, "article_date"
    else:
        day, anchor = setting.beside or setting.told, "narrative"
        if setting.ahead and setting.published:
            day, anchor = setting.published, "article_date"
    if day is None:
        return None, anchor
    sign = 1 if form.word == "later" else -1
    low, high = _counts(form, unit)
    ends = shift(day, unit, sign * low), shift(day, unit, sign * high)
    return (min(ends), max(ends)), anchor


def _counts(form: Form, unit: str) -> tuple[float, float]:
    if form.count is None:
        return 2, _SOME[unit]
    return {"over": (form.count, form.count + 1), "under": (max(0, form.count - 1), form.count)}.get(
        form.hedge or "", (form.count, form.count)
    )


def _weekday(form: Form, setting: Setting) -> Found:
    """Read "on Friday": the latest one up to the publication day, or the next one where the wording looks ahead."""
    day, anchor = base_of(form, setting)
    if day is None:
        return None, anchor
    if form.unit == "weekend":
        first = _beside_weekend(day, ahead=setting.ahead)
        return (first, shift(first, "day", 1)), anchor
    if form.weekday is None:
        return None, anchor
    back = (day.weekday() - form.weekday) % 7
    ahead = form.which in AHEAD or (form.which is None and setting.ahead)
    if form.which == "this":
        found = shift(days_of("week", day)[0], "day", form.weekday)
    elif ahead:
        found = shift(day, "day", 7 - back)
    else:
        found = shift(day, "day", -(back or (7 if form.which else 0)))
    return (found - timedelta(form.part == "night" and found > date.min), found), anchor


def _beside_weekend(day: date, *, ahead: bool) -> date:
    first = days_of("weekend", day)[0]
    return first if ahead or first <= day else shift(first, "day", -7)


def _word(form: Form, setting: Setting) -> Found:
    word = form.word or ""
    if word in {"eve", "day before", "night before"}:
        told = setting.told if word == "eve" else setting.beside or setting.told
        day, anchor = told or setting.published, "narrative" if told or not setting.published else "article_date"
        last = day if word == "night before" else day and shift(day, "day", -1)
        return ((shift(day, "day", -1), last) if day and last else None), anchor
    day, offsets = setting.published, _OFFSETS.get(word)
    if day is None or offsets is None:
        return None, "article_date"
    return (shift(day, "day", offsets[0]), shift(day, "day", offsets[1])), "article_date"


_OFFSETS = {"today": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1), "tonight": (0, 0), "overnight": (-1, 0)}
_OFFSETS |= {"before yesterday": (-2, -2), "after tomorrow": (2, 2), "now": (0, 0), "soon": (0, 0), "last day": (-1, 0)}
OPEN = frozenset({"soon"})


def _duration(_form: Form, _setting: Setting) -> Found:
    return None, "explicit"


def granularity_of(form: Form, days: Days | None) -> str:
    """Return how fine the words are: day, week, month, season, year, span or vague."""
    if form.kind == "duration" or form.kind == "ago":
        return form.unit if form.unit in {"day", "week", "month", "year"} else "span"
    if form.kind == "word":
        return "day" if days and form.word not in OPEN else "vague"
    if days and days[0] == days[1]:
        return "day"
    if form.part or form.day or form.month2 or form.year2 or form.count or form.which in {"past", "recent", "coming"}:
        return "span"
    return _GRANULARITY.get(form.unit or form.kind, "span")


_GRANULARITY = {"week": "week", "month": "month", "date": "month", "year": "year", "season": "season", "day": "day"}
RESOLVERS: dict[str, Callable[[Form, Setting], Found]] = {
    "date": read_yearly,
    "season": read_yearly,
    "quarter": read_yearly,
    "year": _year,
    "decade": _decade,
    "period": _period,
    "ago": _ago,
    "weekday": _weekday,
    "word": _word,
    "duration": _duration,
}
