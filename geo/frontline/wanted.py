"""What the user says about a dataset that it does not say itself, or says under names of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.errors import FrontLineError
from geo.records import SIDES

SHORT_SIDES = {"ru": "ru_held", "ua": "ua_held"}
"""A side's country code says that it holds the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Options of `read_frontline` that readers heed where they make sense."""

    side: str | None = None
    """Side of everything that names none, from the vocabulary of the house."""
    day: date | None = None
    """Day of everything that gives none."""
    side_column: str | None = None
    """Name of the property or column that holds the side."""
    day_column: str | None = None
    """Name of the property or column that holds the day."""
    layer: str | None = None
    """Layer of a file with several."""
    encoding: str | None = None
    """Encoding of text that is not UTF-8."""

    def __post_init__(self) -> None:
        if self.side is not None:
            side = read_side(self.side)
            if side is None:
                raise FrontLineError(f"there is no side {self.side[:40]!r}; use RU, UA, or one of {side_words()}.")
            object.__setattr__(self, "side", side)


NOTHING_WANTED = Wanted()


def read_side(text: object) -> str | None:
    """Return the side that a text names: a word of the house's vocabulary, or RU or UA; None for any other."""
    word = str(text).strip().lower()
    return SHORT_SIDES.get(word, word if word in SIDES else None)


def side_words() -> str:
    """Return the vocabulary of sides for a message."""
    return ", ".join(sorted(SIDES))
