"""The user's layers: any list of places becomes one, nothing is put where it is not, and no town stands twice."""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import cli
from geo.gazetteer import index, open_gazetteer
from geo.gazetteer.columns import count, kind_of, number
from geo.gazetteer.download import Patience
from geo.gazetteer.layers import Row
from geo.gazetteer.merge import join_twins, merge_layer
from geo.gazetteer.user import Layer, layer_name, layers_folder

VILLAGES = "name,name_uk,lat,lon,pcode\nRobotyne,Роботине,47.4440,35.8347,U1\nHrabske,Грабське,47.6,38.1,U2\n"
SUDZHA = Row(
    id="geonames:486816", name="Sudzha", kind="city", lon=35.271, lat=51.191, radius_m=1000.0, country="RU",
    admin1="Kursk Oblast", geometry="point", population=6_036, weight=6_036, names=("Суджа",),
)  # fmt: skip
QUICK = Patience(whole=5, read=0.5, pause=0.01)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder with data and cache folders of its own, and one shipped place."""
    monkeypatch.setattr(index, "layer_rows", lambda _progress=None: iter([SUDZHA]))
    monkeypatch.setattr(index, "layer_shapes", lambda: iter(()))
    monkeypatch.setenv("FRONTLINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str | bytes, name: str = "villages.csv") -> Path:
    """Return a new file with a text in it."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Path(name)


def added(text: str | bytes, name: str = "villages.csv", **wishes: Any) -> Layer:
    """Return the layer that a file makes."""
    (layer,) = geo.build_gazetteer(files=[written(text, name)], **wishes)
    return layer


def found(name: str) -> list[tuple[str, str | None, float, float]]:
    """Return id, division, lon and lat of the places that bear a name exactly."""
    places = open_gazetteer().look_up_all([name]).get(name, ())
    return [(place.id, place.admin1, place.lon, place.lat) for place in places]


def moved(**facts: Any) -> Row:
    """Return the row of Sudzha as another list might have it."""
    return SUDZHA._replace(**({"id": "user:x:1", "population": None, "weight": 0, "names": ()} | facts))


# -- reading lists ---------------------------------------------------------------------------------------------------

POINT = {"type": "Point", "coordinates": [35.8347, 47.444]}
SQUARE = {"type": "Polygon", "coordinates": [[[35.8, 47.4], [35.9, 47.4], [35.9, 47.5], [35.8, 47.5], [35.8, 47.4]]]}
MERCATOR = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}


def geojson(geometry: object = POINT, **top: object) -> str:
    """Return a FeatureCollection of Robotyne."""
    feature = {"type": "Feature", "geometry": geometry, "properties": {"name": "Robotyne", "alt_names": ["Роботине"]}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]} | top)


def geopackage(kind: str = "TABLE", srs: int = 4326) -> bytes:
    """Return a GeoPackage with Robotyne in a table or view."""
    path = Path("made.gpkg")
    path.unlink(missing_ok=True)
    shape = b"GP\0\1" + struct.pack("<i", srs) + struct.pack("<BIdd", 1, 1, 35.8347, 47.444)
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            "CREATE TABLE gpkg_contents (table_name, data_type); CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
            "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, name_uk TEXT);"
            "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, geom, name FROM t, c;"
        )
        layer = "v" if kind == "VIEW" else "t"
        made.execute("INSERT INTO t VALUES (1, ?, 'Robotyne', 'Роботине')", (shape,))
        made.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (layer,))
        made.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (layer, srs))
        made.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326)")
        made.commit()
    return path.read_bytes()


