"""The areas of relative places, as polygons in EPSG:4326 (lon, lat); what has been drawn lately is not drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.boundaries import KINDS, read_boundaries
from geo.measure import buffer_m, disc, distance_m, geodesic_line
from geo.places.expressions.cuts import polygonal, shared_border, unwrapped
from geo.places.expressions.drafts import Draft
from geo.places.expressions.grounds import (
    AROUND_M,
    BORDER_M,
    LONGEST_PAIR_M,
    ROAD_M,
    Ground,
    between_reaches,
    ends_m,
    point_of,
)
from geo.places.expressions.relations import ALONE, FACING
from geo.records import AREA_KINDS, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ROAD_WIDTH_SHARE, _WIDEST_ROAD_M = 0.1, 15_000.0
"""A road winds to either side of the straight line by about a tenth of its length."""
_STRETCH_M = 30_000.0
"""So far from a town named beside it a road or river is meant, to either side."""
_LENS_SHARE = 0.15
"""The strip between two places is this share of the way wide to either side, and stops where it reaches them."""
_KEPT = 1024
"""Areas kept for the articles to come: those of one matter name the same borders, regions and towns again and again."""


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A place beside its polygon or line, equal where both are; records of places are compared without their shapes."""

    place: Place
    shape: BaseGeometry | None

    def __eq__(self, other: object) -> bool:
        """Whether place and shape are the same to the last figure."""
        if not isinstance(other, Shaped) or self.place != other.place:
            return False
        return self.shape is other.shape or self.shape == other.shape

    def __hash__(self) -> int:
        """Hash the place alone: that of Russia's coordinates takes as long as an article's other areas together."""
        return hash(self.place)


class Areas:
    """Areas of the drafts of one article; `shapes` are known polygons and lines by place id."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self._shapes = shapes
        self._shaped_places: dict[str, Shaped] = {}

    def of(self, draft: Draft) -> BaseGeometry | None:
        """Return the area of a draft; None where no ground is on the map or none can be drawn."""
        place = draft.ground.place if draft.ground else None
        if place is None:
            return None
        other, origin, by = (named and named.place for named in (draft.other, draft.origin, draft.by))
        # The same relation to the same places has the same area, whatever words say it.
        bare = Draft(
            0,
            0,
            draft.relation,
            measure=draft.measure and replace(draft.measure, start=0, end=0),
            bearing_deg=draft.bearing_deg,
            part=draft.part,
        )
        return _area(bare, self._shaped(place), other and self._shaped(other), origin, by and self._shaped(by))

    def border(self, one: Place, other: Place) -> BaseGeometry | None:
        """Return the line along which two areas meet, made once; None where they do not, or one lies in the other."""
        return _border(self._shaped(one), self._shaped(other))

    def _shaped(self, place: Place) -> Shaped:
        """A place beside its polygon or line, where one is known, with continuous longitudes.

        A government's or a people's name has no shape filled in, since it is not mapped; its country's outline ships.
        """
        if place.id not in self._shaped_places:
            shape = place.shape if place.shape is not None else self._shapes.get(place.id)
            if shape is None and place.kind in KINDS and (boundary := read_boundaries().get(place.id)) is not None:
                shape = boundary.shape
            self._shaped_places[place.id] = _continuous(Shaped(place, shape))
        return self._shaped_places[place.id]


@lru_cache(maxsize=_KEPT)
def _continuous(shaped: Shaped) -> Shaped:
    return Shaped(shaped.place, None if shaped.shape is None else unwrapped(shaped.shape))


@lru_cache(maxsize=_KEPT)
def _area(
    bare: Draft, ground: Shaped, other: Shaped | None, origin: Place | None, by: Shaped | None
) -> BaseGeometry | None:
    """The area of a draft without its words and mentions."""
    made = _make(bare, ground, _ground(ground, by), other, origin)
    return None if made is None else polygonal(made)


def _ground(ground: Shaped, by: Shaped | None) -> Ground:
    """A place as ground; of a road or river only the stretch by a place, where its course comes so near."""
    whole = Ground(ground.place, ground.shape)
    if by is None or whole.line is None:
        return whole
    place = by.place
    within = by.shape if place.kind in AREA_KINDS else disc(place.lon, place.lat, _STRETCH_M + place.radius_m)
    stretch = None if within is None else whole.line.intersection(within)
    return whole if stretch is None or stretch.is_empty else Ground(ground.place, stretch)


def _make(
    bare: Draft, shaped: Shaped, ground: Ground, other: Shaped | None, origin: Place | None
) -> BaseGeometry | None:
    if bare.part == "border":
        return _along_border(bare, shaped, ground, other)
    if other is not None:
        return _of_pair(bare, shaped, other)
    if ground.whole is None:
        return None
    if bare.relation in FACING:
        return FACING[bare.relation](ground, origin)
    return ALONE[bare.relation](ground, bare)


def _along_border(bare: Draft, shaped: Shaped, ground: Ground, other: Shaped | None) -> BaseGeometry | None:
    if other is not None:
        line = _border(shaped, other)
    else:
        # With no neighbour named, "the border" of a region is all of its outline; that of a country says too little.
        line = ground.area.boundary if ground.area is not None and ground.place.kind == "region" else None
    if line is None:
        return None
    if bare.measure is None:
        return buffer_m(line, BORDER_M)
    low, high = ends_m(bare.measure, ground.place)
    return between_reaches(line, low, high)


def _of_pair(bare: Draft, ground: Shaped, other: Shaped) -> BaseGeometry | None:
    if ground.place.kind in AREA_KINDS or other.place.kind in AREA_KINDS:
        line = _border(ground, other)
        return None if line is None else buffer_m(line, AROUND_M)
    a, b = point_of(ground.place), point_of(other.place)
    apart = distance_m(a, b)
    if not 0 < apart <= LONGEST_PAIR_M:
        return None
    if bare.relation == "along":
        width = min(max(apart * _ROAD_WIDTH_SHARE, ROAD_M), _WIDEST_ROAD_M)
        return buffer_m(geodesic_line(a, b), width)
    # Round ends that just reach the two places.
    return buffer_m(geodesic_line(a, b, first=_LENS_SHARE, last=1 - _LENS_SHARE), apart * _LENS_SHARE)


@lru_cache(maxsize=_KEPT)
def _border(one: Shaped, other: Shaped) -> BaseGeometry | None:
    within = one.place.country == other.place.country and one.place.kind != other.place.kind
    if one.shape is None or other.shape is None or within or one.place.id == other.place.id:
        return None
    return shared_border(one.shape, other.shape)
