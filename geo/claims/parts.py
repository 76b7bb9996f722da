"""The places of a claim, with their roles and relations."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.notes import Notes
from geo.claims.wording import Wording
from geo.records import PlaceRef, Resolution
from geo.sentences import Span


def places_of(notes: Notes, span: Span, trigger: int) -> tuple[PlaceRef, ...]:
    """Return the places of a claim with their roles, the likeliest "where" first; empty when none is named."""
    mentions, expressions = notes.own_mentions(span, trigger), notes.expressions_in(span)
    whole = _whole(notes, span, mentions)
    # "X, 50 km from Y" and "X, south of Y" are about X; Y only measures it.
    measures = {x.ground for x in expressions if x.relation in ("offset", "direction")}
    measured = {r.place.id for r in mentions if r.mention.id in measures and r.place is not None}
    refs = [
        _named(notes, span, r)
        for r in mentions
        if _is_named(r) and r is not whole and (r.place is None or r.place.id not in measured)
    ]
    relative = [
        PlaceRef(ref=x.id, role="where", relation=x.relation)
        for x in expressions
        # "Of its territory" names the whole of a share, which is told below.
        if x.relation != "part_of" and (not refs or x.ground not in measures)
    ]
    parts = [PlaceRef(ref=whole.mention.id, role="whole", relation="part_of")] if whole is not None else []
    at = {r.mention.id: r.mention.start for r in mentions}
    named = sorted(refs, key=lambda ref: abs(at[ref.ref] - trigger))
    return (*named, *relative, *parts)


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
