"""Where places lie to each other: asked by hand, without a front line."""

from __future__ import annotations

from geo.by_hand.asked import bearing_of, number_of, placed
from geo.checks import distance_bearing, region_relation
from geo.errors import RecordError
from geo.records import Finding, Place


def check_distance(
    place: Place | str,
    origin: Place | str,
    said: float | str | None = None,
    *,
    direction: float | str | None = None,
    denied: bool = False,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a place lies so far from another, and in such a direction.

    No front line is needed.

    Parameters
    ----------
    place, origin
        The place that lies there, and that from which is measured: places, names, ids, or `lon,lat`.
    said
        Kilometres, or words ("about 50km", "30 miles"), whose hedge widens what is allowed; None for a direction alone.
    direction
        Words ("northwest", "NNE") or degrees clockwise from true north; None for a distance alone.
    denied
        True to judge that it does not lie there.
    country, admin1
        Country and first-level division of `place`, where it is given by name.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Distance or direction is none, or neither is given.

    Examples
    --------
    >>> finding = check_distance("Pokrovsk", "Donetsk", "about 50km", direction="northwest")
    >>> finding.verdict, finding.figures["distance_m"], finding.figures["bearing_deg"]
    ('supported', 54602, 301.8)
    """
    if said is None and direction is None:
        raise RecordError("there is nothing to check: give a distance, a direction, or both.")
    return distance_bearing.check_distance(
        placed(place, country=country, admin1=admin1),
        placed(origin),
        None if said is None else number_of(said, "length"),
        bearing=bearing_of(direction),
        denied=denied,
    )


def check_region(
    place: Place | str,
    region: Place | str,
    relation: str = "in",
    *,
    denied: bool = False,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a place lies in a region, borders it, or is part of it.

    A region may be a country. No front line is needed.

    Parameters
    ----------
    place
        A place, its name, its id in the gazetteer, or `lon,lat` in degrees, EPSG:4326; a region where it borders or is part.
    region
        A place with an outline, or the name or id of a region or country.
    relation
        in, borders or part_of.
    denied
        True to judge that it is not so.
    country, admin1
        Country and first-level division of `place`, where it is given by name.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        There is no such relation.

    Examples
    --------
    >>> check_region("Sudzha", "Kursk Oblast").verdict
    'supported'
    >>> check_region("Kursk Oblast", "Ukraine", "borders").verdict
    'supported'
    """
    relations = (region_relation.IN, region_relation.BORDERS, region_relation.PART_OF)
    if relation not in relations:
        raise RecordError(f"the relation cannot be {relation!r}; use {', '.join(relations)}.")
    whole = relation != region_relation.IN
    return region_relation.check_region(
        placed(place, country=country, admin1=admin1, region=whole),
        placed(region, region=True),
        relation,
        denied=denied,
    )
