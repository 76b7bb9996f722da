"""What English words say to have happened: the triggers of claims."""

from __future__ import annotations

from geo.claims.wording import trigger

_LAND = r"(?:the\s)?(?:city|town|village|settlement|area|region|ground|territory|land|position|height)s?"
_FORCES = r"(?:\w{1,20}\s){0,3}(?:troops|forces|units|soldiers|brigades?|reserves|reinforcements|marines|fighters|battalions?)"

# In order: where two triggers stand in one clause the earlier row wins.
TRIGGERS = (
    trigger(
        "encirclement", "encircle", r"(?:semi-)?encircl(?:e|es|ed|ing|ement|ements)|surround(?:s|ed|ing)|cauldrons?"
    ),
    trigger("control", "fire_control", r"fire\scontrol"),
    trigger(
        "harm",
        "captured",
        r"(?:captur(?:ed|ing|es?)|t(?:ook|aken))\s(?:\w{1,20}\s){0,2}(?:prisoners?|soldiers|paratroopers|servicemen|captives|hostages?|civilians)|(?:soldiers|paratroopers|troops|servicemen|marines|civilians|prisoners|fighters)\s(?:who\s)?(?:(?:were|was|been|being|are|have|had)\s){1,2}(?:\w{1,12}\s)?captured|taken\sprisoner",
    ),
    trigger(
        "harm",
        "killed",
        r"kill(?:ed|s|ing)|wound(?:ed|ing)|injur(?:ed|ing)|murder(?:ed|ing)|massacred?|casualties|deaths|died|lost\s(?:\w{1,12}\s){0,4}(?:personnel|soldiers|men|troops|servicemen|lives)",
    ),
    trigger(
        "harm",
        "civilian_harm",
        r"(?:inflict(?:s|ed|ing)?|caus(?:e|es|ed|ing))\s(?:\w{1,15}\s){0,2}(?:damage|suffering|casualties|harm)|abduct(?:s|ed|ing)|tortur(?:e|ed|ing)|terroris(?:ed|ing)|damaged|destroyed",
    ),
    trigger(
        "change",
        "recapture",
        r"recaptur(?:e|es|ed|ing)|retak(?:e|es|en|ing)|retook|regain(?:s|ed|ing)?|liquidat(?:e|es|ed|ing|ion)|expel(?:s|led|ling)?|dislodg(?:e|ed|ing)|push(?:ed|ing)?\s(?:\w{1,15}\s){0,3}out\sof",
    ),
    trigger(
        "change",
        "border_crossing",
        r"(?:cross(?:ed|es|ing)?|breach(?:ed|es|ing)?)\s(?:over\s)?(?:the\s)?(?:\w{1,15}\s)?(?:state\s)?border|border\scrossing",
    ),
    trigger(
        "change",
        "capture",
        rf"captur(?:e|es|ed|ing)|liberat(?:e|es|ed|ing)|conquer(?:s|ed|ing)?|(?:tak(?:e|es|ing|en)|took)\s(?:full\s|complete\s)?(?:control\sof|{_LAND}|(?=(?-i:[A-ZЀ-Я][a-zа-я])))|overr[au]n|fell\sto|fell\s(?=in\b|on\b|after\b)|(?:has|have|had)\sfallen|(?:to|will|would|could|soon|may|might)\s(?:soon\s)?fall(?!\s(?:apart|behind|back|short))|fall\sof",
    ),
    trigger("control", "occupy", r"occup(?:y|ies|ied|ying|ation)"),
    trigger(
        "control",
        "lost",
        r"los(?:e|es|t|ing)\s(?:control\sof|(?=(?-i:[A-ZЀ-Я][a-zа-я]))|(?:the\s)?(?:city|town|village|settlement|territory|ground))|no\slonger\s(?:hold|holds|control|controls)",
    ),
    trigger("control", "seize", r"seiz(?:e|es|ed|ing|ure)"),
    trigger(
        "control",
        "hold",
        r"(?:still\s)?h(?:old|olds|eld|olding)(?!\s(?:talks|a\s|an\s|elections|negotiations|meetings?|on\b|back\b|up\b|discussions|its\sposition|their\sposition))|(?:retain|keep|kept|maintain|have|has|had)(?:s|ed|ing)?\s(?:full\s|complete\s)?(?:control|hold)\sof|control(?:s|led|ling)?(?=\s(?:of\b|the\b|about\b|some\b|over\b|around\b|nearly\b|\d|(?-i:[A-Z])))|under\s(?:\w{1,15}\s){0,2}control|in\s(?:Russian|Ukrainian)\shands",
    ),
    trigger(
        "change",
        "retreat",
        r"retreat(?:s|ed|ing)?|pull(?:s|ed|ing)?\sback|f(?:all|alls|ell|allen)\sback|(?:all\sbut\s)?gone\sfrom|abandon(?:s|ed|ing)?",
    ),
    trigger(
        "move",
        "redeploy",
        rf"redeploy(?:s|ed|ing)?|(?:transfer(?:red|s|ring)?|shift(?:ed|s|ing)?|mov(?:e|ed|ing)|divert(?:ed|ing)?|withdraw)\s{_FORCES}|withdraw\sforces",
    ),
    trigger("move", "evacuate", r"evacuat(?:e|es|ed|ing|ion)"),
    trigger("move", "withdraw", r"withdr(?:aw|aws|ew|awn|awing|awal)"),
    trigger(
        "move",
        "deploy",
        rf"deploy(?:s|ed|ing)?|field(?:ed|ing)\s{_FORCES}|sen(?:d|ds|t|ding)\s{_FORCES}|reinforc(?:e|es|ed|ing)",
    ),
    trigger(
        "move",
        "return",
        r"(?:swift\s|safe\s)return\b|return(?:ed|ing)?\s(?:to|from)(?!\s(?:the\s)?(?:talks|negotiat|power|office|normal))",
    ),
    trigger(
        "change",
        "advance",
        r"advanc(?:e|es|ed|ing)|push(?:es|ed|ing)?\s(?:forward|deeper|further|on|into|towards?)(?!\swith\b)|mov(?:e|es|ed|ing)\s(?:forward|deeper)|drawn\sdeeper|br(?:eak|eaks|oke|oken)\sthrough|breakthrough|driv(?:e|es|ing|en)\s(?:\w{1,15}\s){0,4}(?:back|from\stheir|out)|drove\s(?:\w{1,15}\s){0,4}(?:back|from|out)|reach(?:es|ed|ing)\s(?=the\b|(?-i:[A-Z]))",
    ),
    trigger("change", "gain", r"gain(?:s|ed|ing)(?!\s(?:the\supper|support|experience|access))"),
    trigger("attack", "counterattack", r"counter-?(?:attack|offensive)(?:s|ed|ing)?", noun=True),
    trigger("attack", "infiltration", r"infiltrat(?:e|es|ed|ing|ion)|crawled"),
    trigger(
        "attack",
        "sabotage",
        r"bombing\s(?:\w{1,15}\s){0,2}infrastructure|sabotage\s(?:attack|group|raid)s?|bl(?:ew|own|ow)\sup",
    ),
    trigger("attack", "intervention", r"interven(?:e|es|ed|ing|tion)|stepped\sinto\sthe\sconflict"),
    trigger("attack", "incursion", r"invad(?:e|es|ed|ing)"),
    trigger("attack", "incursion", r"incursions?|invasions?|(?:cross-border\s)?raids?", noun=True),
    trigger(
        "attack",
        "strike",
        r"(?:struck|shell(?:ed|ing)|bomb(?:ed|ing|ard(?:ed|ing|ment)?)|(?:deeper\s|air\s|missile\s|drone\s|artillery\s)strikes?|str(?:ike|ikes|iking)\s(?:back\s)?(?:at|on|against|deep))",
    ),
    trigger(
        "attack",
        "battle",
        r"battles?\s(?:for|of|in)|fierce\sfighting|heavy\sfighting|fighting\s(?:in|for|near|around|continue[sd]?)|clash(?:es|ed)",
        noun=True,
    ),
    trigger("attack", "offensive", r"attack(?:ed|ing|s)?|assault(?:ed|ing|s)?|storm(?:ed|ing)|offensives?", noun=True),
    trigger("attack", "offensive", r"operations?", noun=True),
    trigger("move", "redeploy", r"redeployments?|deployments?", noun=True),
    trigger("position", "fortify", r"fortif(?:y|ied|ying|ications?)|dug\sin|entrenched"),
    trigger(
        "position", "presence", r"(?:are|is|were|was|remain(?:s|ed)?)\s(?:stationed|concentrated|based|present|massed)"
    ),
    trigger("talks", "ceasefire", r"cease-?fires?|truce|armistice"),
    trigger(
        "talks",
        "negotiation",
        r"negotiat(?:e|es|ed|ing|ion|ions)|peace\s(?:talks|deal|plan|process|agreement)|an?\s(?:\w{1,12}\s)?peace|(?:secret|direct|further|new)\stalks|talks\s(?:in|on|with|between)",
    ),
    trigger(
        "talks",
        "agreement",
        r"(?:agreement|accord|protocol|memorandum)s?\s(?:was|were)\ssigned|sign(?:ed|s|ing)\s(?:the|an?)\s(?:\w{1,15}\s){0,3}(?:agreement|accord|protocol|memorandum|deal)",
    ),
    trigger(
        "talks",
        "meeting",
        r"(?:held|hold|holds)\stalks|(?:sideline|margin)s\sof|summit\sin|m(?:et|eet|eets|eeting)\s(?:with\s|in\s)",
    ),
)
