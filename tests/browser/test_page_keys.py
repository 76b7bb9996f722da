"""The page by keyboard alone: every control is reached and seen, the focus is never lost, nothing stays behind when the page goes."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from conftest import Opener, OpenPage, article_of, line_of
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from test_page_in_chromium import TRAITS

from geo.page.payload import as_json_script
from geo.records import Report
from geo.widget import make_widget

pytestmark = pytest.mark.browser

CARD = ".fl-card:not([hidden])"
# What can be reached by Tab, in the order of the document.
REACHABLE = """return [...document.querySelectorAll('#frontline a[href], #frontline button, #frontline input, #frontline select, #frontline summary, #frontline [tabindex="0"]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && !one.disabled).map((one, number) => (one.dataset.walk = String(number)))"""
# The element that has the focus: its number, and what is wrong with its ring.
FOCUSED = """const one = document.activeElement;
if (!one || one === document.body) return null;
// The map's ring lies over its panes.
const map = one.classList.contains('fl-map') ? getComputedStyle(one, '::after') : null;
if (map) return [one.dataset.walk, parseFloat(map.borderTopWidth) < 2 || map.borderTopStyle !== 'solid' ? ['no ring'] : [], 'map', ''];
const ringed = one.classList.contains('fl-area-label') ? one.firstElementChild : one;
const style = getComputedStyle(ringed), wide = parseFloat(style.outlineWidth), out = parseFloat(style.outlineOffset) + wide;
const wrong = [];
if (!one.matches(':focus-visible')) wrong.push('not focus-visible');
if (style.outlineStyle === 'none' || wide < 2) wrong.push('no ring');
const box = ringed.getBoundingClientRect();
const shown = [box.left - out + wide, box.top - out + wide, box.right + out - wide, box.bottom + out - wide];
for (let above = one.parentElement; above && above !== document.body; above = above.parentElement) {
  if (getComputedStyle(above).overflow === 'visible') continue;
  const edge = above.getBoundingClientRect();
  if (shown[0] < edge.left - 0.6 || shown[1] < edge.top - 0.6 || shown[2] > edge.right + 0.6 || shown[3] > edge.bottom + 0.6) wrong.push(`ring ${shown.map(Math.round)} cut off by ${above.className} ${[edge.left, edge.top, edge.right, edge.bottom].map(Math.round)}`);
}
return [one.dataset.walk ?? null, wrong, (one.getAttribute('aria-label') || one.textContent).slice(0, 40), String(one.getAttribute('class'))];"""
FOCUS = "const one = document.activeElement; return one.dataset.claim || one.title || one.className"


def press(page: OpenPage, *keys: str) -> None:
    ActionChains(page.browser).send_keys(*keys).perform()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "hand"])
@pytest.mark.parametrize("hash", ["", "#claim=a1~c1&compare=2024-09-03&window=12"], ids=["fresh", "all open"])
def test_tab_leads_from_the_top_through_every_control_and_each_shows_its_ring(
    open_page: Opener,
    week: Report,
    hash: str,  # noqa: A002
    size: tuple[int, int],
) -> None:
    page = open_page(week, hash=hash, size=size)
    page.run("for (const one of document.querySelectorAll('.fl-more, .fl-legend')) one.open = true")
    page.wait("return document.querySelector('[data-facet=article]')")
    wanted = page.run(REACHABLE)
    met, wrong = [], []
    for _ in range(len(wanted) + 3):
        press(page, Keys.TAB)
        found = page.run(FOCUSED)
        if found is None:
            break
        met.append(found[0])
        wrong += [found] if found[1] else []
    else:
        pytest.fail("the walk does not end")
    assert [(what, *why) for _, why, *what in wrong] == []
    assert sorted(map(int, met)) == sorted(map(int, wanted))
    ActionChains(page.browser).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert page.run(FOCUSED)[0] == met[-1]


def test_a_marker_opened_by_key_leads_into_its_card_and_escape_back_to_the_marker(
    open_page: Opener, week: Report
) -> None:
    page = open_page(week)
    page.find('.fl-mark[data-claim="a1~c0"]').send_keys(Keys.ENTER)
    assert page.run(FOCUS) == "a1~c0"
    assert page.run("return document.activeElement.classList.contains('fl-card')")
    press(page, Keys.TAB)
    assert page.run("return document.activeElement.getAttribute('aria-label')") == "Close"
    press(page, Keys.ESCAPE)
    assert page.run("return document.querySelector('.fl-card').hidden")
    assert page.run("return document.activeElement.classList.contains('fl-mark')")
    assert page.run(FOCUS) == "a1~c0"


