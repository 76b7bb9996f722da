"""How heavy the page is: bytes, seconds until it is ready, heap and time of one day's step, in Chromium with networking off.

Measured beside folium's own TimestampedGeoJson and MarkerCluster on the same data, which load their scripts from the web: offline
they stay blank, so of them only the file and the time to write it can be told.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import folium
import shapely
from folium.plugins import MarkerCluster, TimestampedGeoJson
from rich.console import Console
from rich.table import Table

from geo.frontline import read_frontline
from geo.page import draw_map
from geo.page.arcs import encode_areas
from geo.records import (
    Article,
    Claim,
    Coverage,
    Finding,
    FrontLine,
    LayerVerdict,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Report,
    Resolution,
    Snapshot,
    Speaker,
    When,
)
from tests.benchmarks.page_days import compare_days

DAILY = Path(__file__).resolve().parents[2].parent / "shared" / "datasets" / "deepstate-daily"
ROUNDS = 5
STEPS = 60
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars --enable-precise-memory-info"
).split()
BUDGETS = {
    "no claims": (0.40, 0.3, 8, None),
    "1,000 claims": (0.70, 0.4, None, None),
    "10,000 claims": (1.8, 0.6, None, None),
    "50,000 claims": (None, 1.0, 40, 30),
}
"""Megabytes of the file, seconds to ready, megabytes of heap, milliseconds of a step (95th percentile)."""
STEP = """const spent = [], first = arguments[0];
frontline.store.set({ window: 30 });
for (let step = 0; step < arguments[1]; step++) {
  const start = performance.now();
  frontline.store.set({ day: first + step });
  document.querySelector('.fl-list').getBoundingClientRect();
  spent.push(performance.now() - start);
}
return spent"""
WORDS = (
    "forces troops brigade village town river heights road bridge outskirts north south west east advanced withdrew held "
    "captured repelled shelled crossed entered left near around toward during overnight morning positions line defence assault "
    "officials said reported according staff commander claimed confirmed denied added later earlier several dozen hundred"
).split()


@dataclass(frozen=True)
class Weight:
    """What one page weighs; None where it cannot be told."""

    name: str
    megabytes: float
    written_s: float
    ready_s: float | None = None
    heap_mb: float | None = None
    step_ms: float | None = None


def daily_line() -> FrontLine:
    """Return the 769 daily snapshots of the reference material, or as many drawn ones where it is not here."""
    if DAILY.is_dir():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read_frontline(DAILY)
    chance = random.Random(1)  # noqa: S311  # a drawing, no secret
    west = [37.0 + chance.random() / 5 for _ in range(3000)]
    snapshots = []
    for number in range(769):
        for _ in range(15):
            west[chance.randrange(len(west))] -= chance.random() / 50
        edge = [(lon, 46 + 4 * at / len(west)) for at, lon in enumerate(west)]
        area = shapely.make_valid(shapely.Polygon([*edge, (40, 50), (40, 46)]))
        snapshots.append(
            Snapshot(day=date(2024, 7, 8) + timedelta(days=number), basis="drawn", areas={"ru_held": area})
        )
    return FrontLine(
        name="drawn", maker="Nobody", licence="CC0-1.0", attribution="drawn by lot", sides=("ru_held",),
        coverage=Coverage(text="a box"), snapshots=tuple(snapshots),
    )  # fmt: skip


def made_claims(count: int, *, an_article: int = 20) -> tuple[Reading, ...]:
    """Return articles with so many claims altogether, of words drawn by lot, at 400 places."""
    chance = random.Random(2)  # noqa: S311
    places = [
        Place(id=f"p{n}", name=f"{chance.choice(WORDS).title()}ka {n}", kind="city", lon=33 + 6 * chance.random(),
              lat=46.5 + 5 * chance.random(), radius_m=chance.uniform(500, 7000), country="UA", admin1="Donetsk Oblast")
        for n in range(400)
    ]  # fmt: skip
    return tuple(
        _article(number, min(an_article, count - first), chance, places)
        for number, first in enumerate(range(0, count, an_article))
    )


def _article(number: int, claims: int, chance: random.Random, places: list[Place]) -> Reading:
    day = date(2024, 7, 10) + timedelta(days=chance.randrange(750))
    quotes = [" ".join(chance.choices(WORDS, k=16)) for _ in range(claims)]
    chosen = chance.sample(places, claims)
    starts = [sum(len(quote) + 1 for quote in quotes[:at]) for at in range(claims)]
    rows = list(zip(quotes, starts, chosen, strict=True))
    article = Article(
        text=" ".join(quotes),
        id=f"a{number}",
        title=f"Article {number}",
        publisher=f"Outlet {number % 40}",
        published=day,
        language="en",
    )
    return Reading(
        article=article,
        resolutions=tuple(Resolution(mention=Mention(id=f"m{at}", start=0, end=1, text=place.name), usage="literal", mapped=True, place=place) for at, place in enumerate(chosen)),
        claims=tuple(_claim(at, quote, start, day, chance) for at, (quote, start, _) in enumerate(rows)),
        findings=tuple(_finding(at, place, day, chance) for at, (_, _, place) in enumerate(rows)),
    )  # fmt: skip


def _claim(at: int, quote: str, start: int, day: date, chance: random.Random) -> Claim:
    return Claim(
        id=f"c{at}", start=start, end=start + len(quote), quote=quote, type=chance.choice(("control", "attack", "change", "move")), mode="hold",
        stance="claimed", polarity="+", certainty="CT", sources=(Speaker(name=None, role="author"), Speaker(name=f"Speaker {chance.randrange(300)}", role="official")),
        where=(PlaceRef(ref=f"m{at}", role="where"),), when=When(from_day=day, to_day=day, granularity="day", anchor="explicit"),
    )  # fmt: skip


def _finding(at: int, place: Place, day: date, chance: random.Random) -> Finding:
    verdict = chance.choice(("supported", "partly", "contradicted", "no_data", "not_checkable"))
    share, metres = round(chance.random(), 4), round(chance.random() * 40_000)
    return Finding(
        claim=f"c{at}", check="control_at", verdict=verdict, reason=None, figures={"share": share, "distance_m": metres}, layer="drawn", snapshot=day,
        by_layer=(LayerVerdict(layer="drawn", snapshot=day, verdict=verdict),), sentence=f"{share:.1%} of {place.name} was held that day, {metres / 1000:.1f} km from the line.",
    )  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a headless Chromium with networking off."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        browser.set_script_timeout(120)
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd(
            "Network.emulateNetworkConditions",
            {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
        )
        browser.execute_cdp_cmd("Performance.enable", {})
        browser.set_window_size(1440, 900)
        try:
            yield browser
        finally:
            browser.quit()


def weigh(browser: Any, name: str, report: Report, folder: Path) -> Weight:
    """Write the page of a report and open it five times; the medians."""
    path = folder / "page.html"
    start = time.perf_counter()
    draw_map(report).save(path)
    written = time.perf_counter() - start
    rounds = [_open(browser, path, steps=report.frontlines[0].first_day) for _ in range(ROUNDS)]
    ready, heap, step = (statistics.median(row[at] for row in rounds) for at in range(3))
    return Weight(name, path.stat().st_size / 1e6, written, ready, heap, step)


def _open(browser: Any, path: Path, *, steps: date | None) -> tuple[float, float, float]:
    browser.get("about:blank")
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    browser.get(path.as_uri())
    while (ready := browser.execute_script("return document.body.dataset.ready || null")) is None:
        time.sleep(0.02)
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")
    first = ((steps or date(2024, 7, 8)) - date(1970, 1, 1)).days + 100
    spent = sorted(browser.execute_script(STEP, first, STEPS))
    return int(ready) / 1000, heap / 1e6, spent[int(0.95 * len(spent))]


def weigh_folium(name: str, make: Callable[[], folium.Map], folder: Path) -> Weight:
    """Write a page of folium's own plugins."""
    start = time.perf_counter()
    make().save(folder / "folium.html")
    return Weight(name, (folder / "folium.html").stat().st_size / 1e6, time.perf_counter() - start)


