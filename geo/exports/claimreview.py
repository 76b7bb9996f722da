"""Decided claims as ClaimReview JSON-LD, the form in which search engines and archives of fact-checks read verdicts.

Only supported, partly supported and contradicted claims are told: what is not decided is no review. Denied claims are left out: their
verdict is on the denial, and a rating beside the words that are denied would read as one of these. Vocabulary: https://schema.org/ClaimReview.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from geo.errors import RecordError
from geo.exports.credit import GAZETTEER
from geo.exports.document import dump
from geo.frames import claim_site
from geo.records import Claim, Finding, FrontLine, Reading, Report

RATINGS: Mapping[str, tuple[int, str]] = {
    "supported": (5, "Supported by map data"),
    "partly": (3, "Partly supported by map data"),
    "contradicted": (1, "Contradicted by map data"),
}
"""Verdict -> rating from 1 (worst) to 5 (best), and its words."""
_WEB = re.compile(r"https?://[^\s/#?]{1,300}(?:[/#?]\S{0,2000})?\Z", re.IGNORECASE)
_PLACES = {
    "@type": "Dataset",
    "name": "Places",
    "creator": {"@type": "Organization", "name": "GeoNames"},
    "creditText": GAZETTEER,
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://www.geonames.org/",
}


def to_claimreview(
    report: Report, *, reviewer: str | None = None, url: str | None = None, day: date | None = None
) -> str:
    """Return the decided claims of a report as a JSON-LD graph, one ClaimReview with an `@id` of its own each.

    Parameters
    ----------
    reviewer
        Who publishes the review; None names the program.
    url
        Address at which the page of the report will be published: the url of each review leads to its claim there, as search engines
        demand; None leaves it out.
    day
        Day of the review; None leaves it out.

    Raises
    ------
    RecordError
        `url` is no web address.
    """
    demand_address(url)
    layers = {line.name: line for line in report.frontlines}
    by = {"@type": "Organization", "name": reviewer or report.generator}
    graph = [
        _review(reading, claim, finding, layers, by, url, day)
        for reading in report.articles
        for claim, finding in reading.judged()
        if finding is not None and finding.verdict in RATINGS and claim.stance != "denied"
    ]
    return dump({"@context": "https://schema.org", "@graph": graph})


def demand_address(url: str | None) -> None:
    """Fail where a text is no address at which a page can be published; None is none.

    Raises
    ------
    RecordError
        `url` is no web address.
    """
    if url is not None and not _WEB.match(url):
        raise RecordError(f"{url!r:.80} is no web address. Give the page's own, as in https://example.org/map.html.")


def _review(
    reading: Reading,
    claim: Claim,
    finding: Finding,
    layers: Mapping[str, FrontLine],
    by: Mapping[str, str],
    url: str | None,
    day: date | None,
) -> dict[str, Any]:
    value, words = RATINGS[finding.verdict]
    names = dict.fromkeys([*(one.layer for one in finding.by_layer), *filter(None, [finding.layer])])
    asked = [layers[name] for name in names if name in layers]
    return _known(
        {
            "@type": "ClaimReview",
            "@id": f"urn:frontline:{reading.article.id}:{claim.id}",
            "url": f"{url.partition('#')[0]}#claim={quote(f'{reading.article.id}~{claim.id}', safe='~')}"
            if url
            else None,
            "datePublished": day,
            "author": by,
            "claimReviewed": claim.quote,
            "inLanguage": reading.article.language,
            "reviewBody": finding.sentence or None,
            "itemReviewed": _claim(reading, claim),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": value,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": words,
                "ratingExplanation": finding.sentence,
            },
            "isBasedOn": [*(_dataset(line, finding) for line in asked), _PLACES],
        }
    )


def _claim(reading: Reading, claim: Claim) -> dict[str, Any]:
    article = reading.article
    site = claim_site(reading, claim)
    return _known(
        {
            "@type": "Claim",
            "author": _claimant(reading, claim),
            "datePublished": article.published,
            "appearance": _known(
                {
                    "@type": "Article",
                    "headline": article.title,
                    "url": article.url,
                    "datePublished": article.published,
                    "author": article.author and {"@type": "Person", "name": article.author},
                    "publisher": article.publisher and {"@type": "Organization", "name": article.publisher},
                    "inLanguage": article.language,
                }
            ),
            "contentLocation": site
            and {
                "@type": "Place",
                "name": site.name,
                "geo": {"@type": "GeoCoordinates", "latitude": round(site.lat, 7), "longitude": round(site.lon, 7)},
            },
        }
    )


def _claimant(reading: Reading, claim: Claim) -> dict[str, str] | None:
    """Who made the claim as far as the text names them; None where nobody is named."""
    article = reading.article
    said = claim.sources[-1] if claim.sources else None
    named = said.name if said is not None else None
    if named is None and (said is None or said.role == "author"):
        # Nobody signs: who published it answers for it.
        named = article.author or article.publisher
    if named is None:
        return None
    # Who signs an article is a person; of anybody else the text does not say whether it is a person or a body.
    return {"@type": "Person" if named == article.author else "Organization", "name": named}


def _dataset(line: FrontLine, finding: Finding) -> dict[str, Any]:
    own = finding.snapshot if finding.layer == line.name else None
    snapshot = next((one.snapshot for one in finding.by_layer if one.layer == line.name), own)
    return _known(
        {
            "@type": "Dataset",
            "name": line.name,
            "creator": {"@type": "Organization", "name": line.maker},
            "creditText": line.attribution,
            "usageInfo": line.licence,
            "url": line.url,
            "temporalCoverage": snapshot,
        }
    )


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: JSON-LD has no null for it."""
    return {name: value for name, value in facts.items() if value not in (None, "")}
