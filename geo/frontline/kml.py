"""KML text -> placemarks with ground and lines in EPSG:4326, and all that may tell their side: folders, styles, fields.

GDAL never sees these files: it drops the style ids in which makers keep the side, and takes "36,5,47,5" for a point in the
Indian Ocean. Here a placemark is read whole, repaired with a warning, or the file is refused by name and placemark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.crossings import crosses_too_often
from geo.frontline.geojson import polygonal, polygons_in
from geo.frontline.kml_walk import Draft, Style, Walk, label, walk_kml
from geo.frontline.rings import WrongCoordinates

_COLOUR = re.compile(r"#?[0-9A-Fa-f]{8}")
_HOPS = 4
"""StyleMaps that lead to StyleMaps; KML allows one step."""
_LEAST_RING = 4
_MANY_RINGS = 1_000
_THEATRE = box(20, 43, 70, 72)
"""Rough frame around the war's land, wide enough for every map of it; only used to tell swapped axes and lost decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placemark:
    """One placemark as data: what it is called, how it is drawn, and the ground and lines it draws."""

    number: int
    """From 1, in the order of the file."""
    name: str
    folders: tuple[str, ...]
    """Names of the folders around it, the outermost first."""
    style: str
    """Id of its style, without "#"; empty without one."""
    fill: str | None = None
    """Colour of its ground as #rrggbb, where the style gives one."""
    stroke: str | None = None
    """Colour of its lines as #rrggbb, where the style gives one."""
    description: str = field(default="", repr=False)
    """As written, perhaps HTML; never to be shown other than as text."""
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Its ExtendedData."""
    when: str = ""
    """Its TimeStamp, or the begin of its TimeSpan, or that of the innermost folder with one."""
    area: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """(Multi)Polygon in EPSG:4326 (lon, lat)."""
    lines: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """MultiLineString in EPSG:4326 (lon, lat)."""

    @property
    def label(self) -> str:
        """Words for it, by which it is found in its file."""
        return label(self.number, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kml:
    """What a file holds: the name of its document, its placemarks, the ids of its styles, and the doubts on the way."""

    name: str
    placemarks: tuple[Placemark, ...]
    styles: frozenset[str]
    links: int = 0
    """Links and overlays, none of them followed."""
    warnings: tuple[str, ...] = ()


def parse_kml(data: bytes, path: Path, *, encoding: str | None = None) -> Kml:
    """Return the placemarks of a KML text.

    Parameters
    ----------
    data
        The whole text, without a UTF-8 byte order mark.
    path
        Named in errors.
    encoding
        Encoding of the text whatever it declares; None takes the declared one, or UTF-8.

    Raises
    ------
    FrontLineError
        The text is no whole KML, declares a DTD, is not in its encoding, passes a limit, or a coordinate is wrong.
    """
    walk = walk_kml(data, path, encoding=encoding)
    doubts = [f"not followed: its {tag} ({count})" for tag, count in sorted(walk.links.items())]
    if walk.misplaced:
        doubts.append(f"left out: placemarks outside of documents and folders ({walk.misplaced})")
    placemarks = []
    for draft in walk.drafts:
        placemark, notes = _placemark(draft, walk, path)
        placemarks.append(placemark)
        doubts += [f"{placemark.label} {note}" for note in notes]
    points = sum(draft.points for draft in walk.drafts)
    if points:
        doubts.append(f"left out: points, which are no ground ({points})")
    placed, note = _in_theatre(placemarks, path)
    return Kml(
        name=walk.document.name,
        placemarks=placed,
        styles=frozenset(walk.styles),
        links=walk.links.total(),
        warnings=(*doubts, note) if note else tuple(doubts),
    )


def _placemark(draft: Draft, walk: Walk, path: Path) -> tuple[Placemark, list[str]]:
    try:
        area, notes = _area(draft.polygons)
        lines, more = _lines(draft.lines)
    except WrongCoordinates as error:
        where = label(draft.number, draft.name)
        raise FrontLineError(f"{path}: {where} {error}. Mend or remove it.", path=path) from error
    shared = _resolved(Style(normal=draft.style_url), walk.styles)
    own = _resolved(draft.style, walk.styles) if draft.style is not None else Style()
    whens = (draft.when, *(container.when for container in reversed(draft.containers)))
    placemark = Placemark(
        number=draft.number,
        name=draft.name,
        folders=tuple(one.name for one in draft.containers if one.name and one is not walk.document),
        style=draft.style_url.removeprefix("#"),
        fill=_colour(own.fill or shared.fill),
        stroke=_colour(own.stroke or shared.stroke),
        description=draft.description,
        fields=draft.fields,
        when=next(filter(None, whens), ""),
        area=area,
        lines=lines,
    )
    return placemark, [*notes, *more]


def _resolved(style: Style, styles: Mapping[str, Style]) -> Style:
    for _ in range(_HOPS):
        target = styles.get(style.normal.removeprefix("#")) if style.normal else None
        if target is None:
            break
        style = target
    return style


def _colour(text: str) -> str | None:
    """Return #rrggbb from KML's aabbggrr; None for anything else, such as six digits, whose order nobody knows."""
    if not _COLOUR.fullmatch(text):
        return None
    digits = text[-6:].lower()
    return f"#{digits[4:6]}{digits[2:4]}{digits[0:2]}"


