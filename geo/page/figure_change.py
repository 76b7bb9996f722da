"""What changed between two days on a printed map: gains and losses hatched in opposite directions, with their size.

Comes in: the layer that is drawn filled. Goes out: hatched ground, the edge of the day compared with, and rows of the legend.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import area_km2
from geo.page.figure_keys import DASHES, GAIN, INK, LOSS, SIDES, change_handle, written
from geo.page.figure_paper import Paper, draw_area, draw_lines
from geo.records import FrontLine, Holding, Snapshot

SIDE = "ru_held"
LEAST_KM2 = 0.05
"""Square kilometres; less is the grain of two drawings, no change."""

FRAME_PT = 7.0
"""Points; a settlement's own square is half as wide."""


def draw_changes(
    paper: Paper, line: FrontLine, snapshot: Snapshot, compare_day: date, *, here: bool = False
) -> list[Any]:
    """Draw what Russia gained and lost since a day, and return the legend's rows; none where a layer has no such day.

    Parameters
    ----------
    snapshot
        That of the day shown.
    compare_day
        Day compared with; the last snapshot on or before it counts.
    here
        Whether only the ground on the paper is counted; else all of the front's is.
    """
    from matplotlib.lines import Line2D

    before, after = line.at(compare_day), snapshot.areas.get(SIDE)
    if before is None:
        return []
    changed = _draw_settlements(paper, before, snapshot)
    was = before.areas.get(SIDE)
    if was is None or after is None:
        return changed
    was, after = shapely.make_valid(was), shapely.make_valid(after)
    draw_lines(paper, shapely.boundary(was), color=SIDES["ru"][1], linewidth=0.8, linestyle=DASHES[2], zorder=3)
    rows: list[Any] = [
        Line2D([], [], color=SIDES["ru"][1], linewidth=0.8, linestyle=DASHES[2], label=f"edge on {written(before.day)}")
    ]
    changes = (
        (shapely.difference(after, was), GAIN, SIDES["ru"][1], "gained by Russia since"),
        (shapely.difference(was, after), LOSS, SIDES["ua"][1], "regained by Ukraine since"),
    )
    for changed_ground, pattern, colour, words in changes:
        ground = shapely.intersection(changed_ground, shapely.box(*paper.box)) if here else changed_ground
        size = area_km2(ground)
        if size < LEAST_KM2:
            continue
        _hatch(paper, ground, pattern, colour)
        rows.append(
            change_handle(
                pattern, colour, f"{words}{', in this extent' if here else ''}: {size:,.{0 if size >= 10 else 1}f} km²"
            )
        )
    return rows + changed


def _draw_settlements(paper: Paper, before: Snapshot, after: Snapshot) -> list[Any]:
    """Frame the settlements whose side is another one now, and return their row of the legend."""
    was = {_statement(held): held.side for held in before.holdings}
    changed = {
        (held.lon, held.lat)
        for held in after.holdings
        if was.get(_statement(held), held.side) != held.side and paper.holds(held.lon, held.lat)
    }
    if not changed:
        return []
    from matplotlib.lines import Line2D

    look: dict[str, Any] = {
        "marker": "s",
        "markersize": FRAME_PT,
        "markerfacecolor": "none",
        "markeredgecolor": INK,
        "linestyle": "none",
    }
    paper.axes.plot(*zip(*sorted(changed), strict=True), zorder=4, **look)
    return [Line2D([], [], label=f"of another side than on {written(before.day)}: {len(changed):,}", **look)]


def _statement(held: Holding) -> tuple[str, float, float, str]:
    """Return what one source says of one settlement: another source's word is no change."""
    return held.place, held.lon, held.lat, held.source


def _hatch(paper: Paper, ground: BaseGeometry, pattern: str, colour: str) -> None:
    draw_area(paper, ground, facecolor="none", edgecolor=colour, hatch=2 * pattern, linewidth=0.5, zorder=3.5)
