"""Quantities against annotations: two reference articles, where they are at hand, and marked texts of our own.

A marked text has `[words|value unit|words of the whole]` around each quantity, the last part where it is a share of something;
the value is `-` where the words give none, and `[?` begins what may be read or left. The scoring is that of the reference:
spans that share two fifths of the shorter are one, and a value is right within a hundredth.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from geo.quantities import find_quantities
from geo.records import Quantity
from tests.benchmarks.main import SHARED, TABLE_WIDTH

TEXTS = Path(__file__).resolve().parents[1] / "texts" / "quantities"
_MARK = re.compile(r"\[(?P<optional>\??)(?P<words>[^|\]]+)\|(?P<value>[^|\]]+)(?:\|(?P<whole>[^\]]+))?\]")
_YEAR_S = 31_557_600.0
_SI = {
    "": 1.0, "km": 1e3, "m": 1.0, "mi": 1609.344, "ft": 0.3048, "kg": 1.0, "t": 1e3, "km2": 1e6, "m2": 1.0, "mi2": 1609.344**2,
    "ha": 1e4, "acre": 4046.8564224, "hour": 3600.0, "minute": 60.0, "day": 86400.0, "week": 604800.0, "month": _YEAR_S / 12,
    "year": _YEAR_S, "km/h": 1 / 3.6, "km2/day": 1e6, "km2/month": 1e6 * 12 / 365.25, "km2/week": 1e6 / 7, "m/day": 1.0,
    "km/day": 1e3, "/day": 1.0, "/week": 1 / 7, "/month": 12 / 365.25,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """One annotated quantity; `si` is None where the words give no value."""

    start: int
    end: int
    text: str
    si: float | None
    whole: str | None
    optional: bool


@dataclass(slots=True)
class Score:
    """Counts of one language, and what was missed, wrong or too much."""

    wanted: int = 0
    found: int = 0
    valued: int = 0
    right: int = 0
    wholes: int = 0
    whole_right: int = 0
    false: int = 0
    detail: str = ""

    def add(self, other: Score) -> Score:
        """Return the sum of two scores."""
        return Score(*(getattr(self, name) + getattr(other, name) for name in Score.__slots__))


def read_marked(path: Path) -> tuple[str, list[Marked]]:
    """Return the plain text of a marked one and its annotations."""
    plain, marks, last, source = "", [], 0, path.read_text("utf-8")
    for match in _MARK.finditer(source):
        plain += source[last : match.start()]
        start, last = len(plain), match.end()
        plain += match["words"]
        value = re.fullmatch(r"([0-9.]+) ?(\S*)", match["value"])
        si = float(value[1]) * _SI[value[2]] if value else None
        marks.append(Marked(start, len(plain), match["words"], si, match["whole"], bool(match["optional"])))
    return plain + source[last:], marks


def score_marked(path: Path) -> Score:
    """Return the score of one marked text."""
    text, marks = read_marked(path)
    return score(text, marks, find_quantities(text, language=path.name[:2]))


def score(text: str, marks: list[Marked], found: tuple[Quantity, ...]) -> Score:
    """Return how what was found in a text agrees with its annotations."""
    told = Score(wanted=sum(not mark.optional for mark in marks))
    pairs = _pairs(marks, found)
    paired = {id(one) for _, one in pairs}
    for mark, one in pairs:
        told.found += not mark.optional
        if mark.si is not None and not mark.optional:
            right = one.si is not None and abs(one.si - mark.si) <= 0.01 * mark.si
            told.valued, told.right = told.valued + 1, told.right + right
            told.detail += "" if right else f"  SI of {mark.text!r}: {one.si} {one.si_unit}, not {mark.si}\n"
        if mark.whole is not None:
            said = text[slice(*one.of)] if one.of else ""
            right = bool(said) and (said in mark.whole or mark.whole in said)
            told.wholes, told.whole_right = told.wholes + 1, told.whole_right + right
            told.detail += "" if right else f"  whole of {mark.text!r}: {said!r}, not {mark.whole!r}\n"
    met = {id(mark) for mark, _ in pairs}
    told.detail += "".join(f"  missed {m.text!r}\n" for m in marks if id(m) not in met and not m.optional)
    for one in found:
        if id(one) not in paired:
            told.false += 1
            told.detail += f"  false {one.text!r} ({one.unit}) in {text[max(0, one.start - 30) : one.end + 20]!r}\n"
    return told


def print_figures() -> None:
    """Print one table of the figures."""
    scores = {}
    for path in sorted(TEXTS.glob("*.txt")):
        name = f"own texts, {path.name[:2]}"
        scores[name] = scores.get(name, Score()).add(score_marked(path))
    scores |= {f"reference {number}": _score_reference(number) for number in ("000", "001") if SHARED.is_dir()}
    table = Table(
        "text", "recall", "SI right", "whole of a share", "false hits", title="quantities against annotations"
    )
    for name, told in scores.items():
        table.add_row(
            name,
            _rate(told.found, told.wanted),
            _rate(told.right, told.valued),
            _rate(told.whole_right, told.wholes),
            str(told.false),
        )
    console = Console(width=TABLE_WIDTH)
    console.print(table)
    for name, told in scores.items():
        if told.detail:
            console.print(f"{name}\n{told.detail}", markup=False, highlight=False, end="")


def _score_reference(number: str) -> Score:
    gold = json.loads((SHARED / "gold" / f"{number}.json").read_text("utf-8"))
    text = (SHARED / "articles" / gold["file"]).read_bytes().decode("utf-8")
    marks = [Marked(one["start"], one["end"], one["text"], one["si"], None, False) for one in gold["quantities"]]
    return score(text, marks, find_quantities(text, language="en"))


def _rate(right: int, every: int) -> str:
    return f"{right / every:.2f} ({right} of {every})" if every else "–"


def _pairs(marks: list[Marked], found: tuple[Quantity, ...]) -> list[tuple[Marked, Quantity]]:
    """Pair one to one, best overlap first."""
    options = []
    for i, mark in enumerate(marks):
        for j, one in enumerate(found):
            both = min(mark.end, one.end) - max(mark.start, one.start)
            shorter = min(mark.end - mark.start, one.end - one.start)
            if both >= 0.4 * shorter:
                options.append((both / (max(mark.end, one.end) - min(mark.start, one.start)), i, j))
    pairs, used_marks, used_found = [], set(), set()
    for _, i, j in sorted(options, reverse=True):
        if i not in used_marks and j not in used_found:
            used_marks.add(i)
            used_found.add(j)
            pairs.append((marks[i], found[j]))
    return pairs
