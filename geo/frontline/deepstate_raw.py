"""DeepState's history as its API serves it: one GeoJSON a publication, several statuses, named for its second in UTC.

A file is a FeatureCollection, called by its publication in Unix seconds, or the same within {id, map, datetime}. Its polygons
say their status in their names, in up to three languages ("uk /// en /// key"), and by their fill. Its points (units, camps,
airfields) are no control and are dropped. The day is that of the publication in UTC; of several on one day the last counts.

What counts as whose is said in one table, below. "Liberated" areas are ground that Ukraine took back since 2022, not all that
it holds: the rest of Ukraine is left undrawn and counts as Ukrainian-held. On Russian ground the map says who holds it only
where and since it draws there. Territories of other wars and centuries (Transnistria, Abkhazia, the Kurils) are left out.
A status that is not in the table belongs to nobody ("ignore"), with a warning; a file with too much of it is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geo.errors import FrontLineError
from geo.frontline.apart import kept_apart
from geo.frontline.covered import covers
from geo.frontline.days import day_in_name
from geo.frontline.geojson import Feature, parse_document
from geo.frontline.json_text import read_object
from geo.frontline.looks import read_bytes
from geo.frontline.rough import rough_km2
from geo.frontline.snapshots import Progress, read_snapshots
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import Coverage, FrontLine, Snapshot

NAME = "deepstate-raw"
SUFFIXES = frozenset({".geojson", ".json"})

# Asked in this order; the first kind of sign that speaks decides. Words are looked for in every language of a name, so that
# one with damaged letters is still read by its other languages. Where words of two sides meet, they say nothing.
STATUS_KEYS: tuple[tuple[str, str], ...] = (
    (r"territories\.(?:crimea|ordlo|tuzla)\b", "pre2022_ru"),
    (r"territories\.", "elsewhere"),
    (r"status\.occupied", "ru_held"),
    (r"status\.dismissed", "ua_held"),
    (r"status\.(?:unknown|contested)", "grey"),
)
TERRITORIES: tuple[tuple[str, str], ...] = (
    (r"\bкрим\b|\bcrimea\b|ордло|\bordlo\b|\bcadr\b|\bcalr\b|\bтузла\b|\btuzla\b", "pre2022_ru"),
    (
        r"придністров|transnistri|абхазі|abkhazi|цхінвал|tskhinvali|осеті|osseti|ічкері|ichkeri|карелі|kareli|петсамо|petsamo"
        r"|\bсалла\b|\bsalla\b|печорськ|pechorsk|латві|latvia|естоні|estonia|прусс|prussia|курил|kuril",
        "elsewhere",
    ),
)
TERRITORY_FILLS = {"#ff5252": "elsewhere"}
STATUS_WORDS: tuple[tuple[str, str], ...] = (
    (r"(?<!де)окупован|(?<!de)(?<!not )\boccupied|under occupation|зайнят[іоа]|захоплен", "ru_held"),
    (r"звільнен|деокупован|відбит|\bliberated|\brecaptured|\btaken back|\bretaken", "ua_held"),
    (r"статус невідом|невідом|під питанням|сіра зона|unknown|in doubt|contested|contensed|gr[ea]y zone", "grey"),
)
STATUS_FILLS = {
    "#a52714": "ru_held",
    "#0288d1": "ua_held",
    "#0f9d58": "ua_held",
    "#01579b": "ua_held",  # on Russian ground
    "#bcaaa4": "grey",
    "#bdbdbd": "grey",
}
FRAME = box(22, 44, 42, 54)
"""Around Ukraine and its borderlands; what a name or a slip of the pen puts elsewhere is not this war's ground."""
SIDES_DRAWN = ("grey", "pre2022_ru", "ru_held", "ua_held")
IN_RUSSIA = ("grey", "ua_held")
UNKNOWN_SHARE = 0.05
"""Share of unknown statuses in all that is drawn, from which a file is refused: its styles have been renamed."""
KURSK_SINCE = date(2024, 8, 8)
"""Day of the first publication that draws ground in Kursk oblast; the two before show nothing of the fighting there."""
BELGOROD_SINCE = date(2025, 3, 18)
"""The first ground in Belgorod oblast is in publications after 17 March 2025."""

