"""Comparing days, filters, exports, the card's other claims, and what assistive technology is told, in a real Chromium."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import shapely
from conftest import Opener, article_of, line_of, moving_line
from selenium.webdriver.common.keys import Keys

from geo.measure import edge_distance_m
from geo.records import Holding, Pair, Report, Snapshot
from geo.review.cells import defused

pytestmark = pytest.mark.browser

VISIBLE = "return frontline.visibleIds()"
CARD = ".fl-card:not([hidden])"
RINGS = """const found = []; frontline.map.eachLayer((layer) => {
  if (layer.options.className === arguments[0]) found.push(...layer.getLatLngs().filter((ring) => ring.length)); });
  return found.map((ring) => ring.map(({ lat, lng }) => [lng, lat]))"""


def even_odd(rings: list[list[list[float]]]) -> Any:
    """Return the ground inside an odd number of rings."""
    area = shapely.Polygon()
    for ring in rings:
        area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return area


def clipped(page: Any, name: str) -> tuple[Any, Any]:
    """Return the area that is hatched and the one it is clipped to, in the map's own pixels."""
    script = """const path = document.querySelector(`path.fl-${arguments[0]}`);
      const clip = document.getElementById(path.getAttribute('clip-path').slice(5, -1)).firstChild;
      return [path.getAttribute('d'), clip.getAttribute('d')]"""
    shapes = []
    for outline in page.run(script, name):
        rings = [
            [list(map(float, at.split())) for at in ring.rstrip("z").split("L")]
            for ring in re.split("M", outline)
            if ring
        ]
        shapes.append(even_odd([ring for ring in rings if len(ring) > 2]))
    return shapes[0], shapes[1]


def test_what_changed_between_two_days_is_what_shapely_says(open_page: Opener) -> None:
    line = moving_line()
    page = open_page(Report(generator="test", frontlines=(line,)), hash="#day=2024-09-15&compare=2024-09-03")
    before, after = (line.at(date(2024, 9, day)).areas["ru_held"] for day in (3, 15))
    assert even_odd(page.run(RINGS, "fl-gain")).symmetric_difference(after.symmetric_difference(before)).area < 1e-9
    assert even_odd(page.run(RINGS, "fl-compared")).symmetric_difference(before).area < 1e-9


def test_gains_and_losses_are_hatched_apart_and_the_other_way_round(open_page: Opener) -> None:
    day = date(2024, 9, 1)
    areas = {
        day: {"ru_held": shapely.box(37, 47, 38, 48)},
        day + timedelta(days=1): {"ru_held": shapely.box(37.2, 47, 38.5, 48)},
    }
    page = open_page(Report(generator="test", frontlines=(line_of(areas),)), hash="#day=2024-09-02&compare=2024-09-01")
    (changed, gain), (_, loss) = clipped(page, "gain"), clipped(page, "loss")
    won, gone = changed.intersection(gain).area, changed.intersection(loss).area
    assert won / gone == pytest.approx(0.5 / 0.2, rel=0.05)
    hatches = page.run(
        "return ['gain', 'loss'].map((name) => document.querySelector(`.fl-hatch-${name}`).getAttribute('d'))"
    )
    assert hatches[0] != hatches[1]
    assert "gained by Russia" in page.text(".fl-legend")


