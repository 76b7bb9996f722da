"""KML and KMZ maps: parsed without entities or links, sides by a table of makers or as told; the real maps where at hand."""

from __future__ import annotations

import csv
import io
import random
import socket
import stat
import time
import tracemalloc
import warnings
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import box

import geo.frontline.archives as archives
from geo.catalog import data_folder
from geo.errors import FrontLineError, FrontLineWarning
from geo.frontline import read_frontline
from geo.frontline.archives import is_zip, read_members
from geo.frontline.crossings import crosses_too_often
from geo.frontline.gates import set_jumps_aside
from geo.frontline.kml import parse_kml
from geo.frontline.kml_makers import CREAMY_CAPRICE, KML_MAKERS, KmlMaker, find_maker, side_of
from geo.frontline.kml_maps import _read_page, day_of_short_year, recognises
from geo.frontline.wanted import Wanted
from geo.records import SIDES, Coverage, Snapshot

DAY = date(2024, 9, 10)
SQUARE = "36,47,0 38,47,0 38,49,0 36,49,0 36,47,0"
EAST = "38,47 40,47 40,49 38,49 38,47"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def polygon(outer=SQUARE, *holes):
    ring = "<LinearRing><coordinates>{}</coordinates></LinearRing>"
    inner = "".join(f"<innerBoundaryIs>{ring.format(hole)}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><outerBoundaryIs>{ring.format(outer)}</outerBoundaryIs>{inner}</Polygon>"


def line(text="36,47 37,48"):
    return f"<LineString><coordinates>{text}</coordinates></LineString>"


def placemark(geometry=None, *, name="", style="", more=""):
    style = f"<styleUrl>#{style}</styleUrl>" if style else ""
    return f"<Placemark><name>{name}</name>{style}{more}{polygon() if geometry is None else geometry}</Placemark>"


def document(*inside, head=HEAD):
    return f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(inside)}</Document></kml>'


def folder(name, *inside):
    return f"<Folder><name>{name}</name>{''.join(inside)}</Folder>"


def style(one, fill):
    return f'<Style id="{one}"><PolyStyle><color>{fill}</color></PolyStyle></Style>'


def parse(text, **options):
    return parse_kml(text if isinstance(text, bytes) else text.encode(), Path("x.kml"), **options)