_MARK = re.compile(
    rb"geoJSON\.(?:status|territories)\.|\"name\"\s?:\s?\"(?:[^\"]{0,80}/// ?(?:Occupied|Liberated|Taken back|Unknown status))"
    + '|"name"\\s?:\\s?"(?:Окупован|Звільнен|ОРДЛО)'.encode()
)
_COLLECTION = re.compile(rb"\s*\{\s*\"(?:type|features|name)\"\s*:")
_WRAPPED = re.compile(rb"\s*\{\s*\"(?:id|map|datetime)\"\s*:")
_MAP_OF_FEATURES = re.compile(rb"\"map\"\s*:\s*\"?\{")
_LOOK_AT_BYTES = 2**21
_SECONDS = re.compile(r"(?<!\d)(1[67]\d{8})(?!\d)")
_FILL_IN_STYLE = re.compile(r"#poly-([0-9A-Fa-f]{6})\b")
_TEXT_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(20\d\d)")
_POINTS_NOTE = "of its features have no ground (points)"


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: by its wrapper, its statuses, or a name of Unix seconds on a FeatureCollection."""
    if _WRAPPED.match(head):
        return _MAP_OF_FEATURES.search(head) is not None
    if not _COLLECTION.match(head):
        return False
    # The first polygon alone may be longer than any head.
    return _SECONDS.fullmatch(path.stem) is not None or _MARK.search(read_bytes(path)[:_LOOK_AT_BYTES]) is not None


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that a folder of publications, or a single one, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot.
    """
    snapshots, doubts = read_snapshots(
        sorted(files, key=_publication), lambda file: _read_file(file, wanted.day), where=path, progress=progress
    )
    return FrontLine(
        name=NAME,
        maker="DeepState",
        licence="No licence is stated with these files; DeepState's terms forbid passing the data on or serving it. "
        "Use it locally.",
        attribution="© DeepState (deepstatemap.live); history kept by DanielRose2310/deepstatemaps-history",
        url="https://github.com/DanielRose2310/deepstatemaps-history",
        sides=(*SIDES_DRAWN, *(("ignore",) if any("ignore" in one.areas for one in snapshots) else ())),
        coverage=_coverage(),
        snapshots=snapshots,
        warnings=doubts,
    )


def _coverage() -> Coverage:
    # On Russian ground only the Ukrainian and the doubtful is drawn; what is not is Russia's own.
    kursk = covers("Kursk oblast", "ne:RU-KRS", other_side="ru_held", first_day=KURSK_SINCE, sides=IN_RUSSIA)
    belgorod = covers("Belgorod oblast", "ne:RU-BEL", other_side="ru_held", first_day=BELGOROD_SINCE, sides=IN_RUSSIA)
    text = (
        "Ukraine within its 1991 borders; Kursk oblast since 8 August 2024, Belgorod oblast since 18 March 2025, where "
        "undrawn ground counts as Russian-held"
    )
    return covers(text, "ne:UA", other_side="ua_held", also=(kursk, belgorod))


def _publication(path: Path) -> tuple[int, str]:
    """Return what sorts files by publication: seconds in the name, else the name."""
    seconds = _SECONDS.search(path.name)
    return (int(seconds[1]) if seconds else 0, str(path))


def _read_file(path: Path, given: date | None) -> tuple[list[Snapshot], tuple[str, ...]]:
    document = read_object(read_bytes(path), path)
    day, basis = _day(document, path, given)
    read = parse_document(_map_in(document, path), path)
    drawn: dict[str, list[BaseGeometry]] = defaultdict(list)
    unknown: dict[str, list[BaseGeometry]] = defaultdict(list)
    far = 0.0
    for feature in read.features:
        side = side_of(feature.properties)
        if side == "elsewhere":
            continue
        near = [part for part in shapely.get_parts(feature.area) if part.intersects(FRAME)]
        far += rough_km2(feature.area) - sum(map(rough_km2, near))
        if side is None:
            unknown[_style(feature)] += near
        else:
            drawn[side] += near
    if not any(drawn.values()):
        strange = f": its statuses are unknown ({', '.join(sorted(unknown))[:200]})" if unknown else ""
        raise FrontLineError(f"{path} draws no ground of a known status{strange}. Fetch it again.", path=path)
    notes = _unknown_notes(drawn, unknown, path)
    if far > 1:
        notes.append(f"{far:,.0f} km² of its ground lie far from the war and were left out")
    drawn["ignore"] = [area for areas in unknown.values() for area in areas]
    areas, overlaps = kept_apart(drawn)
    doubts = [note for note in read.warnings if _POINTS_NOTE not in note]
    return [Snapshot(day=day, basis=basis, areas=areas)], (*doubts, *notes, *overlaps)


