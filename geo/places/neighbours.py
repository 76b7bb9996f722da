"""Villages of one name told apart by the names that stand beside them in the text.

Comes in: the cases of an article with the choices made so far. Goes out: the choices, those of towns and villages with namesakes
made anew where the names around them play in one neighbourhood. A front report names the same village name in two sectors, and
means two villages: no sense of the whole article can tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.places.evidence import Case, Choice, distance_m
from geo.records import Place

# Mentions to each side that are heard, and how fast their word loses weight with every mention between.
HEARD = 12
FADING = 4.0
# A name on another line (another sector, another paragraph) says less.
OTHER_LINE_WEIGHT = 0.3
# Cells of about 22 km; a place speaks for its own cell and, more softly, for those up to two cells off.
CELL_DEG = 0.2
REACH = ((0, 1.0), (1, 0.6), (2, 0.2))
ROUNDS = 4
# What full agreement of all names around weighs, and ten times as many people, in powers of e.
AGREEMENT_WEIGHT, PEOPLE_WEIGHT = 12.0, 0.5
# What it weighs that the rest of the article plays there too, whatever stands between.
ARTICLE_WEIGHT = 2.0
FEWEST_PEOPLE = 300
# Below this share of agreement the names around play in no one neighbourhood.
LEAST_AGREEMENT = 0.12
# The few names just beside a name part namesakes of one neighbourhood: a point for so many metres nearer.
BESIDE, FEW, CLOSE_M, MOST_CLOSE_POINTS = 5, 3, 6_000.0, 6.0
SURE_SHARE = 0.8
# Entries nearer to each other than this are one village.
SAME_VILLAGE_M = 8_000
MOST_CANDIDATES = 120
LEAST_SHARE = 0.005

# A region speaks for all that lies in it.
REGION_WEIGHT = 0.5

Cell = tuple[int | str, int | str]
"""A square of the map; or country and division."""
Field = Mapping[Cell, float]


def settle_by_neighbours(text: str, cases: Sequence[Case], chosen: Sequence[Choice | None]) -> list[Choice | None]:
    """Return the choices, with namesakes told apart by the names that stand beside them.

    Parameters
    ----------
    chosen
        The choice of each case, None where it has no candidate.

    Returns
    -------
    A choice is replaced only where all candidates are towns or villages, the text states nothing of them, and the names
    around agree on one neighbourhood; its `reason` then says so.
    """
    lines = _lines(text, cases)
    shares = [[1 / len(case.candidates) for _ in case.candidates] for case in cases]
    open_cases = [index for index, case in enumerate(cases) if _is_open(case) and not _is_stated(chosen[index])]
    agreements: dict[int, list[float]] = {}
    afar: dict[int, list[float]] = {}
    for _ in range(ROUNDS):
        fields = [_field(case, share) for case, share in zip(cases, shares, strict=True)]
        agreements = {index: _agreement(index, cases[index], fields, lines) for index in open_cases}
        whole = _sum(fields)
        afar = {
            index: [ARTICLE_WEIGHT * min(whole.get(_cell(p), 0.0) / FEW, 1.0) for p in cases[index].candidates]
            for index in open_cases
        }
        for index, agreement in agreements.items():
            shares[index] = _as_shares(cases[index], _points(agreement, afar[index]))
    spots = [_spot(case, share) for case, share in zip(cases, shares, strict=True)]
    settled = list(chosen)
    for index, agreement in agreements.items():
        closest = _closest(index, cases[index], spots, lines)
        points = [point + near for point, near in zip(_points(agreement, afar[index]), closest, strict=True)]
        spoken_for = max(agreement) >= LEAST_AGREEMENT or max(afar[index]) >= ARTICLE_WEIGHT
        if spoken_for:
            settled[index] = _settled(cases[index], chosen[index], _as_shares(cases[index], points))
    return settled


def _lines(text: str, cases: Sequence[Case]) -> list[int]:
    """The number of the line on which each mention stands."""
    numbers, line, at = [], 0, 0
    for case in cases:
        line += text.count("\n", at, case.mention.start)
        at = max(at, case.mention.start)
        numbers.append(line)
    return numbers


def _is_open(case: Case) -> bool:
    return 1 < len(case.candidates) <= MOST_CANDIDATES and all(place.kind == "city" for place in case.candidates)


def _is_stated(choice: Choice | None) -> bool:
    return choice is not None and choice.stated


def _speaks(case: Case) -> bool:
    """Whether a case may say where its neighbours are: towns and works do, countries and governments do not."""
    return case.mention.mapped and 0 < len(case.candidates) <= MOST_CANDIDATES


def _field(case: Case, shares: Sequence[float]) -> Field:
    """How much a case speaks for each cell around its candidates."""
    field: dict[Cell, float] = {}
    if not _speaks(case):
        return field
    for place, share in zip(case.candidates, shares, strict=True):
        if place.kind == "region":
            field[place.country or "", place.admin1 or place.name] = REGION_WEIGHT * share
        if share < LEAST_SHARE or place.kind not in ("city", "facility"):
            continue
        x, y = _cell(place)
        for i in range(-2, 3):
            for j in range(-2, 3):
                weight = share * REACH[max(abs(i), abs(j))][1]
                # Two candidates side by side are one voice, not two.
                field[x + i, y + j] = min(field.get((x + i, y + j), 0.0) + weight, 1.0)
    return field


def _cell(place: Place) -> tuple[int, int]:
    narrow = max(math.cos(math.radians(place.lat)), 0.1)
    return int(place.lon * narrow // CELL_DEG), int(place.lat // CELL_DEG)


def _agreement(index: int, case: Case, fields: Sequence[Field], lines: Sequence[int]) -> list[float]:
    """For each candidate, from 0 to 1, how much the names around speak for its cell."""
    cells = [(_cell(place), (place.country or "", place.admin1 or "")) for place in case.candidates]
    sums, whole = [0.0] * len(cells), 0.0
    for other in range(max(0, index - HEARD), min(len(fields), index + HEARD + 1)):
        if other == index or not fields[other]:
            continue
        weight = math.exp(-abs(other - index) / FADING) * (1.0 if lines[other] == lines[index] else OTHER_LINE_WEIGHT)
        whole += weight
        field = fields[other]
        for number, (cell, division) in enumerate(cells):
            sums[number] += weight * max(field.get(cell, 0.0), field.get(division, 0.0))
    return [part / whole for part in sums] if whole else sums


def _sum(fields: Sequence[Field]) -> Field:
    whole: dict[Cell, float] = {}
    for field in fields:
        for cell, weight in field.items():
            whole[cell] = whole.get(cell, 0.0) + weight
    return whole


def _points(agreement: Sequence[float], afar: Sequence[float]) -> list[float]:
    """What the names beside a name and the whole article say of each candidate."""
    return [AGREEMENT_WEIGHT * agreed + article for agreed, article in zip(agreement, afar, strict=True)]


def _as_shares(case: Case, points: Sequence[float]) -> list[float]:
    """Points in powers of e, and the people of each candidate, as shares of one."""
    peopled = [
        point + PEOPLE_WEIGHT * math.log10(max(place.population or 0, FEWEST_PEOPLE) / FEWEST_PEOPLE)
        for place, point in zip(case.candidates, points, strict=True)
    ]
    weights = [math.exp(point - max(peopled)) for point in peopled]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _spot(case: Case, shares: Sequence[float]) -> Place | None:
    """Where a case is by now, when that is beyond doubt."""
    if not shares or not _speaks(case):
        return None
    share, place = max(zip(shares, case.candidates, strict=True), key=lambda pair: (pair[0], pair[1].id))
    return place if share >= SURE_SHARE and place.kind == "city" else None


def _closest(index: int, case: Case, spots: Sequence[Place | None], lines: Sequence[int]) -> list[float]:
    """For each candidate, points for lying close to the sure names just beside it; cells are too coarse to part near namesakes."""
    around = [
        spot
        for other in range(max(0, index - BESIDE), min(len(spots), index + BESIDE + 1))
        if other != index and lines[other] == lines[index] and (spot := spots[other]) is not None
    ]
    points = []
    for place in case.candidates:
        nearest = sorted(distance_m(place.lon, place.lat, spot.lon, spot.lat) for spot in around)[:FEW]
        mean = sum(nearest) / len(nearest) if nearest else 0.0
        points.append(-min(mean / CLOSE_M, MOST_CLOSE_POINTS))
    return points


def _settled(case: Case, choice: Choice | None, shares: Sequence[float]) -> Choice | None:
    if choice is None:
        return None
    order = sorted(range(len(shares)), key=lambda number: (-shares[number], case.candidates[number].id))
    ranked = tuple(case.candidates[number] for number in order)
    best = ranked[0]
    share = sum(
        shares[number]
        for number in order
        if distance_m(best.lon, best.lat, case.candidates[number].lon, case.candidates[number].lat) < SAME_VILLAGE_M
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
