"""What speaks for a candidate: how well known it is, where the article plays, what the text states beside the name."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.names import fold, romanised_alike
from geo.places import slavic_cues
from geo.records import AREA_KINDS, Mention, Place

# How well known a place is, on the scale of the logarithm of its people.
FAME = {"country": 8.5, "macro_region": 7.5, "waterbody": 7.0, "facility": 6.5, "road": 6.5, "other": 6.0}
CURATED_TOWN = 4.2
LEAST_REGION = 4.2
# Weights of what the article says; fitted by hand, so that its own words outweigh a thousandfold population.
COUNTRY_WEIGHT, DIVISION_WEIGHT, NEIGHBOUR_WEIGHT, STATED_WEIGHT = 1.6, 1.8, 1.8, 5.0
# A name that is only some place's other name gives way to a place of that very name.
OTHER_NAME_PENALTY, SOLE_OTHER_NAME_PENALTY = 1.2, 0.6
# Of two famous bearers the one that newspapers mean when they add nothing: the capital, not the state; the city, not the state.
MEANT_BY_CONVENTION = {
    "washington": ("US", "District of Columbia", "city"),
    "new york": ("US", "New York", "city"),
    "mexico": ("MX", None, "country"),
    "geneva": ("CH", "Geneva canton", "city"),
    "женева": ("CH", "Geneva canton", "city"),
    "abu dhabi": ("AE", "Abu Dhabi", "city"),
}
CONVENTION_BONUS = 2.2
EARTH_RADIUS_M = 6_371_008.8
MILE_M = 1609.344
STATED_DISTANCE = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s?(km|kilomet|mile|mi\b)", re.IGNORECASE)
# "X, north-east of Y", "X near Y": without a distance, a neighbour is meant.
NEAR_LINK = re.compile(
    r",?\s?(?:(?:just|immediately|to the|lying|a village|a town|a settlement)\s){0,2}(?:(?:north|south|east|west)(?:-?(?:east|west))?\sof|"
    r"near|outside|close to|next to|on the outskirts of)"
)
NEAR_M = 40_000
# Between two names for one place: "X (Y)", "X, formerly Y".
OTHER_NAME_LINKS = frozenset({"(", "(formerly", "(now", "(also", ", also known as", ", formerly", ", now", "/", "or"})
# Between a town and the region or country it lies in.
REGION_LINKS = frozenset(
    {
        ",",
        "(",
        "in",
        "in the",
        ", in",
        ", in the",
        "of",
        "in the Russian",
        "in Russia’s",
        "in Ukraine’s",
        ", a town in",
        "-",
    }
)
ENGLISH_LINKS = (OTHER_NAME_LINKS, REGION_LINKS, STATED_DISTANCE)
SLAVIC_LINKS = (
    OTHER_NAME_LINKS | slavic_cues.OTHER_NAME_LINKS,
    slavic_cues.REGION_LINKS,
    slavic_cues.STATED_DISTANCE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A mention with the candidates that its wording leaves."""

    mention: Mention
    candidates: tuple[Place, ...]
    sense: str | None
    reason: str

    @property
    def key(self) -> tuple[str, str | None]:
        """What all mentions of one name in one sense share."""
        return self.mention.name or self.mention.text, self.sense


@dataclass(frozen=True, slots=True)
class Choice:
    """The ranked candidates of a name."""

    ranked: tuple[Place, ...]
    share: float
    supported: bool
    """Whether the article, and not fame alone, speaks for the first."""
    stated: bool
    """Whether the text itself singles it out beside one of its mentions."""
    local: bool
    """Whether it does so by more than its country."""
    reason: str
    nearest_m: float | None
    """Metres from the likeliest candidate to the nearest other place of the article; None when there is none."""
    n_anchors: int
    """How many other places of the article are sure."""
    on_ground: bool = False
    """Whether armies on the ground are named beside one of its mentions."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the article that others are near to."""

    name: str
    lon: float
    lat: float


def is_cyrillic(mention: Mention) -> bool:
    """Whether a name stands in Cyrillic letters, and so the words around it are Ukrainian or Russian."""
    return "\u0400" <= mention.text[0] <= "\u04ff"


def fame(place: Place) -> float:
    """Return how well known a place is: the decimal logarithm of its people, or a convention for what has none."""
    if place.kind == "region":
        return max(math.log10(place.population + 1) if place.population else 0.0, LEAST_REGION)
    if place.kind == "city":
        if place.population is None:
            return CURATED_TOWN
        return math.log10(place.population + 100)
    return FAME[place.kind]


