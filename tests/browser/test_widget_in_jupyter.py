"""The widget in JupyterLab and Notebook 7, in a real Chromium that reaches nothing but the local server."""

from __future__ import annotations

import importlib.util
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import article_of

import geo
from tests.jupyter import ROOT, Notebook, jupyter, local_chromium, wait_for, write_notebook

MISSING = [
    name for name in ("jupyterlab", "notebook", "nbformat", "ipykernel") if importlib.util.find_spec(name) is None
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}"),
]

CELLS = (
    """import json, sys
from pathlib import Path
sys.path.insert(0, "TESTS")
from browser.conftest import article_of, moving_line
import geo
report = geo.Report(generator="a test", frontlines=(moving_line(),), articles=(article_of(),))
frame = report.to_frame("claims")
def tell(name, value):
    Path(name + ".json").write_text(json.dumps(value))""",
    """widget = report.widget("First", height=560)
widget.on_select(lambda ids: tell("selected", ids))
widget.on_window(lambda first, last: tell("window", [str(first), str(last)]))
widget.on_correct(lambda one: tell("corrected", [one.name, one.lon, one.lat, one.bar]))
widget.observe(lambda change: tell("visible", change.new), "visible_ids")
widget.observe(lambda change: tell("marked", [one.lon for one in widget.corrections.entries]), "_marked")
widget""",
    """other = report.widget("Second", height=420)
other.on_select(lambda ids: tell("other", ids))
other""",
    """widget""",
    """widget.select(frame.iloc[[1]])""",
    """report""",
)