def archive(members, compression=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return data.getvalue()


def write(folder, data, name="map.kml"):
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def read(path, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FrontLineWarning)
        return read_frontline(path, **options)


def read_square(path, **options):
    """Read a map of a single day and give what it draws as Russian-held."""
    (snapshot,) = read(path, side="ru_held", day=DAY, **options).snapshots
    return snapshot.areas["ru_held"]


def members(data, wanted=bool):
    return read_members(data, Path("x.kmz"), wanted=wanted)


# ---- the text


def test_a_placemark_gives_folders_style_colours_fields_and_its_description_as_text():
    colours = '<Style id="n"><LineStyle><color>ff112233</color></LineStyle><PolyStyle><color>230000ff</color></PolyStyle></Style>'
    pair = '<StyleMap id="m"><Pair><key>normal</key><styleUrl>#n</styleUrl></Pair></StyleMap>'
    more = (
        "<description><![CDATA[<script>alert(1)</script>{{7*7}}]]></description>"
        '<ExtendedData><Data name="status"><value>RU</value></Data>'
        '<SchemaData><SimpleData name="when">now</SimpleData></SchemaData></ExtendedData>'
    )
    text = document("<name>d</name>", colours, pair, folder("outer", folder("inner", placemark(style="m", more=more))))
    (one,) = parse(text).placemarks
    assert (one.folders, one.style, one.fill, one.stroke) == (("outer", "inner"), "m", "#ff0000", "#332211")
    assert one.description == "<script>alert(1)</script>{{7*7}}"
    assert one.fields == {"status": "RU", "when": "now"}


def test_a_folder_named_after_its_placemarks_still_names_them():
    text = document(f"<Folder>{placemark()}<name>late</name></Folder>")
    assert parse(text).placemarks[0].folders == ("late",)


def test_a_folder_without_a_document_around_it_is_a_folder_too():
    kml = parse(f"<kml>{folder('top', folder('inner', placemark()))}</kml>")
    assert (kml.name, kml.placemarks[0].folders) == ("", ("top", "inner"))


def test_a_style_of_its_own_wins_over_the_shared_one_and_six_digits_are_no_colour():
    own = "<Style><PolyStyle><color>ff00ff00</color></PolyStyle></Style>"
    text = document(
        style("ru", "230000ff"), style("odd", "ff0000"), placemark(style="ru", more=own), placemark(style="odd")
    )
    assert [one.fill for one in parse(text).placemarks] == ["#00ff00", None]


def test_style_maps_that_point_at_each_other_end():
    pair = '<StyleMap id="{}"><Pair><key>normal</key><styleUrl>#{}</styleUrl></Pair></StyleMap>'
    assert (
        parse(document(pair.format("a", "b"), pair.format("b", "a"), placemark(style="a"))).placemarks[0].fill is None
    )


def test_holes_stay_holes_and_heights_are_dropped():
    area = parse(document(placemark(polygon(SQUARE, "36.5,47.5 37,47.5 37,48 36.5,48 36.5,47.5")))).placemarks[0].area
    assert area.area == pytest.approx(4 - 0.25)
    assert not area.has_z


def test_of_a_mixed_geometry_polygons_and_lines_are_kept_and_points_left_out_with_a_warning():
    mixed = f"<MultiGeometry>{polygon()}{polygon(EAST)}{line()}<Point><coordinates>37,48</coordinates></Point></MultiGeometry>"
    kml = parse(document(placemark(mixed, name="m")))
    assert kml.placemarks[0].area.area == pytest.approx(8)
    assert kml.placemarks[0].lines.length == pytest.approx(2**0.5)
    assert any("left out: points, which are no ground (1)" in doubt for doubt in kml.warnings)


def test_names_and_folders_of_another_vocabulary_are_not_taken_for_its_own():
    author = "<atom:author><atom:name>someone</atom:name></atom:author>"
    text = document(author, folder("f", author, placemark(name="own", more=author)))
    (one,) = parse(text).placemarks
    assert (one.name, one.folders) == ("own", ("f",))


def test_placemarks_of_an_update_are_left_out():
    update = f"<NetworkLinkControl><Update><Delete>{placemark(polygon(EAST))}</Delete></Update></NetworkLinkControl>"
    kml = parse(f"<kml>{update}<Document>{placemark()}</Document></kml>")
    assert len(kml.placemarks) == 1
    assert any("outside of documents" in doubt for doubt in kml.warnings)


def test_windows_1251_is_read_when_declared_and_refused_when_declared_to_be_utf_8():
    text = document(placemark(name="Херсон"), head='<?xml version="1.0" encoding="windows-1251"?>')
    assert parse(text.encode("cp1251")).placemarks[0].name == "Херсон"
    with pytest.raises(FrontLineError, match="its encoding is not UTF-8"):
        parse(document(placemark(name="Херсон")).encode("cp1251"))


def test_an_encoding_that_is_given_overrules_the_declared_one():
    data = document(placemark(name="Херсон")).encode("cp1251")
    assert parse(data, encoding="cp1251").placemarks[0].name == "Херсон"
    for wrong in ("ascii", "no-such", "rot13"):
        with pytest.raises(FrontLineError, match="not text in the encoding"):
            parse(data, encoding=wrong)


def test_utf_16_is_read_and_an_unknown_encoding_refused(tmp_path):
    file = write(tmp_path, document(placemark(), head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"))
    assert read_square(file).area == pytest.approx(4)
    with pytest.raises(FrontLineError, match="unknown encoding 'unicode_escape'"):
        parse(document(placemark(), head='<?xml version="1.0" encoding="unicode_escape"?>'))


def test_the_decimals_of_a_long_ring_survive_being_read_piece_by_piece():
    corners = [(30 + n / 50_000, 47.1234567891) for n in range(50_000)] + [(31.0, 48.0), (30.0, 47.1234567891)]
    ring = "\n".join(f"{x!r},{y!r},0" for x, y in corners)
    assert len(ring) > 2**20
    area = parse(document(placemark(polygon(ring)))).placemarks[0].area
    assert list(area.exterior.coords) == corners


# ---- what is refused, and how it is named


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("36,5,47,5 38,47", "'b' has 4 numbers in the tuple '36,5,47,5'; write decimal points"),
        ("36 47", "'b' has 1 number in the tuple '36'"),
        ("abc,48", "'b' has the coordinates 'abc,48', which are no numbers"),
        ("36,", "'b' has the coordinates '36,'"),
        ("nan,48", "no numbers"),
        ("1_0,48", "no numbers"),
        ("٣٦,٤٧", "no numbers"),
        ("1e999,48", "not finite"),
        ("3" * 300 + ",48", "more than 200 characters"),
        ("1-2,48", "no numbers"),
        ("361,47 38,47 38,49 361,47", "beyond the Earth's degrees"),
        ("-179,47 179,47 179,49 -179,47", "crosses 180 degrees"),
    ],
)
def test_wrong_coordinates_are_refused_by_placemark_and_value(text, words):
    with pytest.raises(FrontLineError, match=r"x\.kml: placemark 2 ") as caught:
        parse(document(placemark(), placemark(polygon(text), name="b")))
    assert words in str(caught.value)


def test_a_wrong_point_is_refused_although_points_are_left_out():
    with pytest.raises(FrontLineError, match="placemark 1 'p' has the coordinates 'x,48'"):
        parse(document(placemark("<Point><coordinates>x,48</coordinates></Point>", name="p")))


def test_whole_degrees_far_from_the_war_are_taken_for_lost_decimals():
    with pytest.raises(FrontLineError, match="decimal commas"):
        parse(document(placemark(polygon("36,5 47,5 47,7 36,5"))))


def test_lat_lon_order_is_swapped_with_a_warning_and_ground_elsewhere_is_doubted():
    kml = parse(document(placemark(polygon("47,36 47,38 49,38 49,36 47,36"))))
    assert kml.placemarks[0].area.bounds == (36, 47, 38, 49)
    assert any("lat, lon" in doubt for doubt in kml.warnings)
    elsewhere = parse(document(placemark(polygon("-70.5,10 -70,10 -70,11 -70.5,10"))))
    assert any("far from the war's land" in doubt for doubt in elsewhere.warnings)


@pytest.mark.parametrize(
    ("ring", "words"),
    [("", "empty coordinates"), ("36,47 38,47 36,47", "2 positions"), ("36,47 37,48 38,49 36,47", "no ground")],
)
def test_a_ring_without_ground_is_left_out_with_a_warning_and_the_rest_is_read(ring, words):
    kml = parse(document(placemark(polygon(ring), name="e"), placemark(name="ok")))
    assert [one.area is None for one in kml.placemarks] == [True, False]
    assert any("'e'" in doubt and words in doubt for doubt in kml.warnings)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE kml [<!ENTITY l0 "lol">{LAUGHS}]>',
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE kml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
        '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/kml.dtd">',
        "<!DOCTYPE kml>",
    ],
)
def test_a_dtd_of_any_kind_is_refused_at_once(tmp_path, declaration):
    file = write(tmp_path, document(placemark(name="&l9;"), head=HEAD + declaration))
    start = time.process_time()
    with pytest.raises(FrontLineError, match="DTD"):
        read(file, side="ru_held", day=DAY)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("cut", [60, 150, 250, 330])
