"""Files for maps: GeoPackage, GeoParquet, KML and GeoJSON open elsewhere, look as the page does, and come back as claims."""

from __future__ import annotations

import json
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import jsonschema
import pyogrio
import pytest
from shapely.geometry import Point, Polygon, shape

import geo
from geo import exports
from geo.errors import RecordError, SourceError
from geo.publishable import publishable
from geo.records import Report
from geo.review import is_claims_table

KML = "{http://www.opengis.net/kml/2.2}"
WRITERS: dict[str, Callable[..., None]] = {
    "gpkg": exports.write_gpkg,
    "parquet": exports.write_geoparquet,
    "geojson": exports.write_geojson,
    "kml": exports.write_kml,
}
# GeoParquet needs an extra package.
HAS_ARROW = find_spec("pyarrow") is not None
if not HAS_ARROW:
    del WRITERS["parquet"]
HOSTILE = "<script>&]]>'\"\x00\x07\ud800\ufffe=1+1"


def hostile(report: Report) -> Report:
    """Return the report with a first claim whose words no file likes."""
    claim = report.articles[0].claims[0]
    words = HOSTILE.ljust(len(claim.quote), ".")[: len(claim.quote)]
    first = replace(report.articles[0], claims=(replace(claim, quote=words), *report.articles[0].claims[1:]))
    return replace(report, articles=(first, *report.articles[1:]))


def same(report: Report, folder: Path, form: str) -> bool:
    """Tell whether a file gives the readings that the table gives, but for folders, which only the table keeps."""
    WRITERS[form](report, folder / "claims.bin")
    exports.write_csv(publishable(report), folder / "claims.csv")
    return geo.read_claims(folder / "claims.bin") == geo.read_claims(folder / "claims.csv")


@pytest.mark.parametrize("form", WRITERS)
def test_claims_come_back_as_from_the_table(sample_report: Report, tmp_path: Path, form: str) -> None:
    assert same(sample_report, tmp_path, form)


@pytest.mark.parametrize("form", WRITERS)
def test_hostile_words_come_back_as_they_were(report: Report, tmp_path: Path, form: str) -> None:
    changed = hostile(report)
    WRITERS[form](changed, tmp_path / "claims")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        claims = geo.read_claims(tmp_path / "claims")[0].claims
    assert claims[0].quote == changed.articles[0].claims[0].quote
    assert claims[0].by_hand == ()


@pytest.mark.parametrize("form", WRITERS)
def test_a_report_without_articles_is_written_and_the_same_twice(report: Report, tmp_path: Path, form: str) -> None:
    WRITERS[form](Report(generator="nothing"), tmp_path / "none")
    WRITERS[form](report, tmp_path / "one")
    WRITERS[form](report, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_a_file_that_cannot_be_written_leaves_nothing(report: Report, tmp_path: Path, form: str) -> None:
    with pytest.raises(SourceError, match="cannot write"):
        WRITERS[form](report, tmp_path / "missing" / "claims")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["gpkg", "geojson", "kml"])
def test_gdal_and_geopandas_read_every_claim_in_degrees(report: Report, tmp_path: Path, form: str) -> None:
    WRITERS[form](report, tmp_path / f"claims.{form}")
    frame = geopandas.read_file(tmp_path / f"claims.{form}", layer="claims")
    assert list(frame["claim"]) == ["c1", "c2"]
    assert frame.crs.to_epsg() == 4326


def test_facts_of_a_report_come_back_without_the_table(sample_report: Report, tmp_path: Path) -> None:
    exports.write_json(sample_report, tmp_path / "report.json")
    back = geo.read_claims(tmp_path / "report.json")
    told = [reading for reading in sample_report.articles if reading.claims]
    assert [one.claims for one in back] == [one.claims for one in told]
    assert [[r.place and r.place.id for r in one.resolutions] for one in back] == [
        [r.place and r.place.id for r in one.resolutions] for one in told
    ]
    for one, other in zip(back, told, strict=True):
        assert [(q.id, q.text, q.unit) for q in one.quantities] == [(q.id, q.text, q.unit) for q in other.quantities]
        # JSON keeps 12 digits of a figure.
        assert [f"{q.si:.10g}" for q in one.quantities if q.si] == [f"{q.si:.10g}" for q in other.quantities if q.si]
    assert [[(t.id, t.from_day, t.to_day) for t in one.times] for one in back] == [
        [(t.id, t.from_day, t.to_day) for t in one.times] for one in told
    ]


