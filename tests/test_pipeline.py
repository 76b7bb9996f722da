"""The rooms in order: whole articles of our own through to findings."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import box

from geo import pipeline
from geo.errors import ArticleWarning
from geo.records import Article, Coverage, FrontLine, Reading, Snapshot
from tests.atlas import Atlas

DAY = date(2024, 9, 10)
TEXT = (
    "Russian forces hold Toretsk, a reporter in Kyiv wrote. Ukrainian Pokrovsk lies about 54 km north-west of Donetsk. "
    "Ukraine still controls Pokrovsk. Russia is about to take the city. Moscow was silent."
)


def line(sides: tuple[str, ...] = ("ru_held",)) -> FrontLine:
    """Everything east of 37.5 E is Russian-held, within a box that is covered."""
    return FrontLine(
        name="made up", maker="tests", licence="CC0-1.0", attribution="tests", sides=sides,
        coverage=Coverage(text="a box", area=box(36, 47, 39, 50), other_side="ua_held"),
        snapshots=(Snapshot(day=date(2024, 9, 9), basis="field", areas={"ru_held": box(37.5, 47, 39, 50)}),),
    )  # fmt: skip


def read(text: str = TEXT) -> Reading:
    (reading,) = pipeline.run([Article(text=text, published=DAY)], [line()], lookup=Atlas()).articles
    return reading


def test_every_claim_gets_exactly_one_finding_of_its_own() -> None:
    reading = read()
    assert [f.claim for f in reading.findings] == [c.id for c in reading.claims]
    assert len(reading.claims) >= 4


def test_claims_are_judged_by_the_layer_and_its_day() -> None:
    reading = read()
    verdicts = {c.quote.split(",")[0]: f for c, f in zip(reading.claims, reading.findings, strict=True)}
    held = verdicts["Russian forces hold Toretsk"]
    assert (held.verdict, held.layer, held.snapshot) == ("supported", "made up", date(2024, 9, 9))
    assert verdicts["Ukraine still controls Pokrovsk."].verdict == "supported"


def test_two_places_are_not_borne_out_by_one() -> None:
    reading = read("Russian forces hold Toretsk and Sudzha, in Russia.")
    (finding,) = reading.findings
    assert (finding.verdict, finding.reason) == ("partly", "coverage")
    assert "does not cover Sudzha" in finding.sentence


def test_a_distance_beyond_the_globe_is_no_place() -> None:
    report = pipeline.run(
        [Article(text="Ukrainian units hold a ridge 20240 km north of Donetsk.", published=DAY)], lookup=Atlas()
    )
    assert all(x.geometry is None for x in report.articles[0].expressions)


def test_a_prediction_is_not_decided_without_a_front_line() -> None:
    reading = read()
    predicted = [f for c, f in zip(reading.claims, reading.findings, strict=True) if c.stance == "predicted"]
    assert predicted
    assert {f.verdict for f in predicted} <= {"no_data", "not_checkable"}


def test_a_place_that_is_only_context_decides_nothing() -> None:
    reading = read("Ukrainian units dug in near Toretsk. They hold the ridge.")
    context = [f for c, f in zip(reading.claims, reading.findings, strict=True) if c.quote.startswith("They hold")]
    assert {f.verdict for f in context} <= {"no_data", "not_checkable"}


def test_where_a_source_sits_is_not_where_the_claim_plays() -> None:
    reading = read("An official in Donetsk said that Russian forces hold Toretsk. Ukraine was silent.")
    (claim,) = reading.claims
    named = {r.mention.id: r.mention.text for r in reading.resolutions}
    assert [named[ref.ref] for ref in claim.where] == ["Toretsk"]


def test_the_ground_a_town_is_measured_from_is_not_the_towns_fate() -> None:
    reading = read("Pokrovsk, 54 km north-west of Donetsk, is still held by Ukraine.")
    held = next(c for c in reading.claims if c.mode == "hold")
    named = {r.mention.id: r.mention.text for r in reading.resolutions}
    assert [named[ref.ref] for ref in held.where if ref.ref in named] == ["Pokrovsk"]


def test_the_same_text_twice_stays_two_articles() -> None:
    report = pipeline.run([Article(text=TEXT, published=DAY)] * 2, lookup=Atlas())
    first, second = (reading.article.id for reading in report.articles)
    assert second == f"{first}-2"


def test_the_order_of_layers_changes_no_finding() -> None:
    other = FrontLine(
        name="another", maker="tests", licence="CC0-1.0", attribution="tests", sides=("ru_held",),
        coverage=Coverage(text="a box", area=box(36, 47, 39, 50), other_side="ua_held"),
        snapshots=(Snapshot(day=DAY, basis="field", areas={"ru_held": box(36, 47, 39, 50)}),),
    )  # fmt: skip
    one = pipeline.run([Article(text=TEXT, published=DAY)], [line(), other], lookup=Atlas())
    two = pipeline.run([Article(text=TEXT, published=DAY)], [other, line()], lookup=Atlas())
    assert one.articles[0].findings == two.articles[0].findings


def test_another_language_is_said_to_be_read_for_places_only() -> None:
    with pytest.warns(ArticleWarning, match="claims are read in en"):
        pipeline.run([Article(text="Війська у Торецьку.", language="de", published=DAY)], lookup=Atlas())


def test_progress_is_told_step_by_step() -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.run([Article(text=TEXT, published=DAY)], lookup=Atlas(), progress=lambda *step: told.append(step))
    assert [step[1:] for step in told] == [(0, 1), (1, 1)]


def test_two_layers_of_one_name_are_told_apart() -> None:
    found = pipeline.run([Article(text=TEXT, published=DAY)], [line(), line()], lookup=Atlas())
    assert [one.name for one in found.frontlines] == ["made up", "made up-2"]
    layers = {verdict.layer for finding in found.articles[0].findings for verdict in finding.by_layer}
    assert layers == {"made up", "made up-2"}
