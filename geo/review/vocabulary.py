"""The words that a claims table may hold, by column; the annotation scheme's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.records import CERTAINTIES, CLAIM_TYPES, STANCES

MODES: Mapping[str, tuple[str, ...]] = {
    "control": ("hold", "occupy", "lost", "seize", "fire_control", "shift"),
    "change": ("gain", "advance", "capture", "recapture", "retreat", "lost", "border_crossing"),
    "attack": (
        *("offensive", "incursion", "strike", "battle", "counterattack"),
        *("infiltration", "intervention", "sabotage", "threaten"),
    ),
    "encirclement": ("encircle", "threaten"),
    "position": ("presence", "distance", "fortify"),
    "move": ("deploy", "redeploy", "evacuate", "withdraw", "supply", "return"),
    "harm": ("civilian_harm", "killed", "captured"),
    "talks": ("negotiation", "agreement", "ceasefire", "meeting", "condition"),
}
"""The modes of each type; the first is the most general one, taken where none is given."""
SPEAKER_ROLES = frozenset("author outlet official military analyst anonymous witness other".split())
ACTOR_ROLES = frozenset("agent patient holder causer figure participant witness".split())
PLACE_ROLES = frozenset("where target origin destination path whole part ground figure baseline cause name".split())
RELATIONS = frozenset(
    "in in_part part_of at near around outskirts offset direction along through crosses into toward from behind complement "
    "coref of for within inside outside over above on against to towards reaching across via invading out context".split()
)
GRANULARITIES = frozenset("day week month season year span vague".split())
ANCHORS = frozenset("explicit article_date page_date body_date narrative".split())
PEOPLE = frozenset({"UA", "RU", "other"})
"""Sides that a speaker or an actor can be on."""
SALIENCES = frozenset({"1", "2", "3"})
WORDS: Mapping[str, frozenset[str]] = {
    "type": CLAIM_TYPES,
    "stance": STANCES,
    "polarity": frozenset("+-"),
    "certainty": CERTAINTIES,
    "salience": SALIENCES,
    "role": PLACE_ROLES,
    "relation": RELATIONS,
    "granularity": GRANULARITIES,
    "anchor": ANCHORS,
}
"""What the cells of a column may say."""


class Unfit(ValueError):
    """A value cannot stand where it stands; the message says why, in words that follow its name."""


def word(value: str, allowed: Iterable[str]) -> str:
    """Return a value that is one of the allowed words.

    Raises
    ------
    Unfit
        It is none of them, in this spelling.
    """
    choices = sorted(allowed)
    if value not in choices:
        raise Unfit(f"{value[:40]!r} is not known; use one of: {', '.join(choices)}")
    return value


def mode_of(type_: str, mode: str) -> str:
    """Return a mode that goes with a type; the most general one for none.

    Raises
    ------
    Unfit
        The type has no such mode.
    """
    modes = MODES[type_]
    if not mode:
        return modes[0]
    if mode not in modes:
        raise Unfit(f"{mode[:40]!r} does not go with the type {type_}; use one of: {', '.join(sorted(modes))}")
    return mode
