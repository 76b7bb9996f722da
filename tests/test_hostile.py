"""Everything in ../shared: no hostile file and no dataset ends in a traceback, opens a connection, or takes long."""

from __future__ import annotations

import csv
import json
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box

import geo
from geo.frontline.gates import set_jumps_aside
from geo.records import Snapshot
from tests.pages import parts_of

DAY = date(2024, 1, 1)
LIMIT_S = 5.0
FOLDER_LIMIT_S = 30.0
"""A folder holds up to 769 files, each of which must be read in the limit of a file."""
ELSEWHERE = {
    "cache_sqlite_corrupt.db": "test_article_hostile.py::test_the_hostile_cache_is_set_aside_and_begun_anew",
    "index_truncated.bin": "test_article_hostile.py::test_a_truncated_index_is_said_and_built_anew",
}
"""Files that are no input but a cache of ours; where they are put in their place and opened."""
DAILY = "deepstatemap_data_"


class Connected(BaseException):
    """A connection was asked for; no handler of ours may catch this."""


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nothing connect or look up a host, and nothing be read from the cache of an earlier test."""

    def refuse(*_args: object, **_options: object) -> None:
        raise Connected

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))


@contextmanager
def in_time(path: Path, limit_s: float = LIMIT_S) -> Iterator[None]:
    """Demand that what is done with a path takes no longer than the limit."""
    start = time.process_time()
    yield
    seconds = time.process_time() - start
    assert seconds < limit_s, f"{path} took {seconds:.1f} s"


def read_ground(path: Path) -> object:
    return geo.read_frontline(path, side="RU", day=DAY)


def outcome(read: Callable[[Path], object], path: Path, error: type[geo.GeoError]) -> str:
    """Return "result", or the message of the one kind of error that is allowed; its line must name the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.GeoWarning)
        try:
            assert read(path) is not None
        except error as refused:
            message = str(refused)
            assert len(message.splitlines()) == 1, path
            assert path.name in message, path
            return message
    return "result"


def read_hostile(path: Path) -> str:
    """Return the outcome of a hostile file in the room that reads it."""
    if path.name.startswith("art_"):
        return outcome(geo.read_articles, path, geo.ArticleError)
    return outcome(read_ground, path, geo.FrontLineError)


