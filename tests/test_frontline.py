"""Front lines: recognised by content, parsed strictly, gated against broken days; the real datasets where they are at hand."""

from __future__ import annotations

import csv
import json
import warnings
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import box, mapping

from geo.catalog import shipped
from geo.errors import FrontLineError, FrontLineWarning
from geo.frontline import read_frontline, settlement_timeline
from geo.frontline.days import day_in_fields, day_in_name
from geo.frontline.geojson import parse_geojson

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEEPSTATE = SHARED / "datasets" / "deepstate-daily"
needs_deepstate = pytest.mark.skipif(not DEEPSTATE.is_dir(), reason="needs ../shared/datasets/deepstate-daily")
SQUARE = box(36, 47, 38, 49)
ABOUT = {
    "name": "my map",
    "maker": "Me",
    "licence": "CC0-1.0",
    "attribution": "© Me",
    "coverage": {"text": "a square", "area": mapping(box(35, 46, 39, 50)), "other_side": "ua_held"},
}


def collection(*features, **members):
    rows = [{"type": "Feature", "properties": p, "geometry": None if g is None else mapping(g)} for g, p in features]
    return json.dumps({"type": "FeatureCollection", **members, "features": rows})


def write_days(folder, days):
    for day, shape in days.items():
        (folder / f"deepstatemap_data_{day}.geojson").write_text(collection((shape, {})))
    return folder


def parse(text):
    return parse_geojson(text if isinstance(text, bytes) else text.encode(), Path("x.geojson"))


# ---- recognising and reading


def test_a_folder_of_daily_files_is_recognised_and_dated_by_its_file_names(tmp_path):
    front = read_frontline(write_days(tmp_path, {"20240910": SQUARE, "20240911": SQUARE}))
    assert (front.name, front.maker, front.sides) == ("deepstate-daily", "DeepState", ("ru_held",))
    assert [(s.day, s.basis) for s in front.snapshots] == [
        (date(2024, 9, 10), "file name"),
        (date(2024, 9, 11), "file name"),
    ]
    assert front.coverage.area.covers(shapely.Point(37.18, 48.28))
    assert not front.coverage.area.covers(shapely.Point(35.26, 51.2))


def test_a_sidecar_beside_a_known_format_gives_name_maker_and_licence_and_says_so(tmp_path: Path) -> None:
    facts = {"name": "mine", "maker": "A small desk", "licence": "CC0-1.0", "max_age_days": 3}
    (tmp_path / "frontline.json").write_text(json.dumps(facts))
    (tmp_path / "2024-08-05.geojson").write_text(collection((SQUARE, {}), name="deepstatemap_data_20240805"))
    with pytest.warns(
        FrontLineWarning, match=r"^mine: its sidecar is followed for .*licence, maker, name.*; its ground is read as"
    ):
        front = read_frontline(tmp_path)
    assert (front.name, front.maker, front.licence) == ("mine", "A small desk", "CC0-1.0")
    assert (front.attribution, front.url) == ("A small desk", None)
    assert "deepstate-daily, which says itself what the sidecar's max_age_days would" in front.warnings[-1]
    (tmp_path / "frontline.json").write_text(json.dumps({"licence": 7}))
    with pytest.raises(FrontLineError, match="licence cannot be '7'; use text"):
        read_frontline(tmp_path)


def test_a_single_daily_file_is_read_and_renamed_ones_keep_the_day_of_their_name_member(tmp_path):
    file = tmp_path / "renamed.json"
    file.write_text(collection((SQUARE, {}), name="deepstatemap_data_20240805"))
    front = read_frontline(file)
    assert (front.name, front.first_day, front.snapshots[0].basis) == (
        "deepstate-daily",
        date(2024, 8, 5),
        "name field",
    )


def test_features_with_sides_and_days_are_grouped_by_day_and_side(tmp_path):
    file = tmp_path / "mine.geojson"
    rows = [
        (box(36, 47, 36.1, 47.1), {"side": "RU", "day": "2024-09-10"}),
        (box(30, 47, 30.1, 47.1), {"side": "ua_held", "date": "2024-09-11"}),
    ]
    file.write_text(collection(*rows))
    (tmp_path / "mine.geojson.frontline.json").write_text(json.dumps(ABOUT))
    front = read_frontline(file)
    assert (front.name, front.sides, front.coverage.text) == ("my map", ("ru_held", "ua_held"), "a square")
    assert [sorted(s.areas) for s in front.snapshots] == [["ru_held"], ["ua_held"]]


