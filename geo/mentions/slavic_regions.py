"""A region that shares its name with its city: "на Запоріжжі" is the land, "у Запоріжжі" the town.

Comes in: a page and the index of a name. Goes out: the name the gazetteer has the region by.
"""

from __future__ import annotations

import re

from geo.mentions.slavic_scan import Page

# By language, what stands behind "на" for a land: no town of these two languages takes that preposition for "in".
_LANDS = {
    "uk": {"запоріжжі": "Запорізька область", "запорожжі": "Запорізька область"},
    "ru": {"запорожье": "Запорожская область"},
}
# In Russian the case does not tell "in" from "at" or "towards".
_TOWARDS = re.compile(
    r"наступ\w{1,8}|удар\w{0,5}|атак\w{1,5}|обстрел\w{0,3}|нал[её]т\w{0,2}|марш\w{0,2}|поход\w{0,2}|идут|ид[её]т|пойд\w{2,3}|двин\w{2,5}|движ\w{2,6}|направ\w{3,8}|"
    r"виды|вид|дорог\w{1,2}|трасс\w{1,2}|поезд\w{0,2}|сбро\w{2,6}|упа\w{1,3}|претен\w{3,8}"
)


def region_led_by_on(page: Page, first: int, language: str) -> str | None:
    """Return the name of the region that "на" before a lexeme asks for; None where it asks for none."""
    region = _LANDS[language].get(page.lexemes[first].lower)
    if region is None or first == 0 or page.lexemes[first - 1].lower != "на" or len(page.gap(first)) != 1:
        return None
    further = page.lexemes[max(0, first - 4) : first - 1]
    return None if language == "ru" and any(_TOWARDS.fullmatch(word.lower) for word in further) else region
