"""What reading costs, held against work that costs the same on every day: a pattern tried at every letter of the same texts."""

from __future__ import annotations

import re
from statistics import median

import geo
from tests.benchmarks.speed import varied_articles
from tests.clock import processor_seconds

ARTICLES, TIMES = 10, 3
YARDSTICK = re.compile(r"\b(?:north|south|east|west)\w{0,8}\s(?:of|from)\s\w{1,20}", re.IGNORECASE)
YARDSTICK_TIMES = 40
# Measured: 7.0, and 24 when every article drew its own borders. Two and a half times as much is a way of reading gone wrong, no busy machine.
MOST_TIMES = 17.5


def test_an_article_is_read_in_a_small_multiple_of_the_time_that_one_pattern_takes() -> None:
    articles = varied_articles(ARTICLES, seed=3, reference=False)
    geo.run(varied_articles(ARTICLES, seed=4, reference=False), [])

    def search() -> None:
        for article in articles:
            for _ in range(YARDSTICK_TIMES):
                YARDSTICK.findall(article.text)

    ratios = [processor_seconds(lambda: geo.run(articles, [])) / processor_seconds(search) for _ in range(TIMES)]
    assert median(ratios) < MOST_TIMES, ratios
