"""Whether a name that the gazetteer knows is a place where it stands (Ukrainian and Russian).

Comes in: a window of words with its readings, and what leads up to it. Goes out: yes or no. Capitals alone say little: people,
institutions and the first words of sentences have them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.mentions.slavic_adjectives import adjective_stem
from geo.mentions.slavic_endings import ACCUSATIVE, NOMINATIVE
from geo.mentions.slavic_forms import Reading, sense_of
from geo.mentions.slavic_leads import NONE, STRONG, SURE, Lead, continues_list, fits_place
from geo.mentions.slavic_persons import People
from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_usage import is_unmistakable, is_unrivalled, is_well_known
from geo.mentions.slavic_vocabulary import FATE_AFTER, INSTITUTIONS, PLACE_VERBS, SETTLEMENT_ENDING
from geo.mentions.slavic_windows import Windows
from geo.records import AREA_KINDS, Place

# An ordinary word with a capital is a town's name only when the town is known to everyone.
GREAT_POPULATION = 200_000
SHORTEST_NAME = 3
# So many words behind a name that opens a sentence may stand the verb of which it is the object.
TAKEN_WITHIN = 4
WELL, AS_IT_STANDS, ILL = range(3)
Found = Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A window that the gazetteer knows, with its readings, likeliest first."""

    first: int
    last: int
    readings: tuple[Reading, ...]

    @property
    def best(self) -> Reading:
        """The likeliest reading."""
        return self.readings[0]

    def rivals(self, lead: Lead, found: Found) -> tuple[str, ...]:
        """Return the names that suit the words before as well as the likeliest does, that one first; a town of some size has none."""
        if is_unrivalled(found[self.best.name]):
            return (self.best.name,)
        fit = misfit(self.best, lead)
        return tuple(dict.fromkeys(reading.name for reading in self.readings if misfit(reading, lead) == fit))


def misfit(reading: Reading, lead: Lead) -> int:
    """Return how badly a reading's case suits the words before: WELL, AS_IT_STANDS (a name that does not decline) or ILL."""
    if lead.kind is not None or not lead.cases or reading.cases & lead.cases - {ACCUSATIVE}:
        return WELL
    if reading.cases & lead.cases:
        return WELL
    return AS_IT_STANDS if NOMINATIVE in reading.cases else ILL


