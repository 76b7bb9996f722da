"""Where a claim plays: the place its clause names, the one it refers back to, or mere context."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from geo.claims.heads import Searched
from geo.claims.notes import SALIENT_TYPES, Hit, Notes
from geo.claims.parts import is_part, places_of
from geo.claims.wording import Wording
from geo.records import Expression, PlaceRef, Resolution
from geo.sentences import Span

# A claim may lean on a place named this many sentences before, in the same paragraph.
REACH_SENTENCES = 2
# Of a deed that names no place the last one named so many sentences before is the context; no check leans on it.
_CONTEXT_SENTENCES = 8
# How many names before are looked through for "the town".
_MOST_LOOKED_AT = 60
# How far before the town last named another may stand that fits "the village" better.
_NEAR_CHARS = 400
# How far before "the region" one may be named.
_REGION_CHARS = 2000
# A preposition or a possessive stands so near before its noun.
_PREPOSITION = 12
# A sentence is about the place that is named so near its beginning.
_SUBJECT_CHARS = 30
# How far behind a town its region may be told.
_TOLD_OF = 80
_APPOSED = re.compile(r",\s(?:an?|the|село|місто|селище|город|пос[её]лок|деревня)\s[^.,;\n]{0,60}$", re.IGNORECASE)
_SHARES = frozenset({"percent", "share", "fraction"})
# Nobody calls a place of so many people a village, or one of so few a city.
_VILLAGE, _HAMLET = 15_000, 5_000
# What a distance can be measured from, and how far before the distance it may stand.
POINT_KINDS, FIGURE_REACH = frozenset({"city", "facility"}), 60


def find_where(notes: Notes, index: int, clause: Span, hit: Hit) -> tuple[PlaceRef, ...]:
    """Places of a claim: in its clause, else what it refers back to, else (as mere context) what stands around it."""
    refs = _told_places(notes, index, clause, hit)
    # What is only shown with the claim comes last.
    return tuple(sorted(refs, key=lambda ref: ref.relation == "context"))


def _told_places(notes: Notes, index: int, clause: Span, hit: Hit) -> tuple[PlaceRef, ...]:
    sentence = notes.spans[index]
    if own := _own_fate(notes, sentence, clause, hit):
        return (own,)
    refs = places_of(notes, clause, hit.start)
    named = {r.mention.id for r in notes.mentions_in(clause)}
    if any(ref.ref in named for ref in refs):
        return _of_first_day(notes, clause, _without_sectors(notes, _gone_to(notes, refs, hit)))
    if back := _antecedents(notes, sentence, clause):
        # What "the town" means is told once: an expression of the same words may take another town for it.
        return (*back, *(ref for ref in refs if ref.relation != "coref"))
    if refs:
        return refs
    refs = places_of(notes, sentence, hit.start)
    if refs:
        if _is_measured(notes, clause) and not any(_is_region(notes.by_id[r.ref]) for r in refs if r.ref in notes.by_id):
            # Square kilometres are no town's: of the region told before, if of any.
            land = _measured_land(notes, index, clause, hit)
            return () if land is None else (PlaceRef(ref=land.mention.id, role="where", relation="context"),)
        # Another clause's place: shown with the claim, but no check may lean on it.
        return tuple(ref if ref.role == "whole" else replace(ref, relation=_weaker(ref.relation)) for ref in refs)
    if not _is_about_the_war(notes.told, sentence, hit, notes.wording):
        return ()
    told = notes.text[sentence.end - 1] != "?"
    far = told and (hit.trigger.type in ("attack", "harm") or _names_a_side(notes.told, sentence, notes.wording))
    since = notes.spans[max(0, index - (_CONTEXT_SENTENCES if far else REACH_SENTENCES))].start
    if _is_measured(notes, clause):
        last = _measured_land(notes, index, clause, hit)
    else:
        last = _last_place(notes, sentence.start, towns=False, since=since)
    return () if last is None else (PlaceRef(ref=last.mention.id, role="where", relation="context"),)


def is_at_home(notes: Notes, clause: Span, hit: Hit, refs: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """Return the places without the mere context of a claim that plays elsewhere, or nowhere.

    Talks are about a war, not held where the sentence before played; a deed upon a place whose name nobody knows is not done
    to the one that was named before; and a river, a road or a sea is nothing that is held or taken.
    """
    if not all(ref.relation == "context" for ref in refs):
        return refs
    if hit.trigger.type == "talks" or _is_of_unknown(notes, clause, hit):
        return ()
    return tuple(ref for ref in refs if ref.ref not in notes.by_id or not _is_passed_by(notes.by_id[ref.ref]))


def _is_passed_by(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind in ("waterbody", "road")


def _is_of_unknown(notes: Notes, clause: Span, hit: Hit) -> bool:
    """Whether what is taken or falls is called by a name that is no place known: "took Xyz", "Xyz had been taken"."""
    if hit.trigger.type not in SALIENT_TYPES:
        return False
    ground, text = notes.wording.ground, notes.text
    words = (
        ground.unknown_behind.match(text, hit.end, clause.end),
        ground.unknown_before.search(text[clause.start : hit.start]),
    )
    sides = (ground.forces, *notes.wording.sides.values())
    return any(
        match is not None and not any(pattern.match(match[1]) for pattern in sides) for match in words
    )


def _own_fate(notes: Notes, sentence: Span, clause: Span, hit: Hit) -> PlaceRef | None:
    """The town of "its fall", whatever other place the clause names: the one that the sentence is about, else the last."""
    its = notes.told.search(notes.wording.ground.its_fate, clause.start, clause.end)
    if its is None or not its.start() <= hit.start < its.end():
        return None
    town = notes.told.search(notes.wording.ground.town, sentence.start, sentence.start + _SUBJECT_CHARS)
    if town is not None and (subject := _the_town(notes, sentence, Span(sentence.start, sentence.end), town)):
        return subject
    begun = Span(sentence.start, min(clause.start, sentence.start + _SUBJECT_CHARS))
    first = next((r for r in notes.mentions_in(begun) if r.mapped and _is_town(r)), None)
    back = first or _last_place(notes, clause.start, towns=True, since=notes.paragraph(sentence.start))
    return None if back is None else PlaceRef(ref=back.mention.id, role="where", relation="in")


def _is_measured(notes: Notes, clause: Span) -> bool:
    return any(q.si_unit == "m2" or q.unit in _SHARES for q in notes.quantities_in(clause))


def _gone_to(notes: Notes, refs: tuple[PlaceRef, ...], hit: Hit) -> tuple[PlaceRef, ...]:
    """Make a place that troops are moved "onto" their destination, where the form of its name tells so."""
    if hit.trigger.type != "move":
        return refs
    onto = {
        r.mention.id
        for ref in refs
        if (r := notes.by_id.get(ref.ref)) is not None
        and notes.wording.ground.onto.search(notes.text, max(0, r.mention.start - _PREPOSITION), r.mention.end)
    }
    return tuple(
        replace(ref, role="destination", relation="to") if ref.ref in onto and ref.role == "where" else ref
        for ref in refs
    )


def _measured_land(notes: Notes, index: int, clause: Span, hit: Hit) -> Resolution | None:
    """The region that square kilometres or a share without a place of their own are of: the last one told in the paragraph.

    Where the sentence says "the region", one of the paragraphs before; where ground is held and only one region was told
    of, that one. Never one that is only named later: gains may be those of the whole front.
    """
    sentence = notes.spans[index]
    spoken_of = notes.told.search(notes.wording.ground.region, sentence.start, clause.end)
    regions = _regions_in(notes, Span(max(0, clause.start - _REGION_CHARS), clause.start))
    near = [r for r in regions if spoken_of or r.mention.start >= notes.paragraph(sentence.start)]
    alone = hit.trigger.type == "control" and len({r.place.id for r in regions if r.place is not None}) == 1
    return near[-1] if near else regions[-1] if alone else None


def _regions_in(notes: Notes, span: Span) -> list[Resolution]:
    return [r for r in notes.mentions_in(span) if r.mapped and _is_region(r)]


def _without_sectors(notes: Notes, refs: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """In "in the X sector they hold Y" the claim is about Y; the sector is named after X and is mere context."""
    named_after = {ref.ref for ref in refs if ref.ref in notes.by_id and notes.by_id[ref.ref].usage == "literal_mod"}
    if all(ref.ref in named_after for ref in refs if ref.ref in notes.by_id):
        return refs
    return tuple(replace(ref, relation="context") if ref.ref in named_after else ref for ref in refs)


def _of_first_day(notes: Notes, clause: Span, refs: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """In "took X on Monday and Y by Friday" the claim is about X; Y has another day and is mere context."""
    days = [time for time in notes.times_in(clause) if not time.duration]
    if len(days) < 2:
        return refs
    late = {r.mention.id for r in notes.mentions_in(Span(days[0].end, clause.end))}
    early = any(ref.ref not in late for ref in refs)
    return tuple(replace(ref, relation="context") if early and ref.ref in late else ref for ref in refs)


def _weaker(relation: str | None) -> str:
    return relation if relation in ("along", "crosses", "into", "complement", "offset", "direction") else "context"


def _is_about_the_war(told: Searched, sentence: Span, hit: Hit, wording: Wording) -> bool:
    if hit.trigger.type in SALIENT_TYPES or told.search(wording.ground.land, sentence.start, sentence.end):
        return True
    cases = wording.ground.cases
    if cases is not None and told.search(cases.enemy, sentence.start, sentence.end):
        # What the enemy is said to have lost stands for itself, wherever it was.
        return hit.trigger.type not in ("talks", "harm")
    return hit.trigger.type != "talks" and _names_a_side(told, sentence, wording)


def _names_a_side(told: Searched, sentence: Span, wording: Wording) -> bool:
    patterns = (wording.ground.forces, *wording.sides.values())
    return any(told.search(pattern, sentence.start, sentence.end) for pattern in patterns)


def _antecedents(notes: Notes, sentence: Span, clause: Span) -> tuple[PlaceRef, ...]:
    """The places that "the town", "both villages" or "it" refer back to; none where nothing does."""
    if notes.told.search(notes.wording.ground.villages, clause.start, clause.end):
        since = notes.spans[max(0, _index(notes, sentence) - 1)].start
        named = [r for r in notes.mentions_in(Span(since, clause.start)) if r.mapped and _is_town(r)]
        if len(named) > 1:
            return tuple(PlaceRef(ref=r.mention.id, role="where", relation="in") for r in named)
    back = _antecedent(notes, sentence, clause)
    return () if back is None else (back,)


def _index(notes: Notes, sentence: Span) -> int:
    return bisect_left(notes.spans, sentence.start, key=lambda span: span.start)


def _antecedent(notes: Notes, sentence: Span, clause: Span) -> PlaceRef | None:
    """The place that "the town", or a clause that hangs on the name before it, refers back to."""
    ground = notes.wording.ground
    if town := notes.told.search(ground.town, clause.start, clause.end):
        return _the_town(notes, sentence, clause, town)
    if notes.told.search(ground.landform, clause.start, clause.end):
        since = max(0, clause.start - _REGION_CHARS)
        named = [r for r in notes.mentions_in(Span(since, clause.start)) if r.mapped and _is_landform(notes, r)]
        if named:
            return PlaceRef(ref=named[-1].mention.id, role="where", relation="in")
    if notes.told.search(ground.it, clause.start, clause.end):
        since = notes.spans[max(0, _index(notes, sentence) - REACH_SENTENCES)].start
        back = _last_place(notes, clause.start, towns=True, since=max(since, notes.paragraph(sentence.start)))
        if back is not None:
            return PlaceRef(ref=back.mention.id, role="where", relation="in")
    if notes.told.search(ground.region, clause.start, clause.end):
        since = max(0, clause.start - _REGION_CHARS)
        regions = _regions_in(notes, Span(since, clause.start))
        if regions:
            return PlaceRef(ref=regions[-1].mention.id, role="where", relation="in")
    if notes.told.search(ground.area, clause.start, clause.end):
        back = _last_place(notes, clause.start, towns=False, since=notes.paragraph(sentence.start))
        if back is not None and notes.told.search(ground.there, clause.start, clause.end):
            back = _town_in(notes, back) or back
        if back is not None:
            return PlaceRef(ref=back.mention.id, role="where", relation="in")
    if notes.wording.ground.hanging.match(notes.text, clause.start, clause.end):
        named = [r for r in notes.mentions_in(Span(sentence.start, clause.start)) if r.mapped]
        if named and clause.start - named[-1].mention.end <= 3:
            return PlaceRef(ref=named[-1].mention.id, role="where", relation="in")
    return None


def _town_in(notes: Notes, region: Resolution) -> Resolution | None:
    """The town of which it was just told that it lies in a region: "X, a village in Y Oblast ... there" is X."""
    place, since = region.place, max(0, region.mention.start - _TOLD_OF)
    if place is None or place.kind != "region":
        return None
    named = [r for r in notes.mentions_in(Span(since, region.mention.start)) if r.mapped and _is_town(r)]
    apposed = named and _APPOSED.match(notes.text, named[-1].mention.end, region.mention.start)
    town = named[-1].place if apposed else None
    return named[-1] if town is not None and town.admin1 == place.admin1 else None


def town_before(notes: Notes, index: int, offset: int) -> Resolution | None:
    """Return the town last named before an offset, at most a few sentences back."""
    since = notes.spans[max(0, index - _CONTEXT_SENTENCES)].start
    return _last_place(notes, offset, towns=True, since=since)


def _the_town(notes: Notes, sentence: Span, clause: Span, town: re.Match[str]) -> PlaceRef | None:
    if own := _town_of_speaker(notes, sentence, town.start()):
        return PlaceRef(ref=own.mention.id, role="where", relation="in")
    back = _last_town(notes, clause.start, town.group(), notes.wording)
    part = is_part(notes.text[max(clause.start, town.start() - 20) : town.start()], notes.wording)
    return None if back is None else PlaceRef(ref=back.mention.id, role="where", relation="in_part" if part else "in")


def _town_of_speaker(notes: Notes, sentence: Span, town: int) -> Resolution | None:
    """ "X from A tells that her village": the place that the naming of a source tells of them."""
    if not notes.wording.ground.of_speaker.search(notes.text, max(0, town - _PREPOSITION), town):
        return None
    named = [
        r
        for r in notes.resolutions
        if sentence.start <= r.mention.start < town and r.mapped and _is_town(r) and r.mention.id in notes.aside
    ]
    return named[-1] if named else None


def _last_town(notes: Notes, before: int, kind: str, wording: Wording) -> Resolution | None:
    """The town last named; of those of the last paragraphs a small one for "the village", a large one for "the city"."""
    last = _last_place(notes, before, towns=True)
    small, large = wording.ground.small.search(kind), wording.ground.large.search(kind)
    if last is None or not (small or large) or _fits(last, village=bool(small)):
        return last
    since = max(0, last.mention.start - _NEAR_CHARS)
    near = [r for r in notes.mentions_in(Span(since, before)) if r.mapped and _is_town(r)]
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


def _last_place(notes: Notes, before: int, *, towns: bool, since: int = 0) -> Resolution | None:
    last = bisect_left(notes.resolutions, before, key=lambda resolution: resolution.mention.start)
    for resolution in reversed(notes.resolutions[max(0, last - _MOST_LOOKED_AT) : last]):
        mention = resolution.mention
        if mention.start < since:
            return None
        usable = resolution.mapped and mention.id not in notes.aside and mention.id not in notes.measures
        if usable and mention.end <= before and (not towns or _is_town(resolution)):
            return resolution
    return None


def _is_landform(notes: Notes, resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and notes.wording.ground.landform_name.search(place.name) is not None


def _is_region(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind == "region"


def _is_town(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind == "city"


def find_figure(notes: Notes, sentence: Span, expression: Expression) -> tuple[int, Resolution] | None:
    """What lies at the distance: the town named just before, or the one that "the town" refers back to; with its offset."""
    reach = Span(max(sentence.start, expression.start - FIGURE_REACH), expression.start)
    towns = [r for r in notes.mentions_in(Span(sentence.start, expression.start)) if _is_point(r)]
    if towns and notes.wording.ground.lies.search(notes.text, reach.start, reach.end):
        # "X, which once had a mine, lies 5 km from Y"
        own = [r for r in notes.own_mentions(sentence, expression.start) if r in towns]
        return (own or towns)[-1].mention.start, (own or towns)[-1]
    if towns and towns[-1].mention.end >= reach.start:
        return towns[-1].mention.start, towns[-1]
    the_town = notes.told.search(notes.wording.ground.town, reach.start, reach.end)
    back = _last_place(notes, the_town.start(), towns=True) if the_town else None
    return None if the_town is None or back is None else (the_town.start(), back)


def _is_point(resolution: Resolution) -> bool:
    return resolution.mapped and resolution.place is not None and resolution.place.kind in POINT_KINDS
