"""The page as a reader meets it: opened from disk, offline, in a real Chromium."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import folium
import numpy as np
import orjson
import pytest
import shapely
from conftest import Opener, article_of, line_of, moving_line
from selenium.webdriver.common.keys import Keys

from geo.page import draw_map
from geo.page.payload import as_json_script
from geo.records import Holding, Report, Snapshot
from geo.widget import make_widget

pytestmark = pytest.mark.browser

SHOWN_DAY = "return frontline.day()"
CARD = ".fl-card:not([hidden])"


def test_it_opens_offline_without_an_error_or_a_request(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    assert page.errors() == []
    assert page.requests() == []
    assert "DeepState" not in page.text()
    assert "The tests" in page.text(".fl-legend")


def test_a_claim_clicked_in_the_list_opens_its_card_and_takes_the_day_along(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find('.fl-row[data-claim="a1~c1"]').click()
    card = page.text(CARD)
    assert "the army stands in Toretsk" in card
    assert "Contradicted" in card
    assert "Finding number 1." in card
    assert "12.3 km" in card
    assert page.run(SHOWN_DAY) == "2024-09-12"


def test_a_marker_clicked_opens_its_claim(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find('.fl-mark[data-claim="a1~c0"]').click()
    assert "Pokrovsk has not fallen" in page.text(CARD)


def test_a_marker_opens_its_claim_by_keyboard(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find('.fl-mark[data-claim="a1~c0"]').send_keys(Keys.ENTER)
    assert "Pokrovsk has not fallen" in page.text(CARD)


def test_claims_at_one_place_gather_in_a_ring_that_lists_them(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find(".fl-cluster").click()
    assert page.text(".fl-choices").count("Toretsk") == 2
    page.find(".fl-choice").click()
    assert page.run("return frontline.store.state.selected") == 1


def test_a_region_has_a_label_and_no_pin_and_a_claim_without_a_place_has_neither(
    open_page: Opener, week: Report
) -> None:
    page = open_page(week)
    assert page.text(".fl-area-label") == "Kursk Oblast"
    assert page.run("return document.querySelectorAll('[data-claim=\"a1~c5\"].fl-mark').length") == 0
    assert page.run("return document.querySelectorAll('.leaflet-marker-icon[data-claim=\"a1~c4\"]').length") == 0


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (Keys.ARROW_LEFT, "2024-09-14"),
        (Keys.ARROW_RIGHT, "2024-09-16"),
        (Keys.PAGE_DOWN, "2024-09-08"),
        (Keys.HOME, "2024-08-06"),
        (Keys.END, "2024-09-20"),
    ],
)
def test_the_time_bar_moves_by_keyboard_and_says_the_date(open_page: Opener, week: Report, keys: str, day: str) -> None:
    page = open_page(week)
    page.find("[role=slider]").send_keys(keys)
    assert page.run(SHOWN_DAY) == day
    assert page.find("[role=slider]").get_attribute("aria-valuetext").endswith("2024")


def test_the_address_restores_day_search_verdicts_language_and_choice(open_page: Opener, week: Report) -> None:
    chosen = "#day=2024-09-05&view=48.4,37.8,9&verdicts=partly.contradicted&q=toretsk&claim=a1~c2&lang=uk&theme=dark"
    page = open_page(week, hash=chosen)
    assert page.run(SHOWN_DAY) == "2024-09-05"
    assert page.run("return frontline.visibleIds()") == ["a1~c1", "a1~c2"]
    assert "half of Toretsk is lost" in page.text(CARD)
    assert "Частково" in page.text(CARD)
    assert page.run("return frontline.map.getZoom()") == 9
    page.find("[role=slider]").send_keys(Keys.ARROW_RIGHT)
    address = page.wait("return location.hash.includes('day=2024-09-06') && location.hash")
    assert "q=toretsk" in address
    assert "verdicts=partly.contradicted" in address


def test_an_address_that_makes_no_sense_changes_nothing(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#day=2024-99-99&view=a,b&verdicts=&claim=none&lang=xx&theme=pink&q=%")
    assert page.run(SHOWN_DAY) == "2024-09-15"
    assert page.errors() == []


@pytest.mark.parametrize("words", ["Pokrovsk", "Покровськ", "покровск", "ПОКРОВСЬК has"])
def test_the_search_finds_a_place_in_several_scripts(open_page: Opener, week: Report, words: str) -> None:
    page = open_page(week)
    page.find(".fl-search").send_keys(words)
    assert page.run("return frontline.visibleIds()") == ["a1~c0"]
    assert page.text(".fl-count") == "1 of 6 claims"


def test_a_verdict_chip_switches_its_claims_off_and_on(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find("[data-verdict=no_data]").click()
    assert page.text(".fl-count") == "4 of 6 claims"
    page.find("[data-verdict=no_data]").send_keys(Keys.SPACE)
    assert page.text(".fl-count") == "6 claims"


def test_the_list_moves_by_arrow_keys(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    page.find("[role=listbox]").send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert page.find("[role=listbox]").get_attribute("aria-activedescendant") == "fl-row-1"
    assert page.find("#fl-row-1").get_attribute("aria-selected") == "true"


def test_a_thousand_claims_keep_only_the_rows_in_sight(open_page: Opener) -> None:
    claims = tuple((f"claim number {n} is made", n % 3, "no_data", date(2024, 9, 1 + n % 28)) for n in range(1000))
    page = open_page(Report(generator="test", articles=(article_of(claims),)))
    assert page.run("return document.querySelectorAll('.fl-row').length") < 30
    page.find("[role=listbox]").send_keys(Keys.END)
    assert "claim number 999 is made" in page.text('.fl-row[aria-selected="true"]')


def test_every_control_has_a_name(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    nameless = """return [...document.querySelectorAll('button, input, [role=slider], [role=listbox], [tabindex="0"]')]
      .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim())).map((e) => e.outerHTML)"""
    assert page.run(nameless) == []


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_interface_changes_its_language_and_the_quotes_do_not(
    open_page: Opener, week: Report, language: str
) -> None:
    page = open_page(week)
    page.find(f"[data-language={language}]").click()
    verdict = {"en": "Supported", "uk": "Підтверджено", "ru": "Подтверждено"}[language]
    assert verdict in page.text(".fl-chips")
    assert page.find(".fl-quote").get_attribute("lang") == "en"
    assert "undefined" not in page.text()


@pytest.mark.parametrize(
    "report",
    [
        Report(generator="nothing"),
        Report(generator="no claim", frontlines=(moving_line(),)),
        Report(generator="no front line", articles=(article_of(),)),
        Report(generator="one", articles=(article_of((("it fell", 0, "supported", None),), published=None),)),
        Report(
            generator="one snapshot",
            frontlines=(line_of({date(2024, 9, 1): {"ru_held": shapely.box(37, 47, 38, 48)}}),),
        ),
        Report(generator="empty", frontlines=(line_of({}),), articles=(article_of(()),)),
    ],
    ids=lambda report: report.generator,
)
def test_it_works_with_little(open_page: Opener, report: Report) -> None:
    page = open_page(report)
    assert page.errors() == []
    assert report.generator in page.run(
        "document.querySelector('.fl-about-button').click(); return document.querySelector('dialog').textContent"
    )


def test_a_day_without_a_young_snapshot_shows_no_line_and_says_so(open_page: Opener) -> None:
    line = line_of({date(2024, 9, 1): {"ru_held": shapely.box(37, 47, 38, 48)}, date(2024, 10, 1): {}}, max_age_days=7)
    page = open_page(Report(generator="test", frontlines=(line,)), hash="#day=2024-09-20")
    assert "No data on this day" in page.text(".fl-legend")
    assert page.run("return frontline.sideAt('drawn', 37.5, 47.5, '2024-09-08')") == "ru_held"
    assert page.run("return frontline.sideAt('drawn', 37.5, 47.5, '2024-09-09')") is None


def _held(page: Any, name: str, points: np.ndarray, day: date) -> list[bool]:
    script = "return arguments[0].map(([x, y]) => frontline.sideAt(arguments[1], x, y, arguments[2]) === 'ru_held')"
    return list(page.run(script, points.tolist(), name, day.isoformat()))


def test_the_area_of_a_day_is_what_shapely_says_it_is(open_page: Opener) -> None:
    line = moving_line()
    page = open_page(Report(generator="test", frontlines=(line,)))
    points = np.random.default_rng(1).uniform((36, 47), (40, 49.5), size=(300, 2))
    for snapshot in line.snapshots:
        wanted = shapely.contains_xy(snapshot.areas["ru_held"], points)
        assert _held(page, "drawn", points, snapshot.day) == wanted.tolist()


def test_rings_stitched_in_the_browser_enclose_the_days_area(open_page: Opener) -> None:
    line = moving_line()
    page = open_page(Report(generator="test", frontlines=(line,)), hash="#day=2024-09-12")
    drawn = page.run("""const found = []; frontline.map.eachLayer((layer) => {
      if (layer.options.className && layer.options.className.includes('fl-side-ru_held')) found.push(layer.getLatLngs()); });
      return found[0].map((ring) => ring.map(({ lat, lng }) => [lng, lat]))""")
    rings = [shapely.Polygon(ring) for ring in drawn]
    area = rings[0]
    for ring in rings[1:]:
        area = area.symmetric_difference(ring)
    wanted = next(s for s in line.snapshots if s.day == date(2024, 9, 12)).areas["ru_held"]
    assert area.symmetric_difference(wanted).area < 1e-9


def test_two_makers_and_two_sides_are_told_apart(open_page: Opener) -> None:
    day = date(2024, 9, 1)
    both = line_of({day: {"ru_held": shapely.box(37, 47, 38, 48), "ua_held": shapely.box(36, 47, 37, 48)}}, name="both")
    other = line_of({day: {"ru_held": shapely.box(36.5, 47, 38, 48)}}, name="other")
    page = open_page(Report(generator="test", frontlines=(both, other)))
    side = "return frontline.sideAt(arguments[0], 36.7, 47.5, '2024-09-01')"
    assert page.run(side, "both") == "ua_held"
    assert page.run(side, "other") == "ru_held"
    assert page.run("return document.querySelectorAll('path.fl-outlined').length") == 1


def test_settlements_of_a_timeline_are_squares_with_their_source(open_page: Opener) -> None:
    day = date(2024, 9, 1)
    rows = [("Selydove", "ru_held", day, None), ("Myrnohrad", "ua_held", day, day + timedelta(days=4))]
    held = tuple(
        Holding(place=p, lon=37.3 + n / 9, lat=48.1, radius_m=3000, side=s, from_day=a, to_day=b, source="a digest")
        for n, (p, s, a, b) in enumerate(rows)
    )
    line = replace(
        line_of({}), sides=("ru_held", "ua_held"), snapshots=(Snapshot(day=day, basis="field", holdings=held),)
    )
    page = open_page(Report(generator="test", frontlines=(replace(line, max_age_days=None),), articles=(article_of(),)))
    assert page.text(".fl-legend-lines").count("Ukrainian-held") == 0
    page.run("frontline.setDay('2024-09-05')")
    assert page.text(".fl-legend-lines").count("Ukrainian-held") == 1
    page.run("""const { x, y } = frontline.map.latLngToContainerPoint([48.1, 37.3]);
      const { left, top } = document.querySelector('.fl-map').getBoundingClientRect();
      document.querySelector('.fl-map').dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: left + x, clientY: top + y }))""")
    assert page.text(".fl-tip") == "Selydove (a digest)"
    colours = """const canvas = document.querySelector('.fl-squares'), paint = canvas.getContext('2d');
      const data = paint.getImageData(0, 0, canvas.width, canvas.height).data; let painted = 0;
      for (let at = 3; at < data.length; at += 4) painted += data[at] > 0; return painted"""
    assert 150 < page.run(colours) < 300


def test_layers_that_a_user_adds_to_the_folium_map_are_drawn(open_page: Opener, week: Report) -> None:
    drawn = draw_map(week)
    folium.Marker([48.0, 37.0], popup="mine", tooltip="a tip", icon=folium.Icon(color="red")).add_to(drawn)
    folium.Marker([48.2, 37.0]).add_to(drawn)
    folium.GeoJson({"type": "Point", "coordinates": [36.5, 48.5]}).add_to(drawn)
    folium.LayerControl().add_to(drawn)
    page = open_page(drawn)
    assert page.errors() == []
    assert page.requests() == []
    assert page.run("return document.querySelectorAll('.fl-guest-icon, img.leaflet-marker-icon').length") == 3
    page.find(".fl-guest-icon").send_keys(Keys.ENTER)
    assert page.text(".leaflet-popup-content").strip() == "mine"


def test_the_page_runs_inside_a_notebooks_frame(open_page: Opener, chromium: Any, week: Report, tmp_path: Path) -> None:
    page = open_page(week)
    (tmp_path / "frame.html").write_text(draw_map(week).get_root()._repr_html_(), encoding="utf-8")
    chromium.get((tmp_path / "frame.html").as_uri())
    inside = "return document.querySelector('iframe').contentDocument.body.dataset.ready || null"
    assert page.wait(inside)
    assert page.errors() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "hand"])
def test_nothing_sticks_out_of_the_window(
    open_page: Opener, week: Report, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_page(week, size=size, dark=dark)
    page.browser.save_screenshot(str(tmp_path / "page.png"))
    extent = page.run(
        "const e = document.documentElement; return [e.scrollWidth, e.scrollHeight, innerWidth, innerHeight]"
    )
    assert extent[:2] == extent[2:]
    paper = page.run("return getComputedStyle(document.querySelector('#frontline')).backgroundColor")
    assert paper == ("rgb(27, 31, 36)" if dark else "rgb(255, 255, 255)")


def test_real_days_of_deepstate_are_shown_as_shapely_reads_them(open_page: Opener, shared: Path) -> None:
    files = sorted((shared / "datasets" / "deepstate-daily").glob("*.geojson"))[::100]
    areas = {}
    for file in files:
        features = orjson.loads(file.read_bytes())["features"]
        day = date.fromisoformat(f"{file.stem[-8:-4]}-{file.stem[-4:-2]}-{file.stem[-2:]}")
        areas[day] = {"ru_held": shapely.from_geojson(orjson.dumps(features[0]["geometry"]))}
    page = open_page(Report(generator="test", frontlines=(line_of(areas, name="deepstate"),)))
    points = np.random.default_rng(2).uniform((36, 47), (39, 50), size=(200, 2))
    for day, sides in areas.items():
        rounded = shapely.transform(sides["ru_held"], lambda xy: np.rint(xy * 1e5) / 1e5)
        far = shapely.distance(shapely.boundary(rounded), shapely.points(points)) > 1e-5
        wanted = shapely.contains_xy(shapely.make_valid(rounded), points)
        assert np.array_equal(np.array(_held(page, "deepstate", points, day))[far], wanted[far])


NOTEBOOK = """<!DOCTYPE html><meta charset="utf-8"><style>%s</style><div id="cell"></div><script type="module">
const state = %s, listeners = {};
const bytes = Uint8Array.from(atob(state.payload), (letter) => letter.charCodeAt(0));
state.payload = new DataView(bytes.buffer);
window.sent = [];
window.model = {
  get: (name) => state[name], save_changes() {}, off() {}, on: (name, listener) => (listeners[name] = listener),
  set(name, value) { state[name] = value; },
  send(message) { window.sent.push(message); },
  told(name, value) { state[name] = value; listeners[`change:${name}`](); },
};
%s
window.stop = await render({ model: window.model, el: document.getElementById("cell") });
document.body.dataset.ready = 1;
</script>"""
# A spot of the map that nothing lies over, in pixels of the window.
BARE = """const field = document.querySelector('.leaflet-container').getBoundingClientRect();
for (let x = field.left + 20; x < field.right - 20; x += 15) for (let y = field.top + 20; y < field.bottom - 20; y += 15) {
  const met = document.elementFromPoint(x, y);
  if (met?.closest('.leaflet-container') && !met.closest('.leaflet-control, button')) return [x, y];
}"""
TRAITS = ("height", "day", "compare_day", "window", "view", "filters", "selected_ids", "_marked", "_refused")


def open_cell(open_page: Opener, chromium: Any, report: Report, folder: Path) -> Any:
    page = open_page(report)
    widget = make_widget(report)
    state = {name: getattr(widget, name) for name in TRAITS} | {
        "payload": base64.b64encode(widget.payload).decode("ascii")
    }
    cell = NOTEBOOK % (widget._css, as_json_script(state), widget._esm.replace("export default", "//"))
    (folder / "cell.html").write_text(cell, encoding="utf-8")
    chromium.get((folder / "cell.html").as_uri())
    page.wait("return document.body.dataset.ready && document.querySelector('.fl-mark')")
    return page


def test_the_widgets_module_runs_and_shares_day_choice_and_what_is_visible(
    open_page: Opener, chromium: Any, week: Report, tmp_path: Path
) -> None:
    page = open_cell(open_page, chromium, week, tmp_path)
    page.run("model.told('selected_ids', ['a1~c0'])")
    assert "Pokrovsk has not fallen" in page.text(".fl-card")
    page.find('.fl-row[data-claim="a1~c1"]').click()
    page.wait("return model.get('day') === '2024-09-12' && model.get('selected_ids')[0] === 'a1~c1'")
    page.find(".fl-search").send_keys("sudzha")
    page.wait("return model.get('filters').query === 'sudzha'")
    assert page.text(".fl-count") == "1 of 6 claims"
    assert page.errors() == []


def test_a_place_marked_as_wrong_is_told_with_the_spot_that_is_clicked(
    open_page: Opener, chromium: Any, week: Report, tmp_path: Path
) -> None:
    from selenium.webdriver import ActionChains

    page = open_cell(open_page, chromium, week, tmp_path)
    page.run("document.querySelector('.fl-row[data-claim=\"a1~c3\"]').click()")
    page.run("document.querySelector('.fl-card .fl-correct').open = true")
    page.run("document.querySelector('.fl-card [data-correct=point]').click()")
    x, y = page.run(BARE)
    # By the window: another test may have left the pointer anywhere.
    actions = ActionChains(chromium)
    actions.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    actions.click().perform()
    (told,) = page.wait("return sent.length ? sent : null")
    assert (told["kind"], told["about"]["claim"], told["about"]["kind"]) == ("correct", "a1~c3", "point")
    assert -180 <= told["about"]["lon"] <= 180
    assert -90 <= told["about"]["lat"] <= 90
    page.run("document.querySelector('.fl-card [data-correct=bar]').click()")
    assert page.wait("return sent.length === 2 ? sent : null")[1]["about"]["kind"] == "bar"
    assert page.errors() == []


def test_the_card_of_a_claim_is_reached_and_closed_by_keys_alone(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    listed = page.find(".fl-list")
    listed.send_keys(Keys.HOME)
    page.wait("return !document.querySelector('.fl-card').hidden")
    listed.send_keys(Keys.ENTER)
    assert page.run("return document.activeElement.classList.contains('fl-card')")
    page.find(".fl-card").send_keys(Keys.ESCAPE)
    assert page.run(
        "return document.querySelector('.fl-card').hidden && document.activeElement.classList.contains('fl-list')"
    )
    listed.send_keys(Keys.HOME)
    listed.send_keys(Keys.ESCAPE)
    assert page.run("return document.querySelector('.fl-card').hidden")
