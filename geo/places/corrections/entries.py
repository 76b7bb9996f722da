"""The corrections themselves: which name, where, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.errors import RecordError
from geo.records import PLACE_KINDS

LONGEST_NAME = 200
LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One name, everywhere or at one spot, with the place it means; or barred.

    Exactly one of `place`, `means`, `lon` with `lat`, and `bar` says what is to be done.
    """

    name: str
    """As it stands in the text, in the form it is named by."""
    article: str | None = None
    """Source, file name, address or id of the only article that is meant; None for every article."""
    offset: int | None = None
    """First code point of the one mention that is meant; None for all of the name."""
    occurrence: int | None = None
    """Which mention of the name is meant, counted from 1; None for all of them."""
    bar: bool = False
    """Whether the name is kept off the map."""
    place: str | None = None
    """Id of a place of the gazetteer."""
    means: str | None = None
    """Another name, to be looked up in the gazetteer."""
    lon: float | None = None
    """Degrees east, EPSG:4326."""
    lat: float | None = None
    """Degrees north, EPSG:4326."""
    kind: str | None = None
    """Kind of the place: of a point, or the one to keep of what `means` finds."""
    radius_m: float | None = None
    """Metres around the point; None for those of a village."""
    place_name: str | None = None
    """What the point is called; None for `name`."""
    country: str | None = None
    """ISO 3166-1 alpha-2: of a point, or the one to keep of what `means` finds."""
    admin1: str | None = None
    """Name of the first-level division, likewise."""
    note: str = ""
    """Why; shown with the place."""
    where: str = ""
    """Where it was read, as in `line 3`."""

    def __post_init__(self) -> None:
        _demand(
            0 < len(self.name.strip()) <= LONGEST_NAME, f"name is {self.name[:40]!r}; give 1 to {LONGEST_NAME} letters"
        )
        _demand(len(self.note) <= LONGEST_NOTE, f"note is longer than {LONGEST_NOTE} letters")
        point = self.lon is not None or self.lat is not None
        targets = [self.bar, self.place is not None, self.means is not None, point]
        _demand(sum(targets) == 1, "give exactly one of: place, means, lon and lat, bar")
        self._check_spot()
        self._check_place()

    def _check_spot(self) -> None:
        _demand(
            self.article is not None or not self.is_single,
            "offset and occurrence need article, the one they are meant for",
        )
        _demand(self.offset is None or self.occurrence is None, "give offset or occurrence, not both")
        _demand(self.offset is None or self.offset >= 0, f"offset is {self.offset}; it is counted from 0")
        _demand(
            self.occurrence is None or self.occurrence >= 1, f"occurrence is {self.occurrence}; it is counted from 1"
        )

    def _check_place(self) -> None:
        point, sought = self.lon is not None or self.lat is not None, self.means is not None
        _demand(
            point or (self.radius_m, self.place_name) == (None, None), "radius_m and place_name go with lon and lat"
        )
        _demand(point or sought or (self.kind, self.country, self.admin1) == (None, None, None),
                "kind, country and admin1 go with means, or with lon and lat")  # fmt: skip
        _demand(
            self.kind is None or self.kind in PLACE_KINDS,
            f"kind is {self.kind!r}; use one of: {', '.join(sorted(PLACE_KINDS))}",
        )
        _demand(self.country is None or re.fullmatch("[A-Z]{2}", self.country) is not None,
                f"country is {self.country!r}; use the two capitals of ISO 3166-1, as in UA, or a name of the country")  # fmt: skip
        _demand(self.radius_m is None or 0 < self.radius_m < 1e7, f"radius_m is {self.radius_m}; give metres above 0")
        if point:
            _check_point(self.lon, self.lat)

    @property
    def spot(self) -> tuple[str, str | None, int | None, int | None]:
        """What it is about: two corrections of one spot contradict or repeat each other."""
        return self.name.strip(), self.article, self.offset, self.occurrence

    @property
    def is_single(self) -> bool:
        """Whether it is about one mention alone."""
        return self.offset is not None or self.occurrence is not None

    @property
    def rank(self) -> int:
        """How narrow it is: a single mention goes before an article, an article before every article."""
        return 2 * self.is_single + (self.article is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The corrections of one file."""

    source: str
    """Path of the file, or another word for where they come from."""
    entries: tuple[Correction, ...]

    def __post_init__(self) -> None:
        seen: dict[object, Correction] = {}
        for entry in self.entries:
            first = seen.setdefault(entry.spot, entry)
            if first is entry:
                continue
            what = (
                "repeats" if replace(first, note="", where="") == replace(entry, note="", where="") else "contradicts"
            )
            raise RecordError(
                f"{place_of(self.source, entry)} {what} {first.where or 'an earlier entry'}. Remove one of them."
            )


def place_of(source: str, entry: Correction) -> str:
    """Return where an entry stands and which name it is about, for messages."""
    return " ".join(part for part in (source, entry.where) if part) + f": {entry.name!r}"


def _demand(holds: bool, words: str) -> None:
    if not holds:
        raise RecordError(f"{words}.")


def _check_point(lon: float | None, lat: float | None) -> None:
    _demand(lon is not None and lat is not None, "lon and lat go together")
    if lon is None or lat is None or (-180 <= lon <= 180 and -90 <= lat <= 90):
        return
    swapped = -90 <= lon <= 90 and -180 <= lat <= 180
    advice = "they look swapped" if swapped else "give degrees, as in lon 37.18 and lat 48.28"
    raise RecordError(f"lon is {lon} and lat is {lat}, which is not on Earth; {advice}.")
