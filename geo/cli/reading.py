"""Options that say how front-line datasets are read, the same for every command that reads some."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

import geo
from geo.cli.shell import read_day, shown_progress

if TYPE_CHECKING:
    from geo.records import FrontLine

Text = str | None
_OPTIONS: Mapping[str, tuple[Any, str, str]] = {
    "kind": (Text, "NAME", "Kind of dataset; none to recognise it."),
    "side": (Text, "SIDE", "Side of what names none: RU, UA or a status."),
    "day": (date | None, "DAY", "Day of what gives none, YYYY-MM-DD."),
    "side_column": (Text, "COLUMN", "Property or column that holds the side."),
    "day_column": (Text, "COLUMN", "Property or column that holds the day."),
    "layer": (Text, "NAME", "Layer of a file with several."),
    "encoding": (Text, "NAME", "Encoding of text that is not UTF-8."),
}


def reads_lines(prefix: str = "lines_") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `read_frontline`, handed to it together as `reading`.

    Parameters
    ----------
    prefix
        Begins the options' names, so that `--lines-day` is not taken for the day that is asked about.
    """

    def dressed(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command).parameters
        hints = typing.get_type_hints(command, include_extras=True)
        added = {}
        for name, (kind, metavar, words) in _OPTIONS.items():
            more: dict[str, Any] = {"parser": read_day} if name == "day" else {}
            option = typer.Option(metavar=metavar, help=words, show_default=False, **more)
            hints[prefix + name] = Annotated[kind, option]
            added[prefix + name] = inspect.Parameter(
                prefix + name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hints[prefix + name]
            )

        @functools.wraps(command)
        def run(**given: Any) -> None:
            reading = {name: given.pop(prefix + name) for name in _OPTIONS}
            used = [name for name, value in reading.items() if value is not None]
            if used and "lines" in given and not given["lines"]:
                raise typer.BadParameter(f"--{prefix}{used[0]} goes with --lines.".replace("_", "-"))
            command(**given, reading=reading)

        kept = [
            own[name].replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
            for name in own
            if name != "reading"
        ]
        hints.pop("reading", None)
        run.__annotations__ = hints
        run.__signature__ = inspect.Signature([*kept, *added.values()])  # type: ignore[attr-defined]  # what Typer asks for
        return run

    return dressed


def read_lines(paths: Sequence[str] | None, reading: Mapping[str, Any]) -> tuple[FrontLine, ...]:
    """Return the datasets that a command names, or the settlement timeline that ships, with progress on stderr."""
    if not paths:
        from geo.frontline import settlement_timeline

        return (settlement_timeline(),)
    with shown_progress() as progress:
        return tuple(geo.read_frontline(path, **reading, progress=progress) for path in paths)
