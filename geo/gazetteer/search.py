"""Names by a part of them: what begins with a text, what holds it, what fits a pattern.

Comes in: a text, in which * stands for any letters and ? for any one. Goes out: places, largest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.errors import GazetteerError
from geo.gazetteer.keys import MAX_KEY_LENGTH
from geo.gazetteer.reader import Reader
from geo.names import fold
from geo.records import Place

_BEGINNING = "SELECT DISTINCT ref, place.name FROM name JOIN place USING (ref) WHERE key >= ? AND key < ? ORDER BY ref"
_HOLDING = "SELECT DISTINCT ref FROM name WHERE instr(key, ?) > 1 AND substr(key, 1, 1) <> '=' ORDER BY ref"
_FITTING = "SELECT DISTINCT ref FROM name WHERE key GLOB ? ORDER BY ref"
_LAST = "\U0010ffff"
_BLOCK = 500
_WILD = re.compile(r"([*?])")


def find_places(reader: Reader, text: str) -> Iterator[Iterator[Place]]:
    """Yield the places whose own name begins with a text, then those with another name that does, then those with one that holds it.

    Each largest first. With * or ? in the text the whole name must fit it, and there is one sequence only.

    Raises
    ------
    GazetteerError
        The text has no letter, digit or wildcard, or is longer than any name; or the index was damaged.
    """
    pattern = "".join(part if part in {"*", "?"} else _folded(part) for part in _WILD.split(text[: 2 * MAX_KEY_LENGTH]))
    if not pattern.strip() or len(pattern) > MAX_KEY_LENGTH:
        raise GazetteerError(
            f"{text[:40]!r} is no part of a name. Give a few letters of it, * for any letters, ? for one."
        )
    if _WILD.search(pattern):
        yield _places(reader, _refs(reader, _FITTING, pattern))
        return
    prefix = pattern.strip()
    begins = {ref: fold(name).startswith(prefix) for ref, name in reader.rows(_BEGINNING, prefix, prefix + _LAST)}
    yield _places(reader, [ref for ref, is_own in begins.items() if is_own])
    yield _places(reader, [ref for ref, is_own in begins.items() if not is_own])
    yield _places(reader, [ref for ref in _refs(reader, _HOLDING, prefix) if ref not in begins])


def _places(reader: Reader, refs: list[int]) -> Iterator[Place]:
    # By the block, since most readers want the first few.
    for start in range(0, len(refs), _BLOCK):
        block = refs[start : start + _BLOCK]
        found = reader.places(block)
        yield from (found[ref] for ref in block)


def _refs(reader: Reader, statement: str, *values: str) -> list[int]:
    return [ref for (ref,) in reader.rows(statement, *values)]


def _folded(part: str) -> str:
    # "Nova *" asks for a word of its own, so a space beside a wildcard stays.
    folded = fold(part)
    return " " * part[:1].isspace() + folded + " " * (part[-1:].isspace() and bool(folded))