def test_the_day_to_compare_with_is_switched_on_moved_by_keys_and_switched_off(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find(".fl-compare").click()
    slider = page.find(".fl-handle-compare")
    slider.send_keys(Keys.PAGE_UP)
    assert slider.get_attribute("data-day") == "2024-08-23"
    assert slider.get_attribute("aria-valuetext") == "23 August 2024"
    assert page.wait("return location.hash.includes('compare=2024-08-23')")
    page.find(".fl-compare").click()
    assert page.run("return document.querySelector('.fl-handle-compare').hidden")


def test_a_window_keeps_the_claims_of_the_last_days_and_says_so(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2024-09-12&window=7")
    assert page.run(VISIBLE) == ["a1~c0", "a1~c1"]
    assert page.text(".fl-count") == "2 of 6 claims, last 7 days to 12 Sept 2024"
    page.run("frontline.setDay('2024-09-13')")
    assert page.text(".fl-count") == "2 of 6 claims, last 7 days to 13 Sept 2024"
    assert page.run("return document.querySelector('.fl-shade').hidden") is False


def test_filters_say_what_they_leave_and_are_cleared_at_once(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find(".fl-more summary").click()
    choose = "const one = document.querySelector('[data-facet=grain]'); one.value = '=area'; one.dispatchEvent(new Event('change'));"
    page.wait("return document.querySelector('[data-facet=grain]')")
    page.run(choose)
    assert page.run(VISIBLE) == ["a1~c5"]
    assert page.text(".fl-more summary") == "Filters (1)"
    assert page.wait("return location.hash.includes('grain=area')")
    page.find(".fl-facets button").click()
    assert page.text(".fl-count") == "6 claims"


def test_an_address_restores_filters_window_and_hidden_layers(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#source=the+staff&type=control&grain=point&hide=0")
    assert page.run(VISIBLE) == ["a1~c0", "a1~c1", "a1~c2"]
    assert page.run("return document.querySelector('[data-layer=\"0\"]').checked") is False
    assert page.run(RINGS, "fl-control fl-side-ru_held fl-filled") == []


def test_a_layer_is_switched_off_and_on_in_the_legend(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    held = "fl-control fl-side-ru_held fl-filled"
    assert len(page.run(RINGS, held)) == 2
    page.find("[data-layer='0']").click()
    assert page.run(RINGS, held) == []
    page.find("[data-layer='0']").send_keys(Keys.SPACE)
    assert len(page.run(RINGS, held)) == 2


def test_exports_hold_what_the_filters_leave(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#verdicts=no_data")
    rows = list(csv.DictReader(io.StringIO(page.run("return frontline.exportText('csv')").removeprefix("\ufeff"))))
    assert [row["claim"] for row in rows] == ["c3", "c5"]
    assert rows[0]["place"] == "Sudzha"
    features = json.loads(page.run("return frontline.exportText('geojson')"))["features"]
    assert [feature["geometry"]["type"] for feature in features] == ["Point", "Polygon"]
    assert shapely.geometry.shape(features[1]["geometry"]).bounds == pytest.approx((34.2, 51, 38.3, 52.3), abs=1e-3)
    kml = ET.fromstring(page.run("return frontline.exportText('kml')"))  # noqa: S314  # the page's own
    placemarks = kml.iter("{http://www.opengis.net/kml/2.2}Placemark")
    assert len(list(placemarks)) == 2


FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "'=1")


def test_a_formula_in_an_export_is_defused_as_in_the_packages_own_tables(open_page: Opener) -> None:
    told = tuple((f"{words} {n}", None, "no_data", None) for n, words in enumerate(FORMULAS))
    page = open_page(Report(generator="test", articles=(article_of(told),)))
    rows = list(csv.DictReader(io.StringIO(page.run("return frontline.exportText('csv')").removeprefix("\ufeff"))))
    assert [row["quote"] for row in rows] == [defused(words) for words, *_ in told]


def test_a_picture_of_the_map_is_a_png(open_page: Opener, chromium: Any, week: Report) -> None:
    page = open_page(week)
    script = "const done = arguments[0]; frontline.picture().then(async (blob) => done([blob.type, blob.size]))"
    kind, size = chromium.execute_async_script(script)
    assert kind == "image/png"
    assert size > 20_000
    assert page.errors() == []


def test_the_card_shows_what_another_claim_says(open_page: Opener, week: Report) -> None:
    pair = Pair(
        a=("a1#c1",), b=("a1#c2",), relation="conflict", aspect="control", sentence="All of it against half of it."
    )
    page = open_page(replace(week, pairs=(pair,)), hash="#claim=a1~c2")
    assert "conflicts" in page.text(".fl-pairs")
    assert "All of it against half of it." in page.text(".fl-pairs")
    page.find(".fl-pairs .fl-choice").click()
    assert page.run("return frontline.store.state.selected") == 1


def test_the_card_draws_the_distance_to_the_front_sixty_days_around_the_day(open_page: Opener, week: Report) -> None:
    own, place = date(2024, 9, 10), (37.18, 48.28)
    wests = {-61: 38.0, -60: 37.6, -5: 37.4, 60: 37.0, 61: 36.0}
    areas = {own + timedelta(days=days): {"ru_held": shapely.box(west, 47, 40, 50)} for days, west in wests.items()}
    page = open_page(replace(week, frontlines=(line_of(areas),)), hash="#claim=a1~c0")
    told = page.find(".fl-spark").get_attribute("aria-label")
    assert "12 Jul 2024 – 9 Nov 2024" in told.replace("July", "Jul")
    far, inside = (float(number.replace("−", "-")) for number in re.findall(r"([-−]?[\d.]+) km", told))
    assert far == pytest.approx(edge_distance_m(place, areas[own - timedelta(days=60)]["ru_held"]) / 1000, rel=0.005)
    assert inside == pytest.approx(
        -edge_distance_m(place, areas[own + timedelta(days=60)]["ru_held"]) / 1000, rel=0.005
    )


ORDER = """return arguments[0].map((selector) => {
  const one = document.querySelector(selector);
  const pane = one.closest(".leaflet-pane:not(.leaflet-map-pane)");
  const within = [...pane.querySelectorAll("*")].indexOf(one);
  return [Number(getComputedStyle(pane).zIndex), within];
})"""


def test_the_map_is_laid_from_land_to_the_ring_of_what_is_chosen(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2024-09-15&compare=2024-09-02&claim=a1~c0")
    layers = [
        ".fl-land", ".fl-region-line", ".fl-control.fl-filled", ".fl-loss", ".fl-gain", ".fl-edge", ".fl-border",
        ".fl-city", ".fl-area", ".fl-mark", ".fl-halo",
    ]  # fmt: skip
    order = page.run(ORDER, layers)
    assert order[3:5] == sorted(order[3:5])
    assert order == sorted(order)
    assert (
        page.run("return getComputedStyle(document.querySelector('.fl-edge')).getPropertyValue('--edge-shown')") == "1"
    )


def test_a_front_that_is_drawn_as_a_line_is_shown_as_one(open_page: Opener) -> None:
    day = date(2024, 9, 1)
    front = shapely.LineString([(37, 47), (37.5, 48), (37.2, 49)])
    line = replace(line_of({}), snapshots=(Snapshot(day=day, basis="file name", lines=front),))
    page = open_page(Report(generator="test", frontlines=(line,)), hash="#day=2024-09-01")
    drawn = page.run(RINGS, "fl-control fl-drawn fl-dash-0")
    assert shapely.LineString(drawn[0]).hausdorff_distance(front) < 1e-9
    assert "front line as drawn" in page.text(".fl-legend")


def test_very_many_settlements_are_shown_at_once(open_page: Opener) -> None:
    day = date(2024, 9, 1)
    held = tuple(
        Holding(place=f"V{n}", lon=30 + n % 200 / 20, lat=46 + n // 200 / 40, radius_m=900, side="ru_held", from_day=day, to_day=day + timedelta(days=n % 9), source="a list")
        for n in range(30_000)
    )  # fmt: skip
    snapshots = tuple(
        Snapshot(day=day + timedelta(days=n), basis="field", holdings=held if not n else ()) for n in range(2)
    )
    page = open_page(
        Report(generator="test", frontlines=(replace(line_of({}), sides=("ru_held",), snapshots=snapshots),))
    )
    spent = page.run(
        "const start = performance.now(); frontline.setDay('2024-09-01'); return performance.now() - start"
    )
    assert spent < 1500
    assert page.errors() == []


def names_of(page: Any) -> list[dict[str, Any]]:
    """Return what assistive technology is told of every element that is not ignored."""
    nodes = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return [node for node in nodes if not node["ignored"]]


@pytest.mark.parametrize("hash", ["", "#claim=a1~c1&compare=2024-09-03&window=30"], ids=["fresh", "all open"])
def test_every_control_has_a_role_and_a_name(open_page: Opener, week: Report, hash: str) -> None:  # noqa: A002
    page = open_page(week, hash=hash)
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")
    page.wait("return document.querySelector('[data-facet=article]')")
    controls = {
        "button",
        "slider",
        "searchbox",
        "combobox",
        "checkbox",
        "link",
        "listbox",
        "option",
        "DisclosureTriangle",
        "img",
    }
    found = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in names_of(page)
        if node.get("role", {}).get("value") in controls
    ]
    assert {"button", "slider", "searchbox", "combobox", "checkbox", "listbox", "option"} <= {role for role, _ in found}
    assert [role for role, name in found if not name.strip()] == []
    landmarks = {node["role"]["value"] for node in names_of(page)}
    assert {"main", "navigation", "banner", "heading"} <= landmarks


def test_no_id_stands_twice_and_every_quote_says_its_language(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    assert (
        page.run(
            "const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); return ids.length - new Set(ids).size"
        )
        == 0
    )
    assert page.run("return [...document.querySelectorAll('.fl-quote, blockquote')].every((one) => one.lang === 'en')")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as the browser writes them (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(open_page: Opener, week: Report, dark: bool) -> None:
    page = open_page(week, hash="#claim=a1~c1", dark=dark)
    script = """const probe = document.createElement('i'); document.querySelector('#frontline').append(probe);
      return Object.fromEntries(arguments[0].map((name) => { probe.style.color = `var(--${name})`; return [name, getComputedStyle(probe).color] }))"""
    colours = page.run(script, ["ink", "dim", "paper", "panel", "land", "supported", "contradicted", "open"])
    for text in ("ink", "dim"):
        assert min(contrast(colours[text], colours[ground]) for ground in ("paper", "panel", "land")) >= 4.5, text
    for glyph in ("supported", "contradicted", "open"):
        assert contrast(colours[glyph], colours["paper"]) >= 3, glyph


def test_the_printed_page_has_the_map_and_no_buttons(open_page: Opener, chromium: Any, week: Report) -> None:
    page = open_page(week)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.offsetParent !== null).length"
    try:
        page.wait("return Boolean(document.querySelector('.fl-print'))")
        assert page.run(shown, ".fl-header-keys, .fl-search, .fl-play, .leaflet-control-zoom") == 0
        page.wait("return document.querySelector('.fl-print')")  # told of the medium with the next frame
        assert page.run(shown, ".fl-legend, .fl-print, .leaflet-container") == 3
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
