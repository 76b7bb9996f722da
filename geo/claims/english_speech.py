"""How English says who says a thing."""

from __future__ import annotations

import re

from geo.claims.wording import Speech

_SAYS = (
    r"said|says|say|told|tells|claimed|claims|claim|announced|announces|reported|reports|stated|states|argued|argues|wrote|writes|"
    r"noted|notes|added|adds|warned|warns|confirmed|confirms|insisted|insists|implied|implies|suggested|suggests|believes?|believed|"
    r"expects?|expected|estimated|estimates|admitted|admits|admit|denied|denies|deny|declared|declares|acknowledged|acknowledges|"
    r"described|describes|voiced|framed|reiterated|predicted|predicts|hailed|boasted|expressed|concluded|observed|assessed|assesses|asserted|asserts|mentions|disputed?"
)
_VERB = re.compile(
    rf"\b(?:has\s|have\s|had\s)?(?:also\s|publicly\s|repeatedly\s|earlier\s|later\s){{0,2}}({_SAYS})\b", re.IGNORECASE
)
_ACCORDING = re.compile(r"\baccording\sto\s([^,;:()]{2,120})", re.IGNORECASE)
_CITING = re.compile(r"\bciting\s([^,;:()]{2,120})", re.IGNORECASE)
_AFTER_VERB = re.compile(
    r"[,”\"’»]\s{0,2}(?:said|says|wrote|writes|added|adds|claimed|noted|told\s\w{1,20})\s((?:(?:the|an?|one|his|their)\s)?(?-i:[A-ZА-Я])[^,;:.()\d]{1,80}|(?:the|an?|one|his)\s[^,;:.()\d]{2,80})"
)
_CUT = re.compile(r"[,;:–—“\"(]|\b(?:and|but|that|while|as|because|when|who|which)\s", re.IGNORECASE)
_NAME = re.compile(
    r"[A-ZА-ЯІЇЄҐ][\w’'.-]{0,30}(?:\s(?:(?:of|for|the|de|van|al)\s){0,2}[A-ZА-ЯІЇЄҐ][\w’'.-]{0,30}){0,6}"
)
_LEAD = re.compile(
    r"^(?:(?:on|by|in)\s(?:\d{1,2}\s\w{3,9}|\w{3,9}\s\d{1,2}|\w{3,6}day|\w{3,9}\s\d{4})\s(?:\d{4}\s)?)?(?:(?:yet|and|but|or|as|however|meanwhile|earlier|later|first|second|third|also|instead|the|a|an|one|another|for\sinstance|president|general|mr|mrs|ms)\b[,\s]{0,2}){0,5}",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"[\"“‘«]?(?:He|She|They|According\sto\sthe\ssame|The\s(?:same\s)?(?:reports?|outlet|newspaper|paper|general|minister|president|spokes\w{1,10}|sources|officials|statement|ministry|commander|analysts?)|"
    r"Officials|Such\sa|It\s(?:added|said|also))\b"
)
# An aside between the subject and its verb: "X – a veteran of Y – expects".
_PARENTHESIS = re.compile(r"\s[–—-]\s[^–—]{2,120}\s[–—-]\s?$")
_NOT_SUBJECT = frozenset("what do does did to how why not".split())
_NO_SUBJECT_ENDS = ("to", "be", "is", "are", "was", "were", "the", "a", "by", "has", "have", "of")
_PRONOUNS = frozenset("he she they it we i who which this that these those there".split())
# What can speak, and as what; the first row that fits decides.
_ROLES = (
    ("anonymous", re.compile(r"\b(?:unnamed|anonymous|sources?|some\sobservers|unidentified|insiders?|people\sfamiliar)\b", re.IGNORECASE)),
    ("outlet", re.compile(r"\b(?:Times|Post|Politico|Reuters|AFP|AP|Telegraph|Express|Guardian|BBC|CNN|Bloomberg|TASS|RIA|Interfax|Ukrinform|Pravda|Economist|Journal|newspaper|outlet|media|reports?|agency|magazine|channel|headline|broadcaster|Herald)\b")),
    ("analyst", re.compile(r"\b(?:analysts?|experts?|observers?|institute|ISW|DeepState|bloggers?|monitors?|researchers?|think\stank|historians?|map(?:pers?)?)\b", re.IGNORECASE)),
    ("official", re.compile(r"\b(?:presidents?|ministers?|ministry|officials?|government|authorities|spokes\w{1,10}|governor|mayor|secretary|Kremlin|Kyiv|Kiev|Moscow|Washington|Putin|Zelensk\w{1,3}|Peskov|Lavrov|Pod[oi]l[iy]ak|adviser|advisor|aide|ambassador|chancellor|general\sstaff|MoD|administration|regime|cadre|leadership|lawmakers?)\b", re.IGNORECASE)),
    ("military", re.compile(r"\b(?:generals?|commanders?|soldiers?|officers?|brigades?|colonel|captain|major|veterans?|army|military|troops|forces|Syrsky?i?|Zaluzhn\w{1,2}|Gerasimov|command|Ukrainians|Russians)\b", re.IGNORECASE)),
    ("witness", re.compile(r"\b(?:residents?|locals?|witness(?:es)?|civilians?|survivors?)\b", re.IGNORECASE)),
)  # fmt: skip


SPEECH = Speech(
    says=_VERB,
    according=_ACCORDING,
    citing=_CITING,
    inverted=_AFTER_VERB,
    cut=_CUT,
    lead=_LEAD,
    name=_NAME,
    aside=_PARENTHESIS,
    carried=_CARRIED,
    same=re.compile(r"the\ssame"),
    not_subject=_NOT_SUBJECT,
    no_subject_ends=_NO_SUBJECT_ENDS,
    pronouns=_PRONOUNS,
    roles=_ROLES,
    denying=("den", "disput"),
    predicting=("expect", "predict"),
    announcing=("announce", "claim", "declare", "hail", "boast"),
)
