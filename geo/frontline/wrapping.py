"""Longitudes that run past 180 degrees -> the same ground between -180 and 180, cut where it crosses the line.

GeoJSON means edges as straight in degrees: a ring from 179 to -179 would run round the whole Earth, which nobody draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.frontline.rings import WrongCoordinates

if TYPE_CHECKING:
    from numpy.typing import NDArray

_METRES = 1000.0
"""Numbers above this are no degrees."""
_FARTHEST = 540.0
"""One turn beyond the Earth's own degrees is taken for a way to write them; more is taken for an error."""


def on_earth(geometry: BaseGeometry) -> tuple[BaseGeometry, str]:
    """Return polygons or lines within -180 to 180 degrees, and a doubt where they had to be moved or cut.

    Parameters
    ----------
    geometry
        (Multi)Polygon or (Multi)LineString in degrees, lon, lat; valid or not.

    Raises
    ------
    WrongCoordinates
        The numbers are no degrees, or reach beyond the poles or more than a turn beyond 180.
    """
    west, south, east, north = geometry.bounds
    if not np.isfinite(geometry.bounds).all():
        raise WrongCoordinates("has coordinates outside the area for which its CRS is made")
    if max(abs(west), abs(east), abs(south), abs(north)) > _METRES:
        raise WrongCoordinates("has coordinates that look like metres; the file must name its CRS")
    if not (west >= -_FARTHEST and east <= _FARTHEST and south >= -90 and north <= 90):
        raise WrongCoordinates(
            f"reaches from lon {west:g}, lat {south:g} to {east:g}, {north:g}, beyond the Earth's degrees"
        )
    beyond = west < -180 or east > 180
    if not beyond and (east - west <= 180 or not any(_jumps(xy).any() for xy in _paths(geometry))):
        return geometry, ""
    parts: list[Any] = [piece for part in shapely.get_parts(geometry) for piece in _pieces(_unwrapped(part))]
    whole: BaseGeometry = MultiPolygon(parts) if "Polygon" in geometry.geom_type else MultiLineString(parts)
    whole = parts[0] if len(parts) == 1 else whole
    if beyond:
        return whole, f"had longitudes from {west:g} to {east:g}, which were wrapped into -180 to 180"
    return whole, "crosses 180 degrees and was cut there"


def _paths(geometry: BaseGeometry) -> Iterator[NDArray[np.float64]]:
    for part in shapely.get_parts(geometry):
        for path in [part.exterior, *part.interiors] if isinstance(part, Polygon) else [part]:
            yield shapely.get_coordinates(path)


def _jumps(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    # An edge of 360 degrees is drawn on purpose: the foot of a cap around the pole.
    steps = np.abs(np.diff(xy[:, 0]))
    return (steps > 180) & (steps < 360)


def _continuous(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions whose longitudes go on past 180 where they jumped."""
    turns = np.where(_jumps(xy), -360 * np.sign(np.diff(xy[:, 0])), 0.0)
    return np.column_stack([xy[:, 0] + np.concatenate([[0.0], np.cumsum(turns)]), xy[:, 1]])


def _unwrapped(part: BaseGeometry) -> BaseGeometry:
    if not isinstance(part, Polygon):
        return LineString(_continuous(shapely.get_coordinates(part)))
    shell, *holes = (_continuous(xy) for xy in _paths(part))
    if shell[0, 0] != shell[-1, 0]:
        # It came back a turn away: it runs round a pole, and the ground up to the nearer one is inside.
        pole = math.copysign(90.0, shell[:, 1].mean())
        shell = np.vstack([shell, [[shell[-1, 0], pole], [shell[0, 0], pole], shell[0]]])
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    turns = [360 * round((middle - (hole[:, 0].min() + hole[:, 0].max()) / 2) / 360) for hole in holes]
    flat = Polygon(shell, [hole + np.array([turn, 0]) for hole, turn in zip(holes, turns, strict=True)])
    return flat if flat.is_valid else shapely.make_valid(flat, method="structure", keep_collapsed=False)


def _pieces(flat: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the pieces of a polygon or line, each moved by whole turns into -180 to 180."""
    if flat.is_empty:
        return
    wanted = "LineString" if "Line" in flat.geom_type else "Polygon"
    west, _, east, _ = flat.bounds
    for turn in range(math.floor((west + 180) / 360), math.ceil((east + 180) / 360)):
        window = box(-180 + 360 * turn, -90, 180 + 360 * turn, 90)
        for piece in shapely.get_parts(flat.intersection(window)):
            if piece.geom_type == wanted:
                yield translate(piece, xoff=-360.0 * turn)
