"""What the English words around a time expression say: looking ahead, joined to the next, moving the story on."""

from __future__ import annotations

import re

from geo.dates.english import word_before
from geo.dates.forms import Form

_BACKGROUND = frozenset({"since", "until", "till", "before", "than", "from"})
_AHEAD = re.compile(
    r"\b(?:will|shall|may|due|upcoming|(?:is|are|be)[^\S\n](?:expected|scheduled|planned|set|going)|(?:plans|hopes|aims|wants|intends)[^\S\n]to)\b|[’']ll\b"
)
_SAYING = re.compile(r"\b(?:said|told|announced|reported|wrote|warned|claimed|stated|posted|confirmed|added)\b")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?\s|\n")
_JOINED = re.compile(
    r"[^\S\n]?(?:,|-|–|and|to|until|till|through)?[^\S\n]?(?:and|to|until|till|through)?[^\S\n](?:the[^\S\n])?\Z"
)


def _sentence_before(text: str, start: int) -> str:
    window = text[max(0, start - 160) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    return window[ends[-1] :] if ends else window


def looks_ahead(text: str, form: Form) -> bool:
    """Whether the sentence speaks of the future at this point ("will meet on Friday", but not "said on Friday it will")."""
    before = _sentence_before(text, form.start)
    ahead = max((match.end() for match in _AHEAD.finditer(before)), default=-1)
    said = max((match.end() for match in _SAYING.finditer(before)), default=-1)
    if len(before.split()) <= 2:
        after = _SENTENCE_END.split(text[form.end : form.end + 80], maxsplit=1)[0]
        return bool(_AHEAD.search(after)) and not _SAYING.search(after)
    return ahead > said


def are_joined(text: str, form: Form, later: Form) -> bool:
    """Whether the next expression gives this one its year ("from August to October 2024")."""
    between = text[form.end : later.start]
    return len(between) <= 14 and later.year is not None and bool(_JOINED.match(between))


def moves_narrative(text: str, form: Form) -> bool:
    """Whether the story stands at this date from here on."""
    # "since October 2022" is a baseline and "during 2024" a background; "In 2014, ..." sets the scene.
    if word_before(text, form.start) in _BACKGROUND or form.kind in {"duration", "decade", "word"}:
        return False
    return form.kind != "year" or not _sentence_before(text, form.start)[:-3].strip()
