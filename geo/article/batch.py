"""Files of many articles: JSON lines, CSV and Parquet; a bad row does not lose the rest.

Comes in: a file's bytes. Goes out: a `Page` for each good row, and which rows were left out and why.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any

from geo.article.decode import decode
from geo.article.markup import Page
from geo.article.rows import BadRow, find_columns, read_rows
from geo.errors import ArticleError, MissingExtra

MAX_LINES = 100_000
MAX_FIELD_CHARS = 2_000_000
MAX_UNPACKED_BYTES = 200_000_000
"""Of the columns of a Parquet file that are read."""
_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t|"
# The length of a CSV field is limited for the whole process.
_FIELD_LIMIT = threading.Lock()


def read_lines(data: bytes, name: str, text_column: str | None = None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the articles of a JSON-lines file, and what is doubtful: the lines left out, by number.

    Each line is an object with `text` (or body, content, article), and at will `id`, `title`, `author`, `publisher`, `published`
    or `date`, `url` and `language`. Empty lines count but say nothing. Without an `id` an article is called by the number of its
    line.

    Raises
    ------
    ArticleError
        Not one line holds an article, or there are too many lines.
    """
    lines = data.removeprefix(_BOM).split(b"\n")
    _demand_few(len(lines), name, "lines")
    rows = ((f"line {number}", _record(line)) for number, line in enumerate(lines, start=1) if line.strip())
    return read_rows(rows, name, text_column)


def read_csv(data: bytes, name: str, text_column: str | None = None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the articles of a CSV file with a header, and what is doubtful; columns as in `read_lines`.

    Columns are parted by commas, semicolons, tabs or bars, whichever the header has most of.

    Raises
    ------
    ArticleError
        There is no column for the text, no article, too many rows, or it is no CSV.
    """
    text, doubts = decode(data, name)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    with _long_fields():
        table = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
        try:
            _demand_text(list(table.fieldnames or ()), text_column, name)
            rows = [(f"row {number}", row) for number, row in _counted(table, name)]
        except csv.Error as error:
            raise ArticleError(f"{name} line {table.line_num} is not CSV: {error}. Save it anew.", path=name) from error
    pages, more = read_rows(rows, name, text_column)
    return pages, (*doubts, *more)


def read_parquet(data: bytes, name: str, text_column: str | None = None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the articles of a Parquet file, and what is doubtful; columns as in `read_lines`.

    Raises
    ------
    ArticleError
        There is no column for the text, no article, too many rows or bytes, or it is damaged.
    MissingExtra
        pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtra("pyarrow", "corpus") from error
    try:
        file = ParquetFile(BytesIO(data))
        names = file.schema_arrow.names
        _demand_text(names, text_column, name)
        _demand_few(file.metadata.num_rows, name, "rows")
        wanted = list(find_columns(names, text_column).values())
        _demand_small(file, wanted, name)
        batches = file.iter_batches(batch_size=256, columns=wanted)
        records = [record for batch in batches for record in batch.to_pylist()]
    except (ArrowException, OSError) as error:
        raise ArticleError(f"{name} is a damaged Parquet file ({str(error)[:120]}). Get it anew.", path=name) from error
    return read_rows(((f"row {number}", row) for number, row in enumerate(records, start=1)), name, text_column)


def _record(line: bytes) -> Mapping[str, Any] | BadRow:
    import orjson

    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return BadRow(f"it is not JSON ({str(error)[:80]})")
    return record if isinstance(record, dict) else BadRow("it is no object")


def _counted(table: csv.DictReader[str], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, row in enumerate(table, start=1):
        _demand_few(number, name, "rows")
        # Fields beyond the header's have no name.
        yield number, {key: value for key, value in row.items() if isinstance(key, str)}


@contextmanager
def _long_fields() -> Iterator[None]:
    with _FIELD_LIMIT:
        before = csv.field_size_limit(MAX_FIELD_CHARS)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _demand_few(rows: int, name: str, what: str) -> None:
    if rows > MAX_LINES:
        raise ArticleError(f"{name} has {rows:,} {what}; at most {MAX_LINES:,} are read. Split it.", path=name)


def _demand_text(names: list[str], text_column: str | None, name: str) -> None:
    if find_columns(names, text_column).get("text") in names:
        return
    listed = ", ".join(names)[:200] or "none"
    wanted = "column for the text" if text_column is None else f"column {text_column!r}"
    raise ArticleError(f"{name} has no {wanted}; its columns: {listed}. Name one with --text-column.", path=name)


def _demand_small(file: Any, wanted: list[str], name: str) -> None:
    groups = (file.metadata.row_group(index) for index in range(file.metadata.num_row_groups))
    size = sum(
        column.total_uncompressed_size
        for group in groups
        for column in (group.column(index) for index in range(group.num_columns))
        if column.path_in_schema.partition(".")[0] in wanted
    )
    if size > MAX_UNPACKED_BYTES:
        raise ArticleError(
            f"{name} unpacks to {size:,} bytes; at most {MAX_UNPACKED_BYTES:,} are read. Split it.", path=name
        )
