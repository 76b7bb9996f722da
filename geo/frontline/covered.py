"""Coverage of the known datasets: countries and divisions by their boundary ids, joined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import shapely

from geo.boundaries import read_boundaries
from geo.records import Coverage

DRAWN_ONLY = Coverage(text="only the ground that is drawn; nothing is said about any other")
LINES_ONLY = Coverage(text="where the front ran, as a line only; nothing is said about which side held which ground")


def covers(
    text: str,
    *ids: str,
    other_side: str | None = None,
    first_day: date | None = None,
    sides: Sequence[str] = (),
    also: Sequence[Coverage] = (),
) -> Coverage:
    """Return the coverage of some countries or divisions (`ne:UA`, `ne:RU-KRS`), as `geo.boundaries` draws them.

    Parameters
    ----------
    text
        The coverage in words.
    other_side
        Side to which covered but undrawn ground is counted; None where the dataset leaves it open.
    first_day
        Day from which the dataset speaks about it; None for always.
    sides
        Sides that are drawn there; empty for all those of the dataset.
    also
        Further ground, with sides and days of its own.
    """
    boundaries = read_boundaries()
    area = shapely.union_all([boundaries[one].shape for one in ids])
    return Coverage(
        text=text, area=area, other_side=other_side, first_day=first_day, sides=tuple(sides), also=tuple(also)
    )
