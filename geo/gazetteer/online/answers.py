"""What an online geocoder answered -> places, with a careful guess at their kind; and places <-> the text that is kept.

Comes in: geopy's `Location`. Goes out: `Found`. Whatever does not look as the service's documentation says is a ValueError.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from geo.measure import distance_m
from geo.records import Place

LONGEST_TEXT = 200
LEAST_RADIUS_M = 100.0
# Where an answer has no bounding box: the usual size of its kind, in metres.
_RADII_M = {
    "city": 3_000.0,
    "region": 60_000.0,
    "country": 400_000.0,
    "facility": 1_000.0,
    "road": 10_000.0,
    "waterbody": 10_000.0,
}
_OTHER_RADIUS_M = 5_000.0
# Values of the keys `place` and `boundary`, and Nominatim's `addresstype` (OpenStreetMap wiki, "Key:place").
_AREAS = {
    **dict.fromkeys("country".split(), "country"),
    **dict.fromkeys("state region province county district state_district".split(), "region"),
    **dict.fromkeys(
        "city town village hamlet isolated_dwelling suburb borough quarter neighbourhood municipality city_district".split(),
        "city",
    ),
    **dict.fromkeys("sea ocean".split(), "waterbody"),
}
_WATERS = frozenset("water bay strait river stream canal lake reservoir spring wetland".split())
_ROADS = frozenset("motorway trunk primary secondary tertiary unclassified residential road".split())
_FACILITIES = frozenset(
    "aeroway amenity building historic industrial landuse man_made military power railway tourism".split()
)
# Photon's own kinds of what OpenStreetMap only calls an administrative boundary.
_LAYERS = {
    "country": "country",
    "state": "region",
    "county": "region",
    "city": "city",
    "district": "city",
    "locality": "city",
}
# GeoNames' feature classes (https://www.geonames.org/export/codes.html).
_CLASSES = {"A": "region", "P": "city", "H": "waterbody", "R": "road", "S": "facility"}
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A place with the words under which the service lists it."""

    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one service tells of a place, in the words of this house; None where it is silent."""

    number: str | None = None
    name: str | None = None
    kind: str = "other"
    box: Box | None = None
    country: str | None = None
    admin1: str | None = None
    population: int | None = None


def read_answer(service: str, location: Any, asked: str) -> Found:
    """Return the place that one of geopy's locations stands for.

    Parameters
    ----------
    service
        The service's name in geopy; it leads the place's id.
    location
        A `geopy.Location`.
    asked
        The name that was asked for; the place's name where the answer gives none.

    Raises
    ------
    ValueError
        The answer has no position, stands at 0, 0, or is no place at all.
    """
    if location is None or (location.longitude, location.latitude) == (0.0, 0.0):
        raise ValueError("an answer without a position")
    raw = location.raw if isinstance(location.raw, Mapping) else {}
    facts = _READERS.get(service, _plain)(raw)
    lon, lat = round(float(location.longitude), 7), round(float(location.latitude), 7)
    place = Place(
        id=f"{service}:{facts.number or f'{lon:.5f},{lat:.5f}'}",
        name=facts.name or asked,
        kind=facts.kind,
        lon=lon,
        lat=lat,
        radius_m=_radius_m(facts.box, facts.kind),
        country=facts.country,
        admin1=facts.admin1,
        population=facts.population,
    )
    return Found(place, _words(location.address) or place.name)


def to_text(found: tuple[Found, ...]) -> str:
    """Return answers as the text that is kept."""
    rows = [{"label": one.label, "place": {**asdict(one.place), "shape": None}} for one in found]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> tuple[Found, ...]:
    """Return answers from the text that was kept."""
    return tuple(Found(Place(**row["place"]), row["label"]) for row in json.loads(text))


def _nominatim(raw: Mapping[str, Any]) -> _Facts:
    # https://nominatim.org/release-docs/latest/api/Output/
    address = raw.get("address")
    address = address if isinstance(address, Mapping) else {}
    key, value = _words(raw.get("class") or raw.get("category")), _words(raw.get("type"))
    if value == "administrative":
        value = _words(raw.get("addresstype"))
    told = _words(raw.get("name")) or (_words(raw.get("display_name")) or "").split(",")[0]
    sides = raw.get("boundingbox")
    south, north, west, east = sides if isinstance(sides, list) and len(sides) == 4 else (None,) * 4
    return _Facts(
        number=_osm_number(raw.get("osm_type"), raw.get("osm_id")),
        name=told or None,
        kind=_osm_kind(key, value),
        box=_box(west, south, east, north),
        country=_country(address.get("country_code")),
        admin1=_words(address.get("state")),
    )


def _photon(raw: Mapping[str, Any]) -> _Facts:
    # https://github.com/komoot/photon/blob/master/docs/api-v1.md
    facts = raw.get("properties")
    facts = facts if isinstance(facts, Mapping) else {}
    key, value = _words(facts.get("osm_key")), _words(facts.get("osm_value"))
    kind = _LAYERS.get(str(facts.get("type")), "other") if value == "administrative" else _osm_kind(key, value)
    sides = facts.get("extent")
    west, north, east, south = sides if isinstance(sides, list) and len(sides) == 4 else (None,) * 4
    return _Facts(
        number=_osm_number(_OSM_TYPES.get(str(facts.get("osm_type"))), facts.get("osm_id")),
        name=_words(facts.get("name")),
        kind=kind,
        box=_box(west, south, east, north),
        country=_country(facts.get("countrycode")),
        admin1=_words(facts.get("state")),
    )


def _geonames(raw: Mapping[str, Any]) -> _Facts:
    # https://www.geonames.org/export/geonames-search.html
    code = str(raw.get("fcode"))
    number, people = raw.get("geonameId"), raw.get("population")
    return _Facts(
        number=str(number) if isinstance(number, int) else None,
        name=_words(raw.get("name")),
        kind="country" if code.startswith("PCL") else _CLASSES.get(str(raw.get("fcl")), "other"),
        country=_country(raw.get("countryCode")),
        admin1=_words(raw.get("adminName1")),
        population=people if isinstance(people, int) and people > 0 else None,
    )


def _plain(_: Mapping[str, Any]) -> _Facts:
    """Of other services only the position is read."""
    return _Facts()


_READERS: Mapping[str, Callable[[Mapping[str, Any]], _Facts]] = {
    "nominatim": _nominatim,
    "openmapquest": _nominatim,
    "pickpoint": _nominatim,
    "photon": _photon,
    "geonames": _geonames,
}


def _osm_number(kind: object, number: object) -> str | None:
    return f"osm-{kind}-{number}" if kind in _OSM_TYPES.values() and isinstance(number, int) else None


def _osm_kind(key: str | None, value: str | None) -> str:
    if key in ("place", "boundary"):
        return _AREAS.get(value or "", "other")
    if key in ("natural", "water", "waterway") and value in _WATERS:
        return "waterbody"
    if key == "highway" and value in _ROADS:
        return "road"
    return "facility" if key in _FACILITIES or value == "dam" else "other"


def _words(value: object) -> str | None:
    """Return foreign text of bounded length on one line; None for what is not text."""
    if not isinstance(value, str):
        return None
    return " ".join(_UNPRINTABLE.sub(" ", value[: 2 * LONGEST_TEXT]).split())[:LONGEST_TEXT] or None


def _country(code: object) -> str | None:
    return code.upper() if isinstance(code, str) and re.fullmatch(r"[A-Za-z]{2}", code) else None


def _box(*sides: object) -> Box | None:
    """Return west, south, east, north in degrees, or None where they are no box."""
    try:
        west, south, east, north = (float(side) for side in sides)  # type: ignore[arg-type]  # a TypeError is an answer too
    except (TypeError, ValueError):
        return None
    sound = all(map(math.isfinite, (west, east))) and -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if sound else None


def _radius_m(box: Box | None, kind: str) -> float:
    if box is None:
        return _RADII_M.get(kind, _OTHER_RADIUS_M)
    west, south, east, north = box
    return max(LEAST_RADIUS_M, round(distance_m((west, south), (east, north)) / 2, 1))
