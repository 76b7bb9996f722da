"""ZIP archives -> their members in memory, within limits; nothing is ever written beside or outside them.

A small archive can unpack to terabytes, name members outside its folder, hold thousands of them, or let many of them share
the same packed bytes. Sizes are counted while unpacking, because what an archive says of itself may be false.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from geo.errors import FrontLineError

MAX_ARCHIVE_BYTES = 64 * 2**20
MAX_MEMBERS = 1_000
"""More files than any front-line archive holds: shapefiles come with up to ten, KMZ with some dozens of icons."""
MAX_MEMBER_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 96 * 2**20
MAX_RATIO = 200
"""Text of coordinates packs to a tenth; a hundredth is reached by repetition only."""
_SMALL_BYTES = 2**20
"""Members up to this size may pack as well as they like."""
_BLOCK = 2**16
_ENTRY = b"PK\x01\x02"
"""Begins each entry of an archive's list of members."""
_HEADER_BYTES = 30
"""Least size of the header before a member's packed bytes."""
# bzip2 and LZMA unpack a block of input whole, whatever its size, so that nothing can be counted on the way.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_RESOURCE_FORKS = "__MACOSX/"
"""Folder in which macOS keeps a twin of each file, under the file's own name and ending."""


def is_zip(head: bytes) -> bool:
    """Tell whether a file's first bytes are those of a ZIP archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_members(data: bytes, path: Path, *, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the wanted members of an archive by name, in the archive's order.

    Parameters
    ----------
    data
        The whole archive.
    path
        Named in errors.
    wanted
        Takes a member's name, tells whether to unpack it. It is not asked about folders and macOS's twins of files.

    Raises
    ------
    FrontLineError
        It is no archive or a damaged one, a member is named outside of it, a wanted one is encrypted, a link, given twice or
        packed in a way whose size cannot be watched, or a limit is passed.
    """
    _demand_small(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _demand_apart(members, path)
            for member in members:
                _demand_inside(member.orig_filename, path)
            chosen = [member for member in members if _is_file(member) and wanted(member.filename)]
            _demand_once(chosen, path)
            found: dict[str, bytes] = {}
            for member in chosen:
                _demand_plain(member, path)
                found[member.filename] = _unpacked(archive, member, path, MAX_TOTAL_BYTES - _size(found))
            return found
    except FrontLineError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise FrontLineError(f"{path} is a damaged or unusual ZIP archive: {error}.", path=path) from error


def _demand_small(data: bytes, path: Path) -> None:
    if len(data) > MAX_ARCHIVE_BYTES:
        raise FrontLineError(
            f"{path} is an archive of more than {MAX_ARCHIVE_BYTES / 2**20:,.0f} MB. Unpack what you need.", path=path
        )
    # Counted before the list is read: a record of it takes ten times its bytes in memory.
    count = data.count(_ENTRY)
    if count > MAX_MEMBERS:
        raise FrontLineError(
            f"{path} holds {count:,} files, more than {MAX_MEMBERS:,}. Unpack what you need.", path=path
        )


def _demand_apart(members: Sequence[zipfile.ZipInfo], path: Path) -> None:
    ordered = sorted(members, key=lambda member: member.header_offset)
    for one, next_one in pairwise(ordered):
        if one.header_offset + _HEADER_BYTES + one.compress_size > next_one.header_offset:
            raise FrontLineError(
                f"{path}: {one.filename[:60]!r} and {next_one.filename[:60]!r} share their packed bytes, as in an archive "
                "made to unpack without end. It is not opened.",
                path=path,
            )


def _demand_inside(name: str, path: Path) -> None:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or _DRIVE.match(name) or "\0" in name:
        raise FrontLineError(f"{path} names a file outside of itself, {name[:60]!r}; it is not opened.", path=path)


def _is_file(member: zipfile.ZipInfo) -> bool:
    return not member.is_dir() and not member.filename.startswith(_RESOURCE_FORKS)


def _demand_once(members: Sequence[zipfile.ZipInfo], path: Path) -> None:
    seen: set[str] = set()
    for member in members:
        # As file systems see names: Readers that unpack and readers that look would see different files.
        name = unicodedata.normalize("NFC", member.filename).casefold()
        if name in seen:
            raise FrontLineError(f"{path} holds {member.filename[:60]!r} twice. Pack it anew.", path=path)
        seen.add(name)


def _demand_plain(member: zipfile.ZipInfo, path: Path) -> None:
    problem = ""
    if member.flag_bits & _ENCRYPTED:
        problem = "is encrypted"
    elif stat.S_ISLNK(member.external_attr >> 16):
        problem = "is a link to another file, which is not followed"
    elif member.compress_type not in _METHODS:
        problem = f"is packed by method {member.compress_type}, not by the usual deflate"
    if problem:
        raise FrontLineError(f"{path}: {member.filename[:60]!r} {problem}. Pack it anew.", path=path)


def _size(members: dict[str, bytes]) -> int:
    return sum(map(len, members.values()))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: int) -> bytes:
    limit = min(MAX_MEMBER_BYTES, left, max(_SMALL_BYTES, member.compress_size * MAX_RATIO))
    blocks, size = [], 0
    with archive.open(member) as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise FrontLineError(
                    f"{path}: {member.filename[:60]!r} unpacks to more than {limit / 2**20:,.0f} MB, "
                    f"from {member.compress_size / 2**20:,.2f}. It is not opened.",
                    path=path,
                )
            blocks.append(block)
    if size != member.file_size:
        raise FrontLineError(
            f"{path}: {member.filename[:60]!r} unpacks to {size:,} bytes, not to the {member.file_size:,} it says.",
            path=path,
        )
    return b"".join(blocks)
