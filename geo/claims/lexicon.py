"""The words by which claims are recognised (English): what happened, how it is said, and who stands on which side."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries a kind of claim."""

    type: str
    mode: str
    pattern: re.Pattern[str]
    noun: bool = False
    """A noun names an event; it makes a claim only when the text says that the event took place."""


def _trigger(type_: str, mode: str, words: str, *, noun: bool = False) -> Trigger:
    return Trigger(type_, mode, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), noun)


_LAND = r"(?:the\s)?(?:city|town|village|settlement|area|region|ground|territory|land|position|height)s?"
_FORCES = r"(?:\w{1,20}\s){0,3}(?:troops|forces|units|soldiers|brigades?|reserves|reinforcements|marines|fighters|battalions?)"

# In order: where two triggers stand in one clause the earlier row wins.
TRIGGERS = (
    _trigger(
        "encirclement", "encircle", r"(?:semi-)?encircl(?:e|es|ed|ing|ement|ements)|surround(?:s|ed|ing)|cauldrons?"
    ),
    _trigger("control", "fire_control", r"fire\scontrol"),
    _trigger(
        "harm",
        "captured",
        r"(?:captur(?:ed|ing|es?)|t(?:ook|aken))\s(?:\w{1,20}\s){0,2}(?:prisoners?|soldiers|paratroopers|servicemen|captives|hostages?|civilians)|(?:soldiers|paratroopers|troops|servicemen|marines|civilians|prisoners|fighters)\s(?:who\s)?(?:(?:were|was|been|being|are|have|had)\s){1,2}(?:\w{1,12}\s)?captured|taken\sprisoner",
    ),
    _trigger(
        "harm",
        "killed",
        r"kill(?:ed|s|ing)|wound(?:ed|ing)|injur(?:ed|ing)|murder(?:ed|ing)|massacred?|casualties|deaths|died|lost\s(?:\w{1,12}\s){0,4}(?:personnel|soldiers|men|troops|servicemen|lives)",
    ),
    _trigger(
        "harm",
        "civilian_harm",
        r"(?:inflict(?:s|ed|ing)?|caus(?:e|es|ed|ing))\s(?:\w{1,15}\s){0,2}(?:damage|suffering|casualties|harm)|abduct(?:s|ed|ing)|tortur(?:e|ed|ing)|terroris(?:ed|ing)|damaged|destroyed",
    ),
    _trigger(
        "change",
        "recapture",
        r"recaptur(?:e|es|ed|ing)|retak(?:e|es|en|ing)|retook|regain(?:s|ed|ing)?|liquidat(?:e|es|ed|ing|ion)|expel(?:s|led|ling)?|dislodg(?:e|ed|ing)|push(?:ed|ing)?\s(?:\w{1,15}\s){0,3}out\sof",
    ),
    _trigger(
        "change",
        "border_crossing",
        r"(?:cross(?:ed|es|ing)?|breach(?:ed|es|ing)?)\s(?:over\s)?(?:the\s)?(?:\w{1,15}\s)?(?:state\s)?border|border\scrossing",
    ),
    _trigger(
        "change",
        "capture",
        rf"captur(?:e|es|ed|ing)|liberat(?:e|es|ed|ing)|conquer(?:s|ed|ing)?|(?:tak(?:e|es|ing|en)|took)\s(?:full\s|complete\s)?(?:control\sof|{_LAND}|(?=(?-i:[A-ZЀ-Я][a-zа-я])))|overr[au]n|fell\sto|fell\s(?=in\b|on\b|after\b)|(?:has|have|had)\sfallen|(?:to|will|would|could|soon|may|might)\s(?:soon\s)?fall(?!\s(?:apart|behind|back|short))|fall\sof",
    ),
    _trigger("control", "occupy", r"occup(?:y|ies|ied|ying|ation)"),
    _trigger(
        "control",
        "lost",
        r"los(?:e|es|t|ing)\s(?:control\sof|(?=(?-i:[A-ZЀ-Я][a-zа-я]))|(?:the\s)?(?:city|town|village|settlement|territory|ground))|no\slonger\s(?:hold|holds|control|controls)",
    ),
    _trigger("control", "seize", r"seiz(?:e|es|ed|ing|ure)"),
    _trigger(
        "control",
        "hold",
        r"(?:still\s)?h(?:old|olds|eld|olding)(?!\s(?:talks|a\s|an\s|elections|negotiations|meetings?|on\b|back\b|up\b|discussions|its\sposition|their\sposition))|(?:retain|keep|kept|maintain|have|has|had)(?:s|ed|ing)?\s(?:full\s|complete\s)?(?:control|hold)\sof|control(?:s|led|ling)?(?=\s(?:of\b|the\b|about\b|some\b|over\b|around\b|nearly\b|\d|(?-i:[A-Z])))|under\s(?:\w{1,15}\s){0,2}control|in\s(?:Russian|Ukrainian)\shands",
    ),
    _trigger(
        "change",
        "retreat",
        r"retreat(?:s|ed|ing)?|pull(?:s|ed|ing)?\sback|f(?:all|alls|ell|allen)\sback|(?:all\sbut\s)?gone\sfrom|abandon(?:s|ed|ing)?",
    ),
    _trigger(
        "move",
        "redeploy",
        rf"redeploy(?:s|ed|ing)?|(?:transfer(?:red|s|ring)?|shift(?:ed|s|ing)?|mov(?:e|ed|ing)|divert(?:ed|ing)?|withdraw)\s{_FORCES}|withdraw\sforces",
    ),
    _trigger("move", "evacuate", r"evacuat(?:e|es|ed|ing|ion)"),
    _trigger("move", "withdraw", r"withdr(?:aw|aws|ew|awn|awing|awal)"),
    _trigger(
        "move",
        "deploy",
        rf"deploy(?:s|ed|ing)?|field(?:ed|ing)\s{_FORCES}|sen(?:d|ds|t|ding)\s{_FORCES}|reinforc(?:e|es|ed|ing)",
    ),
    _trigger(
        "move",
        "return",
        r"(?:swift\s|safe\s)return\b|return(?:ed|ing)?\s(?:to|from)(?!\s(?:the\s)?(?:talks|negotiat|power|office|normal))",
    ),
    _trigger(
        "change",
        "advance",
        r"advanc(?:e|es|ed|ing)|push(?:es|ed|ing)?\s(?:forward|deeper|further|on|into|towards?)(?!\swith\b)|mov(?:e|es|ed|ing)\s(?:forward|deeper)|drawn\sdeeper|br(?:eak|eaks|oke|oken)\sthrough|breakthrough|driv(?:e|es|ing|en)\s(?:\w{1,15}\s){0,4}(?:back|from\stheir|out)|drove\s(?:\w{1,15}\s){0,4}(?:back|from|out)|reach(?:es|ed|ing)\s(?=the\b|(?-i:[A-Z]))",
    ),
    _trigger("change", "gain", r"gain(?:s|ed|ing)(?!\s(?:the\supper|support|experience|access))"),
    _trigger("attack", "counterattack", r"counter-?(?:attack|offensive)(?:s|ed|ing)?", noun=True),
    _trigger("attack", "infiltration", r"infiltrat(?:e|es|ed|ing|ion)|crawled"),
    _trigger(
        "attack",
        "sabotage",
        r"bombing\s(?:\w{1,15}\s){0,2}infrastructure|sabotage\s(?:attack|group|raid)s?|bl(?:ew|own|ow)\sup",
    ),
    _trigger("attack", "intervention", r"interven(?:e|es|ed|ing|tion)|stepped\sinto\sthe\sconflict"),
    _trigger("attack", "incursion", r"invad(?:e|es|ed|ing)"),
    _trigger("attack", "incursion", r"incursions?|invasions?|(?:cross-border\s)?raids?", noun=True),
    _trigger(
        "attack",
        "strike",
        r"(?:struck|shell(?:ed|ing)|bomb(?:ed|ing|ard(?:ed|ing|ment)?)|(?:deeper\s|air\s|missile\s|drone\s|artillery\s)strikes?|str(?:ike|ikes|iking)\s(?:back\s)?(?:at|on|against|deep))",
    ),
    _trigger(
        "attack",
        "battle",
        r"battles?\s(?:for|of|in)|fierce\sfighting|heavy\sfighting|fighting\s(?:in|for|near|around|continue[sd]?)|clash(?:es|ed)",
        noun=True,
    ),
    _trigger("attack", "offensive", r"attack(?:ed|ing|s)?|assault(?:ed|ing|s)?|storm(?:ed|ing)|offensives?", noun=True),
    _trigger("attack", "offensive", r"operations?", noun=True),
    _trigger("move", "redeploy", r"redeployments?|deployments?", noun=True),
    _trigger("position", "fortify", r"fortif(?:y|ied|ying|ications?)|dug\sin|entrenched"),
    _trigger(
        "position", "presence", r"(?:are|is|were|was|remain(?:s|ed)?)\s(?:stationed|concentrated|based|present|massed)"
    ),
    _trigger("talks", "ceasefire", r"cease-?fires?|truce|armistice"),
    _trigger(
        "talks",
        "negotiation",
        r"negotiat(?:e|es|ed|ing|ion|ions)|peace\s(?:talks|deal|plan|process|agreement)|an?\s(?:\w{1,12}\s)?peace|(?:secret|direct|further|new)\stalks|talks\s(?:in|on|with|between)",
    ),
    _trigger(
        "talks",
        "agreement",
        r"(?:agreement|accord|protocol|memorandum)s?\s(?:was|were)\ssigned|sign(?:ed|s|ing)\s(?:the|an?)\s(?:\w{1,15}\s){0,3}(?:agreement|accord|protocol|memorandum|deal)",
    ),
    _trigger(
        "talks",
        "meeting",
        r"(?:held|hold|holds)\stalks|(?:sideline|margin)s\sof|summit\sin|m(?:et|eet|eets|eeting)\s(?:with\s|in\s)",
    ),
)

