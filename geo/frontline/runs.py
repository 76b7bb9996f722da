"""A table of places by days, too long for memory, -> for each place and source from when to when it said what.

Read once, row by row, in any order of places as long as each place's days go forward. Twelve million rows become some hundred
thousand runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from geo.errors import FrontLineError
from geo.frontline.tables import day_in, told

BRIDGED_DAYS = 7
"""A place that says the same before and after so short a gap said it in between, as a snapshot is good for a week."""
_TELL_EVERY = 2**17


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table keeps what: numbers of columns."""

    width: int
    place: int
    day: int
    said: tuple[int, ...]
    """Of the sources' columns, in the order of `Runs.sources`; the same for every table of a dataset."""
    about: tuple[int, ...] = ()
    """Of what is told of a place itself, kept from its first row."""


@dataclass(slots=True)
class PlaceRuns:
    """What is known of one place so far: its runs that ended, and those that go on."""

    id: str
    about: tuple[str, ...]
    last: int
    said: tuple[str, ...]
    begun: list[int]
    ended: list[tuple[int, str, int, int]] = field(default_factory=list)
    """(number of the source, word, first day, last day), days as proleptic ordinals."""


@dataclass(slots=True)
class Runs:
    """The runs of a dataset's places, gathered table by table."""

    normal: Callable[[str], str]
    """Turns a place's id as written into the one that is kept."""
    words: frozenset[str]
    """What a source may say."""
    places: dict[str, PlaceRuns] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    rows: int = 0
    _written: dict[str, PlaceRuns] = field(default_factory=dict)
    _days: dict[str, int] = field(default_factory=dict)

    def add(
        self, records: Iterable[tuple[int, list[str]]], layout: Layout, path: Path, tell: Callable[[], None]
    ) -> None:
        """Take in the rows of one table, without its header.

        Parameters
        ----------
        records
            The line a row begins on and its cells.
        tell
            Called now and then, to report progress.

        Raises
        ------
        FrontLineError
            A day cannot be read, a source says something unknown, or a place's days go backward; the line is named.
        """
        pick: Any = itemgetter(*layout.said) if len(layout.said) > 1 else lambda cells: (cells[layout.said[0]],)
        width, at_place, at_day = layout.width, layout.place, layout.day
        written, days = self._written, self._days
        for line, cells in records:
            self.rows += 1
            if self.rows % _TELL_EVERY == 0:
                tell()
            if len(cells) != width:
                self.faults.append(f"{path.name}, line {line}: {len(cells)} fields of {width}; left out")
                continue
            place, day, said = written.get(cells[at_place]), days.get(cells[at_day]), pick(cells)
            # Nearly every row only says that all is as it was; it must cost next to nothing.
            if place is not None and day is not None and said == place.said and 0 < day - place.last <= BRIDGED_DAYS:
                place.last = day
                continue
            self._change(cells, said, layout, path, line)

    def finish(self) -> tuple[str, ...]:
        """End what still goes on, and return the doubts."""
        for place in self.places.values():
            self._end(place, range(len(place.said)))
        return tuple(told(self.faults, "rows were left out"))

    def _change(self, cells: list[str], said: tuple[str, ...], layout: Layout, path: Path, line: int) -> None:
        day = self._day(cells[layout.day], path, line)
        if strangers := set(said) - self.words:
            raise FrontLineError(
                f"{path}, line {line}: the status {sorted(strangers)[0][:40]!r} is unknown; "
                f"known are {', '.join(sorted(word for word in self.words if word))}.",
                path=path,
            )
        written = cells[layout.place]
        place = self._written.get(written) or self.places.get(self.normal(written))
        if place is None:
            about = tuple(cells[number] for number in layout.about)
            place = PlaceRuns(id=self.normal(written), about=about, last=day, said=said, begun=[day] * len(said))
            self._written[written] = self.places[place.id] = place
            return
        self._written[written] = place
        if day == place.last and said == place.said:
            return
        if day <= place.last:
            raise FrontLineError(
                f"{path}, line {line}: {written[:40]} goes back from {date.fromordinal(place.last)} to "
                f"{date.fromordinal(day)}. Sort the rows by day, and give each day once.",
                path=path,
            )
        gone = day - place.last > BRIDGED_DAYS
        changed = [number for number, word in enumerate(said) if gone or word != place.said[number]]
        self._end(place, changed)
        for number in changed:
            place.begun[number] = day
        place.last, place.said = day, said

    def _day(self, text: str, path: Path, line: int) -> int:
        if text not in self._days:
            day = day_in(text)
            if day is None:
                raise FrontLineError(f"{path}, line {line}: {text[:40]!r} is no day; write YYYYMMDD.", path=path)
            self._days[text] = day.toordinal()
        return self._days[text]

    @staticmethod
    def _end(place: PlaceRuns, numbers: Iterable[int]) -> None:
        place.ended += [(number, place.said[number], place.begun[number], place.last) for number in numbers]
