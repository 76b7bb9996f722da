"""A claim made ready for checking: its ids exchanged for places, quantities, sides and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geo.records import AREA_KINDS, Claim, Expression, Place, Quantity, Reading

_WHOLE_RELATIONS = frozenset({None, "in", "at", "into", "from"})
"""Relations under which a claim speaks of the place as such; "near", "outskirts" or "in_part" mean other ground."""
_SAME_PLACE = frozenset({"in", "at", "coref", "part_of"})
"""Relations of an expression that leave its ground the place meant ("the city", "its territory")."""
_LOSER_ROLES = ("patient", "holder", "agent")
_HOLDER_ROLES = ("holder", "agent")
_SIDES = frozenset({"RU", "UA"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A place of a claim, with its role, and whether the claim speaks of the place as such."""

    place: Place
    role: str
    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A claim with what a check needs to answer it."""

    claim: Claim
    parts: tuple[Part, ...]
    quantities: tuple[Quantity, ...]
    offset: Expression | None
    """The expression that gives a direction and distance from a place, where there is one."""
    offset_ground: Place | None
    published: date | None
    unplaced: tuple[str, ...] = ()
    """Names in the claim that mean places nobody could place."""

    @property
    def denies(self) -> bool:
        """Tell whether the claim says that the thing is not so."""
        return self.claim.polarity == "-" or self.claim.stance == "denied"

    @property
    def days(self) -> tuple[date, ...]:
        """First and last day the claim is about, never after it was published; one day twice is given once."""
        when = self.claim.when
        given = [day for day in (when.from_day, when.to_day) if day] if when else []
        days = given or [day for day in (self.published,) if day]
        return tuple(sorted({min(day, self.published) if self.published else day for day in days}))

    def side(self, *, loser: bool = False) -> str | None:
        """Return the one side, RU or UA, that is said to hold or take (or to lose); None when unsaid or more than one."""
        for role in _LOSER_ROLES if loser else _HOLDER_ROLES:
            sides = {actor.side for actor in self.claim.actors if actor.role == role and actor.side is not None}
            if sides:
                return sides.pop() if len(sides) == 1 and sides <= _SIDES else None
        return None

    def places(self, roles: Iterable[str]) -> tuple[Place, ...]:
        """Return the places in the given roles of which the claim speaks as such, each once, by id."""
        wanted = set(roles)
        found = {part.place.id: part.place for part in self.parts if part.role in wanted and part.plain}
        return tuple(found[key] for key in sorted(found))

    def wholes(self) -> tuple[Place, ...]:
        """Return the regions and countries that the claim names as a whole or its part, by id."""
        found = {p.place.id: p.place for p in self.parts if p.role in {"whole", "part", "where"}}
        return tuple(found[key] for key in sorted(found) if found[key].kind in AREA_KINDS)

    def quantity(self, si_unit: str, unit: str | None = None) -> Quantity | None:
        """Return the first quantity in an SI unit (and a unit as said), in text order; None without one."""
        fitting = [q for q in self.quantities if q.si_unit == si_unit and unit in (None, q.unit) and q.si is not None]
        return min(fitting, key=lambda q: q.start, default=None)


def pose_questions(reading: Reading) -> tuple[Question, ...]:
    """Return a question for each claim of a reading, in their order."""
    places = {r.mention.id: r.place for r in reading.resolutions if r.place is not None}
    names = {r.mention.id: r.mention.text for r in reading.resolutions if r.place is None}
    expressions = {expression.id: expression for expression in reading.expressions}
    quantities = {quantity.id: quantity for quantity in reading.quantities}
    return tuple(
        _pose(claim, places, names, expressions, quantities, reading.article.published) for claim in reading.claims
    )


def _pose(
    claim: Claim,
    places: dict[str, Place],
    names: dict[str, str],
    expressions: dict[str, Expression],
    quantities: dict[str, Quantity],
    published: date | None,
) -> Question:
    parts = []
    offset = None
    for where in claim.where:
        plain = where.relation in _WHOLE_RELATIONS
        expression = expressions.get(where.ref)
        place = places.get(where.ref)
        if expression is not None:
            offset = expression if expression.relation == "offset" else offset
            place = places.get(expression.ground or "")
            plain = expression.relation in _SAME_PLACE
        if place is not None and (expression is None or expression.relation != "offset"):
            parts.append(Part(place=place, role=where.role, plain=plain))
    return Question(
        claim=claim,
        parts=tuple(parts),
        quantities=tuple(quantities[ref] for ref in claim.quantities if ref in quantities),
        offset=offset,
        offset_ground=places.get(offset.ground or "") if offset else None,
        published=published,
        unplaced=tuple(dict.fromkeys(names[w.ref] for w in claim.where if w.ref in names and w.relation != "context")),
    )
