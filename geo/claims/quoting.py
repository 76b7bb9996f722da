"""Quotation marks: which sentence opens or closes them, and who says what stands within."""

from __future__ import annotations

import re

from geo.claims.naming import role_of, speaker_of
from geo.claims.wording import Wording
from geo.records import Speaker
from geo.sentences import Span

NOBODY = (Speaker(name=None, role="anonymous"),)
"""Someone speaks, and the text does not say who."""
_QUOTATION = re.compile(r"“[^”\n]{1,400}”?|\"[^\"\n]{1,400}\"|«[^»\n]{1,400}»?")
_TONGS_WORDS = 3
# Longer ones are lists or noise; their quotation marks pair up with nothing.
_LONGEST_SENTENCE = 2000


def leaves_open(sentence: str, opened: bool) -> bool:
    """Return whether a quotation goes on after a sentence."""
    curled = sentence.count("“") + sentence.count("«") - sentence.count("”") - sentence.count("»")
    straight = sentence.count('"') % 2 == 1
    if straight:
        return not opened
    return curled > 0 or (opened and curled == 0)


def is_quotation(sentence: str) -> bool:
    """Return whether a sentence opens quotation marks at once, and for more than a word or two."""
    return sentence[0] in '"“' and len(sentence.split()) > _TONGS_WORDS


def quoted_by(text: str, sentence: Span, offset: int, wording: Wording) -> tuple[Speaker, ...]:
    """Return who says words that stand in quotation marks without a verb of saying; empty where an offset is in none.

    The one named right before the marks (`The Daily Post headline "..."`), else nobody known. A word or three in quotation
    marks are the writer's own, held with tongs.
    """
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return ()
    for match in _QUOTATION.finditer(text, sentence.start, sentence.end):
        if match.start() < offset < match.end() and len(match.group().split()) > _TONGS_WORDS:
            before = wording.speech.cut.split(text[max(sentence.start, match.start() - 60) : match.start()])[-1]
            named = speaker_of(before, wording).speaker if role_of(before, wording.speech) == "outlet" else None
            return (named,) if named is not None else NOBODY
    return ()
