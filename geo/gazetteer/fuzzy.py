"""Names that are nearly the one asked for.

Comes in: a folded name, and the folded names that might be meant. Goes out: the nearest, with how near they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MIN_LETTERS = 5
"""Shorter names have too many neighbours that are other places."""
MIN_SCORE = 0.85
"""Likeness from which a spelling is taken for a slip: one wrong letter in seven, one missing or too many in three."""
MIN_SUGGESTED = 0.7
"""Likeness from which a spelling is worth naming to a person."""
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщыьэюяєґ")
_DIGITS = re.compile(r"\d+")


def one_slip_away(key: str) -> Iterator[str]:
    """Yield every spelling with one letter missing, too many, wrong, or changed for its neighbour.

    Examples
    --------
    >>> spellings = set(one_slip_away("sudza"))
    >>> "sudzha" in spellings, "suda" in spellings, "susza" in spellings, "usdza" in spellings
    (True, True, True, True)
    """
    letters = next((alphabet for alphabet in _ALPHABETS if any(letter in alphabet for letter in key)), "")
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            yield head + letter + tail[1:]


def nearest(key: str, others: Iterable[str], *, at_least: float, limit: int) -> tuple[tuple[str, float], ...]:
    """Return the spellings most like a name, with their likeness from 0 to 1, best first.

    A name with other digits is another name, however like it is: N07 is not N08.

    Parameters
    ----------
    at_least
        Likeness below which a spelling is left out.
    limit
        At most so many.

    Notes
    -----
    Likeness is 1 - (insertions + deletions) / (length of both), the ratio of rapidfuzz.

    Examples
    --------
    >>> nearest("pokorvsk", ["pokrovsk", "pokrov", "kursk"], at_least=0.85, limit=3)
    (('pokrovsk', 0.875),)
    """
    from rapidfuzz import fuzz, process

    digits = _DIGITS.findall(key)
    pool = [other for other in others if _DIGITS.findall(other) == digits]
    found = process.extract(key, pool, scorer=fuzz.ratio, limit=limit, score_cutoff=100 * at_least)
    return tuple((spelling, score / 100) for spelling, score, _ in found)
