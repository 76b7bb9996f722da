"""Citations and links: what they say, how they get to the clipboard or to a field to copy from, and how that is announced."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Opener, OpenPage
from foreign import rich_report

from geo.records import Report

pytestmark = pytest.mark.browser

NO_CLIPBOARD = """
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  window.kept = []; document.execCommand = () => { kept.push(document.activeElement.value); return arguments[0]; };
"""
STATUS = "return [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join(' ')"


def without_clipboard(page: OpenPage, *, allowed: bool = True) -> OpenPage:
    page.run(NO_CLIPBOARD, allowed)
    return page


def copied(page: OpenPage, selector: str) -> str:
    """Return what is copied when a control is pressed by key."""
    page.run("const one = document.querySelector(arguments[0]); one.focus(); one.click()", selector)
    return str(page.wait("return kept.at(-1)"))


def test_a_claims_citation_says_words_who_when_verdict_and_where_it_stands(open_page: Opener) -> None:
    page = without_clipboard(open_page(rich_report(), hash="#claim=a1~c1&lang=uk"))
    told = copied(page, ".fl-tools button")
    assert told.startswith("«lomti Toretsk dravo». Vara Lind, «Zubo», Kolma, 15 вересня 2024 р.")
    assert "Суперечить даним (prvni, 10 вересня 2024 р.). Finding number 1. frontline-mapper 0." in told
    address = told.split()[-1]
    assert unquote(address) == "page.html#day=2024-09-12&claim=a1~c1"


def test_the_address_of_a_citation_opens_its_claim(open_page: Opener) -> None:
    page = without_clipboard(open_page(rich_report(), hash="#claim=a1~c2"))
    hashed = copied(page, ".fl-tools button").split("#")[-1]
    again = open_page(rich_report(), hash=f"#{hashed}")
    assert again.run("return frontline.idOf(frontline.store.state.selected)") == "a1~c2"
    assert again.run("return frontline.day()") == "2024-09-05"


def test_the_pages_citation_says_title_day_layers_and_program(open_page: Opener, week: Report) -> None:
    page = without_clipboard(open_page(week, hash="#day=2024-09-12&lang=ru"))
    told = copied(page, "[data-item=cite_page]")
    assert page.text("[data-item=cite_page]") == "Копировать библиографическую ссылку"
    assert told.startswith("A week. 12 сентября 2024 г. The tests, drawn. frontline-mapper test. page.html#")


def test_copying_is_announced_anew_each_time_and_keeps_the_focus(open_page: Opener, week: Report) -> None:
    page = without_clipboard(open_page(week, hash="#claim=a1~c1"))
    seen = page.browser.execute_async_script("""
      const done = arguments[0]; const told = []; const button = document.querySelector('.fl-tools button');
      const status = document.querySelector('.fl-tools [role=status]');
      new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true, subtree: true, characterData: true });
      button.focus(); button.click();
      setTimeout(() => button.click(), 200);
      setTimeout(() => done([told, document.activeElement === button]), 500);""")
    assert seen == [["Copied", "", "Copied"], True]


def test_where_the_browser_refuses_the_text_stands_selected_to_be_copied_by_hand(
    open_page: Opener, week: Report
) -> None:
    page = without_clipboard(open_page(week, hash="#claim=a1~c1&lang=uk"), allowed=False)
    page.run("document.querySelector('.fl-tools button').click()")
    assert page.wait("return Boolean(document.querySelector('.fl-copying[open]'))")
    field = page.run("""const field = document.querySelector('.fl-copy-field');
      return [field === document.activeElement, field.value.slice(field.selectionStart, field.selectionEnd) === field.value, field.value]""")
    assert field[:2] == [True, True]
    assert "the army stands in Toretsk" in field[2]
    assert page.wait(f"{STATUS}.includes('Скопіюйте')")
    page.find(".fl-copying button").click()
    assert page.run("return document.querySelectorAll('.fl-copying').length") == 0
    assert page.errors() == []


def test_with_the_clipboard_it_is_asked_first(open_page: Opener, week: Report) -> None:
    page = open_page(week, hash="#claim=a1~c1")
    page.run(
        "window.kept = []; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => kept.push(text) } })"
    )
    told: Any = copied(page, ".fl-copy")
    assert told.startswith("file:")
    assert page.wait("return document.querySelector('.fl-copy').textContent === 'Copied'")
