"""The widget in JupyterLab and Notebook 7, in a real Chromium that reaches nothing but the local server."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1500,1100"
).split()
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
PATIENCE = 60.0
TOKEN = "a-token-of-the-tests"  # noqa: S105  # of a server that lives for one test
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
widget""",
    """other = report.widget("Second", height=420)
other.on_select(lambda ids: tell("other", ids))
other""",
    """widget.select(frame.iloc[[1]])""",
    """report""",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], tuple[str, Path]]]:
    """Give a function that starts `jupyter lab` or `jupyter notebook` in a fresh folder and returns its address and folder."""
    running: list[subprocess.Popen[bytes]] = []

    def start(program: str) -> tuple[str, Path]:
        import nbformat

        home = tmp_path_factory.mktemp(program)
        cells = [nbformat.v4.new_code_cell(cell.replace("TESTS", str(ROOT / "tests"))) for cell in CELLS]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), home / "map.ipynb")
        settings = home / "settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "RUNTIME", "DATA")}
        own = {
            "PYTHONPATH": str(ROOT),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
            "IPYTHONDIR": str(home / "ipython"),
        }
        app = "LabApp" if program == "lab" else "JupyterNotebookApp"
        command = [
            *(sys.executable, "-m", "jupyterlab" if program == "lab" else "notebook"),
            *("--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--expose-app-in-browser"),
            *(f"--ServerApp.root_dir={home}", f"--IdentityProvider.token={TOKEN}", f"--{app}.news_url=None"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]
        with (home / "log").open("wb") as log:
            environment = os.environ | folders | own
            running.append(subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log))
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE
        while not _answers(f"{address}/api?token={TOKEN}"):
            assert time.monotonic() < until, (home / "log").read_text()
            time.sleep(0.1)
        return address, home

    yield start
    for process in running:
        process.terminate()
        process.wait(PATIENCE)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  # our own server
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def local_chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a headless Chromium for which only this machine has an address."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no chromium with chromedriver is installed here")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, ONLY_HERE, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    yield browser
    browser.quit()


def _wait(check: Callable[[], Any], what: str) -> Any:
    until = time.monotonic() + PATIENCE
    while not (answer := check()):
        assert time.monotonic() < until, f"still not after {PATIENCE} s: {what}"
        time.sleep(0.1)
    return answer


class _Notebook:
    """A notebook that is open and has run, with the folder that its cells write to."""

    def __init__(self, browser: Any, home: Path) -> None:
        self.browser, self.home = browser, home

    def run(self, script: str, *values: Any) -> Any:
        return self.browser.execute_script(script, *values)

    def wait(self, script: str, *values: Any) -> Any:
        return _wait(lambda: self.run(script, *values), script)

    def told(self, name: str, wanted: Callable[[Any], bool]) -> Any:
        """Return what Python was told, as soon as it is what is wanted."""
        path = self.home / f"{name}.json"

        def read() -> Any:
            try:
                value = json.loads(path.read_text())
            except (OSError, ValueError):
                return None
            return [value] if wanted(value) else None

        return _wait(read, f"{name}: {path.read_text() if path.exists() else 'nothing'}")[0]


@pytest.fixture(scope="module", params=["lab", "notebook"])
def notebook(request: pytest.FixtureRequest, local_chromium: Any, server: Any) -> _Notebook:
    """Give the notebook open and run in JupyterLab, then in Notebook 7."""
    address, home = server(request.param)
    path = "lab/tree" if request.param == "lab" else "notebooks"
    local_chromium.get_log("performance")
    local_chromium.get(f"{address}/{path}/map.ipynb?token={TOKEN}")
    opened = _Notebook(local_chromium, home)
    opened.wait("return document.querySelector('.jp-Notebook .jp-CodeCell') !== null")
    # Before the kernel is there, the command would ask which one to take.
    opened.wait("return document.querySelector('.jp-Toolbar-kernelName')?.textContent.startsWith('Python 3')")
    opened.wait("return document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]') !== null")
    _run_all(opened)
    opened.wait("return document.querySelectorAll('.frontline[data-ready]').length === 2")
    opened.wait("return document.querySelectorAll('.jp-OutputArea-output iframe').length === 1")
    if kept := os.environ.get("FRONTLINE_SHOTS"):
        _shoot(opened, Path(kept), request.param)
    return opened


def _run_all(opened: _Notebook) -> None:
    """Choose "Run All Cells" from the menu, as a person does."""
    for words in ("Run", "Run All Cells"):
        path = (
            f"//*[contains(@class, 'lm-Menu') and contains(@class, '-item')][.//*[normalize-space(text())='{words}']]"
        )
        _wait(lambda path=path: opened.browser.find_elements("xpath", path), words)[-1].click()


def _shoot(opened: _Notebook, folder: Path, name: str) -> None:
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


def _row_is_highlighted(notebook: _Notebook) -> None:
    opened = "return document.querySelectorAll('.frontline')[0].querySelector('.fl-card:not([hidden])')?.dataset.claim"
    assert notebook.wait(opened) == "a1~c1"
    assert notebook.run("return document.querySelectorAll('.frontline')[0].querySelectorAll('.fl-halo').length") == 1
    assert notebook.run("return document.querySelectorAll('.frontline')[1].querySelector('.fl-card').hidden") is True


def _click_reaches_python(notebook: _Notebook) -> None:
    notebook.run("document.querySelectorAll('.frontline')[0].querySelector('[data-claim=\"a1~c3\"]').click()")
    assert notebook.told("selected", lambda ids: ids == ["a1~c3"])
    assert not (notebook.home / "other.json").exists()


def _window_reaches_python(notebook: _Notebook) -> None:
    change = """const select = document.querySelectorAll('.frontline')[0].querySelector('.fl-time-keys select');
    select.value = '7'; select.dispatchEvent(new Event('change'));"""
    notebook.run(change)
    first, last = notebook.told("window", lambda days: days[0] != "None")
    assert (last, first) > ("2024-08", "2024-08")
    visible = notebook.told("visible", lambda ids: len(ids) < 6)
    assert set(visible) <= {f"a1~c{number}" for number in range(6)}
    notebook.run(change.replace("'7'", "'0'"))
    assert notebook.told("visible", lambda ids: len(ids) == 6)


def _point_becomes_a_correction(notebook: _Notebook) -> None:
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


def test_what_is_chosen_in_python_and_on_the_page_is_one(notebook: _Notebook) -> None:
    # One after the other: what the page shows is kept from test to test.
    _row_is_highlighted(notebook)
    _click_reaches_python(notebook)
    _window_reaches_python(notebook)
    _point_becomes_a_correction(notebook)


def test_the_report_shows_its_page_in_a_frame_with_a_table_beside_it(notebook: _Notebook) -> None:
    frame = notebook.browser.find_element("css selector", ".jp-OutputArea-output iframe")
    notebook.run("arguments[0].scrollIntoView()", frame)
    notebook.browser.switch_to.frame(frame)
    try:
        notebook.wait("return document.body.dataset.ready || null")
    finally:
        notebook.browser.switch_to.default_content()
    assert "Pokrovsk has not fallen" in notebook.run(
        "return document.querySelector('.jp-OutputArea-output details table').textContent"
    )


def test_nothing_was_asked_of_the_web_for_the_widget(notebook: _Notebook) -> None:
    events = [json.loads(entry["message"])["message"] for entry in notebook.browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    here = ("http://127.0.0.1:", "data:", "blob:", "about:", "ws://127.0.0.1:")
    assert asked
    # Jupyter itself may ask for its own news; nothing else may.
    assert [url for url in asked if not url.startswith(here)] == []
