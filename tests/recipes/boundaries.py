"""Rebuild data/boundaries/world.geojson from Natural Earth 10m. Run by hand:

    python tests/recipes/boundaries.py natural_earth_world_map.gpkg /usr/share/iso-codes/json

Comes in: the world_map GeoPackage that QGIS ships (Debian package qgis-common), the JSON folder of Debian's iso-codes (for the
ISO 3166 codes alone), and the hand-made tables beside this file. Goes out: one feature a line, sorted by id, and a sidecar.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.catalog import sha256_of, write_whole
from geo.names import fold

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "data/boundaries/world.geojson"
EARTH = Geod(ellps="WGS84")
# Square roots of the triangle areas (Visvalingam) that may vanish, in degrees: 300 m, finer than the source, where the war is.
FINE, COARSE = 0.003, 0.07
# Decimals of a degree: about 100 m, below the tolerance of the finer part.
DIGITS = 3
# Natural Earth's unit -> name: the United Kingdom's nations stand above its 232 areas.
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
# Islets of the coarser part below both limits go: square degrees (about 25 km²), and share of their area.
ISLET, ISLET_SHARE = 0.003, 0.002
# Degrees, about 30 km: the point of an archipelago may lie between its islands.
OFF_SHORE = 0.3
FINE_COUNTRIES = frozenset({"UA", "BY", "MD"})
# The oblasts by the front, and two states whose long spits (Eastern Shore, Keys) would vanish.
FINE_REGIONS = frozenset("RU-KRS RU-BEL RU-BRY RU-VOR RU-ROS RU-SMO RU-KDA US-VA US-FL".split())
# UN General Assembly resolution 68/262; Natural Earth draws both in Russia.
UKRAINIAN = frozenset({"UA-43", "UA-40"})
# Natural Earth leaves these without a country. The Spratly Islands and the Siachen Glacier are claimed by several: left out.
OWNERS = {
    "SOL": "SO", "CYN": "CY", "ESB": "GB", "WSB": "GB", "USG": "CU", "IOA": "AU", "CLP": "FR", "KAB": "KZ",
}  # fmt: skip
LEFT_OUT = frozenset({"PGA", "KAS"})
KIND_WORDS = frozenset("Province Governorate Prefecture Region County District Department State Oblast Emirate".split())
# A division called by such words alone ("Eastern", "Bay") is named only with what it is: the words stand in every text.
GENERIC = frozenset(
    "north south east west central northern southern eastern western northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern centre center capital city delta gulf plateau rivers bay lakes "
    "coast coastal upper lower island islands littoral highland highlands metropolis".split()
)
ENGLISH = {
    "oblast": ("{} Oblast", "{} region", "{} province", "{}"),
    "krai": ("{} Krai", "{} Territory", "{} region"),
    "republic": ("{}", "Republic of {}", "{} Republic"),
    "okrug": ("{}", "{} Autonomous Okrug", "{} region"),
    "city": ("{}",),
}
RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
# Cabinet of Ministers of Ukraine, resolution 55 of 2010.
UKRAINIAN_LETTERS = RUSSIAN | {
    "г": "h",
    "ґ": "g",
    "и": "y",
    "і": "i",
    "ї": "i",
    "є": "ie",
    "й": "i",
    "ю": "iu",
    "я": "ia",
}


def main(natural_earth: Path, iso_codes: Path) -> None:
    """Write the boundaries and their sidecar."""
    regions = list(read_regions(natural_earth, read_iso_regions(iso_codes)))
    shapes = simplify(regions)
    whole = union_features(regions, shapes)
    features = [*country_features(regions, shapes, iso_codes), *region_features(regions, shapes), *whole]
    features.sort(key=lambda feature: feature["id"])
    write_features(features)
    write_sidecar(features)


def read_regions(path: Path, iso: dict[str, dict[str, tuple[str, str]]]) -> Iterator[dict[str, Any]]:
    """Yield one row per admin-1 area (id, country, name, names, shape); islets without a name have an empty id."""
    table = {(row["id"][:2], row["natural_earth"]): row for row in read_table("regions.csv")}
    english = {row["id"]: row for row in read_table("exonyms.csv")}
    rows = list(pyogrio.read_dataframe(path, layer="states_provinces").itertuples())
    seen: set[str] = set()
    for (country, _), group in sorted(group_rows(rows).items()):
        known = table.get((country, clean(group[0].name))) or table.get(("UA", clean(group[0].name)))
        if known and (country in {"RU", "BY", "UA"}):
            country, key, names = known["id"][:2], known["id"], names_of_known(known)
        else:
            key, names = names_of_other(country, group, iso[country], seen)
            names = in_english(names, english.get(key))
        seen.add(key)
        shape = shapely.union_all([row.geometry for row in group])
        yield {"id": key, "country": country, "names": names, "shape": shape, "unit": group[0].gu_a3}


def group_rows(rows: list[Any]) -> dict[tuple[str, str], list[Any]]:
    """Return the rows by country and name; twins whose local name differs keep that one apart."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if row.adm0_a3 in LEFT_OUT:
            continue
        country = OWNERS.get(row.adm0_a3, row.iso_a2)
        groups[country, clean(row.name)].append(row)
    return dict(groups)


