"""Records as tables: a report goes in, a GeoDataFrame (or plain rows) of claims, places, findings or pairs comes out, and places go back.

Geometry is lon, lat in EPSG:4326, and the CRS is set even on an empty table.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shapely import Point, get_coordinates

from geo.measure import distance_m
from geo.records import Claim, Expression, Finding, Pair, Place, Reading, Report, Resolution

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4326"
# A claim lies at the place it is about, where its event is, then where that was bound for; what it is measured from comes last.
ROLES = (
    "figure",
    "where",
    "target",
    "part",
    "destination",
    "path",
    "origin",
    "whole",
    "name",
    "ground",
    "baseline",
    "cause",
)
CLAIM_COLUMNS = tuple(
    "article claim start end quote translation type mode stance polarity certainty salience sources actors "
    "place place_id lon lat radius_m from_day to_day check verdict reason sentence context layer snapshot".split()
)
FINDING_COLUMNS = ("article", *(field.name for field in fields(Finding)))
PAIR_COLUMNS = (*(field.name for field in fields(Pair)), "place")
# The field Place.geometry says how a place is known; a frame keeps the word "geometry" for the shape itself.
_PLACE_FIELDS = {field.name: field.name for field in fields(Place) if field.name != "shape"} | {
    "geometry": "geometry_kind"
}
PLACE_COLUMNS = (*_PLACE_FIELDS.values(), "mentions")
_INTEGERS = ("start", "end", "salience", "mentions")
_FLOATS = ("lon", "lat", "radius_m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The best known place of a claim."""

    name: str
    place_id: str | None
    """None where the place is given only by relation to another."""
    lon: float
    lat: float
    radius_m: float
    """Metres around the point within which the place lies."""
    geometry: BaseGeometry
    """Point, region or sector in EPSG:4326 (lon, lat)."""

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The place as a GeoJSON feature (RFC 7946) with its name, id and radius in metres."""
        told = {"name": self.name, "place_id": self.place_id, "radius_m": self.radius_m}
        return {"type": "Feature", "properties": told, "geometry": dict(self.geometry.__geo_interface__)}


def to_frame(report: Report, what: str) -> GeoDataFrame:
    """Return the claims, places, findings or pairs of a report as a GeoDataFrame.

    Parameters
    ----------
    what
        `"claims"`: one row a claim with its leading finding, on the best place it names. `"places"`: one row a place that
        stands on the map, with the number of its mentions. `"findings"`: one row a finding, on the place of its claim.
        `"pairs"`: one row a pair, on the place of its first claim.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, columns named as the fields of the records, in the order of the text. What is not known is None (NaN in
        lon, lat and radius_m); rows without a place have no geometry; an empty report gives an empty frame with the same columns.

    Raises
    ------
    ValueError
        `what` is none of the four.
    """
    if what not in _TABLES:
        raise ValueError(f"there is no frame of {what!r}; ask for one of: {', '.join(_TABLES)}.")
    import geopandas
    import pandas

    columns, rows_of = _TABLES[what]
    rows = list(rows_of(report))
    # Object columns keep None as None; pandas would otherwise turn it into NaN.
    table = pandas.DataFrame(
        [{name: row[name] for name in columns} for row in rows], columns=list(columns), dtype=object
    )
    table = table.astype({name: "int64" for name in _INTEGERS if name in columns})
    table = table.astype({name: "float64" for name in _FLOATS if name in columns})
    return geopandas.GeoDataFrame(table, geometry=[row["geometry"] for row in rows], crs=CRS)


def from_frame(frame: GeoDataFrame) -> tuple[Place, ...]:
    """Return the places of a `"places"` frame, so that `from_frame(to_frame(report, "places"))` are the report's places."""
    return tuple(_place_of(row) for row in frame.to_dict("records"))


def claim_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield one flat row a claim, in the order of the text: CLAIM_COLUMNS and `geometry` (shapely, or None for no place).

    `sources` runs from who writes to who is said to say; days are ISO 8601. The finding is the claim's first one.
    """
    for reading in report.articles:
        for claim, finding in reading.judged():
            yield _claim_row(reading, claim, finding)


def place_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield one row a place on the map, in the order of first mention: PLACE_COLUMNS and `geometry` (shapely)."""
    mapped = [
        resolution.place for reading in report.articles for resolution in reading.resolutions if resolution.mapped
    ]
    places = [place for place in mapped if place is not None]
    counts = Counter(place.id for place in places)
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.id, place)
    for place in first.values():
        row = {column: getattr(place, name) for name, column in _PLACE_FIELDS.items()}
        yield row | {"mentions": counts[place.id], "geometry": _shape_of(place)}


