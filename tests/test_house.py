"""The plan of the house: who may import whom, what stays light, and what no room does."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import geo
from geo import errors

HOUSE = Path(geo.__file__).parent
FLOORS = [
    {"errors"},
    {"records"},
    {"sentences", "publishable"},
    {"names", "language", "dates", "quantities", "measure", "catalog"},
    {"boundaries", "downloads", "partition"},
    {"control"},
    {"article", "gazetteer", "mentions", "places", "claims", "frontline", "checks", "pairs", "frames"},
    {"review"},
    {"page", "exports", "plots", "extractor"},
    {"pipeline", "locating"},
    {"widget", "corpus", "by_hand"},
    {"report"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
FILES = sorted(HOUSE.rglob("*.py"))
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.GeoError)}
# Start-up may cost this many times an empty Python (measured: 5 to 8); geopandas alone costs 40 times.
LIGHT = 15


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def room_of(path: Path) -> str:
    """Return the room a file belongs to: its folder below `geo`, or its own name."""
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and room of every import from `geo`, those inside functions and type checks included."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (
                (node.lineno, ([*alias.name.split("."), "__init__"])[1])
                for alias in node.names
                if alias.name.split(".")[0] == "geo"
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield from ((node.lineno, room) for room in _rooms_from(node))


def _rooms_from(node: ast.ImportFrom) -> list[str]:
    parts = (node.module or "").split(".")
    if parts[0] != "geo":
        return []
    if len(parts) > 1:
        return [parts[1]]
    # The version is the package's own name, known before any room is entered.
    return [alias.name if alias.name in FLOOR_OF else "__init__" for alias in node.names if alias.name != "__version__"]


def test_every_room_has_its_floor() -> None:
    assert {room_of(path) for path in FILES} <= set(FLOOR_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_file_imports_from_lower_floors_only(path: Path) -> None:
    room = room_of(path)
    up = [
        f"{path.relative_to(HOUSE)}:{line} imports {other}"
        for line, other in rooms_imported(path)
        if other != room and FLOOR_OF[other] >= FLOOR_OF[room] and room != "__init__"
    ]
    assert not up


def test_the_walk_sees_an_import_hidden_in_a_function(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.py"
    hidden.write_text("def f():\n    from geo.page import draw_map\n    import geo.cli\n    from geo import records\n")
    assert list(rooms_imported(hidden)) == [(2, "page"), (3, "cli"), (4, "records")]


def test_files_within_a_room_do_not_import_in_a_circle() -> None:
    graph = {path: set(_siblings(path)) for path in FILES}
    while leaves := [path for path, needs in graph.items() if not needs & graph.keys()]:
        for path in leaves:
            del graph[path]
    assert not graph, f"these import each other: {sorted(map(str, graph))}"


def _siblings(path: Path) -> Iterator[Path]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"geo.{room_of(path)}"):
            inside = HOUSE.joinpath(*(node.module or "").split(".")[1:])
            yield from (
                found
                for found in [inside.with_suffix(".py"), *(inside / f"{alias.name}.py" for alias in node.names)]
                if found.is_file() and found != path
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_room_prints_or_catches_everything(path: Path) -> None:
    caught = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    printed = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not caught
    assert not printed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_public_function_documents_the_errors_it_raises(path: Path) -> None:
    silent = [
        f"{path.relative_to(HOUSE)}:{node.lineno} {node.name} raises {name} and does not say so"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and room_of(path) != "cli"
        for name in _raised(node)
        if name not in (ast.get_docstring(node) or "")
    ]
    assert not silent


def _raised(function: ast.FunctionDef) -> set[str]:
    thrown = (node.exc for node in ast.walk(function) if isinstance(node, ast.Raise))
    return {
        call.func.id
        for call in thrown
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ERRORS
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_every_public_name_has_a_docstring(path: Path) -> None:
    tree = tree_of(path)
    named = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert ast.get_docstring(tree)
    assert [node.name for node in named if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("name", geo.__all__)
def test_a_public_name_is_told_in_one_short_line_and_its_parameters_below(name: str) -> None:
    told = inspect.getdoc(getattr(geo, name)) or ""
    assert 0 < len(told.partition("\n")[0]) < 80
    if inspect.isfunction(getattr(geo, name)) and inspect.signature(getattr(geo, name)).parameters:
        assert "\nParameters\n----------\n" in told


def test_public_names_are_sorted_and_all_there() -> None:
    assert geo.__all__ == sorted(geo.__all__)
    assert {name for name in geo.__all__ if getattr(geo, name, None) is None} == set()
    assert set(geo.__all__) <= set(dir(geo))


def test_the_package_names_every_error_and_warning() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds <= set(geo.__all__)


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = geo.nonsense


def seconds_of(*command: str) -> float:
    """Return the processor seconds of a Python command, the best of three."""
    code = (
        "import os, subprocess, sys, time\n"
        "def once():\n"
        "    before = os.times()\n"
        "    subprocess.run([sys.executable, *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)\n"
        "    after = os.times()\n"
        "    return after.children_user + after.children_system - before.children_user - before.children_system\n"
        "print(min(once() for _ in range(3)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True)
    return float(told.stdout)


@pytest.mark.parametrize("command", [("-c", "import geo"), ("-m", "geo", "--help")], ids=["import", "help"])
def test_starting_stays_light(command: tuple[str, ...]) -> None:
    assert seconds_of(*command) < LIGHT * max(seconds_of("-c", "pass"), 0.015)


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import geo, geo.cli, sys; print(sorted({'geopandas', 'folium', 'pandas', 'shapely', 'numpy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


def test_every_example_of_a_docstring_is_true() -> None:
    with_examples = [path for path in FILES if ">>> " in path.read_text("utf-8")]
    names = [path.relative_to(HOUSE.parent).with_suffix("").as_posix().replace("/", ".") for path in with_examples]
    tried = {name: doctest.testmod(import_module(name.removesuffix(".__init__"))) for name in names}
    assert len(tried) > 20
    assert {name: told.failed for name, told in tried.items() if told.failed} == {}
