"""A Jupyter server of our own and a Chromium that reaches nothing else, for tests and benchmarks of the notebook."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1500,1100 --enable-precise-memory-info"
).split()
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
PATIENCE = 60.0
TOKEN = "a-token-of-the-tests"  # noqa: S105  # of a server that lives for one test


def write_notebook(path: Path, cells: Sequence[str], shown: Sequence[Mapping[str, Any]] = ()) -> None:
    """Write a notebook of code cells that has not run yet, or that shows something as if it had run on another machine."""
    import nbformat

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    for cell, data in zip(made, shown, strict=False):
        cell.outputs = [nbformat.v4.new_output("execute_result", data=dict(data), execution_count=1)]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)


@contextmanager
def jupyter(program: str, home: Path) -> Iterator[str]:
    """Serve a folder with `lab` or `notebook`, no settings of the user's own read; gives the address."""
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
        process = subprocess.Popen(command, env=os.environ | folders | own, cwd=home, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: _answers(f"{address}/api?token={TOKEN}"), f"{program} at {address}")
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  # our own server
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def local_chromium(profile: Path) -> Iterator[Any]:
    """Start a headless Chromium for which only this machine has an address; None where there is none installed."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        yield None
        return
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, ONLY_HERE, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(PATIENCE)
    try:
        yield browser
    finally:
        browser.quit()


def wait_for(check: Callable[[], Any], what: str) -> Any:
    """Return what a check gives as soon as it is truthy."""
    until = time.monotonic() + PATIENCE
    while not (answer := check()):
        assert time.monotonic() < until, f"still not after {PATIENCE} s: {what}"
        time.sleep(0.05)
    return answer


class Notebook:
    """A notebook that is open in the browser, with the folder that its cells write to."""

    address: str
    """Of the server, where it was told."""
    program: str

    def __init__(self, browser: Any, home: Path) -> None:
        self.browser, self.home = browser, home

    @classmethod
    def opened(cls, browser: Any, program: str, address: str, home: Path, name: str = "map.ipynb") -> Notebook:
        """Open a notebook of the server's folder and wait for its kernel."""
        browser.get_log("performance")
        opened = cls(browser, home)
        opened.look_at(program, address, name)
        # Before the kernel is there, the command would ask which one to take.
        opened.wait("return document.querySelector('.jp-Toolbar-kernelName')?.textContent.startsWith('Python 3')")
        opened.wait("return document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]') !== null")
        return opened

    def look_at(self, program: str, address: str, name: str) -> None:
        """Open a notebook without waiting for its kernel."""
        path = "lab/tree" if program == "lab" else "notebooks"
        self.browser.get(f"{address}/{path}/{name}?token={TOKEN}")
        self.wait("return document.querySelector('.jp-Notebook .jp-CodeCell') !== null")

    def run_all(self) -> None:
        """Choose "Run All Cells" from the menu, as a person does."""
        for words in ("Run", "Run All Cells"):
            path = f"//*[contains(@class, 'lm-Menu') and contains(@class, '-item')][.//*[normalize-space(text())='{words}']]"
            wait_for(lambda path=path: self.browser.find_elements("xpath", path), words)[-1].click()

    def run(self, script: str, *values: Any) -> Any:
        """Return what a script gives in the browser."""
        return self.browser.execute_script(script, *values)

    def wait(self, script: str, *values: Any) -> Any:
        """Return what a script gives in the browser as soon as it is truthy."""
        return wait_for(lambda: self.run(script, *values), script)

    def told(self, name: str, wanted: Callable[[Any], bool]) -> Any:
        """Return what Python wrote to a file of this name, as soon as it is what is wanted."""
        path = self.home / f"{name}.json"

        def read() -> Any:
            try:
                value = json.loads(path.read_text())
            except (OSError, ValueError):
                return None
            return [value] if wanted(value) else None

        return wait_for(read, f"{name}: {path.read_text() if path.exists() else 'nothing'}")[0]
