"""What a list of places says, before and after it was checked against the map.

Comes in: `Found` places as a file has them. Goes out: `Row`s with country and division from the boundaries; and what was left out,
with its lines. Nothing is put at 0, 0, and nothing on the wrong side of a border.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from geo.boundaries import Boundary, read_boundaries
from geo.gazetteer.divisions import BORDER_WITHIN_DEG, NEAREST_WITHIN_DEG, SHARE_OF_CODE, find_divisions
from geo.gazetteer.keys import MAX_KEY_LENGTH
from geo.gazetteer.layers import Row, city_radius_m

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# Degrees: small islands are not drawn, so a place at sea may lie so far off the land of its country.
_SEA_WITHIN_DEG = 6.0
# Degrees west, south, east, north: the wider land of this war. Only for doubt about a list that names no country.
_THEATRE = (20.0, 43.0, 70.0, 72.0)
# From so many rows on, the division in which most rows of one name lie is what that name means.
_ROWS_OF_A_CLAIM = 5
# A list is of one country when more than this share of its rows lie there; the rest by its border were moved over by the map.
_SHARE_OF_COUNTRY = 0.9
# Metres: how far from its point a place of a kind may lie, where the list does not say.
_RADIUS_M = {"region": 30_000.0, "macro_region": 100_000.0, "country": 300_000.0, "waterbody": 5_000.0, "road": 5_000.0}
_OUTSIDE, _SWAPPED = "outside the country named", "with longitude and latitude swapped"
_ASTRAY = "outside the division named"
NO_POINT = "without coordinates in decimal degrees"


class Found(NamedTuple):
    """A place as a list has it."""

    number: int
    """Line of the file, or number of the feature."""
    id: str
    name: str
    names: tuple[str, ...]
    lon: float
    lat: float
    country: str | None
    """ISO 3166-1 alpha-2 as the list claims it."""
    admin1: str
    """Name or code of the division as the list has it; empty where it says nothing."""
    kind: str
    population: int | None


@dataclass(slots=True)
class Faults:
    """Rows left out, by reason, with the first lines of each."""

    unit: str = "line"
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reason: str, number: int) -> None:
        """Count a row that is left out."""
        self.counts[reason] += 1
        if len(self.first[reason]) < 3:
            self.first[reason].append(number)

    def __str__(self) -> str:
        return "; ".join(
            f"{count:,} {reason} ({self.unit}{'s' * (count > 1)} {', '.join(map(str, self.first[reason]))}{', …' * (count > 3)})"
            for reason, count in self.counts.most_common()
        )

    @property
    def mostly_swapped(self) -> bool:
        """Whether the file as a whole looks as if it had its columns exchanged."""
        return self.counts[_SWAPPED] > 0.5 * self.counts.total()


def clean_name(text: str) -> str:
    """Return a name on one line, without control characters, and without the mark that parts names in a layer's file."""
    if text.isprintable() and "|" not in text:
        return " ".join(text.split())
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text.replace("|", " ")).split())


def name_fault(name: str) -> str:
    """Return why a name cannot be used; empty where it can."""
    if not any(map(str.isalpha, name)):
        return "without a name"
    return f"with a name longer than {MAX_KEY_LENGTH} characters" if len(name) > MAX_KEY_LENGTH else ""


def point_fault(point: tuple[float, float] | None) -> str:
    """Return why a (lon, lat) cannot be used; empty where it can."""
    if point is None:
        return NO_POINT
    if point == (0, 0):
        return "at 0, 0"
    return "" if abs(point[0]) <= 180 and abs(point[1]) <= 90 else "with coordinates beyond 180 or 90 degrees"


def look_swapped(found: Sequence[Found]) -> bool:
    """Return whether a list that names no country lies off the war's land, and on it once longitude and latitude are exchanged."""
    swapped = sum(not _in_theatre(place.lon, place.lat) and _in_theatre(place.lat, place.lon) for place in found)
    return swapped > len(found) / 2 and not any(place.country for place in found)


def settle(found: Sequence[Found], faults: Faults) -> list[Row]:
    """Return the rows that lie where they say, each with its country and division; the others go to `faults`."""
    import numpy as np

    if not found:
        return []
    boundaries = tuple(read_boundaries().values())
    lon, lat = (np.array([getattr(place, axis) for place in found], dtype=np.float64) for axis in ("lon", "lat"))
    countries = _countries(found, lon, lat, [area for area in boundaries if area.kind == "country"], faults)
    # A row that names no division has a code of its own, so that it takes part in no majority.
    codes = [place.admin1 or f"#{index}" for index, place in enumerate(found)]
    named = [country or "" for country in countries]
    divisions = find_divisions(lon, lat, named, codes, boundaries)
    astray = _astray(list(zip(named, codes, strict=True)), divisions)
    rows = []
    for index, (place, country, division) in enumerate(zip(found, countries, divisions, strict=True)):
        if country == "":
            continue
        if index in astray:
            faults.add(_ASTRAY, place.number)
            continue
        rows.append(_row(place, country, division))
    return rows


