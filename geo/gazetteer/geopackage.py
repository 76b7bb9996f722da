"""GeoPackage -> records with a point each, through SQLite alone.

Comes in: a path. Goes out: a `Table`. Only real tables are read, never views or virtual tables, and within a time limit, because
a view can run for ever. The format is OGC 12-128r18: section 2.1.3 has the head of a geometry.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.errors import GazetteerError
from geo.gazetteer.geojson_points import texts_of
from geo.gazetteer.projection import Move, point_of, to_degrees
from geo.gazetteer.tables import Record, Table

MAGIC = b"SQLite format 3\x00"
LIMIT_S = 60
"""Seconds within which all statements must be done; 400,000 rows take 2 s."""
# Bytes of the envelope by its number in the flags.
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_LAYERS = """
SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id
FROM gpkg_geometry_columns AS g JOIN gpkg_contents AS c ON c.table_name = g.table_name AND c.data_type = 'features'
LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
JOIN sqlite_master AS m ON m.name = g.table_name AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
ORDER BY g.table_name LIMIT 100
"""


def read_geopackage(path: Path) -> Table:
    """Return the features of the one layer of a GeoPackage.

    Raises
    ------
    GazetteerError
        The file is damaged, has no layer that is a table or more than one, or its CRS is unknown.
    """
    until = time.monotonic() + LIMIT_S
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)
            connection.execute("PRAGMA trusted_schema=OFF")
            table, geometry, move = _layer(connection, path)
            rows = connection.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608 - a table that the file has, quoted
            columns = [column[0] for column in rows.description]
            records = tuple(
                _record(number, dict(zip(columns, row, strict=True)), geometry, move)
                for number, row in enumerate(rows, start=1)
            )
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path} is a damaged GeoPackage ({error}). Export it again.", path=path) from error
    doubts = ("was reprojected to EPSG:4326",) if move else ()
    named = tuple(column for column in columns if column != geometry)
    return Table(columns=named, records=records, unit="feature", doubts=doubts)


def _layer(connection: sqlite3.Connection, path: Path) -> tuple[str, str, Move | None]:
    layers = connection.execute(_LAYERS).fetchall()
    if len(layers) != 1:
        names = ", ".join(str(layer[0])[:60] for layer in layers) or "none that is a table"
        raise GazetteerError(
            f"{path} must have one layer of features; it has {names}. Export the one to use.", path=path
        )
    table, geometry, organization, code = layers[0]
    if str(organization).upper() != "EPSG":
        # 0 and -1 stand for an unknown system by the format's own rule (requirement 11).
        raise GazetteerError(f"{path} does not say its CRS. Reproject it to EPSG:4326.", path=path)
    return table, geometry, to_degrees(str(code), path)


def _record(number: int, row: dict[str, Any], geometry: str, move: Move | None) -> Record:
    point = _point(row.pop(geometry, None), move)
    return Record(number, texts_of(row), point, "" if point else "without a usable geometry")


def _point(blob: object, move: Move | None) -> tuple[float, float] | None:
    import shapely

    if not isinstance(blob, bytes) or len(blob) < 8 or not blob.startswith(b"GP"):
        return None
    start = _ENVELOPES.get(blob[3] >> 1 & 7)
    if start is None:
        return None
    try:
        return point_of(shapely.from_wkb(blob[8 + start :]), move)
    except shapely.errors.GEOSException:
        return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
