"""What English words say to have happened: the triggers of claims."""

from __future__ import annotations

from geo.claims.wording import trigger

_LAND = r"(?:the\s)?(?:city|town|village|settlement|area|region|ground|territory|land|position|height)s?"
_FEW = r"(?:[\w,.’'-]{1,20}\s)"
_MEN = (
    r"(?:troops|forces|units|soldiers|brigades?|reserves|reinforcements|marines|fighters|battalions?|servicemen|regiments?|men|divisions?|"
    r"paratroopers|personnel|infantry|conscripts|garrison|army|corps)"
)
# No other verb and no other phrase stands between a verb and the troops it moves.
_FORCES = rf"(?:(?!(?:from|could|would|will|may|might|can|and|that|which|who|to|in|into|near|by)\b)[\w,.’'-]{{1,20}}\s){{0,6}}{_MEN}"
_NAME = r"(?=(?-i:[A-ZЀ-Я][a-zа-я]))"
# What stands between a verb of taking and the ground taken: "took (a group of) villages", "more than (two dozen) settlements".
_SOME = (
    r"(?:(?:the|an?|its|their|all|of|at|least|more|than|some|several|one|two|three|four|five|six|\d[\d,.]{0,9}|dozens?|hundreds?|group|string|number|"
    r"handful|most|much|half|another|other|whole|entire|key|small|large|new|around|about|nearly|roughly|close|to|many|few|strategic|important|"
    r"northern|southern|eastern|western|central|border|frontline|nearby|neighbou?ring|up|over|square|kilomet(?:er|re)s|miles|km|enemy|lost|additional)\s){0,7}"
)
_GROUND = r"(?:cit(?:y|ies)|towns?|villages?|settlements?|territor(?:y|ies)|ground|land|districts?|positions?|heights?|islands?|outskirts|suburbs?|square\s(?:kilomet(?:er|re)s|miles)|km²)"
_ROUTE = r"(?:roads?|highways?|railway|railroad|routes?|suppl(?:y|ies)|supply\slines?|lifelines?)"

