"""Names to candidate places, offline: GeoNames' cities, the shipped boundaries and the curated places in one index.

Comes in: a name. Goes out: candidate `Place`s. The index is compiled once into the user's cache folder and opened from there.
"""

from __future__ import annotations

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


def open_gazetteer(*, progress: Progress | None = None) -> Gazetteer:
    """Open the gazetteer, building its index first where there is none that fits (about 20 s, once).

    Parameters
    ----------
    progress
        Called with (message, steps done, steps in all) while the index is built, after an upgrade too; None for silence.

    Warns
    -----
    SourceWarning
        An index was there but cut short or not ours, and is built anew; or the cache folder cannot be written to.

    Raises
    ------
    GazetteerError
        A line of a shipped layer is broken.
    SourceError
        A shipped layer is missing or altered.
    OSError
        Not even the temporary folder can be written to.
    """
    wanted, path = stamp(), cache_folder() / INDEX_NAME
    found = read_stamp(path)
    if found == wanted:
        return Gazetteer(connect(path), path)
    if found is not None and progress is not None:
        progress("the index is of other sources or another version; it is built anew", 0, 1)
    if found is None and path.exists():
        warnings.warn(f"{path} is cut short or not an index of ours; it is built anew.", SourceWarning, stacklevel=2)
    try:
        build_index(path, wanted, progress)
    except SourceError:  # a layer is at fault, not the cache folder
        raise
    except OSError as error:
        return _open_temporary(wanted, progress, f"{path.parent} cannot be written to ({error.strerror or error})")
    return Gazetteer(connect(path), path)


def _open_temporary(wanted: str, progress: Progress | None, trouble: str) -> Gazetteer:
    warnings.warn(
        f"{trouble}; the index goes to a temporary folder and is built again next time. Set FRONTLINE_CACHE to a writable folder.",
        SourceWarning,
        stacklevel=3,
    )
    folder = tempfile.mkdtemp(prefix="frontline-mapper-")
    path = Path(folder) / INDEX_NAME
    try:
        build_index(path, wanted, progress)
    except (OSError, GazetteerError):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gazetteer = Gazetteer(connect(path), path)
    weakref.finalize(gazetteer, shutil.rmtree, folder, ignore_errors=True)
    return gazetteer
