"""Quality gates on daily snapshots: a broken file looks like a liberation, so a lone jump is set aside.

Comes in: snapshots by day. Goes out: those that can be trusted, and words for each one set aside or doubted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.records import Snapshot

JUMP_SHARE = 0.05
JUMP_KM2 = 500.0
"""A change of area above both between neighbours is a jump. The largest in 769 days of DeepState was 0.1 % and 116 km²."""
_WEEK_DAYS = 7
_KM_A_DEGREE = 111.2


def set_jumps_aside(snapshots: Sequence[Snapshot]) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    """Return the snapshots without lone jumps of area, and a warning for each jump.

    A snapshot is set aside when its area jumps against the last trusted one and the next snapshot does not confirm it. A
    last snapshot has no next one and is set aside; a first one is when the second and third agree against it. Where days
    are missing, the limit grows with each week between. A day of which only the line is known draws no area: neither does it
    jump, nor may it confirm a jump.
    """
    drawn = [snapshot for snapshot in snapshots if snapshot.areas or snapshot.lines is None]
    trusted, warnings = _trusted(drawn)
    kept = {snapshot.day for snapshot in trusted} | ({one.day for one in snapshots} - {one.day for one in drawn})
    return tuple(snapshot for snapshot in snapshots if snapshot.day in kept), warnings


def _trusted(snapshots: Sequence[Snapshot]) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    sizes = [rough_area_km2(snapshot) for snapshot in snapshots]
    numbers = list(range(len(snapshots)))
    warnings = []
    if len(numbers) > 2 and _jump(snapshots, sizes, 0, 1) and not _jump(snapshots, sizes, 1, 2):
        warnings.append(_words(snapshots, sizes, 1, 0, "set aside"))
        numbers.pop(0)
    trusted = numbers[:1]
    for number in numbers[1:]:
        if not _jump(snapshots, sizes, trusted[-1], number):
            trusted.append(number)
            continue
        confirmed = number + 1 < len(snapshots) and not _jump(snapshots, sizes, number, number + 1)
        warnings.append(
            _words(snapshots, sizes, trusted[-1], number, "confirmed by the next" if confirmed else "set aside")
        )
        if confirmed:
            trusted.append(number)
    return tuple(snapshots[number] for number in trusted), tuple(warnings)


def rough_area_km2(snapshot: Snapshot) -> float:
    """Return the drawn area of a snapshot in km², all sides together, good to about 2 % and steady from day to day."""
    return sum(rough_km2(area) for area in snapshot.areas.values())


def rough_km2(area: BaseGeometry) -> float:
    """Return the area of a (Multi)Polygon in EPSG:4326 in km², good to about 2 %."""
    # Each part at its own latitude: a hundred times faster than the geodesic area, which a gate has no use for.
    parts = shapely.get_parts(area)
    middles = shapely.get_y(shapely.centroid(parts))
    sizes = shapely.area(parts)
    return float(sum(s * math.cos(math.radians(y)) for s, y in zip(sizes, middles, strict=True)) * _KM_A_DEGREE**2)


def _jump(snapshots: Sequence[Snapshot], sizes: Sequence[float], a: int, b: int) -> bool:
    weeks = max(1.0, abs((snapshots[b].day - snapshots[a].day).days) / _WEEK_DAYS)
    limit = max(JUMP_SHARE * max(sizes[a], sizes[b]), JUMP_KM2) * weeks
    return abs(sizes[b] - sizes[a]) > limit


def _words(snapshots: Sequence[Snapshot], sizes: Sequence[float], a: int, b: int, outcome: str) -> str:
    return (
        f"{snapshots[b].day}: {sizes[b]:,.0f} km² against {sizes[a]:,.0f} km² on {snapshots[a].day}, a jump; {outcome}"
    )
