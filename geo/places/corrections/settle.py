"""Corrections -> the places they mean, from the gazetteer or from coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import GazetteerError
from geo.measure import distance_m
from geo.names import fold
from geo.places.corrections.entries import Correction, Corrections, place_of
from geo.records import Lookup, Place

RADIUS_M = 2_000.0
"""Metres: how large a place given by coordinates alone is taken to be, a village."""
# A point is taken for swapped when turned round it lies so near a place of its name, and as given so far from all of them.
SWAPPED_WITHIN_M, SWAPPED_BEYOND_M = 150_000.0, 500_000.0
# Entries of one name further apart than this are different places.
SAME_SPOT_M = 20_000.0


@dataclass(frozen=True, slots=True)
class Settled:
    """Corrections with the place that each one means; None for a bar."""

    source: str
    pins: tuple[tuple[Correction, Place | None], ...]


def settle_corrections(corrections: Corrections, lookup: Lookup) -> Settled:
    """Return the corrections with their places from the gazetteer.

    Raises
    ------
    GazetteerError
        An id or name is not in the gazetteer, a name could be several places, or coordinates look swapped.
    """
    known = lookup.by_ids(entry.place for entry in corrections.entries if entry.place is not None)
    source = corrections.source
    pins = ((entry, None if entry.bar else _target(source, entry, lookup, known)) for entry in corrections.entries)
    return Settled(source, tuple(pins))


def _target(source: str, entry: Correction, lookup: Lookup, known: Mapping[str, Place]) -> Place:
    here = place_of(source, entry)
    if entry.place is not None:
        if entry.place not in known:
            raise GazetteerError(f"{here}: no place has the id {entry.place!r}. Look it up with: frontline locate NAME")
        return known[entry.place]
    if entry.means is not None:
        return _meant(here, entry, entry.means, lookup)
    return _point(here, entry, lookup)


def _meant(here: str, entry: Correction, means: str, lookup: Lookup) -> Place:
    asked = [means, *([entry.admin1] if entry.admin1 else [])]
    found = lookup.look_up_all(asked)
    regions = {(place.country, place.admin1) for place in found.get(entry.admin1 or "", ()) if place.kind == "region"}
    fitting = [
        place
        for place in found.get(means, ())
        if entry.kind in (None, place.kind)
        and entry.country in (None, place.country)
        and (entry.admin1 is None or (place.country, place.admin1) in regions)
    ]
    if not fitting:
        raise GazetteerError(
            f"{here}: nothing called {means!r} is in the gazetteer with this kind, country and admin1."
        )
    first, others = fitting[0], fitting[1:]
    if any(_apart(first, other) for other in others):
        listed = ", ".join(f"{place.id} ({place.kind}, {place.admin1 or place.country})" for place in fitting[:4])
        raise GazetteerError(f"{here}: {means!r} could be {listed}. Give country, admin1, kind or the id.")
    return first


def _apart(a: Place, b: Place) -> bool:
    return a.kind != b.kind or distance_m((a.lon, a.lat), (b.lon, b.lat)) > SAME_SPOT_M


def _point(here: str, entry: Correction, lookup: Lookup) -> Place:
    lon, lat = float(entry.lon or 0.0), float(entry.lat or 0.0)
    name = entry.place_name or entry.name
    bearers = lookup.look_up_all([name]).get(name, ())
    near_turned = [p for p in bearers if abs(lon) <= 90 and distance_m((lat, lon), (p.lon, p.lat)) < SWAPPED_WITHIN_M]
    if near_turned and all(distance_m((lon, lat), (p.lon, p.lat)) > SWAPPED_BEYOND_M for p in bearers):
        known = near_turned[0]
        raise GazetteerError(
            f"{here}: lon {lon} and lat {lat} look swapped; {known.name} lies at lon {known.lon:.4f}, lat {known.lat:.4f}."
        )
    return Place(
        id=f"corrections:{fold(name).replace(' ', '-')}@{lon:.5f},{lat:.5f}",
        name=name,
        kind=entry.kind or "other",
        lon=lon,
        lat=lat,
        radius_m=entry.radius_m or RADIUS_M,
        country=entry.country,
        admin1=entry.admin1,
    )
