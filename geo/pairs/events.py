"""Readings -> Readings whose claims of one push into a place share one event key, whatever month each speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geo.records import Reading

_FAMILY = "thrust"
_LONGEST_LULL = 6
"""Months; pushes into one place that lie further apart are two."""


def join_events(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the first month of a push in the event keys of all claims about it.

    "The Kursk incursion" of an article of August and "the Kursk bridgehead" of one of October are one event:
    `thrust:<place>:2024-08`.
    """
    months: dict[str, set[int]] = {}
    for reading in readings:
        for claim in reading.claims:
            if (parted := _parted(claim.event)) is not None:
                months.setdefault(parted[0], set()).add(parted[1])
    shared = {key: key_of for place, found in months.items() for key, key_of in _joined(place, found)}
    return [_renamed(reading, shared) for reading in readings]


def _parted(event: str | None) -> tuple[str, int] | None:
    """The place of a push and its month, counted from year 0."""
    if event is None or not event.startswith(f"{_FAMILY}:"):
        return None
    place, _, month = event.rpartition(":")
    year, dash, number = month.partition("-")
    if not (dash and year.isdecimal() and number.isdecimal()):
        return None
    return place, 12 * int(year) + int(number) - 1


def _joined(place: str, months: set[int]) -> list[tuple[str, str]]:
    ordered = sorted(months)
    starts = [ordered[0]]
    for before, after in pairwise(ordered):
        starts.append(starts[-1] if after - before <= _LONGEST_LULL else after)
    return [(_key(place, month), _key(place, start)) for month, start in zip(ordered, starts, strict=True)]


def _key(place: str, month: int) -> str:
    return f"{place}:{month // 12:04d}-{month % 12 + 1:02d}"


def _renamed(reading: Reading, shared: dict[str, str]) -> Reading:
    if not any(claim.event in shared and shared[claim.event] != claim.event for claim in reading.claims):
        return reading
    return replace(
        reading,
        claims=tuple(
            replace(claim, event=shared.get(claim.event, claim.event)) if claim.event else claim
            for claim in reading.claims
        ),
    )
