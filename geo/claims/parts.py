"""The places of a claim, with their roles and relations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.notes import Notes
from geo.claims.wording import Wording
from geo.records import AREA_KINDS, Expression, PlaceRef, Resolution
from geo.sentences import Span

BESIDE = frozenset("offset direction between outskirts toward near around behind along in_part".split())
"""Relations whose ground is other than the place they start from, or a part of it."""
_JOINT = r"(?:and|or|та|і|й|и|або|или|but|але|но)"
# From a relative place to the region that it lies in: "X in the eastern Y Oblast", «X в Y области», «X Y области».
_WITHIN = re.compile(
    rf"(?:['’]s)?(?:\s(?:and|та|і|й|и)\s(?-i:[A-ZА-ЯІЇЄҐ])[\w-]{{1,20}})?(?:\s(?!{_JOINT}\s)[\w-]{{2,20}})?,?\s(?:(?:in|of|inside|within|у|в|во)\s)?(?:the\s)?"
    rf"(?:(?!{_JOINT}\s)[\w’'-]{{2,20}}\s){{0,2}}",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s(?:and|та|і|й|и)\s(?:the\s)?")
# A name that goes on with a verb may begin a clause of its own: "north of X and Y fell".
_CLOSED = re.compile(r"[.,;:!?)]|$|\s(?:in|on|at|у|в|во)\s|\s[А-ЯІЇЄ]")
_ALSO = re.compile(rf"\b{_JOINT}\b|[;:]", re.IGNORECASE)


def places_of(notes: Notes, span: Span, trigger: int) -> tuple[PlaceRef, ...]:
    """Return the places of a claim with their roles, the likeliest "where" first; empty when none is named."""
    mentions, expressions = notes.own_mentions(span, trigger), notes.expressions_in(span)
    whole = _whole(notes, span, mentions)
    # "X, 50 km from Y" and "X, south of Y" are about X; Y only measures it.
    measures = {x.ground for x in expressions if x.relation in ("offset", "direction")}
    measures |= {r.mention.id for x in expressions if x.ground in measures for r in mentions if _shares(notes, x, r)}
    measured = {r.place.id for r in mentions if r.mention.id in measures and r.place is not None}
    refs = [
        _named(notes, span, r)
        for r in mentions
        if _is_named(r) and r is not whole and (r.place is None or r.place.id not in measured)
    ]
    drawn = [x for x in expressions if _is_beside(notes, x)]
    refs = [_enclosing(notes, ref, drawn) for ref in refs]
    precise = any(ref.relation != "context" for ref in refs)
    # "Of its territory" names the whole of a share, which is told below.
    relative = [x for x in expressions if x.relation != "part_of" and not (precise and x.ground in measures)]
    parts = [PlaceRef(ref=whole.mention.id, role="whole", relation="part_of")] if whole is not None else []
    at = {r.mention.id: r.mention.start for r in mentions}
    named = sorted(refs, key=lambda ref: (ref.relation == "context", abs(at[ref.ref] - trigger)))
    return (*_grounds_last(notes, named, relative), *parts)


def _shares(notes: Notes, expression: Expression, other: Resolution) -> bool:
    """Whether a name ends the list that a place is measured from: "north of X and Y." is no more on Y than on X."""
    mention, text = other.mention, notes.text
    joined = mention.start > expression.end and _LISTED.fullmatch(text, expression.end, mention.start)
    return bool(joined) and _CLOSED.match(text, mention.end) is not None


def _is_beside(notes: Notes, expression: Expression) -> bool:
    """Whether an expression gives ground of its own by a town: "50 km north of X", "between X and Y", "outskirts of X"."""
    ground = notes.by_id.get(expression.ground or "")
    place = ground.place if ground is not None else None
    drawn = expression.relation in BESIDE and expression.geometry is not None
    return drawn and place is not None and place.kind in ("city", "facility")


def _enclosing(notes: Notes, ref: PlaceRef, beside: Sequence[Expression]) -> PlaceRef:
    """In "50 km north of X in Y Oblast" the claim is about what the expression gives; the region is mere context."""
    area = notes.by_id[ref.ref]
    if area.place is None or area.place.kind not in AREA_KINDS:
        return ref
    start = area.mention.start
    for expression in beside:
        behind = expression.end <= start and _WITHIN.fullmatch(notes.text, expression.end, start)
        ahead = ref.relation == "in" and area.mention.end <= expression.start
        if behind or (ahead and not _ALSO.search(notes.text, area.mention.end, expression.start)):
            return PlaceRef(ref=ref.ref, role="where", relation="context")
    return ref


def _grounds_last(notes: Notes, named: Sequence[PlaceRef], relative: Sequence[Expression]) -> tuple[PlaceRef, ...]:
    """Each relative place before the names that it starts from: a claim lies north of X, or near it, and not on X."""
    at = {ref.ref: notes.by_id[ref.ref].mention.start for ref in named}
    told: dict[str, PlaceRef] = {}
    for ref in named:
        if ref.relation == "context":
            # What only encloses the ground stands behind all of it.
            told |= {x.id: _relative(x) for x in relative}
        for x in relative:
            if x.relation in BESIDE and x.geometry is not None and x.start <= at[ref.ref] < x.end:
                told[x.id] = _relative(x)
        told[ref.ref] = ref
    return tuple((told | {x.id: _relative(x) for x in relative}).values())


def _relative(expression: Expression) -> PlaceRef:
    return PlaceRef(ref=expression.id, role="where", relation=expression.relation)


def is_part(before: str, wording: Wording) -> bool:
    """Whether the words before a place cut a part out of it: "most of the", "northern"."""
    return wording.ground.part.search(before) is not None


def _is_named(resolution: Resolution) -> bool:
    """Whether a claim can be about a mention: it stands on the map, or would if the gazetteer knew its place."""
    return resolution.mapped or (resolution.place is None and resolution.mention.mapped)


def _whole(notes: Notes, span: Span, mentions: Sequence[Resolution]) -> Resolution | None:
    """The country or region a share is a share of: "0.5 % of Russia", or "of its territory" with Russia before it."""
    ground, text = notes.wording.ground, notes.text
    areas = [r for r in mentions if r.place is not None and r.place.kind in ("country", "region")]
    if not areas or notes.told.search(ground.share, span.start, span.end) is None:
        return None
    own = [q.of for q in notes.quantities_in(span) if q.of is not None]
    for resolution in areas:
        # "Nearly all of X and 75 per cent of Y": the figure is of what stands behind it.
        if any(start <= resolution.mention.start < end for start, end in own):
            return resolution
    for resolution in areas:
        if ground.share_of.search(text[max(span.start, resolution.mention.start - 12) : resolution.mention.start]):
            return resolution
    match = notes.told.search(ground.own_territory, span.start, span.end)
    before = [
        r
        for r in areas
        if match and r.mention.end <= match.start() and r.place is not None and r.place.kind == "country"
    ]
    return before[-1] if before else None


def _named(notes: Notes, span: Span, resolution: Resolution) -> PlaceRef:
    ground = notes.wording.ground
    word = _relation(notes.text, span, resolution, notes.wording)
    return PlaceRef(
        ref=resolution.mention.id,
        role=ground.roles.get(word or "", "where"),
        relation=ground.relations.get(word or "", word),
    )


def _relation(text: str, span: Span, resolution: Resolution, wording: Wording) -> str | None:
    """The nearest preposition before a place, at most four words back, not across a comma, a number or "and"."""
    mention = resolution.mention
    start = min(mention.start, mention.full[0]) if mention.full else mention.start
    before = text[max(span.start, start - 60) : start]
    # "The eastern city of X" is X; "the eastern part of the city of X" is a part of it.
    if is_part(text[max(span.start, mention.start - 60) : mention.start], wording):
        return "in_part"
    ground = wording.ground
    if (infinitive := ground.infinitive.search(before)) is not None:
        before = before[infinitive.end() :]
    words = ground.stop.split(before)[-1].casefold().split()
    return next((word for word in reversed(words[-4:]) if word in ground.roles or word in ground.plain), None)
