"""Borders: "across the border", "on the border with X", "10 km from the X-Y border", "на кордоні з X"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.places.expressions.drafts import Draft, Measure, span_of
from geo.places.expressions.story import Story
from geo.records import AREA_KINDS, Resolution

KEYS = ("border", "frontier", "кордон", "границ")
_REACH = 70
_LEAD = re.compile(
    r"\b(?P<lead>across|over|breach(?:ed|es|ing)?|cross(?:ed|es|ing)?(?:\sover)?|near|close\sto|along|at|on|in|from|to|towards?|behind|beyond|"
    r"через|перетну\w{1,3}|пересек\w{1,3}|біля|поблизу|коло|возле|вблизи|у|около|вздовж|уздовж|вдоль|на|до|к|від|от|за)\s"
    r"(?:the\s|its\s|their\s|his\s)?(?P<own>(?:(?!(?:across|over|near|along|at|on|in|from|to|towards?|and|для|и|та|на|до|к|от|від|у|в)\s)[\w’'–-]{1,24}\s){0,3}?)(?:state\s|common\s|shared\s|internationally\srecogni[sz]ed\s|державн\w{1,4}\s|"
    r"государственн\w{1,4}\s)?$",
    re.IGNORECASE,
)
_LEADS = {
    "crosses": "acro over brea cros чере пере за",
    "near": "near clos at on in біля побл коло возл вбли у окол на",
    "along": "alon вздо уздо вдол",
    "from": "from від от",
    "toward": "to towa до к",
    "behind": "behi beyo",
}
_LEAD_CHARS = 4
_RELATIONS = {lead: relation for relation, leads in _LEADS.items() for lead in leads.split()}
"""What the first letters of the word before a border make of it."""
# "border guards", "cross-border", "the border town of X" are no place beside a border.
_TAIL = re.compile(
    r"(?P<ending>s|[а-яіїєґё]{0,4})\b"
    r"(?P<zone>\s(?:regions?|zones?|areas?|line|districts?|strip|belt|territor(?:y|ies))\b(?!\sof\b))?"
    r"(?!\s(?:guard|cross|checkpoint|town|village|cit|settlement|force|service|troop|incursion|raid|attack|clash|region|area|zone|district|"
    r"post|control|wall|fence|dispute|war|point)|-)"
)
_WITH = re.compile(r"\s(?:with|to|between|of|із|зі|з|с|со|между|між)\s(?:the\s|neighbou?ring\s)?", re.IGNORECASE)
_DIVISION = r"(?:\s(?:(?:region|oblast|province)s?|област\w{1,3}))?"
_AND = re.compile(rf"{_DIVISION}\s(?:and|та|і|й|и|з|с|із)\s(?:the\s)?", re.IGNORECASE)
# "Crossed the border from X into Y" and the other way about; either half alone says where, not which border.
_OUT_OF = re.compile(rf"{_DIVISION}\s(?:from|out\sof|з|із|из|с)\s(?:the\s)?", re.IGNORECASE)
_INTO = re.compile(rf"{_DIVISION}\s(?:into|to|до|в|у)\s(?:the\s)?", re.IGNORECASE)
# "На границе Сумской и Курской областей": the genitive needs no word between.
_GENITIVE = re.compile(r"[а-яіїєґё]\s", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—]\s?")
_OWN = re.compile(r"(?:['’]s?)?(?:\s(?:\w{1,15}))?\s", re.IGNORECASE)
_FROM_MEASURE = re.compile(r"\s?(?:away\s)?(?:from|of|від|от|до)\s", re.IGNORECASE)
_PEOPLES = {
    "russian": "RU", "ukrainian": "UA", "belarusian": "BY", "belorussian": "BY", "polish": "PL", "moldovan": "MD", "romanian": "RO",
    "hungarian": "HU", "slovak": "SK", "estonian": "EE", "latvian": "LV", "lithuanian": "LT", "finnish": "FI", "norwegian": "NO",
    "georgian": "GE", "turkish": "TR", "chinese": "CN", "kazakh": "KZ", "iraqi": "IQ", "iranian": "IR", "syrian": "SY", "israeli": "IL",
    "lebanese": "LB", "jordanian": "JO", "egyptian": "EG", "pakistani": "PK", "indian": "IN", "afghan": "AF", "mexican": "MX",
    "російськ": "RU", "российск": "RU", "українськ": "UA", "украинск": "UA", "білоруськ": "BY", "белорусск": "BY", "польськ": "PL", "польск": "PL",
}  # fmt: skip
_PEOPLE = re.compile("|".join(_PEOPLES), re.IGNORECASE)
# "The border region" is the region just named.
_REGION_REACH = 1000


def read_border(story: Story, at: int, key: str, measures: Sequence[Measure]) -> Draft | None:
    """Return the relative place that a word for a border belongs to, or None where it is none.

    Parameters
    ----------
    at
        Offset of the word.
    measures
        Distances that end shortly before it; one that leads up to the border makes an offset.
    """
    text = story.text
    tail = _TAIL.match(text, at + len(key))
    low = max(0, at - _REACH)
    lead = _LEAD.search(text[low:at])
    if tail is None or lead is None:
        return None
    named, end = _named(story, at, tail.end())
    relation = _RELATIONS[lead["lead"].casefold()[:_LEAD_CHARS]]
    start = low + lead.start()
    measure = next(
        (
            m
            for m in measures
            if m.end <= start + 2 and _FROM_MEASURE.match(text[m.end : low + lead.start("own")] + " ")
        ),
        None,
    )
    if measure is not None and relation in ("from", "toward", "near"):
        start, relation = measure.start, "offset"
    if relation == "toward" and tail["zone"] and not named and (region := _region_before(story, start)):
        return Draft(start, end, relation, region)
    codes = [_PEOPLES[match.group().casefold()] for match in _PEOPLE.finditer(lead["own"])]
    one, other = _sides(story, start, named, codes)
    return Draft(start, end, relation, one, other, measure if relation == "offset" else None, part="border")


def _named(story: Story, at: int, tail: int) -> tuple[list[Resolution], int]:
    """The places named as the border's own, before or behind the word, and where the phrase ends."""
    text = story.text
    before = [
        r
        for r in story.between(max(0, at - _REACH), at)
        if _OWN.fullmatch(text, span_of(r)[1], at) or _dashed(story, r, at)
    ]
    following = story.between(tail, tail + _REACH)
    if pair := _crossed(text, following[:2], tail):
        return pair, span_of(pair[1])[1]
    behind: list[Resolution] = []
    end = tail
    for resolution in following:
        start, stop = span_of(resolution)
        link = _WITH if not behind else _AND
        joined = link.fullmatch(text, end, start) or _DASH.fullmatch(text, end, start)
        if not behind and _is_area(resolution):
            joined = joined or _GENITIVE.fullmatch(text, end - 1, start)
        if len(behind) == 2 or not joined:
            break
        behind.append(resolution)
        end = stop
    return [*before, *behind], end


