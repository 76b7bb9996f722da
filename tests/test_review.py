"""Claims tables: out of a report and back without loss, edited and written by hand, through what spreadsheets do to a file."""

from __future__ import annotations

import csv
import io
import time
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

import geo
from geo import cli, pipeline, records
from geo.errors import ArticleWarning, RecordError
from geo.exports import to_csv, to_json, write_xlsx
from geo.records import Article, Claim, Coverage, FrontLine, Reading, Report, Snapshot, Speaker
from geo.review import claims_template, read_claims
from geo.review.cells import day_of, defused, number_of, restored
from geo.review.opened import read_workbook
from geo.review.vocabulary import MODES, Unfit
from geo.review.workbook import write_workbook
from tests.atlas import Atlas
from tests.pages import details_of

DAY = date(2024, 9, 10)
WIRE = (
    "Russian forces hold Toretsk, a reporter in Kyiv wrote. Ukrainian Pokrovsk lies about 54 km north-west of Donetsk.\n\n"
    "“Ukraine still controls Pokrovsk”, the General Staff said on 8 September. Moscow was silent; in Bakhmut nothing moved."
)
PRESS = (
    "=Sudzha= was entered by troops on 6 August 2024. Some 12 km² of the Kursk region were taken, the ministry says."
)
SAID: list[dict[str, Any]] = [
    {"quote": "Russian forces hold Toretsk", "type": "control", "sources": "author > a reporter (outlet)", "actors": "Russia", "where": "Toretsk (where, in); Donetsk (ground)"},
    {"quote": "Ukrainian Pokrovsk lies about 54 km north-west of Donetsk", "type": "position", "mode": "distance", "where": "Pokrovsk (figure); Donetsk (ground); about 54 km north-west of Donetsk (where, offset)"},
    {"quote": "Ukraine still controls Pokrovsk", "type": "control", "stance": "claimed", "salience": 1, "sources": "author > General Staff (military, UA)", "actors": "Ukraine (holder, UA)", "where": "Pokrovsk", "when": "2024-09-08"},
    {"quote": "=Sudzha= was entered by troops on 6 August 2024", "type": "attack", "mode": "incursion", "where": "Sudzha (target, into)"},
    {"quote": "Some 12 km² of the Kursk region were taken", "type": "change", "stance": "claimed", "certainty": "PR", "sources": "author > the ministry (official)", "where": [{"name": "the taken ground", "lon": 35.2, "lat": 51.2}]},
]  # fmt: skip


def line() -> FrontLine:
    """Everything east of 37.5 E is Russian-held, within a box that is covered."""
    return FrontLine(
        name="made up", maker="tests", licence="CC0-1.0", attribution="tests", sides=("ru_held",),
        coverage=Coverage(text="a box", area=box(36, 47, 39, 50), other_side="ua_held"),
        snapshots=(Snapshot(day=date(2024, 9, 9), basis="field", areas={"ru_held": box(37.5, 47, 39, 50)}),),
    )  # fmt: skip


def judged(*articles: Article) -> Report:
    """The claims are ours, so that these tests stand whatever the rules find."""
    ours = lambda article: [claim for claim in SAID if claim["quote"] in article.text]  # noqa: E731  shorter than a function
    return pipeline.run(articles, [line()], lookup=Atlas(), extractor=ours)


@pytest.fixture(scope="module")
def found() -> Report:
    """Give the report of two articles of our own."""
    return judged(
        Article(text=WIRE, published=DAY, title="Wire", publisher="The Agency", source="wire.txt"),
        Article(text=PRESS, published=DAY, author="A. Writer", source="press.txt"),
    )


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(dict.fromkeys(name for row in rows for name in row)), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()


def back(path: Path, content: str | bytes, name: str = "claims.csv") -> tuple[Reading, ...]:
    """Return what is read from a file with some content; warnings are passed over."""
    file = path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArticleWarning)
        return read_claims(file, lookup=Atlas())


def edited(path: Path, report: Report, number: int, **cells: str) -> Reading:
    """Return the first article read back after the cells of one row were changed."""
    rows = rows_of(to_csv(report))
    rows[number] |= cells
    return back(path, text_of(rows))[0]


def by_hand(path: Path, **cells: str) -> Reading:
    """Return the article of one claim written by hand."""
    (reading,) = back(path, text_of([cells]))
    return reading


