"""Claims back from every kind of file and from frames: what was written, and the areas and lines that a person drew anew."""

from __future__ import annotations

import json
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, shape

import geo
from geo import exports
from geo.errors import RecordError
from geo.records import Place, Reading, Report
from geo.review import is_claims_table

SUFFIXES = ["csv", "xlsx", "geojson", "gpkg", "kml", "kmz", "json", *["parquet"] * (find_spec("pyarrow") is not None)]
DRAWN = box(35.0, 51.2, 35.4, 51.4)


@contextmanager
def quietly() -> Iterator[None]:
    """Leave doubts about names aside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        yield


def read(path: Any) -> tuple[Reading, ...]:
    with quietly():
        return geo.read_claims(path)


def place_of(reading: Reading, number: int) -> Place:
    """Return the place of the first reference of a claim."""
    named = {one.mention.id: one.place for one in reading.resolutions}
    found = named[reading.claims[number].where[0].ref]
    assert found is not None
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_claims_and_their_findings_come_back_from_every_file(
    sample_report: geo.Report, tmp_path: Path, suffix: str
) -> None:
    sample_report.save(tmp_path / f"claims.{suffix}")
    with quietly():
        again = geo.run(tmp_path / f"claims.{suffix}")
    for one, other in zip(again.articles, sample_report.articles, strict=True):
        assert one.claims == other.claims
        assert one.article.id == other.article.id
        assert [finding.verdict for finding in one.findings] == [finding.verdict for finding in other.findings]
        for claim in one.claims:
            assert one.article.text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_article_without_claims_keeps_its_places_in_every_file(tmp_path: Path, suffix: str) -> None:
    with quietly():
        report = geo.run(
            [
                geo.Article(text="The road from Sudzha to Kursk was quiet."),
                geo.Article(text="Russian forces captured Sudzha."),
            ],
            [],
        )
        bare = geo.run([geo.Article(text="The road from Sudzha to Kursk was quiet.")], [])
    for one in (report, bare):
        one.save(tmp_path / f"claims.{suffix}")
        back = read(tmp_path / f"claims.{suffix}")
        assert [len(reading.claims) for reading in back] == [len(reading.claims) for reading in one.articles]
        for reading, other in zip(back, one.articles, strict=True):
            assert reading.article.id == other.article.id
            places = [found.place and found.place.id for found in other.resolutions if found.mapped]
            assert [found.place and found.place.id for found in reading.resolutions if found.mapped] == places


def test_a_kmz_is_known_by_what_is_in_it(report: Report, tmp_path: Path) -> None:
    exports.write_kml(report, tmp_path / "claims.kmz")
    with zipfile.ZipFile(tmp_path / "claims.kmz") as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml").decode("utf-8") == exports.to_kml(report)
    (tmp_path / "renamed.json").write_bytes((tmp_path / "claims.kmz").read_bytes())
    assert is_claims_table(tmp_path / "renamed.json")
    assert read(tmp_path / "renamed.json") == read(tmp_path / "claims.kmz")


def test_a_kmz_that_is_damaged_or_swells_is_a_plain_error(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + b" " * 90_000_000)
    (tmp_path / "cut.kmz").write_bytes((tmp_path / "bomb.kmz").read_bytes()[:2000] + b".kml")
    for name in ("bomb.kmz", "cut.kmz"):
        with pytest.raises(RecordError, match=name):
            geo.read_claims(tmp_path / name)


@pytest.mark.parametrize("schema", ["geo-report/2", "geo-report/10"])
def test_a_report_of_another_version_is_one_plain_error(tmp_path: Path, schema: str) -> None:
    (tmp_path / "report.json").write_text(json.dumps({"schema": schema, "articles": []}))
    with pytest.raises(RecordError, match=f"no geo-report/1 that this version reads: its schema is '{schema}'"):
        geo.read_claims(tmp_path / "report.json")


@pytest.mark.parametrize(
    "damage", [lambda told: told[:-900], lambda told: told.replace("geo-report/1", "geo-report/2")]
)
def test_a_report_that_cannot_be_read_is_not_taken_for_an_article(
    report: Report, tmp_path: Path, damage: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    from geo import cli

    (tmp_path / "report.json").write_text(damage(exports.to_json(report)), "utf-8")
    assert cli.main(["report", str(tmp_path / "report.json")]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(told) == 1
    assert "whole JSON" in told[0] or "no geo-report/1 that this version reads" in told[0]


def redrawn_layer(path: Path, layer: str, drawn: Any) -> None:
    """Draw the first shape of a layer of a GeoPackage anew."""
    frame = geopandas.read_file(path, layer=layer)
    frame.loc[0, "geometry"] = drawn
    frame.to_file(path, layer=layer, driver="GPKG")


def redrawn_file(path: Path, drawn: Any) -> None:
    """Draw the second claim of a GeoJSON or GeoParquet anew."""
    if path.suffix == ".parquet":
        frame = geopandas.read_parquet(path)
        frame.loc[1, "geometry"] = drawn
        frame.to_parquet(path)
        return
    told = json.loads(path.read_text("utf-8"))
    told["features"][1]["geometry"] = drawn.__geo_interface__
    path.write_text(json.dumps(told), "utf-8")


def redrawn_kml(path: Path, drawn: Polygon) -> None:
    ring = " ".join(f"{x},{y},0" for x, y in drawn.exterior.coords)
    told = path.read_text("utf-8")
    head, _, tail = told.partition("<Polygon>")
    path.write_text(
        f"{head}<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs>"
        f"</Polygon>{tail.partition('</Polygon>')[2]}"
    )


REDRAWN: dict[str, Callable[[Path], None]] = {
    "gpkg": lambda path: redrawn_layer(path, "claim_areas", MultiPolygon([DRAWN])),
    "geojson": lambda path: redrawn_file(path, DRAWN),
    "parquet": lambda path: redrawn_file(path, DRAWN),
    "kml": lambda path: redrawn_kml(path, DRAWN),
}


@pytest.mark.parametrize("suffix", [one for one in REDRAWN if one in SUFFIXES])
def test_an_area_drawn_anew_is_a_correction_by_hand(report: Report, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"claims.{suffix}"
    exports.save(report, path)
    REDRAWN[suffix](path)
    (reading,) = read(path)
    assert [claim.by_hand for claim in reading.claims] == [(), ("lon", "lat")]
    place = place_of(reading, 1)
    assert place.shape is not None
    assert place.shape.equals_exact(DRAWN, 1e-6, normalize=True) or place.shape.equals(DRAWN)
    assert (place.lon, place.lat) == pytest.approx((35.2, 51.3))


def test_a_shape_by_hand_survives_a_table_and_a_map_file(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "claims.gpkg"
    exports.write_gpkg(report, path)
    REDRAWN["gpkg"](path)
    again = geo.run(claims=read(path), frontlines=[])
    for suffix in ("csv", "gpkg", "geojson"):
        again.save(tmp_path / f"again.{suffix}")
        (reading,) = read(tmp_path / f"again.{suffix}")
        assert reading.claims[1].by_hand == ("lon", "lat")
        assert shape(place_of(reading, 1)).equals(DRAWN)


def test_a_shape_that_crosses_itself_is_mended(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "claims.gpkg"
    exports.write_gpkg(report, path)
    redrawn_layer(path, "claim_areas", MultiPolygon([Polygon([(35, 51), (36, 52), (36, 51), (35, 52)])]))
    (reading,) = read(path)
    drawn = place_of(reading, 1).shape
    assert drawn is not None
    assert drawn.is_valid
    assert drawn.area == pytest.approx(0.5)


def test_an_area_that_another_program_wrote_anew_is_no_edit(sample_report: geo.Report, tmp_path: Path) -> None:
    path = tmp_path / "claims.gpkg"
    sample_report.save(path)
    layers = {"claim_areas", "claim_lines"} & set(geopandas.list_layers(path)["name"])
    assert layers
    for layer in layers:
        frame = geopandas.read_file(path, layer=layer)
        # Rings the other way round, in another order.
        frame["geometry"] = frame.geometry.reverse()
        frame.iloc[::-1].to_file(path, layer=layer, driver="GPKG")
    assert {claim.by_hand for reading in read(path) for claim in reading.claims} == {()}


def test_a_word_changed_in_a_layer_of_areas_counts_and_the_claims_own_layer_before_it(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "claims.gpkg"
    exports.write_gpkg(report, path)
    areas = geopandas.read_file(path, layer="claim_areas")
    areas.loc[0, "polarity"] = "-"
    areas.loc[0, "certainty"] = "PS"
    areas.to_file(path, layer="claim_areas", driver="GPKG")
    claims = geopandas.read_file(path, layer="claims")
    claims.loc[1, "certainty"] = "PR"
    claims.to_file(path, layer="claims", driver="GPKG")
    (reading,) = read(path)
    assert (reading.claims[1].polarity, reading.claims[1].certainty) == ("-", "PR")
    assert reading.claims[1].by_hand == ("polarity", "certainty")


def test_a_layer_of_areas_that_cannot_be_read_is_told_and_the_claims_are(report: Report, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "claims.gpkg"
    exports.write_gpkg(report, path)
    with closing(sqlite3.connect(path)) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE claim_areas SET geom = x'00'")
        database.commit()
    with pytest.warns(geo.ArticleWarning, match="claim_areas is not read back"):
        (reading,) = geo.read_claims(path)
    assert [claim.by_hand for claim in reading.claims] == [(), ()]


def test_a_claim_drawn_as_an_area_or_a_line_lies_there(tmp_path: Path) -> None:
    own = {
        "quote": ["Troops held the wood.", "Trucks used the road."],
        "type": ["control", "move"],
        "place": ["W", "R"],
    }
    drawn = [DRAWN, LineString([(35, 51), (35.5, 51.5)])]
    geopandas.GeoDataFrame(own, geometry=drawn, crs=4326).to_file(tmp_path / "own.geojson")
    (reading,) = read(tmp_path / "own.geojson")
    assert [place_of(reading, number).geometry for number in (0, 1)] == ["polygon", "line"]
    assert place_of(reading, 1).radius_m == pytest.approx(32_900, rel=0.02)


def test_a_shape_in_metres_is_a_plain_error(report: Report, tmp_path: Path) -> None:
    exports.write_geojson(report, tmp_path / "claims.geojson")
    redrawn_file(tmp_path / "claims.geojson", translate(DRAWN, 4_000_000, 6_000_000))
    with pytest.raises(RecordError, match="cannot be read: its shape is none"):
        geo.read_claims(tmp_path / "claims.geojson")


# Frames.


def test_a_frame_of_claims_comes_back_as_claims(sample_report: geo.Report) -> None:
    back = geo.from_frame(sample_report.to_frame("claims"))
    told = [reading for reading in sample_report.articles if reading.claims]
    assert [one.claims for one in back if isinstance(one, Reading)] == [one.claims for one in told]


def test_a_frame_that_was_sorted_filtered_and_saved_still_does(sample_report: geo.Report, tmp_path: Path) -> None:
    frame = sample_report.to_frame("claims")
    frame = frame[frame["type"] == "control"].sort_values("quote")
    frame.to_file(tmp_path / "control.geojson")
    with quietly():
        back = geo.from_frame(geopandas.read_file(tmp_path / "control.geojson"))
    held = {claim for reading in sample_report.articles for claim in reading.claims if claim.type == "control"}
    assert {claim.quote for one in back if isinstance(one, Reading) for claim in one.claims} == {c.quote for c in held}
    assert not [claim.by_hand for one in back if isinstance(one, Reading) for claim in one.claims if claim.by_hand]


def test_a_point_moved_in_a_frame_is_a_correction(report: Report) -> None:
    frame = geo.Report(**{name: getattr(report, name) for name in ("generator", "frontlines", "articles")}).to_frame(
        "claims"
    )
    frame.loc[0, "geometry"] = Point(35.3, 51.2)
    (reading,) = read(frame)
    assert reading.claims[0].by_hand == ("lon", "lat")


def test_a_frame_of_places_comes_back_as_places_from_a_file_too(sample_report: geo.Report, tmp_path: Path) -> None:
    places = geo.from_frame(sample_report.to_frame("places"))
    assert places
    assert all(isinstance(place, Place) for place in places)
    sample_report.save(tmp_path / "report.gpkg")
    back = geo.from_frame(geopandas.read_file(tmp_path / "report.gpkg", layer="places"))
    known = {place.id: place for place in places if isinstance(place, Place)}
    assert all(known[one.id] == one for one in back if isinstance(one, Place))


@pytest.mark.parametrize("what", ["findings", "pairs"])
def test_a_frame_of_neither_is_a_plain_error(sample_report: geo.Report, what: str) -> None:
    with pytest.raises(RecordError, match="neither claims nor places"):
        geo.from_frame(sample_report.to_frame(what))
