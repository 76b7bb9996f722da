"""The control areas that a report leans on: those of the days that its findings cite, and of each layer's last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo.records import FrontLine, Report, Snapshot

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedArea:
    """The ground of one side in one snapshot of a layer."""

    layer: FrontLine
    day: date
    side: str
    geometry: BaseGeometry
    """(Multi)Polygon in EPSG:4326 (lon, lat)."""


def cited_snapshots(report: Report) -> Iterator[tuple[FrontLine, Snapshot]]:
    """Yield each layer with the snapshots that findings cite and its last one, by day; layers in the report's order."""
    cited: dict[str, set[date]] = {}
    for reading in report.articles:
        for finding in reading.findings:
            pairs = [(one.layer, one.snapshot) for one in finding.by_layer]
            for layer, snapshot in [(finding.layer, finding.snapshot), *pairs]:
                if layer is not None and snapshot is not None:
                    cited.setdefault(layer, set()).add(snapshot)
    for line in report.frontlines:
        days = cited.get(line.name, set()) | {day for day in (line.last_day,) if day}
        yield from ((line, shown) for shown in line.snapshots if shown.day in days)


def dated_areas(report: Report) -> Iterator[DatedArea]:
    """Yield the areas of the cited snapshots, sides in the order of their names."""
    for line, snapshot in cited_snapshots(report):
        for side, area in sorted(snapshot.areas.items()):
            if not area.is_empty:
                yield DatedArea(layer=line, day=snapshot.day, side=side, geometry=area)
