"""The partition against the polygons it was made of: areas, points, changes, sheets, and plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box
from shapely.geometry.base import BaseGeometry

from geo.measure import area_km2
from geo.partition import DayAreas, Partition, Piece, drawing, make_partition, misdrawn, partition_of_pieces
from geo.partition.store import from_arrays, to_arrays

SIDES = ("grey", "ru_held", "ua_held")
GRID = 1e-6
WEST, SOUTH, CELL = 36.0, 48.0, 0.02
REGION = shapely.Point(36.05, 48.05).buffer(0.034)
EMPTY = MultiPolygon()
Days = list[dict[str, BaseGeometry]]


def _cells(cells: set[tuple[int, int]]) -> BaseGeometry:
    """Return cells of a coarse grid joined: they touch in edges and points, and enclose holes."""
    corners = [(round(WEST + x * CELL, 6), round(SOUTH + y * CELL, 6)) for x, y in sorted(cells)]
    return shapely.union_all([box(x, y, round(x + CELL, 6), round(y + CELL, 6)) for x, y in corners])


def _hulls(numbers: list[list[tuple[float, float]]]) -> BaseGeometry:
    hulls = [shapely.multipoints([(WEST + x / 10, SOUTH + y / 10) for x, y in one]).convex_hull for one in numbers]
    whole = shapely.union_all([hull for hull in hulls if hull.geom_type == "Polygon"])
    return MultiPolygon([part for part in shapely.get_parts(whole) if part.area > 1e-8])


_UNIT = st.floats(0, 1)
COARSE = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=16).map(_cells)
FREE = st.lists(st.lists(st.tuples(_UNIT, _UNIT), min_size=3, max_size=6), max_size=3).map(_hulls)


@st.composite
def dated(draw: st.DrawFn) -> Days:
    """Draw days of sides that overlap, touch, vanish and come back; some days are those before them again."""
    shapes = COARSE if draw(st.booleans()) else FREE
    days: Days = []
    for _ in range(draw(st.integers(1, 5))):
        if days and draw(st.integers(0, 3)) == 0:
            days.append(days[-1])
        else:
            days.append({side: draw(shapes) for side in draw(st.sets(st.sampled_from(SIDES)))})
    return days


def _joined(days: Days, number: int, sides: Sequence[str], region: BaseGeometry | None = None) -> BaseGeometry:
    whole = shapely.union_all([days[number].get(side, EMPTY) for side in sides])
    return whole if region is None else whole.intersection(region)


def _in_sheets(days: Days) -> tuple[Partition, Partition]:
    """Return the partition on one sheet, and on as many as it can be cut into."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "MAX_SEGMENTS", 10)
        cut = make_partition(days)
    return make_partition(days), cut


@settings(max_examples=40)
@given(dated())
def test_every_polygon_of_every_day_comes_back(days: Days) -> None:
    drawn = [{side: shapely.to_wkb(area) for side, area in day.items()} for day in days]
    for ground in _in_sheets(days):
        assert ground.days == len(days)
        assert misdrawn(days, ground.sheets) == ()
        for number, day in enumerate(days):
            for side in SIDES:
                own, again = day.get(side, EMPTY), ground.area(side, number)
                assert again.is_valid
                assert again.symmetric_difference(own).area <= own.length * GRID + 1e-12
                assert ground.daily_km2((side,))[number] == pytest.approx(area_km2(again), abs=1e-6)
    assert drawn == [{side: shapely.to_wkb(area) for side, area in day.items()} for day in days]


@settings(max_examples=40)
@given(dated(), st.lists(st.tuples(_UNIT, _UNIT, st.integers(-1, 5)), min_size=20, max_size=20))
def test_points_are_held_as_a_loop_over_the_polygons_finds(days: Days, asked: list[tuple[float, float, int]]) -> None:
    xy = np.array([(WEST + x / 9, SOUTH + y / 9) for x, y, _ in asked])
    numbers = np.array([day for _, _, day in asked])
    for ground in _in_sheets(days):
        held = ground.holds(xy, numbers, ("grey", "claimed_ru", "ua_held"))
        for row, (point, number) in enumerate(zip(shapely.points(xy), numbers, strict=True)):
            for column, side in ((0, "grey"), (1, "claimed_ru"), (2, "ua_held")):
                area = days[number].get(side, EMPTY) if 0 <= number < len(days) else EMPTY
                if area.is_empty or area.boundary.distance(point) > 2 * GRID:
                    assert held[row, column] == area.covers(point)


