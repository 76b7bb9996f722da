"""Adjectives of places with the noun they belong to: "Курської області", "на Покровському та Лиманському напрямках".

Comes in: a page. Goes out: `Phrase`s: one adjective each, its noun (shared in a list), and the names to look up for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_vocabulary import AGREEMENTS, DEMONYM_STEMS, REMEMBERED

LONGEST_LIST = 8
_ADJECTIVE = {
    "uk": re.compile(r"(\w[\w']{0,28}[сзц]ьк)(?:ий|а|е|і|ого|ому|им|ої|ій|у|ою|их|ими)"),
    "ru": re.compile(r"(\w[\w']{0,28}[сц]к)(?:ий|ой|ая|ое|ие|ого|ому|им|ом|ую|ою|их|ими)"),
}
# "Homeland", "Cossackdom" and the like are no town's land.
_NO_LANDS = ("батьк", "отц", "козач", "казач", "гетьман", "слобож", "бандер", "радян")
_LAND = re.compile(r"(\w[\w']{2,24})щин(?:а|и|і|ы|е|у|ою|ой)")
_NOMINATIVE = {"uk": {"m": "ий", "f": "а", "n": "е"}, "ru": {"m": "ий", "f": "ая", "n": "ое"}}
_LINK = re.compile(r"\s{0,2},\s{1,2}|\s{1,2}(?:та|і|й|и|або|или)\s{1,2}")
_AND = frozenset("та і й и або или".split())


class Head(NamedTuple):
    """A noun that adjectives of places belong to."""

    pattern: re.Pattern[str]
    sort: str
    """region, district, sector (named for a town), event (fills a region), facility or agreement."""
    gender: str
    noun: str
    """Nominative as names have it; for facilities the form the gazetteer has."""


def _head(pattern: str, sort: str, gender: str = "m", noun: str = "") -> Head:
    return Head(re.compile("|".join(pattern.split())), sort, gender, noun)


HEADS = (
    _head(r"област(?:ь|і|и|ю|ью|ей|ях|ям|ями) обл", "region", "f", "область"),
    _head(r"кра(?:й|ю|я|ї|єм|е|ем|ев|ях)", "region", "m", "край"),
    _head(r"район(?:а|у|ом|і|е|и|ів|ы|ов|ам|ах|ами)? р-н", "district", "m", "район"),
    _head(r"округ(?:а|у|ом|е|и|ів|ов|ах)?", "district", "m", "округ"),
    _head(r"(?:тер)?громад(?:а|и|і|у|ою|ах|ам)? ОТГ ТГ", "district", "f", "громада"),
    _head(
        r"напрям(?:ок|ку|кові|ком|ки|ків|кам|ках|ками|і|у)? направлени(?:е|я|и|ю|ем|ях|й|ям|ями) ділян(?:ка|ки|ці|ку|кою|ках) "
        r"участ(?:ок|ка|ке|ку|ком|ки|ках|ков) агломераці[яіюєй]\w{0,2} агломераци\w{1,2} кот(?:ел|ёл|ла|ле|лу|лом) битв\w{1,2} "
        r"облог\w{1,2} осад\w{1,2} гарнізон\w{0,2} гарнизон\w{0,2} відтин(?:ок|ку|ком|ках|ки) отрез(?:ок|ке|ка)",
        "sector",
    ),
    _head(
        r"операці[яіюєй]\w{0,2} операци\w{1,2} наступ(?:у|ом|і)? наступлени\w{1,2} вторгненн\w{1,2} вторжени\w{1,2} кампані[яіюєй]\w{0,2} "
        r"кампани\w{1,2} виступ(?:у|ом|і)? выступ(?:а|у|ом|е)? плацдарм(?:у|а|ом|і|е)? авантюр\w{1,2} гамбіт\w{0,2} гамбит\w{0,2} вилазк\w{1,2} вылазк\w{1,2} прорив(?:у|ом|і)? прорыв(?:а|у|ом|е)? "
        r"контрнаступ(?:у|ом|і)? контрнаступлени\w{1,2} епопе\w{1,2} эпопе\w{1,2} рейд(?:у|а|ом|і|е)? фронт(?:у|а|ом|і|е)?",
        "event",
    ),
    _head(r"прикордонн[яюі]м? приграничь[еяю]м?", "border"),
    _head(r"АЕС", "facility", "f", "АЕС"),
    _head(r"АЭС", "facility", "f", "АЭС"),
    _head(r"ГЕС ГЭС ТЕС ТЭС ТЕЦ ТЭЦ ГРЕС ГРЭС", "facility", "f", ""),
    _head(r"аеропорт\w{0,3}", "facility", "m", "аеропорт"),
    _head(r"аэропорт\w{0,3}", "facility", "m", "аэропорт"),
    _head(r"аеродром\w{0,3}", "facility", "m", "аеродром"),
    _head(r"аэродром\w{0,3}", "facility", "m", "аэродром"),
    _head(r"міст мост(?:у|ом|і|и|ів)", "facility", "m", "міст"),
    _head(r"мост(?:а|у|ом|е|ы|ов)?", "facility", "m", "мост"),
    Head(AGREEMENTS, "agreement", "m", ""),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One adjective with its noun."""

    first: int
    """Index of the adjective's lexeme."""
    head: int
    """Index of the noun's lexeme."""
    sort: str
    stem: str
    """The adjective without its ending, as written."""
    full_name: str
    """Adjective and noun in the nominative; empty where the noun has no part in names."""
    towns: tuple[str, ...]
    """Names of towns that the adjective may come from, likeliest first."""
    region: str
    """Name of the region of that adjective, which the gazetteer may have."""
    capital: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Every name to look up."""
        return tuple(name for name in (self.full_name, self.region, *self.towns) if name)


def find_phrases(page: Page, language: str) -> dict[int, Phrase]:
    """Return the adjectives of places that belong to a noun of `HEADS`, by the index of their lexeme."""
    found: dict[int, Phrase] = {}
    for index, lexeme in enumerate(page.lexemes):
        head = head_at(lexeme.text)
        if head is None:
            continue
        for first in _adjectives_before(page, index, language):
            if first not in found and (phrase := _phrase(page, first, index, head, language)) is not None:
                found[first] = phrase
    return found


@lru_cache(maxsize=REMEMBERED)
def head_at(word: str) -> Head | None:
    """Return the head that a word is, or None; the names of power plants keep their capitals."""
    if len(word) > 16 or not (word.islower() or word.isupper()):
        return None
    return next((head for head in HEADS if head.pattern.fullmatch(word)), None)


def adjective_stem(word: str, language: str) -> str | None:
    """Return a place adjective without its ending ("Курськ" of "Курської"), or None for any other word."""
    match = _ADJECTIVE[language].fullmatch(word)
    return match[1] if match and not match[1].casefold().startswith(DEMONYM_STEMS) else None


def land_stem(word: str, language: str) -> str | None:
    """Return the adjective, without its ending, behind the name of a town's land ("Куп'янськ" of "Куп'янщини"), or None."""
    match = _LAND.fullmatch(word)
    if match is None or match[1].casefold().startswith((*DEMONYM_STEMS, *_NO_LANDS)):
        return None
    return match[1] + ("ськ" if language == "uk" else "ск")


