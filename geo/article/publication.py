"""The day of publication, from the text itself: a dateline or date line at its top, else wording that leaves but a few days.

Comes in: the text without its reader comments. Goes out: a day with the reasoning, or none with the reason why not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geo.article.calendar import Written, find_days, settle_years

WIDEST_DAYS = 14
"""A window of more days than this gives no day."""
TOP_LINES, LONGEST_LINE, LEAD_CHARS = 10, 200, 600
_LABEL = re.compile(
    r"[*_\s]{0,4}(?:published|posted|date|publication date|released|release date|"
    r"опубліковано|дата публікації|дата|опубликовано|дата публикации)\b(?:\son)?[:\s*_]{0,5}",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"[*_\s]{0,4}(?:last\s)?(?:updated|modified|оновлено|обновлено)\b", re.IGNORECASE)
# What may stand beside the day on a line of its own: a byline, a town, the time of day.
_ASIDE = re.compile(
    r"[\s*_|·•,(—–-]{0,6}(?:(?:by\s|автор:?\s)?[A-ZА-ЯІЇЄҐ][\w’'.-]{1,30}(?:\s[A-ZА-ЯІЇЄҐ][\w’'.-]{0,30}){0,4})?[\s*_|·•,(—–:-]{0,6}",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s*_|·•,(—–-]{0,6}(?:(?:at|о|об|в|года|року|р\.|г\.)\s?)?(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?)?"
    r"(?:\s{0,2}(?:года|року|р\.|г\.))?[\s*_|·•,)—–-]{0,6}(?:\d{1,3}\smin(?:ute)?s?\sread)?[\s*_)]{0,4}",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"[\s*_]{0,4}[A-ZА-ЯІЇЄҐ][\w.’'-]{1,30}(?:[\s,/]{1,2}[A-ZА-ЯІЇЄҐ][\w.’'-]{1,30}){0,4},?\s?(?:\(\w{2,20}\),?\s?)?"
)
_AGENCY = re.compile(r"(?:\s(?:року|года|р\.|г\.))?[.,]?\s?(?:[(/][^()/\n]{2,40}[)/][.,:]?\s?[-–—]?|[-–—]{1,2})\s")
_AS_OF = re.compile(
    r"\b(?:as\sof|станом\sна|по\sсостоянию\sна)\s(?:the\smorning\sof\s|ранок\s|утро\s)?(?:(?:\d{1,2}[.:]\d{2}|\d{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?(?:,\s|\s)(?:on\s|of\s)?)?\Z",
    re.IGNORECASE,
)
_NEAR_WORDS = {
    "today": 0, "сьогодні": 0, "сегодня": 0, "yesterday": 1, "last night": 1, "вчора": 1, "учора": 1, "вчера": 1,
    "tomorrow": -1, "завтра": -1,
}  # fmt: skip
_NEAR = "|".join(_NEAR_WORDS)
_BEFORE_DAY = re.compile(rf"\b({_NEAR}),?\s?(?:\(|[-–—]\s)?(?:on\s)?\Z", re.IGNORECASE)
_AFTER_DAY = re.compile(rf",?\s({_NEAR})\b", re.IGNORECASE)
_NUMBERS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "a an one один одну",
            "two два дві две",
            "three три",
            "four чотири четыре",
            "five п’ять п'ять пять",
            "six шість шесть",
            "seven сім семь",
            "eight вісім восемь",
            "nine дев’ять дев'ять девять",
            "ten десять",
        ),
        start=1,
    )
    for word in words.split()
}
_UNITS: dict[str, str] = {
    form: unit
    for unit, forms in {
        "day": "day days день дні днів дня дней",
        "week": "week weeks тижня тиждень тижні тижнів неделю недели недель",
        "month": "month months місяця місяць місяці місяців месяц месяца месяцев",
    }.items()
    for form in forms.split()
}
_MORE = "over|more than|just over|a little over|понад|більше|більш як|трохи більше|более|больше|чуть больше|свыше"
_LESS = "almost|nearly|less than|under|just under|майже|менше|менш як|почти|менее|меньше"
_ABOUT = "about|around|roughly|some|близько|приблизно|около|примерно"
_AGO = re.compile(
    rf"\b(?:({_MORE})\s|({_LESS})\s|({_ABOUT})\s)?(?:(\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s)?"
    rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})\s(?:ago|earlier|тому|назад)[,\s(–—-]{{1,4}}(?:on\s)?(?:the\s)?\Z",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:until|by|before|due|scheduled|planned|set\sfor|next|will|tomorrow|завтра|до|заплановано|запланирован\w{0,3}|буде|будет)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(
    r"\b(?:today|yesterday|overnight|last\snight|this\s(?:week|morning)|(?:past|last)\s(?:day|24\shours)|сьогодні|вчора|уночі|вночі|"
    r"цього\sтижня|(?:минулу|останню|минулої)\sдоб[уи]|за\sдобу|сегодня|вчера|ночью|на\sэтой\sнеделе|за\sсутки|за\sпрошедшие\sсутки)\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A day of publication worked out from the text."""

    day: date | None
    reason: str
    """On what it rests, or why there is none."""
    is_written: bool = False
    """Whether the text writes the day itself, so that nothing had to be worked out but at most its year."""
    is_full: bool = False
    """Whether it writes the year too."""


@dataclass(frozen=True, slots=True)
class _Window:
    first: date
    last: date
    likely: date
    words: str


