"""The shape of a language's words: what the claim rules must be told to read it. A language is one `Wording`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from geo.claims.denial_words import Denial

Pattern = re.Pattern[str]
NEVER: Pattern = re.compile(r"(?!)")
"""Matches nothing: what a language need not tell."""


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
    past_intent: Pattern
    """Wanted then, not now: "aimed to"."""
    purpose: Pattern
    """Makes a deed intended from behind: "for a later swap"."""
    fragment: Pattern
    """Matches at the start of a clause that what was said before it governs: "for deeper strikes"."""
    predicted: Pattern
    hypothetical: Pattern
    conditional: Pattern
    """Makes the clause it stands in hypothetical whatever else is said: "if"."""
    later: Pattern
    """Hypothetical in the writer's voice, a forecast in reported speech: "would"."""
    conditional_start: Pattern
    """Matches at the start of a sentence that is hypothetical as a whole: "If"."""
    denied: Pattern
    negated: Pattern
    unproven: Pattern
    """Negates the whole clause, however far off: "no evidence that"."""
    modal_after: Pattern
    """Matches right behind a noun that only may or would happen: "a retreat would"."""
    frees: Pattern
    """Begins a clause that what was wanted or expected before does not govern: "when its troops"."""
    subordinator: Pattern
    """A negation before it does not reach the trigger behind it: "when"."""
    not_negated: Pattern
    """What looks like a negation and is none ("not only"); blanked before `negated` is looked for."""
    unfulfilled: Pattern
    """Denies what was said just before: "has not happened"."""
    possible: Pattern
    probable: Pattern
    uncommitted: Pattern
    present: Pattern
    """The clause is about the day of writing."""
    still: Pattern
    """About the day of writing, whatever day was named before."""
    recent: Pattern
    """A past that is told as news."""
    nominal: Pattern = NEVER
    """Ends just before a trigger that is a noun there: "such a (retreat)"."""
    then: Pattern = NEVER
    """Of a clause behind a dated one: it tells of a time that begins with that day: "at its peak"."""
    refuted: Pattern = NEVER
    """Denies what was said just before, where nothing is said instead: "called this information false"."""
    deed_ends: Pattern = NEVER
    """A negation behind it is of another deed: the comma of "encircle the town, not storm it"."""
    consequence: Pattern = NEVER
    """Of a deed that is a noun: what it would bring; the deed itself is only thought of."""
    befallen: Pattern = NEVER
    """Matches right behind an event noun that took place: "(attacks) near X were repelled"."""
    asking: Pattern = NEVER
    """Matches the start of a sentence that asks, where it ends in a question mark."""
    daily: Pattern = NEVER
    """At the head of a text that tells of one day, the day of writing: "Bulletin", "over the past 24 hours"."""
    counterfactual: Pattern = NEVER
    repelled: Pattern = NEVER
    """An attempt told together with its failure: "tried to land and was repelled"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How it is told who says a thing."""

    says: Pattern
    """A finite verb of saying; group 1 is the verb."""
    according: Pattern
    """Group 1 is the source: "according to (the ministry)"."""
    citing: Pattern
    inverted: Pattern
    """Group 1 is the verb, group 2 who speaks after the words: `..., (said) (the ministry)`."""
    told_to: Pattern
    """Group 1 is the outlet that was told: "told (the BBC) that"."""
    reportedly: Pattern
    """Someone else says it, nobody knows who."""
    cut: Pattern
    """Where the subject of a verb of saying can begin at the earliest."""
    relative: Pattern
    """Matches a cut that begins a relative clause, so that the subject may stand before it: "who"."""
    joint: Pattern
    """Between two sayings of one sentence that stand side by side: "while", "but"."""
    lead: Pattern
    """What a subject may begin with and is not part of the name: "Yet", "on Monday", "the"."""
    name: Pattern
    """A run of capitalised words."""
    hanging_name: Pattern
    """Ends just before a name that only belongs to the one named: "commander of"."""
    tail: Pattern
    """Where the naming ends and a description begins: "who", "operating near"."""
    maker: Pattern
    """Up to the one who made what speaks: "maps published by"."""
    person_start: Pattern
    """Matches the start of a sentence about a person; group 1 is the naming."""
    aside: Pattern
    """An aside between the subject and its verb: "X - a veteran of Y - expects", "the ministry (MoD) says"."""
    appositive: Pattern
    """Matches a piece between commas that describes the subject before it: "a spokesman for the brigade"."""
    carried: Pattern
    """Matches at the start of a sentence that goes on in the voice of the one before."""
    anonymity: Pattern
    """Whoever a sentence with this names does not want to be named."""
    same: Pattern
    """Matches the naming of a source that means the one before: "the same sources"."""
    back: Pattern
    """Matches a whole naming that goes back to an earlier one; group 1 is the head noun: "the (general)"."""
    back_roles: tuple[tuple[Pattern, frozenset[str]], ...]
    """Head noun of such a naming -> roles of speakers it may mean, whatever they were called."""
    unnamed_outlet: Pattern
    """Matches an outlet whose name is not told: "American outlet"."""
    unnamed: Pattern
    """Matches a whole naming of people who keep their names back: "two Western officials"."""
    not_subject: frozenset[str]
    empty: frozenset[str]
    """Words that are no subject when they stand alone: "the"."""
    nouns: frozenset[str]
    """Verbs of saying that are as often nouns: "claims"."""
    no_subject_ends: tuple[str, ...]
    pronouns: frozenset[str]
    plural: frozenset[str]
    """Pronouns that may mean an outlet or several people as well as one person."""
    roles: tuple[tuple[str, Pattern], ...]
    """What can speak, and as what; the first row that fits decides."""
    denying: tuple[str, ...]
    """How verbs of denying begin."""
    predicting: tuple[str, ...]
    announcing: tuple[str, ...]
    nominal: Pattern = NEVER
    """A noun of saying with its owner, and so an apostrophe; group 1 is the source, group 2 the noun: "(Orlov)'s (claim)"."""
    full_name: Pattern = NEVER
    """A personal name of several words."""
    office_start: Pattern = NEVER
    """Matches the start of a sentence about someone by office alone: "The minister visited"."""
    own_subject: Pattern = NEVER
    """Within a relative clause, the whole of its subject: "which (Russian sources) claimed"."""
    first_subject: Pattern = NEVER
    """Matches the start of a sentence; group 1 is its subject, which a later "and claimed" has as well."""
    partisan: Pattern = NEVER
    """Within the name of a source of one side without an office: "milblogger"."""
    retired: Pattern = NEVER
    concern_of: Pattern = NEVER
    prompt: Pattern = NEVER
    """Matches the start of what an interviewer says without asking: "You mentioned"."""
    apposed: Pattern = NEVER
    """Matches right behind a naming without a name; group 1 is the name apposed to it: ", (Denis Pushkov),"."""
    supposing: tuple[str, ...]
    """How verbs begin that leave it probable only: "believes", "suggests"."""
    described: bool = False
    """Whether what stands between commas behind a name tells what can be spoken as."""
    cited_by: Pattern = NEVER
    """Who cites the source that was just named; group 1 is the one who cites: "officials, whom (Reuters) cites"."""
    one_person: Pattern = NEVER
    """A head noun of `back` that means one person, never an institution: "spokesman"."""
    backward: Pattern | None = None
    """Matches at the start of a sentence that only tells who said the one before."""
    titled: Pattern | None = None
    """A kind of outlet with its title in quotation marks; group 1 is the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """By which endings a language with cases tells who acts; each is looked for in the naming of a side."""

    agent: Pattern
    """Ends as the doer of a passive does: the instrumental."""
    oblique: Pattern
    """Ends as one who is acted upon does."""
    whole: Pattern
    """Has no cases: abbreviations."""
    participle: Pattern
    """A trigger that ends so is passive."""
    held: Pattern
    """A trigger that ends so has its doer behind it, in the genitive: "under the control of"."""
    enemy: Pattern
    """The other side than that of who speaks."""
    own: Pattern
    """The side of who speaks."""
    we: Pattern
    """The side of who speaks, where that is a party to the war."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How places and actors are bound into a clause."""

    roles: Mapping[str, str]
    """The word before a place -> its part in the claim."""
    plain: frozenset[str]
    """Words before a place that leave it a plain "where"."""
    stop: Pattern
    """What the word before a place is not looked for across."""
    part: Pattern
    """Ends just before a place of which only a part is meant: "most of the"."""
    share: Pattern
    share_of: Pattern
    own_territory: Pattern
    since: Pattern
    """Ends just before a day with which a stretch of time begins."""
    since_event: Pattern = NEVER
    """Ends just before a day that dates an event with which a stretch begins: "since the offensive began in"."""
    superlative: Pattern
    """Ends just before a day that measures a record and dates nothing: "the biggest gains since"."""
    until: Pattern
    """Ends just before a day with which a stretch of time ends."""
    passive: Pattern
    active: Pattern
    by: Pattern
    owns_place: Pattern
    speaks: Pattern
    falls: Pattern
    gone_into: Pattern = NEVER
    """Ends just before a country that is gone into, or lies where a thing is done."""
    falls_to: Pattern = NEVER
    """Ends just before the one that something falls to."""
    land_noun: Pattern
    """Behind a side's word: the land of the side, not the side itself."""
    force_noun: Pattern
    forces: Pattern
    """Soldiers by their kind: what is told of them is told of the war."""
    town: Pattern
    """A town by its kind alone: "the city"."""
    area: Pattern
    """A region by its kind alone, or a place pointed at: "the region", "there"."""
    region: Pattern = NEVER
    """A region by its kind alone."""
    troops_at: Pattern = NEVER
    """Ends just before a distance at which troops stand: "the rebels are now"."""
    lies: Pattern = NEVER
    """Ends just before a distance that the subject of the sentence lies at: "lies about"."""
    of_speaker: Pattern = NEVER
    """Ends just before a town that is the speaker's own: "her (village)"."""
    onto: Pattern = NEVER
    """Matches a preposition and its place where that is gone to, not where something is: "на Добропілля"."""
    it: Pattern = NEVER
    """A place by a pronoun alone: "took it", "its fall"."""
    next_deed: Pattern = NEVER
    """Matches right behind a clause where the sentence goes on to another deed: ", and a"."""
    its_fate: Pattern = NEVER
    """A deed that a possessive lays upon the place spoken of: "its fall"."""
    left: Pattern = NEVER
    """Ends just before a place that something came from."""
    there: Pattern = NEVER
    """A place pointed at, rather than called by its kind."""
    landform: Pattern = NEVER
    """An island or a spit by its kind alone."""
    landform_name: Pattern = NEVER
    """Stands in the name of such a place, as the gazetteer has it."""
    unknown_behind: Pattern = NEVER
    """Matches right behind a deed where its object is a name; group 1 is the name."""
    unknown_before: Pattern = NEVER
    """Ends just before a passive deed whose subject is a name; group 1 is the name."""
    villages: Pattern = NEVER
    """Several towns by their kind alone: "both villages"."""
    small: Pattern = NEVER
    """A kind of place that is not a city: "village"."""
    large: Pattern = NEVER
    """A kind of place that is not a village: "city"."""
    land: Pattern
    """Ground of the war without a name: "Russian soil", "the front line"."""
    hanging: Pattern
    """Matches at the start of a clause that hangs on the name before it: "which was"."""
    determiner: Pattern
    relations: Mapping[str, str] = field(default_factory=dict)
    """The word before a place -> the relation it tells; a word that is not here is its own relation."""
    institution: Pattern | None = None
    """Ends just before a country that is no place there: "the armed forces of"."""
    cases: Cases | None = None
    """None where word order tells who acts."""
    own_forces: Pattern = NEVER
    """The troops of who speaks: "its forces"."""
    infinitive: Pattern = NEVER
    """What only looks like a preposition before a place, with its verb: "to capture"."""
    another_deed: Pattern = NEVER  # "the ground that they had seized in" a month that dates no other deed
    troops_off: Pattern = NEVER
    """Ends just before a distance at which troops stand: "they are now within"; `off_town` follows it: "of the city"."""
    off_town: Pattern = NEVER


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
    denial: Denial
    clause: Pattern
    """Where one statement of a sentence ends and the next begins."""
    apposed: Pattern = NEVER
    """Matches a piece between commas that only describes the name before it: "about 15 km to the east"."""
    gapped: Pattern = NEVER
    """A second place with a day of its own and no verb: group 1 of "X fell in May, (Y — on 3 June)"."""
    aside: Pattern = NEVER
    """A clause set into another, which goes on behind it: group 1 of "X, (which had long held), fell"."""
    dateline: Pattern = NEVER
    """Matches at the start of a paragraph where the report was written, which is no place of a claim: "KYIV, Nov 3 —"."""
    subordinate: Pattern
    """Matches at the start of a sentence that has its main clause after the comma."""
    joined: Pattern
    """Between two deeds of one clause, up to the second verb: "and", "but did not"."""
    free_order: bool = False
    """Whether a verb may stand behind what it governs."""
    home: str | None = None
    """The side whose language it is alone, so that "the enemy" is the other one."""

    def patterns(self) -> tuple[Pattern, ...]:
        """Return the patterns that are looked for all over a text."""
        rooms = (getattr(room, one.name) for room in (self.manner, self.ground, self.speech) for one in fields(room))
        loose = (pattern for pattern in rooms if isinstance(pattern, re.Pattern))
        return (*(row.pattern for row in self.triggers), *self.sides.values(), *loose)
