"""Files with source, licence and hash; the cache folder; writing that is never half done.

Comes in: the name of a shipped file, or a path to write. Goes out: a checked path with its `Source`, or a finished file.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from geo.errors import SourceError
from geo.records import Source

APP = "frontline-mapper"
SIDECAR = ".source.json"
_HERE = Path(__file__).resolve().parent
# A wheel carries the folder as geo/_data; a checkout has it beside the package.
_HOMES = (_HERE / "_data", _HERE.parent / "data")


def data_folder() -> Path:
    """Return the folder of shipped data, in an installed wheel and in a checkout alike.

    Raises
    ------
    SourceError
        The installation has no data folder.
    """
    for home in _HOMES:
        if home.is_dir():
            return home
    raise SourceError(f"the shipped data folder is missing beside {_HERE}. Install frontline-mapper again.", path=_HERE)


@cache
def shipped(name: str) -> tuple[Path, Source]:
    """Return a shipped file (`"places/facilities.csv"`) and its source, once its hash has been checked.

    Raises
    ------
    SourceError
        No such file, no sidecar, no licence in it, or the file is not the one the sidecar describes.
    """
    path = data_folder() / name
    if not path.is_file():
        raise SourceError(f"{name} is not among the shipped data in {data_folder()}.", path=path)
    source = read_sidecar(path)
    if (found := sha256_of(path)) != source.sha256:
        raise SourceError(
            f"{path} has the hash {found[:12]}…, its sidecar says {source.sha256[:12]}…. Restore the file or describe it anew.",
            path=path,
        )
    return path, source


def read_sidecar(path: Path) -> Source:
    """Return the source that the sidecar `<file>.source.json` gives for a file.

    Raises
    ------
    SourceError
        The sidecar is missing, is not JSON, lacks a field, or names no licence.
    """
    sidecar = path.with_name(path.name + SIDECAR)
    try:
        facts = json.loads(sidecar.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SourceError(
            f"{path} has no sidecar {sidecar.name}; shipped data must name source and licence.", path=path
        ) from error
    except ValueError as error:
        raise SourceError(f"{sidecar} is not JSON: {error}. Write it anew.", path=sidecar) from error
    wanted = ("title", "publisher", "url", "licence", "attribution", "retrieved_at", "sha256")
    if missing := [key for key in wanted if not str(facts.get(key) or "").strip()]:
        raise SourceError(f"{sidecar} lacks {', '.join(missing)}. Add it.", path=sidecar)
    if str(facts["licence"]).strip().upper() in {"NA", "N/A", "NONE", "UNKNOWN"}:
        raise SourceError(
            f"{sidecar} names no licence ({facts['licence']!r}). Data without a licence cannot ship.", path=sidecar
        )
    known = {key: str(facts.get(key) or "") for key in (*wanted, "caveats", "recipe")}
    return Source(**known)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cache_folder() -> Path:
    """Return the user's cache folder for compiled files (not created).

    `FRONTLINE_CACHE` in the environment names another one.
    """
    import platformdirs

    return Path(os.environ.get("FRONTLINE_CACHE") or platformdirs.user_cache_path(APP))


@contextmanager
def write_whole(path: str | Path, *, binary: bool = False) -> Iterator[IO[str] | IO[bytes]]:
    """Open a file that appears under its name only when it is complete.

    It is written beside its place under a temporary name, synced, and renamed; on any error nothing is left behind.

    Raises
    ------
    SourceError
        The folder is missing or cannot be written to.
    """
    # A link is followed, and a device (/dev/stdout) is written to: renaming over either would replace it.
    path = Path(path).resolve()
    if path.exists() and not path.is_file():
        with _opened(path, binary=binary) as file:
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise SourceError(
            f"cannot write {path}: {error.strerror or error}. Choose a folder that exists and is writable.", path=path
        ) from error
    part = Path(name)
    try:
        with os.fdopen(
            handle, "wb" if binary else "w", encoding=None if binary else "utf-8", newline=None if binary else ""
        ) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise SourceError(f"cannot write {path}: {error.strerror or error}.", path=path) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, *, binary: bool) -> Iterator[IO[str] | IO[bytes]]:
    try:
        with path.open("wb" if binary else "w", encoding=None if binary else "utf-8") as file:
            yield file
    except OSError as error:
        raise SourceError(f"cannot write {path}: {error.strerror or error}.", path=path) from error


def _umask() -> int:
    # The only portable way to read the umask is to set it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
