"""What every file of places is read into, whatever its form; and reading its bytes within a limit.

Comes in: a path. Goes out: bytes; the forms' own files make a `Table` of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from geo.errors import GazetteerError

LIMIT_BYTES = 1 << 30
"""Largest file that is read; the list of all places of GeoNames has 1.7 GB, that of its largest country 0.3 GB."""
HEAD_BYTES = 1 << 16


class Record(NamedTuple):
    """A line or feature of a file."""

    number: int
    """Line of the file, or number of the feature from 1."""
    values: Mapping[str, str]
    """Text by column; a column that is absent or empty is left out."""
    point: tuple[float, float] | None = None
    """(lon, lat) of the geometry, EPSG:4326; None where the file has columns instead."""
    fault: str = ""
    """Why the record cannot be used, where it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    unit: str
    """What `Record.number` counts: line or feature."""
    doubts: tuple[str, ...] = ()


def read_head(path: Path) -> bytes:
    """Return the first bytes of a file, enough to recognise it.

    Raises
    ------
    GazetteerError
        The file is missing, unreadable, or a folder.
    """
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError as error:
        raise GazetteerError(f"cannot read {path}: {error.strerror or error}.", path=path) from error


def read_all(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    GazetteerError
        The file is unreadable or larger than `LIMIT_BYTES`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise GazetteerError(f"cannot read {path}: {error.strerror or error}.", path=path) from error
    if len(data) > LIMIT_BYTES:
        raise GazetteerError(f"{path} is larger than {LIMIT_BYTES >> 20} MB. Split it.", path=path)
    return data
