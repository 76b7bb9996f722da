"""Units and counted things: their spellings, the name each goes by, and what one of it is in SI.

Sources: SI Brochure, 9th edition (2019), with the units accepted beside it; NIST SP 811 (2008), appendix B, for miles, feet
and acres; a year is the Julian year of 365.25 days, a month its twelfth.
"""

from __future__ import annotations

import re

from geo.quantities.readings import GAP, Unit, any_of

YEAR_S = 31_557_600.0
MILE_M = 1609.344


_MEASURES: dict[Unit, str] = {
    Unit("km²", 1e6, "m2", "area"): r"km(?:²|\^?2\b)|sq\.?_?km\b|square_(?:kilomet(?:er|re)s?|kms?)\b",
    Unit("m²", 1.0, "m2", "area"): r"m(?:²|\^?2\b)|sq\.?_?m\b|square_met(?:er|re)s?\b",
    Unit("square mile", MILE_M**2, "m2", "area"): r"sq\.?_?mi(?:les?)?\b|square_miles?\b|mi(?:²|\^?2\b)",
    Unit("hectare", 1e4, "m2", "area"): r"hectares?\b|ha\b",
    Unit("acre", 4046.8564224, "m2", "area"): r"acres?\b",
    Unit("km/h", 1 / 3.6, "m/s", "speed"): r"km/h\b|kph\b|kilomet(?:er|re)s?_(?:an|per)_hour\b",
    Unit("mph", MILE_M / 3600, "m/s", "speed"): r"mph\b|miles_(?:an|per)_hour\b",
    Unit("km", 1e3, "m", "length"): r"kms?\b|kilomet(?:er|re)s?\b",
    Unit("mile", MILE_M, "m", "length"): r"miles?\b",
    Unit("nautical mile", 1852.0, "m", "length"): r"nautical_miles?\b",
    Unit("m", 1.0, "m", "length"): r"m\b|met(?:er|re)s?\b",
    Unit("yard", 0.9144, "m", "length"): r"yards?\b",
    Unit("foot", 0.3048, "m", "length"): r"feet\b|ft\b",
    Unit("kg", 1.0, "kg", "mass"): r"kg\b|kilogram(?:me)?s?\b",
    Unit("tonne", 1e3, "kg", "mass"): r"tonnes?\b|tons?\b",
    Unit("percentage point", 0.01, "1", "share"): r"percentage_points?\b",
    Unit("percent", 0.01, "1", "share"): r"%|per_?cent\b",
    Unit("minute", 60.0, "s", "time"): r"minutes?\b",
    Unit("hour", 3600.0, "s", "time"): r"hours?\b",
    Unit("day", 86400.0, "s", "time"): r"days?\b",
    Unit("week", 604800.0, "s", "time"): r"weeks?\b",
    Unit("month", YEAR_S / 12, "s", "time"): r"months?\b",
    Unit("year", YEAR_S, "s", "time"): r"years?\b",
    Unit("decade", 10 * YEAR_S, "s", "time"): r"decades?\b",
}
UNITS = {unit.name: unit for unit in _MEASURES}
"""Units of measurement by name."""
TIMES = Unit("times", 1.0, "1", "ratio")
FRACTION = Unit("fraction", 1.0, "1", "share")

# Nouns that are counted; the plural is regular unless given after a slash.
_COUNTED = """
settlement village town city/cities hamlet region district community/communities municipality/municipalities street building house
home apartment bridge school hospital position stronghold
person/people civilian russian/russians ukrainian/ukrainians korean/koreans belarusian/belarusians american/americans resident inhabitant refugee child/children woman/women man/men victim casualty/casualties death
soldier troop serviceman/servicemen fighter paratrooper marine conscript recruit mercenary/mercenaries officer militant
prisoner pow captive hostage defender attacker invader personnel/personnel reservist
brigade battalion regiment division company/companies platoon army/armies unit
system drone uav tank vehicle truck howitzer gun mortar helicopter jet plane aircraft/aircraft warplane ship vessel boat launcher
missile rocket shell bomb mine round projectile warhead
dead/dead wounded/wounded injured/injured killed/killed missing/missing displaced/displaced
attack assault airstrike strike clash/clashes raid engagement battle explosion
"""
IN_MILLIONS = frozenset(
    "person civilian resident inhabitant refugee child woman man casualty soldier troop reservist drone missile shell round mine projectile".split()
)
"""What is counted by the million, so that "5 m" before it is no length."""
PLURALS = {
    plural: singular
    for singular, _, given in (word.partition("/") for word in _COUNTED.split())
    for plural in ((given,) if given else (f"{singular}s",))
}
# Every quantity has one of these words: a unit, a counted noun, or what makes a share or ratio.
ANCHORS = frozenset(
    "% per percent km km² m² mi² kms kilometer kilometers kilometre kilometres kph mph mile miles mi m meter meters metre metres sq square ha hectare "
    "hectares acre acres yard yards feet ft kg kilogram kilograms kilogramme kilogrammes tonne tonnes ton tons minute minutes hour hours "
    "day days week weeks month months year years decade decades times fold of half quarters thirds fifths twice double triple thrice to advantage ratio superiority edge odds outnumber outnumbers outnumbered "
    "killed killing wounding injuring capturing captured hurt them those these which".split()
) | {*PLURALS, *PLURALS.values()}


def _spelling(pattern: str) -> str:
    # "_" in the table stands for one gap or hyphen.
    return pattern.replace("_", rf"(?:-|{GAP})")


_NUMBERED = dict(enumerate(_MEASURES))
_MEASURE = re.compile(
    rf"(?:-|{GAP})?(?:" + "|".join(f"(?P<u{n}>{_spelling(_MEASURES[unit])})" for n, unit in _NUMBERED.items()) + ")",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december"
# What may not stand between a number and what it counts: "on 6 August soldiers", "5 million dollars bought tanks".
_STOP = (
    f"{_MONTHS} and or of in on at to for from by with the a an is are was were be been has have had will would as than that which who "
    "mm cm calibre caliber gauge dollars euros pounds roubles rubles hryvnia hryvnias usd eur"
)
_BETWEEN = rf"(?!(?:{any_of(_STOP.split())})\b)[^\W\d_][\w'’-]{{0,20}}"
_BEFORE_NOUN = rf"{GAP}(?:of{GAP}(?:(?:the|its|their|these|those|his|our){GAP})?)?(?:{_BETWEEN}{GAP}){{0,3}}?"
_NOUNS = {
    plural: re.compile(rf"{_BEFORE_NOUN}(?P<noun>{any_of(words)})\b(?:{GAP}of{GAP}war\b)?", re.IGNORECASE)
    for plural, words in ((True, PLURALS), (False, PLURALS.values()))
}


def measure_at(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the unit of measurement that follows a number ending at `start`, and where it ends."""
    match = _MEASURE.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    # "5 M" and "HA" are no units: short symbols keep their letter case.
    symbol = match[match.lastgroup]
    if symbol in {"M", "HA", "Ha", "FT", "M2", "M²", "KG"}:
        return None
    return _NUMBERED[int(match.lastgroup[1:])], match.end()


def noun_at(text: str, start: int, *, plural: bool) -> tuple[Unit, int] | None:
    """Return the counted noun after a number ending at `start` (up to three words between), and where it ends."""
    match = _NOUNS[plural].match(text, start)
    if match is None:
        return None
    noun = match["noun"].lower()
    return Unit(PLURALS.get(noun, noun), 1.0, "1", "count"), match.end()
