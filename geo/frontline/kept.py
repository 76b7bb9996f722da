"""Datasets kept in the user's cache folder in their compact form, one file each, opened again as long as nothing has changed.

A kept dataset is trusted when name, size and time of change of every source file are as they were; when only times differ, by
the hash of their contents. It is written whole or not at all and sealed by a hash of its own, holds numbers and text only, and
can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import io
import os
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely

from geo import __version__
from geo.boundaries import WORLD
from geo.catalog import cache_folder, data_folder, read_sidecar, write_whole
from geo.errors import FrontLineError, SourceError, SourceWarning
from geo.frontline.files import DatasetFile, content_hash
from geo.frontline.holdings import HeldOn, held_on
from geo.partition import DayAreas, Partition
from geo.partition.store import from_arrays, to_arrays
from geo.records import Coverage, FrontLine, Holding, Snapshot

WORTH_KEEPING_BYTES = 1_000_000
"""Smaller datasets are read again faster than anybody notices."""
_FORMAT = 3
_FOLDER = "frontlines"
_RACE_NS = 2_000_000_000
"""A file changed within this time before it was listed may change again without its time of change telling."""
_SEAL_BYTES = 32
"""SHA-256 behind the archive: its own checksums miss what is cut out of its directory, or never read to the end."""
_HEAD = "head"
_COVERAGE = "coverage"
_LINES = "lines"
_PARTS = "ground/"
_DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    shapely.GEOSException,
)


class Kept:
    """The place in the cache of one dataset, read with certain options."""

    def __init__(self, path: Path, files: Sequence[DatasetFile], options: str) -> None:
        """Take the dataset's path, its files, and the options with which it is read, as text."""
        self._files = files
        self._listed_ns = time.time_ns()
        self._marks = [[ascii(str(file.path)), file.size, file.changed_ns] for file in files]
        # Names and messages of a dataset tell its path as it was given, which may be a link.
        key = b"\0".join((os.fsencode(path), os.fsencode(path.resolve()), options.encode("utf-8", "surrogatepass")))
        self._file = cache_folder() / _FOLDER / f"{path.name[:40]}-{hashlib.sha256(key).hexdigest()[:24]}.npz"
        self._stamp = _stamp()
        self._hash: str | None = None

    def open(self) -> FrontLine | None:
        """Return the dataset as it was kept; None when it was not, or something has changed since.

        Warns
        -----
        SourceWarning
            The kept file is damaged; it is made anew.
        """
        try:
            if self._file.is_file():
                return self._opened()
        except _DAMAGED as error:
            warnings.warn(f"{self._file} is damaged ({error}); the dataset is read anew.", SourceWarning, stacklevel=4)
        return None

    def keep(self, read: Callable[[], tuple[FrontLine, Partition | None]]) -> FrontLine:
        """Return the dataset as it is read now, and keep it if it is worth it.

        Warns
        -----
        SourceWarning
            A file cannot be read or the cache folder cannot be written to; nothing is kept.
        """
        if sum(file.size for file in self._files) < WORTH_KEEPING_BYTES:
            return read()[0]
        try:
            # Before the reading: whatever is changed while it goes on then tells by a hash that fits no longer.
            self._hash_now()
        except FrontLineError as error:
            self._warn(error)
            return read()[0]
        front, ground = read()
        rows = _rows(front)
        if rows is not None:
            try:
                self._write(_arrays(front, ground), _head(front, rows))
            except (SourceError, OSError, orjson.JSONEncodeError) as error:
                self._warn(error)
        return front

    def _opened(self) -> FrontLine | None:
        sealed = self._file.read_bytes()
        packed, seal = sealed[:-_SEAL_BYTES], sealed[-_SEAL_BYTES:]
        if hashlib.sha256(packed).digest() != seal:
            raise ValueError("its contents are not those that were written")
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            head = orjson.loads(arrays[_HEAD].tobytes())
            if head["stamp"] != self._stamp or not self._unchanged(head):
                return None
            front = _front(head, arrays)
            if self._settled and (head["files"] != self._marks or not head["settled"]):
                # Nothing but times has changed: next time they need no proof.
                self._rewrite({name: arrays[name] for name in arrays if name != _HEAD}, head)
        return front

    def _unchanged(self, head: Mapping[str, Any]) -> bool:
        if self._marks == head["files"] and head["settled"]:
            return True
        if [mark[:2] for mark in self._marks] != [mark[:2] for mark in head["files"]]:
            return False
        try:
            return bool(self._hash_now() == head["hash"])
        except FrontLineError:  # told by the reader, if it needs the file
            return False

    @property
    def _settled(self) -> bool:
        return all(file.changed_ns + _RACE_NS < self._listed_ns for file in self._files)

    def _hash_now(self) -> str:
        if self._hash is None:
            self._hash = content_hash(self._files)
        return self._hash

    def _rewrite(self, arrays: Mapping[str, Any], head: Mapping[str, Any]) -> None:
        try:
            self._write(arrays, head)
        except (SourceError, OSError) as error:
            self._warn(error)

    def _write(self, arrays: Mapping[str, Any], head: Mapping[str, Any]) -> None:
        proof = {"stamp": self._stamp, "settled": self._settled, "hash": self._hash_now(), "files": self._marks}
        packed = io.BytesIO()
        whole = {_HEAD: _as_bytes(orjson.dumps({**head, **proof})), **arrays}
        np.savez_compressed(packed, **whole)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with write_whole(self._file, binary=True) as file:
            file.write(packed.getvalue() + hashlib.sha256(packed.getvalue()).digest())  # type: ignore[arg-type]

    def _warn(self, error: Exception) -> None:
        warnings.warn(
            f"{str(error).rstrip('.')}. The dataset cannot be kept as {self._file}; it is read anew each time.",
            SourceWarning,
            stacklevel=5,
        )


