"""What every command shares: options, progress and words on stderr, data on stdout."""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer.core import TyperCommand

import geo

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.online import OnlineGeocoder

Progress = Callable[[str, int, int], None]
Kind = Literal["city", "region", "country", "macro_region", "facility", "road", "waterbody", "other"]
# Click's UsageError; typer >= 0.26 carries Click inside itself and gives this class no public name.
UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])


def read_day(text: str) -> date:
    """Return the day that an option gives, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as YYYY-MM-DD.") from None


def read_position(text: str | None) -> tuple[float, float] | None:
    """Return the lon, lat pair that an option gives."""
    if text is None:
        return None
    try:
        lon, lat = map(float, text.split(","))
    except ValueError:
        lon = lat = math.nan
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise typer.BadParameter(f"{text!r} is not LON,LAT in degrees, as in 37.8,48.0.", param_hint="--near")
    return lon, lat


Lines = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH",
        help="Front-line dataset, repeatable; none for the settlement timeline that ships.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(parser=read_day, metavar="DAY", help="Day of publication, YYYY-MM-DD.", show_default=False),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Table of file, published, title, publisher, author, url, language.",
        show_default=False,
    ),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language of the articles, ISO 639-1.", show_default=False)
]
Near = Annotated[
    str | None, typer.Option(metavar="LON,LAT", help="Prefer places near here, degrees.", show_default=False)
]


CorrectionsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="TOML or CSV of names pinned to places, or barred.", show_default=False),
]
Geocoder = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Online service to ask for names unknown offline, as in nominatim; none asks nobody.",
        show_default=False,
    ),
]
UserAgent = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Who you are, for the online service.", show_default=False)
]
GeocoderDomain = Annotated[
    str | None, typer.Option(metavar="HOST", help="Host of the online service.", show_default=False)
]


Column = Annotated[str | None, typer.Option(metavar="COLUMN", help="None to guess it.", show_default=False)]
Form = Annotated[Literal["table", "json"], typer.Option(help="A table, or JSON with one record a line.")]


class ManyValues(TyperCommand):
    """A command whose repeatable options also take several values at once: `--geonames UA RU`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments after giving each further value its option again."""
        repeatable = {name for option in self.params if getattr(option, "multiple", False) for name in option.opts}
        spread: list[str] = []
        last, values = "", 0
        for word in args:
            if word.startswith("-"):
                last, values = word if word in repeatable else "", 0
            elif last:
                spread += [last] * (values > 0)
                values += 1
            spread.append(word)
        return super().parse_args(ctx, spread)


class SingleValues(TyperCommand):
    """A command that takes no option twice, of which the last would count and the others be dropped without a word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; a second value for an option that holds one is a usage error."""
        given = [word.partition("=")[0] for word in args[: args.index("--") if "--" in args else len(args)]]
        for option in self.params:
            count = sum(given.count(name) for name in option.opts) if option.param_type_name == "option" else 0
            if count > 1 and not getattr(option, "multiple", False):
                raise typer.BadParameter(
                    f"{option.opts[0]} is given {count} times; give it once.{self._advice(option)}"
                )
        return super().parse_args(ctx, args)

    def _advice(self, option: Any) -> str:
        many = option.name == "format" and any(
            "-o" in other.opts and getattr(other, "multiple", False) for other in self.params
        )
        return " Several files are written by several -o, whose suffixes say their formats." if many else ""


def online_geocoder(service: str | None, user_agent: str | None, domain: str | None) -> OnlineGeocoder | None:
    """Return the online service that the options ask for; None for none."""
    if service is not None:
        geocoder = geo.online_geocoder(service, user_agent=user_agent, domain=domain)
        tell(f"names unknown offline are sent to {geocoder.label}; its places are {geocoder.attribution}")
        return geocoder
    if user_agent is not None or domain is not None:
        raise typer.BadParameter("--user-agent and --geocoder-domain go with --geocoder.")
    return None


def opened_gazetteer() -> Gazetteer:
    """Return the gazetteer, its index compiled with progress where it is missing."""
    from geo.gazetteer import open_gazetteer

    with shown_progress() as progress:
        return open_gazetteer(progress=progress)


def demand_writable(
    path: Path, articles: Sequence[str | Path] | None, *tables: Path | None, lines: Sequence[str] | None = None
) -> None:
    """Fail before the long work, not after it, when a file cannot be written or is itself being read."""
    advice = "Choose a file in a folder that exists and is writable."
    read: list[str | Path] = [*(articles or ()), *filter(None, tables), *(lines or ())]
    if path.exists() and lines:
        from geo.frontline.files import list_files

        read += [file.path for dataset in lines if Path(dataset).exists() for file in list_files(Path(dataset))]
    if path.exists() and any(Path(other).exists() and path.samefile(other) for other in read):
        raise geo.SourceError(f"cannot write {path}: it is one of the files to read. Choose another name.", path=path)
    if path.is_dir():
        raise geo.SourceError(f"cannot write {path}: it is a folder. {advice}", path=path)
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise geo.SourceError(f"cannot write {path}: {error.strerror or error}. {advice}", path=path) from error


def is_file(text: str) -> bool:
    """Tell whether a text is the path of a file."""
    # A path without such a file should be told so, not read as a text of one word.
    looks_like_path = not any(letter.isspace() for letter in text) and Path(text).suffix in {
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".pdf",
        ".rss",
        ".atom",
        ".xml",
        ".jsonl",
    }
    try:
        return looks_like_path or Path(text).is_file()
    except (OSError, ValueError):  # longer than a file name may be, or with a NUL in it
        return False


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows as columns of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give a callable that tells progress on stderr: a bar in a terminal, one line a stage elsewhere."""
    if not sys.stderr.isatty():
        seen: set[str] = set()
        yield lambda message, _done, _total: tell_once(message, seen)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("")

        def advance(message: str, done: int, total: int) -> None:
            # A title may hold square brackets or control characters: neither may steer the terminal.
            bars.update(task, description=escape(one_line(message)), completed=done, total=total)

        yield advance


def agrees(question: str) -> bool:
    """Ask on stderr whether to go on."""
    # Not typer.confirm, which writes a blank to stdout, where the data goes.
    tell(question)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def tell_once(message: str, seen: set[str]) -> None:
    """Write a message to stderr unless it was written before."""
    if message not in seen:
        seen.add(message)
        tell(one_line(message))


def show_warning(message: Warning | str, *_where: object, **_more: object) -> None:
    """Write a warning to stderr as one line."""
    tell(f"warning: {one_line(str(message))}")


def one_line(text: str) -> str:
    """Return a text without line ends."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def tell(words: str) -> None:
    """Write words to stderr."""
    typer.echo(words, err=True)


def put(data: str) -> None:
    """Write data to stdout."""
    # Bytes, because data is UTF-8 whatever the terminal's own encoding is.
    typer.echo(data.encode("utf-8", "replace"), nl=False)
