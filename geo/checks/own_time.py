"""Which of a claim's days are its own: "in November twice as much as in October" is about November."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.records import Claim, TimeSpan, When

_REACH = 30
_COMPARED = re.compile(
    r"\b(?:as|than|compared\s(?:with|to)|up\sfrom|down\sfrom|against|чем|ніж|аніж|порівняно\s(?:з|із)|по\sсравнению\sс)\s"
    r"(?:(?:in|on|for|during|the|в|во|у|за|на)\s){0,2}$",
    re.IGNORECASE,
)

_OPENING = re.compile(
    r"(?:and\s|but\s)?(?:(?:in|on|by|during|as\sof|у|в|на|станом\sна|по\sсостоянию\sна)\s(?:the\s)?)?", re.IGNORECASE
)


def own_when(claim: Claim, times: Sequence[TimeSpan]) -> When | None:
    """Return the days a claim is about, where it was given those that it only compares with.

    Parameters
    ----------
    times
        The claim's time expressions, in text order.
    """
    when = claim.when
    dated = [one for one in times if not one.duration and one.from_day is not None]
    others = [one for one in dated if _is_compared(claim, one)]
    own = [one for one in dated if one not in others]
    if when is not None and when.anchor == "article_date" and len(own) == 1 and _opens(claim, own[0]):
        return replace(
            when, from_day=own[0].from_day, to_day=own[0].to_day, granularity=own[0].granularity, anchor=own[0].anchor
        )
    if when is None or len(own) != 1 or not any((o.from_day, o.to_day) == (when.from_day, when.to_day) for o in others):
        return when
    return replace(when, from_day=own[0].from_day, to_day=own[0].to_day, granularity=own[0].granularity)


def _opens(claim: Claim, time: TimeSpan) -> bool:
    """Tell whether a claim begins with its day ("In August the town was still held"), which its verb may hide."""
    return time.start >= claim.start and _OPENING.fullmatch(claim.quote[: max(0, time.start - claim.start)]) is not None


def _is_compared(claim: Claim, time: TimeSpan) -> bool:
    start = time.start - claim.start
    return start > 0 and _COMPARED.search(claim.quote[max(0, start - _REACH) : start]) is not None
