"""The shell's door: every command beside its Python twin, every mistake one line and the right exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import typing
from datetime import date
from pathlib import Path

import pytest

import geo
from geo import cli, exports
from geo.cli import shell
from geo.control import calendar_of
from geo.records import PLACE_KINDS

WORDS = "Ukrainian forces entered Sudzha on 6 August 2024.\nRussian forces captured Avdiivka in February 2024.\n"
DRAWN = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [[[37, 47], [39, 47], [39, 49], [37, 49], [37, 47]]]},
        }
    ],
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(WORDS)
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    folder = tmp_path / "lines"
    folder.mkdir()
    for day in ("20240801", "20240901"):
        (folder / f"deepstatemap_data_{day}.geojson").write_text(json.dumps(DRAWN))
    return folder


def same_page(path: Path) -> str:
    """Return a page with folium's random ids replaced by their order of appearance."""
    ids: dict[str, str] = {}
    return re.sub(r"[0-9a-f]{32}", lambda found: ids.setdefault(found[0], f"id{len(ids)}"), path.read_text("utf-8"))


def test_map_writes_the_page_that_python_writes(article: Path, lines: Path, tmp_path: Path) -> None:
    page, twin = tmp_path / "page.html", tmp_path / "twin.html"
    options = ["--lines", str(lines), "--published", "2024-09-10", "--title", "A title", "-o", str(page)]
    assert cli.main(["map", str(article), *options]) == 0
    geo.run([article], [lines], published="2024-09-10").map(title="A title").save(twin)
    assert same_page(page) == same_page(twin)


