"""Annotated news texts of our own, and how well their time expressions are read.

The first line of a text tells its day and language. `{words=2024-08-01/2024-08-31}` marks an expression with its days, `{words=P}` a
length of time, `{words=?}` one whose days the text leaves open. The texts were written and annotated before they were first read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.dates import find_times
from geo.records import TimeSpan

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
LEAST_SHARED = 0.4
"""Share of the shorter of two spans that both must cover to be about the same words."""
WIDER_DAYS = 31
"""Days by which a right answer may be wider than the annotated one."""
_MARKED = re.compile(r"\{([^{}=]{1,80})=([^{}]{1,21})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An annotated time expression: days, or neither where it is a length or left open."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    duration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text without its marks, and what they say."""

    text: str
    published: date
    language: str
    wanted: tuple[Wanted, ...]


def read_annotated(name: str) -> Annotated:
    """Return a text of this folder."""
    head, _, body = (FOLDER / f"{name}.txt").read_text("utf-8").partition("\n")
    day, language = head.removeprefix("# ").split()
    pieces, wanted, length, at = [], [], 0, 0
    for mark in _MARKED.finditer(body):
        pieces += [body[at : mark.start()], mark[1]]
        start = length + mark.start() - at
        length, at = start + len(mark[1]), mark.end()
        wanted.append(_wanted(start, length, mark[2]))
    text = "".join([*pieces, body[at:]])
    return Annotated(text=text, published=date.fromisoformat(day), language=language, wanted=tuple(wanted))


def _wanted(start: int, end: int, said: str) -> Wanted:
    if said in {"P", "?"}:
        return Wanted(start=start, end=end, duration=said == "P")
    first, _, last = said.partition("/")
    return Wanted(
        start=start, end=end, first=date.fromisoformat(first), last=date.fromisoformat(last) if last else None
    )


def score(text: str, wanted: tuple[Wanted, ...], found: tuple[TimeSpan, ...]) -> tuple[Counter[str], list[str]]:
    """Return counts (wanted, found, dated, right, exact, false) and one line for each miss."""
    pairs = _pair_up(wanted, found)
    counts, misses = Counter(wanted=len(wanted), found=len(pairs), false=len(found) - len(pairs)), []
    for want, got in pairs:
        said = f"{got.text!r} {got.from_day}/{got.to_day}{' length' * got.duration}"
        if want.first is None:
            counts.update(lengths=want.duration, lengths_told=want.duration and got.duration)
            misses += [f"no length: {said}"] if want.duration and not got.duration else []
            continue
        right = _meet(want, got)
        last = want.last or want.first
        counts.update(dated=1, right=right, exact=(got.from_day, got.to_day) == (want.first, last))
        misses += [] if right else [f"wrong: {said}, should be {want.first}/{last}"]
    met = {id(one) for pair in pairs for one in pair}
    misses += [f"missed: {text[want.start : want.end]!r}" for want in wanted if id(want) not in met]
    misses += [f"false: {got.text!r} {got.from_day}/{got.to_day}" for got in found if id(got) not in met]
    return counts, misses


def score_text(name: str) -> tuple[Counter[str], list[str]]:
    """Return counts and misses for one text of this folder."""
    read = read_annotated(name)
    found = find_times(read.text, published=read.published, language=read.language)
    return score(read.text, read.wanted, found)


def _pair_up(wanted: tuple[Wanted, ...], found: tuple[TimeSpan, ...]) -> list[tuple[Wanted, TimeSpan]]:
    # One to one, best overlap first.
    options = sorted(
        (
            (shared / (max(want.end, got.end) - min(want.start, got.start)), i, j)
            for i, want in enumerate(wanted)
            for j, got in enumerate(found)
            if (shared := min(want.end, got.end) - max(want.start, got.start))
            >= LEAST_SHARED * min(want.end - want.start, got.end - got.start)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in options:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(wanted[i], found[j]) for i, j in sorted(pairs.items())]


def _meet(want: Wanted, got: TimeSpan) -> bool:
    first, last = want.first, want.last or want.first
    found_first, found_last = got.from_day, got.to_day or got.from_day
    if not (first and last and found_first and found_last):
        return False
    return (
        found_first <= last
        and first <= found_last
        and (found_last - found_first).days <= (last - first).days + WIDER_DAYS
    )
