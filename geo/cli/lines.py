"""The commands that work with front-line datasets: lines list, fetch, info, at, timeline, area and diff."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import geo
from geo.cli.reading import read_lines, reads_lines
from geo.cli.shell import Form, Lines, agrees, demand_writable, put, read_day, shown_progress, table, tell

if TYPE_CHECKING:
    import pandas
    from shapely.geometry.base import BaseGeometry

    from geo.control import DayChange, Standing, Timeline
    from geo.records import FrontLine, Place

Reading = Mapping[str, Any]
NOTHING: Reading = {}
PlaceName = Annotated[str, typer.Argument(metavar="PLACE", help="Name of a place in any script, or LON,LAT.")]
Side = Annotated[str, typer.Option(metavar="SIDE", help="RU, UA, or one status such as grey.")]
Region = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE", help="Only inside this region, or the polygons of a GeoJSON file.", show_default=False
    ),
]
MaxAge = Annotated[
    int | None,
    typer.Option(
        min=0, metavar="DAYS", help="How long a snapshot speaks; none for the dataset's own.", show_default=False
    ),
]
Country = Annotated[
    str | None, typer.Option(metavar="COUNTRY", help="ISO 3166-1 code, or a name of the country.", show_default=False)
]
Admin1 = Annotated[
    str | None, typer.Option(metavar="NAME", help="A name of the first-level division.", show_default=False)
]

lines_app = typer.Typer(help="Work with front-line datasets.", rich_markup_mode=None)


@lines_app.command("list")
def lines_list(format: Form = "table") -> None:  # noqa: A002  the option's name
    """List the public sources of front lines: makers, days, licences, and which may be fetched."""
    from geo.exports import dump

    sources = geo.list_frontline_sources()
    if format == "json":
        put("".join(f"{dump(source.facts())}\n" for source in sources))
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
    put(table([("name", "maker", "first_day", "last_day", "fetched", "licence"), *rows]))


@lines_app.command("fetch")
def lines_fetch(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a source, as `list` shows it.")],
    first_day: Annotated[
        date | None,
        typer.Option(
            "--from", parser=read_day, metavar="DAY", help="First day; none for the first.", show_default=False
        ),
    ] = None,
    last_day: Annotated[
        date | None,
        typer.Option("--to", parser=read_day, metavar="DAY", help="Last day; none for today.", show_default=False),
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
        tell(f"{source.name}, by {source.maker}: {source.covers}")
        tell(f"licence: {source.licence}. {source.terms}")
        tell(f"attribution: {source.attribution} ({source.url})")
        if not accept_licence and sys.stdin.isatty():
            accept_licence = agrees("Do you accept licence and terms? [y/N]")
    with shown_progress() as progress:
        kept = geo.fetch_frontline(
            name,
            first_day=first_day,
            last_day=last_day,
            folder=folder,
            accept_licence=accept_licence,
            base_url=base_url,
            progress=progress,
        )
    put(f"{kept}\n")


@lines_app.command("info")
@reads_lines(prefix="")
def lines_info(
    path: Annotated[str, typer.Argument(metavar="PATH", help="File or folder of a front-line dataset.")],
    reading: Reading = NOTHING,
) -> None:
    """Show maker, terms, coverage, days, gaps, repeats and jumps of a front-line dataset, as JSON."""
    from geo.control import calendar_of
    from geo.exports import dump, frontline_facts

    (line,) = read_lines([path], reading)
    more = {"url": line.url, "max_age_days": line.max_age_days, **calendar_of(line).facts()}
    put(dump({**frontline_facts(line), **more}) + "\n")


@lines_app.command("at")
@reads_lines()
def lines_at(
    place: PlaceName,
    day: Annotated[date, typer.Option(parser=read_day, metavar="DAY", help="Day to ask about, YYYY-MM-DD.")],
    lines: Lines = None,
    country: Country = None,
    admin1: Admin1 = None,
    max_age: MaxAge = None,
    format: Form = "table",  # noqa: A002  the option's name
    reading: Reading = NOTHING,
) -> None:
    """Show who held a place on a day: shares of its footprint, its halves, and how far the front was."""
    from geo.exports import dump

    fronts = read_lines(lines, reading)
    found = _placed(place, country, admin1)
    standings = [geo.standing_of(front, found, day, max_age_days=max_age) for front in fronts]
    if format == "json":
        put("".join(f"{dump(standing.facts())}\n" for standing in standings))
    else:
        put(table([_STANDING_HEADING, *(row for standing in standings for row in _standing_rows(standing))]))
    shown = {_party(side) for standing in standings for side in (*standing.stated.values(), standing.side) if side}
    # A claim of control or a reported advance stands beside what is assessed, and does not contradict it.
    sides = shown & {"RU", "UA", "grey"}
    if len(sides) > 1:
        tell(f"sources disagree about {found.name} on {day}: {', '.join(sorted(sides))}")


@lines_app.command("timeline")
@reads_lines()
def lines_timeline(
    place: PlaceName,
    lines: Lines = None,
    side: Side = "RU",
    country: Country = None,
    admin1: Admin1 = None,
    format: Form = "table",  # noqa: A002  the option's name
    reading: Reading = NOTHING,
) -> None:
    """Show when a side's share of a place passed a tenth, a half and nearly all, by each source."""
    from geo.exports import dump

    fronts = read_lines(lines, reading)
    found = _placed(place, country, admin1)
    timelines = [geo.timeline_of(front, found, side=side) for front in fronts]
    if format == "json":
        put("".join(f"{dump(timeline.facts())}\n" for timeline in timelines))
        return
    put(table([_TIMELINE_HEADING, *(row for timeline in timelines for row in _timeline_rows(timeline))]))


