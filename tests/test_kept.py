"""Datasets kept in the cache: opened again as they were read, read anew when anything has changed, never wrong."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

import geo
import geo.frontline as room
from geo.frontline import kept
from geo.frontline.files import content_hash, list_files
from geo.frontline.holdings import snapshots_of
from geo.records import Coverage, FrontLine, Holding, Snapshot

OLD = 1_700_000_000
SIDECAR = {
    "maker": "me",
    "licence": "CC0-1.0",
    "coverage": {"text": "all", "countries": ["UA"], "other_side": "ua_held"},
}


def box(west: float, east: float, **properties: Any) -> dict[str, Any]:
    ring = [[west, 47], [east, 47], [east, 49], [west, 49], [west, 47]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(path: Path, *features: dict[str, Any], at: float = OLD) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    os.utime(path, (at, at))


def draw(path: Path, east: float, *, at: float = OLD) -> None:
    write(path, box(37, east, side="RU"), box(41, 42, side="grey"), at=at)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything, however small, in a folder with spaces and letters of all kinds."""
    monkeypatch.setattr(kept, "WORTH_KEEPING_BYTES", 0)
    folder = tmp_path / "кеш of mine"
    monkeypatch.setenv("FRONTLINE_CACHE", str(folder))
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """List the datasets that are really read."""
    seen: list[Path] = []
    really = room._read

    def noted(path: Path, *more: Any) -> FrontLine:
        seen.append(path)
        return really(path, *more)

    monkeypatch.setattr(room, "_read", noted)
    return seen


@pytest.fixture
def days(tmp_path: Path) -> Path:
    folder = tmp_path / "days"
    folder.mkdir()
    for day, east in (("2024-08-01", 39.0), ("2024-08-02", 39.001), ("2024-08-03", 39.002)):
        draw(folder / f"{day}.geojson", east)
    (folder / "frontline.json").write_text(json.dumps(SIDECAR))
    os.utime(folder / "frontline.json", (OLD, OLD))
    return folder


def files_in(cache: Path) -> list[Path]:
    return sorted((cache / "frontlines").iterdir())


def east_of(front: FrontLine, number: int = 0) -> float:
    return float(front.snapshots[number].areas["ru_held"].bounds[2])


def same_shape(one: Any, other: Any) -> bool:
    return (one is None and other is None) or shapely.equals_exact(one, other, normalize=True)


def assert_same(one: FrontLine, other: FrontLine) -> None:
    assert one == other
    assert one.statements == other.statements
    for part, twin in zip((one.coverage, *one.coverage.also), (other.coverage, *other.coverage.also), strict=True):
        assert part == twin
        assert same_shape(part.area, twin.area)
    for snapshot, twin in list(zip(one.snapshots, other.snapshots, strict=True))[:: len(one.snapshots) // 12 + 1]:
        assert list(snapshot.areas) == list(twin.areas)
        assert all(same_shape(snapshot.areas[side], twin.areas[side]) for side in snapshot.areas)
        assert same_shape(snapshot.lines, twin.lines)
        assert tuple(snapshot.holdings) == tuple(twin.holdings)


def test_a_dataset_is_read_once_and_then_opened_as_it_was(days: Path, reads: list[Path]) -> None:
    first, second = geo.read_frontline(days), geo.read_frontline(days)
    assert len(reads) == 1
    assert_same(first, second)
    assert first.coverage.other_side == second.coverage.other_side == "ua_held"


def test_warnings_are_kept_and_given_again(days: Path, reads: list[Path]) -> None:
    (days / "2024-08-04.geojson").write_text("{")
    for _ in range(2):
        with pytest.warns(geo.FrontLineWarning, match="2024-08-04"):
            geo.read_frontline(days)
    assert len(reads) == 1


TABLE = "name,lat,lon,side,from,to\nSudzha,51.19,35.27,UA,2024-08-06,2025-03-12\nSudzha,51.19,35.27,RU,2025-03-13,\n"
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>2024-09-01</name><Folder><name>Russian control</name>'
    "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>37,47 39,47 39,49 37,49 37,47</coordinates></LinearRing>"
    "</outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"
)


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("places.csv", TABLE, {}),
        ("map_2024-09-01.kml", KML, {"side": "RU"}),
        ("deepstatemap_data_20240801.geojson", json.dumps({"type": "FeatureCollection", "features": [box(37, 39)]}), {}),
        (
            "mine.geojson",
            json.dumps({"type": "FeatureCollection", "features": [box(37, 39, who="RU", on="2024-08-01")]}),
            {"side_column": "who", "day_column": "on"},
        ),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::geo.FrontLineWarning")
