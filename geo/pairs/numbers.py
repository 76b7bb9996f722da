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
_LONGEST_UPDATE = timedelta(days=366)


def compare_figures(statements: Sequence[Statement]) -> Iterator[Pair]:
    """Yield how the figures on one matter stand to each other; they come sorted by day.

    Notes
    -----
    Figures that say the same make one group, and groups are laid beside their neighbours in size and time only, so that
    many articles yield a few pairs.
    """
    aspect = statements[0].matter.aspect
    scopes: dict[str, Group] = {}
    for one in statements:
        scopes.setdefault(one.matter.place if aspect == "distance" else one.place.id, []).append(one)
    for scope in sorted(scopes):
        yield from _one_scope(scopes[scope], aspect)
    yield from _across(scopes, aspect)


def _one_scope(statements: Sequence[Statement], aspect: str) -> Iterator[Pair]:
    lasting = aspect == "distance" or "held" in statements[0].matter.what
    before: Group | None = None
    runs = [list(statements)] if aspect == "distance" else chained(statements, _SAME_DAYS if lasting else timedelta(0))
    for run in runs:
        groups = list(_groups(run))
        for group in groups:
            yield from _agreeing(group, aspect)
        for low, high in pairwise(groups):
            a, b = one_sided(low, high)
            if a and b:
                a, b = (a, b) if a[0].key <= b[0].key else (b, a)
                yield pair(a, b, _relation(a, b, lasting=lasting), aspect, beside(a, b))
        largest = max(groups, key=len)
        if before is not None and lasting:
            yield from _update(before, largest, aspect)
        before = largest


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


def _agreeing(group: Group, aspect: str) -> Iterator[Pair]:
    first = group[0].text
    a, b = [one for one in group if one.text == first], [one for one in group if one.text != first]
    if b and (aspect == "distance" or "held" in group[0].matter.what or _same_period(a[0], b[0])):
        yield pair(a, b, "agree", aspect, beside(a, b))


def _relation(a: Group, b: Group, *, lasting: bool) -> str:
    one, other = a[0], b[0]
    if _figure(one).meets(_figure(other)) or one.loose or other.loose:
        return "differ"
    if not lasting and _overtaken(one, other):
        return "temporal_update"
    plain = all(statement.published is not None for statement in (one, other))
    at_once = one.first <= other.last and other.first <= one.last
    if lasting:
        return "conflict" if at_once or one.matter.aspect == "distance" else "temporal_update"
    return "conflict" if plain and one.dated and other.dated and _same_period(one, other) else "differ"


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
    if not _figure(a[0]).says_the_same(_figure(b[0])):
        yield pair(a, b, "temporal_update", aspect, beside(a, b))


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
