"""The page as text: what is in it, what is not, and whether its arcs are the areas they stand for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import folium
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.checks.register import STATUSES
from geo.errors import SourceError, SourceWarning
from geo.page import document, draw_map
from geo.page.arcs import encode_areas, encode_lines, encode_outlines
from geo.page.document import MODULES, page_script, page_style
from geo.page.holdings import encode_holdings
from geo.page.payload import as_json_script, make_payload
from geo.page.rows import claim_rows, readable
from geo.partition import DayAreas, make_partition
from geo.records import CLAIM_TYPES, REASONS, RELATIONS, SIDES, STANCES, VERDICTS, Holding, Pair, Report
from geo.review.layout import ARTICLE_COLUMNS, COLUMNS, COMPUTED
from geo.review.vocabulary import PEOPLE, SPEAKER_ROLES
from tests.pages import details_of, parts_of

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _varints(packed: str) -> Iterator[int]:
    number = shift = 0
    for byte in zlib.decompress(base64.b64decode(packed), -15):
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def decode(packed: str, frames: int) -> list[list[list[tuple[int, int]]]]:
    """Return the arcs of each frame, as the format's description says."""
    numbers = _varints(packed)
    groups = []
    for _ in range(next(numbers)):
        standing: set[int] = set()
        at = 0
        for _ in range(next(numbers)):
            start = at + next(numbers)
            at = start + next(numbers)
            standing |= set(range(start, at))
        groups.append((standing, [next(numbers) for _ in range(next(numbers))]))
    found: list[list[list[tuple[int, int]]]] = [[] for _ in range(frames)]
    first = (0, 0)
    for standing, sizes in groups:
        for size in sizes:
            arc, at_point = [], first
            for step in range(size):
                at_point = tuple(
                    old + (n >> 1 ^ -(n & 1)) for old, n in zip(at_point, (next(numbers), next(numbers)), strict=True)
                )
                first = at_point if not step else first
                arc.append(at_point)
            for frame in standing:
                found[frame].append(arc)
    assert next(numbers, None) is None
    return found


def area_of(arcs: list[list[tuple[int, int]]]) -> BaseGeometry:
    """Return the area that arcs enclose, filled even-odd."""
    faces = (
        shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(shapely.MultiLineString(arcs)))))
        if arcs
        else []
    )
    lines = shapely.MultiLineString(arcs) if arcs else None
    inside = [face for face in faces if _crossings(lines, face.representative_point()) % 2]
    return shapely.union_all(inside) if inside else Polygon()


def _crossings(lines: Any, point: shapely.Point) -> int:
    return sum(
        (a[1] > point.y) != (b[1] > point.y) and point.x < a[0] + (point.y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for line in lines.geoms
        for a, b in zip(line.coords, line.coords[1:], strict=False)
    )


SQUARE, NEIGHBOUR = box(37, 48, 38, 49), box(38, 48, 39, 49)
HOLED = Polygon(SQUARE.exterior.coords, [box(37.2, 48.2, 37.4, 48.4).exterior.coords])
TOUCHING = MultiPolygon([box(0, 0, 1, 1), box(1, 1, 2, 2)])


@pytest.mark.parametrize(
    "areas",
    [
        [SQUARE],
        [SQUARE, SQUARE, NEIGHBOUR, SQUARE],
        [None, HOLED, Polygon(), MultiPolygon([SQUARE, NEIGHBOUR])],
        [TOUCHING, HOLED, TOUCHING],
        [box(-70.5, -33.4, -70.1, -33.1), box(179.5, -10, 180, 10)],
    ],
    ids=["one", "returning", "empty days", "touching corners", "west and south"],
)
def test_arcs_enclose_the_areas_they_were_made_of(areas: list[BaseGeometry | None]) -> None:
    for area, arcs in zip(areas, decode(encode_areas(areas), len(areas)), strict=True):
        wanted = shapely.transform(Polygon() if area is None else area, lambda xy: (xy * 1e5).round())
        assert shapely.symmetric_difference(area_of(arcs), shapely.union_all([wanted])).area == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12, unique=True), min_size=1, max_size=5
    )
)
def test_arcs_of_any_chessboard_enclose_its_squares(boards: list[list[tuple[int, int]]]) -> None:
    areas = [shapely.union_all([box(x, y, x + 1, y + 1) for x, y in board]) for board in boards]
    for area, arcs in zip(areas, decode(encode_areas(areas, steps=1), len(areas)), strict=True):
        assert shapely.symmetric_difference(area_of(arcs), area).area == 0


