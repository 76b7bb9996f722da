"""Time expressions in Ukrainian and Russian, for an article published on Tuesday 17 September 2024; and annotated texts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import find_times
from tests.clock import processor_seconds
from tests.times import NAMES, read_annotated, score_text

PUBLISHED = date(2024, 9, 17)

# language, sentence, words, first day, last day
ONE = [
    ("uk", "Міст упав 6 серпня.", "6 серпня", "2024-08-06", "2024-08-06"),
    ("uk", "Бої точилися 10–12 вересня.", "10–12 вересня", "2024-09-10", "2024-09-12"),
    ("uk", "Дощ ішов з 3 до 5 травня 2023 року.", "3 до 5 травня 2023 року", "2023-05-03", "2023-05-05"),
    ("uk", "Село взяли першого вересня.", "першого вересня", "2024-09-01", "2024-09-01"),
    ("uk", "Це було 24 лютого 2022 р. на світанку.", "24 лютого 2022 р.", "2022-02-24", "2022-02-24"),
    ("uk", "У лютому річка замерзла.", "лютому", "2024-02-01", "2024-02-29"),
    ("uk", "У вересні 2023-го вони пішли.", "вересні 2023-го", "2023-09-01", "2023-09-30"),
    ("uk", "У вересні минулого року вони пішли.", "вересні минулого року", "2023-09-01", "2023-09-30"),
    ("uk", "Торік у жовтні вони пішли.", "Торік у жовтні", "2023-10-01", "2023-10-31"),
    ("uk", "Торішній серпень був спекотний.", "Торішній серпень", "2023-08-01", "2023-08-31"),
    ("uk", "Наприкінці серпня похолодало.", "Наприкінці серпня", "2024-08-21", "2024-08-31"),
    ("uk", "Минулого тижня йшов дощ.", "Минулого тижня", "2024-09-09", "2024-09-15"),
    ("uk", "На минулому тижні йшов дощ.", "минулому тижні", "2024-09-09", "2024-09-15"),
    ("uk", "Минулої доби було тихо.", "Минулої доби", "2024-09-16", "2024-09-16"),
    ("uk", "За минулу добу було тихо.", "минулу добу", "2024-09-16", "2024-09-16"),
    ("uk", "Упродовж доби було тихо.", "Упродовж доби", "2024-09-16", "2024-09-17"),
    ("uk", "В минулу п'ятницю він приїхав.", "минулу п'ятницю", "2024-09-13", "2024-09-13"),
    ("uk", "У п’ятницю вранці він приїхав.", "п’ятницю вранці", "2024-09-13", "2024-09-13"),
    ("uk", "Кажуть, міст упаде до Нового року.", "Нового року", "2025-01-01", "2025-01-01"),
    ("ru", "Мост возьмут к Новому году.", "Новому году", "2025-01-01", "2025-01-01"),
    ("uk", "Уночі 6 серпня гриміло.", "Уночі 6 серпня", "2024-08-06", "2024-08-06"),
    ("uk", "Кажуть, міст упаде до кінця жовтня.", "кінця жовтня", "2024-10-21", "2024-10-31"),
    ("uk", "Рада збереться, засідання відбудеться у пʼятницю.", "пʼятницю", "2024-09-20", "2024-09-20"),
    ("uk", "Дах зірвало позавчора.", "позавчора", "2024-09-15", "2024-09-15"),
    ("uk", "Торік було гірше.", "Торік", "2023-01-01", "2023-12-31"),
    ("uk", "З початку року ціни впали.", "початку року", "2024-01-01", "2024-01-31"),
    ("uk", "Три дні тому стріляли.", "Три дні тому", "2024-09-14", "2024-09-14"),
    ("uk", "Півроку тому стріляли.", "Півроку тому", "2024-03-17", "2024-03-17"),
    ("uk", "За останні три дні стихло.", "останні три дні", "2024-09-14", "2024-09-17"),
    ("uk", "Восени 2022 року фронт рушив.", "Восени 2022 року", "2022-09-01", "2022-11-30"),
    ("uk", "У ІІІ кварталі 2023 року випуск зріс.", "ІІІ кварталі 2023 року", "2023-07-01", "2023-09-30"),
    ("uk", "У першій половині 2025 року буде легше.", "першій половині 2025 року", "2025-01-01", "2025-06-30"),
    ("uk", "У ніч проти 6 серпня гриміло.", "ніч проти 6 серпня", "2024-08-05", "2024-08-06"),
    ("uk", "Станом на 10.09 дамба ціла.", "10.09", "2024-09-10", "2024-09-10"),
    ("uk", "Станом на 16:00 дамба ціла.", "Станом на 16:00", "2024-09-17", "2024-09-17"),
    ("uk", "Серпневий наступ захлинувся.", "Серпневий", "2024-08-01", "2024-08-31"),
    ("ru", "Мост рухнул 6 августа.", "6 августа", "2024-08-06", "2024-08-06"),
    ("ru", "Дождь шёл с 3 по 5 мая.", "3 по 5 мая", "2024-05-03", "2024-05-05"),
    ("ru", "Это было 6 августа 2023 г., на рассвете.", "6 августа 2023 г.", "2023-08-06", "2023-08-06"),
    ("ru", "В ночь на 6 августа гремело.", "ночь на 6 августа", "2024-08-05", "2024-08-06"),
    ("ru", "В ночь с 31 июля на 1 августа гремело.", "ночь с 31 июля на 1 августа", "2024-07-31", "2024-08-01"),
    ("ru", "В ночь на воскресенье гремело.", "ночь на воскресенье", "2024-09-14", "2024-09-15"),
    ("ru", "В среду, 11 сентября, он приехал.", "среду, 11 сентября", "2024-09-11", "2024-09-11"),
    ("ru", "В мае прошлого года он приехал.", "мае прошлого года", "2023-05-01", "2023-05-31"),
    ("ru", "В августе 2023 года он приехал.", "августе 2023 года", "2023-08-01", "2023-08-31"),
    ("ru", "За последние сутки стихло.", "последние сутки", "2024-09-16", "2024-09-17"),
    ("ru", "За последние 24 часа стихло.", "последние 24 часа", "2024-09-16", "2024-09-17"),
    ("ru", "На прошлой неделе стихло.", "прошлой неделе", "2024-09-09", "2024-09-15"),
    ("ru", "Более месяца назад стихло.", "Более месяца назад", "2024-07-17", "2024-08-17"),
    ("ru", "Полтора года назад стихло.", "Полтора года назад", "2023-03-17", "2023-03-17"),
    ("ru", "Летом прошлого года стихло.", "Летом прошлого года", "2023-06-01", "2023-08-31"),
    ("ru", "Прошлым летом стихло.", "Прошлым летом", "2024-06-01", "2024-08-31"),
    ("ru", "В четвёртом квартале 2023 года стихло.", "четвёртом квартале 2023 года", "2023-10-01", "2023-12-31"),
    ("ru", "В конце сентября начнутся дожди.", "конце сентября", "2024-09-21", "2024-09-30"),
    ("ru", "Склад строили до октября.", "октября", "2023-10-01", "2023-10-31"),
    ("ru", "Склад закроется, работы продлятся до октября.", "октября", "2024-10-01", "2024-10-31"),
    ("ru", "В 2014–2015 годах стихло.", "2014–2015 годах", "2014-01-01", "2015-12-31"),
    ("ru", "В 1990-х годах завод стоял.", "1990-х годах", "1990-01-01", "1999-12-31"),
    ("ru", "Накануне в посёлке стреляли.", "Накануне", "2024-09-16", "2024-09-16"),
    ("ru", "Обновлено 14:30 06.08.2024.", "14:30 06.08.2024", "2024-08-06", "2024-08-06"),
    ("ru", "Совещание пройдёт в понедельник.", "понедельник", "2024-09-23", "2024-09-23"),
]
KNOWN_MISSES = [
    ("ru", "Двенадцатого он уехал.", "Двенадцатого", "2024-09-12", "2024-09-12"),
    ("ru", "Угледар пал год с лишним назад.", "год с лишним назад", "2023-01-01", "2023-09-17"),
]
NONE = [
    ("uk", "Лютий мороз і люті бої виснажили всіх; тому говорити рано."),
    ("uk", "Збили Су-34, підбили Т-72 і 2С1; траса Н-07, рахунок 2:1, ціна 2024 грн."),
    ("uk", "Бригада втратила 2024 бійців, 2023 км дроту, 1 284 дрони."),
    ("uk", "Йому 30 років, 1990 року народження; позивний Лютий."),
    ("ru", "В среде военных говорят, что Марта и капитан Август ждут."),
    ("ru", "Накануне саммита главы правительств торг шёл о цене Т-90 и шахте № 2."),
    ("ru", "Минск-2, М-30, САУ 2С3 и Х-101 стоят 2000 рублей; счёт 2:1."),
    ("ru", "Улица Октябрьская и город Первомайский."),
]
LENGTHS = [
    ("uk", "Облога тривала майже рік.", "майже рік"),
    ("uk", "Оголосили 30-денне перемир'я.", "30-денне"),
    ("uk", "За тиждень вони пройшли 5 км.", "тиждень"),
    ("uk", "Атакують третій день поспіль.", "третій день поспіль"),
    ("ru", "Ушло девять месяцев.", "девять месяцев"),
    ("ru", "В течение двух недель было тихо.", "двух недель"),
    ("ru", "Двухнедельная пауза кончилась.", "Двухнедельная"),
    ("ru", "Разговор длился полтора часа.", "полтора часа"),
]
# Read with annotations at hand since; first readings were lower.
LEAST_RECALL, LEAST_RIGHT, MOST_FALSE = 0.97, 0.97, 0


def dated(language: str, sentence: str) -> list[tuple[str, str, str]]:
    found = find_times(sentence, published=PUBLISHED, language=language)
    return [(span.text, str(span.from_day), str(span.to_day)) for span in found]


@pytest.mark.parametrize(("language", "sentence", "words", "first", "last"), ONE, ids=[row[2] for row in ONE])
def test_a_slavic_time_expression_means_these_days(
    language: str, sentence: str, words: str, first: str, last: str
) -> None:
    assert dated(language, sentence) == [(words, first, last)]


@pytest.mark.parametrize(("language", "sentence", "words", "first", "last"), KNOWN_MISSES)
@pytest.mark.xfail(strict=True, reason="a day without its month, and lengths with a rest, are not read")
def test_a_slavic_time_expression_not_yet_read(language: str, sentence: str, words: str, first: str, last: str) -> None:
    assert dated(language, sentence) == [(words, first, last)]


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_slavic_words_that_only_look_like_times_are_left_alone(language: str, sentence: str) -> None:
    assert dated(language, sentence) == []


@pytest.mark.parametrize(("language", "sentence", "words"), LENGTHS)
def test_a_slavic_length_of_time_has_no_days(language: str, sentence: str, words: str) -> None:
    (span,) = find_times(sentence, published=PUBLISHED, language=language)
    assert (span.text, span.duration, span.from_day) == (words, True, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Наприкінці січня 2015 року палав склад. Угоду підписали 11–12 лютого."),
        ("ru", "В конце января 2015 года горел склад. Договор подписали 11–12 февраля."),
    ],
)
def test_a_slavic_day_without_a_year_takes_the_year_of_the_story(language: str, text: str) -> None:
    _, span = find_times(text, published=PUBLISHED, language=language)
    assert (str(span.from_day), str(span.to_day), span.anchor) == ("2015-02-11", "2015-02-12", "narrative")


def test_the_day_before_and_after_count_from_the_day_told_of() -> None:
    assert dated("ru", "3 мая 2016 года горел склад. Днём ранее там стреляли.")[1][1] == "2016-05-02"
    assert dated("uk", "3 травня 2016 року горів склад. Через тиждень його закрили.")[1][1] == "2016-05-10"


def test_without_a_language_only_english_and_figures_are_read() -> None:
    text = "6 августа, 7 серпня, 8 August 2024, 09.08.2024"
    assert [span.text for span in find_times(text)] == ["8 August 2024", "09.08.2024"]


def test_without_a_publication_day_slavic_relative_words_stay_open() -> None:
    found = find_times("Торік, минулого тижня, у п'ятницю, 6 серпня.", language="uk")
    assert [span.from_day for span in found] == [None] * 3


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_case_of_every_month_is_read(language: str) -> None:
    months = {
        "uk": "січень січня січню січнем січні березень березня березні липень липня липнем грудень грудня грудні",
        "ru": "январь января январе февралём марта марте маем июня июле августом сентябре октябрём ноябрь декабря",
    }
    for word in months[language].split():
        assert [words for words, _, _ in dated(language, f"Від в {word} 2023.")] == [f"{word} 2023"]


@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_an_annotated_text_stand_on_whole_words(name: str) -> None:
    read = read_annotated(name)
    assert len(read.wanted) >= 15
    assert "{" not in read.text
    assert all(read.text[want.start : want.end].strip() for want in read.wanted)


def test_the_annotated_texts_are_read_as_well_as_told() -> None:
    counts = sum((score_text(name)[0] for name in NAMES), Counter[str]())
    assert counts["found"] >= LEAST_RECALL * counts["wanted"]
    assert counts["right"] >= LEAST_RIGHT * counts["dated"]
    assert counts["false"] <= MOST_FALSE


PIECES = st.sampled_from(
    "6 31 августа серпня лютого 2024 1999 минулого прошлой этой неделе року года назад тому ніч на ночь с по до п'ятницю среду ' , . - – \n "
    "понад почти пів полгода кілька три перший квартал літом восени 1990-х скоро буде сказал (2014) 06.08.2024 10.09 16:00 числа поспіль İ ё".split(
        " "
    )
)


@given(
    st.lists(PIECES, max_size=40),
    st.sampled_from([None, PUBLISHED, date.min, date.max]),
    st.sampled_from(["uk", "ru", "en"]),
)
def test_any_slavic_words_on_any_day_give_verbatim_spans(
    pieces: list[str], published: date | None, language: str
) -> None:
    text = " ".join(pieces)
    spans = find_times(text, published=published, language=language)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.from_day <= span.to_day for span in spans if span.from_day and span.to_day)


@pytest.mark.parametrize(
    ("language", "piece"),
    [("ru", "августа "), ("uk", "п'"), ("ru", "2024 "), ("uk", "ніч на "), ("ru", "почти "), ("en", "August 1 ")],
)
def test_slavic_reading_time_grows_with_the_text_and_no_faster(language: str, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        return processor_seconds(lambda: find_times(text, published=PUBLISHED, language=language))

    seconds(1000)
    small = seconds(20_000)
    assert small < 0.4
    assert seconds(80_000) < max(0.5, 10 * small)
