"""Villages of one name told apart by the names that stand beside them in the text.

Comes in: the cases of an article with the choices made so far. Goes out: the choices, those of towns and villages with namesakes
made anew where the names around them play in one neighbourhood. A front report names the same village name in two sectors, and
means two villages: no sense of the whole article can tell them apart. A great city is no village's namesake: it stays.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import fuzz

from geo.places.evidence import Case, Choice, distance_m, fold, is_cyrillic
from geo.records import Mention, Place

# Mentions to each side that are heard, and how fast their word loses weight with every mention between.
HEARD = 12
FADING = 4.0
FADED = tuple(math.exp(-apart / FADING) for apart in range(HEARD + 1))
# A name on another line (another sector, another paragraph) says less.
OTHER_LINE_WEIGHT = 0.3
# A long text is taken in stretches of so many mentions, each read with some more to both sides: what is held grows with the
# stretch, not with the text.
STRETCH, MARGIN = 1_000, 48
# So many pairs of names are remembered from one stretch to the next.
MOST_PAIRS = 50_000
# Cells of about 22 km; a place speaks for its own cell and, more softly, for those up to two cells off.
CELL_DEG = 0.2
REACH = (1.0, 0.6, 0.2)
# Places are looked up by squares of so many cells.
SQUARE = 5
# A third and a fourth round changed nothing on four reports of 230 villages.
ROUNDS = 2
# What full agreement of all names around weighs, and ten times as many people, in powers of e.
AGREEMENT_WEIGHT, PEOPLE_WEIGHT = 12.0, 0.5
# What it weighs that the rest of the article plays there too, whatever stands between.
ARTICLE_WEIGHT = 2.0
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
# Below this share of agreement the names around play in no one neighbourhood.
LEAST_AGREEMENT = 0.12
# The few names just beside a name part namesakes of one neighbourhood: a point for so many metres nearer.
BESIDE, FEW, CLOSE_M, MOST_CLOSE_POINTS = 5, 3, 6_000.0, 6.0
SURE_SHARE = 0.8
# Entries nearer to each other than this are one village.
SAME_VILLAGE_M = 8_000
MOST_CANDIDATES = 120
LEAST_SHARE, LEAST_THERE = 0.005, 0.05
# Less than this is not lifted by closeness.
LEAST_CLOSE = 1e-4
# A region speaks for all that lies in it.
REGION_WEIGHT = 0.5
_LATIN = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфхыэьъ'’", "abvggdeziiiiklmnoprstufhie    ", strict=True))
    | {"є": "ie", "ё": "e", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
)

Cell = tuple[int, int]
"""A square of the map."""
Shares = list[float]
"""The share of each candidate of a case; together one."""


Link = tuple[int, int, float]
"""A candidate of one name, a candidate of another, and how much the second speaks for the first."""


class Voice(NamedTuple):
    """A mention that is heard beside another: what it weighs, which case it is, and for whom it speaks."""

    weight: float
    speaker: int
    links: Sequence[Link]


Heard = tuple[float, list[Voice]]
"""What all mentions around one weigh together, and those that speak for a candidate of it."""


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


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text: its cases, their bearers, the lines they stand on, and which of them are open."""

    cases: Sequence[Case]
    bearers: Sequence[Bearers]
    lines: Sequence[int]
    open: Sequence[int]
    met: dict[tuple[int, int], list[Link]]
    """Who speaks for whom, by pairs of names; the same pairs come again and again."""


def settle_by_neighbours(text: str, cases: Sequence[Case], chosen: Sequence[Choice | None]) -> list[Choice | None]:
    """Return the choices, with namesakes told apart by the names that stand beside them.

    Parameters
    ----------
    chosen
        The choice of each case, None where it has no candidate.

    Returns
    -------
    A choice is replaced only where all candidates are towns or villages, the text states nothing of them, and either the names
    around agree on one neighbourhood or one candidate is a great city; its `reason` then says so. Time and memory grow with
    the mentions, at about 0.3 ms each.
    """
    lines = _lines(text, cases)
    known: dict[tuple[str, ...], Bearers] = {}
    bearers = [_known_bearers(case, known) for case in cases]
    met: dict[tuple[int, int], list[Link]] = {}
    settled: list[Choice | None] = []
    for first in range(0, len(cases), STRETCH):
        begin = max(0, first - MARGIN)
        part = slice(begin, first + STRETCH + MARGIN)
        if len(met) > MOST_PAIRS:
            met.clear()
        stretch = _stretch(cases[part], bearers[part], lines[part], chosen[part], met)
        settled += _settle(stretch, chosen[part])[first - begin : first - begin + STRETCH]
    return settled


