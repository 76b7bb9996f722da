"""The wording around a name -> how the name is used and whether it may stand on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.mentions.vocabulary import (
    BLOCS,
    CITY_NOUNS,
    DISTRICT_NOUNS,
    ENTERING,
    EVENT_NOUNS,
    FACILITY_NOUNS,
    KIND_BEFORE,
    LAND_NOUNS,
    LOCATIVE,
    MOTION,
    REGION_NOUNS,
    SEATS,
    TITLES,
)
from geo.names import fold
from geo.sentences import Word

_POSSESSIVE = re.compile(r"[’']s?\s")
_DISTANCE_BEFORE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?|metres?|meters?)\b[^.;]{0,40}$")
# "into the mainland Russia", "in occupied eastern Ukraine".
_PASSED_OVER = frozenset("the occupied all rural neighbouring neighboring capital".split())
# A part of the land cannot rule: "in" or not, "north-eastern Syria" is ground.
_PARTS = frozenset(
    "mainland central eastern western northern southern northeastern northwestern southeastern southwestern continental east north "
    "south west upper lower".split()
)
# "the border with X", "the rest of X", "the coast of X".
_PIECES = frozenset(
    "border borders coast coasts rest part parts most much half corner corners areas area interior outskirts streets map centre center "
    "capital east west north south northeast northwest southeast southwest tour tours city cities towns villages regions suburbs".split()
)
# "countries such as X": what follows is a list of places.
_PLACES_LIKE = frozenset("countries states zones cities regions places nations areas towns provinces".split())
# "support from X", "a threat from X": a government gives or makes these, not a land.
_FROM_GOVERNMENT = frozenset(
    "support aid help weapons arms orders pressure demands threat threats statement response reaction signals approval permission "
    "assistance money funding guarantees promises pledges concessions backing condemnation criticism guidance word independence "
    "independent signal message reply letter call calls request requests protection".split()
)
_LEAVING = frozenset("leave leaves leaving left bound headed heading depart departed departing".split())
# What may stand behind the last name of a list; a verb would make it the subject of a new clause.
_LIST_GOES_ON = re.compile(
    r"[^\w\s]|\s(?:and|or|nor|in|on|at|to|for|since|from|by|with|after|before|during|where|while|which|as|than|via|but|it|they|we|he|she|"
    r"the|a|an|there|this|these|those|all|both)\b|\s?$"
)
_AS_VENUE = re.compile(r"\sas\s(?:a|the|its|their)\s(?:\w{1,12}\s)?(?:venue|site|place|host|location|setting)\b")
_DATELINE = re.compile(r"(?:,\s[A-Z][\w\s.,]{2,30})?\s?(?:\([A-Z][\w\s/]{1,30}\)\s?)?(?:[—–]|-\s|\()")

_CLOSERS = frozenset("in and is was were are to at near from by on of for with or as that which has had have".split())
# Nearly every word is told apart from all of them by its first two letters.
_FACILITY_HEADS = frozenset(noun[:2] for noun in FACILITY_NOUNS)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words around a name say."""

    usage: str
    mapped: bool
    kind_hint: str | None = None
    full: tuple[int, int] | None = None
    reason: str = ""


