"""What every test may lean on: the material beside the repository, a small report made by hand, and no silent skips in CI."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from shapely.geometry import box

import geo
from geo.gazetteer import open_gazetteer
from geo.records import (
    Actor,
    Article,
    Claim,
    Coverage,
    Expression,
    Finding,
    FrontLine,
    LayerVerdict,
    Mention,
    Pair,
    Place,
    PlaceRef,
    Quantity,
    Reading,
    Report,
    Resolution,
    Section,
    Snapshot,
    Speaker,
    TimeSpan,
    When,
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# What a skip may lack on a reader's machine, but never where the project tests itself.
DEMANDED_IN_CI = re.compile(r"shared|chromium|hatchling", re.IGNORECASE)
# A slow machine is no fault of the code under test.
settings.register_profile("frontline", deadline=None)
settings.load_profile("frontline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer have the finished example pages and pictures drawn again."""
    parser.addoption("--update-maps", action="store_true", help="draw maps/ and tests/browser/*.png again")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Draw the pages before their pictures are taken."""
    if config.getoption("--update-maps"):
        items.sort(key=lambda item: item.path.name != "test_maps.py")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of reference material beside the repository, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the reference material ../shared is not here")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def own_layers(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Keep the layers that a developer has added to the gazetteer out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FRONTLINE_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session", autouse=True)
def index(own_layers: None) -> None:  # noqa: ARG001  the layers are set aside before the index is opened
    """Have the gazetteer's index ready in the user's own cache, built at most once a session, whatever was there before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.SourceWarning)
        open_gazetteer().close()


@pytest.fixture(scope="session")
def sample_report() -> geo.Report:
    """Give the report of the sample that ships."""
    return geo.run()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let a test fail in CI that is skipped for want of something CI must have."""
    report = yield
    if report.skipped and os.environ.get("CI") and DEMANDED_IN_CI.search(str(report.longrepr)):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be skipped in CI: {report.longrepr}"
    return report


SUDZHA = Place(
    id="geonames:485239",
    name="Sudzha",
    kind="city",
    lon=35.272222222222,
    lat=51.190833333333,
    radius_m=2500.0,
    country="RU",
    admin1="Kursk Oblast",
    population=5127,
)
KURSK_OBLAST = Place(
    id="ne:RU-KRS",
    name="Kursk Oblast",
    kind="region",
    lon=36.1,
    lat=51.7,
    radius_m=120_000.0,
    country="RU",
    geometry="polygon",
    shape=box(34.1, 50.9, 38.5, 52.4),
)
TEXT = "=Kyiv said its forces entered Sudzha in the Kursk region on 6 August 2024. They stood 50 km north-east of Sumy."


def _span(words: str, start: int = 0) -> dict[str, Any]:
    at = TEXT.index(words, start)
    return {"start": at, "end": at + len(words), "text": words}


@pytest.fixture
def report() -> Report:
    """Give a report made by hand: two articles, one empty; two claims, one of them placed by an expression."""
    first, second = TEXT.split(". ")
    article = Article(
        text=TEXT,
        source="news.txt",
        title="@News",
        language="en",
        published=date(2024, 9, 10),
        sections=(Section(start=0, end=len(TEXT), kind="body"),),
    )
    mentions = [
        Mention(id="m1", **_span("Sudzha")),
        Mention(id="m2", **_span("Kursk"), full=(44, 56)),
        Mention(id="m3", **_span("Kyiv"), usage="metonymic", mapped=False),
    ]
    places = [SUDZHA, KURSK_OBLAST, None]
    claims = (
        Claim(
            id="c1",
            start=0,
            end=len(first),
            quote=first,
            type="change",
            mode="border_crossing",
            stance="claimed",
            polarity="+",
            certainty="CT",
            sources=(Speaker(name=None, role="author"), Speaker(name="Kyiv", role="official", side="UA")),
            actors=(Actor(side="UA", name="Kyiv", role="agent"),),
            where=(PlaceRef(ref="m2", role="whole"), PlaceRef(ref="m1", role="target", relation="into")),
            when=When(from_day=date(2024, 8, 6), to_day=date(2024, 8, 6), granularity="day", anchor="explicit"),
            times=("t1",),
            salience=1,
        ),
        Claim(
            id="c2",
            start=len(first) + 2,
            end=len(TEXT),
            quote=second,
            type="position",
            mode="presence",
            stance="asserted",
            polarity="+",
            certainty="CT",
            sources=(Speaker(name=None, role="author"),),
            where=(PlaceRef(ref="x1", role="where"),),
            quantities=("q1",),
        ),
    )
    finding = Finding(
        claim="c1",
        check="control_at",
        verdict="no_data",
        reason="no_layer",
        figures={"share": 1 / 3},
        layer="drawn",
        snapshot=date(2024, 8, 6),
        by_layer=(LayerVerdict(layer="drawn", snapshot=date(2024, 8, 6), verdict="no_data"),),
        sentence="Outside what the layer covers.",
    )
    reading = Reading(
        article=article,
        resolutions=tuple(
            Resolution(
                mention=m, usage=m.usage, mapped=m.mapped, place=p, score=0.9 if p else None, reason="made by hand"
            )
            for m, p in zip(mentions, places, strict=True)
        ),
        expressions=(
            Expression(
                id="x1",
                **_span("50 km north-east of Sumy"),
                relation="offset",
                ground=None,
                distance_m=50_000.0,
                bearing_deg=45.0,
                geometry=box(35.2, 51.1, 35.4, 51.3),
            ),
        ),
        times=(
            TimeSpan(
                id="t1", **_span("6 August 2024"), from_day=date(2024, 8, 6), to_day=date(2024, 8, 6), anchor="explicit"
            ),
        ),
        quantities=(
            Quantity(
                id="q1", **_span("50 km"), value=50, unit="km", si=50_000.0, si_unit="m", low=45_000.0, high=55_000.0
            ),
        ),
        claims=claims,
        findings=(finding,),
    )
    line = FrontLine(
        name="drawn",
        maker="The tests",
        licence="CC0-1.0",
        attribution="drawn by hand",
        sides=("ru_held",),
        coverage=Coverage(text="a box", area=box(30, 45, 40, 50)),
        snapshots=(Snapshot(day=date(2024, 8, 6), basis="file name", areas={"ru_held": box(37, 47, 38, 48)}),),
    )
    return Report(
        generator="frontline-mapper test",
        frontlines=(line,),
        articles=(reading, Reading(article=Article(text="Nothing here.", extracted=True))),
        pairs=(Pair(a=("a#c1",), b=("b#c1",), relation="differ", aspect="area", sentence="1 km² against 2 km²."),),
        warnings=(("news.txt", "a doubt"),),
    )
