"""What sentences of our own claim: kind, manner, sources, actors, places, days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.claims import extract_claims
from geo.dates import find_times
from geo.mentions import find_mentions
from geo.places import find_expressions, resolve_places
from geo.quantities import find_quantities
from geo.records import Article, Claim, Section
from tests.atlas import Atlas

ATLAS = Atlas()
DAY = date(2024, 9, 10)


def read(text: str, **facts: object) -> list[Claim]:
    article = Article(text=text, published=DAY, **facts)  # type: ignore[arg-type]
    resolutions = resolve_places(article, find_mentions(article, ATLAS), ATLAS)
    quantities = find_quantities(text)
    expressions = find_expressions(article, resolutions, quantities)
    return list(extract_claims(article, resolutions, expressions, find_times(text, published=DAY), quantities))


# text, type, mode, stance, polarity
KINDS = (
    ("Russian forces hold Toretsk.", "control", "hold", "asserted", "+"),
    ("Ukrainian troops captured Sudzha on 15 August.", "change", "capture", "asserted", "+"),
    ("Russian forces have not captured Pokrovsk.", "change", "capture", "asserted", "-"),
    ("Russian troops had captured Toretsk.", "change", "capture", "asserted", "+"),
    ("Ukrainian soldiers have been captured near Toretsk.", "harm", "captured", "asserted", "+"),
    ("Ukraine launched a major incursion into the Kursk region.", "attack", "incursion", "asserted", "+"),
    ("Russian troops encircled Toretsk.", "encirclement", "encircle", "asserted", "+"),
    ("Ukrainian Pokrovsk lies 54 km north-west of Donetsk.", "position", "distance", "asserted", "+"),
    ("Ukraine redeployed two brigades to Pokrovsk.", "move", "redeploy", "asserted", "+"),
    ("Russian shelling killed four people in Toretsk.", "harm", "killed", "asserted", "+"),
    ("Russian and Ukrainian envoys resumed negotiations in Istanbul.", "talks", "negotiation", "asserted", "+"),
    ("Russia is about to take Pokrovsk.", "change", "capture", "predicted", "+"),
    ("Kyiv aims to capture Sudzha.", "change", "capture", "intended", "+"),
    ("If Russian forces captured Pokrovsk, supplies would stop.", "change", "capture", "hypothetical", "+"),
    ("The Ukrainian general staff said that its troops captured Sudzha.", "change", "capture", "claimed", "+"),
    ("Reuters reported that Russian troops captured Toretsk.", "change", "capture", "reported", "+"),
    ("The Russian ministry denied that Ukrainian troops captured Sudzha.", "change", "capture", "denied", "+"),
    ("Russian troops reportedly seized Toretsk.", "control", "seize", "reported", "+"),
    ("Ukraine still controls the city of Kursk.", "control", "hold", "asserted", "+"),
    ("The fall of Bakhmut followed.", "change", "capture", "asserted", "+"),
)


@pytest.mark.parametrize(("text", "type_", "mode", "stance", "polarity"), KINDS)
def test_a_sentence_makes_the_claim_a_reader_takes_from_it(
    text: str, type_: str, mode: str, stance: str, polarity: str
) -> None:
    first = read(text)[0]
    assert (first.type, first.mode, first.stance, first.polarity) == (type_, mode, stance, polarity)


NO_CLAIMS = (
    "Kursk lies in a plain of black soil.",
    "The Kursk operation has many critics.",
    "He took his time and held his breath.",
    "The ministry held a meeting about school meals.",
    "It took place on Friday.",
)


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_sentence_without_a_spatial_claim_yields_none(text: str) -> None:
    assert read(text) == []


def test_who_acts_and_who_is_acted_upon_come_with_their_sides() -> None:
    (claim,) = read("Russian troops are driving Ukrainian reservists from their trenches near Toretsk.")
    assert [(a.side, a.role) for a in claim.actors] == [("RU", "agent"), ("UA", "patient")]


def test_the_passive_turns_the_actors_round() -> None:
    (claim,) = read("The Ukrainian town of Toretsk was captured by Russian forces.")
    assert (claim.actors[0].side, claim.actors[0].role) == ("RU", "agent")


def test_a_town_falls_to_the_side_that_is_not_its_countrys() -> None:
    (claim,) = read("A Ukrainian soldier expects Pokrovsk, near Donetsk, to fall soon.")
    assert claim.actors[0].side == "RU"
    assert claim.stance == "predicted"


def test_nobody_occupies_its_own_territory() -> None:
    claims = read("Russia may soon end the occupation of 0.5% of its territory.")
    share = next(c for c in claims if c.mode == "occupy")
    assert [a.side for a in share.actors] == ["UA"]
    assert [w.role for w in share.where] == ["whole"]


def test_the_city_means_the_town_named_last() -> None:
    claims = read("Ukrainian units dug in at Toretsk. Russia is about to take the city.")
    assert claims[-1].where[0].ref == "m2"  # m1 is "Ukrainian"
    assert claims[-1].mode == "capture"


def test_he_carries_the_last_speaker_on() -> None:
    claims = read("President Smirnov said Russian forces hold Toretsk. He added that they captured Pokrovsk.")
    assert [c.sources[-1].name for c in claims] == [claims[0].sources[-1].name] * 2
    assert {c.stance for c in claims} == {"claimed"}


def test_a_plain_denial_turns_the_claim_before_it() -> None:
    claims = read(
        "An aim was to force Russian units to leave Toretsk and to advance on Donetsk in Ukraine. That has not happened."
    )
    assert claims[-1].polarity == "-"
    assert claims[-1].type == claims[-2].type


def test_the_day_in_the_clause_is_the_day_of_the_claim() -> None:
    (claim,) = read("Ukrainian troops captured Sudzha on 15 August.")
    assert claim.when is not None
    assert (claim.when.from_day, claim.when.to_day) == (date(2024, 8, 15), date(2024, 8, 15))


def test_a_claim_in_the_present_is_about_the_day_of_publication() -> None:
    (claim,) = read("Russian forces hold Toretsk.")
    assert claim.when is not None
    assert claim.when.to_day == DAY


def test_still_speaks_of_the_day_of_writing() -> None:
    text = "Ukrainian units stormed across the border on 6 August and still hold Sudzha."
    claim = next(c for c in read(text) if c.mode == "hold")
    assert claim.when is not None
    assert claim.when.to_day == DAY


def test_two_deeds_joined_by_and_are_two_claims() -> None:
    claims = read("Ukrainian forces crossed the border on 6 August 2024 and captured the Russian town of Sudzha.")
    assert [c.mode for c in claims] == ["border_crossing", "capture"]


def test_a_passive_without_by_names_no_captor() -> None:
    claims = read("Ukrainian drones hit Donetsk, and Toretsk was captured in July.")
    assert claims[-1].actors == ()


def test_a_sector_named_after_a_town_is_not_the_town() -> None:
    (claim,) = read("In the Toretsk sector, Ukrainian forces hold Pokrovsk near Donetsk.")
    assert [ref.relation for ref in claim.where if ref.ref == "m1"] == ["context"]


def test_the_month_of_may_is_no_maybe() -> None:
    (claim,) = read("Ukrainian Bakhmut fell in May 2023.")
    assert claim.stance == "asserted"


def test_reader_comments_are_not_the_authors_claims() -> None:
    text = "Russian forces hold Toretsk.\nRussian forces hold Pokrovsk near Donetsk."
    sections = (
        Section(start=0, end=28, kind="body"),
        Section(start=29, end=len(text), kind="comment", holder="a reader"),
    )
    assert len(read(text, sections=sections)) == 1


def test_the_author_comes_first_in_the_chain() -> None:
    (claim,) = read("Reuters reported that Russian troops captured Toretsk.", author="A. Writer")
    assert [s.name for s in claim.sources] == ["A. Writer", "Reuters"]


WORDS = "Russian Ukrainian troops captured hold Toretsk Kursk region not said that , . and 500 square miles on 6 August the city “ ” – has not happened occupation of 5% its territory".split()


@settings(max_examples=80)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_every_quote_is_verbatim_at_its_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    claims = read(text)
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert [c.id for c in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
