"""What an article has named before a point in its text: the ground of "the border", "the town", "its territory"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from geo.places.expressions.areas import Areas
from geo.places.expressions.drafts import span_of
from geo.records import AREA_KINDS, Resolution

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# How many mentions before a point are looked through, at most.
_LOOK_BACK = 40
_AREAS_TRIED = 12


class Story:
    """The mentions of an article in text order, for looking back; `measuring` only measure where another place lies."""

    def __init__(self, text: str, resolutions: Sequence[Resolution], measuring: frozenset[str]) -> None:
        self.text = text
        self._placed = [r for r in resolutions if r.place is not None and r.usage != "embedded"]
        self._starts = [r.mention.start for r in self._placed]
        self._measuring = measuring
        self._areas = [r for r in self._placed if r.place is not None and r.place.kind in AREA_KINDS]
        self._area_starts = [r.mention.start for r in self._areas]
        self.areas = Areas(_shapes(resolutions))

    def last(self, before: int, fits: Callable[[Resolution], bool], *, reach: int) -> Resolution | None:
        """Return the nearest mention that fits and ends at most `reach` characters before an offset, or None."""
        index = bisect_left(self._starts, before)
        for resolution in reversed(self._placed[max(0, index - _LOOK_BACK) : index]):
            if resolution.mention.end > before or resolution.mention.id in self._measuring:
                continue
            if before - resolution.mention.end > reach:
                return None
            if fits(resolution):
                return resolution
        return None

    def between(self, start: int, end: int) -> list[Resolution]:
        """Return the placed mentions whose names lie inside a stretch of text, in order; at most a handful."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._starts, end)
        return [r for r in self._placed[first : min(last, first + _AREAS_TRIED)] if span_of(r)[1] <= end]

    def areas_before(self, offset: int) -> list[Resolution]:
        """Return the regions and countries named before an offset, each once, the latest first."""
        index = bisect_left(self._area_starts, offset)
        found: dict[str, Resolution] = {}
        for resolution in reversed(self._areas[max(0, index - _LOOK_BACK) : index]):
            if resolution.place is not None:
                found.setdefault(resolution.place.id, resolution)
        return list(found.values())[:_AREAS_TRIED]

    def neighbours(self, one: Resolution, offset: int) -> Iterator[Resolution]:
        """Yield the areas named before an offset that share a border with one, those of another country first."""
        if one.place is None:
            return
        others = [r for r in self.areas_before(offset) if r.place is not None and r.place.id != one.place.id]
        for abroad in (True, False):
            for other in others:
                if other.place is None or (other.place.country != one.place.country) != abroad:
                    continue
                if self.areas.border(one.place, other.place) is not None:
                    yield other


def _shapes(resolutions: Sequence[Resolution]) -> dict[str, BaseGeometry]:
    """The shapes known of places; a government's name shares that of its country, which is filled in where mapped."""
    return {r.place.id: r.place.shape for r in resolutions if r.place is not None and r.place.shape is not None}
