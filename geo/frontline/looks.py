"""What a file looks like from its first bytes; an extension says nothing.

Comes in: a path. Goes out: its bytes, within a size limit, and words for what they are when they are not what was wanted.
"""

from __future__ import annotations

from pathlib import Path

from geo.errors import FrontLineError

LIMIT_BYTES = 128 * 2**20
"""Largest file that is read. The largest known daily file of a front line has 1.5 MB; parsing takes some 15 times the size."""
HEAD_BYTES = 4096

_BOM = b"\xef\xbb\xbf"
_UTF16 = "UTF-16 text; save it as UTF-8"
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip-compressed data; unpack it first"),
    (b"PK\x03\x04", "a ZIP archive that is damaged or holds no front line; fetch it again, or unpack it"),
    (b"SQLite format 3", "an SQLite or GeoPackage file"),
    (b"version https://git-lfs", "a Git LFS pointer instead of the file; fetch it with git lfs pull"),
    (b"\xff\xfe", _UTF16),
    (b"\xfe\xff", _UTF16),
    (b"{\0", _UTF16),
    (b"\0{", _UTF16),
    (b"[", "a JSON array, and GeoJSON is an object"),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<ogrvrt", "an OGR VRT, which only points at other files"),
    (b"<!doctype html", "an HTML page, probably an error answer saved under this name"),
    (b"<html", "an HTML page, probably an error answer saved under this name"),
    (b"<kml", "KML"),
)


def read_bytes(path: Path, *, limit: int = LIMIT_BYTES) -> bytes:
    """Return the bytes of a file, without a UTF-8 byte order mark.

    Raises
    ------
    FrontLineError
        The file is missing, unreadable, or larger than `limit` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FrontLineError(f"cannot read {path}: {error.strerror or error}.", path=path) from error
    if len(data) > limit:
        raise FrontLineError(f"{path} is larger than {limit / 2**20:,.0f} MB. Split it by day.", path=path)
    return data.removeprefix(_BOM)


def read_head(path: Path) -> bytes:
    """Return the first bytes of a file, enough to recognise it, without a byte order mark.

    Raises
    ------
    FrontLineError
        The file is missing or unreadable.
    """
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES).removeprefix(_BOM)
    except OSError as error:
        raise FrontLineError(f"cannot read {path}: {error.strerror or error}.", path=path) from error


def in_utf8(data: bytes, path: Path, *, encoding: str | None) -> bytes:
    """Return a text in UTF-8: as it is where it is UTF-8 already, else turned from the encoding given.

    Raises
    ------
    FrontLineError
        There is no such encoding, or the text is not in it.
    """
    if encoding is None or _is_utf8(data):
        return data
    try:
        return data.decode(encoding).encode("utf-8").removeprefix(_BOM)
    except LookupError as error:
        raise FrontLineError(
            f"there is no text encoding {encoding[:40]!r}; use a name such as cp1251.", path=path
        ) from error
    except UnicodeError as error:
        raise FrontLineError(f"{path} is not {encoding[:40]} text. Name another encoding.", path=path) from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def looks_like(data: bytes) -> str:
    """Return words for what the bytes of a file are, for the message that refuses them."""
    head = data[:HEAD_BYTES].lstrip()
    if not head:
        return "empty"
    for beginning, words in _BEGINNINGS:
        if head.startswith(beginning):
            return words
    if head.startswith(b"<"):
        lower = head.lower()
        return next((words for tag, words in _MARKUP if tag in lower), "XML")
    return "binary data" if b"\0" in head else "neither JSON nor a table of settlements"
