"""Checks without an article: a place, a side, a day and front lines go in; a `Finding` with its figures comes out.

Each takes names, texts and paths as a person gives them; `geo.checks` does the measuring.
"""

from __future__ import annotations

from datetime import date

from geo.by_hand.asked import Frontlines, bearing_of, day_of, fronts_of, number_of, placed, side_of
from geo.checks import area_held, control_at, distance_bearing, share_of_whole
from geo.checks.context import context_of
from geo.errors import RecordError
from geo.records import Finding, Place

__all__ = ["check_area", "check_control", "check_distance", "check_share"]


def check_control(
    place: Place | str,
    side: str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    half: str | None = None,
    denied: bool = False,
    radius_m: float | None = None,
    held_from: float = control_at.HELD_FROM,
    not_held_to: float = control_at.NOT_HELD_TO,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a side holds a place on a day, by every front line that covers it.

    Parameters
    ----------
    place
        A place, its name, its id in the gazetteer, or `lon,lat` in degrees, EPSG:4326.
    side
        RU or UA.
    day
        A day, or ISO 8601 text; the newest snapshot on or before it is asked, never a later one.
    frontlines
        Front lines or paths of their datasets, one or many; None for the settlement timeline that ships.
    half
        N, S, E or W for that half of the place; None for the whole.
    denied
        True to judge that the side does not hold it.
    radius_m
        Metres of the disc that stands for the place, 1,000 to 12,000; None for its outline, or its own disc.
    held_from, not_held_to
        Shares of the place, 0 to 1, from which and up to which it counts as held and as not held.
    country, admin1
        Country and first-level division of a place given by name.

    Returns
    -------
    Finding
        no_data when no front line covers place and day.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day, half or radius is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_control("Bakhmut", "RU", "2024-01-15")
    >>> finding.verdict, finding.layer
    ('supported', 'settlement-timeline')
    """
    if half is not None and half not in control_at.HALF_WORDS:
        raise RecordError(f"the half cannot be {half!r}; use N, S, E or W.")
    where = placed(place, country=country, admin1=admin1, radius_m=radius_m)
    on, fronts = day_of(day), fronts_of(frontlines)
    finding = control_at.check_control(
        where,
        side_of(side),
        on,
        fronts,
        half=half,
        denied=denied,
        held_from=held_from,
        not_held_to=not_held_to,
    )
    return context_of(finding, fronts, place=where, side=side, day=on)


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
        None if said is None else number_of(said, "m", "about 50km"),
        bearing=bearing_of(direction),
        denied=denied,
    )


def check_area(
    region: Place | str,
    side: str,
    said: float | str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    denied: bool = False,
    country: str | None = None,
) -> Finding:
    """Judge whether a side holds so much ground of a region on a day, by every front line that covers the region.

    Parameters
    ----------
    region
        A place with an outline, or the name or id of a region or country.
    side
        RU or UA.
    said
        km², or words ("500 square miles", "about 1,300 sq km").
    day, frontlines
        As in `check_control`; settlement timelines draw no areas and have no data.
    denied
        True to judge that it is not so much.
    country
        Country of a region given by name.

    Raises
    ------
    GazetteerError
        No region is called so, or several are; the message names them.
    RecordError
        Side, day or area is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_area("Kursk Oblast", "UA", "500 square miles", "2024-09-10")
    >>> finding.verdict, finding.reason, finding.figures["said_km2"]
    ('no_data', 'no_layer', 1295.0)
    """
    where = placed(region, country=country, region=True)
    on, fronts, quantity = day_of(day), fronts_of(frontlines), number_of(said, "m2", "500 square miles")
    finding = area_held.check_area(where, side_of(side), quantity, on, fronts, denied=denied)
    return context_of(finding, fronts, place=where, side=side, day=on)


def check_share(
    region: Place | str,
    side: str,
    said: float | str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    denied: bool = False,
    country: str | None = None,
) -> Finding:
    """Judge whether a side holds such a share of a region or country on a day, against every plausible size of it.

    Parameters
    ----------
    region, side, day, frontlines, denied, country
        As in `check_area`.
    said
        Per cent, or words ("about 20 per cent").

    Raises
    ------
    GazetteerError
        No region is called so, or several are; the message names them.
    RecordError
        Side, day or share is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_share("Russia", "UA", "0.0058823529%", "2024-09-10")
    >>> finding.reason, finding.figures["fraction"], finding.figures["implied_km2"]
    ('false_precision', '1/17,000', 1005.8)
    """
    where = placed(region, country=country, region=True)
    on, fronts, quantity = day_of(day), fronts_of(frontlines), number_of(said, "1", "20 per cent")
    finding = share_of_whole.check_share((where,), side_of(side), quantity, on, fronts, denied=denied)
    return context_of(finding, fronts, place=where, side=side, day=on)
