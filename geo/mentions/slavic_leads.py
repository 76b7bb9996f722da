"""What leads up to a name: a preposition with its cases, "the village of", "the capture of", or the list it stands in.

Comes in: a page and the index of a name's first word. Goes out: a `Lead`, which says how surely a place follows, and in which
grammatical cases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geo.mentions.slavic_endings import GENITIVE, INSTRUMENTAL, LOCATIVE
from geo.mentions.slavic_forms import sense_of
from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_vocabulary import (
    ANNOUNCING,
    AREA_NOUNS,
    MOTION,
    NEARBY,
    PLACE_NOUNS,
    PLACE_VERBS,
    PREPOSITIONS,
    REMEMBERED,
    SETTLING,
    kind_noun,
)

MOST_QUALIFIERS = 3
NONE, WEAK, STRONG, SURE = range(4)
# From one name of a list to the next; a bracket may stand between ("X (Y громада), Z").
_LIST = re.compile(
    r"\s?,\s{1,2}(?:(?:та|і|й|и|а\sтакож|а\sтакже|також|также|або|или)\s{1,2})?|\s{1,2}(?:та|і|й|и|або|или)\s{1,2}|\s?[–—/]\s?|-|\s?\("
)
_ANNOUNCED = re.compile(r"\s{0,2}[:—–-]\s{1,2}|,?\s{1,2}")


@dataclass(frozen=True, slots=True)
class Lead:
    """What the words before a name say about it."""

    strength: int = NONE
    """NONE, WEAK (a preposition that people follow too), STRONG (of places), SURE (a noun for settlements)."""
    cases: frozenset[str] = frozenset()
    """Cases that the wording asks for; empty when it asks for none."""
    kind: str | None = None
    """Kind of place that the wording announces."""
    settles: bool = False
    """Whether a capitalised name here is a place even when no gazetteer knows it."""
    words: tuple[str, ...] = ()
    """The few words before, lower case, the nearest last."""


NOTHING = Lead()
_WHERE_TO = frozenset("в у во на до з із зі из с со к ко за по через".split())
_BESIDE = frozenset("під под над за між поміж между перед".split())


def continues_list(page: Page, last: int, first: int) -> bool:
    """Whether the name at lexeme `first` stands in one list with the name that ends at lexeme `last`."""
    if not last < first <= last + 3:
        return False
    between = page.text[page.lexemes[last].end : page.lexemes[first].start]
    return len(between) <= 16 and _LIST.fullmatch(between) is not None


def lead_of(page: Page, first: int, language: str) -> Lead:
    """Return what leads up to the name at lexeme `first`, lists left aside."""
    nearest = tuple(lexeme.lower for lexeme in page.lexemes[max(0, first - 5) : first])
    index = first - 1
    if index < 0:
        return NOTHING
    kind = kind_noun(page.lexemes[index].lower, page.gap(first)[:2])
    if kind is not None and _announces(page, index, first):
        return Lead(SURE, kind=kind, settles=kind == "city", words=nearest)
    index = _past_announcing(page, index)
    for _ in range(MOST_QUALIFIERS):
        if index < 0 or not _is_near(page, index):
            return Lead(words=nearest)
        word = page.lexemes[index].lower
        if (lead := _lead_by(page, index, word, language)) is not None:
            strength, cases, settles = lead
            return Lead(strength, cases, settles=settles, words=nearest)
        if not sense_of(word, language).qualifier or page.lexemes[index].capital:
            return Lead(words=nearest)
        index -= 1
    return Lead(words=nearest)


def _announces(page: Page, index: int, first: int) -> bool:
    gap = page.gap(first)
    if gap.startswith("."):
        # "2024 р. Суджа" is a year, "5 м. Далі" a length.
        number_before = index > 0 and page.lexemes[index - 1].text.isdigit()
        return len(gap) <= 2 and not (number_before and len(page.lexemes[index].text) == 1)
    return _ANNOUNCED.fullmatch(gap) is not None and not gap.lstrip().startswith(",")


def _past_announcing(page: Page, index: int) -> int:
    """Step over "зокрема", "in particular", between a place word and its names."""
    stepped = index
    while (
        stepped > 0
        and index - stepped < 3
        and page.lexemes[stepped].lower in ANNOUNCING
        and len(page.gap(stepped)) <= 2
    ):
        stepped -= 1
    return stepped


def _is_near(page: Page, index: int) -> bool:
    gap = page.gap(index + 1)
    return gap in (" ", "\u00a0", "\n", ", ", ": ", " «", " “", ' "', " (")


def _lead_by(page: Page, index: int, word: str, language: str) -> tuple[int, frozenset[str], bool] | None:
    governed = PREPOSITIONS[language].get(word)
    if governed is not None:
        nearby = word in NEARBY or _is_direction(page, index) or _moves(page, index)
        return (STRONG if nearby else WEAK), governed, word in SETTLING
    return _lead_by_noun(word)


@lru_cache(maxsize=REMEMBERED)
def _lead_by_noun(word: str) -> tuple[int, frozenset[str], bool] | None:
    if kind_noun(word, " ") == "city":
        return SURE, frozenset(), True
    if AREA_NOUNS.fullmatch(word):
        return STRONG, frozenset({GENITIVE}), True
    if PLACE_NOUNS.fullmatch(word):
        return STRONG, frozenset({GENITIVE}), False
    if PLACE_VERBS.fullmatch(word):
        return STRONG, frozenset(), False
    return None


def _is_direction(page: Page, index: int) -> bool:
    """Whether "from" measures: "на північ від", "за 5 км від", "в 3 км от"."""
    before = page.before(index)
    if before is None or page.lexemes[index].lower not in ("від", "от"):
        return False
    word = before.lower.rstrip(".")
    return word.startswith(
        (
            "північ",
            "південь",
            "півден",
            "схід",
            "захід",
            "сход",
            "заход",
            "север",
            "юг",
            "восток",
            "запад",
            "км",
            "кілом",
            "килом",
        )
    )


def _moves(page: Page, index: int) -> bool:
    """Whether a word of motion stands just before a preposition of place: "вибили з", "вошли в"."""
    if page.lexemes[index].lower not in _WHERE_TO:
        return False
    before = [lexeme.lower for lexeme in page.lexemes[max(0, index - 2) : index]]
    return any(MOTION.fullmatch(word) for word in before)


def fits_place(cases: frozenset[str], lead: Lead, language: str) -> bool:
    """Whether a name in one of these cases, behind this preposition, is where something is rather than whom it concerns."""
    word = lead.words[-1] if lead.words else ""
    if word in ("в", "у", "на", "во"):
        # "у Сирського" (genitive) is with a person; Russian "у" is that always.
        return LOCATIVE in cases and not (language == "ru" and word == "у")
    return word in _BESIDE and INSTRUMENTAL in cases