def error_of(path: Path, content: str | bytes) -> str:
    with pytest.raises(RecordError) as caught:
        back(path, content)
    return str(caught.value)


def alike(one: Report | tuple[Reading, ...], other: tuple[Reading, ...]) -> bool:
    """Whether two reports say the same, but for the text that a table does not carry."""
    pairs = zip(one.articles if isinstance(one, Report) else one, other, strict=True)
    return all(_bare(first) == _bare(second) for first, second in pairs)


def _bare(reading: Reading) -> Reading:
    return replace(reading, article=replace(reading.article, text="", warnings=()), findings=())


def quotes_stand(readings: tuple[Reading, ...]) -> bool:
    return all(r.article.text[c.start : c.end] == c.quote for r in readings for c in r.claims)


# Out and back.


def test_an_unedited_table_gives_the_same_articles_and_claims(found: Report, tmp_path: Path) -> None:
    readings = back(tmp_path, to_csv(found))
    assert sum(len(reading.claims) for reading in readings) >= 5
    assert alike(found, readings)
    assert [r.article.n_chars for r in readings] == [r.article.n_chars for r in found.articles]
    assert quotes_stand(readings)


def test_an_unedited_table_gives_the_same_findings(found: Report, tmp_path: Path) -> None:
    report = pipeline.run([], [line()], lookup=Atlas(), claims=back(tmp_path, to_csv(found)))
    assert [r.findings for r in report.articles] == [r.findings for r in found.articles]
    assert {f.verdict for r in report.articles for f in r.findings} >= {"supported", "not_checkable"}


def test_a_table_of_a_table_is_the_same_bytes(found: Report, tmp_path: Path) -> None:
    again = pipeline.run([], [line()], lookup=Atlas(), claims=back(tmp_path, to_csv(found)))
    assert to_csv(again) == to_csv(found)


def test_a_workbook_gives_what_the_csv_gives(found: Report, tmp_path: Path) -> None:
    write_xlsx(found, tmp_path / "claims.xlsx")
    assert alike(found, read_claims(tmp_path / "claims.xlsx", lookup=Atlas()))


def test_a_report_made_by_hand_comes_back_whole(report: Report, tmp_path: Path) -> None:
    (reading,) = back(tmp_path, to_csv(report))
    assert _bare(reading) == _bare(report.articles[0])
    assert reading.expressions[0].geometry.equals(report.articles[0].expressions[0].geometry)


