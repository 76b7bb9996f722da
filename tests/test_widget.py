"""The notebook widget, as far as Python can see it."""

from __future__ import annotations

import json
import sys
import zlib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest

import geo
from geo import records
from geo.errors import GeoWarning, MissingExtra, RecordError
from geo.page import draw_map
from geo.records import Mention, Place, PlaceRef, Report, Resolution
from geo.widget import make_widget
from geo.widget.corrected import correction_of
from geo.widget.rule import FACETS, GRAINS, VERDICTS

ROOT = Path(__file__).resolve().parents[1]


def _sent(widget: Any) -> list[dict[str, Any]]:
    """Return the list into which the widget's state changes fall on their way to the browser."""
    told: list[dict[str, Any]] = []
    widget.observe(lambda change: told.append({change["name"]: change["new"]}))
    return told


def _doors(report: records.Report) -> geo.Report:
    return geo.Report(**{field.name: getattr(report, field.name) for field in fields(report)})


def _place(number: int, lon: float) -> Place:
    return Place(id=f"test:{number}", name="Springfield", kind="city", lon=lon, lat=48.0, radius_m=2000.0, country="UA")


@pytest.fixture
def doubtful(report: Report) -> Report:
    """Give a report whose first claim is at a place with one other candidate."""
    reading = report.articles[0]
    word = reading.article.text.split()[0]
    mention = Mention(id="m90", start=0, end=len(word), text=word)
    resolution = Resolution(
        mention=mention, usage="literal", mapped=True, place=_place(1, 37.0), runners_up=(_place(2, 30.0),)
    )
    claim = replace(reading.claims[0], where=(PlaceRef(ref="m90", role="figure"),))
    changed = replace(reading, resolutions=(resolution,), claims=(claim, *reading.claims[1:]))
    return replace(report, articles=(changed, *report.articles[1:]))


def _key(report: Report, number: int = 0) -> str:
    return f"{report.articles[0].article.id}~{report.articles[0].claims[number].id}"


def _mark(widget: Any, **about: Any) -> None:
    widget._handle_custom_msg({"kind": "correct", "about": about}, [])


def test_it_carries_the_payload_of_the_report_as_deflated_bytes(report: Report) -> None:
    widget = make_widget(report, title="Kursk")
    assert json.loads(zlib.decompress(widget.payload, -15))["title"] == "Kursk"
    assert isinstance(widget.payload, bytes)
    assert widget.visible_ids == [f"{report.articles[0].article.id}~c1", f"{report.articles[0].article.id}~c2"]


def test_day_and_choice_go_both_ways(report: Report) -> None:
    widget = make_widget(report)
    told = _sent(widget)
    widget.set_state({"day": "2024-08-06", "selected_ids": [_key(report)]})
    widget.day = "2024-08-07"
    assert widget.selected_ids == [_key(report)]
    assert {"day": "2024-08-06"} in told
    assert {"day": "2024-08-07"} in told


def test_every_trait_of_the_page_is_synced_but_the_visible_ids(report: Report) -> None:
    keys = set(make_widget(report).keys)
    assert {"payload", "height", "day", "window", "compare_day", "view", "selected_ids", "filters"} <= keys
    assert "visible_ids" not in keys


def test_filters_set_in_python_narrow_what_is_visible_without_a_page(report: Report) -> None:
    import traitlets

    widget, told = make_widget(report), []
    widget.observe(lambda change: told.append(change.new), "visible_ids")
    widget.filters = {"query": "sumy"}
    assert widget.visible_ids == [_key(report, 1)]
    widget.filters = {"verdicts": "no_data"}
    assert widget.visible_ids == [_key(report, 0)] == told[-1]
    widget.filters, widget.day, widget.window = {}, "2024-08-08", 7
    assert widget.visible_ids == [_key(report, 0)]
    widget.window = 0
    assert len(widget.visible_ids) == 2
    with pytest.raises(traitlets.TraitError):
        widget.visible_ids = []


