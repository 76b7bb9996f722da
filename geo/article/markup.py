"""Text out of markup: HTML by trafilatura, Markdown by blanking what is not prose."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.errors import ArticleError

# Beyond these a page is not written by hand, and the extractor slows down or recurses.
MAX_DEPTH = 100
MAX_TAGS = 40_000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:[\s/][^<>]{0,4000})?>")
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option".split()
)
_STRUCTURE = frozenset("html head body title article main section header p h1 h2 h3 h4 br meta".split())
_LINES = frozenset(
    "p br div li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure figcaption hr".split()
)
_UNSAID = frozenset("script style template noscript iframe object svg".split())
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s{0,4}=\s{0,4}[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_PAYWALL_CHARS = 200

_FRONT = re.compile(r"---[^\S\n]{0,8}\r?\n(?P<lines>(?:[^\n]{0,2000}\n){0,60}?)---[^\S\n]{0,8}(?:\r?\n|\Z)")
_ENTRY = re.compile(r"^([A-Za-z_]{1,20}):[^\S\n]{0,8}([^\n]{0,2000})", re.MULTILINE)
_BLANKED = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"<(script|style)\b[^<>]{0,400}>[^<]{0,20000}</\1>", re.IGNORECASE),
        (r"<!--[^<>]{0,4000}-->|</?[A-Za-z][^<>]{0,2000}>", 0),
        (r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\))?", 0),
        (r"(?<=\])\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|(?<=\])\[[^\[\]\n]{0,200}\]", 0),
        (r"^\[[^\[\]\n]{1,200}\]:[^\n]{0,2000}", re.MULTILINE),
        (r"^[^\S\n]{0,3}(?:#{1,6}(?=[^\S\n])|>{1,5}|```[^\n]{0,80}|[-*_]{3,40}[^\S\n]{0,8}$)", re.MULTILINE),
        (r"[*_]{2,3}(?=\S)|(?<=\S)[*_]{2,3}|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])\*(?!\w)|`{1,3}|[\[\]]", 0),
    )
)
_NOT_LINE_END = re.compile(r"[^\r\n]")
_ITALIC = re.compile(
    r"^[^\S\n]{0,3}(?:>[^\S\n]?)?(?:\*|_)([^\s*_][^*_\n]{1,1500}[^\s*_])(?:\*|_)[^\S\n]{0,3}$", re.MULTILINE
)
_HEADING = re.compile(r"^[^\S\n]{0,3}#[^\S\n]{1,8}([^\n]{1,300})", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Text taken out of markup, with what the markup says about it."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    """As written."""
    language: str | None = None
    url: str | None = None
    id: str = ""
    """Its own, where the file gives one."""
    part: str = ""
    """What it is called in a file that holds several."""
    doubts: tuple[str, ...] = ()
    italic: tuple[tuple[int, int], ...] = ()
    """Lines that markup sets in italics as a whole."""
    made: bool = False
    """Whether `published` is only the day on which the file was made."""
    comments_at: int | None = None
    """Where the text of readers begins, where markup tells."""


def read_html(html: str, name: str) -> Page:
    """Return the article text of a web page, its reader comments behind it; menus and scripts are left out.

    Raises
    ------
    ArticleError
        The page has no article text, or is nested beyond reading.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    tame, doubts = _tame(html)
    try:
        found = bare_extraction(
            tame,
            include_comments=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError as error:
        raise ArticleError(
            f"{name} is nested too deeply to read. Save the article's text as a file.", path=name
        ) from error
    text = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not text or not text.strip():
        raise ArticleError(f"no article text was found in {name}. Save the article's text as a .txt file.", path=name)
    if len(text) < _PAYWALL_CHARS:
        doubts = (
            *doubts,
            f"only {len(text)} characters of text were found; the page may be a stub or behind a paywall",
        )
    declared = _LANGUAGE.search(html, 0, 20_000)
    comments = (found.comments or "").strip()
    return Page(
        text=f"{text}\n{comments}" if comments else text,
        comments_at=len(text) + 1 if comments else None,
        title=found.title,
        author=found.author,
        publisher=found.sitename,
        published=found.date,
        language=declared[1].lower() if declared else found.language,
        url=_web(found.url),
        doubts=doubts,
    )


def read_markdown(text: str) -> Page:
    """Return Markdown with its markup blanked by spaces, so that every offset stays that of the file.

    Front matter (`title: ...` lines between `---`), tags, link targets, pictures, heading and emphasis marks are blanked; line
    ends are kept. Facts come from the front matter, the title else from the first heading.
    """
    front = _FRONT.match(text)
    facts = {key.lower(): _bare(value) for key, value in _ENTRY.findall(front["lines"])} if front else {}
    prose = _blank(text[: front.end()]) + text[front.end() :] if front else text
    heading = _HEADING.search(prose)
    # Without the marks, as the line stands after blanking.
    italic = tuple((match.start(1), match.end(1)) for match in _ITALIC.finditer(prose))
    for pattern in _BLANKED:
        prose = pattern.sub(lambda match: _blank(match[0]), prose)
    title = facts.get("title") or (prose[heading.start(1) : heading.end(1)].strip() if heading else None)
    return Page(
        text=prose,
        title=title or None,
        author=facts.get("author"),
        publisher=facts.get("publisher"),
        published=facts.get("published") or facts.get("date"),
        language=facts.get("language") or facts.get("lang"),
        url=_web(facts.get("url")),
        italic=italic,
    )


def read_fragment(html: str) -> str:
    r"""Return the words of a piece of HTML, a paragraph a line; scripts, styles, comments and tags go.

    Examples
    --------
    >>> read_fragment("<p>The <b>mill</b> &amp; the bridge</p><script>x()</script><p>fell.</p>")
    'The mill & the bridge\nfell.'
    """
    words = entities.unescape("".join(_said(_without_comments(html)))).replace("\0", " ")
    return "\n".join(line for one in words.split("\n") if (line := " ".join(one.split())))


def language_code(tag: str) -> str | None:
    """Return the two letters of a language tag ("en-GB"), or None where it has none."""
    code = re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    # A comment that is not closed reaches to the end.
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def _said(html: str) -> Iterator[str]:
    end, unsaid = 0, ""
    for match in _TAG.finditer(html):
        tag = match[2].lower()
        if not unsaid:
            yield " ".join(html[end : match.start()].split("\n"))
        end = match.end()
        if tag in _LINES:
            yield "\n"
        if tag == unsaid and match[1]:
            unsaid = ""
        elif tag in _UNSAID and not unsaid and not match[1]:
            unsaid = tag
    if not unsaid:
        yield " ".join(html[end:].split("\n"))


def _tame(html: str) -> tuple[str, tuple[str, ...]]:
    """Drop tags nested beyond `MAX_DEPTH`, and all but structure where there are more than `MAX_TAGS`; keep all text."""
    depths, tags = _nesting(html)
    if depths <= MAX_DEPTH and tags <= MAX_TAGS:
        return html, ()
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        closing, tag = bool(match[1]), match[2].lower()
        if tags > MAX_TAGS and tag not in _STRUCTURE:
            return " "
        if tag in _UNNESTED:
            return match[0]
        depth = max(0, depth - 1) if closing else depth + 1
        return match[0] if depth + closing <= MAX_DEPTH else " "

    return _TAG.sub(keep, html), (f"the page nests {depths} deep with {tags} tags; the excess was dropped",)


def _nesting(html: str) -> tuple[int, int]:
    depth = deepest = tags = 0
    for match in _TAG.finditer(html):
        tags += 1
        if match[2].lower() not in _UNNESTED:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest, tags


def _blank(words: str) -> str:
    return _NOT_LINE_END.sub(" ", words)


def _bare(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _web(url: str | None) -> str | None:
    """Return a link only when it is one for the web; pages also hold `javascript:` ones."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