LISTS = {
    "a comma table": VILLAGES,
    "a byte order mark": "\ufeff" + VILLAGES,
    "UTF-16": VILLAGES.encode("utf-16"),
    "semicolons and decimal commas": "Назва;name;lon;lat\nРоботине;Robotyne;35,8347;47,444\n",
    "tabs": "settlement\tname_uk\tlatitude\tlongitude\nRobotyne\tРоботине\t47.444\t35.8347\n",
    "x and y": "title|y|x|alternatenames\nRobotyne|47.444|35.8347|Rabotino, Роботине\n",
    "WKT": 'name,name:uk,wkt\nRobotyne,Роботине,"POINT (35.8347 47.444)"\n',
    "GeoJSON": geojson(),
    "GeoJSON under another name, an area": geojson(SQUARE),
    "GeoJSON in metres": geojson({"type": "Point", "coordinates": [3989100.6, 6016700.0]}, crs=MERCATOR),
    "GeoJSON a line each": json.dumps(json.loads(geojson())["features"][0])
    + "\n"
    + json.dumps(json.loads(geojson())["features"][0]),
}


@pytest.mark.filterwarnings("ignore:.*reprojected")
@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_a_list_in_any_usual_form_is_found_by_both_names(content: str | bytes) -> None:
    added(content)
    for name in ("Robotyne", "Роботине"):
        ((_, admin1, lon, lat),) = found(name)
        assert (admin1, lon, lat) == (
            "Zaporizhzhia Oblast",
            pytest.approx(35.83, abs=0.03),
            pytest.approx(47.45, abs=0.03),
        )


def test_a_geopackage_is_read_without_asking_gdal() -> None:
    added(geopackage())
    assert found("Роботине")[0][1:] == ("Zaporizhzhia Oblast", 35.8347, 47.444)


def test_a_list_in_windows_1251_is_read_with_a_doubt() -> None:
    with pytest.warns(geo.SourceWarning, match="read as cp1251"):
        added("name,lat,lon\nРоботине,47.444,35.8347\n".encode("cp1251"))
    assert found("Роботине")


def test_columns_may_be_named() -> None:
    text = "n,alias,a,b,what,souls,where\nRobotyne,Rabotino,35.8347,47.444,depot of trains,500,UA\n"
    with pytest.warns(geo.SourceWarning, match="'depot of trains'"):
        added(text, name_column="n", alternate_columns=["alias"], lon_column="a", lat_column="b", kind_column="what",
              population_column="souls", country_column="where")  # fmt: skip
    (place,) = open_gazetteer().look_up("Rabotino")
    assert (place.name, place.kind, place.population, place.country) == ("Robotyne", "other", 500, "UA")


