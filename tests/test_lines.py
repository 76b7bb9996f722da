"""The commands that work with front lines: each beside its Python twin, data on stdout, words on stderr, honest exit codes."""

from __future__ import annotations

import csv
import inspect
import io
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
import typer

import geo
from geo import cli, exports
from geo.cli import reading
from geo.locating import place_of
from tests.pages import parts_of

AREAS = {"layer", "region", "side", "day", "km2", "covered"}
SIDECAR = {
    "name": "mine", "maker": "me", "licence": "CC0-1.0", "attribution": "© me",
    "coverage": {"text": "Ukraine", "countries": ["UA"], "other_side": "ua_held"},
}  # fmt: skip
LINE = {"type": "LineString", "coordinates": [[36, 47], [37.2, 48.3], [38, 49]]}

Run = Callable[..., tuple[int, str, str]]


def feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def box(west: float, east: float) -> dict[str, Any]:
    return shapely.geometry.mapping(shapely.box(west, 48.2, east, 48.5))


def write(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Give a dataset whose border runs through Pokrovsk (37.18, 48.28) and moves west, after a gap east."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for day, west in (("2025-12-01", 37.18), ("2025-12-02", 37.16), ("2025-12-20", 37.2)):
        write(folder / f"{day}.geojson", feature(box(west, 38), side="RU"))
    (folder / "frontline.json").write_text(json.dumps(SIDECAR))
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Give a dataset that sees Pokrovsk wholly held."""
    path = write(tmp_path / "other.geojson", feature(box(36.5, 38), side="RU", day="2025-12-02"))
    (tmp_path / "other.geojson.frontline.json").write_text(json.dumps({**SIDECAR, "name": "other"}))
    return path


@pytest.fixture
def free(tmp_path: Path) -> Path:
    """Give a dataset that sees Pokrovsk not held at all."""
    path = write(tmp_path / "free.geojson", feature(box(37.6, 38), side="RU", day="2025-12-02"))
    (tmp_path / "free.geojson.frontline.json").write_text(json.dumps({**SIDECAR, "name": "free"}))
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return exit code, stdout and stderr."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(one) for one in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def no_constants(word: str) -> Any:
    raise AssertionError(f"JSON holds {word}")


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=no_constants) for line in text.splitlines()]


def pokrovsk() -> geo.Place:
    return place_of("Pokrovsk")[0]


def test_info_is_what_python_tells(run: Run, mine: Path) -> None:
    code, out, _ = run("lines", "info", mine)
    (told,) = records(out)
    front = geo.read_frontline(mine)
    assert code == 0
    assert (told["name"], told["maker"], told["licence"], told["snapshots"]) == (front.name, "me", "CC0-1.0", 3)
    assert told["gaps"] == [{"after": "2025-12-02", "before": "2025-12-20", "missing_days": 17}]
    assert [change["day"] for change in told["largest_changes"]] == ["2025-12-20", "2025-12-02"]


def test_info_tells_days_that_repeat_the_one_before(run: Run, tmp_path: Path) -> None:
    for day in ("2025-12-01", "2025-12-02"):
        write(tmp_path / f"{day}.geojson", feature(box(37, 38), side="RU"))
    (told,) = records(run("lines", "info", tmp_path)[1])
    assert (told["repeats"], told["largest_changes"], told["gaps"]) == (["2025-12-02"], [], [])


def test_at_gives_share_halves_and_distance(run: Run, mine: Path) -> None:
    code, out, err = run("lines", "at", "Pokrovsk", "--day", "2025-12-02", "--lines", mine)
    heading, *rows = (line.split() for line in out.splitlines())
    assert code == 0
    assert heading == "layer source snapshot side share N S E W front_km from_edge_km".split()
    assert {row[2] for row in rows} == {"ru_held", "ua_held"}
    assert "Pokrovsk: Donetsk Oblast, UA" in err
    east, west = next((row[9], row[11]) for row in rows if row[2] == "ru_held")
    assert (east, int(west) < 80) == ("100", True)


def test_at_as_json_is_what_python_tells(run: Run, mine: Path) -> None:
    _, out, _ = run("lines", "at", "Pokrovsk", "--day", "2025-12-03", "--lines", mine, "--format", "json")
    twin = geo.standing_of(geo.read_frontline(mine), pokrovsk(), date(2025, 12, 3))
    assert out == exports.dump(twin.facts()) + "\n"
    (told,) = records(out)
    assert set(told["halves"]) == {"N", "S", "E", "W"}
    assert told["front_m"] > 0 == told["front_from_edge_m"]


def test_at_heeds_the_age_of_a_snapshot(run: Run, mine: Path) -> None:
    asked = ("lines", "at", "Pokrovsk", "--day", "2025-12-15", "--lines", mine)
    assert "no data (out_of_time)" in run(*asked)[1]
    assert "ru_held" in run(*asked, "--max-age", "13")[1]


def test_at_takes_a_position(run: Run, mine: Path) -> None:
    code, out, _ = run("lines", "at", "37.5,48.3", "--day", "2025-12-02", "--lines", mine)
    assert code == 0
    assert "100.0 %" in out


def test_at_says_when_sources_disagree(run: Run, free: Path, other: Path) -> None:
    asked = ("lines", "at", "Pokrovsk", "--day", "2025-12-02")
    code, out, err = run(*asked, "--lines", other, "--lines", free)
    assert code == 0
    assert "sources disagree about Pokrovsk on 2025-12-02: RU, UA" in err
    assert "disagree" not in out + run(*asked, "--lines", other, "--lines", other)[2]


def test_two_words_for_the_same_side_are_no_disagreement(run: Run, other: Path, tmp_path: Path) -> None:
    before = write(tmp_path / "old.geojson", feature(box(36.5, 38), side="pre2022_ru", day="2025-12-02"))
    asked = ("lines", "at", "Pokrovsk", "--day", "2025-12-02", "--lines", other, "--lines", before)
    assert "disagree" not in run(*asked)[2]


def test_at_asks_the_timeline_that_ships_by_default(run: Run) -> None:
    code, out, _ = run("lines", "at", "Avdiivka", "--day", "2024-03-01")
    assert code == 0
    assert "settlement-timeline" in out
    assert "ru_held" in out


def test_timeline_is_what_python_tells(run: Run, mine: Path) -> None:
    code, out, _ = run("lines", "timeline", "Pokrovsk", "--lines", mine, "--format", "json")
    assert code == 0
    assert out == exports.dump(geo.timeline_of(geo.read_frontline(mine), pokrovsk()).facts()) + "\n"
    assert "RU above 50 %, " in run("lines", "timeline", "Pokrovsk", "--lines", mine)[1]


def test_timeline_of_what_ships_gives_each_source(run: Run) -> None:
    (told,) = records(run("lines", "timeline", "Pokrovsk", "--format", "json")[1])
    assert len({row["source"] for row in told["stated"]}) > 1


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ((), {}),
        (("--side", "UA"), {"side": "UA"}),
        (("--from", "2025-12-02", "--to", "2025-12-02"), {"first_day": date(2025, 12, 2), "last_day": date(2025, 12, 2)}),
        (("--by-oblast",), {"by_oblast": True}),
    ],
)  # fmt: skip
def test_area_is_what_python_tells(run: Run, mine: Path, options: tuple[str, ...], more: dict[str, Any]) -> None:
    twin = geo.held_areas(geo.read_frontline(mine), **more)
    code, out, _ = run("lines", "area", "--lines", mine, *options)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert set(rows[0]) == AREAS
    assert [(row["day"], row["region"]) for row in rows] == [(str(r.day), r.region or "") for r in twin.itertuples()]
    assert [float(row["km2"]) for row in rows] == pytest.approx(list(twin["km2"]), abs=1e-4)


def test_area_takes_a_region_before_the_city_of_its_name(run: Run, mine: Path) -> None:
    code, out, err = run("lines", "area", "--lines", mine, "--region", "Donetsk")
    assert code == 0
    assert "Donetsk Oblast" in out
    assert "ne:" in err


def test_no_data_is_an_empty_cell_and_null(run: Run, mine: Path, tmp_path: Path) -> None:
    bare = write(tmp_path / "bare.geojson", feature(box(37, 38), side="RU", day="2025-12-02"))
    facts = {**SIDECAR, "name": "bare", "coverage": {"area": box(37, 38)}}
    (tmp_path / "bare.geojson.frontline.json").write_text(json.dumps(facts))
    asked = ("lines", "area", "--lines", mine, "--lines", bare, "--region", "Donetsk Oblast")
    code, out, err = run(*asked)
    assert code == 0
    assert out.splitlines()[-1] == "bare,Donetsk Oblast,RU,2025-12-02,,0.093"
    assert "bare does not speak about Donetsk Oblast" in err
    assert records(run(*asked, "--format", "json")[1])[-1]["km2"] is None


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_area_draws_a_plot_beside_its_table(run: Run, mine: Path, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("matplotlib", reason="needs matplotlib (extra plot)")
    code, out, _ = run("lines", "area", "--lines", mine, "--plot", tmp_path / f"areas.{ending}")
    assert code == 0
    assert out == run("lines", "area", "--lines", mine)[1]
    assert (tmp_path / f"areas.{ending}").stat().st_size > 4000


def test_diff_is_what_python_tells(run: Run, mine: Path) -> None:
    days = ("2025-12-01", "2025-12-20")
    code, out, _ = run("lines", "diff", *days, "--lines", mine, "--format", "json")
    twin = geo.compare_days(geo.read_frontline(mine), *map(date.fromisoformat, days))
    assert code == 0
    assert out == exports.dump(twin.facts()) + "\n"
    assert f"{twin.net_km2:,.2f}" in run("lines", "diff", *days, "--lines", mine)[1]


def test_diff_writes_its_pieces_as_geojson_with_credit(run: Run, mine: Path, tmp_path: Path) -> None:
    path = tmp_path / "pieces.geojson"
    assert run("lines", "diff", "2025-12-01", "2025-12-02", "--lines", mine, "-o", path)[0] == 0
    written = json.loads(path.read_text("utf-8"), parse_constant=no_constants)
    assert written["frontlines"] == [{key: SIDECAR[key] for key in ("name", "maker", "licence", "attribution")}]
    assert "crs" not in written
    for piece in written["features"]:
        outer, *holes = piece["geometry"]["coordinates"]
        assert shapely.LinearRing(outer).is_ccw
        assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)
    table = geopandas.read_file(path)
    assert set(table["change"]) == {"gained"}
    assert table.crs == "EPSG:4326"


FAILING = [
    (("at", "Xyzzyqq", "--day", "2025-12-02"), "no place called 'Xyzzyqq'"),
    (("at", "Pokrovsk", "--day", "2025-12-02", "--lines", "nowhere"), "does not exist"),
    (("at", "Pokrovsk", "--day", "2025-12-02", "--lines", "MINE", "--lines-kind", "nonsense"), "no kind of front line"),
    (("at", "Pokrovsk", "--day", "2025-12-02", "--lines", "MINE", "--lines-side", "XX"), "no side 'XX'"),
    (("timeline", "Pokrovsk", "--side", "XX"), "no side 'XX'"),
    (("timeline", "Pokrovsk", "--side", "XX", "--lines", "MINE"), "no side 'XX'"),
    (("timeline", "Pokrovsk", "--lines", "KSE"), "has no polygon"),
    (("area",), "has no polygon"),
    (("area", "--lines", "KSE"), "has no polygon"),
    (("area", "--lines", "MINE", "--side", "XX"), "no side 'XX'"),
    (("area", "--lines", "MINE", "--side", "grey"), "does not map the side grey"),
    (("area", "--lines", "MINE", "--region", "Texas"), "does not speak about Texas"),
    (("area", "--lines", "MINE", "--region", "Pokrovsk"), "Name a region with an outline"),
    (("area", "--lines", "MINE", "--region", "Xyzzyqq"), "no place called"),
    (("area", "--lines", "MINE", "--from", "2025-12-02", "--to", "2025-12-01"), "give the earlier day first"),
    (("area", "--lines", "MINE", "--from", "2030-01-01"), "it reaches from 2025-12-01 to 2025-12-20"),
    (("area", "--lines", "MINE", "--plot", "areas.gif"), "end its name in .png, .svg or .pdf"),
    (("area", "--lines", "MINE", "--plot", "no/such/areas.png"), "cannot write"),
    (("diff", "2025-12-01", "2025-12-02"), "has no polygon"),
    (("diff", "2025-12-02", "2025-12-01", "--lines", "MINE"), "give the earlier day first"),
    (("diff", "2020-01-01", "2025-12-02", "--lines", "MINE"), "has no snapshot on or shortly before 2020-01-01"),
    (("diff", "2025-12-01", "2025-12-02", "--lines", "MINE", "--region", "Texas"), "does not speak about Texas"),
    (("diff", "2025-12-01", "2025-12-02", "--lines", "MINE", "-o", "no/such/x.geojson"), "cannot write"),
    (("diff", "2025-12-01", "2025-12-02", "--lines", "MINE", "-o", "MINE"), "cannot write"),
    (("diff", "2025-12-01", "2025-12-02", "--lines", "MINE", "-o", "DAY"), "one of the files to read"),
    (("info", "nowhere"), "does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), FAILING, ids=[" ".join(one) for one, _ in FAILING])
def test_a_mistake_is_one_line_and_exit_1(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if words == "cannot write" and "--plot" in arguments:
        pytest.importorskip("matplotlib", reason="needs matplotlib (extra plot)")
    kse = write(tmp_path / "frontline_08032023.geojson", feature(LINE))
    names = {"MINE": mine, "KSE": kse, "DAY": mine / "2025-12-01.geojson"}
    before = names["DAY"].read_bytes()
    code, out, err = run("lines", *(names.get(one, one) for one in arguments))
    assert (code, out) == (1, "")
    (line,) = (one for one in err.splitlines() if one.startswith("error: "))
    assert words in line
    assert err.splitlines()[-1] == line
    assert names["DAY"].read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.suffix in {".gif", ".png"}]


@pytest.mark.parametrize(
    "arguments",
    [
        ("at", "Pokrovsk"),
        ("at", "Pokrovsk", "--day", "2025-13-02"),
        ("at", "Pokrovsk", "--day", "2025-12-02", "--lines-day", "yesterday", "--lines", "x"),
        ("at", "Pokrovsk", "--day", "2025-12-02", "--lines-side", "RU"),
        ("at", "Pokrovsk", "--day", "2025-12-02", "--max-age", "-1"),
        ("at", "Pokrovsk", "--day", "2025-12-02", "--format", "xml"),
        ("timeline",),
        ("area", "--nonsense"),
        ("diff", "2025-12-01"),
        ("diff", "2025-12-01", "tomorrow"),
    ],
    ids=" ".join,
)
def test_a_bad_option_is_exit_2(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("lines", *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("error: ")


def test_a_plot_without_matplotlib_names_the_extra(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.plots.find_spec", lambda _name: None)
    code, out, err = run("lines", "area", "--lines", mine, "--plot", tmp_path / "areas.png")
    assert (code, out) == (1, "")
    assert "frontline-mapper[plot]" in err


def test_a_page_or_report_does_not_overwrite_a_front_line(run: Run, other: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ukrainian forces entered Sudzha on 6 August 2024.\n")
    before = other.read_bytes()
    for command in ("map", "report"):
        code, _, err = run(command, article, "--lines", other, "-o", other)
        assert code == 1
        assert "one of the files to read" in err
    assert other.read_bytes() == before


def geopackage(path: Path) -> Path:
    drawn = geopandas.GeoDataFrame(
        {"wer": ["RU"], "wann": ["2025-12-02"]}, geometry=[shapely.box(36.5, 48.2, 38, 48.5)], crs="EPSG:4326"
    )
    drawn.to_file(path, driver="GPKG", layer="front")
    with sqlite3.connect(path) as opened:
        assert opened.execute("select count(*) from front").fetchone() == (1,)
    return path


def foreign(path: Path) -> Path:
    return write(path, feature(box(36.5, 38), wer="RU", wann="2025-12-02"))


def table(path: Path) -> Path:
    path.write_text("name,lat,lon,wer,wann\nPokrovsk,48.28,37.18,RU,2025-12-02\n")
    return path


COLUMNS = ("--lines-side-column", "wer", "--lines-day-column", "wann")


@pytest.mark.parametrize("make", [foreign, geopackage, table])
@pytest.mark.parametrize("command", ["map", "report", "at", "timeline", "area", "diff"])
def test_datasets_with_columns_of_foreign_names_are_read(
    run: Run, tmp_path: Path, command: str, make: Callable[[Path], Path]
) -> None:
    endings = {foreign: "geojson", geopackage: "gpkg", table: "csv"}
    lines = ("--lines", make(tmp_path / f"drawn.{endings[make]}"), *COLUMNS)
    article = tmp_path / "article.txt"
    article.write_text("Russian forces captured Pokrovsk on 2 December 2025.\n")
    asked = {
        "map": ("map", article, "-o", tmp_path / "page.html"),
        "report": ("report", article),
        "at": ("lines", "at", "Pokrovsk", "--day", "2025-12-02"),
        "timeline": ("lines", "timeline", "Pokrovsk"),
        "area": ("lines", "area"),
        "diff": ("lines", "diff", "2025-12-02", "2025-12-02"),
    }[command]
    code, out, err = run(*asked, *lines)
    if make is table and command in {"area", "diff"}:
        assert code == 1
        assert "has no polygon" in err
        return
    assert code == 0
    page = tmp_path / "page.html"
    assert "drawn" in (parts_of(page.read_text("utf-8"))["payload"] if command == "map" else out)


@pytest.mark.parametrize("command", ["at", "area"])
def test_side_and_day_are_given_for_what_names_none(run: Run, tmp_path: Path, command: str) -> None:
    plain = write(tmp_path / "plain.geojson", feature(box(36.5, 38)))
    asked = {"at": ("at", "Pokrovsk", "--day", "2025-12-02"), "area": ("area",)}[command]
    code, out, _ = run("lines", *asked, "--lines", plain, "--lines-side", "RU", "--lines-day", "2025-12-02")
    assert code == 0
    assert "2025-12-02" in out


def test_the_reading_options_are_those_of_python() -> None:
    known = set(inspect.signature(geo.read_frontline).parameters) - {"path", "progress"}
    assert set(reading._OPTIONS) == known


TWINS = {
    "at": (geo.standing_of, {"max_age": "max_age_days"}),
    "timeline": (geo.timeline_of, {}),
    "area": (geo.held_areas, {}),
    "diff": (geo.compare_days, {"max_age": "max_age_days"}),
}


@pytest.mark.parametrize("command", TWINS)
def test_options_and_defaults_are_those_of_the_python_twin(command: str) -> None:
    twin, names = TWINS[command]
    group = typer.main.get_command(cli.app).commands["lines"]  # type: ignore[attr-defined]
    options = {names.get(one.name, one.name): one for one in group.commands[command].params}
    given = {
        name: one
        for name, one in inspect.signature(twin).parameters.items()
        if name not in {"front", "place", "day", "region_name"}
    }
    assert set(given) <= set(options)
    for name, parameter in given.items():
        if parameter.default is not inspect.Parameter.empty:
            assert options[name].default == parameter.default


@pytest.mark.parametrize("command", ["list", "fetch", "info", "at", "timeline", "area", "diff"])
def test_every_command_and_option_is_described(command: str) -> None:
    group = typer.main.get_command(cli.app).commands["lines"]  # type: ignore[attr-defined]
    asked = group.commands[command]
    assert (asked.help or "").endswith(".")
    assert [one.name for one in asked.params if not one.help] == []


def test_a_place_may_be_a_position() -> None:
    place, others = place_of("37.18, 48.28")
    assert (place.lon, place.lat, others) == (37.18, 48.28, 0)


@pytest.mark.parametrize("text", ["nan,1e400", "200,10", "10,91", "1,2,3", "inf,0"])
def test_what_is_no_position_is_sought_as_a_name(text: str) -> None:
    with pytest.raises(geo.GazetteerError, match="no place called"):
        place_of(text)


def test_a_name_that_is_only_nearly_so_is_told(run: Run) -> None:
    code, _, err = run("lines", "at", "Bakhmtu", "--day", "2025-12-02")
    assert code == 0
    assert "no place is spelt 'Bakhmtu'; taken for Bakhmut" in err


def test_a_name_tells_how_many_others_bear_it() -> None:
    place, others = place_of("Pokrovsk")
    assert (place.country, place.admin1) == ("UA", "Donetsk Oblast")
    assert others >= 1
    assert place_of("Pokrovsk", country="RU")[0].country == "RU"
