"""What an article as a whole says about where it plays: countries named, peoples named, kinds of place named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.names import fold
from geo.records import Mention, Place
from geo.sentences import words

# Peoples and adjectives point to a country without naming it as a place.
COUNTRY_CUES = {
    "russian": "RU",
    "russians": "RU",
    "kremlin": "RU",
    "putin": "RU",
    "ukrainian": "UA",
    "ukrainians": "UA",
    "zelensky": "UA",
    "zelenskyy": "UA",
    "belarusian": "BY",
    "american": "US",
    "americans": "US",
    "british": "GB",
    "polish": "PL",
    "german": "DE",
    "germans": "DE",
    "french": "FR",
    "turkish": "TR",
    "israeli": "IL",
    "syrian": "SY",
    "iranian": "IR",
    "chinese": "CN",
    "indian": "IN",
    "canadian": "CA",
    "australian": "AU",
    "российский": "RU",
    "российские": "RU",
    "российских": "RU",
    "російські": "RU",
    "російських": "RU",
    "украинские": "UA",
    "украинских": "UA",
    "українські": "UA",
    "українських": "UA",
    "всу": "UA",
    "зсу": "UA",
}
# The two countries of this war: an article that names one side's forces plays in both.
THEATRE = ("UA", "RU")
THEATRE_SHARE = 0.8
# "incursion into X", "invading X", "troops out of X": what fills an area, said of a name that a town and its region share.
AREA_EVENTS = frozenset(
    "incursion invasion invading invade invaded offensive operation raid foray bridgehead salient advance advances advanced "
    "territory losing lost".split()
)
AREA_LINKS = frozenset("in into inside of across through from out".split())


@dataclass(frozen=True, slots=True)
class Context:
    """The article's bearings."""

    countries: Mapping[str, float]
    """ISO alpha-2 -> weight from 0 to 1; the most named country has 1."""
    region_names: frozenset[str]
    """Folded names that the article uses for a region."""
    city_names: frozenset[str]
    """Folded names that the article plainly uses for a town."""


def read_context(text: str, mentions: Sequence[Mention], found: Mapping[str, tuple[Place, ...]]) -> Context:
    """Return the bearings of an article, from its own words only."""
    tokens = words(text)
    counts: Counter[str] = Counter(
        COUNTRY_CUES[folded] for word in tokens if (folded := word.text.casefold()) in COUNTRY_CUES
    )
    regions, cities = set(), set()
    for mention in mentions:
        counts.update(_countries_meant(found.get(mention.text, ())))
        if mention.kind_hint == "region" or _fills_area(text, mention):
            regions.add(fold(mention.text))
        elif mention.kind_hint == "city":
            cities.add(fold(mention.text))
    most = max(counts.values(), default=0)
    weights = {country: count / most for country, count in counts.items()}
    lent = THEATRE_SHARE * max((weights.get(country, 0.0) for country in THEATRE), default=0.0)
    if lent:
        weights |= {country: max(weights.get(country, 0.0), lent) for country in THEATRE}
    return Context(weights, frozenset(regions), frozenset(cities))


def _countries_meant(places: tuple[Place, ...]) -> set[str]:
    """A country's own name counts for it, and so does a great city's (its largest bearer)."""
    countries = {place.country for place in places if place.kind == "country"}
    if not countries and places and (places[0].population or 0) >= 1_000_000:
        countries = {places[0].country}
    return {country for country in countries if country}


def _fills_area(text: str, mention: Mention) -> bool:
    before = [word.text.casefold() for word in words(text[max(0, mention.start - 40) : mention.start])][-3:]
    if not before:
        return False
    if before[-1] in ("invading", "invade", "invaded", "losing"):
        return True
    if before[-1] == "of" and {"kilometers", "kilometres", "miles", "km", "km²"}.intersection(before):
        return True
    return before[-1] in AREA_LINKS and bool(AREA_EVENTS.intersection(before[:-1]))
