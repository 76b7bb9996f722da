"""English words for days: months, units, parts, hedges, and how a pattern's named groups become values."""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.dates.rules import Cues

FULL = "january february march april may june july august september october november december".split()
SHORT = {"sept": 9} | {word[:3]: number for number, word in enumerate(FULL, 1) if word != "may"}
MONTH = {word: number for number, word in enumerate(FULL, 1)} | SHORT
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS: dict[str, float] = {word: value for value, word in enumerate(ONES, 1)}
NUMBERS |= {word: 10 * value for value, word in enumerate(TENS, 2)}
NUMBERS |= {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "couple of": 2, "a couple of": 2}
NUMBERS |= {"a dozen": 12, "half a dozen": 6, "a half-dozen": 6}
VAGUE = ("several", "a few", "few", "many", "some")
UNITS = {
    word: word for word in "minute hour day night weekend week fortnight month quarter year decade century".split()
}
UNITS |= {f"{word}s": word for word in UNITS} | {"centuries": "century"}
PARTS = {"early": "early", "late": "late", "mid": "mid", "earlier": "earlier", "later": "later"}
PARTS |= {
    f"{word} of": part
    for part, words in {
        "start": ("beginning", "start", "outset"),
        "early": ("first days", "opening days", "early part"),
        "mid": ("middle",),
        "end": ("end", "close"),
        "late": ("last days", "final days", "closing days", "latter part"),
        "half1": ("first half",),
        "half2": ("second half", "latter half"),
        "week1": ("first week",),
        "week2": ("second week",),
        "week3": ("third week",),
        "week4": ("fourth week",),
        "week5": ("last week", "final week"),
    }.items()
    for word in words
}
LOOSE_PARTS = ("earlier", "later")
SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
WHICH = {word: word for word in "this last next past coming recent previous same that".split()}
WHICH |= {
    "this past": "past",
    "this coming": "coming",
    "current": "this",
    "following": "after",
    "latest": "past",
    "upcoming": "next",
    "preceding": "previous",
}
HEDGES = {"over": "over", "more than": "over", "just over": "over", "well over": "over", "at least": "over"}
HEDGES |= {"almost": "under", "nearly": "under", "less than": "under", "under": "under", "just under": "under"}
HEDGES |= dict.fromkeys("about around roughly approximately some only just".split(), "about") | {"up to": "about"}
WORDS = {word: word for word in "today yesterday tomorrow tonight overnight soon recently".split()}
WORDS |= {"shortly": "soon", "as of now": "now", "right now": "now"}
WORDS |= {f"this {hours}": "today" for hours in ("morning", "afternoon", "evening")}
WORDS |= {"day before yesterday": "before yesterday", "day after tomorrow": "after tomorrow"}
WORDS |= {"day before": "day before", "night before": "night before", "earlier": "earlier"}

# A bare year needs one of these before it, unless it stands as a modifier ("the 2023 battle").
YEAR_CUES = frozenset(
    "in since by until till during from of before after throughout through around circa between for to and the this last next year "
    "over a its their his her back than".split()
)
# After one of these a number before a noun in the plural counts it ("more than 2000 rockets").
COUNT_CUES = frozenset("over than around to of for and between nearly some about with a".split())
# Numbered forces are named with a capital: "the 1945 Battery".
FORCES = r"(?:Battery|Brigade|Battalion|Regiment|Division|Corps|Squadron|Company|Platoon|Group|Fleet|Army)"
# "May" and "March" alone need one of these.
MONTH_CUES = frozenset(
    "in since by until till during from of before after throughout through circa between to this last next".split()
)
# "A week" is a length only after one of these; elsewhere it is a rate ("15 km a week") or an idiom ("one day").
LENGTH_CUES = frozenset(
    "for lasted lasting lasts last within after in over of took takes take than just only another once under every".split()
)


def read_groups(said: dict[str, str]) -> dict[str, object]:
    """Return the values of a match's named groups, by field of `Form`."""
    words = {name: " ".join(said.lower().split()) for name, said in said.items()}
    values = {name: _READ[name](said) for name, said in words.items() if name in _READ}
    values["several"] = words.get("unit", "").endswith("s") and values.get("count") is None
    if "step" in words:
        values["same_year" if words["step"] in {"that", "same"} else "year_step"] = _STEPS[words["step"]]
    if "holiday" in words:
        values["month"], values["day"] = HOLIDAYS[_STRAIGHT.sub("'", words["holiday"])]
    return values


_STRAIGHT = re.compile("[’ʼ`‘]")
HOLIDAYS = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "new year": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
}
"""Days that are named instead of numbered -> month and day."""
_STEPS = {"last": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1, "that": True, "same": True}


def _number(words: str) -> float | None:
    if words in VAGUE:
        return None
    whole, half, _ = words.partition(" and a half")
    if half:
        return (_number(whole) or 0) + 0.5
    if words[0] in "0123456789":
        return float(words)
    tens, _, ones = words.partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if ones else NUMBERS[words]


# How the words of a named group become a value that no longer depends on the language.
_READ: dict[str, Callable[[str], object]] = {
    "month": lambda words: MONTH.get(words) or int(words),
    "month2": MONTH.__getitem__,
    "year": int,
    "year2": int,
    "day": int,
    "day2": int,
    "count": _number,
    "weekday": WEEKDAYS.index,
    "season": SEASONS.__getitem__,
    "quarter": lambda words: ORDINALS[words.split()[0]],
    "half": lambda words: "half1" if words.startswith("first") else "half2",
    "part": lambda words: PARTS.get(words, "night"),
    "which": WHICH.__getitem__,
    "unit": UNITS.__getitem__,
    "hedge": HEDGES.__getitem__,
    "word": lambda words: WORDS.get(words, {"later": "later", "afterwards": "later", "on": "later"}.get(words, words)),
}
CUES = Cues(
    ahead=re.compile(
        r"\b(?:will|shall|would(?![^\S\n]have\b)|may|due|upcoming|(?:is|are|be)[^\S\n](?:expected|scheduled|planned|set|going)|"
        r"(?:plans|hopes|aims|wants|intends)[^\S\n]to|expects?|[Ii]f\b[^.!?\n]{3,160}?\b(?:could|might))\b|[’']ll\b"
    ),
    saying=re.compile(r"\b(?:said|told|announced|reported|wrote|warned|claimed|stated|posted|confirmed|added)\b"),
    past=re.compile(r"\b(?:was|were|had|did|held|fell|kept|stood|began|ran|took|left|went|came|[a-z]{2,12}ed)\b"),
    joined=re.compile(
        r"[^\S\n]?(?:,|-|–|and|to|until|till|through)?[^\S\n]?(?:and|to|until|till|through)?[^\S\n](?:the[^\S\n])?\Z"
    ),
    background=frozenset({"since", "until", "till", "before", "than", "from"}),
    until=frozenset({"until", "till", "by", "before"}),
    free_order=False,
)
