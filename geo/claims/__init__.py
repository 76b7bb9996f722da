"""Article + Resolutions -> Claims: who says that what happened where, when, how much, how surely.

Rules over sentences and clauses; a claim's quote is the clause that carries it, verbatim. A sentence without a place, a
relation to one, or a plain reference back to one yields nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.claims.lexicon import (
    DENIED,
    HYPOTHETICAL,
    INDEFINITE,
    INTENDED,
    LAUNCH,
    NEGATED,
    NOT_NEGATED,
    POSSIBLE,
    PREDICTED,
    PROBABLE,
    UNCOMMITTED,
    UNFULFILLED,
)
from geo.claims.notes import SALIENT_TYPES, Hit, Notes, take_notes
from geo.claims.parts import actors_of, when_of
from geo.claims.speakers import Voice, author_of
from geo.claims.where import find_figure, find_where
from geo.records import Actor, Article, Claim, Expression, PlaceRef, Quantity, Resolution, Speaker, TimeSpan
from geo.sentences import Span, clauses

ANNOUNCING = ("announce", "claim", "declare", "hail", "boast")
LONGEST_QUOTE = 400
SHARE_UNITS = frozenset({"percent", "share"})
DETERMINER = re.compile(r"\b(?:the|this|that|its|their|a|an|his)\s(?:[\w-]{1,20}\s){0,3}$", re.IGNORECASE)
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
    *,
    language: str | None = None,
) -> tuple[Claim, ...]:
    """Return the spatial claims of an article, in text order.

    Parameters
    ----------
    resolutions, expressions, times, quantities
        What was read out of the same article; claims refer to them by id.
    language
        ISO 639-1 code of the text; None takes the article's own. A language without words of its own is read as English.

    Returns
    -------
    Claims whose `quote` is `article.text[start:end]`. Reader comments yield none.

    Notes
    -----
    Types, modes, stances and certainties are those of the annotation scheme (certainty after FactBank: CT, PR, PS, U).
    """
    notes = take_notes(article, resolutions, expressions, times, quantities)
    drafts: list[Claim] = []
    for index, span in enumerate(notes.spans):
        if _is_comment(article, span.start):
            continue
        drafts.extend(_claims_of(notes, index))
        drafts.extend(_denials(notes, index, drafts))
    drafts.sort(key=lambda claim: (claim.start, claim.end, claim.type))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(drafts, start=1))


def _is_comment(article: Article, offset: int) -> bool:
    return any(section.kind == "comment" and section.start <= offset < section.end for section in article.sections)


def _claims_of(notes: Notes, index: int) -> Iterator[Claim]:
    sentence = notes.spans[index]
    yield from _distance_claims(notes, index)
    for clause in clauses(notes.text, sentence):
        if clause.end - clause.start > LONGEST_QUOTE:
            continue
        for span, hit in _best_hits(notes, sentence, clause):
            refs = find_where(notes, index, span, hit)
            if refs:
                yield _claim(notes, index, span, hit.trigger.type, hit.trigger.mode, refs, hit)


def _denials(notes: Notes, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """ "That has not happened": the claim just before, with the opposite sign, in the writer's own voice."""
    sentence = notes.spans[index]
    match = UNFULFILLED.search(notes.text, sentence.start, sentence.end)
    if match is None:
        return
    since = notes.spans[max(0, index - 1)].start
    denied = [
        claim
        for claim in drafts
        if since <= claim.start < match.start() and claim.mode != "distance" and claim.start <= claim.end
    ]
    if not denied:
        return
    clause = next((c for c in clauses(notes.text, sentence) if c.start <= match.start() < c.end), sentence)
    own = denied[-1].start < clause.start
    span = clause if own else Span(match.start(), match.end())
    _, when = when_of(notes.article, sentence, span, notes.times_in(sentence), "asserted", span.start)
    yield replace(
        denied[-1],
        start=span.start,
        end=span.end,
        quote=notes.text[span.start : span.end],
        stance="asserted",
        polarity="-",
        certainty="CT",
        sources=(author_of(notes.article, span.start),),
        when=when,
        times=(),
        quantities=(),
    )


def _distance_claims(notes: Notes, index: int) -> Iterator[Claim]:
    """ "X, 50 km north-west of Y" and "X lies 50 km from Y"."""
    sentence = notes.spans[index]
    for expression in notes.expressions_in(sentence):
        if expression.relation != "offset" or expression.ground is None:
            continue
        figure = find_figure(notes, sentence, expression)
        if figure is None or figure[1].mention.id == expression.ground:
            continue
        start, figure_place = figure
        refs = (
            PlaceRef(ref=figure_place.mention.id, role="figure"),
            PlaceRef(ref=expression.ground, role="ground"),
            PlaceRef(ref=expression.id, role="where", relation="offset"),
        )
        yield _claim(notes, index, Span(start, expression.end), "position", "distance", refs, None)