def test_a_text_that_is_cut_off_gives_nothing_at_all(cut):
    with pytest.raises(FrontLineError, match="cut off"):
        parse(document(placemark(), placemark(polygon(EAST)))[:cut])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<kml>" + "<Folder>" * 70, "nested deeper than 64"),
        ("<gpx></gpx>", "top element is 'gpx'"),
        ("<kml><Document></kml>", "mismatched tag, at line 1"),
        (document(placemark()) + "<kml/>", "junk after document element"),
        (document(placemark(name="&nbsp;")), "undefined entity"),
        (document(placemark(more=placemark())), "placemark 1 holds another placemark"),
        (document(placemark(f"<Polygon>{polygon()}</Polygon>")), "a polygon within a polygon"),
        (document(placemark(line("36,47 <b>38,48</b>"))), "an element within its coordinates, 'b'"),
        (document(placemark("<Polygon></Polygon>", name="p")), "placemark 1 'p' has a polygon without an outer ring"),
        (document(placemark(polygon()[:-10] + polygon()[9:])), "2 outer rings"),
    ],
)
def test_what_is_no_map_is_refused_for_what_it_is(text, words):
    with pytest.raises(FrontLineError, match=words):
        parse(text)


def test_more_placemarks_than_any_map_has_are_refused(monkeypatch):
    monkeypatch.setattr("geo.frontline.kml_walk.MAX_PLACEMARKS", 2)
    assert len(parse(document(placemark() * 2)).placemarks) == 2
    with pytest.raises(FrontLineError, match="more than 2 placemarks"):
        parse(document(placemark() * 3))


def test_a_ring_that_crosses_itself_a_million_times_is_refused_in_time():
    chance = random.Random(7)  # noqa: S311  a seed, no secret
    ring = [(chance.uniform(30, 40), chance.uniform(46, 50)) for _ in range(1500)]
    text = " ".join(f"{x:.4f},{y:.4f}" for x, y in [*ring, ring[0]])
    start = time.process_time()
    with pytest.raises(FrontLineError, match="crosses itself more often"):
        parse(document(placemark(polygon(text))))
    assert time.process_time() - start < 5


def test_neighbours_along_shared_borders_do_not_cross_too_often_but_combs_do():
    tiles = [box(30 + x / 50, 46 + y / 50, 30 + (x + 1) / 50, 46 + (y + 1) / 50) for x in range(60) for y in range(60)]
    assert not crosses_too_often(tiles)
    stripes = [box(30, 46 + n / 500, 40, 46 + n / 500 + 1e-3) for n in range(400)]
    assert crosses_too_often(
        [*tiles, *stripes, *(shapely.transform(one, lambda xy: xy[:, ::-1] - 9) for one in stripes)]
    )


def test_a_mapping_of_two_placemarks_that_overlap_is_joined_and_counted_once(tmp_path):
    file = write(tmp_path, document(placemark(), placemark(polygon("37,48 39,48 39,50 37,50 37,48"))))
    assert read_square(file).area == pytest.approx(7)


# ---- known makers


RU_AND_UA = style("ru", "230000ff") + style("ua", "23ff0000")


def creamy(*placemarks, styles=RU_AND_UA):
    marks = placemarks or (placemark(style="ru"), placemark(polygon(EAST), style="ua"))
    return document("<name>1</name>", styles, folder("Polygon", *marks))


def test_a_map_of_creamy_caprice_is_recognised_sided_and_dated_by_its_two_digit_year(tmp_path):
    front = read(write(tmp_path, creamy(), "Control_24_09_01.kml"))
    (snapshot,) = front.snapshots
    assert (front.name, front.sides, front.warnings) == ("creamy-caprice", ("ru_held", "ua_held"), ())
    assert (snapshot.day, snapshot.basis) == (date(2024, 9, 1), "file name")
    assert snapshot.areas["ru_held"].bounds == (36, 47, 38, 49)


