"""GeoJSON of any make: every hostile file ends as its manifest says; columns, days and lines; KSE Institute's front lines."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import time
import warnings
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer
from pyproj.network import is_network_enabled, set_network_enabled
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping

from geo.errors import FrontLineError
from geo.frontline import KINDS, read_frontline
from geo.frontline.days import read_day
from geo.frontline.geojson import parse_document, parse_geojson
from geo.measure import area_km2

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile"
DAY = date(2024, 1, 1)
SQUARE = box(36, 47, 38, 49)
SQUARE_KM2 = 33187


def collection(*features, **members):
    rows = [
        {"type": "Feature", "properties": p, "geometry": g if g is None or isinstance(g, dict) else mapping(g)}
        for g, p in features
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": rows})


def parse(text):
    return parse_geojson(text if isinstance(text, bytes) else text.encode(), Path("x.geojson"))


def read(path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_frontline(path, **{"side": "ru_held", "day": DAY, **options})


def read_text(tmp_path, text, name="x.geojson", **options):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(file, **options)


def polygon(*ring):
    return {"type": "Polygon", "coordinates": list(ring)}


def ring(*positions):
    return [list(position) for position in positions]


# ---- the hostile files, each with what is right for it

# What is drawn in the end, in km² (None: no ground), and words that the warnings must have ("": none but the missing sidecar).
READ = {
    "ok": (SQUARE_KM2, ""),
    "ok_3d": (SQUARE_KM2, ""),
    "ok_bare_polygon": (SQUARE_KM2, ""),
    "ok_bare_feature": (SQUARE_KM2, ""),
    "ok_cw_winding": (SQUARE_KM2, ""),
    "ok_dup_points": (SQUARE_KM2, ""),
    "ok_bom": (SQUARE_KM2, ""),
    "ok_precision": (SQUARE_KM2, ""),
    "ok_seq": (SQUARE_KM2, "GeoJSONSeq.*2 features"),
    "ok_linestring": (None, "lines only"),
    "lon400": (SQUARE_KM2, r"features\[1\] had longitudes from 396 .*wrapped"),
    "unclosed": (SQUARE_KM2, r"features\[1\] had an unclosed ring, which was closed"),
    "bowtie": (16595, r"features\[0\] was repaired \(self-intersection\); its area went from .* to 16,595.4 km²"),
    "spike": (33151, r"features\[0\] was repaired"),
    "hole_outside": (42599, r"features\[0\] was repaired \(hole lies outside shell\); its area went from"),
    "hole_equals_shell": (None, r"features\[0\] .* encloses no ground and was left out"),
    "overlap_parts": (57515, "its area went from 65,732.1 to 57,515.4 km²"),
    "collinear": (SQUARE_KM2, r"features\[1\] .*encloses no ground and was left out"),
    "empty_coords": (SQUARE_KM2, r"features\[1\] has no coordinates and was left out"),
    "swapped": (SQUARE_KM2, "lat, lon and have been swapped"),
    "crs3857_labelled": (33091, "reprojected from EPSG:3857"),
    "crs_pulkovo": (1249, "reprojected from EPSG:28406"),
    "crs_null": (SQUARE_KM2, ""),
    "antimeridian": (24115, r"features\[0\] crosses 180 degrees and was cut there"),
    "antimeridian_360": (24115, "from 179 to 181, which were wrapped"),
    "pole": (3908573, ""),
    "missing_geometry": (SQUARE_KM2, r"features\[1\] has no geometry and was left out"),
    "null_properties": (SQUARE_KM2, ""),
    "many_vertices": (26067, ""),
    "many_holes": (32663, ""),
    "huge_property": (SQUARE_KM2, r"features\[0\] has a property of 1,000,000 characters"),
    "many_properties": (SQUARE_KM2, r"features\[0\] has 20,000 properties"),
    "mixed_props": (SQUARE_KM2, ""),
    "prop_geometry": (SQUARE_KM2, ""),
    "bad_date": (SQUARE_KM2, r"features\[0\] has an unknown day.*'2024-02-31'.*features\[1\].*features\[2\]"),
    "bigint": (SQUARE_KM2, ""),
    "xss_props": (SQUARE_KM2, ""),
    "formula_props": (SQUARE_KM2, ""),
    "bidi_props": (SQUARE_KM2, ""),
}
REFUSED = {
    "nan": r"character 284 in features\[1\].*NaN",
    "1e309": r"too large.* in features\[1\]",
    "null_coord": r"features\[1\].*no numbers \(null\)",
    "dms_coord": r"features\[1\].*no numbers \(text\)",
    "one_number": r"features\[1\] has a position of 1 numbers",
    "bool_coord": r"features\[1\].*no numbers \(a boolean\)",
    "two_point_ring": r"features\[1\] has a ring of fewer than 4",
    "zero_area": r"features\[1\] has a ring that is a single point",
    "wrong_nesting": r"features\[1\].*not nested",
    "too_deep_nesting": r"features\[1\].*not nested",
    "empty_ring": r"features\[1\] has an empty ring",
    "crs3857_unlabelled": "look like metres",
    "crs_bogus": "unknown CRS 'EPSG:999999'",
    "crs_url": "links are not followed",
    "missing_type": 'no "type"',
    "missing_features": "has no features",
    "features_object": "no list \\(an object\\)",
    "feature_is_string": r"features\[1\] is no GeoJSON feature but text",
    "curve": r"features\[1\].*'CurvePolygon'",
    "whitespace": "is empty",
    "truncated": "cut off",
    "trailing_garbage": "more text follows",
    "concatenated": "more text follows",
    "json_array": "JSON array",
    "utf16": "UTF-16",
    "cp1251": "not UTF-8 text",
    "nul_bytes": "control character",
    "dup_keys": r"features\[0\] gives the key 'a' twice",
    "deep_props": "nested too deeply",
    "polyglot_vrt": "OGR VRT",
    "lfs_pointer": "Git LFS pointer",
    "gzip": "gzip",
    "gzip_bomb": "gzip",
    "esrijson": "Esri JSON",
}


def hostile_rows():
    if not HOSTILE.is_dir():
        return []
    rows = csv.DictReader((HOSTILE / "manifest.csv").read_text("utf-8").splitlines())
    return [(row["file"][3:-8], row["verdict"]) for row in rows if row["file"].startswith("gj_")]


def test_every_row_of_the_manifest_has_its_expectation(shared):
    assert shared.is_dir()
    named = dict(hostile_rows())
    assert set(named) == set(READ) | set(REFUSED)
    assert {name for name, verdict in named.items() if verdict == "reject"} == set(REFUSED)


@pytest.mark.parametrize(("name", "verdict"), hostile_rows())
def test_a_hostile_file_ends_as_its_manifest_says(name, verdict):
    path, started = HOSTILE / f"gj_{name}.geojson", time.process_time()
    if verdict == "reject":
        with pytest.raises(FrontLineError, match=f"gj_{name}.*{REFUSED[name]}") as caught:
            read(path)
        assert "\n" not in str(caught.value)
    else:
        size, words = READ[name]
        front = read(path)
        doubts = " | ".join(doubt for doubt in front.warnings if "frontline.json" not in doubt)
        assert re.search(words, doubts) if words else doubts == ""
        drawn = [area for snapshot in front.snapshots for area in snapshot.areas.values()]
        assert [round(area_km2(area)) for area in drawn] == ([] if size is None else [size])
    assert time.process_time() - started < 5


def test_a_line_file_of_the_hostile_ones_gives_the_line(shared):
    front = read(shared / "hostile" / "gj_ok_linestring.geojson")
    assert front.snapshots[0].lines.equals(LineString([(36, 47), (38, 47), (38, 49)]))


# ---- text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"type": "Polygon", "type": "Polygon", "coordinates": []}', "x.geojson gives the key 'type' twice"),
        ('{"type": "Feature", "properties": {"\\u0061": 1, "a": 2}, "geometry": null}', "key 'a' twice"),
        (collection((SQUARE, {}), (SQUARE, {"a": {"b": 1}})).replace('{"b": 1}', '{"b": 1, "b": 1}'), r"features\[1\]"),
        (collection((SQUARE, {}), (SQUARE, {"k": 9})).replace("9}", "nul}"), r"in features\[1\]"),
        (collection((SQUARE, {}))[:-20], "cut off"),
        (collection((SQUARE, {})) + collection((SQUARE, {})), "more text follows"),
        (collection((SQUARE, {})) + "\n" + collection((SQUARE, {})), "more text follows"),
        ('{"a":' * 20_000 + "1" + "}" * 20_000, "nested too deeply"),
        (collection((SQUARE, {"name": "Херсон"})).encode("cp1251", "replace").replace(b"\\u", b"\xd5"), "not UTF-8"),
        (collection((SQUARE, {})).encode("utf-16-le"), "UTF-16"),
        ('{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}', "GDALG"),
        ('{"type": "Topology", "objects": {}}', "TopoJSON"),
        ('{"geometryType": "esriGeometryPolygon", "features": []}', "Esri JSON"),
        ('{"type": "FeatureCollection", "features": [{"type": "Polygon", "coordinates": []}]}', r"features\[0\]"),
        ('{"type": "FeatureCollection", "features": [null]}', r"features\[0\] is no GeoJSON feature but null"),
    ],
)
def test_a_text_that_is_not_one_plain_geojson_is_refused(text, words):
    with pytest.raises(FrontLineError, match=words):
        parse(text)


@pytest.mark.parametrize("value", ['"a": 1', '\\"', "{", '"}', "\\\\"])
def test_quotes_and_braces_in_texts_are_no_keys(value):
    name = parse(collection((SQUARE, {"name": value, "coordinates": [{"a": 1}, {"a": 2}]}))).features[0].properties
    assert name["name"] == value


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\n\n", "\n\x1e"])
def test_lines_of_features_are_read_as_one_collection_with_a_doubt(tmp_path, mark):
    lines = [
        json.dumps({"type": "Feature", "properties": {}, "geometry": mapping(box(x, 47, x + 1, 48))}) for x in (36, 37)
    ]
    front = read_text(tmp_path, ("\x1e" if "\x1e" in mark else "") + mark.join(lines) + "\n")
    assert front.snapshots[0].areas["ru_held"].area == 2
    assert any("GeoJSONSeq" in doubt for doubt in front.warnings)


def test_a_loaded_document_is_parsed_and_left_as_it_was():
    document = {"type": "Polygon", "coordinates": [ring((36, 47), (38, 47), (38, 49))]}
    found = parse_document(document, Path("x.json"))
    assert found.features[0].area.area == 2
    assert len(document["coordinates"][0]) == 3


def test_text_in_another_encoding_is_read_when_it_is_named(tmp_path):
    text = collection((SQUARE, {"сторона": "RU"})).encode().decode("unicode_escape").encode("cp1251")
    front = read_text(tmp_path, text, side=None, side_column="сторона", encoding="cp1251")
    assert front.sides == ("ru_held",)
    with pytest.raises(FrontLineError, match="no text encoding 'klingon'"):
        read_text(tmp_path, text, encoding="klingon")


def test_compressed_text_is_told_and_never_unpacked(tmp_path):
    with pytest.raises(FrontLineError, match="gzip-compressed"):
        read_text(tmp_path, gzip.compress(b"0" * 10**7))


# ---- geometry


def test_an_area_property_is_never_used():
    assert area_km2(parse(collection((SQUARE, {"Shape__Area": 1, "area": 2}))).features[0].area) > 33_000


@pytest.mark.parametrize(
    ("shape", "bounds_deg"),
    [
        (Polygon([(179, 60), (-179, 60), (-179, 62), (179, 62)]), 2),
        (Polygon([(-181, 60), (-179, 60), (-179, 62), (-181, 62)]), 2),
        (
            Polygon(
                [(178, 60), (182, 60), (182, 62), (178, 62)], [[(179, 60.5), (181, 60.5), (181, 61.5), (179, 61.5)]]
            ),
            4,
        ),
        (MultiPolygon([box(179, 60, 180, 62), box(-180, 60, -179, 62)]), 2),
    ],
)
def test_ground_across_180_degrees_lies_on_both_sides_of_it(shape, bounds_deg):
    area = parse(collection((shape, {}))).features[0].area
    assert area.bounds[0] == -180
    assert area.bounds[2] == 180
    holes = 2 if shape.geom_type == "Polygon" and shape.interiors else 0
    assert area.area == pytest.approx(bounds_deg * 2 - holes)


def test_a_ring_that_runs_round_the_pole_holds_the_pole():
    cap = Polygon([(lon, 80) for lon in (-150, -50, 50, 150)])
    read = parse(collection((cap, {})))
    assert area_km2(read.features[0].area) == pytest.approx(3.9e6, rel=0.02)
    assert "crosses 180 degrees" in read.warnings[0]


@pytest.mark.parametrize("lon", [700.0, 36e5])
def test_longitudes_beyond_any_turn_are_refused(lon):
    with pytest.raises(FrontLineError, match=r"features\[0\].*(beyond the Earth|look like metres)"):
        parse(collection((box(lon, 47, lon + 1, 48), {})))


def test_ground_in_iran_beside_ground_in_ukraine_is_doubted_and_left():
    read = parse(collection((SQUARE, {}), (box(47, 36, 49, 38), {})))
    assert read.features[1].area.bounds == (47, 36, 49, 38)
    assert "1 of its shapes, one at lon 47, lat 36" in read.warnings[0]
    assert parse(collection((SQUARE, {}), (box(43.5, 42, 44.5, 42.7), {}))).warnings == ()


def test_a_collection_of_areas_and_lines_gives_both():
    both = shapely.GeometryCollection([SQUARE, LineString([(36, 47), (37, 48)]), Point(36, 47)])
    read = parse(collection((both, {})))
    assert (len(read.features), len(read.lines), read.warnings) == (1, 1, ())


def test_a_scribble_is_refused_at_once_and_a_crossing_in_a_long_ring_repaired():
    # Steps of 0.381966 turns, the golden angle, cross nearly all the others.
    turns = [2.399963 * step for step in range(5_000)]
    started = time.process_time()
    with pytest.raises(FrontLineError, match=r"features\[0\] crosses itself some [0-9,]+ times"):
        parse(collection((Polygon([(37 + math.cos(turn), 48 + math.sin(turn)) for turn in turns]), {})))
    assert time.process_time() - started < 2
    bowtie = [(36, 47), (38, 49), (38, 47), *((38 - n / 1000, 49 + (n % 2) / 1000) for n in range(2_000))]
    assert "was repaired" in parse(collection((Polygon(bowtie), {}))).warnings[0]


def test_thousands_of_doubts_are_summed_up():
    open_ring = polygon(ring((36, 47), (38, 47), (38, 49)))
    doubts = parse(collection(*[(open_ring, {})] * 500)).warnings
    assert len(doubts) == 21
    assert doubts[-1] == "480 more such doubts about features"


# ---- reference systems


@pytest.mark.parametrize(
    "name",
    ["EPSG:3857", "urn:ogc:def:crs:EPSG::3857", "http://www.opengis.net/def/crs/EPSG/0/3857", "ESRI:102100"],
)
def test_a_named_crs_is_reprojected_wherever_it_stands(name):
    metres = shapely.transform(SQUARE, Transformer.from_crs(4326, 3857, always_xy=True).transform, interleaved=False)
    crs = {"type": "name", "properties": {"name": name}}
    for text in (collection((metres, {}), crs=crs), collection(({**mapping(metres), "crs": crs}, {}))):
        read = parse(text)
        assert read.features[0].area.bounds == pytest.approx(SQUARE.bounds)
        assert "were reprojected from" in read.warnings[0]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "WGS84", "urn:ogc:def:crs:EPSG::4326"])
def test_longitude_and_latitude_by_name_need_no_change(name):
    crs = {"type": "name", "properties": {"name": name}}
    assert parse(collection((SQUARE, {}), crs=crs)).warnings == ()


@pytest.mark.parametrize(
    "crs", ["EPSG:3857", {"type": "link"}, {"type": "url", "properties": {"url": "http://127.0.0.1:9"}}, 7]
)
def test_a_crs_that_is_no_name_is_refused_unfollowed(crs):
    with pytest.raises(FrontLineError, match="links are not followed"):
        parse(collection((SQUARE, {}), crs=crs))


def test_reprojecting_never_lets_grids_be_fetched_and_leaves_the_setting_alone(monkeypatch):
    seen = []
    monkeypatch.setattr(Transformer, "transform", lambda _, x, y: (seen.append(is_network_enabled()), (x, y))[1])
    before = is_network_enabled()
    set_network_enabled(active=True)
    try:
        parse(collection((SQUARE, {}), crs={"type": "name", "properties": {"name": "EPSG:4284"}}))
        assert (seen, is_network_enabled()) == ([False], True)
    finally:
        set_network_enabled(active=before)


# ---- sides and days


def test_columns_named_by_the_caller_give_sides_and_days(tmp_path):
    rows = [(SQUARE, {"who": "RU", "when": "10.09.2024"}), (box(30, 47, 32, 49), {"who": "ua_held", "when": 20240911})]
    front = read_text(tmp_path, collection(*rows), side=None, day=None, side_column="who", day_column="when")
    assert [(s.day.day, s.basis, *s.areas) for s in front.snapshots] == [
        (10, "field", "ru_held"),
        (11, "field", "ua_held"),
    ]


def test_the_side_and_the_day_given_hold_only_where_none_is_named(tmp_path):
    rows = [(SQUARE, {"side": "UA", "day": "2024-01-02"}), (box(30, 47, 32, 49), {"side": None})]
    front = read_text(tmp_path, collection(*rows))
    assert [(s.day, s.basis, *s.areas) for s in front.snapshots] == [
        (DAY, "given", "ru_held"),
        (date(2024, 1, 2), "field", "ua_held"),
    ]


def test_features_of_one_day_stay_together_wherever_each_has_its_day_from(tmp_path):
    rows = [(SQUARE, {"day": "2024-01-01"}), (box(30, 47, 32, 49), {})]
    snapshots = read_text(tmp_path, collection(*rows)).snapshots
    assert [(s.basis, s.areas["ru_held"].area) for s in snapshots] == [("field", 8)]


def test_a_value_that_is_no_side_is_told_with_all_values_of_its_column(tmp_path):
    rows = [(SQUARE, {"status": "RU"}), (SQUARE, {"status": "contested"}), (SQUARE, {"status": "liberated"})]
    words = r"features\[1\] has the status 'contested', which is no side; its values are 'RU', 'contested', 'liberated'\. Write"
    with pytest.raises(FrontLineError, match=words):
        read_text(tmp_path, collection(*rows), side_column="status")


@pytest.mark.parametrize("option", ["side_column", "day_column"])
def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path, option):
    with pytest.raises(FrontLineError, match=rf"no property 'wo' \({option}\); it has 'a', 'b'"):
        read_text(tmp_path, collection((SQUARE, {"a": 1, "b": 2})), **{option: "wo"})


@pytest.mark.parametrize("given", ["2024-02-31", "31/12/24", "yesterday", 5, True])
def test_an_impossible_day_is_unknown_and_told_by_feature(tmp_path, given):
    text = collection((SQUARE, {"date": given}))
    assert any(
        f"features[0] has an unknown day: its date {str(given)!r}" in w for w in read_text(tmp_path, text).warnings
    )
    with pytest.raises(FrontLineError, match=r"features\[0\] gives no day"):
        read_text(tmp_path, text, day=None)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-09-10", date(2024, 9, 10)),
        ("2024-09-10T23:59:00+03:00", date(2024, 9, 10)),
        ("2024/09/10 00:00:00+00", date(2024, 9, 10)),
        ("20240910", date(2024, 9, 10)),
        ("10.09.2024", date(2024, 9, 10)),
        ("1.9.2024", date(2024, 9, 1)),
        (1725926400, date(2024, 9, 10)),
        (1725926400000, date(2024, 9, 10)),
        ("1725926400000", date(2024, 9, 10)),
        ("31.02.2024", None),
        ("09/10/2024", None),
        ("2024-09-10x", None),
        (20240910, None),
        (True, None),
        (float("nan"), None),
        (10**30, None),
        ([2024], None),
    ],
)
def test_the_day_of_a_field(value, day):
    assert read_day(value) == day


def test_a_file_whose_only_ground_is_a_hole_shows_no_day(tmp_path):
    hollow = polygon(SQUARE.exterior.coords[:], SQUARE.exterior.coords[:])
    front = read_text(tmp_path, collection((hollow, {})))
    assert front.snapshots == ()
    assert any("encloses no ground and was left out" in doubt for doubt in front.warnings)
    with pytest.raises(FrontLineError, match="empty snapshot"):
        read_text(tmp_path, collection((Point(36, 47), {})))


# ---- lines


LINE = LineString([(36, 47), (37, 48)])


def test_a_file_of_lines_is_a_front_without_sides(tmp_path):
    front = read_text(tmp_path, collection((LINE, {}), (LINE, {"day": "2024-01-02"})), side=None)
    assert (front.sides, len(front.snapshots), front.coverage.area) == ((), 2, None)
    assert "line only" in front.coverage.text
    assert front.snapshots[0].lines.equals(LINE)
    assert not front.snapshots[0].areas


def test_lines_beside_areas_are_left_out_with_a_doubt(tmp_path):
    front = read_text(tmp_path, collection((SQUARE, {}), (LINE, {})))
    assert front.snapshots[0].lines is None
    assert any("1 lines beside its areas were left out" in doubt for doubt in front.warnings)


def test_a_line_across_180_degrees_is_cut_and_one_of_a_single_position_refused():
    read = parse(collection((LineString([(179, 60), (-179, 60)]), {})))
    assert read.lines[0].line.length == pytest.approx(2)
    with pytest.raises(FrontLineError, match=r"features\[0\] has a line of a single position"):
        parse(collection(({"type": "LineString", "coordinates": [[36, 47]]}, {})))


def test_kse_lines_are_recognised_dated_day_first_and_freed_of_other_features(tmp_path):
    for name in ("frontline_01022023", "frontline_28092022"):
        rows = [(shapely.force_3d(LINE), {"name": "Front line"}), (LINE, {"name": "Railway"})]
        (tmp_path / f"{name}.geojson").write_text(collection(*rows))
    front = read(tmp_path)
    assert (front.name, front.sides, "kse-lines" in KINDS) == ("kse-lines", (), True)
    assert [(s.day, s.basis) for s in front.snapshots] == [
        (date(2022, 9, 28), "file name"),
        (date(2023, 2, 1), "file name"),
    ]
    assert all(s.lines.equals(LINE) and not s.lines.has_z for s in front.snapshots)
    assert "1 of its features are not called" in front.warnings[0]


def test_a_renamed_kse_file_keeps_the_day_of_its_name_member(tmp_path):
    front = read_text(tmp_path, collection((LINE, {"name": "Front line"}), name="frontline_08032023"), day=None)
    assert (front.name, front.first_day, front.snapshots[0].basis) == ("kse-lines", date(2023, 3, 8), "name field")


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("frontline_31022023.geojson", (LINE, {"name": "Front line"}), "names no day"),
        ("frontline_08032023.geojson", (LINE, {"name": "Railway"}), 'no line that is called "Front line"'),
    ],
)
def test_a_kse_file_without_a_day_or_a_front_is_refused(tmp_path, name, row, words):
    with pytest.raises(FrontLineError, match=words):
        read_text(tmp_path, collection(row), name, day=None)


def test_the_real_kse_files_draw_the_front_through_the_donbas(shared):
    front = read(shared / "datasets" / "kse-frontline")
    assert [s.day for s in front.snapshots] == [date(2022, 9, 28), date(2023, 3, 8)]
    assert [len(s.lines.geoms) for s in front.snapshots] == [12, 10]
    assert all(s.lines.distance(Point(37.6, 48.0)) < 0.3 for s in front.snapshots)
    assert [doubt for doubt in front.warnings if "the day given" not in doubt] == []
