"""Article -> Mentions: every place name, and what its wording says it stands for.

Names are matched against the gazetteer, longest first; the words around a match decide whether it is a place at all (a
person, a newspaper, an agreement are not), which kind of place is meant, and whether it may stand on a map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.mentions.embedded import is_embedded
from geo.mentions.scan import Scan
from geo.mentions.usage import judge
from geo.mentions.vocabulary import (
    BLOCS,
    CITY_NOUNS,
    COMMON,
    DEMONYMS,
    FACILITY_NOUNS,
    FATE_OF_PLACE,
    KIND_BEFORE,
    LOCATIVE,
    MOTION,
    PLACE_NOUNS,
    PLACE_VERBS,
    REGION_NOUNS,
    WATER_NOUNS,
)
from geo.names import fold
from geo.records import Article, Lookup, Mention, Place
from geo.sentences import Word, sentences, words

LONGEST_NAME_WORDS = 6
LONGEST_NAME_CHARS = 80
# A bare one-word match below this population, with no place word beside it, is more often a word or a surname.
SMALL_POPULATION = 15_000
KNOWN_POPULATION = 300_000


def find_mentions(article: Article, lookup: Lookup) -> tuple[Mention, ...]:
    """Return the place-name mentions of an article, in text order.

    Parameters
    ----------
    lookup
        The gazetteer to match names against.

    Returns
    -------
    Mentions with their usage (literal, literal_mod, metonymic, embedded), whether they may be mapped, and the kind of
    place that the wording asks for. Names inside other proper names are kept as `embedded`.

    Notes
    -----
    Usages are those of the annotation scheme: `literal` the place; `literal_mod` names an event or thing at the place;
    `metonymic` an institution stands behind it; `embedded` part of another proper name.
    """
    text = article.text
    tokens = words(text)
    found = lookup.look_up_all({text[a:b] for a, b in _windows(text, tokens)})
    scan = Scan(text, tokens, sentences(text), found)
    scan.trusted = frozenset(hit.name for hit in _accepted(scan) if not hit.embedded)
    mentions = []
    for number, hit in enumerate(_accepted(scan), start=1):
        wording = judge(text, tokens, hit.first, hit.last, embedded=hit.embedded, kinds=hit.kinds)
        start, end = hit.span
        mentions.append(
            Mention(
                id=f"m{number}",
                start=start,
                end=end,
                text=text[start:end],
                usage=wording.usage,
                mapped=wording.mapped,
                full=hit.full or wording.full,
                kind_hint=hit.kind_hint or wording.kind_hint,
                name=hit.name,
                reason=wording.reason,
            )
        )
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match that was accepted as a name: token range, and how to look it up."""

    first: int
    last: int
    span: tuple[int, int]
    name: str
    full: tuple[int, int] | None = None
    kind_hint: str | None = None
    embedded: bool = False
    kinds: frozenset[str] = frozenset()


