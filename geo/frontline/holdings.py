"""Statements about settlements -> those of one day, found when they are asked for.

A list of each day's holdings would grow with places times days: 33,000 places over a year are twelve million.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, overload

import numpy as np

from geo.records import Holding, Snapshot

_ONE_DAY = timedelta(days=1)
_OPEN = date.max.toordinal()


class HeldOn(Sequence[Holding]):
    """The holdings of one day among all that a dataset states, by their first day."""

    __slots__ = ("_first", "_last", "day", "whole")

    def __init__(self, whole: tuple[Holding, ...], first: Any, last: Any, day: date) -> None:
        self.whole = whole
        """Everything the dataset states, on any day."""
        self.day = day
        self._first, self._last = first, last

    def __len__(self) -> int:
        return len(self._numbers())

    def __iter__(self) -> Iterator[Holding]:
        return map(self.whole.__getitem__, self._numbers())

    def __bool__(self) -> bool:
        day = self.day.toordinal()
        return bool(((self._first <= day) & (day <= self._last)).any())

    @overload
    def __getitem__(self, index: int) -> Holding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Holding]: ...
    def __getitem__(self, index: int | slice) -> Holding | Sequence[Holding]:
        if isinstance(index, slice):
            return tuple(self.whole[number] for number in self._numbers()[index])
        return self.whole[self._numbers()[index]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _numbers(self) -> list[int]:
        day = self.day.toordinal()
        numbers: list[int] = np.flatnonzero((self._first <= day) & (day <= self._last)).tolist()
        return numbers


def held_on(whole: Iterable[Holding], days: Iterable[date]) -> tuple[HeldOn, ...]:
    """Return the holdings of each of some days."""
    whole = tuple(sorted(whole, key=attrgetter("from_day")))
    first = np.array([holding.from_day.toordinal() for holding in whole], dtype=np.int32)
    last = np.array(
        [_OPEN if holding.to_day is None else holding.to_day.toordinal() for holding in whole], dtype=np.int32
    )
    return tuple(HeldOn(whole, first, last, day) for day in days)


def change_days(holdings: Iterable[Holding]) -> tuple[date, ...]:
    """Return the days on which a statement begins, or has just ended, in order."""
    holdings = tuple(holdings)
    begun = {holding.from_day for holding in holdings}
    ended = {holding.to_day + _ONE_DAY for holding in holdings if holding.to_day not in {None, date.max}}
    return tuple(sorted(begun | ended))


def snapshots_of(holdings: Iterable[Holding], *, basis: str = "period") -> tuple[Snapshot, ...]:
    """Return a snapshot for each day on which something changes among the statements."""
    holdings = tuple(holdings)
    days = change_days(holdings)
    return tuple(
        Snapshot(day=day, basis=basis, holdings=held) for day, held in zip(days, held_on(holdings, days), strict=True)
    )
