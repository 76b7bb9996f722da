"""Which place a name means, in sentences of our own, and the areas of relative places."""

from __future__ import annotations

import pytest
from pyproj import Geod

from geo.mentions import find_mentions
from geo.places import find_expressions, resolve_places
from geo.quantities import find_quantities
from geo.records import Article, Expression, Resolution
from tests.atlas import Atlas

ATLAS = Atlas()


def resolve(text: str, **options: tuple[float, float]) -> list[Resolution]:
    article = Article(text=text)
    return list(resolve_places(article, find_mentions(article, ATLAS), ATLAS, **options))


def relate(text: str) -> list[Expression]:
    article = Article(text=text)
    return list(find_expressions(article, resolve(text), find_quantities(text)))


# text, then the id of the place that its last mention means
MEANINGS = (
    (
        "Russian troops neared Pokrovsk, 50 km from Donetsk, while Ukrainian units dug in at Pokrovsk.",
        "geonames:704858",
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
    (plant,) = resolve("Ukrainian engineers left the Toretsk nuclear power plant.")
    assert plant.place is None
    assert "not in the gazetteer" in plant.reason


def test_embedded_names_have_no_place() -> None:
    (embedded,) = resolve("The Minsk agreements failed.")
    assert (embedded.place, embedded.usage) == (None, "embedded")


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


def test_a_distance_and_direction_become_a_sector_around_the_true_place() -> None:
    (expression,) = relate("Ukrainian Pokrovsk lies about 50 km north-west of Donetsk.")
    assert (expression.relation, expression.bearing_deg, expression.distance_m) == ("offset", 315.0, 50_000.0)
    assert expression.geometry is not None
    centre = expression.geometry.centroid
    azimuth, _, metres = Geod(ellps="WGS84").inv(37.802, 48.023, centre.x, centre.y)
    assert 35_000 <= metres <= 62_500
    assert abs(azimuth % 360 - 315) < 5


RELATIONS = (
    ("They dug in north of Donetsk in Ukraine.", "direction"),
    ("They dug in around the Ukrainian city of Toretsk.", "around"),
    ("Ukrainian troops stood on the outskirts of Toretsk.", "outskirts"),
    ("They drove towards Ukrainian Toretsk.", "toward"),
    ("They crossed the Russian border.", "crosses"),
    ("Fighting went on along the front line.", "along"),
    ("They went deeper into Russian territory.", "into"),
)


@pytest.mark.parametrize(("text", "relation"), RELATIONS)
def test_each_relation_is_recognised(text: str, relation: str) -> None:
    assert [x.relation for x in relate(text)] == [relation]


def test_expressions_slice_back() -> None:
    text = "Some 12 km east of Toretsk, near Donetsk in Ukraine, they crossed the border."
    assert all(text[x.start : x.end] == x.text for x in relate(text))
