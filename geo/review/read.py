"""A claims table, edited or written by hand, back as readings: the way in.

Comes in: a CSV or XLSX file. Goes out: a `Reading` an article, with claims that say what a person changed in them, not yet checked.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ArticleWarning, RecordError
from geo.frames import from_frame as places_of_frame
from geo.gazetteer import open_gazetteer
from geo.places import fill_shapes
from geo.records import Lookup, Place, Reading
from geo.review.bench import Bench
from geo.review.cells import is_struck, months_first
from geo.review.features import sheet_of_frame
from geo.review.layout import DAY_COLUMNS
from geo.review.rows import Line, line_of
from geo.review.sheet import headings_of, read_sheet
from geo.review.table import Sheet
from geo.review.vocabulary import Unfit

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".gpkg", ".parquet", ".geoparquet", ".geojson", ".json", ".kml", ".kmz"})
MOST_TOLD = 4
"""Wrong cells that one error tells in full."""


def read_claims(path: str | Path | GeoDataFrame, *, lookup: Lookup | None = None) -> tuple[Reading, ...]:
    """Return the claims of a table that a person edited or wrote, by article.

    The table is one that `to_table` wrote, or one made by hand.
    GeoPackage, GeoParquet, GeoJSON, KML, KMZ and geo-report/1 as `geo.exports` writes them are read, too, whatever their names: of
    GIS files the columns that mean what they mean in the table, a point that was moved, and an area or a line that was drawn anew.

    A row that came from a report keeps all that was read, except in the cells that were changed; those are named in
    `Claim.by_hand`. A row without that is a claim by hand: quote (or text), type, place and day are enough. Rows with an x in `strike`
    are left out. Columns may be missing, unknown, or in any order.

    Parameters
    ----------
    path
        The file, or a GeoDataFrame that was read from one of these map files.
    lookup
        The gazetteer that knows the places named by hand; None opens the user's own.

    Returns
    -------
    Readings without findings, articles and claims in the order of the report they came from, then those by hand. The text of an
    article is blank but for the words that its claims quote and name, at their offsets; what a person wrote comes after it.

    Raises
    ------
    RecordError
        The file is no claims table, or cells hold what they cannot; the message names row, column, value and choices.
    GazetteerError, SourceError
        The gazetteer cannot be opened.

    Warns
    -----
    ArticleWarning
        A name is unknown or could be several places, a column is not known, or the file is in an old encoding.
    """
    if not isinstance(path, (str, Path)):
        return readings_of(sheet_of_frame(path, "the frame"), "the frame", lookup)
    return readings_of(read_sheet(Path(path)), str(path), lookup)


def from_frame(frame: GeoDataFrame, *, lookup: Lookup | None = None) -> tuple[Place, ...] | tuple[Reading, ...]:
    """Return what a frame was made of: places or claims.

    A frame of places is one of `report.to_frame("places")`, one of claims of `report.to_frame("claims")`.
    A frame of claims may have been filtered, sorted, saved and read again; it comes back as `read_claims` gives it, which `geo.run`
    takes as `claims`. Findings and pairs are no matter of reading back: they are found anew.

    Parameters
    ----------
    lookup
        The gazetteer that knows the places named by hand in claims; None opens the user's own.

    Raises
    ------
    RecordError
        The frame holds neither claims nor places, or cells hold what they cannot.
    GazetteerError, SourceError
        The gazetteer cannot be opened.

    Examples
    --------
    >>> from datetime import date
    >>> from geo import Article, run
    >>> report = run(Article(text="Russian forces captured Avdiivka on 17 February 2024.", published=date(2024, 2, 20)))
    >>> (reading,) = from_frame(report.to_frame("claims"))
    >>> reading.claims[0].quote
    'Russian forces captured Avdiivka on 17 February 2024.'
    """
    names = set(frame.columns)
    if {"quote", "type"} <= names:
        return read_claims(frame, lookup=lookup)
    if "geometry_kind" in names:
        return places_of_frame(frame)
    told = ", ".join(map(str, list(frame.columns)[:8]))
    raise RecordError(f"the frame holds neither claims nor places, but {told}. Give one of to_frame('claims').")


def readings_of(sheet: Sheet, source: str, lookup: Lookup | None = None) -> tuple[Reading, ...]:
    """Return the claims of rows as `read_claims` does; `source` names them in messages."""
    written = [cell for row in sheet.rows for name, cell in row.cells.items() if name in DAY_COLUMNS]
    month_first = months_first(written)
    lines = [line_of(row, sheet, month_first=month_first) for row in sheet.rows]
    bench = Bench(
        source, lookup if lookup is not None else open_gazetteer(), month_first=month_first, unknown=sheet.unknown
    )
    kept = _unstruck(lines, bench)
    readings = bench.readings(kept)
    if bench.faults:
        raise _wrong(source, bench.faults)
    doubts = [*_about_sheet(sheet, lines), *bench.doubts]
    for doubt in doubts:
        warnings.warn(f"{source}: {doubt}", ArticleWarning, stacklevel=3)
    readings = [replace(one, resolutions=fill_shapes(one.resolutions, bench.lookup)) for one in readings]
    return tuple(_noted(readings, [*doubts, *bench.notes(lines)]))


def is_claims_table(path: str | Path) -> bool:
    """Tell whether a file is a table of claims, or a map file or report of them: it has columns for quotes and for their types."""
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        return False
    headings = headings_of(path)
    return "quote" in headings and "type" in headings


def _unstruck(lines: Sequence[Line], bench: Bench) -> list[Line]:
    kept = []
    for line in lines:
        try:
            if is_struck(line.cell("strike")):
                bench.struck.append(line)
                continue
        except Unfit as fault:
            bench.fault(line, "strike", fault)
        kept.append(line)
    return kept


def _wrong(source: str, faults: Sequence[tuple[int, str, str]]) -> RecordError:
    told = "; ".join(f"row {row}, column {column}: {why}" for row, column, why in faults[:MOST_TOLD])
    more = f"; and {len(faults) - MOST_TOLD} more" if len(faults) > MOST_TOLD else ""
    return RecordError(f"{source}, {told}{more}. Correct the table.", path=Path(source))


def _about_sheet(sheet: Sheet, lines: Sequence[Line]) -> list[str]:
    doubts = [*sheet.doubts]
    if sheet.encoding is not None:
        doubts.append(f"it is not UTF-8; {sheet.encoding} was guessed, which has not all letters; save it as CSV UTF-8")
    if sheet.unknown:
        names = ", ".join(name[:40] for name in sheet.unknown)
        doubts.append(f"columns that a claims table does not have were kept as notes: {names}")
    damaged = [str(line.number) for line in lines if line.damaged]
    if damaged:
        rows = ", ".join(damaged[:10])
        doubts.append(f"the packed column is cut or altered in row {rows}, so it counts as written by hand")
    moved = [str(line.number) for line in lines if line.original and _differs(line)]
    if moved:
        doubts.append(f"computed columns are not read back; they were altered in row {', '.join(moved[:10])}")
    return doubts


def _differs(line: Line) -> bool:
    claim = line.original.claim if line.original else None
    given = (line.cell("start"), line.cell("end"))
    return claim is not None and all(given) and given != (str(claim.start), str(claim.end))


def _noted(readings: Sequence[Reading], doubts: Sequence[str]) -> list[Reading]:
    """What the report should say of the table is said of its first article."""
    if not doubts or not readings:
        return list(readings)
    article = readings[0].article
    told = tuple(dict.fromkeys([*article.warnings, *doubts]))
    first = replace(readings[0], article=replace(article, warnings=told))
    return [first, *readings[1:]]
