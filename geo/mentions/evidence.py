"""Whether a name that the gazetteer knows is a place here: evidence for and against, added up.

Comes in: the scan and a run of words that matched. Goes out: "no place", "part of another name", or "a place".
"""

from __future__ import annotations

from geo.mentions.lexicon import abbreviations, demonyms, word_classes
from geo.mentions.scan import Scan
from geo.mentions.vocabulary import (
    AGREEMENT_ADJECTIVES,
    AGREEMENT_NUMBERS,
    AGREEMENT_STEMS,
    BODIES,
    CITY_NOUNS,
    CLUBS,
    COMMON,
    DIRECTIONS,
    FACILITY_NOUNS,
    FATE_OF_PLACE,
    FATE_OF_TOWN,
    HOLDING,
    KIND_BEFORE,
    LANDFORMS,
    LOCATIVE,
    MOTION,
    NAME_STARTERS,
    ORGANISATION_NOUNS,
    PARTS_OF_PLACE,
    PLACE_NOUNS,
    PLACE_VERBS,
    REGION_NOUNS,
    SHIPS,
    SPEAKING,
    TITLES,
    TOWN_FOLLOWERS,
    WATER_NOUNS,
    WEAK_LOCATIVE,
)
from geo.names import romanised_alike
from geo.records import Place

# Points of evidence, set by hand; a name needs ENOUGH to be a place.
ENOUGH = 2.0
PLACED, PLACED_BY_REGION, LISTED, FATED = 3.0, 3.0, 1.5, 2.0
WORD, GIVEN, SURNAME, PERSON, SPEAKER = -3.0, -1.5, -0.8, -4.0, -2.0
TRUSTED, FOLLOWED, DATELINE = 2.0, 1.5, 4.0
# A longer name that is no word and nobody's name is hardly anything but the place.
UNUSUAL, LONG = 0.8, 6
BY_POPULATION = ((1_000_000, 3.0), (300_000, 2.4), (100_000, 2.0), (15_000, 1.2), (3_000, 0.5))
# A place that is known by another name as well: half the weight of its size counts.
OTHER_NAME = 0.5
WELL_KNOWN, GREAT = 100_000, 1_000_000
# A town of Ukraine of so many people is met in reports of the war by its bare name.
THEATRE_POPULATION = 3_000
_FACILITY_ENDS = frozenset(noun.split()[-1] for noun in FACILITY_NOUNS)
_KINDS_AFTER = REGION_NOUNS | CITY_NOUNS | WATER_NOUNS | _FACILITY_ENDS | {"nuclear", "thermal", "gas"}
_LINKS = frozenset((", ", " and ", " (", ", and ", " or ", " nor ", "–", "-", " to ", "/", " & "))