@settings(max_examples=25)
@given(dated(), st.sampled_from([None, REGION]))
def test_changes_are_what_the_polygons_differ_by(days: Days, region: BaseGeometry | None) -> None:
    sides = ("ru_held", "grey")
    for ground in _in_sheets(days):
        daily = ground.daily_km2(sides, region)
        gains, losses = ground.daily_change_km2(sides, region)
        for first, last in ((0, len(days) - 1), *((n, n + 1) for n in range(len(days) - 1))):
            before, after = _joined(days, first, sides, region), _joined(days, last, sides, region)
            change = ground.change(sides, first, last, region)
            assert change.gained_km2 - change.lost_km2 == pytest.approx(daily[last] - daily[first], abs=0.01)
            assert change.gained.area == pytest.approx(after.difference(before).area, abs=(after.length + 1) * GRID)
            assert change.lost.area == pytest.approx(before.difference(after).area, abs=(before.length + 1) * GRID)
            assert change.gained.geom_type == change.lost.geom_type == "MultiPolygon"
            if last == first + 1:
                assert (gains[first], losses[first]) == pytest.approx((change.gained_km2, change.lost_km2), abs=0.01)


@settings(max_examples=25)
@given(dated(), st.sampled_from([None, REGION]))
def test_sides_together_have_their_union(days: Days, region: BaseGeometry | None) -> None:
    for ground in _in_sheets(days):
        daily = ground.daily_km2(SIDES, region)
        # Edges are geodesics between vertices, and noding adds vertices: hence the hectare.
        wanted = [area_km2(_joined(days, number, SIDES, region)) for number in range(len(days))]
        assert daily == pytest.approx(wanted, rel=1e-6, abs=0.01)


@settings(max_examples=25)
@given(dated())
def test_arrays_give_the_same_partition_again(days: Days) -> None:
    for ground in _in_sheets(days):
        again = from_arrays(to_arrays(ground))
        assert again.days == ground.days
        for number in range(len(days)):
            assert again.sides_on(number) == ground.sides_on(number)
            for side in SIDES:
                assert again.area(side, number).equals_exact(ground.area(side, number))
        assert (again.daily_km2(SIDES) == ground.daily_km2(SIDES)).all()


def _damages(arrays: dict[str, Any], name: str) -> list[dict[str, Any]]:
    whole = arrays[name]
    others = [whole[:0], whole.astype(complex), whole[..., :-1], np.array(["x"]), np.array(1), whole[None]]
    return [{key: value for key, value in arrays.items() if key != name}, *({**arrays, name: one} for one in others)]


def test_arrays_that_lack_something_or_do_not_fit_are_refused() -> None:
    days = [{"ru_held": box(1, 1, 2, 2), "ua_held": box(2, 1, 3, 2)}, {"ru_held": box(1, 1, 3, 2)}]
    arrays = to_arrays(make_partition(days))
    for name in arrays:
        for damaged in _damages(arrays, name):
            with pytest.raises((KeyError, ValueError)):
                from_arrays(damaged)


def test_arrays_of_no_sheet_are_refused() -> None:
    arrays = to_arrays(make_partition([{"ru_held": box(1, 1, 2, 2)}]))
    with pytest.raises(ValueError, match="1/xy belong to no sheet"):
        from_arrays({**arrays, "1/xy": arrays["0/xy"]})


@pytest.mark.parametrize("name", ["face", "first", "last"])
def test_spans_of_faces_and_days_that_are_not_there_are_refused(name: str) -> None:
    arrays = to_arrays(make_partition([{"ru_held": box(1, 1, 2, 2)}, {}]))
    damaged = arrays[f"0/ru_held/{name}"].copy()
    damaged[0, 0, 0] = 200
    with pytest.raises(ValueError, match="not there"):
        from_arrays({**arrays, f"0/ru_held/{name}": damaged})


