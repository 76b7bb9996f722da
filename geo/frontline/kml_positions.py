"""The text of a KML `coordinates` element -> lon, lat pairs, taking finite decimal numbers only."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from geo.frontline.rings import WrongCoordinates

_NO_NUMBER = re.compile(r"[^0-9+\-.eE,\s]")
_MAX_TUPLE = 200
"""Characters of one tuple; three numbers at full precision take 80."""


_PIECE = 2**16
"""Characters gathered before they are turned into numbers."""


class Positions:
    """Gathers the positions of one element piece by piece, so that only numbers are kept of a long one."""

    def __init__(self) -> None:
        self._tail = ""
        self._parts: list[Any] = []

    def feed(self, text: str) -> None:
        """Add a piece of the text, which may end within a tuple.

        Raises
        ------
        WrongCoordinates
            A tuple of it is wrong.
        """
        text = self._tail + text
        if len(text) < _PIECE:
            self._tail = text
            return
        cut = max(text.rfind(blank) for blank in " \n\t\r") + 1
        self._tail = text[cut:]
        if len(self._tail) > _MAX_TUPLE:
            raise _too_long(self._tail)
        self._add(text[:cut])

    def close(self) -> Any:
        """Return an array of n rows of lon, lat, in the order of the file.

        Raises
        ------
        WrongCoordinates
            The last tuple is wrong.
        """
        self._add(self._tail)
        self._tail = ""
        return np.concatenate(self._parts) if self._parts else np.empty((0, 2))

    def _add(self, text: str) -> None:
        tuples = text.split()
        if tuples:
            self._parts.append(_pairs(tuples, text))


def _pairs(tuples: list[str], text: str) -> Any:
    # Checked in bulk, and searched for the culprit only when there is one: a map has 60,000 tuples.
    commas = [one.count(",") for one in tuples]
    if not set(commas) <= {1, 2}:
        raise _wrong_count(next(one for one, count in zip(tuples, commas, strict=True) if count not in {1, 2}))
    if max(map(len, tuples)) > _MAX_TUPLE:
        raise _too_long(max(tuples, key=len))
    if _NO_NUMBER.search(text):
        raise _no_number(next(one for one in tuples if _NO_NUMBER.search(one)))
    try:
        numbers = np.array(list(map(float, ",".join(tuples).split(","))))
    except ValueError as error:
        raise _no_number(next(one for one in tuples if not _is_numbers(one))) from error
    if not np.isfinite(numbers).all():
        raise WrongCoordinates("has a coordinate that is not finite")
    # A tuple begins behind all the numbers of those before it.
    starts = np.cumsum([0, *commas[:-1]]) + np.arange(len(tuples))
    return np.column_stack((numbers[starts], numbers[starts + 1]))


def _is_numbers(text: str) -> bool:
    try:
        return all(map(float, text.split(","))) or True
    except ValueError:
        return False


def _wrong_count(text: str) -> WrongCoordinates:
    count = text.count(",") + 1
    advice = "; write decimal points, not commas" if count > 3 else "; write lon,lat"
    return WrongCoordinates(f"has {count} number{'s' if count > 1 else ''} in the tuple {text[:60]!r}{advice}")


def _no_number(text: str) -> WrongCoordinates:
    return WrongCoordinates(f"has the coordinates {text[:60]!r}, which are no numbers")


def _too_long(text: str) -> WrongCoordinates:
    return WrongCoordinates(f"has a tuple of more than {_MAX_TUPLE} characters, {text[:40]!r}")
