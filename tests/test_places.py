"""Which place a name means, in sentences of our own."""

from __future__ import annotations

import pytest

from geo.mentions import find_mentions
from geo.places import resolve_places
from geo.records import Article, Resolution
from tests.atlas import Atlas

ATLAS = Atlas()


def resolve(text: str, **options: tuple[float, float]) -> list[Resolution]:
    article = Article(text=text)
    return list(resolve_places(article, find_mentions(article, ATLAS), ATLAS, **options))


# text, then the id of the place that its last mention means
MEANINGS = (
    (
        "Russian troops neared Pokrovsk, 50 km from Donetsk, while Ukrainian units dug in at Pokrovsk.",
        "geonames:704422",
    ),
    ("The Ukrainian town of Artyomovsk (Bakhmut) fell after Artyomovsk", "geonames:712161"),
    ("Ukrainian troops entered the Kursk region; Russian units in Kursk", "ne:RU-KRS"),
    ("In the city of Kursk a siren went; Russian buses left the city of Kursk", "geonames:538560"),
    ("Russian guards at the Kursk nuclear power plant", "curated:kursk-npp"),
    ("Ukrainian troops left Donetsk", "geonames:709717"),
    ("An early peace was missed in Istanbul", "geonames:745044"),
    ("The assembly met in New York", "geonames:5128581"),
    ("Ukrainian evacuees from Donbass", "curated:donbas"),
)


@pytest.mark.parametrize(("text", "place_id"), MEANINGS)
def test_context_decides_which_place_a_name_means(text: str, place_id: str) -> None:
    place = resolve(text)[-1].place
    assert place is not None
    assert place.id == place_id


def test_a_point_given_settles_what_the_text_leaves_open() -> None:
    (far,) = resolve("They met in Pokrovsk.", near=(129.0, 61.5))
    assert far.place is not None
    assert far.place.id == "geonames:2017424"


def test_a_name_the_text_does_not_settle_stays_unplaced_with_its_candidates() -> None:
    (open_case,) = resolve("They met in Pokrovsk.")
    assert open_case.place is None
    assert not open_case.mapped
    assert len(open_case.runners_up) >= 2
    assert "does not decide" in open_case.reason


def test_an_unknown_plant_is_not_put_on_the_town_of_its_name() -> None:
    plant = resolve("Ukrainian engineers left the Toretsk nuclear power plant.")[-1]
    assert plant.place is None
    assert "not in the gazetteer" in plant.reason


def test_a_name_inside_another_is_known_but_not_mapped() -> None:
    (embedded,) = resolve("The Minsk agreements failed.")
    assert embedded.place is not None
    assert (embedded.place.name, embedded.usage, embedded.mapped) == ("Minsk", "embedded", False)


def test_a_people_means_its_country_and_is_not_mapped() -> None:
    (people,) = resolve("Syrians were tired.")
    assert people.place is not None
    assert (people.place.id, people.usage, people.mapped) == ("ne:SY", "metonymic", False)


# What a local paper leaves out is said by the other names in it.
LOCAL = (
    ("The mayor of Glasgow, Ky., spoke in Barren County.", "Glasgow", "geonames:4292686"),
    ("Deputies from Barren County drove to Glasgow on Monday.", "Glasgow", "geonames:4292686"),
    ("The mayor of Glasgow spoke.", "Glasgow", "geonames:2648579"),
    ("They moved to Paris, Texas, last year.", "Paris", "geonames:4717560"),
    ("They moved to Paris last year.", "Paris", "geonames:2988507"),
    ("Police in Glasgow, Ky., called Texas.", "Texas", "ne:US-TX"),
)


@pytest.mark.parametrize(("text", "name", "place_id"), LOCAL)
def test_the_division_named_beside_a_town_or_around_it_decides(text: str, name: str, place_id: str) -> None:
    places = [r.place.id for r in resolve(text) if r.mention.text == name and r.place]
    assert places == [place_id]


def test_each_mention_means_what_is_stated_beside_it() -> None:
    found = resolve("They came from Glasgow, Ky., and from Paris, Texas, not from Texas alone.")
    assert [r.place.name for r in found if r.place] == ["Glasgow", "Kentucky", "Paris", "Texas", "Texas"]
    assert [r.place.country for r in found if r.place] == ["US"] * 5


def test_a_village_said_to_lie_beside_a_town_is_the_one_beside_it() -> None:
    terny = resolve("Ukrainian and Russian troops met in Terny, northeast of Lyman.")[2].place
    assert terny is not None
    assert terny.admin1 == "Donetsk Oblast"


def test_a_city_is_meant_before_the_region_around_it() -> None:
    (kyiv,) = resolve("They spoke in Kyiv.")
    assert kyiv.place is not None
    assert kyiv.place.kind == "city"


def test_a_plural_noun_behind_a_list_says_what_all_its_names_are() -> None:
    found = resolve("Shells fell on Donetsk, Luhansk and Kursk regions.")
    assert [r.place.kind for r in found if r.place] == ["region"] * 3


def test_a_district_is_a_vague_area_around_its_town_and_not_the_town() -> None:
    district = resolve("Ukrainian shells fell on the Sudzha district.")[-1].place
    assert district is not None
    assert (district.name, district.kind, district.geometry) == ("Sudzha district", "region", "vague")


NO_PLACES = (
    "Rifle fire was heard. A man called Jackson left.",
    "Then Paris Hilton arrived.",
    "Troops cheered General Jackson; later Jackson resigned.",
)


@pytest.mark.parametrize("text", NO_PLACES)
def test_persons_and_common_words_are_no_map_features(text: str) -> None:
    assert not [r.mention.text for r in resolve(text) if r.mapped]


def test_every_resolution_says_why() -> None:
    assert all(r.reason for r in resolve("Moscow said Pokrovsk, near Donetsk in Ukraine, was calm."))


def test_the_score_is_a_share() -> None:
    assert all(0 < r.score <= 1 for r in resolve("Ukrainian troops left Donetsk and Toretsk.") if r.score is not None)
