"""Cells of a tessellation, each with its side over time -> a side's ground on a day, joined when it is asked for.

Most cells never change hands. Those with the same history are joined once, so that a day costs one join of few large pieces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from geo.frontline.geojson import polygonal

History = tuple[tuple[int, int, str], ...]
"""(first day, last day, side), days as proleptic ordinals."""
_KEPT = 8
"""Joined areas that are remembered: a check asks one day's several times."""


class Mosaic:
    """The ground of a tessellation over time."""

    def __init__(self, cells: Mapping[str, BaseGeometry], histories: Mapping[str, History]) -> None:
        together: dict[History, list[BaseGeometry]] = defaultdict(list)
        for place, history in histories.items():
            if history and place in cells:
                together[history].append(cells[place])
        self._cells = dict(together)
        self._joined: dict[History, BaseGeometry] = {}
        self._days = sorted({day for history in together for first, last, _ in history for day in (first, last + 1)})
        self._kept: dict[tuple[int, str], BaseGeometry] = {}

    def on(self, day: date) -> AreasOn:
        """Return the areas of a day by side."""
        return AreasOn(self, day.toordinal())

    def sides(self, day: int) -> tuple[str, ...]:
        """Return the sides that have ground on a day (a proleptic ordinal)."""
        return tuple(sorted({side for history in self._cells if (side := _side(history, day))}))

    def ground(self, day: int, side: str) -> BaseGeometry:
        """Return a side's ground on a day (a proleptic ordinal), EPSG:4326."""
        key = (bisect_right(self._days, day), side)
        if key not in self._kept:
            parts = [self._whole(history) for history in self._cells if _side(history, day) == side]
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = polygonal(shapely.union_all(parts))
        return self._kept[key]

    def _whole(self, history: History) -> BaseGeometry:
        if history not in self._joined:
            self._joined[history] = shapely.union_all(self._cells[history])
        return self._joined[history]


class AreasOn(Mapping[str, BaseGeometry]):
    """A mosaic's areas of one day by side."""

    __slots__ = ("_day", "_mosaic", "_sides")

    def __init__(self, mosaic: Mosaic, day: int) -> None:
        self._mosaic, self._day = mosaic, day
        self._sides = mosaic.sides(day)

    def __getitem__(self, side: str) -> BaseGeometry:
        if side not in self._sides:
            raise KeyError(side)
        return self._mosaic.ground(self._day, side)

    def __contains__(self, side: object) -> bool:
        return side in self._sides

    def __iter__(self) -> Iterator[str]:
        return iter(self._sides)

    def __len__(self) -> int:
        return len(self._sides)


def _side(history: History, day: int) -> str | None:
    return next((side for first, last, side in history if first <= day <= last), None)
