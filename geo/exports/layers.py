"""The tables of a report as layers of one geometry each, with the types that GIS programs know; GeoPackage is made of them.

Comes in: a `Report`. Goes out: GeoDataFrames in EPSG:4326 (lon, lat) with dates as days, whole numbers as such, text otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely

from geo.exports.areas import Days, chosen_snapshots, dated_areas
from geo.exports.document import dump
from geo.frames import CLAIM_COLUMNS, CRS, FINDING_COLUMNS, PLACE_COLUMNS, claim_rows, finding_rows, place_rows
from geo.measure import area_km2
from geo.records import FrontLine, Report
from geo.review import article_packs, claim_packs, cleaned, filed

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

DAY_COLUMNS = frozenset({"from_day", "to_day", "snapshot", "day", "published"})
INTEGER_COLUMNS = frozenset({"start", "end", "salience", "mentions", "population", "number", "newest", "claims"})
REAL_COLUMNS = frozenset({"lon", "lat", "radius_m", "area_km2"})
# Words that SQL or KML keep for themselves.
RENAMED = {"start": "start_char", "end": "end_char", "check": "check_name"}
_TERMS = ("layer", "maker", "licence", "attribution")
AREA_COLUMNS = ("layer", "day", "newest", "side", "area_km2", "maker", "licence", "attribution", "source")
_ARTICLE_COLUMNS = tuple("article title publisher author published language url claims original".split())
_LINE_COLUMNS = ("layer", "day", "newest", "maker", "licence", "attribution", "source")
_SETTLEMENT_COLUMNS = (*_TERMS, "day", "side", "place", "source", "radius_m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A table of one geometry type."""

    name: str
    title: str
    geometry_type: str
    """As GDAL calls it: Point, MultiPolygon, MultiLineString."""
    frame: GeoDataFrame


def layers_of(report: Report, days: Days = "cited") -> tuple[Layer, ...]:
    """Return the layers of a report that hold rows, `claims` always among them.

    `claims` has every claim, with a point only where its place is one: no crisp pin stands on a region's centre. Regions, sectors
    and rings are in `claim_areas`, roads and rivers in `claim_lines`, under the same article and claim.

    Raises
    ------
    RecordError
        `days` is none of cited, span and all.
    """
    claims = claims_table(report)
    places = list(place_rows(report))
    made = [
        _layer("claims", "Claims", "Point", (*CLAIM_COLUMNS, "original"), [_only(row, 0) for row in claims]),
        _layer("claim_areas", "Claims about areas", "MultiPolygon", CLAIM_COLUMNS, _of(claims, 2)),
        _layer("claim_lines", "Claims about roads and rivers", "MultiLineString", CLAIM_COLUMNS, _of(claims, 1)),
        _layer("places", "Places", "Point", PLACE_COLUMNS, _of(places, 0)),
        _layer("place_areas", "Places with an outline", "MultiPolygon", PLACE_COLUMNS, _of(places, 2)),
        _layer("place_lines", "Roads and rivers", "MultiLineString", PLACE_COLUMNS, _of(places, 1)),
        _layer("findings", "Findings", "Point", FINDING_COLUMNS, [_only(row, 0) for row in finding_rows(report)]),
        _layer(
            "articles", "Articles, where they speak of", "MultiPoint", _ARTICLE_COLUMNS, list(_article_rows(report))
        ),
        _layer("frontlines", "Control areas", "MultiPolygon", AREA_COLUMNS, list(area_rows(report, days))),
        _layer(
            "frontlines_drawn", "Lines of the front", "MultiLineString", _LINE_COLUMNS, list(_line_rows(report, days))
        ),
        _layer("settlements", "Settlements held", "Point", _SETTLEMENT_COLUMNS, list(_settlement_rows(report, days))),
    ]
    return tuple(layer for layer in made if layer.name == "claims" or len(layer.frame))


def claims_frame(report: Report) -> GeoDataFrame:
    """Return every claim, one row each, on its best place: points, regions and lines in one column, none for no place."""
    return _layer("claims", "Claims", "Unknown", (*CLAIM_COLUMNS, "original"), claims_table(report)).frame


def claims_table(report: Report) -> list[Mapping[str, Any]]:
    """Return the rows of the claims, each with what the program had read, packed, for `read_claims`."""
    packs = claim_packs(report)
    return [{**row, "original": pack} for row, pack in zip(claim_rows(report), packs, strict=True)]


