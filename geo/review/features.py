"""Claims in the files that maps are made of (GeoPackage, GeoParquet, GeoJSON, KML) and in geo-report/1, as rows of a claims table.

A file is known by its content. It is decoded here, not by GDAL, which follows what a file's content says. Of the columns of a GIS
file those are read that mean what they mean in the CSV, and a point that was moved; the rest is in the pack beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import FrontLineError, RecordError
from geo.frontline.archives import is_zip, read_members
from geo.frontline.drawn import Drawn
from geo.frontline.drawn import Row as Feature
from geo.frontline.geopackage import read_geopackage
from geo.frontline.geoparquet import read_geoparquet
from geo.review.featured import ARTICLES_LAYER, FIELDS, SHAPED_LAYERS, bare, joined, row_of
from geo.review.layout import ORIGINAL
from geo.review.placemarks import read_placemarks
from geo.review.retold import rows_told
from geo.review.table import Sheet
from geo.review.vocabulary import Unfit

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

MAX_FEATURES = 200_000
_HEAD = 4096
_JSON = (b'"FeatureCollection"', b'"geo-report/')
# As a ZIP's list of members writes it, uncompressed.
_WORKBOOK, _MAP = b"xl/workbook.xml", b".kml"


def form_of(data: bytes) -> str | None:
    """Return what kind of map file some bytes are: gpkg, parquet, json, kml or kmz; None for a table or anything else."""
    if data.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if data.startswith(b"PAR1"):
        return "parquet"
    if is_zip(data):
        return "kmz" if _MAP in data.lower() and _WORKBOOK not in data else None
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") and any(word in data for word in _JSON):
        return "json"
    return "kml" if head.startswith(b"<") and re.search(rb"<(?:\w{1,20}:)?kml\b", head) else None


def read_features(form: str, data: bytes, path: Path) -> Sheet:
    """Return the claims of a GIS file, or of a geo-report/1, as the rows of a claims table.

    Raises
    ------
    RecordError
        It cannot be read, or holds no claims.
    MissingExtra
        pyarrow, which reads GeoParquet, is not installed.
    """
    if form == "json":
        document = _json(data, path)
        if "schema" in document and "features" not in document:
            return rows_told(document, path)
        features = _geojson(document, path)
    elif form in ("kml", "kmz"):
        features = read_placemarks(_unpacked(data, path) if form == "kmz" else data, path)
    elif form == "gpkg":
        features, doubts = _of_geopackage(data, path)
        return replace(sheet_of(features, path), doubts=doubts)
    else:
        features = _of_geoparquet(path)
    return sheet_of(features, path)


def sheet_of(features: Sequence[Feature], path: Path) -> Sheet:
    """Return features with the columns of a claims layer as the rows of a claims table; points in EPSG:4326 (lon, lat).

    Raises
    ------
    RecordError
        They hold no claims.
    """
    try:
        rows = tuple(row_of(number, feature) for number, feature in enumerate(features, start=1))
    except Unfit as error:
        raise RecordError(f"{path} cannot be read: {error}. Draw it anew.", path=path) from error
    columns = {name for feature in features for name in feature.properties}
    if not {"quote", "type"} <= columns and any(ORIGINAL not in feature.properties for feature in features):
        raise RecordError(f"{path} holds no claims: its features lack quote and type.", path=path)
    # A point says lon and lat whether or not they have columns, too.
    told = tuple(name for name in FIELDS if name in columns or name in ("lon", "lat") or not features)
    return Sheet(rows=rows, columns=told, unknown=(), encoding=None)


def sheet_of_frame(frame: GeoDataFrame, name: str) -> Sheet:
    """Return a GeoDataFrame with the columns of a claims layer as the rows of a claims table.

    Raises
    ------
    RecordError
        It holds no claims, or is not in degrees.
    """
    import pandas

    if frame.crs is not None and not frame.crs.is_geographic:
        raise RecordError(f"{name} is not in degrees. Reproject it to EPSG:4326.")
    shapes = frame.geometry
    rows: list[dict[Any, Any]] = frame.drop(columns=str(shapes.name)).to_dict("records")
    features = [
        Feature(
            properties={
                str(key): None if pandas.api.types.is_scalar(cell) and pandas.isna(cell) else cell
                for key, cell in row.items()
            },
            geometry=None if shape is None or shape.is_empty else shape.__geo_interface__,
        )
        for row, shape in zip(rows, shapes, strict=True)
    ]
    return sheet_of(features, Path(name))


def _unpacked(data: bytes, path: Path) -> bytes:
    """The map of a KMZ: doc.kml, else the first one."""
    try:
        maps = read_members(data, path, wanted=lambda name: name.lower().endswith(".kml"))
    except FrontLineError as error:
        raise RecordError(str(error), path=path) from error
    if not maps:
        raise RecordError(f"{path} holds no map. Unpack it and give the KML.", path=path)
    return maps.get("doc.kml") or next(iter(maps.values()))


def _of_geopackage(data: bytes, path: Path) -> tuple[list[Feature], tuple[str, ...]]:
    """The claims of a GeoPackage, each with the area or line that it has in a layer of its own; and what could not be read."""
    try:
        features = _decoded(read_geopackage(path, layer="claims"), path)
    except FrontLineError as error:
        raise RecordError(str(error), path=path) from error
    doubts = []
    for name in SHAPED_LAYERS:
        if name.encode() not in data:
            continue
        try:
            features = joined(features, _decoded(read_geopackage(path, layer=name), path))
        except FrontLineError as error:
            doubts.append(f"what was drawn in its layer {name} is not read back: {error}")
    if ARTICLES_LAYER.encode() in data:
        try:
            features += bare(_decoded(read_geopackage(path, layer=ARTICLES_LAYER), path))
        except FrontLineError as error:
            doubts.append(f"its layer of articles is not read back: {error}")
    return features, tuple(doubts)


def _of_geoparquet(path: Path) -> list[Feature]:
    try:
        return [*_decoded(read_geoparquet(path), path), *_listed_articles(_about_parquet(path).get("articles"))]
    except FrontLineError as error:
        raise RecordError(str(error), path=path) from error


def _about_parquet(path: Path) -> Mapping[str, Any]:
    from pyarrow import parquet

    try:
        told = json.loads((parquet.read_schema(path).metadata or {}).get(b"frontline", b"{}"))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _decoded(drawn: Drawn, path: Path) -> list[Feature]:
    if drawn.crs is not None and not drawn.crs.is_geographic:
        raise RecordError(f"{path} is not in degrees. Reproject it to EPSG:4326.", path=path)
    return list(drawn.rows)


def _json(data: bytes, path: Path) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{path} is not whole JSON: {str(error)[:100]}.", path=path) from error
    if not isinstance(document, dict):
        raise RecordError(f"{path} is no JSON object.", path=path)
    return document


def _geojson(document: Mapping[str, Any], path: Path) -> list[Feature]:
    features = document.get("features")
    if not isinstance(features, list) or len(features) > MAX_FEATURES:
        raise RecordError(f"{path} is no FeatureCollection of up to {MAX_FEATURES:,} features.", path=path)
    read = []
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            shape = feature.get("geometry")
            read.append(Feature(properties=properties, geometry=shape if isinstance(shape, dict) else None))
    return [*read, *_listed_articles(document.get("articles"))]


def _listed_articles(listed: Any) -> list[Feature]:
    rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return bare(Feature(properties=row, geometry=None) for row in rows)