def test_every_output_fulfils_the_schema(sample_report: Report, report: Report) -> None:
    from importlib.resources import files

    schema = json.loads((files("geo") / "report.schema.json").read_text("utf-8"))
    for one in (sample_report, report, hostile(report)):
        jsonschema.validate(json.loads(exports.to_json(one)), schema)


def layer_edited(path: Path, edit: Callable[[Any], None]) -> None:
    """Edit the claims layer as a GIS does and write it back."""
    frame = geopandas.read_file(path, layer="claims")
    edit(frame)
    path.unlink()
    frame.to_file(path, layer="claims", driver="GPKG")


def test_edits_in_a_gis_are_respected(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "claims.gpkg"
    exports.write_gpkg(report, path)

    def edit(frame: Any) -> None:
        frame.loc[0, "geometry"] = Point(35.3, 51.2)
        frame.loc[0, "polarity"] = "-"
        frame.loc[0, "verdict"] = "supported"

    layer_edited(path, edit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        reading = geo.read_claims(path)[0]
    claim = reading.claims[0]
    assert claim.by_hand == ("polarity", "lon", "lat")
    drawn = {one.mention.id: one.place for one in reading.resolutions}
    named = [drawn[where.ref] for where in claim.where if drawn.get(where.ref)]
    assert (35.3, 51.2) in [(place.lon, place.lat) for place in named if place]
    assert reading.claims[1].by_hand == ()


def test_a_frame_read_from_a_file_is_as_good_as_the_file(sample_report: Report, tmp_path: Path) -> None:
    exports.write_gpkg(sample_report, tmp_path / "claims.gpkg")
    frame = geopandas.read_file(tmp_path / "claims.gpkg", layer="claims")
    assert geo.read_claims(frame) == geo.read_claims(tmp_path / "claims.gpkg")


def test_columns_that_a_gis_left_out_are_no_edit(report: Report, tmp_path: Path) -> None:
    exports.write_gpkg(report, tmp_path / "claims.gpkg")
    frame = geopandas.read_file(tmp_path / "claims.gpkg", layer="claims")
    frame = frame[["quote", "type", "original", "geometry"]]
    assert [claim.by_hand for claim in geo.read_claims(frame)[0].claims] == [(), ()]
    frame.loc[0, "geometry"] = Point(35.3, 51.2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        assert geo.read_claims(frame)[0].claims[0].by_hand == ("lon", "lat")


def test_a_claim_drawn_anew_in_a_gis_is_a_claim_by_hand(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {
            "quote": ["Troops shelled the village."],
            "type": ["attack"],
            "place": ["Somewhere"],
            "from_day": ["2024-08-09"],
        },
        geometry=[Point(35.1, 51.1)],
        crs=4326,
    )
    frame.to_file(tmp_path / "own.geojson")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        (reading,) = geo.read_claims(tmp_path / "own.geojson")
    assert reading.claims[0].by_hand == ("added",)
    assert reading.resolutions[0].place is not None
    assert (reading.resolutions[0].place.lon, reading.resolutions[0].place.lat) == (35.1, 51.1)


def test_a_pointer_named_as_a_geopackage_is_not_followed(report: Report, tmp_path: Path) -> None:
    exports.write_gpkg(report, tmp_path / "real.gpkg")
    trap = tmp_path / "trap.gpkg"
    source = f"<SrcDataSource>{tmp_path / 'real.gpkg'}</SrcDataSource>"
    trap.write_text(f'<OGRVRTDataSource><OGRVRTLayer name="claims">{source}</OGRVRTLayer></OGRVRTDataSource>')
    assert not is_claims_table(trap)
    with pytest.raises(RecordError, match="no claims table"):
        geo.read_claims(trap)


def test_a_view_in_place_of_the_claims_is_refused(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "view.gpkg"
    exports.write_gpkg(report, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE claims RENAME TO other")
        database.execute("CREATE VIEW claims AS SELECT * FROM other")
        database.execute("UPDATE gpkg_geometry_columns SET table_name = 'claims' WHERE table_name = 'other'")
        database.commit()
    with pytest.raises(RecordError, match="view"):
        geo.read_claims(path)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE kml [<!ENTITY a "aaaa">]><kml><Placemark/></kml>',
        "<kml><Placemark>",
        '{"type": "FeatureCollection", "features": 3}',
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "x"}}]}',
        '{"schema": "geo-report/1", "articles": [{"n_chars": -1}]}',
        '{"schema": "geo-report/1", "articles": [{"n_chars": 99999999999}]}',
        '{"schema": "geo-report/1", "articles": {}}',
        '{"schema": "geo-report/1", ' + "[" * 9000,
    ],
)
def test_a_damaged_file_is_one_plain_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad").write_text(text)
    with pytest.raises(RecordError, match="bad"):
        geo.read_claims(tmp_path / "bad")


