"""KSE Institute's front lines of 2022 and 2023, one file a day (github.com/kse-ua/KSE-Loc-Data-Hub).

The front is drawn as lines named "Front line", without saying which side of them is whose. The day is in the file name, or in
the name member, as DDMMYYYY.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.covered import LINES_ONLY
from geo.frontline.days import calendar_day
from geo.frontline.geojson import LineFeature, parse_geojson
from geo.frontline.geojson_days import Dated, lines_by_day
from geo.frontline.looks import read_bytes
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import FrontLine, Snapshot

NAME = "kse-lines"
SUFFIXES = frozenset({".geojson", ".json"})
_FILE = re.compile(r"frontline_(\d\d)(\d\d)(20\d\d)(?!\d)", re.IGNORECASE)
_NAME_MEMBER = re.compile(rb'"name"\s{0,9}:\s{0,9}"frontline_\d{8}"')
_LINE = re.compile(rb'"type"\s{0,9}:\s{0,9}"(?:Multi)?LineString"')
_CALLED = "front line"


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: it is called frontline_DDMMYYYY, by itself or by its name member, and draws lines."""
    named = _FILE.match(path.name) is not None or _NAME_MEMBER.search(head) is not None
    return named and head.lstrip()[:1] == b"{" and _LINE.search(head) is not None


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of these files, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a front line with a day.
    """
    snapshots, doubts = read_snapshots(files, partial(_read_day, given=wanted.day), where=path, progress=progress)
    return FrontLine(
        name=NAME,
        maker="KSE Institute",
        licence="MIT (the repository's, © Andriy V. Koval)",
        attribution="KSE Institute, KSE-Loc-Data-Hub (Andriy V. Koval), MIT",
        url="https://github.com/kse-ua/KSE-Loc-Data-Hub",
        sides=(),
        coverage=LINES_ONLY,
        snapshots=snapshots,
        warnings=doubts,
    )


def _read_day(path: Path, *, given: date | None) -> tuple[list[Snapshot], tuple[str, ...]]:
    read = parse_geojson(read_bytes(path), path)
    day, basis = _day_in(path.name), "file name"
    if day is None:
        day, basis = _day_in(read.name), "name field"
    if day is None:
        day, basis = given, "given"
    if day is None:
        raise FrontLineError(f"{path} names no day; these files are called frontline_DDMMYYYY.geojson.", path=path)
    front = [line for line in read.lines if _is_front(line)]
    if not front:
        raise FrontLineError(f'{path} draws no line that is called "Front line". Fetch it again.', path=path)
    dated: Dated = (day, basis, "")
    snapshots, _ = lines_by_day(front, lambda _: dated)
    others = len(read.lines) - len(front) + len(read.features)
    doubts = [f'{others} of its features are not called "Front line" and were left out'] if others else []
    return snapshots, (*read.warnings, *doubts)


def _day_in(name: str) -> date | None:
    match = _FILE.match(name)
    return calendar_day(match[3], match[2], match[1]) if match else None


def _is_front(line: LineFeature) -> bool:
    # An empty name is not another name: some exports drop it.
    name = line.properties.get("name") or line.properties.get("Name") or _CALLED
    return str(name).replace("\u00a0", " ").strip().lower().startswith(_CALLED)
