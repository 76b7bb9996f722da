"""Shapefiles, GeoPackages, FlatGeobuf, GeoParquet, TopoJSON and ISW's layers: read as GDAL reads good ones, refused where they lie."""

from __future__ import annotations

import json
import sqlite3
import struct
import sys
import tempfile
import time
import tracemalloc
import warnings
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.checks.ground import ask
from geo.errors import FrontLineError, FrontLineWarning, MissingExtra
from geo.frontline import read_frontline
from geo.frontline.drawn import MAX_POINTS, to_geojson
from geo.frontline.isw_layers import day_of_layer, kind_of
from geo.frontline.projections import read_crs
from geo.frontline.rings import WrongCoordinates
from geo.frontline.shapes import parts_in_zip, polygons_of_rings, read_shapefile
from geo.frontline.wkb import read_wkb
from geo.measure import area_km2
from geo.records import Place

SHARED = Path(__file__).resolve().parents[2] / "shared"
HOSTILE, DATASETS = SHARED / "hostile", SHARED / "datasets"
needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason="needs ../shared/hostile")
needs_isw = pytest.mark.skipif(not (DATASETS / "isw-2026").is_dir(), reason="needs ../shared/datasets")
DAY = date(2024, 9, 10)
SQUARE = box(36, 47, 38, 49)
HOLED = Polygon(box(30, 46, 34, 50).exterior.coords, [box(31, 47, 32, 48).exterior.coords])
WGS84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'


def read(path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FrontLineWarning)
        return read_frontline(path, **{"side": "RU", "day": DAY, **options})


def area_of(front, side="ru_held"):
    return front.snapshots[0].areas[side]


def refusal(path, **options):
    with pytest.raises(FrontLineError) as caught:
        read(path, **options)
    assert path.name in str(caught.value)
    return str(caught.value)


# ---- small files made by hand


def shp(rings, *, kind=5, points=None, length=None):
    positions = [xy for ring in rings for xy in ring]
    firsts = np.cumsum([0, *map(len, rings)])[:-1]
    body = struct.pack("<i4dii", kind, 0, 0, 0, 0, len(rings), len(positions) if points is None else points)
    body += struct.pack(f"<{len(firsts)}i", *firsts) + np.array(positions, dtype="<f8").tobytes()
    record = struct.pack(">ii", 1, len(body) // 2 if length is None else length) + body
    return header(len(record), kind) + record


def header(size, kind=5):
    return struct.pack(">i5ii", 9994, 0, 0, 0, 0, 0, (100 + size) // 2) + struct.pack("<ii8d", 1000, kind, *[0] * 8)


def shx(offset=50, words=64):
    return header(8) + struct.pack(">ii", offset, words)


def dbf(text=b"\xd5\xe5\xf0\xf1\xee\xed", rows=1, driver=0):
    head = struct.pack("<4BIHH17xB2x", 3, 124, 1, 1, rows, 65, 21, driver)
    return head + struct.pack("<11sc4xBB14x", b"name", b"C", 20, 0) + b"\r" + b" " + text.ljust(20) + b"\x1a"


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w") as archive:
        for suffix, content in parts.items():
            archive.writestr(f"a.{suffix}", content)
    return path


def whole(path, **changed):
    parts = {"shp": shp([clockwise(SQUARE)]), "shx": shx(), "dbf": dbf(), "prj": WGS84, "cpg": "1251", **changed}
    return zipped(path, **{suffix: content for suffix, content in parts.items() if content is not None})


def clockwise(polygon):
    return list(shapely.geometry.polygon.orient(polygon, -1).exterior.coords)


def counter(polygon):
    return list(shapely.geometry.polygon.orient(polygon, 1).exterior.coords)


def gpkg(path, blob, *, more="", layers=("t",), srs=4326):
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys(srs_name, srs_id, organization, organization_coordsys_id, definition);"
            "CREATE TABLE gpkg_contents(table_name, data_type); CREATE TABLE gpkg_geometry_columns(table_name, column_name, srs_id);"
            f"CREATE TABLE t(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, held TEXT, seen TEXT);{more}"
        )
        database.execute("INSERT INTO t(geom, name, held, seen) VALUES (?, 'Херсон', 'UA', '2024-05-01')", (blob,))
        for layer in layers:
            database.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (layer,))
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (layer, srs))
    database.close()
    return path


