"""The gazetteer: names found in any spelling, the index built whole or not at all, and nothing heavy to open it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import read_boundaries
from geo.errors import GazetteerError, SourceError, SourceWarning
from geo.gazetteer import INDEX_NAME, Gazetteer, index, open_gazetteer
from geo.gazetteer.divisions import find_divisions
from geo.gazetteer.index import build_index, read_stamp
from geo.gazetteer.keys import index_key, query_keys
from geo.gazetteer.layers import Row
from geo.names import fold

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
    towns = gazetteer.look_up("Pokrovsk", kind="city", limit=50)
    assert towns[0].population == max(town.population or 0 for town in towns)
    assert {"Donetsk Oblast", "Sakha"} <= {town.admin1 for town in towns}


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
    began = time.perf_counter()
    assert gazetteer.look_up_all([*names, "Sudzha"]).keys() == {"Sudzha"}
    assert time.perf_counter() - began < 2  # 0.1 s on an idle core


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


def test_an_index_of_other_sources_is_built_anew_and_progress_says_so(small: Path) -> None:
    build_index(small, "made of something else")
    steps: list[str] = []
    open_gazetteer(progress=lambda message, _done, _total: steps.append(message)).close()
    assert "other sources" in steps[0]
    assert read_stamp(small) == index.stamp()


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
    assert names_found(opened, "Sudzha") == {"Sudzha"}
    del opened
    assert not folder.exists()


def test_two_builders_at_once_both_succeed(small: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _turn: build_index(small, "same"), range(8)))
    assert read_stamp(small) == "same"


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
