"""English phrases of relation: "10 km north-west of X", "the northern part of X", "along the X-Y road"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.places.expressions.compass import ENGLISH as DIR
from geo.places.expressions.compass import bearing_of
from geo.places.expressions.drafts import Draft, Measure, Window, span_of
from geo.places.expressions.rules import cues_of, first_after, first_before, rule
from geo.records import AREA_KINDS

# What may stand between a preposition and the name.
_LINK = (
    r"(?:the\s)?(?:(?:[a-z]{2,12}ian|[a-z]{2,12}-held|occupied|nearby|neighbou?ring|key|embattled|besieged|strategic|"
    r"front-?line|border|small|former|regional|contested|mining|industrial|logistics)\s){0,3}"
    r"(?:(?:city|town|village|settlement|hamlet|region|oblast|district|province|river|port|capital|hub|island|peninsula|"
    r"(?:city\s|town\s)?cent(?:re|er))s?\s(?:of\s)?)?(?:the\s)?"
)
_LAND = (
    r"(?:part|half|section|portion|side|edge|end|corner|tip|reache|district|neighbou?rhood|area|region|territorie|territory|"
    r"sector|flank|third|quarter|oblast|province)s?"
)
_EDGE = r"(?:outskirts?|suburbs?|fringes?|edges?|periphery|environs|city\slimits)"
_COMPASS = "north south east west northern southern eastern western nne ene ese sse ssw wsw wnw nnw ne se sw nw"

# A length in a sentence whose article is in another language, so that its quantities are read in that one's words.
_LENGTH = re.compile(
    r"\b(?P<n>[0-9]{1,4}(?:\.[0-9]{1,2})?)[\s-]?(?:(?P<km>km|kilomet(?:re|er)s?)|(?P<mile>miles?|mi))\b", re.IGNORECASE
)
_KM_M, _MILE_M, _ROUND_SHARE = 1000.0, 1609.344, 0.1
# From the end of a distance to the name it is measured from.
_OFFSET = re.compile(
    rf"[\s-]{{0,3}}(?:away\s)?(?:(?:to\s|on\s)?(?:the\s)?(?:due\s|further\s)?(?P<dir>{DIR})\s)?"
    rf"(?:(?P<into>(?:deep\s|deeper\s)?(?:into|inside|within))|(?P<radius>radius\s(?:of|around|from))|"
    rf"of|from|off|outside(?:\sof)?|beyond|short\sof)\s(?P<edge>(?:the\s)?(?:{DIR}\s)?{_EDGE}\sof\s)?{_LINK}",
    re.IGNORECASE,
)
_BEFORE = (
    rule("outskirts suburbs fringe edge periphery environs limits",
         rf"\b(?:(?:on|at|in|to|from|into)\s)?(?:the\s)?(?:(?P<dir>{DIR})\s)?{_EDGE}\sof\s{_LINK}$", "outskirts"),
    rule("other elsewhere rest remainder",
         rf"\b(?:in\s|on\s|to\s)?(?:other\s(?:parts|areas|regions|sections)\sof|elsewhere\s(?:in|across|along)|"
         rf"the\s(?:rest|remainder)\sof)\s{_LINK}$", "complement", "rest"),
    rule(_COMPASS, rf"\b(?:in\s|on\s)?(?:the\s)?(?:far\s|extreme\s)?(?P<dir>{DIR})\s(?:and\scentral\s)?{_LAND}\s(?:of|in)\s{_LINK}$",
         "in_part"),
    rule(_COMPASS, rf"\bto\s(?:the\s)(?:due\s)?(?P<dir>{DIR})\s(?:of|from)\s{_LINK}$", "direction"),
    rule(_COMPASS, rf"\b(?:in\s|from\s|across\s)?the\s(?:far\s|very\s|extreme\s)?(?P<dir>{DIR})\sof\s{_LINK}$", "in_part"),
    rule(_COMPASS, rf"\b(?:just\s|due\s|immediately\s|directly\s)?(?P<dir>{DIR})\s(?:of|from)\s{_LINK}$", "direction"),
    rule("centre center heart middle",
         rf"\b(?:in\s)?(?:the\s)?(?:very\s)?(?:cent(?:re|er)|heart|middle)\sof\s{_LINK}$", "in_part", "centre"),
    rule("central downtown", r"\b(?:in\s)?(?:central|downtown)\s$", "in_part", "centre"),
    rule("along road highway on", r"\b(?:along|on|down|up)\s(?:the\s)?(?:(?:main|key)\s)?(?:(?:road|highway|motorway|route)s?\s)?$",
         "along", ground="line"),
    rule("along bank banks shore shores course",
         rf"\b(?:along|on|at|from)\s(?:the\s)?(?:(?:(?P<dir>{DIR})|left|right|far|near)\s)?(?:(?:banks?|shores?|course|length|coast)\sof\s)?{_LINK}$",
         "along", ground="line"),
    rule("along", rf"\balong\s{_LINK}$", "along"),
    rule("cross crossed crosses crossing across over bridge bridges forced",
         rf"\b(?:cross(?:ed|es|ing|ings)?(?:\sof|\sover)?|forc(?:ed|ing)|across|over)\s{_LINK}$", "crosses", ground="line"),
    rule("deep deeper further farther strike strikes raid raids thrust thrusts",
         rf"\b(?:even\s)?(?:deep(?:er)?|further|farther)\s(?:(?:strikes?|raids?|attacks?|thrusts?)\s)?into\s{_LINK}$", "into"),
    rule("strike strikes raid raids thrust thrusts", rf"\b(?:strikes?|raids?|thrusts?)\sinto\s{_LINK}$", "into"),
    rule("around surrounding area areas vicinity",
         rf"\b(?:in\sand\saround|around|surrounding|(?:in\s)?(?:the\s)?(?:areas?|vicinity)\s(?:of|around|near))\s{_LINK}$", "around"),
    rule("outside", rf"\b(?:just\s)?outside\s(?:of\s)?{_LINK}$", "near", "outside", ground="town"),
    rule("near nearby close next far approaches gates beside adjacent",
         rf"\b(?:near(?:by|\sto)?|close\sto|next\sto|not\sfar\sfrom|beside|adjacent\sto|(?:on|at)\sthe\s(?:{DIR}\s)?(?:approaches|gates)\s(?:to|of))"
         rf"\s{_LINK}$", "near"),
    rule("from", rf"\bfrom\sthe\sdirection\sof\s{_LINK}$", "from"),
    rule("toward towards direction", rf"\b(?:towards?|in\s(?:the\s)?direction\sof)\s{_LINK}$", "toward"),
    rule("behind beyond rear past", rf"\b(?:behind|beyond|past|(?:in|to)\sthe\srear\sof)\s{_LINK}$", "behind"),
    rule("through via", rf"\b(?:through|via)\s{_LINK}$", "through"),
    rule("within inside", rf"\b(?:within|inside)\s{_LINK}$", "in", ground="town"),
    rule("sidelines summit conference meeting assembly forum talks",
         r"\b(?:on\sthe\ssidelines\sof|at\s(?:an?|the)\s(?:\w{1,15}\s)?(?:summit|conference|meeting|assembly|forum|talks))\b[^.;:!?\n]{0,60}\sin\s$",
         "at"),
    rule("parts part sections districts swathes pockets",
         rf"\b(?:parts?|sections|districts|swathe?s?|pockets)\sof\s{_LINK}$", "in_part", "somewhere"),
    # Last, since it is the barest: "eastern X".
    rule("northern southern eastern western north south east west northeast northwest southeast southwest northeastern northwestern",
         r"(?<![-\w’'])(?:in\s)?(?:far[- ])?(?P<dir>(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?)\s$", "in_part"),
)  # fmt: skip
_AFTER = (
    rule("outskirts suburbs fringes edge", rf"(?:['’]s?)?\s(?:(?P<dir>{DIR})\s)?{_EDGE}\b", "outskirts"),
    rule("centre center", r"(?:['’]s?)?\s(?:(?:city|town|village)\s)?cent(?:re|er)\b", "in_part", "centre"),
    rule(_COMPASS, rf"['’]s?\s(?:far\s)?(?P<dir>{DIR})\s{_LAND}\b", "in_part"),
    rule(_COMPASS, r"['’]s?\s(?:far\s)?(?P<dir>(?:north|south|east|west)(?:[- ]?(?:east|west))?)(?![\w-])", "in_part", "side"),
    rule("area vicinity sector direction axis front", r"\s(?:area|vicinity|sector|direction|axis|front)\b(?!-)", "around"),
)  # fmt: skip
_BETWEEN = re.compile(rf"\b(?:(?P<line>{{line}})\s(?:\w{{1,12}}\s)?)?(?P<from>between|from)\s{_LINK}$".replace(
    "{line}", r"(?:roads?|highways?|motorways?|routes?|railway|rail\sline|line|front\sline|frontline|front|stretch|section|axis|corridor|"
    r"stretch(?:es|ing)|run(?:s|ning)|link(?:s|ing)|connect(?:s|ing))"), re.IGNORECASE)  # fmt: skip
_BETWEEN_CUES = cues_of("between from")
_AND = re.compile(rf"(?:\s(?:region|oblast|province|district)s?)?\s(?P<join>and|to)\s{_LINK}", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—]\s?|\sto\s|\sand\s")
_ROAD_AHEAD = re.compile(
    r"\s(?:roads?|highways?|motorway|route|railway|rail\sline|line|axis|section|stretch|corridor)\b", re.IGNORECASE
)
_ROAD_LEAD = re.compile(r"\b(?:(?:along|on|down|of|across|at|near)\s)?(?:the\s)?$", re.IGNORECASE)
_IN = re.compile(r"\bin\s$", re.IGNORECASE)
_BORDER_AHEAD = re.compile(r"(?:['’]s?)?(?:\s\w{1,12})?\s(?:border|frontier)", re.IGNORECASE)


def read_english(window: Window) -> Draft | None:
    """Return the relative place that English words make of a mention, or None."""
    if _BORDER_AHEAD.match(window.after):
        return None
    cues = cues_of(window.before)
    return (
        _offset(window)
        or _between(window, cues)
        or _along_pair(window)
        or first_before(_BEFORE, window, cues)
        or _after(window)
    )


def _after(window: Window) -> Draft | None:
    draft = first_after(_AFTER, window, cues_of(window.after))
    place = window.resolution.place
    if draft is None or draft.part != "side" or (place is not None and place.kind in AREA_KINDS):
        return draft
    # "In Pokrovsk's north" lies in the town, "Pokrovsk's north" may lie beyond it.
    return draft if _IN.search(window.before) else replace(draft, relation="direction", part="")


def _offset(window: Window) -> Draft | None:
    for measure in window.measures or _lengths(window.text, window.at(0), window.start):
        match = _OFFSET.fullmatch(window.text, measure.end, window.start)
        if match is None:
            continue
        if match["into"]:
            return Draft(measure.start, window.end, "into", window.resolution, measure=measure, part="depth")
        part = "radius" if match["radius"] else "edge" if match["edge"] else ""
        bearing = bearing_of(match["dir"]) if match["dir"] else None
        if match["dir"] and bearing is None:
            continue
        return Draft(
            measure.start, window.end, "offset", window.resolution, measure=measure, bearing_deg=bearing, part=part
        )
    return None


def _lengths(text: str, start: int, end: int) -> Iterator[Measure]:
    for match in _LENGTH.finditer(text, start, end):
        said = float(match["n"]) * (_KM_M if match["km"] else _MILE_M)
        slack = said * _ROUND_SHARE
        yield Measure(match.start(), match.end(), said, said - slack, said + slack)


def _between(window: Window, cues: frozenset[str]) -> Draft | None:
    """ "between X and Y", and "the road from X to Y"; a mere "from X to Y" is a move, not a place."""
    if window.following is None or cues.isdisjoint(_BETWEEN_CUES):
        return None
    start, end = span_of(window.following)
    match, joint = _BETWEEN.search(window.before), _AND.fullmatch(window.text, window.end, start)
    if match is None or joint is None:
        return None
    apart = match["from"].casefold() == "between"
    if apart != (joint["join"].casefold() == "and") or not (apart or match["line"]):
        return None
    relation = "along" if match["line"] else "between"
    return Draft(window.at(match.start()), end, relation, window.resolution, window.following)


def _along_pair(window: Window) -> Draft | None:
    """ "along the X-Y highway"."""
    if window.following is None:
        return None
    start, end = span_of(window.following)
    road = _ROAD_AHEAD.match(window.text, end)
    lead = _ROAD_LEAD.search(window.before)
    if road is None or lead is None or not _DASH.fullmatch(window.text, window.end, start):
        return None
    return Draft(window.at(lead.start()), road.end(), "along", window.resolution, window.following)
