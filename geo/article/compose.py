"""A page with what the user says about it, as an `Article`: who wrote it, when it was published, what its parts are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from geo.article.byline import find_byline
from geo.article.calendar import find_days
from geo.article.decode import guess_language
from geo.article.lookalikes import find_lookalikes
from geo.article.manifest import Given
from geo.article.markup import Page
from geo.article.publication import infer_published
from geo.article.sections import AUTHOR, find_sections
from geo.records import Article

_UNKNOWN = "publication day unknown; relative dates stay open; give --published"
_MADE = "the day is that on which the PDF was made; give --published if it was published on another"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    day: date | None
    basis: str
    reason: str = ""
    doubts: tuple[str, ...] = ()


def compose(page: Page, given: Given, name: str, data: bytes, doubts: tuple[str, ...], *, extracted: bool) -> Article:
    """Return the article of a page; its `warnings` say what is doubtful.

    Parameters
    ----------
    data
        The bytes to take the hash of; none for the text's own, where a file holds several articles.
    """
    author, publisher = given.author or page.author, given.publisher or page.publisher
    sections, more = find_sections(
        page.text, page.title, author=author, publisher=publisher, italic=page.italic, comments_at=page.comments_at
    )
    # What readers write below an article says neither who wrote it nor when.
    own = page.text[: next((part.start for part in sections if part.kind == "comment"), len(page.text))]
    if author is None and (author := find_byline(own)):
        sections = tuple(replace(part, holder=author) if part.holder == AUTHOR else part for part in sections)
    published = _published(page, given, own)
    return Article(
        text=page.text,
        source=name,
        title=given.title or page.title,
        publisher=publisher,
        author=author,
        url=given.url or page.url,
        language=given.language or page.language or guess_language(page.text),
        published=published.day,
        published_basis=published.basis,
        published_reason=published.reason,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        sections=sections,
        extracted=extracted,
        warnings=(*doubts, *page.doubts, *find_lookalikes(page.text), *more, *published.doubts),
        id=page.id,
    )


def _published(page: Page, given: Given, text: str) -> _Published:
    if given.published is not None:
        return _Published(day=given.published, basis="given")
    told = _metadata_day(page.published)
    if told is not None and not page.made:
        return _Published(day=told, basis="metadata")
    inferred = infer_published(text)
    # A PDF is made when someone prints it; what is printed on it comes first.
    if told is not None and not (inferred.is_written and inferred.day):
        return _Published(day=told, basis="metadata", doubts=(_MADE,))
    if inferred.day is None:
        unread = f"; {page.published[:40]!r} is no day" if page.published else ""
        return _Published(
            day=None, basis="unknown", reason=inferred.reason, doubts=(f"{_UNKNOWN} ({inferred.reason}{unread})",)
        )
    doubt = f"publication day {inferred.day} was inferred: {inferred.reason}; give --published if it is another"
    return _Published(
        day=inferred.day,
        basis="inferred from text",
        reason=inferred.reason,
        # A line that writes the day in full leaves nothing to doubt.
        doubts=() if inferred.is_full else (doubt,),
    )


def _metadata_day(written: str | None) -> date | None:
    """Return the day that metadata write, in ISO form or in words; None for none, or for more than one."""
    text = (written or "").strip()[:100]
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        days = {day for one in find_days(text) if (day := one.at)}
    return days.pop() if len(days) == 1 else None
