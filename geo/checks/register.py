"""The register of predictions: what was predicted when and by whom, by when it was to happen, and what came of it so far.

Comes in: a report. Goes out: one row a prediction about the ground. A register made anew with newer snapshots settles what
was open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from geo.checks.prediction_outcome import CHECK
from geo.records import Claim, Finding, Reading, Report

STATUSES = ("open", "came true", "half", "did not", "no data", "not measurable")
_OF_VERDICT = {"supported": "came true", "partly": "half", "contradicted": "did not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One row of the register."""

    article: str
    """Id of its article."""
    claim: str
    """Id of the claim in its article."""
    quote: str
    source: str
    """Who is said to say it, the innermost speaker; "author" for the article's own voice."""
    said: date | None
    horizon: date | None
    """Last day by which it was to happen; None where it names none."""
    status: str
    """One of STATUSES; "half" also where layers disagree."""
    outcome_day: date | None
    """Day of the first snapshot that shows it, inside the horizon or after it."""
    forecast_day: date | None
    """Day on which a straight line through the days before it was said reached the place's centre."""
    place: str | None
    side: str | None
    layer: str | None
    verdict: str
    sentence: str

    def facts(self) -> dict[str, Any]:
        """Return the row as plain values, for CSV and JSON."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


COLUMNS = tuple(one.name for one in fields(Prediction))


def predictions(report: Report) -> tuple[Prediction, ...]:
    """Return the register of a report's predictions about who will hold what.

    In the order of articles and claims.

    Parameters
    ----------
    report
        One whose claims were checked: what came of a prediction stands in its finding.

    Returns
    -------
    tuple
        Empty where the articles predict nothing of the kind. Predictions that front lines cannot measure are rows as well.
    """
    return tuple(row for reading in report.articles for row in _rows(reading))


def _rows(reading: Reading) -> Iterator[Prediction]:
    for claim, finding in reading.judged():
        if finding is not None and finding.check == CHECK:
            yield _row(reading, claim, finding)


def _row(reading: Reading, claim: Claim, finding: Finding) -> Prediction:
    figures = finding.figures
    speaker = claim.sources[-1] if claim.sources else None
    return Prediction(
        article=reading.article.id,
        claim=claim.id,
        quote=claim.quote,
        source="author" if speaker is None else speaker.name or speaker.role,
        said=_day(figures.get("said")) or reading.article.published,
        horizon=_day(figures.get("horizon")),
        status=_status(finding),
        outcome_day=_day(figures.get("outcome_day")),
        forecast_day=_day(figures.get("forecast_day")),
        place=figures.get("place"),
        side=figures.get("side"),
        layer=finding.layer,
        verdict=finding.verdict,
        sentence=finding.sentence,
    )


def _status(finding: Finding) -> str:
    if finding.verdict in _OF_VERDICT:
        return _OF_VERDICT[finding.verdict]
    if finding.verdict == "not_checkable":
        return "not measurable"
    return "open" if finding.figures.get("status") == "open" else "no data"


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
