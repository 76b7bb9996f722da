"""The names of those who say something, and of days, in words."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from geo.records import Article, Claim


def source_name(article: Article, claim: Claim) -> str:
    """Return who says a claim: the innermost source, or the article where its writer speaks."""
    innermost = claim.sources[-1] if claim.sources else None
    if innermost is not None and innermost.name:
        return innermost.name
    if innermost is not None and innermost.role == "anonymous":
        return f"unnamed sources in {_paper(article)}"
    return _paper(article)


def _paper(article: Article) -> str:
    name = article.author or article.publisher
    if name:
        return name
    if article.title:
        return f"the article “{article.title}”"
    return "an article without a day" if article.published is None else f"an article of {day_text(article.published)}"


def day_text(day: date) -> str:
    """Return a day as "10 September 2024"."""
    return f"{day.day} {month_name[day.month]} {day.year}"
