"""Countries and first-level divisions of the world, with names, a usual point and a polygon.

Comes in: the shipped `boundaries/world.geojson` (Natural Earth, simplified; its sidecar says how). Goes out: `Boundary` records by id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.catalog import shipped
from geo.errors import RecordError, SourceError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WORLD = "boundaries/world.geojson"
KINDS = ("country", "region")
_FEATURE, _GEOMETRY = b'{"type":"Feature"', b',"geometry":'


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A country or a first-level division."""

    id: str
    """`ne:` and ISO 3166: `ne:UA`, `ne:RU-KRS`; a name in lower case where the code is not known."""
    name: str
    kind: str
    """country or region."""
    country: str
    """ISO 3166-1 alpha-2."""
    admin1: str | None
    """The name of a region; None for a country."""
    lon: float
    """Degrees east of the point by which the area is usually given, EPSG:4326."""
    lat: float
    """Degrees north of that point, EPSG:4326."""
    radius_m: float
    """Metres: radius of the disc that is as large as the area."""
    names: tuple[str, ...]
    """All spellings known, `name` first."""
    parts: tuple[str, ...] = ()
    """Ids of the divisions that make it up, where it stands between them and the country (England, Tuscany)."""
    geojson: bytes = field(repr=False)
    """The polygon as GeoJSON text, EPSG:4326 (lon, lat)."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RecordError(f"Boundary.kind cannot be {self.kind!r}; use one of: {', '.join(KINDS)}.")

    @property
    def shape(self) -> BaseGeometry:
        """The (Multi)Polygon in EPSG:4326 (lon, lat); made when first asked for."""
        return _polygon(self.geojson)


@cache
def read_boundaries() -> Mapping[str, Boundary]:
    """Return every country and first-level division by its id, sorted by id.

    Raises
    ------
    SourceError
        The shipped file is missing, altered, or not what it should be.

    Examples
    --------
    >>> read_boundaries()["ne:UA-43"].country  # UN General Assembly resolution 68/262
    'UA'
    """
    path, _ = shipped(WORLD)
    lines = [line for line in path.read_bytes().splitlines() if line.startswith(_FEATURE)]
    if not lines:
        raise SourceError(f"{path} has no feature; it must have one a line. Install frontline-mapper again.", path=path)
    return MappingProxyType({boundary.id: boundary for boundary in map(_boundary, lines)})


def _boundary(line: bytes) -> Boundary:
    import orjson

    head, _, tail = line.partition(_GEOMETRY)
    feature = orjson.loads(head + b"}")
    facts = feature["properties"]
    return Boundary(
        id=feature["id"],
        name=facts["name"],
        kind=facts["kind"],
        country=facts["country"],
        admin1=facts["name"] if facts["kind"] == "region" else None,
        lon=facts["lon"],
        lat=facts["lat"],
        radius_m=facts["radius_m"],
        names=(facts["name"], *facts["names"]),
        parts=tuple(facts.get("parts", ())),
        # A feature ends with one brace after its geometry, and all but the last line with a comma.
        geojson=tail.rstrip(b",")[:-1],
    )


@cache
def _polygon(geojson: bytes) -> BaseGeometry:
    import shapely

    return shapely.from_geojson(geojson)
