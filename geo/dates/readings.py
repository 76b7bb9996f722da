"""Each kind of time expression on the calendar: "last August", "three days ago", "on Friday", "early 2024"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from geo.dates.days import Days, days_of, month_days, part_of, season_days, shift
from geo.dates.forms import Form

# What "a few", "recent" and "coming" stand for where no number is given, by unit.
_SOME = {"minute": 30, "hour": 24, "day": 7, "night": 3, "weekend": 3, "week": 4, "month": 6, "quarter": 4, "year": 5}
_SOME |= {"decade": 3, "century": 2}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    published: date | None
    told: date | None
    """The day the narrative stands at, where a date was given shortly before."""
    ahead: bool
    """Whether the wording looks ahead ("will meet on Friday")."""
    later: Form | None
    """The next form when it is joined to this one ("from August to October 2024")."""


Found = tuple[Days | None, str]
"""Days and anchor."""


def _date(form: Form, setting: Setting) -> Found:
    if form.year is not None:
        return _days_in(form, form.year), "explicit"
    if setting.later is not None and setting.later.month is not None:
        return _before_later(form, setting.later)
    limit = None if setting.ahead else setting.published
    if setting.told is not None:
        return _nearest(form, setting.told, limit), "narrative"
    if setting.published is None:
        return None, "article_date"
    return _beside(form, setting.published, ahead=setting.ahead), "article_date"


def _days_in(form: Form, year: int) -> Days | None:
    """Return the days of a month or day in a year; None where the calendar has no such day."""
    if form.month is None:
        return None
    last_month = form.month2 or form.month
    try:
        first = date(year, form.month, form.day or 1)
        last_year = year + (last_month < form.month)
        last = (
            month_days(last_year, last_month)[1] if not form.day else date(last_year, last_month, form.day2 or form.day)
        )
    except ValueError:
        return None
    if last < first:
        return None
    return (
        part_of((first, last), form.part) if form.part in {"early", "mid", "late", "half1", "half2"} else (first, last)
    )


def _options(form: Form, first: int, step: int) -> Iterator[Days]:
    # Nine years reach a 29 February even across 1900 and 2100.
    years = (year for year in range(first, first + 9 * step, step) if 1 <= year <= 9998)
    return (days for year in years if (days := _days_in(form, year)))


def _nearest(form: Form, told: date, limit: date | None) -> Days | None:
    """Return the occurrence that begins nearest to the day the story stands at, not after `limit`."""
    around = (
        _beside(form, told, ahead=False),
        next(_options(form, told.year + 1, 1), None),
        next(_options(form, told.year, 1), None),
    )
    options = [days for days in around if days and (limit is None or days[0] <= limit)]
    return min(options, key=lambda days: abs((days[0] - told).days), default=None)


def _beside(form: Form, day: date, *, ahead: bool) -> Days | None:
    """Return the last occurrence that begins by a day, or with `ahead` the first that ends on it or later."""
    if ahead:
        return next((days for days in _options(form, day.year, 1) if days[1] >= day), None)
    return next((days for days in _options(form, day.year, -1) if days[0] <= day), None)


def _before_later(form: Form, later: Form) -> Found:
    end = _days_in(later, later.year or 0)
    return (_beside(form, end[0], ahead=False) if end else None), "explicit"


def _month(form: Form, setting: Setting) -> Found:
    """Read "last August", "this May", "next March": the nearest such month before, around or after the publication day."""
    day = _base(form, setting)
    if day is None or form.month is None:
        return None, _anchor(form)
    return _part(_pick(form, [month_days(year, form.month) for year in _years(day)], day), form, day), _anchor(form)


def _season(form: Form, setting: Setting) -> Found:
    if form.season is None:
        return None, "explicit"
    if form.year is not None:
        return _part(season_days(form.year, form.season), form, None), "explicit"
    day = _base(form, setting)
    if day is None:
        return None, _anchor(form)
    return _part(_pick(form, [season_days(year, form.season) for year in _years(day)], day), form, day), _anchor(form)


def _years(day: date) -> range:
    return range(max(1, day.year - 2), min(9997, day.year + 2) + 1)


def _pick(form: Form, options: list[Days], day: date) -> Days | None:
    """Choose among yearly occurrences: the last one over, the coming one, or the one of this year."""
    if form.which in {"last", "past", "previous", "recent"}:
        return next((days for days in reversed(options) if days[1] < day), None)
    if form.which in {"next", "coming", "after"}:
        return next((days for days in options if days[0] > day), None)
    return next((days for days in options if days[0].year == day.year), None)


def _year(form: Form, _setting: Setting) -> Found:
    if form.year is None:
        return None, "explicit"
    last = form.year if form.year2 is None else form.year2 if form.year2 > 99 else form.year // 100 * 100 + form.year2
    if last < form.year:
        return None, "explicit"
    return _part((date(form.year, 1, 1), date(last, 12, 31)), form, None), "explicit"


def _decade(form: Form, _setting: Setting) -> Found:
    return _part(days_of("decade", date(form.year or 1, 1, 1)), form, None), "explicit"


def _quarter(form: Form, setting: Setting) -> Found:
    if form.quarter is None:
        return None, "explicit"
    if form.year is not None:
        return month_days(form.year, form.quarter * 3 - 2, 3), "explicit"
    if setting.published is None:
        return None, "article_date"
    year = shift(setting.published, "year", _STEP.get(form.which or "this", 0)).year
    return month_days(year, form.quarter * 3 - 2, 3), "article_date"


_STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "after": 1}
_TOLD = frozenset({"previous", "same", "that", "after"})


def _base(form: Form, setting: Setting) -> date | None:
    """Return the day that "this", "last" or "the following" counts from: the story's own where the word points there."""
    return setting.told or setting.published if form.which in _TOLD else setting.published


