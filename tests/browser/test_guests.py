"""Layers, plugins and figures of folium around the page: what a user adds is drawn, and what lies elsewhere is named."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import folium
import pytest
from branca.element import Figure, MacroElement
from conftest import Opener, OpenPage
from folium import plugins
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.errors import SourceWarning
from geo.page import FrontlineMap, draw_map
from geo.records import Report

pytestmark = pytest.mark.browser
MARKERS = "return document.querySelectorAll('img.leaflet-marker-icon').length"
HOSTILE_TITLE = "{{ 7 * 7 }} {% set x = 1 %} {# ${window.pwned=1} </script><img src=x onerror=window.pwned=1> \\ `"
NAMED = {
    "an image": lambda: folium.raster_layers.ImageOverlay("https://images.example/a.png", [[48, 37], [49, 38]]),
    "a video": lambda: folium.raster_layers.VideoOverlay("https://images.example/a.mp4", [[48, 37], [49, 38]]),
    "a map service": lambda: folium.WmsTileLayer("https://images.example/wms", layers="a"),
    "an icon": lambda: folium.Marker([48, 37], icon=folium.CustomIcon("https://images.example/i.png", icon_size=(9, 9))),
    "a popup": lambda: folium.Marker([48, 37], popup="<img src='https://images.example/p.png'>"),
    "a tooltip": lambda: folium.Marker([48, 37], tooltip="<img src='https://images.example/t.png'>"),
    "a sign": lambda: folium.Marker([48, 37], icon=folium.DivIcon("<img src='https://images.example/d.png'>")),
    "a picture over the map": lambda: plugins.FloatImage("https://images.example/f.png"),
}  # fmt: skip


class Plugin(JSCSSMixin, MacroElement):
    """A plugin of Leaflet in a file beside the page."""

    default_js = [("plugin", "plugin.js")]  # noqa: RUF012  # folium reads it as a class attribute
    _template = Template("{% macro script(this, kwargs) %}L.planted({{ this._parent.get_name() }});{% endmacro %}")


def policy_of(document: str) -> str:
    return document.split('http-equiv="Content-Security-Policy" content="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("what", NAMED)
def test_what_a_layer_shows_from_the_web_is_named_and_let_in(week: Report, what: str) -> None:
    drawn = draw_map(week)
    NAMED[what]().add_to(drawn)
    with pytest.warns(SourceWarning, match=r"images\.example"):
        policy = policy_of(drawn.document())
    assert "https://images.example" in policy
    assert "images.example" not in policy.split("script-src")[1].split(";")[0]


def test_what_a_layer_of_data_says_opens_no_door(week: Report) -> None:
    drawn = draw_map(week)
    told = {"name": "<img src='https://spy.example/p.png'>", "url": "https://spy.example/"}
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [37, 48]}, "properties": told}
    folium.GeoJson({"type": "FeatureCollection", "features": [point]}, popup=folium.GeoJsonPopup(["name"])).add_to(
        drawn
    )
    folium.Marker([48, 37], popup='<img src="https://a;script-src *">').add_to(drawn)
    with pytest.warns(SourceWarning, match="https://a;script-src"):
        document = drawn.document()
    assert "spy.example" not in policy_of(document)
    assert policy_of(document).count("script-src") == 1


def test_a_plugin_that_is_not_there_takes_nothing_else_with_it(open_page: Opener, week: Report) -> None:
    drawn = draw_map(week)
    plugins.MiniMap().add_to(drawn)
    cluster = plugins.MarkerCluster().add_to(drawn)
    for lon in (37, 37.5, 38):
        folium.Marker([48, lon]).add_to(cluster)
    folium.Marker([49, 37], popup="after").add_to(drawn)
    with pytest.warns(SourceWarning, match=r"Control\.MiniMap\.js.*leaflet\.markercluster\.js"):
        page = open_page(drawn)
    assert page.run(MARKERS) == 4
    assert [error for error in page.errors() if "ERR_INTERNET" not in error and "MiniMap is not" not in error] == []


def test_a_plugin_that_is_there_finds_leaflet(open_page: Opener, week: Report, tmp_path: Path) -> None:
    script = "L.planted = (map) => { map.planted = L.version; };"
    (tmp_path / "plugin.js").write_text(script, encoding="utf-8")
    drawn = draw_map(week)
    Plugin().add_to(drawn)
    with pytest.warns(SourceWarning, match=r"plugin\.js"):
        page = open_page(drawn)
    assert page.run("return frontline.map.planted === L.version")
    assert page.errors() == []


def test_a_frame_in_a_popup_is_shown_and_runs_nothing(open_page: Opener, week: Report) -> None:
    drawn = draw_map(week)
    frame = folium.IFrame("<p>within</p><script>document.title = 'ran'</script>", width=90, height=40)  # type: ignore[arg-type]  # pixels, as folium's own examples have them
    folium.Marker([48, 37], popup=folium.Popup(frame)).add_to(drawn)
    page = open_page(drawn)
    page.run("document.querySelector('img.leaflet-marker-icon').click()")
    page.wait("return document.querySelector('.leaflet-popup iframe')")
    page.browser.switch_to.frame(page.find(".leaflet-popup iframe"))
    page.wait("return document.body && document.body.textContent.includes('within')")
    assert page.run("return document.title") == ""
    page.browser.switch_to.default_content()
    assert all("Executing inline script violates" in error for error in page.errors())


def test_a_file_of_data_travels_in_the_page(open_page: Opener, week: Report, tmp_path: Path) -> None:
    file = tmp_path / "points.json"
    file.write_text(json.dumps({"type": "Point", "coordinates": [37, 48]}), encoding="utf-8")
    drawn = draw_map(week)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        folium.GeoJson(str(file), embed=False).add_to(drawn)
    page = open_page(drawn)
    assert page.run(MARKERS) == 1
    assert page.errors() == []


def test_a_map_is_saved_again_with_what_was_added_since(open_page: Opener, week: Report) -> None:
    drawn = draw_map(week)
    folium.Marker([48, 37]).add_to(drawn)
    first, second, third = io.BytesIO(), io.BytesIO(), io.BytesIO()
    drawn.save(first)
    drawn.save(second)
    folium.Marker([48.5, 37]).add_to(drawn)
    drawn.save(third)
    assert first.getvalue() == second.getvalue() != third.getvalue()
    assert open_page(drawn).run(MARKERS) == 2


def _figure(drawn: FrontlineMap) -> str:
    return str(Figure().add_child(drawn).render())


def _subplots(drawn: FrontlineMap) -> str:
    figure = Figure()
    for cell in (1, 2):
        figure.add_subplot(1, 2, cell).add_child(drawn if cell == 1 else draw_map(Report(generator="test")))
    return str(figure.render())


def _two_outputs(drawn: FrontlineMap) -> str:
    return str(drawn._repr_html_()) + str(draw_map(Report(generator="test"))._repr_html_())


@pytest.mark.parametrize("place", [_figure, _subplots, _two_outputs])
def test_the_map_is_whole_in_a_figure_of_another(
    open_page: Opener, week: Report, tmp_path: Path, place: Callable[[FrontlineMap], str]
) -> None:
    page = open_page(week)
    drawn = draw_map(week, title=HOSTILE_TITLE)
    folium.Marker([48, 37]).add_to(drawn)
    (tmp_path / "figure.html").write_text(place(drawn), encoding="utf-8")
    page.browser.get((tmp_path / "figure.html").as_uri())
    page.browser.switch_to.frame(page.find("iframe"))
    inside = OpenPage(page.browser, page.address)
    inside.wait("return document.body && document.body.dataset.ready")
    assert HOSTILE_TITLE in inside.text(".fl-header")
    assert inside.run(MARKERS) == 1
    inside.wait("return frontline.map.getZoom() > 4")
    assert inside.run("return window.innerHeight") > 300
    assert inside.run("return typeof window.pwned") == "undefined"
    inside.browser.switch_to.default_content()
    assert _figure(drawn)
    drawn.save(tmp_path / "again.html")
    assert "<iframe" not in (tmp_path / "again.html").read_text("utf-8")
