"""What the page is for readers who do not see it as drawn: contrast as it is rendered, headings, landmarks, ids, names, in every state."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import Opener, OpenPage
from foreign import rich_report

pytestmark = pytest.mark.browser

STATES = {
    "fresh": "",
    "comparing": "frontline.store.set({ compare: frontline.store.state.day - 10, window: 30 })",
    "filters and menu": "for (const one of document.querySelectorAll('.fl-more, .fl-menu')) one.open = true",
    "card": "document.querySelector('.fl-menu').open = false; frontline.store.set({ selected: 1 })",
    "about": "document.querySelector('.fl-about-button').click()",
    "nothing found": "document.querySelector('.fl-about').close(); frontline.store.set({ query: 'qqqqqqqq' })",
}
"""What is done to the page, one after the other; what is open stays open."""
LEAST_TEXT, LEAST_SHAPE = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
CONTRAST = """
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ratio = (a, b) => { const [high, low] = [light(a), light(b)].sort((x, y) => y - x); return (high + 0.05) / (low + 0.05); };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
"""
FAINT_TEXT = f"""{CONTRAST}
  const found = [];
  const walk = document.createTreeWalker(document.querySelector('#frontline'), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walk.nextNode()) {{
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !seen(element) || element.closest('.leaflet-map-pane, svg, .fl-offscreen, [disabled]')) continue;
    count += 1;
    const told = ratio(parse(getComputedStyle(element).color), ground(element));
    if (told < arguments[0]) found.push([walk.currentNode.data.trim().slice(0, 40), element.className, told.toFixed(2)]);
  }}
  return [count, found];
"""
FAINT_SHAPES = f"""{CONTRAST}
  const shapes = [...document.querySelectorAll('.fl-glyph')].filter(seen);
  const told = (shape) => {{
    const style = getComputedStyle(shape);
    const back = shape.closest('.leaflet-map-pane') ? parse(getComputedStyle(document.querySelector('.fl-land')).fill) : ground(shape);
    return Math.max(...[style.fill, style.stroke].filter((one) => one !== 'none').map((one) => ratio(parse(one), back)));
  }};
  return [shapes.length, shapes.filter((shape) => told(shape) < arguments[0]).map((shape) => [shape.getAttribute('class'), told(shape)])];
"""
HEADINGS = """return [...document.querySelectorAll('#frontline h1, #frontline h2, #frontline h3, #frontline h4')]
  .filter((one) => one.checkVisibility()).map((one) => [Number(one.tagName[1]), one.textContent.trim(), Boolean(one.closest('dialog'))])"""
CONTROLS = {
    *(
        "button",
        "slider",
        "searchbox",
        "combobox",
        "checkbox",
        "link",
        "listbox",
        "option",
        "group",
        "dialog",
        "textbox",
    ),
    *("DisclosureTriangle", "img", "navigation", "region", "complementary"),
}
NAMELESS_GROUPS = {"group"}
"""Folded parts are groups too, named by what unfolds them."""


def in_state(page: OpenPage, state: str) -> OpenPage:
    page.run(STATES[state])
    page.run("return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "hand"])
def test_all_text_and_every_verdict_stands_out_from_what_lies_behind_it(
    open_page: Opener, theme: str, size: tuple[int, int]
) -> None:
    page = open_page(rich_report(), hash=f"#theme={theme}", size=size)
    for state in STATES:
        in_state(page, state)
        count, faint = page.run(FAINT_TEXT, LEAST_TEXT)
        assert count > 20, state
        assert faint == [], state
        count, faint = page.run(FAINT_SHAPES, LEAST_SHAPE)
        assert count >= 5, state
        assert faint == [], state


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_headings_landmarks_ids_and_names_are_in_order_in_every_state(open_page: Opener, language: str) -> None:
    page = open_page(rich_report(), hash=f"#lang={language}")
    for state in STATES:
        in_state(page, state)
        assert headings_of(page)[0] == 1, state
        assert (
            page.run(
                "const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); return ids.length - new Set(ids).size"
            )
            == 0
        )
        nodes = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        told = [(n["role"]["value"], n.get("name", {}).get("value", "").strip()) for n in nodes if not n["ignored"]]
        nameless = [role for role, name in told if role in CONTROLS - NAMELESS_GROUPS and not name]
        assert nameless == [], state
        if state == "about":
            continue  # the rest of the page is out of reach behind it
        roles = [role for role, _ in told]
        assert [roles.count(one) for one in ("banner", "main", "navigation")] == [1, 1, 1], state


def headings_of(page: OpenPage) -> list[int]:
    """Return the levels of the headings that are seen, after looking that none goes down by more than one."""
    rows = page.run(HEADINGS)
    for dialog in (False, True):
        levels = [level for level, _, inside in rows if inside is dialog]
        assert all(after - before <= 1 for before, after in pairwise(levels)), rows
    return [level for level, _, _ in rows]


def test_unfolded_filters_can_be_reached_on_a_small_screen(open_page: Opener) -> None:
    page = in_state(open_page(rich_report(), size=(390, 844)), "filters and menu")
    page.run("document.querySelector('.fl-menu').open = false")
    page.wait("return Boolean(document.querySelector('[data-facet=article]'))")
    page.run("document.querySelector('.fl-facets button').scrollIntoView()")
    inside = """const { top, bottom } = document.querySelector('.fl-facets button').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight"""
    assert page.run(inside)
    page.run("document.querySelector('.fl-list').scrollIntoView()")
    assert page.run("return document.querySelector('.fl-list').getBoundingClientRect().height") > 100


def test_a_list_of_nothing_is_no_list_box(open_page: Opener) -> None:
    page = open_page(rich_report(), hash="#q=qqqqqqqq")
    assert page.find(".fl-list").get_attribute("role") == "group"
    page.run("frontline.store.set({ query: '' })")
    assert page.find(".fl-list").get_attribute("role") == "listbox"
