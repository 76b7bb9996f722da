"""Verdicts and how several become one; findings that decide nothing; numbers in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo.records import Claim, Finding

DECISIVE = frozenset({"supported", "partly", "contradicted"})
_FLIPPED = {"supported": "contradicted", "contradicted": "supported"}
_RANK = {"supported": 0, "partly": 1, "contradicted": 2}


def flipped(verdict: str) -> str:
    """Return the verdict on the opposite statement."""
    return _FLIPPED.get(verdict, verdict)


def worst(verdicts: Iterable[str]) -> str:
    """Return the worst of decisive verdicts, for a statement whose parts must all hold."""
    return max(verdicts, key=_RANK.__getitem__)


def together(verdicts: Iterable[str]) -> str:
    """Return the verdict of several readings: their own where they agree, otherwise partly; no_data without any."""
    kinds = set(verdicts)
    if not kinds:
        return "no_data"
    return kinds.pop() if len(kinds) == 1 else "partly"


def undecided(
    claim: Claim | None, reason: str, sentence: str, *, check: str = "none", figures: Mapping[str, Any] | None = None
) -> Finding:
    """Return a finding that a claim (None: a question by hand) cannot be checked, with why in a sentence."""
    return Finding(
        claim=claim.id if claim else None,
        check=check,
        verdict="not_checkable",
        reason=reason,
        figures=figures or {},
        sentence=sentence,
    )


def without_day(claim: Claim | None, check: str) -> Finding:
    """Return the finding on a claim that gives no day, in an article that gives none."""
    sentence = "Neither the claim nor the article gives a day."
    return Finding(
        claim=claim.id if claim else None, check=check, verdict="no_data", reason="no_chronology", sentence=sentence
    )


def of_claim(finding: Finding, claim: Claim) -> Finding:
    """Return a finding as that on a claim of an article."""
    return replace(finding, claim=claim.id)


def kilometres(metres: float) -> str:
    """Return metres as kilometres with one decimal: "54.6 km"."""
    return f"{metres / 1000:,.1f} km"


def square_kilometres(km2: float) -> str:
    """Return an area with a decimal only where it says something: "1,005.8 km²", "112,434 km²"."""
    return f"{km2:,.0f} km²" if km2 >= 10_000 else f"{km2:,.1f} km²"


def days_in_words(days: int) -> str:
    """Return a number of days: "1 day", "1,204 days"."""
    return "1 day" if days == 1 else f"{days:,} days"


def net_in_words(side: str, amount: float, words: str) -> str:
    """Return what a side gained or lost: "a net Russian gain of 5.73 km² a day", by the sign of the amount."""
    whose = {"RU": "Russian", "UA": "Ukrainian"}[side]
    return f"a net {whose} {'loss' if amount < 0 else 'gain'} of {words}"


def percent(share: float) -> str:
    """Return a share as per cent; small ones keep three significant digits."""
    if share == 0 or share >= 0.001:
        # A zero with a minus before it is a rounding, too.
        return f"{100 * abs(share):.1f} %"
    return f"{100 * share:.3g} %"


def turn_deg(a: float, b: float) -> float:
    """Return the degrees, 0 to 180, between two bearings."""
    return abs((a - b + 180) % 360 - 180)
