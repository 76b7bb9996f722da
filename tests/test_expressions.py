"""Relative places: which words make one, in three languages, and that its ground is where Geod says it is."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiPolygon, Point, box

from geo.measure import area_km2
from geo.places import find_expressions
from geo.places.expressions.compass import bearing_of
from geo.quantities import find_quantities
from geo.records import Article, Expression, Mention, Place, Resolution

GEOD = Geod(ellps="WGS84")


def town(name: str, lon: float, lat: float, *, country: str = "UA", radius_m: float = 3_000) -> Place:
    return Place(id=f"x:{name}", name=name, kind="city", lon=lon, lat=lat, radius_m=radius_m, country=country)


def area(name: str, country: str, kind: str, shape: shapely.Geometry) -> Place:
    middle = shape.representative_point()
    return Place(
        id=f"x:{name}", name=name, kind=kind, lon=middle.x, lat=middle.y, radius_m=90_000, country=country,
        geometry="polygon", shape=shape,
    )  # fmt: skip


POKROVSK, DONETSK = town("Pokrovsk", 37.177, 48.280), town("Donetsk", 37.802, 48.023)
SUDZHA, TORETSK = town("Sudzha", 35.27, 51.19, country="RU"), town("Toretsk", 37.848, 48.395)
WACO = town("Waco", -97.15, 31.55, country="US")
KURSK = area("Kursk Oblast", "RU", "region", box(34.1, 50.9, 38.5, 52.4))
SUMY = area("Sumy Oblast", "UA", "region", box(32.9, 50.1, 34.1, 52.3))
UKRAINE = area("Ukraine", "UA", "country", box(22.1, 44.4, 34.1, 52.4))
SEIM = Place(
    id="x:Seim", name="Seim", kind="waterbody", lon=35.0, lat=51.5, radius_m=100_000, geometry="line",
    shape=LineString([(34.0, 51.5), (35.0, 51.5), (36.0, 51.6)]),
)  # fmt: skip
N07 = Place(id="x:N07", name="N07", kind="road", lon=35.0, lat=51.0, radius_m=20_000, geometry="vague")
# The names of a sentence, in any form, and the places that stand behind them.
NAMES: Mapping[str, Place] = {
    "Pokrovsk": POKROVSK, "Покровськ": POKROVSK, "Покровск": POKROVSK, "Donetsk": DONETSK, "Донецьк": DONETSK, "Донецк": DONETSK,
    "Sudzha": SUDZHA, "Судж": SUDZHA, "Toretsk": TORETSK, "Торецьк": TORETSK, "Waco": WACO, "Kursk region": KURSK, "Курськ": KURSK,
    "Курск": KURSK, "Sumy Oblast": SUMY, "Сумськ": SUMY, "Ukraine": UKRAINE, "Україн": UKRAINE, "Seim": SEIM, "Сейм": SEIM, "N07": N07,
}  # fmt: skip


def resolutions(text: str, names: Mapping[str, Place] = NAMES) -> list[Resolution]:
    known = re.compile(rf"\b({'|'.join(sorted(names, key=len, reverse=True))})(?:[а-яіїєґё]{{0,4}}\b|\b)")
    return [
        Resolution(
            mention=Mention(id=f"m{number}", start=m.start(), end=m.end(), text=m[0]),
            usage="literal", mapped=True, place=names[m[1]],
        )
        for number, m in enumerate(known.finditer(text), start=1)
    ]  # fmt: skip


def relate(text: str, names: Mapping[str, Place] = NAMES) -> tuple[Expression, ...]:
    return find_expressions(Article(text=text), resolutions(text, names), find_quantities(text))


def one(text: str, names: Mapping[str, Place] = NAMES) -> Expression:
    (expression,) = relate(text, names)
    return expression


def seen_from(place: Place, bearing: float, metres: float) -> Point:
    lon, lat, _ = GEOD.fwd(place.lon, place.lat, bearing, metres)
    return Point(lon, lat)


# sentence, the words of its one expression, relation, bearing (None: none)
ENGLISH = (
    ("It lies 12 km north-north-west of Pokrovsk.", "12 km north-north-west of Pokrovsk", "offset", 337.5),
    ("It lies about 50km to the northwest of Donetsk.", "about 50km to the northwest of Donetsk", "offset", 315),
    ("It lies 5 miles from the outskirts of Toretsk.", "5 miles from the outskirts of Toretsk", "offset", None),
    ("They closed a 30 km radius around Pokrovsk.", "30 km radius around Pokrovsk", "offset", None),
    ("They went 10 km into Kursk region.", "10 km into Kursk region", "into", None),
    ("It lies due west of Pokrovsk.", "due west of Pokrovsk", "direction", 270),
    ("They dug in to the south-east of the town of Toretsk.", "to the south-east of the town of Toretsk", "direction", 135),
    ("Pokrovsk's north is quiet.", "Pokrovsk's north", "direction", 0),
    ("They fight in southwestern Pokrovsk.", "in southwestern Pokrovsk", "in_part", 225),
    ("They hold the northern part of Pokrovsk.", "the northern part of Pokrovsk", "in_part", 0),
    ("They dug in in the south-west of the Kursk region.", "in the south-west of the Kursk region", "in_part", 225),
    ("Rain fell on eastern Ukraine.", "eastern Ukraine", "in_part", 90),
    ("They hold the centre of Pokrovsk.", "the centre of Pokrovsk", "in_part", None),
    ("They took parts of Pokrovsk.", "parts of Pokrovsk", "in_part", None),
    ("They hold the western outskirts of Toretsk.", "the western outskirts of Toretsk", "outskirts", 270),
    ("Toretsk's suburbs burned.", "Toretsk's suburbs", "outskirts", None),
    ("It was calm in the rest of Ukraine.", "in the rest of Ukraine", "complement", None),
    ("Villages between Pokrovsk and Toretsk fell.", "between Pokrovsk and Toretsk", "between", None),
    ("They cut the road from Pokrovsk to Toretsk.", "road from Pokrovsk to Toretsk", "along", None),
    ("They drove along the Pokrovsk-Toretsk highway.", "along the Pokrovsk-Toretsk highway", "along", None),
    ("They dug in along the river Seim.", "along the river Seim", "along", None),
    ("They drove on the N07.", "on the N07", "along", None),
    ("They crossed the Seim.", "crossed the Seim", "crosses", None),
    ("They drove towards Pokrovsk.", "towards Pokrovsk", "toward", None),
    ("They came from the direction of Donetsk.", "from the direction of Donetsk", "from", None),
    ("They passed through Pokrovsk.", "through Pokrovsk", "through", None),
    ("They dug in behind Pokrovsk.", "behind Pokrovsk", "behind", None),
    ("They stood near Pokrovsk.", "near Pokrovsk", "near", None),
    ("They stood just outside Pokrovsk.", "just outside Pokrovsk", "near", None),
    ("They stood in the vicinity of Pokrovsk.", "in the vicinity of Pokrovsk", "around", None),
    ("It was calm in the Pokrovsk direction.", "Pokrovsk direction", "around", None),
    ("They met at the summit on peace in Donetsk.", "at the summit on peace in Donetsk", "at", None),
    ("They fight inside Pokrovsk.", "inside Pokrovsk", "in", None),
    ("They made deeper strikes into Ukraine.", "deeper strikes into Ukraine", "into", None),
    ("They crossed the border.", "crossed the border", "crosses", None),
    ("They met on the border with Sumy Oblast.", "on the border with Sumy Oblast", "near", None),
    ("They fight along the front line.", "along the front line", "along", None),
    ("They were weak on other parts of the front line.", "on other parts of the front line", "complement", None),
    ("They went deeper into Russian territory.", "deeper into Russian territory", "into", None),
)  # fmt: skip
SLAVIC = (
    ("Вони за 15 км на північний захід від Суджі.", "15 км на північний захід від Суджі", "offset", 315),
    ("Они в 10 км севернее Покровска.", "10 км севернее Покровска", "offset", 0),
    ("Вони менш ніж за 5 кілометрів від Покровська.", "менш ніж за 5 кілометрів від Покровська", "offset", None),
    ("Бої північніше Торецька.", "північніше Торецька", "direction", 0),
    ("Бои к югу от Покровска.", "к югу от Покровска", "direction", 180),
    ("Бої між Покровськом та Торецьком.", "між Покровськом та Торецьком", "between", None),
    ("Бои между Покровском и Донецком.", "между Покровском и Донецком", "between", None),
    ("Бої на околицях Торецька.", "на околицях Торецька", "outskirts", None),
    ("Бои на северной окраине Покровска.", "на северной окраине Покровска", "outskirts", 0),
    ("Північна частина Покровська впала.", "Північна частина Покровська", "in_part", 0),
    ("Тихо на півночі України.", "на півночі України", "in_part", 0),
    ("Бої у центрі Покровська.", "у центрі Покровська", "in_part", None),
    ("Стоять поблизу Покровська.", "поблизу Покровська", "near", None),
    ("Стоят в районе Донецка.", "в районе Донецка", "around", None),
    ("Тихо на Покровському напрямку.", "Покровському напрямку", "around", None),
    ("Йдуть у бік Покровська.", "у бік Покровська", "toward", None),
    ("Идут в сторону Донецка.", "в сторону Донецка", "toward", None),
    ("Стоят вдоль реки Сейм.", "вдоль реки Сейм", "along", None),
    ("Бої вздовж лінії фронту.", "вздовж лінії фронту", "along", None),
    ("Тихо на кордоні з Україною.", "на кордоні з Україною", "near", None),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "relation", "bearing"), [*ENGLISH, *SLAVIC])
def test_words_make_this_relative_place(sentence: str, words: str, relation: str, bearing: float | None) -> None:
    expression = one(sentence)
    assert (expression.text, expression.relation, expression.bearing_deg) == (words, relation, bearing)


NONE = (
    "They redeployed from Pokrovsk to Toretsk.",
    "A border guard left Pokrovsk.",
    "It was a cross-border raid.",
    "The city of Pokrovsk fell.",
    "A pro-Western Ukraine and Pokrovsk met.",
    "Pokrovsk fell. The town council of another place met.",
)


@pytest.mark.parametrize("sentence", NONE)
def test_words_that_place_nothing_make_no_expression(sentence: str) -> None:
    assert relate(sentence) == ()


@pytest.mark.parametrize(
    ("words", "bearing"),
    [
        ("ENE", 67.5),
        ("south-southwest", 202.5),
        ("Northwestern", 315),
        ("північно-східніше", 45),
        ("юго-западнее", 225),
    ],
)
def test_compound_directions_have_their_bearing(words: str, bearing: float) -> None:
    assert bearing_of(words) == bearing


def test_a_direction_against_itself_has_no_bearing() -> None:
    assert bearing_of("north-south") is None
    assert bearing_of("north-east-west") is None


def test_the_distance_in_cyrillic_words_is_read_with_its_hedge() -> None:
    near, ranged, over = (one(f"Они {words} от Покровска.") for words in ("около 10 км", "10–15 км", "более 20 км"))
    assert (near.distance_m, near.distance_low_m, near.distance_high_m) == (10_000, 9_000, 11_000)
    assert (ranged.distance_m, ranged.distance_low_m, ranged.distance_high_m) == (12_500, 10_000, 15_000)
    assert (over.distance_low_m, over.distance_high_m) == (20_000, None)


def test_a_list_shares_its_relation_and_a_clause_does_not() -> None:
    assert [x.text for x in relate("They stood near Pokrovsk, Toretsk and Donetsk.")] == [
        "near Pokrovsk",
        "Toretsk",
        "Donetsk",
    ]
    assert [x.text for x in relate("They stood near Pokrovsk and Toretsk fell.")] == ["near Pokrovsk"]


def test_the_town_is_the_one_named_last_and_not_the_one_measured_from() -> None:
    text = "Pokrovsk lies 50 km from Donetsk. They left the town."
    back = next(x for x in relate(text) if x.relation == "coref")
    assert (back.text, back.ground) == ("the town", "m1")


def test_a_share_of_its_territory_is_of_the_country_named_before() -> None:
    part = one("Ukraine lost a tenth of its territory.")
    assert (part.text, part.relation, part.ground) == ("of its territory", "part_of", "m1")


def test_the_east_of_a_people_is_the_east_of_their_country() -> None:
    part = one("Ukraine gave ground. It held Ukrainian positions in the east and waited.")
    assert (part.text, part.ground, part.bearing_deg) == ("in the east", "m1", 90)
    assert part.geometry is not None
    assert area_km2(part.geometry.intersection(box(28.0, 44, 34.2, 53))) > 0.99 * area_km2(part.geometry)


@pytest.mark.parametrize("bearing", [0, 45, 90, 135, 180, 225, 270, 315])
@pytest.mark.parametrize("km", [8, 25, 60])
def test_an_offset_holds_the_point_at_its_distance_and_bearing(bearing: int, km: int) -> None:
    words = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")[bearing // 45]
    for place in (POKROVSK, WACO):
        ground = one(f"It lies {km} km {words} of {place.name}.").geometry
        assert ground is not None
        assert ground.covers(seen_from(place, bearing, km * 1000))
        assert not ground.intersects(seen_from(place, bearing + 180, km * 1000))


def test_distances_in_the_war_run_shorter_than_said_and_elsewhere_longer() -> None:
    here, there = one("It lies 100 km east of Pokrovsk.").geometry, one("It lies 100 km east of Waco.").geometry
    assert here is not None
    assert there is not None
    assert here.covers(seen_from(POKROVSK, 90, 68_000))
    assert not there.covers(seen_from(WACO, 90, 60_000))
    assert there.covers(seen_from(WACO, 90, 120_000))
    assert not here.covers(seen_from(POKROVSK, 90, 120_000))


def test_a_distance_without_direction_is_a_ring_and_within_it_a_disc() -> None:
    ring, disc = one("It lies 40 km from Waco.").geometry, one("It lies within 40 km of Waco.").geometry
    assert ring is not None
    assert disc is not None
    assert all(ring.covers(seen_from(WACO, bearing, 40_000)) for bearing in range(0, 360, 30))
    assert not ring.covers(Point(WACO.lon, WACO.lat))
    assert disc.covers(seen_from(WACO, 77, 500))


def test_a_bare_direction_reaches_thirty_kilometres() -> None:
    ground = one("They dug in north of Pokrovsk.").geometry
    assert ground is not None
    assert ground.covers(seen_from(POKROVSK, 40, 29_000))
    assert not ground.intersects(seen_from(POKROVSK, 50, 29_000))
    assert not ground.intersects(seen_from(POKROVSK, 0, 31_000))


def test_a_direction_from_a_region_lies_outside_it() -> None:
    ground = one("They dug in east of the Kursk region.").geometry
    assert ground is not None
    assert area_km2(ground.intersection(KURSK.shape)) == pytest.approx(0, abs=1)
    assert ground.covers(Point(38.6, 51.6))
    assert ground.bounds[0] > 36


@pytest.mark.parametrize(
    ("words", "inside", "share"),
    [
        ("the northern part of the Kursk region", (36.3, 52.3), 0.5),
        ("the south-west of the Kursk region", (34.2, 51.0), 0.25),
        ("the centre of the Kursk region", (36.3, 51.65), 0.25),
        ("eastern Pokrovsk", (37.20, 48.28), 0.5),
    ],
)
def test_a_part_is_cut_from_the_place(words: str, inside: tuple[float, float], share: float) -> None:
    expression = one(f"They hold {words}.")
    whole = one(f"They fight through {'Pokrovsk' if 'Pokrovsk' in words else 'Kursk region'}.").geometry
    assert expression.geometry is not None
    assert expression.geometry.covers(Point(inside))
    assert area_km2(expression.geometry) == pytest.approx(share * area_km2(whole), rel=0.02)


def test_the_outskirts_are_a_rim_without_the_middle() -> None:
    rim, west = one("On the outskirts of Toretsk."), one("On the western outskirts of Toretsk.")
    assert rim.geometry is not None
    assert west.geometry is not None
    assert not rim.geometry.covers(Point(TORETSK.lon, TORETSK.lat))
    assert all(rim.geometry.covers(seen_from(TORETSK, bearing, 3_000)) for bearing in (0, 120, 240))
    assert west.geometry.covers(seen_from(TORETSK, 270, 3_000))
    assert not west.geometry.intersects(seen_from(TORETSK, 90, 3_000))


def test_between_two_towns_lies_the_middle_of_the_way() -> None:
    ground = one("Villages between Pokrovsk and Toretsk fell.").geometry
    azimuth, _, metres = GEOD.inv(POKROVSK.lon, POKROVSK.lat, TORETSK.lon, TORETSK.lat)
    assert ground is not None
    assert ground.covers(seen_from(POKROVSK, azimuth, metres / 2))
    assert not ground.covers(seen_from(POKROVSK, azimuth, -5_000))


def test_nothing_lies_between_places_a_continent_apart() -> None:
    assert one("Somewhere between Pokrovsk and Waco.").geometry is None


def test_along_a_river_follows_its_line_and_a_bank_lies_to_one_side() -> None:
    river, bank = one("They dug in along the Seim."), one("They dug in on the northern bank of the Seim.")
    assert river.geometry is not None
    assert bank.geometry is not None
    assert river.geometry.covers(SEIM.shape)
    assert bank.geometry.covers(Point(34.5, 51.52))
    assert not bank.geometry.intersects(Point(34.5, 51.48))


def test_toward_a_town_is_the_side_one_comes_from() -> None:
    ground = one("From Donetsk they pushed towards Pokrovsk.").geometry
    facing = GEOD.inv(POKROVSK.lon, POKROVSK.lat, DONETSK.lon, DONETSK.lat)[0]
    assert ground is not None
    assert ground.covers(seen_from(POKROVSK, facing, 20_000))
    assert not ground.intersects(seen_from(POKROVSK, facing + 180, 5_000))


def test_behind_a_town_is_the_side_one_does_not_come_from() -> None:
    ground = one("Seen from Donetsk they stood behind Pokrovsk.").geometry
    facing = GEOD.inv(POKROVSK.lon, POKROVSK.lat, DONETSK.lon, DONETSK.lat)[0]
    assert ground is not None
    assert ground.covers(seen_from(POKROVSK, facing + 180, 10_000))
    assert not ground.intersects(seen_from(POKROVSK, facing, 10_000))


BORDERS = (
    "Ukraine entered the Kursk region and its troops crossed the border.",
    "They met near the border between Kursk region and Ukraine.",
    "Kursk region is calm. They stood on the border with Ukraine.",
    "Ukraine and the Kursk region. They crossed the Russian border.",
)


@pytest.mark.parametrize("text", BORDERS)
def test_a_border_is_the_strip_where_both_sides_meet(text: str) -> None:
    border = relate(text)[-1].geometry
    assert border is not None
    assert border.covers(box(34.05, 51.0, 34.15, 52.3))
    assert border.bounds[0] > 33.8
    assert border.bounds[2] < 34.4


def test_a_distance_from_a_border_leaves_the_border_out() -> None:
    border = one("Kursk region is calm. They stood 40 km from the border with Ukraine.")
    assert (border.relation, border.distance_m) == ("offset", 40_000)
    assert border.geometry is not None
    assert not border.geometry.intersects(Point(34.1, 51.6))
    assert border.geometry.covers(seen_from(town("edge", 34.1, 51.6), 90, 38_000))


def test_a_border_of_unnamed_sides_has_no_ground() -> None:
    assert (one("They crossed the border.").ground, one("They crossed the border.").geometry) == (None, None)


def test_a_country_without_a_shape_has_the_outline_that_ships() -> None:
    bare = Place(
        id="ne:UA", name="Ukraine", kind="country", lon=31, lat=49, radius_m=4e5, country="UA", geometry="polygon"
    )
    east = one("Rain fell on eastern Ukraine.", {**NAMES, "Ukraine": bare}).geometry
    assert east is not None
    assert east.covers(Point(DONETSK.lon, DONETSK.lat))
    assert not east.intersects(Point(24.0, 49.8))


def test_the_rest_of_a_region_leaves_out_what_was_named() -> None:
    rest = one("They hold Sudzha; it was calm in the rest of the Kursk region.").geometry
    assert rest is not None
    assert not rest.covers(Point(SUDZHA.lon, SUDZHA.lat))
    assert rest.covers(Point(36.2, 51.7))


def test_a_pair_named_before_a_border_are_its_sides() -> None:
    border = relate("It was calm. They met near the Sumy Oblast-Kursk region border, they said.")[-1]
    assert border.ground == "m1"
    assert border.geometry is not None
    assert border.geometry.covers(Point(34.1, 51.5))


def test_the_border_region_is_the_region_named_before() -> None:
    toward = one("They hit the Kursk region. Troops moved toward the border region.")
    assert (toward.relation, toward.ground, toward.geometry) == ("toward", "m1", KURSK.shape)


def test_a_place_without_outline_has_no_part() -> None:
    bare = Place(id="x:bare", name="Kursk", kind="region", lon=36, lat=51.7, radius_m=90_000, geometry="polygon")
    assert one("In the west of the Kursk region.", {**NAMES, "Kursk region": bare}).geometry is None


WORDS = [sentence for sentence, *_ in (*ENGLISH, *SLAVIC)]


@given(st.sampled_from(WORDS), st.floats(-180, 180), st.floats(-90, 90), st.sampled_from([1.0, 3e3, 2e5]))
def test_every_area_is_valid_and_none_wraps_round_the_globe(sentence, lon, lat, radius_m):
    here = Place(id="x:h", name="here", kind="city", lon=lon, lat=lat, radius_m=radius_m)
    there = Place(
        id="x:t", name="there", kind="city", lon=max(-180, lon - 0.5), lat=max(-90, lat - 0.3), radius_m=radius_m
    )
    names = {name: there if place in (TORETSK, DONETSK) else here for name, place in NAMES.items()}
    for expression in relate(sentence, names):
        if expression.geometry is not None:
            west, south, east, north = expression.geometry.bounds
            assert expression.geometry.is_valid
            assert expression.geometry.geom_type in ("Polygon", "MultiPolygon")
            assert east - west < 180
            assert -90 <= south < north <= 90


@given(st.sampled_from(WORDS), st.floats(-176, 172), st.floats(-80, 80))
def test_areas_of_areas_and_lines_are_valid_anywhere(sentence, lon, lat):
    shape, line = box(lon, lat, lon + 4, lat + 2), LineString([(lon, lat), (lon + 1, lat + 1), (lon + 1, lat - 1)])
    ground = area("here", "RU", "region", shape)
    river = Place(id="x:l", name="l", kind="waterbody", lon=lon, lat=lat, radius_m=1e4, geometry="line", shape=line)
    names = {name: river if place in (SEIM, N07) else ground for name, place in NAMES.items()}
    assert all(x.geometry is None or x.geometry.is_valid for x in relate(sentence, names))


def test_a_country_across_180_degrees_is_cut_in_one_piece() -> None:
    halves = MultiPolygon([box(100, 50, 180, 70), box(-180, 60, -170, 70)])
    east = one("Rain fell on eastern Ukraine.", {**NAMES, "Ukraine": area("far", "RU", "country", halves)}).geometry
    assert east is not None
    assert east.bounds == pytest.approx((145, 50, 190, 70))


@given(st.text(), st.sampled_from(WORDS), st.text())
def test_expressions_slice_back_in_order_whatever_stands_around(before, sentence, after):
    text = f"{before} {sentence} {after}"
    found = relate(text)
    assert all(text[x.start : x.end] == x.text for x in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    text = " ".join(WORDS) + " A plain sentence that says nothing about any place stands here to fill the line."
    seconds = []
    for times in (20, 80):
        article = Article(text=text * times)
        found, lengths = resolutions(article.text), find_quantities(article.text)
        tries = []
        for _ in range(3):
            began = time.process_time()
            find_expressions(article, found, lengths)
            tries.append(time.process_time() - began)
        seconds.append(min(tries))
    # Four times the text: 16 times the time if it were quadratic.
    assert seconds[1] < 8 * seconds[0]


@pytest.mark.parametrize(
    "hostile", ["north-" * 100_000, "in the " * 100_000, "border " * 30_000, "10 km " * 10_000 + "10–15 км " * 10_000]
)
def test_words_without_end_take_no_time_without_end(hostile: str) -> None:
    began = time.process_time()
    relate(f"{hostile}Pokrovsk {hostile}")
    assert time.process_time() - began < 20


BLACK_SEA = Place(
    id="x:Black", name="Black Sea", kind="waterbody", lon=34.0, lat=43.5, radius_m=400_000, geometry="vague"
)
STEPPE = Place(
    id="x:Steppe", name="Steppe", kind="macro_region", lon=36.0, lat=49.0, radius_m=100_000, geometry="vague"
)
LONG_ROAD = Place(
    id="x:H07", name="H07", kind="road", lon=35.0, lat=51.0, radius_m=200_000, geometry="line",
    shape=LineString([(31.0, 50.5), (33.0, 50.9), (35.27, 51.19)]),
)  # fmt: skip
WIDE = NAMES | {"Black Sea": BLACK_SEA, "Steppe": STEPPE, "H07": LONG_ROAD}


def test_beside_a_sea_whose_shores_are_unknown_there_is_no_area() -> None:
    assert one("They are north of the Black Sea.", WIDE).geometry is None
    assert one("They are 50 km north of the Black Sea.", WIDE).geometry is None


@pytest.mark.parametrize("words", ["north of", "20 km north of"])
def test_a_direction_from_a_wide_region_starts_at_its_edge(words: str) -> None:
    geometry = one(f"They are {words} the Steppe.", WIDE).geometry
    assert geometry is not None
    assert geometry.covers(seen_from(STEPPE, 0, 120_000))
    assert not geometry.covers(seen_from(STEPPE, 0, 60_000))


@pytest.mark.parametrize(
    "text",
    [
        "They moved along the H07 road near Sudzha.",
        "They moved along the H07 in the town of Sudzha.",
        "Рухались вздовж траси H07 біля Суджі.",
        "Шли вдоль трассы H07 под Суджей.",
    ],
)
def test_of_a_road_near_a_town_only_the_stretch_by_it_is_meant(text: str) -> None:
    (along, *_) = relate(text, WIDE)
    assert along.geometry is not None
    assert along.geometry.covers(Point(35.1, 51.17))
    assert not along.geometry.intersects(Point(34.5, 51.0).buffer(0.2))


def test_of_a_road_in_a_region_the_part_inside_it_is_meant() -> None:
    (along, *_) = relate("They moved along the H07 in Kursk region.", WIDE)
    assert along.geometry is not None
    assert along.geometry.bounds[0] > 34.0


def test_a_road_that_does_not_come_near_the_town_is_meant_as_a_whole() -> None:
    (near, *_), (whole,) = (relate(f"They moved along the H07{more}.", WIDE) for more in (" near Pokrovsk", ""))
    assert (near.geometry, whole.relation) == (whole.geometry, "along")


@pytest.mark.parametrize(
    "text",
    [
        "They crossed the border from Sumy Oblast into Kursk region.",
        "They crossed the border into Kursk region from Sumy Oblast.",
        "На границе Сумской и Курской областей идут бои.",
        "На кордоні Сумської та Курської областей тривають бої.",
        "Они пересекли границу из Сумской области в Курскую.",
        "Вони перетнули кордон із Сумської області до Курської.",
    ],
)
def test_a_border_of_two_regions_is_where_they_meet(text: str) -> None:
    geometry = one(text, NAMES | {"Сумск": SUMY}).geometry
    assert geometry is not None
    assert geometry.covers(Point(34.1, 51.5))
    assert area_km2(geometry) < 5_000
    assert not geometry.covers(Point(34.6, 51.5))


def test_a_border_with_a_country_in_a_region_is_not_that_of_the_two() -> None:
    (expression, *_) = relate("They stand at the border from Ukraine into Kursk region.")
    assert expression.text == "at the border"


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("Курськ is quiet. Fights go on 50 km north-west of Pokrovsk.", "50 km north-west of Pokrovsk", "offset"),
        ("Покровськ and the land 20 km south of Toretsk.", "20 km south of Toretsk", "offset"),
        ("At Toretsk, тихо. Бої за 50 км на північ від Покровська.", "50 км на північ від Покровська", "offset"),
        ("Тихо. Fights go on north of Pokrovsk (Покровськ).", "north of Pokrovsk", "direction"),
        ("Sudzha! Бои севернее Pokrovsk.", "севернее Pokrovsk", "direction"),
    ],
)
def test_a_phrase_is_read_by_the_words_beside_the_name_whatever_script_stands_around(
    text: str, words: str, relation: str
) -> None:
    assert [(x.text, x.relation) for x in relate(text)] == [(words, relation)]


def test_an_english_distance_is_read_in_an_article_of_another_language() -> None:
    text = "Тихо на фронті сьогодні вночі та вдень. Fights go on 50 km north of Pokrovsk."
    (offset,) = find_expressions(
        Article(text=text, language="uk"), resolutions(text), find_quantities(text, language="uk")
    )
    assert (offset.text, offset.distance_m, offset.bearing_deg) == ("50 km north of Pokrovsk", 50_000, 0)