def blob_of(shape, tail=None):
    return b"GP\x00\x01" + struct.pack("<i", 4326) + (shapely.to_wkb(shape) if tail is None else tail)


def wkb_ring(count, *numbers):
    return struct.pack("<BIII", 1, 3, 1, count) + struct.pack(f"<{len(numbers)}d", *numbers)


def topology(**members):
    # Two squares that share an edge; the second uses it backwards.
    document = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [36, 47]},
        "arcs": [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 4], [2, 0], [0, -4], [-2, 0]]],
        "objects": {
            "map": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "arcs": [[[-1, -3]]]},
                    {"type": None},
                ],
            }
        },
        **members,
    }
    return json.dumps(document)


# ---- every hostile file as its manifest says


TELLS = {
    "shp_bad_shx.zip": ("corrupt", "features[0]"),
    "shp_huge_count.zip": ("2,147,483,647", "features[0]"),
    "shp_no_shp.zip": ("a.shp",),
    "shp_slip.zip": ("outside",),
    "gpkg_bad_wkb.gpkg": ("feature 1",),
    "gpkg_huge_wkb.gpkg": ("feature 1", "2,147,483,647"),
    "gpkg_nan_wkb.gpkg": ("feature 1", "not finite"),
    "gpkg_view.gpkg": ("view", "'v'"),
    "gpkg_truncated.gpkg": ("corrupt",),
    "not_sqlite.gpkg": ("not a database",),
}
WARNS = {
    "shp_no_prj.zip": "WGS84",
    "shp_no_shx.zip": "a.shx is missing",
    "shp_no_dbf.zip": "a.dbf is missing",
    "shp_prj_3857.zip": "off Africa",
}


@needs_hostile
@pytest.mark.parametrize("name", sorted(TELLS))
def test_a_hostile_file_is_refused_in_time_and_memory_with_file_and_feature_named(name):
    # Where the hostile archive would have its files, if its names were followed from a folder two deep.
    outside, start = Path(tempfile.gettempdir()), time.monotonic()
    before = set(outside.glob("a.*"))
    tracemalloc.start()
    message = refusal(HOSTILE / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert all(words in message for words in TELLS[name])
    assert time.monotonic() - start < 5
    assert peak < 60 * 2**20
    assert set(outside.glob("a.*")) == before


@needs_hostile
@pytest.mark.parametrize("name", sorted(WARNS))
def test_a_doubtful_shapefile_is_read_where_it_lies_and_warned_about(name):
    front = read(HOSTILE / name)
    assert area_of(front).bounds == (36, 47, 38, 49)
    assert any(WARNS[name] in doubt for doubt in front.warnings)


@needs_hostile
def test_the_sound_ones_among_the_hostile_are_read_without_a_doubt():
    for name in ("shp_ok.zip", "gpkg_ok.gpkg"):
        front = read(HOSTILE / name)
        assert area_of(front).bounds == (36, 47, 38, 49)
        assert [doubt for doubt in front.warnings if "frontline.json" not in doubt] == []


@needs_hostile
@pytest.mark.parametrize("name", ["shp_ok.zip", "shp_no_prj.zip", "shp_no_shx.zip"])
def test_attributes_in_windows_1251_come_out_in_cyrillic(name):
    assert "Херсон" in refusal(HOSTILE / name, side_column="name")


# ---- shapefiles


def test_a_shapefile_in_a_zip_is_read_as_gdal_reads_it(tmp_path):
    rows = gpd.GeoDataFrame(
        {"side": ["ru_held", "ua_held"], "day": ["2024-05-01"] * 2},
        geometry=[MultiPolygon([HOLED, box(31.2, 47.2, 31.8, 47.8)]), SQUARE],
        crs=4326,
    )
    pyogrio.write_dataframe(rows.to_crs(3857), tmp_path / "x.shp")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for part in tmp_path.glob("x.*"):
            if part.suffix != ".zip":
                archive.write(part, f"folder/{part.name}")
    front = read(tmp_path / "x.zip")
    assert front.snapshots[0].day == date(2024, 5, 1)
    assert area_of(front).symmetric_difference(rows.geometry[0]).area < 2e-5
    assert area_of(front, "ua_held").symmetric_difference(SQUARE).area < 2e-5


def test_a_loose_shapefile_is_read_with_its_companions_and_nothing_else(tmp_path):
    whole(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "a.dbf.vrt").write_text("<OGRVRTDataSource/>")
    (tmp_path / "a.zip").unlink()
    front = read(tmp_path / "a.shp")
    assert area_of(front).equals(SQUARE)
    assert [doubt for doubt in front.warnings if "frontline.json" not in doubt] == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"shp": shp([clockwise(SQUARE)], points=2**31 - 1)}, "2,147,483,647"),
        ({"shp": shp([clockwise(SQUARE)], length=9999)}, "beyond the end"),
        ({"shp": shp([clockwise(SQUARE)])[:150]}, "says it has 236 bytes"),
        ({"shp": shp([clockwise(SQUARE)], kind=31)}, "type 31"),
        ({"shp": shp([[(36, 47), (36, 49), (float("nan"), 49), (36, 47)]]), "shx": None}, "not finite"),
        ({"shp": b"\x00" * 200}, "does not begin"),
        ({"shp": None}, "a.shp"),
        ({"shx": shx(offset=2**31 - 1)}, "features[0]"),
        ({"shx": shx(offset=-5)}, "features[0]"),
        ({"dbf": dbf(rows=2**31)}, "for 1 shapes"),
        ({"dbf": dbf()[:70]}, "bytes"),
        ({"prj": 'BOUNDCRS[...PARAMETERFILE["x","http://example.org/x.gsb"]]'}, "asks for a file"),
        ({"prj": "not a system"}, "unknown CRS"),
    ],
)
def test_a_shapefile_that_lies_about_itself_is_refused(tmp_path, changed, words):
    assert words in refusal(whole(tmp_path / "a.zip", **changed))


