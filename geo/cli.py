"""The shell's door: each command is one public verb of `geo`, with the same options and defaults.

stdout carries data, stderr words and progress. Exit 0 done, 1 a plain error in one line, 2 usage, 130 interrupted.
"""

from __future__ import annotations

import math
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer.core import TyperCommand

import geo

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.online import OnlineGeocoder
    from geo.records import Candidate, Place

Progress = Callable[[str, int, int], None]
Kind = Literal["city", "region", "country", "macro_region", "facility", "road", "waterbody", "other"]
# Click's UsageError; typer >= 0.26 carries Click inside itself and gives this class no public name.
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])
_MEGABYTE = 1_000_000

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would double the start-up time
)
lines_app = typer.Typer(help="Work with front-line datasets.", rich_markup_mode=None)
gazetteer_app = typer.Typer(help="Work with the gazetteer.", rich_markup_mode=None)
app.add_typer(lines_app, name="lines")
app.add_typer(gazetteer_app, name="gazetteer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name (those of the process by default) and return its exit code."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", geo.GeoWarning)
        warnings.showwarning = _show_warning
        try:
            # Outside standalone mode Typer returns the code of an Exit, and None from a command that ran through.
            return app(arguments, prog_name="frontline", standalone_mode=False) or 0
        except _UsageError as error:
            _tell(f"error: {_one_line(error.format_message())} See 'frontline --help'.")
            return 2
        except geo.GeoError as error:
            _tell(f"error: {_one_line(str(error))}")
            return 1


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as YYYY-MM-DD.") from None


def _position(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = map(float, text.split(","))
    except ValueError:
        lon = lat = math.nan
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise typer.BadParameter(f"{text!r} is not LON,LAT in degrees, as in 37.8,48.0.", param_hint="--near")
    return lon, lat


Articles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ARTICLES]...", help="Files or folders; none for the sample that ships.", show_default=False
    ),
]
Lines = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH",
        help="Front-line dataset, repeatable; none for the settlement timeline that ships.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None, typer.Option(parser=_day, metavar="DAY", help="Day of publication, YYYY-MM-DD.", show_default=False)
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Table of file, published, title, publisher, author, url, language.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language of the articles, ISO 639-1.", show_default=False)
]
Near = Annotated[
    str | None, typer.Option(metavar="LON,LAT", help="Prefer places near here, degrees.", show_default=False)
]


CorrectionsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="TOML or CSV of names pinned to places, or barred.", show_default=False),
]
Geocoder = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Online service to ask for names unknown offline, as in nominatim; none asks nobody.",
        show_default=False,
    ),
]
UserAgent = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Who you are, for the online service.", show_default=False)
]
GeocoderDomain = Annotated[
    str | None, typer.Option(metavar="HOST", help="Host of the online service.", show_default=False)
]


Column = Annotated[str | None, typer.Option(metavar="COLUMN", help="None to guess it.", show_default=False)]
Form = Annotated[Literal["table", "json"], typer.Option(help="A table, or JSON with one record a line.")]
_PLACE_HEADING = ("id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m")


class _ManyValues(TyperCommand):
    """A command whose repeatable options also take several values at once: `--geonames UA RU`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments after giving each further value its option again."""
        repeatable = {name for option in self.params if getattr(option, "multiple", False) for name in option.opts}
        spread: list[str] = []
        last, values = "", 0
        for word in args:
            if word.startswith("-"):
                last, values = word if word in repeatable else "", 0
            elif last:
                spread += [last] * (values > 0)
                values += 1
            spread.append(word)
        return super().parse_args(ctx, spread)


def _show_version(wanted: bool) -> None:
    if wanted:
        _put(f"frontline-mapper {geo.__version__}\n")
        raise typer.Exit


