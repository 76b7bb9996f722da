"""Ukrainian or Russian text -> Mentions: every place name, in whatever case it stands, and what its wording says it stands for.

Every capitalised stretch is read back to the nominatives it may come from; the gazetteer says which of them are places, and the
words around it (preposition, "the village of", a list, a title, quotation marks) whether it is one here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.mentions.slavic_adjectives import Phrase, adjective_stem, find_phrases, land_stem, towns_of
from geo.mentions.slavic_choice import choose_names
from geo.mentions.slavic_forms import sense_of
from geo.mentions.slavic_leads import NONE, NOTHING, STRONG, Lead, continues_list
from geo.mentions.slavic_regions import region_led_by_on
from geo.mentions.slavic_rivers import asks_for_river, known_river, river_names
from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_sieve import SHORTEST_NAME, Found, Sieve, misfit
from geo.mentions.slavic_usage import PART_OF_NAME, Wording, is_town, is_unrivalled, judge, judge_phrase
from geo.mentions.slavic_vocabulary import INSTITUTIONS, THE_WEST, WEST_FORMS
from geo.mentions.slavic_windows import Windows, roads
from geo.records import Lookup, Mention
from geo.sentences import Word

MOST_LISTED = 60
MOST_UNKNOWN_WORDS = 3


def find_slavic_mentions(text: str, tokens: Sequence[Word], lookup: Lookup, language: str) -> tuple[Mention, ...]:
    """Return the place-name mentions of a Ukrainian or Russian text, in text order.

    Parameters
    ----------
    tokens
        The words of the text.
    lookup
        The gazetteer to match names against.
    language
        "uk" or "ru".

    Returns
    -------
    Mentions as `find_mentions` gives them; `name` is the nominative as the gazetteer knows it ("Суджа", "Курская область").
    A name that only its wording shows to be a settlement ("с. Х", "поблизу Х") is a mention too, for the gazetteer to miss.
    """
    page = Page(text, tokens)
    reader = _Reader(page, language, lookup)
    drafts = reader.read()
    names = choose_names([draft.names for draft in drafts], reader.found)
    return tuple(
        _mention(page, draft, name, number)
        for number, (draft, name) in enumerate(zip(drafts, names, strict=True), start=1)
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A mention whose name may still have rivals."""

    first: int
    last: int
    names: tuple[str, ...]
    wording: Wording
    full_last: int | None = None


def _mention(page: Page, draft: _Draft, name: str, number: int) -> Mention:
    start, end = page.lexemes[draft.first].start, page.lexemes[draft.last].end
    return Mention(
        id=f"m{number}",
        start=start,
        end=end,
        text=page.text[start:end],
        usage=draft.wording.usage,
        mapped=draft.wording.mapped,
        full=None if draft.full_last is None else (start, page.lexemes[draft.full_last].end),
        kind_hint=draft.wording.kind_hint,
        name=name,
        reason=draft.wording.reason,
    )


