"""Rows of a claims table sorted into articles, each put together and handed on; what is wrong or doubtful is gathered by row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from geo.errors import RecordError
from geo.records import Article, Claim, Lookup, Reading
from geo.review.canvas import Canvas
from geo.review.cells import day_of
from geo.review.claim import Draft, has_claim, make_claim
from geo.review.desk import Desk
from geo.review.layout import ARTICLE_COLUMNS
from geo.review.rows import Line, Original
from geo.review.vocabulary import Unfit

Part = TypeVar("Part")
MOST_NAMED = 12
MAX_TOTAL_CHARS = 200_000_000
"""Of all articles of a table; their blanks are kept in memory."""
_TEXTS = {"title": "title", "publisher": "publisher", "author": "author", "language": "language"}


@dataclass(slots=True)
class Bench:
    """The work on one table."""

    source: str
    lookup: Lookup
    month_first: bool | None = None
    """How 9/10/2024 is to be read in this table; None for not at all."""
    unknown: Sequence[str] = ()
    """Columns whose cells are kept as notes."""
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    """Row, column and what is wrong."""
    doubts: list[str] = field(default_factory=list)
    struck: list[Line] = field(default_factory=list)
    _general: list[int] = field(default_factory=list)
    _made: list[tuple[str, Claim]] = field(default_factory=list)

    def fault(self, line: Line, column: str, why: Unfit | str) -> None:
        """Keep what is wrong with a cell."""
        self.faults.append((line.number, column, str(why)))

    def readings(self, kept: Sequence[Line]) -> list[Reading]:
        """Return the articles of some rows with their claims; rows that were struck still tell of their articles.

        Raises
        ------
        RecordError
            The articles are too large together.
        """
        groups: dict[str, list[Line]] = {}
        for line in sorted([*kept, *self.struck], key=lambda line: line.number):
            groups.setdefault(_article_of(line), []).append(line)
        origins = _origins([*kept, *self.struck])
        if sum(max(o.n_chars for o in originals) for originals in origins.values()) > MAX_TOTAL_CHARS:
            raise RecordError(f"{self.source}: its articles have more than {MAX_TOTAL_CHARS:,} characters. Split it.")
        struck = {line.number for line in self.struck}
        order = sorted(
            groups, key=lambda key: min((o.article_number for o in origins.get(key, ())), default=len(groups))
        )
        readings = []
        for key in order:
            own = [line for line in groups[key] if line.number not in struck]
            if key in origins or any(has_claim(line) for line in own):
                readings.append(self._reading(key, own, origins.get(key, ())))
        if self._general:
            rows = ", ".join(map(str, self._general[:MOST_NAMED]))
            self.doubts.append(f"no mode is given in row {rows}; the most general one of the type was taken")
        return readings

    def notes(self, lines: Sequence[Line]) -> list[str]:
        """Return what people did to the claims, in words."""
        changed = [f"{key}#{claim.id} ({', '.join(claim.by_hand)})" for key, claim in self._made if claim.by_hand]
        added = sum(claim.by_hand[:1] == ("added",) for _, claim in self._made)
        told = []
        if changed:
            verb = f"changed or added by hand ({added} added)" if added else "changed by hand"
            told.append(f"{_claims(len(changed))} {verb}: {_listed(changed)}")
        if self.struck:
            struck = [f"{line.cell('claim') or 'without id'} (row {line.number})" for line in self.struck]
            told.append(f"{_claims(len(self.struck))} struck by hand: {_listed(struck)}")
        for key, originals in _origins(lines).items():
            gone = originals[0].n_claims - len({original.claim_number for original in originals if original.claim})
            if gone > 0:
                told.append(f"{_claims(gone)} of the article {key} are no longer in the table")
            if not any(original.whole for original in originals):
                told.append(f"the first row of the article {key} is gone, and with it the places that no claim names")
        return told

    def _reading(self, key: str, lines: Sequence[Line], originals: Sequence[Original]) -> Reading:
        article = self._article(key, lines, originals)
        desk = _desk(article, originals, self.lookup)
        claims: dict[str, Claim] = {}
        for line in sorted(lines, key=lambda line: _place_in_line(line, key)):
            if (claim := self._claim(line, key, desk, claims.keys())) is not None:
                claims[claim.id] = claim
        reading = desk.reading(claims.values())
        if not originals:
            # Nobody else knows this text: its hash is its own.
            reading = replace(reading, article=replace(reading.article, sha256=""))
        self._made += [(reading.article.id, claim) for claim in claims.values()]
        return reading

    def _claim(self, line: Line, key: str, desk: Desk, taken: Collection[str]) -> Claim | None:
        if not has_claim(line):
            return None
        before = line.original.claim if line.original and line.original.article.id == key else None
        draft = Draft(line=line, before=before, desk=desk, month_first=self.month_first, unknown=self.unknown)
        claim = make_claim(draft, taken)
        self.faults += [(line.number, column, why) for column, why in draft.faults]
        self.doubts += [f"row {line.number}: {doubt}" for doubt in draft.doubts]
        if draft.mode_was_general:
            self._general.append(line.number)
        return claim

    def _article(self, key: str, lines: Sequence[Line], originals: Sequence[Original]) -> Article:
        known = next((o.article for o in originals if o.whole), originals[0].article if originals else None)
        article = known or Article(text="", source=self.source, id=key)
        said: dict[str, tuple[Line, str]] = {}
        for line in lines:
            for column in ARTICLE_COLUMNS:
                if column not in line.changed:
                    continue
                cell = line.cell(column)
                if column in said and said[column][1] != cell and (cell or known):
                    first = said[column][0].number
                    self.fault(line, column, f"{cell[:40]!r} is not what row {first} says of the same article")
                if cell or known:
                    said.setdefault(column, (line, cell))
        return self._with(article, said)

    def _with(self, article: Article, said: Mapping[str, tuple[Line, str]]) -> Article:
        texts = {name: said[column][1] or None for column, name in _TEXTS.items() if column in said}
        article = replace(article, **texts)  # type: ignore[arg-type]  # fields that hold text or None
        if "article_source" in said:
            article = replace(article, source=said["article_source"][1] or self.source)
        if "published" in said:
            day = self._day(*said["published"])
            article = replace(article, published=day, published_basis="given" if day else "unknown")
        return article

    def _day(self, line: Line, cell: str) -> date | None:
        try:
            return day_of(cell, month_first=self.month_first) if cell else None
        except Unfit as fault:
            self.fault(line, "published", fault)
            return None


def _article_of(line: Line) -> str:
    """The id of the article of a row: its own, that of its original, or one made of what is said of the article."""
    if line.original is not None and "article" not in line.changed:
        return line.original.article.id
    if given := line.cell("article"):
        return given
    said = [line.cell(column) for column in ARTICLE_COLUMNS]
    if not any(said):
        return "hand"
    return f"hand-{hashlib.sha256(chr(31).join(said).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _origins(lines: Iterable[Line]) -> dict[str, list[Original]]:
    origins: dict[str, list[Original]] = {}
    for line in lines:
        if line.original is not None:
            origins.setdefault(line.original.article.id, []).append(line.original)
    return origins


def _place_in_line(line: Line, key: str) -> tuple[bool, int, int]:
    """What came from the report stands as it did there; what is new comes after, by row."""
    original = line.original if line.original and line.original.article.id == key else None
    return original is None, original.claim_number if original else 0, line.number


def _desk(article: Article, originals: Sequence[Original], lookup: Lookup) -> Desk:
    resolutions = _joined(original.mentions for original in originals)
    expressions = _joined(original.expressions for original in originals)
    times = _joined(original.times for original in originals)
    quantities = _joined(original.quantities for original in originals)
    spans = [(original.claim.start, original.claim.quote) for original in originals if original.claim]
    spans += [(one.mention.start, one.mention.text) for one in resolutions]
    spans += [(one.start, one.text) for one in expressions]
    spans += [(one.start, one.text) for one in times] + [(one.start, one.text) for one in quantities]
    n_chars = max((original.n_chars for original in originals), default=0)
    return Desk(article, lookup, Canvas(n_chars, spans), resolutions, expressions, times, quantities)


def _joined(parts: Iterable[Mapping[int, Part]]) -> list[Part]:
    joined: dict[int, Part] = {}
    for numbered in parts:
        joined.update(numbered)
    return [joined[number] for number in sorted(joined)]


def _claims(count: int) -> str:
    return f"{count:,} claim" if count == 1 else f"{count:,} claims"


def _listed(told: Sequence[str]) -> str:
    more = f" and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    return ", ".join(told[:MOST_NAMED]) + more
