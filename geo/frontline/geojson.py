"""GeoJSON text -> features with polygons in EPSG:4326, strictly: nothing is fetched, guessed or silently emptied.

GDAL never sees these files: it opens whatever the content says, follows links in `crs`, and turns text coordinates into
empty geometries. Here a feature is read whole, repaired with a warning, or the file is refused by name and feature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.looks import looks_like
from geo.frontline.rings import WrongCoordinates, read_polygons

_LONLAT = re.compile(r"CRS84$|EPSG:{1,2}4326$|EPSG:[0-9.]{1,8}:4326$", re.IGNORECASE)
_EPSG = re.compile(r"EPSG:(?:[0-9.]{0,8}:)?([0-9]{4,6})$", re.IGNORECASE)
_FEATURE = re.compile(r'"type"\s{0,20}:\s{0,20}"Feature"')
_WITHOUT_GROUND = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString"})
_MAX_DEPTH = 8
"""GeometryCollections within each other; RFC 7946 advises against a single level."""
_THEATRE = box(20, 43, 70, 72)
"""Rough frame around the war's land, wide enough for every map of it; only used to tell swapped axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature: its number in the file (from 0), its properties, and its ground in EPSG:4326."""

    index: int
    properties: dict[str, Any]
    area: MultiPolygon | Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoJson:
    """What a file holds: its name member, its features that have ground, and the doubts met on the way."""

    name: str
    features: tuple[Feature, ...]
    warnings: tuple[str, ...] = field(default=())


def parse_geojson(data: bytes, path: Path) -> GeoJson:
    """Return the polygonal features of a GeoJSON text.

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
    return parse_document(_load(data, path), path)


def parse_document(document: dict[str, Any], path: Path) -> GeoJson:
    """Return the polygonal features of GeoJSON that is already loaded, from JSON or out of another document.

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
    reproject, note = _reprojection(document, path)
    doubts = [note] if note else []
    features = []
    dropped = 0
    for index, raw in enumerate(_raw_features(document, path)):
        try:
            area, doubt = _area_of(raw, reproject)
        except WrongCoordinates as error:
            raise FrontLineError(f"{path}: features[{index}] {error}. Mend or remove it.", path=path) from error
        if doubt:
            doubts.append(f"features[{index}] {doubt}")
        if area is None:
            dropped += 1
            continue
        features.append(Feature(index=index, properties=raw.get("properties") or {}, area=area))
    if dropped:
        doubts.append(f"{dropped} of its features have no ground (points, lines, empty) and were left out")
    features, swapped = _unswapped(features)
    if swapped:
        doubts.append("its coordinates were in the order lat, lon and have been swapped")
    name = document.get("name")
    return GeoJson(name=name if isinstance(name, str) else "", features=tuple(features), warnings=tuple(doubts))


def read_area(geometry: Any) -> BaseGeometry:
    """Return the (Multi)Polygon that a GeoJSON geometry object in EPSG:4326 describes.

    Raises
    ------
    WrongCoordinates
        It is no polygon, or its coordinates are wrong.
    """
    area, _ = _area_of({"type": "Feature", "geometry": geometry}, None)
    if area is None:
        raise WrongCoordinates("has no polygon")
    return area


def _load(data: bytes, path: Path) -> dict[str, Any]:
    if data.lstrip()[:1] != b"{":
        raise FrontLineError(f"{path} is not GeoJSON: it is {looks_like(data)}.", path=path)
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FrontLineError(f"{path} is not whole GeoJSON: {_fault(error)}.", path=path) from error
    if not isinstance(document, dict):
        raise FrontLineError(f"{path} is not GeoJSON: its top is no object.", path=path)
    return document


def _fault(error: orjson.JSONDecodeError) -> str:
    if "UTF-8" in error.msg:
        return "it is not UTF-8 text (perhaps Windows-1251); save it as UTF-8"
    if "after document" in error.msg:
        return f"more text follows its end at character {error.pos} (a second document, or lines of GeoJSONSeq)"
    before, rest = error.doc[: error.pos], error.doc[error.pos :]
    if not rest.strip():
        return "it is cut off before its end"
    number = len(_FEATURE.findall(before)) - 1
    where = f" in features[{number}]" if number >= 0 else ""
    return f"{error.msg}, at character {error.pos}{where}"


