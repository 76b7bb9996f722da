"""What comes round every year: days, months, seasons, quarters; in the year that the words, the story or the article give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo.dates.days import PARTS, Days, days_of, month_days, part_of, season_days
from geo.dates.forms import Form


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    published: date | None
    told: date | None
    """The day the narrative stands at, where a date was given shortly before."""
    beside: date | None
    """The last day spoken of."""
    ahead: bool
    """Whether the wording looks ahead ("will meet on Friday")."""
    later: Form | None
    """The next form when it is joined to this one ("from August to October 2024")."""
    until: bool
    """Whether the expression ends a stretch that began where the story stands ("by the winter")."""
    stepped: bool
    """Whether the story's year was counted from the article's ("last year"): days without a year lie between the two."""


Found = tuple[Days | None, str]
"""Days and anchor."""
# A story older than this is not the article's own.
_LONG_AGO = timedelta(365)
_CLOSE = timedelta(62)
AHEAD = frozenset({"next", "coming", "after"})


def read_yearly(form: Form, setting: Setting) -> Found:
    """Return the days of what comes round every year, and what its year came from."""
    if form.year is None and (form.year_step is not None or form.same_year):
        return _stepped(form, setting)
    if form.day and form.month is None:
        return _day_of_the_month(form, setting)
    if form.year is not None:
        return days_in(form, form.year), "explicit"
    if form.which is not None:
        return _picked(form, setting)
    if setting.later is not None and setting.later.year is not None:
        return _before_later(form, setting.later)
    if setting.told is not None and not _is_of_the_article(setting):
        return _told(form, setting.told, setting), "narrative"
    if setting.published is None:
        return None, "article_date"
    return beside(form, setting.published, ahead=setting.ahead), "article_date"


def days_in(form: Form, year: int) -> Days | None:
    """Return the days a form has in a year; None where the calendar has no such day."""
    try:
        days = _whole(form, year)
    except ValueError:
        return None
    if days is None or days[1] < days[0]:
        return None
    if form.unit == "week":
        return days_of("week", days[0])
    if form.part == "night":
        return days[0] - timedelta(days[0] > date.min), days[1]
    return part_of(days, form.part) if form.part in PARTS else days


def _whole(form: Form, year: int) -> Days | None:
    if form.season:
        return season_days(year, form.season)
    if form.kind == "quarter":
        return month_days(year, form.quarter * 3 - 2, 3) if form.quarter else month_days(year, 1, 12)
    if form.month is None:
        return None
    last_month = form.month2 or form.month
    last_year = year + (last_month < form.month)
    if not form.day:
        return date(year, form.month, 1), month_days(last_year, last_month)[1]
    return date(year, form.month, form.day), date(last_year, last_month, form.day2 or form.day)


def beside(form: Form, day: date, *, ahead: bool) -> Days | None:
    """Return the last occurrence that begins by a day, or with `ahead` the first that ends on it or later."""
    if ahead:
        return next((days for days in _options(form, day.year, 1) if days[1] >= day), None)
    return next((days for days in _options(form, day.year, -1) if days[0] <= day), None)


def _options(form: Form, first: int, step: int) -> Iterator[Days]:
    # Nine years reach a 29 February even across 1900 and 2100.
    years = (year for year in range(first, first + 9 * step, step) if 1 <= year <= 9998)
    return (days for year in years if (days := days_in(form, year)))


def _stepped(form: Form, setting: Setting) -> Found:
    base = (setting.told or setting.beside or setting.published) if form.same_year else setting.published
    anchor = "narrative" if form.same_year else "article_date"
    if base is None:
        return None, anchor
    return days_in(form, max(1, min(9997, base.year + (form.year_step or 0)))), anchor


def _day_of_the_month(form: Form, setting: Setting) -> Found:
    """Read "on the 17th": in the month last spoken of, else the last one not after the publication day."""
    base, anchor = (setting.beside, "narrative") if setting.beside else (setting.published, "article_date")
    if base is None:
        return None, anchor
    months = [(base.year, base.month), (base.year - (base.month == 1), (base.month - 2) % 12 + 1)]
    options = [days for year, month in months if year > 0 and (days := days_in(replace(form, month=month), year))]
    if anchor == "article_date" and not setting.ahead:
        options = [days for days in options if days[0] <= base]
    return next(iter(options), None), anchor


def _is_of_the_article(setting: Setting) -> bool:
    # What lies ahead lies ahead of the article, unless the story is of long ago.
    if not setting.ahead or setting.published is None or setting.told is None:
        return False
    return setting.published - setting.told <= _LONG_AGO


def _told(form: Form, told: date, setting: Setting) -> Days | None:
    """Return the occurrence that begins nearest to the day the story stands at, and not after the article."""
    limit = None if setting.ahead or (setting.published and told > setting.published) else setting.published
    after = beside(form, told, ahead=True) if setting.until or setting.stepped else None
    if after and (limit is None or after[0] <= limit):
        return after
    around = (
        beside(form, told, ahead=False),
        next(_options(form, told.year + 1, 1), None),
        next(_options(form, told.year, 1), None),
    )
    options = [days for days in around if days and (limit is None or days[0] <= limit)]
    return min(options, key=lambda days: abs((days[0] - told).days), default=None)


def _before_later(form: Form, later: Form) -> Found:
    end = days_in(later, later.year or 0)
    return (beside(form, end[0], ahead=False) if end else None), "explicit"


def _picked(form: Form, setting: Setting) -> Found:
    """Read "last August", "this winter", "next March": before, around or after the publication day."""
    day, anchor = base_of(form, setting)
    if day is None:
        return None, anchor
    years = range(max(1, day.year - 2), min(9997, day.year + 2) + 1)
    options = [days for year in years if (days := days_in(form, year))]
    return _pick(form, options, day), anchor


def _pick(form: Form, options: list[Days], day: date) -> Days | None:
    if form.which in {"last", "past", "previous", "recent"}:
        return next((days for days in reversed(options) if days[1] < day), None)
    if form.which in AHEAD:
        return next((days for days in options if days[0] > day), None)
    around = (days for days in options if days[0] <= day <= days[1])
    return next(around, None) or next((days for days in options if days[0].year == day.year), None)


TOLD = frozenset({"previous", "same", "that", "after"})
"""Words that count from the day of the story."""


def base_of(form: Form, setting: Setting) -> tuple[date | None, str]:
    """Return the day that "this", "last" or "the following" counts from, and the anchor that makes."""
    if form.which not in TOLD:
        return setting.published, "article_date"
    day = setting.told or setting.beside
    if day and form.which == "previous" and form.unit != "day" and setting.published:
        # "The previous week" is that of the article, unless the story is close to it.
        day = day if abs(setting.published - day) <= _CLOSE else None
    return day or setting.published, "narrative" if day or setting.published is None else "article_date"
