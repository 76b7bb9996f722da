"""English patterns for days, each with the words it may begin with.

Every pattern is tried only where a word stands that can begin it, and has bounded quantifiers only, so that reading
takes time in proportion to the text whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.dates.english_words import (
    FULL,
    HEDGES,
    LENGTH_CUES,
    MONTH,
    MONTH_CUES,
    NUMBERS,
    ONES,
    ORDINALS,
    PARTS,
    SEASONS,
    TENS,
    UNITS,
    VAGUE,
    WEEKDAYS,
    WHICH,
    WORDS,
    YEAR_CUES,
    read_groups,
)
from geo.dates.forms import Form

_Test = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time: the words it may begin with, its pattern, and what must stand around it."""

    kind: str
    starts: frozenset[str]
    pattern: re.Pattern[str]
    allowed: _Test


def forms_at(text: str, start: int, word: str) -> Form | None:
    """Return the longest time expression that begins at `start` with the lower-case `word`, or None."""
    best: tuple[int, Rule, re.Match[str]] | None = None
    for rule in _STARTING.get("0" if word[0] in "0123456789" else word, ()):
        match = rule.pattern.match(text, start)
        if match and (best is None or match.end() > best[0]) and _named(match) and rule.allowed(text, match):
            best = match.end(), rule, match
    if best is None:
        return None
    end, rule, match = best
    return Form(kind=rule.kind, start=start, end=end, **read_groups(match))  # type: ignore[arg-type]  # values by group


def is_anchor(word: str) -> bool:
    """Whether a word can be the heart of a time expression: a month, a unit, a year; every expression has one."""
    return word[:16].lower() in _ANCHORS or (word[0] in "12" and 4 <= len(word) <= 5)


def word_before(text: str, start: int) -> str:
    """Return the word that stands directly before a position, in lower case; empty at the start or after other marks."""
    match = _LAST_WORD.search(text, max(0, start - 24), start)
    return match[1].lower() if match else ""


def _any(words: Iterable[str]) -> str:
    # Longest first, so that "just over" wins over "just"; the space in a phrase matches one gap.
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", _GAP) for word in ordered)


# One gap between words: spaces, or the line end of a wrapped text; never an empty line.
_GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
_DASH = r"[^\S\n]?[-–—−][^\S\n]?"
_TILL = rf"(?:{_DASH}|{_GAP}(?:to|and|through){_GAP})"
_LAST_WORD = re.compile(r"([^\W\d_]{1,20})\W{1,2}\Z")
# A number before one of these counts them, and is no year.
_COUNTED = (
    r"(?![+%\w]|,\d|\.\d|-\w|[^\S\n](?:km|kilomet|mile|met[er]|hectare|acre|sq|troops|soldiers|people|men\b|women|civilians|"
    r"fighters|prisoners|drones|tanks|villages|settlements|vehicles|houses|homes|per[^\S\n]?cent|hours|days))"
)
_M = rf"(?:(?P<month>{_any(MONTH)})\b(?:(?<![a-z]{{5}})(?<!june)(?<!july)(?<!may)\.(?=[^\S\n][\da-z]))?)"
_M2 = _M.replace("<month>", "<month2>")
_D = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,]\d)"
_D2 = _D.replace("<day>", "<day2>")
_YEAR = r"(?P<year>(?:19|20)\d\d|2100)"
_Y = _YEAR + _COUNTED
_Y2 = r"(?P<year2>(?:19|20)\d\d|2100|\d\d)(?![\w%]|[.,]\d)"
_PART = rf"(?:(?P<part>{_any(PARTS)})(?:-|{_GAP})(?:the{_GAP})?)?"
_WHICH_ = rf"(?P<which>{_any(WHICH)})"
_UNIT = rf"(?P<unit>{_any(UNITS)})\b"
_HEDGE = rf"(?:(?P<hedge>{_any(HEDGES)}){_GAP})?"
_COUNT = (
    rf"(?:(?P<count>\d{{1,4}}(?:\.\d{{1,2}})?|(?:{_any(TENS)})-(?:{_any(ONES[:9])})|{_any(NUMBERS)}|{_any(VAGUE)}))"
)
_SEASON = rf"(?P<season>{_any(SEASONS)})\b"
_HOURS = rf"(?:{_GAP}(?:morning|afternoon|evening|night))?"

