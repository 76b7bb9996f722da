"""How English says who says a thing."""

from __future__ import annotations

import re

from geo.claims.wording import Speech

_ANY = re.IGNORECASE
_SAYS = (
    r"said|says|say|told|tells|claimed|claims|claim|announced|announces|reported|reports|report|stated|states|argued|argues|argue|wrote|writes|"
    r"noted|notes|note|added|adds|warned|warns|warn|confirmed|confirms|insisted|insists|insist|implied|implies|suggested|suggests|suggest|"
    r"believes?|believed|thinks?(?!\stank)|expects?|expected|estimated|estimates?|admitted|admits?|denied|denies|deny|declared|declares|declare|"
    r"acknowledged|acknowledges?|describe[sd]?|characteri[sz]e[sd]?|voiced|framed|reiterated|predict(?:ed|s)?|hailed|boasted|expressed|concluded|concludes|"
    r"observed|observes|assessed|assesses|assess|asserted|asserts|mentions|mentioned|disputed?|disputes|stressed|stresses|indicates?|indicated|"
    r"hinted|hints|rejects?|rejected|dismissed|dismisses|refuted|refutes|recalled|recalls|explained|explains|emphasi[sz]ed|posted|pledged|"
    r"vowed|vows|conceded|concedes|forecasts?|speculated?|fears?|feared|contends?|maintains\sthat|calculates?|counts|highlights|situates|"
    r"reveals?|revealed|alleges?|alleged|accus(?:ed|es)|blam(?:ed|es)|touch(?:es|ed)\son|sheds\slight|portray(?:s|ed)|depict(?:s|ed)|suspects?|suspected|reckons?|reckoned|complain(?:ed|s)|testified|put(?:s)?\sthe\s(?:figure|number|area|total|toll)|continu(?:es|ed?)\sto\s(?:deny|claim|insist|say|maintain\sthat)|shows?\sthat|showed\sthat|points?\sout|pointed\sout|made\s(?:it\s)?clear"
)
_OUTLETS = (
    r"Times|Post|Politico|Reuters|AFP|AP|Associated\sPress|Telegraph|Express|Guardian|BBC|CNN|Bloomberg|TASS|RIA|Interfax|Ukrinform|Pravda|"
    r"Economist|Journal|Courier|Gazette|Tribune|Chronicle|SANA|Anadolu|Al\sJazeera|Washington\sPost|Herald|Spiegel|Figaro|Monde|Suspilne|Hromadske|Meduza|Independent|Axios|Sky\sNews|NPR|Newsweek|Forbes|Observer"
)
# Whom a sentence names after "according to" or "said": up to the next comma or joint.
_WHO = r"((?:(?!\s(?:and|but|while|which|who|that|when|as|because|after|before|adding|saying|on\s[A-Z]\w{2,8}day)\b)[^,;:()\"“”–—\n]){2,110})"
# Behind a verb of saying the same words may be what is said: "says the town will fall".
_NAMED = (
    r"((?:(?!\s(?:and|but|while|which|who|that|when|as|because|after|before|adding|saying|on\s[A-Z]\w{2,8}day|will|would|has|have|had|is|are|was|were|can|could|may|might)\b)"
    r"[^,;:()\"“”–—\n]){2,110})(?=[,;:()\"“”–—\n]|$|\s(?:and|but|while|which|who|that|when|as|because|after|before|adding|saying|on)\b)"
)
_CUT = re.compile(
    r"[,;:–—“”\"«»(]\s?|\s-\s|\b(?:and|but|that|while|whereas|as|because|when|who|which|whose|if|although|though|where|since|so|yet)\s",
    _ANY,
)
_NAME = re.compile(
    r"(?:U\.S\.|[A-ZА-ЯІЇЄҐ][\w’'-]{0,30}|[A-Z]\.)(?:\s(?:(?:of|for|the|de|van|al|on)\s){0,2}(?:[A-ZА-ЯІЇЄҐ][\w’'-]{0,30}|[A-Z]\.)){0,6}"
)
_DAY = r"(?:(?:early|late)\s)?(?:\d{1,2}\s[A-Z]\w{2,8}|[A-Z]\w{2,8}\s\d{1,2}|\w{3,6}day|\w{3,9}\s\d{4})(?:\s(?:morning|evening|night|afternoon))?"
_LEAD = re.compile(
    rf"^(?:an?\s(?:claim|assertion|allegation|statement)\s(?:that\s|which\s)?)?(?:(?:[A-Z]{{3,12}},\s)?[A-Z][a-z]{{2,8}}\s\d{{1,2}}\s(?:\([^)]{{2,20}}\)\s)?[-–—]\s)?(?:(?:on|by|in)\s{_DAY}\s(?:\d{{4}}\s)?)?"
    r"(?:(?:yet|and|but|or|as|however|meanwhile|earlier|later|first|second|third|also|instead|the|a|an|one(?!\sof)|another|other|even|some|for\sinstance|"
    r"president|general(?!\s(?:staff|secretary|assembly))|mr|mrs|ms|acting|then|now|still|overnight|separately)\b[,\s]{1,2}){0,5}",
    _ANY,
)
_NOUNS = (
    r"reports?|reporting|article|piece|account|outlet|newspaper|daily|weekly|paper|agency|magazine|broadcaster|channel|general|colonel|commander|officer|soldier|minister|president|"
    r"spokes\w{1,10}|governor|mayor|adviser|official|officials|sources?|statement|ministry|analysts?|expert|institute|think\stank|group|headline|"
    r"staff|author|historian|lawmaker|diplomat|envoy|ambassador|chief"
)
_CARRIED = re.compile(
    r"(?:In\sother\swords|Such\san?|The\s(?:concern|fear|worry|argument|claim|point|idea|removal|move)\sis\b|In\s(?:his|her|their|its)\sview|"
    r"In\s(?:his|her|their)\swords)\b"
)
_ROLES = (
    ("anonymous", re.compile(r"\b(?:unnamed|anonymous|anonymity|sources?|some\sobservers|unidentified|insiders?|people\sfamiliar|(?:same|several|two|three|four|multiple|those)\s(?:\w{1,12}\s)?people)\b", _ANY)),
    ("outlet", re.compile(rf"\b(?:{_OUTLETS}|(?:Le|La|Les|Der|Die|Das|El|Il)\s(?!Paz\b|Salvador\b)[A-Z][a-z]{{3,15}})\b")),
    ("analyst", re.compile(r"\b(?:(?:retired|former)\s(?:[\w.’'-]{1,20}\s){0,3}(?:generals?|colonel|officers?|captain|major|admiral|commander)|(?:monitoring|research|mapping|open-source|rights)\sgroups?|(?-i:Observatory|Human\sRights|Watch|Foundation|University|College|Amnesty|Oryx|(?<!Army\s)(?<!Wagner\s)(?<!Forces\s)Group$)|^\W*the\sgroup$|analysts?|experts?|observers?|institute|ISW|DeepState|(?:mil)?bloggers?|monitors?|researchers?|think\stank|historians?|map(?:s|pers?)?|fellow|footage|imagery|Cent(?:re|er)\sfor|open-source|professor|OSINT)\b", _ANY)),
    ("military", re.compile(r"\b(?:generals?(?!\s(?:staff|secretary|assembly))|commanders?|soldiers?|officers?|brigades?|superiors?|colonel|captain|major|sergeant|lieutenant|veterans?|army(?!\schief\sof)|troops|battalions?|pilots?|gunners?)\b", _ANY)),
    ("official", re.compile(r"\b(?:presidents?|ministers?|ministry|officials?|government|authorities|spokes\w{1,10}|governors?|mayor|secretary|heads?(?=\sof\b)|Kremlin|Kyiv|Kiev|Moscow|Washington|Pentagon|White\sHouse|Ukraine|Russia|Putin|Zelensk\w{1,3}|Peskov|Lavrov|Pod[oi]l[iy]ak|advis[eo]rs?|aides?|ambassador|chancellor|general\sstaff|MoD|administration|regime|cadre|leadership|lawmakers?|senators?|police|intelligence|department|service|Syrsky?i?|Zaluzhn\w{1,2}|Gerasimov|command|NATO|council|diplomats?|emergency\sservices?|prosecutors?|envoys?)\b", _ANY)),
    ("outlet", re.compile(r"(?i:\b(?:newspapers?|outlets?|dail(?:y|ies)|weekly|article|account|media|reports?|reporting|agency|magazine|channels?|headline|broadcaster|television|radio|correspondents?|journalists?)\b)")),
    ("military", re.compile(r"\b(?:military|forces|Ukrainians|Russians)\b", _ANY)),
    ("witness", re.compile(r"\b(?:residents?|locals?|witness(?:es)?|civilians?|survivors?|villagers?|volunteers?|friend|neighbours?|refugees?|teacher|nurse|doctor|farmer|pensioner|shopkeeper|driver|grandmother|widow|mother|father|student|priest|miner|worker|\d{2}(?=,|$))\b", _ANY)),
)  # fmt: skip

