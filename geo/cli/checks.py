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
    taken_by: Annotated[Side | None, _said("SIDE", "Statement: RU or UA took it on --day.")] = None,
    encircled_by: Annotated[Side | None, _said("SIDE", "Statement: RU or UA has encircled it.")] = None,
    gained_by: Annotated[
        Side | None,
        _said("SIDE", "Statement: RU or UA gained --area, --times --than, --most or --direction, --since to --day."),
    ] = None,
    faster: Annotated[
        Side | None, _said("SIDE", "Statement: RU or UA advances faster after --day than before.")
    ] = None,
    slower: Annotated[Side | None, _said("SIDE", "Statement: RU or UA advances more slowly after --day.")] = None,
    predicted: Annotated[
        Side | None, _said("SIDE", "Statement, said on --since: RU or UA will take it, by --day.")
    ] = None,
    origin: Annotated[
        str | None, _said("PLACE", "Statement: it lies --distance or --direction from here.", "--from")
    ] = None,
    inside: Annotated[str | None, _said("PLACE", "Statement: it lies in this region or country.")] = None,
    borders: Annotated[str | None, _said("PLACE", "Statement: this region or country borders it.")] = None,
    day: Annotated[date | None, _on("Day of the statement, YYYY-MM-DD.", "--day", "--on")] = None,
    since: Annotated[date | None, _on("First day of the statement.", "--since")] = None,
    region: Annotated[str | None, _said("PLACE", "A region, instead of a place.", "--in")] = None,
    area: Annotated[str | None, _said("TEXT", "So much of it, as in 500km2.")] = None,
    share: Annotated[str | None, _said("TEXT", "Such a share of it, as in 20%.")] = None,
    times: Annotated[str | None, _said("TEXT", "So many times as much, as in 'three to four times'.")] = None,
    than: Annotated[float | None, _said("KM2", "Square kilometres that --times is of.")] = None,
    most: Annotated[bool, typer.Option("--most", help="More than in any other month since.")] = False,
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
    """Check one statement about a place, by hand."""
    from geo.exports import dump, finding_facts

    asked = SimpleNamespace(**locals())
    statement = _stated(asked)
    statement.demand(asked)
    _demand_fitting(asked)
    asked.where = _where(asked)
    asked.fronts = read_lines(lines, reading) if statement.asks_lines else ()
    finding = statement.answer(asked)
    put(f"{dump(finding_facts(finding))}\n" if format == "json" else _told(finding))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One of the statements: the option that makes it, what may go with it, and what it cannot do without."""

    option: str
    answer: Callable[[Any], Finding]
    takes: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ("day",)
    needs_place: bool = True
    asks_lines: bool = True

    def demand(self, asked: Any) -> None:
        """Refuse options that do not go with the statement, and a statement that lacks what it needs."""
        for name in sorted(_QUALIFIERS - self.takes - set(self.needs)):
            if getattr(asked, name) not in (None, False):
                raise typer.BadParameter(f"{_option(name)} does not go with {self.option}.")
        for name in self.needs:
            if getattr(asked, name) is None:
                raise typer.BadParameter(f"{self.option} needs {_option(name)}.")
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


def _demand_fitting(asked: Any) -> None:
    """Refuse options that do not go with each other."""
    given = [name for name in _GAINS if getattr(asked, name)]
    misfits = {
        "give --area or --share, not both.": asked.area is not None and asked.share is not None,
        "--peak goes with --area.": asked.peak and asked.area is None,
        "--gained-by goes with one of --area, --times, --most, --direction.": asked.gained_by and len(given) != 1,
        "--times and --than go together.": (asked.times is None) != (asked.than is None),
        "--direction needs a place, from which it is seen.": asked.direction
        and asked.place is None
        and asked.region is None,
    }
    for words, misfit in misfits.items():
        if misfit:
            raise typer.BadParameter(words)


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
        region=bool(asked.region or asked.share or asked.borders or (asked.area and asked.held_by)),
        radius_m=None if asked.radius_km is None else asked.radius_km * 1000,
    )
    more = ", ".join(filter(None, (found.admin1 if found.admin1 != found.name else None, found.country, found.id)))
    tell(f"{found.name}: {more}")
    return found


def _held(asked: Any) -> Finding:
    known = (asked.day, asked.fronts)
    if asked.area is not None:
        return geo.check_area(asked.where, asked.held_by, asked.area, *known, peak=asked.peak, denied=asked.denied)
    if asked.share is not None:
        return geo.check_share(asked.where, asked.held_by, asked.share, *known, denied=asked.denied)
    return geo.check_control(asked.where, asked.held_by, *known, half=asked.half, denied=asked.denied)


def _taken(asked: Any) -> Finding:
    return geo.check_capture(asked.where, asked.taken_by, asked.day, asked.fronts, denied=asked.denied)


def _predicted(asked: Any) -> Finding:
    return geo.check_prediction(asked.where, asked.predicted, asked.since, asked.day, asked.fronts, denied=asked.denied)


def _gained(asked: Any) -> Finding:
    return _GAINS[next(name for name in _GAINS if getattr(asked, name))](asked)


def _gained_area(asked: Any) -> Finding:
    days = asked.since, asked.day
    return geo.check_change(asked.gained_by, asked.area, *days, asked.fronts, near=asked.where, denied=asked.denied)


def _gained_times(asked: Any) -> Finding:
    return geo.check_ratio(
        asked.gained_by,
        asked.times,
        asked.than,
        asked.day,
        asked.fronts,
        region=asked.where,
        since=asked.since,
        denied=asked.denied,
    )


def _gained_most(asked: Any) -> Finding:
    days = asked.since, asked.day
    return geo.check_superlative(asked.gained_by, *days, asked.fronts, near=asked.where, denied=asked.denied)


def _gained_there(asked: Any) -> Finding:
    days = asked.since, asked.day
    return geo.check_direction(asked.where, asked.gained_by, asked.direction, *days, asked.fronts, denied=asked.denied)


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


def _inside(asked: Any) -> Finding:
    return geo.check_region(asked.where, asked.inside, "in", denied=asked.denied)


def _borders(asked: Any) -> Finding:
    return geo.check_region(asked.where, asked.borders, "borders", denied=asked.denied)


_GAINS: Mapping[str, Callable[[Any], Finding]] = {
    "area": _gained_area,
    "times": _gained_times,
    "most": _gained_most,
    "direction": _gained_there,
}
_STATEMENTS: Mapping[str, _Statement] = {
    "held_by": _Statement(
        option="--held-by", answer=_held, takes=frozenset({"region", "area", "share", "peak", "half", "radius_km"})
    ),
    "taken_by": _Statement(option="--taken-by", answer=_taken, takes=frozenset({"radius_km"})),
    "encircled_by": _Statement(option="--encircled-by", answer=_encircled, takes=frozenset({"semi"})),
    "gained_by": _Statement(
        option="--gained-by",
        answer=_gained,
        takes=frozenset({"region", "area", "times", "than", "most", "direction"}),
        needs=("since", "day"),
        needs_place=False,
    ),
    "faster": _Statement(
        option="--faster", answer=_paced, takes=frozenset({"region", "window_days"}), needs_place=False
    ),
    "slower": _Statement(
        option="--slower", answer=_paced, takes=frozenset({"region", "window_days"}), needs_place=False
    ),
    "predicted": _Statement(
        option="--predicted", answer=_predicted, takes=frozenset({"day", "radius_km"}), needs=("since",)
    ),
    "origin": _Statement(
        option="--from", answer=_lies, takes=frozenset({"distance", "direction"}), needs=(), asks_lines=False
    ),
    "inside": _Statement(option="--inside", answer=_inside, needs=(), asks_lines=False),
    "borders": _Statement(option="--borders", answer=_borders, takes=frozenset({"region"}), needs=(), asks_lines=False),
}
_QUALIFIERS = frozenset(
    "day since region area share times than most peak half semi distance direction window_days radius_km".split()
)
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