def test_every_kind_of_reader_gives_a_dataset_that_can_be_kept(
    tmp_path: Path, reads: list[Path], name: str, text: str, options: dict[str, Any]
) -> None:
    (tmp_path / name).write_text(text)
    first, second = (geo.read_frontline(tmp_path / name, **options) for _ in range(2))
    assert len(reads) == 1
    assert first.snapshots
    assert_same(first, second)


REAL = [
    "deepstate-daily",
    "deepstate-raw",
    "creamy-caprice-kml",
    "isw-2026",
    "isw-lemonde-topojson",
    "isw-nikkei-geojson",
    "kse-frontline",
    "nzz-liveuamap",
    "uacontrolmap-owlmaps",
    "wikipedia-controlcities",
]


@pytest.mark.parametrize("name", REAL)
@pytest.mark.filterwarnings("ignore::geo.FrontLineWarning")
def test_the_real_datasets_are_opened_as_they_were_read(shared: Path, reads: list[Path], name: str) -> None:
    path = shared / "datasets" / name
    if not path.is_dir():
        pytest.skip(f"needs ../shared/datasets/{name}")
    first, second = geo.read_frontline(path), geo.read_frontline(path)
    assert len(reads) == 1
    assert_same(first, second)


def test_opening_769_files_reads_none_of_them_and_takes_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    first = date(2024, 7, 8).toordinal()
    for number in range(769):
        day = date.fromordinal(first + number)
        write(folder / f"deepstatemap_data_{day:%Y%m%d}.geojson", box(37, 39 + number / 1000))
    geo.read_frontline(folder)
    monkeypatch.setattr(kept, "content_hash", lambda _files: pytest.fail("the files were read"))
    took = []
    for _ in range(5):
        begun = time.process_time()
        assert len(geo.read_frontline(folder).snapshots) == 769
        took.append(time.process_time() - begun)
    assert len(reads) == 1
    assert min(took) < 0.04


def changed(days: Path) -> None:
    draw(days / "2024-08-01.geojson", 38.999, at=OLD + 5)


def added(days: Path) -> None:
    draw(days / "2024-07-31.geojson", 38.999)


def removed(days: Path) -> None:
    (days / "2024-08-01.geojson").unlink()


def renamed(days: Path) -> None:
    (days / "2024-08-01.geojson").rename(days / "2024-07-01.geojson")


def described(days: Path) -> None:
    (days / "frontline.json").write_text(json.dumps({**SIDECAR, "maker": "another"}))


def undescribed(days: Path) -> None:
    (days / "frontline.json").unlink()


@pytest.mark.parametrize("change", [changed, added, removed, renamed, described, undescribed])
@pytest.mark.filterwarnings("ignore::geo.FrontLineWarning")
def test_a_change_is_seen(days: Path, reads: list[Path], change: Callable[[Path], None]) -> None:
    before = geo.read_frontline(days)
    change(days)
    after = geo.read_frontline(days)
    assert len(reads) == 2
    assert after != before or east_of(after) == 38.999
    assert_same(after, geo.read_frontline(days))


def test_the_sidecar_of_a_single_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "one_2024-08-01.geojson"
    write(path, box(37, 39, side="RU"))
    beside = tmp_path / "one_2024-08-01.geojson.frontline.json"
    makers = []
    for maker in ("one", "two"):
        beside.write_text(json.dumps({**SIDECAR, "maker": maker}))
        makers.append(geo.read_frontline(path).maker)
    assert makers == ["one", "two"]


