"""A report as open files: geo-report/1 JSON, claims tables, and the formats that maps and newsrooms read.

The same report gives the same bytes. Coordinates are lon, lat in EPSG:4326 with at most 7 decimals; lengths metres; days ISO 8601.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from geo.errors import SourceError
from geo.exports.claimreview import to_claimreview
from geo.exports.document import (
    BOM,
    REGISTERS,
    candidate_facts,
    dump,
    finding_facts,
    frontline_facts,
    mention_facts,
    place_facts,
    to_csv,
    to_geojson,
    to_json,
    write_bytes,
    write_csv,
    write_geojson,
    write_json,
    write_text,
    write_xlsx,
)
from geo.exports.geopackage import write_gpkg
from geo.exports.geoparquet import write_geoparquet
from geo.exports.kml import to_kml
from geo.exports.postgis import from_postgis, to_postgis
from geo.records import Report

__all__ = [
    "BINARY",
    "BOM",
    "FORMATS",
    "REGISTERS",
    "candidate_facts",
    "dump",
    "finding_facts",
    "from_postgis",
    "frontline_facts",
    "mention_facts",
    "place_facts",
    "save",
    "to_claimreview",
    "to_csv",
    "to_geojson",
    "to_json",
    "to_kml",
    "to_postgis",
    "write_bytes",
    "write_claimreview",
    "write_csv",
    "write_geojson",
    "write_geoparquet",
    "write_gpkg",
    "write_json",
    "write_kml",
    "write_text",
    "write_xlsx",
]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "json": to_json,
    "csv": to_csv,
    "geojson": to_geojson,
    "kml": to_kml,
    "claimreview": to_claimreview,
}
"""The text of a report in each format that is text."""
BINARY: Mapping[str, Callable[[Report, str | Path], None]] = {
    "xlsx": write_xlsx,
    "gpkg": write_gpkg,
    "parquet": write_geoparquet,
}
"""What writes a report in each format that is none."""

_SUFFIXES = {
    ".json": "json",
    ".geojson": "geojson",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".kml": "kml",
    ".jsonld": "claimreview",
}


def save(report: Report, path: str | Path) -> None:
    """Write a report as the file that the path's suffix says.

    Raises
    ------
    SourceError
        The suffix is unknown, or the file cannot be written; nothing is left behind.
    """
    suffix = Path(path).suffix.lower()
    form = _SUFFIXES.get(suffix)
    if form is None:
        raise SourceError(f"{path} does not say what to write. Choose one of: {' '.join(_SUFFIXES)}.", path=Path(path))
    if form in BINARY:
        BINARY[form](report, path)
    else:
        write_text(FORMATS[form](report), path)


def write_kml(report: Report, path: str | Path) -> None:
    """Write the claims of a report as a KML file, as `to_kml` gives them.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(to_kml(report), path)


def write_claimreview(report: Report, path: str | Path) -> None:
    """Write the decided claims of a report as ClaimReview JSON-LD, as `to_claimreview` gives them.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(to_claimreview(report), path)
