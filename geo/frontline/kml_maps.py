"""Maps in KML and KMZ, whose sides live in style ids, colours and folder names; known makers, or told by the user.

The days are those of placemarks (TimeStamp, TimeSpan), else that of the file's name, else the one given. A maker is known by a
record in `kml_makers`; a map of any other is read with a side given for all of it, for one folder of it (`layer`), or with the
column that holds the side: one of its ExtendedData, or `name`, `folder`, `styleUrl`, `description`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.archives import is_zip, read_members
from geo.frontline.covered import DRAWN_ONLY
from geo.frontline.crossings import crosses_too_often
from geo.frontline.days import day_in_fields, day_in_name, day_of_file
from geo.frontline.kml import Placemark, parse_kml
from geo.frontline.kml_makers import KML_MAKERS, KmlMaker, find_maker, is_front
from geo.frontline.kml_sides import sides_as_wanted, sides_by_maker, values_in
from geo.frontline.looks import looks_like, read_bytes
from geo.frontline.sidecar import Description, read_description
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import FrontLine, Snapshot

NAME = "kml"
SUFFIXES = frozenset({".kml", ".kmz"})
MAX_KML_BYTES = 32 * 2**20
"""Largest KML text that is read; the largest known map has 27 MB."""
_BOM = b"\xef\xbb\xbf"
_KML = re.compile(rb"<(?:[A-Za-z]{1,9}:)?kml[\s>]|<!DOCTYPE\s{1,9}kml[\s>\[]", re.IGNORECASE)
_FIRST_NAME = slice(30, 286)
"""Where the name of a ZIP archive's first member stands."""
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)([-_.])(\d\d)\2(\d\d)(?!\d)")
_FIRST_YEAR = 2014
"""Year before which no file of this war can be; 01_09_24 is then no year-first day."""
_FRONT_WORDS = ("front", "фронт", "line of contact", "contact line", "лбс", "соприкоснов", "зіткнення")
_FOLDERS_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What one file gives: its snapshots, the doubts met on the way, and who made it."""

    snapshots: tuple[Snapshot, ...]
    warnings: tuple[str, ...]
    maker: KmlMaker | None


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is KML, or a ZIP archive of one."""
    if is_zip(head):
        return path.suffix.lower() == ".kmz" or b".kml" in head[_FIRST_NAME].lower()
    # UTF-16 shows as the same letters with zeros between.
    text = head.replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if not text.startswith(b"<"):
        return False
    return _KML.search(text) is not None or (path.suffix.lower() in SUFFIXES and looks_like(text) == "XML")


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that KML and KMZ files draw.

    Raises
    ------
    FrontLineError
        None of the files can be read, a file says nothing about sides and none is given, or the sidecar is wrong.
    """
    about = read_description(path)
    makers: dict[str, KmlMaker | None] = {}

    def read_one(file: Path) -> tuple[Sequence[Snapshot], Sequence[str]]:
        page = _read_page(file, wanted=wanted, default_side=wanted.side or about.side)
        if page.maker is not None or page.snapshots:
            makers[page.maker.name if page.maker else ""] = page.maker
        return page.snapshots, page.warnings

    if len(files) == 1:
        # Read once and handed on: a map of nothing is no error, but it holds no snapshot.
        page = read_one(files[0])
        if not page[0]:
            return _front_line(about, makers, (), page[1])
        read_one = partial(_given, page)
    snapshots, doubts = read_snapshots(files, read_one, where=path, progress=progress)
    return _front_line(about, makers, snapshots, doubts)


def _given(page: tuple[Sequence[Snapshot], Sequence[str]], file: Path) -> tuple[Sequence[Snapshot], Sequence[str]]:
    del file
    return page


def _front_line(
    about: Description, makers: Mapping[str, KmlMaker | None], snapshots: Sequence[Snapshot], doubts: Sequence[str]
) -> FrontLine:
    sides = tuple(sorted({side for snapshot in snapshots for side in snapshot.areas}))
    maker = next(iter(makers.values())) if len(makers) == 1 else None
    if maker is not None:
        return FrontLine(
            name=maker.name,
            maker=maker.maker,
            licence=maker.licence,
            attribution=maker.attribution,
            url=maker.url,
            sides=sides,
            coverage=maker.coverage,
            snapshots=tuple(snapshots),
            warnings=tuple(doubts),
        )
    mixed = (f"its files are of {len(makers)} makers",) if len(makers) > 1 else ()
    return FrontLine(
        name=about.name,
        maker=about.maker,
        licence=about.licence,
        attribution=about.attribution or about.maker,
        url=about.url,
        sides=sides,
        coverage=about.coverage or DRAWN_ONLY,
        snapshots=tuple(snapshots),
        max_age_days=about.max_age_days,
        warnings=(*mixed, *about.warnings, *doubts),
    )


def _read_page(
    path: Path, *, wanted: Wanted, default_side: str | None, makers: Iterable[KmlMaker] = KML_MAKERS
) -> _Page:
    """Return what one file gives, with the sides of its maker or else as wanted."""
    text, notes = _kml_text(path)
    kml = parse_kml(text, path, encoding=wanted.encoding)
    doubts = [*notes, *kml.warnings]
    maker = find_maker(kml, path.name, makers)
    if not kml.placemarks:
        if kml.links:
            raise FrontLineError(
                f"{path} holds no placemark, only links to other files or images ({kml.links}), which are not followed. "
                "Give the linked file itself.",
                path=path,
            )
        return _Page(snapshots=(), warnings=(*doubts, "it is empty: it holds no placemark"), maker=maker)
    if maker is not None and maker.no_control is not None and maker.no_control.search(path.name):
        raise FrontLineError(f"{path} draws something else than control ({maker.maker}). Leave it out.", path=path)
    placemarks = _layer(kml.placemarks, wanted.layer, path)
    ground = tuple(placemark for placemark in placemarks if placemark.area is not None)
    sided = sides_by_maker(ground, maker, path) if maker else sides_as_wanted(ground, wanted, default_side, path)
    fronts, more = _fronts(placemarks, maker, kml.name, path)
    snapshots = _snapshots(sided.by_side, fronts, _day_of(path, wanted, maker), path)
    doubts += [*sided.warnings, *more]
    if not snapshots:
        doubts.append("it is empty: it draws neither ground of a side nor a front")
    return _Page(snapshots=snapshots, warnings=tuple(doubts), maker=maker)


def _kml_text(path: Path) -> tuple[bytes, tuple[str, ...]]:
    data = read_bytes(path, limit=MAX_KML_BYTES)
    notes: tuple[str, ...] = ()
    if is_zip(data):
        data, notes = _unpacked(data, path)
    elif path.suffix.lower() == ".kmz":
        notes = ("it is called KMZ but is plain KML, and was read as such",)
    if len(data) > MAX_KML_BYTES:
        raise FrontLineError(f"{path} holds more than {MAX_KML_BYTES / 2**20:,.0f} MB of KML. Split it.", path=path)
    return data, notes


def _unpacked(data: bytes, path: Path) -> tuple[bytes, tuple[str, ...]]:
    names: list[str] = []

    def note(name: str) -> bool:
        names.append(name)
        return False

    read_members(data, path, wanted=note)
    maps = [name for name in names if name.lower().endswith(".kml")]
    if not maps:
        inside = ", ".join(repr(name[:40]) for name in names[:3]) or "nothing"
        raise FrontLineError(f"{path} holds no .kml inside (but {inside}). Unpack it and give the map.", path=path)
    # The KML reference: doc.kml at the root, else the first .kml of the archive.
    chosen = next((name for name in maps if name.lower() == "doc.kml"), maps[0])
    others = [name for name in maps if name != chosen]
    notes = (
        (f"{chosen!r} was read, and not the other KML inside: {', '.join(map(repr, others[:5]))}",) if others else ()
    )
    return read_members(data, path, wanted=chosen.__eq__)[chosen].removeprefix(_BOM), notes


def _layer(placemarks: Sequence[Placemark], layer: str | None, path: Path) -> Sequence[Placemark]:
    if layer is None:
        return placemarks
    kept = [placemark for placemark in placemarks if layer in placemark.folders]
    if not kept:
        folders = sorted({folder for placemark in placemarks for folder in placemark.folders})
        found = ", ".join(repr(folder[:40]) for folder in folders[:_FOLDERS_NAMED]) or "none"
        raise FrontLineError(f"{path} has no folder {layer[:40]!r}; its folders: {found}.", path=path)
    return kept


def _fronts(
    placemarks: Sequence[Placemark], maker: KmlMaker | None, document: str, path: Path
) -> tuple[list[Placemark], tuple[str, ...]]:
    """Return the placemarks whose lines are the front, and words about the other lines."""
    lines = [placemark for placemark in placemarks if placemark.lines is not None]
    if maker is not None:
        fronts = [placemark for placemark in lines if is_front(placemark, maker)]
    elif _has_front_word(document) or _has_front_word(path.stem):
        fronts = lines
    else:
        fronts = [p for p in lines if any(map(_has_front_word, (*p.folders, p.name, p.style)))]
    if lines and not fronts and maker is None and not any(placemark.area is not None for placemark in placemarks):
        return lines, ("its lines are taken for the front, though nothing says that they are",)
    left = len(lines) - len(fronts)
    return fronts, (f"left out: lines of which nothing says that they are a front ({left})",) if left else ()


def _has_front_word(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _FRONT_WORDS)


def _day_of(path: Path, wanted: Wanted, maker: KmlMaker | None) -> Callable[[Placemark], tuple[date, str]]:
    """Return what gives a placemark's day and its basis."""
    short = day_of_short_year(path.name) if maker is not None and maker.two_digit_years else None
    day, basis = day_in_name(path.name) or short or day_of_file(path), "file name"
    if day is None:
        day, basis = wanted.day, "given"

    def _day_of_one(placemark: Placemark) -> tuple[date, str]:
        column = wanted.day_column
        own = next(iter(values_in(column, placemark)), "") if column is not None else placemark.when
        if field_day := day_in_fields({"day": own}):
            return field_day, "field"
        if day is not None:
            return day, basis
        where = f"column {column!r}" if column is not None else "TimeStamp"
        raise FrontLineError(
            f"{path}: {placemark.label} gives no day (its {where}: {own[:40]!r}), nor does the file name. Give the day, or "
            "name the file by it, YYYY-MM-DD.",
            path=path,
        )

    return _day_of_one


