"""The example notebooks run from top to bottom without a network, and carry no outputs of their own."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.jupyter import write_notebook

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "maps").glob("*.ipynb"))
MISSING = [
    name for name in ("nbclient", "ipykernel", "matplotlib", "nbconvert") if importlib.util.find_spec(name) is None
]
EXECUTE = """import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=120, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(notebook, sys.argv[3])
"""


def executed(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a notebook in a folder, without the user's own settings and without a web, into `done.ipynb` there."""
    folders = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    # A proxy that is nobody makes every look at the web fail.
    nobody = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    own = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / "ipython")}
    return subprocess.run(
        [sys.executable, "-c", EXECUTE, str(path), str(folder), str(folder / "done.ipynb")],
        env=os.environ | folders | nobody | own,
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_are_three_of_them() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_example_notebook_is_small_and_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert path.stat().st_size < 1_000_000
    assert not any(cell.get("outputs") for cell in cells)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_example_notebook_runs(path: Path, tmp_path: Path) -> None:
    run = executed(path, tmp_path)
    assert run.returncode == 0, run.stderr[-2000:]
    done = tmp_path / "done.ipynb"
    shown = json.loads(done.read_text("utf-8"))["cells"]
    kinds = {kind for cell in shown for output in cell.get("outputs", ()) for kind in output.get("data", ())}
    assert "application/vnd.jupyter.widget-view+json" in kinds
    # Warnings and tracebacks on a reader's screen are no example.
    outputs = [output for cell in shown for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.get("name") == "stderr" or output["output_type"] == "error"]
    assert done.stat().st_size < 3_000_000
    assert converted(done).count("srcdoc=") == sum(cell["source"][-1] == "report" for cell in shown if cell["source"])


def converted(path: Path) -> str:
    """Return a notebook as `nbconvert --to html` writes it."""
    from nbconvert import HTMLExporter

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(HTMLExporter().from_filename(str(path))[0])


@pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")
def test_a_notebook_that_fails_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    write_notebook(path, ["1 + 1", "1 / 0"])
    run = executed(path, tmp_path)
    assert run.returncode != 0
    assert "ZeroDivisionError" in run.stderr
