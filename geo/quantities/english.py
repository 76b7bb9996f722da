"""The quantities of an English text: `numbers.py` reads the number and its hedge, `units.py` the unit or the counted noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.quantities.english_ellipsis import counted_in_millions, elliptic, harmed, is_date, some_of
from geo.quantities.english_shares import STARTS as SHARE_STARTS
from geo.quantities.english_shares import ratio_or_rate, share_or_ratio_at, with_rate, word_before
from geo.quantities.numbers import STARTS as NUMBER_STARTS
from geo.quantities.numbers import hedge_after, hedge_at, number_at
from geo.quantities.readings import GAP, IN_A_RUN, Hedge, Number, Read, Unit, build
from geo.quantities.units import ANCHORS, measure_at, noun_at
from geo.records import Quantity
from geo.sentences import small_words

_LETTERS = re.compile(r"[^\W\d_]+")
# No quantity has its unit further than this from its first word, in characters.
_REACH = 160
# What befell people may stand before their number ("killed at least 12").
_BEHIND = 24
_TIMES = re.compile(rf"(?:{GAP}|-)(?:times|fold)\b|fold\b", re.IGNORECASE)
# "A year" is a length only after such a word or with a hedge; elsewhere it is a rate or an idiom.
_LENGTH_CUES = frozenset(
    "for lasted lasting lasts last within after in of took takes take than another under every".split()
)
_RANK = re.compile(
    rf"{GAP}(?:commander|chief|spokes|official|headquarters|staff|member|leader|deputy|councill|officer|resident|soldier|name)",
    re.IGNORECASE,
)
_NOT_LENGTH = re.compile(
    r"[- ](?:(?:old|ago|later|earlier|afterwards)|(?:a|per)[- ](?:day|week|year))\b", re.IGNORECASE
)
_DIGITS = frozenset("0123456789")
_WORD_STARTS = NUMBER_STARTS | SHARE_STARTS


def read_english(text: str) -> Iterator[Quantity]:
    """Yield the quantities of an English text, in text order, without their ids."""
    _, words, starts = small_words(text)
    anchors = _anchors(text, words, starts)
    end = index = 0
    last: Quantity | None = None
    for run, start in zip(words, starts, strict=True):
        word = run[:20]
        if word not in _WORD_STARTS and word[0] not in _DIGITS:
            continue
        while index < len(anchors) and anchors[index] < start - _BEHIND:
            index += 1
        far = index == len(anchors) or anchors[index] - start > _REACH
        if start < end or (far and last is None) or (word[0] in _DIGITS and not _is_number(text, start)):
            continue
        start = _with_sign(text, start, end)
        quantity = (last and elliptic(text, start, last)) or _quantity_at(text, start)
        if quantity:
            yield quantity
            last, end = quantity, quantity.end


def _anchors(text: str, words: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Where the units, counted nouns and percent signs of a text stand, of which each quantity has one."""
    anchors = [start for word, start in zip(words, starts, strict=True) if word[:16] in ANCHORS]
    for word, start in zip(words, starts, strict=True):
        if not word.isalpha():
            # "5km"
            inside = _LETTERS.finditer(word)
            anchors += [start + letters.start() for letters in inside if letters[0][:16] in ANCHORS]
    at = text.find("%")
    while at >= 0:
        anchors.append(at)
        at = text.find("%", at + 1)
    return sorted(set(anchors))


def _is_number(text: str, start: int) -> bool:
    """Whether figures are a number of their own, and neither a sum of money nor part of a name."""
    before = text[max(0, start - 2) : start]
    if before[-1:] in tuple("$€£₴₽#№") or (before[-1:].isspace() and before[0] in "$€£₴₽№"):
        return False
    if IN_A_RUN.match(text, start):
        return False
    # "T-72", "N/07", "3.5.1": a number inside a name, a code or another number.
    return not (before[-1:] in tuple("-–/.,:'’") and before[:1].isalnum() and len(before) == 2)


def _with_sign(text: str, start: int, least: int) -> int:
    signs = "~≈<>≤≥"
    if start - 1 >= least and text[start - 1] in signs:
        return start - 1
    return start - 2 if start - 2 >= least and text[start - 1] == " " and text[start - 2] in signs else start


def _quantity_at(text: str, start: int) -> Quantity | None:
    hedge, at = hedge_at(text, start)
    read = share_or_ratio_at(text, at) or _numbered(text, at, start, hedge)
    if read is None:
        return None
    if hedge is None:
        hedge, end = hedge_after(text, read.end)
        read = replace(read, end=end)
    return build(text, start, read, hedge)


def _numbered(text: str, at: int, start: int, hedge: Hedge | None) -> Read | None:
    number = number_at(text, at)
    if number is None:
        return _single_unit(text, at, start, hedge)
    if text[number.end : number.end + 1].isspace() and text[number.end + 1 : number.end + 2].isdigit():
        # A number straight before another one has no unit.
        return None
    if times := _TIMES.match(text, number.end):
        return ratio_or_rate(text, number, times.end())
    if hurt := harmed(text, at, start, number):
        return hurt
    if millions := counted_in_millions(text, number):
        return millions
    measure = measure_at(text, number.end)
    if measure and measure[0].kind == "time" and text[at : number.end].lower() == "one":
        # "One day it will end" is an idiom, as "a day" is.
        return _single_unit(text, at, start, hedge)
    if measure and (measure[0].name != "m" or not noun_at(text, measure[1], plural=True)):
        return _measured(text, number, *measure)
    return None if is_date(text, at, number, hedge) else _counted(text, at, number)


def _counted(text: str, at: int, number: Number) -> Read | None:
    if number.kind == "vague" and word_before(text, at) in {"as", "so", "too", "how"}:
        # "Five times as many shells" counts no shells.
        return None
    counted = noun_at(text, number.end, plural=number.value != 1)
    if counted and number.value == 1 and _RANK.match(text, counted[1]):
        # "One battalion commander" is no battalion.
        return None
    return with_rate(text, number, *counted) if counted else some_of(text, number)


def _single_unit(text: str, at: int, start: int, hedge: Hedge | None) -> Read | None:
    """Read "a mile", "almost a year": the article as one, where it means a length or area."""
    match = _ARTICLE.match(text, at)
    measure = measure_at(text, match.end()) if match else None
    if match is None or measure is None or measure[0].kind not in {"length", "area", "time"}:
        return None
    if len(text[match.end() : measure[1]].strip()) < 4:
        return None
    if hedge is None and measure[0].kind == "time" and word_before(text, start) not in _LENGTH_CUES:
        return None
    return _measured(text, Number(match.end(), 1.0, 0.9, 1.1), *measure)


_ARTICLE = re.compile(r"(?:an?|one)\b", re.IGNORECASE)


def _measured(text: str, number: Number, unit: Unit, end: int) -> Read | None:
    if unit.kind == "time":
        # "three days ago" is a date, "a 30-year-old" an age, "24 hours a day" an idiom.
        return None if _NOT_LENGTH.match(text, end) else Read(number, unit, end)
    return with_rate(text, number, unit, end)
