"""Bytes to text: byte-order marks, UTF-8, UTF-16, the Cyrillic code pages; and a guess at the language.

Code pages are told apart by their text: under the wrong one rare letters become common, and small letters capitals.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from geo.errors import ArticleError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\0\t\n\r\f\x1b")
_DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# Written twice, since the search for a first letter is twice as fast as that for a run of them.
_LOWER = re.compile("[а-яёіїєґ][а-яёіїєґ]*")
_UPPER = re.compile("[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ]*")
# Letters of Ukrainian and Russian, the commonest first; each ten steps down halve what is expected (near the law that
# letter frequencies follow in both), and the last ones speak against a reading.
_COMMON = {letter: 2.4 - 0.11 * rank for rank, letter in enumerate("оаеинітсрвлкмдпуязьыгбчйхїжшєюцщэфґъё")}
# What is no ASCII, and what of it touches an ASCII letter.
_HIGH = re.compile(rb"[\x80-\xff]{1,100}")
_ACCENTED = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]{1,2}|[\x80-\xff]{1,2}(?=[A-Za-z])")
_ODD = re.compile("[\u2500-\u25ff\u0080-\u009f\u2219-\u2265ЂЃѓЉЊЌЋЏђљњќћџЎўЈЅѕј¤¦§¬±µ¶‡†‰‹›°·©®]")
# UTF-8 read as cp1251 or as cp1252: the same few capitals before ever changing signs.
_GARBLED = re.compile(
    "(?:[РС][\u00a0-\u00bf\u0402-\u040f\u0452-\u045f\u2010-\u203a]){2,20}|(?:[ÐÑ][\u0080-\u00bf\u0152-\u0178\u2010-\u203a]){2,20}"
)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a that is for on was with as by at from it be are has have not which were this its".split()
)
# Russian and Ukrainian small words that the other language spells otherwise.
_RUSSIAN, _UKRAINIAN = (
    frozenset("и что это как после или его".split()),
    frozenset("та що це від після під або його і й".split()),
)
_SAMPLE = 20_000
# English prose has over 30 % such words, headlines less, other Latin-script languages below 10 %.
_LEAST_ENGLISH = 0.12


def decode(data: bytes, name: str, *, html: bool = False, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file's bytes and the doubts about it; line ends are kept.

    A byte-order mark decides, then what was declared, unless the bytes are plainly UTF-8, then UTF-8, then a guess between
    UTF-16, cp1251, KOI8-U, KOI8-R and cp1252 (named in the doubts). Stray NUL characters become spaces, so that offsets stay true.

    Parameters
    ----------
    html
        Whether a page may declare its own encoding.
    charset
        What the sender declares.

    Raises
    ------
    ArticleError
        The bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(_strictly(data[len(mark) :], encoding, name))
    if wide := _wide(data):
        text, doubts = _clean(data.decode(wide, "replace"))
        return text, (f"the encoding is not UTF-8; {wide} was guessed", *doubts)
    if _is_binary(data):
        raise ArticleError(f"{name} is not text but binary data. Give a text, Markdown or HTML file.", path=name)
    declared = _declared(data, charset, html=html)
    try:
        text, doubts = _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_page(data, declared)
    if declared and not text.isascii() and codecs.lookup(declared).name != "utf-8":
        doubts = (f"it is declared as {declared} but is UTF-8", *doubts)
    if _is_garbled(text):
        doubts = (*doubts, "some of its words look like Cyrillic text that was decoded wrongly before it was saved")
    return text, doubts


def guess_language(text: str) -> str | None:
    """Return en, uk or ru by script, letters and function words; None when none of them is plain.

    Examples
    --------
    >>> guess_language("The town was taken in the night."), guess_language("Місто взяли вночі."), guess_language("12")
    ('en', 'uk', None)
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if not words:
        return None
    letters = "".join(words)
    if not letters.isascii() and _count(_LOWER, letters) > len(letters) / 2:
        ukrainian = sum(letters.count(letter) for letter in "іїєґ") + sum(word in _UKRAINIAN for word in words)
        russian = sum(letters.count(letter) for letter in "ыэъё") + sum(word in _RUSSIAN for word in words)
        return None if ukrainian == russian else "uk" if ukrainian > russian else "ru"
    english = sum(word in _ENGLISH for word in words)
    return "en" if english >= max(3, _LEAST_ENGLISH * len(words)) else None


def _declared(data: bytes, charset: str | None, *, html: bool) -> str | None:
    """Return the encoding that the sender, else the page, declares; None for none that is known."""
    found = _DECLARED.search(data, 0, 4096) if html else None
    for declared in (charset, found[1].decode("ascii") if found else None):
        if declared and _is_known(declared):
            return declared
    return None


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in {"utf-16", "utf-32", "utf-7"} and "".encode(encoding) == b""
    except (LookupError, TypeError):  # some are no encodings of text
        return False


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 that bytes without a mark are written in, by where the high bytes of their letters stand."""
    sample = data[: 2 * _SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    for encoding, highs, lows in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        # Latin letters have 0 there, Cyrillic ones 4; the low bytes are of all kinds.
        if highs.count(0) + highs.count(4) > 0.9 * len(highs) and lows.count(0) + lows.count(4) < 0.3 * len(lows):
            return encoding
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) / 100 or sample.count(0) > len(sample) / 4


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name} says it is {encoding} but byte {error.start} is not. Save it as UTF-8.", path=name
        ) from error


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    if "\0" not in text:
        return text, ()
    return text.replace("\0", " "), (f"{text.count(chr(0))} NUL characters were read as spaces",)


def _decode_page(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """Decode what is not UTF-8: as declared where that gives prose, else by the guess."""
    encoding, is_sure = _guess(data)
    if declared is not None:
        try:
            text = data.decode(declared)
        except UnicodeDecodeError:
            pass
        else:
            if not is_sure or _likeness(text[:_SAMPLE]) >= 0.8 * _likeness(data[:_SAMPLE].decode(encoding, "replace")):
                return _clean(text)
    text, doubts = _clean(data.decode(encoding, "replace"))
    said = f"the encoding is not UTF-8; {encoding} was guessed"
    if declared is not None and codecs.lookup(declared).name != "utf-8":
        said = f"it is declared as {declared}, which gives no prose; {encoding} was guessed"
    if not is_sure:
        said += ", which is not sure: look at the text, and save it as UTF-8"
    return text, (said, *doubts)


def _guess(data: bytes) -> tuple[str, bool]:
    """Return the code page under which the text looks most like prose, and whether no other comes near it."""
    sample = data[:_SAMPLE]
    high = sum(map(len, _HIGH.findall(sample)))
    ascii_letters = sum(chr(byte).isalpha() for byte in sample if byte < 128)
    # Accented letters stand among plain ones, Cyrillic ones among themselves.
    mixed = sum(map(len, _ACCENTED.findall(sample)))
    if high < 0.2 * ascii_letters or mixed > 0.5 * high:
        return "cp1252", high < 0.2 * ascii_letters
    likeness = {page: _likeness(sample.decode(page, "replace")) for page in ("cp1251", "koi8-u", "koi8-r")}
    best = max(likeness, key=likeness.__getitem__)
    family = best[:4]
    other = max(value for page, value in likeness.items() if not page.startswith(family))
    return best, likeness[best] > 0 and other < 0.6 * likeness[best]


def _likeness(text: str) -> float:
    """Return how much a text looks like Ukrainian or Russian prose: how common its letters are, and how small."""
    common = sum(times * _COMMON.get(letter, 0.0) for letter, times in Counter(text.casefold()).items())
    # A headline may be all capitals: case says little beside what letters say.
    small = 0.1 * (_count(_LOWER, text) - _count(_UPPER, text))
    odd = text.count("\ufffd") + len(_ODD.findall(text))
    return common + small - 3 * odd


def _is_garbled(text: str) -> bool:
    return len(_GARBLED.findall(text[:_SAMPLE])) > 3


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
