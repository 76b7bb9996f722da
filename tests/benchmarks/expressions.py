"""Relative places against the annotations of two reference articles: found, and read as annotated.

An annotated expression counts as found where an expression of ours overlaps it; of several the one with its relation is
compared. Whether its ground is on the map is told by the annotation: a ground with a key of its own.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rich.console import Console
from rich.table import Table

import geo
from geo.records import Expression, Reading
from tests.benchmarks.main import PUBLISHED, SHARED, TABLE_WIDTH

NUMBERS = ("000", "001")
_TOLERANCE_M, _TOLERANCE_DEG = 1.0, 1.0
# A ground that is one place, in the annotations' own spelling; other grounds are described in words.
_KEY = re.compile(r"[A-Z][A-Z0-9_]+")
# What no polygon can show: shares, directions alone, the line of a day.
_UNDRAWN = ("share", "direction only", "line of the date")


def measure() -> dict[str, tuple[int, int]]:
    """Return right and all of each figure, over both articles."""
    counts: dict[str, tuple[int, int]] = {}
    for number in NUMBERS:
        gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
        path = next((SHARED / "articles").glob(f"{number}_*"))
        (reading,) = geo.run([geo.read_article(path, published=PUBLISHED[number])]).articles
        for wanted in gold["place_exprs"]:
            _count(counts, wanted, reading)
        met = sum(any(_overlap(x, wanted) for wanted in gold["place_exprs"]) for x in reading.expressions)
        _add(counts, "precision (ours that meet an annotated one)", met, len(reading.expressions))
    return counts


def print_figures() -> None:
    """Print one table of the figures."""
    table = Table("figure", "right", "of", "share", title="relative places, annotations 000 and 001")
    for name, (right, every) in measure().items():
        table.add_row(name, str(right), str(every), f"{right / every:.2f}" if every else "–")
    Console(width=TABLE_WIDTH).print(table)


def _count(counts: dict[str, tuple[int, int]], wanted: dict[str, Any], reading: Reading) -> None:
    met = [x for x in reading.expressions if _overlap(x, wanted)]
    met.sort(key=lambda x: x.relation != wanted["relation"])
    _add(counts, "recall", bool(met), 1)
    if not met:
        return
    _add(counts, "relation", met[0].relation == wanted["relation"], 1)
    if "bearing_deg" in wanted or "direction" in wanted:
        bearing = wanted.get("bearing_deg", {"N": 0, "E": 90, "S": 180, "W": 270}.get(wanted["direction"]))
        found = met[0].bearing_deg
        _add(counts, "bearing", found is not None and abs(found - bearing) < _TOLERANCE_DEG, 1)
    if "distance_m" in wanted:
        said = met[0].distance_m
        _add(counts, "distance", said is not None and abs(said - wanted["distance_m"]) < _TOLERANCE_M, 1)
    if _KEY.fullmatch(wanted["ground"]) and wanted["geometry"] not in _UNDRAWN:
        _add(counts, "geometry where the ground is on the map", met[0].geometry is not None, 1)


def _overlap(found: Expression, wanted: dict[str, Any]) -> bool:
    return bool(found.start < wanted["end"] and wanted["start"] < found.end)


def _add(counts: dict[str, tuple[int, int]], name: str, right: int, every: int) -> None:
    so_far = counts.get(name, (0, 0))
    counts[name] = (so_far[0] + right, so_far[1] + every)
