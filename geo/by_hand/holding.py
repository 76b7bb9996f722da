"""A side holds a place, took it, or shuts it in: asked by hand."""

from __future__ import annotations

from datetime import date

from geo.by_hand.asked import Frontlines, day_of, fronts_of, placed, side_of
from geo.checks import capture_date, control_at, enclosure, prediction_outcome
from geo.checks.context import context_of
from geo.checks.ground import NOT_HELD_TO
from geo.checks.predicted import Horizon
from geo.control.ground import HELD_FROM
from geo.errors import RecordError
from geo.records import Finding, Place


def check_control(
    place: Place | str,
    side: str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    half: str | None = None,
    denied: bool = False,
    radius_m: float | None = None,
    held_from: float = HELD_FROM,
    not_held_to: float = NOT_HELD_TO,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a side holds a place on a day.

    Every front line that covers the place is asked.

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


def check_enclosure(
    place: Place | str,
    side: str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    degree: str = enclosure.ENCIRCLED,
    denied: bool = False,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a side's ground shuts a settlement in on a day.

    Every front line that covers the settlement is asked.

    Parameters
    ----------
    place
        A settlement, its name, its id in the gazetteer, or `lon,lat` in degrees, EPSG:4326.
    side
        RU or UA: the side that surrounds it.
    day, frontlines, country, admin1
        As in `check_control`.
    degree
        "encircled" (no way out) or "semi-encircled" (most bearings blocked).
    denied
        True to judge that it is not so.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or degree is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_enclosure("Bakhmut", "RU", "2023-05-01")
    >>> finding.verdict, finding.reason  # the timeline that ships names settlements, and draws no ground around them
    ('no_data', 'no_layer')
    """
    if degree not in (enclosure.ENCIRCLED, enclosure.SEMI):
        raise RecordError(f"the degree cannot be {degree!r}; use {enclosure.ENCIRCLED} or {enclosure.SEMI}.")
    where = placed(place, country=country, admin1=admin1)
    on, fronts = day_of(day), fronts_of(frontlines)
    finding = enclosure.check_enclosure(where, side_of(side), on, fronts, degree=degree, denied=denied)
    return context_of(finding, fronts, place=where, side=side, day=on)


def check_capture(
    place: Place | str,
    side: str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    until: date | str | None = None,
    denied: bool = False,
    radius_m: float | None = None,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge the day on which a side is said to have taken a place.

    Every front line that covers the place is asked.

    Parameters
    ----------
    place, side, frontlines, radius_m, country, admin1
        As in `check_control`.
    day
        The day it is said to have been taken, or ISO 8601 text. Maps show a capture days after it, so that later snapshots
        are asked, too.
    until
        Snapshots after this day are left out; None for none.
    denied
        True to judge that it was not taken then.

    Returns
    -------
    Finding
        With the days on which the first and the last of it was taken.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or radius is none.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_capture("Avdiivka", "RU", "2024-02-17")
    >>> finding.verdict, finding.figures["claimed_day"]
    ('supported', '2024-02-17')
    """
    where = placed(place, country=country, admin1=admin1, radius_m=radius_m)
    last = None if until is None else day_of(until)
    return capture_date.capture_date(
        where, side_of(side), day_of(day), fronts_of(frontlines), until=last, denies=denied
    )


def check_prediction(
    place: Place | str,
    side: str,
    said: date | str,
    by: date | str | None = None,
    frontlines: Frontlines = None,
    *,
    denied: bool = False,
    radius_m: float | None = None,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge a prediction that a side would take a place.

    The finding tells what came of it within its horizon, and after.

    Parameters
    ----------
    place, side, frontlines, radius_m, country, admin1
        As in `check_control`.
    said
        The day it was said, or ISO 8601 text.
    by
        Last day by which it was to happen; None where it names none, so that it stays open until it comes true.
    denied
        True for the prediction that it would not be taken.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or radius is none, or `by` lies before `said`.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_prediction("Avdiivka", "RU", "2024-01-15", "2024-02-29")
    >>> finding.verdict
    'supported'
    """
    first, last = day_of(said), None if by is None else day_of(by)
    if last is not None and last < first:
        raise RecordError(f"{last} is before {first}, the day of the prediction.")
    where = placed(place, country=country, admin1=admin1, radius_m=radius_m)
    horizon = Horizon(said=first, last=last)
    return prediction_outcome.prediction_outcome(where, side_of(side), horizon, fronts_of(frontlines), denies=denied)