def test_a_map_file_among_the_articles_is_read_as_claims(sample_report: Report, tmp_path: Path) -> None:
    exports.write_geojson(sample_report, tmp_path / "claims.geojson")
    again = geo.run(tmp_path / "claims.geojson", frontlines=[])
    assert [len(one.claims) for one in again.articles] == [
        len(one.claims) for one in sample_report.articles if one.claims
    ]


def test_a_geopackage_has_layers_of_one_geometry_with_typed_columns_and_styles(
    sample_report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "report.gpkg"
    exports.write_gpkg(sample_report, path)
    kinds = dict(pyogrio.list_layers(path).tolist())
    assert kinds["claims"] == "Point"
    assert kinds["settlements"] == "Point"
    claims = pyogrio.read_info(path, layer="claims")
    types = dict(zip(claims["fields"], claims["dtypes"], strict=True))
    assert types["from_day"].startswith("datetime64")
    assert types["salience"].startswith("int")
    assert types["lon"] == "float64"
    assert all(name == name.lower() for name in claims["fields"])
    with closing(sqlite3.connect(path)) as database:
        styled = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
        (metadata,) = database.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert ElementTree.fromstring(styled["claims"]).find(".//category[@value='supported']") is not None  # noqa: S314
    assert "0,114,178" in styled["claims"]
    for line in sample_report.frontlines:
        assert line.licence in metadata
    assert "GeoNames" in metadata


def test_no_pin_stands_on_the_middle_of_a_sector(report: Report, tmp_path: Path) -> None:
    exports.write_gpkg(report, tmp_path / "report.gpkg")
    claims = geopandas.read_file(tmp_path / "report.gpkg", layer="claims")
    areas = geopandas.read_file(tmp_path / "report.gpkg", layer="claim_areas")
    assert [one is None for one in claims.geometry] == [False, True]
    assert list(areas["claim"]) == ["c2"]


def test_geoparquet_is_of_version_1_1_with_boxes_and_credits(report: Report, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    exports.write_geoparquet(report, tmp_path / "claims.parquet")
    told = parquet.read_schema(tmp_path / "claims.parquet").metadata
    about = json.loads(told[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert json.loads(told[b"frontline"])["frontlines"][0]["attribution"] == "drawn by hand"
    frame = geopandas.read_parquet(tmp_path / "claims.parquet")
    assert (list(frame["claim"]), frame.crs.to_epsg()) == (["c1", "c2"], 4326)


def test_duckdb_reads_the_geoparquet(report: Report, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    exports.write_geoparquet(report, tmp_path / "claims.parquet")
    asked = "SELECT claim, bbox.xmin, from_day FROM read_parquet(?) WHERE bbox.xmin < 36 ORDER BY claim"
    with duckdb.connect() as database:
        rows = database.execute(asked, [str(tmp_path / "claims.parquet")]).fetchall()
    assert rows[0][0] == "c1"
    assert rows[0][1] == pytest.approx(35.27222, abs=1e-4)
    assert rows[0][2].isoformat() == "2024-08-06"


def test_kml_has_colours_spans_and_data(report: Report) -> None:
    root = ElementTree.fromstring(exports.to_kml(hostile(report)))  # noqa: S314  our own
    styles = {style.get("id") for style in root.iter(f"{KML}Style")}
    marks = list(root.iter(f"{KML}Placemark"))
    for mark in marks:
        assert mark.findtext(f"{KML}styleUrl", "").removeprefix("#") in styles
        # Children of a feature come in the order of the schema: name, description, TimeSpan, styleUrl, ExtendedData, geometry.
        order = [part.tag.removeprefix(KML) for part in mark]
        ranks = ["name", "description", "TimeSpan", "styleUrl", "ExtendedData", "Point", "Polygon", "MultiGeometry"]
        assert order == sorted(order, key=ranks.index)
    assert marks[0].findtext(f"{KML}TimeSpan/{KML}begin") == "2024-08-06"
    assert "<script>" in marks[0].findtext(f"{KML}name", "")
    told = marks[0].findtext(f"{KML}description", "")
    assert "&lt;script&gt;" in told
    assert "<script>" not in told
    assert "drawn by hand" in root.findtext(f"{KML}Document/{KML}description", "")
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_shapes_beyond_180_degrees_are_cut_there(report: Report) -> None:
    beyond = Polygon([(175, 60), (190, 60), (190, 70), (175, 70)])
    expression = replace(report.articles[0].expressions[0], geometry=beyond)
    changed = replace(report, articles=(replace(report.articles[0], expressions=(expression,)), *report.articles[1:]))
    drawn = shape(json.loads(exports.to_geojson(changed))["features"][1]["geometry"])
    assert drawn.geom_type == "MultiPolygon"
    assert drawn.bounds == (-180, 60, 180, 70)
    assert drawn.area == pytest.approx(beyond.area)


def test_a_table_can_lead_with_a_byte_order_mark(report: Report, tmp_path: Path) -> None:
    exports.write_csv(report, tmp_path / "claims.csv", bom=True)
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle,")
    assert geo.read_claims(tmp_path / "claims.csv")[0].claims[0].by_hand == ()


def test_a_workbook_names_whom_to_credit(report: Report, tmp_path: Path) -> None:
    import zipfile

    exports.write_xlsx(report, tmp_path / "claims.xlsx")
    with zipfile.ZipFile(tmp_path / "claims.xlsx") as archive:
        core = ElementTree.fromstring(archive.read("docProps/core.xml"))  # noqa: S314  our own
    assert "drawn by hand. Licence: CC0-1.0" in (core.findtext("{http://purl.org/dc/elements/1.1/}description") or "")


def test_a_report_is_saved_as_its_suffix_says(sample_report: geo.Report, tmp_path: Path) -> None:
    for suffix in ("json", "csv", "xlsx", "geojson", "gpkg", "kml", "jsonld", *["parquet"] * HAS_ARROW):
        sample_report.save(tmp_path / f"report.{suffix}")
        assert (tmp_path / f"report.{suffix}").stat().st_size > 1000
    with pytest.raises(SourceError, match="what to write"):
        sample_report.save(tmp_path / "report.docx")


def test_places_and_mentions_speak_geojson(report: Report) -> None:
    from geo.frames import claim_site

    reading = report.articles[0]
    place = next(one for one in reading.resolutions if one.mapped)
    assert place.__geo_interface__["type"] == "Feature"
    frame = geopandas.GeoDataFrame.from_features([place, claim_site(reading, reading.claims[0])], crs=4326)
    assert len(frame) == 2
    assert frame.geometry.iloc[0].equals(shape(place.place))


@pytest.mark.parametrize("form", ["gpkg", "xlsx", *["parquet"] * HAS_ARROW])
def test_the_shell_wants_a_file_for_bytes_and_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    from geo import cli

    (tmp_path / "a.txt").write_text("Kyiv said its forces entered Sudzha on 6 August 2024.")
    assert cli.main(["report", str(tmp_path / "a.txt"), "--format", form]) == 2
    assert "-o" in capsys.readouterr().err
    asked = ["report", str(tmp_path / "a.txt"), "--published", "2024-08-07", "--format", form]
    assert cli.main([*asked, "-o", str(tmp_path / "out")]) == 0
    assert geo.read_claims(tmp_path / "out")[0].claims


def test_the_shell_leads_a_table_by_a_byte_order_mark_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from geo import cli

    (tmp_path / "a.txt").write_text("Kyiv said its forces entered Sudzha on 6 August 2024.")
    asked = ["report", str(tmp_path / "a.txt"), "--published", "2024-08-07", "--bom"]
    assert cli.main([*asked, "--format", "csv", "-o", str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert cli.main([*asked, "--format", "json"]) == 2
    assert "--bom is for" in capsys.readouterr().err