@pytest.fixture(scope="module")
def chromium_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a headless Chromium for which only this machine has an address."""
    with local_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        if browser is None:
            pytest.skip("no chromium with chromedriver is installed here")
        yield browser


@pytest.fixture(scope="module", params=["lab", "notebook"])
def notebook(
    request: pytest.FixtureRequest, chromium_here: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Notebook]:
    """Give the notebook open and run in JupyterLab, then in Notebook 7."""
    home = tmp_path_factory.mktemp(request.param)
    write_notebook(home / "map.ipynb", [cell.replace("TESTS", str(ROOT / "tests")) for cell in CELLS])
    with jupyter(request.param, home) as address:
        opened = Notebook.opened(chromium_here, request.param, address, home)
        opened.address, opened.program = address, request.param
        opened.run_all()
        opened.wait("return document.querySelectorAll('.frontline[data-ready]').length === 3")
        opened.wait("return document.querySelectorAll('.jp-OutputArea-output iframe').length === 1")
        if kept := os.environ.get("FRONTLINE_SHOTS"):
            _shoot(opened, Path(kept), request.param)
        yield opened


def _shoot(opened: Notebook, folder: Path, name: str) -> None:
    """Keep pictures for a person to look at."""
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        opened.run(
            "window.jupyterapp && window.jupyterapp.commands.execute('apputils:change-theme', { theme: arguments[0] })",
            theme,
        )
        time.sleep(2)
        opened.run("document.querySelector('.frontline').scrollIntoView()")
        time.sleep(1)
        opened.browser.save_screenshot(str(folder / f"{name}-{theme.split()[1].lower()}.png"))


# A spot of the first map that nothing lies over, in pixels of the window.
BARE_SPOT = """const field = document.querySelector('.frontline .leaflet-container').getBoundingClientRect();
for (let x = field.left + 20; x < field.right - 20; x += 15) for (let y = field.top + 20; y < field.bottom - 20; y += 15) {
  const met = document.elementFromPoint(x, y);
  if (met?.closest('.frontline .leaflet-container') && !met.closest('.leaflet-control, button')) return [x, y];
}
return null;"""


def _row_is_highlighted(notebook: Notebook) -> None:
    opened = "return document.querySelectorAll('.frontline')[0].querySelector('.fl-card:not([hidden])')?.dataset.claim"
    assert notebook.wait(opened) == "a1~c1"
    assert notebook.run("return document.querySelectorAll('.frontline')[0].querySelectorAll('.fl-halo').length") == 1
    assert notebook.run("return document.querySelectorAll('.frontline')[1].querySelector('.fl-card').hidden") is True


def _click_reaches_python(notebook: Notebook) -> None:
    notebook.run("document.querySelectorAll('.frontline')[0].querySelector('[data-claim=\"a1~c3\"]').click()")
    assert notebook.told("selected", lambda ids: ids == ["a1~c3"])
    assert not (notebook.home / "other.json").exists()


def _window_reaches_python(notebook: Notebook) -> None:
    change = """const select = document.querySelectorAll('.frontline')[0].querySelector('.fl-time-keys select');
    select.value = '7'; select.dispatchEvent(new Event('change'));"""
    notebook.run(change)
    first, last = notebook.told("window", lambda days: days[0] != "None")
    assert (last, first) > ("2024-08", "2024-08")
    visible = notebook.told("visible", lambda ids: len(ids) < 6)
    assert set(visible) <= {f"a1~c{number}" for number in range(6)}
    notebook.run(change.replace("'7'", "'0'"))
    assert notebook.told("visible", lambda ids: len(ids) == 6)


def _point_becomes_a_correction(notebook: Notebook) -> None:
    # The first press of a mouse in a cell makes Jupyter scroll to it.
    notebook.browser.find_element("css selector", ".frontline .fl-count").click()
    time.sleep(0.5)
    notebook.run("document.querySelectorAll('.frontline')[0].querySelector('[data-claim=\"a1~c3\"]').click()")
    notebook.wait(
        "return document.querySelectorAll('.frontline')[0].querySelector('.fl-card [data-correct=point]') !== null"
    )
    notebook.run("document.querySelectorAll('.frontline')[0].querySelector('.fl-correct').open = true")
    notebook.run("document.querySelectorAll('.frontline')[0].querySelector('.fl-card [data-correct=point]').click()")
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    field = notebook.browser.find_element("css selector", ".frontline .leaflet-container")
    notebook.run("arguments[0].scrollIntoView({ block: 'center' })", field)
    x, y = notebook.wait(BARE_SPOT)
    builder = ActionBuilder(notebook.browser)
    builder.pointer_action.move_to_location(round(x), round(y)).click()
    builder.perform()
    _, lon, lat, barred = notebook.told("corrected", lambda _: True)
    assert not barred
    assert 20 < lon < 50
    assert 40 < lat < 60
    # It stands below both views of the widget, and can be taken back from either.
    assert notebook.wait("return document.querySelectorAll('.fl-marked:not([hidden]) button').length === 2")
    assert notebook.told("marked", len) == [lon]
    notebook.run("document.querySelectorAll('.fl-marked button')[1].click()")
    assert notebook.told("marked", lambda left: left == []) == []
    assert notebook.wait("return document.querySelectorAll('.fl-marked:not([hidden])').length === 0")


VIEWS = """return [...document.querySelectorAll('.frontline')].map((root) => [
  root.querySelector('.fl-handle').dataset.day, root.querySelector('.fl-count').textContent,
  root.querySelector('.fl-search').value])"""


def _two_views_are_in_step_and_the_other_widget_is_left_alone(notebook: Notebook) -> None:
    before = notebook.run(VIEWS)[1]
    notebook.run("""const root = document.querySelectorAll('.frontline')[2], field = root.querySelector('.fl-search');
    root.querySelector('.fl-handle').dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    field.value = 'toretsk'; field.dispatchEvent(new Event('input'));""")
    first, other, second = wait_for(
        lambda: (views := notebook.run(VIEWS))[0] == views[2] and views[0][2] == "toretsk" and views, "views in step"
    )
    assert first == second
    assert other == before
    assert first[0] == "2024-08-06"
    assert notebook.told("visible", lambda ids: len(ids) == 2) == ["a1~c1", "a1~c2"]
    ids = notebook.run("return [...document.querySelectorAll('.leaflet-container')].map((map) => map.id)")
    assert len(set(ids)) == 3
    assert "#" not in notebook.run("return location.href")


def test_what_is_chosen_in_python_and_on_the_page_is_one(notebook: Notebook) -> None:
    # One after the other: what the page shows is kept from test to test.
    _row_is_highlighted(notebook)
    _click_reaches_python(notebook)
    _window_reaches_python(notebook)
    _point_becomes_a_correction(notebook)
    _two_views_are_in_step_and_the_other_widget_is_left_alone(notebook)


def test_the_report_shows_its_page_in_a_frame_with_a_table_beside_it(notebook: Notebook) -> None:
    frame = notebook.browser.find_element("css selector", ".jp-OutputArea-output iframe")
    notebook.run("arguments[0].scrollIntoView()", frame)
    notebook.browser.switch_to.frame(frame)
    try:
        notebook.wait("return document.body.dataset.ready || null")
    finally:
        notebook.browser.switch_to.default_content()
    assert "Pokrovsk has not fallen" in notebook.run(
        "return document.querySelector('.jp-OutputArea-output details:not([open]) table').textContent"
    )


def test_nothing_was_asked_of_the_web_for_the_widget(notebook: Notebook) -> None:
    events = [json.loads(entry["message"])["message"] for entry in notebook.browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    here = ("http://127.0.0.1:", "data:", "blob:", "about:", "ws://127.0.0.1:")
    assert asked
    # Jupyter itself may ask for its own news; nothing else may.
    assert [url for url in asked if not url.startswith(here)] == []


def test_a_notebook_that_is_not_trusted_shows_the_claims_as_a_table(notebook: Notebook) -> None:
    report = geo.Report(generator="a test", articles=(article_of(),))
    bundles = [report._repr_mimebundle_(), report.widget()._repr_mimebundle_()[0]]
    write_notebook(notebook.home / "kept.ipynb", ["report", "widget"], bundles)
    # In a tab of its own: the other tests look at the notebook that runs.
    running = notebook.browser.current_window_handle
    notebook.browser.switch_to.new_window("tab")
    try:
        notebook.look_at(notebook.program, notebook.address, "kept.ipynb")
        _claims_stand_open(notebook)
    finally:
        notebook.browser.close()
        notebook.browser.switch_to.window(running)


def _claims_stand_open(notebook: Notebook) -> None:
    # innerText leaves out what is folded up.
    table = "return [...document.querySelectorAll('.jp-OutputArea-output table')].map((table) => table.innerText)"
    shown = wait_for(lambda: len(found := notebook.run(table)) == 2 and found, "both tables")
    assert all("the army stands in Toretsk" in text for text in shown)
    assert notebook.run("return document.querySelectorAll('.jp-OutputArea-output iframe').length") == 0
    assert "trusted" in notebook.run("return document.querySelector('.jp-OutputArea-output details').innerText")
