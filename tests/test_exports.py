"""The open files: JSON by its schema, CSV safe in a spreadsheet, GeoJSON by RFC 7946."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from shapely.geometry import Polygon, shape

from geo import exports
from geo.errors import SourceError
from geo.records import Article, Expression, Reading, Report


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    return json.loads((files("geo") / "report.schema.json").read_text("utf-8"))


def in_article(report: Report, **changes: object) -> Report:
    """Return the report with its first reading changed."""
    return replace(report, articles=(replace(report.articles[0], **changes), *report.articles[1:]))


def test_json_fulfils_the_schema_that_ships(report: Report, schema: dict[str, object]) -> None:
    jsonschema.validate(json.loads(exports.to_json(report)), schema)


def test_an_empty_report_fulfils_the_schema_too(schema: dict[str, object]) -> None:
    jsonschema.validate(json.loads(exports.to_json(Report(generator="nothing"))), schema)


def test_the_schema_refuses_a_report_without_one_of_its_lists(report: Report, schema: dict[str, object]) -> None:
    told = json.loads(exports.to_json(report))
    del told["articles"][0]["findings"]
    with pytest.raises(jsonschema.ValidationError, match="findings"):
        jsonschema.validate(told, schema)


def test_json_keys_come_in_the_order_of_the_schema(report: Report, schema: dict[str, object]) -> None:
    told = json.loads(exports.to_json(report))
    article = told["articles"][0]
    definitions = schema["$defs"]
    assert list(told) == list(schema["properties"])
    assert list(article) == [key for key in definitions["article"]["properties"] if key != "text"]
    assert list(article["claims"][0]) == list(definitions["claim"]["properties"])
    assert list(article["mentions"][0]["place"]) == list(definitions["place"]["properties"])
    assert list(article["findings"][0]) == list(definitions["finding"]["properties"])


def test_the_schema_knows_the_words_of_the_records(schema: dict[str, object]) -> None:
    from geo import records

    definitions = schema["$defs"]
    assert set(definitions["claim"]["properties"]["type"]["enum"]) == records.CLAIM_TYPES
    assert set(definitions["claim"]["properties"]["stance"]["enum"]) == records.STANCES
    assert set(definitions["finding"]["properties"]["check"]["enum"]) == records.CHECKS
    assert set(definitions["finding"]["properties"]["reason"]["enum"]) == {*records.REASONS, None}
    assert set(definitions["place"]["properties"]["kind"]["enum"]) == records.PLACE_KINDS
    assert set(definitions["frontline"]["properties"]["sides"]["items"]["enum"]) == records.SIDES


def test_json_is_the_same_twice(report: Report) -> None:
    assert exports.to_json(report) == exports.to_json(replace(report))


def test_json_carries_the_text_of_an_extracted_article_only(report: Report) -> None:
    plain, extracted = json.loads(exports.to_json(report))["articles"]
    assert "text" not in plain
    assert extracted["text"] == "Nothing here."


def test_json_coordinates_have_at_most_seven_decimals(report: Report) -> None:
    place = json.loads(exports.to_json(report))["articles"][0]["mentions"][0]["place"]
    assert (place["lon"], place["lat"]) == (35.2722222, 51.1908333)


def test_numbers_that_json_does_not_know_become_null() -> None:
    assert exports.dump({"share": float("nan"), "most": float("inf")}) == '{"share": null, "most": null}'


def test_half_a_surrogate_pair_survives_json(report: Report) -> None:
    told = exports.to_json(replace(report, articles=(Reading(article=Article(text="\ud800!", extracted=True)),)))
    assert json.loads(told.encode("utf-8"))["articles"][0]["text"] == "\ud800!"


def rows_of(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports.to_csv(report), newline="")))


def test_csv_has_one_row_a_claim_with_its_verdict(report: Report) -> None:
    first, second = rows_of(report)
    assert (first["claim"], first["place"], first["verdict"], first["layer"]) == ("c1", "Sudzha", "no_data", "drawn")
    assert (first["from_day"], first["sources"]) == ("2024-08-06", "author > Kyiv")
    assert (second["claim"], second["place"], second["verdict"]) == ("c2", "50 km north-east of Sumy", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_csv_text_that_could_run_is_led_by_an_apostrophe(report: Report, start: str) -> None:
    claim = report.articles[0].claims[0]
    changed = replace(claim, quote=start + claim.quote[1:])
    assert rows_of(in_article(report, claims=(changed,)))[0]["quote"] == "'" + changed.quote


def test_csv_leaves_numbers_and_lone_signs_alone(report: Report) -> None:
    row = rows_of(report)[0]
    assert (row["polarity"], row["lon"]) == ("+", "35.2722222")


def test_geojson_draws_points_sectors_and_nothing(report: Report) -> None:
    unplaced = replace(report.articles[0].claims[0], id="c3", where=())
    told = json.loads(exports.to_geojson(in_article(report, claims=(*report.articles[0].claims, unplaced))))
    kinds = [feature["geometry"] and feature["geometry"]["type"] for feature in told["features"]]
    assert kinds == ["Point", "Polygon", None]
    assert told["features"][0]["properties"]["quote"] == report.articles[0].claims[0].quote


def test_geojson_names_licence_and_attribution_of_its_layers(report: Report) -> None:
    told = json.loads(exports.to_geojson(report))
    credit = {"name": "drawn", "maker": "The tests", "licence": "CC0-1.0", "attribution": "drawn by hand"}
    assert told["frontlines"] == [credit]


def test_geojson_rings_run_counterclockwise(report: Report) -> None:
    clockwise = Polygon([(35, 51), (35, 52), (36, 52), (36, 51)])
    expression: Expression = replace(report.articles[0].expressions[0], geometry=clockwise)
    told = json.loads(exports.to_geojson(in_article(report, expressions=(expression,))))
    assert shape(told["features"][1]["geometry"]).exterior.is_ccw


def test_gdal_reads_the_geojson(report: Report, tmp_path: Path) -> None:
    import geopandas

    exports.write_geojson(report, tmp_path / "claims.geojson")
    frame = geopandas.read_file(tmp_path / "claims.geojson")
    assert list(frame["claim"]) == ["c1", "c2"]
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("form", ["json", "csv", "geojson"])
def test_a_written_file_holds_what_the_text_says(report: Report, tmp_path: Path, form: str) -> None:
    write = {"json": exports.write_json, "csv": exports.write_csv, "geojson": exports.write_geojson}[form]
    write(report, tmp_path / "out")
    assert (tmp_path / "out").read_bytes().decode("utf-8") == exports.FORMATS[form](report)


def test_a_file_that_cannot_be_written_is_a_plain_error(report: Report, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot write"):
        exports.write_csv(report, tmp_path / "missing" / "claims.csv")
    assert list(tmp_path.iterdir()) == []
