"""A text as it reads, without what cannot be seen, and the way back to its own offsets.

Comes in: text. Goes out: the text without invisible characters, runs that are shown backwards turned round, words that mix
look-alike letters in one script; and mentions found in it, moved to where they stand in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.names import find_mixed
from geo.records import Mention

# Soft hyphens, characters without width, marks of direction and byte order.
_UNSEEN = frozenset(
    map(
        chr,
        (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF),
    )
)
# What stands between an override and its end is shown from right to left, whatever its letters.
_BACKWARDS = re.compile("\u202e([^\u202a-\u202e\n]{1,200})(?=\u202c|\n|$)")


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of a text."""

    text: str
    places: Sequence[int]
    """Offset in the text itself of each character."""

    def moved(self, mention: Mention, original: str) -> Mention:
        """Return a mention of this view as one of the original text; its name is as it reads here."""
        start, end = self._span(mention.start, mention.end)
        text = original[start:end]
        name = mention.name or ("" if text == mention.text else mention.text)
        full = None if mention.full is None else self._span(*mention.full)
        return replace(mention, start=start, end=end, text=text, name=name, full=full)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        places = self.places[start:end]
        return min(places), max(places) + 1


def view_of(text: str) -> View | None:
    """Return what a reader sees of a text, or None where that is the text itself."""
    # An English text in plain letters hides nothing, and nothing is cheaper to know.
    if text.isascii():
        return None
    mixed = list(find_mixed(text))
    # One letter after another is twice as fast as all at once.
    hidden = any(letter in text for letter in _UNSEEN)
    if not mixed and not hidden:
        return None
    letters = list(text)
    for word in mixed:
        letters[word.start : word.end] = word.plain
    if not hidden:
        return View("".join(letters), range(len(letters)))
    places = list(range(len(letters)))
    for run in _BACKWARDS.finditer(text):
        places[run.start(1) : run.end(1)] = reversed(places[run.start(1) : run.end(1)])
    places = [place for place in places if letters[place] not in _UNSEEN]
    return View("".join(letters[place] for place in places), places)
