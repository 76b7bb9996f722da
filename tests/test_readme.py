"""The README holds: its commands run, its Python runs, what it lists is there."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

import geo
from geo import cli
from geo.catalog import SIDECAR, data_folder, read_sidecar

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DRAWN = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"side": "RU"}, "geometry":
{"type": "Polygon", "coordinates": [[[37, 47.5], [39, 47.5], [39, 48.6], [37, 48.6], [37, 47.5]]]}}]}"""


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("frontline ")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the article and the front line that the README describes, and stand in it."""
    (tmp_path / "article.txt").write_text(blocks("text")[0], "utf-8")
    (tmp_path / "lines").mkdir()
    (tmp_path / "lines" / "frontline.json").write_text(blocks("json")[0], "utf-8")
    (tmp_path / "lines" / "2024-09-08.geojson").write_text(DRAWN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(shlex.split(command)[1:]) == 0, capsys.readouterr().err
    told = capsys.readouterr()
    assert told.out or [*desk.glob("*.html"), *desk.glob("*.gpkg")]
    assert "warning" not in told.err


def test_the_python_of_the_readme_runs(desk: Path) -> None:
    (desk / "readme.py").write_text("\n".join(blocks("python")), "utf-8")
    runpy.run_path("readme.py")
    assert {"kursk.html", "claims.geojson"} <= {path.name for path in desk.iterdir()}


def test_the_python_of_the_readme_says_what_its_comments_say() -> None:
    assert geo.locate("Sudzha")[0].admin1 == "Kursk Oblast"
    assert "'Kursk Oblast'" in blocks("python")[0]


def test_the_readme_shows_every_command() -> None:
    used = {shlex.split(command)[1] for command in COMMANDS}
    assert used == {"map", "report", "check", "locate", "geoparse", "lines", "gazetteer"}


def test_the_two_commands_stand_in_lines_of_their_own() -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert lines[0] == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/frontline map"
    assert lines[1] == ".venv/bin/python -m pytest -q"


def test_the_readme_names_every_shipped_file_with_its_licence() -> None:
    sidecars = list(data_folder().rglob(f"*{SIDECAR}"))
    assert sidecars
    for sidecar in sidecars:
        path = sidecar.with_name(sidecar.name.removesuffix(SIDECAR))
        name, licence = path.relative_to(data_folder()).as_posix(), read_sidecar(path).licence
        named = (f"`{name}`", f"`{name.split('/')[0]}/`")
        row = next((line for line in README.splitlines() if any(one in line for one in named)), f"no row for {name}")
        assert licence in row


def test_the_readme_names_every_verdict() -> None:
    from geo.records import VERDICTS

    for verdict in VERDICTS:
        assert f"| {verdict.replace('_', ' ')} |" in README


def test_the_readme_tells_the_version() -> None:
    assert f"frontline-mapper {geo.__version__}" in README


def test_links_inside_the_repository_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []
