"""Numbers as written: digits, words, ranges and vague amounts, with the hedge before them."""

from __future__ import annotations

import re

from geo.quantities.readings import ABOUT, AT_LEAST, AT_MOST, GAP, NEARLY, UNDER, Hedge, Number, any_of, half_step

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD_VALUE = {word: value for value, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALE = {"hundred": 100, "dozen": 12, "thousand": 1000, "k": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_PLURAL_SCALE = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 1_000_000}
# What vague words allow: least and most, in units of the word that follows ("several hundred": 200 to 900).
_VAGUE = {"several": (2, 9), "a few": (2, 6), "a handful of": (2, 6), "many": (2, None)}


_HEDGES: dict[str, Hedge] = {
    word: hedge
    for hedge, words in (
        (ABOUT, "about,around,some,roughly,approximately,circa,an estimated,estimated,close to,in the region of,~,≈"),
        (NEARLY, "almost,nearly,just under,just short of"),
        (UNDER, "under,fewer than,less than,below,<"),
        (AT_MOST, "up to,at most,no more than,not more than,as many as,as much as,a maximum of,within,≤"),
        (
            AT_LEAST,
            "more than,over,at least,no fewer than,no less than,not less than,upwards of,in excess of,well over",
        ),
        (AT_LEAST, "just over,a little over,above,a minimum of,greater than,>,≥"),
    )
    for word in words.split(",")
}
_AFTER = {"or so": ABOUT, "or more": AT_LEAST, "or less": AT_MOST, "at least": AT_LEAST, "at most": AT_MOST}

_HEDGE = re.compile(rf"({any_of(_HEDGES)})(?:(?<=[~≈<≤>≥])[^\S\n]?|{GAP})", re.IGNORECASE)
_HEDGE_AFTER = re.compile(rf"{GAP}({any_of(_AFTER)})\b", re.IGNORECASE)
_PLAIN = any_of([*_ONES, *_TENS])
_BIG = any_of(_SCALE)
_DIGITS = (
    r"[0-9]{1,3}(?:[,\u00a0\u2009\u202f ][0-9]{3}(?![0-9])){1,4}(?:\.[0-9]{1,9})?|[0-9]{1,3}(?:\.[0-9]{3}){2,4}|"
    r"[0-9]{1,12}(?:\.[0-9]{1,12}|,[0-9]{1,2}(?![0-9]))?"
)
_WORDS = rf"(?:{_PLAIN})(?:(?:-|{GAP})(?:and{GAP})?(?:{_PLAIN}|hundred)\b){{0,4}}"
_ONE_NUMBER = (
    rf"(?:(?:{_DIGITS})(?![0-9]|[.,][0-9])|\b(?:half{GAP}an?|(?:{_WORDS})\b(?:{GAP}and{GAP}a{GAP}half\b)?|an?\b(?={GAP}(?:{_BIG})\b)))"
    rf"(?:(?:-|{GAP})?(?:{_BIG})\b)?(?:{GAP}(?:thousand|million)\b)?"
)
_NUMBER = re.compile(_ONE_NUMBER, re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:(?P<between>between|from){GAP})?(?P<low>{_ONE_NUMBER})"
    rf"(?P<link>[^\S\n]?[-–—][^\S\n]?|-to-|{GAP}to{GAP}|{GAP}and{GAP}|{GAP}or{GAP})(?P<high>{_ONE_NUMBER})",
    re.IGNORECASE,
)
# "Forty-five thousand" is one number.
_HYPHENED = re.compile(rf"\b(?:{any_of(_TENS)})-(?:{any_of(_ONES[:9])})\b", re.IGNORECASE)
_VAGUE_NUMBER = re.compile(
    rf"(?P<vague>{any_of(_VAGUE)})\b(?:{GAP}(?P<scale>{_BIG})\b)?|(?:a{GAP})?couple\b(?:{GAP}of\b)?(?:{GAP}(?P<two>{_BIG})\b)?|"
    rf"(?:(?P<tens>tens|dozens|hundreds){GAP}of{GAP})?(?P<plural>{any_of(_PLURAL_SCALE)})\b|(?P<ten>tens)(?={GAP}of\b)",
    re.IGNORECASE,
)
_DECIMALS = re.compile(r"(?<!\.[0-9]{3})(?:\.[0-9]{1,12}|,[0-9]{1,2})\Z")
_PIECE = re.compile(r"[0-9][0-9.,\u00a0\u2009\u202f ]{0,28}|[a-z]{1,12}")

