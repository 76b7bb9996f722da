"""Places given by relation to another: "50 km north-west of X", "around X", "across the border" -> areas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.measure import disc, sector
from geo.records import Article, Expression, Quantity, Resolution

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
_DIRECTION = r"(north(?:[- ]?(?:east|west))?|south(?:[- ]?(?:east|west))?|east|west)(?:ern|erly)?"
_LINK = r"(?:the\s)?(?:(?:[A-Z][a-z]{2,12}ian|[a-z]{2,12}-held|occupied|nearby|neighbou?ring)\s)?(?:(?:city|town|village|settlement|centre|center)\sof\s)?(?:the\s)?(?:\w{1,20}\s(?:city|town|village)\sof\s)?"
# From a distance to the place it is measured from.
_OFFSET = re.compile(
    rf"\s{{0,3}}(?:away\s)?(?:(?:to\s)?(?:the\s)?(?:due\s)?{_DIRECTION}\s)?(?:of|from)\s{_LINK}", re.IGNORECASE
)
_BARE_DIRECTION = re.compile(rf"\b(?:to\sthe\s)?{_DIRECTION}\sof\s{_LINK}$", re.IGNORECASE)
_AROUND = re.compile(
    rf"\b(around|near|outside|on\sthe\soutskirts\sof|the\soutskirts\sof|outskirts\sof|towards?|close\sto)\s{_LINK}$",
    re.IGNORECASE,
)
_UNGROUNDED = (
    (
        re.compile(
            r"\b(?:across|over|breach(?:ed|ing|es)?|cross(?:ed|ing|es)?)\s(?:the\s)?(?:\w{1,20}\s)?border\b",
            re.IGNORECASE,
        ),
        "crosses",
    ),
    (
        re.compile(
            r"\b(?:on\sother\sparts\sof|along|on|across)\s(?:the\s|their\s)?(?:\w{1,20}\s)?(?:front\s?lines?|line\sof\scontact|front)\b",
            re.IGNORECASE,
        ),
        "along",
    ),
    (
        re.compile(r"\b(?:deeper\s|further\s)?into\s(?:Russian|Ukrainian)\s(?:territory|soil|land)\b", re.IGNORECASE),
        "into",
    ),
    (re.compile(r"\bin\sother\splaces\b|\belsewhere\salong\b", re.IGNORECASE), "complement"),
)
# Beyond this a ring is no place any more (and would wrap round the globe).
_LONGEST_OFFSET_M = 2_000_000.0
_BEFORE_CHARS = 60
# "N km DIR of X" lies within 0.7-1.25 N and 45 degrees to each side in 94 % of 13,451 pairs of real texts.
_NEAR_FACTOR, _FAR_FACTOR, _OFFSET_HALF_WIDTH_DEG = 0.7, 1.25, 45.0
# A bare "north of X" is a 90 degree sector out to about 30 km.
_BARE_REACH_M, _BARE_HALF_WIDTH_DEG = 30_000.0, 45.0
_REACH_M = {"around": 20_000.0, "near": 15_000.0, "outskirts": 8_000.0, "toward": 30_000.0}


def find_expressions(
    article: Article, resolutions: Sequence[Resolution], quantities: Sequence[Quantity]
) -> tuple[Expression, ...]:
    """Return the relative places of an article, in text order, with their areas where the ground is placed.

    Parameters
    ----------
    quantities
        Those of the same article; lengths among them can start an expression.

    Returns
    -------
    Expressions with relation `offset`, `direction`, `around`, `near`, `outskirts`, `toward`, `crosses`, `along`, `into` or
    `complement`. `geometry` is a polygon in EPSG:4326 (lon, lat) or None where the text names no ground on the map.

    Notes
    -----
    The sectors follow a measurement on 13,451 pairs of places in news texts (see the constants).
    """
    text = article.text
    lengths = sorted((q for q in quantities if q.si_unit == "m"), key=lambda quantity: quantity.end)
    drafts = [draft for resolution in resolutions if (draft := _grounded(text, resolution, lengths))]
    taken = [(draft.start, draft.end) for draft in drafts]
    drafts += [
        _Draft(match.start(), match.end(), relation, None)
        for pattern, relation in _UNGROUNDED
        for match in pattern.finditer(text)
        if not _overlaps(taken, match.start(), match.end())
    ]
    drafts.sort(key=lambda draft: (draft.start, draft.end))
    return tuple(_finished(text, number, draft) for number, draft in enumerate(drafts, start=1))


@dataclass(frozen=True, slots=True)
class _Draft:
    start: int
    end: int
    relation: str
    ground: Resolution | None
    quantity: Quantity | None = None
    bearing_deg: float | None = None


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span meets one of those taken, which are in order of their ends."""
    index = bisect_right(taken, start, key=lambda span: span[1])
    return index < len(taken) and taken[index][0] < end