def test_a_segment_that_stands_for_many_days_is_written_once() -> None:
    moving = [box(0, 0, 10, 10 + day / 10) for day in range(500)]
    still = [box(0, 0, 10, 10)] * 500
    assert len(encode_areas(still)) < 80
    assert len(encode_areas(moving)) < 6000


def test_real_days_decode_to_the_real_areas(shared: Path) -> None:
    files = sorted((shared / "datasets" / "deepstate-daily").glob("*.geojson"))[:200:40]
    areas = [
        shapely.from_geojson(json.dumps(json.loads(file.read_text("utf-8"))["features"][0]["geometry"]))
        for file in files
    ]
    for area, arcs in zip(areas, decode(encode_areas(areas), len(areas)), strict=True):
        wanted = shapely.make_valid(shapely.transform(area, lambda xy: (xy * 1e5).round()))
        assert shapely.symmetric_difference(area_of(arcs), wanted).area < 1e-6 * wanted.area


def test_the_lines_around_the_ground_are_written_as_the_ground_itself() -> None:
    days = [SQUARE, HOLED, NEIGHBOUR, MultiPolygon([SQUARE, box(39.5, 48, 40, 49)]), Polygon(), box(37, 48, 38.5, 49)]
    ground = make_partition([{} if day.is_empty else {"ru_held": day, "grey": box(38, 40, 39, 41)} for day in days])
    outlines = [DayAreas(ground, number).outline("ru_held") for number in range(len(days))]
    for area, arcs in zip(days, decode(encode_outlines(outlines), len(days)), strict=True):
        wanted = shapely.transform(area, lambda xy: (xy * 1e5).round())
        assert shapely.symmetric_difference(area_of(arcs), wanted).area == 0
    assert encode_outlines([]) == encode_areas([])


def test_the_payload_carries_claims_findings_places_and_credits(report: Report) -> None:
    payload = make_payload(report)
    first, second = details_of(payload)
    assert first["quote"] == report.articles[0].claims[0].quote
    assert first["finding"]["sentence"] == "Outside what the layer covers."
    assert "finding" not in second
    columns, tables = payload["claims"]["columns"], payload["claims"]["tables"]
    assert payload["places"][columns["anchor"][0]]["name"] == "Sudzha"
    assert [tables["verdict"][row] for row in columns["verdict"]] == ["no_data", "unchecked"]
    assert tables["source"][columns["source"][0]] == ["Kyiv", "official"]
    assert {"CC BY 4.0", "BSD-2-Clause"} <= {credit["licence"] for credit in payload["credits"]}


def test_a_claim_is_placed_as_well_as_its_place_is_known(report: Report) -> None:
    payload = make_payload(report)
    assert {place["name"]: place["how"] for place in payload["places"]} == {
        "Kursk Oblast": "area",
        "Sudzha": "point",
        "50 km north-east of Sumy": "sector",
    }


def test_a_road_is_drawn_along_its_course(report: Report) -> None:
    reading = report.articles[0]
    course = shapely.LineString([(35.0, 51.0), (35.27, 51.19), (36.0, 51.5)])
    roads = tuple(
        replace(r, place=replace(r.place, geometry="line", kind="road", shape=course)) if r.place else r
        for r in reading.resolutions
    )
    payload = make_payload(replace(report, articles=(replace(reading, resolutions=roads),)))
    assert "area" in {place["how"] for place in payload["places"] if place["name"] == "Sudzha"}


def test_metonymic_mentions_stand_nowhere_on_the_page(report: Report) -> None:
    assert "Kyiv" not in {place["name"] for place in make_payload(report)["places"]}


def test_the_same_report_is_the_same_file(report: Report) -> None:
    assert draw_map(report).document() == draw_map(report).document()