def _crossed(text: str, following: Sequence[Resolution], tail: int) -> list[Resolution]:
    """The two areas, both regions or both countries, on either side of a border that is crossed from one into the other."""
    if len(following) < 2:
        return []
    one, other = following
    alike = one.place is not None and other.place is not None and one.place.kind == other.place.kind
    if not alike or not _is_area(one):
        return []
    (start, end), (second, _) = span_of(one), span_of(other)
    ways = ((_OUT_OF, _INTO), (_INTO, _OUT_OF))
    over = any(first.fullmatch(text, tail, start) and then.fullmatch(text, end, second) for first, then in ways)
    return [one, other] if over else []


def _is_area(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind in AREA_KINDS


def _dashed(story: Story, resolution: Resolution, at: int) -> bool:
    """Whether a name is the first of a pair before the word: "the X-Y border"."""
    end = span_of(resolution)[1]
    return any(
        _DASH.fullmatch(story.text, end, span_of(r)[0]) and _OWN.fullmatch(story.text, span_of(r)[1], at)
        for r in story.between(end, at)
    )


def _sides(
    story: Story, start: int, named: Sequence[Resolution], codes: Sequence[str]
) -> tuple[Resolution | None, Resolution | None]:
    """The two areas that meet at a border: those named, else those that the article has named before."""
    if len(named) >= 2:
        return named[0], named[1]
    pool = story.areas_before(start)
    if named:
        return named[0], next(story.neighbours(named[0], start), None)
    if codes:
        pool = [r for r in pool if r.place is not None and r.place.country in codes]
    pairs = [(one, other) for one in pool if (other := _abroad(story, one, start)) is not None]
    regions = [pair for pair in pairs if pair[0].place is not None and pair[0].place.kind == "region"]
    if len(regions) == 1:
        # An article of one border region means that stretch; one of several means the border of the country.
        return regions[0]
    countries = [pair for pair in pairs if pair not in regions]
    return next(iter(countries or regions), (None, None))


def _abroad(story: Story, one: Resolution, start: int) -> Resolution | None:
    """The area of another country that meets one, of those named before."""
    if one.place is None or one.place.kind not in ("region", "country"):
        return None
    other = next(story.neighbours(one, start), None)
    return other if other is not None and other.place is not None and other.place.country != one.place.country else None


def _region_before(story: Story, start: int) -> Resolution | None:
    return story.last(
        start,
        lambda r: r.place is not None and r.place.kind in AREA_KINDS - {"country", "macro_region"},
        reach=_REGION_REACH,
    )
