"""The files of a dataset, and a mark by which it can be told later that none of them has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.sidecar import SIDECAR, is_sidecar

MAX_FILES = 50_000
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg")
"""Of a .shp, which is read with them."""
_NEVER_DATA = (".source.json", *_COMPANIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetFile:
    """A file of a dataset, with what tells whether it is still the same."""

    path: Path
    size: int
    changed_ns: int

    @property
    def is_data(self) -> bool:
        """Tell whether it may hold snapshots, by its name."""
        return not is_sidecar(self.path) and not self.path.name.lower().endswith(_NEVER_DATA)


def list_files(path: Path) -> tuple[DatasetFile, ...]:
    """Return the files directly in a folder and in the folders inside it, by path; for a file that file, its sidecar and companions.

    Files and folders whose names begin with a dot are left out, and so are links to folders, which may go round in circles. A
    link to a file is followed, wherever it leads: whoever puts it into the folder gives that file.

    Raises
    ------
    FrontLineError
        The path is missing or unreadable, or holds far too many files.
    """
    try:
        if path.is_dir():
            found = tuple(sorted(_inside(path, depth=2), key=lambda file: file.path))
        else:
            beside = (path.with_name(f"{path.name}.{SIDECAR}"), *_companions(path))
            found = tuple(_file(one, one.stat()) for one in (path, *beside) if one.is_file())
    except OSError as error:
        raise FrontLineError(f"cannot read {path}: {error.strerror or error}.", path=path) from error
    if not path.exists():
        raise FrontLineError(f"{path} does not exist. Give a front-line file or a folder of them.", path=path)
    if len(found) > MAX_FILES:
        raise FrontLineError(f"{path} holds more than {MAX_FILES:,} files. Give the folder of one dataset.", path=path)
    return found


def content_hash(files: Sequence[DatasetFile]) -> str:
    """Return the SHA-256 of the names and contents of files.

    Raises
    ------
    FrontLineError
        One cannot be read.
    """
    whole = hashlib.sha256()
    for file in files:
        try:
            with file.path.open("rb") as opened:
                whole.update(os.fsencode(file.path.name) + b"\0" + hashlib.file_digest(opened, "sha256").digest())
        except OSError as error:
            raise FrontLineError(f"cannot read {file.path}: {error.strerror or error}.", path=file.path) from error
    return whole.hexdigest()


def _companions(path: Path) -> tuple[Path, ...]:
    if path.suffix.lower() != ".shp" or not path.is_file():
        return ()
    return tuple(sorted(one for one in path.parent.iterdir() if _is_companion(one, path)))


def _is_companion(one: Path, path: Path) -> bool:
    return one.stem == path.stem and one.suffix.lower() in _COMPANIONS


def _inside(folder: Path, *, depth: int) -> Iterator[DatasetFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_file():
                yield _file(Path(entry.path), entry.stat())
            elif depth > 1 and entry.is_dir(follow_symlinks=False):
                yield from _inside(Path(entry.path), depth=depth - 1)


def _file(path: Path, facts: os.stat_result) -> DatasetFile:
    return DatasetFile(path=path, size=facts.st_size, changed_ns=facts.st_mtime_ns)