def _lines(text: str, cases: Sequence[Case]) -> list[int]:
    """The number of the line on which each mention stands."""
    numbers, line, at = [], 0, 0
    for case in cases:
        line += text.count("\n", at, case.mention.start)
        at = max(at, case.mention.start)
        numbers.append(line)
    return numbers


def _known_bearers(case: Case, known: dict[tuple[str, ...], Bearers]) -> Bearers:
    """The bearers of a case's name, read once for all mentions of it."""
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
    return fuzz.ratio(fold(latin), fold(place.name)) >= LEAST_LIKE


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


def _stretch(
    cases: Sequence[Case],
    bearers: Sequence[Bearers],
    lines: Sequence[int],
    chosen: Sequence[Choice | None],
    met: dict[tuple[int, int], list[Link]],
) -> Stretch:
    is_open = [
        index
        for index, (case, own, choice) in enumerate(zip(cases, bearers, chosen, strict=True))
        if _is_open(case) and not (choice and choice.stated)
    ]
    return Stretch(cases, bearers, lines, is_open, met)


def _is_open(case: Case) -> bool:
    return 1 < len(case.candidates) <= MOST_CANDIDATES and all(place.kind == "city" for place in case.candidates)


def _settle(stretch: Stretch, chosen: Sequence[Choice | None]) -> list[Choice | None]:
    """The choices of a stretch made anew: first by neighbourhood, then, among namesakes of one neighbourhood, by closeness."""
    shares = [_first_shares(own, choice) for own, choice in zip(stretch.bearers, chosen, strict=True)]
    speaking = [case.mention.mapped and own.speaks for case, own in zip(stretch.cases, stretch.bearers, strict=True)]
    voices = _voices(stretch, speaking)
    agreements: dict[int, list[float]] = {}
    afar: dict[int, list[float]] = {}
    for _ in range(ROUNDS):
        agreements = {index: _agreement(stretch, index, shares, *voices[index]) for index in stretch.open}
        afar = _afar(stretch, shares, speaking)
        for index in stretch.open:
            shares[index] = _as_shares(stretch.bearers[index], _points(agreements[index], afar[index]))
    settled = list(chosen)
    spots = [_spot(*one) for one in zip(stretch.bearers, shares, speaking, strict=True)]
    for index, agreement in agreements.items():
        own, points = stretch.bearers[index], _points(agreement, afar[index])
        if own.city is not None and shares[index][own.city] == max(shares[index]):
            settled[index] = _as_city(own.places[own.city], chosen[index], max(shares[index]))
        elif max(agreement) >= LEAST_AGREEMENT or max(afar[index]) >= ARTICLE_WEIGHT:
            closest = _as_shares(own, _closest(stretch, index, points, shares[index], spots))
            settled[index] = _settled(own, chosen[index], closest)
    return settled


def _first_shares(own: Bearers, choice: Choice | None) -> Shares:
    """What each candidate has before the neighbours are heard: the same as all others, or everything where the case is clear."""
    clear = None if own.city is None else own.places[own.city]
    if choice is not None and choice.stated:
        clear = choice.ranked[0]
    if clear is None:
        return [1 / len(own.places) for _ in own.places]
    return [float(place == clear) for place in own.places]


def _voices(stretch: Stretch, speaking: Sequence[bool]) -> dict[int, Heard]:
    """For each open case, the weight of all mentions around it, and those that speak for one of its candidates."""
    met = stretch.met
    voices: dict[int, Heard] = {}
    lines = stretch.lines
    for index in stretch.open:
        own, heard = stretch.bearers[index], []
        whole = 0.0 if own.city is None else CITY_DOUBT
        for other in range(max(0, index - HEARD), min(len(lines), index + HEARD + 1)):
            if other == index or not speaking[other]:
                continue
            bearers = stretch.bearers[other]
            if not (bearers.squares or bearers.regions):
                continue
            weight = FADED[abs(other - index)] * (1.0 if lines[other] == lines[index] else OTHER_LINE_WEIGHT)
            whole += weight
            pair = id(own), id(bearers)
            if pair not in met:
                met[pair] = _links(own, bearers)
            if met[pair]:
                heard.append(Voice(weight, other, met[pair]))
        voices[index] = whole, heard
    return voices


def _links(own: Bearers, other: Bearers) -> list[Link]:
    """How much each candidate of another name speaks for each of a name's own."""
    links: list[Link] = []
    for square in own.homes.keys() & other.squares.keys():
        for number in own.homes[square]:
            x, y = own.cells[number]
            for second in other.squares[square]:
                there = other.cells[second]
                apart = max(abs(there[0] - x), abs(there[1] - y))
                if apart < len(REACH):
                    links.append((number, second, REACH[apart]))
    for division, seconds in other.regions.items():
        for number, place in enumerate(own.places):
            if division == (place.country or "", place.admin1 or ""):
                links += [(number, second, REGION_WEIGHT) for second in seconds]
    return links


