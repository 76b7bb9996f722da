"""How much ground a side holds, and which share of a region: asked by hand."""

from __future__ import annotations

from datetime import date

from geo.by_hand.asked import Frontlines, day_of, fronts_of, number_of, placed, side_of
from geo.checks import area_held, ratio_of_areas, share_of_whole
from geo.checks.context import context_of
from geo.records import Finding, Place


def check_area(
    region: Place | str,
    side: str,
    said: float | str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    peak: bool = False,
    denied: bool = False,
    country: str | None = None,
) -> Finding:
    """Judge whether a side holds so much ground of a region on a day.

    Every front line that covers the region is asked.

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
    peak
        True for the most that the side held on any day up to then.
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
    on, fronts, quantity = day_of(day), fronts_of(frontlines), number_of(said, "area")
    finding = area_held.check_area(where, side_of(side), quantity, on, fronts, peak=peak, denied=denied)
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
    """Judge whether a side holds such a share of a region or country on a day.

    The share is taken of every plausible size of the region.

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
    on, fronts, quantity = day_of(day), fronts_of(frontlines), number_of(said, "share")
    finding = share_of_whole.check_share((where,), side_of(side), quantity, on, fronts, denied=denied)
    return context_of(finding, fronts, place=where, side=side, day=on)


def check_ratio(
    side: str,
    said: float | str,
    base_km2: float,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    region: Place | str | None = None,
    since: date | str | None = None,
    denied: bool = False,
    country: str | None = None,
) -> Finding:
    """Judge whether a side took so many times as much ground as another area has.

    The words are judged in every reading.

    Parameters
    ----------
    side, day, frontlines, denied, country
        As in `check_area`.
    said
        The ratio, or words ("three to four times").
    base_km2
        km² to compare with.
    region
        Where its ground is measured; None for all that a front line speaks about.
    since
        Day from which on the ground may have been taken; that from a front line's first snapshot on is always read, too.

    Raises
    ------
    GazetteerError
        No region is called so, or several are; the message names them.
    RecordError
        Side, day or ratio is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_ratio("RU", "three to four times", 1295, "2024-09-10", since="2024-08-06")
    >>> finding.verdict, finding.reason
    ('no_data', 'no_layer')
    """
    where = None if region is None else placed(region, country=country, region=True)
    starts = () if since is None else (day_of(since),)
    quantity = number_of(said, "ratio")
    return ratio_of_areas.check_ratio(
        where,
        side_of(side),
        quantity,
        float(base_km2),
        day_of(day),
        fronts_of(frontlines),
        starts=starts,
        denied=denied,
    )
