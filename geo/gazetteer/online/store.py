"""What online geocoders answered, kept on disk, and whose turn it is to ask.

Comes in: a service, a name and the time. Goes out: an answer that is still fresh, or the seconds to wait. One SQLite file with
SQLite's own locks, opened for each step: any number of threads and processes may share it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from geo.errors import SourceError, SourceWarning

FORMAT = 1
"""Number of the tables' make-up and of what an answer looks like; raise it with every change."""
BUSY_S = 30.0
"""Seconds to wait for another process that writes."""
_ASIDE = ".damaged"
_JOURNALS = ("-journal", "-wal", "-shm")
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS answer (service TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, told TEXT NOT NULL,
    expires_at REAL NOT NULL, PRIMARY KEY (service, name, country)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turn (service TEXT PRIMARY KEY, set_at REAL NOT NULL,
    next_at REAL NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {FORMAT};
"""


class Store:
    """Answers and turns in one file. Times are seconds since 1970, as `time.time` gives them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """The SQLite file."""

    def answer(self, service: str, name: str, country: str, *, now: float) -> str | None:
        """Return what was kept for a name, or None when there is nothing fresh."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT told FROM answer WHERE service = ? AND name = ? AND country = ? AND expires_at > ?",
                (service, name, country, now),
            ).fetchone()
        return None if row is None else str(row[0])

    def keep(self, service: str, name: str, country: str, told: str, *, now: float, seconds: float) -> None:
        """Keep an answer for some seconds; what has expired goes."""
        with self._open() as connection:
            connection.execute("DELETE FROM answer WHERE expires_at <= ?", (now,))
            connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", (service, name, country, told, now + seconds)
            )

    def take_turn(self, service: str, *, clock: Callable[[], float], interval_s: float) -> float:
        """Take the turn to ask a service and return 0, or return the seconds until it may be asked."""
        with self._open() as connection:
            # Not before the file is ours: waiting for it takes time.
            now = clock()
            # A turn that was set in the future tells that the clock has been put back since: it says nothing.
            row = connection.execute(
                "SELECT next_at FROM turn WHERE service = ? AND set_at <= ? AND next_at > ?", (service, now, now)
            ).fetchone()
            if row is not None:
                return float(row[0]) - now
            connection.execute("INSERT OR REPLACE INTO turn VALUES (?, ?, ?)", (service, now, now + interval_s))
        return 0.0

    def hold(self, service: str, *, now: float, until: float) -> None:
        """Let nobody ask a service before a time; a later time already set stays."""
        with self._open() as connection:
            connection.execute(
                "INSERT INTO turn VALUES (?, ?, ?) ON CONFLICT (service) DO UPDATE "
                "SET set_at = excluded.set_at, next_at = max(next_at, excluded.next_at)",
                (service, now, until),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give the file to one writer: read and write inside are one step."""
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise SourceError(
                f"the answers of online geocoders in {self.path} cannot be used ({error}). Remove the file.",
                path=self.path,
            ) from error


def open_store(path: Path) -> Store:
    """Open the file of answers, made when it is missing and made anew when it is not ours.

    Warns
    -----
    SourceWarning
        The file is damaged or of another version, and is set aside and begun anew; or its folder cannot be written to, and
        answers are forgotten after the run.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _is_ours(path):
            aside = _set_aside(path)
            warnings.warn(
                f"{path} is damaged, not a file of ours or of another version; it is set aside as {aside.name} and begun anew.",
                SourceWarning,
                stacklevel=3,
            )
        _make(path)
    except (OSError, sqlite3.OperationalError) as error:
        warnings.warn(
            f"{path} cannot be written to ({error}); what online geocoders answer is forgotten after this run. "
            "Set FRONTLINE_CACHE to a writable folder.",
            SourceWarning,
            stacklevel=3,
        )
        return _temporary()
    return Store(path)


def _is_ours(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection:
            facts = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "quick_check")]
            return facts == [(FORMAT,), ("ok",)]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False


def _set_aside(path: Path) -> Path:
    """Give a file that is not ours another name: it may be something that somebody wants back."""
    aside = path.with_name(f"{path.name}{_ASIDE}")
    try:
        path.replace(aside)
    except FileNotFoundError:  # another process was quicker
        return aside
    # SQLite would apply a journal that is left behind to the new file.
    for end in _JOURNALS:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    return aside


def _make(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=BUSY_S)) as connection:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")


def _temporary() -> Store:
    folder = tempfile.mkdtemp(prefix="frontline-mapper-")
    store = Store(Path(folder) / "online.sqlite")
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    _make(store.path)
    return store
