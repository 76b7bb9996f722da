"""Ukrainian and Russian numbers as written: digits, declined words, ranges and vague amounts, with the hedge before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.quantities.readings import GAP, Hedge, Number, any_of, half_step
from geo.quantities.slavic_words import (
    HEDGES,
    HEDGES_AFTER,
    PLURAL_SCALES,
    RANGE_LINKS,
    SCALES,
    SEVERAL,
    SINGULAR_TOO,
    VALUES,
    and_half,
    plain,
)

_SPACES = r"[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?:[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}}(?![0-9])){{1,4}}(?:[.,][0-9]{{1,9}})?|[0-9]{{1,3}}(?:[.,][0-9]{{3}}){{2,4}}|"
    r"[0-9]{1,12}(?:[.,][0-9]{1,12})?)(?![0-9]|[.,:][0-9])"
)
_WORD = re.compile(r"[^\W\d_]{1,16}(?:['’ʼ][^\W\d_]{1,14})?")
_GAP = re.compile(GAP)
_SMALL_GAP = re.compile(rf"{GAP}|-|")
_DASH = re.compile(r"[^\S\n]?[-–—][^\S\n]?")
_OR = re.compile(rf"{GAP}(?:або|чи|или){GAP}", re.IGNORECASE)
_HEDGE = re.compile(
    rf"({any_of(HEDGES)})(?:(?<=[~≈<>≤≥])[^\S\n]?|{GAP}(?:(?:на|в|у|за|ще|еще|ещё|лише|около|близько){GAP})?)",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(rf"{GAP}({any_of(HEDGES_AFTER)})\b", re.IGNORECASE)
_MOST_PIECES = 9
# Dozens, hundreds and tens as nouns are said of rough numbers.
_ROUGH = frozenset({10.0, 12.0, 100.0})


@dataclass(slots=True)
class _Sum:
    """A number while its pieces are read."""

    end: int = 0
    total: float = 0.0
    part: float | None = None
    least: float = 1e12
    """The last piece of the part: the next must be smaller ("сто двадцать п'ять")."""
    scale: float = 1e12
    """The last scale: the next must be smaller ("мільйон двісті тисяч")."""
    last_scale: float = 1.0
    decimals: int = 0
    tail: str = ""
    """Three digits behind a single point or comma: thousands or thousandths."""
    rough: bool = False
    vague: tuple[float | None, float, float] | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A number with what its unit needs to know of it."""

    number: Number
    scale: float
    """The last scale word of it, 1 without one."""
    grouped: Number | None = None
    """What it is where its point or comma parts thousands ("1,250 осіб")."""
    digits: bool = False
    personal: bool = False
    """Whether it is one word, a form that stands for people."""
    plural: bool = False
    """Whether it is a bare plural that behind a hedge means one ("около сотни")."""


def hedge_at(text: str, start: int) -> tuple[Hedge | None, int]:
    """Return the hedge that begins at a position and where the number after it begins."""
    match = _HEDGE.match(text, start)
    return (HEDGES[" ".join(match[1].lower().split())], match.end()) if match else (None, start)


def hedge_after(text: str, start: int) -> tuple[Hedge | None, int]:
    """Return the hedge that follows at a position ("з гаком") and where it ends."""
    match = _HEDGE_AFTER.match(text, start)
    return (HEDGES_AFTER[" ".join(match[1].lower().split())], match.end()) if match else (None, start)


def word_at(text: str, start: int) -> re.Match[str] | None:
    """Return the word that begins at a position."""
    return _WORD.match(text, start)


def number_at(text: str, start: int) -> Said | None:
    """Return the range, number or vague amount that begins at a position, or None."""
    word = _WORD.match(text, start)
    said = plain(word[0]) if word else ""
    if word and said in RANGE_LINKS:
        return _framed(text, start)
    return _plain_range(text, start) if not word or said in VALUES or said in SCALES or said in SEVERAL else None


def dead_end(text: str, end: int) -> bool:
    """Return whether another number follows a number at once, so that no unit can."""
    word = _WORD.match(text, end + 1) if text[end : end + 1].isspace() else None
    return (
        text[end : end + 1].isspace() and text[end + 1 : end + 2] in _DIGIT
        if word is None
        else plain(word[0]) in VALUES
    )


_DIGIT = frozenset("0123456789")


def _framed(text: str, start: int) -> Said | None:
    """Read "від 3 до 5", "между 3 и 5"."""
    word = _WORD.match(text, start)
    links = RANGE_LINKS.get(plain(word[0])) if word else None
    gap = _GAP.match(text, word.end()) if word and links else None
    low = _single(text, gap.end()) if gap else None
    between = _GAP.match(text, low.number.end) if low else None
    link = _WORD.match(text, between.end()) if between else None
    if not (low and link and links) or plain(link[0]) not in links.split():
        return None
    gap = _GAP.match(text, link.end())
    high = _single(text, gap.end()) if gap else None
    return _range(low, high) if high else None


def _plain_range(text: str, start: int) -> Said | None:
    low = _turned(text, start) or _single(text, start)
    if low is None:
        return None
    link = _DASH.match(text, low.number.end) or _OR.match(text, low.number.end)
    high = _single(text, link.end()) if link else None
    return (_range(low, high) if high else None) or low


def _turned(text: str, start: int) -> Said | None:
    """Read "тысяч двенадцать": the number behind its scale is a rough one."""
    word = _WORD.match(text, start)
    if word is None or plain(word[0]) not in _TURNED or not text[word.end() : word.end() + 1].isspace():
        return None
    said = _single(text, word.end() + 1)
    if said is None or said.digits or said.scale > 1 or not said.number.value or not 2 <= said.number.value <= 99:
        return None
    scale = SCALES[plain(word[0])]
    value = said.number.value * scale
    return Said(Number(said.number.end, value, 0.9 * value, 1.1 * value, "about"), scale)