def test_the_payload_in_the_document_is_the_payload(report: Report) -> None:
    drawn = draw_map(report, title="A </script> title")
    assert json.loads(parts_of(drawn.document())["payload"])["title"] == "A </script> title"
    assert "<title>A &lt;/script&gt; title</title>" in drawn.document()


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "\u2029", "\ud800"])
def test_no_text_can_end_the_script_it_travels_in(text: str) -> None:
    packed = as_json_script({"a": [text], text: {"b": float("nan")}})
    assert not {"<", "\u2028", "\u2029"} & set(packed)
    assert packed.encode("utf-8")
    assert json.loads(packed)["a"] == [text.encode("utf-8", "replace").decode("utf-8")]


def test_every_script_is_named_in_the_policy_by_its_hash(report: Report) -> None:
    document = draw_map(report).document()
    policy = document.split('http-equiv="Content-Security-Policy" content="', 1)[1].split('"', 1)[0]
    scripts = [*SCRIPT.findall(document), parts_of(document)["code"]]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert len(hashes) == 2
    assert all(f"sha256-{one}" in policy for one in hashes)
    assert "default-src &#x27;none&#x27;" in policy
    assert policy.count("unsafe-inline") == 1


def test_nothing_on_the_page_points_outside_but_its_links(report: Report) -> None:
    document = draw_map(report).document()
    assert not re.search(r"<(?:link|script|img|iframe)[^>]{0,200}(?:src|href)=", document)
    assert "url(" not in page_style().replace("url(#", "")
    assert "url(images" not in page_style(guests=True)
    assert page_style(guests=True).count("url(data:image/png") == 3


def test_readers_without_scripts_get_a_table_of_the_claims(report: Report) -> None:
    table = draw_map(report).document().split("<noscript>")[1].split("</noscript>")[0]
    assert table.count("<tr>") == 1 + len(report.articles[0].claims)
    assert "Outside what the layer covers." in table


def test_a_table_of_very_many_claims_says_how_many_it_leaves_out(report: Report) -> None:
    rows = claim_rows(replace(report, articles=report.articles * 3), most=4)
    assert len(rows) == 1 + 4 + 1
    assert rows[-1][1] == "2 more claims are listed when scripts are on."


def test_pairs_name_claims_by_number_and_leave_out_what_is_on_no_page(report: Report) -> None:
    article = report.articles[0].article.id
    known = Pair(
        a=(f"{article}#c1",), b=(f"{article}#c2", "x#c9"), relation="differ", aspect="area", sentence="1 against 2"
    )
    payload = make_payload(replace(report, pairs=(*report.pairs, known)))
    assert payload["pairs"] == [{"a": [0], "b": [1], "relation": "differ", "aspect": "area", "sentence": "1 against 2"}]


def held(place: str, first: date, last: date | None, **facts: Any) -> Holding:
    """Return a settlement held by Russia at one point."""
    told: dict[str, Any] = {"lon": 37.5, "lat": 48.25, "radius_m": 900.0, "side": "ru_held", "source": "a digest"}
    return Holding(place=place, from_day=first, to_day=last, **{**told, **facts})


def test_holdings_travel_as_places_with_spans_of_days() -> None:
    first, last = date(2024, 9, 1), date(2024, 9, 10)
    packed = encode_holdings([held("A\nB", first, last), held("A\nB", last, None, side="ua_held", source="a list")])
    assert packed is not None
    assert zlib.decompress(base64.b64decode(packed["names"]), -15) == b"A B"
    number = (first - date(1970, 1, 1)).days
    assert list(_varints(packed["rows"])) == [1, 7_500_000, 9_650_000, 2, 0, 2 * number, 10, 0, 1, 18, 0, 1]
    assert (packed["sides"], packed["sources"]) == (["ru_held", "ua_held"], ["a digest", "a list"])


def test_a_holding_of_no_length_still_ends() -> None:
    packed = encode_holdings([held("A", date(2024, 9, 10), date(2024, 9, 1))])
    assert packed is not None
    assert list(_varints(packed["rows"]))[6] == 1


def test_very_many_holdings_stay_small() -> None:
    day = date(2022, 2, 24)
    spans = [held(f"V{n % 3000}", day, day, lon=30 + n % 3000 / 300) for n in range(30_000)]
    packed = encode_holdings(spans)
    assert packed is not None
    assert len(packed["rows"]) < 60_000


