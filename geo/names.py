"""One folded spelling per name, so that two spellings of one name meet."""

from __future__ import annotations

import unicodedata

# Apostrophes, soft-sign marks and invisible marks vanish ("Debal'tseve", "Слов’янськ"); every other mark between letters parts words.
_SILENT = (
    *map(ord, "'`´ʹʺʻʼʽ‘’‛′\u2060\ufeff\u00ad"),
    *range(0x2B0, 0x300),  # modifier letters
    *range(0x200B, 0x2010),  # zero-width spaces, joiners and direction marks
    *range(0x202A, 0x202F),  # more direction marks
)
_LETTERS = {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_BASIC_PLANE = 0xFFFF


class _Folded(dict[int, str | None]):
    """What becomes of a character; learnt when it is first met, since looking it up is four times as fast as asking."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        folded = None if unicodedata.combining(letter) else letter if letter.isalnum() else " "
        if code <= _BASIC_PLANE:
            self[code] = folded
        return folded


_FOLDED = _Folded({**dict.fromkeys(_SILENT), **{ord(letter): plain for letter, plain in _LETTERS.items()}})


def fold(name: str) -> str:
    """Return the folded form of a name: lower case, no diacritics, apostrophes or hyphens, single spaces.

    Examples
    --------
    >>> fold("Chasiv\\u00a0Yar"), fold("Слов’янськ"), fold("São-Tomé")
    ('chasiv yar', 'словянськ', 'sao tome')
    """
    # Folding case can compose and decomposing can bring capitals back (the double-struck S), so each is done twice.
    letters = unicodedata.normalize("NFKD", name.casefold())
    again = letters.casefold()
    if again != letters:
        letters = unicodedata.normalize("NFKD", again)
    return " ".join(letters.translate(_FOLDED).split())
