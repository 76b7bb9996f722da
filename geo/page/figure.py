"""The map of one day as a figure for documents: the same layers, symbols and credits as the page, drawn by matplotlib (extra `plot`).

Comes in: a report and a day. Goes out: a figure, which `geo.plots.write_plot` writes as PNG, SVG or PDF.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.boundaries import Boundary, read_boundaries
from geo.errors import FrontLineWarning, MissingExtra
from geo.page.base import Box
from geo.page.figure_change import draw_changes
from geo.page.figure_extent import box_of, padded
from geo.page.figure_keys import (
    BORDER,
    DASHES,
    HOLLOW,
    INK,
    LAND,
    REGION,
    SEA,
    colours_of,
    handles_of,
    handles_of_claims,
    pattern_of,
)
from geo.page.figure_marks import SMALLEST_RING_PT, Spot, draw_claims, spots_of
from geo.page.figure_names import draw_names
from geo.page.figure_paper import M_A_DEGREE, POINTS_AN_INCH, Paper, draw_area, draw_lines, stretch_at
from geo.page.figure_words import CREDIT_PT, TITLE_PT, credit_lines, credit_of, title_lines, wrapped
from geo.page.payload import areas_first, first_view, latest_day, title_of
from geo.records import FrontLine, Report, Snapshot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CM_AN_INCH = 2.54
LARGEST_CM = (24.6, 26.0)
"""Width and height of the figure, at most."""
SMALLEST_CM = 6.0
EDGE_IN, LINE_IN, ROW_IN, CREDIT_IN = 0.15, 0.2, 0.145, 0.115
"""Inches around the map, and that a line of the title, of the legend and of the credits is high."""
CONTROL_SHARE = 0.38
LETTERS_AN_INCH = 15.0
"""Of the credits, at least: room is kept for them before they are measured."""
TWO_COLUMNS_IN = 6.6
"""Inches; a legend under a narrower map has one column."""
KEY_PT, HANDLE_PT = 7.5, 34.0
"""Points: letters of the legend, and the symbols before them with their gaps."""
KEY_LETTERS_A_CM = 5.0
"""Of a row of the legend, so that it stays on a narrow sheet."""
MOST_KEYS = 12
"""Rows of the legend that claims and changes take, at most."""
MANY_SQUARES = 500
"""Settlements that are drawn small."""

Layers = Sequence[tuple[FrontLine, Snapshot]]


def plot_map(
    report: Report,
    day: date | str | None = None,
    *,
    title: str | None = None,
    compare_day: date | str | None = None,
    extent: Box | str | None = None,
    size_cm: tuple[float, float] = LARGEST_CM,
) -> Figure:
    """Return the map of one day as a matplotlib figure, with legend and attribution.

    Parameters
    ----------
    day
        Day whose snapshots are drawn, also as ISO 8601; None takes the newest article's, or else the newest snapshot's.
    title
        Above the map; None takes the only article's title, or a general one.
    compare_day
        An earlier day: what changed hands since then is hatched, with its square kilometres in the legend: those of the extent
        where one is given, else of the whole front.
    extent
        West, south, east and north in degrees, or the name or id of a region or country ("Kursk Oblast", "ne:UA-14"); None shows
        the front lines and the claims near them.
    size_cm
        Width and height of the figure in centimetres, at most; the map keeps its shape.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    ValueError
        `day` or `compare_day` is no day, `extent` is no box and no region, or `size_cm` is too small.

    Notes
    -----
    The map is drawn in an equirectangular projection, true to scale at its middle latitude.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("matplotlib", "plot") from error
    asked = [one for one in (_day(day), _day(compare_day)) if one is not None]
    day = _day(day) or latest_day(report)
    if min(size_cm) < SMALLEST_CM:
        raise ValueError(f"a figure of {size_cm[0]} by {size_cm[1]} cm is too small; give at least {SMALLEST_CM} cm.")
    spots = spots_of(report)
    box = padded(first_view(report.frontlines, [(s.lon, s.lat) for s in spots])) if extent is None else box_of(extent)
    for one in dict.fromkeys(asked):
        _warn_of_silent(report.frontlines, one)
    shown = [(line, line.at(day)) for line in areas_first(report.frontlines)] if day else []
    layers = [(line, snapshot) for line, snapshot in shown if snapshot is not None]
    keys = handles_of(layers, longest=int(KEY_LETTERS_A_CM * size_cm[0]))
    credit = credit_of(report, (line for line, _ in layers))
    figure = Figure()
    paper = _unfold(figure, box, size_cm, rows=len(keys) + MOST_KEYS, letters=len(credit))
    _draw_base(paper)
    for number, (_, snapshot) in enumerate(layers):
        _draw_snapshot(paper, snapshot, number)
    since = _day(compare_day)
    if since is not None and layers:
        keys += draw_changes(paper, *layers[0], since, here=extent is not None)
    _draw_scale(paper)
    signs = draw_claims(paper, spots)
    draw_names(paper, signs)
    keys += _claim_keys(paper, spots, signs)
    _frame(paper, title_lines(paper, title or title_of(report), day), keys, credit_lines(paper, credit))
    return figure


