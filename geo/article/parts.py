"""The kind of a source, and its pages: one for a text, Markdown, HTML or PDF file, several for feeds and tables of articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from geo.article.batch import read_csv, read_lines, read_parquet
from geo.article.decode import decode
from geo.article.feeds import read_feed
from geo.article.markup import Page, read_html, read_markdown
from geo.article.pdf import read_pdf
from geo.article.sources import Found
from geo.errors import ArticleError

# Extraction takes about a second a megabyte.
MAX_HTML_BYTES = 5_000_000
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".xml", ".rss", ".atom", ".jsonl")
"""What is read from a folder."""
_KINDS = {
    "html": (".html", ".htm", ".xhtml"),
    "markdown": (".md", ".markdown"),
    "feed": (".xml", ".rss", ".atom"),
    "lines": (".jsonl", ".ndjson"),
    "table": (".csv", ".tsv"),
    "parquet": (".parquet",),
    "pdf": (".pdf",),
}
_KIND_OF = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}
_PAGE_HEADS = (b"<!doctype html", b"<html")
_FEED_HEAD = re.compile(
    rb"(?:<\?xml[^<>]{0,200}\?>\s{0,40})?(?:<!--[^<>]{0,2000}-->\s{0,40}){0,4}<(?:rss|feed|rdf:RDF)[\s>]"
)
_MANY: dict[str, Callable[[bytes, str, str | None], tuple[tuple[Page, ...], tuple[str, ...]]]] = {
    "feed": lambda data, name, _: read_feed(data, name),
    "lines": read_lines,
    "table": read_csv,
    "parquet": read_parquet,
}
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of one source."""

    pages: tuple[Page, ...]
    doubts: tuple[str, ...] = ()
    """About the source as a whole."""
    many: bool
    """Whether it is of a kind that holds several, even if it holds but one."""
    extracted: bool
    """Whether the text is not the source's own characters."""


def read_pages(found: Found, text_column: str | None = None) -> Pages:
    """Return the pages of a source, of whatever kind its sender, name or content says it is.

    Parameters
    ----------
    text_column
        Column of a table that holds the text; None takes the one usually called so.

    Raises
    ------
    ArticleError
        The source is empty, damaged, too large or without text.
    MissingExtra
        It is a Parquet file, and pyarrow is not installed.
    """
    kind = _kind(found, text_column)
    if kind in _MANY:
        if not found.data.strip(b"\xef\xbb\xbf \t\r\n"):
            raise ArticleError(f"{found.name} is empty. Give a file with articles.", path=found.name)
        pages, doubts = _MANY[kind](found.data, found.name, text_column)
        return Pages(pages=pages, doubts=doubts, many=True, extracted=kind == "feed")
    if kind == "pdf":
        page = read_pdf(found.data, found.name)
        page = page if page.title else replace(page, title=_first_line(page.text))
        return Pages(pages=(replace(page, url=found.url),), many=False, extracted=True)
    page, doubts = _page(found, kind)
    page = page if page.url else replace(page, url=found.url)
    return Pages(pages=(page,), doubts=doubts, many=False, extracted=kind in ("html", "markdown"))


def _kind(found: Found, text_column: str | None) -> str:
    named = _KIND_OF.get(found.suffix, "")
    head = found.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if named == "pdf" or found.data.startswith(b"%PDF-"):
        return "pdf"
    if named not in ("html", "lines", "table", "parquet") and _FEED_HEAD.match(head):
        return "feed"
    if named not in ("feed", "lines", "table", "parquet") and head[:20].lower().startswith(_PAGE_HEADS):
        return "html"
    if named or found.suffix:
        return named
    # Without a name only the content tells, and that a column is wanted.
    if found.data.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"\{\s{0,20}\"", head):
        return "lines"
    return "table" if text_column is not None else ""


def _page(found: Found, kind: str) -> tuple[Page, tuple[str, ...]]:
    name, is_html = found.name, kind == "html"
    if is_html and len(found.data) > MAX_HTML_BYTES:
        raise ArticleError(
            f"{name} is a page of {len(found.data):,} bytes; at most {MAX_HTML_BYTES:,} are read. Save its text.",
            path=name,
        )
    text, doubts = decode(found.data, name, html=is_html, charset=found.charset)
    if not text.strip():
        raise ArticleError(f"{name} is empty. Give a file with the article's text.", path=name)
    if is_html:
        return read_html(text, name), doubts
    return read_markdown(text) if kind == "markdown" else Page(text=text, title=_first_line(text)), doubts


def _first_line(text: str) -> str | None:
    """Return the first line as the title, when it is short, has no final stop, and more text follows."""
    line, _, rest = text.lstrip().partition("\n")
    title = line.strip()
    if not rest.strip() or not title or len(title) > _LONGEST_TITLE or title[-1] in ".,;:…":
        return None
    return title