def names_of_known(row: dict[str, str]) -> tuple[str, ...]:
    """Return the English, Russian and Ukrainian forms of an area of the hand-made table, the usual one first."""
    english = [form.format(row["stem"]) for form in ENGLISH[row["type"]]]
    latin = [romanise(row["ru"], RUSSIAN), romanise(row["uk"], UKRAINIAN_LETTERS)]
    local = [row["ru"], row["uk"], *latin]
    if row["type"] == "oblast":
        # The adjective alone stands for the oblast in Latin letters ("Kurskaya"); in Cyrillic it may go with any noun.
        local += [name.split()[0] for name in latin] + [row[key].replace("область", "обл.") for key in ("ru", "uk")]
    return distinct([*english, *local, *row["more"].split("|")])


def names_of_other(
    country: str, group: list[Any], iso: dict[str, tuple[str, str]], seen: set[str]
) -> tuple[str, tuple[str, ...]]:
    """Return id and names of an area elsewhere: its ISO 3166-2 code where a name matches one, else its name as a slug."""
    name = clean(group[0].name)
    if not name:
        return "", ()
    local = [clean(row.gn_name) for row in group]
    code, kind = next((iso[fold(n)] for n in (name, *local) if n and fold(n) in iso), ("", ""))
    if not code or code in seen:
        code = f"{country}-{fold(name).replace(' ', '-')}"
    typed = [f"{name} {kind}"] if kind in KIND_WORDS and kind.casefold() not in name.casefold() else []
    names = [name, *typed, *local]
    if set(fold(name).split()) <= GENERIC:
        names = [f"{name} {kind if kind in KIND_WORDS else 'Region'}", *names]
    return code, distinct([entry for entry in names if not set(fold(entry).split()) <= GENERIC])


def in_english(names: tuple[str, ...], row: dict[str, str] | None) -> tuple[str, ...]:
    """Return the names with the English one first, as the hand-made table has it, and without those it calls wrong."""
    if row is None:
        return names
    wrong = row["wrong"].split("|")
    return distinct([row["name"] or names[0], *(name for name in names if name not in wrong), *row["more"].split("|")])


