"""The figures of a claim that can stand beside another's: areas, shares, counts and distances in SI, with their intervals."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.pairs.deeds import Deed
from geo.pairs.grounds import Ground
from geo.records import Claim, Quantity

_KM2 = 1e6
_SLACK = 1.1
"""Ends of two intervals within a tenth are no conflict."""
_HEDGES = {"about": "about ", "at_least": "at least ", "at_most": "up to ", "below": "under "}
_PEOPLE = {
    **dict.fromkeys(("person", "people", "killed", "dead", "victim", "death"), "people"),
    **dict.fromkeys(("soldier", "serviceman", "troop", "personnel", "fighter"), "soldiers"),
    **dict.fromkeys(("settlement", "village", "town", "city"), ""),
}
_SETTLEMENTS = {"settlement": "settlements", "village": "villages", "town": "towns", "city": "cities"}
_STOCK = frozenset({"hold", "occupy"})
_FLOW = frozenset({"capture", "recapture", "gain", "advance", "seize", "retreat", "lost"})
_WOUNDED = re.compile(r"\b(?:wound|injur|поран|ранен)", re.IGNORECASE)
_DEAD = re.compile(r"\b(?:kill|dead|died|deaths?\b|murder|загин|вбит|убит|погиб)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with what it counts."""

    aspect: str
    """area, share, count or distance."""
    what: tuple[str, ...]
    """What is counted, so that only like stands beside like."""
    value: float
    low: float
    high: float
    """What the wording allows, SI."""
    words: str
    """The figure as a reader should see it: "1,295 km² (500 square miles)"."""
    implied: bool = False
    """Worked out from a share; two such figures are compared as the shares they are."""

    def says_the_same(self, other: Figure) -> bool:
        """Whether each allows the other's value."""
        return self.low <= other.value <= self.high and other.low <= self.value <= other.high

    def meets(self, other: Figure) -> bool:
        """Whether some value is allowed by both, or nearly: roads are longer than beelines, and nobody counts to the last metre."""
        return self.low <= other.high * _SLACK and other.low <= self.high * _SLACK


def figures_of(
    claim: Claim, deed: Deed, ground: Ground, quantities: Sequence[Quantity], implied_km2: float | None
) -> list[Figure]:
    """Return the figures of a claim that can be compared; a kind that it gives twice is left out, since either may be meant."""
    if ground.other is not None:
        return [_figure(q, "distance", (), _length(q)) for q in _only(quantities, "m")]
    if claim.type == "harm":
        return _toll(claim, quantities)
    held = claim.mode in _STOCK
    if deed.side is None or not (held or claim.mode in _FLOW):
        return []
    how = "held" if held else "lost" if claim.mode in ("retreat", "lost") else "taken"
    found = [_figure(q, "area", (deed.side, how), _area(q)) for q in _only(quantities, "m2")]
    shares = _only(quantities, "1", "percent")
    found += [_figure(q, "share", (deed.side, how), q.text) for q in shares]
    if implied_km2 is not None and shares and not any(f.aspect == "area" for f in found):
        found.append(_implied(shares[0], (deed.side, how), implied_km2, ground.place.name))
    for unit, name in _SETTLEMENTS.items():
        found += [_figure(q, "count", (deed.side, how, name), q.text) for q in _only(quantities, "1", unit)]
    return found


def _toll(claim: Claim, quantities: Sequence[Quantity]) -> list[Figure]:
    counted = [q for q in quantities if _PEOPLE.get(q.unit) and q.value is not None]
    wounded, dead = bool(_WOUNDED.search(claim.quote)), bool(_DEAD.search(claim.quote))
    if len(counted) != 1 or wounded == dead or claim.mode not in ("killed", "captured"):
        return []
    patients = {actor.side for actor in claim.actors if actor.role == "patient" and actor.side}
    whose = patients.pop() if len(patients) == 1 else "?"
    kind = "wounded" if wounded else "killed"
    return [_figure(q, "count", (whose, kind, _PEOPLE[q.unit]), q.text) for q in counted if q.si is not None]


def _only(quantities: Sequence[Quantity], si_unit: str, unit: str | None = None) -> list[Quantity]:
    """The only quantity of a kind, in a list; none where there are several or it has no value."""
    found = [q for q in quantities if q.si_unit == si_unit and unit in (None, q.unit)]
    return found if len(found) == 1 and found[0].si is not None else []


def _figure(q: Quantity, aspect: str, what: tuple[str, ...], words: str) -> Figure:
    value = q.si or 0.0
    open_ended = q.approx == "at_least"
    low = q.low if q.low is not None else 0.0 if q.approx in ("at_most", "below") else value
    high = math.inf if open_ended else q.high if q.high is not None else value
    return Figure(aspect=aspect, what=what, value=value, low=min(low, value), high=max(high, value), words=words)


def _implied(q: Quantity, what: tuple[str, ...], km2: float, whole: str) -> Figure:
    # A share of a country says no more than its rounding to a tenth.
    return Figure(
        aspect="area",
        what=what,
        value=km2 * _KM2,
        low=0.9 * km2 * _KM2,
        high=1.1 * km2 * _KM2,
        words=f"{km2:,.0f} km² ({q.text} of {whole})",
        implied=True,
    )


def _area(q: Quantity) -> str:
    km2 = (q.si or 0.0) / _KM2
    shown = f"{_HEDGES.get(q.approx, '')}{km2:,.0f} km²" if km2 >= 10 else f"{_HEDGES.get(q.approx, '')}{km2:,.1f} km²"
    return shown if q.unit == "km²" else f"{shown} ({q.text})"


def _length(q: Quantity) -> str:
    shown = f"{_HEDGES.get(q.approx, '')}{(q.si or 0.0) / 1000:,.4g} km"
    return shown if q.unit in ("km", "m") else f"{shown} ({q.text})"
