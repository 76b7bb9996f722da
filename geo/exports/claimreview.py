"""Decided claims as ClaimReview JSON-LD, the form in which search engines and archives of fact-checks read verdicts.

Only supported, partly supported and contradicted claims are told: what is not decided is no review. Vocabulary: https://schema.org/ClaimReview.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from geo.exports.document import dump
from geo.frames import claim_site
from geo.records import Claim, Finding, FrontLine, Reading, Report

RATINGS: Mapping[str, tuple[int, str]] = {
    "supported": (5, "Supported by the map layers"),
    "partly": (3, "Partly supported by the map layers"),
    "contradicted": (1, "Contradicted by the map layers"),
}
"""Verdict -> rating from 1 (worst) to 5 (best), and its words."""


def to_claimreview(
    report: Report, *, reviewer: str | None = None, url: str | None = None, day: date | None = None
) -> str:
    """Return the decided claims of a report as a JSON-LD graph, one ClaimReview with an `@id` of its own each.

    Parameters
    ----------
    reviewer
        Who publishes the review; None names the program.
    url
        Address of the page that shows the reviews; None leaves it out.
    day
        Day of the review; None leaves it out.
    """
    layers = {line.name: line for line in report.frontlines}
    by = {"@type": "Organization", "name": reviewer or report.generator}
    graph = [
        _review(reading, claim, finding, layers, by, url, day)
        for reading in report.articles
        for claim, finding in reading.judged()
        if finding is not None and finding.verdict in RATINGS
    ]
    return dump({"@context": "https://schema.org", "@graph": graph})


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
    asked = [layers[name] for name in dict.fromkeys(one.layer for one in finding.by_layer) if name in layers]
    return _known(
        {
            "@type": "ClaimReview",
            "@id": f"urn:frontline:{reading.article.id}:{claim.id}",
            "url": f"{url}#claim={quote(f'{reading.article.id}~{claim.id}', safe='~')}" if url else None,
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
            "isBasedOn": [_dataset(line, finding) for line in asked] or None,
        }
    )


def _claim(reading: Reading, claim: Claim) -> dict[str, Any]:
    article = reading.article
    said = claim.sources[-1] if claim.sources else None
    # Who signs an article is a person; of anybody else the text does not say whether it is a person or a body.
    kind = "Person" if said is not None and said.name and said.name == article.author else "Organization"
    site = claim_site(reading, claim)
    return _known(
        {
            "@type": "Claim",
            "author": None if said is None else {"@type": kind, "name": said.name or said.role},
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


def _dataset(line: FrontLine, finding: Finding) -> dict[str, Any]:
    snapshot = next((one.snapshot for one in finding.by_layer if one.layer == line.name), None)
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
