"""control_at: whose ground a place stands on, on the day of the claim, by the share of its footprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.checks.ground import NOT_HELD_TO, Answer, Shown, ask, standing_of
from geo.checks.layered import in_order
from geo.checks.verdicts import DECISIVE, flipped, together
from geo.control.ground import HELD_FROM
from geo.records import AREA_KINDS, Finding, FrontLine, LayerVerdict, Place

CHECK = "control_at"
BY_POINT = "A list of settlements states each as a whole, by one point."
HALF_WORDS = {"N": "northern half", "S": "southern half", "E": "eastern half", "W": "western half"}
"""The halves of a footprint, as `half` names them."""
SPLIT = "depends_on_reading"
"""Why a place that is held in part is partly right: it was measured, and whether that much is the place is a matter of words."""
_VERDICTS = {"held": "supported", "contested": "partly", "not_held": "contradicted"}
_SEEN = 0.005
"""Share from which a rounded per cent is not nought."""
_SIDE_WORDS = {"RU": "Russian-held", "UA": "Ukrainian-held"}
_OPPOSED_WORDS = {"RU": "outside Ukrainian-held ground", "UA": "outside Russian-held ground"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is said of the places, and how it is measured."""

    side: str
    day: date
    """The last day asked about."""
    lost: bool
    changes: bool
    denied: bool
    half: str | None
    held_from: float
    not_held_to: float
    of_all: bool
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What one reading says of the claim at one place on one day."""

    answer: Answer
    shown: Shown | None
    verdict: str
    reason: str | None


def check_control(
    place: Place,
    side: str,
    day: date,
    frontlines: Sequence[FrontLine],
    *,
    half: str | None = None,
    denied: bool = False,
    held_from: float = HELD_FROM,
    not_held_to: float = NOT_HELD_TO,
) -> Finding:
    """Judge whether a side holds a place on a day, by every front line that covers it.

    Parameters
    ----------
    place
        Its footprint is its polygon where one is known, else a disc of its radius within 1 to 12 km.
    side
        RU or UA.
    day
        The newest snapshot on or before it is asked, never a later one.
    half
        N, S, E or W for that half of the footprint; None for the whole.
    denied
        True to judge that the side does not hold it.
    held_from, not_held_to
        Shares of the footprint, 0 to 1, from which and up to which it counts as held and as not held.

    Returns
    -------
    Finding
        With the share of the footprint, and of its four halves, on the side's ground; no_data when no front line covers the place.
    """
    return check_places(
        (place,), side, (day,), frontlines, half=half, denied=denied, held_from=held_from, not_held_to=not_held_to
    )


def check_places(
    places: Sequence[Place],
    side: str,
    days: Sequence[date],
    frontlines: Sequence[FrontLine],
    *,
    lost: bool = False,
    changes: bool = False,
    denied: bool = False,
    half: str | None = None,
    held_from: float = HELD_FROM,
    not_held_to: float = NOT_HELD_TO,
    of_all: bool = False,
    unplaced: tuple[str, ...] = (),
) -> Finding:
    """Judge whether a side holds, took or lost several places together on some days.

    Parameters
    ----------
    days
        In order; the last is told.
    lost
        True when the side is said not to hold them any more.
    changes
        True when they are said to have changed hands: a layer that cannot show the side arriving decides nothing then.
    denied
        True when it is said that it is not so.
    of_all
        True where it is said how much of a place is meant ("all of", "most of"): then a part of a region decides, too.
    unplaced
        Names of places that belong to the statement and could not be looked up.
    """
    asked = _Asked(
        side=side,
        day=days[-1],
        lost=lost,
        changes=changes,
        denied=denied,
        half=half,
        held_from=held_from,
        not_held_to=not_held_to,
        of_all=of_all,
        unplaced=unplaced,
    )
    answers = [
        ask(front, one, side, day, half=half) for front in in_order(frontlines) for one in places for day in days
    ]
    judged = [_judge(asked, answer, shown) for answer in answers for shown in answer.shown or (None,)]
    return _finding(asked, judged)


def _judge(asked: _Asked, answer: Answer, shown: Shown | None) -> _Judged:
    if shown is None:
        return _Judged(answer=answer, shown=None, verdict="no_data", reason=answer.reason)
    standing = _standing(asked, shown)
    if answer.place.kind in AREA_KINDS and standing != "held" and not asked.of_all:
        # "Holds the region" may mean a part of it: only a share that holds for the whole decides.
        return _Judged(answer=answer, shown=shown, verdict="not_checkable", reason="vague")
    verdict = flipped(_VERDICTS[standing]) if asked.lost else _VERDICTS[standing]
    arrives_unseen = answer.leaves_unseen if asked.lost else answer.by_absence
    if verdict == "supported" and asked.changes and not asked.denied and arrives_unseen:
        # The layer leaves the ground undrawn on every day: it cannot show that anything changed there.
        return _Judged(answer=answer, shown=shown, verdict="no_data", reason="component_only")
    if asked.denied:
        verdict = flipped(verdict)
    return _Judged(answer=answer, shown=shown, verdict=verdict, reason=SPLIT if verdict == "partly" else None)


def _standing(asked: _Asked, shown: Shown) -> str:
    if shown.share is None:
        return shown.standing
    return standing_of(shown.share, grey=shown.grey, held_from=asked.held_from, not_held_to=asked.not_held_to)


def _finding(asked: _Asked, judged: Sequence[_Judged]) -> Finding:
    decided = [one for one in judged if one.verdict in DECISIVE]
    verdict, reason = _overall(judged, decided)
    silent = _silent(judged, decided) if decided else []
    told = _told([*decided, *silent] if decided else [one for one in judged if one.shown] or judged, asked.day)
    if asked.unplaced and verdict == "supported":
        verdict, reason = "partly", "component_only"
    first = told[0] if told else None
    by_layer = _by_layer(judged, asked.day)
    disagree = len({one.verdict for one in by_layer if one.verdict in DECISIVE}) > 1
    by_point = any(one.shown is not None and one.shown.share is None for one in told)
    sentences = [
        *dict.fromkeys(_sentence(asked, one) for one in told),
        *([BY_POINT] if by_point else []),
        *([f"Not placed, so not looked up: {', '.join(asked.unplaced)}."] if asked.unplaced else []),
    ]
    return Finding(
        claim=None,
        check=CHECK,
        verdict=verdict,
        reason=reason,
        figures=_figures(first) if first and first.shown else {},
        layer=first.answer.layer if first and first.shown else None,
        snapshot=first.answer.snapshot if first and first.shown else None,
        tolerance={"held_from_share": asked.held_from, "not_held_to_share": asked.not_held_to},
        readings=tuple(_reading(asked, one) for one in decided) if len(decided) > 1 else (),
        by_layer=by_layer,
        sentence=" ".join([*sentences, *(["The layers disagree."] if disagree else [])]) or "No front line is loaded.",
    )


def _silent(judged: Sequence[_Judged], decided: Sequence[_Judged]) -> list[_Judged]:
    """Return the readings of places that no layer decides, where other places of the claim are decided."""
    known = {one.answer.place.id for one in decided}
    return [one for one in judged if one.answer.place.id not in known]


def _overall(judged: Sequence[_Judged], decided: Sequence[_Judged]) -> tuple[str, str | None]:
    verdicts = [one.verdict for one in decided]
    if verdicts:
        verdict = together(verdicts)
        disagree = len(set(verdicts)) > 1
        if verdict == "supported" and _silent(judged, decided):
            # "A and B" is not borne out by A alone.
            return "partly", "coverage"
        return verdict, "depends_on_reading" if disagree else SPLIT if verdict == "partly" else None
    if any(one.verdict == "not_checkable" for one in judged):
        return "not_checkable", "vague"
    reasons = {one.reason for one in judged}
    return "no_data", next((r for r in ("component_only", "out_of_time") if r in reasons), "no_layer")


def _told(judged: Sequence[_Judged], day: date) -> list[_Judged]:
    """Return the readings the sentence tells: drawn shares first, at the claim's last day where it has one."""
    last = [one for one in judged if one.answer.day == day] or list(judged)
    return sorted(last, key=_telling_order)


