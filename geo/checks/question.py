"""A claim made ready for checking: its ids exchanged for places, quantities, sides and days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.records import AREA_KINDS, Claim, Expression, Place, Quantity, Reading, Resolution, TimeSpan

_WHOLE_RELATIONS = frozenset({None, "in", "at", "into", "from"})
"""Relations under which a claim speaks of the place as such; "near", "outskirts" or "in_part" mean other ground."""
_SAME_PLACE = frozenset({"in", "at", "coref", "part_of"})
"""Relations of an expression that leave its ground the place meant ("the city", "its territory")."""
_LOSER_ROLES = ("patient", "holder", "agent")
_HOLDER_ROLES = ("holder", "agent")
_UNREAL = frozenset({"intended", "predicted", "hypothetical"})
_SIDES = frozenset({"RU", "UA"})
TURN_DAYS = 14
"""A day told of is a turn of the story when it lies at least this many days before the article."""
_MOST_LOOKED_AT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A place of a claim, with its role, and whether the claim speaks of the place as such."""

    place: Place
    role: str
    plain: bool
    relation: str | None = None
    """How the claim relates to the place: the relation of the expression that gives it, else of the name itself."""
    bearing_deg: float | None = None
    """Where an expression says in which part of the place, or to which side of it: degrees clockwise from true north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidArea:
    """How much ground a claim of the same article says that a side holds or took."""

    claim: str
    quantity: Quantity
    side: str
    places: frozenset[str]
    """Ids of the places that the claim names."""
    first_day: date | None
    """First day that the claim is about."""


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
    language: str = "en"
    """ISO 639-1 code of the article's language."""
    times: tuple[TimeSpan, ...] = ()
    """The claim's own time expressions, in text order."""
    elsewhere: bool = False
    """True where the claim speaks of other places than the one named before ("on other parts of the front")."""
    named_before: Place | None = None
    """The place named before such words; None where there is none."""
    turn: date | None = None
    """The single day that the article told of last before the claim, if it lies well before the article's own."""

    said_areas: tuple[SaidArea, ...] = ()
    """What other claims of the article say in km² of ground held or taken, in text order."""

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
    known = _Known(reading)
    questions = tuple(_pose(claim, known) for claim in reading.claims)
    areas = tuple(area for question in questions for area in _said_areas(question))
    if not areas:
        return questions
    # Of the very same article only, and few claims compare areas: most questions stay as they are.
    return tuple(
        replace(question, said_areas=tuple(area for area in areas if area.claim != question.claim.id))
        for question in questions
    )


def _said_areas(question: Question) -> tuple[SaidArea, ...]:
    claim, side, quantity = question.claim, question.side(), question.quantity("m2")
    if (
        claim.type not in {"control", "change"}
        or claim.stance in _UNREAL
        or question.denies
        or side is None
        or quantity is None
    ):
        return ()
    return (
        SaidArea(
            claim=claim.id,
            quantity=quantity,
            side=side,
            places=frozenset(part.place.id for part in question.parts),
            first_day=claim.when.from_day if claim.when else None,
        ),
    )


class _Known:
    """What a reading knows by id, and by where it stands in the text."""

    def __init__(self, reading: Reading) -> None:
        self.published, self.language = reading.article.published, reading.article.language or "en"
        self.places = {r.mention.id: r.place for r in reading.resolutions if r.place is not None}
        self.names = {r.mention.id: r.mention.text for r in reading.resolutions if r.place is None}
        self.expressions = {expression.id: expression for expression in reading.expressions}
        self.quantities = {quantity.id: quantity for quantity in reading.quantities}
        self.times = {time.id: time for time in reading.times}
        self._mapped = sorted((r for r in reading.resolutions if r.mapped), key=lambda r: r.mention.start)
        dated = (time for time in reading.times if time.from_day is not None and time.from_day == time.to_day)
        self._days = sorted(dated, key=lambda time: time.start)

    def named_before(self, offset: int) -> Place | None:
        """Return the place named last before an offset; one that only names an event ("the X incursion") where there is no other."""
        last = bisect_left(self._mapped, offset, key=lambda resolution: resolution.mention.start)
        before: Sequence[Resolution] = self._mapped[max(0, last - _MOST_LOOKED_AT) : last][::-1]
        plain = [resolution.place for resolution in before if resolution.usage == "literal"]
        return next(iter([*plain, *(resolution.place for resolution in before)]), None)

    def turn_before(self, offset: int) -> date | None:
        """Return the single day told of last before an offset that lies well before the article's own."""
        last = bisect_left(self._days, offset, key=lambda time: time.start)
        for time in self._days[max(0, last - _MOST_LOOKED_AT) : last][::-1]:
            day = time.from_day
            if day is not None and self.published is not None and (self.published - day).days >= TURN_DAYS:
                return day
        return None


def _pose(claim: Claim, known: _Known) -> Question:
    parts = []
    offset = complement = None
    for where in claim.where:
        plain, relation = where.relation in _WHOLE_RELATIONS, where.relation
        expression = known.expressions.get(where.ref)
        place = known.places.get(where.ref)
        if expression is not None:
            offset = expression if expression.relation == "offset" else offset
            complement = expression if expression.relation == "complement" else complement
            place = known.places.get(expression.ground or "")
            plain, relation = expression.relation in _SAME_PLACE, expression.relation
        if place is not None and (expression is None or expression.relation != "offset"):
            bearing = expression.bearing_deg if expression is not None else None
            parts.append(Part(place=place, role=where.role, plain=plain, relation=relation, bearing_deg=bearing))
    names = known.names
    named_before = None
    if complement is not None:
        named_before = known.places.get(complement.ground or "") or known.named_before(complement.start)
    return Question(
        claim=claim,
        parts=tuple(parts),
        quantities=tuple(known.quantities[ref] for ref in claim.quantities if ref in known.quantities),
        offset=offset,
        offset_ground=known.places.get(offset.ground or "") if offset else None,
        published=known.published,
        unplaced=tuple(dict.fromkeys(names[w.ref] for w in claim.where if w.ref in names and w.relation != "context")),
        language=known.language,
        times=tuple(known.times[ref] for ref in claim.times if ref in known.times),
        elsewhere=complement is not None,
        named_before=named_before,
        turn=known.turn_before(claim.start),
    )
