"""An article with everything that was read out of it, laid out for the claim rules: sentences, voices, triggers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from geo.claims.heads import Searched, find_all
from geo.claims.speakers import voices
from geo.claims.voice import Voice
from geo.claims.wording import Trigger, Wording
from geo.records import Article, Expression, Quantity, Resolution, TimeSpan
from geo.sentences import Span, sentences

Part = TypeVar("Part", Resolution, Expression, Quantity, TimeSpan, "Hit", Span)
_LONGEST_PARAGRAPH = 5000
_BRACKETS = re.compile(r"\([^()\n]{2,120}\)")
_WRITER = Voice()
SALIENT_TYPES = frozenset({"control", "change", "encirclement", "position"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found in the text; `rank` is its row in the table."""

    start: int
    end: int
    rank: int
    trigger: Trigger


class Starts(NamedTuple):
    """Where the parts of an article begin, each in text order."""

    mentions: Sequence[int]
    expressions: Sequence[int]
    times: Sequence[int]
    quantities: Sequence[int]
    hits: Sequence[int]
    asides: Sequence[int]


@dataclass(frozen=True, slots=True)
class Notes:
    """The article with everything that was read out of it."""

    article: Article
    resolutions: Sequence[Resolution]
    expressions: Sequence[Expression]
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    spans: Sequence[Span]
    voices: Sequence[Sequence[Voice]]
    """Of each sentence, those who speak in it."""
    hits: Sequence[Hit]
    aside: frozenset[str]
    """Ids of mentions that no claim is about: embedded ones, and those inside the naming of a source."""
    wording: Wording
    asides: Sequence[Span]
    """Clauses set into others, in text order."""
    grounds: Mapping[str, str]
    """Expression -> the mention it starts from."""
    measures: frozenset[str]
    """Mentions that only measure another place: "50 km from X"."""
    by_id: Mapping[str, Resolution]
    """Resolutions by the id of their mention."""
    told: Searched
    """The text, in which the patterns of the wording are found fast."""
    starts: Starts

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def voice_at(self, index: int, offset: int) -> Voice:
        """The voice that a sentence has at an offset; an empty one where the writer speaks."""
        voice = next((v for v in self.voices[index] if v.scope.start <= offset < v.scope.end), _WRITER)
        return _WRITER if any(span.start <= offset < span.end for span in voice.between) else voice

    def paragraph(self, offset: int) -> int:
        """Where the paragraph of an offset begins."""
        low = max(0, offset - _LONGEST_PARAGRAPH)
        found = self.text.rfind("\n", low, offset)
        return low if found < 0 else found + 1

    def mentions_in(self, span: Span) -> list[Resolution]:
        """Mentions inside a span that a claim can be about: not inside another name, not where a source is named."""
        found = _starting_in(self.resolutions, self.starts.mentions, span)
        return [r for r in found if r.mention.id not in self.aside]

    def expressions_in(self, span: Span) -> list[Expression]:
        """Relative places that begin inside a span."""
        return list(_starting_in(self.expressions, self.starts.expressions, span))

    def quantities_in(self, span: Span) -> Sequence[Quantity]:
        """Quantities that begin inside a span."""
        return _starting_in(self.quantities, self.starts.quantities, span)

    def own_mentions(self, span: Span, offset: int) -> list[Resolution]:
        """Mentions inside a span that stand on one level with an offset: not in an aside that the offset is not in."""
        found = self.mentions_in(span)
        apart = [
            a
            for a in _starting_in(self.asides, self.starts.asides, span)
            if a != span and not a.start <= offset < a.end
        ]
        own = [r for r in found if not any(a.start <= r.mention.start < a.end for a in apart)]
        return own or found

    def told_in(self, span: Span) -> Sequence[Hit]:
        """Triggers of a span that stand in no aside of it."""
        apart = [a for a in _starting_in(self.asides, self.starts.asides, span) if a != span]
        return [hit for hit in self.hits_in(span) if not any(a.start <= hit.start < a.end for a in apart)]

    def times_in(self, span: Span) -> Sequence[TimeSpan]:
        """Time expressions that begin inside a span."""
        return _starting_in(self.times, self.starts.times, span)

    def own_times(self, span: Span, offset: int) -> list[TimeSpan]:
        """Time expressions inside a span that stand on one level with an offset: not in an aside that the offset is not in."""
        return [t for t in self.times_in(span) if not self.is_apart(t.start, span, offset)]

    def is_apart(self, place: int, span: Span, offset: int) -> bool:
        """Whether an offset of a span stands in an aside of it that another offset is not in."""
        asides = _starting_in(self.asides, self.starts.asides, span)
        return any(a.start <= place < a.end and not a.start <= offset < a.end for a in asides)

    def hits_in(self, span: Span) -> Sequence[Hit]:
        """Triggers that begin inside a span, in text order."""
        return _starting_in(self.hits, self.starts.hits, span)


