"""The claims, places and areas of a report as columns and rows of plain values, each place, area and name once.

Comes in: readings, one claim at a time. Goes out: columns that the page filters by, details that it reads when a claim is
opened, and rows that name places and areas by number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import orjson
from shapely.geometry.base import BaseGeometry

from geo.frames import ROLES
from geo.measure import buffer_m
from geo.page.packed import pack
from geo.records import AREA_KINDS, Claim, Expression, Finding, Place, Reading, Resolution

CANDIDATES = 4
BAND_M = 2_500.0
"""Metres to each side of a road or river: about as far off as its drawn course may be."""
COARSEST = 0.02
"""Degrees; Russia's width spans the globe, its coasts do not."""
EPOCH = date(1970, 1, 1)
RANK = {role: number for number, role in enumerate(ROLES)}
SHARED = ("verdict", "type", "source", "actors", "chain", "where")
"""Columns that hold numbers of rows in a table of their own, because many claims share them."""


Known = dict[str, Resolution | Expression]


class Tables:
    """The claims, places and areas of a report, each once, with the number it is known by in the payload."""

    def __init__(self) -> None:
        self.places: list[dict[str, Any]] = []
        self.areas: list[tuple[str, BaseGeometry]] = []
        self.numbers: dict[str, int] = {}
        """`<article id>#<claim id>` to the number of the claim."""
        self._known: dict[str, int] = {}
        self._columns: dict[str, list[Any]] = {name: [] for name in ("id", "article", "anchor", "from", "to", *SHARED)}
        self._shared: dict[str, dict[Hashable, int]] = {name: {} for name in SHARED}
        self._rows: dict[str, list[Any]] = {name: [] for name in SHARED}
        self._details: list[bytes] = []

    def anchors(self) -> list[dict[str, Any]]:
        """Return the places that claims are drawn at."""
        return [place for place in self.places if place["claimed"]]

    def shapes(self, simplified: Mapping[str, BaseGeometry]) -> list[BaseGeometry]:
        """Return the areas by number, as the base map draws them where it does."""
        return [simplified[name] if name in simplified else _lighter(shape) for name, shape in self.areas]

    def claims(self) -> dict[str, Any]:
        """Return the claims for the payload: columns, the tables they point into, and packed details, one JSON line a claim."""
        return {
            "count": len(self._details),
            "columns": self._columns,
            "tables": self._rows,
            "details": pack(b"\n".join(self._details), level=6),
        }

    def read(self, article: int, reading: Reading) -> None:
        """Add the claims of an article, with their findings and places, and the places it only names."""
        known: Known = {expression.id: expression for expression in reading.expressions}
        known |= {resolution.mention.id: resolution for resolution in reading.resolutions}
        for claim, finding in reading.judged():
            self._claim(article, reading, claim, finding, known)
        for resolution in reading.resolutions:
            if resolution.mapped and resolution.place is not None:
                self._place(resolution.place)

    def _claim(self, article: int, reading: Reading, claim: Claim, finding: Finding | None, known: Known) -> None:
        where = self._where(reading, claim, known)
        anchor = next((place["place"] for place in where if place["place"] is not None), None)
        if anchor is not None:
            self.places[anchor]["claimed"] = True
        chain = [[speaker.name, speaker.role, speaker.side] for speaker in claim.sources]
        when = claim.when
        row: dict[str, Any] = {
            "id": claim.id,
            "article": article,
            "anchor": anchor,
            "from": _number_of(when.from_day if when else None),
            "to": _number_of(when.to_day if when else None),
        }
        row |= {
            name: self._number(name, value)
            for name, value in (
                ("verdict", finding.verdict if finding else "unchecked"),
                ("type", claim.type),
                ("source", _said_by(chain, reading)),
                ("actors", [[actor.side, actor.name, actor.role] for actor in claim.actors]),
                ("chain", chain),
                ("where", where),
            )
        }
        for name, value in row.items():
            self._columns[name].append(value)
        self.numbers[f"{reading.article.id}#{claim.id}"] = len(self._details)
        self._details.append(as_json(_filled(_detail(claim, finding))))

    def _number(self, table: str, value: Any) -> int:
        """Return the number of a row in a table, adding it when it is new."""
        key = value if isinstance(value, str) else as_json(value)
        known = self._shared[table]
        if key not in known:
            known[key] = len(known)
            self._rows[table].append(plain(value))
        return known[key]

    def _where(self, reading: Reading, claim: Claim, known: Known) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for ref in sorted(claim.where, key=lambda ref: RANK.get(ref.role, len(RANK))):
            row: dict[str, Any] = {"role": ref.role, "relation": ref.relation, "place": None}
            found = known.get(ref.ref)
            if isinstance(found, Resolution):
                row |= self._resolved(found)
            elif isinstance(found, Expression):
                row |= {"text": found.text, "reason": ""}
                if found.geometry is not None:
                    row["place"] = self._sector(f"{reading.article.id}#{found.id}", found.text, found.geometry)
            else:
                continue
            rows.append(row)
        return rows

    def _resolved(self, resolution: Resolution) -> dict[str, Any]:
        shown = resolution.place is not None and resolution.mapped
        return {
            "text": resolution.mention.text,
            "reason": resolution.reason,
            "place": self._place(resolution.place) if shown and resolution.place else None,
            "others": [_candidate(place) for place in resolution.runners_up[:CANDIDATES]],
        }

    def _place(self, place: Place) -> int:
        if place.id in self._known:
            return self._known[place.id]
        row = _candidate(place) | {"id": place.id, "radius": round(place.radius_m), "how": "point", "claimed": False}
        if place.kind in AREA_KINDS or place.geometry == "polygon":
            row["how"] = "ring"
            if place.shape is not None and place.shape.geom_type in {"Polygon", "MultiPolygon"}:
                row |= {"how": "area", "area": self._area(place.id, place.shape)}
        elif place.shape is not None and place.shape.geom_type in {"LineString", "MultiLineString"}:
            row |= {"how": "area", "area": self._area(place.id, buffer_m(place.shape, BAND_M))}
        elif place.geometry != "point":
            row["how"] = "ring"
        return self._keep(place.id, row)

    def _sector(self, key: str, text: str, shape: BaseGeometry) -> int:
        if key in self._known:
            return self._known[key]
        heart = shape.representative_point()
        row = _located(text, "other", None, None, heart.x, heart.y)
        return self._keep(
            key, row | {"id": key, "radius": 0, "how": "sector", "claimed": False, "area": self._area(key, shape)}
        )

    def _area(self, key: str, shape: BaseGeometry) -> int:
        self.areas.append((key, shape))
        return len(self.areas) - 1

    def _keep(self, key: str, row: dict[str, Any]) -> int:
        self._known[key] = len(self.places)
        self.places.append(row)
        return self._known[key]