def test_the_first_day_is_known_before_a_page_is_open(report: Report) -> None:
    assert make_widget(report).day == "2024-09-10"
    assert make_widget(records.Report(generator="nothing yet")).day == ""


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"verdict": "supported"}, "no filter 'verdict'; use: query, verdicts, source"),
        ({"verdicts": ["true"]}, "no verdict 'true'"),
        ({"source": ["A", "B"]}, "give one text"),
    ],
)
def test_a_filter_that_is_none_is_refused_in_one_line(report: Report, filters: dict[str, Any], words: str) -> None:
    import traitlets

    with pytest.raises(traitlets.TraitError, match=words):
        make_widget(report).filters = filters


def test_python_filters_by_what_the_page_filters_by() -> None:
    script = "".join((ROOT / f"geo/page/js/{name}.js").read_text("utf-8") for name in ("store", "glyphs", "claims"))
    for name, words in (("FACETS", FACETS), ("VERDICTS", VERDICTS), ("GRAINS", GRAINS)):
        assert f"export const {name} = {json.dumps(words)};" in script


def test_filters_that_leave_everything_are_none(report: Report) -> None:
    widget = make_widget(report)
    widget.filters = {"query": "", "verdicts": list(reversed(VERDICTS)), "source": None}
    assert widget.filters == {}
    widget.filters = {"verdicts": ["no_data", "supported"]}
    assert widget.filters == {"verdicts": ["supported", "no_data"]}


def test_a_row_of_a_frame_is_selected(report: Report) -> None:
    frame = _doors(report).to_frame("claims")
    widget = make_widget(report)
    widget.select(frame.iloc[[1]])
    assert widget.selected_ids == [_key(report, 1)]
    widget.select(frame.iloc[0])
    assert widget.selected_ids == [_key(report, 0)]
    widget.select(_key(report, 1))
    assert widget.selected_ids == [_key(report, 1)]


def test_a_claim_that_is_not_there_cannot_be_selected(report: Report) -> None:
    import traitlets

    with pytest.raises(RecordError, match="no claim of this report is called 'elsewhere~c1'"):
        make_widget(report).select(["elsewhere~c1", "elsewhere~c2"])
    with pytest.raises(traitlets.TraitError, match="no claim of this report"):
        make_widget(report).selected_ids = ["elsewhere~c1"]


def test_a_frame_however_it_was_turned_selects_its_claims_once(report: Report) -> None:
    frame = _doors(report).to_frame("claims")
    both = [_key(report, 1), _key(report, 0)]
    turned = frame.sort_values("claim", ascending=False)
    widget = make_widget(report)
    for rows in (
        turned,
        turned.reset_index(drop=True),
        turned.set_index(["article", "claim"]),
        turned.loc[[*turned.index, turned.index[0]]],
        both + both,
        iter(both),
    ):
        widget.selected_ids = []
        widget.select(rows)
        assert widget.selected_ids == both
    widget.select(frame[frame["verdict"] == "supported"])
    assert widget.selected_ids == []


@pytest.mark.parametrize("rows", [7, "places"])
def test_rows_that_are_about_no_claim_are_refused(report: Report, rows: Any) -> None:
    given = _doors(report).to_frame("places")[["name", "geometry"]] if rows == "places" else rows
    with pytest.raises(RecordError, match="to_frame"):
        make_widget(report).select(given)


def test_a_brushed_window_reaches_python_as_days(report: Report) -> None:
    widget, told = make_widget(report), []
    widget.on_window(lambda first, last: told.append((first, last)))
    widget.set_state({"day": "2024-09-10", "window": 7})
    assert told[-1] == (date(2024, 9, 4), date(2024, 9, 10))
    widget.window = 0
    assert told[-1] == (None, date(2024, 9, 10))


def test_a_window_that_moves_with_its_day_is_told_once(report: Report) -> None:
    widget, told = make_widget(report), []
    leave = widget.on_window(lambda first, last: told.append((first, last)))
    with widget.hold_trait_notifications():
        widget.day, widget.window = "2024-09-10", 7
        widget.day = "2024-09-08"
    assert told == [(date(2024, 9, 2), date(2024, 9, 8))]
    leave()
    leave()
    widget.day = "2024-09-12"
    assert len(told) == 1


def test_what_listens_can_stop(doubtful: Report) -> None:
    widget, told = make_widget(doubtful), []
    for leave in (widget.on_select(told.append), widget.on_correct(told.append)):
        leave()
    widget.selected_ids = [_key(doubtful)]
    _mark(widget, claim=_key(doubtful), row=0, kind="bar")
    assert told == []


