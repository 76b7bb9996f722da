"""Pictures of the example page at a desk and in a hand, light and dark: kept to be looked at, and to notice what changes them.

`--update-maps` takes them again, with the picture of the README.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import OpenPage, set_screen

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
MAPS = HERE.parents[1] / "maps"
SAMPLE = "sample.html"
SELYDOVE = "#day=2024-11-06&compare=2024-09-06&view=48.15,37.4,8.5"
SHOTS = {
    "desk-light.png": ((1440, 900), False, SELYDOVE),
    "desk-dark.png": ((1440, 900), True, SELYDOVE),
    "hand-light.png": ((390, 844), False, SELYDOVE),
    "hand-dark.png": ((390, 844), True, SELYDOVE),
}
README = ("page.png", (1440, 900), False, "")
COLOURS = 256
LARGEST = 200_000
"""Bytes of a picture that is kept."""
FAR = 0.12
"""Share of a picture's pixels that may differ: letters are drawn differently by every machine."""


def shot(chromium: Any, size: tuple[int, int], dark: bool, hash: str, *, choose: bool = False) -> Any:  # noqa: A002
    """Return a picture of the example page with few colours, so that it stays small."""
    from PIL import Image

    address = (MAPS / SAMPLE).as_uri()
    set_screen(chromium, size, dark=dark)
    chromium.get("about:blank")
    chromium.get(address + hash)
    page = OpenPage(chromium, address)
    page.wait("return document.body.dataset.ready || null")
    if choose:
        page.run("frontline.store.set({ selected: 4 })")
    page.run("return document.fonts.ready")
    picture = Image.open(io.BytesIO(chromium.get_screenshot_as_png())).convert("RGB")
    # Of the rare colours, which are those of the verdicts, none may be lost.
    return picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def written(picture: Any, path: Path) -> None:
    """Write a picture."""
    picture.save(path, optimize=True)


@pytest.mark.parametrize("name", SHOTS)
def test_the_example_page_looks_as_it_did(chromium: Any, name: str, pytestconfig: pytest.Config) -> None:
    image = pytest.importorskip("PIL.Image", reason="needs Pillow")
    picture = shot(chromium, *SHOTS[name])
    if pytestconfig.getoption("--update-maps"):
        written(picture, HERE / name)
    assert (HERE / name).stat().st_size <= LARGEST
    with image.open(HERE / name) as kept:
        before, now = (np.asarray(one.convert("RGB"), dtype=int) for one in (kept, picture))
    assert before.shape == now.shape
    assert (np.abs(before - now).max(axis=2) > 40).mean() < FAR


def test_the_picture_of_the_readme_is_there(chromium: Any, pytestconfig: pytest.Config) -> None:
    pytest.importorskip("PIL.Image", reason="needs Pillow")
    name, size, dark, hash = README  # noqa: A001
    if pytestconfig.getoption("--update-maps"):
        written(shot(chromium, size, dark, hash, choose=True), MAPS / name)
    assert 20_000 < (MAPS / name).stat().st_size <= 2 * LARGEST
