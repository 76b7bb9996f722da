"""The figures of the checks: a thousand claims against five layers that are open, beside a plain loop over polygons in a plane."""

from __future__ import annotations

import random
import warnings
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas
import shapely
from rich.console import Console
from rich.table import Table
from shapely.geometry import box

from geo.checks import check_claims
from geo.control.ground import disc_radius_m
from geo.frontline import read_frontline, settlement_timeline
from geo.gazetteer import open_gazetteer
from geo.pipeline import run
from geo.records import (
    Actor,
    Article,
    Claim,
    Coverage,
    Finding,
    FrontLine,
    Mention,
    Place,
    PlaceRef,
    Quantity,
    Reading,
    Resolution,
    Snapshot,
    When,
)
from tests.benchmarks.main import TABLE_WIDTH
from tests.clock import processor_seconds

DATASETS = Path(__file__).resolve().parents[3] / "shared" / "datasets"
LAYERS = ("deepstate-daily", "deepstate-raw", "uacontrolmap-owlmaps", "nzz-liveuamap")
CLAIMS = 1_000
AIM_S = 10.0
SEED = 20_240_806
FIRST, DAYS = date(2024, 8, 6), 365
TOWNS = (
    "Pokrovsk Myrnohrad Selydove Kurakhove Toretsk Avdiivka Bakhmut Vuhledar Lyman Kupiansk Kramatorsk Sloviansk "
    "Kostiantynivka Dobropillia Siversk Donetsk Horlivka Makiivka Mariupol Melitopol Tokmak Polohy Orikhiv Huliaipole "
    "Zaporizhzhia Kherson Enerhodar Sievierodonetsk Lysychansk Rubizhne Luhansk Vovchansk Kharkiv Izium Sumy Sudzha "
    "Rylsk Kursk Belgorod Shebekino Robotyne Velyka_Novosilka Chasiv_Yar Krasnohorivka Marinka Ocheretyne Novohrodivka "
    "Hirnyk Ukrainsk Rodynske"
).split()
REGIONS = ("Donetsk Oblast", "Luhansk Oblast", "Zaporizhzhia Oblast", "Kherson Oblast", "Kharkiv Oblast")
_KINDS = ("hold", "hold", "capture", "capture", "lost", "area", "gain", "trend", "encircle", "predicted")
_QUOTES = {"trend": "It is advancing faster and faster.", "encircle": "It is surrounded."}
_TYPES = {"capture": "change", "predicted": "change", "gain": "change", "trend": "change", "encircle": "encirclement"}
_MODES = {"area": "hold", "predicted": "capture", "trend": "advance"}
_EQUAL_AREA = "EPSG:6933"


def print_figures() -> None:
    """Print one table of the figures."""
    warnings.simplefilter("ignore")
    layers = open_layers()
    reading = claims_of(CLAIMS)
    for front in layers:  # what opening leaves for later is no part of the checks
        front.at(FIRST + timedelta(days=1))
    plain = processor_seconds(lambda: plainly(reading, layers))
    findings: list[Finding] = []
    first = processor_seconds(lambda: findings.extend(check_claims(reading, layers)))
    again = processor_seconds(lambda: check_claims(reading, layers))
    whole = processor_seconds(lambda: run([], layers, claims=[reading]))
    table = Table("figure", "processor seconds", "aim", title=f"{CLAIMS:,} claims, {len(layers)} layers open")
    table.add_row("a plain loop: each town's disc cut with each map of the day, shares only", f"{plain:.2f}", "")
    table.add_row("check_claims, first time", f"{first:.2f}", f"{AIM_S:.0f}")
    table.add_row("check_claims, again", f"{again:.2f}", f"{AIM_S:.0f}")
    table.add_row("geo.run on the same claims", f"{whole:.2f}", f"{AIM_S:.0f}")
    counts = Counter(finding.check for finding in findings)
    table.caption = ", ".join(f"{count} {check}" for check, count in counts.most_common())
    Console(width=TABLE_WIDTH).print(table)


def open_layers() -> tuple[FrontLine, ...]:
    """Return five layers: real ones where they are at hand, others made up in their place, and the timeline that ships."""
    real = [read_frontline(DATASETS / name) for name in LAYERS if (DATASETS / name).is_dir()]
    made = [_made_up(f"made up {number}") for number in range(len(LAYERS) - len(real))]
    return (*real, *made, settlement_timeline())


