"""A feature of a map file as a row of a claims table: its columns, a point that was moved, an area or a line that was drawn anew."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from geo.frontline.drawn import Row as Feature
from geo.review.drawn import area_or_line, mark_of
from geo.review.layout import ORIGINAL
from geo.review.originals import Damaged, unpack
from geo.review.table import Row
from geo.review.write import degrees

FIELDS = tuple(
    "article claim quote type mode stance polarity certainty place place_id lon lat radius_m from_day to_day salience translation "
    "strike note".split()
)
"""Columns that a GIS file shares with the claims table; the last two are a person's to add."""
SHAPED_LAYERS = ("claim_areas", "claim_lines")
"""Layers of a GeoPackage that hold claims whose place is no point, under their article and id."""
ARTICLES_LAYER = "articles"
_MOVED_DEG = 1e-6
_SITE = ("place", "place_id", "lon", "lat", "radius_m")
_CLOCK = re.compile(r"(\d{4}[-/]\d{2}[-/]\d{2})[T ]")
# What XML or a database cannot hold; the packs know better.
_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """Return a text as any of these files can hold it: what XML or UTF-8 has no sign for becomes U+FFFD."""
    return _LOST.sub("\ufffd", text)


def row_of(number: int, feature: Feature) -> Row:
    """Return a feature with the columns of a claims layer as a row.

    Raises
    ------
    Unfit
        Its area or line is none.
    """
    told = feature.properties
    pieces = _pieces(feature)
    kept, mark = _kept(pieces)
    # A column that a program left out says nothing; an empty cell does.
    cells = {name: _cell(name, told[name]) if name in told else kept.get(name, "") for name in FIELDS}
    if not cells["lon"] and not kept.get("lon") and not cells["place"]:
        # A place that cannot be drawn is named in the table and nowhere on the map.
        cells |= {name: kept.get(name, "") for name in _SITE}
    for name, cell in cells.items():
        if cell and _as_held(cell) == _as_held(cleaned(kept.get(name, ""))):
            cells[name] = kept[name]
    drawn = area_or_line(feature.geometry)
    if drawn is not None and mark_of(drawn) == mark:
        drawn = None
    point = _point(feature.geometry) if drawn is None else (drawn.centroid.x, drawn.centroid.y)
    cells |= _moved(cells, kept, point)
    filled = {name: cell for name, cell in cells.items() if cell.strip()}
    return Row(number=number, cells=filled, pieces=pieces, shape=drawn)


def joined(features: Sequence[Feature], shaped: Iterable[Feature]) -> list[Feature]:
    """Return claims with the areas or lines that another layer has for them, and what was changed there; then what is only there."""
    parts: dict[tuple[Any, Any], list[Feature]] = {}
    for one in shaped:
        parts.setdefault((one.properties.get("article"), one.properties.get("claim")), []).append(one)
    told = []
    for feature in features:
        own = parts.pop((feature.properties.get("article"), feature.properties.get("claim")), None)
        told.append(feature if own is None else _with(feature, own))
    return [*told, *(one for own in parts.values() for one in own)]


def bare(articles: Iterable[Feature]) -> list[Feature]:
    """Return the articles that carry a pack, those without claims, as features that say nothing else."""
    told = [(one.properties.get("article"), one.properties.get(ORIGINAL)) for one in articles]
    return [Feature(properties={"article": article, ORIGINAL: pack}, geometry=None) for article, pack in told if pack]


def _with(feature: Feature, own: Sequence[Feature]) -> Feature:
    """A claim with its shape; of two cells the changed one counts, that of the claims' own layer first."""
    kept, _ = _kept(_pieces(feature))
    told = dict(feature.properties)
    for name in FIELDS:
        here = _cell(name, told.get(name))
        if name in own[0].properties and _as_held(here) in {
            _as_held(kept.get(name, "")),
            _as_held(cleaned(kept.get(name, ""))),
        }:
            told[name] = own[0].properties[name]
    if _point(feature.geometry) is not None:
        return Feature(properties=told, geometry=feature.geometry)
    # A shape that a GIS has split is still the claim's.
    drawn = [shape for shape in (area_or_line(one.geometry) for one in own) if shape is not None]
    whole = drawn[0] if len(drawn) == 1 else shapely.union_all(drawn)
    return Feature(properties=told, geometry=whole.__geo_interface__ if drawn else None)


def _as_held(cell: str) -> str:
    """Return a cell without what XML does to the ends of its lines."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _pieces(feature: Feature) -> tuple[str, ...]:
    packed = feature.properties.get(ORIGINAL)
    return (packed,) if isinstance(packed, str) and packed else ()


def _kept(pieces: Iterable[str]) -> tuple[Mapping[str, str], str | None]:
    """The cells as they were written, and the mark of the shape."""
    try:
        facts = unpack(pieces)
    except Damaged:
        return {}, None
    cells = facts.get("cells")
    kept = {str(name): str(cell) for name, cell in cells.items()} if isinstance(cells, dict) else {}
    return kept, facts.get("g")


def _moved(cells: Mapping[str, str], kept: Mapping[str, str], point: tuple[float, float] | None) -> dict[str, str]:
    """Return the cells of a point that lies elsewhere than its columns say; columns that a person changed count before it."""
    if point is None or (kept and any(cells[name] != kept.get(name, "") for name in ("lon", "lat"))):
        return {}
    try:
        said = (float(cells["lon"]), float(cells["lat"]))
    except ValueError:
        said = (math.inf, math.inf)
    if max(abs(one - two) for one, two in zip(point, said, strict=True)) <= _MOVED_DEG:
        return {}
    return {"lon": degrees(point[0]), "lat": degrees(point[1])}


def _point(geometry: Mapping[str, Any] | None) -> tuple[float, float] | None:
    if geometry is None or geometry.get("type") != "Point":
        return None
    try:
        lon, lat = (float(value) for value in list(geometry["coordinates"])[:2])
    except (KeyError, TypeError, ValueError):
        return None
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else None


def _cell(name: str, value: Any) -> str:
    """Return a value as the cell of the claims table says it."""
    if value is None or isinstance(value, (bool, dict, list)):
        return "x" if name == "strike" and value is True else ""
    if name in ("lon", "lat", "radius_m", "salience"):
        return _number(name, value)
    text = str(value)
    dated = _CLOCK.match(text) if name in ("from_day", "to_day") else None
    return dated[1] if dated else text


def _number(name: str, value: Any) -> str:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return str(value)
    if not math.isfinite(number) or (name == "salience" and not number):
        return ""
    return degrees(number) if name in ("lon", "lat") else f"{number:.0f}" if name == "radius_m" else f"{number:g}"