def _raw_features(document: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    kind = document.get("type")
    if kind == "Feature":
        yield document
        return
    if kind in {"Polygon", "MultiPolygon", "GeometryCollection"} | _WITHOUT_GROUND:
        yield {"type": "Feature", "properties": {}, "geometry": document}
        return
    if kind != "FeatureCollection":
        raise FrontLineError(f"{path} is not GeoJSON: {_stranger(document)}.", path=path)
    features = document.get("features")
    if not isinstance(features, list):
        raise FrontLineError(f"{path} has no list of features, which a FeatureCollection must have.", path=path)
    for index, feature in enumerate(features):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise FrontLineError(f"{path}: features[{index}] is no GeoJSON feature.", path=path)
        yield feature


def _stranger(document: dict[str, Any]) -> str:
    if "geometryType" in document or "spatialReference" in document:
        return "it is Esri JSON; export it as GeoJSON"
    if document.get("type") == "Topology":
        return "it is TopoJSON; convert it to GeoJSON"
    if "type" not in document:
        return 'its top object has no "type"'
    return f'its "type" is {str(document["type"])[:40]!r}'


def _reprojection(document: dict[str, Any], path: Path) -> tuple[Any, str]:
    """Return what turns the file's coordinates into EPSG:4326 (None: nothing to do) and a note about it."""
    crs = document.get("crs")
    if crs is None:
        return None, ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(crs, dict) or crs.get("type") != "name" or not isinstance(name, str):
        raise FrontLineError(f"{path} gives its CRS by something other than a name; links are not followed.", path=path)
    if _LONLAT.search(name):
        return None, ""
    code = _EPSG.search(name)
    if code is None:
        raise FrontLineError(f"{path} has the unknown CRS {name[:60]!r}. Reproject it to EPSG:4326.", path=path)
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        change = Transformer.from_crs(f"EPSG:{code[1]}", "EPSG:4326", always_xy=True).transform
    except CRSError as error:
        raise FrontLineError(
            f"{path} has the unknown CRS {name[:60]!r}. Reproject it to EPSG:4326.", path=path
        ) from error
    return change, f"it was reprojected from EPSG:{code[1]}"


def _area_of(raw: dict[str, Any], reproject: Any) -> tuple[MultiPolygon | Polygon | None, str]:
    """Return a feature's ground in EPSG:4326 (None where it has none) and what had to be repaired."""
    polygons, doubt = _polygons_of(raw.get("geometry"))
    if len(polygons) == 0:
        return None, doubt
    whole: BaseGeometry = shapely.multipolygons(polygons) if len(polygons) > 1 else polygons[0]
    if reproject is not None:
        whole = shapely.transform(whole, lambda xy: np.column_stack(reproject(xy[:, 0], xy[:, 1])))
    _demand_on_earth(whole)
    if not shapely.is_valid(whole):
        before = whole.area
        # Part by part, then joined: overlapping parts are counted once, and holes stay holes.
        whole = polygonal(
            shapely.union_all(shapely.make_valid(polygons_in(whole), method="structure", keep_collapsed=False))
        )
        doubt = f"crossed itself and was repaired; its area went from {before:.4g} to {whole.area:.4g} square degrees"
    if whole.is_empty or whole.area == 0:
        return None, "encloses no ground"
    if not isinstance(whole, (MultiPolygon, Polygon)):
        return None, "encloses no ground"
    return whole, doubt


def polygons_in(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons among the parts of a geometry."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return only the polygons of a geometry: a Polygon, a MultiPolygon, or an empty MultiPolygon."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    return MultiPolygon([part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)])


def _polygons_of(geometry: Any, depth: int = 0) -> tuple[Any, str]:
    if geometry is None:
        return (), "has no geometry"
    if depth > _MAX_DEPTH:
        raise WrongCoordinates("has collections nested too deeply")
    if not isinstance(geometry, dict):
        raise WrongCoordinates("has a geometry that is no object")
    kind = geometry.get("type")
    if kind == "Polygon":
        return read_polygons([geometry.get("coordinates")])
    if kind == "MultiPolygon":
        return read_polygons(geometry.get("coordinates"))
    if kind in _WITHOUT_GROUND:
        return (), ""
    members = geometry.get("geometries")
    if kind != "GeometryCollection" or not isinstance(members, list):
        raise WrongCoordinates(f"has the geometry type {str(kind)[:40]!r}, which GeoJSON does not know")
    found = [_polygons_of(member, depth + 1) for member in members]
    return [polygon for polygons, _ in found for polygon in polygons], "; ".join(doubt for _, doubt in found if doubt)


def _demand_on_earth(geometry: BaseGeometry) -> None:
    west, south, east, north = geometry.bounds
    if max(abs(west), abs(east), abs(south), abs(north)) > 1000:
        raise WrongCoordinates("has coordinates that look like metres; the file must name its CRS")
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise WrongCoordinates(
            f"reaches from lon {west:g}, lat {south:g} to {east:g}, {north:g}, beyond the Earth's degrees"
        )
    if east - west <= 180:
        return
    steps = np.abs(np.diff(shapely.get_coordinates(geometry)[:, 0]))
    if ((steps > 180) & (steps < 360)).any():
        raise WrongCoordinates("crosses 180 degrees in one edge; cut it there")


def _unswapped(features: list[Feature]) -> tuple[list[Feature], bool]:
    if not features:
        return features, False
    west, south, east, north = shapely.total_bounds([feature.area for feature in features])
    here, there = box(west, south, east, north), box(south, west, north, east)
    if _THEATRE.intersects(here) or not _THEATRE.covers(there):
        return features, False
    turned = [
        Feature(index=f.index, properties=f.properties, area=shapely.transform(f.area, lambda xy: xy[:, ::-1]))
        for f in features
    ]
    return turned, True