def test_its_front_line_file_of_the_same_day_adds_the_line_and_neither_makes_nor_confirms_a_jump(tmp_path):
    text = document("<name>UTM Geo Map</name>", folder("Line", placemark(line(), style="18984")))
    write(tmp_path, creamy(), "Control_24_09_01.kml")
    for day in ("01", "05", "06"):
        write(tmp_path, text, f"FrontLine_24_09_{day}.kml")
    front = read(tmp_path)
    assert [(s.day.day, sorted(s.areas), s.lines is not None) for s in front.snapshots] == [
        (1, ["ru_held", "ua_held"], True),
        (5, [], True),
        (6, [], True),
    ]
    assert front.warnings == ()


def test_its_files_of_gains_between_two_maps_are_refused(tmp_path):
    with pytest.raises(FrontLineError, match="something else than control"):
        read(write(tmp_path, document(placemark()), "Progress_25_10_09.kml"))


def test_a_renamed_style_is_nobodys_by_name_and_area_and_never_counted_to_a_side(tmp_path):
    some = (placemark(style="ru"), placemark(polygon(EAST), style="occupied"))
    front = read(write(tmp_path, creamy(*some), "Control_24_09_01.kml"))
    assert sorted(front.snapshots[0].areas) == ["ignore", "ru_held"]
    assert "'occupied' in folder 'Polygon' (33," in front.warnings[0]
    all_of_it = write(tmp_path, creamy(placemark(style="occupied")), "Control_24_09_02.kml")
    with pytest.raises(FrontLineError, match="1 of style 'occupied'"):
        read(all_of_it)


def test_a_style_whose_colour_is_the_other_sides_is_nobodys(tmp_path):
    swapped = creamy(styles=style("ru", "23ff0000") + style("ua", "23ff0000"))
    front = read(write(tmp_path, swapped, "Control_24_09_01.kml"))
    assert front.sides == ("ignore", "ua_held")
    assert "nobody's: 1 of style 'ru'" in front.warnings[0]


def test_an_empty_day_among_others_gives_no_snapshot_and_a_warning(tmp_path):
    write(tmp_path, creamy(), "Control_24_09_01.kml")
    write(tmp_path, document(), "Control_24_09_02.kml")
    front = read(tmp_path)
    assert (front.name, [s.day.day for s in front.snapshots]) == ("creamy-caprice", [1])
    assert front.warnings == ("Control_24_09_02.kml: it is empty: it holds no placemark",)


MY_MAP = KmlMaker(
    name="somebodys-map",
    maker="Somebody",
    licence="CC0-1.0",
    attribution="© Somebody",
    coverage=Coverage(text="a square", other_side="ua_held"),
    document_words=("somebody",),
    folder_sides=(("grey", "grey"), ("russian control", "ru_held")),
    ignored_words=("units", "geolocation"),
    front_words=("frontline",),
)


def my_map(*folders):
    return document("<name>War map by Somebody</name>", *folders)


def page(folder, text, maker=MY_MAP):
    return _read_page(write(folder, text, "2024-09-10.kml"), wanted=Wanted(), default_side=None, makers=(maker,))


def test_another_maker_needs_one_record_and_no_code(tmp_path):
    units = folder("Russian Units", placemark("<Point><coordinates>37,48</coordinates></Point>"), placemark())
    text = my_map(folder("Russian control", placemark()), folder("Grey zone", placemark(polygon(EAST))), units)
    (snapshot,) = page(tmp_path, text).snapshots
    assert {side: area.bounds for side, area in snapshot.areas.items()} == {
        "ru_held": (36, 47, 38, 49),
        "grey": (38, 47, 40, 49),
    }


def test_where_undrawn_ground_is_the_other_sides_a_file_with_unknown_ground_is_refused(tmp_path):
    text = my_map(folder("Russian control", placemark()), folder("Occupied", placemark(polygon(EAST), style="s")))
    with pytest.raises(FrontLineError, match="1 of style 's' in folder 'Occupied'"):
        page(tmp_path, text)
    open_maker = replace(MY_MAP, coverage=Coverage(text="a square"))
    assert sorted(page(tmp_path, text, open_maker).snapshots[0].areas) == ["ignore", "ru_held"]


def test_only_lines_of_a_front_folder_are_the_front_of_a_known_maker(tmp_path):
    text = my_map(folder("Frontline", placemark(line())), folder("Trenches", placemark(line("30,47 31,47"))))
    read_page = page(tmp_path, text)
    assert read_page.snapshots[0].lines.bounds == (36, 47, 37, 48)
    assert any("nothing says that they are a front (1)" in doubt for doubt in read_page.warnings)


def test_sides_may_be_told_by_colours_alone_where_a_record_lists_nothing_else():
    maker = replace(MY_MAP, folder_sides=(), colour_sides={"#ff0000": "ru_held"})
    kml = parse(document(style("a", "ff0000ff"), style("b", "ff00ff00"), placemark(style="a"), placemark(style="b")))
    assert [side_of(one, maker) for one in kml.placemarks] == ["ru_held", None]


def test_a_maker_is_not_recognised_by_half_of_its_marks():
    assert find_maker(parse(creamy(styles=style("ru", "230000ff"))), "map.kml", (CREAMY_CAPRICE,)) is None
    assert find_maker(parse(creamy()), "map.kml", (CREAMY_CAPRICE,)) is CREAMY_CAPRICE