@pytest.mark.parametrize("days", [[{}], [{}, {}], [{"ru_held": EMPTY}], [{"ru_held": box(1, 1, 1.0000001, 1.0000001)}]])
def test_days_without_ground_are_days(days: Days) -> None:
    ground = from_arrays(to_arrays(make_partition(days)))
    assert ground.days == len(days)
    assert ground.sides_on(0) == ()
    assert not ground.daily_km2(("ru_held",), box(0, 0, 9, 9)).any()
    assert not ground.holds(np.array([[1.0, 1.0]]), np.array([0]), ("ru_held",)).any()


def test_no_days_are_a_partition_too() -> None:
    assert from_arrays(to_arrays(make_partition([]))).days == 0


@pytest.mark.parametrize("day", [-1, 1])
def test_a_day_that_is_not_there_is_an_error(day: int) -> None:
    ground = make_partition([{"ru_held": box(1, 1, 2, 2)}])
    with pytest.raises(IndexError, match=f"no snapshot {day}"):
        ground.area("ru_held", day)


@pytest.mark.parametrize(
    "bounds",
    [(170, -10, 190, 10), (-190, -80, -170, -70), (0, 80, 20, 90), (-180, 60, 180, 90), (-70, -50, -60, -40)],
)
def test_any_ground_of_the_earth_can_be_cut(bounds: tuple[float, float, float, float]) -> None:
    square = box(*bounds)
    ground = make_partition([{"ru_held": square}, {}, {"ru_held": square}])
    assert ground.daily_km2(("ru_held",)) == pytest.approx([area_km2(square), 0, area_km2(square)])
    assert ground.area("ru_held", 2).equals(square)
    middle = np.repeat(shapely.get_coordinates(square.centroid), 3, axis=0)
    assert ground.holds(middle, np.arange(3), ("ru_held",))[:, 0].tolist() == [True, False, True]


@settings(max_examples=20)
@given(st.lists(st.integers(0, 7), min_size=9, max_size=9))
def test_pieces_give_the_partition_of_the_days_they_make_up(held: list[int]) -> None:
    cells = [_cells({(number // 3, number % 3)}) for number in range(9)]
    on = [[day for day in range(3) if bits >> day & 1] for bits in held]
    pieces = [
        Piece(area=cell, held=tuple(("ru_held", day, day) for day in days))
        for cell, days in zip(cells, on, strict=True)
    ]
    drawn: Days = [
        {"ru_held": shapely.union_all([c for c, o in zip(cells, on, strict=True) if n in o])} for n in range(3)
    ]
    ground, wanted = partition_of_pieces(pieces, 3), make_partition(drawn)
    assert ground.daily_km2(("ru_held",)) == pytest.approx(wanted.daily_km2(("ru_held",)), rel=1e-6, abs=1e-9)
    assert all(ground.area("ru_held", day).equals(wanted.area("ru_held", day)) for day in range(3))


def test_days_that_are_redrawn_wholly_are_cut_into_sheets_and_days_that_grow_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "MAX_REDRAWN", 2000)
    circles: Days = [{"ru_held": shapely.Point(36, 48).buffer(0.1 + day / 1e4, quad_segs=16)} for day in range(16)]
    squares: Days = [{"ru_held": _cells({(0, 0), (day % 3 + 1, 2)})} for day in range(60)]
    assert len(make_partition(circles).sheets) > 2
    assert len(make_partition(squares).sheets) == 1


def test_a_misdrawn_day_is_told() -> None:
    ground = make_partition([{"ru_held": box(1, 1, 2, 2)}, {"ru_held": box(1, 1, 2, 2)}])
    assert misdrawn([{"ru_held": box(1, 1, 2, 2)}, {"ru_held": box(1, 1, 2, 2.1)}], ground.sheets) == (1,)


def test_the_areas_of_a_day_name_the_sides_that_have_ground() -> None:
    areas = DayAreas(make_partition([{"ru_held": box(1, 1, 2, 2), "grey": EMPTY}, {"grey": box(3, 1, 4, 2)}]), 0)
    assert list(areas) == ["ru_held"]
    with pytest.raises(KeyError, match="grey"):
        areas["grey"]
