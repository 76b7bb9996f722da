"""Villages of one name told apart by the names that stand beside them in the text.

Comes in: the cases of an article with the choices made so far. Goes out: the choices, those of towns and villages with namesakes
made anew where the names around them play in one neighbourhood. A front report names the same village name in two sectors, and
means two villages: no sense of the whole article can tell them apart. A great city is no village's namesake: it stays.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geo.places.bearers import AGREEMENT_WEIGHT, CITY_DOUBT, MOST_CANDIDATES, REACH, Bearers, Cell, known_bearers
from geo.places.evidence import Case, Choice, distance_m
from geo.records import Place

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
# A third and a fourth round changed nothing on four reports of 230 villages.
ROUNDS = 2
# What it weighs that the rest of the article plays there too, whatever stands between.
ARTICLE_WEIGHT = 2.0
# Below this share of agreement the names around play in no one neighbourhood.
LEAST_AGREEMENT = 0.12
# The few names just beside a name part namesakes of one neighbourhood: a point for so many metres nearer.
BESIDE, FEW, CLOSE_M, MOST_CLOSE_POINTS = 5, 3, 6_000.0, 6.0
SURE_SHARE = 0.8
# Entries nearer to each other than this are one village.
SAME_VILLAGE_M = 8_000
LEAST_SHARE, LEAST_THERE = 0.005, 0.05
# Less than this is not lifted by closeness.
LEAST_CLOSE = 1e-4
# A region speaks for all that lies in it.
REGION_WEIGHT = 0.5
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
    bearers = [known_bearers(case, known) for case in cases]
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
        if _is_open(case) and not (choice and _is_settled(own, choice))
    ]
    return Stretch(cases, bearers, lines, is_open, met)


def _is_settled(own: Bearers, choice: Choice) -> bool:
    """Whether the text itself says which bearer is meant; armies on the ground are not at a city far behind them."""
    return choice.stated or (choice.on_ground and own.city is not None and choice.ranked[0] != own.places[own.city])


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
    if choice is not None and _is_settled(own, choice):
        clear = choice.ranked[0]
    if clear is None:
        return [1 / len(own.places) for _ in own.places]
    return [float(place.id == clear.id and place == clear) for place in own.places]


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
