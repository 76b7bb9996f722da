"""Mentions + candidates -> Resolutions, and relative areas.

Context decides, population last: the kind of place the wording asks for, the region or country named beside it, a second
name in brackets, a stated distance, nearness to the other places of the article; one sense per article unless told otherwise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.names import fold
from geo.places.context import Context, read_context
from geo.places.expressions import find_expressions
from geo.records import AREA_KINDS, Article, Lookup, Mention, Place, Resolution

__all__ = ["find_expressions", "resolve_places"]

# Weights of the evidence; fitted by hand on own examples, so that any one strong cue outweighs population.
POPULATION_WEIGHT = 0.35
COUNTRY_WEIGHT = 0.45
NEARNESS_WEIGHT = 0.45
STATED_WEIGHT = 0.8
# A name that is only some place's other name gives way to a place of that very name.
OTHER_NAME_PENALTY, SOLE_OTHER_NAME_PENALTY = 0.3, 0.12
# The great cities of the world are meant unless the text says otherwise.
GREAT_CITIES = ((2_000_000, 0.7), (500_000, 0.35))
# Below this, a town that nothing in the article speaks for needs a place word ("in X") to be believed.
KNOWN_POPULATION = 300_000
NEARNESS_M = 250_000
# Candidates below this have no support at all in the text.
LEAST_SCORE = 0.2
# Two candidates further apart than this and this close in probability are left undecided.
LEAST_SHARE = 0.6
SHARPNESS = 9.0
RUNNERS_UP = 5
EARTH_RADIUS_M = 6_371_008.8
_STATED_DISTANCE = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s?(km|kilomet|mile|mi\b)", re.IGNORECASE)
_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|to|into|around|of|outside|towards?|over|between|captur\w{1,3}|holds?|held|holding|controls?|seiz\w{1,3}|"
    r"t[ao]kes?|took|taken|taking|ret[ao]\w{1,4}|occup\w{1,4}|encircl\w{1,3}|liberat\w{1,3}|reach\w{0,3}|enter\w{0,3}|left|"
    r"defend\w{0,3}|storm\w{0,3}|shell\w{0,3}|str[iu]\w{2,4}|evacuat\w{1,3}|abandon\w{0,3}|los\w{1,3}|invad\w{1,3})\s"
    r"(?:the\s)?(?:[A-Z][a-z]{2,12}ian\s)?$",
    re.IGNORECASE,
)
_MILE_M = 1609.344

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
    anchors = _first_anchors(open_cases, context, near)
    chosen: list[_Choice | None] = []
    # The second round sees what the first decided; a third changes nothing that a reader would notice.
    for _ in range(2):
        chosen = [_choose(article.text, index, open_cases, context, anchors) for index in range(len(open_cases))]
        anchors = _anchors(chosen, near)
    chosen = _one_sense(open_cases, chosen)
    return tuple(
        _resolution(article.text, case, choice, lookup) for case, choice in zip(open_cases, chosen, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A mention with the candidates that its wording leaves."""

    mention: Mention
    candidates: tuple[Place, ...]
    sense: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """The ranked candidates of a mention."""

    ranked: tuple[Place, ...]
    share: float
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    name: str
    lon: float
    lat: float


def _names(text: str, mention: Mention) -> tuple[str, ...]:
    names = [mention.text, mention.name] if mention.name else [mention.text]
    if mention.full is not None:
        names.append(text[mention.full[0] : mention.full[1]])
    if mention.kind_hint in (None, "region"):
        names += [f"{mention.text} Oblast", f"{mention.text} region"]
    return tuple(dict.fromkeys(name for name in names if name))


def _case(text: str, mention: Mention, found: Candidates, context: Context) -> _Case:
    if mention.usage == "embedded":
        return _Case(mention, (), None, mention.reason)
    own = found.get(mention.name, ()) or found.get(mention.text, ())
    every = _distinct(place for name in _names(text, mention) for place in found.get(name, ()))
    hint = mention.kind_hint
    if hint == "facility":
        fits = tuple(place for place in every if place.kind == "facility")
        return _Case(
            mention,
            fits,
            hint,
            f"{text[slice(*(mention.full or (mention.start, mention.end)))]!r} is not in the gazetteer",
        )
    regions = tuple(place for place in every if place.kind in AREA_KINDS)
    if hint == "region" and regions and not _is_event_of_town(mention, context):
        return _Case(mention, regions, "region", "")
    if hint == "city":
        towns = tuple(place for place in own if place.kind == "city")
        return _Case(mention, towns or own, "city", "")
    if hint is not None and hint != "region" and (fits := tuple(place for place in every if place.kind == hint)):
        return _Case(mention, fits, hint, "")
    folded = fold(mention.text)
    if regions and folded in context.region_names and folded not in context.city_names:
        return _Case(mention, regions, "region", "")
    towns = tuple(place for place in own if place.kind not in ("region",)) or own
    return _Case(mention, towns, None, f"{mention.text!r} is not in the gazetteer")


