"""CSV and TSV text -> records by column: encoding and delimiter are told from the text, and no column is ever shifted.

Comes in: the bytes of a file. Goes out: a `Table`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.tables import HEAD_BYTES, LIMIT_BYTES, Record, Table

_DELIMITERS = ",;\t|"
# Letters of two scripts within one word: the text was decoded by the wrong code page.
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{2}")


def parse_csv(data: bytes, path: Path, *, encoding: str | None = None) -> Table:
    """Return the records of a table with a heading.

    Parameters
    ----------
    encoding
        None tells UTF-8, UTF-16 with a mark, Windows-1251 and Windows-1252 apart.

    Raises
    ------
    GazetteerError
        It is not text, a quotation mark is not closed, or two columns have one name.
    """
    text, doubts = _decode(data, path, encoding)
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    with _long_fields():
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), path)
        columns = tuple(column.strip() for column in next(rows, (1, []))[1])
        records = tuple(_record(number, row, columns) for number, row in rows)
    if doubled := [column for column, count in Counter(columns).items() if column and count > 1]:
        raise GazetteerError(f"{path} has two columns called {doubled[0][:40]!r}. Rename one of them.", path=path)
    return Table(columns=tuple(filter(None, columns)), records=records, unit="line", doubts=doubts)


def _decode(data: bytes, path: Path, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    marked = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding or marked)
    except LookupError as error:
        raise GazetteerError(f"no encoding is called {encoding!r}. Try utf-8 or cp1251.", path=path) from error
    except UnicodeError as error:
        if encoding:
            raise GazetteerError(f"{path} is not in {encoding}. Name another encoding.", path=path) from error
        text, guessed = _guess(data)
        doubts: tuple[str, ...] = (f"is not in UTF-8 and was read as {guessed}; name its encoding if names look wrong",)
    else:
        doubts = ()
    if text[:HEAD_BYTES].count("\0") > 1:
        raise GazetteerError(f"{path} is binary data, not a table of places.", path=path)
    return text, doubts


def _guess(data: bytes) -> tuple[str, str]:
    cyrillic = data.decode("cp1251", "replace")
    if len(_CYRILLIC.findall(cyrillic)) > 2 * len(_MIXED.findall(cyrillic)):
        return cyrillic, "cp1251"
    return data.decode("cp1252", "replace"), "cp1252"


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise GazetteerError(f"{path} line {line}: a quotation mark is not closed ({error}).", path=path) from error
        if row is None:
            return
        if any(field.strip() for field in row):
            yield line, row
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv.reader's own type has no public name


def _record(number: int, row: list[str], columns: tuple[str, ...]) -> Record:
    # A field too few may be any of them, so a ragged line is not read; empty ones at the end do no harm.
    if len(row) < len(columns) or any(field.strip() for field in row[len(columns) :]):
        return Record(number, {}, fault="with fewer or more fields than the heading")
    return Record(
        number, {column: text for column, field in zip(columns, row, strict=False) if (text := field.strip())}
    )


@contextmanager
def _long_fields() -> Iterator[None]:
    # The csv module stops at 131,072 characters a field, and a polygon in WKT has more.
    before = csv.field_size_limit(LIMIT_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)
