"""The partition of all snapshots: sheets one after another, asked by the number of the snapshot."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from geo.measure import area_km2, polygons_in
from geo.partition.segments import PER_DEGREE
from geo.partition.sheet import Sheet
from geo.records import Change

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_KEPT_AREAS = 64
"""Polygons kept for being asked again: those of one article's days."""


@dataclass(frozen=True, kw_only=True)
class Partition:
    """Ground of consecutive snapshots, numbered from 0; sides by the vocabulary of the records."""

    sheets: tuple[Sheet, ...]
    _areas: OrderedDict[tuple[str, int], BaseGeometry] = field(default_factory=OrderedDict, repr=False, compare=False)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        return tuple(accumulate((sheet.days for sheet in self.sheets), initial=0))

    @property
    def days(self) -> int:
        """Number of snapshots."""
        return self._begins[-1]

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of the ground of all days, degrees in EPSG:4326; None for no ground."""
        points = [sheet.xy for sheet in self.sheets if len(sheet.xy)]
        if not points:
            return None
        low = np.min([xy.min(axis=0) for xy in points], axis=0) / PER_DEGREE
        high = np.max([xy.max(axis=0) for xy in points], axis=0) / PER_DEGREE
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def sides_on(self, day: int) -> tuple[str, ...]:
        """Return the sides that have ground on a day, in alphabetical order."""
        sheet, at = self._sheet(day)
        return tuple(side for side in sorted(sheet.spans) if len(sheet.spans[side].faces_on(at)))

    def area(self, side: str, day: int) -> BaseGeometry:
        """Return the ground of a side on a day, a MultiPolygon in EPSG:4326 (lon, lat); empty where it has none."""
        key = side, day
        if key not in self._areas:
            sheet, at = self._sheet(day)
            self._areas[key] = sheet.area((side,), at)
            if len(self._areas) > _KEPT_AREAS:
                self._areas.popitem(last=False)
        else:
            self._areas.move_to_end(key)
        return self._areas[key]

    def outline(self, side: str, day: int) -> NDArray[Any]:
        """Return the lines around the ground of a side on a day, LineStrings in EPSG:4326 (lon, lat), in no order."""
        sheet, at = self._sheet(day)
        return sheet.outline((side,), at)

    def holds(self, xy: NDArray[np.float64], days: NDArray[np.int64], sides: Sequence[str]) -> NDArray[np.bool_]:
        """Tell whether points lie on the ground of each side on their days; the edge counts as inside.

        Parameters
        ----------
        xy
            lon, lat in degrees, EPSG:4326, shape (n, 2).
        days
            Number of a snapshot for each point, shape (n,); below 0 for none.
        sides
            Sides to ask about.

        Returns
        -------
        numpy.ndarray
            Shape (n, len(sides)).
        """
        found = np.zeros((len(xy), len(sides)), dtype=bool)
        for begin, sheet in zip(self._begins[:-1], self.sheets, strict=True):
            here = np.flatnonzero((days >= begin) & (days < begin + sheet.days))
            if not len(here):
                continue
            point, face = sheet.faces_at(xy[here])
            for column, side in enumerate(sides):
                if side in sheet.spans:
                    inside = sheet.spans[side].holds(face, days[here[point]] - begin)
                    found[here[point[inside]], column] = True
        return found

    def daily_km2(self, sides: Iterable[str], region: BaseGeometry | None = None) -> NDArray[np.float64]:
        """Return the km² that some sides have together on each day, within a region (EPSG:4326) or everywhere."""
        sides = tuple(sides)
        totals = [
            sheet.spans_of(sides).daily(sheet.face_km2 if region is None else sheet.face_km2_within(region), sheet.days)
            for sheet in self.sheets
        ]
        return np.concatenate([np.empty(0), *totals])

    def change(self, sides: Iterable[str], first: int, last: int, region: BaseGeometry | None = None) -> Change:
        """Return what some sides gained and lost from one snapshot to another, within a region (EPSG:4326) or everywhere."""
        sides = tuple(sides)
        (sheet, a), (other, b) = self._sheet(first), self._sheet(last)
        if sheet is not other:
            return _by_difference(sheet.area(sides, a), other.area(sides, b), region)
        spans = sheet.spans_of(sides)
        before, after = spans.faces_on(a), spans.faces_on(b)
        held = np.zeros((2, len(sheet.face_km2)), dtype=bool)
        held[0, before] = held[1, after] = True
        gained, lost = after[~held[0, after]], before[~held[1, before]]
        if region is None:
            km2 = sheet.face_km2
            return Change(
                gained_km2=float(km2[gained].sum()),
                lost_km2=float(km2[lost].sum()),
                gained=sheet.ground(gained),
                lost=sheet.ground(lost),
            )
        return _change(*(shapely.intersection(sheet.ground(faces), region) for faces in (gained, lost)))

    def daily_change_km2(
        self, sides: Iterable[str], region: BaseGeometry | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the km² gained and lost from each snapshot to the next; the first of each is that from the first to the second."""
        sides = tuple(sides)
        gains, losses = np.zeros(max(self.days - 1, 0)), np.zeros(max(self.days - 1, 0))
        for begin, sheet in zip(self._begins[:-1], self.sheets, strict=True):
            km2 = sheet.face_km2 if region is None else sheet.face_km2_within(region)
            spans = sheet.spans_of(sides)
            comes, goes = spans.first > 0, spans.last < sheet.days - 1
            inner = slice(begin, begin + sheet.days - 1)
            gains[inner] = np.bincount(spans.first[comes] - 1, km2[spans.face[comes]], sheet.days - 1)
            losses[inner] = np.bincount(spans.last[goes], km2[spans.face[goes]], sheet.days - 1)
        for seam in self._begins[1:-1]:
            change = self.change(sides, seam - 1, seam, region)
            gains[seam - 1], losses[seam - 1] = change.gained_km2, change.lost_km2
        return gains, losses

    def _sheet(self, day: int) -> tuple[Sheet, int]:
        if not 0 <= day < self.days:
            raise IndexError(f"there is no snapshot {day}; they are numbered from 0 to {self.days - 1}.")
        number = bisect_right(self._begins, day) - 1
        return self.sheets[number], day - self._begins[number]