def infer_published(text: str) -> Inferred:
    """Return the day on which a text was published, as far as it says.

    Returns
    -------
    A day only where the text writes it at its top (date line, dateline, "as of"), or where its wording leaves at most `WIDEST_DAYS`
    days: a length of time beside a day ("two weeks ago, on 3 May"), or "today", "yesterday" or the weekday beside one.

    Examples
    --------
    >>> infer_published("The mill\\nPublished: 10 Sep 2024\\nIt fell.").day
    datetime.date(2024, 9, 10)
    >>> infer_published("The mill fell over a week ago, on 3 May 2024.").reason
    'the text says "over a week ago, on 3 May 2024": between 2024-05-10 and 2024-05-16'
    """
    days = settle_years(text, tuple(find_days(text)))
    if written := _at_top(text, days):
        return written
    windows = list(_windows(text, days))
    if not windows:
        return Inferred(day=None, reason=_why_open(days))
    first, last = max(window.first for window in windows), min(window.last for window in windows)
    said = "; ".join(dict.fromkeys(f'the text says "{window.words}"' for window in windows[:3]))
    if first > last:
        return Inferred(day=None, reason=f"{said}, which do not agree on a day")
    if (last - first).days > WIDEST_DAYS:
        return Inferred(day=None, reason=f"{said}: between {first} and {last}, too long a time to name a day")
    newest = max((day for one in days if (day := one.at) and not _is_ahead(text, one)), default=first)
    if newest > last:
        return Inferred(day=None, reason=f"{said}, but it also names {newest}")
    narrowest = min(windows, key=lambda window: window.last - window.first)
    likely = min(max(narrowest.likely, first, newest), last)
    return Inferred(day=likely, reason=said if first == last else f"{said}: between {first} and {last}")


def _why_open(days: Sequence[Written]) -> str:
    if not days:
        return "the text names no day"
    if all(one.at is None for one in days):
        return "the days in the text come without a year"
    return "the text does not say how long ago its days were"


def _at_top(text: str, days: Sequence[Written]) -> Inferred | None:
    """Return the day that a line at the top gives: of its own, with a label, or as the dateline of an agency."""
    found: Inferred | None = None
    newest = max((day for one in days if (day := one.at) and not _is_ahead(text, one)), default=None)
    for start, end in _top_lines(text):
        for one in days:
            if not start <= one.start < end:
                continue
            day = one.at
            if day is None or not _gives_day(text, one, start, end):
                continue
            if newest is not None and newest - day > timedelta(days=WIDEST_DAYS):
                continue  # the heading of a chapter, say: the text goes on after that day
            words = " ".join(text[start : min(end, one.end + 20)].split())[:80]
            found = Inferred(
                day=day, reason=f'the text begins with "{words}"', is_written=True, is_full=str(day.year) in one.text
            )
            if not _UPDATED.match(text, start, end):
                return found
    return found


def _top_lines(text: str) -> Iterator[tuple[int, int]]:
    at = met = 0
    while at < len(text) and met < TOP_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            met += 1
            yield at, min(end, at + LEAD_CHARS)
        at = end + 1


def _gives_day(text: str, one: Written, start: int, end: int) -> bool:
    before, after = text[start : one.start], text[one.end : end]
    if _AS_OF.search(before):
        return True
    if len(before) > LONGEST_LINE:
        return False
    if (label := _LABEL.match(before) or _UPDATED.match(before)) and len(before) - label.end() <= 40:
        return True
    if _ASIDE.fullmatch(before) and _TAIL.fullmatch(after):
        return True
    # "Assessment of the front, 10 September 2024" is a title of reports that come every day.
    if one.year and before.rstrip(" (").endswith((",", "–", "—", "|", ":")) and not after.strip(" )*_"):
        return True
    return bool(_TOWN.fullmatch(before) and _AGENCY.match(after))


def _windows(text: str, days: Sequence[Written]) -> Iterator[_Window]:
    for one in days:
        day = one.at
        if day is None:
            continue
        before, after = text[max(0, one.start - 60) : one.start], text[one.end : one.end + 40]
        if match := _BEFORE_DAY.search(before) or _AFTER_DAY.match(after):
            on = day + timedelta(days=_NEAR_WORDS[match[1].lower()])
            words = match[0] + one.text if match.re is _BEFORE_DAY else one.text + match[0]
            yield _Window(on, on, on, " ".join(words.split()))
        elif match := _AGO.search(before):
            yield from _ago(match, day, " ".join((match[0] + one.text).split()))
        elif one.weekday is not None and not _is_ahead(text, one) and _is_recent(text, one):
            # A weekday is named beside a day of the week that goes by.
            yield _Window(day, day + timedelta(days=6), day, one.text)


def _ago(match: re.Match[str], day: date, words: str) -> Iterator[_Window]:
    more, less, about, number, unit = match.groups()
    count = _NUMBERS.get((number or "a").lower()) or int(number)
    then = _later(day, count, _UNITS[unit.lower()])
    slack = {"day": 0, "week": 3, "month": 7}[_UNITS[unit.lower()]] * (1 if count == 1 else 2)
    if more:
        slack = max(2 * slack, 2)
        yield _Window(then, then + timedelta(days=slack), then + timedelta(days=slack // 3), words)
    elif less:
        slack = max(2 * slack, 2)
        yield _Window(then - timedelta(days=slack), then, then - timedelta(days=slack // 3), words)
    else:
        slack = max(slack, 1) if about else slack
        yield _Window(then - timedelta(days=slack), then + timedelta(days=slack), then, words)


def _later(day: date, count: int, unit: str) -> date:
    if unit != "month":
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count
    first = date(day.year + months // 12, months % 12 + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, last))


def _is_ahead(text: str, one: Written) -> bool:
    sentence = re.split(r"[.!?\n]\s", text[max(0, one.start - 60) : one.start])[-1]
    return _AHEAD.search(sentence) is not None


def _is_recent(text: str, one: Written) -> bool:
    return _RECENT.search(text[max(0, one.start - 200) : one.end + 200]) is not None
