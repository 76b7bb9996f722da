"""The language of a text: three are told, all others are None."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.language import LANGUAGES, READ_CHARS, detect_language, slavic_language

TEXTS = (
    ("Russian forces entered the town after heavy fighting, officials said.", "en"),
    ("Russian troops advanced near Pokrovsk.", "en"),
    ("Сили оборони відійшли з міста.", "uk"),
    ("Росіяни захопили Роботине", "uk"),
    ("Покровськ, Торецьк, Суджа, Часів Яр", "uk"),
    ("Сьогодні, 5 вересня, на Покровському напрямку тривають бої.", "uk"),
    ("Войска вошли в Суджу, сообщили власти.", "ru"),
    ("Бои за Часов Яр продолжаются", "ru"),
    ("Глава региона сообщил о ночной атаке беспилотников", "ru"),
    ("Руските сили навлязоха в града след тежки боеве, съобщиха властите, като добавиха че това не е краят.", None),
    ("Расійскія войскі ўвайшлі ў горад пасля цяжкіх баёў, паведамілі ўлады.", None),
    ("Руске снаге су ушле у град после тешких борби, саопштиле су власти које су то потврдиле.", None),
    ("Ruske snage su ušle u grad nakon teških borbi, saopštile su vlasti koje su to potvrdile.", None),
    ("Wojska rosyjskie weszły do miasta po ciężkich walkach, podały władze.", None),
    ("Russische Truppen sind nach schweren Kämpfen in die Stadt eingedrungen, teilten die Behörden mit.", None),
    ("De Russische troepen zijn de stad binnengevallen na zware gevechten, dat meldde het leger.", None),
    ("Les forces russes sont entrées dans la ville après de violents combats.", None),
    ("Las fuerzas rusas entraron en la ciudad tras intensos combates.", None),
    ("Ресей әскері қалаға кірді, деп хабарлады билік өкілдері.", None),
    ("ЗСУ обстріляли склад.", "uk"),
    ("Миколаїв", "uk"),
    ("У Херсоні тихо.", "uk"),
    ("ВСУ заняли Торецк.", "ru"),
    ("В Луганске бои.", "ru"),
    ("Оре\u0301хов обстреляли", "ru"),
    ("Боеве в Луганск.", None),
    ("Нови удари срещу Одеса", None),
    ("Борбе у Донбасу", None),
    ("Удар па Кіеву", None),
    ("Выбухі ў Харкаве", None),
    ("Суджа", None),
    ("12345 !!!", None),
    ("", None),
)
MIXED = (
    ("The army has not commented on the talks. «Мы не отступим», he said, and the war will go on for years.", "en"),
    ("Путин заявил, что «we will not stop», и добавил, что войска продолжат наступление.", "ru"),
    ("Генерал сказал: «Ми тримаємо оборону». После этого войска отошли, и город был потерян.", "ru"),
    ("Речник повідомив: «Мы продолжаем», але ворог уже відступив від міста, і бої вщухли.", "uk"),
)


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_text_has_the_language_its_words_and_letters_say(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(("text", "language"), MIXED)
def test_a_quotation_does_not_outvote_the_text_around_it(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ізюм, Бахмут", "uk"),
        ("Сумы, Бахмут", "ru"),
        ("Токмак", "uk"),
        ("", "uk"),
        ("Слов'янськ", "uk"),
        ("Бо\u0301и под Токмаком", "ru"),
    ],
)
def test_a_cyrillic_text_is_always_read_as_one_of_the_two(text: str, language: str) -> None:
    assert slavic_language(text) == language


@given(st.text())
def test_any_text_has_one_of_the_languages_or_none(text: str) -> None:
    assert detect_language(text) in {*LANGUAGES, None}


def test_no_more_than_the_beginning_is_read() -> None:
    beginning = "Сили оборони відійшли з міста. " * (READ_CHARS // 30)
    assert detect_language(beginning + "and the of to " * 100_000) == "uk"


def test_a_word_of_five_million_letters_takes_no_time() -> None:
    began = time.process_time()
    assert detect_language("Ж" * 5_000_000) is None
    assert time.process_time() - began < 1
