"""Article + Resolutions -> Claims: who says that what happened where, when, how much, how surely.

Rules over sentences and clauses; a claim's quote is the clause that carries it, verbatim. A sentence without a place, a
relation to one, or a plain reference back to one yields nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.claims.lexicon import (
    DENIED,
    HYPOTHETICAL,
    IMPERSONAL_LAND,
    IMPERSONAL_PLACE,
    INDEFINITE,
    INTENDED,
    LAUNCH,
    NEGATED,
    NOT_NEGATED,
    POSSIBLE,
    PREDICTED,
    PROBABLE,
    SIDE_WORDS,
    TRIGGERS,
    UNCOMMITTED,
    UNFULFILLED,
    Trigger,
)
from geo.claims.parts import actors_of, places_of, when_of
from geo.claims.speakers import Voice, author_of, voices
from geo.records import Article, Claim, Expression, PlaceRef, Quantity, Resolution, Speaker, TimeSpan
from geo.sentences import Span, clauses, sentences

# A claim may lean on a place named this many sentences before, in the same paragraph.
REACH_SENTENCES = 2
LONGEST_QUOTE = 400
SHARE_UNITS = frozenset({"percent", "share"})
DETERMINER = re.compile(r"\b(?:the|this|that|its|their|a|an|his)\s(?:[\w-]{1,20}\s){0,3}$", re.IGNORECASE)
# What a distance can be measured from, and how far before the distance it may stand.
POINT_KINDS, FIGURE_REACH = frozenset({"city", "facility"}), 40
SALIENT_TYPES = frozenset({"control", "change", "encirclement", "position"})
SPOKEN_BY = {
    "official": "claimed",
    "military": "claimed",
    "outlet": "reported",
    "analyst": "reported",
    "anonymous": "reported",
    "witness": "reported",
    "other": "reported",
}


def extract_claims(
    article: Article,
    resolutions: Sequence[Resolution],
    expressions: Sequence[Expression],
    times: Sequence[TimeSpan],
    quantities: Sequence[Quantity],
) -> tuple[Claim, ...]:
    """Return the spatial claims of an article, in text order.

    Parameters
    ----------
    resolutions, expressions, times, quantities
        What was read out of the same article; claims refer to them by id.

    Returns
    -------
    Claims whose `quote` is `article.text[start:end]`. Reader comments yield none.

    Notes
    -----
    Types, modes, stances and certainties are those of the annotation scheme (certainty after FactBank: CT, PR, PS, U).
    """
    text = article.text
    spans = sentences(text)
    hits = _trigger_hits(text)
    page = _Page(article, resolutions, expressions, times, quantities, spans, voices(text, spans), hits)
    drafts: list[Claim] = []
    for index, span in enumerate(spans):
        if _is_comment(article, span.start):
            continue
        drafts.extend(_claims_of(page, index))
        drafts.extend(_denials(page, index, drafts))
    drafts.sort(key=lambda claim: (claim.start, claim.end, claim.type))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(drafts, start=1))


@dataclass(frozen=True, slots=True)
class _Page:
    """The article with everything that was read out of it."""

    article: Article
    resolutions: Sequence[Resolution]
    expressions: Sequence[Expression]
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    spans: Sequence[Span]
    voices: Sequence[Voice]
    hits: Sequence[_Hit]

    @property
    def text(self) -> str:
        return self.article.text

    def mentions_in(self, span: Span) -> list[Resolution]:
        """Mentions inside a span, embedded names left out."""
        return [r for r in self.resolutions if span.start <= r.mention.start < span.end and r.usage != "embedded"]

    def expressions_in(self, span: Span) -> list[Expression]:
        return [x for x in self.expressions if span.start <= x.start < span.end]

    def hits_in(self, span: Span) -> Sequence[_Hit]:
        first = bisect_left(self.hits, span.start, key=lambda hit: hit.start)
        last = bisect_left(self.hits, span.end, key=lambda hit: hit.start)
        return self.hits[first:last]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A trigger found in the text; `rank` is its row in the table."""

    start: int
    end: int
    rank: int
    trigger: Trigger


def _trigger_hits(text: str) -> list[_Hit]:
    hits = [
        _Hit(m.start(), m.end(), rank, trigger)
        for rank, trigger in enumerate(TRIGGERS)
        for m in trigger.pattern.finditer(text)
    ]
    return sorted(hits, key=lambda hit: (hit.start, hit.rank))


def _is_comment(article: Article, offset: int) -> bool:
    return any(section.kind == "comment" and section.start <= offset < section.end for section in article.sections)


def _claims_of(page: _Page, index: int) -> Iterator[Claim]:
    sentence = page.spans[index]
    yield from _distance_claims(page, index)
    for clause in clauses(page.text, sentence):
        if clause.end - clause.start > LONGEST_QUOTE:
            continue
        for span, hit in _best_hits(page, sentence, clause):
            refs = _where(page, index, span, hit)
            if refs:
                yield _claim(page, index, span, hit.trigger.type, hit.trigger.mode, refs, hit)