REFUSED = [
    ("", "is empty"),
    ("name,lat,lon\n", "no rows"),
    ("name,lat\nRobotyne,47.4\n", "longitude"),
    ("a,lat,lon\nRobotyne,47.4,35.8\n", "--name-column"),
    ("lat,lat,lon,name\n1,2,3,x\n", "two columns called 'lat'"),
    ('name,lat,lon\nA,47,35\n"B,47,35\nC,47,35\n', "line 3: a quotation mark"),
    ("name,lat,lon\nRobotyne,nan,35\n", "no row can be used: 1 without coordinates"),
    ("name,lat,lon\nNull Island,0,0\n", "1 at 0, 0"),
    ("name,lat,lon\n" + "x" * 200_000 + ",47,35\n", "longer than 120"),
    ("<html><body>Sign in</body></html>", "HTML page"),
    ("<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>", "VRT"),
    ("version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    (b"\x1f\x8b" + bytes(100), "gzip"),
    (b"\0\1\2\3" * 50, "binary"),
    (b"\xff\xd8\0\0\0" * 50, "binary"),
    ("\n \n".encode("utf-16"), "no rows"),
    ('{"type": "FeatureCollection", "features": [', "not whole GeoJSON"),
    ('{"type": "Topology"}', "'Topology'"),
    (geojson(crs={"type": "link", "properties": {"href": "http://127.0.0.1/"}}), "links are not followed"),
    (geojson(crs={"type": "name", "properties": {"name": "EPSG:999999"}}), "unknown CRS"),
    (geojson({"type": "Point", "coordinates": [36, "47"]}), "1 without a usable geometry"),
    (geojson({"type": "Point", "coordinates": [4_000_000, 6_000_000]}), "beyond 180 or 90"),
    (geojson() + geojson(), "another document|after document"),
]


@pytest.mark.parametrize(("content", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_a_file_that_is_no_list_is_one_plain_error_and_nothing_is_kept(content: str | bytes, message: str) -> None:
    with pytest.raises(geo.GazetteerError, match=message) as caught:
        added(content)
    assert "\n" not in str(caught.value)
    assert not layers_folder().exists()


@pytest.mark.parametrize("kind", ["VIEW", "cut short", "not SQLite"])
def test_a_bad_geopackage_is_refused_at_once(kind: str) -> None:
    data = {"VIEW": geopackage("VIEW"), "cut short": geopackage()[:5000], "not SQLite": b"name,lat,lon\n"}[kind]
    with pytest.raises(geo.GazetteerError, match=r"\.gpkg"):
        added(data, "bad.gpkg")


def test_a_geopackage_that_does_not_say_its_crs_is_refused() -> None:
    with pytest.raises(geo.GazetteerError, match="does not say its CRS"):
        added(geopackage(srs=-1), "odd.gpkg")


def test_rows_that_cannot_be_used_are_counted_once_with_their_lines() -> None:
    bad = ",47,35,\nA,,35,\nB,0,0,\nC,47,400,\nD,47\nE,35.8,47.4,UA\nF,55.7,37.6,UA\n"
    with pytest.warns(geo.SourceWarning) as caught:
        layer = added("name,lat,lon,country\nRobotyne,47.444,35.8347,UA\n" + bad)
    told = str(caught[0].message)
    assert (len(caught), layer.rows) == (1, 1)
    assert "7 of 8 rows were left out" in told
    for reason in ("name (line 3)", "degrees (line 4)", "0, 0 (line 5)", "90 degrees (line 6)", "heading (line 7)",
                   "swapped (line 8)", "country named (line 9)"):  # fmt: skip
        assert reason in told


def test_a_list_with_its_axes_exchanged_says_which_options_to_exchange() -> None:
    with pytest.raises(geo.GazetteerError, match="Exchange --lon-column and --lat-column"):
        added("name,lon,lat\nRobotyne,47.444,35.8347\n", country="UA")


def test_a_list_without_a_country_that_would_fit_the_war_exchanged_is_read_with_a_doubt() -> None:
    with pytest.warns(geo.SourceWarning, match="look exchanged"):
        added("name,lon,lat\nRobotyne,47.444,35.8347\n")


def test_a_village_far_from_the_oblast_it_names_is_left_out() -> None:
    rows = "".join(f"Vil{n},{47 + n / 100},35.5,Zaporizka\nKil{n},{50 + n / 100},36.2,Kharkivska\n" for n in range(8))
    with pytest.warns(geo.SourceWarning, match=r"1 outside the division named \(line 18\)"):
        layer = added("name,lat,lon,oblast\n" + rows + "Astray,50.03,36.3,Zaporizka\n")
    assert layer.rows == 16
    assert found("Vil3")[0][1] == "Zaporizhzhia Oblast"


OF_UKRAINE = "name,lat,lon\n" + "".join(f"Vil{n},{50 + n / 100},34.0\n" for n in range(19))


def test_a_list_of_one_country_keeps_the_villages_that_its_simplified_border_cuts_off() -> None:
    added(OF_UKRAINE + "Makiivka,51.0,35.35\n")
    place = open_gazetteer().look_up("Makiivka")[0]
    assert (place.country, place.admin1) == ("UA", "Sumy Oblast")


def test_a_place_well_over_the_border_is_not_of_the_country_of_the_list() -> None:
    added(OF_UKRAINE + "Deepville,51.6,35.7\n")
    assert open_gazetteer().look_up("Deepville")[0].country == "RU"


def test_a_list_of_two_countries_goes_by_the_map_at_their_border() -> None:
    added("name,lat,lon\nHere,50.5,34.0\nSemenivka,51.0,35.35\nThere,51.7,36.2\n")
    assert open_gazetteer().look_up("Semenivka")[0].country == "RU"


def test_crimea_is_in_ukraine_whoever_made_the_list() -> None:
    added("name,lat,lon\nRozove,44.80,33.82\n")
    assert open_gazetteer().look_up("Rozove")[0].country == "UA"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("46,63", 46.63),
        (" 1e2 ", 100.0),
        ("nan", None),
        ("inf", None),
        ("1_0", None),
        ("", None),
        ("46°37'", None),
        ("١", None),
    ],
)
def test_a_number_is_a_plain_decimal_or_none(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.text(max_size=80))
def test_no_text_makes_a_cell_fail(text: str) -> None:
    assert kind_of(text) is None or count(text) is None
    assert number(text) is None or isinstance(number(text), float)
    assert layer_name(text)


# -- one place, one entry --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "joins"),
    [
        (moved(name="Суджа", lon=35.30), True),
        (moved(name="Suzha", lon=35.272), True),
        (moved(name="Гуево", lon=35.272), False),
        (moved(name="Суджа", lon=35.40), False),
        (moved(name="Суджа", country="UA"), False),
        (moved(name="Суджа", kind="waterbody"), False),
        (moved(name="Sudscha an der Olyoschnja", id="geonames:486816", lon=35.50), True),
    ],
    ids="spelling likeness another far country kind id".split(),
)
def test_a_town_that_is_there_already_gets_the_name_and_no_rival(row: Row, joins: bool) -> None:
    merged = merge_layer([SUDZHA], [row])
    assert (len(merged) == 1) == joins
    assert (row.name in (merged[0].name, *merged[0].names)) == (joins or row.name == "Суджа")
    assert (merged[0].id, merged[0].lon) == (SUDZHA.id, SUDZHA.lon)


