"""A place of a claim, and how much of it the words before its name mean: all of it, most of it, or as told by the claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.records import Place

WHOLE, MOST = "whole", "most"
_TOWN = r"(?:the\s(?:town|city|village)\sof\s|(?:міст|город|сел)\w{0,4}\s)?"
_WHOLE = re.compile(
    rf"\b(?:all|whole|entire|entirety)\s(?:of\s)?{_TOWN}$|\b(?:весь|всю|вс[её]|увесь|усю|усе|вс[іь]ого|усього|всей|всього)\s{_TOWN}$",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:most|much|the\s(?:bulk|majority|greater\spart|larger\spart))\sof\s{_TOWN}$|"
    rf"\b(?:більш(?:у|ою|а)\sчастин|больш(?:ую|ей|ая)\sчаст)\w{{1,3}}\s{_TOWN}$",
    re.IGNORECASE,
)
_TO = re.compile(rf"\b(?:to|into|toward|towards|до|в|у|к)\s(?:the\s)?{_TOWN}$", re.IGNORECASE)
_CONTROL_OF = re.compile(
    rf"\b(?:control|hold|possession|seizure|capture|occupation|loss|fall|liberation)\sof\s{_TOWN}$", re.IGNORECASE
)
_OWNED = re.compile(
    r"\bof\s(?:the\s)?$|\b(?:територі|территори|відсотк|процент|частин|част|площ)\w{0,4}\s$", re.IGNORECASE
)
_TAKES = frozenset({"control", "change"})
_MISREAD = frozenset({"to", "of"})
"""Relations that a word standing farther off may have given a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A place of a claim, with its role, and whether the claim speaks of the place as such."""

    place: Place
    role: str
    plain: bool
    relation: str | None = None
    """How the claim relates to the place: the relation of the expression that gives it, else of the name itself."""
    extent: str | None = None
    """WHOLE or MOST where the words before the name say how much of the place is meant; None where they say nothing of it."""
    bearing_deg: float | None = None
    """Where an expression says in which part of the place, or to which side of it: degrees clockwise from true north."""


def as_worded(part: Part, before: str, type_: str) -> Part:
    """Return a place of a claim as the words before its name mean it.

    Parameters
    ----------
    before
        The text before the name, some words long.
    type_
        Type of the claim: whoever controls or captures a place has the place itself.

    Notes
    -----
    "Continues to hold X" and "about to take X" go nowhere, and "all of X" is X.
    """
    if part.relation in _MISREAD | {"in_part", None, "part_of"}:
        if _WHOLE.search(before):
            return replace(part, plain=True, extent=WHOLE)
        if _MOST.search(before):
            return replace(part, plain=True, extent=MOST)
    if part.relation == "of" and _CONTROL_OF.search(before):
        return replace(part, plain=True, relation=None)
    if type_ in _TAKES and part.relation == "to" and not _TO.search(before):
        return replace(part, plain=True, relation=None, role="where")
    return part


def is_owned(before: str) -> bool:
    """Tell whether the words before a name make it the owner of something ("the territory of X"), and no doer."""
    return _OWNED.search(before) is not None