def side_of(properties: Mapping[str, Any]) -> str | None:
    """Return the side that a feature's name and fill say, `elsewhere` for territories of other wars, None when unknown.

    Examples
    --------
    >>> side_of({"name": "Звільнено 25.03 /// Liberated 25.03 /// geoJSON.status.dismissed_at {{at:25.03}}"})
    'ua_held'
    >>> side_of({"name": "Зміїний /// Snake Island", "fill": "#A52714"})
    'ru_held'
    """
    given = properties.get("name")
    name = " ".join(given.split()).lower() if isinstance(given, str) else ""
    fill = _fill(properties)
    key = name.partition("geojson.")[2]
    return (
        _first(STATUS_KEYS, key)
        or _first(TERRITORIES, name)
        or TERRITORY_FILLS.get(fill)
        or _only(STATUS_WORDS, name)
        or STATUS_FILLS.get(fill)
    )


def _first(table: Sequence[tuple[str, str]], text: str) -> str | None:
    return next((side for words, side in table if re.search(words, text)), None)


def _only(table: Sequence[tuple[str, str]], text: str) -> str | None:
    found = {side for words, side in table if re.search(words, text)}
    return found.pop() if len(found) == 1 else None


def _fill(properties: Mapping[str, Any]) -> str:
    fill = properties.get("fill")
    if isinstance(fill, str) and fill.strip():
        return fill.strip().lower()
    style = _FILL_IN_STYLE.search(str(properties.get("styleUrl", "")))
    return f"#{style[1].lower()}" if style else ""


def _style(feature: Feature) -> str:
    name = " ".join(str(feature.properties.get("name") or "").split())
    return f"{name[:60]!r} with the fill {_fill(feature.properties) or 'none'!r}"


def _unknown_notes(
    drawn: Mapping[str, Sequence[BaseGeometry]], unknown: Mapping[str, Sequence[BaseGeometry]], path: Path
) -> list[str]:
    sizes = {style: sum(map(rough_km2, areas)) for style, areas in unknown.items()}
    known = sum(rough_km2(area) for areas in drawn.values() for area in areas)
    if sum(sizes.values()) > UNKNOWN_SHARE * (known + sum(sizes.values())):
        words = "; ".join(f"{style}, {km2:,.0f} km²" for style, km2 in sizes.items())
        raise FrontLineError(
            f"{path} draws much ground of unknown status: {words[:300]}. Its styles have been renamed; it is left out, "
            "so that this does not look like a change of hands.",
            path=path,
        )
    return [f"the status {style} is unknown; its {km2:,.0f} km² count as nobody's" for style, km2 in sizes.items()]


# ---- the wrapper and the day


def _map_in(document: dict[str, Any], path: Path) -> dict[str, Any]:
    if "map" not in document:
        return document
    inside = document["map"]
    if isinstance(inside, str):
        inside = read_object(inside.encode("utf-8", "surrogatepass"), path)
    if not isinstance(inside, dict):
        raise FrontLineError(f'{path} has a "map" that is no GeoJSON object. Fetch it again.', path=path)
    return inside


def _day(document: Mapping[str, Any], path: Path, given: date | None) -> tuple[date, str]:
    """Return the day of publication in UTC: by `datetime` or `id` of the wrapper, else by the file's name, else as given."""
    if "map" in document:
        for field in ("datetime", "id"):
            if day := _day_of(document.get(field)):
                return day, "field"
    seconds = _SECONDS.search(path.stem)
    day = _day_of(int(seconds[1])) if seconds else day_in_name(path.name)
    if day is None and given is not None:
        return given, "given"
    if day is None:
        raise FrontLineError(
            f"{path} gives no day of publication: name it by its Unix seconds or its day (YYYY-MM-DD), or give the day.",
            path=path,
        )
    return day, "file name"


def _day_of(value: Any) -> date | None:
    if isinstance(value, str) and not value.strip().isdigit():
        return _day_in_text(value.strip())
    try:
        number = float(value)
        moment = datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    # Numbers of other kinds (a running id) give days long before the war.
    return moment.date() if moment.year >= 2022 else None


def _day_in_text(text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        match = _TEXT_DAY.search(text)
        return day_in_name(f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}") if match else day_in_name(text)
    return moment.astimezone(UTC).date() if moment.tzinfo is not None else moment.date()
