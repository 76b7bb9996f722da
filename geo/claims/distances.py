"""Where something stands by its distance from a place."""

from __future__ import annotations

from collections.abc import Iterator

from geo.claims.antecedents import town_before
from geo.claims.notes import Notes
from geo.claims.where import FIGURE_REACH, find_figure
from geo.records import PlaceRef
from geo.sentences import Span

# How far before a distance those who stand there may be named.
_TROOPS_REACH = 120


def distances_of(notes: Notes, index: int) -> Iterator[tuple[Span, tuple[PlaceRef, ...]]]:
    """Yield the words and the places of each distance that a sentence tells."""
    yield from _from_named(notes, index)
    yield from _from_before(notes, index)


def _from_named(notes: Notes, index: int) -> Iterator[tuple[Span, tuple[PlaceRef, ...]]]:
    """ "X, 50 km north-west of Y" and "X lies 50 km from Y"."""
    sentence = notes.spans[index]
    for expression in notes.expressions_in(sentence):
        if expression.relation != "offset" or expression.ground is None:
            continue
        figure = find_figure(notes, sentence, expression)
        refs: tuple[PlaceRef, ...] = (
            PlaceRef(ref=expression.ground, role="ground"),
            PlaceRef(ref=expression.id, role="where", relation="offset"),
        )
        if figure is not None and figure[1].mention.id != expression.ground:
            start = figure[0]
            refs = (PlaceRef(ref=figure[1].mention.id, role="figure"), *refs)
        elif match := notes.wording.ground.troops_at.search(
            notes.text, max(sentence.start, expression.start - FIGURE_REACH), expression.start
        ):
            # "Their troops stand 5 km from X": no second place is named.
            start = match.start()
        else:
            continue
        yield Span(start, expression.end), refs


def _from_before(notes: Notes, index: int) -> Iterator[tuple[Span, tuple[PlaceRef, ...]]]:
    """ "They are 5 km from the town": measured from the town named before."""
    sentence, ground = notes.spans[index], notes.wording.ground
    for quantity in notes.quantities_in(sentence):
        off = ground.off_town.match(notes.text, quantity.end, sentence.end)
        if off is None:
            continue
        low = max(sentence.start, quantity.start - _TROOPS_REACH)
        troops = ground.troops_off.search(notes.text, low, quantity.start)
        town = town_before(notes, index, quantity.start)
        if troops is not None and town is not None:
            yield Span(troops.start(), off.end()), (PlaceRef(ref=town.mention.id, role="ground", relation="near"),)
