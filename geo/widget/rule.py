"""Which claims search, verdicts, filters and window leave: the rule of `js/store.js`, so that Python knows it without an open page.

Comes in: the payload that the page is told, schema frontline-page/2, and what is chosen. Goes out: numbers of claims, in the order of the page.
A test puts the same choices to both.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from geo.errors import RecordError
from geo.page.folding import LEAST_SOUND, fold_for_search, sound_of
from geo.page.tables import EPOCH, plain

VERDICTS = ("supported", "partly", "contradicted", "no_data", "not_checkable", "unchecked")
FACETS = ("source", "actor", "type", "grain", "article")
"""What a claim can be filtered by beside its verdict and the words in it."""
KEYS = ("query", "verdicts", *FACETS)
GRAINS = ("point", "near", "area", "sector", "none")
NEAR_M = 5000
"""A point known less well than this is "near" its place."""
REACH = 400
"""Days around snapshots and articles that the time bar still stretches to."""
LONELY = 7
"""Days the time bar shows to both sides of an only one."""
NEVER = np.iinfo(np.int32).min
"""Stands for no day, as on the page."""
_SHARED = ("verdict", "type", "source", "actors", "chain", "where")
Mask = npt.NDArray[np.bool_]

# The white space of ECMAScript, which is not quite that of Python.
_SPACES = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def plain_filters(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Return filters as the page tells them, without those that leave everything.

    Raises
    ------
    RecordError
        A filter or verdict is unknown, or a filter is no text.
    """
    if unknown := sorted(map(str, filters.keys() - set(KEYS))):
        raise RecordError(f"there is no filter {unknown[0]!r}; use: {', '.join(KEYS)}.")
    found = {name: filters[name] for name in ("query", *FACETS) if filters.get(name) is not None}
    if wrong := [name for name, value in found.items() if not isinstance(value, str)]:
        raise RecordError(f"the filter {wrong[0]!r} is {found[wrong[0]]!r}; give one text.")
    if not found.get("query"):
        found.pop("query", None)
    verdicts = filters.get("verdicts")
    if verdicts is None:
        return found
    wanted = {verdicts} if isinstance(verdicts, str) else set(verdicts)
    if strange := sorted(map(str, wanted - set(VERDICTS))):
        raise RecordError(f"there is no verdict {strange[0]!r}; use: {', '.join(VERDICTS)}.")
    return found if len(wanted) == len(VERDICTS) else found | {"verdicts": [one for one in VERDICTS if one in wanted]}


