"""The register of predictions as CSV, for people: one row a prediction."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from geo.checks.register import COLUMNS, predictions
from geo.records import Report
from geo.review.cells import defused


def to_register(report: Report) -> str:
    """Return the predictions of a report as CSV, one row each, after a row of column names.

    Text that a spreadsheet would run as a formula is led by an apostrophe.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in predictions(report):
        facts = row.facts()
        writer.writerow([_cell(facts[name]) for name in COLUMNS])
    return sheet.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else defused(str(value))
