"""The `crs` member of a GeoJSON object -> what turns its coordinates into EPSG:4326; nothing is fetched, links are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import FrontLineError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Transformer

Change = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]
"""Takes and gives rows of x, y."""
# Longitude comes first in GeoJSON whatever the order in the register, so that EPSG:4326 is CRS84 here.
_LONLAT = re.compile(r"CRS:?84h?$|^WGS[ _]?(?:19)?84$|EPSG:{1,2}4326$|EPSG[:/][0-9.]{1,8}[:/]4326$", re.IGNORECASE)
_CODE = re.compile(r"(EPSG|ESRI)[:/](?:[0-9.]{0,8}[:/])?([0-9]{4,6})$", re.IGNORECASE)


def reprojection(crs: Any, path: Path) -> tuple[Change | None, str]:
    """Return what turns coordinates into EPSG:4326 (None: nothing to do) and a note about it.

    Parameters
    ----------
    crs
        Value of a `crs` member, as GeoJSON had it before RFC 7946; None means EPSG:4326.
    path
        Named in errors.

    Raises
    ------
    FrontLineError
        The CRS is given by a link, or by a name that is not known.
    """
    if crs is None:
        return None, ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(crs, dict) or crs.get("type") != "name" or not isinstance(name, str):
        raise FrontLineError(
            f"{path} gives its CRS by something other than a name; links are not followed. Name it by its EPSG code.",
            path=path,
        )
    if _LONLAT.search(name.strip()):
        return None, ""
    from pyproj.exceptions import CRSError

    code = _CODE.search(name.strip())
    try:
        if code is None:
            raise CRSError(f"{name} names no code")
        transformer = _transformer(f"{code[1].upper()}:{code[2]}")
    except CRSError as error:
        raise FrontLineError(
            f"{path} has the unknown CRS {name[:60]!r}. Reproject it to EPSG:4326.", path=path
        ) from error
    return partial(_changed, transformer), f"its coordinates were reprojected from {code[1].upper()}:{code[2]}"


@lru_cache(maxsize=32)
def _transformer(code: str) -> Transformer:
    from pyproj import Transformer

    with _offline():
        return Transformer.from_crs(code, "EPSG:4326", always_xy=True)


def _changed(transformer: Transformer, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    with _offline():
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


@contextmanager
def _offline() -> Iterator[None]:
    """Keep PROJ from fetching grids of shifts, whatever the environment or the caller's program allows it."""
    # pyproj's public names for these are imports that it does not mark as exports.
    from pyproj.network import is_network_enabled, set_network_enabled  # type: ignore[attr-defined]

    before = is_network_enabled()
    set_network_enabled(active=False)
    try:
        yield
    finally:
        set_network_enabled(active=before)
