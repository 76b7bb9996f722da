"""Why the words of a claim forbid a verdict that the ground would give: they can be read to mean the opposite, or another day."""

from __future__ import annotations

import re

from geo.checks.question import Question
from geo.checks.words import words_of
from geo.records import AREA_KINDS

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
_DISBELIEVED = re.compile(
    r"\b(?:nobody|no\s?one|few|hardly\sanyone)\s(?:really\s|seriously\s)?(?:believes?|thinks?|claims?|says?)\b|\b(?:a|the)\s(?:myth|hoax|lie)\sthat\b|"
    r"\b(?:ніхто\sне\s(?:в[іi]рить|вважає)|никто\sне\s(?:верит|считает))\b|\bміф,?\sщо\b|\bмиф,?\sчто\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\b(?:nearly|almost|all\sbut|practically|virtually|майже|почти|практично|практически|ледь\sне|чуть\sне|едва\sне)\s(?:повністю\s|полностью\s)?"
    r"(?:captur|seiz|taken|took|occupi|recaptur|retak|fallen|fell|lost|захоп|захват|окуп|оккуп|зайня|занял|звільн|освобод|взял|втрат|потеря)",
    re.IGNORECASE,
)
_MIGHT_HAVE = re.compile(
    r"\b(?:may|might|could|would|should|must)\s(?:\w{1,12}\s){0,2}have\b|\bмо[гж]\w{0,4}\s(?:б|бы|би)\s", re.IGNORECASE
)
_SITE = (
    r"(?:station|plant|mine|factory|airport|airfield|quarter|district|street|avenue|bridge|building|hospital|school|hall|refinery|depot|"
    r"neighbou?rhood|microdistrict|suburb|hill|hillside|heights?|landfill|quarry|works|mill|prison|cemetery|checkpoint|block|house|basement|stadium|dam)s?"
)
_SLAVIC_SITE = (
    r"(?:вокзал|станці|станци|електростанц|электростанц|завод|шахт|аеропорт|аэропорт|район|мікрорайон|микрорайон|квартал|вулиц|улиц|лікарн|больниц|школ|терикон|будин|здани|"
    r"мост|висот|высот|промзон|елеватор|элеватор|кар[’']?єр|карьер)\w{0,4}"
)
_IN_IT = re.compile(
    rf"\b{_SITE}\s(?:in|of|at|on|near|outside|inside)\b|[’']s\s(?:[\w-]{{1,20}}\s){{0,2}}{_SITE}\b|\b{_SLAVIC_SITE}\s(?:у|в|на|біля|поблизу|возле|под|під)\b|"
    r"\b(?:в|у)\sрайоне\b|\b(?:в|у)\sрайоні\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:or|або|чи|или|либо)\b", re.IGNORECASE)
