"""Words that would like to be code: they arrive on the page as words, and nothing runs."""

from __future__ import annotations

import csv
import html
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from conftest import Opener, OpenPage
from shapely.geometry import box

import geo
from geo.page import document, draw_map
from geo.publishable import file_name, without_folders
from geo.records import (
    Actor,
    Article,
    Claim,
    Coverage,
    Expression,
    Finding,
    FrontLine,
    Holding,
    LayerVerdict,
    Mention,
    Pair,
    Place,
    PlaceRef,
    Reading,
    Report,
    Resolution,
    Snapshot,
    Speaker,
    When,
)

pytestmark = pytest.mark.browser

HOSTILE = (
    "{{7*7}} ${window.pwned=1} </script><script>window.pwned=1</script> <img src=x onerror=window.pwned=1> "
    "{% set x=1 %} {# ` \" ' & &lt; \\ C:\\path \u2028 \u2029 \u202e \u200f <!-- ]]> javascript:window.pwned=1"
)
DAY = date(2024, 9, 10)
BOX = (36.0, 47.0, 39.0, 49.0)
POINT_AT = """const { x, y } = frontline.map.latLngToContainerPoint(L.latLng%s);
  const { left, top } = document.querySelector('.fl-map').getBoundingClientRect();
  const at = { bubbles: true, clientX: left + x, clientY: top + y };
  const under = document.querySelector('.fl-mentioned');
  for (const kind of ['mousemove', 'mouseover']) (frontline.map.distance(L.latLng%s, [48.5, 38]) ? document.querySelector('.fl-map') : under).dispatchEvent(new MouseEvent(kind, at));"""


PAYLOADS = (
    "{{7*7}}",
    "{% set x=1 %}",
    "{% raw %}",
    "{# never closed",
    "${window.pwned=1}",
    "`+(window.pwned=1)+`",
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "]]><svg onload=window.pwned=1>",
    "<img src=x onerror=window.pwned=1>",
    '"><img src=x onerror=window.pwned=1>',
    "'-(window.pwned=1)-'",
    "javascript:window.pwned=1",
    "C:\\path\\new\\u0041",
    "trailing \\",
    "a\u2028b\u2029c",
    "\u202egnp.\u200f\u2066x",
    "$x^2$ $\\frac$ \\$",
    "=HYPERLINK(1)",
    "%s %(a)s {0} {a!r}",
    "&lt;b&gt; &#60;",
    "</noscript></table></title></style>",
)
"""Each alone, since one may hide what another does."""


def told_in(words: str, field: str) -> str:
    """Return hostile words that say which field they stood in."""
    return f"[{field}] {words}"


told = partial(told_in, HOSTILE)


def hostile_report(url: str, words: str = HOSTILE) -> Report:
    """Return a report whose every text is hostile."""
    told = partial(told_in, words)
    quote = told("quote")
    place = Place(
        id=told("id"),
        name=told("place"),
        kind="city",
        lon=37,
        lat=48,
        radius_m=900,
        country=told("country"),
        admin1=told("admin1"),
    )
    other = Place(id="other", name=told("runner-up"), kind="city", lon=37, lat=48, radius_m=900)
    dot = Place(id="dot", name=told("mentioned"), kind="city", lon=38, lat=48.5, radius_m=900)
    mention = Mention(id=told("m"), start=0, end=1, text=told("mention"))
    claim = Claim(
        id=told("claim"),
        start=0,
        end=len(quote),
        quote=quote,
        type="control",
        mode=told("mode"),
        stance="asserted",
        polarity="-",
        certainty="CT",
        sources=(
            Speaker(name=told("speaker"), role=told("role"), side=told("side")),
            Speaker(name=None, role=told("bare role")),
        ),
        actors=(Actor(side=told("actor side"), name=told("actor"), role=told("actor role")),),
        where=(PlaceRef(ref=mention.id, role="where", relation=told("relation")), PlaceRef(ref="x", role="ground")),
        when=When(from_day=DAY, to_day=DAY, granularity=told("granularity"), anchor=told("anchor")),
        translation=told("translation"),
        by_hand=(told("by hand"),),
        note=told("note"),
    )
    finding = Finding(
        claim=claim.id,
        check="control_at",
        verdict="partly",
        reason="vague",
        figures={told("figure"): told("value"), "share": float("nan")},
        layer=told("layer"),
        snapshot=DAY,
        tolerance={told("tolerance"): told("tolerated")},
        readings=({"reading": told("reading"), told("reading figure"): 3},),
        by_layer=(LayerVerdict(layer=told("by layer"), snapshot=DAY, verdict="partly"),),
        sentence=told("sentence"),
    )
    article = Article(
        text=quote,
        source=told("source"),
        title=told("title"),
        publisher=told("publisher"),
        author=told("author"),
        url=url,
        language=told("language"),
        published=DAY,
        id=told("article"),
    )
    reading = Reading(
        article=article,
        resolutions=(
            Resolution(
                mention=mention, usage="literal", mapped=True, place=place, runners_up=(other,), reason=told("reason")
            ),
            Resolution(mention=Mention(id="m2", start=0, end=1, text="x"), usage="literal", mapped=True, place=dot),
        ),
        expressions=(
            Expression(
                id="x",
                start=0,
                end=1,
                text=told("expression"),
                relation="offset",
                ground=None,
                geometry=box(37, 48, 37.5, 48.5),
            ),
        ),
        claims=(claim,),
        findings=(finding,),
    )
    held = Holding(
        place=told("settlement"),
        lon=37.4,
        lat=48.4,
        radius_m=9,
        side="ru_held",
        from_day=DAY,
        to_day=None,
        source=told("holding source"),
    )
    line = FrontLine(
        name=told("line"),
        maker=told("maker"),
        licence=told("licence"),
        attribution=told("attribution"),
        url=url,
        sides=("ru_held",),
        coverage=Coverage(text=told("coverage")),
        snapshots=(Snapshot(day=DAY, basis=told("basis"), holdings=(held,)),),
        warnings=(told("line warning"),),
    )
    key = f"{article.id}#{claim.id}"
    pair = Pair(a=(key,), b=(key,), relation="conflict", aspect=told("aspect"), sentence=told("pair sentence"))
    return Report(
        generator=told("generator"),
        frontlines=(line,),
        articles=(reading,),
        pairs=(pair,),
        warnings=((told("where"), told("what")),),
    )


