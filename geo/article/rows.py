"""Articles as rows: a record with a text and what is known about it, as a `Page`; JSON lines, CSV and Parquet all come to this.

Comes in: records with the names of their columns. Goes out: a `Page` for each good one, and which were left out and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geo.article.links import refused
from geo.article.markup import Page, language_code
from geo.errors import ArticleError

MOST_NAMED = 50
"""Rows left out that are named one by one."""
TEXT_COLUMNS = ("text", "body", "content", "article")
"""Where the text is looked for, in this order."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": TEXT_COLUMNS,
    "id": ("id",),
    "title": ("title", "headline"),
    "author": ("author", "byline", "authors"),
    "publisher": ("publisher", "outlet"),
    "published": ("published", "date", "published_at", "publication_date"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
_ID = re.compile(r"[\w.:/-]{1,100}")


class BadRow(Exception):
    """A row holds no article; the argument says why."""


def find_columns(names: Iterable[str], text_column: str | None) -> Mapping[str, str]:
    """Return which column holds what; the first of the usual names that is there, in small or capital letters.

    Examples
    --------
    >>> find_columns(["ID", "Body", "text", "date"], "Body")
    {'text': 'Body', 'id': 'ID', 'published': 'date'}
    """
    there: dict[str, str] = {}
    for name in names:
        there.setdefault(name.strip().casefold(), name)
    found = {
        what: there[usual[0]] for what, known in _COLUMNS.items() if (usual := [one for one in known if one in there])
    }
    if text_column is not None:
        found["text"] = there.get(text_column.strip().casefold(), text_column)
    return found


def read_rows(
    rows: Iterable[tuple[str, Mapping[str, Any] | BadRow]], name: str, text_column: str | None = None
) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the articles of some rows, and what is doubtful: the rows left out, by what they are called.

    Parameters
    ----------
    rows
        What each row is called ("line 3"), and the row, or why there is none.
    text_column
        The column that holds the text; None takes the first that is usually called so.

    Raises
    ------
    ArticleError
        Not one row holds an article.
    """
    pages: list[Page] = []
    bad: list[str] = []
    seen: dict[str, str] = {}
    for called, row in rows:
        try:
            if isinstance(row, BadRow):
                raise row
            page = _page(row, find_columns(row, text_column))
            if page.id and page.id in seen:
                raise BadRow(f"its id {page.id!r} is that of {seen[page.id]}")
        except BadRow as error:
            bad.append(f"{called} was left out: {error}")
            continue
        seen[page.id] = called
        pages.append(replace(page, part=page.id or called))
    if not pages:
        why = bad[0] if bad else "it is empty"
        raise ArticleError(f"{name} holds no article: {why}. Each must have a text; --text-column names it.", path=name)
    kind = bad[-1].split()[0] + "s" if bad else ""
    more = [f"{len(bad) - MOST_NAMED:,} more {kind} were left out"] if len(bad) > MOST_NAMED else []
    return tuple(pages), (*bad[:MOST_NAMED], *more)


def _page(row: Mapping[str, Any], columns: Mapping[str, str]) -> Page:
    text = row.get(columns.get("text", TEXT_COLUMNS[0]))
    if not isinstance(text, str):
        raise BadRow("it has no text" if text is None else f"its text is no string but {text!r:.40}")
    clean = text.replace("\0", " ")
    if not clean.strip():
        raise BadRow("its text is empty")
    said = {what: _said(row.get(column)) for what, column in columns.items() if what not in ("text", "id")}
    url = said.get("url")
    why = refused(url) if url else None
    doubts = [f"{text.count(chr(0))} NUL characters were read as spaces"] if clean != text else []
    doubts += [f"the link {url!r:.200} is refused: {why}"] if why else []
    return Page(
        text=clean,
        id=_id(row.get(columns.get("id", "id"))),
        title=said.get("title"),
        author=said.get("author"),
        publisher=said.get("publisher"),
        published=said.get("published"),
        language=language_code(said.get("language") or ""),
        url=None if why else url,
        doubts=tuple(doubts),
    )


def _id(given: object) -> str:
    if given is None or given == "":
        return ""
    if isinstance(given, bool) or not isinstance(given, (str, int)) or not _ID.fullmatch(str(given)):
        raise BadRow(f"its id is {given!r:.40}, which is neither a number nor a name of letters, digits and .:/_-")
    return str(given)


def _said(value: object) -> str | None:
    if isinstance(value, date):  # and the instants of a Parquet file
        return value.isoformat()
    return " ".join(value.replace("\0", " ").split()) or None if isinstance(value, str) else None
