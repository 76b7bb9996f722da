"""The areas of relative places, as polygons in EPSG:4326 (lon, lat), each made once an article."""

from __future__ import annotations

from collections.abc import Mapping
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


class Areas:
    """Areas of drafts, each kind of area made once per place; `shapes` are known polygons and lines by place id."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        self._shapes = shapes
        self._whole: dict[str, BaseGeometry | None] = {}
        self._made: dict[tuple[object, ...], BaseGeometry | None] = {}
        self._borders: dict[tuple[str, str], BaseGeometry | None] = {}

    def of(self, draft: Draft) -> BaseGeometry | None:
        """Return the area of a draft; None where no ground is on the map or none can be drawn."""
        place = draft.ground.place if draft.ground else None
        if place is None:
            return None
        measure, other = draft.measure, draft.other.place if draft.other else None
        origin, by = (named.place if named else None for named in (draft.origin, draft.by))
        key = (
            draft.relation, draft.part, draft.bearing_deg, place.id, other and other.id, origin and origin.id, by and by.id,
            measure and (measure.said_m, measure.low_m, measure.high_m),
        )  # fmt: skip
        if key not in self._made:
            made = self._make(draft, self._ground(place, by), other, origin)
            self._made[key] = None if made is None else polygonal(made)
        return self._made[key]

    def shape_of(self, place: Place) -> BaseGeometry | None:
        """Return the polygon or line of a place, where one is known, with continuous longitudes.

        A government's or a people's name has no shape filled in, since it is not mapped; its country's outline ships.
        """
        if place.id not in self._whole:
            shape = place.shape if place.shape is not None else self._shapes.get(place.id)
            if shape is None and place.kind in KINDS and (boundary := read_boundaries().get(place.id)) is not None:
                shape = boundary.shape
            self._whole[place.id] = None if shape is None else unwrapped(shape)
        return self._whole[place.id]

    def border(self, one: Place, other: Place) -> BaseGeometry | None:
        """Return the line along which two areas meet, made once; None where they do not, or one lies in the other."""
        key = (one.id, other.id)
        if key not in self._borders:
            self._borders[key] = self._meet(one, other)
        return self._borders[key]

    def _meet(self, one: Place, other: Place) -> BaseGeometry | None:
        mine, theirs = self.shape_of(one), self.shape_of(other)
        within = one.country == other.country and one.kind != other.kind
        if mine is None or theirs is None or within or one.id == other.id:
            return None
        return shared_border(mine, theirs)

    def _ground(self, place: Place, by: Place | None) -> Ground:
        """A place as ground; of a road or river only the stretch by a place, where its course comes so near."""
        ground = Ground(place, self.shape_of(place))
        if by is None or ground.line is None:
            return ground
        within = self.shape_of(by) if by.kind in AREA_KINDS else disc(by.lon, by.lat, _STRETCH_M + by.radius_m)
        stretch = None if within is None else ground.line.intersection(within)
        return ground if stretch is None or stretch.is_empty else Ground(place, stretch)

    def _make(self, draft: Draft, ground: Ground, other: Place | None, origin: Place | None) -> BaseGeometry | None:
        if draft.part == "border":
            return self._along_border(draft, ground, other)
        if other is not None:
            return self._of_pair(draft, ground, other)
        if ground.whole is None:
            return None
        if draft.relation in FACING:
            return FACING[draft.relation](ground, origin)
        return ALONE[draft.relation](ground, draft)

    def _along_border(self, draft: Draft, ground: Ground, other: Place | None) -> BaseGeometry | None:
        if other is not None:
            line = self.border(ground.place, other)
        else:
            # With no neighbour named, "the border" of a region is all of its outline; that of a country says too little.
            line = ground.area.boundary if ground.area is not None and ground.place.kind == "region" else None
        if line is None:
            return None
        if draft.measure is None:
            return buffer_m(line, BORDER_M)
        low, high = ends_m(draft.measure, ground.place)
        return between_reaches(line, low, high)

    def _of_pair(self, draft: Draft, ground: Ground, other: Place) -> BaseGeometry | None:
        if ground.place.kind in AREA_KINDS or other.kind in AREA_KINDS:
            line = self.border(ground.place, other)
            return None if line is None else buffer_m(line, AROUND_M)
        a, b = point_of(ground.place), point_of(other)
        apart = distance_m(a, b)
        if not 0 < apart <= LONGEST_PAIR_M:
            return None
        if draft.relation == "along":
            width = min(max(apart * _ROAD_WIDTH_SHARE, ROAD_M), _WIDEST_ROAD_M)
            return buffer_m(geodesic_line(a, b), width)
        # Round ends that just reach the two places.
        return buffer_m(geodesic_line(a, b, first=_LENS_SHARE, last=1 - _LENS_SHARE), apart * _LENS_SHARE)
