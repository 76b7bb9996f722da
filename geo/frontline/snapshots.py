"""Files of one dataset -> snapshots one a day, in order, with what had to be left out.

A file that cannot be read costs that file and a warning, never the dataset; only a dataset without any readable snapshot is
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.gates import set_jumps_aside
from geo.records import Snapshot

Progress = Callable[[str, int, int], None]
ReadOne = Callable[[Path], tuple[Sequence[Snapshot], Sequence[str]]]


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
    doubts: list[str] = []
    for number, path in enumerate(paths):
        if progress is not None:
            progress(f"Reading {where.name}", number, len(paths))
        try:
            snapshots, notes = read_one(path)
        except FrontLineError as error:
            if len(paths) == 1:
                raise
            doubts.append(f"left out: {error}")
            continue
        doubts += [f"{path.name}: {note}" for note in notes]
        found += snapshots
    if progress is not None:
        progress(f"Reading {where.name}", len(paths), len(paths))
    if not found:
        why = f" ({doubts[0]})" if doubts else ""
        raise FrontLineError(f"{where} holds no readable snapshot{why}. Give a folder of daily files.", path=where)
    days, repeats = _one_a_day(found)
    trusted, jumps = set_jumps_aside(days)
    return trusted, (*doubts, *repeats, *jumps)


def _one_a_day(snapshots: Iterable[Snapshot]) -> tuple[list[Snapshot], list[str]]:
    by_day: dict[str, Snapshot] = {}
    repeats = []
    for snapshot in snapshots:
        key = snapshot.day.isoformat()
        earlier = by_day.get(key)
        if earlier is not None and set(earlier.areas) & set(snapshot.areas):
            repeats.append(f"{key}: given twice; the later file counts")
        # Two files of one day may each draw a side; where both draw the same one, the later file wins.
        areas = {**(earlier.areas if earlier else {}), **snapshot.areas}
        lines = snapshot.lines if snapshot.lines is not None or earlier is None else earlier.lines
        by_day[key] = Snapshot(day=snapshot.day, basis=snapshot.basis, areas=areas, lines=lines)
    return [by_day[key] for key in sorted(by_day)], repeats