def test_the_table_knows_sides_of_the_house_only_and_words_in_lower_case():
    for maker in KML_MAKERS:
        sides = [*maker.style_sides.values(), *maker.colour_sides.values(), *(side for _, side in maker.folder_sides)]
        assert set(sides) <= SIDES
        words = [
            *maker.document_words,
            *maker.ignored_words,
            *maker.front_words,
            *(word for word, _ in maker.folder_sides),
        ]
        assert words == [word.lower() for word in words]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Control_24_09_01.kml", date(2024, 9, 1)),
        ("FrontLine_25_03_01.kml", date(2025, 3, 1)),
        ("Control_24-09-01_v2.kmz", date(2024, 9, 1)),
        ("Control_01_09_24.kml", None),
        ("Control_24_13_01.kml", None),
        ("Control_124_09_01.kml", None),
    ],
)
def test_the_day_behind_a_two_digit_year(name, day):
    assert day_of_short_year(name) == day


def test_the_files_own_day_counts_before_that_of_its_folder(tmp_path):
    inside = tmp_path / "download 2026-08-22"
    inside.mkdir()
    assert read(write(inside, creamy(), "Control_24_09_01.kml")).first_day == date(2024, 9, 1)


# ---- maps of any other maker


TWO = document(
    folder("Occupied", placemark(style="a", name="RU")), folder("Other", placemark(polygon(EAST), name="UA"))
)


def test_a_map_of_an_unknown_maker_lists_what_it_draws_and_what_to_pass(tmp_path):
    with pytest.raises(FrontLineError) as caught:
        read(write(tmp_path, TWO), day=DAY)
    for words in ("style 'a' in folder 'Occupied'", "folder 'Other'", "km²", "side_column", "layer"):
        assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_side_given_for_all_of_a_map_is_doubted_when_it_has_several_kinds_of_ground(tmp_path):
    front = read(write(tmp_path, TWO), side="RU", day=DAY)
    assert front.snapshots[0].areas["ru_held"].area == pytest.approx(8)
    assert any("all of it counts as ru_held" in doubt for doubt in front.warnings)


def test_a_layer_is_a_folder_and_a_missing_one_is_refused_with_those_found(tmp_path):
    file = write(tmp_path, TWO)
    assert read_square(file, layer="Occupied").bounds == (36, 47, 38, 49)
    with pytest.raises(FrontLineError, match="no folder 'Held'; its folders: 'Occupied', 'Other'"):
        read(file, layer="Held", side="RU", day=DAY)


@pytest.mark.parametrize("column", ["status", "name", "folder", "styleUrl", "description"])
def test_a_column_may_hold_the_side(tmp_path, column):
    def marked(side, ring):
        fields = {"status": f'<ExtendedData><Data name="status"><value>{side}</value></Data></ExtendedData>'}
        fields["description"] = f"<description>{side}</description>"
        one = placemark(
            polygon(ring),
            name=side if column == "name" else "",
            style=side if column == "styleUrl" else "",
            more=fields.get(column, ""),
        )
        return folder(side if column == "folder" else "f", one)

    file = write(tmp_path, document(marked("RU", SQUARE), marked("ua_held", EAST)))
    areas = read(file, side_column=column, day=DAY).snapshots[0].areas
    assert {side: area.bounds[0] for side, area in areas.items()} == {"ru_held": 36, "ua_held": 38}


def test_values_of_a_column_that_are_no_side_are_left_out_by_value_and_a_column_of_none_is_refused(tmp_path):
    file = write(tmp_path, document(placemark(name="RU"), placemark(polygon(EAST), name="rebels")))
    front = read(file, side_column="name", day=DAY)
    assert front.sides == ("ru_held",)
    assert any("'name' gives no side but 'rebels'" in doubt for doubt in front.warnings)
    with pytest.raises(FrontLineError, match="'status' gives no side but nothing"):
        read(file, side_column="status", day=DAY)


def test_days_are_those_of_placemarks_or_folders_before_the_one_given(tmp_path):
    stamp = "<TimeStamp><when>2024-09-01T10:00:00Z</when></TimeStamp>"
    span = "<TimeSpan><begin>2024-09-02</begin><end>2024-09-08</end></TimeSpan>"
    text = document(placemark(more=stamp), f"<Folder>{span}{placemark()}</Folder>", placemark())
    snapshots = read(write(tmp_path, text), side="RU", day=DAY).snapshots
    assert [(s.day.day, s.basis) for s in snapshots] == [(1, "field"), (2, "field"), (10, "given")]


def test_a_day_may_come_from_a_column_or_the_file_name_and_is_missed_by_placemark(tmp_path):
    more = '<ExtendedData><Data name="as_of"><value>2024-09-03</value></Data></ExtendedData>'
    file = write(tmp_path, document(placemark(more=more)))
    assert read(file, side="RU", day_column="as_of").first_day == date(2024, 9, 3)
    assert read(write(tmp_path, document(placemark()), "2024-09-04.kml"), side="RU").first_day == date(2024, 9, 4)
    with pytest.raises(FrontLineError, match=r"placemark 1 'n' gives no day \(its TimeStamp: '2024'\)"):
        read(write(tmp_path, document(placemark(name="n", more="<TimeStamp><when>2024</when></TimeStamp>"))), side="RU")


