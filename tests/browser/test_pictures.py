"""Pictures of the example page at a desk and in a hand, light and dark: kept to be looked at, and to notice what changes them.

`--update-maps` takes them again, with the picture of the README.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import OpenPage, set_screen
from pictures import difference, keep, kept, taken

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
MAPS = HERE.parents[1] / "maps"
SAMPLE = "sample.html"
DESK, HAND = (1440, 900), (390, 844)
SELYDOVE = "#day=2024-11-06&compare=2024-09-06&view=48.15,37.4,8.5"
CLAIM = "#day=2024-10-29&claim=2d3c3e586c54~c5"
SHOTS = {
    "desk-light.png": (DESK, False, SELYDOVE),
    "desk-dark.png": (DESK, True, SELYDOVE),
    "hand-light.png": (HAND, False, SELYDOVE),
    "hand-dark.png": (HAND, True, SELYDOVE),
    "desk-card.png": (DESK, False, CLAIM),
    "hand-card.png": (HAND, True, CLAIM),
}
README = ("page.png", DESK, False, CLAIM)
CALM = {"name": "prefers-reduced-motion", "value": "reduce"}
LARGEST = 200_000
"""Bytes of a picture that is kept."""
FAR = 0.002
"""Share of the squares that may differ. Measured: the same page again 0, bolder letters 0.0001, frames around eight settlements 0.003,
half a kilometre to the side or another day 0.02, other claims 0.4."""


def opened(chromium: Any, size: tuple[int, int], dark: bool, address: str) -> OpenPage:
    """Open the example page as a reader does who follows a link."""
    page = OpenPage(chromium, (MAPS / SAMPLE).as_uri())
    set_screen(chromium, size, dark=dark)
    # Nothing may move while the picture is taken.
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}, CALM]
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    chromium.get("about:blank")
    chromium.get(page.address + address)
    page.wait("return document.body.dataset.ready || null")
    page.wait("return document.querySelectorAll('.fl-city').length")
    return page


@pytest.mark.parametrize("name", SHOTS)
def test_the_example_page_looks_as_it_did(chromium: Any, name: str, pytestconfig: pytest.Config) -> None:
    pytest.importorskip("PIL.Image", reason="needs Pillow")
    page = opened(chromium, *SHOTS[name])
    assert page.find(".fl-card").is_displayed() == (SHOTS[name][2] == CLAIM)
    picture, mask = taken(page)
    if pytestconfig.getoption("--update-maps"):
        keep(picture, HERE / name, page)
    before = kept(HERE / name, page)
    assert (HERE / name).stat().st_size <= LARGEST
    assert difference(before, picture, mask) < FAR


STALE = {
    "half a kilometre to the side": SELYDOVE.replace("view=48.15,37.4", "view=48.15,37.41"),
    "another day to compare with": SELYDOVE.replace("compare=2024-09-06", "compare=2024-10-30"),
    "another day": SELYDOVE.replace("day=2024-11-06", "day=2024-08-06"),
    "fewer claims": f"{SELYDOVE}&verdicts=supported.partly.contradicted",
}


def test_a_stale_picture_is_noticed_and_other_letters_are_not(chromium: Any) -> None:
    pytest.importorskip("PIL.Image", reason="needs Pillow")
    before, _ = taken(opened(chromium, DESK, False, SELYDOVE))
    page = opened(chromium, DESK, False, SELYDOVE)
    again, mask = taken(page)
    assert difference(before, again, mask) < FAR / 4
    page.run("document.querySelector('#frontline').style.webkitTextStroke = '0.6px'")
    bolder, mask = taken(page)
    assert difference(before, bolder, mask) < FAR / 4
    for told, address in STALE.items():
        now, mask = taken(opened(chromium, DESK, False, address))
        assert difference(before, now, mask) >= FAR, told


def test_the_picture_of_the_readme_is_the_page_with_a_claim_open(chromium: Any, pytestconfig: pytest.Config) -> None:
    pytest.importorskip("PIL.Image", reason="needs Pillow")
    name, size, dark, address = README
    page = opened(chromium, size, dark, address)
    picture, mask = taken(page)
    if pytestconfig.getoption("--update-maps"):
        keep(picture, MAPS / name, page, small=False)
    before = kept(MAPS / name, page)
    assert 20_000 < (MAPS / name).stat().st_size <= 2 * LARGEST
    assert difference(before, picture, mask) < FAR
