"""Article + Resolutions -> Claims: who says that what happened where, when, how much, how surely.

Rules over sentences and clauses; a claim's quote is the clause that carries it, verbatim. A sentence without a place, a
relation to one, or a plain reference back to one yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.claims.actors import actors_of
from geo.claims.days import when_of
from geo.claims.denials import losers_denied
from geo.claims.distances import distances_of
from geo.claims.echoes import echoes_of, told_again
from geo.claims.english import ENGLISH
from geo.claims.events import event_of
from geo.claims.gains import is_gain
from geo.claims.heads import Searched
from geo.claims.manner import manner_of, salience_of
from geo.claims.notes import Hit, Notes, clauses_of, take_notes
from geo.claims.quoting import quoted_by
from geo.claims.slavic import RUSSIAN, UKRAINIAN
from geo.claims.speakers import author_of
from geo.claims.voice import Voice
from geo.claims.where import find_where, is_at_home
from geo.claims.wholes import whole_beside
from geo.claims.wording import Wording
from geo.records import Actor, Article, Claim, Expression, PlaceRef, Quantity, Resolution, Speaker, TimeSpan
from geo.sentences import Span

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH, "uk": UKRAINIAN, "ru": RUSSIAN}
"""ISO 639-1 code -> the words by which the claims of that language are read."""
LONGEST_QUOTE = 400
# How near the end of a distance claim the verb is looked for.
_TOLD = 30
_SEVERAL = 2
SHARE_UNITS = frozenset({"percent", "share", "fraction"})


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
    notes = take_notes(
        article,
        resolutions,
        expressions,
        times,
        quantities,
        WORDINGS.get(language or article.language or "en", ENGLISH),
    )
    drafts: list[Claim] = []
    for index, span in enumerate(notes.spans):
        if _is_comment(article, span.start) or _is_question(notes, span):
            continue
        since = notes.spans[max(0, index - 1)].start
        drafts.extend(told_again(claim, drafts, since) for claim in _claims_of(notes, index))
        drafts.extend(echoes_of(notes, index, drafts))
    drafts.sort(key=lambda claim: (claim.start, claim.end, claim.type))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(drafts, start=1))


def _is_comment(article: Article, offset: int) -> bool:
    return any(section.kind == "comment" and section.start <= offset < section.end for section in article.sections)


def _is_question(notes: Notes, sentence: Span) -> bool:
    """Whether a sentence asks; one that only ends in a question mark may still tell."""
    asks = notes.text[sentence.end - 1] == "?"
    return asks and notes.wording.manner.asking.match(notes.text, sentence.start, sentence.end) is not None


def _claims_of(notes: Notes, index: int) -> Iterator[Claim]:
    sentence = notes.spans[index]
    for span, refs in distances_of(notes, index):
        yield _claim(notes, index, span, "position", "distance", refs, None)
    for clause in clauses_of(notes.text, sentence, notes.wording):
        if clause.end - clause.start > LONGEST_QUOTE:
            continue
        for span, hit, told in _shares_apart(notes, _best_hits(notes, sentence, clause)):
            refs = find_where(notes, index, span, hit)
            if refs or _measures_ground(notes, span, hit):
                refs = is_at_home(notes, span, hit, refs)
                yield _claim(notes, index, span, hit.trigger.type, hit.trigger.mode, refs, hit, told)


def _measures_ground(notes: Notes, span: Span, hit: Hit) -> bool:
    """ "Russian troops advanced 505 square kilometres in November": spatial without a place, by its area and who took it."""
    sides = (notes.wording.ground.forces, *notes.wording.sides.values())
    sided = any(side.search(notes.text, span.start, span.end) for side in sides)
    return (
        sided
        and hit.trigger.type in ("change", "control")
        and any(q.si_unit == "m2" or q.unit in SHARE_UNITS for q in notes.quantities_in(span))
    )


def _best_hits(notes: Notes, sentence: Span, clause: Span) -> Iterator[tuple[Span, Hit]]:
    """The first thing a clause says to happen; and the control that a share in it measures."""
    hits = [
        hit
        for hit in notes.told_in(clause)
        if not hit.trigger.noun or _took_place(notes.told, sentence, clause, hit, notes.wording)
    ]
    for part, told in _joined(notes, clause, hits):
        verbs = [hit for hit in told if not hit.trigger.noun]
        # An attack is the means; what it did (killed, took, surrounded) is what is claimed.
        best = next(iter([hit for hit in verbs if hit.trigger.type != "attack"] or verbs or told))
        measured = next(
            (hit for hit in told if hit.trigger.type == "control" and _has_share(notes, Span(hit.start, part.end))),
            None,
        )
        if measured is None or measured.start == best.start:
            yield part, best
            continue
        yield Span(part.start, max(measured.end, best.end)), best
        yield Span(_phrase_start(notes, part, measured), part.end), measured


def _shares_apart(notes: Notes, told: Iterator[tuple[Span, Hit]]) -> Iterator[tuple[Span, Hit, Span]]:
    """ "Holds a fifth of X and 60 per cent of Y": a claim for each share, each of its own whole, with the stretch of both."""
    for span, hit in told:
        shares = [q for q in notes.quantities_in(span) if q.unit in SHARE_UNITS and q.of and q.of[1] <= span.end]
        if hit.trigger.type == "control" and (whole := whole_beside(notes, span, shares)) is not None:
            # "78 % of X and all of Y": of Y no share is told.
            yield Span(span.start, whole[0]), hit, span
            yield Span(whole[1], span.end), hit, span
            continue
        wholes = {notes.text[slice(*q.of)] for q in shares if q.of}
        if hit.trigger.type not in ("control", "change") or len(wholes) < len(shares) or len(shares) < _SEVERAL:
            yield span, hit, span
            continue
        starts = [span.start, *(q.start for q in shares[1:])]
        ends = [*(q.of[1] for q in shares[:-1] if q.of), span.end]
        yield from ((Span(start, end), hit, span) for start, end in zip(starts, ends, strict=True))


def _joined(notes: Notes, clause: Span, hits: Sequence[Hit]) -> Iterator[tuple[Span, list[Hit]]]:
    """ "crossed the border and captured X": two claims, where the second deed has a place or a manner of its own."""
    start, told = clause.start, list[Hit]()
    for hit in hits:
        joint = _joint(notes, clause, told[-1], hit) if told else None
        if joint is not None:
            yield Span(start, hit.start - len(joint)), told
            start, told = hit.start - len(joint.lstrip(" ,").partition(" ")[2]), []
        told.append(hit)
    if told:
        yield Span(start, clause.end), told


def _joint(notes: Notes, clause: Span, last: Hit, hit: Hit) -> str | None:
    """The words that join a second deed to the one before it, where it makes a claim of its own."""
    if (hit.trigger.type, hit.trigger.mode) == (last.trigger.type, last.trigger.mode):
        return None
    match = notes.wording.joined.search(notes.text[last.end : hit.start])
    if match is None:
        return None
    manner, words = notes.wording.manner, match.group()
    if hit.trigger.noun and not manner.launch.search(words):
        return None
    own = any(pattern.search(words) for pattern in (manner.predicted, manner.negated, manner.still))
    first, second = Span(clause.start, last.end), Span(hit.start, clause.end)
    # "was seized in May and freed in June": each has its day. "repelled attacks there and retook": each is a deed.
    own = own or bool(notes.times_in(Span(clause.start, hit.start)) and notes.times_in(second))
    own = own or (last.trigger.type == "attack" and hit.trigger.type == "change" and bool(notes.mentions_in(first)))
    return words if own or _has_place(notes, second) else None


def _has_place(notes: Notes, span: Span) -> bool:
    """Whether words name a place of their own; of free order, also whether they mean one named before."""
    town = notes.wording.free_order and notes.told.search(notes.wording.ground.town, span.start, span.end)
    return bool(notes.mentions_in(span) or town)


def _has_share(notes: Notes, span: Span) -> bool:
    return any(q.unit in SHARE_UNITS for q in notes.quantities_in(span))


def _phrase_start(notes: Notes, clause: Span, hit: Hit) -> int:
    """Where the noun phrase of a trigger begins: at its determiner, at most three words before."""
    low = max(clause.start, hit.start - 60)
    match = notes.wording.ground.determiner.search(notes.text[low : hit.start])
    return low + match.start() if match else hit.start


def _took_place(told: Searched, sentence: Span, clause: Span, hit: Hit, wording: Wording) -> bool:
    """Whether an event noun is more than a name for something known: launched, wanted, refused, or newly told."""
    manner, text = wording.manner, told.text
    article = manner.indefinite.search(text[max(sentence.start, hit.start - 80) : hit.start])
    # "a retired operations officer": the article belongs to another noun.
    plural = hit.end > hit.start and text[hit.end - 1] == "s"
    if (article and not (plural and article.group().lower().startswith(("a ", "an ")))) or told.search(
        manner.intended, clause.start, clause.end
    ):
        return True
    launched = told.search(manner.launch, clause.start, clause.end if wording.free_order else hit.start)
    return bool(launched or manner.befallen.match(text, hit.end, clause.end))


def _claim(
    notes: Notes,
    index: int,
    span: Span,
    type_: str,
    mode: str,
    refs: tuple[PlaceRef, ...],
    hit: Hit | None,
    told: Span | None = None,
) -> Claim:
    """`told` is the stretch that dates the claim, where its own is only a part of it."""
    text, sentence = notes.text, notes.spans[index]
    start, end = (hit.start, hit.end) if hit else (span.start, span.start)
    voice = notes.voice_at(index, start)
    if not voice.speakers and (quoted := quoted_by(text, sentence, start, notes.wording)):
        voice = Voice(quoted)
    stance, polarity, certainty = manner_of(notes.told, sentence, span, voice, hit, notes.wording)
    chain: tuple[Speaker, ...] = (author_of(notes.article, span.start), *voice.speakers)
    quantities = tuple(q.id for q in notes.quantities_in(span) if q.end <= span.end)
    # Towns lie where they lie; troops stand somewhere on a day.
    lasting = mode == "distance" and any(ref.role == "figure" for ref in refs)
    times, when = (
        ((), None)
        if lasting
        else when_of(notes, index, told or span, stance, start if hit else max(span.start, span.end - _TOLD), voice)
    )
    if hit is not None and is_gain(notes, span, hit, when, times):
        type_, mode = "change", "gain"
    meant = [ref for ref in refs if ref.relation != "context"] or refs
    grounds = (
        notes.grounds.get(ref.ref, ref.ref) for ref in meant if ref.ref in notes.by_id or ref.relation == "coref"
    )
    named = [notes.by_id[ground] for ground in grounds if ground in notes.by_id]
    actors = actors_of(notes, sentence, span, start, end, mode, named, voice.speakers[-1] if voice.speakers else None)
    actors = actors or _own_deed(notes, voice, type_, mode)
    if stance == "denied" and hit is not None:
        actors = losers_denied(notes.told, sentence, span, voice, hit, notes.wording, actors)
    return Claim(
        id="c0",
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        type=type_,
        mode=mode,
        stance=stance,
        polarity=polarity,
        certainty=certainty,
        sources=chain,
        actors=actors,
        where=refs,
        when=when,
        times=tuple(time.id for time in times),
        quantities=quantities,
        salience=salience_of(type_, stance, bool(quantities), refs, notes),
        event=event_of(notes, type_, refs, when),
    )


def _own_deed(notes: Notes, voice: Voice, type_: str, mode: str) -> tuple[Actor, ...]:
    """Who announces a capture without naming the captor speaks of its own side."""
    speaker = voice.speakers[-1] if voice.speakers else None
    if speaker is None or speaker.side is None or not voice.verb.startswith(notes.wording.speech.announcing):
        return ()
    if type_ not in ("control", "change") or mode in ("lost", "retreat"):
        return ()
    return (Actor(side=speaker.side, name=speaker.name or speaker.role, role="agent"),)
