"""Ukrainian and Russian patterns for days: one grammar, two tables of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from geo.dates.numeric import RULES as NUMERIC_RULES
from geo.dates.rules import (
    CLOCK,
    DASH,
    DAY_DIGITS,
    FIRST_WORD,
    GAP,
    YEAR_DIGITS,
    Grammar,
    Rule,
    Test,
    any_of,
    rule,
    starting,
)
from geo.dates.russian_words import WORDS as RUSSIAN_WORDS
from geo.dates.slavic_context import Context
from geo.dates.slavic_words import Reader, SlavicWords, declined
from geo.dates.ukrainian_words import WORDS as UKRAINIAN_WORDS


class _Pieces:
    """The parts that patterns of one language are put together from."""

    def __init__(self, words: SlavicWords) -> None:
        end = r"(?![\w%]|[.,:]\d)"
        self.of_month = rf"(?P<month>(?:{any_of(words.of_month)})(?!\w))"
        self.month = rf"(?P<month>{any_of(words.months)})\b"
        self.month2 = self.month.replace("<month>", "<month2>")
        self.day = rf"(?P<day>{DAY_DIGITS}(?=(?:-?(?:го|е|ого|те|ше|му))?{end})|{any_of(words.ordinals)})(?:-?(?:го|е|ого|те|ше|му))?\b"
        self.day2 = self.day.replace("<day>", "<day2>")
        self.year2 = rf"(?P<year2>{YEAR_DIGITS}|\d\d)"
        self.named_year = (
            rf"(?P<year>{YEAR_DIGITS})(?:{words.year_ending}\b)?(?:[-–—/]{self.year2}(?:{words.year_ending}\b)?)?"
        )
        self.step = rf"(?P<step>{any_of((*words.year_steps, *words.same_year))})(?!\w)"
        self.of_year = rf"(?:,?{GAP}(?:(?:в|у){GAP})?(?:{self.named_year}{end}(?:{GAP}{words.year})?|{self.step}))?"
        self.must_year = self.of_year[:-1]
        self.part = rf"(?:(?P<part>{any_of(words.parts)}){GAP})?"
        self.which = rf"(?P<which>{any_of(words.which)})"
        self.unit = rf"(?P<unit>{any_of(words.units)})\b"
        self.hedge = rf"(?:(?P<hedge>{any_of(words.hedges)}){GAP})?"
        self.count = rf"(?P<count>\d{{1,4}}(?:[.,]\d{{1,2}})?|{any_of(words.numbers)}|{any_of(words.vague)})"
        self.season = rf"(?P<season>{any_of(words.seasons)})\b"
        self.weekday = rf"(?P<weekday>{any_of(words.weekdays)})\b"
        self.plain_weekday = rf"(?:{any_of(words.weekdays)})\b"
        self.hours = rf"(?:{GAP}(?:{words.hours})\b)?"
        self.at = rf"(?:,?{GAP}(?:(?:{words.at}){GAP})?{CLOCK})?"
        self.before = rf"(?:{CLOCK}{GAP}(?:(?:на|за){GAP})?)?"
        self.till = rf"(?:{DASH}|{GAP}(?:{words.till}){GAP})"
        self.end = end


def _dates(words: SlavicWords, p: _Pieces, context: Context) -> Iterable[Rule]:
    days = {"0", *words.ordinals}
    # "Уночі 30 листопада": the hours belong to the day behind them.
    prefix = rf"(?:{p.plain_weekday}{p.hours},?{GAP}|(?:{words.hours}){GAP})?"
    hours = {phrase.split()[0] for phrase in words.hours.split("|")}
    between = rf"(?:{words.till}|{words.on})"
    yield from NUMERIC_RULES
    yield rule("date", words.new_year, rf"(?P<holiday>{any_of(words.new_year)})\b{p.of_year}", _with_capital)
    yield rule(
        "date",
        days | set(words.weekdays) | hours,
        rf"{prefix}{p.before}{p.day}{p.hours}(?:{p.till}{p.day2})?{GAP}{p.of_month}{p.of_year}{p.hours}{p.at}",
    )
    yield rule(
        "date", days, rf"{p.day}{GAP}{p.of_month}(?:{DASH}|{GAP}{between}{GAP}){p.day2}{GAP}{p.month2}{p.of_year}"
    )
    night = rf"(?P<part>{words.night}){GAP}(?:{words.on}){GAP}"
    yield rule(
        "date", ["ніч", "ночі", "ночь"], rf"{night}(?:{p.plain_weekday},?{GAP})?{p.day}{GAP}{p.of_month}{p.of_year}"
    )
    over = rf"{words.night}{GAP}(?:{words.from_}){GAP}"
    yield rule(
        "date", ["ніч", "ночі", "ночь"], rf"{over}{p.day}{GAP}(?:{words.on}){GAP}{p.day2}{GAP}{p.of_month}{p.of_year}"
    )
    yield rule(
        "date",
        ["ніч", "ночі", "ночь"],
        rf"{over}{p.day}{GAP}{p.of_month}{GAP}(?:{words.on}){GAP}{p.day2}{GAP}{p.month2}{p.of_year}",
    )
    yield rule("weekday", ["ніч", "ночі", "ночь"], rf"{night}{p.weekday}")
    yield rule(
        "weekday",
        ["ніч", "ночі", "ночь"],
        rf"(?P<part>{words.night}){GAP}(?:{words.from_}){GAP}{p.plain_weekday}{GAP}(?:{words.on}){GAP}{p.weekday}",
    )
    yield rule("word", ["ніч", "ночі", "ночь"], rf"{words.night}{GAP}(?:{words.on}){GAP}(?P<word>сьогодні|сегодня)")
    yield rule("date", {"0"}, rf"(?P<day>{DAY_DIGITS})(?:-?го|-?е)?{GAP}{words.day_of_month}\b")
    yield rule(
        "date",
        {"0"},
        r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?![\w%./-]|,\d|[^\S\n](?:км|кв|га|%|тис|тыс|млн|м\b))",
        context.figures,
    )
    yield rule(
        "date",
        {"0"},
        rf"{p.before}(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])\.(?P<year>\d\d)(?![\w%./-]|,\d)",
    )
    yield rule(
        "date",
        {*words.parts, *words.months},
        rf"{p.part}{p.month}(?:(?:{DASH}|{GAP}(?:та|і|й|и|или|або|чи){GAP}){p.month2})?{p.must_year}",
    )
    yield rule(
        "date",
        {*words.parts, *words.months},
        rf"{p.part}{p.month}(?:(?:{DASH}|{GAP}(?:та|і|й|и|или|або|чи){GAP}){p.month2})?",
        context.month,
    )
    yield rule("date", words.month_adjectives, rf"(?P<month>{any_of(words.month_adjectives)})\b", context.adjective)
    yield rule("date", {*words.which, *words.parts}, rf"{p.part}{p.which}{GAP}{p.month}")
    yield rule(
        "date",
        words.year_steps,
        rf"{p.step},?{GAP}(?:(?:у|в|з|с|до|на|ще{GAP}у|ще{GAP}в|еще{GAP}в){GAP})?{p.part}(?:{p.day}{GAP})?{p.month}",
    )
    yield rule(
        "weekday", {*words.weekdays, *words.which}, rf"(?:{p.which}{GAP})?{p.weekday}{p.hours}{p.at}", context.weekday
    )
    weekend = any_of(word for word, unit in words.units.items() if unit == "weekend")
    yield rule("weekday", words.units, rf"(?P<unit>{weekend})\b", _after("у|в|на|за"))


def _seasons(words: SlavicWords, p: _Pieces, context: Context) -> Iterable[Rule]:
    yield rule("season", {*words.seasons, *words.parts}, rf"{p.part}{p.season}{p.must_year}")
    yield rule("season", {*words.seasons, *words.parts}, rf"{p.part}{p.season}", context.season)
    yield rule("season", {*words.which, *words.parts}, rf"{p.part}{p.which}{GAP}{p.season}")
    yield rule("season", words.year_steps, rf"{p.step}{GAP}(?:(?:у|в){GAP})?{p.season}")
    yield rule(
        "quarter",
        {"0", *words.quarters},
        rf"(?P<quarter>{any_of(words.quarters)})(?:-?(?:й|му|м|ом|го))?{GAP}{words.quarter}\b{p.must_year}",
    )
    yield rule(
        "quarter",
        {"0", *words.quarters},
        rf"(?P<quarter>{any_of(q for q in words.quarters if not q.isdigit())}){GAP}{words.quarter}\b",
    )
    yield rule("quarter", words.halves, rf"(?P<half>{any_of(words.halves)}){GAP}(?:{words.half_year})\b{p.of_year}")
    yield rule(
        "year",
        {"0", *words.parts},
        rf"{p.part}(?P<year>{YEAR_DIGITS})(?:(?P<ending>{words.year_ending})\b)?(?:[-–—/]{p.year2})?(?:{words.year_ending}\b)?"
        rf"{p.end}(?!-\w)(?:{GAP}(?P<noun>{words.year}))?",
        context.year,
    )
    yield rule(
        "year",
        words.year_steps,
        rf"(?P<step>{any_of(step for step in words.year_steps if ' ' not in step and '.' not in step)})(?!\w)",
    )
    yield rule(
        "decade",
        {"0"},
        rf"(?P<year>(?:19|20)\d0)(?:-?(?:х|і|ті|е|ые|их|ых|ми)\b|{GAP}(?:рр\.|гг\.))(?:{GAP}{words.year})?",
    )
    yield rule(
        "decade",
        {*words.decades, *words.parts},
        rf"{p.part}(?P<decade>{any_of(words.decades)})\b(?:{GAP}{words.year})?",
    )


def _relative(words: SlavicWords, p: _Pieces, context: Context) -> Iterable[Rule]:
    counted = {"0", *words.numbers, *words.vague, *words.hedges}
    single = rf"(?P<one>)(?P<unit>{any_of(words.single)})\b"
    halves = {word for word in words.numbers if word in words.units}
    half = rf"(?P<count>(?P<unit>{any_of(halves)}))\b"
    yield rule(
        "period", {*words.which, *words.parts}, rf"{p.part}{p.which}{GAP}(?:{p.count}{GAP})?{p.unit}", context.period
    )
    yield rule("period", counted, rf"{p.count}{GAP}{p.which}{GAP}{p.unit}", context.period)
    yield rule(
        "period",
        words.parts,
        rf"(?P<part>{any_of(words.parts)}){GAP}(?P<unit>тижня|місяця|року|доби|століття|недели|месяца|года|суток|столетия)\b(?!{GAP}(?:{words.ago})\b)",
    )
    yield rule(
        "word",
        re.findall(r"\w+(?=[^|]*)", words.within.replace("|", " ")),
        rf"(?:{words.within}){GAP}(?P<last_day>{words.day_and_night})\b(?!{GAP}(?:{words.later}|{words.earlier}|до)\b)",
    )
    yield rule("word", words.words, rf"(?P<word>{any_of(words.words)})\b{p.hours}{p.at}", context.word)
    yield rule(
        "word",
        [words.as_of],
        rf"{words.as_of.replace(' ', GAP)}{GAP}(?P<now>(?:[01]?\d|2[0-3])(?::[0-5]\d|\.00)(?![\d%]))(?!{GAP}\d)",
    )
    for counting, starts in (
        (rf"{p.hedge}{p.count}{GAP}{p.unit}", counted),
        (rf"{p.hedge}{single}", {*words.single, *words.hedges}),
        (rf"{p.hedge}{half}", halves | set(words.hedges)),
    ):
        yield rule("ago", starts, rf"{counting}{GAP}(?P<ago>{words.ago})\b")
        yield rule("ago", starts, rf"{counting}{GAP}(?P<later>{any_of(words.later.split('|'))})\b")
        yield rule("ago", starts, rf"{counting}{GAP}(?P<earlier>{any_of(words.earlier.split('|'))})\b")
        yield rule(
            "ago", words.after.split("|"), rf"(?P<later>{words.after}){GAP}{counting}(?!{GAP}(?:{words.since})\b)"
        )
    yield rule(
        "ago",
        words.units,
        rf"(?P<one>){p.unit}{GAP}(?:(?P<earlier>{any_of(words.earlier.split('|')[:2])})|(?P<later>{any_of(words.later.split('|')[-3:])}))\b",
    )
    yield rule(
        "duration", counted, rf"{p.hedge}{p.count}{GAP}{p.unit}(?!{GAP}(?:{words.day_of_month})\b)", context.length
    )
    yield rule("duration", halves | set(words.hedges), rf"{p.hedge}{half}")
    firm = [
        word for word in words.hedges if word not in {"до", "весь", "всю", "лише", "тільки", "только", "лишь", "всего"}
    ]
    yield rule("duration", firm, rf"(?P<hedge>{any_of(firm)}){GAP}{single}", context.length)
    within = any_of(words.within.split("|"))
    yield rule("duration", words.single, rf"(?<=\s){single}", _after(within))
    yield rule("duration", {"0"}, rf"\d{{1,3}}-?(?:ти|и|ьох|х)?-?(?:{words.length_adjective})[^\W\d_]{{1,4}}\b")
    yield rule("duration", _compounds(words), r"\w{1,20}\b")
    yield rule(
        "duration",
        {"0", *words.quarters},
        rf"(?:\d{{1,3}}-[йиіуюяе]{{1,2}}|{any_of(words.quarters)}){GAP}{p.unit}{GAP}(?:{words.in_a_row})\b",
    )
    yield rule("duration", words.single, rf"{p.unit}{GAP}(?:{words.in_a_row})\b")


def _compounds(words: SlavicWords) -> set[str]:
    stems = " ".join(first + stem for first in _COMPOUNDS for stem in words.length_adjective.split("|"))
    return {form for kind in ("uk", "ru", "ru back") for form in declined(stems, kind)}


def _after(pattern: str) -> Test:
    before = re.compile(rf"(?<!\w)(?:{pattern}){GAP}\Z", re.IGNORECASE)

    def test(text: str, match: re.Match[str]) -> bool:
        return bool(before.search(text, max(0, match.start() - 20), match.start()))

    return test


def _with_capital(text: str, match: re.Match[str]) -> bool:
    """Whether "Новый год" is the day; in small letters it is any new year."""
    return text[match.start()].isupper()


_COMPOUNDS = (
    "одно двух двох дво трех трёх трьох три четырех четырёх чотирьох пяти шести семи десяти много багато полу".split()
)


def _grammar(words: SlavicWords) -> Grammar:
    pieces, context = _Pieces(words), Context(words)
    rules = [*_dates(words, pieces, context), *_seasons(words, pieces, context), *_relative(words, pieces, context)]
    hearts: tuple[Iterable[str], ...] = (
        words.months,
        words.of_month,
        words.month_adjectives,
        words.weekdays,
        words.seasons,
        words.units,
        words.words,
        words.year_steps,
        words.decades,
        words.new_year,
    )
    stems = words.length_adjective.replace("|", " ")
    lengths = {form for kind in ("uk", "ru", "ru back") for form in declined(stems, kind)}
    anchors = {words.day_of_month, *lengths, *_compounds(words)} | {
        piece.rstrip(".")
        for table in hearts
        for word in table
        for piece in (*FIRST_WORD.split(word), word, word.replace("'", "ʼ"))
    }
    return Grammar(starting=starting(rules), anchors=frozenset(anchors), read_groups=Reader(words), cues=words.cues)


@cache
def ukrainian_grammar() -> Grammar:
    """Return the Ukrainian grammar; its patterns are compiled when first asked for."""
    return _grammar(UKRAINIAN_WORDS)


@cache
def russian_grammar() -> Grammar:
    """Return the Russian grammar; its patterns are compiled when first asked for."""
    return _grammar(RUSSIAN_WORDS)