@pytest.mark.parametrize(
    ("text", "cpg", "driver", "doubt"),
    [
        ("Херсон".encode("cp1251"), "1251", 0, None),
        ("Херсон".encode(), "UTF-8", 0, None),
        ("Херсон".encode("cp866"), None, 0x65, None),
        ("Херсон".encode("cp1251"), None, 0, "names no encoding"),
        ("Херсон".encode("cp1251"), "UTF-8", 0, "is not utf-8 as stated"),
    ],
)
def test_text_of_a_shapefile_comes_out_right_or_with_a_doubt(tmp_path, text, cpg, driver, doubt):
    path = whole(tmp_path / "a.zip", dbf=dbf(text, driver=driver), cpg=cpg)
    drawn = read_shapefile(parts_in_zip(path.read_bytes(), path)["a"], path, name="a")
    assert drawn.rows[0].properties == {"name": "Херсон"}
    assert [doubt in words for words in drawn.warnings] == ([True] if doubt else [])


def test_the_encoding_that_is_given_counts_and_must_fit(tmp_path):
    path = whole(tmp_path / "a.zip", dbf=dbf("Херсон".encode("koi8-u")), cpg=None)
    assert "'Херсон'" in refusal(path, side_column="name", encoding="koi8-u")
    assert "is not 'utf-8'" in refusal(path, encoding="utf-8")
    assert "is not 'rot13'" in refusal(path, encoding="rot13")


def test_holes_go_to_the_smallest_shell_around_them_whatever_their_order():
    lake, island, pond = box(31, 47, 33, 49), box(31.5, 47.5, 32.5, 48.5), box(31.8, 47.8, 32, 48)
    rings = [counter(pond), counter(lake), clockwise(box(30, 46, 34, 50)), clockwise(island), clockwise(SQUARE)]
    polygons = polygons_of_rings([np.array(ring) for ring in rings])
    built = MultiPolygon([Polygon(shell, holes) for shell, *holes in polygons])
    assert built.is_valid
    assert built.area == pytest.approx(16 - 4 + 1 - 0.04 + 4)


def test_rings_that_run_the_other_way_round_are_still_ground(tmp_path):
    assert area_of(read(whole(tmp_path / "a.zip", shp=shp([counter(SQUARE)])))).equals(SQUARE)


