"""Article(s) -> Report. The one file that knows the order of the rooms."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo import __version__
from geo.checks import check_claims
from geo.claims import WORDINGS, extract_claims
from geo.dates import find_times
from geo.errors import ArticleWarning, GeoWarning
from geo.extractor import extract_with
from geo.gazetteer import open_gazetteer
from geo.gazetteer.online import OnlineGeocoder, find_unknown
from geo.language import detect_language
from geo.mentions import find_mentions
from geo.mentions.view import view_of
from geo.pairs import join_events, pair_claims
from geo.places import fill_shapes, find_expressions, resolve_places
from geo.places.corrections import (
    Corrections,
    Settled,
    apply_corrections,
    read_corrections,
    settle_corrections,
    unused_corrections,
)
from geo.quantities import find_quantities
from geo.records import Article, Extractor, FrontLine, Lookup, Reading, Report, Resolution

# So many words tell their language, where it is one that is read.
_TELLING_WORDS = 40
Progress = Callable[[str, int, int], None]


def run(
    articles: Sequence[Article],
    frontlines: Sequence[FrontLine] = (),
    *,
    lookup: Lookup | None = None,
    geocoder: OnlineGeocoder | None = None,
    corrections: Corrections | str | Path | None = None,
    claims: Sequence[Reading] = (),
    extractor: Extractor | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the report of some articles, checked against some front lines.

    Parameters
    ----------
    lookup
        The gazetteer; None opens the user's own (compiled on first use).
    geocoder
        Online service to ask for names that the gazetteer does not know; None asks nobody.
    corrections
        What the user knows better, or the file of it; applied last.
    claims
        Articles whose claims are known already, from a claims table say: only the checks are theirs.
    extractor
        Finds the claims in place of the rules; see `geo.extractor`.
    progress
        Called with (message, done, total) as the work goes on.

    Raises
    ------
    GazetteerError, SourceError
        The gazetteer cannot be opened or built, or a correction cannot be understood.

    Warns
    -----
    GeoWarning
        A correction was of no use in any article.
    """
    gazetteer = lookup if lookup is not None else open_gazetteer(progress=progress)
    placer = _placer(gazetteer, geocoder, corrections)
    told_apart = tuple(_distinct([*articles, *(reading.article for reading in claims)]))
    articles = told_apart[: len(articles)]
    frontlines = tuple(_told_apart(frontlines))
    readings, refused = [], []
    for done, article in enumerate(articles):
        if progress is not None:
            progress(f"reading {article.title or article.source}", done, len(articles))
        reading = _read(article, placer)
        if extractor is not None:
            reading, doubts_of_it = extract_with(extractor, reading, gazetteer)
            refused += [(article.source, doubt) for doubt in doubts_of_it]
        else:
            reading = _with_claims(reading)
        readings.append(reading)
    if progress is not None and articles:
        progress("articles read", len(articles), len(articles))
    known = told_apart[len(articles) :]
    readings += [replace(reading, article=article) for reading, article in zip(claims, known, strict=True)]
    readings = join_events(readings)
    readings = [replace(reading, findings=check_claims(reading, frontlines)) for reading in readings]
    doubts = [(article.source, doubt) for article in told_apart for doubt in article.warnings]
    doubts += refused
    doubts += [(line.name, doubt) for line in frontlines for doubt in line.warnings]
    doubts += placer.doubts()
    return Report(
        generator=f"frontline-mapper {__version__}",
        frontlines=frontlines,
        articles=tuple(readings),
        pairs=pair_claims(readings),
        warnings=tuple(doubts),
    )


def rerun(report: Report, corrections: Corrections | str | Path, *, lookup: Lookup | None = None) -> dict[str, Any]:
    """Return what changes in a report when places are corrected: `articles`, `pairs` and `warnings`.

    The corrections go on top of what was found, earlier ones and places found online included. Claims that the rules found
    are found anew; all others stay as they are. Every check is made again.

    Parameters
    ----------
    lookup
        The gazetteer; None opens the user's own.

    Raises
    ------
    GazetteerError, SourceError
        The gazetteer cannot be opened or built, or a correction cannot be understood.

    Warns
    -----
    GeoWarning
        A correction was of no use in any article.
    """
    placer = _placer(lookup if lookup is not None else open_gazetteer(), None, corrections)
    readings = join_events([_placed_anew(reading, placer) for reading in report.articles])
    readings = [replace(reading, findings=check_claims(reading, report.frontlines)) for reading in readings]
    doubts = (*report.warnings, *placer.doubts())
    return {"articles": tuple(readings), "pairs": pair_claims(readings), "warnings": doubts}


def _placed_anew(reading: Reading, placer: _Placer) -> Reading:
    """Return a reading with its places corrected and its claims on them."""
    found, used = apply_corrections(reading.article, reading.resolutions, placer.settled)
    placer.used |= used
    if not used:
        return reading
    ruled = _with_claims(reading).claims
    by_rules = ruled == tuple(replace(claim, event=None) for claim in reading.claims)
    resolutions = fill_shapes(found, placer.lookup)
    expressions = find_expressions(reading.article, resolutions, reading.quantities)
    moved = replace(reading, resolutions=resolutions, expressions=expressions)
    return _with_claims(moved) if by_rules else moved


