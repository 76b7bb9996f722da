"""Claims against annotations: articles of our own in three languages and several styles, and the two reference articles.

All are scored by the reference's own `gold/score.py`; ours were annotated before the rules first saw them.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

import geo
from tests.annotated.gold import ENGLISH, FOLDERS, FROZEN, HELD_BACK, READ, SEEN, UNSEEN, read_annotated
from tests.benchmarks.main import PUBLISHED, SHARED, TABLE_WIDTH

REFERENCE = ("000", "001")
FIGURES = "recall_salient recall precision type stance polarity source chain_length where when".split()


def measure(name: str, language: str = "en") -> dict[str, tuple[int, int]]:
    """Return right and all of each figure for one article, of ours or of the reference."""
    return _scored(name, language)[0]


def misses(name: str, language: str = "en") -> list[str]:
    """Return what an article's gold has and its report has not, one line each, for the person who works on the rules."""
    _, gold, found = _scored(name, language)
    pairs = {id(g): f for g, f in _score().pair_up(gold["claims"], found["claims"], 0.5)}
    names = {mention["id"]: mention["text"] for mention in found["mentions"]}
    lines = []
    for wanted in gold["claims"]:
        got = pairs.pop(id(wanted), None)
        lines.append(f"{name} {_told(wanted)} {[p['ref'] for p in wanted['places']]} | {wanted['text']}")
        lines.append(
            "    missed"
            if got is None
            else f"    {_told(got)} {[names.get(w['ref'], w['ref']) for w in got['where']]} | {got['quote']}"
        )
    met = {id(f) for _, f in _score().pair_up(gold["claims"], found["claims"], 0.5)}
    lines += [f"{name} not annotated: {_told(f)} | {f['quote']}" for f in found["claims"] if id(f) not in met]
    return lines


def articles_a_second() -> float:
    """Return how many of the reference articles are read in a second, places included."""
    articles = [
        geo.read_article(path, published=PUBLISHED[path.name[:3]]) for path in sorted(SHARED.glob("articles/*"))
    ]
    geo.run(articles)
    many = articles * 10
    began = time.process_time()
    geo.run(many)
    return len(many) / (time.process_time() - began)


def print_figures() -> None:
    """Print one table of the figures for each language."""
    english = {"ours": ENGLISH, "ours, other styles": SEEN, "ours, never looked at": UNSEEN, "reference": REFERENCE}
    _print_table("en", "claims, English", english)
    for language, title in (("uk", "claims, Ukrainian"), ("ru", "claims, Russian")):
        groups = {"held back": HELD_BACK, "read since": READ, "never read": FROZEN}
        _print_table(
            language, title, {"ours": FOLDERS[language][1]} | {name: group[language] for name, group in groups.items()}
        )
    Console(width=TABLE_WIDTH).print(f"{articles_a_second():.0f} articles a second on one core, places included")


def _print_table(language: str, title: str, groups: Mapping[str, Sequence[str]]) -> None:
    found = {group: [measure(name, language) for name in names] for group, names in groups.items()}
    table = Table("figure", *groups, title=title)
    for figure in FIGURES:
        sums = [_sum([scored.get(f"claims.{figure}", (0, 0)) for scored in found[group]]) for group in groups]
        table.add_row(figure, *(f"{right}/{of}  {right / max(1, of):.2f}" for right, of in sums))
    Console(width=TABLE_WIDTH).print(table)


def _sum(cells: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(right for right, _ in cells), sum(of for _, of in cells)


def _score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scored(name: str, language: str) -> tuple[dict[str, tuple[int, int]], dict[str, Any], dict[str, Any]]:
    if name in REFERENCE:
        gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
        path = next((SHARED / "articles").glob(f"{name}_*"))
        article = geo.read_article(path, published=PUBLISHED[name])
    else:
        article, gold = read_annotated(name, FOLDERS[language][0])
    found = json.loads(geo.run([article]).to_json())["articles"][0]
    tally = _score().Tally()
    _score().score_article(gold, found, tally, [])
    return dict(tally), gold, found


def _told(claim: dict[str, Any]) -> str:
    when = claim["when"] or {}
    chain = " > ".join(str(link["name"]) for link in claim["sources"])
    facts = " ".join(claim[key] for key in "type mode stance polarity certainty".split())
    return f"{claim['salience']} {facts} [{chain}] {when.get('from')}..{when.get('to')}"