def test_a_ring_without_ground_is_left_out_with_a_doubt(tmp_path):
    front = read(whole(tmp_path / "a.zip", shp=shp([clockwise(SQUARE), [(30, 40), (30, 40)]]), shx=None))
    assert area_of(front).equals(SQUARE)
    assert any("fewer than 4 positions" in doubt for doubt in front.warnings)


def test_an_index_that_points_a_thousand_times_at_one_shape_is_bounded(tmp_path):
    circle = Point(36, 48).buffer(1, quad_segs=25_000)
    big = shp([clockwise(circle)])
    index = header(8 * 2000) + struct.pack(">ii", 50, (len(big) - 108) // 2) * 2000
    assert f"{MAX_POINTS:,}" in refusal(whole(tmp_path / "a.zip", shp=big, shx=index, dbf=None))


def test_several_layers_are_listed_and_one_can_be_chosen(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("north.shp", shp([clockwise(SQUARE)]))
        archive.writestr("south.shp", shp([clockwise(box(33, 45, 34, 46))]))
    assert "'north', 'south'" in refusal(path)
    assert "no layer 'west'" in refusal(path, layer="west")
    assert area_of(read(path, layer="south")).bounds == (33, 45, 34, 46)


def test_degrees_without_a_system_are_recognised_when_swapped_and_metres_are_refused(tmp_path):
    swapped = shp([clockwise(box(47, 36, 49, 38))])
    front = read(whole(tmp_path / "a.zip", shp=swapped, prj=None))
    assert area_of(front).bounds == (36, 47, 38, 49)
    metres = shp([clockwise(box(4.0e6, 5.9e6, 4.2e6, 6.2e6))])
    assert "metres" in refusal(whole(tmp_path / "b.zip", shp=metres, prj=None))


# ---- GeoPackage


def test_a_geopackage_is_read_as_gdal_reads_it(tmp_path):
    rows = gpd.GeoDataFrame({"who": ["RU", "UA"], "when": [date(2024, 5, 1)] * 2}, geometry=[HOLED, SQUARE], crs=4326)
    pyogrio.write_dataframe(rows.to_crs(32637), tmp_path / "x.gpkg")
    front = read(tmp_path / "x.gpkg", side_column="who", day_column="when")
    assert (front.name, front.snapshots[0].day, front.sides) == ("x", date(2024, 5, 1), ("ru_held", "ua_held"))
    assert area_of(front).symmetric_difference(HOLED).area < 2e-5


def test_columns_of_a_geopackage_name_side_and_day(tmp_path):
    front = read(gpkg(tmp_path / "x.gpkg", blob_of(SQUARE)), side_column="held", day_column="seen")
    assert (front.snapshots[0].day, front.sides) == (date(2024, 5, 1), ("ua_held",))
    assert "has no property 'nowhere'" in refusal(tmp_path / "x.gpkg", side_column="nowhere")


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        (wkb_ring(5, 36, 47), "more than its 16 bytes"),
        (wkb_ring(2**31 - 1), "2,147,483,647"),
        (wkb_ring(4, *[float("nan"), 47] * 4), "not finite"),
        (b"", "cut off"),
        (b"\x09\x00", "no well-known binary"),
        (struct.pack("<BI", 1, 10), "shape type 10"),
        (struct.pack("<BII", 1, 7, 1) * 50_000, "nested too deeply"),
    ],
)
def test_a_blob_that_lies_is_refused_and_its_feature_named(tmp_path, tail, words):
    message = refusal(gpkg(tmp_path / "x.gpkg", blob_of(None, tail)))
    assert "feature 1" in message
    assert words in message


def test_a_view_without_end_is_never_asked(tmp_path):
    view = "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS fid, geom FROM t, c;"
    start = time.monotonic()
    assert "'v' is a view" in refusal(gpkg(tmp_path / "x.gpkg", blob_of(SQUARE), more=view, layers=("v",)))
    assert time.monotonic() - start < 2


def test_a_table_named_like_a_command_is_only_a_name(tmp_path):
    odd = 't"; DROP TABLE t; --'
    quoted = odd.replace('"', '""')
    more = f'CREATE TABLE "{quoted}"(fid INTEGER PRIMARY KEY, geom BLOB);'
    path = gpkg(tmp_path / "x.gpkg", blob_of(SQUARE), more=more, layers=("t", odd))
    assert "draws no area" in refusal(path, layer=odd)
    assert area_of(read(path, layer="t")).equals(SQUARE)