def test_days_on_two_grounds_of_one_day_are_one_snapshot(tmp_path):
    stamp = f"<TimeStamp><when>{DAY}</when></TimeStamp>"
    file = write(tmp_path, document(placemark(more=stamp), placemark(polygon(EAST))))
    assert read_square(file).area == pytest.approx(8)


def test_a_file_of_lines_alone_is_taken_for_the_front_with_a_doubt_and_needs_no_side(tmp_path):
    front = read(write(tmp_path, document(placemark(line()))), day=DAY)
    assert front.snapshots[0].lines.bounds == (36, 47, 37, 48)
    assert any("taken for the front" in doubt for doubt in front.warnings)


def test_beside_ground_only_lines_called_a_front_are_the_front(tmp_path):
    text = document(
        placemark(), folder("Линия фронта", placemark(line())), folder("roads", placemark(line("20,50 21,50")))
    )
    front = read(write(tmp_path, text), side="RU", day=DAY)
    assert front.snapshots[0].lines.bounds == (36, 47, 37, 48)
    assert any("nothing says that they are a front" in doubt for doubt in front.warnings)


def test_an_empty_map_holds_no_snapshot_and_warns(tmp_path):
    with pytest.warns(FrontLineWarning):
        front = read_frontline(write(tmp_path, document()), side="RU", day=DAY)
    assert (front.snapshots, front.sides) == ((), ())
    assert "it is empty: it holds no placemark" in front.warnings


def test_a_map_of_links_alone_is_refused_and_links_beside_ground_are_counted(tmp_path):
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    with pytest.raises(FrontLineError, match="only links to other"):
        read(write(tmp_path, document(link)), side="RU", day=DAY)
    front = read(write(tmp_path, document(link, placemark())), side="RU", day=DAY)
    assert any("not followed: its NetworkLink (1)" in doubt for doubt in front.warnings)


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("x.kml", b'<?xml version="1.0"?><kml xmlns="">', True),
        ("x.txt", b'<?xml version="1.0"?>\n<!-- a map -->\n<kml>', True),
        ("x.kml", b"<?xml version='1.0'?><!DOCTYPE kml [", True),
        ("x.kmz", b"PK\x03\x04" + bytes(26) + b"images/icon-1.png", True),
        ("x.zip", b"PK\x03\x04" + bytes(26) + b"doc.kml", True),
        ("x.zip", b"PK\x03\x04" + bytes(26) + b"layer.shp", False),
        ("x.kml", b"<!doctype html><html>", False),
        ("x.kml", b"<OGRVRTDataSource>", False),
        ("x.kml", b'{"type": "FeatureCollection"}', False),
        ("x.kml", b"", False),
    ],
)
def test_kml_is_recognised_by_its_content(name, head, known):
    assert recognises(Path(name), head) == known


# ---- KMZ and other archives


def test_a_kmz_gives_the_ground_of_its_doc_kml_and_names_the_other_maps_inside(tmp_path):
    data = archive({"a.kml": document(placemark(polygon(EAST))), "doc.kml": document(placemark())})
    file = write(tmp_path, data, "map.kmz")
    assert read_square(file).bounds == (36, 47, 38, 49)
    doubts = read(file, side="RU", day=DAY).warnings
    assert any("'doc.kml' was read, and not the other KML inside: 'a.kml'" in doubt for doubt in doubts)


def test_without_a_doc_kml_the_first_map_of_a_kmz_counts_and_macos_twins_do_not(tmp_path):
    data = archive(
        {"__MACOSX/._a.kml": b"\0", "a.kml": document(placemark()), "b.kml": document(placemark(polygon(EAST)))}
    )
    assert read_square(write(tmp_path, data, "map.kmz")).bounds == (36, 47, 38, 49)


def test_a_kmz_in_a_kmz_is_refused_and_plain_kml_called_kmz_is_read_with_a_warning(tmp_path):
    with pytest.raises(FrontLineError, match=r"no \.kml inside \(but 'doc.kmz'\)"):
        read(write(tmp_path, archive({"doc.kmz": archive({"doc.kml": document()})}), "map.kmz"), side="RU", day=DAY)
    front = read(write(tmp_path, document(placemark()), "plain.kmz"), side="RU", day=DAY)
    assert any("is plain KML" in doubt for doubt in front.warnings)


def test_wanted_members_come_unpacked_by_name():
    data = archive({"a.txt": "a", "b/c.txt": "c" * 5000, "d.bin": "d"})
    assert members(data, lambda name: name.endswith(".txt")) == {"a.txt": b"a", "b/c.txt": b"c" * 5000}
    assert is_zip(data)


@pytest.mark.parametrize(
    "name", ["../doc.kml", "/etc/doc.kml", "a/../../doc.kml", "..\\doc.kml", "C:\\doc.kml", "\\\\host\\share\\doc.kml"]
)
def test_a_name_outside_of_the_archive_is_refused_even_when_unwanted(name):
    with pytest.raises(FrontLineError, match="outside of itself"):
        members(archive({name: "x", "doc.kml": "y"}), lambda name: name == "doc.kml")


def test_a_name_with_a_time_in_it_is_no_name_outside():
    assert members(archive({"map 12:30.kml": "x"})) == {"map 12:30.kml": b"x"}


