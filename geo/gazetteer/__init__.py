"""Names to candidate places, offline: GeoNames' cities, the shipped boundaries and the curated places in one index.

Comes in: a name. Goes out: candidate `Place`s. The index is compiled once into the user's cache folder and opened from there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
import weakref
from pathlib import Path

from geo.catalog import cache_folder
from geo.errors import GazetteerError, SourceError, SourceWarning
from geo.gazetteer.index import Progress, build_index, connect, read_stamp, stamp
from geo.gazetteer.lookup import Gazetteer

__all__ = ["Gazetteer", "open_gazetteer"]

INDEX_NAME = "gazetteer.sqlite"


# What this process has open: one gazetteer by the path of its index, with the file's device, number, size and time.
_opened: dict[Path, tuple[tuple[int, ...] | None, Gazetteer]] = {}


def open_gazetteer(*, progress: Progress | None = None) -> Gazetteer:
    """Open the gazetteer, building its index first where there is none that fits (about 20 s, once).

    Called again it returns the same object, until that is closed or the index file changes.

    Parameters
    ----------
    progress
        Called with (message, steps done, steps in all) while the index is built, after an upgrade too; None for silence.

    Warns
    -----
    SourceWarning
        An index was there but of other sources, cut short or not ours, and is built anew; or the cache folder cannot be
        written to.

    Raises
    ------
    GazetteerError
        A line of a shipped layer is broken.
    SourceError
        A shipped layer is missing or altered; or not even the temporary folder can be written to.
    """
    path = cache_folder() / INDEX_NAME
    state, gazetteer = _opened.get(path, (None, None))
    # A gazetteer in a temporary folder stays while the cache folder has no index.
    if gazetteer is not None and gazetteer.is_open and state == _state(path):
        return gazetteer
    gazetteer = _open_anew(path, progress)
    _opened[path] = _state(path), gazetteer
    return gazetteer


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _open_anew(path: Path, progress: Progress | None) -> Gazetteer:
    wanted = stamp()
    found = read_stamp(path)
    if found == wanted:
        return Gazetteer(connect(path), path)
    if found is not None:
        _warn(f"{path} is of other sources or another version; it is built anew.")
    elif path.exists():
        _warn(f"{path} is cut short or not an index of ours; it is built anew.")
    try:
        build_index(path, wanted, progress)
    except SourceError:  # a layer is at fault, not the cache folder
        raise
    except OSError as error:
        trouble = f"{path.parent} cannot be written to ({error.strerror or error})"
        _warn(
            f"{trouble}; the index goes to a temporary folder and is built again next time. Set FRONTLINE_CACHE to a writable folder."
        )
        return _open_temporary(wanted, progress)
    return Gazetteer(connect(path), path)


def _open_temporary(wanted: str, progress: Progress | None) -> Gazetteer:
    try:
        folder = Path(tempfile.mkdtemp(prefix="frontline-mapper-"))
    except OSError as error:
        raise _no_room(Path(tempfile.gettempdir()), error) from error
    try:
        build_index(folder / INDEX_NAME, wanted, progress)
    except (GazetteerError, SourceError):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _no_room(folder, error) from error
    gazetteer = Gazetteer(connect(folder / INDEX_NAME), folder / INDEX_NAME)
    weakref.finalize(gazetteer, shutil.rmtree, folder, ignore_errors=True)
    return gazetteer


def _no_room(folder: Path, error: OSError) -> SourceError:
    return SourceError(
        f"the index of place names cannot be written, neither to the cache folder nor to {folder} ({error.strerror or error})."
        " Set FRONTLINE_CACHE to a writable folder with 200 MB of room.",
        path=folder,
    )


def _warn(message: str) -> None:
    # Four frames up stands the caller of open_gazetteer.
    warnings.warn(message, SourceWarning, stacklevel=4)
