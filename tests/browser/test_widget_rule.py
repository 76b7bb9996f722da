"""What Python says the filters leave is what the page shows: the same choices put to both, in Chromium."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import CLAIMS, Opener, article_of, moving_line

from geo.page.folding import fold_for_search, sound_of
from geo.page.payload import make_payload
from geo.records import Actor, Reading, Report, Speaker
from geo.widget.rule import VERDICTS, Rule, plain_filters

pytestmark = pytest.mark.browser

CHOICES: tuple[tuple[dict[str, Any], int, str], ...] = (
    ({}, 0, ""),
    ({"query": "toretsk"}, 0, ""),
    ({"query": "ТОРЕЦЬК"}, 0, ""),
    ({"query": "Торецка"}, 0, ""),
    ({"query": "  army\u00a0toretsk "}, 0, ""),
    ({"query": "Sudja"}, 0, ""),
    ({"query": "Pokrowsk kiev"}, 0, ""),
    ({"query": "Покровськ"}, 0, ""),
    ({"query": "Łódź"}, 0, ""),
    ({"query": "lodz"}, 0, ""),
    ({"query": "Слов’янськ"}, 0, ""),
    ({"query": "slov'iansk"}, 0, ""),
    ({"query": "ёлка İstanbul ß ﬁ"}, 0, ""),
    ({"query": "()[].*+?\\"}, 0, ""),
    ({"query": "харьков"}, 0, ""),
    ({"verdicts": ["supported", "no_data"]}, 0, ""),
    ({"verdicts": []}, 0, ""),
    ({"source": "the staff"}, 0, ""),
    ({"source": ":author"}, 0, ""),
    ({"source": "The staff"}, 0, ""),
    ({"actor": "72 бригада"}, 0, ""),
    ({"type": "control"}, 0, ""),
    ({"type": "attack"}, 0, ""),
    ({"grain": "point"}, 0, ""),
    ({"grain": "near"}, 0, ""),
    ({"grain": "area"}, 0, ""),
    ({"grain": "none"}, 0, ""),
    ({"article": "a2"}, 0, ""),
    ({}, 7, "2024-09-12"),
    ({}, 1, "2024-09-12"),
    ({}, 30, "2024-09-15"),
    ({}, 30, ""),
    ({"query": "toretsk", "verdicts": ["partly"], "grain": "point"}, 10, "2024-09-10"),
    ({"article": "a2", "verdicts": ["not_checkable"], "source": "Łódź desk"}, 365, "2024-09-20"),
)  # fmt: skip


def _second() -> Reading:
    rows = (
        ("Харьков и Слов’янськ стоят", 0, "supported", date(2024, 9, 11)),
        ("Zażółć gęślą jaźń in Łódź, said Kyiv's men near Sudzha", 2, "not_checkable", None),
        ("Їхній ґанок біля Торецька", 1, "no_data", date(2023, 1, 2)),
    )
    reading = article_of(rows, id="a2", title="Друга стаття", language="uk", publisher="Łódź desk", author="О. Автор")
    first, second, third = reading.claims
    changed = (
        replace(first, sources=(Speaker(name="Łódź desk", role="media"),), translation="Kharkiv stands"),
        replace(second, sources=(Speaker(name="Łódź desk", role="media"),)),
        replace(third, actors=(Actor(side="UA", name="72 бригада", role="agent"),), sources=(Speaker(name=None, role="author"),)),
    )  # fmt: skip
    return replace(reading, claims=changed)


def _both() -> Report:
    return Report(generator="a test", frontlines=(moving_line(),), articles=(article_of(CLAIMS), _second()))


ASK = """const [filters, window, day] = arguments;
const { query = "", verdicts = arguments[3], ...facets } = filters;
const number = day ? Date.parse(day) / 86400000 : arguments[4];
frontline.store.set({ query, verdicts: new Set(verdicts), facets, window, day: number });
return frontline.visibleIds();"""


def test_python_and_the_page_agree_on_what_is_left(open_page: Opener) -> None:
    report = _both()
    page, rule = open_page(report), Rule(make_payload(report))
    keys = [f"{reading.article.id}~{claim.id}" for reading in report.articles for claim in reading.claims]
    assert page.run("return frontline.day()") == str(rule.first_day)
    opened = page.run("return frontline.store.state.day")
    sizes = set()
    for filters, window, day in CHOICES:
        shown = page.run(ASK, filters, window, day, VERDICTS, opened)
        told = date.fromisoformat(day) if day else rule.first_day
        left = rule.visible(filters=plain_filters(filters), window=window, day=told)
        assert [key for key, is_left in zip(keys, left, strict=True) if is_left] == shown, (filters, window, day)
        sizes.add(len(shown))
    assert {0, 1, 2, len(keys)} <= sizes


def test_python_folds_and_sounds_every_letter_as_the_page_does(open_page: Opener, week: Report) -> None:
    page = open_page(week)
    ranges = (range(1, 0x250), range(0x300, 0x530), range(0x1E00, 0x2040), range(0xFB00, 0xFB07), range(0x10400, 0x10428))  # fmt: skip
    letters = [chr(code) for codes in ranges for code in codes]
    words = [*letters, "ΟΔΟΣ ΟΔΟΣ", "İI", "Kyiiv kHarkhiv GGG dzhdj", "щжя ёй їі"]
    found = _told_in_a_page(page, words, "fold")
    assert [(word, fold_for_search(word)) for word in words] == list(zip(words, found, strict=True))
    groups = ["".join(letters) for letters in product("sczhtdjirou", repeat=3)]
    sounds = [*found, *groups, "schtschi dschj aaaa szcz i ßł"]
    assert [(word, sound_of(word)) for word in sounds] == list(
        zip(sounds, _told_in_a_page(page, sounds, "soundOf"), strict=True)
    )


def _told_in_a_page(page: Any, words: list[str], function: str) -> list[str]:
    source = (Path(__file__).resolve().parents[2] / "geo/page/js/words.js").read_text("utf-8").replace("export ", "")
    script = page.browser.execute_cdp_cmd(
        "Runtime.evaluate",
        {"expression": f"(() => {{ {source}; return {json.dumps(words)}.map({function}); }})()", "returnByValue": True},
    )
    return list(script["result"]["value"])
