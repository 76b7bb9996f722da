"""What travels packed in a page, unpacked."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from geo.records import Article, Claim, Mention, Place, PlaceRef, Reading, Report, Resolution, Speaker

PACKED = re.compile(r'<script type="application/octet-stream" id="frontline-(\w+)">([A-Za-z0-9+/=]+)</script>')


def parts_of(document: str) -> dict[str, str]:
    """Return the style, the code and the payload that travel deflated in a page."""
    return {
        name: zlib.decompress(base64.b64decode(text), -15).decode("utf-8") for name, text in PACKED.findall(document)
    }


def details_of(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the payload keeps of each claim for its card."""
    lines = zlib.decompress(base64.b64decode(payload["claims"]["details"]), -15)
    return [json.loads(line) for line in lines.split(b"\n")]


def report_of_places(places: Mapping[str, str]) -> Report:
    """Return a report with one claim at each place, by id and name; the claims' own words name none."""
    text = "held there"
    resolutions = tuple(
        Resolution(
            mention=Mention(id=f"m{number}", start=0, end=1, text=name),
            usage="literal",
            mapped=True,
            place=Place(
                id=place, name=name, kind="region" if place.startswith("ne:") else "city", lon=36, lat=49, radius_m=2000
            ),
        )
        for number, (place, name) in enumerate(places.items())
    )
    claims = tuple(
        Claim(
            id=f"c{number}", start=0, end=len(text), quote=text, type="control", mode="hold", stance="asserted", polarity="+",
            certainty="CT", sources=(Speaker(name=None, role="author"),), where=(PlaceRef(ref=f"m{number}", role="where"),),
        )
        for number in range(len(places))
    )  # fmt: skip
    article = Article(text=text, title="A week", language="en", published=date(2024, 9, 15), id="a1")
    return Report(
        generator="a test", articles=(Reading(article=article, resolutions=resolutions, claims=claims, findings=()),)
    )