def test_a_rewrite_of_the_same_size_within_the_same_tick_is_seen(days: Path) -> None:
    now = time.time()
    draw(days / "2024-08-01.geojson", 38.999, at=now)
    before = geo.read_frontline(days)
    draw(days / "2024-08-01.geojson", 38.998, at=now)
    assert (east_of(before), east_of(geo.read_frontline(days))) == (38.999, 38.998)


@pytest.mark.parametrize("at", [OLD, OLD + 1])
def test_a_rewrite_of_the_same_size_while_it_is_read_is_seen(
    days: Path, monkeypatch: pytest.MonkeyPatch, at: float
) -> None:
    file = days / "2024-08-01.geojson"
    now = time.time() - OLD
    draw(file, 38.999, at=OLD + now)
    really = room._read

    def overtaken(*given: Any) -> FrontLine:
        front = really(*given)
        draw(file, 38.998, at=at + now)
        return front

    monkeypatch.setattr(room, "_read", overtaken)
    assert east_of(geo.read_frontline(days)) == 38.999
    assert east_of(geo.read_frontline(days)) == 38.998


def test_new_times_alone_cost_a_hash_once_and_no_reading(
    days: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    hashed = []
    monkeypatch.setattr(kept, "content_hash", lambda files: hashed.append(1) or content_hash(files))
    before = geo.read_frontline(days)
    for file in days.iterdir():
        os.utime(file, (OLD + 9, OLD + 9))
    assert_same(before, geo.read_frontline(days))
    assert len(hashed) == 2
    assert_same(before, geo.read_frontline(days))
    assert (len(hashed), len(reads)) == (2, 1)


def test_files_that_were_fresh_need_no_hash_once_they_have_aged(days: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(days / "2024-08-01.geojson")
    geo.read_frontline(days)
    later = time.time_ns() + 60_000_000_000
    monkeypatch.setattr(kept.time, "time_ns", lambda: later)
    geo.read_frontline(days)
    monkeypatch.setattr(kept, "content_hash", lambda _files: pytest.fail("the files were read"))
    assert east_of(geo.read_frontline(days)) == 39


@pytest.mark.filterwarnings("ignore::geo.FrontLineWarning")
def test_other_options_and_another_kind_are_kept_apart(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "plain.geojson"
    write(path, box(37, 39))
    asked: list[dict[str, Any]] = [
        {"side": "RU", "day": date(2024, 8, 1)},
        {"side": "UA", "day": date(2024, 8, 1)},
        {"side": "RU", "day": date(2024, 8, 2)},
        {"side": "RU", "day": date(2024, 8, 1), "kind": room.geojson_days.NAME},
    ]
    for _ in range(2):
        fronts = [geo.read_frontline(path, **options) for options in asked]
        assert [(front.sides, front.first_day) for front in fronts[:3]] == [
            (("ru_held",), date(2024, 8, 1)),
            (("ua_held",), date(2024, 8, 1)),
            (("ru_held",), date(2024, 8, 2)),
        ]
    assert len(files_in(cache)) == 4


def test_a_link_to_a_folder_keeps_the_name_it_was_given(days: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(days)
    fronts = [geo.read_frontline(path) for path in (days, tmp_path / "linked") * 2]
    assert [front.name for front in fronts] == ["days", "linked"] * 2
    changed(days)
    assert east_of(geo.read_frontline(tmp_path / "linked")) == 38.999


def test_a_path_from_here_and_the_whole_path_do_not_drive_each_other_out(
    days: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    monkeypatch.chdir(days.parent)
    for path in ("days", days) * 2:
        geo.read_frontline(path)
    assert len(reads) == 2


def test_a_dataset_whose_name_is_no_utf_8_is_read_and_kept(days: Path) -> None:
    odd = os.fsdecode(os.fsencode(days.parent) + b"/odd\xff")
    days.rename(odd)
    (Path(odd) / "2024-08-01.geojson").rename(os.fsdecode(os.fsencode(odd) + b"/2024-08-01\xfe.geojson"))
    assert len(geo.read_frontline(odd).snapshots) == 3
    assert geo.read_frontline(odd) == geo.read_frontline(odd)


def spoilt(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    return draw.choice(
        [
            data[:at],
            data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :],
            data[:at] + bytes(20) + data[at + 20 :],
            data + b"x",
        ]
    )


def test_no_damage_anywhere_gives_a_wrong_answer(days: Path, cache: Path) -> None:
    before = geo.read_frontline(days)
    (file,) = files_in(cache)
    whole = file.read_bytes()
    draw = random.Random(1)  # noqa: S311  no secret: the same damage each time
    for _ in range(150):
        damaged = spoilt(whole, draw)
        file.write_bytes(damaged)
        if damaged == whole:
            continue
        with pytest.warns(geo.SourceWarning, match="damaged"):
            again = geo.read_frontline(days)
        assert again == before
        assert [one.areas["ru_held"].bounds for one in again.snapshots] == [
            one.areas["ru_held"].bounds for one in before.snapshots
        ]


class Trap:
    """Ends the process when it is unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (3,)


def npz(path: Path, **arrays: Any) -> None:
    with path.open("wb") as file:
        np.savez(file, **arrays)


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("what", ["empty", "text", "foreign", "npy", "pickle", "zip"])
def test_a_foreign_file_in_its_place_is_told_and_replaced(days: Path, cache: Path, what: str, sealed: bool) -> None:
    before = geo.read_frontline(days)
    (file,) = files_in(cache)
    if what == "foreign":
        npz(file, x=np.arange(3))
    elif what == "npy":
        np.save(file.with_suffix(".npy"), np.arange(3))
        file.with_suffix(".npy").replace(file)
    elif what == "pickle":
        npz(file, head=np.array([Trap()], dtype=object))
    elif what == "zip":
        zipfile.ZipFile(file, "w").close()
    else:
        file.write_bytes(b"" if what == "empty" else b"no archive at all")
    if sealed:
        file.write_bytes(file.read_bytes() + kept.hashlib.sha256(file.read_bytes()).digest())
    with pytest.warns(geo.SourceWarning, match="damaged"):
        assert_same(before, geo.read_frontline(days))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same(before, geo.read_frontline(days))


def test_a_folder_in_the_place_of_the_kept_file_is_told(days: Path, cache: Path) -> None:
    geo.read_frontline(days)
    (file,) = files_in(cache)
    file.unlink()
    file.mkdir()
    with pytest.warns(geo.SourceWarning, match="read anew each time"):
        assert len(geo.read_frontline(days).snapshots) == 3


def test_a_file_in_the_place_of_the_cache_folder_is_told(days: Path, cache: Path) -> None:
    cache.write_text("mine")
    with pytest.warns(geo.SourceWarning, match="read anew each time"):
        assert len(geo.read_frontline(days).snapshots) == 3
    assert cache.read_text() == "mine"


def test_a_cache_that_cannot_be_written_is_told(days: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    with pytest.warns(geo.SourceWarning, match=r"Permission denied.*read anew each time"):
        assert len(geo.read_frontline(days).snapshots) == 3
    assert files_in(cache) == []


def test_a_stray_file_that_cannot_be_read_costs_the_cache_and_not_the_answer(
    days: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_files: Any) -> str:
        raise geo.FrontLineError("cannot read secret.pdf: Permission denied.")

    monkeypatch.setattr(kept, "content_hash", refused)
    with pytest.warns(geo.SourceWarning, match=r"secret\.pdf.*read anew each time"):
        assert len(geo.read_frontline(days).snapshots) == 3
    assert not cache.exists()


def test_a_failure_is_not_kept(days: Path, cache: Path) -> None:
    (days / "frontline.json").write_text("{")
    with pytest.raises(geo.FrontLineError):
        geo.read_frontline(days)
    assert not cache.exists()


def test_small_datasets_are_not_kept(days: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_KEEPING_BYTES", 1_000_000)
    geo.read_frontline(days)
    assert not cache.exists()


KILLED = """
import os, signal, sys
import geo
from geo.frontline import kept
kept.WORTH_KEEPING_BYTES = 0
left = int(sys.argv[2])
def counted(before):
    def step(*given, **more):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return before(*given, **more)
    return step
import tempfile, pathlib
os.fsync = counted(os.fsync)
tempfile.mkstemp = counted(tempfile.mkstemp)
pathlib.Path.replace = counted(pathlib.Path.replace)
geo.read_frontline(sys.argv[1])
"""


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_kill_during_the_write_leaves_the_old_file_whole(days: Path, cache: Path, steps: int) -> None:
    geo.read_frontline(days)
    (file,) = files_in(cache)
    old = file.read_bytes()
    changed(days)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(days), str(steps)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert file.read_bytes() == old
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert east_of(geo.read_frontline(days)) == 38.999


def read_often(path: Path, heard: Any) -> None:
    kept.WORTH_KEEPING_BYTES = 0
    told = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for number in range(12):
            told.append(east_of(geo.read_frontline(path)))
            os.utime(path / "2024-08-01.geojson", (OLD + number, OLD + number))
    heard.put((set(told), [str(one.message) for one in caught]))


def test_two_processes_at_once_do_not_disturb_each_other(days: Path) -> None:
    fork = multiprocessing.get_context("fork")
    heard = fork.Queue()
    both = [fork.Process(target=read_often, args=(days, heard)) for _ in range(2)]
    for one in both:
        one.start()
    answers = [heard.get(timeout=30) for _ in both]
    for one in both:
        one.join()
    assert answers == [({39.0}, [])] * 2


def row(place: str, first: int, last: int | None, side: str = "ru_held") -> Holding:
    return Holding(
        place=place, lon=37.0, lat=48.0, radius_m=1000.0, side=side, source="x",
        from_day=date(2024, 1, first), to_day=None if last is None else date(2024, 1, last),
    )  # fmt: skip


def front_of(*snapshots: Snapshot, **more: Any) -> FrontLine:
    facts: dict[str, Any] = {"name": "made", "maker": "m", "licence": "l", "attribution": "a", "sides": ("ru_held",)}
    return FrontLine(**{**facts, "coverage": Coverage(text="x"), **more}, snapshots=snapshots)


def kept_again(front: FrontLine, path: Path) -> FrontLine | None:
    kept.Kept(path, list_files(path), "").keep(lambda: (front, None))
    return kept.Kept(path, list_files(path), "").open()


def test_every_part_of_the_coverage_comes_back(days: Path) -> None:
    part = Coverage(
        text="Kursk", area=shapely.box(34, 51, 36, 52), other_side="ru_held", sides=("ua_held",),
        first_day=date(2024, 8, 6), last_day=date(2025, 4, 1),
    )  # fmt: skip
    whole = Coverage(text="all", area=shapely.box(22, 44, 41, 53), also=(part, Coverage(text="no area")))
    line = shapely.LineString([(37, 47), (38, 48)])
    front = front_of(
        Snapshot(day=date(2024, 1, 1), basis="field", lines=line),
        coverage=whole, url="https://example.org", max_age_days=None, warnings=("ünsure",),
    )  # fmt: skip
    again = kept_again(front, days)
    assert again
    assert_same(front, again)


def test_equal_statements_are_not_joined(days: Path) -> None:
    front = front_of(*snapshots_of([row("A", 1, 9), row("A", 1, 9), row("B", 3, None)]))
    again = kept_again(front, days)
    assert again
    assert [len(one.holdings) for one in again.snapshots] == [len(one.holdings) for one in front.snapshots] == [2, 3, 1]
    assert_same(front, again)


def test_holdings_that_their_days_do_not_tell_are_not_kept(days: Path) -> None:
    loose = front_of(Snapshot(day=date(2024, 1, 5), basis="field", holdings=(row("A", 7, 9),)))
    assert kept_again(loose, days) is None


def test_a_name_that_merely_ends_like_a_sidecar_is_data(tmp_path: Path) -> None:
    write(tmp_path / "donbas_frontline.json", box(37, 39, side="RU", day="2024-08-01"))
    with pytest.warns(geo.FrontLineWarning, match="who made it"):
        assert geo.read_frontline(tmp_path / "donbas_frontline.json").first_day == date(2024, 8, 1)