def geoparse(
    text: str | Article,
    *,
    near: tuple[float, float] | None = None,
    language: str | None = None,
    lookup: Lookup | None = None,
    geocoder: OnlineGeocoder | None = None,
    corrections: Corrections | str | Path | None = None,
) -> tuple[Resolution, ...]:
    """Return what each place name of a text means, in text order.

    Claims are not looked for, and places come without their shapes.

    Parameters
    ----------
    text
        A text, or an article where corrections name it.
    near
        A lon, lat point (EPSG:4326) around which the text is known to play.
    language
        ISO 639-1 code of the text; None tells it from the text.
    lookup, geocoder, corrections
        As in `run`.

    Raises
    ------
    GazetteerError, SourceError
        As `run`.

    Warns
    -----
    GeoWarning
        A correction was of no use in the text.

    Examples
    --------
    >>> [(one.mention.text, one.place.id) for one in geoparse("Pokrovsk and Kupiansk are held.")]
    [('Pokrovsk', 'geonames:704422'), ('Kupiansk', 'geonames:703656')]
    """
    article = text if isinstance(text, Article) else Article(text=text)
    if language is not None:
        article = replace(article, language=language)
    placer = _placer(lookup if lookup is not None else open_gazetteer(), geocoder, corrections)
    resolutions = placer.resolve(article, near=near)
    placer.doubts()
    return resolutions


def _distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """The same text twice gets a second id ("-2"), so that ids stay names of one thing."""
    seen: Counter[str] = Counter()
    for article in articles:
        seen[article.id] += 1
        count = seen[article.id]
        yield article if count == 1 else replace(article, id=f"{article.id}-{count}")


def _told_apart(frontlines: Iterable[FrontLine]) -> Iterator[FrontLine]:
    """Two datasets of one name get a second one ("-2"): verdicts and legends name layers."""
    seen: Counter[str] = Counter()
    for line in frontlines:
        seen[line.name] += 1
        count = seen[line.name]
        yield line if count == 1 else replace(line, name=f"{line.name}-{count}")


@dataclass(slots=True)
class _Placer:
    """The rooms that place names, with what the user gave them, and what came of it."""

    lookup: Lookup
    geocoder: OnlineGeocoder | None
    settled: Settled
    used: set[int] = field(default_factory=set)
    """Numbers of the corrections that were used."""
    online: set[str] = field(default_factory=set)
    """Ids of the places that were found online."""

    def resolve(self, article: Article, *, near: tuple[float, float] | None = None) -> tuple[Resolution, ...]:
        """Return what the names of an article mean: the gazetteer first, then the online service, the user last."""
        view = view_of(article.text)
        seen = article if view is None else replace(article, text=view.text)
        found = resolve_places(seen, find_mentions(seen, self.lookup), self.lookup, near=near)
        if view is not None:
            found = tuple(replace(one, mention=view.moved(one.mention, article.text)) for one in found)
        if self.geocoder is not None:
            known, found = found, find_unknown(found, self.geocoder, near=near)
            self.online |= {new.place.id for old, new in zip(known, found, strict=True) if new.place and not old.place}
        found, used = apply_corrections(article, found, self.settled)
        self.used |= used
        return found

    def doubts(self) -> list[tuple[str, str]]:
        """Return (where, what) pairs: whom to credit, what was not asked, which corrections were of no use; warn of those."""
        doubts = [(self.settled.source, words) for words in unused_corrections(self.settled, self.used)]
        for where, words in doubts:
            # Level 3 is the caller of run or geoparse.
            warnings.warn(f"{where}: {words}", GeoWarning, stacklevel=3)
        if self.geocoder is not None and self.online:
            found = f"{len(self.online)} of the places were found online: {self.geocoder.attribution}"
            doubts.append((self.geocoder.service, found))
        if self.geocoder is not None and self.geocoder.trouble:
            doubts.append((self.geocoder.service, f"was asked no more: {self.geocoder.trouble}"))
        return doubts


def _placer(lookup: Lookup, geocoder: OnlineGeocoder | None, corrections: Corrections | str | Path | None) -> _Placer:
    if corrections is None:
        return _Placer(lookup, geocoder, Settled("", ()))
    read = corrections if isinstance(corrections, Corrections) else read_corrections(corrections)
    return _Placer(lookup, geocoder, settle_corrections(read, lookup))


def _read(article: Article, placer: _Placer) -> Reading:
    """Return what stands in an article but for its claims."""
    if article.language is None:
        article = replace(article, language=detect_language(article.text))
    resolutions = fill_shapes(placer.resolve(article), placer.lookup)
    quantities = find_quantities(article.text, language=article.language)
    return Reading(
        article=article,
        resolutions=resolutions,
        expressions=find_expressions(article, resolutions, quantities),
        times=find_times(article.text, published=article.published, language=article.language),
        quantities=quantities,
    )


def _with_claims(reading: Reading) -> Reading:
    """Return a reading with the claims that the rules find."""
    article = reading.article
    if article.language not in (None, *WORDINGS):
        warnings.warn(
            f"{article.source} is in {article.language!r}; claims are read in {', '.join(WORDINGS)} so far, places in any language.",
            ArticleWarning,
            stacklevel=2,
        )
    elif article.language is None and len(article.text.split()) >= _TELLING_WORDS:
        warnings.warn(
            f"{article.source}: the language is none of {', '.join(WORDINGS)}, or not told apart; it is read as English. "
            "Say it with language=.",
            ArticleWarning,
            stacklevel=2,
        )
    found = extract_claims(article, reading.resolutions, reading.expressions, reading.times, reading.quantities)
    return replace(reading, claims=found)