class Rule:
    """The claims of a payload as columns, and which of them a choice leaves."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        claims = payload["claims"]
        self.count: int = claims["count"]
        self._articles = payload["articles"]
        self._places = payload["places"]
        self._tables = claims["tables"]
        self._columns = {name: claims["columns"][name] for name in ("article", "anchor", *_SHARED)}
        self._details = claims["details"]
        self._names = claims["names"]
        published = [_number_of(article["published"]) for article in self._articles]
        self._days = _days(claims["columns"], published)
        self.first_day = _first_day(self._days, [day for day in published if day is not None], payload["lines"])
        """The day the page opens on; None where nothing is dated."""

    def visible(self, *, filters: Mapping[str, Any], window: int = 0, day: date | None = None) -> Mask:
        """Return which claims are left.

        Parameters
        ----------
        filters
            `query`, `verdicts`, `source`, `actor`, `type`, `grain`, `article`; a key left out filters nothing.
        window
            Days up to `day` that a claim may be of; 0 for all days, and for claims without one.
        """
        left = np.ones(self.count, dtype=bool)
        if "verdicts" in filters:
            wanted = [row in filters["verdicts"] for row in self._tables["verdict"]]
            left &= self._by_row("verdict", wanted)
        if window and day is not None:
            last = (day - EPOCH).days
            left &= (self._days != NEVER) & (self._days <= last) & (self._days > last - window)
        for facet in FACETS:
            if facet in filters:
                left &= self._of_facet(facet, filters[facet])
        for word in filter(None, _SPACES.split(fold_for_search(filters.get("query", "")))):
            left &= self._found(word)
        return left

    def spot(self, number: int) -> tuple[float, float] | None:
        """Return lon, lat of the place that a claim is drawn at; None where there is none."""
        at = self._columns["anchor"][number]
        return None if at is None else (self._places[at]["lon"], self._places[at]["lat"])

    def _of_facet(self, facet: str, value: str) -> Mask:
        tables = self._tables
        if facet == "source":
            return self._by_row("source", [(name or f":{role}") == value for name, role in tables["source"]])
        if facet == "actor":
            return self._by_row("actors", [any(actor[1] == value for actor in row) for row in tables["actors"]])
        if facet == "type":
            return self._by_row("type", [row == value for row in tables["type"]])
        if facet == "article":
            return self._by_row("article", [article["id"] == value for article in self._articles])
        # The last entry answers for claims without a place, whose number is -1.
        grains = [*(_grain_of(place) == value for place in self._places), value == GRAINS[-1]]
        return np.array(grains, dtype=bool)[[-1 if at is None else at for at in self._columns["anchor"]]]

    def _found(self, word: str) -> Mask:
        """Return the claims whose words hold a word or whose place has another name that begins with it; if none, those that sound so."""
        begun = self._by_row("where", [f" {word}" in others for others, _ in self._named])
        found: Mask = begun | np.fromiter((word in text for text in self._haystacks), dtype=bool, count=self.count)
        sound = sound_of(word)
        if len(sound) < LEAST_SOUND or found.any():
            return found
        return self._by_row("where", [f" {sound} " in sounds for _, sounds in self._named])

    def _by_row(self, column: str, wanted: Iterable[bool]) -> Mask:
        """Return for each claim what is wanted of the row of a table that it points to."""
        rows: Mask = np.array([*wanted, False], dtype=bool)
        return rows[np.array(self._columns[column], dtype=np.int64)]

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        """The other names of the places of each row of `where`, and how all their names sound; made at the first search."""
        others = zlib.decompress(base64.b64decode(self._names), -15).decode().split("\n")
        rows = [[ref["place"] for ref in row if ref["place"] is not None] for row in self._tables["where"]]
        names = ["".join(f" {others[at]}" for at in row) for row in rows]
        own = ["".join(f" {_told([self._places[at]['name']])}" for at in row) for row in rows]
        sounds = [[sound_of(word) for word in f"{a}{b}".split(" ")] for a, b in zip(own, names, strict=True)]
        return [(name, f" {' '.join(row)} ") for name, row in zip(names, sounds, strict=True)]

    @cached_property
    def _haystacks(self) -> list[str]:
        """The folded words of each claim that the search looks through; made at the first search."""
        tables, places = self._tables, self._places
        articles = [_told(article[name] for name in ("title", "publisher", "author")) for article in self._articles]
        chains = [_told(link[0] for link in chain) for chain in tables["chain"]]
        actors = [_told(actor[1] for actor in row) for row in tables["actors"]]
        wheres = [
            _told(
                text
                for ref in row
                for text in (ref["text"], "" if ref["place"] is None else places[ref["place"]]["name"])
            )
            for row in tables["where"]
        ]
        columns = (self._columns[name] for name in ("where", "chain", "actors", "article"))
        shared = zip(*columns, strict=True)
        lines = zlib.decompress(base64.b64decode(self._details), -15).split(b"\n") if self.count else ()
        return [
            " ".join(
                (_told((row.get("quote"), row.get("translation"))), wheres[at], chains[by], actors[of], articles[of_])
            )
            for row, (at, by, of, of_) in zip(map(orjson.loads, lines), shared, strict=True)
        ]


def _told(names: Iterable[Any]) -> str:
    return fold_for_search(plain(" ".join(name for name in names if name)))


def _grain_of(place: Mapping[str, Any]) -> str:
    how = str(place["how"])
    if how in ("point", "ring"):
        return "point" if how == "point" and place["radius"] < NEAR_M else "near"
    return how


def _days(columns: Mapping[str, Any], published: list[int | None]) -> npt.NDArray[np.int32]:
    """Return the day of each claim: the last it is about, else the first, else its article's."""
    rows = zip(columns["to"], columns["from"], columns["article"], strict=True)
    told = (next((day for day in (to, start, published[at]) if day is not None), NEVER) for to, start, at in rows)
    return np.fromiter(told, dtype=np.int32)


def _first_day(days: npt.NDArray[np.int32], published: list[int], lines: Iterable[Mapping[str, Any]]) -> date | None:
    """Return the newest article's day, else the newest snapshot's, else the newest claim's, within the time bar."""
    ends = [(line["days"][0], sum(line["days"])) for line in lines if line["days"]]
    firm = [day for pair in ends for day in pair] + published
    known = days[days != NEVER]
    if firm:
        known = known[(known >= min(firm) - REACH) & (known <= max(firm) + REACH)]
    spanned = [*firm, *known.tolist()]
    if not spanned:
        return None
    first, last = min(spanned), max(spanned)
    if first == last:
        first, last = first - LONELY, last + LONELY
    newest = published or [end for _, end in ends] or [last]
    return date.fromordinal(EPOCH.toordinal() + max(first, min(last, max(newest))))


def _number_of(day: Any) -> int | None:
    return (day - EPOCH).days if isinstance(day, date) else None
