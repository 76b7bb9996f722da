"""Names on a printed map, none over another: first those of the places that claims are about, then the largest cities.

Comes in: the sheet with the signs on it. Goes out: words beside their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from geo.page.cities import largest_cities
from geo.page.figure_keys import INK, LAND, plain_line
from geo.page.figure_marks import Spot
from geo.page.figure_paper import Paper

MOST_CITIES = 24
MOST_TRIED = 150
"""Cities of the sheet, largest first, for which room is looked for."""
MOST_PLACES = 40
LONGEST = 32
NEAR_PT = 7.0
"""Points; a city this close to a named place is that place."""
DOT_PT = 3.0
LARGE = 500_000
"""People; a city of more is written in bold."""


def draw_names(paper: Paper, signs: Sequence[Spot]) -> None:
    """Write the names for which there is room."""
    named: list[tuple[float, float]] = []
    for spot in signs[:MOST_PLACES]:
        gap = spot.wide_pt / 2 if spot.claims > 1 else 5.0
        if _write(paper, spot.name, spot.lon, spot.lat, gap=gap, weight="bold"):
            named.append(paper.points(spot.lon, spot.lat))
    written = 0
    for name, lon, lat, weight in _cities(paper):
        x, y = paper.points(lon, lat)
        if written >= MOST_CITIES:
            break
        if any(abs(x - u) < NEAR_PT and abs(y - v) < NEAR_PT for u, v in named) or not paper.is_free_at(lon, lat):
            continue
        if _write(paper, name, lon, lat, gap=4.0, weight=weight):
            paper.axes.plot(lon, lat, ".", color=INK, markersize=3, zorder=5)
            paper.take_around(lon, lat, DOT_PT, DOT_PT)
            named.append((x, y))
            written += 1


def _cities(paper: Paper) -> Iterator[tuple[str, float, float, str]]:
    seen = (row for row in largest_cities() if paper.holds(row[1], row[2]))
    for _, (name, lon, lat, population) in zip(range(MOST_TRIED), seen, strict=False):
        yield name, lon, lat, "bold" if population > LARGE else "normal"


def _write(paper: Paper, name: str, lon: float, lat: float, *, gap: float, weight: str) -> bool:
    """Write a name to the right, left, above or below its place; False when there is room nowhere."""
    from matplotlib.patheffects import withStroke

    label = paper.axes.annotate(
        plain_line(shorten(name, LONGEST, placeholder="…")), (lon, lat), (0, 0), textcoords="offset points",
        fontsize=8, color=INK, zorder=9, fontweight=weight,
    )  # fmt: skip
    label.set_path_effects([withStroke(linewidth=2.2, foreground=LAND)])
    for offset, across, up in (
        ((gap, 0), "left", "center_baseline"),
        ((-gap, 0), "right", "center_baseline"),
        ((0, 7), "center", "bottom"),
        ((0, -7), "center", "top"),
    ):
        label.set_position(offset)
        label.set(ha=across, va=up)
        extent = label.get_window_extent(paper.renderer)
        if paper.is_free(extent):
            paper.taken.append(extent)
            return True
    label.remove()
    return False
