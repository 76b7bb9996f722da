"""Dated areas -> sheets: edges noded on the grid, made into faces, and each face told when it belongs to which side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.measure import area_km2
from geo.partition.crossings import Crossings
from geo.partition.segments import GRID_DEG, PER_DEGREE, Segments, distinct_segments, point_keys
from geo.partition.sheet import OUTSIDE, Sheet
from geo.partition.spans import Spans, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Day = Mapping[str, "BaseGeometry"]
_ROUNDING = 1e-9
"""Share of an area that sums of floating-point numbers may be off."""
MAX_SEGMENTS = 300_000
"""Distinct segments of one sheet: a bound of its memory."""
MAX_REDRAWN = 400_000
"""Distinct segments of one sheet times how often a day's worth of them is in it. Days that are redrawn wholly cross each other in
a number of faces that grows with the square of the days: 20 such days of 8,000 segments (3.2 million) took 18 s, while five
makers' datasets stay below 0.2 million. So a maker who redraws everything daily gets a sheet for each few days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Ground that belongs to one side or another as a whole."""

    area: BaseGeometry
    """Valid (Multi)Polygon in EPSG:4326 (lon, lat)."""
    held: tuple[tuple[str, int, int], ...]
    """Side, first and last day, as numbers of snapshots from 0."""


def draw_sheets(days: Sequence[Day]) -> tuple[Sheet, ...]:
    """Return the sheets of consecutive days, in order.

    Parameters
    ----------
    days
        For each day the valid (Multi)Polygon of every side, EPSG:4326 (lon, lat).
    """
    if not days:
        return ()
    sides = sorted({side for day in days for side in day})
    segments = distinct_segments([day.get(side) for side in sides for day in days])
    if len(days) > 1 and _is_too_much(segments, len(days)):
        half = len(days) // 2
        return (*draw_sheets(days[:half]), *draw_sheets(days[half:]))
    return (_draw(segments, sides, days),)


def _is_too_much(segments: Segments, days: int) -> bool:
    distinct, drawn = len(segments.ends), sum(len(one) for one in segments.members)
    return distinct > MAX_SEGMENTS or distinct**2 * days > MAX_REDRAWN * drawn


