"""What must stand around a Ukrainian or Russian time expression: "среда" is a day and a milieu, "лютий" a month and fierce."""

from __future__ import annotations

import re

from geo.dates.rules import GAP, YEAR_DIGITS, word_before
from geo.dates.slavic_words import SlavicWords

_YEARS = re.compile(YEAR_DIGITS)
_LETTER_AFTER = re.compile(r"[^\S\n](?=([^\W\d_]{1,20}))")
_PAST_VERB = re.compile(r".{2,}(?:л|ла|ли|ло|лся|лась|лись|лось|в|вся)\Z")
_PREPOSITIONS = frozenset("в во у на над под під возле біля из із".split())
_REVOLUTION = re.compile(r"[^\S\n](?:[А-ЯІЇЄҐ]|революц)")
_GENITIVE = frozenset("аяыиіїьв")
_STARTS_SENTENCE = re.compile(r"(?:\A|[.!?…:»”\"]|\n)[\s«“\"—–-]{0,3}\Z")


class Context:
    """The tests of one language."""

    def __init__(self, words: SlavicWords) -> None:
        self._words = words
        self._born = re.compile(rf"{GAP}{words.birth}\b")
        self._clock = re.compile(rf"{GAP}(?:{words.clock_units})\b")

    def month(self, text: str, match: re.Match[str]) -> bool:
        """Whether a month stands alone as one."""
        said = match["month"]
        if match["part"]:
            return True
        before = word_before(text, match.start())
        is_capital = text[match.start("month")].isupper()
        if is_capital and not _STARTS_SENTENCE.search(text, max(0, match.start() - 5), match.start()):
            return False
        return before in self._words.month_cues or not (is_capital or said in self._words.shy_months)

    def weekday(self, text: str, match: re.Match[str]) -> bool:
        """Whether a weekday is one."""
        said = match["weekday"]
        if said not in self._words.shy_weekdays or match.groupdict().get("which"):
            return True
        return said == "среды" and word_before(text, match.start()) in {"с", "до", "со"}

    def season(self, text: str, match: re.Match[str]) -> bool:
        """Whether a season stands alone as a time."""
        said = match["season"]
        return (
            said in self._words.adverb_seasons
            or bool(match["part"])
            or word_before(text, match.start()) in self._words.year_cues
        )

    def year(self, text: str, match: re.Match[str]) -> bool:
        """Whether a number alone is a year."""
        before = text[max(0, match.start() - 1) : match.start()]
        if self._born.match(text, match.end()):
            return False
        if match["part"] or match["noun"] or match["ending"]:
            return True
        if before in {"(", "["} and text[match.end() : match.end() + 1] in {")", "]", ",", ";"}:
            return True
        return word_before(text, match.start()) in self._words.year_cues and not _LETTER_AFTER.match(text, match.end())

    def word(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word tells a time here."""
        said = match["word"]
        if said in self._words.soon_words:
            return text[match.start()].isupper() and bool(
                _STARTS_SENTENCE.search(text, max(0, match.start() - 5), match.start())
            )
        if self._words.words.get(" ".join(said.split())) != "eve":
            return True
        # "On the eve of" has its event after it; the day before has a verb, or a subject and a verb.
        after = _LETTER_AFTER.match(text, match.end())
        if after is None or after[1] in _PREPOSITIONS or " " in match[0] or _PAST_VERB.match(after[1]):
            return True
        verb = _LETTER_AFTER.match(text, match.end() + 1 + len(after[1]))
        return after[1][0].isupper() and after[1][-1] not in _GENITIVE and bool(verb and _PAST_VERB.match(verb[1]))

    def period(self, _text: str, match: re.Match[str]) -> bool:
        """Whether a unit after "last" or "this" is a stretch of days."""
        # "Останні дні битви" counts, "цей день" and "та хвилина" point at nothing.
        return self._words.units[match["unit"]] not in {"minute", "hour"} or bool(match["count"])

    def length(self, text: str, match: re.Match[str]) -> bool:
        """Whether a count of units is a length of time."""
        unit = self._words.units[match["unit"]]
        if unit == "quarter" or self._clock.match(text, match.end()):
            return False
        if unit == "year" and _YEARS.fullmatch(match.groupdict().get("count") or ""):
            return False
        if unit == "year" and word_before(text, match.start()) in self._words.aged:
            return False
        return unit != "hour" or word_before(text, match.start()) not in {"в", "о", "об", "к"}

    def figures(self, text: str, match: re.Match[str]) -> bool:
        """Whether "10.09" is a day."""
        return word_before(text, match.start()) in self._words.day_cues

    def adjective(self, text: str, match: re.Match[str]) -> bool:
        """Whether the adjective of a month is no name."""
        if text[match.start()].islower():
            return True
        starts = _STARTS_SENTENCE.search(text, max(0, match.start() - 5), match.start())
        return bool(starts) and not _REVOLUTION.match(text, match.end())
