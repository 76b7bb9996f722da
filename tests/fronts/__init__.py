"""Ten short articles of our own on ten parts of the front, and what a reader takes from each: place, days and side of every claim.

Written and annotated before the rules saw them. An article is `NAME.txt`; what it tells is in `told.csv`, one claim a row: words
that its quote must hold, type, place, first and last day within which its days must lie, and the side that acts; empty where
the article does not tell.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import geo
from geo.records import Claim, Reading

HERE = Path(__file__).parent
PUBLISHED = {
    "vovchansk": ("en", "2024-06-12"),
    "kherson": ("en", "2023-11-20"),
    "bakhmut": ("en", "2023-05-22"),
    "snake_island": ("en", "2022-07-05"),
    "crimea": ("en", "2023-09-23"),
    "zaporizhzhia": ("uk", "2025-11-13"),
    "mariupol": ("uk", "2022-05-21"),
    "kinburn": ("uk", "2023-09-05"),
    "kursk": ("ru", "2025-04-28"),
    "belgorod": ("ru", "2025-03-30"),
}
"""Article -> its language and the day of its publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as a reader takes it from an article."""

    article: str
    words: str
    type: str
    place: str
    first: date | None
    last: date | None
    side: str | None


def told() -> tuple[Told, ...]:
    """Return what the articles tell, in their order."""
    with (HERE / "told.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Told(
                article=row["article"],
                words=row["words"],
                type=row["type"],
                place=row["place"],
                first=date.fromisoformat(row["first"]) if row["first"] else None,
                last=date.fromisoformat(row["last"]) if row["last"] else None,
                side=row["side"] or None,
            )
            for row in csv.DictReader(lines)
        )


@cache
def readings() -> dict[str, Reading]:
    """Return the readings of the articles by their names."""
    articles = [
        geo.Article(
            text=(HERE / f"{name}.txt").read_text("utf-8"),
            source=f"{name}.txt",
            language=language,
            published=date.fromisoformat(day),
        )
        for name, (language, day) in PUBLISHED.items()
    ]
    return dict(zip(PUBLISHED, geo.run(articles).articles, strict=True))


def claim_of(one: Told) -> Claim | None:
    """Return the claim that was read for a row; None where it was missed."""
    claims = readings()[one.article].claims
    fitting = [claim for claim in claims if one.words in claim.quote and claim.type == one.type]
    return min(fitting, key=lambda claim: len(claim.quote), default=None)


def wrongs(one: Told, claim: Claim) -> tuple[str, ...]:
    """Return what a claim has wrong: place, day, side. What it leaves unsaid is not wrong."""
    reading = readings()[one.article]
    places = {r.mention.id: r.place.name for r in reading.resolutions if r.place is not None}
    grounds = {x.id: places.get(x.ground or "") for x in reading.expressions}
    # Where something came from is told beside the place that the row names.
    named = {(places | grounds).get(ref.ref) for ref in claim.where if ref.role != "origin"} - {None}
    named |= {places.get(ref.ref) for ref in claim.where if claim.type == "move"} - {None}
    days = [day for day in (claim.when.from_day, claim.when.to_day) if day] if claim.when else []
    sides = {actor.side for actor in claim.actors if actor.role == "agent" and actor.side}
    wrong = []
    if named and one.place not in named:
        wrong.append("place")
    if one.first and one.last and any(not one.first <= day <= one.last for day in days):
        wrong.append("day")
    if one.side and sides and sides != {one.side}:
        wrong.append("side")
    return tuple(wrong)
