"""superlative_since: whether a month, week or day brought a side more ground than every other one since a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.checks.change_between import check_change, gives_an_area
from geo.checks.gains import WHOLE_FRONT, Gain, Scope, daily_held, gain_in
from geo.checks.layered import Answered, found, in_order
from geo.checks.question import Question
from geo.checks.scopes import gainer, scopes_of
from geo.checks.verdicts import DECISIVE, net_in_words, square_kilometres, undecided
from geo.checks.words import words_of
from geo.records import Finding, FrontLine

CHECK = "superlative_since"
TIE_SHARE = 0.05
"""Two periods whose gains differ by less, as a share of the larger one, are a tie."""
STEPS_DAYS = {"week": 7, "day": 1}
UNITS = ("month", "week")
"""What a record is read in where its unit is not said."""

Period = tuple[date, date]
"""The eve of the first day, and the last day."""


def superlative_since(
    side: str,
    since: date,
    last_day: date,
    frontlines: Sequence[FrontLine],
    *,
    units: Sequence[str] = UNITS,
    scope: Scope = WHOLE_FRONT,
    tie_share: float = TIE_SHARE,
    claim: str | None = None,
    denies: bool = False,
) -> Finding:
    """Judge a claim that a side gained more ground in a period than in any other since a day.

    Parameters
    ----------
    side
        RU or UA: the side that gains.
    since
        Day after which the periods are compared; the record before it lies on or before that day.
    last_day
        Last day of the period that is said to be the record: that month where it is a month's last day, else the month before.
    units
        "month" (calendar), "week" or "day" (counted back from `last_day`); each is a reading.
    scope
        The ground in which is measured.
    tie_share
        Two gains that differ by less are a tie, and the claim partly right.
    claim, denies
        Id of the claim that is checked, and whether it says that it is not so.

    Returns
    -------
    Finding
        no_data for a layer that does not cover every period since then.
    """
    answers = [
        _answer(front, side, scope, unit, periods_of(unit, since, last_day), tie_share)
        for front in in_order(frontlines)
        for unit in units
    ]
    return found(CHECK, answers, claim=claim, denies=denies, tolerance={"tie_share": tie_share})


def check_superlative(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a claim of a record since a day, in the unit that it names, else by the month and by the week."""
    claim, side, since, days = question.claim, gainer(question), since_of(question), question.days
    if side is None:
        return undecided(claim, "vague", "The claim does not say which side gained the ground.")
    if since is None or not days:
        sentence = "The claim does not say since when nothing was larger, or of which days it speaks."
        return Finding(claim=claim.id, check=CHECK, verdict="no_data", reason="no_chronology", sentence=sentence)
    named = [scope for scope in scopes_of(question) if scope.region is not None and not _is_context(question)]
    return superlative_since(
        side,
        since,
        days[-1],
        frontlines,
        units=_units(question),
        scope=WHOLE_FRONT if question.elsewhere or not named else named[0],
        claim=claim.id,
        denies=question.denies,
    )


def check_record(question: Question, frontlines: Sequence[FrontLine]) -> Finding:
    """Judge a record by its rank, and where it gives its size in square kilometres by that as well; both must be so."""
    rank = check_superlative(question, frontlines)
    if not gives_an_area(question):
        return rank
    size = check_change(question, frontlines)
    if size.verdict not in DECISIVE:
        return rank
    sentence = f"{rank.sentence} {size.sentence}"
    if rank.verdict not in DECISIVE:
        verdict = "contradicted" if size.verdict == "contradicted" else "partly"
        reason = size.reason if verdict == "contradicted" else "component_only"
        return replace(size, verdict=verdict, reason=reason, sentence=sentence)
    if rank.verdict == size.verdict:
        return replace(rank, sentence=sentence)
    return replace(rank, verdict="partly", reason="depends_on_reading", sentence=sentence)


