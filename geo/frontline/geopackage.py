"""GeoPackages -> what a table of them draws, through SQLite in memory and our own reading of the blobs.

Of the database only tables are read: a view may run for ever, a virtual table may run code of its own. Nothing is written, and
no file beside it is opened.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyproj import CRS

from geo.errors import FrontLineError
from geo.frontline.drawn import MAX_BYTES, Drawn, Row, bounded, choose_layer
from geo.frontline.looks import looks_like, read_bytes
from geo.frontline.projections import read_crs
from geo.frontline.rings import WrongCoordinates
from geo.frontline.wkb import read_wkb

MAGIC = b"SQLite format 3\0"
_SECONDS = 3.0
_STEPS = 100_000
"""Instructions of SQLite between two looks at the clock; a few milliseconds."""
_ENVELOPES = (0, 32, 48, 48, 64)
_EMPTY = 0x10
_EXTENDED = 0x20
_WAL, _ROLLBACK = 2, 1
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_RECURSIVE}


def read_geopackage(path: Path, *, layer: str | None) -> Drawn:
    """Return what a layer of a GeoPackage draws.

    Parameters
    ----------
    layer
        Table to read; None where there is one.

    Raises
    ------
    FrontLineError
        It is no database or a corrupt one, its layer is a view, there are several, or a shape is wrong; its number is named.
    """
    data = read_bytes(path, limit=MAX_BYTES)
    _demand_whole(data, path)
    doubts: tuple[str, ...] = ()
    if _WAL in data[18:20]:
        # In memory there is no journal beside it; what was written last may still lie there.
        data = data[:18] + bytes((_ROLLBACK, _ROLLBACK)) + data[20:]
        doubts = ("it was not closed after writing; changes in a -wal file beside it are not read",)
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            return _layer(_guarded(database), path, layer, doubts)
    except (sqlite3.Error, OverflowError) as error:
        slow = "interrupted" in str(error)
        what = f"takes longer than {_SECONDS:g} s to read" if slow else f"is a corrupt database: {error}"
        raise FrontLineError(f"{path} {what}. Fetch it again.", path=path) from error


def _demand_whole(data: bytes, path: Path) -> None:
    if not data.startswith(MAGIC):
        raise FrontLineError(f"{path} is no GeoPackage: it is not a database but {looks_like(data)}.", path=path)
    if len(data) < 100:
        raise FrontLineError(f"{path} is a corrupt database: it is cut off in its header. Fetch it again.", path=path)
    (page,) = struct.unpack_from(">H", data, 16)
    size = (65_536 if page == 1 else page) * int.from_bytes(data[28:32], "big")
    if size > len(data):
        raise FrontLineError(
            f"{path} is a corrupt database: it is cut off, at {len(data):,} of {size:,} bytes. Fetch it again.",
            path=path,
        )


def _guarded(database: sqlite3.Connection) -> sqlite3.Connection:
    end = time.monotonic() + _SECONDS
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    # Text may be in any letters; a broken one costs its letters, not the file.
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return database


def _layer(database: sqlite3.Connection, path: Path, layer: str | None, doubts: tuple[str, ...]) -> Drawn:
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master"))
    if not {"gpkg_contents", "gpkg_geometry_columns"} <= set(kinds):
        raise FrontLineError(f"{path} is an SQLite database, but no GeoPackage: it lacks gpkg_contents.", path=path)
    fault = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise FrontLineError(f"{path} is a corrupt database: {str(fault)[:80]}. Fetch it again.", path=path)
    layers = {
        str(table): (str(column), srs)
        for table, column, srs in database.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns")
    }
    name = choose_layer(list(layers), layer, path)
    column, srs = layers[name]
    _demand_table(database, name, kinds.get(name), path)
    rows = bounded(_rows(database, name, column, path), path)
    return Drawn(name=name, rows=rows, crs=_crs(database, srs, path), warnings=doubts)


def _demand_table(database: sqlite3.Connection, name: str, kind: str | None, path: Path) -> None:
    if kind is None:
        raise FrontLineError(f"{path} is corrupt: its table {name[:60]!r} is missing. Fetch it again.", path=path)
    (text,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if kind != "table" or str(text).lstrip().upper().startswith("CREATE VIRTUAL"):
        raise FrontLineError(
            f"{path}: its layer {name[:60]!r} is a {'view' if kind == 'view' else 'virtual table'}, which can run without "
            "end; only tables are read. Export it as a table.",
            path=path,
        )


def _rows(database: sqlite3.Connection, table: str, column: str, path: Path) -> Iterator[Row]:
    cursor = database.execute(f"SELECT rowid, * FROM {_quoted(table)}")  # noqa: S608  quoted, and of the table list
    names = [str(one[0]) for one in cursor.description]
    if column not in names[1:]:
        raise FrontLineError(f"{path} is corrupt: {table[:60]!r} lacks its column {column[:60]!r}.", path=path)
    at = names.index(column, 1)
    for values in cursor:
        plain = {name: value for name, value in zip(names[1:], values[1:], strict=True) if not isinstance(value, bytes)}
        plain.pop(column, None)
        try:
            geometry = _geometry(values[at])
        except WrongCoordinates as error:
            raise FrontLineError(
                f"{path}: {table[:60]!r}, feature {values[0]} {error}. Mend or remove it.", path=path
            ) from error
        yield Row(properties=plain, geometry=geometry)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _geometry(blob: Any) -> dict[str, Any] | None:
    if blob is None:
        return None
    if not isinstance(blob, bytes) or not blob.startswith(b"GP") or len(blob) < 8:
        raise WrongCoordinates("has a geometry that is no GeoPackage blob")
    flags = blob[3]
    envelope = flags >> 1 & 7
    if flags & _EXTENDED or envelope >= len(_ENVELOPES):
        raise WrongCoordinates("has a geometry of an unknown extension")
    geometry = read_wkb(blob[8 + _ENVELOPES[envelope] :])
    return None if flags & _EMPTY else geometry


def _crs(database: sqlite3.Connection, srs: Any, path: Path) -> CRS | None:
    # -1 and 0 stand for an undefined system.
    if not isinstance(srs, int) or srs <= 0:
        return None
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)
    ).fetchone()
    organization, code, definition = row or ("EPSG", srs, None)
    if str(organization).upper() == "EPSG" and isinstance(code, int):
        return read_crs(code, path)
    return read_crs(str(definition), path)