def test_an_article_without_claims_keeps_its_places(tmp_path: Path) -> None:
    quiet = judged(Article(text="The weather in Bakhmut was fine.", published=DAY))
    assert quiet.articles[0].resolutions
    assert not quiet.articles[0].claims
    assert alike(quiet, back(tmp_path, to_csv(quiet)))


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)
HARD = st.sampled_from(
    ["=1+1", "'=x", " > ", "a; b (agent)", '"', "\r\n", "\ud800", "−", "[1,2]", "10.09.2024", "x\ty", "№ 5 км²"]
)
TEXTS = st.lists(WORDS | HARD, min_size=1, max_size=5)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Give a report of claims that slice a text of anything."""
    pieces = draw(TEXTS)
    text = "".join(pieces)
    claims, at = [], 0
    for number, piece in enumerate(pieces, start=1):
        type_ = draw(st.sampled_from(sorted(records.CLAIM_TYPES)))
        claims.append(
            Claim(
                id=f"c{number}", start=at, end=at + len(piece), quote=piece, type=type_, mode=draw(st.sampled_from(MODES[type_])),
                stance=draw(st.sampled_from(sorted(records.STANCES))), polarity=draw(st.sampled_from("+-")),
                certainty=draw(st.sampled_from(sorted(records.CERTAINTIES))), salience=draw(st.integers(1, 3)),
                sources=tuple(Speaker(name=name, role="other") for name in draw(st.lists(WORDS | HARD | st.none(), max_size=3))),
                actors=tuple(records.Actor(side=None, name=name, role="agent") for name in draw(st.lists(WORDS | HARD, max_size=2))),
                when=draw(st.none() | st.builds(records.When, from_day=st.dates() | st.none(), to_day=st.dates() | st.none(), granularity=st.just("day"), anchor=st.just("explicit"))),
                translation=draw(st.none() | WORDS | HARD), note=draw(st.none() | WORDS),
            )
        )  # fmt: skip
        at += len(piece)
    article = Article(text=text, title=draw(st.none() | WORDS | HARD), published=draw(st.none() | st.dates()))
    return Report(generator="tests", articles=(Reading(article=article, claims=tuple(claims)),))


@settings(max_examples=40)
@given(reports(), st.sampled_from([",", ";", "\t"]), st.booleans(), st.randoms(use_true_random=False))
def test_any_report_survives_a_spreadsheet(
    tmp_path_factory: pytest.TempPathFactory, report: Report, delimiter: str, marked: bool, chance: Any
) -> None:
    rows = rows_of(to_csv(report))
    names = list(rows[0])
    chance.shuffle(names)
    chance.shuffle(rows)
    text = text_of([{name: row[name] for name in names} for row in rows], delimiter)
    readings = back(tmp_path_factory.mktemp("x"), ("\ufeff" if marked else "") + text)
    assert alike(report, readings)
    assert quotes_stand(readings)


# What spreadsheets do to a file.


def rewritten(report: Report, change: Callable[[str], str], *columns: str) -> str:
    rows = rows_of(to_csv(report))
    for row in rows:
        row |= {name: change(row[name]) for name in columns or row}
    return text_of(rows)


def dotted(day: str) -> str:
    return ".".join(reversed(day.split("-"))) if day else day


def american(day: str) -> str:
    year, month, of_month = day.split("-") if day else ("", "", "")
    return f"{int(month)}/{int(of_month)}/{year}" if day else day


SPREADSHEETS: dict[str, Callable[[Report], str | bytes]] = {
    "semicolons and a mark": lambda r: "\ufeff" + text_of(rows_of(to_csv(r)), ";"),
    "a line that says sep=": lambda r: "sep=;\r\n" + text_of(rows_of(to_csv(r)), ";"),
    "UTF-16 and tabs": lambda r: text_of(rows_of(to_csv(r)), "\t").encode("utf-16"),
    "Windows-1251": lambda r: to_csv(r).encode("cp1251", "replace"),
    "Windows-1252": lambda r: to_csv(r).encode("cp1252", "replace"),
    "bare line feeds": lambda r: to_csv(r).replace("\r\n", "\n"),
    "old Mac line ends": lambda r: to_csv(r).replace("\r\n", "\r"),
    "days with dots": lambda r: rewritten(r, dotted, "from_day", "to_day", "published", "snapshot"),
    "decimal commas": lambda r: rewritten(r, lambda cell: cell.replace(".", ","), "lon", "lat"),
    "an id taken for a number": lambda r: rewritten(r, lambda _: "9,77E+11", "article"),
    "empty rows and columns at the end": lambda r: to_csv(r) + "," * 60 + "\r\n",
    "headings spelt anew": lambda r: to_csv(r).replace("from_day,to_day", "From Day,TO-DAY", 1),
    "only what people need": lambda r: text_of([{k: row[k] for k in row if k in ("quote", "type") or k.startswith("original")} for row in rows_of(to_csv(r))]),
}  # fmt: skip


@pytest.mark.parametrize("how", SPREADSHEETS)
def test_a_spreadsheet_changes_no_claim(found: Report, tmp_path: Path, how: str) -> None:
    numbered = replace(found.articles[0], article=replace(found.articles[0].article, id="977012345678"))
    whole = replace(found, articles=(numbered,)) if "number" in how else found
    assert alike(whole, back(tmp_path, SPREADSHEETS[how](whole)))


def test_days_month_first_are_read_where_another_day_tells(found: Report, tmp_path: Path) -> None:
    told = replace(found.articles[1].article, published=date(2024, 9, 25))
    whole = replace(found, articles=(found.articles[0], replace(found.articles[1], article=told)))
    assert alike(whole, back(tmp_path, rewritten(whole, american, "from_day", "to_day", "published")))


def test_a_day_that_may_be_two_is_an_error_that_names_its_cell(tmp_path: Path) -> None:
    said = error_of(tmp_path, "quote,type,place,day\nTroops hold Toretsk,control,Toretsk,9/10/2024\n")
    assert "row 2, column from_day: '9/10/2024' is one of two days" in said
    assert "2024-09-10 or" not in said
    assert "write it as 2024-09-10" in said


@pytest.mark.parametrize("cell", ["10.09.24", "31.02.2024", "soon", "2024", "99/99/2024", "١٢/٠٩/٢٠٢٤x"])
def test_what_is_no_day_is_said(cell: str) -> None:
    with pytest.raises(Unfit, match="is no day"):
        day_of(cell)


@pytest.mark.parametrize("cell", ["2024-09-10", "10.09.2024", "2024-09-10 00:00:00", "10.9.2024 0:00", "2024/9/10"])
def test_days_are_read_as_spreadsheets_write_them(cell: str) -> None:
    assert day_of(cell) == DAY


def test_numbers_are_read_with_point_or_comma() -> None:
    assert (number_of("35.27"), number_of("35,27"), number_of("−3")) == (35.27, 35.27, -3.0)
    with pytest.raises(Unfit):
        number_of("35.27.1")


@given(st.text(st.characters(exclude_characters="\0\ufffe\uffff"), max_size=20))
def test_defusing_is_undone(text: str) -> None:
    whole = text.encode("utf-8", "replace").decode()
    assert restored(defused(whole)) == whole
    assert len(defused(whole)) < 2 or defused(whole)[0] not in "=+-@\t\r\n"


def test_what_no_file_holds_is_a_sign_for_it_in_a_cell() -> None:
    assert defused("a\0b\ud800\uffff") == "a\ufffdb\ufffd\ufffd"


def test_a_formula_is_led_by_an_apostrophe_and_loses_it_again(found: Report, tmp_path: Path) -> None:
    assert "'=Sudzha=" in to_csv(found)
    assert edited(tmp_path, found, 0, note="'=looked up").claims[0].note == "=looked up"


def test_days_of_a_workbook_that_a_person_typed_are_days(tmp_path: Path) -> None:
    rows = [["quote", "type", "place", "day"], ["Troops hold Toretsk", "control", "Toretsk", "45545"]]
    data = as_excel_saves(write_workbook(rows))
    (reading,) = back(tmp_path, data, "claims.xlsx")
    assert reading.claims[0].when.from_day == DAY


def as_excel_saves(data: bytes) -> bytes:
    """Return a workbook as Excel would save it: shared strings, a number with a style of days, an empty row."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            if name.endswith("sheet1.xml"):
                cell = '<c r="D2" s="1" t="inlineStr"><is><t xml:space="preserve">45545</t></is></c>'
                assert cell in text
                text = text.replace(cell, '<c r="D2" s="3"><v>45545</v></c>')
                said = '<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">Troops hold Toretsk</t></is></c>'
                text = text.replace(said, '<c r="A2" t="s"><v>0</v></c>').replace(
                    "</sheetData>", '<row r="9"/></sheetData>'
                )
            text = text.replace("</cellXfs>", '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>')
            new.writestr(name, text)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{main}"><si><r><t>Troops hold </t></r><r><t>Toretsk</t></r></si></sst>',
        )
    return out.getvalue()


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12),
            max_size=4,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_workbook_holds_any_text(rows: list[list[str]]) -> None:
    def trimmed(row: list[str]) -> list[str]:
        while row and not row[-1]:
            row = row[:-1]
        return row

    assert read_workbook(write_workbook(rows), "x") == [trimmed(row) for row in rows]


