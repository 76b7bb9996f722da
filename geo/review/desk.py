"""An article put together again: what the program had read of it, and what a person names beside that.

Names that a person writes are looked up; words get a place in the text; what cannot be is `Unfit`, in words that follow the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

import shapely

from geo.measure import distance_m
from geo.names import fold
from geo.quantities import find_quantities
from geo.records import (
    Article,
    Claim,
    Expression,
    Lookup,
    Mention,
    Place,
    PlaceRef,
    Quantity,
    Reading,
    Resolution,
    TimeSpan,
)
from geo.review.canvas import Canvas
from geo.review.cells import PlaceAsked
from geo.review.drawn import mark_of, mended
from geo.review.originals import BY_HAND
from geo.review.vocabulary import Unfit

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

RADIUS_M = 2_000.0
"""Metres: how large a place given by coordinates alone is taken to be, a village."""
THEATRE = frozenset({"UA", "RU"})
# A point is taken for swapped when turned round it lies so near a place of its name, and as given so far from all of them.
SWAPPED_WITHIN_M, SWAPPED_BEYOND_M = 150_000.0, 500_000.0
SAME_SPOT_M = 20_000.0
MOST_ANCHORS = 40
"""Places of an article to which the distance of a namesake is measured."""
Span = tuple[int, int, str]


@dataclass(slots=True)
class Desk:
    """An article under construction."""

    article: Article
    lookup: Lookup
    canvas: Canvas
    resolutions: list[Resolution] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    times: list[TimeSpan] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    how: str = "named by hand"
    """Why a place that is looked up is here."""
    doubts: list[str] = field(default_factory=list)
    """What was taken for granted about the names that were looked up last."""
    _places: dict[str, Place] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)
    _seen: int = 0
    """How many of the resolutions `_places` knows."""

    def named(self) -> Mapping[str, Resolution | Expression]:
        """Return mentions and expressions by id."""
        told: dict[str, Resolution | Expression] = {one.mention.id: one for one in self.resolutions}
        return told | {one.id: one for one in self.expressions}

    def reading(self, claims: Iterable[Claim]) -> Reading:
        """Return the article with its claims, not yet checked."""
        return Reading(
            article=replace(self.article, text=self.canvas.text()),
            resolutions=tuple(self.resolutions),
            expressions=tuple(self.expressions),
            times=tuple(self.times),
            quantities=tuple(self.quantities),
            claims=tuple(claims),
        )

    def place(self, asked: PlaceAsked, within: Sequence[Span], *, like: Place | None = None) -> PlaceRef:
        """Return a place that a person names as a part of a claim, in the role asked for.

        Parameters
        ----------
        within
            Where the words of the claim stand.
        like
            The place that stood there before, from which a point keeps kind and country.

        Raises
        ------
        Unfit
            Its id is not in the gazetteer, or its coordinates look swapped.
        """
        self.doubts.clear()
        place = self._place(asked, like)
        if place is not None and asked.radius_m is not None and place.radius_m != asked.radius_m:
            place = _point(asked.name or place.name, (place.lon, place.lat), asked.radius_m, place)
        name = asked.name or (place.name if place else "")
        start, end = self.canvas.anchor(name, within)
        ref = self._new_id("hm", (one.mention.id for one in self.resolutions))
        reason = self.how if place else f"{self.how}; {name!r} is not in the gazetteer"
        # Of a text that is there, a mention is what stands in it, not what a name is called elsewhere.
        known = self.canvas.known
        words = known[start:end] if end <= len(known) else name
        mention = Mention(id=ref, start=start, end=end, text=words, name="" if words == name else name, reason=self.how)
        self.resolutions.append(
            Resolution(mention=mention, usage="literal", mapped=place is not None, place=place, reason=reason)
        )
        return PlaceRef(ref=ref, role=asked.role or "where", relation=asked.relation)

    def quantity(self, words: str, within: Sequence[Span]) -> str:
        """Return the id of a quantity that a person writes.

        Raises
        ------
        Unfit
            The words are no quantity.
        """
        found = find_quantities(words)
        if not found:
            raise Unfit(f"{words[:40]!r} is no quantity; write number and unit, as in 12 km or about 500 km²")
        start, _ = self.canvas.anchor(words, within)
        return self._keep(found[0], start)

    def quantities_in(self, words: str, start: int) -> tuple[str, ...]:
        """Return the ids of the quantities in words that stand at an offset."""
        return tuple(self._keep(one, start) for one in find_quantities(words))

    def _keep(self, quantity: Quantity, start: int) -> str:
        ref = self._new_id("hq", (one.id for one in self.quantities))
        self.quantities.append(replace(quantity, id=ref, start=start + quantity.start, end=start + quantity.end))
        return ref

    def _place(self, asked: PlaceAsked, like: Place | None) -> Place | None:
        bearers = self.lookup.look_up_all([asked.name]).get(asked.name, ()) if asked.name else ()
        if asked.point is not None:
            _demand_unswapped(asked.point, bearers)
            place = _point(asked.name, asked.point, asked.radius_m, like or _near(asked.point, bearers))
            return place if asked.shape is None else _drawn(place, asked.shape)
        if asked.id is not None:
            return self._by_id(asked.id)
        return self._by_name(asked.name, bearers)

    def _by_id(self, ref: str) -> Place:
        place = self._known().get(ref) or self.lookup.by_ids([ref]).get(ref)
        if place is None:
            raise Unfit(f"no place has the id {ref[:60]!r}; look it up with: frontline locate NAME")
        return place

    def _known(self) -> Mapping[str, Place]:
        """The places of the article by id, in the order in which they came."""
        if self._seen > len(self.resolutions):
            self._places, self._seen = {}, 0
        for one in self.resolutions[self._seen :]:
            if one.place is not None:
                self._places.setdefault(one.place.id, one.place)
        self._seen = len(self.resolutions)
        return self._places

    def _by_name(self, name: str, bearers: Sequence[Place]) -> Place | None:
        """The bearer that the article names already, else that of the theatre, near the other places, and large."""
        if not bearers:
            self.doubts.append(
                f"{name[:60]!r} is not in the gazetteer, so the claim is not drawn there; give lon and lat"
            )
            return None
        ids, folded = self._known(), fold(name)
        if named := [place for place in bearers if place.id in ids]:
            return min(named, key=lambda place: fold(place.name) != folded)
        known = list(islice(ids.values(), MOST_ANCHORS))

        def unlikeliness(place: Place) -> tuple[bool, bool, float, int]:
            far = min((distance_m((place.lon, place.lat), (one.lon, one.lat)) for one in known), default=0.0)
            return fold(place.name) != folded, place.country not in THEATRE, far, -(place.population or 0)

        best, *others = sorted(bearers, key=unlikeliness)
        rivals = [
            place
            for place in others
            if unlikeliness(place)[:2] == unlikeliness(best)[:2]
            and distance_m((place.lon, place.lat), (best.lon, best.lat)) > SAME_SPOT_M
        ]
        if rivals:
            told = f"{best.name} ({best.admin1 or best.country}, {best.id})"
            more = "another place of the name exists" if len(rivals) == 1 else f"{len(rivals)} others of the name exist"
            self.doubts.append(f"{name[:60]!r} was taken for {told}; {more}; place_id says which is meant")
        return best

    def _new_id(self, prefix: str, taken: Iterable[str]) -> str:
        """An id that no other has: ids by hand count on from the highest that is there."""
        if prefix not in self._last:
            numbers = (one.removeprefix(prefix) for one in taken if one.startswith(prefix))
            self._last[prefix] = max((int(number) for number in numbers if number.isdecimal()), default=0)
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]}"


def _near(point: tuple[float, float], bearers: Sequence[Place]) -> Place | None:
    return next((p for p in bearers if distance_m(point, (p.lon, p.lat)) < SWAPPED_WITHIN_M), None)


def _demand_unswapped(point: tuple[float, float], bearers: Sequence[Place]) -> None:
    lon, lat = point
    turned = abs(lon) <= 90 and any(distance_m((lat, lon), (p.lon, p.lat)) < SWAPPED_WITHIN_M for p in bearers)
    if turned and all(distance_m(point, (p.lon, p.lat)) > SWAPPED_BEYOND_M for p in bearers):
        known = bearers[0]
        raise Unfit(
            f"lon {lon:g} and lat {lat:g} look swapped; {known.name} lies at lon {known.lon:.4f}, lat {known.lat:.4f}"
        )


def _drawn(place: Place, drawn: BaseGeometry) -> Place:
    """A place as a person drew it: an area or a line, as large as its farthest corner is from the middle."""
    own = mended(drawn)
    reach = max(distance_m((place.lon, place.lat), (x, y)) for x, y in shapely.get_coordinates(own).tolist())
    kind = "polygon" if shapely.get_dimensions(own) == 2 else "line"
    return replace(place, id=f"{place.id}~{mark_of(own)}", geometry=kind, shape=own, radius_m=reach)


def _point(name: str, point: tuple[float, float], radius_m: float | None, like: Place | None) -> Place:
    """A place by its coordinates; without anything to go by it is taken for a settlement, which is what claims are mostly about."""
    lon, lat = point
    name = name or f"{lon:g}, {lat:g}"
    size = RADIUS_M if radius_m is None else radius_m
    return Place(
        id=f"{BY_HAND}{fold(name).replace(' ', '-')}@{lon:.5f},{lat:.5f}"
        + ("" if radius_m is None else f"~{size:.0f}"),
        name=name,
        kind=like.kind if like else "city",
        lon=lon,
        lat=lat,
        radius_m=size,
        country=like.country if like else None,
        admin1=like.admin1 if like else None,
    )