@lines_app.command("area")
@reads_lines()
def lines_area(
    lines: Lines = None,
    side: Side = "RU",
    region: Region = None,
    by_oblast: Annotated[
        bool, typer.Option("--by-oblast", help="A row for each first-level division, not for the whole.")
    ] = False,
    first_day: Annotated[
        date | None,
        typer.Option("--from", parser=read_day, metavar="DAY", help="First day; none for all.", show_default=False),
    ] = None,
    last_day: Annotated[
        date | None,
        typer.Option("--to", parser=read_day, metavar="DAY", help="Last day; none for all.", show_default=False),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also draw it: .png, .svg or .pdf (extra plot).", show_default=False),
    ] = None,
    format: Annotated[Literal["csv", "json"], typer.Option(help="CSV, or JSON with one row a line.")] = "csv",  # noqa: A002  the option's name
    reading: Reading = NOTHING,
) -> None:
    """Write the area a side held in each snapshot, everywhere, in a region or by oblast, as CSV."""
    import pandas

    from geo.exports import dump

    if plot is not None:
        from geo.plots import check_plot, write_plot

        check_plot(plot)
        demand_writable(plot, None, lines=lines)
    fronts = read_lines(lines, reading)
    within = _region(region)
    held = pandas.concat(
        [
            geo.held_areas(
                front,
                side=side,
                region=_outline(within),
                region_name=within.name if within else None,
                by_oblast=by_oblast,
                first_day=first_day,
                last_day=last_day,
            )
            for front in fronts
        ],
        ignore_index=True,
    ).round({"km2": 4, "covered": 4})
    _tell_silent(fronts, held, within.name if within else None)
    if plot is not None:
        write_plot(geo.plot_areas(held, fronts), plot)
    if format == "csv":
        put(held.to_csv(index=False))
    else:
        put("".join(f"{dump(row)}\n" for row in held.to_dict("records")))


@lines_app.command("diff")
@reads_lines()
def lines_diff(
    first_day: Annotated[date, typer.Argument(parser=read_day, metavar="A", help="Earlier day, YYYY-MM-DD.")],
    last_day: Annotated[date, typer.Argument(parser=read_day, metavar="B", help="Later day, YYYY-MM-DD.")],
    lines: Lines = None,
    side: Side = "RU",
    region: Region = None,
    max_age: MaxAge = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.geojson", help="Also write the pieces.", show_default=False),
    ] = None,
    format: Form = "table",  # noqa: A002  the option's name
    reading: Reading = NOTHING,
) -> None:
    """Show what a side gained and lost between two days: net, gross, and the pieces as GeoJSON."""
    from geo.exports import dump, write_text

    if output is not None:
        demand_writable(output, None, lines=lines)
    fronts = read_lines(lines, reading)
    within = _region(region)
    name = within.name if within else None
    changes = [
        geo.compare_days(
            front,
            first_day,
            last_day,
            side=side,
            region=_outline(within),
            region_name=name,
            max_age_days=max_age,
        )
        for front in fronts
    ]
    if output is not None:
        credit = [{key: getattr(front, key) for key in ("name", "maker", "licence", "attribution")} for front in fronts]
        pieces = [feature for change in changes for feature in change.features()]
        write_text(dump({"type": "FeatureCollection", "frontlines": credit, "features": pieces}) + "\n", output)
    if format == "json":
        put("".join(f"{dump(change.facts())}\n" for change in changes))
        return
    put(table([_DIFF_HEADING, *map(_diff_row, changes)]))


