"""The control areas that go with a report: those of the days its findings cite, of the span its claims touch, or all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from geo.errors import RecordError
from geo.records import FrontLine, Report, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Days = Literal["cited", "span", "all"]
"""Which snapshots of a front line go into a file: those that findings cite, with its last one; those from the first to the last day
that articles, claims and findings name, with the one before; or all."""
WORDS = {
    "cited": "the days that findings cite, and the last",
    "span": "every day from the first to the last that the claims name, and the last",
    "all": "every day",
}
"""What each choice of days holds, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedArea:
    """The ground of one side in one snapshot of a layer."""

    layer: FrontLine
    day: date
    side: str
    geometry: BaseGeometry
    """(Multi)Polygon in EPSG:4326 (lon, lat)."""


def chosen_snapshots(report: Report, days: Days = "cited") -> Iterator[tuple[FrontLine, Snapshot]]:
    """Yield each layer with the snapshots of some days, by day; layers in the report's order.

    Raises
    ------
    RecordError
        `days` is none of the three.
    """
    if days not in get_args(Days):
        raise RecordError(f"days is {days!r:.40}; choose one of: {', '.join(get_args(Days))}.")
    cited = _cited(report)
    first, last = _span(report)
    for line in report.frontlines:
        wanted = cited.get(line.name, set()) | {day for day in (line.last_day,) if day}
        if days == "span" and first is not None and last is not None:
            # What stood on the first day is what the snapshot before it shows.
            before = line.at(first)
            wanted |= {shown.day for shown in line.snapshots if first <= shown.day <= last}
            wanted |= {before.day} if before else set()
        yield from ((line, shown) for shown in line.snapshots if days == "all" or shown.day in wanted)


def dated_areas(report: Report, days: Days = "cited") -> Iterator[DatedArea]:
    """Yield the areas of the chosen snapshots, sides in the order of their names."""
    for line, snapshot in chosen_snapshots(report, days):
        for side, area in sorted(snapshot.areas.items()):
            if not area.is_empty:
                yield DatedArea(layer=line, day=snapshot.day, side=side, geometry=area)


def days_told(report: Report, days: Days = "cited") -> dict[str, str]:
    """Return for each layer, in words, which of its days are held: "14 of 769 days, 2024-08-06 to 2026-08-22: …"."""
    held: dict[str, list[date]] = {line.name: [] for line in report.frontlines}
    for line, snapshot in chosen_snapshots(report, days):
        held[line.name].append(snapshot.day)
    return {line.name: _told(line, held[line.name], days) for line in report.frontlines}


def _told(line: FrontLine, held: list[date], days: Days) -> str:
    if not held:
        return "no day"
    return f"{len(held):,} of {len(line.snapshots):,} days, {held[0]} to {held[-1]}: {WORDS[days]}"


def _cited(report: Report) -> dict[str, set[date]]:
    cited: dict[str, set[date]] = {}
    for reading in report.articles:
        for finding in reading.findings:
            pairs = [(one.layer, one.snapshot) for one in finding.by_layer]
            for layer, snapshot in [(finding.layer, finding.snapshot), *pairs]:
                if layer is not None and snapshot is not None:
                    cited.setdefault(layer, set()).add(snapshot)
    return cited


def _span(report: Report) -> tuple[date | None, date | None]:
    """The first and the last day that articles, claims and findings name."""
    days: set[date | None] = {day for dated in _cited(report).values() for day in dated}
    for reading in report.articles:
        days.add(reading.article.published)
        for claim in reading.claims:
            days |= {claim.when.from_day, claim.when.to_day} if claim.when else set()
    known = [day for day in days if day is not None]
    return (min(known), max(known)) if known else (None, None)
