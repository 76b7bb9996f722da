"""The page where scripts are off: every claim in its own words with its verdict and reason, and whom to credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import OpenPage, article_of, set_screen
from foreign import rich_report

from geo.page import draw_map
from geo.page.payload import GEONAMES
from geo.page.plain import MOST, plain_page
from geo.records import Report

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)> </noscript><script>alert(2)</script> {{ 7*7 }}"


class Outline(HTMLParser):
    """Collects tags with their attributes, and headings in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def plain(report: Report, **options: Any) -> str:
    return plain_page(report, title="A title", sources=[GEONAMES], **options)


@pytest.fixture
def unscripted(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Give a function that opens a page in a browser that runs no scripts."""

    def opened(report: Report) -> OpenPage:
        path = tmp_path / "page.html"
        draw_map(report).save(path)
        set_screen(chromium, (1000, 900), dark=False)
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        chromium.get(path.as_uri())
        return OpenPage(chromium, path.as_uri())

    yield opened
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_browser_without_scripts_shows_every_claim_and_no_empty_map(unscripted: Any, week: Report) -> None:
    page = unscripted(week)
    told = page.find("body").text
    for claim, finding in week.articles[0].judged():
        assert claim.quote in told
        assert finding is not None
        assert finding.sentence in told
    assert "● supported" in told
    assert "✕ contradicted" in told
    assert "A. Writer → the staff" in told
    assert "The page holds 6 claims: 1 supported, 1 partly, 1 contradicted, 2 no data, 1 not checkable." in told
    assert not page.find("#frontline").is_displayed()


def test_quotes_say_their_language_and_links_lead_only_to_the_web() -> None:
    article = article_of(title="Zubo", language="uk", url="https://example.org/a?b=1&c=2", publisher="Kolma")
    page = Outline(plain(Report(generator="x", articles=(article,))))
    assert [told.get("lang") for tag, told in page.tags if tag == "q"] == ["uk"] * 6
    (link,) = [told for tag, told in page.tags if tag == "a" and told.get("href") != GEONAMES["url"]]
    assert link["href"] == "https://example.org/a?b=1&c=2"
    assert link["rel"] == "noopener noreferrer"
    other = plain(Report(generator="x", articles=(article_of(url="javascript:alert(1)"),)))
    assert "javascript:" not in " ".join(str(told) for _, told in Outline(other).tags)


def test_layers_and_gazetteer_are_credited_with_their_licences(week: Report) -> None:
    page = plain(rich_report())
    for part in (
        "Orlo Vek",
        "CC0",
        "2024-09-20",
        "19 snapshots",
        "Everything within a box",
        "One day is missing.",
        "CC BY 4.0",
        "frontline-mapper 0",
    ):
        assert part in page
    assert "The tests: drawn" in plain(week)


def test_what_is_left_out_is_counted_by_article(week: Report) -> None:
    articles = tuple(article_of(id=f"a{n}", title=f"Number {n}") for n in range(1, 4))
    page = plain(replace(week, articles=articles), most=8)
    assert page.count("<tr>") == 2 + 8
    assert "10 more claims" in page
    assert re.search(r"Number 2</span>: 4</li>\s*<li><span[^>]*>Number 3</span>: 6</li>", page)
    assert "more claims" not in plain(replace(week, articles=articles), most=MOST)


def test_headings_go_down_by_one_and_cells_stand_under_headings() -> None:
    tags = [tag for tag, _ in Outline(plain(rich_report())).tags]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("th") == 6


def test_nothing_an_article_says_becomes_markup_where_scripts_are_off() -> None:
    article = article_of(((HOSTILE, 0, "no_data", date(2024, 9, 1)),), title=HOSTILE, author=HOSTILE, publisher=HOSTILE)
    page = plain(Report(generator=HOSTILE, articles=(article,)))
    assert not {"img", "script"} & {tag for tag, _ in Outline(page).tags}
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") == 5
    assert "</noscript>" not in page
