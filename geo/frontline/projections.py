"""Coordinate systems as files state them -> coordinates in EPSG:4326 (lon, lat), without grid files and without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.errors import FrontLineError
from geo.frontline.offline import offline

Change = Callable[[Any], Any]
"""Takes an (n, 2) array of x, y; returns one of lon, lat."""
_MAX_TEXT = 65_536
# A datum shift by grid names a file or an address for PROJ to open.
_GRIDS = re.compile(r"PARAMETERFILE|BOUNDCRS|ABRIDGEDTRANSFORMATION|grids\s{0,5}=(?!@null\b)", re.IGNORECASE)


def read_crs(stated: str | int, path: Path) -> CRS:
    """Return the coordinate system that a WKT or PROJJSON text or an EPSG code states.

    Raises
    ------
    FrontLineError
        It is unknown, or asks for a grid file.
    """
    words = " ".join(str(stated).split())[:60]
    if isinstance(stated, str) and (_GRIDS.search(stated) or len(stated) > _MAX_TEXT):
        raise FrontLineError(
            f"{path}: its CRS {words!r} asks for a file of its own. Reproject it to EPSG:4326.", path=path
        )
    try:
        with offline():
            return _crs(stated)
    except (CRSError, ValueError) as error:
        raise FrontLineError(f"{path} has the unknown CRS {words!r}. Reproject it to EPSG:4326.", path=path) from error


def _crs(stated: str | int) -> CRS:
    if isinstance(stated, int):
        return CRS.from_epsg(stated)
    return CRS.from_json(stated) if stated.lstrip().startswith("{") else CRS.from_wkt(stated)


def change_to_lonlat(crs: CRS) -> Change | None:
    """Return what turns x, y of a coordinate system into lon, lat; None where they are that already."""
    if crs.is_geographic and crs.to_epsg() == 4326:
        return None
    with offline():
        turn = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def change(xy: Any) -> Any:
        with offline():
            try:
                lon, lat = turn.transform(xy[:, 0], xy[:, 1])
            except ProjError:
                return np.full_like(xy, np.nan)
        return np.column_stack((lon, lat))

    return change
