"""The rules that every check keeps: which layers are asked, which decide, what is never decided, and what helps to weigh it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.checks import check_claims
from geo.checks.verdicts import DECISIVE
from geo.records import Coverage, FrontLine, Reading, Snapshot, TimeSpan, When
from tests.test_checks import OBLAST, SQUARE, TOWN, layer, place, reading

DAY, DAYS = date(2024, 9, 10), 60
EARLY = When(from_day=date(2024, 8, 1), to_day=DAY, granularity="span", anchor="explicit")
AWAY = box(30, 45, 30.5, 45.5)
NORTH, CLOSE = place("North", 37.0, 48.6), place("Close", 37.2, 48.0)


def growing(name="map", *, sides=("ru_held",), other="ua_held", step=0.01, area=SQUARE, **more):
    """Return a layer whose drawn ground grows westwards, a step of a degree a day, and passes the town's centre."""
    first = DAY - timedelta(DAYS)
    west = [37.0 + step * (DAYS - 30 - n) for n in range(2 * DAYS)]
    snapshots = [
        Snapshot(day=first + timedelta(n), basis="field", areas={sides[0]: box(w, 47, 39, 49)})
        for n, w in enumerate(west)
    ]
    return FrontLine(
        name=name, maker="Me", licence="x", attribution="x", sides=sides,
        coverage=Coverage(text="a box", area=area, other_side=other), snapshots=tuple(snapshots), **more,
    )  # fmt: skip


CLAIMS = {
    "control_at": {"type": "control", "mode": "hold", "places": (TOWN,)},
    "capture": {"type": "change", "mode": "capture", "places": (TOWN,)},
    "area_held": {"type": "control", "mode": "hold", "places": (OBLAST,), "text": "It holds 10,000 square km."},
    "change_between": {
        "type": "change",
        "mode": "gain",
        "text": "It gained 3,000 square km.",
        "when": EARLY,
        "roles": (),
    },
    "rate_trend": {
        "type": "change",
        "mode": "advance",
        "text": "It is advancing faster and faster.",
        "when": EARLY,
        "roles": (),
    },
    "enclosure": {"type": "encirclement", "mode": "encircle", "places": (TOWN,), "text": "It is surrounded."},
    "share_of_whole": {"type": "control", "mode": "hold", "places": (OBLAST,), "text": "It holds 50 per cent."},
}


def judged(claim, *layers, **more):
    (finding,) = check_claims(reading(**{**CLAIMS[claim], **more}), layers)
    return finding


# ---- which layers are asked


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_loaded_layer_is_asked_and_listed(claim):
    layers = [
        growing("b"),
        growing("a", step=0.005),
        growing("c", area=AWAY),
        layer(AWAY, name="d", area=AWAY),
    ]
    finding = judged(claim, *layers)
    assert finding.verdict in DECISIVE or claim == "enclosure"  # the side has the town itself by then
    assert [one.layer for one in finding.by_layer] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("claim", CLAIMS)
def test_ground_that_no_layer_covers_is_no_data_and_not_a_denial(claim):
    finding = judged(claim, growing(area=AWAY))
    if claim in ("change_between", "rate_trend"):  # these are about all that a layer speaks of
        return
    assert (finding.verdict, finding.layer, finding.snapshot) == ("no_data", None, None)
    assert [one.reason for one in finding.by_layer] == ["no_layer"]


@pytest.mark.parametrize("claim", ["control_at", "area_held", "share_of_whole", "enclosure"])
def test_a_day_that_no_snapshot_speaks_for_is_out_of_time(claim):
    late = When(from_day=date(2025, 9, 1), to_day=date(2025, 9, 1), granularity="day", anchor="explicit")
    finding = judged(claim, growing(), when=late, published=date(2025, 9, 2))
    assert (finding.verdict, finding.reason) == ("no_data", "out_of_time")


