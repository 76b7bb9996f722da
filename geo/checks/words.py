"""Which words decide in which language."""

from __future__ import annotations

from collections.abc import Mapping

from geo.checks.question import Question
from geo.checks.wording import Words
from geo.checks.words_english import ENGLISH
from geo.checks.words_russian import RUSSIAN
from geo.checks.words_ukrainian import UKRAINIAN

WORDS: Mapping[str, Words] = {"en": ENGLISH, "uk": UKRAINIAN, "ru": RUSSIAN}
"""ISO 639-1 code -> its words."""


def words_of(question: Question) -> Words:
    """Return the words of the article's language; a language without words of its own is read as English."""
    return WORDS.get(question.language, ENGLISH)
