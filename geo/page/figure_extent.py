"""What a printed map shows: a box that was asked for in degrees, or the one around a region that was named.

Comes in: an extent as it was asked for. Goes out: west, south, east and north in degrees; what is no extent is one plain line,
told before anything is read or drawn.
"""

from __future__ import annotations

from geo.boundaries import read_boundaries
from geo.gazetteer.fuzzy import nearest
from geo.page.base import Box

ALIKE = 0.85
"""Likeness of a name from which it is suggested."""
SUGGESTED = 3


def padded(view: Box | None) -> Box:
    """Return a box with some ground around it; None for that of Ukraine."""
    west, south, east, north = view or (22.0, 44.0, 41.0, 53.0)
    wide, high = max(0.06 * (east - west), 0.3), max(0.06 * (north - south), 0.2)
    return (west - wide, south - high, east + wide, north + high)


def box_of(extent: Box | str) -> Box:
    """Return a box as it was asked for, or the one around a region.

    Raises
    ------
    ValueError
        It is no box and no region that is known; names nearly the same are suggested.
    """
    if not isinstance(extent, str):
        west, south, east, north = map(float, extent)
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValueError(f"{extent} is no extent; give west, south, east and north in degrees.")
        return west, south, east, north
    asked = extent.strip().casefold()
    found = [one for one in read_boundaries().values() if asked in map(str.casefold, (one.id, *one.names))]
    if len(found) == 1:
        return padded(found[0].shape.bounds)
    if found:
        told = f"may be {', '.join(one.id for one in found)}; give one of these"
    else:
        near = ", ".join(_alike(asked))
        told = (
            f"is no region known here; {f'spelt nearly so: {near}. Give one of them' if near else 'give another name'}"
        )
    raise ValueError(f"{extent!r} {told}, or west, south, east and north in degrees.")


def _alike(asked: str) -> list[str]:
    """Return the names of regions and countries that are spelt nearly so, likest first."""
    spelt = {name.casefold(): one for one in read_boundaries().values() for name in one.names}
    close = nearest(asked, spelt, at_least=ALIKE, limit=4 * SUGGESTED)
    return list(dict.fromkeys(spelt[name].name for name, _ in close))[:SUGGESTED]
