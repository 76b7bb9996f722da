"""The figures of front lines: 769 daily snapshots in their compact form, beside the usual ways of asking the same of the files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely
from pyproj import Geod
from rich.console import Console
from rich.table import Table

from geo.control import compare_days, sides_at
from geo.control.areas import side_daily_km2
from geo.control.points import ground_of
from geo.frontline import read_frontline
from geo.frontline.days import day_in_name
from geo.measure import area_km2
from geo.partition import make_partition
from geo.records import FrontLine, Snapshot
from tests.benchmarks.main import TABLE_WIDTH

DATASET = Path(__file__).resolve().parents[3] / "shared" / "datasets" / "deepstate-daily"
FEW, MANY = 1_000, 100_000
TRIES = 5
SEED = 20_240_805
_MEMORY = """
import os, sys
from geo.frontline import read_frontline
def resident(): return int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE') / 1e6
before = resident()
front = read_frontline(sys.argv[1])
print(resident() - before)
"""


@dataclass(frozen=True)
class Frames:
    """The files as geopandas reads them, which every usual way starts from."""

    days: tuple[np.datetime64, ...]
    frames: tuple[geopandas.GeoDataFrame, ...]
    seconds: float


def print_figures() -> None:
    """Measure everything and print one table, with one row a figure."""
    if not DATASET.is_dir():
        raise SystemExit("the daily snapshots in ../shared/datasets/deepstate-daily are not here")
    table = Table("figure", "usual way", "here", "ratio or error", title="769 daily snapshots")
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FRONTLINE_CACHE"] = folder
        built = _seconds(lambda: read_frontline(DATASET))
        table.add_row("read, check and keep, first time", "", f"{built:.2f} s", "")
        frames = _read_frames()
        for row in (*_opening(frames, Path(folder)), *_asking(frames), *_measuring(frames), *_changing(frames)):
            table.add_row(*row)
    Console(width=TABLE_WIDTH).print(table)


def _read_frames() -> Frames:
    start = time.perf_counter()
    files = sorted(DATASET.glob("*.geojson"))
    frames = tuple(geopandas.read_file(file) for file in files)
    seconds = time.perf_counter() - start
    days = tuple(np.datetime64(day_in_name(file.name)) for file in files)
    return Frames(days=days, frames=frames, seconds=seconds)


def _opening(frames: Frames, folder: Path) -> list[tuple[str, ...]]:
    again = _best(lambda: read_frontline(DATASET))
    memory = float(
        subprocess.run([sys.executable, "-c", _MEMORY, str(DATASET)], check=True, capture_output=True, text=True).stdout
    )
    kept = sum(file.stat().st_size for file in (folder / "frontlines").iterdir())
    whole = sum(file.stat().st_size for file in DATASET.glob("*.geojson"))
    areas = [snapshot.areas for snapshot in _plain(frames)]
    built = _best(lambda: make_partition(areas), tries=2)
    return [
        (
            "open again",
            f"{frames.seconds:.2f} s",
            f"{1000 * again:.1f} ms, +{memory:.1f} MB",
            _times(frames.seconds, again),
        ),
        ("compact file", f"{whole / 1e6:.1f} MB", f"{kept / 1e6:.3f} MB", f"1/{whole / kept:.0f}"),
        ("build the compact form (files read)", "", f"{built:.2f} s", ""),
    ]


def _plain(frames: Frames) -> list[Snapshot]:
    return [
        Snapshot(day=day.astype(object), basis="file name", areas={"ru_held": shapely.union_all(frame.geometry.array)})
        for day, frame in zip(frames.days, frames.frames, strict=True)
    ]


def _asking(frames: Frames) -> list[tuple[str, ...]]:
    front = read_frontline(DATASET)
    xy, days = _pairs(MANY)
    few_xy, few_days = xy[:FEW], days[:FEW]
    sides_at(front, few_xy, few_days)  # faces are made once a process
    rows = []
    here = _best(lambda: sides_at(front, few_xy, few_days))
    cold = _seconds(lambda: sides_at(read_frontline(DATASET), few_xy, few_days))
    per_query = _seconds(lambda: _by_reading(few_xy, few_days))
    joined = _seconds(lambda: _by_join(frames, few_xy, few_days))
    told = f"{1000 * here:.1f} ms (opened anew: {1000 * cold:.0f})"
    rows.append(
        (f"side at {FEW:,} pairs, read_file a query", f"{1000 * per_query:,.0f} ms", told, _times(per_query, here))
    )
    rows.append((f"side at {FEW:,} pairs, sjoin a day", f"{1000 * joined:,.0f} ms", told, _times(joined, here)))
    many = _best(lambda: sides_at(front, xy, days))
    joined = _best(lambda: _by_join(frames, xy, days), tries=2)
    looped = _best(lambda: _by_loop(frames, xy, days), tries=2)
    told = f"{1000 * many:.0f} ms"
    rows.append((f"side at {MANY:,} pairs, sjoin a day", f"{1000 * joined:,.0f} ms", told, _times(joined, many)))
    ready = _best(lambda: _by_loop(frames, xy, days, prepared=True), tries=2)
    rows.append((f"side at {MANY:,} pairs, contains loop", f"{1000 * looped:,.0f} ms", told, _times(looped, many)))
    rows.append(("... with each day's polygon prepared", f"{1000 * ready:,.0f} ms", told, _times(ready, many)))
    wrong = int((_by_loop(frames, xy, days) != (np.array(sides_at(front, xy, days)) == "ru_held")).sum())
    rows.append((f"answers of {MANY:,} that differ from the loop", "", str(wrong), ""))
    return rows


def _pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(SEED)
    files = sorted(DATASET.glob("*.geojson"))
    days = np.array([day_in_name(file.name) for file in files], dtype="datetime64[D]")
    xy = np.column_stack([chance.uniform(33, 40, count), chance.uniform(45.5, 50.5, count)])
    return xy, days[chance.integers(0, len(days), count)]


def _by_reading(xy: np.ndarray, days: np.ndarray) -> None:
    for point, day in zip(shapely.points(xy), days, strict=True):
        name = f"deepstatemap_data_{str(day).replace('-', '')}.geojson"
        geopandas.read_file(DATASET / name).contains(point)


def _by_join(frames: Frames, xy: np.ndarray, days: np.ndarray) -> np.ndarray:
    points = geopandas.GeoDataFrame({"row": np.arange(len(xy))}, geometry=geopandas.points_from_xy(*xy.T), crs=4326)
    found = np.zeros(len(xy), dtype=bool)
    at = dict(zip(frames.days, frames.frames, strict=True))
    for day, rows in points.groupby(pandas.Series(days)):
        joined = geopandas.sjoin(rows, at[np.datetime64(day, "D")], predicate="within")
        found[joined["row"]] = True
    return found


def _by_loop(frames: Frames, xy: np.ndarray, days: np.ndarray, *, prepared: bool = False) -> np.ndarray:
    found = np.zeros(len(xy), dtype=bool)
    points = shapely.points(xy)
    for day, frame in zip(frames.days, frames.frames, strict=True):
        rows = np.flatnonzero(days == day)
        whole = frame.geometry.iloc[0]  # one MultiPolygon a file
        if prepared:
            shapely.prepare(whole)
        else:
            shapely.destroy_prepared(whole)
        found[rows] = shapely.contains(whole, points[rows])
    return found


def _measuring(frames: Frames) -> list[tuple[str, ...]]:
    geod = Geod(ellps="WGS84")
    by_geod = _seconds(lambda: [abs(geod.geometry_area_perimeter(f.geometry.iloc[0])[0]) for f in frames.frames])
    by_crs = _seconds(lambda: [frame.to_crs(6933).area.sum() for frame in frames.frames])
    cold = _seconds(lambda: side_daily_km2(read_frontline(DATASET), "RU"))
    front = read_frontline(DATASET)
    warm = _best(lambda: side_daily_km2(front, "RU"))
    exact = np.array([area_km2(frame.union_all()) for frame in frames.frames])
    error = float(np.abs(side_daily_km2(front, "RU") / exact - 1).max())
    drawn = np.array([area_km2(snapshot.areas["ru_held"]) for snapshot in front.snapshots])
    told = f"{1000 * warm:.2f} ms warm, {1000 * cold:.0f} ms opened anew"
    return [
        (
            "held area of all days, Geod",
            f"{1000 * by_geod:,.0f} ms",
            told,
            f"{_times(by_geod, cold)} cold, {_times(by_geod, warm)} warm",
        ),
        ("held area of all days, to_crs(6933)", f"{1000 * by_crs:,.0f} ms", told, f"{_times(by_crs, warm)} warm"),
        ("largest relative error of a day's area", "", "", f"{error:.1e}"),
        ("... of a day's polygon given back", "", "", f"{float(np.abs(drawn / exact - 1).max()):.1e}"),
    ]


def _changing(frames: Frames) -> list[tuple[str, ...]]:
    def overlaid() -> None:
        for before, after in zip(frames.frames[:-1], frames.frames[1:], strict=True):
            geopandas.overlay(after[["geometry"]], before[["geometry"]], how="symmetric_difference")

    def differed() -> None:
        wholes = [frame.geometry.iloc[0] for frame in frames.frames]
        for before, after in pairwise(wholes):
            after.difference(before)
            before.difference(after)

    by_overlay, by_difference = _seconds(overlaid), _seconds(differed)
    front = read_frontline(DATASET)
    cold = _seconds(lambda: _all_changes(front))
    warm = _best(lambda: _all_changes(front), tries=3)
    sums = _best(lambda: ground_of(front).daily_change_km2(("ru_held",)))
    gains, losses = ground_of(front).daily_change_km2(("ru_held",))
    off = float(np.abs(gains - losses - np.diff(side_daily_km2(front, "RU"))).max())
    days = [snapshot.day for snapshot in front.snapshots]
    asked = _best(lambda: [compare_days(front, a, b) for a, b in pairwise(days[:51])], tries=2) / 50
    told = f"{1000 * warm:,.0f} ms with polygons, {1000 * sums:.2f} ms km² alone, {1000 * cold:,.0f} ms cold"
    return [
        (
            "gains and losses of 768 pairs, overlay",
            f"{by_overlay:.1f} s",
            told,
            f"{_times(by_overlay, warm)}, km² {_times(by_overlay, sums)}",
        ),
        (
            "gains and losses of 768 pairs, difference",
            f"{by_difference:.1f} s",
            told,
            f"{_times(by_difference, warm)}, km² {_times(by_difference, sums)}",
        ),
        ("gain - loss against the change of area", "", "", f"{off:.1e} km²"),
        ("compare_days, one pair with pieces worth drawing", "", f"{1000 * asked:.1f} ms", ""),
    ]


def _all_changes(front: FrontLine) -> None:
    ground = ground_of(front)
    for number in range(ground.days - 1):
        ground.change(("ru_held",), number, number + 1)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _best(work: Callable[[], Any], tries: int = TRIES) -> float:
    return min(_seconds(work) for _ in range(tries))


def _times(usual: float, here: float) -> str:
    return f"{usual / here:,.0f} x"