def _area(polygons: Sequence[Sequence[Any]]) -> tuple[BaseGeometry | None, list[str]]:
    """Return the ground that rings of polygons enclose (None: none) and what had to be repaired."""
    notes: list[str] = []
    shapes = []
    for outer, *holes in polygons:
        shell = _closed(outer, notes)
        if shell is not None:
            shapes.append(shapely.polygons(shell, holes=_holes(holes, notes)))
    if not shapes:
        return None, notes
    whole: BaseGeometry = shapes[0] if len(shapes) == 1 else shapely.multipolygons(shapes)
    # Even to tell whether it is valid takes minutes for thousands of rings one above another.
    many = sum(map(len, polygons)) > _MANY_RINGS and crosses_too_often(shapes)
    if many or not shapely.is_valid(whole):
        if many or crosses_too_often(shapes):
            raise WrongCoordinates("crosses itself more often than can be mended")
        before = whole.area
        # Part by part, then joined: overlapping parts are counted once, and holes stay holes.
        mended = shapely.make_valid(polygons_in(whole), method="structure", keep_collapsed=False)
        whole = polygonal(shapely.union_all(mended))
        notes.append(f"crossed itself and was repaired, from {before:.4g} to {whole.area:.4g} square degrees")
    if whole.is_empty or whole.area == 0:
        return None, [*notes, "encloses no ground"]
    return whole, notes


def _holes(holes: Sequence[Any], notes: list[str]) -> Any:
    rings = [ring for hole in holes if (ring := _closed(hole, notes)) is not None]
    return [shapely.linearrings(ring) for ring in rings] or None


def _closed(ring: Any, notes: list[str]) -> Any | None:
    if len(ring) == 0:
        notes.append("has a ring with empty coordinates, which was left out")
        return None
    _demand_degrees(ring)
    if (ring[0] != ring[-1]).any():
        ring = np.vstack((ring, ring[:1]))
        notes.append("had an unclosed ring, which was closed")
    if len(ring) < _LEAST_RING:
        notes.append(f"has a ring of {len(ring) - 1} positions, which encloses no ground")
        return None
    return ring


def _lines(lines: Sequence[Any]) -> tuple[BaseGeometry | None, list[str]]:
    kept = [line for line in lines if len(line) > 1]
    for line in kept:
        _demand_degrees(line)
    notes = ["has a line of fewer than two positions, which was left out"] if len(kept) < len(lines) else []
    if not kept:
        return None, notes
    return shapely.multilinestrings([shapely.linestrings(line) for line in kept]), notes


def _demand_degrees(ring: Any) -> None:
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    far = max(-west, -south, east, north)
    if far > 180:
        raise WrongCoordinates(f"reaches to {far:g}, beyond the Earth's degrees; KML is in lon,lat degrees")
    if east - west > 180 and (np.abs(np.diff(ring[:, 0])) > 180).any():
        raise WrongCoordinates("crosses 180 degrees in one edge; cut it there")


def _in_theatre(placemarks: Sequence[Placemark], path: Path) -> tuple[tuple[Placemark, ...], str]:
    """Return the placemarks with lon before lat, and a note where they were swapped or lie far from the war's land."""
    shapes = [shape for placemark in placemarks for shape in (placemark.area, placemark.lines) if shape is not None]
    if not shapes:
        return tuple(placemarks), ""
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    if _THEATRE.intersects(box(west, south, east, north)) and max(abs(south), abs(north)) <= 90:
        return tuple(placemarks), ""
    if _THEATRE.covers(box(south, west, north, east)):
        turned = tuple(
            replace(one, area=_turned(one.area), lines=_turned(one.lines)) if one.area or one.lines else one
            for one in placemarks
        )
        return turned, "its coordinates were in the order lat, lon, outside the theatre, and have been swapped"
    if max(abs(south), abs(north)) > 90:
        raise FrontLineError(f"{path} has latitudes beyond 90 degrees. KML is in lon,lat degrees.", path=path)
    if all((shapely.get_coordinates(shape) % 1 == 0).all() for shape in shapes):
        raise FrontLineError(
            f"{path} draws nothing but whole degrees, far from the war's land (from lon {west:g}, lat {south:g} to {east:g}, "
            f"{north:g}), as decimal commas do. Write decimal points.",
            path=path,
        )
    where = f"from lon {west:.4g}, lat {south:.4g} to {east:.4g}, {north:.4g}"
    return tuple(placemarks), f"it lies far from the war's land, {where}"


def _turned(shape: BaseGeometry | None) -> BaseGeometry | None:
    if shape is None:
        return None
    turned: BaseGeometry = shapely.transform(shape, lambda xy: xy[:, ::-1])
    return turned
