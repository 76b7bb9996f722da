"""What a reader of any language makes of a number, its hedge and its unit, and the `Quantity` they become."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.records import Quantity

GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
"""What may stand between two words of one phrase: spaces, or one line end."""
IN_A_RUN = re.compile(r"[0-9]{1,12}[^\S\n](?:[0-9]{1,2}(?![0-9])|[0-9]{4})")
"""Digits straight before other digits that are no group of thousands: no unit belongs to them."""
DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Days in the period of a rate."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as said."""

    end: int
    value: float | None
    """None where the words are vague."""
    low: float
    high: float | None
    kind: str = "exact"
    """exact, about, range or vague."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """What the words before a number do to it: `low` and `high` are factors, None for an open end."""

    approx: str
    low: float | None
    high: float | None


# "About" is taken as a tenth either way; "almost" as up to a tenth less.
ABOUT, NEARLY = Hedge("about", 0.9, 1.1), Hedge("below", 0.9, 1.0)
UNDER, AT_MOST, AT_LEAST = Hedge("below", 0.0, 1.0), Hedge("at_most", 0.0, 1.0), Hedge("at_least", 1.0, None)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts or measures."""

    name: str
    factor: float
    """SI value of one."""
    si_unit: str
    kind: str
    """area, length, speed, mass, share, time, ratio, rate or count."""


@dataclass(frozen=True, slots=True)
class Read:
    """A number with its unit, before the hedge is applied."""

    number: Number
    unit: Unit
    end: int


def build(text: str, start: int, read: Read, hedge: Hedge | None) -> Quantity:
    """Return the quantity that a reading and its hedge make, without an id."""
    number, factor = read.number, read.unit.factor
    value, approx = number.value, number.kind
    low: float | None = number.low
    high = number.high
    if hedge and value is not None and number.kind != "range":
        approx = hedge.approx
        ends = (None if factor is None else value * factor for factor in (hedge.low, hedge.high))
        low, high = _widen(number, *ends) if approx == "about" else ends
    return Quantity(
        id="q",
        start=start,
        end=read.end,
        text=text[start : read.end],
        value=value,
        unit=read.unit.name,
        si=_scaled(value, factor),
        si_unit=read.unit.si_unit,
        low=_scaled(low, factor),
        high=_scaled(high, factor),
        approx=approx,
    )


def _widen(number: Number, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    return min(number.low, low or 0.0), max(number.high or 0.0, high or 0.0)


def _scaled(value: float | None, factor: float) -> float | None:
    # Twelve digits: 0.1 + 0.2 should not show.
    return None if value is None else float(f"{value * factor:.12g}")


def per_day(unit: Unit, period: str) -> Unit:
    """Return the rate of a unit per hour, day, night, week, month or year, in SI per day."""
    name = f"{unit.name}/{period}" if unit.name else f"per {period}"
    return Unit(name, unit.factor / DAYS[period], f"{unit.si_unit}/d", "rate")


def half_step(value: float, decimals: int = 0) -> float:
    """Return half the step the last written digit stands for: 54.6 is 54.55 to 54.65, 500 is 450 to 550.

    Trailing zeros may be exact or rounded, so their step is held to a tenth of the value (1,000 is 900 to 1,100).
    """
    if decimals:
        return 0.5 * 10.0**-decimals
    if value != int(value):
        return 0.1 * value
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return min(step / 2, 0.1 * value) if step > 1 else min(0.5, 0.5 * value)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some phrases, the longest first; the space in a phrase matches one gap."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered)