@app.callback()
def _start(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Lay what articles claim about a war on a map, beside public front-line datasets."""


@app.command("map")
def draw_map(
    articles: Articles = None,
    lines: Lines = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="Page to write.")] = Path(
        "map.html"
    ),
    published: Published = None,
    manifest: Manifest = None,
    language: Language = None,
    corrections: CorrectionsFile = None,
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the page.", show_default=False)] = None,
) -> None:
    """Draw a map of what articles claim, beside a front line."""
    _demand_writable(output, articles, manifest, corrections)
    online = _geocoder(geocoder, user_agent, geocoder_domain)
    with _progress() as progress:
        report = _run(articles, lines, published, manifest, language, corrections, online, progress)
        progress("drawing the page", 0, 1)
        report.map(title=title).save(output)
    _tell(f"{report.summary()}; {output}, {output.stat().st_size / _MEGABYTE:.1f} MB")


@app.command("report")
def write_report(
    articles: Articles = None,
    lines: Lines = None,
    format: Annotated[Literal["json", "csv", "geojson"], typer.Option(help="Format of the report.")] = "json",  # noqa: A002  the option's name
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write; none for stdout.", show_default=False),
    ] = None,
    published: Published = None,
    manifest: Manifest = None,
    language: Language = None,
    corrections: CorrectionsFile = None,
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
) -> None:
    """Write claims, places and verdicts as JSON, CSV or GeoJSON."""
    if output is not None:
        _demand_writable(output, articles, manifest, corrections)
    from geo.exports import FORMATS, write_text

    online = _geocoder(geocoder, user_agent, geocoder_domain)
    with _progress() as progress:
        report = _run(articles, lines, published, manifest, language, corrections, online, progress)
        text = FORMATS[format](report)
    if output is None:
        _put(text + "\n" * (not text.endswith("\n")))
    else:
        write_text(text, output)
    _tell(report.summary())


@app.command("locate")
def locate(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a place, in any script.")],
    country: Annotated[
        str | None,
        typer.Option(metavar="COUNTRY", help="ISO 3166-1 code, or a name of the country.", show_default=False),
    ] = None,
    admin1: Annotated[
        str | None, typer.Option(metavar="NAME", help="A name of the first-level division.", show_default=False)
    ] = None,
    near: Near = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of place.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many places.")] = 10,
    format: Annotated[Literal["table", "json"], typer.Option(help="A table, or JSON with one place a line.")] = "table",  # noqa: A002  the option's name
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
) -> None:
    """List the places that a name may mean, likeliest first."""
    gazetteer = _gazetteer()
    online = _geocoder(geocoder, user_agent, geocoder_domain)
    places = geo.locate(
        name, country=country, admin1=admin1, near=_position(near), kind=kind, limit=limit, geocoder=online
    )
    if not places:
        near_it = ", ".join(gazetteer.suggest(name))
        advice = f"Spelt nearly so: {near_it}." if near_it else "Try another spelling."
        raise geo.GazetteerError(f"no place called {name!r} is in the gazetteer with these options. {advice}")
    _put(_place_lines(places) if format == "json" else _place_table(places))


@app.command("geoparse")
def geoparse(
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="A text, or a file that holds one.")],
    near: Near = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the text, ISO 639-1.", show_default=False)
    ] = None,
    corrections: CorrectionsFile = None,
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
) -> None:
    """Find the place names of a text and what they mean, as JSON."""
    from geo.exports import dump, mention_facts

    article = geo.read_article(text) if _is_file(text) else text
    online = _geocoder(geocoder, user_agent, geocoder_domain)
    found = geo.geoparse(
        article,
        near=_position(near),
        language=language,
        lookup=_gazetteer(),
        geocoder=online,
        corrections=corrections,
    )
    _put(dump([mention_facts(resolution) for resolution in found]) + "\n")


@lines_app.command("list")
def lines_list(format: Form = "table") -> None:  # noqa: A002  the option's name
    """List the public sources of front lines: makers, days, licences, and which may be fetched."""
    from geo.exports import dump

    sources = geo.list_frontline_sources()
    if format == "json":
        _put("".join(f"{dump(source.facts())}\n" for source in sources))
        return
    rows = [
        (
            source.name,
            source.maker,
            source.first_day.isoformat(),
            str(source.last_day or "today"),
            "no" if source.refusal else "yes",
            source.licence,
        )
        for source in sources
    ]
    _put(_table([("name", "maker", "first_day", "last_day", "fetched", "licence"), *rows]))


@lines_app.command("fetch")
def lines_fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a source, as `list` shows it.")],
    first_day: Annotated[
        date | None,
        typer.Option("--from", parser=_day, metavar="DAY", help="First day; none for the first.", show_default=False),
    ] = None,
    last_day: Annotated[
        date | None,
        typer.Option("--to", parser=_day, metavar="DAY", help="Last day; none for today.", show_default=False),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to keep the files; none for your data folder.", show_default=False),
    ] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Accept licence and terms without being asked.")
    ] = False,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="A mirror of the sources.", show_default=False)
    ] = None,
) -> None:
    """Fetch a public front-line dataset into a folder, once its licence is accepted."""
    from geo.frontline.sources import frontline_source

    source = frontline_source(name)
    if not source.refusal:
        _tell(f"{source.name}, by {source.maker}: {source.covers}")
        _tell(f"licence: {source.licence}. {source.terms}")
        _tell(f"attribution: {source.attribution} ({source.url})")
        if not accept_licence and sys.stdin.isatty():
            accept_licence = _agrees("Do you accept licence and terms? [y/N]")
    with _progress() as progress:
        kept = geo.fetch_frontline(
            name,
            first_day=first_day,
            last_day=last_day,
            folder=folder,
            accept_licence=accept_licence,
            base_url=base_url,
            progress=progress,
        )
    _put(f"{kept}\n")


@lines_app.command("info")
def lines_info(
    path: Annotated[str, typer.Argument(metavar="PATH", help="File or folder of a front-line dataset.")],
    kind: Annotated[
        str | None, typer.Option(metavar="NAME", help="Kind of dataset; none to recognise it.", show_default=False)
    ] = None,
) -> None:
    """Show maker, terms, days and coverage of a front-line dataset, as JSON."""
    from geo.exports import dump, frontline_facts

    with _progress() as progress:
        line = geo.read_frontline(path, kind=kind, progress=progress)
    _put(dump(frontline_facts(line)) + "\n")


@gazetteer_app.command("info")
def gazetteer_info() -> None:
    """Show what is in the index of place names, from where and under which licence, as JSON."""
    from geo.exports import dump

    _put(dump(_gazetteer().info()) + "\n")


@gazetteer_app.command("build", cls=_ManyValues)
def gazetteer_build(
    geonames: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE...", help="Countries to download from GeoNames, as in UA RU.", show_default=False),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="FILE...",
            help="GeoNames dumps, CSV, TSV, GeoJSON or GeoPackage with names and coordinates.",
            show_default=False,
        ),
    ] = None,
    layer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the layer; none for the file's.", show_default=False)
    ] = None,
    name_column: Column = None,
    lon_column: Column = None,
    lat_column: Column = None,
    alternate_columns: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN...", help="Columns of further names.", show_default=False)
    ] = None,
    country_column: Column = None,
    admin1_column: Column = None,
    kind_column: Column = None,
    population_column: Column = None,
    id_column: Column = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Country of rows that name none, ISO 3166-1.", show_default=False)
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Encoding of a CSV; none to tell it.", show_default=False)
    ] = None,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Licence of the files.", show_default=False)
    ] = None,
    attribution: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Whom to name for the files.", show_default=False)
    ] = None,
    geonames_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where GeoNames' dumps are.", show_default=False)
    ] = None,
) -> None:
    """Add lists of places to the gazetteer, and compile its index."""
    from geo.exports import dump
    from geo.gazetteer.geonames_dump import TERMS

    if geonames:
        _tell(TERMS)
    with _progress() as progress:
        layers = geo.build_gazetteer(
            geonames=geonames or (),
            files=files or (),
            layer=layer,
            name_column=name_column,
            lon_column=lon_column,
            lat_column=lat_column,
            alternate_columns=alternate_columns or (),
            country_column=country_column,
            admin1_column=admin1_column,
            kind_column=kind_column,
            population_column=population_column,
            id_column=id_column,
            country=country,
            encoding=encoding,
            licence=licence,
            attribution=attribution,
            geonames_url=geonames_url,
            progress=progress,
        )
    _put("".join(f"{dump(added.facts())}\n" for added in layers))


@gazetteer_app.command("list")
def gazetteer_list(format: Form = "table") -> None:  # noqa: A002  the option's name
    """List the layers that you added to the gazetteer."""
    from geo.exports import dump

    layers = [layer.facts() for layer in geo.list_gazetteer_layers()]
    if format == "json":
        _put("".join(f"{dump(facts)}\n" for facts in layers))
        return
    heading = ("name", "rows", "licence", "attribution", "added_at", "original")
    _put(_table([heading, *(tuple(str(facts[key]) for key in heading) for facts in layers)]))


@gazetteer_app.command("remove")
def gazetteer_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the layer, as `list` shows it.")],
) -> None:
    """Remove a layer that you added to the gazetteer."""
    with _progress() as progress:
        geo.remove_gazetteer_layer(name, progress=progress)
    _tell(f"removed the layer {name}")


@gazetteer_app.command("find")
def gazetteer_find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Part of a name; * is any letters, ? any one.")],
    country: Annotated[
        str | None,
        typer.Option(metavar="COUNTRY", help="ISO 3166-1 code, or a name of the country.", show_default=False),
    ] = None,
    admin1: Annotated[
        str | None, typer.Option(metavar="NAME", help="A name of the first-level division.", show_default=False)
    ] = None,
    near: Near = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of place.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many places.")] = 20,
    format: Form = "table",  # noqa: A002  the option's name
) -> None:
    """List the places with a name that begins with a text or holds it."""
    from geo.exports import dump, place_facts

    gazetteer = _gazetteer()
    places = gazetteer.find(text, country=country, admin1=admin1, near=_position(near), kind=kind, limit=limit)
    if not places:
        raise geo.GazetteerError(f"no name in the gazetteer holds {text!r} with these options. Give fewer letters.")
    if format == "json":
        _put("".join(f"{dump(place_facts(place))}\n" for place in places))
    else:
        _put(_table([_PLACE_HEADING, *map(_place_cells, places)]))


def _run(
    articles: list[str] | None,
    lines: list[str] | None,
    published: date | None,
    manifest: Path | None,
    language: str | None,
    corrections: Path | None,
    geocoder: OnlineGeocoder | None,
    progress: Progress,
) -> geo.Report:
    return geo.run(
        articles or None,
        lines or None,
        published=published,
        manifest=manifest,
        language=language,
        corrections=corrections,
        geocoder=geocoder,
        progress=progress,
    )


def _geocoder(service: str | None, user_agent: str | None, domain: str | None) -> OnlineGeocoder | None:
    if service is not None:
        geocoder = geo.online_geocoder(service, user_agent=user_agent, domain=domain)
        _tell(f"names unknown offline are sent to {geocoder.label}; its places are {geocoder.attribution}")
        return geocoder
    if user_agent is not None or domain is not None:
        raise typer.BadParameter("--user-agent and --geocoder-domain go with --geocoder.")
    return None


def _gazetteer() -> Gazetteer:
    from geo.gazetteer import open_gazetteer

    with _progress() as progress:
        return open_gazetteer(progress=progress)


def _demand_writable(path: Path, articles: Sequence[str | Path] | None, *tables: Path | None) -> None:
    """Fail before the long work, not after it, when a file cannot be written or is itself being read."""
    advice = "Choose a file in a folder that exists and is writable."
    read: list[str | Path] = [*(articles or ()), *filter(None, tables)]
    if path.exists() and any(Path(other).exists() and path.samefile(other) for other in read):
        raise geo.SourceError(f"cannot write {path}: it is one of the files to read. Choose another name.", path=path)
    if path.is_dir():
        raise geo.SourceError(f"cannot write {path}: it is a folder. {advice}", path=path)
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise geo.SourceError(f"cannot write {path}: {error.strerror or error}. {advice}", path=path) from error


def _is_file(text: str) -> bool:
    # A path without such a file should be told so, not read as a text of one word.
    looks_like_path = not any(letter.isspace() for letter in text) and Path(text).suffix in {
        ".txt",
        ".md",
        ".html",
        ".htm",
    }
    try:
        return looks_like_path or Path(text).is_file()
    except (OSError, ValueError):  # longer than a file name may be, or with a NUL in it
        return False


def _place_lines(places: Sequence[Candidate]) -> str:
    from geo.exports import candidate_facts, dump

    return "".join(f"{dump(candidate_facts(place))}\n" for place in places)


def _place_table(places: Sequence[Candidate]) -> str:
    return _table([(*_PLACE_HEADING, "match", "score", "matched_name"), *map(_place_row, places)])


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows)


def _place_row(place: Candidate) -> tuple[str, ...]:
    return *_place_cells(place), place.match, f"{place.match_score:.2f}", place.matched_name


def _place_cells(place: Place) -> tuple[str, ...]:
    where = (place.country or "-", place.admin1 or "-", f"{place.lon:.5f}", f"{place.lat:.5f}", f"{place.radius_m:.0f}")
    return place.id, place.name, place.kind, *where


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give a callable that tells progress on stderr: a bar in a terminal, one line a stage elsewhere."""
    if not sys.stderr.isatty():
        seen: set[str] = set()
        yield lambda message, _done, _total: _tell_once(message, seen)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("")

        def advance(message: str, done: int, total: int) -> None:
            # A title may hold square brackets or control characters: neither may steer the terminal.
            bars.update(task, description=escape(_one_line(message)), completed=done, total=total)

        yield advance


def _agrees(question: str) -> bool:
    # Not typer.confirm, which writes a blank to stdout, where the data goes.
    _tell(question)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _tell_once(message: str, seen: set[str]) -> None:
    if message not in seen:
        seen.add(message)
        _tell(_one_line(message))


def _show_warning(message: Warning | str, *_where: object, **_more: object) -> None:
    _tell(f"warning: {_one_line(str(message))}")


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _tell(words: str) -> None:
    typer.echo(words, err=True)


def _put(data: str) -> None:
    # Bytes, because data is UTF-8 whatever the terminal's own encoding is.
    typer.echo(data.encode("utf-8", "replace"), nl=False)
