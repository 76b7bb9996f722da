"""Who held points on days: many (point, day) pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.control.ground import demand_areas
from geo.errors import FrontLineError
from geo.partition import make_partition
from geo.records import DatedGround, FrontLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_OF = (
    "ru_held",
    "ua_held",
    "pre2022_ru",
    "grey",
    "infiltration_ru",
    "advance_ru",
    "claimed_ru",
    "claimed_ua",
)
"""Where several layers of a dataset hold a point, the first of these is told: what is assessed before what is claimed."""
_NOBODYS = "ignore"
"""Ground that is drawn with a status nobody knows: neither a side's, nor what is left undrawn."""


def ground_of(front: FrontLine) -> DatedGround:
    """Return the areas of all snapshots as one; made now for a front line that was put together by hand.

    Raises
    ------
    FrontLineError
        The front line draws no areas.
    """
    demand_areas(front)
    if front.ground is not None:
        return front.ground
    if "ground" not in front.memory:
        front.memory["ground"] = make_partition([one.areas for one in front.snapshots])
    made: DatedGround = front.memory["ground"]
    return made


def sides_at(
    front: FrontLine,
    points: Sequence[tuple[float, float]] | NDArray[Any],
    days: Sequence[date] | NDArray[Any] | date,
    *,
    max_age_days: int | None = None,
) -> list[str | None]:
    """Return the side that held each point on its day.

    A status that is drawn there, the other side, or None for no data.

    Parameters
    ----------
    points
        (lon, lat) in degrees, EPSG:4326, shape (n, 2).
    days
        A day for each point, or one for all; `date`s or numpy's datetime64.
    max_age_days
        How many days a snapshot speaks for; None for the dataset's own.

    Returns
    -------
    list
        For each point the status from `FIRST_OF` (edges count as inside); the coverage's `other_side` where nothing is drawn but
        the dataset covers it; None where no snapshot on or shortly before the day, or nothing in it, speaks of the point.

    Raises
    ------
    FrontLineError
        The front line draws no areas, a point is no pair of finite numbers, or there are other than one day or one for each point.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> from geo.records import Coverage, Snapshot
    >>> drawn = Snapshot(day=date(2024, 5, 1), basis="file name", areas={"ru_held": box(37, 47, 39, 49)})
    >>> front = FrontLine(name="x", maker="", licence="", attribution="", sides=("ru_held",),
    ...     coverage=Coverage(text="", area=box(22, 44, 41, 53), other_side="ua_held"), snapshots=(drawn,))
    >>> sides_at(front, [(38, 48), (30.5, 50.4), (50, 50), (38, 48)], [date(2024, 5, 3)] * 3 + [date(2024, 5, 9)])
    ['ru_held', 'ua_held', None, None]
    """
    ground = ground_of(front)
    xy = _pairs(front, points)
    numbers = _snapshots_at(front, days, len(xy), max_age_days)
    asked = [side for side in (*FIRST_OF, _NOBODYS) if side in front.sides]
    held = ground.holds(xy, numbers, asked)
    first = np.argmax(held, axis=1) if asked else np.zeros(len(xy), dtype=int)
    answer = np.array([*asked, None], dtype=object)[np.where(held.any(axis=1), first, len(asked))]
    for part in front.coverage.on(None):
        if part.other_side is None or part.area is None:
            continue
        speaks = np.array([part in front.coverage.on(snapshot.day) for snapshot in front.snapshots] + [False])
        open_ = np.flatnonzero((answer == None) & speaks[numbers])  # noqa: E711  compared element by element
        shapely.prepare(part.area)
        answer[open_[shapely.contains_xy(part.area, xy[open_])]] = part.other_side
    answer[answer == _NOBODYS] = None
    found: list[str | None] = answer.tolist()
    return found


def _pairs(front: FrontLine, points: Any) -> NDArray[np.float64]:
    refused = FrontLineError(f"{front.name} cannot be asked about points that are no finite lon, lat pairs.")
    try:
        xy = np.asarray(points, dtype=float)
    except (TypeError, ValueError) as error:
        raise refused from error
    # No reshaping to pairs: three numbers a point would be read as half as many points again.
    xy = xy if xy.size else np.empty((0, 2))
    if xy.ndim != 2 or xy.shape[1] != 2 or not np.isfinite(xy).all():
        raise refused
    return xy


def _snapshots_at(front: FrontLine, days: Any, count: int, max_age_days: int | None) -> NDArray[np.int64]:
    """Return the number of the snapshot that speaks for each day, -1 for none."""
    wanted = np.atleast_1d(np.asarray(days, dtype="datetime64[D]"))
    if len(wanted) not in (1, count):
        raise FrontLineError(
            f"{front.name} was asked about {count} points and {len(wanted)} days; give one day for each, or one."
        )
    there = np.array([snapshot.day for snapshot in front.snapshots], dtype="datetime64[D]")
    number = np.searchsorted(there, wanted, side="right") - 1
    # Not a time sorts last, and would be answered by the newest snapshot.
    number = np.where(np.isnat(wanted), -1, number)
    limit = front.max_age_days if max_age_days is None else max_age_days
    if limit is not None and len(there):
        age = (wanted - there[np.maximum(number, 0)]).astype(int)
        number = np.where(age > limit, -1, number)
    return np.broadcast_to(number, (count,))
