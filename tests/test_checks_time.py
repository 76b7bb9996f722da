"""Checks over time: squares that grow by day, words in three languages, and the real daily snapshots where at hand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

import geo
from geo import Article
from geo.checks import check_claims
from geo.checks.approach import approach_of
from geo.checks.capture_date import capture_date
from geo.checks.change_between import change_between
from geo.checks.gains import around, daily_held, elsewhere_than, gain_in
from geo.checks.predicted import Horizon
from geo.checks.prediction_outcome import horizon_of, prediction_outcome
from geo.checks.question import pose_questions
from geo.checks.rate_trend import Turn, rate_trend, trend_of
from geo.checks.register import predictions
from geo.checks.superlative_since import is_superlative, periods_of, superlative_since
from geo.exports import REGISTERS
from geo.measure import area_km2
from geo.quantities import find_quantities
from geo.records import (
    Actor,
    Claim,
    Coverage,
    Expression,
    FrontLine,
    Holding,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Report,
    Resolution,
    Snapshot,
    Speaker,
    TimeSpan,
    When,
)
from tests.benchmarks.checks_time import measure

FIRST = date(2024, 6, 1)
SQUARE = box(30, 46, 36, 50)
TOWN = Place(id="test:town", name="Town", kind="city", lon=33.0, lat=48.0, radius_m=2_000, country="UA")
FAR = Place(id="test:far", name="Far", kind="city", lon=40.0, lat=48.0, radius_m=2_000, country="RU")
OBLAST = Place(
    id="test:oblast",
    name="Oblast",
    kind="region",
    lon=33,
    lat=48,
    radius_m=9e4,
    geometry="polygon",
    shape=box(32, 47, 34, 49),
)


def day(number):
    return FIRST + timedelta(number)


PUBLISHED = day(40)


def grown(edges, *, name="map", sides=("ru_held", "ua_held"), other=None, area=SQUARE, first=FIRST):
    """A map of the square with one snapshot a day: RU east of the edge of that day, UA west of it (degrees of longitude)."""
    snapshots = []
    for number, edge in enumerate(edges):
        drawn = {"ru_held": box(edge, 46, 36, 50), "ua_held": box(30, 46, edge, 50)}
        areas = {side: drawn[side] for side in sides}
        snapshots.append(Snapshot(day=first + timedelta(number), basis="field", areas=areas))
    return FrontLine(
        name=name,
        maker="Me",
        licence="x",
        attribution="x",
        sides=sides,
        coverage=Coverage(text="the square", area=area, other_side=other),
        snapshots=tuple(snapshots),
    )


def steps(*parts):
    """Edges that start at 34° and move west by so many degrees a day for so many days: `steps((20, 0.001), ...)`."""
    edges = [34.0]
    for days, degrees in parts:
        edges += [edges[-1] - degrees * (number + 1) for number in range(days)]
    return edges


FASTER, SLOWER, EVEN = steps((20, 0.002), (20, 0.006)), steps((20, 0.006), (20, 0.002)), steps((40, 0.003))
# Past the town's middle on day 40: its disc reaches 0.027 degrees to either side.
TAKEN = steps((60, 0.025))
TURN = Turn(day=day(20), until=day(40))


def posed(
    text, *, places=(TOWN,), relations=("in",), published=PUBLISHED, language="en", times=(), article=None, **claim
):
    """One article of one claim."""
    mentions = [Mention(id=f"m{n}", start=0, end=2, text=text[:2]) for n, _ in enumerate(places)]
    quantities = find_quantities(text)
    given = {
        "type": "change",
        "mode": "advance",
        "stance": "asserted",
        "polarity": "+",
        "certainty": "CT",
        "sources": (),
    }
    actors = (Actor(side=claim.pop("side", "RU"), name="they", role="agent"),)
    refs = tuple(PlaceRef(ref=m.id, role="where", relation=r) for m, r in zip(mentions, relations, strict=True))
    return Reading(
        article=article or Article(text=text, published=published, language=language),
        resolutions=tuple(
            Resolution(mention=m, usage="literal", mapped=True, place=p) for m, p in zip(mentions, places, strict=True)
        ),
        quantities=quantities,
        times=times,
        claims=(
            Claim(
                id="c1",
                start=0,
                end=len(text),
                quote=text,
                where=refs,
                actors=actors,
                times=tuple(time.id for time in times),
                quantities=tuple(q.id for q in quantities),
                **{**given, **claim},
            ),
        ),
    )


def judged(*layers, text="It is so.", **more):
    (finding,) = check_claims(posed(text, **more), layers)
    return finding


def span(first, last, granularity="span", anchor="explicit"):
    return When(from_day=first, to_day=last, granularity=granularity, anchor=anchor)


def time_at(text, words, first, last=None):
    start = text.index(words)
    return TimeSpan(
        id="t1",
        start=start,
        end=start + len(words),
        text=words,
        from_day=first,
        to_day=last or first,
        anchor="explicit",
    )


# ---- rate_trend


@pytest.mark.parametrize(
    ("edges", "trend", "verdict"),
    [
        (FASTER, "accelerating", "supported"),
        (SLOWER, "accelerating", "contradicted"),
        (EVEN, "accelerating", "partly"),
        (FASTER, "slowing", "contradicted"),
        (SLOWER, "slowing", "supported"),
        (EVEN, "slowing", "partly"),
    ],
)
def test_the_pace_before_and_after_a_day_decides_a_trend(edges, trend, verdict):
    assert rate_trend("RU", [TURN], [grown(edges)], trend=trend).verdict == verdict


def test_the_sentence_of_a_trend_gives_both_paces_their_days_and_the_rule():
    front = grown([34 - 0.003 * n for n in range(41)])
    finding = rate_trend("RU", [TURN], [front])
    a_day = area_km2(box(34 - 0.003, 46, 34, 50))
    assert finding.figures["km2_per_day_before"] == pytest.approx(a_day, rel=1e-3)
    assert finding.claim is None
    assert finding.snapshot == day(40)
    assert "from 2024-06-01 to 2024-06-21" in finding.sentence
    assert "1.00 times as much; from 1.25 times an advance counts as accelerating" in finding.sentence


def test_windows_are_cut_to_what_the_layer_has_before_the_day_and_need_two_weeks():
    cut = rate_trend("RU", [Turn(day=day(15), until=day(40))], [grown(FASTER)])
    assert (cut.figures["days_before"], cut.figures["days_after"]) == (15, 15)
    short = rate_trend("RU", [Turn(day=day(13), until=day(40))], [grown(FASTER)])
    assert (short.verdict, short.reason) == ("no_data", "out_of_time")


def test_less_than_a_square_kilometre_is_below_what_maps_resolve():
    finding = rate_trend("RU", [TURN], [grown([34 - 1e-8 * n * n for n in range(41)])])
    assert (finding.verdict, finding.reason) == ("not_checkable", "below_resolution")


def test_a_pace_is_measured_around_a_town_or_elsewhere_and_the_two_make_the_whole():
    front = grown(FASTER)
    near, far = around(TOWN, reach_m=200_000), elsewhere_than(TOWN, reach_m=200_000)
    held = {scope: daily_held(front, "RU", scope) for scope in (near, far)}
    assert all(of_days is not None for of_days in held.values())
    parts = [gain_in(front, of_days, scope, day(0), day(40)).km2 for scope, of_days in held.items()]
    whole = change_between("RU", day(0), day(40), [front]).figures["net_km2"]
    assert sum(parts) == pytest.approx(whole, rel=1e-3)
    assert min(parts) > 0


def test_a_place_outside_the_coverage_has_no_pace():
    finding = rate_trend("RU", [TURN], [grown(FASTER)], scope=around(FAR))
    assert (finding.verdict, finding.reason) == ("no_data", "no_layer")


def test_a_claim_of_other_parts_of_the_front_is_measured_outside_the_place_named_before():
    text = "Town holds. Russian advances are accelerating in other places."
    reading = posed(text, when=span(day(20), day(40)))
    start, place = text.index("Russian"), text.index("in other")
    claim = replace(reading.claims[0], start=start, quote=text[start:], where=(PlaceRef(ref="x1", role="where"),))
    other = Expression(
        id="x1", start=place, end=len(text) - 1, text="in other places", relation="complement", ground=None
    )
    finding = check_claims(replace(reading, claims=(claim,), expressions=(other,)), [grown(FASTER)])[0]
    assert (finding.check, finding.verdict) == ("rate_trend", "supported")
    assert "outside 50 km of Town" in finding.sentence


def test_the_day_that_the_article_told_of_parts_the_windows():
    text = "The raid of 21 June drew troops away. Russian advances are accelerating."
    told = TimeSpan(id="t9", start=12, end=19, text="21 June", from_day=day(20), to_day=day(20), anchor="explicit")
    reading = posed(text, when=span(day(40), day(40), "day", "article_date"), places=(OBLAST,))
    start = text.index("Russian")
    claim = replace(reading.claims[0], start=start, quote=text[start:])
    finding = check_claims(replace(reading, times=(told,), claims=(claim,)), [grown(FASTER, other="ua_held")])[0]
    assert finding.verdict == "supported"
    assert "to 2024-06-21" in finding.sentence


TRENDS = [
    ("en", "Russian troops are making ever faster progress near Town", "accelerating"),
    ("en", "The Russian advance slowed down in June", "slowing"),
    ("en", "Their gains picked up pace", "accelerating"),
    ("uk", "Росіяни прискорили просування біля міста", "accelerating"),
    ("uk", "Темпи просування армії РФ сповільнилися", "slowing"),
    ("ru", "Продвижение российских войск ускорилось", "accelerating"),
    ("ru", "Наступление армии замедлилось", "slowing"),
    ("en", "A slow but steady advance went on", None),
    (
        "en",
        "They advanced while Kyiv asked the allies, who for weeks have talked of nothing else, to accelerate aid",
        None,
    ),
]


@pytest.mark.parametrize(("language", "text", "trend"), TRENDS, ids=lambda one: str(one)[:30])
def test_words_of_three_languages_tell_a_trend(language, text, trend):
    (question,) = pose_questions(posed(text, language=language))
    assert trend_of(question) == trend


def test_a_trend_that_is_denied_gets_the_opposite_verdict():
    said = {"text": "Russian advances are accelerating", "when": span(day(20), day(40)), "places": (OBLAST,)}
    assert judged(grown(FASTER), **said).verdict == "supported"
    assert judged(grown(FASTER), **said, polarity="-").verdict == "contradicted"


def test_a_place_that_is_mere_context_decides_only_where_the_whole_front_agrees():
    said = {"text": "Russian advances are accelerating", "when": span(day(20), day(40)), "relations": ("context",)}
    assert judged(grown(FASTER), **said, places=(FAR,)).verdict == "no_data"
    assert judged(grown(FASTER), **said, places=(OBLAST,)).verdict == "supported"


# ---- change_between


@pytest.mark.parametrize(
    ("share", "verdict"), [(1.0, "supported"), (1.08, "supported"), (1.2, "partly"), (1.4, "contradicted")]
)
def test_a_stated_gain_may_be_a_tenth_off_and_partly_a_quarter(share, verdict):
    front = grown(FASTER)
    gained = change_between("RU", day(0), day(40), [front]).figures["net_km2"]
    assert change_between("RU", day(0), day(40), [front], said_km2=share * gained).verdict == verdict


def test_net_and_gross_are_two_readings():
    # A tenth of a degree forward in the south, and half as much back in the north.
    later = box(33.9, 46, 36, 48).union(box(34.05, 48, 36, 50))
    front = grown([34.0] * 10)
    snapshots = (*front.snapshots[:9], replace(front.snapshots[9], areas={"ru_held": later}))
    front = replace(front, snapshots=snapshots, sides=("ru_held",))
    gained = area_km2(box(33.9, 46, 34, 48))
    finding = change_between("RU", day(0), day(9), [front], said_km2=gained)
    assert finding.figures["gained_km2"] == pytest.approx(gained, rel=1e-3)
    assert finding.figures["net_km2"] == pytest.approx(gained - area_km2(box(34, 48, 34.05, 50)), rel=1e-3)
    assert (finding.verdict, finding.reason) == ("partly", "depends_on_reading")


def test_ground_given_up_is_told_as_a_loss():
    finding = change_between("UA", day(0), day(9), [grown([34.0] * 5 + [33.9] * 5)])
    assert finding.figures["net_km2"] < 0
    assert "net Ukrainian loss" in finding.sentence


def test_a_change_of_few_days_is_never_denied():
    finding = change_between("RU", day(0), day(3), [grown(FASTER)], said_km2=9_000)
    assert (finding.verdict, finding.reason) == ("not_checkable", "below_resolution")


def test_the_area_of_a_month_counts_from_the_eve_of_it():
    text = "Russia gained 5 sq km in June."
    front = grown([34 - 0.0001 * n for n in range(60)], first=date(2024, 5, 20))
    finding = judged(
        front,
        text=text,
        places=(OBLAST,),
        mode="gain",
        published=date(2024, 7, 5),
        times=(time_at(text, "June", date(2024, 6, 1), date(2024, 6, 30)),),
        when=span(date(2024, 6, 1), date(2024, 6, 30), "month"),
    )
    assert finding.check == "change_between"
    assert finding.figures["days"] == 30


def test_without_a_beginning_a_gain_counts_from_nothing_or_is_vague():
    # Until the edge enters the region, nothing of it was held.
    front = grown([34.5 - 0.05 * n for n in range(20)])
    whole = change_between("RU", None, day(19), [front], said_km2=5_000, scope=around(OBLAST))
    assert whole.figures["net_km2"] == pytest.approx(area_km2(box(33.55, 47, 34, 49)), rel=1e-3)
    begun = change_between("RU", None, day(19), [grown(FASTER)], said_km2=5_000, scope=around(OBLAST))
    later = change_between("RU", None, day(19), [grown([33.5] * 20)], said_km2=5_000, scope=around(OBLAST))
    assert begun.verdict == "contradicted"
    assert (later.verdict, later.reason) == ("not_checkable", "vague")


def test_huge_gains_have_no_threshold_and_show_the_number():
    finding = judged(grown(FASTER), text="Russia made huge gains", mode="gain", places=(OBLAST,))
    assert (finding.check, finding.verdict, finding.reason) == ("change_between", "not_checkable", "vague")
    assert finding.figures["net_km2"] > 0


# ---- superlative_since


def test_a_record_month_beats_every_other_by_more_than_a_twentieth():
    edges = [34.0]
    for month, pace in ((30, 0.001), (31, 0.003), (31, 0.002)):
        edges += [edges[-1] - pace * (number + 1) for number in range(month)]
    front, since = grown(edges, first=date(2024, 5, 31)), date(2024, 5, 31)
    july = superlative_since("RU", since, date(2024, 7, 31), [front], units=("month",))
    august = superlative_since("RU", since, date(2024, 8, 31), [front], units=("month",))
    assert (july.verdict, july.figures["periods"]) == ("supported", 2)
    assert (august.verdict, august.figures["periods"]) == ("contradicted", 3)


def test_two_like_weeks_are_a_tie_and_a_losing_side_sets_no_record():
    even = grown([34 - 0.003 * n for n in range(41)])
    assert superlative_since("RU", day(0), day(35), [even], units=("week",)).verdict == "partly"
    assert superlative_since("UA", day(0), day(35), [even], units=("week",)).verdict == "contradicted"


def test_a_record_needs_every_period_since():
    finding = superlative_since("RU", date(2022, 10, 31), day(40), [grown(FASTER)])
    assert (finding.verdict, finding.reason) == ("no_data", "out_of_time")
    assert "does not show every month since 2022-10-31" in finding.sentence


def test_months_are_whole_and_end_before_the_day():
    assert periods_of("month", date(2024, 6, 30), date(2024, 8, 31))[-1] == (date(2024, 7, 31), date(2024, 8, 31))
    assert periods_of("week", day(0), day(15)) == ((day(1), day(8)), (day(8), day(15)))
    assert periods_of("month", date(2024, 8, 31), date(2024, 8, 31)) == ()


RECORDS = [
    ("en", "the largest gains since last autumn", True),
    ("en", "more ground than in any month since May", True),
    ("uk", "найбільше просування з жовтня 2022 року", True),
    ("ru", "самое быстрое продвижение с осени", True),
    ("en", "they have advanced since May", False),
    ("en", "the most territory so far", False),
]


@pytest.mark.parametrize(("language", "text", "record"), RECORDS, ids=lambda one: str(one)[:30])
def test_words_of_three_languages_tell_a_record(language, text, record):
    (question,) = pose_questions(posed(text, language=language))
    assert is_superlative(question) is record


def test_a_claim_of_a_record_is_measured_since_the_day_it_names():
    text = "the fastest weekly gains since 5 June"
    finding = judged(
        grown(steps((33, 0.001), (7, 0.004)), other="ua_held"),
        text=text,
        mode="gain",
        places=(OBLAST,),
        times=(time_at(text, "5 June", day(4)),),
        when=span(day(40), day(40), "day", "article_date"),
    )
    assert (finding.check, finding.verdict) == ("superlative_since", "supported")
    assert finding.figures["unit"] == "week"


# ---- capture_date


def test_a_capture_is_dated_by_the_days_on_which_shares_are_passed():
    front = grown([33.1 - 0.002 * n for n in range(100)])
    finding = capture_date(TOWN, "RU", day(62), [front])
    begun, half, done = (date.fromisoformat(finding.figures[f"{name}_day"]) for name in ("begun", "half", "done"))
    assert begun < half < done
    assert half == day(51)  # on day 50 the edge runs through the middle of the disc, drawn with corners
    assert finding.verdict == "supported"
    assert abs((done - day(62)).days) <= 3


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [(61, "supported"), (50, "partly"), (37, "contradicted"), (90, "contradicted"), (-30, "no_data")],
)
def test_the_claimed_day_lies_near_within_or_outside_the_capture(claimed, verdict):
    front = grown([33.1 - 0.002 * n for n in range(100)])
    assert capture_date(TOWN, "RU", day(claimed), [front]).verdict == verdict


def test_a_claimed_day_outside_says_how_many_days_it_is_off():
    front = grown([33.2] * 20 + [32.8] * 20)
    finding = capture_date(TOWN, "RU", day(5), [front])
    assert (finding.verdict, finding.figures["days_off"]) == ("contradicted", 15)
    assert "15 days before the map" in finding.sentence


def test_of_two_captures_the_nearer_one_counts():
    front = grown([33.2] * 20 + [32.8] * 20 + [33.2] * 20 + [32.8] * 20)
    assert capture_date(TOWN, "RU", day(21), [front]).figures["done_day"] == day(20).isoformat()
    assert capture_date(TOWN, "RU", day(58), [front]).figures["done_day"] == day(60).isoformat()


def test_a_town_held_from_the_first_snapshot_on_has_no_known_day():
    finding = capture_date(TOWN, "RU", day(0), [grown([32.8] * 20)])
    assert (finding.verdict, finding.reason) == ("no_data", "out_of_time")


def test_a_side_that_is_left_undrawn_is_never_seen_arriving():
    front = grown([32.8] * 20 + [33.2] * 20, sides=("ru_held",), other="ua_held")
    finding = capture_date(TOWN, "UA", day(20), [front])
    assert (finding.verdict, finding.reason) == ("no_data", "component_only")


def test_an_article_is_not_told_of_snapshots_after_it():
    text = "Russia took Town on 6 June"
    said = {
        "text": text,
        "mode": "capture",
        "times": (time_at(text, "6 June", day(5)),),
        "when": span(day(5), day(5), "day"),
    }
    front = grown([33.2] * 7 + [32.8] * 20)
    early = judged(front, **said, published=day(6))
    assert (early.check, early.verdict) == ("control_at", "contradicted")
    late = judged(front, **said, published=day(8))
    assert (late.check, late.verdict) == ("capture_date", "supported")
    assert "2 days before the map" in late.sentence
    assert early == judged(grown([33.2] * 7), **said, published=day(6))


# ---- prediction_outcome


def predicted(text="Russia is about to take Town", **more):
    return {"text": text, "mode": "capture", "stance": "predicted", "published": day(10), **more}


@pytest.mark.parametrize(
    ("edges", "verdict", "status"),
    [
        ([33.2] * 20 + [32.8] * 40, "supported", "came true"),
        ([33.2] * 20 + [33.01] * 40, "partly", "half"),
        ([33.2] * 60, "contradicted", "did not"),
        ([33.2] * 55 + [32.8] * 40, "contradicted", "did not"),
        ([33.2] * 30, "no_data", "open"),
        ([32.8] * 60, "not_checkable", "already"),
    ],
)
def test_a_prediction_is_settled_inside_its_horizon_or_stays_open(edges, verdict, status):
    finding = judged(grown(edges), **predicted())
    assert (finding.check, finding.verdict, finding.figures["status"]) == ("prediction_outcome", verdict, status)
    assert finding.figures["horizon"] == day(40).isoformat()


def test_a_layer_that_ends_before_a_prediction_was_made_has_no_data_for_it():
    finding = judged(grown([33.2] * 6), **predicted())
    assert (finding.verdict, finding.reason, finding.figures["status"]) == ("no_data", "out_of_time", "no data")
    assert f"ends on {day(5)}, before it was said" in finding.sentence
    assert "at most" not in finding.sentence


def test_a_layer_that_ends_on_the_day_of_a_prediction_leaves_it_open():
    finding = judged(grown([33.2] * 11), **predicted())
    assert (finding.verdict, finding.figures["status"]) == ("no_data", "open")
    assert f"on {day(10)}, and shows no later day" in finding.sentence


def test_an_open_prediction_is_settled_by_newer_snapshots():
    edges = [33.2] * 30 + [32.8] * 30
    assert judged(grown(edges[:25]), **predicted()).figures["status"] == "open"
    settled = judged(grown(edges), **predicted())
    assert (settled.verdict, settled.figures["outcome_day"]) == ("supported", day(30).isoformat())


def test_without_a_horizon_a_prediction_stays_open_until_it_comes_true():
    said = predicted("Russia will take Town")
    assert judged(grown([33.2] * 90), **said).verdict == "no_data"
    assert judged(grown([33.2] * 80 + [32.8] * 5), **said).verdict == "supported"


def test_a_prediction_after_its_horizon_tells_when_it_came_true():
    finding = judged(grown([33.2] * 55 + [32.8] * 40), **predicted())
    assert finding.reason == "after_horizon"
    assert finding.figures["centre_inside_after_days"] == 45
    assert f"first inside on {day(55)}, 45 days after it was said" in finding.sentence
    assert "later snapshots settle a prediction" in finding.sentence


def test_what_only_may_happen_is_never_contradicted():
    finding = judged(grown([33.2] * 60), **predicted(certainty="PS"))
    assert (finding.verdict, finding.reason) == ("not_checkable", "vague")


def test_that_it_will_not_happen_is_the_opposite():
    assert judged(grown([33.2] * 60), **predicted(polarity="-")).verdict == "supported"
    assert judged(grown([33.2] * 20 + [32.8] * 40), **predicted(polarity="-")).verdict == "contradicted"


def test_a_region_must_be_taken_whole():
    half, whole = grown([34.5] * 20 + [33.0] * 40), grown([34.5] * 20 + [31.9] * 40)
    assert judged(half, **predicted(places=(OBLAST,))).verdict == "contradicted"
    assert judged(whole, **predicted(places=(OBLAST,))).verdict == "supported"


def test_a_prediction_outside_the_coverage_has_no_layer():
    finding = judged(grown([33.2] * 60), **predicted(places=(FAR,)))
    assert (finding.verdict, finding.reason, finding.layer) == ("no_data", "no_layer", None)


HORIZONS = [
    ("en", "Russia is about to take Town", 30),
    ("en", "Town will fall soon", 90),
    ("en", "Town may fall within days", 30),
    ("en", "Russia will take Town this year", 203),
    ("uk", "Місто от-от впаде", 30),
    ("uk", "Місто незабаром впаде", 30),
    ("uk", "Росія захопить місто до кінця року", 203),
    ("ru", "Город вот-вот падёт", 30),
    ("ru", "Город вскоре падёт", 90),
    ("en", "Russia will take Town", None),
]


@pytest.mark.parametrize(("language", "text", "days"), HORIZONS, ids=lambda one: str(one)[:30])
def test_words_of_three_languages_tell_a_horizon(language, text, days):
    (question,) = pose_questions(posed(text, language=language, published=day(10)))
    last = horizon_of(question, day(10)).last
    assert (None if last is None else (last - day(10)).days) == days


def test_a_last_day_that_is_named_is_the_horizon():
    (question,) = pose_questions(posed("Russia will take Town soon", published=day(10), when=span(day(10), day(25))))
    assert horizon_of(question, day(10)).last == day(25)


def test_a_straight_line_through_the_days_before_forecasts_the_day():
    # From 0.3 degrees off, 0.005 degrees a day: 60 days in all.
    front = grown([33.3 - 0.005 * n for n in range(40)])
    approach = approach_of(front, TOWN, "RU", day(30))
    assert approach is not None
    assert approach.reached == day(60)
    assert approach.distance_m == pytest.approx(0.15 * 74_630, rel=0.01)
    away = approach_of(grown([33.1 + 0.005 * n for n in range(40)]), TOWN, "RU", day(30))
    assert away is not None
    assert away.reached is None
    assert approach_of(grown([33.3, 33.2]), TOWN, "RU", day(1)) is None


def test_a_layer_that_names_settlements_settles_a_prediction_by_source():
    rows = (
        Holding(place="Town", lon=33, lat=48, radius_m=2_000, side="ua_held", from_day=day(0), to_day=None, source="A"),
        Holding(
            place="Town", lon=33, lat=48, radius_m=2_000, side="claimed_ru", from_day=day(15), to_day=None, source="B"
        ),
        Holding(
            place="Town", lon=33, lat=48, radius_m=2_000, side="ru_held", from_day=day(20), to_day=None, source="A"
        ),
    )
    snapshots = tuple(
        Snapshot(day=d, basis="field", holdings=tuple(r for r in rows if r.from_day <= d))
        for d in (day(0), day(15), day(20), day(60))
    )
    front = FrontLine(
        name="table",
        maker="Me",
        licence="x",
        attribution="x",
        sides=("ru_held", "ua_held", "claimed_ru"),
        coverage=Coverage(text="towns"),
        snapshots=snapshots,
        max_age_days=None,
    )
    finding = judged(front, **predicted())
    assert finding.verdict == "supported"
    assert finding.sentence.count("A in table") == 1
    assert "B" not in finding.sentence


# ---- the register


def test_the_register_has_a_row_for_each_prediction_and_its_status():
    reading = posed("Russia is about to take Town", mode="capture", stance="predicted", published=day(10))
    reading = replace(
        reading, claims=(replace(reading.claims[0], sources=(Speaker(name="A. Officer", role="military", side="UA"),)),)
    )
    statuses = []
    for days in (25, 60):
        found = replace(reading, findings=check_claims(reading, [grown([33.2] * days)]))
        report = Report(generator="x", articles=(found,))
        (row,) = predictions(report)
        statuses.append(row.status)
        assert (row.source, row.said, row.horizon) == ("A. Officer", day(10), day(40))
        (told,) = csv.DictReader(io.StringIO(REGISTERS["csv"](report)))
        assert {name: "" if value is None else str(value) for name, value in row.facts().items()} == told
        assert json.loads(REGISTERS["json"](report))[0]["status"] == row.status
    assert statuses == ["open", "did not"]


def test_the_register_of_a_report_without_predictions_is_empty():
    assert geo.predictions(Report(generator="x")) == ()
    assert REGISTERS["json"](Report(generator="x")) == "[]"


# ---- properties

LAYERS = [
    grown(FASTER, name="a"),
    grown(SLOWER, name="b"),
    grown(TAKEN, name="c", other="ua_held", sides=("ru_held",)),
    grown(FASTER, name="d", area=box(30, 46, 31, 47)),
]
QUESTIONS = [
    {"text": "Russian advances are accelerating", "when": span(day(20), day(40)), "places": (OBLAST,)},
    {"text": "Russia gained 300 sq km", "mode": "gain", "when": span(day(5), day(40)), "places": (OBLAST,)},
    predicted(),
]


@settings(max_examples=8)
@given(st.permutations(LAYERS), st.sampled_from(QUESTIONS))
def test_the_order_of_layers_changes_no_finding_over_time(layers, question):
    assert judged(*layers, **question) == judged(*LAYERS, **question)


def turned(front):
    """The same map with the two sides exchanged."""
    names = {"ru_held": "ua_held", "ua_held": "ru_held"}
    return replace(
        front,
        snapshots=tuple(
            replace(s, areas={names[side]: area for side, area in s.areas.items()}) for s in front.snapshots
        ),
    )


@settings(max_examples=5)
@given(st.sampled_from([FASTER, SLOWER, TAKEN]), st.integers(15, 35), st.integers(0, 40))
def test_verdicts_are_symmetric_in_the_sides(edges, turn, claimed):
    front, other = grown(edges), turned(grown(edges))
    turns = [Turn(day=day(turn), until=day(40))]
    horizon = Horizon(said=day(5), last=day(5 + claimed))
    for check in (
        lambda side, layer: rate_trend(side, turns, [layer]),
        lambda side, layer: change_between(side, day(0), day(turn), [layer], said_km2=100),
        lambda side, layer: capture_date(TOWN, side, day(claimed), [layer]),
        lambda side, layer: prediction_outcome(TOWN, side, horizon, [layer]),
    ):
        ours, theirs = check("RU", front), check("UA", other)
        assert (ours.verdict, ours.reason) == (theirs.verdict, theirs.reason)


@settings(max_examples=6)
@given(st.integers(36, 40), st.sampled_from([FASTER, SLOWER]))
def test_later_snapshots_change_no_answer_about_an_earlier_day(kept, edges):
    whole, cut = grown(edges), grown(edges[: kept + 1])
    turns = [Turn(day=day(18), until=day(36))]
    assert rate_trend("RU", turns, [whole]) == rate_trend("RU", turns, [cut])
    assert change_between("RU", day(2), day(36), [whole], said_km2=50) == change_between(
        "RU", day(2), day(36), [cut], said_km2=50
    )
    assert capture_date(TOWN, "RU", day(30), [whole], until=day(36)) == capture_date(
        TOWN, "RU", day(30), [cut], until=day(36)
    )
    assert approach_of(whole, TOWN, "RU", day(36)) == approach_of(cut, TOWN, "RU", day(36))


# ---- the real snapshots


def test_the_figures_of_the_daily_snapshots_come_out(shared: Path):
    wrong = [figure for figure in measure(geo.read_frontline(shared / "datasets/deepstate-daily")) if not figure.right]
    assert not wrong
