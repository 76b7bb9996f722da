"""Article(s) -> Report. The one file that knows the order of the rooms."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from geo import __version__
from geo.checks import check_claims
from geo.claims import extract_claims
from geo.dates import find_times
from geo.errors import ArticleWarning
from geo.gazetteer import open_gazetteer
from geo.mentions import find_mentions
from geo.places import find_expressions, resolve_places
from geo.quantities import find_quantities
from geo.records import Article, FrontLine, Lookup, Place, Reading, Report, Resolution

Progress = Callable[[str, int, int], None]


def run(
    articles: Sequence[Article],
    frontlines: Sequence[FrontLine] = (),
    *,
    lookup: Lookup | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of some articles, checked against some front lines.

    Parameters
    ----------
    lookup
        The gazetteer; None opens the user's own (compiled on first use).
    progress
        Called with (message, done, total) as the work goes on.

    Raises
    ------
    GazetteerError, SourceError
        The gazetteer cannot be opened or built.
    """
    gazetteer = lookup if lookup is not None else open_gazetteer(progress=progress)
    articles = tuple(_distinct(articles))
    readings = []
    for done, article in enumerate(articles):
        if progress is not None:
            progress(f"reading {article.title or article.source}", done, len(articles))
        readings.append(_read(article, gazetteer, frontlines))
    if progress is not None and articles:
        progress("articles read", len(articles), len(articles))
    doubts = [(article.source, doubt) for article in articles for doubt in article.warnings]
    doubts += [(line.name, doubt) for line in frontlines for doubt in line.warnings]
    return Report(
        generator=f"frontline-mapper {__version__}",
        frontlines=tuple(frontlines),
        articles=tuple(readings),
        warnings=tuple(doubts),
    )


def geoparse(
    text: str, *, near: tuple[float, float] | None = None, lookup: Lookup | None = None
) -> tuple[Resolution, ...]:
    """Return what each place name of a text means, in text order; no claims.

    Parameters
    ----------
    near
        A lon, lat point (EPSG:4326) around which the text is known to play.
    """
    article = Article(text=text)
    gazetteer = lookup if lookup is not None else open_gazetteer()
    return resolve_places(article, find_mentions(article, gazetteer), gazetteer, near=near)


def locate(
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    kind: str | None = None,
    limit: int = 10,
) -> tuple[Place, ...]:
    """Return the places that bear a name, best first; empty when none does.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code to keep.
    admin1
        Name of a first-level division to keep.
    near
        A lon, lat point (EPSG:4326); nearer places come first.
    kind
        Kind of place to keep: city, region, country, macro_region, facility, road, waterbody or other.
    """
    return open_gazetteer().look_up(name, country=country, admin1=admin1, near=near, kind=kind, limit=limit)


def _distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """The same text twice gets a second id ("-2"), so that ids stay names of one thing."""
    seen: Counter[str] = Counter()
    for article in articles:
        seen[article.id] += 1
        count = seen[article.id]
        yield article if count == 1 else replace(article, id=f"{article.id}-{count}")


def _read(article: Article, lookup: Lookup, frontlines: Sequence[FrontLine]) -> Reading:
    if article.language not in (None, "en"):
        warnings.warn(
            f"{article.source} is in {article.language!r}; claims are read in English so far, places in any language.",
            ArticleWarning,
            stacklevel=2,
        )
    resolutions = resolve_places(article, find_mentions(article, lookup), lookup)
    quantities = find_quantities(article.text)
    times = find_times(article.text, published=article.published)
    expressions = find_expressions(article, resolutions, quantities)
    reading = Reading(
        article=article,
        resolutions=resolutions,
        expressions=expressions,
        times=times,
        quantities=quantities,
        claims=extract_claims(article, resolutions, expressions, times, quantities),
    )
    return replace(reading, findings=check_claims(reading, frontlines))
