"""A name -> the places it may mean, without a text around it. Light: the rooms that read articles are not entered.

Comes in: a name, or a part of one. Goes out: `Candidate`s, or `Place`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import GazetteerError
from geo.gazetteer import open_gazetteer
from geo.names import fold
from geo.records import Candidate, Place

if TYPE_CHECKING:
    from geo.gazetteer.online import OnlineGeocoder


def locate(
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    kind: str | None = None,
    limit: int = 10,
    geocoder: OnlineGeocoder | None = None,
) -> tuple[Candidate, ...]:
    """Return the places that a name may mean, best first.

    Each says how it was met; nothing is returned where nothing is even like the name.
    A name is sought as it is spelt, but for case and diacritics; where no place bears it, by its sounds in other letters and
    romanisations; where none sounds so, among spellings that are nearly the same.

    Parameters
    ----------
    name
        In any script and any usual romanisation.
    country
        ISO 3166-1 alpha-2 code, or name, of the country to keep.
    admin1
        Name of a first-level division to keep.
    near
        A lon, lat point (EPSG:4326); nearer places come first.
    kind
        Kind of place to keep: city, region, country, macro_region, facility, road, waterbody or other.
    limit
        At most so many.
    geocoder
        Online service to ask for a name that is met in nearly the same spelling at best; None asks nobody.

    Raises
    ------
    GazetteerError
        `kind`, `country` or `admin1` is not known, or the gazetteer cannot be opened.
    SourceError
        The online service could not be asked.

    Examples
    --------
    >>> [(place.name, place.match) for place in locate("Tschassiw Jar")]
    [('Chasiv Yar', 'romanised')]
    """
    gazetteer = open_gazetteer()
    found = gazetteer.look_up(name, country=country, admin1=admin1, near=near, kind=kind, limit=limit)
    if geocoder is None or any(place.match != "fuzzy" for place in found):
        return found
    from geo.gazetteer.online import locate_online

    online = locate_online(name, geocoder, gazetteer, country=country, admin1=admin1, near=near, kind=kind)
    return online[:limit] or found


def find_places(
    text: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    kind: str | None = None,
    limit: int = 20,
) -> tuple[Place, ...]:
    """Return the places whose name begins with a text, then those that hold it.

    Largest first, or nearest first where `near` is given.

    Parameters
    ----------
    text
        A part of a name; * stands for any letters, ? for any one, and then the whole name must fit.
    country, admin1, near, kind, limit
        As in `locate`.

    Raises
    ------
    GazetteerError
        The text is no part of a name, a filter is not known, or the gazetteer cannot be opened.

    Examples
    --------
    >>> [place.name for place in find_places("Pokrovs", country="UA", limit=3)]
    ['Pokrovske mine', 'Pokrovsk', 'Pokrovske']
    """
    return open_gazetteer().find(text, country=country, admin1=admin1, near=near, kind=kind, limit=limit)


def place_of(
    name: str, *, country: str | None = None, admin1: str | None = None, kind: str | None = None
) -> tuple[Place, int]:
    """Return the likeliest place that a name, or a `lon,lat` pair, means.

    It has its outline where one is known.

    Parameters
    ----------
    name
        A name as `locate` takes it, or two numbers in degrees, EPSG:4326: `37.18,48.28`.
    country, admin1, kind
        As in `locate`.

    Returns
    -------
    tuple
        The place, and how many others bear the name as well.

    Raises
    ------
    GazetteerError
        No place is called so.

    Examples
    --------
    >>> place, others = place_of("Pokrovsk", country="UA")
    >>> place.id, round(place.lon, 2), round(place.lat, 2), others
    ('geonames:704422', 37.18, 48.28, 0)
    """
    if position := _position(name):
        lon, lat = position
        return Place(id=f"point:{lon:g},{lat:g}", name=name, kind="other", lon=lon, lat=lat, radius_m=1000.0), 0
    found = locate(name, country=country, admin1=admin1, kind=kind)
    if not found:
        raise GazetteerError(f"no place called {name!r} is in the gazetteer with these options. Try another spelling.")
    first = found[0]
    # Places of other nearly alike spellings are called otherwise.
    alike = [place for place in found if place.match == first.match]
    if first.match == "fuzzy":
        alike = [place for place in alike if fold(place.matched_name) == fold(first.matched_name)]
    return open_gazetteer().shaped(first), len(alike) - 1


def _position(text: str) -> tuple[float, float] | None:
    try:
        lon, lat = map(float, text.split(","))
    except ValueError:
        return None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None
