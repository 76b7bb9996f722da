"""What the symbols of a printed map look like, and the rows of its legend: the page's own colours, in matplotlib's terms.

Comes in: the layers and verdicts that are shown. Goes out: styles and legend handles. Nothing is told by colour alone: verdicts
have shapes, sides have patterns, makers have dashes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geo.records import FrontLine, Snapshot

if TYPE_CHECKING:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.path import Path

# The page's own colours (page.css).
SEA, LAND, REGION, BORDER, INK = "#dfe7ec", "#f6f4ef", "#cfc9bf", "#6d6a66", "#1d2126"
SIDES = {"ru": ("#9b6a6c", "#7a4447"), "ua": ("#56809a", "#35607c"), "grey": ("#8b8a86", "#6d6a66")}
VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "supported": ("o", "#0072b2", "Supported"),
    "partly": ("D", "#e69f00", "Partly"),
    "contradicted": ("X", "#b2182b", "Contradicted"),
    "no_data": ("o", "#5f6b75", "No data"),
    "not_checkable": ("o", "#5f6b75", "Not checkable"),
    "unchecked": ("o", "#5f6b75", "Not checked"),
}
OPEN = frozenset({"no_data", "not_checkable", "unchecked"})
SIDE_NAMES = {
    "ru_held": "Russian-held",
    "ua_held": "Ukrainian-held",
    "grey": "contested",
    "claimed_ru": "claimed by Russia",
    "claimed_ua": "claimed by Ukraine",
    "advance_ru": "Russian advance",
    "infiltration_ru": "Russian infiltration",
    "pre2022_ru": "held since before 2022",
}
LONGEST = 48
"""Letters of a legend's row."""
DASHES: tuple[Any, ...] = ("-", (0, (7, 3)), (0, (1.5, 2)), (0, (6, 2, 1.5, 2)))
PATTERNS = {"ru": None, "ua": "--", "grey": ".."}
"""Of filled ground, so that sides are told apart in grey; contested ground is dotted, as on the page."""
GAIN, LOSS = "////", "\\\\\\\\"
"""Patterns of what changed between two days, in opposite directions."""
BROKEN = 6
"""Pieces of the ring that stands for no data."""
HOLLOW = ("claimed", "advance", "infiltration")
"""Sides that a side claims or only reaches into are hollow; what it holds is filled."""


def handles_of(layers: Sequence[tuple[FrontLine, Snapshot]], *, longest: int = LONGEST) -> list[Any]:
    """Return the legend's rows of every layer: maker and day, in so many letters at most, then its sides."""
    from matplotlib.lines import Line2D

    handles: list[Any] = []
    for number, (line, snapshot) in enumerate(layers):
        told = _named(f"{line.maker}: {line.name}", snapshot.day, min(longest, LONGEST))
        handles.append(Line2D([], [], linestyle="", label=told))
        handles += [_area_handle(side, SIDE_NAMES.get(side, side), number) for side in snapshot.areas]
        settled = dict.fromkeys(held.side for held in snapshot.holdings if held.side not in snapshot.areas)
        handles += [_square_handle(side, SIDE_NAMES.get(side, side)) for side in settled]
        if snapshot.lines is not None:
            handles.append(Line2D([], [], color=INK, linestyle=DASHES[number % 4], label="front line as drawn"))
    return handles


def _named(name: str, day: date, longest: int) -> str:
    """Return a layer's name and the day of its snapshot; what is too long is the name, never the day."""
    name, told = " ".join(name.split()), f", {written(day)}"
    room = max(longest - len(told), 1)
    kept = name if len(name) <= room else f"{name[: room - 1].rstrip(' ,:')}…"
    return plain_line(f"{kept}{told}")


