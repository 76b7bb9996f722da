"""How a place was held over time, as one layer or one source of it shows: a share of its footprint for each day it speaks of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from geo.control import sides_at, timeline_of
from geo.control.ground import GROUND, OPPONENT, disc_radius_m, has_outline, is_shown
from geo.control.memory import remembered
from geo.control.settled import holdings_of, names_settlement
from geo.records import FrontLine, Holding, Place

CONTESTED = 0.25
"""What a source that calls a settlement contested comes to: more than nothing of it, less than half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The share of a place on a side's ground over time; empty where the layer does not speak of it."""

    layer: str
    reading: str
    """The layer's name, or that of the source it quotes."""
    days: tuple[date, ...] = field(default=(), repr=False)
    """By day."""
    shares: tuple[float, ...] = field(default=(), repr=False)
    """Share, 0 to 1, on each of the days, and until the next."""
    first_day: date | None = None
    last_day: date | None = None
    """Days from and to which the layer speaks of the place."""
    max_age_days: int | None = None
    """Days for which a share speaks; None until the next one."""
    drawn: bool = True
    """False where settlements are stated by name instead of drawn."""
    by_absence: bool = False
    """True where the side's ground is what the layer leaves undrawn, so that it cannot show the side arriving."""

    @property
    def source(self) -> str:
        """The layer, and the source that it quotes."""
        return self.layer if self.reading == self.layer else f"{self.reading} in {self.layer}"

    def named(self, place: Place) -> str:
        """Return the source that a layer quotes, and a place, as the name of a reading."""
        return place.name if self.reading == self.layer else f"{self.reading}, {place.name}"

    def upto(self, until: date | None) -> Course:
        """Return the course as it was known on a day."""
        if until is None or self.last_day is None or self.last_day <= until:
            return self
        number = bisect_right(self.days, until)
        return Course(
            layer=self.layer,
            reading=self.reading,
            days=self.days[:number],
            shares=self.shares[:number],
            first_day=self.first_day if number else None,
            last_day=until if not self.drawn else self.days[number - 1] if number else None,
            max_age_days=self.max_age_days,
            drawn=self.drawn,
            by_absence=self.by_absence,
        )

    def number_at(self, day: date) -> int | None:
        """Return the number of the share that speaks for a day; None where none does."""
        number = bisect_right(self.days, day) - 1
        if number < 0 or (self.max_age_days is not None and (day - self.days[number]).days > self.max_age_days):
            return None
        return number

    def at(self, day: date) -> float | None:
        """Return the share on a day, by the newest on or before it."""
        number = self.number_at(day)
        return None if number is None else self.shares[number]

    def first_from(self, level: float, after: date) -> date | None:
        """Return the first day after a day with at least a share; None without one."""
        pairs = zip(self.days, self.shares, strict=True)
        return next((day for day, share in pairs if day > after and share >= level), None)

    def most(self, after: date, upto: date) -> float:
        """Return the largest share after a day, up to another one and with it."""
        return max((s for d, s in zip(self.days, self.shares, strict=True) if after < d <= upto), default=0.0)


def courses_of(front: FrontLine, place: Place, side: str) -> tuple[Course, ...]:
    """Return how a side held a place: one course of a layer that draws areas, one a source of one that names settlements."""
    unseen = not set(GROUND[side]) & set(front.sides)
    # Most layers state nothing, and need not be asked for a name in it.
    if any(snapshot.holdings for snapshot in front.snapshots) and names_settlement(front, place):
        courses = _stated(front, place, side, by_absence=unseen)
        return courses or (Course(layer=front.name, reading=front.name, drawn=False),)
    silent = Course(layer=front.name, reading=front.name)
    if not any(snapshot.areas for snapshot in front.snapshots) or not is_shown(front, side):
        return (silent,)
    line = timeline_of(front, place, side=side)
    if not line.days:
        return (silent,)
    return (
        Course(
            layer=front.name,
            reading=front.name,
            days=line.days,
            # Sums of many polygons end a hair below nothing, which would be told as "-0 %".
            shares=tuple(max(0.0, share) for share in line.shares),
            first_day=line.days[0],
            last_day=line.days[-1],
            max_age_days=front.max_age_days,
            by_absence=unseen,
        ),
    )


def centre_inside(front: FrontLine, place: Place, side: str, after: date) -> date | None:
    """Return the first snapshot after a day that has a place's centre on a side's ground; None without one."""
    return remembered(front, place, ("centre inside", side, after), lambda: _centre_inside(front, place, side, after))


def _centre_inside(front: FrontLine, place: Place, side: str, after: date) -> date | None:
    days = [snapshot.day for snapshot in front.snapshots if snapshot.day > after]
    if not days or not any(snapshot.areas for snapshot in front.snapshots):
        return None
    held = sides_at(front, [(place.lon, place.lat)] * len(days), days)
    return next((day for day, status in zip(days, held, strict=True) if status in GROUND[side]), None)


def size_in_words(place: Place) -> str:
    """Return what stands for a place: "its outline", "a disc of 2.8 km around its centre"."""
    return "its outline" if has_outline(place) else f"a disc of {disc_radius_m(place) / 1000:.1f} km around its centre"


def _stated(front: FrontLine, place: Place, side: str, *, by_absence: bool) -> tuple[Course, ...]:
    sources: dict[str, list[Holding]] = {}
    for row in holdings_of(front, place):
        if not row.side.startswith("claimed") and row.side != "ignore":
            sources.setdefault(row.source, []).append(row)
    courses = []
    for source, rows in sorted(sources.items()):
        steps = _steps(rows, side)
        courses.append(
            Course(
                layer=front.name,
                reading=source,
                days=tuple(steps),
                shares=tuple(steps.values()),
                first_day=min(steps),
                last_day=_last_day(front, rows),
                drawn=False,
                by_absence=by_absence,
            )
        )
    return tuple(courses)


def _steps(rows: list[Holding], side: str) -> dict[date, float]:
    shares = {**dict.fromkeys(GROUND[side], 1.0), **dict.fromkeys(GROUND[OPPONENT[side]], 0.0)}
    return {row.from_day: shares.get(row.side, CONTESTED) for row in sorted(rows, key=lambda row: row.from_day)}


def _last_day(front: FrontLine, rows: list[Holding]) -> date | None:
    """Return until when a source speaks: its last statement's end, or the layer's last day while that lasts."""
    newest = max(rows, key=lambda row: row.from_day)
    ends = [day for day in (newest.to_day, front.last_day) if day is not None]
    return max(newest.from_day, min(ends)) if ends else newest.from_day
