"""How a claim is put: stance, polarity, certainty and salience, from its clause and from who speaks."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from geo.claims.denials import is_denied
from geo.claims.heads import Part, Searched
from geo.claims.notes import SALIENT_TYPES, Hit, Notes
from geo.claims.voice import Voice
from geo.claims.wording import Manner, Wording
from geo.records import PlaceRef
from geo.sentences import Span

_SPOKEN_BY = {"official": "claimed", "military": "claimed"}
# How far around a trigger a negation is looked for, in characters.
_BEFORE, _AFTER = 60, 30
# How far before a fragment the verb that governs it may stand.
_GOVERNS = 200


def manner_of(
    told: Searched, sentence: Span, span: Span, voice: Voice, hit: Hit | None, wording: Wording
) -> tuple[str, str, str]:
    """Return stance, polarity and certainty of a claim in the clause `span`."""
    spoken = _spoken(voice, wording)
    if hit is None:
        return spoken, "+", "PR" if spoken != "asserted" else "CT"
    # What governs a verb stands before it; an event noun is also told of behind it.
    text, start, end = told.text, span.start, span.end if hit.trigger.noun else hit.end
    modal = wording.manner.modal_after.match(text, hit.end, span.end)
    if wording.manner.fragment.match(text, span.start, span.end):
        start = max(sentence.start, span.start - _GOVERNS)
    if modal and hit.trigger.noun:
        before = Searched(text[start:end] + modal.group()).part(0, sys.maxsize)
    else:
        before = told.part(start, modal.end() if modal else end)
    nominal = wording.manner.nominal.search(text[max(span.start, hit.start - 60) : hit.start])
    if modal and nominal and wording.manner.consequence.search(modal.group()):
        return "hypothetical", _polarity(told, span, hit, wording), _certainty(before, "hypothetical", voice, wording)
    # "There can be no talks until": what a condition says of the future is the condition itself.
    if hit.trigger.mode == "condition":
        return spoken, _polarity(told, span, hit, wording), "CT"
    stance = _stance(told, sentence, span, before, voice, hit, spoken, wording)
    return stance, _polarity(told, span, hit, wording), _certainty(before, stance, voice, wording)


def _stance(
    told: Searched, sentence: Span, span: Span, before: Part, voice: Voice, hit: Hit, spoken: str, wording: Wording
) -> str:
    manner = wording.manner
    if is_denied(told, sentence, span, voice, hit, wording):
        return "denied"
    if _is_conditional(told, sentence, span, before, manner):
        return "hypothetical"
    before = before.behind(manner.frees)
    if told.search(manner.repelled, span.start, span.end):
        # "Tried to land and was repelled" tells of a deed, not of a plan.
        return spoken
    wanted, expected = before.search(manner.intended), before.search(manner.predicted)
    # Of "will try to" and "hopes it will" the first word governs.
    if wanted and not (expected and expected.start() < wanted.start()):
        return "intended"
    if told.search(manner.purpose, span.start, span.end):
        return "intended"
    # "They would take it", they said: a forecast.
    if expected or (voice.speakers and voice.verb and before.search(manner.later)):
        return "predicted"
    if before.search(manner.hypothetical):
        return "hypothetical"
    return "predicted" if voice.verb.startswith(wording.speech.predicting) else spoken


def _is_conditional(told: Searched, sentence: Span, span: Span, before: Part, manner: Manner) -> bool:
    return bool(
        before.search(manner.conditional)
        or manner.conditional_start.match(told.text, sentence.start, span.end)
        or told.search(manner.counterfactual, span.start, span.end)
    )


def _polarity(told: Searched, span: Span, hit: Hit, wording: Wording) -> str:
    manner, at, end = wording.manner, hit.start, hit.end
    words = told.part(span.start, span.end)
    if words.whole is not told or told.search(manner.not_negated, span.start, span.end):
        blank = manner.not_negated.sub(lambda match: " " * len(match.group()), told.text[span.start : span.end])
        words, at, end = Part(Searched(blank), 0, len(blank)), at - span.start, end - span.start
    if words.search(manner.unproven):
        return "-"
    low, high = max(words.start, at - _BEFORE), min(words.end, end + _AFTER)
    cuts = [match.end() for match in words.whole.finditer(manner.subordinator, low, at)]
    # "encircle the place, not storm it": what stands behind a comma is another deed.
    stop = words.whole.search(manner.deed_ends, end, high)
    negated = words.whole.search(manner.negated, cuts[-1] if cuts else low, stop.start() if stop else high)
    return "-" if negated else "+"


def _spoken(voice: Voice, wording: Wording) -> str:
    if not voice.speakers:
        return "asserted"
    innermost, speech = voice.speakers[-1], wording.speech
    if speech.partisan.search(innermost.name or ""):
        return "claimed"
    if any(link.role == "anonymous" for link in voice.speakers[:-1]):
        # What unnamed people say that Kyiv believes is not yet said by Kyiv.
        return "reported"
    partisan = innermost.role in ("analyst", "outlet") and innermost.side in ("UA", "RU")
    if partisan and voice.verb.startswith(speech.announcing):
        return "claimed"
    return _SPOKEN_BY.get(innermost.role, "reported")


def _certainty(words: Part, stance: str, voice: Voice, wording: Wording) -> str:
    manner = wording.manner
    if words.search(manner.uncommitted):
        return "U"
    if words.search(manner.possible):
        return "PS"
    if words.search(manner.probable) or stance in ("predicted", "hypothetical"):
        return "PR"
    return "PR" if voice.verb.startswith(wording.speech.supposing) else "CT"


def salience_of(type_: str, stance: str, measured: bool, refs: Sequence[PlaceRef], notes: Notes) -> int:
    """Return 1 for what a fact-checker would take up, 2 for the rest, 3 for what is said in passing."""
    placed = any(
        ref.role == "whole"
        or ref.relation in ("offset", "along")
        or (ref.ref in notes.by_id and notes.by_id[ref.ref].mapped)
        for ref in refs
    )
    if stance == "hypothetical" or not (placed or (measured and not refs)):
        return 3
    return 1 if measured or type_ in SALIENT_TYPES else 2
