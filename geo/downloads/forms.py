"""What a fetched file must look like; servers answer with pages, pointers and halves of files under a good status.

Comes in: a file and its form. Goes out: words for what is wrong with it, or nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

HEAD_BYTES = 4096
TAIL_BYTES = 512
PARSE_BYTES = 16 << 20
"""JSON up to this size is parsed to see that it is whole; of larger ones only the end is looked at, parsing takes 15 times the size."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file."""

    word: str
    """Its name in messages."""
    begins: Callable[[bytes], bool]
    """Takes the first bytes, without a byte order mark or blanks before them."""
    is_whole: Callable[[Path], bool]
    is_text: bool = True


def what_instead(path: Path, form: str) -> str:
    """Return words for what a file is when it is not of the form it should be of; "" when it is.

    Parameters
    ----------
    form
        One of `FORMS`.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES).removeprefix(_BOM).lstrip()
    lower = head.lower()
    if not head:
        return "empty"
    if head.startswith(b"version https://git-lfs"):
        return "a Git LFS pointer that stands for it"
    if b"<html" in lower or b"<!doctype html" in lower:
        return "an HTML page"
    return "" if FORMS[form].begins(head) else f"{head[:16]!r}"


def is_whole(path: Path, form: str) -> bool:
    """Tell whether a file of the right form ends as such a file does."""
    return FORMS[form].is_whole(path)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL_BYTES, 0))
        return file.read().rstrip()


def _whole_json(path: Path) -> bool:
    if path.stat().st_size > PARSE_BYTES:
        return _tail(path).endswith((b"}", b"]"))
    try:
        orjson.loads(path.read_bytes().removeprefix(_BOM))
    except orjson.JSONDecodeError:
        return False
    return True


def _begins_table(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0]
    return (
        not head.startswith((b"<", b"{")) and b"\0" not in head and any(mark in first for mark in (b",", b";", b"\t"))
    )


FORMS = {
    "zip": Form("ZIP", lambda head: head.startswith(b"PK\x03\x04"), zipfile.is_zipfile, is_text=False),
    "json": Form("JSON", lambda head: head.startswith((b"{", b"[")), _whole_json),
    "csv": Form("CSV", _begins_table, lambda _path: True),
    "kml": Form(
        "KML", lambda head: head.startswith(b"<") and b"kml" in head.lower(), lambda p: _tail(p).endswith(b"kml>")
    ),
}
"""Forms by name."""
