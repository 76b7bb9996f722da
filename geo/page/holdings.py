"""Settlements held from day to day, as a few kilobytes: every place once, with the spans of days in which a side holds it.

Comes in: holdings. Goes out: plain values for the payload, which `js/holdings.js` reads back. A list of every village of a
country, stated day by day (178,000 rows), stays below a megabyte.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from geo.page.arcs import FINE
from geo.page.packed import pack, varints, zigzag
from geo.records import Holding

EPOCH = date(1970, 1, 1)


def encode_holdings(holdings: Iterable[Holding]) -> dict[str, Any] | None:
    """Return holdings as packed columns; None where there are none.

    Notes
    -----
    `rows` are unsigned varints: number of places; for each its longitude and latitude as zigzag differences on the grid of
    1e-5 degrees and the number of its spans; then for each span the side, the first day as a zigzag difference from the one
    before at the same place (the first from 1 January 1970), the number of days (0 while it lasts), and the source.
    """
    by_place: dict[tuple[int, int, str], list[Holding]] = {}
    for held in holdings:
        by_place.setdefault((round(held.lon * FINE), round(held.lat * FINE), held.place), []).append(held)
    if not by_place:
        return None
    sides: dict[str, int] = {}
    sources: dict[str, int] = {}
    places = sorted(by_place)
    heads: list[int] = []
    spans: list[int] = []
    lon = lat = 0
    for place in places:
        held_here = by_place[place]
        heads += [place[0] - lon, place[1] - lat, len(held_here)]
        lon, lat = place[:2]
        before = EPOCH
        for held in held_here:
            days = 0 if held.to_day is None else max((held.to_day - held.from_day).days + 1, 1)
            side = sides.setdefault(held.side, len(sides))
            spans += [side, (held.from_day - before).days, days, sources.setdefault(held.source, len(sources))]
            before = held.from_day
    table = np.array(heads, dtype=np.int64).reshape(-1, 3)
    table[:, :2] = zigzag(table[:, :2])
    rows = np.array(spans, dtype=np.int64).reshape(-1, 4)
    rows[:, 1] = zigzag(rows[:, 1])
    numbers = np.concatenate(([len(places)], table.ravel(), rows.ravel()))
    # A name never breaks the line, whatever stands in it.
    names = "\n".join(name.replace("\n", " ") for _, _, name in places)
    return {
        "rows": pack(varints(numbers)),
        "names": pack(names.encode("utf-8", "replace")),
        "sides": list(sides),
        "sources": list(sources),
        "count": len(rows),
    }