SPEECH = Speech(
    says=re.compile(
        rf"\b(?:(?:has|have|had)\s)?(?:(?:also|publicly|repeatedly|earlier|later|now|still|again|never)\s){{0,2}}({_SAYS})\b(?!-)",
        _ANY,
    ),
    according=re.compile(
        rf"\b(?:according\sto|in\sthe\swords\sof|by\s(?:the\s)?(?:counts?|estimates?|reckoning|account)\sof|as\stold\sby|(?:cited|quoted)\sby|(?:described|outlined|set\sout)\s(?:in|by)(?=\sthe\s(?:report|article|document|paper)))\s{_WHO}",
        _ANY,
    ),
    citing=re.compile(rf"\b(?:citing|quoting)\s{_WHO}", _ANY),
    inverted=re.compile(
        rf"[,?!”\"’»]\s{{0,2}}(said|says|wrote|writes|added|adds|claimed|claims|noted|warned|told\s\w{{1,20}})\s(?=(?:the|an?|one|his|their)\s|[A-Z]){_NAMED}"
    ),
    nominal=re.compile(
        r"\b((?-i:[A-ZА-ЯІЇЄҐ][\w’-]{1,30}?(?:\s[A-ZА-ЯІЇЄҐ][\w’-]{1,30}?){0,3})|(?:the|an?)\s(?:\w{1,15}\s){0,3}?(?:ministry|general|president|official|officer|spokes\w{2,6}|minister|governor))[’']s?\s"
        r"(?:\w{1,15}\s)?(claims?|assertions?|statements?|objections?|assessments?|arguments?|account|view|warnings?|estimates?|insistence|allegations?|contention)(?=\s(?:that|of|about|on|is|was|cent(?:re|er)e?[sd]|focus\w{0,4})\b)",
        _ANY,
    ),
    office_start=re.compile(
        r"The\s(?:(?:brigadier|major|lieutenant|colonel|prime|foreign|defen[cs]e|acting)[\s-]){0,2}(?:general|colonel|captain|commander|officer|minister|president|spokes(?:man|woman|person)|governor|mayor|adviser|senator|chief)(?=\s(?!of\b|said|who\b)[a-z])",
        _ANY,
    ),
    prompt=re.compile(
        r"(?:Q:|You\s(?:say|said|mention|mentioned|spoke|told|wrote|have\ssaid|have\smentioned)|Let[’']s\stalk|Tell\sus)\b"
    ),
    full_name=re.compile(
        r"[A-Z][a-zé’'-]{1,20}(?:\s(?:[A-Z]\.\s)?(?:(?:al|de|van|von|bin)[\s-])?[A-Z][a-zA-Zé’'-]{1,20}){1,3}"
    ),
    apposed=re.compile(
        r",\s([A-Z][a-zé’'-]{1,20}\s(?:[A-Z]\.\s)?(?:(?:al|de|van|von|bin)[\s-])?[A-Z][a-zA-Zé’'-]{1,20})(?=[.,;:\"”]|$|\s(?:on|and|in)\b)"
    ),
    told_to=re.compile(
        rf"\btold\s((?:the\s)?(?:[A-Z]\w{{1,20}}\s){{0,3}}(?:{_OUTLETS}|(?i:newspaper|daily|weekly|outlet|magazine|agency|broadcaster|television|radio)))\b"
    ),
    reportedly=re.compile(
        r"\b(?:reportedly|allegedly|according\sto\sreports|(?:is|are)\s(?:said|reported|believed|understood)\sto|reports\ssay|(?:is|are|was|were)\s(?:described|presented|portrayed|depicted|quoted)\sas|I\sam\stold)\b",
        _ANY,
    ),
    cut=_CUT,
    relative=re.compile(r"(?:who|which|whose|that)\s", _ANY),
    own_subject=re.compile(
        r"(?:(?:[Tt]he|an?|its|some)\s)?(?:[A-Z][\w.’'-]{1,20}\s){1,3}[a-z]{3,15}s|(?:the\s)?[A-Z][\w’'-]{2,20}"
    ),
    concern_of=re.compile(
        r"\b(?:concern|worry|fear|flashpoint|debate|doubt|question|anxiety|headache)s?\s(?:for|among|of)\s([^,;:.()\n]{3,70})\.$",
        _ANY,
    ),
    joint=re.compile(
        r";|,\s(?=an?\s(?:claim|assertion|allegation|statement)\b)|,\swhich\s(?=(?:the\s)?[A-Z])|\b(?:while|whereas|but|although|though)\s|\sas\s(?=[A-Z])|,\sand\s(?=the\s|[A-Z])",
        _ANY,
    ),
    lead=_LEAD,
    name=_NAME,
    hanging_name=re.compile(
        r"\b(?:of|at|in|near|for|from|by|to|with|on|around)\s(?:the\s|an?\s)?(?:[\w’'-]{1,20}\s){0,2}$", _ANY
    ),
    tail=re.compile(
        r",|\s(?:who|which|that|operating|working|fighting|serving|defending|speaking|in\sthe\s(?:region|area|capital|city|country)|familiar|briefed|interviewed|reached|contacted|involved|stationed|based|close\sto|published|released|cited|quoted|near|headline|on\s\w{3,6}day|largely|reportedly|allegedly|also|recently|repeatedly|publicly|privately)\b",
        _ANY,
    ),
    maker=re.compile(r"\b(?:published|released|issued|posted|made|drawn)\sby\s", _ANY),
    person_start=re.compile(
        r"((?:(?:His|Her|Their|The)\s(?:[a-z]{3,15}\s){1,3})?(?:[A-Z][a-z’'-]{1,20}\s){1,3}[A-Z][a-z’'-]{1,20})(?=\s(?:is|was|has|had|takes|took|leads|led|runs|ran|served|serves|sees|saw|disagrees|agrees|knows|knew|does|did|wants|puts|put)\b)"
    ),
    aside=re.compile(r"\s[–—-]\s[^–—\n]{2,120}\s[–—-]\s?$|\([^()\n]{1,40}\)"),
    appositive=re.compile(
        r"(?:an?|the|one\sof|his|her|its|their|who|which|whose|also|now|then|head|chief|spokes\w{2,6}|commander|speaking|citing|quoting|writing|referring|for\s(?:its|his|her|their)\spart|in\s(?:turn|particular)|too|however|meanwhile|(?!acting\s)\w{3,14}ing)\b|\d|\w{3,14}ly\s|formerly\b|led\b|call\s?sign\b|nicknamed\b|known\sas\b|aged?\b",
    ),
    carried=_CARRIED,
    anonymity=re.compile(
        r"\b(?:anonymity|not\sauthori[sz]ed\sto\sspeak|(?:asked|declined)\snot?\s?to\sbe\s(?:named|identified))\b", _ANY
    ),
    same=re.compile(r"(?:the|these|those)\ssame\b", _ANY),
    back=re.compile(
        rf"(?:(?:the|this|that)\s(?:same\s|latter\s)?(?:[A-Z]\w{{2,12}}n\s)?|(?=officials|sources))({_NOUNS})",
        _ANY,
    ),
    back_roles=(
        (
            re.compile(
                r"report|outlet|paper|daily|weekly|article|piece|account|agency|magazine|broadcaster|headline", _ANY
            ),
            frozenset({"outlet"}),
        ),
        (re.compile(r"general|colonel|commander|officer|soldier", _ANY), frozenset({"military"})),
        (re.compile(r"sources?|officials", _ANY), frozenset({"anonymous"})),
        (re.compile(r"analyst|expert|institute|think|historian|group", _ANY), frozenset({"analyst"})),
    ),
    unnamed_outlet=re.compile(
        r"(?:\w{3,15}\s){0,2}(?:outlet|newspaper|daily|weekly|paper|magazine|broadcaster|report|reporting|article|account|agency)",
        _ANY,
    ),
    unnamed=re.compile(
        r"(?:an?|one|two|three|four|several|multiple|some|senior|unnamed|other|many|few)\s(?:[\w.’'-]{1,20}\s){0,4}(?:officials?|diplomats?|sources?|aides?|people)(?:\s(?:in|from|at|of|with|close|briefed|familiar|who)\s.{1,80})?|(?:senior\s|Western\s|European\s|foreign\s)+(?:diplomats|officials)",
        _ANY,
    ),
    not_subject=frozenset(
        "you we i nobody none what do does did to how why not there is are was were has have had will would be than every each any anyone came".split()
    ),
    empty=frozenset("the a an this these those his her our their its our such more".split()),
    nouns=frozenset("report reports claim claims estimate estimates fear fears note notes".split()),
    no_subject_ends=(" to", " be", " is", " are", " was", " were", " the", " a", " by", " has", " have", " of", " not"),
    pronouns=frozenset(("he", "she", "they", "it", "one of them", "two of them", "some of them")),
    plural=frozenset(("they", "it", "one of them", "two of them", "some of them")),
    first_subject=re.compile(
        r"((?:An?|The|His|Her|[A-Z])[^,;:.()\"“”\n]{1,60}?(?:,\s[^,;:.()\"“”\n]{2,60},)?)\s(?=(?:went|was|is|has|had|did|met|held|took|gave|came|spoke|[a-z]{3,12}ed)\s)",
    ),
    roles=_ROLES,
    denying=(
        "den",
        "disput",
        "reject",
        "dismiss",
        "refut",
        "continues to deny",
        "continued to deny",
        "continue to deny",
    ),
    predicting=("expect", "predict", "forecast"),
    announcing=("announce", "claim", "declare", "hail", "boast"),
    partisan=re.compile(
        r"\b(?:mil|military\s|war\s)bloggers?\b|\bwar\scorrespondents?\b|\bvoenkors?\b|\bmilitary\ssources?\b|^(?:Russian|Ukrainian)\ssources$",
        _ANY,
    ),
    retired=re.compile(r"(?:an?|the|now)?\s?(?:retired|former)\b", _ANY),
    supposing=("believ", "think", "suggest", "indicat", "impl", "specul", "fear", "estimat"),
)
