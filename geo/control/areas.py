"""Areas held, day by day, everywhere or in a region, and what changed between two days."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geo.boundaries import read_boundaries
from geo.control.ground import covered_areas, demand_areas, is_shown, statuses_of
from geo.control.memory import kept, mark_of
from geo.control.points import ground_of
from geo.errors import FrontLineError
from geo.measure import area_km2, polygons_in
from geo.records import Change, Coverage, FrontLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DRAWN_FROM_KM2 = 0.01
"""A hectare: smaller pieces of a change are drawn only if they are wide enough."""
DRAWN_FROM_WIDTH_M = 25.0
"""Mean width, twice the area by the perimeter, from which a small piece is drawn; thinner ones are two drawings of one edge."""
UNKNOWN = "ignore"
"""Drawn with a status that the dataset's reader does not know."""
_GEOD = Geod(ellps="WGS84")
COVERED_FROM = 0.5
"""Share of a region that a dataset must speak about to be asked for areas in it; outlines from elsewhere take in sea and slivers."""
COLUMNS = ("layer", "region", "side", "day", "km2", "covered")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """What a side gained and lost between two days, as one dataset shows it."""

    layer: str
    side: str
    region: str | None
    first: date
    """Day of the snapshot that stands for the earlier day."""
    last: date
    """Day of the snapshot that stands for the later day."""
    before_km2: float
    after_km2: float
    gained_km2: float
    """Gross: all pieces, slivers included."""
    lost_km2: float
    unknown_km2: float = 0.0
    """Ground of the side on one of the days whose status is unknown on the other: neither gained nor lost."""
    gained: tuple[BaseGeometry, ...] = field(repr=False)
    """Pieces worth drawing, largest first, polygons in EPSG:4326 (lon, lat)."""
    lost: tuple[BaseGeometry, ...] = field(repr=False)

    def facts(self) -> dict[str, Any]:
        """Return the figures as plain values, for JSON; the pieces are counted."""
        figures = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("gained", "lost")}
        return {
            **{name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()},
            "net_km2": round(self.net_km2, 4),
            "pieces_gained": len(self.gained),
            "pieces_lost": len(self.lost),
        }

    def features(self) -> list[dict[str, Any]]:
        """Return the pieces worth drawing as GeoJSON features, RFC 7946, with their km²."""
        return [
            {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(shapely.orient_polygons(piece)),
                "properties": {
                    "layer": self.layer,
                    "side": self.side,
                    "change": change,
                    "first": self.first,
                    "last": self.last,
                    "km2": round(area_km2(piece), 4),
                },
            }
            for change, pieces in (("gained", self.gained), ("lost", self.lost))
            for piece in pieces
        ]

    @property
    def net_km2(self) -> float:
        """What was gained less what was lost: the difference of the two days, but for ground of unknown status."""
        return self.gained_km2 - self.lost_km2


def held_areas(
    front: FrontLine,
    *,
    side: str = "RU",
    region: BaseGeometry | None = None,
    region_name: str | None = None,
    by_oblast: bool = False,
    first_day: date | None = None,
    last_day: date | None = None,
) -> pd.DataFrame:
    """Return the km² that a side holds in each snapshot, one row a snapshot.

    With `by_oblast`, one row a snapshot and division.

    Parameters
    ----------
    side
        RU, UA, or one status.
    region
        Polygonal geometry in EPSG:4326 (lon, lat); None for all that the dataset draws.
    region_name
        What stands in the column `region`.
    by_oblast
        A row for each first-level division in which the side holds something on any day, instead of for the whole.
    first_day, last_day
        Days to begin and end with; None for the dataset's own.

    Returns
    -------
    pandas.DataFrame
        Columns layer, region, side, day, km2, covered, by region and day. `covered` is the share of the region that the dataset
        speaks about, for which the figure is; below a half km2 is NaN. It is NaN without a region or a stated coverage.

    Raises
    ------
    FrontLineError
        The days are in the wrong order, or the dataset draws no areas or does not map the side.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> from geo.records import Coverage, Snapshot
    >>> drawn = Snapshot(day=date(2024, 5, 1), basis="file name", areas={"ru_held": box(37, 47, 38, 48)})
    >>> front = FrontLine(name="x", maker="", licence="", attribution="", sides=("ru_held",),
    ...     coverage=Coverage(text=""), snapshots=(drawn,))
    >>> [round(km2) for km2 in held_areas(front)["km2"]]
    [8376]
    """
    demand_areas(front)
    if first_day is not None and last_day is not None:
        _demand_order(first_day, last_day)
    days = [snapshot.day for snapshot in front.snapshots]
    kept = np.array([(first_day is None or day >= first_day) and (last_day is None or day <= last_day) for day in days])
    regions: Mapping[str | None, BaseGeometry | None] = {region_name: region}
    if by_oblast:
        regions = _divisions(front, region)
    tables = []
    for name, shape in regions.items():
        km2 = side_daily_km2(front, side, shape)
        if by_oblast and not np.nan_to_num(km2).any():
            continue
        covered = np.nan if shape is None else covered_share(front, shape)
        table = {"layer": front.name, "region": name, "side": side, "day": days, "km2": km2, "covered": covered}
        tables.append(pd.DataFrame(table, columns=list(COLUMNS))[kept])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def side_daily_km2(front: FrontLine, side: str, region: BaseGeometry | None = None) -> NDArray[np.float64]:
    """Return the km² of a side in each snapshot, drawn or left undrawn where the dataset counts that to the side.

    Parameters
    ----------
    region
        Polygonal geometry in EPSG:4326 (lon, lat). None for all that is drawn, and what is left undrawn of the dataset's main
        coverage: further ground that it came to speak of later would look like a gain.

    Returns
    -------
    numpy.ndarray
        One figure a snapshot, for the part of the region that the dataset speaks about; NaN where that is less than half.

    Raises
    ------
    FrontLineError
        The dataset draws no areas or does not map the side.
    """
    _demand_shown(front, side)
    # A copy: what is kept must not be changed by whoever asks.
    return kept(front, ("daily", side, mark_of(region)), lambda: _side_daily_km2(front, side, region)).copy()


