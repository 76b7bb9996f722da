"""How well a place is known, as the page draws it, against the geodesic: rings, sectors, regions and roads, at two latitudes."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Opener, OpenPage
from extremes import Told, point, reading_of, sector_of
from pyproj import Geod
from shapely.geometry import LineString, Polygon

from geo.records import Place, Report

pytestmark = pytest.mark.browser

EARTH = Geod(ellps="WGS84")
LON = 37.0
LATITUDES = [47.5, 69.0]
TOLERANCE_PX = 1.5
"""Half a stroke and rounding; and Leaflet measures on a sphere, a third of a percent off at worst."""
WIDE, NARROW = 12_000.0, 4_000.0
ROAD_BAND_M = 2_500.0
"""The band that geo/page/tables.py draws around a road."""
PIXELS = """const { x, y } = frontline.map.latLngToLayerPoint([arguments[1], arguments[0]]);
  return [x, y]"""
EDGES = """const path = document.querySelector(arguments[0]); const { x, y, width, height } = path.getBBox();
  return [x, y, x + width, y + height]"""
INSIDE = """const path = document.querySelector(arguments[0]), svg = path.ownerSVGElement;
  return arguments[1].map(([lon, lat]) => {
    const at = frontline.map.latLngToLayerPoint([lat, lon]), spot = svg.createSVGPoint();
    [spot.x, spot.y] = [at.x, at.y];
    return path.isPointInFill(spot);
  })"""


def away(lat: float, bearing_deg: float, metres: float, lon: float = LON) -> tuple[float, float]:
    """Return the point some metres away on the ellipsoid."""
    east, north, _ = EARTH.fwd(lon, lat, bearing_deg, metres)
    return float(east), float(north)


def opened(open_page: Opener, place: Any, lat: float, zoom: float) -> OpenPage:
    return open_page(
        Report(generator="test", articles=(reading_of([Told("it happened there", place)]),)),
        hash=f"#view={lat},{LON},{zoom}",
    )


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize(("radius_m", "dashed"), [(NARROW, False), (WIDE, True)])
def test_a_ring_has_its_true_radius_and_is_dashed_from_five_kilometres(
    open_page: Opener, lat: float, radius_m: float, dashed: bool
) -> None:
    page = opened(open_page, point("Town", LON, lat, radius_m), lat, 10)
    left, top, right, bottom = page.run(EDGES, "path.fl-uncertain")
    for bearing_deg, edge, axis in ((270, left, 0), (0, top, 1), (90, right, 0), (180, bottom, 1)):
        true = page.run(PIXELS, *away(lat, bearing_deg, radius_m))[axis]
        assert abs(true - edge) < TOLERANCE_PX, (bearing_deg, true, edge)
    strokes = "return getComputedStyle(document.querySelector('path.fl-uncertain')).strokeDasharray"
    assert (page.run(strokes) != "none") == dashed


@pytest.mark.parametrize("lat", LATITUDES)
def test_a_sector_lies_between_its_distances_and_bearings(open_page: Opener, lat: float) -> None:
    page = opened(open_page, sector_of("20 km north-west of Town", LON, lat, 20_000, 315), lat, 9)
    within = [away(lat, bearing, metres) for bearing in (294, 315, 336) for metres in (16_400, 20_000, 23_600)]
    beyond = [away(lat, 315, 15_600), away(lat, 315, 24_400), away(lat, 291, 20_000), away(lat, 339, 20_000)]
    assert page.run(INSIDE, "path.fl-sector", [*within, *beyond]) == [True] * 9 + [False] * 4


@pytest.mark.parametrize("lat", LATITUDES)
def test_a_road_is_a_band_of_its_true_width(open_page: Opener, lat: float) -> None:
    middle = [away(lat, bearing, metres) for bearing, metres in ((225, 30_000), (45, 30_000))]
    road = Place(
        id="test:road", name="road", kind="road", lon=LON, lat=lat, radius_m=30_000, geometry="line",
        shape=LineString([middle[0], (LON, lat), middle[1]]),
    )  # fmt: skip
    page = opened(open_page, road, lat, 10)
    within = [away(lat, bearing, ROAD_BAND_M - 250) for bearing in (135, 315)]
    beyond = [away(lat, bearing, ROAD_BAND_M + 250) for bearing in (135, 315)]
    assert page.run(INSIDE, "path.fl-area", [*within, *beyond]) == [True, True, False, False]


@pytest.mark.parametrize("lat", LATITUDES)
def test_a_region_is_its_own_outline(open_page: Opener, lat: float) -> None:
    corners = [away(lat, bearing, 40_000) for bearing in range(0, 360, 40)]
    region = Place(
        id="test:region", name="Region", kind="region", lon=LON, lat=lat, radius_m=40_000, geometry="polygon",
        shape=Polygon(corners),
    )  # fmt: skip
    page = opened(open_page, region, lat, 9)
    within = [away(lat, bearing, 39_000) for bearing in range(0, 360, 40)]
    beyond = [away(lat, bearing, 41_000) for bearing in range(0, 360, 40)]
    assert page.run(INSIDE, "path.fl-area", [*within, *beyond]) == [True] * 9 + [False] * 9
    assert page.run("return document.querySelectorAll('.fl-mark, .fl-cluster').length") == 0
