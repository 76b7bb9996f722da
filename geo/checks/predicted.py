"""What one layer, or one source of it, says of a prediction: whether it came true inside its horizon, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.checks.approach import LOOKED_BACK_DAYS, Approach
from geo.checks.course import Course, size_in_words
from geo.checks.layered import Answered
from geo.checks.verdicts import days_in_words
from geo.records import Place

_SIDES = {"RU": "Russian-held", "UA": "Ukrainian-held"}
_VERDICTS = {
    "came true": ("supported", None),
    "half": ("partly", "depends_on_reading"),
    "did not": ("contradicted", "after_horizon"),
    "open": ("no_data", "out_of_time"),
}
_OPPOSITES = {"came true": "did not", "did not": "came true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How long a prediction has to come true."""

    said: date
    last: date | None = None
    """Last day; None where the prediction sets no end."""
    words: str = ""
    """The words that set it."""

    def told(self) -> str:
        """Return it in words: "Said on 2024-09-10 with a horizon of 30 days, to 2024-10-10 (“about to”)"."""
        if self.last is None:
            return f"Said on {self.said} without a time by which it is to happen"
        words = f" (“{self.words}”)" if self.words else ""
        return f"Said on {self.said} with a horizon of {days_in_words((self.last - self.said).days)}, to {self.last}{words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Shares of a footprint from which a prediction is half true, and true."""

    true_from: float
    half_from: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is predicted, and from which shares it counts."""

    place: Place
    side: str
    horizon: Horizon
    levels: Levels
    possible: bool
    denies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What a layer that draws areas shows beside the shares."""

    centre: date | None = None
    forecast: Approach | None = None
    fitted_days: int = LOOKED_BACK_DAYS


def answer_of(asked: Asked, course: Course, later: Later) -> Answered:
    """Return the verdict of one course on a prediction; "may happen" is borne out by what happened, and denied by nothing."""
    if course.first_day is None:
        gap = f"{course.layer} does not speak of {asked.place.name}."
        return Answered(layer=course.layer, verdict="no_data", reason="no_layer", sentence=gap)
    if course.last_day is not None and course.last_day < asked.horizon.said:
        gap = f"{course.source} ends on {course.last_day}, before it was said, and shows nothing of what came of it."
        return Answered(layer=course.layer, verdict="no_data", reason="out_of_time", sentence=gap)
    share = course.at(asked.horizon.said)
    if share is None:
        gap = f"{course.layer} says nothing about {asked.place.name} on {asked.horizon.said}."
        return Answered(layer=course.layer, verdict="no_data", reason="out_of_time", sentence=gap)
    status = _status(course, asked.horizon, asked.levels, share)
    verdict, reason = _VERDICTS.get(status, ("not_checkable", "vague"))
    if course.by_absence and verdict in ("supported", "partly"):
        # Ground that nobody is drawn on any more may be anybody's.
        verdict, reason = "no_data", "component_only"
    if asked.possible and verdict == "contradicted" and not asked.denies:
        verdict, reason = "not_checkable", "vague"
    return Answered(
        layer=course.layer,
        verdict=verdict,
        reason=reason,
        snapshot=_settled_on(course, asked),
        reading=f"{course.named(asked.place)}, to {asked.horizon.last or 'any day'}",
        value=status,
        figures=_figures(asked, course, share, status, later),
        sentence=_sentence(asked, course, share, status, later),
    )


def _status(course: Course, horizon: Horizon, levels: Levels, share: float) -> str:
    """Return "open", "came true", "half" or "did not"; "already" where it was so when it was said."""
    if share >= levels.true_from:
        return "already"
    last = horizon.last or course.days[-1]
    most = course.most(horizon.said, last)
    if most >= levels.true_from:
        return "came true"
    if horizon.last is None or course.last_day is None or course.last_day < horizon.last:
        return "open"
    # What was held when it was said is no part of what was to come.
    if levels.half_from is not None and most >= max(
        levels.half_from, share + levels.half_from * (share >= levels.half_from)
    ):
        return "half"
    return "did not"


def _settled_on(course: Course, asked: Asked) -> date | None:
    """Return the day of the snapshot that closes the prediction, or of the newest while it is open."""
    came = course.first_from(asked.levels.true_from, asked.horizon.said)
    last = asked.horizon.last or course.days[-1]
    if came is not None and came <= last:
        return came
    number = course.number_at(min(last, course.days[-1]))
    return None if number is None else course.days[number]


def _figures(asked: Asked, course: Course, share: float, status: str, later: Later) -> dict[str, Any]:
    said, last = asked.horizon.said, asked.horizon.last or course.days[-1]
    came = course.first_from(asked.levels.true_from, said)
    figures: dict[str, Any] = {
        "status": _OPPOSITES.get(status, status) if asked.denies else status,
        "share_when_said": round(share, 4),
        "most_by_horizon": round(course.most(said, last), 4),
        "outcome_day": came.isoformat() if came else None,
    }
    if later.centre is not None:
        figures |= {
            "centre_inside_day": later.centre.isoformat(),
            "centre_inside_after_days": (later.centre - said).days,
        }
    if later.forecast is not None:
        figures |= {
            "front_to_centre_m": round(later.forecast.distance_m),
            "approach_m_per_day": round(later.forecast.m_per_day, 1),
            "forecast_day": later.forecast.reached.isoformat() if later.forecast.reached else None,
        }
    return figures


def _sentence(asked: Asked, course: Course, share: float, status: str, later: Later) -> str:
    place, said = asked.place, asked.horizon.said
    if status == "already":
        return f"{course.source} has {100 * share:.0f} % of {place.name} as {_SIDES[asked.side]} on {said} already."
    last = min(asked.horizon.last or course.days[-1], course.last_day or course.days[-1])
    if last <= said:
        return f"{course.source} has {100 * share:.0f} % of {place.name} as {_SIDES[asked.side]} on {said}, and shows no later day."
    what = f"{place.name} ({size_in_words(place)})" if course.drawn else place.name
    told = [
        f"{course.source} shows at most {100 * course.most(said, last):.0f} % of {what} as {_SIDES[asked.side]} up to {last}; "
        f"{100 * asked.levels.true_from:.0f} % makes it true"
    ]
    if asked.levels.half_from is not None:
        told.append(f"{100 * asked.levels.half_from:.0f} % half true")
    return f"{', '.join(told)}. {_outcome(asked, course, later)}{_forecast(said, later)}".strip()


def _outcome(asked: Asked, course: Course, later: Later) -> str:
    said = asked.horizon.said
    came = course.first_from(asked.levels.true_from, said)
    words = []
    if later.centre is not None:
        words.append(
            f"its centre is first inside on {later.centre}, {days_in_words((later.centre - said).days)} after it was said"
        )
    if came is not None:
        words.append(f"{100 * asked.levels.true_from:.0f} % is first reached on {came}")
    if not words:
        words.append(f"that is not reached up to {course.last_day}")
    told = ", and ".join(words)
    return f"{told[0].upper()}{told[1:]}. "


def _forecast(said: date, later: Later) -> str:
    if later.forecast is None:
        return ""
    where = f"On {said} the nearest such ground lay {later.forecast.distance_m / 1000:.1f} km from the centre; "
    line = f"a straight line through the {later.fitted_days} days before"
    if later.forecast.reached is None:
        return f"{where}{line} did not lead there."
    return f"{where}{line} would have reached it on {later.forecast.reached}."
