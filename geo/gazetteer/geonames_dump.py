"""A country dump of GeoNames -> `Found` places: 19 tab-separated columns, plain or in its ZIP.

The columns are those of https://download.geonames.org/export/dump/readme.txt. A ZIP is read as a stream: what it declares is
checked before, what it holds (length, CRC) while reading.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geo.errors import GazetteerError
from geo.gazetteer.columns import count, number
from geo.gazetteer.found import NO_POINT, Faults, Found, clean_name, name_fault, point_fault
from geo.gazetteer.keys import MAX_KEY_LENGTH
from geo.gazetteer.tables import read_head

COLUMNS = 19
TERMS = "GeoNames country dumps: licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), attribution: GeoNames (geonames.org)"
LIMIT_BYTES = 2 << 30
"""Largest text in a ZIP; the whole world has 1.7 GB."""
MAX_RATIO = 100
"""Times a ZIP may unfold; real dumps unfold four times."""
# Populated places all (the abandoned and destroyed too: a war makes them); of the rest what a report names as a place.
_KIND_OF_CLASS = {"P": "city"}
_KIND_OF_CODE = {
    **dict.fromkeys("STM LK RSV BAY GULF SEA STRT CNL".split(), "waterbody"),
    **dict.fromkeys("AIRP AIRF AIRB DAM BDG PS PSH PSN".split(), "facility"),
    **dict.fromkeys("ISL PEN SPIT".split(), "other"),
}
_STEP = 20_000
_NOT_19 = f"without {COLUMNS} columns"


def is_dump(path: Path) -> bool:
    """Return whether a file is a GeoNames dump: by the make-up of its first line, or the names in its ZIP.

    Raises
    ------
    GazetteerError
        The file is missing or unreadable.
    """
    head = read_head(path)
    if head.startswith(b"PK\x03\x04"):
        return True
    fields = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace").split("\t")
    return len(fields) == COLUMNS and fields[0].isdecimal() and number(fields[4]) is not None


def read_dump(
    path: Path, *, country: str | None = None, progress: Callable[[str, int, int], None] | None = None
) -> tuple[list[Found], Faults]:
    """Return the places of a dump that a report may name, and what was left out.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code whose dump the ZIP must hold; None takes its one list.
    progress
        Called with (message, bytes read, bytes in all).

    Raises
    ------
    GazetteerError
        The ZIP or its list is damaged, too large, or not a dump.
    """
    faults = Faults()
    found: list[Found] = []
    done = lines = 0
    try:
        with _open(path, country) as (file, size), io.TextIOWrapper(file, "utf-8", newline="\n") as text:
            for lines, line in enumerate(text, start=1):
                done += len(line)
                if progress is not None and lines % _STEP == 0:
                    progress(f"reading {path.name}", min(done, size), size)
                place = _found(lines, line.rstrip("\r\n").split("\t"), faults)
                if place is not None:
                    found.append(place)
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{path} is not in UTF-8 after line {lines}; it is no GeoNames dump.", path=path
        ) from error
    if faults.counts[_NOT_19] > lines / 2:
        raise GazetteerError(f"{path} is no GeoNames dump: most lines do not have {COLUMNS} columns.", path=path)
    return found, faults


@contextmanager
def _open(path: Path, country: str | None) -> Iterator[tuple[IO[bytes], int]]:
    """Open the list of a dump, plain or in a ZIP, with its length in bytes."""
    if not read_head(path).startswith(b"PK\x03\x04"):
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, path, country)
            with archive.open(member) as file:
                yield file, member.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise GazetteerError(f"{path} is a damaged ZIP ({error}). Fetch it again.", path=path) from error


def _member(archive: zipfile.ZipFile, path: Path, country: str | None) -> zipfile.ZipInfo:
    lists = [info for info in archive.infolist() if info.filename.endswith(".txt") and info.filename != "readme.txt"]
    wanted = [info for info in lists if country is None or info.filename == f"{country}.txt"]
    if len(wanted) != 1:
        names = ", ".join(info.filename[:40] for info in archive.infolist()[:5]) or "nothing"
        lacks = f"does not hold {country}.txt" if country else "is a ZIP without one list of GeoNames"
        advice = "Fetch it again" if country else "Unpack it and give the file inside"
        raise GazetteerError(f"{path} {lacks}; it holds {names}. {advice}.", path=path)
    (info,) = wanted
    if info.file_size > LIMIT_BYTES or info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise GazetteerError(
            f"{path} would unfold from {info.compress_size:,} to {info.file_size:,} bytes, which no dump does; it is not read.",
            path=path,
        )
    return info


def _found(line: int, fields: list[str], faults: Faults) -> Found | None:
    if len(fields) != COLUMNS:
        faults.add(_NOT_19, line)
        return None
    kind = _KIND_OF_CLASS.get(fields[6]) or _KIND_OF_CODE.get(fields[7])
    if kind is None:
        return None
    name, lon, lat = clean_name(fields[1]), number(fields[5]), number(fields[4])
    point = None if lon is None or lat is None else (lon, lat)
    fault = name_fault(name) or point_fault(point)
    if fault or point is None:
        faults.add(fault or NO_POINT, line)
        return None
    return Found(
        number=line,
        id=f"geonames:{fields[0]}",
        name=name,
        names=_names(name, (fields[2], *fields[3].split(","))),
        lon=point[0],
        lat=point[1],
        country=fields[8] or None,
        admin1=fields[10],
        kind=kind,
        population=count(fields[14]),
    )


def _names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_name(other) for other in others)
    return tuple(dict.fromkeys(other for other in cleaned if other and other != name and len(other) <= MAX_KEY_LENGTH))
