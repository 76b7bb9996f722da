"""Claims and places that were chosen on the page, as records.

Comes in: a report, and the ids and numbers that the page knows its claims and places by. Goes out: bytes for the page,
a report of some claims alone, and corrections.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo.errors import RecordError
from geo.page.payload import as_json_script
from geo.page.tables import CANDIDATES, RANK
from geo.places.corrections import Correction
from geo.records import Claim, Reading, Report, Resolution


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


def correction_of(report: Report, about: Mapping[str, Any]) -> Correction:
    """Return what a reader marked on the page as a correction.

    Parameters
    ----------
    about
        `claim` (`<article>~<claim>`), `row` (which of its places, as the card lists them), and `kind`: "candidate" with
        its number, "point" with `lon` and `lat` in degrees, or "bar".

    Raises
    ------
    RecordError
        There is no such claim, place or candidate.
    """
    resolution, article = _resolution_meant(report, str(about.get("claim")), about.get("row"))
    spot: dict[str, Any] = {
        "name": resolution.mention.text,
        "article": article,
        "offset": resolution.mention.start,
        "note": "corrected on the map",
    }
    kind = about.get("kind")
    if kind == "bar":
        return Correction(**spot, bar=True)
    if kind == "point":
        return Correction(**spot, lon=float(about["lon"]), lat=float(about["lat"]))
    number = about.get("candidate")
    candidates = resolution.runners_up[:CANDIDATES]
    if kind != "candidate" or not isinstance(number, int) or not 0 <= number < len(candidates):
        raise RecordError(
            f"{resolution.mention.text!r} has {len(candidates)} other candidates; {number!r} is none of them."
        )
    return Correction(**spot, place=candidates[number].id)


def _resolution_meant(report: Report, key: str, row: Any) -> tuple[Resolution, str]:
    """Return the place of a claim that stands in a row of its card, and the id of its article."""
    for reading in report.articles:
        for claim in reading.claims:
            if f"{reading.article.id}~{claim.id}" != key:
                continue
            listed = _places_listed(reading, claim)
            if isinstance(row, int) and 0 <= row < len(listed) and isinstance(listed[row], Resolution):
                return listed[row], reading.article.id
    raise RecordError(f"there is no place number {row!r} in a claim {key!r} that could be corrected.")


def _places_listed(reading: Reading, claim: Claim) -> list[Any]:
    """Return the places of a claim in the order of its card, as `geo.page.tables` sorts them."""
    known: dict[str, Any] = {one.id: one for one in reading.expressions}
    known |= {one.mention.id: one for one in reading.resolutions}
    refs = sorted(claim.where, key=lambda ref: RANK.get(ref.role, len(RANK)))
    return [known[ref.ref] for ref in refs if ref.ref in known]


def ids_of(rows: Any) -> list[str]:
    """Return the ids of claims given as ids, or as rows of a frame of claims or findings."""
    if isinstance(rows, str):
        return [rows]
    if hasattr(rows, "to_dict") and hasattr(rows, "index") and "article" in rows:
        table = rows.to_frame().T if rows.ndim == 1 else rows
        return [f"{article}~{claim}" for article, claim in zip(table["article"], table["claim"], strict=True)]
    return [str(row) for row in rows]
