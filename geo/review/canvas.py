"""The text of an article as far as it is known: its quotes and names at their offsets, blanks between, what people add at the end.

A claims table does not carry articles. So that `article.text[claim.start:claim.end] == claim.quote` holds, the known words are laid
where they stood, and words that stood nowhere come after the last character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Canvas:
    """A text under construction."""

    def __init__(self, n_chars: int, spans: Iterable[tuple[int, str]]) -> None:
        self.known = _laid(n_chars, sorted(spans, key=lambda span: (span[0], -len(span[1]))))
        self._added: list[str] = []
        self._length = n_chars

    def text(self) -> str:
        """Return the text as it stands."""
        return self.known + "".join(self._added)

    def holds(self, start: int, words: str) -> bool:
        """Tell whether words stand at an offset."""
        return self.known.startswith(words, start)

    def anchor(self, words: str, within: Sequence[tuple[int, int, str]] = ()) -> tuple[int, int]:
        """Return where words stand: inside one of some spans (start, end, text), else added at the end."""
        for start, _, text in within:
            at = text.find(words)
            if at >= 0:
                return start + at, start + at + len(words)
        return self.add(words)

    def add(self, words: str) -> tuple[int, int]:
        """Return where words stand that are added on a line of their own."""
        if self._length:
            self._added.append("\n")
            self._length += 1
        start = self._length
        self._added.append(words)
        self._length += len(words)
        return start, self._length


class FixedText(Canvas):
    """The whole text of an article, to which nothing is added: words that do not stand in it are anchored at their claim."""

    def __init__(self, text: str) -> None:
        super().__init__(len(text), ((0, text),))

    def anchor(self, words: str, within: Sequence[tuple[int, int, str]] = ()) -> tuple[int, int]:
        """Return where words stand: inside one of some spans, else the whole of the first span."""
        for start, _, text in within:
            at = text.find(words)
            if at >= 0:
                return start + at, start + at + len(words)
        return within[0][:2]


def _laid(n_chars: int, spans: Sequence[tuple[int, str]]) -> str:
    pieces: list[str] = []
    reached = 0
    for start, words in spans:
        end = start + len(words)
        if end <= reached:
            continue
        pieces.append(" " * (start - reached))
        pieces.append(words[max(0, reached - start) :])
        reached = end
    pieces.append(" " * (n_chars - reached))
    return "".join(pieces)
