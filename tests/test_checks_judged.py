"""Six short articles of our own whose verdicts were worked out by hand from the daily maps before the checks saw them.

Held here: how many decisive verdicts come out right, and that none comes out wrong. What is not right is listed as a known
gap, with why.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.checks.verdicts import DECISIVE
from geo.records import Reading

ARTICLES = json.loads((Path(__file__).parent / "judged" / "articles.json").read_text("utf-8"))
LEAST_RIGHT, LEAST_UNDECIDED, MOST_WRONG = 0.75, 0.92, 0.03
"""Decisive verdicts right of all that are due, claims rightly left undecided, and wrong decisive ones of all claims."""


@pytest.fixture(scope="module")
def readings(shared: Path) -> tuple[Reading, ...]:
    """Give the articles as they are read and checked against the daily maps."""
    articles = [
        geo.Article(
            id=one["id"], text=one["text"], published=date.fromisoformat(one["published"]), language=one["language"]
        )
        for one in ARTICLES
    ]
    lines = geo.read_frontline(shared / "datasets" / "deepstate-daily")
    return geo.run(articles, frontlines=[lines]).articles


def verdict_of(reading: Reading, words: str) -> str | None:
    """Return the verdict on the claim that shares most with some words of its article; None where there is none."""
    start = reading.article.text.index(words)
    end = start + len(words)
    findings = {finding.claim: finding.verdict for finding in reading.findings}
    best, most = None, 0.5
    for claim in reading.claims:
        shared = min(end, claim.end) - max(start, claim.start)
        if shared >= 0.5 * min(end - start, claim.end - claim.start) and shared / (end - start) + 1e-9 >= most:
            best, most = findings[claim.id], shared / (end - start)
    return best


def judged(readings: tuple[Reading, ...]) -> list[tuple[str, Any, str | None]]:
    """Return words, what is due and what came out, for every claim judged by hand."""
    return [
        (words, due, verdict_of(reading, words))
        for one, reading in zip(ARTICLES, readings, strict=True)
        for words, due, _ in one["claims"]
    ]


def fair(due: Any) -> set[str]:
    """Return the verdicts that count as right."""
    return {due} if isinstance(due, str) else set(due)


def test_three_in_four_decisive_verdicts_are_those_worked_out_by_hand(readings):
    due = [(words, want, got) for words, want, got in judged(readings) if want != "undecided"]
    right = [words for words, want, got in due if got in fair(want)]
    assert len(due) == 76
    assert len(right) >= LEAST_RIGHT * len(due), sorted({words for words, _, _ in due} - set(right))


def test_what_front_lines_cannot_show_stays_undecided(readings):
    got = [one for _, want, one in judged(readings) if want == "undecided" and one is not None]
    assert len(got) >= 4
    assert sum(one not in DECISIVE for one in got) >= LEAST_UNDECIDED * len(got)


def test_hardly_any_decisive_verdict_is_wrong(readings):
    wrong = [
        (words, want, got)
        for words, want, got in judged(readings)
        if got in DECISIVE and (want == "undecided" or got not in fair(want))
    ]
    assert len(wrong) <= MOST_WRONG * sum(len(reading.claims) for reading in readings), wrong