def finding_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield one row a finding: FINDING_COLUMNS and `geometry` (shapely, or None) of the claim's place."""
    for reading in report.articles:
        claims = {claim.id: claim for claim in reading.claims}
        for finding in reading.findings:
            site = claim_site(reading, claims[finding.claim]) if finding.claim is not None else None
            row = {field.name: getattr(finding, field.name) for field in fields(Finding)}
            yield row | {"article": reading.article.id, "geometry": site.geometry if site else None}


def pair_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield one row a pair: PAIR_COLUMNS and `geometry` (shapely, or None) of the first claim of `a` that has a place.

    `a` and `b` are `<article id>#<claim id>`, joined by spaces.
    """
    claims = {
        f"{reading.article.id}#{claim.id}": (reading, claim) for reading in report.articles for claim in reading.claims
    }
    for pair in report.pairs:
        sites = (claim_site(*claims[one]) for one in (*pair.a, *pair.b) if one in claims)
        site = next((site for site in sites if site is not None), None)
        row = {field.name: getattr(pair, field.name) for field in fields(Pair)}
        place = {"place": site.name if site else None, "geometry": site.geometry if site else None}
        yield row | {"a": " ".join(pair.a), "b": " ".join(pair.b)} | place


def claim_site(reading: Reading, claim: Claim) -> Site | None:
    """Return the best known place of a claim, or None when it names none that can be mapped."""
    known: dict[str, Resolution | Expression] = {
        resolution.mention.id: resolution for resolution in reading.resolutions if resolution.mapped
    }
    known |= {expression.id: expression for expression in reading.expressions if expression.geometry is not None}
    refs = [where for where in claim.where if where.role in ROLES and where.ref in known]
    if not refs:
        return None
    best = known[min(refs, key=lambda where: ROLES.index(where.role)).ref]
    return _expression_site(best) if isinstance(best, Expression) else _place_site(best)


def _claim_row(reading: Reading, claim: Claim, finding: Finding | None) -> dict[str, Any]:
    site = claim_site(reading, claim)
    row: dict[str, Any] = {name: getattr(claim, name, None) for name in CLAIM_COLUMNS}
    row |= {name: getattr(site, name, None) for name in ("place_id", "lon", "lat", "radius_m", "geometry")}
    row |= {name: getattr(finding, name, None) for name in ("check", "verdict", "reason", "sentence", "layer")}
    return row | {
        "article": reading.article.id,
        "claim": claim.id,
        "sources": " > ".join(speaker.name or speaker.role for speaker in claim.sources),
        "actors": "; ".join(f"{actor.name} ({actor.role})" for actor in claim.actors),
        "place": site.name if site else None,
        "from_day": _iso(claim.when.from_day if claim.when else None),
        "to_day": _iso(claim.when.to_day if claim.when else None),
        "snapshot": _iso(finding.snapshot if finding else None),
        "context": (" ".join(finding.context) or None) if finding else None,
    }


def _place_site(resolution: Resolution) -> Site | None:
    place = resolution.place
    if place is None:
        return None
    return Site(
        name=place.name,
        place_id=place.id,
        lon=place.lon,
        lat=place.lat,
        radius_m=place.radius_m,
        geometry=_shape_of(place),
    )


def _expression_site(expression: Expression) -> Site | None:
    area = expression.geometry
    if area is None:
        return None
    lon, lat, reach = _middle_and_reach(area)
    return Site(name=expression.text, place_id=None, lon=lon, lat=lat, radius_m=reach, geometry=area)


@lru_cache(maxsize=4096)
def _middle_and_reach(area: BaseGeometry) -> tuple[float, float, float]:
    """The middle of an area and the metres to its farthest corner; asked for by every table that shows the claim."""
    middle = area.centroid
    # The point farthest away is a corner of the hull, which has few where a border has thousands.
    reach = max(distance_m((middle.x, middle.y), (x, y)) for x, y in get_coordinates(area.convex_hull).tolist())
    return middle.x, middle.y, reach


def _shape_of(place: Place) -> BaseGeometry:
    return Point(place.lon, place.lat) if place.shape is None else place.shape


def _place_of(row: Mapping[Hashable, Any]) -> Place:
    known = {name: _told(row[column]) for name, column in _PLACE_FIELDS.items()}
    # A file that lacks one makes real numbers of them.
    known["population"] = None if known["population"] is None else int(known["population"])
    shape = row["geometry"]
    return Place(**known, shape=None if shape.geom_type == "Point" else shape)


def _told(value: Any) -> Any:
    """A cell as it was: files write NaN for what is not known."""
    return None if isinstance(value, float) and math.isnan(value) else value


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_TABLES = {
    "claims": (CLAIM_COLUMNS, claim_rows),
    "places": (PLACE_COLUMNS, place_rows),
    "findings": (FINDING_COLUMNS, finding_rows),
    "pairs": (PAIR_COLUMNS, pair_rows),
}
