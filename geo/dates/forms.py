"""A time expression in words of no language: what every language file reads into and `resolve.py` reads from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the words of a time expression say, in words of no language; resolved against a day later.

    Two forms that say the same are equal wherever they stand.
    """

    kind: str
    start: int = field(compare=False)
    end: int = field(compare=False)
    year: int | None = None
    year2: int | None = None
    year_step: int | None = None
    """Years from the publication year ("August of last year" is -1)."""
    same_year: bool = False
    """Whether the year is the one the story stands in ("in May of that year")."""
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
