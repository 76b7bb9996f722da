"""Polygons of many days -> the distinct straight segments of their edges, each once, with the days on which it is an edge.

Coordinates are whole numbers of `GRID_DEG` (0.11 m of latitude): makers publish at most seven decimals, and equal edges of two
days must become equal numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

PER_DEGREE = 1_000_000
GRID_DEG = 1 / PER_DEGREE

_BATCH = 1_000_000
"""Positions looked at together; 150 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """Distinct segments, and which of them bound each of several areas."""

    ends: NDArray[np.int64]
    """Shape (n, 4): x, y of the lesser end, x, y of the greater, in grid units."""
    members: tuple[NDArray[np.int32], ...]
    """For each area, ascending numbers of the segments that bound it."""


def distinct_segments(areas: Sequence[BaseGeometry | None]) -> Segments:
    """Return the segments of areas (EPSG:4326, lon, lat; None or empty for no ground), each once.

    An edge that an area runs along twice cancels out: what is on both of its sides is the same.
    """
    batches = [_distinct([_edges(area) for area in areas[rows]]) for rows in _batches(areas)]
    # Days share most of their edges, so that little is left of each batch when all are put together.
    ends, numbers = _unique(np.concatenate([np.empty((0, 4), dtype=np.int64), *(found for found, _ in batches)]))
    members: list[NDArray[np.int32]] = []
    before = 0
    for found, inside in batches:
        here = numbers[before : before + len(found)]
        members += [_once(here[one]) for one in inside]
        before += len(found)
    return Segments(ends=ends, members=tuple(members))


def _batches(areas: Sequence[BaseGeometry | None]) -> list[slice]:
    sizes = np.cumsum([0, *(shapely.get_num_coordinates(area) if area is not None else 0 for area in areas)])
    bounds = [0]
    for number in range(1, len(areas) + 1):
        if number == len(areas) or sizes[number + 1] - sizes[bounds[-1]] > _BATCH:
            bounds.append(number)
    return [slice(a, b) for a, b in pairwise(bounds)]


def _distinct(edges: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], list[NDArray[np.int32]]]:
    ends, numbers = _unique(np.concatenate([np.empty((0, 4), dtype=np.int64), *edges]))
    return ends, np.split(numbers, np.cumsum([len(edge) for edge in edges])[:-1])


def _edges(area: BaseGeometry | None) -> NDArray[np.int64]:
    """Return an area's edges, each with its lesser end first, in grid units; edges shorter than the grid are left out."""
    rings = shapely.get_rings(shapely.get_parts(area)) if area is not None else np.empty(0, dtype=object)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(xy * PER_DEGREE).astype(np.int64)
    start, end = grid[:-1], grid[1:]
    real = (ring[1:] == ring[:-1]) & (start != end).any(axis=1)
    start, end = start[real], end[real]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    return np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))


def point_keys(grid: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number for each (x, y) in grid units; equal only for equal points."""
    # x reaches 360 million to either side and y 90 million: both fit, side by side, into 63 bits.
    return grid[:, 0] * np.int64(1 << 32) + grid[:, 1]


def _unique(every: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the distinct rows, and for each row the number of its like."""
    if not len(every):
        return every, np.empty(0, dtype=np.int32)
    # Sorting pairs of numbers is ten times as fast as numpy's sorting of rows.
    first, second = point_keys(every[:, :2]), point_keys(every[:, 2:])
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    new = np.concatenate([[True], (first[1:] != first[:-1]) | (second[1:] != second[:-1])])
    numbers = np.empty(len(every), dtype=np.int32)
    numbers[order] = np.cumsum(new) - 1
    return every[order[new]], numbers


def _once(numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    found, times = np.unique(numbers, return_counts=True)
    once: NDArray[np.int32] = found[times % 2 == 1].astype(np.int32)
    return once
