"""A report as open files: geo-report/1 JSON, CSV and GeoJSON of the claims.

The same report gives the same bytes. Coordinates are lon, lat in EPSG:4326 with at most 7 decimals; lengths metres; days ISO 8601.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import numpy as np
import shapely
from shapely.geometry import mapping

from geo.catalog import write_whole
from geo.checks.register import predictions
from geo.exports.credit import GAZETTEER, credit_facts, credit_lines
from geo.frames import CLAIM_COLUMNS, claim_rows
from geo.records import (
    Candidate,
    Claim,
    Expression,
    Finding,
    FrontLine,
    Place,
    Quantity,
    Reading,
    Report,
    Resolution,
    TimeSpan,
)
from geo.review import article_packs, claim_packs, filed, to_table, to_workbook
from geo.review.register import to_register

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SCHEMA = "geo-report/1"
BOM = "\ufeff"
DECIMALS = 7  # of a degree: about 1 cm
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def to_json(report: Report) -> str:
    """Return a report as one geo-report/1 JSON object, with every key in the order of the schema."""
    return dump(
        {
            "schema": SCHEMA,
            "generator": report.generator,
            "frontlines": [frontline_facts(line) for line in report.frontlines],
            "articles": [_article_facts(reading) for reading in report.articles],
            "pairs": [
                {"a": pair.a, "b": pair.b, "relation": pair.relation, "aspect": pair.aspect, "sentence": pair.sentence}
                for pair in report.pairs
            ],
            "warnings": [{"where": where, "what": what} for where, what in report.warnings],
            "gazetteer": GAZETTEER,
        }
    )


def to_csv(report: Report) -> str:
    """Return the claims of a report as CSV, one row each, for a person to correct; `read_claims` takes it back.

    Text that a spreadsheet would run as a formula is led by an apostrophe. The column `attribution` names in every row, as rows part
    company with their table, the gazetteer and every front line with its terms.
    """
    return to_table(report, credit=" ".join(credit_lines(report)))


def to_geojson(report: Report) -> str:
    """Return the claims of a report as an RFC 7946 FeatureCollection: points, regions and sectors; null for no place.

    The member `frontlines` names maker, licence and attribution of every layer the claims were checked against; the property
    `original` keeps what was read, packed, so that `read_claims` takes the file back; the member `articles` does so for articles that
    have no claims.
    """
    return dump(
        {
            "type": "FeatureCollection",
            "name": "claims",
            **credit_facts(report),
            "articles": [{"article": article, "original": pack} for article, pack in article_packs(report).items()],
            "features": [
                {
                    "type": "Feature",
                    "id": f"{row['article']}#{row['claim']}",
                    "geometry": _geometry_facts(row["geometry"]),
                    "properties": _properties(row) | {"original": original},
                }
                for row, original in zip(claim_rows(report), claim_packs(report), strict=True)
            ],
        }
    )


def write_json(report: Report, path: str | Path) -> None:
    """Write a report as a geo-report/1 JSON file.

    Parameters
    ----------
    path
        Where the file is to stand; one that stands there is replaced.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(to_json(report), path)


def write_csv(report: Report, path: str | Path, *, bom: bool = False) -> None:
    """Write the claims of a report as a CSV file in UTF-8, as `to_csv` gives them.

    Parameters
    ----------
    bom
        Whether a byte order mark leads it, without which Excel takes it for another encoding.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(BOM * bom + to_csv(report), path)


def write_xlsx(report: Report, path: str | Path) -> None:
    """Write the claims of a report as an XLSX workbook, with the rows of `to_csv`.

    Parameters
    ----------
    path
        Where the file is to stand; one that stands there is replaced.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_bytes(to_workbook(report, credit="\n".join(credit_lines(report))), path)


def write_geojson(report: Report, path: str | Path) -> None:
    """Write the claims of a report as a GeoJSON file, as `to_geojson` gives them.

    Parameters
    ----------
    path
        Where the file is to stand; one that stands there is replaced.

    Raises
    ------
    SourceError
        The file cannot be written; nothing is left behind.
    """
    write_text(to_geojson(report), path)


def write_text(text: str, path: str | Path) -> None:
    """Write a text to a file in UTF-8, whole or not at all."""
    with write_whole(path) as file:
        cast("IO[str]", file).write(text)


def write_bytes(data: bytes, path: str | Path) -> None:
    """Write bytes to a file, whole or not at all."""
    with write_whole(path, binary=True) as file:
        cast("IO[bytes]", file).write(data)


REGISTERS: Mapping[str, Callable[[Report], str]] = {
    "json": lambda report: dump([row.facts() for row in predictions(report)]),
    "csv": to_register,
}
"""The text of a report's register of predictions in each format."""


