"""Metres and km² against pyproj.Geod on dense points, and against figures known from elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo.measure import (
    area_km2,
    bearing_deg,
    buffer_m,
    disc,
    distance_m,
    edge_distance_m,
    footprint,
    geodesic_line,
    on_plane,
    sector,
)
from geo.records import Place

GEOD = Geod(ellps="WGS84")
POKROVSK, DONETSK = (37.17706, 48.28014), (37.80224, 48.023)
# Pole rings and geodesics through the far side of the Earth have no single answer, so the strategies stay short of them.
LON, LAT = st.floats(-179, 179), st.floats(-80, 80)


@given(LON, LAT, LON, LAT)
def test_distance_agrees_with_geod_and_is_symmetric(lon_a, lat_a, lon_b, lat_b):
    a, b = (lon_a, lat_a), (lon_b, lat_b)
    assert distance_m(a, b) == pytest.approx(GEOD.inv(*a, *b)[2], abs=1e-3)
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)
    assert distance_m(a, a) == 0


def test_pokrovsk_lies_54_6_km_from_donetsk_at_301_8_degrees():
    assert distance_m(DONETSK, POKROVSK) == pytest.approx(54_600, abs=50)
    assert bearing_deg(DONETSK, POKROVSK) == pytest.approx(301.8, abs=0.05)


def test_two_equal_points_have_the_bearing_zero():
    assert bearing_deg(DONETSK, DONETSK) == 0


@given(LON, LAT, st.floats(100, 50_000))
def test_every_vertex_of_a_disc_is_its_radius_away(lon, lat, radius):
    ring = shapely.get_coordinates(disc(lon, lat, radius).exterior)
    away = GEOD.inv(np.full(len(ring), lon), np.full(len(ring), lat), ring[:, 0], ring[:, 1])[2]
    assert np.allclose(away, radius, atol=0.01)


def test_the_area_of_a_disc_is_pi_r_squared():
    assert area_km2(disc(*POKROVSK, 12_000)) == pytest.approx(math.pi * 144, rel=5e-4)


def test_area_agrees_with_geod_on_the_ring_and_forgets_the_winding():
    shape = Polygon([(36, 47), (38, 47.5), (38, 49), (36.5, 48.7)], [[(37, 48), (37.5, 48), (37.2, 48.3)]])
    outer = abs(GEOD.polygon_area_perimeter(*shape.exterior.coords.xy)[0])
    inner = abs(GEOD.polygon_area_perimeter(*shape.interiors[0].coords.xy)[0])
    for ring in (shape, shape.reverse(), MultiPolygon([shape])):
        assert area_km2(ring) == pytest.approx((outer - inner) / 1e6, rel=1e-12)


def test_area_across_180_degrees_is_two_degrees_wide_not_358():
    across = Polygon([(179, 60), (-179, 60), (-179, 62), (179, 62)])
    assert area_km2(across) == pytest.approx(area_km2(box(37, 60, 39, 62)), rel=1e-9)


def test_a_polar_cap_has_the_area_of_the_ellipsoids_cap():
    cap = area_km2(box(-180, 80, 180, 90))
    slices = sum(area_km2(box(lon, 80, lon + 0.5, 89.999)) for lon in np.arange(-180, 180, 0.5))
    assert cap == pytest.approx(slices, rel=1e-4)


def test_lines_points_and_empty_geometries_have_no_area():
    assert [area_km2(g) for g in (LineString([(0, 0), (1, 1)]), Point(1, 1), Polygon())] == [0, 0, 0]


def test_edge_distance_agrees_with_dense_points_along_the_edge():
    area = Polygon([(36, 47), (38, 47.5), (38, 49), (36.5, 48.7)])
    dense = shapely.get_coordinates(shapely.segmentize(area.exterior, 1e-3))
    for point in (POKROVSK, DONETSK, (35.0, 46.0)):
        n = len(dense)
        nearest = GEOD.inv(np.full(n, point[0]), np.full(n, point[1]), dense[:, 0], dense[:, 1])[2].min()
        assert edge_distance_m(point, area) == pytest.approx(nearest, rel=1e-3, abs=20)


def test_a_sector_keeps_to_its_distances_and_bearings():
    slice_ = sector(*DONETSK, low_m=45_000, high_m=55_000, bearing_deg=315, half_width_deg=22.5)
    assert slice_.covers(Point(POKROVSK))
    for x, y in slice_.exterior.coords:
        assert 44_999 < distance_m(DONETSK, (x, y)) < 55_001
        assert abs(bearing_deg(DONETSK, (x, y)) - 315) < 22.6


def test_a_sector_from_zero_starts_at_its_point_and_a_full_one_is_a_ring():
    start = sector(*DONETSK, low_m=0, high_m=10_000, bearing_deg=0, half_width_deg=45)
    assert edge_distance_m(DONETSK, start) == pytest.approx(0, abs=1e-6)
    ring = sector(*DONETSK, low_m=5_000, high_m=10_000, bearing_deg=0, half_width_deg=180)
    assert area_km2(ring) == pytest.approx(math.pi * 75, rel=1e-3)


@given(LON, LAT, st.floats(100, 50_000))
def test_the_buffer_of_a_point_is_its_disc(lon, lat, reach):
    grown = shapely.get_coordinates(buffer_m(Point(lon, lat), reach))
    away = GEOD.inv(np.full(len(grown), lon), np.full(len(grown), lat), grown[:, 0], grown[:, 1])[2]
    assert np.allclose(away, reach, rtol=1e-6, atol=0.01)


def test_the_buffer_of_an_oblast_reaches_as_far_on_every_side():
    oblast = box(34.1, 50.9, 38.5, 52.4)
    grown = buffer_m(oblast, 10_000)
    assert grown.covers(oblast)
    away = [edge_distance_m((x, y), oblast) for x, y in shapely.get_coordinates(grown)]
    assert min(away) > 9_900
    assert max(away) < 10_100


def test_a_buffer_across_180_degrees_goes_on_past_it():
    grown = buffer_m(LineString([(179.5, 60), (180.5, 60)]), 20_000)
    assert grown.is_valid
    assert grown.bounds[0] > 179
    assert grown.bounds[2] < 181


@given(LON, LAT, st.floats(-1, 1), st.floats(-1, 1))
def test_what_is_not_changed_on_the_plane_stays_where_it_was(lon, lat, east, north):
    there = (lon + east, min(85, lat + north) + 0.01)
    line = LineString([(lon, lat), there])
    same = on_plane(line, lambda flat: flat)
    assert np.allclose(shapely.get_coordinates(same), shapely.get_coordinates(line), atol=1e-7)


def test_a_geodesic_has_its_length_and_its_stretch_a_share_of_it():
    way = distance_m(DONETSK, POKROVSK)
    whole = shapely.get_coordinates(geodesic_line(DONETSK, POKROVSK))
    part = shapely.get_coordinates(geodesic_line(DONETSK, POKROVSK, first=0.25, last=0.5))
    assert distance_m(tuple(whole[0]), tuple(whole[-1])) == pytest.approx(way, abs=0.01)
    assert distance_m(DONETSK, tuple(part[0])) == pytest.approx(way / 4, abs=0.01)
    assert distance_m(tuple(part[0]), tuple(part[-1])) == pytest.approx(way / 4, abs=0.01)


def test_a_footprint_is_the_polygon_where_known_and_the_disc_otherwise():
    town = Place(id="x:1", name="Town", kind="city", lon=37, lat=48, radius_m=2_000)
    assert area_km2(footprint(town)) == pytest.approx(math.pi * 4, rel=1e-3)
    drawn = Place(id="x:2", name="Oblast", kind="region", lon=37, lat=48, radius_m=2_000, shape=box(36, 47, 38, 49))
    assert footprint(drawn) is drawn.shape
