"""Places given by relation to another: "50 km north-west of X", "around X", "across the border" -> areas.

`english.py` and `slavic.py` read the words beside a name, `borders.py` and `nouns.py` those that hang on a common noun,
`areas.py` draws the ground.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geo.places.expressions.borders import KEYS as BORDER_KEYS
from geo.places.expressions.borders import read_border
from geo.places.expressions.drafts import Draft, Measure, Window, measure_of, span_of
from geo.places.expressions.english import read_english
from geo.places.expressions.nouns import occurrences, read_nouns
from geo.places.expressions.slavic import measures_in, read_slavic
from geo.places.expressions.story import Story
from geo.places.expressions.stretches import with_stretch
from geo.records import Article, Expression, Quantity, Resolution

__all__ = ["find_expressions"]

# How far around a name its relation is looked for, in characters.
_BEFORE_CHARS, _AFTER_CHARS, _PAIR_CHARS, _ORIGIN_CHARS = 100, 50, 40, 250
# Mentions before a name among which the start of a way is looked for.
_ORIGINS = 3
# The last letter of a word tells in which language's words a name stands.
_LETTER, _CYRILLIC = re.compile(r"[^\W\d_]"), re.compile("[а-яіїєґё]", re.IGNORECASE)
_STOP = re.compile(r"[.!?…][\"”’»)]?\s|\n")
_CARRIED = ("near", "around", "outskirts", "toward")
_JOINED = re.compile(r"\s(?:and|та|і|й|и)\s(?:the\s)?|,\s")
# A name that goes on with a verb may begin a clause of its own: "near X and Y fell".
_CLOSED = re.compile(r"[.,;:!?)]|$|\s(?:and|та|і|й|и|in|on|at|as|after|during|with)\s")
_MEASURING = ("offset", "direction")


def find_expressions(
    article: Article, resolutions: Sequence[Resolution], quantities: Sequence[Quantity]
) -> tuple[Expression, ...]:
    """Return the relative places of an English, Ukrainian or Russian article, in text order.

    Parameters
    ----------
    resolutions
        Those of the same article, in text order; shapes filled in where a polygon or line is to be cut or followed.
    quantities
        Those of the same article; lengths among them can start an expression. Ukrainian and Russian lengths are read here.

    Returns
    -------
    Expressions that do not overlap, with relation `in`, `in_part`, `part_of`, `at`, `near`, `around`, `outskirts`, `offset`,
    `direction`, `between`, `along`, `through`, `crosses`, `into`, `toward`, `from`, `behind`, `complement` or `coref`.
    `ground` is the mention it starts from, None where the text names none. `geometry` is a valid (Multi)Polygon in
    EPSG:4326 (lon, lat; longitudes go on past 180 rather than wrap), or None where no ground is on the map.

    Notes
    -----
    The measured distances and angles behind the areas stand in `areas.py`, with their sources.
    """
    text = article.text
    lengths = sorted((measure_of(q) for q in quantities if q.si_unit == "m"), key=lambda measure: measure.end)
    beside = list(_beside(text, resolutions, lengths))
    measuring = frozenset(d.ground.mention.id for d in beside if d.ground is not None and d.relation in _MEASURING)
    story = Story(text, resolutions, measuring)
    drafts = _apart([*_borders(story, lengths), *beside, *read_nouns(story)])
    return tuple(_finished(text, f"x{number}", draft, story) for number, draft in enumerate(drafts, start=1))


def _beside(text: str, resolutions: Sequence[Resolution], lengths: Sequence[Measure]) -> Iterator[Draft]:
    """The relative places that names make; "near X and Y" makes two."""
    last: Draft | None = None
    for window in _windows(text, resolutions, lengths):
        draft = _read(window) or (last and _carried(last, window))
        last = draft
        if draft:
            yield draft


def _carried(last: Draft, window: Window) -> Draft | None:
    """The relation of the name before, where this one is its fellow and ends the list: "near X and Y."."""
    if last.relation not in _CARRIED or not _JOINED.fullmatch(window.text, last.end, window.start):
        return None
    return (
        replace(last, start=window.start, end=window.end, ground=window.resolution)
        if _CLOSED.match(window.after)
        else None
    )


def _windows(text: str, resolutions: Sequence[Resolution], lengths: Sequence[Measure]) -> Iterator[Window]:
    for index, resolution in enumerate(resolutions):
        if resolution.usage in ("embedded", "metonymic"):
            continue
        start, end = span_of(resolution)
        low = max(0, start - _BEFORE_CHARS)
        following = resolutions[index + 1] if index + 1 < len(resolutions) else None
        if following is not None and not 0 < following.mention.start - end <= _PAIR_CHARS:
            following = None
        yield Window(
            text=text,
            resolution=resolution,
            start=start,
            end=end,
            before=text[low:start],
            after=text[end : end + _AFTER_CHARS],
            following=following if following is None or following.usage != "embedded" else None,
            origin=_origin(text, resolutions, index, start),
            measures=_ending_in(lengths, low, start),
        )


def _origin(text: str, resolutions: Sequence[Resolution], index: int, start: int) -> Resolution | None:
    """The mapped place named last before a mention, in the same sentence."""
    own = resolutions[index].place
    for other in reversed(resolutions[max(0, index - _ORIGINS) : index]):
        if start - other.mention.end > _ORIGIN_CHARS or _STOP.search(text, other.mention.end, start):
            return None
        if other.mapped and other.place is not None and (own is None or other.place.id != own.id):
            return other
    return None


def _ending_in(lengths: Sequence[Measure], low: int, high: int) -> tuple[Measure, ...]:
    first = bisect_left(lengths, low, key=lambda measure: measure.end)
    return tuple(lengths[first : bisect_right(lengths, high, key=lambda measure: measure.end)])


def _read(window: Window) -> Draft | None:
    draft = read_slavic(window) if _is_slavic(window) else read_english(window)
    return draft and with_stretch(draft, window)


def _is_slavic(window: Window) -> bool:
    """Whether Cyrillic words lead up to a name; a sentence in another script may stand before it, and so may another name.

    Every phrase of relation ends or begins right at its name, so the letters nearest to it decide, those before it first.
    """
    # What looks like the end of a sentence may be that of "м." or "г.", so the words before it have the last say.
    nearest = (
        _letter(reversed(_of_sentence(window.before))) or _letter(window.after) or _letter(reversed(window.before))
    )
    return _CYRILLIC.match(nearest) is not None


def _letter(characters: Iterable[str]) -> str:
    return next((character for character in characters if _LETTER.match(character)), "")


def _of_sentence(before: str) -> str:
    """What stands before a name in its own sentence."""
    stops = [stop.end() for stop in _STOP.finditer(before)]
    return before[stops[-1] :] if stops else before


def _borders(story: Story, lengths: Sequence[Measure]) -> Iterator[Draft]:
    for key in BORDER_KEYS:
        for at in occurrences(story.text, key):
            low = max(0, at - _BEFORE_CHARS)
            measures = _ending_in(lengths, low, at) or measures_in(story.text, low, at)
            if draft := read_border(story, at, key, measures):
                yield draft


def _apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts in text order, none over another: borders before names before common nouns, as given."""
    ranked = sorted(enumerate(drafts), key=lambda pair: (pair[1].start, pair[0]))
    kept: list[tuple[int, Draft]] = []
    for rank, draft in ranked:
        while kept and draft.start < kept[-1][1].end and rank < kept[-1][0]:
            kept.pop()
        if not kept or draft.start >= kept[-1][1].end:
            kept.append((rank, draft))
    return [draft for _, draft in kept]


def _finished(text: str, id_: str, draft: Draft, story: Story) -> Expression:
    measure = draft.measure
    return Expression(
        id=id_,
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        relation=draft.relation,
        ground=draft.ground.mention.id if draft.ground else None,
        distance_m=measure.said_m if measure else None,
        distance_low_m=measure.low_m if measure else None,
        distance_high_m=measure.high_m if measure else None,
        bearing_deg=draft.bearing_deg,
        geometry=story.areas.of(draft),
    )
