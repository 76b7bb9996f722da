"""Bytes to text: byte-order marks, UTF-8, the two Cyrillic code pages; and a guess at the language."""

from __future__ import annotations

import codecs
import re

from geo.errors import ArticleError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\0\t\n\r\f\x1b")
_DECLARED = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# Written twice, since the search for a first letter is twice as fast as that for a run of them.
_LOWER = re.compile("[а-яёіїєґ][а-яёіїєґ]*")
_UPPER = re.compile("[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ]*")
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


def decode(data: bytes, name: str, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file's bytes and the doubts about it; line ends are kept.

    A byte-order mark decides, then the page's own declaration (HTML), then UTF-8, then a guess between cp1251, KOI8-U and
    cp1252 (named in the doubts). Stray NUL characters become spaces, so that offsets stay true.

    Raises
    ------
    ArticleError
        The bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _clean(_strictly(data[len(mark) :], encoding, name))
    if _is_binary(data):
        raise ArticleError(f"{name} is not text but binary data. Give a text, Markdown or HTML file.", path=name)
    declared = _DECLARED.search(data, 0, 4096) if html else None
    encodings = [declared[1].decode("ascii")] if declared and _is_known(declared[1].decode("ascii")) else []
    for encoding in (*encodings, "utf-8"):
        try:
            return _clean(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _guess(data)


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


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in {"utf-16", "utf-32", "utf-7"}
    except LookupError:
        return False


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


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Choose the code page under which the text looks most like prose."""
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    ascii_letters = sum(chr(byte).isalpha() for byte in data[:_SAMPLE] if byte < 128)
    if high < 0.2 * ascii_letters:
        encoding = "cp1252"
    else:
        # The wrong one of the two turns small letters into capitals.
        encoding = max(("cp1251", "koi8-u"), key=lambda page: _smallness(data[:_SAMPLE].decode(page, "replace")))
    text, doubts = _clean(data.decode(encoding, "replace"))
    return text, (f"the encoding is not UTF-8; {encoding} was guessed", *doubts)


def _smallness(text: str) -> int:
    return _count(_LOWER, text) - _count(_UPPER, text) - 2 * text.count("\ufffd")


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
