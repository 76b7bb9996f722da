"""Time expressions against annotations: our own texts in three languages, and two reference articles where they are at hand."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

from rich.console import Console
from rich.table import Table

from geo.dates import find_times
from tests.benchmarks.main import PUBLISHED, SHARED, TABLE_WIDTH
from tests.times import NAMES, Wanted, score, score_text

NUMBERS = ("000", "001")


def measure() -> dict[str, tuple[Counter[str], list[str]]]:
    """Return counts and misses by text; the reference articles come last."""
    figures = {name: score_text(name) for name in NAMES}
    for number in NUMBERS if SHARED.is_dir() else ():
        figures[f"reference {number}"] = _score_reference(number)
    return figures


def print_figures() -> None:
    """Print one table of the figures, and the misses under it."""
    table = Table(
        "text", "expressions", "recall", "value right", "days exact", "lengths told", "false hits", title="times"
    )
    figures = measure()
    for name, (counts, _) in figures.items():
        table.add_row(name, *_row(counts))
    own = sum((counts for name, (counts, _) in figures.items() if name in NAMES), Counter())
    table.add_row("own texts together", *_row(own))
    console = Console(width=TABLE_WIDTH)
    console.print(table)
    for name, (_, misses) in figures.items():
        for miss in misses:
            console.print(f"{name}: {miss}", markup=False, highlight=False)


def _row(counts: Counter[str]) -> list[str]:
    return [
        str(counts["wanted"]),
        _share(counts["found"], counts["wanted"]),
        _share(counts["right"], counts["dated"]),
        _share(counts["exact"], counts["dated"]),
        _share(counts["lengths_told"], counts["lengths"]),
        str(counts["false"]),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _score_reference(number: str) -> tuple[Counter[str], list[str]]:
    gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    text = (SHARED / "articles" / gold["file"]).read_bytes().decode("utf-8")
    published = date.fromisoformat(PUBLISHED[number])
    wanted = tuple(
        Wanted(
            start=time["start"],
            end=time["end"],
            first=_day(time["from"]),
            last=_day(time["to"]),
            duration=time["type"] == "DURATION",
        )
        for time in gold["times"]
    )
    return score(text, wanted, find_times(text, published=published, language="en"))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
