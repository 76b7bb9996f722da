"""An article with everything that was read out of it, laid out for the claim rules: sentences, voices, triggers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.lexicon import TRIGGERS, Trigger
from geo.claims.speakers import Voice, voices
from geo.records import Article, Expression, Quantity, Resolution, TimeSpan
from geo.sentences import Span, containing, sentences

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

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def mentions_in(self, span: Span) -> list[Resolution]:
        """Mentions inside a span that a claim can be about: not inside another name, not where a source is named."""
        return [
            r for r in self.resolutions if span.start <= r.mention.start < span.end and r.mention.id not in self.aside
        ]

    def expressions_in(self, span: Span) -> list[Expression]:
        """Relative places that begin inside a span."""
        return [x for x in self.expressions if span.start <= x.start < span.end]

    def hits_in(self, span: Span) -> Sequence[Hit]:
        """Triggers that begin inside a span, in text order."""
        first = bisect_left(self.hits, span.start, key=lambda hit: hit.start)
        last = bisect_left(self.hits, span.end, key=lambda hit: hit.start)
        return self.hits[first:last]


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
    return Notes(article, resolutions, expressions, times, quantities, spans, said, hits, _aside(resolutions, said))


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
