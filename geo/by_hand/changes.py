"""How ground changed hands over time: asked by hand."""

from __future__ import annotations

from datetime import date, timedelta

from geo.by_hand.asked import Frontlines, bearing_of, day_of, fronts_of, number_of, placed, side_of
from geo.checks import change_between, direction_of_change, rate_trend, superlative_since
from geo.checks.allowed import allowed
from geo.checks.gains import WHOLE_FRONT, Scope, around, elsewhere_than
from geo.errors import RecordError
from geo.records import Finding, Place, Quantity


def check_trend(
    side: str,
    trend: str,
    day: date | str,
    frontlines: Frontlines = None,
    *,
    window_days: int = rate_trend.USUAL_DAYS,
    near: Place | str | None = None,
    elsewhere_than: Place | str | None = None,
    denied: bool = False,
) -> Finding:
    """Judge whether a side's advance was accelerating or slowing at a day.

    Equal windows before and after the day are compared.

    Parameters
    ----------
    side
        RU or UA: the side that advances.
    trend
        "accelerating" or "slowing".
    day
        The day that parts the two windows, or ISO 8601 text.
    frontlines
        As in `check_control`.
    window_days
        Length of each window, 14 or more.
    near, elsewhere_than
        A place around which, or away from which, is measured: a region, or within 30 km of a town, or farther than 50 km from
        it; None for the whole front.
    denied
        True to judge that it is not so.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, trend or day is none, the windows are too short, or two places are given.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_trend("RU", "accelerating", "2024-08-06")
    >>> finding.verdict, finding.reason  # the timeline that ships draws no areas
    ('no_data', 'no_layer')
    """
    if trend not in ("accelerating", "slowing"):
        raise RecordError(f"the trend cannot be {trend!r}; use accelerating or slowing.")
    if window_days < rate_trend.LEAST_DAYS:
        raise RecordError(f"windows of {window_days} days are too short; give {rate_trend.LEAST_DAYS} or more.")
    on = day_of(day)
    return rate_trend.rate_trend(
        side_of(side),
        (rate_trend.Turn(day=on, until=on + timedelta(window_days)),),
        fronts_of(frontlines),
        trend=trend,
        scope=_scope(near, elsewhere_than),
        denies=denied,
    )


def check_change(
    side: str,
    said: float | str | None,
    first_day: date | str,
    last_day: date | str,
    frontlines: Frontlines = None,
    *,
    near: Place | str | None = None,
    elsewhere_than: Place | str | None = None,
    denied: bool = False,
) -> Finding:
    """Judge how much ground a side gained between two days, net and gross.

    Parameters
    ----------
    side
        RU or UA: the side that gains.
    said
        km², or words ("about 30 sq km"); None only measures.
    first_day, last_day
        Days, or ISO 8601 text; each is answered by the newest snapshot on or before it.
    frontlines
        As in `check_control`.
    near, elsewhere_than
        As in `check_trend`.
    denied
        True to judge that it is not so much.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or area is none, the days are in the wrong order, or two places are given.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_change("RU", 590, "2024-07-08", "2024-09-10")
    >>> finding.verdict, finding.reason  # the timeline that ships draws no areas
    ('no_data', 'no_layer')
    """
    first, last = _in_order(first_day, last_day)
    quantity = None if said is None else number_of(said, "area")
    words = allowed(quantity) if isinstance(quantity, Quantity) else None
    km2 = quantity.si / 1e6 if isinstance(quantity, Quantity) and quantity.si else quantity
    return change_between.change_between(
        side_of(side),
        first,
        last,
        fronts_of(frontlines),
        said_km2=None if isinstance(km2, Quantity) else km2,
        wording=words,
        scope=_scope(near, elsewhere_than),
        denies=denied,
    )


def check_superlative(
    side: str,
    since: date | str,
    last_day: date | str,
    frontlines: Frontlines = None,
    *,
    unit: str = "month",
    near: Place | str | None = None,
    elsewhere_than: Place | str | None = None,
    denied: bool = False,
) -> Finding:
    """Judge whether a side gained more ground in a period than in any other.

    The period ends on a day; the others since some day are compared with it.

    Parameters
    ----------
    side, frontlines, near, elsewhere_than, denied
        As in `check_change`.
    since
        Day after which the periods are compared.
    last_day
        Last day of the period that is said to be the record.
    unit
        month (calendar), week or day.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or unit is none, the days are in the wrong order, or two places are given.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_superlative("RU", "2024-07-08", "2024-10-31")
    >>> finding.verdict, finding.reason  # the timeline that ships draws no areas
    ('no_data', 'no_layer')
    """
    if unit not in ("month", *superlative_since.STEPS_DAYS):
        raise RecordError(f"the unit cannot be {unit!r}; use month, week or day.")
    first, last = _in_order(since, last_day)
    return superlative_since.superlative_since(
        side_of(side),
        first,
        last,
        fronts_of(frontlines),
        units=(unit,),
        scope=_scope(near, elsewhere_than),
        denies=denied,
    )


def check_direction(
    place: Place | str,
    side: str,
    direction: float | str,
    first_day: date | str,
    last_day: date | str,
    frontlines: Frontlines = None,
    *,
    denied: bool = False,
    country: str | None = None,
    admin1: str | None = None,
) -> Finding:
    """Judge whether a side gained ground between two days to one side of a place.

    Parameters
    ----------
    place, country, admin1, frontlines
        As in `check_control`.
    side
        RU or UA: the side that gains.
    direction
        Words ("southeast", "NNE") or degrees clockwise from true north, seen from the place.
    first_day, last_day
        As in `check_change`.
    denied
        True to judge that it is not so.

    Raises
    ------
    GazetteerError
        No place is called so, or several are; the message names them.
    RecordError
        Side, day or direction is none, or the days are in the wrong order.
    FrontLineError
        A dataset cannot be read.

    Examples
    --------
    >>> finding = check_direction("Pokrovsk", "RU", "southeast", "2024-08-06", "2024-09-10")
    >>> finding.verdict, finding.reason  # the timeline that ships draws no areas
    ('no_data', 'no_layer')
    """
    first, last = _in_order(first_day, last_day)
    return direction_of_change.check_direction(
        placed(place, country=country, admin1=admin1),
        side_of(side),
        bearing_of(direction) or 0.0,
        first,
        last,
        fronts_of(frontlines),
        denied=denied,
    )


def _in_order(first_day: date | str, last_day: date | str) -> tuple[date, date]:
    first, last = day_of(first_day), day_of(last_day)
    if last <= first:
        raise RecordError(f"{last} is not after {first}; give the earlier day first.")
    return first, last


def _scope(near: Place | str | None, away_from: Place | str | None) -> Scope:
    if near is not None and away_from is not None:
        raise RecordError("give a place to measure near, or one to measure away from, not both.")
    if near is not None:
        return around(placed(near))
    return WHOLE_FRONT if away_from is None else elsewhere_than(placed(away_from))
