"""Two pictures of one page compared: what is drawn, and not how a machine draws its letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

CELL_PX = 6
"""Side of the squares that a picture is averaged over: edges that are smoothed in another way do not matter, a moved line does."""
LETTERS_PX = 3
"""How much wider than here words may be on another machine, to every side."""
SEEN = 0.3
"""Share of a square that must be free of letters for it to be compared."""
STEP = 10
"""Levels of 255 by which the mean of a square may differ; a picture of 256 colours is within that."""
COLOURS = 256
WORDS = """
  const found = [], walk = document.createTreeWalker(document.querySelector("#frontline"), NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.data.trim()) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) found.push([box.left, box.top, box.right, box.bottom]);
  }
  for (const field of document.querySelectorAll("input, select")) {
    const box = field.getBoundingClientRect();
    found.push([box.left, box.top, box.right, box.bottom]);
  }
  return found.filter(([left, top, right, bottom]) => right > 0 && bottom > 0 && left < innerWidth && top < innerHeight)
"""

RULER = """
  const paint = document.createElement("canvas").getContext("2d");
  return ["14px", "600 12.5px", "italic 12px"].map((font) => {
    paint.font = `${font} system-ui, -apple-system, sans-serif`;
    return paint.measureText("Fortress Kharkiv, 1234567890 km²").width.toFixed(2);
  }).join(" ")"""
NOTE = "letters"

Picture = NDArray[np.float64]


def taken(page: Any) -> tuple[Any, NDArray[np.bool_]]:
    """Return a picture of what is in the window, and where in it letters are."""
    from PIL import Image

    page.run("return document.fonts.ready")
    picture = Image.open(io.BytesIO(page.browser.get_screenshot_as_png())).convert("RGB")
    return picture, letters(page.run(WORDS), (picture.height, picture.width))


def keep(picture: Any, path: Path, page: Any, *, small: bool = True) -> None:
    """Write a picture, with how wide letters are on this machine; a small one has few colours."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text(NOTE, str(page.run(RULER)))
    if small:
        # Of the rare colours, which are those of the verdicts, none may be lost.
        picture = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(path, optimize=True, pnginfo=told)


def kept(path: Path, page: Any) -> Any:
    """Return a kept picture; skip where letters are of other widths, which moves the words and what makes way for them."""
    from PIL import Image

    assert path.is_file(), f"{path.name} has not been taken yet: --update-maps"
    with Image.open(path) as picture:
        assert NOTE in picture.info, f"{path.name} does not say how wide its letters are: --update-maps"
        widths = picture.info[NOTE]
        if widths != page.run(RULER):
            pytest.skip(f"{path.name} was taken with other letters than this machine has: {widths}")
        return picture.convert("RGB")


def letters(boxes: Sequence[Sequence[float]], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return where words are, from their boxes (left, top, right, bottom in pixels)."""
    mask = np.zeros(shape, dtype=bool)
    for left, top, right, bottom in boxes:
        low, high = max(int(top) - LETTERS_PX, 0), int(bottom) + LETTERS_PX + 1
        mask[low:high, max(int(left) - LETTERS_PX, 0) : int(right) + LETTERS_PX + 1] = True
    return mask


def difference(before: Any, now: Any, mask: NDArray[np.bool_]) -> float:
    """Return the share of the squares free of letters whose mean colour differs; 1 for pictures of two sizes."""
    one, other = (np.asarray(picture.convert("RGB"), dtype=float) for picture in (before, now))
    if one.shape != other.shape:
        return 1.0
    free = _summed((~mask).astype(float)[:, :, None])[:, :, 0]
    seen = free >= SEEN * CELL_PX**2
    means = [_summed(picture * ~mask[:, :, None])[seen] / free[seen][:, None] for picture in (one, other)]
    return float((np.abs(means[0] - means[1]).max(axis=1) > STEP).mean())


def _summed(picture: Picture) -> Picture:
    """Return the sums over squares; a rest at the right and lower edge is left out."""
    rows, columns = (length // CELL_PX for length in picture.shape[:2])
    cut = picture[: rows * CELL_PX, : columns * CELL_PX]
    return np.asarray(cut.reshape(rows, CELL_PX, columns, CELL_PX, -1).sum(axis=(1, 3)))