def _grounded(text: str, resolution: Resolution, lengths: Sequence[Quantity]) -> _Draft | None:
    """The expression that ends in a mention, if one does; `lengths` are in order of their ends."""
    start, end = resolution.mention.start, resolution.mention.end
    if resolution.usage in ("embedded", "metonymic"):
        return None
    low = max(0, start - _BEFORE_CHARS)
    first = bisect_left(lengths, low, key=lambda quantity: quantity.end)
    last = bisect_right(lengths, start, key=lambda quantity: quantity.end)
    for quantity in lengths[first:last]:
        if match := _OFFSET.fullmatch(text, quantity.end, start):
            return _Draft(quantity.start, end, "offset", resolution, quantity, _bearing(match[1]))
    before = text[low:start]
    if match := _BARE_DIRECTION.search(before):
        return _Draft(low + match.start(), end, "direction", resolution, None, _bearing(match[1]))
    if match := _AROUND.search(before):
        return _Draft(low + match.start(), end, _relation(match[1]), resolution)
    return None


def _relation(words: str) -> str:
    folded = words.casefold()
    if "outskirts" in folded:
        return "outskirts"
    if folded.startswith("toward"):
        return "toward"
    return "around" if folded == "around" else "near"


def _bearing(direction: str | None) -> float | None:
    return None if direction is None else float(_BEARINGS[direction.casefold().replace("-", "").replace(" ", "")])


def _finished(text: str, number: int, draft: _Draft) -> Expression:
    quantity = draft.quantity
    return Expression(
        id=f"x{number}",
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        relation=draft.relation,
        ground=draft.ground.mention.id if draft.ground else None,
        distance_m=quantity.si if quantity else None,
        distance_low_m=quantity.low if quantity else None,
        distance_high_m=quantity.high if quantity else None,
        bearing_deg=draft.bearing_deg,
        geometry=_area(draft),
    )


def _area(draft: _Draft) -> BaseGeometry | None:
    place = draft.ground.place if draft.ground else None
    if place is None:
        return None
    if draft.relation == "offset":
        if draft.quantity is None or draft.quantity.si is None or draft.quantity.si > _LONGEST_OFFSET_M:
            return None
        low, high = draft.quantity.si * _NEAR_FACTOR, draft.quantity.si * _FAR_FACTOR
        if draft.bearing_deg is None:
            return disc(place.lon, place.lat, high).difference(disc(place.lon, place.lat, low))
        return sector(
            place.lon,
            place.lat,
            low_m=low,
            high_m=high,
            bearing_deg=draft.bearing_deg,
            half_width_deg=_OFFSET_HALF_WIDTH_DEG,
        )
    if draft.relation == "direction" and draft.bearing_deg is not None:
        return sector(
            place.lon,
            place.lat,
            low_m=0.0,
            high_m=_BARE_REACH_M,
            bearing_deg=draft.bearing_deg,
            half_width_deg=_BARE_HALF_WIDTH_DEG,
        )
    if place.geometry != "point":
        return place.shape
    return disc(place.lon, place.lat, place.radius_m + _REACH_M[draft.relation])
