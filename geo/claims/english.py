"""English, as the claim rules need it."""

from __future__ import annotations

import re

from geo.claims.denial_words import ENGLISH as DENIAL
from geo.claims.english_speech import SPEECH
from geo.claims.english_triggers import TRIGGERS
from geo.claims.wording import Ground, Manner, Wording

_ANY = re.IGNORECASE

_MANNER = Manner(
    launch=re.compile(
        r"\b(?:launch|mount|beg[au]n|begin|start|conduct|carr(?:y|ied|ying)\sout|open|order|stag|plan|oppos|support|prepar|repel|"
        r"repuls|halt|stopp|stag|wag|resum|continu|intensif|undertak|undertook|saw|sees|face|threaten|fear|expect|predict|report|"
        r"lead|led|join|slow|accelerat|fend|beat|keep|under\s|take\spart)\w{0,6}\b",
        _ANY,
    ),
    indefinite=re.compile(
        r"(?:\b(?:an?|any|another|new|fresh|several|further|more|massive|major|repeated|no)|\d)\s(?:(?!(?:the|before|after|during|since|until)\b)\S{1,20}\s){0,3}$",
        _ANY,
    ),
    intended=re.compile(
        r"\b(?:aims?|aimed|aiming|intend(?:s|ed|ing)?|plan(?:s|ned|ning)?\sto|want(?:s|ed)?\b|hope[sd]?(?:\s(?:to|for|of)|\b)|"
        r"seek(?:s|ing)?\sto|sought\sto|goals?|objectives?|in\sorder\sto|tr(?:y|ies|ied|ying)\sto|purpose|so\sas\sto|bid\sto|dreams?\sof|(?:plan|idea|task|mission|point|order)s?\b[^.;\n]{0,40}\b(?:is|was|were|are|has\sbeen)\sto|"
        r"meant\sto|designed\sto|would\s(?:love|like)\sto|vow(?:s|ed)?\sto|promise[sd]?\sto|ordered)\b",
        _ANY,
    ),
    past_intent=re.compile(
        r"\b(?:aimed|hoped|wanted|sought|intended|planned|tried|meant|designed|(?:aim|goal|objective|purpose|plan|idea|task|mission)\b.{0,60}\bwas)\b",
        _ANY,
    ),
    purpose=re.compile(r"\bfor\s(?:a\slater|later|use\sas)\b|\bin\sorder\sto\b|\bso\sas\sto\b", _ANY),
    fragment=re.compile(r"(?:for|to|into|with|by|from)\s", _ANY),
    predicted=re.compile(
        r"\b(?:will|won[’']t|shall|about\sto|set\sto|poised\sto|going\sto|on\sthe\sverge\sof|expect(?:s|ed|ing)?|predict(?:s|ed)?|"
        r"forecast(?:s|ed)?|(?:un)?likely\sto|bound\sto|is\sto\sfall|soon|imminent(?:ly)?|could|might|(?-i:may)|in\sthe\sfuture)\b",
        _ANY,
    ),
    hypothetical=re.compile(
        r"\b(?:if|would|were\sto|perhaps|potential(?:ly)?|unless|hypothetical(?:ly)?|should\sit)\b", _ANY
    ),
    conditional=re.compile(r"\b(?:if|unless|in\scase)\b", _ANY),
    later=re.compile(r"\bwould\b", _ANY),
    conditional_start=re.compile(r"[\"“]?(?:even\s)?if\s|should\s|were\s", _ANY),
    denied=re.compile(
        r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed)|disput(?:e|es|ed)|(?:dismiss|reject)(?:es|ed|s)?\s(?:\w{1,15}\s){0,2}(?:claims?|reports?|rumou?rs|allegations?))\b|"
        r"\b(?:claims?|reports?|allegations?|statements?)\b[^.;]{3,160}\b(?:is|are|was|were)\s(?:completely\s|simply\s)?(?:false|untrue|fake|fiction|lies|nonsense|not\strue|baseless|unfounded|(?:not\s|un)(?:supported|proven|confirmed\sby)|contradicted)\b|"
        r"\b(?:claims?|reports?|allegations?|statements?|rumou?rs)\b[^.;]{3,160}\b(?:have|has|had)\s(?:nothing\sto\sdo\swith|no\sbasis\sin)\s(?:the\s)?(?:reality|truth|facts?)\b",
        _ANY,
    ),
    negated=re.compile(
        r"\b(?:not|never|nobody|cannot|can[’']t|didn[’']t|hasn[’']t|haven[’']t|isn[’']t|wasn[’']t|weren[’']t|won[’']t|doesn[’']t|"
        r"don[’']t|without|unlikely|yet\sto|prevent(?:s|ed)?|avert(?:s|ed)?|ruled\sout|refus(?:es|ed)\sto|declin(?:es|ed)\sto|failed\sto|fails\sto|unable\sto|nowhere|neither|nor|no|"
        r"missed|far\sfrom|in\svain)\b",
        _ANY,
    ),
    unproven=re.compile(
        r"\bno\s(?:\w{1,12}\s)?(?:evidence|signs?|indications?|confirmation|proof)\b|\b(?:were|was|proved|as)\s(?:not\ssuccessful|unsuccessful|fruitless)\b|\b(?:stopped|halted|ceased|suspended|ended)\s(?:all\s|their\s|its\s|most\s){0,2}(?:attacks?|assaults?|strikes?|shelling|offensive)\b|"
        r"\battempts?\b[^.;\n]{2,120}\b(?:was|were|been)\s(?:\w{3,12}\s)?(?:thwarted|foiled|repelled|repulsed|stopped|prevented|disrupted)\b|\b(?:was|were|been)\s(?:thwarted|foiled)\b|"
        r"\btried\sto\b[^.;\n]{2,120}\b(?:was|were)\s(?:repelled|repulsed|stopped|thrown\sback)\b",
        _ANY,
    ),
    modal_after=re.compile(
        r"\s?(?:,\s)?(?:[\w’'-]{1,20},?\s){0,4}?(?:[^,.;\n]{1,60},\s)?(?:would|will|could|may|might)\b", _ANY
    ),
    counterfactual=re.compile(
        r"\b(?:would|could|might)\shave\s(?:\w{1,12}\s){1,8}(?:otherwise|without|but\sfor|had\s|if\s)|\botherwise\b[^.;\n]{0,60}\bwould\shave\b",
        _ANY,
    ),
    repelled=re.compile(
        r"\b(?:tried|attempted|attempts?)\sto\b[^.;\n]{2,120}\b(?:was|were|been)\s(?:repelled|repulsed|stopped|thrown\sback|beaten\s(?:off|back)|thwarted|foiled)\b",
        _ANY,
    ),
    frees=re.compile(r"\b(?:when|because|where|after|before)\s(?!\w{2,20}ing\b)", _ANY),
    subordinator=re.compile(r"\b(?:if|when|that|who|which|where|because|as|since|after|before|until)\b|[,;:]", _ANY),
    not_negated=re.compile(
        r"\b(?:yet\sto|refus(?:es|ed)\sto|declin(?:es|ed)\sto|not)\s(?:comment|respond|react|confirm|acknowledge)(?:ed)?\b|\bnot\s(?:only|merely|supported|just|simply|least|publicly|per)\b|\bno\s(?:doubt|wonder|longer|matter|less|fewer|more|later|sooner|earlier|coincidence)\b|\bnot\sthe\ssame\b",
        _ANY,
    ),
    unfulfilled=re.compile(
        r"\b(?:has|have|had|did|was|were)(?:,\s[a-z]{2,12},)?\s(?:not|never)\s(?:yet\s)?(?:been\s)?"
        r"(?:reali[sz]ed|achieved|fulfilled|accomplished|happen(?:ed)?|materiali[sz]ed?|succeed(?:ed)?|work(?:ed)?|come\s(?:true|to\spass|about))\b|"
        r"\b(?:it|this|that|the\s(?:plan|gamble|attempt|effort|operation))\s(?:has\s|had\s)?failed\b|"
        r"\ban?\s(?:claim|assertion|allegation|statement)\s(?:that\s|which\s)?(?P<who>(?:\S{1,20}\s){1,6}?)(?:rejected|denied|denies|rejects|disputed|disputes|dismissed|refuted)\b",
        _ANY,
    ),
    possible=re.compile(
        r"\b(?:(?-i:may)|might|perhaps|possibl[ey]|could|potential(?:ly)?|conceivabl[ey]|hinted)\b", _ANY
    ),
    probable=re.compile(
        r"\b(?:reportedly|is\sreported|apparent(?:ly)?|seem(?:s|ed|ingly)?|appear(?:s|ed)?|probabl[ey]|likely|alleged(?:ly)?|presumabl[ey]|"
        r"suggest(?:s|ed)?|believ(?:e|es|ed)|thought\sto|about\sto|expect(?:s|ed)?|would|implied|estimat(?:e|es|ed))\b",
        _ANY,
    ),
    uncommitted=re.compile(r"\b(?:if|whether|unless)\b", _ANY),
    present=re.compile(
        r"\b(?:is|are|has|have|holds?|controls?|continues?|remains?|this|ongoing|now|currently|today|recent(?:ly)?|retains?|lies)\b|\b(?:been|keeps?|[’']s|[’']re)\s\w{3,12}ing\b|\b\w{3,12}ing\s(?:(?-i:[A-Z])\w{2,15}\s)?(?:advances?|attacks?|assaults?|gains?|offensives?|operations?|pressure)\b",
        _ANY,
    ),
    still=re.compile(r"\b(?:still|now|currently|remains?|today)\b", _ANY),
    nominal=re.compile(
        r"\b(?:the|this|that|its|their|an?|his|such|any|another)\s(?:(?:an?\s)?[\w-]{1,20}\s){0,3}$", _ANY
    ),
    deed_ends=re.compile(r"\b(?:if|when|that|who|which|where|because|as|since|after|before|until)\b|[,;:]", _ANY),
    consequence=re.compile(r"\b(?:would|could|might)\b", _ANY),
    befallen=re.compile(
        r"[^.;:\n]{0,80}?\b(?:(?:was|were|been|being|is|are)\s(?:\w{1,12}\s)?(?:repelled|repulsed|fended|halted|thwarted|foiled|launched|stopped|under\s?way|unsuccessful|successful|beaten|described|continuing)|"
        r"as\sunsuccessful|rag(?:es?|ed|ing)|continu(?:es?|ed)|last(?:s|ed)|intensified|stalled|persist(?:s|ed)?)\b",
        _ANY,
    ),
    asking=re.compile(
        r"[\"“]?(?:And\s|But\s|So\s)?(?:Who|What|When|Where|Why|How|Which|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Will|Would|Should)\b[^?\n]{1,160}\?$"
    ),
    daily=re.compile(
        r"\b(?:bulletin|daily\s(?:assessment|update|briefing|report|summary)|campaign\sassessment|situation\s(?:report|update)|evening\s(?:summary|report|briefing)|"
        r"operational\s(?:update|summary)|morning\s(?:summary|report|briefing)|past\s(?:24\shours|day)|last\s24\shours)\b",
        _ANY,
    ),
    recent=re.compile(r"\b(?:recent(?:ly)?|lately|just)\b", _ANY),
)