# An event noun makes a claim when something says that the event happens, is wanted or is refused.
LAUNCH = re.compile(
    r"\b(?:launch|mount|beg[au]n|begin|start|conduct|carr(?:y|ied|ying)\sout|open|order|stag|plan|oppos|support|prepar|repel|"
    r"repuls|halt|stopp|stag|wag|resum|continu|intensif|undertak|undertook|saw|sees|face|threaten|fear|expect|predict|"
    r"lead|led|join)\w{0,6}\b",
    re.IGNORECASE,
)
INDEFINITE = re.compile(
    r"\b(?:an?|any|another|new|fresh|several|further|more|massive|major|repeated|no)\s(?:\S{1,20}\s){0,3}$",
    re.IGNORECASE,
)

INTENDED = re.compile(
    r"\b(?:aims?|aimed|aiming|intend(?:s|ed|ing)?|plan(?:s|ned|ning)?\sto|want(?:s|ed)?\sto|hope(?:s|d)?(?:\s(?:to|for|of)|\b)|"
    r"seek(?:s|ing)?\sto|sought\sto|goals?|objectives?|in\sorder\sto|tr(?:y|ies|ied|ying)\sto|purpose|so\sas\sto|bid\sto|"
    r"meant\sto|designed\sto|for\sa\slater)\b",
    re.IGNORECASE,
)
PREDICTED = re.compile(
    r"\b(?:will|won[’']t|shall|about\sto|set\sto|poised\sto|going\sto|on\sthe\sverge\sof|expect(?:s|ed|ing)?|predict(?:s|ed)?|"
    r"forecast(?:s|ed)?|likely\sto|bound\sto|is\sto\sfall|soon|imminent(?:ly)?|could|in\sthe\sfuture)\b",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(
    r"\b(?:if|would|were\sto|might|(?-i:may)|perhaps|potential(?:ly)?|unless|hypothetical(?:ly)?|should\sit)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:e|es|ed)|disput(?:e|es|ed)|dismiss(?:es|ed)?\s(?:claims?|reports?))\b",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:not|never|nobody|cannot|can[’']t|didn[’']t|hasn[’']t|haven[’']t|isn[’']t|wasn[’']t|weren[’']t|won[’']t|doesn[’']t|"
    r"don[’']t|without|failed\sto|fails\sto|unable\sto|nowhere|neither|nor|no\s(?:evidence|sign|signs|indication|plan|confirmation)|"
    r"missed|far\sfrom)\b",
    re.IGNORECASE,
)
# "not only", "not merely ... but" and "not publicly" deny nothing of the event.
NOT_NEGATED = re.compile(
    r"\bnot\s(?:only|merely|just|simply|least|publicly|per)\b|\bno\s(?:doubt|wonder|longer)\b|\bnot\sthe\ssame\b",
    re.IGNORECASE,
)
# "has not happened", "was never realised": denies what was said just before.
UNFULFILLED = re.compile(
    r"\b(?:has|have|had|did|was|were)(?:,\s[a-z]{2,12},)?\s(?:not|never)\s(?:yet\s)?(?:been\s)?"
    r"(?:reali[sz]ed|achieved|fulfilled|accomplished|happen(?:ed)?|materiali[sz]ed?|succeed(?:ed)?|come\s(?:true|to\spass))\b",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"\b(?:(?-i:may)|might|perhaps|possibl[ey]|could|potential(?:ly)?|conceivabl[ey])\b", re.IGNORECASE
)
PROBABLE = re.compile(
    r"\b(?:reported(?:ly)?|apparent(?:ly)?|seem(?:s|ed|ingly)?|appear(?:s|ed)?|probabl[ey]|likely|alleged(?:ly)?|presumabl[ey]|"
    r"suggest(?:s|ed)?|believ(?:e|es|ed)|thought\sto|about\sto|expect(?:s|ed)?|would|implied|estimat(?:e|es|ed))\b",
    re.IGNORECASE,
)
UNCOMMITTED = re.compile(r"\b(?:if|whether|unless)\b", re.IGNORECASE)
REPORTEDLY = re.compile(
    r"\b(?:reportedly|allegedly|according\sto\sreports|is\ssaid\sto|are\ssaid\sto|reports\ssay)\b", re.IGNORECASE
)
PRESENT = re.compile(
    r"\b(?:is|are|has|have|holds?|controls?|continues?|remains?|advances|now|currently|today)\b", re.IGNORECASE
)

SIDE_WORDS = {
    "UA": re.compile(
        r"\b(?:Ukrain(?:e|ian|ians)(?:[’']s)?|Ky[iï]?v(?:[’']s)?|Kiev(?:[’']s)?|Zelensk(?:y|yy|iy|yi)(?:[’']s)?|ZSU|AFU|Syrsky?i?|Zaluzhn(?:y|yi|yy)|Budanov|Pod[oi]l[iy]ak)\b"
    ),
    "RU": re.compile(
        r"\b(?:Russia(?:n|ns)?(?:[’']s)?|Moscow(?:[’']s)?|Kremlin(?:[’']s)?|Putin(?:[’']s)?|Gerasimov|Shoigu|Belousov|Peskov|Lavrov|Wagner|separatists|DPR|LPR)\b"
    ),
    "other": re.compile(
        r"\b(?:American|U\.?S\.?|United\sStates|Washington|NATO|European|British|UK|North\sKorean?|Biden|Trump|Western)(?:[’']s)?\b"
    ),
}
FORCE_NOUN = re.compile(
    r"\s(?:[a-z-]{1,15}\s)?(?:forces|troops|army|military|units|soldiers|attackers|defenders|paratroopers|marines|commanders?|authorities|"
    r"officials?|leadership|government|ministry|formations?|brigades?|side|offensive|positions|operators|drones|assault\s(?:units|groups))\b"
)
IMPERSONAL_PLACE = re.compile(r"\b(?:the|this|that)\s(city|town|village|settlement)\b", re.IGNORECASE)
IMPERSONAL_LAND = re.compile(
    r"\b(?:Russian|Ukrainian)\s(?:territory|soil|land)|\bits\sterritory|\bthe\s(?:border|front\s?line|region|oblast|salient|bridgehead)\b",
    re.IGNORECASE,
)
