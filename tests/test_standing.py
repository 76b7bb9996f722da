"""Roads and rivers by their length, and regions from files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import LineString, box, mapping

import geo
from geo.control.areas import covered_share
from geo.records import Coverage, FrontLine, Place, Snapshot

DAY = date(2024, 9, 10)
EAST = box(37.5, 47, 39, 50)
ROAD = Place(
    id="curated:road", name="Road", kind="road", lon=37.5, lat=48.5, radius_m=1000, geometry="line",
    shape=LineString([(37.0, 48.5), (37.5, 48.5), (38.5, 48.5)]),
)  # fmt: skip


@pytest.fixture
def front() -> FrontLine:
    """Give ground east of 37.5 E as Russian-held, the rest of a box as Ukrainian-held."""
    return FrontLine(
        name="made up", maker="tests", licence="CC0-1.0", attribution="tests", sides=("ru_held",),
        coverage=Coverage(text="a box", area=box(36, 47, 39, 50), other_side="ua_held"),
        snapshots=(Snapshot(day=DAY, basis="field", areas={"ru_held": EAST}),),
    )  # fmt: skip


def test_a_road_stands_by_its_length(front: FrontLine) -> None:
    standing = geo.standing_of(front, ROAD, DAY)
    assert standing.shares == pytest.approx({"ru_held": 2 / 3, "ua_held": 1 / 3}, abs=1e-3)
    assert standing.halves["E"] == pytest.approx({"ru_held": 1.0})
    assert standing.front_from_edge_m == 0


def test_a_road_mostly_outside_the_coverage_is_no_data(front: FrontLine) -> None:
    far = replace(ROAD, shape=LineString([(35.0, 48.5), (36.2, 48.5)]))
    assert geo.standing_of(front, far, DAY).reason == "no_layer"
    assert geo.standing_of(front, ROAD, date(2025, 1, 1)).reason == "out_of_time"


def test_a_region_is_read_from_the_polygons_of_a_file(front: FrontLine, tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {}, "geometry": mapping(shape)}
        for shape in (box(37, 48, 37.6, 49), box(37.6, 48, 38, 49))
    ]
    path = tmp_path / "mine.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    region = geo.read_region(path)
    held = geo.held_areas(front, region=region.shape, region_name=region.name)
    whole = geo.held_areas(front, side="UA", region=region.shape)["km2"][0] + held["km2"][0]
    assert list(held["region"]) == ["mine"]
    assert held["km2"][0] / whole == pytest.approx(0.5, abs=1e-3)


def test_a_file_without_a_polygon_is_no_region(tmp_path: Path) -> None:
    path = tmp_path / "point.geojson"
    path.write_text('{"type": "Point", "coordinates": [37, 48]}', "utf-8")
    with pytest.raises(geo.FrontLineError, match=r"point\.geojson has no polygon"):
        geo.read_region(path)


def test_an_area_says_for_what_share_of_the_region_it_is(front: FrontLine) -> None:
    beyond = box(38, 48, 39.5, 49)
    held = geo.held_areas(front, region=beyond)
    assert held["covered"][0] == pytest.approx(2 / 3, abs=1e-3)
    assert held["km2"][0] > 0
    assert np.isnan(geo.held_areas(front, region=box(38.8, 48, 41, 49))["km2"][0])


def test_a_dataset_that_does_not_say_what_it_covers_has_no_share(front: FrontLine) -> None:
    drawn_only = replace(front, coverage=Coverage(text="what is drawn"))
    assert np.isnan(covered_share(drawn_only, box(37, 48, 38, 49))).all()
    assert geo.held_areas(drawn_only, region=box(37, 48, 38, 49))["km2"][0] > 0
