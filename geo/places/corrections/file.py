"""A file of corrections -> `Corrections`: TOML with one table an entry, or CSV with one row an entry; the same words in both.

Every mistake is one GazetteerError that names the file, the line and what to do.
"""

from __future__ import annotations

import csv
import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from geo.boundaries import read_boundaries
from geo.errors import GazetteerError, RecordError, SourceWarning
from geo.names import fold
from geo.places.corrections.entries import Correction, Corrections

MAX_BYTES = 5_000_000
TABLE = "correction"
_NUMBERS = {"offset": int, "occurrence": int, "lon": float, "lat": float, "radius_m": float}
_KEYS = tuple(field.name for field in fields(Correction) if field.name != "where")
_TARGETS = ("place", "means", "lon", "bar")
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_HEADING = re.compile(rf"^[ \t]*\[\[[ \t]*{TABLE}[ \t]*\]\]", re.MULTILINE)
_KEY = re.compile(r"[ \t]*[\"']?([A-Za-z_0-9]{1,40})[\"']?[ \t]*=")
_INTEGER = re.compile(r"[0-9]{1,12}")
_ISO = re.compile("[A-Z]{2}")
_DELIMITERS = ",;\t"


def read_corrections(path: str | Path) -> Corrections:
    """Read the corrections in a TOML or CSV file.

    TOML has a table `[[correction]]` for each; CSV a row, with a header. Their keys and columns are the fields of `Correction`:
    `name` with one of `place`, `means`, `lon` and `lat`, `bar`; and as wanted `article`, `offset`, `occurrence`, `kind`,
    `radius_m`, `place_name`, `country` (its ISO code or any of its names), `admin1`, `note`. Cells are parted by commas,
    semicolons or tabs, whichever the header has.

    Parameters
    ----------
    path
        The file; its suffix, .toml, .csv or .tsv, says how it is read.

    Raises
    ------
    GazetteerError
        The file cannot be read, is not UTF-8, TOML or CSV, or has an unknown key, a value out of range, or an entry that
        repeats or contradicts another; the message names the line.

    Warns
    -----
    SourceWarning
        The file has no entry.
    """
    path = Path(path)
    reader = {".toml": _read_toml, ".csv": _read_csv, ".tsv": _read_csv}.get(path.suffix.lower())
    if reader is None:
        raise GazetteerError(
            f"corrections are read from .toml, .csv and .tsv files; {path} is none of them. Rename it.", path=path
        )
    text = _text(path)
    try:
        read = Corrections(source=str(path), entries=tuple(reader(text, path)))
    except RecordError as error:
        raise GazetteerError(str(error), path=path) from error
    if not read.entries:
        warnings.warn(f"{path} has no correction in it; nothing is corrected.", SourceWarning, stacklevel=2)
    return read


def _text(path: Path) -> str:
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise GazetteerError(
                f"{path} has {size:,} bytes; corrections have at most {MAX_BYTES:,}. Split it.", path=path
            )
        data = path.read_bytes()
    except OSError as error:
        raise GazetteerError(f"the corrections {path} cannot be read: {error.strerror or error}.", path=path) from error
    except ValueError as error:  # a path with a NUL in it
        raise GazetteerError(f"{str(path)!r} is not a path: {error}.", path=path) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GazetteerError(f"{path} line {line} is not UTF-8. Save the file as UTF-8.", path=path) from error


def _read_toml(text: str, path: Path) -> Iterator[Correction]:
    try:
        facts = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise GazetteerError(f"{path} is not TOML: {error}.", path=path) from error
    if unknown := sorted(facts.keys() - {TABLE}):
        line = _line_of_key(text, unknown[0])
        raise GazetteerError(f"{path}{line}: unknown key {unknown[0]!r}; begin each entry with [[{TABLE}]].", path=path)
    entries = facts.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise GazetteerError(f"{path}: {TABLE} is no list of tables; begin each entry with [[{TABLE}]].", path=path)
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADING.finditer(text)]
    # Inline tables and headings inside strings leave the lines unknown; the entry's number is always right.
    known, rows = len(lines) == len(entries), text.split("\n")
    for number, entry in enumerate(entries):
        yield _entry(
            entry,
            path,
            f"line {lines[number]}" if known else f"entry {number + 1}",
            line_of=_keys_below(rows, lines[number]) if known else None,
        )


def _keys_below(rows: Sequence[str], heading: int) -> Mapping[str, str]:
    """Return the line of each key of the table whose heading stands on a line, so that a mistake is told where it is."""
    found: dict[str, str] = {}
    for number in range(heading, len(rows)):
        if rows[number].lstrip().startswith("[["):
            break
        if key := _KEY.match(rows[number]):
            found.setdefault(key[1], f"line {number + 1}")
    return found


