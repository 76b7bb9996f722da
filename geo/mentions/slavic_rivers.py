"""Rivers that share a name with a town: the words around it say which is meant ("на лівому березі Дніпра", "мост через Дон").

Comes in: a page and the index of a name. Goes out: whether a river is meant there, and the name the gazetteer has it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from geo.mentions.slavic_leads import Lead
from geo.mentions.slavic_scan import Page
from geo.records import Place

_RIVER = {"uk": "річка", "ru": "река"}
# Directly before a river's name; the nouns need no preposition, what is crossed needs none either.
_OF_RIVER = re.compile(
    r"форсу\w{1,7}|форсир\w{2,9}|(?:право|ліво|лево)?бере(?:г|з|ж)\w{0,4}|русл\w{1,3}|гирл\w{1,3}|усть\w{1,3}|течі\w{1,3}|течени\w{1,2}|"
    r"вод(?:а|и|і|у|ы|ами?|ах)|дельт\w{1,2}|пл[её]с\w{1,3}|заплав\w{1,2}|пойм\w{1,2}|приток\w{0,3}|верхів'\w{1,3}|верховь\w{1,2}|низов\w{1,3}"
)
# Before "across": what leads over water, and the verbs that do.
_ACROSS = frozenset("через за".split())
_CROSSING = re.compile(
    r"міст|мост\w{0,3}|переправ\w{1,8}|понтон\w{0,4}|паром\w{0,3}|перепли\w{1,4}|переплы\w{1,4}|форсу\w{1,7}|форсир\w{2,9}|брід|брод\w{0,2}|дамб\w{1,2}"
)
# Before "along": what moves on water.
_ALONG = frozenset("по вздовж уздовж вдоль".split())
_AFLOAT = re.compile(
    r"(?:при|про|под|від|от|с)?(?:пли|плы|плав)\w{1,8}|вниз|вгору|вверх|судноплав\w{2,4}|судоход\w{2,5}|човн\w{1,4}|лодк\w{1,3}|катер\w{0,4}|барж\w{1,3}"
)
_LEVEL = re.compile(r"рів(?:ень|ня|ні|нем)|уров(?:ень|ня|не|нем)")
# Words between the crossing and its preposition: "міст пошкоджено через", "мост длиной 200 м через".
MOST_BETWEEN = 2
Found = Mapping[str, tuple[Place, ...]]


def asks_for_river(page: Page, first: int, lead: Lead) -> bool:
    """Whether the words before the name at lexeme `first` speak of a river, should one bear the name."""
    if lead.kind == "waterbody":
        return True
    before = page.before(first)
    if before is None:
        return False
    if _OF_RIVER.fullmatch(before.lower):
        return True
    further = [lexeme.lower for lexeme in page.lexemes[max(0, first - 2 - MOST_BETWEEN) : first - 1]]
    if before.lower in _ACROSS:
        return any(map(_CROSSING.fullmatch, further))
    if before.lower in _ALONG:
        behind = page.after(first)
        return any(map(_AFLOAT.fullmatch, (*further, behind.lower) if behind else further))
    return before.lower in ("в", "у") and any(map(_LEVEL.fullmatch, further))


def river_names(names: Iterable[str], language: str) -> dict[str, str]:
    """Return, for each name, the one under which the gazetteer may list the river apart from its town.

    Examples
    --------
    >>> river_names(["Дніпро"], "uk")
    {'Дніпро': 'річка Дніпро'}
    """
    return {name: f"{_RIVER[language]} {name}" for name in names}


def known_river(names: Iterable[str], found: Found, language: str) -> str | None:
    """Return the first of the names, or what its river is listed under, that a water bears; None when none does."""
    for bare, full in river_names(names, language).items():
        for name in (bare, full):
            if any(place.kind == "waterbody" for place in found.get(name, ())):
                return name
    return None
