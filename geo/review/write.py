"""A report as a claims table: one row a claim, with what a person may correct, what was found, and what the program had read.

Comes in: a `Report`. Goes out: CSV text, or the bytes of an XLSX workbook. The same report gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.frames import ROLES, claim_site
from geo.publishable import publishable
from geo.records import Claim, Expression, Finding, PlaceRef, Reading, Report, Resolution
from geo.review.cells import actors_text, chain_text, defused
from geo.review.drawn import filed, mark_of
from geo.review.layout import COLUMNS, COMPUTED, ORIGINAL
from geo.review.originals import pack
from geo.review.workbook import write_workbook

DECIMALS = 7  # of a degree: about 1 cm
_PLAIN = ("quote", "type", "mode", "stance", "polarity", "certainty", "salience", "translation", "note", "start", "end")
_ARTICLE = ("title", "publisher", "author", "language")
_EXAMPLE = {
    "strike": "x",
    "quote": "The General Staff says that its troops still hold Sudzha.",
    "type": "control",
    "mode": "hold",
    "stance": "claimed",
    "polarity": "+",
    "certainty": "CT",
    "sources": "author > General Staff of Ukraine (official, UA)",
    "actors": "Ukraine (holder, UA)",
    "place": "Sudzha",
    "role": "where",
    "from_day": "2025-01-15",
    "to_day": "2025-01-15",
    "granularity": "day",
    "anchor": "explicit",
    "salience": "1",
    "note": "An example, struck out by the x: write your own rows below. Quote, type, place and from_day are enough.",
    "title": "Title of the article",
    "publisher": "Who published it",
    "published": "2025-01-16",
}


def to_table(report: Report, *, credit: str = "") -> str:
    """Return the claims of a report as CSV, one row each, for people and for `read_claims`.

    Text that a spreadsheet would run as a formula is led by an apostrophe.

    Parameters
    ----------
    credit
        Whom to credit, told in every row.
    """
    return _csv(_grid(report, credit))


def to_workbook(report: Report, *, credit: str = "") -> bytes:
    """Return the claims of a report as an XLSX workbook, as `to_table` does, the packed columns hidden.

    Parameters
    ----------
    credit
        Whom to credit, told in every row and shown among the properties of the document, a line each.
    """
    grid = _grid(report, " ".join(credit.splitlines()))
    hidden = range(len(COLUMNS), len(grid[0]))
    return write_workbook(grid, hidden, title="Claims", creator=report.generator, credit=credit)


def claim_packs(report: Report) -> list[str]:
    """Return what the program had read for each claim, packed, in the order of `claim_rows`; `read_claims` takes it back.

    Packs travel in map files, which are published: of the path of an article they keep the file name.
    """
    return ["".join(pieces) for cells, pieces in rows_of(publishable(report)) if "claim" in cells]


def article_packs(report: Report) -> dict[str, str]:
    """Return what the program had read of each article that has places and no claims, packed, by the article's id."""
    bare = [
        _bare_row(number, reading) for number, reading in enumerate(publishable(report).articles) if _is_bare(reading)
    ]
    return {cells["article"]: "".join(pieces) for cells, pieces in bare}


def claims_template() -> str:
    """Return an empty claims table as CSV.

    It has the columns a person fills in, and one example that is struck out.

    Examples
    --------
    >>> claims_template().startswith("article,claim,strike,quote,type,mode")
    True
    """
    columns = [name for name in COLUMNS if name not in COMPUTED]
    return _csv([columns, [_EXAMPLE.get(name, "") for name in columns]])


def _csv(grid: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet).writerows(grid)
    return sheet.getvalue()


def _grid(report: Report, credit: str) -> list[list[str]]:
    rows = [(cells | {"attribution": credit}, pieces) for cells, pieces in rows_of(report)]
    most = max((len(pieces) for _, pieces in rows), default=1)
    headings = [*COLUMNS, ORIGINAL, *(f"{ORIGINAL}_{number}" for number in range(2, most + 1))]
    body = [
        [*(defused(cells.get(name, "")) for name in COLUMNS), *pieces, *[""] * (most - len(pieces))]
        for cells, pieces in rows
    ]
    return [headings, *body]


