"""Areas that change from day to day, as a few kilobytes: every boundary segment once, with the days it stands.

Comes in: one (Multi)Polygon a frame, EPSG:4326. Goes out: text for the page, which `js/arcs.js` reads back.
A frame is a snapshot of a front line, or one layer of the base map. Coordinates are rounded to a grid; an undirected
segment used an odd number of times in a frame is that frame's boundary, so neighbours that share a segment merge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.page.packed import Ints, pack, varints, zigzag

Floats = NDArray[np.float64]
Lines = NDArray[Any]
"""LineStrings."""
NO_LINES: Lines = np.empty(0, dtype=object)

FINE = 100_000
"""Grid steps a degree for front lines: 1e-5°, about 1.1 m northward."""
COARSE = 2_000
"""Grid steps a degree for the base map: 5e-4°, about 56 m northward."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Undirected segments on the grid, each named once for every frame it belongs to."""

    points: Ints
    """Distinct grid points (n, 2), x then y."""
    low: Ints
    """Index of one end in `points`."""
    high: Ints
    """Index of the other end, always above `low`."""
    frame: Ints


def encode_areas(areas: Sequence[BaseGeometry | None], *, steps: int = FINE) -> str:
    """Return the areas of successive frames as one compact text.

    Parameters
    ----------
    areas
        One Polygon or MultiPolygon a frame, EPSG:4326 (lon, lat); None or empty for a frame without an area.
    steps
        Grid steps a degree.

    Returns
    -------
    str
        Base64 of deflated varints, see `encode_edges`.
    """
    return encode_edges(boundary_edges(areas, steps=steps), frames=len(areas))


def encode_lines(lines: Sequence[BaseGeometry | None], *, steps: int = FINE) -> str:
    """Return the (Multi)LineStrings of successive frames as one compact text, see `encode_edges`.

    Parameters
    ----------
    lines
        One geometry a frame, EPSG:4326 (lon, lat); None or empty for a frame without a line.
    steps
        Grid steps a degree.
    """
    parts, part_frame = shapely.get_parts(np.array(lines, dtype=object), return_index=True)
    coordinates, part = shapely.get_coordinates(parts, return_index=True)
    edges, _ = _edges_along(coordinates, part, part_frame, steps)
    return encode_edges(edges, frames=len(lines))


def encode_outlines(outlines: Sequence[Lines], *, steps: int = FINE) -> str:
    """Return the areas of successive frames, given by the lines around them, as one compact text, see `encode_edges`.

    Parameters
    ----------
    outlines
        LineStrings of each frame, EPSG:4326 (lon, lat), in any order; none for a frame without an area.
    steps
        Grid steps a degree.
    """
    frame = np.repeat(np.arange(len(outlines)), [len(lines) for lines in outlines])
    coordinates, line = shapely.get_coordinates(np.concatenate([NO_LINES, *outlines]), return_index=True)
    return encode_edges(_odd(*_edges_along(coordinates, line, frame, steps)), frames=len(outlines))


def boundary_edges(areas: Sequence[BaseGeometry | None], *, steps: int = FINE) -> Edges:
    """Return the boundary segments of each frame's area on the grid: those its rings use an odd number of times."""
    return _odd(*ring_edges(areas, steps))


def _odd(edges: Edges, uses: Ints) -> Edges:
    odd = uses % 2 == 1
    return Edges(edges.points, edges.low[odd], edges.high[odd], edges.frame[odd])


