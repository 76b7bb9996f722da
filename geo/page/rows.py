"""The claims as rows of plain text, for a notebook that runs no scripts.

Comes in: a report. Goes out: a heading and rows of cells; nothing here is HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from geo.frames import claim_site
from geo.publishable import called
from geo.records import Article, Claim, Finding, Reading, Report

HEADING = ("Verdict", "Claim", "Who says it", "Article", "Day", "Place", "Why")
MOST = 400
"""Rows; a page of 50,000 claims would otherwise be read twice."""
_GAP = re.compile(r"(?<=\w) {1,9}(?=[,;:!?.](?:\s|$))")


def claim_rows(report: Report, *, most: int = MOST) -> list[tuple[str, ...]]:
    """Return a heading and the claims as rows of plain text, with a last row that tells how many were left out.

    Parameters
    ----------
    most
        Number of claims that are listed.
    """
    total = sum(len(reading.claims) for reading in report.articles)
    rows = [HEADING, *islice(_rows(report), most)]
    if total > most:
        rows.append(("", f"{total - most:,} more claims are listed when scripts are on.", *[""] * (len(HEADING) - 2)))
    return rows


def as_text(text: str) -> str:
    """Return text that UTF-8 can carry, lone surrogates replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def readable(quote: str) -> str:
    """Return words as they are read: taken out of Markdown they keep gaps where its marks stood, seen before a full stop."""
    return _GAP.sub("", quote)


def day_of(claim: Claim, article: Article) -> date | None:
    """Return the day a claim is listed under: its own last one, else its first, else the article's."""
    return (claim.when.to_day or claim.when.from_day if claim.when else None) or article.published


def chain_of(claim: Claim) -> list[str]:
    """Return who says it, from who writes to who is said to say it, a role where there is no name."""
    return [speaker.name or speaker.role for speaker in claim.sources]


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for reading in report.articles:
        for claim, finding in reading.judged():
            yield tuple(map(as_text, _row(reading, claim, finding)))


def _row(reading: Reading, claim: Claim, finding: Finding | None) -> tuple[str, ...]:
    article = reading.article
    day = day_of(claim, article)
    site = claim_site(reading, claim)
    return (
        finding.verdict.replace("_", " ") if finding else "not checked",
        readable(claim.quote),
        " → ".join(chain_of(claim)),
        called(article),
        "" if day is None else day.isoformat(),
        "" if site is None else site.name,
        finding.sentence if finding else "",
    )
