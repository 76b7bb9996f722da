"""A GeoJSON of one cell for each populated place -> cells by the place's id, read a thousand at a time.

The file has 32 MB, of which a parser would make some hundred; as GDAL writes it, each feature stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.geojson import Feature, parse_geojson
from geo.frontline.looks import read_bytes

_AT_ONCE = 1_000
_FEATURE = re.compile(rb'\{\s{0,9}"type"\s{0,9}:\s{0,9}"Feature"\s{0,9},')
_CRS = re.compile(rb'"crs"\s{0,9}:\s{0,9}(\{.{1,400}\})\s{0,9},\s{0,9}$')
_NAMES = ("name", "asciiname")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The ground around one place, EPSG:4326."""

    name: str
    point: BaseGeometry
    area: BaseGeometry


def read_cells(path: Path, id_column: str) -> tuple[dict[str, Cell], list[str]]:
    """Return the cells of a tessellation by the id of their place, and doubts.

    Raises
    ------
    FrontLineError
        The file is no GeoJSON, a cell is wrong, or no feature has an id in the property `id_column`.
    """
    cells: dict[str, Cell] = {}
    doubts: dict[str, None] = {}
    unnamed = 0
    for features, notes in _batches(path):
        doubts |= dict.fromkeys(f"{path.name}: {note}" for note in notes)
        for feature in features:
            properties = {key.lower(): value for key, value in feature.properties.items()}
            id_ = properties.get(id_column)
            if id_ is None or isinstance(id_, bool) or not str(id_).strip():
                unnamed += 1
                continue
            cells[str(id_).strip().removesuffix(".0")] = _cell(properties, feature.area)
    if not cells:
        raise FrontLineError(
            f"{path} has no feature with the property {id_column!r}. Give VIINA's tessellation.", path=path
        )
    return cells, [
        *doubts,
        *([f"{path.name}: {unnamed:,} cells have no {id_column} and were left out"] if unnamed else []),
    ]


def _cell(properties: Mapping[str, Any], area: BaseGeometry) -> Cell:
    name = next((str(properties[key]) for key in _NAMES if properties.get(key)), "")
    return Cell(name=name[:200], point=_point(properties) or area.representative_point(), area=area)


def _point(properties: Mapping[str, Any]) -> BaseGeometry | None:
    try:
        lon, lat = float(properties["longitude"]), float(properties["latitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return shapely.Point(lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _batches(path: Path) -> Iterator[tuple[tuple[Feature, ...], tuple[str, ...]]]:
    data = read_bytes(path)
    lines = data.splitlines()
    rows = [line.strip().removesuffix(b",") for line in lines if _FEATURE.match(line.lstrip())]
    ends = lines[-1].strip() if lines else b""
    if len(rows) < _AT_ONCE or ends not in {b"}", b"]}"} or len(rows) != len(_FEATURE.findall(data)):
        read = parse_geojson(data, path)
        yield read.features, read.warnings
        return
    crs = next((match[1] for line in lines[:9] if (match := _CRS.search(line))), None)
    head = b'{"type":"FeatureCollection",' + (b'"crs":' + crs + b"," if crs else b"") + b'"features":['
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        text = head + b",".join(batch) + b"]}"
        try:
            read = parse_geojson(text, path)
        except FrontLineError:
            read = parse_geojson(data, path)  # which names the feature by its number in the whole file
        yield read.features, read.warnings
