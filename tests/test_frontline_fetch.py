"""Public datasets fetched: from whom and on what terms, what a server can do wrong, and that nothing is there by halves."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import geo
from geo import cli
from geo.downloads import DownloadError, NotThere, Patience, WrongContent, alone, fetch_file, wire
from geo.downloads.forms import FORMS, is_whole, what_instead
from geo.frontline import fetch as frontline_fetch
from geo.frontline import sources
from tests.fakeserver import Answer, FakeServer, cuts, drips, hangs_up, keeps, lies_about_its_length, sends, serving

ROOT = Path(__file__).resolve().parent.parent
QUICK = Patience(whole=5, read=2, pause=0.01, between=0)
FROM, TO = date(2024, 7, 8), date(2024, 7, 12)
DAYS = [date(2024, 7, 8) + timedelta(days=n) for n in range(5)]
DEEPSTATE = "/raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 27000000\n"
PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"


def daily(day: date, east: float = 38.0) -> bytes:
    """Return a file of one day in the shape of the daily copies."""
    ring = [[37.0, 47.0], [east, 47.0], [east, 48.0], [37.0, 48.0], [37.0, 47.0]]
    shape = {"type": "MultiPolygon", "coordinates": [[ring]]}
    name = f"deepstatemap_data_{day:%Y%m%d}"
    features = [{"type": "Feature", "properties": {}, "geometry": shape}]
    return json.dumps({"type": "FeatureCollection", "name": name, "features": features}).encode()


def path_of(day: date) -> str:
    return f"{DEEPSTATE}deepstatemap_data_{day:%Y%m%d}.geojson"


def zipped(text: str = "geonameid,date,status\n1,20240708,RU\n") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("control_latest_2024.csv", text)
    return data.getvalue()


@pytest.fixture
def files() -> dict[str, bytes]:
    """Give the files that the server keeps, by path."""
    return {path_of(day): daily(day) for day in DAYS}


@pytest.fixture
def server(files: dict[str, bytes]) -> Iterator[FakeServer]:
    """Give a server that keeps the files."""
    with serving() as fake:
        fake.answers = [keeps(files)]
        yield fake


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with a data folder of its own, no mirror named, and little patience."""
    monkeypatch.setenv("FRONTLINE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("FRONTLINE_SOURCES", raising=False)
    monkeypatch.setattr(frontline_fetch, "_PATIENCE", QUICK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fetch(server: FakeServer, name: str = "deepstate-daily", **wishes: Any) -> Path:
    """Fetch five days, or what is wished."""
    period = {"first_day": FROM, "last_day": TO} if name == "deepstate-daily" else {}
    usual = {"accept_licence": True, "base_url": server.domain, "patience": QUICK, **period}
    return geo.fetch_frontline(name, **(usual | wishes))


def sidecar(folder: Path, name: str = "deepstate-daily") -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((folder / f"{name}.source.json").read_text("utf-8"))
    return facts


def aged(folder: Path) -> None:
    """Let what the sidecar says have been looked after a day ago."""
    facts = sidecar(folder)
    for file in facts["files"].values():
        file["checked_at"] = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    (folder / "deepstate-daily.source.json").write_text(json.dumps(facts), "utf-8")


def seen(folder: Path) -> list[str]:
    """Return the files of a folder that are not hidden."""
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))


# -- sources -----------------------------------------------------------------------------------------------------------


def test_every_source_says_who_what_when_and_on_what_terms() -> None:
    for source in geo.list_frontline_sources():
        facts = source.facts()
        assert all(
            facts[key] for key in ("name", "maker", "covers", "first_day", "licence", "terms", "attribution", "url")
        )
        assert set(source.sides) <= geo.records.SIDES
        assert bool(source.refusal) != bool(source.remotes), source.name


def test_no_two_sources_have_one_name_and_none_leaves_its_folder() -> None:
    names = [source.name for source in geo.list_frontline_sources()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z-]+", name) for name in names)


def test_addresses_are_secure_and_stand_in_one_file_only() -> None:
    remotes = [remote for source in geo.list_frontline_sources() for remote in source.remotes]
    assert all(url.startswith("https://") for remote in remotes for url in (remote.url, remote.index) if url)
    others = [file for file in Path(sources.__file__).parent.glob("*.py") if file.name != "sources.py"]
    assert not [file.name for file in others if "githubusercontent" in file.read_text("utf-8")]