def _side_daily_km2(front: FrontLine, side: str, region: BaseGeometry | None) -> NDArray[np.float64]:
    ground = ground_of(front)
    wanted = statuses_of(side)
    whole = np.array(ground.daily_km2(wanted, region), dtype=float)
    for part, area in _open_parts(front, wanted, region):
        undrawn = area_km2(area) - ground.daily_km2(front.sides, area)
        whole += np.where(_speaks(front, part), undrawn, 0.0)
    if region is not None:
        whole[covered_share(front, region) < COVERED_FROM] = np.nan
    return whole


def _open_parts(
    front: FrontLine, wanted: Sequence[str], region: BaseGeometry | None
) -> list[tuple[Coverage, BaseGeometry]]:
    """Return the parts of the coverage whose undrawn ground counts to a side, and what of them lies in a region."""
    parts = front.coverage.on(None) if region is not None else (front.coverage,)
    return [
        (part, part.area if region is None else _polygonal(shapely.intersection(region, part.area)))
        for part in parts
        if part.area is not None and part.other_side in wanted
    ]


def _speaks(front: FrontLine, part: Coverage) -> NDArray[np.bool_]:
    """Return for each snapshot whether the dataset speaks about a part of its coverage."""
    days = (part in front.coverage.on(snapshot.day) for snapshot in front.snapshots)
    return kept(front, ("speaks", id(part)), lambda: np.array(list(days), dtype=bool))


def covered_share(front: FrontLine, region: BaseGeometry) -> NDArray[np.float64]:
    """Return for each snapshot the share, 0 to 1, of a region (EPSG:4326) that the dataset speaks about.

    A dataset that does not say what it covers speaks about what it draws, and no share can be told: NaN.
    """
    if front.coverage.area is None:
        return np.full(len(front.snapshots), np.nan)
    return kept(front, ("covered", mark_of(region)), lambda: _covered_share(front, region)).copy()


def _covered_share(front: FrontLine, region: BaseGeometry) -> NDArray[np.float64]:
    covered = np.zeros(len(front.snapshots))
    for part in front.coverage.on(None):
        if part.area is not None:
            covered += np.where(_speaks(front, part), area_km2(_polygonal(region.intersection(part.area))), 0.0)
    # Parts may overlap by slivers along a border they share.
    share: NDArray[np.float64] = np.minimum(covered / area_km2(region), 1.0)
    return share


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.MultiPolygon(list(polygons_in(geometry)))


def compare_days(
    front: FrontLine,
    first_day: date,
    last_day: date,
    *,
    side: str = "RU",
    region: BaseGeometry | None = None,
    region_name: str | None = None,
    max_age_days: int | None = None,
) -> DayChange:
    """Return what a side gained and lost from one day to another.

    Parameters
    ----------
    first_day, last_day
        Each is answered by the newest snapshot on or before it.
    side
        RU, UA, or one status.
    region
        Polygonal geometry in EPSG:4326 (lon, lat); None for all that the dataset draws.

    Raises
    ------
    FrontLineError
        The days are in the wrong order, a day has no snapshot, or the dataset does not map the side.

    Notes
    -----
    Totals count every piece. Pieces under a hectare that are thinner than 25 m on average are not drawn: they were measured as
    76 % of the pieces and 0.03 % of the area of day-to-day changes, and come from drawing the same edge twice. Ground whose status
    is unknown on one of the days has not changed hands as far as anybody can tell: a renamed style is no liberation.
    """
    _demand_shown(front, side)
    _demand_order(first_day, last_day)
    numbers = []
    for day in (first_day, last_day):
        number = front.number_at(day, max_age_days=max_age_days)
        if number is None:
            raise FrontLineError(
                f"{front.name} has no snapshot on or shortly before {day}; it reaches from {front.first_day} to {front.last_day}."
            )
        numbers.append(number)
    km2 = side_daily_km2(front, side, region)
    for number, day in zip(numbers, (first_day, last_day), strict=True):
        if np.isnan(km2[number]):
            raise FrontLineError(f"{front.name} does not speak about {region_name or 'that region'} on {day}: no data.")
    changes, unknown_km2 = _between_known(front, numbers, _changes(front, side, region, numbers[0], numbers[1]))
    return DayChange(
        layer=front.name,
        side=side,
        region=region_name,
        first=front.snapshots[numbers[0]].day,
        last=front.snapshots[numbers[1]].day,
        before_km2=float(km2[numbers[0]]),
        after_km2=float(km2[numbers[1]]),
        gained_km2=sum(change.gained_km2 for change in changes),
        lost_km2=sum(change.lost_km2 for change in changes),
        unknown_km2=unknown_km2,
        gained=worth_drawing(shapely.GeometryCollection([change.gained for change in changes])),
        lost=worth_drawing(shapely.GeometryCollection([change.lost for change in changes])),
    )