def test_a_dataset_without_a_sidecar_speaks_only_of_what_it_draws_and_warns_once(tmp_path):
    (tmp_path / "2024-09-10.geojson").write_text(collection((SQUARE, {"side": "RU"})))
    with pytest.warns(FrontLineWarning, match=r"no frontline\.json") as caught:
        front = read_frontline(tmp_path)
    assert len(caught) == 1
    assert front.coverage.area is None
    assert front.licence == "not stated"


def test_a_sidecar_may_name_countries_as_coverage_and_a_side_for_all_features(tmp_path):
    about = {**ABOUT, "side": "ru_held", "coverage": {"countries": ["UA"]}}
    (tmp_path / "frontline.json").write_text(json.dumps(about))
    (tmp_path / "2024-09-10.geojson").write_text(collection((SQUARE, {})))
    front = read_frontline(tmp_path)
    assert front.coverage.text == "UA"
    assert front.coverage.area.covers(shapely.Point(30.5, 50.4))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"side": "blue"}, "side cannot be 'blue'"),
        ({"coverage": {"countries": ["XX"]}}, "countries cannot be 'XX'"),
        ({"coverage": {"area": {"type": "Point", "coordinates": [1, 2]}}}, "has no polygon"),
        ({"coverage": {"text": "somewhere"}}, "names neither countries nor an area"),
        ({"max_age_days": -1}, "max_age_days cannot be '-1'"),
        ({"colour": "red"}, "unknown field 'colour'"),
    ],
)
def test_a_wrong_sidecar_is_refused_by_field_and_value(tmp_path, change, words):
    (tmp_path / "frontline.json").write_text(json.dumps({**ABOUT, **change}))
    (tmp_path / "2024-09-10.geojson").write_text(collection((SQUARE, {"side": "RU"})))
    with pytest.raises(FrontLineError, match=words):
        read_frontline(tmp_path)


def test_a_missing_path_an_empty_folder_and_an_unknown_kind_are_refused(tmp_path):
    with pytest.raises(FrontLineError, match="does not exist"):
        read_frontline(tmp_path / "nowhere")
    with pytest.raises(FrontLineError, match="holds no front-line file"):
        read_frontline(tmp_path)
    with pytest.raises(FrontLineError, match="use one of: deepstate-daily, "):
        read_frontline(tmp_path, kind="nobody")


def test_a_feature_without_side_or_day_is_named(tmp_path):
    file = tmp_path / "mine.geojson"
    file.write_text(collection((SQUARE, {"side": "RU", "day": "2024-09-10"}), (SQUARE, {"day": "2024-09-10"})))
    with pytest.raises(FrontLineError, match=r"features\[1\] names no side"):
        read_frontline(file)
    file.write_text(collection((SQUARE, {"side": "RU", "date": "yesterday"})))
    with pytest.raises(FrontLineError, match=r"features\[0\] gives no day"):
        read_frontline(file)


def test_progress_is_told_for_every_file(tmp_path):
    told = []
    read_frontline(
        write_days(tmp_path, {"20240910": SQUARE, "20240911": SQUARE}), progress=lambda *step: told.append(step[1:])
    )
    assert told == [(0, 2), (1, 2), (2, 2)]


# ---- quality gates


def test_an_empty_day_and_a_file_without_a_day_are_left_out_with_one_python_warning(tmp_path):
    write_days(tmp_path, {"20240910": SQUARE, "20240912": SQUARE})
    (tmp_path / "deepstatemap_data_20240911.geojson").write_text(collection())
    (tmp_path / "deepstatemap_data_latest.geojson").write_text(collection((SQUARE, {})))
    with pytest.warns(FrontLineWarning) as caught:
        front = read_frontline(tmp_path)
    assert len(caught) == 1
    assert len(front.warnings) == 2
    assert [s.day.day for s in front.snapshots] == [10, 12]


def test_a_folder_without_any_readable_snapshot_is_refused(tmp_path):
    for day in (10, 11):
        (tmp_path / f"deepstatemap_data_202409{day}.geojson").write_text('{"type": "FeatureCollection", "feat')
    with pytest.raises(FrontLineError, match="holds no readable snapshot"):
        read_frontline(tmp_path)


SMALL, LARGE = box(36, 47, 37, 49), SQUARE
NEWS = box(36, 47, 38.005, 49)
"""LARGE and 83 km² more."""


