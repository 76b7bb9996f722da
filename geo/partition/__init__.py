"""Dated areas -> Partition: the ground of all days cut into faces once, so that questions about any day are sums and look-ups.

Comes in: for each snapshot the polygon of every side, EPSG:4326. Goes out: polygons of any day again (on a grid of 0.1 m), who
holds a point, areas of all days, and what changed between two, as vectors. It is written to and read from plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.partition.dated import DayAreas, Partition
from geo.partition.drawing import Day, draw_sheets, misdrawn

__all__ = ["DayAreas", "Partition", "make_partition", "misdrawn"]


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
