"""A voice: who speaks in a stretch of text."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.records import Speaker
from geo.sentences import Span


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a stretch of text, outermost first; empty when it is the writer."""

    speakers: tuple[Speaker, ...] = ()
    verb: str = ""
    spans: tuple[Span, ...] = ()
    """Where the text names its sources: places in there are theirs, not the claim's."""
    scope: Span = field(default_factory=lambda: Span(0, 0))
    between: tuple[Span, ...] = ()
    """From a subject to its verb: what is told there is told by the writer."""
    quoted: bool = False
    """Whether the words are the speaker's own, between quotation marks: "we" and "our" are the speaker's side."""
