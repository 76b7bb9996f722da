"""How well and how fast claims are paired: small articles of our own with the pairs a careful reader finds, and a crowd of claims."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping

from geo import pipeline
from geo.pairs import pair_claims
from geo.records import Reading
from tests.pairs_told import TOLD, TRAPS, UNPLACED, Told
from tests.test_pairs import crowd

CROWDS = (1_000, 10_000, 100_000)


def print_figures() -> None:
    """Print precision and recall of (relation, aspect), conflicts by themselves, and processor seconds for crowds of claims."""
    for name, told in {"told": TOLD, "traps": TRAPS | UNPLACED}.items():
        print(f"{name:<10} {_line(told)}")
    for number in CROWDS:
        readings = crowd(number)
        print(f"{number:>10,} claims {_seconds(readings):6.2f} s")


def _line(cases: Mapping[str, Told]) -> str:
    wanted: Counter[tuple[str, str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for name, case in cases.items():
        wanted += Counter((name, *kind) for kind in case.wanted)
        pairs = pipeline.run(case.articles, []).pairs
        found += Counter((name, pair.relation, pair.aspect) for pair in pairs)
    false = (found - wanted).total()
    conflicts = _of(found - wanted, "conflict")
    right = (found & wanted).total()
    return (
        f"{len(cases)} cases, precision {right / max(found.total(), 1):.2f}, recall {right / max(wanted.total(), 1):.2f} "
        f"({right} right, {false} false of which {conflicts} conflicts, {(wanted - found).total()} missed)"
    )


def _of(pairs: Mapping[tuple[str, str, str], int], relation: str) -> int:
    return sum(number for (_, kind, _), number in pairs.items() if kind == relation)


def _seconds(readings: Iterable[Reading]) -> float:
    listed = list(readings)
    start = time.process_time()
    pair_claims(listed)
    return time.process_time() - start
