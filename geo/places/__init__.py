"""Mentions + candidates -> Resolutions, and relative areas.

Context decides, population last: the kind of place the wording asks for, the region or country named beside it, a second
name in brackets, a stated distance, nearness to the other places of the article; one sense per article unless told otherwise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from geo.names import fold
from geo.places.context import Context, read_context
from geo.places.evidence import (
    OTHER_NAME_PENALTY,
    SOLE_OTHER_NAME_PENALTY,
    STATED_WEIGHT,
    Anchor,
    Case,
    Choice,
    anchors_of,
    distance_m,
    first_anchors,
    score,
    stated_by_text,
)
from geo.places.expressions import find_expressions
from geo.records import AREA_KINDS, Article, Lookup, Mention, Place, Resolution

__all__ = ["find_expressions", "resolve_places"]

# Below this, a town that nothing in the article speaks for needs a place word ("in X") to be believed.
KNOWN_POPULATION = 300_000
# A village further than this from every other place of an article, when there are this many, is doubted.
STRAY_M, STRAY_POPULATION, STRAY_ANCHORS = 150_000, 30_000, 4
# In a list with a place so far away, only a village this small is doubted.
VILLAGE_POPULATION = 3_000
# Candidates below this have no support at all in the text.
LEAST_SCORE = 0.12
# Two candidates further apart than this and this close in probability are left undecided.
LEAST_SHARE = 0.6
SHARPNESS = 9.0
RUNNERS_UP = 5
_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|to|into|around|of|outside|towards?|over|between|captur\w{1,3}|holds?|held|holding|controls?|seiz\w{1,3}|"
    r"t[ao]kes?|took|taken|taking|ret[ao]\w{1,4}|occup\w{1,4}|encircl\w{1,3}|liberat\w{1,3}|reach\w{0,3}|enter\w{0,3}|left|"
    r"defend\w{0,3}|storm\w{0,3}|shell\w{0,3}|str[iu]\w{2,4}|evacuat\w{1,3}|abandon\w{0,3}|los\w{1,3}|invad\w{1,3})\s"
    r"(?:the\s)?(?:[A-Z][a-z]{2,12}ian\s)?$",
    re.IGNORECASE,
)
Candidates = Mapping[str, tuple[Place, ...]]


def resolve_places(
    article: Article, mentions: Sequence[Mention], lookup: Lookup, *, near: tuple[float, float] | None = None
) -> tuple[Resolution, ...]:
    """Return what each mention means, in the order given.

    Parameters
    ----------
    near
        A lon, lat point (EPSG:4326) around which the article is known to play; None when nothing is known.

    Returns
    -------
    One Resolution a mention. `place` is None, with the reason, for embedded names, for names that no gazetteer entry of the
    asked kind bears, and for names that stay ambiguous. `score` (0 to 1) is the share of the evidence that speaks for the
    chosen candidate.
    """
    found = lookup.look_up_all({name for mention in mentions for name in _names(article.text, mention)})
    context = read_context(article.text, mentions, found)
    open_cases = [_case(article.text, mention, found, context) for mention in mentions]
    anchors = first_anchors(open_cases, context, near)
    chosen: list[Choice | None] = []
    # The second round sees what the first decided; a third changes nothing that a reader would notice.
    for _ in range(2):
        chosen = [_choose(article.text, index, open_cases, context, anchors) for index in range(len(open_cases))]
        anchors = anchors_of(open_cases, chosen, near)
    chosen = _one_sense(open_cases, chosen)
    resolved = [
        _resolution(article.text, case, choice, lookup) for case, choice in zip(open_cases, chosen, strict=True)
    ]
    return tuple(_beside_neighbours(article.text, resolved))


def _names(text: str, mention: Mention) -> tuple[str, ...]:
    names = [mention.text, mention.name] if mention.name else [mention.text]
    if mention.full is not None:
        names.append(text[mention.full[0] : mention.full[1]])
    if mention.kind_hint in (None, "region"):
        names += [f"{mention.text} Oblast", f"{mention.text} region"]
    return tuple(dict.fromkeys(name for name in names if name))


def _case(text: str, mention: Mention, found: Candidates, context: Context) -> Case:
    if mention.usage == "embedded":
        return Case(mention, (), None, mention.reason)
    own = found.get(mention.name, ()) or found.get(mention.text, ())
    every = _distinct(place for name in _names(text, mention) for place in found.get(name, ()))
    hint = mention.kind_hint
    if hint in ("facility", "waterbody"):
        # Never put on the town of the same name: the Zaporizhzhia plant is 50 km from Zaporizhzhia.
        fits = tuple(place for place in every if place.kind == hint)
        return Case(
            mention,
            fits,
            hint,
            f"{text[slice(*(mention.full or (mention.start, mention.end)))]!r} is not in the gazetteer",
        )
    regions = tuple(place for place in every if place.kind in AREA_KINDS)
    if hint == "region" and regions and not _is_event_of_town(mention, context):
        return Case(mention, regions, "region", "")
    if hint == "city":
        towns = tuple(place for place in own if place.kind == "city")
        return Case(mention, towns or own, "city", "")
    if hint is not None and hint != "region" and (fits := tuple(place for place in every if place.kind == hint)):
        return Case(mention, fits, hint, "")
    folded = fold(mention.text)
    if regions and folded in context.region_names and folded not in context.city_names:
        return Case(mention, regions, "region", "")
    towns = tuple(place for place in own if place.kind not in ("region",)) or own
    return Case(mention, towns, None, f"{mention.text!r} is not in the gazetteer")


def _is_event_of_town(mention: Mention, context: Context) -> bool:
    """An event noun asks for a region only softly: an article that means the town keeps it."""
    return mention.usage == "literal_mod" and fold(mention.text) in context.city_names


def _distinct(places: object) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())  # type: ignore[attr-defined]  # any iterable of Place


def _choose(text: str, index: int, cases: Sequence[Case], context: Context, anchors: Sequence[Anchor]) -> Choice | None:
    case = cases[index]
    if not case.candidates:
        return None
    stated = stated_by_text(text, index, cases)
    scored = []
    # "New York" is New York City's own name as well.
    own = {fold(case.mention.text), f"{fold(case.mention.text)} city"}
    bearers = {place.id for place in case.candidates if fold(place.name) in own}
    for place in case.candidates:
        points, why, nearest_m = score(place, context, [a for a in anchors if fold(a.name) != fold(place.name)])
        if place.kind == "city" and place.id not in bearers:
            points -= OTHER_NAME_PENALTY if bearers else SOLE_OTHER_NAME_PENALTY
        if place.id in stated:
            # What the text states outweighs any distance.
            points, why, nearest_m = points + STATED_WEIGHT, [stated[place.id], *why], 0.0
        scored.append((points, place, why, nearest_m))
    scored.sort(key=lambda row: (-row[0], row[1].id))
    best, place, why, nearest_m = scored[0]
    weights = [math.exp(SHARPNESS * (points - best)) for points, *_ in scored]
    rivals = sum(w for w, (_, other, *_) in zip(weights, scored, strict=True) if _apart(place, other))
    return Choice(tuple(row[1] for row in scored), 1 / (1 + rivals), best, "; ".join(why), nearest_m, len(anchors))


def _apart(a: Place, b: Place) -> bool:
    """Whether two entries are different spots on a map (two entries of one town are not)."""
    return a.id != b.id and (a.kind != b.kind or distance_m(a.lon, a.lat, b.lon, b.lat) > 20_000)


def _one_sense(cases: Sequence[Case], chosen: Sequence[Choice | None]) -> list[Choice | None]:
    """One name, one place: the surest choice of a name and kind holds for all its mentions."""
    best: dict[tuple[str, str | None], Choice] = {}
    for case, choice in zip(cases, chosen, strict=True):
        key = (fold(case.mention.text), case.sense)
        if choice is not None and (key not in best or choice.score > best[key].score):
            best[key] = choice
    senses = {name: choice for (name, sense), choice in best.items() if sense == "city"}
    result: list[Choice | None] = []
    for case, choice in zip(cases, chosen, strict=True):
        name = fold(case.mention.text)
        surest = best.get((name, case.sense), choice)
        if case.sense is None and name in senses and choice is not None and choice.ranked[0].kind == "city":
            surest = senses[name]
        result.append(surest if choice is not None else None)
    return result


def _resolution(text: str, case: Case, choice: Choice | None, lookup: Lookup) -> Resolution:
    mention = case.mention
    if choice is None:
        return _unplaced(mention, case.reason or mention.reason)
    place = choice.ranked[0]
    others = choice.ranked[1 : 1 + RUNNERS_UP]
    led = _PLACE_WORD.search(text, max(0, mention.start - 32), mention.start)
    if choice.score < LEAST_SCORE or not (choice.reason or _is_known(place) or led):
        return _unplaced(mention, f"nothing in the article speaks for {place.name} ({place.country})", choice.ranked)
    if _strays(place, choice):
        far = f"{(choice.nearest_m or 0) / 1000:.0f} km from every other place of the article"
        return _unplaced(mention, f"the only {place.name} known here lies {far}", choice.ranked)
    if choice.share < LEAST_SHARE and others:
        reason = f"could be {_label(place)} or {_label(others[0])}; the article does not decide"
        return _unplaced(mention, reason, choice.ranked)
    alone = "largest of its name" if others else "only one of its name"
    reasons = [part for part in (mention.reason, choice.reason or alone) if part]
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=mention.mapped,
        place=lookup.shaped(place),
        score=round(choice.share, 3),
        runners_up=others,
        reason="; ".join(reasons),
    )


def _unplaced(mention: Mention, reason: str, candidates: Sequence[Place] = ()) -> Resolution:
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=False,
        place=None,
        runners_up=tuple(candidates[:RUNNERS_UP]),
        reason=reason,
    )


def _beside_neighbours(text: str, resolved: Sequence[Resolution]) -> Iterator[Resolution]:
    """Unplace a village that is named in one breath with a place far away: likelier a namesake the gazetteer lacks."""
    for index, resolution in enumerate(resolved):
        place = resolution.place
        far = next((other for other in _linked(text, resolved, index) if _lies_far(place, other.place)), None)
        if place is None or far is None or far.place is None:
            yield resolution
            continue
        reason = f"named together with {far.place.name}, far from which the {place.name} known here lies"
        yield _unplaced(resolution.mention, reason, (place, *resolution.runners_up))


def _linked(text: str, resolved: Sequence[Resolution], index: int) -> Iterator[Resolution]:
    """The mapped neighbours that stand in one list with a mention: "X and Y", "X, Y"."""
    for one, other in ((index - 1, index), (index, index + 1)):
        if one < 0 or other >= len(resolved):
            continue
        between = text[resolved[one].mention.end : resolved[other].mention.start]
        neighbour = resolved[one if other == index else other]
        if len(between) < 8 and between.strip() in ("and", ",", ", and", "or") and neighbour.mapped:
            yield neighbour


def _lies_far(place: Place | None, other: Place | None) -> bool:
    if place is None or other is None or not (place.kind == other.kind == "city"):
        return False
    small = place.id.startswith("geonames:") and (place.population or 0) < VILLAGE_POPULATION
    return small and distance_m(place.lon, place.lat, other.lon, other.lat) > STRAY_M


def _strays(place: Place, choice: Choice) -> bool:
    """Whether a small place lies far off everything else: likelier a namesake of one that the gazetteer lacks."""
    listed = place.kind == "city" and place.id.startswith("geonames:")
    small = listed and (place.population or 0) < STRAY_POPULATION
    return small and choice.n_anchors >= STRAY_ANCHORS and (choice.nearest_m or 0.0) > STRAY_M


def _is_known(place: Place) -> bool:
    return place.kind != "city" or not place.id.startswith("geonames:") or (place.population or 0) >= KNOWN_POPULATION


def _label(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1, place.country) if part)
