"""Which first-level division each city lies in: by polygon, and along simplified borders by what its source's code means elsewhere.

Comes in: points with the country and the code their source gives, and the boundaries. Goes out: the name of a division of that
country, or None.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.boundaries import Boundary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Degrees, about 30 km: how far off its division a town on a simplified coast or border may lie.
NEAREST_WITHIN_DEG = 0.3
# Degrees, about 10 km: how far a simplified border may have moved over a town.
BORDER_WITHIN_DEG = 0.1
# A code means a division when so many of its towns lie there; the codes of France or England span several and mean none.
SHARE_OF_CODE = 0.8


def find_divisions(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    countries: Sequence[str],
    codes: Sequence[str],
    boundaries: Sequence[Boundary],
) -> list[str | None]:
    """Return the division of each point, the smallest of those that hold it; near a coast the nearest within 30 km.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326.
    countries
        ISO alpha-2 of each point; only divisions of that country count.
    codes
        The source's own code of the first-level division; it decides for points within 10 km of a border.
    boundaries
        Countries are passed over.
    """
    import numpy as np
    import shapely

    regions = sorted((b for b in boundaries if b.kind == "region"), key=lambda region: (region.radius_m, region.id))
    points = np.asarray(shapely.points(lon, lat), dtype=np.object_)
    found: list[int | None] = [None] * len(points)
    hits = shapely.STRtree(points).query([region.shape for region in regions], predicate="intersects")
    for region, index in zip(*hits.tolist(), strict=True):
        if found[index] is None and regions[region].country == countries[index]:
            found[index] = region
    _take_nearest(found, points, countries, regions)
    _trust_codes(found, points, list(zip(countries, codes, strict=True)), regions)
    return [None if region is None else regions[region].name for region in found]


def _take_nearest(
    found: list[int | None], points: NDArray[np.object_], countries: Sequence[str], regions: Sequence[Boundary]
) -> None:
    import shapely

    lost = defaultdict(list)
    for index, region in enumerate(found):
        if region is None:
            lost[countries[index]].append(index)
    for country, indices in lost.items():
        own = [place for place, region in enumerate(regions) if region.country == country]
        tree = shapely.STRtree([regions[place].shape for place in own])
        hits = tree.query_nearest(points[indices], max_distance=NEAREST_WITHIN_DEG)
        for near, hit in zip(*hits.tolist(), strict=True):
            found[indices[near]] = own[hit]


def _trust_codes(
    found: list[int | None],
    points: NDArray[np.object_],
    codes: Sequence[tuple[str, str]],
    regions: Sequence[Boundary],
) -> None:
    import shapely

    towns: dict[tuple[str, str], Counter[int | None]] = defaultdict(Counter)
    for code, region in zip(codes, found, strict=True):
        towns[code][region] += 1
    meaning = {
        code: region
        for code, counts in towns.items()
        for region, count in counts.most_common(1)
        if region is not None and count >= SHARE_OF_CODE * counts.total()
    }
    # A division that no code means (Incheon, Da Nang) is finer than the codes: there the polygon stays right.
    meant = set(meaning.values())
    for index, code in enumerate(codes):
        region = meaning.get(code)
        if region is None or region == found[index] or found[index] not in meant:
            continue
        if shapely.distance(points[index], regions[region].shape) <= BORDER_WITHIN_DEG:
            found[index] = region
