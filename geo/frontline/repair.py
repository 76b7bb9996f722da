"""Polygons that cross themselves -> valid ones, with words for what became of their area; those past repair are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.frontline.rings import WrongCoordinates
from geo.measure import area_km2

_MAX_CROSSINGS = 50_000
"""Repairing these takes a second and 100 MB, and both grow with their number; drawn ground crosses itself a few times."""
_FEW_EDGES = 300
_PAIRS = 500_000
"""Pairs of edges that may be looked at to estimate the crossings."""


def repaired(whole: BaseGeometry) -> tuple[BaseGeometry, str]:
    """Return a (Multi)Polygon in EPSG:4326 as a valid one, and what was done to it; itself and nothing where it is valid.

    Parts that overlap are counted once, spikes go, holes stay holes, and a hole outside of its ring becomes ground.

    Raises
    ------
    WrongCoordinates
        It crosses itself so often that it is no drawing of any ground.
    """
    if shapely.is_valid(whole):
        return whole, ""
    _demand_few_crossings(whole)
    before, reason = area_km2(whole), shapely.is_valid_reason(whole).partition("[")[0].lower()
    # Part by part, then joined: make_valid on the whole would take the ground of two overlapping parts for a hole.
    parts = shapely.make_valid(polygons_in(whole), method="structure", keep_collapsed=False)
    valid = polygonal(shapely.union_all(parts))
    return valid, f"was repaired ({reason}); its area went from {before:,.1f} to {area_km2(valid):,.1f} km²"


def polygons_in(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons among the parts of a geometry."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return only the polygons of a geometry: a Polygon, a MultiPolygon, or an empty MultiPolygon."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    return MultiPolygon([part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)])


def _demand_few_crossings(whole: BaseGeometry) -> None:
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(whole)), return_index=True)
    within = ring[1:] == ring[:-1]
    count = int(within.sum())
    if count <= _FEW_EDGES:
        return
    edges: Any = shapely.linestrings(np.stack([xy[:-1][within], xy[1:][within]], axis=1))
    sample = edges[:: max(1, count * count // _PAIRS)]
    hits = shapely.STRtree(edges).query(sample, predicate="intersects").shape[1]
    # An edge meets itself and its two neighbours, and each crossing is met from both sides.
    crossings = (hits / len(sample) - 3) * count / 2
    if crossings > _MAX_CROSSINGS:
        raise WrongCoordinates(f"crosses itself some {crossings:,.0f} times and cannot be repaired")