def test_a_workbook_with_a_dtd_or_cut_short_is_a_plain_error(tmp_path: Path) -> None:
    whole = write_workbook([["quote", "type"], ["a", "control"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            new.writestr(name, text.replace("?>\n", '?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n', 1))
    for data in (out.getvalue(), whole[:-40], b"PK\x03\x04rubbish"):
        with pytest.raises(RecordError, match="no XLSX workbook"):
            back(tmp_path, data, "claims.xlsx")


@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda text: f"quote,type\n{text}".encode("utf-8", "replace"))
)
@settings(max_examples=40)
def test_no_file_raises_but_a_plain_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    with suppress(geo.GeoError):
        back(tmp_path_factory.mktemp("x"), data)


# Edits.


def number_of_row(report: Report, words: str) -> int:
    return next(n for n, row in enumerate(rows_of(to_csv(report))) if words in row["quote"])


def test_a_changed_word_is_taken_and_told(found: Report, tmp_path: Path) -> None:
    reading = edited(tmp_path, found, 0, stance="denied", certainty="PS")
    claim, before = reading.claims[0], found.articles[0].claims[0]
    assert claim == replace(before, stance="denied", certainty="PS", by_hand=("stance", "certainty"))
    assert reading.claims[1:] == found.articles[0].claims[1:]
    assert any("1 claim changed by hand" in doubt and "stance" in doubt for doubt in reading.article.warnings)


def test_what_was_changed_stays_told_after_another_round(found: Report, tmp_path: Path) -> None:
    once = edited(tmp_path, found, 0, stance="denied")
    twice = edited(tmp_path, Report(generator="tests", articles=(once,)), 0, certainty="U")
    assert twice.claims[0].by_hand == ("stance", "certainty")
    assert rows_of(to_csv(Report(generator="tests", articles=(twice,))))[0]["by_hand"] == "stance certainty"
    assert '"by_hand": ["stance", "certainty"]' in to_json(Report(generator="tests", articles=(twice,)))


def test_a_struck_claim_is_gone_and_told(found: Report, tmp_path: Path) -> None:
    reading = edited(tmp_path, found, 0, strike="x")
    assert reading.claims == found.articles[0].claims[1:]
    assert reading.resolutions == found.articles[0].resolutions
    assert any("1 claim struck by hand: c1 (row 2)" in doubt for doubt in reading.article.warnings)


def test_a_row_that_was_removed_is_told(found: Report, tmp_path: Path) -> None:
    rows = rows_of(to_csv(found))
    reading = back(tmp_path, text_of(rows[1:]))[0]
    assert reading.claims == found.articles[0].claims[1:]
    told = " ".join(reading.article.warnings)
    assert "1 claim of the article" in told
    assert "places that no claim names" in told


def test_another_place_is_looked_up_beside_those_of_the_article(found: Report, tmp_path: Path) -> None:
    number = number_of_row(found, "hold Toretsk")
    reading = edited(tmp_path, found, number, place="Pokrovsk")
    claim = reading.claims[number]
    placed = {r.mention.id: r.place for r in reading.resolutions}
    assert placed[claim.where[0].ref].id == "geonames:704422"
    assert claim.by_hand == ("place",)
    assert (
        pipeline.run([], [line()], lookup=Atlas(), claims=[reading]).articles[0].findings[number].verdict
        == "contradicted"
    )


def test_a_place_by_id_and_a_place_by_point(found: Report, tmp_path: Path) -> None:
    by_id = edited(tmp_path, found, 0, place_id="geonames:712161")
    assert by_id.resolutions[-1].place.name == "Bakhmut"
    point = edited(tmp_path, found, 0, place="the mill", lon="37,51", lat="48,25", radius_m="800")
    place = point.resolutions[-1].place
    assert (place.name, place.lon, place.lat, place.radius_m) == ("the mill", 37.51, 48.25, 800.0)
    assert (
        point.article.text[slice(point.resolutions[-1].mention.start, point.resolutions[-1].mention.end)] == "the mill"
    )


def test_a_place_that_was_cleared_is_gone(found: Report, tmp_path: Path) -> None:
    number = number_of_row(found, "hold Toretsk")
    reading = edited(tmp_path, found, number, place="", place_id="", lon="", lat="", radius_m="")
    assert reading.claims[number].where == found.articles[0].claims[number].where[1:]


def test_a_role_alone_leaves_the_place(found: Report, tmp_path: Path) -> None:
    before = found.articles[0].claims[0].where[0]
    claim = edited(tmp_path, found, 0, role="target", relation="into").claims[0]
    assert claim.where[0] == replace(before, role="target", relation="into")


def test_further_places_are_read_from_their_list(found: Report, tmp_path: Path) -> None:
    reading = edited(
        tmp_path, found, 0, more_places="Kursk Oblast (whole, part_of) [ne:RU-KRS]; the ford (path) [37.1, 48.2, 300]"
    )
    main, whole, ford = reading.claims[0].where
    placed = {r.mention.id: r.place for r in reading.resolutions}
    assert main == found.articles[0].claims[0].where[0]
    assert (whole.role, whole.relation, placed[whole.ref].id) == ("whole", "part_of", "ne:RU-KRS")
    assert (ford.role, placed[ford.ref].radius_m) == ("path", 300.0)


def test_changed_days_have_a_new_length(found: Report, tmp_path: Path) -> None:
    when = edited(tmp_path, found, 0, from_day="2024-09-01", to_day="2024-09-05").claims[0].when
    assert (when.from_day, when.to_day, when.granularity) == (date(2024, 9, 1), date(2024, 9, 5), "span")
    assert "is before" in error_of(
        tmp_path, rewritten(found, lambda _: "2023-01-01", "to_day").replace("2024-09-08", "2024-09-08")
    )


def test_a_corrected_chain_keeps_the_links_that_stay(found: Report, tmp_path: Path) -> None:
    number = number_of_row(found, "still controls Pokrovsk")
    before = found.articles[0].claims[number].sources
    row = rows_of(to_csv(found))[number]
    chain = edited(tmp_path, found, number, sources=f"{row['sources']} > Kyiv (official, UA)").claims[number].sources
    assert chain == (*before, Speaker(name="Kyiv", role="official", side="UA"))


def test_a_shorter_quote_stays_where_it_stood(found: Report, tmp_path: Path) -> None:
    number = number_of_row(found, "hold Toretsk")
    reading = edited(tmp_path, found, number, quote="forces hold Toretsk")
    claim = reading.claims[number]
    assert WIRE[claim.start : claim.end] == reading.article.text[claim.start : claim.end] == "forces hold Toretsk"


def test_a_new_quote_comes_after_the_text(found: Report, tmp_path: Path) -> None:
    reading = edited(tmp_path, found, 0, quote="Words that stand nowhere.")
    claim = reading.claims[0]
    assert claim.start > len(WIRE)
    assert quotes_stand((reading,))


def test_quantities_are_read_anew(found: Report, tmp_path: Path) -> None:
    reading = edited(tmp_path, found, 0, quantities="about 500 square kilometres; 12 km")
    known = {q.id: q for q in reading.quantities}
    area, length = (known[ref] for ref in reading.claims[0].quantities)
    assert (area.si, length.si) == (500e6, 12e3)
    assert reading.article.text[area.start : area.end] == area.text


def test_what_is_said_of_the_article_counts_for_all_its_rows(found: Report, tmp_path: Path) -> None:
    reading = edited(tmp_path, found, 0, published="2024-09-12", title="Another")
    assert (reading.article.published, reading.article.title) == (date(2024, 9, 12), "Another")
    rows = rows_of(to_csv(found))
    rows[0]["title"], rows[1]["title"] = "One", "Two"
    assert "row 3, column title: 'Two' is not what row 2 says" in error_of(tmp_path, text_of(rows))


def test_a_row_copied_and_changed_is_a_claim_of_its_own(found: Report, tmp_path: Path) -> None:
    rows = rows_of(to_csv(found))
    reading = back(tmp_path, text_of([*rows, rows[0] | {"polarity": "-"}]))[0]
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids)) == len(found.articles[0].claims) + 1


