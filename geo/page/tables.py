"""The claims, places and areas of a report as rows of plain values, each place and area once.

Comes in: readings, one claim at a time. Goes out: rows for the payload that name places and areas by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.frames import ROLES
from geo.measure import buffer_m
from geo.records import AREA_KINDS, Claim, Finding, Place, Reading, Resolution

CANDIDATES = 4
BAND_M = 2_500.0
"""Metres to each side of a road or river: about as far off as its drawn course may be."""
COARSEST = 0.02
"""Degrees; Russia's width spans the globe, its coasts do not."""


class Tables:
    """The places and areas of a report, each once, with the number it is known by in the payload."""

    def __init__(self) -> None:
        self.places: list[dict[str, Any]] = []
        self.areas: list[tuple[str, BaseGeometry]] = []
        self._known: dict[str, int] = {}

    def anchors(self) -> list[dict[str, Any]]:
        """Return the places that claims are drawn at."""
        return [place for place in self.places if place["claimed"]]

    def shapes(self, simplified: Mapping[str, BaseGeometry]) -> list[BaseGeometry]:
        """Return the areas by number, as the base map draws them where it does."""
        return [simplified[name] if name in simplified else _lighter(shape) for name, shape in self.areas]

    def claim(self, article: int, reading: Reading, claim: Claim) -> dict[str, Any]:
        """Return one claim with its finding and its places."""
        where = self._where(reading, claim)
        anchor = next((place["place"] for place in where if place["place"] is not None), None)
        if anchor is not None:
            self.places[anchor]["claimed"] = True
        when = claim.when
        return {
            "id": claim.id,
            "article": article,
            "quote": claim.quote,
            "translation": claim.translation,
            "by_hand": list(claim.by_hand),
            "note": claim.note,
            "type": claim.type,
            "mode": claim.mode,
            "stance": claim.stance,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "speakers": [[speaker.name, speaker.role, speaker.side] for speaker in claim.sources],
            "actors": [[actor.side, actor.name, actor.role] for actor in claim.actors],
            "from": when.from_day if when else None,
            "to": when.to_day if when else None,
            "anchor": anchor,
            "where": where,
            "finding": _finding(reading.findings, claim.id),
        }

    def mentioned(self, resolutions: Iterable[Resolution]) -> None:
        """Add the places that an article names on the map, claimed or not."""
        for resolution in resolutions:
            if resolution.mapped and resolution.place is not None:
                self._place(resolution.place)

    def _where(self, reading: Reading, claim: Claim) -> list[dict[str, Any]]:
        resolutions = {resolution.mention.id: resolution for resolution in reading.resolutions}
        expressions = {expression.id: expression for expression in reading.expressions}
        rows: list[dict[str, Any]] = []
        rank = {role: number for number, role in enumerate(ROLES)}
        for ref in sorted(claim.where, key=lambda ref: rank.get(ref.role, len(ROLES))):
            row: dict[str, Any] = {"role": ref.role, "relation": ref.relation, "place": None}
            if (resolution := resolutions.get(ref.ref)) is not None:
                row |= self._resolved(resolution)
            elif (expression := expressions.get(ref.ref)) is not None:
                row |= {"text": expression.text, "reason": ""}
                if expression.geometry is not None:
                    key = f"{reading.article.id}#{expression.id}"
                    row["place"] = self._sector(key, expression.text, expression.geometry)
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


def _candidate(place: Place) -> dict[str, Any]:
    return _located(place.name, place.kind, place.country, place.admin1, place.lon, place.lat)


def _located(name: str, kind: str, country: str | None, admin1: str | None, lon: float, lat: float) -> dict[str, Any]:
    where = {"lon": round(lon, 5), "lat": round(lat, 5)}
    return {"name": name, "kind": kind, "country": country, "admin1": admin1, **where}


def _lighter(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with the detail a screen can show: a two-thousandth of its own width, and never a coarse coast."""
    west, _, east, _ = shape.bounds
    return shape.simplify(min((east - west) / 2000, COARSEST))


def _finding(findings: Iterable[Finding], claim: str) -> dict[str, Any] | None:
    """Return the finding of a claim, or None where nothing was checked."""
    finding = next((finding for finding in findings if finding.claim == claim), None)
    if finding is None:
        return None
    return {
        "verdict": finding.verdict,
        "check": finding.check,
        "reason": finding.reason,
        "sentence": finding.sentence,
        "figures": finding.figures,
        "tolerance": finding.tolerance,
        "readings": finding.readings,
        "layer": finding.layer,
        "snapshot": finding.snapshot,
        "by_layer": [[one.layer, one.snapshot, one.verdict, one.reason] for one in finding.by_layer],
    }