_VERB_AFTER = re.compile(r"[^\S\n](?:was|is|saw|will|has|had|brought|began|ended|marked)\b")
_NOUN_AFTER = re.compile(r"[^\S\n][a-z][a-z-]{2,20}\b")


def _always(_text: str, _match: re.Match[str]) -> bool:
    return True


def _named(match: re.Match[str]) -> bool:
    # Months and weekdays are names: "may" and "march" in small letters are verbs.
    names = (match.groupdict().get(group) for group in ("month", "month2", "weekday"))
    return all(name is None or not name[0].islower() for name in names)


def _month_alone(text: str, match: re.Match[str]) -> bool:
    if match["part"]:
        return match["part"] not in {"earlier", "later"}
    if text[match.end() : match.end() + 1] == "-" and text[match.end() + 1 : match.end() + 2].isalpha():
        return False
    month = match["month"].lower()
    if month in {"march", "may"}:
        return word_before(text, match.start()) in MONTH_CUES and text[match.start() - 1].isspace()
    return month in FULL


def _year_alone(text: str, match: re.Match[str]) -> bool:
    if match["part"]:
        return match["part"] not in {"earlier", "later"}
    before = text[max(0, match.start() - 1) : match.start()]
    word = word_before(text, match.start())
    if match["year2"] or before in {"(", "["}:
        return True
    if before == "-":
        return word in {"pre", "post", "mid"}
    if not before or before == "\n" or (not word and before.isspace()):
        return bool(_VERB_AFTER.match(text, match.end()))
    return word in YEAR_CUES or (word.isalpha() and bool(_NOUN_AFTER.match(text, match.end())) and word not in NUMBERS)


def _length(text: str, match: re.Match[str]) -> bool:
    if match["count"] not in {"a", "an", "one", "A", "An", "One"} or match["hedge"]:
        return True
    return word_before(text, match.start()) in LENGTH_CUES


def _plain_period(_text: str, match: re.Match[str]) -> bool:
    # "The last days of the battle" and "last minute" count from no day.
    unit, which = match["unit"].lower(), match["which"].lower()
    rolling = which in {"past", "recent", "coming", "next", "latest"}
    return bool(match["count"]) or ((rolling or not unit.endswith("s")) and unit not in {"minute", "minutes"})


def _fronted(text: str, match: re.Match[str]) -> bool:
    return match[0][0] == "E" and text[match.end() : match.end() + 1] == ","


def _rule(kind: str, starts: Iterable[str], pattern: str, allowed: _Test | None = None) -> Rule:
    words = frozenset(re.split("[ -]", word)[0] for word in starts)
    return Rule(kind, words, re.compile(pattern, re.IGNORECASE), allowed or _always)


