"""A whole beside a share: "78 % of X and all of Y" are two claims, of which the first alone is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.notes import Notes
from geo.records import Quantity
from geo.sentences import Span

_WHOLE = re.compile(
    r"[^,;:.()\n]{0,24}?,?\s(?:and|as\swell\sas|plus|і|й|та|и|а\sтакож|а\sтакже)\s"
    r"((?:almost\s|nearly\s|practically\s|майже\s|почти\s)?(?:all\sof|the\s(?:whole|entirety)\sof|the\s(?:whole|entire)|(?:в|у)с[юія]|(?:в|у)сією|всей|вся|цілу|целую)\s)",
    re.IGNORECASE,
)


def whole_beside(notes: Notes, span: Span, shares: Sequence[Quantity]) -> tuple[int, int] | None:
    """Return where the words of a share end and those of the whole place joined to it begin; None without one."""
    if len(shares) != 1 or shares[0].of is None:
        return None
    match = _WHOLE.match(notes.text, shares[0].of[1], span.end)
    if match is None or not notes.mentions_in(Span(match.end(), span.end)):
        return None
    joint = match.group()[: match.start(1) - match.start()].rstrip()
    return match.start() + len(joint.rpartition(" ")[0].rstrip(" ,")), match.start(1)
