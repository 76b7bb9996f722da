"""The words behind a verb of denying that tell what is denied, and what the one who denies goes on to say."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ANY = re.IGNORECASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What may stand behind a verb of denying, in one language."""

    besides: re.Pattern[str]
    """The same speaker says a thing of his own: "and said", ", adding"."""
    quote: re.Pattern[str] = re.compile(r":\s?[\"“„«]")
    """Opens words that stand for themselves."""
    saying: re.Pattern[str]
    """Without a comma either the claim says it or the one who denies: "the claim saying"."""
    this: re.Pattern[str]
    """Matches right behind the verb where its object is what was told before: "the claim,"."""
    aside: re.Pattern[str]
    """Matches a denial that is only added to a statement: ", denying the report"."""


_THE_WORDS = (
    r"(?:(?:the|this|that|these|those|such|any|all|his|her|its|their|Moscow[’']s|Kyiv[’']s|Russia[’']s|Ukraine[’']s)\s(?:\w{1,15}\s){0,2}?)?"
    r"(?:claims?|reports?|statements?|allegations?|assertions?|rumou?rs?|accusations?|information|news|announcements?|accounts?)"
)
_POINTED = r"(?:it|this|that|them|these|those|so)"
ENGLISH = Denial(
    besides=re.compile(
        r"(?:[,;:–—]\s|\b(?:and|but)\s)(?:\w{1,12}\s){0,2}?(?:saying|adding|insisting|stating|claiming|maintaining|stressing|noting|asserting|said|says|added|adds|"
        r"insisted|insists|stated|states|claimed|claims|maintained|maintains|stressed|stresses|noted|notes|asserted|asserts|reported|announced|declared|confirmed)\b",
        _ANY,
    ),
    saying=re.compile(r"\b(?:saying|stating|insisting|claiming|reading)\b", _ANY),
    this=re.compile(
        rf"\s(?:(?:{_THE_WORDS}|{_POINTED})\b(?:\s(?:on|in)\s\w{{3,12}})?|and\s(?:rejected|dismissed)\s{_THE_WORDS})"
        r"(?:\s?[:;–—]|,\s|\sand\s)(?!(?:[^.;:]{1,80}\s)?that\s)",
        _ANY,
    ),
    aside=re.compile(
        rf",\s(?:denying|refuting|disputing|rejecting|dismissing)\s(?:{_THE_WORDS}|{_POINTED})\b(?!\s(?:that|of|about)\b)",
        _ANY,
    ),
)

_SAID_WORDS = (
    r"(?:інформаці\w{1,2}|информаци\w{1,2}|заяв[уи]|заявлени[ея]|повідомлення|сообщени[ея]|твердження|утверждени[ея])"
)
SLAVIC = Denial(
    besides=re.compile(
        r"(?:[,;:–—]\s|\b(?:і|й|та|и|а|але|но)\s)(?:[\w-]{1,14}\s){0,2}?"
        r"(?:заяв|дода|наголос|зазнач|підкресл|запевн|стверд|сказ|уточн|поясн|добав|отме[тч]|подч[её]рк|утвержд|завер|указ|вказ|сообщ|повідом|поінформ|рассказ|розпов|настаива|наполяга)"
        r"\w{0,7}(?:вши|в|л|ла|ло|ли|є|ють|ет|ют|чи|ая|яя)\b",
        _ANY,
    ),
    saying=re.compile(r"(?!)"),
    this=re.compile(
        rf"\s(?:(?:цю|це|цей|ці|эту|это|эти|так\w{{1,3}}|подобн\w{{2,3}}|подібн\w{{1,3}})\s)?(?:(?:[\w-]{{2,16}}\s){{0,2}}?{_SAID_WORDS}|\b(?:це|это)\b)"
        r"(?:\s(?:\w{1,14}\s){0,2}?(?:РФ|Москв\w|Ки[їе]ва|Кремл\w|росіян|противника|ворога|врага))?"
        r"(?:\s?[:;–—]|,\s|\s(?:і|й|та|и)\s)(?!(?:[^.;:]{1,80}\s)?(?:що|что|о|про|об)\s)",
        _ANY,
    ),
    aside=re.compile(r"(?!)"),
)
