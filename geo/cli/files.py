"""What `frontline report` writes: files whose suffixes say their formats, or one format to stdout, and what is asked of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import geo
from geo.cli.shell import put, read_day

Format = Literal["json", "csv", "xlsx", "geojson", "gpkg", "parquet", "kml", "claimreview"]
Days = Literal["cited", "span", "all"]
# The others are bytes and want a file.
TEXT_FORMATS = frozenset({"json", "csv", "geojson", "kml", "claimreview"})
Form = Annotated[
    Format | None,
    typer.Option("--format", help="Format of the report; none for what -o says, or json.", show_default=False),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="File to write, repeatable: .json .csv .xlsx .geojson .gpkg .parquet .kml .kmz .jsonld; none for stdout.",
        show_default=False,
    ),
]
Bom = Annotated[bool, typer.Option("--bom", help="Lead a CSV file by a byte order mark, by which Excel knows UTF-8.")]
LineDays = Annotated[
    Days | None,
    typer.Option(
        help="Days of the front lines in GeoPackage and KML: those cited, the span of the claims, or all; none for cited.",
        show_default=False,
    ),
]
ReviewUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Where the page will be published, for claimreview.", show_default=False),
]
Reviewer = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who publishes the reviews, for claimreview.", show_default=False)
]
ReviewDay = Annotated[
    date | None,
    typer.Option(parser=read_day, metavar="DAY", help="Day of the reviews, for claimreview.", show_default=False),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to write."""

    form: str
    path: Path | None
    """None for stdout."""
    options: Mapping[str, Any]


def targets_of(form: str | None, outputs: Sequence[Path] | None, asked: Mapping[str, Any]) -> tuple[Target, ...]:
    """Return what the options ask for; every contradiction among them is a usage error.

    Parameters
    ----------
    asked
        Options of single formats that are given, by name.
    """
    from geo.exports import OPTIONS, demand_address

    demand_address(asked.get("url"))
    paths = [*(outputs or ())]
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise typer.BadParameter(f"-o {twice} is given twice.")
    if form is not None and len(paths) > 1:
        raise typer.BadParameter(
            f"--format {form} with {len(paths)} files: leave it out, their suffixes say what they are."
        )
    forms: dict[Path | None, str] = {path: _form(form, path) for path in paths}
    forms = forms or {None: form or "json"}
    for name in asked:
        if not any(name in OPTIONS.get(one, ()) for one in forms.values()):
            fit = next(one for one, options in OPTIONS.items() if name in options)
            raise typer.BadParameter(f"--{name} is for --format {fit}, not {', '.join(dict.fromkeys(forms.values()))}.")
    if not paths and form is not None and form not in TEXT_FORMATS:
        raise typer.BadParameter(f"--format {form} needs a file; name it with -o.")
    return tuple(
        Target(form=one, path=path, options={name: asked[name] for name in OPTIONS.get(one, ()) if name in asked})
        for path, one in forms.items()
    )


def write_target(target: Target, report: geo.Report, *, predictions: bool = False) -> None:
    """Write a report, or its register of predictions, to a file or to stdout."""
    from geo.exports import BOM, FORMATS, REGISTERS, save, write_text

    if predictions:
        text = BOM * bool(target.options.get("bom")) + REGISTERS[target.form](report)
    elif target.path is not None:
        save(report, target.path, form=target.form, **target.options)
        return
    else:
        options = dict(target.options)
        text = BOM * bool(options.pop("bom", False)) + FORMATS[target.form](report, **options)
    if target.path is not None:
        write_text(text, target.path)
    else:
        put(text + "\n" * (not text.endswith("\n")))


def _form(given: str | None, path: Path) -> str:
    """The format of a file: what is asked for, unless its name says another."""
    from geo.exports import SUFFIXES, form_of

    told = form_of(path)
    if given is None:
        if told is None and path.suffix:
            raise typer.BadParameter(f"-o {path} does not say what to write: its suffix is of no format. Add --format.")
        return told or "json"
    if told is not None and path.suffix.lower() not in SUFFIXES[given]:
        proper = path.with_suffix(SUFFIXES[given][0]).name
        raise typer.BadParameter(
            f"-o {path.name} is no file of --format {given}. Name it {proper}, or leave --format out."
        )
    return given