STARTS = frozenset(
    phrase.split()[0]
    for phrase in (
        *_HEDGES,
        *_VAGUE,
        *_PLURAL_SCALE,
        *_WORD_VALUE,
        "a",
        "an",
        "half",
        "tens",
        "couple",
        "between",
        "from",
    )
)
"""Words that can begin a number."""


def hedge_at(text: str, start: int) -> tuple[Hedge | None, int]:
    """Return the hedge that begins at a position and where the number after it begins."""
    match = _HEDGE.match(text, start)
    return (_HEDGES[" ".join(match[1].lower().split())], match.end()) if match else (None, start)


def hedge_after(text: str, start: int) -> tuple[Hedge | None, int]:
    """Return the hedge that follows at a position ("or so") and where it ends."""
    match = _HEDGE_AFTER.match(text, start)
    return (_AFTER[" ".join(match[1].lower().split())], match.end()) if match else (None, start)


def number_at(text: str, start: int) -> Number | None:
    """Return the range, number or vague amount that begins at a position, or None."""
    return _range_at(text, start) or _single_at(text, start) or _vague_at(text, start)


def _range_at(text: str, start: int) -> Number | None:
    match = _RANGE.match(text, start)
    if match is None:
        return None
    link, between = match["link"].strip().lower(), (match["between"] or "").lower()
    # "and" makes a range only after "between", "from" only before "to" or a dash.
    if (link == "and") != (between == "between"):
        return None
    if link == "-" and _HYPHENED.search(match[0]):
        return None
    low, high = _value(match["low"]), _value(match["high"])
    if low * _scale_of(match["high"]) < high and _scale_of(match["low"]) == 1:
        low *= _scale_of(match["high"])
    return Number(match.end(), (low + high) / 2, low, high, "range") if low < high else None


def _single_at(text: str, start: int) -> Number | None:
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    value = _value(match[0])
    decimals = _DECIMALS.search(match[0])
    half = half_step(value, len(decimals[0]) - 1 if decimals else 0)
    about = "dozen" in match[0].lower()
    return Number(match.end(), value, value - half, value + half, "about" if about else "exact")


def _vague_at(text: str, start: int) -> Number | None:
    match = _VAGUE_NUMBER.match(text, start)
    if match is None:
        return None
    if match["vague"]:
        low, high = _VAGUE[" ".join(match["vague"].lower().split())]
        scale = _SCALE[match["scale"].lower()] if match["scale"] else 1
        return Number(match.end(), None, low * scale, high and high * scale, "vague")
    if match["ten"]:
        return Number(match.end(), None, 20, 100, "vague")
    if not match["plural"]:
        two = 2.0 * (_SCALE[match["two"].lower()] if match["two"] else 1)
        return Number(match.end(), two, two, 1.5 * two, "about")
    times = {"tens": 10, "dozens": 12, "hundreds": 100}.get((match["tens"] or "").lower(), 1)
    scale = _PLURAL_SCALE[match["plural"].lower()] * times
    return Number(match.end(), None, 2 * scale, 10 * scale, "vague")


def _value(words: str) -> float:
    total, part = 0.0, 0.0
    lowered = words.lower()
    for piece in _PIECE.findall(lowered):
        if piece[0] in "0123456789":
            part = _digits(piece)
        elif piece == "hundred" or piece == "dozen":
            part = (part or 1) * _SCALE[piece]
        elif piece in _SCALE:
            total, part = total + (part or 1) * _SCALE[piece], 0.0
        else:
            part += _WORD_VALUE.get(piece, 0)
    if "half" in lowered:
        scale = _scale_of(words)
        return total + part + 0.5 * scale if not lowered.startswith("half") else 0.5 * scale
    return total + part


def _scale_of(words: str) -> int:
    pieces = _PIECE.findall(words.lower())
    return _SCALE.get(pieces[-1], 1) if pieces else 1


def _digits(piece: str) -> float:
    bare = re.sub(r"[\u00a0\u2009\u202f ]", "", piece).rstrip(".,")
    if bare.count(".") > 1:
        return float(bare.replace(".", ""))
    head, comma, tail = bare.partition(",")
    # A comma before one or two last digits is a decimal comma; before three it groups thousands.
    return float(f"{head}.{tail}") if comma and len(tail) < 3 else float(bare.replace(",", ""))
