"""The figures of hostile files: how many of them end as their manifest says, and what the worst of them cost.

Each file is read in a process of its own, so that a crash is one wrong row and memory is what a user pays.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.main import ROOT, SHARED, TABLE_WIDTH

HOSTILE = SHARED / "hostile"
LIMIT_S = 30
_EITHER = "or reject"
_READ = """
import json, resource, shutil, socket, sys, time, warnings
from datetime import date
from pathlib import Path
import geo, geo.article, geo.frontline
from geo.gazetteer.index import read_stamp
from geo.gazetteer.online.store import open_store

def refuse(*_args, **_options):
    print(json.dumps({"end": "connected", "doubts": 0, "seconds": 0, "megabytes": 0}))
    sys.stdout.flush()
    raise SystemExit

def peak():
    if sys.platform == "linux":
        # The other figure begins with the peak of the process that started this one.
        return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))

def read(path):
    if path.name.startswith("art_"):
        return geo.read_articles(path)
    if path.name.startswith("cache_"):
        return open_store(Path(shutil.copy(path, sys.argv[2])))
    if path.name.startswith("index_"):
        if read_stamp(path) is None:
            raise geo.GazetteerError(f"{path.name} is no index")
        return None
    return geo.read_frontline(path, side="RU", day=date(2024, 1, 1))

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
path, before, start = Path(sys.argv[1]), peak(), time.perf_counter()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    try:
        result = read(path)
        told = getattr(result, "warnings", [str(one.message) for one in caught])
        end, doubts = "read", sum("frontline.json" not in doubt for doubt in told)
    except geo.GeoError as error:
        end, doubts = "refused" if path.name in str(error) and "\\n" not in str(error) else "unclear", 0
print(json.dumps({"end": end, "doubts": doubts, "seconds": time.perf_counter() - start, "megabytes": peak() - before}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the reading of one file ended."""

    file: str
    end: str
    doubts: int
    seconds: float
    megabytes: float


def print_figures() -> None:
    """Read every file of the manifest and print one table, with one row a figure."""
    if not HOSTILE.is_dir():
        raise SystemExit("the hostile files in ../shared/hostile are not here")
    with (HOSTILE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda row: _outcome(row["file"], Path(folder)), rows))
    wrong = [
        one.file for row, one in zip(rows, outcomes, strict=True) if not _is_right(row, one.end, told=one.doubts > 0)
    ]
    slowest = max(outcomes, key=lambda one: one.seconds)
    largest = max(outcomes, key=lambda one: one.megabytes)
    table = Table("who", "right", "wrong verdicts; cost of the worst file", title=f"{len(rows)} hostile files")
    told = f"{', '.join(wrong[:8]) or 'none wrong'}; {slowest.file} {slowest.seconds:.2f} s; {largest.file} {largest.megabytes:.0f} MB"
    table.add_row("here", f"{len(rows) - len(wrong)} of {len(rows)}", told)
    for reader, right, asked, worst in _others():
        table.add_row(reader, f"{right} of {asked}", worst)
    Console(width=TABLE_WIDTH).print(table)


def _outcome(name: str, folder: Path) -> Outcome:
    own = folder / name
    own.mkdir()
    command = [sys.executable, "-c", _READ, str(HOSTILE / name), str(own)]
    environment = {**os.environ, "FRONTLINE_CACHE": str(own / "cache")}
    try:
        said = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=LIMIT_S
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return Outcome(file=name, end=type(error).__name__, doubts=0, seconds=LIMIT_S, megabytes=0)
    return Outcome(file=name, **json.loads(said.stdout.splitlines()[0]))


def _is_right(row: dict[str, str], end: str, *, told: bool) -> bool:
    verdict = row["verdict"]
    if end == "refused":
        return verdict == "reject" or _EITHER in row["right_behaviour"]
    # Text of an article is repaired as a matter of course, NULs and all; ground never is without a word.
    wants_doubt = verdict == "accept+warn" or (verdict == "repair" and not row["file"].startswith("art_"))
    return end == "read" and verdict != "reject" and (told or not wants_doubt)


def _others() -> list[tuple[str, int, int, str]]:
    """Return reader, right verdicts, files asked, and the worst cost, of what other programs were measured to do."""
    with (HOSTILE / "what_todays_tools_do.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["today"]]
    asked = Counter(row["reader"] for row in rows)
    right = Counter(row["reader"] for row in rows if row["ok"] == "right")
    found = []
    for reader, count in asked.most_common():
        own = [row for row in rows if row["reader"] == reader]
        slow = max(own, key=lambda row: float(row["seconds"] or 0))
        large = max(own, key=lambda row: float(row["peak_extra_MB"] or 0))
        wrongs = Counter(row["ok"] for row in own if row["ok"] != "right")
        words = ", ".join(f"{number} {kind}" for kind, number in wrongs.most_common(3))
        cost = f"{slow['file']} {float(slow['seconds'] or 0):.2f} s; {large['file']} {large['peak_extra_MB'] or 0} MB"
        found.append((reader, right[reader], count, f"{words}; {cost}"))
    return found
