"""The stretches of a Ukrainian or Russian text that may be names, with the nominatives to look up for each.

Comes in: a page. Goes out: windows of lexemes and their readings; only the gazetteer knows which are places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from geo.mentions.slavic_forms import LONGEST_WORD, UNCHANGING, Reading, readings
from geo.mentions.slavic_leads import NONE, Lead, lead_of
from geo.mentions.slavic_respelling import respelled
from geo.mentions.slavic_scan import Page
from geo.records import Place

LONGEST_NAME_WORDS = 4
# Nominatives of one window that are spelled anew; the likeliest come first.
MOST_RESPELLED = 8
# The other country of this war, by the language of the text.
_ABROAD = {"uk": "RU", "ru": "UA"}
_AND = frozenset("та і й и".split())
_JOINERS = frozenset({" ", "\u00a0", "-", "‑", "–"})
# Lower-case nouns that end names: "Чорне море", "Каховське водосховище".
_LAST_NOUNS = re.compile(
    r"мор[еяюі]м? заток[аиіоую]{1,2} затоці залив\w{0,2} протоц?к?[аиіую]{1,2} пролив\w{0,2} водосховищ\w{1,2} водохранилищ\w{1,2} океан\w{0,2} "
    r"півостр[оі]в\w{0,2} полуостров\w{0,2} кос[аиіыеу]{1} острів остров\w{0,2} лиман\w{0,2} канал\w{0,2} перешийк\w{1,2} перешеек\w{0,2} "
    r"автономн\w{1,3} республік\w{1,2} республик\w{1,2} народн\w{1,3} завод\w{0,2} міст мост\w{0,2} дамб\w{1,2} федераці\w{1,2} федераци\w{1,2} "
    r"федерац\w{1,3} штат\w{0,2} ріг рог\w{0,2} схід сходу сході восток\w{0,2}".replace(" ", "|")
)
_ROAD = re.compile(r"(?:[ТT]-?\d{2}-?\d{2}|[МMНHРPAА]-?\d{2,3}|[EЕ]-?\d{2,3})(?!\w|-\d)")


# Names that cities of both countries have, and villages seldom.
_OF_CITIES = re.compile(r"ськ$|ск$")
_POPULATION_OF_NOTE = 3_000


def _is_of_note(places: tuple[Place, ...]) -> bool:
    return any(place.kind != "city" or (place.population or 0) >= _POPULATION_OF_NOTE for place in places)


class Windows:
    """The windows of a page with their readings, each stretch of words read once."""

    def __init__(self, page: Page, language: str) -> None:
        self._page = page
        self._language = language
        self._read: dict[tuple[str, ...], tuple[Reading, ...]] = {}
        self._keys: dict[tuple[int, int], tuple[str, ...]] = {}
        self._starting: dict[int, tuple[int, ...]] = {}
        self._leads: dict[int, Lead] = {}
        self._respelled: set[tuple[str, ...]] = set()

    def lead(self, first: int) -> Lead:
        """Return what leads up to a lexeme, lists left aside."""
        if first not in self._leads:
            self._leads[first] = lead_of(self._page, first, self._language)
        return self._leads[first]

    def starting(self, first: int) -> tuple[int, ...]:
        """Return the last lexeme of every window that starts at a capitalised lexeme, the longest first."""
        if first not in self._starting:
            self._starting[first] = self._lasts(first)
        return self._starting[first]

    def _lasts(self, first: int) -> tuple[int, ...]:
        lexemes = self._page.lexemes
        lasts = []
        for last in range(first, min(first + LONGEST_NAME_WORDS, len(lexemes))):
            if last > first and self._page.gap(last) not in _JOINERS:
                break
            word = lexemes[last]
            if len(word.text) > LONGEST_WORD:
                break
            if word.capital or (last > first and _LAST_NOUNS.fullmatch(word.text)):
                lasts.append(last)
            elif word.lower not in UNCHANGING:
                break
        return tuple(reversed(lasts))

    def readings(self, first: int, last: int) -> tuple[Reading, ...]:
        """Return the nominatives that a window may come from, likeliest first."""
        key = self._key(first, last)
        if key not in self._read:
            words = last - first + 1
            self._read[key] = readings(key[:words], self._language, joiners=key[words:])
        return self._read[key]

    def _key(self, first: int, last: int) -> tuple[str, ...]:
        """The words of a window, then what joins them."""
        key = self._keys.get((first, last))
        if key is None:
            words = (lexeme.text for lexeme in self._page.lexemes[first : last + 1])
            joiners = ("-" if self._page.gap(index) in "-‑–" else " " for index in range(first + 1, last + 1))
            key = self._keys[first, last] = (*words, *joiners)
        return key

    def names(self) -> Iterator[str]:
        """Yield every name to look up."""
        for first, lexeme in enumerate(self._page.lexemes):
            if lexeme.capital:
                for last in self.starting(first):
                    yield from (reading.name for reading in self.readings(first, last))

    def respelled(self, found: Mapping[str, tuple[Place, ...]]) -> Iterator[str]:
        """Yield further names to look up: names that a place word leads to, as the other language writes them.

        They become readings of their windows, the least likely ones. A name that is found as it stands is spelled anew only where
        the text names a region of the other country.
        """
        abroad = any(
            place.kind == "region" and place.country == _ABROAD[self._language]
            for places in found.values()
            for place in places
        )
        for first, lexeme in enumerate(self._page.lexemes):
            if not lexeme.capital or lexeme.text.isupper() or not self._may_be_led(first):
                continue
            for last in self.starting(first):
                key, old = self._key(first, last), self.readings(first, last)
                met = [reading for reading in old if reading.name in found]
                if met and not abroad:
                    # A village's name in an oblique case may hide a city of the other country that no gazetteer spells so.
                    old_towns = () if any(map(_is_of_note, (found[reading.name] for reading in met))) else old
                    old = tuple(reading for reading in old_towns if _OF_CITIES.search(reading.name))
                if key in self._respelled or not old:
                    continue
                self._respelled.add(key)
                new = {
                    spelling: replace(reading, name=spelling, known=False, rank=reading.rank + len(old))
                    for reading in old[:MOST_RESPELLED]
                    for spelling in respelled(reading.name, self._language)
                    if spelling not in found
                }
                self._read[key] = (*self.readings(first, last), *new.values())
                yield from new

    def _may_be_led(self, first: int) -> bool:
        """Whether a place word leads to a name, or a list in which it is not the first."""
        if first > 0 and self._page.lexemes[first - 1].capital and self._page.gap(first) == ", ":
            return True
        if first > 1 and self._page.lexemes[first - 1].lower in _AND and self._page.lexemes[first - 2].capital:
            return True
        return self.lead(first).strength > NONE


def roads(page: Page) -> dict[int, tuple[int, str]]:
    """Return the road codes of a page: index of the first lexeme -> index of the last, code as written."""
    starts = {match.start(): match for match in _ROAD.finditer(page.text)}
    ends = {lexeme.end: index for index, lexeme in enumerate(page.lexemes)} if starts else {}
    return {
        index: (ends[match.end()], match.group())
        for index, lexeme in enumerate(page.lexemes)
        if (match := starts.get(lexeme.start)) is not None and match.end() in ends
    }
