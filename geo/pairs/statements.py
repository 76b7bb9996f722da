"""Readings -> Statements: what each claim says, in a form in which two claims can be laid beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from geo.pairs.deeds import Deed, deed_of, is_partial, told_kind
from geo.pairs.figures import Figure, figures_of
from geo.pairs.grounds import Ground, ground_of, same_places
from geo.pairs.naming import source_name
from geo.records import AREA_KINDS, Claim, Place, Quantity, Reading

FACTUAL = frozenset({"asserted", "reported", "claimed", "denied"})
_SURE = frozenset({"CT", "PR"})
_ECHO_DAYS = 31
"""A town said to have been taken is said to be held until the day of writing, if that is no further off than this."""
_AFTER_DAYS = 3
"""And for so many days at least: who says on the next day that another holds it contradicts that."""
_OF_REGIONS = frozenset(
    {"encircle", "incursion", "redeploy", "deploy", "evacuate", "withdraw", "negotiation", "meeting"}
)
"""What happens to a region as a whole; strikes and battles happen somewhere in it."""
_TIGHT_DAYS = 10


class Matter(NamedTuple):
    """What a statement is about; statements of one matter can be compared."""

    aspect: str
    place: str
    """Id that all spellings and sources of one place share."""
    what: tuple[str, ...]
    """Whose deed of which kind, in which unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one claim says about one matter."""

    id: str
    """`<article id>#<claim id>`."""
    text: str
    """Hash of the article: the same text published twice is one voice."""
    order: int
    """Number of the claim in its article."""
    matter: Matter
    place: Place
    beyond: Place | None = None
    """The place from which a distance is measured."""
    first: date
    last: date
    """The days for which it is said."""
    dated: bool
    """Whether the claim itself names its day."""
    published: date | None
    source: str
    """Who says it, in words."""
    camp: str
    """What is said where nothing is counted: the holder, or whether it happened."""
    stance: str
    deed: Deed
    figure: Figure | None = None
    claim: Claim = field(repr=False)

    @property
    def key(self) -> tuple[date, date, str, str, int, str]:
        """What statements are sorted by; the order of the articles has no part in it."""
        return (self.first, self.last, self.source, self.text, self.order, self.id)

    @property
    def loose(self) -> bool:
        """Whether a state is told for so long a time that both sides may have held the place within it."""
        return self.deed.kind == "state" and (self.last - self.first).days > _TIGHT_DAYS

    @property
    def voice(self) -> tuple[str, str]:
        """Who says it in which text: nobody contradicts himself within one."""
        return (self.text, self.source)


def statements_of(readings: Sequence[Reading]) -> Iterator[Statement]:
    """Yield what the claims of some readings say about places, without what is only wanted or supposed."""
    known = same_places(
        resolution.place for reading in readings for resolution in reading.resolutions if resolution.place is not None
    )
    for reading in readings:
        desk = _Desk.of(reading, known)
        for order, claim in enumerate(reading.claims):
            yield from _said(desk, order, claim)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A reading with its ids looked up."""

    reading: Reading
    grounds: Mapping[str, Ground]
    quantities: Mapping[str, Quantity]
    implied: Mapping[str, float]
    """Claim -> the km² that its share comes to, as a check worked them out."""

    @classmethod
    def of(cls, reading: Reading, known: Mapping[str, str]) -> _Desk:
        implied = {
            f.claim: f.figures["implied_km2"] for f in reading.findings if f.claim and "implied_km2" in f.figures
        }
        return cls(
            reading=reading,
            grounds={claim.id: found for claim, found in ground_of(reading, known) if found is not None},
            quantities={quantity.id: quantity for quantity in reading.quantities},
            implied={claim: float(km2) for claim, km2 in implied.items() if isinstance(km2, (int, float))},
        )


def _said(desk: _Desk, order: int, claim: Claim) -> Iterator[Statement]:
    ground = desk.grounds.get(claim.id)
    if ground is None or claim.certainty not in _SURE or claim.stance not in FACTUAL | {"predicted"}:
        return
    deed = deed_of(claim)
    numbers = [desk.quantities[ref] for ref in claim.quantities if ref in desk.quantities]
    if ground.other is not None:
        yield from _distances(desk, order, claim, ground, deed, numbers)
        return
    found = figures_of(claim, deed, ground, numbers, desk.implied.get(claim.id))
    if claim.stance != "predicted" and not deed.denied:
        for figure in found:
            matter = Matter(figure.aspect, ground.key_for(figure.aspect, deed.side), figure.what)
            if (days := _days(desk, claim, deed)) is not None:
                yield _statement(desk, order, claim, ground, deed, matter, days, figure=figure)
    if not found:
        yield from _plain(desk, order, claim, ground, deed, counted=bool(numbers))


