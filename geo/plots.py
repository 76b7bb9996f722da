"""Tables and places as figures for documents, drawn by matplotlib (extra `plot`).

Comes in: what `held_areas` returns. Goes out: a figure, or a PNG, SVG or PDF file with legend and attribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.catalog import write_whole
from geo.errors import MissingExtra, SourceError
from geo.records import FrontLine

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

FORMATS = frozenset({".png", ".svg", ".pdf"})
# Told apart by colour-blind readers (Okabe and Ito 2008), and without colour by dashes and markers: the numbers of them have no
# divisor in common, so that the first 140 lines all differ.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_DASHES = ("-", "--", ":", "-.")
_MARKERS = ("o", "s", "^", "D", "v")
_MARKED = 6
"""Snapshots of a line that are marked, so that the markers tell lines apart and hide none."""
_FEW_LINES = 6
"""Up to so many the legend has room among the lines."""
_GAP_STEPS = 4
"""A line is broken where the next snapshot is so many times as far as usual."""
_COLUMNS = ("layer", "region", "side", "day", "km2")
_SIDES = {"RU": "Russian-held", "UA": "Ukrainian-held"}


def plot_areas(areas: pd.DataFrame, frontlines: Sequence[FrontLine] = (), *, title: str | None = None) -> Figure:
    """Return a figure of held areas over time, one line for each dataset and region.

    Parameters
    ----------
    areas
        What `held_areas` returns, or several of them under each other: layer, region, side, day, km2.
    frontlines
        The datasets, for their attribution under the figure.
    title
        Above the figure; None tells side and region.

    Raises
    ------
    MissingExtra
        matplotlib is not installed.
    TypeError
        `areas` is no such table.
    """
    if missing := [name for name in _COLUMNS if name not in getattr(areas, "columns", ())]:
        lacking = f"a table without {', '.join(missing)}" if hasattr(areas, "columns") else type(areas).__name__
        raise TypeError(f"plot_areas draws the table that held_areas returns ({', '.join(_COLUMNS)}), not {lacking}.")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("matplotlib", "plot") from error
    figure = Figure(figsize=(9.0, 5.0), layout="constrained")
    axes = figure.add_subplot()
    for number, ((layer, region), rows) in enumerate(areas.groupby(["layer", "region"], dropna=False, sort=False)):
        label = " ".join([str(layer), *([str(region)] if isinstance(region, str) else [])])
        days, km2 = _with_gaps(rows["day"].tolist(), rows["km2"].tolist())
        missing = np.isnan(np.array(km2, dtype=float))
        label += " (no data)" if missing.all() else ""
        axes.plot(
            days,  # type: ignore[arg-type]  # matplotlib's stub knows no dates
            km2,
            # A name that begins with _ would be left out of the legend.
            label=f" {_plain(label)}" if label.startswith("_") else _plain(label),
            color=_COLOURS[number % len(_COLOURS)],
            linestyle=_DASHES[number % len(_DASHES)],
            marker=_MARKERS[number % len(_MARKERS)],
            markersize=5,
            markevery=_marked(missing, first=number),
        )
    axes.set_ylabel("km²")
    axes.yaxis.set_major_formatter(lambda value, _position: f"{value:,.0f}")
    axes.grid(visible=True, alpha=0.3)
    axes.set_title(_plain(title or _title(areas)))
    if len(axes.lines) > _FEW_LINES:
        figure.set_figwidth(12.0)
        figure.legend(loc="outside right upper", fontsize="small")
    elif axes.lines:
        axes.legend(loc="best", fontsize="small")
    credit = "; ".join(dict.fromkeys(line.attribution for line in frontlines if line.attribution))
    figure.supxlabel("\n".join(wrap(_plain(credit), 150)), fontsize=7)
    return figure


def write_plot(figure: Figure, path: str | Path) -> None:
    """Write a figure as PNG, SVG or PDF, by the ending of the file's name.

    Raises
    ------
    SourceError
        The ending is another one, or the file cannot be written; nothing is left behind.
    """
    path = Path(path)
    kind = check_plot(path)
    import matplotlib

    # Without a date in it the same figure gives the same file.
    metadata: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(kind, {})
    # Nor with names in it that are drawn by lot. Words stay words, which can be searched and edited.
    settings: Any = {"svg.hashsalt": "frontline", "svg.fonttype": "none", "pdf.fonttype": 42}
    with write_whole(path, binary=True) as file, matplotlib.rc_context(settings):
        figure.savefig(file, format=kind[1:], dpi=150, metadata=metadata)


def check_plot(path: Path) -> str:
    """Return the kind of picture that a file's name asks for, before any work is done for it.

    Raises
    ------
    SourceError
        It is none that can be drawn.
    MissingExtra
        matplotlib is not installed.
    """
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise SourceError(f"{path} is no picture that can be drawn; end its name in .png, .svg or .pdf.", path=path)
    if find_spec("matplotlib") is None:
        raise MissingExtra("matplotlib", "plot")
    return kind


def _with_gaps(days: Sequence[date], km2: Sequence[float]) -> tuple[list[date], list[float]]:
    """Return a line that is broken where snapshots are missing: nobody knows what was between."""
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    limit = _GAP_STEPS * float(np.median(steps)) if steps else 0.0
    line: list[tuple[date, float]] = []
    for day, value in zip(days, km2, strict=True):
        if line and (day - line[-1][0]).days > limit:
            line.append((line[-1][0] + (day - line[-1][0]) / 2, float("nan")))
        line.append((day, value))
    return [day for day, _ in line], [value for _, value in line]


def _marked(missing: NDArray[np.bool_], *, first: int) -> list[int]:
    """Return the numbers of the snapshots to mark: some of a line, and each that stands alone, of which no line is drawn."""
    alone = ~missing & np.append(True, missing[:-1]) & np.append(missing[1:], True)
    step = max(1, len(missing) // _MARKED)
    some = np.arange(first * step // 5 % step, len(missing), step)
    return sorted({*np.flatnonzero(alone).tolist(), *some.tolist()})


def _title(areas: pd.DataFrame) -> str:
    sides = " and ".join(_SIDES.get(side, side) for side in dict.fromkeys(areas["side"]))
    regions = [region for region in dict.fromkeys(areas["region"]) if isinstance(region, str)]
    return f"{sides or 'Held'} area{f' in {regions[0]}' if len(regions) == 1 else ''}"


def _plain(text: str) -> str:
    """Return text in one line in which matplotlib sees no formula."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split()).replace("$", r"\$")
