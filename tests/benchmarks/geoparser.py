"""The figures of the geoparser: two public corpora of news, speed, and time for very long texts.

Accuracy comes from the scorer beside the corpora; a place is right within 161 km, as is usual in the literature. Texts are read one
by one in this process with the index open. Speed is given in processor time as well, which other work on the machine distorts less.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

import geo
from tests.benchmarks.main import SHARED, TABLE_WIDTH

EVAL = SHARED / "eval"
ROUNDS = 5
MEGABYTE = 1_000_000
LONG_TEXTS = (1, 4, 10)
"""Megabytes."""
Found = list[tuple[int, int, str, float, float]]


def print_figures() -> None:
    """Measure everything and print one table, with one row a figure."""
    table = Table("figure", "value", title="the geoparser")
    if not EVAL.is_dir():
        raise SystemExit(f"the corpora are not here: {EVAL}")
    scorer = _scorer()
    for row in [*_accuracy(scorer), *_speed(scorer), *_long_texts(scorer)]:
        table.add_row(*row)
    Console(width=TABLE_WIDTH).print(table)


def _scorer() -> ModuleType:
    # The scorer finds its corpora by this variable.
    os.environ.setdefault("GEOPARSE_CORPORA", str(EVAL / "corpora"))
    spec = importlib.util.spec_from_file_location("geoparse_eval", EVAL / "geoparse_eval.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer in {EVAL}")
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look themselves up among the modules.
    sys.modules["geoparse_eval"] = module
    spec.loader.exec_module(module)
    return module


def _all_places(text: str) -> Found:
    return [
        (r.mention.start, r.mention.end, r.mention.text, r.place.lat, r.place.lon)
        for r in geo.geoparse(text)
        if r.place
    ]


def _mapped_places(text: str) -> Found:
    return [
        (r.mention.start, r.mention.end, r.mention.text, r.place.lat, r.place.lon)
        for r in geo.geoparse(text)
        if r.place and r.mapped
    ]


def _accuracy(scorer: ModuleType) -> Iterator[tuple[str, str]]:
    jobs: tuple[tuple[str, str, Callable[[str], Found]], ...] = (
        ("TRN", "TR-News", _all_places),
        ("GWN", "GeoWebNews, all", _all_places),
        ("GWN-lit", "GeoWebNews, literal only", _mapped_places),
    )
    for corpus, name, parse in jobs:
        result: dict[str, Any] = scorer.evaluate(parse, [corpus], boot=200)[corpus]
        precision, recall, f1 = (100 * share for share in result["e2e"])
        low, high = (100 * share for share in result["ci95"]["e2e"])
        yield (
            f"{name}: F1 within 161 km, end to end",
            f"{f1:.1f} (95 %: {low:.1f}-{high:.1f}); precision {precision:.1f}, recall {recall:.1f}",
        )


def _speed(scorer: ModuleType) -> Iterator[tuple[str, str]]:
    texts = [article.text for article in scorer.CORPORA["TRN"]()[0]]
    geo.geoparse("Warm up in Paris.")
    costs = []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        for text in texts:
            geo.geoparse(text)
        costs.append((time.process_time() - processor, time.perf_counter() - wall))
    processor, wall = min(costs)
    yield (
        f"TR-News, one core, best of {ROUNDS}",
        f"{len(texts) / processor:.0f} articles a processor second, {len(texts) / wall:.0f} a second",
    )


def _long_texts(scorer: ModuleType) -> Iterator[tuple[str, str]]:
    base = "\n\n".join(article.text for corpus in ("TRN", "GWN") for article in scorer.CORPORA[corpus]()[0])
    for size in LONG_TEXTS:
        text = (base * (size * MEGABYTE // len(base) + 1))[: size * MEGABYTE]
        began = time.process_time()
        found = len(geo.geoparse(text))
        yield (
            f"{size} MB of news in one text",
            f"{time.process_time() - began:.1f} s of processor time, {found} mentions",
        )
