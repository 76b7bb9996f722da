"""How a claim is put: stance, polarity, certainty and salience, from its clause and from who speaks."""

from __future__ import annotations

from collections.abc import Sequence

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
    text: str, sentence: Span, span: Span, voice: Voice, hit: Hit | None, wording: Wording
) -> tuple[str, str, str]:
    """Return stance, polarity and certainty of a claim in the clause `span`."""
    spoken = _spoken(voice, wording)
    if hit is None:
        return spoken, "+", "PR" if spoken != "asserted" else "CT"
    # What governs a verb stands before it; an event noun is also told of behind it.
    words = text[span.start : span.end if hit.trigger.noun else min(span.end, hit.end + _AFTER)]
    before = words if hit.trigger.noun else text[span.start : hit.end]
    if modal := wording.manner.modal_after.match(text, hit.end, span.end):
        before += modal.group()
    if wording.manner.fragment.match(text, span.start, span.end):
        before = text[max(sentence.start, span.start - _GOVERNS) : span.start] + before
    nominal = wording.manner.nominal.search(text[max(span.start, hit.start - 60) : hit.start])
    if modal and nominal and wording.manner.consequence.search(modal.group()):
        return "hypothetical", _polarity(text, span, hit, wording), _certainty(before, "hypothetical", voice, wording)
    # "There can be no talks until": what a condition says of the future is the condition itself.
    if hit.trigger.mode == "condition":
        return spoken, _polarity(text, span, hit, wording), "CT"
    stance = _stance(text, sentence, span, before, voice, spoken, wording)
    return stance, _polarity(text, span, hit, wording), _certainty(before, stance, voice, wording)


def _stance(text: str, sentence: Span, span: Span, before: str, voice: Voice, spoken: str, wording: Wording) -> str:
    manner = wording.manner
    if voice.verb.startswith(wording.speech.denying) or manner.denied.search(text, span.start, span.end):
        return "denied"
    if _is_conditional(text, sentence, span, before, manner):
        return "hypothetical"
    before = manner.frees.split(before)[-1]
    if manner.repelled.search(text, span.start, span.end):
        # "Tried to land and was repelled" tells of a deed, not of a plan.
        return spoken
    wanted, expected = manner.intended.search(before), manner.predicted.search(before)
    # Of "will try to" and "hopes it will" the first word governs.
    if wanted and not (expected and expected.start() < wanted.start()):
        return "intended"
    if manner.purpose.search(text, span.start, span.end):
        return "intended"
    # "They would take it", they said: a forecast.
    if expected or (voice.speakers and voice.verb and manner.later.search(before)):
        return "predicted"
    if manner.hypothetical.search(before):
        return "hypothetical"
    return "predicted" if voice.verb.startswith(wording.speech.predicting) else spoken


def _is_conditional(text: str, sentence: Span, span: Span, before: str, manner: Manner) -> bool:
    return bool(
        manner.conditional.search(before)
        or manner.conditional_start.match(text, sentence.start, span.end)
        or manner.counterfactual.search(text, span.start, span.end)
    )


def _polarity(text: str, span: Span, hit: Hit, wording: Wording) -> str:
    # Blanked to the same length, so that offsets stay true.
    manner = wording.manner
    words = manner.not_negated.sub(lambda match: " " * len(match.group()), text[span.start : span.end])
    at = hit.start - span.start
    if manner.unproven.search(words):
        return "-"
    low = max(0, at - _BEFORE)
    cuts = [match.end() for match in manner.subordinator.finditer(words, low, at)]
    end = hit.end - span.start
    # "encircle the place, not storm it": what stands behind a comma is another deed.
    stop = manner.deed_ends.search(words, end, end + _AFTER)
    negated = manner.negated.search(words, cuts[-1] if cuts else low, stop.start() if stop else end + _AFTER)
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


def _certainty(words: str, stance: str, voice: Voice, wording: Wording) -> str:
    manner = wording.manner
    if manner.uncommitted.search(words):
        return "U"
    if manner.possible.search(words):
        return "PS"
    if manner.probable.search(words) or stance in ("predicted", "hypothetical"):
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
    if stance == "hypothetical" or not placed:
        return 3
    return 1 if measured or type_ in SALIENT_TYPES else 2
