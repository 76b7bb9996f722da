"""The wheel: built, installed in an empty environment outside the checkout, and put to the main job there."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=folder, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel of this checkout: the one FRONTLINE_WHEEL names, or one built here without the network."""
    if built := os.environ.get("FRONTLINE_WHEEL"):
        return Path(built)
    if not importlib.util.find_spec("hatchling"):
        pytest.skip("hatchling is not installed, and a test may not download it")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the programs of a new environment that holds the wheel, and borrows its dependencies from this one."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    there = {"base": str(home), "platbase": str(home)}
    programs, packages = (Path(sysconfig.get_path(name, "venv", there)) for name in ("scripts", "purelib"))
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        wheel,
        folder=home,
    )
    # A path file inside a borrowed folder is not followed, so the checkout's own editable link stays out.
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return programs


def test_the_wheel_carries_every_file_that_ships(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    data = {
        f"geo/_data/{path.relative_to(ROOT / 'data').as_posix()}"
        for path in (ROOT / "data").rglob("*")
        if path.is_file()
    }
    code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "geo").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert data | code <= inside


def test_the_installed_package_is_not_the_checkout(bin_folder: Path, tmp_path: Path) -> None:
    told = run(
        bin_folder / "python",
        "-c",
        "import geo, geo.catalog as c; print(geo.__file__); print(c.data_folder())",
        folder=tmp_path,
    )
    package, data = map(Path, told.stdout.split("\n")[:2])
    assert package.is_relative_to(bin_folder.parent)
    assert data == package.parent / "_data"


def test_the_installed_command_draws_the_sample_in_another_folder(bin_folder: Path, tmp_path: Path) -> None:
    told = run(bin_folder / "frontline", "map", folder=tmp_path)
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "claims: " in told.stderr.splitlines()[-1]
    assert page.startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_the_installed_command_knows_its_version(bin_folder: Path, tmp_path: Path) -> None:
    assert run(bin_folder / "frontline", "--version", folder=tmp_path).stdout == f"frontline-mapper {geo.__version__}\n"
