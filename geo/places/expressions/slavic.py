"""Ukrainian and Russian phrases of relation: "за 15 км на північний захід від X", "на окраине X", "на X напрямку"."""

from __future__ import annotations

import re

from geo.places.expressions.compass import SLAVIC as DIR
from geo.places.expressions.compass import bearing_of
from geo.places.expressions.drafts import Draft, Measure, Window, span_of
from geo.places.expressions.rules import cues_of, first_after, first_before, rule

_SETTLEMENT = (
    r"(?:(?:міст|город|сел|селищ|пос[её]лк|хутор|станиц)\w{1,3}|(?:населен\w{1,4}\sпункт\w{0,3})|(?:област|район|річк|рек|трас|трасс)\w{1,3}|"
    r"м\.|г\.|с\.|пгт|смт|н\.?п\.|р\.)"
)
_LINK = rf"(?:(?:сусідн|соседн|окупован|оккупированн|російськ|российск|українськ|украинск)\w{{1,4}}\s)?(?:{_SETTLEMENT}\s?)?[«\"“]?"
_COMPASS = "північ півні півде півдн схід сході сходу схід захід захо заход север юг юга югу юге южн юго восто запад"
_DIR = rf"(?P<dir>{DIR})"
_UNIT_M = {"к": 1000.0, "м": 1.0}
_MILE_M = 1609.344
# Half a unit of the last digit, as for English figures; a tenth where a word hedges.
_HEDGE_SHARE, _ROUND_SHARE = 0.1, 0.1
_DIGIT = re.compile("[0-9]")
_LENGTH = re.compile(
    r"(?:(?P<about>близько|приблизно|орієнтовно|майже|около|примерно|порядка|почти)\s|"
    r"(?P<below>(?:менш\w{0,2}\s(?:ніж|як|чем)|менее(?:\sчем)?|до|не\sбільше|не\sболее)\s(?:за\s)?)|"
    r"(?P<above>(?:понад|більш\w{0,2}\s(?:ніж|як)|більше|более(?:\sчем)?|свыше)\s))?"
    r"(?P<n>[0-9]{1,4}(?:[.,][0-9]{1,2})?)(?:\s?[-–—]\s?(?P<to>[0-9]{1,4}(?:[.,][0-9]{1,2})?))?[\s-]?"
    r"(?:(?P<unit>км|кілометр\w{0,3}|километр\w{0,3}|метр\w{0,3}|м)(?!\w)\.?|(?P<mile>миль|миля|милі|мили|милях))",
    re.IGNORECASE,
)
# From the end of a distance to the name: a direction, "from", or a comparative that needs no "from".
_OFFSET = re.compile(
    rf"\s?(?:(?:(?:на|к|до|у|в)\s)?{_DIR}\s)?(?:(?P<of>від|од|от)\s)?(?P<edge>(?:околиц|окраин)\w{{1,3}}\s)?{_LINK}",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"(?:іше|нее|ней)$", re.IGNORECASE)
_LINES = r"(?:річк|рек|річищ|русл|трас|трасс|шосе|шоссе|автодорог|дорог|дорож|берег|узбережж|побережь|ріки|рік)\w{0,5}"
_BEFORE = (
    rule("околи окраи перед приго", rf"\b(?:(?:на|в|у|до|к|из|із|з|с)\s)?(?:{_DIR}\s)?(?:околиц|окраин|передмість|передміст|пригород)\w{{0,3}}\s{_LINK}$",
         "outskirts"),
    rule("інших друг решт осталь", rf"\b(?:на|в|у)?\s?(?:інших|других)\s(?:частинах|районах|частях|участках|ділянках)\s{_LINK}$", "complement", "rest"),
    rule(_COMPASS, rf"\b(?:(?:в|у|на|из|з|із|с)\s)?{_DIR}\s(?:част|бік|бок|сторон|район)\w{{0,4}}\s{_LINK}$", "in_part"),
    rule("центр центра", rf"\b(?:в|у|до|из|з|із)?\s?центр\w{{0,2}}\s{_LINK}$", "in_part", "centre"),
    rule("центр центра", r"\b(?:в|у)?\s?центральн\w{1,3}\s(?:част\w{1,4}\s)?$", "in_part", "centre"),
    rule(_COMPASS, rf"\b(?:(?:на|к|до|із|з|с)\s)?{_DIR}\s(?:від|од|от)\s{_LINK}$", "direction"),
    rule(_COMPASS, rf"\b(?P<dir>{DIR}(?:іше|нее|ней))\s{_LINK}$", "direction"),
    rule(_COMPASS, rf"\b(?:на|із|из|з|с)\s{_DIR}\s{_LINK}$", "in_part"),
    rule(_COMPASS, r"\b(?P<dir>(?:північн|південн|східн|західн|северн|южн|восточн|западн)\w{1,3})\s$", "in_part"),
    rule("уздов вздов вдоль по", rf"\b(?:уздовж|вздовж|вдоль|по)\s(?:{_LINES}\s){{0,2}}[«\"“]?$", "along", ground="line"),
    rule("уздов вздов вдоль", rf"\b(?:уздовж|вздовж|вдоль)\s(?:{_LINES}\s){{0,2}}{_LINK}$", "along"),
    rule("через форсу перет перес", rf"\b(?:через|форсу\w{{1,8}}|перет\w{{1,8}}|перес\w{{1,8}})\s{_LINK}$", "crosses", ground="line"),
    rule("через", rf"\bчерез\s{_LINK}$", "through"),
    rule("вглиб углиб вглуб", rf"\b(?:вглиб|углиб|вглубь|в\sглубь)\s{_LINK}$", "into"),
    rule("районі район навко довко вокру окрес околи", rf"\b(?:(?:в|у)\sрайон[іе]?|навколо|довкола|вокруг|в\sокрестност\w{{1,3}})\s{_LINK}$", "around"),
    rule("бік сторо напря напра", rf"\b(?:(?:в|у|на)\sбік|в\sсторону|(?:в|у)\sнапрям\w{{1,4}}|(?:в|по)\sнаправлени\w{{1,2}})\s(?:(?:до|к|на)\s)?{_LINK}$",
         "toward"),
    rule("позад позаду", rf"\b(?:позаду|позади)\s{_LINK}$", "behind"),
    rule("біля поблизу непод побли поруч коло під возле вблиз недал рядом под підст підсту подст подсту",
         rf"\b(?:біля|поблизу|неподалік(?:\sвід)?|поруч\s(?:з|із)|недалеко\sвід|коло|під|возле|вблизи(?:\sот)?|неподал[её]ку\sот|недалеко\sот|рядом\sс|под|(?:на\s)?(?:підступ|подступ)\w{{1,2}}\s(?:до|к))\s{_LINK}$",
         "near"),
)  # fmt: skip
_AFTER = (
    rule("напря напра", r"(?:['’]?\w{0,3})?\s(?:напрям|направлени)\w{1,4}", "around"),
)  # fmt: skip
_BETWEEN = re.compile(
    rf"\b(?:(?P<line>дорог|трас|шосе|шоссе|залізниц|железн\w{{2,3}}\sдорог|ліні|лини|ділянк|участ)\w{{0,4}}\s)?(?:між|поміж|между)\s{_LINK}$",
    re.IGNORECASE,
)
_BETWEEN_CUES = cues_of("між поміж между")
_AND = re.compile(rf"\s(?:та|і|й|и)\s{_LINK}", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—]\s?")
_ROAD_LEAD = re.compile(
    r"\b(?:(?:на|по|вздовж|уздовж|вдоль)\s)?(?:автошлях|трас|автотрас|шосе|шоссе|дорог|автодорог|доро)\w{0,4}\s[«\"“]?$",
    re.IGNORECASE,
)
_BORDER_AHEAD = re.compile(r"(?:\w{0,3})?\s(?:кордон|границ)", re.IGNORECASE)


