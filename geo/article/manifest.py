"""What the user says about articles: one row a file, in a CSV with a header."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from geo.article.decode import decode
from geo.errors import ArticleError

_FIELDS = frozenset({"file", "published", "title", "publisher", "author", "url", "language"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller says about an article; it wins over what the file says."""

    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


def parse_day(value: date | str | None, what: str) -> date | None:
    """Return a day from a date or ISO text; None for None and blank text.

    Raises
    ------
    ArticleError
        The text is no day; the message calls it `what`.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except (ValueError, AttributeError) as error:
        raise ArticleError(f"{what} is {value!r}, which is no day. Write it as 2024-09-10.") from error


def read_manifest(path: Path, rest: Given) -> dict[str, Given]:
    """Return what a manifest says, by file name; `rest` fills day and language where a row is silent.

    Raises
    ------
    ArticleError
        The manifest cannot be read, is no CSV with a column `file`, or gives a day that is none.
    """
    text, _ = decode(_read_table(path), str(path))
    rows = csv.DictReader(StringIO(text, newline=""))
    try:
        if "file" not in (rows.fieldnames or ()):
            raise ArticleError(
                f"{path} has no column 'file'. Its header names: {', '.join(sorted(_FIELDS))}.", path=path
            )
        return {Path(row["file"] or "").name: _given(row, f"{path} line {rows.line_num}", rest) for row in rows}
    except csv.Error as error:
        raise ArticleError(f"{path} line {rows.line_num} is not CSV: {error}.", path=path) from error


def _read_table(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"the manifest {path} cannot be read: {error.strerror or error}.", path=path) from error


def _given(row: Mapping[str | None, str | None], where: str, rest: Given) -> Given:
    said = {key: (row.get(key) or "").strip() or None for key in _FIELDS}
    return Given(
        published=parse_day(said["published"], f"{where}: published") or rest.published,
        title=said["title"],
        publisher=said["publisher"],
        author=said["author"],
        url=said["url"],
        language=said["language"] or rest.language,
    )
