"""What "the town", "it", "the region" or "the island" of a claim refers back to."""

from __future__ import annotations

import re
from bisect import bisect_left

from geo.claims.notes import Notes
from geo.claims.parts import is_part
from geo.claims.wording import Wording
from geo.records import PlaceRef, Resolution
from geo.sentences import Span

# A claim may lean on a place named this many sentences before, in the same paragraph.
REACH_SENTENCES = 2
# Of a deed that names no place the last one named so many sentences before is the context; no check leans on it.
CONTEXT_SENTENCES = 8
# How many names before are looked through for "the town".
_MOST_LOOKED_AT = 60
# How far before the town last named another may stand that fits "the village" better.
_NEAR_CHARS = 400
# How far before "the region" one may be named.
REGION_CHARS = 2000
# A preposition or a possessive stands so near before its noun.
PREPOSITION = 12
# A clause hangs on the name that ends so few characters before it.
_RIGHT_BEFORE = 3
# How far behind a town its region may be told, and how: "X, a village in Y Oblast".
_TOLD_OF = 80
_APPOSED = re.compile(r",\s(?:an?|the|село|місто|селище|город|пос[её]лок|деревня)\s[^.,;\n]{0,60}$", re.IGNORECASE)
# Nobody calls a place of so many people a village, or one of so few a city.
_VILLAGE, _HAMLET = 15_000, 5_000


def antecedents(notes: Notes, sentence: Span, clause: Span) -> tuple[PlaceRef, ...]:
    """Return the places that "the town", "both villages" or "it" refer back to; none where nothing does."""
    if notes.told.search(notes.wording.ground.villages, clause.start, clause.end):
        since = notes.spans[max(0, _index(notes, sentence) - 1)].start
        named = [r for r in notes.mentions_in(Span(since, clause.start)) if r.mapped and is_town(r)]
        if len(named) > 1:
            return tuple(PlaceRef(ref=r.mention.id, role="where", relation="in") for r in named)
    back = _antecedent(notes, sentence, clause)
    return () if back is None else (back,)


def _index(notes: Notes, sentence: Span) -> int:
    return bisect_left(notes.spans, sentence.start, key=lambda span: span.start)


def _antecedent(notes: Notes, sentence: Span, clause: Span) -> PlaceRef | None:
    """The place that "the town", or a clause that hangs on the name before it, refers back to."""
    told, ground = notes.told, notes.wording.ground
    if town := told.search(ground.town, clause.start, clause.end):
        return the_town(notes, sentence, clause, town)
    for pattern, find in (
        (ground.landform, _the_landform),
        (ground.it, _the_place_of_it),
        (ground.region, _the_region),
        (ground.area, _the_area),
    ):
        found = find(notes, sentence, clause) if told.search(pattern, clause.start, clause.end) else None
        if found is not None:
            return PlaceRef(ref=found.mention.id, role="where", relation="in")
    if ground.hanging.match(notes.text, clause.start, clause.end):
        named = [r for r in notes.mentions_in(Span(sentence.start, clause.start)) if r.mapped]
        if named and clause.start - named[-1].mention.end <= _RIGHT_BEFORE:
            return PlaceRef(ref=named[-1].mention.id, role="where", relation="in")
    return None


def _the_landform(notes: Notes, _: Span, clause: Span) -> Resolution | None:
    named = notes.mentions_in(Span(max(0, clause.start - REGION_CHARS), clause.start))
    return next((r for r in reversed(named) if r.mapped and _is_landform(notes, r)), None)


def _the_place_of_it(notes: Notes, sentence: Span, clause: Span) -> Resolution | None:
    since = notes.spans[max(0, _index(notes, sentence) - REACH_SENTENCES)].start
    town = last_place(notes, clause.start, towns=True, since=max(since, notes.paragraph(sentence.start)))
    return town or _the_landform(notes, sentence, clause)


def _the_region(notes: Notes, _: Span, clause: Span) -> Resolution | None:
    regions = regions_in(notes, Span(max(0, clause.start - REGION_CHARS), clause.start))
    return regions[-1] if regions else None


def _the_area(notes: Notes, sentence: Span, clause: Span) -> Resolution | None:
    back = last_place(notes, clause.start, towns=False, since=notes.paragraph(sentence.start))
    if back is not None and notes.told.search(notes.wording.ground.there, clause.start, clause.end):
        return _town_in(notes, back) or back
    return back


