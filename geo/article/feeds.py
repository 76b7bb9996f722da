"""RSS and Atom feeds: the items of one file as pages. Nothing is fetched: links are kept as words, or refused.

Comes in: a file's bytes. Goes out: a `Page` for each item, with what is doubtful about it.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from xml.parsers import expat

from geo.article.links import refused
from geo.article.markup import Page, language_code, read_fragment
from geo.errors import ArticleError

MAX_BYTES = 10_000_000
MAX_ITEMS = 2_000
MAX_DEPTH = 200
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES = {
    "": "",
    _ATOM: "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/xhtml": "html:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
_ROOTS = frozenset({"rss", "feed", "rdf:RDF"})
_ITEMS = frozenset({"item", "entry"})
# Of each fact the first tag that an item has counts.
_TITLE, _TEXT, _LINK = ("title", "dc:title"), ("content:encoded", "content", "description", "summary"), ("link", "guid")
_DAY = ("pubDate", "published", "dc:date", "updated")
_AUTHOR = ("dc:creator", "author/name", "author")
_TAKEN = frozenset((*_TITLE, *_TEXT, *_LINK, *_DAY, *_AUTHOR, "dc:language"))


def read_feed(data: bytes, name: str) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the items of a feed in its order, and what is doubtful about the feed as a whole.

    Parameters
    ----------
    data
        RSS 0.9 to 2.0 or Atom, in any encoding that XML declares. A document type or entities of its own are refused.

    Raises
    ------
    ArticleError
        It is no feed but a web page or other XML, is not well-formed, declares a document type, is too large, or has no item.
    """
    if len(data) > MAX_BYTES:
        raise ArticleError(
            f"{name} is a feed of {len(data):,} bytes; at most {MAX_BYTES:,} are read. Split it.", path=name
        )
    feed = _parse(data, name)
    pages = [page for number, item in enumerate(feed.items, start=1) if (page := _page(item, number, feed))]
    doubts = [f"{feed.more:,} items after the first {MAX_ITEMS:,} were left out"] if feed.more else []
    if silent := len(feed.items) - len(pages):
        doubts.append(f"{silent:,} of its items have neither title nor text and were left out")
    if not pages:
        raise ArticleError(f"{name} is a feed without a readable item. Get it anew.", path=name)
    return tuple(pages), tuple(doubts)


@dataclass(slots=True)
class _Feed:
    """What the parser has met so far."""

    title: str = ""
    language: str = ""
    items: list[dict[str, str]] = field(default_factory=list)
    more: int = 0
    path: list[str] = field(default_factory=list)
    """Names of the open elements."""
    item: dict[str, str] | None = None
    """The open item."""
    key: str = ""
    """The open element whose words are wanted."""
    depth: int = 0
    """How deep that element lies."""
    words: list[str] = field(default_factory=list)
    nested: bool = False
    """Whether markup within the open element is written as XML, not as text."""


class _Refused(Exception):
    """The file is not to be read on; the argument says why."""


def _parse(data: bytes, name: str) -> _Feed:
    feed = _Feed()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda tag, attributes: _start(feed, tag, attributes)
    parser.EndElementHandler = lambda _: _end(feed)
    parser.CharacterDataHandler = lambda words: _add(feed, words)
    try:
        parser.Parse(data, True)
    except _Refused as error:
        raise ArticleError(f"{name} {error}", path=name) from error
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings that expat does not know
        if _is_page(data):
            raise ArticleError(f"{name} {_WEB_PAGE}", path=name) from error
        raise ArticleError(f"{name} is not well-formed XML: {error}. Get the feed anew.", path=name) from error
    return feed


_WEB_PAGE = "is a web page (HTML), not a feed. Get the feed itself, or name the page .html."


