"""Reports at the ends of what a page has to show: one claim, ten thousand in one village, the whole world, no days, four makers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from conftest import line_of
from shapely.geometry import LineString, Polygon, box

from geo.measure import sector
from geo.records import (
    Article,
    Claim,
    Expression,
    Finding,
    FrontLine,
    Holding,
    Mention,
    Pair,
    Place,
    PlaceRef,
    Reading,
    Report,
    Resolution,
    Snapshot,
    Speaker,
    When,
)

DAY = date(2024, 9, 10)
VERDICTS = ("supported", "partly", "contradicted", "no_data", "not_checkable")
LONG_WORD = "Oberkommandierendenhauptquartiersverwaltungsgebietserweiterung" * 3


@dataclass(frozen=True)
class Told:
    """A claim as short as it can be written: its words, where, how it stands, when, and who says it."""

    words: str
    place: Place | Expression | None = None
    verdict: str = "no_data"
    day: date | None = DAY
    source: str | None = "the staff"


def point(name: str, lon: float, lat: float, radius_m: float = 1500.0, **facts: Any) -> Place:
    """Return a settlement."""
    return Place(id=f"test:{name}", name=name, kind="city", lon=lon, lat=lat, radius_m=radius_m, **facts)


def reading_of(claims: Sequence[Told], **facts: Any) -> Reading:
    """Return an article made of claims, each of which is one of its sentences."""
    text = "\n".join(one.words for one in claims)
    told: dict[str, Any] = {"title": "Told", "language": "en", "published": DAY, "id": "a1"}
    grounds = {id(one.place): one.place for one in claims if one.place is not None}
    refs = {key: f"g{number}" for number, key in enumerate(grounds)}
    resolutions = tuple(
        Resolution(
            mention=Mention(id=refs[key], start=0, end=1, text=place.name), usage="literal", mapped=True, place=place
        )
        for key, place in grounds.items()
        if isinstance(place, Place)
    )
    expressions = tuple(place for place in grounds.values() if isinstance(place, Expression))
    refs |= {id(place): place.id for place in expressions}
    starts = [0]
    for one in claims:
        starts.append(starts[-1] + len(one.words) + 1)
    return Reading(
        article=Article(text=text, **{**told, **facts}),
        resolutions=resolutions,
        expressions=expressions,
        claims=tuple(_claim(n, one, starts[n], refs) for n, one in enumerate(claims)),
        findings=tuple(
            Finding(claim=f"c{n}", check="none", verdict=one.verdict, reason="vague", sentence=f"Finding number {n}.")
            for n, one in enumerate(claims)
        ),
    )


def _claim(number: int, told: Told, start: int, refs: dict[int, str]) -> Claim:
    when = When(from_day=told.day, to_day=told.day, granularity="day", anchor="explicit") if told.day else None
    return Claim(
        id=f"c{number}",
        start=start,
        end=start + len(told.words),
        quote=told.words,
        type="control",
        mode="hold",
        stance="asserted",
        polarity="+",
        certainty="CT",
        sources=(Speaker(name=told.source, role="military", side="UA"),) if told.source else (),
        where=() if told.place is None else (PlaceRef(ref=refs[id(told.place)], role="where"),),
        when=when,
    )


def one_claim() -> Report:
    """Return one claim and no front line."""
    claims = [Told("Pokrovsk has not fallen", point("Pokrovsk", 37.18, 48.28, 4000), "no_data")]
    return Report(generator="one claim", articles=(reading_of(claims),))


def one_village(count: int = 10_000) -> Report:
    """Return many claims about one village."""
    village = point("Robotyne", 35.84, 47.45)
    days = [DAY - timedelta(days=number % 300) for number in range(count)]
    claims = [Told(f"claim number {n} is made", village, VERDICTS[n % 5], days[n]) for n in range(count)]
    return Report(generator="one village", articles=(reading_of(claims),))


CITIES = (
    ("Suva", 178.44, -18.14),
    ("Apia", -171.77, -13.83),
    ("Wellington", 174.78, -41.29),
    ("Honolulu", -157.86, 21.31),
    ("Ushuaia", -68.3, -54.8),
    ("Longyearbyen", 15.65, 78.22),
    ("Cape Town", 18.42, -33.93),
    ("Anadyr", 177.5, 64.73),
    ("Tokyo", 139.69, 35.69),
    ("Washington", -77.04, 38.9),
    ("Kyiv", 30.52, 50.45),
)


def world() -> Report:
    """Return claims all over the world, on both sides of the antimeridian and far south."""
    claims = [
        Told(f"something happened in {name}", point(name, lon, lat), VERDICTS[n % 5])
        for n, (name, lon, lat) in enumerate(CITIES)
    ]
    return Report(generator="world", articles=(reading_of(claims),))


def pacific() -> Report:
    """Return claims on both sides of the antimeridian alone."""
    claims = [Told(f"a ship passed {name}", point(name, lon, lat)) for name, lon, lat in CITIES[:2]]
    return Report(generator="pacific", articles=(reading_of(claims),))


def scripts() -> Report:
    """Return long and unbroken words, and words written from right to left, in every field."""
    arabic = point("مدينة الاختبار الكبرى", 36.3, 33.5)
    hebrew = point("עיר הניסוי", 35.2, 32.8)
    cyrillic = point("Новоолександрівка-на-Осколі", 37.6, 49.6)
    endless = point(LONG_WORD, 39.0, 48.0)
    claims = [
        Told("قال المتحدث إن القوات دخلت المدينة يوم الثلاثاء (12 جنديا).", arabic, "supported", source="هيئة الأركان"),
        Told("הדובר אמר: 3 כפרים נכבשו.", hebrew, "contradicted", source="דובר הצבא"),
        Told(
            "Село не зайняте, сказав речник, попри ранкові повідомлення.", cyrillic, "partly", source="Генеральний штаб"
        ),
        Told("word after word " * 300, endless, source=LONG_WORD),
        Told(LONG_WORD * 4, endless, "supported", source="x"),
    ]
    told = reading_of(claims, title="تقرير من الجبهة: مدن وأيام", language="ar", publisher="وكالة الأنباء")
    return Report(generator="scripts", articles=(told, reading_of(claims[:1], id="a2", title=LONG_WORD)))


def no_days() -> Report:
    """Return claims of which nobody knows the day."""
    towns = [point("Pokrovsk", 37.18, 48.28), point("Toretsk", 37.85, 48.4)]
    claims = [Told(f"nobody knows when {n}", towns[n % 2], VERDICTS[n % 5], None) for n in range(6)]
    return Report(generator="no days", articles=(reading_of(claims, published=None),))


def unplaced() -> Report:
    """Return claims that lie nowhere."""
    claims = [Told(f"this was always the plan {n}", None, "not_checkable") for n in range(5)]
    return Report(generator="unplaced", articles=(reading_of(claims),))


FRONT = [(36.4, 46.9), (36.9, 47.8), (37.4, 48.3), (38.0, 48.8), (38.3, 49.6)]
EAST = [(40.2, 49.6), (39.9, 47.9), (38.2, 46.9)]


def held(shift: float) -> Polygon:
    """Return the ground east of a front that was moved by some degrees of longitude."""
    return Polygon([*((lon + shift * (1 + n / 3), lat) for n, (lon, lat) in enumerate(FRONT)), *EAST])


def single_snapshot() -> Report:
    """Return one day of one maker."""
    lines = (line_of({DAY: {"ru_held": held(0)}}),)
    return Report(generator="one snapshot", frontlines=lines, articles=(reading_of(front_claims()),))


def front_claims() -> list[Told]:
    """Return claims along the front: points, a wide ring, a region, a sector and a road."""
    road = LineString([(37.2, 48.3), (37.6, 48.5), (38.0, 48.6)])
    region = box(36.6, 46.95, 39.0, 49.2)
    grounds: list[Place | Expression] = [
        point("Pokrovsk", 37.18, 48.28, 4000),
        point("Toretsk", 37.85, 48.4, 3000),
        point("Velyka Novosilka", 36.84, 47.84, 12_000),
        Place(
            id="test:region",
            name="Donetsk Oblast",
            kind="region",
            lon=37.8,
            lat=48.0,
            radius_m=120_000,
            geometry="polygon",
            shape=region,
        ),
        Place(
            id="test:road",
            name="road T0504",
            kind="road",
            lon=37.6,
            lat=48.5,
            radius_m=40_000,
            geometry="line",
            shape=road,
        ),
        sector_of("20 km north-west of Toretsk", 37.85, 48.4, 20_000, 315),
    ]
    return [
        Told(f"claim {n} about the front", ground, VERDICTS[n % 5], DAY - timedelta(days=n))
        for n, ground in enumerate(grounds * 2)
    ]


def sector_of(text: str, lon: float, lat: float, metres: float, bearing_deg: float) -> Expression:
    """Return a described area, some metres from a point in some direction."""
    shape = sector(lon, lat, low_m=0.8 * metres, high_m=1.2 * metres, bearing_deg=bearing_deg, half_width_deg=22.5)
    return Expression(
        id=f"e:{text}",
        start=0,
        end=1,
        text=text,
        relation="direction",
        ground=None,
        distance_m=metres,
        bearing_deg=bearing_deg,
        geometry=shape,
    )


MAKERS = (
    "The Institute for the Study of Moving Lines",
    "deepline-daily-geojson/snapshots",
    "A map maker with a name that is longer than a legend is wide, and its second office",
    "Settlement Watch",
)


def four_makers(makers: Iterable[str] = MAKERS) -> Report:
    """Return as many makers as are named, who disagree, the last of whom tells settlements alone."""
    *drawing, last = makers
    days = [DAY - timedelta(days=10), DAY]
    lines: list[FrontLine] = [
        line_of(
            {day: {"ru_held": held(0.3 * n + 0.02 * at)} for at, day in enumerate(days)}, name=f"layer {n}", maker=maker
        )
        for n, maker in enumerate(drawing)
    ]
    lines.append(settlements(last))
    return Report(generator="four makers", frontlines=tuple(lines), articles=(reading_of(front_claims()),))


def settlements(maker: str = "Settlement Watch") -> FrontLine:
    """Return a layer of settlements, some of which changed hands between two days."""
    before, rows = DAY - timedelta(days=20), []
    for number in range(24):
        lon, lat = 36.9 + 0.25 * (number % 6), 47.4 + 0.4 * (number // 6)
        told = {"place": f"Village {number}", "lon": lon, "lat": lat, "radius_m": 3000.0, "source": "a digest"}
        if number % 5 == 0:
            rows += [
                Holding(side="ua_held", from_day=before, to_day=DAY - timedelta(days=8), **told),
                Holding(side="ru_held", from_day=DAY - timedelta(days=7), to_day=None, **told),
            ]
        else:
            rows.append(Holding(side="ru_held" if lon > 37.4 else "ua_held", from_day=before, to_day=None, **told))
    snapshots = tuple(
        Snapshot(
            day=day, basis="field", holdings=tuple(row for row in rows if row.from_day <= day <= (row.to_day or day))
        )
        for day in (before, DAY)
    )
    return replace(line_of({}, name="settlements", maker=maker), sides=("ru_held", "ua_held"), snapshots=snapshots)


def compared_settlements() -> Report:
    """Return a layer of settlements alone."""
    return Report(generator="settlements", frontlines=(settlements(),), articles=(reading_of(front_claims()[:3]),))


def contradicting() -> Report:
    """Return two articles that say opposite things of one village."""
    village = point("Robotyne", 35.84, 47.45)
    says = [Told("Robotyne was taken by the brigade", village, "contradicted", source="the brigade")]
    denies = [Told("Robotyne was not taken by anyone", village, "supported", source="the mayor")]
    pair = Pair(
        a=("a1#c0",),
        b=("a2#c0",),
        relation="conflict",
        aspect="control",
        sentence="One says taken, the other not taken.",
    )
    readings = (reading_of(says, title="It was taken"), reading_of(denies, id="a2", title="It was not taken"))
    return Report(generator="contradicting", articles=readings, pairs=(pair,))


def crowd(count: int = 300) -> Report:
    """Return claims about many towns close together, so that they gather in clusters."""
    towns = [
        point(
            f"Town {n}",
            37.5 + 1.2 * math.cos(n * 2.4) * math.sqrt(n / 60),
            48.4 + 0.8 * math.sin(n * 2.4) * math.sqrt(n / 60),
        )
        for n in range(60)
    ]
    claims = [Told(f"claim {n} of the crowd", towns[(n * n) % 60], VERDICTS[n % 5]) for n in range(count)]
    return Report(generator="crowd", articles=(reading_of(claims),))


REPORTS = {
    report.__name__: report
    for report in (
        one_claim,
        one_village,
        world,
        pacific,
        scripts,
        no_days,
        unplaced,
        single_snapshot,
        four_makers,
        compared_settlements,
        contradicting,
        crowd,
    )
}
