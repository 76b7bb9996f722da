"""The actors of a claim, with their sides and parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.cases import actors_by_case
from geo.claims.notes import Notes
from geo.records import Actor, Resolution, Speaker
from geo.sentences import Span

_TO = 20
"""Characters before a taker within which "to" stands."""
_OTHER_SIDE = {"UA": "RU", "RU": "UA"}


@dataclass(frozen=True, slots=True)
class _SideWord:
    start: int
    end: int
    side: str
    name: str
    by: bool


def actors_of(
    notes: Notes,
    sentence: Span,
    span: Span,
    start: int,
    end: int,
    mode: str,
    places: Sequence[Resolution],
    speaker: Speaker | None = None,
) -> tuple[Actor, ...]:
    """Return who acts and who is acted upon, by the side words around the trigger at `start`..`end`."""
    if mode == "distance":
        return ()
    text, ground = notes.text, notes.wording.ground
    if ground.cases is not None:
        told = actors_by_case(notes, sentence, span, start, end, speaker)
        return (_fallen_to((), places),) if ground.falls.fullmatch(text, start, end) and places else told
    inside = _side_words(notes, span, speaker)
    passive = ground.passive.search(text[max(span.start, start - 24) : start]) and not ground.active.match(text, start)
    if passive and mode not in ("hold", "distance"):
        # "was captured": only a "by" tells by whom; the sides before it are not the doers.
        by = next((word for word in inside if word.by and word.start >= end), None)
        return (_agent(by, mode, places),) if by else ()
    # What a semicolon parts off is another story, with doers of its own.
    since = text.rfind("; ", sentence.start, span.start) + 1 or sentence.start
    words = inside or [word for word in _side_words(notes, sentence) if since <= word.start and word.end <= span.start]
    before = [word for word in words if word.end <= start]
    after = [word for word in words if word.start >= start]
    inside_trigger = [word for word in after if word.start < end and mode == "hold"]
    # "under Ukrainian control": the holder stands inside the trigger.
    doer = next((word for word in [*inside_trigger, *after] if word.by or word in inside_trigger), None)
    if ground.falls.search(text, start, end):
        # "Fell to the Russians"; who else is named behind it did not take it.
        after = [word for word in after if ground.falls_to.search(text, max(end, word.start - _TO), word.start)]
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


def _side_words(notes: Notes, span: Span, speaker: Speaker | None = None) -> list[_SideWord]:
    found: list[_SideWord] = []
    ground, text = notes.wording.ground, notes.text
    if speaker is not None and speaker.side is not None:
        # "The ministry said its forces had seized": they are of the side of who speaks.
        own = notes.told.finditer(ground.own_forces, span.start, span.end)
        found += [_SideWord(match.start(), match.end(), speaker.side, match.group(), by=False) for match in own]
    for side, pattern in notes.wording.sides.items():
        for match in notes.told.finditer(pattern, span.start, span.end):
            noun = ground.force_noun.match(text, match.end(), span.end)
            stop = noun.end() if noun else match.end()
            if not noun and ground.land_noun.match(text, match.end()):
                continue
            if not noun and ground.gone_into.search(text, max(span.start, match.start() - _TO), match.start()):
                # "Crossed into Russia": where it went, not who did it.
                continue
            if ground.owns_place.match(text[match.start() : match.end() + 2]) or ground.speaks.match(
                text, stop, span.end
            ):
                continue
            by = ground.by.search(text[max(span.start, match.start() - 8) : match.start()]) is not None
            found.append(
                _SideWord(
                    match.start(), stop, side, text[match.start() : stop].removesuffix("’s").removesuffix("'s"), by
                )
            )
    return sorted(found, key=lambda word: word.start)
