"""dBASE tables of shapefiles -> properties, with their text in the right letters."""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import FrontLineError

_HEADER, _FIELD = 32, 32
_END_OF_FIELDS = 0x0D
_DELETED = b"*"
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)$")
# The code page of the header, where it is one that texts about this war come in (dBASE language driver ids).
_DRIVERS = {0x26: "cp866", 0x65: "cp866", 0xC9: "cp1251", 0xC8: "cp1250", 0x03: "cp1252"}
_PAGES = (
    (re.compile(r"utf-?8|65001"), "utf-8"),
    (re.compile(r"125[0-8]|866"), r"cp\g<0>"),
    (re.compile(r"8859[-_]?(1[0-6]|[1-9])$"), r"iso8859-\1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    name: bytes
    kind: str
    start: int
    size: int


def read_attributes(
    data: bytes, path: Path, *, name: str, count: int, encoding: str | None, cpg: bytes | None
) -> tuple[list[dict[str, Any] | None], list[str]]:
    """Return the rows of a dBASE table (None for a deleted one), and the doubts about its text.

    Parameters
    ----------
    count
        Number of shapes, which must be that of the rows.
    encoding
        As given by the user.
    cpg
        Content of the .cpg file.

    Raises
    ------
    FrontLineError
        The table is cut off or has another number of rows, or its text is not in the encoding that was given.
    """
    fields, rows = _table(data, path, name, count)
    texts = [field.name for field in fields]
    texts += [row[f.start : f.start + f.size] for f in fields if f.kind == "C" for row in rows]
    page, doubts = _encoding(texts, given=encoding, cpg=cpg, driver=data[29], path=path, name=name)
    names = [field.name.decode(page) for field in fields]
    read: list[dict[str, Any] | None] = []
    for row in rows:
        values = [_value(row[f.start : f.start + f.size], f.kind, page) for f in fields]
        read.append(None if row[:1] == _DELETED else dict(zip(names, values, strict=True)))
    return read, doubts


def _table(data: bytes, path: Path, name: str, count: int) -> tuple[list[_Field], list[bytes]]:
    def wrong(what: str) -> FrontLineError:
        return FrontLineError(f"{path}: {name}.dbf is corrupt: {what}. Fetch it again.", path=path)

    if len(data) < _HEADER:
        raise wrong("it is cut off in its header")
    rows, header, width = struct.unpack_from("<IHH", data, 4)
    if rows != count:
        raise wrong(f"it has {rows:,} rows for {count:,} shapes")
    if header > len(data) or width < 1 or header + rows * width > len(data):
        raise wrong(f"its {rows:,} rows need {header + rows * width:,} bytes and it has {len(data):,}")
    fields, at, start = [], _HEADER, 1
    while at + _FIELD <= header and data[at] != _END_OF_FIELDS:
        size = data[at + 16]
        label = data[at : at + 11].split(b"\0")[0]
        fields.append(_Field(name=label, kind=chr(data[at + 11]), start=start, size=size))
        at, start = at + _FIELD, start + size
    if start > width:
        raise wrong(f"its fields need {start:,} bytes a row and have {width:,}")
    return fields, [data[header + n * width : header + (n + 1) * width] for n in range(rows)]


def _encoding(
    texts: list[bytes], *, given: str | None, cpg: bytes | None, driver: int, path: Path, name: str
) -> tuple[str, list[str]]:
    if given is not None:
        if not _fits(texts, given):
            raise FrontLineError(f"{path}: the text of {name}.dbf is not {given[:40]!r}. Give its encoding.", path=path)
        return given, []
    stated = _page(cpg.decode("ascii", "replace") if cpg else "") or _DRIVERS.get(driver)
    if stated and _fits(texts, stated):
        return stated, []
    found = next((page for page in ("utf-8", "cp1251") if _fits(texts, page)), None)
    if found is None:
        raise FrontLineError(f"{path}: the text of {name}.dbf is in an unknown encoding. Give it.", path=path)
    if all(text.isascii() for text in texts):
        return found, []
    why = f"is not {stated} as stated" if stated else "names no encoding"
    return found, [f"the text of {name}.dbf {why} and was read as {'UTF-8' if found == 'utf-8' else 'Windows-1251'}"]


def _page(text: str) -> str | None:
    found = ((pattern.search(text.strip().lower()[:40]), page) for pattern, page in _PAGES)
    return next((match.expand(page) for match, page in found if match), None)


def _fits(texts: list[bytes], encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
        for text in texts:
            text.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _value(raw: bytes, kind: str, page: str) -> Any:
    if kind == "C":
        return raw.decode(page).rstrip(" \0") or None
    text = raw.decode("ascii", "replace").strip(" \0")
    if kind == "D":
        match = _DAY.match(text)
        return f"{match[1]}-{match[2]}-{match[3]}" if match else None
    if kind == "L":
        return {"T": True, "Y": True, "F": False, "N": False}.get(text.upper())
    return _number(text) if kind in "NFIO" else None


def _number(text: str) -> float | int | None:
    try:
        return float(text) if "." in text or "e" in text.lower() else int(text)
    except ValueError:
        return None
