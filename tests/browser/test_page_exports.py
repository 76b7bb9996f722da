"""What the page hands out of the filtered claims, read back with the programs people read it with, beside the report's own tables."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pytest
import shapely
from conftest import Opener, OpenPage, article_of
from foreign import rich_report
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.errors import ArticleWarning
from geo.exports.credit import GAZETTEER, credit_facts, credit_lines
from geo.exports.document import to_csv
from geo.exports.kml import COLOURS, to_kml
from geo.frames import CLAIM_COLUMNS, to_frame
from geo.records import Report
from geo.review.cells import defused
from geo.review.read import read_claims

pytestmark = pytest.mark.browser

KML = "{http://www.opengis.net/kml/2.2}"
LEFT_OUT = {"start", "end", "salience"}
"""Columns of the report's own tables that a page does not know."""
RINGS = MultiPolygon(
    [
        Polygon(box(34, 51, 38, 53).exterior, [box(35, 51.5, 36.5, 52.5).exterior, box(37, 51.5, 37.5, 52).exterior]),
        box(35.3, 51.8, 36, 52.2),
        box(38, 53, 38.5, 53.5),
    ]
)
"""Holes, an island in one of them, and a part that touches another in a corner."""


def report_with_rings() -> Report:
    """Return the rich report with a region of many rings in place of its box."""
    report = rich_report()
    (reading,) = report.articles
    regions = [
        replace(one, place=replace(one.place, shape=RINGS)) if one.place and one.place.kind == "region" else one
        for one in reading.resolutions
    ]
    return replace(report, articles=(replace(reading, resolutions=tuple(regions)),))


def exported(page: OpenPage, form: str) -> str:
    return str(page.run("return frontline.exportText(arguments[0])", form))


def same_cells(found: Iterator[Any], wanted: Iterator[Any]) -> bool:
    """Tell whether two columns hold the same values, what is missing being the same however it is written."""
    told = ((str(a)[:10] if isinstance(a, pandas.Timestamp) else a, b) for a, b in zip(found, wanted, strict=True))
    return all((pandas.isna(a) and pandas.isna(b)) or a == b for a, b in told)


def test_geojson_read_by_geopandas_is_the_reports_own_frame(open_page: Opener, tmp_path: Path) -> None:
    report = report_with_rings()
    page = open_page(report)
    path = tmp_path / "claims.geojson"
    path.write_text(exported(page, "geojson"), encoding="utf-8")
    found, wanted = geopandas.read_file(path), to_frame(report, "claims")
    assert found.crs.to_epsg() == 4326
    assert list(found.geometry.geom_type) == list(wanted.geometry.geom_type)
    assert all(one.is_valid for one in found.geometry)
    assert all(
        a.symmetric_difference(b).area < 1e-4 and a.distance(b) < 1e-4
        for a, b in zip(found.geometry, wanted.geometry, strict=True)
    )
    sectors = wanted["place_id"].isna()
    for column in set(CLAIM_COLUMNS) - LEFT_OUT:
        known = ~sectors if column in {"lon", "lat", "radius_m"} else sectors | True
        assert same_cells(found[column][known], wanted[column][known]), column


def test_geojson_follows_rfc_7946_and_says_whom_to_credit(open_page: Opener) -> None:
    report = report_with_rings()
    told = json.loads(exported(open_page(report, hash="#day=2024-09-12"), "geojson"))
    assert told["type"] == "FeatureCollection"
    assert {name: told[name] for name in credit_facts(report)} == json.loads(json.dumps(credit_facts(report)))
    assert told["day"] == "2024-09-12"
    assert "Orlo Vek" in told["attribution"]
    assert "CC BY 4.0" in told["licence"]
    assert "crs" not in told
    rings = [
        ring for f in told["features"] if f["geometry"] and "Polygon" in f["geometry"]["type"] for ring in parts(f)
    ]
    assert len(rings) == 1 + 5
    for number, ring in rings:
        assert ring[0] == ring[-1]
        assert shapely.LinearRing(ring).is_ccw is (number == 0)


