"""Whom a file made of a report has to credit: the program, the gazetteer, and the maker of every front line with its terms."""

from __future__ import annotations

from typing import Any

from geo.records import Report

GAZETTEER = "GeoNames (CC BY 4.0); Natural Earth (public domain); Frontline's own layers (CC0)"
"""Where the places come from, with their licences."""


def credit_facts(report: Report) -> dict[str, Any]:
    """Return whom a file has to credit, as facts."""
    told = ("name", "maker", "licence", "attribution")
    return {
        "generator": report.generator,
        "gazetteer": GAZETTEER,
        "frontlines": [{name: getattr(line, name) for name in told} for line in report.frontlines],
    }


def credit_lines(report: Report) -> list[str]:
    """Return whom a file has to credit, as lines of text."""
    made = f"Made by {report.generator}. Claims are reported, not endorsed. Places: {GAZETTEER}."
    lines = [f"{line.name} by {line.maker}: {line.attribution}. Licence: {line.licence}" for line in report.frontlines]
    return [made, *(line if line.endswith(".") else f"{line}." for line in lines)]
