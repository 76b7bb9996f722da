"""A report into a file: which formats there are, which suffixes mean them, and what can be asked of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import RecordError, SourceError
from geo.exports.areas import Days
from geo.exports.claimreview import to_claimreview
from geo.exports.document import (
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
from geo.records import Report

FORMATS: Mapping[str, Callable[..., str]] = {
    "json": to_json,
    "csv": to_csv,
    "geojson": to_geojson,
    "kml": to_kml,
    "claimreview": to_claimreview,
}
"""The text of a report in each format that is text."""
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "json": (".json",),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "geojson": (".geojson", ".json"),
    "gpkg": (".gpkg",),
    "parquet": (".parquet", ".geoparquet"),
    "kml": (".kml", ".kmz"),
    "claimreview": (".jsonld", ".json"),
}
"""How the name of a file in each format may end; the first is its own."""
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "csv": ("bom",),
    "gpkg": ("days",),
    "kml": ("days",),
    "claimreview": ("reviewer", "url", "day"),
}
"""What can be asked of a format, by the names that its writer has for it."""


def form_of(path: str | Path) -> str | None:
    """Return the format that the suffix of a name means; None where it means none.

    Examples
    --------
    >>> form_of("claims.GPKG"), form_of("claims.kmz"), form_of("claims.docx")
    ('gpkg', 'kml', None)
    """
    suffix = Path(path).suffix.lower()
    return next((form for form, suffixes in SUFFIXES.items() if suffix in suffixes), None)


def save(report: Report, path: str | Path, *, form: str | None = None, **options: Any) -> None:
    """Write a report as the file that the path's suffix says.

    Parameters
    ----------
    form
        Format, where the suffix does not say it: json, csv, xlsx, geojson, gpkg, parquet, kml or claimreview.
    **options
        What the writer of the format takes beside: `bom` for CSV, `days` for GeoPackage and KML, `reviewer`, `url` and `day` for
        ClaimReview.

    Raises
    ------
    RecordError
        The format does not know an option, or an option has a value that it cannot.
    SourceError
        The suffix and the format are unknown, or the file cannot be written; nothing is left behind.
    MissingExtra
        pyarrow, which writes GeoParquet, is not installed.
    """
    form = form or form_of(path)
    if form is None or form not in WRITERS:
        known = " ".join(dict.fromkeys(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))
        raise SourceError(f"{path} does not say what to write. Choose one of: {known}.", path=Path(path))
    strange = next((name for name in options if name not in OPTIONS.get(form, ())), None)
    if strange is not None:
        raise RecordError(f"{form} has no option {strange!r:.40}. Leave it out.")
    WRITERS[form](report, path, **options)


def write_kml(report: Report, path: str | Path, *, days: Days = "cited") -> None:
    """Write a report as a KML file; packed, as KMZ, where the name ends in .kmz.

    It is what `to_kml` gives.

    Parameters
    ----------
    days
        Which days of the front lines it holds: "cited", "span" or "all", as in `write_gpkg`.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    if Path(path).suffix.lower() == ".kmz":
        write_bytes(to_kmz(report, days=days), path)
    else:
        write_text(to_kml(report, days=days), path)


def write_claimreview(
    report: Report, path: str | Path, *, reviewer: str | None = None, url: str | None = None, day: date | None = None
) -> None:
    """Write the decided claims of a report as ClaimReview JSON-LD.

    They are those that `to_claimreview` gives.

    Parameters
    ----------
    reviewer
        Who publishes the review; None names the program.
    url
        Address at which the page of the report will be published, so that each review leads to its claim there; None leaves it out.
    day
        Day of the review; None leaves it out.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(to_claimreview(report, reviewer=reviewer, url=url, day=day), path)


WRITERS: Mapping[str, Callable[..., None]] = {
    "json": write_json,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "geojson": write_geojson,
    "gpkg": write_gpkg,
    "parquet": write_geoparquet,
    "kml": write_kml,
    "claimreview": write_claimreview,
}
"""What writes a report as a file, in each format."""