def test_of_two_villages_of_one_name_only_the_nearer_is_the_one_that_is_there() -> None:
    far, near = moved(id="user:x:1", lon=35.32), moved(id="user:x:2", lon=35.28)
    assert [row.id for row in merge_layer([SUDZHA], [far, near])] == [SUDZHA.id, "user:x:1"]


def test_a_place_once_a_postcode_becomes_one_place() -> None:
    rows = [moved(id=f"user:x:{n}", names=(f"S{n}",)) for n in range(5)]
    (joined,) = join_twins([*rows])
    assert joined.names == ("S0", "S1", "S2", "S3", "S4")


def test_two_layers_that_hold_one_village_hold_it_once() -> None:
    added(VILLAGES)
    added("name,lat,lon\nРоботине,47.45,35.84\nRabotino,47.445,35.835\n", "other.csv")
    assert len({place[0] for name in ("Robotyne", "Роботине", "Rabotino") for place in found(name)}) <= 2
    assert len(found("Роботине")) == 1


# -- keeping layers --------------------------------------------------------------------------------------------------


def test_a_layer_is_listed_with_its_terms_and_stands_in_info() -> None:
    layer = added(VILLAGES, licence="CC0-1.0", attribution="A map maker", layer="my-list")
    assert geo.list_gazetteer_layers() == (layer,)
    facts = layer.facts()
    assert (facts["name"], facts["rows"], facts["licence"], facts["attribution"]) == (
        "my-list",
        2,
        "CC0-1.0",
        "A map maker",
    )
    assert open_gazetteer().info()["sources"][-1] == facts


def test_a_layer_without_terms_says_so() -> None:
    assert added(VILLAGES).source.licence == "unknown, given by the user"


def test_a_removed_layer_leaves_no_file_and_no_place() -> None:
    added(VILLAGES)
    geo.remove_gazetteer_layer("villages")
    assert geo.list_gazetteer_layers() == ()
    assert list(layers_folder().iterdir()) == []
    assert found("Robotyne") == []
    assert found("Sudzha")


