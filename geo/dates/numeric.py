"""Dates in figures, which no language owns: 2024-08-06, 06.08.2024, 06/08/2024 (day first unless impossible)."""

from __future__ import annotations

import re

from geo.dates.rules import CLOCK, GAP, rule

_END = r"(?![\w%/-]|[.,]\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH, _DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>0?[1-9]|[12]\d|3[01])"
_BEFORE = rf"(?:{CLOCK}{GAP})?"
_AFTER = rf"(?:(?:,?{GAP}|,?{GAP}(?:at|о|в){GAP}){CLOCK})?"


def _not_in_a_row(text: str, match: re.Match[str]) -> bool:
    # "1.2.3.2024" and "/2024/" are versions and addresses.
    return text[max(0, match.start() - 1) : match.start()] not in {".", "/", "-", "_", ":"} or match.start() == 0


RULES = (
    rule(
        "date",
        {"0"},
        r"(?P<year>(?:19|20)\d\d)([-/.])(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])"
        r"(?:(?:t|[^\S\n])(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\w-]|\.\d)",
        _not_in_a_row,
    ),
    rule("date", {"0"}, rf"{_BEFORE}{_DAY}\.{_MONTH}\.{_YEAR}{_END}{_AFTER}", _not_in_a_row),
    rule("date", {"0"}, rf"{_BEFORE}{_DAY}/{_MONTH}/{_YEAR}{_END}{_AFTER}", _not_in_a_row),
    # Month first, as in the United States, only where the other reading cannot be.
    rule(
        "date",
        {"0"},
        rf"{_BEFORE}{_MONTH}/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}{_END}{_AFTER}",
        _not_in_a_row,
    ),
)