def read_slavic(window: Window) -> Draft | None:
    """Return the relative place that Ukrainian or Russian words make of a mention, or None."""
    if _BORDER_AHEAD.match(window.after):
        return None
    cues = cues_of(window.before)
    return (
        _offset(window)
        or _between(window, cues)
        or _along_pair(window)
        or first_before(_BEFORE, window, cues)
        or first_after(_AFTER, window, cues_of(window.after))
    )


def measures_in(text: str, start: int, end: int) -> tuple[Measure, ...]:
    """Return the distances in kilometres, metres or miles that Ukrainian or Russian words give in a stretch of text."""
    # Most names stand behind no number at all.
    if not _DIGIT.search(text, start, end):
        return ()
    return tuple(_measure(match) for match in _LENGTH.finditer(text, start, end))


def _measure(match: re.Match[str]) -> Measure:
    factor = _MILE_M if match["mile"] else _UNIT_M[match["unit"][0].casefold()]
    said = float(match["n"].replace(",", ".")) * factor
    if match["to"]:
        high = float(match["to"].replace(",", ".")) * factor
        return Measure(match.start(), match.end(), (said + high) / 2, min(said, high), max(said, high))
    if match["below"]:
        return Measure(match.start(), match.end(), said, 0.0, said)
    if match["above"]:
        return Measure(match.start(), match.end(), said, said, None)
    slack = said * (_HEDGE_SHARE if match["about"] else _ROUND_SHARE)
    return Measure(match.start(), match.end(), said, said - slack, said + slack)


def _offset(window: Window) -> Draft | None:
    # Lengths in words ("кілька кілометрів") are among the article's quantities, where it is of this language.
    for measure in (*measures_in(window.text, window.at(0), window.start), *window.measures):
        match = _OFFSET.fullmatch(window.text, measure.end, window.start)
        if match is None or not (match["of"] or _COMPARATIVE.search(match["dir"] or "")):
            continue
        bearing = bearing_of(match["dir"]) if match["dir"] else None
        if match["dir"] and bearing is None:
            continue
        part = "edge" if match["edge"] else ""
        return Draft(
            measure.start, window.end, "offset", window.resolution, measure=measure, bearing_deg=bearing, part=part
        )
    return None


def _between(window: Window, cues: frozenset[str]) -> Draft | None:
    if window.following is None or cues.isdisjoint(_BETWEEN_CUES):
        return None
    start, end = span_of(window.following)
    match = _BETWEEN.search(window.before)
    if match is None or not _AND.fullmatch(window.text, window.end, start):
        return None
    relation = "along" if match["line"] else "between"
    return Draft(window.at(match.start()), end, relation, window.resolution, window.following)


def _along_pair(window: Window) -> Draft | None:
    """ "на трасі X – Y"."""
    if window.following is None:
        return None
    start, end = span_of(window.following)
    lead = _ROAD_LEAD.search(window.before)
    if lead is None or not _DASH.fullmatch(window.text, window.end, start):
        return None
    return Draft(window.at(lead.start()), end, "along", window.resolution, window.following)
