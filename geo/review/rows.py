"""A row of a claims table, compared with what had been written there: what stayed, and what a person changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from geo.records import Article, Claim, Expression, Quantity, Resolution, TimeSpan
from geo.review.cells import day_of, defused, number_of, restored
from geo.review.layout import COMPUTED, DAY_COLUMNS
from geo.review.originals import Damaged, restore, unpack
from geo.review.table import Row, Sheet
from geo.review.vocabulary import Unfit
from geo.review.workbook import fitted

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_CHARS = 20_000_000
"""Of an article; more is read from no file."""
Part = TypeVar("Part")
_SAME_NUMBER = 5e-8
_PAGES = ("cp1251", "cp1252")
# Excel takes an id like 123456789012 for a number and shows 1.23457E+11.
_SHORTENED = re.compile(r"\d[.,]?\d{0,6}E\+\d{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What the program had read for a row; parts of an article with their number in its lists."""

    article: Article
    """Without its text."""
    n_chars: int
    article_number: int
    claim_number: int
    n_claims: int
    """How many claims its article had."""
    claim: Claim | None
    whole: bool
    """Whether all that was read out of the article is here."""
    cells: Mapping[str, str]
    mentions: Mapping[int, Resolution] = field(default_factory=dict)
    expressions: Mapping[int, Expression] = field(default_factory=dict)
    times: Mapping[int, TimeSpan] = field(default_factory=dict)
    quantities: Mapping[int, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row with its cells as text, and the columns that a person filled in or changed."""

    number: int
    cells: Mapping[str, str]
    changed: frozenset[str]
    original: Original | None
    damaged: bool = False
    """Whether what the program had read could not be unpacked."""
    shape: BaseGeometry | None = None
    """The area or line that a person drew; None where nobody did."""

    def cell(self, column: str) -> str:
        """Return the text of a cell; empty where there is none."""
        return self.cells.get(column, "")


def line_of(row: Row, sheet: Sheet, *, month_first: bool | None) -> Line:
    """Return a row compared with its original; without one every filled cell counts as changed."""
    cells = {name: restored(cell).strip() for name, cell in row.cells.items()}
    try:
        original = _original(row.pieces) if row.pieces else None
    except Damaged:
        original = None
    if original is None:
        changed = frozenset(name for name in cells if name not in COMPUTED)
        damaged = bool(row.pieces)
        return Line(number=row.number, cells=cells, changed=changed, original=None, damaged=damaged, shape=row.shape)
    asked = [name for name in sheet.columns if name not in COMPUTED and name not in sheet.unknown and name != "strike"]
    seen = {name: row.cells.get(name, "") for name in asked}
    differ = {
        name
        for name, cell in seen.items()
        if not _is_same(name, cell, original.cells.get(name, ""), sheet.encoding, month_first)
    }
    differ |= {"lon", "lat"} if row.shape is not None else set()
    # What did not change is what was written, whatever the spreadsheet made of it.
    kept = {name: text for name, text in original.cells.items() if name not in differ}
    return Line(number=row.number, cells=cells | kept, changed=frozenset(differ), original=original, shape=row.shape)


def _original(pieces: tuple[str, ...]) -> Original:
    facts = unpack(pieces)
    article = facts.get("article")
    if not isinstance(article, dict) or not isinstance(facts.get("cells"), dict):
        raise Damaged("it tells of no article")
    claim = facts.get("claim")
    n_chars = _count(facts, "n")
    return Original(
        article=restore(Article, article | {"text": ""}),
        n_chars=n_chars,
        article_number=_count(facts, "a"),
        claim_number=_count(facts, "c"),
        n_claims=_count(facts, "t"),
        claim=None if claim is None else _claim(claim, n_chars),
        whole=facts.get("whole") is True,
        cells={name: str(cell) for name, cell in facts["cells"].items()},
        mentions=_parts(Resolution, facts.get("mentions"), lambda one: one.mention.end, n_chars),
        expressions=_parts(Expression, facts.get("expressions"), lambda one: one.end, n_chars),
        times=_parts(TimeSpan, facts.get("times"), lambda one: one.end, n_chars),
        quantities=_parts(Quantity, facts.get("quantities"), lambda one: one.end, n_chars),
    )


def _claim(facts: Any, n_chars: int) -> Claim:
    claim = restore(Claim, facts)
    if claim.end > n_chars:
        raise Damaged("its quote reaches beyond its article")
    return claim


def _count(facts: Mapping[str, Any], name: str) -> int:
    value = facts.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_CHARS:
        raise Damaged(f"its {name} is no count")
    return value


def _parts(kind: type[Part], listed: Any, end: Callable[[Part], int], n_chars: int) -> dict[int, Part]:
    parts: dict[int, Part] = {}
    for pair in listed if isinstance(listed, list) else ():
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], int):
            raise Damaged("a list in it is damaged")
        parts[pair[0]] = restore(kind, pair[1])
        if end(parts[pair[0]]) > n_chars:
            raise Damaged("it reaches beyond its article")
    return parts


def _is_same(column: str, cell: str, written: str, encoding: str | None, month_first: bool | None) -> bool:
    one, two = _flat(cell), _flat(written)
    # What is longer than a spreadsheet's cell was cut off at its end.
    if one in (two, _flat(defused(written)), _flat(fitted(defused(written)))) or _flat(restored(cell)) == two:
        return True
    if not one or not two:
        return False
    if column in DAY_COLUMNS:
        return _reads_same(lambda text: day_of(text, month_first=month_first).toordinal(), one, two, 0)
    if column in ("lon", "lat", "radius_m", "salience"):
        return _reads_same(number_of, one, two, _SAME_NUMBER)
    if column == "article" and _SHORTENED.fullmatch(one) and two.replace("e", "").isdecimal():
        return True
    # Without letters of its own a file does not tell which page it is in.
    return encoding is not None and any(_was_lost(one, _flat(defused(written)), page) for page in _PAGES)


def _flat(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _reads_same(read: Callable[[str], float], one: str, two: str, slack: float) -> bool:
    try:
        return abs(read(one) - read(two)) <= slack
    except Unfit:
        return False


def _was_lost(cell: str, written: str, encoding: str) -> bool:
    """Whether a cell differs only by letters that its code page does not have."""
    if len(cell) != len(written):
        return False
    return all(a == b or not b.encode(encoding, "ignore") for a, b in zip(cell, written, strict=True))
