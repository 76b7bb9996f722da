"""The gazetteer: names found in any spelling, the index built whole or not at all, and nothing heavy to open it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import cli
from geo import gazetteer as gazetteer_room
from geo.boundaries import read_boundaries
from geo.errors import GazetteerError, SourceError, SourceWarning
from geo.gazetteer import INDEX_NAME, Gazetteer, index, open_gazetteer
from geo.gazetteer.divisions import find_divisions
from geo.gazetteer.index import build_index, read_stamp
from geo.gazetteer.keys import index_key, query_keys
from geo.gazetteer.layers import Row
from geo.gazetteer.reader import keep
from geo.names import fold

ROOT = Path(__file__).resolve().parent.parent
# name as an article has it -> id of the place that must come first
FIRST = [
    ("Sudzha", "geonames:486816"),
    ("Суджа", "geonames:486816"),
    ("Soudja", "geonames:486816"),
    ("Artyomovsk", "geonames:713174"),
    ("Krasnoarmeysk", "geonames:704422"),
    ("Dzerzhinsk", "geonames:563708"),
    ("Dnepropetrovsk", "geonames:709930"),
    ("Avdiivka", "geonames:713122"),
    ("Ilovaisk", "geonames:707679"),
    ("Debaltseve", "geonames:710229"),
    ("Kursk nuclear power station", "curated:kursk-npp"),
    ("Курская АЭС", "curated:kursk-npp"),
    ("Kursk region", "ne:RU-KRS"),
    ("Донецька область", "ne:UA-14"),
    ("Donbass", "curated:donbas"),
    ("Middle East", "curated:middle-east"),
    ("NO7", "curated:n07"),
    ("H07", "curated:n07"),
    ("T0504", "curated:t0504"),
    ("Russia", "ne:RU"),
    ("USA", "ne:US"),
    ("UK", "ne:GB"),
    ("Україна", "ne:UA"),
    ("Jeddah", "geonames:105343"),
]
VILLAGES = (
    "Malaya Loknya|Sverdlikovo|Guevo|Plekhovo|Martynovka|Snagost|Korenevo|Pogrebki|Robotyne|Synkivka|Verbove|Novopokrovske|"
    "Niu-York|Ivanivske|Krynky|Staromaiorske|Urozhaine|Prohres|Zhelanne|Nevelske|Berdychi|Ocheretyne|Semenivka|Stepove|"
    "Klishchiivka|Andriivka|Vovchansk|Lyptsi|Hlyboke"
).split("|")


def row(**facts: object) -> Row:
    """Return a row of Sudzha with some of its facts changed."""
    usual = dict(
        zip(
            Row._fields,
            (
                "geonames:1",
                "Sudzha",
                "city",
                35.27,
                51.19,
                1000.0,
                "RU",
                "Kursk Oblast",
                "point",
                6940,
                6940,
                ("Суджа",),
            ),
            strict=True,
        )
    )
    return Row(**usual | facts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """Open the real gazetteer in the user's own cache."""
    opened = open_gazetteer()
    yield opened
    opened.close()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the layers be two places and the cache a new folder; return where the index will be."""
    rows = [row(), row(id="ne:US", name="United States", kind="country", names=("US",), weight=9, geometry="polygon")]
    monkeypatch.setattr(index, "layer_rows", lambda _progress=None: iter(rows))
    monkeypatch.setattr(index, "layer_shapes", lambda: iter([("ne:US", b'{"type":"Point","coordinates":[1,2]}')]))
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / INDEX_NAME


def names_found(gazetteer: Gazetteer, *names: str) -> set[str]:
    found = set(gazetteer.look_up_all(names))
    gazetteer.close()
    return found


@pytest.mark.parametrize(("name", "first"), FIRST)
def test_a_name_finds_its_place_first(gazetteer: Gazetteer, name: str, first: str) -> None:
    assert gazetteer.look_up_all([name])[name][0].id == first


@pytest.mark.parametrize("name", VILLAGES)
def test_a_village_of_the_reports_is_found_in_an_oblast_of_the_war(gazetteer: Gazetteer, name: str) -> None:
    oblasts = {place.admin1 for place in gazetteer.look_up_all([name])[name]}
    assert oblasts & {f"{o} Oblast" for o in "Kursk Donetsk Zaporizhzhia Kharkiv Kherson".split()}


def test_the_kursk_plant_stands_where_it_was_built(gazetteer: Gazetteer) -> None:
    (plant,) = gazetteer.look_up("Kursk NPP")
    assert (plant.lon, plant.lat, plant.admin1) == (35.606, 51.675, "Kursk Oblast")


def test_ambiguous_names_keep_every_bearer_largest_first(gazetteer: Gazetteer) -> None:
    towns = [place for place in gazetteer.look_up_all(["Pokrovsk"])["Pokrovsk"] if place.kind == "city"]
    assert towns[0].population == max(town.population or 0 for town in towns)
    assert {"Donetsk Oblast", "Sakha"} <= {town.admin1 for town in towns}


def test_a_town_comes_before_a_larger_one_that_was_once_called_so(gazetteer: Gazetteer) -> None:
    assert [town.name for town in gazetteer.look_up("Pokrovsk", limit=2)] == ["Pokrovsk", "Engels"]
    assert gazetteer.look_up("Слов'янськ")[0].admin1 == "Donetsk Oblast"
    assert gazetteer.look_up("Artyomovsk")[0].name == "Bakhmut"


@pytest.mark.parametrize("name", ["Kharkov", "Sevastopol", "Donetsk"])
def test_a_town_comes_before_the_region_that_is_called_after_it(gazetteer: Gazetteer, name: str) -> None:
    town, region = (place for place in gazetteer.look_up(name) if place.country == "UA")
    assert (town.kind, region.kind) == ("city", "region")


def test_a_region_that_is_called_after_no_large_town_of_its_own_comes_first(gazetteer: Gazetteer) -> None:
    assert [gazetteer.look_up(name)[0].kind for name in ("New York", "Washington", "Oklahoma")] == ["region"] * 3


def test_among_nearly_equal_spellings_an_own_name_comes_before_an_old_one(gazetteer: Gazetteer) -> None:
    first, second, *_ = gazetteer.look_up("Pokrovk")
    assert (first.name, first.country, second.name) == ("Pokrovsk", "UA", "Engels")
    assert first.match_score == second.match_score


def test_what_is_called_so_is_found_before_what_is_also_called_so(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.find("Sudz", limit=6)]
    assert [name.startswith("Sudz") for name in names] == [True] * 4 + [False] * 2


def test_a_river_is_known_with_its_kind_and_bare_only_where_no_town_is_called_so(gazetteer: Gazetteer) -> None:
    for name in ("річка Дніпро", "река Днепр", "р. Оскіл", "р. Дон", "Дон", "the Don", "Северский Донец", "річка Псел"):
        assert gazetteer.look_up(name)[0].kind == "waterbody", name
    for name in ("Дніпро", "Днепр", "Оскіл", "Донець", "Самара"):
        assert {place.kind for place in gazetteer.look_up(name)} == {"city"}, name


def test_a_road_is_known_by_its_number_in_either_alphabet(gazetteer: Gazetteer) -> None:
    assert {gazetteer.look_up(name)[0].name for name in ("R200", "P200", "P-200", "Р-200")} == {"R200"}


def test_a_place_and_its_answers_are_kept(gazetteer: Gazetteer) -> None:
    first, again = (gazetteer.look_up_all([name])[name][0] for name in ("Sudzha", "Суджа"))
    assert first is again
    names = [f"{name} {number}" for number in range(50) for name in ("Nowhere", "Nirgends", "Sudzha")]
    gazetteer.look_up_all(names)
    assert min(timeit.repeat(lambda: gazetteer.look_up_all(names), number=1)) < 0.0015  # 0.05 ms on an idle core


def test_opening_again_gives_the_open_gazetteer_at_no_cost(gazetteer: Gazetteer) -> None:
    assert open_gazetteer() is gazetteer
    assert min(timeit.repeat(open_gazetteer, number=10)) / 10 < 0.001  # 0.04 ms on an idle core


def test_threads_may_ask_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = [row.name for row in map(gazetteer.look_up_all([*VILLAGES]).get, VILLAGES) for row in row or ()]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda at: len(gazetteer.look_up_all(names[at % 7 :])), range(200)))
    assert len(set(found)) <= 7


def test_a_memory_that_is_full_is_begun_anew() -> None:
    store = {"a": 1, "b": 2}
    keep(store, {"c": 3}, 2)
    assert store == {"c": 3}
    keep(store, {"d": 4, "e": 5, "f": 6}, 2)
    assert store == {}


def test_an_acronym_is_found_by_its_capitals_only(gazetteer: Gazetteer) -> None:
    found = gazetteer.look_up_all(["US", "U.S.", "us", "Us"])
    assert found.keys() == {"US", "U.S."}


def test_unknown_names_are_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up_all(["Qwertyville", "", "  ", "1234", "x" * 100_000]) == {}


def test_filters_narrow_a_look_up(gazetteer: Gazetteer) -> None:
    assert {place.country for place in gazetteer.look_up("Avdiivka", country="Ukraine")} == {"UA"}
    (town,) = gazetteer.look_up("Avdiivka", country="UA", admin1="Donetsk region")
    assert town.admin1 == "Donetsk Oblast"
    assert len(gazetteer.look_up("Kyiv", limit=1)) == 1


def test_near_puts_the_nearest_first(gazetteer: Gazetteer) -> None:
    nearest = gazetteer.look_up("Andriivka", near=(37.96, 48.5))[0]
    assert (round(nearest.lon, 1), round(nearest.lat, 1)) == (38.0, 48.5)


@pytest.mark.parametrize(
    ("filters", "message"),
    [({"kind": "town"}, "'town'"), ({"country": "Narnia"}, "'Narnia'"), ({"admin1": "Mordor"}, "'Mordor'")],
)
def test_an_unknown_filter_is_an_error_that_names_it(
    gazetteer: Gazetteer, filters: dict[str, str], message: str
) -> None:
    with pytest.raises(GazetteerError, match=message):
        gazetteer.look_up("Sudzha", **filters)  # type: ignore[arg-type]


def test_a_region_and_the_donbas_get_their_polygons(gazetteer: Gazetteer) -> None:
    (oblast,) = gazetteer.look_up("Курская область")
    assert gazetteer.shaped(oblast).shape == read_boundaries()["ne:RU-KRS"].shape
    (donbas,) = gazetteer.look_up("Donbas", kind="macro_region")
    parts = [read_boundaries()[key].shape.area for key in ("ne:UA-14", "ne:UA-09")]
    assert gazetteer.shaped(donbas).shape.area == pytest.approx(sum(parts))


def test_a_town_has_no_shape_to_give(gazetteer: Gazetteer) -> None:
    town = gazetteer.look_up("Sudzha")[0]
    assert gazetteer.shaped(town) is town


def test_towns_by_a_border_lie_on_their_own_side(gazetteer: Gazetteer) -> None:
    towns = gazetteer.look_up_all(["New York City", "Mannheim", "St. Louis", "Kyiv"])
    assert [places[0].admin1 for places in towns.values()] == ["New York", "Baden-Württemberg", "Missouri", "Kyiv City"]


def test_info_says_what_is_in_it_from_where_and_on_what_terms(gazetteer: Gazetteer) -> None:
    facts = gazetteer.info()
    assert facts["places"] == gazetteer.count > 239_000
    assert facts["names"] > 1_000_000
    assert facts["bytes"] < 150_000_000
    assert all(source["licence"] and source["attribution"] for source in facts["sources"])


def test_twenty_thousand_names_are_looked_up_at_once(gazetteer: Gazetteer) -> None:
    names = [f"{first} {second}" for first in VILLAGES for second in map(str, range(690))][:20_000]
    began = time.process_time()
    assert gazetteer.look_up_all([*names, "Sudzha"]).keys() == {"Sudzha"}
    assert time.process_time() - began < 2  # 0.1 s on an idle core


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=150), max_size=20))
def test_no_text_makes_a_look_up_fail(gazetteer: Gazetteer, names: list[str]) -> None:
    assert set(gazetteer.look_up_all(names)) <= set(names)


@given(st.text())
def test_a_name_is_found_under_the_key_it_was_kept_by(name: str) -> None:
    key = index_key(name, known=True)
    assert key is None or len(name) > 120 or key in query_keys(name)


@given(st.text(st.characters(codec="ascii")))
def test_the_short_cut_for_plain_letters_folds_as_fold_does(name: str) -> None:
    assert fold(name) == (query_keys(name) or ("",))[-1] or len(name) > 120


@pytest.mark.parametrize(
    ("name", "known", "key"),
    [
        ("Sudzha", False, "sudzha"),
        ("US", True, "=US"),
        ("U.S.A.", True, "=USA"),
        ("US", False, None),
        ("Of", False, None),
        ("東京", False, "東京"),
        ("1945", False, None),
        ("", True, None),
    ],
)
def test_noise_is_not_indexed(name: str, known: bool, key: str | None) -> None:
    assert index_key(name, known=known) == key


def test_the_index_is_built_once_with_progress_and_then_only_opened(small: Path) -> None:
    steps: list[str] = []
    open_gazetteer(progress=lambda message, _done, _total: steps.append(message)).close()
    built_at = small.stat().st_mtime_ns
    assert steps == ["gazetteer ready"]
    assert names_found(open_gazetteer(), "Суджа", "US") == {"Суджа", "US"}
    assert small.stat().st_mtime_ns == built_at
    assert [path.name for path in small.parent.iterdir()] == [INDEX_NAME]


@pytest.mark.parametrize("keep", [0, 100, 9_000], ids=["emptied", "header only", "cut short"])
@pytest.mark.parametrize("filling", [b"", b"Dear diary,\n" * 1000], ids=["short", "overwritten"])
def test_a_damaged_index_is_built_anew_with_one_warning(small: Path, keep: int, filling: bytes) -> None:
    open_gazetteer().close()
    small.write_bytes(small.read_bytes()[:keep] + filling)
    with pytest.warns(SourceWarning, match="built anew") as caught:
        assert names_found(open_gazetteer(), "Sudzha") == {"Sudzha"}
    assert len(caught) == 1


def test_an_index_of_other_sources_is_built_anew_with_one_warning(small: Path) -> None:
    build_index(small, "made of something else")
    with pytest.warns(SourceWarning, match="other sources or another version; it is built anew") as caught:
        open_gazetteer().close()
    assert len(caught) == 1
    assert read_stamp(small) == index.stamp()


@pytest.mark.parametrize("name", ["index_truncated.bin", "cache_sqlite_corrupt.db"])
def test_the_shell_says_in_one_line_that_a_broken_index_is_built_anew(
    small: Path, shared: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small.parent.mkdir()
    small.write_bytes((shared / "hostile" / name).read_bytes())
    assert cli.main(["locate", "Sudzha"]) == 0
    told = capsys.readouterr()
    assert [line for line in told.err.splitlines() if "ready" not in line] == [
        f"warning: {small} is cut short or not an index of ours; it is built anew."
    ]
    assert "Traceback" not in told.out
    assert " Sudzha " in told.out


def test_an_index_of_before_is_built_anew(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FORMAT", 1)
    open_gazetteer().close()
    monkeypatch.undo()
    assert json.loads(read_stamp(small) or "")["format"] == 1


def test_a_gazetteer_notices_that_its_index_was_replaced(small: Path) -> None:
    first = open_gazetteer()
    build_index(small, index.stamp())
    assert open_gazetteer() is not first
    assert names_found(open_gazetteer(), "Sudzha") == {"Sudzha"}


def test_what_a_killed_build_left_is_cleared_away(small: Path) -> None:
    small.parent.mkdir()
    old, new = small.parent / ".gazetteer.old.part", small.parent / ".gazetteer.new.part"
    for part in (old, new):
        part.touch()
    os.utime(old, (0, 0))
    open_gazetteer().close()
    assert (old.exists(), new.exists()) == (False, True)


def test_no_room_at_all_is_a_plain_error(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.parent.write_text("a file where the folder should be")
    monkeypatch.setattr(tempfile, "tempdir", str(small))
    with pytest.warns(SourceWarning, match="cannot be written"), pytest.raises(SourceError, match="FRONTLINE_CACHE"):
        open_gazetteer()


def test_a_database_of_another_program_is_not_taken_for_the_index(small: Path) -> None:
    small.parent.mkdir()
    with closing(sqlite3.connect(small)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.commit()
    assert read_stamp(small) is None


def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_folder(small: Path) -> None:
    small.parent.write_text("a file where the folder should be")
    with pytest.warns(SourceWarning, match="FRONTLINE_CACHE"):
        opened = open_gazetteer()
    folder = opened.path.parent
    assert open_gazetteer() is opened
    assert names_found(opened, "Sudzha") == {"Sudzha"}
    del opened, gazetteer_room._opened[small]
    assert not folder.exists()


def test_two_builders_at_once_both_succeed(small: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _turn: build_index(small, "same"), range(8)))
    assert read_stamp(small) == "same"


def test_two_processes_that_build_at_once_both_find_the_place(small: Path) -> None:
    code = (
        "from geo.gazetteer import index, open_gazetteer; from tests.test_gazetteer import row;"
        "index.layer_rows = lambda _progress=None: iter([row()]); index.layer_shapes = lambda: iter([]);"
        "print(open_gazetteer().look_up('Sudzha')[0].name)"
    )
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True, cwd=ROOT) for _ in range(2)]
    assert [process.communicate(timeout=60) for process in both] == [("Sudzha\n", "")] * 2
    assert [path.name for path in small.parent.iterdir()] == [INDEX_NAME]


def test_a_build_that_fails_leaves_nothing_behind(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        raise SourceError("a layer is missing")

    monkeypatch.setattr(index, "layer_shapes", broken)
    with pytest.raises(SourceError, match="a layer is missing"):
        open_gazetteer()
    assert list(small.parent.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_an_index_that_can_no_longer_be_read_is_a_plain_error() -> None:
    opened = open_gazetteer()
    opened.close()
    with pytest.raises(GazetteerError, match="cannot be read"):
        opened.look_up_all(["Sudzha"])


def test_a_division_is_the_smallest_of_the_right_country_that_holds_the_point() -> None:
    lon, lat = np.array([36.19, 37.8, 0.0, -0.12]), np.array([51.73, 48.0, 0.0, 51.5])
    regions = tuple(read_boundaries().values())
    found = find_divisions(lon, lat, ["RU", "RU", "UA", "GB"], ["a", "b", "c", "d"], regions)
    assert found[:3] == ["Kursk Oblast", None, None]
    assert found[3] not in {None, "England"}


@pytest.mark.usefixtures("gazetteer")
def test_opening_and_one_look_up_need_no_heavy_library() -> None:
    code = (
        "import sys; from geo.gazetteer import open_gazetteer; open_gazetteer().look_up('Sudzha');"
        "print([name for name in ('shapely', 'numpy', 'pandas', 'pyproj') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
