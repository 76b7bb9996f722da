"""The keys under which a name stands in the index, and by which it is looked up.

Comes in: a name as written. Goes out: its folded form; for an acronym also a key that keeps the capitals, so that "US" finds the
United States and "us" does not.
"""

from __future__ import annotations

import re

from geo.names import fold

MAX_KEY_LENGTH = 120
"""Characters; no name in the sources is longer, and no longer name is looked up."""
_ACRONYM = re.compile(r"[A-ZА-ЯҐЄІЇЁ]{2,5}")
# From here on the scripts of East Asia, in which two characters make a full name.
_EAST_ASIA = "\u2e80"


def query_keys(name: str) -> tuple[str, ...]:
    """Return the keys to look a name up by; empty when it cannot be a name."""
    if len(name) > MAX_KEY_LENGTH:
        return ()
    folded, acronym = _plain_fold(name), _acronym_key(name)
    return tuple(key for key in (acronym, folded) if key)


def index_key(name: str, *, known: bool) -> str | None:
    """Return the key under which to keep a name, or None for one that would be noise.

    Parameters
    ----------
    name
        As the source spells it.
    known
        True for a name that a person chose (a country, a curated place): then two letters are enough.
    """
    key = _acronym_key(name) or _plain_fold(name)
    letters = key.lstrip("=")
    if (
        not letters
        or len(letters) > MAX_KEY_LENGTH
        or (letters[0].isdecimal() and letters.replace(" ", "").isdecimal())
    ):
        return None
    if len(letters) <= 2 and not known and letters[0] < _EAST_ASIA:
        return None
    return key


def _plain_fold(name: str) -> str:
    # Most names are plain English letters; for those folding is lower case with single spaces, ten times as fast.
    if name.isascii() and name.replace(" ", "").isalnum():
        return " ".join(name.lower().split())
    return fold(name)


def _acronym_key(name: str) -> str:
    if len(name) > 10 or not name.isupper():
        return ""
    letters = name.replace(".", "")
    return "=" + letters if _ACRONYM.fullmatch(letters) else ""
