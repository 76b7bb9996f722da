"""distance_bearing: how far and in which direction one place lies from another, on the ellipsoid; needs no front line."""

from __future__ import annotations

from geo.checks.allowed import EXACT_SHARE, HEDGED_SHARE, PARTLY_SHARE, Allowed, allowed, as_quantity
from geo.checks.question import Question
from geo.checks.verdicts import flipped, kilometres, of_claim, turn_deg, undecided, worst
from geo.measure import bearing_deg, distance_m
from geo.records import Finding, Place, Quantity

CHECK = "distance_bearing"
SUPPORTED_DEG = 22.5
"""Half of one of eight winds."""
PARTLY_DEG = 45.0


def check_distance(
    figure: Place,
    ground: Place,
    said: Quantity | float | None = None,
    *,
    bearing: float | None = None,
    denied: bool = False,
    exact_share: float = EXACT_SHARE,
    hedged_share: float = HEDGED_SHARE,
    partly_share: float = PARTLY_SHARE,
    supported_deg: float = SUPPORTED_DEG,
    partly_deg: float = PARTLY_DEG,
) -> Finding:
    """Judge whether one place lies so far from another, and in such a direction.

    Distances run from centre to centre; where that fails and the distance between the edges of the two places fits, it
    depends on the reading. The worse of distance and direction decides.

    Parameters
    ----------
    figure, ground
        "Pokrovsk (figure), 50 km north-west of Donetsk (ground)".
    said
        Kilometres, or a quantity as it was read from words; None where only a direction is said.
    bearing
        Degrees clockwise from true north in which the figure is said to lie; None where only a distance is said.
    denied
        True to judge that it does not lie there.
    exact_share, hedged_share, partly_share
        Tolerances of the distance, see `allowed`.
    supported_deg, partly_deg
        Degrees by which the direction may be off and be right, or partly right.
    """
    quantity = None if said is None else as_quantity(said, si_unit="m", factor=1000.0, unit="km")
    span = None
    if quantity is not None:
        span = allowed(quantity, exact_share=exact_share, hedged_share=hedged_share, partly_share=partly_share)
    if span is None and bearing is None:
        return undecided(None, "vague", "The claim states neither a distance nor a direction that could be measured.")
    start, end = (ground.lon, ground.lat), (figure.lon, figure.lat)
    metres, azimuth = distance_m(start, end), bearing_deg(start, end)
    edges = max(0.0, metres - ground.radius_m - figure.radius_m)
    verdicts = []
    tolerance: dict[str, float] = {}
    figures: dict[str, object] = {"distance_m": round(metres), "bearing_deg": round(azimuth, 1)}
    if span is not None:
        verdicts.append(_distance_verdict(span, metres, edges))
        tolerance |= {"share": span.share, "low_m": round(span.low), "high_m": round(span.high)}
    if bearing is not None:
        off = turn_deg(bearing, azimuth)
        verdicts.append("supported" if off <= supported_deg else "partly" if off <= partly_deg else "contradicted")
        tolerance |= {"supported_deg": supported_deg, "partly_deg": partly_deg}
        figures["bearing_off_deg"] = round(off, 1)
    verdict = worst(verdicts)
    return Finding(
        claim=None,
        check=CHECK,
        verdict=flipped(verdict) if denied else verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        figures=figures,
        tolerance=tolerance,
        readings=_readings(span, metres, edges),
        sentence=_sentence(figure, ground, metres, azimuth, span, bearing),
    )


def answer_distance(question: Question) -> Finding:
    """Judge a claim that one place lies so far from another, and in such a direction."""
    claim = question.claim
    ends = _ends(question)
    if ends is None:
        return undecided(claim, "unnamed_endpoints", "The claim does not name two points between which to measure.")
    ground, figure = ends
    bearing = question.offset.bearing_deg if question.offset else None
    finding = check_distance(figure, ground, _distance(question), bearing=bearing, denied=question.denies)
    return of_claim(finding, claim)


def _distance(question: Question) -> Quantity | None:
    """Return the distance said: of several ("not 10 km but 55 km from X") the one in the words that give the place."""
    offset = question.offset
    own = [q for q in question.quantities if offset and q.si_unit == "m" and offset.start <= q.start < offset.end]
    return own[0] if own else question.quantity("m")


def _ends(question: Question) -> tuple[Place, Place] | None:
    """Return (ground, figure): the two named points, or None when one is missing or is a region."""
    figures = question.places(["figure"])
    grounds = question.places(["ground"]) or tuple(p for p in (question.offset_ground,) if p)
    if len(figures) != 1 or len(grounds) != 1 or figures[0].id == grounds[0].id:
        return None
    if any(place.kind not in {"city", "facility"} for place in (grounds[0], figures[0])):
        return None
    return grounds[0], figures[0]


def _distance_verdict(said: Allowed, metres: float, edges: float) -> str:
    centres = said.verdict(metres)
    if centres == "contradicted" and said.verdict(edges) != "contradicted":
        return "partly"
    return centres


def _readings(said: Allowed | None, metres: float, edges: float) -> tuple[dict[str, object], ...]:
    if said is None:
        return ()
    return (
        {"reading": "centre to centre", "value": round(metres), "verdict": said.verdict(metres)},
        {"reading": "edge to edge", "value": round(edges), "verdict": said.verdict(edges)},
    )


def _sentence(
    figure: Place, ground: Place, metres: float, azimuth: float, said: Allowed | None, stated_deg: float | None
) -> str:
    words = f"{figure.name} lies {kilometres(metres)} from {ground.name}, centre to centre, bearing {azimuth:.0f}°"
    if said is not None:
        words += f"; the wording allows {kilometres(said.low)} to {kilometres(said.high)}"
    if stated_deg is not None:
        words += f"; the direction said is {stated_deg:.0f}°, {turn_deg(stated_deg, azimuth):.0f}° off"
    return f"{words}."
