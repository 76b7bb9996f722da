"""Where a claim plays: the place its clause names, the one it refers back to, or mere context."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.antecedents import (
    CONTEXT_SENTENCES,
    PREPOSITION,
    REACH_SENTENCES,
    REGION_CHARS,
    antecedents,
    is_region,
    is_town,
    last_place,
    regions_in,
    the_town,
)
from geo.claims.heads import Searched
from geo.claims.notes import SALIENT_TYPES, Hit, Notes
from geo.claims.parts import BESIDE, places_of
from geo.claims.wording import Wording
from geo.records import Expression, PlaceRef, Resolution
from geo.sentences import Span

# A sentence is about the place that is named so near its beginning.
_SUBJECT_CHARS = 30
_SHARES = frozenset({"percent", "share", "fraction"})
# What a distance can be measured from, and how far before the distance it may stand.
POINT_KINDS, FIGURE_REACH = frozenset({"city", "facility"}), 60

# From "the village" to what tells where it is: "some", «приблизно за», «примерно в».
_RIGHT_BEHIND = 30
_UNBROKEN = re.compile(r"[\w\s]{0,30}")


def find_where(notes: Notes, index: int, clause: Span, hit: Hit) -> tuple[PlaceRef, ...]:
    """Places of a claim: in its clause, else what it refers back to, else (as mere context) what stands around it."""
    refs = _told_places(notes, index, clause, hit)
    # What is only shown with the claim comes last.
    return tuple(sorted(refs, key=lambda ref: ref.relation == "context"))


def _told_places(notes: Notes, index: int, clause: Span, hit: Hit) -> tuple[PlaceRef, ...]:
    sentence = notes.spans[index]
    if own := _own_fate(notes, sentence, clause, hit):
        return (own,)
    refs = tuple(ref for ref in places_of(notes, clause, hit.start) if not _only_measures(notes, hit, ref))
    named = {r.mention.id for r in notes.mentions_in(clause)}
    if any(ref.ref in named for ref in refs):
        return _of_first_day(notes, clause, _without_sectors(notes, _gone_to(notes, refs, hit)))
    if refs := _with_antecedents(notes, sentence, clause, refs):
        return refs
    around = places_of(notes, sentence, hit.start)
    refs = tuple(
        ref for ref in around if not (_is_of_next(notes, sentence, clause, ref) or _only_measures(notes, hit, ref))
    )
    if refs:
        if _is_measured(notes, clause) and not any(_is_land(notes, ref) for ref in refs):
            # Square kilometres are no town's: of the region told before, if of any.
            land = _measured_land(notes, index, clause, hit)
            return () if land is None else (PlaceRef(ref=land.mention.id, role="where", relation="context"),)
        # Another clause's place: shown with the claim, but no check may lean on it.
        return tuple(ref if ref.role == "whole" else replace(ref, relation=_weaker(ref.relation)) for ref in refs)
    if not around and not _is_about_the_war(notes.told, sentence, hit, notes.wording):
        return ()
    told = notes.text[sentence.end - 1] != "?"
    far = told and (hit.trigger.type in ("attack", "harm") or _names_a_side(notes.told, sentence, notes.wording))
    since = notes.spans[max(0, index - (CONTEXT_SENTENCES if far else REACH_SENTENCES))].start
    if _is_measured(notes, clause):
        last = _measured_land(notes, index, clause, hit)
    elif notes.told.search(notes.wording.ground.there, clause.start, clause.end):
        # "Here", where the paragraph names nothing: in the region that the article is about.
        last = next(iter(regions_in(notes, Span(since, sentence.start))[::-1]), None)
    else:
        last = last_place(notes, sentence.start, towns=False, since=since)
    return () if last is None else (PlaceRef(ref=last.mention.id, role="where", relation="context"),)


def _with_antecedents(notes: Notes, sentence: Span, clause: Span, refs: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """The places of a clause that names none, with what "the town" of it refers back to."""
    own = tuple(ref for ref in refs if ref.relation != "coref")
    if _is_told_beside(notes, clause, refs):
        return own
    # What "the town" means is told once: an expression of the same words may take another town for it.
    back = antecedents(notes, sentence, clause)
    return (*back, *own) if back else refs


def _is_told_beside(notes: Notes, clause: Span, refs: tuple[PlaceRef, ...]) -> bool:
    """Whether "the village" is told right behind by its relation to another place, and so refers back to none."""
    town = notes.told.search(notes.wording.ground.town, clause.start, clause.end)
    told = {ref.ref for ref in refs if ref.relation in BESIDE}
    if town is None or not told:
        return False
    starts = [x.start for x in notes.expressions_in(Span(town.end(), town.end() + _RIGHT_BEHIND)) if x.id in told]
    return any(_UNBROKEN.fullmatch(notes.text, town.end(), start) for start in starts)


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


def _is_of_next(notes: Notes, sentence: Span, clause: Span, ref: PlaceRef) -> bool:
    """Whether a place stands in a later clause that tells of a deed of its own: "strikes on the dock, and a raid near X"."""
    found = notes.by_id.get(notes.grounds.get(ref.ref, ref.ref))
    if found is None or found.mention.start < clause.end:
        return False
    behind = Span(clause.end, found.mention.start)
    return notes.wording.ground.next_deed.match(notes.text, clause.end, sentence.end) is not None and bool(
        notes.hits_in(behind)
    )


def _is_land(notes: Notes, ref: PlaceRef) -> bool:
    """Whether square kilometres or a share can be those of a place: a region, or what the words say it is a share of."""
    return ref.role == "whole" or (ref.ref in notes.by_id and is_region(notes.by_id[ref.ref]))


def _only_measures(notes: Notes, hit: Hit, ref: PlaceRef) -> bool:
    """Whether a river or sea only says how far off a place lies that is held or taken: "the mouth of the Danube"."""
    found = notes.by_id.get(ref.ref)
    ground = hit.trigger.type in ("control", "change") and ref.relation in ("of", "from")
    return ground and found is not None and _is_passed_by(found)


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
    return any(match is not None and not any(pattern.match(match[1]) for pattern in sides) for match in words)


def _own_fate(notes: Notes, sentence: Span, clause: Span, hit: Hit) -> PlaceRef | None:
    """The town of "its fall", whatever other place the clause names: the one that the sentence is about, else the last."""
    its = notes.told.search(notes.wording.ground.its_fate, clause.start, clause.end)
    if its is None or not its.start() <= hit.start < its.end():
        return None
    town = notes.told.search(notes.wording.ground.town, sentence.start, sentence.start + _SUBJECT_CHARS)
    if town is not None and (subject := the_town(notes, sentence, Span(sentence.start, sentence.end), town)):
        return subject
    begun = Span(sentence.start, min(clause.start, sentence.start + _SUBJECT_CHARS))
    first = next((r for r in notes.mentions_in(begun) if r.mapped and is_town(r)), None)
    back = first or last_place(notes, clause.start, towns=True, since=notes.paragraph(sentence.start))
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
        and notes.wording.ground.onto.search(notes.text, max(0, r.mention.start - PREPOSITION), r.mention.end)
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
    regions = regions_in(notes, Span(max(0, clause.start - REGION_CHARS), clause.start))
    near = [r for r in regions if spoken_of or r.mention.start >= notes.paragraph(sentence.start)]
    alone = hit.trigger.type == "control" and len({r.place.id for r in regions if r.place is not None}) == 1
    return near[-1] if near else regions[-1] if alone else None


def _without_sectors(notes: Notes, refs: tuple[PlaceRef, ...]) -> tuple[PlaceRef, ...]:
    """In "in the X sector they hold Y" the claim is about Y; the sector is named after X and is mere context."""
    named_after = {ref.ref for ref in refs if ref.ref in notes.by_id and notes.by_id[ref.ref].usage == "literal_mod"}
    if all(ref.ref in named_after for ref in refs if ref.ref in notes.by_id):
        return refs
    # The ground around such a name comes behind the places that are told of in it.
    refs = tuple(sorted(refs, key=lambda ref: notes.grounds.get(ref.ref) in named_after))
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
    if the_town is None or notes.hits_in(Span(sentence.start, the_town.start())):
        # "They took the village 5 km north of X": one that only its distance tells.
        return None
    back = last_place(notes, the_town.start(), towns=True)
    return None if back is None else (the_town.start(), back)


def _is_point(resolution: Resolution) -> bool:
    return resolution.mapped and resolution.place is not None and resolution.place.kind in POINT_KINDS
