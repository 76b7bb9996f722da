"""The map of one day as a figure for documents."""

from __future__ import annotations

import builtins
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.errors import MissingExtra
from geo.page.figure import plot_map
from geo.plots import write_plot
from geo.records import Coverage, FrontLine, Report, Snapshot

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
    told = texts_of(plot_map(report, date(2024, 8, 8), title="Kursk"))
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
    assert "Russian-held" not in texts_of(plot_map(report, date(2024, 8, 5)))


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
    figure = plot_map(Report(generator="test", frontlines=(), articles=()), view=(34.0, 45.0, 40.2, 51.0))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    edge = axes.get_window_extent().x1
    names = [one for one in axes.texts if one.get_text()]
    assert len(names) > 5
    assert [one.get_text() for one in names if one.get_window_extent().x1 > edge] == []


def test_a_day_may_be_written_and_a_settlement_layer_leaves_the_fill_to_areas(report: Report) -> None:
    from geo.page.payload import areas_first

    assert plot_map(report, "2024-09-10").get_axes()
    with pytest.raises(ValueError, match="isoformat"):
        plot_map(report, "10 September")
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