def test_a_series_is_a_file_a_day_or_a_year() -> None:
    daily_, yearly = sources.Remote(url="https://a/%Y%m%d.json"), sources.Remote(url="https://a/c_%Y.zip", every="year")
    assert [file.name for file in daily_.files(date(2024, 2, 28), date(2024, 3, 1))] == [
        "20240228.json",
        "20240229.json",
        "20240301.json",
    ]
    assert [file.name for file in yearly.files(date(2022, 12, 31), date(2023, 1, 1))] == ["c_2022.zip", "c_2023.zip"]


def test_an_index_names_only_files_of_its_series() -> None:
    remote = sources.Remote(url="https://a/C_%y_%m_%d.kml", index="https://a/")
    names = ["C_24_09_01.kml", "../C_24_09_02.kml", "C_24_9_3.kml", "C_24_13_01.kml", "README.md", "C_23_09_01.kml"]
    assert [file.name for file in remote.listed(names, date(2024, 1, 1), date(2024, 12, 31))] == ["C_24_09_01.kml"]


def test_an_unknown_source_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(geo.FrontLineError, match="'deepstat'; known are deepstate-daily, "):
        geo.fetch_frontline("deepstat")


@pytest.mark.parametrize("name", ["isw", "deepstate-raw", "liveuamap"])
def test_what_its_terms_forbid_is_refused_with_reason_and_page(server: FakeServer, name: str) -> None:
    with pytest.raises(geo.FrontLineError, match=r"is not fetched: .* Get it by hand at https://"):
        fetch(server, name)
    assert server.asked == []


def test_nothing_is_asked_before_the_licence_is_accepted(server: FakeServer, desk: Path) -> None:
    with pytest.raises(
        geo.FrontLineError, match=r"No licence is stated.*Attribution: © DeepState.*accept_licence=True"
    ):
        fetch(server, accept_licence=False)
    assert (server.asked, list(desk.iterdir())) == ([], [])


# -- the folder --------------------------------------------------------------------------------------------------------


def test_the_days_fetched_are_read_as_what_they_are(server: FakeServer, desk: Path) -> None:
    folder = fetch(server)
    assert folder == desk / "data" / "frontlines" / "deepstate-daily"
    line = geo.read_frontline(folder)
    assert (line.name, [snapshot.day for snapshot in line.snapshots], line.warnings) == ("deepstate-daily", DAYS, ())


def test_the_sidecar_says_from_where_on_what_terms_and_what(server: FakeServer, files: dict[str, bytes]) -> None:
    folder = fetch(server)
    facts, source = sidecar(folder), sources.frontline_source("deepstate-daily")
    assert (facts["licence"], facts["attribution"], facts["url"]) == (source.licence, source.attribution, source.url)
    assert [file["day"] for file in facts["files"].values()] == [day.isoformat() for day in DAYS]
    assert {file["size"] for file in facts["files"].values()} == {len(files[path_of(FROM)])}
    assert all(len(file["sha256"]) == 64 for file in facts["files"].values())


def test_only_whole_files_and_the_sidecar_are_in_the_folder(server: FakeServer) -> None:
    names = [f"deepstatemap_data_{day:%Y%m%d}.geojson" for day in DAYS]
    assert seen(fetch(server, folder="here")) == ["deepstate-daily.source.json", *names]


def test_who_asks_says_so_and_asks_one_at_a_time(server: FakeServer) -> None:
    fetch(server, patience=Patience(between=0.05))
    at = [float(asked["at"]) for asked in server.asked]
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(at))
    assert {asked["user-agent"] for asked in server.asked} == {
        "frontline-mapper (https://pypi.org/project/frontline-mapper/)"
    }


def test_what_was_looked_after_within_the_hour_is_not_asked_about(server: FakeServer) -> None:
    fetch(server, last_day=DAYS[2])
    fetch(server)
    assert [asked["path"] for asked in server.asked] == [path_of(day) for day in DAYS]


def test_what_has_not_changed_is_not_sent_again(server: FakeServer) -> None:
    folder = fetch(server)
    versions = [file["version"] for file in sidecar(folder)["files"].values()]
    before = {file: (folder / file).stat().st_mtime_ns for file in sidecar(folder)["files"]}
    aged(folder)
    fetch(server)
    assert [headers.get("if-none-match") for headers in server.headers] == [None] * 5 + versions
    assert {file: (folder / file).stat().st_mtime_ns for file in before} == before