def test_a_bomb_is_refused_by_size_and_ratio_before_it_is_unpacked():
    data = archive({"doc.kml": bytes(80 * 2**20)})
    tracemalloc.start()
    with pytest.raises(FrontLineError, match="unpacks to more than"):
        members(data)
    assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    tracemalloc.stop()


def test_all_members_together_are_limited(monkeypatch):
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 3000)
    data = archive({"a": "x" * 2000, "b": "y" * 2000})
    with pytest.raises(FrontLineError, match="'b' unpacks to more"):
        members(data)
    assert list(members(data, lambda name: name == "b")) == ["b"]


def test_thousands_of_members_are_refused_before_their_list_is_read():
    with pytest.raises(FrontLineError, match="1,001 files"):
        members(archive({f"{n}.kml": "" for n in range(1001)}))


def test_members_that_share_their_packed_bytes_are_refused():
    data = archive({"a.kml": "x" * 100, "b.kml": "x" * 100}, zipfile.ZIP_STORED)
    second = data.rindex(b"PK\x01\x02")
    shared = data[: second + 42] + (0).to_bytes(4, "little") + data[second + 46 :]
    with pytest.raises(FrontLineError, match="share their packed bytes"):
        members(shared)


def test_a_member_given_twice_is_refused_whatever_its_capitals():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as file:
            file.writestr("doc.kml", "a")
            file.writestr("DOC.kml", "b")
    with pytest.raises(FrontLineError, match=r"'DOC\.kml' twice"):
        members(data.getvalue())


def test_links_encrypted_members_and_unusual_packing_are_refused_by_name():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        link = zipfile.ZipInfo("doc.kml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(FrontLineError, match=r"'doc\.kml' is a link"):
        members(data.getvalue())
    plain = archive({"doc.kml": "x"}, zipfile.ZIP_STORED)
    entry = plain.rindex(b"PK\x01\x02")
    with pytest.raises(FrontLineError, match="is encrypted"):
        members(plain[: entry + 8] + b"\x01" + plain[entry + 9 :])
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with pytest.raises(FrontLineError, match=f"packed by method {method}"):
            members(archive({"doc.kml": "x"}, method))


def test_a_size_that_lies_is_refused():
    text = b"<kml/>" * 100
    data = archive({"doc.kml": text}, zipfile.ZIP_STORED)
    entry = data.rindex(b"PK\x01\x02")
    longer = data[: entry + 24] + (5000).to_bytes(4, "little") + data[entry + 28 :]
    with pytest.raises(FrontLineError, match="unpacks to 600 bytes, not to the 5,000"):
        members(longer)


# ---- nothing but a FrontLineError


def fuzzed(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(0, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.4 else data)


@pytest.mark.parametrize("kind", ["kml", "kmz"])
def test_flipped_and_cut_bytes_raise_nothing_but_a_front_line_error(tmp_path, kind):
    text = creamy(
        placemark(style="ru", name="Суджа", more="<TimeStamp><when>2024-09-01</when></TimeStamp>"), placemark(line())
    )
    data = text.encode() if kind == "kml" else archive({"doc.kml": text, "b/c.png": "x"})
    chance = random.Random(4)  # noqa: S311  a seed, no secret
    for _ in range(1500):
        file = write(tmp_path, fuzzed(data, chance), f"Control_24_09_01.{kind}")
        with suppress(FrontLineError):
            read(file, side="ru_held", day=DAY)


# ---- the hostile files


@pytest.fixture
def sealed(monkeypatch):
    """Fail at any connection, and at any file opened that is not the one read."""
    opened = []

    def refuse(*_args, **_options):
        pytest.fail("a connection was opened")

    real = Path.open
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(
        Path, "open", lambda self, *args, **options: opened.append(self) or real(self, *args, **options)
    )
    return opened


ACCEPTED = {
    "kml_ok.kml": "",
    "kml_multigeometry.kml": "left out: points",
    "kml_cp1251.kml": "",
    "kml_html_description.kml": "left out: points",
    "kml_latlon.kml": "lat, lon",
    "kml_empty_coordinates.kml": "placemark 1 'e' has a ring with empty coordinates",
    "kml_empty.kml": "it is empty",
    "kmz_ok.kmz": "",
    "kmz_two_kml.kmz": "'a.kml' was read, and not the other KML inside: 'b.kml'",
    "kmz_not_zip.kmz": "is plain KML",
}
REFUSED = {
    "kml_wrong_encoding.kml": "encoding is not UTF-8",
    "kml_xxe_file.kml": "DTD.* not allowed",
    "kml_xxe_param.kml": "DTD.* not allowed",
    "kml_laughs.kml": "DTD.* not allowed",
    "kml_quadratic.kml": "DTD.* not allowed",
    "kml_networklink_file.kml": "not followed",
    "kml_decimal_comma.kml": "4 numbers in the tuple",
    "kml_bad_number.kml": "placemark 1 'b' has the coordinates 'abc,48'",
    "kml_truncated.kml": "cut off",
    "kmz_nested.kmz": r"no \.kml inside",
}
WITHOUT_GROUND = {"kml_html_description.kml", "kml_empty.kml"}
AREAS = {"kml_multigeometry.kml": 2.0}


def _foreign(opened):
    """What was opened beside the data that ship with the package."""
    return {path for path in opened if not path.is_relative_to(data_folder())}


def test_every_row_of_the_manifest_about_kml_is_looked_at_here(shared):
    rows = list(csv.DictReader((shared / "hostile" / "manifest.csv").read_text("utf-8").splitlines()))
    about = {row["file"]: row["verdict"] for row in rows if row["file"].startswith(("kml_", "kmz_"))}
    assert {file for file, verdict in about.items() if verdict == "reject"} == set(REFUSED)
    assert {file for file, verdict in about.items() if verdict != "reject"} == set(ACCEPTED)
    assert all(ACCEPTED[file] for file, verdict in about.items() if verdict == "accept+warn")


@pytest.mark.parametrize("file", sorted(ACCEPTED))
def test_a_hostile_map_that_is_to_be_accepted_gives_its_ground_and_its_doubt(shared, sealed, file):
    path = shared / "hostile" / file
    front = read(path, side="ru_held", day=DAY)
    assert any(ACCEPTED[file] in doubt for doubt in front.warnings)
    assert _foreign(sealed) <= {path, path.with_name(f"{file}.frontline.json")}
    if file in WITHOUT_GROUND:
        assert front.snapshots == ()
        return
    (snapshot,) = front.snapshots
    assert snapshot.areas["ru_held"].bounds == (36, 47, 38, 49)
    assert snapshot.areas["ru_held"].area == pytest.approx(AREAS.get(file, 4))


@pytest.mark.parametrize("file", sorted(REFUSED))
def test_a_hostile_map_that_is_to_be_refused_is_refused_by_name_in_one_line_and_in_time(shared, sealed, file):
    path = shared / "hostile" / file
    start = time.process_time()
    tracemalloc.start()
    with pytest.raises(FrontLineError, match=REFUSED[file]) as caught:
        read(path, side="ru_held", day=DAY)
    assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    tracemalloc.stop()
    assert time.process_time() - start < 1
    assert file in str(caught.value)
    assert "\n" not in str(caught.value)
    assert _foreign(sealed) <= {path}


def test_the_name_of_the_hostile_map_in_windows_1251_is_kherson(shared):
    path = shared / "hostile" / "kml_cp1251.kml"
    assert parse_kml(path.read_bytes(), path).placemarks[0].name == "Херсон"


# ---- the real maps


CREAMY = "datasets/creamy-caprice-kml"


def km2(area):
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(area))[0]) / 1e6


