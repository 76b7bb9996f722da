"""How ground changed hands over time: asked by hand."""

from __future__ import annotations

from datetime import date, timedelta

from geo.by_hand.asked import Frontlines, day_of, fronts_of, placed, side_of
from geo.checks import rate_trend
from geo.checks.gains import WHOLE_FRONT, Scope, around, elsewhere_than
from geo.errors import RecordError
from geo.records import Finding, Place


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
    """Judge whether a side's advance was accelerating or slowing at a day, by equal windows before and after it.

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


def _scope(near: Place | str | None, away_from: Place | str | None) -> Scope:
    if near is not None and away_from is not None:
        raise RecordError("give a place to measure near, or one to measure away from, not both.")
    if near is not None:
        return around(placed(near))
    return WHOLE_FRONT if away_from is None else elsewhere_than(placed(away_from))
