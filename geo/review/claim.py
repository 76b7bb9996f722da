"""One row -> one claim: what stayed of the claim that was there, and what a person wrote in its stead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from geo.records import Actor, Claim, Place, PlaceRef, Reading, Resolution, Speaker, When
from geo.review.cells import PlaceAsked, actors_of, chain_of, day_of, entries_of, number_of, place_asked, point_of
from geo.review.desk import Desk, Span
from geo.review.layout import COLUMNS, PLACE_COLUMNS
from geo.review.rows import Line
from geo.review.vocabulary import WORDS, Unfit, mode_of, word
from geo.review.write import main_ref, place_text

Value = TypeVar("Value")
MAX_RADIUS_M = 2_000_000.0
_DEFAULTS = {"stance": "asserted", "polarity": "+", "certainty": "CT", "salience": "1"}
_SPOKEN = {"official": "claimed", "military": "claimed"}
_UNTOLD = frozenset({"note", "strike", "article"})
"""Changes that are not changes of the claim."""


@dataclass(slots=True)
class Draft:
    """A claim under construction, with what is wrong or doubtful in its row."""

    line: Line
    before: Claim | None
    """The claim that the row came from."""
    desk: Desk
    month_first: bool | None
    unknown: Sequence[str] = ()
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Column and what is wrong."""
    doubts: list[str] = field(default_factory=list)
    mode_was_general: bool = False

    def cell(self, column: str) -> str:
        """Return the text of a cell."""
        return self.line.cell(column)

    def has_changed(self, *columns: str) -> bool:
        """Tell whether a person wrote in any of some columns; in a claim by hand, all that is filled."""
        return self.before is None or any(column in self.line.changed for column in columns)

    def read(self, column: str, parse: Callable[[str], Value], default: Value) -> Value:
        """Return what a cell says; the default, and a fault, where it cannot be read."""
        try:
            return parse(self.cell(column))
        except Unfit as fault:
            self.faults.append((column, str(fault)))
            return default


def has_claim(line: Line) -> bool:
    """Tell whether a row holds a claim: one that was there, or cells of one; a row may tell of its article alone."""
    if line.original is not None and line.original.claim is not None:
        return True
    return any(line.cell(column) for column in ("quote", "type", "place", "from_day"))


def make_claim(draft: Draft, taken: Collection[str]) -> Claim | None:
    """Return the claim of a row, or None when it has faults that leave none.

    Parameters
    ----------
    taken
        Ids that other claims of the article bear.
    """
    before, note = draft.before, _note(draft)
    changed = draft.line.changed - _UNTOLD
    held = before is not None and draft.desk.canvas.holds(before.start, before.quote)
    if before is not None and held and not changed:
        return replace(before, id=_free_id(before.id, taken), note=note)
    quote = draft.cell("quote")
    if not quote:
        draft.faults.append(("quote", "it is empty; write the words of the claim, or strike the row with an x"))
    type_ = draft.read("type", lambda cell: word(cell, WORDS["type"]), "")
    if not quote or not type_:
        return None
    start, end = _span(draft, quote, held=held)
    within = ((start, end, quote),)
    sources = _sources(draft)
    words = {name: _word(draft, name, sources) for name in ("stance", "polarity", "certainty", "salience")}
    when = _when(draft)
    dated_by_hand = draft.has_changed("from_day", "to_day")
    claim = Claim(
        id=_free_id(draft.cell("claim") or "h1", taken),
        start=start,
        end=end,
        quote=quote,
        type=type_,
        mode=_mode(draft, type_),
        stance=words["stance"],
        polarity=words["polarity"],
        certainty=words["certainty"],
        sources=sources,
        actors=_actors(draft, type_),
        where=_where(draft, within),
        when=when,
        times=() if dated_by_hand or before is None else before.times,
        quantities=_quantities(draft, within),
        salience=int(words["salience"]),
        translation=draft.cell("translation") or None
        if draft.has_changed("translation") or not before
        else before.translation,
        by_hand=_by_hand(before, changed),
        note=note,
    )
    # Fields that no column shows stay what they were.
    return claim if before is None else _onto(before, claim)


def _onto(before: Claim, claim: Claim) -> Claim:
    shown = "id start end quote type mode stance polarity certainty sources actors where when times quantities salience translation by_hand note"
    return replace(before, **{name: getattr(claim, name) for name in shown.split()})


def _by_hand(before: Claim | None, changed: frozenset[str]) -> tuple[str, ...]:
    if before is None:
        return ("added",)
    told = {*before.by_hand, *changed}
    return tuple(name for name in ("added", *COLUMNS) if name in told)


