"""The drawn base map of a page: land, state borders, oblast lines and city names, small enough to travel inline.

Comes in: the boundaries that ship with the package, and the extent the page is about. Goes out: plain values for the payload.
Inside the extent every unit is simplified as one coverage, so neighbours keep one common line; the rest of the world is
drawn coarsely, so that a reader who zooms out still sees where he is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geo.page.arcs import COARSE, Edges, encode_areas, encode_edges, encode_lines, ring_edges
from geo.page.cities import Row, largest_cities, spellings
from geo.page.packed import Ints

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; an east beyond 180 means that the box lies across the antimeridian."""

FAR_TOLERANCE = 0.2
"""Degrees; one pixel at zoom 2, where the whole world is in view."""
FAR_STEPS = 100
"""Grid steps a degree for the coarse lines."""
FINEST_TOLERANCE = 0.002
"""Degrees; about 200 m, the grain of Natural Earth's 1:10 million lines."""
WIDEST = 60.0
"""Degrees; a wider extent is drawn with the coarse lines alone."""
NEAR_CITIES = 220
FAR_CITIES = 60


class Unit(Protocol):
    """What the base map needs to know of a boundary."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def shape(self) -> BaseGeometry: ...


def draw_base(units: Iterable[Unit], extent: Box | None) -> tuple[dict[str, Any], Mapping[str, BaseGeometry]]:
    """Return the base map for the payload, and the simplified shape of every unit drawn whole.

    Parameters
    ----------
    units
        Boundaries of kind country or region, EPSG:4326 (lon, lat).
    extent
        Where the page looks closely; None for the coarse world alone.
    """
    units = tuple(units)
    countries = [unit for unit in units if unit.kind == "country"]
    near = None if extent is None or extent[2] - extent[0] > WIDEST else extent
    land, borders = _far(countries, near)
    base: dict[str, Any] = {
        "steps": COARSE,
        "far_steps": FAR_STEPS,
        "far": land,
        "far_borders": borders,
        "cities": _cities(near),
    }
    if near is None:
        return base, {}
    divided = {unit.country for unit in units if unit.kind == "region"}
    finest = [unit for unit in units if unit.kind == "region" or unit.country not in divided]
    base["near"], shapes = _near(finest, near)
    return base, shapes


def _near(units: Sequence[Unit], extent: Box) -> tuple[str, dict[str, BaseGeometry]]:
    """Return land, borders and oblast lines of the extent as three frames of arcs, and the simplified units within it."""
    frame = shapely.union_all([box for box, _ in _frames(extent)])
    seen = [unit for unit in units if shapely.intersects(unit.shape, frame)]
    tolerance = max((extent[2] - extent[0]) / 3000, FINEST_TOLERANCE)
    shapes = shapely.coverage_simplify(np.array([unit.shape for unit in seen], dtype=object), tolerance)
    cut = [_cut(shape, extent) for shape in shapes]
    edges, uses = ring_edges(cut, steps=COARSE)
    countries = np.unique([unit.country or unit.id for unit in seen], return_inverse=True)[1]
    kept = _classed(edges, uses, countries)
    whole = {unit.id: shape for unit, shape in zip(seen, shapes, strict=True) if shapely.contains(frame, shape)}
    return encode_edges(kept, frames=3), whole


def _frames(extent: Box) -> list[tuple[Polygon, float]]:
    """Return the extent as boxes between 180 degrees west and east, each with the degrees that it is drawn further east."""
    west, south, east, north = extent
    if east <= 180:
        return [(shapely.box(*extent), 0.0)]
    return [(shapely.box(west, south, 180, north), 0.0), (shapely.box(-180, south, east - 360, north), 360.0)]


def _cut(shape: BaseGeometry, extent: Box) -> BaseGeometry:
    """Return what lies in the extent, where it is drawn."""
    parts = [(shapely.clip_by_rect(shape, *box.bounds), shift) for box, shift in _frames(extent)]
    moved = [translate(part, xoff=shift) if shift else part for part, shift in parts]
    return moved[0] if len(moved) == 1 else shapely.union_all(moved)


def _classed(edges: Edges, uses: Ints, countries: Ints) -> Edges:
    """Return edges by what they part: 0 land from sea, 1 one state from another, 2 two regions of one state."""
    odd = uses % 2 == 1
    low, high, owner = edges.low[odd], edges.high[odd], countries[edges.frame[odd]]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    starts = np.flatnonzero(first)
    shared = np.diff(np.append(starts, len(low)))
    foreign = np.maximum.reduceat(owner, starts) != np.minimum.reduceat(owner, starts)
    kind = np.where(shared % 2 == 1, 0, np.where(foreign, 1, 2))
    return Edges(edges.points, low[starts], high[starts], kind.astype(np.int64))


def _far(countries: Sequence[Unit], hole: Box | None) -> tuple[str, str]:
    """Return the world's land and state borders as coarse arcs, without the extent that is drawn finely."""
    land, borders = _coarse_land(tuple(countries))
    for frame, _ in _frames(hole) if hole is not None else ():
        land, borders = shapely.difference(land, frame), shapely.difference(borders, frame)
    # A speck that vanishes at this grain would only cost bytes.
    parts = [part for part in shapely.get_parts(land) if part.area > FAR_TOLERANCE**2]
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    return encode_areas([shapely.MultiPolygon(polygons)], steps=FAR_STEPS), encode_lines([borders], steps=FAR_STEPS)


@cache
def _coarse_land(countries: tuple[Unit, ...]) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the land, and the lines along which states meet."""
    shapes = shapely.coverage_simplify(np.array([unit.shape for unit in countries], dtype=object), FAR_TOLERANCE)
    edges, uses = ring_edges(list(shapes), steps=COARSE)
    classed = _classed(edges, uses, np.arange(len(shapes)))
    inner = classed.frame == 1
    ends = np.stack((classed.points[classed.low[inner]], classed.points[classed.high[inner]]), axis=1) / COARSE
    borders: BaseGeometry = shapely.MultiLineString(list(ends))
    return shapely.make_valid(shapely.union_all(shapes)), borders


def _cities(extent: Box | None) -> list[list[Any]]:
    """Return [name, lon, lat, population] of the largest cities, those of the extent first, largest first.

    Where they are known, the Ukrainian and the Russian name follow.
    """
    near: list[Row] = []
    far: list[Row] = []
    for city in largest_cities():
        (near if extent is not None and _inside(city[1], city[2], extent) else far).append(city)
    named = ((city, spellings(city)) for city in near[:NEAR_CITIES] + far[:FAR_CITIES])
    return [[*city, *(names if any(names) else ())] for city, names in named]


def _inside(lon: float, lat: float, box: Box) -> bool:
    return (box[0] <= lon <= box[2] or lon + 360 <= box[2]) and box[1] <= lat <= box[3]
