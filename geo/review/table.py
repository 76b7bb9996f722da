"""The rows of a claims table, whatever file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: the number that the spreadsheet shows, and its cells that are not empty, by column."""

    number: int
    cells: Mapping[str, str]
    pieces: tuple[str, ...] = ()
    """Cells of the columns `original`, in order."""
    shape: BaseGeometry | None = None
    """The area or line, in EPSG:4326 (lon, lat), where a person drew another than was written; its middle is in lon and lat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a claims table."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    """Columns that are none of a claims table's."""
    encoding: str | None
    """The code page that was guessed; None for Unicode, which loses nothing."""
    doubts: tuple[str, ...] = ()
    """What could not be read of the file, in words."""