def is_embedded(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> bool | None:
    """Whether a match is part of another proper name (True), stands by itself (False), or is no place name at all (None)."""
    after, before = scan.after(last), scan.before(first)
    if last == first and (after, before) != (None, None) and _is_plain_word(scan, first, places):
        # "the Wall Street Journal", "Air Assault Brigade": a plain word in a longer name is no place.
        return None
    if _is_agreement(scan, first, last) or _begins_body(scan, last) or _is_ship(scan, first, last):
        return True
    if _is_person(scan, first, last, places):
        return None
    if _ends_body(scan, first):
        return True
    known = is_well_known(places, WELL_KNOWN)
    if before is not None and not _belongs_before(scan, before):
        if scan.low[before] in NAME_STARTERS and not _is_area(places):
            return None
        return True if known else None
    if after is not None and not _belongs_after(scan, after):
        if any(place.kind == "country" for place in places):
            return False
        if _is_epithet(scan, first, last):
            return False
        return True if known or scan.gaps[last] == "-" else None
    return False


def is_well_known(places: tuple[Place, ...], population: int) -> bool:
    """Whether one of the bearers is an area, a hand-picked place, or a town of so many people."""
    return any(not place.id.startswith("geonames:") or (place.population or 0) >= population for place in places)


def _begins_body(scan: Scan, last: int) -> bool:
    """Whether a body's name goes on behind the match: "X Medical University"."""
    named = any(scan.low[index] in ORGANISATION_NOUNS for index in scan.run_after(last))
    return named and scan.low[last + 1] not in _KINDS_AFTER


def _ends_body(scan: Scan, first: int) -> bool:
    """Whether the name of a body or a club leads up to the match: "University of X", "Dynamo X"."""
    before = scan.before(first)
    if before is not None and scan.low[before] in CLUBS:
        return True
    if first < 2 or scan.low[first - 1] != "of" or first - 2 in scan.opening:
        return False
    return scan.caps[first - 2] and scan.low[first - 2] in BODIES


def is_common_name(scan: Scan, index: int) -> bool:
    """Whether a word is also a plain word, a given name or a surname."""
    _, given, surnames = word_classes()
    return scan.is_word(index) or scan.low[index] in given or scan.low[index] in surnames


def _is_ship(scan: Scan, first: int, last: int) -> bool:
    """Whether a ship bears the name: with a word for ships beside it, or elsewhere in the text and here with an article."""
    if last > first or scan.words[first] not in scan.ships:
        return False
    around = {scan.low[index] for index in (first - 1, first + 1, first + 2) if 0 <= index < len(scan.low)}
    return not SHIPS.isdisjoint(around) or (first > 0 and scan.low[first - 1] == "the")


def _is_plain_word(scan: Scan, index: int, places: tuple[Place, ...]) -> bool:
    return scan.is_word(index) and not is_well_known(places, WELL_KNOWN)


def _is_area(places: tuple[Place, ...]) -> bool:
    return any(place.kind in ("country", "region", "macro_region") for place in places)


def _is_dubious_phrase(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> bool:
    """Whether a name of several words is made of plain words or of a person's names: "Green Park", "Mary Esther"."""
    if not any(scan.caps[index] for index in range(first + 1, last + 1)):
        return False
    inside = range(first, last + 1)
    if all(scan.is_word(index) for index in inside):
        return True
    return scan.is_given(first) and not is_well_known(places, 15_000)


def evidence(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> float:
    """Return what speaks for a match that stands by itself being a place name here; ENOUGH makes it one."""
    if last > first and not _is_dubious_phrase(scan, first, last, places):
        return ENOUGH
    word, low = scan.words[first], scan.low[first]
    if last == first and low in LANDFORMS:
        return 0.0
    name = _wording(scan, first, last)
    if name.isupper() and len(name) < 6 and first not in scan.shouting and not _opens_report(scan, last):
        # "US" is a country, "us" is not; other acronyms are firms and bodies that some airport or town shares.
        return ENOUGH if _is_area_by_acronym(places) else 0.0
    if len(word) < 3 and not _is_area(places):
        return 0.0
    points = _size(name, places)
    placed = PLACED if FATE_OF_TOWN.match(scan.text, scan.ends[last]) is not None else _placed_by(scan, first)
    points += placed
    points += _placed_after(scan, first, last)
    if scan.is_word(first):
        points += _wordiness(scan, first, last, places)
    if last == first and low in COMMON and placed < PLACED and not name.isupper():
        return 0.0
    likeness = _person_likeness(scan, first, last, places)
    # Whom the text knows as a person may be placed by a word alone; a mere resemblance to a name weighs nothing beside it.
    points += 0.0 if placed >= PLACED and likeness > PERSON else likeness
    if first in scan.opening and placed == 0 and FATE_OF_PLACE.match(scan.text, scan.ends[last]) is None:
        points -= 1.0
    return points


def _wordiness(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> float:
    """What it costs a name to be a plain word as well: little for what everybody knows, unless the text uses the word."""
    if last > first:
        return WORD / 1.5
    used = scan.low[first] in scan.lower_seen or scan.low[first] in COMMON
    if not used and any(place.kind in ("country", "macro_region") for place in places):
        return WORD / 3
    return WORD / 2 if not used and is_well_known(places, WELL_KNOWN) else WORD


def _size(name: str, places: tuple[Place, ...]) -> float:
    best = 0.0
    for place in places:
        people = place.population or 0
        points = 0.0
        for least, worth in BY_POPULATION:
            if people >= least:
                points = worth
                break
        if place.kind == "country" or place.kind in ("macro_region", "waterbody", "facility", "road"):
            points = 4.0
        elif place.kind == "region":
            points = 1.0 + points
        elif place.id.startswith("curated:"):
            points = 2.0
        elif points > best and place.name != name and not romanised_alike(place.name, name):
            points *= OTHER_NAME
        best = max(best, points)
    return best


def _is_area_by_acronym(places: tuple[Place, ...]) -> bool:
    return any(place.kind in ("country", "macro_region", "facility", "road") for place in places)


def _opens_report(scan: Scan, last: int) -> bool:
    """Whether a dateline ends here: "KYIV (Reuters) -", "TORRINGTON —"."""
    end = scan.ends[last]
    return scan.text[end : end + 2] in (" (", " —", " –", " -", ", ")


def _placed_by(scan: Scan, first: int) -> float:
    """What the words before a name say for a place."""
    if first == 0:
        return 0.0
    before = scan.low[first - 1]
    if scan.gaps[first - 1].strip(" \xa0'\"“‘(«") != "":
        return 0.0
    if before in LOCATIVE or before in CITY_NOUNS or before in KIND_BEFORE or before in PLACE_VERBS:
        return PLACED
    further = scan.low[first - 2] if first > 1 else ""
    if before in ("from", "to") and MOTION.intersection(scan.low[max(0, first - 4) : first]):
        return PLACED
    if (before == "of" and (further in PLACE_NOUNS or further in PARTS_OF_PLACE)) or _is_controlled(scan, first):
        return PLACED
    # "pushed the brigade out of X"
    if (further, before) == ("out", "of") and MOTION.intersection(scan.low[max(0, first - 8) : first]):
        return PLACED
    if before in ("of", "the", "from", "to") and (
        further in KIND_BEFORE or further in CITY_NOUNS or further in LOCATIVE
    ):
        return PLACED
    if before in DIRECTIONS:
        return PLACED - 1
    if before in ("based", "born", "area"):
        return PLACED - 1
    return WEAK_LOCATIVE.get(before, 0.0)


def _is_controlled(scan: Scan, first: int) -> bool:
    """Whether a name is what somebody takes, has or loses control of."""
    if first < 2 or scan.low[first - 2] != "control" or scan.low[first - 1] not in ("of", "over"):
        return False
    return not HOLDING.isdisjoint(scan.low[max(0, first - 6) : first - 2])


def _placed_after(scan: Scan, first: int, last: int) -> float:
    """What the words behind a name say for a place."""
    points = 0.0
    end = scan.ends[last]
    text = scan.text
    if FATE_OF_PLACE.match(text, end) is not None:
        points += FATED
    if last + 1 >= len(scan.words):
        return points + _listed(scan, first, last)
    gap, follower = scan.gaps[last], scan.low[last + 1]
    if gap in (", ", " (") and scan.caps[last + 1] and _is_division(scan, last + 1):
        return points + PLACED_BY_REGION
    if gap == " " and follower in TOWN_FOLLOWERS:
        points += FOLLOWED
    if gap == "-" and follower in ("based", "area", "born", "bound"):
        points += FOLLOWED
    if gap == " " and follower in SPEAKING and not is_well_known(scan.found[_wording(scan, first, last)], GREAT):
        points += SPEAKER
    if (
        first in scan.opening
        and scan.words[first].isupper()
        and len(scan.words[first]) > 2
        and _opens_report(scan, last)
    ):
        points += DATELINE
    return points + _listed(scan, first, last)


def _wording(scan: Scan, first: int, last: int) -> str:
    return scan.text[scan.starts[first] : scan.ends[last]]


def _is_division(scan: Scan, index: int) -> bool:
    """Whether a word begins the name of a division or country, full or shortened."""
    if scan.words[index].replace(".", "") in abbreviations():
        return True
    for last in range(min(index + 3, len(scan.words)) - 1, index - 1, -1):
        places = scan.found.get(scan.text[scan.starts[index] : scan.ends[last]], ())
        if any(place.kind in ("country", "region") for place in places):
            return True
    return False


def _listed(scan: Scan, first: int, last: int) -> float:
    """Evidence from a known name beside it in a list or apposition: "X, Y and Z"."""
    for other in (first - 1, first - 2, last + 1, last + 2):
        if not (0 <= other < len(scan.words) and scan.caps[other]):
            continue
        between = (
            scan.text[scan.ends[other] : scan.starts[first]]
            if other < first
            else scan.text[scan.ends[last] : scan.starts[other]]
        )
        known = (
            scan.words[other] in scan.found and scan.low[other] not in COMMON and scan.words[other] not in scan.persons
        )
        if known and between in _LINKS:
            return LISTED
    return 0.0


def _person_likeness(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> float:
    if last > first:
        return GIVEN if scan.is_given(first) else 0.0
    if any(place.kind in ("country", "macro_region") for place in places):
        return 0.0
    points = PERSON if scan.words[first] in scan.persons else 0.0
    words, given, surnames = word_classes()
    if len(scan.low[first]) >= LONG and not any(scan.low[first] in names for names in (words, given, surnames)):
        points += UNUSUAL
    if scan.at_war and any(_is_of_theatre(scan.words[first], place) for place in places):
        return points
    great = any(place.kind == "region" and (place.population or 0) >= GREAT for place in places)
    if scan.low[first] in given:
        points += GIVEN / 3 if great else GIVEN
    if scan.low[first] in surnames:
        points += SURNAME
    return points


def _is_of_theatre(name: str, place: Place) -> bool:
    """Whether a town of Ukraine, no hamlet, bears a name as its own: Lyman is also a first name."""
    town = place.kind == "city" and place.country == "UA" and (place.population or 0) >= THEATRE_POPULATION
    return town and romanised_alike(place.name, name)


def _is_person(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> bool:
    """Whether the match is part of a person's name: "Paris Hilton", "President Jackson", "J. London"."""
    before, after = scan.before(first), scan.after(last)
    if any(place.kind == "country" for place in places) and last == first:
        return after is not None and {scan.words[first], scan.words[after]} <= scan.persons
    if (
        before is not None
        and (scan.low[before] in TITLES or scan.is_given(before))
        and scan.words[before] not in scan.found
    ):
        return True
    if before is not None and scan.words[before] in scan.persons and scan.words[last] in scan.persons:
        return True
    if after is None or last > first:
        return False
    return scan.is_given(first) and scan.words[after] in scan.persons and scan.words[first] in scan.persons


def _belongs_before(scan: Scan, before: int) -> bool:
    """Whether the capital before a name is no part of it: "Northern Syria", "Russian Kursk", a headline."""
    if before in scan.shouting:
        return True
    if scan.gaps[before] == "-":
        # "Diaz-Balart" is one name, "Moscow-London" two.
        return scan.words[before] in scan.found or scan.low[before] in demonyms()
    low = scan.low[before]
    if low in DIRECTIONS or low in demonyms() or low in COMMON or low in TITLES:
        return True
    return scan.words[before] in scan.found or low in scan.lower_seen


def _belongs_after(scan: Scan, after: int) -> bool:
    """Whether the capital behind a name is no part of it: an office, a kind of place, a headline, another place."""
    low = scan.low[after]
    if after in scan.shouting or low in _KINDS_AFTER or low in TITLES or low in COMMON or low in demonyms():
        return True
    return scan.words[after] in scan.found or low in scan.lower_seen


def _is_agreement(scan: Scan, first: int, last: int) -> bool:
    if last + 1 >= len(scan.words) or scan.gaps[last] not in (" ", "\u00a0", "-"):
        return False
    after, low = scan.words[last + 1], scan.low[last + 1]
    if low in AGREEMENT_NUMBERS and (after[0].isupper() or after.isdigit()):
        return True
    if low.startswith(AGREEMENT_STEMS):
        return True
    return first > 0 and scan.low[first - 1] in AGREEMENT_ADJECTIVES and low in ORGANISATION_NOUNS


def _is_epithet(scan: Scan, first: int, last: int) -> bool:
    """Whether "the X Something" is a coined name for an event at X, which a person's name never looks like."""
    led = first > 0 and (scan.low[first - 1] in ("the", "this", "that", "its", "his", "their", "a", "s"))
    quoted = scan.text[max(0, scan.starts[first] - 1) : scan.starts[first]] in ("‘", "“", "'", '"', "«")
    if not (led or quoted):
        return False
    return scan.stands_alone(first, last)