class _Reader:
    """Reads one page from its first word to its last, remembering the list it is in."""

    def __init__(self, page: Page, language: str, lookup: Lookup) -> None:
        self._page = page
        self._language = language
        self._windows = Windows(page, language)
        self._phrases = find_phrases(page, language)
        self._roads = roads(page)
        self.found: Found = self._look_up(lookup)
        self._sieve = Sieve(page, language, self._windows, self.found)
        self._listed = (-1, NOTHING, 0)

    def _look_up(self, lookup: Lookup) -> Found:
        """Look all names up at once, and once more those that the other language may spell otherwise."""
        names = dict.fromkeys(self._windows.names())
        names |= dict.fromkeys(name for phrase in self._phrases.values() for name in phrase.names)
        names |= dict.fromkeys(self._towns_of_adjectives())
        names |= dict.fromkeys(code for _, code in self._roads.values())
        names |= dict.fromkeys(self._rivers())
        on = (region_led_by_on(self._page, first, self._language) for first in range(len(self._page.lexemes)))
        names |= dict.fromkeys(filter(None, on))
        found = dict(lookup.look_up_all(names))
        spellings = dict.fromkeys(self._windows.respelled(found))
        return found | dict(lookup.look_up_all(spellings)) if spellings else found

    def _towns_of_adjectives(self) -> Iterator[str]:
        """Names for the adjectives that belong to some noun of no list ("Сумська ОВА"), and for lands ("Куп'янщина")."""
        for index, lexeme in enumerate(self._page.lexemes):
            if lexeme.capital and index not in self._phrases and self._page.after(index) is not None:
                stem = adjective_stem(lexeme.text, self._language)
                yield from towns_of(stem, self._language) if stem is not None else ()
            if lexeme.capital and (land := land_stem(lexeme.text, self._language)) is not None:
                yield from towns_of(land, self._language)

    def _rivers(self) -> Iterator[str]:
        """Names for the rivers that the words before a name ask for."""
        for first, lexeme in enumerate(self._page.lexemes):
            if lexeme.capital and asks_for_river(self._page, first, self._windows.lead(first)):
                for last in self._windows.starting(first):
                    names = (reading.name for reading in self._windows.readings(first, last))
                    yield from river_names(names, self._language).values()

    def read(self) -> list[_Draft]:
        """Return the mentions in text order.

        A page is read again where a name that was no place at first became one further down: it is one further up too.
        """
        drafts = list(self._drafts())
        if not self._sieve.has_second_thoughts():
            return drafts
        self._listed = (-1, NOTHING, 0)
        return list(self._drafts())

    def _drafts(self) -> Iterator[_Draft]:
        index = 0
        while index < len(self._page.lexemes):
            draft, last = self._draft_at(index)
            if draft is not None:
                yield draft
            index = last + 1

    def _draft_at(self, first: int) -> tuple[_Draft | None, int]:
        """The mention that starts at a lexeme, and the last lexeme it takes up."""
        if first in self._phrases and (draft := self._of_phrase(self._phrases[first])) is not None:
            return draft, first
        if first in self._roads and (draft := self._of_road(first)) is not None:
            return draft, self._roads[first][0]
        if not self._page.lexemes[first].capital:
            return None, first
        region = region_led_by_on(self._page, first, self._language)
        if region is not None and region in self.found:
            wording = Wording("literal", True, "region", "after 'на', the region and not its city")
            return _Draft(first, first, (region,), wording), first
        lead = self._lead(first)
        draft, last = self._of_name(first, lead)
        count = self._listed[2] + 1 if lead is self._listed[1] else 0
        self._listed = (last, lead, count)
        return draft, last

    def _lead(self, first: int) -> Lead:
        last, lead, count = self._listed
        if last >= 0 and lead.strength > NONE and count < MOST_LISTED and continues_list(self._page, last, first):
            return lead
        return self._windows.lead(first)

    def _of_name(self, first: int, lead: Lead) -> tuple[_Draft | None, int]:
        if (river := self._of_river(first, lead)) is not None:
            return river, river.last
        for last in self._windows.starting(first):
            hit = self._sieve.hit(first, last, lead)
            if hit is not None and self._sieve.is_place(hit, lead):
                places = self.found[hit.best.name]
                wording = judge(self._page, (first, last), hit.best.name, places, lead, hit.best.cases)
                return _Draft(first, last, hit.rivals(lead, self.found), wording), last
        return self._of_unknown(first, lead)

    def _of_river(self, first: int, lead: Lead) -> _Draft | None:
        """The river that the words before a name ask for, whatever town bears its name too."""
        if not asks_for_river(self._page, first, lead):
            return None
        for last in self._windows.starting(first):
            names = (reading.name for reading in self._windows.readings(first, last))
            if (name := known_river(names, self.found, self._language)) is not None:
                return _Draft(first, last, (name,), Wording("literal", True, "waterbody", "wording asks for a river"))
        return None

    def _of_unknown(self, first: int, lead: Lead) -> tuple[_Draft | None, int]:
        """What no gazetteer knows as it stands: the West, an adjective, or a name that its wording makes a settlement's."""
        page = self._page
        word = page.lexemes[first]
        if word.lower in WEST_FORMS and not page.opens_sentence(first) and lead.strength < STRONG:
            west = Wording("metonymic", False, None, "a group of states, not a place")
            return _Draft(first, first, (THE_WEST[self._language],), west), first
        if (adjective := self._of_adjective(first)) is not None:
            return adjective, first
        if lead.strength > NONE and (land := self._of_land(first)) is not None:
            return land, first
        if not lead.settles or word.text.isupper() or word.lower in INSTITUTIONS or len(word.text) < SHORTEST_NAME:
            return None, first
        last = next((last for last in self._windows.starting(first) if last < first + MOST_UNKNOWN_WORDS), first)
        if self._sieve.people.is_person(first, last, lead, well_known=False):
            return None, last
        readings = self._windows.readings(first, last)
        name = min(readings, key=lambda reading: (misfit(reading, lead), not reading.known, reading.rank)).name
        wording = judge(page, (first, last), name, (), lead, frozenset())
        return _Draft(first, last, (name,), replace(wording, reason="a settlement by its wording")), last

    def _of_adjective(self, first: int) -> _Draft | None:
        """An adjective of a place that belongs to some other noun: "Сумська ОВА"; it is part of that noun's name."""
        stem, noun = adjective_stem(self._page.lexemes[first].text, self._language), self._page.after(first)
        if stem is None or noun is None or self._sieve.people.is_behind_given(first):
            return None
        if not noun.capital and sense_of(noun.text, self._language).common and not self._sieve.qualifies_next(first):
            # "Під Покровськом загинув боєць": the word behind is no noun of the name's.
            return None
        name = next((name for name in towns_of(stem, self._language) if name in self.found), None)
        return _Draft(first, first, (name,), PART_OF_NAME) if name else None

    def _of_land(self, first: int) -> _Draft | None:
        """The land around a town, named for it: "на Куп'янщині"."""
        word = self._page.lexemes[first].text
        stem = land_stem(word, self._language)
        names = tuple(name for name in towns_of(stem, self._language) if name in self.found) if stem is not None else ()
        if not names:
            return None
        wording = Wording("literal", True, "district", f"a district ({word!r}), placed by its chief town")
        return _Draft(first, first, names, wording)

    def _of_phrase(self, phrase: Phrase) -> _Draft | None:
        names = self._names_of_phrase(phrase)
        if not names:
            return None
        wording = judge_phrase(phrase, names[0], self.found.get(names[0], ()), self._page.lexemes[phrase.head].text)
        full_last = phrase.head if phrase.head <= phrase.first + 2 and self._page.is_beside(phrase.first + 1) else None
        return _Draft(phrase.first, phrase.first, names, wording, full_last)

    def _names_of_phrase(self, phrase: Phrase) -> tuple[str, ...]:
        """What the adjective may name beside its noun, likeliest first; empty when that is no place."""
        region = (phrase.region,) if phrase.region in self.found else ()
        if not phrase.capital and (not region or phrase.sort in ("facility", "agreement", "district")):
            # Lower-case adjectives are everywhere ("на морском направлении"); those of regions are few.
            return self._town_in_lower_case(phrase)
        towns = tuple(name for name in phrase.towns if name in self.found)
        if towns and is_unrivalled(self.found[towns[0]]):
            towns = towns[:1]
        if phrase.sort in ("event", "border"):
            return region or towns
        if phrase.sort in ("sector", "agreement"):
            return towns
        if phrase.full_name in self.found or phrase.sort != "district" or not towns:
            return (phrase.full_name,)
        return towns

    def _town_in_lower_case(self, phrase: Phrase) -> tuple[str, ...]:
        """The town that a sector or a battle is named for, as Russian spelling has it: "на купянском направлении"."""
        if phrase.sort not in ("sector", "event"):
            return ()
        known = (name for name in phrase.towns if is_town(self.found.get(name, ())))
        return tuple(name for name in known if not sense_of(name, self._language).common)[:1]

    def _of_road(self, first: int) -> _Draft | None:
        last, code = self._roads[first]
        known = any(place.kind == "road" for place in self.found.get(code, ()))
        if not known and self._windows.lead(first).kind != "road":
            return None
        return _Draft(first, last, (code,), Wording("literal", True, "road", "wording asks for a road"))
