"""Words that are not what they look like: Latin letters in a Cyrillic word, or the other way round."""

from __future__ import annotations

from geo.names import find_mixed


def find_lookalikes(text: str) -> tuple[str, ...]:
    """Return one doubt about the words of a text that mix letters which look alike; none where there are none.

    Examples
    --------
    >>> find_lookalikes("The mill fell.")
    ()
    """
    mixed = list(find_mixed(text))
    if not mixed:
        return ()
    first = text[mixed[0].start : mixed[0].end]
    words = "1 word mixes" if len(mixed) == 1 else f"{len(mixed):,} words mix"
    return (f"{words} Latin and Cyrillic letters that look alike, the first {first!r}",)
