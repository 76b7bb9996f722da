"""What is published tells no folder of the machine that made it."""

from __future__ import annotations

import json
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.page.payload import make_payload
from geo.page.plain import plain_page
from geo.publishable import called, file_name, publishable, without_folders
from geo.records import Article
from geo.review.originals import unpack
from geo.widget.inert import short_table
from tests.clock import processor_seconds

FOLDER = "O'Hara's own papers"
TEXT = (
    "Ukrainian troops hold Kupiansk. Russian forces controlled Selydove on 17 September 2024, the General Staff said.\n"
)

CORRECTIONS = '[[correction]]\nname = "Selydove"\nlon = 37.3\nlat = 48.15\n[[correction]]\nname = "Nowhereville"\nlon = 37.3\nlat = 48.15\n'
SQUARE = [[[37.0, 48.0], [38.0, 48.0], [38.0, 49.0], [37.0, 49.0], [37.0, 48.0]]]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> geo.Report:
    """Give a report of an undated file, with corrections of which one is of no use, and days of which one is broken."""
    folder = tmp_path_factory.mktemp("home") / FOLDER
    (folder / "days").mkdir(parents=True)
    (folder / "art.md").write_text(TEXT)
    (folder / "set.toml").write_text(CORRECTIONS)
    for day in ("2024-09-16", "2024-09-17"):
        area = {"type": "Feature", "properties": {"side": "RU"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
        told = json.dumps({"type": "FeatureCollection", "features": [area]})
        (folder / "days" / f"{day}.geojson").write_text(told)
    (folder / "days" / "2024-09-18.geojson").write_text(told[:60])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.GeoWarning)
        return geo.run(folder / "art.md", folder / "days", corrections=folder / "set.toml")


def test_the_report_itself_knows_the_folder_in_every_way_that_is_told_below(report: geo.Report) -> None:
    (reading,) = report.articles
    assert FOLDER in reading.article.source
    assert [FOLDER in where for where, _ in report.warnings if where.endswith((".md", ".toml"))] == [True, True]
    assert any(FOLDER in what for _, what in report.warnings)
    assert any(FOLDER in what for line in report.frontlines for what in line.warnings)
    assert any(FOLDER in one.reason for one in reading.resolutions)
    assert FOLDER in report.to_json()


def _saved(form: str, **options: Any) -> Callable[[geo.Report, Path], str]:
    def text(report: geo.Report, folder: Path) -> str:
        path = folder / f"out.{form}"
        report.save(path, **options)
        return path.read_bytes().decode("latin-1")

    return text


def _page(report: geo.Report, folder: Path) -> str:
    report.map().save(folder / "page.html")
    return (folder / "page.html").read_text("utf-8")


def _kmz(report: geo.Report, folder: Path) -> str:
    report.save(folder / "out.kmz")
    with zipfile.ZipFile(folder / "out.kmz") as archive:
        return "".join(archive.read(name).decode("latin-1") for name in archive.namelist())


def _database(report: geo.Report, folder: Path) -> str:
    report.save(folder / "out.gpkg")
    with sqlite3.connect(folder / "out.gpkg") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [list(database.execute(f'SELECT * FROM "{name}"')) for name in names if not name.startswith("rtree")]  # noqa: S608  # names of our own file
    return repr(rows)


def _reviewed(report: geo.Report, folder: Path) -> str:
    (reading,) = report.articles
    found = tuple(replace(one, verdict="supported", reason=None) for one in reading.findings)
    judged = replace(report, articles=(replace(reading, findings=found),))
    return _saved("jsonld", reviewer="A. Reader", url="https://example.org/page.html")(judged, folder)


WAYS: dict[str, Callable[[geo.Report, Path], str]] = {
    "page": _page,
    "payload": lambda report, _: json.dumps(make_payload(report)),
    "without scripts": lambda report, _: plain_page(report, title="x", most=1),
    "left out": lambda report, _: plain_page(report, title="x", most=0),
    "notebook": lambda report, _: report._repr_html_(),
    "table": lambda report, _: short_table(report),
    "frame": lambda report, _: report.to_frame("claims").to_json(),
    "geojson": _saved("geojson"),
    "kml": _saved("kml"),
    "kmz": _kmz,
    "gpkg": _database,
    "claimreview": _reviewed,
    "picture": lambda report, folder: _picture(report, folder),
}


def _picture(report: geo.Report, folder: Path) -> str:
    pytest.importorskip("matplotlib").rcParams["svg.fonttype"] = "none"
    report.plot().savefig(folder / "map.svg")
    return (folder / "map.svg").read_text("utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_that_is_published_tells_the_folder(report: geo.Report, tmp_path: Path, way: str) -> None:
    told = WAYS[way](report, tmp_path)
    home = str(Path(report.articles[0].article.source).parent)
    assert len(told) > 100
    for trace in (home, json.dumps(home)[1:-1], "O'Hara", "O&#x27;Hara", "own papers"):
        assert trace not in told


def test_what_is_packed_into_map_files_tells_no_folder_either(report: geo.Report) -> None:
    for feature in json.loads(geo.exports.to_geojson(report))["features"]:
        facts = unpack([feature["properties"]["original"]])
        assert facts["article"]["source"] == "art.md"
        assert FOLDER not in json.dumps(facts)


def test_files_are_still_told_by_name(report: geo.Report) -> None:
    told = make_payload(report)
    assert told["articles"][0]["source"] == "art.md"
    assert {"art.md", "set.toml"} < {where for where, _ in told["warnings"]}
    assert any("2024-09-18.geojson" in what for _, what in told["warnings"])
    assert "art.md</h2>" in plain_page(report, title="x")


def test_a_report_without_paths_stays_the_same(report: geo.Report) -> None:
    once = publishable(report)
    assert publishable(once) == once
    assert publishable(once).frontlines[0] is once.frontlines[0]
    assert publishable(once).articles[0] is once.articles[0]


def test_the_name_of_a_front_line_is_no_path(report: geo.Report) -> None:
    line = replace(report.frontlines[0], name="North / south")
    told = publishable(replace(report, frontlines=(line,), warnings=(("North / south", "a doubt"),)))
    assert told.warnings == (("North / south", "a doubt"),)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("drafts/client/art.md", "art.md"),
        ("/home/me/My drafts/art.md", "art.md"),
        (r"C:\Users\me\My drafts\art.md", "art.md"),
        ("C:/Users/me/art.md", "art.md"),
        (r"\\server\share\art.md", "art.md"),
        ("~/art.md", "art.md"),
        ("file:///home/me/art.md", "art.md"),
        ("/tmp/feed.xml#3", "feed.xml#3"),  # noqa: S108  # a path as it is told
        ("/tmp/rows.csv#https://news.example/a/1", "rows.csv#https://news.example/a/1"),  # noqa: S108  # as above
        ("https://news.example/2024/09/17/", "https://news.example/2024/09/17/"),
        ("text", "text"),
    ],
)
def test_a_source_is_called_by_its_file_or_its_address(source: str, name: str) -> None:
    assert file_name(source) == name
    assert called(Article(text="x", source=source)) == name
    assert called(Article(text="x", source=source, title="A title")) == "A title"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("left out: /srv/My maps/a.kml: it is empty", "left out: a.kml: it is empty"),
        (r"C:\Users\Ann Lee\a.kml is empty", "a.kml is empty"),
        (r"\\server\share\a.kml is empty", "a.kml is empty"),
        ("'/srv/x/a.md' and (/srv/y/b.md), /srv/c.md", "'a.md' and (b.md), c.md"),
        ("set by ../mine/c.toml line 2", "set by c.toml line 2"),
        ("data/days/x.geojson: features[3] is none", "x.geojson: features[3] is none"),
        ("file:///home/me/a.md is empty", "a.md is empty"),
        ("see https://example.org/home/me/a.md", "see https://example.org/home/me/a.md"),
        ("see www.example.org/a/b.html", "see www.example.org/a/b.html"),
        ("12 km/h on 9/10/2024 and/or 5 / 7", "12 km/h on 9/10/2024 and/or 5 / 7"),
    ],
)
def test_words_keep_the_names_of_files_and_lose_their_folders(words: str, told: str) -> None:
    assert without_folders(words) == told
    assert without_folders(told) == told


@pytest.mark.parametrize("hostile", ["/", "/a ", "a/", "a b/", "a", "..\\", "C:\\", "http://", "/a.b c", "~/"])
def test_hostile_words_are_gone_through_in_linear_time(hostile: str) -> None:
    words = hostile * (100_000 // len(hostile))
    assert processor_seconds(lambda: without_folders(words)) < 1.5
