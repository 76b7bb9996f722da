"""Where articles come from: a file, standard input, or an address of the web; bytes with what their name or sender says they are."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from geo.article.web import Visitor
from geo.errors import ArticleError

STDIN = "-"
"""The source that is standard input."""
MAX_BYTES = 20_000_000
_OTHER = {".docx": "Word", ".doc": "Word", ".epub": "EPUB", ".json": "JSON", ".xlsx": "Excel", ".zip": "ZIP"}
_WEB = re.compile(r"[a-z][a-z0-9+.-]{1,10}://", re.IGNORECASE)
# The suffix of a file of the same kind.
_MEDIA = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "application/vnd.apache.parquet": ".parquet",
}
# Of these a sender says nothing about the kind.
_SILENT = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The bytes of a source."""

    data: bytes
    name: str
    """As messages and articles call it."""
    suffix: str
    """The suffix of its kind, in lower case; "" where only the content tells."""
    charset: str | None = None
    url: str | None = None
    """Where it was in the end, when it came from the web."""


def is_web(source: str | Path) -> bool:
    """Tell whether a source is written as an address, of the web or of another kind.

    Examples
    --------
    >>> is_web("https://news.example/a"), is_web("ftp://x"), is_web("news/a.txt"), is_web("C:/a.txt")
    (True, True, False, False)
    """
    return isinstance(source, str) and _WEB.match(source) is not None


def read_source(source: str | Path, visitor: Visitor | None = None) -> Found:
    """Return the bytes of a file, of standard input ("-"), or of a page of the web.

    Parameters
    ----------
    visitor
        Who fetches pages; None for a new one. The network is asked only where the source is an address.

    Raises
    ------
    ArticleError
        The file is missing, a folder, too large or of a kind not read; or the page could not be fetched.
    """
    if source == STDIN:
        return _read_stdin()
    if is_web(source):
        return _read_web(str(source), visitor)
    name, path = str(source), Path(source)
    suffix = path.suffix.lower()
    if kind := _OTHER.get(suffix):
        raise ArticleError(f"{name}: {kind} files are not supported yet; save it as text.", path=name)
    return Found(data=_read_file(path, name), name=name, suffix=suffix)


def _read_file(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise ArticleError(f"{name} is a folder. Use read_articles for folders.", path=name)
        if not path.is_file():
            raise ArticleError(f"{name} does not exist or is no file. Correct the path.", path=name)
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ArticleError(f"{name} has {size:,} bytes; at most {MAX_BYTES:,} are read. Split it.", path=name)
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{name} cannot be read: {error.strerror or error}.", path=name) from error
    except ArticleError:
        raise
    except ValueError as error:
        raise ArticleError(f"{name!r} is not a path: {error}.", path=name) from error


def _read_stdin() -> Found:
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except (OSError, AttributeError, ValueError) as error:  # closed, or replaced by something without bytes
        raise ArticleError(f"standard input cannot be read: {error}. Give a file.", path=STDIN) from error
    if len(data) > MAX_BYTES:
        raise ArticleError(f"standard input has more than {MAX_BYTES:,} bytes, the most that are read.", path=STDIN)
    return Found(data=data, name="stdin", suffix="")


def _read_web(url: str, visitor: Visitor | None) -> Found:
    sent = (visitor or Visitor()).fetch(url)
    suffix = _MEDIA.get(sent.media)
    if suffix is None and sent.media not in _SILENT:
        raise ArticleError(
            f"{url[:300]} is sent as {sent.media[:60]!r}, not as a page, text, PDF or feed. Give the article's own address.",
            path=url,
        )
    if suffix is None:
        own = Path(sent.url.partition("?")[0].partition("#")[0]).suffix.lower()
        suffix = own if own in _MEDIA.values() else ""
    return Found(data=sent.data, name=url, suffix=suffix, charset=sent.charset, url=sent.url)
