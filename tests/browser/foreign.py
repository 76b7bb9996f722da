"""A report that holds everything the page can show, its foreign words all made up, so that a real word on the page is the interface's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from conftest import article_of, line_of, moving_line
from shapely.geometry import box

from geo.records import Actor, Coverage, Expression, Finding, FrontLine, LayerVerdict, Pair, PlaceRef, Report, Speaker

WORDS = (
    ("Zubo kravi Pokrovsk", 0, "supported", date(2024, 9, 10)),
    ("lomti Toretsk dravo", 1, "contradicted", date(2024, 9, 12)),
    ("pelna Toretsk vurda", 1, "partly", date(2024, 9, 5)),
    ("Sudzha noma trelki", 2, "no_data", date(2024, 8, 6)),
    ("vo zimu kalpo", None, "not_checkable", None),
    ("drumo Kursk Oblast", 3, "no_data", date(2024, 9, 14)),
)
FIGURES: dict[str, Any] = {
    "share": 0.25,
    "distance_m": 12_345.0,
    "whole_km2": 12.5,
    "pocket": True,
    "status": "did not",
    "side": "RU",
    "outcome_day": "2024-09-12",
    "km2_per_day": 3.2,
    "bearing_deg": 33.3,
    "approach_m_per_day": 120.0,
}
READINGS = (
    {"reading": "edge to edge", "value": 0.5, "verdict": "partly"},
    {"reading": "by the words", "value": "held"},
)


def rich_report() -> Report:
    """Return a report with two layers, pairs, readings, tolerances, corrections by hand and places of every kind."""
    reading = article_of(WORDS, title="Zubo", author="Vara Lind", publisher="Kolma", language="cs")
    chain = (Speaker(name="Vara Lind", role="author"), Speaker(name="Stab", role="military", side="UA"))
    claims = [replace(claim, sources=chain) for claim in reading.claims]
    claims[0] = replace(
        claims[0], by_hand=("quote", "from_day"), actors=(Actor(side="UA", name="(not named)", role="agent"),)
    )
    claims[4] = replace(claims[4], where=(PlaceRef(ref="x1", role="where"),), polarity="-", certainty="PS")
    sector = Expression(
        id="x1", start=0, end=4, text="Zubo", relation="offset", ground=None, geometry=box(35.5, 48.5, 36, 49)
    )
    findings = [_dressed(finding) for finding in reading.findings]
    pair = Pair(a=("a1#c1",), b=("a1#c2",), relation="conflict", aspect="control", sentence="One against the other.")
    return Report(
        generator="frontline-mapper 0",
        frontlines=(
            _layer(replace(moving_line(), name="prvni")),
            _layer(line_of({date(2024, 9, 3): {"grey": box(36, 47, 37, 48)}}, name="drugi")),
        ),
        articles=(replace(reading, claims=tuple(claims), findings=tuple(findings), expressions=(sector,)),),
        pairs=(pair,),
        warnings=(("a.txt", "Something was read in two ways."),),
    )


def _layer(line: FrontLine) -> FrontLine:
    told = {"maker": "Orlo", "licence": "CC0", "attribution": "Orlo Vek", "url": "https://example.org/"}
    return replace(line, **told, coverage=Coverage(text="Everything within a box"), warnings=("One day is missing.",))


def _dressed(finding: Finding) -> Finding:
    if finding.verdict in {"no_data", "not_checkable"}:
        return finding
    layers = tuple(
        LayerVerdict(layer="prvni", snapshot=date(2024, 9, 10), verdict=verdict, reason=reason)
        for verdict, reason in (("supported", None), ("no_data", "coverage"))
    )
    tolerance = {"held_from_share": 0.8, "edge_m": 2000.0, "least_window_days": 14, "partly_low_km2": 71.5}
    return replace(
        finding,
        layer="prvni",
        figures=FIGURES,
        readings=READINGS,
        tolerance=tolerance,
        by_layer=layers,
        context=("The other side measures the same.",),
    )