def _telling_order(one: _Judged) -> tuple[bool, str, str, str]:
    shown = one.shown
    return shown is None or shown.share is None, one.answer.layer, one.answer.place.id, shown.reading if shown else ""


def _by_layer(judged: Sequence[_Judged], day: date) -> tuple[LayerVerdict, ...]:
    layers: dict[str, list[_Judged]] = {}
    for one in judged:
        if one.answer.day == day:
            layers.setdefault(one.answer.layer, []).append(one)
    verdicts = []
    for layer, ones in sorted(layers.items()):
        verdict, reason = _overall(ones, [one for one in ones if one.verdict in DECISIVE])
        shares = [_figures(one) for one in ones if one.shown]
        verdicts.append(
            LayerVerdict(
                layer=layer,
                snapshot=next((one.answer.snapshot for one in ones if one.shown), None),
                verdict=verdict,
                reason=reason,
                figures=shares[0] if len(shares) == 1 else {},
            )
        )
    return tuple(verdicts)


def _figures(one: _Judged) -> dict[str, object]:
    shown = one.shown
    figures: dict[str, object] = {"place": one.answer.place.name}
    radius = one.answer.radius_m
    if shown is not None and shown.share is not None:
        figures |= {"share": round(shown.share, 4), "radius_m": radius and round(radius)}
        figures |= {"grey_share": round(shown.grey, 4)} if shown.grey else {}
        figures |= {f"share_{half.lower()}": round(share, 4) for half, share in shown.halves.items()}
    return figures


