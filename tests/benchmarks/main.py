"""The figures of the main job: three reference articles beside 769 daily snapshots, and the sample that ships.

Each program runs in a process of its own, so that time and peak memory are what a user pays.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PUBLISHED = {"000": "2024-09-17", "001": "2024-09-10", "002": "2025-03-18"}
"""Days of publication of the reference articles, by the first letters of their file names."""
LINES = SHARED / "datasets" / "deepstate-daily"
TRIES = 5
TABLE_WIDTH = 130
KILOBYTES_PER_MEGABYTE = 1000
SCORES = (
    "places.f1",
    "mentions.recall",
    "quantities.recall",
    "times.recall",
    "claims.recall_salient",
    "claims.recall",
    "claims.precision",
    "claims.type",
    "claims.stance",
    "claims.where",
    "verdicts.decisive_right",
    "verdicts.rightly_undecided",
    "verdicts.wrong_decisive_of_all_claims",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took."""

    seconds: float
    peak_mb: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.peak_mb:.0f} MB peak"


def print_figures(*, install: bool) -> None:
    """Measure everything and print one table, with one row a figure."""
    table = Table("figure", "value", title="the main job")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure, value in [*_main_job(folder), *_sample(folder), *(_install(folder) if install else [])]:
            table.add_row(figure, value)
    Console(width=TABLE_WIDTH).print(table)


def measured(*command: str | Path, cache: Path, folder: Path) -> Cost:
    """Run a program to its end and return its wall time and peak memory.

    Raises
    ------
    RuntimeError
        The program failed; its last words are the message.
    """
    words = folder / "stderr.txt"
    with words.open("wb") as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env=os.environ | {"FRONTLINE_CACHE": str(cache)},
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{command} failed: {words.read_text('utf-8', 'replace')[-500:]}")
    # Linux counts ru_maxrss in kilobytes, macOS in bytes.
    unit = KILOBYTES_PER_MEGABYTE**2 if sys.platform == "darwin" else KILOBYTES_PER_MEGABYTE
    return Cost(seconds=seconds, peak_mb=usage.ru_maxrss / unit)


def _main_job(folder: Path) -> list[tuple[str, str]]:
    geo = (sys.executable, "-m", "geo")
    cache, page = folder / "cache", folder / "map.html"
    job = (*_reference_articles(folder), "--lines", LINES)
    first = measured(*geo, "map", *job, "-o", page, cache=cache, folder=folder)
    summary = (folder / "stderr.txt").read_text("utf-8").splitlines()[-1]
    second = measured(*geo, "map", *job, "-o", page, cache=cache, folder=folder)
    report = folder / "report.json"
    measured(*geo, "report", *job, "-o", report, cache=cache, folder=folder)
    return [
        ("summary", summary),
        ("three articles + 769 snapshots, first run", str(first)),
        ("three articles + 769 snapshots, second run", str(second)),
        ("page", f"{page.stat().st_size / 1e6:.2f} MB"),
        (f"page ready in Chromium, offline, median of {TRIES}", f"{seconds_to_ready(page):.2f} s"),
        *_scores(report),
    ]


def _sample(folder: Path) -> list[tuple[str, str]]:
    cache = folder / "another-cache"
    build = "from geo.gazetteer import open_gazetteer; open_gazetteer()"
    index = measured(sys.executable, "-c", build, cache=cache, folder=folder)
    sample = measured(sys.executable, "-m", "geo", "map", cache=cache, folder=folder)
    return [("index build", str(index)), ("the sample, index built", str(sample))]


def _reference_articles(folder: Path) -> list[str]:
    """Return the arguments for the three articles, with a manifest that knows their days."""
    paths = [next((SHARED / "articles").glob(f"{start}_*.txt")) for start in PUBLISHED]
    manifest = folder / "manifest.csv"
    with manifest.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "published"])
        rows.writerows([path.name, day] for path, day in zip(paths, PUBLISHED.values(), strict=True))
    return [*map(str, paths), "--manifest", str(manifest)]


def _scores(report: Path) -> list[tuple[str, str]]:
    gold = SHARED / "gold"
    told = subprocess.run(
        [
            sys.executable,
            gold / "score.py",
            "--json",
            "--report",
            report,
            "--gold",
            gold / "000.json",
            gold / "001.json",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    scored = json.loads(told.stdout)
    return [
        (f"gold 000, 001: {name}", f"{scored['figures'].get(name)}{_fraction(scored['counts'].get(name))}")
        for name in SCORES
    ]


def _fraction(count: list[int] | None) -> str:
    return f"  ({count[0]}/{count[1]})" if count else ""


def seconds_to_ready(page: Path) -> float:
    """Return the seconds from opening a page to its being ready, in headless Chromium with networking off; median."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.support.ui import WebDriverWait

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    # Both programs are named, since selenium otherwise asks the web for them.
    options.binary_location = shutil.which("chromium") or ""
    browser = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
    try:
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
        )
        times = []
        for _ in range(TRIES):
            browser.get(page.as_uri())
            wait = WebDriverWait(browser, 30)
            times.append(
                wait.until(lambda page: page.execute_script("return Number(document.body.dataset.ready) || null"))
            )
        return statistics.median(times) / 1000
    finally:
        browser.quit()


def _install(folder: Path) -> list[tuple[str, str]]:
    home, cache = folder / "venv", folder / "third-cache"
    python = home / "bin" / "python"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "-e", f"{ROOT}[test]"], check=True)
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    first = measured(home / "bin" / "frontline", "map", cache=cache, folder=folder)
    return [
        ("first README command, install", f"{seconds:.1f} s, {size / 1e6:.0f} MB"),
        ("first README command, run", str(first)),
    ]
