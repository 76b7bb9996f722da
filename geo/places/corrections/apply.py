"""Corrections -> resolutions, whatever they were before."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.names import fold
from geo.places.corrections.entries import Correction
from geo.places.corrections.settle import Settled
from geo.records import AREA_KINDS, Article, Mention, Place, Resolution

_WORD = re.compile(r"\w")
Span = tuple[int, int]


def apply_corrections(
    article: Article, resolutions: Sequence[Resolution], settled: Settled
) -> tuple[tuple[Resolution, ...], frozenset[int]]:
    """Return the resolutions of an article with the corrections applied, and the numbers of the corrections that were used.

    The narrowest correction decides: one mention before one article before all. A pinned name that was not read as a mention
    becomes one wherever it stands as whole words beside no other mention; its id is `p` and its offset. A name that is pinned
    as a whole keeps its usage, so that "Moscow said" stays off the map, and is not put where the wording asks for another kind
    ("Kursk" as a town says nothing of "the Kursk region"); a mention pinned by itself is mapped, whatever its wording.
    """
    if not settled.pins:
        read = {(one.mention.start, one.mention.end): one for one in resolutions}
        return tuple(read[span] for span in sorted(read)), frozenset()
    known = _Known.of(article.text, resolutions)
    decided: dict[Span, int] = {}
    new: list[Span] = []
    pins = [number for number, (entry, _) in enumerate(settled.pins) if _is_about(entry, article)]
    # Of two names that overlap, the longer one is meant.
    for number in sorted(pins, key=lambda n: (-settled.pins[n][0].rank, -len(settled.pins[n][0].name), n)):
        entry, place = settled.pins[number]
        for span in _spans_meant(entry, known):
            mention = known.mentions.get(span)
            if mention is not None and not _may_mean(entry, mention.mention, place):
                continue
            if mention is None and span not in decided:
                if place is None or _overlaps(span, new):
                    continue
                insort(new, span)
            decided.setdefault(span, number)
    corrected = dict(known.mentions)
    for span, number in decided.items():
        before = corrected.get(span) or _new_resolution(span, article.text)
        corrected[span] = _corrected(before, *settled.pins[number], settled.source)
    return tuple(corrected[span] for span in sorted(corrected)), frozenset(decided.values())


def unused_corrections(settled: Settled, used: Iterable[int]) -> tuple[str, ...]:
    """Return one line for each correction that changed nothing, in the order of the file."""
    idle = sorted(set(range(len(settled.pins))) - set(used))
    return tuple(_unused(settled.pins[number][0]) for number in idle)


def _unused(entry: Correction) -> str:
    spot = "" if entry.article is None else f" in {entry.article}"
    spot += "" if entry.offset is None else f" at {entry.offset}"
    spot += "" if entry.occurrence is None else f", occurrence {entry.occurrence}"
    return f"{entry.where or 'an entry'}: {entry.name!r}{spot} changed nothing: no mention of it, or another entry decides."


@dataclass(frozen=True, slots=True)
class _Known:
    """A text with the mentions that were read in it."""

    text: str
    mentions: dict[Span, Resolution]
    taken: list[Span]
    """The ground of all mentions, in order and apart."""
    named: dict[str, list[Span]]
    """Folded name -> its mentions; those of an inflected form stand under the form it is looked up by, too."""

    @classmethod
    def of(cls, text: str, resolutions: Sequence[Resolution]) -> _Known:
        mentions = {(one.mention.start, one.mention.end): one for one in resolutions}
        named: dict[str, list[Span]] = defaultdict(list)
        for span, one in mentions.items():
            for name in _names(one.mention):
                named[name].append(span)
        return cls(text, mentions, _united(mentions), named)


def _names(mention: Mention) -> set[str]:
    """The names a mention goes by: "Kursk" in "Kursk nuclear power plant" by the long one only, an inflected form by both."""
    longer = len(mention.name.split()) > len(mention.text.split())
    return {_key(name) for name in ((mention.name,) if longer else (mention.text, mention.name)) if name}


def _united(spans: Iterable[Span]) -> list[Span]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            start, end = united[-1][0], max(end, united.pop()[1])
        united.append((start, end))
    return united


def _is_about(entry: Correction, article: Article) -> bool:
    return entry.article is None or entry.article in (
        article.id,
        article.source,
        article.url,
        Path(article.source).name,
    )


def _spans_meant(entry: Correction, known: _Known) -> list[Span]:
    """Return where a correction's name stands in a text: its mentions, and its words where there is no mention."""
    name = entry.name.strip()
    words = (span for span in _whole_words(known.text, name) if not _overlaps(span, known.taken))
    meant = sorted({*known.named.get(_key(name), ()), *words})
    if entry.offset is not None:
        return [span for span in meant if span[0] == entry.offset]
    if entry.occurrence is not None:
        return meant[entry.occurrence - 1 : entry.occurrence]
    return meant


def _may_mean(entry: Correction, mention: Mention, place: Place | None) -> bool:
    """Whether a correction may decide a mention: always when it is about that one alone."""
    if place is None or entry.is_single or mention.kind_hint in (None, place.kind) or place.kind == "other":
        return True
    return mention.kind_hint in AREA_KINDS and place.kind in AREA_KINDS


def _key(name: str) -> str:
    return fold(name) or name


def _whole_words(text: str, name: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _WORD.match(text[start - 1 : start]) and not _WORD.match(text[end : end + 1]):
            yield start, end
        start = text.find(name, end)


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    # The others are in order and apart: only the neighbours can overlap.
    at = bisect_left(others, span)
    return any(start < span[1] and span[0] < end for start, end in others[max(0, at - 1) : at + 1])


def _new_resolution(span: Span, text: str) -> Resolution:
    mention = Mention(id=f"p{span[0]}", start=span[0], end=span[1], text=text[slice(*span)])
    return Resolution(mention=mention, usage="literal", mapped=False, place=None)


def _corrected(known: Resolution, entry: Correction, place: Place | None, source: str) -> Resolution:
    note = f": {entry.note}" if entry.note else ""
    if place is None:
        return replace(known, mapped=False, place=None, score=None, runners_up=(), reason=f"barred by {source}{note}")
    mention = known.mention
    if entry.is_single and not mention.mapped:
        mention = replace(mention, usage="literal", mapped=True)
    wording = f"; {mention.reason}" if mention.reason and not mention.mapped else ""
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=mention.mapped,
        place=place,
        score=1.0,
        reason=f"set by {source}{note}{wording}",
    )
