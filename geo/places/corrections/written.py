"""`Corrections` -> a file of corrections that `read_corrections` takes back: TOML with one table an entry, or CSV with one row an entry."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from io import StringIO
from pathlib import Path

from geo.catalog import write_whole
from geo.errors import GazetteerError
from geo.places.corrections.entries import Correction, Corrections

_KEYS = tuple(field.name for field in fields(Correction) if field.name != "where")
Value = str | bool | int | float


def write_corrections(corrections: Corrections, path: str | Path) -> None:
    """Write corrections as a TOML, CSV or TSV file, which `read_corrections` reads.

    So does the option `--corrections`.

    Parameters
    ----------
    path
        Where the file is to stand; its suffix, .toml, .csv or .tsv, says which it becomes.

    Raises
    ------
    GazetteerError
        The path's suffix is none of these.
    SourceError
        The folder is missing or cannot be written to; nothing is left behind.
    """
    path = Path(path)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise GazetteerError(
            f"corrections are written to .toml, .csv and .tsv files; {path} is none of them. Rename it.", path=path
        )
    text = write(corrections.entries).encode("utf-8", "replace")
    with write_whole(path, binary=True) as file:
        file.write(text)  # type: ignore[arg-type]  # opened in binary


def _said(entry: Correction) -> dict[str, Value]:
    """Return what an entry says, without what it leaves open."""
    told = {name: getattr(entry, name) for name in _KEYS}
    return {name: value for name, value in told.items() if value is not None and value is not False and value != ""}


def _toml(entries: Sequence[Correction]) -> str:
    return "\n".join(f"[[correction]]\n{_table(entry)}" for entry in entries)


def _table(entry: Correction) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in _said(entry).items())


def _value(value: Value) -> str:
    # A basic string of TOML is one of JSON, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _csv(entries: Sequence[Correction], *, delimiter: str = ",") -> str:
    sheet = StringIO(newline="")
    rows = csv.DictWriter(sheet, _KEYS, delimiter=delimiter, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: _cell(value) for name, value in _said(entry).items()} for entry in entries)
    return sheet.getvalue()


def _cell(value: Value) -> Value:
    return "true" if value is True else value


_WRITERS: dict[str, Callable[[Sequence[Correction]], str]] = {
    ".toml": _toml,
    ".csv": _csv,
    ".tsv": lambda entries: _csv(entries, delimiter="\t"),
}
