"""What an article as a whole says about where it plays: countries named, peoples named, kinds of place named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.names import fold
from geo.places.slavic_cues import COUNTRY_STEMS
from geo.records import Mention, Place

# Words that point to a country without naming it; peoples are mentions of their own.
COUNTRY_CUES = {
    "kremlin": "RU",
    "putin": "RU",
    "zelensky": "UA",
    "zelenskyy": "UA",
}
# In English a whole word, in Ukrainian and Russian the beginning of one; that it begins there is asked last, since letters to begin with
# are searched for ten times as fast.
_CUES = {
    **{cue: (country, re.compile(rf"{cue}\b(?<=\b{cue})")) for cue, country in COUNTRY_CUES.items()},
    **{stem: (country, re.compile(rf"{stem}(?<=\b{stem})")) for stem, country in COUNTRY_STEMS.items()},
}
_LATIN_CUES = {cue: _CUES[cue] for cue in COUNTRY_CUES}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# The two countries of this war: an article that names one side's forces plays in both.
THEATRE = ("UA", "RU")
THEATRE_SHARE = 0.8
# Russia's regions on the front, whose towns are named in articles on any other part of it.
BORDER_REGIONS = frozenset({"Kursk Oblast", "Belgorod Oblast", "Bryansk Oblast"})
# "incursion into X", "invading X", "troops out of X": what fills an area, said of a name that a town and its region share.
AREA_EVENTS = frozenset(
    "incursion invasion invading invade invaded offensive operation raid foray bridgehead salient advance advances advanced "
    "territory losing lost".split()
)
AREA_LINKS = frozenset("in into inside of across through from out".split())
# What stands in a city, or is done to one, before its name.
_URBAN_CHARS = 60
_URBAN = re.compile(
    r"\b(?:(?:apartment|residential|office|high-rise|block|flats|buildings?|house|homes?|hotel|hospital|school|street|streets|market|airport|university|centre|center|mall)\b"
    r"(?:\s[\w-]{1,20}){0,2}\s(?:in|of)|cit(?:y|ies)\sof|mayor\sof|"
    r"(?<!the\s)(?:north|south|east|west)(?:-?(?:east|west))?(?:ern\s\w{4,9})?\sof|march(?:ed|ing)?\son|(?:hit|struck|shelled|bombed|capital|suburbs?\sof|outskirts\sof))\s$",
    re.IGNORECASE,
)
# Armies on the ground, and what befalls a town there. Rear cities are struck, but neither held nor taken.
_SENTENCE_CHARS = 160
_GROUND = re.compile(
    r"\b(?:(?:Russian|Ukrainian)\s(?:troops|forces|army|soldiers|units|defenders|infantry|marines|paratroopers)|(?:has|have|had)\s(?:not\s|yet\sto\s)?fall(?:en)?|"
    r"[ВЗ]СУ|[Сс]ил(?:и|ы|ам|ами|ах)?\s[Оо]борон[иы]|[Оо]к?купант\w{0,3}|"
    r"(?:[Вв]ійс?ьк\w{1,6}|[Вв]ойск\w{0,3}|[Аа]рм[іи]\w{1,3}|ВС|ЗС|[Пп]ідрозділ\w{0,3}|[Пп]одразделени\w{1,2}|[Зз]брой\w{2,4}\s[Сс]ил\w{0,3}|[Вв]оору\w{6,8}\s[Сс]ил\w{0,3})\s"
    r"(?:РФ|ВСУ|ЗСУ|Росії|России|України|Украины)|[Бб]о(?:ї|и|їв|ёв|ев|ях|ям)\sза|"
    r"(?:[Рр]осійськ|[Рр]оссийск|[Уу]країнськ|[Уу]краинск)\w{1,3}\s(?:війс?ьк\w{1,6}|войск\w{0,3}|военн\w{2,4}|арм\w{1,3}|сил\w{0,3}|підрозділ\w{0,3}|подразделени\w{1,2}|"
    r"захисник\w{0,3}|защитник\w{0,3}|боєц\w{0,3}|бійц\w{0,3}|бойц\w{0,3}|штурмовик\w{0,3}))(?!\w)"
)
_STRUCK_AFAR = re.compile(
    r"\b(?:drone|UAV|missile|refiner|oil\sdepot|fuel\sdepot|port\b|airbase|airfield|дрон|[Бб]езпілотник|[Бб]еспилотник|БП?ЛА|БпЛА|ракет|НПЗ|нафтобаз|нефтебаз|нафтоперероб|"
    r"нефтеперераб|порт(?:у|а|ом|и)?\b|аеродром|аэродром|завод|[ув]разил|[ув]дарил|влучил)",
    re.IGNORECASE,
)
# Who tells of towns taken, and that they were: together they speak of the ground too.
_STAFF = re.compile(r"\b(?:Мин|Мін)оборон[иы]|\bМО\sРФ|[Гг]енштаб|DeepState")
_TAKEN = re.compile(
    r"взят|взял|вз[ія]т|освобо|захват|захоп|звільн|штурм|окупов|оккупир|заня(?:л|в|т)|під\sконтрол|под\sконтрол",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_WORD = re.compile(r"[^\W_]+|km²")


@dataclass(frozen=True, slots=True)
class Context:
    """The article's bearings."""

    countries: Mapping[str, float]
    """ISO alpha-2 -> how often named, in votes."""
    region_names: frozenset[str]
    """Folded names that the article uses for a region."""
    city_names: frozenset[str]
    """Folded names that the article plainly uses for a town."""


