"""One place, many spellings: what newspapers in seven languages write must find the place that is meant."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import locating, names
from geo.gazetteer import fuzzy, open_gazetteer, romanise
from geo.gazetteer.fuzzy import nearest, one_slip_away
from geo.gazetteer.romanise import skeleton, skeletons

# Id of a place -> spellings in Ukrainian, Russian, English, German, French, Polish and Czech, old names included; "_" is a space.
SPELLINGS = {
    "geonames:486816": "Суджа Sudzha Sudscha Soudja Sudža Sudża Sudja",
    "geonames:704422": "Покровськ Pokrovsk Pokrovs'k Pokrowsk Красноармійськ Krasnoarmijsk",
    "geonames:713122": "Авдіївка Авдеевка Avdiivka Awdijiwka Avdiïvka Avdijivka Avdeyevka Awdijewka Avdeïevka Awdiiwka",
    "geonames:710915": "Часів_Яр Часов_Яр Chasiv_Yar Tschassiw_Jar Tchassiv_Iar Časiv_Jar Czasiw_Jar Tschassow_Jar Chasivyar",
    "geonames:713174": "Бахмут Bakhmut Bachmut Bakhmout Bahmut Artjomowsk Артёмовск Артемівськ Artemiwsk Artiomovsk",
    "geonames:706483": "Харків Kharkiv Харьков Charkiw Charkiv Charków Charkow",
    "geonames:710735": "Чернігів Чернигов Tschernihiw Tchernihiv Czernihów Černihiv Tschernigow",
    "geonames:693468": "Слов'янськ Слов’янськ Славянск Sloviansk Slowjansk Słowiańsk Slavyansk",
    "geonames:707292": "Ізюм Изюм Izium Isjum Izioum Izjum Izyum",
    "geonames:690823": "Вугледар Угледар Vuhledar Wuhledar Vouhledar Ugledar Ougledar Ugljedar",
    "geonames:703656": "Куп'янськ Купянск Kupiansk Kupjansk Koupiansk Kupyansk",
    "geonames:691999": "Сєвєродонецьк Северодонецк Sjewjerodonezk Siewierodonieck Severodonetsk Sewerodonezk Severodoněck",
    "geonames:707898": "Гуляйполе Huliaipole Huljajpole Houliaïpole Gulyaypole Hulajpole",
    "geonames:709354": "Торецьк Торецк Toretsk Torezk Toreck",
    "geonames:689304": "Вовчанськ Wowtschansk Vovtchansk Wowczańsk Vovčansk Woltschansk",
    "geonames:695357": "Курахове Kurachowe Kourakhove Kurachove Kurakhovo Kurachowo",
    "geonames:694677": "Селидове Селидово Selidovo Selydowe Selidowo",
    "geonames:701822": "Маріуполь Мариуполь Marioupol Mariupol'",
    "geonames:690237": "Велика_Новосілка Большая_Новосёлка Welyka_Nowosilka Velyka_Novossilka Velika_Novosilka",
    "geonames:698759": "Очеретине Otscheretyne Otcheretyne Oczeretyne Очеретино Ocheretino",
    "geonames:544906": "Коренёво Korenevo Korenewo Korienievo Korenyovo Koreniewo",
    "geonames:495112": "Шебекино Schebekino Chebekino Šebekino Szebiekino",
    "geonames:538908": "Kurtschatow Kourtchatov Kurczatow Kurčatov",
    "curated:malaya-loknya": "Малая_Локня Malaja_Loknja Malaïa_Loknia Mala_Loknja Mała_Łoknia",
    "curated:robotyne-zap": "Роботине Роботино Robotyne Robotino Robotine",
}
KNOWN_FAILURES = {
    "geonames:690823": "Wuhledor",  # two wrong letters in eight
    "geonames:689304": "Волчанск",  # its Russian name, and the name of a town in Russia, which comes first
    "geonames:704422": "Красноармейск",  # its Soviet name, and that of two towns in Russia
}
# Wrong spellings, each one slip away -> id of the place and score.
SLIPS = {
    "Покорвськ": ("geonames:704422", 0.889),
    "Kramatosrk": ("geonames:704508", 0.9),
    "Zaporizhhzia": ("geonames:687700", 0.917),
    "Severodonetks": ("geonames:691999", 0.923),
}


@pytest.mark.parametrize("module", [names, fuzzy, romanise, locating], ids=lambda module: module.__name__)
def test_the_examples_of_the_docstrings_are_true(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted > 0 == tried.failed


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(spelling.replace("_", " "), place) for place, own in table.items() for spelling in own.split()]


@pytest.mark.parametrize(("spelling", "place"), pairs(SPELLINGS))
def test_a_usual_spelling_finds_its_place_first(spelling: str, place: str) -> None:
    assert [found.id for found in geo.locate(spelling, limit=1)] == [place]


@pytest.mark.parametrize(("spelling", "place"), pairs(KNOWN_FAILURES))
@pytest.mark.xfail(strict=True)
def test_a_spelling_that_is_not_found_yet(spelling: str, place: str) -> None:
    assert [found.id for found in geo.locate(spelling, limit=1)] == [place]


@pytest.mark.parametrize("spelling", SLIPS)
def test_a_slip_is_found_and_marked_fuzzy(spelling: str) -> None:
    wanted, score = SLIPS[spelling]
    found = {place.id: place for place in geo.locate(spelling, kind="city")}
    assert (found[wanted].match, found[wanted].match_score) == ("fuzzy", score)


def test_a_spelling_known_by_its_sounds_says_so() -> None:
    (town,) = geo.locate("Tchassiv Iar")
    assert (town.match, town.match_score, town.matched_name) == ("romanised", 0.95, "Chasiv Yar")


def test_an_exact_match_shuts_out_the_looser_ones() -> None:
    assert {(place.match, place.match_score) for place in geo.locate("Pokrovsk")} == {("exact", 1.0)}


def test_a_looser_match_is_sought_within_the_filters() -> None:
    assert geo.locate("Bachmut", country="KZ") == ()
    assert {place.country for place in geo.locate("Pokorvsk", country="UA")} == {"UA"}


@pytest.mark.parametrize("name", ["Sudz", "T0599", "Qwxyzzy", "", "京急", "x" * 10_000])
def test_a_name_too_short_or_too_strange_is_not_guessed(name: str) -> None:
    assert geo.locate(name) == ()


def test_what_is_not_found_may_still_be_suggested() -> None:
    assert "Robotyne" in open_gazetteer().suggest("Robbottyne")
    assert open_gazetteer().suggest("Qwxyzzyqwxyzzy") == ()


def test_the_text_s_look_up_stays_exact_and_the_sounds_are_asked_for() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.look_up_all(["Wuhledar", "Pokorvsk"]) == {}
    found = gazetteer.look_up_romanised(["Wuhledar", "Pokorvsk"])
    assert {name: places[0].id for name, places in found.items()} == {"Wuhledar": "geonames:690823"}


def test_names_of_other_countries_are_not_taken_for_slavic_ones() -> None:
    assert not any("GB" in {place.country for place in geo.locate(name)} for name in ("Londonn Taun", "Schejfild"))


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Щастя", "Shchastia Schtschastja Szczastia Chtchastia Ščastja"),
        ("Кропивницький", "Kropyvnytskyi Kropywnyzkyj Kropywnycki Kropyvnytsky"),
        ("Нью-Йорк", "Niu-York Nju-Jork Niou-York"),
        ("Єнакієве", "Yenakiieve Jenakijewe Ienakiieve"),
        ("Кременчук", "Kremenchuk Krementschuk Krzemieńczuk Kremenčuk Krementchouk"),
        ("Грозный", "Grozny Groznyj Grosny Grozniy"),
        ("Хотин", "Khotyn Chotyn Hotyn"),
    ],
)
def test_every_way_of_writing_meets_in_one_skeleton(cyrillic: str, latin: str) -> None:
    missed = [name for name in latin.split() if skeleton(cyrillic) not in skeletons(name)]
    assert missed == []


@pytest.mark.parametrize(
    ("one", "other"), [("Торецьк", "Донецьк"), ("Суми", "Суджа"), ("Харків", "Канів"), ("Лиман", "Роман")]
)
def test_different_names_have_different_skeletons(one: str, other: str) -> None:
    assert not set(skeletons(one)) & set(skeletons(other))


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_text_makes_a_skeleton_or_a_search_fail(name: str) -> None:
    assert all(len(one) >= 4 for one in skeletons(name))
    assert {place.match for place in open_gazetteer().look_up(name)} <= {"exact", "romanised", "fuzzy"}


@given(st.text("абвгдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=6, max_size=20))
def test_a_cyrillic_name_meets_itself(name: str) -> None:
    assert set(skeletons(name)) == {skeleton(name)} - {""}


def test_digits_are_never_a_slip() -> None:
    assert nearest("route 66", ["route 67", "rout 66"], at_least=0.5, limit=5)[0][0] == "rout 66"
    assert nearest("route 66", ["route 67"], at_least=0.5, limit=5) == ()


@given(st.text("abcdeабв ", min_size=1, max_size=9), st.integers(0, 8))
def test_a_name_is_one_slip_from_itself_with_a_letter_missing(name: str, at: int) -> None:
    assert name[:at] + name[at + 1 :] in set(one_slip_away(name)) or at >= len(name)