def _reading(asked: _Asked, one: _Judged) -> dict[str, object]:
    shown = one.shown
    standing = _standing(asked, shown) if shown else None
    return {
        "reading": f"{shown.reading if shown else one.answer.layer}, {one.answer.place.name}, {one.answer.day}",
        "value": standing if shown is None or shown.share is None else round(shown.share, 4),
        "verdict": one.verdict,
    }


def _sentence(asked: _Asked, one: _Judged) -> str:
    answer, shown = one.answer, one.shown
    name = answer.place.name
    if shown is None:
        if answer.reason == "out_of_time":
            return (
                f"{answer.layer} says nothing about {name} on {answer.day}: no snapshot on or shortly before that day."
            )
        if answer.as_a_whole:
            halves = HALF_WORDS.get(asked.half or "", "parts")
            return f"{answer.layer} states {name} as a whole, by one point, and cannot tell its {halves}."
        return f"{answer.layer} does not cover {name}."
    if shown.share is None:
        words = {
            "held": _SIDE_WORDS[asked.side],
            "not_held": f"not {_SIDE_WORDS[asked.side]}",
            "contested": "held by neither side for sure",
        }
        return f"{shown.reading} has {name} as {words[shown.standing]} on {answer.day}."
    where = _OPPOSED_WORDS[asked.side] if answer.by_absence else f"on {_SIDE_WORDS[asked.side]} ground"
    radius = answer.radius_m
    size = "its outline" if radius is None else f"a disc of {radius / 1000:.1f} km around its centre"
    which = f"the {HALF_WORDS[asked.half]} of {name}" if asked.half else name
    return (
        f"{answer.layer}, snapshot of {answer.snapshot}: {100 * shown.share:.0f} % of {which} ({size}) lies {where}"
        f"{f' and {100 * shown.grey:.0f} % on contested ground' if shown.grey >= _SEEN else ''}; "
        f"{100 * asked.held_from:.0f} % or more counts as held, {100 * asked.not_held_to:.0f} % or less as not held."
    )
