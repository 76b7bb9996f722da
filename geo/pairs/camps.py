"""Statements without figures, by place: who says one thing and who the opposite, for the same days or for later ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from operator import attrgetter

from geo.pairs.statements import Statement
from geo.pairs.words import said, said_alike
from geo.records import Pair

Group = list[Statement]
_ALIKE_DAYS = 7
"""Two articles that say the same for days no further apart agree."""
_LONGEST_UPDATE = timedelta(days=2 * 366)
"""What was said longer ago is history, not news overtaken."""
_SAME_EVENT_DAYS = 14
"""Two days given for one capture or incursion, no further apart, are two datings of it; further apart it may have been taken twice."""
_DATED = frozenset({"capture", "recapture", "seize", "incursion"})


def compare_camps(statements: Sequence[Statement]) -> Iterator[Pair]:
    """Yield how the statements on one matter stand to each other; they come sorted by day."""
    aspect = statements[0].matter.aspect
    told = [one for one in statements if one.camp != "expected"]
    clashing: set[str] = set()
    for a, b in _clashes(told):
        clashing |= {one.id for one in (*a, *b)}
        yield pair(a, b, "conflict", aspect, said(a, b))
    settled = [one for one in told if one.id not in clashing]
    if aspect == "control":
        yield from _updates(settled)
        yield from _forecasts([one for one in statements if one.camp == "expected"], told)
    yield from _datings(told)
    yield from _agreeing(told)


def pair(a: Sequence[Statement], b: Sequence[Statement], relation: str, aspect: str, sentence: str) -> Pair:
    """Return a pair of two groups."""
    return Pair(
        a=tuple(one.id for one in a), b=tuple(one.id for one in b), relation=relation, aspect=aspect, sentence=sentence
    )


def one_sided(a: Iterable[Statement], b: Iterable[Statement]) -> tuple[Group, Group]:
    """Return two groups without the voices that stand in both: who tells of two days or parts does not contradict himself."""
    a, b = list(a), list(b)
    both = {one.voice for one in a} & {one.voice for one in b}
    return [one for one in a if one.voice not in both], [one for one in b if one.voice not in both]


def chained(statements: Sequence[Statement], gap: timedelta) -> Iterator[Group]:
    """Yield the runs of statements, sorted by first day, between which no more than a gap lies."""
    run: Group = []
    end = date.min
    for one in statements:
        if run and one.first - end > gap:
            yield run
            run = []
        end = max(end, one.last) if run else one.last
        run.append(one)
    if run:
        yield run


def _clashes(told: Sequence[Statement]) -> Iterator[tuple[Group, Group]]:
    """Yield those who say one thing and those who say the opposite for the same days."""
    camps = sorted({one.camp for one in told})
    if len(camps) != 2:
        return
    for run in chained([one for one in told if not one.loose], timedelta(0)):
        a, b = one_sided(*([one for one in run if one.camp == camp] for camp in camps))
        a, b = list(_overlapping(a, b)), list(_overlapping(b, a))
        # "Did not take" beside "did not lose" leaves room for ground that nobody holds.
        if a and b and not all(one.deed.denied for one in (*a, *b)):
            yield (a, b) if a[0].key <= b[0].key else (b, a)


def _overlapping(group: Group, others: Group) -> Iterator[Statement]:
    """Yield those of a group whose days meet those of some other; both come sorted by first day."""
    # Taken and retaken is a sequence, however close the days; a state or a denial contradicts.
    standing = _reaches([one for one in others if not _is_taking(one)])
    anything = _reaches(others)
    for one in group:
        firsts, reach = standing if _is_taking(one) else anything
        before = bisect_right(firsts, one.last)
        if before and reach[before - 1] >= one.first:
            yield one


def _reaches(group: Group) -> tuple[list[date], list[date]]:
    return [one.first for one in group], list(accumulate((one.last for one in group), max))


def _is_taking(one: Statement) -> bool:
    return one.matter.aspect == "control" and one.deed.kind == "event" and not one.deed.denied


def _updates(settled: Sequence[Statement]) -> Iterator[Pair]:
    """A town said to be held by the one, and by the other for a later day."""
    runs: list[Group] = []
    for one in settled:
        if runs and runs[-1][0].camp == one.camp:
            runs[-1].append(one)
        else:
            runs.append([one])
    for before, after in pairwise(runs):
        told = (
            max(_said_for(one) for one in before),
            min(one.first if _is_taking(one) else _said_for(one) for one in after),
        )
        if told[0] >= told[1] or told[1] - told[0] > _LONGEST_UPDATE or all(one.deed.denied for one in after):
            continue
        # Only the last that was said before and the first that was said after: the rest repeats it.
        a, b = _latest(before), _earliest(after)
        if {one.text for one in a} != {one.text for one in b}:
            yield pair(a, b, "temporal_update", "control", said(a, b))


def _said_for(one: Statement) -> date:
    """The day a statement is about, without the days for which it goes on holding."""
    when = one.claim.when
    day = (when.to_day or when.from_day) if when else None
    return one.last if day is None else day


def _latest(run: Group) -> Group:
    top = max(_said_for(one) for one in run)
    return [one for one in run if top - _said_for(one) <= timedelta(days=_ALIKE_DAYS)]


def _earliest(run: Group) -> Group:
    return [one for one in run if one.first <= run[0].first + timedelta(days=_ALIKE_DAYS)]


def _forecasts(expected: Sequence[Statement], told: Sequence[Statement]) -> Iterator[Pair]:
    """A capture that one expects and another tells of: later, or on the same day in another stance."""
    for side in ("RU", "UA"):
        hopes = [one for one in expected if one.deed.side == side]
        facts = [one for one in told if one.camp == side and one.deed.kind == "event" and not one.deed.denied]
        for run in chained(hopes, timedelta(days=_ALIKE_DAYS)):
            if len({one.text for one in run}) > 1:
                a, b = _by_text(run)
                yield pair(a, b, "agree", "outcome", said_alike(a, b))
            last = max(one.last for one in run)
            later = [one for one in facts if one.first > last]
            same = [one for one in facts if one.first <= last and one.last >= run[0].first]
            found, relation = (same, "differ") if same else (_earliest(later) if later else [], "temporal_update")
            texts = {one.text for one in run}
            found = [one for one in found if one.text not in texts]
            if found:
                yield pair(run, found, relation, "outcome", said(run, found))


def _datings(told: Sequence[Statement]) -> Iterator[Pair]:
    """Two days given for one capture of a town, or for the start of one incursion."""
    modes: dict[tuple[str, str | None], Group] = {}
    for one in told:
        if one.dated and not one.deed.denied and one.claim.mode in _DATED and one.deed.side is not None:
            mode = "incursion" if one.claim.mode == "incursion" else "taken"
            modes.setdefault((mode, one.deed.side), []).append(one)
    for key in sorted(modes, key=str):
        days: dict[date, Group] = {}
        for one in modes[key]:
            if one.claim.when is not None and one.claim.when.from_day is not None:
                days.setdefault(one.claim.when.from_day, []).append(one)
        ordered = sorted(days.items())
        for (day, before), (next_day, after) in pairwise(ordered):
            a, b = one_sided(before, after)
            if a and b and next_day - day <= timedelta(days=_SAME_EVENT_DAYS):
                yield pair(a, b, "conflict", "date", said(a, b))
        for _, group in ordered:
            if len({one.text for one in group}) > 1:
                a, b = _by_text(group)
                yield pair(a, b, "agree", "date", said_alike(a, b))


def _agreeing(told: Sequence[Statement]) -> Iterator[Pair]:
    aspect = told[0].matter.aspect if told else ""
    for camp in sorted({one.camp for one in told}):
        for denied in (False, True):
            group = [one for one in told if one.camp == camp and one.deed.denied is denied]
            if aspect == "outcome" and not denied:
                # Of two attacks on one town within a week only the day tells whether they are one.
                group = [one for one in group if one.dated]
            gap = timedelta(days=0 if aspect == "outcome" else _ALIKE_DAYS)
            for run in chained(group, gap):
                if len({one.text for one in run}) > 1:
                    a, b = _by_text(run)
                    yield pair(a, b, "agree", aspect, said_alike(a, b))


def _by_text(run: Group) -> tuple[Group, Group]:
    """Part a run into what the first text says and what the others say."""
    first = min(run, key=attrgetter("key")).text
    return [one for one in run if one.text == first], [one for one in run if one.text != first]
