"""Who held what on a day: synthetic front lines whose answers are known by construction, and the truths of ../shared."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geo.control import (
    calendar_of,
    compare_days,
    front_on,
    held_areas,
    sides_at,
    standing_of,
    timeline_of,
)
from geo.control.areas import worth_drawing
from geo.errors import FrontLineError
from geo.frontline import read_frontline
from geo.measure import area_km2, distance_m
from geo.records import Coverage, FrontLine, Holding, Place, Snapshot

FIRST = date(2024, 5, 1)
FRAME = box(36, 47, 40, 50)
"""What the synthetic layers cover."""


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _snapshots(days: Mapping[int, Mapping[str, BaseGeometry]]) -> tuple[Snapshot, ...]:
    return tuple(Snapshot(day=_day(number), basis="file name", areas=areas) for number, areas in days.items())


def _front(days: Mapping[int, Mapping[str, BaseGeometry]], **changed: Any) -> FrontLine:
    sides = tuple(sorted({side for areas in days.values() for side in areas}))
    facts: dict[str, Any] = {
        "name": "drawn",
        "maker": "The tests",
        "licence": "CC0-1.0",
        "attribution": "",
        "sides": sides,
        "coverage": Coverage(text="a frame", area=FRAME, other_side="ua_held"),
        "snapshots": _snapshots(days),
    }
    return FrontLine(**facts | changed)


def _place(shape: BaseGeometry | None = None, *, lon: float = 38.0, lat: float = 48.5, kind: str = "city") -> Place:
    return Place(id="x:1", name="Town", kind=kind, lon=lon, lat=lat, radius_m=2000.0, shape=shape)


EAST = box(38, 47, 40, 50)
SQUARE = box(37.9, 48.4, 38.1, 48.6)


@settings(max_examples=40)
@given(st.sets(st.integers(0, 40), min_size=1, max_size=6), st.integers(-5, 60), st.sampled_from([None, 0, 3, 100]))
def test_no_answer_looks_ahead_or_back_too_far(days: set[int], asked: int, limit: int | None) -> None:
    squares = {number: {"ru_held": box(36 + number / 20, 48, 36 + (number + 1) / 20, 49)} for number in sorted(days)}
    front = _front(squares)
    newest = max((number for number in days if number <= asked), default=None)
    answers = newest is not None and asked - newest <= (7 if limit is None else limit)
    snapshot = front.at(_day(asked), max_age_days=limit)
    assert (snapshot.day if snapshot else None) == (_day(newest) if answers and newest is not None else None)
    points = [(36 + (number + 0.5) / 20, 48.5) for number in range(41)]
    wanted = [("ru_held" if number == newest else "ua_held") if answers else None for number in range(41)]
    assert sides_at(front, points, _day(asked), max_age_days=limit) == wanted


def test_a_standing_takes_a_written_day_and_refuses_a_name_in_one_line() -> None:
    front = _front({0: {"ru_held": EAST}})
    assert standing_of(front, _place(), FIRST.isoformat()) == standing_of(front, _place(), FIRST)
    with pytest.raises(TypeError, match=r"not 'Pokrovsk'; give locate\('Pokrovsk'\)\[0\] for a name\.$"):
        standing_of(front, "Pokrovsk", "2025-12-15")  # type: ignore[arg-type]  # as a notebook's reader may
    with pytest.raises(TypeError, match=r"one FrontLine, not list"):
        standing_of([front], _place(), FIRST)  # type: ignore[arg-type]  # as a notebook's reader may
    with pytest.raises(ValueError, match=r"'2025' is not a day; write it as YYYY-MM-DD\."):
        standing_of(front, _place(), "2025")


def test_outside_the_coverage_and_before_the_first_day_there_is_no_data() -> None:
    front = _front({0: {"ru_held": EAST}})
    assert sides_at(front, [(30.0, 48.0), (37.0, 48.0)], [FIRST, _day(-1)]) == [None, None]
    assert standing_of(front, _place(lon=30.0), FIRST).reason == "no_layer"
    assert standing_of(front, _place(), _day(-1)).reason == "out_of_time"
    assert timeline_of(front, _place(lon=30.0)).reason == "no_layer"
    assert held_areas(front, region=box(29, 47, 30, 48)).km2.isna().all()


def test_ground_a_layer_came_to_speak_of_later_has_no_data_before() -> None:
    further = Coverage(text="across", area=box(36, 50, 40, 52), other_side="ru_held", first_day=_day(2))
    coverage = Coverage(text="a frame", area=FRAME, other_side="ua_held", also=(further,))
    front = _front({n: {"ua_held": box(37, 51, 38, 51.5)} if n > 1 else {} for n in range(4)}, coverage=coverage)
    days = [_day(n) for n in range(4)]
    assert sides_at(front, [(39.0, 51.0)] * 4, days) == [None, None, "ru_held", "ru_held"]
    region = box(36.5, 50.5, 39.5, 51.8)
    assert held_areas(front, region=region).km2.isna().tolist() == [True, True, False, False]
    timeline = timeline_of(front, _place(lon=39.0, lat=51.0))
    assert timeline.days == tuple(days[2:])
    assert timeline.shares == pytest.approx((1.0, 1.0))


def test_ground_a_layer_gave_up_keeps_the_timeline_of_its_days() -> None:
    coverage = Coverage(text="a frame", area=FRAME, other_side="ua_held", last_day=_day(1))
    front = _front({n: {"ru_held": EAST} for n in range(3)}, coverage=coverage)
    timeline = timeline_of(front, _place(lon=39.0))
    assert (timeline.reason, timeline.days) == (None, (_day(0), _day(1)))


@pytest.mark.parametrize(
    "points", [[(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)], [(np.nan, 48.0)], [1.0, 2.0], [("east", "north")], [(1.0,), (2.0,)]]
)
def test_points_that_are_no_pairs_are_refused(points: Any) -> None:
    with pytest.raises(FrontLineError, match="no finite lon, lat pairs"):
        sides_at(_front({0: {"ru_held": EAST}}), points, FIRST)


def test_days_must_be_one_or_one_for_each_point_and_an_unknown_day_has_no_data() -> None:
    front = _front({0: {"ru_held": EAST}})
    assert sides_at(front, [(39, 48), (39, 48)], np.array(["NaT", "2024-05-02"], "datetime64[D]")) == [None, "ru_held"]
    assert sides_at(front, [], []) == []
    with pytest.raises(FrontLineError, match="3 points and 2 days"):
        sides_at(front, [(39, 48)] * 3, [FIRST] * 2)


def test_what_is_assessed_is_told_before_what_is_claimed_and_ignored_ground_is_nobodys() -> None:
    areas = {"claimed_ru": EAST, "ru_held": box(38, 47, 39, 50), "ignore": box(36, 47, 37, 50)}
    found = sides_at(_front({0: areas}), [(38.5, 48), (39.5, 48), (36.5, 48), (37.5, 48)], FIRST)
    assert found == ["ru_held", "claimed_ru", None, "ua_held"]


def test_a_square_that_is_half_held_has_halves() -> None:
    standing = standing_of(_front({0: {"ru_held": EAST}}), _place(SQUARE), FIRST)
    assert standing.shares == pytest.approx({"ru_held": 0.5, "ua_held": 0.5}, abs=1e-6)
    assert standing.halves["E"] == pytest.approx({"ru_held": 1.0}, abs=1e-6)
    assert standing.halves["W"] == pytest.approx({"ua_held": 1.0}, abs=1e-6)
    assert standing.halves["N"] == pytest.approx({"ru_held": 0.5, "ua_held": 0.5}, abs=1e-6)
    assert (standing.side, standing.front_from_edge_m) == (None, 0.0)


@settings(max_examples=20)
@given(st.floats(37, 39), st.floats(37, 39), st.floats(47.5, 49.5))
def test_shares_sum_to_one_where_the_rest_is_counted(edge: float, lon: float, lat: float) -> None:
    areas = {"ru_held": box(edge, 47, 40, 50), "grey": box(edge - 0.02, 47, edge, 50)}
    standing = standing_of(_front({0: areas}), _place(lon=lon, lat=lat), FIRST)
    assert sum(standing.shares.values()) == pytest.approx(1.0, abs=1e-6)


def test_the_front_is_as_far_as_the_geodesic_to_its_nearest_point() -> None:
    standing = standing_of(_front({0: {"ru_held": EAST}}), _place(lon=37.5), FIRST)
    # The foot of the shortest way to a meridian lies a little to the north of the parallel.
    nearest = min(distance_m((37.5, 48.5), (38.0, 48.5 + step / 10_000)) for step in range(60))
    assert standing.front_m == pytest.approx(nearest, rel=1e-4)
    assert standing.front_from_edge_m == pytest.approx(nearest - 2000, abs=10)


def test_a_coast_drawn_two_kilometres_off_is_no_front() -> None:
    # The layer covers 2 km more of the sea in the south and the east than what is drawn on it.
    inland = box(38, 47.018, 39.973, 50)
    line = front_on(front := _front({0: {"ru_held": inland}}), front.snapshots[0])
    assert line.length == pytest.approx(50 - 47.018, abs=0.1)
    assert line.distance(Point(38, 48)) < 1e-9
    assert line.distance(Point(39.973, 48.5)) > 1.5


def test_pockets_have_fronts_of_their_own() -> None:
    pocket = box(39, 48, 39.2, 48.2)
    front = _front({0: {"ru_held": EAST.difference(pocket)}})
    assert front_on(front, front.snapshots[0]).length == pytest.approx(3 + 0.8, abs=0.03)
    assert standing_of(front, _place(lon=39.1, lat=48.1), FIRST).side == "ua_held"


def test_where_one_side_has_everything_there_is_no_front() -> None:
    front = _front({0: {"ru_held": FRAME}, 1: {}})
    for snapshot in front.snapshots:
        assert front_on(front, snapshot).is_empty
    assert standing_of(front, _place(), FIRST).front_m is None


def test_a_layer_of_lines_gives_a_distance_and_no_areas() -> None:
    snapshot = Snapshot(day=FIRST, basis="file name", lines=LineString([(38, 47), (38, 50)]))
    front = _front({}, sides=(), snapshots=(snapshot,), coverage=Coverage(text="a line"))
    standing = standing_of(front, _place(lon=37.5), FIRST)
    assert standing.front_m == pytest.approx(distance_m((37.5, 48.5), (38, 48.5)), rel=1e-3)
    assert (standing.shares, standing.side) == ({}, None)
    asked: list[Callable[[], object]] = [
        lambda: sides_at(front, [(38, 48)], FIRST),
        lambda: held_areas(front),
        lambda: compare_days(front, FIRST, FIRST),
        lambda: timeline_of(front, _place()),
    ]
    for question in asked:
        with pytest.raises(FrontLineError, match="has no polygon"):
            question()


def _holding(side: str, source: str, first: int = 0, last: int | None = None) -> Holding:
    return Holding(
        place="Town",
        lon=38.0,
        lat=48.5,
        radius_m=1000.0,
        side=side,
        from_day=_day(first),
        to_day=None if last is None else _day(last),
        source=source,
    )


def test_tables_of_settlements_tell_what_each_source_states() -> None:
    rows = (_holding("ua_held", "A", 0, 1), _holding("ru_held", "A", 2), _holding("ua_held", "B"))
    days = [Snapshot(day=_day(n), basis="field", holdings=[r for r in rows if r.from_day <= _day(n)]) for n in range(4)]
    front = _front({}, snapshots=tuple(days), coverage=Coverage(text="towns"))
    agreed, disputed = standing_of(front, _place(), _day(1)), standing_of(front, _place(), _day(3))
    assert (agreed.stated, agreed.side) == ({"A": "ua_held", "B": "ua_held"}, "ua_held")
    assert (disputed.stated, disputed.side) == ({"A": "ru_held", "B": "ua_held"}, None)
    assert standing_of(front, _place(lon=38.5), _day(1)).reason == "no_layer"
    assert [row.source for row in timeline_of(front, _place()).stated] == ["A", "A", "B"]
    with pytest.raises(FrontLineError, match="'XX'"):
        timeline_of(front, _place(), side="XX")


def test_a_staircase_of_shares_passes_its_thresholds_up_and_down() -> None:
    def held(share: float) -> BaseGeometry:
        return box(37.9, 48.4, 37.9 + 0.2 * share, 48.6)

    steps = {0: 0.0, 1: 0.2, 2: 0.6, 4: 1.0, 5: 0.4, 6: 0.0}
    front = _front({n: {"ru_held": held(share)} if share else {} for n, share in steps.items()})
    timeline = timeline_of(front, _place(SQUARE))
    assert timeline.shares == pytest.approx(tuple(steps.values()), abs=1e-4)
    passed = [
        ((p.day - FIRST).days, p.after and (p.after - FIRST).days, p.threshold, p.rising) for p in timeline.passings
    ]
    rises = [(1, 0, 0.1, True), (2, 1, 0.5, True), (4, 2, 0.95, True)]
    assert passed == [*rises, (5, 4, 0.95, False), (5, 4, 0.5, False), (6, 5, 0.1, False)]
    assert (first := timeline.first(0.5)) is not None
    assert first.day == _day(2)


def test_what_was_so_from_the_first_day_on_has_no_day_before() -> None:
    timeline = timeline_of(_front({0: {"ru_held": EAST}}), _place(box(37.9, 48.4, 38.05, 48.6)), side="UA")
    assert [(p.after, p.threshold) for p in timeline.passings] == [(None, 0.1), (None, 0.5)]


def test_areas_by_division_name_those_of_every_day() -> None:
    # Without a coverage; the last day draws nothing any more.
    front = _front({0: {"ua_held": box(35.3, 51.2, 35.6, 51.4)}, 1: {}}, coverage=Coverage(text=""))
    table = held_areas(front, side="UA", by_oblast=True)
    assert set(table.region) == {"Kursk Oblast"}
    assert table.km2.tolist() == pytest.approx([area_km2(box(35.3, 51.2, 35.6, 51.4)), 0.0], rel=1e-5)


def test_areas_by_division_sum_to_the_whole() -> None:
    inside = box(37, 48, 38, 49)
    coverage = Coverage(text="a frame", area=box(34, 46, 40, 50.5), other_side="ua_held")
    table = held_areas(_front({0: {"ru_held": inside}, 1: {"ru_held": EAST}}, coverage=coverage), by_oblast=True)
    assert table[table.day == FIRST].km2.sum() == pytest.approx(area_km2(inside), rel=1e-3)
    assert "Donetsk Oblast" in set(table.region)


def test_days_can_be_chosen() -> None:
    front = _front({n: {"ru_held": EAST} for n in range(5)})
    assert held_areas(front, first_day=_day(1), last_day=_day(3)).day.tolist() == [_day(1), _day(2), _day(3)]


OVERLAPPING = st.sampled_from([box(36, 47, 37, 50), box(36.5, 48, 38.5, 49), EAST, box(39, 48, 41, 51), Point(38, 48)])


@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["ru_held", "ua_held", "claimed_ru"]), OVERLAPPING), min_size=2, max_size=2
    ),
    st.sampled_from(["RU", "UA"]),
    st.sampled_from([None, box(37.5, 47.5, 39.5, 49.5)]),
)
def test_what_was_gained_less_what_was_lost_is_how_the_area_changed(
    drawn: list[dict[str, BaseGeometry]], side: str, region: BaseGeometry | None
) -> None:
    # Long edges are geodesics and bend away from the parallels, by other amounts once they are cut; short ones do not.
    days = {
        n: {one: shapely.segmentize(area, 0.05) for one, area in day.items() if area.area}
        for n, day in enumerate(drawn)
    }
    days[0] |= {"grey": shapely.segmentize(box(36.2, 47.2, 36.4, 47.4), 0.05)}
    coverage = Coverage(text="a frame", area=shapely.segmentize(FRAME, 0.05), other_side="ua_held")
    within = None if region is None else shapely.segmentize(region, 0.05)
    front = _front(days, coverage=coverage, sides=("claimed_ru", "grey", "ru_held", "ua_held"))
    change = compare_days(front, _day(0), _day(1), side=side, region=within)
    assert change.net_km2 == pytest.approx(change.after_km2 - change.before_km2, abs=1)
    assert min(change.gained_km2, change.lost_km2) >= 0


def test_a_side_that_is_not_drawn_gains_what_the_others_lose() -> None:
    front = _front({0: {"ru_held": EAST}, 1: {"ru_held": box(38.5, 47, 40, 50)}})
    freed = area_km2(box(38, 47, 38.5, 50))
    gain, loss = (compare_days(front, FIRST, _day(1), side=side) for side in ("UA", "RU"))
    assert (gain.gained_km2, gain.lost_km2) == pytest.approx((freed, 0), rel=1e-4)
    assert (loss.gained_km2, loss.lost_km2) == pytest.approx((0, freed), rel=1e-4)
    assert gain.gained[0].equals(loss.lost[0])
    assert gain.facts()["pieces_gained"] == len(gain.features()) == 1


@pytest.mark.parametrize(
    ("first", "last", "options", "message"),
    [
        (1, 0, {}, "give the earlier day first"),
        (-3, 0, {}, "has no snapshot on or shortly before"),
        (0, 30, {}, "has no snapshot on or shortly before 2024-05-31"),
        (0, 1, {"region": box(20, 47, 21, 48), "region_name": "the west"}, "does not speak about the west"),
        (0, 1, {"side": "grey"}, "does not map the side grey; it maps ru_held and counts the rest to ua_held"),
        (0, 1, {"side": "Mordor"}, "no side 'Mordor'; use RU, UA"),
    ],
)
def test_days_that_cannot_be_compared_say_why(first: int, last: int, options: dict[str, Any], message: str) -> None:
    front = _front({0: {"ru_held": EAST}, 1: {"ru_held": EAST}})
    with pytest.raises(FrontLineError, match=message):
        compare_days(front, _day(first), _day(last), **options)


def test_slivers_are_counted_but_not_drawn() -> None:
    thin = box(37.9999, 48, 38, 48.005)  # 7 m by 560 m, 0.4 hectares
    small = box(37.5, 48, 37.5005, 48.0005)  # 37 m by 56 m: 22 m wide on average
    wide = box(37.2, 48, 37.201, 48.0007)  # 75 m by 78 m, 0.6 hectares
    long = box(37.9997, 49, 38, 49.01)  # 22 m by 1.1 km, 2.4 hectares
    drawn = worth_drawing(shapely.union_all([thin, small, wide, long]))
    assert [round(area_km2(piece), 4) for piece in drawn] == [round(area_km2(piece), 4) for piece in (long, wide)]
    front = _front({0: {"ru_held": EAST}, 1: {"ru_held": EAST.union(thin)}})
    change = compare_days(front, FIRST, _day(1))
    assert change.gained == ()
    assert change.gained_km2 == pytest.approx(area_km2(thin), rel=0.01)


def test_the_calendar_tells_gaps_repeats_and_the_largest_changes() -> None:
    west = box(37, 47, 40, 50)
    front = _front({0: {"ru_held": EAST}, 1: {"ru_held": EAST}, 2: {"ru_held": west}, 6: {"ru_held": west}, 7: {}})
    calendar = calendar_of(front)
    assert calendar.usual_step_days == 1
    assert calendar.gaps == ((_day(2), _day(6)),)
    assert calendar.repeats == (_day(1), _day(6))
    assert [day for day, _, _ in calendar.largest] == [_day(7), _day(2)]
    wanted = [-area_km2(west), area_km2(box(37, 47, 38, 50))]
    assert [km2 for _, _, km2 in calendar.largest] == pytest.approx(wanted, rel=1e-3)
    assert calendar_of(_front({0: {"ru_held": EAST}})).usual_step_days is None


@cache
def _read(path: Path, layer: str | None = None) -> FrontLine:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_frontline(path, layer=layer)


@pytest.fixture(scope="session")
def daily(shared: Path) -> FrontLine:
    return _read(shared / "datasets" / "deepstate-daily")


@pytest.mark.parametrize(
    ("day", "km2"),
    [("2024-08-05", 109515.2), ("2024-09-10", 109951.4), ("2025-03-17", 112433.7), ("2026-08-22", 116995.5)],
)
def test_areas_of_known_days(daily: FrontLine, day: str, km2: float) -> None:
    found = held_areas(daily, first_day=date.fromisoformat(day), last_day=date.fromisoformat(day))
    assert found.km2.tolist() == pytest.approx([km2], rel=1e-5)


def test_many_points_and_days_are_as_a_loop_finds(daily: FrontLine) -> None:
    random = np.random.default_rng(4)
    # Near the front, and on few days that take turns: making each day's polygon is what costs.
    numbers = random.choice(len(daily.snapshots), 20, replace=False)
    xy = np.column_stack([random.uniform(34, 39, 2000), random.uniform(46.5, 50.5, 2000)])
    areas = [daily.snapshots[number].areas["ru_held"] for number in numbers]
    shapely.prepare(areas)
    inside = np.concatenate([shapely.intersects_xy(area, xy[n::20]) for n, area in enumerate(areas)])
    points = np.concatenate([xy[n::20] for n in range(20)])
    days = np.repeat([daily.snapshots[number].day for number in numbers], 100)
    assert [side == "ru_held" for side in sides_at(daily, points, days)] == inside.tolist()


def _rows(shared: Path, source: str) -> list[tuple[str, tuple[float, float], list[tuple[date, str]]]]:
    with (shared / "datasets" / "truth_point_timelines.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith(source)]
    return [
        (
            row["place"],
            (float(row["lon"]), float(row["lat"])),
            [
                (date.fromisoformat(day), said)
                for day, said in re.findall(r"(?<!by )(\d{4}-\d\d-\d\d) (?:\w+ then )?(\w+)", row["timeline"])
            ],
        )
        for row in rows
    ]


def test_every_known_day_on_which_a_town_changed_hands(shared: Path, daily: FrontLine) -> None:
    days = [snapshot.day for snapshot in daily.snapshots]
    rows = _rows(shared, "deepstate_cyterat")
    assert rows
    for place, point, told in rows:
        held = [side == "ru_held" for side in sides_at(daily, [point] * len(days), days)]
        turns = [(days[n], "in" if held[n] else "out") for n in range(1, len(days)) if held[n] != held[n - 1]]
        assert turns == told, place


SAID = {
    "occupied": {"ru_held"},
    "R": {"ru_held"},
    "g": {"ru_held"},
    "n": {"ru_held"},
    "ru": {"ru_held"},
    "dismissed": {"ua_held"},
    "U": {"ua_held"},
    "l": {"ua_held"},
    "ua": {"ua_held"},
    "unknown": {"grey"},
}
IN_KURSK = frozenset({"Sudzha", "Guevo", "Plekhovo", "Sverdlikovo", "Martynovka", "Pogrebki", "Snagost", "Korenevo"})


@pytest.mark.parametrize(
    ("source", "folder"),
    [
        ("deepstate_raw", "deepstate-raw"),
        ("uacontrolmap", "uacontrolmap-owlmaps"),
        ("nzz", "nzz-liveuamap"),
        ("creamy", "creamy-caprice-kml"),
        ("isw_control_map", "isw-lemonde-topojson"),
    ],
)
def test_known_states_of_towns_on_the_days_of_samples(shared: Path, source: str, folder: str) -> None:
    front = _read(shared / "datasets" / folder)
    wrong = []
    for place, point, told in _rows(shared, source):
        for snapshot in front.snapshots:
            before = [said for day, said in told if day <= snapshot.day]
            if not told:
                continue
            intruder = "ua_held" if place in IN_KURSK else "ru_held"
            (side,) = sides_at(front, [point], snapshot.day)
            wanted = SAID.get(before[-1]) if before else None
            if (wanted is None and side == intruder) or (wanted is not None and side not in wanted):
                wrong.append((place, snapshot.day.isoformat(), before[-1:], side))
    assert wrong == [], wrong


@pytest.mark.parametrize(
    ("folder", "layer", "side", "day", "km2"),
    [
        ("deepstate-raw", None, "UA", "2024-09-10", 909),
        ("uacontrolmap-owlmaps", None, "UA", "2024-09-10", 941),
        ("nzz-liveuamap", None, "UA", "2024-09-10", 1266),
        ("isw-lemonde-topojson", "kursk", "claimed_ua", "2024-09-08", 1108),
    ],
)
def test_ukrainian_ground_in_kursk(
    shared: Path, folder: str, layer: str | None, side: str, day: str, km2: float
) -> None:
    front = _read(shared / "datasets" / folder, layer)
    snapshot = front.at(date.fromisoformat(day))
    assert snapshot is not None
    then = snapshot.day
    table = held_areas(front, side=side, by_oblast=True, first_day=then, last_day=then)
    assert table[table.region == "Kursk Oblast"].km2.sum() == pytest.approx(km2, rel=0.01)
