"""ZIP archives -> their members in memory, within limits; nothing is ever written beside or outside them.

A small archive can unpack to terabytes, name members outside its folder, or hold thousands of them. Sizes are counted while
unpacking, because what an archive says of itself may be false.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from geo.errors import FrontLineError

MAX_MEMBERS = 1_000
"""More files than any front-line archive holds: shapefiles come with up to ten, KMZ with some dozens of icons."""
MAX_MEMBER_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 128 * 2**20
MAX_RATIO = 200
"""Text of coordinates packs to a tenth; a hundredth is reached by repetition only."""
_SMALL_BYTES = 2**20
"""Members up to this size may pack as well as they like."""
_BLOCK = 2**16


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
        Takes a member's name, tells whether to unpack it.

    Raises
    ------
    FrontLineError
        It is no archive or a damaged one, a member is encrypted or named outside of it, or a limit is passed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [member for member in archive.infolist() if not member.is_dir()]
            if len(inside) > MAX_MEMBERS:
                raise FrontLineError(
                    f"{path} holds {len(inside):,} files, more than {MAX_MEMBERS:,}. Unpack what you need.", path=path
                )
            for member in inside:
                _demand_inside(member.filename, path)
            found: dict[str, bytes] = {}
            for member in inside:
                if wanted(member.filename):
                    found[member.filename] = _unpacked(archive, member, path, MAX_TOTAL_BYTES - _size(found))
            return found
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        if isinstance(error, FrontLineError):
            raise
        raise FrontLineError(f"{path} is a damaged or unusual ZIP archive: {error}.", path=path) from error


def _size(members: dict[str, bytes]) -> int:
    return sum(map(len, members.values()))


def _demand_inside(name: str, path: Path) -> None:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name:
        raise FrontLineError(f"{path} names a file outside of itself, {name[:60]!r}; it is not opened.", path=path)


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
    return b"".join(blocks)