def ring_edges(areas: Sequence[BaseGeometry | None], steps: int) -> tuple[Edges, Ints]:
    """Return every segment of the areas' rings once a frame, and how often the frame's rings use it."""
    parts, part_frame = shapely.get_parts(np.array(areas, dtype=object), return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    return _edges_along(coordinates, ring, part_frame[ring_part], steps)


def _edges_along(coordinates: Floats, path: Ints, path_frame: Ints, steps: int) -> tuple[Edges, Ints]:
    """Return every segment of some paths once a frame, and how often the frame's paths use it."""
    points, index = _distinct_points(np.rint(coordinates * steps).astype(np.int64))
    joined = (path[:-1] == path[1:]) & (index[:-1] != index[1:])
    start, end = index[:-1][joined], index[1:][joined]
    frame = path_frame[path[:-1][joined]].astype(np.int64)
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((frame, high, low))
    low, high, frame = low[order], high[order], frame[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (frame[1:] != frame[:-1])
    starts = np.flatnonzero(first)
    uses = np.diff(np.append(starts, len(low)))
    return Edges(points, low[starts], high[starts], frame[starts]), uses


def _distinct_points(grid: Ints) -> tuple[Ints, Ints]:
    # One integer a point sorts four times faster than pairs; |y| stays below 2**31 on every grid used here.
    packed = (grid[:, 0] << 32) + grid[:, 1]
    distinct, index = np.unique(packed, return_inverse=True)
    x = (distinct + (1 << 31)) >> 32
    return np.column_stack((x, distinct - (x << 32))), index


def encode_edges(edges: Edges, *, frames: int) -> str:
    """Return edges as arcs that share the same frames: base64 of raw-deflated varints.

    Notes
    -----
    Layout, all unsigned LEB128 varints: number of groups; for each group the number of runs, then (gap since the last run,
    length) for each run of consecutive frames, the number of arcs, and the number of points of each arc; then for
    each arc, in order, its points as zigzag differences, the first one from the first point of the arc before.
    """
    low, high, runs, members = _groups(edges, frames)
    heads: list[int] = [len(runs)]
    arcs: list[list[int]] = []
    for spans, chosen in zip(runs, members, strict=True):
        chains = sorted(_chains(low[chosen].tolist(), high[chosen].tolist()))
        heads += [len(spans), *(number for span in spans for number in span), len(chains), *map(len, chains)]
        arcs += chains
    numbers = np.concatenate((np.array(heads, dtype=np.int64), _differences(edges.points, arcs)))
    return pack(varints(numbers))


def _groups(edges: Edges, frames: int) -> tuple[Ints, Ints, list[list[tuple[int, int]]], list[Ints]]:
    """Return the distinct edges' ends, and for each set of frames its runs and the edges that stand in it."""
    low, high, frame = edges.low, edges.high, edges.frame
    if not len(low):
        return low, high, [], []
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    starts = np.flatnonzero(first)
    # A set of frames is known by the sum of one fixed random number a frame: 64 bits, so two sets never meet in practice.
    marks = np.random.default_rng(0).integers(1 << 63, size=frames, dtype=np.uint64)
    sums = np.add.reduceat(marks[frame], starts)
    _, example, group = np.unique(sums, return_index=True, return_inverse=True)
    ends = np.append(starts[1:], len(low))
    sets = [frame[starts[edge] : ends[edge]] for edge in example]
    order = sorted(
        range(len(sets)), key=lambda number: (int(sets[number][0]), int(sets[number][-1]), len(sets[number]))
    )
    by_group = np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group))[:-1])
    runs = [_runs(sets[number]) for number in order]
    return low[starts], high[starts], runs, [by_group[number] for number in order]


def _runs(frame: Ints) -> list[tuple[int, int]]:
    """Return (gap since the last run's end, length) for each run of consecutive numbers."""
    breaks = np.flatnonzero(np.diff(frame) != 1) + 1
    firsts = frame[np.concatenate(([0], breaks))]
    lengths = np.diff(np.concatenate(([0], breaks, [len(frame)])))
    gaps = firsts - np.concatenate(([0], (firsts + lengths)[:-1]))
    return list(zip(gaps.tolist(), lengths.tolist(), strict=True))


def _chains(low: list[int], high: list[int]) -> Iterator[list[int]]:
    """Yield the edges joined end to end as lists of points, open chains before closed ones."""
    at: dict[int, list[int]] = {}
    for edge, (a, b) in enumerate(zip(low, high, strict=True)):
        at.setdefault(a, []).append(edge)
        at.setdefault(b, []).append(edge)
    used = bytearray(len(low))
    loose = [point for point, touching in at.items() if len(touching) % 2]
    for start in (*loose, *at):
        while (chain := _walk(start, at, used, low, high)) is not None:
            yield chain


def _walk(start: int, at: dict[int, list[int]], used: bytearray, low: list[int], high: list[int]) -> list[int] | None:
    chain = [start]
    while True:
        here = chain[-1]
        touching = at[here]
        while touching and used[touching[-1]]:
            touching.pop()
        if not touching:
            return chain if len(chain) > 1 else None
        edge = touching.pop()
        used[edge] = 1
        chain.append(high[edge] if low[edge] == here else low[edge])


def _differences(points: Ints, arcs: list[list[int]]) -> Ints:
    """Return the arcs' points as zigzag differences, x and y in turn."""
    if not arcs:
        return np.empty(0, dtype=np.int64)
    lengths = np.array([len(arc) for arc in arcs])
    path = points[np.concatenate([np.array(arc, dtype=np.int64) for arc in arcs])]
    firsts = np.cumsum(lengths) - lengths
    step = np.diff(path, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    step[firsts[1:]] = path[firsts[1:]] - path[firsts[:-1]]
    return zigzag(step).ravel()