def read_iso_regions(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Return country -> folded name -> (ISO 3166-2 code, type of area)."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for entry in json.loads((folder / "iso_3166-2.json").read_text("utf-8"))["3166-2"]:
        for name in re.split(r"[;/\[\]]", entry["name"]):
            found[entry["code"][:2]].setdefault(fold(name), (entry["code"], entry["type"]))
    return found


def simplify(regions: list[dict[str, Any]]) -> list[BaseGeometry]:
    """Return the shapes with fewer corners and neighbours still edge to edge.

    The sea joins the coverage, so that coasts count as inner edges; the edges of the finer part are then kept as they are.
    """
    shapes = np.array([region["shape"] for region in regions])
    frame = shapely.box(-181, -91, 181, 91)
    sea = shapely.difference(frame, shapely.coverage_union_all(shapes))
    *land, sea = shapely.coverage_simplify([*shapes, sea], FINE)
    fine = np.array([r["country"] in FINE_COUNTRIES or r["id"] in FINE_REGIONS for r in regions])
    rest = [shape for shape, keep in zip(land, fine, strict=True) if not keep]
    coarse = iter(shapely.coverage_simplify([*rest, sea], COARSE, simplify_boundary=False))
    # One rounding for all: two would part neighbours where the finer part ends.
    return [rounded(shape if keep else without_islets(next(coarse))) for shape, keep in zip(land, fine, strict=True)]


def without_islets(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape without its smallest parts."""
    parts = shapely.get_parts(shape)
    limit = min(ISLET, ISLET_SHARE * shape.area)
    return shapely.multipolygons([part for part in parts if part.area >= limit])


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid polygon with its coordinates rounded; only true areas are kept."""
    near = shapely.make_valid(shapely.transform(shape, lambda xy: np.round(xy, DIGITS)))
    parts = [part for part in shapely.get_parts(near) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts)


def region_features(regions: list[dict[str, Any]], shapes: list[BaseGeometry]) -> Iterator[dict[str, Any]]:
    """Yield the features of the named admin-1 areas."""
    points = read_points()
    for region, shape in zip(regions, shapes, strict=True):
        if region["id"]:
            point = usual_point(region["id"], points, shape)
            yield feature(f"ne:{region['id']}", "region", region["country"], region["names"], shape, point)


def union_features(regions: list[dict[str, Any]], shapes: list[BaseGeometry]) -> Iterator[dict[str, Any]]:
    """Yield the features that are made up of several areas: the United Kingdom's nations, the regions of Italy and so on."""
    points, rows = read_points(), read_table("unions.csv")
    known = {region["id"]: shape for region, shape in zip(regions, shapes, strict=True)}
    english = {row["id"]: row for row in read_table("exonyms.csv")}
    for unit, name in NATIONS.items():
        parts = [region["id"] for region in regions if region["unit"] == unit and region["id"]]
        names = in_english((name,), english.get(f"GB-{unit}"))
        rows.append({"id": f"GB-{unit}", "name": names[0], "more": "|".join(names[1:]), "parts": "|".join(parts)})
    for row in rows:
        parts = row["parts"].split("|")
        whole = shapely.union_all([known[part] for part in parts], grid_size=1e-4)
        names, point = distinct([row["name"], *row["more"].split("|")]), usual_point(row["id"], points, whole)
        entry = feature(f"ne:{row['id']}", "region", row["id"][:2], names, whole, point)
        entry["properties"]["parts"] = [f"ne:{part}" for part in parts]
        yield entry


def country_features(
    regions: list[dict[str, Any]], shapes: list[BaseGeometry], iso_codes: Path
) -> Iterator[dict[str, Any]]:
    """Yield the features of the countries, each the union of its areas."""
    table, points = {row["id"]: row for row in read_table("countries.csv")}, read_points()
    iso = {e["alpha_2"]: e for e in json.loads((iso_codes / "iso_3166-1.json").read_text("utf-8"))["3166-1"]}
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for region, shape in zip(regions, shapes, strict=True):
        parts[region["country"]].append(shape)
    for code, members in parts.items():
        others = [shape for other, shapes_ in parts.items() if other != code for shape in shapes_]
        shape = without_gaps(shapely.union_all(members, grid_size=1e-4), others)
        row, entry = table.get(code, {}), iso.get(code, {})
        official = [entry.get(key, "") for key in ("common_name", "name", "official_name")]
        official = [name for name in official if "," not in name]  # "Moldova, Republic of" is for sorting
        names = distinct([row.get("name", ""), *official, *row.get("names", "").split("|")])
        yield feature(f"ne:{code}", "country", code, names, shape, usual_point(code, points, shape))


def without_gaps(shape: BaseGeometry, others: list[BaseGeometry]) -> BaseGeometry:
    """Return a country without the slits that simplifying left between its areas; a hole with a state in it stays."""
    tree = shapely.STRtree(others)

    def is_state(ring: BaseGeometry) -> bool:
        hole = shapely.Polygon(ring)
        near = tree.geometries.take(tree.query(hole, predicate="intersects"))
        return bool(shapely.area(shapely.intersection(near, hole)).sum() > 0.5 * hole.area)

    filled = []
    for part in shapely.get_parts(shape):
        holes = [ring for ring in part.interiors if is_state(ring)]
        filled.append(shapely.Polygon(part.exterior, holes))
    return shapely.union_all(filled)


def feature(
    key: str, kind: str, country: str, names: tuple[str, ...], shape: BaseGeometry, point: tuple[float, float]
) -> dict[str, Any]:
    """Return a GeoJSON feature with the fields that geo.boundaries reads."""
    area_m2 = abs(
        sum(EARTH.geometry_area_perimeter(shapely.orient_polygons(part))[0] for part in shapely.get_parts(shape))
    )
    properties = {
        "kind": kind,
        "name": names[0],
        "country": country,
        "lon": round(point[0], 4),
        "lat": round(point[1], 4),
        "radius_m": round(math.sqrt(area_m2 / math.pi), -2),
        "names": list(names[1:]),
    }
    return {"type": "Feature", "id": key, "properties": properties, "geometry": shapely.geometry.mapping(shape)}


def read_points() -> dict[str, tuple[float, float]]:
    """Return the point (lon, lat) at which GeoNames puts an area, by the area's id."""
    return {row["id"]: (float(row["lon"]), float(row["lat"])) for row in read_table("points.csv")}


def usual_point(key: str, points: dict[str, tuple[float, float]], shape: BaseGeometry) -> tuple[float, float]:
    """Return the point (lon, lat) by which maps and corpora give the area: that of GeoNames, else one inside."""
    point = points.get(key) or point_in(shape)
    if shapely.distance(shape, shapely.Point(point)) > OFF_SHORE:
        raise SystemExit(f"{key}: the conventional point {point} lies outside the area.")
    return point


def point_in(shape: BaseGeometry) -> tuple[float, float]:
    """Return the centroid where it lies inside, else a point that does (lon, lat)."""
    middle = shape.centroid
    point = middle if shape.contains(middle) else shape.representative_point()
    return (point.x, point.y)


def romanise(words: str, letters: dict[str, str]) -> str:
    """Return the words in Latin letters."""
    return "".join(letters.get(c, c) for c in words.casefold()).title()


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without blanks and without those that fold to the same."""
    first: dict[tuple[str, bool], str] = {}
    for name in filter(None, names):
        first.setdefault((fold(name), name.isupper()), name)
    return tuple(first.values())


def clean(value: object) -> str:
    """Return a cell of the table as text, empty where there is none."""
    return value.strip() if isinstance(value, str) else ""


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a hand-made table."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_features(features: list[dict[str, Any]]) -> None:
    """Write a FeatureCollection with one feature a line."""
    lines = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in features]
    with write_whole(OUT) as file:
        file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")


def write_sidecar(features: list[dict[str, Any]]) -> None:
    """Write where the file comes from beside it."""
    facts = {
        "title": "Countries and first-level divisions of the world, simplified",
        "publisher": "Natural Earth",
        "url": "https://www.naturalearthdata.com/downloads/10m-cultural-vectors/",
        "retrieved_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licence": "public domain; points CC-BY-4.0",
        "attribution": "Made with Natural Earth (public domain); points of countries and larger divisions: GeoNames (CC BY 4.0)",
        "sha256": sha256_of(OUT),
        "rows": len(features),
        "crs": "EPSG:4326",
        "bbox": [-180, -90, 180, 90],
        "recipe": "tests/recipes/boundaries.py on the admin-1 layer 4.1.0 as QGIS ships it (world_map.gpkg): country polygons are "
        "unions of admin-1 areas; shapely.coverage_simplify, finer around Ukraine and in Virginia and Florida; ISO 3166 codes matched by name with iso-codes; "
        "names of Ukrainian, Russian and Belarusian areas and of countries, English names of others, and the regions of Italy, "
        "Spain, France, Belgium and Iraq as unions of their provinces from the hand-made tables beside the recipe; points of "
        "countries and larger divisions are those of GeoNames (geonames.org, CC BY 4.0; points.csv beside the recipe), where they "
        "lie inside or at most 0.3 degrees off an archipelago; elsewhere the centroid, or a point inside.",
        "caveats": "Crimea and Sevastopol are part of Ukraine here (UN General Assembly resolution 68/262); Natural Earth draws them "
        "in Russia. Elsewhere the de facto lines of Natural Earth stand; the Spratly Islands and the Siachen Glacier are left out. "
        "In Ukraine, Belarus, Moldova and Russia's border oblasts the edges are those of Natural Earth; elsewhere they lie mostly within "
        "7 km of them, at narrow spits and bays up to 30 km. Names that a party uses for an "
        "area (such as DNR) are spellings to recognise, not a statement on status. An id in lower case (ne:MD-camenca) marks an "
        "area whose ISO 3166-2 code is not known.",
    }
    with write_whole(OUT.with_name(OUT.name + ".source.json")) as file:
        file.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
