"""GeoJSON text -> features with polygons or lines in EPSG:4326, strictly: nothing is fetched, guessed or silently emptied.

GDAL never sees these files: it opens whatever the content says, follows links in `crs`, and turns text coordinates into
empty geometries. Here a feature is read whole, repaired with a warning, or the file is refused by name and feature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.axes import in_lonlat_order
from geo.frontline.geojson_crs import Change, reprojection
from geo.frontline.geojson_text import load_object
from geo.frontline.repair import polygonal as polygonal
from geo.frontline.repair import polygons_in as polygons_in
from geo.frontline.repair import repaired
from geo.frontline.rings import WrongCoordinates, read_lines, read_polygons
from geo.frontline.wrapping import on_earth

_POINTS = frozenset({"Point", "MultiPoint"})
_GEOMETRIES = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString", "GeometryCollection"}) | _POINTS
_MAX_DEPTH = 8
"""GeometryCollections within each other; RFC 7946 advises against a single level."""
_MAX_DOUBTS = 20
"""Features whose repair is told one by one; a file with thousands of them says how many more."""
_MANY_PROPERTIES = 1_000
_LONG_TEXT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature: its number in the file (from 0), its properties, and its ground in EPSG:4326."""

    index: int
    properties: dict[str, Any]
    area: MultiPolygon | Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFeature:
    """One feature that is a line: its number in the file (from 0), its properties, and its course in EPSG:4326."""

    index: int
    properties: dict[str, Any]
    line: MultiLineString | LineString


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoJson:
    """What a file holds: its name member, its features that have ground, its lines, and the doubts met on the way."""

    name: str
    features: tuple[Feature, ...]
    warnings: tuple[str, ...] = field(default=())
    lines: tuple[LineFeature, ...] = ()
    emptied: int = 0
    """Features that draw a polygon without any ground inside; they are left out and told in the warnings."""


def parse_geojson(data: bytes, path: Path) -> GeoJson:
    """Return the polygons and lines of a GeoJSON text.

    Parameters
    ----------
    data
        The whole text, without a byte order mark.
    path
        Named in errors.

    Raises
    ------
    FrontLineError
        The text is not one whole GeoJSON object, a feature or a coordinate is wrong, or its CRS is unknown.
    """
    document, doubt = load_object(data, path)
    read = parse_document(document, path)
    return replace(read, warnings=(doubt, *read.warnings)) if doubt else read


def parse_document(document: dict[str, Any], path: Path) -> GeoJson:
    """Return the polygons and lines of GeoJSON that is already loaded, from JSON or out of another document.

    Parameters
    ----------
    document
        A FeatureCollection, a Feature or a geometry.
    path
        Named in errors.

    Raises
    ------
    FrontLineError
        It is no GeoJSON object, a feature or a coordinate is wrong, or its CRS is unknown.
    """
    general: list[str] = []
    doubts: list[str] = []
    features: list[Feature] = []
    lines: list[LineFeature] = []
    dropped = emptied = 0
    for index, raw in enumerate(_raw_features(document, path)):
        change, note = reprojection(_crs_of(raw, document), path)
        if note and note not in general:
            general.append(note)
        try:
            found = _parts_of(raw, change)
        except WrongCoordinates as error:
            raise FrontLineError(f"{path}: features[{index}] {error}. Mend or remove it.", path=path) from error
        properties = raw.get("properties") or {}
        doubts += [f"features[{index}] {words}" for words in (found.doubt, _heavy(properties)) if words]
        if found.area is not None:
            features.append(Feature(index=index, properties=properties, area=found.area))
        if found.line is not None:
            lines.append(LineFeature(index=index, properties=properties, line=found.line))
        dropped += found.area is None and found.line is None and not found.doubt
        emptied += found.emptied
    if dropped:
        general.append(f"{dropped} of its features have no ground (points) and were left out")
    shapes, note = in_lonlat_order([*(one.area for one in features), *(one.line for one in lines)])
    areas, courses = shapes[: len(features)], shapes[len(features) :]
    name = document.get("name")
    return GeoJson(
        name=name if isinstance(name, str) else "",
        features=tuple(replace(one, area=area) for one, area in zip(features, areas, strict=True)),
        lines=tuple(replace(one, line=line) for one, line in zip(lines, courses, strict=True)),
        warnings=tuple(words for words in (*few_doubts(doubts), *general, note) if words),
        emptied=emptied,
    )


def read_area(geometry: Any) -> BaseGeometry:
    """Return the (Multi)Polygon that a GeoJSON geometry object in EPSG:4326 describes.

    Raises
    ------
    WrongCoordinates
        It is no polygon, or its coordinates are wrong.
    """
    found = _parts_of({"type": "Feature", "geometry": geometry}, None)
    if found.area is None:
        raise WrongCoordinates("has no polygon")
    return found.area


def few_doubts(doubts: Iterable[str]) -> list[str]:
    """Return the first doubts about single features, those that are not empty, and how many more there are."""
    told = [doubt for doubt in doubts if doubt]
    more = [f"{len(told) - _MAX_DOUBTS:,} more such doubts about features"] if len(told) > _MAX_DOUBTS else []
    return told[:_MAX_DOUBTS] + more


