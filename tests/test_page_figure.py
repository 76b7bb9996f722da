"""The map of one day as a figure for documents."""

from __future__ import annotations

import builtins
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.errors import FrontLineWarning, MissingExtra
from geo.measure import area_km2
from geo.page.figure import plot_map
from geo.page.figure_keys import SIDE_NAMES, VERDICTS, handles_of, marker_of, pattern_of
from geo.page.figure_words import licence_of
from geo.plots import write_plot
from geo.records import Coverage, FrontLine, Place, Reading, Report, Resolution, Snapshot

pytest.importorskip("matplotlib", reason="needs matplotlib (extra plot)")
SIGNATURES = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}


def texts_of(figure: Any) -> str:
    """Return every text of a figure."""
    legend = [text.get_text() for one in figure.legends for text in one.get_texts()]
    (axes,) = figure.axes
    titles = [axes.get_title(loc) for loc in ("left", "center")]
    return "\n".join([*legend, *titles, *(text.get_text() for text in (*figure.texts, *axes.texts))])


@pytest.mark.parametrize("ending", SIGNATURES)
def test_a_figure_is_written_in_every_format_and_each_time_the_same(
    report: Report, tmp_path: Path, ending: str
) -> None:
    paths = [tmp_path / f"{number}{ending}" for number in range(2)]
    for path in paths:
        write_plot(plot_map(report, date(2024, 8, 8)), path)
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(SIGNATURES[ending])
    assert first == second


def test_a_figure_names_maker_day_sides_verdicts_and_attribution(report: Report) -> None:
    told = texts_of(plot_map(report, date(2024, 8, 8), title="Kursk", extent=(33, 46, 40, 52.5)))
    for words in (
        "Kursk\n8 August 2024",
        "The tests: drawn, 6 August 2024",
        "Russian-held",
        "No data",
        "drawn by hand",
        "GeoNames",
        "Natural Earth",
    ):
        assert words in told


def test_a_snapshot_of_a_later_day_is_never_drawn(report: Report) -> None:
    with pytest.warns(FrontLineWarning, match="its first is of"):
        assert "Russian-held" not in texts_of(plot_map(report, date(2024, 8, 5)))


def test_a_day_without_any_snapshot_is_drawn_with_a_warning(report: Report) -> None:
    (line,) = report.frontlines
    with pytest.warns(FrontLineWarning, match=rf"no snapshot for 2027-05-01, .*: its newest is of {line.last_day}"):
        plot_map(report, "2027-05-01")
    with pytest.warns(FrontLineWarning, match=rf"no snapshot for 2001-05-01, .*: its first is of {line.first_day}"):
        plot_map(report, line.last_day, compare_day="2001-05-01")


def test_a_figure_of_a_front_that_is_a_line_says_so(report: Report) -> None:
    (line,) = report.frontlines
    front = Snapshot(day=date(2024, 8, 6), basis="field", lines=shapely.LineString([(37, 47), (37.5, 48)]))
    drawn = plot_map(replace(report, frontlines=(replace(line, snapshots=(front,)),)), date(2024, 8, 6))
    assert "The tests: drawn, 6 August 2024\nfront line as drawn" in texts_of(drawn)


def test_words_that_look_like_formulas_stay_words(report: Report, tmp_path: Path) -> None:
    write_plot(plot_map(report, title="$\\frac{1}{0}$ \u202e {{7*7}}"), tmp_path / "map.png")
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_a_report_of_nothing_is_a_map_all_the_same() -> None:
    assert "GeoNames" in texts_of(plot_map(Report(generator="nothing")))


def test_without_matplotlib_the_extra_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"frontline-mapper\[plot\]"):
        plot_map(report)


def test_no_name_of_a_city_runs_over_the_edge() -> None:
    figure = plot_map(Report(generator="test", frontlines=(), articles=()), extent=(34.0, 45.0, 40.2, 51.0))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    edge = axes.get_window_extent().x1
    names = [one for one in axes.texts if one.get_text()]
    assert len(names) > 5
    assert [one.get_text() for one in names if one.get_window_extent().x1 > edge] == []


