"""Official areas of countries, for claims that give a share of one; every plausible figure, because they differ."""

from __future__ import annotations

from dataclasses import dataclass

from geo.measure import area_km2
from geo.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArea:
    """One reading of how large a whole is."""

    name: str
    km2: float
    source: str


_OFFICIAL: dict[str, tuple[WholeArea, ...]] = {
    "RU": (
        WholeArea(name="Russia", km2=17_098_246, source="UN Demographic Yearbook, total area"),
        WholeArea(name="Russia", km2=16_376_870, source="World Bank, land area"),
    ),
    "UA": (
        WholeArea(name="Ukraine", km2=603_550, source="UN Demographic Yearbook, within the 1991 borders"),
        WholeArea(name="Ukraine", km2=603_628, source="State Statistics Service of Ukraine"),
        WholeArea(name="Ukraine", km2=579_400, source="World Bank, land area"),
    ),
}


def areas_of(whole: Place) -> tuple[WholeArea, ...]:
    """Return the plausible areas of a country or region, the most used first; empty when nothing is known of its extent."""
    if whole.kind == "country" and whole.country in _OFFICIAL:
        return _OFFICIAL[whole.country]
    if whole.shape is None or not whole.shape.geom_type.endswith("Polygon"):
        return ()
    return (WholeArea(name=whole.name, km2=area_km2(whole.shape), source="area of its boundary polygon"),)