def test_a_ring_of_claims_leads_to_a_list_to_a_claim_and_back_to_the_ring(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    ring = page.find(".fl-cluster")
    name = ring.get_attribute("title")
    ring.send_keys(Keys.SPACE)
    press(page, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert page.run("return document.activeElement.classList.contains('fl-card')")
    assert page.run(FOCUS) == "a1~c1"
    press(page, Keys.ESCAPE)
    assert page.run(FOCUS) == name


def test_a_claim_of_the_list_is_chosen_again_after_a_place_was_opened(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    page.run("document.querySelector('.fl-cluster').click()")
    assert "2 claims" in page.text(CARD)
    assert page.run("return frontline.store.state.selected") is None
    page.find(".fl-choice").click()
    assert "the army stands in Toretsk" in page.text(CARD)


def test_the_card_of_a_place_stays_when_the_language_changes(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find(".fl-cluster").click()
    page.find("[data-language=uk]").click()
    assert page.text(f"{CARD} h2") == "Toretsk"
    assert "2 твердження" in page.text(CARD)
    assert page.run("return document.querySelectorAll('.fl-choice').length") == 2


def test_a_card_whose_claim_is_filtered_out_stays_and_says_so(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    assert page.text(".fl-filtered-out") == ""
    page.find(".fl-search").send_keys("sudzha")
    assert "the army stands in Toretsk" in page.text(CARD)
    assert "leave this claim out" in page.text(".fl-filtered-out")
    assert page.run(FOCUS) == "fl-search"
    assert page.find("[role=listbox]").get_attribute("aria-activedescendant") is None
    page.find(".fl-filtered-out button").send_keys(Keys.ENTER)
    assert page.text(".fl-count") == "6 claims"
    assert page.text(".fl-filtered-out") == ""
    assert page.run("return document.activeElement.classList.contains('fl-card')")
    assert page.find("[role=listbox]").get_attribute("aria-activedescendant") == "fl-row-1"


def test_the_card_of_a_place_lists_what_the_filters_leave(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find(".fl-cluster").click()
    page.find("[data-verdict=partly]").click()
    assert page.run("return document.querySelectorAll('.fl-choice').length") == 1
    assert "1 of 2 claims" in page.text(CARD)
    page.find("[data-verdict=contradicted]").click()
    assert "leave none of them" in page.text(".fl-filtered-out")


@pytest.mark.parametrize(("key", "to"), [(Keys.ARROW_DOWN, 2), (Keys.ARROW_UP, 0)])
def test_from_a_claim_that_is_filtered_out_arrows_lead_to_its_neighbours(
    open_page: Opener, week: Report, key: str, to: int
) -> None:
    page = open_page(week, hash="#claim=a1~c1&verdicts=supported.partly.no_data")
    page.find("[role=listbox]").send_keys(key)
    assert page.run("return frontline.store.state.selected") == to


def test_the_active_row_is_never_one_that_does_not_exist(open_page: Opener) -> None:
    claims = tuple((f"claim number {n} is made", n % 3, "no_data", date(2024, 9, 1 + n % 28)) for n in range(500))
    page = open_page(Report(generator="test", articles=(article_of(claims),)), hash="#claim=a1~c3")
    rows = page.find("[role=listbox]")
    assert rows.get_attribute("aria-activedescendant") == "fl-row-3"
    page.run("document.querySelector('.fl-list').scrollTop = 20000")
    page.wait("return !document.querySelector('.fl-list').hasAttribute('aria-activedescendant')")
    rows.send_keys(Keys.ARROW_DOWN)
    assert rows.get_attribute("aria-activedescendant") == "fl-row-4"
    assert page.run("return Boolean(document.getElementById('fl-row-4'))")


COUNTING = """<!DOCTYPE html><meta charset="utf-8"><style>%s</style><div id="cell"></div><script>
window.kept = new Map();
for (const target of [window, document]) {
  const [add, remove] = [target.addEventListener, target.removeEventListener];
  const key = (kind, run, options) => `${kind} ${Boolean(options === true || options?.capture)}`;
  target.addEventListener = function (kind, run, options) {
    kept.set(run, [...(kept.get(run) || []), key(kind, run, options)]);
    return add.call(this, kind, run, options);
  };
  target.removeEventListener = function (kind, run, options) {
    const left = (kept.get(run) || []).filter((one) => one !== key(kind, run, options));
    left.length ? kept.set(run, left) : kept.delete(run);
    return remove.call(this, kind, run, options);
  };
}
</script><script type="module">
const state = %s, bytes = Uint8Array.from(atob(state.payload), (letter) => letter.charCodeAt(0));
state.payload = new DataView(bytes.buffer);
const model = { get: (name) => state[name], set() {}, save_changes() {}, on() {}, off() {}, send() {} };
%s
window.kept.clear(); // what Leaflet keeps for good
window.made = async () => {
  const el = document.createElement("div");
  document.getElementById("cell").append(el);
  const stop = await render({ model, el });
  return () => { stop(); el.remove(); };
};
window.listening = () => [...kept.values()].flat();
document.body.dataset.ready = 1;
</script>"""
ROUND = """const done = arguments[0]; (async () => {
  const stop = await made();
  const while_there = listening().length;
  document.querySelector('.fl-play').click();
  stop();
  setTimeout(() => done([while_there, listening(), document.getElementById('cell').childElementCount]), 400);
})().catch((error) => done([0, [String(error), error.stack], 0]))"""


def test_a_widget_that_goes_leaves_no_listener_on_the_document_or_the_window(
    open_page: Opener, chromium: Any, week: Report, tmp_path: Path
) -> None:
    page = open_page(week)
    widget = make_widget(week)
    state = {name: getattr(widget, name) for name in TRAITS}
    state["payload"] = base64.b64encode(widget.payload).decode("ascii")
    cell = COUNTING % (widget._css, as_json_script(state), widget._esm.replace("export default", "//"))
    (tmp_path / "cell.html").write_text(cell, encoding="utf-8")
    chromium.get((tmp_path / "cell.html").as_uri())
    page.wait("return document.body.dataset.ready || null")
    for _ in range(2):
        there, left, children = chromium.execute_async_script(ROUND)
        assert there > 0
        assert left == []
        assert children == 0
    assert page.errors() == []


def test_two_layers_that_cannot_be_compared_are_both_named(open_page: Opener, week: Report) -> None:
    later = line_of({date(2024, 9, 10): {"ru_held": shapely.box(37, 47, 38, 48)}}, name="later")
    page = open_page(replace(week, frontlines=(*week.frontlines, later)), hash="#day=2024-09-15&compare=2024-09-05")
    assert page.text(".fl-uncompared").startswith("The tests later: no data for 5 Sept 2024")
    page.find("[data-layer='1']").click()
    assert page.text(".fl-uncompared") == ""