def _line_of_key(text: str, key: str) -> str:
    found = re.search(rf"^[ \t]*\[{{0,2}}[ \t]*[\"']?{re.escape(key)}", text, re.MULTILINE)
    return f" line {text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _read_csv(text: str, path: Path) -> Iterator[Correction]:
    delimiter = _delimiter(text)
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        _demand_columns([(name or "").strip() for name in rows.fieldnames or ()], path)
        for row in rows:
            where = f"line {rows.line_num}"
            if None in row:
                raise GazetteerError(
                    f"{path} {where} has more cells than the header. Put quotes around a text that holds commas, "
                    "semicolons or tabs.",
                    path=path,
                )
            said = {key.strip(): value.strip() for key, value in row.items() if (value or "").strip()}
            if delimiter != ",":
                # A spreadsheet that has no comma to spare for cells writes 48,28.
                said |= {key: said[key].replace(",", ".") for key in ("lon", "lat") if key in said}
            if said:
                yield _entry({key: _cell(key, value, path, where) for key, value in said.items()}, path, where)
    except csv.Error as error:
        raise GazetteerError(f"{path} line {rows.line_num} is not CSV: {error}.", path=path) from error


def _delimiter(text: str) -> str:
    """Return what parts the cells of a header; its words hold none of the three. The comma where there is one column."""
    header = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


def _demand_columns(columns: list[str], path: Path) -> None:
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise GazetteerError(f"{path} line 1 has the column {twice[0]!r} twice. Rename one.", path=path)
    if unknown := sorted(set(columns) - set(_KEYS)):
        raise GazetteerError(f"{path} line 1: unknown column {unknown[0]!r}; use: {', '.join(_KEYS)}.", path=path)
    missing = [name for name in ("name",) if name not in columns]
    missing += [] if set(columns) & set(_TARGETS) else [" or ".join(_TARGETS)]
    missing += [] if ("lon" in columns) == ("lat" in columns) else [{True: "lat", False: "lon"}["lon" in columns]]
    if missing:
        raise GazetteerError(
            f"{path} line 1 lacks the column {' and '.join(missing)}. Add it to the header.", path=path
        )


def _cell(key: str, value: str, path: Path, where: str) -> Any:
    """Return the value that a cell stands for; TOML brings its own."""
    if key == "bar":
        if value.lower() not in _YES_NO:
            raise GazetteerError(f"{path} {where}: bar is {value!r}; write true or false.", path=path)
        return _YES_NO[value.lower()]
    if key not in _NUMBERS:
        return value
    try:
        return int(value) if _INTEGER.fullmatch(value) else float(value)
    except ValueError:
        raise GazetteerError(
            f"{path} {where}: {key} is {value!r}, which is no number. Write it as 48.28.", path=path
        ) from None


def _entry(said: Mapping[str, Any], path: Path, where: str, *, line_of: Mapping[str, str] | None = None) -> Correction:
    """Return an entry; `line_of` gives the line of a key where it has one of its own."""
    lines = line_of or {}
    if unknown := sorted(said.keys() - set(_KEYS)):
        at = lines.get(unknown[0], where)
        raise GazetteerError(f"{path} {at}: unknown key {unknown[0]!r}; use: {', '.join(_KEYS)}.", path=path)
    if "name" not in said:
        raise GazetteerError(f"{path} {where} lacks name, the words in the text that are meant. Add it.", path=path)
    for key, value in said.items():
        if not _is_of_type(key, value):
            kind = _NUMBERS.get(key, bool if key == "bar" else str)
            wanted = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}[kind]
            at = lines.get(key, where)
            raise GazetteerError(f"{path} {at}: {key} is {repr(value)[:60]}; it must be {wanted}.", path=path)
    try:
        return Correction(**_with_code(said), where=where)
    except RecordError as error:
        # "kind is 'settlement'; use one of" is about the key it begins with.
        at = lines.get(str(error).partition(" ")[0], where)
        raise GazetteerError(f"{path} {at}: {error}", path=path) from error


def _is_of_type(key: str, value: object) -> bool:
    if key == "bar":
        return isinstance(value, bool)
    if key not in _NUMBERS:
        return isinstance(value, str)
    return not isinstance(value, bool) and isinstance(value, (int, float) if _NUMBERS[key] is float else int)


def _with_code(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an entry with the ISO code of its country, where it has a name; one that is not known stays for the record to refuse."""
    country = said.get("country")
    if country is None or _ISO.fullmatch(country):
        return said
    return {**said, "country": _country_codes().get(fold(country), country)}


@cache
def _country_codes() -> Mapping[str, str]:
    countries = [area for area in read_boundaries().values() if area.kind == "country"]
    names = {fold(name): area.country for area in countries for name in area.names}
    return names | {area.country.lower(): area.country for area in countries}