@pytest.mark.parametrize("claim", ["control_at", "area_held", "capture", "enclosure"])
def test_layers_that_disagree_are_told_so(claim):
    whole = Snapshot(day=DAY, basis="field", areas={"ru_held": box(36, 47, 38, 49)})
    ring = Snapshot(
        day=DAY, basis="field", areas={"ru_held": box(36, 47, 38, 49).difference(box(36.95, 47.95, 37.05, 48.05))}
    )
    nothing = Snapshot(day=DAY, basis="field", areas={"ru_held": box(39, 51, 39.1, 51.1)})
    yes = ring if claim == "enclosure" else whole
    text = {"area_held": {"text": "It holds 33,000 square km."}}.get(claim, {})
    layers = [replace(growing(name), snapshots=(one,)) for name, one in (("yes", yes), ("no", nothing))]
    finding = judged(claim, *layers, **text)
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert {one.layer: one.verdict for one in finding.by_layer} == {"yes": "supported", "no": "contradicted"}
    assert "disagree" in finding.sentence


# ---- which layers decide


@pytest.mark.parametrize("side", ["RU", "UA"])
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_layer_of_claimed_control_never_decides_though_it_is_listed(claim, side):
    claimed = growing("claimed", sides=(f"claimed_{side.lower()}",), other=None, step=0.03)
    alone = judged(claim, claimed, side=side)
    assert alone.verdict in ("no_data", "not_checkable")
    assert [one.layer for one in alone.by_layer] == ["claimed"]
    with_map, without = judged(claim, growing(), claimed, side=side), judged(claim, growing(), side=side)
    assert (with_map.verdict, with_map.reason, with_map.layer) == (without.verdict, without.reason, without.layer)


@pytest.mark.parametrize("side", ["RU", "UA"])
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_map_that_leaves_a_side_open_does_not_deny_it(claim, side):
    other = {"RU": "ua_held", "UA": "ru_held"}[side]
    drawn = layer(AWAY, sides=(other,), other=None)
    assert judged(claim, drawn, side=side).verdict in ("no_data", "not_checkable")


def test_what_others_say_of_the_same_decides_nothing():
    alone = reading(**CLAIMS["control_at"])
    (claim,) = alone.claims
    other = replace(claim, id="c2", polarity="-", stance="denied")
    noted = replace(alone, claims=(replace(claim, note="Every page that was read says so."), other))
    assert check_claims(noted, [growing()])[0] == check_claims(alone, [growing()])[0]


# ---- what is never decided


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("stance", ["intended", "hypothetical"])
def test_aims_and_conditions_are_not_checkable(claim, stance):
    finding = judged(claim, growing(), stance=stance)
    assert (finding.verdict, finding.reason) == (
        "not_checkable",
        "conditional" if stance == "hypothetical" else "not_measurable",
    )


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("attack", "offensive"), ("harm", "killed"), ("talks", "condition"), ("talks", "negotiation"), ("move", "redeploy"),
     ("position", "fortify"), ("encirclement", "threaten"), ("control", "fire_control")],
)  # fmt: skip
def test_causes_morale_and_what_leaves_no_trace_on_maps_are_not_checkable(kind, mode):
    (finding,) = check_claims(reading(type=kind, mode=mode, places=(TOWN,)), [growing()])
    assert (finding.verdict, finding.reason, finding.by_layer) == ("not_checkable", "not_measurable", ())
    assert finding.sentence


def test_a_component_that_was_checked_leaves_the_whole_undecided():
    russia_side = place(
        "Border Oblast", 37, 51, "region", 1e5, country="RU", geometry="polygon", shape=box(36, 50.5, 38, 52)
    )
    said = reading("The incursion hit the border region.", type="attack", mode="incursion", places=(russia_side,))
    (finding,) = check_claims(said, [growing()])
    assert finding.verdict in ("no_data", "not_checkable")
    first = TimeSpan(
        id="t1", start=0, end=5, text="It is", from_day=DAY - timedelta(9), to_day=DAY - timedelta(9), anchor="explicit"
    )
    later = TimeSpan(id="t2", start=30, end=35, text="later", from_day=DAY, to_day=DAY, anchor="explicit")
    ordered = reading(
        "It was struck some days before later.", type="attack", mode="strike", places=(TOWN,), times=("t1", "t2")
    )
    (finding,) = check_claims(replace(ordered, times=(first, later)), [growing()])
    assert finding.verdict in ("no_data", "not_checkable")


