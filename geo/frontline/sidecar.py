"""What a dataset of one's own must say about itself: `frontline.json` in its folder, or `<file>.frontline.json`.

    {"name": "...", "maker": "...", "licence": "...", "attribution": "...", "url": null, "side": "ru_held", "max_age_days": 7,
     "coverage": {"text": "...", "countries": ["UA"], "area": {GeoJSON polygon}, "other_side": "ua_held"}}

Every field may be left out. Without a coverage the dataset speaks only about the ground it draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geo.boundaries import read_boundaries
from geo.errors import FrontLineError
from geo.frontline.geojson import read_area
from geo.frontline.looks import read_bytes
from geo.frontline.rings import WrongCoordinates
from geo.records import SIDES, Coverage

SIDECAR = "frontline.json"
_OLDEST_DAYS = 36_525
"""A century: days beyond it leave the calendar."""
_TEXTS = ("name", "maker", "licence", "attribution", "url")
_FIELDS = frozenset({*_TEXTS, "side", "max_age_days", "coverage"})


def is_sidecar(path: Path) -> bool:
    """Tell by its name whether a file describes a dataset and is none itself; `donbas_frontline.json` may be one."""
    name = path.name.lower()
    return name == SIDECAR or name.endswith(f".{SIDECAR}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is known about a dataset beside its geometry."""

    name: str
    maker: str = "unknown"
    licence: str = "not stated"
    attribution: str = ""
    url: str | None = None
    side: str | None = None
    """Side of features that name none."""
    max_age_days: int | None = 7
    coverage: Coverage | None = None
    """None when the dataset does not say what it covers."""
    warnings: tuple[str, ...] = ()


def read_description(path: Path) -> Description:
    """Return what the sidecar beside a dataset (folder or file) says; doubts where there is none.

    Raises
    ------
    FrontLineError
        The sidecar is not JSON, or a field of it has a value it cannot have.
    """
    sidecar = _beside(path)
    if not sidecar.is_file():
        doubt = f"no {sidecar.name} says who made it, under which licence, and what it covers"
        return Description(name=path.stem, warnings=(doubt,))
    facts = _facts(sidecar)
    side, age = facts.get("side"), facts.get("max_age_days", 7)
    if side is not None and not _is_side(side):
        raise _wrong(sidecar, "side", side, f"use one of {', '.join(sorted(SIDES))}")
    if age is not None and (not isinstance(age, int) or isinstance(age, bool) or not 0 <= age <= _OLDEST_DAYS):
        raise _wrong(sidecar, "max_age_days", age, f"use a whole number of days up to {_OLDEST_DAYS:,}, or null")
    texts = {key: facts[key] for key in _TEXTS if facts.get(key)}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise _wrong(sidecar, key, value, "use text")
    coverage = _coverage(facts.get("coverage"), sidecar)
    missing = [key for key in ("maker", "licence", "coverage") if not facts.get(key)]
    doubts = (f"{sidecar.name} does not give: {', '.join(missing)}",) if missing else ()
    return Description(**{"name": path.stem, **texts}, side=side, max_age_days=age, coverage=coverage, warnings=doubts)


def told_beside(path: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the words of the sidecar beside a dataset of a known format, and the fields that such a format has no use for.

    Raises
    ------
    FrontLineError
        The sidecar is not JSON, or a field of it has a value it cannot have.
    """
    sidecar = _beside(path)
    if not sidecar.is_file():
        return {}, ()
    read_description(path)
    facts = _facts(sidecar)
    texts = {key: facts[key] for key in _TEXTS if facts.get(key)}
    return texts, tuple(key for key in ("side", "max_age_days", "coverage") if facts.get(key) is not None)


def _beside(path: Path) -> Path:
    return path / SIDECAR if path.is_dir() else path.with_name(f"{path.name}.{SIDECAR}")


def _facts(sidecar: Path) -> dict[str, Any]:
    try:
        facts = orjson.loads(read_bytes(sidecar))
    except orjson.JSONDecodeError as error:
        raise FrontLineError(f"{sidecar} is not JSON: {error.msg}. Write it anew.", path=sidecar) from error
    if not isinstance(facts, dict):
        raise FrontLineError(f"{sidecar} is no JSON object. Write it anew.", path=sidecar)
    if strangers := sorted(set(facts) - _FIELDS):
        raise FrontLineError(
            f"{sidecar} has the unknown field {strangers[0]!r}; known are {', '.join(sorted(_FIELDS))}.", path=sidecar
        )
    return facts


def _coverage(facts: Any, sidecar: Path) -> Coverage | None:
    if facts is None:
        return None
    if not isinstance(facts, dict):
        raise _wrong(sidecar, "coverage", facts, "use an object")
    other, countries, text = facts.get("other_side"), facts.get("countries") or [], facts.get("text")
    if other is not None and not _is_side(other):
        raise _wrong(sidecar, "coverage.other_side", other, f"use one of {', '.join(sorted(SIDES))}")
    if not isinstance(countries, list):
        raise _wrong(sidecar, "coverage.countries", countries, 'use a list such as ["UA"]')
    areas = [_country(code, sidecar) for code in countries]
    if facts.get("area") is not None:
        try:
            areas.append(read_area(facts["area"]))
        except WrongCoordinates as error:
            raise FrontLineError(f"{sidecar}: coverage.area {error}. Give a GeoJSON polygon.", path=sidecar) from error
    if not areas:
        raise FrontLineError(f"{sidecar}: coverage names neither countries nor an area. Add one of them.", path=sidecar)
    words = text if isinstance(text, str) and text else ", ".join(map(str, countries)) or "an area of its own"
    return Coverage(text=words, area=shapely.union_all(areas), other_side=other)


def _is_side(value: Any) -> bool:
    # A list or an object cannot be looked up.
    return isinstance(value, str) and value in SIDES


def _country(code: Any, sidecar: Path) -> BaseGeometry:
    boundary = read_boundaries().get(f"ne:{code}") if isinstance(code, str) else None
    if boundary is None or boundary.shape is None:
        raise _wrong(sidecar, "coverage.countries", code, "use two-letter country codes such as UA")
    return boundary.shape


def _wrong(sidecar: Path, key: str, value: Any, advice: str) -> FrontLineError:
    return FrontLineError(f"{sidecar}: {key} cannot be {str(value)[:60]!r}; {advice}.", path=sidecar)
