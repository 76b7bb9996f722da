"""The command that checks one statement by hand, without an article: check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import geo
from geo.cli.reading import read_lines, reads_lines
from geo.cli.shell import Form, Lines, put, read_day, table, tell

if TYPE_CHECKING:
    from geo.records import Finding, Place

NOTHING: Mapping[str, Any] = {}
Side = Literal["RU", "UA"]


def _said(metavar: str, words: str, *names: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=words, show_default=False)


def _on(words: str, *names: str) -> Any:
    return typer.Option(*names, parser=read_day, metavar="DAY", help=words, show_default=False)


@reads_lines()
def check(
    place: Annotated[
        str | None, typer.Argument(metavar="[PLACE]", help="Name or id of a place, or LON,LAT.", show_default=False)
    ] = None,
    held_by: Annotated[Side | None, _said("SIDE", "Statement: RU or UA holds it, or --area or --share of it.")] = None,
    encircled_by: Annotated[Side | None, _said("SIDE", "Statement: RU or UA has encircled it.")] = None,
    faster: Annotated[
        Side | None, _said("SIDE", "Statement: RU or UA advances faster after --day than before.")
    ] = None,
    slower: Annotated[Side | None, _said("SIDE", "Statement: RU or UA advances more slowly after --day.")] = None,
    origin: Annotated[
        str | None, _said("PLACE", "Statement: it lies --distance or --direction from here.", "--from")
    ] = None,
    day: Annotated[date | None, _on("Day of the statement, YYYY-MM-DD.", "--day", "--on")] = None,
    region: Annotated[str | None, _said("PLACE", "A region, instead of a place.", "--in")] = None,
    area: Annotated[str | None, _said("TEXT", "So much of it, as in 500km2.")] = None,
    share: Annotated[str | None, _said("TEXT", "Such a share of it, as in 20%.")] = None,
    peak: Annotated[bool, typer.Option("--peak", help="So much at the most on any day until then.")] = False,
    half: Annotated[Literal["N", "S", "E", "W"] | None, _said("HALF", "Only this half of it: N, S, E or W.")] = None,
    semi: Annotated[bool, typer.Option("--semi", help="On most sides, not on all.")] = False,
    distance: Annotated[str | None, _said("TEXT", "As in 'about 50km'.")] = None,
    direction: Annotated[str | None, _said("TEXT", "As in northwest, NNE or 301.")] = None,
    window_days: Annotated[int | None, _said("DAYS", "Length of each of the two windows; none for 28.")] = None,
    denied: Annotated[bool, typer.Option("--not", help="Check that it is not so.")] = False,
    radius_km: Annotated[float | None, _said("KM", "Radius of the disc that stands for the place.")] = None,
    country: Annotated[str | None, _said("COUNTRY", "ISO 3166-1 code, or a name of the country.")] = None,
    admin1: Annotated[str | None, _said("NAME", "A name of the first-level division.")] = None,
    lines: Lines = None,
    format: Form = "table",  # noqa: A002  the option's name
    reading: Mapping[str, Any] = NOTHING,
) -> None:
    """Check one statement about a place by hand: who held it, what shut it in, where it lies."""
    from geo.exports import dump, finding_facts

    asked = SimpleNamespace(**locals())
    statement = _stated(asked)
    statement.demand(asked)
    asked.where = _where(asked)
    asked.fronts = read_lines(lines, reading) if statement.asks_lines else ()
    finding = statement.answer(asked)
    put(f"{dump(finding_facts(finding))}\n" if format == "json" else _told(finding))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One of the statements: the option that makes it, what may go with it, and what it cannot do without."""

    option: str
    answer: Callable[[Any], Finding]
    takes: frozenset[str]
    needs_place: bool = True
    asks_lines: bool = True

    def demand(self, asked: Any) -> None:
        """Refuse options that do not go with the statement, and a statement that lacks what it needs."""
        for name in sorted(_QUALIFIERS - self.takes):
            if getattr(asked, name) not in (None, False):
                raise typer.BadParameter(f"{_option(name)} does not go with {self.option}.")
        if "day" in self.takes and asked.day is None:
            raise typer.BadParameter(f"{self.option} needs --day.")
        if asked.place is not None and asked.region is not None:
            raise typer.BadParameter("name one place: PLACE, or a region with --in.")
        if self.needs_place and asked.place is None and asked.region is None:
            raise typer.BadParameter(f"{self.option} needs a place: PLACE, or a region with --in.")


