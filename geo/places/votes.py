"""Where an article plays, by the votes of its own names: each name spreads one vote over the places it may mean.

Comes in: the names of an article with their candidates. Goes out: for any candidate, how much the other names of the article
speak for its country, its division and its neighbourhood.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geo.records import Place

# A part of a name's vote follows what is likely, the rest goes to all bearers alike: names shared by few places say more.
EVEN_SHARE = 0.35
# Degrees: the side of a neighbourhood, about 110 km; a place feels the votes of the cells around its own too.
CELL_DEG = 1.0
Cell = tuple[int, int]
Division = tuple[str, str]


class Spot(NamedTuple):
    """Where a candidate lies, as votes are counted: its country, its division, its neighbourhood (None where it has none)."""

    country: str | None
    division: Division | None
    cell: Cell | None


class Ballot(NamedTuple):
    """One name of an article: the spots it may mean, with what it gives to each."""

    weight: float
    spots: Sequence[Spot]
    parts: Sequence[float]


class Support(NamedTuple):
    """How much the other names of an article speak for a candidate's country, division and neighbourhood, each from 0 to 1."""

    country: float
    division: float
    around: float


class Votes:
    """The sums of all ballots, and of votes that speak for a country alone."""

    def __init__(self, ballots: Iterable[Ballot], countries: Mapping[str, float]) -> None:
        self.total = sum(countries.values())
        self.countries: dict[str, float] = defaultdict(float, countries)
        self.divisions: dict[Division, float] = defaultdict(float)
        self.cells: dict[Cell, float] = defaultdict(float)
        for ballot in ballots:
            self.total += ballot.weight
            _add(ballot, self.countries, self.divisions, self.cells)

    def support(self, own: Ballot) -> list[Support]:
        """Return what all ballots but its own say for each spot of a name."""
        countries: dict[str, float] = defaultdict(float)
        divisions: dict[Division, float] = defaultdict(float)
        cells: dict[Cell, float] = defaultdict(float)
        _add(own, countries, divisions, cells)
        total = self.total - own.weight
        result = []
        for country, division, cell in own.spots:
            share = (
                max(self.countries.get(country, 0.0) - countries[country], 0.0) / total
                if country and total > 1e-9
                else 0.0
            )
            votes = self.divisions[division] - divisions[division] if division else 0.0
            around = 0.0
            if cell is not None:
                around = _around(self.cells, cell) - _around(cells, cell)
            result.append(Support(share, _grown(votes), _grown(around)))
        return result


def spot_of(place: Place) -> Spot:
    """Return where a place lies, as votes are counted."""
    division = (place.country, place.admin1) if place.country and place.admin1 else None
    if place.kind in ("country", "macro_region"):
        return Spot(place.country, division, None)
    # Meridians come together towards the poles, so cells are widened to stay about as wide as high.
    narrow = max(math.cos(math.radians(place.lat)), 0.1)
    return Spot(place.country, division, (int(place.lon * narrow // CELL_DEG), int(place.lat // CELL_DEG)))


def ballot_of(spots: Sequence[Spot], points: Sequence[float], weight: float) -> Ballot:
    """Return the ballot of a name whose candidates have so many points (powers of ten) each."""
    if len(points) == 1:
        return Ballot(weight, spots, (weight,))
    best = max(points)
    likely = [10 ** (point - best) for point in points]
    factor, even = weight * (1 - EVEN_SHARE) / sum(likely), weight * EVEN_SHARE / len(points)
    return Ballot(weight, spots, [factor * part + even for part in likely])


def _add(
    ballot: Ballot, countries: dict[str, float], divisions: dict[Division, float], cells: dict[Cell, float]
) -> None:
    for (country, division, cell), part in zip(ballot.spots, ballot.parts, strict=True):
        if country is None:
            continue
        countries[country] += part
        if division is not None:
            divisions[division] += part
        if cell is not None:
            cells[cell] += part


def _around(cells: Mapping[Cell, float], cell: Cell) -> float:
    x, y = cell
    get = cells.get
    return (
        get((x - 1, y - 1), 0.0) + get((x, y - 1), 0.0) + get((x + 1, y - 1), 0.0)
        + get((x - 1, y), 0.0) + get(cell, 0.0) + get((x + 1, y), 0.0)
        + get((x - 1, y + 1), 0.0) + get((x, y + 1), 0.0) + get((x + 1, y + 1), 0.0)
    )  # fmt: skip


def _grown(votes: float) -> float:
    return 1 - math.exp(-votes) if votes > 1e-9 else 0.0