def rows_of(report: Report) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Yield the cells of each row by column, and its pack in pieces; an article without claims has a row for its places."""
    for number, reading in enumerate(report.articles):
        for order, (claim, finding) in enumerate(reading.judged()):
            cells = _cells(reading, claim)
            facts = {"a": number, "c": order, "claim": claim, **_read_of(reading, None if order == 0 else claim)}
            facts |= _drawn_at(reading, claim)
            yield cells | _found(finding), pack(facts | {"cells": _kept(cells)})
        if _is_bare(reading):
            yield _bare_row(number, reading)


def _is_bare(reading: Reading) -> bool:
    """An article without claims needs a row only for the places it puts on the map."""
    return not reading.claims and any(resolution.mapped for resolution in reading.resolutions)


def _bare_row(number: int, reading: Reading) -> tuple[dict[str, str], list[str]]:
    cells = _article_cells(reading)
    return cells, pack({"a": number, "c": 0, **_read_of(reading, None), "cells": _kept(cells)})


def _drawn_at(reading: Reading, claim: Claim) -> dict[str, str]:
    """The mark of the area or line that a claim is drawn as, so that another in its stead is known; nothing for a point."""
    site = claim_site(reading, claim)
    drawn = filed(site.geometry) if site else None
    return {} if drawn is None or drawn.geom_type == "Point" else {"g": mark_of(drawn)}


def _kept(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if cell and name not in COMPUTED}


def _read_of(reading: Reading, claim: Claim | None) -> dict[str, Any]:
    """What was read out of an article: all of it for None, else what one claim leans on; with the place of each in its list."""
    refs = set() if claim is None else {*(where.ref for where in claim.where), *claim.times, *claim.quantities}
    refs |= {x.ground for x in reading.expressions if x.id in refs and x.ground is not None}
    article = replace(reading.article, text="")
    if claim is not None:
        article = replace(article, sections=(), warnings=())
    ids: dict[str, list[tuple[str, Any]]] = {
        "mentions": [(one.mention.id, one) for one in reading.resolutions],
        "expressions": [(one.id, one) for one in reading.expressions],
        "times": [(one.id, one) for one in reading.times],
        "quantities": [(one.id, one) for one in reading.quantities],
    }
    lists = {
        name: [[order, one] for order, (ref, one) in enumerate(pairs) if claim is None or ref in refs]
        for name, pairs in ids.items()
    }
    return {
        "article": article,
        "n": reading.article.n_chars,
        "t": len(reading.claims),
        "whole": claim is None,
        **lists,
    }


def _article_cells(reading: Reading) -> dict[str, str]:
    article = reading.article
    told = {name: getattr(article, name) or "" for name in _ARTICLE}
    return told | {
        "article": article.id,
        "published": _iso(article.published),
        "article_source": article.source,
    }


def _cells(reading: Reading, claim: Claim) -> dict[str, str]:
    when = claim.when
    main = main_ref(reading, claim)
    named = {r.mention.id: r for r in reading.resolutions} | {x.id: x for x in reading.expressions}
    said = {q.id: q.text for q in reading.quantities}
    others = [place_text(where, named[where.ref]) for where in claim.where if where is not main and where.ref in named]
    return {
        **_article_cells(reading),
        **{name: str(getattr(claim, name) or "") for name in _PLAIN},
        **_place_cells(reading, claim, main, named),
        "start": str(claim.start),
        "claim": claim.id,
        "sources": chain_text(claim.sources),
        "actors": actors_text(claim.actors),
        "more_places": "; ".join(others),
        "from_day": _iso(when.from_day if when else None),
        "to_day": _iso(when.to_day if when else None),
        "granularity": when.granularity if when else "",
        "anchor": when.anchor if when else "",
        "quantities": "; ".join(said[ref] for ref in claim.quantities if ref in said),
        "by_hand": " ".join(claim.by_hand),
    }


def main_ref(reading: Reading, claim: Claim) -> PlaceRef | None:
    """Return which of its places a claim is drawn at, or, where none can be drawn, names first."""
    drawn = {r.mention.id for r in reading.resolutions if r.mapped}
    drawn |= {x.id for x in reading.expressions if x.geometry is not None}
    known = {r.mention.id for r in reading.resolutions} | {x.id for x in reading.expressions}
    best = [where for where in claim.where if where.role in ROLES and where.ref in drawn]
    if best:
        return min(best, key=lambda where: ROLES.index(where.role))
    return next((where for where in claim.where if where.ref in known), None)


def _place_cells(
    reading: Reading, claim: Claim, main: PlaceRef | None, named: Mapping[str, Resolution | Expression]
) -> dict[str, str]:
    if main is None:
        return {}
    cells = {"place": name_of(named[main.ref]), "role": main.role, "relation": main.relation or ""}
    site = claim_site(reading, claim)
    if site is None:
        return cells
    return cells | {
        "place": site.name,
        "place_id": site.place_id or "",
        "lon": degrees(site.lon),
        "lat": degrees(site.lat),
        "radius_m": str(round(site.radius_m)),
    }


def place_text(where: PlaceRef, named: Resolution | Expression) -> str:
    """Return a further place of a claim as people read it: "Kursk Oblast (whole, part_of) [ne:RU-KRS]"."""
    place = named.place if isinstance(named, Resolution) else None
    told = f"{name_of(named)} ({', '.join(filter(None, (where.role, where.relation)))})"
    return told if place is None else f"{told} [{place.id}]"


def name_of(named: Resolution | Expression) -> str:
    """Return what a place is called: as the gazetteer does, else as the text does."""
    if isinstance(named, Expression):
        return named.text
    return named.mention.text if named.place is None else named.place.name


def _found(finding: Finding | None) -> dict[str, str]:
    if finding is None:
        return {}
    names = ("verdict", "reason", "sentence", "check", "layer")
    return {name: getattr(finding, name) or "" for name in names} | {
        "context": " ".join(finding.context),
        "snapshot": _iso(finding.snapshot),
    }


def degrees(value: float) -> str:
    """Return degrees as a cell holds them, without noughts at the end."""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
