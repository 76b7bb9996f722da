"""Claims of several articles beside each other: what agrees, conflicts, differs, and what a later day overtook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import pipeline, records
from geo.errors import RecordError
from geo.exports import to_json
from geo.frames import to_frame
from geo.page.payload import make_payload
from geo.pairs import join_events, pair_claims
from geo.records import (
    Actor,
    Article,
    Claim,
    Finding,
    Mention,
    Pair,
    Place,
    PlaceRef,
    Quantity,
    Reading,
    Resolution,
    Speaker,
    When,
)
from tests.clock import processor_seconds
from tests.pairs_told import TOLD, TRAPS, UNPLACED

ALL = TOLD | TRAPS
PUBLISHED = {"000": "2024-09-17", "001": "2024-09-10", "002": "2025-03-18"}
DAY = date(2024, 9, 10)
SUDZHA = Place(id="geonames:485475", name="Sudzha", kind="city", lon=35.27, lat=51.19, radius_m=2000, country="RU")
SUDZHA_TOO = replace(SUDZHA, id="mine:7", lon=35.28)
FAR_SUDZHA = replace(SUDZHA, id="mine:8", lon=40.0)
KURSK = Place(id="ne:RU-KRS", name="Kursk Oblast", kind="region", lon=36.1, lat=51.7, radius_m=9e4, country="RU")
BELGOROD = replace(KURSK, id="ne:RU-BEL", name="Belgorod Oblast", lon=37.5, lat=50.8)
RUSSIA = Place(id="ne:RU", name="Russia", kind="country", lon=97.0, lat=61.0, radius_m=4e6, country="RU")


@cache
def read(name: str) -> records.Report:
    return pipeline.run((ALL | UNPLACED)[name].articles, [])


def kinds(pairs: Sequence[Pair]) -> Counter[tuple[str, str]]:
    return Counter((pair.relation, pair.aspect) for pair in pairs)


def claimed(
    text: str,
    place: Place,
    *,
    day: date | None = DAY,
    published: date | None = None,
    side: str = "UA",
    km2: float | None = None,
    name: str = "",
    findings: Mapping[str, Any] | None = None,
    language: str = "en",
    **fields: Any,
) -> Reading:
    """Return an article of one sentence with one claim about one place, made by hand."""
    article = Article(text=text, published=published or day, publisher="Dawn Post", language=language)
    mention = Mention(id="m1", start=0, end=1, text=text[0])
    quantity = Quantity(
        id="q1", start=0, end=1, text=f"{km2} km²", value=km2, unit="km²", si=(km2 or 0) * 1e6, si_unit="m2",
        low=0.9e6 * (km2 or 0), high=1.1e6 * (km2 or 0),
    )  # fmt: skip
    claim = Claim(**{
        "id": "c1", "start": 0, "end": len(text), "quote": text, "type": "control", "mode": "hold", "stance": "asserted",
        "polarity": "+", "certainty": "CT", "sources": (Speaker(name=name or None, role="author"),),
        "actors": (Actor(side=side, name=side, role="agent"),), "where": (PlaceRef(ref="m1", role="where"),),
        "when": None if day is None else When(from_day=day, to_day=day, granularity="day", anchor="explicit"),
        "quantities": ("q1",) if km2 else (),
    } | fields)  # fmt: skip
    finding = Finding(claim="c1", check="share_of_whole", verdict="no_data", reason="no_layer", figures=findings or {})
    return Reading(
        article=article,
        resolutions=(Resolution(mention=mention, usage="literal", mapped=True, place=place),),
        quantities=(quantity,),
        claims=(claim,),
        findings=(finding,) if findings else (),
    )


@pytest.mark.parametrize("name", ALL)
def test_the_pairs_of_some_articles_are_those_of_a_careful_reader(name: str) -> None:
    assert kinds(read(name).pairs) == Counter(ALL[name].wanted)


@pytest.mark.xfail(strict=True, reason="a name that several towns bear, without a hint, is left unplaced")
@pytest.mark.parametrize("name", UNPLACED)
def test_claims_about_a_place_that_nobody_placed_make_no_pair_yet(name: str) -> None:
    assert kinds(read(name).pairs) == Counter(UNPLACED[name].wanted)


@given(st.permutations(sorted(ALL)))
def test_the_order_of_the_articles_changes_nothing(names: list[str]) -> None:
    readings = {name: read(name).articles for name in ALL}
    straight = [one for name in ALL for one in readings[name]]
    shuffled = [one for name in names for one in reversed(readings[name])]
    assert pair_claims(shuffled) == pair_claims(straight)


def test_a_pair_names_claims_that_are_there_and_no_claim_on_both_sides() -> None:
    for name in ALL:
        report = read(name)
        there = {f"{reading.article.id}#{claim.id}" for reading in report.articles for claim in reading.claims}
        for pair in report.pairs:
            assert {*pair.a, *pair.b} <= there
            assert not {*pair.a} & {*pair.b}


def test_two_figures_stand_side_by_side_with_who_gives_them_for_which_day() -> None:
    (pair,) = read("two areas for the ground of one salient on one day").pairs
    assert pair.sentence == (
        "1,006 km² (Institute for the Study of War, 10 September 2024) against 1,295 km² (500 square miles) "
        "(Syrskyi, 10 September 2024) for the ground held by Ukraine in Kursk Oblast."
    )


def test_a_denial_is_told_as_one() -> None:
    (pair,) = read("a capture that is denied the day after").pairs
    assert pair.sentence == (
        "Russian Ministry of Defence says that Russia took Vuhledar (1 October 2024); "
        "Ukraine's General Staff denies it (3 October 2024)."
    )


def test_those_who_say_the_same_stand_on_one_side() -> None:
    conflict = next(pair for pair in read("three agree and one does not").pairs if pair.relation == "conflict")
    assert sorted([len(conflict.a), len(conflict.b)]) == [1, 3]


def test_a_share_of_a_country_stands_beside_the_area_of_a_region_as_another_scope() -> None:
    region = claimed("Kyiv holds it.", KURSK, km2=1295.0)
    share = Quantity(
        id="q1", start=0, end=1, text="0.0059 %", value=0.0059, unit="percent", si=5.9e-05, si_unit="1", low=None, high=None
    )  # fmt: skip
    whole = claimed("A sliver is held.", RUSSIA, findings={"implied_km2": 1005.8}, name="Someone")
    whole = replace(whole, quantities=(share,), claims=(replace(whole.claims[0], quantities=("q1",)),))
    (pair,) = pair_claims([region, whole])
    assert (pair.relation, pair.aspect) == ("differ", "area")
    assert "1,295 km²" in pair.sentence
    assert "1,006 km² (0.0059 % of Russia)" in pair.sentence


def test_two_regions_are_not_one_ground() -> None:
    assert pair_claims([claimed("Kyiv holds it.", KURSK, km2=1000), claimed("Kyiv has it.", BELGOROD, km2=20)]) == ()


def test_two_entries_of_one_town_are_one_place_and_a_namesake_far_off_is_none() -> None:
    one, other = claimed("Kyiv holds it.", SUDZHA), claimed("Moscow holds it.", SUDZHA_TOO, side="RU")
    assert kinds(pair_claims([one, other])) == {("conflict", "control"): 1}
    assert pair_claims([one, claimed("Moscow holds it.", FAR_SUDZHA, side="RU")]) == ()


@pytest.mark.parametrize(
    ("held", "denied", "part", "language"),
    [
        ("Україна утримує Суджу.", "Росія утримує Суджу.", "Росія утримує околиці Суджі.", "uk"),
        ("Украина удерживает Суджу.", "Россия удерживает Суджу.", "Россия удерживает часть Суджи.", "ru"),
    ],
)
def test_holders_are_compared_in_ukrainian_and_russian(held: str, denied: str, part: str, language: str) -> None:
    ours = claimed(held, SUDZHA, language=language)
    assert kinds(pair_claims([ours, claimed(denied, SUDZHA, side="RU", language=language)])) == {
        ("conflict", "control"): 1
    }
    assert pair_claims([ours, claimed(part, SUDZHA, side="RU", language=language)]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"stance": "intended"},
        {"stance": "hypothetical"},
        {"certainty": "PS"},
        {"where": (PlaceRef(ref="m1", role="where", relation="near"),)},
        {"where": (PlaceRef(ref="m1", role="where", relation="context"),)},
        {"where": ()},
        {"day": None},
        {"side": "other"},
        {"actors": ()},
    ],
)
def test_what_is_wanted_unsure_elsewhere_or_undated_is_no_conflict(fields: dict[str, Any]) -> None:
    ours = claimed("Kyiv holds it.", SUDZHA)
    assert kinds(pair_claims([ours, claimed("Moscow holds it.", SUDZHA, side="RU")])) == {("conflict", "control"): 1}
    assert pair_claims([ours, claimed("Moscow holds it.", SUDZHA, **({"side": "RU"} | fields))]) == ()


def test_a_month_in_which_both_may_have_held_a_town_is_no_conflict() -> None:
    month = When(from_day=date(2024, 9, 1), to_day=date(2024, 9, 30), granularity="month", anchor="explicit")
    ours = claimed("Kyiv held it.", SUDZHA, when=month)
    assert pair_claims([ours, claimed("Moscow holds it.", SUDZHA, side="RU")]) == ()


def test_one_voice_does_not_contradict_itself() -> None:
    (one,), (other,) = (
        claimed(text, SUDZHA, side=side).claims for text, side in (("It is held.", "UA"), ("It is held.", "RU"))
    )
    reading = claimed("It is held.", SUDZHA)
    assert pair_claims([replace(reading, claims=(one, replace(other, id="c2")))]) == ()


def test_days_at_the_ends_of_the_calendar_are_days() -> None:
    for day in (date.min, date.max):
        taken = claimed("Moscow took it.", SUDZHA, side="RU", day=day, type="change", mode="capture")
        denied = claimed("It has not.", SUDZHA, side="RU", day=day, type="change", mode="capture", polarity="-")
        assert kinds(pair_claims([taken, denied])) == {("conflict", "control"): 1}


def crowd(number: int) -> list[Reading]:
    """Return so many claims about one town, ten a day."""
    sides, areas = ("RU", "UA", "UA"), (100.0, 300.0, None)
    return [
        claimed(
            f"It is held, {one}.",
            SUDZHA,
            day=DAY + timedelta(days=one % (number // 10)),
            side=sides[one % 3],
            km2=areas[one // 3 % 3],
            name=f"Source {one % 7}",
        )
        for one in range(number)
    ]


def test_many_claims_are_paired_in_linear_time() -> None:
    few, many = crowd(1_000), crowd(10_000)
    assert 100 < len(pair_claims(many)) < 10_000
    assert processor_seconds(lambda: pair_claims(many)) < 25 * max(processor_seconds(lambda: pair_claims(few)), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "The Kursk salient is shrinking.",
        "Troops in the Kursk bridgehead dug in.",
        "Ukraine launched an incursion into the Kursk region.",
        "The aim of the offensive in Kursk Oblast was to capture Sudzha.",
    ],
)
def test_a_push_under_its_many_names_is_one_event(text: str) -> None:
    first = Article(text="On 6 August 2024, Ukraine launched an incursion into Kursk Oblast.", published=DAY)
    report = pipeline.run(
        [first, Article(text=f"{text} Ukraine holds the Kursk bridgehead.", published=date(2024, 10, 3))], []
    )
    keys = {
        claim.event for reading in report.articles for claim in reading.claims if str(claim.event).startswith("thrust")
    }
    assert keys == {"thrust:ne:RU-KRS:2024-08"}


def test_the_answer_to_a_push_is_another_event() -> None:
    article = Article(text="Russia launched an offensive in Kursk Oblast.", published=DAY)
    (claim,) = pipeline.run([article], []).articles[0].claims
    assert claim.event == "attack:ne:RU-KRS:2024-09"


def test_pushes_far_apart_are_two_events_and_other_keys_stay() -> None:
    def keys(*events: str) -> list[str | None]:
        readings = [claimed("It is held.", KURSK, event=event) for event in events]
        return [reading.claims[0].event for reading in join_events(readings)]

    assert keys("thrust:p:2024-12", "thrust:p:2024-08", "thrust:q:2024-12") == [
        "thrust:p:2024-08",
        "thrust:p:2024-08",
        "thrust:q:2024-12",
    ]
    assert keys("thrust:p:2022-03", "thrust:p:2024-08") == ["thrust:p:2022-03", "thrust:p:2024-08"]
    assert keys("ground:p:2024-12", "ground:p:2024-11", "thrust:p:soon") == [
        "ground:p:2024-12",
        "ground:p:2024-11",
        "thrust:p:soon",
    ]


def test_json_carries_the_pairs_and_keeps_to_its_schema() -> None:
    report = read("two holders of a town on one day")
    told = json.loads(to_json(report))
    jsonschema.validate(told, json.loads(Path(geo.__file__).with_name("report.schema.json").read_text("utf-8")))
    assert [(pair["relation"], pair["aspect"]) for pair in told["pairs"]] == [("conflict", "control")]


def test_a_frame_of_pairs_lies_where_their_claims_do() -> None:
    row = to_frame(read("two holders of a town on one day"), "pairs").iloc[0]
    assert (row["relation"], row["place"]) == ("conflict", "Toretsk")
    assert row.geometry.distance(to_frame(read("two holders of a town on one day"), "claims").geometry.iloc[0]) == 0


def test_the_page_is_told_the_pairs_by_the_numbers_of_their_claims() -> None:
    report = read("two holders of a town on one day")
    payload = make_payload(report)
    (pair,) = payload["pairs"]
    claims = [(reading.article.id, claim.id) for reading in report.articles for claim in reading.claims]
    said = {f"{article}#{claim}" for article, claim in (claims[number] for number in (*pair["a"], *pair["b"]))}
    assert said == {*report.pairs[0].a, *report.pairs[0].b}
    assert pair["sentence"] == report.pairs[0].sentence


def test_a_pair_of_an_unknown_relation_or_an_empty_side_is_refused() -> None:
    with pytest.raises(RecordError, match=r"Pair\.relation"):
        Pair(a=("a#c1",), b=("b#c1",), relation="same", aspect="area", sentence="")
    with pytest.raises(RecordError, match="side without claims"):
        Pair(a=("a#c1",), b=(), relation="agree", aspect="area", sentence="")


@pytest.mark.filterwarnings("ignore::geo.ArticleWarning")
def test_the_reference_articles_give_two_areas_for_one_ground(shared: Path) -> None:
    paths = sorted(shared.glob("articles/*.txt"))
    report = geo.run([geo.read_article(path, published=PUBLISHED[path.name[:3]]) for path in paths], [])
    areas = [pair for pair in report.pairs if pair.aspect == "area"]
    assert [pair.relation for pair in areas] == ["differ"]
    assert "1,295 km²" in areas[0].sentence
    assert "1,006 km²" in areas[0].sentence
    assert not [pair for pair in report.pairs if pair.relation == "conflict"]
