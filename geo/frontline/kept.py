"""Datasets kept in the user's cache folder in their compact form, one file each, opened again as long as nothing has changed.

A kept dataset is trusted when name, size and time of change of every source file are as they were; when only times differ, by
the hash of their contents. It is written whole or not at all, holds numbers and text only, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import time
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
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
from geo.errors import SourceError, SourceWarning
from geo.frontline.files import DatasetFile, content_hash
from geo.frontline.holdings import HeldOn, held_on
from geo.partition import DayAreas, Partition
from geo.partition.store import from_arrays, to_arrays
from geo.records import Coverage, FrontLine, Holding, Snapshot

WORTH_KEEPING_BYTES = 1_000_000
"""Smaller datasets are read again faster than anybody notices."""
_FORMAT = 2
_FOLDER = "frontlines"
_RACE_NS = 2_000_000_000
"""A file changed within this time before it was read may change again without its time of change telling."""
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
        # Names of files need not be text; as bytes they always are something.
        key = hashlib.sha256(os.fsencode(path.resolve()) + f"\0{options}".encode()).hexdigest()[:24]
        self._file = cache_folder() / _FOLDER / f"{path.name[:40]}-{key}.npz"
        self._stamp = _stamp()

    def open(self) -> FrontLine | None:
        """Return the dataset as it was kept; None when it was not, or something has changed since.

        Warns
        -----
        SourceWarning
            The kept file is damaged; it is made anew.
        """
        if not self._file.is_file():
            return None
        try:
            with np.load(self._file, allow_pickle=False) as arrays:
                head = orjson.loads(arrays[_HEAD].tobytes())
                if head["stamp"] != self._stamp or not self._unchanged(head):
                    return None
                return _front(head, arrays)
        except _DAMAGED as error:
            warnings.warn(f"{self._file} is damaged ({error}); the dataset is read anew.", SourceWarning, stacklevel=4)
            return None

    def keep(self, front: FrontLine, ground: Partition | None) -> None:
        """Keep a dataset that was read, if it is worth it.

        Warns
        -----
        SourceWarning
            The cache folder cannot be written to; nothing is kept.
        """
        if sum(file.size for file in self._files) < WORTH_KEEPING_BYTES or not _holds_by_day(front):
            return
        head = {
            "stamp": self._stamp,
            "read_ns": time.time_ns(),
            "hash": content_hash(self._files),
            "files": self._marks(),
        }
        arrays = _arrays(front, ground, head)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with write_whole(self._file, binary=True) as file:
                np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes keywords for flags
        except (SourceError, OSError) as error:
            warnings.warn(f"{error} The dataset is read anew each time.", SourceWarning, stacklevel=4)

    def _marks(self) -> list[list[Any]]:
        return [[str(file.path), file.size, file.changed_ns] for file in self._files]

    def _unchanged(self, head: Mapping[str, Any]) -> bool:
        marks = self._marks()
        settled = all(changed + _RACE_NS < head["read_ns"] for _, _, changed in marks)
        if marks == head["files"] and settled:
            return True
        if [mark[:2] for mark in marks] != [mark[:2] for mark in head["files"]]:
            return False
        return bool(content_hash(self._files) == head["hash"])


def _holds_by_day(front: FrontLine) -> bool:
    """Tell whether each snapshot's holdings are those whose days say so, as they will be told when they are read back."""
    loose = [one for one in front.snapshots if not isinstance(one.holdings, HeldOn) and one.holdings]
    again = held_on(front.statements, [one.day for one in loose]) if loose else ()
    return all(set(one.holdings) == set(held) for one, held in zip(loose, again, strict=True))


def _stamp() -> str:
    """Return what must be the same for a kept dataset to be what reading it anew would give: program, readers, boundaries."""
    here = Path(__file__).parent
    sources = sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in here.glob("*.py"))
    boundaries = read_sidecar(data_folder() / WORLD).sha256
    return hashlib.sha256(repr((_FORMAT, __version__, sources, boundaries)).encode()).hexdigest()


def _arrays(front: FrontLine, ground: Partition | None, head: dict[str, Any]) -> dict[str, Any]:
    parts = (front.coverage, *front.coverage.also)
    coverage = [
        {one.name: getattr(part, one.name) for one in fields(Coverage) if one.name not in _APART} for part in parts
    ]
    facts = {one.name: getattr(front, one.name) for one in fields(FrontLine) if one.name not in _APART}
    snapshots = [[snapshot.day, snapshot.basis] for snapshot in front.snapshots]
    # By columns, which pack well; what of them is valid on a day, each row says itself.
    columns = {one.name: [getattr(row, one.name) for row in front.statements] for one in fields(Holding)}
    head |= {"facts": facts, "coverage": coverage, "snapshots": snapshots, "holdings": columns}
    arrays = {_HEAD: _as_bytes(orjson.dumps(head))}
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