ON_THE_CARD = (
    "quote|place|country|admin1|runner-up|speaker|role|side|bare role|translation|figure|value|layer|tolerance|tolerated|"
    "by layer|sentence|title|publisher|author|expression|reading|reading figure|note|pair sentence"
).split("|")
IN_ABOUT = "line|maker|licence|attribution|coverage|line warning|where|what|generator".split("|")


def test_hostile_words_in_every_field_are_shown_as_words(open_page: Opener) -> None:
    page = open_page(hostile_report("javascript:window.pwned=1"))
    page.find(".fl-row").click()
    page.find(".fl-about-button").click()
    card, about = page.text(".fl-card"), page.text(".fl-about")
    assert [field for field in ON_THE_CARD if told(field) not in card] == []
    # What a warning tells of a file is told without its folders.
    shown = {field: told(field) for field in IN_ABOUT} | {
        "line warning": without_folders(told("line warning")),
        "where": file_name(told("where")),
        "what": without_folders(told("what"), of=told("where")),
    }
    assert [field for field, words in shown.items() if words not in about] == []
    assert told("title") in page.text(".fl-header")
    page.run("document.querySelector('.fl-more').open = true")
    page.wait("return document.querySelector('[data-facet=article]')")
    assert [field for field in ("speaker", "actor", "title") if told(field) not in page.text(".fl-facets")] == []
    assert told("maker") in page.text(".fl-legend")
    assert page.run("return typeof window.pwned") == "undefined"
    assert page.errors() == []
    assert page.requests() == []


POINTED_AT = {
    "(48.4, 37.4)": ("settlement", "holding source"),
    "(48.5, 38)": ("mentioned",),
}


@pytest.mark.parametrize(("at", "fields"), POINTED_AT.items(), ids=["settlement", "mentioned"])
def test_hostile_words_in_tips_are_shown_as_words(open_page: Opener, at: str, fields: tuple[str, ...]) -> None:
    page = open_page(hostile_report("https://example.org/"))
    page.run(POINT_AT % (at, at))
    assert [field for field in fields if told(field) not in page.text(".fl-tip")] == []
    assert page.run("return typeof window.pwned") == "undefined"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:window.pwned=1",
        " javascript:alert(1)",
        "data:text/html,<script>1</script>",
        HOSTILE,
        "file:///etc/passwd",
        "//x.org",
    ],
)
def test_only_web_addresses_become_links(open_page: Opener, url: str) -> None:
    page = open_page(hostile_report(url))
    page.find(".fl-row").click()
    assert page.run("return [...document.querySelectorAll('.fl-card a, .fl-legend a')].length") == 0


def test_a_web_address_becomes_a_link_that_gives_nothing_away(open_page: Opener) -> None:
    page = open_page(hostile_report('https://example.org/?"><script>window.pwned=1</script>'))
    page.find(".fl-row").click()
    anchor = page.find(".fl-card a")
    assert anchor.get_attribute("rel") == "noopener noreferrer"
    assert anchor.get_attribute("href").startswith("https://example.org/?")
    assert page.run("return typeof window.pwned") == "undefined"