def as_json(value: Any) -> bytes:
    """Return a value as JSON in UTF-8: days as ISO text, numbers that are not finite as null, lone surrogates replaced."""
    try:
        return orjson.dumps(value)
    except (
        TypeError
    ):  # a lone surrogate, a key that is no text, a record: what nearly no report holds is looked for only then
        return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def plain(value: Any) -> Any:
    """Return a value that JSON can carry: days as ISO text, numbers finite, lone surrogates replaced."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _said_by(chain: list[list[str | None]], reading: Reading) -> list[str | None]:
    """Return who is said to say it, as [name, role]: the innermost named link, else the article's author or publisher."""
    named = [link for link in chain if link[0]]
    if named:
        return named[-1][:2]
    if len(chain) > 1:
        return [None, chain[-1][1]]
    article = reading.article
    return [article.author or article.publisher or article.title, "author"]


def _candidate(place: Place) -> dict[str, Any]:
    return _located(place.name, place.kind, place.country, place.admin1, place.lon, place.lat)


def _located(name: str, kind: str, country: str | None, admin1: str | None, lon: float, lat: float) -> dict[str, Any]:
    where = {"lon": round(lon, 5), "lat": round(lat, 5)}
    return {"name": name, "kind": kind, "country": country, "admin1": admin1, **where}


def _lighter(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with the detail a screen can show: a two-thousandth of its own width, and never a coarse coast."""
    west, _, east, _ = shape.bounds
    return shape.simplify(min((east - west) / 2000, COARSEST))


def _number_of(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days


def _detail(claim: Claim, finding: Finding | None) -> dict[str, Any]:
    """Return what the page shows of a claim only when it is asked for."""
    return {
        "quote": claim.quote,
        "translation": claim.translation,
        "by_hand": list(claim.by_hand),
        "note": claim.note,
        "mode": claim.mode,
        "stance": claim.stance,
        "polarity": claim.polarity if claim.polarity == "-" else None,
        "certainty": claim.certainty,
        "finding": None if finding is None else _filled(_finding(finding)),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "reason": finding.reason,
        "sentence": finding.sentence,
        "context": list(getattr(finding, "context", ())),
        "figures": finding.figures,
        "tolerance": finding.tolerance,
        "readings": finding.readings,
        "layer": finding.layer,
        "snapshot": finding.snapshot,
        "by_layer": [[one.layer, one.snapshot, one.verdict, one.reason] for one in finding.by_layer],
    }


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what is empty; the page knows what each key stands for when it is missing."""
    return {
        name: value for name, value in row.items() if value is not None and value != "" and value not in ([], (), {})
    }
