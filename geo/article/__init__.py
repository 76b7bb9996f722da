"""Articles: a file or folder in, `Article` records out, with text, title, day of publication, language and sections.

`decode.py` turns bytes into text, `markup.py` takes text out of HTML and Markdown, `manifest.py` reads what the user says
about files; this file puts them together.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from geo.article.byline import find_byline
from geo.article.decode import decode, guess_language
from geo.article.manifest import Given, parse_day, read_manifest
from geo.article.markup import Page, read_html, read_markdown
from geo.errors import ArticleError, ArticleWarning
from geo.records import Article, Section

__all__ = ["read_article", "read_articles"]

MAX_BYTES = 20_000_000
# Extraction takes about a second a megabyte.
MAX_HTML_BYTES = 5_000_000
SUFFIXES = (".txt", ".md", ".html", ".htm")
"""What is read from a folder."""
_HTML = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown"})
_OTHER = {
    ".pdf": "PDF",
    ".xml": "XML",
    ".rss": "RSS",
    ".atom": "Atom",
    ".docx": "Word",
    ".doc": "Word",
    ".epub": "EPUB",
}
_OTHER |= {
    ".json": "JSON",
    ".jsonl": "JSON lines",
    ".csv": "CSV",
    ".xlsx": "Excel",
    ".parquet": "Parquet",
    ".zip": "ZIP",
}
_WEB = re.compile(r"[a-z][a-z0-9+.-]{1,10}://", re.IGNORECASE)
_LONGEST_TITLE = 120


def read_article(source: str | Path, *, published: date | str | None = None, language: str | None = None) -> Article:
    """Read one article from a plain-text, Markdown or HTML file.

    Parameters
    ----------
    source
        Path of the file. Plain text is kept as decoded, line ends too; of Markdown the markup is blanked in place; of HTML the
        article text is extracted.
    published
        Day of publication (a date or "2024-09-10"), from which relative dates count. None takes it from the file's metadata.
    language
        ISO 639-1 code; None takes it from the metadata, else guesses between en, uk and ru.

    Raises
    ------
    ArticleError
        The file is missing, a folder, empty, binary, too large, of a kind not read, or has no text; or `published` is no day.

    Warns
    -----
    ArticleWarning
        The encoding was guessed, characters or tags were dropped, or the day of publication is unknown.
    """
    return _read(source, Given(published=parse_day(published, "published"), language=language))


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
        Paths. Of a folder every .txt, .md, .html and .htm file is read, sorted by name; those that fail are left out with a
        warning.
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
    for source in listed:
        folder = Path(source)
        articles += (
            _read_folder(folder, rows, rest) if folder.is_dir() else [_read(source, rows.get(folder.name, rest))]
        )
    names = {Path(article.source).name for article in articles}
    for name in rows.keys() - names:
        _warn(f"{manifest}: no article is named {name!r}. Correct the row's file column.")
    return tuple(articles)


def _read_folder(folder: Path, rows: Mapping[str, Given], rest: Given) -> list[Article]:
    articles = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            articles.append(_read(path, rows.get(path.name, rest)))
        except ArticleError as error:
            _warn(f"left out: {error}")
    if not articles:
        raise ArticleError(f"{folder} holds no readable article ({', '.join(SUFFIXES)}).", path=folder)
    return articles


def _read(source: str | Path, given: Given) -> Article:
    name = str(source)
    data = _read_bytes(source)
    suffix = Path(source).suffix.lower()
    is_html = suffix in _HTML or data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(
        (b"<!doctype html", b"<html")
    )
    if is_html and len(data) > MAX_HTML_BYTES:
        raise ArticleError(
            f"{name} is a page of {len(data):,} bytes; at most {MAX_HTML_BYTES:,} are read. Save its text.", path=name
        )
    text, doubts = decode(data, name, html=is_html)
    if not text.strip():
        raise ArticleError(f"{name} is empty. Give a file with the article's text.", path=name)
    if is_html:
        page = read_html(text, name)
    elif suffix in _MARKDOWN:
        page = read_markdown(text)
    else:
        page = Page(text=text, title=_first_line(text))
    return _compose(page, given, name, data, doubts, extracted=is_html or suffix in _MARKDOWN)


def _compose(page: Page, given: Given, name: str, data: bytes, doubts: tuple[str, ...], *, extracted: bool) -> Article:
    doubts = (*doubts, *page.doubts)
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
        sha256=hashlib.sha256(data).hexdigest(),
        sections=_sections(page.text, page.title),
        extracted=extracted,
        warnings=doubts,
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
    if data.startswith(b"%PDF"):
        raise ArticleError(f"{name}: PDF files are not supported yet; save it as text.", path=name)
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