def test_a_day_may_be_written_and_a_settlement_layer_leaves_the_fill_to_areas(report: Report) -> None:
    from geo.page.payload import areas_first

    assert plot_map(report, "2024-08-08").get_axes()
    for wrong in ("10 September", "2025", 2025):
        with pytest.raises(
            ValueError, match=r"^.*2025.? is not a day; write it as YYYY-MM-DD\.$|'10 September' is not a day"
        ):
            plot_map(report, wrong)  # type: ignore[arg-type]  # as a notebook's reader may
    settled, drawn = (
        FrontLine(
            name="a",
            maker="m",
            licence="CC0-1.0",
            attribution="m",
            sides=("ru_held",),
            coverage=Coverage(text=""),
            snapshots=(),
        )
        for _ in range(2)
    )
    area = Snapshot(day=date(2024, 9, 10), basis="file name", areas={"ru_held": shapely.box(36, 47, 37, 48)})
    drawn = replace(drawn, name="b", snapshots=(area,))
    assert [line.name for line in areas_first([settled, drawn])] == ["b", "a"]


def front(*areas: shapely.Polygon, side: str = "ru_held") -> FrontLine:
    """Return a front line of one area a day, from 1 September 2024 on."""
    return FrontLine(
        name="drawn",
        maker="The tests",
        licence="CC0-1.0",
        attribution="drawn by hand",
        sides=(side,),
        coverage=Coverage(text="a box"),
        snapshots=tuple(
            Snapshot(day=date(2024, 9, number + 1), basis="drawn", areas={side: area})
            for number, area in enumerate(areas)
        ),
    )


def moved(report: Report, count: int) -> Report:
    """Return a report with its claims told again at many places, close together and apart."""
    reading = report.articles[0]
    told: list[Reading] = []
    for number in range(count):
        place = Place(
            id=f"p{number}", name=f"Place {number}", kind="city", lon=36 + number % 7 / 9, lat=50 + number // 7 / 19, radius_m=900
        )  # fmt: skip
        resolutions = tuple(replace(one, place=place, mapped=True) for one in reading.resolutions)
        article = replace(reading.article, id=f"a{number}")
        told.append(replace(reading, article=article, resolutions=tuple[Resolution, ...](resolutions), expressions=()))
    return replace(report, articles=tuple(told))


def test_what_changed_since_a_day_is_hatched_with_its_size() -> None:
    before, after = shapely.box(37, 48, 38, 49), shapely.box(36.5, 48.5, 38, 49)
    report = Report(generator="test", frontlines=(front(before, after),))
    figure = plot_map(report, "2024-09-02", compare_day="2024-09-01")
    told = texts_of(figure)
    assert "edge on 1 September 2024" in told
    assert f"gained by Russia since: {area_km2(shapely.box(36.5, 48.5, 37, 49)):,.0f} km²" in told
    assert f"regained by Ukraine since: {area_km2(shapely.box(37, 48, 38, 48.5)):,.0f} km²" in told
    patterns = {patch.get_hatch()[0] for patch in figure.axes[0].patches if patch.get_hatch()}
    assert patterns == {"/", "\\"}
    with pytest.warns(FrontLineWarning, match="its first is of"):
        assert "since" not in texts_of(plot_map(report, "2024-09-02", compare_day="2024-08-01"))
    assert "gained" not in texts_of(plot_map(report, "2024-09-02", compare_day="2024-09-02"))


def test_where_an_extent_is_given_the_changes_in_it_are_counted() -> None:
    before, after = shapely.box(37, 48, 38, 49), shapely.box(36.5, 48.5, 38, 49)
    report = Report(generator="test", frontlines=(front(before, after),))
    extent = (36.8, 48.4, 38.5, 49.5)
    told = texts_of(plot_map(report, "2024-09-02", compare_day="2024-09-01", extent=extent))
    assert f"gained by Russia since, in this extent: {area_km2(shapely.box(36.8, 48.5, 37, 49)):,.0f} km²" in told
    assert f"regained by Ukraine since, in this extent: {area_km2(shapely.box(37, 48.4, 38, 48.5)):,.0f} km²" in told


LONG_LICENCE = (
    "Free for teaching and research. No part of it may be sold, or passed on to armed forces, by anybody at any time."
)


@pytest.mark.parametrize("wide_cm", [6.0, 9.0, 17.0])
def test_words_of_a_narrow_figure_stay_on_it_and_keep_licence_and_day_whole(wide_cm: float) -> None:
    line = replace(
        front(shapely.box(37, 48, 38, 49)),
        licence=LONG_LICENCE,
        maker="A maker of a long name indeed",
        name="areas-by-day",
    )
    title = "What the papers wrote of the fighting along the whole of the front in the first week of a long September"
    figure = plot_map(
        Report(generator="test", frontlines=(line,)), "2024-09-01", title=f"{title}, {title}", size_cm=(wide_cm, 20)
    )
    figure.draw_without_rendering()
    (axes,) = figure.axes
    heading = axes.get_title("left").split("\n")
    assert heading[-2].endswith("…")
    assert heading[-1] == "1 September 2024"
    assert len(heading) == 3
    edge = figure.bbox.x1
    words = [*figure.texts, axes.title, *(text for one in figure.legends for text in one.get_texts())]
    assert [text.get_text() for text in words if text.get_window_extent().x1 > edge] == []
    assert LONG_LICENCE in " ".join(figure.texts[0].get_text().split())
    layer = figure.legends[0].get_texts()[0].get_text()
    assert " ".join(layer.split()).endswith("…, 1 September 2024")