def test_a_clicked_claim_reaches_python(report: Report) -> None:
    widget, told = make_widget(report), []
    widget.on_select(told.append)
    widget.set_state({"selected_ids": [_key(report)]})
    assert told == [[_key(report)]]


def test_a_day_or_a_view_that_is_none_is_refused(report: Report) -> None:
    import traitlets

    widget = make_widget(report)
    for name, value in (("day", "yesterday"), ("compare_day", "2024-13-01"), ("view", [1]), ("window", -1)):
        with pytest.raises(traitlets.TraitError):
            setattr(widget, name, value)
    with pytest.raises(RecordError, match="not on Earth"):
        widget.fly_to(48.0, 137.0)


def test_flying_takes_a_point_a_place_or_a_claim(report: Report) -> None:
    widget = make_widget(report)
    widget.fly_to(37.2, 48.3)
    assert widget.view == [37.2, 48.3]
    widget.fly_to(_place(1, 37.5), zoom=9)
    assert widget.view == [37.5, 48.0, 9]
    for claim in (_key(report), _doors(report).to_frame("claims").iloc[0]):
        widget.view = [30.0, 50.0, 7]
        widget.fly_to(claim)
        assert widget.view[0] == pytest.approx(35.27222)
        assert widget.view[2] == 7


def test_there_is_no_flying_to_nowhere(report: Report) -> None:
    reading = report.articles[0]
    nowhere = replace(reading, claims=(replace(reading.claims[0], where=()),), findings=())
    widget = make_widget(replace(report, articles=(nowhere,), pairs=()))
    with pytest.raises(RecordError, match="has no place on the map"):
        widget.fly_to(widget.visible_ids[0])
    with pytest.raises(RecordError, match="no claim of this report"):
        widget.fly_to("elsewhere~c1")


def test_the_html_is_that_of_the_page(report: Report, tmp_path: Path) -> None:
    widget = make_widget(report, title="Kursk")
    document = widget.to_html(tmp_path / "page.html")
    draw_map(report, title="Kursk").save(tmp_path / "other.html")
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "other.html").read_bytes() == document.encode()


