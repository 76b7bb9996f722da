"""What a Slavic grammar needs of a language: its words for days in every case, as tables from the written word to its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.dates.rules import APOSTROPHE, Cues

Words = Mapping[str, str]
Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlavicWords:
    """One language's words; phrases have single spaces and straight apostrophes."""

    months: Mapping[str, int]
    """Every case."""
    of_month: Mapping[str, int]
    """What stands after a day: the genitive and abbreviations."""
    shy_months: frozenset[str]
    """Months that are other words too: a preposition must stand before."""
    month_adjectives: Mapping[str, int]
    weekdays: Mapping[str, int]
    shy_weekdays: frozenset[str]
    seasons: Words
    adverb_seasons: frozenset[str]
    """Season words that tell a time alone ("восени")."""
    units: Words
    several: frozenset[str]
    """Units in the plural."""
    single: frozenset[str]
    """Units in a form that says "one"."""
    which: Words
    year_steps: Mapping[str, int]
    """"of last year" and the like, and adverbs."""
    same_year: frozenset[str]
    parts: Words
    halves: Words
    quarters: Mapping[str, int]
    numbers: Numbers
    vague: tuple[str, ...]
    ordinals: Mapping[str, int]
    """Days of the month in words, in the genitive."""
    hedges: Words
    words: Words
    soon_words: frozenset[str]
    """Words that tell a time only where a sentence begins with them."""
    decades: Mapping[str, int]
    year: str
    """Patterns of the words for a year after its number, for its ending ("-го"), and so on."""
    year_ending: str
    till: str
    from_: str
    night: str
    on: str
    hours: str
    ago: str
    later: str
    earlier: str
    after: str
    within: str
    day_and_night: str
    at: str
    quarter: str
    half_year: str
    day_of_month: str
    in_a_row: str
    length_adjective: str
    as_of: str
    aged: frozenset[str]
    """Before an age ("йому 30 років")."""
    since: str
    """After a length that counts from an event."""
    clock_units: str
    """After or before which an hour is a time of day and no length."""
    cues: Cues
    month_cues: frozenset[str]
    year_cues: frozenset[str]
    day_cues: frozenset[str]
    """Before a day and month in figures without a year ("на 10.09")."""


# Endings of adjectives, by language and kind.
ENDINGS = {
    "uk": "ий ого ому им ім а ої ій у ою е і их ими".split(),
    "uk soft": "ій ього ьому ім я ьої ю ьою є і іх іми".split(),
    "ru": "ый ого ому ым ом ая ой ую ою ое ые ых ыми".split(),
    "ru hush": "ий его ему им ем ая ей ую ее ие их ими".split(),
    "ru soft": "ий его ему им ем яя ей юю ее ие их ими".split(),
    "ru back": "ий ого ому им ом ая ой ую ое ие их ими".split(),
}


def declined(stems: str, endings: str) -> tuple[str, ...]:
    """Return every form of some adjectives, given by their stems."""
    return tuple(stem + ending for stem in stems.split() for ending in ENDINGS[endings])


def spread(rows: Mapping[str, str] | Mapping[int, str] | Mapping[float, str]) -> dict[str, object]:
    """Return a table by word of rows that hold the words of one meaning, separated by commas where they are phrases."""
    return {
        word.strip(): meaning
        for meaning, words in rows.items()
        for word in (words.split(",") if "," in words else words.split())
    }


def reader(words: SlavicWords) -> Callable[[dict[str, str]], dict[str, object]]:
    """Return what turns the named groups of a match into values, by field of `Form`."""
    tables: dict[str, Mapping[str, object]] = {
        "weekday": words.weekdays,
        "season": words.seasons,
        "unit": words.units,
        "which": words.which,
        "hedge": words.hedges,
        "half": words.halves,
    }

    def number(said: str) -> float | None:
        if said[0] in "0123456789":
            return float(said.replace(",", "."))
        whole, _, half = said.partition(" з половиною" if " з " in said else " с половиной")
        return words.numbers.get(whole, None if whole in words.vague else words.numbers.get(said))

    def month(said: str) -> int:
        return next(
            (table[said] for table in (words.months, words.of_month, words.month_adjectives) if said in table), 0
        ) or int(said)

    def day(said: str) -> int:
        return words.ordinals.get(said) or int(said)

    readers: dict[str, Callable[[str], object]] = {
        "month": month,
        "month2": month,
        "day": day,
        "day2": day,
        "year": int,
        "year2": int,
        "count": number,
        "quarter": lambda said: words.quarters[said],
        "part": lambda said: "night" if re.match(words.night, said) else words.parts[said],
        "word": lambda said: words.words.get(said, said),
    }

    def read(said: dict[str, str]) -> dict[str, object]:
        plain = {name: re.sub(APOSTROPHE, "'", " ".join(text.lower().split())) for name, text in said.items()}
        values = {name: read_one(plain[name]) for name, read_one in readers.items() if name in plain}
        values |= {name: table[plain[name]] for name, table in tables.items() if name in plain}
        return _completed(values, plain)

    def _completed(values: dict[str, object], plain: dict[str, str]) -> dict[str, object]:
        unit = plain.get("unit")
        values["several"] = unit in words.several and "count" not in plain
        if "step" in plain:
            step = plain["step"].removeprefix("в ").removeprefix("у ")
            values["same_year" if step in words.same_year else "year_step"] = words.year_steps.get(step, True)
        if "half" in values:
            values["part"] = values.pop("half")
        if "decade" in plain:
            values["year"] = words.decades[plain["decade"]]
        values |= {"word": name for name in ("ago", "later", "earlier") if name in plain}
        if "now" in plain or "last_day" in plain:
            values["word"] = "now" if "now" in plain else "last day"
        if "one" in plain:
            values["count"] = 1.0
        return values

    return read
