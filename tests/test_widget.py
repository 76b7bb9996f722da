"""The notebook widget, as far as Python can see it."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from geo.errors import MissingExtra
from geo.records import Report
from geo.widget import make_widget


def _sent(widget: Any) -> list[dict[str, Any]]:
    """Return the list into which the widget's state changes fall on their way to the browser."""
    told: list[dict[str, Any]] = []
    widget.observe(lambda change: told.append({change["name"]: change["new"]}))
    return told


def test_it_carries_the_payload_of_the_report(report: Report) -> None:
    widget = make_widget(report, title="Kursk")
    assert json.loads(widget.payload)["title"] == "Kursk"
    assert widget.visible_ids == [f"{report.articles[0].article.id}~c1", f"{report.articles[0].article.id}~c2"]


def test_day_and_choice_go_both_ways(report: Report) -> None:
    widget = make_widget(report)
    told = _sent(widget)
    widget.set_state({"day": "2024-08-06", "selected_ids": ["a~c1"]})
    widget.day = "2024-08-07"
    assert widget.selected_ids == ["a~c1"]
    assert {"day": "2024-08-06"} in told
    assert {"day": "2024-08-07"} in told


def test_every_trait_of_the_page_is_synced(report: Report) -> None:
    assert {"payload", "height", "day", "selected_ids", "visible_ids"} <= set(make_widget(report).keys)


def test_its_script_is_a_module_that_hands_on_render(report: Report) -> None:
    script = make_widget(report)._esm
    assert script.rstrip().endswith("export default { render };")
    assert "Leaflet" in script


def test_without_anywidget_the_extra_is_named(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(MissingExtra, match=r"frontline-mapper\[notebook\]"):
        make_widget(report)
