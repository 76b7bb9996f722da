"""Ukrainian and Russian claims: kinds, sources, actors, places; and the figures on annotated articles of our own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.claims import WORDINGS
from geo.claims.heads import find_all
from geo.claims.speakers import voices
from geo.records import Article, Claim
from geo.sentences import sentences
from tests.annotated.gold import FOLDERS
from tests.benchmarks.claims import measure
from tests.clock import processor_seconds

DAY = date(2024, 11, 12)


def read(language: str, text: str, **facts: object) -> list[Claim]:
    article = Article(text=text, language=language, published=DAY, **facts)  # type: ignore[arg-type]
    return list(geo.run([article]).articles[0].claims)


# language, text, type, mode, stance, polarity
KINDS = (
    ("uk", "Російські війська захопили Торецьк.", "change", "capture", "asserted", "+"),
    ("uk", "ЗСУ досі утримують Торецьк.", "control", "hold", "asserted", "+"),
    ("uk", "Росіяни не захопили Покровськ.", "change", "capture", "asserted", "-"),
    ("uk", "Ворог намагається оточити Покровськ.", "encirclement", "encircle", "intended", "+"),
    ("uk", "Росіяни можуть захопити Торецьк.", "change", "capture", "predicted", "+"),
    ("uk", "Росіяни втратили Роботине.", "control", "lost", "asserted", "+"),
    ("uk", "Суджа розташована за 10 кілометрів від Юнаківки.", "position", "distance", "asserted", "+"),
    ("uk", "Командування перекинуло дві бригади до Покровська.", "move", "redeploy", "asserted", "+"),
    ("uk", "Росіяни вдарили по Харкову.", "attack", "strike", "asserted", "+"),
    ("uk", "У Торецьку загинули четверо людей.", "harm", "killed", "asserted", "+"),
    ("uk", "Якщо росіяни захоплять Покровськ, постачання зупиниться.", "change", "capture", "hypothetical", "+"),
    ("uk", "Міноборони РФ заперечує, що українські війська увійшли в Суджу.", "change", "advance", "denied", "+"),
    ("uk", "Російські війська нібито захопили Торецьк.", "change", "capture", "reported", "+"),
    ("ru", "Украинские войска отступили из Торецка.", "change", "retreat", "asserted", "+"),
    ("ru", "Российские войска освободили Торецк.", "change", "capture", "asserted", "+"),
    ("ru", "ВСУ удерживают Торецк.", "control", "hold", "asserted", "+"),
    ("ru", "Россияне не смогли окружить Торецк.", "encirclement", "encircle", "asserted", "-"),
    ("ru", "Украинские войска пересекли границу в районе Суджи.", "change", "border_crossing", "asserted", "+"),
    ("ru", "Генштаб ВСУ сообщил, что из Торецка эвакуировали жителей.", "move", "evacuate", "claimed", "+"),
    ("ru", "Переговоры в Стамбуле продолжаются.", "talks", "negotiation", "asserted", "+"),
    ("ru", "Российские войска войдут в Торецк.", "change", "advance", "predicted", "+"),
    ("ru", "Дорога на Торецк под огневым контролем россиян.", "control", "fire_control", "asserted", "+"),
    ("ru", "Дорога на Торецк находится под вражеским огнём.", "control", "fire_control", "asserted", "+"),
    ("ru", "Торецк украинские войска отбили в августе.", "change", "recapture", "asserted", "+"),
    ("ru", "Российская армия попытается охватить Торецк с юга.", "encirclement", "encircle", "predicted", "+"),
    ("ru", "Москва не откажется от планов захватить Торецк.", "change", "capture", "intended", "+"),
    ("ru", "ВСУ подтвердили, что обстрелы Торецка не прекращаются.", "attack", "strike", "claimed", "+"),
    ("ru", "Киев потребовал, чтобы россияне вышли из Торецка.", "change", "retreat", "intended", "+"),
    ("uk", "Торецьк росіяни взяли 3 серпня.", "change", "capture", "asserted", "+"),
    ("uk", "Диверсанти проникли до Торецька.", "attack", "infiltration", "asserted", "+"),
    ("uk", "Росіяни безрезультатно підходили до Торецька.", "change", "advance", "asserted", "-"),
    ("uk", "Щодня волонтери вивозять людей із Торецька.", "move", "evacuate", "asserted", "+"),
    ("uk", "Командування не має наміру залишати Торецьк.", "change", "retreat", "intended", "-"),
)


@pytest.mark.parametrize(("language", "text", "type_", "mode", "stance", "polarity"), KINDS)
def test_a_sentence_makes_the_claim_a_reader_takes_from_it(
    language: str, text: str, type_: str, mode: str, stance: str, polarity: str
) -> None:
    first = read(language, text)[0]
    assert (first.type, first.mode, first.stance, first.polarity) == (type_, mode, stance, polarity)


# language, text, innermost source of the last claim, its role, its side
SOURCES = (
    ("uk", "За словами полковника Івана Гнатюка, росіяни захопили Торецьк.", "Івана Гнатюка", "military", None),
    ("uk", "Росіяни захопили Торецьк, повідомив у вівторок Генштаб ЗСУ.", "Генштаб ЗСУ", "official", "UA"),
    ("uk", "«Ми тримаємо Торецьк», – сказав Гнатюк. «З Нью-Йорка ми відступили».", "Гнатюк", "official", None),
    ("uk", "Речник бригади Іван Гнатюк мовчав. Він сказав, що ЗСУ тримають Торецьк.", "Іван Гнатюк", "official", None),
    ("uk", "Росіяни взяли Торецьк, пише «Вісник», посилаючись на джерело в уряді.", "джерело в уряді", "anonymous", None),
    ("uk", "ISW вважає, що росіяни захопили Торецьк.", "ISW", "analyst", "other"),
    ("ru", "Минобороны России заявило, что Торецк взят.", "Минобороны России", "official", "RU"),
    ("ru", "Минобороны России молчало. Президент России сказал, что Торецк взят.", "Президент России", "official", "RU"),
    ("ru", "Депутат молчал. Министр обороны Украины заявил, что Торецк не взят.", "Министр обороны Украины", "official", "UA"),
    ("ru", "Россияне взяли Торецк, как утверждал её главнокомандующий.", "её главнокомандующий", "military", None),
    ("ru", "Минобороны РФ сообщило о боях. Картографы осторожнее: по их подсчётам, ВСУ удерживают Торецк.", "Картографы", "analyst", "other"),
    ("ru", "По оценке чиновников НАТО, на которых ссылается Reuters, россияне взяли Торецк.", "чиновников НАТО", "official", "other"),
    ("ru", "Анна Белова из Торецка говорит, что россияне взяли её город.", "Анна Белова", "witness", None),
    ("uk", "Росіяни захопили Торецьк. Генштаб ЗСУ заперечив це: за його даними, Торецьк тримають наші бійці.", "Генштаб ЗСУ", "official", "UA"),
    ("uk", "Блогери пишуть про котел. Речник бригади відкинув це: за його словами, Торецьк не оточений.", "Речник бригади", "official", None),
    ("uk", "ЗСУ відійшли з Торецька, повідомив офіцер бригади.", "офіцер бригади", "military", None),
    ("uk", "«Торецьк ми тримаємо», — наголосив Іван Гнатюк на брифінгу.", "Іван Гнатюк", "official", None),
    ("uk", "Росіяни захопили Торецьк. Київ цю інформацію спростував.", "Київ", "official", "UA"),
    ("ru", "По данным Генштаба ВСУ, Торецк удерживают украинские военные.", "Генштаба ВСУ", "official", "UA"),
    ("ru", "Иван Орлов, военный аналитик, считает, что ВСУ оставили Торецк.", "Иван Орлов", "analyst", "other"),
    ("ru", "Проект DeepState сообщил, что Торецк захвачен. По его данным, бои идут в Часов Яре.", "Проект DeepState", "analyst", "other"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name", "role", "side"), SOURCES)
def test_the_chain_leads_to_who_is_said_to_say_it(
    language: str, text: str, name: str, role: str, side: str | None
) -> None:
    source = read(language, text)[-1].sources[-1]
    assert (source.name, source.role, source.side) == (name, role, side)


# language, publisher, text, agent's side
AGENTS = (
    ("uk", None, "Торецьк захоплено російськими військами.", "RU"),
    ("uk", None, "Торецьк утримують українські військові.", "UA"),
    ("uk", None, "Ворог просунувся біля Торецька.", "RU"),
    ("uk", None, "Під контролем ЗСУ залишається Торецьк.", "UA"),
    ("ru", None, "Торецк был захвачен российской армией.", "RU"),
    ("ru", None, "Под контролем российских войск находится Торецк.", "RU"),
    ("ru", "Минобороны России", "Противник отошёл из Торецка.", "UA"),
    ("ru", "Генштаб ВСУ", "Противник отошёл из Торецка.", "RU"),
    ("ru", None, "Противник отошёл из Торецка.", None),
    ("ru", "Минобороны России", "Подразделения группировки «Центр» освободили Торецк.", "RU"),
)


@pytest.mark.parametrize(("language", "publisher", "text", "side"), AGENTS)
def test_the_case_and_who_speaks_tell_who_acts(
    language: str, publisher: str | None, text: str, side: str | None
) -> None:
    (claim, *_) = read(language, text, publisher=publisher)
    assert [actor.side for actor in claim.actors if actor.role == "agent"] == [side]


# language, text, role and relation of the first place
PLACES = (
    ("uk", "Ворог атакував поблизу Торецька.", "where", "near"),
    ("uk", "ЗСУ відступили з Торецька.", "origin", "from"),
    ("uk", "60 % Торецька контролюють росіяни.", "where", "in_part"),
    ("ru", "Россияне подошли к Торецку.", "destination", "to"),
    ("ru", "ВСУ удерживают около трети Торецка.", "where", "in_part"),
    ("ru", "Россияне взяли под контроль Торецк.", "where", None),
    ("ru", "Москва перебросила бригаду на Донбасс.", "destination", "to"),
    ("ru", "ПВО сбила над Белгородской областью 14 беспилотников.", "where", "over"),
    ("uk", "Бригаду вивели дорогою на Торецьк.", "destination", "to"),
    ("uk", "Росіяни перекинули бригаду на Донеччині.", "where", "in"),
)


@pytest.mark.parametrize(("language", "text", "role", "relation"), PLACES)
def test_a_preposition_tells_the_part_of_a_place(language: str, text: str, role: str, relation: str | None) -> None:
    first = read(language, text)[0].where[0]
    assert (first.role, first.relation) == (role, relation)


def test_a_sector_is_context_where_a_town_is_named() -> None:
    (claim,) = read("uk", "На Покровському напрямку росіяни захопили Селидове.")
    assert [ref.relation for ref in claim.where] == [None, "context"]


def places(claim: Claim, text: str, language: str) -> list[str]:
    """Names of the places of a claim, in English."""
    found = geo.run([Article(text=text, language=language, published=DAY)]).articles[0].resolutions
    named = {r.mention.id: r.place.name for r in found if r.place is not None}
    return [named[ref.ref] for ref in claim.where if ref.ref in named]


def test_what_is_told_between_commas_is_not_where_the_rest_happens() -> None:
    text = "Торецьк, що за 7 км на північ від Горлівки, оточений, і його штурмують."
    claims = read("uk", text)
    assert [places(claim, text, "uk") for claim in claims if claim.mode == "encircle"] == [["Toretsk"]]


def test_a_verb_left_out_is_that_of_the_town_before() -> None:
    text = "Селидово пало 29 октября, Торецк — 3 ноября."
    claims = read("ru", text)
    assert [(claim.quote, claim.when.from_day) for claim in claims if claim.when] == [
        ("Селидово пало 29 октября", date(2024, 10, 29)),
        ("Торецк — 3 ноября", date(2024, 11, 3)),
    ]
    assert [places(claim, text, "ru") for claim in claims] == [["Selydove"], ["Toretsk"]]


def test_a_share_keeps_the_words_that_say_of_what() -> None:
    claims = read("ru", "Россия вернула 86 % территории, которую ВСУ заняли в августе, в Курской области.")
    assert claims[0].quote.startswith("Россия вернула 86 % территории, которую ВСУ заняли в августе")
    assert claims[0].when is not None
    assert claims[0].when.to_day == DAY


def test_the_we_of_a_newspaper_is_no_side() -> None:
    (claim,) = read("uk", "Доказів оточення Торецька ми не знайшли.", publisher="Ранковий аркуш")
    assert (claim.polarity, claim.stance, claim.actors) == ("-", "asserted", ())


def test_a_denial_has_the_claim_that_it_denies() -> None:
    told, denied = read("uk", "Міноборони Росії заявило про захоплення Торецька. Генштаб ЗСУ цю інформацію спростував.")
    assert (denied.stance, denied.polarity, denied.where) == ("denied", "+", told.where)


def test_at_its_peak_is_some_day_from_then_on() -> None:
    claim = read("ru", "6 августа 2024 года ВСУ вошли в Курскую область; на пике они контролировали 1294 кв. км.")[-1]
    assert claim.when is not None
    assert (claim.when.from_day, claim.when.to_day, claim.when.granularity) == (date(2024, 8, 6), DAY, "vague")
    assert len(claim.quantities) == 1


# language, text, family of the event and the place it happens to
EVENTS = (
    ("uk", "Росіяни захопили Торецьк.", "ground:geonames:709354"),
    ("ru", "Россияне взяли Торецк.", "ground:geonames:709354"),
    ("ru", "ВСУ удерживают Торецк.", "ground:geonames:709354"),
    ("uk", "ЗСУ утримують Курський виступ.", "thrust:ne:RU-KRS"),
    ("ru", "ВСУ удерживают плацдарм в Курской области.", "thrust:ne:RU-KRS"),
    ("ru", "ВСУ начали вторжение в Курскую область.", "thrust:ne:RU-KRS"),
    ("uk", "Російський наступ у Курській області триває.", "attack:ne:RU-KRS"),
)


@pytest.mark.parametrize(("language", "text", "event"), EVENTS)
def test_an_event_has_one_key_in_every_language(language: str, text: str, event: str) -> None:
    assert [claim.event for claim in read(language, text)] == [f"{event}:2024-11"]


def test_one_figure_in_three_languages_agrees() -> None:
    texts = {
        "en": "On 27 August 2024 Ukrainian troops held 1,294 square kilometres in Kursk Oblast.",
        "uk": "27 серпня 2024 року українські війська утримували 1294 кв. км у Курській області.",
        "ru": "На пике в августе 2024 года ВСУ контролировали 1294 кв. км в Курской области.",
    }
    articles = [
        Article(text=text, language=language, published=DAY, source=language) for language, text in texts.items()
    ]
    pairs = [pair for pair in geo.run(articles).pairs if pair.aspect == "area"]
    assert {pair.relation for pair in pairs} == {"agree"}
    assert len({claim for pair in pairs for claim in (*pair.a, *pair.b)}) == len(texts)


def test_answers_told_with_dashes_are_told_by_who_is_asked_and_the_rest_by_the_writer() -> None:
    text = "Іван Гнатюк служить речником.\n\n— Чиє місто?\n\n— Ми тримаємо Торецьк.\n\nРосіяни захопили Торецьк."
    assert [claim.sources[-1].name for claim in read("uk", text, author="Марта")] == ["Іван Гнатюк", "Марта"]


def test_an_answer_is_told_by_who_is_asked() -> None:
    claims = read("uk", "Речник Іван Гнатюк служить у бригаді.\n\n– Де ворог?\n\n– Ворог зайшов у Торецьк.")
    assert claims[-1].sources[-1].name == "Іван Гнатюк"


def test_a_sentence_that_only_names_who_told_it_speaks_for_the_one_before() -> None:
    claims = read("ru", "ВСУ оставили Торецк. Об этом сообщает ТАСС со ссылкой на Минобороны России.")
    assert [link.name for link in claims[0].sources[1:]] == ["ТАСС", "Минобороны России"]


def test_a_quotation_of_two_sentences_is_told_by_who_is_named_behind_it() -> None:
    claims = read("ru", "«Противник зашёл в Торецк. Сейчас он удерживает треть города», – говорит Нестеренко.")
    assert [claim.sources[-1].name for claim in claims] == ["Нестеренко", "Нестеренко"]


NO_CLAIMS = (
    ("uk", "Хор із Бахмута виступив у Донецьку в неділю."),
    ("uk", "Ціни в Покровську зросли на 4 %, повідомили в банку."),
    ("uk", "Курс акцій компанії впав у Києві на 3 %."),
    ("uk", "Учитель із Торецька зайняв перше місце на олімпіаді в Києві."),
    ("ru", "Донецк известен своими розами."),
    ("ru", "Мэр Харькова Игорь Терехов сообщил, что школы откроются в понедельник."),
    ("ru", "Врач из Курска взяла отпуск и уехала в Москву."),
    ("ru", "В Белгороде прошли переговоры о поставках зерна."),
    ("ru", "Операция в Торецке заняла пять дней."),
    ("uk", "Ремонт дороги в Торецьку зайняв два тижні."),
)


@pytest.mark.parametrize(("language", "text"), NO_CLAIMS)
def test_a_sentence_without_a_spatial_claim_yields_none(language: str, text: str) -> None:
    assert read(language, text) == []


def test_an_evening_report_tells_of_its_day() -> None:
    (claim,) = read("uk", "Оперативна інформація станом на 22:00\n\nВорог просунувся в Торецьку.")
    assert claim.when is not None
    assert (claim.when.from_day, claim.when.to_day) == (DAY, DAY)


WORDS = {
    "en": "Russian troops captured Toretsk , said “ the staff ” . hold not that Kyiv",
    "uk": "росіяни захопили Торецьк , повідомив « Генштаб ЗСУ » . не утримують що Якщо він під контролем",
    "ru": "россияне взяли Торецк , сообщил « Генштаб ВСУ » . не удерживают что Если он под контролем",
}


@pytest.mark.parametrize("language", WORDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_quote_is_verbatim_at_its_offsets(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=30)))
    for claim in read(language, text):
        assert text[claim.start : claim.end] == claim.quote != ""


@pytest.mark.parametrize("language", FOLDERS)
def test_every_quote_of_our_own_articles_is_verbatim(language: str) -> None:
    folder, names = FOLDERS[language]
    for name in names:
        text = (Path(__file__).parent / "annotated" / folder / f"{name}.txt").read_text("utf-8")
        found = read(language, text)
        assert found
        assert [text[claim.start : claim.end] for claim in found] == [claim.quote for claim in found]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(" ".join(WORDS.values()).split()), max_size=30))
def test_the_fast_search_finds_what_the_patterns_find(pieces: list[str]) -> None:
    text, wording = " ".join(pieces), WORDINGS["uk"]
    patterns = (*(trigger.pattern for trigger in wording.triggers), wording.speech.says)
    slow = Counter((n, m.span()) for n, pattern in enumerate(patterns) for m in pattern.finditer(text))
    assert Counter((n, m.span()) for n, m in find_all(patterns, text)) == slow


@pytest.mark.parametrize(
    "piece", ["він сказав ", "а але що ", "« а б в г ", "повідомив що Х ", "за словами Х ", "заявив, "]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        return processor_seconds(lambda: voices(text, sentences(text), WORDINGS["uk"]))

    assert seconds(6000) < 12 * max(seconds(1500), 0.02)


# Shares over all articles of our own. At first sight of those kept back (`HELD_BACK`) salient recall, precision, type, stance,
# polarity, source, where and when were .89 .92 1 .83 1 .83 .79 .88 (uk) and 1 .97 .95 .87 .97 .87 .84 .92 (ru). The one who
# wrote the articles wrote the rules; of the two "news", written last, they were .86 .88 1 .86 1 .71 .83 .86 and
# .50 .86 .83 1 1 .83 1 .83. Of the last four, half of them never read for their misses, they were at first sight
# .80 .92 .93 .86 .95 .89 .84 .81 (uk) and .68 .92 .97 .77 .91 .80 .63 .86 (ru); of the half that is still unread they are now
# .79 .87 .95 .90 .95 .95 .76 .70 (uk) and .75 .83 1 .95 .89 .89 .88 1 (ru).
FLOORS = {
    "recall_salient": 0.86,
    "precision": 0.90,
    "type": 0.93,
    "stance": 0.84,
    "polarity": 0.97,
    "source": 0.78,
    "where": 0.82,
    "when": 0.86,
}


@cache
def figures(language: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for name in FOLDERS[language][1]:
        for figure, (right, of) in measure(name, language).items():
            total[figure] += right
            total[f"{figure} of"] += of
    return total


@pytest.mark.parametrize("language", ["uk", "ru"])
@pytest.mark.parametrize("figure", FLOORS)
def test_the_figures_on_our_own_articles_hold(shared: Path, language: str, figure: str) -> None:
    assert shared.is_dir()
    total = figures(language)
    assert total[f"claims.{figure}"] >= FLOORS[figure] * total[f"claims.{figure} of"]
