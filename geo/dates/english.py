"""English patterns for days, each with the words it may begin with, and what must stand around them."""

from __future__ import annotations

import re
from functools import cache

from geo.dates.english_words import (
    COUNT_CUES,
    CUES,
    FORCES,
    FULL,
    HEDGES,
    HOLIDAYS,
    LENGTH_CUES,
    LOOSE_PARTS,
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
from geo.dates.numeric import RULES as NUMERIC_RULES
from geo.dates.rules import (
    CLOCK,
    DASH,
    DAY_DIGITS,
    GAP,
    YEAR_DIGITS,
    Grammar,
    Rule,
    any_of,
    capital_before,
    starting,
    word_before,
)
from geo.dates.rules import rule as _rule

_TILL = rf"(?:{DASH}|{GAP}(?:to|and|through|or){GAP})"
# A number before one of these counts them, and is no year.
_COUNTED = (
    r"(?![+%\w]|,\d|\.\d|-\w|[^\S\n](?:km|kilomet|mile|met[er]|hectare|acre|sq|troops|soldiers|people|men\b|women|civilians|"
    r"fighters|prisoners|drones|tanks|villages|settlements|vehicles|houses|homes|rounds|shells|tons|tonnes|thousand|million|billion|trillion|per[^\S\n]?cent|hours|days))"
)
_M = rf"(?:(?P<month>{any_of(MONTH)})\b(?:(?<![a-z]{{5}})(?<!june)(?<!july)(?<!may)\.(?=[^\S\n][\da-z]))?)"
_M2 = _M.replace("<month>", "<month2>")
_D = rf"(?P<day>{DAY_DIGITS})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_D2 = _D.replace("<day>", "<day2>")
_Y = rf"(?P<year>{YEAR_DIGITS}){_COUNTED}"
_Y2 = rf"(?P<year2>{YEAR_DIGITS}|\d\d)(?![\w%]|[.,]\d)"
_PART = rf"(?:(?P<part>{any_of(PARTS)})(?:-|{GAP})(?:the{GAP})?)?"
_WHICH = rf"(?P<which>{any_of(WHICH)})"
_STEP = rf"(?:(?:,?{GAP}of{GAP}|,?{GAP})(?:the{GAP})?(?P<step>last|previous|this|current|next|that|same){GAP}year\b)"
_OF_YEAR = rf"(?:,?{GAP}(?:of{GAP})?{_Y}|{_STEP})?"
_UNIT = rf"(?P<unit>{any_of(UNITS)})\b"
_HEDGE = rf"(?:(?P<hedge>{any_of(HEDGES)}){GAP})?"
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:{any_of(TENS)})-(?:{any_of(ONES[:9])})|{any_of(NUMBERS)}|{any_of(VAGUE)})"
_COUNT = rf"(?P<count>{_NUMBER}(?:{GAP}and{GAP}a{GAP}half)?)"
_SEASON = rf"(?P<season>{any_of(SEASONS)})\b"
_HOLIDAY = rf"(?P<holiday>{any_of(HOLIDAYS)})\b"
_HOURS = rf"(?:{GAP}(?:morning|afternoon|evening|night))?"
_AT = rf"(?:,?{GAP}(?:at{GAP})?(?:about{GAP}|around{GAP})?(?:{CLOCK}|(?:1[0-2]|[1-9])(?=[^\S\n]?[ap]\.?m))(?:[^\S\n]?[ap](?:m\b|\.m\.))?)?"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})\b"
_WEEKDAY_ = rf"(?:{any_of([*WEEKDAYS, *(day[:3] for day in WEEKDAYS)])})\b{_HOURS}\.?(?:,|{GAP}the)?{GAP}"
_WEEK_OF = rf"(?P<unit>week){GAP}(?:of|from|beginning|starting){GAP}"
_VERB_AFTER = re.compile(r"[^\S\n](?:was|is|saw|will|has|had|brought|began|ended|marked)\b")
_NOUN_AFTER = re.compile(r"[^\S\n][a-z][a-z-]{2,20}\b")
_PLURAL_AFTER = re.compile(r"[^\S\n][A-Za-z][a-z-]{2,20}(?<![su])s\b")
_FORCE_AFTER = re.compile(rf"[^\S\n](?:[A-Z][a-z]{{2,15}}[^\S\n])?{FORCES}\b")
_NAME_AFTER = re.compile(r"[^\S\n][A-Z][a-z]")
_STREET_AFTER = re.compile(r"[^\S\n](?:Street|Avenue|Road|Square|Day|Revolution|Uprising)\b")
_GOES_ON = re.compile(r"[^\S\n](?:the|a|an|his|her|its|their|our|[A-Z])")


