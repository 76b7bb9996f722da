"""Single cells of a claims table: days, numbers, source chains, actors and lists of places, as people and spreadsheets write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo.claims.english import ENGLISH
from geo.claims.naming import side_of
from geo.records import Actor, Speaker
from geo.review.vocabulary import ACTOR_ROLES, PEOPLE, PLACE_ROLES, RELATIONS, SPEAKER_ROLES, Unfit, word

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# A cell that starts like this is run as a formula by spreadsheets (OWASP, "CSV Injection"); a lone sign is none.
# East Asian spreadsheets run the wide signs, too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20].", re.DOTALL)
# A NUL makes binary data of a table; the others have no UTF-8, or no place in XML.
_UNFILED = re.compile(r"[\x00\ud800-\udfff\ufffe\uffff]")
_CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}")
_DOTTED = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}){_CLOCK}")
_SLASHED = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_CLOCK}")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,20})?")
_BRACKETED = re.compile(r"([^()\[\]]{1,300})(?:\(([^()]{0,80})\))?\s{0,4}(?:\[([^\[\]]{0,120})\])?")
_ENTRY = re.compile(r"(?:[^;()\[\]]|\([^()]{0,300}\)|\[[^\[\]]{0,300}\]){1,4000}")
STRIKES = frozenset({"x", "х", "1", "yes", "true", "так", "да"})  # the second letter is Cyrillic
SPARED = frozenset({"", "0", "no", "false", "ні", "нет"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsked:
    """A place as a person names it: by name, id or point."""

    name: str
    id: str | None = None
    point: tuple[float, float] | None = None
    """lon, lat in EPSG:4326."""
    radius_m: float | None = None
    role: str | None = None
    relation: str | None = None
    shape: BaseGeometry | None = None
    """Area or line in EPSG:4326 (lon, lat) around the point."""


def defused(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula, nor any encoder refuses.

    Examples
    --------
    >>> defused("=1+1"), defused("-"), restored(defused("'=1"))
    ("'=1+1", '-', "'=1")
    """
    text = _UNFILED.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """Return a cell's text without the apostrophe that `defused` led it by."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def is_struck(cell: str) -> bool:
    """Tell whether a cell of the column `strike` removes its claim.

    Raises
    ------
    Unfit
        It says neither.
    """
    said = cell.strip().lower()
    if said not in STRIKES | SPARED:
        raise Unfit(f"{cell[:40]!r} is neither x (removed) nor empty")
    return said in STRIKES


def months_first(cells: Iterable[str]) -> bool | None:
    """Return whether days like 9/25/2024 put the month first, by those that can be read one way only; None when none tells."""
    found = [match for cell in cells if (match := _SLASHED.fullmatch(cell.strip()))]
    by_day = any(int(match[1]) > 12 for match in found)
    by_month = any(int(match[2]) > 12 for match in found)
    return None if by_day == by_month else by_month


def day_of(cell: str, *, month_first: bool | None = None) -> date:
    """Return the day a cell gives.

    Parameters
    ----------
    month_first
        How 9/10/2024 is to be read; None for not at all.

    Raises
    ------
    Unfit
        It is no day, or one of two.

    Examples
    --------
    >>> day_of("2024-09-10"), day_of("10.09.2024"), day_of("25/9/2024")
    (datetime.date(2024, 9, 10), datetime.date(2024, 9, 10), datetime.date(2024, 9, 25))
    """
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        return _calendar_day(text, found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(text):
        return _calendar_day(text, found[3], found[2], found[1])
    found = _SLASHED.fullmatch(text)
    if found is None:
        raise Unfit(f"{text[:40]!r} is no day; write it as 2024-09-10")
    first, second, year = found[1], found[2], found[3]
    if int(first) > 12 or int(second) > 12 or first == second:
        return _calendar_day(text, year, *((first, second) if int(second) > 12 else (second, first)))
    if month_first is None:
        raise Unfit(f"{text!r} is one of two days, day or month first; write it as {year}-{first:0>2}-{second:0>2}")
    return _calendar_day(text, year, *((first, second) if month_first else (second, first)))


def number_of(cell: str) -> float:
    """Return the number a cell gives; a comma is a decimal sign.

    Raises
    ------
    Unfit
        It is no number.
    """
    text = cell.strip().replace("\u2212", "-")
    number = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise Unfit(f"{text[:40]!r} is no number")
    return number


def chain_text(sources: Sequence[Speaker]) -> str:
    """Return a source chain as people read it: "New York Times > US officials > Kyiv"."""
    return " > ".join(speaker.name or speaker.role for speaker in sources)


def chain_of(cell: str, before: Sequence[Speaker] = ()) -> tuple[Speaker, ...]:
    """Return the source chain a cell gives, outermost first; "Kyiv (official, UA)" names role and side too.

    Parameters
    ----------
    before
        The chain that stood there: links whose words are the same stay what they were.

    Raises
    ------
    Unfit
        A link has no name, or a role or side that is not known.
    """
    known = {chain_text((speaker,)).strip(): speaker for speaker in before}
    links = [link.strip() for link in cell.split(">")] if cell.strip() else []
    return tuple(known.get(link) or _speaker(link) for link in links)


def actors_text(actors: Sequence[Actor]) -> str:
    """Return actors as people read them: "Kyiv (agent, UA); civilians (patient)"."""
    return "; ".join(f"{actor.name} ({', '.join(filter(None, (actor.role, actor.side)))})" for actor in actors)


def actors_of(cell: str, default_role: str, before: Sequence[Actor] = ()) -> tuple[Actor, ...]:
    """Return the actors a cell gives; "Kyiv" alone has the default role and the side its name tells.

    Raises
    ------
    Unfit
        An actor has no name, or a role or side that is not known.
    """
    known = {actors_text((actor,)): actor for actor in before}
    return tuple(known.get(entry) or _actor(entry, default_role) for entry in entries_of(cell))


def entries_of(cell: str) -> list[str]:
    """Return the parts of a list, divided by semicolons outside brackets.

    Raises
    ------
    Unfit
        A bracket has no other.
    """
    if _ENTRY.sub("", cell).strip("; \r\n\t"):
        raise Unfit(f"{cell[:60]!r} has a bracket that is not closed")
    return [entry.strip() for entry in _ENTRY.findall(cell) if entry.strip()]


def place_asked(entry: str) -> PlaceAsked:
    """Return a place of a list: "Sudzha (target, into) [geonames:485239]", "the ridge (where) [35.2, 51.1, 800]", or "Sudzha".

    Raises
    ------
    Unfit
        It has no name, a role or relation that is not known, or a point that is none.
    """
    name, said, at = _parts(entry)
    role, _, relation = (said or "").partition(",")
    asked = PlaceAsked(
        name=name,
        role=word(role.strip(), PLACE_ROLES) if role.strip() else None,
        relation=word(relation.strip(), RELATIONS) if relation.strip() else None,
    )
    if not at:
        return asked
    numbers = [part.strip() for part in at.split(",")]
    if len(numbers) == 1:
        return PlaceAsked(name=name, id=numbers[0], role=asked.role, relation=asked.relation)
    if len(numbers) > 3:
        raise Unfit(f"[{at[:40]}] is no place; write [id], [lon, lat] or [lon, lat, radius in metres]")
    lon, lat, *radius = map(number_of, numbers)
    radius_m = radius[0] if radius else None
    return PlaceAsked(name=name, point=point_of(lon, lat), radius_m=radius_m, role=asked.role, relation=asked.relation)


def point_of(lon: float, lat: float) -> tuple[float, float]:
    """Return lon, lat where they are on Earth.

    Raises
    ------
    Unfit
        They are not, or stand at 0, 0.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or (lon == 0 and lat == 0):
        raise Unfit(f"lon {lon:g}, lat {lat:g} is no place on Earth; degrees, lon first")
    return lon, lat