def test_a_licence_far_too_long_ends_with_a_sentence() -> None:
    line = replace(front(shapely.box(37, 48, 38, 49)), licence=f"{'It may be used. ' * 30}It may {'not ' * 90}be sold.")
    assert licence_of(line).endswith("It may be used. …")
    assert licence_of(replace(line, licence=LONG_LICENCE)) == LONG_LICENCE


def test_claims_at_one_place_are_counted_and_no_sign_or_name_covers_another(report: Report) -> None:
    from matplotlib.offsetbox import AnnotationBbox, TextArea

    figure = plot_map(moved(report, 60), "2024-08-08", extent=(30, 46, 42, 54))
    (axes,) = figure.axes
    figure.draw_without_rendering()
    signs = [one for one in axes.artists if isinstance(one, AnnotationBbox)]
    numbers = [int(text.get_text()) for sign in signs for text in sign.findobj(TextArea)]
    alone = sum(len(dots.get_offsets()) for dots in axes.collections if dots.get_zorder() == 7)
    assert len(signs) > 1
    assert sum(numbers) + alone == 60
    words = [*signs, *(one for one in axes.texts if one.get_text())]
    extents = [one.get_window_extent() for one in words]
    assert [n for n, one in enumerate(extents) if one.count_overlaps(extents[:n])] == []
    assert "a number: claims at or near one place" in texts_of(figure)


@pytest.mark.parametrize("extent", ["Kursk Oblast", "ne:ru-krs", (34.0, 50.9, 38.5, 52.4)])
def test_the_map_shows_the_extent_asked_for(report: Report, extent: Any) -> None:
    (axes,) = plot_map(report, extent=extent).axes
    west, east = axes.get_xlim()
    assert west < 34.2 < 38.4 < east
    assert east - west < 6


@pytest.mark.parametrize("asked", [{"extent": "Nowhere"}, {"extent": (40, 50, 30, 51)}, {"size_cm": (2, 20)}])
def test_what_cannot_be_drawn_is_one_plain_error(report: Report, asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"degrees|too small"):
        plot_map(report, **asked)


@pytest.mark.parametrize("size_cm", [(24.6, 26.0), (17.0, 24.0), (9.0, 12.0), (40.0, 12.0)])
def test_a_figure_is_no_larger_than_asked_for(report: Report, size_cm: tuple[float, float]) -> None:
    wide, high = (inches * 2.54 for inches in plot_map(report, size_cm=size_cm).get_size_inches())
    assert wide <= size_cm[0] + 0.01
    assert high <= size_cm[1] + 0.01


def test_words_of_an_svg_stay_words(report: Report, tmp_path: Path) -> None:
    write_plot(plot_map(report, "2024-08-08", title="Курськ, القصة"), tmp_path / "map.svg")
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert ">Курськ, القصة" in drawn
    assert "drawn by hand (" in drawn


def test_nothing_is_told_by_colour_alone() -> None:
    shapes = {
        verdict: (str(marker_of(verdict)["marker"]), marker_of(verdict)["c"] in {"white", "none"})
        for verdict in VERDICTS
    }
    assert len({shapes[one] for one in ("supported", "partly", "contradicted", "no_data", "not_checkable")}) == 5
    assert len({pattern_of(side) for side in ("ru_held", "ua_held", "grey")}) == 3
    assert "Ukrainian-held" in SIDE_NAMES.values()
    held = front(shapely.box(37, 48, 38, 49), side="ua_held")
    (_, row) = handles_of([(held, held.snapshots[0])])
    assert row.get_hatch() == "----"


def test_a_place_at_the_edge_keeps_its_sign_on_the_paper(report: Report) -> None:
    figure = plot_map(moved(report, 9), "2024-08-08", extent=(35.99, 49.99, 48.0, 56.0))
    (axes,) = figure.axes
    figure.draw_without_rendering()
    frame = axes.get_window_extent()
    for sign in axes.artists:
        extent = sign.get_window_extent()
        assert frame.x0 <= extent.x0
        assert frame.y0 <= extent.y0
    assert axes.artists