def test_databases_that_are_cut_or_no_geopackages_say_so(tmp_path):
    path = gpkg(tmp_path / "x.gpkg", blob_of(SQUARE))
    (tmp_path / "cut.gpkg").write_bytes(path.read_bytes()[:9000])
    (tmp_path / "no.gpkg").write_bytes(b"GPKG" * 100)
    with sqlite3.connect(tmp_path / "other.gpkg") as database:
        database.execute("CREATE TABLE t(x)")
    database.close()
    assert "corrupt" in refusal(tmp_path / "cut.gpkg")
    assert "not a database" in refusal(tmp_path / "no.gpkg")
    assert "no GeoPackage" in refusal(tmp_path / "other.gpkg")


def test_a_broken_page_of_a_geopackage_is_noticed(tmp_path):
    data = bytearray(gpkg(tmp_path / "x.gpkg", blob_of(SQUARE)).read_bytes())
    data[-4096:] = b"\xff" * 4096
    (tmp_path / "bad.gpkg").write_bytes(data)
    assert "corrupt" in refusal(tmp_path / "bad.gpkg")


def test_a_geopackage_left_open_is_read_and_its_journal_is_not(tmp_path):
    path = gpkg(tmp_path / "x.gpkg", blob_of(SQUARE))
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = WAL")
    database.close()
    before = sorted(tmp_path.iterdir())
    front = read(path)
    assert area_of(front).equals(SQUARE)
    assert any("-wal" in doubt for doubt in front.warnings)
    assert sorted(tmp_path.iterdir()) == before


# ---- FlatGeobuf, GeoParquet, TopoJSON


@pytest.mark.parametrize("indexed", ["YES", "NO"])
def test_a_flatgeobuf_is_read_as_gdal_reads_it(tmp_path, indexed):
    shapes = [
        MultiPolygon([HOLED, box(35, 46, 35.5, 46.5)]),
        SQUARE,
        *(box(20 + x, 50, 20.5 + x, 51) for x in range(40)),
    ]
    rows = gpd.GeoDataFrame(
        {"side": ["ru_held", *["ua_held"] * 41], "n": range(42), "x": 0.5, "day": "2024-05-01"},
        geometry=shapes,
        crs=4326,
    )
    pyogrio.write_dataframe(rows.to_crs(3857), tmp_path / "x.fgb", SPATIAL_INDEX=indexed)
    front = read(tmp_path / "x.fgb")
    assert front.snapshots[0].day == date(2024, 5, 1)
    assert area_of(front).symmetric_difference(shapes[0]).area < 2e-5
    assert area_of(front, "ua_held").area == pytest.approx(4 + 40 * 0.5)


def test_every_cut_and_every_wrong_byte_of_a_flatgeobuf_ends_in_one_error_or_is_read(tmp_path):
    rows = gpd.GeoDataFrame({"side": ["RU", "UA"]}, geometry=[HOLED, SQUARE], crs=4326)
    pyogrio.write_dataframe(rows, tmp_path / "x.fgb")
    good, path = (tmp_path / "x.fgb").read_bytes(), tmp_path / "y.fgb"
    for at in range(8, len(good), 5):
        path.write_bytes(good[:at])
        assert "y.fgb" in refusal(path)
        path.write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        # Some wrong bytes are other coordinates; none may end in another kind of error.
        with suppress(FrontLineError):
            assert read(path).snapshots


def test_a_geoparquet_is_read_as_geopandas_reads_it(tmp_path):
    pytest.importorskip("pyarrow")
    rows = gpd.GeoDataFrame({"side": ["RU", "UA"], "day": [date(2024, 5, 1)] * 2}, geometry=[HOLED, SQUARE], crs=4326)
    rows.to_crs(3857).to_parquet(tmp_path / "x.parquet")
    front = read(tmp_path / "x.parquet")
    assert (front.snapshots[0].day, front.sides) == (date(2024, 5, 1), ("ru_held", "ua_held"))
    assert area_of(front).symmetric_difference(HOLED).area < 2e-5