def test_a_claim_added_to_an_article_comes_last(found: Report, tmp_path: Path) -> None:
    rows = rows_of(to_csv(found))
    new = {"article": rows[0]["article"], "quote": "Bakhmut is Russian-held.", "type": "control", "place": "Bakhmut"}
    reading = back(tmp_path, text_of([new, *rows]))[0]
    claim = reading.claims[-1]
    assert (claim.id, claim.by_hand, claim.salience) == ("h1", ("added",), 1)
    # The article names Bakhmut already.
    assert reading.resolutions[-1].place.id == "geonames:712161"
    assert quotes_stand((reading,))


def test_a_damaged_pack_leaves_a_claim_by_hand(found: Report, tmp_path: Path) -> None:
    for damage in ("", "1:AAAA", "1:" + "x" * 50, "junk"):
        rows = [row | {"original": damage} for row in rows_of(to_csv(found))]
        (tmp_path / "c.csv").write_text(text_of(rows), "utf-8")
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            readings = read_claims(tmp_path / "c.csv", lookup=Atlas())
        assert {claim.by_hand for reading in readings for claim in reading.claims} == {("added",)}
        assert any("packed column" in str(one.message) for one in told) == bool(damage)


def test_unknown_columns_become_notes(found: Report, tmp_path: Path) -> None:
    rows = rows_of(to_csv(found))
    rows[0]["Reviewer"] = "Olena"
    (tmp_path / "c.csv").write_text(text_of(rows), "utf-8")
    with pytest.warns(ArticleWarning, match="kept as notes: reviewer"):
        readings = read_claims(tmp_path / "c.csv", lookup=Atlas())
    assert readings[0].claims[0] == replace(found.articles[0].claims[0], note="reviewer: Olena")


