"""Who wrote it, where the text itself says so: a byline at the top or a note on the author at the end."""

from __future__ import annotations

import re

_WORD = r"[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'.-]{0,25}"
_NAME = rf"{_WORD}(?:\s{_WORD}){{1,3}}"
_TOP = re.compile(rf"[*_]{{0,2}}[Bb]y\s({_NAME})(?=$|[,|*_(–—]|\s(?:in|for|and|[–—|-])\s)")
# "Jane Doe is a historian", on a line of its own at the end.
_END = re.compile(rf"[*_—–\-\s]{{0,4}}({_NAME})\s(?:is|was)\s(?:an?|the)\s[^\n]{{3,300}}")
TOP_LINES, LONGEST_LINE = 8, 320


def find_byline(text: str) -> str | None:
    """Return the author that a text names in a byline near its top, or in a note that closes it; None without one.

    Examples
    --------
    >>> find_byline("A headline\\nBy Jane Doe, 14 November 2024\\nThe text.")
    'Jane Doe'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:TOP_LINES]:
        if len(line) <= LONGEST_LINE and (match := _TOP.match(line)):
            return match[1].rstrip(".")
    last = lines[-1] if len(lines) > 2 else ""
    match = _END.fullmatch(last.strip("*_ ")) if len(last) <= LONGEST_LINE else None
    return match[1].rstrip(".") if match else None
