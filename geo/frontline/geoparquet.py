"""GeoParquet -> what it draws, through pyarrow (extra `corpus`) and our own reading of the blobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
from pyproj import CRS

from geo.errors import FrontLineError, MissingExtra
from geo.frontline.drawn import MAX_BYTES, MAX_ROWS, Drawn, Row, bounded
from geo.frontline.looks import read_bytes
from geo.frontline.projections import read_crs
from geo.frontline.rings import WrongCoordinates
from geo.frontline.wkb import read_wkb

MAGIC = b"PAR1"
_ROWS_AT_ONCE = 1_000


def read_geoparquet(path: Path) -> Drawn:
    """Return what a GeoParquet draws.

    Raises
    ------
    FrontLineError
        It is corrupt, too large, names no geometry column, or a shape is wrong; it is named by its place, from 0.
    MissingExtra
        pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("pyarrow", "corpus") from error
    data = read_bytes(path, limit=MAX_BYTES)
    try:
        file = pq.ParquetFile(BytesIO(data))
        about = file.metadata
        size = sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))
        if size > MAX_BYTES or about.num_rows > MAX_ROWS:
            raise FrontLineError(
                f"{path} unpacks to {size / 2**20:,.0f} MB in {about.num_rows:,} rows; up to {MAX_BYTES / 2**20:,.0f} MB in "
                f"{MAX_ROWS:,} are read. Split it by day.",
                path=path,
            )
        column, crs = _geometry_column((about.metadata or {}).get(b"geo"), path)
        rows = bounded(_rows(file, column, path), path)
    except (pa.ArrowException, OSError) as error:
        words = str(error).splitlines()[0][:100]
        raise FrontLineError(f"{path} is a corrupt Parquet file: {words}. Fetch it again.", path=path) from error
    return Drawn(name=path.stem, rows=rows, crs=crs)


def _geometry_column(text: bytes | None, path: Path) -> tuple[str, CRS | None]:
    try:
        about = orjson.loads(text or b"")
        name = about["primary_column"]
        column = about["columns"][name]
        encoding = column["encoding"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise FrontLineError(
            f"{path} is Parquet, but names no geometry column as GeoParquet does.", path=path
        ) from error
    if encoding != "WKB":
        raise FrontLineError(f"{path} has geometries in {str(encoding)[:40]!r}; only WKB is read.", path=path)
    stated = column.get("crs", "OGC:CRS84")
    if isinstance(stated, dict):
        return str(name), read_crs(orjson.dumps(stated).decode(), path)
    # Left out it means lon, lat; null means unknown.
    return str(name), None if stated is None else CRS.from_epsg(4326)


def _rows(file: Any, geometry: str, path: Path) -> Iterator[Row]:
    import pyarrow as pa

    schema = file.schema_arrow
    if geometry not in schema.names:
        raise FrontLineError(f"{path} lacks its geometry column {geometry[:60]!r}.", path=path)
    plain = [field.name for field in schema if not pa.types.is_nested(field.type) and field.name != geometry]
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=[*plain, geometry]):
        for values in batch.to_pylist():
            blob = values.pop(geometry)
            try:
                shape = read_wkb(blob) if isinstance(blob, bytes) else None
            except WrongCoordinates as error:
                raise FrontLineError(f"{path}: features[{number}] {error}. Mend or remove it.", path=path) from error
            yield Row(properties={name: _plain(value) for name, value in values.items()}, geometry=shape)
            number += 1


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool)) else None
