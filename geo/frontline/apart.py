"""Areas of several sides -> areas that do not overlap: where two sides are drawn, one rule says whose the ground is.

Makers draw neighbours by hand, so their edges cross by some hectares. Doubt goes before certainty; and ground that Russia holds
goes before ground that Ukraine does, because "liberated" polygons stay as they were drawn while the front moves on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import shapely
from shapely.geometry.base import BaseGeometry

from geo.frontline.geojson import polygonal
from geo.frontline.rough import rough_km2

ORDER = ("grey", "pre2022_ru", "ru_held", "ua_held", "ignore")
"""The first of these keeps ground that is drawn for several."""
DOUBT_KM2 = 10.0
"""Overlaps up to this are edges drawn by hand; the largest in the known files of three makers has 2 km²."""


def kept_apart(
    drawn: Mapping[str, Sequence[BaseGeometry]], order: Sequence[str] = ORDER
) -> tuple[dict[str, BaseGeometry], tuple[str, ...]]:
    """Return each side's ground as one (Multi)Polygon without that of sides before it, and doubts about large overlaps.

    Parameters
    ----------
    drawn
        Side -> its polygons, EPSG:4326 (lon, lat). Every side must be in `order`; those without polygons are left out.
    order
        Sides, of which the first keeps ground drawn for several.
    """
    whole = {side: shapely.union_all(drawn[side]) for side in order if drawn.get(side)}
    doubts = []
    areas = dict(whole)
    for first, second in combinations(whole, 2):
        common = polygonal(areas[second].intersection(whole[first]))
        if common.is_empty or common.area == 0:
            continue
        areas[second] = polygonal(areas[second].difference(whole[first]))
        if (km2 := rough_km2(common)) > DOUBT_KM2:
            doubts.append(f"{km2:,.0f} km² are drawn for both {first} and {second}; they are counted as {first}")
    return {side: area for side, area in areas.items() if not area.is_empty}, tuple(doubts)