def _denials(page: _Page, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """ "That has not happened": the claim just before, with the opposite sign, in the writer's own voice."""
    sentence = page.spans[index]
    match = UNFULFILLED.search(page.text, sentence.start, sentence.end)
    if match is None:
        return
    since = page.spans[max(0, index - 1)].start
    denied = [
        claim
        for claim in drafts
        if since <= claim.start < match.start() and claim.mode != "distance" and claim.start <= claim.end
    ]
    if not denied:
        return
    clause = next((c for c in clauses(page.text, sentence) if c.start <= match.start() < c.end), sentence)
    own = denied[-1].start < clause.start
    span = clause if own else Span(match.start(), match.end())
    _, when = when_of(page.article, sentence, span, page.times, "asserted")
    yield replace(
        denied[-1],
        start=span.start,
        end=span.end,
        quote=page.text[span.start : span.end],
        stance="asserted",
        polarity="-",
        certainty="CT",
        sources=(author_of(page.article, span.start),),
        when=when,
        times=(),
        quantities=(),
    )


def _distance_claims(page: _Page, index: int) -> Iterator[Claim]:
    """ "X, 50 km north-west of Y" and "X lies 50 km from Y"."""
    sentence = page.spans[index]
    for expression in page.expressions_in(sentence):
        if expression.relation != "offset" or expression.ground is None:
            continue
        figures = [
            r
            for r in page.mentions_in(sentence)
            if r.mention.end <= expression.start and r.mapped and r.place is not None and r.place.kind in POINT_KINDS
        ]
        if not figures or expression.start - figures[-1].mention.end > FIGURE_REACH:
            continue
        figure = figures[-1]
        refs = (
            PlaceRef(ref=figure.mention.id, role="figure"),
            PlaceRef(ref=expression.ground, role="ground"),
            PlaceRef(ref=expression.id, role="where", relation="offset"),
        )
        yield _claim(page, index, Span(figure.mention.start, expression.end), "position", "distance", refs, None)


def _best_hits(page: _Page, sentence: Span, clause: Span) -> Iterator[tuple[Span, _Hit]]:
    """The first thing a clause says to happen; and the control that a share in it measures."""
    hits = [
        hit for hit in page.hits_in(clause) if not hit.trigger.noun or _took_place(page.text, sentence, clause, hit)
    ]
    verbs = [hit for hit in hits if not hit.trigger.noun]
    # An attack is the means; what it did (killed, took, surrounded) is what is claimed.
    best = next(iter([hit for hit in verbs if hit.trigger.type != "attack"] or verbs or hits), None)
    if best is None:
        return
    measured = next(
        (hit for hit in hits if hit.trigger.type == "control" and _has_share(page, Span(hit.start, clause.end))), None
    )
    if measured is None or measured.start == best.start:
        yield clause, best
        return
    yield Span(clause.start, measured.end), best
    yield Span(_phrase_start(page.text, clause, measured), clause.end), measured


def _has_share(page: _Page, span: Span) -> bool:
    return any(q.unit in SHARE_UNITS and span.start <= q.start < span.end for q in page.quantities)


def _phrase_start(text: str, clause: Span, hit: _Hit) -> int:
    """Where the noun phrase of a trigger begins: at its determiner, at most three words before."""
    match = DETERMINER.search(text, max(clause.start, hit.start - 60), hit.start)
    return match.start() if match else hit.start


def _took_place(text: str, sentence: Span, clause: Span, hit: _Hit) -> bool:
    """Whether an event noun is more than a name for something known: launched, wanted, refused, or newly told."""
    before = text[max(sentence.start, hit.start - 80) : hit.start]
    article = INDEFINITE.search(before)
    # "a retired operations officer": the article belongs to another noun.
    if (
        article
        and not (hit.end > hit.start and text[hit.end - 1] == "s" and article.group().lower().startswith(("a ", "an ")))
    ) or INTENDED.search(text, clause.start, clause.end):
        return True
    return bool(LAUNCH.search(text, clause.start, hit.start))


def _where(page: _Page, index: int, clause: Span, hit: _Hit) -> tuple[PlaceRef, ...]:
    """Places of a claim: in its clause, else in its sentence, else what it refers back to."""
    sentence = page.spans[index]
    refs = places_of(page.text, clause, hit.start, page.mentions_in(clause), page.expressions_in(clause))
    if refs:
        return refs
    if IMPERSONAL_PLACE.search(page.text, clause.start, clause.end):
        town = _last_place(page, clause.start, towns=True)
        if town is not None:
            return (PlaceRef(ref=town.mention.id, role="where", relation="in"),)
    refs = places_of(page.text, sentence, hit.start, page.mentions_in(sentence), page.expressions_in(sentence))
    if refs:
        return refs
    land = IMPERSONAL_LAND.search(page.text, sentence.start, sentence.end)
    if (
        land
        or (
            hit.trigger.type != "talks"
            and any(side.search(page.text, sentence.start, sentence.end) for side in SIDE_WORDS.values())
        )
        or hit.trigger.type in SALIENT_TYPES
    ):
        back = _last_place(page, sentence.start, towns=False, since=page.spans[max(0, index - REACH_SENTENCES)].start)
        if back is not None:
            # Only the context says so: a check must not lean on it.
            return (PlaceRef(ref=back.mention.id, role="where", relation="context"),)
    return ()


def _last_place(page: _Page, before: int, *, towns: bool, since: int = 0) -> Resolution | None:
    for resolution in reversed(page.resolutions):
        mention = resolution.mention
        if (
            since <= mention.start
            and mention.end <= before
            and resolution.mapped
            and resolution.place is not None
            and (not towns or resolution.place.kind == "city")
        ):
            return resolution
    return None


def _claim(
    page: _Page, index: int, span: Span, type_: str, mode: str, refs: tuple[PlaceRef, ...], hit: _Hit | None
) -> Claim:
    text, sentence, voice = page.text, page.spans[index], page.voices[index]
    words = text[span.start : span.end]
    stance, polarity, certainty = _manner(text, sentence, span, voice, hit)
    chain: tuple[Speaker, ...] = (author_of(page.article, span.start), *voice.speakers)
    quantities = tuple(q.id for q in page.quantities if span.start <= q.start and q.end <= span.end)
    if mode == "distance":
        times: tuple[TimeSpan, ...] = ()
        when = None
    else:
        times, when = when_of(page.article, sentence, span, page.times, stance)
    kinds = {r.mention.id: r for r in page.resolutions}
    return Claim(
        id="c0",
        start=span.start,
        end=span.end,
        quote=words,
        type=type_,
        mode=mode,
        stance=stance,
        polarity=polarity,
        certainty=certainty,
        sources=chain,
        actors=actors_of(
            text,
            sentence,
            span,
            hit.start if hit else span.start,
            hit.end if hit else span.end,
            mode,
            [kinds[ref.ref] for ref in refs if ref.ref in kinds],
        ),
        where=refs,
        when=when,
        times=tuple(time.id for time in times),
        quantities=quantities,
        salience=_salience(type_, stance, bool(quantities), refs, kinds.values()),
    )


def _manner(text: str, sentence: Span, span: Span, voice: Voice, hit: _Hit | None) -> tuple[str, str, str]:
    """Stance, polarity and certainty, from the clause and from who speaks."""
    words = text[span.start : span.end]
    lead = text[sentence.start : span.end]
    if hit is None:
        stance = _spoken(voice)
        return stance, "+", "PR" if stance != "asserted" else "CT"
    stance = _stance(words, lead, voice)
    # Blanked to the same length, so that offsets into the clause stay true.
    bare = NOT_NEGATED.sub(lambda match: " " * len(match.group()), words)
    negated = NEGATED.search(bare, max(0, hit.start - span.start - 60), hit.end - span.start + 30)
    polarity = "-" if negated else "+"
    return stance, polarity, _certainty(words, stance)


def _stance(words: str, lead: str, voice: Voice) -> str:
    if voice.verb.startswith(("den", "disput")) or DENIED.search(words):
        return "denied"
    if HYPOTHETICAL.search(words):
        return "hypothetical"
    if INTENDED.search(words):
        return "intended"
    if PREDICTED.search(words) or voice.verb.startswith(("expect", "predict")):
        return "predicted"
    if words and lead.lower().startswith(("if ", "even if ", "should ", "were ")):
        return "hypothetical"
    return _spoken(voice)


def _spoken(voice: Voice) -> str:
    return SPOKEN_BY.get(voice.speakers[-1].role, "reported") if voice.speakers else "asserted"


def _certainty(words: str, stance: str) -> str:
    if UNCOMMITTED.search(words):
        return "U"
    if POSSIBLE.search(words):
        return "PS"
    if PROBABLE.search(words) or stance in ("predicted", "hypothetical"):
        return "PR"
    return "CT"


def _salience(
    type_: str, stance: str, measured: bool, refs: Sequence[PlaceRef], resolutions: Iterable[Resolution]
) -> int:
    """1 what a fact-checker would take up, 2 the rest, 3 passing."""
    mapped = {r.mention.id for r in resolutions if r.mapped}
    placed = any(ref.ref in mapped or ref.role == "whole" or ref.relation in ("offset", "along") for ref in refs)
    if stance == "hypothetical" or not placed:
        return 3
    return 1 if measured or type_ in SALIENT_TYPES else 2
