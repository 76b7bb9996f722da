"""What tables state, row by row -> a front line: snapshots by day, statements that contradict each other set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

import shapely
from shapely.geometry.base import BaseGeometry

from geo.frontline.covered import DRAWN_ONLY
from geo.frontline.geojson import polygonal
from geo.frontline.holdings import change_days, held_on
from geo.frontline.sidecar import Description
from geo.frontline.tables import told
from geo.records import Coverage, FrontLine, Holding, Snapshot

_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Read:
    """What the rows of some files gave: settlements, ground by day and side, and doubts."""

    holdings: list[Holding] = field(default_factory=list)
    ground: dict[tuple[date, str], list[BaseGeometry]] = field(default_factory=lambda: defaultdict(list))
    doubts: list[str] = field(default_factory=list)
    periods: bool = False


def front_line_of(about: Description, found: Read) -> FrontLine:
    """Return what was read as a front line: a snapshot for each day stated, or for each change where rows give periods."""
    holdings, contradictions = _settled(found.holdings)
    snapshots = _snapshots(holdings, found)
    places = {(holding.place, holding.lon, holding.lat) for holding in holdings}
    named = Coverage(text=f"the {len(places):,} settlements it names, on the days it states")
    return FrontLine(
        name=about.name,
        maker=about.maker,
        licence=about.licence,
        attribution=about.attribution or about.maker,
        url=about.url,
        sides=tuple(sorted({h.side for h in holdings} | {side for _, side in found.ground})),
        coverage=about.coverage or (DRAWN_ONLY if found.ground else named),
        snapshots=snapshots,
        max_age_days=None if found.periods else about.max_age_days,
        warnings=(*about.warnings, *found.doubts, *contradictions),
    )


def _snapshots(holdings: Sequence[Holding], found: Read) -> tuple[Snapshot, ...]:
    stated = set(change_days(holdings)) if found.periods else {holding.from_day for holding in holdings}
    days = sorted(stated | {day for day, _ in found.ground})
    snapshots = []
    for day, held in zip(days, held_on(holdings, days), strict=True):
        drawn = sorted((side, parts) for (other, side), parts in found.ground.items() if other == day)
        areas = {side: polygonal(shapely.union_all(parts)) for side, parts in drawn}
        snapshots.append(
            Snapshot(day=day, basis="period" if found.periods else "field", areas=areas, holdings=held if held else ())
        )
    return tuple(snapshots)


def _settled(holdings: Iterable[Holding]) -> tuple[list[Holding], list[str]]:
    """Return the statements without those that contradict each other, and words for these.

    A source's statement without an end holds until its next one of the same place. Two of one day that differ cancel out.
    """
    kept: list[Holding] = []
    faults: list[str] = []
    ordered = sorted(dict.fromkeys(holdings), key=_whose)
    for _, rows in groupby(ordered, key=lambda h: _whose(h)[:3]):
        days = [list(same) for _, same in groupby(rows, key=lambda h: h.from_day)]
        for same, later in zip(days, [*days[1:], None], strict=True):
            if len({holding.side for holding in same}) > 1:
                names = " and ".join(dict.fromkeys(f"{h.place[:40]} ({h.side})" for h in same))
                faults.append(f"{names} stand at one point on {same[0].from_day}; left out")
                continue
            kept += [_ended(holding, later[0].from_day if later else None) for holding in _one_a_name(same)]
    return kept, told(faults, "points with contradicting rows were left out")


def _one_a_name(same: Iterable[Holding]) -> Iterable[Holding]:
    return {holding.place: holding for holding in same}.values()


def _whose(holding: Holding) -> tuple[float, float, str, date]:
    return holding.lon, holding.lat, holding.source, holding.from_day


def _ended(holding: Holding, later: date | None) -> Holding:
    if later is None or (holding.to_day is not None and holding.to_day < later):
        return holding
    return replace(holding, to_day=later - _ONE_DAY)
