"""Delimited text -> rows by line, and their cells -> numbers, days and sides; nothing is shifted, guessed or dropped unsaid.

Comes in: a file with comma, semicolon or tab between its columns. Goes out: its columns and rows, each with its line, or one
error that names the line or the column. A row of another width than the header is set aside and named.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.looks import looks_like, read_bytes
from geo.frontline.wanted import read_side

LIMIT_BYTES = 32 * 2**20
"""A table of a year of one country's places by day is longer; such a one is read row by row."""
LONGEST_NAME = 200
"""Characters of a cell that are kept as a name or shown in a message."""
_NAMED = 5
"""Rows of one fault that are named one by one; of the others the number is told."""
_LONG_FIELD = 131_072
_DELIMITERS = ",;\t"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},\d{1,15}")
_YEAR_FIRST = re.compile(r"(\d{4})[-./]?(\d\d)[-./]?(\d\d)(?:[T ].{0,40})?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .{0,40})?")
_IN_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})(?: .{0,40})?")
_SIDES = {
    "russia": "ru_held",
    "russian": "ru_held",
    "russian federation": "ru_held",
    "ukraine": "ua_held",
    "ukrainian": "ua_held",
    "contested": "grey",
    "disputed": "grey",
    "gray": "grey",
    "gray zone": "grey",
    "grey zone": "grey",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the line it begins on, its number after the header from 1, and its cells, stripped, as many as columns."""

    line: int
    number: int
    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        """The row in words for a message."""
        return f"row {self.number} (line {self.line})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds: columns as written, rows of their width, rows of another width, and doubts."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    ragged: tuple[Row, ...] = ()
    warnings: tuple[str, ...] = ()

    def column(self, *names: str) -> int | None:
        """Return the number of the first of some columns that is there, or None; case, space and underscore do not count."""
        known = {plain(name): number for number, name in reversed(list(enumerate(self.columns)))}
        return next((known[name] for name in map(plain, names) if name in known), None)


def read_table(path: Path, *, encoding: str | None = None, limit: int = LIMIT_BYTES) -> Table:
    """Return the rows of a delimited file.

    Parameters
    ----------
    encoding
        Encoding of text that is not UTF-8; None allows UTF-8 only, with or without a byte order mark.
    limit
        Largest file in bytes.

    Raises
    ------
    FrontLineError
        The file is empty, no text, of another encoding, HTML, has a column twice, or a quote is never closed.
    """
    text = _decoded(read_bytes(path, limit=limit), encoding, path)
    delimiter = delimiter_of(text)
    header: list[str] = []
    rows: list[Row] = []
    ragged: list[Row] = []
    longest = 0
    for line, cells in records(io.StringIO(text, newline=""), delimiter, path):
        if not header:
            header = columns_of(cells, path)
            continue
        longest = max(longest, *map(len, cells))
        row = Row(line=line, number=len(rows) + len(ragged) + 1, cells=_to_width(cells, len(header)))
        (rows if len(row.cells) == len(header) else ragged).append(row)
    doubts = (f"{path.name}: a field has {longest:,} characters",) if longest > _LONG_FIELD else ()
    return Table(columns=tuple(header), rows=tuple(rows), ragged=tuple(ragged), warnings=doubts)


def head_columns(head: bytes) -> tuple[str, ...]:
    """Return the plain names of the columns in the first bytes of a file, or none where they are no table's."""
    if head.lstrip()[:1] in {b"", b"<", b"{", b"["} or b"\0" in head:
        return ()
    text = head.decode("utf-8", "replace").lstrip("\ufeff\r\n")
    first = text.splitlines()[0] if text else ""
    return tuple(plain(name.strip('" ')) for name in first.split(delimiter_of(first)))


def delimiter_of(text: str) -> str:
    """Return the delimiter of the first line of a text: the one of comma, semicolon and tab that occurs most there."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def records(lines: Iterable[str], delimiter: str, path: Path, *, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield the line a record begins on and its cells; blank lines are passed over.

    Parameters
    ----------
    skipped
        Lines before these that were read already.

    Raises
    ------
    FrontLineError
        A quote is never closed, or text follows a closed one; the line on which the record begins is named.
    """
    with _any_length():
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        begins = skipped + 1
        try:
            for cells in rows:
                if any(cells):
                    yield begins, cells
                begins = skipped + rows.line_num + 1
        except csv.Error as error:
            raise FrontLineError(
                f"{path}, line {begins}: a quote is not closed, or stands in the middle of a field ({error}). Mend the line.",
                path=path,
            ) from error


def columns_of(cells: Sequence[str], path: Path) -> list[str]:
    """Return the columns of a header, without empty ones at its end.

    Raises
    ------
    FrontLineError
        Two columns bear one name.
    """
    columns = list(_to_width([cell.strip().lstrip("\ufeff") for cell in cells], 0))
    plains = [plain(name) for name in columns]
    if twice := next((name for name in columns if name and plains.count(plain(name)) > 1), None):
        raise FrontLineError(f"{path} has the column {twice[:40]!r} twice. Rename or remove one.", path=path)
    return columns


def plain(name: str) -> str:
    """Return a column's name without case, underscores, hyphens and outer space."""
    return name.strip().lower().replace("_", " ").replace("-", " ")


def known_encoding(encoding: str | None, path: Path) -> str:
    """Return the encoding to read a file with; UTF-8 where none is given.

    Raises
    ------
    FrontLineError
        There is no encoding of this name.
    """
    try:
        return codecs.lookup(encoding or "utf-8-sig").name
    except LookupError as error:
        raise FrontLineError(
            f"there is no encoding called {str(encoding)[:40]!r}; try utf-8 or cp1251.", path=path
        ) from error


def no_utf8(data: bytes, path: Path) -> FrontLineError:
    """Return the error for text that is not UTF-8 from its first wrong byte on, which says what it looks like."""
    data = data[:4096]
    cyrillic = sum(byte >= 0xC0 for byte in data) > sum(0x80 <= byte < 0xC0 for byte in data)
    likely = 'Windows-1251; pass encoding="cp1251"' if cyrillic else "another encoding; pass encoding="
    return FrontLineError(f"{path} is not UTF-8 text: it looks like {likely} or save it as UTF-8.", path=path)


def number_in(text: str) -> tuple[float | None, bool]:
    """Return the finite number that a cell holds (None: it holds none), and whether a comma was its decimal sign.

    Examples
    --------
    >>> number_in("46.63"), number_in("46,63"), number_in("nan"), number_in("46,63,1")
    ((46.63, False), (46.63, True), (None, False), (None, False))
    """
    comma = _DECIMAL_COMMA.fullmatch(text) is not None
    try:
        number = float(text.replace(",", ".") if comma else text)
    except ValueError:
        return None, False
    return (number, comma) if math.isfinite(number) else (None, False)


def day_in(text: str) -> date | None:
    """Return the calendar day that a cell gives, or None; 03/04/2024 is none, as it is one of two days.

    Examples
    --------
    >>> day_in("20240910"), day_in("10.09.2024 12:00"), day_in("17 August 2024 00h53 UTC"), day_in("09/10/2024")
    (datetime.date(2024, 9, 10), datetime.date(2024, 9, 10), datetime.date(2024, 8, 17), None)
    """
    text = text[:60].strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _calendar_day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return _calendar_day(found[3], found[2], found[1])
    if (found := _IN_WORDS.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        return _calendar_day(found[3], str(_MONTHS.index(found[2][:3].lower()) + 1), found[1])
    return None


def side_in(text: str) -> str | None:
    """Return the side that a cell names: a word of the vocabulary, a country or its code, or contested; None for others."""
    return _SIDES.get(text.strip().lower()) or read_side(text)


def told(faults: Sequence[str], what: str) -> list[str]:
    """Return faults of one kind as warnings: the first ones in full, of the others the number."""
    more = len(faults) - _NAMED
    return [*faults[:_NAMED], *([f"{more:,} more {what}"] if more > 0 else [])]


def _decoded(data: bytes, encoding: str | None, path: Path) -> str:
    if not data.strip():
        raise FrontLineError(f"{path} is an empty file. Fetch it again.", path=path)
    name = known_encoding(encoding, path)
    # UTF-16 begins as no other text does and is full of NUL; only those who ask for it get it.
    if encoding is None and (looks_like(data).startswith("UTF-16") or data.lstrip()[:1] == b"<"):
        raise FrontLineError(f"{path} is no table: it is {looks_like(data)}.", path=path)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if encoding is None:
            raise no_utf8(data[error.start :], path) from error
        raise FrontLineError(
            f"{path} is not {encoding} text: {error.reason} at byte {error.start}.", path=path
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FrontLineError(f"{path}, line {line}: a NUL byte; this is no text, or it was damaged.", path=path)
    return text.lstrip("\ufeff")


def _to_width(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return stripped cells, without empty ones beyond the width, which spreadsheets add."""
    kept = [cell.strip() for cell in cells]
    while len(kept) > width and not kept[-1]:
        kept.pop()
    return tuple(kept)


@contextmanager
def _any_length() -> Iterator[None]:
    # The limit is the process's own: it is put back, as others may rely on it.
    before = csv.field_size_limit(LIMIT_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _calendar_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
