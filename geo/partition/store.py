"""Partition <-> plain arrays, small enough to keep: differences instead of coordinates, one byte plane after another.

The arrays hold nothing but numbers, so that reading them back can run nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.partition.dated import Partition
from geo.partition.sheet import OUTSIDE, Sheet
from geo.partition.spans import Spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHOLE = ("xy", "starts", "left", "right")
_SPAN = ("face", "first", "last")


def to_arrays(partition: Partition) -> dict[str, NDArray[Any]]:
    """Return a partition as named arrays of numbers."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, sheet in enumerate(partition.sheets):
        arrays[f"{number}/days"] = np.array([sheet.days])
        arrays[f"{number}/face_km2"] = sheet.face_km2
        for name in _WHOLE:
            arrays[f"{number}/{name}"] = _packed(getattr(sheet, name))
        for side, spans in sheet.spans.items():
            for name in _SPAN:
                arrays[f"{number}/{side}/{name}"] = _packed(getattr(spans, name))
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Partition:
    """Return the partition that arrays hold.

    Raises
    ------
    KeyError
        An array is missing.
    ValueError
        The arrays do not fit each other.
    """
    count = sum(name.endswith("/days") for name in arrays)
    read = _Reader(arrays)
    sheets = tuple(_sheet(read, number) for number in range(count))
    if left := sorted(set(arrays) - read.names):
        raise ValueError(f"the arrays {', '.join(left)} belong to no sheet")
    return Partition(sheets=sheets)


class _Reader:
    """Arrays by name, and the names that were asked for."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self.names: set[str] = set()

    def sides(self, number: int) -> list[str]:
        """Return the sides of which any array is there, so that one that is missing is missed."""
        parts = [name.split("/") for name in self._arrays]
        return sorted({part[1] for part in parts if len(part) == 3 and part[0] == str(number)})

    def plain(self, name: str, kind: str) -> NDArray[Any]:
        """Return a row of numbers of a kind, as numpy calls it."""
        self.names.add(name)
        found = self._arrays[name]
        _demand(found.ndim == 1 and found.dtype.kind == kind, f"{name} is no row of numbers")
        return found

    def packed(self, name: str, columns: int) -> NDArray[np.int32]:
        """Return a table of whole numbers."""
        self.names.add(name)
        found = self._arrays[name]
        _demand(found.ndim == 3 and found.dtype == np.uint8, f"{name} is no packed table")
        _demand(found.shape[:2] == (columns, 4), f"{name} has the shape {found.shape}")
        return _unpacked(found)


def _sheet(read: _Reader, number: int) -> Sheet:
    days = read.plain(f"{number}/days", "i")
    _demand(len(days) == 1 and 0 < days[0] < np.iinfo(np.int32).max, "a sheet has no days")
    xy = read.packed(f"{number}/xy", 2)
    starts, left, right = (read.packed(f"{number}/{name}", 1)[:, 0] for name in _WHOLE[1:])
    face_km2 = read.plain(f"{number}/face_km2", "f")
    fit = len(starts) == len(left) + 1 == len(right) + 1 and starts[0] == 0 and starts[-1] == len(xy)
    _demand(fit and bool((np.diff(starts) > 1).all()), "the arcs and their points do not fit each other")
    faces = len(face_km2)
    _demand(all(_within(one, OUTSIDE, faces) for one in (left, right)), "an arc lies beside a face that is not there")
    spans = {side: _spans(read, f"{number}/{side}", faces, int(days[0])) for side in read.sides(number)}
    return Sheet(days=int(days[0]), xy=xy, starts=starts, left=left, right=right, face_km2=face_km2, spans=spans)


def _spans(read: _Reader, prefix: str, faces: int, days: int) -> Spans:
    face, first, last = (read.packed(f"{prefix}/{name}", 1)[:, 0] for name in _SPAN)
    _demand(len(face) == len(first) == len(last), f"the spans of {prefix} do not fit each other")
    known = _within(face, 0, faces) and _within(first, 0, days) and _within(last, 0, days)
    _demand(known and bool((first <= last).all()), f"a span of {prefix} has a face or a day that is not there")
    same = face[1:] == face[:-1]
    ordered = (face[1:] > face[:-1]) | (same & (first[1:] > last[:-1]))
    _demand(bool(ordered.all()), f"the spans of {prefix} are not in order")
    return Spans(face=face, first=first, last=last)


def _within(numbers: NDArray[np.int32], low: int, end: int) -> bool:
    return bool(((low <= numbers) & (numbers < end)).all())


def _demand(fits: bool, what: str) -> None:
    if not fits:
        raise ValueError(what)


def _packed(numbers: NDArray[Any]) -> NDArray[np.uint8]:
    """Return columns of whole numbers as bytes: differences, zigzag, and the lowest bytes of all together."""
    table = (numbers if numbers.ndim > 1 else numbers[:, None]).astype(np.int64)
    steps = np.diff(table, axis=0, prepend=0)
    zigzag = ((steps << 1) ^ (steps >> 63)).astype(np.uint64).astype("<u4").T
    return np.ascontiguousarray(zigzag).view(np.uint8).reshape(zigzag.shape[0], -1, 4).transpose(0, 2, 1).copy()


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.int32]:
    zigzag = np.ascontiguousarray(packed.transpose(0, 2, 1)).view("<u4")[..., 0].astype(np.int64)
    return np.cumsum((zigzag >> 1) ^ -(zigzag & 1), axis=1).T.astype(np.int32)
