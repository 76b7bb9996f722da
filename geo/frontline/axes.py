"""Coordinates written lat, lon -> lon, lat, where the place they name tells so: Ukraine becomes Iran when its axes are swapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry import box

_THEATRE = box(20, 43, 70, 72)
"""Rough frame around the war's land, wide enough for every map of it; it leaves out Georgia, which some maps of this war draw too."""
_UKRAINE = box(21, 44, 41, 53)
"""What is here with its axes swapped, and outside the theatre as it stands, was not meant for Arabia."""


def in_lonlat_order(shapes: Sequence[Any]) -> tuple[list[Any], str]:
    """Return the shapes of one file in the order lon, lat, and a note where they had or may have had the other one.

    They are swapped when each of them lies outside the theatre of the war and inside it once swapped, one in Ukraine at least;
    where only some do, they stay as they are.

    Parameters
    ----------
    shapes
        Polygons and lines in degrees.
    """
    if not shapes:
        return [], ""
    bounds = shapely.bounds(list(shapes))
    here, there = shapely.box(*bounds.T), shapely.box(*bounds[:, [1, 0, 3, 2]].T)
    outside = ~shapely.intersects(_THEATRE, here)
    misplaced = outside & shapely.covers(_UKRAINE, there)
    if misplaced.any() and (outside & shapely.covers(_THEATRE, there)).all():
        turned = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in shapes]
        return turned, "its coordinates were in the order lat, lon and have been swapped"
    if misplaced.any():
        west, south, *_ = bounds[misplaced.argmax()]
        return list(shapes), (
            f"{int(misplaced.sum())} of its shapes, one at lon {west:g}, lat {south:g}, lie outside the theatre and would fit it "
            "with lat and lon swapped; they were left where they are"
        )
    return list(shapes), ""