def test_what_has_changed_is_sent_again(server: FakeServer, files: dict[str, bytes]) -> None:
    folder = fetch(server)
    aged(folder)
    files[path_of(TO)] = daily(TO, east=38.01)
    fetch(server)
    assert (folder / f"deepstatemap_data_{TO:%Y%m%d}.geojson").read_bytes() == daily(TO, east=38.01)


def test_a_file_that_was_altered_on_disk_is_fetched_anew(server: FakeServer) -> None:
    folder = fetch(server)
    file = folder / f"deepstatemap_data_{FROM:%Y%m%d}.geojson"
    file.write_bytes(file.read_bytes()[:50])
    fetch(server)
    assert file.read_bytes() == daily(FROM)
    assert "if-none-match" not in server.headers[-1]


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": {"a": 1}}', "{"])
def test_a_damaged_sidecar_costs_a_new_fetch_and_no_more(server: FakeServer, text: str) -> None:
    folder = fetch(server)
    (folder / "deepstate-daily.source.json").write_text(text)
    fetch(server)
    assert (len(server.asked), len(sidecar(folder)["files"])) == (10, 5)


def test_days_that_the_source_lacks_are_named_and_no_error(server: FakeServer, files: dict[str, bytes]) -> None:
    del files[path_of(DAYS[1])], files[path_of(DAYS[3])]
    with pytest.warns(geo.FrontLineWarning, match=r"deepstate-daily: the source lacks 2024-07-09, 2024-07-11\."):
        folder = fetch(server)
    assert sidecar(folder)["missing"] == ["2024-07-09", "2024-07-11"]
    assert len(geo.read_frontline(folder).snapshots) == 3


def test_a_period_of_which_the_source_has_nothing_is_an_error(server: FakeServer, files: dict[str, bytes]) -> None:
    files.clear()
    with pytest.raises(
        geo.FrontLineError, match=r"nothing of deepstate-daily .* the source lacks 2024-07-08, 2024-07-09"
    ):
        fetch(server)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2024, 7, 12), date(2024, 7, 8)), (date(2014, 1, 1), date(2014, 2, 1)), (date(2924, 1, 1), None)],
    ids=["backwards", "before", "to come"],
)
def test_a_period_that_cannot_be_is_refused_before_anything_is_asked(
    server: FakeServer, first: date, last: date | None
) -> None:
    with pytest.raises(geo.FrontLineError, match="it goes from 2024-07-08"):
        fetch(server, first_day=first, last_day=last)
    assert server.asked == []


def test_a_period_is_refused_by_a_source_of_one_file(server: FakeServer) -> None:
    with pytest.raises(geo.FrontLineError, match="leave the period out"):
        fetch(server, "wikipedia-towns", first_day=FROM)