def test_to_remove_what_is_not_there_is_an_error_that_names_what_is() -> None:
    added(VILLAGES)
    with pytest.raises(geo.GazetteerError, match="'nothing'; there is villages"):
        geo.remove_gazetteer_layer("nothing")


def test_layers_outlive_the_index(desk: Path) -> None:
    added(VILLAGES)
    for path in (desk / "cache").glob("*"):
        path.unlink()
    assert found("Robotyne")


def test_a_layer_added_again_replaces_itself() -> None:
    added(VILLAGES)
    layer = added(VILLAGES.replace("Hrabske", "Hrabsk"))
    assert [other.name for other in geo.list_gazetteer_layers()] == ["villages"]
    assert (found("Hrabske"), len(found("Hrabsk")), layer.rows) == ([], 1, 2)


def test_what_a_killed_process_left_is_cleared_once_it_is_old() -> None:
    old = added(VILLAGES).path
    young = added(VILLAGES.replace("Hrabske", "Hrabsk")).path
    os.utime(old, (0, 0))
    written("half", str(layers_folder() / ".villages.abc.part"))
    os.utime(layers_folder() / ".villages.abc.part", (0, 0))
    latest = added(VILLAGES.replace("Hrabske", "Hrabskoe")).path
    assert set(layers_folder().glob("*")) == {young, latest, layers_folder() / "villages.source.json"}


def test_a_damaged_layer_is_one_warning_and_the_others_work() -> None:
    layer = added(VILLAGES)
    layer.path.write_text(layer.path.read_text("utf-8")[:150], "utf-8")
    with pytest.warns(geo.SourceWarning, match="remove villages") as caught:
        added("name,lat,lon\nLyptsi,50.21,36.41\n", "other.csv")
    assert (len(caught), found("Robotyne"), len(found("Lyptsi"))) == (1, [], 1)


def test_a_damaged_sidecar_is_one_warning_and_the_layer_can_be_removed() -> None:
    added(VILLAGES)
    (layers_folder() / "villages.source.json").write_text('{"title": "vil')
    with pytest.warns(geo.SourceWarning, match="'villages' is damaged") as caught:
        assert geo.list_gazetteer_layers() == ()
    assert len(caught) == 1
    geo.remove_gazetteer_layer("villages")
    assert list(layers_folder().iterdir()) == []


def test_two_that_add_at_once_both_succeed() -> None:
    paths = [written(VILLAGES.replace("Robotyne", f"Robotyne{n}"), f"list{n}.csv") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda path: geo.build_gazetteer(files=[path], layer="same"), paths))
        list(pool.map(lambda path: geo.build_gazetteer(files=[path]), paths))
    assert [layer.name for layer in geo.list_gazetteer_layers()] == ["list0", "list1", "list2", "list3", "same"]
    geo.build_gazetteer()
    assert all(found(f"Robotyne{n}") for n in range(4))


def test_a_data_folder_that_cannot_be_made_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTLINE_DATA", str(written("a file", "taken")))
    with pytest.raises(geo.SourceError, match="FRONTLINE_DATA"):
        added(VILLAGES)


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden"])
def test_a_layer_cannot_be_called_so_as_to_leave_its_folder(name: str) -> None:
    with pytest.raises(geo.GazetteerError, match="cannot be called"):
        added(VILLAGES, layer=name)


def test_two_files_of_one_name_do_not_replace_each_other(desk: Path) -> None:
    (desk / "a").mkdir()
    with pytest.raises(geo.GazetteerError, match="the one layer 'villages'"):
        geo.build_gazetteer(files=[written(VILLAGES), written(VILLAGES, "a/villages.csv")])


# -- GeoNames --------------------------------------------------------------------------------------------------------