def day_of_short_year(name: str) -> date | None:
    """Return the first day written YY_MM_DD in a file name, or None.

    Examples
    --------
    >>> day_of_short_year("Control_24_09_01.kml"), day_of_short_year("Control_01_09_24.kml")
    (datetime.date(2024, 9, 1), None)
    """
    for match in _SHORT_YEAR.finditer(name):
        day = day_in_fields({"day": f"20{match[1]}-{match[3]}-{match[4]}"})
        if day is not None and day.year >= _FIRST_YEAR:
            return day
    return None


def _snapshots(
    sided: Sequence[tuple[Placemark, str]],
    fronts: Sequence[Placemark],
    day_of: Callable[[Placemark], tuple[date, str]],
    path: Path,
) -> tuple[Snapshot, ...]:
    areas: dict[date, dict[str, list[BaseGeometry]]] = defaultdict(lambda: defaultdict(list))
    lines: dict[date, list[BaseGeometry]] = defaultdict(list)
    bases: dict[date, str] = {}
    for placemark, side in sided:
        if placemark.area is not None:
            day, bases[day] = day_of(placemark)
            areas[day][side].append(placemark.area)
    for placemark in fronts:
        day, bases[day] = day_of(placemark)
        lines[day].extend(shapely.get_parts(placemark.lines))
    return tuple(
        Snapshot(
            day=day,
            basis=basis,
            areas={side: _joined(shapes, path) for side, shapes in sorted(areas[day].items())},
            lines=_gathered(lines[day]),
        )
        for day, basis in sorted(bases.items())
    )


def _gathered(lines: Sequence[BaseGeometry]) -> BaseGeometry | None:
    if not lines:
        return None
    gathered: Any = shapely.multilinestrings(list(lines))
    whole: BaseGeometry = gathered
    return whole


def _joined(shapes: Sequence[BaseGeometry], path: Path) -> BaseGeometry:
    if len(shapes) == 1:
        return shapes[0]
    apart = list({shapely.to_wkb(shape): shape for shape in shapes}.values())
    if crosses_too_often(apart):
        raise FrontLineError(f"{path}: its placemarks cross each other more often than can be joined.", path=path)
    return shapely.union_all(apart)
