"""What one word of a Ukrainian or Russian text may be: the nominatives of a name, a person's name, a common word.

Comes in: a word as written. Goes out: a `Sense`, from pymorphy3's dictionary and from the endings of names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from geo.mentions.slavic_endings import ALL_CASES, NOMINATIVE, Form, forms_by_ending, possessive_forms
from geo.mentions.slavic_vocabulary import REMEMBERED

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

LONGEST_WORD, LONGEST_ACRONYM = 32, 4
_CYRILLIC = re.compile(rf"[\u0400-\u04ff'-]{{2,{LONGEST_WORD}}}")
MOST_READINGS = 80
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_QUALIFIERS = frozenset({"ADJF", "PRTF", "ADVB", "NPRO", "NUMR"})
_NAMED = frozenset({*_PERSONAL, "Geox", "Orgn", "Trad", "Abbr"})
# Parts of names that no ending changes: "Ростов-на-Дону", "Парк імені Шевченка".
UNCHANGING = frozenset("на над під под імені имени ім им де ла".split())


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word may be."""

    forms: tuple[Form, ...]
    """Nominatives of a name, the dictionary's before those by ending."""
    known: frozenset[str]
    """Nominatives (lower case) that the dictionary has as nouns that are no people."""
    personal: bool
    """The dictionary has it as a given name, a surname or a patronymic."""
    given: bool
    """The dictionary has it as a given name or a patronymic."""
    common: bool
    """The dictionary has it as an ordinary word."""
    slots: frozenset[tuple[str, str]]
    """Case and gender in which the dictionary has it as a noun or an adjective."""
    qualifier: bool
    """The dictionary has it as an adjective, a participle or an adverb."""

    @property
    def may_be_subject(self) -> bool:
        """Whether it may stand in the nominative singular."""
        return any(form.case == NOMINATIVE and form.gender != "p" for form in self.forms)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole name in the nominative that some words may come from."""

    name: str
    cases: frozenset[str]
    known: bool
    """The dictionary has it as a word of its own."""
    rank: int
    """Smaller is likelier by the form alone."""


_NOTHING = Sense((), frozenset(), False, False, False, frozenset(), False)


@lru_cache(maxsize=REMEMBERED)
def sense_of(word: str, language: str) -> Sense:
    """Return what a word may be, whatever its capitals."""
    lower = word.casefold()
    if not _CYRILLIC.fullmatch(lower):
        return _NOTHING
    parses = _analyzer(language).parse(lower)
    forms = [form for parse in parses if (form := _form(parse)) is not None]
    listed = [parse for parse in parses if parse.is_known]
    grammemes = [_grammemes(parse) for parse in listed]
    ordinary = [tag for tag, parse in zip(grammemes, listed, strict=True) if _is_ordinary(tag, parse, language)]
    return Sense(
        forms=tuple(dict.fromkeys([*forms, *forms_by_ending(lower, language)])),
        known=frozenset(
            parse.normal_form
            for parse, tag in zip(listed, grammemes, strict=True)
            if "NOUN" in tag and "anim" not in tag
        ),
        personal=any(_PERSONAL & tag for tag in grammemes),
        given=any({"Name", "Patr"} & tag for tag in grammemes),
        common=bool(ordinary),
        slots=frozenset(_slot(parse.tag) for parse in listed if parse.tag.POS in ("NOUN", "ADJF")),
        qualifier=any(_QUALIFIERS & tag for tag in grammemes),
    )


def readings(words: Sequence[str], language: str, *, joiners: Sequence[str] = ()) -> tuple[Reading, ...]:
    """Return the names that words in a row may come from, likeliest first: each word declined, all in agreement.

    Parameters
    ----------
    joiners
        What stands between the words, one fewer than they are; a space each when empty.

    Examples
    --------
    >>> "Часів Яр" in {reading.name for reading in readings(["Часового", "Яру"], "uk")}
    True
    """
    if len(words) == 1:
        return _readings_of_one(words[0], language)
    glue = [*(joiners or [" "] * (len(words) - 1)), ""]
    options = [_options(words, index, glue[index] == "-", language) for index in range(len(words))]
    found: dict[str, set[str]] = {_joined(words, glue): {NOMINATIVE}}
    for case, gender in dict.fromkeys((form.case, form.gender) for option in options for form in option if form.gender):
        fitting = [_fitting(option, case, gender) for option in options]
        for choice in product(*fitting):
            if len(found) >= MOST_READINGS:
                break
            bases = [_like(form.base, word) for form, word in zip(choice, words, strict=True)]
            found.setdefault(_joined(bases, glue), set()).add(case)
    return tuple(Reading(name, frozenset(cases), False, rank) for rank, (name, cases) in enumerate(found.items()))


def _joined(words: Sequence[str], glue: Sequence[str]) -> str:
    return "".join(word + gap for word, gap in zip(words, glue, strict=True))


def _readings_of_one(word: str, language: str) -> tuple[Reading, ...]:
    found: dict[str, set[str]] = {}
    sense = sense_of(word, language)
    # Short words in capitals are acronyms, which do not decline ("ОВА", "ДНР").
    for form in () if word.isupper() and len(word) <= LONGEST_ACRONYM else sense.forms:
        found.setdefault(_like(form.base, word), set()).add(form.case)
    # A name that never declines stands in every case, which is the least likely reading but one that must be there.
    found.setdefault(word, set()).add(NOMINATIVE)
    return tuple(
        Reading(name, frozenset(cases), name.casefold() in sense.known, rank)
        for rank, (name, cases) in enumerate(found.items())
    )


def _options(words: Sequence[str], index: int, hyphened: bool, language: str) -> tuple[Form, ...]:
    """The forms of one part; one that does not decline fits every slot (its gender is empty)."""
    word = words[index]
    unchanged = Form(word, "", "")
    sense = sense_of(word, language)
    if word.casefold() in UNCHANGING or not sense.forms or (word.isupper() and len(word) <= LONGEST_ACRONYM):
        return (unchanged,)
    if index and words[index - 1].casefold() in UNCHANGING:
        return (unchanged,)
    forms = tuple(dict.fromkeys([*sense.forms, *possessive_forms(word.casefold(), language)]))
    # The first part of "Івано-Франківськ" stays, that of "Ростов-на-Дону" declines.
    return (*forms, unchanged) if hyphened else forms


def _fitting(option: tuple[Form, ...], case: str, gender: str) -> list[Form]:
    return list(
        {
            form.base: form for form in option if not form.gender or (form.case == case and form.gender == gender)
        }.values()
    )


def _like(base: str, written: str) -> str:
    """Give a nominative in lower case the capitals of the word as written; a shouted word becomes a plain name."""
    if base == written.casefold() and not (written.isupper() and len(written) > 5):
        return written
    return base[:1].upper() + base[1:] if written[:1].isupper() else base


def _form(parse: Any) -> Form | None:
    tag = parse.tag
    case = str(tag.case or "")
    if tag.POS not in ("NOUN", "ADJF") or case not in ALL_CASES:
        return None
    if _PERSONAL.intersection(map(str, tag.grammemes)):
        return None
    if tag.POS == "ADJF" and (str(tag.gender or "") != "masc" or parse.normal_form.endswith(("й", "є", "е"))):
        # The endings know full adjectives in every gender; the dictionary knows the short ones ("Часового": "Часів").
        return None
    _, gender = _slot(tag)
    if gender == "p" and "Pltm" not in tag:
        return None
    return Form(parse.normal_form, case, gender)


def _grammemes(parse: Any) -> frozenset[str]:
    """The marks of a word; some given names of the Ukrainian dictionary are marked so in the oblique cases only."""
    marks = frozenset(map(str, parse.tag.grammemes))
    if "anim" in marks and not _PERSONAL & marks and any("Name" in form.tag for form in parse.lexeme):
        return marks | {"Name"}
    return marks


def _slot(tag: Any) -> tuple[str, str]:
    return str(tag.case or ""), "p" if "plur" in tag else _GENDERS.get(str(tag.gender or ""), "m")


def _is_ordinary(tag: frozenset[str], parse: Any, language: str) -> bool:
    if _NAMED & tag:
        return False
    # The Ukrainian dictionary does not mark place names, but lists them among nouns of one fixed gender and number.
    fixed = str(parse.tag).split(" ")[0].split(",")
    return not (
        language == "uk"
        and fixed[0] == "NOUN"
        and "inan" in fixed
        and {"masc", "femn", "neut", "Pltm"}.intersection(fixed)
    )


@cache
def _analyzer(language: str) -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=language)
