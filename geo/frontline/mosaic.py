"""Cells of a tessellation, each with its side over time -> the ground of all days as one partition.

Most cells never change hands. Those with the same history are joined first, so that few large pieces are left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from geo.partition import Partition, Piece, partition_of_pieces

History = tuple[tuple[int, int, str], ...]
"""(first day, last day, side), days as proleptic ordinals."""


def ground_of_cells(
    cells: Mapping[str, BaseGeometry], histories: Mapping[str, History], days: Sequence[date]
) -> Partition:
    """Return the ground of a tessellation over time.

    Parameters
    ----------
    cells
        Polygons in EPSG:4326 (lon, lat) by id.
    histories
        By the same ids; cells without one belong to nobody.
    days
        Days of the snapshots, in order.
    """
    together: dict[History, list[BaseGeometry]] = defaultdict(list)
    for place, history in histories.items():
        if history and place in cells:
            together[history].append(cells[place])
    ordinals = [day.toordinal() for day in days]
    pieces = [
        Piece(area=shapely.union_all(parts), held=_held(history, ordinals)) for history, parts in together.items()
    ]
    return partition_of_pieces(pieces, len(days))


def _held(history: History, ordinals: Sequence[int]) -> tuple[tuple[str, int, int], ...]:
    numbered = ((side, bisect_left(ordinals, first), bisect_right(ordinals, last) - 1) for first, last, side in history)
    return tuple((side, first, last) for side, first, last in numbered if first <= last)