_STANDING_HEADING = ("layer", "source", "snapshot", "side", "share", "N", "S", "E", "W", "front_km", "from_edge_km")
_TIMELINE_HEADING = ("layer", "source", "day", "what")
_DIFF_HEADING = (
    "layer",
    "side",
    "region",
    "first",
    "last",
    "before_km2",
    "after_km2",
    "net",
    "gained",
    "lost",
    "pieces",
)


def _placed(name: str, country: str | None, admin1: str | None) -> Place:
    from geo.locating import place_of

    found, others = place_of(name, country=country, admin1=admin1)
    if not found.id.startswith("point:"):
        more = f"; {others} others are called so (--country, --admin1)" if others else ""
        where = ", ".join(filter(None, (found.admin1 if found.admin1 != found.name else None, found.country)))
        guessed = f"no place is spelt {name!r}; taken for " if getattr(found, "match", "") == "fuzzy" else ""
        tell(f"{guessed}{found.name}: {where} ({found.id}){more}")
    return found


def _region(name: str | None) -> Place | None:
    """Return the region of a file, or of a name: a division before a city that is called so, too, and has no outline."""
    from geo.locating import place_of

    if name is None:
        return None
    if Path(name).is_file():
        return geo.read_region(name)
    for kind in ("region", "country", "macro_region"):
        try:
            found, _ = place_of(name, kind=kind)
        except geo.GazetteerError:
            continue
        if found.shape is not None and getattr(found, "match", "exact") == "exact":
            tell(f"{found.name}: {kind} ({found.id})")
            return found
    return _placed(name, None, None)


def _party(side: str) -> str:
    """Return the side to which a status counts: who writes `pre2022_ru` and who writes `ru_held` do not disagree."""
    from geo.control.ground import GROUND

    return next((party for party, statuses in GROUND.items() if side in statuses), side)


def _tell_silent(fronts: Sequence[FrontLine], held: pandas.DataFrame, region: str | None) -> None:
    """Tell which datasets have no figure to give; fail when none has one."""
    silent = [front for front in fronts if not held.loc[held["layer"] == front.name, "km2"].notna().any()]
    words = [
        f"{front.name} does not speak about {region or 'that ground'} on these days: no data; "
        f"it reaches from {front.first_day} to {front.last_day}"
        for front in silent
    ]
    if len(silent) == len(fronts):
        raise geo.FrontLineError(f"{'; '.join(words)}.")
    for told in words:
        tell(told)


def _outline(place: Place | None) -> BaseGeometry | None:
    if place is None:
        return None
    if place.shape is None or not place.shape.geom_type.endswith("Polygon"):
        raise geo.GazetteerError(f"{place.name} is known as a {place.geometry} only. Name a region with an outline.")
    return place.shape


def _standing_rows(standing: Standing) -> list[tuple[str, ...]]:
    snapshot = str(standing.snapshot or "")
    if standing.stated:
        return [(standing.layer, source, snapshot, side, *[""] * 7) for source, side in sorted(standing.stated.items())]
    front = [_kilometres(standing.front_m), _kilometres(standing.front_from_edge_m)]
    if not standing.shares:
        return [(standing.layer, "", snapshot, f"no data ({standing.reason})", *[""] * 5, *front)]
    rows = []
    for side, share in sorted(standing.shares.items(), key=lambda one: -one[1]):
        halves = [f"{100 * standing.halves.get(half, {}).get(side, 0.0):.0f} %" for half in "NSEW"]
        rows.append((standing.layer, "", snapshot, side, f"{100 * share:.1f} %", *halves, *front))
    return rows


def _kilometres(metres: float | None) -> str:
    return "" if metres is None else f"{metres / 1000:.1f}"


def _timeline_rows(timeline: Timeline) -> list[tuple[str, ...]]:
    if timeline.reason:
        return [(timeline.layer, "", "", f"no data ({timeline.reason})")]
    rows: list[tuple[str, ...]] = [
        (timeline.layer, row.source, str(row.from_day), f"{row.side}{f' until {row.to_day}' if row.to_day else ''}")
        for row in timeline.stated
    ]
    for one in timeline.passings:
        since = "from the first snapshot on" if one.after is None else f"after {one.after}"
        direction = "above" if one.rising else "below"
        rows.append(
            (timeline.layer, "", str(one.day), f"{timeline.side} {direction} {100 * one.threshold:.0f} %, {since}")
        )
    return rows or [(timeline.layer, "", "", f"{timeline.side} never above 10 %")]


def _diff_row(change: DayChange) -> tuple[str, ...]:
    figures = (change.before_km2, change.after_km2, change.net_km2, change.gained_km2, change.lost_km2)
    return (
        change.layer,
        change.side,
        change.region or "",
        str(change.first),
        str(change.last),
        *(f"{figure:,.2f}" for figure in figures),
        f"{len(change.gained)}+{len(change.lost)}",
    )
