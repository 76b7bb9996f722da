"""Articles: a file, folder, web address or standard input in, `Article` records out, with text, title, day and sections.

`sources.py` gets the bytes (`web.py` over the network), `parts.py` knows their kind, `decode.py` turns them into text; `markup.py`
takes text out of HTML and Markdown, `pdf.py` out of PDF, `feeds.py` out of RSS and Atom, `batch.py` out of tables; `manifest.py` reads
what the user says about files; `publication.py` and `sections.py` find day and parts, and `compose.py` puts the record together.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.article.compose import compose
from geo.article.manifest import Given, parse_day, read_manifest
from geo.article.parts import SUFFIXES, read_pages
from geo.article.sources import is_web, read_source
from geo.article.web import Visitor
from geo.errors import ArticleError, ArticleWarning
from geo.records import Article

__all__ = ["is_web", "read_article", "read_articles"]


def read_article(
    source: str | Path,
    *,
    published: date | str | None = None,
    language: str | None = None,
    text_column: str | None = None,
) -> Article:
    """Read one article from a file, a web address or standard input.

    Plain text, Markdown, HTML and PDF are read, and a feed or table that holds but one article.

    Parameters
    ----------
    source
        Path of the file; an address that begins with http:// or https://; or "-" for standard input. Plain text is kept as decoded,
        line ends too; of Markdown the markup is blanked in place; of HTML, PDF and feeds the article text is extracted.
    published
        Day of publication (a date or "2024-09-10"), from which relative dates count. None takes it from the metadata, else from
        date lines and wording of the text (`published_basis` and `published_reason` say which); a file's own date never counts.
    language
        ISO 639-1 code; None takes it from the metadata, else guesses between en, uk and ru.
    text_column
        Column of a CSV, Parquet or JSON-lines file that holds the text; None takes text, body, content or article.

    Raises
    ------
    ArticleError
        The file is missing, a folder, empty, binary, damaged, too large, of a kind not read, has no text, or holds several
        articles; the page could not or must not be fetched; or `published` is no day.
    MissingExtra
        It is a Parquet file, and pyarrow is not installed.

    Warns
    -----
    ArticleWarning
        The encoding was guessed, characters, tags, pages, items, rows or links were dropped, letters of two scripts look
        alike, it is unsure where reader comments begin, or the day of publication was inferred or is unknown.

    Notes
    -----
    An address is fetched with its redirects, from public addresses only, within limits of size and time, and where the site's
    robots.txt (RFC 9309) allows it. Links within articles are never followed.
    """
    given = Given(published=parse_day(published, "published"), language=language)
    articles = read_all(source, given, text_column=text_column)
    if len(articles) > 1:
        raise ArticleError(f"{source} holds {len(articles):,} articles. Use read_articles for it.", path=str(source))
    return articles[0]


def read_articles(
    sources: str | Path | Iterable[str | Path],
    *,
    published: date | str | None = None,
    manifest: str | Path | None = None,
    language: str | None = None,
    text_column: str | None = None,
) -> tuple[Article, ...]:
    """Read articles from files, folders and web addresses, in the order given.

    Standard input is read, too.

    Parameters
    ----------
    sources
        Paths, addresses, or "-". A feed (RSS, Atom) gives an article for each item, a .csv, .parquet or .jsonl file for each row;
        links in them are never followed. Of a folder every .txt, .md, .html, .pdf, .rss, .atom, .xml and .jsonl file is read,
        sorted by name; those that fail are left out with a warning.
    published, language
        For every article whose manifest row says nothing else.
    manifest
        CSV with a header and the columns file, published, title, publisher, author, url, language (all but `file` may be
        missing); rows are matched by file name.
    text_column
        As `read_article`. Further columns of a table: title, author, publisher, published or date, url, language, id.

    Raises
    ------
    ArticleError
        As `read_article`; or a folder without readable articles, or a manifest that cannot be read.
    MissingExtra
        As `read_article`.

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
    visitor = Visitor()
    for source in listed:
        path = Path(source)
        if not is_web(source) and _is_folder(path):
            articles += _read_folder(path, rows, rest, names, text_column)
        else:
            articles += read_all(source, rows.get(path.name, rest), text_column=text_column, visitor=visitor)
            names.add(path.name)
    for name in rows.keys() - names:
        _warn(f"{manifest}: no article is named {name!r}. Correct the row's file column.")
    return tuple(articles)


def read_all(
    source: str | Path, given: Given, *, text_column: str | None = None, visitor: Visitor | None = None
) -> list[Article]:
    """Read every article of one source.

    Parameters
    ----------
    visitor
        Who fetches pages; None for a new one.
    """
    found = read_source(source, visitor)
    read = read_pages(found, text_column)
    if read.many:
        # What a row or an item says of itself is not for all of them.
        given = replace(given, title=None, author=None, url=None)
        articles = [
            compose(page, given, f"{found.name}#{page.part}", b"", (), extracted=read.extracted) for page in read.pages
        ]
        for doubt in read.doubts:
            _warn(f"{found.name}: {doubt}")
    else:
        (page,) = read.pages
        articles = [compose(page, given, found.name, found.data, read.doubts, extracted=read.extracted)]
    for article in articles:
        for doubt in article.warnings:
            _warn(f"{article.source}: {doubt}")
    if read.many:
        # A report names what its articles name; of the file itself the first one tells.
        articles[0] = replace(articles[0], warnings=(*read.doubts, *articles[0].warnings))
    return articles


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except ValueError:  # no path at all, which reading it says
        return False


def _read_folder(
    folder: Path, rows: Mapping[str, Given], rest: Given, names: set[str], text_column: str | None
) -> list[Article]:
    articles: list[Article] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            articles += read_all(path, rows.get(path.name, rest), text_column=text_column)
            names.add(path.name)
        except ArticleError as error:
            _warn(f"left out: {error}")
    if not articles:
        raise ArticleError(f"{folder} holds no readable article ({', '.join(SUFFIXES)}).", path=folder)
    return articles


def _warn(message: str) -> None:
    # Level 4 is the caller of read_article, by way of _warn and read_all.
    warnings.warn(message, ArticleWarning, stacklevel=4)
