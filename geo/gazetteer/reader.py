"""The questions that the compiled index answers, and a memory of the answers.

Comes in: keys, numbers of places, ids of shapes. Goes out: numbers, `Place`s, polygons.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import GazetteerError
from geo.records import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Bounds of what stays in memory: 15 MB of places, and at worst all 5 MB of boundaries, parsed.
MAX_PLACES, MAX_SHAPES = 50_000, 500

_FIELDS = ("id", "name", "kind", "lon", "lat", "radius_m", "country", "admin1", "geometry", "population")
# One statement for any number of keys: the list travels as JSON. CROSS JOIN keeps SQLite from turning the tables round.
_REFS = "SELECT name.key, name.ref FROM json_each(?) AS wanted CROSS JOIN name ON name.key = wanted.value"
_SOUNDED = """
SELECT romanised.key, romanised.ref, romanised.name
FROM json_each(?) AS wanted CROSS JOIN romanised ON romanised.key = wanted.value
"""
_PLACES = f"""
SELECT place.ref, {", ".join(f"place.{field}" for field in _FIELDS)}
FROM json_each(?) AS wanted CROSS JOIN place ON place.ref = wanted.value
"""  # noqa: S608 - the columns are a constant of this file
_BEGINNING = "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?"

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Reader:
    """An open index; may be asked from any thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._closed = weakref.finalize(self, connection.close)
        self._places: dict[int, Place] = {}
        self._shapes: dict[str, BaseGeometry] = {}
        self.path = path
        """The index file."""

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self._closed.alive

    def close(self) -> None:
        """Close the index."""
        self._closed()

    def refs_by_key(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the numbers of the places that have each key; a lower number is a larger place."""
        found: dict[str, list[int]] = defaultdict(list)
        for key, ref in self.rows(_REFS, json.dumps(list(keys))):
            found[key].append(ref)
        return found

    def spellings_by_skeleton(self, keys: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        """Return number and spelling of the places that have each skeleton."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for key, ref, name in self.rows(_SOUNDED, json.dumps(list(keys))):
            found[key].append((ref, name))
        return found

    def keys_beginning(self, start: str, *, shortest: int, longest: int) -> list[str]:
        """Return the keys of `shortest` to `longest` characters that begin so; `start` is not empty."""
        after = start[:-1] + chr(ord(start[-1]) + 1)
        return [key for (key,) in self.rows(_BEGINNING, start, after, shortest, longest)]

    def places(self, refs: Iterable[int]) -> dict[int, Place]:
        """Return the places of some numbers; a place read before is the same object."""
        found = {ref: self._places.get(ref) for ref in refs}
        if unread := [ref for ref, place in found.items() if place is None]:
            rows = self.rows(_PLACES, json.dumps(unread))
            read = {ref: Place(**dict(zip(_FIELDS, facts, strict=True))) for ref, *facts in rows}
            keep(self._places, read, MAX_PLACES)
            found |= read
        return {ref: place for ref, place in found.items() if place is not None}

    def shape(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon or line of a place (EPSG:4326), or None where none is known."""
        known = self._shapes.get(place_id)
        if known is not None:
            return known
        rows = self.rows("SELECT geojson FROM shape WHERE id = ?", place_id)
        if not rows:
            return None
        import shapely

        shape: BaseGeometry = shapely.from_geojson(rows[0][0])
        keep(self._shapes, {place_id: shape}, MAX_SHAPES)
        return shape

    def rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Return the rows that a statement gives.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened, or is closed.
        """
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"the index {self.path} cannot be read ({error}). Remove the file; it is built again at the next run.",
                path=self.path,
            ) from error


def keep(store: dict[_Key, _Value], new: Mapping[_Key, _Value], limit: int) -> None:
    """Add to a memory of at most `limit` answers."""
    # Emptied when full: names come back by the article, and a list of ages would cost more than reading them again.
    if len(store) + len(new) > limit:
        store.clear()
    if len(new) <= limit:
        store.update(new)
