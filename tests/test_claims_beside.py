"""A claim whose clause gives its ground by relation to a town ("50 km north of X") stands on that ground, never on X."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

import geo
from geo.frames import claim_site
from geo.records import Article, Reading

DAY = date(2024, 9, 17)
DEEDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "attack": "Fighting goes on {}.",
        "control": "Russian forces hold positions {}.",
        "change": "Russian troops captured a village {}.",
        "move": "Ukraine redeployed two brigades {}.",
        "harm": "Russian shelling killed four people {}.",
    },
    "uk": {
        "attack": "Бої тривають {}.",
        "control": "Російські війська утримують позиції {}.",
        "change": "Російські війська захопили село {}.",
        "move": "Україна перекинула дві бригади {}.",
        "harm": "Російський обстріл убив чотирьох людей {}.",
    },
    "ru": {
        "attack": "Бои идут {}.",
        "control": "Российские войска удерживают позиции {}.",
        "change": "Российские войска захватили село {}.",
        "move": "Украина перебросила две бригады {}.",
        "harm": "Российский обстрел убил четырёх человек {}.",
    },
}
FORMS = {
    "en": (
        "50 km north-west of Pokrovsk",
        "15 kilometres from Pokrovsk",
        "a few kilometres from Pokrovsk",
        "some 12 miles south of the city of Pokrovsk",
        "less than 5 km from Pokrovsk’s outskirts",
        "north-west of Pokrovsk",
        "to the west of Pokrovsk and Toretsk",
        "between Pokrovsk and Toretsk",
        "on the northern outskirts of Pokrovsk",
        "toward Pokrovsk",
        "in the direction of Pokrovsk",
        "near Pokrovsk",
    ),
    "uk": (
        "за 50 км на північний захід від Покровська",
        "за кілька кілометрів від Покровська",
        "за півтора кілометра від Покровська",
        "за 15 км північніше Покровська",
        "за 15 км на захід від м. Покровськ",
        "за 15 км на північ від Покровська та Торецька",
        "південніше Покровська",
        "між Покровськом та Торецьком",
        "на північних околицях Покровська",
        "у бік Покровська",
        "у напрямку міста Покровськ",
        "на підступах до Покровська",
    ),
    "ru": (
        "в 50 км к северо-западу от Покровска",
        "в нескольких километрах от Покровска",
        "в полутора километрах от Покровска",
        "в 15 км севернее Покровска",
        "примерно в 12 км к югу от города Покровск",
        "в 15 км к северу от Покровска и Торецка",
        "к востоку от Покровска",
        "между Покровском и Торецком",
        "на окраине города Покровск",
        "в сторону Покровска",
        "в направлении на Покровск",
        "на подступах к Покровску",
    ),
}
REGIONS = {
    "en": ("", " in Donetsk Oblast", " in the Donetsk region"),
    "uk": ("", " у Донецькій області", " Донецької області"),
    "ru": ("", " в Донецкой области", " Донецкой области"),
}
# Tells which of the towns of that name is meant, and makes no claim of its own.
LEADS = {"en": "Kharkiv is calm. ", "uk": "У Харкові спокійно. ", "ru": "В Харькове спокойно. "}


def report(texts: list[tuple[str, str]]) -> Iterator[Reading]:
    yield from geo.run(
        [Article(text=LEADS[language] + text, language=language, published=DAY) for language, text in texts]
    ).articles


def stands_beside(reading: Reading) -> bool:
    """Whether the claims of a reading stand on ground of their own, none on a place that is in the gazetteer."""
    sites = [claim_site(reading, claim) for claim in reading.claims]
    return bool(sites) and all(site is not None and site.place_id is None for site in sites)


@pytest.mark.parametrize("type_", DEEDS["en"])
@pytest.mark.parametrize("language", DEEDS)
def test_a_deed_beside_a_town_stands_neither_on_the_town_nor_on_its_region(language: str, type_: str) -> None:
    deed = DEEDS[language][type_]
    texts = [(language, deed.format(form + region)) for form in FORMS[language] for region in REGIONS[language]]
    assert [reading.article.text for reading in report(texts) if not stands_beside(reading)] == []


def test_a_name_in_another_script_before_does_not_move_the_deed_onto_the_town() -> None:
    texts = [
        ("en", "Харків is held by Ukraine. Fighting goes on 50 km north-west of Pokrovsk."),
        ("uk", "Pokrovsk тримається. Бої тривають за 50 км на північний захід від Покровська."),
    ]
    sites = [claim_site(reading, reading.claims[-1]) for reading in report(texts)]
    assert [site and site.name for site in sites] == [
        "50 km north-west of Pokrovsk",
        "50 км на північний захід від Покровська",
    ]


def test_the_village_told_by_its_distance_is_not_the_town_named_before() -> None:
    (reading,) = report([("en", "Toretsk is calm. Russian troops captured the village 15 km north of Pokrovsk.")])
    site = claim_site(reading, reading.claims[-1])
    assert site is not None
    assert site.name == "15 km north of Pokrovsk"


def test_the_region_around_is_context_that_no_check_leans_on() -> None:
    (reading,) = report([("en", "Russian forces hold positions 20 km west of Pokrovsk in Donetsk Oblast.")])
    (claim,) = reading.claims
    assert [(where.role, where.relation) for where in claim.where] == [("where", "offset"), ("where", "context")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian troops captured Toretsk, 50 km south of Pokrovsk.", "Toretsk"),
        ("Russian troops captured Toretsk near Pokrovsk.", "Toretsk"),
        ("Fighting goes on in Pokrovsk.", "Pokrovsk"),
        ("Fighting goes on in Donetsk Oblast.", "Donetsk Oblast"),
    ],
)
def test_a_deed_in_a_named_place_stands_on_that_place(text: str, name: str) -> None:
    (reading,) = report([("en", text)])
    sites = [claim_site(reading, claim) for claim in reading.claims if claim.type != "position"]
    assert [site and site.name for site in sites] == [name]
