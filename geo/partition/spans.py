"""Spans of days during which faces belong to a side: kept as sorted columns, summed and searched without a loop.

Days are numbers of snapshots, counted from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """When each face belongs to a side: rows sorted by face and first day; spans of one face do not touch."""

    face: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    """Last day, inclusive."""

    def faces_on(self, day: int) -> NDArray[np.int32]:
        """Return the faces that belong to the side on a day, ascending."""
        return self.face[(self.first <= day) & (day <= self.last)]

    def holds(self, faces: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for pairs of a face and a day whether the face belongs to the side then."""
        if not len(self.face):
            return np.zeros(len(faces), dtype=bool)
        keys = _keys(self.face, self.first)
        row = np.searchsorted(keys, _keys(faces, days), side="right") - 1
        there = np.maximum(row, 0)
        held: NDArray[np.bool_] = (row >= 0) & (self.face[there] == faces) & (days <= self.last[there])
        return held

    def daily(self, weights: NDArray[np.float64], days: int) -> NDArray[np.float64]:
        """Return the sum of the weights of the side's faces for each of `days` days."""
        weight = weights[self.face]
        steps = np.zeros(days + 1)
        steps += np.bincount(self.first, weights=weight, minlength=days + 1)
        steps -= np.bincount(self.last + 1, weights=weight, minlength=days + 1)
        return np.cumsum(steps)[:days]


def joined(spans: Sequence[Spans]) -> Spans:
    """Return when faces belong to any of several sides."""
    if len(spans) == 1:
        return spans[0]
    face = np.concatenate([np.empty(0, np.int32), *(one.face for one in spans)])
    first = np.concatenate([np.empty(0, np.int32), *(one.first for one in spans)])
    last = np.concatenate([np.empty(0, np.int32), *(one.last for one in spans)])
    order = np.lexsort((last, first, face))
    face, first, last = face[order], first[order], last[order]
    if not len(face):
        return Spans(face=face, first=first, last=last)
    # Faces laid end to end on one axis: a running maximum then tells where a span begins that no earlier one reaches.
    stride = int(last.max()) + 3
    reach = np.maximum.accumulate(face.astype(np.int64) * stride + last)
    begins = np.concatenate([[True], face[1:].astype(np.int64) * stride + first[1:] > reach[:-1] + 1])
    ends = np.concatenate([np.flatnonzero(begins)[1:] - 1, [len(face) - 1]])
    return Spans(
        face=face[begins],
        first=first[begins],
        last=(reach[ends] - face[ends].astype(np.int64) * stride).astype(np.int32),
    )


def _keys(face: NDArray[np.int32] | NDArray[np.int64], day: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int64]:
    return face.astype(np.int64) * np.int64(1 << 31) + day
