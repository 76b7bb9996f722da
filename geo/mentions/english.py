"""English text -> Mentions: every place name, and what its wording says it stands for.

Capitalised runs are matched against the gazetteer, longest first; the words around a match decide whether it is a place at all (a
person, a newspaper, an agreement are not), which kind of place is meant, and whether it may stand on a map.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from geo.mentions.evidence import ENOUGH, LONG, TRUSTED, evidence, is_common_name, is_embedded
from geo.mentions.lexicon import Home, abbreviations, demonyms
from geo.mentions.scan import Scan
from geo.mentions.usage import Wording, judge
from geo.mentions.vocabulary import (
    BLOCS,
    CITY_NOUNS,
    CONNECTORS,
    FACILITY_NOUNS,
    ORGANISATION_NOUNS,
    PLURAL_KINDS,
    REGION_NOUNS,
    WATER_NOUNS,
)
from geo.names import fold
from geo.records import Lookup, Mention, Place
from geo.sentences import Words, sentences

LONGEST_NAME_WORDS = 6
LONGEST_NAME_CHARS = 80
# So many towns of one country make it the scene of a text; there a town of so many people needs no other evidence than its name.
SCENE_TOWNS, SCENE_POPULATION = 3, 500
_JOINTS = frozenset((" ", "\u00a0", "-", "–", "’", "'", "ʼ", ". ", "/"))
_KIND_NOUNS = REGION_NOUNS | WATER_NOUNS | frozenset(noun.split()[-1] for noun in FACILITY_NOUNS)
_LIST_JOINT = re.compile(r"(?:,|,?\s(?:and|n?or)|\sand\sthe|,?\s(?:and|or)\sin|,\sthe)\s|\s?[/&–-]\s?")


Match = tuple[int, str, tuple[Place, ...]]
"""The number of a name's last word, the name, and the places that bear it."""
Matches = Mapping[int, Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A match that was accepted as a name: range of words, and how to look it up."""

    first: int
    last: int
    span: tuple[int, int]
    name: str
    full: tuple[int, int] | None = None
    kind_hint: str | None = None
    embedded: bool = False
    kinds: frozenset[str] = frozenset()
    wording: Wording | None = None
    """What is known without looking around (a demonym, an unknown name)."""


def find_english_mentions(text: str, tokens: Words, lookup: Lookup) -> tuple[Mention, ...]:
    """Return the place-name mentions of an English text, in text order.

    Parameters
    ----------
    tokens
        The words of the text.
    lookup
        The gazetteer to match names against.

    Raises
    ------
    SourceError
        A shipped word list is missing or altered.
    """
    scan = Scan(text, tokens, sentences(text))
    windows = list(_windows(scan))
    scan.found = lookup.look_up_all({name for _, _, name in windows})
    matches: dict[int, list[Match]] = {}
    for first, last, name in windows:
        if (places := scan.found.get(name)) is not None:
            matches.setdefault(first, []).append((last, name, places))
    rejected: list[Hit] = []
    hits = list(_hits(scan, matches, rejected))
    return tuple(_mentions(scan, _with_trusted(scan, hits, rejected)))


def _with_trusted(scan: Scan, hits: list[Hit], rejected: Sequence[Hit]) -> list[Hit]:
    """Take back what was passed over for want of evidence: names that read as places elsewhere, and towns of the scene."""
    accepted = [hit for hit in hits if not hit.embedded and hit.wording is None]
    trusted = {hit.name for hit in accepted}
    taken = {index for hit in hits for index in range(hit.first, hit.last + 1)}
    scene = _scene(scan, trusted)
    back = [
        hit
        for hit in rejected
        if (hit.name in trusted or _is_of_scene(scan, hit, scene)) and taken.isdisjoint(range(hit.first, hit.last + 1))
    ]
    return sorted([*hits, *back], key=lambda hit: hit.first) if back else hits


def _scene(scan: Scan, names: Iterable[str]) -> frozenset[str]:
    """The countries in which several towns of the text lie, if of each the largest that bears the name as its own is meant."""
    countries: Counter[str] = Counter()
    for name in names:
        folded = fold(name)
        towns = (p.country for p in scan.found.get(name, ()) if p.kind == "city" and fold(p.name) == folded)
        countries.update(country for country in islice(towns, 1) if country)
    return frozenset(country for country, number in countries.items() if number >= SCENE_TOWNS)


def _is_of_scene(scan: Scan, hit: Hit, scene: frozenset[str]) -> bool:
    """Whether a name that is nobody's name and no word belongs to a town of a country in which the text plays."""
    if not scene or hit.last > hit.first or hit.name in scan.persons or is_common_name(scan, hit.first):
        return False
    folded, bearers = fold(hit.name), scan.found.get(hit.name, ())
    # An older spelling ("Ugledar") that nothing outside the scene bears is hardly anything else.
    alone = len(hit.name) >= LONG and all(place.country in scene for place in bearers)
    return any(
        place.country in scene
        and (place.population or SCENE_POPULATION) >= SCENE_POPULATION
        and (alone or fold(place.name) == folded)
        for place in bearers
        if place.kind == "city"
    )


def _windows(scan: Scan) -> Iterator[tuple[int, int, str]]:
    """Runs of words that can be a name: capitals, with "of the" and the like inside and a noun of kind at the end."""
    starts, ends, caps, gaps, low, text = scan.starts, scan.ends, scan.caps, scan.gaps, scan.low, scan.text
    count = len(caps)
    for first, capital in enumerate(caps):
        if not capital:
            continue
        start = starts[first]
        yield first, first, scan.words[first]
        for last in range(first + 1, min(first + LONGEST_NAME_WORDS, count)):
            end = ends[last]
            if gaps[last - 1] not in _JOINTS or end - start > LONGEST_NAME_CHARS:
                break
            if caps[last] or low[last] in _KIND_NOUNS or low[last].isdigit():
                yield first, last, text[start:end]
            elif low[last] not in CONNECTORS:
                break


def _hits(scan: Scan, matches: Matches, rejected: list[Hit]) -> Iterator[Hit]:
    previous, free = None, 0
    for index, capital in enumerate(scan.caps):
        if not capital or index < free:
            continue
        hit = _hit_at(scan, index, matches.get(index, ()), previous, rejected)
        if hit is None:
            continue
        yield hit
        previous, free = hit, hit.last + 1


def _hit_at(scan: Scan, first: int, matches: Sequence[Match], previous: Hit | None, rejected: list[Hit]) -> Hit | None:
    if (bloc := _bloc_at(scan, first)) is not None:
        return bloc
    if (short := _abbreviation_at(scan, first, previous)) is not None:
        return short
    people = _demonym_at(scan, first)
    for last, name, places in reversed(matches):
        if people is not None and last <= people.last:
            return people
        embedded = is_embedded(scan, first, last, places)
        if embedded is None:
            continue
        points = ENOUGH if embedded else evidence(scan, first, last, places)
        if points < ENOUGH - TRUSTED:
            continue
        hit = _described(scan, first, last, name, places, embedded=embedded)
        if points >= ENOUGH:
            return hit
        rejected.append(hit)
    return people or _unknown_at(scan, first)


def _bloc_at(scan: Scan, first: int) -> Hit | None:
    if scan.words[first] != "West" or first == 0 or scan.low[first - 1] != "the":
        return None
    if scan.spaced(first) and (scan.caps[first + 1] or scan.low[first + 1] == "of"):
        return None
    span = (scan.starts[first - 1], scan.ends[first])
    return Hit(first, first, span, BLOCS[0], kinds=frozenset({"macro_region"}))


def _abbreviation_at(scan: Scan, first: int, previous: Hit | None) -> Hit | None:
    """ "Glasgow, Ky.": a shortened division behind a town, or one that only a division can be ("Calif.")."""
    word = scan.words[first].replace(".", "")
    home = abbreviations().get(word)
    if home is None or scan.shouting.intersection((first,)):
        return None
    token = scan.tokens[first]
    stop = scan.text[token.end : token.end + 1] == "." and "." not in scan.words[first]
    behind_town = (
        previous is not None
        and previous.last == first - 1
        and scan.gaps[first - 1] == ", "
        and not previous.kinds.isdisjoint(("city", "region"))
    )
    dotted = "." in scan.words[first] and len(word) == 2 and not _after_number(scan, first) and home.name in DOTTED
    alone = stop and len(word) > 2 and home.name not in ("Maine",) and not scan.joined(first)
    if not (behind_town or dotted or (alone and word in UNMISTAKABLE)):
        return None
    end = token.end + (1 if stop else 0)
    wording = Wording("literal", mapped=True, kind_hint="region", reason="a shortened name") if behind_town else None
    return Hit(
        first, first, (token.start, end), home.name, kind_hint="region", kinds=frozenset({"region"}), wording=wording
    )


# Divisions written with two dotted letters that mean little else.
DOTTED = frozenset({"British Columbia", "New Jersey", "New York", "New Mexico", "New Hampshire"})
UNMISTAKABLE = frozenset(
    "Calif Ariz Conn Fla Okla Tex Wis Tenn Minn Mich Ont Que Ky Va Ala Ark Ill Ind Kan Neb Nev Wash Wyo Mass Pa".split()
)


def _after_number(scan: Scan, first: int) -> bool:
    return first > 0 and scan.words[first - 1].isdigit()


def _demonym_at(scan: Scan, first: int) -> Hit | None:
    """A people or its adjective: "Syrian", "South Koreans". A town may be called so too, but then it is hardly meant."""
    last, home = first, demonyms().get(scan.low[first])
    if (
        scan.spaced(first)
        and scan.caps[first + 1]
        and (longer := demonyms().get(" ".join(scan.low[first : first + 2])))
    ):
        last, home = first + 1, longer
    if home is None or _is_name_of_person(scan, first):
        return None
    return _people(scan, first, last, home)


def _is_name_of_person(scan: Scan, first: int) -> bool:
    before = scan.before(first)
    return before is not None and scan.is_given(before) and scan.words[before] not in scan.found


def _people(scan: Scan, first: int, last: int, home: Home) -> Hit:
    span = (scan.starts[first], scan.ends[last])
    named = any(scan.low[index] in ORGANISATION_NOUNS for index in scan.run_after(last))
    usage = "embedded" if named else "metonymic"
    wording = Wording(usage, mapped=False, kind_hint=home.kind, reason="a people or its adjective, not the place")
    return Hit(first, last, span, home.name, kinds=frozenset({home.kind}), wording=wording)


def _unknown_at(scan: Scan, first: int) -> Hit | None:
    """A name that no gazetteer knows but that its wording calls a settlement: "the village of X"."""
    if first < 2 or scan.low[first - 1] != "of" or scan.low[first - 2] not in CITY_NOUNS or scan.is_word(first):
        return None
    last = scan.run_after(first)[-1] if scan.joined(first) else first
    span = (scan.starts[first], scan.ends[last])
    wording = Wording("literal", mapped=True, kind_hint="city", reason="a settlement by its wording")
    name = scan.text[slice(*span)]
    return Hit(first, last, span, name, kinds=frozenset({"city"}), wording=wording)


def _described(scan: Scan, first: int, last: int, name: str, places: tuple[Place, ...], *, embedded: bool) -> Hit:
    low = scan.low
    kinds = frozenset(place.kind for place in places)
    span = (scan.starts[first], scan.ends[last])
    full, hint = None, None
    bare_last = last
    if last > first and low[last] in REGION_NOUNS and low[first] not in demonyms() and _bare_is_name(places):
        full, hint, bare_last = span, "region", last - 1
    elif last > first and (noun := _facility_noun(name)):
        full, hint = span, "facility"
        bare_last = last - len(noun.split())
    span = (scan.starts[first], scan.ends[max(first, bare_last)])
    return Hit(first, last, span, name, full=full, kind_hint=hint, embedded=embedded, kinds=kinds)


def _bare_is_name(places: tuple[Place, ...]) -> bool:
    """Whether the noun is no part of the name itself ("Kursk region", but "Barren County")."""
    return any(place.kind == "region" and place.name == place.admin1 for place in places)


def _facility_noun(name: str) -> str | None:
    folded = fold(name)
    return next((noun for noun in FACILITY_NOUNS if folded.endswith(" " + noun)), None)


def _shared_kinds(scan: Scan, hits: Sequence[Hit]) -> dict[int, str]:
    """The kind that a plural noun behind a list gives to all its names, by their first word: "X, Y and Z oblasts"."""
    shared: dict[int, str] = {}
    for number in range(len(hits) - 1, 0, -1):
        hit, before = hits[number], hits[number - 1]
        plural = scan.low[hit.last + 1] if scan.spaced(hit.last) else ""
        kind = PLURAL_KINDS.get(plural) or shared.get(hit.first)
        if kind is not None and _LIST_JOINT.fullmatch(scan.text, before.span[1], hit.span[0]):
            shared[before.first] = kind
    return shared


def _mentions(scan: Scan, hits: Sequence[Hit]) -> Iterator[Mention]:
    text = scan.text
    shared = _shared_kinds(scan, hits)
    previous: tuple[Hit, Wording] | None = None
    for number, hit in enumerate(hits, start=1):
        listed = previous is not None and _LIST_JOINT.fullmatch(text, previous[0].span[1], hit.span[0]) is not None
        literal = listed and previous is not None and previous[1].mapped and not previous[0].embedded
        wording = hit.wording or judge(
            text,
            scan.tokens,
            hit.first,
            hit.last,
            embedded=hit.embedded,
            kinds=hit.kinds,
            beside_place=literal,
        )
        previous = (hit, wording)
        start, end = hit.span
        yield Mention(
            id=f"m{number}",
            start=start,
            end=end,
            text=text[start:end],
            usage=wording.usage,
            mapped=wording.mapped,
            full=hit.full or wording.full,
            kind_hint=hit.kind_hint or wording.kind_hint or shared.get(hit.first),
            name=hit.name,
            reason=wording.reason,
        )
