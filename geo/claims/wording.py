"""The shape of a language's words: what the claim rules must be told to read it. A language is one `Wording`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries a kind of claim."""

    type: str
    mode: str
    pattern: Pattern
    noun: bool = False
    """A noun names an event; it makes a claim only when the text says that the event took place."""


def trigger(type_: str, mode: str, words: str, *, noun: bool = False) -> Trigger:
    """Return a trigger for whole words, in any case."""
    return Trigger(type_, mode, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), noun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a thing is said to be: whether it happened, is wanted, expected, denied, and how surely."""

    launch: Pattern
    """An event noun makes a claim when one of these says that the event happens, is wanted or is refused."""
    indefinite: Pattern
    """Ends just before an event noun that is newly told: "a new", "another"."""
    intended: Pattern
    predicted: Pattern
    hypothetical: Pattern
    conditional_start: Pattern
    """Matches at the start of a sentence that is hypothetical as a whole: "If"."""
    denied: Pattern
    negated: Pattern
    not_negated: Pattern
    """What looks like a negation and is none ("not only"); blanked before `negated` is looked for."""
    unfulfilled: Pattern
    """Denies what was said just before: "has not happened"."""
    possible: Pattern
    probable: Pattern
    uncommitted: Pattern
    reportedly: Pattern
    """Someone else says it, nobody knows who."""
    present: Pattern
    """The clause is about the day of writing."""
    still: Pattern
    """About the day of writing, whatever day was named before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How it is told who says a thing."""

    says: Pattern
    """A finite verb of saying; group 1 is the verb."""
    according: Pattern
    """Group 1 is the source: "according to (the ministry)"."""
    citing: Pattern
    inverted: Pattern
    """Group 1 is who speaks after the words: `..., said (the ministry)`."""
    cut: Pattern
    """Where the subject of a verb of saying can begin at the earliest."""
    lead: Pattern
    """What a subject may begin with and is not part of the name: "Yet", "on Monday", "the"."""
    name: Pattern
    aside: Pattern
    """An aside between the subject and its verb, up to the end of the string."""
    carried: Pattern
    """Matches at the start of a sentence that goes on in the voice of the one before."""
    same: Pattern
    """Matches the naming of a source that means the one before: "the same sources"."""
    not_subject: frozenset[str]
    no_subject_ends: tuple[str, ...]
    pronouns: frozenset[str]
    roles: tuple[tuple[str, Pattern], ...]
    """What can speak, and as what; the first row that fits decides."""
    denying: tuple[str, ...]
    """How verbs of denying begin."""
    predicting: tuple[str, ...]
    announcing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How places and actors are bound into a clause."""

    roles: Mapping[str, str]
    """The word before a place -> its part in the claim."""
    plain: frozenset[str]
    """Words before a place that leave it a plain "where"."""
    part: Pattern
    """Ends just before a place of which only a part is meant: "most of the"."""
    share: Pattern
    share_of: Pattern
    own_territory: Pattern
    since: Pattern
    passive: Pattern
    active: Pattern
    by: Pattern
    owns_place: Pattern
    speaks: Pattern
    falls: Pattern
    land_noun: Pattern
    """Behind a side's word: the land of the side, not the side itself."""
    force_noun: Pattern
    town: Pattern
    """A town by its kind alone: "the city"."""
    land: Pattern
    """Ground of the war without a name: "Russian soil", "the front line"."""
    hanging: Pattern
    """Matches at the start of a clause that hangs on the name before it: "which was"."""
    determiner: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All the words by which the claims of one language are read."""

    language: str
    """ISO 639-1 code."""
    triggers: tuple[Trigger, ...]
    """In order: where two triggers stand in one place the earlier row wins."""
    sides: Mapping[str, Pattern]
    """UA, RU, other -> the words that name the side."""
    manner: Manner
    speech: Speech
    ground: Ground
