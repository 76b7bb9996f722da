"""The order in which layers are asked and told: their own, whatever order they were given in."""

from __future__ import annotations

from collections.abc import Iterable

from geo.records import FrontLine


def in_order(frontlines: Iterable[FrontLine]) -> list[FrontLine]:
    """Return front lines by name, maker and days, so that a finding does not depend on the order they were loaded in."""
    return sorted(frontlines, key=lambda front: (front.name, front.maker, str(front.first_day), str(front.last_day)))