def _named(text: str, match: re.Match[str]) -> bool:
    # Months and weekdays are names: "may" and "march" in small letters are verbs.
    groups = (group for group in ("month", "month2", "weekday") if match.groupdict().get(group))
    return not any(text[match.start(group)].islower() for group in groups)


def _month_alone(text: str, match: re.Match[str]) -> bool:
    if not _named(text, match):
        return False
    if match["part"]:
        return match["part"] not in LOOSE_PARTS
    if text[match.end() : match.end() + 1] == "-" and text[match.end() + 1 : match.end() + 2].isalpha():
        return False
    if _STREET_AFTER.match(text, match.end()):
        return False
    month, before = match["month"], word_before(text, match.start())
    cued = before in MONTH_CUES and text[match.start() - 1].isspace()
    if cued or month not in FULL:
        return cued and month in FULL
    # "April Jones" and "Wilson August" are people.
    named = _NAME_AFTER.match(text, match.end()) or (
        capital_before(text, match.start()) and before not in MONTH_CUES and before not in SEASONS
    )
    return month not in {"march", "may"} and not named


def _year_alone(text: str, match: re.Match[str]) -> bool:
    if match["part"]:
        return match["part"] not in LOOSE_PARTS
    if _FORCE_AFTER.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 1) : match.start()]
    word = word_before(text, match.start())
    if match["year2"] or before in {"(", "["}:
        return True
    if before == "-":
        return word in {"pre", "post", "mid"}
    if not before or before == "\n" or (not word and before.isspace()):
        return bool(_VERB_AFTER.match(text, match.end()))
    if word in YEAR_CUES:
        return word not in COUNT_CUES or not _PLURAL_AFTER.match(text, match.end())
    return _modifies(text, match, word)


def _modifies(text: str, match: re.Match[str], word: str) -> bool:
    # "a failed 2023 push", and no "Resolution 2202 demands".
    return (
        word.isalpha()
        and word not in NUMBERS
        and not capital_before(text, match.start())
        and bool(_NOUN_AFTER.match(text, match.end()))
        and not _PLURAL_AFTER.match(text, match.end())
    )


def _length(text: str, match: re.Match[str]) -> bool:
    if match["unit"] in {"quarter", "quarters"}:
        return False
    if match["count"] not in {"a", "an", "one"} or match["hedge"]:
        return True
    return word_before(text, match.start()) in LENGTH_CUES


def _many(text: str, match: re.Match[str]) -> bool:
    of = re.compile(r"[^\S\n]of[^\S\n][a-z]").match(text, match.end())
    before = word_before(text, match.start())
    return before in {"for", "within"} or (bool(of) and before in {"after", "despite", "following", "through"})


def _plain_period(_text: str, match: re.Match[str]) -> bool:
    # "The last days of the battle" and "last minute" count from no day.
    unit, which = match["unit"], match["which"]
    rolling = which in {"past", "recent", "coming", "next", "latest", "this past", "this coming"}
    return bool(match["count"]) or ((rolling or not unit.endswith("s")) and unit not in {"minute", "minutes"})