# ---- properties


def _many() -> Reading:
    """Return one article with a claim of every kind, of either side."""
    readings = [reading(**{**said, "side": side}) for said in CLAIMS.values() for side in ("RU", "UA")]
    renamed = []
    for number, one in enumerate(readings):
        (claim,) = one.claims
        ids = {q.id: f"{q.id}-{number}" for q in one.quantities}
        mentions = {r.mention.id: f"{r.mention.id}-{number}" for r in one.resolutions}
        renamed.append(
            replace(
                one,
                quantities=tuple(replace(q, id=ids[q.id]) for q in one.quantities),
                resolutions=tuple(
                    replace(r, mention=replace(r.mention, id=mentions[r.mention.id])) for r in one.resolutions
                ),
                claims=(
                    replace(
                        claim,
                        id=f"c{number}",
                        quantities=tuple(ids[q] for q in claim.quantities),
                        where=tuple(replace(w, ref=mentions[w.ref]) for w in claim.where),
                    ),
                ),
            )
        )
    whole = reading("It is so.", roles=(), type="control", mode="hold")
    return replace(
        whole,
        quantities=tuple(q for one in renamed for q in one.quantities),
        resolutions=tuple(r for one in renamed for r in one.resolutions),
        claims=tuple(c for one in renamed for c in one.claims),
    )


MANY = _many()
LAYERS = (
    growing("a"),
    growing("b", step=0.005),
    growing("c", sides=("claimed_ru",), other=None),
    growing("d", area=AWAY),
)
FOUND = {finding.claim: finding for finding in check_claims(MANY, LAYERS)}


@settings(max_examples=12)
@given(st.randoms(use_true_random=False))
def test_shuffling_claims_and_layers_changes_nothing(chance: random.Random):
    claims, layers = list(MANY.claims), list(LAYERS)
    chance.shuffle(claims)
    chance.shuffle(layers)
    findings = check_claims(replace(MANY, claims=tuple(claims)), layers)
    assert [one.claim for one in findings] == [claim.id for claim in claims]
    assert {one.claim: one for one in findings} == FOUND


@settings(max_examples=12)
@given(st.integers(1, 2 * DAYS - 1), st.sampled_from(["control_at", "area_held", "share_of_whole", "enclosure"]))
def test_a_later_snapshot_never_changes_an_earlier_days_finding(kept: int, claim: str):
    whole = growing()
    day = whole.snapshots[kept - 1].day
    when = When(from_day=day, to_day=day, granularity="day", anchor="explicit")
    cut = replace(whole, snapshots=whole.snapshots[:kept])
    more = {"when": when, "published": day + timedelta(400)}
    assert judged(claim, cut, **more) == judged(claim, whole, **more)


SWAPPED = {"ru_held": "ua_held", "ua_held": "ru_held", "claimed_ru": "claimed_ua", "RU": "UA", "UA": "RU"}


def swapped(front: FrontLine) -> FrontLine:
    """Return a layer with the two sides exchanged."""
    other = front.coverage.other_side
    return replace(
        front,
        sides=tuple(SWAPPED[side] for side in front.sides),
        coverage=replace(front.coverage, other_side=other and SWAPPED[other]),
        snapshots=tuple(
            replace(one, areas={SWAPPED[side]: area for side, area in one.areas.items()}) for one in front.snapshots
        ),
    )


@pytest.mark.parametrize("side", ["RU", "UA"])
@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("front", [growing(), growing(step=0.002), growing(step=-0.01), growing(other=None)])
def test_verdicts_are_symmetric_in_the_sides(claim, side, front):
    here, there = judged(claim, front, side=side), judged(claim, swapped(front), side=SWAPPED[side])
    assert (here.verdict, here.reason) == (there.verdict, there.reason)
    assert [(one.verdict, one.reason) for one in here.by_layer] == [(one.verdict, one.reason) for one in there.by_layer]


