"""The map of one day as a figure for documents: the same layers, symbols and credits as the page, drawn by matplotlib (extra `plot`).

Comes in: a report and a day. Goes out: a figure, which `geo.plots.write_plot` writes as PNG, SVG or PDF.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundary, read_boundaries
from geo.errors import MissingExtra
from geo.frames import Site, claim_site
from geo.measure import disc
from geo.page.base import Box
from geo.page.cities import largest_cities
from geo.page.figure_keys import (
    BORDER,
    DASHES,
    HOLLOW,
    INK,
    LAND,
    REGION,
    SEA,
    VERDICTS,
    colours_of,
    handles_of,
    marker_of,
    plain_line,
    written,
)
from geo.page.payload import areas_first, first_view, latest_day, title_of
from geo.records import FrontLine, Report, Snapshot

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DASHED_FROM_M = 5_000.0
"""Metres; a place known less well than this has a dashed ring, as on the page."""
WIDEST_IN, HIGHEST_IN = 9.4, 8.6
EDGE_IN, TITLE_IN, ROW_IN = 0.15, 0.55, 0.165
CONTROL_SHARE = 0.38
MOST_CITIES = 24
ROOM = 0.035
"""Share of the map's width and height between two names, at least."""
LETTER = 0.0125
"""Share of the map's width that a letter takes, so that no name runs over the edge."""


