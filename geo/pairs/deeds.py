"""What a claim says was done or held, and by which side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.records import Claim

SIDES = frozenset({"RU", "UA"})
_OTHER = {"RU": "UA", "UA": "RU"}
_TAKES, _LOSES = frozenset({"capture", "recapture", "seize"}), frozenset({"lost", "retreat"})
_HOLDS = frozenset({"hold", "occupy"})
_EVENTS = frozenset({"attack", "encirclement", "move", "harm", "talks"})
_WORDS_ONLY = frozenset({"condition", "threaten"})
"""What is only said and does not happen on a day."""
# Words by which a claim speaks of a part of a town, or of a past that is over; en, uk, ru.
_PARTIAL = re.compile(
    r"\b(?:part(?:s|ly|ially)?|half|most|much|some|centre|center|outskirts|district|quarter|suburb|north|south|east|west|"
    r"northern|southern|eastern|western|positions?|streets?|foothold|nearly|almost|near|until|till|once|formerly|high-rise|"
    r"edge|bank|area\saround|"
    r"частин\w{0,4}|половин\w{0,3}|околиц\w{0,3}|центр\w{0,3}|район\w{0,3}|позиці\w{0,3}|більш\w{0,4}|майже|північ\w{0,5}|"
    r"півден\w{0,5}|схід\w{0,5}|захід\w{0,5}|західн\w{0,3}|до|"
    r"част\w{0,4}|окраин\w{0,3}|позици\w{0,3}|больш\w{0,5}|почти|север\w{0,5}|юг\w{0,2}|южн\w{0,3}|восто\w{0,5}|запад\w{0,5})\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:had\s(?:held|controlled|occupied)|used\sto|before)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:its|our|his)\s(?:troops|forces|soldiers|units|men|army|brigades?|defenders)\b|"
    r"\b(?:його|її|їхні|наші|свої|его|е[её]|их|наши|свои)\s(?:військ|войск|підрозділ|подразделени|сил[иы]\b|бійц|бойц|солдат|бригад)",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:station|plant|mine|school|factory|building|hospital|airfield|завод|вокзал|шахт|школ)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Whose deed a claim tells, of which kind, and whether it says that it was not done."""

    side: str | None
    """RU or UA; None where unsaid or more than one."""
    kind: str
    """state or event."""
    denied: bool
    camp: str
    """RU or UA: who holds the place after all this; yes or no where nothing is held."""


def deed_of(claim: Claim) -> Deed:
    """Return what a claim says was done or held."""
    denied = claim.polarity == "-" or claim.stance == "denied"
    loses = claim.mode in _LOSES
    side = _side(claim, ("patient", "holder", "agent") if loses else ("holder", "agent")) or _own_side(claim)
    kind = "state" if claim.mode in _HOLDS or claim.type == "position" else "event"
    camp = "no" if denied else "yes"
    if told_holding(claim) and side in SIDES:
        camp = side if denied == loses else _OTHER[side]
    return Deed(side=side, kind=kind, denied=denied, camp=camp)


def told_holding(claim: Claim) -> bool:
    """Whether a claim tells who holds a place after it."""
    return claim.type in ("control", "change") and claim.mode in _TAKES | _LOSES | _HOLDS


def told_kind(claim: Claim, deed: Deed) -> str | None:
    """Return the aspect under which a claim without figures is compared: control, outcome, or None for no comparison."""
    if told_holding(claim):
        return "control" if deed.side in SIDES and not _OVER.search(claim.quote) else None
    return "outcome" if claim.type in _EVENTS and claim.mode not in _WORDS_ONLY else None


def is_partial(quote: str, kind: str) -> bool:
    """Return whether words speak of a part of a place of some kind, or of something in it."""
    return _PARTIAL.search(quote) is not None or (kind == "city" and _SITE.search(quote) is not None)


def _own_side(claim: Claim) -> str | None:
    """The side of a speaker who tells of his own men: "its troops still hold X"."""
    if claim.actors or not claim.sources or not _OWN.search(claim.quote):
        return None
    return claim.sources[-1].side if claim.sources[-1].side in SIDES else None


def _side(claim: Claim, roles: tuple[str, ...]) -> str | None:
    for role in roles:
        sides = {actor.side for actor in claim.actors if actor.role == role and actor.side is not None}
        if sides:
            return sides.pop() if len(sides) == 1 else None
    return None