def test_a_parquet_that_is_cut_or_draws_nothing_is_refused(tmp_path):
    pytest.importorskip("pyarrow")
    gpd.GeoDataFrame({"a": [1]}, geometry=[SQUARE], crs=4326).to_parquet(tmp_path / "x.parquet")
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "x.parquet").read_bytes()[:-20])
    gpd.pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "plain.parquet")
    assert "corrupt" in refusal(tmp_path / "cut.parquet")
    assert "names no geometry column" in refusal(tmp_path / "plain.parquet")


def test_without_pyarrow_the_extra_to_install_is_named(tmp_path, monkeypatch):
    (tmp_path / "x.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"frontline-mapper\[corpus\]"):
        read(tmp_path / "x.parquet")


def test_topojson_joins_shared_arcs_forwards_and_backwards(tmp_path):
    (tmp_path / "x.topojson").write_text(topology())
    assert area_of(read(tmp_path / "x.topojson")).equals(SQUARE)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"objects": {"m": {"type": "Polygon", "arcs": [[0, 99]]}}}, "uses the arc 99"),
        ({"objects": {"m": {"type": "Polygon", "arcs": [[-4]]}}}, "uses the arc -4"),
        ({"objects": {"m": {"type": "Polygon", "arcs": [[True]]}}}, "uses the arc True"),
        ({"objects": {"m": {"type": "Polygon", "arcs": [[0, 0]]}}}, "do not meet"),
        ({"objects": {"m": {"type": "Polygon", "arcs": [0]}}}, "not nested"),
        ({"objects": {"m": {"type": "Circle", "arcs": [0]}}}, "'Circle'"),
        ({"arcs": [[["36", "47"]]]}, "arcs[0]"),
        ({"arcs": 5}, "no list of arcs"),
        ({"transform": {"scale": [1]}}, "scale"),
        ({"objects": []}, "no objects"),
    ],
)
def test_a_topology_that_is_wrong_is_refused(tmp_path, members, words):
    (tmp_path / "x.topojson").write_text(topology(**members))
    assert words in refusal(tmp_path / "x.topojson")


def test_one_long_arc_used_again_and_again_is_bounded(tmp_path):
    arc = [[0, 0], *[[1, 0], [-1, 0]] * 1000]
    many = {"type": "MultiPolygon", "arcs": [[[0]]] * 1000}
    (tmp_path / "x.topojson").write_text(topology(arcs=[arc], objects={"m": many}))
    assert f"{MAX_POINTS:,}" in refusal(tmp_path / "x.topojson")


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb", "x.shp", "x.parquet", "x.zip"])
def test_another_file_under_such_a_name_is_told_by_its_content(tmp_path, name):
    (tmp_path / name).write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>")
    assert "VRT" in refusal(tmp_path / name)


@pytest.mark.parametrize(
    "shape", [HOLED, MultiPolygon([HOLED, SQUARE]), shapely.force_3d(HOLED), shapely.Point(35.5, 51.25)]
)
def test_well_known_binary_in_any_dialect_gives_the_shape(shape):
    for flavor in ("iso", "extended"):
        for order in (0, 1):
            read_back = shapely.geometry.shape(read_wkb(shapely.to_wkb(shape, flavor=flavor, byte_order=order)))
            assert read_back.equals(shapely.force_2d(shape))


def test_well_known_binary_of_the_wrong_parts_is_refused():
    with pytest.raises(WrongCoordinates, match="MultiPolygon of something else"):
        read_wkb(struct.pack("<BII", 1, 6, 1) + shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)])))


def test_a_system_by_its_code_or_its_text_is_the_same():
    text = read_crs(3857, Path("x")).to_wkt("WKT1_ESRI")
    assert read_crs(text, Path("x")).is_projected
    with pytest.raises(FrontLineError, match="unknown CRS"):
        read_crs(999_999, Path("x"))


# ---- ISW


