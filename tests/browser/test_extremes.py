"""The page at the ends of what it has to show, at a desk and in a hand: what is drawn, what is named, and that nothing lies over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from conftest import Opener, OpenPage, line_of, set_screen
from extremes import CITIES, DAY, LONG_WORD, MAKERS, REPORTS, Told, four_makers, held, one_village, point, reading_of
from shapely.geometry import box

from geo.page import draw_map
from geo.records import Report

pytestmark = pytest.mark.browser

DESK, HAND = (1440, 900), (390, 844)
LAID = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(1), 30))))"
# Words and marks as boxes of the window; squares are painted on a canvas, so the page is asked where.
MET = """
  const boxes = [...document.querySelectorAll(".fl-city, .fl-cluster, .fl-mark, .fl-area-label:not(.fl-away) > span, .leaflet-control-zoom, .fl-legend, .leaflet-control-scale, .fl-card:not([hidden])")]
    .map((element) => [element.textContent, element.getBoundingClientRect(), element.matches(".fl-city, .fl-area-label > span")]).filter(([, box]) => box.width);
  const found = [];
  boxes.forEach(([a, one, wordsA], at) => boxes.slice(at + 1).forEach(([b, two, wordsB]) => {
    if (!wordsA && !wordsB) return;
    if (one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1) found.push([a, b]);
  }));
  return found;
