"""The notebook widget, as far as Python can see it."""

from __future__ import annotations

import json
import sys
import zlib
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import geo
from geo import records
from geo.errors import GeoWarning, MissingExtra, RecordError
from geo.page import draw_map
from geo.records import Mention, Place, PlaceRef, Report, Resolution
from geo.widget import make_widget


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
    widget.set_state({"day": "2024-08-06", "selected_ids": ["a~c1"]})
    widget.day = "2024-08-07"
    assert widget.selected_ids == ["a~c1"]
    assert {"day": "2024-08-06"} in told
    assert {"day": "2024-08-07"} in told


def test_every_trait_of_the_page_is_synced_but_the_visible_ids(report: Report) -> None:
    keys = set(make_widget(report).keys)
    assert {"payload", "height", "day", "window", "compare_day", "view", "selected_ids", "filters"} <= keys
    assert "visible_ids" not in keys


def test_the_page_says_which_claims_are_visible_in_bits_and_python_cannot(report: Report) -> None:
    import traitlets

    widget = make_widget(report)
    widget.set_state({"_visible": memoryview(b"\x02")})
    assert widget.visible_ids == [_key(report, 1)]
    with pytest.raises(traitlets.TraitError):
        widget.visible_ids = []


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
    with pytest.raises(RecordError, match="no claim of this report"):
        make_widget(report).select(["elsewhere~c1"])


def test_a_brushed_window_reaches_python_as_days(report: Report) -> None:
    widget, told = make_widget(report), []
    widget.on_window(lambda first, last: told.append((first, last)))
    widget.set_state({"day": "2024-09-10", "window": 7})
    assert told[-1] == (date(2024, 9, 4), date(2024, 9, 10))
    widget.window = 0
    assert told[-1] == (None, date(2024, 9, 10))


def test_a_clicked_claim_reaches_python(report: Report) -> None:
    widget, told = make_widget(report), []
    widget.on_select(told.append)
    widget.set_state({"selected_ids": [_key(report)]})
    assert told == [[_key(report)]]


def test_a_day_or_a_view_that_is_none_is_refused(report: Report) -> None:
    import traitlets

    widget = make_widget(report)
    for name, value in (("day", "yesterday"), ("compare_day", "2024-13-01"), ("view", [1, 2]), ("window", -1)):
        with pytest.raises(traitlets.TraitError):
            setattr(widget, name, value)
    with pytest.raises(RecordError, match="not on Earth"):
        widget.fly_to(48.0, 137.0)


def test_flying_is_told_to_the_page(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    widget, told = make_widget(report), []
    monkeypatch.setattr(widget, "send", told.append)
    widget.fly_to(37.2, 48.3, 9)
    assert told == [{"kind": "fly_to", "lon": 37.2, "lat": 48.3, "zoom": 9}]


def test_the_html_is_that_of_the_page(report: Report, tmp_path: Path) -> None:
    widget = make_widget(report, title="Kursk")
    document = widget.to_html(tmp_path / "page.html")
    draw_map(report, title="Kursk").save(tmp_path / "other.html")
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "other.html").read_bytes() == document.encode()


def test_exports_hold_what_the_filters_leave(report: Report, tmp_path: Path) -> None:
    widget = make_widget(report)
    widget.set_state({"_visible": b"\x01"})
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


def test_another_candidate_becomes_a_correction(doubtful: Report) -> None:
    widget, told = make_widget(doubtful), []
    widget.on_correct(told.append)
    _mark(widget, claim=_key(doubtful), row=0, kind="candidate", candidate=0)
    (entry,) = widget.corrections.entries
    assert (entry.place, entry.offset, entry.article) == ("test:2", 0, doubtful.articles[0].article.id)
    assert told == [entry]


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


def test_a_correction_moves_the_place_and_all_that_rests_on_it(sample_report: geo.Report) -> None:
    reading, claim, mention = next(
        (reading, claim, one.mention)
        for reading in sample_report.articles
        for claim in reading.claims
        for one in reading.resolutions
        if one.mapped
        and one.place
        and one.place.geometry == "point"
        and one.mention.id == (claim.where or (PlaceRef(ref="", role="where"),))[0].ref
    )
    widget = sample_report.widget()
    listed = [ref.ref for ref in sorted(claim.where, key=lambda ref: ref.ref != mention.id)]
    assert listed[0] == mention.id
    _mark(widget, claim=f"{reading.article.id}~{claim.id}", row=0, kind="point", lon=30.5, lat=50.4)
    (entry,) = widget.corrections.entries
    entry = replace(entry, name=mention.text, offset=mention.start)
    corrected = sample_report.with_corrections(entry)
    moved = next(
        one.place
        for other in corrected.articles
        if other.article.id == reading.article.id
        for one in other.resolutions
        if one.mention.start == mention.start
    )
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


def test_without_anywidget_the_extra_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(MissingExtra, match=r"frontline-mapper\[notebook\]"):
        make_widget(report)