def _is_page(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower().startswith((b"<!doctype html", b"<html"))


def _refuse_doctype(doctype: str, *_: object) -> None:
    if doctype.lower() == "html":
        raise _Refused(_WEB_PAGE)
    raise _Refused("declares a document type (DTD), which is not allowed: entities can hold anything. Remove it.")


def _start(feed: _Feed, tag: str, attributes: dict[str, str]) -> None:
    space, _, local = tag.rpartition(" ")
    name = f"{_NAMESPACES.get(space, '?:')}{local}"
    if not feed.path:
        _demand_feed(name)
    if len(feed.path) >= MAX_DEPTH:
        raise _Refused(f"nests deeper than {MAX_DEPTH} elements. Get the feed anew.")
    feed.path.append(name)
    if feed.key:
        _open_nested(feed, local)
    elif name in _ITEMS and feed.item is None:
        feed.item = {}
    elif (key := _wanted(feed, name)) and not _has_link(feed, key, attributes):
        feed.key, feed.depth, feed.words = key, len(feed.path), []
        feed.nested = attributes.get("type") == "xhtml"


def _demand_feed(root: str) -> None:
    if root.lower() in ("html", "html:html"):
        raise _Refused(_WEB_PAGE)
    if root not in _ROOTS:
        raise _Refused(f"is XML that begins with <{root.removeprefix('?:')[:40]}>, not an RSS or Atom feed.")


def _wanted(feed: _Feed, name: str) -> str:
    """Return under which key the words of an element are kept; empty for none."""
    if feed.item is None:
        return name if name in ("title", "language") and feed.path[-2:-1] in (["channel"], ["feed"]) else ""
    # Atom writes the name of an author within the element.
    key, parent = ("author/name", -3) if feed.path[-2:] == ["author", "name"] else (name, -2)
    if key not in _TAKEN or feed.path[parent] not in _ITEMS or (key == "author" and feed.path[0] == "feed"):
        return ""
    return key


def _has_link(feed: _Feed, key: str, attributes: dict[str, str]) -> bool:
    """Take the link of an Atom entry, which stands in an attribute."""
    if key == "guid" and attributes.get("isPermaLink", "true") == "false":
        return True
    if key != "link" or "href" not in attributes or feed.item is None:
        return False
    if attributes.get("rel", "alternate") == "alternate":
        feed.item.setdefault("link", attributes["href"])
    return True


def _open_nested(feed: _Feed, local: str) -> None:
    feed.nested = True
    feed.words.append(f"<{local}>")


def _add(feed: _Feed, words: str) -> None:
    if feed.key:
        feed.words.append(html.escape(words, quote=False) if feed.nested else words)


def _end(feed: _Feed) -> None:
    if feed.key and len(feed.path) == feed.depth:
        words = "".join(feed.words).strip()
        if feed.item is not None:
            feed.item.setdefault(feed.key, words)
        elif words and feed.key == "language":
            feed.language = words
        elif words:
            feed.title = words
        feed.key, feed.words = "", []
    elif feed.key:
        feed.words.append(f"</{feed.path[-1].rpartition(':')[2]}>")
    elif feed.path[-1] in _ITEMS and feed.item is not None:
        if len(feed.items) < MAX_ITEMS:
            feed.items.append(feed.item)
        else:
            feed.more += 1
        feed.item = None
    feed.path.pop()


def _page(item: dict[str, str], number: int, feed: _Feed) -> Page | None:
    title, body = _plain(item, _TITLE), read_fragment(_first(item, _TEXT))
    text = body if title and body.startswith(title) else "\n\n".join(filter(None, (title, body)))
    if not text:
        return None
    link = "".join(_first(item, _LINK).split())
    why = refused(link) if link else None
    return Page(
        text=text,
        title=title or None,
        author=_plain(item, _AUTHOR) or None,
        publisher=read_fragment(feed.title) or None,
        published=_day(_first(item, _DAY)),
        language=language_code(item.get("dc:language") or feed.language),
        url=link if link and not why else None,
        part=str(number),
        doubts=(f"the link {link[:200]!r} is refused: {why}",) if why else (),
    )


def _first(item: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((item[key] for key in keys if item.get(key)), "")


def _plain(item: dict[str, str], keys: tuple[str, ...]) -> str:
    return " ".join(read_fragment(_first(item, keys)).split())


def _day(written: str) -> str | None:
    """Return a day of RSS ("Tue, 10 Sep 2024 08:00:00 GMT") or Atom (ISO) as ISO text."""
    try:
        return date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
