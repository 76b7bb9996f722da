"""What a denial reaches: its own object, and not what the one who denies says himself behind it."""

from __future__ import annotations

import re

from geo.claims.heads import Searched
from geo.claims.notes import Hit
from geo.claims.voice import Voice
from geo.claims.wording import Wording
from geo.records import Actor
from geo.sentences import Span

# How far behind its verb a thing may be denied: a sentence without end must not cost more than its length.
_REACH = 600
_LOSING = frozenset({"lost", "retreat"})
_OTHER = {"UA": "RU", "RU": "UA"}


def is_denied(told: Searched, sentence: Span, span: Span, voice: Voice, hit: Hit, wording: Wording) -> bool:
    """Tell whether a deed is what somebody denies.

    Denied is the object of the verb: a clause ("that it fell"), a noun or gerund ("the loss of", "losing"), or an anaphor
    ("this claim"). What is said behind an anaphor or a second verb of saying is told as the speaker's own.
    """
    denying = voice.verb.startswith(wording.speech.denying)
    if not (denying or told.search(wording.manner.denied, span.start, span.end)):
        return False
    behind = _behind_denial(told, sentence.start, hit.start, wording)
    if behind is None:
        # "The town is ours, said the mayor, denying the report": what stands before it is no object of the participle.
        found = told.search(wording.manner.denied, hit.end, span.end)
        return denying or found is None or wording.denial.aside.match(told.text, max(0, found.start() - 2)) is None
    words, text = wording.denial, told.text
    if words.besides.search(text, behind, hit.start):
        return False
    if (quoted := words.quote.search(text, behind, hit.start)) is not None:
        # "Moscow's claim: “...”" quotes what is denied, unless it speaks for the one who denies.
        others = any(told.search(side, behind, quoted.start()) for side in wording.sides.values())
        return _interest(told, Span(quoted.end(), span.end), voice, hit, wording) < (1 if others else 0)
    if words.saying.search(text, behind, hit.start):
        return _interest(told, span, voice, hit, wording) <= 0
    return words.this.match(text, behind, hit.start) is None


def losers_denied(
    told: Searched, sentence: Span, span: Span, voice: Voice, hit: Hit, wording: Wording, actors: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return who acts in a denied deed: "Kyiv denies the loss of X" is of Kyiv's loss, unless another side is named behind the verb."""
    behind = _behind_denial(told, sentence.start, hit.start, wording)
    if hit.trigger.mode not in _LOSING or behind is None:
        return actors
    if any(told.search(side, max(behind, span.start), span.end) for side in wording.sides.values()):
        return actors
    speaker = voice.speakers[-1] if voice.speakers else None
    if speaker is None or speaker.side is None:
        return ()
    return (Actor(side=speaker.side, name=speaker.name or speaker.role, role="agent"),)


def _behind_denial(told: Searched, start: int, end: int, wording: Wording) -> int | None:
    """Where the last verb of denying before an offset ends; None without one."""
    start = max(start, end - _REACH)
    said = told.finditer(wording.speech.says, start, end)
    ends = [match.end(1) for match in said if match[1].casefold().startswith(wording.speech.denying)]
    ends += [_verb_end(match) for match in told.finditer(wording.manner.denied, start, end)]
    return max((at for at in ends if at <= end), default=None)


def _verb_end(match: re.Match[str]) -> int:
    """Where the first word of a match ends: "rejected the claim" brings its object along."""
    first = match.group().partition(" ")[0]
    return match.start() + len(first)


def _interest(told: Searched, span: Span, voice: Voice, hit: Hit, wording: Wording) -> int:
    """1 where what is told is good for the side that speaks, -1 where it is good for the other one, 0 where that is not sure."""
    side = voice.speakers[-1].side if voice.speakers else None
    if side not in _OTHER:
        return 0
    own = bool(
        told.search(wording.sides[side], span.start, span.end)
        or told.search(wording.ground.own_forces, span.start, span.end)
    )
    others = bool(told.search(wording.sides[_OTHER[side]], span.start, span.end))
    good = own - others
    return -good if hit.trigger.mode in _LOSING else good
