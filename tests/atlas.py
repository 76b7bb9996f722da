"""A gazetteer of a few dozen places, for tests of the rooms that read text: fast, fixed, and with the real ambiguities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.names import fold
from geo.records import Place

ROWS = (
    # id, name, kind, lon, lat, country, admin1, population, other names
    ("ne:RU", "Russia", "country", 97.0, 61.0, "RU", None, None, ("Russian Federation",)),
    ("ne:UA", "Ukraine", "country", 31.4, 49.0, "UA", None, None, ()),
    ("ne:US", "United States", "country", -98.5, 39.8, "US", None, None, ("US", "U.S.", "America")),
    ("ne:QA", "Qatar", "country", 51.2, 25.3, "QA", None, None, ()),
    ("ne:RU-KRS", "Kursk Oblast", "region", 36.1, 51.7, "RU", "Kursk Oblast", None, ("Kursk region", "Kursk")),
    ("ne:UA-14", "Donetsk Oblast", "region", 37.5, 48.1, "UA", "Donetsk Oblast", None, ("Donetsk region", "Donetsk")),
    ("ne:UA-09", "Luhansk Oblast", "region", 39.0, 49.0, "UA", "Luhansk Oblast", None, ("Luhansk region", "Luhansk")),
    ("curated:donbas", "Donbas", "macro_region", 38.3, 48.3, "UA", None, None, ("Donbass",)),
    ("curated:kursk-npp", "Kursk nuclear power plant", "facility", 35.606, 51.675, "RU", "Kursk Oblast", None, ("Kursk nuclear power station", "Kursk NPP")),
    ("geonames:538560", "Kursk", "city", 36.19, 51.737, "RU", "Kursk Oblast", 409_000, ()),
    ("geonames:485475", "Sudzha", "city", 35.27, 51.19, "RU", "Kursk Oblast", 6_000, ()),
    ("geonames:524901", "Moscow", "city", 37.618, 55.752, "RU", None, 10_381_000, ("Moskva",)),
    ("geonames:703448", "Kyiv", "city", 30.524, 50.454, "UA", None, 2_950_000, ("Kiev",)),
    ("geonames:709717", "Donetsk", "city", 37.802, 48.023, "UA", "Donetsk Oblast", 901_000, ()),
    ("geonames:563708", "Donetsk", "city", 39.99, 48.33, "RU", "Rostov Oblast", 48_000, ()),
    ("geonames:704422", "Pokrovsk", "city", 37.177, 48.280, "UA", "Donetsk Oblast", 61_000, ("Krasnoarmeysk",)),
    ("geonames:2017424", "Pokrovsk", "city", 129.15, 61.48, "RU", "Sakha Republic", 9_000, ()),
    ("geonames:563472", "Engels", "city", 46.12, 51.50, "RU", "Saratov Oblast", 226_000, ("Pokrovsk",)),
    ("geonames:712161", "Bakhmut", "city", 37.999, 48.594, "UA", "Donetsk Oblast", 72_000, ("Artyomovsk",)),
    ("geonames:582182", "Artyomovsk", "city", 93.4, 54.35, "RU", "Krasnoyarsk Krai", 2_000, ()),
    ("geonames:691374", "Toretsk", "city", 37.848, 48.395, "UA", "Donetsk Oblast", 35_000, ("Dzerzhinsk",)),
    ("geonames:625144", "Minsk", "city", 27.567, 53.9, "BY", None, 1_742_000, ()),
    ("geonames:5128581", "New York City", "city", -74.006, 40.714, "US", "New York", 8_175_000, ("New York",)),
    ("geonames:700051", "Niu-York", "city", 37.836, 48.332, "UA", "Donetsk Oblast", 10_000, ("New York",)),
    ("geonames:745044", "Istanbul", "city", 28.950, 41.014, "TR", None, 14_800_000, ()),
    ("geonames:2988507", "Paris", "city", 2.349, 48.853, "FR", None, 2_138_000, ()),
    ("geonames:4717560", "Paris", "city", -95.556, 33.661, "US", "Texas", 24_000, ()),
    ("ne:US-TX", "Texas", "region", -99.25, 31.25, "US", "Texas", 25_000_000, ()),
    ("ne:US-KY", "Kentucky", "region", -85.0, 38.2, "US", "Kentucky", 2_500_000, ()),
    ("curated:us-barren-county-kentucky", "Barren County", "region", -85.93, 36.96, "US", "Kentucky", None, ()),
    ("geonames:4292686", "Glasgow", "city", -85.912, 36.996, "US", "Kentucky", 14_000, ()),
    ("geonames:2648579", "Glasgow", "city", -4.258, 55.865, "GB", "Glasgow", 626_000, ()),
    ("ne:SY", "Syria", "country", 38.0, 35.0, "SY", None, None, ()),
    ("geonames:170063", "Aleppo", "city", 37.16, 36.20, "SY", "Aleppo", 1_600_000, ()),
    ("ne:IQ", "Iraq", "country", 44.0, 33.0, "IQ", None, None, ()),
    ("ne:TR", "Turkey", "country", 35.1, 39.0, "TR", None, None, ()),
    ("geonames:691999", "Terny", "city", 37.96, 49.08, "UA", "Donetsk Oblast", 900, ()),
    ("geonames:691990", "Terny", "city", 33.56, 48.15, "UA", "Dnipropetrovsk Oblast", 4_000, ()),
    ("geonames:702320", "Lyman", "city", 37.80, 48.99, "UA", "Donetsk Oblast", 20_000, ()),
    ("ne:UA-12", "Dnipropetrovsk Oblast", "region", 34.9, 48.3, "UA", "Dnipropetrovsk Oblast", None, ()),
    ("ne:UA-30", "Kyiv Oblast", "region", 30.6, 50.2, "UA", "Kyiv Oblast", 1_800_000, ("Kyiv",)),
    ("curated:kremlin", "Kremlin", "facility", 37.6, 55.75, "RU", None, None, ()),
    ("geonames:9990001", "Rifle", "city", -107.78, 39.53, "US", "Colorado", 9_000, ()),
    ("geonames:9990002", "Jackson", "city", -90.18, 32.30, "US", "Mississippi", 170_000, ()),
)  # fmt: skip


class Atlas:
    """Fulfils `geo.records.Lookup` from ROWS."""

    def __init__(self) -> None:
        self.index: dict[str, list[Place]] = {}
        for id_, name, kind, lon, lat, country, admin1, population, others in ROWS:
            area = kind in ("country", "region")
            place = Place(
                id=id_, name=name, kind=kind, lon=lon, lat=lat, radius_m=90_000 if area else 3_000,
                country=country, admin1=admin1, geometry="polygon" if area else "point", population=population,
            )  # fmt: skip
            for spelling in {fold(name), *map(fold, others)}:
                self.index.setdefault(spelling, []).append(place)

    def look_up_all(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        found = {
            name: tuple(sorted(self.index.get(fold(name), ()), key=lambda p: -(p.population or 0))) for name in names
        }
        return {name: places for name, places in found.items() if places}

    def by_ids(self, ids: Iterable[str]) -> Mapping[str, Place]:
        known = {place.id: place for places in self.index.values() for place in places}
        return {id_: known[id_] for id_ in ids if id_ in known}

    def shaped(self, place: Place) -> Place:
        return place