def read_context(text: str, mentions: Sequence[Mention], found: Mapping[str, tuple[Place, ...]]) -> Context:
    """Return the bearings of an article, from its own words only."""
    counts: Counter[str] = Counter()
    lower = text.lower()
    for cue, (country, pattern) in (_CUES if _CYRILLIC.search(lower) else _LATIN_CUES).items():
        # Most texts hold none of them, and a plain search is much the cheaper.
        if cue in lower:
            counts[country] += len(pattern.findall(lower))
    regions: set[str] = set()
    cities: set[str] = set()
    for mention in mentions:
        countries = [
            p.country for p in found.get(mention.name or mention.text, ()) if p.kind == "country" and p.country
        ]
        counts.update(countries[:1])
        if mention.kind_hint == "region" or _fills_area(text, mention):
            regions.update((fold(mention.text), fold(mention.name)))
        elif mention.kind_hint == "city":
            cities.update((fold(mention.text), fold(mention.name)))
    # A country named ten times is not ten times as likely the scene as one named once.
    votes = {country: number**0.5 for country, number in counts.items()}
    lent = THEATRE_SHARE * max((votes.get(country, 0.0) for country in THEATRE), default=0.0)
    if lent:
        votes |= {country: max(votes.get(country, 0.0), lent) for country in THEATRE}
    return Context(votes, frozenset(regions), frozenset(cities))


def is_urban(text: str, mention: Mention) -> bool:
    """Whether the words before a name are of a city: "an apartment block in X", "a missile hit X"."""
    return _URBAN.search(text, max(0, mention.start - _URBAN_CHARS), mention.start) is not None


def is_on_ground(text: str, mention: Mention) -> bool:
    """Whether the sentence around a name tells of the armies on the ground in Ukraine, and of no strike far behind them."""
    before = text[max(0, mention.start - _SENTENCE_CHARS) : mention.start]
    start = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    behind = text[mention.end : mention.end + _SENTENCE_CHARS]
    end = _SENTENCE_END.search(behind)
    around = f"{before[start:]} {behind[: end.start() if end else None]}"
    told = _STAFF.search(around) is not None and _TAKEN.search(around) is not None
    return (told or _GROUND.search(around) is not None) and _STRUCK_AFAR.search(around) is None


def _fills_area(text: str, mention: Mention) -> bool:
    before = _WORD.findall(text[max(0, mention.start - 40) : mention.start].casefold())[-3:]
    if not before:
        return False
    if before[-1] in ("invading", "invade", "invaded", "losing"):
        return True
    if before[-1] == "of" and {"kilometers", "kilometres", "miles", "km", "km²"}.intersection(before):
        return True
    return before[-1] in AREA_LINKS and bool(AREA_EVENTS.intersection(before[:-1]))
