"""Claims that were chosen in Python or on the page, as ids, and a report of those alone.

Comes in: a report, and rows of its frames or ids, `<article>~<claim>`. Goes out: ids, a report of some claims, bytes for the page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo.errors import RecordError
from geo.page.payload import as_json_script
from geo.records import Reading, Report

KEY = ("article", "claim")
"""Columns of a frame that name a claim."""


def pack_payload(payload: Mapping[str, Any]) -> bytes:
    """Return what the page is told as raw-deflated JSON (RFC 1951), which `js/widget.js` reads."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(as_json_script(payload).encode("utf-8")) + packer.flush()


def claim_keys(report: Report) -> list[str]:
    """Return `<article>~<claim>` of every claim, in the order of the page."""
    return [f"{reading.article.id}~{claim.id}" for reading in report.articles for claim in reading.claims]


def only_claims(report: Report, keys: Iterable[str]) -> Report:
    """Return the report with some claims, `<article>~<claim>`, their findings and the pairs among them; every article stays."""
    wanted = set(keys)

    def thinned(reading: Reading) -> Reading:
        claims = tuple(claim for claim in reading.claims if f"{reading.article.id}~{claim.id}" in wanted)
        kept = {claim.id for claim in claims}
        return replace(reading, claims=claims, findings=tuple(one for one in reading.findings if one.claim in kept))

    pairs = tuple(pair for pair in report.pairs if all(key.replace("#", "~", 1) in wanted for key in pair.a + pair.b))
    return replace(report, articles=tuple(map(thinned, report.articles)), pairs=pairs)


def ids_of(rows: Any) -> list[str]:
    """Return the ids of claims, each once, given as ids, or as rows of a frame that says article and claim, whatever its order.

    Raises
    ------
    RecordError
        The rows do not say which claims they are about.
    """
    if isinstance(rows, str):
        return [rows]
    if hasattr(rows, "to_dict") and hasattr(rows, "index"):
        return list(dict.fromkeys(_ids_in(rows)))
    try:
        return list(dict.fromkeys(str(row) for row in rows))
    except TypeError as error:
        raise RecordError(f'{rows!r} names no claim; give ids, or rows of report.to_frame("claims").') from error


def _ids_in(rows: Any) -> list[str]:
    table = rows.to_frame().T if rows.ndim == 1 and set(KEY) <= set(rows.index) else rows
    if table.ndim == 1:
        return [str(row) for row in table]  # a column of ids
    if set(KEY) & set(table.index.names):
        table = table.reset_index()
    if missing := [name for name in KEY if name not in table]:
        raise RecordError(
            f"the rows have no column {missing[0]!r}; take them from report.to_frame("
            '"claims") or report.to_frame("findings").'
        )
    return [f"{article}~{claim}" for article, claim in zip(*(table[name] for name in KEY), strict=True)]