def _past_weekend(text: str, match: re.Match[str]) -> bool:
    before = word_before(text, match.start())
    return before == "the" and word_before(text, match.start() - len("the ")) in {"over", "at", "on", "during"}


def _firm_parts() -> list[str]:
    return [word for word in PARTS if word not in LOOSE_PARTS]


def _word_alone(text: str, match: re.Match[str]) -> bool:
    word = match["word"]
    if word == "earlier":
        return text[match.start()] == "E" and text[match.end() : match.end() + 1] == ","
    if word.split()[-1] == "before":
        return word_before(text, match.start()) == "the" and not _GOES_ON.match(text, match.end())
    return True


def _holiday(text: str, match: re.Match[str]) -> bool:
    """Whether "New Year" is the day: in small letters it is the year, and "Christmas" before another name is part of it."""
    goes_on = text[match.end() : match.end() + 2]
    return text[match.start()].isupper() and not (goes_on[:1] == " " and goes_on[1:].isupper()) and goes_on[:1] != "-"


def _season_alone(text: str, match: re.Match[str]) -> bool:
    before = word_before(text, match.start())
    if before == "the":
        before = word_before(text, match.start() - len("the "))
        return match["season"] != "fall" and before in _SEASON_CUES and not _GOES_TO_PLACE.match(text, match.end())
    return match["season"] != "fall" and before in _SEASON_CUES


_SEASON_CUES = frozenset({"in", "since", "until", "till", "by", "during", "before", "throughout"})
_GOES_TO_PLACE = re.compile(r"[^\S\n](?:of|months|offensive|campaign|water|house|camp)|-")
_NUMERIC = {"0", *NUMBERS, *VAGUE, "couple"}
_DAYS = {*WEEKDAYS, *(day[:3] for day in WEEKDAYS)}