def handles_of_claims(verdicts: Collection[str], *, several: bool, rings: bool, areas: bool) -> list[Any]:
    """Return the legend's rows of the claims.

    Parameters
    ----------
    verdicts
        Those that are shown.
    several
        Whether some sign stands for more than one claim.
    rings, areas
        Whether some place is known no better than by a ring, or is an area.
    """
    from matplotlib.lines import Line2D

    handles: list[Any] = []
    for verdict in (one for one in VERDICTS if one in verdicts):
        style = marker_of(verdict)
        marks = {"markerfacecolor": style["c"], "markeredgecolor": style["edgecolors"]}
        handles.append(
            Line2D([], [], linestyle="", marker=style["marker"], markersize=7, label=VERDICTS[verdict][2], **marks)
        )
    if several:
        handles.append(Line2D([], [], linestyle="", label="a number: claims at or near one place"))
    ring: dict[str, Any] = {
        "linestyle": "",
        "marker": "o",
        "markersize": 8,
        "markerfacecolor": "none",
        "markeredgecolor": BORDER,
    }
    if rings:
        handles.append(Line2D([], [], **ring, label="the place lies within (dashed: 5 km or wider)"))
    if areas:
        handles.append(
            Line2D([], [], color=BORDER, linewidth=0.9, linestyle=DASHES[1], label="area that a claim names")
        )
    return handles


def _area_handle(side: str, label: str, number: int) -> Line2D | Patch:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    fill, edge = colours_of(side)
    if number:
        return Line2D([], [], color=edge, linestyle=DASHES[number % 4], label=plain_line(label))
    pattern = pattern_of(side)
    return Patch(facecolor=fill, edgecolor=edge, alpha=0.6, hatch=pattern and 2 * pattern, label=plain_line(label))


def change_handle(pattern: str, colour: str, label: str) -> Patch:
    """Return the legend's row of ground that changed hands."""
    from matplotlib.patches import Patch

    return Patch(facecolor="none", edgecolor=colour, hatch=2 * pattern, linewidth=0.7, label=plain_line(label))


def _square_handle(side: str, label: str) -> Line2D:
    from matplotlib.lines import Line2D

    fill, edge = colours_of(side)
    face = "white" if side.startswith(HOLLOW) else fill
    return Line2D(
        [],
        [],
        linestyle="",
        marker="s",
        markersize=5,
        markerfacecolor=face,
        markeredgecolor=edge,
        label=plain_line(label),
    )


def plain_line(text: str) -> str:
    """Return text in one line in which matplotlib sees no formula."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split()).replace("$", r"\$")


def colours_of(side: str) -> tuple[str, str]:
    """Return the colours of a side's ground and of its edge."""
    return SIDES["grey" if side == "grey" else "ua" if "ua" in side.split("_") else "ru"]


def pattern_of(side: str) -> str | None:
    """Return the pattern of a side's ground."""
    return PATTERNS["grey" if side == "grey" else "ua" if "ua" in side.split("_") else "ru"]


def marker_of(verdict: str) -> dict[str, Any]:
    """Return shape, colours and size of a verdict's symbol, as `Axes.scatter` takes them."""
    shape, colour, _ = VERDICTS[verdict]
    if verdict == "no_data":
        return {"marker": _broken_ring(), "s": 44, "c": "none", "edgecolors": colour, "linewidths": 1.6}
    if verdict in OPEN:
        return {"marker": shape, "s": 40, "c": "white", "edgecolors": colour, "linewidths": 1.6}
    edge = "#4d3500" if verdict == "partly" else "white"
    return {"marker": shape, "s": 52, "c": colour, "edgecolors": edge, "linewidths": 0.9}


def written(day: date) -> str:
    """Return a day in words: 6 August 2024."""
    return f"{day.day} {day:%B %Y}"


def _broken_ring() -> Path:
    """Return a ring in pieces, as the page draws what no layer covers."""
    from matplotlib.path import Path

    turn = 360 / BROKEN
    return Path.make_compound_path(*(Path.arc(turn * piece, turn * (piece + 0.6)) for piece in range(BROKEN)))