def _day(day: date | str | None) -> date | None:
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValueError(f"{day!r} is not a day; write it as YYYY-MM-DD.") from None


def _warn_of_silent(lines: Sequence[FrontLine], day: date) -> None:
    """Warn of each front line that has nothing to show on a day that was asked for."""
    for line in lines:
        if line.first_day is None or line.last_day is None or line.at(day) is not None:
            continue
        end = f"its newest is of {line.last_day}" if line.last_day < day else f"its first is of {line.first_day}"
        if line.first_day <= day <= line.last_day:
            end = f"its snapshots speak for {line.max_age_days} days"
        warnings.warn(
            f"{line.name} has no snapshot for {day}, so that it is not drawn: {end}.", FrontLineWarning, stacklevel=4
        )


def _unfold(figure: Figure, box: Box, size_cm: tuple[float, float], *, rows: int, letters: int) -> Paper:
    """Return a sheet as large as fits, with so many rows of a legend and letters of credits below it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    west, south, east, north = box
    stretch = stretch_at(box)
    most_wide = size_cm[0] / CM_AN_INCH - 2 * EDGE_IN
    wide = most_wide
    # A tall map is narrower than the sheet, and may leave the legend one column less.
    for _ in range(2):
        below = (
            ROW_IN * math.ceil(rows / _columns(wide)) + (1 + math.ceil(letters / LETTERS_AN_INCH / wide)) * CREDIT_IN
        )
        most_high = max(size_cm[1] / CM_AN_INCH - 3 * LINE_IN - below, SMALLEST_CM / CM_AN_INCH / 2)
        wide = min(most_wide, most_high / stretch * (east - west) / (north - south))
    high = wide * stretch * (north - south) / (east - west)
    figure.set_size_inches(wide, high)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(west, east), ylim=(south, north), aspect=stretch, xticks=(), yticks=(), facecolor=SEA)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]  # matplotlib has no hints here
    return Paper(axes, box, wide * POINTS_AN_INCH, high * POINTS_AN_INCH, renderer, renderer.points_to_pixels(1.0))


def _columns(wide_in: float) -> int:
    return 2 if wide_in > TWO_COLUMNS_IN else 1


def _frame(paper: Paper, title: Sequence[str], keys: Sequence[Any], credit: Sequence[str]) -> None:
    """Put title, legend and credits around the map, whose size stays what it is."""
    figure: Any = paper.axes.get_figure()
    wide, high = paper.wide_pt / POINTS_AN_INCH, paper.high_pt / POINTS_AN_INCH
    columns = _columns(wide)
    if columns == 1:
        for key in keys:
            key.set_label("\n".join(wrapped(paper, key.get_label(), KEY_PT, beside_pt=HANDLE_PT)))
    rows = math.ceil(sum(1 + str(key.get_label()).count("\n") for key in keys) / columns)
    legend, foot = ROW_IN * rows + 0.1, CREDIT_IN * len(credit) + 0.12
    across, tall = wide + 2 * EDGE_IN, LINE_IN * len(title) + EDGE_IN + high + legend + foot
    figure.set_size_inches(across, tall)
    paper.axes.set_position((EDGE_IN / across, (legend + foot) / tall, wide / across, high / tall))
    paper.axes.set_title("\n".join(title), loc="left", fontsize=TITLE_PT)
    if keys:
        figure.legend(
            handles=keys, loc="upper left", bbox_to_anchor=(EDGE_IN / across, (legend + foot - 0.04) / tall),
            ncols=columns, fontsize=KEY_PT, handlelength=3, frameon=False, borderpad=0.2, borderaxespad=0, labelspacing=0.35,
        )  # fmt: skip
    figure.text(EDGE_IN / across, 0.08 / tall, "\n".join(credit), fontsize=CREDIT_PT, va="bottom", color=BORDER)


def _claim_keys(paper: Paper, spots: Sequence[Spot], signs: Sequence[Spot]) -> list[Any]:
    """Return the legend's rows of what is shown of the claims."""
    areas = [spot for spot in spots if spot.shape is not None and paper.shows(spot.shape)]
    points = [spot for spot in spots if spot.shape is None]
    shown = [*signs, *areas]
    return handles_of_claims(
        {verdict for spot in shown for verdict in spot.verdicts},
        several=any(spot.claims > 1 for spot in shown),
        rings=any(
            paper.points_long(one.radius_m) > SMALLEST_RING_PT and paper.holds(one.lon, one.lat) for one in points
        ),
        areas=bool(areas),
    )