def judge(
    text: str,
    tokens: Sequence[Word],
    first: int,
    last: int,
    *,
    embedded: bool,
    kinds: frozenset[str],
    beside_place: bool = False,
) -> Wording:
    """Return how the name at tokens `first`..`last` is used.

    Parameters
    ----------
    embedded
        The name is part of another proper name.
    kinds
        Kinds of the places that bear the name.
    beside_place
        The name before it in the same list is meant as a place.
    """
    start, end = tokens[first].start, tokens[last].end
    name = text[start:end]
    if embedded:
        return Wording("embedded", mapped=False, reason="part of another proper name")
    if name in BLOCS:
        return Wording("metonymic", mapped=False, reason="a group of states, not a place")
    hint, full = _kind_of(text, tokens, first, last)
    stands_for_state = "country" in kinds or fold(name) in SEATS
    possessed = _POSSESSIVE.match(text, end) is not None
    following = (
        tokens[last + (2 if possessed else 1)].text.casefold() if last + (2 if possessed else 1) < len(tokens) else ""
    )
    beside = text[end : end + 1] in (" ", "\u00a0")
    if hint is None and not possessed and beside and following in TITLES:
        return Wording("metonymic", mapped=False, reason="names an office")
    if stands_for_state and hint is None and beside_place and _LIST_GOES_ON.match(text, end) and not possessed:
        return Wording("literal", mapped=True, reason="in a list of places")
    if stands_for_state and hint is None:
        return _state(text, tokens, first, last, possessed=possessed, following=following)
    if following == "based" and text[end : end + 1] == "-":
        return Wording("literal_mod", mapped=True, kind_hint="city", reason="based there")
    event = _event_after(text, tokens, last)
    if event is not None:
        noun, stop = event
        region = "region" if EVENT_NOUNS.get(noun, True) else None
        return Wording(
            "literal_mod",
            mapped=True,
            kind_hint=hint or region,
            full=full or (start, stop),
            reason=f"names an event or area: {noun!r}",
        )
    if (
        hint is None
        and "city" in kinds
        and not kinds - {"city", "waterbody", "region"}
        and _is_river_like(text, tokens, first, last)
    ):
        return Wording("literal", mapped=True, kind_hint="waterbody", reason="with 'the' before it, no town")
    reason = f"wording asks for a {hint}" if hint else ""
    return Wording("literal", mapped=True, kind_hint=hint, full=full, reason=reason)


def _is_river_like(text: str, tokens: Sequence[Word], first: int, last: int) -> bool:
    """ "the Dnipro," is the river: towns take no article unless a noun follows ("the Bakhmut road")."""
    if first == 0 or tokens[first - 1].text.casefold() != "the":
        return False
    if last + 1 >= len(tokens) or text[tokens[last].end : tokens[last + 1].start] != " ":
        return True
    following = tokens[last + 1].text
    return following in _CLOSERS or (following.islower() and following.endswith("ed"))


def _kind_of(text: str, tokens: Sequence[Word], first: int, last: int) -> tuple[str | None, tuple[int, int] | None]:
    start, end = tokens[first].start, tokens[last].end
    if (kind := _kind_after(text, tokens, last)) is not None:
        return kind[0], (start, kind[1])
    if first == 0:
        return None, None
    before = tokens[first - 1].text.casefold()
    if before in ("of", "the") and first > 1:
        head = tokens[first - 2].text.casefold()
        if head in KIND_BEFORE and (before == "of"):
            return KIND_BEFORE[head], (tokens[first - 2].start, end)
    if before in KIND_BEFORE and text[tokens[first - 1].end : start] == " " and not tokens[first - 1].capital:
        return KIND_BEFORE[before], (tokens[first - 1].start, end)
    if before in ("of", "from", "to") and _DISTANCE_BEFORE.search(text, max(0, start - 60), start):
        # A distance is measured from a town, not from a region.
        return "city", None
    return None, None


def _kind_after(text: str, tokens: Sequence[Word], last: int) -> tuple[str, int] | None:
    if last + 1 >= len(tokens):
        return None
    after = tokens[last + 1]
    gap = text[tokens[last].end : after.start]
    if gap not in (" ", "\u00a0", "-"):
        return None
    folded = after.text.casefold()
    if folded in DISTRICT_NOUNS:
        return "district", after.end
    if folded in REGION_NOUNS:
        return "region", after.end
    if folded in CITY_NOUNS or folded == "cities":
        return "city", after.end
    if folded.isascii() and len(folded) > 1 and folded[:2] not in _FACILITY_HEADS:
        return None
    ahead = fold(text[after.start : after.start + 40])
    for noun in FACILITY_NOUNS:
        if ahead == noun or ahead.startswith(noun + " "):
            return "facility", after.start + len(noun)
    return None


