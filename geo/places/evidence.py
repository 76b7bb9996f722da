"""What speaks for a candidate: its country, its nearness to the article's other places, its size, what the text states."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.places.context import Context
from geo.records import AREA_KINDS, Mention, Place

# Weights of the evidence; fitted by hand on own examples, so that any one strong cue outweighs population.
POPULATION_WEIGHT = 0.35
COUNTRY_WEIGHT = 0.45
NEARNESS_WEIGHT = 0.6
STATED_WEIGHT = 0.8
# A name that is only some place's other name gives way to a place of that very name.
OTHER_NAME_PENALTY, SOLE_OTHER_NAME_PENALTY = 0.15, 0.1
# The great cities of the world are meant unless the text says otherwise.
GREAT_CITIES = ((2_000_000, 0.7), (500_000, 0.35))
NEARNESS_M = 250_000
EARTH_RADIUS_M = 6_371_008.8
MILE_M = 1609.344
STATED_DISTANCE = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s?(km|kilomet|mile|mi\b)", re.IGNORECASE)
# Between two names for one place: "X (Y)", "X, formerly Y".
OTHER_NAME_LINKS = frozenset({"(", "(formerly", "(now", "(also", ", also known as", ", formerly", ", now", "/", "or"})
# Between a town and the region it lies in.
REGION_LINKS = frozenset(
    {",", "(", "in", "in the", ", in", ", in the", "of", "in the Russian", "in Russia’s", "in Ukraine’s"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """A mention with the candidates that its wording leaves."""

    mention: Mention
    candidates: tuple[Place, ...]
    sense: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The ranked candidates of a mention."""

    ranked: tuple[Place, ...]
    share: float
    score: float
    reason: str
    nearest_m: float | None
    """Metres from the likeliest candidate to the nearest other place of the article; None when there is none."""
    n_anchors: int
    """How many other places of the article are sure."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the article that others are near to."""

    name: str
    lon: float
    lat: float


def first_anchors(cases: Sequence[Case], context: Context, near: tuple[float, float] | None) -> list[Anchor]:
    """Return the places that need no choosing, and the point given."""
    anchors = [] if near is None else [Anchor("the point given", *near)]
    for case in cases:
        sure = [place for place in case.candidates if context.countries.get(place.country or "", 0) >= 0.3]
        if case.mention.mapped and (len(case.candidates) == 1 or (case.sense == "region" and len(sure) == 1)):
            place = (sure or list(case.candidates))[0]
            if _can_anchor(place):
                anchors.append(Anchor(place.name, place.lon, place.lat))
    return list(dict.fromkeys(anchors))


def _can_anchor(place: Place) -> bool:
    """A country is too wide to be near to, and a great city is spoken of from anywhere ("said in Moscow")."""
    return place.kind not in ("country", "macro_region") and (place.population or 0) < GREAT_CITIES[0][0]


def anchors_of(
    cases: Sequence[Case], chosen: Sequence[Choice | None], near: tuple[float, float] | None
) -> list[Anchor]:
    """Return the places that the article surely speaks of as places; a government's seat is none of them."""
    anchors = [] if near is None else [Anchor("the point given", *near)]
    for case, choice in zip(cases, chosen, strict=True):
        if choice is not None and case.mention.mapped and choice.share >= 0.7 and _can_anchor(choice.ranked[0]):
            place = choice.ranked[0]
            anchors.append(Anchor(place.name, place.lon, place.lat))
    return list(dict.fromkeys(anchors))


def score(place: Place, context: Context, anchors: Sequence[Anchor]) -> tuple[float, list[str], float | None]:
    """Return what speaks for a candidate whatever its name, in which words, and metres to the nearest anchor."""
    why = []
    distance = None
    points = POPULATION_WEIGHT * math.log10(1 + (place.population or 0)) / 7
    if place.kind in AREA_KINDS or not place.id.startswith("geonames:"):
        # Areas and hand-picked places are what reports name; they carry no population to speak for them.
        points += POPULATION_WEIGHT * 0.8
    weight = context.countries.get(place.country or "", 0.0)
    if weight >= 0.15:
        points += COUNTRY_WEIGHT * weight**0.5
        why.append(f"the article speaks of {place.country}")
    if anchors:
        distance, anchor = min((distance_m(place.lon, place.lat, a.lon, a.lat), a.name) for a in anchors)
        nearness = math.exp(-distance / NEARNESS_M)
        points += NEARNESS_WEIGHT * nearness
        if nearness >= 0.2:
            why.append(f"{distance / 1000:.0f} km from {anchor}")
    points += next((bonus for least, bonus in GREAT_CITIES if (place.population or 0) >= least), 0.0)
    return points, why, distance


def stated_by_text(text: str, index: int, cases: Sequence[Case]) -> dict[str, str]:
    """Candidates that the text itself singles out: a second name, a region beside it, a distance to another place."""
    case = cases[index]
    reasons: dict[str, str] = {}
    for step in (-1, 1):
        if not 0 <= index + step < len(cases):
            continue
        other = cases[index + step]
        left, right = (other, case) if step < 0 else (case, other)
        between = text[left.mention.end : right.mention.start]
        link = between.strip()
        if link in OTHER_NAME_LINKS:
            same = {place.id for place in other.candidates}
            reasons |= {p.id: f"also called {other.mention.text}" for p in case.candidates if p.id in same}
        if step > 0 and link in REGION_LINKS:
            named = {place.name for place in other.candidates if place.kind == "region"}
            reasons |= {p.id: f"in {p.admin1}" for p in case.candidates if p.admin1 in named}
        if len(between) < 60 and ". " not in between and (match := STATED_DISTANCE.search(between)):
            metres = float(match[1]) * (MILE_M if match[2].lower().startswith("mi") else 1000)
            reasons |= {
                p.id: f"{match[1]} {match[2]} from {other.mention.text}, as stated"
                for p in case.candidates
                if _at_distance(p, other, metres)
            }
    return reasons


def _at_distance(place: Place, other: Case, metres: float) -> bool:
    """Whether any candidate of another mention lies about as far away as the text says."""
    return any(0.6 * metres <= distance_m(place.lon, place.lat, q.lon, q.lat) <= 1.4 * metres for q in other.candidates)


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return great-circle metres between two points in degrees."""
    # The sphere is 0.5 % off the ellipsoid at most, which no weight here can feel, and a thousand times faster.
    x1, y1, x2, y2 = map(math.radians, (lon, lat, other_lon, other_lat))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
