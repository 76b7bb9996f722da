"""Who held what on a day: FrontLine x place, point or region x day -> shares, timelines, areas, changes and distances.

Comes in: front lines as they were read, places and polygons in EPSG:4326. Goes out: figures with the snapshot they come from; what
a dataset does not say is "no data", never the other side's.
"""

from __future__ import annotations

from geo.control.areas import DayChange, compare_days, held_areas
from geo.control.front import front_on
from geo.control.points import sides_at
from geo.control.standing import Standing, standing_of
from geo.control.timeline import Passing, Timeline, timeline_of

__all__ = [
    "DayChange",
    "Passing",
    "Standing",
    "Timeline",
    "compare_days",
    "front_on",
    "held_areas",
    "sides_at",
    "standing_of",
    "timeline_of",
]
