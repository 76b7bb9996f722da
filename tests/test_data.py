"""What ships: every file has source, licence and the right hash; every coordinate lies where its row says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import shapely

from geo.article import read_articles
from geo.boundaries import read_boundaries
from geo.catalog import SIDECAR, data_folder, shipped
from geo.gazetteer.layers import ALIASES, CURATED, read_city_facts
from geo.records import AREA_KINDS, GEOMETRIES, PLACE_KINDS

DATA = data_folder()
FILES = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file() and SIDECAR not in path.name)
# Degrees, about 3 km north-south: what simplifying a border may have moved around the war, and 8 km elsewhere.
TOLERANCE = {"UA": 0.03, "RU": 0.03}
ELSEWHERE = 0.08


def rows_of(name: str) -> list[dict[str, str]]:
    with shipped(name)[0].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = [row for name in CURATED for row in rows_of(name)]


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_names_source_and_licence_and_is_unaltered(name: str) -> None:
    _, source = shipped(name)
    assert source.licence
    assert source.url.startswith("https://")


def test_no_sidecar_is_left_without_its_file() -> None:
    orphans = [path for path in DATA.rglob(f"*{SIDECAR}") if not path.with_name(path.name[: -len(SIDECAR)]).is_file()]
    assert orphans == []


def test_a_sidecar_counts_the_rows_of_its_table() -> None:
    for name in (*CURATED, ALIASES):
        sidecar = json.loads((DATA / (name + SIDECAR)).read_text("utf-8"))
        assert sidecar["rows"] == len(rows_of(name))


def test_the_boundaries_stay_under_five_megabytes_one_feature_a_line() -> None:
    path = DATA / "boundaries/world.geojson"
    assert path.stat().st_size <= 5_000_000
    ids = [feature["id"] for feature in json.loads(path.read_text("utf-8"))["features"]]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("row", [row for row in PLACES if row["admin1"]], ids=lambda row: row["id"])
def test_a_curated_place_lies_in_the_region_it_claims(row: dict[str, str]) -> None:
    (region,) = [
        area
        for area in read_boundaries().values()
        if (area.kind, area.country, area.name) == ("region", row["country"], row["admin1"])
    ]
    away = region.shape.distance(shapely.Point(float(row["lon"]), float(row["lat"])))
    assert away <= TOLERANCE.get(row["country"], ELSEWHERE)


def test_curated_places_use_the_vocabulary_and_name_their_sources() -> None:
    for row in PLACES:
        assert row["kind"] in PLACE_KINDS - {"region", "country"}, row["id"]
        assert row["geometry"] in GEOMETRIES, row["id"]
        assert row["source"], row["id"]
        assert 100 <= float(row["radius_m"]) <= 8_000_000, row["id"]


def test_curated_ids_are_unique_and_sorted_in_each_file() -> None:
    assert len({row["id"] for row in PLACES}) == len(PLACES)
    for name in CURATED:
        ids = [row["id"] for row in rows_of(name)]
        assert ids == sorted(ids)


def test_a_region_of_parts_names_boundaries_that_exist() -> None:
    parts = [part for row in rows_of("places/macro_regions.csv") for part in row["parts"].split("|") if part]
    assert set(parts) <= read_boundaries().keys()
    assert all(row["kind"] in AREA_KINDS for row in PLACES if row.get("parts"))


def test_every_alias_belongs_to_a_town_that_geonames_has() -> None:
    known = {str(city["geonameid"]): city["name"] for city in read_city_facts()}
    assert {row["geonames_id"] for row in rows_of(ALIASES)} <= known.keys()
    assert {known[row["geonames_id"]] for row in rows_of(ALIASES) if row["alias"] == "Artyomovsk"} == {"Bakhmut"}


def test_the_sample_articles_are_read_without_a_doubt_and_say_that_they_are_samples() -> None:
    articles = read_articles([DATA / "articles"], manifest=DATA / "articles/manifest.csv")
    assert [Path(article.source).suffix for article in articles] == [".txt", ".md", ".html"]
    for article in articles:
        assert article.published is not None
        assert "(Frontline sample)" in str(article.publisher)
        assert 250 <= len(article.text.split()) <= 450


def test_markdown_and_html_samples_carry_their_own_day() -> None:
    for name, day in (("2024-11-06-selydove.md", "2024-11-06"), ("2025-03-17-salient.html", "2025-03-17")):
        (article,) = read_articles([DATA / "articles" / name])
        assert (str(article.published), article.published_basis) == (day, "metadata")
