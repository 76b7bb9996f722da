"""An article with everything that was read out of it, laid out for the claim rules: sentences, voices, triggers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.claims.lexicon import TRIGGERS, Trigger
from geo.claims.speakers import Voice, voices
from geo.records import Article, Expression, Quantity, Resolution, TimeSpan
from geo.sentences import Span, containing, sentences

Part = TypeVar("Part", Expression, Quantity, TimeSpan, "Hit")
SALIENT_TYPES = frozenset({"control", "change", "encirclement", "position"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found in the text; `rank` is its row in the table."""

    start: int
    end: int
    rank: int
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Notes:
    """The article with everything that was read out of it."""

    article: Article
    resolutions: Sequence[Resolution]
    expressions: Sequence[Expression]
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    spans: Sequence[Span]
    voices: Sequence[Voice]
    hits: Sequence[Hit]
    aside: frozenset[str]
    """Ids of mentions that no claim is about: embedded ones, and those inside the naming of a source."""
    by_id: Mapping[str, Resolution]
    """Resolutions by the id of their mention."""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def mentions_in(self, span: Span) -> list[Resolution]:
        """Mentions inside a span that a claim can be about: not inside another name, not where a source is named."""
        first = bisect_left(self.resolutions, span.start, key=lambda resolution: resolution.mention.start)
        last = bisect_left(self.resolutions, span.end, key=lambda resolution: resolution.mention.start)
        return [r for r in self.resolutions[first:last] if r.mention.id not in self.aside]

    def expressions_in(self, span: Span) -> list[Expression]:
        """Relative places that begin inside a span."""
        return list(_starting_in(self.expressions, span))

    def quantities_in(self, span: Span) -> Sequence[Quantity]:
        """Quantities that begin inside a span."""
        return _starting_in(self.quantities, span)

    def times_in(self, span: Span) -> Sequence[TimeSpan]:
        """Time expressions that begin inside a span."""
        return _starting_in(self.times, span)

    def hits_in(self, span: Span) -> Sequence[Hit]:
        """Triggers that begin inside a span, in text order."""
        return _starting_in(self.hits, span)


def _starting_in(parts: Sequence[Part], span: Span) -> Sequence[Part]:
    """Those of some parts in text order that begin inside a span."""
    first = bisect_left(parts, span.start, key=lambda part: part.start)
    return parts[first : bisect_left(parts, span.end, key=lambda part: part.start)]


def take_notes(
    article: Article,
    resolutions: Sequence[Resolution],
    expressions: Sequence[Expression],
    times: Sequence[TimeSpan],
    quantities: Sequence[Quantity],
) -> Notes:
    """Return the notes of one article."""
    spans = sentences(article.text)
    said = voices(article.text, spans)
    hits = _trigger_hits(article.text)
    return Notes(
        article,
        resolutions,
        expressions,
        times,
        quantities,
        spans,
        said,
        hits,
        _aside(resolutions, said),
        {r.mention.id: r for r in resolutions},
    )


def _trigger_hits(text: str) -> list[Hit]:
    hits = [
        Hit(m.start(), m.end(), rank, trigger)
        for rank, trigger in enumerate(TRIGGERS)
        for m in trigger.pattern.finditer(text)
    ]
    return sorted(hits, key=lambda hit: (hit.start, hit.rank))


def _aside(resolutions: Sequence[Resolution], said: Sequence[Voice]) -> frozenset[str]:
    named = tuple(sorted((span for voice in said for span in voice.spans), key=lambda span: span.start))
    return frozenset(r.mention.id for r in resolutions if r.usage == "embedded" or containing(named, r.mention.start))
