"""Coverage of the known datasets: countries and divisions by their boundary ids, joined."""

from __future__ import annotations

import shapely

from geo.boundaries import read_boundaries
from geo.records import Coverage

DRAWN_ONLY = Coverage(text="only the ground that is drawn; nothing is said about any other")
LINES_ONLY = Coverage(text="where the front ran, as a line only; nothing is said about which side held which ground")


def covers(text: str, *ids: str, other_side: str | None = None) -> Coverage:
    """Return the coverage of some countries or divisions (`ne:UA`, `ne:RU-KRS`), as `geo.boundaries` draws them.

    Parameters
    ----------
    text
        The coverage in words.
    other_side
        Side to which covered but undrawn ground is counted; None where the dataset leaves it open.
    """
    boundaries = read_boundaries()
    return Coverage(text=text, area=shapely.union_all([boundaries[one].shape for one in ids]), other_side=other_side)
