"""One folded spelling per name, so that two spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata

# Apostrophes and soft-sign marks vanish ("Debal'tseve", "Слов’янськ"); every other mark between letters parts words.
_SILENT = re.compile("['`´ʹʺʻʼʽ\u02b0-\u02ff‘’‛′\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BREAK = re.compile(r"[^\w]+|_+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(name: str) -> str:
    """Return the folded form of a name: lower case, no diacritics, apostrophes or hyphens, single spaces.

    Examples
    --------
    >>> fold("Chasiv\\u00a0Yar"), fold("Слов’янськ"), fold("São-Tomé")
    ('chasiv yar', 'словянськ', 'sao tome')
    """
    bare = _SILENT.sub("", name.casefold())
    marks = unicodedata.normalize("NFKD", bare)
    letters = "".join(c for c in marks if not unicodedata.combining(c)).translate(_LETTERS)
    return _BREAK.sub(" ", letters).strip()
