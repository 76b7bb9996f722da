"""Which simple fraction a number with many digits comes from: 0.0076923077 % is 1/13,000, eight digits from two.

A quotient of two rounded numbers has no more digits to trust than they had. Where a stated share is, to every digit given,
the quotient of two numbers of at most two digits, its precision is false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import gcd

SPARE_DIGITS = 4
"""Digits that must agree beyond those the fraction itself has: at most one number in 10,000 does so by chance."""
_LARGEST = 99
"""Numerators and denominators have one or two significant digits."""
_NUMBER = re.compile(r"[0-9]{1,20}(?:[.,][0-9]{1,30})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleFraction:
    """A stated number's simple origin."""

    numerator: int
    denominator: int
    digits_stated: int
    """Significant digits of the stated number."""
    digits_of_inputs: int
    """Significant digits of the numerator or denominator, the larger of both."""

    @property
    def text(self) -> str:
        """The fraction as it is written: "1/13,000"."""
        return f"{self.numerator:,}/{self.denominator:,}"


def simple_fraction(text: str, *, scale: int = 1) -> SimpleFraction | None:
    """Return the simplest fraction that gives every stated digit of a number; None when there is none or too few digits.

    Parameters
    ----------
    text
        The number as written, with or without a unit: "0.0076923077%".
    scale
        What the number is divided by: 100 for per cent.

    Examples
    --------
    >>> simple_fraction("0.0076923077%", scale=100).text
    '1/13,000'
    >>> simple_fraction("12.5%", scale=100) is None
    True
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    number = Decimal(match[0].replace(",", "."))
    digits = len(number.as_tuple().digits)
    if number == 0 or digits < SPARE_DIGITS + 2:
        return None
    for top, bottom in _simple_quotients():
        if digits < SPARE_DIGITS + len(str(top)) + len(str(bottom)):
            continue
        shift = _shift(number, top, bottom)
        if shift is not None:
            return _written_out(Fraction(top, bottom) * Fraction(10) ** shift / scale, digits)
    return None


@lru_cache(maxsize=1)
def _simple_quotients() -> tuple[tuple[int, int], ...]:
    """Return the pairs of coprime numbers up to 99, the simplest first."""
    pairs = [(a, b) for a in range(1, _LARGEST + 1) for b in range(1, _LARGEST + 1) if gcd(a, b) == 1 and b % 10]
    return tuple(sorted(pairs, key=lambda pair: (pair[0] + pair[1], pair)))


def _shift(number: Decimal, top: int, bottom: int) -> int | None:
    """Return the power of ten by which top/bottom, rounded or cut to its digits, is the number; None for none."""
    with localcontext(prec=60):
        quotient = Decimal(top) / Decimal(bottom)
        shift = number.adjusted() - quotient.adjusted()
        scaled = quotient.scaleb(shift)
        last_digit = Decimal(1).scaleb(int(number.as_tuple().exponent))
        # Exact quotients (1/8 = 0.125) are no sign of false precision: their digits end by themselves.
        if scaled == number:
            return None
        return shift if abs(scaled - number) < last_digit else None


def _written_out(fraction: Fraction, digits: int) -> SimpleFraction:
    top, bottom = fraction.numerator, fraction.denominator
    return SimpleFraction(
        numerator=top,
        denominator=bottom,
        digits_stated=digits,
        digits_of_inputs=max(len(str(n).rstrip("0")) for n in (top, bottom)),
    )
