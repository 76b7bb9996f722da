"""On which side of many edges many points lie: the even-odd rule, as sums over edges."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 4_000_000
"""Pairs of a point and an edge looked at together: 200 MB at most."""


class Crossings:
    """Points, sorted once, whose parity against changing sets of edges is asked many times."""

    def __init__(self, xy: NDArray[np.float64]) -> None:
        """Take the points, shape (n, 2)."""
        self._order = np.argsort(xy[:, 1], kind="stable")
        self._x, self._y = xy[self._order, 0], xy[self._order, 1]

    def odd(self, edges: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for each point whether a ray from it to the east crosses an odd number of edges (shape (n, 4): x, y, x, y)."""
        low = np.minimum(edges[:, 1], edges[:, 3])
        high = np.maximum(edges[:, 1], edges[:, 3])
        start, stop = np.searchsorted(self._y, low), np.searchsorted(self._y, high)
        counts = stop - start
        crossed = np.zeros(len(self._y), dtype=np.int64)
        for rows in _portions(counts):
            crossed += self._crossed(edges[rows].astype(float), start[rows], counts[rows])
        answer = np.empty(len(self._y), dtype=bool)
        answer[self._order] = crossed % 2 == 1
        return answer

    def _crossed(
        self, edges: NDArray[np.float64], start: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        edge = np.repeat(np.arange(len(edges)), counts)
        point = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts) + start[edge]
        x1, y1, x2, y2 = edges[edge].T
        # Edges along a parallel have no points between their ends' latitudes, and so are never divided by.
        at = x1 + (self._y[point] - y1) * (x2 - x1) / (y2 - y1)
        return np.bincount(point[at > self._x[point]], minlength=len(self._y))


def _portions(counts: NDArray[np.int64]) -> list[slice]:
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, total, _AT_ONCE), side="right")
    bounds = [0, *dict.fromkeys(int(cut) for cut in cuts), len(counts)]
    return [slice(a, b) for a, b in pairwise(bounds) if a < b]
