"""The figures of the gazetteer: its index built, one name located by a process of its own, and names looked up in bulk."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from geo.gazetteer import Gazetteer, open_gazetteer
from tests.benchmarks.main import TABLE_WIDTH, TRIES, Cost, measured

ARTICLES, NAMES, KNOWN = 300, 150, 15
"""Articles, names to look up in each, and how many of these are in the gazetteer; the rest are words that are not."""
BUILD = "from geo.gazetteer import open_gazetteer; open_gazetteer()"
NAMES_LOCATED = {"exact": "Sudzha", "romanised": "Tschassiw Jar", "fuzzy": "Sankt Peterzburgh"}


def print_figures() -> None:
    """Measure everything and print one table, with one row a figure."""
    table = Table("figure", "value", title="the gazetteer")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = measured(sys.executable, "-c", BUILD, cache=folder / "cache", folder=folder)
        table.add_row("index build", str(built))
        for match, spelling in NAMES_LOCATED.items():
            cost = _locating(spelling, folder)
            table.add_row(f"frontline locate {spelling!r} ({match}), whole process, median of {TRIES}", str(cost))
    for figure, milliseconds in _look_ups(open_gazetteer()):
        table.add_row(figure, f"{milliseconds:.3f} ms")
    Console(width=TABLE_WIDTH).print(table)


def _locating(name: str, folder: Path) -> Cost:
    command = (sys.executable, "-m", "geo", "locate", name)
    costs = [measured(*command, cache=folder / "cache", folder=folder) for _ in range(TRIES)]
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        peak_mb=statistics.median(cost.peak_mb for cost in costs),
    )


def _look_ups(gazetteer: Gazetteer) -> list[tuple[str, float]]:
    articles = _made_up_articles(gazetteer)
    each = f"{NAMES} names, {KNOWN} of them known"
    return [
        ("open_gazetteer() again", _milliseconds(lambda _names: open_gazetteer(), articles)),
        (f"look_up_all of {each}, all new", _milliseconds(gazetteer.look_up_all, articles)),
        (f"look_up_all of {each}, all met before", _milliseconds(gazetteer.look_up_all, articles)),
        (
            "look_up_romanised of one new name",
            _milliseconds(lambda names: gazetteer.look_up_romanised(names[:1]), articles),
        ),
    ]


def _milliseconds(call: Callable[[list[str]], object], articles: list[list[str]]) -> float:
    began = time.perf_counter()
    for names in articles:
        call(names)
    return (time.perf_counter() - began) / len(articles) * 1000


def _made_up_articles(gazetteer: Gazetteer) -> list[list[str]]:
    """Return the names of some articles: towns from all over the world among words that are no towns."""
    dice = random.Random(1)  # noqa: S311 - the same words every time are what is wanted
    towns = [place.name for letter in "abcdefghijklmnoprstuvwz" for place in gazetteer.find(letter, limit=500)]
    return [[*dice.sample(towns, KNOWN), *(_made_up_word(dice) for _ in range(NAMES - KNOWN))] for _ in range(ARTICLES)]


def _made_up_word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijklmnoprstuvz", k=dice.randint(4, 10))).capitalize()
