"""Tables of places: other people's CSV, VIINA's control by place and day, Wikipedia's list; nothing shifted, guessed or lost unsaid."""

from __future__ import annotations

import csv
import json
import re
import time
import tracemalloc
import warnings
import zipfile
from contextlib import suppress
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from geo.checks.ground import ask
from geo.errors import FrontLineError, FrontLineWarning
from geo.frontline import read_frontline, settlement_timeline
from geo.frontline.holdings import held_on
from geo.frontline.tables import day_in, number_in, read_table, side_in
from geo.records import Holding, Place

DAY = date(2024, 1, 1)
HEADER = "date,place,lat,lon,note\n"


def read(path, **options):
    """Read a table whose rows are held by Russia on 1 January 2024 unless they say otherwise; doubts are in its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FrontLineWarning)
        return read_frontline(path, **{"side": "ru_held", "day": DAY, **options})


def written(folder, text, name="table.csv"):
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def points(front):
    return {h.place: (h.lon, h.lat) for h in front.statements}


# ---- one hostile table a row: what is written, whether it is taken, what comes out of it, and which words must be said

KHERSON = {"Kherson": (32.61, 46.63)}
TABLES = {
    "csv_ok": (HEADER + "2024-01-01,Kherson,46.63,32.61,a\n", KHERSON, ""),
    "csv_semicolon": (
        HEADER.replace(",", ";") + "2024-01-01;Kherson;46,63;32,61;a\n",
        KHERSON,
        "1 rows have decimal commas",
    ),
    "csv_bom": ("\ufeff" + HEADER + "2024-01-01,Kherson,46.63,32.61,a\n", KHERSON, ""),
    "csv_cp1251": (
        (HEADER + "2024-01-01,Херсон,46.63,32.61,я\n").encode("cp1251"),
        None,
        r"Windows-1251; pass encoding=\"cp1251\"",
    ),
    "csv_swapped": (
        HEADER + "2024-01-01,Kherson,32.61,46.63,a\n",
        KHERSON,
        "outside the theatre until lat and lon are swapped",
    ),
    "csv_lat_missing": (
        "date,place,latitude\n2024-01-01,Kherson,46.63\n",
        None,
        "looked for lon, lng, long, longitude, x",
    ),
    "csv_nan": (
        HEADER + "2024-01-01,a,nan,32,x\n2024-01-01,b,,32,x\n2024-01-01,c,inf,32,x\n2024-01-01,d,46.6,32.6,ok\n",
        {"d": (32.6, 46.6)},
        "row 1 .*row 2 .*row 3 ",
    ),
    "csv_ragged": (
        HEADER + "2024-01-01,a,46\n2024-01-01,b,46,32,x,y,z\n2024-01-01,d,46.6,32.6,ok\n",
        {"d": (32.6, 46.6)},
        "row 1 .*3 fields of 5.*row 2 .*7 fields of 5",
    ),
    "csv_unclosed_quote": (
        HEADER + '2024-01-01,"Kherson,46.63,32.61,a\n' + "2024-01-01,x,46,32,a\n" * 999,
        None,
        "line 2: a quote",
    ),
    "csv_dup_header": ("lat,lat,lon\n46,47,32\n", None, "column 'lat' twice"),
    "csv_no_header": ("2024-01-01,Kherson,46.63,32.61\n2024-01-01,x,46,32\n", None, "looked for lat, latitude, y"),
    "csv_empty": ("", None, "is empty"),
    "csv_header_only": (HEADER, {}, "a header and no row"),
    "csv_wkt_bad": (
        'date,wkt\n2024-01-01,"POLYGON((36 47,38 47"\n2024-01-01,"POINT(37 48)"\n',
        {"lon 37, lat 48": (37.0, 48.0)},
        "row 1 .*WKT that cannot be read",
    ),
    "csv_long_line": (
        HEADER + f"2024-01-01,{'x' * 1_500_000},46,32,a\n",
        {"x" * 200: (32.0, 46.0)},
        "1,500,000 characters",
    ),
    "csv_html": ("<html><body>Sign in</body></html>", None, "HTML page"),
}


def demand(path, places, words):
    if places is None:
        with pytest.raises(FrontLineError, match=words) as raised:
            read(path)
        assert path.name in str(raised.value)
        return
    front = read(path)
    assert points(front) == places
    # The first doubt is that no sidecar says who made it.
    assert (len(front.warnings) == 1) == (words == "")
    assert re.search(words, " ".join(front.warnings))


def manifest(shared):
    lines = (shared / "hostile/manifest.csv").read_text("utf-8").splitlines()
    return {row["file"]: row["verdict"] for row in csv.DictReader(lines)}


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_gives_what_is_right_or_is_refused_by_name(name, tmp_path):
    text, places, words = TABLES[name]
    demand(written(tmp_path, text, f"{name}.csv"), places, words)


@pytest.mark.parametrize("name", TABLES)
def test_the_collected_hostile_table_of_this_kind_ends_as_its_manifest_says(name, shared):
    _, places, words = TABLES[name]
    verdict = manifest(shared)[f"{name}.csv"]
    assert (places is None, words != "" and places is not None) == (verdict == "reject", verdict == "accept+warn")
    demand(shared / "hostile" / f"{name}.csv", places, words)


def test_no_kind_of_hostile_table_is_forgotten(shared):
    assert {name.removesuffix(".csv") for name in manifest(shared) if name.startswith("csv_")} == TABLES.keys()


@pytest.mark.parametrize("name", ["csv_long_line", "csv_unclosed_quote"])
def test_a_hostile_table_costs_little_time_and_memory(name, tmp_path):
    file = written(tmp_path, TABLES[name][0])
    tracemalloc.start()
    begun = time.process_time()
    with suppress(FrontLineError):
        read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - begun < 5
    assert peak < 100e6


def test_a_table_in_another_encoding_is_read_when_it_is_named(tmp_path):
    file = written(tmp_path, TABLES["csv_cp1251"][0])
    assert points(read(file, encoding="cp1251")) == {"Херсон": (32.61, 46.63)}
    with pytest.raises(FrontLineError, match="no encoding called 'klingon'"):
        read(file, encoding="klingon")


def test_a_nul_byte_is_refused_by_line(tmp_path):
    file = written(tmp_path, HEADER * 200 + "2024-01-01,a\0b,46,32,x\n")
    with pytest.raises(FrontLineError, match="line 201: a NUL byte"):
        read_table(file)


def test_the_limit_of_a_field_is_put_back_after_reading(tmp_path):
    before = csv.field_size_limit()
    read_table(written(tmp_path, TABLES["csv_long_line"][0]))
    assert csv.field_size_limit() == before


def test_a_quoted_field_may_hold_delimiters_and_lines_and_the_next_row_keeps_its_line(tmp_path):
    table = read_table(written(tmp_path, 'a,b\n"x,\ny",1\n\nz,2\n'))
    assert [(row.line, row.number, row.cells) for row in table.rows] == [(2, 1, ("x,\ny", "1")), (5, 2, ("z", "2"))]


def test_empty_columns_that_a_spreadsheet_adds_shift_nothing(tmp_path):
    table = read_table(written(tmp_path, "lat\tlon\t\t\n46\t32\t\t\n"))
    assert (table.columns, table.rows[0].cells, table.ragged) == (("lat", "lon"), ("46", "32"), ())


@given(st.lists(st.tuples(st.floats(22, 40), st.floats(44, 52)), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_what_is_written_with_any_delimiter_is_read_back(tmp_path_factory, spots, delimiter):
    rows = [f"p{n}{delimiter}{lon!r}{delimiter}{lat!r}" for n, (lon, lat) in enumerate(spots)]
    file = written(tmp_path_factory.mktemp("t"), "\n".join([delimiter.join(("name", "x", "y")), *rows]))
    assert points(read(file)) == {f"p{n}": spot for n, spot in enumerate(spots)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("46,63", 46.63),
        ("46.63", 46.63),
        (" 46 ", 46.0),
        ("46,63,1", None),
        ("46/63", None),
        ("nan", None),
        ("1e999", None),
        ("", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(text, number):
    assert number_in(text)[0] == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-09-10", date(2024, 9, 10)),
        ("20240910", date(2024, 9, 10)),
        ("2024-09-10T03:00:00Z", date(2024, 9, 10)),
        ("10.09.2024", date(2024, 9, 10)),
        ("4 Jan 2024", date(2024, 1, 4)),
        ("17 August 2024 00h53 UTC", date(2024, 8, 17)),
        ("09/10/2024", None),
        ("2024-02-31", None),
        ("31 Brumaire 2024", None),
    ],
)
def test_a_day_is_read_only_where_it_can_mean_one_day(text, day):
    assert day_in(text) == day


def test_a_side_may_be_said_in_plain_words():
    words = ["RU", "Russia", "ua", "Ukraine", "Contested", "Gray zone", "claimed_ua", "Wagner"]
    assert [side_in(word) for word in words] == [
        "ru_held",
        "ru_held",
        "ua_held",
        "ua_held",
        "grey",
        "grey",
        "claimed_ua",
        None,
    ]


# ---- somebody's own columns


def test_usual_column_names_are_found_and_each_day_is_a_snapshot(tmp_path):
    text = (
        "Settlement,Latitude,Longitude,Held_By,As of\nA,48.1,37.1,Russia,2024-01-01\nB,48.2,37.2,Ukraine,2024-01-02\n"
    )
    front = read_frontline_quietly(written(tmp_path, text))
    assert [(s.day, s.basis, [(h.place, h.side) for h in s.holdings]) for s in front.snapshots] == [
        (date(2024, 1, 1), "field", [("A", "ru_held")]),
        (date(2024, 1, 2), "field", [("B", "ua_held")]),
    ]


def read_frontline_quietly(path, **options):
    return read(path, side=None, day=None, **options)


def test_the_columns_of_side_and_day_may_be_named(tmp_path):
    file = written(tmp_path, "name,x,y,who,when\nA,37.1,48.1,UA,10.09.2024\n")
    front = read_frontline_quietly(file, side_column="Who", day_column="when")
    assert (front.first_day, front.sides) == (date(2024, 9, 10), ("ua_held",))
    with pytest.raises(FrontLineError, match="no column 'owner'; it has name, x, y, who, when"):
        read_frontline_quietly(file, side_column="owner", day_column="when")


@pytest.mark.parametrize(
    ("header", "words"),
    [("name,lat,lon,day", "no column for the side"), ("name,lat,lon,side", "no column for the day")],
)
def test_a_table_without_side_or_day_asks_for_them(tmp_path, header, words):
    with pytest.raises(FrontLineError, match=words):
        read_frontline_quietly(written(tmp_path, header + "\nA,48,37,x\n"))


def test_rows_since_a_day_hold_until_the_next_row_of_the_same_place(tmp_path):
    file = written(tmp_path, "name,lat,lon,side,from\nA,48,37,UA,2024-01-01\nA,48,37,RU,2024-05-01\n")
    first, second = read_frontline_quietly(file).statements
    assert (first.side, first.to_day, second.side, second.to_day) == ("ua_held", date(2024, 4, 30), "ru_held", None)


def test_two_rows_that_contradict_each_other_are_both_left_out(tmp_path):
    rows = "A,48,37,RU,2024-01-01\nA,48,37,UA,2024-01-01\nB,49,37,RU,2024-01-01\n"
    front = read_frontline_quietly(written(tmp_path, "name,lat,lon,side,day\n" + rows))
    assert [h.place for h in front.statements] == ["B"]
    assert any("A (ru_held) and A (ua_held) stand at one point" in w for w in front.warnings)


def test_one_row_with_swapped_axes_among_right_ones_is_left_out_and_named(tmp_path):
    front = read(written(tmp_path, "name,lat,lon\nA,48,37\nB,37,48\nC,49,38\n"))
    assert points(front) == {"A": (37, 48), "C": (38, 49)}
    assert any(r"row 2 (line 3) seems to have lat and lon swapped" in w for w in front.warnings)


def test_a_side_that_is_unknown_costs_its_row_only(tmp_path):
    front = read_frontline_quietly(
        written(tmp_path, "name,lat,lon,side,day\nA,48,37,Mars,2024-01-01\nB,49,37,RU,2024-01-01\n")
    )
    assert [h.place for h in front.statements] == ["B"]
    assert any("row 1 (line 2) has the side 'Mars'" in w for w in front.warnings)


@pytest.mark.parametrize("spot", ["0,0", "95,200", "48,", "x,37"])
def test_a_table_whose_only_row_is_nowhere_is_refused(tmp_path, spot):
    with pytest.raises(FrontLineError, match=r"no row that can be used: table\.csv: row 1 \(line 2\)"):
        read(written(tmp_path, f"name,lat,lon\nA,{spot}\n"))


def test_polygons_in_wkt_become_ground_and_lines_are_left_out(tmp_path):
    text = (
        'date;geometry\n2024-01-01;"POLYGON((36 47,38 47,38 49,36 49,36 47))"\n2024-01-01;"LINESTRING(36 47,38 47)"\n'
    )
    front = read(written(tmp_path, text))
    assert front.snapshots[0].areas["ru_held"].bounds == (36, 47, 38, 49)
    assert any("row 2 (line 3) has a LineString" in w for w in front.warnings)


def test_a_table_of_ones_own_without_coordinates_is_told_which_columns_to_add(tmp_path):
    file = written(tmp_path, "place,side,from,to,source\nPokrovsk,ua_held,2024-01-01,,me\n")
    with pytest.raises(FrontLineError, match=r"lacks the column 'lon'.*add lon and lat"):
        read_frontline(file)


def test_a_table_of_ones_own_may_leave_the_radius_out_but_no_field_of_a_row(tmp_path):
    head = "place;lon;lat;side;from;to;source\n"
    assert read(written(tmp_path, head + "A;37;48;UA;2024-01-01;;me\n")).statements[0].radius_m == 2000
    with pytest.raises(FrontLineError, match="line 3: 6 fields where the header has 7"):
        read(written(tmp_path, head + "A;37;48;UA;2024-01-01;;me\nB;37;48;UA;2024-01-01;me\n"))


# ---- a day's holdings, found when they are asked for

HOLDING = st.builds(
    lambda place, first, length, side: Holding(
        place=place,
        lon=37.0,
        lat=48.0,
        radius_m=2000,
        side=side,
        from_day=DAY + timedelta(first),
        to_day=None if length is None else DAY + timedelta(first + length),
        source="s",
    ),
    st.sampled_from("ABC"),
    st.integers(0, 20),
    st.none() | st.integers(0, 9),
    st.sampled_from(["ru_held", "ua_held"]),
)


@given(st.lists(HOLDING, max_size=12), st.integers(-1, 30), st.integers(0, 3))
def test_a_lazy_day_is_the_list_that_a_loop_would_make(holdings, offset, index):
    day = DAY + timedelta(offset)
    (held,) = held_on(holdings, [day])
    expected = [
        h
        for h in sorted(holdings, key=lambda h: h.from_day)
        if h.from_day <= day and (h.to_day is None or day <= h.to_day)
    ]
    assert (list(held), len(held), bool(held), held[:2]) == (
        expected,
        len(expected),
        bool(expected),
        tuple(expected[:2]),
    )
    assert held == tuple(expected)
    assert [h in held for h in holdings] == [h in expected for h in holdings]
    if index < len(expected):
        assert held[index] == expected[index]


def test_a_front_line_lists_its_statements_once_in_order_of_appearance():
    timeline = settlement_timeline()
    listed = dict.fromkeys(h for snapshot in timeline.snapshots for h in snapshot.holdings)
    assert timeline.statements == tuple(listed)
    assert len(timeline.statements) >= 250


def test_the_timeline_stays_one_list_however_many_days_it_has():
    wholes = {id(snapshot.holdings.whole) for snapshot in settlement_timeline().snapshots}
    assert len(wholes) == 1


# ---- VIINA

STATUS = "geonameid,date,status_wiki,status_boost,status_dsm,status_isw,status\n"
FIRST = date(2024, 1, 1)


def control(days, *, ids=("701", "702.0"), turn=3):
    """Write two places: the second is taken on day `turn`, which ISW does not follow."""
    rows = []
    for id_, moves in zip(ids, (False, True), strict=True):
        for number in range(days):
            now = "RU" if moves and number >= turn else "UA"
            rows.append(f"{id_},{FIRST + timedelta(number):%Y%m%d},{now},{now},{now},UA,{now}\n")
    return STATUS + "".join(rows)


def tessellation(*, ids=(701.0, 702.0), key="geonameid"):
    features = [
        {
            "type": "Feature",
            "properties": {key: id_, "name": f"P{n}", "longitude": 37.4 + n, "latitude": 48.4},
            "geometry": mapping(box(37 + n, 48, 38 + n, 49)),
        }
        for n, id_ in enumerate(ids)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def viina(folder, text, cells=None, name="control_latest_2024.csv"):
    written(folder, text, name)
    if cells:
        written(folder, cells, "gn_UA_tess.geojson")
    return read_frontline_quietly(folder)


def test_sources_of_control_may_disagree_and_days_are_runs(tmp_path):
    front = viina(tmp_path, control(6), tessellation())
    runs = {(h.source, h.side): (h.from_day.day, h.to_day.day) for h in front.statements if h.place == "P1"}
    assert runs["VIINA status", "ru_held"] == (4, 6)
    assert runs["VIINA status_isw", "ua_held"] == (1, 6)
    assert len(front.statements) == 5 + 4 * 2 + 1
    assert (front.name, front.licence, [s.day.day for s in front.snapshots]) == ("viina", "ODbL 1.0", [1, 4, 7])


def test_the_tessellation_gives_the_majority_s_ground_and_the_places_their_points(tmp_path):
    front = viina(tmp_path, control(6), tessellation())
    before, after = front.at(date(2024, 1, 2)), front.at(date(2024, 1, 5))
    assert (list(before.areas), before.areas["ua_held"].bounds) == (["ua_held"], (37, 48, 39, 49))
    assert after.areas["ru_held"].bounds == (38, 48, 39, 49)
    assert after.areas.get("grey") is None
    assert points(front) == {"P0": (37.4, 48.4), "P1": (38.4, 48.4)}


def test_a_place_is_asked_by_source_and_unnamed_ground_by_area(tmp_path):
    front = viina(tmp_path, control(6), tessellation())
    town = Place(id="x:1", name="P1", kind="city", lon=38.4, lat=48.4, radius_m=1000)
    shown = {s.reading: s.standing for s in ask(front, town, "RU", date(2024, 1, 5)).shown}
    assert (shown["VIINA status"], shown["VIINA status_isw"]) == ("held", "not_held")
    hamlet = Place(id="x:2", name="far from both points", kind="city", lon=38.8, lat=48.8, radius_m=1000)
    assert [(s.reading, s.share) for s in ask(front, hamlet, "RU", date(2024, 1, 5)).shown] == [("viina", 1.0)]


def test_after_its_last_day_a_table_of_control_says_nothing(tmp_path):
    front = viina(tmp_path, control(6), tessellation())
    last = front.at(date(2024, 3, 1))
    assert (last.day, len(last.holdings), dict(last.areas)) == (date(2024, 1, 7), 0, {})


def test_control_without_points_is_refused_with_the_file_that_lacks(tmp_path):
    with pytest.raises(FrontLineError, match=r"gives no place a point.*gn_UA_tess\.geojson"):
        viina(tmp_path, control(2))


def test_control_with_points_of_its_own_needs_no_tessellation(tmp_path):
    rows = "7,20240101,UA,UA,37.5,48.5,Toretsk\n8,20240101,RU,CONTESTED,,,Nowhere\n"
    front = viina(tmp_path, "geonameid,date,status_dsm,status,longitude,latitude,asciiname\n" + rows)
    assert points(front) == {"Toretsk": (37.5, 48.5)}
    assert any("1 of 2 places have no point" in w for w in front.warnings)
    assert front.coverage.area is None


def test_control_by_the_national_register_is_read_with_its_own_tessellation(tmp_path):
    text = control(4, ids=("UA14", "UA15")).replace("geonameid", "katotth")
    cells = tessellation(ids=("UA14", "UA15"), key="katotth")
    assert viina(tmp_path, text, cells, name="kontrol_latest_2024.csv").sides == ("ru_held", "ua_held")


def test_the_zip_that_control_comes_in_is_read_without_unpacking_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "control_latest_2024.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("control_latest_2024.csv", control(6))
    written(tmp_path, tessellation(), "gn_UA_tess.geojson")
    assert len(read_frontline_quietly(tmp_path).statements) == 14
    assert sorted(p.name for p in tmp_path.iterdir()) == ["control_latest_2024.zip", "gn_UA_tess.geojson"]


def test_a_zip_that_unpacks_to_a_thousand_times_its_size_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "control_latest_2024.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("control_latest_2024.csv", STATUS + "\n" * 50_000_000)
    with pytest.raises(FrontLineError, match="unpacks to too much"):
        read_frontline_quietly(tmp_path / "control_latest_2024.zip")


def test_two_years_in_two_files_go_on_where_the_first_ends(tmp_path):
    written(tmp_path, STATUS + "7,20231231,UA,UA,UA,UA,UA\n", "control_latest_2023.csv")
    front = viina(tmp_path, STATUS + "7.0,20240101,UA,UA,UA,UA,UA\n", tessellation(ids=(7,)))
    assert {(h.from_day, h.to_day) for h in front.statements} == {(date(2023, 12, 31), date(2024, 1, 1))}


@pytest.mark.parametrize(("gap", "runs"), [(7, 1), (8, 2)])
def test_a_gap_of_up_to_a_week_is_bridged_and_a_longer_one_is_not(tmp_path, gap, runs):
    day = date(2024, 1, 1) + timedelta(gap)
    text = "geonameid,date,status\n7,20240101,RU\n" + f"7,{day:%Y%m%d},RU\n"
    assert len(viina(tmp_path, text, tessellation(ids=(7,))).statements) == runs


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("7,20240102,UA\n7,20240101,UA\n", "line 3: 7 goes back from 2024-01-02 to 2024-01-01"),
        ("7,20240101,UA\n7,20240101,RU\n", "line 3: 7 goes back"),
        ("7,2024-13-01,UA\n", "line 2: '2024-13-01' is no day"),
        ("7,20240101,XX\n", "line 2: the status 'XX' is unknown; known are CONTESTED"),
        ('7,20240101,"UA\n7,20240102,UA\n', "line 2: a quote"),
        ("7,20240101,\xff\n", "not UTF-8"),
    ],
)
def test_a_wrong_row_of_control_is_refused_by_line(tmp_path, rows, words):
    with pytest.raises(FrontLineError, match=words):
        viina(tmp_path, ("geonameid,date,status\n" + rows).encode("latin-1"), tessellation(ids=(7,)))


def test_ragged_rows_of_control_are_named_and_a_silent_source_states_nothing(tmp_path):
    text = "geonameid,date,status_isw,status\n7,20240101,,RU\n7,20240102\n7,20240103,NA,RU\n"
    front = viina(tmp_path, text, tessellation(ids=(7,)))
    assert [(h.source, h.to_day.day) for h in front.statements] == [("VIINA status", 3)]
    assert front.warnings == ("control_latest_2024.csv, line 3: 2 fields of 4; left out",)


def test_viina_s_events_are_no_control(tmp_path, shared):
    text = "viina_version,event_id_1pd,date,geonameid,longitude,latitude,t_mil_b\n1,2,20240101,7,37,48,1\n"
    with pytest.raises(FrontLineError, match="list of events, which says nothing about control"):
        viina(tmp_path, text, name="event_1pd_latest_2024.csv")
    with pytest.raises(FrontLineError, match="list of events"):
        read_frontline_quietly(shared / "datasets/viina")


def test_a_large_tessellation_is_read_in_parts_with_the_same_result_as_whole(tmp_path):
    features = [
        {
            "type": "Feature",
            "properties": {"geonameid": n, "name": f"P{n}"},
            "geometry": mapping(box(n / 100, 48, (n + 1) / 100, 49)),
        }
        for n in range(2500, 4700)
    ]
    crs = '"crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:OGC:1.3:CRS84" } },'
    lines = ",\n".join(map(json.dumps, features))
    text = "geonameid,date,status\n" + "".join(f"{n},20240101,RU\n" for n in range(2500, 4700))
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    by_line = viina(tmp_path / "a", text, f'{{\n"type": "FeatureCollection",\n{crs}\n"features": [\n{lines}\n]\n}}\n')
    at_once = viina(tmp_path / "b", text, json.dumps({"type": "FeatureCollection", "features": features}))
    assert by_line.statements == at_once.statements
    assert by_line.snapshots[0].areas["ru_held"].equals(box(25, 48, 47, 49))


def test_a_thousand_places_are_streamed_in_little_memory_and_progress_is_told(tmp_path):
    header = STATUS.strip() + ",longitude,latitude\n"
    days = [f"{FIRST + timedelta(number):%Y%m%d}" for number in range(140)]
    places = ((place, place % len(days)) for place in range(1000))
    rows = (
        f"{p},{day},UA,UA,UA,UA,{'RU' if n >= turn else 'UA'},37,48\n"
        for p, turn in places
        for n, day in enumerate(days)
    )
    written(tmp_path, header + "".join(rows), "control_latest_2024.csv")
    told = []
    tracemalloc.start()
    front = read(tmp_path, progress=lambda *step: told.append(step))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(front.statements) == 5_000 + 1000 - 8
    assert peak < 10e6
    assert 0 < told[0][1] <= told[0][2] == (tmp_path / "control_latest_2024.csv").stat().st_size


# ---- Wikipedia's list

TOWNS = "Name,Population,Held by,source,As of,More information,sourceLink,update,Lat,Lon\n"


def town(name, held, lat="48.1", lon="37.1", as_of="4 Jan 2024", update="17 August 2024 00h53 UTC", people="5000"):
    return f'{name},{people},{held},,{as_of},"Captured, 2014",,{update},{lat},{lon}\n'


def test_a_list_of_towns_is_one_snapshot_of_the_day_it_was_taken(tmp_path):
    front = read_frontline(written(tmp_path, TOWNS + town("A", "Russia") + town("B", "Contested", lat="48.2")))
    assert [(s.day, s.basis) for s in front.snapshots] == [(date(2024, 8, 17), "field")]
    assert {h.place: (h.side, h.from_day, h.to_day, h.source) for h in front.statements} == {
        "A": ("ru_held", date(2024, 8, 17), date(2024, 8, 17), "Wikipedia"),
        "B": ("grey", date(2024, 8, 17), date(2024, 8, 17), "Wikipedia"),
    }
    assert front.at(date(2024, 8, 16)) is None
    assert front.at(date(2024, 9, 16)) is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (town("B", "Belarus"), "held by 'Belarus', which is no side"),
        (town("B", "Russia", update="lately"), "taken on 'lately', which is no day"),
        (town("B", "Russia", as_of="4 Jan 2025"), "as of 2025-01-04, after the list's own day"),
        (town("B", "Russia", lat="", lon=""), "1 towns have no coordinates and were left out: B"),
        (town("B", "Russia", lat="nan"), "latitude 'nan'"),
        ("B,1,Russia\n", "has 3 fields of 10"),
    ],
)
def test_a_town_that_cannot_be_used_is_named_and_left_out(tmp_path, row, words):
    front = read(written(tmp_path, TOWNS + town("A", "Ukraine", lat="49") + row))
    assert [h.place for h in front.statements] == ["A"]
    assert any(words in warning for warning in front.warnings)


def test_namesakes_that_a_list_puts_at_one_point_are_left_out_when_they_differ(tmp_path):
    rows = town("Vesele", "Russia") + town("Vesele", "Ukraine") + town("A", "Ukraine", lat="49")
    assert [h.place for h in read(written(tmp_path, TOWNS + rows)).statements] == ["A"]


def test_the_real_list_of_towns_is_read(shared):
    front = read(shared / "datasets/wikipedia-controlcities")
    held = {h.place: h.side for h in front.statements}
    assert (front.name, front.first_day, front.last_day) == ("wikipedia-towns", date(2024, 8, 17), date(2024, 8, 17))
    assert (held["Avdiivka"], held["Kyiv"], "Arkhanhelske" in held) == ("ru_held", "ua_held", False)
    assert len(front.statements) > 480
    assert "CC BY-SA" in front.licence
    assert any("24 towns have no coordinates" in w for w in front.warnings)


# ---- the shipped timeline beside the datasets it was read from


def test_the_shipped_timeline_agrees_with_the_daily_copies_on_every_first_day(shared):
    daily = read_frontline(shared / "datasets/deepstate-daily")
    wrong = []
    for held in settlement_timeline().statements:
        if (
            held.source != "DeepState map"
            or held.side != "ru_held"
            or held.from_day < date(2025, 5, 1)
            or held.lat > 51
        ):
            continue
        point = shapely.Point(held.lon, held.lat)
        before, after = daily.at(held.from_day - timedelta(1)), daily.at(held.from_day + timedelta(2))
        if before.areas["ru_held"].covers(point) or not after.areas["ru_held"].covers(point):
            wrong.append(held.place)
    assert wrong == []


def test_nothing_is_called_ukrainian_held_that_the_daily_copies_draw_as_russian_held(shared):
    daily = read_frontline(shared / "datasets/deepstate-daily")
    rows = [
        h for h in settlement_timeline().statements if h.source.startswith("DeepState daily") and h.side == "ua_held"
    ]
    days = [s for s in daily.snapshots if s.day > date(2025, 4, 26)]
    drawn = [
        h.place
        for h in rows
        for s in days[::10]
        if h.from_day <= s.day <= (h.to_day or date.max) and s.areas["ru_held"].covers(shapely.Point(h.lon, h.lat))
    ]
    assert len(rows) >= 8
    assert drawn == []
