"""Where places lie to each other: asked by hand, without a front line."""

from __future__ import annotations

from geo.by_hand.asked import bearing_of, number_of, placed
from geo.checks import distance_bearing
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
    """Judge whether a place lies so far from another, and in such a direction; needs no front line.

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
