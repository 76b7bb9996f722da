"""Mentions in Ukrainian and Russian: names in every case, adjectives with their nouns, and what is no place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.mentions.slavic import find_slavic_mentions
from geo.mentions.slavic_adjectives import towns_of
from geo.mentions.slavic_endings import forms_by_ending
from geo.mentions.slavic_forms import readings
from geo.mentions.slavic_respelling import respelled
from geo.names import fold
from geo.records import Mention, Place
from geo.sentences import words
from tests.clock import processor_seconds

# Kind, country, people, then the names.
KNOWN = """
country RU 0 Росія|Россия|РФ
country UA 0 Україна|Украина
region RU 0 Курська область|Курская область|Курщина
region RU 0 Бєлгородська область|Белгородская область
region UA 0 Сумська область|Сумщина|Сумская область
region UA 0 Донецька область|Донецкая область|ДНР
region UA 0 Луганська область|Луганская область
region UA 0 Запорізька область
region UA 0 Крим|Крым
macro_region UA 0 Донбас|Донбасс
facility RU 0 Курська АЕС|Курская АЭС
facility UA 0 Запорізька АЕС
road UA 0 Т0504|М-30
waterbody UA 0 Оскіл|Оскол
waterbody UA 0 Чорне море|Чёрное море
waterbody PL 0 Балтійська затока
city RU 10000000 Москва
city UA 2900000 Київ|Киев
city BY 1900000 Мінськ|Минск
city US 690000 Вашингтон
city RU 440000 Курськ|Курск
city RU 6000 Суджа
city RU 5000 Коренево
city RU 4000 Глушково
city RU 0 Гуево
city RU 0 Мала Локня|Малая Локня
city UA 1400000 Харків|Харьков
city UA 260000 Суми|Сумы
city UA 240000 Рівне
city RU 1100000 Ростов-на-Дону
city UA 230000 Івано-Франківськ
city UA 61000 Покровськ|Покровск
city UA 0 Покровське
city UA 27000 Куп'янськ
city UA 20000 Лиман
city UA 32000 Авдіївка|Авдеевка
city UA 35000 Торецьк|Торецк
city UA 12000 Часів Яр|Часов Яр
city UA 600000 Кривий Ріг
city UA 5000 Велика Новосілка|Великая Новосёлка
city UA 0 Роботине
city UA 0 Верхня Кам'янка
city UA 0 Новий Комар
city UA 0 Балаклійка
city UA 0 Бердичі
city UA 0 Піски
city UA 0 Терни
city UA 0 Дружба
city UA 0 Залужне
city UA 0 Шевченко
city UA 0 Нью-Йорк
city UA 0 Стельмахівка
city UA 0 Дворічна
city UA 38000 Володимир
city UA 340000 Макеевка
city UA 0 Макеевки
macro_region EU 0 Європа
city UA 980000 Дніпро|Днепр
waterbody UA 0 річка Дніпро|река Днепр
city RU 0 Дон
waterbody RU 0 река Дон
city UA 900000 Донецьк|Донецк
city RU 840000 Саратов
city RU 350000 Владимир
city UA 260000 Чернівці
city RU 9000 Лев Толстой
"""


class Names:
    """Fulfils `geo.records.Lookup` from KNOWN; every place lies at one spot."""

    def __init__(self) -> None:
        self.index: dict[str, tuple[Place, ...]] = {}
        for number, row in enumerate(KNOWN.strip().splitlines()):
            kind, country, people, names = row.split(" ", 3)
            place = Place(
                id=f"{'geonames' if kind == 'city' else 'ne'}:{number}", name=names.split("|")[0], kind=kind, lon=37.0,
                lat=48.0, radius_m=1000.0, country=country, population=int(people) or None,
            )  # fmt: skip
            for name in names.split("|"):
                self.index[fold(name)] = (*self.index.get(fold(name), ()), place)

    def look_up_all(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        return {name: self.index[fold(name)] for name in names if fold(name) in self.index}

    def shaped(self, place: Place) -> Place:
        return place


NAMES = Names()


def find(text: str, language: str) -> tuple[Mention, ...]:
    return find_slavic_mentions(text, words(text), NAMES, language)


def names_of(text: str, language: str) -> list[str]:
    return [mention.name for mention in find(text, language) if mention.mapped]


INFLECTED = (
    ("uk", "Бої точаться під Покровськом.", ["Покровськ"]),
    ("uk", "Ворог атакував поблизу Великої Новосілки та Роботиного.", ["Велика Новосілка", "Роботине"]),
    ("uk", "Окупанти відійшли з Часового Яру.", ["Часів Яр"]),
    ("uk", "Окупанти відійшли з Часова Яру, а у Верхній Кам’янці тихо.", ["Верхня Кам'янка"]),
    ("uk", "Бої тривають у Новому Комарі та в Балаклійці.", ["Новий Комар", "Балаклійка"]),
    ("uk", "У Малій Локні ворога немає.", ["Мала Локня"]),
    ("uk", "Наступ біля Бердичів, Пісків і Тернів.", ["Бердичі", "Піски", "Терни"]),
    ("uk", "Вибухи в Кривому Розі, у Харкові та Сумах.", ["Кривий Ріг", "Харків", "Суми"]),
    ("uk", "До Харкова під'їхали з Кривого Рогу.", ["Харків", "Кривий Ріг"]),
    ("uk", "Мешканці Сум і Івано-Франківська чули вибухи.", ["Суми", "Івано-Франківськ"]),
    ("uk", "Удар по Ростову-на-Дону.", ["Ростов-на-Дону"]),
    ("uk", "Точаться бої за Су\u0301джу та Куп\u02bcянськ.", ["Суджа", "Куп'янськ"]),
    ("uk", "Ворог просунувся в напрямку Нью-Йорка.", ["Нью-Йорк"]),
    ("uk", "На Курщині, Сумщині й Донбасі тихо.", ["Курщина", "Сумщина", "Донбас"]),
    ("uk", "Удару завдано по Гуєву.", ["Гуево"]),
    ("ru", "Бои идут в Судже и под Курском.", ["Суджа", "Курск"]),
    ("ru", "Из Часова Яра вывезли жителей.", ["Часов Яр"]),
    ("ru", "Армия вошла в Малую Локню и Авдеевку.", ["Малая Локня", "Авдеевка"]),
    ("ru", "Удары пришлись по Великой Новоселке.", ["Великая Новосёлка"]),
    ("ru", "В Ростове-на-Дону и в Крыму учения.", ["Ростов-на-Дону", "Крым"]),
    ("ru", "Село Коренево и сёла Гуево и Малая Локня.", ["Коренево", "Гуево", "Малая Локня"]),
    ("ru", "Бои у Стельмаховки.", ["Стельмахівка"]),
    ("ru", "За Часовым Яром лес, в Часовом Яре пусто.", ["Часов Яр", "Часов Яр"]),
    ("ru", "Колонна ушла из-под Макеевки.", ["Макеевка"]),
    ("uk", "Суджа ще стоїть.", ["Суджа"]),
    ("uk", "Стельмахівка мовчить другий день. Бої тривають біля Стельмахівки.", ["Стельмахівка", "Стельмахівка"]),
    ("uk", "Човни сховано на березі Пісків.", ["Піски"]),
    ("uk", "Десант зайняв Терни.", ["Терни"]),
    ("ru", "Противник обстрелял Макеевку и Авдеевку.", ["Макеевка", "Авдеевка"]),
    ("ru", "Группа форсировала Оскол.", ["Оскол"]),
    ("uk", "Гасло «порятунок Донбасу» забуто.", ["Донбас"]),
    ("uk", "Кораблі над Балтійською затокою мовчать.", ["Балтійська затока"]),
)
ADJECTIVES = (
    ("uk", "У Курській області тихо.", [("Курська область", "literal", "region")]),
    (
        "uk",
        "Донецька, Луганська та Запорізька області.",
        [(f"{name} область", "literal", "region") for name in ("Донецька", "Луганська", "Запорізька")],
    ),
    (
        "ru",
        "В Курской и Белгородской областях эвакуация.",
        [("Курская область", "literal", "region"), ("Белгородская область", "literal", "region")],
    ),
    ("ru", "Жители Сумской обл. уезжают.", [("Сумская область", "literal", "region")]),
    ("uk", "На Покровському напрямку тихо.", [("Покровськ", "literal_mod", "city")]),
    (
        "uk",
        "На Куп'янському та Лиманському напрямках тихо.",
        [("Куп'янськ", "literal_mod", "city"), ("Лиман", "literal_mod", "city")],
    ),
    ("ru", "На Авдеевском направлении тихо.", [("Авдеевка", "literal_mod", "city")]),
    ("ru", "Жители курского приграничья уехали.", [("Курская область", "literal", "region")]),
    ("ru", "Курская операция продолжается.", [("Курская область", "literal_mod", "region")]),
    ("ru", "Дрон упал у Курской АЭС.", [("Курская АЭС", "literal", "facility")]),
    ("uk", "На Запорізькій АЕС знову пожежа.", [("Запорізька АЕС", "literal", "facility")]),
    ("ru", "Глава Суджанского района уехал.", [("Суджа", "literal", "district")]),
    ("uk", "Покровська громада без води.", [("Покровськ", "literal", "district")]),
    ("uk", "Перерізано трасу Т0504.", [("Т0504", "literal", "road")]),
    ("ru", "Бои на авдеевском направлении.", [("Авдеевка", "literal_mod", "city")]),
    (
        "uk",
        "Авдіївка чекає: авдіївський прорив зупинено.",
        [("Авдіївка", "literal", None), ("Авдіївка", "literal_mod", "city")],
    ),
    ("ru", "Глава Покровского округа уехал.", [("Покровск", "literal", "district")]),
    ("uk", "Курська вилазка затяглася.", [("Курська область", "literal_mod", "region")]),
    ("uk", "Наради скликає Куп'янська ОТГ.", [("Куп'янськ", "literal", "district")]),
    ("uk", "На Куп'янщині знову вибухи.", [("Куп'янськ", "literal", "district")]),
    ("ru", "За речкой Оскол тихо.", [("Оскол", "literal", "waterbody")]),
    ("ru", "Переправа через реку Оскол.", [("Оскол", "literal", "waterbody")]),
    ("uk", "Дрони над Чорним морем.", [("Чорне море", "literal", None)]),
    ("ru", "Минские соглашения мертвы.", [("Минск", "embedded", None)]),
    ("uk", "Сумська ОВА мовчить.", [("Суми", "embedded", None)]),
)
# Usage and whether mapped, in order.
GOVERNMENTS = (
    ("ru", "Москва заявила о победе.", [("Москва", False)]),
    ("ru", "В Москве прошло совещание.", [("Москва", True)]),
    ("uk", "Київ вимагає зброї, а у Києві тривога.", [("Київ", False), ("Київ", True)]),
    ("uk", "Вашингтон мовчить.", [("Вашингтон", False)]),
    ("ru", "Украина требует ответа от России.", [("Украина", False), ("Россия", False)]),
    ("ru", "На территории России и в Украине.", [("Россия", True), ("Украина", True)]),
    ("uk", "Війська вторглися в Україну.", [("Україна", True)]),
    ("uk", "В Україні заявили про успіх.", [("Україна", False)]),
    ("uk", "Тоді Захід вагався.", [("Захід", False)]),
    ("uk", "Європа вагається.", [("Європа", False)]),
    ("ru", "Врачи поехали на Украину.", [("Украина", True)]),
    ("uk", "Посол приїде до Києва.", [("Київ", True)]),
    ("ru", "В Киеве пока официально молчат.", [("Киев", False)]),
    (
        "ru",
        "Колонны из Москвы снова едут и движутся; из Москвы вылетел самолёт.",
        [("Москва", False), ("Москва", True)],
    ),
    ("ru", "В Москве обсуждают новую сделку.", [("Москва", False)]),
)
NO_PLACES = (
    ("uk", "Олександр Сирський і генерал Залужний прибули. У Залужного запитали."),
    ("uk", "Президент Зеленський зустрівся з Трампом, а Шевченко промовчав."),
    ("ru", "Генерал Харьковский и Иван Курский промолчали."),
    ("ru", "Из окна видно небо. Под ним рівне поле."),
    ("uk", "Рівне поле і піски навколо. Дружба народів."),
    ("uk", "Лист підписав Володимир Шевченко."),
    ("uk", "Єпископ Володимир та полковник Чернівець мовчали."),
    ("ru", "Святой Владимир молчит, и Лев Толстой молчит. Лев Толстой ушёл."),
    ("uk", "Степан Сумський прибув, за ним Степан Рівне."),
    ("ru", "Подводная лодка Ростов-на-Дону и танкер Саратов. Фрегат Москва ушёл."),
    ("uk", "Металіст Харків зіграв, а Зоря Суми ні. Торпедо Москва теж."),
    ("uk", "Площа Рівне. Проспект Шевченка перекрито, на вул. Шевченка тихо, бульвар Покровськ."),
    ("uk", "На Батьківщині чекають. Харків-2 не допоможе."),
    ("ru", "Снайпер, позывной Курск, промолчал. Успехи на морском направлении."),
    ("uk", "Воює бригада «Харків», полк «Суджа» і газета «Донбас»."),
    ("ru", "Группировка войск «Курск» и крейсер «Москва»."),
)


@pytest.mark.parametrize(("language", "text", "names"), INFLECTED)
def test_an_inflected_name_is_read_back_to_its_nominative(language: str, text: str, names: list[str]) -> None:
    found = names_of(text, language)
    assert [name for name in found if name in names] == names


@pytest.mark.parametrize(("language", "text", "expected"), ADJECTIVES)
def test_an_adjective_means_what_its_noun_makes_of_it(
    language: str, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert [(m.name, m.usage, m.kind_hint) for m in find(text, language)] == expected


@pytest.mark.parametrize(("language", "text", "expected"), GOVERNMENTS)
def test_a_government_is_no_place_unless_the_wording_says_so(
    language: str, text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(m.name, m.mapped) for m in find(text, language)] == expected


RIVERS = (
    ("uk", "Десант переправився човнами через Дніпро.", "річка Дніпро"),
    ("uk", "Правий берег Дніпра під вогнем.", "річка Дніпро"),
    ("uk", "Рівень води в Дніпрі впав.", "річка Дніпро"),
    ("uk", "Понтонний міст через Оскіл знищено.", "Оскіл"),
    ("ru", "Катера шли вниз по Дону.", "река Дон"),
    ("ru", "Рота форсировала Днепр ночью.", "река Днепр"),
    ("ru", "В устье Дона ледоход.", "река Дон"),
    ("ru", "За рекой Днепр тихо.", "река Днепр"),
)


@pytest.mark.parametrize(("language", "text", "river"), RIVERS)
def test_a_word_of_rivers_makes_the_name_a_river_and_not_the_town(language: str, text: str, river: str) -> None:
    assert [(m.name, m.kind_hint) for m in find(text, language)] == [(river, "waterbody")]


def test_a_town_on_a_river_of_its_name_stays_a_town() -> None:
    assert [(m.name, m.kind_hint) for m in find("Удар по Дніпру, міст у Дніпрі закрито.", "uk")] == [
        ("Дніпро", None)
    ] * 2


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Под Курском пропал боец 7-й бригады.", "Курск"),
        ("uk", "На вулицях Харкова тихо.", "Харків"),
        ("uk", "Слава Україні! У місті Володимир тихо.", "Володимир"),
    ],
)
def test_words_of_units_streets_and_people_nearby_leave_a_place_its_own(language: str, text: str, name: str) -> None:
    assert names_of(text, language) == [name]


def test_glory_to_a_country_makes_its_name_no_surname() -> None:
    assert [m.name for m in find("Слава Україні! Лікарі повернулися в Україну.", "uk") if m.mapped] == ["Україна"]


@pytest.mark.parametrize(("language", "text"), NO_PLACES)
def test_people_units_papers_and_common_words_are_not_mapped(language: str, text: str) -> None:
    assert names_of(text, language) == []


def test_an_unknown_name_behind_a_word_for_settlements_is_a_mention_for_the_gazetteer_to_miss() -> None:
    found = find("Обстріляно села Невідомівка, Чужинське та н.п. Нікудине; поблизу Безіменного тихо.", "uk")
    assert [m.name for m in found] == ["Невідомівка", "Чужинське", "Нікудине", "Безіменне"]
    assert {(m.mapped, m.kind_hint, m.reason) for m in found} == {(True, "city", "a settlement by its wording")}


def test_a_year_and_a_length_are_no_words_for_settlements() -> None:
    assert names_of("У 2024 р. Сталося лихо, мури по 5 м. Нікудине далеко.", "uk") == []


UKRAINIAN_NEWS = """Київ, 14 серпня. Головнокомандувач Олександр Сирський доповів Володимиру Зеленському про становище на Курщині.
Українські війська просунулися в районі Суджі й узяли під контроль Гуєво та Малу Локню. «Ми тримаємо позиції під Коренево», — сказав Сирський.
Москва заявила, що атаку відбито, але з Глушківського району вивезли людей, а губернатор Курської області визнав втрату сіл. Росія перекидає резерви
з Донбасу. Батальйон «Донбас» воює біля Часового Яру. Тим часом Вашингтон мовчить, а Захід вагається."""
RUSSIAN_COLUMN = """Шестого августа ВСУ вошли в Курскую область. Бои шли в Судже, а в Коренево рвались снаряды; противник рвётся к Курской АЭС.
Зачем это Киеву? Зеленский, видимо, хочет обменять Суджу. На Донбассе взят Нью-Йорк, на очереди Торецк. В ДНР тихо. Россия и Украина далеки от мира,
в России это понимают. Минские соглашения мертвы, крейсер «Москва» затонул."""
UKRAINIAN_REPORT = """На Куп'янському напрямку ворог атакував поблизу Стельмахівки та в бік Дворічної.
На Покровському напрямку, в районах населених пунктів Бердичі, Дружба і Терни, відбито сім штурмів. Під Торецьком тривають бої, у Роботиному тихо."""
ARTICLES = (
    (
        "uk",
        UKRAINIAN_NEWS,
        "Курщина|Суджа|Гуево|Мала Локня|Коренево|Глушково|Курська область|Донбас|Часів Яр",
        "Київ|Москва|Росія|Донбас|Вашингтон|Захід",
    ),
    (
        "ru",
        RUSSIAN_COLUMN,
        "Курская область|Суджа|Коренево|Курская АЭС|Суджа|Донбасс|Нью-Йорк|Торецк|ДНР|Россия",
        "Киев|Россия|Украина|Минск|Москва",
    ),
    (
        "uk",
        UKRAINIAN_REPORT,
        "Куп'янськ|Стельмахівка|Дворічна|Покровськ|Бердичі|Дружба|Терни|Торецьк|Роботине",
        "",
    ),
)


@pytest.mark.parametrize(("language", "text", "mapped", "unmapped"), ARTICLES)
def test_a_whole_article_gives_its_places_and_what_only_sounds_like_them(
    language: str, text: str, mapped: str, unmapped: str
) -> None:
    found = find(text, language)
    assert "|".join(m.name for m in found if m.mapped) == mapped
    assert "|".join(m.name for m in found if not m.mapped) == unmapped


def test_names_of_several_words_decline_in_agreement() -> None:
    names = {reading.name for reading in readings(["Червоного", "Лиману"], "uk")}
    assert "Червоний Лиман" in names
    assert "Червона Лиману" not in names


def test_endings_give_back_names_that_no_dictionary_has() -> None:
    assert {"незнаївка"} <= {form.base for form in forms_by_ending("незнаївці", "uk")}
    assert {"незнаево"} <= {form.base for form in forms_by_ending("незнаеву", "ru")}


def test_a_name_is_spelled_anew_in_the_other_language() -> None:
    assert "Дмитрівка" in set(respelled("Дмитровка", "ru"))
    assert "Плёхово".replace("ё", "е") in set(respelled("Плєхово", "uk"))


def test_a_compound_adjective_gives_back_two_words() -> None:
    assert "Велика Новосілка" in set(towns_of("Великоновосілківськ", "uk"))


@given(st.text(alphabet=st.characters(codec=None), max_size=80), st.sampled_from(["uk", "ru"]))
@example("\ud800Суджа\u202eКиїв н.п. «Х", "uk")
@example("р.", "ru")
@example("с. \x00А'Б-В на", "uk")
@settings(max_examples=150)
def test_no_text_raises_and_every_mention_slices_back(noise: str, language: str) -> None:
    text = f"У Судж{noise}і та {noise}Курській {noise}області, с. {noise} Київ"
    for number, mention in enumerate(find(text, language), start=1):
        assert text[mention.start : mention.end] == mention.text
        assert mention.id == f"m{number}"


def test_time_grows_with_the_length_and_no_faster() -> None:
    def seconds(text: str) -> float:
        return processor_seconds(lambda: find(text, "uk"))

    seconds(UKRAINIAN_NEWS)
    assert seconds(UKRAINIAN_NEWS * 80) < 24 * max(seconds(UKRAINIAN_NEWS * 10), 0.02)


@pytest.mark.parametrize("text", ["Ж" * 5_000_000, "а'" * 100_000, "Київ-" * 10_000, "«" * 200_000, "в " * 50_000])
def test_a_monstrous_text_is_read_in_a_few_seconds(text: str) -> None:
    assert processor_seconds(lambda: find(text, "uk")) < 10