def own_points(name: str, places: Sequence[Place]) -> list[float]:
    """Return the points of each candidate of a name before the article has its say."""
    folded = fold(name)
    own = {folded, f"{folded} city"}
    bears = [place.kind != "city" or fold(place.name) in own for place in places]
    if not any(bears):
        # Gazetteers spell Cyrillic names their own way: "Sloviansk" is Slovyansk before it is what Nikopol once was called.
        bears = [romanised_alike(place.name, name) for place in places]
    penalty = OTHER_NAME_PENALTY if any(bears) else SOLE_OTHER_NAME_PENALTY
    meant = MEANT_BY_CONVENTION.get(folded)
    return [
        fame(place)
        - (0.0 if is_own else penalty)
        + (CONVENTION_BONUS if meant == (place.country, place.admin1, place.kind) else 0)
        for place, is_own in zip(places, bears, strict=True)
    ]


def stated_by_text(text: str, index: int, cases: Sequence[Case]) -> dict[str, str]:
    """Return the candidates that the text itself singles out, with the reason: a second name, a region beside it, a distance."""
    case = cases[index]
    reasons: dict[str, str] = {}
    for step in (-1, 1):
        if not 0 <= index + step < len(cases):
            continue
        other = cases[index + step]
        left, right = (other, case) if step < 0 else (case, other)
        if right.mention.start - left.mention.end >= 60:
            continue
        between = text[left.mention.end : right.mention.start]
        link = between.strip()
        other_names, regions, distance = SLAVIC_LINKS if is_cyrillic(case.mention) else ENGLISH_LINKS
        if link in other_names:
            same = {place.id for place in other.candidates}
            reasons |= {p.id: f"also called {other.mention.text}" for p in case.candidates if p.id in same}
        if NEAR_LINK.fullmatch(link):
            reasons |= {p.id: f"near {other.mention.text}, as stated" for p in case.candidates if _is_close(p, other)}
        if step > 0 and link in regions:
            reasons |= _inside(case, other)
        if ". " not in between and (match := distance.search(between)):
            unit = MILE_M if match[2].lower().startswith(("mi", "ми")) else 1000
            metres = float(match[1].replace(",", ".")) * unit
            reasons |= {
                p.id: f"{match[1]} {match[2]} from {other.mention.text}, as stated"
                for p in case.candidates
                if _at_distance(p, other, metres)
            }
    return reasons


def _inside(case: Case, other: Case) -> dict[str, str]:
    """The candidates that lie in a region or country named beside them."""
    # Of several bearers the largest is meant: Georgia the state has no town of Georgia the country.
    regions = {(place.country, place.admin1) for place in other.candidates if place.kind == "region"}
    countries = {place.country for place in other.candidates if place.kind == "country"}
    folded = fold(case.mention.text)
    # "Washington, New York and Chicago" is a list: a great city beside a name is no region around its lesser-known bearer.
    listed = any(place.kind == "city" and (place.population or 0) >= 1_000_000 for place in other.candidates)
    inside = [p for p in case.candidates if p.kind != "country" and not (listed and fold(p.name) != folded)]
    reasons = {p.id: f"in {p.admin1}" for p in inside if (p.country, p.admin1) in regions}
    for place in inside:
        if place.country in countries:
            reasons.setdefault(place.id, f"in {place.country}")
    return reasons


def _is_close(place: Place, other: Case) -> bool:
    """Whether a place lies beside any candidate of another mention, and is none of them."""
    return any(
        place.id != q.id and distance_m(place.lon, place.lat, q.lon, q.lat) < NEAR_M for q in other.candidates[:20]
    )


def _at_distance(place: Place, other: Case, metres: float) -> bool:
    """Whether any candidate of another mention lies about as far away as the text says."""
    return any(
        0.6 * metres <= distance_m(place.lon, place.lat, q.lon, q.lat) <= 1.4 * metres for q in other.candidates[:20]
    )


def can_anchor(place: Place) -> bool:
    """Whether others can be near to a place: a country is too wide, and a great city is spoken of from anywhere."""
    return place.kind not in ("country", "macro_region") and (
        place.kind in AREA_KINDS or (place.population or 0) < 2_000_000
    )


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return great-circle metres between two points in degrees."""
    # The sphere is 0.5 % off the ellipsoid at most, which no weight here can feel, and a thousand times faster.
    x1, y1, x2, y2 = map(math.radians, (lon, lat, other_lon, other_lat))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))
