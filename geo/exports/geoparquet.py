"""The claims of a report as GeoParquet 1.1, one row each on its best place: what DuckDB, GDAL and dataframes open.

Specification: https://geoparquet.org/releases/v1.1.0/ (points, regions and lines stand in one column; extra: corpus).
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import IO, cast

import shapely

from geo.catalog import write_whole
from geo.errors import MissingExtra
from geo.exports.credit import credit_facts
from geo.exports.document import dump
from geo.exports.layers import claims_frame
from geo.records import Report
from geo.review import article_packs


def write_geoparquet(report: Report, path: str | Path) -> None:
    """Write the claims of a report as a GeoParquet file in EPSG:4326 (lon, lat).

    Each row has a bounding box.
    The key `frontline` of the file's metadata names who is to be credited: generator, gazetteer and front lines with their terms.

    Parameters
    ----------
    path
        Where the file is to stand; one that stands there is replaced.

    Raises
    ------
    MissingExtra
        pyarrow is not installed.
    SourceError
        The file cannot be written; nothing is left behind.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "corpus") from error
    plain = io.BytesIO()
    frame = claims_frame(report)
    frame = frame.set_geometry(shapely.orient_polygons(frame.geometry.to_numpy()))
    frame.to_parquet(plain, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = parquet.read_table(io.BytesIO(plain.getvalue()))
    bare = [{"article": article, "original": pack} for article, pack in article_packs(report).items()]
    told = dump(credit_facts(report) | {"articles": bare}).encode("utf-8")
    metadata = dict(table.schema.metadata or {})
    about = json.loads(metadata[b"geo"])
    # Readers on a sphere have to know which side of a ring is its inside, and how its edges run.
    about["columns"]["geometry"] |= {"orientation": "counterclockwise", "edges": "planar"}
    credited = {**metadata, b"geo": json.dumps(about).encode("utf-8"), b"frontline": told}
    made = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata(credited), made, compression="zstd")
    with write_whole(path, binary=True) as file:
        cast("IO[bytes]", file).write(made.getvalue())