def dump(facts: Any) -> str:
    """Return plain JSON in one line: numbers without NaN, days as ISO 8601, any text that Python can hold."""
    text = json.dumps(_plain(facts), ensure_ascii=False, allow_nan=False)
    # Half of a surrogate pair has no UTF-8; JSON can still say it as an escape, and offsets keep counting.
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def frontline_facts(line: FrontLine) -> dict[str, Any]:
    """Return what a report says about a front line: maker, terms, days, sides, coverage; not its areas."""
    return {
        "name": line.name,
        "maker": line.maker,
        "licence": line.licence,
        "attribution": line.attribution,
        "first_day": line.first_day,
        "last_day": line.last_day,
        "snapshots": len(line.snapshots),
        "sides": line.sides,
        "coverage": line.coverage.text,
        "warnings": line.warnings,
    }


def place_facts(place: Place) -> dict[str, Any]:
    """Return a place as geo-report/1 carries it."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        **_degrees(place.lon, place.lat),
        "radius_m": round(place.radius_m),
        "geometry": place.geometry,
    }


def candidate_facts(candidate: Candidate) -> dict[str, Any]:
    """Return a place with how its name was met."""
    met = {"match": candidate.match, "match_score": candidate.match_score, "matched_name": candidate.matched_name}
    return {**place_facts(candidate), **met}


def mention_facts(resolution: Resolution) -> dict[str, Any]:
    """Return a mention with the place it means, as geo-report/1 carries it."""
    mention = resolution.mention
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "usage": resolution.usage,
        "mapped": resolution.mapped,
        "full": mention.full,
        "place": None if resolution.place is None else place_facts(resolution.place),
        "score": resolution.score,
        "runners_up": [place.id for place in resolution.runners_up],
        "reason": resolution.reason,
    }


def _article_facts(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "language": article.language,
        "published": article.published,
        "published_basis": article.published_basis,
        "published_reason": article.published_reason or None,
        "sha256": article.sha256,
        "n_chars": article.n_chars,
        **({"text": article.text} if article.extracted else {}),
        "sections": [asdict(section) for section in article.sections],
        "mentions": [mention_facts(resolution) for resolution in reading.resolutions],
        "expressions": [_expression_facts(expression) for expression in reading.expressions],
        "times": [_time_facts(time) for time in reading.times],
        "quantities": [_quantity_facts(quantity) for quantity in reading.quantities],
        "claims": [_claim_facts(claim) for claim in reading.claims],
        "findings": [finding_facts(finding) for finding in reading.findings],
    }


def _expression_facts(expression: Expression) -> dict[str, Any]:
    names = "id start end text relation ground distance_m distance_low_m distance_high_m bearing_deg".split()
    facts = {name: getattr(expression, name) for name in names}
    return facts | {"geometry": _geometry_facts(expression.geometry)}


def _time_facts(time: TimeSpan) -> dict[str, Any]:
    return {
        "id": time.id,
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "from": time.from_day,
        "to": time.to_day,
        "anchor": time.anchor,
    }


def _quantity_facts(quantity: Quantity) -> dict[str, Any]:
    return {
        name: getattr(quantity, name) for name in "id start end text value unit si si_unit low high approx of".split()
    }


def _claim_facts(claim: Claim) -> dict[str, Any]:
    names = "id start end quote type mode stance polarity certainty".split()
    when = claim.when
    return {name: getattr(claim, name) for name in names} | {
        "sources": [{"name": link.name, "role": link.role, "side": link.side} for link in claim.sources],
        "actors": [{"side": actor.side, "name": actor.name, "role": actor.role} for actor in claim.actors],
        "where": [{"ref": place.ref, "role": place.role, "relation": place.relation} for place in claim.where],
        "when": when
        and {"from": when.from_day, "to": when.to_day, "granularity": when.granularity, "anchor": when.anchor},
        "times": claim.times,
        "quantities": claim.quantities,
        "salience": claim.salience,
        "translation": claim.translation,
        "by_hand": claim.by_hand,
        "note": claim.note,
        "event": claim.event,
    }


def finding_facts(finding: Finding) -> dict[str, Any]:
    """Return a finding as geo-report/1 carries it."""
    names = "claim check verdict reason figures layer snapshot tolerance readings".split()
    return {name: getattr(finding, name) for name in names} | {
        "by_layer": [
            {name: getattr(one, name) for name in ("layer", "snapshot", "verdict", "reason", "figures")}
            for one in finding.by_layer
        ],
        "sentence": finding.sentence,
        "context": finding.context,
    }


def _properties(row: Mapping[str, Any]) -> dict[str, Any]:
    place = _degrees(row["lon"], row["lat"])
    radius_m = row["radius_m"]
    return {name: row[name] for name in CLAIM_COLUMNS} | place | {"radius_m": radius_m and round(radius_m)}


def _geometry_facts(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    geometry = filed(geometry)
    if geometry is None:
        return None
    # RFC 7946, 3.1.6: outer rings run counterclockwise.
    shape = mapping(shapely.orient_polygons(geometry))
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def _degrees(lon: float | None, lat: float | None) -> dict[str, float | None]:
    return {
        "lon": None if lon is None else round(float(lon), DECIMALS),
        "lat": None if lat is None else round(float(lat), DECIMALS),
    }


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: plain numbers (null for NaN and infinity), ISO days, lists."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # The last bits of a computed figure differ between machines; 12 digits do not.
        return float(f"{value:.12g}") if math.isfinite(value) else None
    return value
