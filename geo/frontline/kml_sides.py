"""Placemarks with ground -> their sides, by the table of their maker or as the user says; never by a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import FrontLineError
from geo.frontline.kml import Placemark
from geo.frontline.kml_makers import IGNORE, KmlMaker, side_of
from geo.frontline.rough import rough_km2
from geo.frontline.wanted import Wanted, read_side

_GROUPS_NAMED = 8
"""Kinds of ground, values or columns that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """Placemarks with their sides, and words about those left out."""

    by_side: tuple[tuple[Placemark, str], ...]
    warnings: tuple[str, ...] = ()


def sides_by_maker(ground: Sequence[Placemark], maker: KmlMaker, path: Path) -> Sided:
    """Return the sides that a maker's table gives; what it does not list is nobody's ground, with a warning.

    Raises
    ------
    FrontLineError
        It lists nothing of the ground, or what is left out would count as the other side's.
    """
    sides = [side_of(placemark, maker) for placemark in ground]
    unknown = [placemark for placemark, side in zip(ground, sides, strict=True) if side is None]
    known = tuple((p, side) for p, side in zip(ground, sides, strict=True) if side is not None and side != IGNORE)
    if not unknown:
        return Sided(by_side=known)
    words = f"{kinds_of_ground(unknown)}; the table of {maker.maker} does not say whose ground this is"
    if not known or maker.coverage.other_side is not None:
        # Left out, its ground would pass to the other side.
        raise FrontLineError(f"{path} cannot be told by side: {words}. Give no file of renamed styles.", path=path)
    # Not left out, so that the gates see what has become of it.
    nobodys = tuple((placemark, IGNORE) for placemark in unknown)
    return Sided(by_side=(*known, *nobodys), warnings=(f"counts as nobody's: {words}",))


def sides_as_wanted(ground: Sequence[Placemark], wanted: Wanted, default: str | None, path: Path) -> Sided:
    """Return the sides of a column, or else the default one for all ground.

    Raises
    ------
    FrontLineError
        Neither is given, or the column names no side anywhere.
    """
    if not ground:
        return Sided(by_side=())
    if wanted.side_column is not None:
        return _by_column(ground, wanted.side_column, default, path)
    if default is None:
        columns = sorted({name for placemark in ground for name in placemark.fields})
        also = f", or one of {', '.join(repr(name[:30]) for name in columns[:_GROUPS_NAMED])}" if columns else ""
        raise FrontLineError(
            f"{path} does not say whose ground it draws, and its maker is not known. It draws {kinds_of_ground(ground)}. Give a side, "
            f"with layer for a single folder, or side_column: name, folder, styleUrl{also}.",
            path=path,
        )
    if default == IGNORE:
        return Sided(by_side=())
    kinds = {(placemark.folders, placemark.style) for placemark in ground}
    many = (f"all of it counts as {default}: {kinds_of_ground(ground)}",) if len(kinds) > 1 else ()
    return Sided(by_side=tuple((placemark, default) for placemark in ground), warnings=many)


def _by_column(ground: Sequence[Placemark], column: str, default: str | None, path: Path) -> Sided:
    sides = [_side_in(column, placemark, default) for placemark in ground]
    unknown = [placemark for placemark, side in zip(ground, sides, strict=True) if side is None]
    known = tuple((p, side) for p, side in zip(ground, sides, strict=True) if side is not None and side != IGNORE)
    if not unknown:
        return Sided(by_side=known)
    found = sorted({value for placemark in unknown for value in values_in(column, placemark)})
    named = ", ".join(repr(value[:40]) for value in found[:_GROUPS_NAMED]) or "nothing"
    words = f"{kinds_of_ground(unknown)}; {column!r} gives no side but {named}"
    if not known:
        raise FrontLineError(f"{path} cannot be told by side: {words}. Use RU, UA, or another side's name.", path=path)
    return Sided(by_side=known, warnings=(f"left out: {words}",))


def _side_in(column: str, placemark: Placemark, default: str | None) -> str | None:
    values = values_in(column, placemark)
    return next(filter(None, map(read_side, values)), None) if values else default


_PSEUDO: dict[str, Callable[[Placemark], Sequence[str]]] = {
    "name": lambda placemark: (placemark.name,),
    "folder": lambda placemark: placemark.folders[::-1],
    "styleurl": lambda placemark: (placemark.style,),
    "style": lambda placemark: (placemark.style,),
    "description": lambda placemark: (placemark.description,),
}


def values_in(column: str, placemark: Placemark) -> list[str]:
    """Return what a placemark says in a column, the likeliest first; its own ExtendedData before the pseudo columns."""
    own = placemark.fields.get(column)
    pseudo = _PSEUDO.get(column.lower())
    values = (own,) if own is not None else pseudo(placemark) if pseudo else ()
    return [value.strip() for value in values if value.strip()]


def kinds_of_ground(placemarks: Sequence[Placemark]) -> str:
    """Return words for placemarks with ground by folder and style, the largest first, with their areas."""
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for placemark in placemarks:
        if placemark.area is not None:
            groups[" / ".join(placemark.folders), placemark.style].append(rough_km2(placemark.area))
    ordered = sorted(groups.items(), key=lambda group: -sum(group[1]))
    words = [
        f"{len(areas)} of style {style[:60]!r} in folder {folder[:60]!r} ({sum(areas):,.0f} km²)"
        for (folder, style), areas in ordered[:_GROUPS_NAMED]
    ]
    more = f", and {len(ordered) - _GROUPS_NAMED} more kinds" if len(ordered) > _GROUPS_NAMED else ""
    return ", ".join(words) + more
