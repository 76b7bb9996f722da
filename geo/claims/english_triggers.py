"""What English words say to have happened: the triggers of claims."""

from __future__ import annotations

from geo.claims.wording import trigger

_LAND = r"(?:the\s)?(?:city|town|village|settlement|area|region|ground|territory|land|position|height)s?"
_FEW = r"(?:[\w,.’'-]{1,20}\s)"
_MEN = r"(?:troops|forces|units|soldiers|brigades?|reserves|reinforcements|marines|fighters|battalions?|servicemen|regiments?|men)"
_FORCES = rf"{_FEW}{{0,6}}{_MEN}"
_NAME = r"(?=(?-i:[A-ZЀ-Я][a-zа-я]))"

# In order: where two triggers stand in one place the earlier row wins.
TRIGGERS = (
    trigger(
        "encirclement", "encircle", r"(?:semi-)?encircl(?:e|es|ed|ing|ement|ements)|surround(?:s|ed|ing)|cauldrons?"
    ),
    trigger("encirclement", "threaten", r"(?:cut|cutting)\soff\s(?=the\b|(?-i:[A-Z])|troops|forces)"),
    trigger("control", "fire_control", r"fire\scontrol"),
    trigger(
        "harm",
        "captured",
        rf"(?:captur(?:ed|ing|es?)|t(?:ook|aken))\s{_FEW}{{0,2}}(?:prisoners?|soldiers|paratroopers|servicemen|captives|hostages?|civilians|conscripts)|"
        r"(?:soldiers|paratroopers|troops|servicemen|marines|civilians|prisoners|fighters|conscripts)\s(?:who\s)?(?:(?:have|had)\s)?(?:were|was|been|being|are)\s(?:\w{1,12}\s)?captured|taken\sprisoner",
    ),
    trigger(
        "harm",
        "killed",
        rf"kill(?:ed|s|ing)|wound(?:ed|ing)|injur(?:ed|ing)|murder(?:ed|ing)|massacred?|casualties|deaths|died|"
        rf"lost\s{_FEW}{{0,5}}(?:personnel|soldiers|men|troops|servicemen|lives)|losses(?=\s(?:in|at|near|around|have|had|of|amount|exceed|were|are)\b)",
    ),
    trigger(
        "harm",
        "civilian_harm",
        rf"(?:inflict(?:s|ed|ing)?|caus(?:e|es|ed|ing))\s{_FEW}{{0,2}}(?:damage|suffering|casualties|harm)|abduct(?:s|ed|ing)|tortur(?:e|ed|ing)|terroris(?:ed|ing)|damaged|destroyed",
    ),
    trigger(
        "change",
        "recapture",
        rf"recaptur(?:e|es|ed|ing)|retak(?:e|es|en|ing)|retook|re-?gain(?:s|ed|ing)?|re-?claim(?:s|ed|ing)?\s(?=the\b|{_NAME})|liquidat(?:e|es|ed|ing|ion)|"
        rf"expel(?:s|led|ling)?|dislodg(?:e|ed|ing)|(?:push|driv|forc)(?:e|ed|en|es|ing)?\s{_FEW}{{0,3}}out\sof|drove\s{_FEW}{{0,3}}out\sof",
    ),
    trigger(
        "change",
        "border_crossing",
        r"(?:cross(?:ed|es|ing)?|breach(?:ed|es|ing)?|stormed|rolled|poured|moved)\s(?:over\s|across\s)?(?:the\s|its\s)?(?:\w{1,15}(?:[’']s)?\s)?(?:state\s)?border|border\scrossing",
    ),
    trigger(
        "change",
        "capture",
        rf"captur(?:e|es|ed|ing)|liberat(?:e|es|ed|ing)|conquer(?:s|ed|ing)?|(?:tak(?:e|es|ing|en)|took)\s(?:full\s|complete\s)?(?:control\sof|{_LAND}|{_NAME})|"
        r"overr[au]n|fell\sto|fell\s(?=in\b|on\b|after\b)|(?:has|have|had)\sfallen|(?:to|will|would|could|soon|may|might)\s(?:soon\s)?fall(?!\s(?:apart|behind|back|short))|fall\sof|"
        rf"(?<=if\s)(?-i:[A-Z]\w{{2,20}})\sfalls|(?-i:[A-Z]\w{{2,20}})\s(?:has\s|had\s)?(?:fell|fallen)(?!\s(?:apart|behind|back|short|by|to\sits))|flag\s{_FEW}{{0,4}}(?:over|above)|(?:rais|hoist)(?:e|ed|ing)\s{_FEW}{{0,3}}flag",
    ),
    trigger("control", "occupy", r"occup(?:y|ies|ied|ying|ation)"),
    trigger(
        "control",
        "lost",
        rf"los(?:e|es|t|ing)\s(?:control\sof|{_NAME}|(?:the\s)?(?:city|town|village|settlement|territory|ground)|{_FEW}{{0,3}}(?:positions|villages|settlements|towns|trenches))|loss\sof\s(?:{_NAME}|the\s(?:city|town|village))|no\slonger\s(?:hold|holds|control|controls)",
    ),
    trigger("control", "seize", r"seiz(?:e|es|ed|ing|ure)"),
    trigger(
        "control",
        "hold",
        r"(?:still\s)?h(?:old|olds|eld|olding)(?!\s(?:talks|a\s|an\s|elections|negotiations|meetings?|on\b|back\b|up\b|discussions|its\sposition|their\sposition|that\b|his\b|her\b|out\b))|"
        r"(?:retain|keep|kept|maintain|have|has|had)(?:s|ed|ing)?\s(?:full\s|complete\s)?(?:control|hold)\sof|control(?:s|led|ling)?(?=\s(?:of\b|the\b|about\b|some\b|over\b|around\b|nearly\b|almost\b|more\b|roughly\b|\d|(?-i:[A-Z])))|"
        rf"under\s(?:\w{{1,15}}\s){{0,2}}control|in\s(?:Russian|Ukrainian)\shands|(?:maintain|hold|held|kept|keep|retain|defend)(?:s|ed|ing)?\s{_FEW}{{0,2}}(?:positions|bridgehead|salient)|buffer\szone",
    ),
    trigger(
        "change",
        "retreat",
        r"retreat(?:s|ed|ing)?|pull(?:s|ed|ing)?\sback|f(?:all|alls|ell|allen)\sback|(?:all\sbut\s)?gone\sfrom|abandon(?:s|ed|ing)?|driven\sback",
    ),
    trigger(
        "move",
        "redeploy",
        rf"redeploy(?:s|ed|ing)?|(?:transfer(?:red|s|ring)?|shift(?:ed|s|ing)?|mov(?:e|ed|ing)|divert(?:ed|ing)?|withdraw)\s{_FORCES}|withdraw\sforces|brought\sback\sfrom",
    ),
    trigger("move", "evacuate", r"evacuat(?:e|es|ed|ing|ion)"),
    trigger("move", "withdraw", r"withdr(?:aw|aws|ew|awn|awing|awal)"),
    trigger(
        "move",
        "deploy",
        rf"deploy(?:s|ed|ing)?|field(?:ed|ing)\s{_FORCES}|sen(?:d|ds|t|ding)\s{_FORCES}|{_MEN}\s(?:(?:have|has|had|were|was|are|being)\s){{1,2}}(?:been\s)?sent|reinforc(?:e|es|ed|ing)",
    ),
    trigger(
        "move",
        "return",
        r"(?:swift\s|safe\s)return\b|return(?:ed|ing)?\s(?:to|from)(?!\s(?:the\s)?(?:talks|negotiat|power|office|normal))",
    ),
    trigger(
        "change",
        "advance",
        rf"advanc(?:e|es|ed|ing)|push(?:es|ed|ing)?\s(?:forward|deeper|further|on|into|towards?)(?!\swith\b)|mov(?:e|es|ed|ing)\s(?:forward|deeper|closer\sto)|drawn\sdeeper|br(?:eak|eaks|oke|oken)\sthrough|breakthrough|"
        rf"(?:driv|push)(?:e|es|ed|ing|en)\s{_FEW}{{0,4}}(?:back|from\stheir|out)|drove\s{_FEW}{{0,4}}(?:back|from|out)|reach(?:es|ed|ing)?\s(?=the\b|(?-i:[A-Z]))(?!the\s(?:conclusion|agreement|point|limit|end|highest|lowest))|"
        rf"enter(?:s|ed|ing)?\s(?=(?-i:[A-ZЀ-Я])|the\s(?:city|town|village|cent|outskirts))|bypass(?:es|ed|ing)?|outflank(?:s|ed|ing)?|cross(?:ed|es|ing)?\sthe\s(?:(?-i:[A-Z])\w{{1,20}}\s)?(?:river|canal|Dnipro|Dnieper|Oskil|Siverskyi)",
    ),
    trigger("change", "retreat", r"defeats?(?=\s(?:in|at|near|around)\b)", noun=True),
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
        r"struck|shell(?:ed|ing)|bomb(?:ed|ing|ard(?:ed|ing|ment)?)|(?:deeper\s|air\s|missile\s|drone\s|artillery\s)strikes?|str(?:ike|ikes|iking)\s(?:back\s)?(?:at|on|against|deep)|"
        r"sh(?:oot|ot)\sdown|intercepted|hit\s(?=(?-i:[A-Z])|an?\b|the\b|\w{1,12}\s(?:in|near)\b)",
    ),
    trigger(
        "attack",
        "battle",
        r"under\s(?:\w{1,12}\s)?(?:attack|fire|shelling|bombardment)|battles?\s(?:for|of|in)|fierce\sfighting|heavy\sfighting|fighting\s(?:in|for|near|around|continue[sd]?)|clash(?:es|ed)",
        noun=True,
    ),
    trigger(
        "attack",
        "offensive",
        r"attacked|attacking|assaulted|assaulting|storm(?:ed|ing)|march(?:ed|ing)?\s(?:on|towards?)",
    ),
    trigger("attack", "offensive", r"attacks?|assaults?|offensives?", noun=True),
    trigger("attack", "offensive", r"operations?", noun=True),
    trigger("move", "redeploy", r"redeployments?|deployments?", noun=True),
    trigger("position", "fortify", r"fortif(?:y|ied|ying|ications?)|dug\sin|entrenched"),
    trigger(
        "position",
        "presence",
        r"(?:are|is|were|was|been|remain(?:s|ed)?)\s(?:\w{1,12}\s)?(?:stationed|concentrated|based|present|massed|amassed)|"
        rf"(?:{_MEN}|civilians|residents|people|inhabitants)\s(?:still\s)?remain(?:s|ed)?|concentrat(?:ed|ing)\s{_FORCES}",
    ),
    trigger(
        "talks",
        "condition",
        r"(?:cannot|can[’']t|will\snot|won[’']t|must\snot)\s(?:begin|start|happen|resume)\s(?:before|until|unless)",
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
