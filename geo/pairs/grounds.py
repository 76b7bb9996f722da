"""The ground that a claim is about: one place, under one id however it is spelt and whoever lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.measure import distance_m
from geo.names import fold
from geo.records import AREA_KINDS, Claim, Expression, Place, PlaceRef, Reading, Resolution

_WHOLE_RELATIONS = frozenset(
    {None, "in", "at", "into", "from", "of", "on", "to", "part_of", "coref", "for", "invading"}
)
"""Relations under which a claim speaks of the place as such; "near", "around" or "north of" mean other ground."""
_ITSELF = frozenset({None, "of", "from", "coref", "for", "over", "on", "into", "against"})
"""Relations under which the place itself is taken; "in" may be a school there."""
_INSIDE = frozenset({"in", "to", "inside", "within", "into", "at", "of", "у", "в", "во", "на", "біля"})
_SAME_PLACE = frozenset({"in", "at", "coref", "part_of", "into", "of"})
_ROLES = ("where", "target", "whole", "destination", "origin", "part")
_NEAR_M = 5_000.0
"""Two entries of one name and kind that lie so near each other are one place of two gazetteers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The place of a claim; for a distance also the place it is measured from."""

    place: Place
    key: str
    plain: bool
    """The claim names the place and means all of it; otherwise the place only stands nearby in the text."""
    whole: bool = False
    """The place itself is held or taken, and not something in it."""
    other: Place | None = None

    def key_for(self, aspect: str, side: str | None) -> str:
        """Return the key of the ground for an aspect: what a side holds abroad is one ground, whichever region is named."""
        abroad = (
            self.place.kind in AREA_KINDS
            and self.place.country in {"RU", "UA"}
            and side not in (None, self.place.country)
        )
        # Only Russia: many fronts run through Ukraine, and what is held in one of its regions is not what is held in all.
        return "abroad:RU" if aspect == "area" and abroad and self.place.country == "RU" else self.key


def same_places(places: Iterable[Place]) -> dict[str, str]:
    """Return for the id of each place the id that all entries of the same place share."""
    named: dict[tuple[str, str, str | None], dict[str, Place]] = {}
    for place in places:
        named.setdefault((fold(place.name), place.kind, place.country), {})[place.id] = place
    shared: dict[str, str] = {}
    for group in named.values():
        heads: list[Place] = []
        for _, place in sorted(group.items()):
            head = next((one for one in heads if _near(one, place)), None)
            if head is None:
                heads.append(head := place)
            shared[place.id] = head.id
    return shared


def _near(one: Place, other: Place) -> bool:
    return one.kind == "city" and distance_m((one.lon, one.lat), (other.lon, other.lat)) <= _NEAR_M


def ground_of(reading: Reading, known: Mapping[str, str]) -> Iterator[tuple[Claim, Ground | None]]:
    """Yield each claim with the one place it is about; None where it names none or several."""
    desk = _Refs(
        {resolution.mention.id: resolution for resolution in reading.resolutions},
        {expression.id: expression for expression in reading.expressions},
        reading.article.text,
    )
    for claim in reading.claims:
        yield claim, (_far(desk, claim, known) if claim.mode == "distance" else _ground(desk, claim, known))


@dataclass(frozen=True, slots=True)
class _Refs:
    resolutions: Mapping[str, Resolution]
    expressions: Mapping[str, Expression]
    text: str

    def place(self, ref: PlaceRef) -> tuple[Place, bool] | None:
        """The place of a reference, and whether it is meant as such."""
        expression = self.expressions.get(ref.ref)
        if expression is None:
            found = self.resolutions.get(ref.ref)
            place = None if found is None else found.place
            return None if place is None else (place, ref.relation in _WHOLE_RELATIONS)
        ground = self.resolutions.get(expression.ground or "")
        if ground is None or ground.place is None:
            return None
        return ground.place, expression.relation in _SAME_PLACE

    def is_itself(self, ref: PlaceRef) -> bool:
        """Whether a reference is the place itself, not something in it."""
        if ref.relation in _ITSELF:
            return True
        found = self.resolutions.get(ref.ref)
        if found is None:
            return False
        start = found.mention.full[0] if found.mention.full else found.mention.start
        before = self.text[max(0, start - 20) : start].lower().split()
        return ref.relation in ("in", "to") and bool(before) and before[-1] not in _INSIDE

    def is_coref(self, ref: PlaceRef) -> bool:
        """Whether a reference is "the city", said of the place before."""
        return ref.ref in self.expressions and self.expressions[ref.ref].relation == "coref"

    def unplaced(self, ref: PlaceRef) -> bool:
        """Whether a reference names something that has no place of its own here."""
        if ref.ref in self.expressions:
            return self.expressions[ref.ref].relation not in _SAME_PLACE | {"crosses", "offset"}
        found = self.resolutions.get(ref.ref)
        return found is None or found.place is None


def _ground(desk: _Refs, claim: Claim, known: Mapping[str, str]) -> Ground | None:
    refs = [ref for ref in claim.where if ref.role in _ROLES]
    named = [ref for ref in refs if ref.relation != "context"]
    if any(desk.unplaced(ref) for ref in named):
        return None
    chosen = named or refs
    found = [met for ref in chosen if (met := desk.place(ref)) is not None]
    places = {known.get(place.id, place.id): place for place, _ in found}
    if len(places) > 1:
        # "Sudzha in Kursk Oblast" is one place: what it lies in only says where.
        places = _innermost(places)
    if len(places) != 1:
        return None
    ((key, place),) = places.items()
    plain = bool(named) and all(whole for one, whole in found if known.get(one.id, one.id) == key)
    own = [ref for ref in named if (met := desk.place(ref)) is not None and known.get(met[0].id, met[0].id) == key]
    whole = all(desk.is_itself(ref) for ref in own) or any(desk.is_coref(ref) for ref in own)
    return Ground(place=place, key=key, plain=plain, whole=whole)


def _innermost(places: Mapping[str, Place]) -> dict[str, Place]:
    small = {key: place for key, place in places.items() if place.kind not in AREA_KINDS}
    if len(small) != 1:
        return small
    (town,) = small.values()
    around = [place for place in places.values() if place.kind in AREA_KINDS]
    return small if all(_holds(area, town) for area in around) else {}


def _holds(area: Place, town: Place) -> bool:
    if area.kind == "country":
        return area.country == town.country
    return area.kind == "macro_region" or fold(area.name) == fold(town.admin1 or "")


def _far(desk: _Refs, claim: Claim, known: Mapping[str, str]) -> Ground | None:
    ends = {ref.role: met for ref in claim.where if ref.role in ("figure", "ground") and (met := desk.place(ref))}
    if len(ends) != 2:
        return None
    near, far = ends["figure"][0], ends["ground"][0]
    if near.kind in AREA_KINDS or far.kind in AREA_KINDS:
        # "10 km from the border" of a region: where its edge is meant, and which, is not said.
        return None
    key = " - ".join(sorted((known.get(near.id, near.id), known.get(far.id, far.id))))
    return Ground(place=near, key=key, plain=True, other=far)