def test_drawn_lines_travel_as_arcs_that_stay_open() -> None:
    line = shapely.LineString([(37, 48), (37.1, 48.1), (37.2, 48)])
    (arc,), none, (same,) = decode(encode_lines([line, None, line]), 3)
    assert none == []
    assert arc == same
    assert sorted([arc, arc[::-1]])[0] == [(3_700_000, 4_800_000), (3_710_000, 4_810_000), (3_720_000, 4_800_000)]


def test_web_tiles_are_asked_for_by_name_or_by_saving_for_the_web(report: Report, tmp_path: Path) -> None:
    drawn = draw_map(report)
    drawn.save(tmp_path / "map.html", offline=False)
    page = (tmp_path / "map.html").read_text("utf-8")
    assert "https://tile.openstreetmap.org" in page.split("</head>")[0]
    assert "openstreetmap.org/copyright" in page
    assert '"tiles":true' in page
    with pytest.warns(SourceWarning, match=r"tile\.openstreetmap\.org"):
        draw_map(report, tiles="OpenStreetMap").document()


def test_a_layer_that_loads_from_the_web_is_named_when_saving(report: Report, tmp_path: Path) -> None:
    drawn = draw_map(report)
    folium.TileLayer("https://{s}.tiles.example/{z}/{x}/{y}.png", attr="Example").add_to(drawn)
    with pytest.warns(SourceWarning, match=r"https://\{s\}\.tiles\.example"):
        drawn.save(tmp_path / "map.html")
    assert "img-src data: blob: https://*.tiles.example;" in (tmp_path / "map.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_one_plain_error(report: Report, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot write"):
        draw_map(report).save(tmp_path / "missing" / "map.html")


def test_the_modules_are_joined_in_an_order_in_which_each_knows_those_it_imports() -> None:
    folder = Path(__file__).parent.parent / "geo" / "page" / "js"
    for place, name in enumerate(MODULES):
        wanted = re.findall(
            r'^import .{1,200} from "\./(\w+)\.js";$', (folder / f"{name}.js").read_text("utf-8"), re.MULTILINE
        )
        assert set(wanted) <= set(MODULES[:place]), name
    assert not re.search(r"^(?:import|export) ", page_script(), re.MULTILINE)


def test_the_shipped_script_carries_no_comments_and_every_word_of_the_interface() -> None:
    script = page_script()
    assert not re.search(r"^\s*(?://|/\*\*)", script, re.MULTILINE)
    for name in ("terms", "figures", "i18n"):
        source = (Path(document.__file__).parent / "js" / f"{name}.js").read_text("utf-8")
        words = source.split("`\n", 1)[1].split("\n`;", 1)[0]
        assert words in script
        assert all(line.count(" | ") == 2 for line in words.splitlines())


VOCABULARIES = {
    "verdict": VERDICTS,
    "reason": REASONS,
    "type": CLAIM_TYPES,
    "stance": STANCES,
    "side": SIDES,
    "relation": RELATIONS,
    "role": SPEAKER_ROLES,
    "person": PEOPLE,
    "said": STATUSES,
    "aspect": ("area", "control", "count", "date", "distance", "outcome", "share"),
    "field": set(COLUMNS) - COMPUTED - set(ARTICLE_COLUMNS) - {"article", "claim", "strike"} | {"added"},
}


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_word_of_the_reports_vocabularies_is_told_in_three_languages(kind: str) -> None:
    told = set(re.findall(rf"^{kind}\.([^:]+): [^|]+ \| [^|]+ \| [^|]+$", page_script(), re.MULTILINE))
    assert set(VOCABULARIES[kind]) <= told


def test_no_two_modules_of_the_page_call_something_by_one_name() -> None:
    # They share one scope in the page, where the later of two functions silently stands for both.
    told = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+|[\[{][^\]}]+[\]}])", page_script(), re.MULTILINE)
    names = [name for words in told for name in re.findall(r"\w+", words)]
    assert len(names) > 200
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("its fall came faster than  predicted  .", "its fall came faster than  predicted."),
        ("Sudzha , then  Kurilovka  !", "Sudzha, then  Kurilovka!"),
        ("they held on ... until March", "they held on ... until March"),
    ],
)
def test_marks_taken_out_of_markdown_leave_no_gap_before_a_full_stop(kept: str, read: str) -> None:
    assert readable(kept) == read