def line(number_: int, name: str, lat: float, lon: float, **facts: str) -> str:
    """Return a line of a dump."""
    usual = {"names": "", "class": "P", "code": "PPL", "country": "UA", "admin1": "26", "people": "0"} | facts
    middle = [usual["class"], usual["code"], usual["country"], "", usual["admin1"], "", "", "", usual["people"]]
    return (
        "\t".join(
            [
                str(number_),
                name,
                name,
                usual["names"],
                str(lat),
                str(lon),
                *middle,
                "",
                "100",
                "Europe/Kyiv",
                "2024-01-01",
            ]
        )
        + "\n"
    )


DUMP = (
    line(1, "Robotyne", 47.444, 35.8347, names="Rabotino,Роботине", people="480")
    + line(2, "Konka", 47.5, 35.7, **{"class": "H", "code": "STM"})
    + line(3, "Some school", 47.5, 35.7, **{"class": "S", "code": "SCH"})
)


def zipped(text: str = DUMP, member: str = "UA.txt") -> bytes:
    """Return a dump in its ZIP."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "How to read it.")
        archive.writestr(member, text)
    return data.getvalue()


class Server:
    """A server of dumps that answers as it is told; keeps what was asked of it."""

    def __init__(self) -> None:
        self.files = {"UA": zipped()}
        self.asked: list[tuple[str, str | None]] = []
        self.faults: list[str] = []
        self.heeds_ranges = True
        self.url = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers["Range"]
        self.asked.append((request.path, wanted))
        fault = self.faults.pop(0) if self.faults else ""
        data = self.files.get(request.path.strip("/").removesuffix(".zip"))
        if data is None or fault.isdecimal():
            request.send_error(int(fault or 404))
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.heeds_ranges else 0
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("ETag", '"v1"')
        request.send_header("Content-Length", str((2 << 30) if fault == "huge" else len(data) - start))
        request.end_headers()
        if fault == "drip":
            for byte in data[:20]:
                request.wfile.write(bytes([byte]))
                time.sleep(0.1)
        request.wfile.write(data[start:100] if fault == "cut" else data[start:])


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server of dumps on this machine."""
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                told.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        told.url = f"http://127.0.0.1:{listening.server_port}/"
        Thread(target=listening.serve_forever, daemon=True).start()
        yield told
        listening.shutdown()


def fetch(server: Server, *codes: str, patience: Patience = QUICK) -> tuple[Layer, ...]:
    return geo.build_gazetteer(geonames=codes or ["UA"], geonames_url=server.url, patience=patience)


def test_a_dump_becomes_a_layer_of_the_places_that_a_report_names(server: Server) -> None:
    (layer,) = fetch(server)
    assert (layer.name, layer.rows, layer.source.licence) == ("geonames-ua", 2, "CC-BY-4.0")
    assert found("Роботине") == [("geonames:1", "Zaporizhzhia Oblast", 35.8347, 47.444)]
    assert open_gazetteer().look_up("Konka")[0].kind == "waterbody"
    assert found("Some school") == []


def test_a_fetched_dump_leaves_no_file_in_the_cache(server: Server, desk: Path) -> None:
    fetch(server)
    assert {path.name for path in (desk / "cache" / "downloads").iterdir()} <= {"lock.sqlite"}


@pytest.mark.parametrize("name", ["UA.txt", "UA.zip"])
def test_a_dump_on_disk_is_known_by_its_columns(name: str) -> None:
    assert added(DUMP if name == "UA.txt" else zipped(), name).rows == 2
    assert found("Rabotino")[0][0] == "geonames:1"


@pytest.mark.parametrize("heeds_ranges", [True, False])
def test_a_download_that_breaks_off_goes_on_where_it_stopped(server: Server, heeds_ranges: bool) -> None:
    server.faults, server.heeds_ranges = ["cut"], heeds_ranges
    fetch(server)
    assert server.asked == [("/UA.zip", None), ("/UA.zip", "bytes=100-")]


