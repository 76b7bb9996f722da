"""A file of rows: CSV as any spreadsheet saves it, or a workbook; each row with the number the spreadsheet shows.

Semicolons, tabs, byte-order marks, UTF-16 and Windows code pages are what Excel writes on one machine or another.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geo.errors import RecordError
from geo.review.features import form_of, read_features
from geo.review.layout import COLUMNS, column_named, is_original
from geo.review.opened import is_workbook, read_workbook
from geo.review.table import Row, Sheet

MAX_BYTES = 100_000_000
MAX_ROWS = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ",;\t"
_REPORT = re.compile(rb"\s{0,20}\{\s{0,20}\"schema\"\s{0,20}:\s{0,20}\"geo-report/")
_SEP_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
# Letters of Windows-1251 fill the upper half of the table and stand side by side; accents of Windows-1252 stand alone.
_HIGH_RUN = re.compile(rb"[\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{2,100}")
_HIGH = re.compile(rb"[\xc0-\xff]")


def read_sheet(path: Path) -> Sheet:
    """Return the rows of a file.

    Raises
    ------
    RecordError
        It cannot be read, is no table, or has a column twice or none for quotes.
    """
    data = _bytes_of(path)
    form = form_of(data)
    if form is not None:
        return read_features(form, data, path)
    encoding: str | None = None
    if is_workbook(data):
        lines: Iterator[Sequence[str]] = iter(read_workbook(data, str(path)))
    else:
        text, encoding = _decoded(data, path)
        lines = _lines(text, path)
    headings = [column_named(cell) for cell in next(lines, ())]
    _check_headings(headings, path)
    rows = []
    for number, cells in enumerate(lines, start=2):
        if number > MAX_ROWS:
            raise RecordError(f"{path} has more than {MAX_ROWS:,} rows. Split it.", path=path)
        if row := _row(number, headings, cells, path):
            rows.append(row)
    return Sheet(
        rows=tuple(rows),
        columns=tuple(headings),
        unknown=tuple(name for name in headings if name and name not in COLUMNS and not is_original(name)),
        encoding=encoding,
    )


def headings_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a file that may be a claims table; none when it cannot be read as a table at all."""
    data = b""
    try:
        data = _bytes_of(path)
        form = form_of(data)
        if form is not None:
            return read_features(form, data, path).columns
        if is_workbook(data):
            first: Sequence[str] = next(iter(read_workbook(data, str(path))), ())
        else:
            first = next(_lines(_decoded(data, path)[0], path), ())
    except RecordError:
        # What says that it is a report is read as one, and its damage told.
        return ("quote", "type") if _REPORT.match(data) else ()
    return tuple(map(column_named, first))


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise RecordError(f"{path} does not exist or is no file. Correct the path.", path=path)
        if (size := path.stat().st_size) > MAX_BYTES:
            raise RecordError(f"{path} has {size:,} bytes; at most {MAX_BYTES:,} are read. Split it.", path=path)
        return path.read_bytes()
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror or error}.", path=path) from error


def _decoded(data: bytes, path: Path) -> tuple[str, str | None]:
    """The text, and the code page where one had to be guessed."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), None
    if b"\0" in data[:4096]:
        raise RecordError(f"{path} is no table but binary data. Save it as CSV or XLSX.", path=path)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        high = len(_HIGH.findall(data))
        beside = sum(map(len, _HIGH_RUN.findall(data)))
        encoding = "cp1251" if beside > high / 2 else "cp1252"
        return data.decode(encoding, "replace"), encoding


def _lines(text: str, path: Path) -> Iterator[Sequence[str]]:
    told = _SEP_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    with _long_cells():
        try:
            yield from rows
        except csv.Error as error:
            raise RecordError(f"{path}, line {rows.line_num}, is not CSV: {error}.", path=path) from error


def _delimiter(text: str) -> str:
    """The one that gives the first line most of the columns a claims table has."""
    head = text[:20_000].split("\n", 1)[0].strip("\r")

    def known(delimiter: str) -> int:
        cells = [cell.strip().strip('"') for cell in head.split(delimiter)]
        return sum(column_named(cell) in COLUMNS for cell in cells)

    return max(_DELIMITERS, key=known)


@contextmanager
def _long_cells() -> Iterator[None]:
    # The limit is the process's own: it is put back, as others may rely on it.
    before = csv.field_size_limit(MAX_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _check_headings(headings: Sequence[str], path: Path) -> None:
    if "quote" not in headings and "place" not in headings:
        raise RecordError(
            f"{path} is no claims table: its first line names neither 'quote' nor 'place'. "
            "See the columns with: frontline template",
            path=path,
        )
    twice = next((name for name in headings if name and headings.count(name) > 1), None)
    if twice is not None:
        raise RecordError(f"{path} has the column {twice[:40]!r} twice. Rename or remove one.", path=path)


def _row(number: int, headings: Sequence[str], cells: Sequence[str], path: Path) -> Row | None:
    beyond = [cell for cell in cells[len(headings) :] if cell.strip()]
    if beyond:
        raise RecordError(
            f"{path}, row {number}: {beyond[0][:40]!r} stands beyond the last column. Put cells with commas in quotes.",
            path=path,
        )
    filled = {name: cell for name, cell in zip(headings, cells, strict=False) if name and cell.strip()}
    if not filled:
        return None
    pieces = sorted((name for name in filled if is_original(name)), key=lambda name: (len(name), name))
    kept = {name: cell for name, cell in filled.items() if not is_original(name)}
    return Row(number=number, cells=kept, pieces=tuple(filled[name] for name in pieces))
