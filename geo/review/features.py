"""Claims in the files that maps are made of (GeoPackage, GeoParquet, GeoJSON, KML) and in geo-report/1, as rows of a claims table.

A file is known by its content. It is decoded here, not by GDAL, which follows what a file's content says. Of the columns of a GIS
file those are read that mean what they mean in the CSV, and a point that was moved; the rest is in the pack beside them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import FrontLineError, RecordError
from geo.frontline.drawn import Row as Feature
from geo.frontline.geopackage import read_geopackage
from geo.frontline.geoparquet import read_geoparquet
from geo.review.layout import ORIGINAL
from geo.review.originals import Damaged, unpack
from geo.review.placemarks import read_placemarks
from geo.review.retold import SCHEMA, rows_told
from geo.review.table import Row, Sheet
from geo.review.write import degrees

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FIELDS = tuple(
    "article claim quote type mode stance polarity certainty place place_id lon lat radius_m from_day to_day salience translation "
    "strike note".split()
)
"""Columns that a GIS file shares with the claims table; the last two are a person's to add."""
MAX_FEATURES = 200_000
_HEAD = 4096
_MOVED_DEG = 1e-6
_SITE = ("place", "place_id", "lon", "lat", "radius_m")
_CLOCK = re.compile(r"(\d{4}[-/]\d{2}[-/]\d{2})[T ]")
_JSON = (b'"FeatureCollection"', SCHEMA.encode())
# What XML or a database cannot hold; the packs know better.
_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """Return a text as any of these files can hold it: what XML or UTF-8 has no sign for becomes U+FFFD."""
    return _LOST.sub("\ufffd", text)


def form_of(data: bytes) -> str | None:
    """Return what kind of GIS file some bytes are: gpkg, parquet, json or kml; None for a table or anything else."""
    if data.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if data.startswith(b"PAR1"):
        return "parquet"
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
        if document.get("schema") == SCHEMA:
            return rows_told(document, path)
        features = _geojson(document, path)
    elif form == "kml":
        features = read_placemarks(data, path)
    else:
        features = _decoded(form, path)
    return sheet_of(features, path)


def sheet_of(features: Sequence[Feature], path: Path) -> Sheet:
    """Return features with the columns of a claims layer as the rows of a claims table; points in EPSG:4326 (lon, lat).

    Raises
    ------
    RecordError
        They hold no claims.
    """
    rows = tuple(_row(number, feature) for number, feature in enumerate(features, start=1))
    columns = {name for feature in features for name in feature.properties}
    if not {"quote", "type"} <= columns and features:
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


def _decoded(form: str, path: Path) -> list[Feature]:
    try:
        drawn = read_geopackage(path, layer="claims") if form == "gpkg" else read_geoparquet(path)
    except FrontLineError as error:
        raise RecordError(str(error), path=path) from error
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
    return read


def _row(number: int, feature: Feature) -> Row:
    told = feature.properties
    packed = told.get(ORIGINAL)
    pieces = (packed,) if isinstance(packed, str) and packed else ()
    kept = _kept(pieces)
    # A column that a program left out says nothing; an empty cell does.
    cells = {name: _cell(name, told[name]) if name in told else kept.get(name, "") for name in FIELDS}
    if not cells["lon"] and not kept.get("lon") and not cells["place"]:
        # A place that cannot be drawn is named in the table and nowhere on the map.
        cells |= {name: kept.get(name, "") for name in _SITE}
    for name, cell in cells.items():
        if cell and cell == cleaned(kept.get(name, "")):
            cells[name] = kept[name]
    cells |= _moved(cells, kept, _point(feature.geometry))
    return Row(number=number, cells={name: cell for name, cell in cells.items() if cell.strip()}, pieces=pieces)


def _kept(pieces: Iterable[str]) -> Mapping[str, str]:
    try:
        cells = unpack(pieces).get("cells")
    except Damaged:
        return {}
    return {str(name): str(cell) for name, cell in cells.items()} if isinstance(cells, dict) else {}


def _moved(cells: Mapping[str, str], kept: Mapping[str, str], point: tuple[float, float] | None) -> dict[str, str]:
    """Return the cells of a point that lies elsewhere than its columns say; columns that a person changed count before it."""
    if point is None or (kept and any(cells[name] != kept.get(name, "") for name in ("lon", "lat"))):
        return {}
    try:
        said = (float(cells["lon"]), float(cells["lat"]))
    except ValueError:
        said = (math.inf, math.inf)
    if max(abs(one - two) for one, two in zip(point, said, strict=True)) <= _MOVED_DEG:
        return {}
    return {"lon": degrees(point[0]), "lat": degrees(point[1])}


def _point(geometry: Mapping[str, Any] | None) -> tuple[float, float] | None:
    if geometry is None or geometry.get("type") != "Point":
        return None
    try:
        lon, lat = (float(value) for value in list(geometry["coordinates"])[:2])
    except (KeyError, TypeError, ValueError):
        return None
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else None


def _cell(name: str, value: Any) -> str:
    """Return a value as the cell of the claims table says it."""
    if value is None or isinstance(value, (bool, dict, list)):
        return "x" if name == "strike" and value is True else ""
    if name in ("lon", "lat", "radius_m", "salience"):
        return _number(name, value)
    text = str(value)
    dated = _CLOCK.match(text) if name in ("from_day", "to_day") else None
    return dated[1] if dated else text


def _number(name: str, value: Any) -> str:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return str(value)
    if not math.isfinite(number) or (name == "salience" and not number):
        return ""
    return degrees(number) if name in ("lon", "lat") else f"{number:.0f}" if name == "radius_m" else f"{number:g}"