def test_a_download_goes_on_in_the_next_run(server: Server) -> None:
    server.faults = ["cut"]
    with pytest.raises(geo.GazetteerError, match="goes on where it stopped"):
        fetch(server, patience=Patience(whole=5, read=0.5, attempts=1))
    fetch(server)
    assert server.asked[-1] == ("/UA.zip", "bytes=100-")


def test_a_part_that_no_longer_fits_is_fetched_anew(server: Server) -> None:
    server.faults = ["cut", "416"]
    fetch(server)
    assert [wanted for _, wanted in server.asked] == [None, "bytes=100-", None]


def test_a_server_that_is_busy_is_asked_again(server: Server) -> None:
    server.faults = ["503", "429"]
    assert fetch(server)[0].rows == 2


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("404", "no dump of that country"),
        ("403", "answered 403"),
        ("huge", "larger than"),
        ("500 " * 5, "answered 500"),
    ],
    ids=["missing", "forbidden", "huge", "failing"],
)
def test_a_server_that_refuses_is_one_plain_error(server: Server, fault: str, message: str) -> None:
    server.faults = fault.split()
    with pytest.raises(geo.GazetteerError, match=message):
        fetch(server)


def test_a_server_that_drips_cannot_hold_up_the_deadline(server: Server) -> None:
    server.faults = ["drip"] * 5
    began = time.process_time()
    with pytest.raises(geo.GazetteerError, match=r"longer than 0\.5 s"):
        fetch(server, patience=Patience(whole=0.5, read=5, attempts=1))
    assert time.process_time() - began < 4


def test_no_server_at_all_is_one_plain_error() -> None:
    with pytest.raises(geo.GazetteerError, match="no answer"):
        geo.build_gazetteer(geonames=["UA"], geonames_url="http://127.0.0.1:9/", patience=QUICK)


def flipped() -> bytes:
    data = bytearray(zipped(DUMP + "".join(line(n, f"V{n}", 47.5, 35.5) for n in range(500))))
    data[2000] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>Sign in</html>", "no ZIP but an HTML page"),
        (zipped(member="RU.txt"), "does not hold UA.txt"),
        (zipped("0" * 9_000_000), "unfold"),
        (zipped()[:-30], "damaged ZIP"),
        (flipped(), "damaged ZIP"),
        (zipped("no dump\n" * 9), "most lines do not|19 columns"),
    ],
    ids=["page", "other member", "bomb", "cut", "flipped", "other text"],
)
def test_an_answer_that_is_no_dump_is_refused_and_not_kept(
    server: Server, desk: Path, data: bytes, message: str
) -> None:
    server.files["UA"] = data
    with pytest.raises(geo.GazetteerError, match=message):
        fetch(server)
    assert not layers_folder().exists()
    assert not list((desk / "cache" / "downloads").glob("UA*"))


@pytest.mark.parametrize("code", ["XX", "Ukraine", "../UA", ""])
def test_a_code_that_is_no_country_s_is_refused_before_anything_is_asked(server: Server, code: str) -> None:
    with pytest.raises(geo.GazetteerError, match="ISO 3166-1"):
        fetch(server, "UA", code)
    assert server.asked == []


def test_only_the_web_is_fetched_from() -> None:
    with pytest.raises(geo.GazetteerError, match="https://"):
        geo.build_gazetteer(geonames=["UA"], geonames_url="file:///etc/")


# -- finding, and the shell ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [("robo", ["Robotyne"]), ("БОТИН", ["Robotyne"]), ("*ske", ["Hrabske"]), ("Rob?tyne", ["Robotyne"]), ("Robotyn?e", []),
     ("r", ["Robotyne", "Hrabske"]), ("zz", []), ("*", ["Sudzha", "Robotyne", "Hrabske"])],
)  # fmt: skip
def test_a_part_of_a_name_finds_what_begins_with_it_then_what_holds_it(text: str, names: list[str]) -> None:
    added(VILLAGES)
    assert [place.name for place in geo.find_places(text)] == names