def _adjectives_before(page: Page, head: int, language: str) -> Iterator[int]:
    """The adjectives that share a noun, from the nearest backwards: "Сумської та Харківської областей"."""
    index = head - 1
    if index < 0 or not page.is_beside(head):
        return
    if page.lexemes[index].lower in ("атомна", "атомної", "атомній"):
        index -= 1
    for _ in range(LONGEST_LIST):
        if index < 0 or adjective_stem(page.lexemes[index].text, language) is None:
            return
        yield index
        if index > 0 and page.lexemes[index - 1].lower in _AND and page.is_beside(index):
            index -= 2
        elif _LINK.fullmatch(page.gap(index)):
            index -= 1
        else:
            return


def _phrase(page: Page, first: int, head_index: int, head: Head, language: str) -> Phrase | None:
    word = page.lexemes[first].text
    stem = adjective_stem(word, language)
    if stem is None:
        return None
    noun = head.noun or (page.lexemes[head_index].text if head.sort == "facility" else "")
    full_name = f"{stem}{_NOMINATIVE[language][head.gender]} {noun}" if noun else ""
    region = f"{stem}{_NOMINATIVE[language]['f']} область"
    capital = word[:1].isupper()
    towns = towns_of(stem, language) if head.sort != "region" else ()
    return Phrase(first, head_index, head.sort, stem, _capitalised(full_name), towns, _capitalised(region), capital)


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


