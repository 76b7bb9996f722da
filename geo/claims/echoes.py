"""Claims that lean on the one told before: "that has not happened", "Kyiv denied this", "X fell in May, Y — on 3 June"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.claims.days import when_of
from geo.claims.events import event_of
from geo.claims.manner import manner_of
from geo.claims.naming import speaker_of
from geo.claims.notes import Notes, clauses_of
from geo.claims.speakers import author_of
from geo.claims.voice import Voice
from geo.records import Claim, When
from geo.sentences import Span

# What is told behind "X denied this:" is told as X's own claim.
_ELABORATED = 25


def echoes_of(notes: Notes, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims that a sentence makes by leaning on one of `drafts`, those told so far."""
    yield from _unfulfilled(notes, index, drafts)
    yield from _refuted(notes, index, drafts)
    yield from _gapped(notes, index, drafts)


def _unfulfilled(notes: Notes, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """ "That has not happened": the claim just before, with the opposite sign, in the writer's own voice."""
    sentence = notes.spans[index]
    match = notes.told.search(notes.wording.manner.unfulfilled, sentence.start, sentence.end)
    if match is None:
        return
    denied = _told_before(notes, index, match.start(), drafts)
    if denied is None:
        return
    clause = _clause_at(notes, index, match.start())
    span = clause if denied.start < clause.start else Span(match.start(), match.end())
    voice = notes.voice_at(index, span.start)
    stance = manner_of(notes.told, sentence, span, voice, None, notes.wording)[0]
    if match.lastgroup == "who":
        # "A claim Kyiv rejected" names who denies it.
        voice, stance = Voice((speaker_of(match["who"], notes.wording).speaker,)), "denied"
    day = notes.article.published
    yield replace(
        denied,
        start=span.start,
        end=span.end,
        quote=notes.text[span.start : span.end],
        stance=stance,
        polarity="-",
        certainty="CT",
        sources=(author_of(notes.article, span.start), *voice.speakers),
        when=None if day is None else When(from_day=day, to_day=day, granularity="day", anchor="article_date"),
        times=(),
        quantities=(),
    )


def _refuted(notes: Notes, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """ "Kyiv denied this": the claim just before, denied by who is named."""
    sentence = notes.spans[index]
    match = notes.wording.manner.refuted.search(notes.text, sentence.start, sentence.end)
    if match is None or ":" in notes.text[match.end() : min(sentence.end, match.end() + _ELABORATED)]:
        return
    denied = _told_before(notes, index, match.start(), drafts)
    clause = _clause_at(notes, index, match.start())
    voice = next((v for v in notes.voices[index] if v.scope.start <= match.start() < v.scope.end), None)
    if denied is None or voice is None or not voice.verb.startswith(notes.wording.speech.denying):
        return
    sources = (author_of(notes.article, clause.start), *voice.speakers)
    if denied.start >= clause.start or sources == denied.sources:
        return
    yield replace(
        denied,
        start=clause.start,
        end=clause.end,
        quote=notes.text[clause.start : clause.end],
        stance="denied",
        certainty="CT",
        sources=sources,
        times=(),
        quantities=(),
    )


def _gapped(notes: Notes, index: int, drafts: Sequence[Claim]) -> Iterator[Claim]:
    """ "X fell in May, Y — on 3 June": what is told of X is told of Y as well, for the other day."""
    sentence = notes.spans[index]
    for match in notes.wording.gapped.finditer(notes.text, sentence.start, sentence.end):
        span = Span(*match.span(1))
        told = [claim for claim in drafts if sentence.start <= claim.start and claim.end <= match.start(1)]
        named = notes.mentions_in(span)
        if not told or not named or not told[-1].where or not notes.times_in(span):
            continue
        first = told[-1]
        times, when = when_of(notes, index, span, first.stance, span.start, notes.voice_at(index, span.start))
        where = (replace(first.where[0], ref=named[0].mention.id),)
        yield replace(
            first,
            start=span.start,
            end=span.end,
            quote=notes.text[span.start : span.end],
            where=where,
            when=when,
            times=tuple(time.id for time in times),
            quantities=(),
            event=event_of(notes, first.type, where, when),
        )


def told_again(claim: Claim, drafts: Sequence[Claim], since: int) -> Claim:
    """Return a claim that only denies what was told just before ("there is no encirclement"), with the place of that."""
    if claim.polarity != "-" or not drafts or any(ref.relation != "context" for ref in claim.where):
        return claim
    last = drafts[-1]
    same = (last.type, last.mode) == (claim.type, claim.mode) and last.start >= since
    if not same or len(last.where) != 1 or last.where[0].relation == "context":
        return claim
    return replace(claim, where=(replace(last.where[0], relation="coref"),))


def _told_before(notes: Notes, index: int, offset: int, drafts: Sequence[Claim]) -> Claim | None:
    """The last claim told before an offset, in its sentence or the one before."""
    since = notes.spans[max(0, index - 1)].start
    told = [c for c in drafts if since <= c.start < offset and c.mode != "distance"]
    return told[-1] if told else None


def _clause_at(notes: Notes, index: int, offset: int) -> Span:
    sentence = notes.spans[index]
    clauses = clauses_of(notes.text, sentence, notes.wording)
    return next((clause for clause in clauses if clause.start <= offset < clause.end), sentence)
