"""Dataset files -> FrontLine: dated control, with who made it and what it covers. One file for each dataset.

The format is recognised from the content; an extension says nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

from geo.errors import FrontLineError, FrontLineWarning
from geo.frontline import deepstate_daily, geojson_days, place_table, settlements, viina, wikipedia_towns
from geo.frontline.looks import looks_like, read_head
from geo.frontline.settlements import settlement_timeline
from geo.frontline.sidecar import SIDECAR
from geo.frontline.snapshots import Progress
from geo.frontline.wanted import Wanted
from geo.records import FrontLine

__all__ = ["KINDS", "read_frontline", "settlement_timeline"]

# Asked in this order: the particular before the general.
_READERS: tuple[ModuleType, ...] = (deepstate_daily, settlements, viina, wikipedia_towns, geojson_days, place_table)
KINDS: tuple[str, ...] = tuple(reader.NAME for reader in _READERS)
"""What `kind=` may force."""
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
    files = _files(path)
    wanted = Wanted(side=side, day=day, side_column=side_column, day_column=day_column, layer=layer, encoding=encoding)
    reader = next(r for r in _READERS if kind == r.NAME) if kind else _recognise(path, files)
    if path.is_dir():
        # A folder of tables may hold a GeoJSON beside them and the other way round; neither is the other's broken day.
        files = tuple(file for file in files if file.suffix.lower() in reader.SUFFIXES)
    front: FrontLine = reader.read(path, files, wanted=wanted, progress=progress)
    if front.warnings:
        more = f" (and {len(front.warnings) - 1} more in its warnings)" if len(front.warnings) > 1 else ""
        warnings.warn(f"{front.name}: {front.warnings[0]}{more}", FrontLineWarning, stacklevel=2)
    return front


def _files(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise FrontLineError(f"{path} does not exist. Give a front-line file or a folder of them.", path=path)
    try:
        inside = sorted((*path.iterdir(), *path.glob("*/*")))
    except OSError as error:
        raise FrontLineError(f"cannot read {path}: {error.strerror or error}.", path=path) from error
    files = tuple(file for file in inside if file.suffix.lower() in _SUFFIXES and _is_data(file))
    if not files:
        raise FrontLineError(f"{path} holds no GeoJSON or CSV file. Give a folder of front-line files.", path=path)
    return files


def _is_data(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".") and not file.name.endswith((SIDECAR, ".source.json"))


def _recognise(path: Path, files: Sequence[Path]) -> ModuleType:
    for file in files[:_LOOK_AT]:
        head = read_head(file)
        for reader in _READERS:
            if reader.recognises(file, head):
                return reader
    raise FrontLineError(
        f"{path} is no front line that is known: {files[0].name} is {looks_like(read_head(files[0]))}.", path=path
    )
