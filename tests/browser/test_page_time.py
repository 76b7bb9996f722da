"""The time bar by hand and by keys: what its bars count, how it zooms, how days are brushed, and what the address keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
import shapely
from conftest import Opener, OpenPage, article_of, line_of
from pyproj import Geod
from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.keys import Keys

from geo.records import Report, Snapshot

pytestmark = pytest.mark.browser

FIRST = date(2020, 9, 1)
STRETCH = "const s = frontline.timeStretch(); return [s.from, s.to].map((day) => new Date(day * 86400000).toISOString().slice(0, 10))"
STATE = "const { day, window, compare } = frontline.store.state; return [frontline.day(), window, compare]"
BARS = """const found = {}; for (const bar of document.querySelectorAll('.fl-bar')) {
  const verdict = bar.getAttribute('class').split('fl-').at(-1); found[verdict] = (found[verdict] || 0) + Number(bar.getAttribute('height')); }
  const least = Math.min(...Object.values(found)); return Object.fromEntries(Object.entries(found).map(([word, high]) => [word, Math.round(high / least)]))"""
CLAIMS = tuple(
    (f"report {n} speaks of the town", n % 3, "supported" if n % 4 else "partly", date(2024, 6, 10) + timedelta(days=n))
    for n in range(60)
)


def years() -> Report:
    """Return claims of two months beside six years of snapshots."""
    days = [FIRST + timedelta(days=step) for step in range(0, 2400, 20)]
    line = line_of({day: {"ru_held": shapely.box(37, 47.5, 39, 49)} for day in days})
    return Report(generator="test", frontlines=(line,), articles=(article_of(CLAIMS, published=date(2024, 8, 10)),))


def settled(page: OpenPage) -> None:
    """Wait until what was asked for is drawn."""
    page.browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")


def spot(page: OpenPage, share: float, high: float) -> tuple[int, int]:
    """Return the pixel of the window at a share of the time bar's width and a height in it."""
    box = page.run(
        "const { left, top, width } = document.querySelector('.fl-track').getBoundingClientRect(); return [left, top, width]"
    )
    return round(box[0] + share * box[2]), round(box[1] + high)


def drag(page: OpenPage, start: float, end: float, high: float = 20) -> None:
    """Drag over the time bar from one share of its width to another."""
    chain = ActionChains(page.browser, duration=0)
    chain.w3c_actions.pointer_action.move_to_location(*spot(page, start, high)).pointer_down()
    for step in (0.3, 0.7, 1):
        chain.w3c_actions.pointer_action.move_to_location(*spot(page, start + step * (end - start), high))
    chain.w3c_actions.pointer_action.pointer_up()
    chain.perform()
    settled(page)


def roll(page: OpenPage, share: float, notches: int, *, sideways: bool = False) -> None:
    origin = ScrollOrigin.from_viewport(*spot(page, share, 20))
    turn = (100 * notches, 0) if sideways else (0, 100 * notches)
    ActionChains(page.browser).scroll_from_origin(origin, *turn).perform()
    settled(page)


def day_at(page: OpenPage, share: float) -> float:
    first, last = (date.fromisoformat(text).toordinal() for text in page.run(STRETCH))
    return first + share * (last - first)


