"""A real Chromium, started once, with networking off; and a report made by hand that fills the page."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.page import FrontlineMap, draw_map
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

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
READY = "return document.body.dataset.ready || null"
PATIENCE = 20.0


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give one headless Chromium for the whole run, networking off."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no chromium with chromedriver is installed here")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", OFFLINE)
    yield browser
    browser.quit()


def set_screen(browser: Any, size: tuple[int, int], *, dark: bool) -> None:
    """Give the browser a window of some pixels and the reader's preference for light or dark."""
    screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 720}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


@dataclass(frozen=True)
class OpenPage:
    """A page in the browser, with what it said and asked for."""

    browser: Any
    address: str

    def run(self, script: str, *values: Any) -> Any:
        return self.browser.execute_script(script, *values)

    def wait(self, script: str, *values: Any) -> Any:
        """Return what a script gives as soon as it is truthy."""
        until = time.monotonic() + PATIENCE
        while not (answer := self.run(script, *values)):
            assert time.monotonic() < until, f"still not true after {PATIENCE} s: {script}"
            time.sleep(0.02)
        return answer

    def find(self, selector: str) -> Any:
        return self.browser.find_element("css selector", selector)

    def text(self, selector: str = "#frontline") -> str:
        """Return the text of an element, hidden parts and all, as the page holds it."""
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    def errors(self) -> list[str]:
        """Return what the console was told since the last call."""
        return [str(entry["message"]) for entry in self.browser.get_log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses asked for since the last call, the file itself and data: addresses left out."""
        events = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("data:", "about:")) and url.split("#")[0] != self.address]


Opener = Callable[..., OpenPage]


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Opener:
    """Give a function that saves a map, or takes a report, and opens it at a size and a part of the address."""

    def opened(
        drawn: Report | FrontlineMap,
        *,
        hash: str = "",  # noqa: A002  # the browser's own word for it
        size: tuple[int, int] = (1440, 900),
        dark: bool = False,
    ) -> OpenPage:
        path = tmp_path / "page.html"
        (draw_map(drawn) if isinstance(drawn, Report) else drawn).save(path)
        set_screen(chromium, size, dark=dark)
        chromium.get("about:blank")
        page = OpenPage(chromium, path.as_uri())
        page.errors(), page.requests()
        chromium.get(path.as_uri() + hash)
        page.wait(READY)
        return page

    return opened


def line_of(areas: Mapping[date, Mapping[str, BaseGeometry]], name: str = "drawn", **facts: Any) -> FrontLine:
    """Return a front line of areas by side, by day."""
    snapshots = tuple(Snapshot(day=day, basis="file name", areas=sides) for day, sides in sorted(areas.items()))
    told: dict[str, Any] = {"maker": "The tests", "licence": "CC0-1.0", "attribution": "drawn by hand"}
    sides = tuple(sorted({side for snapshot in snapshots for side in snapshot.areas}))
    return FrontLine(name=name, sides=sides, coverage=Coverage(text="a box"), snapshots=snapshots, **{**told, **facts})


def moving_line() -> FrontLine:
    """Return twenty days of an area with a hole that grows westward, with one day missing after the tenth."""
    day = date(2024, 9, 1)
    areas = {}
    for step in (*range(10), *range(11, 20)):
        west = 37.5 - 0.05 * step
        shell = [(west, 47.5), (39, 47.5), (39, 49), (west + 0.2, 49), (west, 48.3)]
        area = Polygon(shell, [[(38.2, 48.1), (38.5, 48.1), (38.5, 48.4), (38.2, 48.4)]])
        areas[day + timedelta(days=step)] = {"ru_held": area}
    return line_of(areas)


PLACES = (
    ("Pokrovsk", "city", 37.18, 48.28, 4000.0),
    ("Toretsk", "city", 37.85, 48.4, 3000.0),
    ("Sudzha", "city", 35.27, 51.19, 6000.0),
    ("Kursk Oblast", "region", 36.2, 51.7, 120_000.0),
)
CLAIMS = (
    ("Pokrovsk has not fallen", 0, "supported", date(2024, 9, 10)),
    ("the army stands in Toretsk", 1, "contradicted", date(2024, 9, 12)),
    ("half of Toretsk is lost", 1, "partly", date(2024, 9, 5)),
    ("the forces entered Sudzha", 2, "no_data", date(2024, 8, 6)),
    ("this was always the plan", None, "not_checkable", None),
    ("fighting goes on in Kursk Oblast", 3, "no_data", date(2024, 9, 14)),
)


def article_of(claims: tuple[Any, ...] = CLAIMS, **facts: Any) -> Reading:
    """Return an article made of claims, each (words, number of its place or None, verdict, day or None)."""
    text = ". ".join(words for words, *_ in claims) + "."
    places = [
        Place(
            id=f"test:{name}",
            name=name,
            kind=kind,
            lon=lon,
            lat=lat,
            radius_m=radius,
            country="UA",
            geometry="polygon" if kind == "region" else "point",
            shape=box(34.2, 51, 38.3, 52.3) if kind == "region" else None,
        )
        for name, kind, lon, lat, radius in PLACES
    ]
    resolutions = tuple(
        Resolution(
            mention=Mention(id=f"m{n}", start=0, end=1, text=place.name), usage="literal", mapped=True, place=place
        )
        for n, place in enumerate(places)
    )
    told: dict[str, Any] = {"title": "A week", "language": "en", "published": date(2024, 9, 15), "id": "a1"}
    return Reading(
        article=Article(text=text, **{**told, **facts}),
        resolutions=resolutions,
        claims=tuple(_claim(n, text, *row) for n, row in enumerate(claims)),
        findings=tuple(_finding(n, verdict) for n, (_, _, verdict, _) in enumerate(claims)),
    )


def _claim(number: int, text: str, words: str, place: int | None, _: str, day: date | None) -> Claim:
    start = text.index(words)
    return Claim(
        id=f"c{number}",
        start=start,
        end=start + len(words),
        quote=words,
        type="control",
        mode="hold",
        stance="asserted",
        polarity="+",
        certainty="CT",
        sources=(Speaker(name="A. Writer", role="author"), Speaker(name="the staff", role="military", side="UA")),
        where=() if place is None else (PlaceRef(ref=f"m{place}", role="where"),),
        when=When(from_day=day, to_day=day, granularity="day", anchor="explicit") if day else None,
    )


def _finding(number: int, verdict: str) -> Finding:
    decided = verdict in {"supported", "partly", "contradicted"}
    return Finding(
        claim=f"c{number}",
        check="control_at" if decided else "none",
        verdict=verdict,
        reason=None if verdict == "supported" else "vague",
        figures={"share": 0.25, "distance_m": 12_345.0} if decided else {},
        layer="drawn" if decided else None,
        snapshot=date(2024, 9, 10) if decided else None,
        tolerance={"distance_m": 500.0} if decided else {},
        by_layer=(LayerVerdict(layer="drawn", snapshot=date(2024, 9, 10), verdict=verdict),) if decided else (),
        sentence=f"Finding number {number}.",
    )


@pytest.fixture
def week() -> Report:
    """Give a report with a moving front line and six claims of every verdict."""
    return Report(generator="frontline-mapper test", frontlines=(moving_line(),), articles=(article_of(),))
