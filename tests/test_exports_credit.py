"""Whom every file credits, and which days of the front lines it holds."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import pytest
from shapely.geometry import LineString, box

import geo
from geo import exports
from geo.errors import RecordError
from geo.exports.areas import chosen_snapshots, days_told
from geo.records import FrontLine, Report, Snapshot

KML = "{http://www.opengis.net/kml/2.2}"


def daily(name: str, first: int, last: int) -> FrontLine:
    """Return a front line with a snapshot a day in August 2024."""
    from geo.records import Coverage

    shots = tuple(
        Snapshot(
            day=date(2024, 8, day),
            basis="file name",
            areas={"ru_held": box(37, 47, 38 + day / 100, 48)},
            lines=LineString([(37, 47), (38, 48)]) if day == last else None,
        )
        for day in range(first, last + 1)
    )
    return FrontLine(
        name=name,
        maker=f"Maker of {name}",
        licence=f"Licence of {name}",
        attribution=f"Credit of {name}",
        url=f"https://example.org/{name}",
        sides=("ru_held",),
        coverage=Coverage(text="a box"),
        snapshots=shots,
    )


@pytest.fixture
def two(report: Report) -> Report:
    """Give a report with two layers of many days."""
    return replace(report, frontlines=(daily("north", 1, 20), daily("south", 3, 9)))


def of_parquet(path: Path) -> str:
    parquet = pytest.importorskip("pyarrow.parquet")
    return str(parquet.read_schema(path).metadata[b"frontline"].decode("utf-8"))


def of_workbook(path: Path) -> str:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read("docProps/core.xml").decode() + archive.read("xl/worksheets/sheet1.xml").decode()


def of_geopackage(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        described = [
            row[0] for row in database.execute("SELECT description FROM gpkg_contents WHERE table_name = 'claims'")
        ]
        return "".join([*described, *(row[0] for row in database.execute("SELECT metadata FROM gpkg_metadata"))])


TOLD: dict[str, Callable[[Path], str]] = {"xlsx": of_workbook, "gpkg": of_geopackage, "parquet": of_parquet}


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx", "geojson", "gpkg", "parquet", "kml"])
def test_every_file_names_all_layers_with_their_terms_and_the_gazetteer(
    two: Report, tmp_path: Path, suffix: str
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"claims.{suffix}"
    exports.save(two, path)
    told = TOLD.get(suffix, lambda path: path.read_text("utf-8"))(path)
    assert "GeoNames (CC BY 4.0)" in told
    for name in ("north", "south"):
        assert f"Credit of {name}" in told
        assert f"Licence of {name}" in told


def test_every_row_of_a_table_says_whom_to_credit_in_its_last_column_for_people(two: Report) -> None:
    head, *rows = csv.reader(io.StringIO(exports.to_csv(two), newline=""))
    at = head.index("attribution")
    assert all(name.startswith("original") for name in head[at + 1 :])
    assert {len(row) for row in rows} == {len(head)}
    assert all("Licence of south" in row[at] for row in rows)


def test_a_changed_credit_changes_no_claim(two: Report, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(exports.to_csv(two).replace("Credit of north", "somebody"), "utf-8")
    assert [claim.by_hand for claim in geo.read_claims(tmp_path / "claims.csv")[0].claims] == [(), ()]


def days_of(report: Report, days: Any) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    for line, snapshot in chosen_snapshots(report, days):
        held.setdefault(line.name, []).append(snapshot.day.day)
    return held


def test_days_are_those_cited_those_of_the_span_or_all(two: Report) -> None:
    reading = two.articles[0]
    early = replace(reading.article, published=date(2024, 8, 8))
    changed = replace(two, articles=(replace(reading, article=early, findings=()), *two.articles[1:]))
    assert days_of(changed, "cited") == {"north": [20], "south": [9]}
    assert days_of(changed, "span") == {"north": [6, 7, 8, 20], "south": [6, 7, 8, 9]}
    assert days_of(changed, "all") == {"north": list(range(1, 21)), "south": list(range(3, 10))}


def test_what_stood_on_the_first_day_is_in_the_span(two: Report) -> None:
    north = two.frontlines[0]
    gappy = replace(north, snapshots=tuple(one for one in north.snapshots if one.day.day not in (5, 6)))
    assert days_of(replace(two, frontlines=(gappy,)), "span")["north"][0] == 4


@pytest.mark.parametrize("days", ["some", "", None])
def test_a_choice_of_days_that_is_none_is_a_plain_error(two: Report, tmp_path: Path, days: Any) -> None:
    with pytest.raises(RecordError, match="cited, span, all"):
        exports.write_gpkg(two, tmp_path / "claims.gpkg", days=days)
    assert list(tmp_path.iterdir()) == []


def test_areas_say_day_maker_side_size_and_source_and_which_is_newest(two: Report, tmp_path: Path) -> None:
    exports.write_gpkg(two, tmp_path / "claims.gpkg", days="all")
    frame = geopandas.read_file(tmp_path / "claims.gpkg", layer="frontlines")
    assert len(frame) == 27
    last = frame[(frame["layer"] == "north") & (frame["newest"] == 1)].iloc[0]
    assert (last["day"].date(), last["maker"], last["side"]) == (date(2024, 8, 20), "Maker of north", "ru_held")
    assert last["source"] == "https://example.org/north"
    assert last["area_km2"] == pytest.approx(geo_area(last.geometry), rel=1e-6)
    drawn = geopandas.read_file(tmp_path / "claims.gpkg", layer="frontlines_drawn")
    assert list(drawn["day"].dt.day) == [20, 9]


def geo_area(geometry: Any) -> float:
    from pyproj import Geod

    return abs(Geod(ellps="WGS84").geometry_area_perimeter(geometry)[0]) / 1e6


@pytest.mark.parametrize(
    ("days", "told"), [("cited", "1 of 20 days"), ("all", "20 of 20 days, 2024-08-01 to 2024-08-20")]
)
def test_a_file_says_which_days_it_holds(two: Report, tmp_path: Path, days: Any, told: str) -> None:
    exports.write_gpkg(two, tmp_path / "claims.gpkg", days=days)
    assert told in of_geopackage(tmp_path / "claims.gpkg")
    assert told in exports.to_kml(two, days=days)
    assert told in days_told(two, days)["north"]


def test_kml_has_a_mark_for_every_day_that_was_asked_for(two: Report) -> None:
    root = ElementTree.fromstring(exports.to_kml(two, days="all"))  # noqa: S314  our own
    folders = {folder.findtext(f"{KML}name"): folder for folder in root.iter(f"{KML}Folder")}
    assert [len(folders[name].findall(f"{KML}Placemark")) for name in ("north", "south")] == [20, 7]


def test_a_report_saves_what_a_format_is_asked_and_refuses_what_it_does_not_know(
    sample_report: geo.Report, tmp_path: Path
) -> None:
    sample_report.save(tmp_path / "claims.csv", bom=True)
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    sample_report.save(tmp_path / "claims.txt", form="csv")
    assert (tmp_path / "claims.txt").read_text("utf-8").startswith("article,")
    with pytest.raises(RecordError, match="json has no option 'bom'"):
        sample_report.save(tmp_path / "claims.json", bom=True)
    assert not (tmp_path / "claims.json").exists()


def test_json_says_where_the_places_come_from(report: Report) -> None:
    assert json.loads(exports.to_json(report))["gazetteer"].startswith("GeoNames (CC BY 4.0)")