def _best_hits(notes: Notes, sentence: Span, clause: Span) -> Iterator[tuple[Span, Hit]]:
    """The first thing a clause says to happen; and the control that a share in it measures."""
    hits = [
        hit for hit in notes.hits_in(clause) if not hit.trigger.noun or _took_place(notes.text, sentence, clause, hit)
    ]
    verbs = [hit for hit in hits if not hit.trigger.noun]
    # An attack is the means; what it did (killed, took, surrounded) is what is claimed.
    best = next(iter([hit for hit in verbs if hit.trigger.type != "attack"] or verbs or hits), None)
    if best is None:
        return
    measured = next(
        (hit for hit in hits if hit.trigger.type == "control" and _has_share(notes, Span(hit.start, clause.end))), None
    )
    if measured is None or measured.start == best.start:
        yield from _coordinated(notes, clause, best, verbs)
        return
    yield Span(clause.start, measured.end), best
    yield Span(_phrase_start(notes.text, clause, measured), clause.end), measured


def _coordinated(notes: Notes, clause: Span, best: Hit, verbs: Sequence[Hit]) -> Iterator[tuple[Span, Hit]]:
    """ "crossed the border and captured X": two claims, where the second deed has a place of its own."""
    for hit in verbs:
        joined = notes.text[max(clause.start, hit.start - 5) : hit.start] == " and "
        if hit.start > best.end and joined and notes.mentions_in(Span(hit.start, clause.end)):
            yield Span(clause.start, hit.start - 5), best
            yield Span(hit.start, clause.end), hit
            return
    yield clause, best


def _has_share(notes: Notes, span: Span) -> bool:
    return any(q.unit in SHARE_UNITS for q in notes.quantities_in(span))


def _phrase_start(text: str, clause: Span, hit: Hit) -> int:
    """Where the noun phrase of a trigger begins: at its determiner, at most three words before."""
    match = DETERMINER.search(text, max(clause.start, hit.start - 60), hit.start)
    return match.start() if match else hit.start


def _took_place(text: str, sentence: Span, clause: Span, hit: Hit) -> bool:
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


def _claim(
    notes: Notes, index: int, span: Span, type_: str, mode: str, refs: tuple[PlaceRef, ...], hit: Hit | None
) -> Claim:
    text, sentence, voice = notes.text, notes.spans[index], notes.voices[index]
    words = text[span.start : span.end]
    stance, polarity, certainty = _manner(text, sentence, span, voice, hit)
    chain: tuple[Speaker, ...] = (author_of(notes.article, span.start), *voice.speakers)
    quantities = tuple(q.id for q in notes.quantities_in(span) if q.end <= span.end)
    if mode == "distance":
        times: tuple[TimeSpan, ...] = ()
        when = None
    else:
        times, when = when_of(
            notes.article, sentence, span, notes.times_in(sentence), stance, hit.start if hit else span.start
        )
    start, end = (hit.start, hit.end) if hit else (span.start, span.start)
    actors = actors_of(
        text, sentence, span, start, end, mode, [notes.by_id[ref.ref] for ref in refs if ref.ref in notes.by_id]
    )
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
        actors=actors or _own_deed(voice, type_, mode),
        where=refs,
        when=when,
        times=tuple(time.id for time in times),
        quantities=quantities,
        salience=_salience(type_, stance, bool(quantities), refs, notes),
    )


def _own_deed(voice: Voice, type_: str, mode: str) -> tuple[Actor, ...]:
    """Who announces a capture without naming the captor speaks of its own side."""
    speaker = voice.speakers[-1] if voice.speakers else None
    if speaker is None or speaker.side is None or not voice.verb.startswith(ANNOUNCING):
        return ()
    if type_ not in ("control", "change") or mode in ("lost", "retreat"):
        return ()
    return (Actor(side=speaker.side, name=speaker.name or speaker.role, role="agent"),)


def _manner(text: str, sentence: Span, span: Span, voice: Voice, hit: Hit | None) -> tuple[str, str, str]:
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


def _salience(type_: str, stance: str, measured: bool, refs: Sequence[PlaceRef], notes: Notes) -> int:
    """1 what a fact-checker would take up, 2 the rest, 3 passing."""
    placed = any(
        ref.role == "whole"
        or ref.relation in ("offset", "along")
        or (ref.ref in notes.by_id and notes.by_id[ref.ref].mapped)
        for ref in refs
    )
    if stance == "hypothetical" or not placed:
        return 3
    return 1 if measured or type_ in SALIENT_TYPES else 2
