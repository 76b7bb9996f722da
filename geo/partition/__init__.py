"""Dated areas -> Partition: the ground of all days cut into faces once, so that questions about any day are sums and look-ups.

Comes in: for each snapshot the polygon of every side, EPSG:4326. Goes out: polygons of any day again (on a grid of 0.1 m), who
holds a point, areas of all days, and what changed between two, as vectors. It is written to and read from plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.partition.dated import DayAreas, Partition
from geo.partition.drawing import Day, Piece, draw_pieces, draw_sheets, misdrawn

__all__ = ["DayAreas", "Partition", "Piece", "make_partition", "misdrawn", "partition_of_pieces"]


def make_partition(days: Sequence[Day]) -> Partition:
    """Return the partition of consecutive days.

    Parameters
    ----------
    days
        For each snapshot the valid (Multi)Polygon of every side, EPSG:4326 (lon, lat), in the order of days.

    Notes
    -----
    Edges are noded by snap rounding (Hobby 1999, as GEOS offers it) and polygonised; membership is told by the even-odd rule.
    """
    return Partition(sheets=draw_sheets(days))


def partition_of_pieces(pieces: Sequence[Piece], days: int) -> Partition:
    """Return the partition of ground whose pieces change hands as wholes, such as the cells of a tessellation.

    Parameters
    ----------
    pieces
        They may touch but should not overlap; few large ones are faster than many small ones of the same history.
    days
        Number of snapshots.
    """
    return Partition(sheets=(draw_pieces(pieces, days),))
