"""Claims on a printed map: every place once, with a sign that counts its claims by verdict.

Comes in: a report. Goes out: signs on matplotlib's axes. A place of one claim has the symbol of its verdict; a place of
several, or places too close on paper to be told apart, have one symbol for each verdict with the number of claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.frames import Site, claim_site
from geo.measure import disc
from geo.page.figure_keys import BORDER, DASHES, INK, VERDICTS, marker_of, plain_line
from geo.page.figure_paper import Paper, draw_lines
from geo.records import Report

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.offsetbox import AnnotationBbox, OffsetBox

DASHED_FROM_M = 5_000.0
"""Metres; a place known less well than this has a dashed ring, as on the page."""
SMALLEST_RING_PT = 8.0
"""Points; a ring that the sign itself would hide is not drawn."""
CELL_PT = 9.0
"""Points; places that share such a cell of paper share one sign."""
SYMBOL_PT, DIGIT_PT, MARGIN_PT, HIGH_PT = 10.0, 4.6, 5.0, 14.0
"""Points that a sign is wide for each symbol and digit and around them, and how high it is."""
LONGEST_NAME = 30
TRIES = 5
"""Rows and columns of an area's points where its sign may stand."""


@dataclass(slots=True)
class Spot:
    """Claims that one sign stands for."""

    name: str
    lon: float
    lat: float
    verdicts: Counter[str]
    shape: BaseGeometry | None = None
    """The area the claims speak of, where it is no point."""
    radius_m: float = 0.0

    @property
    def claims(self) -> int:
        return self.verdicts.total()

    @property
    def wide_pt(self) -> float:
        """Points that the sign is wide."""
        told = [len(f"{count:,}") if self.claims > 1 and count > 1 else 0 for count in self.verdicts.values()]
        return MARGIN_PT + sum(SYMBOL_PT + DIGIT_PT * digits for digits in told)


def spots_of(report: Report) -> list[Spot]:
    """Return the places of claims, each once, those of most claims first."""
    found: dict[tuple[Any, ...], Spot] = {}
    for site, verdict in _sites(report):
        spot = found.setdefault((site.name, site.lon, site.lat, site.radius_m), _spot(site))
        spot.verdicts[verdict] += 1
    return sorted(found.values(), key=lambda spot: (-spot.claims, spot.name, spot.lon, spot.lat))


def _sites(report: Report) -> Iterator[tuple[Site, str]]:
    for reading in report.articles:
        for claim, finding in reading.judged():
            if (site := claim_site(reading, claim)) is not None:
                yield site, finding.verdict if finding else "unchecked"


def _spot(site: Site) -> Spot:
    shape = None if site.geometry.geom_type == "Point" else site.geometry
    return Spot(site.name, site.lon, site.lat, Counter(), shape, site.radius_m)


def draw_claims(paper: Paper, spots: Sequence[Spot]) -> list[Spot]:
    """Draw the claims as well as their places are known, and return the signs of points as they stand on paper."""
    for spot in spots:
        _draw_reach(paper, spot)
    points = [spot for spot in spots if spot.shape is None and paper.holds(spot.lon, spot.lat)]
    signs = merged(paper, points)
    for spot in signs:
        if spot.claims > 1:
            paper.take(_draw_sign(paper, spot, paper.inward(spot.lon, spot.lat, spot.wide_pt, HIGH_PT)))
            continue
        (verdict,) = spot.verdicts
        paper.axes.scatter([spot.lon], [spot.lat], zorder=7, **marker_of(verdict))
        paper.take_around(spot.lon, spot.lat, SYMBOL_PT, SYMBOL_PT)
    for spot in spots:
        if spot.shape is not None and paper.shows(spot.shape):
            _draw_area_sign(paper, spot, shapely.clip_by_rect(spot.shape, *paper.box))
    return signs