def _in_theatre(lon: float, lat: float) -> bool:
    west, south, east, north = _THEATRE
    return west <= lon <= east and south <= lat <= north


def _countries(
    found: Sequence[Found],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    areas: Sequence[Boundary],
    faults: Faults,
) -> list[str | None]:
    """Return the country of each place: the claimed one where the map allows it, "" where it does not, None for the open sea.

    Where a list names no country, nearly all of its rows say which one it is of; simplified borders do not argue with that.
    """
    import numpy as np
    import shapely

    shapes = {area.country: area.shape for area in areas}
    points = np.asarray(shapely.points(lon, lat), dtype=np.object_)
    inside = _inside(points, shapes)
    meant = _country_of_list(found, inside)
    countries: list[str | None] = []
    for index, place in enumerate(found):
        claimed = place.country if place.country in shapes else None
        if claimed is None or claimed == inside.get(index):
            by_border = not place.country and meant in shapes and _is_by(points[index], shapes[meant])
            countries.append(place.country or (meant if by_border else inside.get(index)))
            continue
        fault = _contradiction(points[index], shapes[claimed], within=inside.get(index))
        countries.append("" if fault else claimed)
        if fault:
            faults.add(fault, place.number)
    _take_nearest(countries, points, shapes)
    return countries


def _inside(points: NDArray[np.object_], shapes: Mapping[str, BaseGeometry]) -> dict[int, str]:
    import shapely

    hits = shapely.STRtree(points).query(list(shapes.values()), predicate="intersects")
    names = list(shapes)
    return {index: names[area] for area, index in zip(*hits.tolist(), strict=True)}


def _country_of_list(found: Sequence[Found], inside: Mapping[int, str]) -> str:
    """Return the country in which nearly all rows that name none lie; empty where there is no such country."""
    lying = Counter(inside.get(index, "") for index, place in enumerate(found) if not place.country)
    country, count = max(lying.items(), key=lambda pair: pair[1], default=("", 0))
    return country if count > _SHARE_OF_COUNTRY * lying.total() else ""


def _is_by(point: BaseGeometry, shape: BaseGeometry) -> bool:
    """Return whether a point lies in a country, or so near that its simplified border may have been moved over it."""
    import shapely

    # Prepared, a country answers many times as fast; it stays so for the next row.
    shapely.prepare(shape)
    return bool(shapely.dwithin(shape, point, BORDER_WITHIN_DEG))


def _contradiction(point: BaseGeometry, shape: BaseGeometry, *, within: str | None) -> str:
    import shapely

    # Prepared, a country answers many times as fast; it stays so for the next row.
    shapely.prepare(shape)
    if shapely.dwithin(shape, point, BORDER_WITHIN_DEG if within else _SEA_WITHIN_DEG):
        return ""
    turned = shapely.transform(point, lambda xy: xy[:, ::-1])
    return _SWAPPED if shapely.dwithin(shape, turned, BORDER_WITHIN_DEG) else _OUTSIDE


def _take_nearest(countries: list[str | None], points: NDArray[np.object_], shapes: Mapping[str, BaseGeometry]) -> None:
    import shapely

    lost = [index for index, country in enumerate(countries) if country is None]
    if not lost:
        return
    names = list(shapes)
    hits = shapely.STRtree(list(shapes.values())).query_nearest(points[lost], max_distance=NEAREST_WITHIN_DEG)
    for near, area in zip(*hits.tolist(), strict=True):
        countries[lost[near]] = names[area]


def _astray(claims: Sequence[tuple[str, str]], divisions: Sequence[str | None]) -> set[int]:
    """Return which rows lie in a division that other rows of their claim do not (find_divisions forgave those by a border)."""
    where: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    for claim, division in zip(claims, divisions, strict=True):
        where[claim][division] += 1
    meaning = {
        claim: division
        for claim, counts in where.items()
        for division, count in counts.most_common(1)
        if division is not None and counts.total() >= _ROWS_OF_A_CLAIM and count >= SHARE_OF_CODE * counts.total()
    }
    # A division that no claim means is finer than the claims (a capital apart from its region): there the map is right.
    meant = set(meaning.values())
    return {
        index
        for index, (claim, division) in enumerate(zip(claims, divisions, strict=True))
        if division in meant and meaning.get(claim, division) != division
    }


def _row(place: Found, country: str | None, division: str | None) -> Row:
    people = place.population or 0
    return Row(
        id=place.id,
        name=place.name,
        kind=place.kind,
        lon=place.lon,
        lat=place.lat,
        radius_m=city_radius_m(people) if place.kind == "city" else _RADIUS_M.get(place.kind, city_radius_m(0)),
        country=country,
        admin1=division,
        geometry="point" if place.kind in {"city", "facility", "other"} else "vague",
        population=place.population,
        weight=people if place.kind == "city" else 0,
        names=place.names,
    )