class DayAreas(Mapping[str, "BaseGeometry"]):
    """The areas of one snapshot by side, made when they are asked for."""

    __slots__ = ("_day", "_ground", "_sides")

    def __init__(self, ground: Partition, day: int) -> None:
        """Take the partition and the number of the snapshot."""
        self._ground, self._day = ground, day
        self._sides: tuple[str, ...] | None = None

    def __getitem__(self, side: str) -> BaseGeometry:
        """Return the ground of a side that has some."""
        if side not in self._names():
            raise KeyError(side)
        return self._ground.area(side, self._day)

    def outline(self, side: str) -> NDArray[Any]:
        """Return the lines around the ground of a side, in no order; none where it has no ground."""
        return self._ground.outline(side, self._day)

    def __contains__(self, side: object) -> bool:
        """Tell whether a side has ground, without making it."""
        return side in self._names()

    def __iter__(self) -> Iterator[str]:
        """Go through the sides that have ground."""
        return iter(self._names())

    def __len__(self) -> int:
        """Return the number of sides that have ground."""
        return len(self._names())

    def _names(self) -> tuple[str, ...]:
        if self._sides is None:
            self._sides = self._ground.sides_on(self._day)
        return self._sides


def _by_difference(before: BaseGeometry, after: BaseGeometry, region: BaseGeometry | None) -> Change:
    if region is not None:
        before, after = before.intersection(region), after.intersection(region)
    return _change(after.difference(before), before.difference(after))


def _change(gained: BaseGeometry, lost: BaseGeometry) -> Change:
    # Where two areas only touch, an overlay leaves lines and points, which are no ground.
    polygons = [MultiPolygon(list(polygons_in(part))) for part in (gained, lost)]
    km2 = [area_km2(part) for part in polygons]
    return Change(gained_km2=km2[0], lost_km2=km2[1], gained=polygons[0], lost=polygons[1])