def _starting_in(parts: Sequence[Part], starts: Sequence[int], span: Span) -> Sequence[Part]:
    """Those of some parts in text order that begin inside a span."""
    first = bisect_left(starts, span.start)
    return parts[first : bisect_left(starts, span.end, first)]


def take_notes(
    article: Article,
    resolutions: Sequence[Resolution],
    expressions: Sequence[Expression],
    times: Sequence[TimeSpan],
    quantities: Sequence[Quantity],
    wording: Wording,
) -> Notes:
    """Return the notes of one article."""
    spans = sentences(article.text)
    told = Searched(article.text, wording.patterns())
    said = voices(article.text, spans, wording, told)
    hits = _trigger_hits(told, wording)
    asides = [Span(*match.span(match.lastindex or 0)) for match in wording.aside.finditer(article.text)]
    return Notes(
        article,
        resolutions,
        expressions,
        times,
        quantities,
        spans,
        said,
        hits,
        _aside(article.text, resolutions, said, wording) | _datelines(article.text, resolutions, spans, wording),
        wording,
        asides,
        {x.id: x.ground for x in expressions if x.ground is not None},
        frozenset(x.ground for x in expressions if x.ground is not None and x.relation in ("offset", "direction")),
        {r.mention.id: r for r in resolutions},
        told,
        Starts(
            [r.mention.start for r in resolutions],
            *([part.start for part in parts] for parts in (expressions, times, quantities, hits, asides)),
        ),
    )


def clauses_of(text: str, sentence: Span, wording: Wording) -> tuple[Span, ...]:
    """Return the clauses of one sentence, in order, without the marks around them."""
    asides = [
        Span(*match.span(match.lastindex or 0)) for match in wording.aside.finditer(text, sentence.start, sentence.end)
    ]
    gapped = [Span(*match.span(1)) for match in wording.gapped.finditer(text, sentence.start, sentence.end)]
    brackets = _bracketed(text, sentence)
    cuts = {
        sentence.start,
        sentence.end,
        *(span.start for span in gapped),
        *(
            m.end()
            for m in wording.clause.finditer(text, sentence.start, sentence.end)
            if not _ends_apposition(text, sentence, m, wording)
            and not any(inside.start <= m.end() and m.start() <= inside.end for inside in [*asides, *gapped])
            and not any(inside.start < m.end() and m.start() < inside.end for inside in brackets)
        ),
    }
    if wording.subordinate.match(text, sentence.start, sentence.end):
        comma = text.find(", ", sentence.start, sentence.end)
        cuts |= {comma + 2} if comma > 0 else set()
    spans = (_bare(text, a, b) for a, b in pairwise(sorted(cuts)))
    return tuple(span for span in (*spans, *asides) if span.end - span.start > 1)


def _ends_apposition(text: str, sentence: Span, cut: re.Match[str], wording: Wording) -> bool:
    """Whether the comma of a cut only closes what describes a name: "X, about 15 km to the east, fell in January"."""
    if not cut.group().startswith(", "):
        return False
    begun = text.rfind(", ", sentence.start, cut.start())
    return begun > 0 and wording.apposed.fullmatch(text, begun + 2, cut.start()) is not None


def _bracketed(text: str, sentence: Span) -> list[Span]:
    if text.find("(", sentence.start, sentence.end) < 0:
        return []
    return [Span(*match.span()) for match in _BRACKETS.finditer(text, sentence.start, sentence.end)]


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ',;–—"“«'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:–—"”»'):
        end -= 1
    return Span(start, end)


def _trigger_hits(told: Searched, wording: Wording) -> list[Hit]:
    patterns = tuple(trigger.pattern for trigger in wording.triggers)
    hits = [Hit(match.start(), match.end(), rank, wording.triggers[rank]) for rank, match in find_all(patterns, told)]
    return sorted(hits, key=lambda hit: (hit.start, hit.rank))


def _aside(
    text: str, resolutions: Sequence[Resolution], said: Sequence[Sequence[Voice]], wording: Wording
) -> frozenset[str]:
    named = sorted((span.start, span.end) for own in said for voice in own for span in voice.spans)
    institution = wording.ground.institution
    return frozenset(
        r.mention.id
        for r in resolutions
        if r.usage == "embedded"
        or _inside(named, r.mention.start)
        or (institution is not None and institution.search(text, max(0, r.mention.start - 30), r.mention.start))
    )


def _datelines(
    text: str, resolutions: Sequence[Resolution], sentences: Sequence[Span], wording: Wording
) -> frozenset[str]:
    found = [match for span in sentences if (match := wording.dateline.match(text, span.start)) is not None]
    named = [(match.start(), match.end()) for match in found]
    return frozenset(r.mention.id for r in resolutions if _inside(named, r.mention.start)) if named else frozenset()


def _inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    at = bisect_left(spans, (offset + 1, 0)) - 1
    return at >= 0 and offset < spans[at][1]