def _distances(
    desk: _Desk, order: int, claim: Claim, ground: Ground, deed: Deed, numbers: Sequence[Quantity]
) -> Iterator[Statement]:
    """How far two places are apart, which no day changes."""
    day = desk.reading.article.published or date.max
    for figure in figures_of(claim, deed, ground, numbers, None):
        if not deed.denied:
            matter = Matter(figure.aspect, ground.key, figure.what)
            yield _statement(desk, order, claim, ground, deed, matter, (day, day), figure=figure)


def _plain(desk: _Desk, order: int, claim: Claim, ground: Ground, deed: Deed, *, counted: bool) -> Iterator[Statement]:
    """Who holds a town, and whether a deed was done."""
    aspect = told_kind(claim, deed)
    if aspect is None or not ground.plain:
        return
    area = ground.place.kind in AREA_KINDS
    if aspect == "control" and (area or counted or not ground.whole or is_partial(claim.quote, ground.place.kind)):
        return
    if claim.stance == "predicted":
        if aspect == "control" and deed.kind == "event" and (days := _days(desk, claim, deed)) is not None:
            matter = Matter("control", ground.key, ("held",))
            yield _statement(desk, order, claim, ground, deed, matter, days, camp="expected")
        return
    if (days := _days(desk, claim, deed, aspect=aspect)) is None:
        return
    if aspect == "control":
        yield _statement(desk, order, claim, ground, deed, Matter("control", ground.key, ("held",)), days)
    elif (deed.denied or claim.mode in _OF_REGIONS) if area else _is_one_event(claim, ground):
        what = (claim.type, claim.mode, deed.side or "?")
        yield _statement(desk, order, claim, ground, deed, Matter("outcome", ground.key, what), days)


def _is_one_event(claim: Claim, ground: Ground) -> bool:
    """Whether what happened to a town can be told from other things that happened there: a school in it may be another's."""
    if claim.type == "harm":
        return bool(claim.times)
    return claim.type != "attack" or ground.whole


def _statement(
    desk: _Desk,
    order: int,
    claim: Claim,
    ground: Ground,
    deed: Deed,
    matter: Matter,
    days: tuple[date, date],
    *,
    figure: Figure | None = None,
    camp: str | None = None,
) -> Statement:
    article = desk.reading.article
    return Statement(
        id=f"{article.id}#{claim.id}",
        text=article.sha256,
        order=order,
        matter=matter,
        place=ground.place,
        beyond=ground.other,
        first=days[0],
        last=days[1],
        dated=bool(claim.times) and claim.when is not None and claim.when.granularity == "day" and _one_day(claim),
        published=article.published,
        source=source_name(article, claim),
        camp=camp if camp is not None else deed.camp,
        stance=claim.stance,
        deed=deed,
        figure=figure,
        claim=claim,
    )


def _one_day(claim: Claim) -> bool:
    return claim.when is not None and claim.when.from_day is not None and claim.when.from_day == claim.when.to_day


def _days(desk: _Desk, claim: Claim, deed: Deed, *, aspect: str | None = None) -> tuple[date, date] | None:
    """The days for which a claim speaks: those it names, and those for which a deed holds, or was not yet done."""
    when = claim.when
    first, last = (when.from_day, when.to_day) if when else (None, None)
    last = last or first
    if last is None:
        return None
    published = desk.reading.article.published
    first = first or last
    if deed.denied and deed.kind == "event" and aspect is not None and not claim.times:
        return _shifted(last, -_undone_days(claim, aspect)), last
    if deed.kind == "event" and aspect == "control" and not deed.denied and published is not None:
        # On the day itself both may have held it, if the article was written later; the days after, one of them.
        echo = published if last <= published <= _shifted(last, _ECHO_DAYS) else last
        start = last if published == last else _shifted(last, 1)
        return start, max(start, echo, _shifted(last, _AFTER_DAYS))
    return first, last


def _undone_days(claim: Claim, aspect: str) -> int:
    """Days back for which "has not happened" speaks: towns fall seldom, strikes come daily."""
    return 31 if aspect == "control" else 1 if claim.type in ("attack", "harm") and claim.mode != "incursion" else 7


def _shifted(day: date, days: int) -> date:
    """Return a day so many days on, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
