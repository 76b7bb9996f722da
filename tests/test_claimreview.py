"""ClaimReview JSON-LD against the shapes of schema.org, and what Google asks of fact checks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import geo
from geo import exports
from geo.exports.claimreview import RATINGS
from geo.records import Finding, Report, Speaker

# Property -> types that may stand there, as schema.org/ClaimReview, /Claim, /Rating, /Article, /Dataset, /Place and
# /GeoCoordinates expect them (text, number and day are JSON's). None of another name may appear.
SHAPES: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "url": ("text",),
        "datePublished": ("day",),
        "author": ("Organization", "Person"),
        "claimReviewed": ("text",),
        "inLanguage": ("text",),
        "reviewBody": ("text",),
        "itemReviewed": ("Claim",),
        "reviewRating": ("Rating",),
        "isBasedOn": ("Dataset",),
    },
    "Claim": {
        "author": ("Organization", "Person"),
        "datePublished": ("day",),
        "appearance": ("Article",),
        "contentLocation": ("Place",),
    },
    "Rating": {
        "ratingValue": ("number",),
        "bestRating": ("number",),
        "worstRating": ("number",),
        "alternateName": ("text",),
        "ratingExplanation": ("text",),
    },
    "Article": {
        "headline": ("text",),
        "url": ("text",),
        "datePublished": ("day",),
        "author": ("Person",),
        "publisher": ("Organization",),
        "inLanguage": ("text",),
    },
    "Dataset": {
        "name": ("text",),
        "creator": ("Organization",),
        "creditText": ("text",),
        "usageInfo": ("text",),
        "license": ("text",),
        "url": ("text",),
        "temporalCoverage": ("day",),
    },
    "Place": {"name": ("text",), "geo": ("GeoCoordinates",)},
    "GeoCoordinates": {"latitude": ("number",), "longitude": ("number",)},
    "Organization": {"name": ("text",)},
    "Person": {"name": ("text",)},
}
# developers.google.com/search/docs/appearance/structured-data/factcheck names these as required.
REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName"},
    "Organization": {"name"},
    "Person": {"name"},
}


def kind_of(value: Any) -> str:
    """Return the type of a value: of JSON, or its @type."""
    if isinstance(value, dict):
        return str(value["@type"])
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "text"
    return "day"


def demand_shape(thing: dict[str, Any]) -> None:
    """Fail where a thing has a property, or a value in one, that its type does not expect."""
    kind = thing["@type"]
    assert REQUIRED.get(kind, set()) <= set(thing)
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        for one in value if isinstance(value, list) else [value]:
            assert kind_of(one) in SHAPES[kind][name], (kind, name, one)
            if isinstance(one, dict):
                demand_shape(one)


def judged(report: Report, verdict: str) -> Report:
    """Return the report with the verdict of its first finding changed."""
    first = report.articles[0]
    finding: Finding = first.findings[0]
    changed = replace(finding, verdict=verdict, reason=None if verdict in RATINGS else finding.reason)
    return replace(report, articles=(replace(first, findings=(changed, *first.findings[1:])), *report.articles[1:]))


def graph_of(report: Report, **options: Any) -> list[dict[str, Any]]:
    told = json.loads(exports.to_claimreview(report, **options))
    assert told["@context"] == "https://schema.org"
    return list(told["@graph"])


def test_reviews_have_the_shapes_of_schema_org(sample_report: geo.Report) -> None:
    graph = graph_of(sample_report, url="https://example.org/map", day=date(2024, 9, 1), reviewer="A newsroom")
    assert graph
    for review in graph:
        demand_shape(review)
    ids = [review["@id"] for review in graph]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("verdict", "value"), [("supported", 5), ("partly", 3), ("contradicted", 1)])
def test_a_verdict_is_a_rating_with_its_words(report: Report, verdict: str, value: int) -> None:
    (review,) = graph_of(judged(report, verdict))
    demand_shape(review)
    rating = review["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, value, 5)
    assert rating["alternateName"] == RATINGS[verdict][1]


@pytest.mark.parametrize("verdict", ["no_data", "not_checkable"])
def test_what_is_not_decided_is_no_review(report: Report, verdict: str) -> None:
    assert graph_of(judged(report, verdict)) == []


def test_a_denied_claim_is_no_review(report: Report) -> None:
    told = judged(report, "supported")
    first = told.articles[0]
    denied = replace(first, claims=(replace(first.claims[0], stance="denied"), *first.claims[1:]))
    assert len(graph_of(replace(told, articles=(denied, *told.articles[1:])))) == len(graph_of(told)) - 1


def test_reviews_credit_the_layers_that_were_asked_and_the_gazetteer(report: Report) -> None:
    (review,) = graph_of(judged(report, "supported"))
    drawn, places = review["isBasedOn"]
    assert (drawn["name"], drawn["creator"]["name"], drawn["creditText"]) == ("drawn", "The tests", "drawn by hand")
    assert drawn["usageInfo"] == "CC0-1.0"
    assert "GeoNames (CC BY 4.0)" in places["creditText"]


def test_a_review_has_all_that_search_engines_ask_for(report: Report) -> None:
    (review,) = graph_of(judged(report, "supported"), url="https://example.org/map.html#day=1", reviewer="A newsroom")
    article = report.articles[0].article
    assert {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"} <= set(review)
    assert {"alternateName", "ratingValue", "bestRating", "worstRating"} <= set(review["reviewRating"])
    assert {"author", "appearance", "datePublished"} <= set(review["itemReviewed"])
    assert review["url"] == f"https://example.org/map.html#claim={article.id}~c1"
    assert review["author"]["name"] == "A newsroom"


def test_a_claim_that_nobody_signs_is_its_publishers_or_nobodys(report: Report) -> None:
    first = judged(report, "supported").articles[0]
    claim = replace(first.claims[0], sources=(Speaker(name=None, role="author"),))
    own = replace(first, claims=(claim,), article=replace(first.article, publisher="A paper"))
    (review,) = graph_of(replace(report, articles=(own,)))
    assert review["itemReviewed"]["author"] == {"@type": "Organization", "name": "A paper"}
    nobody = replace(own, article=first.article)
    (review,) = graph_of(replace(report, articles=(nobody,)))
    assert "author" not in review["itemReviewed"]


@pytest.mark.parametrize("url", ["map.html", "javascript:alert(1)", "https://", "http://a b"])
def test_what_is_no_web_address_leads_to_no_review(report: Report, url: str) -> None:
    with pytest.raises(geo.RecordError, match="no web address"):
        exports.to_claimreview(report, url=url)


def test_no_rating_says_true_or_false() -> None:
    words = " ".join(words for _, words in RATINGS.values()).lower()
    assert not {"true", "false", "lie", "fake", "right", "wrong"} & set(words.split())
