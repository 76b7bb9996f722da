"""Who says it: the chain from the writer of the article to the innermost source of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.lexicon import REPORTEDLY, SIDE_WORDS
from geo.records import Article, Speaker
from geo.sentences import Span

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
LONGEST_SUBJECT = 12
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


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in one sentence, outermost first; empty when it is the writer."""

    speakers: tuple[Speaker, ...] = ()
    verb: str = ""
    spans: tuple[Span, ...] = ()
    """Where the sentence names its sources: places in there are theirs, not the claim's."""


def author_of(article: Article, offset: int) -> Speaker:
    """Return who writes the text at an offset: the holder of its section, else the article's author or publisher."""
    for section in article.sections:
        if section.holder and section.kind in ("comment", "editor_note") and section.start <= offset < section.end:
            return Speaker(name=section.holder, role="author")
    return Speaker(name=article.author or article.publisher, role="author")


def voices(text: str, sentences: Sequence[Span]) -> tuple[Voice, ...]:
    """Return the voice of each sentence; pronouns and "the same sources" carry the last one on within a paragraph."""
    result: list[Voice] = []
    last, open_quote = Voice(), False
    for index, span in enumerate(sentences):
        sentence = text[span.start : span.end]
        if index and "\n" in text[sentences[index - 1].end : span.start] and not _CARRIED.match(sentence):
            last, open_quote = Voice(), False
        own = _own_voice(sentence, last)
        if not own.speakers and (open_quote or _CARRIED.match(sentence)):
            own = replace(last, spans=())
        own = replace(own, spans=tuple(Span(span.start + s.start, span.start + s.end) for s in own.spans))
        result.append(own)
        last = own if own.speakers else last
        open_quote = sentence.count("“") > sentence.count("”")
    return tuple(result)


def _own_voice(sentence: str, last: Voice) -> Voice:
    named: list[Span] = []
    verb = ""
    if match := _ACCORDING.search(sentence):
        if match[1].startswith("the same") and last.speakers:
            return replace(last, spans=())
        named.append(Span(*match.span(1)))
    elif match := _AFTER_VERB.search(sentence):
        named.append(Span(*match.span(1)))
    elif said := _said(sentence):
        subject, verb = said
        if _LEAD.sub("", sentence[subject.start : subject.end]).casefold() in _PRONOUNS:
            return replace(last, verb=verb, spans=()) if last.speakers else Voice()
        named.append(subject)
    if match := _CITING.search(sentence):
        named.append(Span(*match.span(1)))
    chain = [_speaker(sentence[span.start : span.end]) for span in named]
    if not chain and REPORTEDLY.search(sentence):
        chain.append(Speaker(name=None, role="anonymous"))
    return Voice(tuple(speaker for speaker in chain if speaker.name or speaker.role == "anonymous"), verb, tuple(named))


def _said(sentence: str) -> tuple[Span, str] | None:
    """The subject and the verb of saying, where the subject is someone who can speak."""
    for match in _VERB.finditer(sentence):
        low = max(0, match.start() - 160)
        before = _PARENTHESIS.sub(" ", sentence[low : match.start()]).strip()
        if not before or before.endswith(_NO_SUBJECT_ENDS):
            continue
        piece = _last_piece(before)
        subject = _LEAD.sub("", piece).strip()
        start = sentence.rfind(piece, low, match.start())
        if subject and start >= 0 and (subject.casefold() in _PRONOUNS or _can_speak(piece, subject)):
            return Span(start, start + len(piece)), match[1].casefold()
    return None


def _last_piece(before: str) -> str:
    """What stands after the last comma or conjunction; a relative clause set off by commas is stepped over."""
    pieces = _CUT.split(before)
    piece = pieces[-1].strip()
    return piece or (pieces[-2].strip() if len(pieces) > 1 else "")


def _can_speak(piece: str, subject: str) -> bool:
    """Whether words can be the subject of saying: someone with a role, a full name, or one lone name ("Smirnov")."""
    if len(subject.split()) > LONGEST_SUBJECT or _NOT_SUBJECT.intersection(subject.split()):
        return False
    return bool(_role(piece) or _person(subject) or (" " not in subject and _NAME.fullmatch(subject)))


def _role(words: str) -> str | None:
    return next((role for role, pattern in _ROLES if pattern.search(words)), None)


def _person(words: str) -> str | None:
    """A personal or institutional name: the last run of capitalised words, unless it is only a people's adjective."""
    names = [m.group().strip(" .") for m in _NAME.finditer(words)]
    names = [
        name for name in names if not all(side_of(word) for word in name.split()) or name.endswith(("Putin", "Kremlin"))
    ]
    whole = [name for name in names if len(name.split()) >= 2]
    return whole[-1] if whole else None


def side_of(words: str) -> str | None:
    """Return the side (UA, RU or other) that words name, or None."""
    return next((side for side, pattern in SIDE_WORDS.items() if pattern.search(words)), None)


def _speaker(words: str) -> Speaker:
    words = words.strip(" .”’\"'")
    verb = _VERB.search(words)
    if verb:
        words = words[: verb.start()].strip() or words
    role = _role(words) or ("official" if _person(words) else "other")
    name = _person(_LEAD.sub("", words)) or _LEAD.sub("", words).strip() or None
    side = side_of(words)
    if side is None and role in ("outlet", "analyst"):
        side = "other"
    return Speaker(name=name, role=role, side=side)
