"""A report as open files: geo-report/1 JSON, claims tables, and the formats that maps and newsrooms read.

The same report gives the same bytes. Coordinates are lon, lat in EPSG:4326 with at most 7 decimals; lengths metres; days ISO 8601.
"""

from __future__ import annotations

from geo.exports.claimreview import demand_address, to_claimreview
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
from geo.exports.kml import to_kml, to_kmz
from geo.exports.postgis import from_postgis, to_postgis
from geo.exports.saving import FORMATS, OPTIONS, SUFFIXES, WRITERS, form_of, save, write_claimreview, write_kml

__all__ = [
    "BOM",
    "FORMATS",
    "OPTIONS",
    "REGISTERS",
    "SUFFIXES",
    "WRITERS",
    "candidate_facts",
    "demand_address",
    "dump",
    "finding_facts",
    "form_of",
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
    "to_kmz",
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