_TURNED = frozenset("тисяч тысяч сотень сотен мільйонів миллионов".split())


def _range(low: Said, high: Said) -> Said | None:
    first, second = low.number.value, high.number.value
    if first is None or second is None:
        return None
    if low.scale == 1 < high.scale and first * high.scale < second:
        first *= high.scale
    if first >= second:
        return None
    return Said(Number(high.number.end, (first + second) / 2, first, second, "range"), high.scale)


def _single(text: str, start: int) -> Said | None:
    so_far = _Sum(end=start)
    at, pieces = start, 0
    while pieces < _MOST_PIECES and (end := _piece(text, at, so_far, first=not pieces)):
        so_far.end, pieces = end, pieces + 1
        if half := and_half(text, end):
            so_far.part, so_far.end = (so_far.part or 0) + 0.5, half
            end = half
        gap = _SMALL_GAP.match(text, end)
        if gap is None or gap[0] == "-":
            break
        at = gap.end()
    return _said(text, start, so_far, pieces) if pieces else None


def _piece(text: str, at: int, so_far: _Sum, *, first: bool) -> int | None:
    """Add the piece of a number that stands at a position; return its end, None where there is none."""
    if digits := _DIGITS.match(text, at):
        return digits.end() if _add_digits(digits[0], so_far, first=first) else None
    word = _WORD.match(text, at)
    if word is None:
        return None
    said = plain(word[0])
    if said in SCALES:
        # "тис." and "млн." keep their points where a word follows.
        abbreviated = said in ("тис", "тыс", "млн", "млрд") and text[word.end() : word.end() + 2] == ". "
        return word.end() + abbreviated if _add_scale(said, so_far) else None
    if first and said in SEVERAL:
        so_far.vague = SEVERAL[said]
        return word.end()
    if so_far.vague or said not in VALUES:
        return None
    value = VALUES[said]
    if value >= so_far.least or (not first and value < 1) or so_far.decimals:
        return None
    if so_far.part is not None and not (so_far.least >= 100 > value or (20 <= so_far.least <= 90 and value < 10)):
        return None
    so_far.part, so_far.least = (so_far.part or 0) + value, value
    return word.end()


def _add_digits(words: str, so_far: _Sum, *, first: bool) -> bool:
    bare = re.sub(_SPACES, "", words)
    if first or (so_far.part is None and so_far.scale == 1000 and bare.isdigit() and len(bare) <= 3):
        points = bare.count(".") + bare.count(",")
        if points > 1 and len(set(re.findall(r"[.,]", bare))) == 1:
            bare, points = re.sub(r"[.,]", "", bare), 0
        head, _, tail = bare.replace(",", ".").rpartition(".")
        if points > 1:
            head = head.replace(".", "")
        so_far.decimals = len(tail) if points else 0
        so_far.tail = tail if points == 1 and len(tail) == 3 and head.lstrip("0") and " " not in words else ""
        so_far.part = float(f"{head}.{tail}") if points else float(bare)
        so_far.least = 0
        return True
    return False


def _add_scale(word: str, so_far: _Sum) -> bool:
    scale = SCALES[word]
    if scale >= so_far.scale:
        return False
    so_far.plural = so_far.plural or (so_far.part is None and not so_far.vague and word in PLURAL_SCALES)
    so_far.last_scale = so_far.last_scale * scale if so_far.rough else scale
    if scale in _ROUGH:
        # "Десяток тысяч": the dozen is itself multiplied.
        so_far.part = (1 if so_far.part is None else so_far.part) * scale
        so_far.rough = True
        so_far.least = 0
    else:
        so_far.total += (1 if so_far.part is None else so_far.part) * scale
        so_far.part, so_far.least, so_far.scale = None, 1e12, scale
    return True


def _said(text: str, start: int, so_far: _Sum, pieces: int) -> Said | None:
    value = so_far.total + (so_far.part or 0)
    end = so_far.end
    if so_far.vague:
        middle, low, high = so_far.vague
        scale = value or 1
        middle = None if middle is None else middle * scale
        return Said(Number(end, middle, low * scale, high * scale, "vague" if middle is None else "about"), scale)
    if so_far.plural:
        return Said(
            Number(end, None, 2 * value, 10 * value, "vague"), value, plural=pieces == 1 and _one_too(text, start)
        )
    decimals = so_far.decimals if so_far.last_scale == 1 else 0
    half = (
        half_step(value, decimals)
        if not (so_far.decimals and so_far.last_scale > 1)
        else 0.5 * so_far.last_scale / 10**so_far.decimals
    )
    number = Number(end, value, value - half, value + half, "about" if so_far.rough else "exact")
    grouped = None
    if so_far.tail and so_far.last_scale == 1:
        thousands = round(value * 1000)
        grouped = Number(end, thousands, thousands - half_step(thousands), thousands + half_step(thousands))
    word = plain(text[start:end])
    return Said(
        number,
        so_far.last_scale,
        grouped,
        digits=text[start] in "0123456789",
        personal=word in _PEOPLE,
    )


def _one_too(text: str, start: int) -> bool:
    word = _WORD.match(text, start)
    return bool(word and plain(word[0]) in SINGULAR_TOO)


_PEOPLE = frozenset(
    word for word, value in VALUES.items() if word.endswith(("ьох", "оє", "ое", "еро", "оих", "ерых")) and value >= 2
)