def _agreement(
    stretch: Stretch, index: int, shares: Sequence[Shares], whole: float, voices: Sequence[Voice]
) -> list[float]:
    """For each candidate, from 0 to 1, how much the names around speak for its cell."""
    sums = [0.0] * len(stretch.bearers[index].places)
    for weight, other, links in voices:
        theirs = shares[other]
        for own, second, reach in links:
            sums[own] += weight * reach * theirs[second]
    return [part / whole for part in sums] if whole else sums


def _afar(stretch: Stretch, shares: Sequence[Shares], speaking: Sequence[bool]) -> dict[int, list[float]]:
    """For each candidate of each open case, what it weighs that the rest of the article plays there too."""
    there: dict[Cell, float] = defaultdict(float)
    for own, parts, speaks in zip(stretch.bearers, shares, speaking, strict=True):
        if speaks and own.squares:
            for place, cell, share in zip(own.places, own.cells, parts, strict=True):
                if share >= LEAST_SHARE and place.kind in ("city", "facility"):
                    there[cell] += share
    around: dict[Cell, float] = defaultdict(float)
    steps = range(1 - len(REACH), len(REACH))
    spread = [(i, j, REACH[max(abs(i), abs(j))]) for i in steps for j in steps]
    for (x, y), share in there.items():
        if share < LEAST_THERE:
            continue
        for i, j, reach in spread:
            around[x + i, y + j] += reach * share
    most = ARTICLE_WEIGHT / FEW
    return {
        index: [min(most * around.get(cell, 0.0), ARTICLE_WEIGHT) for cell in stretch.bearers[index].cells]
        for index in stretch.open
    }


def _points(agreement: Sequence[float], afar: Sequence[float]) -> list[float]:
    """What the names beside a name and the whole article say of each candidate."""
    return [AGREEMENT_WEIGHT * agreed + article for agreed, article in zip(agreement, afar, strict=True)]


def _as_shares(own: Bearers, points: Sequence[float]) -> Shares:
    """Points in powers of e, with what is known of each candidate beforehand, as shares of one."""
    together = [point + known for known, point in zip(own.known, points, strict=True)]
    best = max(together)
    weights = [math.exp(point - best) for point in together]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _spot(own: Bearers, shares: Shares, speaks: bool) -> Place | None:
    """Where a case is by now, when that is beyond doubt."""
    if not speaks:
        return None
    share, place = max(zip(shares, own.places, strict=True), key=lambda pair: (pair[0], pair[1].id))
    return place if share >= SURE_SHARE and place.kind == "city" else None


def _closest(
    stretch: Stretch, index: int, points: Sequence[float], shares: Shares, spots: Sequence[Place | None]
) -> list[float]:
    """The points of each candidate, less where it lies far from the sure names just beside it.

    Cells are too coarse to part near namesakes.
    """
    lines = stretch.lines
    around = [
        spot
        for other in range(max(0, index - BESIDE), min(len(spots), index + BESIDE + 1))
        if other != index and lines[other] == lines[index] and (spot := spots[other]) is not None
    ]
    if not around:
        return list(points)
    closest = []
    for place, point, share in zip(stretch.bearers[index].places, points, shares, strict=True):
        far = MOST_CLOSE_POINTS
        if share >= LEAST_CLOSE:
            nearest = sorted(distance_m(place.lon, place.lat, spot.lon, spot.lat) for spot in around)[:FEW]
            far = min(sum(nearest) / len(nearest) / CLOSE_M, MOST_CLOSE_POINTS)
        closest.append(point - far)
    return closest


def _settled(own: Bearers, choice: Choice | None, shares: Shares) -> Choice | None:
    if choice is None:
        return None
    order = sorted(range(len(shares)), key=lambda number: (-shares[number], own.places[number].id))
    ranked = tuple(own.places[number] for number in order)
    best = ranked[0]
    share = sum(
        shares[number]
        for number in order
        if shares[number] >= LEAST_SHARE
        and distance_m(best.lon, best.lat, own.places[number].lon, own.places[number].lat) < SAME_VILLAGE_M
    )
    return replace(
        choice,
        ranked=ranked,
        share=min(share, 1.0),
        supported=True,
        local=True,
        reason="near the places named beside it",
        nearest_m=0.0,
    )


def _as_city(city: Place, choice: Choice | None, share: float) -> Choice | None:
    """The choice of a great city that no neighbourhood speaks against."""
    if choice is None:
        return None
    return replace(choice, ranked=(city, *(place for place in choice.ranked if place != city)), share=share)