@pytest.mark.parametrize(
    ("shapes", "kept"),
    [
        ([LARGE, LARGE, SMALL, LARGE], [1, 2, 4]),  # a cut file looks like a liberation
        ([LARGE, LARGE, SMALL, SMALL], [1, 2, 3, 4]),  # confirmed by the next
        ([LARGE, LARGE, SMALL], [1, 2]),  # nothing confirms the last
        ([SMALL, LARGE, LARGE], [2, 3]),  # a broken first day
        ([LARGE, NEWS, NEWS], [1, 2, 3]),  # so much in a day is news
        ([LARGE, NEWS, LARGE], [1, 3]),  # but it does not come and go
    ],
)
def test_a_jump_in_area_counts_only_when_the_next_snapshot_confirms_it(tmp_path, shapes, kept):
    write_days(tmp_path, {f"2024090{n}": shape for n, shape in enumerate(shapes, 1)})
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        front = read_frontline(tmp_path)
    assert [s.day.day for s in front.snapshots] == kept
    assert bool(front.warnings) == (len(kept) != len(shapes) or shapes[2:] == [SMALL, SMALL])


# ---- days


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("deepstatemap_data_20240805.geojson", date(2024, 8, 5)),
        ("2024-09-10.json", date(2024, 9, 10)),
        ("map_2024_09_10_v2.geojson", date(2024, 9, 10)),
        ("120240910.geojson", None),
        ("20241399.geojson", None),
        ("latest.geojson", None),
    ],
)
def test_the_day_in_a_file_name(name, day):
    assert day_in_name(name) == day


def test_a_field_that_is_no_iso_day_gives_none():
    assert day_in_fields({"date": "2024-09-10T03:00:00Z"}) == date(2024, 9, 10)
    assert [day_in_fields({"day": d}) for d in ("2024-02-31", "31/12/24", 20240910, None)] == [None] * 4


# ---- GeoJSON


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: ("{" + t).encode("utf-8", "replace")))
def test_no_bytes_raise_anything_but_a_front_line_error(data):
    with suppress(FrontLineError):
        assert parse_geojson(data, Path("x.geojson")).features is not None


RING = [[36, 47], [38, 47], [38, 49], [36, 49], [36, 47]]


@given(st.sampled_from(["36", True, None, [1], {}, float("inf")]), st.integers(0, 4), st.integers(0, 1))
def test_a_coordinate_that_is_no_finite_number_is_refused_by_feature(value, position, axis):
    ring = [list(pair) for pair in RING]
    ring[position][axis] = value
    polygon = {"type": "Polygon", "coordinates": [ring]}
    text = json.dumps({"type": "Feature", "properties": {}, "geometry": polygon})
    with pytest.raises(FrontLineError, match=r"features\[0\]|in features|unexpected character"):
        parse(text)


def test_heights_are_dropped_and_points_left_out():
    read = parse(collection((shapely.force_3d(SQUARE, 7), {}), (shapely.Point(36, 47), {"unit": "a brigade"})))
    assert len(read.features) == 1
    assert not read.features[0].area.has_z
    assert "1 of its features have no ground" in read.warnings[0]


def test_overlapping_parts_are_counted_once():
    overlapping = shapely.MultiPolygon([box(36, 47, 38, 49), box(37, 48, 39, 50)])
    assert parse(collection((overlapping, {}))).features[0].area.area == pytest.approx(7)


def test_swapped_axes_are_turned_with_a_warning():
    read = parse(collection((box(47, 36, 49, 38), {})))
    assert read.features[0].area.bounds == (36, 47, 38, 49)
    assert "lat, lon" in read.warnings[0]


def test_web_mercator_is_reprojected_when_named_and_refused_when_not():
    metres = shapely.transform(SQUARE, Transformer.from_crs(4326, 3857, always_xy=True).transform, interleaved=False)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    assert parse(collection((metres, {}), crs=crs)).features[0].area.bounds == pytest.approx(SQUARE.bounds)
    with pytest.raises(FrontLineError, match="look like metres"):
        parse(collection((metres, {})))


def test_a_crs_link_is_refused_without_being_followed():
    crs = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs"}}
    with pytest.raises(FrontLineError, match="links are not followed"):
        parse(collection((SQUARE, {}), crs=crs))


