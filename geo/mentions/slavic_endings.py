"""How place names decline in Ukrainian and Russian, and back from a declined form to the names it may come from.

Comes in: one word of a name as written. Goes out: the nominatives it may have, each with its cases and its gender; far too
many, since only the gazetteer knows which of them is a place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE = "nomn", "gent", "datv", "accs", "ablt", "loct"
CASES = (GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE)
ALL_CASES = frozenset({NOMINATIVE, *CASES})
SHORTEST_STEM = 2

# One row a paradigm: gender (m, f, n; p is plural), ending of the nominative, then the endings of the genitive, dative,
# accusative, instrumental and locative. "@" is the nominative's own ending, "0" none at all, "/" parts variants.
_UKRAINIAN = """
m ів ова/ева/єва ову/еву @ овом/евом/євом ові/еві/єві
m їв єва єву @ євом єві
m ець ця цю @ цем ці/цю
m єць йця йцю @ йцем йці
m ок ка/ку ку @ ком ку
n е ого ому @ им ому/ім
n є ього ьому @ ім ьому/ім
m ий ого ому @/ого им ому/ім
m ій ього ьому @/ього ім ьому/ім
f а ої ій у ою ій
f я ьої ій ю ьою ій
p і их им @ ими их
p і іх ім @ іми іх
f а и і у ою і
f ка ки ці ку кою ці
f га ги зі гу гою зі
f ха хи сі ху хою сі
f а і і у ею і
f я і і ю ею і
f я ї ї ю єю ї
f ь і і ь ю і
m 0 а/у у/ові @ ом/ем і/у/ові
m ь я/ю ю/еві @ ем і/ю/еві
m й я/ю ю/єві @ єм ї/ю/єві
n о а у @ ом і/у/ові
n о ого ому @ им ому
n е я ю @ ем і
n е а у @ ем і/у
n я я ю я ям і
p и 0/ів ам @ ами ах
p і ів/ей/0/ь ам/ям @ ами/ями ах/ях
p ї їв ям @ ями ях
p ці ців/ець цям @ цями цях
p ки ок/ек кам @ ками ках
p йки йок/єк йкам @ йками йках
p а 0 ам @ ами ах
"""
_RUSSIAN = """
n ое ого ому @ ым/им ом
n ее его ему @ им ем
m ый ого ому @/ого ым ом
m ий ого ому @/ого им ом
m ой ого ому @/ого ым/им ом
m ий его ему @/его им ем
f ая ой ой ую ой/ою ой
f ая ей ей ую ей ей
f яя ей ей юю ей/ею ей
f а ой ой у ой ой
p ые ых ым @ ыми ых
p ие их им @ ими их
m ец ца цу @ цом/цем це
m ок ка ку @ ком ке
m ень ня ню @ нем не
m ёл ла лу @ лом ле
m ел ла лу @ лом ле
f а ы/и е у ой/ою/ей/ею е
f я и е/и ю ей/ею е/и
f ь и и ь ью и
m 0 а/у у @ ом/ем е/у
m ь я ю @ ем/ём е
m й я ю @ ем е
n о а у @ ом е
n е я ю @ ем е/и
n е а у @ ем е
p ы 0/ов ам @ ами ах
p и 0/ов/ей/ев/ь ам/ям @ ами/ями ах/ях
p ки ок/ек кам @ ками ках
p йки ек йкам @ йками йках
p а 0 ам @ ами ах
"""
# "Часов Яр", "Попів Яр": what the first word takes on in the cases where it declines as an adjective does.
_POSSESSIVE = {
    "uk": {"ого": GENITIVE, "ому": LOCATIVE, "им": INSTRUMENTAL},
    "ru": {"а": GENITIVE, "у": DATIVE, "ым": INSTRUMENTAL, "ом": LOCATIVE},
}
_POSSESSIVE_STEMS = {"uk": ("ов", "ев", "єв"), "ru": ("ов", "ев", "ёв", "ин")}
_CLOSED = {"ов": "ів", "ев": "ів", "єв": "їв"}
_TABLES = {"uk": _UKRAINIAN, "ru": _RUSSIAN}
_LONGEST_ENDING = 4
_VOWELS = "аеєиіїоуюяыэё"
# A closed syllable has і where an open one has о or е: Ріг and Рогу, Тернопіль and Тернополя.
_OPEN_SYLLABLE = re.compile(r"[оеє](?=[^аеєиіїоуюяь]{1,2}ь?$)")


class Form(NamedTuple):
    """A nominative that a word may come from."""

    base: str
    """Lower case."""
    case: str
    gender: str
    """m, f, n, or p for the plural."""


def _own(ending: str) -> str:
    return "" if ending == "0" else ending


@cache
def _endings(language: str) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Ending of a form -> (ending of the nominative, case, gender), in the order of the table."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in _TABLES[language].strip().splitlines():
        gender, nominative, *columns = row.split()
        base = _own(nominative)
        found[base].append((base, NOMINATIVE, gender))
        for case, column in zip(CASES, columns, strict=True):
            for ending in column.split("/"):
                found[base if ending == "@" else _own(ending)].append((base, case, gender))
    return {ending: tuple(dict.fromkeys(rows)) for ending, rows in found.items()}


def forms_by_ending(word: str, language: str) -> Iterator[Form]:
    """Yield the nominatives that a word in lower case may come from by its ending alone, likelier paradigms first.

    Examples
    --------
    >>> Form("роботине", "gent", "n") in set(forms_by_ending("роботиного", "uk"))
    True
    """
    table = _endings(language)
    for size in range(min(_LONGEST_ENDING, len(word) - SHORTEST_STEM), -1, -1):
        stem, ending = word[: len(word) - size], word[len(word) - size :]
        for base_ending, case, gender in table.get(ending, ()):
            if _joins(stem, base_ending) and _joins(stem, ending):
                yield from _spellings(stem + base_ending, base_ending, case, gender, language)


def possessive_forms(word: str, language: str) -> Iterator[Form]:
    """Yield the short adjective that a word in lower case may come from, as names of several words have it.

    Alone, such a word is a surname ("с Гладковым"), so that only a longer name is read so.

    Examples
    --------
    >>> list(possessive_forms("часовым", "ru"))
    [Form(base='часов', case='ablt', gender='m')]
    """
    for ending, case in _POSSESSIVE[language].items():
        stem = word[: len(word) - len(ending)]
        if word.endswith(ending) and stem.endswith(_POSSESSIVE_STEMS[language]):
            base = f"{stem[:-2]}{_CLOSED.get(stem[-2:], stem[-2:])}" if language == "uk" else stem
            yield Form(base, case, "m")


def _joins(stem: str, ending: str) -> bool:
    """Whether a stem can carry an ending: none or a soft sign after a consonant, й after a vowel."""
    if ending == "й":
        return stem[-1] in _VOWELS
    return ending not in ("", "ь") or stem[-1] not in _VOWELS + "ьй"


def _spellings(base: str, ending: str, case: str, gender: str, language: str) -> Iterator[Form]:
    yield Form(base, case, gender)
    if language == "uk" and ending in ("", "ь") and case not in (NOMINATIVE, ACCUSATIVE):
        closed = _OPEN_SYLLABLE.sub("і", base)
        if closed != base:
            yield Form(closed, case, gender)
