"""Who surrounds whom: by the actors of a claim, by the troops it names, or by whose ground the town stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from geo.checks.ground import ask
from geo.checks.layered import in_order
from geo.checks.question import Question
from geo.control.ground import OPPONENT
from geo.records import FrontLine, Place

_FORCES = (
    r"\s(?:\w{1,20}\s){0,2}(?:troops|forces|soldiers|units?|garrison|defenders|army|brigades?|grouping|group|fighters|"
    r"військ\w{0,4}|сил\w{0,3}|підрозділ\w{0,3}|гарнізон\w{0,3}|оборонц\w{0,3}|угрупован\w{0,3}|бійц\w{0,3}|солдат\w{0,3}|"
    r"войск\w{0,3}|подразделени\w{0,3}|гарнизон\w{0,3}|группировк\w{0,3}|бойц\w{0,3}|армі\w{0,3}|арми\w{0,3})\b"
)
_TROOPS = {
    "UA": re.compile(rf"\b(?:Ukrain(?:ian|e[’']s)|Kyiv[’']s|українськ\w{{1,4}}|украинск\w{{1,4}}){_FORCES}|\bЗСУ\b|\bВСУ\b", re.IGNORECASE),
    "RU": re.compile(rf"\b(?:Russian?(?:[’']s)?|Moscow[’']s|російськ\w{{1,4}}|российск\w{{1,4}}){_FORCES}", re.IGNORECASE),
}  # fmt: skip
_BY = re.compile(r"\bby\s(?:the\s)?$", re.IGNORECASE)


def surrounder(question: Question) -> str | None:
    """Return the side that surrounds: that of the agent, or the opponent of the one that is surrounded; None when unsaid."""
    side = question.side()
    if side is not None:
        return side
    surrounded = {actor.side for actor in question.claim.actors if actor.role == "patient"}
    if len(surrounded) == 1:
        return OPPONENT.get(surrounded.pop() or "")
    return None if question.claim.actors else _by_troops(question.claim.quote)


def holder_of(town: Place, day: date, frontlines: Sequence[FrontLine]) -> str | None:
    """Return the side that every layer with a say has a town on; None where they differ, or none says."""
    holders: set[str | None] = set()
    for front in in_order(frontlines):
        shown = {side: {one.standing for one in ask(front, town, side, day).shown} for side in OPPONENT}
        if any(shown.values()):
            holders.add(next((side for side in sorted(OPPONENT) if shown[side] == {"held"}), None))
    return holders.pop() if len(holders) == 1 else None


def _by_troops(quote: str) -> str | None:
    """Return the opponent of the one side whose troops a passive names ("Ukrainian troops in X are surrounded")."""
    named = {side: found for side, words in _TROOPS.items() if (found := words.search(quote))}
    if len(named) != 1:
        return None
    ((side, found),) = named.items()
    return side if _BY.search(quote, max(0, found.start() - 8), found.start()) else OPPONENT[side]