def _event_after(text: str, tokens: Sequence[Word], last: int) -> tuple[str, int] | None:
    if last + 1 >= len(tokens):
        return None
    after = tokens[last + 1]
    gap = text[tokens[last].end : after.start]
    if gap == "-" and last + 2 < len(tokens) and after.text.casefold() in ("related", "based", "style", "area"):
        return tokens[last + 2].text.casefold(), tokens[last + 2].end
    if gap not in (" ", "\u00a0"):
        return None
    folded = after.text.casefold()
    if folded in EVENT_NOUNS or (after.capital and len(folded) > 3):
        return folded, after.end
    return None


def _state(text: str, tokens: Sequence[Word], first: int, last: int, *, possessed: bool, following: str) -> Wording:
    """A country or a seat of government: a place only where a place word says so."""
    start, end = tokens[first].start, tokens[last].end
    if possessed:
        if (piece := _piece_of_land(text, tokens, last + 2)) is not None:
            return Wording("literal", mapped=True, reason=f"its {piece}")
        return Wording("metonymic", mapped=False, reason="its government or people, not the place")
    if _opens_line(text, start) and _DATELINE.match(text, end):
        return Wording("literal", mapped=True, reason="where the report was written")
    if following in LAND_NOUNS and text[end : end + 1] == " ":
        return Wording("literal_mod", mapped=True, reason=f"its {following}")
    if text[end : end + 1] == "-" and following in ("based", "born", "bound", "wide"):
        return Wording("literal_mod", mapped=True, reason=f"{following} there")
    if _AS_VENUE.match(text, end):
        return Wording("literal", mapped=True, reason="where a meeting is held")
    before = _led_by(text, tokens, first)
    cue = _place_cue(before)
    if cue is not None and not _is_figurative(before):
        return Wording("literal", mapped=True, reason=cue)
    return Wording("metonymic", mapped=False, reason="a government or people, not the place")


def _piece_of_land(text: str, tokens: Sequence[Word], first: int) -> str | None:
    """The noun of land that a possessive leads up to, with at most two words between: "its notorious eastern jails"."""
    for index in range(first, min(first + 3, len(tokens))):
        if index > first and text[tokens[index - 1].end : tokens[index].start] != " ":
            return None
        if (low := tokens[index].text.casefold()) in LAND_NOUNS:
            return low
        if low in _CLOSERS:
            return None
    return None


def _place_cue(before: list[str]) -> str | None:
    """What in the words before a country says that the land is meant; None when nothing does."""
    if before and before[-1] in _PARTS:
        return f"after {before[-1]!r}"
    while len(before) > 1 and before[-1] in _PASSED_OVER:
        before.pop()
    last_word = before[-1] if before else ""
    if last_word in LOCATIVE:
        return f"after {last_word!r}"
    if last_word in ENTERING:
        return f"after {last_word!r}"
    if last_word == "from" and not _FROM_GOVERNMENT.intersection(before):
        return "after 'from'"
    if last_word == "for" and _LEAVING.intersection(before[-3:-1]):
        return "after a word of motion"
    if last_word in ("to", "of", "and", "or", "from", "out") and MOTION.intersection(before):
        return "after a word of motion"
    if last_word in ("of", "with") and _PIECES.intersection(before[-3:-1]):
        return "a piece of it"
    if last_word in ("as", "like") and _PLACES_LIKE.intersection(before):
        return "in a list of places"
    return None


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n." or text[max(0, start - 2) : start].strip(" ") in ("", ".", "\n")


def _led_by(text: str, tokens: Sequence[Word], first: int) -> list[str]:
    """The few words before a name with nothing but spaces between, lower case, in text order."""
    led: list[str] = []
    for index in range(first - 1, max(-1, first - 7), -1):
        if text[tokens[index].end : tokens[index + 1].start].strip("\u00a0 '\"“‘("):
            break
        led.insert(0, tokens[index].text.casefold())
    return led


def _is_figurative(before: Sequence[str]) -> bool:
    # "trust in Moscow", "pressure on Kyiv" speak of governments; "outside the US" excludes the place.
    if "outside" in before and "and" not in before:
        return True
    return bool({"trust", "confidence", "pressure", "faith", "leverage"}.intersection(before))
