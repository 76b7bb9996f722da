"""The rows of a claims table, whatever file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: the number that the spreadsheet shows, and its cells that are not empty, by column."""

    number: int
    cells: Mapping[str, str]
    pieces: tuple[str, ...] = ()
    """Cells of the columns `original`, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a claims table."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    """Columns that are none of a claims table's."""
    encoding: str | None
    """The code page that was guessed; None for Unicode, which loses nothing."""
