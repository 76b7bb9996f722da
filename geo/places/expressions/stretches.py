"""Which stretch of a road or river is meant: "along the N07 near Sudzha", "вздовж траси Н-07 біля Суджі"."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.places.expressions.drafts import Draft, Window, span_of

_CUT = frozenset({"along", "crosses"})
_BY = re.compile(
    r"(?:\s(?:road|highway|motorway|route|river))?,?\s(?:near|in|around|at|outside|close\sto|by|"
    r"біля|поблизу|неподалік(?:\sвід)?|коло|під|в|у|на|возле|вблизи(?:\sот)?|около|под|недалеко\sот|в\sрайон[іе]|у\sрайоні)\s"
    r"(?:the\s)?(?:(?:city|town|village|settlement)\s(?:of\s)?|(?:міст|сел|селищ|город|пос[её]лк)\w{1,3}\s)?",
    re.IGNORECASE,
)


def with_stretch(draft: Draft, window: Window) -> Draft:
    """Return a draft of a road or river with the place that follows on it as near, in or around which it is meant, if any."""
    following = window.following
    if draft.relation not in _CUT or draft.ground is not window.resolution or draft.end != window.end:
        return draft
    if draft.other is not None or following is None or following.place is None:
        return draft
    return replace(draft, by=following) if _BY.fullmatch(window.text, window.end, span_of(following)[0]) else draft