def _town_in(notes: Notes, region: Resolution) -> Resolution | None:
    """The town of which it was just told that it lies in a region: "X, a village in Y Oblast ... there" is X."""
    place, since = region.place, max(0, region.mention.start - _TOLD_OF)
    if place is None or place.kind != "region":
        return None
    named = [r for r in notes.mentions_in(Span(since, region.mention.start)) if r.mapped and is_town(r)]
    apposed = named and _APPOSED.match(notes.text, named[-1].mention.end, region.mention.start)
    town = named[-1].place if apposed else None
    return named[-1] if town is not None and town.admin1 == place.admin1 else None


def town_before(notes: Notes, index: int, offset: int) -> Resolution | None:
    """Return the town last named before an offset, at most a few sentences back."""
    since = notes.spans[max(0, index - CONTEXT_SENTENCES)].start
    return last_place(notes, offset, towns=True, since=since)


def the_town(notes: Notes, sentence: Span, clause: Span, town: re.Match[str]) -> PlaceRef | None:
    """Return what "the town" of a clause is: the speaker's own, else the one last named that fits the word."""
    if own := _town_of_speaker(notes, sentence, town.start()):
        return PlaceRef(ref=own.mention.id, role="where", relation="in")
    back = _last_town(notes, clause.start, town.group(), notes.wording)
    part = is_part(notes.text[max(clause.start, town.start() - 20) : town.start()], notes.wording)
    return None if back is None else PlaceRef(ref=back.mention.id, role="where", relation="in_part" if part else "in")


def _town_of_speaker(notes: Notes, sentence: Span, town: int) -> Resolution | None:
    """ "X from A tells that her village": the place that the naming of a source tells of them."""
    if not notes.wording.ground.of_speaker.search(notes.text, max(0, town - PREPOSITION), town):
        return None
    named = [
        r
        for r in notes.resolutions
        if sentence.start <= r.mention.start < town and r.mapped and is_town(r) and r.mention.id in notes.aside
    ]
    return named[-1] if named else None


def _last_town(notes: Notes, before: int, kind: str, wording: Wording) -> Resolution | None:
    """The town last named; of those of the last paragraphs a small one for "the village", a large one for "the city"."""
    last = last_place(notes, before, towns=True)
    small, large = wording.ground.small.search(kind), wording.ground.large.search(kind)
    if last is None or not (small or large) or _fits(last, village=bool(small)):
        return last
    since = max(0, last.mention.start - _NEAR_CHARS)
    near = [r for r in notes.mentions_in(Span(since, before)) if r.mapped and is_town(r)]
    # What another place is measured from is not what is spoken of.
    fitting = [
        r
        for r in near
        if r.mention.id not in notes.measures and _fits(r, village=bool(small)) and r.mention.end <= before
    ]
    return fitting[-1] if fitting else last


def _fits(town: Resolution, *, village: bool) -> bool:
    """Whether a town may be called a village, or a city; where its people are not counted it may be called both."""
    people = town.place.population if town.place is not None else None
    return not people or people < _VILLAGE if village else (people or 0) > _HAMLET


def last_place(notes: Notes, before: int, *, towns: bool, since: int = 0) -> Resolution | None:
    """Return the place last named before an offset, of which something is told; `towns` leaves all others out."""
    last = bisect_left(notes.resolutions, before, key=lambda resolution: resolution.mention.start)
    ground = notes.wording.ground
    for resolution in reversed(notes.resolutions[max(0, last - _MOST_LOOKED_AT) : last]):
        mention = resolution.mention
        if mention.start < since:
            return None
        if towns and ground.left.search(notes.text, max(0, mention.start - PREPOSITION), mention.start):
            # Where troops were brought from is not what is spoken of next.
            continue
        usable = resolution.mapped and mention.id not in notes.aside and mention.id not in notes.measures
        if usable and mention.end <= before and (not towns or is_town(resolution)):
            return resolution
    return None


def _is_landform(notes: Notes, resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and notes.wording.ground.landform_name.search(place.name) is not None


def is_region(resolution: Resolution) -> bool:
    """Whether a name is placed, and in a region."""
    return resolution.place is not None and resolution.place.kind == "region"


def is_town(resolution: Resolution) -> bool:
    """Whether a name is placed, and at a settlement."""
    return resolution.place is not None and resolution.place.kind == "city"


def regions_in(notes: Notes, span: Span) -> list[Resolution]:
    """Return the regions named in a stretch of the text."""
    return [r for r in notes.mentions_in(span) if r.mapped and is_region(r)]