def _rules() -> tuple[Rule, ...]:
    return (
        *NUMERIC_RULES,
        _rule("date", HOLIDAYS, rf"{_HOLIDAY}{_OF_YEAR}", _holiday),
        _rule(
            "date",
            {"0", "early", "late", "mid", *_DAYS},
            rf"(?:{CLOCK}(?:[^\S\n]?[ap]\.?m\.?)?{GAP}(?:on{GAP})?)?(?:{_WEEKDAY_})?"
            rf"{_PART}{_D}(?:{_TILL}{_D2})?{GAP}(?:of{GAP})?{_M}{_OF_YEAR}{_AT}",
            _named,
        ),
        _rule("date", {"0"}, rf"{_D}{GAP}{_M}{DASH}{_D2}{GAP}{_M2}{_OF_YEAR}", _named),
        _rule("date", {*MONTH, *_DAYS}, rf"(?:{_WEEKDAY_})?{_M}{GAP}{_D}(?:{_TILL}{_D2})?{_OF_YEAR}{_AT}", _named),
        _rule("date", MONTH, rf"{_M}{GAP}{_D}{DASH}{_M2}{GAP}{_D2}{_OF_YEAR}", _named),
        _rule(
            "date",
            {*MONTH, *PARTS},
            rf"{_PART}{_M}(?:(?:{DASH}|{GAP}(?:and|or){GAP}){_M2})?(?:(?:,|{GAP}of)?{GAP}{_Y}|{_STEP})",
            _named,
        ),
        _rule("date", {*MONTH, *PARTS}, rf"{_PART}{_M}(?:(?:{DASH}|{GAP}(?:and|or){GAP}){_M2})?", _month_alone),
        _rule("date", {*WHICH, *PARTS}, rf"{_PART}{_WHICH}{GAP}{_M}", _named),
        _rule("year", {"0", *PARTS}, rf"{_PART}(?P<year>{YEAR_DIGITS})(?:[-–/]{_Y2}|{_COUNTED})", _year_alone),
        _rule("decade", {"0", *PARTS}, rf"{_PART}(?P<year>(?:19|20)\d0)[’']?s\b"),
        _rule(
            "season",
            {*SEASONS, *PARTS},
            rf"{_PART}{_SEASON}(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR_DIGITS})(?:[-–/]{_Y2}|{_COUNTED})|{_STEP})",
        ),
        _rule("season", {*WHICH, *PARTS}, rf"{_PART}{_WHICH}{GAP}{_SEASON}"),
        _rule("season", SEASONS, _SEASON, _season_alone),
        _rule(
            "quarter",
            ORDINALS,
            rf"(?P<quarter>q[1-4]|(?:first|second|third|fourth){GAP}quarter)(?:(?:{GAP}of)?{GAP}{_Y}|{_STEP})",
        ),
        _rule(
            "quarter",
            ORDINALS,
            rf"(?P<quarter>(?:first|second|third|fourth){GAP}quarter){GAP}of{GAP}(?P<step>the){GAP}year\b",
        ),
        _rule("period", {*WHICH, *PARTS}, rf"{_PART}{_WHICH}{GAP}(?:{_COUNT}{GAP})?{_UNIT}", _plain_period),
        _rule(
            "period",
            PARTS,
            rf"(?P<part>{any_of(word for word in PARTS if word.endswith(' of'))}){GAP}the{GAP}(?P<unit>week|month|year|decade|century)\b",
        ),
        _rule(
            "ago", _NUMERIC | set(HEDGES), rf"{_HEDGE}{_COUNT}{GAP}{_UNIT}{GAP}(?P<word>ago|later|earlier|afterwards)\b"
        ),
        _rule("ago", {*UNITS}, rf"(?P<unit>hours|days|weeks|months|years|decades){GAP}(?P<word>ago|later|earlier)\b"),
        _rule("date", {"week"}, rf"{_WEEK_OF}{_M}{GAP}{_D}{_OF_YEAR}", _named),
        _rule("date", {"week"}, rf"{_WEEK_OF}{_D}{GAP}{_M}{_OF_YEAR}", _named),
        _rule("weekday", {*WEEKDAYS, *WHICH, *PARTS}, rf"{_PART}(?:{_WHICH}{GAP})?{_WEEKDAY}{_HOURS}{_AT}", _named),
        _rule("weekday", {"weekend"}, r"(?P<unit>weekend)\b", _past_weekend),
        _rule(
            "season",
            PARTS,
            rf"(?P<part>{any_of(_firm_parts())}){GAP}(?:the{GAP})?(?P<season>spring|summer|autumn|winter)\b",
        ),
        _rule("weekday", {"overnight"}, rf"(?P<part>overnight{GAP}(?:in)?to){GAP}{_WEEKDAY}", _named),
        _rule("word", {*WORDS}, rf"(?P<word>{any_of(WORDS)})\b{_HOURS}", _word_alone),
        _rule("word", {"earlier", "later"}, rf"(?:earlier|later){GAP}(?P<word>today)\b"),
        _rule(
            "duration",
            _NUMERIC | set(HEDGES),
            rf"{_HEDGE}{_COUNT}(?:[- ]and[- ]a[- ]half)?(?:-|{GAP}){_UNIT}(?:[- ]long)?(?![- ](?:old|ago)\b|-\w)",
            _length,
        ),
        _rule("duration", {"half"}, rf"(?P<count>half{GAP}an?){GAP}{_UNIT}"),
        _rule("duration", UNITS, r"(?P<unit>day|week|month|year|decade)s?-long\b"),
        _rule("duration", UNITS, r"(?P<unit>hours|days|weeks|months|years|decades)\b", _many),
    )


@cache
def english_grammar() -> Grammar:
    """Return the English grammar; its patterns are compiled when first asked for."""
    words = (
        *MONTH,
        *WEEKDAYS,
        *UNITS,
        *SEASONS,
        *WORDS,
        "christmas",
        "new",
        "now",
        "before",
        "morning",
        "afternoon",
        "evening",
    )
    return Grammar(starting=starting(_rules()), anchors=frozenset(words), read_groups=read_groups, cues=CUES)
