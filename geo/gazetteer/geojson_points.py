"""GeoJSON text -> records with a point each, strictly: no link is followed and nothing is made up.

Comes in: the bytes of a FeatureCollection, a Feature, or one feature a line. Goes out: a `Table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from geo.errors import GazetteerError
from geo.gazetteer.projection import Move, point_of, to_degrees
from geo.gazetteer.tables import Record, Table

_LONLAT = re.compile(r"CRS84$", re.IGNORECASE)
_EPSG = re.compile(r"EPSG:(?:[0-9.]{0,8}:)?([0-9]{4,6})$", re.IGNORECASE)


def parse_points(data: bytes, path: Path) -> Table:
    """Return a record per feature; areas and lines get a point that lies inside them.

    Raises
    ------
    GazetteerError
        The text is not whole GeoJSON, or its CRS is unknown or only a link.
    """
    document = _load(data.removeprefix(b"\xef\xbb\xbf"), path)
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    if document.get("type") not in {"FeatureCollection", "Feature"} or not isinstance(features, list):
        raise GazetteerError(
            f"{path} is not GeoJSON with features: its type is {str(document.get('type'))[:40]!r}. Export it as a FeatureCollection.",
            path=path,
        )
    move = _move(document.get("crs"), path)
    records = tuple(_record(number, feature, move) for number, feature in enumerate(features, start=1))
    columns = dict.fromkeys(column for record in records for column in record.values)
    doubts = ("was reprojected to EPSG:4326",) if move else ()
    return Table(columns=tuple(columns), records=records, unit="feature", doubts=doubts)


def texts_of(properties: dict[str, Any]) -> dict[str, str]:
    """Return the values of a feature as text: lists of names joined by |, numbers written out, nested objects left out."""
    return {str(key): text for key, value in properties.items() if (text := _text(value))}


def _load(data: bytes, path: Path) -> dict[str, Any]:
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        lines = data.split(b"\n", 2)
        if "after document" in error.msg and len(lines) > 1 and lines[1].lstrip().startswith(b"{"):
            return {"type": "FeatureCollection", "features": list(_lines(data, path))}
        trouble = "it is not UTF-8 text; save it as UTF-8" if "UTF-8" in error.msg else str(error)
        raise GazetteerError(f"{path} is not whole GeoJSON: {trouble}.", path=path) from error
    if not isinstance(document, dict):
        raise GazetteerError(f"{path} is not GeoJSON: its top is no object.", path=path)
    return document


def _lines(data: bytes, path: Path) -> Iterator[Any]:
    """Yield the features of newline-delimited GeoJSON."""
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip(b"\x1e \t\r"):
            continue
        try:
            feature = orjson.loads(line.strip(b"\x1e"))
        except orjson.JSONDecodeError as error:
            raise GazetteerError(f"{path} line {number} is not whole GeoJSON: {error}.", path=path) from error
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise GazetteerError(
                f"{path} line {number} is no GeoJSON feature; another document follows the first.", path=path
            )
        yield feature


def _move(crs: Any, path: Path) -> Move | None:
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(crs, dict) or crs.get("type") != "name" or not isinstance(name, str):
        raise GazetteerError(f"{path} gives its CRS by something other than a name; links are not followed.", path=path)
    if _LONLAT.search(name):
        return None
    code = _EPSG.search(name)
    if code is None:
        raise GazetteerError(f"{path} has the unknown CRS {name[:60]!r}. Reproject it to EPSG:4326.", path=path)
    return to_degrees(code[1], path)


def _record(number: int, feature: Any, move: Move | None) -> Record:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return Record(number, {}, fault="that are no GeoJSON features")
    values = texts_of(feature.get("properties") or {})
    if "id" in feature and "id" not in values and (text := _text(feature["id"])):
        values["id"] = text
    point = _point(feature.get("geometry"), move)
    return Record(number, values, point, "" if point else "without a usable geometry")


def _point(geometry: Any, move: Move | None) -> tuple[float, float] | None:
    import shapely

    if not isinstance(geometry, dict):
        return None
    try:
        return point_of(shapely.from_geojson(orjson.dumps(geometry)), move)
    except (shapely.errors.GEOSException, orjson.JSONEncodeError):
        return None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value}"
    if isinstance(value, list):
        return "|".join(part.strip() for part in value if isinstance(part, str))
    return ""
