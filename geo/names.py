"""One folded spelling per name, so that two spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata

# Apostrophes and soft-sign marks vanish ("Debal'tseve", "Слов’янськ"); every other mark between letters parts words.
_SILENT = re.compile("['`´ʹʺʻʼʽ\u02b0-\u02ff‘’‛′\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BREAK = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(name: str) -> str:
    """Return the folded form of a name: lower case, no diacritics, apostrophes or hyphens, single spaces.

    Examples
    --------
    >>> fold("Chasiv\\u00a0Yar"), fold("Слов’янськ"), fold("São-Tomé")
    ('chasiv yar', 'словянськ', 'sao tome')
    """
    # Folding case can compose and decomposing can bring capitals back (the double-struck S), so each is done twice.
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name.casefold()).casefold())
    letters = "".join(c for c in _SILENT.sub("", marks) if not unicodedata.combining(c)).translate(_LETTERS)
    return _BREAK.sub(" ", letters).strip()
