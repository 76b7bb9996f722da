"""The naming of a source -> its name, role and side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from geo.claims.wording import Pattern, Speech, Wording
from geo.records import Speaker

LONGEST_SUBJECT = 14
# Of "Independent cartographers are more careful: by their count" so many words are looked at.
_HEAD_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker with the words of the naming, by which "the general" goes back to it."""

    speaker: Speaker
    words: frozenset[str]


def speaker_of(words: str, wording: Wording) -> Named:
    """Return the speaker whom some words name."""
    speech = wording.speech
    words = words.strip(" .,”’\"'")
    if match := speech.maker.search(words):
        words = words[match.end() :]
    bare = speech.lead.sub("", words)
    if (tail := speech.tail.search(bare)) and tail.start():
        # "the head of the council, Denis Pushkov"
        apposed = speech.apposed.match(bare, tail.start())
        bare = apposed[1] if apposed and not speech.full_name.search(bare, 0, tail.start()) else bare[: tail.start()]
    bare = bare.strip(" .,”’\"'«»")
    titled = speech.titled.search(words) if speech.titled else None
    name = titled[1] if titled else _person(bare, wording.sides, speech) or bare or None
    role = role_of(words, speech) or ("official" if name and name[:1].isupper() else "other")
    if speech.unnamed.fullmatch(words):
        role = "anonymous"
    side = side_of(words, wording.sides)
    if side is None and role in ("outlet", "analyst"):
        side = "other"
    found = frozenset(word.casefold() for word in _WORD.findall(words))
    return Named(Speaker(name=name, role=role, side=side), found)


def subject_of(sentence: str, wording: Wording) -> tuple[Speaker, ...]:
    """Return the person with whose full name a sentence begins, if any: the next sentence may say "he"."""
    match = wording.speech.person_start.match(sentence)
    if match is None or role_of(match[1], wording.speech) in ("outlet", "analyst"):
        return ()
    return (speaker_of(match[1], wording).speaker,)


def can_speak(piece: str, subject: str, speech: Speech) -> bool:
    """Whether words can be the subject of saying: someone with a role, a full name, or one lone name ("Smirnov")."""
    words = subject.split()
    if len(words) > LONGEST_SUBJECT or speech.not_subject.intersection(word.casefold() for word in words):
        return False
    said = [verb[1].casefold() for verb in speech.says.finditer(piece.strip(), 1)]
    if subject.casefold() in speech.empty or any(verb not in speech.nouns for verb in said):
        return False
    return bool(role_of(piece, speech) or _full_name(subject, speech) or speech.name.fullmatch(subject))


def head_of(sentence: str, start: int, speech: Speech) -> str:
    """Return who stands at the head of "Cartographers are careful: by their count"; empty where nobody does, or says something."""
    head, colon, between = sentence[:start].rpartition(": ")
    if not colon or between.strip() or speech.says.search(head):
        return ""
    words = head.split()[:_HEAD_WORDS]
    return next((run for run in accumulate(words, "{} {}".format) if role_of(run, speech)), "")


def role_of(words: str, speech: Speech) -> str | None:
    """Return what can be spoken as, or None: the first row of the table that fits."""
    return next((role for role, pattern in speech.roles if pattern.search(words)), None)


def _full_name(words: str, speech: Speech) -> str | None:
    names = [m.group() for m in speech.name.finditer(words) if len(m.group().split()) >= 2]
    return names[-1] if names else None


def _person(words: str, sides: Mapping[str, Pattern], speech: Speech) -> str | None:
    """A personal or institutional name: the last run of capitalised words that no preposition hangs on something else."""
    for match in reversed(list(speech.name.finditer(words))):
        name = match.group().strip(" .")
        if speech.hanging_name.search(words, 0, match.start()):
            continue
        if role_of(words[match.end() :], speech):
            # "Kharkiv Oblast officials": the name only tells whose.
            return None
        if len(name.split()) >= 2 and not all(any(p.search(w) for p in sides.values()) for w in name.split()):
            return name
    return None


def side_of(words: str, sides: Mapping[str, Pattern]) -> str | None:
    """Return the side (UA, RU or other) that words name, or None."""
    return next((side for side, pattern in sides.items() if pattern.search(words)), None)
