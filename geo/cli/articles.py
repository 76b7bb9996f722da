"""The commands that read articles: map, report, geoparse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import geo
from geo.cli.files import (
    Bom,
    Form,
    LineDays,
    Outputs,
    ReviewDay,
    Reviewer,
    ReviewUrl,
    targets_of,
    write_target,
)
from geo.cli.picture import CompareDay, Extent, FigureDay, FigureFile, SizeCm, draw_picture, picture_of
from geo.cli.reading import reads_lines
from geo.cli.shell import (
    CorrectionsFile,
    Geocoder,
    GeocoderDomain,
    Language,
    Lines,
    Manifest,
    Near,
    Progress,
    Published,
    UserAgent,
    demand_writable,
    is_file,
    online_geocoder,
    opened_gazetteer,
    put,
    read_position,
    shown_progress,
    tell,
)

if TYPE_CHECKING:
    from folium import TileLayer

    from geo.gazetteer.online import OnlineGeocoder

MEGABYTE = 1_000_000
NOTHING: Mapping[str, Any] = {}
Articles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ARTICLES]...",
        help="Files, folders, web addresses, or - for stdin; none for the sample that ships.",
        show_default=False,
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="Column of a CSV, Parquet or JSONL file that holds the text; none for text, body, content or article.",
        show_default=False,
    ),
]


@reads_lines()
def draw_map(
    articles: Articles = None,
    lines: Lines = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="Page to write.")] = Path(
        "map.html"
    ),
    published: Published = None,
    manifest: Manifest = None,
    language: Language = None,
    text_column: TextColumn = None,
    corrections: CorrectionsFile = None,
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the page.", show_default=False)] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Web tiles under the map, a name folium knows or an address with {z}, {x} and {y}; none for a page that works offline.",
            show_default=False,
        ),
    ] = None,
    tiles_attribution: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who made the tiles, shown on the map.", show_default=False)
    ] = None,
    figure: FigureFile = None,
    day: FigureDay = None,
    compare_day: CompareDay = None,
    extent: Extent = None,
    size_cm: SizeCm = None,
    reading: Mapping[str, Any] = NOTHING,
) -> None:
    """Draw a map of what articles claim, beside a front line."""
    demand_writable(output, articles, manifest, corrections, lines=lines)
    drawn = picture_of(figure, day=day, compare_day=compare_day, extent=extent, size_cm=size_cm)
    if figure is not None:
        demand_writable(figure, articles, manifest, corrections, lines=lines)
    web = _web_tiles(tiles, tiles_attribution)
    online = online_geocoder(geocoder, user_agent, geocoder_domain)
    with shown_progress() as progress:
        read = _read(articles, published, manifest, language, text_column, progress)
        report = _run(read, lines, reading, corrections, online, progress)
        progress("drawing the page", 0, 1)
        # Before the page is written, so that a wrong region leaves nothing behind.
        picture = draw_picture(report, title, drawn) if figure else None
        report.map(title=title, tiles=web).save(output, offline=web is None)
        if figure and picture:
            from geo.plots import write_plot

            write_plot(picture, figure)
    tell(f"{report.summary()}; {output}, {output.stat().st_size / MEGABYTE:.1f} MB")


def _web_tiles(address: str | None, attribution: str | None) -> TileLayer | None:
    if address is None:
        if attribution is not None:
            raise typer.BadParameter("--tiles-attribution says who made the tiles; name them with --tiles.")
        return None
    if "://" in address and not attribution:
        raise typer.BadParameter("tiles of an address need --tiles-attribution, who made them.")
    from folium import TileLayer

    try:
        return TileLayer(address, attr=attribution)
    except ValueError as error:
        raise typer.BadParameter(f"folium knows no tiles named {address!r}; give an address with --tiles.") from error


@reads_lines()
def write_report(
    articles: Articles = None,
    lines: Lines = None,
    format: Form = None,  # noqa: A002  the option's name
    output: Outputs = None,
    published: Published = None,
    manifest: Manifest = None,
    language: Language = None,
    text_column: TextColumn = None,
    corrections: CorrectionsFile = None,
    geocoder: Geocoder = None,
    user_agent: UserAgent = None,
    geocoder_domain: GeocoderDomain = None,
    bom: Bom = False,
    days: LineDays = None,
    url: ReviewUrl = None,
    reviewer: Reviewer = None,
    day: ReviewDay = None,
    predictions: Annotated[
        bool,
        typer.Option("--predictions", help="Only the register of predictions and what came of them, as JSON or CSV."),
    ] = False,
    reading: Mapping[str, Any] = NOTHING,
) -> None:
    """Write claims and verdicts: JSON, table or map file."""
    asked = {"bom": bom or None, "days": days, "url": url, "reviewer": reviewer, "day": day}
    targets = targets_of(format, output, {name: value for name, value in asked.items() if value is not None})
    if predictions and (strange := next((one.form for one in targets if one.form not in ("json", "csv")), None)):
        raise typer.BadParameter(f"--predictions has no --format {strange}; use json or csv.")
    for target in targets:
        if target.path is not None:
            demand_writable(target.path, articles, manifest, corrections, lines=lines)
    online = online_geocoder(geocoder, user_agent, geocoder_domain)
    with shown_progress() as progress:
        read = _read(articles, published, manifest, language, text_column, progress)
        report = _run(read, lines, reading, corrections, online, progress)
    for target in targets:
        write_target(target, report, predictions=predictions)
    tell(report.summary())


def claims_template() -> None:
    """Write an empty claims table as CSV, with one example, to fill in by hand."""
    put(geo.claims_template())


def geoparse(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE|URL|-", help="A text, or a file, web address or stdin that holds one.")
    ],
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
    from geo.article import is_web
    from geo.exports import dump, mention_facts

    is_source = text == "-" or is_web(text) or is_file(text)
    article = geo.read_article(text) if is_source else text
    online = online_geocoder(geocoder, user_agent, geocoder_domain)
    found = geo.geoparse(
        article,
        near=read_position(near),
        language=language,
        lookup=opened_gazetteer(),
        geocoder=online,
        corrections=corrections,
    )
    put(dump([mention_facts(resolution) for resolution in found]) + "\n")


def _read(
    articles: list[str] | None,
    published: date | None,
    manifest: Path | None,
    language: str | None,
    text_column: str | None,
    progress: Progress,
) -> tuple[geo.Article | str, ...] | None:
    """Return the articles that a command names, and its claims tables as they are; None for the sample that ships."""
    if not articles:
        return None
    from geo.article import is_web
    from geo.review import is_claims_table

    tables = [source for source in articles if text_column is None and is_claims_table(source)]
    articles = [source for source in articles if source not in tables]
    if asked := [source for source in articles if is_web(source)]:
        progress(f"fetching {asked[0]}" + (f" and {len(asked) - 1:,} more" if asked[1:] else ""), 0, 1)
    if not articles and manifest is None:
        return tuple(tables)
    read = geo.read_articles(
        articles, published=published, manifest=manifest, language=language, text_column=text_column
    )
    return (*read, *tables)


def _run(
    articles: tuple[geo.Article | str, ...] | None,
    lines: list[str] | None,
    reading: Mapping[str, Any],
    corrections: Path | None,
    geocoder: OnlineGeocoder | None,
    progress: Progress,
) -> geo.Report:
    return geo.run(
        articles,
        [geo.read_frontline(path, **reading, progress=progress) for path in lines] if lines else None,
        corrections=corrections,
        geocoder=geocoder,
        progress=progress,
    )
