"""Which column of a table means what: guessed by its heading, or as the user says.

Comes in: the columns of a table and the user's wishes. Goes out: the columns to read, and a value's meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GazetteerError
from geo.names import fold
from geo.records import PLACE_KINDS

# Headings by meaning, likeliest first, folded and without spaces.
_NAMES = (
    "name nameen nameuk nameua nameru placename settlement settlementname toponym featurename adm4en asciiname "
    "назва название наименование населенныйпункт населенийпункт"
).split()
# These hold the name of a row as often as something else (the town a village belongs to), so they count only when no other does.
_PERHAPS_NAMES = "place city town village title label".split()
_LON = "lon lng long longitude x xcoord coordx pointx lonwgs84 довгота долгота".split()
_LAT = "lat latitude y ycoord coordy pointy latwgs84 широта".split()
_WKT = "wkt geom geometry thegeom wktgeom shape".split()
_COUNTRY = "countrycode country iso2 isoa2 iso31661alpha2 cc adm0 adm0en країна страна".split()
_ADMIN1 = "admin1 admin1name admin1code adm1 adm1en oblast oblasten oblastname region state province область".split()
_KIND = "kind placekind type placetype settlementtype fclass category place тип".split()
_POPULATION = "population pop poptotal inhabitants населення население".split()
_ID = "geonameid geonamesid pcode id osmid katottg koatuu wikidata fid".split()
_ALTERNATES = frozenset(
    "alternatenames alternatename alternates altname altnames aliases othernames oldname oldnames names asciiname intname "
    "officialname shortname localname synonyms".split()
)
_LANGUAGE = re.compile(r"(?:name|altname|oldname|officialname)[a-z]{2,3}|[a-z]{2}name|adm4[a-z]{2}")
_PARTS = re.compile(r"[|;]")
_LIST = re.compile(r"[|;,]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,3})?")
_WORDS = {
    "city": "town village hamlet settlement locality suburb neighbourhood neighborhood farm isolated_dwelling quarter "
    "populated urban rural місто село селище смт хутір город деревня посёлок поселок пгт хутор станица аул слобода p",
    "region": "state province oblast district raion область район",
    "waterbody": "river lake reservoir stream canal sea bay water річка озеро река водохранилище водосховище h",
    "road": "highway street дорога траса трасса r",
    "facility": "airport airfield aerodrome bridge dam plant station factory mine school hospital s",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user says about a file; None and () leave it to guessing."""

    name_column: str | None = None
    lon_column: str | None = None
    lat_column: str | None = None
    alternate_columns: tuple[str, ...] = ()
    country_column: str | None = None
    admin1_column: str | None = None
    kind_column: str | None = None
    population_column: str | None = None
    id_column: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 of every row that names no country."""
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The column of each meaning; None where there is none."""

    name: str
    alternates: tuple[str, ...]
    lon: str | None
    lat: str | None
    wkt: str | None
    country: str | None
    admin1: str | None
    kind: str | None
    population: str | None
    id: str | None


def choose_columns(columns: tuple[str, ...], wishes: Wishes, path: Path, *, has_points: bool) -> Columns:
    """Return which column to read for what.

    Parameters
    ----------
    has_points
        True when the records bring their own geometry, so that no coordinate columns are needed.

    Raises
    ------
    GazetteerError
        A column that was asked for is not there, or none looks like a name or like coordinates.
    """
    wished = [getattr(wishes, field) for field in Wishes.__slots__ if field.endswith("_column")]
    for column in (*wished, *wishes.alternate_columns):
        if column is not None and column not in columns:
            raise GazetteerError(f"{path} has no column {column!r}; its columns are: {_listed(columns)}.", path=path)
    name = wishes.name_column or _first(columns, (*_NAMES, *_PERHAPS_NAMES))
    if name is None:
        raise _lacking(path, columns, "a place name", _NAMES[:4], "--name-column")
    lon, lat = wishes.lon_column or _first(columns, _LON), wishes.lat_column or _first(columns, _LAT)
    wkt = None if has_points or (lon and lat) else _first(columns, _WKT)
    if not has_points and wkt is None and not (lon and lat):
        option = "--lat-column" if lon else "--lon-column"
        raise _lacking(path, columns, "latitude" if lon else "longitude", (_LAT if lon else _LON)[:4], option)
    others = [column for column in columns if column != name]
    return Columns(
        name=name,
        alternates=wishes.alternate_columns or tuple(filter(_is_alternate, others)),
        lon=lon,
        lat=lat,
        wkt=wkt,
        country=wishes.country_column or _first(others, _COUNTRY),
        admin1=wishes.admin1_column or _first(others, _ADMIN1),
        kind=wishes.kind_column or _first(others, _KIND),
        population=wishes.population_column or _first(others, _POPULATION),
        id=wishes.id_column or _first(others, _ID),
    )


def number(text: str) -> float | None:
    """Return the value of a decimal number, comma or point; None for anything else, "nan" and "inf" too.

    Examples
    --------
    >>> number("46,63"), number(" -3.5"), number("nan"), number("46°37'")
    (46.63, -3.5, None, None)
    """
    plain = text.strip().replace(",", ".") if text.count(",") == 1 else text.strip()
    if len(plain) > 60 or not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None


def count(text: str) -> int | None:
    """Return a population; None where the text is no whole number, or is 0, which lists write for "not known"."""
    plain = re.sub(r"[\s\u00a0,']", "", text[:40]).removesuffix(".0")
    return (int(plain) or None) if plain.isdecimal() and len(plain) < 12 else None


def kind_of(text: str) -> str | None:
    """Return the kind of place that a word of a list means; None for a word that is not known.

    Examples
    --------
    >>> kind_of("Village"), kind_of("смт"), kind_of("macro_region"), kind_of("depot")
    ('city', 'city', 'macro_region', None)
    """
    if text.lower() in PLACE_KINDS:
        return text.lower()
    return next((_KIND_OF_WORD[word] for word in fold(text).split()[:4] if word in _KIND_OF_WORD), None)


def parts_of(text: str, column: str) -> list[str]:
    """Return the single names of a cell; only a column that holds lists is cut at commas."""
    separator = _LIST if _key(column) in _ALTERNATES else _PARTS
    return separator.split(text)


def _is_alternate(column: str) -> bool:
    key = _key(column)
    return key in _ALTERNATES or key in _NAMES or _LANGUAGE.fullmatch(key) is not None


def _first(columns: Iterable[str], headings: Iterable[str]) -> str | None:
    by_key = {_key(column): column for column in reversed(list(columns))}
    return next((by_key[heading] for heading in headings if heading in by_key), None)


def _key(column: str) -> str:
    return fold(column[:80]).replace(" ", "")


def _lacking(path: Path, columns: tuple[str, ...], what: str, looked_for: Iterable[str], option: str) -> GazetteerError:
    return GazetteerError(
        f"{path} has no column for {what} (looked for {', '.join(looked_for)} and the like); its columns are: {_listed(columns)}. "
        f"Name it with {option}.",
        path=path,
    )


def _listed(columns: tuple[str, ...]) -> str:
    shown = ", ".join(" ".join(column[:40].split()) for column in columns[:20])
    return f"{shown} and {len(columns) - 20} more" if len(columns) > 20 else shown or "none"
