"""The values that a wording allows: the rounding of its digits, or a tenth, twice that where it hedges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from geo.records import Quantity

EXACT_SHARE = 0.10
"""A plain number allows this much to either side."""
HEDGED_SHARE = 0.20
""""About", "some", "nearly" allow this much."""
PARTLY_SHARE = 0.15
"""This much further out a number is partly right: 25 % in all for a plain one."""
_PLAIN = frozenset({"exact", "range"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The interval that counts as right and the wider one that counts as partly right, in SI units."""

    low: float
    high: float
    partly_low: float
    partly_high: float
    share: float
    """The tolerance as a share of the number said."""

    def verdict(self, value: float) -> str:
        """Return supported, partly or contradicted for a measured value."""
        if self.low <= value <= self.high:
            return "supported"
        return "partly" if self.partly_low <= value <= self.partly_high else "contradicted"


def as_quantity(
    said: Quantity | float, *, si_unit: str, factor: float = 1.0, unit: str = "", text: str = ""
) -> Quantity:
    """Return a number that a person gave as a plain quantity; a quantity that was read from words stays as it is.

    Parameters
    ----------
    factor
        What one of the unit that the number is given in comes to in SI: 1e6 for km².
    text
        How the number is shown; made from the number and the unit where it is left out.
    """
    if isinstance(said, Quantity):
        return said
    shown = text or f"{said:,.10g} {unit}".strip()
    return Quantity(
        id="q",
        start=0,
        end=len(shown),
        text=shown,
        value=said,
        unit=unit,
        si=said * factor,
        si_unit=si_unit,
        low=None,
        high=None,
    )


def allowed(
    quantity: Quantity,
    *,
    exact_share: float = EXACT_SHARE,
    hedged_share: float = HEDGED_SHARE,
    partly_share: float = PARTLY_SHARE,
) -> Allowed | None:
    """Return what the wording of a quantity allows; None when it is too vague to be measured against.

    Parameters
    ----------
    exact_share, hedged_share
        Shares of the number, 0 to 1, that a plain and a hedged wording allow to either side.
    partly_share
        Share of the number, 0 to 1, by which a measured value may lie further out and be partly right.
    """
    low, high = quantity.low, quantity.high
    if quantity.si is None or quantity.si <= 0 or (quantity.approx == "vague" and (low is None or high is None)):
        return None
    share = exact_share if quantity.approx in _PLAIN else hedged_share
    slack = max(share * quantity.si, _half_step(quantity))
    low = min(quantity.si - slack, quantity.si if low is None else low)
    high = max(quantity.si + slack, quantity.si if high is None else high)
    more = partly_share * quantity.si
    # "Nearly 1,000" has a lower end and is met there; "under 1,000" has none.
    if quantity.approx in {"at_most", "below"} and quantity.low is None:
        return Allowed(low=0, high=high, partly_low=0, partly_high=high + more, share=share)
    if quantity.approx == "at_least":
        return Allowed(low=low, high=math.inf, partly_low=low - more, partly_high=math.inf, share=share)
    return Allowed(low=low, high=high, partly_low=low - more, partly_high=high + more, share=share)


def _half_step(quantity: Quantity) -> float:
    """Return half a step of the last digit, in SI: 0.5 km for "2 km", 0.05 km for "54.6 km"."""
    if not quantity.value or quantity.si is None:
        return 0.0
    exponent = Decimal(repr(quantity.value)).as_tuple().exponent if quantity.value % 1 else 0
    return 0.5 * 10.0 ** int(exponent) * abs(quantity.si / quantity.value)
