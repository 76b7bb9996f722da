"""The parts of a claim: its places with their roles, its actors with their sides, its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.lexicon import FORCE_NOUN, PRESENT, SIDE_WORDS
from geo.records import Actor, Article, Expression, PlaceRef, Resolution, TimeSpan, When
from geo.sentences import Span

# The word before a place tells its part in the claim.
_ROLES = {
    "into": "target",
    "on": "target",
    "against": "target",
    "invading": "target",
    "from": "origin",
    "out": "origin",
    "to": "destination",
    "toward": "destination",
    "towards": "destination",
    "reaching": "destination",
    "through": "path",
    "across": "path",
    "via": "path",
}
_PLAIN_RELATIONS = frozenset("in at near around of for within inside outside over above along".split())
_BREAK = re.compile(r"[,;:()–—]|\band\b|\d")
_PART = re.compile(
    r"(?:\b(?:most|half|parts?|much|thirds?|quarters?|outskirts|edges?|cent(?:re|er)|suburbs?|districts?|fringes?|some|north|south|east|west)\s"
    r"of\s(?:the\s)?(?:(?:city|town|village)\sof\s)?|\b(?:northern|southern|eastern|western|central)\s)$",
    re.IGNORECASE,
)
# "and still hold": about the day of writing, whatever day was named before.
_STILL = re.compile(r"\b(?:still|now|currently|remains?|today)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w{1,12}\s)?$", re.IGNORECASE)
_ACTIVE = re.compile(r"\w{1,20}ing\b")
_SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
# A time this near the start of a sentence sets the scene for all of it.
_SCENE_CHARS = 40
_SHARE_OF = re.compile(r"\bof\s(?:the\s)?$|\bof\s(?:its|their)\s", re.IGNORECASE)
_PASSIVE_BY = re.compile(r"\bby\s(?:the\s)?$", re.IGNORECASE)
# "Russia's Kursk region" owns, "the Ukrainian staff said" speaks: neither acts.
_OWNS_PLACE = re.compile(r"\w{2,20}[’']s\s[A-ZА-Я]")
_SPEAKS = re.compile(
    r"(?:\s[\w’'-]{1,20}){0,4}?\s(?:said|says|told|claimed|claims|announced|reported|reports|stated|denied|denies|believes?|added|admitted|confirmed)\b"
)
_FALLS = re.compile(r"\bf(?:all|alls|ell|allen)\b", re.IGNORECASE)
_OTHER_SIDE = {"UA": "RU", "RU": "UA"}
_ITS_TERRITORY = re.compile(r"\bof\s(?:its|their)\s(?:\w{1,12}\s)?(?:territory|land|area|soil)\b", re.IGNORECASE)


def places_of(
    text: str, span: Span, trigger: int, mentions: Sequence[Resolution], expressions: Sequence[Expression]
) -> tuple[PlaceRef, ...]:
    """Return the places of a claim with their roles, the likeliest "where" first; empty when none is named."""
    whole = _whole(text, span, mentions)
    # "X, 50 km from Y" and "X, south of Y" are about X; Y only measures it.
    measures = {x.ground for x in expressions if x.relation in ("offset", "direction")}
    measured = {r.place.id for r in mentions if r.mention.id in measures and r.place is not None}
    refs = [
        PlaceRef(ref=r.mention.id, role=_role(text, span, r), relation=_relation(text, span, r))
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
    named = sorted(refs, key=lambda ref: _distance_to(trigger, ref, mentions))
    return (*named, *relative, *parts)


def _is_named(resolution: Resolution) -> bool:
    """Whether a claim can be about a mention: it stands on the map, or would if the gazetteer knew its place."""
    return resolution.mapped or (resolution.place is None and resolution.mention.mapped)


def _distance_to(trigger: int, ref: PlaceRef, mentions: Sequence[Resolution]) -> int:
    return next((abs(r.mention.start - trigger) for r in mentions if r.mention.id == ref.ref), 0)


def _whole(text: str, span: Span, mentions: Sequence[Resolution]) -> Resolution | None:
    """The country or region a share is a share of: "0.5 % of Russia", or "of its territory" with Russia before it."""
    share = re.search(r"%|\bper\s?cent|\bpercentage|\bfifth|\bquarter|\bthird|\bhalf\b", text[span.start : span.end])
    if share is None:
        return None
    areas = [r for r in mentions if r.place is not None and r.place.kind in ("country", "region")]
    for resolution in areas:
        if _SHARE_OF.search(text, max(span.start, resolution.mention.start - 12), resolution.mention.start):
            return resolution
    match = _ITS_TERRITORY.search(text, span.start, span.end)
    before = [
        r
        for r in areas
        if match and r.mention.end <= match.start() and r.place is not None and r.place.kind == "country"
    ]
    return before[-1] if before else None


def _role(text: str, span: Span, resolution: Resolution) -> str:
    word = _relation(text, span, resolution)
    return _ROLES.get(word or "", "where")


def _relation(text: str, span: Span, resolution: Resolution) -> str | None:
    """The nearest preposition before a place, at most four words back, not across a comma, a number or "and"."""
    mention = resolution.mention
    start = min(mention.start, mention.full[0]) if mention.full else mention.start
    before = text[max(span.start, start - 60) : start]
    if is_part(before):
        return "in_part"
    words = _BREAK.split(before)[-1].casefold().split()
    return next((word for word in reversed(words[-4:]) if word in _ROLES or word in _PLAIN_RELATIONS), None)


def is_part(before: str) -> bool:
    """Whether the words before a place cut a part out of it: "most of the", "northern"."""
    return _PART.search(before) is not None


@dataclass(frozen=True, slots=True)
class _SideWord:
    start: int
    end: int
    side: str
    name: str
    by: bool


def actors_of(
    text: str, sentence: Span, span: Span, start: int, end: int, mode: str, places: Sequence[Resolution]
) -> tuple[Actor, ...]:
    """Return who acts and who is acted upon, by the side words around the trigger at `start`..`end`."""
    if mode == "distance":
        return ()
    inside = _side_words(text, span)
    passive = _PASSIVE.search(text, max(span.start, start - 24), start) and not _ACTIVE.match(text, start)
    if passive and mode not in ("hold", "distance"):
        # "was captured": only a "by" tells by whom; the sides before it are not the doers.
        by = next((word for word in inside if word.by and word.start >= end), None)
        return (_agent(by, mode, places),) if by else ()
    words = inside or [word for word in _side_words(text, sentence) if word.end <= span.start]
    before = [word for word in words if word.end <= start]
    after = [word for word in words if word.start >= start]
    inside_trigger = [word for word in after if word.start < end and mode == "hold"]
    # "under Ukrainian control": the holder stands inside the trigger.
    doer = next((word for word in [*inside_trigger, *after] if word.by or word in inside_trigger), None)
    if _FALLS.search(text, start, end):
        return (_fallen_to(after, places),) if places or after else ()
    if doer is not None:
        patients = [word for word in before if word.side != doer.side]
    elif before:
        doer = before[-1]
        patients = [word for word in after if word.side != doer.side]
    elif after:
        # "the occupation of ... by", "driving Ukrainian defenders": what follows the verb is acted upon.
        doer, patients = None, after[:1]
    else:
        return ()
    actors = [_agent(doer, mode, places)] if doer else []
    actors += [Actor(side=word.side, name=word.name, role="patient") for word in patients[:1]]
    return tuple(actors)


def _agent(doer: _SideWord, mode: str, places: Sequence[Resolution]) -> Actor:
    countries = {r.place.country for r in places if r.place is not None}
    if mode == "occupy" and countries == {doer.side} and doer.side in _OTHER_SIDE:
        # Nobody occupies its own territory: the occupier goes unnamed.
        return Actor(side=_OTHER_SIDE[doer.side], name="(not named)", role="agent")
    return Actor(side=doer.side, name=doer.name, role="agent")


def _fallen_to(after: Sequence[_SideWord], places: Sequence[Resolution]) -> Actor:
    if after:
        return Actor(side=after[0].side, name=after[0].name, role="agent")
    # A town of Ukraine falls to Russia; of a town in Russia "fell" leaves open to whom, since some changed hands twice.
    countries = {r.place.country for r in places if r.place is not None}
    return Actor(side="RU" if countries == {"UA"} else None, name="(not named)", role="agent")


def _side_words(text: str, span: Span) -> list[_SideWord]:
    found = []
    for side, pattern in SIDE_WORDS.items():
        for match in pattern.finditer(text, span.start, span.end):
            noun = FORCE_NOUN.match(text, match.end(), span.end)
            stop = noun.end() if noun else match.end()
            if not noun and re.match(
                r"\s(?:territory|soil|border|land|region|gas|oblast|town|city|village|side\sof)",
                text[match.end() : match.end() + 12],
            ):
                continue
            if _OWNS_PLACE.match(text[match.start() : match.end() + 2]) or _SPEAKS.match(text, stop, span.end):
                continue
            by = _PASSIVE_BY.search(text, max(span.start, match.start() - 8), match.start()) is not None
            found.append(
                _SideWord(
                    match.start(), stop, side, text[match.start() : stop].removesuffix("’s").removesuffix("'s"), by
                )
            )
    return sorted(found, key=lambda word: word.start)


def when_of(
    article: Article, sentence: Span, span: Span, times: Sequence[TimeSpan], stance: str, trigger: int
) -> tuple[tuple[TimeSpan, ...], When | None]:
    """Return the time expressions of a claim and its days.

    A time in the clause wins over one in the sentence; a claim in the present, or about the future, is about the day of
    publication; anything else has no day.
    """
    text = article.text
    named = tuple(t for t in times if span.start <= t.start < span.end)
    dated = [
        t
        for t in times
        if not t.duration and (t.from_day or t.to_day) and not _SINCE.search(text, max(0, t.start - 12), t.start)
    ]
    lasting = _STILL.search(text, max(span.start, trigger - 30), min(span.end, trigger + 12)) is not None
    near = [t for t in dated if span.start <= t.start < span.end and not (lasting and t.start < trigger)]
    if not near and not lasting and stance not in ("predicted", "intended"):
        near = [t for t in dated if sentence.start <= t.start < min(span.start, sentence.start + _SCENE_CHARS)]
    if near:
        time = near[0]
        when = When(from_day=time.from_day, to_day=time.to_day, granularity=time.granularity, anchor=time.anchor)
        return named or (time,), when
    present = lasting or stance in ("predicted", "intended") or PRESENT.search(text, span.start, span.end)
    if article.published is not None and present:
        return named, When(
            from_day=article.published, to_day=article.published, granularity="day", anchor="article_date"
        )
    return named, None