def test_what_is_found_may_be_narrowed_and_ordered() -> None:
    added(VILLAGES)
    assert [place.name for place in geo.find_places("*", near=(38.0, 47.6), limit=2)] == ["Hrabske", "Robotyne"]
    assert geo.find_places("r", kind="road") == ()


@pytest.mark.parametrize("text", ["", "  ", "'", "x" * 500])
def test_no_part_of_a_name_is_a_plain_error(text: str) -> None:
    with pytest.raises(geo.GazetteerError, match="no part of a name"):
        geo.find_places(text)


def test_the_shell_adds_lists_finds_and_removes_as_python_does(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.files["RU"] = zipped(line(9, "Guevo", 51.1, 35.2, country="RU", admin1="41"), "RU.txt")
    assert cli.main(["gazetteer", "build", "--geonames", "UA", "RU", "--geonames-url", server.url]) == 0
    told = capsys.readouterr()
    assert "CC BY 4.0" in told.err.splitlines()[0]
    added_now = [json.loads(text) for text in told.out.splitlines()]
    assert added_now == [layer.facts() for layer in geo.list_gazetteer_layers()][::-1]
    assert cli.main(["gazetteer", "list", "--format", "json"]) == 0
    assert capsys.readouterr().out.splitlines() == told.out.splitlines()[::-1]
    assert cli.main(["gazetteer", "find", "gue", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == geo.find_places("gue")[0].id == "geonames:9"
    assert cli.main(["gazetteer", "remove", "geonames-ru"]) == 0
    assert [layer.name for layer in geo.list_gazetteer_layers()] == ["geonames-ua"]


def test_the_shell_takes_several_files_after_one_option(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(written(VILLAGES, "a.csv")), str(written(geojson(), "b.csv"))]
    assert cli.main(["gazetteer", "build", "--from", *files, "--licence", "CC0-1.0"]) == 0
    assert [json.loads(text)["licence"] for text in capsys.readouterr().out.splitlines()] == ["CC0-1.0"] * 2
    assert cli.main(["gazetteer", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("a     2     CC0-1.0")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("build --geonames XX", 1),
        ("build --from missing.csv", 1),
        ("build stray", 2),
        ("remove nothing", 1),
        ("find zzz", 1),
    ],
)
def test_a_mistake_in_the_shell_is_one_line(command: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gazetteer", *command.split()]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert sum(text.startswith("error: ") for text in told.err.splitlines()) == 1


def test_every_settlement_of_ukraine_is_read(shared: Path) -> None:
    with pytest.warns(geo.SourceWarning, match="2 of 29,705 rows were left out"):
        (layer,) = geo.build_gazetteer(files=[shared / "datasets" / "gazetteer" / "ocha_ukraine_settlements.csv"])
    assert layer.rows > 29_600
    assert {place[1] for place in found("Словʼянка")} >= {"Donetsk Oblast", "Dnipropetrovsk Oblast", "Crimea"}
    assert {place.country for place in geo.find_places("Makiivka", limit=99)} == {"UA"}


def hostile_lists() -> list[str]:
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "hostile"
    return sorted(path.name for pattern in ("csv_*", "gj_*", "gpkg_*", "*.bin") for path in folder.glob(pattern))


@pytest.mark.filterwarnings("ignore::geo.SourceWarning")
@pytest.mark.parametrize("name", hostile_lists())
def test_a_hostile_list_is_read_or_refused_in_words(
    name: str, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["gazetteer", "build", "--from", str(shared / "hostile" / name)])
    told = capsys.readouterr()
    assert code in (0, 1)
    assert "Traceback" not in told.err
    assert sum(text.startswith("error: ") for text in told.err.splitlines()) == code
    assert all((place.lon, place.lat) != (0, 0) for place in geo.find_places("*"))
