"""The sheet a printed map is drawn on: what of the world it shows, how large, and where there is still room for words.

Comes in: matplotlib's axes and the box they show. Goes out: lines and areas drawn on them, clipped to the box.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.page.base import Box

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

POINTS_AN_INCH = 72
EDGE_PT = 4.0
"""Points kept free along the edge of the map."""
M_A_DEGREE = 111_320.0
"""Metres a degree of latitude, and of longitude at the equator, near enough for paper."""


@dataclass(slots=True)
class Paper:
    """Axes that show a box of the world, and the rectangles of them that are taken."""

    axes: Axes
    box: Box
    wide_pt: float
    high_pt: float
    renderer: Any
    """matplotlib's own, which measures words."""
    pixels: float
    """Pixels a point, in the renderer's measure."""
    taken: list[Bbox] = field(default_factory=list)

    def points(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies on paper: points from the lower left corner."""
        west, south, east, north = self.box
        return (lon - west) / (east - west) * self.wide_pt, (lat - south) / (north - south) * self.high_pt

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the lon and lat of a point of the paper."""
        west, south, east, north = self.box
        return west + x / self.wide_pt * (east - west), south + y / self.high_pt * (north - south)

    def points_long(self, metres: float) -> float:
        """Return how many points some metres are long, northward."""
        return metres / M_A_DEGREE / (self.box[3] - self.box[1]) * self.high_pt

    def holds(self, lon: float, lat: float) -> bool:
        west, south, east, north = self.box
        return west <= lon <= east and south <= lat <= north

    def shows(self, shape: BaseGeometry) -> bool:
        """Whether the box holds some of a shape."""
        return bool(shapely.intersects(shape, shapely.box(*self.box)))

    def inward(self, lon: float, lat: float, wide: float, high: float) -> tuple[float, float]:
        """Return the nearest place around which a box of some points in width and height lies on the paper."""
        x, y = self.points(lon, lat)
        half, tall = wide / 2 + EDGE_PT, high / 2 + EDGE_PT
        return self.place(
            min(max(x, half), max(half, self.wide_pt - half)), min(max(y, tall), max(tall, self.high_pt - tall))
        )

    def take(self, drawn: Artist) -> None:
        """Keep other words off something drawn."""
        self.taken.append(drawn.get_window_extent(self.renderer))

    def take_around(self, lon: float, lat: float, wide: float, high: float) -> None:
        """Keep words off a rectangle of some points around a place."""
        from matplotlib.transforms import Bbox

        x, y = self.axes.transData.transform((lon, lat))
        half, tall = wide * self.pixels / 2, high * self.pixels / 2
        self.taken.append(Bbox([(x - half, y - tall), (x + half, y + tall)]))

    def is_free_at(self, lon: float, lat: float) -> bool:
        """Whether nothing that is taken lies over a place."""
        x, y = self.axes.transData.transform((lon, lat))
        return not any(taken.contains(x, y) for taken in self.taken)

    def is_free(self, extent: Bbox) -> bool:
        """Whether a rectangle lies within the axes and on nothing that is taken."""
        frame = self.axes.get_window_extent(self.renderer)
        within = frame.x0 <= extent.x0 and extent.x1 <= frame.x1 and frame.y0 <= extent.y0 and extent.y1 <= frame.y1
        return within and not extent.count_overlaps(self.taken)


def draw_area(paper: Paper, area: BaseGeometry, **style: Any) -> None:
    """Draw what the paper shows of an area, with its holes."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    seen = shapely.clip_by_rect(area, *paper.box)
    rings = [np.asarray(ring.coords)[:, :2] for ring in shapely.get_rings(shapely.get_parts(seen))]
    if rings:
        path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        paper.axes.add_patch(PathPatch(path, **style))


def draw_lines(paper: Paper, lines: BaseGeometry, **style: Any) -> None:
    """Draw what the paper shows of some lines."""
    from matplotlib.collections import LineCollection

    parts = shapely.get_parts(shapely.clip_by_rect(lines, *paper.box))
    paths = [np.asarray(part.coords)[:, :2] for part in parts if part.geom_type == "LineString" and not part.is_empty]
    paper.axes.add_collection(LineCollection(paths, **style), autolim=False)


def stretch_at(box: Box) -> float:
    """Return how much longer a degree of latitude is drawn than one of longitude, true at the middle of a box."""
    return 1 / math.cos(math.radians((box[1] + box[3]) / 2))