# In order: where two triggers stand in one place the earlier row wins.
TRIGGERS = (
    trigger("control", "shift", r"chang(?:e|es|ed|ing)\shands"),
    trigger(
        "encirclement",
        "encircle",
        r"(?:semi-)?encircl(?:e|es|ed|ing|ement|ements)|surround(?:s|ed|ing)(?!\s(?:area|village|town|settlement|district|region|field|wood|countryside|landscape|land))|cauldrons?|"
        r"besieg(?:e|es|ed|ing)|(?:under|l(?:ay|aid)|laying)\ssiege|(?:be|been|being|was|were|is|are)\s(?:\w{1,12}\s)?cut\soff(?=[\s.,;](?!with\b))|(?:trapped|caught|penned)\sin(?:side)?\s(?:an?|the)\s(?:\w{1,12}\s){0,2}pocket|squeezed\sfrom",
    ),
    trigger(
        "encirclement",
        "threaten",
        rf"(?:cut|cuts|cutting)\s(?:the\s|its\s|their\s)?(?:[\w’'-]{{1,20}}\s){{1,2}}off\s(?=from\b)|(?:cut|cuts|cutting)\soff\s(?=the\b|(?-i:[A-Z])|troops|forces)|(?:cut|cuts|cutting|sever(?:s|ed|ing)?)\s{_FEW}{{0,3}}{_ROUTE}",
    ),
    trigger("control", "fire_control", r"fire\scontrol"),
    trigger(
        "harm",
        "captured",
        rf"(?:captur(?:ed|ing|es?)|t(?:ook|aken))\s{_FEW}{{0,2}}(?:prisoners?|soldiers|paratroopers|servicemen|captives|hostages?|civilians|conscripts)|"
        r"(?:soldiers|paratroopers|troops|servicemen|marines|civilians|prisoners|fighters|conscripts)\s(?:who\s)?(?:(?:have|had)\s)?(?:were|was|been|being|are)\s(?:\w{1,12}\s)?captured|taken\s(?:prisoner|captive)|surrendered",
    ),
    trigger(
        "harm",
        "killed",
        rf"kill(?:ed|s|ing)|(?:left|leaving)\s{_FEW}{{1,4}}dead\b|lost\stheir\slives|wound(?:ed|ing)|injur(?:ed|ing)|murder(?:ed|ing)|massacred?|casualties|deaths|died|"
        rf"lost\s{_FEW}{{0,5}}(?:personnel|soldiers|men|troops|servicemen|lives)|losses(?=\s(?:in|at|near|around|have|had|of|amount|exceed|were|are)\b)|"
        rf"lost\s(?:(?:up|to|more|than|about|some|over|nearly|almost|at|least|around|half|a|third|\d[\d,.]{{0,9}}(?:\s?%)?|per\s?cent|of|their|its)\s){{1,6}}{_MEN}",
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
        rf"expel(?:s|led|ling)?|dislodg(?:e|ed|ing)|(?:push|driv|forc)(?:e|ed|en|es|ing)?\s{_FEW}{{0,3}}out\sof|drove\s{_FEW}{{0,3}}out(?:\sof)?\b|w[io]n(?:s|ning)?\sback|(?:t(?:ake|akes|ook|aken)|got|get)\s{_FEW}{{0,3}}back(?=[\s.,;](?!to\b))|"
        rf"(?:push|driv|forc)(?:e|ed|en|es|ing)?\s{_FEW}{{0,3}}out(?=[.,;]|\s(?:by|before|in|on|that|last|again|after|within|from)\b)|(?:clear|mop)(?:s|ed|ing|ped|ping)?\s(?:up\s)?(?:{_NAME}|{_SOME}(?:villages?|settlements?|towns?|streets|districts?)\b)|"
        rf"(?:{_MEN}|they|we)\s(?:will\s|would\s|(?:have|has|had)\s)?(?:be|are|were|been)\s(?:soon\s)?back\sin\s{_NAME}",
    ),
    trigger(
        "change",
        "border_crossing",
        r"(?:cross(?:ed|es|ing)?|breach(?:ed|es|ing)?|stormed|rolled|poured|moved)\s(?:over\s|across\s)?(?:the\s|its\s)?(?:\w{1,15}(?:[’']s)?\s)?(?:state\s)?(?:border|frontier)|cross(?:ed|es|ing)?\s(?:over\s)?into\s(?-i:(?=Russia|Ukraine|Crimea|Belarus))|border[\s-]crossing",
    ),
    trigger(
        "change",
        "capture",
        rf"captur(?:e|es|ed|ing)|freed\s(?={_SOME}(?:{_GROUND}\b|{_NAME}))|liberat(?:e|es|ed|ing|ion)|conquer(?:s|ed|ing)?|(?:tak(?:e|es|ing|en)|took)\s(?:full\s|complete\s|partial\s)?(?:control\s(?:of|over)|{_LAND}|{_NAME}|it\b(?=[.,;]|\s(?:on|by|in|within|before|after|back|from)\b))|"
        rf"(?:tak(?:e|es|ing|en)|took|grab(?:s|bed|bing)?|w[io]n(?:s|ning)?|snatch(?:ed|es|ing)?|swallow(?:s|ed|ing)?|gobbl(?:ed|ing)\sup)\s{_SOME}{_GROUND}|"
        r"(?:brought|taken|placed|bring|take)\s(?:\S{1,20}\s){0,2}under\s(?:\w{1,12}\s){0,2}control|"
        r"(?:was|were|been|be|being)\s(?:\w{1,12}\s)?taken(?=[.,;]|\s(?:on|by|in|last|yesterday|once|twice|again|after|before|within|over|three\stimes)\b)|"
        r"gain(?:ed|s|ing)?\scontrol\s(?:of|over)|(?<=its\s)fall\b|(?<=(?:wn|ty|ge)[’']s\s)fall\b|"
        r"overr[au]n|fell\sto\s(?=(?-i:[A-Z])|(?:the\s)?(?:enemy|rebels?|insurgents?|invaders|army|government|militants|attackers)\b)|fell\s(?=in\b|on\b|after\b|last\b|this\b|within\b|early\b|late\b|yesterday)|(?:has|have|had)\sfallen|(?:to|will|would|could|soon|may|might)\s(?:soon\s)?fall(?!\s(?:apart|behind|back|short))|fall\sof|"
        rf"(?<=if\s)(?-i:[A-Z]\w{{2,20}})\sfalls|(?-i:[A-Z]\w{{2,20}})\s(?:has\s|had\s)?(?:fell|fallen)(?!\s(?:apart|behind|back|short|by|to\sits))|flag\s{_FEW}{{0,4}}(?:over|above)|(?:rais|hoist)(?:e|ed|ing)\s{_FEW}{{0,3}}flag",
    ),
    trigger("control", "occupy", r"occup(?:y|ies|ied|ying|ation)(?!\s(?:authorit|administration|official))"),
    trigger(
        "control",
        "lost",
        rf"los(?:e|es|t|ing)\s(?:control\sof|{_NAME}|(?:the\s)?(?:city|town|village|settlement|territory|ground)|{_FEW}{{0,3}}(?:positions|villages|settlements|towns|trenches))|loss\sof\s(?:{_NAME}|the\s(?:city|town|village))|no\slonger\s(?:hold|holds|control|controls)|"
        rf"los(?:e|es|t|ing)\s(?:it\b|{_SOME}{_GROUND}|(?:{_SOME}(?:\d[\d,.]{{0,9}}(?:\s?%|\sper\s?cent)|third|quarter|fifth|half|most|much))\sof\s(?:the\s)?(?:ground|territory|land|area|salient|region|bridgehead|pocket))|"
        r"(?<=its\s)loss\b(?=[\s,](?!of\s(?:life|men)))|loss\sof\s(?:the\s)?(?:salient|bridgehead|foothold)",
    ),
    trigger(
        "control",
        "seize",
        r"seiz(?:e|es|ed|ing|ure)(?!\s(?:power|on|upon|the\s(?:moment|chance|opportunity|initiative)|weapons|assets|drugs)\b)",
    ),
    trigger(
        "control",
        "hold",
        r"(?:still\s)?h(?:old|olds|eld|olding)(?!\s(?:talks|a\s(?!(?:fifth|quarter|third|sixth|tenth)\b)|an\s|elections|negotiations|meetings?|on\b|back\b|up\b|discussions|its\sposition|their\sposition|that\b|his\b|her\b|out\b))|"
        r"(?:retain|keep|kept|maintain|have|has|had)(?:s|ed|ing)?\s(?:full\s|complete\s)?(?:control|hold)\sof|control(?:s|led|ling)?(?=\s(?:a\s(?:fifth|quarter|third|sixth|tenth)\b|of\b|the\b|about\b|some\b|over\b|around\b|nearly\b|almost\b|more\b|roughly\b|every\b|all\b|most\b|much\b|half\b|parts?\b|only\b|just\b|up\sto\b|\d|(?-i:[A-Z])))|"
        rf"under\s(?:\w{{1,15}}\s){{0,2}}control|in\s(?:Russian|Ukrainian)\shands|retain(?:s|ed|ing)?\s{_NAME}|(?:maintain|hold|held|kept|keep|retain|defend)(?:s|ed|ing)?\s{_FEW}{{0,2}}(?:positions|bridgehead|salient)|buffer\szone|"
        rf"defend(?:s|ed|ing)\s(?:{_NAME}|the\s(?:city|town|village))|in\s(?:the\s)?(?:enemy|government|rebel|Kyiv|Moscow)(?:[’']s)?\shands|(?:remain(?:s|ed)?|(?:is|are|was|were)\sstill)\s(?:firmly\s|still\s)?(?:(?-i:Ukrainian|Russian)(?=[.,;])|ours\b|theirs\b)",
    ),
    trigger(
        "control",
        "shift",
        r"(?:is|are|was|were|remains?|became|become|in)\s(?:now\s|still\s)?(?:an?\s|the\s)?gr[ae]y\szone|no\sman[’']s\sland",
    ),
    trigger(
        "change",
        "retreat",
        rf"retreat(?:s|ed|ing)?|pull(?:s|ed|ing)?\sback|f(?:all|alls|ell|allen)\sback|(?:all\sbut\s)?gone\sfrom|abandon(?:s|ed|ing)?|driven\sback|"
        rf"(?:{_MEN}|Russians|Ukrainians|defenders|rebels)\s(?:(?:have|has|had|not|never|already|finally|long|since)\s){{0,4}}left(?=\s(?:{_NAME}|the\b|their\b|its\b|our\b))|(?:{_MEN}|they|we)\s(?:will|would|must|should)\s(?:have\sto\s|soon\s)?leave(?=\s(?:{_NAME}|the\s(?:city|town|village|region)\b))|"
        rf"(?:g(?:ive|ives|ave|iven|iving)\sup|yield(?:ed|s|ing)?|ced(?:e|ed|ing))\s(?:{_NAME}|it\b(?=[.,;])|(?:the|their|its|our|his)\s(?:\w{{1,12}}\s){{0,2}}(?:cit(?:y|ies)|towns?|villages?|positions?|bridgehead|foothold|salient|ground)\b)",
    ),
    trigger(
        "move",
        "redeploy",
        rf"redeploy(?:s|ed|ing)?|(?:transfer(?:red|s|ring)?|shift(?:ed|s|ing)?|mov(?:e|ed|ing)|divert(?:ed|ing)?|withdraw)\s{_FORCES}|withdraw\sforces|brought\sback\sfrom|"
        rf"(?:bring|brings|bringing|brought)\s(?:up|in)\s{_FORCES}|(?:pull(?:ed|s|ing)?|draw(?:s|n|ing)?|drew|lur(?:e|ed|ing))\s{_FORCES}\s(?:from|away|out\sof|off)\b|"
        rf"(?:relocat(?:e|es|ed|ing)|transferr?(?:ed|ing)?|rotat(?:e|ed|ing)|tie|ties|tied|tying|pin|pins|pinned|pinning)\s(?:down\s)?{_FORCES}",
    ),
    trigger(
        "move",
        "evacuate",
        rf"evacuat(?:e|es|ed|ing|ion)|(?:fled|flee|flees|fleeing)\s(?={_NAME}|the\b|their\b|from\b|to\b)|(?:people|residents|civilians|families|villagers|inhabitants)\s(?:(?:have|has|had)\s)?fled|"
        rf"(?:forced|driven|drove)\s{_FEW}{{0,5}}from\stheir\shomes|left\stheir\shomes",
    ),
    trigger(
        "move",
        "withdraw",
        r"withdr(?:aw|aws|ew|awn|awing|awals?)|pull(?:s|ed|ing)?\sout\b(?!\sof\s(?:the\s)?(?:talks|deal|agreement|treaty|race))",
    ),
    trigger(
        "move",
        "deploy",
        rf"deploy(?:s|ed|ing)?|(?:pour|mov|thr(?:ow|ew|own))(?:s|ed|ing|ing)?\s{_FORCES}\sinto|field(?:ed|ing)\s{_FORCES}|sen(?:d|ds|t|ding)\s{_FORCES}|{_MEN}\s(?:(?:have|has|had|were|was|are|being)\s){{1,2}}(?:been\s)?sent|reinforc(?:e|es|ed|ing)|rush(?:es|ed|ing)\s{_FORCES}",
    ),
    trigger(
        "move",
        "supply",
        r"(?:re-?)?suppl(?:y|ied|ies|ying)\s(?=the\b|its\b|their\b|(?:only\s|mainly\s)?(?:by|via|over|through|along|across)\b)",
    ),
    trigger(
        "move",
        "return",
        r"(?:swift\s|safe\s)return\b|return(?:ed|ing)?\s(?:to|from)(?!\s(?:the\s)?(?:talks|negotiat|power|office|normal))",
    ),
    trigger(
        "change",
        "advance",
        rf"advanc(?:e|es|ed|ing)(?!,?\s(?:[\w,]{{1,20}}\s){{0,4}}(?:ideas?|arguments?|proposals?|theor(?:y|ies)|plans?|notions?|claims?|agenda|interests?|goals?)\b)|penetrat(?:e|es|ed|ing)|(?:slip|slipp|crept|creep|slid|seep|punch|thrust|wedg)(?:s|ed|ing|es)?\s(?:through|past|into|past)\s(?=the\b|its\b|{_NAME})|"
        rf"(?:mov|advanc|push|press)(?:e|es|ed|ing)\s(?:up\sto\s|about\s|some\s|another\s|at\sleast\s|nearly\s|more\sthan\s|a\sfurther\s)?\d[\d.,]{{0,5}}\s?(?:km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s)\b|"
        rf"approach(?:es|ed|ing)?\s(?={_NAME}|the\s(?:city|town|village|outskirts|border)\b)|push(?:es|ed|ing)?\s(?:forward|deeper|further|on|into|towards?)(?!\swith\b)|mov(?:e|es|ed|ing)\s(?:forward|deeper|closer\sto)|drawn\sdeeper|br(?:eak|eaks|oke|oken)\sthrough|breakthrough|"
        rf"(?:driv|push)(?:e|es|ed|ing|en)\s{_FEW}{{0,4}}(?:back|from\stheir|out)|drove\s{_FEW}{{0,4}}(?:back|from|out)|reach(?:es|ed|ing)?\s(?=the\b|(?-i:[A-Z]))(?!the\s(?:conclusion|agreement|point|limit|end|highest|lowest))|"
        rf"enter(?:s|ed|ing)?\s(?=(?-i:[A-ZЀ-Я])|the\s(?:\w{{1,15}}\s)?(?:city|town|village|cent|outskirts|suburb|district|settlement))|"
        rf"press(?:es|ed|ing)?\s(?:on|ahead|forward)\b(?!\swith\b)|inch(?:es|ed|ing)\s(?:forward|closer|towards?)|clos(?:e|es|ed|ing)\sin\son|push(?:es|ed|ing)?\sto\s(?:within|the)|"
        rf"(?:mak(?:e|es|ing)|made)\s{_FEW}{{0,3}}(?:progress|headway|inroads)(?=\s(?:in|near|towards?|around|north|south|east|west|along|on\sthe)\b)|br(?:eak|eaks|oke|oken)\s(?:out|into)\b|"
        rf"(?:within|at)\s(?:striking|firing)\s(?:distance|range)|at\sthe\sgates|"
        rf"bypass(?:es|ed|ing)?|outflank(?:s|ed|ing)?|cross(?:ed|es|ing)?\sthe\s(?:(?-i:[A-Z])\w{{1,20}}\s)?(?:river|canal|Dnipro|Dnieper|Oskil|Siverskyi|Donets|Euphrates|Litani|Nile)",
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
    trigger(
        "attack",
        "incursion",
        r"invad(?:e|es|ed|ing)|(?:burst|roll(?:ed|ing)|pour(?:ed|ing)|storm(?:ed|ing)|march(?:ed|ing)|sw(?:ept|eeping)|surg(?:ed|ing)|thrust)\s(?:over\s|across\s)?into\s(?=(?-i:[A-Z])|the\b)",
    ),
    trigger("attack", "incursion", r"incursions?|invasions?|(?:cross-border\s)?raids?", noun=True),
    trigger(
        "attack",
        "strike",
        r"struck|shell(?:ed|ing)|bomb(?:ed|ing|ard(?:ed|ing|ment)?)|(?:deeper\s|air\s|missile\s|drone\s|artillery\s)strikes?|str(?:ike|ikes|iking)\s(?:back\s)?(?:at|on|against|deep)|"
        r"sh(?:oot|ot)\sdown|intercepted|pound(?:ed|ing)\s(?=(?-i:[A-Z])|the\b|positions)|target(?:ed|ing|s)\s(?=(?-i:[A-Z])|the\b|an?\b|positions)|engaged\s(?=an?\b|the\b|targets)|"
        rf"(?:was|were|been)\shit\b|(?:missiles?|drones?|rockets?|shells?|bombs?)\s(?:\w{{1,12}}\s){{0,2}}(?:hit|slammed\sinto|crashed\sinto|fell\son|landed\s(?:in|on)|exploded\s(?:in|over|near))\b|(?:launch|fir)(?:e|ed|es|ing)?\s{_FEW}{{0,5}}(?:drones|missiles|rockets|shells)|dropp?(?:ed|ing|s)\s{_FEW}{{0,5}}(?:bombs?|grenades?|munitions|explosives)|downed\s(?=over\b|in\b|near\b)|"
        r"under\s(?:\w{1,12}\s){0,2}(?:fire|shelling|bombardment)\b|destroy(?:s|ing)?\s(?=\S{1,20}\s(?:formations|positions|depots|units|manpower))|"
        r"hit\s(?=(?-i:[A-Z])|an?\b|the\b|\w{1,12}\s(?:in|near)\b)",
    ),
    trigger(
        "attack",
        "battle",
        r"(?:fighting|battles?)\s(?:(?:is|are|was|were|has|have|in|for|near|around|the|that|inside)\s){0,3}(?:(?:city|town|village|area)\s)?(?:goes\son|go\son|rag(?:es?|ed|ing)|continu(?:es?|ed|ing)|under\s?way|ongoing|persists?|intensified)|under\sattack\b|clashed",
    ),
    trigger(
        "attack",
        "battle",
        r"battles?\s(?:for|of|in)|fierce\sfighting|heavy\sfighting|fighting\s(?:in|for|near|around)|clashes",
        noun=True,
    ),
    trigger(
        "attack",
        "offensive",
        r"attacked|attacking|(?:will|to|would|could|may|might)\s(?:soon\s|again\s)?(?:attack|assault|storm)(?=\s(?:(?-i:[A-Z])|the\b|in\b|from\b|it\b|along\b))|assaulted|assaulting|storm(?:ed|ing)|march(?:ed|ing)?\s(?:on|towards?)|tried\sto\s(?:storm|attack|break\sinto)|defeated\s(?=\w{1,20}\s(?:of|units|brigades?|formations|groups))|tried\sto\sland",
    ),
    trigger(
        "attack",
        "offensive",
        rf"(?:attacks?|assaults?|offensives?)(?!\s(?:{_MEN}|groups?|detachments?|squads?|rifles?|aviation|aircraft|drones?|helicopters?|teams?|actions?|capabilit))",
        noun=True,
    ),
    trigger("attack", "offensive", r"(?<!military\s)(?<!special\s)operations?", noun=True),
    trigger("move", "redeploy", r"redeployments?|deployments?", noun=True),
    trigger(
        "position",
        "fortify",
        r"fortif(?:y|ied|ying)|dug\sin|entrenched|(?:trenches|ditches|fortifications|defensive\slines?)\s(?:(?:have|has|had|were|was|are|is|been|being)\s){1,3}(?:dug|built|erected)|"
        r"(?:dig(?:s|ging)?|dug|build(?:s|ing)?|built|erect(?:ed|ing)?)\s(?:\w{1,15}\s){0,3}(?:trenches|fortifications|defen[cs]ive\slines?|defen[cs]es)",
    ),
    trigger(
        "position",
        "presence",
        r"(?:are|is|were|was|been|remain(?:s|ed)?)\s(?:\w{1,12}\s)?(?:stationed|concentrated|based|present|massed|amassed)|"
        rf"(?:{_MEN}|civilians|residents|people|inhabitants)\s(?:still\s)?remain(?:s|ed)?|(?:concentrat|assembl|amass|mass|station)(?:ed|ing|es)\s{_FORCES}|(?:number|contingent|grouping)\sof\s{_FORCES}|"
        rf"(?:are|is|were|was)\s(?:(?:still|no|now|already|some|about|more|than|\d[\d,.]{{0,9}})\s){{0,4}}(?:(?-i:Ukrainian|Russian|North\sKorean|enemy)\s)?{_MEN}\s(?:left\s)?(?:in|at|near|inside|on)\b|"
        r"(?:have|has|had)\s(?:massed|gathered|assembled|amassed)(?=\s(?:in|near|at|on|along|opposite|around)\b)|"
        rf"(?:they|Russians|Ukrainians|{_MEN})\s(?:are|were)\s(?:(?:now|already|still)\s)?(?:in|inside)\s(?:the\s)?(?:cent(?:re|er)|outskirts|suburbs|streets|middle|north|south|east|west)\b",
    ),
    trigger(
        "talks",
        "condition",
        r"(?:cannot|can[’']t|will\snot|won[’']t|must\snot)\s(?:begin|start|happen|resume)\s(?:before|until|unless)|"
        r"(?:can|could|will|would)\s(?:be\sno|not\sbe\sany|not\sbe)\s(?:\w{1,12}\s){0,2}(?:talks|negotiations|cease-?fires?|truce|peace|settlement|deal)(?=[^.;\n]{0,40}\b(?:until|unless|before|as\slong\sas|while)\b)",
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