# What the stem of an adjective loses and gains to become the town again, likeliest first (Ukrainian; s is without -ськ).
_UKRAINIAN_TOWNS = (
    ("", ""),  # Лиманський: Лиман
    ("", "ка"),  # Авдіївський: Авдіївка
    ("ків", "ка"),  # Новосілківський: Новосілка
    ("ів", "ове"),  # Сватівський: Сватове
    ("ів", "ово"),  # Глушківський: Глушково
    ("їв", "єве"),  # Гуєвський
    ("ів", "и"),  # Пологівський: Пологи
    ("ів", "і"),  # Липцівський: Липці
    ("піль", "поле"),  # Гуляйпільський: Гуляйполе
    ("піль", "пілля"),  # Краснопільський: Краснопілля
    ("ан", "а"),  # Суджанський: Суджа
    ("ян", "а"),  # Попаснянський: Попасна
    ("жан", "жне"),  # Рубіжанський: Рубіжне
    ("ин", "а"),  # Шосткинський: Шостка
    ("", "на"),  # Кремінський: Кремінна
    ("", "а"),  # Полтавський: Полтава
    ("", "и"),  # Сумський: Суми
    ("", "ь"),  # Мелітопольський: Мелітополь
    ("", "е"),
    ("", "я"),
    ("", "о"),
    ("", "не"),
    ("", "ки"),
    ("", "га"),  # Калузький: Калуга
    ("й", "я"),  # Балаклійський: Балаклія
)
_RUSSIAN_TOWNS = (
    ("", ""),  # Лиманский: Лиман
    ("", "ка"),  # Авдеевский: Авдеевка
    ("ков", "ка"),  # Новоселковский: Новосёлка
    ("", "о"),  # Глушковский: Глушково
    ("", "ое"),
    ("ан", "а"),  # Суджанский: Суджа
    ("ян", "а"),
    ("ен", "енная"),  # Кременский: Кременная
    ("поль", "поле"),  # Гуляйпольский: Гуляйполе
    ("поль", "полье"),  # Краснопольский: Краснополье
    ("", "а"),
    ("", "ы"),  # Сумский: Сумы
    ("", "и"),
    ("", "ь"),  # Мариупольский: Мариуполь
    ("", "е"),
    ("", "ки"),
    ("уй", "уйки"),
    ("ов", "ы"),
    ("", "ино"),
    ("ин", "ино"),  # Шебекинский: Шебекино
    ("", "ная"),
    ("ж", "га"),  # Калужский: Калуга
)
_SOFT = {
    "запорізьк": ("Запоріжжя",),
    "запорожск": ("Запорожье",),
    "одеськ": ("Одеса",),
    "вінницьк": ("Вінниця",),
    "винницк": ("Винница",),
    "черкаськ": ("Черкаси",),
    "черкасск": ("Черкассы",),
    "сумск": ("Сумы",),
    "криворізьк": ("Кривий Ріг",),
    "криворожск": ("Кривой Рог",),
    "кременчуцьк": ("Кременчук",),
    "часовоярськ": ("Часів Яр",),
    "часовоярск": ("Часов Яр",),
}
# First members of compounds: "Великоновосілківський" is of Велика Новосілка.
_FIRST_MEMBERS = {
    "uk": {
        **{
            f"{a}о": (f"{a}ий", f"{a}а", f"{a}е")
            for a in ("красн", "велик", "мал", "нов", "стар", "криво", "біл", "чорн", "золот")
        },
        "нижньо": ("нижній", "нижня", "нижнє"),
        "верхньо": ("верхній", "верхня", "верхнє"),
    },
    "ru": {
        **{f"{a}о": (f"{a}ый", f"{a}ая", f"{a}ое") for a in ("красн", "нов", "стар", "бел", "черн", "золот", "крив")},
        "велико": ("великий", "великая", "великое"),
        "больше": ("большой", "большая", "большое"),
        "мало": ("малый", "малая", "малое"),
        "нижне": ("нижний", "нижняя", "нижнее"),
        "верхне": ("верхний", "верхняя", "верхнее"),
    },
}


@lru_cache(maxsize=REMEMBERED)
def towns_of(stem: str, language: str) -> tuple[str, ...]:
    """Return the towns that an adjective may come from, likeliest first; the gazetteer knows which there are.

    Parameters
    ----------
    stem
        The adjective without its ending: "Авдіївськ", "Краснолиманск".

    Examples
    --------
    >>> "Авдіївка" in set(towns_of("Авдіївськ", "uk")), "Красный Лиман" in set(towns_of("Краснолиманск", "ru"))
    (True, True)
    """
    return tuple(dict.fromkeys(_towns(stem, language)))


def _towns(stem: str, language: str) -> Iterator[str]:
    yield from _SOFT.get(stem.casefold(), ())
    # Покровський is of Покровськ.
    yield _capitalised(stem)
    yield from map(_capitalised, _shorter(stem, language))
    for first, firsts in _FIRST_MEMBERS[language].items():
        rest = stem[len(first) :]
        if stem.casefold().startswith(first) and len(rest) > 4:
            for second in (_capitalised(rest), *map(_capitalised, _shorter(rest, language))):
                yield from (f"{_capitalised(adjective)} {second}" for adjective in firsts)


def _shorter(stem: str, language: str) -> Iterator[str]:
    bare = stem[:-3] if language == "uk" else stem[:-2]
    for loses, gains in _UKRAINIAN_TOWNS if language == "uk" else _RUSSIAN_TOWNS:
        if bare.endswith(loses) and len(bare) - len(loses) >= 2:
            yield bare[: len(bare) - len(loses)] + gains
