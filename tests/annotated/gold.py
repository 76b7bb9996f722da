"""Annotated articles of our own -> the gold files that `gold/score.py` reads.

An article is `NAME.txt`; its claims are `NAME.claims`, one a line: salience | type | mode | stance | polarity | certainty |
sources after the writer, outermost first, parted by ">" | places | first..last day | quote. A place's point is in `places.csv`.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from geo.records import Article

HERE = Path(__file__).parent
ENGLISH = ("wire", "analysis", "assessment", "column", "statement", "digest")
# Written and annotated before any rule was changed for them, in styles that the six above do not have.
SEEN = ("dateline", "release", "bulletin", "interview", "summary", "daily", "local", "long", "opinion", "syria")
# The rules have never been changed for one of these: their figures are those of an article nobody has read before.
UNSEEN = ("agency", "inquiry", "aid", "blogs", "explainer")
# The last four of each were written after the rules had been changed for the six before them.
UKRAINIAN = ("evening", "analysis", "interview", "wire", "column", "news", "agency", "summary", "briefing", "village")
RUSSIAN = ("wire", "column", "analysis", "report", "interview", "news", "digest", "village", "agency", "bulletin")
FOLDERS = {"en": ("claims_en", ENGLISH), "uk": ("claims_uk", UKRAINIAN), "ru": ("claims_ru", RUSSIAN)}
"""Language -> folder and names of its articles."""
HELD_BACK = {"uk": ("wire", "column"), "ru": ("analysis", "report", "interview")}
"""Articles whose misses nobody looked at before the figures at first sight were taken."""
READ = {"uk": ("agency", "summary"), "ru": ("digest", "village")}
FROZEN = {"uk": ("briefing", "village"), "ru": ("agency", "bulletin")}
"""Of the last four of each language, those whose misses were read, and those whose misses nobody has ever looked at."""


def read_annotated(name: str, folder: str = "claims_en") -> tuple[Article, dict[str, Any]]:
    """Return an article and its gold."""
    text = (HERE / folder / f"{name}.txt").read_text("utf-8")
    lines = (HERE / folder / f"{name}.claims").read_text("utf-8").splitlines()
    facts = dict(line[2:].split(" ", 1) for line in lines if line.startswith("# ") and "|" not in line)
    article = Article(
        text=text,
        source=f"{name}.txt",
        language=folder[-2:],
        published=date.fromisoformat(facts["published"]),
        author=facts.get("author"),
        publisher=facts.get("publisher"),
    )
    writer = article.author or article.publisher or ""
    points = {
        row["name"]: row for row in csv.DictReader((HERE / folder / "places.csv").read_text("utf-8").splitlines())
    }
    claims = [_claim(text, line, writer) for line in lines if line and not line.startswith("#")]
    named = sorted({place["ref"] for claim in claims for place in claim["places"]})
    return article, {
        "id": name,
        "file": f"{name}.txt",
        "sha256": article.sha256,
        "n_chars": len(text),
        "toponyms": [_toponym(points[ref]) for ref in named],
        "claims": claims,
    }


def _claim(text: str, line: str, writer: str) -> dict[str, Any]:
    salience, kind, mode, stance, polarity, certainty, sources, places, days, quote = map(str.strip, line.split("|"))
    start = text.index(quote)
    first, _, last = days.partition("..")
    chain = [writer, *(name.strip() for name in sources.split(">") if name.strip())]
    return {
        "start": start,
        "end": start + len(quote),
        "text": quote,
        "type": kind,
        "mode": mode,
        "stance": stance,
        "polarity": polarity,
        "certainty": certainty,
        "sources": [{"name": name} for name in chain],
        "places": [{"ref": name.strip()} for name in places.split(",") if name.strip()],
        "when": {"from": first, "to": last} if last else None,
        "salience": int(salience),
        "expected": {"verdict": "not_checkable"},
    }


def _toponym(row: dict[str, str]) -> dict[str, Any]:
    point = {"lon": float(row["lon"]), "lat": float(row["lat"])} if row["lon"] else {"lon": None, "lat": None}
    return {"id": row["name"], "text": row["name"], "start": 0, "end": 1, "map": False, "kind": row["kind"]} | point