def _stated(asked: Any) -> _Statement:
    made = [name for name in _STATEMENTS if getattr(asked, name) is not None]
    if len(made) != 1:
        options = ", ".join(one.option for one in _STATEMENTS.values())
        raise typer.BadParameter(f"make one statement, with one of {options}.")
    return _STATEMENTS[made[0]]


def _where(asked: Any) -> Place | None:
    """Return the place or region meant, told on stderr; None where none is named."""
    from geo.by_hand.asked import placed

    name = asked.region or asked.place
    if name is None:
        return None
    found = placed(
        name,
        country=asked.country,
        admin1=asked.admin1,
        region=bool(asked.region or asked.area or asked.share),
        radius_m=None if asked.radius_km is None else asked.radius_km * 1000,
    )
    more = ", ".join(filter(None, (found.admin1 if found.admin1 != found.name else None, found.country, found.id)))
    tell(f"{found.name}: {more}")
    return found


def _held(asked: Any) -> Finding:
    if asked.area is not None and asked.share is not None:
        raise typer.BadParameter("give --area or --share, not both.")
    known = (asked.day, asked.fronts)
    if asked.area is not None:
        return geo.check_area(asked.where, asked.held_by, asked.area, *known, peak=asked.peak, denied=asked.denied)
    if asked.peak:
        raise typer.BadParameter("--peak goes with --area.")
    if asked.share is not None:
        return geo.check_share(asked.where, asked.held_by, asked.share, *known, denied=asked.denied)
    return geo.check_control(asked.where, asked.held_by, *known, half=asked.half, denied=asked.denied)


def _encircled(asked: Any) -> Finding:
    degree = "semi-encircled" if asked.semi else "encircled"
    return geo.check_enclosure(
        asked.where, asked.encircled_by, asked.day, asked.fronts, degree=degree, denied=asked.denied
    )


def _paced(asked: Any) -> Finding:
    trend = "accelerating" if asked.faster else "slowing"
    windows = {} if asked.window_days is None else {"window_days": asked.window_days}
    side = asked.faster or asked.slower
    return geo.check_trend(side, trend, asked.day, asked.fronts, near=asked.where, denied=asked.denied, **windows)


def _lies(asked: Any) -> Finding:
    return geo.check_distance(asked.where, asked.origin, asked.distance, direction=asked.direction, denied=asked.denied)


_STATEMENTS: Mapping[str, _Statement] = {
    "held_by": _Statement(
        option="--held-by",
        answer=_held,
        takes=frozenset({"day", "region", "area", "share", "peak", "half", "radius_km"}),
    ),
    "encircled_by": _Statement(option="--encircled-by", answer=_encircled, takes=frozenset({"day", "semi"})),
    "faster": _Statement(
        option="--faster", answer=_paced, takes=frozenset({"day", "region", "window_days"}), needs_place=False
    ),
    "slower": _Statement(
        option="--slower", answer=_paced, takes=frozenset({"day", "region", "window_days"}), needs_place=False
    ),
    "origin": _Statement(option="--from", answer=_lies, takes=frozenset({"distance", "direction"}), asks_lines=False),
}
_QUALIFIERS = frozenset("day region area share peak half semi distance direction window_days radius_km".split())
_HEADING = ("layer", "snapshot", "verdict", "reason", "figures")


def _option(name: str) -> str:
    return "--in" if name == "region" else f"--{name.replace('_', '-')}"


def _told(finding: Finding) -> str:
    """Return a finding in words: the verdict with its sentence, what each layer says, and what helps to weigh it."""
    verdict = finding.verdict.replace("_", " ")
    reason = f" ({finding.reason.replace('_', ' ')})" if finding.reason else ""
    rows = [
        (
            one.layer,
            str(one.snapshot or ""),
            one.verdict.replace("_", " "),
            (one.reason or "").replace("_", " "),
            ", ".join(f"{name} {value}" for name, value in one.figures.items() if name != "place"),
        )
        for one in finding.by_layer
    ]
    layers = table([_HEADING, *rows]) if rows else ""
    return f"{verdict}{reason}: {finding.sentence}\n{layers}" + "".join(f"{line}\n" for line in finding.context)
