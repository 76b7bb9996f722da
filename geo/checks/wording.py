"""The words of a claim that decide what is measured: faster or slower, a record, how soon, which unit, how vaguely.

A language is one `Words`, in a file of its own; they are looked for in the quote of a claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The deciding words of one language."""

    faster: Pattern
    """The advance gains speed: "accelerating advances"."""
    slower: Pattern
    superlative: Pattern
    """A record, up to the word "since"."""
    units: tuple[tuple[str, Pattern], ...]
    """Unit of the periods a record is measured in -> its words, the first that fits decides."""
    horizons: tuple[tuple[int, Pattern], ...]
    """Days in which a prediction must come true -> the words that say so, the first that fits decides."""
    this_year: Pattern
    """The prediction must come true by 31 December."""
    vague: Pattern
    """A size without a threshold: "huge gains"."""
    positions: Pattern
    """Single positions, which no map of control shows."""


def pattern(words: str) -> Pattern:
    """Return a pattern for whole words, in any case."""
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


def near(words: str, others: str) -> str:
    """Return a pattern of words that stand within sixty characters of others, before or behind them."""
    return rf"(?:{words})\b[^.;!?]{{0,60}}\b(?:{others})|(?:{others})\w{{0,12}}\b[^.;!?]{{0,60}}\b(?:{words})"
