"""The page on paper: title, day, map, legend, a table of what the filters leave, credits; and everything as it was afterwards."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Opener, OpenPage, set_screen
from foreign import rich_report

from geo.page.document import page_style, widget_script
from geo.page.payload import as_json_script, make_payload
from geo.records import Report

pytestmark = pytest.mark.browser

SHOWN = """return arguments[0].filter((selector) =>
  [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden'))"""
CONTROLS = [
    ".fl-header-keys",
    ".fl-panel",
    ".fl-time",
    ".fl-card",
    ".leaflet-control-zoom",
    ".fl-legend input",
    ".fl-credit",
]
PARTS = ["h1", ".fl-day", ".leaflet-container", ".fl-legend", ".fl-print table", ".leaflet-control-scale"]
ROWS = "return [...document.querySelectorAll('.fl-print tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
PAPER = {"portrait": (8.27, 11.69), "landscape": (11.69, 8.27)}


def before_printing(page: OpenPage) -> None:
    page.run("window.dispatchEvent(new Event('beforeprint'))")


def test_a_sheet_shows_title_day_map_legend_and_claims_and_no_control(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1&theme=dark", dark=True)
    before_printing(page)
    assert page.run(SHOWN, [*PARTS, *CONTROLS]) == PARTS
    assert (
        page.run("return getComputedStyle(document.querySelector('#frontline')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.run("return document.querySelector('#frontline').dataset.theme") == "light"


def test_the_printed_table_holds_what_the_filters_leave_and_says_which(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#lang=uk&verdicts=no_data.supported&window=30&day=2024-09-15")
    before_printing(page)
    rows = page.run(ROWS)
    assert [row[0].strip() for row in rows] == ["Підтверджено", "Немає даних"]
    assert rows[0][1].startswith("Pokrovsk has not fallen")
    assert rows[0][2:] == ["A. Writer → the staff", "A week 15 вер. 2024 р.", "Pokrovsk", "10 вер. 2024 р."]
    assert page.run("return document.querySelectorAll('.fl-print-verdict svg').length") == 2
    told = page.text(".fl-print")
    assert "2 з 6 тверджень" in told
    assert "за 30 днів до 15 вер. 2024 р." in told
    assert "drawn by hand. Ліцензія: CC0-1.0." in told
    assert "GeoNames (CC BY 4.0)" in told


def test_no_printed_day_is_cut(open_page: Opener) -> None:
    page = open_page(rich_report(), hash="#lang=uk")
    before_printing(page)
    cut = "return [...document.querySelectorAll('.fl-print-day, .fl-day')].filter((one) => one.scrollWidth > one.clientWidth + 1 && one.tagName !== 'SPAN').length"
    assert page.run(cut) == 0


def test_after_printing_everything_is_as_it_was(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#view=48.3,37.4,8&theme=dark")
    state = """const { map } = frontline; const root = document.querySelector('#frontline');
      return [map.getCenter().lat.toFixed(4), map.getCenter().lng.toFixed(4), map.getZoom(), map.getSize().x, root.dataset.theme, root.className, document.querySelector('.fl-legend').open]"""
    before = page.run(state)
    before_printing(page)
    assert page.run(state)[3:] != before[3:]
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert page.run(state) == before
    assert page.run("return document.querySelector('.fl-print')") is None


def test_the_printed_map_shows_the_ground_that_the_screen_showed(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#view=48.3,37.4,8")
    box = "const box = frontline.map.getBounds(); return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]"
    west, south, east, north = page.run(box)
    before_printing(page)
    wide, high = page.run("return [document.querySelector('.fl-map').clientWidth, frontline.map.getSize().x]")
    assert wide == high
    left, bottom, right, top = page.run(box)
    assert left <= west + 0.01
    assert right >= east - 0.01
    assert bottom <= south + 0.01
    assert top >= north - 0.01
    assert right - left < 1.6 * (east - west)


@pytest.mark.parametrize("paper", PAPER)
def test_the_browser_prints_it_on_a4(open_page: Opener, chromium: Any, paper: str) -> None:
    page = open_page(rich_report(), hash="#lang=uk")
    wide, high = PAPER[paper]
    asked = {"paperWidth": wide, "paperHeight": high, "printBackground": False}
    data = base64.b64decode(chromium.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    assert data.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type ?/Page\b", data)) <= 2
    assert page.errors() == []
    assert page.run("return document.querySelector('.fl-print')") is None


@pytest.fixture
def notebook(chromium: Any, tmp_path: Path, week: Report) -> OpenPage:
    """Give a page with words of a notebook around the widget, which is told its report by a model of a few lines."""
    script = widget_script().replace("</script", "<\\/script")
    held = as_json_script(make_payload(week))
    path = tmp_path / "notebook.html"
    path.write_text(
        f"""<!DOCTYPE html><meta charset="utf-8"><style>{page_style()}</style><p>Cell of the notebook</p><div id="cell"></div>
<script type="application/json" id="held">{held}</script>
<script type="module">{script.replace("export default { render };", "")}
const packed = new Blob([document.getElementById("held").textContent]).stream().pipeThrough(new CompressionStream("deflate-raw"));
const payload = new DataView(await new Response(packed).arrayBuffer());
const values = {{ height: 600, payload, day: "", compare_day: "", window: 0, filters: {{}}, selected_ids: [], view: [], _marked: [], _refused: "" }};
const model = {{ get: (name) => values[name], set: (name, value) => (values[name] = value), on() {{}}, off() {{}}, save_changes() {{}}, send() {{}} }};
await render({{ model, el: document.getElementById("cell") }});
document.body.dataset.ready = 1;
</script>""",
        encoding="utf-8",
    )
    set_screen(chromium, (1200, 900), dark=False)
    chromium.get(path.as_uri())
    page = OpenPage(chromium, path.as_uri())
    page.wait("return document.body.dataset.ready")
    return page


def test_a_widget_prints_itself_and_not_the_notebook(notebook: OpenPage) -> None:
    notebook.run("window.print = () => { throw new Error('the whole notebook'); }")
    notebook.find(".fl-menu summary").click()
    # In one go: the frame goes when the browser says that it has printed it.
    told, rows, areas = notebook.run("""
      document.querySelector('[data-item=print]').click();
      const sheet = document.querySelector('.fl-print-frame').contentDocument;
      return [sheet.body.textContent, sheet.querySelectorAll('.fl-print tbody tr').length, sheet.querySelectorAll('path.fl-control').length]""")
    assert rows == 6
    assert areas > 0
    assert "Pokrovsk has not fallen" in told
    assert "Cell of the notebook" not in told
    notebook.run("document.querySelector('[data-item=print]').click()")
    assert notebook.run("return document.querySelectorAll('.fl-print-frame').length") <= 1
    assert notebook.errors() == []


def test_a_widget_leaves_the_language_and_the_title_of_the_notebook_alone(notebook: OpenPage) -> None:
    notebook.find("[data-language=uk]").click()
    assert notebook.wait("return document.querySelector('.frontline').lang === 'uk'")
    assert notebook.run("return [document.documentElement.lang, document.title]") == ["", ""]
