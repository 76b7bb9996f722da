"""The interface speaks one language at a time, all of it; a page that speaks Ukrainian shows no English word of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import Opener
from foreign import rich_report

from geo.page.document import page_script

pytestmark = pytest.mark.browser

LINE = re.compile(r"^[\w.() ]+: ([^|\n]+) \| ([^|\n]+) \| ([^|\n]+)$", re.MULTILINE)
EVERYTHING = """
  document.querySelector('.fl-about-button').click();
  for (const one of document.querySelectorAll('details')) one.open = true;
"""
SAID = """
  const [language, found] = [document.documentElement.lang, []];
  const spoken = (element) => element.closest('[lang]').lang === language;
  const told = (element, text) => spoken(element) && !element.closest('script, style, noscript') && text.trim() && found.push(text.trim());
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) told(walk.currentNode.parentElement, walk.currentNode.data);
  for (const name of ['title', 'aria-label', 'placeholder', 'aria-valuetext', 'alt', 'aria-description'])
    for (const element of document.querySelectorAll(`#frontline [${name}]`)) told(element, element.getAttribute(name));
  return found;
"""


def english_words() -> set[str]:
    """Return the words of the interface's English, without those that another of its languages has too."""
    rows = LINE.findall(page_script())
    assert len(rows) > 250
    english, *others = (set(re.findall(r"[a-z]{3,}", " ".join(column).lower())) for column in zip(*rows, strict=True))
    return english.difference(*others)


def said_by(page: Any) -> list[str]:
    """Return every text and name on the page, those in another language than the page's left out."""
    page.run(EVERYTHING)
    page.wait("return document.querySelector('[data-facet=article]')")
    return [str(text) for text in page.run(SAID)]


@pytest.mark.parametrize("language", ["uk", "ru"])
@pytest.mark.parametrize("claim", ["a1~c1", "a1~c4", "a1~c0"])
def test_no_english_word_of_the_interface_is_left_in_another_language(
    open_page: Opener, language: str, claim: str
) -> None:
    page = open_page(rich_report(), hash=f"#lang={language}&claim={claim}&compare=2024-09-03&window=30")
    english = english_words()
    said = said_by(page)
    assert len(said) > 120
    assert {
        text: words for text in said if (words := english.intersection(re.findall(r"[a-z]{3,}", text.lower())))
    } == {}
    assert page.errors() == []


def test_the_same_walk_finds_english_where_english_is_spoken(open_page: Opener) -> None:
    page = open_page(rich_report(), hash="#claim=a1~c1&compare=2024-09-03&window=30")
    english = english_words()
    found = {word for text in said_by(page) for word in re.findall(r"[a-z]{3,}", text.lower())} & english
    assert len(found) > 150


@pytest.mark.parametrize(("language", "scale"), [("en", "km"), ("uk", "км"), ("ru", "км")])
def test_page_zoom_buttons_and_scale_follow_the_language(open_page: Opener, language: str, scale: str) -> None:
    page = open_page(rich_report(), hash="#lang=ru")
    page.find(f"[data-language={language}]").click()
    assert page.run("return document.documentElement.lang") == language
    names = {"en": "Zoom in", "uk": "Наблизити", "ru": "Приблизить"}
    assert page.find(".leaflet-control-zoom-in").get_attribute("title") == names[language]
    page.run("frontline.map.setZoom(frontline.map.getZoom() + 1, { animate: false })")
    assert page.text(".leaflet-control-scale").split()[1] == scale


def test_a_page_of_several_articles_is_titled_in_the_readers_language(open_page: Opener) -> None:
    report = rich_report()
    several = open_page(type(report)(generator="x", articles=()), hash="#lang=uk")
    assert several.text("h1") == several.run("return document.title") == "Твердження статей поряд із лінією фронту"
    one = open_page(report, hash="#lang=uk")
    assert one.text("h1") == "Zubo"
    assert one.find("h1").get_attribute("lang") == "cs"


def test_counts_take_the_case_the_language_asks_for(open_page: Opener) -> None:
    page = open_page(rich_report(), hash="#lang=ru&verdicts=no_data")
    assert page.text(".fl-count") == "2 из 6 утверждений"
