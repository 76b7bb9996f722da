"""Statements with figures on one matter: which say the same, which do not, and which a later day overtook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from geo.pairs.camps import chained, one_sided, pair
from geo.pairs.figures import Figure
from geo.pairs.statements import Statement
from geo.pairs.words import beside
from geo.records import Pair

Group = list[Statement]
_SAME_DAYS = timedelta(days=3)
"""Figures for days no further apart are figures for one time."""
_SAME_PERIOD = 0.5
"""What was taken in two periods is one matter where they share this much of the longer."""
_SAME_CAMPAIGN = timedelta(days=45)
"""So far apart a region's figure and its country's are still laid beside each other."""
_KM2 = 1e6
_TELLING_DIGITS = 3
"""Fewer may be a rounded figure, at which two people can arrive apart."""
_LONGEST_UPDATE = timedelta(days=366)


def compare_figures(statements: Sequence[Statement]) -> Iterator[Pair]:
    """Yield how the figures on one matter stand to each other; they come sorted by day.

    Notes
    -----
    Figures that say the same make one group, and groups are laid beside their neighbours in size and time only, so that
    many articles yield a few pairs.
    """
    aspect = statements[0].matter.aspect
    if all(_figure(one).implied for one in statements):
        return
    scopes: dict[str, Group] = {}
    for one in statements:
        scopes.setdefault(one.matter.place if aspect == "distance" else one.place.id, []).append(one)
    for scope in sorted(scopes):
        yield from _one_scope(scopes[scope], aspect)
    yield from _across(scopes, aspect)


def _one_scope(statements: Sequence[Statement], aspect: str) -> Iterator[Pair]:
    kind = "always" if aspect == "distance" else "state" if "held" in statements[0].matter.what else "deed"
    if kind == "deed":
        # What was taken, or who was killed, is of one time only where that time is told.
        statements = [one for one in statements if one.claim.times]
    before: Group | None = None
    for run in [list(statements)] if kind == "always" else _times(statements):
        groups = list(_groups(run))
        for group in groups:
            yield from _agreeing(group, aspect, kind)
        for low, high in pairwise(groups):
            a, b = sorted(one_sided(low, high), key=_first_key)
            relation = _relation(a[0], b[0], kind) if a and b else None
            if relation is not None:
                yield pair(a, b, relation, aspect, beside(a, b))
        largest = max(groups, key=len)
        if before is not None and kind == "state":
            yield from _update(before, largest, aspect)
            yield from _repeated(before, largest, aspect)
        before = largest


def _first_key(group: Group) -> tuple[object, ...]:
    return group[0].key if group else ()


def _times(statements: Sequence[Statement]) -> Iterator[Group]:
    """Yield the statements, sorted by first day, a few days at a time."""
    run: Group = []
    for one in statements:
        if run and one.first - run[0].first > _SAME_DAYS:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _groups(run: Group) -> Iterator[Group]:
    """Yield the groups of a run that say the same, the smallest figure first."""
    group: Group = []
    for one in sorted(run, key=lambda one: (_figure(one).value, *one.key)):
        if group and not all(_figure(one).says_the_same(_figure(met)) for met in (group[0], group[-1])):
            yield sorted(group, key=lambda one: one.key)
            group = []
        group.append(one)
    if group:
        yield sorted(group, key=lambda one: one.key)


def _agreeing(group: Group, aspect: str, kind: str) -> Iterator[Pair]:
    first = group[0].text
    a = [one for one in group if one.text == first]
    b = [one for one in group if one.text != first and (kind != "deed" or _same_period(a[0], one))]
    if b and not all(_figure(one).implied for one in group):
        yield pair(a, b, "agree", aspect, beside(a, b))


def _relation(one: Statement, other: Statement, kind: str) -> str | None:
    """Return how two figures stand that do not say the same; None where they are of two times."""
    if _figure(one).implied and _figure(other).implied:
        return None
    if kind == "deed" and not _same_period(one, other):
        return None
    if _figure(one).meets(_figure(other)) or one.loose or other.loose:
        return "differ"
    if kind == "deed":
        return "temporal_update" if _overtaken(one, other) else "conflict"
    at_once = one.first <= other.last and other.first <= one.last
    return "conflict" if at_once or kind == "always" else "temporal_update"


def _overtaken(one: Statement, other: Statement) -> bool:
    """A toll that a later article puts higher was counted further, not contradicted."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    early, late = sorted((one, other), key=lambda each: each.published or each.first)
    return early.matter.aspect == "count" and _figure(early).value < _figure(late).value


def _same_period(one: Statement, other: Statement) -> bool:
    shared = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    longer = max((each.last - each.first).days + 1 for each in (one, other))
    return shared >= _SAME_PERIOD * longer


def _update(before: Group, after: Group, aspect: str) -> Iterator[Pair]:
    """The figure of one time beside that of the next, where both are given by somebody and differ."""
    a, b = one_sided(before[-1:], after[:1])
    if not a or not b or a[0].text == b[0].text or b[0].first - a[0].last > _LONGEST_UPDATE:
        return
    one, other = _figure(a[0]), _figure(b[0])
    if not one.says_the_same(other) and not (one.implied and other.implied):
        relation = "temporal_update" if a[0].last < b[0].first else "differ"
        yield pair(a, b, relation, aspect, beside(a, b))


def _repeated(before: Group, after: Group, aspect: str) -> Iterator[Pair]:
    """One exact figure told for two days not far apart: writers date a commander's figure by the deed or by the report."""
    first = before[-1]
    if aspect != "area" or not _is_exact(_figure(first)) or after[0].first - first.first > _SAME_CAMPAIGN:
        return
    told = [one for one in before if _figure(one).value == _figure(first).value]
    texts = {one.text for one in told}
    again = [one for one in after if one.text not in texts and _figure(one).value == _figure(first).value]
    if again:
        yield pair(told, again, "agree", aspect, beside(told, again))


def _is_exact(figure: Figure) -> bool:
    """Whether nobody arrives at a figure by rounding: unhedged, with digits that tell something."""
    digits = f"{figure.value / _KM2:.0f}"
    return figure.high - figure.low < _KM2 * 1.01 and len(digits.rstrip("0")) >= _TELLING_DIGITS


def _across(scopes: dict[str, Group], aspect: str) -> Iterator[Pair]:
    """What is said of a region beside what is said of its country: the same ground for all that is known, under two names."""
    if aspect != "area":
        return
    countries = sorted(key for key, group in scopes.items() if group[0].place.kind == "country")
    regions = sorted(key for key, group in scopes.items() if group[0].place.kind == "region")
    # With several regions the country's figure is of them all.
    if len(countries) != 1 or len(regions) != 1:
        return
    both = sorted((*scopes[countries[0]], *scopes[regions[0]]), key=lambda one: one.key)
    for run in chained(both, _SAME_CAMPAIGN):
        part, whole = (
            next(_groups([one for one in run if one.place.kind == kind]), []) for kind in ("region", "country")
        )
        a, b = one_sided(part, whole)
        if a and b and {one.text for one in a} != {one.text for one in b}:
            yield pair(a, b, "differ", aspect, beside(a, b))


def _figure(one: Statement) -> Figure:
    if one.figure is None:
        raise TypeError(f"{one.id} has no figure")
    return one.figure