def _windows(text: str, tokens: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for first, word in enumerate(tokens):
        if not word.capital and not word.text[0].isdigit():
            continue
        for last in range(first, min(first + LONGEST_NAME_WORDS, len(tokens))):
            end = tokens[last].end
            if end - word.start > LONGEST_NAME_CHARS or (last > first and not _joins(text, tokens, last)):
                break
            yield word.start, end


def _joins(text: str, tokens: Sequence[Word], last: int) -> bool:
    gap = text[tokens[last - 1].end : tokens[last].start]
    return gap in (" ", "\u00a0", "-", "–", "’", "'", "ʼ", ". ", "/")


def _accepted(scan: Scan) -> Iterator[_Hit]:
    index = 0
    while index < len(scan.tokens):
        hit = _hit_at(scan, index)
        if hit is None:
            index += 1
            continue
        yield hit
        index = hit.last + 1


def _hit_at(scan: Scan, first: int) -> _Hit | None:
    text, tokens = scan.text, scan.tokens
    if not tokens[first].capital:
        return None
    if (bloc := _bloc_at(text, tokens, first)) is not None:
        return bloc
    for last in range(min(first + LONGEST_NAME_WORDS, len(tokens)) - 1, first - 1, -1):
        name = text[tokens[first].start : tokens[last].end]
        places = scan.found.get(name) if last == first or len(name) <= LONGEST_NAME_CHARS else None
        if places and _is_place(scan, first, last, places):
            return _described(scan, first, last, name, places)
    return None


def _bloc_at(text: str, tokens: Sequence[Word], first: int) -> _Hit | None:
    word = tokens[first]
    if word.text != "West" or first == 0 or tokens[first - 1].text.casefold() != "the":
        return None
    following = tokens[first + 1] if first + 1 < len(tokens) else None
    if (
        following is not None
        and text[word.end : following.start] == " "
        and (following.capital or following.text == "of")
    ):
        return None
    return _Hit(first, first, (tokens[first - 1].start, word.end), BLOCS[0], kinds=frozenset({"macro_region"}))


def _is_place(scan: Scan, first: int, last: int, places: tuple[Place, ...]) -> bool:
    """Whether a match reads as a place name here; a name inside another name still counts (as embedded)."""
    tokens = scan.tokens
    word = tokens[first]
    if last > first:
        return (
            any(token.capital for token in tokens[first + 1 : last + 1])
            or _is_facility(places)
            or _ends_in_kind(tokens[last].text)
        )
    folded = word.text.casefold()
    area = any(place.kind in ("country", "region", "macro_region") for place in places)
    # "US" is a country, "us" is not; "May" is a month before it is a town.
    acronym = area and word.text.isupper() and len(word.text) > 1
    if not acronym and (folded in COMMON or folded in DEMONYMS or (folded in scan.lower and not area)):
        return False
    if len(word.text) < 3 and not area:
        return False
    placed = _follows_place_word(tokens, first)
    if word.text in scan.surnames and not placed:
        return False
    if area or placed:
        return True
    largest = max(place.population or 0 for place in places)
    if len(folded) < 5 and largest < KNOWN_POPULATION and all(fold(place.name) != folded for place in places):
        # A short word that is only some town's other name ("Wag", "Air") is a word.
        return False
    if _is_well_known(places) or word.text in scan.trusted:
        return True
    if scan.opens_sentence(first):
        return FATE_OF_PLACE.match(scan.text, word.end) is not None
    return _stands_with_places(scan, first)


def _is_facility(places: tuple[Place, ...]) -> bool:
    return any(place.kind in ("facility", "road", "waterbody") for place in places)


def _ends_in_kind(word: str) -> bool:
    return word.casefold() in REGION_NOUNS or word.casefold() in WATER_NOUNS


def _follows_place_word(tokens: Sequence[Word], first: int) -> bool:
    if first == 0:
        return False
    before = tokens[first - 1].text.casefold()
    if before in LOCATIVE or before in CITY_NOUNS or before in KIND_BEFORE or before in PLACE_VERBS:
        return True
    if before in ("from", "to") and MOTION.intersection(
        word.text.casefold() for word in tokens[max(0, first - 4) : first]
    ):
        return True
    if before == "of" and first > 1 and tokens[first - 2].text.casefold() in PLACE_NOUNS:
        return True
    return (
        before in ("of", "the", "from", "to")
        and first > 1
        and tokens[first - 2].text.casefold() in {*KIND_BEFORE, *CITY_NOUNS, *LOCATIVE}
    )


def _stands_with_places(scan: Scan, first: int) -> bool:
    """Whether a small town's name stands in a list or apposition with another known name: "X, Y and Z"."""
    for step in (-1, -2, 1, 2):
        other = first + step
        if not 0 <= other < len(scan.tokens):
            continue
        word = scan.tokens[other]
        if word.capital and word.text in scan.found and word.text.casefold() not in COMMON:
            left, right = sorted((first, other))
            if scan.text[scan.tokens[left].end : scan.tokens[right].start] in (
                ", ",
                " and ",
                " (",
                ", and ",
                " or ",
                "–",
                "-",
                " to ",
            ):
                return True
    return False


def _described(scan: Scan, first: int, last: int, name: str, places: tuple[Place, ...]) -> _Hit:
    tokens = scan.tokens
    kinds = frozenset(place.kind for place in places)
    span = (tokens[first].start, tokens[last].end)
    full, hint = None, None
    bare_last = last
    if last > first and tokens[last].text.casefold() in REGION_NOUNS and tokens[first].text.casefold() not in DEMONYMS:
        full, hint, bare_last = span, "region", last - 1
    elif last > first and (noun := _facility_noun(name)):
        full, hint = span, "facility"
        bare_last = last - len(noun.split())
    span = (tokens[first].start, tokens[max(first, bare_last)].end)
    return _Hit(
        first,
        last,
        span,
        name,
        full=full,
        kind_hint=hint,
        embedded=is_embedded(scan, first, last, country="country" in kinds, well_known=_is_well_known(places)),
        kinds=kinds,
    )


def _is_well_known(places: tuple[Place, ...]) -> bool:
    return any(not place.id.startswith("geonames:") or (place.population or 0) >= SMALL_POPULATION for place in places)


def _facility_noun(name: str) -> str | None:
    folded = fold(name)
    return next((noun for noun in FACILITY_NOUNS if folded.endswith(" " + noun)), None)