def parts(feature: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """Yield the rings of a feature's polygons, each with its number in its polygon."""
    shape = feature["geometry"]
    for polygon in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
        yield from enumerate(polygon)


def test_csv_has_the_columns_and_cells_of_the_packages_own(open_page: Opener) -> None:
    report = rich_report()
    text = exported(open_page(report), "csv")
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    wanted = list(csv.DictReader(io.StringIO(to_csv(report))))
    shared = set(wanted[0]) & set(found[0])
    assert set(CLAIM_COLUMNS) - LEFT_OUT - {"lon", "lat", "radius_m", "actors"} <= shared
    for column in shared - {"lon", "lat", "radius_m", "actors", "place", "place_id", "verdict"}:
        assert [row[column] for row in found] == [row[column] for row in wanted], column
    assert found[0]["attribution"] == " ".join(credit_lines(report))


def test_csv_of_the_page_is_taken_back_as_a_claims_table(open_page: Opener, week: Report, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(exported(open_page(week), "csv"), encoding="utf-8")
    with pytest.warns(ArticleWarning, match="kept as notes: url$"):
        (reading,) = read_claims(path)
    assert [claim.quote for claim in reading.claims] == [claim.quote for claim in week.articles[0].claims]


def test_kml_has_the_styles_spans_and_fields_of_the_packages_own(open_page: Opener, tmp_path: Path) -> None:
    report = report_with_rings()
    text = exported(open_page(report), "kml")
    found, wanted = (ET.fromstring(one) for one in (text, to_kml(report)))  # noqa: S314  # both our own
    for tag in ("styleUrl", "TimeSpan/{0}begin", "TimeSpan/{0}end", "name"):
        told = [[one.findtext(KML + tag.format(KML)) for one in marks(tree)] for tree in (found, wanted)]
        assert told[0] == told[1], tag
    assert [one.get("id") for one in marks(found)] == [one.get("id") for one in marks(wanted)]
    styles = {one.get("id"): one.findtext(f"{KML}IconStyle/{KML}color") for one in found.iter(f"{KML}Style")}
    assert styles == {
        f"verdict-{verdict}": f"ff{rgb[4:]}{rgb[2:4]}{rgb[:2]}".lower() for verdict, rgb in COLOURS.items()
    }
    credit = found.findtext(f"{KML}Document/{KML}description") or ""
    assert all(line.replace("'", "&#x27;") in credit.replace("'", "&#x27;") for line in credit_lines(report))
    path = tmp_path / "claims.kml"
    path.write_text(text, encoding="utf-8")
    frame = geopandas.read_file(path, layer="claims")
    assert len(frame) == len(report.articles[0].claims)
    region = next(shape for shape in frame.geometry if shape.geom_type in {"MultiPolygon", "GeometryCollection"})
    assert region.area == pytest.approx(RINGS.area, rel=1e-4)


def marks(tree: ET.Element) -> list[ET.Element]:
    """Return the claims of a KML file: the marks of its first folder."""
    return list(tree.find(f"{KML}Document/{KML}Folder").iter(f"{KML}Placemark"))  # type: ignore[union-attr]  # both have one


def test_every_format_holds_only_what_the_filters_leave(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#verdicts=no_data&q=Sudzha")
    assert len(json.loads(exported(page, "geojson"))["features"]) == 1
    assert exported(page, "csv").count("\r\n") == 2
    assert exported(page, "kml").count("<Placemark") == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What is left?", "what-is-left-2024-09-15"),
        ("Суджа: сім місяців / п’ять днів", "суджа-сім-місяців-п-ять-днів-2024-09-15"),
        ("../..\\ <b>", "b-2024-09-15"),
        ("***", "frontline-2024-09-15"),
        ("long " * 40, "-".join(["long"] * 12) + "-2024-09-15"),
    ],
)
def test_files_are_named_by_title_and_day(open_page: Opener, title: str, name: str) -> None:
    page = open_page(Report(generator="x", articles=(article_of(title=title),)))
    names = page.run("""
      const names = []; HTMLAnchorElement.prototype.click = function () { names.push(this.download); };
      for (const item of ['geojson', 'csv', 'kml']) document.querySelector(`[data-item=${item}]`).click();
      return names;""")
    assert names == [f"{name}.{ending}" for ending in ("geojson", "csv", "kml")]


def test_a_picture_holds_title_day_legend_and_credits_and_no_control(open_page: Opener, chromium: Any) -> None:
    page = open_page(rich_report(), hash="#lang=uk&day=2024-09-15&claim=a1~c1&hide=1", size=(900, 700))
    script = """const done = arguments[0]; const kept = []; const { serializeToString } = XMLSerializer.prototype;
      XMLSerializer.prototype.serializeToString = function (node) { kept.push(node.cloneNode(true)); return serializeToString.call(this, node); };
      frontline.picture().then(async (blob) => {
        const { width, height } = await createImageBitmap(blob);
        kept[0].querySelector('style').remove();
        done([kept[0].textContent, kept[0].querySelectorAll('button, .fl-card, .leaflet-control-zoom').length, width, height, document.querySelectorAll('.fl-picture').length]);
      });"""
    told, controls, width, height, left = chromium.execute_async_script(script)
    for part in ("Zubo", "15 вересня 2024 р.", "Orlo", "Підтверджено", "Orlo Vek. Ліцензія: CC0.", GAZETTEER):
        assert part in told
    assert (controls, left) == (0, 0)
    assert width > 1000
    assert height > width / 3
    assert page.errors() == []


def test_points_are_exact_and_a_claim_without_a_place_has_no_geometry(open_page: Opener, week: Report) -> None:
    features = json.loads(exported(open_page(week), "geojson"))["features"]
    assert shapely.geometry.shape(features[0]["geometry"]) == Point(37.18, 48.28)
    assert features[4]["geometry"] is None
    assert features[4]["properties"]["place"] is None
    assert re.fullmatch(r"a1#c\d", features[4]["id"])


HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "]]> & <b>\u0000\u0007\ufffe",
    '"quoted",\r\nnew line\u2028',
    "=HYPERLINK(1)",
    "\u202eرأسا على عقب\u202c",
    "${1}{{2}}`\\",
)


def test_hostile_words_stay_words_in_every_format(open_page: Opener) -> None:
    told = tuple((words, None, "no_data", None) for words in HOSTILE)
    reading = article_of(told, title=HOSTILE[0], publisher=HOSTILE[3], author=HOSTILE[1], url="javascript:alert(1)")
    page = open_page(Report(generator="x", articles=(reading,)))
    features = json.loads(exported(page, "geojson"))["features"]
    assert [one["properties"]["quote"] for one in features] == list(HOSTILE)
    rows = list(csv.DictReader(io.StringIO(exported(page, "csv").removeprefix("\ufeff"), newline="")))
    assert [row["quote"] for row in rows] == [defused(words) for words in HOSTILE]
    assert {row["publisher"] for row in rows} == {"'=HYPERLINK(1)"}
    tree = ET.fromstring(exported(page, "kml"))  # noqa: S314  # our own
    data = [one.findtext(f".//{KML}Data[@name='quote']/{KML}value") for one in marks(tree)]
    assert [words and words.split() for words in data] == [
        re.sub("[\u0000\u0007\ufffe]", "", words).split() for words in HOSTILE
    ]
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    assert page.run("return document.querySelectorAll('.fl-print img, .fl-print script, .fl-print b').length") == 0
    assert page.errors() == []
