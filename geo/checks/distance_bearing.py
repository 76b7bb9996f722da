"""distance_bearing: how far and in which direction one place lies from another, on the ellipsoid; needs no front line."""

from __future__ import annotations

from geo.checks.allowed import Allowed, allowed
from geo.checks.question import Question
from geo.checks.verdicts import flipped, kilometres, undecided, worst
from geo.measure import bearing_deg, distance_m
from geo.records import Finding, Place

CHECK = "distance_bearing"
SUPPORTED_DEG = 22.5
"""Half of one of eight winds."""
PARTLY_DEG = 45.0


def check_distance(question: Question) -> Finding:
    """Judge a claim that one place lies so far from another, and in such a direction.

    Distances run from centre to centre; where that fails and the distance between the edges of the two places fits, the
    claim depends on the reading. The worse of distance and direction decides.
    """
    claim = question.claim
    ends = _ends(question)
    if ends is None:
        return undecided(claim, "unnamed_endpoints", "The claim does not name two points between which to measure.")
    ground, figure = ends
    quantity = question.quantity("m")
    said = allowed(quantity) if quantity else None
    stated_deg = question.offset.bearing_deg if question.offset else None
    if said is None and stated_deg is None:
        return undecided(claim, "vague", "The claim states neither a distance nor a direction that could be measured.")
    start, end = (ground.lon, ground.lat), (figure.lon, figure.lat)
    metres, azimuth = distance_m(start, end), bearing_deg(start, end)
    edges = max(0.0, metres - ground.radius_m - figure.radius_m)
    verdicts = []
    if said is not None:
        verdicts.append(_distance_verdict(said, metres, edges))
    if stated_deg is not None:
        verdicts.append(_direction_verdict(stated_deg, azimuth))
    verdict = worst(verdicts)
    figures: dict[str, object] = {"distance_m": round(metres), "bearing_deg": round(azimuth, 1)}
    if stated_deg is not None:
        figures["bearing_off_deg"] = round(_turn(stated_deg, azimuth), 1)
    return Finding(
        claim=claim.id,
        check=CHECK,
        verdict=flipped(verdict) if question.denies else verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        figures=figures,
        tolerance=_tolerance(said, stated_deg),
        readings=_readings(said, metres, edges),
        sentence=_sentence(figure, ground, metres, azimuth, said, stated_deg),
    )


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


def _direction_verdict(stated_deg: float, azimuth: float) -> str:
    off = _turn(stated_deg, azimuth)
    if off <= SUPPORTED_DEG:
        return "supported"
    return "partly" if off <= PARTLY_DEG else "contradicted"


def _turn(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


def _tolerance(said: Allowed | None, stated_deg: float | None) -> dict[str, float]:
    tolerance: dict[str, float] = {}
    if said is not None:
        tolerance |= {"share": said.share, "low_m": round(said.low), "high_m": round(said.high)}
    if stated_deg is not None:
        tolerance |= {"supported_deg": SUPPORTED_DEG, "partly_deg": PARTLY_DEG}
    return tolerance


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
        words += f"; the direction said is {stated_deg:.0f}°, {_turn(stated_deg, azimuth):.0f}° off"
    return f"{words}."
