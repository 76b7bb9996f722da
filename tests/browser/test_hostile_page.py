"""Words that would like to be code: they arrive on the page as words, and nothing runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Opener, article_of
from shapely.geometry import box

from geo.page import document
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
POINT_AT = """const { x, y } = frontline.map.latLngToContainerPoint(L.latLng%s);
  const { left, top } = document.querySelector('.fl-map').getBoundingClientRect();
  const at = { bubbles: true, clientX: left + x, clientY: top + y };
  const under = document.querySelector('.fl-mentioned');
  for (const kind of ['mousemove', 'mouseover']) (frontline.map.distance(L.latLng%s, [48.5, 38]) ? document.querySelector('.fl-map') : under).dispatchEvent(new MouseEvent(kind, at));"""


def told(field: str) -> str:
    """Return hostile words that say which field they stood in."""
    return f"[{field}] {HOSTILE}"


def hostile_report(url: str) -> Report:
    """Return a report whose every text is hostile."""
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
    pair = Pair(
        a=(key,), b=(key,), relation=told("pair relation"), aspect=told("aspect"), sentence=told("pair sentence")
    )
    return Report(
        generator=told("generator"),
        frontlines=(line,),
        articles=(reading,),
        pairs=(pair,),
        warnings=((told("where"), told("what")),),
    )


ON_THE_CARD = (
    "quote|place|country|admin1|runner-up|speaker|role|side|bare role|translation|figure|value|layer|tolerance|tolerated|"
    "by layer|sentence|title|publisher|author|expression|reading|reading figure|note|pair relation|pair sentence"
).split("|")
IN_ABOUT = "line|maker|licence|attribution|coverage|line warning|where|what|generator".split("|")


def test_hostile_words_in_every_field_are_shown_as_words(open_page: Opener) -> None:
    page = open_page(hostile_report("javascript:window.pwned=1"))
    page.find(".fl-row").click()
    page.find(".fl-about-button").click()
    card, about = page.text(".fl-card"), page.text(".fl-about")
    assert [field for field in ON_THE_CARD if told(field) not in card] == []
    assert [field for field in IN_ABOUT if told(field) not in about] == []
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


def test_hostile_files_that_are_text_stay_text(open_page: Opener, shared: Path) -> None:
    texts = []
    for file in sorted((shared / "hostile").iterdir()):
        raw = file.read_bytes()[:600]
        words = " ".join(raw.decode("utf-8", "replace").split())
        if words and b"\x00" not in raw:
            texts.append(words)
    assert len(texts) > 60
    claims = tuple((f"{words} #{n}", None, "no_data", None) for n, words in enumerate(texts))
    reading = article_of(claims, title=texts[0], author=texts[1], publisher=texts[2])
    page = open_page(Report(generator="test", articles=(reading,)))
    quotes = page.run(
        """const csv = frontline.exportText('geojson'); return JSON.parse(csv).features.map((one) => one.properties.quote)"""
    )
    assert quotes == [claim.quote for claim in reading.claims]
    shown = 0
    for index in range(0, len(texts), 8):
        page.run("frontline.store.set({ selected: arguments[0] })", index)
        shown += page.text(".fl-card blockquote") == reading.claims[index].quote
    assert shown == len(range(0, len(texts), 8))
    assert page.errors() == []
    assert page.requests() == []


def test_the_policy_alone_stops_a_script_and_a_handler(open_page: Opener) -> None:
    page = open_page(Report(generator="test"))
    page.run("""const script = document.createElement('script'); script.textContent = 'window.pwned = 1'; document.body.append(script);
      const holder = document.createElement('div'); holder.innerHTML = '<img src=x onerror="window.pwned=1">'; document.body.append(holder);""")
    page.wait("return document.querySelector('img').complete")
    assert page.run("return typeof window.pwned") == "undefined"
    assert any("Content Security Policy" in error for error in page.errors())