def merged(paper: Paper, spots: Iterable[Spot]) -> list[Spot]:
    """Return spots so far apart on paper that no sign covers another; a smaller one joins the larger one it would touch."""
    cells: dict[tuple[int, int], Spot] = {}
    for spot in spots:
        x, y = paper.points(spot.lon, spot.lat)
        _join(cells.setdefault((int(x // CELL_PT), int(y // CELL_PT)), _empty(spot)), spot)
    known = list(cells.values())
    while True:
        kept: list[Spot] = []
        for spot in sorted(known, key=lambda spot: (-spot.claims, spot.lon, spot.lat)):
            near = next((other for other in kept if _touch(paper, spot, other)), None)
            if near is None:
                kept.append(spot)
            else:
                _join(near, spot)
        if len(kept) == len(known):
            return kept
        known = kept


def _empty(spot: Spot) -> Spot:
    return Spot(spot.name, spot.lon, spot.lat, Counter(), radius_m=spot.radius_m)


def _join(spot: Spot, other: Spot) -> None:
    spot.verdicts += other.verdicts


def _touch(paper: Paper, spot: Spot, other: Spot) -> bool:
    (x, y), (u, v) = paper.points(spot.lon, spot.lat), paper.points(other.lon, other.lat)
    return abs(x - u) < (spot.wide_pt + other.wide_pt) / 2 and abs(y - v) < HIGH_PT


def _draw_reach(paper: Paper, spot: Spot) -> None:
    """Draw the outline of an area, or the ring within which a point lies."""
    colour = VERDICTS[next(iter(spot.verdicts))][1] if len(spot.verdicts) == 1 else BORDER
    if spot.shape is not None:
        draw_lines(paper, shapely.boundary(spot.shape), color=colour, linewidth=0.9, linestyle=DASHES[1], zorder=6)
    elif paper.points_long(spot.radius_m) > SMALLEST_RING_PT:
        dashes = DASHES[1] if spot.radius_m >= DASHED_FROM_M else "-"
        ring = shapely.boundary(disc(spot.lon, spot.lat, spot.radius_m))
        draw_lines(paper, ring, color=colour, linewidth=0.8, linestyle=dashes, zorder=6)


def _draw_area_sign(paper: Paper, spot: Spot, seen: BaseGeometry) -> None:
    """Draw the sign of an area with its name, where it covers no other sign if there is such a place."""
    name = plain_line(shorten(spot.name, LONGEST_NAME, placeholder="…"))
    drawn = _draw_sign(paper, spot, (0.0, 0.0), name=name)
    extent = drawn.get_window_extent(paper.renderer)
    wide, high = extent.width / paper.pixels, extent.height / paper.pixels
    places = [paper.inward(point.x, point.y, wide, high) for point in _stands(seen)]
    for place in places:
        drawn.xy = drawn.xybox = place
        if paper.is_free(drawn.get_window_extent(paper.renderer)):
            break
    else:
        drawn.xy = drawn.xybox = places[0]
    paper.take(drawn)


def _stands(area: BaseGeometry) -> list[shapely.Point]:
    """Return points of an area where its sign may stand, the best first."""
    west, south, east, north = area.bounds
    across, up = np.linspace(west, east, TRIES + 2)[1:-1], np.linspace(south, north, TRIES + 2)[1:-1]
    grid = [shapely.Point(x, y) for y in up[::-1] for x in across]
    best = area.representative_point()
    inside = sorted((point for point in grid if area.contains(point)), key=best.distance)
    return [best, *inside]


def _draw_sign(paper: Paper, spot: Spot, place: tuple[float, float], *, name: str | None = None) -> AnnotationBbox:
    """Draw a box with one symbol for each verdict, numbers where there are several claims, and a name before them."""
    from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea

    parts: list[Artist] = []
    for verdict in VERDICTS:
        if count := spot.verdicts[verdict]:
            parts.append(_symbol(verdict))
            if count > 1:
                parts.append(TextArea(f"{count:,}", textprops={"fontsize": 7, "color": INK}))
    if name is not None:
        parts.append(TextArea(name, textprops={"fontsize": 7, "color": INK, "style": "italic"}))
    dashes = (0, (3, 2)) if name is not None else "-"
    frame = {"boxstyle": "round,pad=0.1,rounding_size=0.5", "facecolor": "white", "edgecolor": BORDER}
    sign = AnnotationBbox(
        HPacker(children=parts, pad=0, sep=1.2, align="center"), place,
        frameon=True, pad=0.3, fontsize=7, zorder=8 + (name is None),
        bboxprops=frame | {"linewidth": 0.7, "linestyle": dashes},
    )  # fmt: skip
    paper.axes.add_artist(sign)
    return sign


def _symbol(verdict: str) -> OffsetBox:
    from matplotlib.lines import Line2D
    from matplotlib.offsetbox import DrawingArea

    area = DrawingArea(8, 8)
    style = marker_of(verdict)
    size = 5.2 if style["marker"] == "D" else 6.2  # a diamond stands on its corner
    area.add_artist(
        Line2D(
            [4], [4], linestyle="", marker=style["marker"], markersize=size, markerfacecolor=style["c"],
            markeredgecolor=style["edgecolors"], markeredgewidth=style["linewidths"] * 0.75,
        )
    )  # fmt: skip
    return area