def _draw_base(paper: Paper) -> None:
    window = shapely.box(*paper.box)
    units = [unit for unit in read_boundaries().values() if shapely.intersects(unit.shape, window)]
    for unit in _kind(units, "country"):
        draw_area(paper, unit.shape, facecolor=LAND, edgecolor="none", zorder=0)
    for unit in _kind(units, "region"):
        draw_lines(paper, shapely.boundary(unit.shape), color=REGION, linewidth=0.6, zorder=1)
    for unit in _kind(units, "country"):
        draw_lines(paper, shapely.boundary(unit.shape), color=BORDER, linewidth=0.9, zorder=4)


def _kind(units: Iterable[Boundary], kind: str) -> Iterator[Boundary]:
    return (unit for unit in units if unit.kind == kind)


def _draw_snapshot(paper: Paper, snapshot: Snapshot, number: int) -> None:
    """Draw the first layer filled and any other as lines of its own dashes, as the page does."""
    dashes = DASHES[number % len(DASHES)]
    for side, area in snapshot.areas.items():
        fill, edge = colours_of(side)
        if not number:
            style = {"facecolor": fill, "edgecolor": edge, "hatch": pattern_of(side)}
            draw_area(paper, area, alpha=CONTROL_SHARE, linewidth=0, zorder=2, **style)
        draw_lines(paper, shapely.boundary(area), color=edge, linewidth=1.1, linestyle=dashes, zorder=3)
    if snapshot.lines is not None:
        draw_lines(paper, snapshot.lines, color=INK, linewidth=1.8, linestyle=dashes, zorder=3)
    for side in dict.fromkeys(holding.side for holding in snapshot.holdings):
        points = np.array([(held.lon, held.lat) for held in snapshot.holdings if held.side == side])
        fill, edge = colours_of(side)
        paper.axes.scatter(
            points[:, 0], points[:, 1], marker="s", s=14 if len(points) < MANY_SQUARES else 3,
            c="white" if side.startswith(HOLLOW) else fill, edgecolors=edge, linewidths=0.7, zorder=3,
        )  # fmt: skip


def _draw_scale(paper: Paper) -> None:
    west, south, east, north = paper.box
    lat = south + 0.04 * (north - south)
    wide_m = (east - west) * M_A_DEGREE * math.cos(math.radians(lat))
    rough = wide_m / 6000
    steps = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.1)
    kilometres = next(step for step in steps if step <= rough or step == steps[-1])
    length = kilometres * 1000 / wide_m * (east - west)
    right = east - 0.03 * (east - west)
    paper.axes.plot([right - length, right], [lat, lat], color=INK, linewidth=1.4, zorder=8, solid_capstyle="butt")
    label = paper.axes.annotate(
        f"{kilometres:g} km", (right - length / 2, lat), (0, 4), textcoords="offset points",
        ha="center", fontsize=8, zorder=8,
    )  # fmt: skip
    paper.take(label)
