"""The actors of a claim in a language with cases: the form of a word tells who acts, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass

from geo.claims.naming import side_of
from geo.claims.notes import Notes
from geo.claims.speakers import author_of
from geo.claims.wording import Cases
from geo.records import Actor, Speaker
from geo.sentences import Span

OTHER_SIDE = {"UA": "RU", "RU": "UA"}


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    side: str | None
    name: str
    form: str
    """agent (instrumental), oblique, or plain (nominative, or a word that has no cases)."""


def actors_by_case(
    notes: Notes, sentence: Span, span: Span, start: int, end: int, speaker: Speaker | None
) -> tuple[Actor, ...]:
    """Return who acts and who is acted upon, by the cases of the side words around the trigger at `start`..`end`.

    "Enemy" and "our" are resolved by the side of who speaks; where that is unknown the actor's side is None.
    """
    cases = notes.wording.ground.cases
    if cases is None:
        return ()
    own = _own_side(notes, start, speaker)
    party = speaker is not None or _written_by(notes, start) is not None
    words = [w for w in _words(notes, span, cases, own, party=party) if not notes.is_apart(w.start, span, start)]
    if not words:
        words = [
            word
            for word in _words(notes, sentence, cases, own, party=party)
            if word.end <= span.start and word.form == "plain"
        ]
    doer = _doer(words, start, end, told=notes.text[start:end], cases=cases)
    patients = [
        word
        for word in words
        if word is not doer and word.form == "oblique" and (doer is None or word.side != doer.side)
    ]
    actors = [Actor(side=doer.side, name=doer.name, role="agent")] if doer else []
    return tuple(actors + [Actor(side=word.side, name=word.name, role="patient") for word in patients[:1]])


def _doer(words: list[_Word], start: int, end: int, *, told: str, cases: Cases) -> _Word | None:
    inside = [word for word in words if start <= word.start < end]
    before, after = [w for w in words if w.end <= start], [w for w in words if w.start >= end]
    if cases.held.search(told):
        return next(iter([*inside, *(w for w in after if w.form == "oblique")]), None) or next(iter(after), None)
    if cases.participle.search(told):
        # "Captured by Russian troops": only the instrumental, or a word without cases behind the participle, tells by whom.
        return next(
            (w for w in [*after, *reversed(before)] if w.form == "agent"),
            next((w for w in after if w.form == "plain"), None),
        )
    plain = [w for w in [*inside, *reversed(before), *after] if w.form == "plain"]
    return plain[0] if plain else next((w for w in words if w.form == "agent"), None) or next(iter(inside), None)


def _own_side(notes: Notes, offset: int, speaker: Speaker | None) -> str | None:
    """The side of who speaks, else of who writes, else of the language."""
    sides = [speaker.side if speaker else None, _written_by(notes, offset), notes.wording.home]
    return next((side for side in sides if side in OTHER_SIDE), None)


def _written_by(notes: Notes, offset: int) -> str | None:
    """The side that the author or the publisher is of; None for a newspaper, whose "we" is no side."""
    names = (author_of(notes.article, offset).name, notes.article.publisher)
    sides = (side_of(name or "", notes.wording.sides) for name in names)
    return next((side for side in sides if side in OTHER_SIDE), None)


def _words(notes: Notes, span: Span, cases: Cases, own: str | None, *, party: bool) -> list[_Word]:
    text, ground = notes.text, notes.wording.ground
    patterns = [
        *notes.wording.sides.items(),
        (OTHER_SIDE.get(own or ""), cases.enemy),
        (own, cases.own),
    ]
    if party:
        patterns.append((own, cases.we))
    found: list[_Word] = []
    for side, pattern in patterns:
        for match in pattern.finditer(text, span.start, span.end):
            if ground.land_noun.match(text, match.end()) or any(
                word.start <= match.start() < word.end for word in found
            ):
                continue
            noun = ground.force_noun.match(text, match.end(), span.end)
            stop = noun.end() if noun else match.end()
            name = text[match.start() : stop]
            found.append(_Word(match.start(), stop, side, name, _form(name, cases)))
    return sorted(found, key=lambda word: word.start)


def _form(name: str, cases: Cases) -> str:
    if cases.whole.search(name):
        return "plain"
    if cases.agent.search(name):
        return "agent"
    return "oblique" if cases.oblique.search(name) else "plain"