WALL = "element.append(child instanceof Node ? child : document.createTextNode(String(child)));"
BREACH = (
    "if (child instanceof Node) element.append(child); else element.insertAdjacentHTML('beforeend', String(child));"
)


def test_the_policy_alone_stops_hostile_words_that_are_taken_for_markup(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = document._text
    assert WALL in read("dom.js")
    monkeypatch.setattr(document, "_text", lambda name: read(name).replace(WALL, BREACH))
    document.page_script.cache_clear()
    try:
        page = open_page(hostile_report("https://example.org/"))
    finally:
        document.page_script.cache_clear()
    page.find(".fl-row").click()
    assert page.run("return document.querySelectorAll('.fl-card img[onerror], .fl-card script').length") > 3
    page.wait("return [...document.querySelectorAll('img')].every((one) => one.complete)")
    assert page.run("return typeof window.pwned") == "undefined"
    assert any("Content Security Policy" in error for error in page.errors())


def test_the_policy_alone_stops_a_script_and_a_handler(open_page: Opener) -> None:
    page = open_page(Report(generator="test"))
    page.run("""const script = document.createElement('script'); script.textContent = 'window.pwned = 1'; document.body.append(script);
      const holder = document.createElement('div'); holder.innerHTML = '<img src=x onerror="window.pwned=1">'; document.body.append(holder);""")
    page.wait("return document.querySelector('img').complete")
    assert page.run("return typeof window.pwned") == "undefined"
    assert any("Content Security Policy" in error for error in page.errors())


def hostile_texts(folder: Path) -> list[str]:
    """Return the files of a folder that are text, as text, and the payloads that are tried one by one."""
    raws = [file.read_bytes() for file in sorted(folder.iterdir())]
    texts = [raw[:2000].decode("utf-8", "replace") for raw in raws if raw.strip() and b"\x00" not in raw[:2000]]
    return [*PAYLOADS, *(text.replace("\r", " ") for text in texts)]


def many(texts: list[str]) -> Report:
    """Return a report of one article for each text, which stands in all of its fields."""
    reports = [hostile_report("https://example.org/", f"{words} #{number}") for number, words in enumerate(texts)]
    articles = tuple(reading for one in reports for reading in one.articles)
    pairs = tuple(pair for one in reports for pair in one.pairs)
    lines = tuple(line for one in reports[:4] for line in one.frontlines)
    return Report(generator="test", articles=articles, pairs=pairs, frontlines=lines)


SHOW = """frontline.store.set({ selected: arguments[0] });
const copy = document.querySelector('.fl-card').cloneNode(true);
for (const fold of copy.querySelectorAll('.fl-more-told > summary')) fold.remove(); // it stands between two sentences
const card = copy.textContent;
return arguments[1].filter((words) => !card.includes(words));"""
ONE_BY_ONE = (
    "quote|place|country|admin1|runner-up|speaker|translation|figure|value|sentence|title|publisher|author|note".split(
        "|"
    )
)


def test_each_hostile_text_alone_is_shown_as_it_is_in_every_field(open_page: Opener, shared: Path) -> None:
    texts = hostile_texts(shared / "hostile")
    assert len(texts) > 100
    report = many(texts)
    page = open_page(report)
    missing = {}
    for number, words in enumerate(texts):
        wanted = [told_in(f"{words} #{number}", field) for field in ONE_BY_ONE]
        if lost := page.run(SHOW, number, wanted):
            missing[words[:60]] = [one[:20] for one in lost]
    assert missing == {}
    told_as = page.run("return JSON.parse(frontline.exportText('geojson')).features.map((one) => one.properties.quote)")
    assert told_as == [reading.claims[0].quote for reading in report.articles]
    for line in report.frontlines:
        assert line.maker in page.text(".fl-legend")
    assert page.run("return typeof window.pwned") == "undefined"
    assert (
        page.run("return document.querySelectorAll('#frontline img, #frontline iframe, #frontline script').length") == 0
    )
    assert page.errors() == []
    assert page.requests() == []


class Cells(HTMLParser):
    """The text of every cell of a table."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser gives both
        self.tags.add(tag)
        if tag in {"td", "th", "h1", "h2", "p", "small", "li"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_readers_without_scripts_get_hostile_words_as_words() -> None:
    report = many(list(PAYLOADS))
    markup = draw_map(report, title=told("title")).document().split("<noscript>")[1].split("</noscript>")[0]
    table = Cells(markup)
    own = set("style div h1 h2 p table thead tbody tr th td q bdi small time ul li a".split())
    assert own >= table.tags >= {"h1", "h2", "q", "td"}
    assert table.cells[0].rstrip("\n") == told("title")
    for number, words in enumerate(PAYLOADS):
        wanted = {told_in(f"{words} #{number}", field) for field in ("quote", "title", "place", "sentence")}
        assert wanted <= {cell.rstrip("\n") for cell in table.cells}


def test_hostile_words_leave_the_page_as_words_in_every_export(open_page: Opener) -> None:
    report = many(list(PAYLOADS))
    quotes = [reading.claims[0].quote for reading in report.articles]
    page = open_page(report)
    told_as = {
        kind: str(page.run("return frontline.exportText(arguments[0])", kind)) for kind in ("geojson", "csv", "kml")
    }
    features = json.loads(told_as["geojson"])["features"]
    assert [one["properties"]["quote"] for one in features] == quotes
    rows = list(csv.DictReader(io.StringIO(told_as["csv"].lstrip("\ufeff"), newline="")))
    assert [row["quote"] for row in rows] == quotes
    kml = ET.fromstring(told_as["kml"])  # noqa: S314  # what our own page has just written
    # Programs take a description for HTML, so that words in it are escaped once more.
    described = [html.unescape(str(one.text)) for one in kml.iter("{http://www.opengis.net/kml/2.2}description")]
    assert [quote for quote in quotes if not any(quote in text for text in described)] == []


def test_hostile_words_in_a_notebook_and_beside_a_users_layers_are_words(open_page: Opener, tmp_path: Path) -> None:
    told_here = geo.Report(
        generator="test", articles=many(list(PAYLOADS)).articles, frontlines=hostile_report("x").frontlines
    )
    drawn = draw_map(told_here, title=told("page"))
    folium.Marker([48, 37], popup="mine").add_to(drawn)
    page = open_page(drawn)
    assert told("page") in page.text(".fl-header")
    assert page.run("return document.querySelectorAll('img.leaflet-marker-icon').length") == 1
    assert page.run("return typeof window.pwned") == "undefined"
    assert page.errors() == []
    (tmp_path / "notebook.html").write_text(told_here._repr_html_(), encoding="utf-8")
    page.browser.get((tmp_path / "notebook.html").as_uri())
    assert told("title") not in page.text("summary")
    assert PAYLOADS[0] in page.text("details table")
    assert page.run("return document.querySelectorAll('details img, details script').length") == 0
    page.browser.switch_to.frame(page.find("iframe"))
    inside = OpenPage(page.browser, page.address)
    inside.wait("return document.body && document.body.dataset.ready")
    assert inside.run("return typeof window.pwned") == "undefined"
    inside.browser.switch_to.default_content()


def test_text_alone_keeps_hostile_words_words_where_no_policy_is_obeyed(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_policy", lambda *_, **__: "default-src * 'unsafe-inline' data: blob:")
    page = open_page(many(list(PAYLOADS)))
    for number in range(len(PAYLOADS)):
        page.run("frontline.store.set({ selected: arguments[0] })", number)
    page.find(".fl-about-button").click()
    page.run(
        """const image = new Image(); image.setAttribute('onerror', 'window.allowed = 1'); image.src = 'none:'; document.body.append(image)"""
    )
    page.wait("return window.allowed")
    assert (
        page.run("return document.querySelectorAll('#frontline img, #frontline iframe, #frontline script').length") == 0
    )
    assert page.run("return typeof window.pwned") == "undefined"


def test_a_printed_map_shows_hostile_words_as_words(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs matplotlib (extra plot)")
    from geo.page.figure import plot_map
    from geo.plots import write_plot

    formulas = [words for words in PAYLOADS if set(words) & {"$", "\\", "\u202e", "]"} or words.startswith("</script>")]
    assert len(formulas) > 6
    for number, words in enumerate(formulas):
        report = hostile_report("https://example.org/", words)
        named = tuple(replace(line, name=words, maker=words) for line in report.frontlines)
        path = tmp_path / f"{number}.svg"
        drawn = plot_map(replace(report, frontlines=named), DAY, title=words, extent=BOX, size_cm=(12, 12))
        write_plot(drawn, path)
        svg = ET.fromstring(path.read_text("utf-8"))  # noqa: S314  # what matplotlib has just written
        texts = "\n".join("".join(one.itertext()) for one in svg.iter("{http://www.w3.org/2000/svg}text"))
        visible = "".join("".join(one if one.isprintable() else " " for one in words).split())
        assert visible in "".join(texts.split()), words
        assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))