def test_exports_hold_what_the_filters_leave(report: Report, tmp_path: Path) -> None:
    widget = make_widget(_doors(report))
    widget.filters = {"verdicts": ["no_data"]}
    ids = [
        row["properties"]["claim"]
        for row in json.loads(widget.to_geojson())["features"]
        if "claim" in row["properties"]
    ]
    assert "c2" not in ids
    assert list(widget.to_frame()["claim"]) == ["c1"]
    assert widget.to_csv(tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").stat().st_size > 0
    assert [claim["id"] for claim in json.loads(widget.to_json())["articles"][0]["claims"]] == ["c1"]
    assert widget.shown().pairs == ()
    widget.shown().save(tmp_path / "claims.gpkg")
    assert list(geopandas.read_file(tmp_path / "claims.gpkg", layer="claims")["claim"]) == ["c1"]


def test_its_frame_is_that_of_the_report_and_reads_back_as_the_claims_they_were(report: Report) -> None:
    widget = make_widget(_doors(report))
    assert list(widget.to_frame().columns) == list(_doors(report).to_frame("claims").columns)
    (reading,) = geo.from_frame(widget.to_frame())
    assert [claim.by_hand for claim in reading.claims] == [(), ()]
    assert "original" not in widget.to_frame("places")


def test_another_candidate_becomes_a_correction(doubtful: Report) -> None:
    widget, told = make_widget(doubtful), []
    widget.on_correct(told.append)
    _mark(widget, claim=_key(doubtful), row=0, kind="candidate", candidate=0)
    (entry,) = widget.corrections.entries
    assert (entry.offset, entry.article) == (0, doubtful.articles[0].article.id)
    assert told == [entry]


def test_a_candidate_of_the_gazetteer_is_named_by_its_id(doubtful: Report) -> None:
    about = {"claim": _key(doubtful), "row": 0, "kind": "candidate", "candidate": 0}
    known = doubtful.articles[0].resolutions[0].runners_up[0]

    class Knowing:
        def by_ids(self, ids: Any) -> dict[str, Place]:
            return {known.id: known} if known.id in ids else {}

    entry, label = correction_of(doubtful, about, lookup=Knowing())  # type: ignore[arg-type]  # one question is asked
    assert (entry.place, entry.lon, label) == ("test:2", None, "Springfield, UA")


def test_a_candidate_that_the_gazetteer_does_not_know_travels_whole(sample_report: geo.Report) -> None:
    online = Place(id="nominatim:7", name="Somewhere", kind="city", lon=36.1, lat=49.2, radius_m=900.0, country="UA", admin1="Kharkiv Oblast")  # fmt: skip
    reading, resolution, claim = _placed(sample_report)
    doubted = replace(resolution, runners_up=(online,))
    changed = replace(reading, resolutions=tuple(doubted if one is resolution else one for one in reading.resolutions))
    report = replace(
        sample_report, articles=tuple(changed if one is reading else one for one in sample_report.articles)
    )
    widget = report.widget()
    _mark(widget, claim=f"{reading.article.id}~{claim.id}", row=0, kind="candidate", candidate=0)
    corrected = report.with_corrections(widget.corrections)
    moved = _at(corrected, reading.article.id, resolution.mention.start).place
    assert moved is not None
    assert (moved.name, moved.lon, moved.lat, moved.kind, moved.radius_m) == ("Somewhere", 36.1, 49.2, "city", 900.0)
    assert widget._marked == [{"name": resolution.mention.text, "to": "Somewhere, Kharkiv Oblast, UA"}]


def test_a_correction_can_be_taken_back(doubtful: Report) -> None:
    widget = make_widget(doubtful)
    _mark(widget, claim=_key(doubtful), row=0, kind="bar")
    other = geo.Correction(name="Sudzha", bar=True)
    widget.correct(other)
    widget._handle_custom_msg({"kind": "undo", "number": 0}, [])
    assert widget.corrections.entries == (other,)
    assert widget.undo() == other
    assert (widget.corrections.entries, widget.undo(), widget._marked) == ((), None, [])


def test_corrections_are_kept_in_a_file_for_the_command(doubtful: Report, tmp_path: Path) -> None:
    widget = make_widget(doubtful)
    _mark(widget, claim=_key(doubtful), row=0, kind="point", lon=36.5, lat=49.5)
    widget.correct(geo.Correction(name='The "Bend"', means="Sudzha", country="RU", note="says\tthe desk"))
    for name in ("fixes.toml", "fixes.csv", "fixes.tsv"):
        geo.write_corrections(widget.corrections, tmp_path / name)
        back = geo.read_corrections(tmp_path / name)
        assert tuple(replace(entry, where="") for entry in back.entries) == widget.corrections.entries
    with pytest.raises(geo.GazetteerError, match=r"\.toml, \.csv and \.tsv"):
        geo.write_corrections(widget.corrections, tmp_path / "fixes.json")


def test_the_last_word_on_a_place_counts(doubtful: Report) -> None:
    widget = make_widget(doubtful)
    _mark(widget, claim=_key(doubtful), row=0, kind="candidate", candidate=0)
    _mark(widget, claim=_key(doubtful), row=0, kind="point", lon=36.5, lat=49.5)
    (entry,) = widget.corrections.entries
    assert (entry.place, entry.lon, entry.lat) == (None, 36.5, 49.5)
    _mark(widget, claim=_key(doubtful), row=0, kind="bar")
    assert [entry.bar for entry in widget.corrections.entries] == [True]


@pytest.mark.parametrize("about", [{"row": 7}, {"claim": "x~c1"}, {"candidate": 3}, {"candidate": "0"}, {"kind": "?"}])
def test_what_cannot_be_corrected_is_refused(doubtful: Report, about: dict[str, Any]) -> None:
    told = {"claim": _key(doubtful), "row": 0, "kind": "candidate", "candidate": 0}
    with pytest.raises(RecordError):
        make_widget(doubtful).__class__._hear(
            make_widget(doubtful), None, {"kind": "correct", "about": told | about}, []
        )


def test_what_was_refused_is_told_to_the_reader_too(doubtful: Report) -> None:
    widget = make_widget(doubtful)
    with pytest.raises(RecordError):
        widget._hear(None, {"kind": "correct", "about": {"claim": "x~c1", "row": 0}}, [])
    assert "could be corrected" in widget._refused
    _mark(widget, claim=_key(doubtful), row=0, kind="bar")
    assert widget._refused == ""


def test_a_report_without_claims_lines_or_places_has_a_widget() -> None:
    article = records.Article(text="Nothing here.", id="a")
    for report in (Report(generator="x"), Report(generator="x", articles=(records.Reading(article=article),))):
        widget = make_widget(report)
        widget.filters, widget.window, widget.day = {"query": "a", "grain": "none"}, 7, "2024-09-10"
        assert widget.visible_ids == []
        assert json.loads(widget.to_geojson())["features"] == []


def _placed(report: geo.Report) -> tuple[records.Reading, Resolution, records.Claim]:
    """Return an article, a place of it that stands first on the card of a claim, and that claim."""
    return next(
        (reading, one, claim)
        for reading in report.articles
        for claim in reading.claims
        for one in reading.resolutions
        if one.mapped
        and one.place
        and one.place.geometry == "point"
        and [one.mention.id] == [ref.ref for ref in claim.where[:1]]
        and len(claim.where) == 1
    )


def _at(report: geo.Report, article: str, start: int) -> Resolution:
    return next(
        one
        for reading in report.articles
        if reading.article.id == article
        for one in reading.resolutions
        if one.mention.start == start
    )


def test_a_correction_moves_the_place_and_all_that_rests_on_it(sample_report: geo.Report) -> None:
    reading, resolution, claim = _placed(sample_report)
    widget = sample_report.widget()
    _mark(widget, claim=f"{reading.article.id}~{claim.id}", row=0, kind="point", lon=30.5, lat=50.4)
    corrected = sample_report.with_corrections(widget.corrections)
    moved = _at(corrected, reading.article.id, resolution.mention.start).place
    assert moved is not None
    assert (moved.lon, moved.lat) == (30.5, 50.4)
    assert [r.claims for r in corrected.articles if r.article.id != reading.article.id] == [
        r.claims for r in sample_report.articles if r.article.id != reading.article.id
    ]


def test_no_correction_changes_nothing(sample_report: geo.Report) -> None:
    assert sample_report.with_corrections([]).to_json() == sample_report.to_json()


def test_a_correction_of_no_use_is_told(sample_report: geo.Report) -> None:
    with pytest.warns(GeoWarning, match="changed nothing"):
        changed = sample_report.with_corrections([geo.Correction(name="Nowhereville", lon=1.0, lat=2.0)])
    assert changed.articles == sample_report.articles


def test_its_script_is_a_module_that_hands_on_render(report: Report) -> None:
    script = make_widget(report)._esm
    assert script.rstrip().endswith("export default { render };")
    assert "Leaflet" in script
    assert "https://cdn" not in script


def test_a_report_is_text_and_one_page_with_a_table_for_a_notebook(report: Report) -> None:
    shown = _doors(report)._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html"}
    assert shown["text/plain"].startswith("<Report: 2 articles, 2 places, 2 claims")
    page = draw_map(report).document()
    assert shown["text/html"].count("srcdoc") == 1
    # The page once, what is around it small: the notebook's file grows by no more than that.
    assert len(shown["text/html"]) < 1.1 * len(page) + 10_000
    assert shown["text/html"].count("<td>") == 6 * 2
    assert "<td>=Kyiv said its forces entered Sudzha" in shown["text/html"]
    assert list(_doors(report)._repr_mimebundle_(include={"text/plain"})) == ["text/plain"]


def test_a_widget_without_its_manager_is_a_table(report: Report) -> None:
    bundle = make_widget(report)._repr_mimebundle_()[0]
    assert bundle["text/plain"] == "<FrontlineWidget: 2 of 2 claims>"
    assert bundle["text/html"].count("<td>") == 6 * 2
    assert len(bundle["text/html"]) < 10_000
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_without_anywidget_the_extra_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(MissingExtra, match=r"frontline-mapper\[notebook\]"):
        make_widget(report)