"""
MARKS = """
  const legend = document.querySelector(".fl-legend").getBoundingClientRect(), field = document.querySelector(".fl-map").getBoundingClientRect();
  return [...document.querySelectorAll(".fl-cluster, .fl-mark")].map((element) => {
    const box = element.getBoundingClientRect(), [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const seen = x > field.left && x < field.right && y > field.top && y < field.bottom;
    const under = x > legend.left && x < legend.right && y > legend.top && y < legend.bottom;
    return [element.getAttribute("aria-label"), seen, under, x, y];
  })
"""
NAMES = "return [...document.querySelectorAll('.fl-city-told')].map((name) => name.textContent)"
EXTENT = "const e = document.documentElement; return [e.scrollWidth, e.scrollHeight, innerWidth, innerHeight]"
SETTLED = "return document.querySelectorAll('.fl-city').length > 0"


def resized(page: OpenPage, size: tuple[int, int], *, dark: bool = False) -> None:
    """Give the page another window and wait until it has laid its words again."""
    set_screen(page.browser, size, dark=dark)
    page.wait(f"return innerWidth === {size[0]} && document.querySelector('.fl-map').clientWidth <= {size[0]}")
    page.run(LAID)


def squares_under_words(page: OpenPage) -> list[str]:
    """Return the names that lie over a settlement's square, which is seen by its colour under where the name's box is."""
    return list(
        page.run("""
      const canvases = [...document.querySelectorAll(".fl-squares")], copies = new Map(), found = [];
      const copyOf = (canvas) => {
        if (!copies.has(canvas)) {
          const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
          copy.getContext("2d", { willReadFrequently: true }).drawImage(canvas, 0, 0);
          copies.set(canvas, copy);
        }
        return copies.get(canvas);
      };
      for (const name of document.querySelectorAll(".fl-city, .fl-area-label:not(.fl-away) > span")) {
        const box = name.getBoundingClientRect();
        for (const canvas of canvases) {
          const home = canvas.getBoundingClientRect();
          const [wide, high] = [Math.ceil(box.width), Math.ceil(box.height)];
          if (!wide) continue;
          const paint = copyOf(canvas).getContext("2d");
          const data = paint.getImageData(box.left - home.left, box.top - home.top, wide, high).data;
          if (data.some((value, at) => at % 4 === 3 && value > 0)) found.push(name.textContent);
        }
      }
      return found""")
    )


def sound(page: OpenPage, *, dark: bool = False) -> None:
    """Check at a desk and in a hand that no word lies over another, over a mark or a square, and that nothing sticks out or fails."""
    for size in (DESK, HAND):
        resized(page, size, dark=dark)
        assert page.run(MET) == [], size
        assert squares_under_words(page) == [], size
        extent = page.run(EXTENT)
        assert extent[:2] == extent[2:], size
    assert page.errors() == []
    assert page.requests() == []
    assert "undefined" not in page.text()


def test_one_claim_without_a_front_line_is_marked_named_and_explained(open_page: Opener) -> None:
    page = open_page(REPORTS["one_claim"]())
    page.run(LAID)
    assert page.run(NAMES) == ["Pokrovsk"]
    assert "No front line is loaded" in page.text(".fl-legend")
    assert page.text(".fl-legend-verdicts") == "No data"
    assert page.text(".fl-legend-grains").startswith("the place lies within")
    assert page.run("return document.querySelectorAll('.fl-legend-grains li').length") == 1
    sound(page, dark=True)


def test_ten_thousand_claims_in_one_village_are_one_ring_that_says_how_many_it_lists(open_page: Opener) -> None:
    page = open_page(one_village())
    page.run(LAID)
    assert page.text(".fl-cluster") == "10k"
    assert page.run(NAMES) == ["Robotyne"]
    page.find(".fl-cluster").click()
    listed = page.run("return document.querySelectorAll('.fl-choice').length")
    assert 10 < listed < 1000
    assert f"{listed} of 10,000 claims" in page.text(".fl-card")


def test_claims_all_over_the_world_are_in_sight_at_first_and_none_is_under_the_legend(open_page: Opener) -> None:
    for size in (DESK, HAND):
        page = open_page(REPORTS["world"](), size=size)
        marks = page.run(MARKS)
        assert all(seen and not under for _, seen, under, *_ in marks), marks
        told = " ".join(label for label, *_ in marks)
        assert [name for name, *_ in CITIES if name not in told] == []
    sound(page)


def test_claims_on_both_sides_of_the_antimeridian_are_shown_beside_each_other(open_page: Opener) -> None:
    page = open_page(REPORTS["pacific"]())
    page.run(LAID)
    marks = {label.split(":")[0]: (x, y) for label, _, _, x, y in page.run(MARKS)}
    assert 300 < marks["Apia"][0] - marks["Suva"][0] < 1000
    assert page.run("return frontline.map.getZoom()") > 5
    page.find('.fl-mark[data-claim="a1~c1"]').click()
    assert "a ship passed Apia" in page.text(".fl-card")
    assert "188" not in page.run("return frontline.exportText('geojson')")
    sound(page)


def test_words_of_every_script_run_their_own_way_and_long_ones_stay_inside(open_page: Opener) -> None:
    page = open_page(draw_map(REPORTS["scripts"](), title="تقرير من الجبهة: مدن وأيام"))
    page.run(LAID)
    way = "return getComputedStyle(document.querySelector(arguments[0])).direction"
    assert page.run(way, '.fl-row[data-claim="a1~c0"] .fl-quote') == "rtl"
    assert page.run(way, '.fl-row[data-claim="a1~c2"] .fl-quote') == "ltr"
    names = page.run(NAMES)
    assert any(name.startswith(LONG_WORD[:20]) and name.endswith("…") for name in names)
    assert "مدينة الاختبار الكبرى +1 place" in names
    for claim in ("a1~c0", "a1~c3", "a1~c4"):
        page.run("frontline.store.set({ selected: frontline.indexOf(arguments[0]) })", claim)
        wide = page.run("const c = document.querySelector('.fl-card'); return [c.scrollWidth, c.clientWidth]")
        assert wide[0] <= wide[1]
    assert page.run(way, "h1") == "rtl"
    assert page.run(way, ".fl-card h2") == "ltr"
    page.run("frontline.store.set({ selected: 0 })")
    assert page.run(way, ".fl-card blockquote") == "rtl"
    assert page.run(MET) == []
    page.run("frontline.store.set({ selected: null })")
    sound(page, dark=True)


def test_claims_without_a_day_have_no_time_bar_and_say_so(open_page: Opener) -> None:
    page = open_page(REPORTS["no_days"]())
    assert not page.find(".fl-time").is_displayed()
    assert page.text(".fl-row").count("no date") == 1
    assert page.run("return frontline.day()") is None
    assert len(page.run(MARKS)) == 2
    sound(page)


def test_claims_without_a_place_are_listed_and_the_map_says_that_it_shows_none(open_page: Opener) -> None:
    page = open_page(REPORTS["unplaced"]())
    page.wait(SETTLED)
    assert page.text(".fl-count") == "5 claims"
    assert "None of the claims has a place" in page.text(".fl-legend")
    assert page.run(MARKS) == []
    assert "Kyiv" in page.text(".fl-map")
    sound(page)


def test_articles_that_contradict_each_other_are_both_on_the_card(open_page: Opener) -> None:
    page = open_page(REPORTS["contradicting"]())
    page.find(".fl-cluster").click()
    card = page.text(".fl-card")
    assert "Robotyne was taken by the brigade" in card
    assert "Robotyne was not taken by anyone" in card
    page.find(".fl-choice").click()
    pairs = page.text(".fl-pairs")
    assert "One says taken, the other not taken." in pairs
    assert "Robotyne was not taken by anyone" in pairs
    sound(page)


def test_settlements_that_changed_hands_between_two_days_are_counted_and_framed(open_page: Opener) -> None:
    report = REPORTS["compared_settlements"]()
    painted = """const shown = document.querySelector('.fl-squares'); let painted = 0;
      const canvas = Object.assign(document.createElement('canvas'), { width: shown.width, height: shown.height });
      canvas.getContext('2d', { willReadFrequently: true }).drawImage(shown, 0, 0);
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      for (let at = 3; at < data.length; at += 4) painted += data[at] > 0; return painted"""
    page = open_page(report, hash="#day=2024-09-10")
    alone = page.run(painted)
    page.run("frontline.store.set({ compare: frontline.store.state.day - 20 })")
    assert "5 settlements" in page.text(".fl-changed")
    # Five frames of 15 pixels a side, their lines smoothed over three.
    assert 5 * 60 < page.run(painted) - alone <= 5 * 4 * 15 * 3
    sound(page)


def test_the_legend_leaves_out_a_layer_of_settlements_that_the_note_says_is_not_compared(open_page: Opener) -> None:
    report = REPORTS["compared_settlements"]()
    areas = {DAY - timedelta(days=days): {"ru_held": box(37, 47, 38 + days / 100, 48)} for days in (60, 0)}
    drawn = line_of(areas, max_age_days=None)
    both = replace(report, frontlines=(drawn, *report.frontlines))
    page = open_page(both, hash=f"#day={DAY}&compare={DAY - timedelta(days=40)}")
    assert "Settlement Watch settlements: no data" in page.text(".fl-uncompared")
    assert "km²" in page.text(".fl-changed")
    assert "settlement" not in page.text(".fl-changed")
    page.run("frontline.store.set({ compare: frontline.store.state.day - 20 })")
    assert page.text(".fl-uncompared") == ""
    assert "5 settlements" in page.text(".fl-changed")
    sound(page)


def test_four_makers_are_told_by_the_strokes_the_map_draws_and_have_a_band_each(open_page: Opener) -> None:
    page = open_page(four_makers())
    page.run(LAID)
    for maker in MAKERS:
        assert maker in page.text(".fl-legend")
    strokes = """const style = (element) => { const { strokeDasharray, stroke, fillOpacity } = getComputedStyle(element); return [strokeDasharray, stroke]; };
      const map = [...document.querySelectorAll('.leaflet-fl-control-pane path.fl-outlined')].map(style);
      return [map, [...document.querySelectorAll('.fl-key-line line')].map(style)]"""
    drawn, explained = page.run(strokes)
    assert len(drawn) == 2
    assert drawn == explained
    assert len({tuple(row) for row in drawn}) == 2
    heights = page.run("return [...document.querySelectorAll('.fl-known')].map((band) => band.getAttribute('y'))")
    assert len(set(heights)) == 4
    assert not any(under for _, _, under, *_ in page.run(MARKS))
    tall = "return [...document.querySelectorAll('.fl-unbroken')].filter((word) => word.getBoundingClientRect().height > 30).length"
    assert page.run(tall) == 0, "a word that fits is broken"
    sound(page, dark=True)


def test_nine_makers_have_nine_bands_within_the_bar(open_page: Opener) -> None:
    page = open_page(four_makers([f"Maker {n}" for n in range(9)]))
    bands = page.run("""return [...document.querySelectorAll('.fl-known')].map((band) =>
      [band.getAttribute('y'), band.getBoundingClientRect().bottom, document.querySelector('.fl-tick').getBoundingClientRect().top])""")
    assert len({y for y, *_ in bands}) == 9
    assert all(bottom <= tick for _, bottom, tick in bands)


def test_the_legend_lists_the_sides_that_are_drawn_that_day_and_no_other(open_page: Opener) -> None:
    early = DAY - timedelta(days=5)
    line = line_of({early: {"ru_held": held(0), "grey": held(0.2)}, DAY: {"ru_held": held(0)}})
    page = open_page(Report(generator="test", frontlines=(line,)), hash=f"#day={early}")
    keys = "return [...document.querySelectorAll('.fl-key-row')].map((row) => row.textContent)"
    both = page.run(keys)
    page.run("frontline.setDay(arguments[0])", DAY.isoformat())
    assert len(both) == 2
    assert page.run(keys) == ["Russian-held"]


def named(page: OpenPage) -> dict[str, Any]:
    """Return the label beside each mark that has one: the mark's own name, and the label's."""
    return dict(
        page.run("""
      const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const marks = [...document.querySelectorAll(".fl-cluster, .fl-mark")].map((mark) => [mark.getAttribute("aria-label"), mark.getBoundingClientRect()]);
      const away = (one, two) => Math.hypot(Math.max(0, one.left - two.right, two.left - one.right), Math.max(0, one.top - two.bottom, two.top - one.bottom));
      return [...document.querySelectorAll(".fl-city-told")].map((name) => {
        const box = name.getBoundingClientRect();
        const near = marks.map(([label, mark]) => [away(box, mark), label]).sort((a, b) => a[0] - b[0])[0];
        return [name.textContent, near[1]];
      })""")
    )


def test_the_name_beside_a_ring_is_its_place_with_most_claims_and_how_many_more(open_page: Opener) -> None:
    towns = [point("Littletown", 37.5, 48.5), point("Bigtown", 37.53, 48.5), point("Midtown", 37.5, 48.52)]
    claims = [Told(f"claim {n} of a town", towns[0 if n == 0 else 1 if n < 6 else 2]) for n in range(8)]
    far = Told("a claim far away", point("Farm", 40.0, 50.0))
    page = open_page(Report(generator="towns", articles=(reading_of([*claims, far]),)))
    page.run(LAID)
    names = page.run(NAMES)
    assert sorted(names) == ["Bigtown +2 places", "Farm"]
    assert named(page)["Bigtown +2 places"].startswith("Bigtown, ")
    page.run("frontline.map.setView([48.5, 37.52], 12, { animate: false })")
    page.run(LAID)
    assert sorted(page.run(NAMES)) == ["Bigtown", "Littletown", "Midtown"]
    page.find("[data-language=uk]").click()
    page.run("frontline.map.setView([48.5, 37.52], 8, { animate: false })")
    page.run(LAID)
    assert sorted(page.run(NAMES)) == ["Bigtown +2 місця", "Farm"]


def test_every_name_of_a_crowd_stands_beside_its_own_ring(open_page: Opener) -> None:
    page = open_page(REPORTS["crowd"]())
    for zoom in (None, 7, 10):
        if zoom:
            page.run("frontline.map.setZoom(arguments[0], { animate: false })", zoom)
        page.run(LAID)
        told = named(page)
        assert told
        assert {name: label for name, label in told.items() if not label.startswith(name.split(" +")[0])} == {}
        assert page.run(MET) == []
    sound(page)


def test_words_are_laid_again_when_a_card_opens_and_when_it_closes(open_page: Opener) -> None:
    page = open_page(REPORTS["crowd"](), hash="#view=48.4,37.0,8.5")
    page.run(LAID)
    words = "return [...document.querySelectorAll('.fl-city')].map((name) => name.textContent).sort()"
    before = page.run(words)
    page.run("document.querySelector('.fl-row').click()")
    page.run(LAID)
    assert page.run(MET) == []
    page.run("frontline.map.setView([48.4, 37.0], 8.5, { animate: false })")
    page.run(LAID)
    assert page.run(MET) == []
    assert page.run(words) != before
    page.run("document.querySelector('.fl-card [aria-label=Close]').click()")
    page.run(LAID)
    assert page.run(words) == before