_OF_LAND = re.compile(
    r"territor|land\b|area\b|soil|ground|surface|territory|територі|территор|земл|площ", re.IGNORECASE
)
_NOT_LAND = re.compile(
    r"popul|people|resident|citizen|inhabit|coal|reserve|deposit|capacit|industr|econom|\bGDP\b|product|power|electric|energy|mineral|resource|farm|"
    r"agricult|grain|steel|home|hous|school|soldier|troop|casualt|equipment|tank|voter|budget|export|"
    r"насел|жител|громадян|граждан|запас|родовищ|месторожд|вугіл|угол|угл[яю]|потужн|мощн|виробн|производ|економік|экономик|ресурс|ВВП|промисл|промышл|енерг|энерг",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(r"\b(?:surrounded|encircled|ringed)\s(?:on\s\w{1,10}\ssides\s)?by\b", re.IGNORECASE)
_SOME_SIDES = re.compile(
    r"\b(?:on|from)\s(?:two|several|some|both)\ssides\b|\bз\s(?:двох|кількох)\sбоків|\bс\s(?:двух|нескольких)\sсторон",
    re.IGNORECASE,
)
# "Half of the area it had seized", named after a town: of what it is a part the map cannot tell.
_PART_OF_LAND = re.compile(
    r"(?:\b(?:half|thirds?|quarters?|fifths?|most|much|part|some|majority)|per\s?cent|%)\sof\s(?:the\s|that\s|its\s)?(?:\w{1,12}\s)?"
    r"(?:area|region|territory|ground|land|gains?|district)\b(?!\sof\b)|"
    r"(?:половин|трет|чверт|четверт|частин|част|%|відсотк|процент)\w{0,4}\s(?:\w{1,14}\s){0,2}(?:територі|территори|площ|земл|район)\w{0,3}",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"\b(?:not|n[’']t|never|yet\sto)\s(?:yet\s|been\s|independently\s){0,3}(?:confirm|verif|acknowledg)\w{0,4}|\bunconfirmed\b|"
    r"\bне\s(?:підтвер|подтвер|визна|призна)\w{1,8}",
    re.IGNORECASE,
)
_STATES = frozenset({"hold", "occupy"})
_TAKINGS = frozenset({"capture", "recapture", "seize", "lost", "hold", "occupy"})


def doubt_of(question: Question) -> str | None:
    """Return in a sentence why no verdict should be given on the ground; None where nothing speaks against one."""
    claim = question.claim
    quote = claim.quote
    for doubt in (_of_words(quote, predicted=claim.stance == "predicted"), _of_others(question)):
        if doubt is not None:
            return doubt
    if claim.mode not in _TAKINGS:
        return None
    if (claim.type == "control" or claim.mode == "recapture") and words_of(question).positions.search(quote):
        return "The claim is about single positions, which no map of control shows."
    return _of_place(question)


def _of_words(quote: str, *, predicted: bool) -> str | None:
    """Return what makes a claim no plain statement: a question, a denied denial, what nobody believes, what nearly was."""
    if quote.rstrip("”»\"’' ").endswith("?"):
        return "It is a question, not a statement."
    if _KNOTTED.search(quote):
        return "The words deny a denial, so that what they say of the ground is not sure."
    if _DISBELIEVED.search(quote):
        return "The words say that others do not believe it."
    if _UNCONFIRMED.search(quote):
        return "The words say that it is not confirmed, which neither asserts nor denies it."
    if _NEARLY.search(quote):
        return "The words say that it nearly was so."
    if predicted and _MIGHT_HAVE.search(quote):
        return "The words say what may have been, and predict nothing."
    return None


def _of_others(question: Question) -> str | None:
    """Return that the claim counts or tells of something else than ground and forces."""
    claim = question.claim
    if claim.type == "encirclement" and _SOME_SIDES.search(claim.quote):
        return "How far the place is shut in by some sides is not said."
    if claim.type == "encirclement" and not claim.actors and _BY_OTHERS.search(claim.quote):
        return "What surrounds the place is no side of the war."
    shares = [
        one.of for one in question.quantities if one.si_unit == "1" and one.unit in {"percent", "fraction"} and one.of
    ]
    for start, end in shares:
        of = claim.quote[max(0, start - claim.start) : max(0, end - claim.start)]
        if _NOT_LAND.search(of) and not _OF_LAND.search(of):
            return f"The share is one of “{of}”, not of ground."
    return None


def _of_place(question: Question) -> str | None:
    """Return that the claim is about a part of a place, either of two places, or a time that is not told."""
    claim, quote = question.claim, question.claim.quote
    places = question.places(("where", "target", "whole"))
    if _PART_OF_LAND.search(quote) and places and not any(place.kind in AREA_KINDS for place in places):
        return "The claim is about a part of some ground, not about the place."
    if _IN_IT.search(quote) and not any(place.kind == "facility" for place in places):
        return "The claim is about something in the place or near it, not about the place."
    if len(places) > 1 and _EITHER.search(quote) and not question.denies:
        return "The claim is about one of several places and does not say which."
    dated = any(time.from_day or time.to_day for time in question.times)
    if claim.mode in _STATES and not dated and _ONCE.search(quote):
        return "The claim is about an earlier time and does not say which."
    return None
