"""Checks by hand: what a person types becomes places, days and numbers, and each mistake one clear line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box

import geo
from geo.by_hand.asked import bearing_of, number_of, placed
from geo.frontline import read_frontline
from geo.records import FrontLine, Place
from tests.test_checks import AROUND, ELSEWHERE, layer

DAY = date(2024, 9, 10)
TOWN = Place(id="test:town", name="Town", kind="city", lon=37.0, lat=48.0, radius_m=2_000)
OBLAST = replace(TOWN, id="test:oblast", name="Oblast", kind="region", geometry="polygon", shape=box(36, 47, 38, 49))


def test_one_front_line_or_many_days_as_text_and_places_as_records_will_do() -> None:
    here, there = layer(AROUND), layer(ELSEWHERE, name="other")
    assert geo.check_control(TOWN, "RU", DAY, here) == geo.check_control(TOWN, "RU", "2024-09-10", [here])
    both = geo.check_control(TOWN, "RU", DAY, [here, there])
    assert [(one.layer, one.verdict) for one in both.by_layer] == [("map", "supported"), ("other", "contradicted")]
    assert both.claim is None
    assert geo.check_area(OBLAST, "RU", 33_000, DAY, here).verdict == "supported"


def test_a_place_is_named_by_its_name_its_id_or_its_position() -> None:
    by_name = placed("Pokrovsk", admin1="Donetsk Oblast")
    assert (placed(by_name.id).id, placed(by_name.id).name) == (by_name.id, "Pokrovsk")
    assert (placed("37.18, 48.28").lon, placed("37.18,48.28").lat) == (37.18, 48.28)
    assert placed("Kursk", region=True).kind == "region"
    assert placed(OBLAST, radius_m=1500).shape is None


@pytest.mark.parametrize(
    ("direction", "degrees"),
    [
        ("northwest", 315),
        ("north-west", 315),
        ("South-Eastern", 135),
        ("NNE", 22.5),
        ("301.5", 301.5),
        (0, 0),
        (360, 0),
    ],
)
def test_a_direction_is_read_from_words_and_degrees(direction: float | str, degrees: float) -> None:
    assert bearing_of(direction) == degrees


@pytest.mark.parametrize(
    ("said", "kind", "si"),
    [("about 50km", "length", 50_000), ("500km2", "area", 5e8), ("a fifth", "share", 0.2), ("twice", "ratio", 2)],
)
def test_a_quantity_is_read_with_its_unit(said: str, kind: str, si: float) -> None:
    found = number_of(said, kind)
    assert not isinstance(found, float)
    assert (found.si, found.text) == (si, said)


MISTAKES = {
    "there is no such place": lambda: geo.check_control("Qwxyzzy", "RU", DAY),
    "one place of many": lambda: geo.check_control("Oleksandrivka", "RU", DAY),
    "an unknown id": lambda: geo.check_control("geonames:1", "RU", DAY),
    "a misspelling": lambda: geo.check_control("Pokrovks", "RU", DAY),
    "not a day": lambda: geo.check_control(TOWN, "RU", "10 September"),
    "not a side": lambda: geo.check_control(TOWN, "Russia", DAY),
    "not a half": lambda: geo.check_control(TOWN, "RU", DAY, half="NE"),
    "no radius": lambda: geo.check_control(TOWN, "RU", DAY, radius_m=-1),
    "not an area": lambda: geo.check_area(OBLAST, "RU", "50 km", DAY),
    "nothing to check": lambda: geo.check_distance(TOWN, OBLAST),
    "not a direction": lambda: geo.check_distance(TOWN, OBLAST, direction="up"),
    "days turned round": lambda: geo.check_change("RU", 5, "2024-09-10", "2024-09-01"),
    "a prediction turned round": lambda: geo.check_prediction(TOWN, "RU", "2024-09-10", "2024-09-01"),
    "short windows": lambda: geo.check_trend("RU", "slowing", DAY, window_days=3),
    "not a trend": lambda: geo.check_trend("RU", "stable", DAY),
    "near and elsewhere": lambda: geo.check_trend("RU", "slowing", DAY, near=TOWN, elsewhere_than=TOWN),
    "not a unit": lambda: geo.check_superlative("RU", "2024-01-01", DAY, unit="year"),
    "not a degree": lambda: geo.check_enclosure(TOWN, "RU", DAY, degree="besieged"),
    "not a relation": lambda: geo.check_region(TOWN, OBLAST, "near"),
    "not a number": lambda: geo.check_share(OBLAST, "RU", 0, DAY),
    "a missing dataset": lambda: geo.check_control(TOWN, "RU", DAY, "missing.geojson"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_clear_line(mistake: str) -> None:
    with pytest.raises(geo.GeoError) as told:
        MISTAKES[mistake]()
    assert len(str(told.value).splitlines()) == 1


def test_a_name_that_many_bear_names_the_candidates() -> None:
    with pytest.raises(geo.GazetteerError, match=r"Oleksandrivka, Donetsk Oblast \(geonames:\d+\).*and \d+ more"):
        placed("Oleksandrivka")


@pytest.fixture(scope="module")
def daily(shared: Path) -> FrontLine:
    """Give the daily snapshots of Russian-held ground."""
    return read_frontline(shared / "datasets" / "deepstate-daily")


FIGURES = {
    "about 50 km north-west": (
        lambda _: geo.check_distance("Pokrovsk", "Donetsk", "about 50km", direction="northwest"),
        "supported",
        {"distance_m": (54_600, 100), "bearing_deg": (301.8, 0.1)},
    ),
    "half of Pokrovsk": (
        lambda at: geo.check_control("Pokrovsk", "RU", "2025-12-02", at, radius_m=2000),
        "partly",
        {"share": (0.504, 0.01), "share_n": (0.192, 0.01), "share_s": (0.816, 0.01)},
    ),
    "all of it": (
        lambda at: geo.check_control("Pokrovsk", "RU", "2026-02-09", at, radius_m=2000),
        "supported",
        {"share": (0.963, 0.01)},
    ),
    "Kurakhove": (
        lambda at: geo.check_control("Kurakhove", "RU", "2025-01-06", at, radius_m=2000),
        "supported",
        {"share": (0.95, 0.01)},
    ),
    "a pace": (
        lambda at: geo.check_trend("RU", "accelerating", "2024-08-06", at, window_days=29),
        "supported",
        {"km2_per_day_before": (5.73, 0.06), "km2_per_day_after": (12.64, 0.13)},
    ),
    "a pace elsewhere": (
        lambda at: geo.check_trend("RU", "accelerating", "2024-08-06", at, window_days=29, elsewhere_than="Pokrovsk"),
        "supported",
        {"km2_per_day_before": (2.82, 0.03), "km2_per_day_after": (5.00, 0.05)},
    ),
    "a prediction": (
        lambda at: geo.check_prediction("Pokrovsk", "RU", "2024-09-10", "2024-10-10", at, radius_m=2000),
        "contradicted",
        {"centre_inside_after_days": (419, 0)},
    ),
    "surrounded": (
        lambda at: geo.check_enclosure("Myrnohrad", "RU", "2025-12-01", at),
        "contradicted",
        {"blocked_share": (0.76, 0.05), "mouth_m": (10_000, 2_000)},
    ),
    "most sides": (
        lambda at: geo.check_enclosure("Myrnohrad", "RU", "2026-02-16", at, degree="semi-encircled"),
        "supported",
        {"blocked_share": (0.94, 0.05), "mouth_m": (3_000, 600)},
    ),
}


@pytest.mark.parametrize("statement", FIGURES)
def test_figures_come_out_by_hand(statement: str, daily: FrontLine) -> None:
    ask, verdict, figures = FIGURES[statement]
    finding = ask(daily)
    assert finding.verdict == verdict
    for name, (figure, margin) in figures.items():
        assert finding.figures[name] == pytest.approx(figure, abs=margin), name
