"""A geo-report/1 document as the rows of a claims table: its own facts become records again, and those become rows.

What the document leaves out stays out: the rest of the places that a name may mean, and why a mention was read as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import GEOSException
from shapely.geometry import shape

from geo.errors import RecordError
from geo.records import Article, Claim, Expression, Quantity, Reading, Report, Resolution, TimeSpan
from geo.review.layout import COLUMNS
from geo.review.originals import Damaged, restore
from geo.review.table import Row, Sheet
from geo.review.write import rows_of

SCHEMA = "geo-report/1"
MAX_CHARS = 100_000_000
"""Of all articles together; their texts are blank, but offsets count."""
_MENTION = ("id", "start", "end", "text", "usage", "mapped", "full")


def rows_told(document: Mapping[str, Any], path: Path) -> Sheet:
    """Return the claims of a geo-report/1 document as the rows of a claims table.

    Raises
    ------
    RecordError
        A fact is missing or of another kind than it should be.
    """
    version = document.get("schema")
    if version != SCHEMA:
        told = f"its schema is {version!r:.40}"
        raise RecordError(
            f"{path} is no {SCHEMA} that this version reads: {told}. Write it again, or update.", path=path
        )
    try:
        listed = _listed(document, "articles")
        if sum(_chars(one) for one in listed) > MAX_CHARS:
            raise Damaged("its articles are too long")
        report = Report(generator="", articles=tuple(_reading(one) for one in listed))
    except Damaged as error:
        raise RecordError(f"{path} is a damaged {SCHEMA}: {error}. Write it again.", path=path) from error
    rows = [
        Row(number=number, cells={name: cell for name, cell in cells.items() if cell.strip()}, pieces=tuple(pieces))
        for number, (cells, pieces) in enumerate(rows_of(report), start=1)
    ]
    return Sheet(rows=tuple(rows), columns=COLUMNS, unknown=(), encoding=None)


def _listed(facts: Any, name: str) -> list[Any]:
    value = facts.get(name) if isinstance(facts, Mapping) else None
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Damaged(f"{name} is no list of facts")
    return value


def _chars(article: Mapping[str, Any]) -> int:
    number = article.get("n_chars")
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Damaged("n_chars is no count")
    return number


def _reading(facts: dict[str, Any]) -> Reading:
    text, n_chars = facts.get("text"), _chars(facts)
    known = {"text": text if isinstance(text, str) else " " * n_chars, "extracted": isinstance(text, str)}
    return Reading(
        article=restore(Article, {name: fact for name, fact in (facts | known).items() if fact is not None}),
        resolutions=_each(Resolution, map(_resolution, _listed(facts, "mentions"))),
        expressions=_each(Expression, map(_expression, _listed(facts, "expressions"))),
        times=_each(TimeSpan, map(_days, _listed(facts, "times"))),
        quantities=_each(Quantity, _listed(facts, "quantities")),
        claims=_each(Claim, map(_claim, _listed(facts, "claims"))),
    )


def _each(kind: type[Any], facts: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(restore(kind, one) for one in facts)


def _resolution(facts: Mapping[str, Any]) -> dict[str, Any]:
    mention = {name: facts[name] for name in _MENTION if name in facts}
    told = {name: facts[name] for name in ("usage", "mapped", "place", "score") if name in facts}
    return {**told, "mention": mention, "reason": facts.get("reason") or ""}


def _expression(facts: Mapping[str, Any]) -> dict[str, Any]:
    drawn = facts.get("geometry")
    if drawn is None:
        return dict(facts)
    try:
        return {**facts, "geometry": shapely.to_wkb(shape(drawn), hex=True)}
    except (GEOSException, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Damaged("an outline in it is none") from error


def _days(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "from_day": facts.get("from"), "to_day": facts.get("to")}


def _claim(facts: Mapping[str, Any]) -> dict[str, Any]:
    when = facts.get("when")
    return {**facts, "when": _days(when) if isinstance(when, dict) else None}
