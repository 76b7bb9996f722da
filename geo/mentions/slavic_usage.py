"""The wording around a Ukrainian or Russian name -> how it is used, and whether it may stand on a map."""

from __future__ import annotations

from dataclasses import dataclass

from geo.mentions.slavic_adjectives import Phrase
from geo.mentions.slavic_endings import ACCUSATIVE, LOCATIVE, NOMINATIVE
from geo.mentions.slavic_leads import Lead
from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_vocabulary import (
    BEFORE_SAID,
    CLUBS,
    CONTINENTS,
    LAND_NOUNS,
    MOTION,
    ONE_STREET,
    OWNERS_OF_NAMES,
    PLACE_NOUNS,
    PLACE_VERBS,
    SAID,
    SEATS,
    SPOKEN,
    STREETS,
)
from geo.records import Place

WELL_KNOWN_POPULATION = 15_000
# A town that alone bears its name needs fewer people to be meant by it.
BARE_POPULATION = 5_000
_THEATRE = ("UA", "RU")
LONGEST_QUOTED_NAME = 4
# Words between "in X" and "they said".
MOST_BEFORE_SAID = 3
# Between a noun and the name it bears; abbreviated nouns have a full stop.
_BESIDE_OWNER = frozenset({" ", "\u00a0", ". ", ".", ".\u00a0"})
MOST_TO_MOTION = 2
_IN = frozenset({"в", "у", "во", "на"})
_THROUGH = frozenset("через над по вглиб углиб вглубь крізь сквозь поза біля поблизу под під близ".split())
_FROM = frozenset("з із зі из с со до к ко від от".split())


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words around a name say."""

    usage: str
    mapped: bool
    kind_hint: str | None
    reason: str


LITERAL = Wording("literal", True, None, "")
PART_OF_NAME = Wording("embedded", False, None, "part of another proper name")


def is_well_known(places: tuple[Place, ...]) -> bool:
    """Whether one of the places is hand-picked, an area, or a town of some size."""
    return any(
        place.id.startswith(("curated:", "ne:")) or (place.population or 0) >= WELL_KNOWN_POPULATION for place in places
    )


def is_unrivalled(places: tuple[Place, ...]) -> bool:
    """Whether one of the places is an area or a town of some size, so that no village of a like name is meant."""
    return any(place.kind != "city" or (place.population or 0) >= WELL_KNOWN_POPULATION for place in places)


def is_unmistakable(places: tuple[Place, ...]) -> bool:
    """Whether a name of the two countries of this war has but one bearer, a town that reports may speak of by its bare name."""
    return len(places) == 1 and places[0].country in _THEATRE and is_town(places)


def is_town(places: tuple[Place, ...]) -> bool:
    """Whether one of the places is a town that reports may speak of by its bare name."""
    return any((place.population or 0) >= BARE_POPULATION for place in places)


def is_embedded(page: Page, first: int, last: int, name: str, lead: Lead, places: tuple[Place, ...]) -> bool:
    """Whether a name stands for its bearer: a brigade, a newspaper, a ship, a street, alone or in quotation marks."""
    if lead.kind is not None:
        return False
    if page.gap(last + 1) == "-" and page.lexemes[last + 1].text.isdigit():
        # "Минск-2" is an agreement, "Восток-1" a station.
        return True
    quotation = page.quotation(first)
    if quotation is not None and _fills(page, first, last, quotation):
        # "ДНР" in quotation marks is a doubt about the name, not another name.
        return not page.lexemes[first].text.isupper()
    if first == 0 or page.gap(first) not in _BESIDE_OWNER:
        return False
    before = page.lexemes[first - 1]
    if STREETS.fullmatch(before.lower):
        # Streets are named in any case; those of a town of note may be many ("на вулиці Києва").
        genitive = name != page.text[page.lexemes[first].start : page.lexemes[last].end]
        return not (genitive and is_well_known(places)) or ONE_STREET.fullmatch(before.lower) is not None
    if not OWNERS_OF_NAMES.fullmatch(before.lower) and not (before.capital and before.lower in CLUBS):
        return False
    return name == page.text[page.lexemes[first].start : page.lexemes[last].end]


def _fills(page: Page, first: int, last: int, quotation: tuple[int, int]) -> bool:
    """Whether a quotation is a name that begins or ends with this one, rather than speech."""
    inside = [lexeme for lexeme in page.lexemes[max(0, first - LONGEST_QUOTED_NAME) : last + 1 + LONGEST_QUOTED_NAME]
              if quotation[0] <= lexeme.start < quotation[1]]  # fmt: skip
    if not 0 < len(inside) <= LONGEST_QUOTED_NAME or not inside[0].capital:
        return False
    if any(SPOKEN.fullmatch(lexeme.text) for lexeme in inside):
        return False
    return inside[0] is page.lexemes[first] or inside[-1] is page.lexemes[last]


def judge(
    page: Page, span: tuple[int, int], name: str, places: tuple[Place, ...], lead: Lead, cases: frozenset[str]
) -> Wording:
    """Return how the name at lexemes `span` is used.

    Parameters
    ----------
    name
        In the nominative.
    places
        Those that bear it; empty when none is known.
    cases
        In which it may stand here.
    """
    first, last = span
    if is_embedded(page, first, last, name, lead, places):
        return PART_OF_NAME
    if lead.kind is not None:
        return Wording("literal", True, lead.kind, f"wording asks for a {lead.kind}")
    stands_for_state = any(place.kind == "country" for place in places) or name.casefold() in SEATS | CONTINENTS
    if stands_for_state:
        return _state(page, last, lead, cases)
    if not places:
        return Wording("literal", True, "city", "a settlement by its wording")
    return LITERAL


def _state(page: Page, last: int, lead: Lead, cases: frozenset[str]) -> Wording:
    """A country or a seat of government: a place only where the wording says so."""
    word = lead.words[-1] if lead.words else ""
    motion = any(MOTION.fullmatch(before) for before in lead.words[:-1])
    if word in _IN and LOCATIVE in cases and not _is_speaker(page, last):
        return _literal(word)
    if word in _IN and ACCUSATIVE in cases and motion:
        return _literal(word)
    if word in _THROUGH or (word in _FROM and (motion or _moves_behind(page, last))):
        return _literal(word)
    if any(_says_land(before) for before in lead.words[-2:]) and NOMINATIVE not in cases:
        return _literal(word)
    return Wording("metonymic", False, None, "a government or people, not the place")


def _moves_behind(page: Page, last: int) -> bool:
    """Whether a word of motion follows: "from X fly missiles"."""
    for index in range(last, last + MOST_TO_MOTION):
        after = page.after(index)
        if after is None:
            return False
        if MOTION.fullmatch(after.lower):
            return True
    return False


def _is_speaker(page: Page, last: int) -> bool:
    """Whether "in X" is followed by what a government does there: "in X they no longer say"."""
    for index in range(last, last + 1 + MOST_BEFORE_SAID):
        after = page.after(index)
        if after is None or SAID.fullmatch(after.lower):
            return after is not None
        if after.lower not in BEFORE_SAID:
            return False
    return False


def _says_land(word: str) -> bool:
    return any(pattern.fullmatch(word) for pattern in (LAND_NOUNS, PLACE_NOUNS, PLACE_VERBS))


def _literal(word: str) -> Wording:
    return Wording("literal", True, None, f"after {word!r}")


def judge_phrase(phrase: Phrase, name: str, places: tuple[Place, ...], noun: str) -> Wording:
    """Return how an adjective is used with the noun it belongs to.

    Parameters
    ----------
    name
        What the adjective was found to name.
    noun
        The noun as written.
    """
    kinds = {place.kind for place in places}
    if phrase.sort == "agreement":
        return PART_OF_NAME
    if phrase.sort == "region":
        return Wording("literal", True, "region", "wording asks for a region")
    if phrase.sort == "district":
        # A district that the gazetteer has is a region of its own; of others the chief town is known.
        if "region" in kinds:
            return Wording("literal", True, "region", "wording asks for a district")
        return Wording("literal", True, "district", f"a district ({noun!r}), placed by its chief town")
    if phrase.sort == "facility":
        return Wording("literal", True, "facility", "wording asks for a facility")
    hint = "region" if "region" in kinds else "city"
    if phrase.sort == "border":
        return Wording("literal", True, hint, f"the borderland of {name}")
    return Wording("literal_mod", True, hint, f"names an event or area: {noun!r}")