def test_map_closes_with_the_counts_on_stderr(
    article: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    cli.main(["map", str(article), "--published", "2024-09-10", "--lines", str(lines), "-o", str(page)])
    told = capsys.readouterr()
    summary = geo.run([article], [lines], published="2024-09-10").summary()
    assert told.out == ""
    assert told.err.splitlines()[-1] == f"{summary}; {page}, {page.stat().st_size / 1e6:.1f} MB"


def test_map_takes_the_day_from_a_manifest(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = tmp_path / "days.csv"
    manifest.write_text("file,published,publisher\narticle.txt,2024-09-10,The Paper\n")
    assert cli.main(["report", str(article), "--manifest", str(manifest)]) == 0
    told = json.loads(capsys.readouterr().out)["articles"][0]
    assert (told["published"], told["publisher"]) == ("2024-09-10", "The Paper")


@pytest.mark.parametrize("form", ["json", "csv", "geojson"])
def test_report_says_what_python_says(
    article: Path, lines: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["report", str(article), "--published", "2024-09-10", "--lines", str(lines), "--format", form]) == 0
    twin = exports.FORMATS[form](geo.run([article], [lines], published="2024-09-10"))
    assert capsysbinary.readouterr().out.decode("utf-8").rstrip() == twin.rstrip()


def test_a_file_has_the_format_that_its_suffix_says_and_several_are_written_at_once(
    article: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("claims.csv", "claims.gpkg", "claims.kmz", "reviews.jsonld", "report")
    files = [word for name in names for word in ("-o", str(tmp_path / name))]
    asked = [
        "--bom",
        "--days",
        "all",
        "--url",
        "https://example.org/map",
        "--reviewer",
        "A newsroom",
        "--day",
        "2024-09-11",
    ]
    assert cli.main(["report", str(article), "--published", "2024-09-10", "--lines", str(lines), *files, *asked]) == 0
    assert capsys.readouterr().out == ""
    report, twins = geo.run([article], [lines], published="2024-09-10"), tmp_path / "twins"
    twins.mkdir()
    reviewed = {"url": "https://example.org/map", "reviewer": "A newsroom", "day": date(2024, 9, 11)}
    geo.write_csv(report, twins / "claims.csv", bom=True)
    geo.write_gpkg(report, twins / "claims.gpkg", days="all")
    geo.write_kml(report, twins / "claims.kmz", days="all")
    geo.write_claimreview(report, twins / "reviews.jsonld", **reviewed)
    geo.write_json(report, twins / "report")
    assert [(tmp_path / name).read_bytes() for name in names] == [(twins / name).read_bytes() for name in names]


def test_a_review_to_stdout_takes_its_options(article: Path, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["report", str(article), "--published", "2024-09-10", "--lines", str(lines), "--format", "claimreview"]
    assert cli.main([*asked, "--reviewer", "A newsroom"]) == 0
    twin = exports.to_claimreview(geo.run([article], [lines], published="2024-09-10"), reviewer="A newsroom")
    assert capsys.readouterr().out.rstrip() == twin.rstrip()


def test_an_address_that_is_none_is_told_before_the_work(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", str(article), "--format", "claimreview", "--url", "map.html"]) == 1
    assert capsys.readouterr().err.startswith("error: 'map.html' is no web address")


def test_the_shell_offers_the_days_and_formats_that_python_has() -> None:
    from geo.cli import files
    from geo.exports import areas

    assert typing.get_args(files.Days) == typing.get_args(areas.Days)
    assert set(typing.get_args(files.Format)) == set(exports.WRITERS)
    assert set(exports.FORMATS) == files.TEXT_FORMATS


def test_report_writes_a_file_instead_of_stdout(
    article: Path, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "claims.csv"
    assert cli.main(["report", str(article), "--lines", str(lines), "--format", "csv", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text("utf-8").startswith("article,claim,")


def test_report_without_articles_is_the_sample(
    sample_report: geo.Report, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["report"]) == 0
    assert capsysbinary.readouterr().out.decode("utf-8") == sample_report.to_json() + "\n"


def test_locate_lists_the_places_that_python_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(["locate", "Pokrovsk", "--country", "UA", "--near", "37.2,48.3", "--limit", "3", "--format", "json"])
        == 0
    )
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    twin = geo.locate("Pokrovsk", country="UA", near=(37.2, 48.3), limit=3)
    assert told == [json.loads(exports.dump(exports.candidate_facts(place))) for place in twin]
    assert told[0]["admin1"].startswith("Donets")


def test_locate_prints_a_table_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["locate", "Sudzha"]) == 0
    heading, first = capsys.readouterr().out.splitlines()[:2]
    assert heading.split() == "id name kind country admin1 lon lat radius_m match score matched_name".split()
    assert " Sudzha " in first


def test_geoparse_says_what_python_says(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    twin = exports.dump([exports.mention_facts(resolution) for resolution in geo.geoparse(WORDS)])
    assert cli.main(["geoparse", WORDS]) == 0
    assert capsys.readouterr().out == twin + "\n"
    assert cli.main(["geoparse", str(article)]) == 0
    assert capsys.readouterr().out == twin + "\n"


def test_lines_info_says_what_python_says(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lines", "info", str(lines)]) == 0
    told = json.loads(capsys.readouterr().out)
    front = geo.read_frontline(lines)
    more = {"url": front.url, "max_age_days": front.max_age_days, **calendar_of(front).facts()}
    assert told == json.loads(exports.dump({**exports.frontline_facts(front), **more}))
    assert (told["first_day"], told["snapshots"]) == ("2024-08-01", 2)


CHECKS = {
    "Pokrovsk --held-by UA --day 2024-08-10": lambda at: geo.check_control("Pokrovsk", "UA", "2024-08-10", at),
    "Donetsk --held-by RU --half N --not --day 2024-08-10 --radius-km 3": lambda at: geo.check_control(
        "Donetsk", "RU", "2024-08-10", at, half="N", denied=True, radius_m=3000
    ),
    "--held-by RU --area 20000km2 --in Ukraine --day 2024-08-10": lambda at: geo.check_area(
        "Ukraine", "RU", "20000km2", "2024-08-10", at
    ),
    "Ukraine --held-by RU --share 20% --day 2024-08-10": lambda at: geo.check_share(
        "Ukraine", "RU", "20%", "2024-08-10", at
    ),
    "Donetsk --taken-by RU --on 2024-08-01": lambda at: geo.check_capture("Donetsk", "RU", "2024-08-01", at),
    "Donetsk --encircled-by RU --semi --day 2024-08-10": lambda at: geo.check_enclosure(
        "Donetsk", "RU", "2024-08-10", at, degree="semi-encircled"
    ),
    "--gained-by RU --area 30km2 --since 2024-08-01 --day 2024-09-01": lambda at: geo.check_change(
        "RU", "30km2", "2024-08-01", "2024-09-01", at
    ),
    "--gained-by RU --times twice --than 30 --since 2024-08-01 --day 2024-09-01": lambda at: geo.check_ratio(
        "RU", "twice", 30, "2024-09-01", at, since="2024-08-01"
    ),
    "--gained-by RU --most --since 2024-06-01 --day 2024-08-31": lambda at: geo.check_superlative(
        "RU", "2024-06-01", "2024-08-31", at
    ),
    "Donetsk --gained-by RU --direction west --since 2024-08-01 --day 2024-09-01": lambda at: geo.check_direction(
        "Donetsk", "RU", "west", "2024-08-01", "2024-09-01", at
    ),
    "Donetsk --faster RU --day 2024-08-15 --window-days 14": lambda at: geo.check_trend(
        "RU", "accelerating", "2024-08-15", at, window_days=14, near="Donetsk"
    ),
    "--slower RU --day 2024-08-15": lambda at: geo.check_trend("RU", "slowing", "2024-08-15", at),
    "Donetsk --predicted RU --since 2024-08-01 --day 2024-09-01": lambda at: geo.check_prediction(
        "Donetsk", "RU", "2024-08-01", "2024-09-01", at
    ),
    "Pokrovsk --from Donetsk --distance 50km --direction northwest": lambda _: geo.check_distance(
        "Pokrovsk", "Donetsk", "50km", direction="northwest"
    ),
    "Sudzha --inside Russia": lambda _: geo.check_region("Sudzha", "Russia"),
    "--in Ukraine --borders Russia --not": lambda _: geo.check_region("Ukraine", "Russia", "borders", denied=True),
}


@pytest.mark.parametrize("statement", CHECKS)
def test_check_says_what_python_says(statement: str, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asks_lines = not {"--from", "--inside", "--borders"} & set(statement.split())
    arguments = [*statement.split(), "--format", "json", *(["--lines", str(lines)] if asks_lines else [])]
    assert cli.main(["check", *arguments]) == 0
    twin = CHECKS[statement](lines)
    assert capsys.readouterr().out == exports.dump(exports.finding_facts(twin)) + "\n"


def test_check_tells_verdict_layers_and_context(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "Donetsk", "--held-by", "RU", "--day", "2024-08-03", "--lines", str(lines)]) == 0
    told = capsys.readouterr()
    first, heading, row, *context = told.out.splitlines()
    assert first.startswith("supported: deepstate-daily, snapshot of 2024-08-01: 100 % of Donetsk")
    assert heading.split() == "layer snapshot verdict reason figures".split()
    assert row.split()[:3] == ["deepstate-daily", "2024-08-01", "supported"]
    assert context[0].startswith(
        "The same measure for both sides, by deepstate-daily: of Donetsk, 100.0 % is Russian-held"
    )
    assert context[1] == "The map that answers is of 2024-08-01, 2 days before 2024-08-03."
    assert "Donetsk: Donetsk Oblast, UA, geonames:" in told.err


def test_check_of_ground_that_no_layer_covers_is_an_answer(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "Kursk", "--held-by", "UA", "--day", "2024-08-10", "--lines", str(lines)]) == 0
    assert capsys.readouterr().out.startswith("no data (no layer): ")


def test_gazetteer_info_says_what_python_says(capsys: pytest.CaptureFixture[str]) -> None:
    from geo.gazetteer import open_gazetteer

    assert cli.main(["gazetteer", "info"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(exports.dump(open_gazetteer().info()))
    assert told["places"] > 200_000


def test_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"frontline-mapper {geo.__version__}\n"


def test_kinds_of_place_are_those_of_the_records() -> None:
    assert set(typing.get_args(shell.Kind)) == PLACE_KINDS


@pytest.mark.parametrize("command", ["map", "report", "locate", "geoparse", "check", "lines", "gazetteer"])
def test_every_command_is_in_the_help_with_its_first_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    listed = next(line for line in capsys.readouterr().out.splitlines() if line.split()[:1] == [command])
    assert cli.main([command, "--help"]) == 0
    assert " ".join(listed.split()[1:]) in " ".join(capsys.readouterr().out.split())
    assert not listed.endswith("...")


USAGE = [
    ["map", "--published", "2024-13-01"],
    ["report", "--format", "docx"],
    ["report", "--format", "csv", "--format", "json"],
    ["report", "--format=csv", "--format=gpkg", "-o", "claims.csv"],
    ["report", "--format", "csv", "-o", "claims.xlsx"],
    ["report", "--format", "gpkg"],
    ["report", "-o", "claims.docx"],
    ["report", "-o", "claims.csv", "-o", "claims.csv"],
    ["report", "--format", "csv", "-o", "one.csv", "-o", "two.csv"],
    ["report", "--format", "csv", "--url", "https://example.org"],
    ["report", "--days", "all"],
    ["report", "--days", "some", "-o", "claims.gpkg"],
    ["report", "--published", "2024-08-01", "--published", "2024-08-02"],
    ["locate", "Sudzha", "--kind", "village"],
    ["locate", "Sudzha", "--near", "north"],
    ["locate", "Sudzha", "--near", "400,48"],
    ["locate", "Sudzha", "--limit", "0"],
    ["check", "Sudzha"],
    ["check", "Sudzha", "--held-by", "UA"],
    ["check", "--held-by", "UA", "--day", "2024-08-10"],
    ["check", "Sudzha", "--held-by", "UA", "--day", "10 August"],
    ["check", "Sudzha", "--held-by", "XX", "--day", "2024-08-10"],
    ["check", "Sudzha", "--held-by", "UA", "--taken-by", "UA", "--day", "2024-08-10"],
    ["check", "Sudzha", "--held-by", "UA", "--day", "2024-08-10", "--distance", "5km"],
    ["check", "Sudzha", "--in", "Russia", "--held-by", "UA", "--day", "2024-08-10"],
    ["check", "Sudzha", "--held-by", "UA", "--day", "2024-08-10", "--peak"],
    ["check", "Russia", "--held-by", "UA", "--day", "2024-08-10", "--area", "5km2", "--share", "5%"],
    ["check", "--gained-by", "RU", "--since", "2024-08-01", "--day", "2024-08-10"],
    ["check", "--gained-by", "RU", "--since", "2024-08-01", "--day", "2024-08-10", "--times", "twice"],
    ["check", "--gained-by", "RU", "--since", "2024-08-01", "--day", "2024-08-10", "--direction", "west"],
    ["map", "--nonsense"],
    ["nonsense"],
    [],
]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_a_wrong_option_is_one_line_and_exit_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert told.err.startswith("error: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "--format", "docx"], "'--format': 'docx' is not one of 'json'"),
        (["check", "Sudzha", "--held-by", "Wagner"], "'--held-by': 'Wagner' is not one of 'RU', 'UA'"),
        (["map", "nothing.txt", "--figure", "x.png", "--extent", "Donetk Oblast"], "spelt nearly so: Donetsk Oblast"),
        (["map", "nothing.txt", "--figure", "x.png", "--extent", "9,8,7,6"], "is no extent; give west"),
    ],
    ids=["format", "side", "region", "box"],
)
def test_a_wrong_value_is_told_plainly_before_anything_is_read(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Value error" not in told


def made(folder: Path) -> dict[str, Path]:
    """Return the bad inputs of the table below, by name."""
    (folder / "empty.txt").write_text(" \n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "bare").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "deepstatemap_data_20240801.geojson").write_text('{"type": "FeatureColl')
    (folder / "good.txt").write_text(WORDS)
    names = "empty.txt binary.txt bare broken good.txt missing.txt".split()
    return {name: folder / name for name in names}


MISTAKES = [
    "map missing.txt",
    "map bare",
    "map binary.txt",
    "map empty.txt",
    "map good.txt --lines broken",
    "map good.txt --lines missing.txt",
    "map good.txt --lines bare",
    "map good.txt --manifest missing.txt",
    "map good.txt -o missing.txt/page.html",
    "map good.txt -o bare",
    "report good.txt -o missing.txt/report.json",
    "geoparse missing.txt",
    "lines info missing.txt",
    "locate Qwxyzzy",
    "check Qwxyzzy --held-by RU --day 2024-08-10",
    "check Oleksandrivka --held-by RU --day 2024-08-10",
    "check Pokrovsk --from Donetsk",
    "check Pokrovsk --from Donetsk --distance far",
    "check Pokrovsk --from Donetsk --direction up",
    "check Pokrovsk --held-by RU --day 2024-08-10 --lines missing.txt",
    "check Pokrovsk --held-by RU --day 2024-08-10 --radius-km 0",
]


@pytest.mark.parametrize("command", MISTAKES)
def test_a_plain_mistake_is_one_line_and_exit_1(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(command.split()) == 1
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_output_that_cannot_be_written_is_told_before_the_work(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work began")

    monkeypatch.setattr("geo.report.run", never)
    assert cli.main(["map", str(article), "-o", str(tmp_path / "missing" / "page.html")]) == 1


def test_a_doubt_is_one_line_of_warning(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import warnings

    def doubtful(*_: object, **__: object) -> tuple[()]:
        warnings.warn("one\nand \x1b[31mtwo", geo.ArticleWarning, stacklevel=1)
        return ()

    monkeypatch.setattr("geo.pipeline.geoparse", doubtful)
    assert cli.main(["geoparse", "Sudzha"]) == 0
    assert capsys.readouterr().err == "warning: one and [31mtwo\n"


def test_progress_in_a_terminal_shows_foreign_text_as_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with shell.shown_progress() as progress:
        progress("reading [/red]\x1b[31m", 1, 2)
    assert "\x1b[31m" not in capsys.readouterr().err


def test_an_interrupt_is_exit_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.pipeline.geoparse", interrupted)
    assert cli.main(["geoparse", "Sudzha"]) == 130


def test_python_m_geo_is_the_command() -> None:
    told = subprocess.run([sys.executable, "-m", "geo", "--version"], check=True, capture_output=True, text=True)
    assert told.stdout == f"frontline-mapper {geo.__version__}\n"


def test_a_reader_that_goes_away_ends_the_command_without_a_traceback(article: Path) -> None:
    command = [sys.executable, "-m", "geo", "report", str(article)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()


def test_map_takes_web_tiles_as_python_does(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    tiles = ["--tiles", "https://tiles.example/{z}/{x}/{y}.png", "--tiles-attribution", "Example tiles"]
    assert cli.main(["map", str(article), "--published", "2024-09-10", *tiles, "-o", str(page)]) == 0
    written = page.read_text("utf-8")
    assert "tiles.example" in written
    assert "Example tiles" in written


@pytest.mark.parametrize(
    "options",
    [
        ["--tiles", "https://tiles.example/{z}/{x}/{y}.png"],
        ["--tiles-attribution", "nobody"],
        ["--tiles", "no such tiles"],
        ["--day", "2024-09-10"],
    ],
)
def test_map_refuses_tiles_and_days_that_say_half(article: Path, tmp_path: Path, options: list[str]) -> None:
    assert cli.main(["map", str(article), *options, "-o", str(tmp_path / "page.html")]) == 2


def test_map_draws_the_picture_of_a_day(article: Path, lines: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    figure = tmp_path / "day.png"
    options = ["--published", "2024-09-10", "--lines", str(lines), "-o", str(tmp_path / "page.html")]
    assert cli.main(["map", str(article), *options, "--figure", str(figure), "--day", "2024-08-15"]) == 0
    assert figure.read_bytes().startswith(b"\x89PNG")


def test_a_picture_takes_a_region_a_size_and_a_day_to_compare_with(tmp_path: Path) -> None:
    matplotlib = pytest.importorskip("matplotlib.image", reason="needs matplotlib")
    article = tmp_path / "article.txt"
    article.write_text("Russian forces control Avdiivka.", "utf-8")
    told = ["map", str(article), "--published", "2024-09-10", "-o", str(tmp_path / "map.html")]
    figure = tmp_path / "day.png"
    options = ["--day", "2024-09-10", "--compare-day", "2024-01-10", "--extent", "36,47,39,49", "--size-cm", "12x12"]
    assert cli.main([*told, "--figure", str(figure), *options]) == 0
    height = matplotlib.imread(figure).shape[0]
    options[-1] = "24x24"
    assert cli.main([*told, "--figure", str(figure), *options]) == 0
    assert matplotlib.imread(figure).shape[0] > 1.2 * height
    assert cli.main([*told, "--figure", str(tmp_path / "two.png"), "--extent", "Atlantis"]) == 2
    assert cli.main([*told, "--figure", str(tmp_path / "two.png"), "--size-cm", "large"]) == 2
    assert cli.main([*told, "--extent", "Donetsk Oblast"]) == 2
    assert not (tmp_path / "two.png").exists()