# Written by hand.


def test_quote_type_place_and_day_are_enough(tmp_path: Path) -> None:
    reading = by_hand(
        tmp_path, text="Russian troops hold Toretsk.", type="control", place="Toretsk", day="2024-09-09", actors="RU"
    )
    (claim,) = reading.claims
    assert (claim.mode, claim.stance, claim.polarity, claim.certainty) == ("hold", "asserted", "+", "CT")
    assert (claim.when.from_day, claim.when.to_day) == (date(2024, 9, 9), date(2024, 9, 9))
    assert reading.article.text == "Russian troops hold Toretsk."
    (finding,) = pipeline.run([], [line()], lookup=Atlas(), claims=[reading]).articles[0].findings
    assert (finding.verdict, finding.layer) == ("supported", "made up")


def test_quantities_of_a_claim_by_hand_are_read_out_of_its_words(tmp_path: Path) -> None:
    reading = by_hand(
        tmp_path, quote="Units moved about 3 km in Toretsk.", type="change", mode="advance", place="Toretsk"
    )
    (quantity,) = reading.quantities
    assert reading.claims[0].quantities == (quantity.id,)
    assert (quantity.si, reading.article.text[quantity.start : quantity.end]) == (3000.0, "about 3 km")


def test_claims_by_hand_come_back_from_a_table_of_theirs(tmp_path: Path) -> None:
    reading = by_hand(
        tmp_path, quote="Troops hold the pass.", type="control", place="the pass", lon="37.6", lat="48.2", day="2024-09-09",
        sources="Kyiv (official, UA)", actors="Ukraine (holder, UA)", quantities="12 km", title="Notes", published="2024-09-10",
    )  # fmt: skip
    assert reading.claims[0].stance == "claimed"
    again = back(tmp_path, to_csv(Report(generator="tests", articles=(reading,))), "again.csv")
    assert alike((reading,), again)


