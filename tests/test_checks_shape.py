"""Checks of shape and number: measured by hand on small drawn layers, put as claims, and on the real snapshots where at hand."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.checks import check_claims
from geo.checks.allowed import allowed
from geo.checks.area_held import check_area
from geo.checks.control_at import check_control
from geo.checks.direction_of_change import check_direction
from geo.checks.distance_bearing import check_distance
from geo.checks.enclosure import check_enclosure
from geo.checks.ratio_of_areas import Base, check_ratio
from geo.checks.region_relation import check_region
from geo.checks.share_of_whole import check_share
from geo.checks.temporal_order import check_order
from geo.frontline import read_frontline
from geo.measure import buffer_m, disc, sector
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
    TimeSpan,
    When,
)
from tests.benchmarks.checks_shape import (
    DONETSK,
    MYRNOHRAD,
    POKROVSK,
    peak_of_kursk,
    region,
    said,
)

DAY = date(2024, 9, 10)
LON, LAT = 37.0, 48.0
TOWN = Place(id="test:town", name="Town", kind="city", lon=LON, lat=LAT, radius_m=2_000, country="UA")
OBLAST = Place(
    id="test:oblast", name="Oblast", kind="region", lon=37, lat=48, radius_m=1e5, country="UA", geometry="polygon",
    shape=box(36, 47, 38, 49),
)  # fmt: skip
ABROAD = replace(OBLAST, id="test:abroad", name="Abroad", country="RU", lon=39, shape=box(38, 47, 40, 49))
SQUARE = box(30, 45, 44, 52)
RING = disc(LON, LAT, 14_000).difference(disc(LON, LAT, 5_000))


def layer(*areas, name="map", sides=("ru_held",), other="ua_held", first=DAY, step=1, covered=SQUARE, **more):
    """A front line of one snapshot a step; each of `areas` is a shape of the first side, or a mapping of several."""
    drawn = [one if isinstance(one, dict) else {sides[0]: one} for one in areas]
    snapshots = [Snapshot(day=first + timedelta(n * step), basis="field", areas=one) for n, one in enumerate(drawn)]
    return FrontLine(
        name=name, maker="Me", licence="x", attribution="x", sides=sides, snapshots=tuple(snapshots),
        coverage=Coverage(text="the square", area=covered, other_side=other), **more,
    )  # fmt: skip


def wedge(bearing, half_width, *, low_m=5_000, high_m=14_000):
    return sector(LON, LAT, low_m=low_m, high_m=high_m, bearing_deg=bearing, half_width_deg=half_width)


# ---- enclosure


def test_a_closed_ring_encircles_and_is_told_as_a_pocket():
    finding = check_enclosure(TOWN, "RU", DAY, [layer(RING)])
    assert (finding.check, finding.verdict, finding.reason, finding.claim) == ("enclosure", "supported", None, None)
    assert finding.figures["blocked_share"] == 1
    assert finding.figures["pocket"]
    assert "no way out is left open" in finding.sentence


def test_a_ring_with_a_wide_mouth_does_not_encircle_but_half_does():
    open_east = layer(RING.difference(wedge(90, 20, low_m=0, high_m=20_000)))
    finding = check_enclosure(TOWN, "RU", DAY, [open_east])
    assert finding.verdict == "contradicted"
    assert finding.figures["blocked_share"] == pytest.approx(320 / 360, abs=1 / 72)
    assert finding.figures["mouth_towards_deg"] == pytest.approx(90, abs=2.5)
    assert finding.figures["mouth_m"] == pytest.approx(2 * 5_000 * 0.342, rel=0.35)
    assert check_enclosure(TOWN, "RU", DAY, [open_east], degree="semi-encircled").verdict == "supported"


def test_a_mouth_under_a_kilometre_counts_as_shut_and_the_width_is_an_argument():
    narrow = layer(RING.difference(wedge(92.5, 2.4, low_m=0, high_m=20_000)))
    assert check_enclosure(TOWN, "RU", DAY, [narrow]).verdict == "supported"
    assert check_enclosure(TOWN, "RU", DAY, [narrow], mouth_m=200).verdict == "partly"


def test_a_crooked_way_out_past_blocked_bearings_depends_on_the_reading():
    inner = disc(LON, LAT, 7_000).difference(disc(LON, LAT, 5_000)).difference(wedge(90, 20, low_m=0))
    outer = disc(LON, LAT, 14_000).difference(disc(LON, LAT, 10_000)).difference(wedge(270, 20, low_m=0))
    finding = check_enclosure(TOWN, "RU", DAY, [layer(shapely.union(inner, outer))])
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")
    assert finding.figures["blocked_share"] == 1
    assert not finding.figures["pocket"]


@pytest.mark.parametrize(("half_width", "verdict"), [(140, "supported"), (120, "contradicted"), (30, "contradicted")])
def test_three_quarters_of_the_bearings_make_a_half_circle(half_width, verdict):
    finding = check_enclosure(TOWN, "RU", DAY, [layer(wedge(0, half_width))], degree="semi-encircled")
    assert finding.verdict == verdict


def test_without_ground_nearby_every_bearing_is_open():
    finding = check_enclosure(TOWN, "RU", DAY, [layer(box(31, 46, 32, 47))])
    assert finding.figures["blocked_share"] == 0
    assert finding.figures["mouth_deg"] == 360


def test_a_town_on_the_sides_own_ground_is_not_judged():
    finding = check_enclosure(TOWN, "RU", DAY, [layer(box(36, 47, 38, 49))])
    assert (finding.verdict, finding.reason) == ("no_data", "component_only")


def test_bearings_that_leave_the_coverage_open_keep_the_layer_silent():
    half_known = layer(wedge(270, 85), covered=box(36, 47, 37.04, 49))
    assert check_enclosure(TOWN, "RU", DAY, [half_known]).verdict == "no_data"
    assert check_enclosure(TOWN, "RU", DAY, [half_known], degree="semi-encircled").reason == "no_layer"


def test_an_encirclement_out_of_time_or_coverage_has_no_data():
    assert check_enclosure(TOWN, "RU", DAY - timedelta(1), [layer(RING)]).reason == "out_of_time"
    assert check_enclosure(replace(TOWN, lon=10.0), "RU", DAY, [layer(RING)]).reason == "no_layer"
    assert check_enclosure(TOWN, "UA", DAY, [layer(RING, other=None)]).reason == "no_layer"


# ---- control_at: halves


def test_the_northern_part_of_a_town_is_judged_by_its_northern_half():
    north = layer(box(36, 48, 38, 49))
    whole = check_control(TOWN, "RU", DAY, [north])
    assert whole.verdict == "partly"
    assert (whole.figures["share_n"], whole.figures["share_s"]) == (
        pytest.approx(1, abs=0.01),
        pytest.approx(0, abs=0.01),
    )
    assert check_control(TOWN, "RU", DAY, [north], half="N").verdict == "supported"
    assert check_control(TOWN, "RU", DAY, [north], half="S").verdict == "contradicted"
    assert "northern half of Town" in check_control(TOWN, "RU", DAY, [north], half="N").sentence


def test_the_limits_of_holding_are_arguments_and_are_printed():
    finding = check_control(TOWN, "RU", DAY, [layer(box(36, 48, 38, 49))], held_from=0.4, not_held_to=0.1)
    assert finding.verdict == "supported"
    assert "40 % or more counts as held, 10 % or less as not held" in finding.sentence


# ---- area_held


def test_contested_ground_is_a_reading_of_its_own():
    held, grey = box(38, 47, 39, 48), box(39, 47, 39.5, 48)
    mixed = layer({"ua_held": held, "grey": grey}, sides=("ua_held", "grey"), other="ru_held")
    both = check_area(ABROAD, "UA", 12_300.0, DAY, [mixed])
    assert (both.verdict, both.reason) == ("partly", "depends_on_reading")
    assert [reading["verdict"] for reading in both.readings] == ["contradicted", "supported"]
    assert both.figures["grey_km2"] == pytest.approx(both.figures["held_km2"] / 2, rel=0.01)


def test_at_the_peak_the_largest_covered_day_up_to_the_day_of_saying_counts():
    shapes = [box(38, 47, 38.2, 48), box(38, 47, 39, 48), box(38, 47, 38.1, 48), box(38, 47, 40, 49)]
    front = layer(*shapes, sides=("ua_held",), other="ru_held", step=30)
    day = DAY + timedelta(70)
    finding = check_area(ABROAD, "UA", 8_200.0, day, [front], peak=True)
    assert (finding.verdict, finding.snapshot) == ("supported", DAY + timedelta(30))
    assert check_area(ABROAD, "UA", 8_200.0, DAY + timedelta(60), [front]).verdict == "contradicted"
    assert "at its largest on the days at hand" in finding.sentence


def test_ground_that_is_only_claimed_is_shown_and_decides_nothing():
    claimed = layer(box(38, 47, 39, 48), sides=("claimed_ua",), other=None)
    finding = check_area(ABROAD, "UA", 8_200.0, DAY, [claimed], peak=True)
    assert (finding.verdict, finding.by_layer[0].verdict) == ("no_data", "no_data")
    assert finding.by_layer[0].figures["claimed_km2"] == pytest.approx(8_297, rel=0.01)
    assert "by claim, which decides nothing" in finding.sentence


def test_makers_that_disagree_on_an_area_are_said_to():
    small = layer(box(38, 47, 38.5, 48), name="small", sides=("ua_held",), other="ru_held")
    large = layer(box(38, 47, 39, 48), name="large", sides=("ua_held",), other="ru_held")
    finding = check_area(ABROAD, "UA", 8_200.0, DAY, [small, large])
    assert [(one.layer, one.verdict) for one in finding.by_layer] == [("large", "supported"), ("small", "contradicted")]
    assert finding.sentence.endswith("The layers disagree.")


def test_a_number_given_by_hand_keeps_its_digits():
    finding = check_share([region("ne:RU")], "UA", 0.0058823529, DAY, [])
    assert (finding.verdict, finding.reason, finding.figures["fraction"]) == ("partly", "false_precision", "1/17,000")
    assert check_share([OBLAST], "RU", 0.00005, DAY, []).reason != "false_precision"


# ---- ratio_of_areas

GROWING = [box(36, 47, 36 + width, 49) for width in (0.1, 0.2, 0.6)]


@pytest.mark.parametrize(
    ("ratio", "measures", "verdict", "reason"),
    [
        (4.0, ("net",), "partly", "depends_on_reading"),
        (5.0, ("net",), "partly", "depends_on_reading"),
        (6.0, ("total",), "supported", None),
        (40.0, ("net", "gross", "total"), "contradicted", None),
    ],
)
def test_every_reading_of_a_ratio_is_tried(ratio, measures, verdict, reason):
    front = layer(*GROWING, step=30)
    base = 1_644.0
    finding = check_ratio(
        None, "RU", ratio, base, DAY + timedelta(60), [front], starts=[DAY + timedelta(30)], measures=measures
    )
    assert (finding.verdict, finding.reason) == (verdict, reason)
    assert len(finding.readings or (1,)) == {("net",): 2, ("total",): 1}.get(measures, 5)


def test_several_areas_to_compare_with_are_readings_too():
    bases = [Base(km2=1_644.0, name="one"), Base(km2=164_400.0, name="another")]
    finding = check_ratio(None, "RU", 6, bases, DAY + timedelta(60), [layer(*GROWING, step=30)], measures=("total",))
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")


def test_a_ratio_without_a_layer_or_an_area_is_left_undecided():
    assert check_ratio(None, "RU", 3, 100.0, DAY - timedelta(1), [layer(*GROWING)]).reason == "out_of_time"
    assert check_ratio(None, "UA", 3, 100.0, DAY, [layer(*GROWING, other=None)]).reason == "no_layer"
    assert check_ratio(None, "RU", 3, 0.0, DAY, [layer(*GROWING)]).verdict == "not_checkable"


# ---- direction_of_change


@pytest.mark.parametrize(
    ("bearing", "verdict"),
    [(270, "supported"), (230, "supported"), (200, "partly"), (90, "contradicted"), (20, "contradicted")],
)
def test_the_middle_of_the_gained_ground_tells_the_direction(bearing, verdict):
    front = layer(box(37.5, 47.5, 38, 48.5), shapely.union(box(37.5, 47.5, 38, 48.5), wedge(270, 15)))
    finding = check_direction(TOWN, "RU", bearing, DAY, DAY + timedelta(1), [front])
    assert finding.verdict == verdict
    assert finding.figures["bearing_deg"] == pytest.approx(270, abs=1)


def test_a_small_gain_in_the_direction_said_is_not_denied_by_a_large_one_elsewhere():
    gains = shapely.union(wedge(90, 30), wedge(270, 5))
    finding = check_direction(TOWN, "RU", 270, DAY, DAY + timedelta(1), [layer(box(30, 45, 31, 46), gains)])
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")


def test_next_to_nothing_gained_has_no_direction():
    finding = check_direction(TOWN, "RU", 270, DAY, DAY + timedelta(1), [layer(RING, RING)])
    assert (finding.verdict, finding.reason) == ("not_checkable", "below_resolution")
    assert check_direction(TOWN, "RU", 270, DAY, DAY, [layer(RING)]).reason == "out_of_time"
    assert check_direction(replace(TOWN, lon=10.0), "RU", 270, DAY, DAY, [layer(RING)]).reason == "no_layer"


# ---- region_relation


@pytest.mark.parametrize(("lon", "verdict"), [(37.0, "supported"), (38.02, "partly"), (38.5, "contradicted")])
def test_a_town_lies_in_a_region_near_its_edge_or_outside(lon, verdict):
    assert check_region(replace(TOWN, lon=lon), OBLAST, "in").verdict == verdict


def test_neighbours_border_each_other_and_others_do_not():
    finding = check_region(ABROAD, OBLAST, "borders")
    assert finding.verdict == "supported"
    assert finding.figures["shared_border_m"] == pytest.approx(222_400, rel=0.05)
    far = replace(ABROAD, shape=box(42, 47, 43, 49))
    assert check_region(far, OBLAST, "borders").verdict == "contradicted"
    assert check_region(far, OBLAST, "borders", denied=True).verdict == "supported"


@pytest.mark.parametrize(
    ("shape", "verdict"),
    [
        (box(36.5, 47.5, 37, 48), "supported"),
        (box(37.5, 47.5, 38.5, 48), "partly"),
        (box(38, 47, 39, 48), "contradicted"),
    ],
)
def test_part_of_is_judged_by_the_share_inside(shape, verdict):
    assert check_region(replace(ABROAD, shape=shape), OBLAST, "part_of").verdict == verdict


def test_kursk_oblast_borders_ukraine_and_ryazan_oblast_does_not():
    assert check_region(region("ne:RU-KRS"), region("ne:UA"), "borders").verdict == "supported"
    assert check_region(region("ne:RU-RYA"), region("ne:UA"), "borders").verdict == "contradicted"


# ---- temporal_order

MAY = (date(2024, 5, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("other", "relation", "verdict"),
    [
        ((date(2024, 5, 20), date(2024, 6, 20)), "during", "supported"),
        ((date(2024, 6, 1), date(2024, 6, 20)), "during", "partly"),
        ((date(2024, 6, 2), date(2024, 6, 20)), "during", "contradicted"),
        ((date(2024, 6, 1), None), "before", "supported"),
        ((date(2024, 5, 20), date(2024, 6, 20)), "before", "partly"),
        ((date(2024, 1, 1), date(2024, 2, 1)), "before", "contradicted"),
        ((date(2024, 1, 1), date(2024, 2, 1)), "after", "supported"),
        ((None, None), "during", "not_checkable"),
        ((None, None), "before", "not_checkable"),
    ],
)
def test_stretches_of_days_overlap_touch_or_lie_apart(other, relation, verdict):
    assert check_order(MAY, other, relation).verdict == verdict


def test_overlap_is_the_same_seen_from_either_stretch():
    other = (date(2024, 6, 1), date(2024, 6, 3))
    assert check_order(MAY, other).verdict == check_order(other, MAY).verdict == "partly"
    assert check_order(MAY, other, "before").verdict == check_order(other, MAY, "after").verdict


# ---- tolerances


def test_tolerances_are_arguments():
    assert check_distance(POKROVSK, DONETSK, 45.0).verdict == "partly"
    assert check_distance(POKROVSK, DONETSK, 45.0, exact_share=0.3).verdict == "supported"
    assert check_distance(POKROVSK, DONETSK, bearing=270).verdict == "partly"
    assert check_distance(POKROVSK, DONETSK, bearing=270, supported_deg=40).verdict == "supported"
    assert allowed(said("50 km"), exact_share=0.5).low == 25_000


# ---- claims


def reading(
    text, *, places=(TOWN,), relation=None, expression=None, times=(), published=DAY, side="RU", when=None, **claim
):
    mentions = [Mention(id=f"m{n}", start=0, end=1, text=text[0]) for n, _ in enumerate(places)]
    refs = [m.id for m in mentions] if expression is None else [expression.id]
    quantities = find_quantities(text)
    one = Claim(
        id="c1", start=0, end=len(text), quote=text, stance=claim.pop("stance", "asserted"), polarity="+", certainty="CT",
        sources=(), actors=(Actor(side=side, name="they", role=claim.pop("role", "agent")),) if side else (),
        where=tuple(PlaceRef(ref=ref, role="where", relation=relation) for ref in refs),
        quantities=tuple(q.id for q in quantities), times=tuple(t.id for t in times), when=when, **claim,
    )  # fmt: skip
    return Reading(
        article=Article(text=text, published=published),
        resolutions=tuple(
            Resolution(mention=m, usage="literal", mapped=True, place=p) for m, p in zip(mentions, places, strict=True)
        ),
        expressions=(expression,) if expression else (),
        times=tuple(times),
        quantities=quantities,
        claims=(one,),
    )


def judge(text, *layers, **claim):
    (finding,) = check_claims(reading(text, **claim), layers)
    return finding


ENCIRCLE = {"type": "encirclement", "mode": "encircle"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("They have encircled Town.", "contradicted"),
        ("They have semi-encircled Town.", "supported"),
        ("They have nearly surrounded Town.", "supported"),
        ("Они взяли Город в полуокружение.", "supported"),
        ("Місто майже оточене.", "supported"),
    ],
)
def test_the_words_say_how_far_a_town_is_surrounded(text, verdict):
    front = layer(RING.difference(wedge(90, 20, low_m=0, high_m=20_000)))
    assert judge(text, front, **ENCIRCLE).verdict == verdict


def test_the_side_that_is_surrounded_names_the_other():
    assert (
        judge("Troops in Town are encircled.", layer(RING), side="UA", role="patient", **ENCIRCLE).verdict
        == "supported"
    )
    assert judge("Troops in Town are encircled.", layer(RING), side=None, **ENCIRCLE).verdict == "not_checkable"


def part(bearing, relation="in_part"):
    return Expression(id="x1", start=0, end=1, text="T", relation=relation, ground="m0", bearing_deg=bearing)


@pytest.mark.parametrize(("bearing", "verdict"), [(0.0, "supported"), (180.0, "contradicted"), (90.0, "partly")])
def test_a_claim_on_a_part_of_a_town_is_judged_by_that_half(bearing, verdict):
    finding = judge(
        "They hold that part.", layer(box(36, 48, 38, 49)), expression=part(bearing), type="control", mode="hold"
    )
    assert (finding.check, finding.verdict) == ("control_at", verdict)


def test_a_part_between_two_halves_stays_vague():
    finding = judge("They hold that part.", layer(RING), expression=part(45.0), type="control", mode="hold")
    assert (finding.verdict, finding.reason) == ("not_checkable", "vague")


def test_an_advance_to_one_side_of_a_town_is_judged_over_the_fortnight_before():
    front = layer(box(30, 45, 31, 46), wedge(270, 15), step=14, first=DAY - timedelta(14))
    advance = {"type": "change", "mode": "advance"}
    west = judge("They advanced west of Town.", front, expression=part(270.0, "direction"), **advance)
    assert (west.check, west.verdict) == ("direction_of_change", "supported")
    assert (
        judge("They advanced east of Town.", front, expression=part(90.0, "direction"), **advance).verdict
        == "contradicted"
    )


def test_a_peak_is_looked_for_up_to_the_day_of_publication():
    front = layer(
        *[box(38, 47, 38 + width, 48) for width in (0.2, 1, 0.1)], sides=("ua_held",), other="ru_held", step=3
    )
    when = When(from_day=DAY, to_day=DAY, granularity="day", anchor="explicit")
    claim = {
        "type": "control",
        "mode": "hold",
        "places": (ABROAD,),
        "side": "UA",
        "when": when,
        "published": DAY + timedelta(6),
    }
    assert judge("At its peak it held 8,200 square kilometres.", front, **claim).verdict == "supported"
    assert judge("It held 8,200 square kilometres.", front, **claim).verdict == "contradicted"


def test_the_words_border_region_are_a_component_that_leaves_the_whole_undecided():
    kursk = region("ne:RU-KRS")
    finding = judge(
        "They raided the border region of Kursk.", places=(kursk,), side="UA", type="attack", mode="incursion"
    )
    assert (finding.check, finding.verdict, finding.reason) == ("region_relation", "no_data", "component_only")
    assert finding.figures["component"] == "consistent"


def test_two_dates_put_in_order_are_a_component_that_leaves_the_whole_undecided():
    text = "The attack of 2 May came before the attack of 1 May."
    spans = [
        TimeSpan(
            id=f"t{n}",
            start=start,
            end=start + 5,
            text=text[start : start + 5],
            from_day=day,
            to_day=day,
            anchor="explicit",
        )
        for n, (start, day) in enumerate([(14, date(2024, 5, 2)), (46, date(2024, 5, 1))])
    ]
    finding = judge(text, times=spans, type="attack", mode="strike")
    assert (finding.check, finding.verdict, finding.reason) == ("temporal_order", "no_data", "component_only")
    assert finding.figures["component"] == "close"


def test_ground_taken_is_compared_with_what_the_article_says_the_other_side_took():
    held = reading("It held 1,000 square kilometres.", places=(ABROAD,), side="UA", type="control", mode="hold")
    twice = reading(
        "They took twice as much land.", places=(OBLAST, ABROAD), relation="in", type="control", mode="seize"
    )
    claims = (
        replace(held.claims[0], id="c1", where=(PlaceRef(ref="m1", role="where", relation="in"),)),
        replace(twice.claims[0], id="c2", quantities=("q9",)),
    )
    both = replace(
        twice,
        claims=claims,
        quantities=(*held.quantities, *(replace(q, id="q9") for q in twice.quantities)),
    )
    front = layer(*[box(36, 47, 36 + width, 49) for width in (0.1, 0.22)], step=30, first=DAY - timedelta(30))
    finding = check_claims(both, [front])[1]
    assert (finding.check, finding.verdict) == ("ratio_of_areas", "partly")
    assert finding.figures["base_km2"] == 1_000
    assert "said in the article" in finding.sentence


def test_a_share_of_a_country_is_measured_though_the_country_is_no_place_on_the_map():
    ukraine = replace(region("ne:UA"), shape=None)
    front = layer(box(36, 46, 41, 48.5), covered=region("ne:UA").shape)
    assert judge("They hold 15 per cent of it.", front, places=(ukraine,), type="control", mode="hold").layer is None
    whole = reading("They hold 15 per cent of it.", places=(ukraine,), type="control", mode="hold")
    part_of = replace(whole.claims[0], where=(PlaceRef(ref="m0", role="whole", relation="part_of"),))
    (one,) = check_claims(replace(whole, claims=(part_of,)), [front])
    assert (one.check, one.layer, one.snapshot) == ("share_of_whole", "map", DAY)


# ---- properties

SHAPES = [RING, wedge(0, 100), wedge(90, 60), box(36, 48, 38, 49), box(31, 46, 32, 47)]


@settings(max_examples=12)
@given(st.permutations(range(3)), st.sampled_from(SHAPES))
def test_the_order_of_layers_changes_nothing(order, shape):
    layers = [layer(shape, shape, name="a"), layer(RING, name="b"), layer(box(36, 47, 38, 49), RING, name="c")]
    mixed = [layers[number] for number in order]
    day = DAY + timedelta(1)
    assert check_enclosure(TOWN, "RU", day, mixed) == check_enclosure(TOWN, "RU", day, layers)
    assert check_control(TOWN, "RU", day, mixed, half="N") == check_control(TOWN, "RU", day, layers, half="N")
    assert check_area(OBLAST, "RU", 500.0, day, mixed, peak=True) == check_area(
        OBLAST, "RU", 500.0, day, layers, peak=True
    )
    assert check_direction(TOWN, "RU", 0, DAY, day, mixed) == check_direction(TOWN, "RU", 0, DAY, day, layers)


@pytest.mark.parametrize("shape", SHAPES)
def test_verdicts_of_shape_are_the_same_for_both_sides(shape):
    russian = layer(shape, buffer_m(shape, 3_000), other=None)
    ukrainian = layer(shape, buffer_m(shape, 3_000), other=None, sides=("ua_held",))
    day = DAY + timedelta(1)
    for check in (
        lambda side, front: check_enclosure(TOWN, side, day, [front]),
        lambda side, front: check_control(TOWN, side, day, [front], half="S"),
        lambda side, front: check_area(OBLAST, side, 700.0, day, [front]),
        lambda side, front: check_direction(TOWN, side, 0.0, DAY, day, [front]),
    ):
        one, other = check("RU", russian), check("UA", ukrainian)
        assert (one.verdict, one.reason, one.figures) == (other.verdict, other.reason, other.figures)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_later_snapshot_changes_no_earlier_days_verdict_of_shape(shape):
    alone, followed = layer(shape), layer(shape, RING)
    assert check_enclosure(TOWN, "RU", DAY, [alone]) == check_enclosure(TOWN, "RU", DAY, [followed])
    assert check_area(OBLAST, "RU", 700.0, DAY, [alone], peak=True) == check_area(
        OBLAST, "RU", 700.0, DAY, [followed], peak=True
    )


# ---- the real snapshots


@pytest.fixture(scope="module")
def daily(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("days")
    for day in ("20240708", "20240806", "20240910", "20250313", "20251201", "20251202", "20260209", "20260216"):
        name = f"deepstatemap_data_{day}.geojson"
        (folder / name).symlink_to(shared / "datasets/deepstate-daily" / name)
    return read_frontline(folder)


@pytest.mark.parametrize(
    ("day", "blocked", "mouth_m"), [(date(2025, 12, 1), 0.76, 10_000), (date(2026, 2, 16), 0.94, 3_000)]
)
def test_myrnohrad_was_half_shut_in_and_not_surrounded(daily, day, blocked, mouth_m):
    finding = check_enclosure(MYRNOHRAD, "RU", day, [daily])
    assert (finding.verdict, finding.snapshot) == ("contradicted", day)
    assert finding.figures["blocked_share"] == pytest.approx(blocked, abs=0.05)
    assert finding.figures["mouth_m"] == pytest.approx(mouth_m, rel=0.2)
    assert check_enclosure(MYRNOHRAD, "RU", day, [daily], degree="semi-encircled").verdict == "supported"


def test_pokrovsk_was_held_in_the_south_and_not_in_the_north(daily):
    finding = check_control(POKROVSK, "RU", date(2025, 12, 2), [daily])
    shares = [finding.figures[key] for key in ("share", "share_n", "share_s")]
    assert shares == pytest.approx([0.504, 0.192, 0.816], abs=0.01)
    assert check_control(POKROVSK, "RU", date(2025, 12, 2), [daily], half="N").verdict == "contradicted"
    assert check_control(POKROVSK, "RU", date(2025, 12, 2), [daily], half="S").verdict == "supported"


def test_three_to_four_times_more_land_depends_on_the_reading(daily):
    ratio = said("three-to-four times more")
    finding = check_ratio(None, "RU", ratio, 1_295.0, date(2025, 3, 13), [daily], starts=[date(2024, 8, 6)])
    values = {str(one["reading"]).split(",")[1].strip(): one["value"] for one in finding.readings}
    assert values["net since 2024-08-06"] == pytest.approx(2.23, rel=0.01)
    assert values["net since 2024-07-08"] == pytest.approx(2.36, rel=0.01)
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")


def test_a_share_of_russia_in_eight_digits_is_a_seventeen_thousandth(daily):
    finding = check_share([region("ne:RU")], "UA", said("0.0058823529%"), date(2024, 9, 10), [daily])
    assert (finding.verdict, finding.reason) == ("partly", "false_precision")
    assert (finding.figures["implied_km2"], finding.figures["fraction"]) == (1_005.8, "1/17,000")


def test_each_makers_peak_in_kursk_stands_beside_500_square_miles(shared, tmp_path):
    data = shared / "datasets"
    for instant in ("1724272310", "1726001946", "1727819282"):
        (tmp_path / f"{instant}.geojson").symlink_to(data / f"deepstate-raw/{instant}.geojson")
    paths = (tmp_path, data / "uacontrolmap-owlmaps", data / "nzz-liveuamap", data / "isw-lemonde-topojson/2024-09-01")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layers = [read_frontline(path) for path in paths]
    finding = peak_of_kursk(tuple(layers))
    assert (finding.verdict, finding.reason, finding.figures["said_km2"]) == ("partly", "depends_on_reading", 1_295.0)
    found = {one.layer: (one.verdict, *one.figures.values()) for one in finding.by_layer}
    assert found["uacontrolmap"] == ("contradicted", pytest.approx(941, rel=0.01))
    assert found["nzz-liveuamap"] == ("supported", pytest.approx(1_266, rel=0.01))
    assert found["deepstate-raw"] == ("partly", pytest.approx(909, rel=0.01), pytest.approx(338, rel=0.01))
    assert found["isw"] == ("no_data", pytest.approx(1_132, rel=0.01))
    assert {one.layer: one.snapshot for one in finding.by_layer}["uacontrolmap"] == date(2024, 9, 10)
