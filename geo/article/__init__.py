"""Articles: a file or folder in, `Article` records out, with text, title, day of publication, language and sections.

`decode.py` turns bytes into text; `markup.py` takes text out of HTML and Markdown, `pdf.py` out of PDF, `feeds.py` out of RSS
and Atom, `batch.py` out of JSON lines; `manifest.py` reads what the user says about files; this file puts them together.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.article.batch import read_lines
from geo.article.byline import find_byline
from geo.article.decode import decode, guess_language
from geo.article.feeds import read_feed
from geo.article.lookalikes import find_lookalikes
from geo.article.manifest import Given, parse_day, read_manifest
from geo.article.markup import Page, read_html, read_markdown
from geo.article.pdf import read_pdf
from geo.errors import ArticleError, ArticleWarning
from geo.records import Article, Section

__all__ = ["read_article", "read_articles"]

MAX_BYTES = 20_000_000
# Extraction takes about a second a megabyte.
MAX_HTML_BYTES = 5_000_000
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".xml", ".rss", ".atom", ".jsonl")
"""What is read from a folder."""
_HTML = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown"})
_FEED = frozenset({".xml", ".rss", ".atom"})
_LINES = frozenset({".jsonl", ".ndjson"})
_OTHER = {
    ".docx": "Word",
    ".doc": "Word",
    ".epub": "EPUB",
}
_OTHER |= {
    ".json": "JSON",
    ".csv": "CSV",
    ".xlsx": "Excel",
    ".parquet": "Parquet",
    ".zip": "ZIP",
}
_PAGE_HEADS = (b"<!doctype html", b"<html")
_FEED_HEAD = re.compile(
    rb"(?:<\?xml[^<>]{0,200}\?>\s{0,40})?(?:<!--[^<>]{0,2000}-->\s{0,40}){0,4}<(?:rss|feed|rdf:RDF)[\s>]"
)
_WEB = re.compile(r"[a-z][a-z0-9+.-]{1,10}://", re.IGNORECASE)
_LONGEST_TITLE = 120


def read_article(source: str | Path, *, published: date | str | None = None, language: str | None = None) -> Article:
    """Read one article from a plain-text, Markdown, HTML or PDF file, or from a feed or JSON-lines file that holds but one.

    Parameters
    ----------
    source
        Path of the file. Plain text is kept as decoded, line ends too; of Markdown the markup is blanked in place; of HTML, PDF
        and feeds the article text is extracted.
    published
        Day of publication (a date or "2024-09-10"), from which relative dates count. None takes it from the file's metadata.
    language
        ISO 639-1 code; None takes it from the metadata, else guesses between en, uk and ru.

    Raises
    ------
    ArticleError
        The file is missing, a folder, empty, binary, damaged, too large, of a kind not read, has no text, or holds several
        articles; or `published` is no day.

    Warns
    -----
    ArticleWarning
        The encoding was guessed, characters, tags, pages, items, lines or links were dropped, letters of two scripts look
        alike, or the day of publication is unknown.
    """
    articles = _read(source, Given(published=parse_day(published, "published"), language=language))
    if len(articles) > 1:
        raise ArticleError(f"{source} holds {len(articles):,} articles. Use read_articles for it.", path=str(source))
    return articles[0]


def read_articles(
    sources: str | Path | Iterable[str | Path],
    *,
    published: date | str | None = None,
    manifest: str | Path | None = None,
    language: str | None = None,
) -> tuple[Article, ...]:
    """Read articles from files and folders, in the order given.

    Parameters
    ----------
    sources
        Paths. A feed (RSS, Atom) gives an article for each item, a .jsonl file for each line; links in them are never followed.
        Of a folder every .txt, .md, .html, .pdf, .rss, .atom, .xml and .jsonl file is read, sorted by name; those that fail are
        left out with a warning.
    published, language
        For every article whose manifest row says nothing else.
    manifest
        CSV with a header and the columns file, published, title, publisher, author, url, language (all but `file` may be
        missing); rows are matched by file name.

    Raises
    ------
    ArticleError
        As `read_article`; or a folder without readable articles, or a manifest that cannot be read.

    Warns
    -----
    ArticleWarning
        As `read_article`; or a file of a folder could not be read, or a row of the manifest matches no file.
    """
    rest = Given(published=parse_day(published, "published"), language=language)
    rows = read_manifest(Path(manifest), rest) if manifest is not None else {}
    listed = [sources] if isinstance(sources, (str, Path)) else list(sources)
    articles: list[Article] = []
    names: set[str] = set()
    for source in listed:
        folder = Path(source)
        if folder.is_dir():
            articles += _read_folder(folder, rows, rest, names)
        else:
            articles += _read(source, rows.get(folder.name, rest))
            names.add(folder.name)
    for name in rows.keys() - names:
        _warn(f"{manifest}: no article is named {name!r}. Correct the row's file column.")
    return tuple(articles)


def _read_folder(folder: Path, rows: Mapping[str, Given], rest: Given, names: set[str]) -> list[Article]:
    articles: list[Article] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            articles += _read(path, rows.get(path.name, rest))
            names.add(path.name)
        except ArticleError as error:
            _warn(f"left out: {error}")
    if not articles:
        raise ArticleError(f"{folder} holds no readable article ({', '.join(SUFFIXES)}).", path=folder)
    return articles


def _read(source: str | Path, given: Given) -> list[Article]:
    name = str(source)
    data = _read_bytes(source)
    suffix = Path(source).suffix.lower()
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        page = read_pdf(data, name)
        page = page if page.title else replace(page, title=_first_line(page.text))
        return [_compose(page, given, name, data, (), extracted=True)]
    if suffix in _LINES or suffix in _FEED or (suffix not in _HTML and _FEED_HEAD.match(head)):
        return _read_parts(data, given, name, is_feed=suffix not in _LINES)
    is_html = suffix in _HTML or head[:20].lower().startswith(_PAGE_HEADS)
    page, doubts = _page(data, name, suffix, is_html=is_html)
    return [_compose(page, given, name, data, doubts, extracted=is_html or suffix in _MARKDOWN)]


def _page(data: bytes, name: str, suffix: str, *, is_html: bool) -> tuple[Page, tuple[str, ...]]:
    if is_html and len(data) > MAX_HTML_BYTES:
        raise ArticleError(
            f"{name} is a page of {len(data):,} bytes; at most {MAX_HTML_BYTES:,} are read. Save its text.", path=name
        )
    text, doubts = decode(data, name, html=is_html)
    if not text.strip():
        raise ArticleError(f"{name} is empty. Give a file with the article's text.", path=name)
    if is_html:
        return read_html(text, name), doubts
    return read_markdown(text) if suffix in _MARKDOWN else Page(text=text, title=_first_line(text)), doubts


def _read_parts(data: bytes, given: Given, name: str, *, is_feed: bool) -> list[Article]:
    """Read a file that holds several articles; the manifest's row speaks for all of them."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ArticleError(f"{name} is empty. Give a file with articles.", path=name)
    pages, doubts = (read_feed if is_feed else read_lines)(data, name)
    for doubt in doubts:
        _warn(f"{name}: {doubt}")
    given = replace(given, title=None, author=None, url=None)
    first, *rest = [_compose(page, given, f"{name}#{page.part}", b"", (), extracted=is_feed) for page in pages]
    # A report names what its articles name; of the file itself the first one tells.
    return [replace(first, warnings=(*doubts, *first.warnings)), *rest]