def _is_event_of_town(mention: Mention, context: Context) -> bool:
    """An event noun asks for a region only softly: an article that means the town keeps it."""
    return mention.usage == "literal_mod" and fold(mention.text) in context.city_names


def _distinct(places: object) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())  # type: ignore[attr-defined]  # any iterable of Place


def _first_anchors(cases: Sequence[_Case], context: Context, near: tuple[float, float] | None) -> list[_Anchor]:
    anchors = [] if near is None else [_Anchor("the point given", *near)]
    for case in cases:
        sure = [place for place in case.candidates if context.countries.get(place.country or "", 0) >= 0.3]
        if len(case.candidates) == 1 or (case.sense == "region" and len(sure) == 1):
            place = (sure or list(case.candidates))[0]
            if place.kind not in ("country", "macro_region"):
                anchors.append(_Anchor(place.name, place.lon, place.lat))
    return anchors


def _anchors(chosen: Sequence[_Choice | None], near: tuple[float, float] | None) -> list[_Anchor]:
    anchors = [] if near is None else [_Anchor("the point given", *near)]
    for choice in chosen:
        if choice is not None and choice.share >= 0.7 and choice.ranked[0].kind not in ("country", "macro_region"):
            place = choice.ranked[0]
            anchors.append(_Anchor(place.name, place.lon, place.lat))
    return anchors


def _choose(
    text: str, index: int, cases: Sequence[_Case], context: Context, anchors: Sequence[_Anchor]
) -> _Choice | None:
    case = cases[index]
    if not case.candidates:
        return None
    stated = _stated(text, index, cases)
    scored = []
    bearers = {place.id for place in case.candidates if fold(place.name) == fold(case.mention.text)}
    for place in case.candidates:
        score, why = _score(place, context, [a for a in anchors if fold(a.name) != fold(place.name)])
        if place.kind == "city" and place.id not in bearers:
            score -= OTHER_NAME_PENALTY if bearers else SOLE_OTHER_NAME_PENALTY
        if place.id in stated:
            score, why = score + STATED_WEIGHT, [stated[place.id], *why]
        scored.append((score, place, why))
    scored.sort(key=lambda row: (-row[0], row[1].id))
    best, place, why = scored[0]
    weights = [math.exp(SHARPNESS * (score - best)) for score, _, _ in scored]
    rivals = sum(w for w, (_, other, _) in zip(weights, scored, strict=True) if _apart(place, other))
    return _Choice(tuple(row[1] for row in scored), 1 / (1 + rivals), best, "; ".join(why))


def _apart(a: Place, b: Place) -> bool:
    """Whether two entries are different spots on a map (two entries of one town are not)."""
    return a.id != b.id and (a.kind != b.kind or _distance_m(a.lon, a.lat, b.lon, b.lat) > 20_000)


def _score(place: Place, context: Context, anchors: Sequence[_Anchor]) -> tuple[float, list[str]]:
    why = []
    score = POPULATION_WEIGHT * math.log10(1 + (place.population or 0)) / 7
    if place.kind in AREA_KINDS or not place.id.startswith("geonames:"):
        # Areas and hand-picked places are what reports name; they carry no population to speak for them.
        score += POPULATION_WEIGHT * 0.8
    weight = context.countries.get(place.country or "", 0.0)
    if weight >= 0.15:
        score += COUNTRY_WEIGHT * weight**0.5
        why.append(f"the article speaks of {place.country}")
    if anchors:
        distance, anchor = min((_distance_m(place.lon, place.lat, a.lon, a.lat), a.name) for a in anchors)
        nearness = math.exp(-distance / NEARNESS_M)
        score += NEARNESS_WEIGHT * nearness
        if nearness >= 0.2:
            why.append(f"{distance / 1000:.0f} km from {anchor}")
    score += next((bonus for least, bonus in GREAT_CITIES if (place.population or 0) >= least), 0.0)
    return score, why


