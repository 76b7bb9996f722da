"""A name as the other language writes it: Ukrainian reports name Russian villages, and Russian ones Ukrainian villages.

Comes in: a name in the nominative. Goes out: the spellings it may have in the other language, for the gazetteer to know or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

MOST_SPELLINGS = 24
# Endings of names, longest first, with what the other language has in their place.
_ENDINGS = {
    "uk": (
        ("івка", ("овка", "евка")),
        ("ївка", ("евка",)),
        ("ське", ("ское",)),
        ("ська", ("ская",)),
        ("ський", ("ский", "ской")),
        ("російськ", ("российск",)),
        ("ськ", ("ск",)),
        ("ове", ("ово", "овое")),
        ("єве", ("ево",)),
        ("еве", ("ево", "евое")),
        ("ів", ("ов", "ев")),
        ("їв", ("ев",)),
        ("не", ("ное", "но")),
        ("ий", ("ый", "ий", "ой")),
        ("а", ("ая", "а")),
        ("я", ("яя", "я")),
        ("е", ("ое", "е")),
    ),
    "ru": (
        ("овка", ("івка", "овка")),
        ("евка", ("івка", "ївка", "евка")),
        ("ёвка", ("івка", "ьовка")),
        ("ское", ("ське",)),
        ("ская", ("ська",)),
        ("ский", ("ський",)),
        ("ск", ("ськ",)),
        ("ово", ("ове", "ово")),
        ("ево", ("єве", "еве")),
        ("ино", ("ине", "іне")),
        ("овое", ("ове",)),
        ("ов", ("ів",)),
        ("ев", ("їв", "ів")),
        ("ное", ("не",)),
        ("нее", ("нє",)),
        ("ое", ("е",)),
        ("ая", ("а",)),
        ("яя", ("я",)),
        ("ый", ("ий",)),
        ("ий", ("ій", "ий")),
        ("ы", ("и",)),
        ("и", ("и", "і")),
    ),
}
_LETTERS = {
    "uk": {"и": ("и", "ы"), "і": ("и",), "ї": ("и", "ьи"), "є": ("е",), "ґ": ("г",), "'": ("ъ", "ь", "")},
    "ru": {"и": ("и", "і"), "ы": ("и",), "ё": ("ьо", "йо", "і"), "э": ("е",), "е": ("е", "є"), "ъ": ("'",)},
}


def respelled(name: str, language: str) -> Iterator[str]:
    """Yield spellings of a name in the other language of this war, likeliest first, at most a few dozen.

    Parameters
    ----------
    language
        That of the name: "uk" or "ru".

    Examples
    --------
    >>> "Гуево" in set(respelled("Гуєво", "uk")), "Котлярівка" in set(respelled("Котляровка", "ru"))
    (True, True)
    """
    parts = re.split(r"([ -])", name)
    choices = [[part] if part in (" ", "-", "") else list(_respelled_word(part, language)) for part in parts]
    for count, spelling in enumerate(product(*choices)):
        if count >= MOST_SPELLINGS:
            return
        joined = "".join(spelling)
        if joined != name:
            yield joined


def _respelled_word(word: str, language: str) -> Iterator[str]:
    lower = word.casefold()
    ending, others = next(((end, new) for end, new in _ENDINGS[language] if lower.endswith(end)), ("", ("",)))
    stem = lower[: len(lower) - len(ending)]
    letters = [_LETTERS[language].get(letter, (letter,)) for letter in stem]
    for count, (other, *spelled) in enumerate(product(others, *letters)):
        if count >= MOST_SPELLINGS:
            return
        whole = "".join(spelled) + other
        yield whole[:1].upper() + whole[1:]
