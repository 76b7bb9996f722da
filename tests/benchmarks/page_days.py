"""Whether the page shows every day as shapely reads it: what its own script decodes in Chromium, beside polygons, points and areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from geo.measure import area_km2
from geo.page.arcs import FINE, encode_areas
from geo.page.document import page_script
from geo.records import FrontLine

POINTS = 150
"""Drawn by lot for each day, half of them about a kilometre from its front line."""
GRID_DEG = 1 / FINE
# In a block of its own: the page's modules have names of their own.
DECODE = """{ const done = arguments[arguments.length - 1], [text, steps, points] = arguments;
readArcs(text, steps).then((arcs) => done(points.map((day, frame) =>
  [squareKm(arcs, arcs.arcsAt(frame)), day.map(([lon, lat]) => Number(arcs.contains(frame, lon, lat))).join("")]))); }"""


@dataclass(frozen=True)
class Exactness:
    """How a browser's days differ from shapely's."""

    days: int
    points: int
    """Asked for, those left out that lie on the line itself by the grid."""
    wrong: int
    worst_km2: float
    """Largest difference of a day's area in square kilometres."""


def compare_days(browser: Any, line: FrontLine, side: str = "ru_held") -> Exactness:
    """Decode all days of a front line in a browser and compare them with what shapely says of the polygons."""
    areas = [snapshot.areas[side] for snapshot in line.snapshots]
    chance = np.random.default_rng(7)
    points = [_near(area, chance) for area in areas]
    browser.get("about:blank")
    told = browser.execute_async_script(
        page_script() + DECODE, encode_areas(areas), FINE, [one.tolist() for one in points]
    )
    asked = wrong = 0
    worst = 0.0
    for area, xy, (km2, inside) in zip(areas, points, told, strict=True):
        shapely.prepare(area)
        far = shapely.distance(shapely.boundary(area), shapely.points(xy)) > 2 * GRID_DEG
        differs = shapely.contains_xy(area, xy) != np.array([one == "1" for one in inside])
        asked, wrong = asked + int(far.sum()), wrong + int((differs & far).sum())
        worst = max(worst, abs(km2 - area_km2(area)))
    return Exactness(len(areas), asked, wrong, worst)


def _near(area: Any, chance: np.random.Generator) -> Any:
    """Return points in and around an area, half of them beside its boundary."""
    west, south, east, north = area.bounds
    corners = shapely.get_coordinates(area)
    beside = corners[chance.integers(len(corners), size=POINTS // 2)] + chance.normal(0, 0.01, (POINTS // 2, 2))
    return np.vstack((beside, chance.uniform((west, south), (east, north), (POINTS - POINTS // 2, 2))))