def test_rows_of_one_article_stand_together(tmp_path: Path) -> None:
    row = {"type": "control", "place": "Toretsk", "published": "2024-09-10", "quote": "One."}
    readings = back(
        tmp_path, text_of([row | {"title": "A"}, row | {"title": "B"}, row | {"title": "A", "quote": "Two."}])
    )
    assert [[claim.quote for claim in r.claims] for r in readings] == [["One.", "Two."], ["One."]]
    assert [r.article.title for r in readings] == ["A", "B"]


def test_a_name_of_several_places_is_doubted_and_an_unknown_one_left_unplaced(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("quote,type,place\nA.,control,Terny\nB.,control,Zzyzxivka\n", "utf-8")
    with pytest.warns(ArticleWarning) as told:
        (reading,) = read_claims(tmp_path / "c.csv", lookup=Atlas())
    said = " ".join(str(one.message) for one in told)
    assert "row 2: 'Terny' was taken for" in said
    assert "row 3: 'Zzyzxivka' is not in the gazetteer" in said
    assert [r.place is None for r in reading.resolutions] == [False, True]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("type", "CONTROL", "use one of: attack, change, control"),
        ("type", "контроль", "'контроль' is not known; use one of: attack"),
        ("type", "", "use one of"),
        ("stance", "sure", "use one of: asserted"),
        ("mode", "killed", "does not go with the type control; use one of"),
        ("polarity", "yes", "use one of: +, -"),
        ("certainty", "ct", "use one of: CT"),
        ("salience", "5", "use one of: 1, 2, 3"),
        ("role", "town", "use one of: baseline"),
        ("relation", "beside", "use one of"),
        ("granularity", "hour", "use one of"),
        ("sources", "Kyiv (boss)", "'boss' is not known; use one of"),
        ("actors", "Kyiv (agent, FR)", "'FR' is not known"),
        ("lon", "370", "is no place on Earth"),
        ("lat", "north", "is no number"),
        ("radius_m", "-3", "is no radius"),
        ("place_id", "geonames:1", "no place has the id"),
        ("more_places", "A (where) [1,2,3,4]", "is no place"),
        ("actors", "Kyiv (agent; Moscow", "a bracket that is not closed"),
        ("quantities", "many", "is no quantity"),
        ("published", "soon", "is no day"),
        ("strike", "maybe", "is neither x (removed) nor empty"),
        ("quote", "", "write the words of the claim"),
    ],
)
def test_a_wrong_cell_is_an_error_that_names_row_column_value_and_choices(
    tmp_path: Path, column: str, value: str, words: str
) -> None:
    good = {"quote": "Troops hold Toretsk", "type": "control", "place": "Toretsk", "lon": "37.8", "lat": "48.4"}
    if column == "place_id":
        del good["lon"], good["lat"]
    said = error_of(tmp_path, text_of([good, good | {column: value}]))
    assert f"row 3, column {column if column != 'lat' or value != '370' else 'lon'}: " in said
    assert words in said
    assert "\n" not in said