def _changes(front: FrontLine, side: str, region: BaseGeometry | None, first: int, last: int) -> list[Change]:
    ground, wanted = ground_of(front), statuses_of(side)
    drawn = ground.change(wanted, first, last, region)
    inside = shapely.union_all([area for _, area in _open_parts(front, wanted, region)])
    if inside.is_empty:
        return [drawn]
    # There it also has what nobody is drawn on. So it gains what is no longer anybody's, unless it held that itself, and what is
    # newly drawn for it, unless nobody was drawn there before; and loses likewise.
    every = ground.change(front.sides, first, last, inside)
    pieces = [
        (drawn.gained, every.gained, every.lost, drawn.lost),
        (drawn.lost, every.lost, every.gained, drawn.gained),
    ]
    gained, lost = (
        shapely.GeometryCollection([shapely.difference(own, new), shapely.difference(left, gone)])
        for own, new, left, gone in pieces
    )
    return [Change(gained_km2=area_km2(gained), lost_km2=area_km2(lost), gained=gained, lost=lost)]


def _between_known(front: FrontLine, numbers: Sequence[int], changes: Sequence[Change]) -> tuple[list[Change], float]:
    """Return changes without the ground whose status is unknown on one of two days, and how many km² that was."""
    first, last = (front.snapshots[number].areas.get(UNKNOWN) for number in numbers)
    if first is None and last is None:
        return list(changes), 0.0
    known = []
    for change in changes:
        gained = change.gained if first is None else shapely.difference(change.gained, first)
        lost = change.lost if last is None else shapely.difference(change.lost, last)
        known.append(Change(gained_km2=area_km2(gained), lost_km2=area_km2(lost), gained=gained, lost=lost))
    whole = sum(change.gained_km2 + change.lost_km2 for change in changes)
    return known, max(0.0, whole - sum(change.gained_km2 + change.lost_km2 for change in known))


def worth_drawing(change: BaseGeometry) -> tuple[BaseGeometry, ...]:
    """Return the pieces of a change that are at least a hectare or 25 m wide on average, largest first."""
    sized = []
    for part in polygons_in(change):
        km2 = area_km2(part)
        if km2 >= DRAWN_FROM_KM2 or 2e6 * km2 / _GEOD.geometry_length(part.boundary) >= DRAWN_FROM_WIDTH_M:
            sized.append((km2, part))
    return tuple(part for _, part in sorted(sized, key=lambda one: (-one[0], one[1].bounds)))


def _demand_order(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise FrontLineError(f"{last_day} is before {first_day}; give the earlier day first.")


def _demand_shown(front: FrontLine, side: str) -> None:
    demand_areas(front)
    if not is_shown(front, side):
        raise FrontLineError(
            f"{front.name} does not map the side {side}; it maps {', '.join(front.sides)}"
            f"{f' and counts the rest to {front.coverage.other_side}' if front.coverage.other_side else ''}."
        )


def _divisions(front: FrontLine, region: BaseGeometry | None) -> dict[str | None, BaseGeometry | None]:
    """Return the first-level divisions that a front line may draw in, by name."""
    covered, bounds = covered_areas(front, None), ground_of(front).bounds
    if not covered and bounds is None:
        return {}
    frame = shapely.union_all(covered) if covered or bounds is None else shapely.box(*bounds)
    shapely.prepare(frame)
    found: dict[str | None, BaseGeometry | None] = {}
    for boundary in read_boundaries().values():
        if boundary.kind != "region" or boundary.parts or not frame.intersects(boundary.shape):
            continue
        # Across the border of a coverage lie but the slivers between two drawings of it; what was drawn tells of no such border.
        if covered and area_km2(frame.intersection(boundary.shape)) < area_km2(boundary.shape) / 2:
            continue
        found[boundary.name] = boundary.shape if region is None else shapely.intersection(boundary.shape, region)
    return dict(sorted(found.items(), key=lambda one: str(one[0])))
