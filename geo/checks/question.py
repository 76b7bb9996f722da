"""A claim made ready for checking: its ids exchanged for places, quantities, sides and days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.checks.own_time import own_when
from geo.checks.part import Part, as_worded, is_owned
from geo.records import AREA_KINDS, Actor, Claim, Expression, Place, Quantity, Reading, Resolution, TimeSpan

_WHOLE_RELATIONS = frozenset({None, "in", "at", "into", "from"})
"""Relations under which a claim speaks of the place as such; "near", "outskirts" or "in_part" mean other ground."""
_SAME_PLACE = frozenset({"in", "at", "coref", "part_of"})
"""Relations of an expression that leave its ground the place meant ("the city", "its territory")."""
_OF_ITS_OWN = frozenset({"offset", "direction", "complement", "part_of"})
"""Relations that name other ground by themselves, beside the name they start from."""
_ASIDE = frozenset({"offset", "direction", "near", "around", "between", "toward"})
_LOSER_ROLES = ("patient", "holder", "agent")
_HOLDER_ROLES = ("holder", "agent")
_UNREAL = frozenset({"intended", "predicted", "hypothetical"})
_SIDES = frozenset({"RU", "UA"})
_TAKEN_FROM_UKRAINE = frozenset({"capture", "seize", "occupy", "lost"})
"""Modes under which a town of Ukraine changed hands to Russia where no side is named."""
TURN_DAYS = 14
"""A day told of is a turn of the story when it lies at least this many days before the article."""
_MOST_LOOKED_AT = 40
_WORDS_BEFORE = 40


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

    ground_names: frozenset[tuple[str, str | None]] = frozenset()
    """Name and country of the places whose part the claim speaks of ("of Ukraine"): neither holds them."""

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
        """Return the one side, RU or UA, that is said to hold or take (or to lose); None when unsaid or more than one.

        A town of Ukraine "was captured" by Russia where nobody is named; one of Russia may have changed hands twice.
        """
        for role in _LOSER_ROLES if loser else _HOLDER_ROLES:
            sides = {actor.side for actor in self.actors if actor.role == role and actor.side is not None}
            if sides:
                return sides.pop() if len(sides) == 1 and sides <= _SIDES else None
        if self.claim.actors or self.claim.mode not in _TAKEN_FROM_UKRAINE:
            return None
        countries = {part.place.country for part in self.parts if part.plain}
        return ("UA" if loser else "RU") if countries == {"UA"} else None

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of the claim without those that are but the name of its ground ("19 % of Ukraine")."""
        return tuple(actor for actor in self.claim.actors if (actor.name, actor.side) not in self.ground_names)

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
        self._mentions = {r.mention.id: r.mention for r in reading.resolutions}
        self._text = reading.article.text
        self.expressions = {expression.id: expression for expression in reading.expressions}
        self.quantities = {quantity.id: quantity for quantity in reading.quantities}
        self.times = {time.id: time for time in reading.times}
        self._mapped = sorted((r for r in reading.resolutions if r.mapped), key=lambda r: r.mention.start)
        dated = (time for time in reading.times if time.from_day is not None and time.from_day == time.to_day)
        self._days = sorted(dated, key=lambda time: time.start)

    def words_before(self, ref: str) -> str | None:
        """Return the words that stand before a name; None where the reference is to no name."""
        mention = self._mentions.get(ref)
        return None if mention is None else self._text[max(0, mention.start - _WORDS_BEFORE) : mention.start]

    def relation_around(self, ref: str, claim: Claim) -> str | None:
        """Return the relation of the expression of a claim within which a name stands; None where it stands in none."""
        mention = self._mentions.get(ref)
        if mention is None:
            return None
        found = (self.expressions[where.ref] for where in claim.where if where.ref in self.expressions)
        around = (one for one in found if one.start <= mention.start and mention.end <= one.end)
        return next((one.relation for one in around if one.relation not in _OF_ITS_OWN), None)

    def is_back_reference(self, ref: str, claim: Claim) -> bool:
        """Tell whether a name stands before a claim that gives its ground by its relation to another ("the area south of X")."""
        mention = self._mentions.get(ref)
        if mention is None or claim.start <= mention.start < claim.end:
            return False
        found = (self.expressions[where.ref] for where in claim.where if where.ref in self.expressions)
        return any(one.relation in _ASIDE for one in found)

    def ground_names(self, claim: Claim) -> frozenset[tuple[str, str | None]]:
        """Return the names, and countries, of the places whose part a claim speaks of."""
        wholes = [self._mentions[w.ref] for w in claim.where if w.relation == "part_of" and w.ref in self._mentions]
        named = [(one.text, self.places.get(one.id)) for one in wholes if is_owned(self.words_before(one.id) or "")]
        return frozenset((text, place.country) for text, place in named if place is not None)

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
            part = Part(place=place, role=where.role, plain=plain, relation=relation, bearing_deg=bearing)
            within = known.relation_around(where.ref, claim)
            if within is not None and within not in _SAME_PLACE:
                # "Between X and Y", "the outskirts of X": other ground than X, whatever X itself is said to be.
                part = replace(part, plain=False, relation=within)
            if known.is_back_reference(where.ref, claim):
                part = replace(part, plain=False)
            before = known.words_before(where.ref)
            parts.append(part if before is None else as_worded(part, before, claim.type))
    names = known.names
    named_before = None
    times = tuple(known.times[ref] for ref in claim.times if ref in known.times)
    if complement is not None:
        named_before = known.places.get(complement.ground or "") or known.named_before(complement.start)
    return Question(
        claim=replace(claim, when=own_when(claim, times)),
        parts=tuple(parts),
        quantities=tuple(known.quantities[ref] for ref in claim.quantities if ref in known.quantities),
        offset=offset,
        offset_ground=known.places.get(offset.ground or "") if offset else None,
        published=known.published,
        unplaced=tuple(dict.fromkeys(names[w.ref] for w in claim.where if w.ref in names and w.relation != "context")),
        language=known.language,
        times=times,
        elsewhere=complement is not None,
        named_before=named_before,
        turn=known.turn_before(claim.start),
        ground_names=known.ground_names(claim),
    )