def test_several_wrong_cells_are_told_at_once(tmp_path: Path) -> None:
    rows = [{"quote": "A", "type": "X", "place": "Toretsk"} for _ in range(9)]
    said = error_of(tmp_path, text_of(rows))
    assert "row 2, column type" in said
    assert "row 5, column type" in said
    assert "and 5 more" in said


def test_coordinates_that_look_swapped_are_refused(tmp_path: Path) -> None:
    said = error_of(tmp_path, "quote,type,place,lon,lat\nA,control,Toretsk,48.395,37.848\n")
    assert "look swapped" in said


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "quote,quote\nx,y\n", "quote,type\nx,control,beyond\n"])
def test_what_is_no_claims_table_is_a_plain_error(tmp_path: Path, content: str) -> None:
    assert str(tmp_path) in error_of(tmp_path, content)


def test_time_grows_with_the_rows(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        names = ("Toretsk", "Bakhmut", "Pokrovsk", "Terny", "Lyman")
        rows = [
            {"quote": f"Claim {n}.", "type": "control", "place": names[n % 5], "day": "2024-09-10"}
            for n in range(count)
        ]
        started = time.process_time()
        assert len(by_hand_all(tmp_path, rows)) == count
        return time.process_time() - started

    seconds(10)
    assert seconds(2000) < 25 * max(seconds(200), 0.02)


def by_hand_all(path: Path, rows: list[dict[str, str]]) -> tuple[Claim, ...]:
    (reading,) = back(path, text_of(rows))
    return reading.claims


# The doors.


def test_the_template_is_a_table_with_a_struck_example(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["template"]) == 0
    text = capsysbinary.readouterr().out.decode("utf-8")
    assert text == claims_template() == geo.claims_template()
    assert back(tmp_path, text) == ()
    (reading,) = back(tmp_path, text_of([row | {"strike": ""} for row in rows_of(text)]))
    assert reading.claims[0].sources[-1] == Speaker(name="General Staff of Ukraine", role="official", side="UA")


@pytest.fixture
def table(sample_report: geo.Report, tmp_path: Path) -> Path:
    """Give the claims table of the sample that ships."""
    geo.write_csv(sample_report, tmp_path / "claims.csv")
    return tmp_path / "claims.csv"


def test_run_takes_a_claims_table_for_an_article(table: Path, sample_report: geo.Report) -> None:
    for report in (geo.run(str(table)), geo.run(claims=table), geo.run(claims=geo.read_claims(table))):
        assert alike(sample_report, report.articles)
        assert [r.findings for r in report.articles] == [r.findings for r in sample_report.articles]


def test_the_shell_takes_a_claims_table(
    table: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.main(["report", str(table), "--format", "csv"]) == 0
    assert capsysbinary.readouterr().out.decode("utf-8") == table.read_bytes().decode("utf-8")
    assert cli.main(["map", str(table), "-o", str(tmp_path / "map.html")]) == 0
    assert "<html" in (tmp_path / "map.html").read_text("utf-8")[:200].lower()


def test_the_shell_writes_a_workbook_to_a_file_only(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "claims.xlsx"
    assert cli.main(["report", str(table), "--format", "xlsx", "-o", str(book)]) == 0
    assert alike(geo.read_claims(table), geo.read_claims(book))
    assert cli.main(["report", str(table), "--format", "xlsx"]) == 2
    assert "-o" in capsys.readouterr().err


def test_the_page_tells_what_was_changed_by_hand(found: Report, tmp_path: Path) -> None:
    from geo.page.payload import make_payload

    reading = edited(tmp_path, found, 0, stance="denied", note="See the map.")
    claim = details_of(make_payload(Report(generator="test", articles=(reading,))))[0]
    assert (claim["by_hand"], claim["note"]) == (["stance"], "See the map.")
