"""Everything in ../shared: no hostile file and no dataset ends in a traceback, opens a connection, or takes long."""

from __future__ import annotations

import csv
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import geo

DAY = date(2024, 1, 1)
LIMIT_S = 5.0
FOLDER_LIMIT_S = 30.0
"""A folder holds up to 769 files, each of which must be read in the limit of a file."""
ELSEWHERE = {
    "cache_sqlite_corrupt.db": "test_article_hostile.py::test_the_hostile_cache_is_set_aside_and_begun_anew",
    "index_truncated.bin": "test_article_hostile.py::test_a_truncated_index_is_said_and_built_anew",
}
"""Files that are no input but a cache of ours; where they are put in their place and opened."""
DAILY = "deepstatemap_data_"


class Connected(BaseException):
    """A connection was asked for; no handler of ours may catch this."""


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nothing connect or look up a host, and nothing be read from the cache of an earlier test."""

    def refuse(*_args: object, **_options: object) -> None:
        raise Connected

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))


@contextmanager
def in_time(path: Path, limit_s: float = LIMIT_S) -> Iterator[None]:
    """Demand that what is done with a path takes no longer than the limit."""
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    assert seconds < limit_s, f"{path} took {seconds:.1f} s"


def read_ground(path: Path) -> object:
    return geo.read_frontline(path, side="RU", day=DAY)


def outcome(read: Callable[[Path], object], path: Path, error: type[geo.GeoError]) -> str:
    """Return "result", or the message of the one kind of error that is allowed; its line must name the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.GeoWarning)
        try:
            assert read(path) is not None
        except error as refused:
            message = str(refused)
            assert len(message.splitlines()) == 1, path
            assert path.name in message, path
            return message
    return "result"


def read_hostile(path: Path) -> str:
    """Return the outcome of a hostile file in the room that reads it."""
    if path.name.startswith("art_"):
        return outcome(geo.read_articles, path, geo.ArticleError)
    return outcome(read_ground, path, geo.FrontLineError)


def test_each_hostile_file_is_read_or_refused_as_its_manifest_says(shared: Path) -> None:
    with (shared / "hostile" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert len(rows) == 157
    for name in rows.keys() - ELSEWHERE.keys():
        path = shared / "hostile" / name
        with in_time(path):
            said = read_hostile(path)
        wrong = (said == "result") == (rows[name]["verdict"] == "reject")
        assert not wrong or "or reject" in rows[name]["right_behaviour"], f"{name}: {said}"


def test_the_files_that_are_no_input_are_tested_where_they_belong() -> None:
    for pointer in ELSEWHERE.values():
        file, _, name = pointer.partition("::")
        assert f"def {name}(" in Path(__file__).with_name(file).read_text("utf-8")


def test_no_file_of_the_datasets_ends_in_a_traceback(shared: Path) -> None:
    files = [path for path in sorted((shared / "datasets").rglob("*")) if path.is_file()]
    # The daily files are read with their folder.
    few = [path for path in files if not path.name.startswith(DAILY) or path.name.endswith("0801.geojson")]
    assert len(few) > 150
    for path in few:
        with in_time(path):
            outcome(geo.read_frontline, path, geo.FrontLineError)


def test_no_folder_of_the_datasets_ends_in_a_traceback(shared: Path) -> None:
    for path in (shared / "datasets").iterdir():
        if path.is_dir():
            with in_time(path, FOLDER_LIMIT_S):
                outcome(geo.read_frontline, path, geo.FrontLineError)