# ---- what helps to weigh it


@pytest.mark.parametrize("side", ["RU", "UA"])
def test_both_sides_get_the_same_measure(side):
    (line, *_) = judged("control_at", growing(), side=side).context
    assert "50.0 % is Russian-held" in line or "Russian-held" in line
    assert "lies outside Russian-held ground" in line


def test_an_area_is_told_as_a_share_of_the_region_and_as_a_depth_along_its_front():
    text = "It holds 1,000 square km along 40 km."
    lines = judged("area_held", growing(), text=text).context
    assert any("% of Oblast (" in line for line in lines)
    assert "Along 40.0 km, 1,000.0 km² would be 25.0 km deep on average." in lines


def test_an_area_of_no_region_is_told_as_a_square():
    lines = judged("change_between", growing(), text="It gained 900 square km.").context
    assert "900.0 km² is as much as a square of 30.0 km a side." in lines


def test_a_share_is_told_as_a_square():
    finding = judged("share_of_whole", growing())
    side = finding.figures["implied_km2"] ** 0.5
    assert any(f"a square of {side:,.1f} km a side" in line for line in finding.context)


def test_a_map_older_than_the_day_says_how_much_older():
    front = growing()
    front = replace(front, snapshots=tuple(one for one in front.snapshots if one.day not in (DAY, DAY - timedelta(1))))
    assert (
        f"The map that answers is of {DAY - timedelta(2)}, 2 days before {DAY}." in judged("control_at", front).context
    )
    assert not any("The map that answers" in line for line in judged("control_at", growing()).context)


def test_a_claim_about_long_ago_says_how_long():
    when = When(from_day=DAY, to_day=DAY, granularity="day", anchor="explicit")
    lines = judged("control_at", growing(), when=when, published=DAY + timedelta(100)).context
    assert f"The claim is about {DAY}, 100 days before the article of {DAY + timedelta(100)}." in lines


@pytest.mark.parametrize(
    "words", ["originally published", "republished", "вперше опубліковано", "впервые опубликовано"]
)
def test_a_reprint_says_that_its_words_may_be_older(words):
    said = reading(**CLAIMS["control_at"])
    again = replace(said, article=replace(said.article, text=f"It is so. This was {words} elsewhere."))
    (finding,) = check_claims(again, [growing()])
    assert any(words in line and str(DAY) in line for line in finding.context)
    assert check_claims(said, [growing()])[0].verdict == finding.verdict


@pytest.mark.parametrize("claim", CLAIMS)
def test_without_a_verdict_there_are_no_measures_beside_it(claim):
    finding = judged(claim, growing(area=AWAY))
    if finding.verdict == "no_data":
        assert not any("both sides" in line or "map that answers" in line for line in finding.context)


def grey_layer():
    """Return a layer that draws the whole town as contested, and names both sides."""
    areas = {"grey": box(36.5, 47.5, 37.5, 48.5), "ru_held": box(38, 47, 39, 49)}
    snapshots = (Snapshot(day=DAY, basis="field", areas=areas),)
    return FrontLine(
        name="map", maker="Me", licence="x", attribution="x", sides=("ru_held", "grey"), snapshots=snapshots,
        coverage=Coverage(text="a box", area=SQUARE, other_side="ua_held"),
    )  # fmt: skip


@pytest.mark.parametrize("side", ["RU", "UA"])
@pytest.mark.parametrize("polarity", ["+", "-"])
def test_a_place_on_contested_ground_is_neither_held_nor_not_held(side, polarity):
    said = reading("It holds Town.", side=side, polarity=polarity, **CLAIMS["control_at"])
    (finding,) = check_claims(said, [grey_layer()])
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert finding.figures["grey_share"] == 1.0
    assert "100 % on contested ground" in finding.sentence
