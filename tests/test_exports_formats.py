"""Files against their standards: KML 2.2 (OGC 07-147r2), GeoJSON (RFC 7946), GeoParquet 1.1."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from shapely.geometry import LinearRing, MultiPolygon, Polygon, box, shape

import geo
from geo import exports
from geo.records import Report

KML = "{http://www.opengis.net/kml/2.2}"
FEATURE = "name visibility open Snippet description TimeStamp TimeSpan styleUrl Style Region ExtendedData".split()
# Element -> its children in the order of the standard's schema; those of a document in any number.
ORDER: dict[str, list[str]] = {
    "kml": ["Document"],
    "Document": [*FEATURE, "Folder"],
    "Folder": [*FEATURE, "Placemark"],
    "Placemark": [*FEATURE, "Point", "LineString", "Polygon", "MultiGeometry"],
    "Style": ["IconStyle", "LabelStyle", "LineStyle", "PolyStyle"],
    "IconStyle": ["color", "colorMode", "scale", "heading", "Icon"],
    "Icon": ["href"],
    "LineStyle": ["color", "colorMode", "width"],
    "PolyStyle": ["color", "colorMode", "fill", "outline"],
    "TimeSpan": ["begin", "end"],
    "ExtendedData": ["Data"],
    "Data": ["displayName", "value"],
    "Point": ["extrude", "altitudeMode", "coordinates"],
    "LineString": ["extrude", "tessellate", "altitudeMode", "coordinates"],
    "Polygon": ["extrude", "tessellate", "altitudeMode", "outerBoundaryIs", "innerBoundaryIs"],
    "outerBoundaryIs": ["LinearRing"],
    "innerBoundaryIs": ["LinearRing"],
    "LinearRing": ["coordinates"],
}
# The metadata of a GeoParquet file, as the specification of version 1.1.0 describes them.
GEO: dict[str, Any] = {
    "type": "object",
    "required": ["version", "primary_column", "columns"],
    "properties": {
        "version": {"const": "1.1.0"},
        "primary_column": {"const": "geometry"},
        "columns": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["encoding", "geometry_types"],
                "properties": {
                    "encoding": {"const": "WKB"},
                    "geometry_types": {
                        "type": "array",
                        "uniqueItems": True,
                        "items": {"pattern": "^(Multi)?(Point|LineString|Polygon)$"},
                    },
                    "crs": {"type": "object"},
                    "edges": {"enum": ["planar", "spherical"]},
                    "orientation": {"const": "counterclockwise"},
                    "bbox": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}},
                    "covering": {
                        "type": "object",
                        "required": ["bbox"],
                        "properties": {"bbox": {"required": ["xmin", "ymin", "xmax", "ymax"]}},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def kml(sample_report: geo.Report) -> ElementTree.Element:
    return ElementTree.fromstring(exports.to_kml(sample_report))  # noqa: S314  our own


def with_shape(report: Report, drawn: Any) -> Report:
    """Return the report with its second claim drawn as a shape."""
    expression = replace(report.articles[0].expressions[0], geometry=drawn)
    return replace(report, articles=(replace(report.articles[0], expressions=(expression,)), *report.articles[1:]))


def test_elements_of_kml_come_in_the_order_of_the_standard(kml: ElementTree.Element) -> None:
    for element in kml.iter():
        known = ORDER.get(element.tag.removeprefix(KML), [])
        if not known and element.tag.removeprefix(KML) != "MultiGeometry":
            assert not len(element)
            continue
        ranks = [known.index(child.tag.removeprefix(KML)) for child in element] if known else []
        assert ranks == sorted(ranks), element.tag


def test_ids_styles_days_and_positions_of_kml_are_well_formed(kml: ElementTree.Element) -> None:
    ids = [element.get("id", "") for element in kml.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one, re.ASCII) for one in ids)
    assert {(one.text or "")[1:] for one in kml.iter(f"{KML}styleUrl")} <= set(ids)
    for span in kml.iter(f"{KML}TimeSpan"):
        days = [day.text or "" for day in span]
        assert days == sorted(days)
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days)
    for one in kml.iter(f"{KML}coordinates"):
        pairs = [tuple(map(float, pair.split(","))) for pair in (one.text or "").split()]
        assert all(len(pair) == 2 and abs(pair[0]) <= 180 and abs(pair[1]) <= 90 for pair in pairs)
    for colour in kml.iter(f"{KML}color"):
        assert re.fullmatch("[0-9a-f]{8}", colour.text or "")


@pytest.mark.parametrize("clockwise", [True, False])
def test_rings_of_kml_are_closed_and_run_counterclockwise_with_clockwise_holes(report: Report, clockwise: bool) -> None:
    outer = box(30, 45, 33, 48, ccw=not clockwise)
    drawn = Polygon(outer.exterior, [box(31, 46, 32, 47, ccw=clockwise).exterior])
    root = ElementTree.fromstring(exports.to_kml(with_shape(report, drawn)))  # noqa: S314  our own
    polygon = next(root.iter(f"{KML}Polygon"))
    for name, runs_left in (("outerBoundaryIs", True), ("innerBoundaryIs", False)):
        text = polygon.findtext(f"{KML}{name}/{KML}LinearRing/{KML}coordinates") or ""
        ring = [tuple(map(float, pair.split(","))) for pair in text.split()]
        assert ring[0] == ring[-1]
        assert LinearRing(ring).is_ccw is runs_left
    assert polygon.findtext(f"{KML}tessellate") == "1"


def test_geojson_keeps_to_its_standard(sample_report: geo.Report) -> None:
    told = json.loads(exports.to_geojson(sample_report))
    # RFC 7946: no crs (4), no member of a geometry or feature in a collection (7.1), rings (3.1.6), degrees (4).
    assert not {"crs", "coordinates", "geometries", "geometry", "properties"} & set(told)
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["geometry"] is None or set(feature["geometry"]) == {"type", "coordinates"}
        drawn = shape(feature["geometry"]) if feature["geometry"] else Polygon()
        for part in getattr(drawn, "geoms", [drawn]):
            if isinstance(part, Polygon) and not part.is_empty:
                assert part.exterior.is_ccw
                assert not any(ring.is_ccw for ring in part.interiors)
        if not drawn.is_empty:
            assert drawn.is_valid
            assert -180 <= drawn.bounds[0] <= drawn.bounds[2] <= 180
    assert len({feature["id"] for feature in told["features"]}) == len(told["features"])


@pytest.mark.parametrize("drawn", [box(30, 45, 33, 48, ccw=False), MultiPolygon([box(175, 60, 185, 61, ccw=False)])])
def test_geoparquet_says_how_its_rings_run_and_they_do(report: Report, tmp_path: Path, drawn: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import geopandas

    exports.write_geoparquet(with_shape(report, drawn), tmp_path / "claims.parquet")
    about = json.loads(parquet.read_schema(tmp_path / "claims.parquet").metadata[b"geo"])
    jsonschema.validate(about, GEO)
    column = about["columns"]["geometry"]
    assert (column["crs"]["id"], column["orientation"]) == ({"authority": "EPSG", "code": 4326}, "counterclockwise")
    shapes = geopandas.read_parquet(tmp_path / "claims.parquet").geometry
    polygons = [part for one in shapes for part in getattr(one, "geoms", [one]) if isinstance(part, Polygon)]
    assert polygons
    assert all(part.exterior.is_ccw for part in polygons)
    assert set(column["geometry_types"]) == set(shapes.geom_type)


def test_duckdb_and_shapely_agree_on_the_shapes(sample_report: geo.Report, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    exports.write_geoparquet(sample_report, tmp_path / "claims.parquet")
    asked = "SELECT article || '#' || claim, bbox.xmin, bbox.ymax, verdict FROM read_parquet(?) WHERE bbox IS NOT NULL"
    with duckdb.connect() as database:
        rows = database.execute(asked, [str(tmp_path / "claims.parquet")]).fetchall()
    told = {f["id"]: f for f in json.loads(exports.to_geojson(sample_report))["features"]}
    assert len(rows) == len(told)
    for name, west, north, verdict in rows:
        drawn = shape(told[name]["geometry"]) if told[name]["geometry"] else None
        assert verdict == told[name]["properties"]["verdict"]
        assert drawn is None or (west, north) == pytest.approx((drawn.bounds[0], drawn.bounds[3]), abs=1e-5)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return dict(json.loads((Path(geo.__file__).parent / "report.schema.json").read_text("utf-8")))


def test_the_schema_names_itself_and_explains_its_parts(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:frontline:geo-report:1"
    assert [name for name, part in schema["$defs"].items() if not part.get("description")] == []
    assert [name for name, part in schema["properties"].items() if not part.get("description")] == []
    for name in ("claim", "finding"):
        fields = schema["$defs"][name]["properties"]
        told = sum("description" in field for field in fields.values())
        assert told > len(fields) / 2


def in_finding(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told["articles"][0]["findings"][0]
    return found


DAMAGE: dict[str, Any] = {
    "verdict": lambda told: in_finding(told).update(verdict="true"),
    "verdict of a layer": lambda told: in_finding(told)["by_layer"][0].update(verdict="likely"),
    "reason": lambda told: in_finding(told).update(reason="because"),
    "check": lambda told: in_finding(told).update(check="guess"),
    "version": lambda told: told.update(schema="geo-report/2"),
    "stance": lambda told: told["articles"][0]["claims"][0].update(stance="true"),
    "member": lambda told: told.update(opinion="good"),
    "day": lambda told: told["articles"][0].update(published="10.09.2024"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_schema_refuses_what_no_report_says(report: Report, schema: dict[str, Any], damage: str) -> None:
    told = json.loads(exports.to_json(report))
    jsonschema.validate(told, schema)
    DAMAGE[damage](told)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema)