def _stated(text: str, index: int, cases: Sequence[_Case]) -> dict[str, str]:
    """Candidates that the text itself singles out: a second name, a region beside it, a distance to another place."""
    case = cases[index]
    reasons: dict[str, str] = {}
    for step in (-1, 1):
        if not 0 <= index + step < len(cases):
            continue
        other = cases[index + step]
        left, right = (other, case) if step < 0 else (case, other)
        between = text[left.mention.end : right.mention.start]
        if (
            between.strip() in ("(", "(formerly", "(now", "(also", "also known as", "formerly", "now", "/")
            and len(between) < 20
        ):
            same = {place.id for place in other.candidates}
            reasons |= {p.id: f"also called {other.mention.text}" for p in case.candidates if p.id in same}
        if (
            step > 0
            and other.sense == "region"
            and between.strip() in (",", "(", "in", "in the", ", in", ", in the", "of", "in the Russian", "in Russia’s")
        ):
            named = {place.name for place in other.candidates}
            reasons |= {p.id: f"in {p.admin1}" for p in case.candidates if p.admin1 in named}
        if len(between) < 60 and (match := _STATED_DISTANCE.search(between)):
            metres = float(match[1]) * (_MILE_M if match[2].lower().startswith("mi") else 1000)
            reasons |= {
                p.id: f"{match[1]} {match[2]} from {other.mention.text}, as stated"
                for p in case.candidates
                if _at_distance(p, other, metres)
            }
    return reasons


def _at_distance(place: Place, other: _Case, metres: float) -> bool:
    """Whether any candidate of another mention lies about as far away as the text says."""
    return any(
        0.6 * metres <= _distance_m(place.lon, place.lat, q.lon, q.lat) <= 1.4 * metres for q in other.candidates
    )


def _one_sense(cases: Sequence[_Case], chosen: Sequence[_Choice | None]) -> list[_Choice | None]:
    """One name, one place: the surest choice of a name and kind holds for all its mentions."""
    best: dict[tuple[str, str | None], _Choice] = {}
    for case, choice in zip(cases, chosen, strict=True):
        key = (fold(case.mention.text), case.sense)
        if choice is not None and (key not in best or choice.score > best[key].score):
            best[key] = choice
    senses = {name: choice for (name, sense), choice in best.items() if sense == "city"}
    result: list[_Choice | None] = []
    for case, choice in zip(cases, chosen, strict=True):
        name = fold(case.mention.text)
        surest = best.get((name, case.sense), choice)
        if case.sense is None and name in senses and choice is not None and choice.ranked[0].kind == "city":
            surest = senses[name]
        result.append(surest if choice is not None else None)
    return result


def _resolution(text: str, case: _Case, choice: _Choice | None, lookup: Lookup) -> Resolution:
    mention = case.mention
    if choice is None:
        return Resolution(
            mention=mention, usage=mention.usage, mapped=False, place=None, reason=case.reason or mention.reason
        )
    place = choice.ranked[0]
    others = choice.ranked[1 : 1 + RUNNERS_UP]
    if choice.score < LEAST_SCORE or not (
        choice.reason or _is_known(place) or _PLACE_WORD.search(text, max(0, mention.start - 32), mention.start)
    ):
        reason = f"nothing in the article speaks for {place.name} ({place.country})"
        return Resolution(
            mention=mention,
            usage=mention.usage,
            mapped=False,
            place=None,
            runners_up=choice.ranked[:RUNNERS_UP],
            reason=reason,
        )
    if choice.share < LEAST_SHARE and others:
        reason = f"could be {_label(place)} or {_label(others[0])}; the article does not decide"
        return Resolution(
            mention=mention,
            usage=mention.usage,
            mapped=False,
            place=None,
            runners_up=choice.ranked[:RUNNERS_UP],
            reason=reason,
        )
    reasons = [
        part
        for part in (mention.reason, choice.reason or ("largest of its name" if others else "only one of its name"))
        if part
    ]
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=mention.mapped,
        place=lookup.shaped(place),
        score=round(choice.share, 3),
        runners_up=others,
        reason="; ".join(reasons),
    )


def _is_known(place: Place) -> bool:
    return place.kind != "city" or not place.id.startswith("geonames:") or (place.population or 0) >= KNOWN_POPULATION


def _label(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1, place.country) if part)


def _distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    # The sphere is 0.5 % off the ellipsoid at most, which no weight here can feel, and a thousand times faster.
    x1, y1, x2, y2 = map(math.radians, (lon, lat, other_lon, other_lat))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