_NUMERIC = {"0", *NUMBERS, *VAGUE, "couple"}
_RULES = (
    _rule(
        "date", {"0", "early", "late", "mid"}, rf"{_PART}{_D}(?:{_TILL}{_D2})?{_GAP}(?:of{_GAP})?{_M}(?:,?{_GAP}{_Y})?"
    ),
    _rule("date", {"0"}, rf"{_D}{_GAP}{_M}{_DASH}{_D2}{_GAP}{_M2}(?:,?{_GAP}{_Y})?"),
    _rule("date", MONTH, rf"{_M}{_GAP}{_D}(?:{_TILL}{_D2})?(?:,?{_GAP}{_Y})?"),
    _rule("date", MONTH, rf"{_M}{_GAP}{_D}{_DASH}{_M2}{_GAP}{_D2}(?:,?{_GAP}{_Y})?"),
    _rule(
        "date",
        {"0"},
        r"(?P<year>(?:19|20)\d\d)([-/.])(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?![\w-]|\.\d)",
    ),
    _rule(
        "date",
        {"0"},
        r"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?![\w-]|\.\d)",
    ),
    _rule("date", {*MONTH, *PARTS}, rf"{_PART}{_M}(?:{_DASH}{_M2})?(?:,|{_GAP}of)?{_GAP}{_Y}"),
    _rule("date", {*MONTH, *PARTS}, rf"{_PART}{_M}(?:{_DASH}{_M2})?", _month_alone),
    _rule("month", {*WHICH, *PARTS}, rf"{_PART}{_WHICH_}{_GAP}{_M}"),
    _rule("year", {"0", *PARTS}, rf"{_PART}{_YEAR}(?:[-–/]{_Y2}|{_COUNTED})", _year_alone),
    _rule("decade", {"0", *PARTS}, rf"{_PART}(?P<year>(?:19|20)\d0)[’']?s\b"),
    _rule("season", {*SEASONS, *PARTS}, rf"{_PART}{_SEASON}(?:{_GAP}of)?{_GAP}{_YEAR}(?:[-–/]{_Y2}|{_COUNTED})"),
    _rule("season", {*WHICH, *PARTS}, rf"{_PART}{_WHICH_}{_GAP}{_SEASON}"),
    _rule(
        "quarter", ORDINALS, rf"(?P<quarter>q[1-4]|(?:first|second|third|fourth){_GAP}quarter)(?:{_GAP}of)?{_GAP}{_Y}"
    ),
    _rule(
        "quarter",
        ORDINALS,
        rf"(?P<quarter>(?:first|second|third|fourth){_GAP}quarter){_GAP}of{_GAP}(?:{_WHICH_}|the){_GAP}year\b",
    ),
    _rule("period", {*WHICH, *PARTS}, rf"{_PART}{_WHICH_}{_GAP}(?:{_COUNT}{_GAP})?{_UNIT}", _plain_period),
    _rule("ago", _NUMERIC | set(HEDGES), rf"{_HEDGE}{_COUNT}{_GAP}{_UNIT}{_GAP}(?P<word>ago)\b"),
    _rule("ago", {*UNITS}, rf"(?P<unit>days|weeks|months|years|decades){_GAP}(?P<word>ago|later|earlier)\b"),
    _rule("ago", _NUMERIC | set(HEDGES), rf"{_HEDGE}{_COUNT}{_GAP}{_UNIT}{_GAP}(?P<word>later|earlier|afterwards)\b"),
    _rule(
        "weekday",
        {*WEEKDAYS, *WHICH, *PARTS},
        rf"{_PART}(?:{_WHICH_}{_GAP})?(?P<weekday>{_any(WEEKDAYS)})\b{_HOURS}",
    ),
    _rule("word", WORDS, rf"(?P<word>{_any(WORDS)})\b"),
    _rule("word", {"earlier", "later"}, rf"(?:earlier|later){_GAP}(?P<word>today)\b"),
    _rule("word", {"as", "right"}, rf"(?P<word>as{_GAP}of{_GAP}now|right{_GAP}now)\b"),
    _rule("word", {"earlier"}, r"(?P<word>earlier)\b", _fronted),
    _rule(
        "duration",
        _NUMERIC | set(HEDGES),
        rf"{_HEDGE}{_COUNT}(?:[- ]and[- ]a[- ]half)?(?:-|{_GAP}){_UNIT}(?:[- ]long)?(?![- ](?:old|ago)\b|-\w)",
        _length,
    ),
    _rule("duration", {"half"}, rf"(?P<count>half{_GAP}an?){_GAP}{_UNIT}"),
    _rule("duration", UNITS, r"(?P<unit>day|week|month|year|decade)s?-long\b"),
)
_STARTING = {word: tuple(rule for rule in _RULES if word in rule.starts) for rule in _RULES for word in rule.starts}
_ANCHORS = frozenset({*MONTH, *WEEKDAYS, *UNITS, *SEASONS, *WORDS, "now", "earlier"})