def test_deeply_nested_collections_end_in_a_plain_error():
    geometry = mapping(SQUARE)
    for _ in range(300):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    with pytest.raises(FrontLineError, match="nested too deeply"):
        parse(json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (b"<!DOCTYPE html><html>", "HTML page"),
        (b"<OGRVRTDataSource>", "OGR VRT"),
        (b"PK\x03\x04", "ZIP"),
        (b"[]", "JSON array"),
        (b"\x00\x01", "binary"),
    ],
)
def test_a_file_that_is_something_else_is_named_for_what_it_is(tmp_path, data, words):
    file = tmp_path / "x.geojson"
    file.write_bytes(data)
    with pytest.raises(FrontLineError, match=words):
        read_frontline(file)


# ---- settlements


HEADER = "place,lon,lat,radius_m,side,from,to,source\n"


def test_the_shipped_timeline_holds_a_town_by_source_and_day():
    timeline = settlement_timeline()
    sides = {h.source: h.side for h in timeline.at(date(2025, 2, 20)).holdings if h.place == "Chasiv Yar"}
    assert sides["DeepState map"] == "grey"
    assert sides["UAControlMap"] == "ru_held"
    assert timeline.coverage.area is None
    assert len({h.place for s in timeline.snapshots for h in s.holdings}) >= 40


def test_the_shipped_timeline_says_nothing_long_after_its_makers_were_read():
    timeline = settlement_timeline()
    assert timeline.at(date(2026, 9, 1)) is not None
    assert timeline.at(date(2999, 1, 1)) is None


def test_the_shipped_timeline_is_sorted_and_counted_as_its_sidecar_says():
    path, source = shipped("frontlines/settlements.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    keys = [(row["place"], row["source"], row["from"]) for row in rows]
    assert keys == sorted(keys)
    assert "not mark" in source.caveats


def test_a_settlement_table_of_ones_own_is_recognised_by_its_header(tmp_path):
    file = tmp_path / "towns.csv"
    file.write_text(HEADER + "Pokrovsk,37.18,48.28,2000,ua_held,2024-01-01,2024-12-31,me\n")
    with pytest.warns(FrontLineWarning, match=r"towns\.csv\.frontline\.json"):
        front = read_frontline(file)
    assert [len(s.holdings) for s in front.snapshots] == [1, 0]
    assert front.snapshots[1].day == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("X,37,48,2000,ru_held,2024-13-01,,me", "line 2: '2024-13-01' is no day"),
        ("X,37,148,2000,ru_held,2024-01-01,,me", "line 2: 148 is beyond 90"),
        ("X,nan,48,2000,ru_held,2024-01-01,,me", "line 2: 'nan' is no number"),
        ("X,37,48,2000,red,2024-01-01,,me", "line 2: the side 'red'"),
        ("X,37,48,2000,ru_held,2024-01-02,2024-01-01,me", "before it begins"),
        ("X,37,48,2000,ru_held,2024-01-01,,", "source is empty"),
        ("X,37,48,9,ru_held,2024-01-01,,me\nX,37,48,9,ua_held,2024-02-01,,me", "twice on 2024-02-01"),
    ],
)
def test_a_wrong_row_is_refused_by_line_and_value(tmp_path, row, words):
    file = tmp_path / "towns.csv"
    file.write_text(HEADER + row + "\n")
    with pytest.raises(FrontLineError, match=words):
        read_frontline(file)


# ---- the real snapshots


@pytest.fixture(scope="module")
def deepstate():
    if not DEEPSTATE.is_dir():
        pytest.skip("needs ../shared/datasets/deepstate-daily")
    return read_frontline(DEEPSTATE)


def test_all_769_real_snapshots_are_read_without_a_doubt(deepstate):
    assert (len(deepstate.snapshots), deepstate.warnings) == (769, ())
    assert (deepstate.first_day, deepstate.last_day) == (date(2024, 7, 8), date(2026, 8, 22))


@pytest.mark.parametrize(
    ("day", "km2"),
    [("2024-08-05", 109_515.2), ("2024-09-10", 109_951.4), ("2025-03-17", 112_433.7), ("2026-08-22", 116_995.5)],
)
def test_real_areas_agree_with_an_equal_area_projection(deepstate, day, km2):
    project = Transformer.from_crs(4326, 6933, always_xy=True).transform
    area = deepstate.at(date.fromisoformat(day)).areas["ru_held"]
    assert shapely.transform(area, project, interleaved=False).area / 1e6 == pytest.approx(km2, abs=0.06)


@given(st.dates(date(2024, 7, 1), date(2026, 12, 31)))
def test_at_never_looks_ahead_nor_further_back_than_a_week(deepstate, day):
    snapshot = deepstate.at(day)
    assert snapshot is None or 0 <= (day - snapshot.day).days <= 7