def _free_id(wanted: str, taken: Collection[str]) -> str:
    if wanted not in taken:
        return wanted
    stem = wanted.rstrip("0123456789") if wanted.startswith("h") else f"{wanted}-"
    # Ids count on with the claims, so that a long table is not searched for a free one from the start each time.
    number = len(taken) + 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _note(draft: Draft) -> str | None:
    note = draft.cell("note")
    more = [f"{name}: {draft.cell(name)}" for name in draft.unknown if draft.cell(name)]
    return "; ".join([*([note] if note else []), *(words for words in more if words not in note)]) or None


def _span(draft: Draft, quote: str, *, held: bool) -> tuple[int, int]:
    before, canvas = draft.before, draft.desk.canvas
    if before is None or not held:
        return canvas.add(quote)
    if quote == before.quote:
        return before.start, before.end
    return canvas.anchor(quote, [(before.start, before.end, before.quote)])


def _mode(draft: Draft, type_: str) -> str:
    if draft.before is not None and not draft.has_changed("type", "mode"):
        return draft.before.mode
    draft.mode_was_general = not draft.cell("mode")
    return draft.read("mode", lambda cell: mode_of(type_, cell), "")


def _word(draft: Draft, column: str, sources: Sequence[Speaker]) -> str:
    if draft.before is not None and not draft.has_changed(column):
        return str(getattr(draft.before, column))
    if draft.cell(column):
        return draft.read(column, lambda cell: word(cell, WORDS[column]), _DEFAULTS[column])
    if column == "stance" and len(sources) > 1:
        return _SPOKEN.get(sources[-1].role, "reported")
    return _DEFAULTS[column]


def _sources(draft: Draft) -> tuple[Speaker, ...]:
    before, article = draft.before, draft.desk.article
    if before is not None and not draft.has_changed("sources"):
        return before.sources
    author = Speaker(name=article.author or article.publisher, role="author")
    none: tuple[Speaker, ...] = ()
    chain = draft.read("sources", lambda cell: chain_of(cell, before.sources if before else none), none)
    if chain and chain[0].name is None and chain[0].role == "author":
        chain = ((before.sources[0] if before and before.sources else author), *chain[1:])
    # Who writes is known without being named; a person who corrects a chain has it in view.
    return chain if chain and (before is not None or chain[0].role == "author") else (author, *chain)


def _actors(draft: Draft, type_: str) -> tuple[Actor, ...]:
    before = draft.before
    if before is not None and not draft.has_changed("actors"):
        return before.actors
    role = "holder" if type_ == "control" else "agent"
    return draft.read("actors", lambda cell: actors_of(cell, role, before.actors if before else ()), ())


def _when(draft: Draft) -> When | None:
    old = draft.before.when if draft.before else None
    if draft.before is not None and not draft.has_changed("from_day", "to_day", "granularity", "anchor"):
        return old
    first, last = _day(draft, "from_day"), _day(draft, "to_day")
    if draft.before is None and last is None:
        last = first
    if first and last and last < first:
        draft.faults.append(("to_day", f"{last} is before {first}, where the claim begins"))
    dated = old is None or draft.has_changed("from_day", "to_day")
    span = ("day" if first == last else "span") if dated or old is None else old.granularity
    anchor = "explicit" if dated or old is None else old.anchor
    granularity, anchor = _either(draft, "granularity", span), _either(draft, "anchor", anchor)
    if first is None and last is None:
        return None
    return When(from_day=first, to_day=last, granularity=granularity, anchor=anchor)


def _either(draft: Draft, column: str, default: str) -> str:
    if not draft.has_changed(column) or not draft.cell(column):
        return default
    return draft.read(column, lambda cell: word(cell, WORDS[column]), default)


def _day(draft: Draft, column: str) -> date | None:
    if not draft.cell(column):
        return None
    return draft.read(column, lambda cell: day_of(cell, month_first=draft.month_first), None)


def _quantities(draft: Draft, within: Sequence[Span]) -> tuple[str, ...]:
    before = draft.before
    if before is not None and not draft.has_changed("quantities"):
        return before.quantities
    if before is None and not draft.cell("quantities"):
        return draft.desk.quantities_in(within[0][2], within[0][0])
    said = {q.text: q.id for q in draft.desk.quantities if before is not None and q.id in before.quantities}

    def read(cell: str) -> tuple[str, ...]:
        return tuple(said.get(entry) or draft.desk.quantity(entry, within) for entry in entries_of(cell))

    return draft.read("quantities", read, ())


