"""The page's search finds a place by whatever name a reader knows it, and Python's rule finds the same."""

from __future__ import annotations

import pytest
from conftest import Opener
from pages import report_of_places
from searches import FOUND, NOT_FOUND, PLACES

from geo.page.payload import make_payload
from geo.widget.rule import Rule, plain_filters

pytestmark = pytest.mark.browser

ASK = """return arguments[0].map((query) => {
  frontline.store.set({ query });
  return frontline.visibleIds();
});"""


def test_a_place_is_found_by_its_names_in_other_languages_and_no_other_place_is(open_page: Opener) -> None:
    report = report_of_places(PLACES)
    page, rule = open_page(report), Rule(make_payload(report))
    names = list(PLACES.values())
    shown = page.run(ASK, [*FOUND, *NOT_FOUND])
    found = [[names[int(key.partition("~c")[2])] for key in keys] for keys in shown]
    told = [rule.visible(filters=plain_filters({"query": query})) for query in (*FOUND, *NOT_FOUND)]
    assert found == [[name for name, is_left in zip(names, left, strict=True) if is_left] for left in told]
    assert found == [*([name] for name in FOUND.values()), *([] for _ in NOT_FOUND)]
