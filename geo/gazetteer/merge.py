"""One place, one entry: rows of a layer that the index already has hand over their names instead of standing beside it.

A second entry of one town, a few hundred metres off, would leave every reader of its name in doubt which of the two is meant.
Comes in: rows. Goes out: rows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from geo.gazetteer.keys import index_key
from geo.gazetteer.layers import Row
from geo.names import fold

SAME_WITHIN_M = 5_000.0
"""Metres: two rows of two sources that share kind, country and a name are one place up to this distance. Lists give a village its
council, its church or its middle; beyond 5 km another village of the name becomes likelier."""
ALIKE_WITHIN_M, ALIKE_PERCENT = 1_000.0, 75.0
"""Metres, and likeness: so near, two spellings of a name are enough ("Abrykosivka", "Abrikosovka"). Of 307 such pairs in Ukraine up to
2.5 km apart all but a few within 1 km were one village, and beyond it neighbours appear ("Mala Buzova", "Velyka Buzova")."""
TWIN_WITHIN_M = 2_000.0
"""Metres: the same within one list, which may hold a place once a postcode."""
_METRES_PER_DEGREE = 111_195.0
# Degrees: a neighbouring cell reaches over SAME_WITHIN_M up to 77 degrees north.
_CELL_LON, _CELL_LAT = 0.2, 0.05


def add_layers(shipped: Iterable[Row], layers: Sequence[Sequence[Row]]) -> Iterable[Row]:
    """Return the shipped rows with each of some layers merged into them, one after the other."""
    for layer in layers:
        shipped = merge_layer(list(shipped), layer)
    return shipped


def merge_layer(base: Sequence[Row], layer: Sequence[Row]) -> list[Row]:
    """Return `base` with the names of those rows of `layer` that are the same places, then the other rows of `layer`.

    A row of `base` takes in at most one of `layer`: that with its id, else the nearest that shares a name, else the nearest
    that is spelt much the same. The order is kept.
    """
    merged, full, taken = list(base), set[int](), set[int]()
    for _, place, index in sorted(_pairs(base, layer)):
        if place not in full and index not in taken:
            merged[place] = _with_names(merged[place], layer[index])
            full.add(place)
            taken.add(index)
    return merged + [row for index, row in enumerate(layer) if index not in taken]


def join_twins(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one list with those that say the same place again folded into the first."""
    joined: list[Row] = []
    known: dict[tuple[str | None, str, str | None], list[int]] = defaultdict(list)
    for row in rows:
        same = known[row.country, row.kind, index_key(row.name, known=True)]
        twin = next((place for place in same if _distance_m(joined[place], row) <= TWIN_WITHIN_M), None)
        if twin is None:
            same.append(len(joined))
            joined.append(row)
        else:
            joined[twin] = _with_names(joined[twin], row)
    return joined


def _pairs(base: Sequence[Row], layer: Sequence[Row]) -> Iterator[tuple[float, int, int]]:
    """Yield rows that may be one place: a measure of doubt, the number in `base`, the number in `layer`."""
    grid = _grid(layer)
    by_id = {row.id: index for index, row in enumerate(layer)}
    # Most of the world is far from a layer of one country.
    reach = {cell for home in grid for cell in _around(home)}
    names: dict[int, frozenset[str]] = {}
    for place, row in enumerate(base):
        if row.id in by_id:
            yield -1.0, place, by_id[row.id]
        if _cell(row) not in reach:
            continue
        near = [index for cell in _around(_cell(row)) for index in grid.get(cell, ()) if _is_alike(row, layer[index])]
        own = _keys(row) if near else frozenset()
        for index in near:
            other, distance_m = layer[index], _distance_m(row, layer[index])
            if index not in names:
                names[index] = _keys(other)
            if _share_a_name(row, own, other, names[index]):
                yield distance_m, place, index
            elif distance_m <= ALIKE_WITHIN_M and _is_spelt_alike(row.name, other.name):
                yield SAME_WITHIN_M + distance_m, place, index


def _grid(rows: Sequence[Row]) -> dict[tuple[int, int], list[int]]:
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        grid[_cell(row)].append(index)
    return dict(grid)


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    x, y = cell
    return ((column, line) for column in (x - 1, x, x + 1) for line in (y - 1, y, y + 1))


def _cell(row: Row) -> tuple[int, int]:
    return math.floor(row.lon / _CELL_LON), math.floor(row.lat / _CELL_LAT)


def _is_alike(one: Row, other: Row) -> bool:
    return (
        one.kind == other.kind
        and (one.country == other.country or None in (one.country, other.country))
        and _distance_m(one, other) <= SAME_WITHIN_M
    )


def _share_a_name(one: Row, own: frozenset[str], other: Row, others: frozenset[str]) -> bool:
    # The chief name of one of them must be among those shared: far-fetched other names alone join neighbours.
    shared = own & others
    return bool(shared) and not shared.isdisjoint({index_key(one.name, known=True), index_key(other.name, known=True)})


def _is_spelt_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(one), fold(other)) >= ALIKE_PERCENT


def _keys(row: Row) -> frozenset[str]:
    return frozenset(key for name in (row.name, *row.names) if (key := index_key(name, known=True)))


def _distance_m(one: Row, other: Row) -> float:
    # Flat ground is true to a thousandth over the few kilometres that matter here.
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return _METRES_PER_DEGREE * math.hypot(east, one.lat - other.lat)


def _with_names(row: Row, other: Row) -> Row:
    names = dict.fromkeys((*row.names, other.name, *other.names))
    people = row.population or other.population
    return row._replace(names=tuple(name for name in names if name != row.name), population=people)
