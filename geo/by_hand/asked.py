"""What the shell and Python ask by hand become records: a name a place, a text a day, a path a front line, words a number.

Comes in: what a person types. Goes out: `Place`, `date`, `FrontLine`s, `Quantity`, degrees; each mistake is one clear line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.errors import GazetteerError, RecordError
from geo.frontline import read_frontline, settlement_timeline
from geo.gazetteer import open_gazetteer
from geo.locating import locate, place_of
from geo.names import fold
from geo.quantities import find_quantities
from geo.records import AREA_KINDS, Candidate, FrontLine, Place, Quantity

MUCH_LARGER = 3.0
"""A place is meant by its bare name when it has this many times the people of its next namesake."""
_SHOWN = 6
_ID = re.compile(r"[a-z_]{1,20}:\S{1,80}")
_WINDS = "n nne ne ene e ese se sse s ssw sw wsw w wnw nw nnw".split()
_WORDS = {"north": "n", "east": "e", "south": "s", "west": "w"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of quantity that is asked for."""

    si_unit: str
    example: str
    units: frozenset[str] | None = None
    """As said; None for any."""
    follows: str = ""

    def fits(self, quantity: Quantity) -> bool:
        """Tell whether a quantity is of this kind."""
        return quantity.si_unit == self.si_unit and (self.units is None or quantity.unit in self.units)


_KINDS = {
    "length": _Kind(si_unit="m", example="about 50km"),
    "area": _Kind(si_unit="m2", example="500 square miles"),
    "share": _Kind(si_unit="1", example="20 per cent", units=frozenset({"percent", "fraction"}), follows=" of it"),
    "ratio": _Kind(si_unit="1", example="three times", units=frozenset({"times"}), follows=" as much"),
}
Frontlines = Iterable[FrontLine | str | Path] | FrontLine | str | Path | None


def placed(
    place: Place | str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    region: bool = False,
    radius_m: float | None = None,
) -> Place:
    """Return the place that is meant by a name, an id of the gazetteer or a `lon,lat` pair; a place stays what it is.

    Parameters
    ----------
    country, admin1
        As in `locate`.
    region
        True for a region or country rather than a town of that name.
    radius_m
        Metres of the disc that stands for the place, instead of its outline or its own disc; None for those.

    Raises
    ------
    GazetteerError
        No place is called so, or several are and none is much larger than the rest: the message names them.
    RecordError
        The radius is not above 0.
    """
    if radius_m is not None and not 0 < radius_m < float("inf"):
        raise RecordError(f"the radius cannot be {radius_m:g} m; give metres above 0.")
    found = place if isinstance(place, Place) else _named(place.strip(), country, admin1, region=region)
    return found if radius_m is None else replace(found, radius_m=float(radius_m), shape=None, geometry="point")


def fronts_of(frontlines: Frontlines) -> tuple[FrontLine, ...]:
    """Return front lines, those given by path read; None for the settlement timeline that ships.

    Raises
    ------
    FrontLineError
        A dataset cannot be read.
    """
    if frontlines is None:
        return (settlement_timeline(),)
    listed = [frontlines] if isinstance(frontlines, (FrontLine, str, Path)) else list(frontlines)
    return tuple(one if isinstance(one, FrontLine) else read_frontline(one) for one in listed)


def day_of(day: date | str) -> date:
    """Return a day; text is read as ISO 8601.

    Raises
    ------
    RecordError
        The text is no day.
    """
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise RecordError(f"{day!r} is not a day; write it as YYYY-MM-DD.") from None


def side_of(side: str) -> str:
    """Return RU or UA.

    Raises
    ------
    RecordError
        It is neither.
    """
    if side not in ("RU", "UA"):
        raise RecordError(f"the side cannot be {side!r}; use RU or UA.")
    return side


def number_of(said: float | str, kind: str) -> Quantity | float:
    """Return what is said of a length, area or share: a number as it is, words as the quantity they name.

    Parameters
    ----------
    kind
        length, area, share or ratio.

    Raises
    ------
    RecordError
        The words name no such quantity, or the number is not above 0.
    """
    if not isinstance(said, str):
        if not 0 < said < float("inf"):
            raise RecordError(f"{said!r} is no quantity to check; give a number above 0.")
        return said
    sought = _KINDS[kind]
    # In an article words follow, by which a number is known to be a share or a ratio.
    for text in (said, f"{said}{sought.follows}"):
        found = [one for one in find_quantities(text) if one.si is not None and sought.fits(one)]
        if len(found) == 1 and found[0].end <= len(said):
            return found[0]
    raise RecordError(f"{said!r} is no {kind} to check; write it as in {sought.example!r}.")


def bearing_of(direction: float | str | None) -> float | None:
    """Return degrees clockwise from true north for a direction in words ("northwest", "NNE") or degrees.

    Raises
    ------
    RecordError
        It is no direction.
    """
    if direction is None:
        return None
    if isinstance(direction, str):
        short = re.sub(r"[\s-]|ern|wards?", "", direction.lower()[:40])
        for word, letter in _WORDS.items():
            short = short.replace(word, letter)
        if short in _WINDS:
            return 22.5 * _WINDS.index(short)
    try:
        degrees = float(direction)
    except ValueError:
        degrees = -1.0
    if not 0 <= degrees <= 360:
        raise RecordError(f"{direction!r} is no direction; write it as northwest, NNE or degrees from 0 to 360.")
    return degrees % 360


def _named(name: str, country: str | None, admin1: str | None, *, region: bool) -> Place:
    if _ID.fullmatch(name):
        gazetteer = open_gazetteer()
        known = gazetteer.by_ids([name])
        if name not in known:
            raise GazetteerError(f"no place of the gazetteer has the id {name!r}. Look it up by name.")
        return gazetteer.shaped(known[name])
    if re.fullmatch(r"[-+0-9.]{1,20},\s?[-+0-9.]{1,20}", name):
        return place_of(name.replace(" ", ""))[0]
    found = [one for one in locate(name, country=country, admin1=admin1, limit=40) if _fits(one, region=region)]
    if not found:
        what = "region or country" if region else "place"
        raise GazetteerError(f"no {what} called {name!r} is in the gazetteer with these options. Try another spelling.")
    if found[0].match == "fuzzy":
        near_it = ", ".join(dict.fromkeys(one.name for one in found[:_SHOWN]))
        raise GazetteerError(f"no place is spelt {name!r}; spelt nearly so: {near_it}. Give one of them.")
    return open_gazetteer().shaped(_meant(name, found))


def _fits(place: Candidate, *, region: bool) -> bool:
    return (place.kind in AREA_KINDS) if region else True


def _meant(name: str, found: Sequence[Candidate]) -> Candidate:
    """Return the one place that a bare name means: of those that bear it first of all, one much larger than the rest."""
    same = [one for one in found if one.match == found[0].match]
    # A city that also goes by the name (or once did) is not meant where others are called so today.
    called = [one for one in same if fold(one.name) == fold(name)] or same
    best = called[0]
    rivals = [one for one in called[1:] if one.kind == best.kind]
    if any((one.population or 0) * MUCH_LARGER > (best.population or 0) for one in rivals):
        listed = "; ".join(
            f"{one.name}, {one.admin1 or one.country or 'no country'} ({one.id})" for one in [best, *rivals][:_SHOWN]
        )
        more = f"; and {len(rivals) + 1 - _SHOWN} more" if len(rivals) >= _SHOWN else ""
        raise GazetteerError(f"{name!r} may be any of {listed}{more}. Give an id, or the division as admin1.")
    return best
