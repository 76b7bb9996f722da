"""Kinds of sentences whose claims once had a wrong place, day, side or verdict: what is read of each, and what is said of it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import geo
from geo.records import Claim, Reading

DAY = date(2025, 4, 28)


@cache
def read(text: str, language: str = "en", day: date = DAY) -> Reading:
    return geo.run([geo.Article(text=text, source="told.txt", language=language, published=day)]).articles[0]


def claim_with(words: str, text: str, language: str = "en", day: date = DAY) -> Claim:
    return next(claim for claim in read(text, language, day).claims if words in claim.quote)


def places(claim: Claim, reading: Reading) -> list[str]:
    names = {r.mention.id: r.place.name for r in reading.resolutions if r.place is not None}
    return [names[ref.ref] for ref in claim.where if ref.ref in names]


def days(claim: Claim) -> tuple[date | None, date | None]:
    assert claim.when is not None
    return claim.when.from_day, claim.when.to_day


# language, text, words of the claim, its places, likeliest first
WHERE = (
    (
        "en",
        "Russian troops entered Selydove in October. The town had defences, and its fall surprised officers in Kyiv.",
        "its fall",
        ["Selydove"],
    ),
    (
        "en",
        "Ukrainian troops hold Sudzha. Russian forces captured Qwertove on Friday.",
        "captured Qwertove",
        [],
    ),
    (
        "en",
        "Ukraine holds Toretsk. In March Russian troops advanced 300 square kilometres, a group reported. Brigades came from the "
        "Kherson region.",
        "300 square kilometres",
        [],
    ),
    (
        "en",
        "Ukraine took part of the Kursk region. Its troops lost some 400 square kilometres of that by winter.",
        "400 square kilometres",
        ["Kursk Oblast"],
    ),
    (
        "en",
        "Marines landed in Krynky, a village in Kherson Oblast. Kyiv said that its forces had gained a foothold there.",
        "foothold there",
        ["Krynky"],
    ),
    (
        "en",
        "Troops left Snake Island on Thursday. The rock, 35 km from the mouth of the Danube, had been in Russian hands since May.",
        "in Russian hands",
        ["Snake Island"],
    ),
    (
        "en",
        "Ukrainian missiles hit Sevastopol on Friday. The attack followed strikes on a dock on 3 April, and a raid on a post near "
        "Yevpatoriya.",
        "strikes on a dock",
        ["Sevastopol"],
    ),
    (
        "en",
        "Russia opened a front in the Kharkiv region. A bomb hit a block of flats in Kharkiv on Sunday, killing two people.",
        "block of flats",
        ["Kharkiv"],
    ),
    (
        "uk",
        "Росія обстрілює Запорізьку область. Уночі російські дрони атакували Запоріжжя.",
        "атакували Запоріжжя",
        ["Zaporizhzhya"],
    ),
    (
        "uk",
        "У Попасній, яку росіяни взяли в березні, вони збирають війська для наступу на Бахмут.",
        "яку росіяни взяли",
        ["Popasna"],
    ),
    (
        "ru",
        "Под Торецком бои. Взяты Курахово и Селидово, армия идёт на Покровск и Мирноград. Суджу войска освободили 13 марта.",
        "освободили 13 марта",
        ["Sudzha"],
    ),
    ("uk", "Бої тривають. Росія контролює 18 % України, підрахували в Інституті оглядачів.", "18 %", ["Ukraine"]),
)


@pytest.mark.parametrize(("language", "text", "words", "expected"), WHERE)
def test_a_claim_plays_where_it_is_told_to(language: str, text: str, words: str, expected: list[str]) -> None:
    claim = claim_with(words, text, language)
    assert places(claim, read(text, language)) == expected


# language, text, words of the claim, first and last day, anchor
WHEN = (
    (
        "en",
        "Ukrainian forces crossed into Russia on 6 August 2024 and captured Sudzha.",
        "captured Sudzha",
        (date(2024, 8, 6), DAY),
        "narrative",
    ),
    (
        "uk",
        "Українські війська перетнули кордон 6 серпня 2024 року і за тиждень узяли Суджу.",
        "узяли Суджу",
        (date(2024, 8, 6), date(2024, 8, 13)),
        "narrative",
    ),
    (
        "ru",
        "Войска вошли в Курскую область 6 августа 2024 года, а к концу месяца ВСУ контролировали Суджу.",
        "контролировали Суджу",
        (date(2024, 8, 21), date(2024, 8, 31)),
        "narrative",
    ),
    (
        "ru",
        "Минобороны России сообщило 7 апреля о взятии Торецка.",
        "взятии Торецка",
        (date(2025, 4, 7), date(2025, 4, 7)),
        "narrative",
    ),
    (
        "en",
        "In March Russian troops took Toretsk, a website reported on Monday.",
        "took Toretsk",
        (date(2025, 3, 1), date(2025, 3, 31)),
        "article_date",
    ),
    (
        "en",
        "Russian forces took Vuhledar on 1 October; Ukraine holds Pokrovsk.",
        "holds Pokrovsk",
        (DAY, DAY),
        "article_date",
    ),
    (
        "en",
        "Ukrainian troops have freed 30 square kilometres near Robotyne since the offensive began in March.",
        "30 square kilometres",
        (date(2025, 3, 1), DAY),
        "article_date",
    ),
    (
        "en",
        "Ukraine will not retake Oleshky before the end of the year.",
        "Oleshky",
        (DAY, date(2025, 12, 31)),
        "article_date",
    ),
    (
        "uk",
        "Росіяни захопили Бердянськ 27 лютого, Мелітополь — 1 березня. Київ планує їх повернути.",
        "Мелітополь",
        (date(2025, 3, 1), date(2025, 3, 1)),
        "narrative",
    ),
    (
        "en",
        "Ukraine holds Pokrovsk. If Russia moves its troops, Pokrovsk could be attacked from two sides in the summer.",
        "could be attacked",
        (date(2025, 6, 1), date(2025, 8, 31)),
        "article_date",
    ),
    (
        "en",
        "Russian troops are near Myrnohrad. Analysts predicted in September 2024 that Pokrovsk would fall within weeks.",
        "would fall",
        (date(2024, 9, 1), date(2024, 9, 30)),
        "narrative",
    ),
    (
        "uk",
        "Сили оборони відійшли з Успенівки й Рівнопілля на Запоріжжі, повідомив 11 квітня речник Південних сил.",
        "відійшли",
        (date(2025, 4, 11), date(2025, 4, 11)),
        "narrative",
    ),
)


@pytest.mark.parametrize(("language", "text", "words", "expected", "anchor"), WHEN)
def test_a_date_belongs_to_its_own_verb(
    language: str, text: str, words: str, expected: tuple[date | None, date | None], anchor: str
) -> None:
    claim = claim_with(words, text, language)
    assert days(claim) == expected
    assert claim.when is not None
    assert claim.when.anchor == anchor


def test_who_holds_a_share_of_ukraine_is_not_ukraine() -> None:
    claim = claim_with("18 %", "Росія контролює 18 % України.", "uk")
    assert {actor.side for actor in claim.actors if actor.role == "agent"} == {"RU"}


def test_who_is_named_behind_a_fall_took_nothing() -> None:
    claim = claim_with("fell", "Selydove fell sooner than generals in Kyiv had thought.")
    assert [actor.side for actor in claim.actors] == ["RU"]


def test_a_town_that_changes_hands_is_taken_by_nobody() -> None:
    claim = claim_with("changed hands", "Russian troops hold Kurakhove; Toretsk has changed hands several times.")
    assert (claim.mode, claim.actors) == ("shift", ())


def test_each_share_is_of_the_region_behind_it() -> None:
    text = "Russia now holds a fifth of Ukraine and 60 percent of the Donetsk region."
    first, second = read(text).claims
    assert [places(one, read(text)) for one in (first, second)] == [["Ukraine"], ["Donetsk Oblast"]]
    assert days(first) == days(second) == (DAY, DAY)
    told = {one.claim: one.sentence for one in read(text).findings}
    assert "603,550" in told[first.id]
    assert "26,600" in told[second.id]


def test_no_more_than_denies_nothing() -> None:
    claim = claim_with("no more than", "Ukraine held no more than 15 square kilometres near Krynky.")
    assert claim.polarity == "+"


def test_the_last_of_what_was_taken_tells_nothing() -> None:
    claim = claim_with("взяты", "На севере взяты Басовка, Журавка и Новенькое, сообщил генерал Петренко.", "ru")
    assert [speaker.name for speaker in claim.sources[1:]] == ["Петренко"]


def test_who_goes_into_a_country_is_not_that_country() -> None:
    claim = claim_with("captured", "Ukrainian forces crossed into Russia on 6 August 2024 and captured Sudzha.")
    assert [actor.side for actor in claim.actors] == ["UA"]


def test_what_kyiv_counts_is_all_that_kyiv_says() -> None:
    text = "ВСУ заняли Суджу 14 августа, а к сентябрю контролировали, по данным Киева, около 1300 кв. км."
    claim = claim_with("заняли Суджу", text, "ru")
    assert claim.stance == "asserted"


PREDICTIONS = (
    ("uk", "Росіяни біля Гуляйполя. Експерти прогнозують, що Гуляйполе впаде до кінця року.", "Експерти"),
    ("ru", "Бои у Покровска и Мирнограда. Военкоры ждут, что Мирноград падёт до конца лета.", "Военкоры"),
)


@pytest.mark.parametrize(("language", "text", "who"), PREDICTIONS)
def test_predictions_name_who_predicts_and_a_horizon(language: str, text: str, who: str) -> None:
    claim = read(text, language).claims[-1]
    assert (claim.stance, claim.mode, claim.sources[-1].name) == ("predicted", "capture", who)
    first, last = days(claim)
    assert first == DAY
    assert last is not None
    assert last > DAY


def test_a_language_that_is_not_read_is_told() -> None:
    text = "Selon le ministère, les forces russes ont pris le village après de longs combats dans la région. " * 4
    with pytest.warns(geo.ArticleWarning, match="read"):
        geo.run([geo.Article(text=text, source="fr.txt", published=DAY)])