def since_of(question: Question) -> date | None:
    """Return the day that a record is said to stand since; None without one."""
    match = words_of(question).superlative.search(question.claim.quote)
    if match is None:
        return None
    # The time may bring its "since" along.
    at = question.claim.start + match.end() - len("since ")
    return next((time.to_day or time.from_day for time in question.times if time.start >= at), None)


def is_superlative(question: Question) -> bool:
    """Tell whether a claim speaks of a record since some day."""
    return words_of(question).superlative.search(question.claim.quote) is not None


def periods_of(unit: str, since: date, last_day: date) -> tuple[Period, ...]:
    """Return every period of a unit that begins after a day, by day, up to the last whole one on or before `last_day`.

    Examples
    --------
    >>> [str(last) for _, last in periods_of("month", date(2024, 5, 31), date(2024, 9, 10))]
    ['2024-06-30', '2024-07-31', '2024-08-31']
    """
    periods: list[Period] = []
    last = last_day if unit != "month" else _month_end_before(last_day + timedelta(1))
    while True:
        eve = _month_end_before(last) if unit == "month" else last - timedelta(STEPS_DAYS[unit])
        if eve < since or eve.year < 1900:
            return tuple(reversed(periods))
        periods.append((eve, last))
        last = eve


def _month_end_before(day: date) -> date:
    return day.replace(day=1) - timedelta(1)


def _units(question: Question) -> tuple[str, ...]:
    named = next((unit for unit, words in words_of(question).units if words.search(question.claim.quote)), None)
    when = question.claim.when
    if named is None and when is not None and when.granularity in {"month", "week"}:
        named = when.granularity
    return UNITS if named is None else (named,)


def _is_context(question: Question) -> bool:
    return all(part.relation == "context" for part in question.parts)


def _answer(
    front: FrontLine, side: str, scope: Scope, unit: str, periods: Sequence[Period], tie_share: float
) -> Answered:
    held = daily_held(front, side, scope)
    if held is None:
        gap = f"{front.name} does not speak about the ground {scope.name}."
        return Answered(layer=front.name, verdict="no_data", reason="no_layer", sentence=gap)
    reaches = bool(periods) and front.first_day is not None and front.first_day <= periods[0][0]
    gains = [gain_in(front, held, scope, eve, last) for eve, last in periods] if reaches else []
    shown = [(gain.km2, gain) for gain in gains if gain.km2 is not None]
    if len(shown) < 2 or len(shown) < len(gains):
        since = periods[0][0] if periods else "then"
        gap = f"{front.name} reaches from {front.first_day} to {front.last_day}, and does not show every {unit} since {since}."
        return Answered(layer=front.name, verdict="no_data", reason="out_of_time", sentence=gap)
    own, own_gain = shown[-1]
    best, best_gain = max(shown[:-1], key=lambda one: one[0])
    return Answered(
        layer=front.name,
        verdict=_judge(own, best, tie_share),
        reason="depends_on_reading" if _judge(own, best, tie_share) == "partly" else None,
        snapshot=own_gain.last,
        reading=f"by the {unit}, {scope.name}",
        value=round(own, 1),
        figures={"km2": round(own, 1), "largest_other_km2": round(best, 1), "periods": len(shown), "unit": unit},
        sentence=_sentence(side, unit, own_gain, best_gain, len(shown), tie_share),
    )


def _judge(own: float, best: float, tie_share: float) -> str:
    if own <= 0:
        return "contradicted"
    if best > 0 and abs(own - best) <= tie_share * max(own, best):
        return "partly"
    return "supported" if own > best else "contradicted"


def _sentence(side: str, unit: str, own: Gain, best: Gain, count: int, tie_share: float) -> str:
    mine, other = own.km2 or 0.0, best.km2 or 0.0
    return (
        f"{own.layer} shows {net_in_words(side, mine, square_kilometres(abs(mine)))} {own.scope} in the {unit} from {own.first} "
        f"to {own.last}; the largest of the {count - 1} other {unit}s is {square_kilometres(other)}, from {best.first} to "
        f"{best.last}, and within {100 * tie_share:.0f} % is a tie."
    )
