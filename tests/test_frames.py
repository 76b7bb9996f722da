"""Records as tables: every frame in EPSG:4326, nothing invented, places there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geo.frames import CLAIM_COLUMNS, FINDING_COLUMNS, PAIR_COLUMNS, PLACE_COLUMNS, from_frame, to_frame
from geo.measure import distance_m
from geo.records import PLACE_KINDS, Article, Mention, Place, Reading, Report, Resolution

COLUMNS = {"claims": CLAIM_COLUMNS, "places": PLACE_COLUMNS, "findings": FINDING_COLUMNS, "pairs": PAIR_COLUMNS}
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
PLACES = st.builds(
    Place,
    id=WORDS,
    name=WORDS,
    kind=st.sampled_from(sorted(PLACE_KINDS)),
    lon=st.floats(-179, 179),
    lat=st.floats(-89, 89),
    radius_m=st.floats(0, 1e6),
    country=st.none() | st.sampled_from(["UA", "NA"]),
    admin1=st.none() | WORDS,
    geometry=st.sampled_from(["point", "vague"]),
    population=st.none() | st.integers(0, 2**40),
    shape=st.none() | st.just(box(30, 45, 31, 46)),
)


def holding(places: list[Place]) -> Report:
    """Return a report whose one article mentions the places, each once, on the map."""
    resolutions = tuple(
        Resolution(mention=Mention(id=f"m{n}", start=n, end=n + 1, text="x"), usage="literal", mapped=True, place=place)
        for n, place in enumerate(places)
    )
    return Report(
        generator="test", articles=(Reading(article=Article(text="x" * len(places)), resolutions=resolutions),)
    )


@pytest.mark.parametrize("what", COLUMNS)
def test_an_empty_frame_has_its_columns_and_its_crs(what: str) -> None:
    frame = to_frame(Report(generator="test"), what)
    assert list(frame.columns) == [*COLUMNS[what], "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert frame.empty


@given(st.lists(PLACES, max_size=4, unique_by=lambda place: place.id))
def test_places_go_into_a_frame_and_come_back(places: list[Place]) -> None:
    back = from_frame(to_frame(holding(places), "places"))
    assert back == tuple(places)
    assert [place.shape for place in back] == [place.shape for place in places]


def test_a_place_named_twice_is_one_row_with_two_mentions() -> None:
    place = Place(id="a", name="A", kind="city", lon=1, lat=2, radius_m=3)
    frame = to_frame(holding([place, place]), "places")
    assert list(frame["mentions"]) == [2]


def test_a_claim_lies_at_its_target_before_the_region_around_it(report: Report) -> None:
    row = to_frame(report, "claims").iloc[0]
    assert (row["place"], row["radius_m"]) == ("Sudzha", 2500)
    assert row.geometry.geom_type == "Point"


def test_a_claim_placed_by_relation_lies_in_an_area_that_its_radius_covers(report: Report) -> None:
    row = to_frame(report, "claims").iloc[1]
    corners = [distance_m((row["lon"], row["lat"]), corner) for corner in row.geometry.exterior.coords]
    assert row["place_id"] is None
    assert max(corners) == pytest.approx(row["radius_m"])


def test_what_is_not_known_is_none_in_a_frame(report: Report) -> None:
    row = to_frame(report, "claims").iloc[1]
    assert row["verdict"] is None
    assert row["from_day"] is None


def test_a_finding_stands_on_the_place_of_its_claim(report: Report) -> None:
    row = to_frame(report, "findings").iloc[0]
    assert (row["claim"], row["verdict"]) == ("c1", "no_data")
    assert (row.geometry.x, row.geometry.y) == pytest.approx((35.2722222, 51.1908333))


def test_an_unknown_frame_names_the_known_ones(report: Report) -> None:
    with pytest.raises(ValueError, match="claims, places, findings"):
        to_frame(report, "verdicts")
