"""One folded spelling per name, so that two spellings of one name meet; and words of two scripts brought to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Apostrophes, soft-sign marks and invisible marks vanish ("Debal'tseve", "Слов’янськ"); every other mark between letters parts words.
_SILENT = (
    *map(ord, "'`´ʹʺʻʼʽ‘’‛′\u2060\ufeff\u00ad"),
    *range(0x2B0, 0x300),  # modifier letters
    *range(0x200B, 0x2010),  # zero-width spaces, joiners and direction marks
    *range(0x202A, 0x202F),  # more direction marks
)
_LETTERS = {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_BASIC_PLANE = 0xFFFF


# Letters that look the same in most typefaces (Unicode's confusables, the plain ones).
_CYRILLIC_TWINS, _LATIN_TWINS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝ", "ABEKMHOPCTYXIJSaeopcyxijsdhqw"
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
# A letter beside one of the other script. To look for the rarer script is three times as fast as to look for both.
_LATIN_SEAM = re.compile(r"[A-Za-z](?:(?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff].))")
_CYRILLIC_SEAM = re.compile(r"[\u0400-\u04ff](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_LATIN = re.compile("[A-Za-z]")
_LONGEST_WORD = 40
_KEPT = 20_000
_LONGEST_KEPT = 80
"""Names whose folded form is kept, if they are no longer than names are: the same few hundred come again and again."""


# What the usual romanisations write in different ways: й and the first sound of я, ю, є; г; в.
_SPELT = str.maketrans("yjgw", "iihv")
_LONG_I = re.compile("i{2,3}")


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
    return _fold_kept(name) if len(name) <= _LONGEST_KEPT else _fold(name)


def _fold(name: str) -> str:
    # Folding case can compose and decomposing can bring capitals back (the double-struck S), so each is done twice.
    letters = unicodedata.normalize("NFKD", name.casefold())
    again = letters.casefold()
    if again != letters:
        letters = unicodedata.normalize("NFKD", again)
    return " ".join(letters.translate(_FOLDED).split())


_fold_kept = lru_cache(maxsize=_KEPT)(_fold)


def romanised_alike(name: str, other: str) -> bool:
    """Whether two names in Latin letters differ at most in how they write the sounds й, я, ю, є, г and в of one Cyrillic name.

    Examples
    --------
    >>> romanised_alike("Huliaipole", "Hulyaypole"), romanised_alike("Sloviansk", "Slovyansk"), romanised_alike("Sloviansk", "Nikopol")
    (True, True, False)
    """
    one, two = fold(name), fold(other)
    return one == two or _sounded(one) == _sounded(two)


def _sounded(folded: str) -> str:
    return _LONG_I.sub("i", folded.translate(_SPELT))


class Mixed(NamedTuple):
    """A word of Latin and Cyrillic letters, some of which only look like those of the other script."""

    start: int
    end: int
    plain: str
    """The word in one script, of the same length."""


def find_mixed(text: str) -> Iterator[Mixed]:
    """Yield the words that would be of one script but for letters that look alike: "Бaхмут" with a Latin a.

    Examples
    --------
    >>> [word.plain == "\u0411\u0430\u0445\u043c\u0443\u0442" for word in find_mixed("\u0411a\u0445\u043c\u0443\u0442 fell")]
    [True]
    """
    # The upper byte of every Cyrillic letter; to look for it costs a tenth of looking at the letters.
    units = b"" if text.isascii() else text.encode("utf-16-le", "surrogatepass")
    if 4 not in units:
        return
    end = 0
    for seam in (_LATIN_SEAM if 2 * units.count(4) > len(text) else _CYRILLIC_SEAM).finditer(text):
        if seam.start() < end:
            continue
        start, end = _word_around(text, seam.start(), end)
        plain = _unmixed(text[start:end])
        if plain is not None:
            yield Mixed(start, end, plain)


def _word_around(text: str, at: int, least: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start > max(least, at - _LONGEST_WORD) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), at + _LONGEST_WORD) and text[end].isalpha():
        end += 1
    return start, end


def _unmixed(word: str) -> str | None:
    latin = sum(letter.isascii() for letter in word)
    to_cyrillic = 2 * latin <= len(word)
    plain = word.translate(_TO_CYRILLIC if to_cyrillic else _TO_LATIN)
    is_one = not _LATIN.search(plain) if to_cyrillic else plain.isascii()
    return plain if is_one else None