def _anchor(form: Form) -> str:
    return "narrative" if form.which in _TOLD else "article_date"


def _period(form: Form, setting: Setting) -> Found:
    day, unit, which = _base(form, setting), form.unit or "day", form.which or "this"
    if day is None:
        return None, _anchor(form)
    rolling = which in {"past", "recent", "coming"} or form.count is not None or form.several
    if rolling:
        count = form.count or (_SOME[unit] if form.several else 1)
        other = shift(day, unit, count if which in {"coming", "next", "after"} else -count)
        return (min(day, other), max(day, other)), _anchor(form)
    moved = shift(day, unit, _STEP[which])
    if unit in {"night", "hour", "minute"}:
        return (min(day, moved), max(day, moved)), _anchor(form)
    return _part(days_of(unit, moved), form, day), _anchor(form)


def _part(days: Days | None, form: Form, day: date | None) -> Days | None:
    """Narrow days to "early", "end of", "earlier" (before this month, within this year), "later"."""
    if days is None or form.part is None:
        return days
    if form.part == "later":
        return (min(day, days[1]) if day else days[0]), days[1]
    if form.part == "earlier":
        return days[0], _earlier_end(days, form, day)
    return part_of(days, form.part)


def _earlier_end(days: Days, form: Form, day: date | None) -> date:
    if day is None or not days[0] <= day <= days[1]:
        return days[1]
    # Of the running month one would say "earlier this month": "earlier this year" ends with the month before.
    end = shift(day.replace(day=1) if form.unit == "year" else day, "day", -1)
    return end if end >= days[0] else day


def _ago(form: Form, setting: Setting) -> Found:
    """Read "three days ago" from the publication day, "three days later" from the day the story stands at."""
    unit = form.unit or "day"
    back = form.word == "ago"
    anchor = "article_date" if back else "narrative"
    day = setting.published if back else setting.told
    if day is None:
        return None, anchor
    sign = 1 if form.word in {"later", "afterwards"} else -1
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
    day = _base(form, setting)
    if day is None or form.weekday is None:
        return None, _anchor(form)
    back = (day.weekday() - form.weekday) % 7
    ahead = form.which in {"next", "coming", "after"} or (form.which is None and setting.ahead)
    if form.which == "this":
        found = shift(days_of("week", day)[0], "day", form.weekday)
    elif ahead:
        found = shift(day, "day", 7 - back)
    else:
        found = shift(day, "day", -(back or (7 if form.which else 0)))
    return (found, found), _anchor(form)


def _word(form: Form, setting: Setting) -> Found:
    day, offsets = setting.published, _OFFSETS.get(form.word or "")
    if day is None or offsets is None:
        return None, "article_date"
    return (shift(day, "day", offsets[0]), shift(day, "day", offsets[1])), "article_date"


_OFFSETS = {"today": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1), "tonight": (0, 0), "overnight": (-1, 0)}
_OFFSETS |= {"as of now": (0, 0), "right now": (0, 0), "soon": (0, 0), "shortly": (0, 0)}
OPEN = frozenset({"soon", "shortly"})


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
    if form.part or form.day or form.month2 or form.year2 or form.count:
        return "span"
    return (
        _GRANULARITY.get(form.unit or form.kind, "span") if form.which not in {"past", "recent", "coming"} else "span"
    )


_GRANULARITY = {"week": "week", "month": "month", "date": "month", "year": "year", "season": "season", "day": "day"}
RESOLVERS: dict[str, Callable[[Form, Setting], Found]] = {
    "date": _date,
    "month": _month,
    "season": _season,
    "year": _year,
    "decade": _decade,
    "quarter": _quarter,
    "period": _period,
    "ago": _ago,
    "weekday": _weekday,
    "word": _word,
    "duration": _duration,
}