def claims_of(count: int) -> Reading:
    """Return a reading of claims that are made up, over real towns, regions and days; the same each time."""
    chance = random.Random(SEED)  # noqa: S311  no secret
    gazetteer = open_gazetteer()
    towns, regions = _named([name.replace("_", " ") for name in TOWNS], "city"), _named(REGIONS, "region")
    places = [gazetteer.shaped(place) for place in (*towns, *regions)]
    mentions = [Mention(id=f"m{n}", start=0, end=2, text="It") for n in range(len(places))]
    quantities = tuple(_area(f"q{n}", chance.uniform(500, 30_000)) for n in range(count))
    claims = []
    for number in range(count):
        kind = chance.choice(_KINDS)
        in_region = kind in ("area", "gain")
        at = len(towns) + chance.randrange(len(regions)) if in_region else chance.randrange(len(towns))
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        claims.append(_claim(number, kind, mentions[at].id, day, chance.choice(("RU", "UA"))))
    return Reading(
        article=Article(text="It is said so.", published=FIRST + timedelta(days=DAYS)),
        resolutions=tuple(
            Resolution(mention=m, usage="literal", mapped=True, place=p) for m, p in zip(mentions, places, strict=True)
        ),
        quantities=quantities,
        claims=tuple(claims),
    )


def plainly(reading: Reading, layers: Sequence[FrontLine]) -> list[float]:
    """Return the shares that a loop over claims and layers gives: geopandas to project, shapely to cut, nothing kept."""
    places = {one.mention.id: one.place for one in reading.resolutions if one.place is not None}
    shares = []
    for claim in reading.claims:
        place, day = places[claim.where[0].ref], claim.when.from_day if claim.when else None
        for front in layers:
            snapshot = front.at(day) if day else None
            held = (
                []
                if snapshot is None
                else [snapshot.areas[s] for s in ("ru_held", "pre2022_ru") if s in snapshot.areas]
            )
            if not held:
                continue
            ground = place.shape if place.shape is not None else _plain_disc(place)
            flat = geopandas.GeoSeries([ground], crs="EPSG:4326").to_crs(_EQUAL_AREA)[0]
            own = shapely.union_all(list(geopandas.GeoSeries(held, crs="EPSG:4326").to_crs(_EQUAL_AREA)))
            shares.append(shapely.area(flat.intersection(own)) / shapely.area(flat))
    return shares


def _plain_disc(place: Place) -> Any:
    point = geopandas.GeoSeries([shapely.Point(place.lon, place.lat)], crs="EPSG:4326").to_crs("EPSG:32637")
    return point.buffer(disc_radius_m(place)).to_crs("EPSG:4326")[0]


def _claim(number: int, kind: str, ref: str, day: date, side: str) -> Claim:
    quote = _QUOTES.get(kind, "It is so.")
    first = day - timedelta(days=30) if kind in ("gain", "trend") else day
    return Claim(
        id=f"c{number}",
        start=0,
        end=len(quote),
        quote=quote,
        type=_TYPES.get(kind, "control"),
        mode=_MODES.get(kind, kind),
        stance="predicted" if kind == "predicted" else "reported",
        polarity="+",
        certainty="CT",
        sources=(),
        actors=(Actor(side=side, name=side, role="agent"),),
        where=(PlaceRef(ref=ref, role="where"),),
        when=When(from_day=first, to_day=day, granularity="day" if first == day else "span", anchor="explicit"),
        quantities=(f"q{number}",) if kind in ("area", "gain") else (),
    )


def _area(key: str, km2: float) -> Quantity:
    text, said = f"{km2:,.0f} square km", round(km2)
    return Quantity(
        id=key, start=0, end=len(text), text=text, value=said, unit="km2", si=said * 1e6, si_unit="m2",
        low=None, high=None,
    )  # fmt: skip


def _named(names: Sequence[str], kind: str) -> list[Place]:
    """Return the largest place of each name in the two countries; names that are not there are left out."""
    known = open_gazetteer()
    found = [
        [place for place in known.look_up(name, kind=kind, limit=10) if place.country in ("UA", "RU")] for name in names
    ]
    return [places[0] for places in found if places]


def _made_up(name: str) -> FrontLine:
    days = [FIRST + timedelta(days=n) for n in range(DAYS + 1)]
    snapshots = [
        Snapshot(day=day, basis="field", areas={"ru_held": box(37.8 - n / 1_000, 46, 40.2, 50.1)})
        for n, day in enumerate(days)
    ]
    return FrontLine(
        name=name, maker="the benchmark", licence="CC0-1.0", attribution="made up", sides=("ru_held",),
        coverage=Coverage(text="a box", area=box(22, 44, 41, 52.5), other_side="ua_held"), snapshots=tuple(snapshots),
    )  # fmt: skip
