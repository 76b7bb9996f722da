"""A time expression in words of no language: what every language file reads into and `resolve.py` reads from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the words of a time expression say, in words of no language; resolved against a day later."""

    kind: str
    start: int
    end: int
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    month2: int | None = None
    day: int | None = None
    day2: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    part: str | None = None
    which: str | None = None
    count: float | None = None
    """Number of units; None where the words leave it open ("several days")."""
    unit: str | None = None
    several: bool = False
    """Whether the words name more than one unit without a number ("recent weeks", "a few days")."""
    hedge: str | None = None
    word: str | None = None
