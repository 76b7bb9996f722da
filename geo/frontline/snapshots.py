"""Files of one dataset -> snapshots one a day, in order, with what had to be left out.

A file that cannot be read costs that file and a warning, never the dataset; only a dataset without any readable snapshot is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import shapely

from geo.errors import FrontLineError
from geo.frontline.gates import set_jumps_aside
from geo.records import Snapshot

Progress = Callable[[str, int, int], None]
ReadOne = Callable[[Path], tuple[Sequence[Snapshot], Sequence[str]]]
TOLD_ONE_BY_ONE = 3
"""Notes that differ in their numbers only, and days given twice, are told in one warning when there are more."""
_NUMBER = re.compile(r"\d[\d,.]*")


def read_snapshots(
    paths: Sequence[Path], read_one: ReadOne, *, where: Path, progress: Progress | None = None
) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    """Return the snapshots of a dataset's files, one a day, and the doubts met on the way.

    Parameters
    ----------
    paths
        The files, in the order in which later ones win.
    read_one
        Reads one file into snapshots and warnings.
    where
        The dataset as given, named in errors.

    Raises
    ------
    FrontLineError
        No file holds a snapshot; for a dataset of one file, what is wrong with that file.
    """
    found: list[Snapshot] = []
    failures: list[str] = []
    notes: list[tuple[str, str]] = []
    for number, path in enumerate(paths):
        if progress is not None:
            progress(f"Reading {where.name}", number, len(paths))
        try:
            snapshots, doubts = read_one(path)
        except FrontLineError as error:
            if len(paths) == 1:
                raise
            failures.append(f"left out: {error}")
            continue
        notes += [(path.name, doubt) for doubt in doubts]
        found += snapshots
    if progress is not None:
        progress(f"Reading {where.name}", len(paths), len(paths))
    if not found:
        why = f" ({failures[0]})" if failures else ""
        raise FrontLineError(f"{where} holds no readable snapshot{why}. Give a folder of daily files.", path=where)
    days, repeats = _one_a_day(found)
    trusted, jumps = set_jumps_aside(days)
    return trusted, (*failures, *_told(notes), *repeats, *jumps)


def _told(notes: Iterable[tuple[str, str]]) -> list[str]:
    """Return notes on files as warnings; many that say the same but for their numbers as one, by its first file."""
    alike: dict[str, list[tuple[str, str]]] = {}
    for file, note in notes:
        alike.setdefault(_NUMBER.sub("#", note), []).append((file, note))
    warnings: list[str] = []
    for group in alike.values():
        files = list(dict.fromkeys(file for file, _ in group))
        if len(group) <= TOLD_ONE_BY_ONE:
            warnings += [f"{file}: {note}" for file, note in group]
        else:
            where = f"{len(files)} files to {files[-1]}" if len(files) > 1 else "the same file"
            warnings.append(f"{files[0]}: {group[0][1]} ({len(group) - 1} more like it in {where})")
    return warnings


def _one_a_day(snapshots: Iterable[Snapshot]) -> tuple[list[Snapshot], list[str]]:
    by_day: dict[str, Snapshot] = {}
    repeated: dict[str, None] = {}
    for snapshot in snapshots:
        key = snapshot.day.isoformat()
        earlier = by_day.get(key)
        if earlier is None or set(earlier.areas) & set(snapshot.areas):
            # The whole day is drawn again: a side that the later file no longer draws is gone.
            by_day[key] = snapshot
            if earlier is not None and not _same_areas(earlier, snapshot):
                repeated[key] = None
            continue
        # Two files of one day may each draw a side of their own.
        lines = snapshot.lines if snapshot.lines is not None else earlier.lines
        by_day[key] = replace(
            snapshot,
            areas={**earlier.areas, **snapshot.areas},
            holdings=(*earlier.holdings, *snapshot.holdings),
            lines=lines,
        )
    return [by_day[key] for key in sorted(by_day)], _words(list(repeated))


def _same_areas(a: Snapshot, b: Snapshot) -> bool:
    return set(a.areas) == set(b.areas) and all(shapely.equals_exact(a.areas[side], b.areas[side]) for side in a.areas)


def _words(days: Sequence[str]) -> list[str]:
    if len(days) <= TOLD_ONE_BY_ONE:
        return [f"{day}: given more than once; the last counts" for day in days]
    return [f"{len(days)} days from {min(days)} to {max(days)} are given more than once; the last of each day counts"]