def _compose(page: Page, given: Given, name: str, data: bytes, doubts: tuple[str, ...], *, extracted: bool) -> Article:
    doubts = (*doubts, *page.doubts, *find_lookalikes(page.text))
    published, basis = given.published, "given"
    if published is None:
        published, basis = _metadata_day(page.published), "metadata"
    if published is None:
        basis = "unknown"
        doubts = (*doubts, "publication day unknown; relative dates stay open; give --published")
    for doubt in doubts:
        _warn(f"{name}: {doubt}")
    return Article(
        text=page.text,
        source=name,
        title=given.title or page.title,
        publisher=given.publisher or page.publisher,
        author=given.author or page.author or find_byline(page.text),
        url=given.url or page.url,
        language=given.language or page.language or guess_language(page.text),
        published=published,
        published_basis=basis,
        # Of the text, where a file holds several.
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        sections=_sections(page.text, page.title),
        extracted=extracted,
        warnings=doubts,
        id=page.id,
    )


def _read_bytes(source: str | Path) -> bytes:
    name, path = str(source), Path(source)
    if _WEB.match(name):
        raise ArticleError(f"{name} is a web address; only files are read. Save the page and give the file.", path=name)
    if kind := _OTHER.get(path.suffix.lower()):
        raise ArticleError(f"{name}: {kind} files are not supported yet; save it as text.", path=name)
    try:
        if path.is_dir():
            raise ArticleError(f"{name} is a folder. Use read_articles for folders.", path=name)
        if not path.is_file():
            raise ArticleError(f"{name} does not exist or is no file. Correct the path.", path=name)
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ArticleError(f"{name} has {size:,} bytes; at most {MAX_BYTES:,} are read. Split it.", path=name)
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{name} cannot be read: {error.strerror or error}.", path=name) from error
    except ArticleError:
        raise
    except ValueError as error:
        raise ArticleError(f"{name!r} is not a path: {error}.", path=name) from error
    return data


def _metadata_day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "").strip()[:10])
    except ValueError:
        return None


def _first_line(text: str) -> str | None:
    """Return the first line as the title, when it is short, has no final stop, and more text follows."""
    line, _, rest = text.lstrip().partition("\n")
    title = line.strip()
    if not rest.strip() or not title or len(title) > _LONGEST_TITLE or title[-1] in ".,;:…":
        return None
    return title


def _sections(text: str, title: str | None) -> tuple[Section, ...]:
    """Mark the title where the text begins with it as the headline, the rest as the body."""
    start = len(text) - len(text.lstrip())
    if not title or not text.startswith(title, start) or not text[start + len(title) :].strip():
        return (Section(start=0, end=len(text), kind="body"),)
    end = start + len(title)
    return Section(start=start, end=end, kind="headline"), Section(start=end, end=len(text), kind="body")


def _warn(message: str) -> None:
    # Level 5 is the caller of read_article, by way of _warn, _compose and _read.
    warnings.warn(message, ArticleWarning, stacklevel=5)
