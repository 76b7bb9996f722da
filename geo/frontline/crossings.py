"""How often the edges of polygons meet, told from a sample: joining and mending take time and memory for each crossing.

A ring of 2,000 random positions crosses itself half a million times; mending it took 19 s and 1 GB. A map's borders meet at
their corners and along shared stretches only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

MAX_CROSSINGS = 100_000
_PER_EDGE = 12
"""Meetings that are usual: with itself, its neighbours, and those of a twin along a shared border."""
_SAMPLES = 8
"""Edges looked at among those of a like length."""


def crosses_too_often(shapes: Sequence[BaseGeometry]) -> bool:
    """Tell whether joining or mending polygons would take more than seconds."""
    ends = _edges(shapes)
    return _meetings(ends) > MAX_CROSSINGS + _PER_EDGE * int(ends.shape[1])


def _edges(shapes: Sequence[BaseGeometry]) -> Any:
    """Return the edges of all rings as four rows: x and y of one end, x and y of the other."""
    rings = shapely.get_rings(shapely.get_parts(np.asarray(shapes, dtype=object)))
    xy, owner = shapely.get_coordinates(rings, return_index=True)
    same = owner[:-1] == owner[1:]
    return np.ascontiguousarray(np.hstack((xy[:-1], xy[1:]))[same].T)


def _meetings(ends: Any) -> float:
    """Return about how many ordered pairs of edges meet.

    Long edges meet many others and are few: each doubling of the rank by length is sampled by itself.
    """
    x1, y1, x2, y2 = ends
    frame = np.stack((np.minimum(x1, x2), np.minimum(y1, y2), np.maximum(x1, x2), np.maximum(y1, y2)))
    ranked = np.argsort(-np.maximum(frame[2] - frame[0], frame[3] - frame[1]), kind="stable")
    total, first = 0.0, 0
    while first < len(ranked):
        last = min(2 * first + 1, len(ranked))
        chosen = np.unique(np.linspace(first, last - 1, _SAMPLES).astype(int))
        counts = [_meeting(ends, frame, ranked[number]) for number in chosen]
        total += (last - first) * float(np.mean(counts))
        first = last
    return total


def _meeting(ends: Any, frame: Any, number: int) -> int:
    west, south, east, north = frame
    x1, y1, x2, y2 = ends[:, number]
    beside = (west <= east[number]) & (east >= west[number]) & (south <= north[number]) & (north >= south[number])
    a1, b1, a2, b2 = ends[:, beside]
    across = _turn(x1, y1, x2, y2, a1, b1) * _turn(x1, y1, x2, y2, a2, b2) <= 0
    along = _turn(a1, b1, a2, b2, x1, y1) * _turn(a1, b1, a2, b2, x2, y2) <= 0
    return int((across & along).sum())


def _turn(x1: Any, y1: Any, x2: Any, y2: Any, x: Any, y: Any) -> Any:
    """Return on which side of the way from one end to the other a point lies: positive, negative, or 0 on the line."""
    return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