def test_the_bars_count_what_the_filters_leave_whatever_the_window(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20&window=7")
    assert page.run(BARS) == {"supported": 3, "partly": 1}
    page.find("[data-verdict=supported]").click()
    settled(page)
    assert list(page.run(BARS)) == ["partly"]
    page.find("[data-verdict=supported]").click()
    page.find(".fl-search").send_keys("report 7")
    settled(page)
    assert page.run("return document.querySelectorAll('.fl-bar').length") == 6
    assert page.run("return frontline.visibleIds()") == ["a1~c37"]


def test_it_opens_on_the_days_of_the_claims_where_they_are_a_small_part(open_page: Opener) -> None:
    page = open_page(years())
    first, last = page.run(STRETCH)
    assert "2024-05-20" < first < "2024-06-20"
    assert "2024-08-01" < last < "2024-09-10"
    button = page.find(".fl-scope")
    assert button.text == "Whole span"
    button.send_keys(Keys.ENTER)
    settled(page)
    assert page.run(STRETCH)[0] == FIRST.isoformat()
    assert button.text == "Days of claims"
    button.send_keys(Keys.SPACE)
    assert page.run(STRETCH) == [first, last]


def test_it_opens_on_the_whole_where_claims_fill_it(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    assert page.run(STRETCH) == ["2024-08-06", "2024-09-21"]
    assert page.find(".fl-scope").get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("notches", [-4, 4])
def test_the_wheel_zooms_about_the_pointer(open_page: Opener, notches: int) -> None:
    page = open_page(years())
    under, length = day_at(page, 0.4), day_at(page, 1) - day_at(page, 0)
    roll(page, 0.4, notches)
    assert ((day_at(page, 1) - day_at(page, 0)) > length) is (notches > 0)
    assert day_at(page, 0.4) == pytest.approx(under, abs=2)


def test_keys_zoom_about_the_day_and_the_names_of_days_become_finer(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20")
    page.find(".fl-scope").click()
    settled(page)
    names = "return [...document.querySelectorAll('.fl-chart text')].map((one) => one.textContent)"
    assert page.run(names)[:3] == ["2021", "Jul", "2022"]
    page.find("[role=slider]").send_keys("+" * 8)
    settled(page)
    assert page.run("return document.querySelector('.fl-handle').style.left") != "100%"
    told = page.run(names)
    assert told[0].endswith("2024")
    assert [text for text in told[1:] if text.isdigit() and int(text) <= 31]
    page.find("[role=slider]").send_keys("-" * 20)
    assert page.run(STRETCH)[0] == FIRST.isoformat()


def test_two_fingers_zoom(open_page: Opener) -> None:
    page = open_page(years())
    before = day_at(page, 1) - day_at(page, 0)
    touch = page.browser.execute_cdp_cmd

    def fingers(kind: str, *shares: float) -> None:
        points = [dict(zip("xy", spot(page, share, 20), strict=True), id=n) for n, share in enumerate(shares)]
        touch("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    under = day_at(page, 0.4)
    fingers("touchStart", 0.4)
    fingers("touchStart", 0.4, 0.6)
    fingers("touchMove", 0.4, 0.8)
    fingers("touchEnd")
    settled(page)
    assert day_at(page, 1) - day_at(page, 0) == pytest.approx(before / 2, abs=2)
    assert day_at(page, 0.4) == pytest.approx(under, abs=2)
    assert page.run(STATE)[1] == 0


def test_the_axis_is_dragged_and_the_handle_stays_at_the_edge_until_its_day_moves(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-08-01")
    first = page.run(STRETCH)[0]
    drag(page, 0.2, 0.9, high=66)
    assert page.run(STRETCH)[0] < first
    assert page.run(STATE)[:2] == ["2024-08-01", 0]
    roll(page, 0.5, -8, sideways=True)
    handle = page.find(".fl-handle")
    assert "fl-away-right" in handle.get_attribute("class")
    assert page.run("return document.querySelector('.fl-handle').style.left") == "100%"
    handle.send_keys(Keys.ARROW_RIGHT)
    assert "fl-away" not in handle.get_attribute("class")
    assert page.run(STRETCH)[0] <= "2024-08-02" <= page.run(STRETCH)[1]


def test_a_day_outside_pulls_the_bar_along(open_page: Opener) -> None:
    page = open_page(years())
    length = day_at(page, 1) - day_at(page, 0)
    page.run("frontline.setDay('2022-02-24')")
    assert page.run(STRETCH)[0] < "2022-02-24" < page.run(STRETCH)[1]
    assert day_at(page, 1) - day_at(page, 0) == pytest.approx(length, abs=1)
    page.find(".fl-compare").click()
    page.find(".fl-handle-compare").send_keys(Keys.HOME)
    assert page.run(STRETCH)[0] == FIRST.isoformat()


def test_dragging_over_the_bars_sets_a_window_of_any_length_that_survives_a_reload(open_page: Opener) -> None:
    page = open_page(years())
    drag(page, 0.3, 0.6)
    day, window, _ = page.run(STATE)
    assert date.fromisoformat(day).toordinal() == pytest.approx(day_at(page, 0.6), abs=1)
    assert window == pytest.approx(0.3 * (day_at(page, 1) - day_at(page, 0)), abs=2)
    assert window not in {0, 7, 30, 90, 365}
    select = "const one = document.querySelector('.fl-time .fl-select'); return one.selectedOptions[0].textContent"
    assert page.run(select) == f"{window} days"
    assert f"last {window} days to" in page.text(".fl-count")
    assert page.run("return frontline.visibleIds().length") == window
    page.wait("return location.hash.includes('window=')")
    page.browser.refresh()
    page.wait("return document.body.dataset.ready || null")
    assert page.run(STATE)[:2] == [day, window]
    assert page.run(select) == f"{window} days"
    ActionChains(page.browser).click(page.find(".fl-handle")).send_keys(Keys.ESCAPE).perform()
    assert page.run(STATE)[1] == 0


def test_escape_while_dragging_gives_back_what_was(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20&window=9")
    chain = ActionChains(page.browser, duration=0)
    chain.w3c_actions.pointer_action.move_to_location(*spot(page, 0.2, 20)).pointer_down()
    chain.w3c_actions.pointer_action.move_to_location(*spot(page, 0.5, 20))
    chain.perform()
    assert page.run(STATE)[0] != "2024-07-20"
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.run(STATE)[:2] == ["2024-07-20", 9]
    ActionChains(page.browser).release().perform()
    assert page.run(STATE)[:2] == ["2024-07-20", 9]


def test_a_click_moves_the_day_and_keeps_the_window(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20&window=9")
    wanted = day_at(page, 0.25)
    drag(page, 0.25, 0.25)
    day, window, _ = page.run(STATE)
    assert date.fromisoformat(day).toordinal() == pytest.approx(wanted, abs=1)
    assert window == 9


def test_the_handle_is_dragged(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20")
    at = page.run("return parseFloat(document.querySelector('.fl-handle').style.left) / 100")
    drag(page, at, at + 0.1)
    assert date.fromisoformat(page.run(STATE)[0]).toordinal() == pytest.approx(day_at(page, at + 0.1), abs=1)
    assert page.run(STATE)[1] == 0


def test_shift_and_arrows_make_the_window_longer_and_shorter_and_escape_clears_it(open_page: Opener) -> None:
    page = open_page(years(), hash="#day=2024-07-20&window=7")
    handle = page.find(".fl-handle")
    handle.send_keys(Keys.SHIFT, Keys.ARROW_LEFT, Keys.PAGE_DOWN)
    assert page.run(STATE)[:2] == ["2024-07-20", 15]
    assert handle.get_attribute("aria-valuetext") == "20 July 2024, Claims of 15 days"
    handle.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT)
    assert page.run(STATE)[1] == 14
    handle.send_keys(Keys.SHIFT, Keys.END)
    assert page.run(STATE)[1] == 1
    assert handle.get_attribute("aria-valuetext") == "20 July 2024, Claims of 1 day"
    handle.send_keys(Keys.ESCAPE)
    assert page.run(STATE)[:2] == ["2024-07-20", 0]
    assert handle.get_attribute("aria-valuetext") == "20 July 2024"


@pytest.mark.parametrize(("days", "told"), [(1, "1 день"), (3, "3 дні"), (12, "12 днів")])
def test_days_are_counted_as_the_language_asks(open_page: Opener, days: int, told: str) -> None:
    page = open_page(years(), hash=f"#lang=uk&window={days}")
    assert told in page.find(".fl-handle").get_attribute("aria-valuetext")
    assert f"за {told} до" in page.text(".fl-count")


def test_it_plays_by_space_names_its_button_and_stops_at_the_last_day(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2024-09-17")
    button, handle = page.find(".fl-play"), page.find(".fl-handle")
    assert button.get_attribute("aria-label") == "Play"
    handle.send_keys(Keys.SPACE)
    assert button.get_attribute("aria-label") == "Pause"
    page.wait("return frontline.day() === '2024-09-20'")
    page.wait("return document.querySelector('.fl-play').getAttribute('aria-label') === 'Play'")
    handle.send_keys(Keys.SPACE)
    assert page.run(STATE)[0] < "2024-09-10"
    handle.send_keys(Keys.SPACE)
    stopped = page.run(STATE)[0]
    page.browser.execute_async_script("setTimeout(arguments[0], 300)")
    assert page.run(STATE)[0] == stopped


def test_who_asked_for_less_motion_is_not_shown_a_film(open_page: Opener, chromium: Any, week: Report) -> None:
    page = open_page(week, hash="#day=2024-08-10")
    chromium.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    )
    page.find(".fl-play").click()
    page.browser.execute_async_script("setTimeout(arguments[0], 500)")
    assert page.run(STATE)[0] == "2024-08-10"
    page.wait("return frontline.day() === '2024-08-17'")
    page.find(".fl-play").click()


def test_an_address_with_a_claim_alone_opens_on_its_day_and_place(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    assert page.run(STATE)[0] == "2024-09-12"
    lat, lon, zoom = page.run(
        "const { lat, lng } = frontline.map.getCenter(); return [lat, lng, frontline.map.getZoom()]"
    )
    assert lat == pytest.approx(48.4, abs=0.5)
    assert lon == pytest.approx(37.85, abs=1.5)
    assert zoom >= 7
    page.run("location.hash = '#claim=a1~c5'")
    page.wait("return frontline.day() === '2024-09-14'")
    assert page.run("return frontline.map.getBounds().contains([[51, 34.2], [52.3, 38.3]])")


KEPT = "day=2024-09-11&compare=2024-09-03&window=11&view=48.5000%2C37.0000%2C7.5&verdicts=partly.contradicted&q=toretsk&source=the+staff&hide=0&claim=a1~c2&lang=ru&theme=dark"


def test_everything_chosen_survives_a_copy_and_a_reload(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash=f"#{KEPT}")
    look = "const s = frontline.store.state; return JSON.stringify([{ ...s, verdicts: [...s.verdicts], hidden: [...s.hidden] }, frontline.map.getCenter(), frontline.map.getZoom(), frontline.visibleIds()])"
    page.run("navigator.clipboard.writeText = async (text) => (window.copied = text)")
    page.find(".fl-handle").send_keys(Keys.ARROW_LEFT, Keys.ARROW_RIGHT)
    page.find(".fl-copy").click()
    kept, copied = (dict(parse_qsl(text)) for text in (KEPT, page.wait("return window.copied").split("#")[1]))
    views = [[float(number) for number in one.pop("view").split(",")] for one in (kept, copied)]
    assert copied == kept
    # A map stands on whole pixels, of 0.004 degrees here.
    assert views[1] == pytest.approx(views[0], abs=0.004)
    page.browser.refresh()
    page.wait("return document.body.dataset.ready || null")
    before = page.run(look)
    page.browser.refresh()
    page.wait("return document.body.dataset.ready || null")
    assert page.run(look) == before


BROKEN = (
    "day=2024-02-31&compare=2024-9-1&window=-7",
    "window=1e3&view=,,&hide=9",
    "view=999,999,99&window=7.5&claim=__proto__",
    "view=NaN,1,2&verdicts=true.false&source=nobody&grain=__proto__&article=",
    "day=%E0%A4%A&window=&claim=a1~&hide=0.x&lang=constructor&theme=%00",
    "&&==&day&view=48,37,",
)


@pytest.mark.parametrize("hash", BROKEN)
def test_a_broken_address_opens_as_none_would(open_page: Opener, week: Report, hash: str) -> None:  # noqa: A002
    page = open_page(week)
    look = "const s = frontline.store.state; return JSON.stringify([{ ...s, verdicts: [...s.verdicts], hidden: [...s.hidden] }, frontline.map.getZoom()])"
    where = "const { lat, lng } = frontline.map.getCenter(); return [lat, lng]"
    fresh, middle = page.run(look), page.run(where)
    page.run("location.hash = arguments[0]", hash)
    settled(page)
    assert page.run(look) == fresh
    page.browser.refresh()
    page.wait("return document.body.dataset.ready || null")
    assert page.run(look) == fresh
    assert page.run(where) == pytest.approx(middle, abs=0.01)
    assert page.errors() == []


def test_a_day_beyond_the_bar_is_its_last(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2124-01-01&compare=1999-01-01")
    assert page.run(STATE)[0] == "2024-09-20"
    assert page.find(".fl-handle-compare").get_attribute("data-day") == "2024-08-06"


def test_a_comparison_with_a_day_before_the_first_snapshot_says_so(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2024-09-15&compare=2024-08-20")
    assert page.text(".fl-uncompared") == "The tests drawn: no data for 20 Aug 2024, so nothing is compared"
    assert page.find(".fl-uncompared").get_attribute("role") == "status"
    assert page.find(".fl-uncompared").is_displayed()
    page.find("[data-language=uk]").click()
    assert "порівняння немає" in page.text(".fl-uncompared")
    page.find(".fl-handle-compare").send_keys(Keys.END)
    assert page.text(".fl-uncompared") == ""
    assert not page.find(".fl-uncompared").is_displayed()


def test_a_front_that_is_only_a_line_says_that_it_cannot_be_compared(open_page: Opener) -> None:
    front = shapely.LineString([(37, 47), (37.5, 48)])
    snapshots = tuple(Snapshot(day=date(2024, 9, day), basis="file name", lines=front) for day in (1, 9))
    line = line_of({})
    page = open_page(
        Report(generator="test", frontlines=(replace(line, snapshots=snapshots),)),
        hash="#day=2024-09-09&compare=2024-09-01",
    )
    assert "can be compared" in page.text(".fl-uncompared")


def test_gains_and_losses_of_islands_and_holes_are_those_of_shapely(open_page: Opener) -> None:
    shell = shapely.box(36, 47, 39, 49)
    was = shell.difference(shapely.box(37, 47.5, 37.6, 48)).union(shapely.box(34, 46, 34.5, 46.4))
    now = shell.union(shapely.Point(40, 48).buffer(0.7)).difference(shapely.Point(36.2, 48.2).buffer(0.5))
    days = {date(2024, 9, 1): {"ru_held": was}, date(2024, 9, 30): {"ru_held": now}}
    page = open_page(Report(generator="test", frontlines=(line_of(days),)), hash="#day=2024-09-30&compare=2024-09-01")

    def km2(area: Any) -> float:
        rounded = shapely.transform(area, lambda xy: xy.round(5))
        # Edges as short as a grid step, so that straight ones and geodesics are the same.
        return abs(Geod(ellps="WGS84").geometry_area_perimeter(rounded.segmentize(0.01))[0]) / 1e6

    told = page.text(".fl-changed").replace(",", "").replace(" km²", "").split(" · ")
    gained, lost = float(told[0].removeprefix("+")), float(told[1].removeprefix("−"))
    assert gained == pytest.approx(km2(shapely.orient_polygons(now - was)), rel=0.001)
    assert lost == pytest.approx(km2(shapely.orient_polygons(was - now)), rel=0.001)