def misdrawn(days: Sequence[Day], sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Return the numbers of days of which the sheets give other areas than were drawn, beyond what the grid rounds off."""
    wrong: set[int] = set()
    begin = 0
    for sheet in sheets:
        square_degrees = shapely.area(sheet.faces)
        here = days[begin : begin + sheet.days]
        for side, spans in sheet.spans.items():
            drawn = np.array([day.get(side) for day in here], dtype=object)
            sizes = np.nan_to_num(shapely.area(drawn))
            # Rounding moves an edge by half a grid unit at most.
            allowed = np.nan_to_num(shapely.length(drawn)) * GRID_DEG + _ROUNDING * sizes
            differs = np.abs(spans.daily(square_degrees, sheet.days) - sizes) > allowed + GRID_DEG**2
            wrong |= {begin + int(number) for number in np.flatnonzero(differs)}
        begin += sheet.days
    return tuple(sorted(wrong))


def draw_pieces(pieces: Sequence[Piece], days: int) -> Sheet:
    """Return the sheet of pieces of ground that change hands as wholes, such as the cells of a tessellation.

    Parameters
    ----------
    pieces
        They may touch but should not overlap.
    days
        Number of days.
    """
    segments = distinct_segments([piece.area for piece in pieces])
    cut = _cut(segments.ends, [piece.area for piece in pieces])
    rows: dict[str, list[tuple[NDArray[np.int64], int, int]]] = {}
    for piece, bounds in zip(pieces, segments.members, strict=True):
        faces = np.flatnonzero(cut.inside.odd(segments.ends[bounds]))
        for side, first, last in piece.held:
            rows.setdefault(side, []).append((faces, first, last))
    spans = {side: joined([_span_of(*row) for row in found]) for side, found in rows.items()}
    return _sheet(cut, spans, days)


def _span_of(faces: NDArray[np.int64], first: int, last: int) -> Spans:
    count = len(faces)
    return Spans(
        face=faces.astype(np.int32),
        first=np.full(count, first, dtype=np.int32),
        last=np.full(count, last, dtype=np.int32),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Edges noded on the grid, and the faces between them."""

    arcs: NDArray[Any]
    faces: NDArray[Any]
    inside: Crossings


def _draw(segments: Segments, sides: Sequence[str], days: Sequence[Day]) -> Sheet:
    cut = _cut(segments.ends, list(days[0].values()) if len(days) == 1 else None)
    count = len(days)
    spans = {
        side: _spans(cut.inside, segments.ends, segments.members[number * count : (number + 1) * count], len(cut.faces))
        for number, side in enumerate(sides)
    }
    return _sheet(cut, spans, count)


def _cut(ends: NDArray[np.int64], areas: Sequence[BaseGeometry] | None) -> _Cut:
    """Return the faces between segments, or, where they are the edges of a few areas, between these edges."""
    if areas is None:
        single = np.asarray(shapely.linestrings(ends.reshape(-1, 2, 2) / PER_DEGREE))
        # Noding single segments instead of whole lines takes 40 times as long for a ring of 60,000 vertices.
        lines = shapely.line_merge(shapely.multilinestrings(single))
    else:
        # As many objects as rings instead of as many as segments: a fifth of the memory.
        lines = shapely.multilinestrings(shapely.get_rings(shapely.get_parts(np.asarray(areas, dtype=object))))
    noded = shapely.union_all(lines, grid_size=GRID_DEG)
    arcs = shapely.get_parts(shapely.line_merge(noded))
    faces = shapely.orient_polygons(shapely.get_parts(shapely.polygonize(arcs)))
    points = shapely.get_coordinates(shapely.point_on_surface(faces))
    return _Cut(arcs=arcs, faces=faces, inside=Crossings(points * PER_DEGREE))


def _sheet(cut: _Cut, spans: Mapping[str, Spans], days: int) -> Sheet:
    held = np.unique(np.concatenate([np.empty(0, np.int32), *(one.face for one in spans.values())]))
    # Faces that nobody ever holds are holes and gaps; they need no number.
    renumbered = np.full(len(cut.faces) + 1, OUTSIDE, dtype=np.int32)
    renumbered[held] = np.arange(len(held))
    xy, arc = shapely.get_coordinates(cut.arcs, return_index=True)
    grid = np.rint(xy * PER_DEGREE).astype(np.int32)
    starts = np.searchsorted(arc, np.arange(len(cut.arcs) + 1)).astype(np.int32)
    left, right = (renumbered[beside] for beside in _faces_beside(grid, starts, cut.faces))
    return _between_faces(
        Sheet(
            days=days,
            xy=grid,
            starts=starts,
            left=left,
            right=right,
            face_km2=np.array([area_km2(face) for face in cut.faces[held]], dtype=float),
            spans={
                side: Spans(face=renumbered[one.face], first=one.first, last=one.last) for side, one in spans.items()
            },
        )
    )


def _between_faces(sheet: Sheet) -> Sheet:
    """Return the sheet without arcs that have the same on both sides."""
    kept = sheet.left != sheet.right
    lengths = np.diff(sheet.starts)
    return Sheet(
        days=sheet.days,
        xy=sheet.xy[np.repeat(kept, lengths)],
        starts=np.concatenate([[0], np.cumsum(lengths[kept])]).astype(np.int32),
        left=sheet.left[kept],
        right=sheet.right[kept],
        face_km2=sheet.face_km2,
        spans=sheet.spans,
    )


def _spans(inside: Crossings, ends: NDArray[np.int64], days: Sequence[NDArray[np.int32]], faces: int) -> Spans:
    """Return when each face is inside an area that changes from day to day.

    Between two days a face changes over when a ray from it crosses an odd number of the edges that only one of them has; what
    both have cancels out. That makes a day as dear as its changes, not as its edges.
    """
    since = np.full(faces, -1, dtype=np.int32)
    rows: list[tuple[NDArray[np.int32], NDArray[np.int32], int]] = []
    before = np.empty(0, dtype=np.int32)
    for day, now in enumerate(days):
        changed = np.setxor1d(before, now, assume_unique=True)
        before = now
        if not len(changed):
            continue
        over = np.flatnonzero(inside.odd(ends[changed])).astype(np.int32)
        left = over[since[over] >= 0]
        rows.append((left, since[left], day - 1))
        entered = over[since[over] < 0]
        since[left] = -1
        since[entered] = day
    still = np.flatnonzero(since >= 0).astype(np.int32)
    rows.append((still, since[still], len(days) - 1))
    face = np.concatenate([row[0] for row in rows])
    first = np.concatenate([row[1] for row in rows])
    last = np.concatenate([np.full(len(row[0]), row[2], dtype=np.int32) for row in rows])
    order = np.lexsort((first, face))
    return Spans(face=face[order], first=first[order], last=last[order])


def _faces_beside(
    grid: NDArray[np.int32], starts: NDArray[np.int32], faces: NDArray[Any]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the number of the face to the left and to the right of each arc; -1 for the open."""
    rings, owner = shapely.get_rings(faces, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    inner = ring[1:] == ring[:-1]
    keys = point_keys(np.rint(xy * PER_DEGREE).astype(np.int64))
    # Outlines run counter-clockwise and holes clockwise, so that the face lies to the left of every edge.
    order = np.lexsort((keys[1:][inner], keys[:-1][inner]))
    edges = np.column_stack([keys[:-1][inner], keys[1:][inner]])[order]
    edge_face = owner[ring[:-1][inner]][order].astype(np.int32)
    points = np.unique(keys)
    known = np.searchsorted(points, edges[:, 0]) * len(points) + np.searchsorted(points, edges[:, 1])
    arc_keys = point_keys(grid.astype(np.int64))
    number = np.searchsorted(points, arc_keys[np.concatenate([starts[:-1], starts[:-1] + 1])])
    begin, then = number[: len(starts) - 1], number[len(starts) - 1 :]

    def beside(wanted: NDArray[np.int64]) -> NDArray[np.int32]:
        row = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        return np.where(known[row] == wanted, edge_face[row], OUTSIDE).astype(np.int32)

    return beside(begin * len(points) + then), beside(then * len(points) + begin)
