"""A report as a frame that can be read back.

Comes in: a `Report`. Goes out: a GeoDataFrame in EPSG:4326.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.frames import to_frame
from geo.records import Report
from geo.review.write import claim_packs

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def framed(report: Report, what: str) -> GeoDataFrame:
    """Return what `geo.frames.to_frame` gives; claims with the column `original`, from which `from_frame` knows them again.

    Raises
    ------
    ValueError
        `what` is none of claims, places, findings and pairs.
    """
    frame = to_frame(report, what)
    if what == "claims":
        frame.insert(len(frame.columns) - 1, "original", claim_packs(report))
    return frame