def _layer(
    name: str, title: str, geometry_type: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> Layer:
    import geopandas
    import pandas

    table = {RENAMED.get(column, column): _column(column, [row[column] for row in rows]) for column in columns}
    shapes: list[Any] = [_multiple(filed(row["geometry"]), geometry_type) for row in rows]
    frame = geopandas.GeoDataFrame(pandas.DataFrame(table), geometry=shapes, crs=CRS)
    return Layer(name=name, title=title, geometry_type=geometry_type, frame=frame)


def cell_of(column: str, value: Any) -> Any:
    """Return a value as the type of its column: a day, a whole number, a finite number, or text that any file can hold."""
    if column in DAY_COLUMNS:
        return date.fromisoformat(value) if isinstance(value, str) else value
    if column in INTEGER_COLUMNS:
        return value
    if column in REAL_COLUMNS:
        return float(value) if value is not None and math.isfinite(value) else None
    return _text(value)


def _column(column: str, values: Sequence[Any]) -> Any:
    import pandas

    cells = [cell_of(column, value) for value in values]
    if column in DAY_COLUMNS:
        # pandas has instants and no days; as objects they stay what they are.
        return pandas.Series(cells, dtype=object)
    if column in INTEGER_COLUMNS:
        return pandas.array(cells, dtype="Int64")
    if column in REAL_COLUMNS:
        return pandas.array(cells, dtype="Float64")
    return pandas.array(cells, dtype="str")


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return cleaned(value) if value else None
    if isinstance(value, tuple):
        value = [asdict(part) if is_dataclass(part) and not isinstance(part, type) else part for part in value]
    return cleaned(dump(value)) if value else None


def _of(rows: Iterable[Mapping[str, Any]], dimension: int) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["geometry"] is not None and _dimension(row["geometry"]) == dimension]


def _only(row: Mapping[str, Any], dimension: int) -> Mapping[str, Any]:
    shape = row["geometry"]
    return row if shape is None or _dimension(shape) == dimension else {**row, "geometry": None}


def _dimension(shape: BaseGeometry) -> int:
    return int(shapely.get_dimensions(shape))


def _multiple(shape: BaseGeometry | None, geometry_type: str) -> BaseGeometry | None:
    if isinstance(shape, shapely.Polygon) and geometry_type == "MultiPolygon":
        return shapely.MultiPolygon([shape])
    if isinstance(shape, shapely.LineString) and geometry_type == "MultiLineString":
        return shapely.MultiLineString([shape])
    return shape


def area_rows(report: Report, days: Days = "cited") -> Iterator[dict[str, Any]]:
    """Yield a row for each control area of the chosen days: its size in km², whether it is of its layer's newest day (1, else 0), terms."""
    for area in dated_areas(report, days):
        told = {"day": area.day, "newest": int(area.day == area.layer.last_day), "side": area.side}
        told |= {"area_km2": round(area_km2(area.geometry), 3)}
        yield _terms(area.layer) | told | {"source": area.layer.url, "geometry": area.geometry}


def _article_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield a row for each article on the places it puts on the map; its pack where no claim carries one."""
    packs = article_packs(report)
    for reading in report.articles:
        article = reading.article
        places = {one.place.id: one.place for one in reading.resolutions if one.mapped and one.place}
        told = {
            name: getattr(article, name) for name in ("title", "publisher", "author", "published", "language", "url")
        }
        points = shapely.MultiPoint([(place.lon, place.lat) for place in places.values()])
        pack = packs.get(article.id) if not reading.claims else None
        yield {"article": article.id, **told, "claims": len(reading.claims), "original": pack, "geometry": points}


def _line_rows(report: Report, days: Days) -> Iterator[dict[str, Any]]:
    for layer, snapshot in chosen_snapshots(report, days):
        if snapshot.lines is not None and not snapshot.lines.is_empty:
            told = {"day": snapshot.day, "newest": int(snapshot.day == layer.last_day), "source": layer.url}
            yield _terms(layer) | told | {"geometry": snapshot.lines}


def _settlement_rows(report: Report, days: Days) -> Iterator[dict[str, Any]]:
    for layer, snapshot in chosen_snapshots(report, days):
        for held in snapshot.holdings:
            told = {name: getattr(held, name) for name in ("side", "place", "source", "radius_m")}
            yield _terms(layer) | {"day": snapshot.day, **told, "geometry": shapely.Point(held.lon, held.lat)}


def _terms(layer: FrontLine) -> dict[str, Any]:
    return {"layer": layer.name} | {name: getattr(layer, name) for name in _TERMS[1:]}