def plot_map(
    report: Report, day: date | str | None = None, *, title: str | None = None, view: Box | None = None
) -> Figure:
    """Return the map of one day as a matplotlib figure, with legend and attribution.

    Parameters
    ----------
    day
        Day whose snapshots are drawn, also as ISO 8601; None takes the newest article's, or else the newest snapshot's.
    title
        Above the map; None takes the only article's title, or a general one.
    view
        West, south, east and north in degrees; None shows the front lines and the claims near them.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    ValueError
        `day` is no day.

    Notes
    -----
    The map is drawn in an equirectangular projection, true to scale at its middle latitude.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("matplotlib", "plot") from error
    day = date.fromisoformat(day) if isinstance(day, str) else day or latest_day(report)
    sites = list(_sites(report))
    box = view or _padded(first_view(report.frontlines, [(site.lon, site.lat) for site, _ in sites]))
    west, south, east, north = box
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    wide = min(WIDEST_IN, HIGHEST_IN / stretch * (east - west) / (north - south))
    high = wide * stretch * (north - south) / (east - west)
    shown = [(line, line.at(day)) for line in areas_first(report.frontlines)] if day else []
    layers = [(line, snapshot) for line, snapshot in shown if snapshot is not None]
    handles = handles_of(layers, [verdict for verdict in VERDICTS if any(told == verdict for _, told in sites)])
    credit = _credit(report, layers, letters=int(16 * wide))
    legend, foot = ROW_IN * math.ceil(len(handles) / 2) + 0.1, 0.13 * len(credit) + 0.12
    figure = Figure(figsize=(wide + 2 * EDGE_IN, TITLE_IN + high + legend + foot))
    across, tall = figure.get_size_inches()
    axes = figure.add_axes((EDGE_IN / across, (legend + foot) / tall, wide / across, high / tall))
    axes.set(xlim=(west, east), ylim=(south, north), aspect=stretch, xticks=(), yticks=(), facecolor=SEA)
    _draw_base(axes, box)
    for number, (_, snapshot) in enumerate(layers):
        _draw_snapshot(axes, snapshot, number, box)
    _draw_names(axes, box)
    _draw_claims(axes, sites, box)
    _draw_scale(axes, box)
    told = plain_line(title or title_of(report))
    axes.set_title(f"{told}\n{written(day)}" if day else told, loc="left", fontsize=12)
    if handles:
        at = (EDGE_IN / across, (legend + foot - 0.04) / tall)
        figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=at,
            ncols=2,
            fontsize=7.5,
            frameon=False,
            borderpad=0.2,
            labelspacing=0.35,
        )
    figure.text(EDGE_IN / across, 0.08 / tall, "\n".join(credit), fontsize=6.5, va="bottom", color=BORDER)
    return figure


def _credit(report: Report, layers: Sequence[tuple[FrontLine, Snapshot]], *, letters: int) -> list[str]:
    told = [line.attribution for line, _ in layers if line.attribution]
    told += ["Natural Earth; GeoNames (CC BY 4.0)", report.generator]
    return wrap(plain_line("; ".join(dict.fromkeys(told))), letters)


def _sites(report: Report) -> Iterator[tuple[Site, str]]:
    """Yield the place of each placed claim with its verdict."""
    for reading in report.articles:
        for claim, finding in reading.judged():
            if (site := claim_site(reading, claim)) is not None:
                yield site, finding.verdict if finding else "unchecked"


def _padded(view: Box | None) -> Box:
    west, south, east, north = view or (22.0, 44.0, 41.0, 53.0)
    wide, high = max(0.06 * (east - west), 0.3), max(0.06 * (north - south), 0.2)
    return (west - wide, south - high, east + wide, north + high)


def _draw_base(axes: Axes, box: Box) -> None:
    window = shapely.box(*box)
    units = [unit for unit in read_boundaries().values() if shapely.intersects(unit.shape, window)]
    for unit in _kind(units, "country"):
        _draw_area(axes, shapely.clip_by_rect(unit.shape, *box), facecolor=LAND, edgecolor="none", zorder=0)
    for unit in _kind(units, "region"):
        _draw_lines(axes, shapely.boundary(unit.shape), box, color=REGION, linewidth=0.6, zorder=1)
    for unit in _kind(units, "country"):
        _draw_lines(axes, shapely.boundary(unit.shape), box, color=BORDER, linewidth=0.9, zorder=4)


def _kind(units: Iterable[Boundary], kind: str) -> Iterator[Boundary]:
    return (unit for unit in units if unit.kind == kind)


def _draw_area(axes: Axes, area: BaseGeometry, **style: Any) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rings = [np.asarray(ring.coords)[:, :2] for ring in shapely.get_rings(shapely.get_parts(area))]
    if rings:
        path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        axes.add_patch(PathPatch(path, **style))


def _draw_lines(axes: Axes, lines: BaseGeometry, box: Box, **style: Any) -> None:
    from matplotlib.collections import LineCollection

    parts = shapely.get_parts(shapely.clip_by_rect(lines, *box))
    paths = [np.asarray(part.coords)[:, :2] for part in parts if part.geom_type == "LineString" and not part.is_empty]
    axes.add_collection(LineCollection(paths, **style), autolim=False)


def _draw_snapshot(axes: Axes, snapshot: Snapshot, number: int, box: Box) -> None:
    """Draw the first layer filled and any other as lines of its own dashes, as the page does."""
    for side, area in snapshot.areas.items():
        fill, edge = colours_of(side)
        if not number:
            _draw_area(
                axes, shapely.clip_by_rect(area, *box), facecolor=fill, alpha=CONTROL_SHARE, linewidth=0, zorder=2
            )
        _draw_lines(
            axes, shapely.boundary(area), box, color=edge, linewidth=1.1, linestyle=DASHES[number % 4], zorder=3
        )
    if snapshot.lines is not None:
        _draw_lines(axes, snapshot.lines, box, color=INK, linewidth=1.8, linestyle=DASHES[number % 4], zorder=3)
    for side in dict.fromkeys(holding.side for holding in snapshot.holdings):
        points = np.array([(held.lon, held.lat) for held in snapshot.holdings if held.side == side])
        fill, edge = colours_of(side)
        face = "white" if side.startswith(HOLLOW) else fill
        axes.scatter(
            points[:, 0],
            points[:, 1],
            marker="s",
            s=14 if len(points) < 500 else 3,
            c=face,
            edgecolors=edge,
            linewidths=0.7,
            zorder=3,
        )


def _draw_names(axes: Axes, box: Box) -> None:
    from matplotlib.patheffects import withStroke

    west, south, east, north = box
    taken: list[tuple[float, float]] = []
    for name, lon, lat, population in largest_cities():
        if len(taken) >= MOST_CITIES:
            break
        at = ((lon - west) / (east - west), (lat - south) / (north - south))
        if not (0.02 < at[0] < 0.99 - LETTER * len(name) and 0.02 < at[1] < 0.98):
            continue
        if any(abs(at[0] - x) < 4 * ROOM and abs(at[1] - y) < ROOM for x, y in taken):
            continue
        taken.append(at)
        axes.plot(lon, lat, ".", color=INK, markersize=3, zorder=5)
        label = axes.annotate(
            plain_line(name), (lon, lat), (4, -3), textcoords="offset points", fontsize=8, color=INK, zorder=5,
            fontweight="bold" if population > 500_000 else "normal",
        )  # fmt: skip
        label.set_path_effects([withStroke(linewidth=2.2, foreground=LAND)])


def _draw_claims(axes: Axes, sites: Sequence[tuple[Site, str]], box: Box) -> None:
    """Draw the claims as well as their places are known."""
    west, south, east, north = box
    for site, verdict in sites:
        _, colour, _ = VERDICTS[verdict]
        if site.geometry.geom_type != "Point":
            _draw_lines(
                axes, shapely.boundary(site.geometry), box, color=colour, linewidth=0.8, linestyle=DASHES[1], zorder=6
            )
            continue
        ring = shapely.boundary(disc(site.lon, site.lat, site.radius_m))
        dashes = DASHES[1] if site.radius_m >= DASHED_FROM_M else "-"
        _draw_lines(axes, ring, box, color=colour, linewidth=0.8, linestyle=dashes, zorder=6)
    drawn = [(site, verdict) for site, verdict in sites if site.geometry.geom_type == "Point"]
    inside = [(site, verdict) for site, verdict in drawn if west <= site.lon <= east and south <= site.lat <= north]
    for verdict in reversed(tuple(VERDICTS)):
        points = np.array([(site.lon, site.lat) for site, told in inside if told == verdict]).reshape(-1, 2)
        axes.scatter(points[:, 0], points[:, 1], zorder=7, **marker_of(verdict))


def _draw_scale(axes: Axes, box: Box) -> None:
    west, south, east, north = box
    lat = south + 0.04 * (north - south)
    wide_m = (east - west) * 111_320 * math.cos(math.radians(lat))
    rough = wide_m / 6000
    kilometres = next(
        step for step in (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.1) if step <= rough or step == 0.1
    )
    length = kilometres * 1000 / wide_m * (east - west)
    right = east - 0.03 * (east - west)
    axes.plot([right - length, right], [lat, lat], color=INK, linewidth=1.4, zorder=8, solid_capstyle="butt")
    axes.annotate(
        f"{kilometres:g} km",
        (right - length / 2, lat),
        (0, 4),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        zorder=8,
    )
