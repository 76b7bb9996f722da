"""Ukrainian and Russian spellings of a city's name, found among the unmarked alternate names that GeoNames lists.

Comes in: a city of the list. Goes out: its name in each language, or None. The list does not say which language a spelling is
in, and holds former names too; so one counts only when it is the name letter for letter in the language of the city's country,
or what that name regularly becomes in the other language, and when no second spelling does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

EXONYMS = {
    "Moscow": "Moskva",
    "Saint Petersburg": "Sankt-Peterburg",
    "Rostov-on-Don": "Rostov-na-Donu",
}
"""English names that are no transliteration."""
_LATIN_SAME = {"а": "a", "б": "b", "в": "v", "д": "d", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
               "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "(?:yu|iu)", "я": "(?:ya|ia)"}  # fmt: skip
# The tables of 2010 (Ukrainian) and of BGN/PCGN, with the older forms that GeoNames keeps: Zaporizhzhya, Mykolayiv, Yevpatoriya.
_LATIN_OF_UKRAINIAN = _LATIN_SAME | {
    "г": "h", "ґ": "g", "е": "e", "є": "(?:ye|ie)", "и": "y", "і": "i", "ї": "(?:yi|i)", "й": "[yi]", "'": "",
}  # fmt: skip
_LATIN_OF_RUSSIAN = _LATIN_SAME | {
    "г": "g", "е": "(?:ye|e)", "ё": "(?:yo|ye|e|o|ë|yë)", "и": "i", "й": "y?", "ъ": "", "ы": "y", "э": "e",
}  # fmt: skip
_RUSSIAN_OF_UKRAINIAN = {
    "ий": "(?:ий|ый|ой)", "ськ": "ск", "цьк": "цк", "зьк": "зк", "ьо": "ё", "'": "[ьъ]?",
    "и": "[иы]", "і": "[иеоё]", "ї": "[еи]", "є": "[еэ]", "е": "[её]", "ґ": "г",
}  # fmt: skip
_UKRAINIAN_OF_RUSSIAN = {
    "ий": "ий", "ый": "ий", "ой": "(?:ий|ой)", "ск": "сь?к", "цк": "ць?к", "зк": "зь?к",
    "и": "[иі]", "ы": "и", "е": "[еє]", "ё": "(?:ьо|йо|е)", "э": "е", "ъ": "'",
}  # fmt: skip
_UKRAINIAN = re.compile("[а-щьюяґєії' -]+")
_RUSSIAN = re.compile("[а-яё -]+")
_NOT_UKRAINIAN = re.compile("[ъыэё]|[сцз]к(?=$|ий|[ -])|є[^є]{1,40}є")
_NOT_RUSSIAN = re.compile("ъ(?![еёюя])|[сцз]ьк|нь[сцз]к|рь[сцз]к|[жшчщкгх]ы")
_OWN_RUSSIAN = re.compile("[ьыёъ]")
_CHANGES = re.compile("^е|[иіїєґыэё']|[сцз]ь?к(?=$|ий|[ -])|ц$")
"""What is written otherwise in the other language: a name that has it is not the same in both."""


def names_of(city: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the Ukrainian and the Russian name of a city of GeoNames' list, each None where it cannot be told.

    Examples
    --------
    >>> others = ["Khar'kov", "Харків", "Харьков", "Харков"]
    >>> names_of({"name": "Kharkiv", "countrycode": "UA", "alternatenames": others})
    ('Харків', 'Харьков')
    >>> names_of({"name": "Sumy", "countrycode": "UA", "alternatenames": ["Суми", "Сумы"]})
    ('Суми', 'Сумы')
    """
    others = dict.fromkeys(str(other).replace("’", "'") for other in city["alternatenames"])
    ukrainian = [name for name in others if _fits(name, _UKRAINIAN, _NOT_UKRAINIAN)]
    russian = [name for name in others if _fits(name, _RUSSIAN, _NOT_RUSSIAN)]
    latin = re.sub("['’ʹʼ]", "", EXONYMS.get(city["name"], city["name"])).casefold()
    if city["countrycode"] == "UA":
        uk = _only(name for name in ukrainian if _spelt(name, latin, "uk"))
        return uk, _become(uk, russian, _RUSSIAN_OF_UKRAINIAN)
    if city["countrycode"] == "RU":
        ru = _only(name for name in russian if _spelt(name, latin, "ru"))
        return _become(ru, ukrainian, _UKRAINIAN_OF_RUSSIAN), ru
    return None, None


def _fits(name: str, alphabet: re.Pattern[str], never: re.Pattern[str]) -> bool:
    return alphabet.fullmatch(name.casefold()) is not None and never.search(name.casefold()) is None


def _only(names: Iterable[str]) -> str | None:
    found = list(names)
    return found[0] if len(found) == 1 else None


def _spelt(name: str, latin: str, language: str) -> bool:
    """Return whether a Cyrillic name is written so in Latin letters."""
    letters = _LATIN_OF_UKRAINIAN if language == "uk" else _LATIN_OF_RUSSIAN
    return (
        re.fullmatch("".join(letters.get(letter, re.escape(letter)) for letter in name.casefold()), latin) is not None
    )


def _become(name: str | None, others: Iterable[str], changes: Mapping[str, str]) -> str | None:
    """Return the only one of other names that a name of one word regularly becomes."""
    if name is None or " " in name:
        return None
    parts = _groups(tuple(changes)).findall(name.casefold())
    pattern = re.compile("".join(changes.get(part, f"{re.escape(part)}{{1,2}}ь?") for part in parts))
    found = [other for other in others if pattern.fullmatch(other.casefold())]
    different = [other for other in found if other != name]
    if not different:
        return name if found and not _CHANGES.search(name.casefold()) else None
    telling = [other for other in different if _OWN_RUSSIAN.search(other)]
    return _only(telling if len(telling) == 1 and changes is _RUSSIAN_OF_UKRAINIAN else different)


@cache
def _groups(changes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join([*(re.escape(group) for group in changes), "."]))
