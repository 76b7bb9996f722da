"""Quality gates on snapshots: a broken file looks like a liberation, so a change too large for its time is set aside.

Comes in: snapshots by day. Goes out: those that can be trusted, and words for each one set aside or doubted. Every side is
judged by itself: a cut file lacks ground, a renamed style moves all of a side's ground to another or to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from geo.frontline.rough import rough_km2
from geo.records import Snapshot

JUMP_KM2 = 500.0
"""More than a week brings to one side in quiet times. The largest change in a day, in 769 days of DeepState, was 116 km²."""
DAY_KM2 = 200.0
"""The same for one day; between one day and a week it grows evenly."""
RETURN_KM2 = 50.0
"""A side's ground that may be gone (or come) on one day and be as before on the next. In 769 days of DeepState it was 12 km² at
most; a file that lacks a part of the map looks like this."""
VANISH_KM2 = 100.0
"""A side's ground up to this may be gone from one day to the next: the last of the Kursk salient was."""
LOOSE_KM2 = 3_000.0
"""The same for what makers redraw at will: claims, reported advances, infiltration."""
UNKNOWN_KM2 = 100.0
"""Ground of unknown status that may appear from one snapshot to the next."""
FAST: tuple[tuple[date, date, float], ...] = (
    (date(2022, 2, 24), date(2022, 4, 10), 10_000.0),  # the invasion, and the retreat from Kyiv, Chernihiv and Sumy
    (date(2022, 9, 6), date(2022, 9, 15), 4_000.0),  # Kharkiv oblast
    (date(2022, 10, 1), date(2022, 10, 6), 1_500.0),  # Lyman and the north of Kherson oblast
    (date(2022, 11, 9), date(2022, 11, 13), 5_000.0),  # the right bank of the Dnieper
    (date(2024, 8, 6), date(2024, 8, 22), 150.0),  # into Kursk oblast
)
"""First and last day of the times when the front moved by thousands of km², and how many a day it may have been."""
_WEEK_DAYS = 7
_HELD = frozenset({"ru_held", "ua_held", "pre2022_ru"})
_LOOSE = frozenset({"claimed_ru", "claimed_ua", "advance_ru", "infiltration_ru"})
_UNKNOWN = "ignore"

Sizes = Mapping[str, float]


def set_jumps_aside(snapshots: Sequence[Snapshot]) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    """Return the snapshots without lone jumps of area, and a warning for each jump.

    A snapshot is set aside when a side's area jumps against the last trusted one and the next snapshot does not confirm it. A
    last snapshot has no next one and is set aside; one that goes there and back between two that agree is, too; a first one
    is when the second and third agree against it; of two alone the one that draws less is, and neither when they draw as
    much. Where days are missing, the limit grows with the time between. A day of which only the line is known draws no area:
    neither does it jump, nor may it confirm a jump. Where much ground of unknown status appears, the next snapshots confirm
    nothing, for a style stays renamed: all are set aside.
    """
    drawn = [snapshot for snapshot in snapshots if snapshot.areas or snapshot.lines is None]
    trusted, warnings = _trusted(drawn)
    kept = {snapshot.day for snapshot in trusted} | ({one.day for one in snapshots} - {one.day for one in drawn})
    return tuple(snapshot for snapshot in snapshots if snapshot.day in kept), warnings


def _trusted(snapshots: Sequence[Snapshot]) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    sizes = [{side: rough_km2(area) for side, area in snapshot.areas.items()} for snapshot in snapshots]
    days = [snapshot.day for snapshot in snapshots]
    if len(snapshots) == 2 and _draw_as_much(sizes) and not _unknown_differs(sizes):
        jump = _jump(days, sizes, 0, 1)
        return tuple(snapshots), (f"{jump}; nothing tells which of the two is right",) if jump else ()
    numbers = list(range(len(snapshots)))
    warnings = []
    if _first_is_broken(days, sizes):
        jump = _jump(days, sizes, 1, 0)
        warnings.append(f"{jump}; set aside")
        numbers.pop(0)
    trusted = numbers[:1]
    for number in numbers[1:]:
        jump = _jump(days, sizes, trusted[-1], number)
        if not jump:
            back = _there_and_back(days, sizes, trusted[-1], number)
            if back:
                warnings.append(f"{back}; set aside")
            else:
                trusted.append(number)
            continue
        confirmed = (
            number + 1 < len(snapshots)
            and not _jump(days, sizes, number, number + 1)
            and not _unknown_appears(sizes, trusted[-1], number)
        )
        warnings.append(f"{jump}; {'confirmed by the next' if confirmed else 'set aside'}")
        if confirmed:
            trusted.append(number)
    return tuple(snapshots[number] for number in trusted), tuple(warnings)


