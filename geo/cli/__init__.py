"""The shell's door: each command is one public verb of `geo`, with the same options and defaults.

stdout carries data, stderr words and progress. Exit 0 done, 1 a plain error in one line, 2 usage, 130 interrupted.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Annotated

import typer

import geo
from geo.cli.articles import claims_template, draw_map, geoparse, write_report
from geo.cli.checks import check
from geo.cli.lines import lines_app
from geo.cli.places import gazetteer_app, locate
from geo.cli.shell import ManyValues, SingleValues, UsageError, one_line, put, show_warning, tell

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would double the start-up time
)
app.command("map", cls=SingleValues)(draw_map)
app.command("report", cls=SingleValues)(write_report)
app.command("check", cls=ManyValues)(check)
app.command("template")(claims_template)
app.command("locate")(locate)
app.command("geoparse")(geoparse)
app.add_typer(lines_app, name="lines")
app.add_typer(gazetteer_app, name="gazetteer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name (those of the process by default) and return its exit code."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", geo.GeoWarning)
        warnings.showwarning = show_warning
        try:
            # Outside standalone mode Typer returns the code of an Exit, and None from a command that ran through.
            return app(arguments, prog_name="frontline", standalone_mode=False) or 0
        except UsageError as error:
            # "Value error," is how the library under Typer begins what it says of a choice.
            words = error.format_message().replace(": Value error, ", ": ", 1)
            tell(f"error: {one_line(words)} See 'frontline --help'.")
            return 2
        except geo.GeoError as error:
            tell(f"error: {one_line(str(error))}")
            return 1


def _show_version(wanted: bool) -> None:
    if wanted:
        put(f"frontline-mapper {geo.__version__}\n")
        raise typer.Exit


@app.callback()
def _start(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Lay what articles claim about a war on a map, beside public front-line datasets."""