def _raw_features(document: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    kind = document.get("type")
    features: Any = document.get("features")
    if kind == "Feature":
        features = [document]
    elif isinstance(kind, str) and kind in _GEOMETRIES:
        features = [{"type": "Feature", "properties": {}, "geometry": document}]
    elif kind != "FeatureCollection":
        raise FrontLineError(f"{path} is not GeoJSON: {_stranger(document)}.", path=path)
    if not isinstance(features, list):
        problem = "has no features" if features is None else f"has features that are no list ({_kind(features)})"
        raise FrontLineError(f"{path} {problem}; a FeatureCollection must have a list of them.", path=path)
    for index, feature in enumerate(features):
        if not isinstance(feature, dict):
            raise FrontLineError(f"{path}: features[{index}] is no GeoJSON feature but {_kind(feature)}.", path=path)
        if feature.get("type", "Feature") != "Feature" or not isinstance(feature.get("properties") or {}, dict):
            raise FrontLineError(
                f"{path}: features[{index}] is no GeoJSON feature: its type is {str(feature.get('type'))[:40]!r}, "
                f"its properties {_kind(feature.get('properties'))}.",
                path=path,
            )
        yield feature


def _kind(value: Any) -> str:
    return {dict: "an object", list: "a list", str: "text", bool: "a boolean", type(None): "null"}.get(
        type(value), "a number"
    )


def _stranger(document: dict[str, Any]) -> str:
    if "geometryType" in document or "spatialReference" in document:
        return "it is Esri JSON; export it as GeoJSON"
    kind = document.get("type")
    if kind == "Topology":
        return "it is TopoJSON; convert it to GeoJSON"
    if kind == "gdal_streamed_alg" or "gdal_version" in document:
        return "it is a GDALG pipeline, which only points at other files"
    if "type" not in document:
        return 'its top object has no "type"'
    return f'its "type" is {str(kind)[:40]!r}'


def _crs_of(raw: dict[str, Any], document: dict[str, Any]) -> Any:
    # Before RFC 7946 any object could name its CRS; PostGIS writes it into each geometry.
    geometry = raw.get("geometry")
    inner = geometry.get("crs") if isinstance(geometry, dict) else None
    return inner or raw.get("crs") or document.get("crs")


def _heavy(properties: dict[str, Any]) -> str:
    if len(properties) > _MANY_PROPERTIES:
        return f"has {len(properties):,} properties; only its side and its day are read"
    longest = max((len(value) for value in properties.values() if isinstance(value, str)), default=0)
    return f"has a property of {longest:,} characters, which is not shown in full" if longest > _LONG_TEXT else ""


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What a geometry comes to: its ground, its line, and what had to be done to it."""

    area: MultiPolygon | Polygon | None = None
    line: MultiLineString | LineString | None = None
    doubt: str = ""
    emptied: bool = False


def _parts_of(raw: dict[str, Any], change: Change | None) -> _Parts:
    polygons, lines, doubts = _collected(raw.get("geometry"))
    found = _Parts()
    if lines:
        course, doubt = _placed(shapely.multilinestrings(lines) if len(lines) > 1 else lines[0], change)
        doubts.append(doubt)
        found.line = course if isinstance(course, MultiLineString | LineString) else None
    if polygons:
        area, more = _ground(shapely.multipolygons(polygons) if len(polygons) > 1 else polygons[0], change)
        doubts += more
        found.area, found.emptied = area, area is None
    found.doubt = "; it ".join(dict.fromkeys(doubt for doubt in doubts if doubt))
    if found.doubt and found.area is None and found.line is None:
        found.doubt += " and was left out"
    return found


def _placed(geometry: BaseGeometry, change: Change | None) -> tuple[BaseGeometry, str]:
    return on_earth(geometry if change is None else shapely.transform(geometry, change))


def _ground(drawn: BaseGeometry, change: Change | None) -> tuple[MultiPolygon | Polygon | None, list[str]]:
    placed, moved = _placed(drawn, change)
    whole, mended = repaired(placed)
    doubts = [moved, mended]
    if whole.is_empty or whole.area == 0 or not isinstance(whole, MultiPolygon | Polygon):
        return None, [*doubts, "encloses no ground"]
    return whole, doubts


def _collected(geometry: Any, depth: int = 0) -> tuple[list[Any], list[Any], list[str]]:
    """Return the polygons and the lines of a geometry object, as drawn, and doubts."""
    if geometry is None:
        return [], [], ["has no geometry"]
    if depth > _MAX_DEPTH:
        raise WrongCoordinates("has collections nested too deeply")
    if not isinstance(geometry, dict):
        raise WrongCoordinates("has a geometry that is no object")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind in ("Polygon", "MultiPolygon"):
        polygons, doubt = read_polygons([coordinates] if kind == "Polygon" else coordinates)
        return polygons, [], [doubt]
    if kind in ("LineString", "MultiLineString"):
        lines, doubt = read_lines([coordinates] if kind == "LineString" else coordinates)
        return [], lines, [doubt]
    if kind in ("Point", "MultiPoint"):
        return [], [], []
    return _members(geometry, depth)


def _members(geometry: dict[str, Any], depth: int) -> tuple[list[Any], list[Any], list[str]]:
    kind, members = geometry.get("type"), geometry.get("geometries")
    if kind != "GeometryCollection" or not isinstance(members, list):
        raise WrongCoordinates(f"has the geometry type {str(kind)[:40]!r}, which GeoJSON does not know")
    polygons, lines, doubts = [], [], []
    for member in members:
        inner = _collected(member, depth + 1)
        polygons += inner[0]
        lines += inner[1]
        doubts += inner[2]
    return polygons, lines, doubts