def test_without_a_period_all_days_to_today_are_asked_for(server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Today(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Today:
            return cls(2024, 7, 10, 12, tzinfo=tz)

    monkeypatch.setattr(frontline_fetch, "datetime", Today)
    fetch(server, first_day=None, last_day=None)
    assert [asked["path"] for asked in server.asked] == [path_of(day) for day in DAYS[:3]]


def test_a_folder_that_cannot_be_made_is_a_plain_error(server: FakeServer, desk: Path) -> None:
    (desk / "taken").write_text("a file")
    with pytest.raises(geo.SourceError, match=r"cannot download to .*taken"):
        fetch(server, folder="taken")


def test_two_do_not_fetch_into_one_folder_at_once(
    server: FakeServer, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontline_fetch, "_WAIT_S", 0.05)
    with (
        alone(desk / "here" / ".lock.sqlite", wait_s=1, advice=""),
        pytest.raises(geo.SourceError, match="Another process may be fetching"),
    ):
        fetch(server, folder="here")
    assert server.asked == []


# -- other sources -----------------------------------------------------------------------------------------------------


def test_a_source_with_an_index_is_asked_only_for_what_it_names(server: FakeServer, files: dict[str, bytes]) -> None:
    listed = [
        {"name": name} for name in ("Control_24_09_01.kml", "Control_24_10_01.kml", "Control_23_10_06.kml", "x/../y")
    ]
    folder = "/raw.githubusercontent.com/mini-krowka/mapsite/HEAD/kml/ControlZones/"
    files["/api.github.com/repos/mini-krowka/mapsite/contents/kml/ControlZones"] = json.dumps([*listed, 7, {}]).encode()
    kml = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>\n'
    files |= {f"{folder}Control_24_09_01.kml": kml, f"{folder}Control_24_10_01.kml": kml}
    kept = fetch(server, "creamy-caprice", first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    assert seen(kept) == ["Control_24_09_01.kml", "Control_24_10_01.kml", "creamy-caprice.source.json"]
    assert len(server.asked) == 3


@pytest.mark.parametrize("body", [PAGE, b"{}", None], ids=["page", "no list", "missing"])
def test_an_index_that_is_none_is_a_plain_error(
    server: FakeServer, files: dict[str, bytes], body: bytes | None
) -> None:
    if body is not None:
        files["/api.github.com/repos/mini-krowka/mapsite/contents/kml/ControlZones"] = body
    with pytest.raises(geo.FrontLineError, match="creamy-caprice"):
        fetch(server, "creamy-caprice")
    assert len(server.asked) == 1


def test_a_source_of_years_is_a_file_a_year_and_one_of_all(server: FakeServer, files: dict[str, bytes]) -> None:
    files["/media.githubusercontent.com/media/zhukovyuri/VIINA/main/Data/control_latest_2024.zip"] = zipped()
    files["/raw.githubusercontent.com/zhukovyuri/VIINA/main/Data/gn_UA_tess.geojson"] = daily(FROM)
    kept = fetch(server, "viina", first_day=FROM, last_day=TO)
    assert seen(kept) == ["control_latest_2024.zip", "gn_UA_tess.geojson", "viina.source.json"]


def test_a_file_that_never_changes_must_have_its_hash(server: FakeServer, files: dict[str, bytes]) -> None:
    place = next(
        file for remote in sources.frontline_source("kse-lines").remotes for file in remote.files(date.min, date.max)
    )
    files[f"/{place.url.partition('://')[2]}"] = daily(FROM)
    with pytest.raises(geo.FrontLineError, match="not f9698a0b5199…: it is not the file that was meant"):
        fetch(server, "kse-lines", last_day=date(2022, 12, 31))


def test_the_hashes_are_those_of_the_real_files(server: FakeServer, files: dict[str, bytes], shared: Path) -> None:
    for remote in sources.frontline_source("kse-lines").remotes:
        files[f"/{remote.url.partition('://')[2]}"] = (
            shared / "datasets/kse-frontline" / remote.url.rpartition("/")[2]
        ).read_bytes()
    assert len(sidecar(fetch(server, "kse-lines"), "kse-lines")["files"]) == 2


@pytest.mark.parametrize(
    ("name", "folder", "pattern"),
    [("deepstate-daily", "deepstate-daily", "*.geojson"), ("uacontrolmap", "uacontrolmap-owlmaps", "*.json"),
     ("nzz-liveuamap", "nzz-liveuamap", "*.json"), ("creamy-caprice", "creamy-caprice-kml", "Control*.kml")],
)  # fmt: skip
def test_the_real_files_are_found_under_the_names_asked_for(shared: Path, name: str, folder: str, pattern: str) -> None:
    (remote,) = sources.frontline_source(name).remotes
    real = sorted(file.name for file in (shared / "datasets" / folder).glob(pattern))
    assert real
    assert [file.name for file in remote.listed(real, date.min, date.max)] == real


def test_every_real_file_is_of_the_form_asked_for(shared: Path) -> None:
    folders = ["deepstate-daily", "uacontrolmap-owlmaps", "nzz-liveuamap", "creamy-caprice-kml", "kse-frontline",
               "wikipedia-controlcities", "isw-2026/zips"]  # fmt: skip
    real = [file for folder in folders for file in (shared / "datasets" / folder).iterdir()]
    forms = [(file, file.suffix[1:].replace("geojson", "json")) for file in real if file.stat().st_size]
    known = [(file, form) for file, form in forms if form in FORMS]
    assert len(known) > 30
    assert [file.name for file, form in known if what_instead(file, form) or not is_whole(file, form)] == []


# -- what a server does wrong ------------------------------------------------------------------------------------------


def test_a_server_that_is_busy_or_fails_for_a_while_is_asked_again(server: FakeServer) -> None:
    server.answers[:0] = [sends(b"", status=500), sends(b"", status=429, Retry_After="0"), sends(b"", status=503)]
    assert len(sidecar(fetch(server))["files"]) == 5


def test_a_server_that_says_when_is_left_alone_so_long(server: FakeServer) -> None:
    server.answers.insert(0, sends(b"", status=429, Retry_After="1"))
    fetch(server, last_day=FROM)
    assert float(server.asked[1]["at"]) - float(server.asked[0]["at"]) >= 1


@pytest.mark.parametrize("told", ["86400", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_server_that_wants_too_long_a_rest_is_an_error_at_once(server: FakeServer, told: str) -> None:
    server.answers.insert(0, sends(b"", status=429, Retry_After=told))
    with pytest.raises(geo.FrontLineError, match=r"answered 429 and asks to wait .* Run the command again"):
        fetch(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "times"), [(500, 5), (403, 1), (401, 1)])
def test_a_server_that_refuses_is_one_error_and_what_is_there_stays(
    server: FakeServer, files: dict[str, bytes], status: int, times: int
) -> None:
    server.answers = [keeps(files), keeps(files), sends(b"", status=status)]
    with pytest.raises(geo.FrontLineError, match=f"answered {status}"):
        fetch(server, folder="here")
    assert (len(seen(Path("here"))), len(server.asked)) == (3, 2 + times)


def test_a_wrong_file_is_left_out_and_the_others_are_fetched(server: FakeServer, files: dict[str, bytes]) -> None:
    files[path_of(DAYS[2])] = PAGE
    with pytest.warns(
        geo.FrontLineWarning, match=r"left out deepstatemap_data_20240710.geojson: .* no JSON but an HTML page"
    ):
        folder = fetch(server)
    assert len(geo.read_frontline(folder).snapshots) == 4
    assert list(sidecar(folder)["left_out"]) == ["deepstatemap_data_20240710.geojson"]


def test_a_server_that_only_answers_wrongly_is_not_asked_on(server: FakeServer, desk: Path) -> None:
    server.answers = [sends(PAGE)]
    with pytest.raises(geo.FrontLineError, match=r"3 wrong answers in a row.* no JSON but an HTML page"):
        fetch(server, folder="here")
    assert (len(server.asked), seen(desk / "here")) == (3, [])


WRONG: list[tuple[str, Answer, str]] = [
    ("page.json", sends(PAGE), "no JSON but an HTML page"),
    ("empty.json", sends(b""), "no JSON but empty"),
    ("text.json", sends(b"404: Not Found"), "no JSON but b'404: Not Found'"),
    ("pointer.json", sends(POINTER), "no JSON but a Git LFS pointer"),
    ("cut.json", sends(daily(FROM)[:-20]), "damaged JSON, cut before its end"),
    ("pointer.zip", sends(POINTER), "no ZIP but a Git LFS pointer"),
    ("page.zip", sends(PAGE), "no ZIP but an HTML page"),
    ("cut.zip", sends(zipped()[:-30]), "damaged ZIP"),
    ("pointer.csv", sends(POINTER), "no CSV but a Git LFS pointer"),
    ("page.csv", sends(PAGE), "no CSV but an HTML page"),
    ("json.csv", sends(daily(FROM)), "no CSV but"),
    ("page.kml", sends(PAGE), "no KML but an HTML page"),
    ("cut.kml", sends(b"<kml><Document>"), "damaged KML"),
    ("large.json", sends(b"[" + b" " * 3_000_000 + b"]"), "larger than 2 MB"),
    ("bomb.json", sends(gzip.compress(b"[" + b" " * 3_000_000 + b"]"), Content_Encoding="gzip"), "larger than 2 MB"),
    ("brotli.json", sends(b"x", Content_Encoding="br"), "packed as 'br'"),
]


@pytest.mark.parametrize(("name", "answer", "message"), WRONG, ids=[name for name, _, _ in WRONG])
def test_an_answer_that_is_not_the_file_is_refused_and_not_kept(
    server: FakeServer, desk: Path, name: str, answer: Answer, message: str
) -> None:
    server.answers = [answer]
    with pytest.raises(WrongContent, match=re.escape(message)):
        fetch_file(f"{server.domain}/{name}", desk / name, form=name[-4:].strip("."), limit=2 << 20, patience=QUICK)
    assert (list(desk.iterdir()), len(server.asked)) == ([], 1)


RIGHT = {
    "a.json": b'\xef\xbb\xbf [1, {"a": "}"}]\n',
    "a.zip": zipped(),
    "a.csv": b"Name,Lat\nX,1\n",
    "a.kml": b"<k:kml></k:kml>\n",
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_is_kept_as_it_is(server: FakeServer, desk: Path, name: str) -> None:
    server.answers = [sends(RIGHT[name])]
    fetched = fetch_file(f"{server.domain}/{name}", desk / name, form=name[2:], patience=QUICK)
    assert ((desk / name).read_bytes(), fetched.size, fetched.is_new) == (RIGHT[name], len(RIGHT[name]), True)


def one(server: FakeServer, desk: Path, **wishes: Any) -> bytes:
    """Fetch one day's file and return what is kept."""
    fetch_file(server.domain + path_of(FROM), desk / "day.geojson", **{"form": "json", "patience": QUICK, **wishes})
    assert [file.name for file in desk.iterdir()] == ["day.geojson"]
    return (desk / "day.geojson").read_bytes()


def test_a_body_that_breaks_off_goes_on_where_it_stopped(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    server.answers.insert(0, cuts(keeps(files), after=100))
    assert one(server, desk) == daily(FROM)
    assert [headers.get("range") for headers in server.headers] == [None, "bytes=100-"]


def test_a_body_of_unknown_length_that_breaks_off_is_noticed(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    server.answers.insert(0, cuts(keeps(files), after=100, counted=False))
    assert one(server, desk) == daily(FROM)


def test_a_file_that_changed_meanwhile_is_fetched_from_its_start(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    server.answers.insert(0, cuts(keeps(dict(files)), after=100))
    files[path_of(FROM)] = daily(FROM, east=38.5)
    assert one(server, desk) == daily(FROM, east=38.5)
    assert server.headers[1]["range"] == "bytes=100-"


def test_a_server_that_sends_another_part_is_asked_for_all(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    server.answers[:0] = [cuts(keeps(files), after=100), sends(b"}", status=206, Content_Range="bytes 7-7/8")]
    assert one(server, desk) == daily(FROM)
    assert "range" not in server.headers[2]


def test_a_body_without_a_version_is_fetched_from_its_start(server: FakeServer, desk: Path) -> None:
    server.answers.insert(0, cuts(sends(daily(FROM)), after=100))
    assert one(server, desk) == daily(FROM)
    assert "range" not in server.headers[1]


def test_a_packed_body_is_unpacked(server: FakeServer, files: dict[str, bytes], desk: Path) -> None:
    server.answers = [keeps(files, packed=True)]
    assert one(server, desk) == daily(FROM)
    assert server.headers[0]["accept-encoding"] == "gzip"


def test_a_packed_body_that_breaks_off_goes_on_where_it_stopped(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    server.answers = [cuts(keeps(files, packed=True), after=50), keeps(files, packed=True)]
    assert one(server, desk) == daily(FROM)
    assert server.headers[1]["range"] == "bytes=50-"


def test_a_packed_body_that_goes_on_unpacked_is_fetched_from_its_start(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    tag = {"ETag": '"v"'}
    plain = sends(
        daily(FROM)[50:], status=206, Content_Range=f"bytes 50-{len(daily(FROM)) - 1}/{len(daily(FROM))}", **tag
    )
    packed = sends(gzip.compress(daily(FROM)), Content_Encoding="gzip", **tag)
    server.answers = [cuts(packed, after=50), plain, keeps(files)]
    assert one(server, desk) == daily(FROM)


@pytest.mark.parametrize("counted", [True, False])
def test_a_packed_body_that_is_cut_for_good_is_an_error(server: FakeServer, desk: Path, counted: bool) -> None:
    packed = gzip.compress(daily(FROM))
    whole = sends(packed if not counted else packed[:-9], Content_Encoding="gzip")
    server.answers = [whole if counted else cuts(whole, after=60, counted=False)]
    with pytest.raises(DownloadError, match="broke off before its end"):
        one(server, desk)
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("answer", [hangs_up, lies_about_its_length], ids=["hangs up", "lies"])
def test_a_server_that_hangs_up_again_and_again_is_one_error(server: FakeServer, desk: Path, answer: Answer) -> None:
    server.answers = [answer]
    with pytest.raises(DownloadError, match=r"could not be fetched: .*Run the command again"):
        one(server, desk)
    assert (len(server.asked), (desk / "day.geojson").exists()) == (5, False)


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\n\r\n[",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long:",
    ],
    ids=["body", "length of a chunk", "heading"],
)
def test_a_server_that_drips_cannot_hold_up_the_deadline(server: FakeServer, desk: Path, start: bytes) -> None:
    server.answers = [drips(start, pause_s=0.02)]
    began = time.perf_counter()
    with pytest.raises(DownloadError, match=r"longer than 0\.5 s|too long|broke off"):
        one(server, desk, patience=Patience(whole=0.5, read=5, pause=0.01))
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:application/json,[]",
        "//[",
        "",
        "http://localhost:9/x",
        "javascript:1",
    ],
)
def test_a_redirect_out_of_the_web_or_to_a_host_without_encryption_is_not_followed(
    server: FakeServer, desk: Path, target: str
) -> None:
    server.answers = [sends(b"", status=302, Location=target)]
    with pytest.raises(DownloadError, match="is not followed"):
        one(server, desk)
    assert (len(server.asked), list(desk.iterdir())) == (1, [])


def test_a_redirect_to_another_host_is_not_even_asked(server: FakeServer, desk: Path) -> None:
    with serving() as other:
        other.answers = [sends(daily(FROM))]
        server.answers = [sends(b"", status=302, Location=other.domain.replace("127.0.0.1", "localhost") + "/x.json")]
        with pytest.raises(DownloadError, match="only https:// leads to another host"):
            one(server, desk)
    assert other.asked == []


@pytest.mark.parametrize(
    ("here", "target", "follows"),
    [
        ("https://a.org/x", "https://b.org/y", True),
        ("http://a.org/x", "https://b.org/y", True),
        ("http://a.org/x", "http://a.org:81/y", True),
        ("https://a.org/x", "http://a.org/y", False),
        ("http://a.org/x", "http://b.org/y", False),
    ],
)
def test_a_redirect_keeps_encryption_and_without_it_the_host(here: str, target: str, follows: bool) -> None:
    if follows:
        assert wire.onward(here, target, here) == target
    else:
        with pytest.raises(DownloadError, match="is not followed"):
            wire.onward(here, target, here)


def test_a_redirect_within_the_host_is_followed_and_a_circle_is_not(server: FakeServer, desk: Path) -> None:
    server.answers.insert(0, sends(b"", status=301, Location=path_of(DAYS[1])))
    assert one(server, desk) == daily(DAYS[1])
    server.answers = [sends(b"", status=307, Location="/round")]
    with pytest.raises(DownloadError, match="in a circle"):
        one(server, desk)


def test_a_part_that_no_longer_fits_is_fetched_anew(server: FakeServer, files: dict[str, bytes], desk: Path) -> None:
    server.answers[:0] = [cuts(keeps(files), after=100), sends(b"", status=416)]
    assert one(server, desk) == daily(FROM)


def test_a_304_that_was_not_asked_for_is_an_error(server: FakeServer, desk: Path) -> None:
    server.answers = [sends(b"", status=304)]
    with pytest.raises(DownloadError, match="answered 304"):
        one(server, desk)


def test_a_day_of_change_serves_where_there_is_no_tag(server: FakeServer, desk: Path) -> None:
    changed = "Mon, 08 Jul 2024 03:00:00 GMT"
    server.answers = [sends(daily(FROM), Last_Modified=changed)]
    fetched = fetch_file(f"{server.domain}/d", desk / "d", form="json", patience=QUICK)
    fetch_file(f"{server.domain}/d", desk / "d", form="json", version=fetched.version, patience=QUICK)
    assert server.headers[1]["if-modified-since"] == changed


def test_what_the_server_lacks_is_told_apart(server: FakeServer, desk: Path) -> None:
    with pytest.raises(NotThere, match="answered 404"):
        fetch_file(f"{server.domain}/none", desk / "x", form="json", patience=QUICK)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "https://", "http://[", "x"])
def test_only_the_web_is_fetched_from(desk: Path, url: str) -> None:
    with pytest.raises(geo.SourceError, match="must begin with https://"):
        fetch_file(url, desk / "x", form="json")
    with pytest.raises(geo.FrontLineError, match="must begin with https://"):
        geo.fetch_frontline("deepstate-daily", accept_licence=True, base_url=url)


def test_no_server_at_all_is_one_plain_error() -> None:
    with pytest.raises(geo.FrontLineError, match=r"deepstate-daily: .* no answer"):
        geo.fetch_frontline("deepstate-daily", accept_licence=True, base_url="http://127.0.0.1:9", patience=QUICK)


# -- a process that is killed ------------------------------------------------------------------------------------------

FETCH = """
import sys, geo
from datetime import date
from geo.downloads import Patience
geo.fetch_frontline("deepstate-daily", first_day=date(2024, 7, 8), last_day=date(2024, 7, 12), folder="here",
    accept_licence=True, base_url=sys.argv[1], patience=Patience(between=0))
"""


def test_a_killed_run_leaves_no_half_file_and_the_next_goes_on(
    server: FakeServer, files: dict[str, bytes], desk: Path
) -> None:
    halfway = threading.Event()

    def stalls(request: BaseHTTPRequestHandler) -> None:
        if urlsplit(request.path).path != path_of(DAYS[3]):
            keeps(files)(request)
            return
        cuts(keeps(files), after=100)(request)
        request.wfile.flush()
        halfway.set()
        time.sleep(20)

    server.answers = [stalls]
    run = subprocess.Popen([sys.executable, "-c", FETCH, server.domain], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert halfway.wait(30)
    part = desk / "here" / f"deepstatemap_data_{DAYS[3]:%Y%m%d}.geojson.part"
    while not (part.exists() and part.stat().st_size >= 100):
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert [json.loads(file.read_bytes())["type"] for file in (desk / "here").glob("*.geojson")] == [
        "FeatureCollection"
    ] * 3
    assert len(geo.read_frontline(desk / "here").snapshots) == 3
    server.answers = [keeps(files)]
    fetch(server, folder="here")
    assert [asked["path"] for asked in server.asked] == [path_of(DAYS[n]) for n in (0, 1, 2, 3, 3, 4)]
    assert server.headers[4]["range"] == "bytes=100-"
    assert (len(geo.read_frontline(desk / "here").snapshots), list((desk / "here").glob("*.part*"))) == (5, [])


# -- the shell ---------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


OPTIONS = ["lines", "fetch", "deepstate-daily", "--from", "2024-07-08", "--to", "2024-07-12", "--folder", "here"]


def test_the_shell_lists_the_sources_as_python_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lines", "list", "--format", "json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert listed == [source.facts() for source in geo.list_frontline_sources()]
    assert cli.main(["lines", "list"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[1:]] == [source.name for source in geo.list_frontline_sources()]


def test_the_shell_shows_the_terms_then_fetches_and_names_the_folder(
    server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*OPTIONS, "--accept-licence", "--base-url", server.domain]) == 0
    told = capsys.readouterr()
    assert told.out == "here\n"
    assert "licence: No licence is stated" in told.err.splitlines()[1]
    assert told.err.splitlines()[2].startswith("attribution: © DeepState")
    assert told.err.count("fetching deepstate-daily") == 1


def test_the_shell_takes_the_mirror_from_the_environment(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRONTLINE_SOURCES", f"{server.domain}/mirror/")
    server.answers = [lambda request: sends(daily(FROM))(request)]
    assert cli.main([*OPTIONS[:6], FROM.isoformat(), "--accept-licence"]) == 0
    assert server.asked[0]["path"] == f"/mirror{path_of(FROM)}"
    assert capsys.readouterr().out.endswith("frontlines/deepstate-daily\n")


def test_without_a_terminal_nothing_is_fetched_unasked(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert cli.main([*OPTIONS, "--base-url", server.domain]) == 1
    told = capsys.readouterr()
    assert (told.out, server.asked) == ("", [])
    assert [line for line in told.err.splitlines() if line.startswith("error:")] == [told.err.splitlines()[-1]]
    assert "--accept-licence" in told.err


@pytest.mark.parametrize(("typed", "code", "asked"), [("y\n", 0, 5), ("n\n", 1, 0), ("\n", 1, 0)])
def test_at_a_terminal_the_shell_asks(
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    code: int,
    asked: int,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert cli.main([*OPTIONS, "--base-url", server.domain]) == code
    assert len(server.asked) == asked
    assert capsys.readouterr().out == ("here\n" if asked else "")


def test_the_shell_refuses_what_the_terms_forbid_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lines", "fetch", "isw", "--accept-licence"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "written consent" in told[0]
    assert "https://understandingwar.org/" in told[0]


def test_the_shell_tells_which_days_are_missing(
    server: FakeServer, files: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    del files[path_of(DAYS[1])]
    assert cli.main([*OPTIONS, "--accept-licence", "--base-url", server.domain]) == 0
    assert "warning: deepstate-daily: the source lacks 2024-07-09." in capsys.readouterr().err


def test_a_day_that_is_none_is_a_mistake_of_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lines", "fetch", "deepstate-daily", "--from", "yesterday"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err