@pytest.mark.parametrize(
    ("file", "ru", "ua"),
    [
        ("Control_24_09_01.kml", 506_951, 498_162),
        ("Control_25_03_01.kml", 510_168, 494_946),
        ("Control_25_04_01.kml", 510_878, 494_236),
    ],
)
def test_real_maps_are_read_whole_in_half_a_second(shared, file, ru, ua):
    start = time.process_time()
    front = read(shared / CREAMY / file)
    # 0.1 s on a quiet machine.
    assert time.process_time() - start < 2.5
    areas = front.snapshots[0].areas
    assert (km2(areas["ru_held"]), km2(areas["ua_held"])) == (pytest.approx(ru, abs=1), pytest.approx(ua, abs=1))
    assert front.warnings == ()


@pytest.mark.parametrize(
    ("day", "shared_km2"), [(date(2024, 9, 1), 109_626), (date(2024, 10, 1), None), (date(2025, 3, 1), 112_190)]
)
def test_the_style_ru_is_what_deepstate_drew_as_russian_held_on_the_same_day(shared, day, shared_km2):
    theirs = read(shared / CREAMY).at(day).areas
    ours = read(shared / f"datasets/deepstate-daily/deepstatemap_data_{day:%Y%m%d}.geojson").at(day).areas["ru_held"]
    common = km2(theirs["ru_held"].intersection(ours))
    assert common / km2(ours) > 0.997
    assert km2(theirs["ua_held"].intersection(ours)) / km2(ours) < 0.003
    assert shared_km2 is None or common == pytest.approx(shared_km2, abs=2)


def test_the_real_folder_gives_a_snapshot_a_day_with_the_line_of_one_of_them(shared):
    front = read(shared / CREAMY)
    assert [(s.day.isoformat(), s.lines is not None) for s in front.snapshots] == [
        ("2024-09-01", False),
        ("2024-10-01", False),
        ("2025-03-01", True),
        ("2025-04-01", False),
    ]
    assert front.warnings == ()


def test_the_real_front_line_runs_along_the_border_of_what_the_map_of_its_day_draws_as_held(shared):
    snapshot = read(shared / CREAMY).at(date(2025, 3, 1))
    border = snapshot.areas["ru_held"].boundary.buffer(0.01)
    assert snapshot.lines.intersection(border).length / snapshot.lines.length > 0.5


def test_gates_take_no_notice_of_days_with_a_line_alone():
    ground = Snapshot(day=date(2024, 9, 1), basis="given", areas={"ru_held": box(36, 47, 38, 49)})
    alone = [
        Snapshot(day=date(2024, 9, n), basis="given", lines=shapely.LineString([(36, 47), (37, 48)])) for n in (2, 3)
    ]
    assert set_jumps_aside([ground, *alone]) == ((ground, *alone), ())
