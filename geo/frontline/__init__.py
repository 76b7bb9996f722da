"""Dataset files -> FrontLine: dated control, with who made it and what it covers. One file for each dataset.

The format is recognised from the content; an extension says nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

from geo.errors import FrontLineError, FrontLineWarning, one_line
from geo.frontline import (
    deepstate_daily,
    deepstate_raw,
    geojson_days,
    isw,
    kml_maps,
    kse_lines,
    nzz,
    place_table,
    settlements,
    uacontrolmap,
    vector,
    viina,
    wikipedia_towns,
)
from geo.frontline.files import DatasetFile, list_files
from geo.frontline.kept import Kept
from geo.frontline.looks import looks_like, read_head
from geo.frontline.settlements import settlement_timeline
from geo.frontline.sidecar import told_beside
from geo.frontline.snapshots import Progress
from geo.frontline.wanted import Wanted
from geo.partition import DayAreas, Partition, make_partition, misdrawn
from geo.records import FrontLine

__all__ = ["KINDS", "read_frontline", "settlement_timeline"]

# Asked in this order: the particular before the general.
_READERS: tuple[ModuleType, ...] = (
    deepstate_daily,
    deepstate_raw,
    nzz,
    uacontrolmap,
    kse_lines,
    isw,
    vector,
    viina,
    wikipedia_towns,
    settlements,
    geojson_days,
    kml_maps,
    place_table,
)
KINDS: tuple[str, ...] = tuple(reader.NAME for reader in _READERS)
"""What `kind=` may force."""
_DESCRIBED = frozenset({vector, settlements, geojson_days, kml_maps, place_table})
"""Readers of formats of no maker in particular, which ask the sidecar themselves."""
_SUFFIXES: frozenset[str] = frozenset().union(*(reader.SUFFIXES for reader in _READERS))
_LOOK_AT = 25
"""Files of a folder that are looked at to recognise it; a few broken ones at its start do no harm."""


def read_frontline(
    path: str | Path,
    *,
    kind: str | None = None,
    side: str | None = None,
    day: date | None = None,
    side_column: str | None = None,
    day_column: str | None = None,
    layer: str | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> FrontLine:
    """Read a front-line dataset, a folder of daily files or a single file.

    Parameters
    ----------
    path
        Folder or file. In a folder the files directly inside and those in folders of it (one for each day, say) count.
    kind
        One of `KINDS`, to force a reader; None recognises it from the content.
    side
        RU, UA or another side of the house's vocabulary, for what names none itself.
    day
        The day of what gives none itself.
    side_column, day_column
        Property or column that holds the side and the day; None for `side`, and `day` or `date`.
    layer
        Layer of a file that has several; None where it has one.
    encoding
        Encoding of text that is not UTF-8.
    progress
        Called with (message, done, total).

    Raises
    ------
    FrontLineError
        The path is missing or unreadable, its kind is unknown, or it holds no readable snapshot.

    Warns
    -----
    FrontLineWarning
        Once for a dataset that was read with doubts; `FrontLine.warnings` lists them all.
    """
    path = Path(path)
    if kind is not None and kind not in KINDS:
        raise FrontLineError(
            f"there is no kind of front line called {kind!r}; use one of: {', '.join(KINDS)}.", path=path
        )
    found = list_files(path)
    wanted = Wanted(side=side, day=day, side_column=side_column, day_column=day_column, layer=layer, encoding=encoding)
    kept = Kept(path, found, repr((kind, wanted)))
    front = kept.open()
    if front is None:
        front = kept.keep(lambda: _with_ground(_read(path, found, kind, wanted, progress)))
    if front.warnings:
        more = f" (and {len(front.warnings) - 1} more in its warnings)" if len(front.warnings) > 1 else ""
        # What was lost is told before what was mended.
        first = next((doubt for doubt in front.warnings if "was repaired" not in doubt), front.warnings[0])
        warnings.warn(f"{front.name}: {first}{more}", FrontLineWarning, stacklevel=2)
    return front


def _read(
    path: Path, found: Sequence[DatasetFile], kind: str | None, wanted: Wanted, progress: Progress | None
) -> FrontLine:
    files = tuple(file.path for file in found if file.is_data)
    if path.is_dir():
        files = tuple(file for file in files if file.suffix.lower() in _SUFFIXES)
    if not files:
        raise FrontLineError(f"{path} holds no front-line file. Give a folder of front-line files.", path=path)
    reader = next(r for r in _READERS if kind == r.NAME) if kind else _recognise(path, files)
    if path.is_dir():
        # A folder of tables may hold a GeoJSON beside them and the other way round; neither is the other's broken day.
        files = tuple(file for file in files if file.suffix.lower() in reader.SUFFIXES)
    front: FrontLine = reader.read(path, files, wanted=wanted, progress=progress)
    if reader not in _DESCRIBED:
        front = _as_told_beside(front, path, reader.NAME)
    doubts = front.warnings
    if wanted.day is not None and front.snapshots and wanted.day not in {one.day for one in front.snapshots}:
        doubts = (*doubts, f"the day given, {wanted.day}, was not used: all that was read tells its own")
    # Names of files and of what is in them stand in doubts, and may hold anything.
    return replace(front, name=one_line(front.name), warnings=tuple(map(one_line, doubts)))


def _as_told_beside(front: FrontLine, path: Path, kind: str) -> FrontLine:
    """Return a front line of a known maker's format under the name, maker and licence that a sidecar beside it gives it."""
    told, unused = told_beside(path)
    if not told and not unused:
        return front
    if "maker" in told:
        # Whoever made it, it is not credited to the maker of the format.
        told = {"attribution": told["maker"], "url": "", **told}
    words = f"its sidecar is followed for {', '.join(sorted(told)) or 'nothing'}; its ground is read as {kind}"
    if unused:
        words += f", which says itself what the sidecar's {', '.join(unused)} would"
    return replace(
        front,
        name=told.get("name", front.name),
        maker=told.get("maker", front.maker),
        licence=told.get("licence", front.licence),
        attribution=told.get("attribution", front.attribution),
        url=told.get("url", front.url) or None,
        warnings=(*front.warnings, words),
    )


def _with_ground(front: FrontLine) -> tuple[FrontLine, Partition | None]:
    """Return the front line with its areas as one partition, from which each snapshot's are made when they are asked for."""
    if isinstance(front.ground, Partition):
        return front, front.ground
    if not any(snapshot.areas for snapshot in front.snapshots):
        return front, None
    drawn = [snapshot.areas for snapshot in front.snapshots]
    ground = make_partition(drawn)
    if wrong := misdrawn(drawn, ground.sheets):
        doubts = tuple(
            f"{front.snapshots[number].day}: left out, its areas cannot be cut into faces without changing their size"
            for number in wrong
        )
        kept = tuple(snapshot for number, snapshot in enumerate(front.snapshots) if number not in wrong)
        return _with_ground(replace(front, snapshots=kept, warnings=(*front.warnings, *doubts)))
    snapshots = tuple(
        replace(snapshot, areas=DayAreas(ground, number)) for number, snapshot in enumerate(front.snapshots)
    )
    return replace(front, snapshots=snapshots, ground=ground), ground


def _recognise(path: Path, files: Sequence[Path]) -> ModuleType:
    for file in files[:_LOOK_AT]:
        head = read_head(file)
        for reader in _READERS:
            if reader.recognises(file, head):
                return reader
    raise FrontLineError(
        f"{path} is no front line that is known: {files[0].name} is {looks_like(read_head(files[0]))}.", path=path
    )
