"""Names that reports of the war leave bare, in sentences of our own, read with the shipped gazetteer."""

from __future__ import annotations

import pytest

import geo
from geo.errors import GazetteerError
from geo.gazetteer import open_gazetteer
from geo.locating import place_of
from geo.mentions import find_mentions
from geo.places import resolve_places
from geo.records import Article, Resolution

DONETSK, KHARKIV, ZAPORIZHZHIA = "Donetsk Oblast", "Kharkiv Oblast", "Zaporizhzhia Oblast"


def read(text: str) -> dict[str, Resolution]:
    """Return what each name of a text means, by the name as written."""
    article, gazetteer = Article(text=text), open_gazetteer()
    resolved = resolve_places(article, find_mentions(article, gazetteer), gazetteer)
    return {one.mention.text: one for one in resolved}


# text, name in it, division and kind of the place it means
PLACED = (
    ("Russian troops took control of Huliaipole before dawn.", "Huliaipole", ZAPORIZHZHIA, "city"),
    ("Russian units now have full control of Siversk.", "Siversk", DONETSK, "city"),
    ("Ukrainian troops are still in control of Huliaipole.", "Huliaipole", ZAPORIZHZHIA, "city"),
    ("Russian forces seized control of Lyman in spring.", "Lyman", DONETSK, "city"),
    ("Lyman is under Ukrainian control, a soldier wrote.", "Lyman", DONETSK, "city"),
    ("Sloviansk has not fallen.", "Sloviansk", DONETSK, "city"),
    ("Kupiansk has not fallen.", "Kupiansk", KHARKIV, "city"),
    ("Bakhmut has yet to fall.", "Bakhmut", DONETSK, "city"),
    ("Pokrovsk has not fallen.", "Pokrovsk", DONETSK, "city"),
    ("Orikhiv was never captured.", "Orikhiv", ZAPORIZHZHIA, "city"),
    ("Neither Kramatorsk nor Sloviansk was shelled that week.", "Kramatorsk", DONETSK, "city"),
    ("Neither Kramatorsk nor Sloviansk was shelled that week.", "Sloviansk", DONETSK, "city"),
    ("Besides Kupiansk, Russian troops attacked Vovchansk.", "Kupiansk", KHARKIV, "city"),
    ("Following Avdiivka, Russian troops took Selydove.", "Avdiivka", DONETSK, "city"),
    ("Huliaipole is contested.", "Huliaipole", ZAPORIZHZHIA, "city"),
    ("Ukraine denied that Russia had gained control over Pokrovsk.", "Pokrovsk", DONETSK, "city"),
    ("Уламки впали на порт Новоросійська.", "Новоросійська", "Krasnodar Krai", "city"),
    ("Вночі безпілотники влучили в нафтобазу у Новоросійську.", "Новоросійську", "Krasnodar Krai", "city"),
    ("Українські війська вдарили ракетами по порту в Новоросійську.", "Новоросійську", "Krasnodar Krai", "city"),
    ("Тиша на Запоріжжі тривала годину.", "Запоріжжі", ZAPORIZHZHIA, "region"),
    ("О потерях на Запорожье не сообщают.", "Запорожье", ZAPORIZHZHIA, "region"),
    ("У Запоріжжі відкрили школу.", "Запоріжжі", ZAPORIZHZHIA, "city"),
    ("Наступ на Запоріжжя зупинено.", "Запоріжжя", ZAPORIZHZHIA, "city"),
    ("Военные говорят, что наступление на Запорожье остановлено.", "Запорожье", ZAPORIZHZHIA, "city"),
    ("Окупанти зайшли в Полтавку на Запоріжжі.", "Полтавку", ZAPORIZHZHIA, "city"),
    ("Бойцы ВСУ всё ещё держат Северск.", "Северск", DONETSK, "city"),
    ("Российские войска вошли в Северск.", "Северск", DONETSK, "city"),
    ("Подразделения Сил обороны Украины вышли из Северска.", "Северска", DONETSK, "city"),
    ("Войска РФ вошли в Северск.", "Северск", DONETSK, "city"),
    ("Минобороны РФ сообщило о взятии Северска.", "Северска", DONETSK, "city"),
    ("Оккупанты подошли к Северску.", "Северску", DONETSK, "city"),
    ("Оккупанты заняли Северск.", "Северск", DONETSK, "city"),
    ("Третий день идут бои за Северск.", "Северск", DONETSK, "city"),
    ("Минобороны РФ построит школу в Северске.", "Северске", "Tomsk Oblast", "city"),
    ("В Северске Томской области российские военные провели парад.", "Северске", "Tomsk Oblast", "city"),
    ("В Северске построили новый мост.", "Северске", "Tomsk Oblast", "city"),
    ("Украинские беспилотники ударили по заводу в Дзержинске.", "Дзержинске", "Nizhny Novgorod Oblast", "city"),
)


@pytest.mark.parametrize(("text", "name", "admin1", "kind"), PLACED)
def test_a_name_beside_words_of_war_means_the_place_of_the_war(text: str, name: str, admin1: str, kind: str) -> None:
    place = read(text)[name].place
    assert place is not None
    assert (place.admin1, place.kind) == (admin1, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Окупанти захопили Новопавлівку на Запоріжжі.", "Новопавлівку"),
        ("Lyman has not fallen.", "Lyman"),
    ],
)
def test_a_name_with_two_bearers_that_nothing_parts_stays_unplaced(text: str, name: str) -> None:
    assert read(text)[name].place is None


@pytest.mark.parametrize(
    "text", ["Lyman told reporters that the party would keep control.", "The firm won full control of Congress."]
)
def test_a_persons_name_or_a_body_is_no_town_for_the_word_control(text: str) -> None:
    assert not any(one.mapped for one in read(text).values())


def test_a_slip_in_a_name_is_taken_for_what_the_right_spelling_means() -> None:
    meant, _ = place_of("Pokrovsk")
    guessed, others = place_of("Pokrovks")
    assert guessed.id == meant.id
    assert guessed.admin1 == DONETSK
    assert others == place_of("Pokrovsk")[1], "only places of that spelling are called so"
    assert geo.locate("Pokrovks")[0].match == "fuzzy"


def test_a_name_like_no_other_is_refused() -> None:
    with pytest.raises(GazetteerError, match="no place called"):
        place_of("Qqzzxxyy")
