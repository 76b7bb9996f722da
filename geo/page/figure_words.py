"""The words around a printed map: its title and credits in lines as wide as it is, measured as they are drawn.

Comes in: what is told, and the paper. Goes out: lines. A title may end in an ellipsis; a licence is told whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.page.figure_keys import plain_line, written
from geo.page.figure_paper import Paper
from geo.records import FrontLine, Report

TITLE_PT, CREDIT_PT = 12.0, 6.5
TITLE_LINES = 2
LONGEST_TITLE, LONGEST_PIECE = 600, 400
"""Letters that are measured: more fit on no sheet."""
LONGEST_LICENCE = 600
"""Letters; a longer one ends with its last sentence within them."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s)")


def title_lines(paper: Paper, title: str, day: date | None) -> list[str]:
    """Return the title in two lines at most, with an ellipsis where it goes on, and the day below it."""
    told = wrapped(paper, plain_line(title)[:LONGEST_TITLE], TITLE_PT)
    if len(told) > TITLE_LINES:
        last = told[TITLE_LINES - 1]
        while last and not _fits(paper, f"{last}…", TITLE_PT):
            last = last[:-1]
        told = [*told[: TITLE_LINES - 1], f"{last.rstrip(' ,;:')}…"]
    return [*told, written(day)] if day else told


def credit_of(report: Report, lines: Iterable[FrontLine]) -> str:
    """Return attribution and licence of everything that is drawn."""
    told = [f"{line.attribution or line.maker} ({licence_of(line)})" for line in lines]
    told += ["Natural Earth (public domain); GeoNames (CC BY 4.0)", report.generator]
    return plain_line("; ".join(dict.fromkeys(told)))


def credit_lines(paper: Paper, credit: str) -> list[str]:
    """Return the credits in lines as long as the map is wide."""
    return wrapped(paper, credit, CREDIT_PT)


def licence_of(line: FrontLine) -> str:
    """Return a licence whole, or up to the end of a sentence: what it forbids is never cut in the middle."""
    licence = " ".join(line.licence.split())
    if len(licence) <= LONGEST_LICENCE:
        return licence
    ends = [end.end() for end in _SENTENCE_END.finditer(licence[:LONGEST_LICENCE])]
    return f"{licence[: ends[-1]]} …" if ends else f"{licence[:LONGEST_LICENCE]}…"


def wrapped(paper: Paper, text: str, size_pt: float, *, beside_pt: float = 0.0) -> list[str]:
    """Return text in lines no wider than the map less some points beside it; a word that is wider is broken between its letters."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _wide_pt(paper, longer, size_pt) + beside_pt <= _most_pt(paper):
            lines[-1] = longer
            continue
        head, *rest = _pieces(paper, word, size_pt)
        lines += [head, *rest] if lines[-1] else []
        if not lines[0]:
            lines = [head, *rest]
    return lines


def _pieces(paper: Paper, word: str, size_pt: float) -> list[str]:
    pieces: list[str] = []
    while word:
        letters = min(len(word), LONGEST_PIECE)
        while letters > 1 and not _fits(paper, word[:letters], size_pt):
            # By the measure of what does not fit, so that a long word is measured a few times only.
            letters = max(
                1, min(letters - 1, int(letters * _most_pt(paper) / _wide_pt(paper, word[:letters], size_pt)))
            )
        pieces.append(word[:letters])
        word = word[letters:]
    return pieces


def _fits(paper: Paper, text: str, size_pt: float) -> bool:
    return _wide_pt(paper, text, size_pt) <= _most_pt(paper)


def _most_pt(paper: Paper) -> float:
    return paper.wide_pt


def _wide_pt(paper: Paper, text: str, size_pt: float) -> float:
    from matplotlib.font_manager import FontProperties

    font: Any = FontProperties(size=size_pt)
    # A dollar is written with a backslash before it, which is not drawn.
    wide, _, _ = paper.renderer.get_text_width_height_descent(text.replace(r"\$", "$"), font, False)
    return float(wide) / paper.pixels
