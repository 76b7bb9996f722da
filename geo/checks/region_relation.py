"""region_relation: whether a place lies in a region, borders it or is part of it; boundaries alone tell, no front line is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely.geometry import Point, box

from geo.boundaries import read_boundaries
from geo.checks.question import Question
from geo.checks.verdicts import flipped, kilometres, of_claim, undecided
from geo.control.ground import OPPONENT, has_outline
from geo.measure import area_km2, buffer_m, edge_distance_m, footprint, gap_m, length_m
from geo.records import AREA_KINDS, Finding, FrontLine, Place

CHECK = "region_relation"
EDGE_M = 2_000.0
"""Two drawings of one border lie up to this far apart."""
WHOLE_FROM, NONE_TO = 0.98, 0.02
"""Shares of a region from which and up to which it counts as part of another."""
IN, BORDERS, PART_OF = "in", "borders", "part_of"
_BORDER = re.compile(
    r"\bborder(?:ing|s)?\s(?:region|oblast|area|province|territor)|\bfrontier\s(?:region|area)|"
    r"приграничн\w{1,4}\s(?:\w{1,20}\s){0,2}(?:област|регион|район)|прикордонн\w{1,4}\s(?:\w{1,20}\s){0,2}(?:област|регіон|район)",
    re.IGNORECASE,
)
_COUNTRIES = {"RU": "ne:RU", "UA": "ne:UA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    verdict: str
    reason: str | None
    figures: dict[str, object]
    words: str


def check_region(
    figure: Place,
    ground: Place,
    relation: str,
    *,
    denied: bool = False,
    edge_m: float = EDGE_M,
    whole_from: float = WHOLE_FROM,
    none_to: float = NONE_TO,
) -> Finding:
    """Judge whether a place lies in a region, borders it or is part of it.

    Parameters
    ----------
    figure, ground
        "Sudzha (figure) lies in Kursk Oblast (ground)". The ground has a polygon; so has the figure, unless it lies in it as a point.
    relation
        "in", "borders" or "part_of".
    denied
        True to judge that it is not so.
    edge_m
        Metres by which two drawings of a border may differ.
    whole_from, none_to
        Shares of the figure, 0 to 1, inside the ground from which and up to which it is part of it.

    Returns
    -------
    Finding
        not_checkable where a polygon is missing or the relation is another.
    """
    if relation not in _MEASURES or not has_outline(ground) or (relation != IN and not has_outline(figure)):
        return undecided(
            None, "vague", f"The outlines of {figure.name} and {ground.name} do not tell whether it is so."
        )
    measured = _MEASURES[relation](figure, ground, edge_m, (none_to, whole_from))
    return Finding(
        claim=None,
        check=CHECK,
        verdict=flipped(measured.verdict) if denied else measured.verdict,
        reason=measured.reason,
        figures=measured.figures,
        tolerance={"edge_m": edge_m}
        | ({"whole_from_share": whole_from, "none_to_share": none_to} if relation == PART_OF else {}),
        sentence=measured.words,
    )


def answer_region(question: Question, _: Sequence[FrontLine]) -> Finding:
    """Check the words "border region" inside a claim of something else, which stays undecided."""
    claim, asked = question.claim, _border_region(question)
    if asked is None:
        return undecided(claim, "vague", "The claim does not name one region at the border.")
    finding = check_region(*asked, BORDERS)
    consistent = {"supported": "consistent", "contradicted": "inconsistent"}.get(finding.verdict, "close")
    whole = replace(
        finding,
        verdict="no_data",
        reason="component_only",
        figures={"component": consistent, **finding.figures},
        sentence=f"{finding.sentence} Only that was checked: what happened there no front line shows.",
    )
    return of_claim(whole, claim)


def names_border_region(question: Question) -> bool:
    """Tell whether a claim calls a region of Russia or Ukraine a border region."""
    return _border_region(question) is not None


def _border_region(question: Question) -> tuple[Place, Place] | None:
    """Return the region and the country it is said to border."""
    if not _BORDER.search(question.claim.quote):
        return None
    regions = {p.place.id: p.place for p in question.parts if p.place.kind == "region" and p.relation != "context"}
    if len(regions) != 1:
        return None
    (region,) = regions.values()
    if region.country not in OPPONENT or not has_outline(region):
        return None
    country = read_boundaries()[_COUNTRIES[OPPONENT[region.country]]]
    return region, Place(
        id=country.id,
        name=country.name,
        kind="country",
        lon=country.lon,
        lat=country.lat,
        radius_m=country.radius_m,
        country=country.country,
        geometry="polygon",
        shape=country.shape,
    )


def _in(figure: Place, ground: Place, edge_m: float, _: tuple[float, float]) -> _Measured:
    if figure.kind in AREA_KINDS and has_outline(figure):
        return _part_of(figure, ground, edge_m, (NONE_TO, WHOLE_FROM))
    point = (figure.lon, figure.lat)
    shape = footprint(ground)
    inside, metres = bool(shape.covers(Point(point))), edge_distance_m(point, shape)
    verdict = "supported" if inside else "partly" if metres <= edge_m else "contradicted"
    where = "inside" if inside else "outside"
    return _Measured(
        verdict=verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        figures={"inside": inside, "edge_m": round(metres)},
        words=f"The centre of {figure.name} lies {where} {ground.name}, {kilometres(metres)} from its border.",
    )


def _borders(figure: Place, ground: Place, edge_m: float, _: tuple[float, float]) -> _Measured:
    shape, other = footprint(figure), footprint(ground)
    assert other is not None  # noqa: S101  the caller asks only of grounds with an outline
    west, south, east, north = shape.bounds
    # Of a country only what lies near the region is measured.
    near = other.intersection(box(west - 1, south - 1, east + 1, north + 1))
    part = near if not near.is_empty else other
    gap = gap_m(shape, part)
    inside = area_km2(shape.intersection(part)) / area_km2(shape)
    if gap > edge_m or inside >= WHOLE_FROM:
        verdict = "contradicted"
        shared = 0.0
    else:
        verdict = "supported"
        shared = length_m(shape.boundary.intersection(buffer_m(part, edge_m)))
    how = f"share about {kilometres(shared)} of border" if shared else f"lie {kilometres(gap)} apart"
    if inside >= WHOLE_FROM:
        how = "do not border each other: the first lies inside the second"
    return _Measured(
        verdict=verdict,
        reason=None,
        figures={"gap_m": round(gap), "shared_border_m": round(shared)},
        words=f"{figure.name} and {ground.name} {how}.",
    )


def _part_of(figure: Place, ground: Place, edge_m: float, shares: tuple[float, float]) -> _Measured:  # noqa: ARG001  as the others
    shape, other = footprint(figure), footprint(ground)
    assert other is not None  # noqa: S101  the caller asks only of grounds with an outline
    share = min(1.0, area_km2(shape.intersection(other)) / area_km2(shape))
    none_to, whole_from = shares
    verdict = "supported" if share >= whole_from else "contradicted" if share <= none_to else "partly"
    return _Measured(
        verdict=verdict,
        reason="depends_on_reading" if verdict == "partly" else None,
        figures={"share": round(share, 4)},
        words=f"{100 * share:.0f} % of {figure.name} lies in {ground.name}.",
    )


_MEASURES = {IN: _in, BORDERS: _borders, PART_OF: _part_of}
