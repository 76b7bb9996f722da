"""What a Slavic grammar needs of a language: its words for days in every case, as tables from the written word to its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from geo.dates.rules import APOSTROPHE, Cues

_Meaning = TypeVar("_Meaning")
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
    new_year: tuple[str, ...]
    """The first of January by its name."""
    aged: frozenset[str]
    """Before an age ("йому 30 років")."""
    since: str
    """After a length that counts from an event."""
    birth: str
    """After a year of birth."""
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


def spread(rows: Mapping[_Meaning, str]) -> dict[str, _Meaning]:
    """Return a table by word of rows that hold the words of one meaning, separated by commas where they are phrases."""
    return {
        word.strip(): meaning
        for meaning, words in rows.items()
        for word in (words.split(",") if "," in words else words.split())
    }


class Reader:
    """Turns the named groups of a match into values, by field of `Form`."""

    def __init__(self, words: SlavicWords) -> None:
        self._words = words
        self._readers: dict[str, Callable[[str], object]] = {
            "month": self._month,
            "month2": self._month,
            "day": self._day,
            "day2": self._day,
            "year": int,
            "year2": int,
            "count": self._number,
            "quarter": words.quarters.__getitem__,
            "part": lambda said: "night" if re.match(words.night, said) else words.parts[said],
            "word": lambda said: words.words.get(said, said),
            "weekday": words.weekdays.__getitem__,
            "season": words.seasons.__getitem__,
            "unit": words.units.__getitem__,
            "which": words.which.__getitem__,
            "hedge": words.hedges.__getitem__,
        }

    def __call__(self, said: dict[str, str]) -> dict[str, object]:
        """Return the values of what was said."""
        plain = {name: re.sub(APOSTROPHE, "'", " ".join(text.split())) for name, text in said.items()}
        values = {name: self._readers[name](text) for name, text in plain.items() if name in self._readers}
        # "Тижні" is plural in "останні тижні" and no such thing in "минулому тижні".
        is_plural = plain.get("unit") in self._words.several and plain.get("which", "их").endswith(_PLURAL)
        values["several"] = is_plural and "count" not in plain
        if "step" in plain:
            is_same = plain["step"] in self._words.same_year
            values["same_year" if is_same else "year_step"] = is_same or self._words.year_steps[plain["step"]]
        if "half" in plain:
            values["part"] = self._words.halves[plain["half"]]
        if "decade" in plain:
            values["year"] = self._words.decades[plain["decade"]]
        if "holiday" in plain:
            values["month"], values["day"] = 1, 1
        if "one" in plain:
            values["count"] = 1.0
        for name in _WORD_OF.keys() & plain.keys():
            values["word"] = _WORD_OF[name]
        return values

    def _number(self, said: str) -> float | None:
        return float(said.replace(",", ".")) if said[0] in "0123456789" else self._words.numbers.get(said)

    def _month(self, said: str) -> int:
        tables = (self._words.months, self._words.of_month, self._words.month_adjectives)
        return next((table[said] for table in tables if said in table), 0) or int(said)

    def _day(self, said: str) -> int:
        return self._words.ordinals.get(said) or int(said)


_PLURAL = ("і", "и", "х", "ми", "ые", "ие")
# Groups that say by their name what the words mean.
_WORD_OF = {"ago": "ago", "later": "later", "earlier": "earlier", "now": "now", "last_day": "last day"}
