"""Words that make way for each other, what changed in square kilometres, colours that all eyes tell apart, names for every control."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import Opener, line_of
from pyproj import Geod
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

from geo.records import Report

pytestmark = pytest.mark.browser

BEFORE, AFTER = (
    Polygon([(37, 48), (39, 48), (39, 49), (37, 49)]),
    Polygon([(36.5, 48), (38.8, 48.2), (39, 49), (37.2, 49)]),
)
DAYS = (date(2024, 9, 1), date(2024, 9, 11))
OVERLAPS = """
  const boxes = [...document.querySelectorAll(".fl-city, .fl-cluster, .fl-mark, .fl-area-label:not(.fl-away) > span, .leaflet-control-zoom, .fl-legend, .leaflet-control-scale")]
    .map((element) => [element.textContent, element.getBoundingClientRect()]).filter(([, box]) => box.width);
  const found = [];
  boxes.forEach(([a, one], at) => boxes.slice(at + 1).forEach(([b, two]) => {
    if (one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1) found.push([a, b]);
  }));
  return found;
"""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_no_words_lie_over_others(open_page: Opener, week: Report, size: tuple[int, int]) -> None:
    page = open_page(week, size=size)
    page.wait("return document.querySelectorAll('.fl-city').length > 3")
    assert page.run(OVERLAPS) == []


def km2(area: Any) -> float:
    """Return square kilometres on the ellipsoid."""
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6


def test_gains_and_losses_are_those_of_the_geodesic(open_page: Opener) -> None:
    days = dict(zip(DAYS, ({"ru_held": BEFORE}, {"ru_held": AFTER}), strict=True))
    page = open_page(
        Report(generator="test", frontlines=(line_of(days),), articles=()), hash="#day=2024-09-11&compare=2024-09-01"
    )
    told = page.text(".fl-changed").replace(",", "").replace(" km²", "").split(" · ")
    gained, lost = float(told[0].removeprefix("+")), float(told[1].removeprefix("−"))
    assert gained == pytest.approx(km2(AFTER - BEFORE), rel=0.005)
    assert lost == pytest.approx(km2(BEFORE - AFTER), rel=0.005)


def test_every_line_that_is_shown_is_compared(open_page: Opener) -> None:
    both = [
        line_of(dict(zip(DAYS, ({"ru_held": one}, {"ru_held": unary_union([one, two])}), strict=True)), name=name)
        for name, one, two in (("first", BEFORE, AFTER), ("second", box(37, 47, 38, 48), box(36, 47, 37, 48)))
    ]
    page = open_page(
        Report(generator="test", frontlines=tuple(both), articles=()), hash="#day=2024-09-11&compare=2024-09-01"
    )
    assert page.run("return document.querySelectorAll('.fl-changed li').length") == 2
    page.find("[data-layer='0']").click()
    assert "second" in page.text(".fl-changed")
    assert page.run("return document.querySelectorAll('.fl-changed li').length") == 1


@pytest.mark.parametrize("selected", [False, True])
def test_no_control_is_without_a_name(open_page: Opener, week: Report, selected: bool) -> None:
    page = open_page(week)
    if selected:
        page.run("frontline.store.set({ selected: 1 })")
    page.browser.execute_cdp_cmd("Accessibility.enable", {})
    nodes = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    controls = {"button", "slider", "combobox", "checkbox", "searchbox", "textbox", "link", "dialog", "listbox"}
    told = [n for n in nodes if not n["ignored"] and n["role"]["value"] in controls]
    assert len(told) > 12
    assert [n["role"]["value"] for n in told if not n.get("name", {}).get("value", "").strip()] == []


def test_the_dialog_keeps_the_focus_and_escape_gives_it_back(open_page: Opener, week: Report) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page = open_page(week)
    page.find(".fl-credit").click()
    for _ in range(12):
        ActionChains(page.browser).send_keys(Keys.TAB).perform()
        assert page.run(
            "return document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))"
        )
    ActionChains(page.browser).send_keys(Keys.ESCAPE).perform()
    assert not page.run("return document.querySelector('dialog').open")
    assert page.run("return document.activeElement.className") == "fl-credit"


@pytest.mark.parametrize(("language", "name"), [("en", "distance"), ("uk", "відстань"), ("ru", "расстояние")])
def test_figures_are_named_in_the_readers_language(open_page: Opener, week: Report, language: str, name: str) -> None:
    page = open_page(week, hash=f"#lang={language}")
    page.run("frontline.store.set({ selected: 1 })")
    assert name in page.text(".fl-figures")
    assert page.run("return document.querySelectorAll('.fl-in-english').length") == (language != "en")
