"""What the words say of a relative place, before it gets an area."""

from __future__ import annotations

from dataclasses import dataclass

from geo.records import Quantity, Resolution


@dataclass(frozen=True, slots=True)
class Measure:
    """A distance as said, metres: its value and what the wording allows; None where left open."""

    start: int
    end: int
    said_m: float | None
    low_m: float | None
    high_m: float | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A relative place as read: its words, its relation, and the mentions it starts from."""

    start: int
    end: int
    relation: str
    ground: Resolution | None = None
    other: Resolution | None = None
    """The second ground of "between X and Y" or of a border."""
    measure: Measure | None = None
    bearing_deg: float | None = None
    part: str = ""
    """Which part of the ground, or what beside it: centre, edge, border, depth, rest; empty for the ground itself."""
    origin: Resolution | None = None
    """The place named before: where a movement towards the ground comes from, what a rest of it leaves out."""
    by: Resolution | None = None
    """The place named right behind a road or river, which says which stretch of it is meant."""


@dataclass(frozen=True, slots=True)
class Window:
    """The words close to one mention; `start` and `end` bound the name with its kind word ("Kursk region")."""

    text: str
    resolution: Resolution
    start: int
    end: int
    before: str
    after: str
    following: Resolution | None
    """The next mention, where it begins close behind this one."""
    origin: Resolution | None
    """The mapped place named before this one in the same sentence."""
    measures: tuple[Measure, ...]
    """Distances that end shortly before the name, in text order."""

    def at(self, index: int) -> int:
        """Return the offset in the text of an index into `before`."""
        return self.start - len(self.before) + index


def measure_of(quantity: Quantity) -> Measure:
    """Return a quantity of length as a distance."""
    low = 0.0 if quantity.low is None and quantity.approx in ("below", "at_most") else quantity.low
    return Measure(quantity.start, quantity.end, quantity.si, low, quantity.high)


def span_of(resolution: Resolution) -> tuple[int, int]:
    """Return the span of a mention with the kind word behind it ("Kursk region").

    What stands before it ("outskirts of X") decides the relation, whether or not it also decides the referent.
    """
    mention = resolution.mention
    return mention.start, mention.end if mention.full is None else max(mention.end, mention.full[1])