def _where(draft: Draft, within: Sequence[Span]) -> tuple[PlaceRef, ...]:
    before, desk = draft.before, draft.desk
    where = list(before.where) if before is not None else []
    main = main_ref(_glance(desk), before) if before is not None else None
    if draft.has_changed(*PLACE_COLUMNS, "role", "relation"):
        new = _main(draft, main, within)
        at = where.index(main) if main is not None else 0
        where[at : at + (main is not None)] = [] if new is None else [new]
        main = new
    if draft.has_changed("more_places"):
        none: tuple[PlaceRef, ...] = ()
        others = draft.read("more_places", lambda cell: _others(draft, cell, within), none)
        where = [*([main] if main is not None else []), *others]
    return tuple(where)


def _glance(desk: Desk) -> Reading:
    return Reading(article=desk.article, resolutions=tuple(desk.resolutions), expressions=tuple(desk.expressions))


def _main(draft: Draft, main: PlaceRef | None, within: Sequence[Span]) -> PlaceRef | None:
    """The place that a claim is drawn at, as the cells say now; None where they say none."""
    named = draft.desk.named().get(main.ref) if main else None
    role = _either(draft, "role", main.role if main else "where")
    kept = main.relation if main and (isinstance(named, Resolution) or not draft.has_changed(*PLACE_COLUMNS)) else None
    relation = _either(draft, "relation", kept or "") or None
    if draft.has_changed("relation") and not draft.cell("relation"):
        relation = None
    if main is not None and not draft.has_changed(*PLACE_COLUMNS):
        return replace(main, role=role, relation=relation)
    place = named.place if isinstance(named, Resolution) else None
    asked = _asked(draft, place)
    if asked is None:
        return None
    return _settled(draft, replace(asked, role=role, relation=relation), within, place)


def _settled(draft: Draft, asked: PlaceAsked, within: Sequence[Span], like: Place | None) -> PlaceRef | None:
    column = "lon" if asked.point else "place_id" if asked.id else "place"
    ref = draft.read(column, lambda _: draft.desk.place(asked, within, like=like), None)
    draft.doubts += draft.desk.doubts if ref else []
    return ref


def _asked(draft: Draft, place: Place | None) -> PlaceAsked | None:
    """What the place cells ask for: what a person wrote last counts, a point before an id before a name."""
    name, ref = draft.cell("place"), draft.cell("place_id")
    radius = draft.read("radius_m", _radius, None)
    if draft.has_changed("lon", "lat") and (draft.cell("lon") or draft.cell("lat")):
        point, drawn = _point(draft), draft.line.shape
        # A shape is as large as it is drawn.
        return (
            None
            if point is None
            else PlaceAsked(name=name, point=point, radius_m=None if drawn else radius, shape=drawn)
        )
    own_radius = radius if draft.has_changed("radius_m") else None
    if draft.has_changed("place_id") and ref:
        return PlaceAsked(name=name if draft.has_changed("place") else "", id=ref, radius_m=own_radius)
    if draft.has_changed("place"):
        return PlaceAsked(name=name, radius_m=own_radius) if name else None
    if place is not None:
        return PlaceAsked(name=name, id=place.id, radius_m=own_radius)
    point = _point(draft) if draft.cell("lon") else None
    return PlaceAsked(name=name, point=point, radius_m=own_radius)


def _radius(cell: str) -> float | None:
    if not cell:
        return None
    radius = number_of(cell)
    if not 0 < radius <= MAX_RADIUS_M:
        raise Unfit(f"{cell[:40]!r} is no radius in metres, above 0 and up to {MAX_RADIUS_M:,.0f}")
    return radius


def _point(draft: Draft) -> tuple[float, float] | None:
    lon, lat = draft.read("lon", number_of, None), draft.read("lat", number_of, None)
    if lon is None or lat is None:
        return None
    return draft.read("lon", lambda _: point_of(lon, lat), None)


def _others(draft: Draft, cell: str, within: Sequence[Span]) -> tuple[PlaceRef, ...]:
    named = draft.desk.named()
    before = draft.before.where if draft.before else ()
    known = {place_text(where, named[where.ref]): where for where in before if where.ref in named}
    refs = []
    for entry in entries_of(cell):
        ref = known.get(entry)
        if ref is None:
            ref = draft.desk.place(place_asked(entry), within)
            draft.doubts += draft.desk.doubts
        refs.append(ref)
    return tuple(refs)
