"""The command that checks a statement by hand, without an article: check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import geo
from geo.cli.reading import read_lines, reads_lines
from geo.cli.shell import Form, Lines, put, read_day, table, tell

if TYPE_CHECKING:
    from geo.records import Finding, FrontLine, Place

NOTHING: Mapping[str, Any] = {}
Side = Literal["RU", "UA"]
_Day = Annotated[date | None, typer.Option(parser=read_day, metavar="DAY", show_default=False)]


def _said(metavar: str, words: str, *names: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=words, show_default=False)


@reads_lines()
def check(
    place: Annotated[
        str | None, typer.Argument(metavar="PLACE", help="Name or id of a place, or LON,LAT.", show_default=False)
    ] = None,
    held_by: Annotated[Side | None, _said("SIDE", "It is held by RU or UA, on --day.")] = None,
    taken_by: Annotated[Side | None, _said("SIDE", "It was taken by RU or UA, on --day.")] = None,
    encircled_by: Annotated[Side | None, _said("SIDE", "It is encircled by RU or UA, on --day.")] = None,
    gained_by: Annotated[Side | None, _said("SIDE", "RU or UA gained --area from --since to --day.")] = None,
    origin: Annotated[str | None, _said("PLACE", "It lies --distance, --direction from here.", "--from")] = None,
    distance: Annotated[str | None, _said("TEXT", "As in 'about 50km'.")] = None,
    direction: Annotated[str | None, _said("TEXT", "As in northwest, NNE or 301.")] = None,
    area: Annotated[str | None, _said("TEXT", "So much of it, as in 500km2.")] = None,
    share: Annotated[str | None, _said("TEXT", "Such a share of it, as in 20%.")] = None,
    region: Annotated[str | None, _said("PLACE", "The region meant, instead of PLACE.", "--in")] = None,
    half: Annotated[Literal["N", "S", "E", "W"] | None, _said("HALF", "Only this half of it.")] = None,
    semi: Annotated[bool, typer.Option("--semi", help="Encircled on most sides, not on all.")] = False,
    day: Annotated[date | None, typer.Option("--day", "--on", parser=read_day, metavar="DAY", show_default=False)] = None,
    since: _Day = None,
    denied: Annotated[bool, typer.Option("--not", help="Check that it is not so.")] = False,
    radius_km: Annotated[float | None, _said("KM", "Radius of the disc that stands for the place.")] = None,
    lines: Lines = None,
    country: Annotated[str | None, _said("COUNTRY", "ISO 3166-1 code, or a name of the country.")] = None,
    admin1: Annotated[str | None, _said("NAME", "A name of the first-level division.")] = None,
    format: Form = "table",  # noqa: A002  the option's name
    reading: Mapping[str, Any] = NOTHING,
) -> None:
    """Check one statement about a place: held, taken, encircled, or so far from another."""
    from geo.exports import dump, finding_facts

    given = locals()
    stated = _stated({name: given[name] for name in _STATEMENTS if given[name] is not None})
    asked = _Asked(
        **{one.name: given[one.name] for one in fields(_Asked) if one.name in given},
        stated=stated,
        fronts=() if stated.name == "origin" else read_lines(lines, reading),
    )
    stated.demand(asked)
    finding = stated.answer(asked)
    put(f"{dump(finding_facts(finding))}\n" if format == "json" else _told(finding))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The options, and the front lines that were read."""

    stated: _Statement
    fronts: tuple[FrontLine, ...]
    place: str | None
    held_by: Side | None
    taken_by: Side | None
    encircled_by: Side | None
    gained_by: Side | None
    origin: str | None
    distance: str | None
    direction: str | None
    area: str | None
    share: str | None
    region: str | None
    half: str | None
    semi: bool
    day: date | None
    since: date | None
    denied: bool
    radius_km: float | None
    country: str | None
    admin1: str | None

    @property
    def on(self) -> date:
        """The day, which the statement demands."""
        return self.day or date.min

    def where(self) -> Place:
        """Return the place or region meant, told on stderr."""
        from geo.by_hand.asked import placed

        found = placed(
            self.region or self.place or "",
            country=self.country,
            admin1=self.admin1,
            region=bool(self.region or self.area or self.share) and self.stated.name == "held_by",
            radius_m=None if self.radius_km is None else self.radius_km * 1000,
        )
        more = ", ".join(filter(None, (found.admin1 if found.admin1 != found.name else None, found.country)))
        tell(f"{found.name}: {more} ({found.id})" if more else f"{found.name} ({found.id})")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One of the statements: the option that makes it, what goes with it and what it cannot do without."""

    name: str
    option: str
    answer: Callable[[_Asked], Finding]
    takes: frozenset[str]
    needs: tuple[str, ...] = ("day",)

    def demand(self, asked: _Asked) -> None:
        """Refuse options that do not go with the statement, and one that lacks what it needs."""
        for name in _QUALIFIERS - self.takes:
            if getattr(asked, name) not in (None, False):
                raise typer.BadParameter(f"{_option(name)} does not go with {self.option}.")
        for name in self.needs:
            if getattr(asked, name) is None:
                raise typer.BadParameter(f"{self.option} needs {_option(name)}.")
        if (asked.place is None) == (asked.region is None) and self.name != "gained_by":
            raise typer.BadParameter("name one place: PLACE, or a region with --in.")


def _stated(said: Mapping[str, Any]) -> _Statement:
    if len(said) != 1:
        options = ", ".join(one.option for one in _STATEMENTS.values())
        raise typer.BadParameter(f"make one statement, with one of {options}.")
    return _STATEMENTS[next(iter(said))]


def _held(asked: _Asked) -> Finding:
    side = asked.held_by or ""
    if asked.area is not None and asked.share is not None:
        raise typer.BadParameter("give --area or --share, not both.")
    if asked.area is not None:
        return geo.check_area(asked.where(), side, asked.area, asked.on, asked.fronts, denied=asked.denied)
    if asked.share is not None:
        return geo.check_share(asked.where(), side, asked.share, asked.on, asked.fronts, denied=asked.denied)
    return geo.check_control(asked.where(), side, asked.on, asked.fronts, half=asked.half, denied=asked.denied)


def _lies(asked: _Asked) -> Finding:
    return geo.check_distance(
        asked.where(), asked.origin or "", asked.distance, direction=asked.direction, denied=asked.denied
    )


_STATEMENTS: Mapping[str, _Statement] = {
    one.name: one
    for one in (
        _Statement(
            name="held_by",
            option="--held-by",
            answer=_held,
            takes=frozenset({"day", "area", "share", "half", "region", "radius_km"}),
        ),
        _Statement(
            name="origin",
            option="--from",
            answer=_lies,
            takes=frozenset({"distance", "direction", "radius_km"}),
            needs=(),
        ),
    )
}
_QUALIFIERS = frozenset({"day", "since", "area", "share", "half", "region", "radius_km", "distance", "direction", "semi"})
_OPTIONS = {"region": "--in", "origin": "--from"}
_HEADING = ("layer", "snapshot", "verdict", "reason", "figures")


def _option(name: str) -> str:
    return _OPTIONS.get(name, f"--{name.replace('_', '-')}")


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
            ", ".join(f"{name} {value}" for name, value in one.figures.items()),
        )
        for one in finding.by_layer
    ]
    layers = table([_HEADING, *rows]) if rows else ""
    return f"{verdict}{reason}: {finding.sentence}\n{layers}" + "".join(f"{line}\n" for line in finding.context)
