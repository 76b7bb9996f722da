"""Quantities: real wording, its value in SI, and what the wording allows."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.quantities import find_quantities
from tests.clock import processor_seconds

YEAR = 31_557_600.0
KM2 = 1_000_000.0

# sentence, words, value, unit, SI value, SI unit, low, high, approx
ONE = [
    ("It lies about 50km to the east.", "about 50km", 50, "km", 50e3, "m", 45e3, 55e3, "about"),
    ("It lies 54.6 km away.", "54.6 km", 54.6, "km", 54.6e3, "m", 54.55e3, 54.65e3, "exact"),
    ("It lies 50 km away.", "50 km", 50, "km", 50e3, "m", 45e3, 55e3, "exact"),
    (
        "They dug around seven miles of it.",
        "around seven miles",
        7,
        "mile",
        11265.408,
        "m",
        10138.8672,
        12391.9488,
        "about",
    ),
    ("A mile of trench.", "A mile", 1, "mile", 1609.344, "m", 1448.4096, 1770.2784, "exact"),
    (
        "Some 500 square miles burned.",
        "Some 500 square miles",
        500,
        "square mile",
        1294994055.17,
        "m2",
        1165494649.65,
        1424493460.68,
        "about",
    ),
    ("It held 1,295 sq km.", "1,295 sq km", 1295, "km²", 1295e6, "m2", 1294.5e6, 1295.5e6, "exact"),
    ("It held 1 000 km² then.", "1 000 km²", 1000, "km²", 1e9, "m2", 900e6, 1100e6, "exact"),
    ("It held 1.000.000 hectares.", "1.000.000 hectares", 1e6, "hectare", 1e10, "m2", 9e9, 1.1e10, "exact"),
    ("They gained 15 km² a day.", "15 km² a day", 15, "km²/day", 15e6, "m2/d", 14.5e6, 15.5e6, "exact"),
    (
        "They gained 70 square kilometres per week.",
        "70 square kilometres per week",
        70,
        "km²/week",
        10e6,
        "m2/d",
        9285714.28571,
        10714285.7143,
        "exact",
    ),
    ("It took 0.0125% of the land.", "0.0125%", 0.0125, "percent", 0.000125, "1", 0.0001245, 0.0001255, "exact"),
    ("Under 20 per cent of it fell.", "Under 20 per cent", 20, "percent", 0.2, "1", 0, 0.2, "below"),
    ("A fifth of the oblast fell.", "A fifth", 0.2, "fraction", 0.2, "1", 0.19, 0.21, "exact"),
    (
        "Nearly two-thirds of the town fell.",
        "Nearly two-thirds",
        2 / 3,
        "fraction",
        0.666666666667,
        "1",
        0.6,
        0.666666666667,
        "below",
    ),
    ("More than half of it fell.", "More than half", 0.5, "fraction", 0.5, "1", 0.5, None, "at_least"),
    ("It lasted almost a year.", "almost a year", 1, "year", YEAR, "s", 0.9 * YEAR, YEAR, "below"),
    ("A 30-day pause.", "30-day", 30, "day", 2592e3, "s", 2332.8e3, 2851.2e3, "exact"),
    (
        "For two and a half years.",
        "two and a half years",
        2.5,
        "year",
        2.5 * YEAR,
        "s",
        2.25 * YEAR,
        2.75 * YEAR,
        "exact",
    ),
    ("They entered 28 small settlements.", "28 small settlements", 28, "settlement", 28, "1", 27.5, 28.5, "exact"),
    (
        "Up to four hundred personnel died.",
        "Up to four hundred personnel",
        400,
        "personnel",
        400,
        "1",
        0,
        400,
        "at_most",
    ),
    ("At least 12 civilians died.", "At least 12 civilians", 12, "civilian", 12, "1", 12, None, "at_least"),
    ("They lost 11 T-72 tanks.", "11 T-72 tanks", 11, "tank", 11, "1", 10.5, 11.5, "exact"),
    ("They took 90 prisoners of war.", "90 prisoners of war", 90, "prisoner", 90, "1", 85, 95, "exact"),
    ("He lost twenty-five drones.", "twenty-five drones", 25, "drone", 25, "1", 24.5, 25.5, "exact"),
    (
        "He lost two hundred and fifty drones.",
        "two hundred and fifty drones",
        250,
        "drone",
        250,
        "1",
        245,
        255,
        "exact",
    ),
    ("A dozen villages burned.", "A dozen villages", 12, "village", 12, "1", 11.5, 12.5, "about"),
    (
        "About 3.5 million people fled.",
        "About 3.5 million people",
        3.5e6,
        "person",
        3.5e6,
        "1",
        3.15e6,
        3.85e6,
        "about",
    ),
    ("They fired 40 drones per night.", "40 drones per night", 40, "drone/night", 40, "1/d", 36, 44, "exact"),
    ("It lies 10-15 km away.", "10-15 km", 12.5, "km", 12.5e3, "m", 10e3, 15e3, "range"),
    ("It lies between 10 and 15 km away.", "between 10 and 15 km", 12.5, "km", 12.5e3, "m", 10e3, 15e3, "range"),
    (
        "It lies from two to three miles away.",
        "from two to three miles",
        2.5,
        "mile",
        4023.36,
        "m",
        3218.688,
        4828.032,
        "range",
    ),
    ("2 to 3 million people fled.", "2 to 3 million people", 2.5e6, "person", 2.5e6, "1", 2e6, 3e6, "range"),
    ("They hold three-to-four times more land.", "three-to-four times", 3.5, "times", 3.5, "1", 3, 4, "range"),
    ("They have twice as much land.", "twice", 2, "times", 2, "1", 1.8, 2.2, "exact"),
    ("They were outnumbered five to one.", "five to one", 5, "times", 5, "1", 4.5, 5.5, "exact"),
    ("It was hit three times a day.", "three times a day", 3, "per day", 3, "1/d", 2.5, 3.5, "exact"),
    ("It moved at 36 km/h.", "36 km/h", 36, "km/h", 10, "m/s", 9.86111111111, 10.1388888889, "exact"),
    ("It lies 10 kilometers or so away.", "10 kilometers or so", 10, "km", 10e3, "m", 9e3, 11e3, "about"),
    ("It lies ~50 km away.", "~50 km", 50, "km", 50e3, "m", 45e3, 55e3, "about"),
    ("It lies 12,5 km away.", "12,5 km", 12.5, "km", 12.5e3, "m", 12.45e3, 12.55e3, "exact"),
    ("It held 1,234.5 km² then.", "1,234.5 km²", 1234.5, "km²", 1234.5e6, "m2", 1234.45e6, 1234.55e6, "exact"),
    (
        "Some forty-five thousand troops came.",
        "Some forty-five thousand troops",
        45e3,
        "troop",
        45e3,
        "1",
        40500,
        49500,
        "about",
    ),
    ("The shelling left nine dead.", "nine dead", 9, "dead", 9, "1", 8.5, 9.5, "exact"),
    ("The strike killed at least 12.", "at least 12", 12, "killed", 12, "1", 12, None, "at_least"),
    ("One in four houses is gone.", "One in four", 0.25, "fraction", 0.25, "1", 0.225, 0.275, "exact"),
    ("They have a 3:1 advantage.", "3:1", 3, "times", 3, "1", 2.5, 3.5, "exact"),
    ("Less than half that is left.", "Less than half", 0.5, "fraction", 0.5, "1", 0, 0.5, "below"),
    ("Some 2000 soldiers came.", "Some 2000 soldiers", 2000, "soldier", 2000, "1", 1800, 2200, "about"),
]

VAGUE = [
    ("Several hundred Polish troops marched.", "Several hundred Polish troops", "troop", "1", 200, 900),
    ("Tens of thousands of people left.", "Tens of thousands of people", "person", "1", 20_000, 100_000),
    ("Dozens of drones flew.", "Dozens of drones", "drone", "1", 24, 120),
    (
        "The bridge was hit several times, not per month, but per day.",
        "several times, not per month, but per day",
        "per day",
        "1/d",
        2,
        9,
    ),
    ("They hold a sliver of that.", "a sliver", "fraction", "1", 0, 0.5),
]

NONE = [
    "Three key aspects of the 80th Brigade on the N07 after Minsk II.",
    "On 6 August Ukrainian soldiers crossed; on August 6 troops crossed again.",
    "The 2022 attacks and the 2023 battles, in 2014 soldiers recalled, were the first.",
    "The aid of $5 million, €20 million or 5 million dollars bought T-72 tanks and Su-34 jets.",
    "A 30-year-old driver left three days ago and came back two weeks later.",
    "It is once more the first half of the year, a third party said, one of the towns at best.",
    "Group of 7, Channel 5, version 3.5.1, 155mm shells, in three directions, on all fours.",
    "As many shells as before, 155 mm shells, 120mm rounds, a score of 3:1; one battalion commander spoke on page 12.",
    "It moves day by day, and one day it will end.",
]


@pytest.mark.parametrize("row", ONE, ids=[row[1] for row in ONE])
def test_a_quantity_is_read_as_said_and_in_si(
    row: tuple[str, str, float, str, float, str, float, float | None, str],
) -> None:
    sentence, words, value, unit, si, si_unit, low, high, approx = row
    (found,) = find_quantities(sentence)
    assert sentence[found.start : found.end] == found.text == words
    assert (found.unit, found.si_unit, found.approx) == (unit, si_unit, approx)
    assert (found.value, found.si, found.low) == pytest.approx((value, si, low))
    assert found.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize("row", VAGUE, ids=[row[1] for row in VAGUE])
def test_a_vague_amount_has_ends_but_no_value(row: tuple[str, str, str, str, float, float]) -> None:
    sentence, words, unit, si_unit, low, high = row
    (found,) = find_quantities(sentence)
    assert (found.text, found.unit, found.si_unit, found.approx) == (words, unit, si_unit, "vague")
    assert (found.value, found.si, found.low, found.high) == (None, None, low, high)


@pytest.mark.parametrize("sentence", NONE)
def test_numbers_that_are_no_quantities_are_left_alone(sentence: str) -> None:
    assert find_quantities(sentence) == ()


def test_two_units_of_one_area_are_two_quantities() -> None:
    first, second = find_quantities("They hold 100 square kilometres (39 square miles) of it.")
    assert (first.id, second.id) == ("q1", "q2")
    assert first.si == pytest.approx(second.si, rel=0.02)


def test_a_count_of_troops_is_no_distance() -> None:
    found = find_quantities("5m refugees, 300 troops, 300 m, 10 miles.")
    assert [(one.si, one.si_unit) for one in found] == [(5e6, "1"), (300, "1"), (300, "m"), (16093.44, "m")]


WHOLES = [
    ("Over 80 percent of the Donetsk region fell.", "the Donetsk region"),
    ("They hold two-thirds of the territory of Luhansk Oblast.", "the territory of Luhansk Oblast"),
    ("It lost 40 per cent of that ground, leaving little.", "that ground"),
    ("Half the city is rubble.", "the city"),
    ("Support fell to 40 per cent in May.", None),
]


@pytest.mark.parametrize(("sentence", "whole"), WHOLES)
def test_a_share_says_what_it_is_a_share_of(sentence: str, whole: str | None) -> None:
    found = find_quantities(sentence)[0]
    assert (sentence[slice(*found.of)] if found.of else None) == whole


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("They downed 62 of 85 drones; another 20 were lost.", [(62, "drone"), (85, "drone"), (20, "drone")]),
        ("They sent 30 tanks and lost 13 of them.", [(30, "tank"), (13, "tank")]),
        ("Some 18,000 residents of a pre-war 60,000 remain.", [(18e3, "resident"), (60e3, "resident")]),
        ("A mere 5 m people live there, down from 6.5m.", [(5e6, "person"), (6.5e6, "person")]),
    ],
)
def test_a_number_without_a_noun_shares_its_neighbours(sentence: str, read: list[tuple[float, str]]) -> None:
    assert [(one.si, one.unit) for one in find_quantities(sentence, language="en")] == read


PIECES = st.sampled_from(
    "6 10-15 1,000 2.5 0 999999999999 km km² % percent miles a half of about over up to three twenty hundred million several dozens of "
    "times per day ago soldiers villages and between from to , . - $ ~ twice as more the two-thirds year years n07 or so".split(
        " "
    )
)


@given(st.lists(PIECES, max_size=40))
def test_any_words_give_verbatim_spans_in_order_with_low_below_high(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_quantities(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(one.low <= one.high for one in found if one.low is not None and one.high is not None)


@pytest.mark.parametrize(
    "piece", [" ", "1", "a ", "6 ", "1,000,", "1.1.", "two hundred ", "between 10 and ", "some ", "\n", "word "]
)
def test_reading_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece)) + " 5 km"
        return processor_seconds(lambda: find_quantities(text))

    small = seconds(250_000)
    assert seconds(1_000_000) < max(0.5, 10 * small)
    assert small < 1


@pytest.mark.parametrize("name", ["000", "001"])
def test_the_reference_articles_are_read_as_annotated(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))
    text = (shared / "articles" / gold["file"]).read_bytes().decode("utf-8")
    found = [(one.start, one.end, one.si and pytest.approx(one.si)) for one in find_quantities(text)]
    assert found == sorted((one["start"], one["end"], one["si"]) for one in gold["quantities"])
