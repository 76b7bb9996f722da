"""The commands that look places up: locate, and gazetteer info, build, list, remove and find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import geo
from geo.cli.shell import (
    Column,
    Form,
    Geocoder,
    GeocoderDomain,
    Kind,
    ManyValues,
    Near,
    UserAgent,
    online_geocoder,
    opened_gazetteer,
    put,
    read_position,
    shown_progress,
    table,
    tell,
)

if TYPE_CHECKING:
    from geo.records import Candidate, Place

PLACE_HEADING = ("id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m")

gazetteer_app = typer.Typer(help="Work with the gazetteer.", rich_markup_mode=None)


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
    gazetteer = opened_gazetteer()
    online = online_geocoder(geocoder, user_agent, geocoder_domain)
    places = geo.locate(
        name, country=country, admin1=admin1, near=read_position(near), kind=kind, limit=limit, geocoder=online
    )
    if not places:
        near_it = ", ".join(gazetteer.suggest(name))
        advice = f"Spelt nearly so: {near_it}." if near_it else "Try another spelling."
        raise geo.GazetteerError(f"no place called {name!r} is in the gazetteer with these options. {advice}")
    put(place_lines(places) if format == "json" else place_table(places))


@gazetteer_app.command("info")
def gazetteer_info() -> None:
    """Show what is in the index of place names, from where and under which licence, as JSON."""
    from geo.exports import dump

    put(dump(opened_gazetteer().info()) + "\n")


@gazetteer_app.command("build", cls=ManyValues)
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
        tell(TERMS)
    with shown_progress() as progress:
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
    put("".join(f"{dump(added.facts())}\n" for added in layers))


@gazetteer_app.command("list")
def gazetteer_list(format: Form = "table") -> None:  # noqa: A002  the option's name
    """List the layers that you added to the gazetteer."""
    from geo.exports import dump

    layers = [layer.facts() for layer in geo.list_gazetteer_layers()]
    if format == "json":
        put("".join(f"{dump(facts)}\n" for facts in layers))
        return
    heading = ("name", "rows", "licence", "attribution", "added_at", "original")
    put(table([heading, *(tuple(str(facts[key]) for key in heading) for facts in layers)]))


@gazetteer_app.command("remove")
def gazetteer_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the layer, as `list` shows it.")],
) -> None:
    """Remove a layer that you added to the gazetteer."""
    with shown_progress() as progress:
        geo.remove_gazetteer_layer(name, progress=progress)
    tell(f"removed the layer {name}")


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

    gazetteer = opened_gazetteer()
    places = gazetteer.find(text, country=country, admin1=admin1, near=read_position(near), kind=kind, limit=limit)
    if not places:
        raise geo.GazetteerError(f"no name in the gazetteer holds {text!r} with these options. Give fewer letters.")
    if format == "json":
        put("".join(f"{dump(place_facts(place))}\n" for place in places))
    else:
        put(table([PLACE_HEADING, *map(place_cells, places)]))


def place_lines(places: Sequence[Candidate]) -> str:
    """Return places as JSON, one a line."""
    from geo.exports import candidate_facts, dump

    return "".join(f"{dump(candidate_facts(place))}\n" for place in places)


def place_table(places: Sequence[Candidate]) -> str:
    """Return places as a table."""
    return table([(*PLACE_HEADING, "match", "score", "matched_name"), *map(_place_row, places)])


def _place_row(place: Candidate) -> tuple[str, ...]:
    return *place_cells(place), place.match, f"{place.match_score:.2f}", place.matched_name


def place_cells(place: Place) -> tuple[str, ...]:
    """Return a place as the cells of a row."""
    where = (place.country or "-", place.admin1 or "-", f"{place.lon:.5f}", f"{place.lat:.5f}", f"{place.radius_m:.0f}")
    return place.id, place.name, place.kind, *where