def _rows(front: FrontLine) -> tuple[Holding, ...] | None:
    """Return the statements from whose days each snapshot's holdings can be told again; None where they cannot."""
    held = [snapshot.holdings for snapshot in front.snapshots]
    wholes = {id(one.whole): one.whole for one in held if isinstance(one, HeldOn)}
    if len(wholes) == 1 and all(isinstance(one, HeldOn) for one in held):
        (whole,) = wholes.values()
        return whole
    rows = front.statements
    again = held_on(rows, [snapshot.day for snapshot in front.snapshots])
    return rows if all(tuple(one) == tuple(other) for one, other in zip(held, again, strict=True)) else None


def _stamp() -> str:
    """Return what must be the same for a kept dataset to be what reading it anew would give: program, readers, boundaries."""
    here = Path(__file__).parent
    code = (*here.glob("*.py"), *(here.parent / "partition").glob("*.py"), here.parent / "records.py")
    sources = sorted((str(one), one.stat().st_size, one.stat().st_mtime_ns) for one in code)
    boundaries = read_sidecar(data_folder() / WORLD).sha256
    return hashlib.sha256(repr((_FORMAT, __version__, sources, boundaries)).encode()).hexdigest()


def _head(front: FrontLine, rows: Sequence[Holding]) -> dict[str, Any]:
    parts = (front.coverage, *front.coverage.also)
    coverage = [
        {one.name: getattr(part, one.name) for one in fields(Coverage) if one.name not in _APART} for part in parts
    ]
    facts = {one.name: getattr(front, one.name) for one in fields(FrontLine) if one.init and one.name not in _APART}
    snapshots = [[snapshot.day, snapshot.basis] for snapshot in front.snapshots]
    # By columns, which pack well; what of them is valid on a day, each row says itself.
    columns = {one.name: [getattr(row, one.name) for row in rows] for one in fields(Holding)}
    return {"facts": facts, "coverage": coverage, "snapshots": snapshots, "holdings": columns}


def _arrays(front: FrontLine, ground: Partition | None) -> dict[str, Any]:
    parts = (front.coverage, *front.coverage.also)
    arrays: dict[str, Any] = {}
    for number, part in enumerate(parts):
        if part.area is not None:
            arrays[f"{_COVERAGE}/{number}"] = _as_bytes(shapely.to_wkb(part.area))
    for number, snapshot in enumerate(front.snapshots):
        if snapshot.lines is not None:
            arrays[f"{_LINES}/{number}"] = _as_bytes(shapely.to_wkb(snapshot.lines))
    if ground is not None:
        arrays |= {_PARTS + name: array for name, array in to_arrays(ground).items()}
    return arrays


_APART = frozenset({"coverage", "snapshots", "ground", "area", "also"})


def _front(head: Mapping[str, Any], arrays: Mapping[str, Any]) -> FrontLine:
    names = list(arrays)
    parts = {name.removeprefix(_PARTS): arrays[name] for name in names if name.startswith(_PARTS)}
    ground = from_arrays(parts) if parts else None
    columns = head["holdings"]
    rows = [Holding(**_with_days(dict(zip(columns, row, strict=True)))) for row in zip(*columns.values(), strict=True)]
    days = [date.fromisoformat(day) for day, _ in head["snapshots"]]
    snapshots = tuple(
        Snapshot(
            day=day,
            basis=basis,
            areas=DayAreas(ground, number) if ground is not None else {},
            holdings=held,
            lines=_geometry(arrays, f"{_LINES}/{number}"),
        )
        for number, (day, held, (_, basis)) in enumerate(zip(days, held_on(rows, days), head["snapshots"], strict=True))
    )
    covered, *also = (
        Coverage(**_with_days(facts), area=_geometry(arrays, f"{_COVERAGE}/{number}"))
        for number, facts in enumerate(head["coverage"])
    )
    return FrontLine(
        **_with_days(head["facts"]),
        coverage=replace(covered, also=tuple(also)),
        snapshots=snapshots,
        ground=ground,
    )


def _with_days(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts with their days as dates and their lists as tuples: JSON knows neither."""
    whole: dict[str, Any] = {}
    for name, value in facts.items():
        whole[name] = tuple(value) if isinstance(value, list) else value
        if name.endswith("_day") and isinstance(value, str):
            whole[name] = date.fromisoformat(value)
    return whole


def _as_bytes(data: bytes) -> Any:
    return np.frombuffer(data, dtype=np.uint8)


def _geometry(arrays: Mapping[str, Any], name: str) -> Any:
    return shapely.from_wkb(arrays[name].tobytes()) if name in arrays else None