_SIDES = {
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
_FORCE_NOUN = re.compile(
    r"\s(?:[a-z-]{1,15}\s)?(?:forces|troops|army|military|units|soldiers|attackers|defenders|paratroopers|marines|commanders?|authorities|"
    r"officials?|leadership|government|ministry|formations?|brigades?|side|offensive|positions|operators|drones|assault\s(?:units|groups))\b"
)
_TOWN = re.compile(
    r"\b(?:the|this|that)\s(?:(?:\w{3,10}-)?\w{3,12}\s)?(city|town|village|settlement|suburb|hamlet)\b(?!\sof\s[A-Z])|\b(?:the|this)\splace\b(?=[.,;]|\s(?:is|was|has|had|fell|and|by|to|from|itself)\b)",
    re.IGNORECASE,
)
_DEEDS = (
    r"(?:captur(?:e|es|ed|ing)|tak(?:e|es|en|ing)|took|retak(?:e|en|ing)|retook|los(?:e|t|ing)|seiz(?:e|ed|ing)|hold(?:s|ing)?|held|liberat(?:e|ed|ing)|occup(?:y|ied|ying)|"
    r"encircl(?:e|ed|ing)|surround(?:ed|ing)?|storm(?:ed|ing)?|abandon(?:ed|ing)?|left|leave|leaving|defend(?:ed|ing)?|enter(?:ed|ing)?|reach(?:ed|ing)?|attack(?:ed|ing)?|"
    r"shell(?:ed|ing)?|bypass(?:ed|ing)?|recaptur(?:e|ed|ing)|(?:north|south|east|west|out|most|half|parts?|all|much)\sof|into|around|near|inside|towards?)"
)
# A name, and no day or month: what stands so where a town is told of is one that nobody knows.
_UNKNOWN = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|The\b|He\b|She\b|It\b|They\b|Its\b)[A-Z][a-z’'-]{2,20}"
_LAND = re.compile(
    r"\b(?:Russian|Ukrainian)\s(?:territory|soil|land)|\bits\sterritory|\bthe\s(?:border|front\s?line|region|oblast|salient|bridgehead)\b",
    re.IGNORECASE,
)

_GROUND = Ground(
    roles={
        "into": "target",
        "on": "target",
        "against": "target",
        "invading": "target",
        "from": "origin",
        "out": "origin",
        "to": "destination",
        "toward": "destination",
        "towards": "destination",
        "reaching": "destination",
        "through": "path",
        "across": "path",
        "via": "path",
    },
    plain=frozenset("in at near around of for within inside outside over above along".split()),
    stop=re.compile(r"[,;:()–—]|\band\b|\d"),
    part=re.compile(
        r"(?:\b(?:most|half|parts?|much|thirds?|quarters?|outskirts|edges?|cent(?:re|er)|suburbs?|districts?|fringes?|some|north|south|east|west)\s"
        r"of\s(?:the\s)?(?:(?:\w{1,12}\s)?(?:city|town|village|region|oblast|district)\sof\s)?|\b(?:northern|southern|eastern|western|central)\s)$",
        _ANY,
    ),
    own_forces=re.compile(
        r"\b(?:its|our|their)\s(?:own\s)?(?:(?!enem)\w{2,14}\s)?(?:forces|troops|soldiers|army|military|units|paratroopers|marines|servicemen|brigades?)\b|"
        r"\b(?:(?<=said\s)|(?<=says\s))(?:it|they)(?=\s(?:still|now|fully|also)?\s?(?:holds?|held|controls?|controlled|(?:had\s)?(?:captured|seized|retaken|liberated))\b)",
        _ANY,
    ),
    infinitive=re.compile(
        r"\bto\s(?:re)?(?:captur|tak|seiz|hold|occup|encircl|surround|storm|attack|liberat|enter|reach|defend|control|cut|los|leav|"
        r"strik|hit|shell|bomb|keep|fortif|evacuat|abandon|surrender|threaten|isolat|win|conquer|invad|regain|free)\w{0,3}\s",
        _ANY,
    ),
    share=re.compile(r"%|\bper\s?cent|\bpercentage|\bfifth|\bquarter|\bthird|\bhalf\b"),
    share_of=re.compile(r"\bof\s(?:the\s)?$|\bof\s(?:its|their)\s", _ANY),
    own_territory=re.compile(r"\bof\s(?:its|their)\s(?:\w{1,12}\s)?(?:territory|land|area|soil)\b", _ANY),
    since=re.compile(r"\bsince\s(?:the\s|early\s|late\s)?$|^since\b", _ANY),
    since_event=re.compile(r"\bsince\s(?:[\w’'-]{1,20}\s){2,6}(?:in|on)\s(?:early\s|late\s|mid-?\s?)?$", _ANY),
    superlative=re.compile(
        r"\b(?:\w{3,12}est|most|first|worst|highest|record)\s[^.;]{0,40}\bsince\s(?:\w{1,6}\s){0,2}$", _ANY
    ),
    another_deed=re.compile(
        r"\b(?:that|which|ground|territory|area|land|positions|villages|those)\s(?:they|it|he|she|we|its?\s\w{3,12}|(?:Ukrainian|Russian)\s\w{3,12}|Ukraine|Russia|Kyiv|Moscow|had)\s"
        r"(?:had\s|once\s|first\s)*(?:held|took|taken|won|lost|controlled|seized|captured|occupied|gained|liberated|recaptured)\b[^,;]*$",
        _ANY,
    ),
    until=re.compile(r"\b(?:before|by|until|till)\s(?:the\s)?$", _ANY),
    passive=re.compile(r"\b(?:was|were|been|being|is|are|be)\s(?:\w{1,12}\s)?$", _ANY),
    active=re.compile(r"\w{1,20}ing\b"),
    by=re.compile(r"\bby\s(?:the\s)?$", _ANY),
    # "Russia's Kursk region" owns, "the Ukrainian staff said" speaks: neither acts.
    owns_place=re.compile(r"\w{2,20}[’']s\s[A-ZА-Я]"),
    speaks=re.compile(
        r"(?:\s[\w’'-]{1,20}){0,4}?\s(?:said|says|told|claimed|claims|announced|reported|reports|stated|denied|denies|believes?|added|admitted|confirmed)\b"
    ),
    gone_into=re.compile(r"\b(?:into|inside|onto|through|across)\s(?:the\s)?$", _ANY),
    falls_to=re.compile(r"\b(?:to|into)\s(?:the\s)?(?:\w{2,12}\s)?$", _ANY),
    falls=re.compile(r"\bf(?:all|alls|ell|allen)\b", _ANY),
    land_noun=re.compile(r"\s(?:territory|soil|border|land|region|gas|oblast|town|city|village|side\sof)"),
    force_noun=_FORCE_NOUN,
    forces=re.compile(r"\b(?:troops|forces|soldiers|brigades?|battalions?|regiments?|paratroopers|marines)\b", _ANY),
    town=_TOWN,
    area=re.compile(
        r"\b(?:the|this|that)\s(?:region|oblast|province|district|area|sector|salient|bridgehead|foothold|pocket)\b|\bmy\ssector\b|\bthere\b(?!\s(?:is|are|was|were|will|has|have|had|would|can|could|may)\b)",
        _ANY,
    ),
    region=re.compile(r"\b(?:the|this|that)\s(?:region|oblast|province)\b(?!\sof\s[A-Z])", _ANY),
    troops_at=re.compile(
        r"\b(?:(?:(?-i:Russian|Ukrainian|[A-Z][a-z]{3,12}n)|enemy|rebel|government|assault)\s)?(?:forces|troops|soldiers|units|Russians|Ukrainians|rebels|enemy|fighters|insurgents|army|they|we|front\s?line|columns?|positions|trenches|marines|paratroopers)"
        r"\s(?:\w{1,12}\s){0,2}?(?:are|is|was|were|stands?|stood|lies?|lay|runs?|ran|remain(?:s|ed)?|stopped|advanced|moved|got|came|pushed|approached)\s(?:(?:now|already|still|only|just|barely|about|some|around|to|at|a|within|less|than|mere|roughly|nearly)\s){0,3}$",
        _ANY,
    ),
    troops_off=re.compile(
        r"\b(?:(?:Russian|Ukrainian|enemy|rebel|government)\s)?(?:forces|troops|soldiers|units|Russians|Ukrainians|rebels|enemy|fighters|insurgents|army|they|we|front\s?line)\s(?:[\w’'-]{1,20}\s){0,12}?"
        r"(?:are|is|was|were|stand|stood|stands)\s(?:(?:now|already|still|only|just|barely|about|some|within|less|than|roughly|nearly)\s){0,3}$",
        _ANY,
    ),
    off_town=re.compile(
        r"\s(?:from|of|off|short\sof|away\sfrom|outside)\s(?:the|its)\s(?:(?:north|south|east|west)ern\s)?"
        r"(?:city|town|village|suburbs?|outskirts|cent(?:er|re)|edge|limits)(?:\s(?:limits|cent(?:er|re)|edge))?\b(?!\sof\s[A-Z])",
        _ANY,
    ),
    lies=re.compile(
        r"\b(?:lies|lie|lay|sits|stands?|located|situated)\s(?:(?:about|some|roughly|around|only|just|barely|nearly|almost|less|more|than)\s){0,2}$",
        _ANY,
    ),
    it=re.compile(
        rf"\b{_DEEDS}\sit\b(?!\s(?:is|was|has|would|will|can|could|may|might)\b)|\bits\s(?:fall|capture|loss|liberation|recapture|seizure|encirclement|garrison|defenders|defen[cs]es?|cent(?:re|er)|outskirts|suburbs|(?:north|south|east|west)ern\s\w{{1,12}})\b",
        _ANY,
    ),
    next_deed=re.compile(r"(?:[^.;\n]{0,80}?),\s(?:and|while|but)\s", _ANY),
    its_fate=re.compile(r"\bits\s(?:fall|capture|loss|liberation|recapture|seizure|encirclement)\b", _ANY),
    there=re.compile(r"\bthere\b", _ANY),
    unknown_behind=re.compile(rf"\s(?:(?:the\s)?(?:village|town|city|settlement)\sof\s)?({_UNKNOWN})\b"),
    unknown_before=re.compile(
        rf"[\w,]\s({_UNKNOWN})\s(?:(?:had|has|have|was|were|is|are|been|being|already|also|now|then)\s){{0,4}}$"
    ),
    landform=re.compile(r"\bthe\s(?:island|islet|spit|peninsula|rock)\b(?!\sof\s[A-Z])", _ANY),
    landform_name=re.compile(r"\b(?:island|islet|spit|peninsula)\b", _ANY),
    villages=re.compile(
        r"\b(?:both|these|those|all\s(?:two|three|four)|(?:the|these)\s(?:two|three|four))\s(?:cit(?:y|ies)|towns|villages|settlements|places)\b",
        _ANY,
    ),
    small=re.compile(r"village|hamlet|settlement|suburb", _ANY),
    large=re.compile(r"\bcity", _ANY),
    land=_LAND,
    hanging=re.compile(r"(?:which|who|where|that|[a-z]{3,14}ed)\b"),
    determiner=re.compile(r"\b(?:the|this|that|its|their|a|an|his)\s(?:[\w-]{1,20}\s){0,3}$", _ANY),
)

ENGLISH = Wording(
    language="en",
    triggers=TRIGGERS,
    sides=_SIDES,
    manner=_MANNER,
    speech=SPEECH,
    ground=_GROUND,
    denial=DENIAL,
    apposed=re.compile(
        r"(?:(?:about|some|just|roughly|around|nearly|only)\s)?\d{1,4}(?:\.\d)?\s?(?:km|kilomet|mile)[^,;:.\n]{2,60}|(?:an?|once\sa)\s[^,;:.\n]{3,60}|on\s(?:higher|the)\s[^,;:.\n]{3,60}",
        _ANY,
    ),
    aside=re.compile(
        r",\s((?:(?:which|who|whose|where)\s|[a-z]{3,14}ed\s(?:in|by|as|on|at|near|around|with)\s)(?:[^,;:.()\n]|\([^()\n]{1,40}\)){3,140}),\s(?!and\b|but\b|or\b|while\b)",
        _ANY,
    ),
    gapped=re.compile(
        r",\s(?:and\s|but\s)?([A-Z][\w’'-]{2,20}(?:\s[A-Z][\w’'-]{2,20})?,?\s(?:on|in)\s(?:early\s|late\s)?(?:\d{1,2}\s)?"
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s\d{1,2})?(?:,?\s\d{4})?)(?=[,.;\n]|$)"
    ),
    dateline=re.compile(
        r"[A-Z][A-Z’'-]{2,20}(?:\s[A-Z][A-Z’'-]{1,20}){0,2}(?:,\s[A-Z][\w.]{1,20}(?:\s[A-Z]\w{1,20})?){0,2}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?,?\s?(?:\([^()\n]{2,30}\)\s?)?[—–-]{1,2}\s"
    ),
    clause=re.compile(
        r"[;:–—]|\s-\s|,\s(?=(?:and|but|yet|while|whereas|which|who|where|when|after|before|because|since|so|instead|although|"
        r"though|as|with|in\sother\swords|in\sthe\sprocess|adding|saying|noting|writing|that|a\sfactor|an?\s(?:claim|assertion|allegation|statement))\b|"
        r"(?:[a-z]{3,14}ed|had|took|retook|drove|broke|fell|held|lost|struck|shot|sent|withdrew|left)\s)|"
        r"(?<!\ball)\s(?=(?:while|whereas|because|although|but|and\sthat|(?:in|during)\swhich)\s)|"
        r"\s(?=as\s(?:the\s)?(?-i:[A-Z])[\w’'-]{1,20}\s(?:[\w’'-]{1,20}\s){0,3}?(?:den(?:y|ies|ied)|rejects?|rejected|disputes?|disputed)\s)",
        _ANY,
    ),
    subordinate=re.compile(
        r"(?:While|Although|Though|Whereas|After|Before|When|Once|Even\sthough|As|Because|Since|Despite|If|Even\sif)\s"
    ),
    joined=re.compile(
        r",?\s(?:and|but|or)\s(?:(?:has|have|had|did|do|does|is|are|was|were|will|would|may|might|could|not|never|also|then|later|still|been|being|that|it|they|he|to)\s){0,4}(?:\w{1,12}\s){0,4}$",
        _ANY,
    ),
)