def test_each_hostile_file_is_read_or_refused_as_its_manifest_says(shared: Path) -> None:
    with (shared / "hostile" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert len(rows) == 157
    for name in rows.keys() - ELSEWHERE.keys():
        path = shared / "hostile" / name
        with in_time(path):
            said = read_hostile(path)
        wrong = (said == "result") == (rows[name]["verdict"] == "reject")
        assert not wrong or "or reject" in rows[name]["right_behaviour"], f"{name}: {said}"


def test_the_files_that_are_no_input_are_tested_where_they_belong() -> None:
    for pointer in ELSEWHERE.values():
        file, _, name = pointer.partition("::")
        assert f"def {name}(" in Path(__file__).with_name(file).read_text("utf-8")


def test_no_file_of_the_datasets_ends_in_a_traceback(shared: Path) -> None:
    files = [path for path in sorted((shared / "datasets").rglob("*")) if path.is_file()]
    # The daily files are read with their folder.
    few = [path for path in files if not path.name.startswith(DAILY) or path.name.endswith("0801.geojson")]
    assert len(few) > 150
    for path in few:
        with in_time(path):
            outcome(geo.read_frontline, path, geo.FrontLineError)


def test_no_folder_of_the_datasets_ends_in_a_traceback(shared: Path) -> None:
    for path in (shared / "datasets").iterdir():
        if path.is_dir():
            with in_time(path, FOLDER_LIMIT_S):
                outcome(geo.read_frontline, path, geo.FrontLineError)


# ---- what was wrong once: names, days, and styles that change their names


def square(west: float, south: float = 47.0, size: float = 1.0) -> list[list[list[float]]]:
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(rings: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def write_collection(path: Path, *features: dict[str, object], **more: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": features}), encoding="utf-8")
    return path


def write_publication(folder: Path, day: int, *, renamed: bool) -> Path:
    """Write a publication of March 2025 in DeepState's manner; one of its five squares may bear a new status."""
    squares = [feature(square(33.0 + number), name="Occupied /// geoJSON.status.occupied") for number in range(4)]
    status = "geoJSON.status.fallen" if renamed else "geoJSON.status.occupied"
    squares.append(feature(square(37.5, size=0.4), name=f"New /// {status}"))
    return write_collection(folder / f"{1_740_830_400 + 86_400 * (day - 1)}.geojson", *squares)


def read_quietly(path: Path, **options: Any) -> geo.FrontLine:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.GeoWarning)
        return geo.read_frontline(path, **options)


@pytest.mark.skipif(os.name == "nt", reason="no such file names")
def test_a_name_with_line_breaks_and_escapes_stays_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "map\n\x1b[2J\u202e.kml"
    path.write_text("<kml", encoding="utf-8")
    with pytest.raises(geo.FrontLineError, match=r"map\\n\\x1b\[2J\\u202e\.kml") as raised:
        geo.read_frontline(path)
    assert str(raised.value).isprintable()
    write_collection(tmp_path / "maps\n" / "2024-01-01.geojson", feature(square(36), side="RU"), feature([]))
    write_collection(tmp_path / "maps\n" / "2024-01-02\n.geojson", feature(square(36), side="RU"), feature([]))
    assert all(doubt.isprintable() for doubt in read_quietly(tmp_path / "maps\n").warnings)


MAKERS = {
    "geojson-days": ("2024-02-{}.geojson", {"type": "FeatureCollection", "features": [feature(square(36), side="RU")]}),
    "uacontrolmap": ("202402{}.json", {"areas": [[[47, 36], [47, 37], [48, 37], [48, 36]]], "areas_ua": []}),
    "nzz-liveuamap": (
        "2024-02-{}.json",
        {"value": {"type": "FeatureCollection", "features": [feature(square(36), type="nochange")]}},
    ),
    "deepstate-raw": (
        "17067456{}.geojson",
        {"type": "FeatureCollection", "features": [feature(square(36), name="geoJSON.status.occupied")]},
    ),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_day_given_does_not_move_files_that_tell_their_own(kind: str, tmp_path: Path) -> None:
    name, document = MAKERS[kind]
    path = tmp_path / name.format("10")
    path.write_text(json.dumps(document), encoding="utf-8")
    own = read_quietly(path, kind=kind).snapshots[0].day
    front = read_quietly(path, kind=kind, day=DAY)
    assert [one.day for one in front.snapshots] == [own]
    assert front.warnings[-1].startswith("the day given, 2024-01-01, was not used")


def test_ground_of_a_renamed_style_is_set_aside_for_as_long_as_it_lasts(tmp_path: Path) -> None:
    for day in range(1, 7):
        write_publication(tmp_path / "raw", day, renamed=day > 3)
    front = read_quietly(tmp_path / "raw")
    assert [one.day.day for one in front.snapshots] == [1, 2, 3]
    assert sum("ground of unknown status" in doubt for doubt in front.warnings) == 3


def test_ground_of_unknown_status_is_neither_lost_nor_gained(tmp_path: Path) -> None:
    front = read_quietly(write_publication(tmp_path / "raw", 1, renamed=True))
    (unknown,) = front.snapshots
    told = read_quietly(write_publication(tmp_path / "known", 2, renamed=False)).snapshots[0]
    front = replace(front, snapshots=(told, replace(unknown, day=date(2025, 3, 3)), replace(told, day=date(2025, 3, 4))), ground=None)  # fmt: skip
    for first, last in ((2, 3), (3, 4)):
        change = geo.compare_days(front, date(2025, 3, first), date(2025, 3, last))
        assert (change.gained_km2, change.lost_km2, change.gained, change.lost) == (0, 0, (), ())
        assert change.unknown_km2 == pytest.approx(1331, rel=0.02)


def days_of_ground(sizes: list[float]) -> list[Snapshot]:
    """Return a snapshot a day of June 2025, each with a square of so many degrees at 47° north."""
    return [
        Snapshot(day=date(2025, 6, number), basis="field", areas={"ru_held": box(33, 47, 35 + size, 49)})
        for number, size in enumerate(sizes, 1)
    ]


PART = 0.005
"""Degrees of longitude: 83 km², a part of a map that is missed on one day."""


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ([0, -PART, 0, 0], [1, 3, 4]),
        ([0, PART, 0, 0], [1, 3, 4]),
        ([0, -PART, -PART], [1, 2, 3]),
        ([0, 0, -4 * PART], [1, 2]),  # 330 km² on the last day
        ([0, 0, -PART], [1, 2, 3]),
    ],
)
def test_a_part_that_is_missed_on_one_day_is_no_change_of_hands(sizes: list[float], kept: list[int]) -> None:
    trusted, doubts = set_jumps_aside(days_of_ground(sizes))
    assert [one.day.day for one in trusted] == kept
    assert bool(doubts) == (len(kept) < len(sizes))


def test_a_map_without_its_key_of_ukrainian_ground_is_refused_and_not_russian_ground(tmp_path: Path) -> None:
    rings = [[[47, 36], [47, 37], [48, 37], [48, 36]]]
    path = tmp_path / "20240910.json"
    path.write_text(json.dumps({"version": 2, "areas": rings, "frontline": []}), encoding="utf-8")
    with pytest.raises(geo.FrontLineError, match="no whole snapshot: it has no areas_ua"):
        geo.read_frontline(path)
    path.write_text(json.dumps({"version": 2, "areas": rings, "areas_ua": []}), encoding="utf-8")
    assert read_quietly(path).name == "uacontrolmap"


def test_a_map_of_gains_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2024-09-10.json"
    document = {"type": "FeatureCollection", "features": [feature(square(36), type="gains", date="2024-09-10")]}
    path.write_text(json.dumps({"value": document}), encoding="utf-8")
    with pytest.raises(geo.FrontLineError, match="no whole snapshot: it draws no ground of the type nochange"):
        geo.read_frontline(path)


CREAMY = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Style id="ru"/><Style id="ua"/><Folder><name>Polygon</name>
<Placemark><styleUrl>#ru</styleUrl>{}</Placemark><Placemark><styleUrl>#{}</styleUrl>{}</Placemark></Folder></Document></kml>"""


def kml_square(west: float) -> str:
    tuples = " ".join(f"{lon},{lat}" for lon, lat in square(west)[0])
    return f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{tuples}</coordinates></LinearRing></outerBoundaryIs></Polygon>"


def test_a_style_of_a_map_that_is_renamed_for_good_takes_nothing_from_its_side(tmp_path: Path) -> None:
    for day, style in ((1, "ua"), (2, "ua"), (3, "ukr"), (4, "ukr")):
        text = CREAMY.format(kml_square(36), style, kml_square(35))
        (tmp_path / f"Control_25_03_0{day}.kml").write_text(text, encoding="utf-8")
    front = read_quietly(tmp_path)
    assert [one.day.day for one in front.snapshots] == [1, 2]
    assert any("counts as nobody's: 1 of style 'ukr'" in doubt for doubt in front.warnings)


@pytest.mark.parametrize(
    "facts",
    [
        '{"side": []}',
        '{"side": {}}',
        '{"max_age_days": 40000}',
        '{"coverage": {"countries": ["UA"], "other_side": []}}',
    ],
)
def test_a_sidecar_with_values_of_another_kind_is_refused_in_words(facts: str, tmp_path: Path) -> None:
    write_collection(tmp_path / "2024-01-01.geojson", feature(square(36), side="RU"))
    (tmp_path / "frontline.json").write_text(facts, encoding="utf-8")
    with pytest.raises(geo.FrontLineError, match=r"frontline\.json: .* cannot be '"):
        geo.read_frontline(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"map-\xff-2024-01-01.geojson")
    write_collection(path, feature(square(36), side="RU"))
    front = read_quietly(path)
    assert front.name == r"map-\udcff-2024-01-01"
    assert all(doubt.encode("utf-8") for doubt in front.warnings)


# ---- what is kept out, and what is shown as text


POINTERS = {
    "vrt": '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
    "gdalg": '{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {} ! write"}}',
    "crs": '{{"type": "FeatureCollection", "crs": {{"type": "link", "properties": {{"href": "{}"}}}}, "features": []}}',
    "kml": '<kml xmlns="http://www.opengis.net/kml/2.2"><NetworkLink><Link><href>{}</href></Link></NetworkLink></kml>',
    "xxe": '<!DOCTYPE kml [<!ENTITY x SYSTEM "{}">]><kml><Document><name>&x;</name></Document></kml>',
}


@pytest.mark.parametrize("pointer", POINTERS)
@pytest.mark.parametrize("suffix", [".geojson", ".json", ".kml", ".kmz", ".gpkg", ".fgb", ".shp", ".zip", ".parquet", ".csv"])  # fmt: skip
def test_a_file_that_points_at_others_is_refused_under_any_name(pointer: str, suffix: str, tmp_path: Path) -> None:
    secret = write_collection(tmp_path / "secret" / "2024-01-01.geojson", feature(square(36), side="RU"))
    path = tmp_path / f"x{suffix}"
    for target in (
        str(secret),
        secret.as_uri(),
        "http://127.0.0.1:9/x.geojson",
        "/vsicurl/http://127.0.0.1:9/x.geojson",
    ):
        path.write_text(POINTERS[pointer].format(target), encoding="utf-8")
        assert outcome(read_ground, path, geo.FrontLineError) != "result"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_link_to_a_file_is_followed_and_one_to_a_folder_is_not(tmp_path: Path) -> None:
    outside = write_collection(tmp_path / "outside" / "2024-01-02.geojson", feature(square(36), side="RU"))
    write_collection(tmp_path / "inside" / "2024-01-01.geojson", feature(square(36), side="RU"))
    (tmp_path / "inside" / "2024-01-03.geojson").symlink_to(outside)
    (tmp_path / "inside" / "again").symlink_to(tmp_path / "inside", target_is_directory=True)
    (tmp_path / "inside" / "2024-01-04.geojson").symlink_to(tmp_path / "nowhere")
    assert [one.day.day for one in read_quietly(tmp_path / "inside").snapshots] == [1, 3]


WORDS = "{{7*7}}{% set x = 1 %}${7*7}</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"


def test_words_of_a_dataset_reach_the_page_as_data_alone(tmp_path: Path) -> None:
    facts = {key: f"[{key}] {WORDS}" for key in ("name", "maker", "licence", "attribution")}
    facts |= {"url": "javascript:window.pwned=1", "coverage": {"text": f"[coverage] {WORDS}", "countries": ["UA"]}}
    write_collection(tmp_path / "2024-09-09.geojson", feature(square(37), side="RU", name=WORDS, **{WORDS: WORDS}))
    (tmp_path / "frontline.json").write_text(json.dumps(facts), encoding="utf-8")
    article = geo.Article(text="Russian forces captured Pokrovsk on 9 September 2024.", published=date(2024, 9, 10))
    page = geo.run([article], frontlines=[read_quietly(tmp_path)]).map().get_root().render()
    assert "{{7*7}}" in parts_of(page)["payload"]
    assert "<script>window.pwned" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
