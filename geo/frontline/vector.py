"""Any shapefile (loose or zipped), GeoPackage, FlatGeobuf, GeoParquet or TopoJSON whose features name a side and a day.

Sides, days and coverage are told as for GeoJSON (`geo.frontline.geojson_days`); a file of several layers needs `layer`. Formats
are told apart by their first bytes, and none is handed to GDAL.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline import flatgeobuf, geopackage, geoparquet, shapes
from geo.frontline.archives import is_zip
from geo.frontline.drawn import MAX_BYTES, Drawn, choose_layer, to_geojson
from geo.frontline.geojson import GeoJson
from geo.frontline.geojson_days import read_days
from geo.frontline.looks import looks_like, read_bytes, read_head
from geo.frontline.snapshots import Progress
from geo.frontline.topojson import is_topology, read_topojson
from geo.frontline.wanted import NOTHING_WANTED, Wanted
from geo.records import FrontLine

NAME = "vector"
SUFFIXES = frozenset({".shp", ".zip", ".gpkg", ".fgb", ".parquet", ".geoparquet", ".topojson", ".json"})
_ONLY_THESE = SUFFIXES - {".zip", ".json"}
"""Names that promise one of these formats, so that a broken file is answered for here."""


def recognises(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of these: its first bytes say so, or the names in its archive, or nothing but its own name."""
    if is_zip(head):
        return any(Path(name).suffix.lower() in shapes.PARTS[:4] for name in names_in_zip(path))
    known = any(head.startswith(magic) for magic, _ in _FORMATS) or is_topology(head)
    # A text under such a name is told by the readers of texts, or by what it looks like.
    return known or (path.suffix.lower() in _ONLY_THESE and head.lstrip()[:1] != b"{")


def read(
    path: Path, files: Sequence[Path], *, wanted: Wanted = NOTHING_WANTED, progress: Progress | None = None
) -> FrontLine:
    """Return the front line that such a file, or a folder of them, draws.

    Raises
    ------
    FrontLineError
        None of the files holds a snapshot, or the sidecar is wrong.
    MissingExtra
        GeoParquet needs pyarrow.
    """
    # A shapefile's companions come with it.
    return read_days(path, files, partial(_parse, wanted=wanted), wanted=wanted, progress=progress)


def names_in_zip(path: Path) -> list[str]:
    """Return the names in an archive; none where it cannot be opened, which its reader tells."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _parse(path: Path, *, wanted: Wanted) -> GeoJson:
    return to_geojson(_drawn(path, wanted), path)


def _drawn(path: Path, wanted: Wanted) -> Drawn:
    head = read_head(path)
    if is_topology(head):
        objects = {layer.name: layer for layer in read_topojson(read_bytes(path, limit=MAX_BYTES), path)}
        return objects[choose_layer(list(objects), wanted.layer, path)]
    for magic, read_one in _FORMATS:
        if head.startswith(magic):
            return read_one(path, wanted)
    raise FrontLineError(
        f"{path} is no {path.suffix[1:].upper() or 'vector'} file: it is {_what(path, head)}. Fetch it again.",
        path=path,
    )


def _what(path: Path, head: bytes) -> str:
    return f"{'not a database: it is ' if path.suffix.lower() == '.gpkg' else ''}{looks_like(head)}"


def _zipped(path: Path, wanted: Wanted) -> Drawn:
    layers = shapes.parts_in_zip(read_bytes(path, limit=MAX_BYTES), path)
    if not layers:
        raise FrontLineError(f"{path} holds no shapefile. Unpack it, and read what is inside.", path=path)
    name = choose_layer(list(layers), wanted.layer, path)
    return shapes.read_shapefile(layers[name], path, name=name, encoding=wanted.encoding)


def _loose(path: Path, wanted: Wanted) -> Drawn:
    return shapes.read_shapefile(shapes.parts_beside(path), path, name=path.stem, encoding=wanted.encoding)


_FORMATS: tuple[tuple[bytes, Callable[[Path, Wanted], Drawn]], ...] = (
    (b"PK\x03\x04", _zipped),
    (b"PK\x05\x06", _zipped),
    (shapes.MAGIC, _loose),
    (geopackage.MAGIC, lambda path, wanted: geopackage.read_geopackage(path, layer=wanted.layer)),
    (flatgeobuf.MAGIC, lambda path, _: flatgeobuf.read_flatgeobuf(path)),
    (geoparquet.MAGIC, lambda path, _: geoparquet.read_geoparquet(path)),
)
