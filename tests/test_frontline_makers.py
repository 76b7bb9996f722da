"""DeepState's history, NZZ after liveuamap, UAControlMap; the gates that judge each side; what the makers' real files say."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Point, box, mapping
from shapely.geometry.base import BaseGeometry

import geo
from geo.checks.ground import ask
from geo.control import sides_at, standing_of
from geo.errors import FrontLineError, FrontLineWarning
from geo.frontline import read_frontline
from geo.frontline.apart import kept_apart
from geo.frontline.deepstate_raw import side_of
from geo.frontline.gates import set_jumps_aside
from geo.page.payload import make_payload
from geo.records import Coverage, FrontLine, Place, Report, Snapshot

OCCUPIED = {"name": "Окуповано /// Occupied\xa0/// geoJSON.status.occupied\n", "fill": "#a52714"}
LIBERATED = {"name": "Звільнено /// Liberated", "fill": "#0f9d58"}
SALIENT = {"name": "Звільнено /// Liberated /// geoJSON.status.dismissed\n", "fill": "#01579b"}
UNKNOWN = {"name": "Статус невідомий /// Unknown status", "fill": "#bcaaa4"}
CRIMEA = {"name": "Окупований Крим /// Occupied Crimea", "fill": "#880e4f"}
STRANGE = {"name": "Наступ /// Push", "fill": "#123456"}
SECONDS = 1_726_001_946  # 2024-09-10 20:59:06 UTC
HELD = box(36, 46, 38, 48)
IN_KURSK = box(35, 51.1, 35.5, 51.3)
SUDZHA = Place(id="x:1", name="Sudzha", kind="city", lon=35.27, lat=51.19, radius_m=1500, country="RU")
DONETSK = Place(id="x:2", name="Donetsk", kind="city", lon=37.80, lat=48.00, radius_m=3000, country="UA")


def collection(*features: tuple[object, BaseGeometry]) -> dict[str, object]:
    rows = [{"type": "Feature", "properties": p, "geometry": mapping(g)} for p, g in features]
    return {"type": "FeatureCollection", "features": rows}


def written(file: Path, document: object) -> Path:
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return file


def quietly(path: Path, **options: object) -> FrontLine:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FrontLineWarning)
        return read_frontline(path, **options)


def km2(area: BaseGeometry) -> float:
    project = Transformer.from_crs(4326, 6933, always_xy=True).transform
    return float(shapely.transform(area, project, interleaved=False).area / 1e6)


def standing(front: FrontLine, place: Place, side: str, day: str) -> str | None:
    answer = ask(front, place, side, date.fromisoformat(day))
    return answer.shown[0].standing if answer.shown else answer.reason


# ---- DeepState's history: whose ground


@pytest.mark.parametrize(
    ("name", "fill", "side"),
    [
        ("Окуповано", "#a52714", "ru_held"),
        ("Окупован�� /// Occupied /// geoJSON.status.occupied\n", "#a52714", "ru_held"),
        ("Окуповано\xa004.04 та 21.04 /// Occupied 04.04 and 21.04\n\n", "", "ru_held"),
        ("Території зайняті ворогом", "", "ru_held"),
        ("Звільнено\xa016.03-17.03 /// Liberated\xa016.03-17.03", "", "ua_held"),
        ("Звільнено 22.05 /// Taken back22.05", "", "ua_held"),
        ("Звіль��ено /// Liberated\xa0/// geoJSON.status.dismissed_at {{at:25.03}}", "#bcaaa4", "ua_held"),
        ("Деокуповано", "", "ua_held"),
        ("Під питанням\xa0/// Contensed", "", "grey"),
        ("Невідомо точно при вихід", "#bcaaa4", "grey"),
        ("Окупований Крим /// Occupied Crimea", "#000000", "pre2022_ru"),
        ("ОРДЛО /// CADR and CALR\n", "#880e4f", "pre2022_ru"),
        ("Придністров'я ///\xa0Transnistria", "#880e4f", "elsewhere"),
        ("Окупована Абхазія.\n///\nOccupied Abkhazia.", "#ff5252", "elsewhere"),
        ("Окупована земля /// Occupied land", "#ff5252", "elsewhere"),
        ("Окупована земля /// Occupied land /// geoJSON.territories.new", "#a52714", "elsewhere"),
        ("Зміїний /// Snake Island", "#a52714", "ru_held"),
        ("Зміїний /// Snake Island", "#0F9D58", "ua_held"),
        ("24.03", "#0288d1", "ua_held"),
        ("Окуповано, звільнено", "#bdbdbd", "grey"),  # words of two sides say nothing, so the fill does
        ("Кримське", "#a52714", "ru_held"),  # a village, not Crimea
        ("Наступ /// Push", "#123456", None),
        (None, "", None),
    ],
)
def test_the_name_says_the_side_and_the_fill_where_it_does_not(name, fill, side):
    assert side_of({"name": name, "fill": fill}) == side


def test_the_fill_may_stand_in_the_style_alone():
    assert side_of({"name": "24.03", "styleUrl": "#poly-A52714-1200-77-nodesc"}) == "ru_held"


# ---- DeepState's history: files and days


def test_a_publication_is_recognised_by_its_seconds_and_dated_in_utc(tmp_path):
    front = read_frontline(written(tmp_path / f"{SECONDS}.geojson", collection((OCCUPIED, HELD), (CRIMEA, IN_KURSK))))
    assert (front.name, front.maker) == ("deepstate-raw", "DeepState")
    (snapshot,) = front.snapshots
    assert (snapshot.day, snapshot.basis, sorted(snapshot.areas)) == (
        date(2024, 9, 10),
        "file name",
        ["pre2022_ru", "ru_held"],
    )


def test_a_renamed_publication_is_recognised_by_its_statuses_and_dated_by_its_new_name(tmp_path):
    many = MultiPolygon([box(36 + x / 100, 47, 36.005 + x / 100, 47.005) for x in range(100)])
    front = read_frontline(written(tmp_path / "map 2024-09-10.geojson", collection((OCCUPIED, many))))
    assert (front.name, front.first_day) == ("deepstate-raw", date(2024, 9, 10))


@pytest.mark.parametrize(
    ("wrapper", "day"),
    [
        ({"id": 7, "datetime": SECONDS}, date(2024, 9, 10)),
        ({"id": 7, "datetime": str(SECONDS)}, date(2024, 9, 10)),
        ({"id": 7, "datetime": SECONDS * 1000}, date(2024, 9, 10)),
        ({"id": 7, "datetime": "2024-09-11T01:30:00+03:00"}, date(2024, 9, 10)),
        ({"id": 7, "datetime": "10.09.2024 23:59"}, date(2024, 9, 10)),
        ({"id": SECONDS, "datetime": "yesterday"}, date(2024, 9, 10)),
        ({"id": SECONDS}, date(2024, 9, 10)),
    ],
)
def test_the_answer_of_the_api_is_unwrapped_and_dated_by_its_fields(tmp_path, wrapper, day):
    inside = collection((OCCUPIED, HELD))
    for number, given in enumerate((inside, json.dumps(inside))):
        front = read_frontline(written(tmp_path / f"last{number}.json", {**wrapper, "map": given}))
        assert (front.name, front.snapshots[0].day, front.snapshots[0].basis) == ("deepstate-raw", day, "field")


def test_a_publication_without_any_day_and_a_map_that_is_none_are_refused(tmp_path):
    with pytest.raises(FrontLineError, match="gives no day of publication"):
        read_frontline(written(tmp_path / "last.json", {"id": 7, "map": collection((OCCUPIED, HELD))}))
    with pytest.raises(FrontLineError, match='"map" that is no GeoJSON object'):
        read_frontline(written(tmp_path / "x.json", {"id": SECONDS, "map": [1]}), kind="deepstate-raw")


def test_points_are_dropped_without_a_word_and_heights_and_collections_are_read(tmp_path):
    ground = shapely.GeometryCollection([shapely.force_3d(HELD, 0), shapely.force_3d(box(39, 46, 40, 47), 0)])
    file = written(
        tmp_path / f"{SECONDS}.geojson", collection(({"name": "a brigade"}, Point(36, 47)), (OCCUPIED, ground))
    )
    front = read_frontline(file)
    assert front.warnings == ()
    assert front.snapshots[0].areas["ru_held"].area == pytest.approx(5)


def test_ground_far_from_the_war_is_left_out_with_a_warning(tmp_path):
    file = written(tmp_path / f"{SECONDS}.geojson", collection((OCCUPIED, HELD), (UNKNOWN, box(64, 14, 64.5, 14.5))))
    front = quietly(file)
    assert set(front.snapshots[0].areas) == {"ru_held"}
    assert "lie far from the war" in front.warnings[0]


def test_ground_of_unknown_status_belongs_to_nobody_and_is_named_with_its_area(tmp_path):
    town = box(37.7, 47.9, 37.9, 48.1)
    file = written(tmp_path / f"{SECONDS}.geojson", collection((OCCUPIED, HELD.difference(town)), (STRANGE, town)))
    front = quietly(file)
    assert front.warnings[0].endswith(
        "the status 'Наступ /// Push' with the fill '#123456' is unknown; its 331 km² count as nobody's"
    )
    assert [standing(front, DONETSK, side, "2024-09-10") for side in ("RU", "UA")] == ["not_held", "not_held"]
    assert sides_at(front, [(37.8, 48.0), (36.5, 47), (30.5, 50.4)], date(2024, 9, 10)) == [None, "ru_held", "ua_held"]
    assert list(make_payload(Report(generator="test", frontlines=(front,)))["lines"][0]["arcs"]) == ["ru_held"]


def test_a_renamed_style_costs_its_files_and_never_looks_like_a_liberation(tmp_path):
    for number in range(4):
        status = OCCUPIED if number < 2 else STRANGE
        whole = collection((status, HELD), (CRIMEA, box(33, 45, 35, 46)))
        written(tmp_path / f"{SECONDS + number * 86400}.geojson", whole)
    front = quietly(tmp_path)
    assert [snapshot.day.day for snapshot in front.snapshots] == [10, 11]
    assert all("unknown status: 'Наступ /// Push' with the fill '#123456'" in warning for warning in front.warnings)


def test_the_last_publication_of_a_day_counts_whole_and_many_repeats_are_one_warning(tmp_path):
    for day in range(5):
        for hour, salient in enumerate(((SALIENT, IN_KURSK), (UNKNOWN, IN_KURSK))):
            seconds = SECONDS - 40_000 + day * 86400 + hour * 3600
            written(tmp_path / f"{seconds}.geojson", collection((OCCUPIED, HELD), salient))
    front = quietly(tmp_path)
    assert [set(snapshot.areas) for snapshot in front.snapshots] == [{"grey", "ru_held"}] * 5
    assert front.warnings == (
        "5 days from 2024-09-10 to 2024-09-14 are given more than once; the last of each day counts",
    )


def test_an_empty_publication_is_left_out_and_a_cut_one_too(tmp_path):
    whole = json.dumps(collection((OCCUPIED, HELD)), ensure_ascii=False)
    for number, text in enumerate((whole, json.dumps(collection()), whole[:80], whole)):
        (tmp_path / f"{SECONDS + number * 86400}.geojson").write_text(text, "utf-8")
    front = quietly(tmp_path)
    assert [snapshot.day.day for snapshot in front.snapshots] == [10, 13]
    assert ["draws no ground" in front.warnings[0], "cut off" in front.warnings[1]] == [True, True]


def test_notes_that_differ_in_numbers_only_are_told_once(tmp_path):
    for number in range(6):
        strange = (STRANGE, box(30, 50, 30.1 + number / 50, 50.1))
        written(tmp_path / f"{SECONDS + number * 86400}.geojson", collection((OCCUPIED, HELD), strange))
    front = quietly(tmp_path)
    assert len(front.warnings) == 1
    assert f"5 more like it in 6 files to {SECONDS + 5 * 86400}.geojson" in front.warnings[0]


# ---- overlaps


def test_ground_drawn_for_several_goes_to_doubt_first_and_then_to_russia():
    drawn = {side: [box(x, 47, x + 2, 48)] for x, side in enumerate(("ua_held", "ru_held", "grey"), 30)}
    areas, doubts = kept_apart(drawn)
    assert {side: area.bounds[0::2] for side, area in areas.items()} == {
        "grey": (32, 34),
        "ru_held": (31, 32),
        "ua_held": (30, 31),
    }
    assert len(doubts) == 2
    assert "drawn for both grey and ru_held; they are counted as grey" in doubts[0]


def test_edges_that_cross_by_hectares_are_cut_without_a_word():
    areas, doubts = kept_apart({"ru_held": [HELD], "ua_held": [box(37.9999, 46, 39, 48)]})
    assert (areas["ua_held"].bounds[0], doubts) == (38, ())
    assert areas["ua_held"].intersection(areas["ru_held"]).area == 0


# ---- NZZ after liveuamap

PERIOD = {"_datefrom": "2024-08-26", "_dateto": "2024-09-03", "date": "2024-09-03"}
# Russian-held ground around the Donbas that was occupied before 2022, as newer maps draw it: west and north of it.
AROUND_DONBAS = MultiPolygon([box(35, 46.5, 37.3, 48.3), box(37.3, 48.4, 41, 49.9)])
IN_UKRAINE = box(33, 47.5, 33.2, 47.7)


def nzz(*features: tuple[str, BaseGeometry], **fields: str) -> dict[str, object]:
    return {"value": collection(*(({"type": kind, "view": "daily", **fields}, ground) for kind, ground in features))}


def test_held_is_what_did_not_change_and_what_was_gained_and_losses_count_in_russia_only(tmp_path):
    losses = MultiPolygon([IN_KURSK, IN_UKRAINE])
    document = nzz(("nochange", HELD), ("gains", box(38, 46, 38.1, 48)), ("losses", losses), **PERIOD)
    front = read_frontline(written(tmp_path / "2024-09-10.json", document))
    areas = front.snapshots[0].areas
    assert (front.name, areas["ru_held"].bounds) == ("nzz-liveuamap", (36, 46, 38.1, 48))
    assert areas["ua_held"].bounds == IN_KURSK.bounds


@pytest.mark.parametrize(
    ("fields", "day", "basis"),
    [
        (PERIOD, date(2024, 9, 3), "period"),
        ({"date": "2024-09-09"}, date(2024, 9, 9), "field"),
        ({}, date(2024, 9, 10), "file name"),
    ],
)
def test_the_day_is_the_last_of_the_period_rather_than_that_of_the_request(tmp_path, fields, day, basis):
    front = read_frontline(written(tmp_path / "2024-09-10.json", nzz(("nochange", HELD), **fields)))
    assert (front.snapshots[0].day, front.snapshots[0].basis) == (day, basis)


def test_a_map_that_files_repeat_is_one_snapshot_without_a_warning(tmp_path):
    for day in range(4, 10):
        written(tmp_path / f"2024-09-0{day}.json", nzz(("nochange", HELD), **PERIOD))
    front = read_frontline(tmp_path)
    assert (len(front.snapshots), front.warnings) == (1, ())


def test_an_unknown_type_and_a_map_without_russian_ground_are_refused(tmp_path):
    with pytest.raises(FrontLineError, match=r"features\[1\] has the type 'attacks'"):
        read_frontline(written(tmp_path / "2024-09-10.json", nzz(("gains", HELD), ("attacks", HELD), **PERIOD)))
    with pytest.raises(FrontLineError, match="draws no ground of the type nochange"):
        read_frontline(written(tmp_path / "2024-09-10.json", nzz(("losses", IN_KURSK), **PERIOD)))


def test_undrawn_donbas_and_crimea_are_no_data_and_never_ukrainian_held(tmp_path):
    front = read_frontline(written(tmp_path / "2024-09-10.json", nzz(("nochange", AROUND_DONBAS), **PERIOD)))
    assert standing(front, DONETSK, "UA", "2024-09-05") == "no_layer"
    assert not front.coverage.area.intersects(Point(34.1, 44.95))
    assert front.coverage.area.covers(Point(37.56, 48.73))
    assert "the Donbas occupied before 2022" in front.coverage.text


def test_drawn_donbas_is_covered_and_one_that_cannot_be_told_apart_is_not(tmp_path):
    drawn = read_frontline(written(tmp_path / "2022-03-15.json", nzz(("nochange", box(37, 47, 39, 49)))))
    assert standing(drawn, DONETSK, "RU", "2022-03-15") == "held"
    unclear = read_frontline(written(tmp_path / "2022-03-16.json", nzz(("nochange", box(33, 46.5, 35, 47)))))
    assert not unclear.coverage.area.intersects(Point(37.5, 48.7))


# ---- UAControlMap


def ring(area: BaseGeometry) -> list[list[float]]:
    return [[lat, lon] for lon, lat in area.exterior.coords]


def control_map(areas: object, areas_ua: object = (), **more: object) -> dict[str, object]:
    return {"areas": areas, "areas_ua": areas_ua, "frontline": [], "units": {"ru": [[1, [36, 47]]], "ua": []}, **more}


def test_rings_in_lat_lon_are_joined_and_units_never_looked_at(tmp_path):
    document = control_map([ring(HELD), ring(box(38, 46, 39, 47))], [ring(IN_KURSK)], units="broken", geos=None)
    front = read_frontline(written(tmp_path / "20240910.json", document))
    areas = front.snapshots[0].areas
    assert (front.name, front.first_day, areas["ru_held"].area) == ("uacontrolmap", date(2024, 9, 10), pytest.approx(5))
    assert areas["ua_held"].bounds == IN_KURSK.bounds
    assert front.warnings == ()


def test_an_empty_day_is_left_out_and_the_dataset_goes_on(tmp_path):
    for day, areas in ((29, [ring(HELD)]), (30, []), (31, [ring(HELD)])):
        written(tmp_path / f"202512{day}.json", control_map(areas))
    front = quietly(tmp_path)
    assert [snapshot.day.day for snapshot in front.snapshots] == [29, 31]
    assert "20251230.json is an empty snapshot" in front.warnings[0]


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        ([ring(HELD), [[47, "36"], [48, 36], [48, 37], [47, 36]]], r"areas\[1\] has coordinates that are no numbers"),
        ([[47, 36]], r"areas\[0\]"),
        ("none", "areas is no list of rings"),
        (None, "areas is no list of rings"),
    ],
)
def test_a_wrong_ring_is_named_by_its_list_and_number(tmp_path, areas, words):
    with pytest.raises(FrontLineError, match=words):
        read_frontline(written(tmp_path / "20240910.json", control_map(areas)))


def test_a_ring_inside_another_is_held_ground_with_a_doubt(tmp_path):
    front = quietly(written(tmp_path / "20240910.json", control_map([ring(HELD), ring(box(36.5, 46.5, 37, 47))])))
    assert front.snapshots[0].areas["ru_held"].area == pytest.approx(4)
    assert "areas[1] lies inside areas[0]" in front.warnings[0]


# ---- coverage with days


@pytest.fixture
def salient(tmp_path):
    for day, rings in (("20240805", []), ("20240910", [ring(IN_KURSK)]), ("20250317", [])):
        written(tmp_path / f"{day}.json", control_map([ring(HELD)], rings))
    return read_frontline(tmp_path)


def test_russian_ground_is_no_data_before_the_map_reached_it_and_russian_held_where_undrawn_since(salient):
    days = ("2024-08-05", "2024-09-10", "2025-03-17")
    assert [standing(salient, SUDZHA, "UA", day) for day in days] == ["no_layer", "held", "not_held"]
    assert [standing(salient, SUDZHA, "RU", day) for day in days] == ["no_layer", "not_held", "held"]


def test_points_and_shares_heed_the_days_of_a_coverage(salient):
    days = [date(2024, 8, 5), date(2024, 9, 10), date(2025, 3, 17)]
    assert sides_at(salient, [(35.27, 51.19)] * 3, days) == [None, "ua_held", "ru_held"]
    assert sides_at(salient, [(36.19, 51.73), (30.5, 50.4)], days[1]) == ["ru_held", "ua_held"]
    shares = [standing_of(salient, SUDZHA, day).shares for day in days]
    assert [round(one.get("ru_held", 0)) for one in shares] == [0, 0, 1]
    assert (shares[0], round(shares[1]["ua_held"])) == ({}, 1)


def test_the_front_runs_around_a_salient_and_not_along_the_border(salient):
    at = standing_of(salient, SUDZHA, date(2024, 9, 10)).front_m
    assert at == pytest.approx(111.2 * 0.09 * 1000, rel=0.02)  # straight south, to the salient's edge
    assert standing_of(salient, SUDZHA, date(2025, 3, 17)).front_m > 100_000


def test_undrawn_ukraine_is_ukrainian_held_and_the_rest_of_russia_no_data(salient):
    kyiv = Place(id="x:3", name="Kyiv", kind="city", lon=30.5, lat=50.4, radius_m=5000)
    moscow = Place(id="x:4", name="Moscow", kind="city", lon=37.6, lat=55.75, radius_m=5000)
    assert standing(salient, kyiv, "UA", "2024-09-10") == "held"
    assert standing(salient, moscow, "RU", "2024-09-10") == "no_layer"


def test_a_coverage_tells_its_parts_by_day():
    second = Coverage(
        text="b", area=IN_KURSK, first_day=date(2024, 8, 6), last_day=date(2025, 4, 26), sides=("ua_held",)
    )
    whole = Coverage(text="a", area=HELD, also=(second, Coverage(text="no area")))
    days = (date(2024, 8, 5), date(2024, 8, 6), date(2025, 4, 26), date(2025, 4, 27), None)
    assert [len(whole.on(day)) for day in days] == [1, 2, 2, 1, 2]


def test_parts_of_a_coverage_are_kept_with_a_dataset(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.frontline.kept.WORTH_KEEPING_BYTES", 0)
    monkeypatch.setattr("geo.frontline.kept.cache_folder", lambda: tmp_path / "cache")
    file = written(tmp_path / "20240910.json", control_map([ring(HELD)], [ring(IN_KURSK)]))
    first = read_frontline(file)
    monkeypatch.setattr("geo.frontline.uacontrolmap.read", None)
    again = read_frontline(file)
    (kursk,), (kept,) = first.coverage.also, again.coverage.also
    assert (kept, again.coverage) == (kursk, first.coverage)
    assert kept.area.equals(kursk.area)
    assert standing(again, SUDZHA, "UA", "2024-09-10") == "held"


# ---- gates

KM = 1 / 111.2  # degrees of latitude in a kilometre; on the equator a box of them has as many km²


def drawn(day: date, **km2_by_side: float) -> Snapshot:
    areas: Mapping[str, BaseGeometry] = {side: box(0, 0, size * KM / 10, 10 * KM) for side, size in km2_by_side.items()}
    return Snapshot(day=day, basis="field", areas={side: area for side, area in areas.items() if area.area})


def gated(first_day: str, step: int, *sizes: dict[str, float]) -> tuple[list[int], tuple[str, ...]]:
    start = date.fromisoformat(first_day)
    snapshots = [drawn(start + timedelta(days=step * number), **one) for number, one in enumerate(sizes)]
    trusted, words = set_jumps_aside(snapshots)
    return [snapshots.index(one) for one in trusted], words


RU = {"ru_held": 66_000.0}


@pytest.mark.parametrize(
    ("sizes", "kept", "words"),
    [
        ([RU, RU, {"ru_held": 65_000}, RU], [0, 1, 3], "set aside"),  # a cut file
        ([RU | {"ua_held": 420}, RU, RU | {"ua_held": 410}], [0, 2], "ua_held 0 km² against 420 km²"),
        ([RU, {"grey": 66_000}, RU], [0, 2], "grey 66,000 km² against 0 km²"),  # a renamed style
        ([RU, RU | {"ignore": 300}, RU], [0, 2], "ground of unknown status 300 km²"),
        ([RU, RU, {"ru_held": 67_000}, {"ru_held": 67_010}], [0, 1, 2, 3], "confirmed by the next"),
        ([{"ru_held": 9_000}, RU], [1], "set aside"),  # of two alone the one that draws less
        ([RU, {"ru_held": 9_000}], [0], "set aside"),
    ],
)
def test_a_side_that_jumps_or_vanishes_is_set_aside_unless_confirmed(sizes, kept, words):
    found, warned = gated("2025-06-01", 1, *sizes)
    assert found == kept
    assert any(words in warning for warning in warned)


def test_of_two_alone_that_draw_as_much_both_are_kept_with_a_doubt():
    kept, words = gated("2025-06-01", 1, {"ru_held": 900}, {"ua_held": 900})
    assert (kept, len(words)) == ([0, 1], 1)
    assert "nothing tells which of the two is right" in words[0]


@pytest.mark.parametrize(
    ("first_day", "step", "sizes"),
    [
        ("2022-09-09", 1, [{"ru_held": 78_000}, {"ru_held": 75_000}, {"ru_held": 72_000}]),  # Kharkiv oblast
        ("2022-11-10", 1, [{"ru_held": 72_000}, {"ru_held": 67_500}]),  # Kherson, as the last snapshot
        ("2024-08-06", 9, [RU | {"ua_held": 38}, RU | {"ua_held": 743}]),  # Kursk oblast
        ("2025-03-11", 1, [RU | {"ua_held": 58}, RU]),
        ("2022-02-24", 19, [{"ru_held": 31_000}, {"ru_held": 85_000}, {"ru_held": 85_500}]),
        ("2024-08-05", 36, [RU, RU | {"ua_held": 909, "grey": 600}]),
        ("2025-03-17", 289, [{"ru_held": 69_000}, {"ru_held": 73_000}]),
        ("2025-06-01", 7, [RU | {"advance_ru": 2_000}, RU]),  # absorbed into control
    ],
)
def test_what_the_front_really_did_passes_without_a_word(first_day, step, sizes):
    assert gated(first_day, step, *sizes) == (list(range(len(sizes))), ())


# ---- the makers' real files


@pytest.fixture(scope="module")
def makers(shared):
    return {
        name: quietly(shared / "datasets" / name) for name in ("deepstate-raw", "nzz-liveuamap", "uacontrolmap-owlmaps")
    }


def ukrainian_in_kursk(front: FrontLine, day: str) -> float:
    (kursk,) = [part.area for part in front.coverage.also if part.text == "Kursk oblast"]
    return km2(front.at(date.fromisoformat(day)).areas["ua_held"].intersection(kursk))


@pytest.mark.parametrize(
    ("maker", "truth"), [("deepstate-raw", 909), ("nzz-liveuamap", 1266), ("uacontrolmap-owlmaps", 941)]
)
def test_real_ukrainian_held_ground_in_kursk_oblast_is_what_each_maker_drew(makers, maker, truth):
    found = ukrainian_in_kursk(makers[maker], "2024-09-10")
    # The shipped border of the oblast differs from the maker's by some hundred metres.
    assert found == pytest.approx(truth, abs=3)


@pytest.mark.parametrize(
    ("maker", "place", "lonlat", "stands"),
    [
        (
            "deepstate-raw",
            "Sudzha",
            (35.2642, 51.1961),
            {"2024-08-21": "ua_held", "2025-03-12": "grey", "2025-03-15": None},
        ),
        (
            "deepstate-raw",
            "Toretsk",
            (37.8478, 48.39477),
            {"2024-10-01": None, "2024-10-15": "ru_held", "2024-10-22": "grey"},
        ),
        ("deepstate-raw", "Vuhledar", (37.2486, 47.7778), {"2024-09-10": None, "2024-10-01": "ru_held"}),
        ("nzz-liveuamap", "Sudzha", (35.2642, 51.1961), {"2024-08-15": "ua_held", "2025-03-17": None}),
        ("nzz-liveuamap", "Toretsk", (37.8478, 48.39477), {"2024-09-10": None, "2024-12-31": "ru_held"}),
        (
            "uacontrolmap-owlmaps",
            "Sudzha",
            (35.2642, 51.1961),
            {"2024-08-06": None, "2024-08-15": "ua_held", "2025-03-11": None},
        ),
        ("uacontrolmap-owlmaps", "Chasiv Yar", (37.837, 48.588), {"2025-03-01": "ru_held", "2024-09-10": None}),
    ],
)
def test_real_towns_change_hands_when_the_truth_table_says(makers, maker, place, lonlat, stands):
    for day, side in stands.items():
        areas = makers[maker].at(date.fromisoformat(day)).areas
        assert (place, day, next((s for s, area in areas.items() if area.covers(Point(lonlat))), None)) == (
            place,
            day,
            side,
        )


def test_real_grey_ground_in_kursk_oblast_and_held_ground_agree_with_the_daily_copy(makers, shared):
    front = makers["deepstate-raw"]
    areas = front.at(date(2024, 9, 10)).areas
    (kursk,) = [part.area for part in front.coverage.also if part.text == "Kursk oblast"]
    assert km2(areas["grey"].intersection(kursk.buffer(0.05))) == pytest.approx(338, abs=2)
    daily = read_frontline(shared / "datasets/deepstate-daily/deepstatemap_data_20240911.geojson")
    held = km2(areas["ru_held"]) + km2(areas["pre2022_ru"])
    assert held == pytest.approx(km2(daily.snapshots[0].areas["ru_held"]), abs=5)


def test_no_real_snapshot_is_doubted_but_the_empty_ones(makers):
    assert {name: len(front.snapshots) for name, front in makers.items()} == {
        "deepstate-raw": 23,
        "nzz-liveuamap": 9,
        "uacontrolmap-owlmaps": 11,
    }
    broken = makers["uacontrolmap-owlmaps"].warnings
    assert ["20251230.json" in broken[0], "20260417.json" in broken[1], len(broken)] == [True, True, 2]
    assert not any("jump" in warning or "unknown" in warning for front in makers.values() for warning in front.warnings)


def test_real_sides_never_overlap(makers):
    for front in makers.values():
        for snapshot in front.snapshots[:: max(1, len(front.snapshots) // 3)]:
            shapes = list(snapshot.areas.values())
            assert sum(s.area for s in shapes) == pytest.approx(shapely.union_all(shapes).area, abs=1e-4)


def test_a_claim_is_checked_against_the_makers_layers(makers):
    text = "Ukrainian forces held Sudzha in the Kursk region on 10 September 2024."
    report = geo.run([geo.Article(text=text)], frontlines=list(makers.values()))
    verdicts = {layer.layer: layer.verdict for one in report.articles for f in one.findings for layer in f.by_layer}
    assert verdicts == dict.fromkeys((front.name for front in makers.values()), "supported")
