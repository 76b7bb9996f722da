"""What a page says to readers whose browser runs no scripts: every claim in its own words, article by article, and whom to credit.

Comes in: a report. Goes out: one piece of HTML for the page's `noscript`, every foreign text escaped; it reads well without its style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import islice
from urllib.parse import urlsplit

from geo.frames import claim_site
from geo.page.rows import as_text, chain_of, day_of, readable
from geo.publishable import called, publishable
from geo.records import VERDICTS, Article, Claim, Finding, FrontLine, Reading, Report

MOST = 400
"""Claims; a page of 50,000 would otherwise be read twice."""
MOST_NAMED = 100
"""Articles whose claims are counted by name where they are left out."""
UNCHECKED = "not checked"
MARKS: Mapping[str, str] = {"supported": "●", "contradicted": "✕", "partly": "◆"}
"""Verdict -> its shape, as on the map; an open ring for the others."""
HEADING = ("Verdict", "Claim", "Who says it", "Day", "Place", "Why")
MEANINGS = (
    "Claims are read from the articles by a program and compared with published front lines; a claim is reported here, not endorsed, "
    "and both sides are measured alike. A verdict holds only against the layer and the snapshot it names; no data is not a refutation."
)
STYLE = (
    "#frontline { display: none } "
    ".plain { max-width: 60em; margin: 1.5em auto; padding: 0 1em; font: 15px/1.5 system-ui, sans-serif; color: #1d2126; background: #fff } "
    ".plain table { width: 100%; border-collapse: collapse; font-size: 14px } "
    ".plain th, .plain td { padding: 5px 10px 5px 0; border-bottom: 1px solid #d9d6d0; text-align: start; vertical-align: top; overflow-wrap: anywhere; min-width: 5.5em } "
    ".plain time, .plain td:first-child { white-space: nowrap } "
    "@media (max-width: 700px) { .plain tr, .plain td { display: block; border: 0; padding: 2px 0 } .plain tr { padding: 8px 0; border-bottom: 1px solid #d9d6d0 } .plain thead { display: none } } "
    ".plain small { display: block; color: #59616b; font-size: 13px }"
)


def plain_page(report: Report, *, title: str, sources: Sequence[Mapping[str, str]] = (), most: int = MOST) -> str:
    """Return the report as HTML that needs no script: verdicts, words, sources, days, places, reasons, credits.

    Parameters
    ----------
    sources
        Title, attribution, licence and url of what ships with the program and is drawn or asked.
    most
        Number of claims that are listed; the page says how many it leaves out, and of which articles.
    """
    report = publishable(report)
    total = sum(len(reading.claims) for reading in report.articles)
    parts = [
        f"<style>{STYLE}</style>",
        f'<div class="plain"><h1>{_text(title)}</h1>',
        f"<p>Scripts are off, so the map is not drawn. {_counted(report, total)}</p><p>{MEANINGS}</p>",
        *_articles(report.articles, most),
        *_left_out(report.articles, most),
        *_credits(report, sources),
        f"<p>Made by {_text(report.generator)}.</p></div>",
    ]
    return "\n".join(parts)


def _counted(report: Report, total: int) -> str:
    found = Counter(finding.verdict if finding else UNCHECKED for r in report.articles for _, finding in r.judged())
    told = [f"{found[one]:,} {_words(one)}" for one in (*VERDICTS, UNCHECKED) if found[one]]
    claims = f"{total:,} claim{'' if total == 1 else 's'}"
    return f"The page holds {claims}{': ' if told else ''}{', '.join(told)}."


def _articles(readings: Sequence[Reading], most: int) -> Iterator[str]:
    left = most
    for reading in readings:
        if left <= 0 or not reading.claims:
            continue
        rows = list(islice(reading.judged(), left))
        left -= len(rows)
        yield _article(reading.article)
        heads = "".join(f'<th scope="col">{name}</th>' for name in HEADING)
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
        yield from (_row(reading, claim, finding) for claim, finding in rows)
        yield "</tbody></table>"


def _article(article: Article) -> str:
    made = [_text(one) for one in (article.author, article.publisher) if one]
    day = [_day(article.published)] if article.published else []
    link = _link(article.url or article.source, article.url or "")
    told = ", ".join([*made, *day, *([link] if link else [])])
    return f'<h2{_language(article)} dir="auto">{_text(called(article))}</h2>' + (f"<p>{told}</p>" if told else "")


def _row(reading: Reading, claim: Claim, finding: Finding | None) -> str:
    article = reading.article
    verdict = finding.verdict if finding else UNCHECKED
    site = claim_site(reading, claim)
    day = day_of(claim, article)
    translation = f"<small>{_text(claim.translation)}</small>" if claim.translation else ""
    cells = (
        f"{MARKS.get(verdict, '○')} {_words(verdict)}",
        f'<q{_language(article)} dir="auto">{_text(readable(claim.quote))}</q>{translation}',
        " → ".join(f"<bdi>{_text(one)}</bdi>" for one in chain_of(claim)) or "the author",
        _day(day) if day else "no date",
        f"<bdi>{_text(site.name)}</bdi>" if site else "no place",
        _why(finding),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _why(finding: Finding | None) -> str:
    if finding is None:
        return "Nothing about this claim was measured."
    against = [_text(finding.layer or ""), _day(finding.snapshot) if finding.snapshot else ""]
    told = f"<small>By {', '.join(filter(None, against))}.</small>" if finding.layer else ""
    return f"{_text(finding.sentence)}{told}"


def _left_out(readings: Sequence[Reading], most: int) -> Iterator[str]:
    """Yield how many claims are not listed, and how many of each article."""
    left, missing = most, []
    for reading in readings:
        over = max(0, len(reading.claims) - max(left, 0))
        left -= len(reading.claims)
        if over:
            missing.append((reading.article, over))
    if not missing:
        return
    total = sum(count for _, count in missing)
    yield f"<h2>{total:,} more claims</h2><p>They stand in this file too and are listed when scripts are on; here they are counted by article.</p><ul>"
    yield from (
        f'<li><span{_language(one)} dir="auto">{_text(called(one))}</span>: {count:,}</li>'
        for one, count in missing[:MOST_NAMED]
    )
    others = missing[MOST_NAMED:]
    if others:
        yield f"<li>{len(others):,} more articles: {sum(count for _, count in others):,}</li>"
    yield "</ul>"


def _credits(report: Report, sources: Sequence[Mapping[str, str]]) -> Iterator[str]:
    yield "<h2>Sources and licences</h2><ul>"
    yield from map(_layer, report.frontlines)
    for row in sources:
        yield f"<li>{_link(row['url'], row['title'])}: {_text(row['attribution'])}. Licence: {_text(row['licence'])}</li>"
    yield "</ul>"


def _layer(line: FrontLine) -> str:
    title = line.maker if line.maker == line.name else f"{line.maker}: {line.name}"
    days = ""
    if line.first_day and line.last_day:
        count = len(line.snapshots)
        days = f" {_day(line.first_day)} to {_day(line.last_day)}, {count:,} snapshot{'' if count == 1 else 's'}."
    notes = "".join(f"<small>{_text(one)}</small>" for one in (line.coverage.text, *line.warnings) if one)
    return f"<li>Front line {_link(line.url or '', title)}: {_text(line.attribution)}. Licence: {_text(line.licence)}.{days}{notes}</li>"


def _link(address: str, text: str) -> str:
    """Return a link where the address is one of the web, else the text."""
    if not text:
        return ""
    if _scheme(address) not in {"http", "https"}:
        return f"<bdi>{_text(text)}</bdi>"
    return f'<a href="{_text(address)}" rel="noopener noreferrer" dir="auto">{_text(text)}</a>'


def _scheme(address: str) -> str:
    """Return the scheme of an address, small; "" for what is none."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


def _language(article: Article) -> str:
    return f' lang="{_text(article.language)}"' if article.language else ""


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _day(day: date) -> str:
    return f"<time>{day.isoformat()}</time>"


def _text(text: str) -> str:
    return escape(as_text(text))