def timestamped(line: FrontLine) -> folium.Map:
    """Return the snapshots as folium's TimestampedGeoJson draws them."""
    features = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(snapshot.areas["ru_held"]), "properties": {"times": [snapshot.day.isoformat()]}}
        for snapshot in line.snapshots
    ]  # fmt: skip
    drawn = folium.Map([48, 37], zoom_start=7)
    TimestampedGeoJson({"type": "FeatureCollection", "features": features}, period="P1D", duration="P1D").add_to(drawn)
    return drawn


def clustered(readings: tuple[Reading, ...]) -> folium.Map:
    """Return the claims as folium's MarkerCluster draws them."""
    drawn = folium.Map([48, 37], zoom_start=7)
    cluster = MarkerCluster().add_to(drawn)
    for reading in readings:
        for claim, place in zip(reading.claims, reading.resolutions, strict=True):
            assert place.place is not None
            folium.Marker([place.place.lat, place.place.lon], popup=claim.quote).add_to(cluster)
    return drawn


def print_figures() -> None:
    """Print one table: the page at four sizes beside its budgets, and folium's plugins on the same data."""
    line = daily_line()
    areas = [snapshot.areas.get("ru_held") for snapshot in line.snapshots]
    encoded = statistics.median(_seconds(lambda: encode_areas(areas)) for _ in range(ROUNDS))
    weights = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name in BUDGETS:
            count = int(name.split()[0].replace(",", "").replace("no", "0"))
            report = Report(generator="benchmark", frontlines=(line,), articles=made_claims(count))
            weights.append(weigh(browser, name, report, Path(folder)))
        weights.append(weigh_folium("folium TimestampedGeoJson, no claims", lambda: timestamped(line), Path(folder)))
        weights.append(
            weigh_folium("folium MarkerCluster, 1,000 claims", lambda: clustered(made_claims(1000)), Path(folder))
        )
        exact = compare_days(browser, line)
    _print(weights, len(line.snapshots), encoded)
    Console(width=160).print(
        f"As shapely reads them: {exact.days} days, {exact.wrong} of {exact.points:,} points otherwise, "
        f"areas at most {exact.worst_km2:.2f} km² apart."
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _print(weights: list[Weight], snapshots: int, encoded: float) -> None:
    table = Table(
        title=f"The page of {snapshots} snapshots, encoded in {encoded:.1f} s (at most 3); median of {ROUNDS}"
    )
    for column in ("page", "file MB", "at most", "written s", "ready s", "at most", "heap MB", "at most", "step p95 ms", "at most"):  # fmt: skip
        table.add_column(column, justify="left" if column == "page" else "right")
    for one in weights:
        limits = BUDGETS.get(one.name, (None,) * 4)
        told = [_told(one.megabytes, 2), _told(limits[0], 2), _told(one.written_s, 1)]
        for value, limit in ((one.ready_s, limits[1]), (one.heap_mb, limits[2]), (one.step_ms, limits[3])):
            told += ["blank offline" if value is None else _told(value, 2), _told(limit, 1)]
        table.add_row(one.name, *told)
    Console(width=160).print(table)


def _told(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
