"""Held areas as figures: really drawn, with legend, unit and credit, nothing joined that nobody knows, no text taken for code."""

from __future__ import annotations

import builtins
import html
import math
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import geo
from geo.plots import write_plot
from geo.records import Coverage, FrontLine

plotted = pytest.importorskip("matplotlib", reason="needs matplotlib (extra plot)")
MAGIC = {".png": b"\x89PNG\r\n", ".svg": b"<?xml", ".pdf": b"%PDF-"}
START = date(2024, 1, 1)


def areas(*rows: tuple[str, str | None, int, float]) -> pd.DataFrame:
    made = [(layer, region, "RU", START + timedelta(day), km2) for layer, region, day, km2 in rows]
    return pd.DataFrame(made, columns=["layer", "region", "side", "day", "km2"])


def daily(layer: str, count: int = 10, **more: Any) -> pd.DataFrame:
    return areas(*((layer, more.get("region"), day, 100.0 + day) for day in range(count)))


def front(attribution: str) -> FrontLine:
    return FrontLine(
        name="x", maker="m", licence="l", attribution=attribution, sides=("ru_held",), coverage=Coverage(text="x"), snapshots=()
    )  # fmt: skip


def labels(figure: Any) -> list[str]:
    legend = figure.axes[0].get_legend() or figure.legends[0]
    return [text.get_text() for text in legend.get_texts()]


def shown(figure: Any, path: Path) -> list[str]:
    """Return the texts that an SVG really shows."""
    write_plot(figure, path)
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text("utf-8"))]


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".PNG"])
def test_each_kind_of_picture_is_really_drawn(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"areas{ending}"
    write_plot(geo.plot_areas(daily("one"), [front("© somebody")]), path)
    assert path.read_bytes().startswith(MAGIC[ending.lower()])
    assert path.stat().st_size > 4000


def test_the_picture_tells_title_unit_layer_and_credit(tmp_path: Path) -> None:
    figure = geo.plot_areas(daily("one", region="Donetsk Oblast"), [front("© somebody"), front("© somebody")])
    told = shown(figure, tmp_path / "areas.svg")
    assert {"Russian-held area in Donetsk Oblast", "km²", "one Donetsk Oblast", "© somebody"} <= set(told)
    assert {"A title"} <= set(shown(geo.plot_areas(daily("one"), title="A title"), tmp_path / "titled.svg"))


@pytest.mark.parametrize("wrong", [[front("x")], front("x"), "areas.csv", None, pd.DataFrame({"day": [START]})])
def test_what_is_no_table_of_areas_is_one_plain_error(wrong: Any) -> None:
    with pytest.raises(
        TypeError, match=r"^plot_areas draws the table that held_areas returns \(layer, .*\), not .*\.$"
    ):
        geo.plot_areas(wrong)


def test_foreign_text_is_shown_as_text(tmp_path: Path) -> None:
    odd = "a $x^2$\nb \\frac{1}{2} $5 </svg><script>"
    told = shown(geo.plot_areas(daily(odd), [front("© $cheap$")], title="$T$"), tmp_path / "odd.svg")
    assert "© $cheap$" in told
    assert "$T$" in told
    assert any("a $x^2$ b" in text.replace("\\$", "$") for text in told)
    assert "<script>" not in re.sub(r"<!--.*?-->", "", (tmp_path / "odd.svg").read_text("utf-8"))


def test_a_layer_whose_name_begins_with_an_underscore_is_in_the_legend() -> None:
    assert [label.strip() for label in labels(geo.plot_areas(daily("_mine")))] == ["_mine"]


def test_lines_differ_without_colour() -> None:
    figure = geo.plot_areas(pd.concat([daily(f"layer {number}") for number in range(12)]))
    looks = {(line.get_linestyle(), line.get_marker()) for line in figure.axes[0].lines}
    assert len(looks) == len(labels(figure)) == 12


def test_days_without_data_are_gaps_and_lone_snapshots_points() -> None:
    table = areas(*(("x", None, day, math.nan if day in (3, 4, 6, 7) else 10.0) for day in range(30)))
    (line,) = geo.plot_areas(table).axes[0].lines
    assert [day for day, km2 in enumerate(line.get_ydata()) if math.isnan(km2)] == [3, 4, 6, 7]
    assert 5 in line.get_markevery()


def test_one_snapshot_is_a_point() -> None:
    (line,) = geo.plot_areas(daily("one", count=1)).axes[0].lines
    assert line.get_markevery() == [0]
    assert line.get_marker() not in (None, "None", "")


def test_a_line_is_broken_where_snapshots_are_missing() -> None:
    (line,) = geo.plot_areas(areas(*(("x", None, day, 10.0) for day in (0, 1, 2, 3, 90, 91)))).axes[0].lines
    assert [math.isnan(km2) for km2 in line.get_ydata()] == [False] * 4 + [True] + [False] * 2


def test_a_layer_without_any_data_says_so_in_the_legend() -> None:
    assert labels(geo.plot_areas(areas(("x", None, 0, math.nan), ("x", None, 1, math.nan)))) == ["x (no data)"]


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".png"])
def test_the_same_table_gives_the_same_file(tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"{number}{ending}" for number in range(2)]
    for path in paths:
        write_plot(geo.plot_areas(daily("one"), [front("© somebody")]), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_empty_table_gives_an_empty_picture(tmp_path: Path) -> None:
    write_plot(geo.plot_areas(daily("one", count=0)), tmp_path / "none.png")
    assert (tmp_path / "none.png").read_bytes().startswith(MAGIC[".png"])


@pytest.mark.parametrize("name", ["areas.gif", "areas", "areas.png.txt"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(geo.SourceError, match=r"end its name in \.png, \.svg or \.pdf"):
        write_plot(geo.plot_areas(daily("one")), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = geo.plot_areas(daily("one"))

    def full(file: Any, **_: Any) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(figure, "savefig", full)
    (tmp_path / "areas.png").write_bytes(b"old")
    with pytest.raises(geo.SourceError, match="No space left"):
        write_plot(figure, tmp_path / "areas.png")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("areas.png", b"old")]


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def missing(name: str, *more: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return really(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(geo.MissingExtra, match=r"frontline-mapper\[plot\]"):
        geo.plot_areas(daily("one"))
