"""Why the words of a claim forbid a verdict that the ground would give: they can be read to mean the opposite, or another day."""

from __future__ import annotations

import re

from geo.checks.question import Question
from geo.checks.words import words_of

# Bounded, so that hostile text takes linear time.
_KNOTTED = re.compile(
    r"(?:\b(?:nobody|no\s?one|none|not|never|hardly|cannot|nor)|n[’']t)\s(?:\w{1,15}\s){0,2}(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed))\b|\bundeniabl|"
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|disput(?:es|ed)|(?:not\strue|untrue|false|incorrect|wrong|a\s(?:lie|myth)))\b[^.;!?]{0,60}"
    r"(?:\b(?:not|never|no\slonger|nobody|failed)\b|n[’']t\b)|"
    r"\bне\s(?:\w{1,15}\s)?(?:запереч|спросту|отрица|опроверг|опровергн)\w{0,8}|"
    r"\b(?:неправд|хибн|заперечу|заперечи|спростува|спростову|неверно|ложь|отрица|опроверга|опроверг)\w{0,8}\b[^.;!?]{0,60}\b(?:не|більше\sне|больше\sне)\s",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\b(?:before\s(?:the\s|its\s)?(?:full-scale\s)?(?:war|invasion)|once(?!\s(?:again|more))|formerly|previously|used\sto|at\sone\s(?:point|time)|at\sthe\stime|"
    r"back\sthen|initially|originally|earlier|in\sthe\spast|until\s(?:recently|then)|years?\sago|"
    r"до\sвійни|колись|раніше|спочатку|на\sтой\sчас|донедавна|свого\sчасу|до\sвойны|когда-то|раньше|ранее|прежде|сначала|"
    r"на\sтот\sмомент|до\sнедавнего\sвремени|в\sсво[её]\sвремя)\b",
    re.IGNORECASE,
)
_STATES = frozenset({"hold", "occupy"})


def doubt_of(question: Question) -> str | None:
    """Return in a sentence why no verdict should be given on the ground; None where nothing speaks against one."""
    claim = question.claim
    if _KNOTTED.search(claim.quote):
        return "The words deny a denial, so that what they say of the ground is not sure."
    if claim.type != "control":
        return None
    if words_of(question).positions.search(claim.quote):
        return "The claim is about single positions, which no map of control shows."
    dated = any(time.from_day or time.to_day for time in question.times)
    if claim.mode in _STATES and not dated and _ONCE.search(claim.quote):
        return "The claim is about an earlier time and does not say which."
    return None
