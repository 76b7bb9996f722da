"""How many articles a second one core reads to claims, places included, and what each stage of it costs.

The articles are put together from the sentences of those that ship and, where they are at hand, of the reference articles: in another
order each, so that no two are alike, and as long as articles are.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from rich.console import Console
from rich.table import Table

import geo
from geo import pipeline
from geo.gazetteer import open_gazetteer
from geo.report import sample_articles
from geo.sentences import sentences
from tests.benchmarks.main import PUBLISHED, SHARED, TABLE_WIDTH

ARTICLES, WARMING, MANY = 300, 10, 1000
SHORTEST, LONGEST = 3_000, 7_000
"""Characters of an article."""
PARAGRAPH = 5
"""Sentences of a paragraph."""
FIRST_DAY, DAYS = date(2024, 9, 1), 90
READING = "article reading, language included"
STAGES = {
    "mentions": ("view_of", "find_mentions"),
    "places": ("resolve_places", "fill_shapes", "apply_corrections"),
    "quantities": ("find_quantities",),
    "relative places": ("find_expressions",),
    "dates": ("find_times",),
    "claims": ("extract_claims",),
    "checks without layers": ("check_claims",),
}
"""The functions of the pipeline by what they do, in order."""


def varied_texts(number: int, *, seed: int = 1, reference: bool = True) -> list[str]:
    """Return distinct texts of 3 to 7 thousand characters, the same ones for the same seed; `reference` takes those articles in."""
    whole = [article.text for article in sample_articles() if article.language in (None, "en")]
    if reference and SHARED.is_dir():
        whole += [next((SHARED / "articles").glob(f"{start}_*.txt")).read_text("utf-8") for start in PUBLISHED]
    told = [text[span.start : span.end] for text in whole for span in sentences(text)]
    chance = random.Random(seed)  # noqa: S311  # no secret, but the same texts in every run
    return [_text(chance, told) for _ in range(number)]


def _text(chance: random.Random, told: Sequence[str]) -> str:
    length, taken = chance.randint(SHORTEST, LONGEST), list[str]()
    while sum(map(len, taken)) < length:
        taken += chance.sample(told, PARAGRAPH)
    paragraphs = [" ".join(taken[at : at + PARAGRAPH]) for at in range(0, len(taken), PARAGRAPH)]
    return "\n\n".join(paragraphs)


def varied_articles(number: int, *, seed: int = 1, reference: bool = True) -> list[geo.Article]:
    """Return articles of varied texts, published on days of one autumn."""
    return [
        geo.Article(text=text, title=f"Article {index}", published=FIRST_DAY + timedelta(days=index % DAYS))
        for index, text in enumerate(varied_texts(number, seed=seed, reference=reference))
    ]


def measure(number: int = ARTICLES) -> tuple[float, dict[str, float]]:
    """Return the mean length of the articles in characters, and processor seconds an article by stage; "together" is of a run untimed inside."""
    texts = varied_texts(number)
    _warm()
    spent: dict[str, float] = defaultdict(float)
    articles = _read_files(texts, spent)
    spent["together"] = spent[READING] + _seconds(lambda: geo.run(articles, []))
    with _timed_stages(spent):
        geo.run(articles, [])
    return sum(map(len, texts)) / number, {stage: seconds / number for stage, seconds in spent.items()}


def print_figures() -> None:
    """Print the stages with their cost, articles a second, and what a thousand articles cost beside a hundred."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        characters, spent = measure()
        few, many = (_seconds(partial(geo.run, varied_articles(size, seed=2), [])) / size for size in (100, MANY))
    table = Table(
        "stage", "ms an article", title=f"speed: {ARTICLES} articles of {characters:,.0f} characters, one core"
    )
    for stage in (READING, *STAGES):
        table.add_row(stage, f"{1000 * spent[stage]:.2f}")
    table.add_row("together", f"{1000 * spent['together']:.2f}")
    console = Console(width=TABLE_WIDTH)
    console.print(table)
    console.print(f"{1 / spent['together']:.0f} articles a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    console.print(
        f"of 1,000 articles each takes {many / few:.2f} times what one of 100 takes; peak memory {peak:.0f} MB"
    )


def _warm() -> None:
    open_gazetteer()
    geo.run(varied_articles(WARMING, seed=0), [])


def _read_files(texts: Sequence[str], spent: dict[str, float]) -> list[geo.Article]:
    articles: list[geo.Article] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{index:04}.txt") for index in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        geo.read_article(paths[0])
        for index, path in enumerate(paths):
            day = FIRST_DAY + timedelta(days=index % DAYS)
            spent[READING] += _seconds(
                lambda path=path, day=day: articles.append(geo.read_article(path, published=day))
            )
    return articles


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@contextmanager
def _timed_stages(spent: dict[str, float]) -> Iterator[None]:
    """Add up the time of each function of the pipeline while it lasts."""
    with ExitStack() as stack:
        for stage, names in STAGES.items():
            for name in names:
                stack.enter_context(mock.patch.object(pipeline, name, _timed(getattr(pipeline, name), stage, spent)))
        yield


def _timed(work: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return work(*given, **options)
        finally:
            spent[stage] += time.process_time() - start

    return timed
