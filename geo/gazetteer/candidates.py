"""Places as candidates for a name: how they were met, and in which order they come.

Comes in: places that a name led to. Goes out: `Candidate`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

from geo.gazetteer.romanise import CYRILLIC_COUNTRIES, skeleton, skeletons
from geo.names import fold
from geo.records import Candidate, Place

OWN_NAME_WEIGHS = 4
"""A town of a name comes before one up to so many times larger that bears it as a second name: Pokrovsk before Engels, which was
Pokrovsk once, but Bakhmut before the village of Artyomovsk."""
_LEAST_SHARE_OF_REGION = 0.1
"""A town with so much of the people of the region called after it is what the bare name means: Kharkiv, but no hamlet of Texas."""
_Kind = TypeVar("_Kind", bound=Place)
_PLACE_FIELDS = tuple(field.name for field in fields(Place))


def own_names_first(name: str, places: Sequence[Place]) -> list[Place]:
    """Put towns that are called so before others that once were, or are so in another language, unless these are far larger.

    A town comes before the region that is called after it, whichever language the name is in: Kharkiv before Kharkiv Oblast.
    """
    sounds = set(skeletons(name))
    least = max((place.population or 0 for place in places[:1]), default=0) / OWN_NAME_WEIGHS

    def stands_back(place: Place) -> bool:
        is_own = fold(place.name) == fold(name) or (
            place.country in CYRILLIC_COUNTRIES and skeleton(place.name) in sounds
        )
        return not (is_own and (place.population or 0) >= least)

    return _towns_before_their_regions(sorted(places, key=stands_back))


def _towns_before_their_regions(places: Sequence[Place]) -> list[Place]:
    ordered: list[Place] = []
    for place in places:
        # Regions are few among the bearers of a name, and the town slips in before the first one that is called after it.
        at = next((index for index, other in enumerate(ordered) if _is_called_after(other, place)), len(ordered))
        ordered.insert(at, place)
    return ordered


def _is_called_after(region: Place, town: Place) -> bool:
    if region.kind != "region" or town.kind != "city" or (region.country, region.name) != (town.country, town.admin1):
        return False
    people = (town.population or 0) >= _LEAST_SHARE_OF_REGION * (region.population or 0)
    return people and fold(region.name).startswith(fold(town.name))


def as_candidate(place: Place, match: str, score: float, matched_name: str) -> Candidate:
    """Return a place with how it was met."""
    facts = {field: getattr(place, field) for field in _PLACE_FIELDS}
    return Candidate(**facts, match=match, match_score=score, matched_name=matched_name)


def spelling_of(place: Place, key: str) -> str:
    """Return how a place spells the name it was met by, where that is its own, else the folded name."""
    # The index keeps names folded; the place's own name is there as it is spelt.
    return place.name if fold(place.name) == key else key


def by_distance(places: Iterable[_Kind], near: tuple[float, float]) -> list[_Kind]:
    """Return places nearest first, from a lon, lat point (EPSG:4326)."""
    from geo.measure import distance_m

    return sorted(places, key=lambda place: distance_m(near, (place.lon, place.lat)))
