"""The options of `frontline map` for the picture beside the page: its file, days, ground and size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from geo.cli.shell import read_day

if TYPE_CHECKING:
    from geo.page.base import Box
    from geo.report import Report

FigureFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.png|svg|pdf", help="Picture of the map of one day, drawn beside the page.", show_default=False
    ),
]
FigureDay = Annotated[
    date | None,
    typer.Option(parser=read_day, metavar="DAY", help="Day of the picture; none for the newest.", show_default=False),
]
CompareDay = Annotated[
    date | None,
    typer.Option(
        parser=read_day,
        metavar="DAY",
        help="Earlier day; what changed hands since then is hatched in the picture.",
        show_default=False,
    ),
]
Extent = Annotated[
    str | None,
    typer.Option(
        metavar="REGION|W,S,E,N",
        help="What the picture shows, a region's name or degrees; none for the lines and the claims near them.",
        show_default=False,
    ),
]
SizeCm = Annotated[
    str | None,
    typer.Option(metavar="WIDTHxHEIGHT", help="Size of the picture in centimetres, at most.", show_default=False),
]
_DEGREES = r"\s*-?\d{1,3}(?:\.\d{1,9})?\s*"
_BOX = re.compile(rf"{_DEGREES}(?:,{_DEGREES}){{3}}")
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)[x×](\d{1,3}(?:\.\d{1,2})?)")


def picture_of(
    figure: Path | None, *, day: date | None, compare_day: date | None, extent: str | None, size_cm: str | None
) -> dict[str, Any]:
    """Return the options of `Report.plot` that were given; one without a file to draw is a wrong option."""
    given = {
        "day": day,
        "compare_day": compare_day,
        "extent": None if extent is None else _extent(extent),
        "size_cm": None if size_cm is None else _size(size_cm),
    }
    drawn = {name: value for name, value in given.items() if value is not None}
    if figure is not None:
        from geo.plots import check_plot

        check_plot(figure)
    elif drawn:
        raise typer.BadParameter(
            f"--{next(iter(drawn)).replace('_', '-')} is for the picture; name its file with --figure."
        )
    return drawn


def draw_picture(report: Report, title: str | None, drawn: Mapping[str, Any]) -> Any:
    """Return the picture as a matplotlib figure; what its options cannot mean is a wrong option."""
    try:
        return report.plot(title=title, **drawn)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _extent(text: str) -> tuple[float, ...] | str:
    """Return an extent as it was asked for; one that cannot be shown is a wrong option, before anything is read."""
    from geo.page.figure_extent import box_of

    extent: tuple[float, ...] | str = tuple(map(float, text.split(","))) if _BOX.fullmatch(text) else text
    try:
        box_of(cast("Box | str", extent))
    except ValueError as error:
        raise typer.BadParameter(f"--extent {error}") from error
    return extent


def _size(text: str) -> tuple[float, float]:
    told = _SIZE.fullmatch(text)
    if told is None:
        raise typer.BadParameter(f"--size-cm is a width and a height in centimetres, as in 24x18, not {text!r}.")
    return float(told[1]), float(told[2])