@pytest.mark.parametrize(
    ("name", "side", "day"),
    [
        ("UkraineControlMapAO27APR2026", "ru_held", date(2026, 4, 27)),
        ("ClaimedRussianTerritoryinUkraineAPR272026", "claimed_ru", date(2026, 4, 27)),
        ("AssessedRussianAdvancesinUkraineMAY012025", "advance_ru", date(2025, 5, 1)),
        ("AssessedRussianInfiltrationAreasinUkraineAPR272026", "infiltration_ru", date(2026, 4, 27)),
        ("ClaimedUkrainianCounteroffensivesAPR272026", "claimed_ua", date(2026, 4, 27)),
        ("20220501_RussianAssessedCoTinUkraine", "ru_held", date(2022, 5, 1)),
        ("20220501_UkrainianReportedPartisanWarfare", "ignore", date(2022, 5, 1)),
        ("Kursk Incursion Ukrainian Advances in Russia January 05, 2025", "claimed_ua", date(2025, 1, 5)),
        ("Claimed Limit of Ukrainian Advance August 31, 2024", "claimed_ua", date(2024, 8, 31)),
        ("ロシア軍支配エリア", "ru_held", None),
    ],
)
def test_the_name_of_an_isw_layer_gives_side_and_day(name, side, day):
    assert (kind_of(name).side, day_of_layer(name)) == (side, day)


@pytest.mark.parametrize("name", ["map", "control", "Control_24_09_01", "deepstatemap_data_20240805", "countries"])
def test_other_names_are_no_layers_of_isw(name):
    assert kind_of(name) is None


def isw_zip(folder, outer, layer, shape):
    rows = gpd.GeoDataFrame({"Shape__Are": [1.0, 2.0]}, geometry=[shape, None], crs=4326).to_crs(3857)
    pyogrio.write_dataframe(rows, folder / f"{layer}.shp", geometry_type="Polygon")
    with zipfile.ZipFile(folder / outer, "w") as archive:
        for part in list(folder.glob(f"{layer}.*")):
            archive.write(part, part.name)
            part.unlink()


def test_isw_zips_take_status_and_day_from_the_name_inside(tmp_path):
    isw_zip(tmp_path, "one.zip", "UkraineControlMapAO01MAY2026", SQUARE)
    isw_zip(tmp_path, "2020-01-01.zip", "AssessedRussianAdvancesinUkraineMAY012026", box(34, 47, 36, 49))
    front = read_frontline(tmp_path)
    assert (front.name, front.sides, front.warnings) == ("isw", ("advance_ru", "ru_held"), ())
    assert [(s.day, s.basis) for s in front.snapshots] == [(date(2026, 5, 1), "layer name")]
    assert area_of(front).symmetric_difference(SQUARE).area < 2e-5
    assert "written consent" in front.licence
    assert "Critical Threats" in front.attribution


def test_nikkeis_merged_files_tell_their_layers_apart_by_a_property(tmp_path):
    names = ["ロシア軍支配エリア", "ウクライナ軍反撃エリア", "ロシア軍侵攻エリア"]
    squares = [SQUARE, box(30, 50, 31, 51), box(35, 47, 36, 48)]
    gpd.GeoDataFrame({"layer": names}, geometry=squares, crs=4326).to_file(tmp_path / "20230501.geojson")
    front = read_frontline(tmp_path / "20230501.geojson")
    assert (front.name, front.first_day) == ("isw", date(2023, 5, 1))
    assert front.sides == ("advance_ru", "claimed_ua", "ru_held")
    assert area_of(front, "claimed_ua").equals(squares[1])


def isw_week(folder, day, **layers):
    (folder / day).mkdir()
    for name, shape in layers.items():
        arc = {"type": "Polygon", "arcs": [[0]]}
        document = {"type": "Topology", "arcs": [list(map(list, shape.exterior.coords))], "objects": {"temp": arc}}
        (folder / day / f"{name}.topojson").write_text(json.dumps(document))


def test_a_week_without_the_control_map_says_nothing_about_the_rest_of_ukraine(tmp_path):
    isw_week(tmp_path, "2024-09-01", control_map=SQUARE, kursk_ukrainian_advance=box(35, 51.1, 35.4, 51.4))
    isw_week(tmp_path, "2024-09-08", kursk_ukrainian_advance=box(35, 51.1, 35.5, 51.4))
    kyiv = Place(id="x", name="Kyiv", kind="city", lon=30.5, lat=50.45, radius_m=5000.0, country="UA", admin1="Kyiv")
    with pytest.warns(FrontLineWarning, match="1 days without ISW's control map were left out; .* layer 'kursk'"):
        front = read_frontline(tmp_path)
    assert ask(front, kyiv, "UA", date(2024, 9, 2)).shown[0].standing == "held"
    kursk = read_frontline(tmp_path, layer="kursk")
    assert [s.day for s in kursk.snapshots] == [date(2024, 9, 1), date(2024, 9, 8)]
    assert ask(kursk, kyiv, "UA", date(2024, 9, 9)).shown == ()


