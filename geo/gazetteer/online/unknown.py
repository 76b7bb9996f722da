"""Names of an article that nothing offline knows -> places that an online geocoder lists, where the article bears them out.

Comes in: the resolutions of one article. Goes out: the same, some of them placed; each says what was asked and answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Protocol

from geo.errors import SourceError
from geo.gazetteer.online.answers import Found
from geo.measure import distance_m
from geo.names import fold
from geo.records import AREA_KINDS, Candidate, Lookup, Place, Resolution

SCORE = 0.4
"""How sure an online answer is: a name matched by a stranger, borne out by nothing but nearness."""
FAR_M = 500_000.0
"""An answer further than this from every other place of the article is likelier a namesake."""
SAME_SPOT_M = 20_000.0
# The nearest of several namesakes is taken when the next one is at least so many times as far away.
CLEARLY_NEARER = 2.0
RUNNERS_UP = 5


class Geocoder(Protocol):
    """What is asked of an online geocoder here."""

    @property
    def service(self) -> str:
        """Name of the service."""
        ...

    def search(self, name: str, *, country: str | None = None) -> tuple[Found, ...]:
        """Return what the service lists for a name; SourceError when it cannot be asked."""
        ...


def is_unknown(resolution: Resolution) -> bool:
    """Whether a name would stand on the map, if anything offline knew it."""
    return resolution.place is None and not resolution.runners_up and resolution.usage in ("literal", "literal_mod")


def find_unknown(
    resolutions: Sequence[Resolution], geocoder: Geocoder, *, near: tuple[float, float] | None = None
) -> tuple[Resolution, ...]:
    """Return the resolutions of an article with unknown names looked up online.

    Parameters
    ----------
    near
        A lon, lat point (EPSG:4326) around which the article is known to play; None when nothing is known.

    Returns
    -------
    One resolution for each given, in order. A name stays unplaced, with the reason, when the service does not know it or cannot
    be asked, lists nothing of the kind that the wording asks for, or nothing within 500 km of another place of the article;
    or when it lists several and none is clearly the nearest.
    """
    placed = [(resolution.place, resolution.mapped) for resolution in resolutions if resolution.place is not None]
    # "Moscow said" tells little of where an article plays, but more than nothing.
    anchors = [place for place, mapped in placed if mapped] or [place for place, _ in placed]
    return tuple(
        _looked_up(resolution, geocoder, anchors, near) if is_unknown(resolution) else resolution
        for resolution in resolutions
    )


def locate_online(
    name: str,
    geocoder: Geocoder,
    lookup: Lookup,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    kind: str | None = None,
) -> tuple[Candidate, ...]:
    """Return the places that an online service lists for a name, in its order, or nearest first when `near` is given.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code, or name, of the country to keep.
    admin1
        First word at least of the first-level division to keep.
    near
        A lon, lat point (EPSG:4326).
    kind
        One of `geo.records.PLACE_KINDS`.

    Raises
    ------
    SourceError
        The service could not be asked.
    """
    code = country if country is None or len(country) == 2 else _code(country, lookup)
    found = [
        one
        for one in geocoder.search(name, country=code)
        if kind in (None, one.place.kind) and (admin1 is None or fold(admin1) in fold(one.place.admin1 or ""))
    ]
    if near is not None:
        found.sort(key=lambda one: distance_m((one.place.lon, one.place.lat), near))
    return tuple(
        Candidate(
            **{field.name: getattr(one.place, field.name) for field in fields(one.place)},
            match="online",
            match_score=SCORE,
            matched_name=one.label,
        )
        for one in found
    )


def _code(country: str, lookup: Lookup) -> str | None:
    bearers = lookup.look_up_all([country]).get(country, ())
    return next((place.country for place in bearers if place.kind == "country"), None)


def _looked_up(
    resolution: Resolution, geocoder: Geocoder, anchors: Sequence[Place], near: tuple[float, float] | None
) -> Resolution:
    mention, service = resolution.mention, geocoder.service
    try:
        listed = geocoder.search(mention.name or mention.text)
    except SourceError as error:
        return _left(resolution, f"could not be looked up online: {error}")
    if not listed:
        return _left(resolution, f"nor does {service} know it")
    fitting = [found for found in listed if _fits(found.place, mention.kind_hint)]
    if not fitting:
        return _left(resolution, f"{service} lists only {listed[0].label} ({listed[0].place.kind})")
    ranked = sorted(((_nearest_m(found.place, anchors, near), found) for found in fitting), key=lambda row: row[0])
    nearest_m, best = ranked[0]
    others = tuple(found.place for _, found in ranked[1 : 1 + RUNNERS_UP])
    if nearest_m > FAR_M:
        far = f"{service} lists {best.label}, {nearest_m / 1000:.0f} km from every other place of the article"
        return _left(resolution, far, (best.place, *others))
    rival = next((m for m, found in ranked[1:] if _apart(found.place, best.place)), None)
    if rival is not None and rival < CLEARLY_NEARER * max(nearest_m, SAME_SPOT_M):
        several = f"{service} lists several places of this name, and the article does not decide"
        return _left(resolution, several, (best.place, *others))
    return replace(
        resolution,
        mapped=mention.mapped,
        place=best.place,
        score=SCORE,
        runners_up=others,
        reason="; ".join(part for part in (mention.reason, f"found online by {service}: {best.label}") if part),
    )


def _left(resolution: Resolution, why: str, candidates: Iterable[Place] = ()) -> Resolution:
    reason = "; ".join(part for part in (resolution.reason, why) if part)
    return replace(resolution, runners_up=tuple(candidates)[:RUNNERS_UP], reason=reason)


def _fits(place: Place, hint: str | None) -> bool:
    if hint is None:
        # Streets and shops are named after villages more often than articles about a war name streets.
        return place.kind not in ("road", "facility")
    return place.kind in AREA_KINDS if hint in AREA_KINDS else place.kind == hint


def _nearest_m(place: Place, anchors: Sequence[Place], near: tuple[float, float] | None) -> float:
    """Metres from a place to the ground of the nearest other place of the article; 0 where there is none to measure from."""
    return min(_distances_m(place, anchors, near), default=0.0)


def _distances_m(place: Place, anchors: Sequence[Place], near: tuple[float, float] | None) -> Iterator[float]:
    here = (place.lon, place.lat)
    if near is not None:
        yield distance_m(here, near)
    spots = [anchor for anchor in anchors if anchor.kind not in ("country", "macro_region")]
    for anchor in spots:
        yield max(0.0, distance_m(here, (anchor.lon, anchor.lat)) - anchor.radius_m)
    if not spots and near is None:
        # A country is no place to measure from, but one can lie in it.
        yield from (
            0.0
            if anchor.country == place.country
            else max(0.0, distance_m(here, (anchor.lon, anchor.lat)) - anchor.radius_m)
            for anchor in anchors
        )


def _apart(a: Place, b: Place) -> bool:
    return distance_m((a.lon, a.lat), (b.lon, b.lat)) > SAME_SPOT_M
