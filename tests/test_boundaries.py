"""Countries and first-level divisions: names, points, polygons that fit, and Crimea where UN resolution 68/262 has it."""

from __future__ import annotations

import subprocess
import sys

import pytest
import shapely

from geo.boundaries import Boundary, read_boundaries
from geo.errors import RecordError
from geo.names import fold

WORLD = read_boundaries()
REGIONS = [area for area in WORLD.values() if area.kind == "region"]
COUNTRIES = [area for area in WORLD.values() if area.kind == "country"]
SPELLINGS = [
    ("ne:RU-KRS", "Kursk region"),
    ("ne:RU-KRS", "Курская область"),
    ("ne:RU-KRS", "Kurskaya oblast"),
    ("ne:UA-14", "Донецька область"),
    ("ne:UA-14", "Донецкая область"),
    ("ne:UA-14", "Donetska oblast"),
    ("ne:UA-63", "Kharkov region"),
    ("ne:US", "USA"),
    ("ne:GB", "Britain"),
    ("ne:KP", "DPRK"),
    ("ne:AE", "UAE"),
    ("ne:UA", "Україна"),
    ("ne:RU", "Россия"),
    ("ne:RU-KRS", "Kurskaya"),
    ("ne:RU-KRS", "Курщина"),
    ("ne:UA-14", "Донеччина"),
    ("ne:UA-14", "DPR"),
    ("ne:UA-63", "Харківщина"),
    ("ne:DE-BY", "Bavaria"),
    ("ne:CN-xizang", "Tibet"),
    ("ne:IT-82", "Sicily"),
    ("ne:ES-CT", "Catalonia"),
    ("ne:PS-west-bank", "West Bank"),
]
# Where GeoNames (geonames.org, CC BY 4.0) puts them, lat lon.
USUAL_POINTS = {
    "ne:US": (39.76, -98.5),
    "ne:RU": (60, 100),
    "ne:TR": (39, 35),
    "ne:CA-QC": (52.00017, -71.99907),
    "ne:US-TX": (31.25044, -99.25061),
    "ne:GB-ENG": (52.16045, -0.70312),
}


@pytest.mark.parametrize(("key", "spelling"), SPELLINGS)
def test_an_area_bears_its_usual_names(key: str, spelling: str) -> None:
    assert fold(spelling) in {fold(name) for name in WORLD[key].names}


@pytest.mark.parametrize(("lon", "lat"), [(34.1, 44.95), (33.55, 44.6), (36.47, 45.35)])
def test_crimea_and_sevastopol_lie_in_ukraine_alone(lon: float, lat: float) -> None:
    holders = [area.id for area in COUNTRIES if area.shape.contains(shapely.Point(lon, lat))]
    assert holders == ["ne:UA"]


def test_every_usual_point_lies_in_its_area_or_just_off_it() -> None:
    far = [area.id for area in WORLD.values() if area.shape.distance(shapely.Point(area.lon, area.lat)) > 0.3]
    assert far == []


@pytest.mark.parametrize("key", USUAL_POINTS)
def test_an_area_stands_where_maps_and_corpora_put_it(key: str) -> None:
    assert (WORLD[key].lat, WORLD[key].lon) == pytest.approx(USUAL_POINTS[key], abs=1e-4)


def test_a_region_of_provinces_is_as_large_as_they_are_together() -> None:
    for key in ("ne:GB-ENG", "ne:IT-52", "ne:ES-AN", "ne:BE-VLG"):
        parts = [WORLD[part] for part in WORLD[key].parts]
        assert len(parts) >= 5
        assert sum(part.shape.area for part in parts) == pytest.approx(WORLD[key].shape.area, rel=0.01)


def test_every_polygon_is_valid_and_within_the_world() -> None:
    shapes = [area.shape for area in WORLD.values()]
    assert all(shapely.is_valid(shapes))
    assert shapely.total_bounds(shapes).tolist() == pytest.approx([-180, -90, 180, 83.7], abs=0.1)


def test_neighbours_around_the_war_neither_overlap_nor_leave_a_gap() -> None:
    near = [area.shape for area in REGIONS if area.country in {"UA", "BY", "MD"}]
    whole = shapely.union_all(near)
    assert sum(shape.area for shape in near) == pytest.approx(whole.area, rel=1e-4)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    assert sum(hole.area for hole in holes) < 0.001


def test_a_country_is_as_large_as_its_regions_together() -> None:
    for key in ("UA", "RU", "PL", "FR"):
        regions = shapely.union_all([region.shape for region in REGIONS if region.country == key])
        assert WORLD[f"ne:{key}"].shape.area == pytest.approx(regions.area, rel=0.001)


def test_ukraine_and_kursk_oblast_have_their_official_areas() -> None:
    # State Statistics Service of Ukraine: 603,628 km²; Rosstat: 29,997 km². Radii are those of discs as large.
    for key, area_km2 in (("ne:UA", 603_628), ("ne:RU-KRS", 29_997)):
        assert 3.14159 * (WORLD[key].radius_m / 1000) ** 2 == pytest.approx(area_km2, rel=0.02)


def test_ids_are_iso_codes_for_every_area_of_the_warring_sides() -> None:
    sides = [area.id for area in REGIONS if area.country in {"UA", "RU", "BY"}]
    assert len(sides) == 27 + 83 + 7
    assert all(key[6:].isupper() or key[6:].isdecimal() for key in sides)


def test_a_country_has_no_division_and_a_region_is_its_own() -> None:
    assert {area.admin1 for area in COUNTRIES} == {None}
    assert all(region.admin1 == region.name for region in REGIONS)


def test_names_can_be_read_without_loading_a_geometry_library() -> None:
    code = "import sys; from geo.boundaries import read_boundaries; read_boundaries(); print('shapely' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"


def test_a_boundary_of_another_kind_is_refused() -> None:
    with pytest.raises(RecordError, match="'city'"):
        Boundary(
            id="x",
            name="x",
            kind="city",
            country="UA",
            admin1=None,
            lon=0,
            lat=0,
            radius_m=1,
            names=("x",),
            geojson=b"",
        )
