"""JSON lines: one article a line, with its text and what is known about it; a bad line does not lose the rest.

Comes in: a file's bytes. Goes out: a `Page` for each good line, and which lines were left out and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geo.article.links import refused
from geo.article.markup import Page, language_code
from geo.errors import ArticleError

MAX_LINES = 100_000
MOST_NAMED = 50
"""Lines left out that are named one by one."""
_BOM = b"\xef\xbb\xbf"
_ID = re.compile(r"[\w.:/-]{1,100}")


def read_lines(data: bytes, name: str) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the articles of a JSON-lines file, and what is doubtful: the lines left out, by number.

    Each line is an object with `text`, and at will `id`, `title`, `author`, `publisher`, `published` or `date`, `url` and
    `language`. Empty lines count but say nothing. Without an `id` an article is called by the number of its line.

    Raises
    ------
    ArticleError
        Not one line holds an article, or there are too many lines.
    """
    lines = data.removeprefix(_BOM).split(b"\n")
    if len(lines) > MAX_LINES:
        raise ArticleError(f"{name} has {len(lines):,} lines; at most {MAX_LINES:,} are read. Split it.", path=name)
    pages: list[Page] = []
    bad: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            page = _page(line)
            if page.id and page.id in seen:
                raise _BadLine(f"its id {page.id!r} is that of line {seen[page.id]}")
        except _BadLine as error:
            bad.append(f"line {number} was left out: {error}")
            continue
        seen[page.id] = number
        pages.append(replace(page, part=page.id or f"line {number}"))
    if not pages:
        why = bad[0] if bad else "it is empty"
        raise ArticleError(f"{name} holds no article: {why}. Each line must be an object with a text.", path=name)
    more = [f"{len(bad) - MOST_NAMED:,} more lines were left out"] if len(bad) > MOST_NAMED else []
    return tuple(pages), (*bad[:MOST_NAMED], *more)


class _BadLine(Exception):
    """A line holds no article; the argument says why."""


def _page(line: bytes) -> Page:
    record = _record(line)
    text = record.get("text")
    if not isinstance(text, str):
        raise _BadLine("it has no text" if text is None else f"its text is no string but {text!r:.40}")
    clean = text.replace("\0", " ")
    if not clean.strip():
        raise _BadLine("its text is empty")
    url = _said(record, "url")
    why = refused(url) if url else None
    doubts = [f"{text.count(chr(0))} NUL characters were read as spaces"] if clean != text else []
    doubts += [f"the link {url!r:.200} is refused: {why}"] if why else []
    return Page(
        text=clean,
        id=_id(record.get("id")),
        title=_said(record, "title"),
        author=_said(record, "author"),
        publisher=_said(record, "publisher"),
        published=_said(record, "published") or _said(record, "date"),
        language=language_code(_said(record, "language") or ""),
        url=None if why else url,
        doubts=tuple(doubts),
    )


def _record(line: bytes) -> Mapping[str, Any]:
    import orjson

    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise _BadLine(f"it is not JSON ({str(error)[:80]})") from error
    if not isinstance(record, dict):
        raise _BadLine("it is no object")
    return record


def _id(given: object) -> str:
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, (str, int)) or not _ID.fullmatch(str(given)):
        raise _BadLine(f"its id is {given!r:.40}, which is neither a number nor a name of letters, digits and .:/_-")
    return str(given)


def _said(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return " ".join(value.replace("\0", " ").split()) or None if isinstance(value, str) else None
