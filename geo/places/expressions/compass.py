"""Compass words of English, Ukrainian and Russian, and the bearings they mean."""

from __future__ import annotations

import re

_POINTS = {"n": 0.0, "ne": 45.0, "e": 90.0, "se": 135.0, "s": 180.0, "sw": 225.0, "w": 270.0, "nw": 315.0}

ENGLISH = (
    r"(?:(?:north|south|east|west)(?:[- ]?(?:north|south|east|west)){0,2}(?:ern(?:most)?|erly|wards?)?"
    r"|(?:NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW|NE|SE|SW|NW)(?![A-Za-z]))"
)
"""An English direction: "north", "south-western", "north-north-west", "NNW"; no group in it."""

_STEMS = r"(?:півн|півд|схід|сход|східн|зах[іо]д|север|юг|юж|восто|запад)"
SLAVIC = rf"(?:{_STEMS}\w{{0,10}}(?:[-‑ ]{_STEMS}\w{{0,10}}){{0,2}})"
"""A Ukrainian or Russian direction in any form: "північний захід", "северо-западнее"; no group in it."""

_WORDS = re.compile(r"north|south|east|west|півн|півд|сх[іо]д|зах[іо]д|север|юг|юж|восто|запад", re.IGNORECASE)
_LETTERS = {
    "north": "n", "south": "s", "east": "e", "west": "w",
    "півн": "n", "півд": "s", "схід": "e", "сход": "e", "захід": "w", "заход": "w",
    "север": "n", "юг": "s", "юж": "s", "восто": "e", "запад": "w",
}  # fmt: skip


def bearing_of(words: str) -> float | None:
    """Return degrees clockwise from true north for a direction in words; None where the words contradict themselves.

    Examples
    --------
    >>> bearing_of("north-western"), bearing_of("NNW"), bearing_of("південний схід")
    (315.0, 337.5, 135.0)
    """
    if words.isupper() and words.isascii() and len(words) <= 3:
        letters = words.casefold()
    else:
        letters = "".join(_LETTERS[match.group().casefold()] for match in _WORDS.finditer(words))
    if len(letters) < 3:
        return _POINTS.get(letters)
    # Three letters halve the angle between the first point and the other two: NNW lies between N and NW.
    first, second = _POINTS[letters[0]], _POINTS.get(letters[1:])
    if second is None:
        return None
    apart = (second - first + 180) % 360 - 180
    return (first + apart / 2) % 360 if abs(apart) == 45 else None