def test_layers_of_isw_are_gated_each_against_its_own_days(tmp_path):
    for day in range(1, 6):
        control = box(30, 46, 30.1, 46.1) if day == 3 else SQUARE
        isw_week(tmp_path, f"2024-09-0{day}", control_map=control, kursk_ukrainian_advance=box(35, 51.1, 35.4, 51.4))
    with pytest.warns(FrontLineWarning):
        front = read_frontline(tmp_path)
    assert any("control: 2024-09-03" in doubt and "set aside" in doubt for doubt in front.warnings)
    assert [s.day.day for s in front.snapshots] == [1, 2, 4, 5]
    assert len(read_frontline(tmp_path, layer="kursk").snapshots) == 5


def test_a_layer_of_isw_can_be_chosen(tmp_path):
    isw_week(tmp_path, "2024-09-01", control_map=SQUARE, kursk_ukrainian_advance=box(35, 51.1, 35.4, 51.4))
    assert read_frontline(tmp_path, layer="kursk").sides == ("claimed_ua",)
    assert "has no layer 'south'; it has control, kursk" in refusal(tmp_path, layer="south")


@needs_isw
def test_the_claimed_ukrainian_advance_into_kursk_has_its_known_area():
    front = read(DATASETS / "isw-lemonde-topojson", layer="kursk")
    assert len(front.snapshots) == 47
    advance = front.at(date(2024, 9, 8)).areas["claimed_ua"]
    kursk = gpd.read_file(DATASETS / "boundaries" / "RU_kursk_osm.geojson").union_all()
    assert area_km2(advance.intersection(kursk)) == pytest.approx(1108, rel=1e-3)
    assert area_km2(advance) == pytest.approx(1117.0, abs=0.1)


@needs_isw
def test_isw_and_deepstate_agree_on_russian_held_ground_within_a_few_per_cent():
    deepstate = read_frontline(DATASETS / "deepstate-daily")
    for folder, day in (("isw-lemonde-topojson", date(2024, 9, 8)), ("isw-2026/zips", date(2026, 4, 27))):
        isw = read(DATASETS / folder).at(day).areas["ru_held"]
        theirs = deepstate.at(day).areas["ru_held"]
        assert area_km2(isw) == pytest.approx(area_km2(theirs), rel=0.04)
        assert isw.intersection(theirs).area > 0.96 * isw.union(theirs).area


@needs_isw
@pytest.mark.parametrize("path", sorted((DATASETS / "isw-2026" / "zips").glob("*.zip")), ids=lambda path: path.stem)
def test_shapefiles_of_isw_have_the_area_that_gdal_finds(path):
    ((name, parts),) = parts_in_zip(path.read_bytes(), path).items()
    drawn = read_shapefile(parts, path, name=name)
    ours = shapely.union_all([feature.area for feature in to_geojson(drawn, path).features])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = gpd.read_file(f"/vsizip/{path}").dropna(subset="geometry").to_crs(4326).make_valid().union_all()
    assert ours.symmetric_difference(theirs).area < 1e-9 * theirs.area


@needs_isw
@pytest.mark.parametrize("folder", ["boundaries", "bellingcat-civharm"])
def test_files_that_are_no_front_line_end_in_one_error(folder):
    for path in sorted((DATASETS / folder).iterdir()):
        with pytest.raises(FrontLineError) as caught:
            read_frontline(path)
        assert path.name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_changed_table_of_a_loose_shapefile_is_noticed_by_the_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.frontline.kept.WORTH_KEEPING_BYTES", 0)
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a.shp").write_bytes(shp([clockwise(SQUARE)]))
    (tmp_path / "a.dbf").write_bytes(dbf(b"ua_held"))
    assert read(tmp_path / "a.shp", side_column="name").sides == ("ua_held",)
    (tmp_path / "a.dbf").write_bytes(dbf(b"ru_held"))
    assert read(tmp_path / "a.shp", side_column="name").sides == ("ru_held",)
