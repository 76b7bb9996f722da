"""The places that bear a name, with all that does not depend on where in the text it stands.

Comes in: a case. Goes out: its `Bearers`: the squares of the map they lie in, and their points before the text has its say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from geo.names import fold
from geo.places.evidence import Case, is_cyrillic
from geo.records import Mention, Place

# Cells of about 22 km; a place speaks for its own cell and, more softly, for those up to two cells off.
CELL_DEG = 0.2
REACH = (1.0, 0.6, 0.2)
# Places are looked up by squares of so many cells.
SQUARE = 5
# What full agreement of all names around weighs, and ten times as many people, in powers of e.
AGREEMENT_WEIGHT, PEOPLE_WEIGHT = 12.0, 0.5
FEWEST_PEOPLE = 300
# What the name weighs that is only a place's other name, an older one or one in another language.
OTHER_NAME_WEIGHT = 2.0
# From 0 to 100, how alike a name and the place's own must be in Latin letters: Николаев and Mykolayiv are at 59, Красноармейск
# and Pokrovsk at 48, Калининград and Korolev at 22.
LEAST_LIKE = 55.0
# A city of so many people is most likely meant by its name where it has so many times the people of each village of that name, and so many
# times those of each town that bears it as another name.
CITY_PEOPLE, CITY_LEAD, OTHER_NAME_LEAD = 100_000, 10, 3
# What that is worth, and how many mentions just beside it, saying nothing, are counted with those that speak against it.
CITY_POINTS, CITY_DOUBT = 4.0, 0.5
# A name with more bearers than this says nothing of where a text plays.
MOST_CANDIDATES = 120
_LATIN = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфхыэьъ'’", "abvggdeziiiiklmnoprstufhie    ", strict=True))
    | {"є": "ie", "ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
)

Cell = tuple[int, int]
"""A square of the map."""


@dataclass(frozen=True, slots=True)
class Bearers:
    """The candidates of a name, with all that does not depend on where it stands."""

    places: tuple[Place, ...]
    cells: tuple[Cell, ...]
    homes: Mapping[Cell, Sequence[int]]
    """The candidates by the square of the map they lie in."""
    squares: Mapping[Cell, Sequence[int]]
    """The towns and works to be looked at for a cell in that square of the map."""
    regions: Mapping[tuple[str, str], Sequence[int]]
    """The regions, by country and division."""
    known: tuple[float, ...]
    """Points of each candidate before the text has its say."""
    city: int | None
    """The candidate that is a great city beside which the others are not meant."""
    speaks: bool
    """Whether it may say where its neighbours are: towns and works do."""


def known_bearers(case: Case, known: dict[tuple[str, ...], Bearers]) -> Bearers:
    """Return the bearers of a case's name, read once for all mentions of it and kept in `known`."""
    name = case.mention.name or case.mention.text
    key = (name, *(place.id for place in case.candidates))
    if key not in known:
        known[key] = _bearers(name, case)
    return known[key]


def _bearers(name: str, case: Case) -> Bearers:
    places = case.candidates
    cells = tuple(_cell(place) for place in places)
    homes: dict[Cell, list[int]] = defaultdict(list)
    squares: dict[Cell, list[int]] = defaultdict(list)
    regions: dict[tuple[str, str], list[int]] = defaultdict(list)
    far = len(REACH) - 1
    for number, (place, (x, y)) in enumerate(zip(places, cells, strict=True)):
        homes[x // SQUARE, y // SQUARE].append(number)
        if place.kind == "region":
            regions[place.country or "", place.admin1 or place.name].append(number)
        elif place.kind in ("city", "facility"):
            columns = {(x - far) // SQUARE, (x + far) // SQUARE}
            for row in {(y - far) // SQUARE, (y + far) // SQUARE}:
                for column in columns:
                    squares[column, row].append(number)
    own = [_is_own_name(name, place, case.mention) for place in places]
    city = _great_city(places, own)
    # A town that was once called like a great city is not meant by its name.
    other_name = OTHER_NAME_WEIGHT if city is None else AGREEMENT_WEIGHT
    return Bearers(
        places=places,
        cells=cells,
        homes=homes,
        squares=squares,
        regions=regions,
        known=tuple(
            _known_points(place) + (CITY_POINTS if number == city else 0.0) - (0.0 if is_own else other_name)
            for number, (place, is_own) in enumerate(zip(places, own, strict=True))
        ),
        city=city,
        speaks=0 < len(places) <= MOST_CANDIDATES,
    )


def _cell(place: Place) -> Cell:
    narrow = max(math.cos(math.radians(place.lat)), 0.1)
    return int(place.lon * narrow // CELL_DEG), int(place.lat // CELL_DEG)


def _is_own_name(name: str, place: Place, mention: Mention) -> bool:
    """Whether a place bears a name as its own: the gazetteer's own names are in Latin letters."""
    latin = name.casefold().translate(_LATIN) if is_cyrillic(mention) else name
    # Transliterations differ: Zaporizhzhya, Zaporizhzhia.
    return latin == place.name or fuzz.ratio(fold(latin), fold(place.name)) >= LEAST_LIKE


def _people(place: Place) -> int:
    return max(place.population or 0, FEWEST_PEOPLE)


def _known_points(place: Place) -> float:
    return PEOPLE_WEIGHT * math.log10(_people(place) / FEWEST_PEOPLE)


def _great_city(places: Sequence[Place], own: Sequence[bool]) -> int | None:
    """The candidate that is a great city of that very name and far larger than all others, if there is one."""
    if not places or any(place.kind != "city" for place in places):
        return None
    city = max(range(len(places)), key=lambda number: (_people(places[number]), places[number].id))
    people = _people(places[city])
    leads = all(
        people >= (CITY_LEAD if is_own else OTHER_NAME_LEAD) * _people(place)
        for number, (place, is_own) in enumerate(zip(places, own, strict=True))
        if number != city
    )
    return city if people >= CITY_PEOPLE and own[city] and leads else None