def _calendar_day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unfit(f"{text[:40]!r} is no day of the calendar; write it as 2024-09-10") from None


def _parts(entry: str) -> tuple[str, str | None, str | None]:
    """The name, what stands in round brackets, and what in square ones."""
    found = _BRACKETED.fullmatch(entry.strip())
    if found is None or not found[1].strip():
        raise Unfit(f"{entry[:60]!r} cannot be read; write NAME (ROLE) or NAME")
    return found[1].strip(), found[2], found[3]


def _role_and_side(said: str | None, roles: frozenset[str], default: str, name: str) -> tuple[str, str | None]:
    parts = [part.strip() for part in (said or "").split(",") if part.strip()]
    sides = [part for part in parts if part in PEOPLE and part not in roles]
    named = [word(part, roles | PEOPLE) for part in parts if part not in sides]
    # "other" is a role and a side: said twice, or after a role, it is the side.
    sides += named[1:]
    if len(sides) > 1 or any(side not in PEOPLE for side in sides):
        raise Unfit(f"({said}) is more than a role and a side; sides are {', '.join(sorted(PEOPLE))}")
    return (named[0] if named else default), (sides[0] if sides else side_in(name))


def side_in(name: str) -> str | None:
    """Return the side that a name tells: a side's code, or a word for it."""
    return name if name in PEOPLE else side_of(name, ENGLISH.sides)


def _speaker(link: str) -> Speaker:
    name, said, _ = _parts(link)
    if name in SPEAKER_ROLES and said is None:
        return Speaker(name=None, role=name)
    role, side = _role_and_side(said, SPEAKER_ROLES, "other", name)
    return Speaker(name=None if name == role else name, role=role, side=side)


def _actor(entry: str, default_role: str) -> Actor:
    name, said, _ = _parts(entry)
    role, side = _role_and_side(said, ACTOR_ROLES, default_role, name)
    return Actor(side=side, name=name, role=role)
