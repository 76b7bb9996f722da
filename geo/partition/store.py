"""Partition <-> plain arrays, small enough to keep: differences instead of coordinates, one byte plane after another.

The arrays hold nothing but numbers, so that reading them back can run nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.partition.dated import Partition
from geo.partition.sheet import Sheet
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
    count = len({name.split("/")[0] for name in arrays if name.endswith("/days")})
    return Partition(sheets=tuple(_sheet(arrays, number) for number in range(count)))


def _sheet(arrays: Mapping[str, NDArray[Any]], number: int) -> Sheet:
    found = {name: _unpacked(arrays[f"{number}/{name}"]) for name in _WHOLE}
    prefix, suffix = f"{number}/", "/face"
    sides = [n[len(prefix) : -len(suffix)] for n in arrays if n.startswith(prefix) and n.endswith(suffix)]
    spans = {
        side: Spans(**{name: _unpacked(arrays[f"{number}/{side}/{name}"])[:, 0] for name in _SPAN}) for side in sides
    }
    sheet = Sheet(
        days=int(arrays[f"{number}/days"][0]),
        xy=found["xy"],
        starts=found["starts"][:, 0],
        left=found["left"][:, 0],
        right=found["right"][:, 0],
        face_km2=arrays[f"{number}/face_km2"],
        spans=spans,
    )
    if (
        len(sheet.starts) != len(sheet.left) + 1
        or len(sheet.left) != len(sheet.right)
        or sheet.starts[-1] != len(sheet.xy)
    ):
        raise ValueError("the arcs and their points do not fit each other")
    return sheet


def _packed(numbers: NDArray[Any]) -> NDArray[np.uint8]:
    """Return columns of whole numbers as bytes: differences, zigzag, and the lowest bytes of all together."""
    table = numbers.reshape(len(numbers), -1).astype(np.int64)
    steps = np.diff(table, axis=0, prepend=0)
    zigzag = ((steps << 1) ^ (steps >> 63)).astype(np.uint64).astype("<u4").T
    return np.ascontiguousarray(zigzag).view(np.uint8).reshape(zigzag.shape[0], -1, 4).transpose(0, 2, 1).copy()


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.int32]:
    zigzag = np.ascontiguousarray(packed.transpose(0, 2, 1)).view("<u4")[..., 0].astype(np.int64)
    return np.cumsum((zigzag >> 1) ^ -(zigzag & 1), axis=1).T.astype(np.int32)
