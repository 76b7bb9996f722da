"""Lists of GeoJSON coordinates -> shapely polygons and lines, many at a time, taking finite numbers only."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import shapely

_WORDS = {str: "text", bool: "a boolean", type(None): "null", dict: "an object"}


class WrongCoordinates(ValueError):
    """A geometry's coordinates cannot be read; the message goes on where "features[3] " left off."""


def read_polygons(coordinates: Any) -> tuple[list[Any], str]:
    """Return the polygons of a MultiPolygon's coordinates, and what had to be repaired.

    Parameters
    ----------
    coordinates
        Polygons of rings of positions; a position has 2 to 4 numbers, of which the first two are kept.

    Raises
    ------
    WrongCoordinates
        A level is missing, a ring has fewer than 4 positions or is a single point, or a coordinate is no finite number.
    """
    rings, owners = _rings(coordinates)
    if not rings:
        return [], "has no coordinates"
    unclosed = any(ring[0] != ring[-1] for ring in rings)
    if unclosed:
        rings = [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings]
    xy = _numbers(list(chain.from_iterable(rings)))
    if min(map(len, rings)) < 4:
        raise WrongCoordinates("has a ring of fewer than 4 positions")
    sizes = [len(ring) for ring in rings]
    starts = np.cumsum([0, *sizes[:-1]])
    extent = np.maximum.reduceat(xy, starts) - np.minimum.reduceat(xy, starts)
    if (extent.max(axis=1) == 0).any():
        raise WrongCoordinates("has a ring that is a single point")
    lines = shapely.linearrings(xy, indices=np.repeat(np.arange(len(rings)), sizes))
    polygons = shapely.polygons(lines, indices=np.asarray(owners))
    return list(polygons), "had an unclosed ring, which was closed" if unclosed else ""


def read_lines(coordinates: Any) -> tuple[list[Any], str]:
    """Return the lines of a MultiLineString's coordinates, and what had to be left out.

    Parameters
    ----------
    coordinates
        Lines of positions; a position has 2 to 4 numbers, of which the first two are kept.

    Raises
    ------
    WrongCoordinates
        A level is missing, a line has a single position, or a coordinate is no finite number.
    """
    paths = [path for path in _list(coordinates) if _list(path)]
    if not paths:
        return [], "has no coordinates"
    xy = _numbers(list(chain.from_iterable(paths)))
    if min(map(len, paths)) < 2:
        raise WrongCoordinates("has a line of a single position")
    lines = shapely.linestrings(xy, indices=np.repeat(np.arange(len(paths)), [len(path) for path in paths]))
    found = [line for line in lines if line.length > 0]
    return found, "has a line without length, which was left out" if len(found) < len(paths) else ""


def _rings(coordinates: Any) -> tuple[list[list[Any]], list[int]]:
    rings: list[list[Any]] = []
    owners: list[int] = []
    number = 0
    for polygon in _list(coordinates):
        if not _list(polygon):
            continue
        for ring in polygon:
            if not _list(ring):
                raise WrongCoordinates("has an empty ring")
            rings.append(ring)
            owners.append(number)
        number += 1
    return rings, owners


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise WrongCoordinates("has coordinates that are not nested as its type asks")
    return value


def _numbers(positions: list[Any]) -> Any:
    # Checked in bulk: a loop over each number of 769 daily files would take ten times as long.
    if set(map(type, positions)) != {list}:
        raise WrongCoordinates("has coordinates that are not nested as its type asks")
    sizes = set(map(len, positions))
    numbers = list(chain.from_iterable(positions))
    kinds = set(map(type, numbers))
    if list in kinds:
        raise WrongCoordinates("has coordinates that are not nested as its type asks")
    if not kinds <= {int, float}:
        strangers = ", ".join(sorted(_WORDS.get(kind, kind.__name__) for kind in kinds - {int, float}))
        raise WrongCoordinates(f"has coordinates that are no numbers ({strangers})")
    if min(sizes) < 2 or max(sizes) > 4:
        raise WrongCoordinates(f"has a position of {min(sizes) if min(sizes) < 2 else max(sizes)} numbers")
    if len(sizes) == 1:
        xy = np.array(numbers, dtype=float).reshape(len(positions), sizes.pop())[:, :2]
    else:
        xy = np.array([position[:2] for position in positions], dtype=float)
    if not np.isfinite(xy).all():
        raise WrongCoordinates("has a coordinate that is not finite")
    return xy
