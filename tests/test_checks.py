"""Checks: claims built by hand against small drawn layers, the shipped timeline, and the real daily snapshots where at hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geo.checks import check_claims
from geo.checks.allowed import allowed
from geo.checks.control_at import check_control
from geo.checks.digit_forensics import simple_fraction
from geo.frontline import read_frontline, settlement_timeline
from geo.quantities import find_quantities
from geo.records import (
    Actor,
    Article,
    Claim,
    Coverage,
    Expression,
    FrontLine,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Resolution,
    Snapshot,
    When,
)

DEEPSTATE = Path(__file__).resolve().parents[2] / "shared" / "datasets" / "deepstate-daily"
DAY = date(2024, 9, 10)
SQUARE = box(30, 45, 40, 52)
TIMELINE = settlement_timeline()


def place(name, lon, lat, kind="city", radius_m=2_000, **more):
    return Place(id=f"test:{name.lower()}", name=name, kind=kind, lon=lon, lat=lat, radius_m=radius_m, **more)


TOWN, FAR = place("Town", 37.0, 48.0, country="UA"), place("Far", 35.2642, 51.1961, country="RU")
POKROVSK, DONETSK = place("Pokrovsk", 37.17706, 48.28014), place("Donetsk", 37.80224, 48.023, radius_m=10_700)
RUSSIA = place("Russia", 100, 60, "country", 3e6, country="RU", geometry="polygon")
OBLAST = place("Oblast", 37, 48, "region", 1e5, country="UA", geometry="polygon", shape=box(36, 47, 38, 49))


def reading(text="It is so.", *, places=(), roles=("where",), relation=None, published=DAY, offset=None, **claim):
    """One article with one claim about places; quantities are found in the text, keyword arguments go to the claim."""
    quantities = find_quantities(text)
    mentions = [Mention(id=f"m{n}", start=0, end=2, text="It") for n, _ in enumerate(places)]
    where = tuple(PlaceRef(ref=m.id, role=role, relation=relation) for m, role in zip(mentions, roles, strict=True))
    if offset:
        where = (*where, PlaceRef(ref=offset.id, role="where", relation="offset"))
    defaults = {"stance": "asserted", "polarity": "+", "certainty": "CT", "sources": ()}
    side = claim.pop("side", "RU")
    actors = claim.pop("actors", (Actor(side=side, name=side or "they", role="agent"),))
    return Reading(
        article=Article(text=text, published=published),
        resolutions=tuple(
            Resolution(mention=m, usage="literal", mapped=True, place=p) for m, p in zip(mentions, places, strict=True)
        ),
        expressions=(offset,) if offset else (),
        quantities=quantities,
        claims=(
            Claim(
                id="c1",
                start=0,
                end=len(text),
                quote=text,
                where=where,
                actors=actors,
                quantities=tuple(q.id for q in quantities),
                **{**defaults, **claim},
            ),
        ),
    )


def judge(*layers, **claim):
    (finding,) = check_claims(reading(**claim), layers)
    return finding


def layer(*shapes, name="map", sides=("ru_held",), first=DAY, other="ua_held", area=SQUARE):
    snapshots = [Snapshot(day=first + timedelta(n), basis="field", areas={sides[0]: s}) for n, s in enumerate(shapes)]
    coverage = Coverage(text="the square", area=area, other_side=other)
    return FrontLine(
        name=name, maker="Me", licence="x", attribution="x", sides=sides, coverage=coverage, snapshots=tuple(snapshots)
    )


def capture(**more):
    return {"type": "change", "mode": "capture", "places": (TOWN,), **more}


def hold(**more):
    return {"type": "control", "mode": "hold", "places": (TOWN,), **more}


AROUND, EAST_HALF, ELSEWHERE = box(36, 47, 38, 49), box(37, 47, 38, 49), box(31, 46, 32, 47)


# ---- control_at


@pytest.mark.parametrize(
    ("shape", "verdict", "reason"),
    [(AROUND, "supported", None), (EAST_HALF, "partly", "depends_on_reading"), (ELSEWHERE, "contradicted", None)],
)
def test_a_town_is_judged_by_the_share_of_its_disc(shape, verdict, reason):
    finding = judge(layer(shape), **capture())
    assert (finding.check, finding.verdict, finding.reason) == ("control_at", verdict, reason)
    assert (finding.layer, finding.snapshot) == ("map", DAY)
    assert finding.tolerance == {"held_from_share": 0.8, "not_held_to_share": 0.2}


def test_of_a_half_a_layer_of_settlements_says_that_it_states_the_town_as_a_whole():
    finding = check_control(POKROVSK, "UA", DAY, [TIMELINE], half="N")
    assert (finding.verdict, finding.reason) == ("no_data", "no_layer")
    assert finding.sentence.endswith("states Pokrovsk as a whole, by one point, and cannot tell its northern half.")
    away = place("Away", 20.0, 60.0)
    assert "does not cover Away" in check_control(away, "UA", DAY, [TIMELINE], half="N").sentence


def test_the_sentence_gives_layer_day_share_and_disc():
    finding = judge(layer(EAST_HALF), **capture())
    assert finding.sentence.startswith("map, snapshot of 2024-09-10: 50 % of Town (a disc of 2.0 km around its centre)")
    assert finding.figures["share"] == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize("change", [{"polarity": "-"}, {"stance": "denied"}, {"polarity": "-", "stance": "denied"}])
def test_a_claim_that_it_is_not_so_gets_the_opposite_verdict(change):
    assert judge(layer(AROUND), **hold(**change)).verdict == "contradicted"
    assert judge(layer(ELSEWHERE), **hold(**change)).verdict == "supported"
    assert judge(layer(EAST_HALF), **hold(**change)).verdict == "partly"


def test_ground_outside_the_drawn_side_counts_for_the_other_where_the_layer_says_so():
    finding = judge(layer(ELSEWHERE), **hold(side="UA"))
    assert finding.verdict == "supported"
    assert "outside Russian-held ground" in finding.sentence
    assert judge(layer(ELSEWHERE, other=None), **hold(side="UA")).verdict == "no_data"


def test_an_undrawn_side_is_never_seen_arriving_but_is_seen_absent():
    arrived = judge(layer(ELSEWHERE), **capture(mode="recapture", side="UA"))
    assert (arrived.verdict, arrived.reason) == ("no_data", "component_only")
    assert judge(layer(AROUND), **capture(mode="recapture", side="UA")).verdict == "contradicted"


def test_a_side_that_lost_a_town_must_not_hold_it():
    assert judge(layer(AROUND), **capture(mode="lost", side="UA")).verdict == "supported"
    assert judge(layer(AROUND), **capture(mode="lost", side="RU")).verdict == "contradicted"
    assert judge(layer(ELSEWHERE), **capture(mode="lost", side="RU")).reason == "component_only"


def test_outside_its_coverage_a_layer_has_no_data():
    beyond = judge(layer(AROUND, area=box(30, 45, 40, 51)), **hold(places=(FAR,), side="UA"))
    assert (beyond.verdict, beyond.reason, beyond.layer) == ("no_data", "no_layer", None)
    assert beyond.sentence == "map does not cover Far."


def test_before_the_first_snapshot_and_long_after_the_last_there_is_no_data():
    for published in (DAY - timedelta(1), DAY + timedelta(8)):
        finding = judge(layer(AROUND), **hold(published=published))
        assert (finding.verdict, finding.reason, finding.snapshot) == ("no_data", "out_of_time", None)


def test_without_any_day_there_is_no_chronology():
    finding = judge(layer(AROUND), **hold(published=None))
    assert (finding.verdict, finding.reason) == ("no_data", "no_chronology")


def test_a_claim_is_judged_on_its_own_day_not_on_the_articles():
    when = When(from_day=DAY, to_day=DAY, granularity="day", anchor="explicit")
    assert judge(layer(ELSEWHERE, AROUND), **hold(when=when, published=DAY + timedelta(1))).verdict == "contradicted"


def test_a_capture_that_the_map_shows_by_the_day_of_publication_depends_on_the_reading():
    when = When(from_day=DAY, to_day=DAY, granularity="day", anchor="explicit")
    finding = judge(layer(ELSEWHERE, AROUND), **capture(when=when, published=DAY + timedelta(1)))
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert [r["value"] for r in finding.readings] == ["contradicted", "supported"]


def test_a_hold_over_a_span_in_which_the_town_changed_hands_depends_on_the_reading():
    when = When(from_day=DAY, to_day=DAY + timedelta(1), granularity="span", anchor="explicit")
    finding = judge(layer(ELSEWHERE, AROUND), **hold(when=when, published=None))
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert [r["verdict"] for r in finding.readings] == ["contradicted", "supported"]


def test_a_layer_without_coverage_speaks_only_of_what_it_draws():
    drawn = layer(AROUND, area=None, other=None)
    assert judge(drawn, **hold()).verdict == "supported"
    assert judge(drawn, **hold(side="UA")).verdict == "contradicted"
    assert judge(drawn, **hold(places=(FAR,))).reason == "no_layer"


def test_layers_that_disagree_are_told_apart():
    finding = judge(layer(AROUND, name="a"), layer(ELSEWHERE, name="b"), **hold())
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert [(one.layer, one.verdict) for one in finding.by_layer] == [("a", "supported"), ("b", "contradicted")]
    assert len(finding.readings) == 2


def test_a_layer_that_does_not_cover_the_place_is_listed_and_decides_nothing():
    finding = judge(layer(AROUND, name="a"), layer(ELSEWHERE, name="b", area=ELSEWHERE), **hold())
    assert finding.verdict == "supported"
    assert [(one.layer, one.verdict) for one in finding.by_layer] == [("a", "supported"), ("b", "no_data")]


@given(st.permutations(range(4)), st.booleans())
def test_shuffling_layers_and_claims_changes_no_finding(order, backwards):
    layers = [layer(AROUND, name="a"), layer(EAST_HALF, name="b"), layer(ELSEWHERE, name="c"), TIMELINE]
    one, other = reading(**hold()), reading(**capture(side="UA"))
    claims = (one.claims[0], replace(other.claims[0], id="c2"))
    both = replace(one, claims=claims[::-1] if backwards else claims)
    findings = {f.claim: f for f in check_claims(both, [layers[n] for n in order])}
    assert findings == {f.claim: f for f in check_claims(replace(one, claims=claims), layers)}


@given(st.sampled_from([AROUND, EAST_HALF, ELSEWHERE]), st.sampled_from([AROUND, ELSEWHERE]))
def test_a_later_snapshot_never_changes_an_earlier_days_finding(shape, later):
    assert judge(layer(shape), **hold()) == judge(layer(shape, later), **hold())


@pytest.mark.parametrize("claim", [hold, capture])
@pytest.mark.parametrize("shape", [AROUND, EAST_HALF, ELSEWHERE])
def test_verdicts_are_symmetric_in_the_sides(shape, claim):
    russian = judge(layer(shape, other=None), **claim(side="RU"))
    ukrainian = judge(layer(shape, other=None, sides=("ua_held",)), **claim(side="UA"))
    assert (russian.verdict, russian.reason, russian.figures) == (
        ukrainian.verdict,
        ukrainian.reason,
        ukrainian.figures,
    )


@pytest.mark.parametrize(
    "claim",
    [
        hold(side=None),
        hold(side="other"),
        hold(places=()) | {"roles": ()},
        hold(relation="near"),
        hold(places=(replace(TOWN, kind="road"),)),
        hold(places=(OBLAST,)),
        capture(places=(OBLAST,)),
        hold(actors=(Actor(side="RU", name="a", role="holder"), Actor(side="UA", name="b", role="holder"))),
    ],
)
def test_a_claim_vague_in_side_or_place_is_never_decided(claim):
    finding = judge(layer(EAST_HALF), **claim)
    assert (finding.verdict, finding.reason) == ("not_checkable", "vague")


def test_a_whole_region_held_is_supported_and_a_capture_in_an_uncovered_one_has_no_layer():
    assert judge(layer(AROUND), **hold(places=(OBLAST,))).verdict == "supported"
    finding = judge(layer(AROUND, area=ELSEWHERE), **capture(places=(OBLAST,)))
    assert (finding.verdict, finding.reason) == ("no_data", "no_layer")


def test_a_region_that_only_says_where_a_town_lies_is_not_judged():
    claim = capture(places=(TOWN, OBLAST), roles=("where", "where"))
    assert judge(layer(box(36.9, 47.9, 37.1, 48.1)), **claim).verdict == "supported"


# ---- the shipped timeline


def test_sources_that_agree_on_a_town_decide_and_are_named():
    sudzha = place("Sudzha", 35.271, 51.191)
    finding = judge(TIMELINE, **hold(places=(sudzha,), side="UA"), published=date(2024, 10, 1))
    assert finding.verdict == "supported"
    assert "DeepState map has Sudzha as Ukrainian-held on 2024-10-01." in finding.sentence


def test_sources_that_disagree_on_a_town_leave_it_to_the_reading():
    chasiv_yar = place("Chasiv Yar", 37.83409, 48.58768)
    finding = judge(TIMELINE, **capture(places=(chasiv_yar,)), published=date(2025, 2, 20))
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert {r["verdict"] for r in finding.readings} == {"supported", "partly"}


def test_claimed_control_decides_nothing():
    sudzha = place("Sudzha", 35.271, 51.191)
    finding = judge(TIMELINE, **hold(places=(sudzha,)), published=date(2025, 6, 1))
    assert not [r for r in finding.readings if "Ministry" in r["reading"]]


def test_a_place_the_timeline_does_not_name_has_no_layer():
    assert judge(TIMELINE, **hold(places=(place("Kyiv", 30.52, 50.45),))).reason == "no_layer"


# ---- distance_bearing


def distance(text, figure=POKROVSK, ground=DONETSK, **more):
    return judge(
        text=text, type="position", mode="distance", places=(figure, ground), roles=("figure", "ground"), **more
    )


def offset(bearing_deg):
    return Expression(id="x1", start=0, end=2, text="It", relation="offset", ground="m1", bearing_deg=bearing_deg)


def test_pokrovsk_about_50_km_northwest_of_donetsk_is_supported():
    finding = distance("about 50km to the northwest", offset=offset(315))
    assert (finding.check, finding.verdict, finding.reason) == ("distance_bearing", "supported", None)
    assert finding.figures["distance_m"] == pytest.approx(54_600, abs=50)
    assert finding.figures["bearing_deg"] == pytest.approx(301.8, abs=0.05)
    assert finding.sentence.startswith("Pokrovsk lies 54.6 km from Donetsk, centre to centre, bearing 302°")


@pytest.mark.parametrize(
    ("text", "bearing", "verdict"),
    [
        ("54.6 km away", 315, "supported"),
        ("50 km away", 315, "supported"),
        ("about 50km away", 270, "partly"),
        ("about 50km away", 225, "contradicted"),
        ("120 km away", 315, "contradicted"),
        ("about 45 km away", 315, "partly"),
        ("30 km away", None, "contradicted"),
        ("less than 60 km away", None, "supported"),
    ],
)
def test_the_worse_of_distance_and_direction_decides(text, bearing, verdict):
    more = {"offset": offset(bearing)} if bearing else {}
    assert distance(text, **more).verdict == verdict


def test_a_distance_that_fits_only_from_edge_to_edge_depends_on_the_reading():
    finding = distance("40 km away")
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert [r["verdict"] for r in finding.readings] == ["contradicted", "supported"]


def test_a_distance_to_a_region_has_unnamed_endpoints():
    assert distance("50 km away", ground=OBLAST).reason == "unnamed_endpoints"


# ---- share_of_whole and area_held


def test_eight_digits_from_two_are_false_precision_even_without_a_layer():
    finding = judge(
        text="0.0058823529% of its territory",
        type="control",
        mode="occupy",
        places=(RUSSIA,),
        roles=("part",),
        side="UA",
    )
    assert (finding.check, finding.verdict, finding.reason) == ("share_of_whole", "partly", "false_precision")
    assert finding.figures["implied_km2"] == pytest.approx(1_005.8, abs=0.05)
    assert finding.figures["fraction"] == "1/17,000"
    assert "1/17,000, as 1,000 of 17,000,000 km² gives: 8 digits from numbers of at most 2" in finding.sentence


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"published": None}, "Neither the claim nor the article gives a day"),
        ({"side": None}, "Which side holds the share"),
        ({"published": DAY - timedelta(1)}, "covers that ground on the day of the claim"),
        ({"places": (RUSSIA,)}, "No loaded front line covers that ground."),
    ],
)
def test_a_share_that_no_layer_can_judge_says_why(more, words):
    claim = hold(places=(OBLAST,), roles=("whole",)) | more
    finding = judge(layer(EAST_HALF), text="20% of it", **claim)
    assert finding.verdict in {"no_data", "not_checkable"}
    assert words in finding.sentence


@pytest.mark.parametrize("text", ["12.5%", "33%", "12.345678%", "12.500000%", "18.2 per cent", "0%", "no number"])
def test_ordinary_shares_have_no_false_precision(text):
    assert simple_fraction(text, scale=100) is None


@given(st.integers(1, 9), st.sampled_from([3, 7, 9, 11, 13, 17, 19]), st.integers(9, 15))
def test_a_quotient_of_small_numbers_is_found_again_from_its_digits(top, bottom, digits):
    if top % bottom:
        found = simple_fraction(f"{top / bottom:.{digits}f}")
        assert found is None or found.numerator * bottom == top * found.denominator


@pytest.mark.parametrize(
    ("text", "verdict"), [("50% of it", "supported"), ("60% of it", "partly"), ("5% of it", "contradicted")]
)
def test_a_share_is_compared_with_what_the_layer_shows(text, verdict):
    half = layer(EAST_HALF)
    finding = judge(half, text=text, type="control", mode="hold", places=(OBLAST,), roles=("whole",))
    assert (finding.verdict, finding.layer, finding.snapshot) == (verdict, "map", DAY)
    assert finding.figures["held_km2"] == pytest.approx(finding.figures["whole_km2"] / 2, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("16,500 square kilometres", "supported"),
        ("14,000 square kilometres", "partly"),
        ("500 square miles", "contradicted"),
    ],
)
def test_an_area_is_compared_with_the_layers_inside_the_region(text, verdict):
    finding = judge(layer(EAST_HALF), text=text, **hold(places=(OBLAST,)))
    assert (finding.check, finding.verdict) == ("area_held", verdict)
    assert finding.figures["held_km2"] == pytest.approx(16_440, rel=0.01)


def test_an_area_in_a_region_no_layer_covers_has_no_data():
    finding = judge(layer(AROUND, area=ELSEWHERE), text="500 square miles", **hold(places=(OBLAST,), side="UA"))
    assert (finding.verdict, finding.reason) == ("no_data", "no_layer")
    assert "1,295.0 km²" in finding.sentence


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [("2 km", 2_499, 2_501), ("50 km", 45_001, 44_999), ("about 50 km", 40_001, 39_999), ("54.6 km", 60_000, 60_100)],
)
def test_a_number_allows_the_rounding_of_its_digits_or_a_tenth_and_twice_that_when_hedged(text, inside, outside):
    said = allowed(find_quantities(text)[0])
    assert said.verdict(inside) == "supported"
    assert said.verdict(outside) != "supported"


# ---- what is never decided


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (capture(stance="intended"), "not_measurable"),
        (capture(stance="hypothetical"), "conditional"),
        (capture(mode="advance"), "not_measurable"),
        (capture(mode="gain"), "not_measurable"),
        (hold(mode="shift"), "not_measurable"),
        (hold(certainty="U"), "not_measurable"),
        *[
            ({"type": t, "mode": "x", "places": (TOWN,)}, "not_measurable")
            for t in ("attack", "move", "harm", "talks", "encirclement")
        ],
    ],
)
def test_what_cannot_be_measured_gets_a_plain_sentence_and_no_verdict(claim, reason):
    finding = judge(layer(AROUND), **claim)
    assert (finding.check, finding.verdict, finding.reason) == ("none", "not_checkable", reason)
    assert finding.sentence.endswith(".")


# ---- the real snapshots


@pytest.fixture(scope="module")
def deepstate(tmp_path_factory):
    if not DEEPSTATE.is_dir():
        pytest.skip("needs ../shared/datasets/deepstate-daily")
    folder = tmp_path_factory.mktemp("days")
    for day in ("20240910", "20250106", "20251202", "20260209"):
        (folder / f"deepstatemap_data_{day}.geojson").symlink_to(DEEPSTATE / f"deepstatemap_data_{day}.geojson")
    return read_frontline(folder)


@pytest.mark.parametrize(
    ("town", "day", "share", "verdict"),
    [
        (POKROVSK, date(2024, 9, 10), 0.0, "contradicted"),
        (POKROVSK, date(2025, 12, 2), 0.504, "partly"),
        (POKROVSK, date(2026, 2, 9), 0.963, "supported"),
        (place("Kurakhove", 37.28069, 47.9847), date(2025, 1, 6), 0.95, "supported"),
    ],
)
def test_real_towns_are_held_by_the_share_that_is_known(deepstate, town, day, share, verdict):
    finding = judge(deepstate, **capture(places=(town,)), published=day)
    assert finding.figures["share"] == pytest.approx(share, abs=0.01)
    assert (finding.verdict, finding.snapshot) == (verdict, day)


@pytest.mark.parametrize("side", ["RU", "UA"])
@pytest.mark.parametrize("where", [place("Sudzha", 35.2642, 51.1961), place("Kursk", 36.18, 51.73)])
def test_deepstate_daily_never_judges_kursk(deepstate, where, side):
    for claim in (hold, capture):
        finding = judge(deepstate, **claim(places=(where,), side=side))
        assert (finding.verdict, finding.reason) == ("no_data", "no_layer")


def test_deepstate_daily_covers_whole_oblasts_of_ukraine(deepstate):
    from geo.boundaries import read_boundaries

    shape = read_boundaries()["ne:UA-14"].shape
    donetsk_oblast = place("Donetsk Oblast", 37.8, 48.0, "region", 1e5, country="UA", geometry="polygon", shape=shape)
    finding = judge(deepstate, text="16,000 square kilometres", **hold(places=(donetsk_oblast,)))
    assert finding.verdict != "no_data"
    assert finding.figures["held_km2"] < shapely.area(shape) * 8_300
