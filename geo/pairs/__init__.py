"""Readings -> Pairs: claims on the same place, time and matter, and how they stand to each other.

A pair never says who is right. Statements are put into bins by matter and place, so that the work grows with the number of
claims; within a bin those who say the same stand together on one side of a pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geo.pairs.camps import compare_camps
from geo.pairs.events import join_events
from geo.pairs.numbers import compare_figures
from geo.pairs.statements import Matter, Statement, statements_of
from geo.records import Pair, Reading

__all__ = ["join_events", "pair_claims"]


def pair_claims(readings: Sequence[Reading]) -> tuple[Pair, ...]:
    """Return which claims of some articles agree, conflict, differ, or were overtaken by time.

    Parameters
    ----------
    readings
        Articles with their claims and, where there are any, findings: the area that a share comes to is taken from them.

    Returns
    -------
    Pairs sorted by matter and place, whatever the order of the articles. `a` and `b` are `<article id>#<claim id>`; what says
    the same stands together. Claims of one article make a pair only where its sources contradict each other.

    Notes
    -----
    Relations are those of the report: `conflict`, both cannot be right for one day; `differ`, figures whose intervals meet, or
    another scope or stance; `temporal_update`, said for a later day; `agree`. Wanted, supposed and possible things make none.
    """
    bins: dict[Matter, list[Statement]] = {}
    for statement in statements_of(readings):
        bins.setdefault(statement.matter, []).append(statement)
    return tuple(_once(found for matter in sorted(bins) for found in _compare(bins[matter])))


def _compare(statements: Iterable[Statement]) -> Iterator[Pair]:
    ordered = sorted(statements, key=lambda statement: statement.key)
    if len(ordered) < 2:
        return
    yield from compare_camps(ordered) if ordered[0].figure is None else compare_figures(ordered)


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Two claims agree once: on the day where they name it, not again on the rest."""
    seen: dict[tuple[tuple[str, ...], tuple[str, ...], str], None] = {}
    for pair in pairs:
        key = (pair.a, pair.b, pair.relation)
        if key not in seen:
            seen[key] = None
            yield pair
