"""Which nominative a form has, where two are places: "біля Миколаївки" may be of Миколаївка or of Миколаївки.

Comes in: for every mention the names that its form allows and the places that bear them. Goes out: one name each, the one with
a bearer nearest to the places that are beyond doubt.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from geo.records import Place

# Names with so few bearers, all in one spot, are beyond doubt.
ONE_SPOT_DEG = 0.5
# Mentions to each side that count as neighbours.
NEIGHBOURS = 12
# An alternative must be so much nearer than the likelier form to be preferred (degrees, about 50 km).
CLEARLY_NEARER_DEG = 0.5
Found = Mapping[str, tuple[Place, ...]]


def choose_names(options: Sequence[tuple[str, ...]], found: Found) -> list[str]:
    """Return one name for each mention.

    Parameters
    ----------
    options
        Names that each mention's form allows, likeliest first, at least one.
    found
        Places by name; a name may have none.
    """
    sure = [_spot(found.get(names[0], ())) if len(names) == 1 else None for names in options]
    return [_nearest(index, names, sure, found) if len(names) > 1 else names[0] for index, names in enumerate(options)]


def _nearest(index: int, names: tuple[str, ...], sure: Sequence[tuple[float, float] | None], found: Found) -> str:
    around = {spot for spot in sure[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1] if spot is not None}
    if not around:
        return names[0]
    best, least = names[0], _distance_deg(found.get(names[0], ()), around) - CLEARLY_NEARER_DEG
    for name in names[1:]:
        distance = _distance_deg(found.get(name, ()), around)
        if distance < least:
            best, least = name, distance
    return best


def _spot(places: tuple[Place, ...]) -> tuple[float, float] | None:
    """The one spot where all bearers of a name lie (lon, lat), or None; a region's is its middle."""
    if not places or any(place.kind not in ("city", "facility", "region") for place in places):
        return None
    first = places[0]
    near = all(abs(p.lon - first.lon) + abs(p.lat - first.lat) < ONE_SPOT_DEG for p in places)
    return (first.lon, first.lat) if near else None


def _distance_deg(places: tuple[Place, ...], around: Collection[tuple[float, float]]) -> float:
    """Degrees of latitude from the nearest bearer to the nearest spot; longitudes are shortened by the latitude."""
    return min(
        (
            math.hypot((place.lon - lon) * math.cos(math.radians(lat)), place.lat - lat)
            for place in places
            for lon, lat in around
        ),
        default=math.inf,
    )
