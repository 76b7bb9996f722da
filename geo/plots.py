"""Tables and places as figures for documents, drawn by matplotlib (extra `plot`).

Comes in: what `held_areas` returns. Goes out: a figure, or a PNG, SVG or PDF file with legend and attribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.catalog import write_whole
from geo.errors import MissingExtra, SourceError
from geo.records import FrontLine

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

FORMATS = frozenset({".png", ".svg", ".pdf"})
# Told apart by colour-blind readers (Okabe and Ito 2008), and by dashes where there are more lines than colours.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_DASHES = ("-", "--", ":")
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
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("matplotlib", "plot") from error
    figure = Figure(figsize=(9.0, 5.0), layout="constrained")
    axes = figure.add_subplot()
    for number, ((layer, region), rows) in enumerate(areas.groupby(["layer", "region"], dropna=False, sort=False)):
        label = " ".join([str(layer), *([str(region)] if isinstance(region, str) else [])])
        # A single snapshot is a point: a line alone would show nothing.
        axes.plot(
            rows["day"],
            rows["km2"],
            label=_plain(label),
            color=_COLOURS[number % len(_COLOURS)],
            linestyle=_DASHES[number // len(_COLOURS) % len(_DASHES)],
            marker="o" if len(rows) == 1 else None,
        )
    axes.set_ylabel("km²")
    axes.yaxis.set_major_formatter(lambda value, _position: f"{value:,.0f}")
    axes.grid(visible=True, alpha=0.3)
    axes.set_title(_plain(title or _title(areas)))
    if not areas.empty:
        axes.legend(loc="best", fontsize="small")
    credit = "; ".join(dict.fromkeys(line.attribution for line in frontlines if line.attribution))
    figure.supxlabel(_plain(credit), fontsize=7, wrap=True)
    return figure


def write_plot(figure: Figure, path: str | Path) -> None:
    """Write a figure as PNG, SVG or PDF, by the ending of the file's name.

    Raises
    ------
    SourceError
        The ending is another one, or the file cannot be written; nothing is left behind.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise SourceError(f"{path} is no picture that can be drawn; end its name in .png, .svg or .pdf.", path=path)
    # Without a date in it the same figure gives the same file.
    metadata: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(kind, {})
    with write_whole(path, binary=True) as file:
        figure.savefig(file, format=kind[1:], dpi=150, metadata=metadata)


def _title(areas: pd.DataFrame) -> str:
    sides = " and ".join(_SIDES.get(side, side) for side in dict.fromkeys(areas["side"]))
    regions = [region for region in dict.fromkeys(areas["region"]) if isinstance(region, str)]
    return f"{sides or 'Held'} area{f' in {regions[0]}' if len(regions) == 1 else ''}"


def _plain(text: str) -> str:
    """Return text in which matplotlib sees no formula."""
    return text.replace("$", r"\$")