class Sieve:
    """Tells places from other names on one page."""

    def __init__(self, page: Page, language: str, windows: Windows, found: Found) -> None:
        self._page = page
        self._language = language
        self._windows = windows
        self._found = found
        self.people = People(page, language)
        self._accepted = -1
        self._trusted: set[str] = set()
        self._doubted: set[str] = set()

    def hit(self, first: int, last: int, lead: Lead) -> Hit | None:
        """Return the readings of a window that the gazetteer knows, or None when it knows none."""
        known = [reading for reading in self._windows.readings(first, last) if reading.name in self._found]
        known.sort(key=lambda reading: (misfit(reading, lead), not reading.known, reading.rank))
        if known and lead.kind is None and not is_unrivalled(self._found[known[0].name]):
            # "у Новоросійську" is the city, not a village that was called by an adjective once.
            known.sort(key=lambda reading: not (misfit(reading, lead) < ILL and _is_great(self._found[reading.name])))
        return Hit(first, last, tuple(known)) if known else None

    def is_place(self, hit: Hit, lead: Lead) -> bool:
        """Whether a known name is a place here.

        One that was is remembered: it may begin a list, and its name means the place further on too.
        """
        accepted = self._is_place(hit, lead)
        if accepted:
            self._accepted = hit.last
            self._trusted.add(hit.best.name)
        elif hit.best.name not in self._trusted:
            self._doubted.add(hit.best.name)
        return accepted

    def has_second_thoughts(self) -> bool:
        """Whether a name was refused before another occurrence of it showed it to be a place."""
        return not self._doubted.isdisjoint(self._trusted)

    def _is_place(self, hit: Hit, lead: Lead) -> bool:
        page, first, last = self._page, hit.first, hit.last
        places = self._found[hit.best.name]
        known = is_well_known(places)
        if misfit(hit.best, lead) == WELL and fits_place(hit.best.cases, lead, self._language):
            lead = replace(lead, strength=max(lead.strength, STRONG))
        agrees = NOMINATIVE in hit.best.cases or not any(place.kind in AREA_KINDS for place in places)
        if self.people.is_person(first, last, lead, well_known=known, agrees=agrees):
            return False
        if lead.strength >= SURE:
            return True
        if last > first:
            return not self._is_part_of_name(first, last)
        word = page.lexemes[first]
        if word.lower in INSTITUTIONS or (len(word.text) < SHORTEST_NAME and not word.text.isupper()):
            return False
        if self.qualifies_next(first):
            return False
        if lead.strength >= STRONG and known:
            return True
        if self._is_part_of_name(first, last):
            return False
        return lead.strength >= STRONG or self._is_bare_place(hit, places, lead)

    def _is_bare_place(self, hit: Hit, places: tuple[Place, ...], lead: Lead) -> bool:
        """Whether a name with no word of place before it is one."""
        page, first = self._page, hit.first
        sense = sense_of(page.lexemes[first].text, self._language)
        after = page.after(first)
        if after is not None and (FATE_AFTER.fullmatch(after.lower) or (after.lower == "без" and not sense.common)):
            return NOMINATIVE in hit.best.cases or lead.strength > NONE
        if self._stands_in_list(first, hit.last) and not sense.personal:
            return True
        if sense.common and lead.strength == NONE and not _is_great(places):
            return False
        plain = not (sense.personal or sense.common)
        believed = (hit.best.name in self._trusted and not sense.personal) or (plain and is_unmistakable(places))
        if page.opens_sentence(first) and lead.strength == NONE:
            object_only = ACCUSATIVE in hit.best.cases and NOMINATIVE not in hit.best.cases
            if object_only and not (sense.common or sense.personal):
                # "Суджу российские войска вернули": what is taken may stand first.
                return hit.best.name in self._trusted or self._is_taken_behind(first)
            return NOMINATIVE in hit.best.cases and (believed or is_well_known(places))
        if believed:
            return True
        if is_well_known(places) or any(
            SETTLEMENT_ENDING.fullmatch(name.casefold()) for name in hit.rivals(lead, self._found)
        ):
            return True
        return lead.strength > NONE and not sense.personal

    def _is_taken_behind(self, first: int) -> bool:
        """Whether one of the next words is a verb of what armies do to places: "Суджу войска освободили"."""
        words = self._page.lexemes[first + 1 : first + 1 + TAKEN_WITHIN]
        return any(PLACE_VERBS.fullmatch(word.lower) for word in words)

    def _stands_in_list(self, first: int, last: int) -> bool:
        """Whether a place stands before it in a list, or what looks like a settlement's name behind it: "X, Y і Z", "X – Y"."""
        if any(
            self._accepted == other and continues_list(self._page, other, first) for other in (first - 1, first - 2)
        ):
            return True
        return any(
            self._page.lexemes[other].capital
            and continues_list(self._page, last, other)
            and self._is_settlement_at(other)
            for other in (last + 1, last + 2)
            if other < len(self._page.lexemes)
        )

    def _is_settlement_at(self, index: int) -> bool:
        word = self._page.lexemes[index]
        if sense_of(word.text, self._language).personal or word.lower in INSTITUTIONS:
            return False
        return any(
            SETTLEMENT_ENDING.fullmatch(reading.name.casefold()) or is_well_known(self._found[reading.name])
            for reading in self._windows.readings(index, index)
            if reading.name in self._found
        )

    def qualifies_next(self, index: int) -> bool:
        """Whether a word is an adjective of the words behind it: "Новий рік", "Киевский международный институт"."""
        after, word = self._page.after(index), self._page.lexemes[index].text
        sense = sense_of(word, self._language)
        if after is None or after.capital or not (sense.qualifier or adjective_stem(word, self._language)):
            return False
        # Endings alone let every word stand in the nominative as it is; the dictionary knows better.
        slots = sense.slots or {(form.case, form.gender) for form in sense.forms}
        return bool(slots & sense_of(after.text, self._language).slots)

    def _is_part_of_name(self, first: int, last: int) -> bool:
        """Whether a capitalised word beside it makes the name part of one that is no place's."""
        page = self._page
        if page.lexemes[first].text.isupper():
            return False
        after, before = page.after(last), page.before(first)
        if after is not None and after.capital and not self.is_known_at(last + 1):
            return adjective_stem(after.text, self._language) is None and not after.text.isupper()
        if before is None or not before.capital or before.text.isupper() or page.opens_sentence(first - 1):
            return False
        return not self.is_known_at(first - 1) and adjective_stem(before.text, self._language) is None

    def is_known_at(self, index: int) -> bool:
        """Whether the gazetteer has a name that a window at a lexeme may come from."""
        return any(
            reading.name in self._found
            for last in self._windows.starting(index)
            for reading in self._windows.readings(index, last)
        )


def _is_great(places: tuple[Place, ...]) -> bool:
    return any(
        place.kind in ("country", "region", "macro_region") or (place.population or 0) >= GREAT_POPULATION
        for place in places
    )