def _first_is_broken(days: Sequence[date], sizes: Sequence[Sizes]) -> bool:
    if len(sizes) < 2 or not _jump(days, sizes, 0, 1) or _unknown_appears(sizes, 0, 1):
        return False
    if len(sizes) == 2:
        return _unknown_appears(sizes, 1, 0) or sum(sizes[0].values()) < sum(sizes[1].values())
    return not _jump(days, sizes, 1, 2)


def _draw_as_much(sizes: Sequence[Sizes]) -> bool:
    first, second = (sum(one.values()) for one in sizes)
    return abs(first - second) <= JUMP_KM2


def _unknown_differs(sizes: Sequence[Sizes]) -> bool:
    return _unknown_appears(sizes, 0, 1) or _unknown_appears(sizes, 1, 0)


def _unknown_appears(sizes: Sequence[Sizes], a: int, b: int) -> bool:
    return sizes[b].get(_UNKNOWN, 0.0) - sizes[a].get(_UNKNOWN, 0.0) > UNKNOWN_KM2


def _there_and_back(days: Sequence[date], sizes: Sequence[Sizes], a: int, b: int) -> str:
    """Return words for sides that snapshot b has less (or more) of than both a and the one after b; none without any."""
    if b + 1 == len(days) or (days[b + 1] - days[a]).days > _WEEK_DAYS:
        return ""
    found = []
    limit = RETURN_KM2 + _fast_km2(days[a], days[b + 1])
    for side in sorted(_HELD & (sizes[a].keys() | sizes[b].keys())):
        before, then, after = (sizes[number].get(side, 0.0) for number in (a, b, b + 1))
        if max(min(before, after) - then, then - max(before, after)) > limit:
            found.append(f"{side} {then:,.0f} km² between {before:,.0f} and {after:,.0f} km²")
    return f"{days[b]}: {'; '.join(found)} on {days[a]} and {days[b + 1]}, there and back" if found else ""


def _jump(days: Sequence[date], sizes: Sequence[Sizes], a: int, b: int) -> str:
    """Return words for what is wrong with snapshot b against a; none when nothing is."""
    found = []
    for side in sorted(sizes[a].keys() | sizes[b].keys()):
        before, after = sizes[a].get(side, 0.0), sizes[b].get(side, 0.0)
        if abs(after - before) <= _limit_km2(side, min(before, after) == 0, days[a], days[b]):
            continue
        words = "ground of unknown status" if side == _UNKNOWN else side
        found.append(f"{words} {after:,.0f} km² against {before:,.0f} km²")
    return f"{days[b]}: {'; '.join(found)} on {days[a]}, a jump" if found else ""


def _limit_km2(side: str, vanishes: bool, a: date, b: date) -> float:
    first, last = min(a, b), max(a, b)
    weeks = max(1.0, (last - first).days / _WEEK_DAYS)
    if side == _UNKNOWN:
        return UNKNOWN_KM2
    limit = LOOSE_KM2 if side in _LOOSE else VANISH_KM2 if vanishes and side in _HELD else JUMP_KM2
    if limit == JUMP_KM2 and side in _HELD:
        limit -= (JUMP_KM2 - DAY_KM2) * max(0, _WEEK_DAYS - (last - first).days) / (_WEEK_DAYS - 1)
    return limit * weeks + _fast_km2(first, last)


def _fast_km2(first: date, last: date) -> float:
    return sum(km2 * _common_days(first, last, begin, end) for begin, end, km2 in FAST)


def _common_days(first: date, last: date, begin: date, end: date) -> int:
    """Return how many steps from one day to the next, between two days, end within a time."""
    return max(0, min(last.toordinal(), end.toordinal()) - max(first.toordinal(), begin.toordinal() - 1))
